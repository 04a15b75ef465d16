// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/status_api.h"
#include "core/rules/rule_file.h"
#include "tests/gateway/api_site.h"

using namespace cairn;
using Names = std::vector<std::string>;

/// What the admin API tells of the gateway and its series, and to whom.
class TestAdminApi : public QObject {
    Q_OBJECT

private slots:
    void describesItself();
    void servesWhatItDescribes();
    void knowsWhoMayAsk_data();
    void knowsWhoMayAsk();
    void refusesInItsEnvelope_data();
    void refusesInItsEnvelope();
    void tellsItsStatus();
    void measuresRates();
    void masksSecrets_data();
    void masksSecrets();
    void listsSettings();
    void listsFamilies();
    void ratesAreOfLatelyHoweverOftenTheyAreAsked();
    void pagesFamilies();
    void sortsFamilies_data();
    void sortsFamilies();
    void listsOfOneMomentDoNotMix();
    void selectsFamilies_data();
    void selectsFamilies();
    void tellsWhyAMode();
    void countsModes();
    void showsSeries();
    void sortsSeriesByALabel_data();
    void sortsSeriesByALabel();
    void showsHistograms();
    void showsWindows();
    void keepsNumbersThatJsonCannotHold();
    void tellsConstantLabels();
    void listsGroups();
    void namesPathsOfGroups_data();
    void namesPathsOfGroups();
    void readsListsAtMostOnceASecond();
};

namespace {

RuleSetPtr rulesOf(const char* yaml)
{
    return std::make_shared<const RuleSet>(readRules(yaml).value());
}

std::vector<http::Header> headersOf(const QByteArray& lines)
{
    std::vector<http::Header> headers;
    for (const QByteArray& line : lines.split('\n')) {
        if (const auto colon = line.indexOf(": "); colon > 0)
            headers.push_back({line.left(colon).toStdString(), line.mid(colon + 2).toStdString()});
    }
    return headers;
}

constexpr const char* kThree
    = "# HELP b_total All of b.\n# TYPE b_total counter\nb_total{code=\"200\"} 5\n"
      "b_total{code=\"500\"} 2\n# TYPE a gauge\na 7\n"
      "# TYPE c histogram\nc_bucket{le=\"1\"} 2\nc_bucket{le=\"2\"} 6\nc_bucket{le=\"+Inf\"} 8\n"
      "c_sum 10\nc_count 8\n";

} // namespace

void TestAdminApi::describesItself()
{
    TestSite site({"--web.route-prefix=/cairn"});
    const http::Response answer = site.ask("GET", "/cairn/api/v2/openapi.yaml");
    QCOMPARE(answer.status, 200);
    QCOMPARE(TestSite::header(answer, "Content-Type"), std::string("application/yaml"));
    QVERIFY(answer.body.find("\nopenapi: 3.1.0\n") != std::string::npos);
    QVERIFY(answer.body.ends_with("\n"));
}

void TestAdminApi::servesWhatItDescribes()
{
    ApiSite site;
    const Names operations = cairn::testing::describedOperations();
    QVERIFY(operations.size() > 5);
    for (const std::string& operation : operations) {
        const std::string method = operation.substr(0, operation.find(' '));
        std::string path = operation.substr(method.size() + 1);
        for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') + 1 - at, "0");
        const http::Response answer = site.ask(method, path);
        QVERIFY2(answer.status != 405, operation.c_str());
        QVERIFY2(answer.body.find("there is nothing here") == std::string::npos, operation.c_str());
        QCOMPARE(site.ask("PATCH", path).status, 405);
    }
}

void TestAdminApi::knowsWhoMayAsk_data()
{
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<bool>("isLocal");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char* name, bool isOpen, bool isLocal, const char* headers, const char* refusal) {
        QTest::newRow(name) << isOpen << isLocal << QByteArray(headers) << QByteArray(refusal);
    };
    row("this machine", false, true, "", "");
    row("another machine", false, false, "", "forbidden");
    row("another machine, where it is open to all", true, false, "", "");
    row("a proxy on this machine", false, true, "x-forwarded-for: 192.0.2.1", "forbidden");
    row("a proxy by the standard", false, true, "forwarded: for=192.0.2.1", "forbidden");
    row("a proxy that names itself alone", false, true, "via: 1.1 proxy", "forbidden");
    row("nginx by its own name", false, true, "x-real-ip: 127.0.0.1", "forbidden");
    row("a proxy where it is open to all", true, true, "x-forwarded-for: 192.0.2.1", "");
    row("a page of another site", false, true, "origin: https://evil.example\nhost: localhost:9091", "origin");
    row("a page of another site where it is open to all", true, false, "origin: https://evil.example", "origin");
    row("a page that only its fetch mode betrays", false, true, "sec-fetch-site: cross-site", "origin");
    row("a page of ours", false, true, "origin: http://localhost:9091\nhost: localhost:9091", "");
    row("a name that a page made ours", false, true, "host: evil.example", "host");
}

