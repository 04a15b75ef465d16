// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule_file.h"

#include "core/model/quote.h"
#include "core/rules/rule_reader.h"
#include "core/rules/yaml_tree.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace cairn {

namespace {

using NodeKind = YamlNode::Kind;

constexpr std::string_view kTopKeys[] = {"rules"};
/// A series is held against one rule after another, and each may hold a compiled pattern of a megabyte.
constexpr std::size_t kMaxRules = 1000;

class FileReader {
public:
    explicit FileReader(std::string_view yaml) : m_yaml(yaml) { }

    void read(const YamlNode& root)
    {
        if (root.kind == NodeKind::Null)
            return;
        if (root.kind != NodeKind::Map)
            return report(root, "a rule file is a map with the key rules");
        const YamlNode* first = nullptr;
        for (std::size_t i = 0; i + 1 < root.children.size(); i += 2)
            readTopKey(root.children[i], root.children[i + 1], first);
    }

    std::vector<RuleError> takeErrors()
    {
        std::ranges::stable_sort(m_errors, {}, [](const RuleError& e) { return std::pair(e.line, e.column); });
        return std::move(m_errors);
    }
    std::vector<Rule> takeRules() { return std::move(m_rules); }

private:
    void report(const YamlNode& at, std::string message) { reportAt(m_errors, at.line, at.column, std::move(message)); }

    void readTopKey(const YamlNode& key, const YamlNode& value, const YamlNode*& first)
    {
        if (key.kind != NodeKind::Scalar)
            return report(key, "a key must be a word");
        if (key.value != kTopKeys[0])
            return report(key, unknownKey(key.value, kTopKeys));
        if (first != nullptr)
            return report(key, "the key rules is given twice, first on line " + std::to_string(first->line));
        first = &key;
        readList(value);
    }

    void readList(const YamlNode& list)
    {
        if (list.kind == NodeKind::Null)
            return;
        if (list.kind != NodeKind::Sequence)
            return report(list, "rules takes a list, each entry of which begins with '-'");
        if (list.children.size() > kMaxRules)
            return report(list.children[kMaxRules], "more than " + std::to_string(kMaxRules) + " rules");
        for (const YamlNode& entry : list.children) {
            if (entry.kind == NodeKind::Null) { // yaml-cpp places it where the next word stands
                report(entry, "the entry of rules before this place is empty");
                continue;
            }
            Rule rule = RuleReader(m_yaml, m_errors).read(entry, m_rules.size() + 1);
            checkName(entry, rule.name);
            m_rules.push_back(std::move(rule));
        }
    }

    void checkName(const YamlNode& entry, const std::string& name)
    {
        const auto [known, isNew] = m_lines.emplace(name, entry.line);
        if (!isNew)
            report(nameOf(entry),
                "the name " + quote(name) + " is taken by the rule on line " + std::to_string(known->second));
    }

    /// The value that names the entry, or the entry itself.
    static const YamlNode& nameOf(const YamlNode& entry)
    {
        for (std::size_t i = 0; entry.kind == NodeKind::Map && i + 1 < entry.children.size(); i += 2) {
            if (entry.children[i].value == "name")
                return entry.children[i + 1];
        }
        return entry;
    }

    std::string_view m_yaml;
    std::vector<Rule> m_rules;
    std::vector<RuleError> m_errors;
    std::map<std::string, int> m_lines; // where each name was first given
};

} // namespace

Result<RuleSet, std::vector<RuleError>> readRules(std::string_view yaml)
{
    const auto root = readYaml(yaml);
    if (!root)
        return Failure{std::vector{root.error()}};
    FileReader reader(withoutByteOrderMark(yaml));
    reader.read(*root);
    if (auto errors = reader.takeErrors(); !errors.empty())
        return Failure{std::move(errors)};
    return RuleSet(reader.takeRules());
}

} // namespace cairn
