// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/saved_connection.h"

#include <QFrame>

class QHBoxLayout;

namespace cairn::ui {

/// One gateway elsewhere: what it is called, where it is, where its secret is kept, and what can be done with it.
class ConnectionCard final : public QFrame {
    Q_OBJECT

public:
    ConnectionCard(const SavedConnection& saved, const QString& note, QWidget* parent = nullptr);

Q_SIGNALS:
    void openAsked();
    void editAsked();
    void forgetAsked();
};

/// The frame of every card of the page.
void dressCard(QFrame& card);

} // namespace cairn::ui
