// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/flag_table.h"
#include "core/gateway/api/status_api.h"

#include <array>

namespace cairn {

namespace {

constexpr std::string_view kMask = "***";
constexpr std::array<std::string_view, 5> kOrigins{"", "default", "file", "environment", "flag"};

bool isSecret(std::string_view name)
{
    return std::ranges::any_of(std::array{"password", "secret", "token"},
        [name](const char* word) { return name.find(word) != std::string_view::npos; });
}

/// `https://user:***@host` for what has a password in it.
std::string withoutPassword(std::string text)
{
    for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at + 3)) {
        const std::size_t begin = at + 3;
        const std::size_t end = std::min(text.find_first_of("/,", begin), text.size());
        const std::size_t host = text.rfind('@', end);
        const std::size_t colon = text.find(':', begin);
        if (host == std::string::npos || host < begin || colon == std::string::npos || colon > host)
            continue;
        text.replace(colon + 1, host - colon - 1, kMask);
    }
    return text;
}

void writeSetting(JsonWriter& json, const Setting& setting)
{
    const Flag* flag = findFlag(gatewayFlags(), setting.name);
    json.beginObject();
    json.member("name", setting.name);
    json.member("value", shownValue(setting));
    json.member("default", flag == nullptr ? std::string_view() : flag->fallback);
    json.member("origin", toString(setting.origin));
    json.member("where", setting.where);
    json.member("help", flag == nullptr ? std::string_view() : flag->help);
    json.endObject();
}

} // namespace

std::string shownValue(const Setting& setting)
{
    return isSecret(setting.name) && !setting.value.empty() ? std::string(kMask) : withoutPassword(setting.value);
}

ApiAnswer StatusApi::config(ApiRequest& request) const
{
    const std::string search = request.parameters.search();
    const std::string_view origin = request.parameters.choice("origin", kOrigins);
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    json.key("settings");
    json.beginArray();
    for (const Setting& setting : m_uses.config.settings) {
        if (containsText(setting.name, search) && (origin.empty() || toString(setting.origin) == origin))
            writeSetting(json, setting);
    }
    json.endArray();
    json.key("warnings");
    json.beginArray();
    for (const std::string& warning : m_uses.config.warnings)
        json.value(withoutPassword(warning));
    json.endArray();
    json.endObject();
    return data.finish();
}

} // namespace cairn
