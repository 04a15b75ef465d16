// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/v1/series_json.h"

#include "core/aggregation/label_text.h"
#include "core/exposition/number.h"
#include "core/gateway/web/json_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace cairn {

namespace {

void appendText(std::string& out, double value)
{
    out += '"';
    appendNumber(out, value);
    out += '"';
}

/// Counts are integers there, without an exponent.
void appendCount(std::string& out, double count)
{
    constexpr double kEnd = 18446744073709551616.0; // 2^64
    if (!(count >= 0 && count < kEnd && std::floor(count) == count))
        return appendText(out, count);
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.begin(), digits.end(), static_cast<std::uint64_t>(count)).ptr;
    out.append(1, '"').append(digits.begin(), end).append(1, '"');
}

void appendSum(std::string& out, const double* sum)
{
    if (sum == nullptr)
        return;
    appendJsonKey(out, "sum");
    appendText(out, *sum);
}

/// A member whose key is a number.
void appendNumberKey(std::string& out, double key)
{
    std::string text;
    appendNumber(text, key);
    appendJsonKey(out, text);
}

/// A list of native buckets that is being written.
class BucketList {
public:
    explicit BucketList(std::string& out, bool isFloat) : m_out(out), m_isFloat(isFloat) { m_out += '['; }
    void add(char rule, double lower, double upper, double count)
    {
        if (count == 0)
            return;
        if (m_out.back() != '[')
            m_out += ',';
        m_out.append(1, '[').append(1, rule).append(1, ',');
        appendText(m_out, lower);
        m_out += ',';
        appendText(m_out, upper);
        m_out += ',';
        m_isFloat ? appendText(m_out, count) : appendCount(m_out, count);
        m_out += ']';
    }
    void end() { m_out += ']'; }

private:
    std::string& m_out;
    bool m_isFloat;
};

} // namespace

void appendLabelsJson(std::string& out, std::string_view labels)
{
    appendJsonKey(out, "labels");
    out += '{';
    for (const Label& label : parseLabelText(labels)) {
        appendJsonKey(out, label.name);
        appendJsonString(out, label.value);
    }
    out += '}';
}

void appendValueJson(std::string& out, double value)
{
    appendJsonKey(out, "value");
    appendText(out, value);
}

void appendSummaryJson(std::string& out, std::span<const double> quantiles, std::span<const double> values,
    const double* count, const double* sum)
{
    appendJsonKey(out, "quantiles");
    out += '{';
    for (std::size_t i = 0; i < values.size(); ++i) {
        appendNumberKey(out, quantiles[i]);
        appendText(out, values[i]);
    }
    out += '}';
    if (count != nullptr) {
        appendJsonKey(out, "count");
        appendCount(out, *count);
    }
    appendSum(out, sum);
}

void appendHistogramJson(
    std::string& out, std::span<const double> bounds, std::span<const double> counts, const double* sum)
{
    appendJsonKey(out, "buckets");
    out += '{';
    double total = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        total += counts[i];
        appendNumberKey(out, i < bounds.size() ? bounds[i] : HUGE_VAL);
        appendCount(out, total);
    }
    out += '}';
    appendJsonKey(out, "count");
    appendCount(out, total);
    appendSum(out, sum);
}

void appendNativeJson(std::string& out, const NativeHistogram& native, double count, const double* sum)
{
    appendJsonKey(out, "buckets");
    BucketList list(out, native.isFloat);
    const auto bound = [&](std::int32_t index) { return nativeUpperBound(native.schema, index); };
    for (auto it = native.negative.rbegin(); it != native.negative.rend(); ++it)
        list.add('1', -bound(it->index), -bound(it->index - 1), it->count);
    list.add('3', -native.zeroThreshold, native.zeroThreshold, native.zeroCount);
    for (const NativeBucket& bucket : native.positive)
        list.add('0', bound(bucket.index - 1), bound(bucket.index), bucket.count);
    list.end();
    appendJsonKey(out, "count");
    native.isFloat ? appendText(out, count) : appendCount(out, count);
    appendSum(out, sum);
}

} // namespace cairn
