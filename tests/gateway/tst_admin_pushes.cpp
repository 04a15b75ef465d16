// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule_file.h"
#include "tests/core/coded_text.h"
#include "tests/gateway/api_site.h"

using namespace cairn;
using Names = std::vector<std::string>;

/// What the admin API tells of pushes, what it makes of them, and how numbers went.
class TestAdminPushes : public QObject {
    Q_OBJECT

private slots:
    void listsPushes();
    void showsRefusedOnesWithTheirLine();
    void cutsBodiesRoundTheLine();
    void listsWhatNeverReachedTheEngine();
    void explainsWhileSomebodyWatches();
    void mergesAlikeWatchedAndNot();
    void keepsDryRuns();
    void keepsProtobufAsBase64();
    void knowsJsonAndIncrements();
    void marksTheLineOfJson();
    void cutsBodiesBetweenCharacters();
    void selectsPushes_data();
    void selectsPushes();
    void pagesPushes();
    void recordsOnlySoMany();
    void explainsOnlySoMany();
    void forgetsTheOldest();
    void refusesBadAsks_data();
    void refusesBadAsks();
    void tellsOfPushes();
    void hintsAtRunningTotals();
    void forgetsAHintThatWasTaken();
    void hintsOnlyAtTotals_data();
    void hintsOnlyAtTotals();
    void hintsAtTotalsWithoutATypeLine();
    void writesRulesThatCanBeRead();
    void ratesGroups_data();
    void ratesGroups();
    void ratesWhatItDidNotRecord();
    void recordsTheGateway();
    void recordsWhatIsWatched();
    void recordsSeries();
    void leavesGaps();
    void stopsWhenNobodyAsks();
    void drawsSparklines();
    void boundsWhatItRecords();
    void refusesBadHistories_data();
    void refusesBadHistories();
};

namespace {

QJsonArray pushes(ApiSite& site, const std::string& query = {})
{
    return site.get("/pushes", "/pushes?" + query)["pushes"].toArray();
}

QJsonObject one(ApiSite& site, int id)
{
    return site.get("/pushes/{id}", "/pushes/" + std::to_string(id));
}

QJsonArray hints(ApiSite& site)
{
    return site.get("/hints")["hints"].toArray();
}

QJsonArray line(const QJsonObject& history, const char* name)
{
    for (const QJsonValue one : history["lines"].toArray()) {
        if (one.toObject()["name"].toString() == name)
            return one.toObject()["points"].toArray();
    }
    return {};
}

} // namespace

void TestAdminPushes::listsPushes()
{
    ApiSite site;
    site.push("a 1\nb 2\n", "/metrics/job/j");
    site.pass(5);
    site.ask("PUT", "/metrics", gzipped("a 1\n"), {{"content-encoding", "gzip"}});
    const QJsonObject page = site.get("/pushes");
    const QJsonArray rows = page["pushes"].toArray();
    QCOMPARE(rows.size(), 2);
    const QJsonObject older = rows[1].toObject();
    QCOMPARE(older["id"].toInt(), 1);
    QCOMPARE(older["age_seconds"].toDouble(), 5.0);
    QCOMPARE(older["from"].toString(), "127.0.0.1:4711");
    QCOMPARE(older["group"].toObject()["path"].toString(), "/job/j");
    QCOMPARE(older["format"].toString(), "text");
    QCOMPARE(older["samples"].toInt(), 2);
    QCOMPARE(older["created"].toInt(), 2);
    QCOMPARE(older["bytes"].toInt(), 8);
    QCOMPARE(older["status"].toInt(), 202);
    QCOMPARE(older["result"].toString(), "merged");
    QVERIFY(!older["has_report"].toBool());
    QVERIFY(!older["has_body"].toBool());
    QCOMPARE(rows[0].toObject()["method"].toString(), "PUT");
    QCOMPARE(rows[0].toObject()["coding"].toString(), "gzip");
    QVERIFY(!page["watching"].toBool());
    QCOMPARE(page["newest_id"].toInt(), 2);
    QCOMPARE(page["oldest_id"].toInt(), 1);
}

