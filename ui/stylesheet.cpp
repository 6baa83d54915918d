#include "ui/theme.h"

#include <QHash>
#include <QRegularExpression>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

// Only what Fusion cannot be told by a palette: flat controls with one thin line. @names are colours of the
// theme.
constexpr auto sheet = R"(
QPushButton, QComboBox { background: @raised; color: @text; border: 1px solid @line; border-radius: 4px;
    padding: 4px 10px; min-height: 17px; }
QPushButton:hover, QComboBox:hover { border-color: @muted; }
QPushButton:focus, QComboBox:focus { border-color: @push; }
QPushButton:pressed { background: @line; }
QPushButton:checked { border-color: @push; color: @push; }
QPushButton:disabled, QComboBox:disabled { color: @dim; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; padding: 1px 6px; }
QPushButton[flat="true"]:hover { border-color: @line; }
QPushButton[flat="true"]:focus { border-color: @push; }
QPushButton[segment="true"] { padding: 1px 8px; }
QPushButton::menu-indicator { width: 0; }
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox { background: @window; color: @text;
    border: 1px solid @line; border-radius: 4px; padding: 3px 6px; selection-background-color: @push; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: @push; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/arrow-down.svg); width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; background: transparent; width: 18px; }
QSpinBox::up-arrow { image: url(:/icons/arrow-up.svg); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url(:/icons/arrow-down.svg); width: 10px; height: 10px; }
QSpinBox { min-height: 19px; padding-right: 2px; }
QTableView, QListView { background: transparent; border: 0; gridline-color: @line; outline: 0; }
QTableView:focus, QListView:focus { border: 0; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
QGraphicsView { background: transparent; border: 0; }
QTableWidget { background: @window; border: 1px solid @line; border-radius: 4px; }
QTableWidget:focus { border: 1px solid @push; }
QHeaderView { background: transparent; border: 0; font-size: @labelpx; }
QHeaderView::section { background: transparent; color: @muted; border: 0; border-bottom: 1px solid @line;
    padding: 2px 6px; }
QSlider::groove:horizontal { height: 3px; background: @line; border-radius: 1px; }
QSlider::sub-page:horizontal { background: @poll; border-radius: 1px; }
QSlider::handle:horizontal { background: @poll; width: 12px; height: 12px; margin: -5px 0; border-radius: 6px; }
QSlider:focus { border: 1px solid @push; border-radius: 4px; }
QSlider { border: 1px solid transparent; min-height: 20px; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: @line; }
QProgressBar { background: @line; border: 0; border-radius: 3px; }
QProgressBar::chunk { background: @push; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; border: 0; width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QMainWindow::separator { background: transparent; width: 10px; height: 10px; }
QMainWindow::separator:hover { background: @line; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px; }
QMenu { background: @surface; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 10px; border-radius: 3px; }
QMenu::item:selected { background: @raised; color: @text; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
)"_L1;

} // namespace

QString styleSheetFor(const Colors &colors)
{
    const QHash<QString, QColor> values{{u"window"_s, colors.window},
                                        {u"surface"_s, colors.surface},
                                        {u"raised"_s, colors.raised},
                                        {u"line"_s, colors.line},
                                        {u"text"_s, colors.text},
                                        {u"muted"_s, colors.muted},
                                        {u"push"_s, colors.push},
                                        {u"poll"_s, colors.poll},
                                        {u"dim"_s, blended(colors.muted, 0.7, colors.surface)}};
    static const QRegularExpression word(u"@(\\w+)"_s);
    QString out = QString(sheet).replace("@labelpx"_L1, QString::number(labelFont().pixelSize()) + "px"_L1);
    for (auto match = word.match(out); match.hasMatch(); match = word.match(out))
        out.replace(match.capturedStart(), match.capturedLength(), values.value(match.captured(1)).name());
    return out;
}

} // namespace feedscope
