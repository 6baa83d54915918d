<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU">
<context>
    <name>Claims</name>
    <message>
        <source>A WebSocket keeps one connection for the whole session</source>
        <translation>WebSocket держит одно соединение на весь сеанс</translation>
    </message>
    <message>
        <source>Holds if it opened no more connections than the reconnects ask for.</source>
        <translation>Верно, если соединений не больше, чем требуют переподключения.</translation>
    </message>
    <message>
        <source>%1 opened for %2 messages, %3 reconnects</source>
        <translation>открыто %1 на %2 сообщений, переподключений %3</translation>
    </message>
    <message>
        <source>with keep-alive</source>
        <translation>с keep-alive</translation>
    </message>
    <message>
        <source>a new connection each time</source>
        <translation>каждый раз новое соединение</translation>
    </message>
    <message>
        <source>AJAX opens a new connection for each request</source>
        <translation>AJAX открывает новое соединение на каждый запрос</translation>
    </message>
    <message>
        <source>Holds if there are about as many connections as requests.</source>
        <translation>Верно, если соединений примерно столько же, сколько запросов.</translation>
    </message>
    <message>
        <source>connections opened: %1, for %2 requests</source>
        <translation>соединений %1 на %2 запросов</translation>
    </message>
    <message>
        <source>A WebSocket frame adds only 2 to 14 bytes</source>
        <translation>Кадр WebSocket добавляет лишь от 2 до 14 байт</translation>
    </message>
    <message>
        <source>Holds if no frame that came had a longer header (RFC 6455 section 5.2).</source>
        <translation>Верно, если ни у одного кадра заголовок не длиннее (RFC 6455, раздел 5.2).</translation>
    </message>
    <message>
        <source>%1 to %2 B, mean %3 B, in %4 frames from the server</source>
        <translation>от %1 до %2 Б, в среднем %3 Б, кадров от сервера: %4</translation>
    </message>
    <message>
        <source>Every HTTP request carries hundreds of bytes of headers</source>
        <translation>Каждый запрос HTTP несёт сотни байт заголовков</translation>
    </message>
    <message>
        <source>Heads of request and answer together; holds from 200 bytes on.</source>
        <translation>Заголовки запроса и ответа вместе; верно от 200 байт.</translation>
    </message>
    <message>
        <source>%1 for each request and its answer</source>
        <translation>%1 на каждый запрос с ответом</translation>
    </message>
    <message>
        <source>The delay of polling depends on its interval</source>
        <translation>Задержка опроса зависит от его интервала</translation>
    </message>
    <message>
        <source>Holds if the mean Lag agrees with what theory expects of this interval.</source>
        <translation>Верно, если среднее отставание согласуется с теорией для этого интервала.</translation>
    </message>
    <message>
        <source>mean Lag %1 at an interval of %2, expected %3</source>
        <translation>среднее отставание %1 при интервале %2, ожидается %3</translation>
    </message>
    <message>
        <source>Push shows a change at once</source>
        <translation>Push показывает изменение сразу</translation>
    </message>
    <message>
        <source>Holds if push&apos;s mean Lag is less than a tenth of polling&apos;s.</source>
        <translation>Верно, если среднее отставание push меньше десятой доли отставания опроса.</translation>
    </message>
    <message>
        <source>mean Lag %1; polling %2</source>
        <translation>среднее отставание %1; опрос %2</translation>
    </message>
    <message>
        <source>Polling misses what changes between two polls</source>
        <translation>Опрос пропускает то, что меняется между двумя запросами</translation>
    </message>
    <message>
        <source>Holds if updates were overwritten before a poll saw them.</source>
        <translation>Верно, если обновления были перезаписаны до того, как их увидел опрос.</translation>
    </message>
    <message>
        <source>with a cursor</source>
        <translation>с курсором</translation>
    </message>
    <message>
        <source>answers with the latest value</source>
        <translation>ответ – последнее значение</translation>
    </message>
    <message>
        <source>%1 of %2 never shown</source>
        <translation>%1 из %2 не показаны</translation>
    </message>
    <message>
        <source>Most requests bring nothing</source>
        <translation>Большинство запросов ничего не приносит</translation>
    </message>
    <message>
        <source>Holds if more than half of the answers held no update new to the lane.</source>
        <translation>Верно, если больше половины ответов не содержали ничего нового.</translation>
    </message>
    <message>
        <source>%1 of %2 answers brought nothing</source>
        <translation>%1 из %2 ответов ничего не принесли</translation>
    </message>
    <message>
        <source>Push needs fewer bytes than polling</source>
        <translation>Push расходует меньше байт, чем опрос</translation>
    </message>
    <message>
        <source>All bytes on the wire, both ways, in this window.</source>
        <translation>Все байты в канале, в обе стороны, за это окно.</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>при %1</translation>
    </message>
    <message>
        <source>push %1, polling %2</source>
        <translation>push %1, опрос %2</translation>
    </message>
    <message>
        <source>Push needs fewer bytes for each useful update</source>
        <translation>Push расходует меньше байт на полезное обновление</translation>
    </message>
    <message>
        <source>Bytes of the window divided by the updates that came.</source>
        <translation>Байты окна, делённые на число пришедших обновлений.</translation>
    </message>
    <message>
        <source>The server sends without being asked</source>
        <translation>Сервер присылает данные без запроса</translation>
    </message>
    <message>
        <source>Holds if more messages came than were sent to the server.</source>
        <translation>Верно, если сообщений пришло больше, чем отправлено.</translation>
    </message>
    <message>
        <source>%1 came, %2 were sent</source>
        <translation>пришло %1, отправлено %2</translation>
    </message>
    <message>
        <source>Both sides send on one connection at the same time</source>
        <translation>Обе стороны передают по одному соединению одновременно</translation>
    </message>
    <message>
        <source>Holds if the server answered us while its updates kept coming.</source>
        <translation>Верно, если сервер отвечал нам, пока шли его обновления.</translation>
    </message>
    <message>
        <source>a round trip of %1 while %2 messages came</source>
        <translation>круг %1, пока пришло %2 сообщений</translation>
    </message>
    <message>
        <source>It reconnects by itself</source>
        <translation>Соединение восстанавливается само</translation>
    </message>
    <message>
        <source>Holds once a connection broke and data came again; “show me” breaks it.</source>
        <translation>Верно, когда после обрыва снова пошли данные; «Показать» рвёт соединение.</translation>
    </message>
    <message>
        <source>data again after %1, %2 reconnects</source>
        <translation>данные снова через %1, переподключений %2</translation>
    </message>
    <message>
        <source>It carries text and binary messages</source>
        <translation>Передаёт и текст, и двоичные сообщения</translation>
    </message>
    <message>
        <source>Holds once both kinds came; the demo feed sends text only.</source>
        <translation>Верно, когда пришли оба вида; демо-поток шлёт только текст.</translation>
    </message>
    <message>
        <source>%1 text, %2 binary</source>
        <translation>текстовых %1, двоичных %2</translation>
    </message>
    <message>
        <source>Both sides agree on a subprotocol</source>
        <translation>Стороны договариваются о подпротоколе</translation>
    </message>
    <message>
        <source>Holds if the server chose one of those offered in the handshake.</source>
        <translation>Верно, если сервер выбрал один из предложенных при рукопожатии.</translation>
    </message>
    <message>
        <source>Long polling is nearly as fast as push</source>
        <translation>Long polling почти так же быстр, как push</translation>
    </message>
    <message>
        <source>Server-Sent Events are as fast as a WebSocket</source>
        <translation>Server-Sent Events так же быстры, как WebSocket</translation>
    </message>
    <message>
        <source>UDP loses what TCP would repeat</source>
        <translation>UDP теряет то, что TCP повторил бы</translation>
    </message>
    <message>
        <source>Holds once numbers of the sequence are missing on the lane.</source>
        <translation>Верно, когда на дорожке не хватает номеров последовательности.</translation>
    </message>
    <message>
        <source>%1 lost, %2 late, %3 twice</source>
        <translation>потеряно %1, опоздало %2, дважды %3</translation>
    </message>
    <message>
        <source>A raw TCP socket carries less than a WebSocket</source>
        <translation>«Голый» сокет TCP несёт меньше байт, чем WebSocket</translation>
    </message>
    <message>
        <source>Socket.IO costs more bytes than a bare WebSocket</source>
        <translation>Socket.IO расходует больше байт, чем чистый WebSocket</translation>
    </message>
    <message>
        <source>Holds if its mean Lag is within 20 ms of the WebSocket&apos;s.</source>
        <translation>Верно, если среднее отставание не больше, чем на 20 мс выше, чем у WebSocket.</translation>
    </message>
    <message>
        <source>mean Lag %1; WebSocket %2</source>
        <translation>среднее отставание %1; WebSocket %2</translation>
    </message>
    <message>
        <source>Bytes of the window for each useful update.</source>
        <translation>Байты окна на каждое полезное обновление.</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 против %2</translation>
    </message>
</context>
<context>
    <name>ClockPanel</name>
    <message>
        <source>same machine, one clock</source>
        <translation>одна машина, одни часы</translation>
    </message>
    <message>
        <source>two-way exchange</source>
        <translation>двусторонний обмен</translation>
    </message>
    <message>
        <source>Date of the HTTP answers</source>
        <translation>Date в ответах HTTP</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>excess over the best of 5 min</source>
        <translation>сверх лучшей задержки за 5 мин</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Type the address of the feed, for example wss://host/path.</source>
        <translation>Введите адрес потока, например wss://host/path.</translation>
    </message>
    <message>
        <source>Begin with one of %1.</source>
        <translation>Начните с одного из: %1.</translation>
    </message>
    <message>
        <source>This address begins with %1; it must be one of %2.</source>
        <translation>Адрес начинается с %1, а нужно одно из: %2.</translation>
    </message>
    <message>
        <source>The host is missing after ://.</source>
        <translation>После :// нет имени узла.</translation>
    </message>
    <message>
        <source>This is not a valid address: check it for blanks and special characters.</source>
        <translation>Такого адреса быть не может: проверьте пробелы и особые знаки.</translation>
    </message>
    <message>
        <source>“%1” is no header name: use letters, digits and hyphens.</source>
        <translation>«%1» – не имя заголовка: нужны латинские буквы, цифры и дефисы.</translation>
    </message>
    <message>
        <source>The value of “%1” holds a control character.</source>
        <translation>В значении «%1» есть управляющий знак.</translation>
    </message>
    <message>
        <source>“%1” is no subprotocol: use letters, digits, dots and hyphens.</source>
        <translation>«%1» – не подпротокол: годятся буквы, цифры, точки и дефисы.</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 не записать: %2.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Папку %1 не создать.</translation>
    </message>
    <message>
        <source>This run is too long for a bundle; measure for a shorter time.</source>
        <translation>Измерение слишком длинное, чтобы его сохранить; измерьте за меньшее время.</translation>
    </message>
    <message>
        <source>%1 is a file; name a folder for the evidence.</source>
        <translation>%1 – это файл; назовите папку для материалов.</translation>
    </message>
    <message>
        <source>%1 is the folder that you are in; name a new one for the evidence.</source>
        <translation>Вы сейчас в папке %1; назовите новую папку для материалов.</translation>
    </message>
    <message>
        <source>%1 holds other files; name a new or an empty folder for the evidence.</source>
        <translation>В %1 лежат другие файлы; назовите новую или пустую папку для материалов.</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>There is no value in this window yet.</source>
        <translation>В этом окне времени значений ещё нет.</translation>
    </message>
    <message>
        <source>Too short a time for an interval: fewer than 20 polls, or too few values.</source>
        <translation>Для интервала мало времени: меньше 20 запросов или слишком мало значений.</translation>
    </message>
    <message>
        <source>95 % interval: %1 to %2.</source>
        <translation>95-процентный интервал: от %1 до %2.</translation>
    </message>
    <message>
        <source>Smaller than the uncertainty of the source&apos;s clock, %1.</source>
        <translation>Меньше неопределённости часов источника, %1.</translation>
    </message>
    <message>
        <source>Less than twice the uncertainty of the source&apos;s clock, %1.</source>
        <translation>Меньше двух неопределённостей часов источника, %1.</translation>
    </message>
    <message>
        <source>The source&apos;s clock could not be compared with ours.</source>
        <translation>Часы источника не удалось сравнить с нашими.</translation>
    </message>
    <message>
        <source>&lt; %1</source>
        <comment>less than</comment>
        <translation>&lt; %1</translation>
    </message>
    <message>
        <source>Against the fastest lane: the feed gives no times of its own that could be used.</source>
        <translation>Относительно самой быстрой дорожки: своего времени, пригодного для сравнения, поток не даёт.</translation>
    </message>
    <message>
        <source>The feed gives no times of its own, and there is no other lane to compare with.</source>
        <translation>Поток не даёт своего времени, а другой дорожки для сравнения нет.</translation>
    </message>
</context>
<context>
    <name>Infer</name>
    <message>
        <source>the number grew by one from message to message, %1 times</source>
        <translation>номер рос на единицу от сообщения к сообщению, раз: %1</translation>
    </message>
    <message>
        <source>the number grew by one within each series, %1 times</source>
        <translation>номер рос на единицу внутри каждого ряда, раз: %1</translation>
    </message>
    <message>
        <source>the number only grew, but not by one: gaps cannot be told</source>
        <translation>номер только рос, но не на единицу: пропусков не увидеть</translation>
    </message>
    <message>
        <source>the number only grew within each series, but not by one</source>
        <translation>номер только рос внутри каждого ряда, но не на единицу</translation>
    </message>
    <message>
        <source>the number was not seen to grow often enough to be checked</source>
        <translation>номер рос слишком редко, чтобы по нему проверять</translation>
    </message>
    <message>
        <source>its name says so</source>
        <translation>на это указывает имя</translation>
    </message>
    <message>
        <source>its name suggests it</source>
        <translation>имя подсказывает это</translation>
    </message>
    <message>
        <source>its name says little</source>
        <translation>имя говорит мало</translation>
    </message>
    <message>
        <source>ISO 8601</source>
        <translation>ISO 8601</translation>
    </message>
    <message>
        <source>%1 since 1970 by magnitude</source>
        <translation>по величине – %1 с 1970 года</translation>
    </message>
    <message>
        <source>it is near now</source>
        <translation>оно близко к настоящему</translation>
    </message>
    <message>
        <source>it is the name of its row</source>
        <translation>это имя строки</translation>
    </message>
    <message>
        <source>its texts look like pairs of currencies</source>
        <translation>тексты похожи на пары валют</translation>
    </message>
    <message>
        <source>its texts look like symbols</source>
        <translation>тексты похожи на тикеры</translation>
    </message>
    <message>
        <source>a number that changed %1 times in %2</source>
        <translation>число, менялось раз: %1 из %2</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>the only number that it could be</source>
        <translation>единственное подходящее число</translation>
    </message>
    <message>
        <source>it grew by one each time</source>
        <translation>каждый раз росло на единицу</translation>
    </message>
    <message>
        <source>it only grew</source>
        <translation>только росло</translation>
    </message>
    <message>
        <source>it holds sentences</source>
        <translation>в нём предложения</translation>
    </message>
    <message>
        <source>its other side is there, too</source>
        <translation>есть и вторая сторона</translation>
    </message>
    <message>
        <source>the message itself</source>
        <translation>само сообщение</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Ряд</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Заголовок</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Объём</translation>
    </message>
    <message>
        <source>Bid</source>
        <translation>Покупка</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Продажа</translation>
    </message>
    <message>
        <source>No role</source>
        <translation>Без роли</translation>
    </message>
    <message>
        <source>the message</source>
        <translation>сообщение</translation>
    </message>
    <message>
        <source>has %1</source>
        <translation>есть %1</translation>
    </message>
    <message>
        <source>every message</source>
        <translation>любое сообщение</translation>
    </message>
    <message>
        <source>Nothing could be told of the first messages (%1): no member looks like a value or a text.</source>
        <translation>По первым сообщениям (%1) ничего сказать нельзя: ни один член не похож на значение или текст.</translation>
    </message>
    <message>
        <source>%1 left open</source>
        <translation>%1 – открыто</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>; further kinds of messages: %1</source>
        <translation>; других видов сообщений: %1</translation>
    </message>
    <message>
        <source>Inferred from the first messages (%1): %2</source>
        <translation>Выведено из первых сообщений (%1): %2</translation>
    </message>
    <message>
        <source>%1 % of the messages are %2</source>
        <translation>%1 % сообщений – это %2</translation>
    </message>
    <message>
        <source>, compressed (%1)</source>
        <translation>, сжатые (%1)</translation>
    </message>
    <message>
        <source>, with JSON in strings at %1</source>
        <translation>, с JSON в строках %1</translation>
    </message>
    <message>
        <source>, several messages in an array</source>
        <translation>, по нескольку в массиве</translation>
    </message>
    <message>
        <source>No message could be read by any envelope that this version knows.</source>
        <translation>Ни одно сообщение не прочлось ни одним из форматов, известных этой версии.</translation>
    </message>
    <message>
        <source>Only %1 messages (%2 KB) were looked at, not %3 more.</source>
        <translation>Просмотрено только сообщений: %1 (%2 КБ); ещё %3 – нет.</translation>
    </message>
    <message>
        <source>Of very large messages only the first %1 members were looked at.</source>
        <translation>В очень больших сообщениях просмотрены только первые %1 членов.</translation>
    </message>
    <message>
        <source>Messages that cannot be read like the others: %1.</source>
        <translation>Сообщений, которые не читаются так, как остальные: %1.</translation>
    </message>
    <message>
        <source>Left open: what “%1” is (messages: %2).</source>
        <translation>Осталось открытым, что такое «%1» (сообщений: %2).</translation>
    </message>
    <message>
        <source>Left open in “%1”: %2; the likeliest is %3 (%4 %).</source>
        <translation>Открыто в «%1»: %2; вероятнее всего %3 (%4 %).</translation>
    </message>
    <message>
        <source>you chose it</source>
        <translation>так выбрали вы</translation>
    </message>
    <message>
        <source>another member would do as well</source>
        <translation>другой член подошёл бы не хуже</translation>
    </message>
    <message>
        <source>another time is finer</source>
        <translation>другое время точнее</translation>
    </message>
    <message>
        <source>its rows hold times, too</source>
        <translation>в его строках тоже есть время</translation>
    </message>
    <message>
        <source>a word of what the message is about</source>
        <translation>слово из темы сообщения</translation>
    </message>
    <message>
        <source>its words are those of a feed that talks about itself</source>
        <translation>такими словами поток говорит о себе самом</translation>
    </message>
    <message>
        <source>it holds the levels of an order book</source>
        <translation>в нём уровни стакана</translation>
    </message>
    <message>
        <source>a price with its size, and its words say so</source>
        <translation>цена с объёмом, и слова о том же</translation>
    </message>
    <message>
        <source>it holds a value</source>
        <translation>в нём есть значение</translation>
    </message>
    <message>
        <source>it holds a bid and an ask, and no price</source>
        <translation>есть покупка и продажа, а цены нет</translation>
    </message>
    <message>
        <source>it holds text, and no value</source>
        <translation>есть текст, а значения нет</translation>
    </message>
    <message>
        <source>several numbers, each a series by its name</source>
        <translation>несколько чисел, каждое – ряд под своим именем</translation>
    </message>
    <message>
        <source>it has a series or a time, and no value that could be told</source>
        <translation>есть ряд или время, а значение определить нельзя</translation>
    </message>
    <message>
        <source>text with a number</source>
        <translation>текст с числом</translation>
    </message>
    <message>
        <source>number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>да или нет</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>empty list</source>
        <translation>пустой список</translation>
    </message>
    <message>
        <source>empty text</source>
        <translation>пустой текст</translation>
    </message>
