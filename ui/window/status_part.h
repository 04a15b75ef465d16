// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tone.h"

#include <QToolButton>

namespace cairn::ui {

/// One part of the status bar. It keeps the room of the longest text it had, so what stands beside it does not move
/// with every number; where there is no room it is cut, and the tooltip has all of it.
class StatusPart final : public QToolButton {
    Q_OBJECT

public:
    explicit StatusPart(const QString& tip, QWidget* parent);

    /// These fit, whatever it says; instead of those of before.
    void keepRoomFor(const QStringList& texts);
    void forgetRoom(); ///< another gateway: other numbers
    void say(const QString& text, Tone tone);
    [[nodiscard]] bool isCut() const; ///< what it says does not fit
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString shown() const;

    QString m_tip;
    QString m_widest; // yet
    QStringList m_least; // of keepRoomFor()
    Tone m_tone = Tone::Secondary;
};

} // namespace cairn::ui
