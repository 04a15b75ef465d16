// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/api_site.h"

using namespace cairn;
using Names = std::vector<std::string>;

/// Taking series away by the admin API, bringing them back, and who did it; and what waits for changes.
class TestAdminResets : public QObject {
    Q_OBJECT

private slots:
    void tellsWhatItWouldTake();
    void takes_data();
    void takes();
    void takesFormsToo();
    void takesNoOtherBody();
    void wantsACondition_data();
    void wantsACondition();
    void bringsBack();
    void undoesOnce();
    void forgetsInTime();
    void listsResets();
    void findsResetsOfAFamily();
    void auditsEveryAct();
    void waitsForChanges();
    void answersAtOnceWhereSomethingIsNew();
    void dropsOldChanges();
    void givesUpInTime();
    void filtersChanges();
    void tellsOfFamilies();
    void refusesBadAsks_data();
    void refusesBadAsks();
};

namespace {

constexpr const char* kBody = "a{x=\"1\"} 3\na{x=\"2\"} 4\nb 5\n";

QJsonObject reset(ApiSite& site, const std::string& query)
{
    return site.api("POST", "/reset", "/reset?" + query)["data"].toObject();
}

QJsonObject undo(ApiSite& site, int id)
{
    return site.api("POST", "/resets/{id}/undo", "/resets/" + std::to_string(id) + "/undo");
}

QJsonObject dataOf(const http::Response& response)
{
    const auto complaints = cairn::testing::complaints("GET", "/api/v2/changes", response.status, response.body);
    if (!complaints.empty())
        QTest::qFail(complaints.front().c_str(), __FILE__, __LINE__);
    return QJsonDocument::fromJson(QByteArray::fromStdString(response.body)).object()["data"].toObject();
}

} // namespace

void TestAdminResets::tellsWhatItWouldTake()
{
    ApiSite site;
    site.push(kBody, "/metrics/job/j");
    const QJsonObject would = reset(site, "dry_run=true&match[]=a");
    QVERIFY(would["id"].isNull());
    QCOMPARE(would["series"].toInt(), 2);
    QCOMPARE(would["families"].toArray()[0].toObject()["name"].toString(), "a");
    QCOMPARE(would["examples"].toArray()[1].toObject()["labels"].toObject()["x"].toString(), "2");
    QCOMPARE(site.scrape(), std::string("a{job=\"j\",x=\"1\"} 3\na{job=\"j\",x=\"2\"} 4\nb{job=\"j\"} 5\n"));
    QCOMPARE(site.get("/resets")["total"].toInt(), 0);
    QCOMPARE(site.get("/audit")["total"].toInt(), 0);
}

void TestAdminResets::takes_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("left");
    const auto row = [](const char* name, const char* query, const char* left) {
        QTest::newRow(name) << QByteArray(query) << QByteArray(left);
    };
    row("what a selector matches", "match[]=a{x=\"1\"}", "a{job=\"j\",x=\"2\"} 4\nb{job=\"j\"} 5\nc 1\n");
    row("what any of two selectors matches", "match[]=b&match[]=c", "a{job=\"j\",x=\"1\"} 3\na{job=\"j\",x=\"2\"} 4\n");
    row("a family", "family=a", "b{job=\"j\"} 5\nc 1\n");
    row("a group", "group=job/j", "c 1\n");
    row("the group without labels", "group=", "a{job=\"j\",x=\"1\"} 3\na{job=\"j\",x=\"2\"} 4\nb{job=\"j\"} 5\n");
    row("what is old", "older_than=30s", "c 1\n");
    row("what is old, in seconds", "older_than=30", "c 1\n");
    row("all conditions together", "group=job/j&match[]=c",
        "a{job=\"j\",x=\"1\"} 3\na{job=\"j\",x=\"2\"} 4\nb{job=\"j\"} 5\nc 1\n");
    row("everything", "all=true", "");
    row("a family, though all are allowed", "all=true&family=a", "b{job=\"j\"} 5\nc 1\n");
}

void TestAdminResets::takes()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, left);
    ApiSite site;
    site.push(kBody, "/metrics/job/j");
    site.pass(60);
    site.push("c 1\n");
    const int would = reset(site, "dry_run=true&" + query.toStdString())["series"].toInt();
    QCOMPARE(reset(site, query.toStdString())["series"].toInt(), would);
    QCOMPARE(site.scrape(), left.toStdString());
}

