// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/random_history.h"

#include "core/aggregation/label_text.h"
#include "core/rules/rule_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace cairn::test {

namespace {

struct Natural {
    const char* name;
    std::optional<MetricType> type;
    int percent; ///< how often a body has it
};

const std::array<Natural, 14> kFamilies{{
    {"req_total", MetricType::Counter, 50},
    {"hits", MetricType::Counter, 15},
    {"hits_total", MetricType::Counter, 2}, // beside `hits`: a clash
    {"temp", MetricType::Gauge, 40},
    {"version", MetricType::Gauge, 20},
    {"lat", MetricType::Histogram, 50},
    {"lat_count", MetricType::Counter, 2}, // beside `lat`: a clash
    {"size", MetricType::Summary, 35},
    {"size_sum", MetricType::Gauge, 2},
    {"jobs", std::nullopt, 30},
    {"build_info", std::nullopt, 15},
    {"late", std::nullopt, 20}, // sometimes with a TYPE line
    {"req_created", MetricType::Gauge, 15},
    {"lat_created", MetricType::Gauge, 15},
}};

const std::array<const char*, 24> kModes{"sum", "last", "family", "min", "max", "mean", "avg", "count", "increase",
    "cumulative", "drop", "sum10s", "sum:10s", "mean10s", "min100s", "max100s", "count10s", "median10s", "p90:100s",
    "p99.9:10s", "info", "aggregate", "replace", "nonsense"};

const char* const kRuleFiles[] = {
    "rules: []",
    R"(rules:
  - {match: req_total, mode: increase, per: [pod], drop_labels: [path]}
  - {match: lat, mode: increase, per: [pod], ttl: 100s}
  - {match: 'temp{path="x"}', mode: max}
  - {match: temp, mode: mean}
  - {match: size, mode: increase, per: [pod]}
  - {match: jobs, mode: count, ttl: 30s})",
    R"(rules:
  - {match: req_total, mode: sum10s}
  - {match: lat, mode: sum10s, drop_labels: [pod]}
  - {match: temp, mode: 'p50:20s'}
  - {match: size, mode: sum:20s}
  - {match: version, mode: family}
  - {match: hits, mode: mean10s}
  - {match: '{__name__=~"jobs|late"}', mode: increase})",
    R"(rules:
  - {match: '{__name__=~".+_total"}', drop_labels: [path], max_series: 4}
  - {match: lat, drop_labels: [path, pod]}
  - {match: temp, type: counter, mode: count}
  - {match: temp, mode: min, drop_labels: [pod], ttl: 20s}
  - {match: size, mode: drop}
  - {match: jobs, mode: drop}
  - {match: late, type: gauge, mode: max, max_series: 3}
  - {match: build_info, mode: family, ttl: 0s})",
    R"(rules:
  - {match: '{path="x"}', mode: drop}
  - {match: '{job="a"}', ttl: 15s}
  - {match: lat, mode: replace}
  - {match: size, mode: family}
  - {match: temp, mode: count10s, drop_labels: [pod]}
  - {match: req_total, mode: last})",
    R"(rules:
  - {match: '{__name__=~".*e.*"}', mode: max100s}
  - {match: lat, mode: mean}
  - {match: hits, mode: 'p99:100s'}
  - {match: jobs, mode: min100s, drop_labels: [path]}
  - {match: '{pod="1"}', mode: sum})",
};

RuleSetPtr readOrThrow(const char* yaml)
{
    auto rules = readRules(yaml);
    if (!rules)
        throw std::runtime_error("a rule file of the history is wrong: " + rules.error().front().message);
    return std::make_shared<RuleSet>(std::move(*rules));
}

class Writer {
public:
    explicit Writer(std::uint64_t seed) : m_random(seed)
    {
        for (int i = 0; i < 12; ++i)
            m_clients.push_back({body(), m_random()});
    }

    std::vector<Step> write(std::size_t steps)
    {
        std::vector<Step> history;
        while (history.size() < steps) {
            const std::size_t dice = below(m_random, 1000);
            Step step;
            if (dice < 700)
                step = push();
            else if (dice < 720)
                step = {Step::Kind::SetRules, {}, {}, below(m_random, someRules().size()), {}, {}};
            else if (dice < 860)
                step = wait();
            else if (dice < 900)
                step.kind = Step::Kind::Expire;
            else if (dice < 930)
                step = remove();
            else if (dice < 950)
                step = {Step::Kind::Restore, {}, {}, below(m_random, 4), {}, {}};
            else
                step = dryRun();
            history.push_back(std::move(step));
            if (history.back().kind == Step::Kind::DryRun) { // what it foretold is then done
                history.push_back(history.back());
                history.back().kind = Step::Kind::PushExplained;
            }
            ++m_step;
        }
        return history;
    }

private:
    struct Client {
        PushedBody body;
        std::uint64_t style;
    };

