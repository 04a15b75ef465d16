// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/aggregation/push_error.h"
#include "core/http/observer.h"
#include "core/telemetry/registry.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

/// What a request was for: the values of the label `handler`.
enum class HandlerName : std::uint8_t {
    Push,
    Delete,
    Scrape,
    SelfMetrics,
    Health,
    Lifecycle,
    Landing,
    Api,
    Admin,
    Other,
    None
};
inline constexpr int kHandlers = 11; ///< None: no request line was read
[[nodiscard]] std::string_view toString(HandlerName handler) noexcept;

/// Refusals of a push that the engine never saw. With those of the engine they are the values of `reason`.
enum class EarlyRefusal : std::uint8_t {
    Path,
    Query,
    Origin,
    Coding,
    ContentType,
    Size,
    Memory,
    Host,
    Framing,
    Timeout,
    Busy,
};
inline constexpr int kEarlyRefusals = 11;
[[nodiscard]] std::string_view toString(EarlyRefusal refusal) noexcept;

/// The gateway's own numbers. Counting is lock-free; everything that has a known set of label values exists from the
/// start with 0.
class SelfMetrics {
public:
    SelfMetrics();

    void countRefusal(Refusal reason) { m_refusals[static_cast<std::size_t>(reason)]->add(); }
    void countRefusal(EarlyRefusal reason) { m_refusals[kRefusals + static_cast<std::size_t>(reason)]->add(); }
    void countPush(const PushSummary& summary);
    /// What the router refuses by itself (Host, Origin, Busy), pushes also among those refused.
    void countTurnedAway(HandlerName handler, EarlyRefusal reason);
    /// `method` is empty, and `handler` None, where no request line was read; `bodyBytes` nothing where no body was.
    void countRequest(HandlerName handler, std::string_view method, int status, std::optional<std::uint64_t> bodyBytes,
        double seconds);
    void countEvent(http::Observer::Event event) { m_events[static_cast<std::size_t>(event)]->add(); }
    /// Names that a scrape showed in another form than was asked for, since two would have been one.
    void countNameClashes(std::uint64_t names) { m_nameClashes.add(names); }
    /// How reading the rule file went; `unixSeconds` is when.
    void setReload(bool successful, double unixSeconds);
    /// Shows the engine's numbers and its limits; it must outlive the last rendering.
    void watch(const Engine& engine, const StoreLimits& limits);

    /// What pushes came to so far.
    struct PushTotals {
        std::uint64_t pushes = 0;
        std::uint64_t samples = 0;
        std::uint64_t created = 0;
        std::uint64_t dropped = 0;
        std::vector<std::pair<std::string_view, std::uint64_t>> refusals; ///< by reason; all that there are
    };
    [[nodiscard]] PushTotals pushTotals() const;

    [[nodiscard]] Registry& registry() noexcept { return m_registry; }
    [[nodiscard]] const Registry& registry() const noexcept { return m_registry; }
    [[nodiscard]] std::string render() const { return m_registry.render(); }

private:
    Counter& requests(HandlerName handler, std::size_t method, std::size_t code);
    void expectRequests();

    static constexpr std::size_t kMethods = 10;
    static constexpr std::size_t kCodes = 23;
    Registry m_registry;
    std::vector<Counter*> m_refusals;
    std::vector<Counter*> m_turnedAway;
    std::vector<Counter*> m_events;
    Counter& m_pushes;
    Counter& m_samples;
    Counter& m_created;
    Counter& m_dropped;
    Counter& m_droppedExemplars;
    Counter& m_nameClashes;
    Gauge& m_reloadSuccessful;
    Gauge& m_reloadTime;
    std::array<Histogram*, kHandlers> m_durations{};
    Histogram& m_pushBytes;
    std::vector<std::atomic<Counter*>> m_requests; ///< made when first counted: most combinations never come
};

} // namespace cairn