void TestAdminApi::knowsWhoMayAsk()
{
    QFETCH(bool, isOpen);
    QFETCH(bool, isLocal);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, refusal);
    ApiSite site(isOpen ? Names{"--web.enable-admin-api"} : Names{});
    if (!isLocal)
        site.peer = {"192.0.2.7", 4711, false};
    for (const char* path : {"/status", "/families", "/config"}) {
        const QJsonObject answer = site.api("GET", path, path, {}, headersOf(headers));
        QCOMPARE(site.last.status, refusal.isEmpty() ? 200 : 403);
        QCOMPARE(answer["errorType"].toString(), QString(refusal));
    }
    QVERIFY(site.log.flush(std::chrono::seconds(10)));
    QCOMPARE(
        site.logged().find("Admin API refused") != std::string::npos, refusal == "forbidden" || refusal == "origin");
}

void TestAdminApi::refusesInItsEnvelope_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const char* path, const char* target, int status, const char* error) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(target) << status << QByteArray(error);
    };
    row("a limit that is none", "/families", "/families?limit=x", 400,
        "expected a whole number from 0 to 1000 for limit, found \"x\"");
    row("a parameter misspelt", "/families", "/families?serach=a", 400,
        "unknown parameter \"serach\" in the query: did you mean search?");
    row("a parameter unlike any", "/config", "/config?verbose=1", 400,
        "unknown parameter \"verbose\" in the query: expected search or origin");
    row("a limit over the most", "/families", "/families?limit=1001", 400,
        "expected a whole number from 0 to 1000 for limit, found \"1001\"");
    row("a sort that is none", "/families", "/families?sort=size", 400,
        "expected one of name, type, mode, series, value, rate, age for sort, found \"size\"");
    row("an order that is none", "/groups", "/groups?order=up", 400,
        "expected one of asc, desc for order, found \"up\"");
    row("a type that is none", "/families", "/families?type=counters", 400,
        "expected a metric type for type, found \"counters\"");
    row("a percent sign alone", "/families", "/families?search=%zz", 400,
        "expected two hexadecimal digits behind '%' in the query, found \"search=%zz\"");
    row("no such family", "/families/{name}", "/families/x", 404, "there is no family \"x\"");
    row("series of no such family", "/families/{name}/series", "/families/x/series", 404, "there is no family \"x\"");
}

void TestAdminApi::refusesInItsEnvelope()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, error);
    ApiSite site;
    const QJsonObject answer = site.api("GET", path.toStdString(), target.toStdString());
    QCOMPARE(site.last.status, status);
    QCOMPARE(answer["error"].toString(), QString(error));
}

void TestAdminApi::tellsItsStatus()
{
    ApiSite site({"--limit.series=100", "--web.route-prefix=/c"});
    site.ask("POST", "/c/metrics", "a 1\nb 2\n");
    site.ask("POST", "/c/metrics", "a{\n");
    site.illness = "too hot";
    site.site.admin().noteScrape({}, 200, 0.25);
    site.wall += 5;
    site.last = site.ask("GET", "/c/api/v2/status");
    const QJsonObject status
        = QJsonDocument::fromJson(QByteArray::fromStdString(site.last.body)).object()["data"].toObject();
    QCOMPARE(cairn::testing::complaints("GET", "/api/v2/status", 200, site.last.body), Names());
    QCOMPARE(status["pushes"].toObject()["total"].toInt(), 1);
    QCOMPARE(status["samples"].toObject()["total"].toInt(), 2);
    QCOMPARE(status["refusals"].toObject()["total"].toInt(), 1);
    QCOMPARE(status["refusals_by_reason"].toArray()[0].toObject()["reason"].toString(), "syntax");
    QCOMPARE(status["series"].toObject()["ratio"].toDouble(), 0.02);
    QVERIFY(status["groups"].toObject()["limit"].isNull());
    QCOMPARE(status["paths"].toObject()["push"].toString(), "/c/metrics");
    QCOMPARE(status["rights"].toObject()["by"].toString(), "loopback");
    QCOMPARE(status["complaint"].toString(), "too hot");
    QCOMPARE(status["scrapes"].toObject()["recent"].toArray()[0].toObject()["age_seconds"].toDouble(), 5.0);
    QVERIFY(status["memory"].toObject()["resident_bytes"].toDouble() > 1e6);
}

