// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway_control.h"

#include <QUrl>

#include <functional>

namespace cairn::app {

/// What the window is opened on.
struct WindowOrders {
    GatewayControl* gateway = nullptr; ///< of this process; outlives the window; null: none
    QUrl remote; ///< a gateway elsewhere to begin with; empty: the one of this process
    std::function<void()> quit; ///< somebody closed the window for good: end the process
};

/// What the window's library gives the program: an application with Widgets, and one window. It is a library of its
/// own, loaded only when a window is wanted, so that a gateway alone loads no Widgets, and runs where they are not
/// installed.
class WindowModule {
public:
    virtual ~WindowModule() = default; ///< of the application, too
    virtual void open(const WindowOrders& orders) = 0;
    virtual void close() = 0; ///< the window is gone, and heeds no gateway any more; the application stays
};

/// The library's two functions. It belongs to a program of the same version, and is asked for that first.
using WindowVersion = const char* (*)();
using MakeWindow = WindowModule* (*)(int& argc, char** argv); ///< makes the QApplication; the caller owns the result
inline constexpr auto kWindowVersion = "cairn_window_version";
inline constexpr auto kMakeWindow = "cairn_make_window";

} // namespace cairn::app