void TestAdminPushes::showsRefusedOnesWithTheirLine()
{
    ApiSite site;
    site.push("a 1\nb{x=} 1\n", "/metrics/job/j");
    const QJsonObject push = one(site, 1);
    QCOMPARE(push["result"].toString(), "refused");
    QCOMPARE(push["status"].toInt(), 400);
    QCOMPARE(push["error_type"].toString(), "syntax");
    QCOMPARE(push["line"].toInt(), 2);
    QVERIFY(push["text"].toString().contains("b{x=}"));
    QVERIFY(push["samples"].isNull());
    QCOMPARE(push["body"].toObject()["text"].toString(), "a 1\nb{x=} 1\n");
    QCOMPARE(push["body"].toObject()["first_line"].toInt(), 1);
    QVERIFY(!push["body"].toObject()["is_cut"].toBool());
}

void TestAdminPushes::cutsBodiesRoundTheLine()
{
    ApiSite site;
    std::string body;
    for (int i = 1; i <= 5000; ++i)
        body += i == 3000 ? "b{x=} 1\n" : "a{n=\"" + std::to_string(i) + "\"} 1\n";
    site.push(body);
    const QJsonObject push = one(site, 1);
    QCOMPARE(push["line"].toInt(), 3000);
    const QJsonObject kept = push["body"].toObject();
    QVERIFY(kept["is_cut"].toBool());
    const QStringList lines = kept["text"].toString().split('\n');
    QCOMPARE(lines.at(3000 - kept["first_line"].toInt()), QString("b{x=} 1"));
    QVERIFY(kept["text"].toString().size() <= 4096);
}

void TestAdminPushes::listsWhatNeverReachedTheEngine()
{
    ApiSite site;
    site.push("a 1\n", "/metrics/job");
    site.ask("POST", "/metrics", "a 1\n", {{"content-encoding", "br"}});
    const QJsonArray rows = pushes(site);
    QVERIFY(rows[1].toObject()["group"].isNull());
    QCOMPARE(rows[1].toObject()["path"].toString(), "/metrics/job");
    QCOMPARE(rows[1].toObject()["error_type"].toString(), "path");
    QCOMPARE(rows[0].toObject()["status"].toInt(), 415);
}

void TestAdminPushes::explainsWhileSomebodyWatches()
{
    ApiSite site;
    QVERIFY(site.get("/pushes", "/pushes?watch=true")["watching"].toBool());
    QVERIFY(site.get("/status")["watching"].toBool());
    site.push("a 1\n", "/metrics/job/j");
    site.push("a 2\n", "/metrics/job/j");
    const QJsonObject push = one(site, 2);
    QCOMPARE(push["body"].toObject()["text"].toString(), "a 2\n");
    const QJsonObject report = push["report"].toObject();
    QCOMPARE(report["summary"].toObject()["added"].toInt(), 1);
    const QJsonObject series = report["series"].toArray()[0].toObject();
    QCOMPARE(series["before"].toDouble(), 1.0);
    QCOMPARE(series["pushed"].toDouble(), 2.0);
    QCOMPARE(series["after"].toDouble(), 3.0);
    site.pass(11); // nobody has asked since
    site.push("a 4\n", "/metrics/job/j");
    QVERIFY(!one(site, 3).contains("report"));
    QVERIFY(!site.get("/status")["watching"].toBool());
}

void TestAdminPushes::mergesAlikeWatchedAndNot()
{
    const char* body = "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 3\nh_count 2\n"
                       "a{clearmode=\"drop\"} 1\nb 1\n";
    ApiSite plain;
    ApiSite watched;
    watched.get("/pushes", "/pushes?watch=true");
    for (ApiSite* site : {&plain, &watched}) {
        site->push(body);
        site->push(body);
        site->push("b{\n");
    }
    QCOMPARE(watched.scrape(), plain.scrape());
    for (const char* key : {"samples", "created", "dropped"})
        QCOMPARE(one(watched, 2)[key].toInt(), one(plain, 2)[key].toInt());
    for (const char* key : {"pushes", "samples", "created", "dropped_samples", "refusals"})
        QCOMPARE(watched.get("/status")[key].toObject()["total"].toInt(),
            plain.get("/status")[key].toObject()["total"].toInt());
}

