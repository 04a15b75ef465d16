// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/test_site.h"

#include <QTest>

using namespace cairn;

namespace {

/// The samples on the scrape page, a line each, without the gateway's own.
QByteArray samples(TestSite& site)
{
    QByteArray out;
    for (const QByteArray& line : QByteArray::fromStdString(site.scrape()).split('\n')) {
        if (!line.isEmpty() && !line.startsWith('#') && !line.startsWith("cairn_") && !line.startsWith("process_"))
            out += line + '\n';
    }
    return out;
}

/// The value of a series, or "" if it is not shown.
QByteArray valueOf(TestSite& site, const QByteArray& series)
{
    for (const QByteArray& line : samples(site).split('\n')) {
        if (line.startsWith(series + ' '))
            return line.mid(series.size() + 1);
    }
    return {};
}

const QByteArray kFailure = "push_failure_time_seconds{instance=\"\",job=\"a\"}";
const QByteArray kTime = "push_time_seconds{instance=\"\",job=\"a\"}";

} // namespace

class TestPushgatewayProfile : public QObject {
    Q_OBJECT
private slots:
    void putReplacesAndPostKeeps();
    void emptyPushes_data();
    void emptyPushes();
    void notesRefusals_data();
    void notesRefusals();
    void refusedPushesMakeNoGroup();
    void dryRunsNoteNothing();
    void demandsAJobFirst_data();
    void demandsAJobFirst();
    void takesEveryPathOfLabels_data();
    void takesEveryPathOfLabels();
    void deletesAlwaysSucceed();
    void badBase64HarmsNobody();
    void otherProfilesOnlyMerge();
    void showsItsOwnMetricsOnThePage_data();
    void showsItsOwnMetricsOnThePage();
    void leavesOutWhatIsCalledAlike_data();
    void leavesOutWhatIsCalledAlike();
};

void TestPushgatewayProfile::putReplacesAndPostKeeps()
{
    TestSite site({"--profile=pushgateway"});
    site.wall = 1600000000.25;
    QCOMPARE(site.ask("PUT", "/metrics/job/a", "x 1\ny 2\n").status, 202);
    QCOMPARE(samples(site),
        kFailure + " 0\n" + kTime + " 1.60000000025e+09\nx{instance=\"\",job=\"a\"} 1\ny{instance=\"\",job=\"a\"} 2\n");
    site.wall = 2000;
    QCOMPARE(site.push("y 3\n", "/metrics/job/a").status, 202);
    QCOMPARE(samples(site),
        kFailure + " 0\n" + kTime + " 2000\nx{instance=\"\",job=\"a\"} 1\ny{instance=\"\",job=\"a\"} 3\n");
    QCOMPARE(site.ask("PUT", "/metrics/job/a", "z 4\n").status, 202);
    QCOMPARE(samples(site), kFailure + " 0\n" + kTime + " 2000\nz{instance=\"\",job=\"a\"} 4\n");
}

void TestPushgatewayProfile::emptyPushes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("left");
    QTest::newRow("POST refreshes the time") << QByteArray("POST") << QByteArray("x{instance=\"\",job=\"a\"} 1\n");
    QTest::newRow("PUT empties the group") << QByteArray("PUT") << QByteArray();
}

void TestPushgatewayProfile::emptyPushes()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, left);
    TestSite site({"--profile=pushgateway"});
    QCOMPARE(site.push("x 1\n", "/metrics/job/a").status, 202);
    site.wall = 2000;
    QCOMPARE(site.ask(method.toStdString(), "/metrics/job/a").status, 202);
    QCOMPARE(samples(site), kFailure + " 0\n" + kTime + " 2000\n" + left);
}

void TestPushgatewayProfile::notesRefusals_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("noted");
    const auto row
        = [](const char* name, const char* body, bool noted) { QTest::newRow(name) << QByteArray(body) << noted; };
    row("what cannot be read: no", "x 1 2 3\n", false);
    row("another type: yes", "# TYPE theirs gauge\ntheirs 1\n", true);
    row("a doubled series: yes", "x 1\nx 2\n", true);
    row("a timestamp, which the reader refuses: no", "x 1 1600000000000\n", false);
    row("a name of the gateway's own: yes", "cairn_x 1\n", true);
}

void TestPushgatewayProfile::notesRefusals()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, noted);
    TestSite site({"--profile=pushgateway"});
    QCOMPARE(site.push("x 1\n", "/metrics/job/a").status, 202);
    QCOMPARE(site.push("# TYPE theirs counter\ntheirs 1\n", "/metrics/job/b").status, 202);
    site.wall = 2000.5;
    for (const char* method : {"POST", "PUT"}) {
        QCOMPARE(site.ask(method, "/metrics/job/a", body.toStdString()).status, 400);
        QCOMPARE(valueOf(site, kFailure), noted ? "2000.5" : "0");
        QCOMPARE(valueOf(site, kTime), "1000");
        QCOMPARE(valueOf(site, "x{instance=\"\",job=\"a\"}"), "1");
        QCOMPARE(valueOf(site, "push_failure_time_seconds{instance=\"\",job=\"b\"}"), "0");
    }
    site.wall = 3000;
    QCOMPARE(site.ask("PUT", "/metrics/job/a", "x 2\n").status, 202);
    QCOMPARE(valueOf(site, kFailure), noted ? "2000.5" : "0");
    QCOMPARE(valueOf(site, kTime), "3000");
}