</context>
<context>
    <name>Lanes</name>
    <message>
        <source>HTTP every %1</source>
        <translation>HTTP раз в %1</translation>
    </message>
    <message>
        <source>HTTP, new each %1</source>
        <translation>HTTP, новое раз в %1</translation>
    </message>
    <message>
        <source>long polling</source>
        <translation>долгий опрос</translation>
    </message>
    <message>
        <source>POLL</source>
        <translation>ОПРОС</translation>
    </message>
    <message>
        <source>PUSH</source>
        <translation>PUSH</translation>
    </message>
    <message>
        <source>raw TCP</source>
        <translation>чистый TCP</translation>
    </message>
    <message>
        <source>raw UDP</source>
        <translation>чистый UDP</translation>
    </message>
    <message>
        <source>HTTP polling</source>
        <translation>опрос HTTP</translation>
    </message>
    <message>
        <source>HTTP, a new connection each</source>
        <translation>HTTP, новое соединение</translation>
    </message>
    <message>
        <source>HTTP stream</source>
        <translation>поток HTTP</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>This lane is not live.</source>
        <translation>Эта дорожка не работает.</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>ожидается</translation>
    </message>
    <message>
        <source>What theory makes of the measured gaps between updates and between polls.</source>
        <translation>Что следует по теории из измеренных промежутков между обновлениями и между запросами.</translation>
    </message>
    <message>
        <source>Too little has been measured to say what to expect.</source>
        <translation>Измерено слишком мало, чтобы сказать, чего ждать.</translation>
    </message>
    <message>
        <source>With one lane and no contiguous sequence nobody knows what is missing.</source>
        <translation>С одной дорожкой и без сплошной нумерации никто не знает, чего не хватает.</translation>
    </message>
    <message>
        <source>At least: the feed has no contiguous sequence. %1</source>
        <translation>Не меньше: у потока нет сплошной нумерации. %1</translation>
    </message>
    <message>
        <source>Updates delivered</source>
        <translation>Доставлено обновлений</translation>
    </message>
    <message>
        <source>Of %1.</source>
        <translation>Из %1.</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Updates that this lane never showed, because a newer one came first or they were lost.</source>
        <translation>Обновления, которых дорожка не показала: раньше пришло более новое или они потерялись.</translation>
    </message>
    <message>
        <source>Mean Lag</source>
        <translation>Среднее отставание</translation>
    </message>
    <message>
        <source>How long until the lane showed an update or a newer one of its series; counts every update.</source>
        <translation>Через сколько дорожка показала обновление или более новое в его ряду; считается каждое.</translation>
    </message>
    <message>
        <source>Mean Delay</source>
        <translation>Средняя задержка</translation>
    </message>
    <message>
        <source>From origin to arrival, delivered updates only: it flatters a lane that misses.</source>
        <translation>От события до прихода, только доставленные: льстит дорожке, которая пропускает.</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Устарело</translation>
    </message>
    <message>
        <source>Share of the time in which the lane showed a value that was no longer the newest.</source>
        <translation>Доля времени, когда дорожка показывала уже не самое новое значение.</translation>
    </message>
    <message>
        <source>Mean Age</source>
        <translation>Средний возраст</translation>
    </message>
    <message>
        <source>Time since the origin of what the lane shows, averaged over time and series.</source>
        <translation>Сколько прошло с события, которое показывает дорожка, в среднем по времени и рядам.</translation>
    </message>
    <message>
        <source>Requests / wasted</source>
        <translation>Запросы / впустую</translation>
    </message>
    <message>
        <source>Polls sent, and those whose answer brought nothing new in any series.</source>
        <translation>Отправленные запросы и те, чей ответ не принёс нового ни в одном ряду.</translation>
    </message>
    <message>
        <source>Push sends no requests.</source>
        <translation>Push запросов не шлёт.</translation>
    </message>
    <message>
        <source>Failed: %1. Skipped: %2.</source>
        <translation>Не удалось: %1. Пропущено по плану: %2.</translation>
    </message>
    <message>
        <source>Bytes are not known on this lane.</source>
        <translation>На этой дорожке байты неизвестны.</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Соединения</translation>
    </message>
    <message>
        <source>TCP connections opened since the lane began.</source>
        <translation>Сколько TCP-соединений открыто с начала.</translation>
    </message>
    <message>
        <source>Bytes per useful update</source>
        <translation>Байт на обновление</translation>
    </message>
    <message>
        <source>Every byte both ways on the lane&apos;s sockets in the window, divided by the updates delivered.</source>
        <translation>Все байты в обе стороны на сокетах дорожки за окно, делённые на число доставленных обновлений.</translation>
    </message>
    <message>
        <source>There is no result yet.</source>
        <translation>Результата ещё нет.</translation>
    </message>
    <message>
        <source>Updates of this window that reached the lane themselves.</source>
        <translation>Обновления этого окна, которые дошли до дорожки сами.</translation>
    </message>
</context>
<context>
    <name>PathButton</name>
    <message>
        <source>LAN</source>
        <translation>Локальная сеть</translation>
    </message>
    <message>
        <source>4G</source>
        <translation>4G</translation>
    </message>
    <message>
        <source>Transatlantic</source>
        <translation>Через Атлантику</translation>
    </message>
    <message>
        <source>Satellite</source>
        <translation>Спутник</translation>
    </message>
    <message>
        <source>Train tunnel</source>
        <translation>Поезд в туннеле</translation>
    </message>
    <message>
        <source>%1 Gbit/s</source>
        <translation>%1 Гбит/с</translation>
    </message>
    <message>
        <source>%1 Mbit/s</source>
        <translation>%1 Мбит/с</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 кбит/с</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>мс</translation>
    </message>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message>
        <source>stalls %1 every %2</source>
        <translation>замирает на %1 каждые %2</translation>
    </message>
    <message>
        <source>stalls %1</source>
        <translation>замирает на %1</translation>
    </message>
    <message>
        <source>cut every %1</source>
        <translation>обрыв каждые %1</translation>
    </message>
    <message>
        <source>cut once</source>
        <translation>один обрыв</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>как есть</translation>
    </message>
    <message>
        <source>own values</source>
        <translation>свои значения</translation>
    </message>
    <message>
        <source>%1 ± %2 each way</source>
        <translation>%1 ± %2 в каждую сторону</translation>
    </message>
    <message>
        <source>%1 each way</source>
        <translation>%1 в каждую сторону</translation>
    </message>
    <message>
        <source>%1 of datagrams lost</source>
        <translation>теряется %1 датаграмм</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Beneath a value stand its 95 % interval, where the run was long enough for one (with no event at all its upper end), and what theory makes of the measured gaps between updates and between polls. Grey: little stands behind it, or it is not far above the clock&apos;s uncertainty.</source>
        <translation>Под значением – его 95-процентный интервал, если измерения хватило на него (без единого события – его верхняя граница), и то, что теория выводит из измеренных промежутков между обновлениями и между запросами. Серым – то, за чем мало данных или что немногим больше погрешности часов.</translation>
    </message>
    <message>
        <source>%1: push beside poll</source>
        <translation>%1: push рядом с опросом</translation>
    </message>
    <message>
        <source>Feedscope, %1</source>
        <translation>Feedscope, %1</translation>
    </message>
    <message>
        <source>The ledger</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Условия</translation>
    </message>
    <message>
        <source>en</source>
        <comment>code of the language that this report is in</comment>
        <translation>ru</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 мкс</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 Б</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 кБ</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 МБ</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 кбит/с</translation>
    </message>
    <message>
        <source>%1 Mbit/s</source>
        <translation>%1 Мбит/с</translation>
    </message>
    <message>
        <source>polls the latest values every %1, on a new connection each time</source>
        <translation>опрашивает последние значения раз в %1, каждый раз в новом соединении</translation>
    </message>
    <message>
        <source>polls the latest values every %1</source>
        <translation>опрашивает последние значения раз в %1</translation>
    </message>
    <message>
        <source>polls all since the last answer every %1</source>
        <translation>опрашивает всё новое с прошлого ответа раз в %1</translation>
    </message>
    <message>
        <source>push</source>
        <translation>push</translation>
    </message>
    <message>
        <source>end</source>
        <translation>конец</translation>
    </message>
    <message>
        <source>Age of what each lane showed</source>
        <translation>Возраст показанного на каждой дорожке</translation>
    </message>
    <message>
        <source>Mean over all series, the last %1 of the window. Each line climbs with time and falls when the lane shows something newer.</source>
        <translation>Среднее по всем рядам за последние %1 окна. Каждая линия растёт со временем и падает, когда дорожка показывает новое.</translation>
    </message>
    <message>
        <source>How soon the changes were shown</source>
        <translation>Как скоро изменения были показаны</translation>
    </message>
    <message>
        <source>Share of the changes that each lane had shown within a time (its Lag). Farther to the left is sooner; the times grow tenfold from line to line.</source>
        <translation>Доля изменений, которые дорожка показала за это время (её отставание). Чем левее, тем скорее; от линии к линии время растёт в десять раз.</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Величина</translation>
    </message>
    <message>
        <source>did not come up</source>
        <translation>не заработала</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>at least %1 updates</source>
        <translation>не меньше %1 обновлений</translation>
    </message>
    <message>
        <source>%1 updates</source>
        <translation>обновлений: %1</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Доставлено</translation>
    </message>
    <message>
        <source>Updates of the window that reached the lane themselves.</source>
        <translation>Обновления окна, которые дошли до дорожки сами.</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>из %1</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Updates that the lane never got: a newer one was there first, or they were lost.</source>
        <translation>Обновления, которых дорожка не получила: их опередило более новое, или они потерялись.</translation>
    </message>
    <message>
        <source>Lag, mean</source>
        <translation>Отставание, среднее</translation>
    </message>
    <message>
        <source>How long until the lane showed an update or a newer one of its series; every update counts, missed ones too. Lanes are ranked and judged by it.</source>
        <translation>Через сколько дорожка показала обновление или более новое в том же ряду; считаются все обновления, и пропущенные. По нему дорожки сравнивают и оценивают.</translation>
    </message>
    <message>
        <source>Lag, half of the updates</source>
        <translation>Отставание, половина обновлений</translation>
    </message>
    <message>
        <source>50 % of the updates were shown within this time (p50).</source>
        <translation>За это время показаны 50 % обновлений (p50).</translation>
    </message>
    <message>
        <source>Lag, 95 % of the updates</source>
        <translation>Отставание, 95 % обновлений</translation>
    </message>
    <message>
        <source>95 % of the updates were shown within this time (p95); the verdict uses it.</source>
        <translation>За это время показаны 95 % обновлений (p95); на нём основан вывод.</translation>
    </message>
    <message>
        <source>%1 never shown</source>
        <translation>не показано: %1</translation>
    </message>
    <message>
        <source>Lag, longest</source>
        <translation>Отставание, наибольшее</translation>
    </message>
    <message>
        <source>The longest Lag of an update that was shown before the end.</source>
        <translation>Наибольшее отставание среди обновлений, показанных до конца измерения.</translation>
    </message>
    <message>
        <source>Behind, mean</source>
        <translation>Позади самой быстрой, среднее</translation>
    </message>
    <message>
        <source>Lag against whichever of these lanes was first; the local clock alone decides.</source>
        <translation>Отставание от той из этих дорожек, что была первой; решают только местные часы.</translation>
    </message>
    <message>
        <source>Delay, mean</source>
        <translation>Задержка, средняя</translation>
    </message>
    <message>
        <source>From an update&apos;s own time to its arrival, delivered updates only: it flatters a lane that misses.</source>
        <translation>От времени самого обновления до его прихода, только для доставленных: дорожку с пропусками она приукрашивает.</translation>
    </message>
    <message>
        <source>%1 … %2 by the clock&apos;s uncertainty</source>
        <translation>%1 … %2 при погрешности часов</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Устарело</translation>
    </message>
    <message>
        <source>Share of the time in which the lane showed a value while a newer one existed.</source>
        <translation>Доля времени, когда дорожка показывала значение, хотя уже было более новое.</translation>
    </message>
    <message>
        <source>Outdated, mean</source>
        <translation>Устарело, в среднем</translation>
    </message>
    <message>
        <source>For how long a newer one had existed, averaged over all time, zeros included.</source>
        <translation>Сколько времени уже было более новое значение, в среднем по всему времени вместе с нулями.</translation>
    </message>
    <message>
        <source>Age, mean</source>
        <translation>Возраст, средний</translation>
    </message>
    <message>
        <source>Time since the origin of what the lane shows, averaged over time and series.</source>
        <translation>Время с момента появления того, что показывает дорожка, в среднем по времени и рядам.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Запросы</translation>
    </message>
    <message>
        <source>Polls sent in the window.</source>
        <translation>Запросы, отправленные в окне.</translation>
    </message>
    <message>
        <source>%1 failed, %2 skipped</source>
        <translation>не удалось %1, пропущено %2</translation>
    </message>
    <message>
        <source>Wasted</source>
        <translation>Впустую</translation>
    </message>
    <message>
        <source>Answers that brought nothing new in any series.</source>
        <translation>Ответы, в которых не было нового ни в одном ряду.</translation>
    </message>
    <message>
        <source>Request time, 95 %</source>
        <translation>Время запроса, 95 %</translation>
    </message>
    <message>
        <source>From the planned time of a poll to the end of its answer, within which 95 % of them were done.</source>
        <translation>От намеченного времени запроса до конца ответа: 95 % запросов уложились в это время.</translation>
    </message>
    <message>
        <source>Bytes a second</source>
        <translation>Байт в секунду</translation>
    </message>
    <message>
        <source>Every byte both ways on the lane&apos;s sockets in the window: payload, headers, handshakes, TLS; not TCP/IP&apos;s own headers.</source>
        <translation>Все байты в обе стороны на сокетах дорожки за окно: данные, заголовки, рукопожатия, TLS; без заголовков TCP/IP.</translation>
    </message>
    <message>
        <source>sent %1, received %2</source>
        <translation>отправлено %1, получено %2</translation>
    </message>
    <message>
        <source>Bytes per useful update</source>
        <translation>Байт на полезное обновление</translation>
    </message>
    <message>
        <source>The same bytes divided by the updates delivered.</source>
        <translation>Те же байты, делённые на доставленные обновления.</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Соединения</translation>
    </message>
    <message>
        <source>TCP connections from the lane&apos;s first connect to its last close.</source>
        <translation>Соединения TCP от первого подключения дорожки до последнего закрытия.</translation>
    </message>
    <message>
        <source>%1 reconnects</source>
        <translation>переподключений: %1</translation>
    </message>
    <message>
        <source>%1 to %2, %3; the same for all lanes, after a warm-up</source>
        <translation>с %1 по %2, %3; одно для всех дорожек, после разгона</translation>
    </message>
    <message>
        <source>at least %1 updates of %2 series, %3 a second</source>
        <translation>не меньше %1 обновлений, рядов %2, в секунду %3</translation>
    </message>
    <message>
        <source>%1 updates of %2 series, %3 a second</source>
        <translation>обновлений %1, рядов %2, в секунду %3</translation>
    </message>
    <message>
        <source>the feed gives no times of its own: all is relative to the fastest lane</source>
        <translation>поток не даёт своего времени: всё – относительно самой быстрой дорожки</translation>
    </message>
    <message>
        <source>an unknown amount</source>
        <translation>неизвестно сколько</translation>
    </message>
    <message>
        <source>the source and this program share one clock; uncertain by %1</source>
        <translation>у источника и программы одни часы; погрешность %1</translation>
    </message>
    <message>
        <source>%1 ahead of ours by two-way exchanges; uncertain by %2</source>
        <translation>впереди наших на %1 по двусторонним обменам; погрешность %2</translation>
    </message>
    <message>
        <source>%1 ahead of ours by the Date of HTTP answers; uncertain by %2</source>
        <translation>впереди наших на %1 по заголовку Date ответов HTTP; погрешность %2</translation>
    </message>
    <message>
        <source>not compared with ours: times that rest on it are as good as the two clocks</source>
        <translation>с нашими не сверены: времена по ним верны настолько, насколько верны те и другие часы</translation>
    </message>
    <message>
        <source>as it is; nothing is simulated</source>
        <translation>как есть, ничего не имитируется</translation>
    </message>
    <message>
        <source>a delay of %1 in each direction</source>
        <translation>задержка %1 в каждую сторону</translation>
    </message>
    <message>
        <source>varied by up to ±%1</source>
        <translation>с разбросом до ±%1</translation>
    </message>
    <message>
        <source>%1 for each connection and direction</source>
        <translation>%1 на каждое соединение и направление</translation>
    </message>
    <message>
        <source>simulated on all lanes alike: %1</source>
        <translation>имитируется одинаково для всех дорожек: %1</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Поток</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Дорожка</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Окно</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>Source&apos;s clock</source>
        <translation>Часы источника</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Путь</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Программа</translation>
    </message>
    <message>
        <source>Feedscope %1 on %2</source>
        <translation>Feedscope %1, %2</translation>
    </message>
    <message>
        <source>%1 … %2</source>
        <comment>95 % interval</comment>
        <translation>%1 … %2</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>меньше %1</translation>
    </message>
    <message>
        <source>the clock&apos;s uncertainty</source>
        <translation>погрешность часов</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>не больше %1</translation>
    </message>
    <message>
        <source>too few values</source>
        <translation>слишком мало значений</translation>
    </message>
    <message>
        <source>longer than the run could see</source>
        <translation>дольше, чем длилось измерение</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>ожидается %1</translation>
    </message>
    <message>
        <source>✓ agrees</source>
        <translation>✓ сходится</translation>
    </message>
    <message>
        <source>✗ differs</source>
        <translation>✗ расходится</translation>
    </message>
    <message>
        <source>asks for all since the last answer; the server holds it until there is something</source>
        <translation>запрашивает всё после последнего ответа; сервер держит запрос, пока не появится новое</translation>
    </message>
    <message>
        <source>asks for the latest values; the server holds it until they change</source>
        <translation>запрашивает последние значения; сервер держит запрос, пока они не изменятся</translation>
    </message>
    <message>
        <source>%1 of the datagrams of UDP lanes lost</source>
        <translation>потеря %1 датаграмм на дорожках UDP</translation>
    </message>
    <message>
        <source>The lanes, best first</source>
        <translation>Дорожки, лучшие первыми</translation>
    </message>
    <message>
        <source>%1 · %2 per useful update</source>
        <translation>%1 · %2 на полезное обновление</translation>
    </message>
    <message>
        <source>What each lane costs</source>
        <translation>Во что обходится каждая дорожка</translation>
    </message>
    <message>
        <source>Bytes a second, both ways, with headers, handshakes and TLS; and what each update that reached the lane costs of them.</source>
        <translation>Байт в секунду в обе стороны, с заголовками, рукопожатиями и TLS; и сколько из них приходится на каждое дошедшее обновление.</translation>
    </message>
    <message>
        <source>not known; delays are what exceeds the shortest of the last five minutes</source>
        <translation>неизвестны; задержка – то, что сверх наименьшей за последние пять минут</translation>
    </message>
    <message>
        <source>nothing passes from %1 on for %2, and again every %3</source>
        <translation>с %1 ничего не проходит %2, и снова каждые %3</translation>
    </message>
    <message>
        <source>nothing passes from %1 on for %2</source>
        <translation>с %1 ничего не проходит %2</translation>
    </message>
    <message>
        <source>all connections cut at %1, and again every %2</source>
        <translation>все соединения обрываются на %1 и снова каждые %2</translation>
    </message>
    <message>
        <source>all connections cut at %1</source>
        <translation>все соединения обрываются на %1</translation>
    </message>
    <message>
        <source>break-even %1</source>
        <translation>граница выгоды: %1</translation>
    </message>
    <message>
        <source>Dots are measured, with their 95 % intervals; the thin line is what theory expects; a lane that pushes knows no interval and is level.</source>
        <translation>Точки измерены, у них 95-процентные интервалы; тонкая линия – то, чего ждёт теория; у push нет интервала, его линия ровная.</translation>
    </message>
    <message>
        <source>Mean Lag against the poll interval</source>
        <translation>Среднее отставание в зависимости от интервала опроса</translation>
    </message>
    <message>
        <source>Changes that are never shown</source>
        <translation>Изменения, которые так и не показаны</translation>
    </message>
    <message>
        <source>A change that is overtaken between two polls is missed by an answer of latest values.</source>
        <translation>Если между двумя запросами изменение опережает более новое, ответ с последними значениями его пропустит.</translation>
    </message>
    <message>
        <source>Both ways, headers and all; where the lines cross is the break-even.</source>
        <translation>В обе стороны, вместе с заголовками; где линии пересекаются, там граница выгоды.</translation>
    </message>
    <message>
        <source>%1 polls in %2</source>
        <translation>запросов: %1 за %2</translation>
    </message>
    <message>
        <source>theory only</source>
        <translation>только теория</translation>
    </message>
    <message>
        <source>%1, every %2</source>
        <translation>%1, раз в %2</translation>
    </message>
    <message>
        <source>%1 updates a second of %2 series</source>
        <translation>обновлений в секунду %1, рядов %2</translation>
    </message>
    <message>
        <source>%1: what each poll interval costs</source>
        <translation>%1: чего стоит каждый интервал опроса</translation>
    </message>
    <message>
        <source>Which poll interval?</source>
        <translation>Какой интервал опроса?</translation>
    </message>
    <message>
        <source>The figures</source>
        <translation>Цифры</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>API key</source>
        <translation>Ключ API</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Токен доступа</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Имя пользователя</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Pass phrase of your key</source>
        <translation>Пароль вашего ключа</translation>
    </message>
    <message>
        <source>Secret “%1”</source>
        <translation>Секрет «%1»</translation>
    </message>
