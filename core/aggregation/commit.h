// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/aggregation/stage.h"
#include "core/aggregation/staged_push.h"
#include "core/aggregation/store.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cairn {

/// Brings one staged push into the store: all of it, or nothing. Lives for one attempt.
class Commit {
public:
    enum class Purpose { Merge, Explain, DryRun };
    enum class Verdict {
        Done,
        Again, ///< the store moved since the stage looked: stage again
        AgainUnknown, ///< the same, recognising nothing: a type changes what known lines mean
        Refused, ///< see error()
    };

    Commit(Store& store, StagedPush& push, const PushGroup& group, std::shared_ptr<Resolution> resolution, Instant now,
        Purpose purpose)
        : m_store(store)
        , m_push(push)
        , m_group(group)
        , m_resolution(std::move(resolution))
        , m_now(now)
        , m_purpose(purpose)
    {
    }

    [[nodiscard]] Verdict run();
    [[nodiscard]] PushError& error() noexcept { return m_error; } ///< without its text
    [[nodiscard]] PushSummary summary() const noexcept;
    [[nodiscard]] MergeReport& report() noexcept { return m_report; }

private:
    // commit.cpp: warm, and the frame of the structural
    Verdict runWarm();
    Verdict runStructural();
    Verdict markKnown();
    Verdict duplicate(std::uint32_t series, int line);
    [[nodiscard]] bool hasRoomFor(std::uint32_t series, std::uint16_t mode, std::span<const double> bounds) const;
    Verdict tooManyBounds(int line);
    [[nodiscard]] static bool takesSideMemory(std::uint16_t mode) noexcept;
    [[nodiscard]] bool sideIsFull() const;
    bool leaveOutExemplars();
    Verdict refuseSide();
    Verdict refuse(Refusal reason, int line, std::string message);
    void applyKnown();
    void applyExtras();
    [[nodiscard]] ClearMode modeOf(std::uint16_t id) const { return m_resolution->modes.modeOf(id); }

    // commit_structure.cpp: families and series
    Verdict checkMentions();
    Verdict placePending();
    Verdict place(PendingSeries& pending);
    void placeBirths();
    Verdict checkUpgrades();
    Verdict clash(const FamilyMention& mention, const std::string& other, int line);
    [[nodiscard]] bool hasNegative(std::string_view family) const;
    Verdict checkLimits(const PendingSeries& pending, std::uint32_t family);
    Verdict markPending();
    void rollBack();
    [[nodiscard]] bool bringsCreatedGauge(std::string_view family) const;
    void updateFamilies();

    // commit_replace.cpp: series that a push takes away
    void keepKnownTexts();
    Verdict removeAhead();
    [[nodiscard]] std::vector<std::uint32_t> goneAhead() const;
    void dropReplaced();
    [[nodiscard]] std::vector<std::uint32_t> replacedBundles() const;
    [[nodiscard]] std::vector<std::uint32_t> replacedSeries() const;

    // commit_merge.cpp: values of pending series, and the report
    void sumSources();
    void applyPending();
    void dropBirth(const PendingSeries& pending);
    void mergeExtras();
    void merge(PendingSeries& pending);
    [[nodiscard]] bool hasNative(std::uint32_t series) const;
    [[nodiscard]] bool bringsNative(const PendingSeries& pending) const;
    void mergeExplained(PendingSeries& pending);
    void explainReplaced();
    void explainBy(MergeEntry& entry) const;
    void putBack();

    Store& m_store;
    StagedPush& m_push;
    const PushGroup& m_group;
    std::shared_ptr<Resolution> m_resolution;
    Instant m_now;
    Purpose m_purpose;
    PushError m_error;
    MergeReport m_report;
    RemovedSet m_removedAhead; // what stood in the way of what replaces it
    std::vector<std::uint32_t> m_created;
    std::vector<std::uint32_t> m_skipped; // pending series whose value another one carries
    std::set<std::uint32_t> m_fresh; // new series that no entry of the report speaks of yet
    std::map<std::uint32_t, SeriesState> m_statesBefore; // of a dry run
    std::map<std::string, std::optional<Baseline>> m_baselinesBefore;
    bool m_forget = false; // known lines mean something else from now on
};

/// Makes the pending series of a push known by their lines. No lock needed; after a commit that is Done.
void learnLines(const StagedPush& push, const PushGroup& group, const ModeIds& modes, KnownLines& known);

} // namespace cairn
