// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/label.h"
#include "core/model/metric_type.h"
#include "core/model/result.h"

#include <span>
#include <string>
#include <string_view>

namespace cairn {

/// Why a body was refused.
struct ParseError {
    int line = 0; ///< 1-based line of the pushed body
    std::string text; ///< the offending text, cut at 120 bytes
    std::string message; ///< lower case, no full stop, what was found and expected: "expected '=' after label name, found '}'"
};

/// One sample line's series as the reader saw it. All views die with the next line.
struct SeriesText {
    std::string_view name; ///< as written: with `_bucket`, `_sum` …
    std::span<const LabelView> labels; ///< in the order written, values unescaped; duplicates and empty values still there
    std::string_view raw; ///< the series' bytes in the body: name and label block, without the blank behind
};

/// What readText() tells its sink. `recognise…` are asked first, with the bytes from here to the end of the body, and
/// answer how many of them they know byte for byte from an earlier push (0: none); the reader then parses nothing of
/// that. A recognised comment includes its line end; a recognised series ends before the blank.
/// Every other function answers false to refuse; the reader then stops, and takes the reason from refusal().
template <typename S>
concept SampleSink = requires(S sink, const char* at, const char* end, std::string_view text, const SeriesText& series,
    MetricType type, double value, int line) {
    { sink.recogniseComment(at, end) } -> std::same_as<std::size_t>;
    { sink.recogniseSeries(at, end) } -> std::same_as<std::size_t>;
    { sink.type(text, type, text) } -> std::same_as<bool>; ///< family, its type, the whole line with its line end
    { sink.help(text, text, text) } -> std::same_as<bool>; ///< family, unescaped help, the whole line with its line end
    { sink.series(series) } -> std::same_as<bool>; ///< an unrecognised series; its value follows
    { sink.value(value, line) } -> std::same_as<bool>; ///< the value of the series that came last
    { sink.refusal() } -> std::same_as<std::string>; ///< the message of the last refusal
};

/// How a reader treats what the format allows and Cairn by default does not.
struct TextOptions {
    bool ignoreTimestamps = false; ///< drop them; otherwise a timestamp is an error
};

/// Reads one text exposition (format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/) and hands
/// each line to `sink`. Syntax only: what families, duplicates and types mean is the sink's business, and so is all or
/// nothing. Lenient as real clients need it: blanks before and after a line's content, CRLF, a missing last line end,
/// a byte order mark. Pure and reentrant; `text` need only outlive the call; a warm body allocates nothing.
template <SampleSink Sink>
[[nodiscard]] Result<void, ParseError> readText(std::string_view text, const TextOptions& options, Sink& sink);

} // namespace cairn
