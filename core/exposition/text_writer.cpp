// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/text_writer.h"

#include "core/exposition/number.h"

#include <algorithm>

namespace cairn {

namespace {

/// The end of a text: takes room for all that comes at once, gives back what was not used.
class Tail {
public:
    Tail(std::string& out, std::size_t room) : m_out(out), m_start(out.size())
    {
        m_out.resize(m_start + room);
        m_at = m_out.data() + m_start;
    }
    ~Tail() { m_out.resize(static_cast<std::size_t>(m_at - m_out.data())); }
    Tail(const Tail&) = delete;
    Tail& operator=(const Tail&) = delete;

    void put(std::string_view text) noexcept { m_at = std::copy_n(text.data(), text.size(), m_at); }
    void put(char c) noexcept { *m_at++ = c; }
    /// ` value\n`
    void finish(double value) noexcept
    {
        put(' ');
        m_at = formatNumber(m_at, value);
        put('\n');
    }

private:
    std::string& m_out;
    std::size_t m_start;
    char* m_at;
};

constexpr std::size_t kValueRoom = kMaxNumberBytes + 2; // blank and line end
constexpr std::string_view kInf = "+Inf";

/// What the lines of one histogram or summary share.
struct Series {
    std::string_view name;
    std::string_view labels;

    /// The bytes of a line at most, beside suffix and label value.
    [[nodiscard]] std::size_t room() const noexcept { return name.size() + labels.size() + kValueRoom + 2; }

    void putLine(Tail& tail, std::string_view suffix, double value) const noexcept
    {
        tail.put(name);
        tail.put(suffix);
        if (!labels.empty()) {
            tail.put('{');
            tail.put(labels);
            tail.put('}');
        }
        tail.finish(value);
    }
    /// With one more label, whose value needs no escapes.
    void putLine(Tail& tail, std::string_view suffix, std::string_view label, std::string_view labelValue,
        double value) const noexcept
    {
        tail.put(name);
        tail.put(suffix);
        tail.put('{');
        tail.put(labels);
        if (!labels.empty())
            tail.put(',');
        tail.put(label);
        tail.put("=\"");
        tail.put(labelValue);
        tail.put("\"}");
        tail.finish(value);
    }
};

constexpr std::string_view kBucket = "_bucket";
constexpr std::string_view kSum = "_sum";
constexpr std::string_view kCount = "_count";
constexpr std::string_view kLe = "le";
constexpr std::string_view kQuantile = "quantile";
constexpr std::size_t kExtraLabelRoom = kBucket.size() + kQuantile.size() + 4; // beside its value: ,=""

std::size_t totalSize(std::span<const std::string> texts) noexcept
{
    std::size_t size = 0;
    for (const std::string& text : texts)
        size += text.size();
    return size;
}

/// Room for a line per text, and for +Inf, `_sum` and `_count`.
std::size_t compoundRoom(const Series& series, std::span<const std::string> texts) noexcept
{
    return (texts.size() + 3) * (series.room() + kExtraLabelRoom) + totalSize(texts) + kInf.size();
}

void appendEscaped(std::string& out, std::string_view text, std::string_view special)
{
    for (;;) {
        const std::size_t plain = std::min(text.find_first_of(special), text.size());
        out.append(text.substr(0, plain));
        if (plain == text.size())
            return;
        out += '\\';
        out += text[plain] == '\n' ? 'n' : text[plain];
        text.remove_prefix(plain + 1);
    }
}

} // namespace

void appendEscapedLabelValue(std::string& out, std::string_view value)
{
    appendEscaped(out, value, "\\\"\n");
}

void appendEscapedHelp(std::string& out, std::string_view help)
{
    appendEscaped(out, help, "\\\n");
}

std::vector<std::string> boundTexts(std::span<const double> bounds)
{
    std::vector<std::string> texts(bounds.size());
    for (std::size_t i = 0; i < bounds.size(); ++i)
        appendNumber(texts[i], bounds[i]);
    return texts;
}

void TextWriter::beginFamily(std::string_view name, MetricType type, std::string_view help)
{
    m_name = name;
    if (!help.empty()) {
        m_out.append("# HELP ").append(name).append(1, ' ');
        appendEscapedHelp(m_out, help);
        m_out += '\n';
    }
    if (type != MetricType::Untyped)
        m_out.append("# TYPE ").append(name).append(1, ' ').append(toString(classicType(type))).append(1, '\n');
}

void TextWriter::sample(std::string_view labels, double value)
{
    const Series series{m_name, labels};
    Tail tail(m_out, series.room());
    series.putLine(tail, {}, value);
}

void TextWriter::histogram(
    std::string_view labels, std::span<const std::string> bounds, std::span<const double> counts, const double* sum)
{
    const Series series{m_name, labels};
    Tail tail(m_out, compoundRoom(series, bounds));
    double total = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        total += counts[i];
        series.putLine(tail, kBucket, kLe, bounds[i], total);
    }
    total += counts[bounds.size()];
    series.putLine(tail, kBucket, kLe, kInf, total);
    if (sum != nullptr)
        series.putLine(tail, kSum, *sum);
    series.putLine(tail, kCount, total);
}

void TextWriter::summary(std::string_view labels, std::span<const std::string> quantiles,
    std::span<const double> values, const double* sum, const double* count)
{
    const Series series{m_name, labels};
    Tail tail(m_out, compoundRoom(series, quantiles));
    for (std::size_t i = 0; i < quantiles.size(); ++i)
        series.putLine(tail, {}, kQuantile, quantiles[i], values[i]);
    if (sum != nullptr)
        series.putLine(tail, kSum, *sum);
    if (count != nullptr)
        series.putLine(tail, kCount, *count);
}

} // namespace cairn
