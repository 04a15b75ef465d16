// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/value_json.h"

#include "core/aggregation/label_text.h"

#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <numeric>

namespace cairn {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::array kShownQuantiles{0.5, 0.9, 0.99};

void writeBucket(JsonWriter& json, double lower, double upper, double count)
{
    json.member("lower", lower);
    json.member("upper", upper);
    json.member("count", count);
}

void writeBuckets(JsonWriter& json, std::span<const double> bounds, std::span<const double> counts)
{
    json.beginArray();
    double lower = -kInfinity;
    double cumulative = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double upper = i < bounds.size() ? bounds[i] : kInfinity;
        cumulative += counts[i];
        json.beginObject();
        writeBucket(json, lower, upper, counts[i]);
        json.member("cumulative", cumulative);
        json.endObject();
        lower = upper;
    }
    json.endArray();
}

void writeNativeBucket(JsonWriter& json, double lower, double upper, double count)
{
    json.beginObject();
    writeBucket(json, lower, upper, count);
    json.endObject();
}

void writeNative(JsonWriter& json, const NativeHistogram& native)
{
    const auto bound = [&](std::int32_t index) { return nativeUpperBound(native.schema, index); };
    json.beginObject();
    json.member("schema", native.schema);
    json.member("zero_threshold", native.zeroThreshold);
    json.member("zero_count", native.zeroCount);
    json.key("buckets");
    json.beginArray();
    for (auto it = native.negative.rbegin(); it != native.negative.rend(); ++it)
        writeNativeBucket(json, -bound(it->index), -bound(it->index - 1), it->count);
    for (const NativeBucket& bucket : native.positive)
        writeNativeBucket(json, bound(bucket.index - 1), bound(bucket.index), bucket.count);
    json.endArray();
    json.endObject();
}

void writeQuantile(JsonWriter& json, double quantile, std::optional<double> value)
{
    json.beginObject();
    json.member("quantile", quantile);
    json.member("value", value);
    json.endObject();
}

void writeSlots(JsonWriter& json, const std::vector<WindowSlot>& slots, Instant now)
{
    json.beginArray();
    for (const WindowSlot& slot : slots) {
        json.beginObject();
        json.member("age_seconds", std::chrono::duration<double>(now - slot.begin).count());
        json.member("count", slot.count);
        json.member("sum", slot.sum);
        if (slot.min)
            json.member("min", *slot.min);
        if (slot.max)
            json.member("max", *slot.max);
        json.endObject();
    }
    json.endArray();
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    constexpr std::string_view kPlain = "-._~";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = (byte < 128 && std::isalnum(byte) != 0) || kPlain.find(c) != std::string_view::npos;
        if (isPlain)
            out += c;
        else
            out.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
    return out;
}

// An empty value would be taken for a final slash, so it is written in the form that Pushgateway has for it.
void appendPair(std::string& path, const Label& label)
{
    path.append("/").append(percentEncoded(label.name)).append(label.value.empty() ? "@base64/=" : "/");
    path.append(percentEncoded(label.value));
}

} // namespace

void writeLabels(JsonWriter& json, const LabelSet& labels)
{
    json.beginObject();
    for (const Label& label : labels)
        json.member(label.name, label.value);
    json.endObject();
}

void writeLabels(JsonWriter& json, std::string_view text)
{
    writeLabels(json, parseLabelText(text));
}

// The job goes first, as Pushgateway demands.
std::string groupPath(const LabelSet& labels)
{
    std::string path;
    for (const bool isFirst : {true, false}) {
        for (const Label& label : labels) {
            if ((label.name == "job") == isFirst)
                appendPair(path, label);
        }
    }
    return path;
}

void writeGroup(JsonWriter& json, std::string_view text)
{
    const LabelSet labels = parseLabelText(text);
    json.beginObject();
    json.key("labels");
    writeLabels(json, labels);
    json.member("path", groupPath(labels));
    json.endObject();
}

std::optional<double> estimateQuantile(double quantile, std::span<const double> bounds, std::span<const double> counts)
{
    const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
    if (!(total > 0))
        return {};
    if (bounds.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const double rank = quantile * total;
    double below = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (below + counts[i] < rank) {
            below += counts[i];
            continue;
        }
        if (i == 0 && bounds[0] <= 0)
            return bounds[0];
        const double lower = i == 0 ? 0 : bounds[i - 1];
        return counts[i] > 0 ? lower + (bounds[i] - lower) * ((rank - below) / counts[i]) : lower;
    }
    return bounds.back();
}

void writeHistogram(JsonWriter& json, std::span<const double> bounds, std::span<const double> counts,
    std::optional<double> sum, const NativeHistogram* native)
{
    json.beginObject();
    json.key("buckets");
    writeBuckets(json, bounds, counts);
    json.member("count", std::accumulate(counts.begin(), counts.end(), 0.0));
    json.member("sum", sum);
    json.key("quantiles");
    json.beginArray();
    for (const double quantile : kShownQuantiles)
        writeQuantile(json, quantile, estimateQuantile(quantile, bounds, counts));
    json.endArray();
    if (native != nullptr) {
        json.key("native");
        writeNative(json, *native);
    }
    json.endObject();
}

void writeSummary(JsonWriter& json, std::span<const double> quantiles, std::span<const double> values,
    std::optional<double> count, std::optional<double> sum)
{
    json.beginObject();
    json.key("quantiles");
    json.beginArray();
    for (std::size_t i = 0; i < values.size() && i < quantiles.size(); ++i)
        writeQuantile(json, quantiles[i], values[i]);
    json.endArray();
    json.member("count", count);
    json.member("sum", sum);
    json.endObject();
}

void writeWindow(JsonWriter& json, const SideState& side, Instant now)
{
    json.beginObject();
    json.member("mode", toString(side.mode));
    json.member("length_seconds", std::chrono::duration<double>(side.mode.window).count());
    json.key("slots");
    writeSlots(json, side.window ? side.window->contents(now) : side.compoundWindow->contents(now), now);
    json.endObject();
}

void writeExemplars(JsonWriter& json, const SeriesExtras& extras)
{
    json.beginArray();
    for (const StoredExemplar& stored : extras.exemplars) {
        json.beginObject();
        json.member("bound", stored.bound);
        json.key("labels");
        writeLabels(json, stored.exemplar.labels);
        json.member("value", stored.exemplar.value);
        if (stored.exemplar.timestamp)
            json.member("time", *stored.exemplar.timestamp);
        json.endObject();
    }
    json.endArray();
}

} // namespace cairn
