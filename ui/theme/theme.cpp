// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/svg_icon.h"
#include "ui/theme/system_scheme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QRegularExpression>
#include <QStyleFactory>

#include <array>

// What is within a static library is linked only where it is named; the macro wants no namespace.
static void nameResources()
{
    Q_INIT_RESOURCE(window);
}

namespace cairn::ui {

namespace {

struct Pair {
    const char* name; // in the style sheet: @accent
    QRgb light;
    QRgb dark;
};

// In the order of ColorRole.
constexpr std::array kRoles{
    Pair{"ground", 0xFFF6F7F9, 0xFF14181F},
    Pair{"surface", 0xFFFFFFFF, 0xFF1B2129},
    Pair{"line", 0xFFDFE3E9, 0xFF2C3541},
    Pair{"text", 0xFF1A222D, 0xFFE6EAF0},
    Pair{"secondary", 0xFF556070, 0xFF98A4B5},
    Pair{"accent", 0xFF0F6E66, 0xFF3CCFBE},
    Pair{"onaccent", 0xFFFFFFFF, 0xFF0B1F1C},
    Pair{"good", 0xFF17703A, 0xFF57D28A},
    Pair{"warning", 0xFF93500A, 0xFFF2B04A},
    Pair{"bad", 0xFFB3261E, 0xFFFF8A80},
    Pair{"hover", 0xFFEDF0F3, 0xFF232B35},
    Pair{"selection", 0xFFDCEDEB, 0xFF1F3B3B},
};
static_assert(kRoles.size() == static_cast<std::size_t>(ColorRole::Selection) + 1);

struct MarkPair {
    QRgb light;
    QRgb dark;
};

// In the order of MarkColor.
constexpr std::array kMarks{
    MarkPair{0x00000000, 0x00000000},
    MarkPair{0xFFB3261E, 0xFFFF8A80},
    MarkPair{0xFF93500A, 0xFFF2B04A},
    MarkPair{0xFF17703A, 0xFF57D28A},
    MarkPair{0xFF0F6E66, 0xFF3CCFBE},
    MarkPair{0xFF1B5FAA, 0xFF7DB7F5},
    MarkPair{0xFF7E3F98, 0xFFD3A1E8},
    MarkPair{0xFF556070, 0xFF98A4B5},
};
static_assert(kMarks.size() == static_cast<std::size_t>(MarkColor::Grey) + 1);

constexpr std::array<QRgb, 6> kLightSeries{0xFF0072B2, 0xFFC46A00, 0xFF008F68, 0xFFB04A8B, 0xFF3D8FC4, 0xFFB84300};
constexpr std::array<QRgb, 6> kDarkSeries{0xFF56B4E9, 0xFFE69F00, 0xFF2FBF93, 0xFFE08BBE, 0xFF9AD0F5, 0xFFFF8F4D};

bool hasTabularDigits(const QFont& font)
{
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (!qFuzzyCompare(metrics.horizontalAdvance(digit), width))
            return false;
    }
    return true;
}

} // namespace

Theme& Theme::instance()
{
    static Theme theme;
    return theme;
}

void Theme::start()
{
    if (m_isStarted)
        return;
    m_isStarted = true;
    nameResources();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    auto* system = new SystemScheme(qApp);
    m_isSystemDark = system->isDark();
    connect(system, &SystemScheme::changed, this, [this](bool isDark) {
        m_isSystemDark = isDark;
        if (m_scheme == Scheme::System)
            apply();
    });
    apply();
}

void Theme::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    apply();
}

void Theme::setFontPixels(int pixels)
{
    m_fontPixels = qBound(10, pixels, 24);
    apply();
}

void Theme::apply()
{
    m_isDark = m_scheme == Scheme::System ? m_isSystemDark : m_scheme == Scheme::Dark;
    if (!m_isStarted)
        return;
    QApplication::setFont(font());
    QApplication::setPalette(palette());
    qApp->setStyleSheet(styleSheet());
    emit changed();
}

QColor Theme::color(ColorRole role) const
{
    const Pair& pair = kRoles.at(static_cast<std::size_t>(role));
    return QColor::fromRgb(m_isDark ? pair.dark : pair.light);
}

QColor Theme::color(ColorRole role, double opacity) const
{
    QColor faded = color(role);
    faded.setAlphaF(static_cast<float>(opacity));
    return faded;
}

QColor Theme::color(MarkColor mark) const
{
    const MarkPair& pair = kMarks.at(static_cast<std::size_t>(mark));
    return QColor::fromRgba(m_isDark ? pair.dark : pair.light);
}

QColor Theme::series(int index) const
{
    const auto& colors = m_isDark ? kDarkSeries : kLightSeries;
    return QColor::fromRgb(colors.at(static_cast<std::size_t>(index) % colors.size()));
}

QFont Theme::font(int pixelsMore, bool bold) const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPixelSize(m_fontPixels + pixelsMore);
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont Theme::numberFont(int pixelsMore) const
{
    QFont general = font(pixelsMore);
    if (hasTabularDigits(general))
        return general;
    QFont code = codeFont();
    code.setPixelSize(general.pixelSize());
    return code;
}

QFont Theme::codeFont() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(m_fontPixels - 1);
    return font;
}

QIcon Theme::icon(const QString& name, ColorRole role) const
{
    return svgIcon(QStringLiteral(":/cairn/icons/%1.svg").arg(name), color(role), color(role));
}

QIcon Theme::icon(const QString& name, ColorRole normal, ColorRole selected) const
{
    return svgIcon(QStringLiteral(":/cairn/icons/%1.svg").arg(name), color(normal), color(selected));
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole target, ColorRole role) { palette.setColor(target, color(role)); };
    set(QPalette::Window, ColorRole::Ground);
    set(QPalette::Base, ColorRole::Surface);
    set(QPalette::AlternateBase, ColorRole::Ground);
    set(QPalette::Button, ColorRole::Surface);
    set(QPalette::ToolTipBase, ColorRole::Text);
    set(QPalette::ToolTipText, ColorRole::Surface);
    for (const auto text : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::BrightText})
        set(text, ColorRole::Text);
    set(QPalette::PlaceholderText, ColorRole::Secondary);
    set(QPalette::Highlight, ColorRole::Selection);
    set(QPalette::HighlightedText, ColorRole::Text);
    set(QPalette::Link, ColorRole::Accent);
    set(QPalette::Mid, ColorRole::Line);
    set(QPalette::Midlight, ColorRole::Hover);
    set(QPalette::Light, ColorRole::Surface);
    set(QPalette::Dark, ColorRole::Line);
    for (const auto text : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, text, color(ColorRole::Secondary, 0.6));
    return palette;
}

QString Theme::styleSheet() const
{
    QFile file(QStringLiteral(":/cairn/window.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    for (const Pair& pair : kRoles) {
        const QRegularExpression token(QStringLiteral("@%1\\b").arg(QLatin1String(pair.name)));
        sheet.replace(token, QColor::fromRgb(m_isDark ? pair.dark : pair.light).name());
    }
    return sheet;
}

QIcon programIcon()
{
    return svgIcon(QStringLiteral(":/cairn/icons/cairn.svg"), {}, {});
}

} // namespace cairn::ui
