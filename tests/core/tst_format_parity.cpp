// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"

#include <random>
#include <vector>

using namespace cairn;

namespace {

using Syntax = ScrapeFormat::Syntax;

std::string shown(Engine& engine, Syntax syntax)
{
    ScrapeFormat format;
    format.syntax = syntax;
    format.escaping = syntax == Syntax::Text004 ? Escaping::Underscores : Escaping::AllowUtf8;
    SnapshotWriter writer(engine.snapshot(Instant(0), format.carriesExtras()), {}, format);
    std::string out;
    while (writer.next(out, 500)) { }
    return out;
}

/// The same registry, in another format.
std::string translated(const std::string& text, Syntax syntax)
{
    Engine engine({});
    if (const auto result = engine.push({}, text, Instant(0)); !result)
        QTest::qFail(result.error().toString().c_str(), __FILE__, __LINE__);
    return shown(engine, syntax);
}

/// A registry of a client, as text: few families and labels, so that pushes meet.
class RandomRegistry {
public:
    explicit RandomRegistry(std::uint32_t seed) : m_random(seed) { }

    std::string text()
    {
        std::string out;
        for (int family = 0; family < 6; ++family) {
            if (below(4) > 0)
                addFamily(out, family);
        }
        return out;
    }

private:
    void addFamily(std::string& out, int family)
    {
        static const char* const kTypes[] = {"counter", "gauge", "histogram", "summary", "untyped", "counter"};
        const std::string name = "f" + std::to_string(family) + (family % 5 == 0 ? "_total" : "");
        if (below(2) == 0)
            out += "# HELP " + name + " Help \\\\ and\\n " + std::to_string(below(2)) + ".\n";
        if (family != 4)
            out += "# TYPE " + name + ' ' + kTypes[family] + '\n';
        const std::uint32_t from = below(3);
        for (std::uint32_t series = from; series < from + 1 + below(3); ++series)
            addSeries(out, name, kTypes[family], labels(series));
    }

    std::string labels(std::uint32_t series)
    {
        if (series == 0)
            return {};
        return "path=\"/a\\\"\\\\b\\n" + std::to_string(series) + "\",z=\"\xC3\xBC\"";
    }

    void addSeries(std::string& out, const std::string& name, std::string_view type, const std::string& labels)
    {
        const auto line = [&](const std::string& suffix, const std::string& more, const std::string& value) {
            const std::string inside = labels + (labels.empty() || more.empty() ? "" : ",") + more;
            out += name + suffix + (inside.empty() ? "" : '{' + inside + '}') + ' ' + value + '\n';
        };
        if (type == "histogram") {
            std::uint32_t count = 0;
            for (const char* bound : {"0.1", "1", "2.5"}) {
                if (below(5) > 0) // clients change their bounds
                    line("_bucket", "le=\"" + std::string(bound) + '"', std::to_string(count += below(9)));
            }
            line("_bucket", "le=\"+Inf\"", std::to_string(count += below(9)));
            line("_sum", "", std::to_string(below(1000)) + ".25");
            line("_count", "", std::to_string(count));
        } else if (type == "summary") {
            line("_sum", "", std::to_string(below(1000)) + ".5");
            line("_count", "", std::to_string(below(50)));
        } else {
            const bool maySink = type == "gauge" && below(2) == 0;
            line("", "", (maySink ? "-" : "") + std::to_string(below(100000)) + (below(2) == 0 ? ".125" : ""));
        }
    }

    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(m_random() % limit); }

    std::mt19937 m_random;
};

} // namespace

class TestFormatParity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameRegistryGivesTheSameSeries();
    void valuesSurviveTheRoundThroughAllFormats();
};

void TestFormatParity::theSameRegistryGivesTheSameSeries()
{
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        RandomRegistry registry(seed);
        std::mt19937 random(seed);
        Engine text({});
        Engine openMetrics({});
        Engine protobuf({});
        Engine mixed({});
        for (int step = 0; step < 40; ++step) {
            const std::string body = registry.text();
            const std::vector<std::pair<std::string, ExpositionFormat>> bodies{{body, ExpositionFormat::Text},
                {translated(body, Syntax::OpenMetrics100), ExpositionFormat::OpenMetrics},
                {translated(body, Syntax::Protobuf), ExpositionFormat::Protobuf}};
            const auto push = [&](Engine& engine, std::size_t which) {
                PushOptions options;
                options.format = bodies[which].second;
                const auto result = engine.push({}, bodies[which].first, Instant(0), options);
                QVERIFY2(result, result ? "" : (result.error().toString() + '\n' + bodies[which].first).c_str());
            };
            push(text, 0);
            push(openMetrics, 1);
            push(protobuf, 2);
            push(mixed, random() % 3);
            const std::string expected = shown(text, Syntax::Text004);
            QCOMPARE(shown(openMetrics, Syntax::Text004), expected);
            QCOMPARE(shown(protobuf, Syntax::Text004), expected);
            QCOMPARE(shown(mixed, Syntax::Text004), expected);
        }
    }
}

void TestFormatParity::valuesSurviveTheRoundThroughAllFormats()
{
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        const std::string text = RandomRegistry(seed).text();
        Engine first({});
        QVERIFY(first.push({}, text, Instant(0)));
        PushOptions options;
        Engine second({});
        options.format = ExpositionFormat::Protobuf;
        QVERIFY(second.push({}, shown(first, Syntax::Protobuf), Instant(0), options));
        Engine third({});
        options.format = ExpositionFormat::OpenMetrics;
        QVERIFY(third.push({}, shown(second, Syntax::OpenMetrics100), Instant(0), options));
        QCOMPARE(shown(third, Syntax::Text004), shown(first, Syntax::Text004));
    }
}

QTEST_APPLESS_MAIN(TestFormatParity)
#include "tst_format_parity.moc"