</context>
<context>
    <name>Sweep</name>
    <message>
        <source>%1 (by theory)</source>
        <translation>%1 (по теории)</translation>
    </message>
    <message>
        <source>%1 (%2 … %3)</source>
        <translation>%1 (%2 … %3)</translation>
    </message>
    <message>
        <source>No interval shows 95 % of the changes within %1: the answers are under way for longer.</source>
        <translation>Ни один интервал не покажет 95 % изменений за %1: сами ответы идут дольше.</translation>
    </message>
    <message>
        <source>For data at most %1 old polling takes fewer bytes than push at every interval that was tried; %2 is the longest.</source>
        <translation>Для данных не старше %1 опрос тратит меньше байтов, чем push, при любом из проверенных интервалов; самый длинный – %2.</translation>
    </message>
    <message>
        <source>For data at most %1 old push takes fewer bytes than polling at every interval that was tried; polling may ask every %2 at most.</source>
        <translation>Для данных не старше %1 push тратит меньше байтов, чем опрос при любом из проверенных интервалов; опрашивать можно не реже чем раз в %2.</translation>
    </message>
    <message>
        <source>For data at most %1 old polling takes fewer bytes than push above an interval of %2, up to the longest that is fresh enough, %3.</source>
        <translation>Для данных не старше %1 опрос тратит меньше байтов, чем push, при интервале больше %2 – и до %3, дольше данные уже недостаточно свежи.</translation>
    </message>
    <message>
        <source>For data at most %1 old push takes fewer bytes: polling would have to ask every %2, and is cheaper only above an interval of %3.</source>
        <translation>Для данных не старше %1 меньше байтов тратит push: опрашивать пришлось бы раз в %2, а дешевле опрос лишь при интервале больше %3.</translation>
    </message>
    <message>
        <source>For data at most %1 old polling may ask every %2; what that costs against push is not known.</source>
        <translation>Для данных не старше %1 опрашивать можно раз в %2; сколько это стоит рядом с push, неизвестно.</translation>
    </message>
    <message>
        <source> No interval comes within %1 of push&apos;s mean Lag.</source>
        <translation> Ни один интервал не приблизит к среднему отставанию push на %1.</translation>
    </message>
    <message>
        <source> To match push within %1 of its mean Lag you would poll every %2</source>
        <translation> Чтобы сравняться с push по среднему отставанию с точностью до %1, пришлось бы опрашивать раз в %2</translation>
    </message>
    <message>
        <source>, for %1 times its bytes (%2)</source>
        <translation>, потратив в %1 раза больше байтов (%2)</translation>
    </message>
    <message>
        <source>, and still never see %1 of the changes</source>
        <translation>, и всё равно не увидеть %1 изменений</translation>
    </message>
    <message>
        <source>No poll lane ran: there is nothing to sweep.</source>
        <translation>Ни одна дорожка не опрашивала: перебирать нечего.</translation>
    </message>
    <message>
        <source>Nothing was measured yet: the answer comes with the first figures.</source>
        <translation>Пока ничего не измерено: ответ появится с первыми цифрами.</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>No verdict: no lane came up. Check the addresses.</source>
        <translation>Вывода нет: ни одна дорожка не заработала. Проверьте адреса.</translation>
    </message>
    <message>
        <source>No verdict: nothing changed in %1. Let it run until the feed has moved.</source>
        <translation>Вывода нет: за %1 ничего не изменилось. Подождите, пока поток оживёт.</translation>
    </message>
    <message>
        <source>No verdict yet: %1 polls are too few to tell. Let it run for %2, which makes %3.</source>
        <translation>Вывода пока нет: %1 запросов мало. Подождите %2, будет %3.</translation>
    </message>
    <message>
        <source>No verdict: push runs alone, and the feed gives no times of its own. Add a polling twin to compare.</source>
        <translation>Вердикта нет: работает только push, а своего времени поток не даёт. Добавьте адрес опроса, чтобы сравнить.</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source>ms</source>
        <comment>milliseconds</comment>
        <translation>мс</translation>
    </message>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>с</translation>
    </message>
    <message>
        <source>min</source>
        <comment>minutes</comment>
        <translation>мин</translation>
    </message>
    <message>
        <source>h</source>
        <comment>hours</comment>
        <translation>ч</translation>
    </message>
    <message>
        <source>B</source>
        <comment>bytes</comment>
        <translation>Б</translation>
    </message>
    <message>
        <source>kB</source>
        <comment>kilobytes</comment>
        <translation>кБ</translation>
    </message>
    <message>
        <source>MB</source>
        <comment>megabytes</comment>
        <translation>МБ</translation>
    </message>
    <message>
        <source>GB</source>
        <comment>gigabytes</comment>
        <translation>ГБ</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>per second</comment>
        <translation>%1/с</translation>
    </message>
    <message>
        <source>µs</source>
        <comment>microseconds</comment>
        <translation>мкс</translation>
    </message>
</context>
<context>
    <name>UpdateLines</name>
    <message>
        <source>never shown</source>
        <translation>пропущено</translation>
    </message>
    <message>
        <source>Neither this update nor a newer one has been shown yet.</source>
        <translation>Ни это обновление, ни более новое ещё не показаны.</translation>
    </message>
    <message>
        <source>A newer value of its series was shown %1 after this one&apos;s time.</source>
        <translation>Более новое значение ряда показано через %1 после времени этого.</translation>
    </message>
    <message>
        <source>It arrived after a newer one.</source>
        <translation>Пришло после более нового.</translation>
    </message>
    <message>
        <source>Shown %1 after its origin.</source>
        <translation>Показано через %1 после события.</translation>
    </message>
    <message numerus="yes">
        <source>%n updates</source>
        <translation>
            <numerusform>%n обновление</numerusform>
            <numerusform>%n обновления</numerusform>
            <numerusform>%n обновлений</numerusform>
        </translation>
    </message>
    <message>
        <source>The feed gives no times of its own, and there is no other lane.</source>
        <translation>Поток не даёт своего времени, а другой дорожки нет.</translation>
    </message>
