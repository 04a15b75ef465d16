// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>
#include <QWidget>

namespace cairn::ui {

/// Somebody's mark on a gateway: its environment on its colour; a dot where there is a colour alone, a frame where
/// there is no colour. Hidden where there is neither.
class MarkTag final : public QWidget {
    Q_OBJECT

public:
    explicit MarkTag(QWidget* parent = nullptr);

    void setMark(const QString& text, MarkColor color);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] MarkColor color() const { return m_color; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {kDot, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    static constexpr int kDot = 10;

    QString m_text;
    MarkColor m_color = MarkColor::None;
};

/// A dot in the colour, as it is in the scheme of the moment. Ask again after Theme::changed().
[[nodiscard]] QIcon markIcon(MarkColor color);

} // namespace cairn::ui