void TestAdminPushes::keepsDryRuns()
{
    ApiSite site;
    site.get("/pushes", "/pushes?watch=true");
    site.push("a 1\n", "/metrics?dry_run=true");
    site.push("a{\n", "/metrics?dry_run=true");
    site.push("a 1\n", "/metrics?explain=true");
    const QJsonArray rows = pushes(site);
    QCOMPARE(names(rows, "result"), Names({"merged", "dry_run", "dry_run"}));
    QCOMPARE(rows[1].toObject()["error_type"].toString(), "syntax");
    QVERIFY(one(site, 1).contains("report"));
    QVERIFY(one(site, 3).contains("report"));
    QCOMPARE(site.get("/status")["refusals"].toObject()["total"].toInt(), 0);
}

void TestAdminPushes::keepsProtobufAsBase64()
{
    ApiSite site;
    const std::string body("\x05\x0a\x01\xff\x18\x00", 6);
    site.ask("POST", "/metrics", body,
        {{"content-type",
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"}});
    const QJsonObject push = one(site, 1);
    QCOMPARE(push["format"].toString(), "protobuf");
    QVERIFY(push["body"].toObject()["is_base64"].toBool());
    QCOMPARE(QByteArray::fromBase64(push["body"].toObject()["text"].toString().toLatin1()).toStdString(), body);
}

void TestAdminPushes::knowsJsonAndIncrements()
{
    ApiSite site;
    site.get("/pushes", "/pushes?watch=true");
    const std::string json = "{\"families\":[\n{\"name\":\"x\",\"samples\":[\n {\"value\":1},\n "
                             "{\"labels\":{\"a\":\"b\"},\"value\":2}]}]}";
    site.push(json, "/api/v2/push/job/j");
    site.push("", "/api/v2/inc/job/j?name=clicks_total&value=2&label.page=/cart");
    site.ask("POST", "/metrics/job/j", "# TYPE y gauge\ny 1\n# EOF\n");
    QCOMPARE(names(pushes(site), "format"), Names({"openmetrics", "increment", "json"}));
    QCOMPARE(names(pushes(site, "format=json"), "format"), Names({"json"}));
    QCOMPARE(names(pushes(site, "format=increment"), "format"), Names({"increment"}));
    const QJsonObject pushed = one(site, 1);
    QCOMPARE(pushed["body"].toObject()["text"].toString().toStdString(), json); // as it was written
    const QJsonArray series = pushed["report"].toObject()["series"].toArray();
    QCOMPARE(series[0].toObject()["line"].toInt(), 3);
    QCOMPARE(series[1].toObject()["line"].toInt(), 4);
    const QJsonObject counted = one(site, 2);
    QCOMPARE(counted["body"].toObject()["text"].toString(), "name=clicks_total&value=2&label.page=/cart");
    QCOMPARE(counted["report"].toObject()["series"].toArray()[0].toObject()["line"].toInt(), 0);
    site.push("{}", "/api/v2/push/job"); // refused before anybody reads it
    QCOMPARE(one(site, 4)["format"].toString(), "json");
}

void TestAdminPushes::marksTheLineOfJson()
{
    ApiSite site;
    const auto refusal = [&](const std::string& json) {
        site.push(json, "/api/v2/push/job/j");
        return pushes(site)[0].toObject();
    };
    const QJsonObject strange = refusal("{\"families\":[\n{\"name\":\"x\",\"samples\":[\n {\"vlaue\":1}]}]}");
    QCOMPARE(strange["line"].toInt(), 3);
    QVERIFY(strange["error"].toString().contains("families[0].samples[0].vlaue"));
    const QJsonObject lacking
        = refusal("{\"families\":[\n{\"name\":\"x\",\"samples\":[\n {\"labels\":{}},\n {\"value\":1}\n]}]}");
    QCOMPARE(lacking["line"].toInt(), 3);
    const QJsonObject judged = refusal("{\"families\":[\n{\"name\":\"x\",\"type\":\"counter\",\"samples\":[\n "
                                       "{\"labels\":{\"a\":\"b\"},\"value\":1},\n {\"value\":-1}]}]}");
    QCOMPARE(judged["line"].toInt(), 4); // by the engine, which has seen other lines
    QVERIFY(judged["error"].toString().startsWith("line 4: families[0].samples[1]: "));
    const QJsonObject twins
        = refusal("{\"families\":[\n{\"name\":\"x\",\"samples\":[]},\n\n{\"name\":\"x\",\"samples\":[]}]}");
    QCOMPARE(twins["line"].toInt(), 4);
    QCOMPARE(one(site, 1)["body"].toObject()["first_line"].toInt(), 1);
}

void TestAdminPushes::cutsBodiesBetweenCharacters()
{
    ApiSite site;
    std::string body = "a{";
    for (int i = 0; i < 3000; ++i)
        body += "\xE2\x82\xAC"; // three bytes each, and 4096 - 2 is no multiple
    site.push(body);
    const QJsonObject kept = one(site, 1)["body"].toObject();
    QVERIFY(kept["is_cut"].toBool());
    QVERIFY(!kept["is_base64"].toBool());
}

void TestAdminPushes::selectsPushes_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("ids");
    const auto row = [](const char* name, const char* query, const char* ids) {
        QTest::newRow(name) << QByteArray(query) << QByteArray(ids);
    };
    row("all", "", "5 4 3 2 1");
    row("by result", "result=refused", "4 3");
    row("by two results", "result=refused&result=dry_run", "5 4 3");
    row("by reason", "error_type=value", "4");
    row("by group", "match[]={job=\"k\"}", "4 2");
    row("by a part of the group", "search=JOB%3D%22j", "5 3 1");
    row("by a part of the error", "search=nan", "4");
    row("by format", "format=protobuf", "");
    row("newer than one", "since=3", "5 4");
    row("older than one", "before=3", "2 1");
    row("the newest of the newer", "since=1&limit=2", "5 4");
}

void TestAdminPushes::selectsPushes()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, ids);
    ApiSite site;
    site.push("a 1\n", "/metrics/job/j");
    site.push("a 1\n", "/metrics/job/k");
    site.push("a{\n", "/metrics/job/j");
    site.push("# TYPE c counter\nc NaN\n", "/metrics/job/k");
    site.push("a 1\n", "/metrics/job/j?dry_run=true");
    std::string found;
    for (const QJsonValue row : pushes(site, query.toStdString()))
        found += (found.empty() ? "" : " ") + std::to_string(row.toObject()["id"].toInt());
    QCOMPARE(found, ids.toStdString());
}

