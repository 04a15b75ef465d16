// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/test_site.h"

#include "core/coding/decode.h"
#include "core/gateway/v1/rfc3339.h"
#include "core/gateway/v1/series_json.h"
#include "core/gateway/web/admin_gate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;

namespace {

QJsonObject object(const std::string& text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

QJsonArray groups(TestSite& site)
{
    const QJsonObject answer = object(site.scrape("/api/v1/metrics"));
    return answer["status"] == "success" ? answer["data"].toArray() : QJsonArray{"failed"};
}

QByteArray compact(const QJsonValue& value)
{
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

const char* const kWipe = "/api/v1/admin/wipe";

} // namespace

class TestApiV1 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsTheStatus();
    void showsNothing();
    void showsEachType_data();
    void showsEachType();
    void showsNativeHistograms();
    void ordersByGroup();
    void tellsWhenFamiliesWerePushed();
    void metadataWinsOverFamilies();
    void tellsWhetherTheLastPushWentWell();
    void otherProfilesNeverTellOfFailures();
    void writesManySeriesInPieces_data();
    void writesManySeriesInPieces();
    void holdsNoLockWhileItIsSent();
    void limitsAnswersUnderWay();
    void letsAllowedPagesRead_data();
    void letsAllowedPagesRead();
    void wipesForThisMachineAlone_data();
    void wipesForThisMachineAlone();
    void pagesOfOthersNeverWipe();
    void tellsTheLogOfWipes();
    void otherMethods_data();
    void otherMethods();
    void writesTimes_data();
    void writesTimes();
};

void TestApiV1::tellsTheStatus()
{
    TestSite site({"--profile=zapier", "--web.enable-lifecycle"});
    site.wall = 5;
    const auto response = site.ask("GET", "/api/v1/status");
    QCOMPARE(response.status, 200);
    QCOMPARE(TestSite::header(response, "Content-Type"), std::string("application/json"));
    QCOMPARE(TestSite::header(response, "Cache-Control"), std::string("no-cache, no-store, must-revalidate"));
    const QJsonObject answer = object(site.scrape("/api/v1/status"));
    QCOMPARE(answer["status"].toString(), "success");
    const QJsonObject data = answer["data"].toObject();
    QCOMPARE(data.keys(), QStringList({"build_information", "flags", "start_time"}));
    QCOMPARE(data["start_time"].toString(), "1970-01-01T00:16:40Z");
    QCOMPARE(data["build_information"].toObject().keys(),
        QStringList({"branch", "buildDate", "buildUser", "goVersion", "revision", "version"}));
    const QJsonObject flags = data["flags"].toObject();
    QCOMPARE(flags["profile"].toString(), "zapier");
    QCOMPARE(flags["web.enable-lifecycle"].toString(), "true");
    QCOMPARE(flags["web.enable-admin-api"].toString(), "false");
    for (const QJsonValue& value : flags)
        QVERIFY(value.isString());
}

void TestApiV1::showsNothing()
{
    TestSite site;
    const auto response = site.ask("GET", "/api/v1/metrics");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, std::string("{\"status\":\"success\",\"data\":[]}\n"));
}

void TestApiV1::showsEachType_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("metric"); ///< without its labels
    const auto row = [](const char* name, const char* body, const char* type, const char* metric) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(type) << QByteArray(metric);
    };
    row("a counter", "# HELP x help \"text\"\n# TYPE x counter\nx 123456789012\n", "COUNTER",
        R"({"value":"1.23456789012e+11"})");
    row("a gauge", "# TYPE x gauge\nx -1\n", "GAUGE", R"({"value":"-1"})");
    row("a gauge that is no number", "# TYPE x gauge\nx NaN\n", "GAUGE", R"({"value":"NaN"})");
    row("an untyped", "x 1e21\n", "UNTYPED", R"({"value":"1e+21"})");
    row("a histogram",
        "# TYPE x histogram\nx_bucket{le=\"0.1\"} 1\nx_bucket{le=\"+Inf\"} 2000000\nx_sum 0.3\nx_count 2000000\n",
        "HISTOGRAM", R"({"buckets":{"+Inf":"2000000","0.1":"1"},"count":"2000000","sum":"0.3"})");
    row("a histogram without a sum", "# TYPE x histogram\nx_bucket{le=\"+Inf\"} 2\nx_count 2\n", "HISTOGRAM",
        R"({"buckets":{"+Inf":"2"},"count":"2"})");
    row("a gauge histogram, which is no number",
        "# TYPE x gaugehistogram\nx_bucket{le=\"1\"} 1\nx_bucket{le=\"+Inf\"} 2\nx_gsum -3\nx_gcount 2\n",
        "GAUGE_HISTOGRAM", R"({"buckets":{"+Inf":"2","1":"1"},"count":"2","sum":"-3"})");
    row("a summary", "# TYPE x summary\nx{quantile=\"0.5\"} NaN\nx_sum 3\nx_count 4\n", "SUMMARY",
        R"({"count":"4","quantiles":{"0.5":"NaN"},"sum":"3"})");
}