void TestAdminResets::takesFormsToo()
{
    ApiSite site;
    site.push(kBody);
    site.api("POST", "/reset", "/reset", "match%5B%5D=a&dry_run=false",
        {{"content-type", "application/x-www-form-urlencoded"}});
    QCOMPARE(site.last.status, 200);
    QCOMPARE(site.scrape(), std::string("b 5\n"));
}

// A script meant a dry run, and lost its series.
void TestAdminResets::takesNoOtherBody()
{
    ApiSite site;
    site.push(kBody);
    site.api("POST", "/reset", "/reset?family=a", "{\"dry_run\":true}", {{"content-type", "application/json"}});
    QCOMPARE(site.last.status, 415);
    QCOMPARE(site.scrape(), std::string("a{x=\"1\"} 3\na{x=\"2\"} 4\nb 5\n"));
}

void TestAdminResets::wantsACondition_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("nothing said") << QByteArray("");
    QTest::newRow("a dry run of nothing said") << QByteArray("dry_run=true");
    QTest::newRow("all, but not so") << QByteArray("all=false");
    QTest::newRow("a selector that is none") << QByteArray("match[]={");
    QTest::newRow("a selector of everything") << QByteArray("match[]={x=~\".*\"}");
    QTest::newRow("a group that is none") << QByteArray("group=job");
    QTest::newRow("an age that is none") << QByteArray("older_than=soon");
    QTest::newRow("a switch that is none") << QByteArray("family=a&dry_run=maybe");
    QTest::newRow("a dry run misspelt") << QByteArray("family=a&dryrun=true");
}

void TestAdminResets::wantsACondition()
{
    QFETCH(QByteArray, query);
    ApiSite site;
    site.push(kBody);
    site.api("POST", "/reset", "/reset?" + query.toStdString());
    QCOMPARE(site.last.status, 400);
    QCOMPARE(site.scrape(), std::string("a{x=\"1\"} 3\na{x=\"2\"} 4\nb 5\n"));
}

void TestAdminResets::bringsBack()
{
    ApiSite site;
    site.push(kBody);
    const QJsonObject taken = reset(site, "family=a");
    QCOMPARE(taken["undo_seconds"].toDouble(), 600.0);
    site.push("a{x=\"1\"} 10\n"); // what comes meanwhile counts, too
    site.pass(30);
    QCOMPARE(site.get("/resets")["resets"].toArray()[0].toObject()["undo_seconds"].toDouble(), 570.0);
    const QJsonObject answer = undo(site, taken["id"].toInt());
    QVERIFY(answer["warnings"].toArray()[0].toString().contains("rate()"));
    QCOMPARE(answer["data"].toObject()["returned"].toInt(), 2);
    QCOMPARE(answer["data"].toObject()["stayed_away"].toInt(), 0);
    QCOMPARE(site.scrape(), std::string("a{x=\"1\"} 13\na{x=\"2\"} 4\nb 5\n"));
    site.push("# TYPE a gauge\na 1\n"); // refused: it is untyped
    const int again = reset(site, "family=b")["id"].toInt();
    site.push("# TYPE b counter\nb 1\n");
    QCOMPARE(undo(site, again)["data"].toObject()["stayed_away"].toInt(), 1); // it has another type by now
}

void TestAdminResets::undoesOnce()
{
    ApiSite site;
    site.push(kBody);
    const int id = reset(site, "family=a")["id"].toInt();
    undo(site, id);
    QCOMPARE(undo(site, id)["errorType"].toString(), "conflict");
    QCOMPARE(site.last.status, 409);
    QCOMPARE(undo(site, 77)["errorType"].toString(), "not_found");
    QCOMPARE(site.ask("POST", "/api/v2/resets/x/undo").status, 404);
    QCOMPARE(site.ask("POST", "/api/v2/resets/1").status, 404);
    QVERIFY(reset(site, "family=none")["id"].isNull()); // nothing to undo
}

void TestAdminResets::forgetsInTime()
{
    ApiSite site({"--admin.undo-window=1m"});
    site.push(kBody);
    const int id = reset(site, "family=a")["id"].toInt();
    site.pass(59);
    QCOMPARE(site.get("/resets")["resets"].toArray()[0].toObject()["state"].toString(), "undoable");
    site.pass(1);
    QCOMPARE(site.get("/resets")["resets"].toArray()[0].toObject()["state"].toString(), "expired");
    QCOMPARE(undo(site, id)["error"].toString(), "a reset can be undone for 1m (--admin.undo-window)");
    QCOMPARE(site.last.status, 410);
}

