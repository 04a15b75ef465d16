// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <functional>

namespace cairn::app {

/// The gateway of this process, as far as the window's library may command it. Plain, without signals: so the library
/// needs nothing of the program's, and there is one gateway and one core in the process.
class GatewayControl {
public:
    virtual ~GatewayControl() = default;

    [[nodiscard]] virtual bool isRunning() const = 0;
    [[nodiscard]] virtual QUrl
    url() const = 0; ///< where it answers, with its route prefix; empty while it does not run
    [[nodiscard]] virtual QString address() const = 0; ///< to listen on, or listened on: `127.0.0.1:9091`
    [[nodiscard]] virtual QString
    complaint() const = 0; ///< why it does not run, or did not move; empty where all is as wanted

    virtual void start(const QString& address) = 0; ///< answers at once: see isRunning() and complaint()
    /// Listens there instead, with all that it holds; where it cannot, it stays: see address() and complaint() then.
    virtual void moveTo(const QString& address) = 0;
    virtual void stop() = 0; ///< lets requests in flight finish, then says so

    /// Calls `said` whenever it runs, has stopped, or could not start; one listener at a time, `{}` for none.
    virtual void onChanged(std::function<void()> said) = 0;
};

} // namespace cairn::app