/// Else whoever pushes rubbish to ever new paths would fill the gateway up.
void TestPushgatewayProfile::refusedPushesMakeNoGroup()
{
    TestSite site({"--profile=pushgateway"});
    QCOMPARE(site.push("x 1\nx 1\n", "/metrics/job/a").status, 400);
    QCOMPARE(site.ask("PUT", "/metrics/job/b", "# TYPE x counter\nx -1\n").status, 400);
    QCOMPARE(samples(site), "");
    QCOMPARE(site.engine.stats().groups, std::uint64_t(0));
}

void TestPushgatewayProfile::dryRunsNoteNothing()
{
    TestSite site({"--profile=pushgateway"});
    QCOMPARE(site.push("x 1\ny 1\n", "/metrics/job/a").status, 202);
    const QByteArray before = samples(site);
    site.wall = 2000;
    for (const char* method : {"POST", "PUT"}) {
        for (const char* body : {"x 5\n", "x 1\nx 1\n", ""}) {
            QCOMPARE(site.ask(method, "/metrics/job/a?dry_run=true", body).status, 200);
            QCOMPARE(samples(site), before);
        }
    }
    const auto report = site.ask("PUT", "/metrics/job/a?dry_run=true", "x 5\n");
    QVERIFY(QByteArray::fromStdString(report.body).contains("\"outcome\":\"family-replaced\""));
    QCOMPARE(site.ask("PUT", "/metrics/job/a?explain=true", "x 5\n").status, 200);
    QCOMPARE(samples(site), kFailure + " 0\n" + kTime + " 2000\nx{instance=\"\",job=\"a\"} 5\n");
    QCOMPARE(site.ask("PUT", "/metrics/job/a?explain=true", "x 5\nx 5\n").status, 400);
    QCOMPARE(valueOf(site, kFailure), "2000");
}

void TestPushgatewayProfile::demandsAJobFirst_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("no labels") << QByteArray("/metrics");
    QTest::newRow("a slash alone") << QByteArray("/metrics/");
    QTest::newRow("an empty job") << QByteArray("/metrics/job//x/b");
    QTest::newRow("an empty job, last") << QByteArray("/metrics/job/");
    QTest::newRow("an empty job in base64") << QByteArray("/metrics/job@base64/=");
    QTest::newRow("another label first") << QByteArray("/metrics/instance/i/job/a");
    QTest::newRow("no job at all") << QByteArray("/metrics/instance/i");
    QTest::newRow("the path of old web pages") << QByteArray("/api/ui/metrics");
}

void TestPushgatewayProfile::demandsAJobFirst()
{
    QFETCH(QByteArray, path);
    TestSite site({"--profile=pushgateway"});
    for (const char* method : {"POST", "PUT"}) {
        const auto response = site.ask(method, path.toStdString(), "x 1\n");
        QCOMPARE(response.status, 400);
        QVERIFY(site.wasRefusedEarly);
        QVERIFY(QByteArray::fromStdString(response.body).startsWith("job name is required"));
    }
    QCOMPARE(samples(site), "");
}

void TestPushgatewayProfile::takesEveryPathOfLabels_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("labels");
    const auto row = [](const char* name, const char* path, const char* labels) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(labels);
    };
    row("an instance", "/metrics/job/a/instance/i", "instance=\"i\",job=\"a\"");
    row("base64", "/metrics/job@base64/Zm9vL2Jhcg==/x@base64/=", "instance=\"\",job=\"foo/bar\"");
    row("escaped letters of job", "/metrics/%6Aob/a", "instance=\"\",job=\"a\"");
    row("an escaped slash", "/metrics/job/a/path/b%2Fc", "instance=\"\",job=\"a\",path=\"b/c\"");
    row("an empty value", "/metrics/job/a/dir//x/y", "instance=\"\",job=\"a\",x=\"y\"");
}

void TestPushgatewayProfile::takesEveryPathOfLabels()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, labels);
    TestSite site({"--profile=pushgateway"});
    QCOMPARE(site.ask("PUT", path.toStdString(), "x 1\n").status, 202);
    QCOMPARE(valueOf(site, "x{" + labels + "}"), "1");
    QCOMPARE(valueOf(site, "push_time_seconds{" + labels + "}"), "1000");
    QCOMPARE(site.ask("DELETE", path.toStdString()).status, 202);
    QCOMPARE(samples(site), "");
}

