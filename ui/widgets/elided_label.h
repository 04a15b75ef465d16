// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

namespace cairn::ui {

/// One line of text, or as many as it may have and its height has room for, cut with an ellipsis where there is no
/// room; then the tooltip has all of it.
class ElidedLabel final : public QFrame {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    explicit ElidedLabel(const QString& text, QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_text; }
    void setSecondary(bool secondary);
    void setMostLines(int lines);
    void setElideMode(Qt::TextElideMode mode); ///< at the right unless told otherwise
    void setColor(ColorRole role);
    [[nodiscard]] bool isCut() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QStringList lines() const; ///< as they are painted
    [[nodiscard]] int room() const; ///< for lines

    QString m_text;
    int m_mostLines = 1;
    ColorRole m_color = ColorRole::Text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace cairn::ui