void TestAdminApi::measuresRates()
{
    ApiSite site;
    site.pass();
    for (int second = 0; second < 4; ++second) {
        site.push("a 1\nb 1\n");
        site.pass(1);
    }
    const QJsonObject status = site.get("/status");
    QCOMPARE(status["pushes"].toObject()["rate"].toDouble(), 1.0);
    QCOMPARE(status["samples"].toObject()["rate"].toDouble(), 2.0);
    QCOMPARE(status["refusals"].toObject()["rate"].toDouble(), 0.0);
}

void TestAdminApi::masksSecrets_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("nothing secret") << QByteArray("limit.series") << QByteArray("5") << QByteArray("5");
    QTest::newRow("by its name") << QByteArray("auth.token") << QByteArray("abc") << QByteArray("***");
    QTest::newRow("no secret is none") << QByteArray("auth.token") << QByteArray("") << QByteArray("");
    QTest::newRow("a password in a URL") << QByteArray("web.external-url") << QByteArray("https://me:pw@a.example/x")
                                         << QByteArray("https://me:***@a.example/x");
    QTest::newRow("in the second of two") << QByteArray("peers") << QByteArray("http://a:1,http://me:p@b:2")
                                          << QByteArray("http://a:1,http://me:***@b:2");
}

void TestAdminApi::masksSecrets()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, shown);
    Setting setting;
    setting.name = name.toStdString();
    setting.value = value.toStdString();
    QCOMPARE(shownValue(setting), shown.toStdString());
}

void TestAdminApi::listsSettings()
{
    ApiSite site({"--limit.series=5"});
    QVERIFY(site.get("/config")["settings"].toArray().size() > 20);
    const QJsonArray given = site.get("/config", "/config?origin=flag&search=LIMIT")["settings"].toArray();
    QCOMPARE(names(given), Names({"limit.series"}));
    QCOMPARE(given[0].toObject()["value"].toString(), "5");
    QCOMPARE(given[0].toObject()["where"].toString(), "--limit.series");
}

void TestAdminApi::listsFamilies()
{
    ApiSite site;
    site.push(kThree, "/metrics/job/j");
    site.pass(3);
    const QJsonObject page = site.get("/families");
    const QJsonArray rows = page["families"].toArray();
    QCOMPARE(names(rows), Names({"a", "b_total", "c"}));
    QCOMPARE(page["total"].toInt(), 3);
    const QJsonObject b = rows[1].toObject();
    QCOMPARE(b["type"].toString(), "counter");
    QCOMPARE(b["help"].toString(), "All of b.");
    QCOMPARE(b["mode"].toString(), "aggregate");
    QCOMPARE(b["reason"].toString(), "profile");
    QCOMPARE(b["series"].toInt(), 2);
    QCOMPARE(b["value"].toDouble(), 7.0);
    QVERIFY(b["count"].isNull());
    QCOMPARE(b["age_seconds"].toDouble(), 3.0);
    QCOMPARE(b["last_push"].toDouble(), site.wall - 3);
    QVERIFY(rows[2].toObject()["value"].isNull());
    QCOMPARE(rows[2].toObject()["count"].toDouble(), 8.0);
    QVERIFY(b["rate"].isNull()); // of the first look
    site.push(kThree, "/metrics/job/j");
    site.pass(2);
    const QJsonArray later = site.get("/families")["families"].toArray();
    QCOMPARE(later[1].toObject()["rate"].toDouble(), 3.5);
    QCOMPARE(later[2].toObject()["rate"].toDouble(), 4.0);
    QVERIFY(later[0].toObject()["rate"].isNull()); // a gauge
}