void TestAdminPushes::pagesPushes()
{
    ApiSite site;
    for (int i = 0; i < 5; ++i)
        site.push("a 1\n");
    const QJsonArray first = pushes(site, "limit=2");
    QCOMPARE(first[1].toObject()["id"].toInt(), 4);
    const QJsonArray second = pushes(site, "limit=2&before=4");
    QCOMPARE(second[0].toObject()["id"].toInt(), 3);
    QCOMPARE(pushes(site, "limit=2&before=2").size(), 1);
}

void TestAdminPushes::recordsOnlySoMany()
{
    ApiSite site;
    for (int i = 0; i < 250; ++i)
        site.push("a 1\n");
    QJsonObject page = site.get("/pushes", "/pushes?limit=1");
    QCOMPARE(page["newest_id"].toInt(), 200);
    QCOMPARE(page["not_recorded"].toInt(), 50);
    for (int i = 0; i < 250; ++i)
        site.push("a{\n"); // have room of their own
    page = site.get("/pushes", "/pushes?limit=1");
    QCOMPARE(page["newest_id"].toInt(), 400);
    QCOMPARE(page["not_recorded"].toInt(), 100);
    site.pass(); // a hundred a second are taken
    for (int i = 0; i < 150; ++i)
        site.push("b 1\n");
    QCOMPARE(site.get("/pushes", "/pushes?limit=1")["newest_id"].toInt(), 500);
    QCOMPARE(site.scrape(), std::string("a 250\nb 150\n"));
}

