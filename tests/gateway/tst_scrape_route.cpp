// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/test_site.h"

#include "core/coding/decode.h"

#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;

class TestScrapeRoute : public QObject {
    Q_OBJECT

private slots:
    void sendsASmallExpositionWhole();
    void sendsABigExpositionInPieces();
    void answersInTheFormatAskedFor_data();
    void answersInTheFormatAskedFor();
    void showsPathLabelsOfAnyName();
    void countsNamesThatClash();
    void showsItsOwnMetricsInEachFormat();
    void compressesWhatIsAskedFor_data();
    void compressesWhatIsAskedFor();
    void selects_data();
    void selects();
    void refusesABadSelector();
    void breaksOffWhenTheTimeIsOver();
    void tellsTheConnectionWhenTheTimeIsOver();
    void refusesWhenTheTimeIsOverBefore();
    void doesNotWaitForAScraper();
    void limitsScrapesUnderWay();
    void showsItsOwnMetricsApart();
    void movesToTheTelemetryPath();
};

namespace {

std::string manySeries(int count)
{
    std::string text = "# TYPE big gauge\n";
    for (int i = 100000; i < 100000 + count; ++i)
        text += "big{n=\"" + std::to_string(i) + "\"} 1\n";
    return text;
}

const std::vector<http::Header> kGzip{{"accept-encoding", "gzip"}};

} // namespace

void TestScrapeRoute::sendsASmallExpositionWhole()
{
    TestSite site;
    site.push("a 1\n");
    const auto response = site.ask("GET", "/metrics");
    QCOMPARE(response.status, 200);
    QVERIFY(!response.stream);
    QCOMPARE(response.body, std::string("a 1\n"));
    QCOMPARE(TestSite::header(response, "Content-Type"),
        std::string("text/plain; version=0.0.4; charset=utf-8; escaping=underscores"));
    QCOMPARE(TestSite::header(response, "Vary"), std::string("Accept, Accept-Encoding"));
    QCOMPARE(site.ask("HEAD", "/metrics/").status, 200);
}

void TestScrapeRoute::sendsABigExpositionInPieces()
{
    TestSite site;
    const std::string text = manySeries(20000);
    QCOMPARE(site.push(text).status, 202);
    auto response = site.ask("GET", "/metrics");
    QVERIFY(response.stream);
    std::string piece;
    QCOMPARE(response.stream->next(piece), http::BodySource::Step::More);
    QVERIFY(piece.size() > 32 * 1024 && piece.size() < 256 * 1024);
    QVERIFY(piece + TestSite::bodyOf(std::move(response)) == text);
}

void TestScrapeRoute::compressesWhatIsAskedFor_data()
{
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<QByteArray>("coding");
    QTest::newRow("gzip") << QByteArray("gzip") << QByteArray("gzip");
    QTest::newRow("zstd") << QByteArray("zstd") << QByteArray("zstd");
    QTest::newRow("zstd before gzip") << QByteArray("gzip;q=0.5, zstd") << QByteArray("zstd");
}

void TestScrapeRoute::answersInTheFormatAskedFor_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("text 1.0.0") << QByteArray("text/plain;version=1.0.0;escaping=allow-utf-8")
                                << QByteArray("text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8")
                                << QByteArray("# TYPE a_total counter\na_total 1\n{\"b.c\"} 2\n");
    QTest::newRow("OpenMetrics") << QByteArray("application/openmetrics-text;version=1.0.0")
                                 << QByteArray("application/openmetrics-text; version=1.0.0; charset=utf-8; "
                                               "escaping=underscores")
                                 << QByteArray("# TYPE a counter\na_total 1\n# TYPE b_c unknown\nb_c 2\n# EOF\n");
    QTest::newRow("protobuf")
        << QByteArray("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited")
        << QByteArray("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; "
                      "escaping=underscores")
        << QByteArray::fromHex("18"
                               "0a07615f746f74616c"
                               "1800"
                               "220b"
                               "1a09"
                               "09000000000000f03f")
            + QByteArray::fromHex("14"
                                  "0a03625f63"
                                  "1803"
                                  "220b"
                                  "2a09"
                                  "090000000000000040");
}

void TestScrapeRoute::answersInTheFormatAskedFor()
{
    QFETCH(QByteArray, accept);
    TestSite site;
    site.push("# TYPE a_total counter\na_total 1\n{\"b.c\"} 2\n");
    auto response = site.ask("GET", "/metrics", {}, {{"accept", accept.toStdString()}});
    QTEST(QByteArray::fromStdString(TestSite::header(response, "Content-Type")), "type");
    QCOMPARE(TestSite::header(response, "Vary"), std::string("Accept, Accept-Encoding"));
    QTEST(QByteArray::fromStdString(TestSite::bodyOf(std::move(response))), "text");
}

