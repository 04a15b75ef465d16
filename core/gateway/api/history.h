// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/gateway/api/api_route.h"
#include "core/gateway/api/gateway_meter.h"
#include "core/gateway/api/inventory.h"
#include "core/gateway/api/second_line.h"

#include <map>
#include <mutex>

namespace cairn {

/// Ten minutes of what somebody looks at, second by second. Records no more than a bounded number of families and
/// series, and reads no more than a bounded number of series a second. Safe from any thread.
class History {
public:
    struct Uses {
        const Engine& engine;
        const GatewayMeter& meter;
        MonotonicClock now;
        WallClock wall;
    };
    explicit History(Uses uses) : m_uses(std::move(uses)) { }

    void tick();
    /// Families that are too large to be read each second are known by this.
    void look(const Inventory& inventory);
    [[nodiscard]] ApiAnswer show(ApiRequest& request);
    /// The array of a family's rates over the last seconds; it is recorded for another minute.
    void writeRates(JsonWriter& json, const std::string& family, std::size_t seconds);

    static constexpr std::size_t kMostRecorded = 500;
    static constexpr std::size_t kMostSeries = 10'000; ///< of a family that is read each second

private:
    struct Key {
        std::string family;
        std::optional<std::string> labels; ///< nothing: the family
        auto operator<=>(const Key&) const = default;
    };
    struct Record {
        SecondLine series;
        SecondLine value;
        SecondLine count;
        SecondLine sum;
        bool isTotal = false;
        bool isTooMany = false; ///< a family for look()
        Instant until{0};
        void set(std::int64_t second, const Reading& reading);
    };
    /// Which seconds are asked for.
    struct Span {
        std::int64_t first = 0;
        std::int64_t last = 0;
    };
    [[nodiscard]] Record& watch(const Key& key, std::chrono::seconds keep);
    [[nodiscard]] std::int64_t nowSecond() const { return m_uses.now().count() / 1000; }
    [[nodiscard]] Span spanSince(std::optional<double> since) const;
    [[nodiscard]] ApiAnswer gatewayLines(const std::vector<std::string>& names, const Span& span) const;
    [[nodiscard]] ApiAnswer lines(const Key& key, const Span& span, std::chrono::seconds keep);
    void writeSpan(JsonWriter& json, const Span& span) const;
    static void writeLines(JsonWriter& json, const Record& record, const Span& span, bool isFamily);

    Uses m_uses;
    mutable std::mutex m_mutex; ///< guards the following
    std::map<Key, Record> m_records;
    std::int64_t m_second = -1; ///< the last that was recorded
};

} // namespace cairn