void TestAdminResets::listsResets()
{
    ApiSite site;
    site.push(kBody, "/metrics/job/j");
    reset(site, "match[]=a{x=\"1\"}");
    site.pass(2);
    reset(site, "group=job/j");
    const QJsonArray rows = site.get("/resets")["resets"].toArray();
    QCOMPARE(rows.size(), 2);
    const QJsonObject newest = rows[0].toObject();
    QCOMPARE(newest["series"].toInt(), 2);
    QCOMPARE(newest["families"].toInt(), 2);
    QCOMPARE(newest["from"].toString(), "127.0.0.1");
    QCOMPARE(newest["what"].toObject()["group"].toObject()["path"].toString(), "/job/j");
    QCOMPARE(rows[1].toObject()["what"].toObject()["match"].toArray()[0].toString(), "a{x=\"1\"}");
    QCOMPARE(rows[1].toObject()["age_seconds"].toDouble(), 2.0);
    QCOMPARE(site.get("/resets", "/resets?state=undone")["total"].toInt(), 0);
    QCOMPARE(site.get("/resets", "/resets?limit=1&offset=1")["resets"].toArray().size(), 1);
    site.api("GET", "/resets", "/resets?state=gone");
    QCOMPARE(site.last.status, 400);
}

void TestAdminResets::findsResetsOfAFamily()
{
    ApiSite site;
    site.push(kBody, "/metrics/job/j");
    const int first = reset(site, "match[]=a{x=\"1\"}")["id"].toInt();
    const int second = reset(site, "group=job/j")["id"].toInt();
    const auto ids = [&](const std::string& query) {
        QList<int> found;
        for (const QJsonValue row : site.get("/resets", "/resets?" + query)["resets"].toArray())
            found.append(row.toObject()["id"].toInt());
        return found;
    };
    QCOMPARE(ids("family=a"), (QList<int>{second, first}));
    QCOMPARE(ids("family=b"), QList<int>{second});
    QCOMPARE(ids("family=a&labels=job%3D%22j%22%2Cx%3D%221%22"), QList<int>{first});
    QCOMPARE(ids("family=nobody"), QList<int>());
    undo(site, second);
    QCOMPARE(ids("family=b"), QList<int>()); // it holds nothing any more
}

void TestAdminResets::auditsEveryAct()
{
    ApiSite site;
    site.push(kBody);
    const int id = reset(site, "family=a")["id"].toInt();
    undo(site, id);
    site.ask("PUT", "/api/v1/admin/wipe");
    site.api("PUT", "/rules", "/rules", "rules: []\n");
    const QJsonArray acts = site.get("/audit")["audit"].toArray();
    QCOMPARE(names(acts, "action"), Names({"rules", "wipe", "undo", "reset"}));
    QCOMPARE(acts[3].toObject()["text"].toString(), "2 series reset: family a");
    QCOMPARE(acts[2].toObject()["reset"].toInt(), id);
    QCOMPARE(acts[1].toObject()["text"].toString(), "3 series wiped");
    QCOMPARE(names(site.get("/audit", "/audit?action=wipe")["audit"].toArray(), "action"), Names({"wipe"}));
    QCOMPARE(names(site.get("/audit", "/audit?before=3&limit=1")["audit"].toArray(), "action"), Names({"undo"}));
    QCOMPARE(names(site.get("/audit", "/audit?search=FAMILY")["audit"].toArray(), "action"), Names({"reset"}));
    QVERIFY(site.log.flush(std::chrono::seconds(10)));
    QVERIFY(site.logged().find("action=wipe from=127.0.0.1") != std::string::npos);
}

void TestAdminResets::waitsForChanges()
{
    ApiSite site;
    site.push(kBody);
    const int begin = site.get("/changes")["sequence"].toInt();
    auto waiting = site.send("GET", "/api/v2/changes?since=" + std::to_string(begin));
    QVERIFY(waiting.wait_for(std::chrono::seconds(0)) != std::future_status::ready);
    const int id = reset(site, "family=a")["id"].toInt();
    QCOMPARE(waiting.wait_for(std::chrono::seconds(10)), std::future_status::ready);
    const QJsonObject data = dataOf(waiting.get());
    QCOMPARE(data["sequence"].toInt(), begin + 1);
    const QJsonObject change = data["changes"].toArray()[0].toObject();
    QCOMPARE(change["kind"].toString(), "reset");
    QCOMPARE(change["id"].toInt(), id);
    QCOMPARE(change["series"].toInt(), 2);
}

