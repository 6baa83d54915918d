#pragma once

#include "tests/gui/fakecommands.h"
#include "tests/gui/syntheticfeed.h"
#include "ui/mainwindow.h"
#include "ui/text.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

#include <memory>

namespace feedscope {

using namespace Qt::StringLiterals;

/// A window over a made-up feed whose clock stands still unless a test ticks it.
struct Stage
{
    LiveData live;
    FakeCommands commands{&live};
    SyntheticFeed feed{live};
    std::unique_ptr<MainWindow> window;

    explicit Stage(const QString &language = u"en"_s, const QString &settings = {})
    {
        live.notices.add({u"7"_s, Severity::Warning, u"ETH-USD crossed 3,890"_s, wallNow(), false, false});
        UiOptions options;
        options.language = language;
        options.theme = ThemeMode::Light;
        options.themeGiven = true;
        options.size = settings.isEmpty() ? QSize(1280, 800) : QSize();
        options.settingsFile = settings;
        options.drain = [this] { return feed.advance(steadyNow()); };
        window = std::make_unique<MainWindow>(live, commands, options);
        window->show();
        tick();
    }

    void tick()
    {
        window->frameClock().tick();
        QCoreApplication::processEvents();
    }
    void show(const QString &page)
    {
        window->showPage(page);
        QCoreApplication::processEvents();
        tick();
    }
};

/// Every visible text of a window with the widget that shows it.
inline QList<std::pair<QWidget *, QString>> textsOf(QWidget *window)
{
    QList<std::pair<QWidget *, QString>> out;
    for (QWidget *widget : window->findChildren<QWidget *>()) {
        if (auto *label = qobject_cast<QLabel *>(widget))
            out.append({widget, label->text()});
        else if (auto *button = qobject_cast<QAbstractButton *>(widget))
            out.append({widget, button->text()});
        else if (auto *edit = qobject_cast<QLineEdit *>(widget))
            out.append({widget, edit->placeholderText()});
        if (!widget->toolTip().isEmpty())
            out.append({widget, widget->toolTip()});
        if (auto *view = qobject_cast<QTableView *>(widget))
            for (int column = 0; column < view->model()->columnCount(); ++column)
                out.append({widget, view->model()->headerData(column, Qt::Horizontal).toString()});
    }
    return out;
}

/// The text of `widget` that has no room; empty if all is well.
inline QString cut(QWidget *widget)
{
    if (!widget->isVisible())
        return {};
    if (auto *text = qobject_cast<Text *>(widget)) {
        if (text->isElided() || text->text().isEmpty())
            return {};
        const bool fits = text->wordWrap() ? text->heightForWidth(text->width()) <= text->height()
                                           : text->fontMetrics().horizontalAdvance(text->text()) <=
                                                 text->contentsRect().width();
        return fits ? QString() : text->text();
    }
    if (auto *button = qobject_cast<QPushButton *>(widget))
        return button->sizeHint().width() <= button->width() ? QString() : button->text();
    if (auto *header = qobject_cast<QHeaderView *>(widget); header && header->orientation() == Qt::Horizontal)
        for (int i = 0; i < header->count(); ++i) {
            const QString text = header->model()->headerData(i, Qt::Horizontal).toString();
            if (!header->isSectionHidden(i) &&
                header->fontMetrics().horizontalAdvance(text) + 8 > header->sectionSize(i))
                return text;
        }
    return {};
}

} // namespace feedscope
