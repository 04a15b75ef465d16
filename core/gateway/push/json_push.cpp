// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/json_push.h"

#include "core/exposition/number.h"
#include "core/gateway/push/json_reader.h"
#include "core/model/quote.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace cairn {

namespace {

using Kind = JsonReader::Kind;
using Keys = std::span<const std::string_view>;

enum FamilyKey : std::size_t { Name, Type, Help, Samples };
constexpr std::array<std::string_view, 4> kFamilyKeys{"name", "type", "help", "samples"};
enum SampleKey : std::size_t { Labels, Value, Buckets, Quantiles, Sum, Count };
constexpr std::array<std::string_view, 6> kSampleKeys{"labels", "value", "buckets", "quantiles", "sum", "count"};
constexpr std::array<std::string_view, 1> kTopKeys{"families"};

constexpr unsigned bit(std::size_t key) noexcept
{
    return 1U << key;
}

constexpr unsigned keysOf(MetricType type) noexcept
{
    if (!isCompound(type))
        return bit(Labels) | bit(Value);
    return bit(Labels) | bit(Sum) | bit(Count) | bit(type == MetricType::Histogram ? Buckets : Quantiles);
}

/// Reads the one shape that there is. Each function leaves the place as it found it, unless it fails.
class Reader {
public:
    explicit Reader(std::string_view body) : m_body(body), m_json(body) { }

    bool readBody(std::vector<PlainFamily>& families)
    {
        if (m_json.next() != Kind::Object)
            return m_json.fail("expected an object with \"families\", found " + m_json.found());
        unsigned seen = 0;
        const auto each = [&](std::size_t) { return readArray([&] { return readFamily(families.emplace_back()); }); };
        return readObject(kTopKeys, seen, each) && (seen != 0 || expected("an array", ".families", "nothing"))
            && m_json.finish() && haveOwnNames(families);
    }
    [[nodiscard]] PushError error() const
    {
        return {m_hasTwins ? Refusal::Duplicate : Refusal::Syntax, line(), {}, m_json.error()};
    }

private:
    [[nodiscard]] int line() const
    {
        return m_blamed ? 1 + static_cast<int>(std::ranges::count(m_body.substr(0, *m_blamed), '\n')) : m_json.line();
    }
    bool expected(std::string_view what, std::string_view key, const std::string& found)
    {
        return m_json.fail("expected " + std::string(what) + " at " + placeOf(key) + ", found " + found);
    }
    bool expected(std::string_view what) { return expected(what, "", m_json.found()); }
    [[nodiscard]] std::string placeOf(std::string_view key) const
    {
        const std::string place = m_place + std::string(key);
        return place.starts_with('.') ? place.substr(1) : place;
    }

    static std::string stepTo(const std::string& key) { return isLabelName(key) ? "." + key : "[" + quote(key) + "]"; }
    template <class Read>
    bool at(std::string_view step, Read read)
    {
        const std::size_t size = m_place.size();
        m_place.append(step);
        if (!read())
            return false;
        m_place.resize(size);
        return true;
    }
    template <class Read>
    bool readArray(Read element)
    {
        if (m_json.next() != Kind::Array)
            return expected("an array");
        m_json.open();
        std::size_t i = 0;
        for (bool first = true; m_json.nextElement(first); ++i) {
            if (!at("[" + std::to_string(i) + "]", element))
                return false;
        }
        return !m_json.hasFailed();
    }
    /// Members of any name.
    template <class Read>
    bool readMembers(Read member)
    {
        if (m_json.next() != Kind::Object)
            return expected("an object");
        m_json.open();
        std::string key;
        for (bool first = true; m_json.nextMember(first, key);) {
            if (!at(stepTo(key), [&] { return member(key); }))
                return false;
        }
        return !m_json.hasFailed();
    }
    /// Members of known names, each once.
    template <class Read>
    bool readObject(Keys known, unsigned& seen, Read member)
    {
        return readMembers([&](const std::string& key) {
            const auto index = static_cast<std::size_t>(std::ranges::find(known, key) - known.begin());
            if (index == known.size())
                return m_json.fail("unknown key at " + placeOf(""));
            if ((seen & bit(index)) != 0)
                return twice();
            seen |= bit(index);
            return member(index);
        });
    }
    bool twice() { return m_json.fail("found " + placeOf("") + " twice"); }

    bool readText(std::string& text)
    {
        return m_json.next() == Kind::String ? m_json.readString(text) || sayWhere() : expected("a string");
    }
    /// Nobody finds half a character in a long line without knowing the key.
    bool sayWhere()
    {
        m_json.addToError(" at " + placeOf(""));
        return false;
    }
    bool readNumber(double& number)
    {
        static constexpr std::string_view kNumbers = "a number, \"NaN\", \"+Inf\" or \"-Inf\"";
        const Kind kind = m_json.next();
        if (kind == Kind::Number)
            return m_json.readNumber(number) || sayWhere();
        if (kind != Kind::String)
            return expected(kNumbers);
        std::string word;
        if (!readText(word))
            return false;
        if (word != "NaN" && word != "+Inf" && word != "-Inf")
            return expected(kNumbers, "", "the text " + quote(word));
        number = word == "NaN" ? std::numeric_limits<double>::quiet_NaN() : word == "+Inf" ? HUGE_VAL : -HUGE_VAL;
        return true;
    }

