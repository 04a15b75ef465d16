// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/test_site.h"

#include "core/rules/rule_file.h"
#include "tests/core/coded_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cairn;

class TestPushRoute : public QObject {
    Q_OBJECT

private slots:
    void handsOnWhatIsHeavy_data();
    void handsOnWhatIsHeavy();
    void mergesTheExampleOfGravel();
    void mergesTheExampleOfClearModes();
    void mergesTheExampleOfPromAggregationGateway();
    void takesEveryPathOfPushes_data();
    void takesEveryPathOfPushes();
    void refuses_data();
    void refuses();
    void refusedPushChangesNothing();
    void tellsWhyAsJson();
    void readsTextUnderAnyLabel_data();
    void readsTextUnderAnyLabel();
    void readsEveryCoding_data();
    void readsEveryCoding();
    void readsTheEndOfACodedBody();
    void saysWhatIsWrongWithACodedBody();
    void codesALongReport();
    void stopsAtTheInflatedLimit();
    void dryRunChangesNothing();
    void dryRunTellsOfARefusal();
    void dryRunTellsOfWhatTheEngineNeverSees_data();
    void dryRunTellsOfWhatTheEngineNeverSees();
    void parametersNobodyKnowsMergeNothing_data();
    void parametersNobodyKnowsMergeNothing();
    void explainMerges();
    void asksForAJob();
    void tellsRetryWhenFull();
    void explainsStrippedLineEnds();
    void pathLabelsWin();
};

namespace {

QJsonObject json(const http::Response& response)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(response.body)).object();
}

} // namespace

void TestPushRoute::mergesTheExampleOfGravel()
{
    TestSite site;
    for (int i = 0; i < 3; ++i) {
        const auto response = site.push("# TYPE value_total counter\nvalue_total 1\n# TYPE value2 gauge\nvalue2 1\n");
        QCOMPARE(response.status, 202);
        QVERIFY(response.body.empty());
    }
    QCOMPARE(site.scrape(), std::string("# TYPE value2 gauge\nvalue2 1\n# TYPE value_total counter\nvalue_total 3\n"));
}

void TestPushRoute::mergesTheExampleOfClearModes()
{
    TestSite site;
    const std::string types = "# TYPE value_total counter\n# TYPE value2 gauge\n# TYPE version gauge\n";
    QCOMPARE(site.push(types + "value_total 1\nvalue2{clearmode=\"aggregate\"} 1\n"
                     + "version{version=\"0.0.1\",clearmode=\"family\"} 1\n")
                 .status,
        202);
    QCOMPARE(site.push(types + "value_total 3\nvalue2{clearmode=\"aggregate\"} 1\n"
                     + "version{version=\"0.0.2\",clearmode=\"family\"} 1\n")
                 .status,
        202);
    QCOMPARE(site.scrape(),
        std::string("# TYPE value2 gauge\nvalue2 2\n# TYPE value_total counter\nvalue_total 4\n# TYPE version gauge\n"
                    "version{version=\"0.0.2\"} 1\n"));
}

void TestPushRoute::mergesTheExampleOfPromAggregationGateway()
{
    TestSite site;
    const std::string line = "http_requests_total{method=\"post\",code=\"200\"} 1027\n";
    const auto response = site.ask("POST", "/metrics/", line, {{"content-type", "application/x-www-form-urlencoded"}});
    QCOMPARE(response.status, 202);
    QCOMPARE(site.push(line).status, 202);
    QCOMPARE(site.scrape(), std::string("http_requests_total{code=\"200\",method=\"post\"} 2054\n"));
    QCOMPARE(site.ask("PUT", "/metrics/job/my_job_name",
                     "# HELP some_counter_total docs\n# TYPE some_counter_total counter\nsome_counter_total 1.0\n"
                     "# TYPE some_counter_created gauge\nsome_counter_created 1.7e+09\n")
                 .status,
        202);
    QVERIFY(site.scrape().find("some_counter_total{job=\"my_job_name\"} 1\n") != std::string::npos);
}

