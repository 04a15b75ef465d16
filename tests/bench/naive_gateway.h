// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <sstream>
#include <string>

namespace cairn {

/// What one writes first: lines, maps of strings, std::stod. No checks. The measure for everything else.
class NaiveGateway {
public:
    void push(const std::string& body)
    {
        std::istringstream lines(body);
        for (std::string line; std::getline(lines, line);) {
            if (line.empty() || line[0] == '#')
                continue;
            const std::size_t blank = line.rfind(' ');
            const std::size_t brace = line.find('{');
            const std::string name = line.substr(0, std::min(brace, blank));
            std::map<std::string, std::string> labels;
            for (std::size_t at = brace + 1; brace != std::string::npos && line[at] != '}';) {
                const std::size_t equals = line.find('=', at);
                const std::size_t quote = line.find('"', equals + 2);
                labels[line.substr(at, equals - at)] = line.substr(equals + 2, quote - equals - 2);
                at = quote + (line[quote + 1] == ',' ? 2 : 1);
            }
            m_families[name][labels] += std::stod(line.substr(blank + 1));
        }
    }

private:
    std::map<std::string, std::map<std::map<std::string, std::string>, double>> m_families;
};

} // namespace cairn
