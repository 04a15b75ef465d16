// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

namespace cairn::ui {

/// What a colour is for. Widgets name the role, never a value.
enum class ColorRole {
    Ground, ///< of the window
    Surface, ///< of tables, fields, tiles
    Line,
    Text,
    Secondary, ///< text that matters less; still readable
    Accent,
    OnAccent, ///< text on the accent
    Good,
    Warning,
    Bad,
    Hover, ///< ground under the pointer
    Selection, ///< ground of what is selected
};

/// What somebody marks a gateway with, to know it at a glance. Text in it is readable on Ground and Surface, and text
/// in Surface on it.
enum class MarkColor { None, Red, Orange, Green, Teal, Blue, Purple, Grey };

/// The window's looks, by role, in light and dark. One for the program; lives on the GUI's thread.
class Theme final : public QObject {
    Q_OBJECT

public:
    enum class Scheme { System, Light, Dark };
    Q_ENUM(Scheme)

    static Theme& instance();

    void setScheme(Scheme scheme); ///< applies at once, to everything
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] bool isDark() const { return m_isDark; }
    void setFontPixels(int pixels); ///< of ordinary text; 10 to 24
    [[nodiscard]] int fontPixels() const { return m_fontPixels; }
    void setReducedMotion(bool reduced) { m_reducedMotion = reduced; }
    [[nodiscard]] bool hasReducedMotion() const { return m_reducedMotion; } ///< nothing fades or slides

    [[nodiscard]] QColor color(ColorRole role) const;
    [[nodiscard]] QColor color(ColorRole role, double opacity) const;
    [[nodiscard]] QColor color(MarkColor mark) const; ///< none: transparent
    [[nodiscard]] QColor series(int index) const; ///< of lines in charts; goes round after six
    [[nodiscard]] QFont font(int pixelsMore = 0, bool bold = false) const;
    [[nodiscard]] QFont numberFont(int pixelsMore = 0) const; ///< all digits equally wide
    [[nodiscard]] QFont codeFont() const;
    [[nodiscard]] int rowHeight() const { return m_fontPixels + 15; } ///< of tables: 28 at 13 px
    /// One of `resources/icons/<name>.svg`, in the role's colour, sharp at any scale. Ask again after changed().
    [[nodiscard]] QIcon icon(const QString& name, ColorRole role = ColorRole::Secondary) const;
    /// The same icon, in another colour while it is checked or selected.
    [[nodiscard]] QIcon icon(const QString& name, ColorRole normal, ColorRole selected) const;

    void start(); ///< once, with a QApplication: style, font, palette; follows the system from here on

Q_SIGNALS:
    void changed(); ///< colours or fonts; palette and style sheet of the application are set already

private:
    Theme() = default;
    void apply();
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] QString styleSheet() const;

    Scheme m_scheme = Scheme::System;
    bool m_isSystemDark = false;
    bool m_isDark = false;
    bool m_reducedMotion = false;
    bool m_isStarted = false;
    int m_fontPixels = 13;
};

/// The program's icon: three stacked stones, at every size.
[[nodiscard]] QIcon programIcon();

} // namespace cairn::ui
