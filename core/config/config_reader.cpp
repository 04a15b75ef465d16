// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_reader.h"

#include "core/config/checks.h"
#include "core/config/config_file.h"
#include "core/config/flag_table.h"
#include "core/config/value_reader.h"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

/// What one origin says about one setting.
struct Given {
    Origin origin = Origin::Default;
    std::string where;
    std::vector<std::string> texts;
};

class ConfigReader {
public:
    ConfigReader(const Arguments& arguments, const ConfigSources& sources) : m_arguments(arguments), m_sources(sources)
    {
    }

    Result<Config, std::vector<std::string>> read()
    {
        takeFlags();
        takeEnvironment();
        takeFile();
        for (const Flag& flag : gatewayFlags())
            apply(flag);
        finish();
        if (!m_errors.empty())
            return Failure{std::move(m_errors)};
        return std::move(m_config);
    }

private:
    void takeFlags()
    {
        for (const std::string& rest : m_arguments.rest)
            m_errors.push_back("unexpected " + rest + ", try --help");
        for (const Occurrence& given : m_arguments.flags)
            take(*given.flag, {Origin::Flag, given.spelled, {given.value}});
    }

    void takeEnvironment()
    {
        for (const auto& entry : m_sources.environment) {
            const std::string& name = entry.first;
            const std::string& value = entry.second;
            const auto named = [&](const Flag& flag) {
                return (!std::holds_alternative<NoField>(flag.field) || flag.standing != Flag::Standing::Setting)
                    && (environmentName(flag.name) == name || flag.environment == name);
            };
            const FlagTable table = gatewayFlags();
            const auto flag = std::find_if(table.begin(), table.end(), named);
            if (flag == table.end())
                warnOfVariable(name);
            else if (!value.empty())
                take(*flag, {Origin::Environment, name, {value}});
        }
    }

    // A Kubernetes service named cairn puts CAIRN_PORT… and CAIRN_SERVICE_… into every pod beside it.
    void warnOfVariable(const std::string& name)
    {
        if (name.starts_with("CAIRN_") && name.find("_PORT") == std::string::npos
            && name.find("_SERVICE_") == std::string::npos)
            m_config.warnings.push_back(name + ": no setting has this name");
    }

    void takeFile()
    {
        const auto path = m_given.find("config.file");
        if (path == m_given.end() || path->second.texts.back().empty())
            return;
        const std::string& name = path->second.texts.back();
        const auto text = m_sources.readFile(name);
        if (!text) {
            m_errors.push_back(path->second.where + ": cannot read '" + name + "': " + text.error());
            return;
        }
        const auto entries = readConfigFile(*text);
        if (!entries) {
            const FileError& error = entries.error();
            m_errors.push_back(place(name, error.line, error.column) + ": " + error.message);
            return;
        }
        for (const FileEntry& entry : *entries)
            takeEntry(place(name, entry.line, entry.column), entry);
    }

    static std::string place(const std::string& name, int line, int column)
    {
        return name + ":" + std::to_string(line) + ":" + std::to_string(column);
    }

    void takeEntry(const std::string& where, const FileEntry& entry)
    {
        const Flag* flag = findFlag(gatewayFlags(), entry.key);
        if (flag == nullptr)
            m_errors.push_back(where + ": no setting is named '" + entry.key + "', try --help");
        else if (flag->name == "config.file" || flag->name == "config.check" || flag->name == "help"
            || flag->name == "version")
            m_errors.push_back(where + ": " + entry.key + " cannot be set in a file");
        else if (entry.isList && !target(*flag).isRepeatable())
            m_errors.push_back(where + ": " + entry.key + " takes one value, found a list");
        else if (!entry.values.empty())
            take(*flag, {Origin::File, where, entry.values});
    }

    static const Flag& target(const Flag& flag)
    {
        return flag.standing == Flag::Standing::Alias ? *findFlag(gatewayFlags(), flag.aliasOf) : flag;
    }

    void take(const Flag& flag, Given given)
    {
        if (flag.standing == Flag::Standing::Ignored || flag.standing == Flag::Standing::Refused) {
            turnDown(flag, given);
            return;
        }
        if (!flag.note.empty() && !given.texts.back().empty())
            m_config.warnings.push_back(given.where + ": " + std::string(flag.note));
        const Flag& setting = target(flag);
        const auto [place, fresh] = m_given.try_emplace(std::string(setting.name), given);
        if (fresh || given.origin < place->second.origin)
            return;
        // origins come strongest first, so this is the same origin again
        if (setting.isRepeatable())
            place->second.texts.insert(place->second.texts.end(), given.texts.begin(), given.texts.end());
        else if (!setting.isBoolean() || place->second.texts != given.texts)
            m_errors.push_back("'" + given.where + "' cannot be repeated");
    }

    void turnDown(const Flag& flag, const Given& given)
    {
        const bool off = std::all_of(given.texts.begin(), given.texts.end(), [&](const std::string& text) {
            const auto on = parseBoolean(text);
            return text.empty() || (flag.isBoolean() && on && !*on);
        });
        if (off)
            return;
        const std::string line = given.where + ": " + std::string(flag.note);
        if (flag.standing == Flag::Standing::Refused)
            m_errors.push_back(line);
        else
            warnOnce("ignored " + line);
    }

