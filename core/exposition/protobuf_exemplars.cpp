// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_exemplars.h"

#include "core/exposition/protobuf_fields.h"
#include "core/exposition/scan.h"
#include "core/model/quote.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn::detail {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool refuse(std::string& why, std::string message)
{
    why = std::move(message);
    return false;
}

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

/// Takes the usual Timestamp apart: seconds before nanoseconds, of about as many bytes as those of this century have.
bool splitUsualTime(std::string_view message, std::int64_t& seconds, std::int64_t& nanos) noexcept
{
    constexpr char kSecondsTag{time_field::kSeconds};
    constexpr char kNanosTag{time_field::kNanos};
    constexpr std::size_t kLeast = 1 + sizeof(std::uint64_t);
    if (message.size() < kLeast || message[0] != kSecondsTag)
        return false;
    const std::uint64_t front = loadWord(message.data() + 1);
    const std::size_t used = 1 + varintBytes(front) + 1;
    if (used > sizeof front + 2 || used >= message.size() || message[used - 1] != kNanosTag)
        return false;
    const std::size_t left = message.size() - used;
    const std::uint64_t back = loadWord(message.data() + message.size() - sizeof back);
    if (left > sizeof back || varintBytes(back >> 8 * (sizeof back - left)) != left)
        return false;
    seconds = static_cast<std::int64_t>(joinGroups(front, used - 2));
    nanos = static_cast<std::int64_t>(joinGroups(back >> 8 * (sizeof back - left), left));
    return true;
}

bool splitTime(std::string_view message, std::int64_t& seconds, std::int64_t& nanos, std::string& why)
{
    WireReader at(message, time_field::kShape);
    while (at.next()) {
        switch (at.tag()) {
        case time_field::kSeconds: seconds = static_cast<std::int64_t>(at.varint()); break;
        case time_field::kNanos: nanos = static_cast<std::int64_t>(at.varint()); break;
        default: at.skip();
        }
    }
    return at.ok() || refuse(why, at.message());
}

/// Takes the usual LabelPair apart: name before value, both short.
bool splitShortPair(std::string_view message, LabelView& label) noexcept
{
    constexpr char kNameTag{label_field::kName};
    constexpr char kValueTag{label_field::kValue};
    constexpr std::size_t kMost = 127;
    if (message.size() < 4 || message.size() > kMost || message[0] != kNameTag)
        return false;
    const auto nameSize = static_cast<std::size_t>(static_cast<unsigned char>(message[1]));
    if (nameSize > message.size() - 4 || message[2 + nameSize] != kValueTag)
        return false;
    const auto valueSize = static_cast<std::size_t>(static_cast<unsigned char>(message[3 + nameSize]));
    if (valueSize != message.size() - 4 - nameSize)
        return false;
    label = {message.substr(2, nameSize), message.substr(4 + nameSize)};
    return true;
}

} // namespace

bool readLabelPair(std::string_view message, LabelView& label, std::string& why, bool isAscii)
{
    const bool isShort = splitShortPair(message, label);
    WireReader at(isShort ? std::string_view() : message, label_field::kShape);
    while (at.next()) {
        switch (at.tag()) {
        case label_field::kName: label.name = at.bytes(); break;
        case label_field::kValue: label.value = at.bytes(); break;
        default: at.skip();
        }
    }
    if (!at.ok())
        return refuse(why, at.message());
    if (label.name.empty())
        return refuse(why, "expected a label name, found none before value " + quote(label.value));
    if (isAscii)
        return true;
    if (!isUtf8(label.name))
        return refuse(why, "label name " + quote(label.name) + " is not UTF-8");
    if (!isUtf8(label.value))
        return refuse(why, "value " + quote(label.value) + " of label " + quote(label.name) + " is not UTF-8");
    return true;
}

bool readTime(std::string_view message, double& seconds, std::string& why)
{
    std::int64_t whole = 0;
    std::int64_t nanos = 0;
    if (!splitUsualTime(message, whole, nanos) && !splitTime(message, whole, nanos, why))
        return false;
    if (nanos < 0 || nanos >= kNanosPerSecond)
        return refuse(why, "expected nanoseconds below a second in a time, found " + std::to_string(nanos));
    seconds = static_cast<double>(whole) + static_cast<double>(nanos) / static_cast<double>(kNanosPerSecond);
    return true;
}

void ExemplarList::clear() noexcept
{
    m_entries.clear();
    m_labelsOf.clear();
    m_labels.clear();
}

bool ExemplarList::addLabel(std::string_view pair, std::size_t& used)
{
    LabelView label;
    const bool isAscii = detail::isAscii(pair);
    if (!readLabelPair(pair, label, m_why, isAscii))
        return false;
    used += isAscii ? label.name.size() + label.value.size()
                    : countCharacters(label.name) + countCharacters(label.value);
    if (used <= kMaxExemplarCharacters)
        m_labels.push_back(label);
    return true;
}

bool ExemplarList::read(std::string_view message, double bound)
{
    BucketExemplar entry{bound, {}};
    std::string_view time;
    const std::size_t first = m_labels.size();
    std::size_t used = 0;
    WireReader at(message, exemplar_field::kShape);
    while (at.next()) {
        switch (at.tag()) {
        case exemplar_field::kLabel:
            if (const std::string_view pair = at.bytes(); at.ok() && !addLabel(pair, used))
                return false;
            break;
        case exemplar_field::kValue: entry.exemplar.value = at.fixed64(); break;
        case exemplar_field::kTime: time = at.bytes(); break;
        default: at.skip();
        }
    }
    if (!at.ok())
        return refuse(m_why, at.message());
    if (time.data() != nullptr && !readTime(time, entry.exemplar.timestamp.emplace(), m_why))
        return false;
    if (used > kMaxExemplarCharacters) {
        m_labels.resize(first);
        ++m_dropped;
        return true;
    }
    m_entries.push_back(entry);
    m_labelsOf.push_back({first, m_labels.size() - first});
    return true;
}

void ExemplarList::bind(std::span<const double> bounds)
{
    if (std::ranges::none_of(m_entries, [](const BucketExemplar& entry) { return std::isnan(entry.bound); }))
        return;
    m_bounds.clear();
    std::ranges::copy_if(bounds, std::back_inserter(m_bounds), [](double bound) { return !std::isnan(bound); });
    std::ranges::sort(m_bounds);
    for (BucketExemplar& entry : m_entries) {
        if (!std::isnan(entry.bound))
            continue;
        const auto it = std::ranges::lower_bound(m_bounds, entry.exemplar.value);
        entry.bound = it == m_bounds.end() || std::isnan(entry.exemplar.value) ? kInfinity : *it;
    }
}

std::span<const BucketExemplar> ExemplarList::views()
{
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_entries[i].exemplar.labels = std::span(m_labels).subspan(m_labelsOf[i].first, m_labelsOf[i].size);
    return m_entries;
}

} // namespace cairn::detail