void TestScrapeRoute::showsPathLabelsOfAnyName()
{
    TestSite site;
    for (int i = 0; i < 3; ++i) // the first is read, the others are recognised
        QCOMPARE(site.push("a 1\nb{c=\"d\"} 2\n", "/metrics/job/x/U__my_2e_label/v").status, 202);
    QCOMPARE(site.scrape(), std::string("a{job=\"x\",my_label=\"v\"} 3\nb{c=\"d\",job=\"x\",my_label=\"v\"} 6\n"));
    auto quoted = site.ask("GET", "/metrics", {}, {{"accept", "text/plain;version=1.0.0;escaping=allow-utf-8"}});
    QCOMPARE(TestSite::bodyOf(std::move(quoted)),
        std::string("a{job=\"x\",\"my.label\"=\"v\"} 3\nb{c=\"d\",job=\"x\",\"my.label\"=\"v\"} 6\n"));
    QCOMPARE(site.ask("DELETE", "/metrics/job/x/my.label/v").status, 202);
    QCOMPARE(site.scrape(), std::string());
}

void TestScrapeRoute::countsNamesThatClash()
{
    TestSite site;
    site.push("{\"a.b\"} 1\na_b 2\n");
    QVERIFY(site.scrape("/-/metrics").find("\ncairn_scrape_name_clashes_total 0\n") != std::string::npos);
    QCOMPARE(site.scrape(), std::string("U__a_2e_b 1\na_b 2\n"));
    QVERIFY(site.scrape("/-/metrics").find("\ncairn_scrape_name_clashes_total 1\n") != std::string::npos);
}

void TestScrapeRoute::showsItsOwnMetricsInEachFormat()
{
    TestSite site;
    auto response = site.ask("GET", "/-/metrics", {}, {{"accept", "application/openmetrics-text;version=1.0.0"}});
    QVERIFY(TestSite::header(response, "Content-Type").starts_with("application/openmetrics-text; version=1.0.0"));
    const std::string text = TestSite::bodyOf(std::move(response));
    QVERIFY(text.find("\n# TYPE cairn_pushes counter\n") != std::string::npos);
    QVERIFY(text.find("handler=\"push\",le=\"1.0\"}") != std::string::npos);
    QVERIFY(text.ends_with("# EOF\n"));
    for (const std::string type : {"text/plain; version=1.0.0",
             "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"}) {
        const auto other = site.ask("GET", "/-/metrics", {}, {{"accept", type}});
        QVERIFY(TestSite::header(other, "Content-Type").starts_with(type));
        QVERIFY(other.body.find("cairn_pushes_total") != std::string::npos);
    }
}

void TestScrapeRoute::compressesWhatIsAskedFor()
{
    QFETCH(QByteArray, asked);
    QFETCH(QByteArray, coding);
    const auto named = contentCodingNamed(coding.toStdString());
    QVERIFY(named);
    TestSite site;
    QVERIFY(TestSite::header(site.ask("GET", "/metrics"), "Content-Encoding").empty());
    for (const int count : {1, 20000}) {
        const std::string text = manySeries(count);
        QCOMPARE(site.push(text).status, 202);
        auto response = site.ask("GET", "/metrics", {}, {{"accept-encoding", asked.toStdString()}});
        QCOMPARE(TestSite::header(response, "Content-Encoding"), coding.toStdString());
        const std::string body = TestSite::bodyOf(std::move(response));
        const auto plain = decode(*named, body, 1 << 26);
        QVERIFY(plain && plain->text() == text);
        QVERIFY(count == 1 || body.size() * 5 < text.size());
    }
}

void TestScrapeRoute::selects_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char* name, const char* query, const char* shown) {
        QTest::newRow(name) << QByteArray(query) << QByteArray(shown);
    };
    row("one name", "?name[]=b", "b{x=\"1\"} 2\nb{x=\"2\"} 3\n");
    row("an encoded name", "?name%5B%5D=a", "a 1\n");
    row("two names", "?name[]=a&name[]=c", "a 1\nc 4\n");
    row("a name that nobody has", "?name[]=z", "");
    row("a selector", "?match[]=b{x=\"2\"}", "b{x=\"2\"} 3\n");
    row("an encoded selector", "?match[]=%7B__name__%3D~%22a%7Cc%22%7D", "a 1\nc 4\n");
    row("two selectors", "?match[]=a&match[]={x=\"1\"}", "a 1\nb{x=\"1\"} 2\n");
    row("a name and a selector hold both", "?name[]=b&match[]={x=\"1\"}", "b{x=\"1\"} 2\n");
    row("something else does not matter", "?x=y&target=z", "a 1\nb{x=\"1\"} 2\nb{x=\"2\"} 3\nc 4\n");
}

void TestScrapeRoute::selects()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, shown);
    TestSite site;
    site.push("a 1\nb{x=\"1\"} 2\nb{x=\"2\"} 3\nc 4\n");
    QCOMPARE(site.scrape("/metrics" + query.toStdString()), shown.toStdString());
}

