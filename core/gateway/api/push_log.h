// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/allowance.h"
#include "core/gateway/api/api_route.h"
#include "core/gateway/api/group_pace.h"
#include "core/gateway/api/hint_book.h"
#include "core/gateway/api/report_writer.h"
#include "core/gateway/push/push_watch.h"
#include "core/gateway/self_metrics.h"

#include <atomic>
#include <deque>
#include <functional>
#include <memory>

namespace cairn {

/// The latest pushes. Of those without trouble it takes only so many a second; while somebody watches, it keeps bodies,
/// and has a few pushes explained. What it keeps is bounded in number and in bytes. Safe from any thread.
class PushLog final : public PushWatch {
public:
    struct Uses {
        HintBook& hints;
        const SelfMetrics& metrics;
        MonotonicClock now;
        WallClock wall;
    };
    explicit PushLog(Uses uses) : m_uses(std::move(uses)) { }

    /// To be set before the first push: called after one was recorded.
    std::function<void()> onNoted;
    [[nodiscard]] Attention attend(std::size_t bytes) override;
    void note(const PushNote& note) override;

    [[nodiscard]] ApiAnswer list(ApiRequest& request);
    /// `/pushes/<id>`
    [[nodiscard]] ApiAnswer show(ApiRequest& request);
    [[nodiscard]] bool isWatching() const { return m_uses.now().count() < m_watchedUntil.load(); }
    /// How often groups pushed within the last minute; refused ones and dry runs do not count.
    [[nodiscard]] GroupRates groupRates() const;
    [[nodiscard]] std::uint64_t newest() const;

private:
    struct Body {
        std::string text;
        int firstLine = 1;
        bool isCut = false;
    };
    struct Entry {
        std::uint64_t id = 0;
        double time = 0;
        std::string from;
        std::optional<std::string> group; ///< canonical text
        std::string path; ///< where there is no group
        std::string method;
        std::string coding;
        PushFormat format = PushFormat::Text;
        std::uint64_t bytes = 0;
        std::optional<PushSummary> summary;
        int status = 0;
        PushNote::Result result = PushNote::Result::Merged;
        std::string errorType;
        std::string error;
        std::string text;
        int line = 0;
        double seconds = 0;
        std::shared_ptr<const Body> body;
        std::shared_ptr<const MergeReport> report;
        OutcomeCounts outcomes{}; ///< of the whole report
        std::size_t kept = 0; ///< bytes of body and report, about
    };
    struct Filter;
    [[nodiscard]] Entry entryOf(const PushNote& note) const;
    void keep(Entry& entry, const PushNote& note) const;
    void add(Entry entry);
    static void writeEntry(JsonWriter& json, const Entry& entry, double wall);
    [[nodiscard]] std::uint64_t notRecorded() const;
    static void writeBody(JsonWriter& json, const Body& body);
    [[nodiscard]] std::vector<const Entry*> select(
        const Filter& filter, std::uint64_t since, std::uint64_t before, std::size_t limit) const;

    Uses m_uses;
    Allowance m_records{100, 200};
    Allowance m_troubles{100, 200}; ///< and dry runs
    Allowance m_reports{5, 20};
    Allowance m_reportBytes{64 * 1024, 256 * 1024};
    std::atomic<Instant::rep> m_watchedUntil{0};
    mutable std::mutex m_mutex; ///< guards the following
    std::deque<Entry> m_entries; ///< newest first
    std::uint64_t m_last = 0;
    std::uint64_t m_dryRuns = 0; ///< of all those
    std::size_t m_kept = 0;
    GroupPace m_pace;
};

} // namespace cairn
