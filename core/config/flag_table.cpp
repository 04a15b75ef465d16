// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/flag_table.h"

#include "core/config/checks.h"

#include <array>

namespace cairn {

namespace {

template <auto Member>
auto& top(Config& config)
{
    return config.*Member;
}
template <auto Member>
auto& web(Config& config)
{
    return config.web.*Member;
}
template <auto Member>
auto& push(Config& config)
{
    return config.push.*Member;
}
template <auto Member>
auto& limit(Config& config)
{
    return config.limit.*Member;
}

template <auto Member>
auto& admin(Config& config)
{
    return config.admin.*Member;
}

constexpr std::uint64_t kMilliseconds = 1;
constexpr std::uint64_t kDay = 24 * 60 * 60 * 1000 * kMilliseconds;
constexpr std::uint64_t kGiB = 1024 * 1024 * 1024;
constexpr std::uint64_t kManyConnections = 10'000'000;
constexpr auto kIgnored = Flag::Standing::Ignored;
constexpr auto kRefused = Flag::Standing::Refused;
constexpr auto kAlias = Flag::Standing::Alias;
constexpr std::string_view kNoCluster = "there is no cluster: every instance merges and shows what was pushed to it";
constexpr std::string_view kNoUsers = "users and passwords cannot be checked yet; put a proxy that does in front";
constexpr std::string_view kNoTls = "TLS cannot be served yet; put a proxy that does in front";

// clang-format off
constexpr std::array kFlags{
    Flag{.name = "help", .help = "Show this help and exit. Also -h.", .field = NoField{.boolean = true}},
    Flag{.name = "version", .help = "Show version and build, and exit. Also -V.", .field = NoField{.boolean = true}},
    Flag{.name = "gui", .fallback = "true", .help = "Open the control room; --no-gui runs the gateway alone.", .field = BoolField{top<&Config::gui>}},
    Flag{.name = "connect", .metavar = "<url>", .help = "Open the control room of the gateway at this URL; none is run here, so flags of one are refused. For this computer localhost:9091 will do.", .field = TextField{top<&Config::connect>}, .complaint = checkGatewayUrl},
    Flag{.name = "config.file", .metavar = "<file>", .help = "YAML file with any of these settings by name, also nested at the dots. Environment and flags go before it.", .field = TextField{top<&Config::file>}},
    Flag{.name = "config.check", .help = "Read all settings, print them with their origin, and exit.", .field = NoField{.boolean = true}},
    Flag{.name = "profile", .metavar = "<name>", .fallback = "gravel", .help = "Default clear modes, after the gateway you come from: gravel, zapier, weaveworks, vibe or pushgateway.", .field = TextField{top<&Config::profile>}, .choices = "gravel|zapier|weaveworks|vibe|pushgateway"},
    Flag{.name = "rules.file", .metavar = "<file>", .help = "YAML file with the merge rules; see `cairn check`.", .field = TextField{top<&Config::rulesFile>}},
    Flag{.name = "series.ttl", .metavar = "<duration>", .fallback = "0", .help = "Drop a series this long after its last push, unless a rule says otherwise. 0: never.", .field = DurationField{top<&Config::seriesTtl>}},
    Flag{.name = "storage.path", .metavar = "<dir>", .help = "Directory of the durable state. Only the empty path, memory alone, works yet.", .field = NoField{}, .standing = kRefused, .note = "the durable store is not there yet; leave it out to run in memory, where nothing survives a restart"},

    Flag{.name = "web.listen-address", .metavar = "<address>", .fallback = ":9091", .help = "Where to listen: `:9091`, `127.0.0.1:9091`, `[::1]:9091`, `unix:///run/cairn.sock`. Repeatable.", .field = ListField{web<&WebConfig::listenAddresses>}, .complaint = checkAddress},
    Flag{.name = "web.systemd-socket", .fallback = "false", .help = "Listen on the sockets handed over by systemd instead of addresses.", .field = BoolField{web<&WebConfig::systemdSocket>}},
    Flag{.name = "web.threads", .metavar = "<n>", .fallback = "0", .help = "Listener threads. 0: one per core.", .field = CountField{web<&WebConfig::threads>}, .most = 1024},
    Flag{.name = "web.telemetry-path", .metavar = "<path>", .fallback = "/metrics", .help = "Where pushed metrics are shown. Pushes always go to /metrics.", .field = TextField{web<&WebConfig::telemetryPath>}, .complaint = checkPath},
    Flag{.name = "web.self-metrics-path", .metavar = "<path>", .fallback = "/-/metrics", .help = "Where the gateway's own metrics are.", .field = TextField{web<&WebConfig::selfMetricsPath>}, .complaint = checkPath},
    Flag{.name = "web.external-url", .metavar = "<url>", .help = "The URL under which a proxy shows the gateway to the world.", .field = TextField{web<&WebConfig::externalUrl>}, .complaint = checkUrl},
    Flag{.name = "web.route-prefix", .metavar = "<path>", .help = "Prefix of all routes; by default the path of --web.external-url. `/`: none.", .field = TextField{web<&WebConfig::routePrefix>}, .complaint = checkPath},
    Flag{.name = "web.enable-lifecycle", .fallback = "false", .help = "Allow reload and shutdown by HTTP: /-/reload, /-/quit.", .field = BoolField{web<&WebConfig::enableLifecycle>}},
    Flag{.name = "web.enable-admin-api", .fallback = "false", .help = "Open the administration API to everybody who can connect.", .field = BoolField{web<&WebConfig::enableAdminApi>}},
    Flag{.name = "web.cors.origins", .metavar = "<origin>", .help = "Origins whose browser pages may push: `https://shop.example`, or `*`. Repeatable.", .field = ListField{web<&WebConfig::corsOrigins>}, .complaint = checkOrigin},
    Flag{.name = "web.cors.origin", .metavar = "<regex>", .help = "The same as one regular expression (RE2, anchored at both ends).", .field = TextField{web<&WebConfig::corsOriginRegex>}, .complaint = checkRegex},
    Flag{.name = "web.allowed-hosts", .metavar = "<host>", .help = "Host names, besides addresses and localhost, by which a loopback gateway may be called; `*`: any. Repeatable.", .field = ListField{web<&WebConfig::allowedHosts>}, .complaint = checkHost},
    Flag{.name = "web.max-connections", .metavar = "<n>", .fallback = "0", .help = "Open connections in all. 0: what the descriptor limit allows.", .field = CountField{web<&WebConfig::maxConnections>}, .most = kManyConnections},
    Flag{.name = "web.max-connections-per-address", .metavar = "<n>", .fallback = "0", .help = "Open connections of one address. 0: no limit.", .field = CountField{web<&WebConfig::maxConnectionsPerAddress>}, .most = kManyConnections},
    Flag{.name = "web.max-request-line-bytes", .metavar = "<size>", .fallback = "8KiB", .help = "Size of a request line.", .field = SizeField{web<&WebConfig::maxRequestLineBytes>}, .least = 256, .most = 1024 * 1024},
    Flag{.name = "web.max-header-bytes", .metavar = "<size>", .fallback = "16KiB", .help = "Size of a request's header.", .field = SizeField{web<&WebConfig::maxHeaderBytes>}, .least = 1024, .most = 16 * 1024 * 1024},
    Flag{.name = "web.max-header-fields", .metavar = "<n>", .fallback = "64", .help = "Fields in a request's header.", .field = CountField{web<&WebConfig::maxHeaderFields>}, .least = 8, .most = 10'000},
    Flag{.name = "web.header-timeout", .metavar = "<duration>", .fallback = "10s", .help = "From a request's first moment to the end of its header.", .field = DurationField{web<&WebConfig::headerTimeout>}, .least = 10, .most = kDay},
    Flag{.name = "web.read-timeout", .metavar = "<duration>", .fallback = "30s", .help = "For a whole request.", .field = DurationField{web<&WebConfig::readTimeout>}, .least = 10, .most = kDay},
    Flag{.name = "web.write-timeout", .metavar = "<duration>", .fallback = "30s", .help = "Without any progress of an answer.", .field = DurationField{web<&WebConfig::writeTimeout>}, .least = 10, .most = kDay},
    Flag{.name = "web.idle-timeout", .metavar = "<duration>", .fallback = "60s", .help = "Of a connection between requests.", .field = DurationField{web<&WebConfig::idleTimeout>}, .least = 10, .most = kDay},
    Flag{.name = "web.shutdown-grace", .metavar = "<duration>", .fallback = "10s", .help = "For requests in flight at shutdown.", .field = DurationField{web<&WebConfig::shutdownGrace>}, .most = kDay},

    Flag{.name = "push.max-body-bytes", .metavar = "<size>", .fallback = "16MiB", .help = "Size of a push as it is sent.", .field = SizeField{push<&PushConfig::maxBodyBytes>}, .least = 1, .most = 64 * kGiB},
    Flag{.name = "push.max-inflated-bytes", .metavar = "<size>", .fallback = "64MiB", .help = "Size of a push after inflation.", .field = SizeField{push<&PushConfig::maxInflatedBytes>}, .least = 1, .most = 64 * kGiB},
    Flag{.name = "push.timestamps", .metavar = "<what>", .fallback = "reject", .help = "What to do with a sample that has a timestamp: reject the push, or ignore the timestamp.", .field = TextField{push<&PushConfig::timestamps>}, .choices = "reject|ignore"},
    Flag{.name = "push.require-job", .fallback = "false", .help = "Refuse pushes whose path names no job.", .field = BoolField{push<&PushConfig::requireJob>}},

    Flag{.name = "limit.label-name-bytes", .metavar = "<size>", .fallback = "1KiB", .help = "Length of a label name or metric name.", .field = SizeField{limit<&LimitConfig::labelNameBytes>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.label-value-bytes", .metavar = "<size>", .fallback = "4KiB", .help = "Length of a label value.", .field = SizeField{limit<&LimitConfig::labelValueBytes>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.help-bytes", .metavar = "<size>", .fallback = "4KiB", .help = "Length of a HELP text.", .field = SizeField{limit<&LimitConfig::helpBytes>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.labels-per-series", .metavar = "<n>", .fallback = "64", .help = "Labels of one series.", .field = CountField{limit<&LimitConfig::labelsPerSeries>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.buckets-per-histogram", .metavar = "<n>", .fallback = "1000", .help = "Buckets of one histogram, quantiles of one summary.", .field = CountField{limit<&LimitConfig::bucketsPerHistogram>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.series-per-push", .metavar = "<n>", .fallback = "2000000", .help = "Series in one push.", .field = CountField{limit<&LimitConfig::seriesPerPush>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.series-per-group", .metavar = "<n>", .fallback = "2000000", .help = "Series of one group, that is of one push path.", .field = CountField{limit<&LimitConfig::seriesPerGroup>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.series-per-family", .metavar = "<n>", .fallback = "2000000", .help = "Series of one family.", .field = CountField{limit<&LimitConfig::seriesPerFamily>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.series", .metavar = "<n>", .fallback = "5000000", .help = "Series in all.", .field = CountField{limit<&LimitConfig::series>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.families", .metavar = "<n>", .fallback = "100000", .help = "Families in all.", .field = CountField{limit<&LimitConfig::families>}, .zeroIsNoLimit = true},
    Flag{.name = "limit.window-memory-bytes", .metavar = "<size>", .fallback = "256MiB", .help = "Memory of windows, quantile sketches and baselines. Limits of 0: none.", .field = SizeField{limit<&LimitConfig::windowMemoryBytes>}, .zeroIsNoLimit = true},

    Flag{.name = "admin.undo-window", .metavar = "<duration>", .fallback = "10m", .help = "How long a reset can be undone; what it took is kept in memory until then.", .field = DurationField{admin<&AdminConfig::undoWindow>}},
    Flag{.name = "log.level", .metavar = "<level>", .fallback = "info", .help = "debug, info, warn or error.", .field = TextField{+[](Config& c) -> std::string& { return c.log.level; }}, .choices = "debug|info|warn|error"},
    Flag{.name = "log.format", .metavar = "<format>", .fallback = "logfmt", .help = "logfmt or json.", .field = TextField{+[](Config& c) -> std::string& { return c.log.format; }}, .choices = "logfmt|json"},

    // Pushgateway
    Flag{.name = "web.config.file", .metavar = "<file>", .help = "TLS and users in the exporter-toolkit's format.", .standing = kRefused, .note = "TLS and users are not there yet; put a proxy that has them in front"},
    Flag{.name = "auth.file", .metavar = "<file>", .help = "Tokens and rights.", .standing = kRefused, .note = kNoUsers},
    Flag{.name = "persistence.file", .metavar = "<file>", .help = "Pushgateway's state.", .standing = kIgnored, .note = "nothing is read from it or written to it, and nothing survives a restart; its format is that of Pushgateway alone"},
    Flag{.name = "persistence.interval", .metavar = "<duration>", .help = "Pushgateway's save interval.", .standing = kIgnored, .note = "there is no file to save to"},
    Flag{.name = "push.disable-consistency-check", .help = "Pushgateway's check.", .field = NoField{.boolean = true}, .standing = kIgnored, .note = "the check is always on; it costs the same however much is stored"},
    Flag{.name = "push.enable-utf8-names", .help = "Names in any UTF-8.", .field = NoField{.boolean = true}, .standing = kIgnored, .note = "names outside [a-zA-Z0-9_:] are not accepted yet"},
    // zapier/prom-aggregation-gateway
    Flag{.name = "apiListen", .metavar = "<address>", .help = "--web.listen-address", .field = NoField{.repeatable = true}, .standing = kAlias, .aliasOf = "web.listen-address", .environment = "PAG_APILISTEN"},
    Flag{.name = "lifecycleListen", .metavar = "<address>", .help = "One address more to listen on:", .field = TextField{web<&WebConfig::lifecycleAddress>}, .complaint = checkAddress, .hidden = true, .note = "every route is on every address; own metrics are at --web.self-metrics-path", .environment = "PAG_LIFECYCLELISTEN"},
    Flag{.name = "cors", .metavar = "<origin>", .help = "--web.cors.origins", .field = NoField{.repeatable = true}, .standing = kAlias, .aliasOf = "web.cors.origins", .environment = "PAG_CORS"},
    Flag{.name = "AuthUsers", .metavar = "<users>", .help = "Users and passwords.", .field = NoField{.repeatable = true}, .standing = kRefused, .note = kNoUsers, .environment = "PAG_AUTHUSERS"},
    // weaveworks/prom-aggregation-gateway and its fork of vibe-ad: also with one dash
    Flag{.name = "listen", .metavar = "<address>", .help = "--web.listen-address", .field = NoField{.repeatable = true}, .standing = kAlias, .aliasOf = "web.listen-address"},
    Flag{.name = "push-path", .metavar = "<path>", .help = "Path of pushes.", .standing = kIgnored, .note = "pushes go to /metrics and every path below it"},
    // Gravel Gateway
    Flag{.name = "l", .metavar = "<address>", .help = "--web.listen-address", .field = NoField{.repeatable = true}, .standing = kAlias, .aliasOf = "web.listen-address"},
    Flag{.name = "basic-auth-file", .metavar = "<file>", .help = "Password hashes.", .standing = kRefused, .note = kNoUsers},
    Flag{.name = "tls-cert", .metavar = "<file>", .help = "Certificate.", .standing = kRefused, .note = kNoTls},
    Flag{.name = "tls-key", .metavar = "<file>", .help = "Private key.", .standing = kRefused, .note = kNoTls},
    Flag{.name = "cluster-enabled", .help = "Cluster.", .field = NoField{.boolean = true}, .standing = kIgnored, .note = kNoCluster},
    Flag{.name = "peer", .metavar = "<url>", .help = "Peer.", .field = NoField{.repeatable = true}, .standing = kIgnored, .note = kNoCluster},
    Flag{.name = "peers-file", .metavar = "<file>", .help = "Peers.", .standing = kIgnored, .note = kNoCluster},
    Flag{.name = "peers-srv", .metavar = "<name>", .help = "Peers.", .standing = kIgnored, .note = kNoCluster},
};
// clang-format on

} // namespace

FlagTable gatewayFlags()
{
    return kFlags;
}

} // namespace cairn
