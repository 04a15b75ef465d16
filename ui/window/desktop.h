// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keyring/secret_store.h"

#include <QSystemTrayIcon>

#include <functional>
#include <memory>

namespace cairn::ui {

/// What the window finds on the desktop around it; tests give their own.
struct Desktop {
    std::function<bool()> hasTray = &QSystemTrayIcon::isSystemTrayAvailable;
    std::shared_ptr<SecretStore> secrets = nullptr; ///< null: the system's keyring
};

} // namespace cairn::ui