void TestAdminApi::ratesAreOfLatelyHoweverOftenTheyAreAsked()
{
    ApiSite site;
    const auto rateAfter = [&site](int pushes) {
        for (int i = 0; i < 10; ++i) { // a tenth of a second each
            for (int push = 0; push < pushes; ++push)
                site.push("# TYPE a_total counter\na_total 1\n");
            site.now += std::chrono::milliseconds(100);
            site.get("/families");
        }
        return site.get("/families")["families"].toArray()[0].toObject()["rate"].toDouble();
    };
    rateAfter(1);
    QCOMPARE(rateAfter(10), 100.0);
    QCOMPARE(rateAfter(0), 0.0);
}

void TestAdminApi::pagesFamilies()
{
    ApiSite site;
    site.push("a 1\nb 1\nc 1\nd 1\ne 1\n");
    const QJsonObject page = site.get("/families", "/families?limit=2&offset=1");
    QCOMPARE(names(page["families"].toArray()), Names({"b", "c"}));
    QCOMPARE(page["total"].toInt(), 5);
    QCOMPARE(names(site.get("/families", "/families?limit=2&offset=4")["families"].toArray()), Names({"e"}));
    QCOMPARE(names(site.get("/families", "/families?offset=9")["families"].toArray()), Names());
    QCOMPARE(names(site.get("/families", "/families?limit=0")["families"].toArray()), Names());
}

void TestAdminApi::sortsFamilies_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("order");
    const auto row
        = [](const char* query, const char* order) { QTest::newRow(query) << QByteArray(query) << QByteArray(order); };
    row("sort=name", "a b_total c");
    row("sort=name&order=desc", "c b_total a");
    row("sort=series&order=desc", "b_total a c");
    row("sort=value", "a b_total c");
    row("sort=value&order=desc", "c a b_total");
    row("sort=type", "b_total a c");
    row("sort=mode", "b_total c a");
    row("sort=rate&order=desc", "a b_total c");
}

void TestAdminApi::sortsFamilies()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, order);
    ApiSite site;
    site.push(kThree);
    site.pass();
    std::string found;
    for (const std::string& name :
        names(site.get("/families", "/families?" + query.toStdString())["families"].toArray()))
        found.append(found.empty() ? "" : " ").append(name);
    if (query == "sort=value") // 7 and 7 are equal: by name
        QCOMPARE(found, std::string("a b_total c"));
    else if (query == "sort=value&order=desc")
        QCOMPARE(found, std::string("c a b_total"));
    else
        QCOMPARE(found, order.toStdString());
}

void TestAdminApi::listsOfOneMomentDoNotMix()
{
    ApiSite site;
    site.push("a 3\nb 1\nc 2\n");
    const auto list = [&site](const std::string& query) {
        return names(site.get("/families", "/families" + query)["families"].toArray());
    };
    for (int again = 0; again < 2; ++again) {
        QCOMPARE(list("?sort=value"), Names({"b", "c", "a"}));
        QCOMPARE(list("?sort=value&order=desc"), Names({"a", "c", "b"}));
        QCOMPARE(list(""), Names({"a", "b", "c"}));
        QCOMPARE(list("?order=desc"), Names({"c", "b", "a"}));
        QCOMPARE(list("?search=b"), Names({"b"}));
        QCOMPARE(list("?match[]=c"), Names({"c"}));
        QCOMPARE(list("?sort=value&sort=name"), Names({"a", "b", "c"})); // the last one counts
    }
}

void TestAdminApi::selectsFamilies_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("found");
    QTest::addColumn<int>("series");
    const auto row = [](const char* name, const char* query, const char* found, int series) {
        QTest::newRow(name) << QByteArray(query) << QByteArray(found) << series;
    };
    row("a selector of a label", "match[]={code=\"500\"}", "b_total", 1);
    row("a selector of a name", "match[]=a", "a", 1);
    row("several selectors: any of them", "match[]=a&match[]={code=~\"5..\"}", "a b_total", 1);
    row("a part of a name in any case", "search=_TOT", "b_total", 2);
    row("a type", "type=gauge&type=histogram", "a c", 1);
    row("a mode by its other name", "mode=last", "a", 1);
    row("nothing that fits", "match[]=zzz", "", 0);
}