</context>
<context>
    <name>feedscope</name>
    <message>
        <source>No rule of the profile fits this message.</source>
        <translation>Ни одно правило профиля не подходит к этому сообщению.</translation>
    </message>
    <message>
        <source>The message could not be read: %1 (byte %2).</source>
        <translation>Сообщение не удалось прочитать: %1 (байт %2).</translation>
    </message>
    <message>
        <source>the profile</source>
        <translation>профиль</translation>
    </message>
    <message>
        <source>Line %1: %2 should be %3, but is %4.</source>
        <translation>Строка %1: %2 – ожидается %3, а здесь %4.</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>broken: %1</source>
        <translation>ошибка: %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>Message %1: %2 It begins: %3</source>
        <translation>Сообщение %1: %2 Начинается так: %3</translation>
    </message>
    <message>
        <source>the unknown filter &quot;%1&quot;</source>
        <translation>неизвестный фильтр «%1»</translation>
    </message>
    <message>
        <source>Polling</source>
        <translation>Опрос</translation>
    </message>
    <message>
        <source>and at least %1 of the changes never</source>
        <translation>а не меньше %1 изменений – никогда</translation>
    </message>
    <message>
        <source>and %1 of the changes never</source>
        <translation>а %1 изменений – никогда</translation>
    </message>
    <message>
        <source>%1 has not shown a change yet.</source>
        <translation>%1: ни одно изменение ещё не показано.</translation>
    </message>
    <message>
        <source>%1 shows each change at the same time</source>
        <translation>%1 показывает изменения одновременно</translation>
    </message>
    <message>
        <source>%1 shows each change %2 later</source>
        <translation>%1 показывает изменения на %2 позже</translation>
    </message>
    <message>
        <source>%1 shows each change %2 sooner</source>
        <translation>%1 показывает изменения на %2 раньше</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <translation>%1, %2.</translation>
    </message>
    <message>
        <source>%1 runs alone and the feed gives no times: there is nothing to compare it with.</source>
        <translation>%1 работает в одиночку, а поток не даёт времени: сравнить не с чем.</translation>
    </message>
    <message>
        <source>%1 shows each change after less than %2, the clock&apos;s uncertainty.</source>
        <translation>%1 показывает изменения быстрее чем за %2 – это неопределённость часов.</translation>
    </message>
    <message>
        <source>%1 shows each change %2 after its time.</source>
        <translation>%1 показывает изменения через %2 после события.</translation>
    </message>
    <message>
        <source>No lane is live yet.</source>
        <translation>Ни одна дорожка ещё не работает.</translation>
    </message>
    <message>
        <source>No change came in the %1 watched.</source>
        <translation>За %1 наблюдения не пришло ни одного изменения.</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>below %1 %</source>
        <translation>меньше %1 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 B/s</source>
        <translation>%1 Б/с</translation>
    </message>
    <message>
        <source>%1 kB/s</source>
        <translation>%1 кБ/с</translation>
    </message>
    <message>
        <source>%1 MB/s</source>
        <translation>%1 МБ/с</translation>
    </message>
    <message>
        <source>tolerance: %1 for 95 % of the changes, missed changes allowed</source>
        <translation>допуск: %1 для 95 % изменений, пропуски разрешены</translation>
    </message>
    <message>
        <source>tolerance: %1 for 95 % of the changes, none missed</source>
        <translation>допуск: %1 для 95 % изменений, без пропусков</translation>
    </message>
    <message>
        <source>more than 5 % of the changes had not been shown by the end</source>
        <translation>больше 5 % изменений к концу так и не показаны</translation>
    </message>
    <message>
        <source>its lag is not known</source>
        <translation>отставание неизвестно</translation>
    </message>
    <message>
        <source>95 % of the changes are shown within less than %1, the clock&apos;s uncertainty</source>
        <translation>95 % изменений показаны быстрее чем за %1 – это неопределённость часов</translation>
    </message>
    <message>
        <source>by its poll times 95 % of the changes are shown within %1</source>
        <translation>судя по временам опроса, 95 % изменений показаны за %1</translation>
    </message>
    <message>
        <source>95 % of the changes are shown within %1</source>
        <translation>95 % изменений показаны за %1</translation>
    </message>
    <message>
        <source>what it missed is not known</source>
        <translation>сколько пропущено, неизвестно</translation>
    </message>
    <message>
        <source>none missed</source>
        <translation>пропусков нет</translation>
    </message>
    <message>
        <source>at least %1 missed</source>
        <translation>пропущено не меньше %1</translation>
    </message>
    <message>
        <source>%1 missed</source>
        <translation>пропущено %1</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 против %2</translation>
    </message>
    <message>
        <source> It takes %1 times the bytes (%2).</source>
        <translation> Байтов нужно в %1 раза больше (%2).</translation>
    </message>
    <message>
        <source> It takes fewer bytes too (%1).</source>
        <translation> И байтов нужно меньше (%1).</translation>
    </message>
    <message>
        <source> The bytes are about the same (%1).</source>
        <translation> Байтов примерно столько же (%1).</translation>
    </message>
    <message>
        <source> Any interval up to %1 keeps 95 % within %2.</source>
        <translation> Любой интервал до %1 держит 95 % в пределах %2.</translation>
    </message>
    <message>
        <source>polling every %1</source>
        <translation>опрос раз в %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 is good enough here: %2 (%3).%4%5</source>
        <translation>Здесь достаточно: %1 – %2 (%3).%4%5</translation>
    </message>
    <message>
        <source>Push: %1 (%2).</source>
        <translation>Push: %1 (%2).</translation>
    </message>
    <message>
        <source> With %1 %2.</source>
        <translation> А %1: %2.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing that ran stays within the limits (%1). %2.</source>
        <translation>Ничто из испытанного не укладывается в пределы (%1). %2.</translation>
    </message>
    <message>
        <source>No verdict yet: %1 changes are too few for a 95th percentile. Let it run longer.</source>
        <translation>Вывода пока нет: %1 изменений мало для 95-го процентиля. Подождите ещё.</translation>
    </message>
    <message>
        <source> The feed gives no times of its own: all lags are relative to the fastest lane.</source>
        <translation> Поток не даёт своего времени: все отставания – относительно самой быстрой дорожки.</translation>
    </message>
    <message>
        <source> Updates were paired by value and time: the figures are approximate.</source>
        <translation> Обновления сопоставлены по значению и времени: цифры приблизительны.</translation>
    </message>
    <message>
        <source> Some changes arrived before their own time: the clocks do not agree, so trust the differences between lanes only.</source>
        <translation> Часть изменений пришла раньше своего времени: часы расходятся, верьте только разницам между дорожками.</translation>
    </message>
    <message>
        <source> The lanes contradicted each other in the values of %1 copies.</source>
        <translation> Дорожки разошлись в значениях %1 копий.</translation>
    </message>
    <message>
        <source>The counting relay cannot start (%1): close other programs and try again.</source>
        <translation>Счётный ретранслятор не запускается (%1): закройте другие программы и повторите.</translation>
    </message>
    <message>
        <source>The counting relay cannot listen on 127.0.0.1 (%1): close other programs or raise the limit of open files.</source>
        <translation>Счётный ретранслятор не может слушать 127.0.0.1 (%1): закройте другие программы или поднимите предел открытых файлов.</translation>
    </message>
    <message>
        <source>The demo feed will be open to everybody who can reach %1. Use 127.0.0.1 to keep it to this computer.</source>
        <translation>Демопоток будет открыт всем, кому доступен %1. Возьмите 127.0.0.1, чтобы оставить его на этом компьютере.</translation>
    </message>
    <message>
        <source>Connected, but no data has come yet.</source>
        <translation>Соединение есть, но данных ещё не было.</translation>
    </message>
    <message>
        <source>The socket is open, but no data came for %1 s; HTTP is %2 s newer.</source>
        <translation>Сокет открыт, но данных нет уже %1 с; по HTTP они на %2 с новее.</translation>
    </message>
    <message>
        <source>No data for %1 s; usually it comes at least every %2 s.</source>
        <translation>Данных нет %1 с; обычно они приходят хотя бы раз в %2 с.</translation>
    </message>
    <message>
        <source>The connection is open but dead: not one byte in %1 s after a ping. Reconnecting.</source>
        <translation>Соединение открыто, но мертво: за %1 с после пинга ни байта. Переподключаемся.</translation>
    </message>
    <message>
        <source>The server closed the connection with code %1</source>
        <translation>Сервер закрыл соединение с кодом %1</translation>
    </message>
    <message>
        <source>The connection broke (code %1)</source>
        <translation>Соединение оборвалось (код %1)</translation>
    </message>
    <message>
        <source>It will not be reopened before you ask for it.</source>
        <translation>Оно не откроется снова без вашей просьбы.</translation>
    </message>
    <message>
        <source>It is being reopened.</source>
        <translation>Открываем его снова.</translation>
    </message>
    <message>
        <source>The server did not take the mark as read; it will be sent again with the next.</source>
        <translation>Сервер не принял отметку «прочитано»; она уйдёт снова со следующей.</translation>
    </message>
    <message>
        <source>“%1” is no usable address for this feed; give one with --url or --poll.</source>
        <translation>«%1» – непригодный адрес для этого потока; задайте другой через --url или --poll.</translation>
    </message>
    <message>
        <source>This feed&apos;s profile names no cursor; poll it with --poll-mode latest.</source>
        <translation>В профиле потока нет курсора; опрашивайте его с --poll-mode latest.</translation>
    </message>
    <message>
        <source>This feed has no polling twin; give its address with --poll.</source>
        <translation>У потока нет адреса опроса; задайте его через --poll.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a header</source>
        <translation>«%1» – не имя заголовка</translation>
    </message>
    <message>
        <source>the value of header %1 holds a control character</source>
        <translation>в значении заголовка %1 есть управляющий знак</translation>
    </message>
    <message>
        <source>header %1 is set by the protocol itself</source>
        <translation>заголовок %1 ставит сам протокол</translation>
    </message>
    <message>
        <source>its URL is not valid</source>
        <translation>его адрес неверен</translation>
    </message>
    <message>
        <source>%1:// does not fit this lane, which takes %2</source>
        <translation>%1:// не подходит этой дорожке, ей нужно %2</translation>
    </message>
    <message>
        <source>its URL has no host</source>
        <translation>в адресе нет узла</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a subprotocol</source>
        <translation>«%1» – не имя подпротокола</translation>
    </message>
    <message>
        <source>%1 refused the connection: nothing listens there. Check the port, or start the server.</source>
        <translation>%1 отказывает в соединении: там никто не слушает. Проверьте порт или запустите сервер.</translation>
    </message>
    <message>
        <source>No address was found for %1. Check the host&apos;s name and the network.</source>
        <translation>Для %1 не найден адрес. Проверьте имя узла и сеть.</translation>
    </message>
    <message>
        <source>%1 hung up before it answered. Check that this port speaks the protocol of the URL.</source>
        <translation>%1 положил трубку, не ответив. Проверьте, что порт говорит на протоколе из адреса.</translation>
    </message>
    <message>
        <source>%1 did not answer in time. Check the address and any firewall.</source>
        <translation>%1 не ответил вовремя. Проверьте адрес и брандмауэр.</translation>
    </message>
    <message>
        <source>The network on the way to %1 failed. Check the connection.</source>
        <translation>Сеть по пути к %1 отказала. Проверьте подключение.</translation>
    </message>
    <message>
        <source>TLS with %1 could not be set up. Check that the port speaks TLS 1.2 or newer.</source>
        <translation>Не удалось установить TLS с %1. Проверьте, что порт говорит на TLS 1.2 или новее.</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 refused the connection. Check the proxy settings.</source>
        <translation>Прокси по пути к %1 отказал в соединении. Проверьте настройки прокси.</translation>
    </message>
    <message>
        <source>The proxy hung up before %1 was reached. Check the proxy and the address.</source>
        <translation>Прокси положил трубку раньше, чем достигнут %1. Проверьте прокси и адрес.</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 did not answer in time. Check the proxy settings.</source>
        <translation>Прокси по пути к %1 не ответил вовремя. Проверьте настройки прокси.</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 was not found. Check the proxy settings.</source>
        <translation>Прокси по пути к %1 не найден. Проверьте настройки прокси.</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 wants a user and a password.</source>
        <translation>Прокси по пути к %1 требует имя и пароль.</translation>
    </message>
    <message>
        <source>The proxy could not reach %1. Check the address and the proxy.</source>
        <translation>Прокси не смог достичь %1. Проверьте адрес и прокси.</translation>
    </message>
    <message>
        <source>%1 calls the request bad (400). Check the path, the query and the headers.</source>
        <translation>%1 считает запрос неверным (400). Проверьте путь, параметры и заголовки.</translation>
    </message>
    <message>
        <source>%1 wants to know who asks (401). Add a token or a user and password.</source>
        <translation>%1 хочет знать, кто спрашивает (401). Добавьте токен или имя с паролем.</translation>
    </message>
    <message>
        <source>%1 forbids this (403). Check the token&apos;s rights and the Origin header.</source>
        <translation>%1 запрещает это (403). Проверьте права токена и заголовок Origin.</translation>
    </message>
    <message>
        <source>%1 knows no such path (404). Check the URL.</source>
        <translation>%1 не знает такого пути (404). Проверьте адрес.</translation>
    </message>
    <message>
        <source>%1 does not allow this kind of request here (405). Check the URL.</source>
        <translation>%1 не допускает здесь такой запрос (405). Проверьте адрес.</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 wants a user and a password (407).</source>
        <translation>Прокси по пути к %1 требует имя и пароль (407).</translation>
    </message>
    <message>
        <source>%1 says that this feed is gone for good (410). Find its new address.</source>
        <translation>%1 говорит, что потока больше нет (410). Найдите его новый адрес.</translation>
    </message>
    <message>
        <source>%1 has banned this address for asking too often (418). Ask less often.</source>
        <translation>%1 закрыл доступ за частые запросы (418). Спрашивайте реже.</translation>
    </message>
    <message>
        <source>%1 wants another protocol here (426). Check the URL&apos;s scheme and path.</source>
        <translation>%1 хочет здесь другой протокол (426). Проверьте схему и путь.</translation>
    </message>
    <message>
        <source>%1 says that we ask too often (429). Raise the interval or use fewer lanes.</source>
        <translation>%1 говорит, что запросов слишком много (429). Увеличьте интервал или уберите дорожки.</translation>
    </message>
    <message>
        <source>The gateway at %1 cannot reach its server (502). It is tried again.</source>
        <translation>Шлюз %1 не достигает своего сервера (502). Пробуем снова.</translation>
    </message>
    <message>
        <source>%1 is out of service for now (503). It is tried again.</source>
        <translation>%1 временно не работает (503). Пробуем снова.</translation>
    </message>
    <message>
        <source>The gateway at %1 got no answer from its server (504). It is tried again.</source>
        <translation>Шлюз %1 не дождался ответа сервера (504). Пробуем снова.</translation>
    </message>
    <message>
        <source>a message in more than %1 fragments.</source>
        <translation>сообщение больше чем в %1 фрагментах.</translation>
    </message>
    <message>
        <source>with a code that Qt cannot read, most likely 1012 to 1014: the server restarts or asks to try again later</source>
        <translation>с кодом, которого Qt не читает, скорее всего 1012–1014: сервер перезапускается или просит зайти позже</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made; nothing was saved.</source>
        <translation>Папку %1 создать нельзя; ничего не сохранено.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 нельзя записать: %2.</translation>
    </message>
    <message>
        <source>Could not write %1: check that the folder exists and is writable.</source>
        <translation>Не удалось записать %1: проверьте, что папка есть и доступна для записи.</translation>
    </message>
    <message>
        <source>The message is larger than %1 bytes and was not read.</source>
        <translation>Сообщение больше %1 байт и не прочитано.</translation>
    </message>
    <message>
        <source>all changes so far were shown within %1</source>
        <translation>все изменения до сих пор показаны за %1</translation>
    </message>
    <message>
        <source>nothing changed while it was watched</source>
        <translation>за время наблюдения ничего не изменилось</translation>
    </message>
    <message>
        <source> Only %1 polls so far: a first estimate.</source>
        <translation> Пока лишь %1 запросов: первая оценка.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock was set by %1 ms: delays measured before cannot be compared with later ones. The measurement began anew.</source>
        <translation>Часы этого компьютера переведены на %1 мс: прежние задержки нельзя сравнивать с новыми. Измерение началось заново.</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Push</translation>
    </message>
    <message>
        <source>%1: connection lost. %2</source>
        <translation>%1: связь потеряна. %2</translation>
    </message>
    <message>
        <source>%1: connected again; no data came for %2 s.</source>
        <translation>%1: связь восстановлена; данных не было %2 с.</translation>
    </message>
    <message>
        <source>%1 is mute. %2</source>
        <translation>%1 молчит. %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n update(s) missing from the sequence.</source>
        <translation>
            <numerusform>%1: в последовательности нет %n обновления.</numerusform>
            <numerusform>%1: в последовательности нет %n обновлений.</numerusform>
            <numerusform>%1: в последовательности нет %n обновлений.</numerusform>
        </translation>
    </message>
    <message>
        <source>A message could not be read by this feed&apos;s profile: “%1”. Look at them all with --messages, or check the profile.</source>
        <translation>Профиль этого потока не смог прочитать сообщение: «%1». Посмотрите все с --messages или проверьте профиль.</translation>
    </message>
    <message>
        <source>Saved. Open it from this dialog, or start “feedscope %1”.</source>
        <translation>Сохранено. Откройте его из этого окна или запустите «feedscope %1».</translation>
    </message>
    <message>
        <source>This version has no lane “%1”; it knows: %2.</source>
        <translation>В этой версии нет дорожки «%1»; есть: %2.</translation>
    </message>
    <message>
        <source>This feed does not say where its lane %1 is; name it under &quot;lanes&quot; in its profile.</source>
        <translation>Поток не сообщает адрес дорожки %1; укажите его в профиле в разделе &quot;lanes&quot;.</translation>
    </message>
    <message>
        <source>No port is free on %1 for the raw feed. Close other programs.</source>
        <translation>На %1 нет свободного порта для потока без HTTP. Закройте другие программы.</translation>
    </message>
    <message>
        <source>its base64 is broken</source>
        <translation>base64 испорчен</translation>
    </message>
    <message>
        <source>it begins with no packet type of Engine.IO</source>
        <translation>оно начинается не с типа пакета Engine.IO</translation>
    </message>
    <message>
        <source>The connection is open, but the feed has been silent for %1 s, longer than its profile allows. Reconnecting.</source>
        <translation>Соединение открыто, но поток молчит уже %1 с, дольше, чем допускает его профиль. Переподключение.</translation>
    </message>
    <message>
        <source>The connection is open but dead: it has been silent far longer than ever before. Reconnecting.</source>
        <translation>Соединение открыто, но мертво: оно молчит намного дольше, чем когда-либо. Переподключение.</translation>
    </message>
    <message>
        <source>The server closed the connection</source>
        <translation>Сервер закрыл соединение</translation>
    </message>
    <message>
        <source>it ended inside a message</source>
        <translation>оно закончилось посреди сообщения</translation>
    </message>
    <message>
        <source>its URL names no port</source>
        <translation>в его адресе не указан порт</translation>
    </message>
    <message>
        <source>its port is closed now</source>
        <translation>его порт теперь закрыт</translation>
    </message>
    <message>
        <source>it begins with no packet type of Socket.IO</source>
        <translation>оно начинается не с типа пакета Socket.IO</translation>
    </message>
    <message>
        <source>the number of its attachments is missing</source>
        <translation>не указано число вложений</translation>
    </message>
    <message>
        <source>the number of its attachments makes no sense</source>
        <translation>число вложений не имеет смысла</translation>
    </message>
    <message>
        <source>the number of its acknowledgement is too large</source>
        <translation>номер подтверждения слишком велик</translation>
    </message>
    <message>
        <source>a connect packet carries an object or nothing</source>
        <translation>пакет connect несёт объект или ничего</translation>
    </message>
    <message>
        <source>a disconnect packet carries nothing</source>
        <translation>пакет disconnect ничего не несёт</translation>
    </message>
    <message>
        <source>a connect error carries an object or a string</source>
        <translation>пакет connect_error несёт объект или строку</translation>
    </message>
    <message>
        <source>its arguments are missing</source>
        <translation>нет аргументов</translation>
    </message>
    <message>
        <source>The recording %1 cannot be written: %2.</source>
        <translation>Запись %1 не может быть создана: %2.</translation>
    </message>
    <message>
        <source>The recording is not complete: %1.</source>
        <translation>Запись неполна: %1.</translation>
    </message>
    <message>
        <source>it is there already; name another file</source>
        <translation>он уже существует; укажите другой файл</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>такого файла нет</translation>
    </message>
    <message>
        <source>it may not be read</source>
        <translation>его нельзя прочитать</translation>
    </message>
    <message>
        <source>The recording %1 cannot be read: %2.</source>
        <translation>Запись %1 не читается: %2.</translation>
    </message>
    <message>
        <source>it is no recording that this version knows</source>
        <translation>это не запись, известная этой версии</translation>
    </message>
    <message>
        <source>it does not say how its messages are read</source>
        <translation>в ней не сказано, как читать сообщения</translation>
    </message>
    <message>
        <source>The message does not inflate as the profile&apos;s &quot;decode&quot; says, or becomes too large.</source>
        <translation>Сообщение не распаковывается так, как сказано в «decode» профиля, или становится слишком большим.</translation>
    </message>
    <message>
        <source>a record of SignalR does not end</source>
        <translation>запись SignalR не закончена</translation>
    </message>
    <message>
        <source>it declares entities, which are not expanded</source>
        <translation>в нём объявлены сущности, а они не раскрываются</translation>
    </message>
    <message>
        <source>the XML ends too early</source>
        <translation>XML обрывается раньше времени</translation>
    </message>
    <message>
        <source>the XML is broken</source>
        <translation>XML повреждён</translation>
    </message>
    <message>
        <source>its elements are nested too deeply</source>
        <translation>его элементы вложены слишком глубоко</translation>
    </message>
    <message>
        <source>a STOMP frame is cut short</source>
        <translation>кадр STOMP обрезан</translation>
    </message>
    <message>
        <source>a header of a STOMP frame is broken</source>
        <translation>повреждён заголовок кадра STOMP</translation>
    </message>
    <message>
        <source>an MQTT packet is cut short</source>
        <translation>пакет MQTT обрезан</translation>
    </message>
    <message>
        <source>a line is no sample of a metric</source>
        <translation>строка не является отсчётом метрики</translation>
    </message>
    <message>
        <source>an operation of NATS is cut short</source>
        <translation>операция NATS обрезана</translation>
    </message>
    <message>
        <source>an operation of NATS is no text</source>
        <translation>операция NATS – не текст</translation>
    </message>
    <message>
        <source>This computer slept for %1 s. All connections are opened anew, and the measurement begins anew.</source>
        <translation>Компьютер спал %1 с. Все соединения открываются заново, измерение начато заново.</translation>
    </message>
    <message>
        <source>Data comes, but it is %1 s old when it comes: the source, or the way, is behind.</source>
        <translation>Данные приходят, но уже с опозданием %1 с: отстаёт источник или путь.</translation>
    </message>
    <message>
        <source>a recording&apos;s URL begins with replay:</source>
        <translation>адрес записи начинается с replay:</translation>
    </message>
    <message>
        <source>The recording holds no message of the lane “%1”.</source>
        <translation>В записи нет сообщений канала «%1».</translation>
    </message>
    <message>
        <source>The recording is over. Open it again to see it once more.</source>
        <translation>Запись закончилась. Откройте её снова, чтобы посмотреть ещё раз.</translation>
    </message>
    <message>
        <source>the headers of a STOMP frame do not end</source>
        <translation>заголовки кадра STOMP не заканчиваются</translation>
    </message>
    <message>
        <source>the length of a STOMP frame is no number</source>
        <translation>длина кадра STOMP – не число</translation>
    </message>
    <message>
        <source>a STOMP frame is longer than it says</source>
        <translation>кадр STOMP длиннее, чем в нём сказано</translation>
    </message>
    <message>
        <source>it begins with no packet type of MQTT</source>
        <translation>в начале нет типа пакета MQTT</translation>
    </message>
    <message>
        <source>the length of an MQTT packet is broken</source>
        <translation>повреждена длина пакета MQTT</translation>
    </message>
    <message>
        <source>it does not speak this version of MQTT</source>
        <translation>он не говорит на этой версии MQTT</translation>
    </message>
    <message>
        <source>it does not accept the client id</source>
        <translation>он не принимает идентификатор клиента</translation>
    </message>
    <message>
        <source>the server is unavailable</source>
        <translation>сервер недоступен</translation>
    </message>
    <message>
        <source>the user name or the password is wrong</source>
        <translation>неверное имя пользователя или пароль</translation>
    </message>
    <message>
        <source>not authorized</source>
        <translation>нет прав</translation>
    </message>
    <message>
        <source>the server is busy</source>
        <translation>сервер занят</translation>
    </message>
    <message>
        <source>it has banned this client</source>
        <translation>он запретил этого клиента</translation>
    </message>
    <message>
        <source>a quota is used up</source>
        <translation>квота исчерпана</translation>
    </message>
    <message>
        <source>connections come too fast</source>
        <translation>соединения приходят слишком часто</translation>
    </message>
    <message>
        <source>the line before a NATS message is broken</source>
        <translation>повреждена строка перед сообщением NATS</translation>
    </message>
    <message>
        <source>a NATS message is longer than its line says</source>
        <translation>сообщение NATS длиннее, чем сказано в его строке</translation>
    </message>
    <message>
        <source>a line of NATS does not end</source>
        <translation>строка NATS не заканчивается</translation>
    </message>
    <message>
        <source>The connection is open but dead: the server did not answer within %1 s. Reconnecting.</source>
        <translation>Соединение открыто, но мертво: сервер не ответил за %1 с. Переподключение.</translation>
    </message>
    <message>
        <source>%1 could not be measured: %2</source>
        <translation>Дорожку %1 измерить не удалось: %2</translation>
    </message>
    <message>
        <source>the kernel gave no stamps of its messages.</source>
        <translation>ядро не дало отметок её сообщений.</translation>
    </message>
    <message>
        <source>The profile sends “%1”, which is no frame of STOMP: a command, its headers line by line, and an empty line.</source>
        <translation>Профиль посылает «%1», но это не кадр STOMP: команда, заголовки по строкам и пустая строка.</translation>
    </message>
    <message>
        <source>%1 sent a message before it took this client in.</source>
        <translation>%1 прислал сообщение, ещё не приняв этого клиента.</translation>
    </message>
    <message>
        <source>%1 refuses this client: %2. Check what the profile&apos;s CONNECT says.</source>
        <translation>%1 отказывает этому клиенту: %2. Проверьте, что сказано в CONNECT профиля.</translation>
    </message>
    <message>
        <source>The profile&apos;s CONNECT is of MQTT level %1, but its &quot;mqtt_version&quot; says %2. Make them the same.</source>
        <translation>CONNECT в профиле – уровня MQTT %1, а «mqtt_version» говорит %2. Сделайте их одинаковыми.</translation>
    </message>
    <message>
        <source>%1 answered CONNECT with something broken.</source>
        <translation>%1 ответил на CONNECT чем-то повреждённым.</translation>
    </message>
    <message>
        <source>code %1</source>
        <translation>код %1</translation>
    </message>
    <message>
        <source>%1 sent a message that is broken.</source>
        <translation>%1 прислал повреждённое сообщение.</translation>
    </message>
    <message>
        <source>%1 sends at QoS 2, which this version does not speak. Subscribe at QoS 1.</source>
        <translation>%1 шлёт с QoS 2, а эта версия его не знает. Подпишитесь с QoS 1.</translation>
    </message>
    <message>
        <source>%1 refuses the subscription to %2. Check the topic and the rights of this user.</source>
        <translation>%1 отказывает в подписке на %2. Проверьте тему и права этого пользователя.</translation>
    </message>
    <message>
        <source>another client uses the same client id</source>
        <translation>тот же идентификатор клиента использует другой клиент</translation>
    </message>
    <message>
        <source>DISCONNECT with code %1</source>
        <translation>DISCONNECT с кодом %1</translation>
    </message>
    <message>
        <source>The answer of %1 does not say where to connect: %2</source>
        <translation>Ответ %1 не говорит, куда подключаться: %2</translation>
    </message>
    <message>
        <source>%1 opened the WebSocket, but not for the subprotocol %2, and said nothing of %3 in %4 s. Check that a broker listens at this address.</source>
        <translation>%1 открыл WebSocket, но не для подпротокола %2, и за %4 с не сказал ничего на %3. Проверьте, что по этому адресу слушает брокер.</translation>
    </message>
    <message>
        <source>%1 opened the WebSocket, but said nothing of %2 in %3 s. Check the address; without its subprotocol a broker stays silent.</source>
        <translation>%1 открыл WebSocket, но за %3 с не сказал ничего на %2. Проверьте адрес; без своего подпротокола брокер молчит.</translation>
    </message>
    <message>
        <source>%1 says much, but does not take this client in.</source>
        <translation>%1 много говорит, но не принимает этого клиента.</translation>
    </message>
    <message>
        <source>%1 closed the WebSocket before it took this client in: %2. Check the address and what the profile sends first.</source>
        <translation>%1 закрыл WebSocket, не приняв этого клиента: %2. Проверьте адрес и то, что профиль посылает вначале.</translation>
    </message>
    <message>
        <source>The profile sends “%1”, which is no operation of a NATS client: CONNECT, SUB, UNSUB, PUB, HPUB, PING or PONG.</source>
        <translation>Профиль посылает «%1», но это не операция клиента NATS: CONNECT, SUB, UNSUB, PUB, HPUB, PING или PONG.</translation>
    </message>
    <message>
        <source>nobody has said how this feed is read: watching its first messages</source>
        <translation>никто не сказал, как читать этот поток: просматриваю первые сообщения</translation>
    </message>
    <message>
        <source>correct it with: feedscope profile infer %1 --to FILE, then edit FILE and name it instead of the URL</source>
        <translation>исправить: feedscope profile infer %1 --to ФАЙЛ, затем отредактируйте файл и укажите его вместо адреса</translation>
    </message>
    <message>
        <source>inferred from %1 messages – %2</source>
        <translation>выведено по %1 сообщениям – %2</translation>
    </message>
    <message>
        <source>to correct it: feedscope profile infer %1 --to FILE</source>
        <translation>чтобы исправить: feedscope profile infer %1 --to ФАЙЛ</translation>
    </message>
    <message>
        <source>The feed was opened anew and is read like this now.</source>
        <translation>Поток открыт заново и читается теперь так.</translation>
    </message>
    <message>
        <source>Nobody has said how this feed is read: its first messages are watched over a connection of their own, which ends with this window.</source>
        <translation>Как читать этот поток, никто не сказал: его первые сообщения берутся по отдельному соединению, которое закроется вместе с этим окном.</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3 should be %4, but is %5.</source>
        <translation>Строка %1, столбец %2: %3 – ожидалось %4, а стоит %5.</translation>
    </message>
    <message>
        <source>Message %1 of the twin: %2 It begins: %3</source>
        <translation>Сообщение %1 двойника: %2 Начало: %3</translation>
    </message>
    <message>
        <source>This feed needs to know its “%1” (%2); give it with --var %1=….</source>
        <translation>Этому потоку нужно знать «%1» (%2); укажите --var %1=….</translation>
    </message>
    <message>
        <source>“%1” of this feed is one of %2, not “%3”.</source>
        <translation>«%1» этого потока – одно из %2, а не «%3».</translation>
    </message>
    <message>
        <source>This feed has no variables, so no “%1”.</source>
        <translation>У этого потока нет переменных, нет и «%1».</translation>
    </message>
    <message>
        <source>This feed has no variable “%1”; it has %2.</source>
        <translation>У этого потока нет переменной «%1»; есть %2.</translation>
    </message>
    <message>
        <source>This feed&apos;s symbols cannot be chosen; its profile names none.</source>
        <translation>Символы этого потока не выбираются: в профиле их нет.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 не читается: %2.</translation>
    </message>
    <message>
        <source>%1 is larger than 16 MiB, which no profile is.</source>
        <translation>%1 больше 16 МиБ – профили такими не бывают.</translation>
    </message>
    <message>
        <source>“%1” cannot be a profile&apos;s name; give another one.</source>
        <translation>«%1» не годится в имена профиля; дайте другое.</translation>
    </message>
    <message>
        <source>There is a profile “%1” already; give another name, or say that it is to be replaced.</source>
        <translation>Профиль «%1» уже есть; дайте другое имя или разрешите заменить его.</translation>
    </message>
    <message>
        <source>Imported as “%1”.</source>
        <translation>Импортировано под именем «%1».</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>Экспортировано в %1.</translation>
    </message>
    <message>
        <source>Exported to %1. Secrets were left out of it: %2.</source>
        <translation>Экспортировано в %1. Секреты туда не вошли: %2.</translation>
    </message>
    <message>
        <source>This is no profile: %1.</source>
        <translation>Это не профиль: %1.</translation>
    </message>
    <message>
        <source>This feed allows no more connections for now; the next one is waited for.</source>
        <translation>Больше соединений поток пока не допускает; ждём, когда можно будет открыть следующее.</translation>
    </message>
    <message>
        <source>The feed asks for more answers than the limit in its profile lets us give. Reconnecting.</source>
        <translation>Поток требует больше ответов, чем допускает предел в её профиле. Переподключаемся.</translation>
    </message>
    <message>
        <source>The log cannot be written any more: %1. Updates from now on are kept in memory only.</source>
        <translation>Журнал больше не записывается: %1. Новые обновления хранятся только в памяти.</translation>
    </message>
    <message>
        <source>A page of the history could not be read: “%1”.</source>
        <translation>Страницу истории не удалось прочитать: «%1».</translation>
    </message>
    <message>
        <source>This feed does not say where its history is; name it under &quot;history&quot; in its profile, or leave out --history.</source>
        <translation>Этот поток не говорит, где его история; укажите её в профиле под &quot;history&quot; или уберите --history.</translation>
    </message>
    <message>
        <source>The system keychain holds no secret “%1”.</source>
        <translation>В системном хранилище ключей нет секрета «%1».</translation>
    </message>
    <message>
        <source>No system keychain answers here%1; give the secret in the environment variable %2 instead.</source>
        <translation>Системное хранилище ключей не отвечает%1; задайте секрет в переменной окружения %2.</translation>
    </message>
    <message>
        <source>Its secrets are only named in it; they are in the system keychain.</source>
        <translation>Секреты в нём только названы; сами они – в системном хранилище ключей.</translation>
    </message>
    <message>
        <source>updates delivered</source>
        <translation>доставлено обновлений</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>пропущено</translation>
    </message>
    <message>
        <source>share</source>
        <translation>доля</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>ожидается</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>потеряно</translation>
    </message>
    <message>
        <source>late, duplicate</source>
        <translation>опоздало, повторилось</translation>
    </message>
    <message>
        <source>lag mean</source>
        <translation>отставание, среднее</translation>
    </message>
    <message>
        <source>lag p50</source>
        <translation>отставание p50</translation>
    </message>
    <message>
        <source>lag p95</source>
        <translation>отставание p95</translation>
    </message>
    <message>
        <source>lag max</source>
        <translation>отставание, наибольшее</translation>
    </message>
    <message>
        <source>delay mean (delivered)</source>
        <translation>задержка (доставленных)</translation>
    </message>
    <message>
        <source>behind mean</source>
        <translation>позади первой, среднее</translation>
    </message>
    <message>
        <source>age mean</source>
        <translation>возраст, средний</translation>
    </message>
    <message>
        <source>outdated share</source>
        <translation>доля устаревшего</translation>
    </message>
    <message>
        <source>requests, wasted</source>
        <translation>запросы, впустую</translation>
    </message>
    <message>
        <source>request time p95</source>
        <translation>время запроса p95</translation>
    </message>
    <message>
        <source>bytes in window</source>
        <translation>байт за окно</translation>
    </message>
    <message>
        <source>bytes per update</source>
        <translation>байт на обновление</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>соединения</translation>
    </message>
    <message>
        <source>reconnects</source>
        <translation>переподключения</translation>
    </message>
    <message>
        <source>%1 updates, %2 s</source>
        <translation>обновлений %1, %2 с</translation>
    </message>
    <message>
        <source>(failed)</source>
        <translation>(сбой)</translation>
    </message>
    <message>
        <source>“%1” is not encrypted, as the question was</source>
        <translation>«%1» без шифрования, хотя запрос был с ним</translation>
    </message>
    <message>
        <source>A proxy is “system”, “none”, or a URL such as socks5://host:1080 or http://host:3128.</source>
        <translation>Прокси – это «system», «none» или адрес вида socks5://host:1080 или http://host:3128.</translation>
    </message>
    <message>
        <source>%1 holds no certificate that can be read; --client-cert wants a PEM file.</source>
        <translation>В %1 нет сертификата, который можно прочесть; --client-cert ждёт файл PEM.</translation>
    </message>
    <message>
        <source>The key in %1 is encrypted, and its pass phrase is not there. Set the variable %2, or run “feedscope secret set %3”.</source>
        <translation>Ключ в %1 зашифрован, а пароля к нему нет. Задайте переменную %2 или выполните «feedscope secret set %3».</translation>
    </message>
    <message>
        <source>The pass phrase does not open the key in %1.</source>
        <translation>Пароль не открывает ключ в %1.</translation>
    </message>
    <message>
        <source>%1 holds no RSA or EC key that can be read; --client-key wants a PEM file.</source>
        <translation>В %1 нет ключа RSA или EC, который можно прочесть; --client-key ждёт файл PEM.</translation>
    </message>
    <message>
        <source>“%1” is no SHA-256 of a certificate: it has 64 hexadecimal digits.</source>
        <translation>«%1» – не SHA-256 сертификата: в нём 64 шестнадцатеричные цифры.</translation>
    </message>
    <message>
        <source>A proxy carries no datagrams: leave out the lane udp, or say --proxy none.</source>
        <translation>Прокси не передаёт датаграммы: уберите линию udp или задайте --proxy none.</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 cannot be reached, or refuses. Check --proxy.</source>
        <translation>Прокси на пути к %1 недоступен или отказывает. Проверьте --proxy.</translation>
    </message>
    <message>
        <source>This computer has no network interface “%1”. Name another with --udp-interface.</source>
        <translation>На этом компьютере нет сетевого интерфейса «%1». Укажите другой в --udp-interface.</translation>
    </message>
    <message>
        <source>“%1” is sent as it stands: its brace does not close.</source>
        <translation>«%1» отправляется как есть: скобка не закрыта.</translation>
    </message>
    <message>
        <source>The profile names no address; whoever opens it must give one with --url.</source>
        <translation>В профиле нет адреса: его придётся указать параметром --url.</translation>
    </message>
    <message>
        <source>the twin</source>
        <translation>опрос</translation>
    </message>
    <message>
        <source>the lane %1</source>
        <translation>канал %1</translation>
    </message>
    <message>
        <source>The field %1 is no hexadecimal integer of at most 256 bits: “%2”.</source>
        <translation>Поле %1 – не шестнадцатеричное целое число до 256 бит: «%2».</translation>
    </message>
    <message>
        <source>%1 holds no certificate that can be read; a PEM file of the authority&apos;s is wanted.</source>
        <translation>В %1 нет сертификата, который можно прочесть; нужен файл PEM удостоверяющего центра.</translation>
    </message>
    <message>
        <source>The profile&apos;s cursor adds %1, but “%2” is no integer of 64 bits to add it to. Correct &quot;add&quot; or &quot;from&quot; in the profile.</source>
        <translation>Курсор профиля прибавляет %1, но «%2» – не целое число в 64 бита, к которому можно прибавить. Исправьте «add» или «from» в профиле.</translation>
    </message>
    <message>
        <source>The server names “%1” for the next connection; as that is no %2 address, the feed&apos;s own is used.</source>
        <translation>Сервер назвал для следующего соединения «%1»; это не адрес %2, поэтому используется собственный адрес потока.</translation>
    </message>
    <message>
        <source>“%1” gives no address</source>
        <translation>«%1» не даёт адреса</translation>
    </message>
    <message>
        <source>“%1” says nothing of an address that is listened at; interface and source do</source>
        <translation>«%1» ничего не значит для адреса, который только слушают; годятся interface и source</translation>
    </message>
    <message>
        <source>source= chooses a sender of a group, and %1 is none</source>
        <translation>source= выбирает отправителя группы, а %1 – не группа</translation>
    </message>
    <message>
        <source>source= wants the address of one sender, not “%1”</source>
        <translation>в source= нужен адрес одного отправителя, а не «%1»</translation>
    </message>
    <message>
        <source>%1 is a multicast group, which speaks udp:// alone</source>
        <translation>%1 – группа многоадресной рассылки, она доступна только по udp://</translation>
    </message>
    <message>
        <source>interface= is for groups and for 0.0.0.0, which are listened at</source>
        <translation>interface= годится для групп и для 0.0.0.0, которые только слушают</translation>
    </message>
