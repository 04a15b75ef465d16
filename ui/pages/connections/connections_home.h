// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

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
    void tellRunning(const LocalGateway& local);
    void showMove(); ///< where another address is typed than it listens on
    void startOrStop();
    void startOrMove();
    [[nodiscard]] QString whatStoppingLoses(const LocalGateway& local) const; ///< empty: nothing

    Session& m_session;
    QLabel* m_state;
    QLineEdit* m_address;
    QString m_told; // the address, as far as nobody typed another
    QPushButton* m_move;
    QPushButton* m_switch;
    QTimer m_decision; // runs while the switch waits for its second click
    QPushButton* m_open;
};

} // namespace cairn::ui
