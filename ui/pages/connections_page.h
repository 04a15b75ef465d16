// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/saved_connection.h"
#include "ui/window/page.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace cairn::ui {

struct ApiReply;
class Session;

/// Where am I? The gateway of this window, to start and stop, and those elsewhere, to open, add and test.
class ConnectionsPage final : public Page {
    Q_OBJECT

public:
    explicit ConnectionsPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] PageInfo info() const override;

private:
    [[nodiscard]] QWidget* buildHome();
    [[nodiscard]] QWidget* buildForm();
    void showHome();
    void showCards();
    [[nodiscard]] QWidget* cardOf(int index);
    void startOrStop();
    void add();
    void test();
    void takeTest(const ApiReply& reply);

    Session& m_session;
    QList<SavedConnection> m_saved;
    QLabel* m_homeState;
    QLineEdit* m_homeAddress;
    QPushButton* m_homeSwitch;
    QPushButton* m_homeOpen;
    QVBoxLayout* m_cards;
    QLineEdit* m_address;
    QLineEdit* m_name;
    QLineEdit* m_token;
    QCheckBox* m_production;
    QLabel* m_outcome;
};

} // namespace cairn::ui
