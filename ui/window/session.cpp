// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/session.h"

#include "ui/keyring/session_secrets.h"

#include <QJsonDocument>

namespace cairn::ui {

Session::Session(LocalGateway* local, std::shared_ptr<SecretStore> secrets, QObject* parent)
    : QObject(parent)
    , m_local(local)
    , m_secrets(secrets != nullptr ? std::move(secrets) : std::make_shared<SessionSecrets>())
{
}

void Session::proposeRule(const QJsonObject& rule)
{
    openPage(QStringLiteral("rules"), QString::fromUtf8(QJsonDocument(rule).toJson(QJsonDocument::Compact)));
}

} // namespace cairn::ui