    template <typename Range>
    auto pick(const Range& range)
    {
        return range[below(m_random, std::size(range))];
    }

    LabelSet group()
    {
        static const std::vector<LabelSet> kGroups{{}, {{"job", "a"}}, {{"job", "a"}}, {{"job", "a"}, {"pod", "1"}},
            {{"job", "b"}}, {{"job", "b"}, {"path", ""}}};
        return pick(kGroups);
    }

    PushedBody body()
    {
        PushedBody body{group(), {}};
        for (const Natural& natural : kFamilies) {
            if (chance(m_random, natural.percent / 2 + 1))
                body.families.push_back(family(natural));
        }
        std::erase_if(body.families, [&](const PushedFamily& one) { // clashes are for later bodies
            const auto has = [&](const char* name) {
                return std::ranges::any_of(
                    body.families, [&](const PushedFamily& other) { return other.name == name; });
            };
            return (one.name == "lat_count" && has("lat")) || (one.name == "size_sum" && has("size"));
        });
        if (chance(m_random, 30)) { // anywhere, but `_created` stays behind what was created
            const auto born = std::ranges::stable_partition(
                body.families, [](const PushedFamily& one) { return !one.name.ends_with("_created"); });
            std::shuffle(body.families.begin(), born.begin(), m_random);
        }
        return body;
    }

    PushedFamily family(const Natural& natural)
    {
        PushedFamily family{natural.name, natural.type, {}, {}};
        const std::size_t dice = below(m_random, 100);
        if (dice < 2)
            family.declared = static_cast<MetricType>(1 + below(m_random, 4)); // often a wrong one
        else if (dice < 5 && !(natural.type && isCompound(*natural.type)))
            family.declared = std::nullopt;
        else if (dice < 40 && family.name == "late")
            family.declared = dice < 25 ? MetricType::Gauge : MetricType::Counter;
        if (chance(m_random, 30))
            family.help = chance(m_random, 70) ? "What it is." : "Two\nlines \\ " + std::to_string(below(m_random, 3));
        std::set<Labels> seen;
        for (std::size_t i = below(m_random, 4) + 1; i > 0; --i) {
            PushedSeries series;
            series.labels = labels();
            if (!seen.insert(series.labels).second && !chance(m_random, 2))
                continue;
            if (chance(m_random, 8))
                series.mode = pick(kModes);
            const bool isWhole = family.declared && isCompound(*family.declared);
            if (isWhole && series.mode == "drop")
                series.mode.clear(); // known lines that are dropped are not looked at beside the same ones that are not
            if (isWhole)
                shape(family, series);
            family.series.push_back(std::move(series));
        }
        return family;
    }

    Labels labels()
    {
        static const std::vector<std::string> kPaths{"x", "y", "with \"quotes\"\n", ""};
        static const std::vector<std::string> kPods{"1", "2", "3"};
        Labels labels;
        if (chance(m_random, 60))
            labels["path"] = pick(kPaths);
        if (chance(m_random, 50))
            labels["pod"] = pick(kPods);
        if (chance(m_random, 5))
            labels["job"] = "own";
        return labels;
    }

    void shape(const PushedFamily& family, PushedSeries& series)
    {
        static const std::vector<std::vector<double>> kBounds{
            {0.1, 1, 10}, {0.1, 1, 10}, {1}, {0.5, 1, 2.5}, {}, {-5, 0, 5}};
        const bool isHistogram = family.declared == MetricType::Histogram;
        for (const double bound : isHistogram ? pick(kBounds) : std::vector{0.5, 0.9, 0.99})
            series.bounds[bound] = 0;
        if (isHistogram && chance(m_random, 90))
            series.bounds[std::numeric_limits<double>::infinity()] = 0;
        if (chance(m_random, 90))
            series.sum = 0;
        if (chance(m_random, 90) || (series.bounds.empty() && !series.sum))
            series.count = 0;
    }

    double value()
    {
        const std::size_t dice = below(m_random, 1000);
        if (dice < 400)
            return static_cast<double>(m_step + dice); // running totals
        if (dice < 750)
            return static_cast<double>(below(m_random, 100));
        if (dice < 980)
            return static_cast<double>(below(m_random, 1000)) * 0.1;
        if (dice < 990)
            return -static_cast<double>(below(m_random, 100) + 1) * 0.5;
        return dice < 995 ? std::numeric_limits<double>::quiet_NaN()
                          : (dice < 998 ? 0x1p40 : std::numeric_limits<double>::infinity());
    }

