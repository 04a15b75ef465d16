// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/http/request.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn {

/// What a push was written as.
enum class PushFormat : std::uint8_t { Text, OpenMetrics, Protobuf, Json, Increment };
[[nodiscard]] constexpr PushFormat pushFormatOf(ExpositionFormat format) noexcept
{
    switch (format) {
    case ExpositionFormat::OpenMetrics: return PushFormat::OpenMetrics;
    case ExpositionFormat::Protobuf: return PushFormat::Protobuf;
    default: return PushFormat::Text;
    }
}

/// What became of a push. What it refers to lives as long as the call that tells of it.
struct PushNote {
    enum class Result : std::uint8_t { Merged, Refused, DryRun };
    const http::RequestHead& head;
    Result result = Result::Merged;
    int status = 202;
    const LabelSet* group = nullptr; ///< null: the path was not even read
    PushFormat format = PushFormat::Text;
    std::uint64_t bytes = 0; ///< of the body as it was sent
    std::string_view
        body{}; ///< inflated, as its sender wrote it: of an increment the query; empty where nobody read it
    std::optional<PushSummary> summary{}; ///< of what was merged
    MergeReport* report = nullptr; ///< may be taken; null: none was made
    std::string_view errorType{};
    std::string_view error{};
    std::string_view text{}; ///< the offending text
    int line = 0;
    double seconds = 0; ///< in the engine; 0 where nobody took the time
};

/// Looks on while pushes come in, and must not hold them up. Safe from any thread.
class PushWatch {
public:
    enum class Attention : std::uint8_t {
        None, ///< this one only counts, unless it is refused
        Record, ///< tell of it
        Explain, ///< tell of it with a report
    };
    virtual ~PushWatch() = default;
    /// How closely a push of so many bytes is looked at; asked once for each.
    [[nodiscard]] virtual Attention attend(std::size_t bytes) = 0;
    virtual void note(const PushNote& note) = 0;
};

} // namespace cairn
