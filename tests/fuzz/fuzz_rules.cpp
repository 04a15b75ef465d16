// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule_file.h"
#include "core/rules/rule_text.h"

#include <cstdint>
#include <cstdlib>
#include <set>
#include <tuple>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void checkErrors(const std::vector<cairn::RuleError>& errors)
{
    require(!errors.empty() && errors.size() <= 1000);
    std::pair last(1, 1);
    for (const auto& error : errors) {
        require(std::pair(error.line, error.column) >= last && error.column >= 1);
        require(cairn::isUtf8(error.message) && error.message.find('\n') == std::string::npos);
        last = {error.line, error.column};
    }
}

void checkRules(const cairn::RuleSet& rules)
{
    std::set<std::string> names;
    for (const cairn::Rule& rule : rules.rules()) {
        require(names.insert(rule.name).second);
        require(!rule.match.matchers().empty());
        require(!rule.mode || !rule.type || cairn::fits(*rule.mode, *rule.type));
        require(rule.per.empty() || rule.mode->kind == cairn::ClearMode::Kind::Increase);
    }
    require(cairn::isUtf8(cairn::describe(rules)));
    const cairn::LabelView labels[] = {{"a", "b"}};
    const cairn::Rule* const found = rules.find("x", cairn::MetricType::Histogram, labels);
    require(found == nullptr || found->match.matches("x", labels));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto rules = cairn::readRules({reinterpret_cast<const char*>(data), size});
    if (rules)
        checkRules(*rules);
    else
        checkErrors(rules.error());
    return 0;
}
