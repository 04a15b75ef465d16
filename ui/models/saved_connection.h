// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/environment.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

class QSettings;

namespace cairn::ui {

/// A gateway elsewhere, as the window remembers it. Its secret is a matter of the keyring: settings tell only whether
/// there is one.
struct SavedConnection {
    QString id; ///< names its secret in the keyring, for good
    QString name;
    QUrl url;
    QString environment; ///< `production`, `staging`, or a word of somebody's own; empty: none
    MarkColor color = MarkColor::None;
    QString user; ///< the secret is this user's password; empty: it is a bearer token
    bool hasSecret = false; ///< the keyring has it, under the id
    QByteArray secret; ///< as far as known; never stored in settings
    [[nodiscard]] Place place() const { return {name, environment, color}; }
    bool operator==(const SavedConnection&) const = default;
};

[[nodiscard]] QList<SavedConnection> readConnections(QSettings& settings);
void writeConnections(QSettings& settings, const QList<SavedConnection>& connections);

/// The URL that somebody means by `gw.example`, `gw.example:8080/prefix`, `https://gw.example`; empty where none is
/// meant.
[[nodiscard]] QUrl urlFromAddress(const QString& address);

[[nodiscard]] bool isSamePlace(const QUrl& one, const QUrl& other); ///< a slash at the end makes no other

} // namespace cairn::ui
