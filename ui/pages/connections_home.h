// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace cairn::ui {

class LocalGateway;
class Session;

/// The gateway of this window's own process: start it, stop it, move it to another port, open it.
class HomeCard final : public QFrame {
    Q_OBJECT

public:
    explicit HomeCard(Session& session, QWidget* parent = nullptr);

private:
    void tell(LocalGateway* local);
    void startOrStop();

    Session& m_session;
    QLabel* m_state;
    QLineEdit* m_address;
    QPushButton* m_switch;
    QPushButton* m_open;
};

} // namespace cairn::ui