void TestPushRoute::takesEveryPathOfPushes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("no labels") << QByteArray("POST") << QByteArray("/metrics") << QByteArray("a 1\n");
    QTest::newRow("a final slash") << QByteArray("PUT") << QByteArray("/metrics/") << QByteArray("a 1\n");
    QTest::newRow("where old web pages push")
        << QByteArray("POST") << QByteArray("/api/ui/metrics") << QByteArray("a 1\n");
    QTest::newRow("labels") << QByteArray("PUT") << QByteArray("/metrics/job/j/x/y%2Fz")
                            << QByteArray("a{job=\"j\",x=\"y/z\"} 1\n");
    QTest::newRow("an empty last value") << QByteArray("PUT") << QByteArray("/metrics/job/j/shard/")
                                         << QByteArray("a{job=\"j\"} 1\n");
    QTest::newRow("a value that would break a line")
        << QByteArray("POST") << QByteArray("/metrics/job/x%22%7D%201%0Aevil%201")
        << QByteArray("a{job=\"x\\\"} 1\\nevil 1\"} 1\n");
}

void TestPushRoute::takesEveryPathOfPushes()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, shown);
    TestSite site;
    QCOMPARE(site.ask(method.toStdString(), target.toStdString(), "a 1\n").status, 202);
    QCOMPARE(site.scrape(), shown.toStdString());
}

void TestPushRoute::refuses_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<bool>("early");
    const auto row = [](const char* name, const char* target, const char* body, const char* header, int status,
                         const char* reason, bool early) {
        QTest::newRow(name) << QByteArray(target) << QByteArray(body) << QByteArray(header) << status
                            << QByteArray(reason) << early;
    };
    row("no exposition", "/metrics", "what is this?\n", "", 400, "syntax", false);
    row("a negative counter", "/metrics", "# TYPE a counter\na -1\n", "", 400, "value", false);
    row("a reserved label", "/metrics", "a{__x=\"1\"} 1\n", "", 400, "syntax", false);
    row("our own prefix", "/metrics", "cairn_x 1\n", "", 400, "label", false);
    row("a series twice", "/metrics", "a 1\na 1\n", "", 400, "duplicate", false);
    row("an unknown mode", "/metrics", "a{clearmode=\"x\"} 1\n", "", 400, "mode", false);
    row("le on a histogram by the path", "/metrics/le/5",
        "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_count 1\nh_sum 1\n", "", 400, "label", false);
    row("an odd path", "/metrics/job", "a 1\n", "", 400, "path", true);
    row("a query that cannot be decoded", "/metrics?dry_run=%", "a 1\n", "", 400, "query", true);
    row("a switch that is none", "/metrics?explain=maybe", "a 1\n", "", 400, "query", true);
    row("an unknown coding", "/metrics", "a 1\n", "content-encoding: br", 415, "content_coding", true);
    row("two codings", "/metrics", "a 1\n", "content-encoding: gzip, gzip", 415, "content_coding", true);
    row("no gzip", "/metrics", "a 1\n", "content-encoding: gzip", 400, "content_coding", false);
    row("protobuf of another message", "/metrics", "",
        "content-type: application/vnd.google.protobuf; proto=io.prometheus.WriteRequest", 415, "content_type", true);
    row("protobuf that is not delimited", "/metrics", "",
        "content-type: application/vnd.google.protobuf; encoding=text", 415, "content_type", true);
    row("protobuf of remote write", "/metrics", "", "content-type: application/x-protobuf", 415, "content_type", true);
    row("protobuf that is cut", "/metrics", "\x0a\x01",
        "content-type: application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited",
        400, "syntax", false);
    row("OpenMetrics by its type", "/metrics", "a  1\n", "content-type: application/openmetrics-text; version=1.0.0",
        400, "syntax", false);
    row("OpenMetrics by its end", "/metrics", "a  1\n# EOF\n", "", 400, "syntax", false);
    row("a page of another origin", "/metrics", "a 1\n", "origin: https://shop.example", 403, "origin", true);
    row("a page of another site without an origin", "/metrics", "a 1\n", "sec-fetch-site: cross-site", 403, "origin",
        true);
}