void TestAdminPushes::explainsOnlySoMany()
{
    ApiSite site;
    site.get("/pushes", "/pushes?watch=true");
    const auto explained = [&] {
        int count = 0;
        for (const QJsonValue row : pushes(site, "limit=1000"))
            count += row.toObject()["has_report"].toBool() ? 1 : 0;
        return count;
    };
    for (int i = 0; i < 30; ++i)
        site.push("a 1\n");
    QCOMPARE(explained(), 20);
    site.pass();
    for (int i = 0; i < 30; ++i)
        site.push("a 1\n");
    QCOMPARE(explained(), 25);
    site.pass(5);
    site.push("a{x=\"" + std::string(4000, 'y') + "\"} 1\n" + std::string(200'000, '\n'));
    QCOMPARE(explained(), 25); // too long to be explained
    QCOMPARE(site.scrape().substr(0, 5), std::string("a 60\n"));
}

void TestAdminPushes::forgetsTheOldest()
{
    ApiSite site;
    for (int second = 0; second < 11; ++second) {
        for (int i = 0; i < 100; ++i)
            site.push("a 1\n");
        site.pass();
    }
    const QJsonObject page = site.get("/pushes", "/pushes?since=20&limit=1");
    QCOMPARE(page["newest_id"].toInt(), 1100);
    QCOMPARE(page["oldest_id"].toInt(), 101);
    QCOMPARE(page["dropped"].toInt(), 80);
    site.api("GET", "/pushes/{id}", "/pushes/100");
    QCOMPARE(site.last.status, 404);
    QCOMPARE(one(site, 101)["id"].toInt(), 101);
}

void TestAdminPushes::refusesBadAsks_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* path, const char* target, int status) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(target) << status;
    };
    row("a result that is none", "/pushes", "/pushes?result=good", 400);
    row("a format that is none", "/pushes", "/pushes?format=xml", 400);
    row("a number that is none", "/pushes", "/pushes?since=first", 400);
    row("no such push", "/pushes/{id}", "/pushes/7", 404);
    row("a push that is no number", "/pushes/{id}", "/pushes/7x", 404);
}

void TestAdminPushes::refusesBadAsks()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    ApiSite site;
    site.api("GET", path.toStdString(), target.toStdString());
    QCOMPARE(site.last.status, status);
}

void TestAdminPushes::tellsOfPushes()
{
    ApiSite site;
    site.pass();
    const int begin = site.get("/changes")["sequence"].toInt();
    site.pass();
    QCOMPARE(site.get("/changes")["sequence"].toInt(), begin); // nothing came
    site.push("a 1\n");
    site.push("a 1\n");
    site.push("a{\n");
    site.pass();
    const QJsonArray changes = site.get("/changes", "/changes?since=" + std::to_string(begin))["changes"].toArray();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].toObject()["kind"].toString(), "pushes");
    QCOMPARE(changes[0].toObject()["merged"].toInt(), 2);
    QCOMPARE(changes[0].toObject()["refused"].toInt(), 1);
    QCOMPARE(changes[0].toObject()["newest_id"].toInt(), 3);
}

void TestAdminPushes::hintsAtRunningTotals()
{
    ApiSite site;
    site.get("/pushes", "/pushes?watch=true");
    for (int i = 1; i <= 5; ++i)
        site.push("# TYPE c counter\nc{x=\"1\"} " + std::to_string(i * 10) + "\n", "/metrics/job/j");
    const QJsonArray found = hints(site);
    QCOMPARE(found.size(), 1);
    const QJsonObject hint = found[0].toObject();
    QCOMPARE(hint["family"].toString(), "c");
    QCOMPARE(hint["pushes"].toInt(), 5);
    QCOMPARE(hint["group"].toObject()["path"].toString(), "/job/j");
    QVERIFY(hint["text"].toString().contains("increase"));
    QVERIFY(readRules("rules:\n" + hint["rule"].toString().toStdString()));
    QCOMPARE(site.get("/families")["families"].toArray()[0].toObject()["hints"].toArray().size(), 1);
    const QJsonArray changes = site.get("/changes", "/changes?since=0&kind=hint")["changes"].toArray();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].toObject()["family"].toString(), "c");
    for (const int value : {3, 7, 2, 8, 1})
        site.push("# TYPE c counter\nc{x=\"1\"} " + std::to_string(value) + "\n", "/metrics/job/j");
    QCOMPARE(hints(site).size(), 0); // it was no total
}

void TestAdminPushes::forgetsAHintThatWasTaken()
{
    ApiSite site;
    site.get("/pushes", "/pushes?watch=true");
    for (int i = 1; i <= 5; ++i)
        site.push("# TYPE c counter\nc{x=\"1\"} " + std::to_string(i * 10) + "\n", "/metrics/job/j");
    const std::string rule = hints(site)[0].toObject()["rule"].toString().toStdString();
    site.api("PUT", "/rules", "/rules", "rules:\n" + rule);
    QCOMPARE(site.last.status, 200);
    QCOMPARE(hints(site).size(), 1); // nothing came by the rule yet
    site.push("# TYPE c counter\nc{x=\"1\"} 60\n", "/metrics/job/j");
    QCOMPARE(hints(site).size(), 0);
}