    bool readFamily(PlainFamily& family)
    {
        m_seen.clear();
        unsigned seen = 0;
        static_cast<void>(m_json.next()); // behind the blanks
        family.at = m_json.offset();
        const auto read = [&](std::size_t key) {
            switch (key) {
            case Name: return readText(family.name);
            case Type: return readType(family.type);
            case Help: return readText(family.help);
            default: return readArray([&] { return readSample(family.samples.emplace_back()); });
            }
        };
        if (!readObject(kFamilyKeys, seen, read))
            return false;
        if ((seen & bit(Name)) == 0)
            return expected("a string", ".name", "nothing");
        if ((seen & bit(Samples)) == 0)
            return expected("an array", ".samples", "nothing");
        return fits(family);
    }
    bool haveOwnNames(const std::vector<PlainFamily>& families)
    {
        std::vector<std::size_t> order(families.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto name = [&](std::size_t i) { return std::string_view(families[i].name); };
        std::ranges::stable_sort(order, {}, name);
        const auto same = std::ranges::adjacent_find(order, {}, name);
        m_hasTwins = same != order.end();
        if (m_hasTwins)
            m_blamed = families[*(same + 1)].at;
        return !m_hasTwins
            || m_json.fail("found family " + quote(name(*same)) + " twice: families[" + std::to_string(*same)
                + "] and families[" + std::to_string(*(same + 1)) + "]");
    }
    bool readType(MetricType& type)
    {
        std::string word;
        if (!readText(word))
            return false;
        const auto known = metricTypeFromString(word);
        if (!known || *known > MetricType::Summary)
            return expected("counter, gauge, histogram, summary, untyped or unknown", "", quote(word));
        type = *known;
        return true;
    }
    /// Whether each sample has what the family's type asks for: the type may stand behind them.
    bool fits(const PlainFamily& family)
    {
        for (std::size_t i = 0; i < m_seen.size(); ++i) {
            const std::string place = ".samples[" + std::to_string(i) + "]";
            m_blamed = family.samples[i].at;
            const unsigned foreign = m_seen[i] & ~keysOf(family.type);
            for (std::size_t key = 0; key < kSampleKeys.size(); ++key) {
                if ((foreign & bit(key)) != 0)
                    return m_json.fail("unknown key at " + placeOf(place + "." + std::string(kSampleKeys[key]))
                        + " of type " + std::string(toString(family.type)));
            }
            const PlainSample& sample = family.samples[i];
            if (!isCompound(family.type) && !sample.value)
                return expected("a number", place + ".value", "nothing");
            if (isCompound(family.type) && sample.parts.empty() && !sample.sum && !sample.count)
                return expected("a number", place + ".count", "nothing");
        }
        m_blamed.reset();
        return true;
    }
    bool readSample(PlainSample& sample)
    {
        unsigned seen = 0;
        static_cast<void>(m_json.next());
        sample.at = m_json.offset();
        const auto read = [&](std::size_t key) {
            switch (key) {
            case Labels: return readLabels(sample.labels);
            case Value: return readNumber(sample.value.emplace());
            case Sum: return readNumber(sample.sum.emplace());
            case Count: return readNumber(sample.count.emplace());
            default: return readParts(sample);
            }
        };
        const bool good = readObject(kSampleKeys, seen, read);
        m_seen.push_back(seen);
        return good;
    }
    bool readLabels(LabelSet& labels)
    {
        const auto read = [&](const std::string& name) { return readText(labels.emplace_back(Label{name, {}}).value); };
        if (!readMembers(read))
            return false;
        std::ranges::sort(labels);
        const auto same = std::ranges::adjacent_find(labels, {}, &Label::name);
        return same == labels.end() || at(stepTo(same->name), [&] { return twice(); });
    }
    bool readParts(PlainSample& sample)
    {
        const auto read = [&](const std::string& key) {
            const Number bound = parseNumber(key);
            if (bound.error != NumberError::None || std::isnan(bound.value))
                return m_json.fail("expected a number as key at " + placeOf(""));
            return readNumber(sample.parts.emplace_back(bound.value, 0.0).second);
        };
        if (!readMembers(read))
            return false;
        constexpr auto kBound = &std::pair<double, double>::first;
        std::ranges::sort(sample.parts, {}, kBound);
        const auto same = std::ranges::adjacent_find(sample.parts, {}, kBound);
        if (same == sample.parts.end())
            return true;
        std::string bound;
        appendNumber(bound, same->first);
        return at(stepTo(bound), [&] { return twice(); });
    }

    const std::string_view m_body;
    JsonReader m_json;
    std::optional<std::size_t> m_blamed; ///< where to look, if it is not where the reader stands
    std::string m_place; ///< of what is read, with a point in front
    bool m_hasTwins = false; ///< families of one name
    std::vector<unsigned> m_seen; ///< the keys of each sample of the family
};

} // namespace

Result<std::vector<PlainFamily>, PushError> readJsonPush(std::string_view body)
{
    Reader reader(body);
    std::vector<PlainFamily> families;
    if (!reader.readBody(families))
        return Failure{reader.error()};
    return families;
}

} // namespace cairn
