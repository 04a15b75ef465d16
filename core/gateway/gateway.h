// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"
#include "core/model/result.h"
#include "core/telemetry/log.h"

#include <QtCore/qobject.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cairn {

/// Why a gateway did not start.
struct StartError {
    enum class Kind {
        Rules, ///< the rule file is wrong: a mistake of whoever starts it
        Listen, ///< an address cannot be listened on
    };
    Kind kind = Kind::Listen;
    std::vector<std::string> lines; ///< one mistake each, in whole
};

/// The whole gateway: engine, rules, routes and listeners. Made, used and destroyed on the thread of the
/// QCoreApplication; it serves on threads of its own. `log` must outlive it.
class Gateway final : public QObject {
    Q_OBJECT

public:
    /// `descriptors` already listen (systemd); they are owned from start() on.
    Gateway(Config config, std::vector<int> descriptors, Log& log, QObject* parent = nullptr);
    ~Gateway() override; ///< stops at once

    /// Reads the rules, binds and serves. To be called once.
    [[nodiscard]] Result<void, StartError> start();
    /// What is bound, as `127.0.0.1:41873`.
    [[nodiscard]] std::vector<std::string> boundAddresses() const;
    using Moved = std::function<void(Result<void, StartError>)>;
    /// Listens at these addresses instead; what the gateway holds stays, and requests in flight are finished where they
    /// came in. On failure it listens where it did, and at no moment nowhere, unless a port is the same as before: two
    /// addresses cannot share one. `moved` comes on the gateway's thread, perhaps at once. One move at a time, of a
    /// gateway that serves, and none while it shuts down.
    void moveTo(const std::vector<std::string>& addresses, Moved moved);
    /// Reads the rules again, soon and on another thread; a bad file changes nothing. Log and metrics tell how it went.
    void reload();
    /// Says in the log how full everything is.
    void logStatus();
    /// Stops accepting, lets requests in flight finish for as long as `--web.shutdown-grace`, then calls `done`. The
    /// gateway is not ready from here on. Only the first call counts.
    void shutdown(std::function<void()> done);

Q_SIGNALS:
    void quitRequested(); ///< by `/-/quit`, once

private:
    struct Rooms;
    std::unique_ptr<Rooms> m_rooms;
};

} // namespace cairn
