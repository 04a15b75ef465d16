// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "core/exposition/number.h"
#include "tests/core/random_history.h"

#include <cmath>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::size_t kDefaultSteps = 1500;

std::string exposition(Engine& engine, Instant now)
{
    std::string out;
    SnapshotWriter text(engine.snapshot(now), {});
    while (text.next(out, 1 << 16)) { }
    return out;
}

std::string numberText(double value)
{
    std::string out;
    appendNumber(out, value);
    return out;
}

bool isSame(double found, long double expected, double tolerance)
{
    if (std::isnan(found) || std::isnan(expected))
        return std::isnan(found) && std::isnan(expected);
    const auto rounded = static_cast<double>(expected);
    if (found == rounded)
        return tolerance > 0 || found != 0 || std::signbit(found) == std::signbit(rounded);
    const bool isInteger = expected == std::floor(expected) && std::fabs(expected) < 0x1p53L;
    if (!std::isfinite(rounded) || (tolerance == 0 && isInteger && found == std::floor(found)))
        return false;
    return std::fabs(found - expected) <= std::max(std::fabs(expected) * std::max(tolerance, 1e-12), 1e-9L);
}

/// The first line that is not as expected, or an empty text.
std::string difference(std::string_view found, const std::vector<ShownLine>& expected)
{
    for (const ShownLine& want : expected) {
        const std::string_view line = found.substr(0, found.find('\n'));
        const std::string wanted
            = want.text + (want.value ? ' ' + numberText(static_cast<double>(*want.value)) : std::string());
        if (line.empty())
            return "nothing instead of '" + wanted + '\'';
        found.remove_prefix(line.size() + 1);
        const std::size_t space = want.value ? line.rfind(' ') : line.size();
        if (line.substr(0, space) != want.text
            || (want.value && !isSame(parseNumber(line.substr(space + 1)).value, *want.value, want.tolerance)))
            return '\'' + std::string(line) + "' instead of '" + wanted + '\'';
    }
    return found.empty() ? "" : '\'' + std::string(found.substr(0, found.find('\n'))) + "' instead of the end";
}

std::string text(const ReportedValue& value)
{
    std::string out = value.number ? numberText(*value.number) : "";
    if (const auto& compound = value.compound) {
        for (const std::vector<double>& numbers : {compound->bounds, compound->slots}) {
            for (const double number : numbers)
                out += numberText(number) + ' ';
            out += '|';
        }
        out += (compound->hasSum ? numberText(compound->sum) : "") + '|'
            + (compound->hasCount ? numberText(compound->count) : "");
    }
    return out;
}

std::string text(const Result<MergeReport, PushError>& report)
{
    if (!report)
        return report.error().toString();
    std::string out;
    for (const MergeEntry& entry : report->entries)
        out += entry.family + '{' + entry.labels + "} " + std::string(toString(entry.type)) + ' ' + toString(entry.mode)
            + ' ' + std::string(toString(entry.reason)) + ' ' + entry.rule + ' ' + std::to_string(entry.line) + ' '
            + std::string(toString(entry.outcome)) + ' ' + text(entry.before) + " -> " + text(entry.pushed) + " -> "
            + text(entry.after) + '\n';
    return out;
}

/// Engine and model side by side.
class Pair {
public:
    Pair(Profile profile, std::chrono::seconds ttl)
        : m_engine({profile, {}, ttl, false}, someRules()[0]), m_model(profile, ttl, someRules()[0])
    {
    }

    int accepted = 0;
    int refused = 0;

    /// Does one step to both; answers where they differ, or an empty text.
    std::string take(const Step& step)
    {
        std::string wrong = apply(step);
        const std::string shown = exposition(m_engine, m_now);
        if (wrong.empty())
            wrong = difference(shown, m_model.scrape(m_now));
        return wrong;
    }

private:
    std::string apply(const Step& step)
    {
        using Kind = Step::Kind;
        if (step.kind != Kind::PushExplained)
            m_foretoldOf = nullptr;
        switch (step.kind) {
        case Kind::Push:
        case Kind::PushExplained: return push(step);
        case Kind::DryRun:
            m_foretoldOf = &step.text;
            m_foretold = text(m_engine.dryRun(step.body.group, step.text, m_now));
            return {};
        case Kind::SetRules:
            m_engine.setRules(someRules()[step.choice]);
            m_model.setRules(someRules()[step.choice]);
            return {};
        case Kind::Wait: m_now += step.wait; return {};
        case Kind::Expire:
            m_engine.expire(m_now);
            m_model.expire(m_now);
            return {};
        case Kind::Remove: return remove(step);
        case Kind::Restore:
            if (const std::size_t count = m_model.removals(); count > 0) {
                const std::size_t which = count - 1 - std::min(step.choice, count - 1);
                m_engine.restore(m_removed[which], m_now);
                m_model.restore(which);
            }
            return {};
        }
        return {};
    }