void TestAdminResets::answersAtOnceWhereSomethingIsNew()
{
    ApiSite site;
    site.push(kBody);
    undo(site, reset(site, "family=a")["id"].toInt());
    const auto since = [&site](const char* number) { // the push is told of when somebody asks
        return names(site.get("/changes", std::string("/changes?since=") + number)["changes"].toArray(), "kind");
    };
    QCOMPARE(since("0"), Names({"reset", "undo", "pushes"}));
    QCOMPARE(since("1"), Names({"undo", "pushes"}));
    // A number of the gateway before this one.
    QCOMPARE(since("900"), Names({"reset", "undo", "pushes"}));
    QCOMPARE(since("3&timeout=0"), Names());
}

void TestAdminResets::dropsOldChanges()
{
    ApiSite site;
    for (int i = 0; i < 1010; ++i)
        site.api("PUT", "/rules", "/rules", "rules: []\n");
    const QJsonObject data = site.get("/changes", "/changes?since=3");
    QCOMPARE(data["dropped"].toInt(), 7);
    QCOMPARE(data["changes"].toArray().size(), 1000);
    QCOMPARE(data["sequence"].toInt(), 1010);
    QCOMPARE(site.get("/audit")["total"].toInt(), 1000);
}

void TestAdminResets::givesUpInTime()
{
    ApiSite site;
    auto waiting = site.send("GET", "/api/v2/changes?since=0&timeout=3");
    site.pass(2);
    QVERIFY(waiting.wait_for(std::chrono::seconds(0)) != std::future_status::ready);
    site.pass(1);
    QCOMPARE(waiting.wait_for(std::chrono::seconds(0)), std::future_status::ready);
    QCOMPARE(dataOf(waiting.get())["changes"].toArray().size(), 0);
    std::vector<std::future<http::Response>> many;
    for (int i = 0; i < 64; ++i)
        many.push_back(site.send("GET", "/api/v2/changes?since=0&timeout=30"));
    QCOMPARE(site.get("/changes", "/changes?since=0")["changes"].toArray().size(), 0); // no room to wait
    site.pass(31);
    for (auto& one : many)
        QCOMPARE(one.wait_for(std::chrono::seconds(0)), std::future_status::ready);
}

void TestAdminResets::filtersChanges()
{
    ApiSite site;
    site.push(kBody);
    auto waiting = site.send("GET", "/api/v2/changes?since=0&kind=rules&kind=wipe");
    reset(site, "family=a");
    QVERIFY(waiting.wait_for(std::chrono::seconds(0)) != std::future_status::ready);
    site.api("PUT", "/rules", "/rules", "rules: []\n");
    QCOMPARE(waiting.wait_for(std::chrono::seconds(10)), std::future_status::ready);
    QCOMPARE(names(dataOf(waiting.get())["changes"].toArray(), "kind"), Names({"rules"}));
}

void TestAdminResets::tellsOfFamilies()
{
    ApiSite site;
    site.push("a 1\nb 1\n");
    site.get("/families");
    site.push("c 1\nd 1\n");
    site.ask("DELETE", "/metrics");
    site.push("c 1\n");
    site.pass();
    site.get("/families");
    const QJsonArray changes = site.get("/changes", "/changes?since=0&kind=families")["changes"].toArray();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].toObject()["began"].toInt(), 1);
    QCOMPARE(changes[0].toObject()["ended"].toInt(), 2);
}

void TestAdminResets::refusesBadAsks_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("a number that is none") << QByteArray("since=x");
    QTest::newRow("a wait too long") << QByteArray("since=0&timeout=31");
    QTest::newRow("a wait below zero") << QByteArray("since=0&timeout=-1");
    QTest::newRow("a kind that is none") << QByteArray("kind=everything");
}

void TestAdminResets::refusesBadAsks()
{
    QFETCH(QByteArray, query);
    ApiSite site;
    site.api("GET", "/changes", "/changes?" + query.toStdString());
    QCOMPARE(site.last.status, 400);
    site.peer.loopback = false;
    site.api("GET", "/changes", "/changes");
    QCOMPARE(site.last.status, 403);
}

QTEST_GUILESS_MAIN(TestAdminResets)
#include "tst_admin_resets.moc"