void TestApiV1::showsEachType()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, metric);
    TestSite site({"--profile=pushgateway"});
    const auto pushed = site.push(body.toStdString(), "/metrics/job/a/zone/%22eu%22");
    if (type == "GAUGE_HISTOGRAM" && pushed.status != 202)
        QSKIP("the text reader takes no gauge histograms");
    QCOMPARE(pushed.status, 202);
    const QJsonArray all = groups(site);
    QCOMPARE(all.size(), 1);
    const QJsonObject group = all[0].toObject();
    QCOMPARE(group.keys(),
        QStringList({"labels", "last_push_successful", "push_failure_time_seconds", "push_time_seconds", "x"}));
    QCOMPARE(compact(group["labels"]), R"({"job":"a","zone":"\"eu\""})");
    QCOMPARE(group["last_push_successful"], QJsonValue(true));
    const QJsonObject family = group["x"].toObject();
    QCOMPARE(family["type"].toString(), QString(type));
    QCOMPARE(family["help"].toString(), body.contains("HELP") ? "help \"text\"" : "");
    QCOMPARE(family.contains("help"), body.contains("HELP"));
    QCOMPARE(family["time_stamp"].toString(), "1970-01-01T00:16:40Z");
    QCOMPARE(family["metrics"].toArray().size(), 1);
    QJsonObject sample = family["metrics"].toArray()[0].toObject();
    QCOMPARE(compact(sample.take("labels")), R"({"instance":"","job":"a","zone":"\"eu\""})");
    QCOMPARE(compact(sample), metric);
}

void TestApiV1::showsNativeHistograms()
{
    NativeHistogram native;
    native.schema = 0;
    native.zeroThreshold = 0.001;
    native.zeroCount = 3;
    native.positive = {{0, 1}, {1, 0}, {2, 2000000}};
    native.negative = {{0, 4}, {3, 5}};
    const double sum = 1.5;
    std::string whole = "{";
    appendNativeJson(whole, native, 2000013, &sum);
    QCOMPARE(QByteArray::fromStdString(whole + "}"),
        R"({"buckets":[[1,"-8","-4","5"],[1,"-1","-0.5","4"],[3,"-0.001","0.001","3"],[0,"0.5","1","1"],)"
        R"([0,"2","4","2000000"]],"count":"2000013","sum":"1.5"})");
    native = {.schema = 0, .zeroThreshold = 0, .zeroCount = 0, .positive = {{1, 2e6}}, .negative = {}, .isFloat = true};
    whole = "{";
    appendNativeJson(whole, native, 2e6, nullptr);
    QCOMPARE(QByteArray::fromStdString(whole + "}"), R"({"buckets":[[0,"1","2","2e+06"]],"count":"2e+06"})");
}

void TestApiV1::ordersByGroup()
{
    TestSite site;
    site.push("b 1\na{n=\"2\"} 1\na{n=\"1\"} 1\n", "/metrics/job/z");
    site.push("c 1\n", "/metrics");
    site.push("b 1\n", "/metrics/job/a/instance/i");
    const QByteArray text = QByteArray::fromStdString(site.scrape("/api/v1/metrics"));
    const QJsonArray all = groups(site);
    QCOMPARE(all.size(), 3);
    QCOMPARE(compact(all[0].toObject()["labels"]), "{}");
    QCOMPARE(compact(all[1].toObject()["labels"]), R"({"instance":"i","job":"a"})");
    QCOMPARE(compact(all[2].toObject()["labels"]), R"({"job":"z"})");
    QCOMPARE(all[2].toObject().keys(), QStringList({"a", "b", "labels", "last_push_successful"}));
    const QJsonArray metrics = all[2].toObject()["a"].toObject()["metrics"].toArray();
    QCOMPARE(metrics.size(), 2);
    QCOMPARE(compact(metrics[0].toObject()["labels"]), R"({"job":"z","n":"1"})");
    site.ask("DELETE", "/metrics/job/z");
    QCOMPARE(groups(site).size(), 2);
}

