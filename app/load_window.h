// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "app/window_module.h"
#include "core/model/result.h"

#include <memory>
#include <string>

namespace cairn::app {

/// Loads the window's library, from beside the program or where it was installed to, and makes the application. The
/// error says why not, in a sentence without its end.
[[nodiscard]] Result<std::unique_ptr<WindowModule>, std::string> loadWindow(Process process);

} // namespace cairn::app