void TestPushRoute::refuses()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, header);
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    QFETCH(bool, early);
    TestSite site;
    std::vector<http::Header> headers;
    if (const auto colon = header.indexOf(": "); colon > 0)
        headers.push_back({header.left(colon).toStdString(), header.mid(colon + 2).toStdString()});
    const auto response = site.ask("POST", target.toStdString(), body.toStdString(), headers);
    QCOMPARE(response.status, status);
    QCOMPARE(site.wasRefusedEarly, early);
    QCOMPARE(std::ranges::count(response.body, '\n'), 1);
    const std::string counted = "cairn_pushes_refused_total{reason=\"" + reason.toStdString() + "\"} 1\n";
    QVERIFY2(site.metrics.render().find(counted) != std::string::npos, counted.c_str());
    QCOMPARE(site.scrape(), std::string());
    if (reason == "content_coding" && status == 415)
        QCOMPARE(TestSite::header(response, "Accept-Encoding"), std::string("gzip, deflate, zstd, snappy"));
}

void TestPushRoute::refusedPushChangesNothing()
{
    TestSite site;
    site.push("a 1\n");
    QCOMPARE(site.push("# TYPE b gauge\nb 1\na NaN\n").status, 400);
    QCOMPARE(site.scrape(), std::string("a 1\n"));
    QCOMPARE(site.push("# TYPE b counter\nb 1\n").status, 202); // not even a type
}

void TestPushRoute::tellsWhyAsJson()
{
    TestSite site;
    const auto response
        = site.ask("POST", "/metrics", "a 1\nb{ 1\n", {{"accept", "text/html, application/json;q=0.9"}});
    QCOMPARE(TestSite::header(response, "Content-Type"), std::string("application/json"));
    const QJsonObject error = json(response);
    QCOMPARE(error["status"].toString(), QString("error"));
    QCOMPARE(error["errorType"].toString(), QString("syntax"));
    QCOMPARE(error["line"].toInt(), 2);
    QVERIFY(error["error"].toString().startsWith("line 2: "));
}

void TestPushRoute::readsTextUnderAnyLabel_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a form") << QByteArray("application/x-www-form-urlencoded") << QByteArray("a 1\n");
    QTest::newRow("JSON") << QByteArray("application/json") << QByteArray("a 1\n");
    QTest::newRow("text with a charset") << QByteArray("text/plain;charset=UTF-8") << QByteArray("a 1\n");
    QTest::newRow("no media type at all") << QByteArray("???") << QByteArray("a 1");
    QTest::newRow("an end of OpenMetrics in a body that names its version")
        << QByteArray("text/plain; version=0.0.4; charset=utf-8") << QByteArray("a 1\n# EOF\n");
}

void TestPushRoute::readsTextUnderAnyLabel()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    TestSite site;
    QCOMPARE(site.ask("POST", "/metrics", body.toStdString(), {{"content-type", type.toStdString()}}).status, 202);
    QCOMPARE(site.scrape(), std::string("a 1\n"));
}

void TestPushRoute::readsEveryCoding_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("body");
    const std::string text = "a 1\nb 2\n";
    const auto row = [](const char* name, const char* coding, const std::string& body) {
        QTest::newRow(name) << QByteArray(coding) << QByteArray::fromStdString(body);
    };
    row("identity", "identity", text);
    row("two gzip members", "gzip", gzipped("a 1\n") + gzipped("b 2\n"));
    row("deflate", "deflate", zlibWrapped(text));
    row("raw deflate", "deflate", rawDeflated(text));
    row("zstd", "zstd", zstdFrame(text));
    row("framed snappy", "snappy", snappyFramed(text));
}

void TestPushRoute::readsEveryCoding()
{
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, body);
    TestSite site;
    const std::vector<http::Header> fields{{"content-encoding", coding.toStdString()}};
    QCOMPARE(site.ask("POST", "/metrics", body.toStdString(), fields).status, 202);
    QCOMPARE(site.scrape(), std::string("a 1\nb 2\n"));
}

void TestPushRoute::readsTheEndOfACodedBody()
{
    TestSite site;
    const std::vector<http::Header> coding{{"content-encoding", "gzip"}};
    QCOMPARE(site.ask("POST", "/metrics", gzipped("a 1\n# EOF\n"), coding).status, 202);
    QCOMPARE(site.ask("POST", "/metrics", gzipped("a  1\n# EOF\n"), coding).status, 400);
}

