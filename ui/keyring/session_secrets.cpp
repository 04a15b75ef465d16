// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keyring/session_secrets.h"

#include <QTimer>

namespace cairn::ui {

void SessionSecrets::read(const QString& key, QObject* context, Read heard)
{
    QTimer::singleShot(0, context, [heard = std::move(heard), secret = m_secrets.value(key)] { heard(secret, {}); });
}

void SessionSecrets::write(const QString& key, const QByteArray& secret, QObject* context, Done done)
{
    m_secrets.insert(key, secret);
    QTimer::singleShot(0, context, [done = std::move(done)] { done({}); });
}

} // namespace cairn::ui
