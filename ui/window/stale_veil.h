// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cairn::ui {

/// Dims what lies beneath, all of its parent: it is what was last known. Takes no click and no key.
class StaleVeil final : public QWidget {
    Q_OBJECT

public:
    explicit StaleVeil(QWidget& dimmed);

    void setDown(bool isDown); ///< over whatever the parent has raised since

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace cairn::ui
