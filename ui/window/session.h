// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_client.h"
#include "ui/client/change_watch.h"
#include "ui/client/connection.h"
#include "ui/keyring/secret_store.h"
#include "ui/models/saved_connection.h"
#include "ui/widgets/notice_bar.h"

#include <QObject>

#include <memory>

namespace cairn::ui {

class LocalGateway;

/// What an undo bar offers. `seconds` are left; the reset's id is what the API undoes.
struct UndoOffer {
    qint64 resetId = 0;
    QString text; ///< `840 series of http_requests_total reset.`
    int seconds = 0;
};

/// What somebody wants to reset, as conditions of the API's `/reset`: `family`, `match[]`, `group`.
struct ResetProposal {
    QString text; ///< `http_requests_total`, `3 families`
    QList<std::pair<QString, QString>> conditions;
};

/// What all pages share: the client, how it stands with the gateway, and what they ask of the frame. One per window.
class Session final : public QObject {
    Q_OBJECT

public:
    /// `local` is the gateway of this process; it outlives the session and may be null. Without `secrets`, tokens and
    /// passwords are kept as long as the session.
    explicit Session(
        LocalGateway* local = nullptr, std::shared_ptr<SecretStore> secrets = nullptr, QObject* parent = nullptr);

    [[nodiscard]] ApiClient& client() { return m_client; }
    [[nodiscard]] Connection& connection() { return m_connection; }
    [[nodiscard]] const Connection& connection() const { return m_connection; }

    [[nodiscard]] LocalGateway* local() const { return m_local; }
    [[nodiscard]] SecretStore& secrets() { return *m_secrets; }

    void goHome() { emit homeAsked(); } ///< to the gateway of this process
    void goTo(const SavedConnection& connection) { emit connectionAsked(connection); }
    /// What is remembered of a connection is another now; whoever is there shows it.
    void tellEdited(const SavedConnection& connection) { emit connectionEdited(connection); }
    void openPage(const QString& id, const QString& what = {}) { emit pageAsked(id, what); }
    void offerUndo(const UndoOffer& offer) { emit undoOffered(offer); }
    /// Opens the rules with a new one, in the API's words (`match`, `mode`, `per`); nothing is saved.
    void proposeRule(const QJsonObject& rule);
    void proposeReset(const ResetProposal& proposal) { emit resetProposed(proposal); } ///< shown before it is done
    void undoReset(qint64 id) { emit undoAsked(id); }
    void notify(const Notice& notice) { emit noticed(notice); } ///< at the bottom, until it is closed
    void announce(const QString& text) { emit announced(text); } ///< in the status bar, for a few seconds

Q_SIGNALS:
    void homeAsked();
    void connectionAsked(const cairn::ui::SavedConnection& connection);
    void connectionEdited(const cairn::ui::SavedConnection& connection);
    void pageAsked(const QString& id, const QString& what);
    void undoOffered(const cairn::ui::UndoOffer& offer);
    void resetProposed(const cairn::ui::ResetProposal& proposal);
    void undoAsked(qint64 resetId);
    void resetDone(); ///< something was reset: lists are to be asked for anew
    void noticed(const cairn::ui::Notice& notice);
    void announced(const QString& text);

private:
    LocalGateway* m_local;
    std::shared_ptr<SecretStore> m_secrets;
    ApiClient m_client;
    Connection m_connection{m_client};
    ChangeWatch m_changes{m_client, m_connection};
};

} // namespace cairn::ui
