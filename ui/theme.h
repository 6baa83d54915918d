#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include <cstdint>

namespace feedscope {

enum class ThemeMode : std::uint8_t
{
    System,
    Light,
    Dark
};

/// The colours of one theme. Blue means push and orange means poll wherever they appear; green and red always
/// go with ▲▼. Every pair that carries text keeps a contrast of 4.5:1 (tests/gui/test_theme.cpp computes it).
struct Colors
{
    bool dark;
    QColor window;  ///< behind the panels
    QColor surface; ///< panels, tables, bars
    QColor raised;  ///< buttons, the selected row
    QColor line;
    QColor text;
    QColor muted; ///< labels
    QColor push;
    QColor poll;
    QColor up;
    QColor down;
    QColor notice; ///< neither good nor bad, look here: stale, waiting
};

/// The strongest tint that may lie behind text, as alpha of the tint's colour.
inline constexpr double maxTint = 0.16;

const Colors &colorsFor(bool dark);
/// The theme that a widget is shown in, told from its palette: no widget keeps colours of its own.
const Colors &colorsOf(const QPalette &palette);

/// The first push lane is blue, the first polling lane orange; further lanes get hues of their own.
QColor laneColor(int rankAmongItsKind, bool push, const Colors &colors);

QPalette paletteFor(const Colors &colors);
QString styleSheetFor(const Colors &colors);

/// One size for content; digits of equal width.
QFont contentFont();
/// One smaller size for labels and table heads.
QFont labelFont();
/// A panel's title: label size, bold, capitals, a little spaced.
QFont titleFont();
/// The two figures of the headline.
QFont figureFont();
/// All ten digits are equally wide, so that numbers stand still.
bool hasTabularDigits(const QFont &font);

/// `tint` at `alpha` over `ground`, as an opaque colour.
QColor blended(const QColor &tint, double alpha, const QColor &ground);
/// WCAG 2 contrast ratio, 1 to 21.
double contrast(const QColor &a, const QColor &b);

/// What the desktop asks for; asked before the first applyTheme where Qt 6.4 has no other way to know.
bool systemIsDark();
/// Sets Fusion, palette, fonts and style sheet on the application.
void applyTheme(ThemeMode mode);

} // namespace feedscope