    double total() { return static_cast<double>(chance(m_random, 40) ? m_step : below(m_random, 50)); }

    void fill(PushedBody& body)
    {
        for (PushedFamily& family : body.families) {
            for (PushedSeries& series : family.series) {
                const bool isHistogram = family.declared == MetricType::Histogram;
                series.value = value();
                double all = total();
                for (auto& [bound, number] : series.bounds)
                    number = isHistogram ? all += total() : value();
                if (isHistogram && !series.bounds.empty() && chance(m_random, 1))
                    series.bounds.begin()->second = all + 1; // falling buckets
                if (series.count)
                    series.count = isHistogram && !series.bounds.empty() && chance(m_random, 99) ? all : total() + all;
                if (series.sum) // differences of giants are rounded otherwise in the model
                    series.sum = std::fmod(value(), 1e6);
            }
        }
    }

    Step push()
    {
        Step step;
        Client odd;
        const bool isClient = chance(m_random, 85);
        if (!isClient)
            odd = {body(), m_random()};
        Client& client = isClient ? m_clients[below(m_random, m_clients.size())] : odd;
        step.kind = chance(m_random, 10) ? Step::Kind::PushExplained : Step::Kind::Push;
        step.body = client.body;
        if (isClient && chance(m_random, 5) && step.body.families.size() > 1) // a part of what it usually sends
            step.body.families.erase(
                step.body.families.begin() + static_cast<std::ptrdiff_t>(below(m_random, step.body.families.size())));
        fill(step.body);
        if (isClient && chance(m_random, 2))
            client.style = m_random();
        step.text = spell(step.body, chance(m_random, 90) ? client.style : m_random());
        return step;
    }

    Step dryRun()
    {
        Step step = push();
        step.kind = Step::Kind::DryRun;
        return step;
    }

    Step wait()
    {
        static const std::vector<int> kSeconds{0, 1, 1, 2, 5, 11, 40, 120, 100'000};
        Step step;
        step.kind = Step::Kind::Wait;
        step.wait = std::chrono::seconds(pick(kSeconds));
        return step;
    }

    Step remove()
    {
        static const std::vector<std::string> kSelectors{
            "lat", R"({job="a"})", R"({path!="",job=""})", R"({__name__=~".*_.*"})"};
        Step step;
        step.kind = Step::Kind::Remove;
        switch (below(m_random, 5)) {
        case 0: step.which.selector = Selector::parse(pick(kSelectors)).value(); break;
        case 1: step.which.family = pick(kFamilies).name; break;
        case 2: step.which.group = group(); break;
        case 3: step.which.olderThan = std::chrono::seconds(below(m_random, 20)); break;
        default:
            step.which.family = pick(kFamilies).name;
            step.which.group = group();
            break;
        }
        return step;
    }

    Random m_random;
    std::size_t m_step = 0;
    std::vector<Client> m_clients;
};

} // namespace

const std::vector<RuleSetPtr>& someRules()
{
    static const std::vector<RuleSetPtr> kRules = [] {
        std::vector<RuleSetPtr> rules;
        for (const char* yaml : kRuleFiles)
            rules.push_back(readOrThrow(yaml));
        return rules;
    }();
    return kRules;
}

std::vector<Step> randomHistory(std::uint64_t seed, std::size_t steps)
{
    return Writer(seed).write(steps);
}

std::string describe(const Step& step)
{
    static const char* const kNames[]{
        "push", "push explained", "dry run", "rules", "wait", "expire", "remove", "restore"};
    std::string out = kNames[static_cast<int>(step.kind)];
    if (!step.text.empty())
        return out + " {" + labelText(step.body.group) + "}\n" + step.text;
    if (step.kind == Step::Kind::SetRules)
        return out + '\n' + kRuleFiles[step.choice];
    if (step.kind == Step::Kind::Wait)
        return out + ' ' + std::to_string(step.wait.count()) + " ms";
    if (step.kind == Step::Kind::Restore)
        return out + ' ' + std::to_string(step.choice);
    if (step.which.selector)
        out += ' ' + step.which.selector->text();
    if (step.which.family)
        out += " family " + *step.which.family;
    if (step.which.group)
        out += " group {" + labelText(*step.which.group) + '}';
    if (step.which.olderThan)
        out += " older than " + std::to_string(step.which.olderThan->count()) + " s";
    return out;
}

} // namespace cairn::test
