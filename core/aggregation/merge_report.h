// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/compound_value.h"
#include "core/model/clear_mode.h"
#include "core/model/metric_type.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Why a series has the mode it has.
enum class ModeReason : std::uint8_t {
    Label, ///< the sample's `clearmode`
    Rule, ///< the first rule that matches
    Created, ///< a `_created` gauge beside its family: the earliest wins
    Profile, ///< the default for its type
    LastPush, ///< its last push decided, and what did so then is no longer known: rules have changed since; of no
              ///< report
};

/// What became of one series of a push.
enum class Outcome : std::uint8_t { Created, Added, Replaced, Kept, FamilyReplaced, Dropped, Refused };

[[nodiscard]] std::string_view toString(ModeReason reason) noexcept;
[[nodiscard]] std::string_view toString(
    Outcome outcome) noexcept; ///< "created", …, "family-replaced", "dropped", "refused"

/// A number, a histogram or a summary; empty where there is nothing.
struct ReportedValue {
    std::optional<double> number;
    std::optional<CompoundValue> compound;
    bool operator==(const ReportedValue&) const = default;
};

/// One series of a push, and what merging did or would do with it.
struct MergeEntry {
    std::string family;
    std::string labels; ///< canonical text of the series it went to: `a="b",c="d"`
    MetricType type = MetricType::Untyped;
    ClearMode mode;
    ModeReason reason = ModeReason::Profile;
    std::string rule; ///< name of the rule, where one matched
    int line = 0; ///< of its first sample
    Outcome outcome = Outcome::Added;
    ReportedValue before;
    ReportedValue pushed;
    ReportedValue after;
    std::string note; ///< what else became of it, in words; mostly nothing
    bool operator==(const MergeEntry&) const = default;
};

/// What a push did, series by series in the order of the body; then the older series that mode `family` took away.
struct MergeReport {
    std::vector<MergeEntry> entries;
    std::uint64_t samples = 0; ///< this and the following as push() sums it up
    std::uint64_t created = 0;
    std::uint64_t dropped = 0;
};

} // namespace cairn
