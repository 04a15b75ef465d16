// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keyring/secret_store.h"

#include <QHash>

namespace cairn::ui {

/// Keeps secrets as long as it lives, in memory alone.
class SessionSecrets final : public SecretStore {
public:
    [[nodiscard]] bool isLasting() const override { return false; }
    void read(const QString& key, QObject* context, Read heard) override;
    void write(const QString& key, const QByteArray& secret, QObject* context, Done done) override;
    void forget(const QString& key) override { m_secrets.remove(key); }

private:
    QHash<QString, QByteArray> m_secrets;
};

} // namespace cairn::ui