void TestPushgatewayProfile::deletesAlwaysSucceed()
{
    TestSite site({"--profile=pushgateway"});
    QCOMPARE(site.push("x 1\n", "/metrics/job/a").status, 202);
    QCOMPARE(site.push("x 1\n", "/metrics/job/a/instance/i").status, 202);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(site.ask("DELETE", "/metrics/job/a").status, 202);
        QCOMPARE(samples(site),
            "push_failure_time_seconds{instance=\"i\",job=\"a\"} 0\npush_time_seconds{instance=\"i\",job=\"a\"} "
            "1000\nx{instance=\"i\",job=\"a\"} 1\n");
    }
}

/// In Pushgateway 1.5.1 it ends all later pushes to such paths.
void TestPushgatewayProfile::badBase64HarmsNobody()
{
    TestSite site({"--profile=pushgateway"});
    QCOMPARE(site.ask("PUT", "/metrics/job@base64/!!", "x 1\n").status, 400);
    QCOMPARE(site.ask("PUT", "/metrics/job@base64/YQ", "x 1\n").status, 202);
    QCOMPARE(valueOf(site, "x{instance=\"\",job=\"a\"}"), "1");
}

void TestPushgatewayProfile::otherProfilesOnlyMerge()
{
    TestSite site;
    QCOMPARE(site.ask("PUT", "/metrics", "x 1\ny 1\n").status, 202);
    QCOMPARE(site.ask("PUT", "/metrics", "x 1\n").status, 202);
    QCOMPARE(site.ask("PUT", "/metrics", "x 1\nx 1\n").status, 400);
    QCOMPARE(samples(site), "x 2\ny 1\n");
}

void TestPushgatewayProfile::showsItsOwnMetricsOnThePage_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<QByteArray>("pushed");
    QTest::newRow("as text") << QByteArray() << QByteArray("\ncairn_series 3\n")
                             << QByteArray("\nx{instance=\"\",job=\"a\"} 1\n");
    QTest::newRow("as OpenMetrics") << QByteArray("application/openmetrics-text;version=1.0.0")
                                    << QByteArray("\ncairn_series 3\n")
                                    << QByteArray("\nx{instance=\"\",job=\"a\"} 1\n# EOF\n");
    QTest::newRow("as protobuf") << QByteArray(
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited")
                                 << QByteArray("\n\14cairn_series\22") << QByteArray("\n\3job\22\1a");
}

void TestPushgatewayProfile::showsItsOwnMetricsOnThePage()
{
    QFETCH(QByteArray, accept);
    QFETCH(QByteArray, own);
    QFETCH(QByteArray, pushed);
    TestSite site({"--profile=pushgateway"});
    site.push("x 1\n", "/metrics/job/a");
    const std::vector<http::Header> headers{{"accept", accept.toStdString()}};
    const auto page = [&](const char* target) {
        return QByteArray::fromStdString(TestSite::bodyOf(site.ask("GET", target, {}, headers)));
    };
    const QByteArray whole = page("/metrics");
    QCOMPARE(whole.count(own), 1);
    QCOMPARE(whole.count(pushed), pushed.startsWith("\n\3") ? 3 : 1);
    QCOMPARE(whole.count("# EOF\n"), accept.contains("openmetrics") ? 1 : 0);
    QVERIFY(!page("/metrics?name[]=x").contains(own));
    QVERIFY(page("/-/metrics").contains(own));
}

void TestPushgatewayProfile::leavesOutWhatIsCalledAlike_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("the same name") << QByteArray("process_open_fds 1\n");
    QTest::newRow("the same counter") << QByteArray(
        "# TYPE process_open_fds_total counter\nprocess_open_fds_total 1\n");
    QTest::newRow("a histogram whose sum it would be")
        << QByteArray("# TYPE process_open histogram\nprocess_open_bucket{le=\"+Inf\"} 1\nprocess_open_sum "
                      "1\nprocess_open_count 1\n");
    QTest::newRow("a name that is escaped to the same") << QByteArray("{\"process.open.fds\"} 1\n");
}

void TestPushgatewayProfile::leavesOutWhatIsCalledAlike()
{
    QFETCH(QByteArray, body);
    TestSite site({"--profile=pushgateway"});
    site.metrics.registry().gauge("process_open_fds", "Open descriptors.");
    site.metrics.registry().gauge("process_other", "Another.");
    const QByteArray own = "# HELP process_open_fds Open descriptors.\n";
    QVERIFY(QByteArray::fromStdString(site.scrape()).contains(own));
    QCOMPARE(site.push(body.toStdString(), "/metrics/job/a").status, 202);
    const QByteArray page = QByteArray::fromStdString(site.scrape());
    QVERIFY(!page.contains(own));
    QVERIFY(page.contains("\nprocess_other 0\n") && page.contains("\ncairn_series 3\n"));
    QVERIFY(QByteArray::fromStdString(site.scrape("/-/metrics")).contains(own));
}

QTEST_GUILESS_MAIN(TestPushgatewayProfile)
#include "tst_pushgateway_profile.moc"
