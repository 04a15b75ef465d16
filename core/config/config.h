// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Where a setting's value comes from; a stronger origin hides the weaker ones as a whole.
enum class Origin : std::uint8_t { Default, File, Environment, Flag };
[[nodiscard]] std::string_view toString(Origin origin) noexcept; ///< "default", "file", "environment", "flag"

/// One effective setting as it is shown: in the log at start, by `--config.check`, in the status.
struct Setting {
    std::string name; ///< of its flag, without dashes: `web.listen-address`
    std::string value; ///< as it was written; lists joined by commas
    Origin origin = Origin::Default;
    std::string
        where; ///< `--web.read-timeout`, `CAIRN_WEB_READ_TIMEOUT`, `/etc/cairn/cairn.yml:3:5`; empty for a default
    bool operator==(const Setting&) const = default;
};

struct WebConfig {
    std::vector<std::string> listenAddresses; ///< checked; empty with systemdSocket
    std::string lifecycleAddress; ///< one more of them, by a start line for another gateway; may be empty
    bool systemdSocket = false; ///< listen on the sockets that systemd hands over instead
    std::uint64_t threads = 0; ///< 0: one per core
    std::string telemetryPath; ///< where pushed metrics are shown
    std::string selfMetricsPath; ///< where Cairn's own are
    std::string externalUrl; ///< without a final slash; may be empty
    std::string routePrefix; ///< empty, or `/like/this`
    bool enableLifecycle = false;
    bool enableAdminApi = false;
    std::vector<std::string> corsOrigins; ///< `https://a.example`, or `*`
    std::string corsOriginRegex; ///< RE2, to be anchored at both ends; empty: none
    std::vector<std::string> allowedHosts; ///< or `*`
    std::uint64_t maxRequestLineBytes = 0;
    std::uint64_t maxHeaderBytes = 0;
    std::uint64_t maxHeaderFields = 0;
    std::chrono::milliseconds headerTimeout{0};
    std::chrono::milliseconds readTimeout{0}; ///< of a whole request
    std::chrono::milliseconds writeTimeout{0}; ///< without progress of the answer
    std::chrono::milliseconds idleTimeout{0};
    std::uint64_t maxConnections = 0; ///< 0: what the descriptor limit allows
    std::uint64_t maxConnectionsPerAddress = 0; ///< 0: no limit
    std::chrono::milliseconds shutdownGrace{0};
};

struct PushConfig {
    std::uint64_t maxBodyBytes = 0; ///< as sent
    std::uint64_t maxInflatedBytes = 0; ///< after inflation
    std::string timestamps; ///< `reject` or `ignore`
    bool requireJob = false;
};

/// What senders may make the gateway hold. "No limit" is the largest number, so that a comparison is all it takes.
struct LimitConfig {
    std::uint64_t labelNameBytes = 0; ///< and metric names
    std::uint64_t labelValueBytes = 0;
    std::uint64_t helpBytes = 0;
    std::uint64_t labelsPerSeries = 0;
    std::uint64_t bucketsPerHistogram = 0;
    std::uint64_t seriesPerPush = 0;
    std::uint64_t seriesPerGroup = 0;
    std::uint64_t seriesPerFamily = 0;
    std::uint64_t series = 0;
    std::uint64_t families = 0;
    std::uint64_t windowMemoryBytes = 0; ///< windows, sketches and baselines together
};

struct AdminConfig {
    std::chrono::milliseconds undoWindow{0}; ///< how long a reset can be undone
};

struct LogConfig {
    std::string level; ///< `debug`, `info`, `warn`, `error`
    std::string format; ///< `logfmt`, `json`
};

/// Everything that can be set, read once at start. An ordinary value; made by readConfig().
struct Config {
    enum class Action : std::uint8_t { Run, Help, Version, Check };
    Action action = Action::Run; ///< what the command line asks for; with Help and Version nothing else is read
    bool gui = true;
    std::string connect; ///< URL of the gateway that the window shows instead of one of its own; may be empty
    std::string file; ///< of `--config.file`; may be empty
    std::string profile; ///< `gravel`, `zapier`, `weaveworks`, `vibe`, `pushgateway`
    std::string rulesFile; ///< may be empty
    std::chrono::milliseconds seriesTtl{0}; ///< 0: never
    WebConfig web;
    PushConfig push;
    LimitConfig limit;
    AdminConfig admin;
    LogConfig log;

    std::vector<Setting> settings; ///< every setting by its flag, in the order of `--help`
    std::vector<std::string> warnings; ///< lines for the log at start
};

} // namespace cairn
