// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace cairn {

/// A body of bodies.py by its name, from the folder that the environment variable CAIRN_BODIES names; empty if not
/// there.
inline const std::string& body(const std::string& name)
{
    static std::map<std::string, std::string> bodies;
    std::string& text = bodies[name];
    if (text.empty()) {
        const char* folder = std::getenv("CAIRN_BODIES");
        std::ifstream file(std::string(folder ? folder : ".") + '/' + name, std::ios::binary);
        text.assign(std::istreambuf_iterator<char>(file), {});
    }
    return text;
}

/// Lines that are no comments.
inline std::int64_t samplesOf(const std::string& text)
{
    std::int64_t samples = 0;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
        samples += text[at] != '#';
    return samples;
}

/// The same body with other digits: what one body repeated would teach the branch predictor is not what gateways see.
inline std::vector<std::string> variants(const std::string& text, int count)
{
    std::vector<std::string> all{text};
    std::mt19937 random(1);
    while (static_cast<int>(all.size()) < count) {
        std::string other;
        std::size_t at = 0;
        while (at < text.size()) {
            const std::size_t end = text.find('\n', at) + 1;
            std::string line = text.substr(at, end - at);
            const bool plain = line[0] != '#' && line.find("_bucket") == std::string::npos
                && line.find("_count") == std::string::npos;
            for (std::size_t i = line.rfind(' ') + 1; plain && i < line.size(); ++i) {
                if (line[i] >= '1' && line[i] <= '9')
                    line[i] = static_cast<char>('1' + random() % 9);
            }
            other += line;
            at = end;
        }
        all.push_back(std::move(other));
    }
    return all;
}

} // namespace cairn
