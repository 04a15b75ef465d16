// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/gateway/api/family_rates.h"
#include "core/gateway/api/mode_answer.h"
#include "core/gateway/push/push_face.h"
#include "core/gateway/push/push_route.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// How many series of a family have a mode, for a reason.
struct ModeCount {
    ModeAnswer answer;
    std::uint64_t series = 0;
};

/// A family, or those of its series that were asked for, at a glance.
struct FamilyTotals {
    std::size_t index = 0; ///< in the snapshot
    std::uint64_t series = 0;
    std::uint32_t groups = 0;
    std::optional<double> value; ///< sum of numbers
    std::optional<double> count; ///< observations of compounds
    std::uint32_t lastPush = 0;
    std::vector<ModeCount> modes; ///< most series first
    std::optional<double> rate;
};

/// All series as of one instant with what is known of them beside their values. Immutable; looked at by one thread at a
/// time.
class Inventory {
public:
    Inventory(Snapshot snapshot, SeriesFacts facts, Profile profile, double asOf, Instant taken);

    [[nodiscard]] const Snapshot& snapshot() const noexcept { return m_snapshot; }
    [[nodiscard]] const SeriesFacts& facts() const noexcept { return m_facts; }
    /// At its end: their memory serves the next.
    [[nodiscard]] SeriesFacts takeFacts() && { return std::move(m_facts); }
    [[nodiscard]] const RuleSet& rules() const noexcept { return *m_facts.rules; }
    [[nodiscard]] double asOf() const noexcept { return m_asOf; }
    [[nodiscard]] Instant taken() const noexcept { return m_taken; }
    /// Unix seconds of a second of the engine's clock.
    [[nodiscard]] double wall(std::uint32_t second) const noexcept;
    /// Whole seconds.
    [[nodiscard]] double age(std::uint32_t second) const noexcept;

    /// All families with at least one series, by name.
    [[nodiscard]] const std::vector<FamilyTotals>& families() const noexcept { return m_families; }
    [[nodiscard]] std::vector<FamilyTotals>& families() noexcept { return m_families; }
    /// Null: none of that name.
    [[nodiscard]] const FamilyTotals* find(std::string_view name) const;
    /// Totals of the series that any of the selectors matches; families without one are left out.
    [[nodiscard]] std::vector<FamilyTotals> families(std::span<const Selector> selectors) const;
    /// Series of a family that are there, by labels.
    [[nodiscard]] std::vector<std::uint32_t> series(std::size_t family) const;
    [[nodiscard]] bool isThere(std::uint32_t series) const { return m_facts.series[series].group != SeriesFact::kNone; }
    [[nodiscard]] bool matches(
        std::span<const Selector> selectors, std::string_view family, std::uint32_t series) const;

    [[nodiscard]] ModeDefault modeDefault(std::size_t family) const;
    [[nodiscard]] ModeAnswer expected(std::size_t family, std::uint32_t series) const;
    [[nodiscard]] ModeAnswer present(std::size_t family, std::uint32_t series) const;

    /// Observations of a histogram or summary; nothing of a number.
    [[nodiscard]] std::optional<double> countOf(std::uint32_t series) const;
    /// Nothing of a compound, and where there is nothing to show.
    [[nodiscard]] std::optional<double> numberOf(std::uint32_t series) const;

private:
    template <typename Wants>
    [[nodiscard]] FamilyTotals total(std::size_t family, Wants&& wants) const;
    [[nodiscard]] bool isCreated(std::size_t family) const;
    /// Whether its last push may have met other rules.
    [[nodiscard]] bool isOlderThanRules(const SeriesFact& fact) const { return fact.lastPush < m_facts.rulesSince; }
    /// Whether its mode may come of what decides otherwise by now.
    [[nodiscard]] bool mayBeOutdated(std::size_t family, const SeriesFact& fact) const;

    Snapshot m_snapshot;
    SeriesFacts m_facts;
    Profile m_profile;
    double m_asOf;
    Instant m_taken;
    std::vector<bool> m_isCreated; ///< by family
    std::vector<FamilyTotals> m_families;
    mutable std::vector<std::uint32_t> m_seenGroups; ///< by group: the count that last met it
    mutable std::uint32_t m_stamp = 0; ///< of a count
};

/// Keeps the newest inventory for as long as somebody asks. Copying a million series costs: the next one is made when
/// the last is a tenth of a second old, and two hundred times as old as it took, or ten seconds. Safe from any thread.
class InventoryKeeper {
public:
    InventoryKeeper(Engine& engine, Profile profile, MonotonicClock now, WallClock wall);

    enum class Wants : std::uint8_t {
        Usual,
        Newest, ///< as of now, unless that costs much: for who is about to act on it
    };
    [[nodiscard]] std::shared_ptr<const Inventory> current(Wants wants = Wants::Usual);
    /// To be set before the first use: told of each new inventory, with the one before it, which may be null.
    std::function<void(const Inventory& fresh, const Inventory* before)> onFresh;
    /// Puts the next one off, for working something out of this one has taken so long.
    void charge(Instant cost);
    /// The next one asked for is new: somebody has changed what it shows.
    void outdate();
    /// To be called now and then: lets go of what nobody has asked for in a while.
    void rest();

private:
    /// Facts of an inventory that is gone.
    struct Spare {
        std::mutex mutex; ///< guards facts
        SeriesFacts facts;
    };
    [[nodiscard]] std::shared_ptr<const Inventory> make(Instant now);

    Engine& m_engine;
    const Profile m_profile;
    const MonotonicClock m_now;
    const WallClock m_wall;
    const std::shared_ptr<Spare> m_spare = std::make_shared<Spare>();
    std::mutex m_mutex; ///< guards the following; held while one is made
    std::shared_ptr<const Inventory> m_current;
    FamilyRates m_rates;
    Instant m_due{0};
    Instant m_asked{0};
    Instant m_cost{0}; ///< of the last one
};

} // namespace cairn
