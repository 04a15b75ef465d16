// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "core/exposition/number.h"
#include "core/rules/rule_file.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

using namespace cairn;

namespace {

constexpr int kWriters = 3;
constexpr int kPushes = 1500; ///< of each writer

RuleSetPtr rulesOf(const char* yaml)
{
    return std::make_shared<RuleSet>(readRules(yaml).value());
}

std::string exposition(Engine& engine, Instant now)
{
    std::string out;
    SnapshotWriter text(engine.snapshot(now), {});
    while (text.next(out, 4096)) { }
    return out;
}

std::map<std::string, double> samplesOf(std::string_view text)
{
    std::map<std::string, double> samples;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(line.size() + 1);
        if (!line.starts_with('#')) {
            const std::size_t space = line.rfind(' ');
            samples[std::string(line.substr(0, space))] = parseNumber(line.substr(space + 1)).value;
        }
    }
    return samples;
}

/// Counters that only move together, a histogram whose sum is three times its count, a series of the writer's own, and
/// one that is new each time.
std::string bodyOf(int writer, int push)
{
    const std::string own = std::to_string(writer);
    const std::string count = std::to_string(push % 3 + 1);
    std::string body = "# TYPE a_total counter\na_total 1\na_total{writer=\"" + own + "\"} " + count
        + "\n# TYPE b_total counter\nb_total 1\nb_total{writer=\"" + own + "\"} " + count
        + "\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} " + count + "\nh_sum "
        + std::to_string(3 * (push % 3 + 1)) + "\nh_count " + count + "\n";
    if (push % 5 == 0)
        body += "# TYPE churn gauge\nchurn{writer=\"" + own + "\",push=\"" + std::to_string(push) + "\"} 1\n";
    if (push % 7 == 0)
        body += "late{writer=\"" + own + "\",mode=\"" + std::to_string(push % 4) + "\"} 1\n";
    return body;
}

/// What is wrong with a scrape, or an empty text.
std::string torn(const std::string& text)
{
    const std::map<std::string, double> samples = samplesOf(text);
    const auto value = [&](const std::string& name) {
        const auto it = samples.find(name);
        return it == samples.end() ? 0 : it->second;
    };
    if (value("h_sum") != 3 * value("h_count") || value("h_bucket{le=\"+Inf\"}") != value("h_count"))
        return "half a histogram:\n" + text;
    for (const auto& [name, number] : samples) {
        if (name.starts_with("a_total") && value("b" + name.substr(1)) != number)
            return "half a push: " + name + "\n" + text;
    }
    if (value("a_total") != value("h_bucket{le=\"1\"}"))
        return "a_total and h are not of the same pushes:\n" + text;
    return {};
}

/// Threads that end with the test, and the first thing that one of them found wrong.
class Threads {
public:
    ~Threads() { join(); }
    template <typename Body>
    void start(Body body)
    {
        m_threads.emplace_back(std::move(body));
    }
    void join()
    {
        for (std::thread& thread : m_threads)
            thread.join();
        m_threads.clear();
    }
    void fail(const std::string& what)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_wrong.empty())
            m_wrong = what;
    }
    std::string wrong()
    {
        const std::scoped_lock lock(m_mutex);
        return m_wrong;
    }

private:
    std::vector<std::thread> m_threads;
    std::mutex m_mutex;
    std::string m_wrong; // guarded by m_mutex
};

} // namespace

class TestEngineThreads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scrapesNeverSeeHalfAPush();
    void resetAndUndoLoseNothing();
    void greatResetsLoseNothingBesidePushes();
    void snapshotsOutliveWhatTheyShow();
};

void TestEngineThreads::scrapesNeverSeeHalfAPush()
{
    EngineOptions options;
    options.seriesTtl = std::chrono::seconds(5);
    Engine engine(options);
    const std::vector<RuleSetPtr> rules{std::make_shared<RuleSet>(), rulesOf("rules: [{match: late, mode: count}]"),
        rulesOf("rules: [{match: late, mode: sum10s}, {match: churn, mode: max, ttl: 2s}]"),
        rulesOf("rules: [{match: late, drop_labels: [mode]}]")};
    std::atomic<int> writing = kWriters;
    std::atomic<std::int64_t> clock = 0;
    Threads threads;
    for (int writer = 0; writer < kWriters; ++writer) {
        threads.start([&, writer] {
            for (int push = 0; push < kPushes; ++push) {
                const auto result = push % 50 == 49
                    ? engine.pushExplained({{"job", "j"}}, bodyOf(writer, push), Instant(++clock)).has_value()
                    : engine.push({{"job", "j"}}, bodyOf(writer, push), Instant(++clock)).has_value();
                if (!result)
                    threads.fail("a push was refused");
                const auto bad = engine.push({}, "a_total 1000\na_total -1\n", Instant(clock));
                if (bad)
                    threads.fail("a bad push was merged");
            }
            --writing;
        });
    }
    threads.start([&] {
        while (writing > 0) {
            std::string text = exposition(engine, Instant(clock));
            for (std::size_t at; (at = text.find("job=\"j\",")) != std::string::npos;)
                text.erase(at, 8);
            for (std::size_t at; (at = text.find("{job=\"j\"}")) != std::string::npos;)
                text.erase(at, 9);
            if (std::string wrong = torn(text); !wrong.empty())
                threads.fail(wrong);
        }
    });
    threads.start([&] {
        for (std::size_t i = 0; writing > 0; ++i) {
            engine.setRules(rules[i % rules.size()]);
            static_cast<void>(engine.dryRun({{"job", "j"}}, bodyOf(9, static_cast<int>(i)), Instant(clock)));
            Removal churn;
            churn.family = "churn";
            const RemovedSet removed = engine.remove(churn, Instant(clock));
            engine.expire(Instant(clock));
            if (i % 2 == 0)
                engine.restore(removed, Instant(clock));
            std::this_thread::yield();
        }
    });
    threads.join();
    QVERIFY2(threads.wrong().empty(), threads.wrong().c_str());
    const auto samples = samplesOf(exposition(engine, Instant(clock)));
    QCOMPARE(samples.at("a_total{job=\"j\"}"), double(kWriters * kPushes));
    QCOMPARE(samples.at("h_count{job=\"j\"}"), double(kWriters * kPushes * 2));
    for (int writer = 0; writer < kWriters; ++writer)
        QCOMPARE(samples.at("b_total{job=\"j\",writer=\"" + std::to_string(writer) + "\"}"), double(kPushes * 2));
}