void TestPushRoute::saysWhatIsWrongWithACodedBody()
{
    TestSite site;
    const auto cut = site.ask("POST", "/metrics", zstdFrame("a 1\n").substr(0, 9), {{"content-encoding", "zstd"}});
    QCOMPARE(cut.status, 400);
    QCOMPARE(cut.body, std::string("the zstd body is cut\n"));
    const auto raw = site.ask("POST", "/metrics", snappyBlock("a 1\n"), {{"content-encoding", "snappy"}});
    QCOMPARE(raw.status, 400);
    QVERIFY(raw.body.find("raw snappy block") != std::string::npos);
    QVERIFY(site.scrape().empty());
}

void TestPushRoute::codesALongReport()
{
    TestSite site;
    std::string body;
    for (int i = 0; i < 100; ++i)
        body += "a{n=\"" + std::to_string(i) + "\"} 1\n";
    const std::string plain = site.ask("POST", "/metrics?dry_run", body).body;
    const auto coded = site.ask("POST", "/metrics?dry_run", body, {{"accept-encoding", "zstd"}});
    QCOMPARE(TestSite::header(coded, "Content-Encoding"), std::string("zstd"));
    QCOMPARE(TestSite::header(coded, "Vary"), std::string("Accept-Encoding"));
    const auto decoded = decode(ContentCoding::Zstd, coded.body, 1 << 20);
    QVERIFY(decoded && decoded->text() == plain);
    const auto brief = site.ask("POST", "/metrics?dry_run", "a 1\n", {{"accept-encoding", "zstd"}});
    QCOMPARE(TestSite::header(brief, "Content-Encoding"), std::string());
}

void TestPushRoute::stopsAtTheInflatedLimit()
{
    TestSite site({"--push.max-inflated-bytes=1000"});
    const std::vector<http::Header> coding{{"content-encoding", "gzip"}};
    const std::string full = "a 1" + std::string(996, ' ') + "\n";
    QCOMPARE(site.ask("POST", "/metrics", gzipped(full), coding).status, 202);
    QCOMPARE(site.ask("POST", "/metrics", gzipped(full + "\n"), coding).status, 413);
    QCOMPARE(site.scrape(), std::string("a 1\n"));
}

void TestPushRoute::dryRunChangesNothing()
{
    TestSite site;
    site.push("a 1\n");
    const auto response = site.ask("POST", "/metrics/job/j?dry_run=true", "# TYPE b counter\nb 2\n");
    QCOMPARE(response.status, 200);
    const QJsonObject data = json(response)["data"].toObject();
    QCOMPARE(data["accepted"].toBool(), true);
    const QJsonObject series = data["series"].toArray().at(0).toObject();
    QCOMPARE(series["name"].toString(), QString("b"));
    QCOMPARE(series["labels"].toObject()["job"].toString(), QString("j"));
    QCOMPARE(series["type"].toString(), QString("counter"));
    QCOMPARE(series["mode"].toString(), QString("aggregate"));
    QCOMPARE(series["reason"].toString(), QString("profile"));
    QCOMPARE(series["outcome"].toString(), QString("created"));
    QVERIFY(series["before"].isNull());
    QCOMPARE(series["pushed"].toString(), QString("2"));
    QCOMPARE(series["after"].toString(), QString("2"));
    QCOMPARE(site.scrape(), std::string("a 1\n"));
    QVERIFY(site.metrics.render().find("cairn_pushes_total 1\n") != std::string::npos);
}

void TestPushRoute::dryRunTellsOfARefusal()
{
    TestSite site;
    const auto response = site.ask("POST", "/metrics?dry_run=1", "a 1\n# TYPE b counter\nb -2\n");
    QCOMPARE(response.status, 200);
    const QJsonObject data = json(response)["data"].toObject();
    QCOMPARE(data["accepted"].toBool(true), false);
    QCOMPARE(data["errorType"].toString(), QString("value"));
    QCOMPARE(data["line"].toInt(), 3);
    QVERIFY(data["series"].isArray());
}

