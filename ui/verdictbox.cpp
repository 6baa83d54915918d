#include "ui/verdictbox.h"

#include "ui/theme.h"

#include <QPainter>
#include <QRegularExpression>

namespace feedscope {

VerdictBox::VerdictBox(QWidget *parent)
    : Text(Text::Role::Content, parent)
{
    setWordWrap(true);
    setContentsMargins(12, 2, 0, 2);
    // As wide as the panel happens to be: a long sentence must not push the chart aside.
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void VerdictBox::showVerdict(const QString &sentence)
{
    static const QRegularExpression beforeUnit(
        QStringLiteral("(?<=\\d) (?=%|[A-Za-z]?B\\b|[mµ]?s\\b|min\\b|h\\b|"
                       "[кМГ]?Б|м?с\\b|мин|ч\\b)"),
        QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression perSecond(QStringLiteral("/(?=[sс]\\b)"),
                                              QRegularExpression::UseUnicodePropertiesOption);
    constexpr QChar wordJoiner(0x2060);
    showText(QString(sentence)
                 .replace(beforeUnit, QString(QChar::Nbsp))
                 .replace(perSecond, u'/' + QString(wordJoiner)));
}

void VerdictBox::paintEvent(QPaintEvent *event)
{
    if (!text().isEmpty()) {
        QPainter painter(this);
        painter.fillRect(0, 0, 3, height(), colorsOf(palette()).push);
    }
    Text::paintEvent(event);
}

} // namespace feedscope