void TestEngineThreads::resetAndUndoLoseNothing()
{
    Engine engine({});
    std::atomic<int> writing = kWriters;
    Threads threads;
    for (int writer = 0; writer < kWriters; ++writer) {
        threads.start([&] {
            for (int push = 0; push < kPushes; ++push) {
                if (!engine.push({}, "# TYPE a_total counter\na_total 1\n", Instant(push)))
                    threads.fail("a push was refused");
            }
            --writing;
        });
    }
    threads.start([&] {
        while (writing > 0) {
            const RemovedSet removed = engine.remove({}, Instant(0));
            std::this_thread::yield();
            engine.restore(removed, Instant(0));
        }
    });
    threads.join();
    QVERIFY2(threads.wrong().empty(), threads.wrong().c_str());
    QCOMPARE(samplesOf(exposition(engine, Instant(0))).at("a_total"), double(kWriters * kPushes));
}

// Of five slices; every second series of each family and group stays.
void TestEngineThreads::greatResetsLoseNothingBesidePushes()
{
    constexpr int kSeries = 5000;
    constexpr int kRounds = 60;
    Engine engine({});
    for (const char* job : {"i", "j"}) {
        std::string body;
        for (const char* family : {"a", "b"}) {
            for (int i = 0; i < kSeries / 2; ++i)
                body += std::string(family) + "{n=\"" + std::to_string(i) + "\",odd=\"" + std::to_string(i % 2)
                    + "\"} 0\n";
        }
        QVERIFY(engine.push({{"job", job}}, body, Instant(0)));
    }
    std::string pushed;
    for (int i = 0; i < kSeries / 2; i += 50)
        pushed
            += "a{n=\"" + std::to_string(i + 1) + "\",odd=\"1\"} 1\nb{n=\"" + std::to_string(i) + "\",odd=\"0\"} 1\n";
    Removal odd;
    odd.selectors.push_back(*Selector::parse("{odd=\"1\"}"));
    std::atomic<bool> resetting = true;
    std::atomic<int> pushes = 0;
    Threads threads;
    threads.start([&] {
        for (; resetting; ++pushes) {
            if (!engine.push({{"job", pushes % 2 == 0 ? "i" : "j"}}, pushed, Instant(0)))
                threads.fail("a push was refused");
        }
    });
    threads.start([&] {
        while (resetting) {
            const std::string text = exposition(engine, Instant(0));
            const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
            if (samplesOf(text).size() != lines)
                threads.fail("a series is exposed twice: " + text.substr(0, 300));
            engine.expire(Instant(0));
        }
    });
    for (int round = 0; round < kRounds; ++round) {
        const RemovedSet removed = engine.remove(odd, Instant(0));
        if (removed.series.size() < kSeries)
            threads.fail("the reset took " + std::to_string(removed.series.size()));
        if (engine.restore(removed, Instant(0)) != removed.series.size())
            threads.fail("some stayed away");
    }
    resetting = false;
    threads.join();
    QVERIFY2(threads.wrong().empty(), threads.wrong().c_str());
    double sum = 0;
    const auto samples = samplesOf(exposition(engine, Instant(0)));
    for (const auto& [name, value] : samples)
        sum += value;
    QCOMPARE(samples.size(), std::size_t(2 * kSeries));
    QCOMPARE(sum, double(pushes) * kSeries / 50);
    QCOMPARE(engine.stats().series, std::uint64_t(2 * kSeries));
    QCOMPARE(engine.wipe(), std::size_t(2 * kSeries));
    QVERIFY(exposition(engine, Instant(0)).empty());
}

void TestEngineThreads::snapshotsOutliveWhatTheyShow()
{
    Engine engine({});
    std::atomic<int> rounds = 300;
    Threads threads;
    threads.start([&] {
        for (; rounds > 0; --rounds) {
            std::string body;
            for (int i = 0; i < 20; ++i)
                body += "g{round=\"" + std::to_string(rounds) + "\",i=\"" + std::to_string(i) + "\"} "
                    + std::to_string(rounds) + "\n";
            if (!engine.push({}, body, Instant(0)))
                threads.fail("a push was refused");
            engine.remove({}, Instant(0));
            engine.setRules(std::make_shared<RuleSet>()); // lets ids be used again
            engine.expire(Instant(0));
        }
    });
    threads.start([&] {
        while (rounds > 0) {
            for (const auto& [name, value] : samplesOf(exposition(engine, Instant(0)))) {
                if (name.find("round=\"" + std::to_string(static_cast<int>(value)) + '"') == std::string::npos)
                    threads.fail("another series' labels: " + name + ' ' + std::to_string(value));
            }
        }
    });
    threads.join();
    QVERIFY2(threads.wrong().empty(), threads.wrong().c_str());
}

QTEST_GUILESS_MAIN(TestEngineThreads)
#include "tst_engine_threads.moc"