void TestPushRoute::dryRunTellsOfWhatTheEngineNeverSees_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("errorType");
    const auto row
        = [](const char* name, const char* target, const QByteArray& body, const char* field, const char* errorType) {
              QTest::newRow(name) << QByteArray(target) << body << QByteArray(field) << QByteArray(errorType);
          };
    const QByteArray whole = QByteArray::fromStdString(gzipped("a 1\n"));
    const QByteArray bomb = QByteArray::fromStdString(gzipped(std::string(4096, 'a')));
    row("a coded body that is cut", "/metrics?dry_run", whole.left(whole.size() - 4), "content-encoding: gzip",
        "content_coding");
    row("a body that is not coded at all", "/metrics?dry_run", "a 1\n", "content-encoding: gzip", "content_coding");
    row("more than may be inflated", "/metrics?dry_run", bomb, "content-encoding: gzip", "size");
    row("a coding nobody reads", "/metrics?dry_run", "a 1\n", "content-encoding: br", "content_coding");
    row("another message in protobuf", "/metrics?dry_run", "", "content-type: application/x-protobuf", "content_type");
    row("a path of odd parts", "/metrics/job?dry_run", "a 1\n", "", "path");
    row("a second parameter that nobody knows", "/metrics?explian&dry_run", "a 1\n", "", "query");
    row("JSON in a coding that is cut", "/api/v2/push?dry_run", whole.left(whole.size() - 4), "content-encoding: gzip",
        "content_coding");
    row("an increment without a name", "/api/v2/inc?dry_run&value=2", "", "", "query");
    row("an increment of an unknown parameter", "/api/v2/inc?dry_run&name=a&vlaue=2", "", "", "query");
}

void TestPushRoute::dryRunTellsOfWhatTheEngineNeverSees()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, errorType);
    TestSite site({"--push.max-inflated-bytes=1KiB"});
    std::vector<http::Header> headers;
    if (const auto colon = field.indexOf(": "); colon > 0)
        headers.push_back({field.left(colon).toStdString(), field.mid(colon + 2).toStdString()});
    const auto response = site.ask("POST", target.toStdString(), body.toStdString(), headers);
    QCOMPARE(response.status, 200);
    const QJsonObject data = json(response)["data"].toObject();
    QCOMPARE(data["accepted"].toBool(true), false);
    QCOMPARE(data["errorType"].toString().toUtf8(), errorType);
    QVERIFY(!data["error"].toString().isEmpty());
    QVERIFY(data["series"].isArray());
    const std::string counted = "cairn_pushes_refused_total{reason=\"" + errorType.toStdString() + "\"} 0\n";
    QVERIFY(site.metrics.render().find(counted) != std::string::npos); // nobody has pushed
}

void TestPushRoute::parametersNobodyKnowsMergeNothing_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("a dry run without its line") << QByteArray(
        "dryrun=true") << QByteArray("unknown parameter \"dryrun\" in the query: did you mean dry_run?\n");
    QTest::newRow("a dry run with a hyphen")
        << QByteArray("dry-run") << QByteArray("unknown parameter \"dry-run\" in the query: did you mean dry_run?\n");
    QTest::newRow("explain with two letters the other way round")
        << QByteArray("explian=1") << QByteArray("unknown parameter \"explian\" in the query: did you mean explain?\n");
    QTest::newRow("nothing like them") << QByteArray(
        "job=a&dry_run=false") << QByteArray("unknown parameter \"job\" in the query: expected dry_run or explain\n");
}

void TestPushRoute::parametersNobodyKnowsMergeNothing()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, error);
    TestSite site;
    for (const char* path : {"/metrics?", "/metrics/job/j?", "/api/ui/metrics?", "/api/v2/push?"}) {
        const auto response = site.ask("POST", path + query.toStdString(), "a 1\n");
        QCOMPARE(response.status, 400);
        QCOMPARE(response.body, error.toStdString());
        QVERIFY(site.wasRefusedEarly);
    }
    QCOMPARE(site.scrape(), std::string());
}

