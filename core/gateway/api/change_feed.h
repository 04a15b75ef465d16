// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine_options.h"
#include "core/gateway/push/push_face.h"
#include "core/gateway/push/push_route.h"
#include "core/http/responder.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// What may change; the names are those of the description.
enum class ChangeKind : std::uint8_t { Pushes, Scrape, Families, Rules, Reset, Undo, Wipe, Hint };
inline constexpr int kChangeKinds = 8;
[[nodiscard]] std::string_view toString(ChangeKind kind) noexcept;

/// The latest changes, and those who wait for the next one. A reader that is slow, or gone, holds up nobody: changes
/// are forgotten, and it is told how many. Safe from any thread.
class ChangeFeed {
public:
    /// What somebody waits for.
    struct Ask {
        std::optional<std::uint64_t> since; ///< nothing: only where to begin
        std::uint32_t kinds = ~0u; ///< a bit for each
        std::chrono::milliseconds timeout{0};
    };
    ChangeFeed(MonotonicClock now, WallClock wall);

    /// To be set before the first use: called before somebody is answered, to publish what was left for later.
    std::function<void()> onAsked;
    /// Whether somebody waits for changes of that kind: who would publish too much may leave it until then.
    [[nodiscard]] bool isAwaited(ChangeKind kind) const noexcept
    {
        return (m_awaited.load(std::memory_order_relaxed) >> static_cast<unsigned>(kind) & 1u) != 0;
    }
    /// `members` is JSON: `"id":3`.
    void publish(ChangeKind kind, std::string members);
    /// Answers now or later.
    void answer(const Ask& ask, http::Responder responder);
    /// Answers whose time is over; to be called now and then.
    void tick();
    /// Answers all who wait, and lets nobody wait from here on: the gateway is about to end.
    void close();

private:
    struct Change {
        std::uint64_t sequence = 0;
        double time = 0;
        ChangeKind kind = ChangeKind::Pushes;
        std::string members;
    };
    struct Waiting {
        Ask ask;
        Instant deadline;
        http::Responder responder;
    };
    struct Ready {
        http::Responder responder;
        http::Response response;
    };
    [[nodiscard]] bool hasNews(const Ask& ask) const;
    [[nodiscard]] http::Response responseTo(const Ask& ask) const;
    template <typename Predicate>
    [[nodiscard]] std::vector<Ready> takeReady(Predicate&& isReady);
    void noteAwaited();

    const MonotonicClock m_now;
    const WallClock m_wall;
    const double m_startTime;
    std::mutex m_mutex; ///< guards the following
    std::deque<Change> m_changes;
    std::uint64_t m_sequence = 0;
    std::vector<Waiting> m_waiting;
    bool m_isClosed = false;
    std::atomic<std::uint32_t> m_awaited{0}; ///< kinds that somebody waits for; written under the lock
};

} // namespace cairn
