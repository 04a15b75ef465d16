// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/exemplar.h"
#include "core/model/label.h"
#include "core/model/metric_type.h"
#include "core/model/native_histogram.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cairn {

/// The labels of a series, in either of two forms, by reference: the canonical, already escaped inside of a label block
/// (`a="b",c="d"`; names that are not classic are quoted as values are), or names and unescaped values.
class ProtobufLabels {
public:
    ProtobufLabels() = default;
    ProtobufLabels(std::string_view text) : m_text(text) { } // NOLINT(google-explicit-constructor): either form will do
    ProtobufLabels(const char* text) : m_text(text) { } // NOLINT(google-explicit-constructor)
    ProtobufLabels(std::span<const LabelView> labels) : m_labels(labels) { } // NOLINT(google-explicit-constructor)

    [[nodiscard]] std::string_view text() const noexcept { return m_text; }
    [[nodiscard]] std::span<const LabelView> labels() const noexcept { return m_labels; }

private:
    std::string_view m_text;
    std::span<const LabelView> m_labels;
};

/// An exemplar and the upper bound of its bucket; that of a counter is not looked at.
struct ExemplarOfBucket {
    double bound = 0;
    const Exemplar* exemplar = nullptr; ///< never null
};

/// What few series have beside their numbers. Where the format has no place for a part, it is left out.
struct ProtobufExtras {
    std::optional<double> created; ///< Unix seconds; of counters, histograms and summaries
    std::span<const ExemplarOfBucket> exemplars; ///< of counters (one) and histograms, by bound, ascending
    const NativeHistogram* native = nullptr; ///< null: none
};

/// Writes varint-delimited MetricFamily messages piece by piece. A message's length stands before it, so that one is
/// open until the next family begins, or close() is called: only then may the caller drain `out`. A family goes on in a
/// further message of the same name, type and help where it grows beyond `maxMessage` bytes, after close(), and where
/// histograms with and without a native part meet: Prometheus reads families one by one and takes them so, but takes
/// all histograms of one message for native, or none. A family without series is not written. Not thread-safe.
class ProtobufWriter {
public:
    static constexpr std::size_t kMaxMessage = std::size_t{1} << 20U;

    explicit ProtobufWriter(std::string& out, std::size_t maxMessage = kMaxMessage)
        : m_out(out), m_maxMessage(maxMessage)
    {
    }
    ~ProtobufWriter() { close(); }
    ProtobufWriter(const ProtobufWriter&) = delete;
    ProtobufWriter& operator=(const ProtobufWriter&) = delete;

    /// Begins a family. The texts must live until it is done. The unit is left out where the name does not end with it:
    /// Prometheus would refuse the whole scrape.
    void beginFamily(std::string_view name, MetricType type, std::string_view help, std::string_view unit = {});

    /// One series of a counter, gauge, untyped, info or stateset family.
    void sample(const ProtobufLabels& labels, double value, const ProtobufExtras& extras = {});
    /// A histogram. `bounds` are its finite upper bounds, ascending; `counts` are non-cumulative, one more than bounds
    /// (the last is +Inf's, whose bucket is written unless there is nothing but the native part). If all counts are
    /// whole and below 2^53 together, and the native part is not of floats, integers are written, otherwise doubles
    /// throughout: Prometheus reads no mixture. A sum of null is left out, which Prometheus reads as 0. A native part
    /// that does not fit the counts is left out, since Prometheus would refuse the scrape.
    void histogram(const ProtobufLabels& labels, std::span<const double> bounds, std::span<const double> counts,
        const double* sum, const ProtobufExtras& extras = {});
    /// A summary: its quantiles with as many values; sum and count unless null. A count is written as an integer, for
    /// the format has no other: rounded down.
    void summary(const ProtobufLabels& labels, std::span<const double> quantiles, std::span<const double> values,
        const double* sum, const double* count, const ProtobufExtras& extras = {});

    /// Ends the open message, if there is one.
    void close();

private:
    void open();
    void finishMetric();

    std::string& m_out;
    std::size_t m_maxMessage;
    std::string_view m_name;
    std::string_view m_help;
    std::string_view m_unit;
    MetricType m_type = MetricType::Untyped;
    bool m_isOpen = false;
    bool m_isNative = false; ///< the histograms of the open message
    std::size_t m_start = 0; ///< of the open message's length in m_out
};

} // namespace cairn
