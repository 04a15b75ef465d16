// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/known_lines.h"
#include "core/aggregation/merge_report.h"
#include "core/aggregation/mode_ids.h"
#include "core/aggregation/push_error.h"
#include "core/aggregation/push_options.h"
#include "core/aggregation/series_extras.h"
#include "core/rules/rule_set.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// A number for a known series, by one of the plain modes: the hot case.
struct PlainOp {
    std::uint32_t series = 0;
    std::uint32_t lineAndKind = 0;
    double value = 0;

    [[nodiscard]] static PlainOp of(std::uint32_t series, int line, std::uint16_t kind, double value) noexcept
    {
        return {series, static_cast<std::uint32_t>(line) << 4 | kind, value};
    }
    [[nodiscard]] int line() const noexcept { return static_cast<int>(lineAndKind >> 4); }
    /// Aggregate to Max
    [[nodiscard]] ClearMode::Kind kind() const noexcept { return static_cast<ClearMode::Kind>(lineAndKind & 15); }
};

/// A number for a known series by any other mode.
struct SideOp {
    std::uint32_t series = 0;
    int line = 0;
    std::uint16_t mode = 0; ///< id in ModeIds
    double value = 0;
};

/// A whole histogram or summary for a known series. The numbers stand in StagedPush::numbers: bounds unless the layout
/// is given, then slots.
struct CompoundOp {
    std::uint32_t series = 0;
    int line = 0;
    std::uint16_t mode = 0;
    bool summary = false;
    bool hasSum = false;
    bool hasCount = false;
    std::uint32_t slots = 0;
    std::size_t firstSlot = 0;
    double sum = 0;
    double count = 0;
    const LineShape* shape = nullptr; ///< knows the bounds
    std::uint32_t extras = ~0u; ///< index in StagedPush::extrasOps, of its native part
};

/// When a known series began.
struct BirthOp {
    std::uint32_t series = 0;
    double seconds = 0;
};

/// What a push says of a pending series beside its numbers; or the native part of a known one.
struct ExtrasOp {
    std::uint32_t target = 0; ///< series id, or ExtrasOp::kPending + index of a pending one
    bool ofCompound = false; ///< merged with the compound; otherwise on its own
    SeriesExtras extras;

    static constexpr std::uint32_t kPending = 1u << 31;
};

/// Memory that is written before it is read: growing it costs no zeros.
template <typename T>
struct Uninitialised : std::allocator<T> {
    template <typename U>
    struct rebind {
        using other = Uninitialised<U>;
    };
    void construct(T*) noexcept { }
    template <typename... Args>
    void construct(T* at, Args&&... args)
    {
        new (at) T(std::forward<Args>(args)...);
    }
};
using Numbers = std::vector<double, Uninitialised<double>>;

/// What a push says of one family, as far as it had to be read.
struct FamilyMention {
    std::string_view name;
    std::optional<MetricType> declared; ///< by its TYPE line
    std::optional<MetricType>
        said; ///< the same before it became the type that the family has, as a gauge becomes an info
    std::optional<MetricType> stored; ///< what the store had when the stage looked
    std::uint32_t known = ~0u; ///< index in KnownLines, where it is there
    bool typeSeen = false;
    bool helpSeen = false;
    bool unitSeen = false;
    bool samplesSeen = false;
    bool typeRead = false; ///< its TYPE line was read, not recognised
    bool isClaimed = false; ///< its name belongs to another family of an OpenMetrics body
    bool keeps = false; ///< some sample of it is merged
    bool discards = false; ///< some sample of it is not
    std::string conflict; ///< why no sample of it may be merged
    const char* conflictAt = nullptr; ///< where in the body that is said; null: by the sample itself
    bool commentsKnown = false; ///< its TYPE or HELP line was recognised
    bool createdSettled = false; ///< createdOf was found when all families were known
    std::optional<bool> createdOf; ///< a `_created` gauge that belongs to a family
    std::string help; ///< to be set, if not empty
    std::string unit; ///< to be set, if not empty
    std::string_view helpLine; ///< as sent
    std::string_view typeLine;
    std::string_view unitLine;
    std::string metadata; ///< of a structured format, in the place of lines

    bool isOurs = false; ///< all its series are of the pushing group, which it replaces them in
    bool retypes = false; ///< and gives them another type

    [[nodiscard]] MetricType type() const noexcept
    {
        return declared.value_or(retypes ? MetricType::Untyped : stored.value_or(MetricType::Untyped));
    }
    /// Whose default mode its samples have.
    [[nodiscard]] MetricType saidType() const noexcept { return said.value_or(type()); }
    /// Its TYPE line, as which the family's samples count.
    void declare(MetricType type) noexcept
    {
        said = type;
        declared = stored && !isOurs ? asStored(type, *stored) : type;
    }
    /// What a TYPE line means for a family that has a type: formats without info and stateset call both a gauge, and a
    /// gauge that became one so stays one.
    [[nodiscard]] static MetricType asStored(MetricType declared, MetricType stored) noexcept
    {
        return classicType(declared) == classicType(stored) ? stored : declared;
    }
};

