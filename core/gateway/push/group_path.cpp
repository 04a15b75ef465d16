// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/group_path.h"

#include "core/exposition/escaping.h"
#include "core/gateway/push/base64url.h"
#include "core/gateway/web/percent.h"
#include "core/model/quote.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::string_view kBase64 = "@base64";

Failure<std::string> expected(std::string_view what, std::string_view found)
{
    return Failure{"expected " + std::string(what) + " in the path, found " + quote(found)};
}

/// The next segment, without its slash; `path` keeps the rest, with its slash.
std::string_view takeSegment(std::string_view& path)
{
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

Result<std::string, std::string> decodeSegment(std::string_view raw)
{
    auto text = percentDecode(raw);
    if (!text)
        return expected("two hexadecimal digits behind '%'", raw);
    return std::move(*text);
}

Result<std::string, std::string> decodeValue(std::string_view raw, bool base64)
{
    auto value = decodeSegment(raw);
    if (value && base64) {
        auto bytes = decodeBase64Url(*value);
        if (!bytes)
            return expected("base64 of the URL alphabet", raw);
        value = std::move(*bytes);
    }
    if (value && (!isUtf8(*value) || value->find('\0') != std::string::npos))
        return expected("a label value of UTF-8 without NUL", raw);
    return value;
}

Result<Label, std::string> readLabel(std::string_view rawName, std::string_view rawValue)
{
    auto name = decodeSegment(rawName);
    if (!name)
        return Failure{name.error()};
    const bool base64 = name->ends_with(kBase64);
    if (base64)
        name->resize(name->size() - kBase64.size());
    if (auto unescaped = unescapeName(*name))
        name = std::move(*unescaped);
    if (name->empty() || !isUtf8(*name) || name->find('\0') != std::string::npos)
        return expected("a label name of UTF-8 without NUL", rawName);
    if (name->starts_with("__"))
        return expected("a label name that does not begin with '__'", rawName);
    auto value = decodeValue(rawValue, base64);
    if (!value)
        return Failure{value.error()};
    return Label{std::move(*name), std::move(*value)};
}

} // namespace

Result<LabelSet, std::string> readGroupPath(std::string_view path)
{
    LabelSet labels;
    if (!path.empty() && path.front() != '/')
        return expected("'/' behind the prefix", path);
    while (!path.empty() && path != "/") {
        const std::string_view name = takeSegment(path);
        if (path.empty())
            return Failure{"expected pairs of label name and value in the path, found no value for " + quote(name)};
        auto label = readLabel(name, takeSegment(path));
        if (!label)
            return Failure{label.error()};
        const auto at = std::ranges::lower_bound(labels, label->name, {}, &Label::name);
        if (at != labels.end() && at->name == label->name)
            return expected("each label once", name);
        labels.insert(at, std::move(*label));
    }
    return labels;
}

bool beginsWithJob(std::string_view path)
{
    if (path.empty() || path.front() != '/')
        return false;
    const auto name = decodeSegment(takeSegment(path));
    if (!name || path.empty() || (*name != "job" && *name != "job" + std::string(kBase64)))
        return false;
    const auto job = decodeValue(takeSegment(path), name->ends_with(kBase64));
    return job && !job->empty();
}

std::string_view valueOf(const LabelSet& labels, std::string_view name) noexcept
{
    const auto at = std::ranges::find(labels, name, &Label::name);
    return at == labels.end() ? std::string_view() : std::string_view(at->value);
}

} // namespace cairn
