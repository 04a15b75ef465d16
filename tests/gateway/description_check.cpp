// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/description_check.h"

#include "core/gateway/api/description.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <set>
#include <yaml-cpp/yaml.h>

namespace cairn::testing {

namespace {

const YAML::Node& description()
{
    static const YAML::Node node = YAML::Load(std::string(apiDescription()));
    return node;
}

/// Reads a JSON Schema as far as the description uses it.
class Checker {
public:
    void check(const YAML::Node& schema, const QJsonValue& value, const std::string& at)
    {
        apply(schema, value, at);
        if (!value.isObject())
            return;
        std::set<std::string> known;
        if (!collect(schema, known) || known.empty())
            return;
        for (const QString& key : value.toObject().keys()) {
            if (!known.contains(key.toStdString()))
                complain(at, "has " + key.toStdString() + ", which is not described");
        }
    }
    std::vector<std::string> found;

private:
    void complain(const std::string& at, const std::string& what) { found.push_back(at + " " + what); }

    static YAML::Node resolved(const std::string& reference)
    {
        YAML::Node node = YAML::Clone(description());
        std::string path = reference.substr(2);
        while (!path.empty()) {
            const std::string part = path.substr(0, path.find('/'));
            path.erase(0, std::min(part.size() + 1, path.size()));
            node.reset(node[part]);
        }
        return node;
    }
    static const YAML::Node& follow(const std::string& reference)
    {
        static std::map<std::string, YAML::Node> nodes;
        auto at = nodes.find(reference);
        if (at == nodes.end())
            at = nodes.emplace(reference, resolved(reference)).first;
        return at->second;
    }
    /// False: anything may be there.
    static bool collect(const YAML::Node& schema, std::set<std::string>& known)
    {
        bool isClosed = !schema["additionalProperties"];
        if (schema["$ref"])
            isClosed = collect(follow(schema["$ref"].as<std::string>()), known) && isClosed;
        for (const char* several : {"allOf", "oneOf"}) {
            for (const auto& part : schema[several])
                isClosed = collect(part, known) && isClosed;
        }
        for (const auto& property : schema["properties"])
            known.insert(property.first.as<std::string>());
        return isClosed;
    }
    void apply(const YAML::Node& schema, const QJsonValue& value, const std::string& at)
    {
        if (schema["$ref"])
            check(follow(schema["$ref"].as<std::string>()), value, at, false);
        for (const auto& part : schema["allOf"])
            check(part, value, at, false);
        if (schema["oneOf"])
            applyOneOf(schema["oneOf"], value, at);
        if (schema["type"])
            applyType(schema["type"], value, at);
        if (schema["const"] && textOf(value) != schema["const"].as<std::string>())
            complain(at, "is " + textOf(value) + ", not " + schema["const"].as<std::string>());
        if (schema["enum"])
            applyEnum(schema["enum"], value, at);
        if (value.isObject())
            applyObject(schema, value.toObject(), at);
        if (value.isArray() && schema["items"]) {
            int i = 0;
            for (const QJsonValue item : value.toArray())
                check(schema["items"], item, at + "[" + std::to_string(i++) + "]");
        }
    }
    void check(const YAML::Node& schema, const QJsonValue& value, const std::string& at, bool isWhole)
    {
        isWhole ? check(schema, value, at) : apply(schema, value, at);
    }
    void applyOneOf(const YAML::Node& choices, const QJsonValue& value, const std::string& at)
    {
        std::string why;
        int fits = 0;
        for (const auto& choice : choices) {
            Checker one;
            one.check(choice, value, at);
            fits += one.found.empty() ? 1 : 0;
            for (const std::string& complaint : one.found)
                why += "; " + complaint;
        }
        if (fits != 1)
            complain(at, "fits " + std::to_string(fits) + " of its choices" + why);
    }
    void applyType(const YAML::Node& type, const QJsonValue& value, const std::string& at)
    {
        const auto isOf = [&](const YAML::Node& one) { return hasType(value, one.as<std::string>()); };
        const bool fits = type.IsSequence() ? std::any_of(type.begin(), type.end(), isOf) : isOf(type);
        if (!fits)
            complain(at, "is " + textOf(value) + ", of another type");
    }
    static bool hasType(const QJsonValue& value, const std::string& type)
    {
        if (type == "integer")
            return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
        return (type == "number" && value.isDouble()) || (type == "string" && value.isString())
            || (type == "boolean" && value.isBool()) || (type == "object" && value.isObject())
            || (type == "array" && value.isArray()) || (type == "null" && value.isNull());
    }
    void applyEnum(const YAML::Node& words, const QJsonValue& value, const std::string& at)
    {
        const std::string text = textOf(value);
        if (!std::any_of(
                words.begin(), words.end(), [&](const auto& word) { return word.template as<std::string>() == text; }))
            complain(at, "is " + text + ", which is none of its words");
    }
    void applyObject(const YAML::Node& schema, const QJsonObject& object, const std::string& at)
    {
        for (const auto& name : schema["required"]) {
            if (!object.contains(QString::fromStdString(name.as<std::string>())))
                complain(at, "lacks " + name.as<std::string>());
        }
        for (const auto& property : schema["properties"]) {
            const QString name = QString::fromStdString(property.first.as<std::string>());
            if (object.contains(name))
                check(property.second, object[name], at + "." + name.toStdString());
        }
        if (!schema["additionalProperties"] || !schema["additionalProperties"].IsMap())
            return;
        for (const QString& name : object.keys()) {
            if (!schema["properties"] || !schema["properties"][name.toStdString()])
                check(schema["additionalProperties"], object[name], at + "." + name.toStdString());
        }
    }
    static std::string textOf(const QJsonValue& value)
    {
        if (value.isString())
            return value.toString().toStdString();
        if (value.isBool())
            return value.toBool() ? "true" : "false";
        return value.isDouble() ? std::to_string(static_cast<long long>(value.toDouble()))
            : value.isNull()    ? "null"
            : value.isArray()   ? "an array"
                                : "an object";
    }
};

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

} // namespace

std::vector<std::string> complaints(
    const std::string& method, const std::string& path, int status, std::string_view body)
{
    const YAML::Node resource = description()["paths"][path];
    const YAML::Node operation = resource ? resource[lower(method)] : YAML::Node(YAML::NodeType::Undefined);
    const std::string what = method + " " + path + " " + std::to_string(status) + ":";
    if (!operation)
        return {what + " is not described"};
    if (operation["x-planned"])
        return {what + " is described as planned"};
    Checker checker;
    YAML::Node response = operation["responses"][std::to_string(status)];
    if (!response)
        return {what + " has a status that is not described"};
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray(body.data(), static_cast<int>(body.size())), &error);
    if (error.error != QJsonParseError::NoError)
        return {what + " is no JSON: " + error.errorString().toStdString()};
    YAML::Node schema;
    if (response["$ref"])
        schema = description()["components"]["schemas"]["Error"];
    else
        schema = response["content"]["application/json"]["schema"];
    checker.check(schema, document.object(), what);
    return checker.found;
}

std::vector<std::string> describedOperations()
{
    std::vector<std::string> operations;
    for (const auto& path : description()["paths"]) {
        for (const auto& operation : path.second) {
            std::string method = operation.first.as<std::string>();
            std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
            if (!operation.second["x-planned"])
                operations.push_back(method + " " + path.first.as<std::string>());
        }
    }
    return operations;
}

} // namespace cairn::testing
