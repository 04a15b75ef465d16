// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/compound_value.h"
#include "core/aggregation/engine_options.h"
#include "core/model/native_histogram.h"

#include <absl/container/flat_hash_map.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// The last running total that a source pushed, under mode `increase`: what its next push is measured against.
struct Baseline {
    double total = 0;
    std::optional<CompoundValue> compound;
    std::optional<NativeHistogram> native;
    std::uint32_t lastPush = 0; ///< seconds
    std::chrono::milliseconds ttl{0}; ///< of the series when this was pushed; 0: none
};

/// Baselines by source and series. They survive a reset of the series. Guarded by its owner, but for bytes().
class Baselines {
public:
    /// The key of one source of one series.
    [[nodiscard]] static std::string key(std::string_view family, std::string_view labels, std::string_view source);

    /// How much a source's total grew since its last push. A first total counts in full, and so does one that dropped:
    /// the source began again.
    double advance(const std::string& key, double total, Instant now, std::chrono::milliseconds ttl);
    /// The same for a whole histogram or summary; a drop of any of its counts is a new beginning. `native` is the
    /// total's native part, and becomes the growth's.
    CompoundValue advance(const std::string& key, const CompoundValue& total, std::optional<NativeHistogram>& native,
        Instant now, std::chrono::milliseconds ttl);

    [[nodiscard]] std::optional<Baseline> get(const std::string& key) const;
    void put(const std::string& key, const std::optional<Baseline>& baseline);
    /// Forgets what was not pushed for as long as its series lives, or for a day where that has no end. A living series
    /// is asked for by family and labels; of a series that is gone, the last word holds.
    using TtlOf = std::function<std::optional<std::chrono::milliseconds>(std::string_view, std::string_view)>;
    /// Nothing younger than `youngest` is asked for.
    void expire(Instant now, std::chrono::milliseconds youngest, const TtlOf& ttlOf);
    /// How long a baseline is kept where its series has no end.
    static constexpr std::chrono::hours kAge{24};
    [[nodiscard]] std::size_t bytes() const noexcept { return m_bytes; }
    [[nodiscard]] std::size_t size() const noexcept { return m_baselines.size(); }

private:
    [[nodiscard]] static std::size_t bytesOf(const std::string& key, const Baseline& baseline) noexcept;
    absl::flat_hash_map<std::string, Baseline> m_baselines;
    std::atomic<std::size_t> m_bytes{0};
};

} // namespace cairn
