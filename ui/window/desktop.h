// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSystemTrayIcon>

#include <functional>

namespace cairn::ui {

/// What the window finds on the desktop around it; tests give their own.
struct Desktop {
    std::function<bool()> hasTray = &QSystemTrayIcon::isSystemTrayAvailable;
};

} // namespace cairn::ui
