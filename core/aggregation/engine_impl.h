// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/commit.h"
#include "core/aggregation/engine.h"
#include "core/aggregation/stage.h"
#include "core/aggregation/store.h"
#include "core/exposition/text_error.h"

#include <memory>
#include <mutex>
#include <optional>
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

class Engine::Impl {
public:
    Impl(EngineOptions options, RuleSetPtr rules);

    /// Stages and commits until the store holds still. The stage keeps what the commit speaks of.
    Result<Commit, PushError> push(Stage& stage, const PushOrder& order);
    /// The same, for the sake of its report.
    Result<MergeReport, PushError> report(
        const LabelSet& group, std::string_view body, Instant now, const PushOptions& options, Commit::Purpose purpose);
    std::shared_ptr<Resolution> resolution();

    /// A stage for one push, out of a pool: their memory is used again.
    class StageLoan {
    public:
        explicit StageLoan(Impl& impl) : m_impl(impl), m_stage(impl.takeStage()) { }
        ~StageLoan() { m_impl.giveStage(std::move(m_stage)); }
        StageLoan(const StageLoan&) = delete;
        StageLoan& operator=(const StageLoan&) = delete;
        Stage& operator*() const noexcept { return *m_stage; }

    private:
        Impl& m_impl;
        std::unique_ptr<Stage> m_stage;
    };

    Store store;
    std::mutex rulesMutex; ///< one change of rules at a time

private:
    bool forgetOnce(const std::shared_ptr<Resolution>& current, bool& hasForgotten);
    std::unique_ptr<Stage> takeStage();
    void giveStage(std::unique_ptr<Stage> stage);
    [[nodiscard]] Result<void, ParseError> readBody(Stage& stage, const PushOrder& order) const;
    std::optional<PushError> read(Stage& stage, const PushOrder& order, Resolution& resolution, bool recognise);

    std::mutex stageMutex; ///< guards stages
    std::vector<std::unique_ptr<Stage>> stages;
};

/// Copies families and values of the store; see Engine::snapshot().
[[nodiscard]] Snapshot takeSnapshot(Store& store, Instant now, bool withExtras);
/// See Engine::sortNewSeries().
void sortFresh(Store& store);

} // namespace cairn
