// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keyring/keyring.h"

#include "ui/keyring/session_secrets.h"

namespace cairn::ui {

std::shared_ptr<SecretStore> systemKeyring()
{
    return std::make_shared<SessionSecrets>();
}

} // namespace cairn::ui