void TestAdminPushes::hintsOnlyAtTotals_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("values");
    QTest::addColumn<int>("hints");
    const auto row = [](const char* name, const char* type, const char* values, int hints) {
        QTest::newRow(name) << QByteArray(type) << QByteArray(values) << hints;
    };
    row("a counter that grows", "counter", "1 2 3 4 5", 1);
    row("one that stands still now and then", "counter", "1 2 2 3 4 5", 1);
    row("the same count each time", "counter", "1 1 1 1 1 1 1 1", 0);
    row("one growth among many pushes", "counter", "1 1 1 1 1 1 1 2", 0);
    row("too few", "counter", "1 2 3 4", 0);
    row("up and down", "counter", "1 2 3 4 1 2 3 4 1 2 3 4", 0);
    row("a series without a type that grows", "untyped", "1 2 3 4 5", 1);
    row("one without a type that goes up and down", "untyped", "3 1 2 4 1 5 2 3 1 6", 0);
    row("a gauge, of which the last counts", "gauge", "1 2 3 4 5 6", 0);
}

void TestAdminPushes::hintsOnlyAtTotals()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, values);
    QFETCH(int, hints);
    ApiSite site;
    site.get("/pushes", "/pushes?watch=true");
    for (const QByteArray& value : values.split(' '))
        site.push("# TYPE c " + type.toStdString() + "\nc " + value.toStdString() + "\n");
    QCOMPARE(::hints(site).size(), hints);
}

void TestAdminPushes::hintsAtTotalsWithoutATypeLine()
{
    ApiSite site;
    site.get("/pushes", "/pushes?watch=true");
    for (int i = 1; i <= 12; ++i)
        site.push("running_total " + std::to_string(i * 10) + "\n", "/metrics/job/j");
    const QJsonArray found = hints(site);
    QCOMPARE(found.size(), 1);
    const QJsonObject hint = found[0].toObject();
    QCOMPARE(hint["family"].toString(), "running_total");
    site.api("PUT", "/rules", "/rules", "rules:\n" + hint["rule"].toString().toStdString());
    QCOMPARE(site.last.status, 200);
    site.push("running_total 130\n", "/metrics/job/j");
    QCOMPARE(hints(site).size(), 0);
}

void TestAdminPushes::writesRulesThatCanBeRead()
{
    ApiSite site;
    site.get("/pushes", "/pushes?watch=true");
    for (int i = 1; i <= 5; ++i)
        site.push("# TYPE \"my'own.total\" counter\n{\"my'own.total\"} " + std::to_string(i) + "\n");
    const QJsonArray found = hints(site);
    QCOMPARE(found.size(), 1);
    const auto rules = readRules("rules:\n" + found[0].toObject()["rule"].toString().toStdString());
    QVERIFY(rules);
    QVERIFY(rules->find("my'own.total", MetricType::Counter, {}) != nullptr);
}

void TestAdminPushes::ratesGroups_data()
{
    QTest::addColumn<int>("steady");
    QTest::addColumn<int>("silent");
    QTest::addColumn<double>("rate");
    QTest::newRow("one that is steady") << 120 << 0 << 1.0;
    QTest::newRow("one that has just begun") << 10 << 0 << 1.0;
    QTest::newRow("one that fell silent half a minute ago") << 120 << 30 << 0.5;
    QTest::newRow("one that fell silent an hour ago") << 120 << 3600 << 0.0;
}

void TestAdminPushes::ratesGroups()
{
    QFETCH(int, steady);
    QFETCH(int, silent);
    QFETCH(double, rate);
    ApiSite site;
    const auto rateOf = [&](const char* group) {
        for (const QJsonValue row : site.get("/groups")["groups"].toArray()) {
            if (row.toObject()["group"].toObject()["path"].toString() == group)
                return row.toObject()["pushes_per_second"].toDouble(-1);
        }
        return -1.0;
    };
    for (int i = 0; i < steady + silent; ++i) {
        if (i < steady)
            site.push("a 1\n", "/metrics/job/j");
        site.push("a 1\n", "/metrics/job/k"); // pushes on
        site.push("a{\n", "/metrics/job/k"); // what is refused is no pace
        site.pass();
    }
    QVERIFY2(qAbs(rateOf("/job/j") - rate) <= 0.15 * rate, qPrintable(QString::number(rateOf("/job/j"))));
    QVERIFY(qAbs(rateOf("/job/k") - 1) < 0.1);
}