void TestAdminApi::selectsFamilies()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, found);
    QFETCH(int, series);
    ApiSite site;
    site.push(kThree);
    const QJsonArray rows = site.get("/families", "/families?" + query.toStdString())["families"].toArray();
    std::string all;
    for (const std::string& name : names(rows))
        all.append(all.empty() ? "" : " ").append(name);
    QCOMPARE(all, found.toStdString());
    if (!rows.isEmpty())
        QCOMPARE(rows.last().toObject()["series"].toInt(), series);
    const QJsonObject wrong = site.api("GET", "/families", "/families?match[]={a=}");
    QCOMPARE(site.last.status, 400);
    QVERIFY(wrong["column"].toInt() > 0);
}

void TestAdminApi::tellsWhyAMode()
{
    ApiSite site({},
        rulesOf("rules:\n  - name: other job\n    match: '{job=\"z\"}'\n    mode: max\n"
                "  - name: gauges only\n    match: b_total\n    type: gauge\n    mode: min\n"
                "  - name: ours\n    match: b_total\n    mode: increase\n    ttl: 1h\n"));
    site.push(kThree, "/metrics/job/j");
    const QJsonObject family = site.get("/families/{name}", "/families/b_total")["family"].toObject();
    QCOMPARE(family["mode"].toString(), "increase");
    QCOMPARE(family["reason"].toString(), "rule");
    QCOMPARE(family["rule"].toString(), "ours");
    QCOMPARE(family["rule_number"].toInt(), 3);
    const QJsonObject why = site.get("/families/{name}/why", "/families/b_total/why");
    QCOMPARE(why["labels_text"].toString(), "code=\"200\",job=\"j\"");
    const QJsonArray chain = why["chain"].toArray();
    QCOMPARE(chain.size(), 4);
    QCOMPARE(chain[1].toObject()["text"].toString(), "Rule \"other job\" does not match: job is \"j\".");
    QCOMPARE(chain[2].toObject()["text"].toString(), "Rule \"gauges only\" is for the type gauge, this is counter.");
    QCOMPARE(chain[3].toObject()["decides"].toBool(), true);
    const QJsonArray plain = site.get("/families/{name}/why", "/families/a/why?labels=job=%22j%22")["chain"].toArray();
    QCOMPARE(plain.last().toObject()["step"].toString(), "profile");
    QCOMPARE(plain.last().toObject()["mode"].toString(), "replace");
    site.api("GET", "/families/{name}/why", "/families/a/why?labels=job=%22k%22");
    QCOMPARE(site.last.status, 404);
    const QJsonObject series
        = site.get("/families/{name}/series", "/families/b_total/series")["series"].toArray()[0].toObject();
    QCOMPARE(series["ttl_seconds"].toDouble(), 3600.0);
}

void TestAdminApi::countsModes()
{
    ApiSite site;
    site.push("# TYPE a gauge\na{x=\"1\"} 1\na{x=\"2\"} 1\na{x=\"3\",clearmode=\"max\"} 1\n"
              "# TYPE d counter\nd 1\n# TYPE d_created gauge\nd_created 5\n");
    const QJsonArray rows = site.get("/families")["families"].toArray();
    const QJsonArray modes = rows[0].toObject()["modes"].toArray();
    QCOMPARE(modes.size(), 2);
    QCOMPARE(modes[0].toObject()["series"].toInt(), 2);
    QCOMPARE(modes[1].toObject()["mode"].toString(), "max");
    QCOMPARE(modes[1].toObject()["reason"].toString(), "label");
    QCOMPARE(rows[2].toObject()["reason"].toString(), "created");
}

void TestAdminApi::sortsSeriesByALabel_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("values");
    QTest::newRow("by the label that comes first in the text") << QByteArray("sort=label:a") << QByteArray("4231");
    QTest::newRow("by one behind it, equal ones by all labels") << QByteArray("sort=label:b") << QByteArray("3421");
    QTest::newRow("downwards, those without it last all the same")
        << QByteArray("sort=label:b&order=desc") << QByteArray("4231");
    QTest::newRow("by a name in quotes") << QByteArray("sort=label:my.name") << QByteArray("3412");
    QTest::newRow("by a label that no series has") << QByteArray("sort=label:nobody") << QByteArray("1423");
}

