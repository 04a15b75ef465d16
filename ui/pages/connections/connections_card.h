// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/saved_connection.h"

#include <QFrame>

namespace cairn::ui {

/// One gateway elsewhere: what it is called, what it is for, where it is, where its secret is kept, and what can be
/// done with it.
class ConnectionCard final : public QFrame {
    Q_OBJECT

public:
    enum class Kind {
        Saved,
        Unsaved, ///< open, and not remembered: it can be saved, and no more
    };
    ConnectionCard(const SavedConnection& saved, const QString& note, Kind kind = Kind::Saved);

Q_SIGNALS:
    void openAsked();
    void editAsked();
    void forgetAsked();
    void saveAsked();

protected:
    void paintEvent(QPaintEvent* event) override; ///< a stripe in its colour

private:
    MarkColor m_color;
};

/// The frame of every card of the page.
void dressCard(QFrame& card);

} // namespace cairn::ui
