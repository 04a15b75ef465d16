// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes are read or refused with one line of UTF-8; a sink that recognises labels is told the same as one that does
// not; what was read and written again reads as the same.
#include "core/exposition/protobuf_reader.h"
#include "core/exposition/protobuf_writer.h"
#include "tests/core/recording_metric_sink.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

using namespace cairn;
using cairn::test::RecordingMetricSink;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Writes what it is told.
class WritingSink {
public:
    explicit WritingSink(std::string& out) : m_writer(out) { }
    /// Whether it was all that the writer has a place for: a family without metrics is not written.
    [[nodiscard]] bool isExact() const noexcept { return m_isExact && !m_waitsForMetric; }

    bool recogniseFamily(const FamilyText&) { return false; }
    bool family(const FamilyText& family)
    {
        m_isExact = isExact() && family.unit.empty();
        m_isSummary = family.type == MetricType::Summary;
        m_waitsForMetric = true;
        m_writer.beginFamily(family.name, family.type, family.help, family.unit);
        return true;
    }
    bool recogniseLabels(std::string_view) { return false; }
    bool labels(std::string_view, std::span<const LabelView> labels)
    {
        m_waitsForMetric = false;
        m_labels = labels;
        m_extras = {};
        return true;
    }
    void created(double seconds)
    {
        m_extras.created = seconds;
        m_isExact = m_isExact && std::abs(seconds) < 2e9 && std::abs(seconds) > 1e7; // nanoseconds are exact there
    }
    void exemplar(const ExemplarView& exemplar) { add({std::numeric_limits<double>::infinity(), exemplar}); }
    bool number(double value, int)
    {
        bind();
        m_writer.sample(m_labels, value, m_extras);
        return true;
    }
    bool compound(const CompoundText& compound, int)
    {
        for (const BucketExemplar& entry : compound.exemplars)
            add(entry);
        bind();
        m_extras.native = compound.native;
        const double* const sum = compound.hasSum ? &compound.sum : nullptr;
        if (m_isSummary) {
            const double* const count = compound.hasCount ? &compound.count : nullptr;
            m_writer.summary(m_labels, compound.bounds, compound.values, sum, count, m_extras);
        } else {
            histogram(compound, sum);
        }
        return true;
    }
    std::string refusal() { return {}; }

private:
    void add(const BucketExemplar& entry)
    {
        m_isExact = false; // bounds need not be ascending, times not exact
        Exemplar& exemplar = m_exemplars.emplace_back();
        for (const LabelView& label : entry.exemplar.labels)
            exemplar.labels.push_back({std::string(label.name), std::string(label.value)});
        exemplar.value = entry.exemplar.value;
        exemplar.timestamp = entry.exemplar.timestamp;
        m_bounds.push_back(entry.bound);
    }
    void bind()
    {
        m_entries.clear();
        for (std::size_t i = 0; i < m_exemplars.size(); ++i)
            m_entries.push_back({m_bounds[i], &m_exemplars[i]});
        m_extras.exemplars = m_entries;
    }
    void histogram(const CompoundText& compound, const double* sum)
    {
        m_isExact = false; // the sink of the reader sorts, completes and judges buckets, not this one
        std::vector<double> counts;
        double before = 0;
        for (const double value : compound.values) {
            counts.push_back(value - before);
            before = value;
        }
        counts.push_back(compound.count - before);
        m_writer.histogram(m_labels, compound.bounds, counts, sum, m_extras);
        m_exemplars.clear();
        m_bounds.clear();
    }

    ProtobufWriter m_writer;
    std::span<const LabelView> m_labels;
    ProtobufExtras m_extras;
    std::vector<Exemplar> m_exemplars;
    std::vector<double> m_bounds;
    std::vector<ExemplarOfBucket> m_entries;
    bool m_isExact = true;
    bool m_isSummary = false;
    bool m_waitsForMetric = false;
};

void checkError(const ParseError& error)
{
    require(error.line == 0 && isUtf8(error.text) && error.text.find('\n') == std::string::npos);
    require(!error.message.empty() && isUtf8(error.message) && error.message.find('\n') == std::string::npos);
}

void checkReadsBack(std::string_view body, const ProtobufOptions& options, const std::string& log)
{
    std::string written;
    bool isExact = false;
    {
        WritingSink sink(written);
        require(static_cast<bool>(readProtobuf(body, options, sink)));
        isExact = sink.isExact();
    }
    RecordingMetricSink again;
    const bool isRead = static_cast<bool>(readProtobuf(written, options, again));
    require(isRead || !isExact);
    require(!isExact || again.log == log);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    ProtobufOptions options;
    options.ignoreTimestamps = size % 2 == 0;
    options.maxLabels = 16;
    options.maxBuckets = 64;
    RecordingMetricSink sink;
    RecordingMetricSink knowing;
    knowing.remembers = true;
    ProtobufReader reader;
    const auto result = reader.read(body, options, sink);
    const auto known = reader.read(body, options, knowing);
    require(result.has_value() == known.has_value());
    require(sink.log == knowing.log);
    if (!result) {
        checkError(result.error());
        require(known.error().message == result.error().message);
    } else {
        checkReadsBack(body, options, sink.log);
    }
    return 0;
}