void TestAdminPushes::ratesWhatItDidNotRecord()
{
    ApiSite site;
    for (int second = 0; second < 30; ++second) {
        for (int i = 0; i < 300; ++i)
            site.push("a 1\n", i % 3 == 0 ? "/metrics/job/j" : "/metrics/job/k");
        site.pass();
    }
    const QJsonArray groups = site.get("/groups", "/groups?sort=pushes&order=desc")["groups"].toArray();
    double all = 0;
    for (const QJsonValue row : groups)
        all += row.toObject()["pushes_per_second"].toDouble();
    QVERIFY2(qAbs(all - 300) < 30, qPrintable(QString::number(all)));
}

void TestAdminPushes::recordsTheGateway()
{
    ApiSite site;
    site.pass();
    site.push("a 1\nb 1\n");
    site.push("a{\n");
    site.pass();
    site.pass();
    const QJsonObject history = site.get("/history",
        "/history?gateway=pushes&gateway=series&gateway=refusals:*&since="
            + std::to_string(static_cast<int>(site.wall) - 2));
    QCOMPARE(history["length"].toInt(), 3);
    QCOMPARE(history["start"].toDouble(), site.wall - 2);
    QCOMPARE(names(history["lines"].toArray()), Names({"pushes", "series", "refusals:syntax"}));
    const QJsonArray pushed = line(history, "pushes");
    QVERIFY(pushed[0].isNull()); // nothing before it
    QCOMPARE(pushed[1].toDouble(), 1.0);
    QCOMPARE(pushed[2].toDouble(), 0.0);
    QCOMPARE(line(history, "series")[2].toDouble(), 2.0);
    QCOMPARE(line(history, "refusals:syntax")[1].toDouble(), 1.0);
}

void TestAdminPushes::recordsWhatIsWatched()
{
    ApiSite site;
    site.push("# TYPE c counter\nc{x=\"1\"} 1\nc{x=\"2\"} 1\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 3\nh_sum "
              "5\nh_count 3\n");
    site.get("/history", "/history?family=c");
    site.get("/history", "/history?family=h");
    site.pass();
    site.push("c{x=\"1\"} 4\n");
    site.pass();
    const QJsonObject counter = site.get("/history", "/history?family=c");
    QCOMPARE(names(counter["lines"].toArray()), Names({"value", "rate", "series"}));
    const QJsonArray values = line(counter, "value");
    QCOMPARE(values[values.size() - 2].toDouble(), 2.0);
    QCOMPARE(values[values.size() - 1].toDouble(), 6.0);
    QCOMPARE(line(counter, "rate").last().toDouble(), 4.0);
    QCOMPARE(line(counter, "series").last().toDouble(), 2.0);
    QCOMPARE(counter["recorded_until"].toDouble(), site.wall + 60);
    const QJsonObject histogram = site.get("/history", "/history?family=h");
    QCOMPARE(names(histogram["lines"].toArray()), Names({"count", "sum", "rate", "series"}));
    QCOMPARE(line(histogram, "sum").last().toDouble(), 5.0);
}

void TestAdminPushes::recordsSeries()
{
    ApiSite site;
    site.push("# TYPE g gauge\ng{x=\"1\"} 7\ng{x=\"2\"} NaN\n");
    site.get("/history", "/history?family=g&labels=x%3D%221%22");
    site.get("/history", "/history?family=g&labels=x%3D%222%22");
    site.pass();
    const QJsonObject history = site.get("/history", "/history?family=g&labels=x%3D%221%22");
    QCOMPARE(names(history["lines"].toArray()), Names({"value"})); // a gauge has no rate
    QCOMPARE(line(history, "value").last().toDouble(), 7.0);
    QCOMPARE(line(site.get("/history", "/history?family=g&labels=x%3D%222%22"), "value").last().toString(), "NaN");
    site.api("GET", "/history", "/history?family=g&labels=x%3D%223%22");
    QCOMPARE(site.last.status, 404);
}

