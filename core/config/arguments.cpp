// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/arguments.h"

#include <algorithm>
#include <deque>

namespace cairn {

namespace {

constexpr int kMaxFiles = 100; // a file that names itself must end
using Complaint = std::optional<std::string>;

class Reader {
public:
    Reader(FlagTable table, std::span<const std::string> arguments, const FileReader& readFile)
        : m_table(table), m_readFile(readFile), m_left(arguments.begin(), arguments.end())
    {
    }

    Result<Arguments, std::string> read()
    {
        while (!m_left.empty() && !m_done) {
            const std::string token = take();
            if (const Complaint complaint = readToken(token))
                return Failure{*complaint};
        }
        return std::move(m_result);
    }

private:
    std::string take()
    {
        std::string token = std::move(m_left.front());
        m_left.pop_front();
        return token;
    }

    Complaint readToken(const std::string& token)
    {
        if (token == "--") {
            m_result.rest.insert(m_result.rest.end(), m_left.begin(), m_left.end());
            m_left.clear();
            return {};
        }
        if (token.size() > 1 && token[0] == '@')
            return expand(token.substr(1));
        if (token.size() < 2 || token[0] != '-') {
            m_result.rest.push_back(token);
            return {};
        }
        return readFlag(token);
    }

    Complaint expand(const std::string& path)
    {
        if (++m_files > kMaxFiles)
            return "more than " + std::to_string(kMaxFiles) + " files of arguments at '@" + path + "'";
        const auto text = m_readFile(path);
        if (!text)
            return "cannot read arguments from '@" + path + "': " + text.error();
        std::vector<std::string> lines;
        for (std::size_t from = 0; from < text->size();) {
            const std::size_t end = std::min(text->find('\n', from), text->size());
            std::string line = text->substr(from, end - from);
            if (line.ends_with('\r'))
                line.pop_back();
            if (!line.empty() && line[0] != '#')
                lines.push_back(std::move(line));
            from = end + 1;
        }
        m_left.insert(m_left.begin(), lines.begin(), lines.end());
        return {};
    }

    Complaint readFlag(const std::string& token)
    {
        const bool isLong = token.starts_with("--");
        const std::size_t equals = token.find('=');
        const std::string spelled = token.substr(0, equals);
        const std::string name = unabbreviated(spelled.substr(isLong ? 2 : 1), isLong);
        const Flag* flag = findFlag(m_table, name);
        const bool negated = flag == nullptr && isLong && name.starts_with("no-");
        if (negated)
            flag = findFlag(m_table, name.substr(3));
        if (flag == nullptr || (negated && !flag->isBoolean()))
            return std::string("unknown ") + (isLong ? "long" : "short") + " flag '" + spelled + "', try --help";

        Occurrence given{flag, flag->isBoolean() ? (negated ? "false" : "true") : "", spelled};
        if (equals != std::string::npos) {
            if (negated)
                return "flag '" + spelled + "' takes no value";
            given.value = token.substr(equals + 1);
        } else if (!flag->isBoolean()) {
            if (m_left.empty())
                return "expected argument for flag '" + spelled + "'";
            given.value = take();
        }
        m_done = name == "help" || name == "version";
        m_result.flags.push_back(std::move(given));
        return {};
    }

    static std::string unabbreviated(std::string name, bool isLong)
    {
        if (!isLong && (name == "h" || name == "V"))
            return name == "h" ? "help" : "version";
        return name;
    }

    FlagTable m_table;
    const FileReader& m_readFile;
    std::deque<std::string> m_left;
    Arguments m_result;
    int m_files = 0;
    bool m_done = false;
};

} // namespace

std::optional<std::string> Arguments::last(std::string_view name) const
{
    const auto it = std::find_if(
        flags.rbegin(), flags.rend(), [name](const Occurrence& given) { return given.flag->name == name; });
    return it == flags.rend() ? std::nullopt : std::optional(it->value);
}

std::vector<std::string> Arguments::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const Occurrence& given : flags) {
        if (given.flag->name == name)
            values.push_back(given.value);
    }
    return values;
}

Result<Arguments, std::string> readArguments(
    FlagTable table, std::span<const std::string> arguments, const FileReader& readFile)
{
    return Reader(table, arguments, readFile).read();
}

} // namespace cairn
