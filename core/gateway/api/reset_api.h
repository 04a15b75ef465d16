// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/gateway/api/api_route.h"
#include "core/gateway/api/audit_log.h"
#include "core/gateway/api/change_feed.h"
#include "core/gateway/api/inventory.h"

#include <deque>
#include <map>

namespace cairn {

/// Takes series away, and brings them back for a while. Used on the API's thread, but for rest().
class ResetApi {
public:
    struct Uses {
        Engine& engine;
        InventoryKeeper& inventories;
        AuditLog& audit;
        ChangeFeed& changes;
        std::chrono::milliseconds undoWindow;
        MonotonicClock now;
        WallClock wall;
    };
    explicit ResetApi(Uses uses) : m_uses(std::move(uses)) { }

    [[nodiscard]] ApiAnswer reset(ApiRequest& request);
    [[nodiscard]] ApiAnswer list(ApiRequest& request);
    /// `/resets/<id>/undo`
    [[nodiscard]] ApiAnswer undo(ApiRequest& request);
    /// Lets go of what cannot be undone any more.
    void rest();

    /// Series that all resets together keep for their undo.
    static constexpr std::size_t kMostKept = 1'000'000;

private:
    enum class State : std::uint8_t { Undoable, Undone, Expired, Dropped };
    struct Undone {
        double time = 0;
        std::string from;
        std::size_t returned = 0;
    };
    struct Reset {
        std::uint64_t id = 0;
        Instant at{0};
        double time = 0;
        std::string from;
        Removal what;
        std::size_t series = 0;
        std::size_t families = 0;
        State state = State::Undoable;
        RemovedSet removed;
        std::optional<Undone> undone;
    };
    [[nodiscard]] static std::string_view toString(State state) noexcept;
    [[nodiscard]] ApiAnswer wouldReset(const Removal& what) const;
    std::uint64_t keep(Reset reset);
    void restLocked();
    void writeReset(JsonWriter& json, const Reset& reset) const;
    void writeUntil(JsonWriter& json, const Reset* reset) const;

    Uses m_uses;
    std::mutex m_mutex; ///< guards the following
    std::deque<Reset> m_resets; ///< newest first
    std::uint64_t m_last = 0;
};

} // namespace cairn
