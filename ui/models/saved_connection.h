// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

class QSettings;

namespace cairn::ui {

/// A gateway elsewhere, as the window remembers it. The token is not stored: it lives as long as the window.
struct SavedConnection {
    QString name;
    QUrl url;
    bool isProduction = false; ///< the window gets a coloured edge
    QByteArray token;
    bool operator==(const SavedConnection&) const = default;
};

[[nodiscard]] QList<SavedConnection> readConnections(QSettings& settings);
void writeConnections(QSettings& settings, const QList<SavedConnection>& connections);

/// The URL that somebody means by `gw.example`, `gw.example:8080/prefix`, `https://gw.example`; empty where none is
/// meant.
[[nodiscard]] QUrl urlFromAddress(const QString& address);

} // namespace cairn::ui
