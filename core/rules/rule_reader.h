// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/rule.h"
#include "core/rules/rule_file.h"
#include "core/rules/yaml_tree.h"

#include <array>
#include <string_view>
#include <vector>

namespace cairn {

/// Reads one entry of the list `rules` and notes all that is wrong with it. Used once for each entry.
class RuleReader {
public:
    /// `yaml` (without byte order mark) and `errors` outlive the reader; mistakes are appended to `errors`.
    RuleReader(std::string_view yaml, std::vector<RuleError>& errors) : m_yaml(yaml), m_errors(errors) { }

    /// What could be read of the entry; worth something only if no mistake was noted. `number` is 1-based.
    [[nodiscard]] Rule read(const YamlNode& entry, std::size_t number);

private:
    enum Key { Name, Match, Type, Mode, Ttl, Per, DropLabels, MaxSeries, KeyCount };

    void report(const YamlNode& at, std::string message);
    void collectKeys(const YamlNode& entry);
    void collectKey(const YamlNode& key, const YamlNode& value);
    [[nodiscard]] const YamlNode* scalarOf(Key key);

    void readName();
    void readMatch();
    void readType();
    void readMode();
    void readTtl();
    void readMaxSeries();
    void readLabels(Key key, std::vector<std::string>& names);
    void readLabel(Key key, const YamlNode& item, std::vector<std::string>& names);
    void checkModeFitsType();
    void checkPer();

    std::string_view m_yaml;
    std::vector<RuleError>& m_errors;
    std::array<const YamlNode*, KeyCount> m_keys{};
    std::array<const YamlNode*, KeyCount> m_values{};
    Rule m_rule;
};

/// Notes a mistake at the place of a node; `errors` stops growing at a thousand.
void reportAt(std::vector<RuleError>& errors, int line, int column, std::string message);

/// `unknown key "macth": did you mean match? known are …`
[[nodiscard]] std::string unknownKey(std::string_view key, std::span<const std::string_view> known);

} // namespace cairn