</context>
<context>
    <name>feedscope::AgeChart</name>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>с</translation>
    </message>
    <message>
        <source>Ages appear with the first update. A feed without time stamps has none.</source>
        <translation>Возраст появится с первым обновлением. У потока без меток времени его нет.</translation>
    </message>
    <message>
        <source>%1: what you see is %2 old</source>
        <translation>%1: то, что вы видите, устарело на %2</translation>
    </message>
    <message>
        <source>Age of what each lane shows, last 20 s</source>
        <translation>Возраст показанного на каждой дорожке за последние 20 с</translation>
    </message>
</context>
<context>
    <name>feedscope::BoardModel</name>
    <message>
        <source>down %1</source>
        <translation>вниз %1</translation>
    </message>
    <message>
        <source>up %1</source>
        <translation>вверх %1</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Ряд</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменение</translation>
    </message>
    <message>
        <source>60 s</source>
        <translation>60 с</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/с</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Устарело</translation>
    </message>
    <message>
        <source>The name the feed gives this series.</source>
        <translation>Имя, которое поток даёт этому ряду.</translation>
    </message>
    <message>
        <source>The newest value this lane shows, with as many decimals as the feed gives.</source>
        <translation>Самое новое значение на этой дорожке, со столькими знаками, сколько даёт поток.</translation>
    </message>
    <message>
        <source>Against the first value seen since the feed was connected.</source>
        <translation>К первому значению, увиденному после подключения.</translation>
    </message>
    <message>
        <source>The values of the last 60 seconds.</source>
        <translation>Значения за последние 60 секунд.</translation>
    </message>
    <message>
        <source>Updates of this series a second, over the last seconds.</source>
        <translation>Обновлений этого ряда в секунду за последние секунды.</translation>
    </message>
    <message>
        <source>Time since the shown value arrived; tinted when longer than this series&apos; own rhythm.</source>
        <translation>Сколько прошло с прихода показанного значения; подкрашено, если дольше обычного ритма ряда.</translation>
    </message>
    <message>
        <source>How long this lane has been showing a value that is no longer the newest; – while it is the newest.</source>
        <translation>Как давно дорожка показывает уже не самое новое значение; «–», пока оно самое новое.</translation>
    </message>
    <message>
        <source>%1: another lane shows a newer value of this series.</source>
        <translation>%1: другая дорожка показывает более новое значение этого ряда.</translation>
    </message>
    <message>
        <source>%1. Its usual rhythm is not known yet.</source>
        <translation>%1. Обычный ритм этого ряда ещё не известен.</translation>
    </message>
    <message>
        <source>%1. Usually it changes at least every %2.</source>
        <translation>%1. Обычно меняется не реже чем раз в %2.</translation>
    </message>
</context>
<context>
    <name>feedscope::CertificateDialog</name>
    <message>
        <source>A refused certificate</source>
        <translation>Отвергнутый сертификат</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>Кому выдан</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Кем выдан</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Действует</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>from a day to a day</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>A pin vouches for who made a certificate, not for a date that has passed or another server&apos;s name: this one cannot be pinned. Its operator must replace it.</source>
        <translation>Закрепление ручается за то, кто выпустил сертификат, но не за истёкший срок и не за чужое имя: этот закрепить нельзя. Его должен заменить владелец сервера.</translation>
    </message>
    <message>
        <source>Pin it only if the server&apos;s operator told you this SHA-256 by another way, or if you read it on the server yourself. Otherwise somebody between may be listening.</source>
        <translation>Закрепляйте, только если владелец сервера сообщил вам этот SHA-256 другим путём или вы сами прочли его на сервере. Иначе кто-то посередине может вас слушать.</translation>
    </message>
    <message>
        <source>This feed then accepts at %1 this certificate and no other.</source>
        <translation>Тогда этот поток будет принимать от %1 этот сертификат и никакой другой.</translation>
    </message>
    <message>
        <source>It is kept with the feed; Connect… can remove it.</source>
        <translation>Это сохраняется вместе с потоком; убрать можно в «Подключить…».</translation>
    </message>
    <message>
        <source>That is for this run; for all, give --pin, or “tls” in its profile.</source>
        <translation>Это на один запуск; навсегда – параметр --pin или «tls» в его профиле.</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Отказать</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Pin and connect</source>
        <translation>Закрепить и подключиться</translation>
    </message>
</context>
<context>
    <name>feedscope::ChartButtons</name>
    <message>
        <source>Follow</source>
        <translation>Следить</translation>
    </message>
    <message>
        <source>The right edge is now. Key: End</source>
        <translation>Правый край – сейчас. Клавиша: End</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Держать</translation>
    </message>
    <message>
        <source>Stop moving; data goes on being collected. Key: Space</source>
        <translation>Остановить картину; данные продолжают собираться. Клавиша: Пробел</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Вписать</translation>
    </message>
    <message>
        <source>Fit the value axis to what is in view. Key: F</source>
        <translation>Подогнать ось значений под видимое. Клавиша: F</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Everything kept of this series. Key: Home</source>
        <translation>Всё, что сохранено по этому ряду. Клавиша: Home</translation>
    </message>
    <message>
        <source>1 m</source>
        <comment>one minute</comment>
        <translation>1 м</translation>
    </message>
    <message>
        <source>5 m</source>
        <comment>five minutes</comment>
        <translation>5 м</translation>
    </message>
    <message>
        <source>1 h</source>
        <comment>one hour</comment>
        <translation>1 ч</translation>
    </message>
    <message>
        <source>Show this long. Wheel or + and −: zoom; drag or Page Up/Down: move</source>
        <translation>Показать столько времени. Колесо или + и −: масштаб; перетаскивание или Page Up/Down: сдвиг</translation>
    </message>
</context>
<context>
    <name>feedscope::ClaimRow</name>
    <message>
        <source>Show me</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Sets up the lanes that show it.</source>
        <translation>Включает дорожки, на которых это видно.</translation>
    </message>
    <message>
        <source>This feed has no address for the lanes that would show it.</source>
        <translation>У этого потока нет адреса для дорожек, которые это показали бы.</translation>
    </message>
</context>
<context>
    <name>feedscope::ClaimsPage</name>
    <message>
        <source>holds</source>
        <translation>верно</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>неверно</translation>
    </message>
    <message>
        <source>not yet seen</source>
        <translation>пока не видно</translation>
    </message>
    <message>
        <source>What is said of these transports, measured here and now</source>
        <translation>Что говорят об этих транспортах – и что измерено здесь</translation>
    </message>
    <message>
        <source>%1 of %2 hold</source>
        <translation>верно %1 из %2</translation>
    </message>
</context>
<context>
    <name>feedscope::ClockPanel</name>
    <message>
        <source>Clock of the source</source>
        <translation>Часы источника</translation>
    </message>
    <message>
        <source>Used by the figures</source>
        <translation>Для показателей</translation>
    </message>
    <message>
        <source>How times of the source become times of this machine.</source>
        <translation>Как время источника переводится во время этой машины.</translation>
    </message>
    <message>
        <source>Offset measured</source>
        <translation>Измеренный сдвиг</translation>
    </message>
    <message>
        <source>The source&apos;s clock minus ours, by the exchange with the smallest round trip.</source>
        <translation>Часы источника минус наши, по обмену с наименьшим кругом.</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation>Неопределённость</translation>
    </message>
    <message>
        <source>Half of that round trip, the resolution of the stamps, and 50 ppm of drift since.</source>
        <translation>Половина этого круга, разрешение меток и 50 ppm ухода с тех пор.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Способ</translation>
    </message>
    <message>
        <source>Last exchange</source>
        <translation>Последний обмен</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 назад</translation>
    </message>
    <message>
        <source>Renewed every 10 s, after eight in a row.</source>
        <translation>Повторяется каждые 10 с, после восьми подряд.</translation>
    </message>
    <message>
        <source>The source&apos;s clock cannot be compared: only Behind, by this machine&apos;s clock alone, ranks the lanes exactly.</source>
        <translation>Часы источника не с чем сравнить: точно ранжирует дорожки только «позади лучшей», по часам этой машины.</translation>
    </message>
    <message>
        <source>The source runs here: nothing has to be corrected. What is measured tests the method.</source>
        <translation>Источник работает здесь же: поправлять нечего. Измеренное проверяет сам способ.</translation>
    </message>
    <message>
        <source>Figures finer than the uncertainty are greyed.</source>
        <translation>Показатели мельче неопределённости показаны серым.</translation>
    </message>
    <message>
        <source>The source&apos;s clock cannot be asked: delays count from the shortest of the last five minutes, and are greyed. Behind, by this machine&apos;s clock alone, is exact.</source>
        <translation>Часы источника спросить нельзя: задержки отсчитаны от наименьшей за последние пять минут и показаны серым. Отставание, измеренное одними здешними часами, точно.</translation>
    </message>
    <message>
        <source>Own error…</source>
        <translation>Своя ошибка…</translation>
    </message>
    <message>
        <source>Measures how late this program&apos;s arrival stamps are against the kernel&apos;s; takes about a minute, the feed runs on.</source>
        <translation>Измеряет, насколько отметки прихода этой программы отстают от отметок ядра; это около минуты, поток продолжает идти.</translation>
    </message>
    <message>
        <source>%1, together: %2 half of the time, p99 %3, at most %4</source>
        <translation>%1, вместе: в половине случаев %2, p99 %3, не больше %4</translation>
    </message>
    <message>
        <source>%1, alone: %2 half of the time, p99 %3, at most %4</source>
        <translation>%1, одна: в половине случаев %2, p99 %3, не больше %4</translation>
    </message>
    <message>
        <source>A delay of %1 was found as %2.</source>
        <translation>Задержка %1 измерена как %2.</translation>
    </message>
    <message>
        <source>measuring, %1</source>
        <translation>измеряется, %1</translation>
    </message>
    <message>
        <source>p99 %1</source>
        <translation>p99 %1</translation>
    </message>
    <message>
        <source>Own error</source>
        <translation>Своя ошибка</translation>
    </message>
    <message>
        <source>Own error, HTTP</source>
        <translation>Своя, по HTTP</translation>
    </message>
    <message>
        <source>Arrival stamps against the kernel&apos;s, on loopback at 1,000 messages a second while this window paints; each lane alone and all together, in plain text and over TLS.</source>
        <translation>Отметки прихода против отметок ядра, на петлевом интерфейсе при 1000 сообщений в секунду, пока рисует это окно; каждая дорожка отдельно и все вместе, открытым текстом и через TLS.</translation>
    </message>
    <message>
        <source>A bare socket, which is this machine alone: %1 half of the time, p99 %2</source>
        <translation>Голый сокет, то есть сама машина: %1 в половине случаев, p99 %2</translation>
    </message>