void TestApiV1::tellsWhenFamiliesWerePushed()
{
    TestSite site;
    site.wall = 1700000000.75;
    site.now = 100s;
    site.push("a 1\nb{n=\"1\"} 1\n", "/metrics/job/x");
    site.now = 130s;
    site.push("b{n=\"2\"} 1\n", "/metrics/job/x");
    site.wall += 60;
    site.now = 160s;
    const QJsonObject group = groups(site)[0].toObject();
    QCOMPARE(group["a"].toObject()["time_stamp"].toString(), "2023-11-14T22:13:21Z");
    QCOMPARE(group["b"].toObject()["time_stamp"].toString(), "2023-11-14T22:13:51Z");
}

/// In Pushgateway the family takes the place of the group's labels.
void TestApiV1::metadataWinsOverFamilies()
{
    TestSite site;
    site.push("labels 1\nlast_push_successful 0\nother 1\n", "/metrics/job/x");
    const QJsonObject group = groups(site)[0].toObject();
    QCOMPARE(group.keys(), QStringList({"labels", "last_push_successful", "other"}));
    QCOMPARE(compact(group["labels"]), R"({"job":"x"})");
    QCOMPARE(group["last_push_successful"], QJsonValue(true));
    QCOMPARE(QByteArray::fromStdString(site.scrape("/api/v1/metrics")).count("\"labels\":{\"job\":\"x\"},\"last"), 1);
}

void TestApiV1::tellsWhetherTheLastPushWentWell()
{
    TestSite site({"--profile=pushgateway"});
    const auto success = [&] { return groups(site)[0].toObject()["last_push_successful"].toBool(); };
    site.push("a 1\n", "/metrics/job/x");
    QVERIFY(success());
    site.wall = 2000;
    site.push("a 1\na 1\n", "/metrics/job/x");
    QVERIFY(!success());
    site.wall = 2000.1;
    site.push("", "/metrics/job/x");
    QVERIFY(success());
}

void TestApiV1::otherProfilesNeverTellOfFailures()
{
    TestSite site;
    site.push("push_failure_time_seconds 5\npush_time_seconds 3\n", "/metrics/job/x");
    QCOMPARE(groups(site)[0].toObject()["last_push_successful"], QJsonValue(true));
}

void TestApiV1::writesManySeriesInPieces_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<int>("families");
    QTest::newRow("of one family") << QByteArray() << 1;
    QTest::newRow("of many families") << QByteArray() << 20000;
    QTest::newRow("compressed") << QByteArray("gzip") << 100;
}

void TestApiV1::writesManySeriesInPieces()
{
    QFETCH(QByteArray, coding);
    QFETCH(int, families);
    TestSite site;
    constexpr int kSeries = 20000;
    std::string body;
    for (int i = 0; i < kSeries; ++i)
        body += "family_" + std::to_string(i % families) + "{n=\"" + std::to_string(i) + "\"} 1\n";
    QCOMPARE(site.push(body, "/metrics/job/x").status, 202);
    std::vector<http::Header> headers;
    if (!coding.isEmpty())
        headers.push_back({"accept-encoding", coding.toStdString()});
    auto response = site.ask("GET", "/api/v1/metrics", {}, headers);
    QCOMPARE(response.status, 200);
    QVERIFY(response.stream);
    QCOMPARE(TestSite::header(response, "Content-Encoding"), coding.toStdString());
    std::string text;
    QCOMPARE(response.stream->next(text), http::BodySource::Step::More);
    QVERIFY(text.size() < 256 * 1024);
    text += TestSite::bodyOf(std::move(response));
    if (!coding.isEmpty())
        text = decode(*contentCodingNamed(coding.toStdString()), text, 1 << 26).value().text();
    const QJsonArray all = object(text)["data"].toArray();
    QCOMPARE(all.size(), 1);
    qsizetype series = 0;
    const QJsonObject group = all[0].toObject();
    QCOMPARE(group.size(), families + 2);
    for (const QJsonValue& family : group)
        series += family.toObject()["metrics"].toArray().size();
    QCOMPARE(series, qsizetype(kSeries));
}