    void warnOnce(const std::string& line)
    {
        if (std::find(m_config.warnings.begin(), m_config.warnings.end(), line) == m_config.warnings.end())
            m_config.warnings.push_back(line);
    }

    void apply(const Flag& flag)
    {
        if (flag.standing != Flag::Standing::Setting || std::holds_alternative<NoField>(flag.field))
            return;
        const auto found = m_given.find(flag.name);
        const Given given
            = found == m_given.end() ? Given{Origin::Default, "", {std::string(flag.fallback)}} : found->second;
        if (const auto outcome = readValue(flag, given.texts, m_config); !outcome)
            m_errors.push_back(prefix(flag, given) + outcome.error());
        if (flag.hidden && given.origin == Origin::Default)
            return;
        std::string value;
        for (const std::string& text : given.texts)
            value += (value.empty() ? "" : ",") + text;
        m_config.settings.push_back({std::string(flag.name), std::move(value), given.origin, given.where});
    }

    static std::string prefix(const Flag& flag, const Given& given)
    {
        return given.where + ": " + (given.origin == Origin::File ? std::string(flag.name) + ": " : "");
    }

    // What depends on several settings.
    void finish()
    {
        if (m_arguments.last("config.check") == "true")
            m_config.action = Config::Action::Check;
        finishConnect();
        WebConfig& web = m_config.web;
        web.routePrefix = effectiveRoutePrefix(web.externalUrl, web.routePrefix);
        while (web.externalUrl.ends_with('/'))
            web.externalUrl.pop_back();
        if (web.telemetryPath.empty() || web.selfMetricsPath.empty())
            m_errors.emplace_back("--web.telemetry-path and --web.self-metrics-path cannot be empty");
        else if (web.telemetryPath == web.selfMetricsPath)
            m_errors.push_back("--web.telemetry-path and --web.self-metrics-path are both '" + web.telemetryPath + "'");
        finishAddresses(web);
        if (web.enableAdminApi)
            m_config.warnings.emplace_back(
                "--web.enable-admin-api opens the administration to everybody who can connect");
        if (std::find(web.corsOrigins.begin(), web.corsOrigins.end(), "*") != web.corsOrigins.end())
            m_config.warnings.emplace_back(
                "--web.cors.origins=* lets any web page push through its visitors' browsers");
    }

    void finishConnect()
    {
        m_config.connect = withScheme(m_config.connect);
        const auto given = m_given.find("connect");
        if (given == m_given.end())
            return;
        if (m_config.connect.empty()) {
            if (given->second.origin == Origin::Flag)
                m_errors.push_back(
                    given->second.where + ": the value is empty; expected a gateway's URL, as http://localhost:9091");
            return;
        }
        if (!m_config.gui)
            m_errors.emplace_back("--connect opens a window and --no-gui wants none: give one of them");
        for (const auto& [name, other] : m_given) {
            if (other.origin == Origin::Flag && isOfOwnGateway(name))
                m_errors.push_back(
                    other.where + " is for a gateway run here, and --connect runs none: give one of them");
        }
    }

    // A file, and the environment, may be shared with a gateway.
    static bool isOfOwnGateway(std::string_view name)
    {
        return name != "connect" && name != "gui" && name != "config.file" && !name.starts_with("log.");
    }

    void finishAddresses(WebConfig& web)
    {
        if (web.systemdSocket) {
            if (m_given.contains("web.listen-address"))
                m_config.warnings.emplace_back("--web.listen-address is not used with --web.systemd-socket");
            web.listenAddresses.clear();
            return;
        }
        if (!web.lifecycleAddress.empty())
            web.listenAddresses.push_back(web.lifecycleAddress);
        if (web.listenAddresses.empty())
            m_errors.emplace_back("--web.listen-address: there is no address to listen on");
    }

    const Arguments& m_arguments;
    const ConfigSources& m_sources;
    std::map<std::string, Given, std::less<>> m_given;
    Config m_config;
    std::vector<std::string> m_errors;
};

} // namespace

Result<Config, std::vector<std::string>> readConfig(const ConfigSources& sources)
{
    const auto arguments = readArguments(gatewayFlags(), sources.arguments, sources.readFile);
    if (!arguments)
        return Failure{std::vector{arguments.error()}};
    if (arguments->has("help") || arguments->has("version")) {
        Config config;
        config.action = arguments->has("help") ? Config::Action::Help : Config::Action::Version;
        return config;
    }
    return ConfigReader(*arguments, sources).read();
}

std::string effectiveRoutePrefix(std::string_view externalUrl, std::string_view prefix)
{
    if (prefix.empty()) {
        const std::size_t host = externalUrl.find("://");
        const std::size_t slash = host == std::string_view::npos ? host : externalUrl.find('/', host + 3);
        prefix = slash == std::string_view::npos ? std::string_view() : externalUrl.substr(slash);
    }
    while (prefix.ends_with('/'))
        prefix.remove_suffix(1);
    return std::string(prefix);
}

std::string_view toString(Origin origin) noexcept
{
    switch (origin) {
    case Origin::Default: return "default";
    case Origin::File: return "file";
    case Origin::Environment: return "environment";
    case Origin::Flag: return "flag";
    }
    return "";
}

} // namespace cairn