</context>
<context>
    <name>feedscope::ComparePage</name>
    <message>
        <source>Age of what you see</source>
        <translation>Возраст того, что вы видите</translation>
    </message>
    <message>
        <source>last 20 s</source>
        <translation>20 с</translation>
    </message>
    <message>
        <source>How old the newest value on each lane&apos;s display is. It climbs with the clock and falls with each arrival.</source>
        <translation>Сколько лет самому новому значению на экране каждой дорожки. Растёт вместе с часами и падает с каждым приходом.</translation>
    </message>
    <message>
        <source>Update by update</source>
        <translation>По обновлениям</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Обновление</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Ряд</translation>
    </message>
    <message>
        <source>never shown</source>
        <comment>room</comment>
        <translation>пропущено</translation>
    </message>
    <message>
        <source>What push shows</source>
        <translation>Что показывает push</translation>
    </message>
    <message>
        <source>What polling shows</source>
        <translation>Что показывает опрос</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Push</translation>
    </message>
    <message>
        <source>Poll</source>
        <translation>Опрос</translation>
    </message>
    <message>
        <source>no push lane</source>
        <translation>дорожки push нет</translation>
    </message>
    <message>
        <source>no polling lane</source>
        <translation>дорожки опроса нет</translation>
    </message>
    <message numerus="yes">
        <source>WS · %n connection(s)</source>
        <translation>
            <numerusform>WS · %n соединение</numerusform>
            <numerusform>WS · %n соединения</numerusform>
            <numerusform>WS · %n соединений</numerusform>
        </translation>
    </message>
    <message>
        <source>HTTP keep-alive</source>
        <translation>HTTP keep-alive</translation>
    </message>
    <message>
        <source>HTTP, new connection each</source>
        <translation>HTTP, каждый раз новое</translation>
    </message>
    <message>
        <source>several</source>
        <translation>разные</translation>
    </message>
    <message>
        <source>expected of polling at this interval: %1</source>
        <translation>по теории опрос с таким интервалом даёт %1</translation>
    </message>
    <message>
        <source>How long the time is that these figures are of. Every change of the feed or of the conditions begins it anew.</source>
        <translation>За какое время эти числа. Любая смена потока или условий начинает его заново.</translation>
    </message>
    <message>
        <source>This feed has no push address. Give its ws:// or wss:// address in Connect… (Ctrl+N), and what you polled so far as its polling twin, to see both.</source>
        <translation>У этого потока нет адреса push. Укажите адрес ws:// или wss:// в «Подключить…» (Ctrl+N), а нынешний – как адрес опроса, и увидите оба пути.</translation>
    </message>
    <message>
        <source>This feed has no polling twin. Give the HTTP address of the same data in Connect… (Ctrl+N), and both ways stand here side by side.</source>
        <translation>У этого потока нет адреса опроса. Укажите HTTP-адрес тех же данных в «Подключить…» (Ctrl+N), и оба пути встанут рядом.</translation>
    </message>
    <message>
        <source>No feed runs. Press Connect… to choose one.</source>
        <translation>Поток не запущен. Нажмите «Подключить…» и выберите его.</translation>
    </message>
    <message>
        <source>waiting for the first data on both ways…</source>
        <translation>ждём первых данных на обоих путях…</translation>
    </message>
    <message>
        <source>waiting for the first data…</source>
        <translation>ждём первых данных…</translation>
    </message>
    <message>
        <source>measuring under these conditions… first figures in %1</source>
        <translation>идёт измерение при этих условиях… первые числа через %1</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>за %1</translation>
    </message>
    <message>
        <source>Only push runs: add a polling twin in Connect… to compare.</source>
        <translation>Работает только push: добавьте адрес опроса в «Подключить…», чтобы сравнить.</translation>
    </message>
    <message>
        <source>Only polling runs: add a push address in Connect… to compare.</source>
        <translation>Работает только опрос: добавьте адрес push в «Подключить…», чтобы сравнить.</translation>
    </message>
    <message>
        <source>Export evidence…</source>
        <translation>Экспорт материалов…</translation>
    </message>
    <message>
        <source>Writes raw events, conditions, figures and a report into a folder, so that anybody can check and recompute them (Ctrl+E).</source>
        <translation>Записывает исходные события, условия, цифры и отчёт в папку, чтобы каждый мог проверить их и пересчитать (Ctrl+E).</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Движение</translation>
    </message>
    <message>
        <source>A dot that the demo feed moves 30 times a second, as each lane shows it. It is one more series: the figures begin anew.</source>
        <translation>Точка, которую демо-поток двигает 30 раз в секунду, как её показывает каждая дорожка. Это ещё один ряд: счёт начинается заново.</translation>
    </message>
    <message>
        <source>Only the built-in demo feed moves a dot.</source>
        <translation>Точку двигает только встроенный демо-поток.</translation>
    </message>
    <message>
        <source>30 a second</source>
        <translation>30 в секунду</translation>
    </message>
    <message>
        <source>One dot, drawn from what each lane shows, with its way of the last two seconds.</source>
        <translation>Одна точка, как её показывает каждая дорожка, и её путь за две последние секунды.</translation>
    </message>
    <message>
        <source>Ring: the foremost lane&apos;s dot. It counts as one more series.</source>
        <translation>Кольцо – точка самой быстрой дорожки. Она считается ещё одним рядом.</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n соединение</numerusform>
            <numerusform>%n соединения</numerusform>
            <numerusform>%n соединений</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>feedscope::ConditionsPanel</name>
    <message>
        <source>Conditions</source>
        <translation>Условия</translation>
    </message>
    <message>
        <source>Poll every</source>
        <translation>Опрос каждые</translation>
    </message>
    <message>
        <source>Poll interval</source>
        <translation>Интервал опроса</translation>
    </message>
    <message>
        <source>From 50 ms to 60 s; arrow keys work too.</source>
        <translation>От 50 мс до 60 с; работают и стрелки.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Соединение</translation>
    </message>
    <message>
        <source>keep-alive</source>
        <translation>одно</translation>
    </message>
    <message>
        <source>All polls share one connection: polling at its best.</source>
        <translation>Все запросы идут по одному соединению (keep-alive): лучшее, на что способен опрос.</translation>
    </message>
    <message>
        <source>new each</source>
        <translation>новые</translation>
    </message>
    <message>
        <source>Each poll opens a connection of its own, as simple scripts do.</source>
        <translation>Каждый запрос открывает своё соединение, как делают простые скрипты.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>latest value</source>
        <translation>последнее</translation>
    </message>
    <message>
        <source>Each answer holds the newest value of every series; those between are never seen.</source>
        <translation>В ответе самое новое значение каждого ряда; промежуточных никто не увидит.</translation>
    </message>
    <message>
        <source>cursor</source>
        <translation>курсор</translation>
    </message>
    <message>
        <source>Slow feed</source>
        <translation>Медленный поток</translation>
    </message>
    <message>
        <source>Freeze the socket</source>
        <translation>Заморозить сокет</translation>
    </message>
    <message>
        <source>Stalls the push connection without closing it, as a mute socket does.</source>
        <translation>Останавливает соединение push, не закрывая его, – как немой сокет.</translation>
    </message>
    <message>
        <source>Each answer holds everything since the last one: nothing is missed.</source>
        <translation>В ответе всё, что было после предыдущего: ничего не пропадает.</translation>
    </message>
    <message>
        <source>This feed&apos;s polling address knows no cursor.</source>
        <translation>Адрес опроса этого потока не знает курсора.</translation>
    </message>
    <message>
        <source>One update in 30 s: see whether push still gains anything.</source>
        <translation>Одно обновление за 30 с: посмотрите, выигрывает ли ещё push.</translation>
    </message>
    <message>
        <source>Only the built-in demo feed can be slowed down.</source>
        <translation>Замедлить можно только встроенный демопоток.</translation>
    </message>
    <message>
        <source>Sweep…</source>
        <translation>Все интервалы…</translation>
    </message>
    <message>
        <source>Sweeps the poll interval from 50 ms to 60 s and shows from where on push pays.</source>
        <translation>Перебирает интервалы опроса от 50 мс до 60 с и показывает, где выгоден push.</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Путь</translation>
    </message>
    <message>
        <source>Stall %1 s</source>
        <translation>Пауза %1 с</translation>
    </message>
    <message>
        <source>Nothing passes on any lane for so long; connections stay open, and all that waits goes on after it.</source>
        <translation>Столько времени ни по одной дорожке ничего не проходит; соединения остаются открытыми, и всё, что ждало, идёт дальше.</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Обрыв</translation>
    </message>
    <message>
        <source>Breaks all connections of all lanes, as a failing network does; they come back by themselves.</source>
        <translation>Обрывает все соединения всех дорожек, как при сбое сети; они восстанавливаются сами.</translation>
    </message>
</context>
<context>
    <name>feedscope::ConnectDialog</name>
    <message>
        <source>Connect to a feed</source>
        <translation>Подключиться к потоку</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Недавние</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Заголовки</translation>
    </message>
    <message>
        <source>Subprotocols</source>
        <translation>Подпротоколы</translation>
    </message>
    <message>
        <source>Send on connect</source>
        <translation>Послать при входе</translation>
    </message>
    <message>
        <source>Polling twin</source>
        <translation>Адрес опроса</translation>
    </message>
    <message>
        <source>Poll every</source>
        <translation>Опрос каждые</translation>
    </message>
    <message>
        <source>https://… the same data over HTTP; may stay empty</source>
        <translation>https://… те же данные по HTTP; можно не задавать</translation>
    </message>
    <message>
        <source>the host&apos;s name</source>
        <translation>имя узла</translation>
    </message>
    <message>
        <source>separated by commas; may stay empty</source>
        <translation>через запятую; можно не задавать</translation>
    </message>
    <message>
        <source>One message a line, for example a subscription</source>
        <translation>По сообщению в строке, например подписка</translation>
    </message>
    <message>
        <source>ms</source>
        <comment>milliseconds</comment>
        <translation>мс</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключить</translation>
    </message>
    <message>
        <source>Save as profile…</source>
        <translation>Сохранить как профиль…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>– none chosen –</source>
        <translation>– не выбрано –</translation>
    </message>
    <message>
        <source>Polling twin: %1</source>
        <translation>Адрес опроса: %1</translation>
    </message>
    <message>
        <source>Open a feed…</source>
        <translation>Открыть поток…</translation>
    </message>
    <message>
        <source>Demo feed (built in)</source>
        <translation>Демо-поток (встроенный)</translation>
    </message>
    <message>
        <source>What this feed says…</source>
        <translation>Что говорит поток…</translation>
    </message>
    <message>
        <source>Gallery: ready feeds…</source>
        <translation>Галерея: готовые потоки…</translation>
    </message>
</context>
<context>
    <name>feedscope::DashboardPage</name>
    <message>
        <source>Tickers</source>
        <translation>Тикеры</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>График</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Уведомления</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Фильтр</translation>
    </message>
    <message>
        <source>Show only series that contain this text</source>
        <translation>Показывать только ряды с этим текстом</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Flash on change</source>
        <translation>Вспышка при изменении</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Вернуть расположение</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n новое</numerusform>
            <numerusform>%n новых</numerusform>
            <numerusform>%n новых</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older not kept</source>
        <translation>
            <numerusform>%n старое не сохранено</numerusform>
            <numerusform>%n старых не сохранены</numerusform>
            <numerusform>%n старых не сохранены</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not fresh</source>
        <translation>
            <numerusform>не свежих: %n</numerusform>
            <numerusform>не свежих: %n</numerusform>
            <numerusform>не свежих: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>feedscope::EvidenceExport</name>
    <message>
        <source>The evidence of a moment ago is still being written.</source>
        <translation>Предыдущий экспорт ещё не дописан.</translation>
    </message>
    <message>
        <source>The measurement began anew; export it again when there are figures.</source>
        <translation>Измерение началось заново; повторите экспорт, когда появятся цифры.</translation>
    </message>
    <message>
        <source>There is nothing to export yet: no figures have been measured.</source>
        <translation>Экспортировать пока нечего: цифр ещё нет.</translation>
    </message>
    <message>
        <source>%1 raw events and all that was made of them are in %2. “feedscope compare --from” with this folder recomputes everything.</source>
        <translation>Исходных событий: %1; они и всё, что из них получено, лежат в %2. «feedscope compare --from» с этой папкой пересчитает всё заново.</translation>
    </message>
</context>
<context>
    <name>feedscope::FeedServer</name>
    <message>
        <source>Cannot listen on %1 port %2: %3. Choose another port or address.</source>
        <translation>Не удаётся слушать %1, порт %2: %3. Выберите другой порт или адрес.</translation>
    </message>
    <message>
        <source>Cannot make a certificate for TLS. Check the OpenSSL installation, or serve without TLS.</source>
        <translation>Не удаётся создать сертификат TLS. Проверьте установку OpenSSL или работайте без TLS.</translation>
    </message>
</context>
<context>
    <name>feedscope::Filler</name>
    <message>
        <source>The profile&apos;s template asks for {%1}, which has no value. Set it, or take it out of the profile.</source>
        <translation>Шаблон профиля просит {%1}, а значения нет. Задайте его или уберите из профиля.</translation>
    </message>
    <message>
        <source>The message that is to be answered has no %1, which the profile&apos;s template asks for.</source>
        <translation>В сообщении, на которое надо ответить, нет %1, а шаблон профиля его просит.</translation>
    </message>
    <message>
        <source>A value for a header holds a control character.</source>
        <translation>В значении заголовка есть управляющий знак.</translation>
    </message>
    <message>
        <source>The secret “%1” is not there. Set the environment variable %2, or keep it for this feed alone with “feedscope secret set FEED/%1”.</source>
        <translation>Секрета «%1» нет. Задайте переменную окружения %2 или сохраните его только для этого потока: «feedscope secret set ПОТОК/%1».</translation>
    </message>
</context>
<context>
    <name>feedscope::FreshnessBadge</name>
    <message>
        <source>LIVE</source>
        <translation>В ЭФИРЕ</translation>
    </message>
    <message>
        <source>STALE</source>
        <translation>УСТАРЕЛО</translation>
    </message>
    <message>
        <source>MUTE</source>
        <translation>МОЛЧИТ</translation>
    </message>
    <message>
        <source>DOWN</source>
        <translation>НЕТ СВЯЗИ</translation>
    </message>
    <message>
        <source>Data arrives at this feed&apos;s usual rhythm.</source>
        <translation>Данные приходят в обычном для потока ритме.</translation>
    </message>
    <message>
        <source>Nothing has arrived for longer than this feed&apos;s usual rhythm.</source>
        <translation>Данных нет дольше, чем обычно бывает у этого потока.</translation>
    </message>
    <message>
        <source>The connection is open but silent, while polling shows newer data.</source>
        <translation>Соединение открыто, но молчит, а опрос показывает более новые данные.</translation>
    </message>
    <message>
        <source>There is no connection.</source>
        <translation>Соединения нет.</translation>
    </message>
    <message>
        <source>DELAYED</source>
        <translation>С ОПОЗДАНИЕМ</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>ЗАПИСЬ</translation>
    </message>
    <message>
        <source>Data arrives in time, but is old when it arrives.</source>
        <translation>Данные приходят в срок, но уже устаревшими.</translation>
    </message>
    <message>
        <source>What you see was recorded and is shown once more.</source>
        <translation>Это запись: то, что было, показано ещё раз.</translation>
    </message>
</context>
<context>
    <name>feedscope::GalleryDetails</name>
    <message>
        <source>Connect</source>
        <translation>Подключить</translation>
    </message>
    <message>
        <source>Documentation</source>
        <translation>Документация</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Starts this feed in the window; the one that runs ends.</source>
        <translation>Запускает этот поток в окне; текущий заканчивается.</translation>
    </message>
    <message>
        <source>Limits: %1</source>
        <translation>Ограничения: %1</translation>
    </message>
    <message>
        <source>On the command line: feedscope %1</source>
        <translation>В командной строке: feedscope %1</translation>
    </message>
    <message>
        <source>Opens %1</source>
        <translation>Откроет %1</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Символы</translation>
    </message>
    <message>
        <source>from the environment</source>
        <translation>из окружения</translation>
    </message>
    <message>
        <source>encrypted (TLS)</source>
        <translation>с шифрованием (TLS)</translation>
    </message>
    <message>
        <source>Fill in “%1” first.</source>
        <translation>Сначала заполните «%1».</translation>
    </message>
    <message>
        <source>keep in the keychain</source>
        <translation>сохранить в хранилище ключей</translation>
    </message>
    <message>
        <source>In the system&apos;s keychain, for later. Otherwise it is forgotten when the program ends. It is written nowhere else.</source>
        <translation>В системном хранилище ключей, на будущее. Иначе он забывается, когда программа закрывается. Больше он нигде не записывается.</translation>
    </message>
    <message>
        <source>in the keychain</source>
        <translation>в хранилище ключей</translation>
    </message>
    <message>
        <source>given already</source>
        <translation>уже введён</translation>
    </message>
</context>
<context>
    <name>feedscope::GalleryList</name>
    <message>
        <source>Feeds</source>
        <translation>Потоки</translation>
    </message>
    <message>
        <source>Nothing fits. Take a letter away, or choose another category.</source>
        <translation>Ничего не подходит. Сотрите букву или выберите другую категорию.</translation>
    </message>
</context>
<context>
    <name>feedscope::GalleryModel</name>
    <message>
        <source>Favourites</source>
        <translation>Избранное</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Ваши</translation>
    </message>
    <message>
        <source>Market data</source>
        <translation>Рынки</translation>
    </message>
    <message>
        <source>Social networks</source>
        <translation>Социальные сети</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>Разработка</translation>
    </message>
    <message>
        <source>Infrastructure</source>
        <translation>Инфраструктура</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Дом</translation>
    </message>
    <message>
        <source>Push messages</source>
        <translation>Push-уведомления</translation>
    </message>
    <message>
        <source>Message brokers</source>
        <translation>Брокеры сообщений</translation>
    </message>
    <message>
        <source>Learning: one protocol each</source>
        <translation>Учёба: по протоколу на каждый</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Прочее</translation>
    </message>
    <message>
        <source>+ polling</source>
        <translation>+ опрос</translation>
    </message>
    <message>
        <source>needs a key</source>
        <translation>нужен ключ</translation>
    </message>
    <message>
        <source>your own server</source>
        <translation>ваш сервер</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>в избранном</translation>
    </message>
</context>
<context>
    <name>feedscope::GalleryPage</name>
    <message>
        <source>Gallery</source>
        <translation>Галерея</translation>
    </message>
    <message>
        <source>This feed</source>
        <translation>Этот поток</translation>
    </message>
    <message>
        <source>Search: a name, a word, a transport, a symbol</source>
        <translation>Поиск: имя, слово, транспорт, символ</translation>
    </message>
    <message>
        <source>Search the gallery</source>
        <translation>Поиск в галерее</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Категория</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Импорт…</translation>
    </message>
    <message>
        <source>A profile file becomes one of your own feeds.</source>
        <translation>Файл профиля станет одним из ваших потоков.</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>Все категории</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Which profile?</source>
        <translation>Какой профиль?</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Профили (*.json)</translation>
    </message>
    <message>
        <source>Where shall the profile go?</source>
        <translation>Куда сохранить профиль?</translation>
    </message>
</context>
<context>
    <name>feedscope::Headline</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>There is no result yet.</source>
        <translation>Результата пока нет.</translation>
    </message>
    <message>
        <source>Mean Lag: how long until this lane showed a change, or a newer one of the same series.</source>
        <translation>Среднее отставание: через сколько дорожка показала изменение или более новое в том же ряду.</translation>
    </message>
    <message>
        <source>no push lane</source>
        <translation>дорожки push нет</translation>
    </message>
    <message>
        <source>no polling lane</source>
        <translation>дорожки опроса нет</translation>
    </message>
</context>
<context>
    <name>feedscope::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Connect to a feed of your own</source>
        <translation>Подключиться к своему потоку</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Во весь экран</translation>
    </message>
    <message>
        <source>Move between controls</source>
        <translation>Переход между элементами</translation>
    </message>
    <message>
        <source>Chart: move the cursor; with Shift ten times as far</source>
        <translation>График: двигать курсор, с Shift – в десять раз дальше</translation>
    </message>
    <message>
        <source>Chart: look closer, look further</source>
        <translation>График: ближе, дальше</translation>
    </message>
    <message>
        <source>Chart: into the past, towards now</source>
        <translation>График: в прошлое, к настоящему</translation>
    </message>
    <message>
        <source>Chart: hold or follow; notification: mark as read</source>
        <translation>График: держать или следить; уведомление: прочитано</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Этот список</translation>
    </message>
    <message>
        <source>Export the evidence of what is measured</source>
        <translation>Сохранить материалы измерения</translation>
    </message>
    <message>
        <source>Dashboard, Compare, Claims, Sweep, Gallery</source>
        <translation>Панель, Сравнение, Утверждения, Перебор, Галерея</translation>
    </message>
    <message>
        <source>Filter the tickers; search the gallery</source>
        <translation>Отбор тикеров; поиск в галерее</translation>
    </message>
    <message>
        <source>Chart: everything, follow, fit the values; F in the gallery: favourite</source>
        <translation>График: всё, следовать, подогнать значения; F в галерее – избранное</translation>
    </message>
</context>
<context>
    <name>feedscope::LanePicker</name>
    <message>
        <source>Choose which lane this table shows.</source>
        <translation>Выберите, какую дорожку показывает эта таблица.</translation>
    </message>
    <message>
        <source>Choose a lane</source>
        <translation>Выберите дорожку</translation>
    </message>
</context>
<context>
    <name>feedscope::LanesButton</name>
    <message>
        <source>Lanes…</source>
        <translation>Дорожки…</translation>
    </message>
    <message>
        <source>Choose which transports run side by side, up to six.</source>
        <translation>Выберите, какие транспорты работают рядом, до шести.</translation>
    </message>
    <message>
        <source>No feed runs.</source>
        <translation>Поток не запущен.</translation>
    </message>
</context>
<context>
    <name>feedscope::LiveChart</name>
    <message>
        <source>delay %1</source>
        <translation>задержка %1</translation>
    </message>
    <message>
        <source>Chart of %1</source>
        <translation>График %1</translation>
    </message>
    <message>
        <source>Last value %1, shown between %2 and %3.</source>
        <translation>Последнее значение %1, шкала от %2 до %3.</translation>
    </message>
    <message>
        <source>Nothing has arrived of this series yet. Its values appear here as soon as they come.</source>
        <translation>По этому ряду ещё ничего не пришло. Значения появятся здесь сразу, как придут.</translation>
    </message>
    <message>
        <source>gap %1</source>
        <translation>разрыв %1</translation>
    </message>
