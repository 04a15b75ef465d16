// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/json_push.h"

#include "core/exposition/number.h"
#include "core/model/quote.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

namespace cairn {

namespace {

std::string bytesOf(const QString& text)
{
    return text.toStdString();
}

// JSON's objects as QJsonDocument gives them have each key once: a doubled one shows in there being fewer members than
// the text has colons outside of strings.
std::size_t countMembers(std::string_view body)
{
    std::size_t members = 0;
    bool inString = false;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (inString && body[i] == '\\')
            ++i;
        else if (body[i] == '"')
            inString = !inString;
        else if (!inString && body[i] == ':')
            ++members;
    }
    return members;
}

class Reader {
public:
    using Families = std::vector<PlainFamily>;

    bool readBody(const QJsonObject& body, Families& families)
    {
        if (!enter(body, "", {"families"}))
            return false;
        const QJsonValue all = body["families"];
        if (!all.isArray())
            return expected("families", "an array", all);
        const QJsonArray list = all.toArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            if (!readFamily(list[i], "families[" + std::to_string(i) + "]", families.emplace_back()))
                return false;
        }
        return true;
    }
    [[nodiscard]] std::size_t members() const noexcept { return m_members; }
    [[nodiscard]] const std::string& error() const noexcept { return m_error; }

private:
    bool refuse(std::string message)
    {
        m_error = std::move(message);
        return false;
    }
    bool expected(const std::string& place, std::string_view what, const QJsonValue& found)
    {
        static constexpr const char* kFound[] = {"null", "a boolean", "a number", "a string", "an array", "an object"};
        const int type = found.type();
        return refuse("expected " + std::string(what) + " at " + place + ", found "
            + (found.isUndefined() || type < 0 || type > 5 ? "nothing" : kFound[type]));
    }
    bool enter(const QJsonObject& object, const std::string& place, std::initializer_list<std::string_view> known)
    {
        m_members += static_cast<std::size_t>(object.size());
        for (auto it = object.begin(); it != object.end(); ++it) {
            const std::string key = bytesOf(it.key());
            if (std::ranges::find(known, key) == known.end())
                return refuse("unknown key " + quote(place.empty() ? key : place + "." + key));
        }
        return true;
    }
    bool readText(const QJsonValue& value, const std::string& place, std::string& text)
    {
        if (!value.isString())
            return expected(place, "a string", value);
        text = bytesOf(value.toString());
        return true;
    }
    bool readNumber(const QJsonValue& value, const std::string& place, double& number)
    {
        const QString text = value.toString();
        if (text == u"NaN")
            number = std::numeric_limits<double>::quiet_NaN();
        else if (text == u"+Inf" || text == u"-Inf")
            number = text == u"+Inf" ? HUGE_VAL : -HUGE_VAL;
        else if (value.isDouble() && std::isfinite(value.toDouble()))
            number = value.toDouble();
        else
            return expected(place, "a number, \"NaN\", \"+Inf\" or \"-Inf\"", value);
        return true;
    }
    bool readOptional(const QJsonObject& object, const char* key, const std::string& place, std::optional<double>& into)
    {
        const QJsonValue value = object[QLatin1String(key)];
        return value.isUndefined() || readNumber(value, place + "." + key, into.emplace());
    }