void TestAdminApi::sortsSeriesByALabel()
{
    QFETCH(QByteArray, query);
    ApiSite site;
    site.push("m 1\nm{a=\"y,b=\\\"0\",b=\"x\"} 2\nm{a=\"z\",b=\"w\",\"my.name\"=\"1\"} 3\n"
              "m{a=\"\\\\\",b=\"x\",\"my.name\"=\"2\"} 4\n");
    QByteArray found;
    for (const QJsonValue row :
        site.get("/families/{name}/series", "/families/m/series?" + query.toStdString())["series"].toArray())
        found += QByteArray::number(row.toObject()["value"].toDouble());
    QTEST(found, "values");
    site.api("GET", "/families/{name}/series", "/families/m/series?sort=label:");
    QCOMPARE(site.last.status, 400);
    QVERIFY(site.last.body.find("expected one of labels, value, age, group, mode, label:NAME for sort")
        != std::string::npos);
}

void TestAdminApi::showsSeries()
{
    ApiSite site({"--series.ttl=90s"});
    site.push("a{x=\"1\"} 3\na{x=\"2\"} 1\n", "/metrics/job/j");
    site.pass(2);
    site.push("a{x=\"3\"} 2\n", "/metrics/job/k");
    const auto order = [&](const std::string& query) {
        std::string found;
        for (const QJsonValue row :
            site.get("/families/{name}/series", "/families/a/series?" + query)["series"].toArray())
            found += row.toObject()["labels"].toObject()["x"].toString().toStdString();
        return found;
    };
    QCOMPARE(order(""), std::string("123"));
    QCOMPARE(order("sort=value"), std::string("231"));
    QCOMPARE(order("sort=age"), std::string("312"));
    QCOMPARE(order("order=desc&limit=1"), std::string("3"));
    QCOMPARE(order("group=job/j"), std::string("12"));
    QCOMPARE(order("group="), std::string());
    QCOMPARE(order("match[]={x!=\"1\"}"), std::string("23"));
    QCOMPARE(order("search=JOB%3D%22k"), std::string("3"));
    QCOMPARE(order("labels=job%3D%22j%22%2Cx%3D%222%22"), std::string("2"));
    const QJsonObject row = site.get("/families/{name}/series", "/families/a/series")["series"].toArray()[0].toObject();
    QCOMPARE(row["labels_text"].toString(), "job=\"j\",x=\"1\"");
    QCOMPARE(row["value"].toDouble(), 3.0);
    QCOMPARE(row["ttl_seconds"].toDouble(), 90.0);
    QCOMPARE(row["age_seconds"].toDouble(), 2.0);
    QCOMPARE(row["group"].toObject()["path"].toString(), "/job/j");
}

void TestAdminApi::showsHistograms()
{
    ApiSite site;
    site.push(kThree + std::string("# TYPE s summary\ns{quantile=\"0.5\"} 3\ns_sum 9\ns_count 4\n"));
    const QJsonObject histogram = site.get("/families/{name}/series", "/families/c/series")["series"]
                                      .toArray()[0]
                                      .toObject()["histogram"]
                                      .toObject();
    const QJsonArray buckets = histogram["buckets"].toArray();
    QCOMPARE(buckets.size(), 3);
    QCOMPARE(buckets[0].toObject()["lower"].toString(), "-Inf");
    QCOMPARE(buckets[1].toObject()["count"].toDouble(), 4.0);
    QCOMPARE(buckets[1].toObject()["cumulative"].toDouble(), 6.0);
    QCOMPARE(buckets[2].toObject()["upper"].toString(), "+Inf");
    QCOMPARE(histogram["count"].toDouble(), 8.0);
    QCOMPARE(histogram["sum"].toDouble(), 10.0);
    QCOMPARE(histogram["quantiles"].toArray()[0].toObject()["value"].toDouble(), 1.5);
    QCOMPARE(histogram["quantiles"].toArray()[2].toObject()["value"].toDouble(), 2.0); // the last finite bound
    const QJsonObject summary = site.get("/families/{name}/series", "/families/s/series")["series"]
                                    .toArray()[0]
                                    .toObject()["summary"]
                                    .toObject();
    QCOMPARE(summary["count"].toDouble(), 4.0);
}