</context>
<context>
    <name>feedscope::MainWindow</name>
    <message>
        <source>Dashboard</source>
        <translation>Панель</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнение</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Утверждения</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Перебор</translation>
    </message>
    <message>
        <source>Where shall the evidence go?</source>
        <translation>Куда сохранить материалы измерения?</translation>
    </message>
    <message>
        <source>Export here</source>
        <translation>Сохранить сюда</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Галерея</translation>
    </message>
</context>
<context>
    <name>feedscope::MemberModel</name>
    <message>
        <source>(the message itself)</source>
        <translation>(само сообщение)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Член</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Last value</source>
        <translation>Последнее значение</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Есть</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Менялось</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Уверенность</translation>
    </message>
</context>
<context>
    <name>feedscope::MessageBar</name>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Подключить…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>next try in %1</source>
        <translation>попытка через %1</translation>
    </message>
    <message>
        <source>You froze this socket: %1</source>
        <translation>Сокет заморожен вами: %1</translation>
    </message>
    <message>
        <source>Reconnect by itself</source>
        <translation>Переподключаться самому</translation>
    </message>
    <message>
        <source>Open a new connection as soon as one is mute: connected, silent, and behind what polling shows.</source>
        <translation>Открывать новое соединение, как только прежнее замолчало: оно открыто, молчит и отстаёт от опроса.</translation>
    </message>
    <message>
        <source>Pin this certificate…</source>
        <translation>Закрепить сертификат…</translation>
    </message>
    <message>
        <source>Show the certificate…</source>
        <translation>Показать сертификат…</translation>
    </message>
</context>
<context>
    <name>feedscope::MotionView</name>
    <message>
        <source>%1: the dot shown is %2 old</source>
        <translation>%1: показанной точке %2</translation>
    </message>
    <message>
        <source>A moving dot as each lane shows it</source>
        <translation>Движущаяся точка, как её показывает каждая дорожка</translation>
    </message>
</context>
<context>
    <name>feedscope::Navigation</name>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Ctrl+%2)</translation>
    </message>
</context>
<context>
    <name>feedscope::NoticeList</name>
    <message>
        <source>Notifications</source>
        <translation>Уведомления</translation>
    </message>
    <message>
        <source>Mark all read</source>
        <translation>Прочитать все</translation>
    </message>
    <message>
        <source>No notifications yet. Those of the feed appear here, and what happens to the connection.</source>
        <translation>Уведомлений пока нет. Здесь появятся сообщения потока и то, что происходит с соединением.</translation>
    </message>
</context>
<context>
    <name>feedscope::NoticeModel</name>
    <message>
        <source>critical</source>
        <translation>критично</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>внимание</translation>
    </message>
    <message>
        <source>info</source>
        <translation>сведения</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>unread, %1, %2: %3</source>
        <translation>не прочитано, %1, %2: %3</translation>
    </message>
</context>
<context>
    <name>feedscope::PathButton</name>
    <message>
        <source>What the relay itself adds is measured when a path is chosen.</source>
        <translation>Сколько добавляет сам посредник, измеряется при выборе пути.</translation>
    </message>
    <message>
        <source>The relay itself adds %1 to a round trip, %2 with a path (measured here, %3 each).</source>
        <translation>Сам посредник добавляет к обороту %1, с имитацией пути %2 (измерено здесь, по %3 раз).</translation>
    </message>
    <message>
        <source>The way between all lanes and their server, simulated alike on each.</source>
        <translation>Путь между дорожками и сервером, имитируется для всех одинаково.</translation>
    </message>
    <message>
        <source>Simulated path: %1</source>
        <translation>Имитация пути: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Own values…</source>
        <translation>Свои значения…</translation>
    </message>
</context>
<context>
    <name>feedscope::PathDialog</name>
    <message>
        <source>ms</source>
        <translation>мс</translation>
    </message>
    <message>
        <source>Mbit/s</source>
        <translation>Мбит/с</translation>
    </message>
    <message>
        <source>Simulated path</source>
        <translation>Имитация пути</translation>
    </message>
    <message>
        <source>not limited</source>
        <translation>без ограничения</translation>
    </message>
    <message>
        <source>Delay, each way</source>
        <translation>Задержка в каждую сторону</translation>
    </message>
    <message>
        <source>Jitter, up or down</source>
        <translation>Дрожание, в обе стороны</translation>
    </message>
    <message>
        <source>Bandwidth of each connection</source>
        <translation>Скорость каждого соединения</translation>
    </message>
    <message>
        <source>Datagrams lost, each way</source>
        <translation>Потеря датаграмм в каждую сторону</translation>
    </message>
    <message>
        <source>All lanes get the same. Only a UDP lane loses anything.</source>
        <translation>Все дорожки получают одно и то же. Теряет только дорожка UDP.</translation>
    </message>
    <message>
        <source>Simulate</source>
        <translation>Имитировать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>feedscope::PlotView</name>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message>
        <source>min</source>
        <translation>мин</translation>
    </message>
    <message>
        <source>h</source>
        <translation>ч</translation>
    </message>
</context>
<context>
    <name>feedscope::ProfileBuilder</name>
    <message>
        <source>&quot;%1&quot;: this profile needs the envelope &apos;%1&apos;, which this version cannot read</source>
        <translation>«%1»: профилю нужен конверт «%1», которого эта версия не читает</translation>
    </message>
    <message>
        <source>a transport that this version reads</source>
        <translation>транспорт, который эта версия знает</translation>
    </message>
    <message>
        <source>&quot;rules&quot; that say how messages are read</source>
        <translation>«rules» – правила чтения сообщений</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>a close code from 1000 to 4999</source>
        <translation>код закрытия от 1000 до 4999</translation>
    </message>
    <message>
        <source>a JSON Pointer such as /data</source>
        <translation>указателем JSON, например /data</translation>
    </message>
    <message>
        <source>4 (MQTT 3.1.1) or 5</source>
        <translation>4 (MQTT 3.1.1) или 5</translation>
    </message>
    <message>
        <source>a lane (%1)</source>
        <translation>дорожка (%1)</translation>
    </message>
    <message>
        <source>an envelope that this version reads (%1)</source>
        <translation>обёртка, которую читает эта версия (%1)</translation>
    </message>
    <message>
        <source>a text, or an object with one for each language</source>
        <translation>текст или объект с текстом на каждом языке</translation>
    </message>
    <message>
        <source>an address with http:// or https://</source>
        <translation>адрес с http:// или https://</translation>
    </message>
    <message>
        <source>a &quot;title&quot;</source>
        <translation>&quot;title&quot;</translation>
    </message>
    <message>
        <source>without one</source>
        <translation>без него</translation>
    </message>
    <message>
        <source>a name of a-z, 0-9 and _ that begins with a letter</source>
        <translation>имя из a-z, 0-9 и _, начинающееся с буквы</translation>
    </message>
    <message>
        <source>called so</source>
        <translation>названо так</translation>
    </message>
    <message>
        <source>a variable whose value is one of its choices</source>
        <translation>переменная, значение которой – один из вариантов</translation>
    </message>
    <message>
        <source>the seconds to wait after an HTTP status from 400 to 599</source>
        <translation>секунды ожидания после статуса HTTP от 400 до 599</translation>
    </message>
    <message>
        <source>a &quot;count&quot; from 1 and &quot;within_s&quot; above 0, such as 5 within 1</source>
        <translation>&quot;count&quot; от 1 и &quot;within_s&quot; больше 0, например 5 за 1</translation>
    </message>
    <message>
        <source>@open, @close or an object of pointers</source>
        <translation>@open, @close или объект с указателями</translation>
    </message>
    <message>
        <source>pairs of hexadecimal digits</source>
        <translation>пары шестнадцатеричных цифр</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>объект</translation>
    </message>
    <message>
        <source>a &quot;url&quot; where the history is</source>
        <translation>«url», где находится история</translation>
    </message>
    <message>
        <source>&quot;query&quot; and &quot;from&quot; together: one takes what the other finds</source>
        <translation>«query» и «from» вместе: один принимает то, что находит другой</translation>
    </message>
    <message>
        <source>a SHA-256 of 64 hexadecimal digits, perhaps after host:port=</source>
        <translation>SHA-256 из 64 шестнадцатеричных цифр, можно после host:port=</translation>
    </message>
    <message>
        <source>a &quot;client_cert&quot; beside the &quot;client_key&quot;</source>
        <translation>&quot;client_cert&quot; рядом с &quot;client_key&quot;</translation>
    </message>
    <message>
        <source>&quot;system&quot;, &quot;none&quot;, or a URL such as socks5://host:1080 or http://host:3128</source>
        <translation>&quot;system&quot;, &quot;none&quot; или адрес вида socks5://host:1080 или http://host:3128</translation>
    </message>
    <message>
        <source>a template without pointers, as it answers no message</source>
        <translation>шаблон без указателей: он не отвечает ни на какое сообщение</translation>
    </message>
    <message>
        <source>a template with the filters lower, upper, prefix:, suffix:, join:, else: and json</source>
        <translation>шаблон с фильтрами lower, upper, prefix:, suffix:, join:, else: и json</translation>
    </message>
    <message>
        <source>without &quot;counted&quot; where the scope of the sequence is symbol: the numbers of a symbol are counted for each kind by itself</source>
        <translation>без «counted», если «scope» последовательности – symbol: номера символа считаются для каждого вида отдельно</translation>
    </message>
    <message>
        <source>with it</source>
        <translation>с ним</translation>
    </message>
    <message>
        <source>an integer such as 1</source>
        <translation>целое число, например 1</translation>
    </message>
    <message>
        <source>a pointer such as /session/reconnect_url</source>
        <translation>указатель, например /session/reconnect_url</translation>
    </message>
</context>
<context>
    <name>feedscope::ProfileReader</name>
    <message>
        <source>an object</source>
        <translation>объект</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>массив</translation>
    </message>
    <message>
        <source>one of the members %1</source>
        <translation>один из членов %1</translation>
    </message>
    <message>
        <source>the unknown member &quot;%1&quot;</source>
        <translation>неизвестный член «%1»</translation>
    </message>
    <message>
        <source>a string</source>
        <translation>строка</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true или false</translation>
    </message>
    <message>
        <source>Did you mean &quot;%1&quot;?</source>
        <translation>Возможно, имелось в виду «%1»?</translation>
    </message>
    <message>
        <source>there once</source>
        <translation>указано один раз</translation>
    </message>
    <message>
        <source>there again</source>
        <translation>указано снова</translation>
    </message>
    <message>
        <source>a number that is not negative</source>
        <translation>неотрицательное число</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>одно из: %1</translation>
    </message>
</context>
<context>
    <name>feedscope::ProposalDialog</name>
    <message>
        <source>What this feed says</source>
        <translation>Что говорит этот поток</translation>
    </message>
    <message>
        <source>What this feed says: %1</source>
        <translation>Что говорит этот поток: %1</translation>
    </message>
    <message>
        <source>Kind of message</source>
        <translation>Вид сообщения</translation>
    </message>
    <message>
        <source>READ LIKE THIS, NEWEST LAST</source>
        <translation>ЧИТАЕТСЯ ТАК, НОВОЕ В КОНЦЕ</translation>
    </message>
    <message>
        <source>LEFT OPEN, AND OTHER REMARKS</source>
        <translation>ОТКРЫТОЕ И ДРУГИЕ ЗАМЕЧАНИЯ</translation>
    </message>
    <message>
        <source>Members of the messages and their roles</source>
        <translation>Члены сообщений и их роли</translation>
    </message>
    <message>
        <source>Forget my choices</source>
        <translation>Забыть мой выбор</translation>
    </message>
    <message>
        <source>Save as profile…</source>
        <translation>Сохранить как профиль…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>No message yet. If the server waits for a subscription, give it under “Send on connect”.</source>
        <translation>Сообщений пока нет. Если сервер ждёт подписки, задайте её в поле «Послать при входе».</translation>
    </message>
    <message>
        <source>%1 messages watched. %2</source>
        <translation>Просмотрено сообщений: %1. %2</translation>
    </message>
    <message>
        <source>%1 (messages: %2)</source>
        <translation>%1 (сообщений: %2)</translation>
    </message>
    <message>
        <source>Nothing in it could be told; its messages are counted as unknown.</source>
        <translation>В нём ничего не определить; его сообщения считаются неизвестными.</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1 (%2): %3</translation>
    </message>
    <message>
        <source>Sequence: %1.</source>
        <translation>Номер: %1.</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Применено</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Применить</translation>
    </message>