void TestApiV1::holdsNoLockWhileItIsSent()
{
    TestSite site;
    std::string body;
    for (int i = 0; i < 20000; ++i)
        body += "a{n=\"" + std::to_string(i) + "\"} 1\n";
    QCOMPARE(site.push(body, "/metrics/job/x").status, 202);
    auto response = site.ask("GET", "/api/v1/metrics");
    QVERIFY(response.stream);
    QCOMPARE(site.push(body, "/metrics/job/x").status, 202);
    QCOMPARE(site.ask("DELETE", "/metrics/job/x").status, 202);
    QCOMPARE(site.push("b 1\n", "/metrics/job/y").status, 202);
    const QJsonArray all = object(TestSite::bodyOf(std::move(response)))["data"].toArray();
    QCOMPARE(all.size(), 1);
    const QJsonArray metrics = all[0].toObject()["a"].toObject()["metrics"].toArray();
    QCOMPARE(metrics.size(), 20000);
    for (const QJsonValue& metric : metrics)
        QCOMPARE(metric.toObject()["value"].toString(), "1");
}

void TestApiV1::limitsAnswersUnderWay()
{
    TestSite site;
    std::string body;
    for (int i = 0; i < 2000; ++i)
        body += "a{n=\"" + std::to_string(i) + "\"} 1\n";
    site.push(body);
    std::vector<http::Response> open;
    while (open.size() < 100 && (open.empty() || open.back().status == 200))
        open.push_back(site.ask("GET", "/api/v1/metrics"));
    QCOMPARE(open.back().status, 503);
    QCOMPARE(TestSite::header(open.back(), "Retry-After"), std::string("5"));
    open.clear();
    QCOMPARE(site.ask("GET", "/api/v1/metrics").status, 200);
}

void TestApiV1::letsAllowedPagesRead_data()
{
    QTest::addColumn<QByteArray>("origins");
    QTest::addColumn<QByteArray>("allowed");
    QTest::newRow("none") << QByteArray() << QByteArray();
    QTest::newRow("this one") << QByteArray("--web.cors.origins=https://a.example") << QByteArray("https://a.example");
    QTest::newRow("another") << QByteArray("--web.cors.origins=https://b.example") << QByteArray();
    QTest::newRow("all") << QByteArray("--web.cors.origins=*") << QByteArray("*");
}

void TestApiV1::letsAllowedPagesRead()
{
    QFETCH(QByteArray, origins);
    QFETCH(QByteArray, allowed);
    TestSite site(origins.isEmpty() ? std::vector<std::string>() : std::vector<std::string>{origins.toStdString()});
    const http::Header origin{"origin", "https://a.example"};
    for (const char* path : {"/api/v1/status", "/api/v1/metrics", "/api/v1/metrics/"}) {
        auto response = site.ask("GET", path, {}, {origin});
        QCOMPARE(response.status, 200);
        QCOMPARE(TestSite::header(response, "Access-Control-Allow-Origin"), allowed.toStdString());
        response = site.ask("OPTIONS", path, {}, {origin, {"access-control-request-method", "GET"}});
        QCOMPARE(response.status, allowed.isEmpty() ? 403 : 204);
        QCOMPARE(TestSite::header(response, "Access-Control-Allow-Methods"),
            std::string(allowed.isEmpty() ? "" : "GET, HEAD, OPTIONS"));
        response = site.ask("OPTIONS", path, {}, {origin});
        QCOMPARE(response.status, 204);
        QCOMPARE(TestSite::header(response, "Access-Control-Allow-Origin"), allowed.toStdString());
    }
}

void TestApiV1::wipesForThisMachineAlone_data()
{
    QTest::addColumn<bool>("loopback");
    QTest::addColumn<bool>("open");
    QTest::addColumn<QByteArray>("field"); ///< of a proxy
    QTest::addColumn<int>("status");
    QTest::newRow("from this machine") << true << false << QByteArray() << 202;
    QTest::newRow("from elsewhere") << false << false << QByteArray() << 403;
    QTest::newRow("from elsewhere, where all may") << false << true << QByteArray() << 202;
    QTest::newRow("by a proxy, where all may") << true << true << QByteArray("x-forwarded-for") << 202;
    for (const char* field :
        {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip", "via",
            "x-envoy-external-address", "fastly-client-ip", "x-proxyuser-ip", "client-ip", "x-appengine-user-ip",
            "true-client-ip", "cf-connecting-ip", "x-original-url", "x-original-forwarded-for", "x-cluster-client-ip",
            "x-azure-clientip", "x-azure-socketip", "x-arr-log-id", "x-amzn-trace-id", "x-amz-cf-id", "x-varnish",
            "cdn-loop", "cloudfront-viewer-address", "x-nf-client-connection-ip", "wl-proxy-client-ip"})
        QTest::newRow(QByteArray("by a proxy that sends ") + field) << true << false << QByteArray(field) << 403;
}