void TestScrapeRoute::refusesABadSelector()
{
    TestSite site;
    const auto response = site.ask("GET", "/metrics?match[]=a{");
    QCOMPARE(response.status, 400);
    QVERIFY(response.body.find("match[]") != std::string::npos);
    QCOMPARE(site.ask("GET", "/metrics?name[]=%zz").status, 400);
}

void TestScrapeRoute::breaksOffWhenTheTimeIsOver()
{
    TestSite site;
    QCOMPARE(site.push(manySeries(20000)).status, 202);
    auto response = site.ask("GET", "/metrics", {}, {{"x-prometheus-scrape-timeout-seconds", "10"}});
    std::string piece;
    site.now = 10s;
    QCOMPARE(response.stream->next(piece), http::BodySource::Step::More);
    site.now = 10001ms;
    QCOMPARE(response.stream->next(piece), http::BodySource::Step::Broken);
}

void TestScrapeRoute::tellsTheConnectionWhenTheTimeIsOver()
{
    TestSite site;
    QCOMPARE(site.push(manySeries(20000)).status, 202);
    QVERIFY(!site.ask("GET", "/metrics").stream->deadline());
    const auto before = std::chrono::steady_clock::now();
    const auto response = site.ask("GET", "/metrics", {}, {{"x-prometheus-scrape-timeout-seconds", "10"}});
    const auto deadline = response.stream->deadline();
    QVERIFY(deadline);
    QVERIFY(*deadline >= before + 10s && *deadline <= std::chrono::steady_clock::now() + 10s);
}

void TestScrapeRoute::refusesWhenTheTimeIsOverBefore()
{
    TestSite site;
    site.push("a 1\n");
    site.pause = 50ms;
    const std::vector<http::Header> timeout{{"x-prometheus-scrape-timeout-seconds", "0.01"}};
    const auto response = site.ask("GET", "/metrics", {}, timeout);
    QCOMPARE(response.status, 503);
    QVERIFY(!TestSite::header(response, "Retry-After").empty());
    for (const char* nonsense : {"", "x", "-1", "1e99", "nan"})
        QCOMPARE(site.ask("GET", "/metrics", {}, {{"x-prometheus-scrape-timeout-seconds", nonsense}}).status, 200);
}

void TestScrapeRoute::doesNotWaitForAScraper()
{
    TestSite site;
    const std::string text = manySeries(20000);
    QCOMPARE(site.push(text).status, 202);
    auto response = site.ask("GET", "/metrics");
    QCOMPARE(site.push("big{n=\"100000\"} 5\nnew 1\n").status, 202); // while the scraper has read nothing yet
    QVERIFY(TestSite::bodyOf(std::move(response)) == text); // as of the instant of the scrape
}

void TestScrapeRoute::limitsScrapesUnderWay()
{
    TestSite site;
    QCOMPARE(site.push(manySeries(20000)).status, 202);
    std::vector<http::Response> open;
    for (int i = 0; i < 40; ++i)
        open.push_back(site.ask("GET", "/metrics"));
    QCOMPARE(open.back().status, 200);
    QCOMPARE(site.ask("GET", "/metrics").status, 503);
    open.pop_back();
    QCOMPARE(site.ask("GET", "/metrics").status, 200);
}

void TestScrapeRoute::showsItsOwnMetricsApart()
{
    TestSite site;
    site.push("a 1\n");
    const auto response = site.ask("GET", "/-/metrics");
    QCOMPARE(response.status, 200);
    QVERIFY(response.body.find("\ncairn_pushes_total 1\n") != std::string::npos);
    QVERIFY(response.body.find("\ncairn_series 1\n") != std::string::npos);
    QVERIFY(site.scrape().find("cairn_") == std::string::npos);
}

void TestScrapeRoute::movesToTheTelemetryPath()
{
    TestSite site({"--web.telemetry-path=/shown", "--web.self-metrics-path=/own", "--web.route-prefix=/p"});
    QCOMPARE(site.ask("POST", "/p/metrics", "a 1\n").status, 202);
    QCOMPARE(site.scrape("/p/shown"), std::string("a 1\n"));
    QCOMPARE(site.ask("GET", "/p/metrics").status, 405);
    QCOMPARE(site.ask("GET", "/p/own").status, 200);
    QCOMPARE(site.ask("GET", "/shown").status, 404);
    QCOMPARE(site.ask("POST", "/metrics", "a 1\n").status, 404);
    QCOMPARE(site.ask("GET", "/-/healthy").status, 200); // probes come past the proxy
    QCOMPARE(site.ask("GET", "/p/-/healthy").status, 200);
}

QTEST_GUILESS_MAIN(TestScrapeRoute)
#include "tst_scrape_route.moc"
