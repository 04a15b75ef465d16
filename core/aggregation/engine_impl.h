// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/commit.h"
#include "core/aggregation/engine.h"
#include "core/aggregation/stage.h"
#include "core/aggregation/store.h"
#include "core/exposition/protobuf_reader.h"
#include "core/exposition/series_syntax.h"
#include "core/exposition/text_error.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace cairn {

/// One push, as it is tried until the store holds still.
struct PushOrder {
    const PushGroup& group;
    std::string_view body;
    Instant now;
    PushOptions options;
    Commit::Purpose purpose = Commit::Purpose::Merge;
};

/// What taking a push apart needs, and keeps memory for.
struct Workbench {
    Stage stage;
    ProtobufReader protobuf;
    NameStore names; ///< of the families of a push, where its body has them otherwise
};

class Engine::Impl {
public:
    Impl(EngineOptions options, RuleSetPtr rules);

    /// Stages and commits until the store holds still. The stage keeps what the commit speaks of.
    Result<Commit, PushError> push(Workbench& bench, const PushOrder& order);
    /// The same, for the sake of its report.
    Result<MergeReport, PushError> report(
        const LabelSet& group, std::string_view body, Instant now, const PushOptions& options, Commit::Purpose purpose);
    std::shared_ptr<Resolution> resolution();

    /// A workbench for one push, out of a pool: their memory is used again.
    class Loan {
    public:
        explicit Loan(Impl& impl) : m_impl(impl), m_bench(impl.takeBench()) { }
        ~Loan() { m_impl.giveBench(std::move(m_bench)); }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        Workbench& operator*() const noexcept { return *m_bench; }
        Workbench* operator->() const noexcept { return m_bench.get(); }

    private:
        Impl& m_impl;
        std::unique_ptr<Workbench> m_bench;
    };

    Store store;
    std::mutex rulesMutex; ///< one change of rules at a time

private:
    bool forgetOnce(const std::shared_ptr<Resolution>& current, bool& hasForgotten);
    std::unique_ptr<Workbench> takeBench();
    void giveBench(std::unique_ptr<Workbench> bench);
    [[nodiscard]] Result<void, ParseError> readBody(Workbench& bench, const PushOrder& order) const;
    std::optional<PushError> read(Workbench& bench, const PushOrder& order, Resolution& resolution, bool recognise);

    std::mutex benchMutex; ///< guards benches
    std::vector<std::unique_ptr<Workbench>> benches;
};

/// Between two slices of something long, without a lock: a mutex is not fair, and whoever waits for it would find it
/// taken by the next slice again.
inline void letPushesIn()
{
    std::this_thread::sleep_for(std::chrono::microseconds(50));
}

/// Copies families and values of the store; see Engine::snapshot().
[[nodiscard]] Snapshot takeSnapshot(Store& store, Instant now, SnapshotDetail detail);
/// See Engine::sortNewSeries().
void sortFresh(Store& store);

} // namespace cairn