    bool readFamily(const QJsonValue& value, const std::string& place, PlainFamily& family)
    {
        if (!value.isObject())
            return expected(place, "an object", value);
        const QJsonObject object = value.toObject();
        if (!enter(object, place, {"name", "type", "help", "samples"})
            || !readText(object["name"], place + ".name", family.name)
            || !readType(object["type"], place + ".type", family.type))
            return false;
        if (object.contains("help") && !readText(object["help"], place + ".help", family.help))
            return false;
        const QJsonValue samples = object["samples"];
        if (!samples.isArray())
            return expected(place + ".samples", "an array", samples);
        const QJsonArray list = samples.toArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            const std::string at = place + ".samples[" + std::to_string(i) + "]";
            if (!readSample(list[i], at, family.type, family.samples.emplace_back()))
                return false;
        }
        return true;
    }
    bool readType(const QJsonValue& value, const std::string& place, MetricType& type)
    {
        if (value.isUndefined())
            return true;
        std::string word;
        if (!readText(value, place, word))
            return false;
        const auto known = metricTypeFromString(word);
        if (!known || *known > MetricType::Summary)
            return refuse(
                "expected counter, gauge, histogram, summary or untyped at " + place + ", found " + quote(word));
        type = *known;
        return true;
    }
    bool readSample(const QJsonValue& value, const std::string& place, MetricType type, PlainSample& sample)
    {
        if (!value.isObject())
            return expected(place, "an object", value);
        const QJsonObject object = value.toObject();
        if (!readLabels(object["labels"], place + ".labels", sample.labels))
            return false;
        if (!isCompound(type))
            return enter(object, place, {"labels", "value"})
                && readNumber(object["value"], place + ".value", sample.value.emplace());
        const char* parts = type == MetricType::Histogram ? "buckets" : "quantiles";
        return enter(object, place, {"labels", parts, "sum", "count"})
            && readParts(object[QLatin1String(parts)], place + "." + parts, sample)
            && readOptional(object, "sum", place, sample.sum) && readOptional(object, "count", place, sample.count)
            && (!sample.parts.empty() || sample.sum || sample.count
                || expected(place + ".count", "a number", QJsonValue::Undefined));
    }
    bool readLabels(const QJsonValue& value, const std::string& place, LabelSet& labels)
    {
        if (value.isUndefined())
            return true;
        if (!value.isObject())
            return expected(place, "an object", value);
        const QJsonObject object = value.toObject();
        m_members += static_cast<std::size_t>(object.size());
        for (auto it = object.begin(); it != object.end(); ++it) {
            Label& label = labels.emplace_back();
            label.name = bytesOf(it.key());
            if (!readText(it.value(), place + "." + label.name, label.value))
                return false;
        }
        std::ranges::sort(labels);
        return true;
    }
    bool readParts(const QJsonValue& value, const std::string& place, PlainSample& sample)
    {
        if (value.isUndefined())
            return true;
        if (!value.isObject())
            return expected(place, "an object", value);
        const QJsonObject object = value.toObject();
        m_members += static_cast<std::size_t>(object.size());
        for (auto it = object.begin(); it != object.end(); ++it) {
            const std::string key = bytesOf(it.key());
            const Number bound = parseNumber(key);
            if (bound.error != NumberError::None || std::isnan(bound.value))
                return refuse("expected numbers as keys at " + place + ", found " + quote(key));
            auto& part = sample.parts.emplace_back(bound.value, 0.0);
            if (!readNumber(it.value(), place + "." + key, part.second))
                return false;
        }
        std::ranges::sort(sample.parts, {}, &std::pair<double, double>::first);
        return true;
    }

    std::size_t m_members = 0;
    std::string m_error;
};

PushError syntaxError(std::string message, int line = 0)
{
    // A key may be anything: the message stays one line of UTF-8.
    std::ranges::replace_if(
        message, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
    return {Refusal::Syntax, line, {}, std::move(message)};
}

} // namespace

Result<std::vector<PlainFamily>, PushError> readJsonPush(std::string_view body)
{
    if (body.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return Failure{syntaxError("expected less than 2 GiB of JSON")};
    QJsonParseError fault;
    const auto document
        = QJsonDocument::fromJson(QByteArray::fromRawData(body.data(), static_cast<qsizetype>(body.size())), &fault);
    if (fault.error != QJsonParseError::NoError) {
        const auto offset = std::min(static_cast<std::size_t>(std::max(fault.offset, 0)), body.size());
        const auto line = 1 + std::count(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
        return Failure{
            syntaxError("expected JSON, found a mistake: " + bytesOf(fault.errorString()), static_cast<int>(line))};
    }
    if (!document.isObject())
        return Failure{syntaxError("expected an object with \"families\"")};
    Reader reader;
    std::vector<PlainFamily> families;
    if (!reader.readBody(document.object(), families))
        return Failure{syntaxError(reader.error())};
    if (reader.members() != countMembers(body))
        return Failure{syntaxError("found a key twice in one object")};
    return families;
}

} // namespace cairn
