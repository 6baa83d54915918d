#include "ui/theme.h"

#include "ui/icons.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

namespace feedscope {

using namespace Qt::StringLiterals;

const Colors &colorsFor(bool dark)
{
    static const Colors darkColors{true,       0xff10151b, 0xff171d25, 0xff202833, 0xff28313c, 0xffd9e0e8,
                                   0xff8e9bab, 0xff4da6ff, 0xffffa447, 0xff3ecf8e, 0xffff7d7d, 0xffe0cd52};
    static const Colors lightColors{false,      0xfff3f5f8, 0xffffffff, 0xffeaeff4, 0xffd8dfe7, 0xff1b2733,
                                    0xff5f6b79, 0xff0a5db3, 0xffa84d00, 0xff00693f, 0xffb3191f, 0xff6f5e00};
    return dark ? darkColors : lightColors;
}

const Colors &colorsOf(const QPalette &palette)
{
    // Shadow: a style sheet that makes a view transparent changes Window and Base, but not this role.
    return colorsFor(palette.color(QPalette::Active, QPalette::Shadow).lightness() < 128);
}

QColor laneColor(int rankAmongItsKind, bool push, const Colors &colors)
{
    if (rankAmongItsKind == 0)
        return push ? colors.push : colors.poll;
    // After Okabe and Ito: hues that stay apart for the common kinds of colour blindness.
    static constexpr QRgb darkHues[] = {0xffc79bff, 0xff46d0c6, 0xffff8fc7, 0xffd8d35a};
    static constexpr QRgb lightHues[] = {0xff6a35c9, 0xff006f6b, 0xffa81c72, 0xff665c00};
    const auto index = static_cast<std::size_t>((rankAmongItsKind - 1) * 2 + (push ? 1 : 0)) % 4;
    return QColor::fromRgb(colors.dark ? darkHues[index] : lightHues[index]);
}

QColor blended(const QColor &tint, double alpha, const QColor &ground)
{
    const auto mix = [alpha](double a, double b) { return static_cast<float>(a * alpha + b * (1 - alpha)); };
    return QColor::fromRgbF(mix(tint.redF(), ground.redF()), mix(tint.greenF(), ground.greenF()),
                            mix(tint.blueF(), ground.blueF()));
}

double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &color) {
        const auto linear = [](double c) {
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
               0.0722 * linear(color.blueF());
    };
    const auto [low, high] = std::minmax({luminance(a), luminance(b)}); // by value
    return (high + 0.05) / (low + 0.05);
}

QPalette paletteFor(const Colors &colors)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &color, const QColor &disabled) {
        palette.setColor(QPalette::Active, role, color);
        palette.setColor(QPalette::Inactive, role, color);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    const QColor dim = blended(colors.muted, 0.7, colors.surface);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::BrightText})
        set(role, colors.text, dim);
    for (const auto role : {QPalette::Base, QPalette::AlternateBase})
        set(role, colors.surface, colors.window);
    set(QPalette::Window, colors.window, colors.window);
    set(QPalette::Button, colors.raised, colors.surface);
    set(QPalette::ToolTipBase, colors.raised, colors.raised);
    set(QPalette::ToolTipText, colors.text, colors.text);
    set(QPalette::PlaceholderText, colors.muted, dim);
    set(QPalette::Link, colors.push, dim);
    set(QPalette::LinkVisited, laneColor(1, false, colors), dim);
    set(QPalette::Highlight, colors.push, colors.line);
    set(QPalette::HighlightedText, colors.surface, colors.text);
    set(QPalette::Light, colors.raised, colors.raised);
    set(QPalette::Midlight, colors.raised, colors.raised);
    set(QPalette::Mid, colors.line, colors.line);
    set(QPalette::Dark, colors.line, colors.line);
    set(QPalette::Shadow, colors.window, colors.window);
    return palette;
}

bool hasTabularDigits(const QFont &font)
{
    const QFontMetricsF metrics(font);
    const double zero = metrics.horizontalAdvance(QChar(u'0'));
    for (char16_t digit = u'1'; digit <= u'9'; ++digit)
        if (std::abs(metrics.horizontalAdvance(QChar(digit)) - zero) > 0.01)
            return false;
    return true;
}

QFont contentFont()
{
    static const int systemPixels =
        QFontInfo(QFontDatabase::systemFont(QFontDatabase::GeneralFont)).pixelSize();
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPixelSize(std::clamp(systemPixels, 13, 20)); // a desktop's larger type is followed
    if (!hasTabularDigits(font))
        font.setFamilies({u"DejaVu Sans"_s, u"Noto Sans"_s, u"Inter"_s});
    if (!hasTabularDigits(font))
        font.setFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    return font;
}

namespace {

QFont scaled(double factor, QFont::Weight weight)
{
    QFont font = contentFont();
    font.setPixelSize(qRound(font.pixelSize() * factor));
    font.setWeight(weight);
    return font;
}

} // namespace

QFont labelFont()
{
    return scaled(0.85, QFont::Normal);
}

QFont titleFont()
{
    QFont font = scaled(0.85, QFont::DemiBold);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
    return font;
}

QFont figureFont()
{
    return scaled(2.6, QFont::Bold);
}

bool systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    static const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return dark;
#endif
}

void applyTheme(ThemeMode mode)
{
    loadIconResource();
    const bool dark = mode == ThemeMode::Dark || (mode == ThemeMode::System && systemIsDark());
    const Colors &colors = colorsFor(dark);
    if (QApplication::style()->name() != "fusion"_L1)
        QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setFont(contentFont());
    QApplication::setPalette(paletteFor(colors));
    qApp->setStyleSheet(styleSheetFor(colors));
}

} // namespace feedscope