void TestApiV1::wipesForThisMachineAlone()
{
    QFETCH(bool, loopback);
    QFETCH(bool, open);
    QFETCH(QByteArray, field);
    QFETCH(int, status);
    TestSite site(open ? std::vector<std::string>{"--web.enable-admin-api"} : std::vector<std::string>());
    QCOMPARE(site.config.warnings.size(), std::size_t(open ? 1 : 0));
    site.peer = {loopback ? "127.0.0.1" : "192.0.2.7", 4711, loopback};
    std::vector<http::Header> headers{{"host", "localhost:9091"}};
    if (!field.isEmpty())
        headers.push_back({field.toStdString(), "198.51.100.1"});
    site.push("a 1\n", "/metrics/job/x");
    site.push("b 1\n");
    const auto response = site.ask("PUT", kWipe, {}, headers);
    QCOMPARE(response.status, status);
    QCOMPARE(site.wasRefusedEarly, status == 403);
    QCOMPARE(QByteArray::fromStdString(response.body).contains("--web.enable-admin-api"), status == 403);
    QCOMPARE(site.scrape(), std::string(status == 403 ? "a{job=\"x\"} 1\nb 1\n" : ""));
    site.push("# TYPE a gauge\na 2\n", "/metrics/job/y");
    QCOMPARE(site.engine.stats().groups, std::uint64_t(status == 403 ? 3 : 1));
}

void TestApiV1::pagesOfOthersNeverWipe()
{
    TestSite site({"--web.enable-admin-api", "--web.cors.origins=*"});
    site.peer = {"127.0.0.1", 4711, true};
    site.push("a 1\n");
    const http::Header host{"host", "localhost:9091"};
    QCOMPARE(site.ask("PUT", kWipe, {}, {host, {"origin", "https://a.example"}}).status, 403);
    QCOMPARE(site.ask("PUT", kWipe, {}, {host, {"sec-fetch-site", "cross-site"}}).status, 403);
    QCOMPARE(site.ask("PUT", kWipe, {}, {{"host", "a.example"}}).status, 403);
    QCOMPARE(site.scrape(), std::string("a 1\n"));
    QCOMPARE(site.ask("PUT", kWipe, {}, {host, {"origin", "http://localhost:9091"}}).status, 202);
    QCOMPARE(site.scrape(), std::string());
}

void TestApiV1::tellsTheLogOfWipes()
{
    TestSite site({"--web.enable-admin-api"});
    site.push("a 1\nb 1\n");
    QCOMPARE(site.ask("PUT", kWipe, {}, {{"x-forwarded-for", "198.51.100.1"}}).status, 202);
    QVERIFY(site.log.flush(10s));
    const QByteArray logged = QByteArray::fromStdString(site.logged());
    QVERIFY2(logged.contains("series=2") && logged.contains("from=\"192.0.2.7 for 198.51.100.1\""), logged);
}

void TestApiV1::otherMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("a push to the status") << QByteArray("POST") << QByteArray("/api/v1/status");
    QTest::newRow("a delete of the metrics") << QByteArray("DELETE") << QByteArray("/api/v1/metrics");
    QTest::newRow("a wipe by GET") << QByteArray("GET") << QByteArray(kWipe);
    QTest::newRow("a wipe by POST") << QByteArray("POST") << QByteArray(kWipe);
}

void TestApiV1::otherMethods()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    TestSite site({"--web.enable-admin-api"});
    site.push("a 1\n");
    QCOMPARE(site.ask(method.toStdString(), path.toStdString()).status, 405);
    QCOMPARE(site.scrape(), std::string("a 1\n"));
}

void TestApiV1::writesTimes_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a whole second") << 1000.0 << QByteArray("1970-01-01T00:16:40Z");
    QTest::newRow("a fraction") << 1795274760.4135 << QByteArray("2026-11-21T15:26:00.4135Z");
    QTest::newRow("a leap day") << 1709164800.0 << QByteArray("2024-02-29T00:00:00Z");
    QTest::newRow("before all") << -5.0 << QByteArray("1970-01-01T00:00:00Z");
    QTest::newRow("behind all") << 1e300 << QByteArray("9999-12-31T23:59:59Z");
    QTest::newRow("none") << std::nan("") << QByteArray("1970-01-01T00:00:00Z");
}

void TestApiV1::writesTimes()
{
    QFETCH(double, seconds);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(rfc3339(seconds)), text);
}

QTEST_GUILESS_MAIN(TestApiV1)
#include "tst_api_v1.moc"