void TestAdminApi::showsWindows()
{
    ApiSite site;
    site.push("a{clearmode=\"max5m\"} 3\n");
    site.pass(10);
    site.push("a{clearmode=\"max5m\"} 2\n");
    const QJsonObject row = site.get("/families/{name}/series", "/families/a/series")["series"].toArray()[0].toObject();
    QCOMPARE(row["mode"].toString(), "max5m");
    QCOMPARE(row["value"].toDouble(), 3.0);
    const QJsonObject window = row["window"].toObject();
    QCOMPARE(window["length_seconds"].toDouble(), 300.0);
    QCOMPARE(window["slots"].toArray().size(), 2);
    QCOMPARE(window["slots"].toArray()[0].toObject()["max"].toDouble(), 3.0);
    QVERIFY(window["slots"].toArray()[0].toObject()["age_seconds"].toDouble() >= 10);
}

void TestAdminApi::keepsNumbersThatJsonCannotHold()
{
    ApiSite site;
    site.push("# TYPE a gauge\na{x=\"1\"} NaN\na{x=\"2\"} +Inf\na{x=\"3\"} 0.1\na{x=\"4\"} 5e-324\n");
    const QJsonArray rows = site.get("/families/{name}/series", "/families/a/series?sort=value")["series"].toArray();
    QCOMPARE(rows[0].toObject()["value"].toDouble(), 5e-324);
    QCOMPARE(rows[1].toObject()["value"].toDouble(), 0.1);
    QCOMPARE(rows[2].toObject()["value"].toString(), "+Inf");
    QCOMPARE(rows[3].toObject()["value"].toString(), "NaN"); // comes last: it has no place
    QCOMPARE(site.get("/families")["families"].toArray()[0].toObject()["value"].toString(), "NaN");
}

void TestAdminApi::tellsConstantLabels()
{
    ApiSite site;
    site.push("a{x=\"1\",y=\"1\"} 1\na{x=\"2\"} 1\na{x=\"3\"} 1\n", "/metrics/job/j");
    const QJsonObject labels = site.get("/families/{name}", "/families/a")["labels"].toObject();
    QCOMPARE(labels["constant"].toObject()["job"].toString(), "j");
    QCOMPARE(names(labels["varying"].toArray()), Names({"x", "y"}));
    QCOMPARE(labels["varying"].toArray()[0].toObject()["values"].toInt(), 3);
}

void TestAdminApi::listsGroups()
{
    ApiSite site;
    site.push("a 1\nb 1\n", "/metrics/job/j");
    site.push("a 1\n", "/metrics/job/k/x/a%2Fb");
    site.push("a 1\n");
    const auto paths = [&](const std::string& query) {
        Names found;
        for (const QJsonValue row : site.get("/groups", "/groups?" + query)["groups"].toArray())
            found.push_back(row.toObject()["group"].toObject()["path"].toString().toStdString());
        return found;
    };
    QCOMPARE(paths(""), Names({"", "/job/j", "/job/k/x/a%2Fb"}));
    QCOMPARE(paths("sort=series&order=desc&limit=1"), Names({"/job/j"}));
    QCOMPARE(paths("match[]={job=~\".%2B\"}"), Names({"/job/j", "/job/k/x/a%2Fb"}));
    QCOMPARE(paths("search=A/B"), Names({"/job/k/x/a%2Fb"}));
}

void TestAdminApi::namesPathsOfGroups_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("slashes and blanks") << QByteArray("/job/a%20%2Fb");
    QTest::newRow("the job first") << QByteArray("/job/z/a/1");
    QTest::newRow("an empty value in the middle") << QByteArray("/job/z/a@base64/=/b/1");
    QTest::newRow("what is not ASCII") << QByteArray("/job/%C3%A4%F0%9F%98%80");
}

void TestAdminApi::namesPathsOfGroups()
{
    QFETCH(QByteArray, path);
    ApiSite site;
    site.push("a 1\n", "/metrics" + path.toStdString());
    const QJsonArray groups = site.get("/groups")["groups"].toArray();
    QCOMPARE(groups.size(), 1);
    QCOMPARE(groups[0].toObject()["group"].toObject()["path"].toString(), QString(path));
}

void TestAdminApi::readsListsAtMostOnceASecond()
{
    ApiSite site;
    site.push("a 1\n");
    QCOMPARE(site.get("/families")["total"].toInt(), 1);
    site.push("b 1\n");
    QCOMPARE(site.get("/families")["total"].toInt(), 1);
    site.pass();
    QCOMPARE(site.get("/families")["total"].toInt(), 2);
}

QTEST_GUILESS_MAIN(TestAdminApi)
#include "tst_admin_api.moc"
