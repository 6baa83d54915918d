#include "ui/keysdialog.h"

#include "ui/retranslate.h"
#include "ui/text.h"

#include <QGridLayout>

namespace feedscope {

using namespace Qt::StringLiterals;

KeysDialog::KeysDialog(QWidget *parent)
    : QDialog(parent)
{
    retranslated(this, [this] { fill(); });
}

void KeysDialog::fill()
{
    setWindowTitle(tr("Keys"));
    qDeleteAll(findChildren<Text *>(QString(), Qt::FindDirectChildrenOnly));
    delete layout();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(22, 18, 26, 18);
    grid->setHorizontalSpacing(22);
    grid->setVerticalSpacing(7);
    const std::pair<QString, QString> keys[] = {
        {u"Ctrl+1 … Ctrl+5"_s, tr("Dashboard, Compare, Claims, Sweep, Gallery")},
        {u"Ctrl+N"_s, tr("Connect to a feed of your own")},
        {u"Ctrl+E"_s, tr("Export the evidence of what is measured")},
        {u"Ctrl+F"_s, tr("Filter the tickers; search the gallery")},
        {u"F11"_s, tr("Full screen")},
        {u"Tab, Shift+Tab"_s, tr("Move between controls")},
        {u"← →"_s, tr("Chart: move the cursor; with Shift ten times as far")},
        {u"+ −"_s, tr("Chart: look closer, look further")},
        {u"Page Up, Page Down"_s, tr("Chart: into the past, towards now")},
        {u"Space"_s, tr("Chart: hold or follow; notification: mark as read")},
        {u"Home, End, F"_s, tr("Chart: everything, follow, fit the values; F in the gallery: favourite")},
        {u"?"_s, tr("This list")}};
    int row = 0;
    for (const auto &[key, meaning] : keys) {
        grid->addWidget(new Text(Text::Role::Strong, key), row, 0);
        grid->addWidget(new Text(Text::Role::Content, meaning), row++, 1);
    }
}

} // namespace feedscope