    std::string push(const Step& step)
    {
        const auto expected = m_model.push(step.body, m_now);
        std::string error;
        if (step.kind == Step::Kind::Push) {
            const auto result = m_engine.push(step.body.group, step.text, m_now);
            error = result ? "" : result.error().toString();
        } else {
            const auto report = m_engine.pushExplained(step.body.group, step.text, m_now);
            error = report ? "" : report.error().toString();
            if (m_foretoldOf && *m_foretoldOf == step.text && text(report) != m_foretold)
                return "dry run said\n" + m_foretold + "push said\n" + text(report);
        }
        m_foretoldOf = nullptr;
        ++(expected ? refused : accepted);
        if (expected.has_value() == error.empty())
            return expected ? "accepted though refused by the model: " + *expected : "refused: " + error;
        return {};
    }

    std::string remove(const Step& step)
    {
        Removal removal;
        if (step.which.selector)
            removal.selectors = {*step.which.selector};
        removal.family = step.which.family;
        removal.group = step.which.group;
        removal.olderThan = step.which.olderThan;
        const std::size_t would = m_engine.wouldRemove(removal, m_now).series.size();
        m_removed.push_back(m_engine.remove(removal, m_now));
        const std::size_t went = m_removed.back().series.size();
        const std::size_t expected = m_model.remove(step.which, m_now);
        return would == went && went == expected
            ? ""
            : std::to_string(went) + " series removed instead of " + std::to_string(expected);
    }

    Engine m_engine;
    MergeModel m_model;
    Instant m_now{5'000};
    std::string m_foretold; ///< of the body of the last dry run
    const std::string* m_foretoldOf = nullptr; ///< nothing: something came since
    std::vector<RemovedSet> m_removed;
};

struct Setup {
    Profile profile;
    std::chrono::seconds ttl;
};

/// Where engine and model part, or an empty text; cuts the history off behind that step.
std::string compare(const Setup& setup, std::vector<Step>& history, Pair& pair)
{
    Q_UNUSED(setup)
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (std::string wrong = pair.take(history[i]); !wrong.empty()) {
            history.resize(i + 1);
            return wrong;
        }
    }
    return {};
}

/// Leaves out steps as long as the history still goes wrong.
std::vector<Step> shortest(const Setup& setup, std::vector<Step> history)
{
    for (std::size_t size = history.size() / 2; size > 0;) {
        bool isShorter = false;
        for (std::size_t from = 0; from + 1 < history.size();) {
            std::vector<Step> less(history.begin(), history.begin() + static_cast<std::ptrdiff_t>(from));
            less.insert(less.end(),
                history.begin() + static_cast<std::ptrdiff_t>(std::min(from + size, history.size())), history.end());
            Pair pair(setup.profile, setup.ttl);
            if (!compare(setup, less, pair).empty()) {
                history = std::move(less);
                isShorter = true;
            } else {
                from += size;
            }
        }
        if (!isShorter || size > 1)
            size /= 2;
    }
    return history;
}

} // namespace

/// CAIRN_MODEL_HISTORIES (20) and CAIRN_MODEL_STEPS (1500) make it longer, CAIRN_MODEL_SEED (1) another.
class TestEngineModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesToTheSameAsTheModel_data();
    void comesToTheSameAsTheModel();
};

void TestEngineModel::comesToTheSameAsTheModel_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<int>("ttl");
    QTest::addColumn<int>("seed");
    const int histories = std::max(1, qEnvironmentVariableIntValue("CAIRN_MODEL_HISTORIES"));
    const int count = qEnvironmentVariableIsSet("CAIRN_MODEL_HISTORIES") ? histories : 20;
    const int first = std::max(1, qEnvironmentVariableIntValue("CAIRN_MODEL_SEED"));
    for (int i = first; i < first + count; ++i) {
        const auto profile = static_cast<Profile>(i % 4);
        const int ttl = i % 3 == 0 ? 60 : 0;
        QTest::addRow("seed %d, profile %s, %s", i, std::string(toString(profile)).c_str(),
            ttl > 0 ? "series live a minute" : "series stay")
            << i % 4 << ttl << i;
    }
}

void TestEngineModel::comesToTheSameAsTheModel()
{
    QFETCH(int, profile);
    QFETCH(int, ttl);
    QFETCH(int, seed);
    const Setup setup{static_cast<Profile>(profile), std::chrono::seconds(ttl)};
    const int steps = qEnvironmentVariableIntValue("CAIRN_MODEL_STEPS");
    std::vector<Step> history
        = randomHistory(static_cast<std::uint64_t>(seed), steps > 0 ? static_cast<std::size_t>(steps) : kDefaultSteps);
    Pair pair(setup.profile, setup.ttl);
    const std::string wrong = compare(setup, history, pair);
    if (wrong.empty()) {
        QVERIFY2(pair.accepted * 4 > pair.refused && pair.refused > 0, "the history exercises little");
        return;
    }
    const std::size_t at = history.size();
    history = shortest(setup, std::move(history));
    Pair again(setup.profile, setup.ttl);
    std::string story = "step " + std::to_string(at) + ": " + wrong + "\nThe shortest history found:\n";
    const std::string cause = compare(setup, history, again);
    for (const Step& step : history)
        story += "-- " + describe(step) + '\n';
    QFAIL((story + "=> " + cause).c_str());
}

QTEST_GUILESS_MAIN(TestEngineModel)
#include "tst_engine_model.moc"
