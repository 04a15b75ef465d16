// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/exemplar.h"
#include "core/model/label.h"
#include "core/model/metric_type.h"

#include <concepts>
#include <span>
#include <string>
#include <string_view>

namespace cairn {

/// One sample line's series as the reader saw it. All views but the name die with the next line.
struct SeriesText {
    std::string_view name; ///< as written: with `_bucket`, `_sum` …; in the body or in the options' NameStore
    std::span<const LabelView>
        labels; ///< in the order written, values unescaped; duplicates and empty values still there
    std::string_view raw; ///< the series' bytes in the body: name and label block, without blanks before and behind

    /// The name stood in quotes within the braces: `raw` does not begin with it.
    [[nodiscard]] bool isNameQuoted() const noexcept { return name.data() != raw.data(); }
};

/// What readText() tells its sink. `recognise…` are asked first, with the bytes from here to the end of the body, and
/// answer how many of them they know byte for byte from an earlier push (0: none); the reader then parses nothing of
/// that. They compare against texts that type(), help() and series() were given in full and for this very family or
/// series. A recognised comment includes its line end; a recognised series ends before the blank.
/// The reader itself checks that the line goes on as it must, and otherwise forgets the answer: `a` is not the series
/// of `ab 1` nor of `a {x="y"} 1`. It then parses the line and calls series(), type() or help() as if nothing had been
/// known. So recognise… change nothing that a following call for the same line does not set again. Every other function
/// answers false to refuse; the reader then stops, and takes the reason from refusal().
/// A sink may also have `bool readKnown(const char*& at, const char* end, int& line)`: it is asked at the start of each
/// line, takes as many whole lines as it knows (with readKnownValue() for their values), and moves `at` and `line` to
/// the first that it leaves to the reader. False refuses the line at `at`.
template <typename S>
concept SampleSink = requires(S sink, const char* at, const char* end, std::string_view text, const SeriesText& series,
    MetricType type, double value, int line)
{
    {
        sink.recogniseComment(at, end)
        } -> std::same_as<std::size_t>;
    {
        sink.recogniseSeries(at, end)
        } -> std::same_as<std::size_t>;
    {
        sink.type(text, type, text)
        } -> std::same_as<bool>; ///< family, its type, the whole line with its line end
    {
        sink.help(text, text, text)
        } -> std::same_as<bool>; ///< family, unescaped help (not empty), the whole line
    {
        sink.series(series)
        } -> std::same_as<bool>; ///< an unrecognised series; its value follows
    {
        sink.value(value, line)
        } -> std::same_as<bool>; ///< the value of the series that came last
    {
        sink.refusal()
        } -> std::same_as<std::string>; ///< the message of the last refusal
};

/// What readOpenMetrics() tells its sink, beside that: always in the words of text 0.0.4, so that one registry means
/// the same in both. A counter's family is called `x_total`, and so is its sample; an info's family `x_info`; `unknown`
/// is untyped.
template <typename S>
concept OpenMetricsSink = SampleSink<S> && requires(
    S sink, std::string_view text, const SeriesText& series, const ExemplarView& exemplar, double value, int line)
{
    {
        sink.unit(text, text, text)
        } -> std::same_as<bool>; ///< family, its unit, the whole line with its line end
    {
        sink.exemplar(exemplar)
        } -> std::same_as<void>; ///< of the sample whose value comes next
    {
        sink.created(text, series, value, line)
        } -> std::same_as<bool>; ///< a `_created` line: its family, labels (the name as written), Unix seconds
};

} // namespace cairn