void TestAdminPushes::leavesGaps()
{
    ApiSite site;
    site.push("a 1\n");
    site.get("/history", "/history?family=a");
    site.pass();
    site.now += std::chrono::seconds(3);
    site.wall += 3;
    site.pass();
    const QJsonArray values = line(site.get("/history", "/history?family=a"), "value");
    const int last = static_cast<int>(values.size()) - 1;
    QCOMPARE(values[last].toDouble(), 1.0);
    QVERIFY(values[last - 1].isNull() && values[last - 2].isNull() && values[last - 3].isNull());
    QCOMPARE(values[last - 4].toDouble(), 1.0);
    site.ask("DELETE", "/metrics");
    site.pass();
    QVERIFY(line(site.get("/history", "/history?family=a"), "value").last().isNull()); // it has gone, its past has not
}

void TestAdminPushes::stopsWhenNobodyAsks()
{
    ApiSite site;
    site.push("a 1\n");
    site.get("/history", "/history?family=a&keep=10");
    site.pass(20);
    for (const QJsonValue point : line(site.get("/history", "/history?family=a"), "value"))
        QVERIFY(point.isNull()); // forgotten
    site.get("/history", "/history?family=a&keep=100");
    site.pass(90);
    QCOMPARE(line(site.get("/history", "/history?family=a"), "value").last().toDouble(), 1.0);
}

void TestAdminPushes::drawsSparklines()
{
    ApiSite site;
    site.push("# TYPE c counter\nc 1\n");
    site.get("/families", "/families?history=10");
    for (int i = 0; i < 3; ++i) {
        site.push("c 2\n");
        site.pass();
    }
    const QJsonArray points
        = site.get("/families", "/families?history=10")["families"].toArray()[0].toObject()["history"].toArray();
    QCOMPARE(points.size(), 10);
    QVERIFY(points[7].isNull());
    QCOMPARE(points[8].toDouble(), 2.0);
    QCOMPARE(points[9].toDouble(), 2.0);
    QVERIFY(!site.get("/families")["families"].toArray()[0].toObject().contains("history"));
}

void TestAdminPushes::boundsWhatItRecords()
{
    ApiSite site;
    std::string body = "zero 1\n";
    for (int i = 0; i < 500; ++i)
        body += "f" + std::to_string(i) + " 1\n";
    for (int i = 0; i < 10'001; ++i)
        body += "large{n=\"" + std::to_string(i) + "\"} 1\n";
    site.push(body);
    site.get("/history", "/history?family=zero&keep=5");
    site.get("/history", "/history?family=large");
    site.get("/families", "/families?history=1&limit=1000&search=f");
    site.pass();
    const auto values = [&](const char* family) {
        return line(site.get("/history", std::string("/history?family=") + family), "value");
    };
    QCOMPARE(values("f42").last().toDouble(), 1.0);
    QVERIFY(values("zero").last().isNull()); // its time was the shortest, and there is no room for all
    // What is too large to be read each second is known from lists.
    site.get("/history", "/history?family=large");
    site.pass(2);
    QVERIFY(values("large").last().isNull());
    site.get("/families");
    QCOMPARE(values("large").last().toDouble(), 10001.0);
}

void TestAdminPushes::refusesBadHistories_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    const auto row
        = [](const char* name, const char* query, int status) { QTest::newRow(name) << QByteArray(query) << status; };
    row("nothing asked for", "", 400);
    row("a line that is none", "gateway=fun", 400);
    row("both at once", "gateway=pushes&family=a", 400);
    row("labels of no family", "labels=x", 400);
    row("too long to keep", "family=a&keep=3601", 400);
    row("a time that is none", "family=a&since=noon", 400);
    row("no such family", "family=b", 404);
}

void TestAdminPushes::refusesBadHistories()
{
    QFETCH(QByteArray, query);
    QFETCH(int, status);
    ApiSite site;
    site.push("a 1\n");
    site.api("GET", "/history", "/history?" + query.toStdString());
    QCOMPARE(site.last.status, status);
}

QTEST_GUILESS_MAIN(TestAdminPushes)
#include "tst_admin_pushes.moc"
