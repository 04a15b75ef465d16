// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keyring/secret_store.h"

#include <memory>

namespace cairn::ui {

/// The system's keyring, or what lasts as long as the window in a build without QtKeychain.
[[nodiscard]] std::shared_ptr<SecretStore> systemKeyring();

} // namespace cairn::ui