</context>
<context>
    <name>feedscope::RuleCompiler</name>
    <message>
        <source>a pointer such as &quot;/data/0/price&quot; or &quot;0/price&quot;</source>
        <translation>указатель вида «/data/0/price» или «0/price»</translation>
    </message>
    <message>
        <source>an array of rules</source>
        <translation>массив правил</translation>
    </message>
    <message>
        <source>a &quot;kind&quot; such as &quot;tick&quot;</source>
        <translation>«kind», например «tick»</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>a pointer to the rows such as &quot;/data/*&quot;</source>
        <translation>указатель на строки вида «/data/*»</translation>
    </message>
    <message>
        <source>array, object, string, number, boolean or null</source>
        <translation>array, object, string, number, boolean или null</translation>
    </message>
    <message>
        <source>a regular expression (%1)</source>
        <translation>регулярное выражение (%1)</translation>
    </message>
    <message>
        <source>a &quot;path&quot; or a &quot;const&quot;</source>
        <translation>«path» или «const»</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>ни того ни другого</translation>
    </message>
    <message>
        <source>a table and a member such as &quot;chan.symbol&quot;</source>
        <translation>таблица и член вида «chan.symbol»</translation>
    </message>
    <message>
        <source>s, ms, us, ns or iso</source>
        <translation>s, ms, us, ns или iso</translation>
    </message>
    <message>
        <source>contiguous, range, prev, monotonic or none</source>
        <translation>contiguous, range, prev, monotonic или none</translation>
    </message>
    <message>
        <source>&quot;first&quot; and &quot;last&quot; for the mode range</source>
        <translation>«first» и «last» для режима range</translation>
    </message>
    <message>
        <source>&quot;prev&quot; for the mode prev</source>
        <translation>«prev» для режима prev</translation>
    </message>
    <message>
        <source>a pointer such as &quot;/data&quot;</source>
        <translation>указатель вида «/data»</translation>
    </message>
    <message>
        <source>a &quot;unit&quot; of s, ms, us or ns beside the &quot;epoch&quot;</source>
        <translation>«unit» s, ms, us или ns рядом с «epoch»</translation>
    </message>
    <message>
        <source>a time such as &quot;2000-01-01T00:00:00Z&quot;</source>
        <translation>время, например «2000-01-01T00:00:00Z»</translation>
    </message>
</context>
<context>
    <name>feedscope::RuleDoubts</name>
    <message>
        <source>rule %1 is never reached: rule %2 before it fits every message</source>
        <translation>до правила %1 дело не доходит: стоящее раньше правило %2 подходит ко всем сообщениям</translation>
    </message>
    <message>
        <source>rule %1 looks into the table “%2”, which no rule learns</source>
        <translation>правило %1 смотрит в таблицу «%2», которую не заполняет ни одно правило</translation>
    </message>
    <message>
        <source>rule %1 makes updates of the kind “%2”</source>
        <translation>правило %1 даёт обновления вида «%2»</translation>
    </message>
    <message>
        <source>is “%1” meant?</source>
        <translation>имелось в виду «%1»?</translation>
    </message>
</context>
<context>
    <name>feedscope::SecretDialog</name>
    <message>
        <source>Keep in the system keychain</source>
        <translation>Сохранить в системном хранилище ключей</translation>
    </message>
    <message>
        <source>Secrets of this feed</source>
        <translation>Секреты этого потока</translation>
    </message>
    <message>
        <source>“%1” needs what only you know. It goes to this feed&apos;s server and nowhere else.</source>
        <translation>Для «%1» нужно то, что знаете только вы. Это получит сервер потока и больше никто.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключиться</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>feedscope::SecurityBox</name>
    <message>
        <source>Which file?</source>
        <translation>Какой файл?</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>Файлы PEM (*.pem *.crt *.cer *.key);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Authorities</source>
        <translation>Удостоверяющие центры</translation>
    </message>
    <message>
        <source>Your certificate</source>
        <translation>Ваш сертификат</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Ключ к нему</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Закреплён</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Прокси</translation>
    </message>
    <message>
        <source>a PEM file; the system&apos;s if empty</source>
        <translation>файл PEM; пусто – системные</translation>
    </message>
    <message>
        <source>a PEM file, for servers that ask</source>
        <translation>файл PEM, если сервер требует</translation>
    </message>
    <message>
        <source>a PEM file; in the same if empty</source>
        <translation>файл PEM; пусто – в том же файле</translation>
    </message>
    <message>
        <source>SHA-256 of the one certificate to accept</source>
        <translation>SHA-256 единственного сертификата</translation>
    </message>
    <message>
        <source>For one server alone: host:port=SHA-256. Empty it, and the authorities decide again.</source>
        <translation>Для одного сервера: host:port=SHA-256. Если очистить, снова решают удостоверяющие центры.</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Файл…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>the system&apos;s</source>
        <translation>системный</translation>
    </message>
    <message>
        <source>this one:</source>
        <translation>такой:</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>Адрес прокси</translation>
    </message>
    <message>
        <source>pinned certificate</source>
        <translation>закреплённый сертификат</translation>
    </message>
    <message>
        <source>own authorities</source>
        <translation>свои удостоверяющие центры</translation>
    </message>
    <message>
        <source>client certificate</source>
        <translation>свой сертификат</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>прокси</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>как обычно</translation>
    </message>
    <message>
        <source>Security: %1</source>
        <translation>Безопасность: %1</translation>
    </message>
    <message>
        <source>The key is of no use without its certificate: name that, too.</source>
        <translation>Ключ без сертификата бесполезен: укажите и его.</translation>
    </message>
    <message>
        <source>A pinned certificate is given by its SHA-256, 64 hexadecimal digits.</source>
        <translation>Закреплённый сертификат задаётся своим SHA-256: 64 шестнадцатеричные цифры.</translation>
    </message>
    <message>
        <source>Type the address of the proxy, for example socks5://host:1080.</source>
        <translation>Введите адрес прокси, например socks5://host:1080.</translation>
    </message>
</context>
<context>
    <name>feedscope::StatusLine</name>
    <message>
        <source>in %1 · out %2</source>
        <translation>вх. %1 · исх. %2</translation>
    </message>
    <message>
        <source>ping %1</source>
        <translation>пинг %1</translation>
    </message>
    <message>
        <source>memory %1 of %2</source>
        <translation>память %1 из %2</translation>
    </message>
    <message>
        <source>%1 fps</source>
        <translation>%1 к/с</translation>
    </message>
    <message>
        <source>Bytes a second on this lane&apos;s sockets, both ways, protocol overhead included.</source>
        <translation>Байт в секунду на сокетах дорожки в обе стороны, со служебными.</translation>
    </message>
    <message>
        <source>Round trip of the last WebSocket ping.</source>
        <translation>Время оборота последнего пинга WebSocket.</translation>
    </message>
    <message>
        <source>What the program takes now, of the bound its stores keep to.</source>
        <translation>Сколько занимает программа и предел, который держат её хранилища.</translation>
    </message>
    <message>
        <source>Pictures drawn in the last second; few while nothing arrives.</source>
        <translation>Кадров за последнюю секунду; мало, пока ничего не приходит.</translation>
    </message>
    <message>
        <source>Whether times of the source and of this machine can be compared.</source>
        <translation>Можно ли сравнивать время источника и этого компьютера.</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>не начато</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>соединяемся…</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>соединено</translation>
    </message>
    <message>
        <source>connected, %1</source>
        <translation>соединено, %1</translation>
    </message>
    <message>
        <source>next try in %1</source>
        <translation>попытка через %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлено</translation>
    </message>
    <message>
        <source>clock: same machine</source>
        <translation>часы: этот компьютер</translation>
    </message>
    <message>
        <source>clock: the source&apos;s own</source>
        <translation>часы: свои у источника</translation>
    </message>
    <message>
        <source>no feed – press Connect…</source>
        <translation>потока нет – нажмите «Подключить…»</translation>
    </message>
    <message>
        <source>clock: ±%1</source>
        <translation>часы: ±%1</translation>
    </message>
    <message>
        <source>clock: excess over the best</source>
        <translation>часы: сверх лучшего</translation>
    </message>
    <message>
        <source>Of the charts, %1 updates came over HTTP: the time before the start, and gaps filled %2 of %3. What the lane missed stays missed in every figure.</source>
        <translation>Обновлений на графиках, пришедших по HTTP: %1 (время до запуска); заполнено разрывов: %2 из %3. Что дорожка пропустила, остаётся пропущенным во всех показателях.</translation>
    </message>
</context>
<context>
    <name>feedscope::SweepChart</name>
    <message>
        <source>every %1</source>
        <translation>раз в %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>theory %1</source>
        <translation>теория %1</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
</context>
<context>
    <name>feedscope::SweepPage</name>
    <message>
        <source>Which poll interval?</source>
        <translation>Какой интервал опроса?</translation>
    </message>
    <message>
        <source>The data may be so old</source>
        <translation>Данные могут быть не старше</translation>
    </message>
    <message>
        <source>How old the data may be</source>
        <translation>Насколько старыми могут быть данные</translation>
    </message>
    <message>
        <source>95 % of the changes are to be shown within this time.</source>
        <translation>За это время должны быть показаны 95 % изменений.</translation>
    </message>
    <message>
        <source>Mean Lag</source>
        <translation>Среднее отставание</translation>
    </message>
    <message>
        <source>Never shown</source>
        <translation>Не показано</translation>
    </message>
    <message>
        <source>Bytes a second</source>
        <translation>Байт в секунду</translation>
    </message>
    <message>
        <source>How long until a change is shown, against the poll interval. Dots are measured, with their 95 % intervals; the thin line is theory; the level line is push.</source>
        <translation>Через сколько показано изменение, в зависимости от интервала опроса. Точки измерены, у них 95-процентные интервалы; тонкая линия – теория; ровная – push.</translation>
    </message>
    <message>
        <source>The share of the changes that polling never shows, because a newer one was there first.</source>
        <translation>Доля изменений, которые опрос так и не показал: их опередило более новое.</translation>
    </message>
    <message>
        <source>Both ways, headers and all. Where the lines cross is the break-even.</source>
        <translation>В обе стороны, вместе с заголовками. Где линии пересекаются, там граница выгоды.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Sweep again</source>
        <translation>Перебрать снова</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Перебрать</translation>
    </message>
    <message>
        <source>%1 of %2: polling every %3 · %4 left</source>
        <translation>%1 из %2: опрос раз в %3 · осталось %4</translation>
    </message>
    <message>
        <source>beginning…</source>
        <translation>начинаем…</translation>
    </message>
    <message>
        <source>Measured up to where twenty polls fit into %1; beyond it theory must do.</source>
        <translation>Измерено до интервала, при котором двадцать запросов укладываются в %1; дальше – теория.</translation>
    </message>
    <message>
        <source>So far one interval and theory. A sweep measures the others, in about %1.</source>
        <translation>Пока один интервал и теория. Перебор измерит остальные примерно за %1.</translation>
    </message>
    <message>
        <source>No feed runs. Press Connect… to choose one.</source>
        <translation>Поток не запущен. Нажмите «Подключить…», чтобы выбрать.</translation>
    </message>
    <message>
        <source>waiting for the first figures…</source>
        <translation>ждём первых цифр…</translation>
    </message>
    <message>
        <source>break-even</source>
        <translation>граница выгоды</translation>
    </message>
</context>
<context>
    <name>feedscope::SweepRunner</name>
    <message>
        <source>This feed has no poll lane whose interval could be swept.</source>
        <translation>У этого потока нет опроса, интервал которого можно перебирать.</translation>
    </message>
    <message>
        <source>This feed has no push lane to compare polling with.</source>
        <translation>У этого потока нет push, с которым можно сравнить опрос.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>it did not come up</source>
        <translation>не заработала</translation>
    </message>
</context>
<context>
    <name>feedscope::Table</name>
    <message>
        <source>datagrams lost in path</source>
        <translation>датаграмм потеряно в пути</translation>
    </message>
</context>
<context>
    <name>feedscope::TopBar</name>
    <message>
        <source>Connect…</source>
        <translation>Подключить…</translation>
    </message>
    <message>
        <source>Connect to a feed of your own (Ctrl+N)</source>
        <translation>Подключиться к своему потоку (Ctrl+N)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Светлая или тёмная тема</translation>
    </message>
    <message>
        <source>All keys (?)</source>
        <translation>Все клавиши (?)</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Все клавиши</translation>
    </message>
    <message>
        <source>Like the desktop</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>%1 updates/s</source>
        <translation>%1 обновл./с</translation>
    </message>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n ряд</numerusform>
            <numerusform>%n ряда</numerusform>
            <numerusform>%n рядов</numerusform>
        </translation>
    </message>
    <message>
        <source>age %1</source>
        <translation>возраст %1</translation>
    </message>
    <message>
        <source>Demo feed</source>
        <translation>Демо-поток</translation>
    </message>
</context>
<context>
    <name>feedscope::WirePanel</name>
    <message>
        <source>more</source>
        <translation>далее</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>binary</source>
        <translation>двоичн.</translation>
    </message>
    <message>
        <source>close</source>
        <translation>close</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>ping</translation>
    </message>
    <message>
        <source>pong</source>
        <translation>pong</translation>
    </message>
    <message>
        <source>0x%1</source>
        <translation>0x%1</translation>
    </message>
    <message>
        <source>FIN %1 · RSV %2 · opcode %3 · mask %4 · header %5 B · payload %6 B</source>
        <translation>FIN %1 · RSV %2 · opcode %3 · mask %4 · заголовок %5 Б · данные %6 Б</translation>
    </message>
    <message>
        <source>On the wire</source>
        <translation>В канале</translation>
    </message>
    <message>
        <source>The newest frames of the WebSocket lane, newest first.</source>
        <translation>Последние кадры дорожки WebSocket, новые сверху.</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Путь</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Кадр</translation>
    </message>
    <message>
        <source>Header bytes</source>
        <translation>Байты заголовка</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>This connection is encrypted: its frames cannot be read from the wire; the claims count them inside.</source>
        <translation>Соединение зашифровано: кадры в канале не прочесть; утверждения считают их внутри.</translation>
    </message>
    <message>
        <source>No WebSocket handshake has passed yet.</source>
        <translation>Рукопожатия WebSocket ещё не было.</translation>
    </message>
    <message>
        <source>Handshake: Sec-WebSocket-Accept is what the key asks for.</source>
        <translation>Рукопожатие: Sec-WebSocket-Accept соответствует ключу.</translation>
    </message>
    <message>
        <source>Handshake: Sec-WebSocket-Accept is NOT what the key asks for.</source>
        <translation>Рукопожатие: Sec-WebSocket-Accept НЕ соответствует ключу.</translation>
    </message>
    <message>
        <source>%1 frames</source>
        <translation>кадров: %1</translation>
    </message>
    <message>
        <source>from the server</source>
        <translation>от сервера</translation>
    </message>
    <message>
        <source>to the server</source>
        <translation>серверу</translation>
    </message>
</context>
<context>
    <name>feedscope::eiofaults</name>
    <message>
        <source>%1 refuses the session (%2): %3. Check the path, the query and the token.</source>
        <translation>%1 отказывает в сеансе (%2): %3. Проверьте путь, параметры и токен.</translation>
    </message>
    <message>
        <source>%1 has ended the session (%2). A new one is opened.</source>
        <translation>%1 завершил сеанс (%2). Открывается новый.</translation>
    </message>
    <message>
        <source>%1 answers, but not as Socket.IO 3 or later does. Check the path; a log-in page of the network also looks like this.</source>
        <translation>%1 отвечает, но не так, как Socket.IO 3 и новее. Проверьте путь; так же выглядит и страница входа в сеть.</translation>
    </message>
    <message>
        <source>%1 sent something that is no packet of Engine.IO 4. Tell its operator.</source>
        <translation>%1 прислал то, что не является пакетом Engine.IO 4. Сообщите его владельцу.</translation>
    </message>
    <message>
        <source>%1 has been silent for %2 s, though it promised a ping within that time. A new session is opened.</source>
        <translation>%1 молчит уже %2 с, хотя обещал за это время прислать ping. Открывается новый сеанс.</translation>
    </message>
    <message>
        <source>%1 gave no answer within %3 s when asked for the namespace %2. Check its name.</source>
        <translation>%1 за %3 с не ответил на запрос пространства имён %2. Проверьте его имя.</translation>
    </message>
    <message>
        <source>%1 does not take us into the namespace %2 for now: %3. It is tried again.</source>
        <translation>%1 пока не пускает в пространство имён %2: %3. Попытка повторяется.</translation>
    </message>
    <message>
        <source>it does not say why</source>
        <translation>причина не названа</translation>
    </message>
    <message>
        <source>%1 does not take us into the namespace %2: %3. Check its name and the token.</source>
        <translation>%1 не пускает в пространство имён %2: %3. Проверьте его имя и токен.</translation>
    </message>
    <message>
        <source>%1 has put us out of the namespace %2. A new session is opened.</source>
        <translation>%1 отключил нас от пространства имён %2. Открывается новый сеанс.</translation>
    </message>
    <message>
        <source>%1 has ended the session. A new one is opened.</source>
        <translation>%1 завершил сеанс. Открывается новый.</translation>
    </message>
</context>
<context>
    <name>feedscope::mqtt</name>
    <message>
        <source>What the profile sends is no JSON: %1.</source>
        <translation>То, что посылает профиль, – не JSON: %1.</translation>
    </message>
    <message>
        <source>The profile sends “%1”, which is no MQTT packet: neither an object such as {&quot;packet&quot;: &quot;SUBSCRIBE&quot;, &quot;topic&quot;: &quot;#&quot;} nor a packet&apos;s bytes in hex.</source>
        <translation>Профиль посылает «%1», но это не пакет MQTT: ни объект вроде {&quot;packet&quot;: &quot;SUBSCRIBE&quot;, &quot;topic&quot;: &quot;#&quot;}, ни байты пакета в шестнадцатеричном виде.</translation>
    </message>
</context>
<context>
    <name>feedscope::mqtt::ObjectWriter</name>
    <message>
        <source>The profile sends an MQTT packet “%1”; this version sends CONNECT, SUBSCRIBE, UNSUBSCRIBE, PUBLISH, PUBACK, PINGREQ and DISCONNECT.</source>
        <translation>Профиль посылает пакет MQTT «%1», а эта версия умеет CONNECT, SUBSCRIBE, UNSUBSCRIBE, PUBLISH, PUBACK, PINGREQ и DISCONNECT.</translation>
    </message>
    <message>
        <source>The profile&apos;s MQTT packet %1 has a member “%2”, which this version does not know.</source>
        <translation>В пакете MQTT %1 из профиля есть поле «%2», неизвестное этой версии.</translation>
    </message>
    <message>
        <source>In the profile&apos;s MQTT packet “%1” should be a number from %2 to %3.</source>
        <translation>В пакете MQTT из профиля «%1» должно быть числом от %2 до %3.</translation>
    </message>
    <message>
        <source>A text of the profile&apos;s MQTT packet is longer than 65,535 bytes.</source>
        <translation>Текст в пакете MQTT из профиля длиннее 65 535 байт.</translation>
    </message>
    <message>
        <source>A topic of the profile&apos;s MQTT subscription is empty, or no text.</source>
        <translation>Тема в подписке MQTT из профиля пуста или не является текстом.</translation>
    </message>
    <message>
        <source>The profile&apos;s MQTT subscription names no topic.</source>
        <translation>В подписке MQTT из профиля не названа тема.</translation>
    </message>
    <message>
        <source>MQTT has no property “%1”, which the profile names.</source>
        <translation>В MQTT нет свойства «%1», названного в профиле.</translation>
    </message>
</context>
<context>
    <name>feedscope::sentences</name>
    <message>
        <source>%1 answers with a redirect (%2); redirects are not followed. Use the feed&apos;s final address.</source>
        <translation>%1 отвечает перенаправлением (%2); за ним мы не идём. Возьмите конечный адрес потока.</translation>
    </message>
    <message>
        <source>%1 redirects (%2) to %3; redirects are not followed. Use that address if you trust it.</source>
        <translation>%1 перенаправляет (%2) на %3; за ним мы не идём. Возьмите этот адрес, если доверяете ему.</translation>
    </message>
    <message>
        <source>%1 answers with a page (%2), not with this feed. Check the path; a log-in page of the network also looks like this.</source>
        <translation>%1 отвечает страницей (%2), а не потоком. Проверьте путь; так же выглядит страница входа в сеть.</translation>
    </message>
    <message>
        <source>%1 answers with HTTP status %2. Check the URL, or wait until the server recovers.</source>
        <translation>%1 отвечает состоянием HTTP %2. Проверьте адрес или подождите, пока сервер оправится.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired. Ask its operator to renew it; check this computer&apos;s clock.</source>
        <translation>Сертификат %1 просрочен. Попросите владельца обновить его; проверьте часы этого компьютера.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet. Check this computer&apos;s clock.</source>
        <translation>Сертификат %1 ещё не действует. Проверьте часы этого компьютера.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not made for servers. Ask its operator for a proper one.</source>
        <translation>Сертификат %1 не для серверов. Попросите у владельца настоящий.</translation>
    </message>
    <message>
        <source>The certificate of %1 is too weak (short key or old signature). Ask its operator for a new one.</source>
        <translation>Сертификат %1 слишком слаб (короткий ключ или старая подпись). Попросите у владельца новый.</translation>
    </message>
    <message>
        <source>The certificate of %1 is refused: %2. Ask its operator.</source>
        <translation>Сертификат %1 отвергнут: %2. Спросите владельца.</translation>
    </message>
    <message>
        <source>The connection to %1 failed: %2. Check the address and the network.</source>
        <translation>Соединение с %1 не удалось: %2. Проверьте адрес и сеть.</translation>
    </message>
    <message>
        <source>%1 gave no full answer within %2 s. Check the address and any firewall or proxy.</source>
        <translation>%1 не дал полного ответа за %2 с. Проверьте адрес, брандмауэр и прокси.</translation>
    </message>
    <message>
        <source>%1 answered the WebSocket handshake wrongly: %2. Check that the URL is a WebSocket.</source>
        <translation>%1 неверно ответил на рукопожатие WebSocket: %2. Проверьте, что по адресу WebSocket.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not the pinned one. If its operator renewed it, pin the new one; if not, somebody may be listening.</source>
        <translation>Сертификат %1 – не закреплённый. Если владелец его обновил, закрепите новый; если нет, вас могут подслушивать.</translation>
    </message>
    <message>
        <source>The certificate of %1 was made for other names. Check the host&apos;s name, or ask its operator.</source>
        <translation>Сертификат %1 выдан на другие имена. Проверьте имя узла или спросите владельца.</translation>
    </message>
    <message>
        <source>%1 sent a message larger than the limit of %2. Ask for less at a time, or use another endpoint.</source>
        <translation>%1 прислал сообщение больше предела %2. Просите меньше за раз или возьмите другой адрес.</translation>
    </message>
    <message>
        <source>A message from %1 was begun but not ended within %2 s. Check the network and the server.</source>
        <translation>Сообщение от %1 началось, но не кончилось за %2 с. Проверьте сеть и сервер.</translation>
    </message>
    <message>
        <source>%1 does not read what is sent to it: more than %2 wait. Check the server.</source>
        <translation>%1 не читает того, что ему шлют: ждёт больше %2. Проверьте сервер.</translation>
    </message>
    <message>
        <source>%1 broke the WebSocket protocol: %2 Tell its operator.</source>
        <translation>%1 нарушил протокол WebSocket: %2 Сообщите владельцу.</translation>
    </message>
    <message>
        <source>The answer of %1 is compressed in a way that was not asked for, or is damaged. Try the lane without gzip.</source>
        <translation>Ответ %1 сжат не так, как просили, или повреждён. Попробуйте дорожку без gzip.</translation>
    </message>
    <message>
        <source>The feed cannot be opened: %1. Correct the profile or the command.</source>
        <translation>Поток нельзя открыть: %1. Исправьте профиль или команду.</translation>
    </message>
    <message>
        <source>%1 does not say that its answer is an event stream. Check the URL.</source>
        <translation>%1 не сообщает, что отвечает потоком событий. Проверьте URL.</translation>
    </message>
    <message>
        <source>%1 answers with %2, not with an event stream. Check the URL.</source>
        <translation>%1 отвечает типом %2, а не потоком событий. Проверьте URL.</translation>
    </message>
    <message>
        <source>%1 has no more events and asks not to be asked again (204). Reconnect when you expect some.</source>
        <translation>У %1 больше нет событий, и он просит не обращаться снова (204). Подключитесь заново, когда они ожидаются.</translation>
    </message>
    <message>
        <source>%1 wants a certificate of yours. Give it with --client-cert and --client-key.</source>
        <translation>%1 требует ваш сертификат. Задайте его: --client-cert и --client-key.</translation>
    </message>
    <message>
        <source>%1 refuses your certificate. Check --client-cert with its operator.</source>
        <translation>%1 не принимает ваш сертификат. Проверьте --client-cert вместе с владельцем сервера.</translation>
    </message>
    <message>
        <source>%1 ended the stream. It is being reopened.</source>
        <translation>%1 завершил поток. Он открывается заново.</translation>
    </message>
    <message>
        <source>The stream from %1 broke off. It is being reopened.</source>
        <translation>Поток от %1 оборвался. Он открывается заново.</translation>
    </message>
    <message>
        <source>This computer has no network interface “%1”; it has %2. Correct interface= in the URL.</source>
        <translation>На этом компьютере нет сетевого интерфейса «%1»; есть %2. Исправьте interface= в адресе.</translation>
    </message>
    <message>
        <source>UDP port %1 is taken by a program that does not share it. Close that program, or have the feed sent to another port.</source>
        <translation>Порт UDP %1 занят программой, которая им не делится. Закройте её или направьте поток на другой порт.</translation>
    </message>
    <message>
        <source>The system does not let this user listen at UDP port %1. Have the feed sent to a port above 1023.</source>
        <translation>Система не разрешает этому пользователю слушать порт UDP %1. Направьте поток на порт выше 1023.</translation>
    </message>
    <message>
        <source>This computer knows no network for the group %1. Name the interface that it comes by, such as ?interface=eth0.</source>
        <translation>Этот компьютер не знает сети для группы %1. Укажите интерфейс, по которому она приходит, например ?interface=eth0.</translation>
    </message>
    <message>
        <source>The group %1 could not be joined (%2). Name another interface, such as ?interface=eth0.</source>
        <translation>Не удалось вступить в группу %1 (%2). Укажите другой интерфейс, например ?interface=eth0.</translation>
    </message>
    <message>
        <source>Listening at %1 failed (%2). Check the address and the interface.</source>
        <translation>Слушать %1 не удалось (%2). Проверьте адрес и интерфейс.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not signed by an authority that you trust. Give the file of its authority (--ca, or Security in Connect…).</source>
        <translation>Сертификат %1 не подписан центром, которому вы доверяете. Укажите файл центра (--ca или «Безопасность» в «Подключить…»).</translation>
    </message>
    <message>
        <source>%1 broke the TLS handshake off: it wants a certificate of yours, or another one (--client-cert), or it has no cipher that this computer takes.</source>
        <translation>%1 прервал рукопожатие TLS: ему нужен ваш сертификат или другой (--client-cert), либо у него нет шифра, который принимает этот компьютер.</translation>
    </message>
</context>
<context>
    <name>feedscope::server::LogFile</name>
    <message>
        <source>The log %1 cannot be written: %2. Choose another file.</source>
        <translation>Журнал %1 нельзя записать: %2. Выберите другой файл.</translation>
    </message>
    <message>
        <source>Another server keeps its updates in %1. Choose another file, or stop that server.</source>
        <translation>Другой сервер хранит свои обновления в %1. Выберите другой файл или остановите тот сервер.</translation>
    </message>
</context>
</TS>