void TestPushRoute::explainMerges()
{
    TestSite site;
    const std::string body = "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 3\nh_sum 4\nh_count 3\n";
    site.push(body);
    const auto response = site.ask("PUT", "/metrics?explain", body);
    QCOMPARE(response.status, 200);
    const QJsonObject series = json(response)["data"].toObject()["series"].toArray().at(0).toObject();
    const QJsonObject after = series["after"].toObject();
    QCOMPARE(after["sum"].toString(), QString("8"));
    QCOMPARE(after["count"].toString(), QString("6"));
    QCOMPARE(after["buckets"].toArray().at(0).toArray().at(1).toString(), QString("2"));
    QCOMPARE(after["buckets"].toArray().at(1).toArray().at(0).toString(), QString("+Inf"));
    QVERIFY(site.scrape().find("h_count 6\n") != std::string::npos);
}

void TestPushRoute::asksForAJob()
{
    TestSite site({"--push.require-job"});
    QCOMPARE(site.push("a 1\n").status, 400);
    QCOMPARE(site.push("a 1\n", "/metrics/x/y").status, 400);
    QCOMPARE(site.push("a 1\n", "/metrics/x/y/job/j").status, 202);
}

void TestPushRoute::tellsRetryWhenFull()
{
    auto rules = readRules("rules:\n  - match: a\n    max_series: 1\n");
    QVERIFY(rules);
    TestSite site({}, std::make_shared<RuleSet>(std::move(*rules)));
    const auto response = site.push("a{x=\"1\"} 1\na{x=\"2\"} 1\n");
    QCOMPARE(response.status, 429);
    QVERIFY(!TestSite::header(response, "Retry-After").empty());
}

void TestPushRoute::explainsStrippedLineEnds()
{
    TestSite site;
    const auto response = site.ask(
        "POST", "/metrics", "# TYPE a counter a 1 b 2 c{ 3", {{"content-type", "application/x-www-form-urlencoded"}});
    QCOMPARE(response.status, 400);
    QVERIFY(response.body.find("--data-binary") != std::string::npos);
}

void TestPushRoute::pathLabelsWin()
{
    TestSite site;
    site.push("a{job=\"body\",instance=\"i\"} 1\n", "/metrics/job/path/instance/");
    QCOMPARE(site.scrape(), std::string("a{job=\"path\"} 1\n"));
}

void TestPushRoute::handsOnWhatIsHeavy_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("heavy");
    const auto row = [](const char* name, int size, const char* coding, const char* query, bool heavy) {
        QTest::newRow(name) << size << QByteArray(coding) << QByteArray(query) << heavy;
    };
    row("256 KiB of text", 256 * 1024, "", "", false);
    row("one byte more of text", 256 * 1024 + 1, "", "", true);
    row("16 KiB of gzip", 16 * 1024, "gzip", "", false);
    row("one byte more of gzip", 16 * 1024 + 1, "gzip", "", true);
    row("one byte more of zstd", 16 * 1024 + 1, "zstd", "", true);
    row("64 KiB to report on", 64 * 1024, "", "explain=true", false);
    row("one byte more to report on", 64 * 1024 + 1, "", "explain=true", true);
    row("the same as a dry run", 64 * 1024 + 1, "", "dry_run", true);
    row("the same without a report", 64 * 1024 + 1, "", "explain=false", false);
    row("the same as plain text that says so", 64 * 1024 + 1, "identity", "", false);
}

void TestPushRoute::handsOnWhatIsHeavy()
{
    QFETCH(int, size);
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, query);
    QFETCH(bool, heavy);
    TestSite site;
    const OriginPolicy origins(site.config.web);
    const PushFace face(site.config.profile, systemSeconds);
    const PushRoute route(
        {site.engine, origins, site.metrics, site.log, [] { return Instant{0}; }, face}, site.config.push);
    http::Request request;
    request.body.assign(static_cast<std::size_t>(size), 'x');
    request.query = query.toStdString();
    if (!coding.isEmpty())
        request.headers.push_back({"content-encoding", coding.toStdString()});
    QCOMPARE(route.isHeavy(request), heavy);
}

QTEST_GUILESS_MAIN(TestPushRoute)
#include "tst_push_route.moc"
