// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/saved_connection.h"
#include "ui/window/page.h"

#include <QHash>

class QVBoxLayout;

namespace cairn::ui {

class ConnectionForm;
class Session;

/// Where am I? The gateway of this window, to start and stop, and those elsewhere, to open, add and test.
class ConnectionsPage final : public Page {
    Q_OBJECT

public:
    explicit ConnectionsPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] PageInfo info() const override;

private:
    void showCards();
    void noteOpen(); ///< whether the gateway that is open is one that nobody saved
    [[nodiscard]] QWidget* unsavedCard();
    [[nodiscard]] QWidget* cardOf(int index);
    [[nodiscard]] QString noteOn(const SavedConnection& saved) const;
    void take(SavedConnection connection);
    void keepOldSecret(SavedConnection& connection, const SavedConnection& before);
    void writeSecret(const SavedConnection& connection);
    void open(const QString& id);
    void forget(int index);
    void save();

    Session& m_session;
    QList<SavedConnection> m_saved;
    QHash<QString, QString> m_problems; // of the keyring, by connection
    int m_edited = -1; // the connection in the form; -1: a new one
    QUrl m_unsaved; // open, and none of these; empty: there is no such
    QWidget* m_home;
    QVBoxLayout* m_cards;
    ConnectionForm* m_form;
};

} // namespace cairn::ui
