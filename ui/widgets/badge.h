// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/mode_text.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace cairn::ui {

/// Paints a glyph and a word in a small frame, at the left of `rect`, never wider than it.
void paintBadge(QPainter& painter, const QRect& rect, const ModeText& text, ColorRole role);
[[nodiscard]] QSize badgeSize(const ModeText& text);

/// A badge that stands alone: of a clear mode (`Σ sum`), or of whatever text it is given.
class Badge final : public QWidget {
    Q_OBJECT

public:
    explicit Badge(QWidget* parent = nullptr);

    void setMode(const QString& canonical); ///< empty: shows nothing
    void setText(const ModeText& text, ColorRole role);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ModeText m_text;
    ColorRole m_role = ColorRole::Text;
};

} // namespace cairn::ui