/// One line of a series that was read, and can be recognised next time.
struct ReadLine {
    std::string_view raw;
    std::string_view block; ///< raw without the name
    Part part = Part::Value;
    double bound = 0;
    std::size_t boundAt = 0; ///< where in raw the value of `le` or `quantile` stands; 0: not to be found there
    std::size_t boundSize = 0;
    int line = 0;
};

/// What only some pending series have: compounds, and series whose rule folds several into one.
struct PendingExtra {
    std::string identity; ///< canonical labels before rules dropped any: tells compounds apart while they are read
    std::string mode; ///< of a compound: the clearmode that its samples carry
    std::string source; ///< of Increase: group and values of `per`
    CompoundValue compound;
    std::vector<double>
        cumulative; ///< while it is read: numbers of buckets or quantiles as sent, in the order of bounds
    std::vector<ReadLine> lines; ///< as they came, while nothing stood between them
    std::vector<double> sent; ///< bounds of a structured format's compound, `+Inf` among them if it was sent
    std::uint32_t extras = ~0u; ///< index in StagedPush::extrasOps
    std::size_t samples = 0; ///< that it came as, or would come as in text
    bool scattered = false; ///< something stood between them
    bool lostNative = false; ///< it came with a native part that its format cannot carry
};

/// A series that had to be read: by labels, for the store to find or make. Small, for a push may bring a million.
struct PendingSeries {
    std::uint64_t hash = 0; ///< of labels
    double value = 0;
    const char* raw = nullptr; ///< its (first) line in the body
    std::uint32_t rawSize = 0;
    std::uint32_t nameSize = 0; ///< of raw
    std::uint32_t labelsAt = 0; ///< canonical text in StagedPush::text
    std::uint32_t labelsSize = 0;
    std::uint32_t family = 0; ///< index in StagedPush::mentions
    std::uint32_t line = 0;
    std::uint32_t behind = 0; ///< where it stands: behind this known line, or kBehindPending + index of a pending one
    std::uint32_t series = ~0u; ///< once the store found or made it
    std::uint32_t extra = ~0u; ///< index in StagedPush::extras
    std::uint16_t mode = 0; ///< id in ModeIds
    std::uint16_t rule = 0; ///< 1-based place in the rule set; 0: none
    ModeReason reason = ModeReason::Profile;
    bool folds = false; ///< its rule drops labels: several lines of a push may be one series
    bool quoted = false; ///< a label's name is no classic one

    [[nodiscard]] bool hasExtra() const noexcept { return extra != ~0u; }
    /// No value but the time of a series' birth; see ModeIds::kBirth.
    [[nodiscard]] bool isBirth() const noexcept { return mode == ModeIds::kBirth; }
};

/// A body taken apart: checked in itself, not yet merged. Reused from push to push.
struct StagedPush {
    static constexpr std::uint32_t kBehindPending = 1u << 31;
    struct Link {
        std::uint32_t pending = 0;
        std::uint32_t known = 0;
    };

    ExpositionFormat format = ExpositionFormat::Text;
    PushOptions::Replaces replaces = PushOptions::Replaces::Nothing;
    std::vector<PlainOp> plain;
    std::vector<SideOp> side;
    std::vector<CompoundOp> compounds;
    Numbers numbers; ///< of compounds
    std::vector<ExtrasOp> extrasOps;
    std::vector<BirthOp> births; ///< of known series
    std::vector<PushedExemplar> exemplars; ///< of known series, those of one behind each other
    std::string exemplarTexts;
    std::vector<PendingSeries> pending;
    std::vector<PendingExtra> extras;
    std::string text; ///< canonical labels of pending
    std::vector<FamilyMention> mentions;
    std::vector<Link> links; ///< known lines that stand right behind a pending series
    std::uint64_t samples = 0;
    std::uint64_t droppedExemplars = 0; ///< that no format could show
    std::uint64_t dropped = 0; ///< samples that mode `drop` discarded
    bool replacesFamily = false; ///< some known line has mode `family`
    bool recognised = false; ///< some line was recognised

    void clear();
    [[nodiscard]] std::string_view labelsOf(const PendingSeries& series) const noexcept
    {
        return std::string_view(text).substr(series.labelsAt, series.labelsSize);
    }
    /// Needs the index: something new, or something that takes series away.
    [[nodiscard]] bool isStructural() const noexcept
    {
        return !pending.empty() || !mentions.empty() || replacesFamily || replaces != PushOptions::Replaces::Nothing;
    }
};

} // namespace cairn
