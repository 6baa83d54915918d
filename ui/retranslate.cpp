#include "ui/retranslate.h"

#include <QEvent>

namespace feedscope {

namespace {

class OnLanguageChange final : public QObject
{
public:
    OnLanguageChange(QWidget *widget, std::function<void()> setTexts)
        : QObject(widget)
        , m_setTexts(std::move(setTexts))
    {
        widget->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LanguageChange)
            m_setTexts();
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_setTexts;
};

} // namespace

void retranslated(QWidget *widget, std::function<void()> setTexts)
{
    setTexts();
    new OnLanguageChange(widget, std::move(setTexts)); // owned by the widget
}

} // namespace feedscope
