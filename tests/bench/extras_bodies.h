// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>

namespace cairn {

/// What bodies have beside their numbers.
enum class BodyExtras : std::uint8_t { None, Births, Exemplars };

/// Adds to an OpenMetrics body a birth for each counter and histogram, the same whenever it is called, or a new
/// exemplar to each counter and bucket.
class ExtrasAdder {
public:
    explicit ExtrasAdder(unsigned push) : m_random(push) { }

    [[nodiscard]] std::string add(std::string_view body, BodyExtras extras)
    {
        std::string out;
        while (!body.empty()) {
            const std::string_view line = body.substr(0, body.find('\n'));
            body.remove_prefix(line.size() + 1);
            out += line;
            const std::size_t name = line.find_first_of("{ ");
            const std::string_view suffix = line.substr(0, name).substr(line.substr(0, name).rfind('_') + 1);
            const bool isBucket = suffix == "bucket";
            if (extras == BodyExtras::Exemplars && line[0] != '#' && (isBucket || suffix == "total"))
                out += exemplar();
            out += '\n';
            if (extras == BodyExtras::Births && line[0] != '#' && (suffix == "count" || suffix == "total")) {
                out.append(line.substr(0, name - suffix.size())).append("created");
                out.append(line.substr(name, line.rfind(' ') - name)).append(birth());
            }
        }
        return out;
    }

private:
    [[nodiscard]] std::string exemplar()
    {
        std::array<char, 160> text{};
        const auto word = [this] { return static_cast<unsigned long long>(m_random()); };
        std::snprintf(text.data(), text.size(),
            R"( # {trace_id="%016llx%016llx",span_id="%016llx"} 0.00%llu 1700000%03llu.%03llu)", word(), word(), word(),
            1000 + word() % 3000, 100 + word() % 900, 100 + word() % 900);
        return text.data();
    }
    [[nodiscard]] std::string birth()
    {
        ++m_births;
        std::array<char, 40> text{};
        std::snprintf(text.data(), text.size(), " %d.%d\n", 1'690'000'000 + m_births, 100'001 + m_births % 800'000);
        return text.data();
    }

    std::mt19937_64 m_random;
    int m_births = 0;
};

} // namespace cairn
