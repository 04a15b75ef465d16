// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/rules_keeper.h"
#include "tests/core/coded_text.h"
#include "tests/gateway/api_site.h"

#include <QTemporaryDir>

#include <fstream>
#include <sstream>
#include <sys/stat.h>

using namespace cairn;
using Names = std::vector<std::string>;

/// Rules by the admin API: shown, tried, put in force; and pushes that are tried.
class TestAdminRules : public QObject {
    Q_OBJECT

private slots:
    void keepsRulesInMemory();
    void showsWhatRulesSay();
    void refusesBadRules_data();
    void refusesBadRules();
    void refusesTheSlower();
    void readsIfMatch_data();
    void readsIfMatch();
    void writesTheFile();
    void respectsWhoEditsTheFile();
    void tellsWhenTheFileCannotBeWritten();
    void validates();
    void previews();
    void findsShadows();
    void tellsWhatDecidedBeforeRulesChanged_data();
    void tellsWhatDecidedBeforeRulesChanged();
    void tellsOfALabelThatCameAfterRules();
    void tellsOfSeriesThatWereAwayWhenRulesChanged();
    void triesAPush();
    void triesJson();
    void triesARefusedPush();
    void triesInTheRightGroup_data();
    void triesInTheRightGroup();
    void refusesTries_data();
    void refusesTries();
};

namespace {

constexpr const char* kMax = "rules:\n  - name: peaks\n    match: a\n    mode: max\n";

QJsonObject put(ApiSite& site, const std::string& yaml, const std::string& etag = {})
{
    std::vector<http::Header> headers;
    if (!etag.empty())
        headers.push_back({"if-match", etag});
    return site.api("PUT", "/rules", "/rules", yaml, headers);
}

/// A keeper of a file beside a site's engine.
struct WithFile {
    QTemporaryDir folder;
    const std::string path = folder.filePath("rules.yml").toStdString();
    Log log{{.writer = [](std::string_view) { return true; }, .wallClock = {}, .steadyClock = {}}};
    SelfMetrics metrics;
    Engine engine{{}};
    RulesKeeper keeper{path, engine, metrics, log};

    explicit WithFile(const std::string& text)
    {
        write(text);
        if (!keeper.load())
            qFatal("the rules of a test are wrong");
    }
    void write(const std::string& text) const { std::ofstream(path) << text; }
    std::string read() const
    {
        std::stringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }
};

} // namespace

void TestAdminRules::keepsRulesInMemory()
{
    ApiSite site;
    const QJsonObject before = site.get("/rules");
    QCOMPARE(before["source"].toString(), "none");
    QVERIFY(before["file"].isNull());
    const std::string etag = before["etag"].toString().toStdString();
    QCOMPARE(TestSite::header(site.last, "ETag"), etag);
    const QJsonObject answer = put(site, kMax, etag);
    QCOMPARE(site.last.status, 200);
    QVERIFY(answer["warnings"].toArray()[0].toString().contains("--rules.file"));
    QCOMPARE(answer["data"].toObject()["source"].toString(), "memory");
    site.push("a 5\n");
    site.push("a 3\n");
    QCOMPARE(site.scrape(), std::string("a 5\n"));
    site.pass();
    const QJsonObject after = site.get("/rules");
    QCOMPARE(after["yaml"].toString(), kMax);
    QCOMPARE(after["rules"].toArray()[0].toObject()["series"].toInt(), 1);
    QCOMPARE(site.get("/status")["rules"].toObject()["count"].toInt(), 1);
}

void TestAdminRules::showsWhatRulesSay()
{
    ApiSite site;
    put(site,
        "rules:\n  - match: '{job=\"j\"}'\n    type: gauge\n    ttl: 1h\n    drop_labels: [x]\n"
        "  - name: total\n    match: c_total\n    mode: increase\n    per: [pod]\n    max_series: 5\n");
    const QJsonArray rules = site.get("/rules")["rules"].toArray();
    QCOMPARE(names(rules), Names({"rule 1", "total"}));
    QCOMPARE(rules[0].toObject()["ttl_seconds"].toDouble(), 3600.0);
    QVERIFY(rules[0].toObject()["mode"].isNull());
    QCOMPARE(rules[0].toObject()["drop_labels"].toArray()[0].toString(), "x");
    QCOMPARE(rules[1].toObject()["per"].toArray()[0].toString(), "pod");
    QCOMPARE(rules[1].toObject()["max_series"].toInt(), 5);
}

void TestAdminRules::refusesBadRules_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("method");
    QTest::newRow("put") << QByteArray("/rules") << QByteArray("PUT");
    QTest::newRow("preview") << QByteArray("/rules/preview") << QByteArray("POST");
}

void TestAdminRules::refusesBadRules()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, method);
    ApiSite site;
    const QJsonObject answer = site.api(method.toStdString(), path.toStdString(), path.toStdString(),
        "rules:\n  - match: a\n    mode: nonsense\n  - mtch: b\n");
    QCOMPARE(site.last.status, 400);
    QCOMPARE(answer["errorType"].toString(), "rules");
    QVERIFY(answer["errors"].toArray().size() > 1);
    QCOMPARE(answer["errors"].toArray()[0].toObject()["line"].toInt(), 3);
    QVERIFY(answer["error"].toString().startsWith("line 3, column 11: "));
    QCOMPARE(site.get("/rules")["source"].toString(), "none");
    site.api(method.toStdString(), path.toStdString(), path.toStdString(), std::string(1024 * 1024 + 1, '#'));
    QCOMPARE(site.last.status, 413);
    site.api(method.toStdString(), path.toStdString(), path.toStdString(), "x", {{"content-encoding", "br"}});
    QCOMPARE(site.last.status, 400);
}

void TestAdminRules::refusesTheSlower()
{
    ApiSite site;
    const std::string etag = site.get("/rules")["etag"].toString().toStdString();
    put(site, kMax, etag);
    const QJsonObject answer = put(site, "rules: []\n", etag);
    QCOMPARE(site.last.status, 412);
    QCOMPARE(answer["errorType"].toString(), "precondition_failed");
    const QJsonObject now = site.get("/rules");
    QCOMPARE(answer["etag"].toString(), now["etag"].toString());
    QCOMPARE(now["yaml"].toString(), kMax);
    put(site, "rules: []\n", "*");
    QCOMPARE(site.last.status, 200);
    put(site, kMax); // who does not ask does not care
    QCOMPARE(site.last.status, 200);
}

void TestAdminRules::readsIfMatch_data()
{
    QTest::addColumn<QByteArrayList>("lines"); // ETAG stands for what is in force, BARE for the same without quotes
    QTest::addColumn<int>("status");
    const auto row
        = [](const char* name, const QByteArrayList& lines, int status) { QTest::newRow(name) << lines << status; };
    row("the first of a list", {"ETAG, \"b\""}, 200);
    row("the last of a list with odd blanks", {"  \"a\"\t,\"b\" ,,  ETAG  "}, 200);
    row("none of a list", {"\"a\", \"b\""}, 412);
    row("of two lines, which are one list", {"\"a\"", "ETAG"}, 200);
    row("a comma inside an ETag parts nothing", {"\"x,BARE,x\""}, 412);
    row("one that lost its quotes", {"\"a\", BARE"}, 200);
    row("a weak one is never the same", {"W/ETAG"}, 412);
    row("a weak one beside a strong one", {"W/ETAG, ETAG"}, 200);
    row("anything", {" * "}, 200);
    row("a star in a list is no star", {"*, \"a\""}, 412);
    row("nothing named", {""}, 412);
}

void TestAdminRules::readsIfMatch()
{
    QFETCH(QByteArrayList, lines);
    QFETCH(int, status);
    ApiSite site;
    const QByteArray etag = site.get("/rules")["etag"].toString().toUtf8();
    const QByteArray bare = etag.mid(1, etag.size() - 2);
    std::vector<http::Header> headers;
    for (const QByteArray& line : lines)
        headers.push_back({"if-match", QByteArray(line).replace("ETAG", etag).replace("BARE", bare).toStdString()});
    site.api("PUT", "/rules", "/rules", kMax, headers);
    QCOMPARE(site.last.status, status);
}

void TestAdminRules::writesTheFile()
{
    WithFile with("rules: []\n");
    QVERIFY(::chmod(with.path.c_str(), 0640) == 0);
    const auto written = with.keeper.replace(kMax, with.keeper.document().etag);
    QVERIFY(written);
    QVERIFY(written->source == RulesDocument::Source::File);
    QCOMPARE(with.read(), std::string(kMax));
    struct stat status { };
    QVERIFY(::stat(with.path.c_str(), &status) == 0);
    QCOMPARE(status.st_mode & 0777u, 0640u);
    QCOMPARE(with.engine.rules()->rules().size(), std::size_t{1});
    bool isReadAgain = false;
    with.keeper.onReload = [&](const RulesDocument&) { isReadAgain = true; };
    with.keeper.poll();
    with.keeper.poll();
    QVERIFY(!isReadAgain); // it is its own work
}

void TestAdminRules::respectsWhoEditsTheFile()
{
    WithFile with("rules: []\n");
    const std::string etag = with.keeper.document().etag;
    with.write(kMax + std::string("# by hand\n"));
    const auto refused = with.keeper.replace("rules: []\n", etag);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ReplaceError::Kind::Outdated);
    RulesDocument told;
    with.keeper.onReload = [&](const RulesDocument& document) { told = document; };
    with.keeper.poll();
    with.keeper.poll();
    QVERIFY(told.etag != etag);
    QVERIFY(with.keeper.replace("rules: []\n", told.etag));
    with.write("rules: [\n");
    QVERIFY(!with.keeper.load());
    QVERIFY(!with.keeper.document().fileErrors.empty());
    QCOMPARE(with.keeper.document().text, std::string("rules: []\n"));
    QVERIFY(with.keeper.replace(kMax, with.keeper.document().etag)); // what is wrong may be put right
    QVERIFY(with.keeper.document().fileErrors.empty());
}

void TestAdminRules::tellsWhenTheFileCannotBeWritten()
{
    WithFile with("rules: []\n");
    const std::string etag = with.keeper.document().etag;
    QVERIFY(with.folder.remove());
    const auto refused = with.keeper.replace(kMax, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ReplaceError::Kind::File);
    QVERIFY(refused.error().message.starts_with(with.path + ": "));
    QCOMPARE(with.keeper.document().etag, etag);
    QVERIFY(with.engine.rules()->rules().empty());
}

void TestAdminRules::validates()
{
    ApiSite site;
    const auto ask = [&](const std::string& yaml) {
        return site.api("POST", "/rules/validate", "/rules/validate", yaml)["data"].toObject();
    };
    const QJsonObject good = ask(kMax);
    QVERIFY(good["valid"].toBool());
    QCOMPARE(good["rules"].toArray()[0].toObject()["mode"].toString(), "max");
    const QJsonObject bad = ask("rules:\n  - match: '{'\n");
    QVERIFY(!bad["valid"].toBool());
    QCOMPARE(bad["errors"].toArray()[0].toObject()["line"].toInt(), 2);
    QCOMPARE(site.get("/rules")["source"].toString(), "none");
    QVERIFY(ask("")["valid"].toBool());
}

void TestAdminRules::previews()
{
    ApiSite site;
    site.push("# TYPE a gauge\na{x=\"1\"} 1\na{x=\"2\"} 1\nb{x=\"1\"} 1\n# TYPE c counter\nc 1\n", "/metrics/job/j");
    const auto ask = [&](const std::string& yaml, const std::string& query = {}) {
        return site.api("POST", "/rules/preview", "/rules/preview" + query, yaml)["data"].toObject();
    };
    const QJsonObject data = ask("rules:\n  - match: '{__name__=~\"a|b\"}'\n    mode: max\n"
                                 "  - match: c\n    mode: sum\n");
    QCOMPARE(data["families_changed"].toInt(), 2);
    QCOMPARE(data["series_changed"].toInt(), 3);
    QCOMPARE(data["series_total"].toInt(), 4);
    QCOMPARE(data["families_total"].toInt(), 3);
    QVERIFY(!data["is_estimate"].toBool());
    const QJsonObject first = data["changes"].toArray()[0].toObject();
    QCOMPARE(first["family"].toString(), "a");
    QCOMPARE(first["series"].toInt(), 2);
    QCOMPARE(first["before"].toObject()["mode"].toString(), "replace");
    QCOMPARE(first["before"].toObject()["reason"].toString(), "profile");
    QCOMPARE(first["after"].toObject()["mode"].toString(), "max");
    QCOMPARE(first["after"].toObject()["rule_number"].toInt(), 1);
    QCOMPARE(data["rules"].toArray()[1].toObject()["series"].toInt(), 1); // reached, though nothing changes
    QCOMPARE(
        ask("rules:\n  - match: '{job=\"j\"}'\n    mode: min\n", "?limit=1&offset=1")["changes"].toArray().size(), 1);
    QCOMPARE(ask("rules: []\n")["series_changed"].toInt(), 0);
    const QJsonObject lives = ask("rules:\n  - match: a\n    ttl: 1h\n    drop_labels: [x]\n");
    QCOMPARE(lives["series_changed"].toInt(), 2); // the mode stays, and yet they are merged in another way
    const QJsonObject terms = lives["changes"].toArray()[0].toObject();
    QVERIFY(terms["before"].toObject()["ttl_seconds"].isNull());
    QCOMPARE(terms["after"].toObject()["ttl_seconds"].toDouble(), 3600.0);
    QCOMPARE(terms["after"].toObject()["drop_labels"].toArray()[0].toString(), "x");
    QCOMPARE(terms["after"].toObject()["mode"].toString(), terms["before"].toObject()["mode"].toString());
    QCOMPARE(site.scrape().find("max"), std::string::npos);
}

void TestAdminRules::findsShadows()
{
    ApiSite site;
    put(site,
        "rules:\n  - match: '{job=\"j\"}'\n    mode: max\n  - match: a\n    mode: min\n  - match: z\n    mode: min\n");
    site.push("a 1\n", "/metrics/job/j");
    site.pass();
    const QJsonArray rules = site.get("/rules")["rules"].toArray();
    QCOMPARE(rules[0].toObject()["families"].toInt(), 1);
    QCOMPARE(rules[1].toObject()["series"].toInt(), 0);
    QCOMPARE(rules[1].toObject()["shadowed_by"].toInt(), 1);
    QVERIFY(!rules[2].toObject().contains("shadowed_by"));
}

namespace {

/// Why series of family b have their modes: in the list, and by labels.
Names reasonsOf(ApiSite& site)
{
    site.pass(20); // lists are read anew
    Names reasons;
    for (const QJsonValue mode : site.get("/families")["families"].toArray()[0].toObject()["modes"].toArray())
        reasons.push_back(mode.toObject()["reason"].toString().toStdString());
    const QJsonArray series = site.get("/families/{name}/series", "/families/b/series")["series"].toArray();
    const Names each = names(series, "reason");
    reasons.insert(reasons.end(), each.begin(), each.end());
    return reasons;
}

constexpr const char* kMinB = "rules:\n  - match: b\n    mode: min\n";

} // namespace

void TestAdminRules::tellsWhatDecidedBeforeRulesChanged_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("reason");
    const auto row
        = [](const char* name, const char* before, const char* label, const char* after, const char* reason) {
              QTest::newRow(name) << QByteArray(before) << QByteArray(label) << QByteArray(after) << QByteArray(reason);
          };
    row("the profile, when a rule comes", "rules: []\n", "", kMinB, "last_push");
    row("a rule that goes", kMinB, "", "rules: []\n", "last_push");
    row("a rule that becomes another", "rules:\n  - match: b\n    mode: p99:5m\n", "", kMinB, "last_push");
    row("a label that no rule ever gave", "rules: []\n", "{clearmode=\"max\"}", kMinB, "label");
    row("a label of another window than a rule's", "rules:\n  - match: b\n    mode: sum5m\n", "{clearmode=\"sum6m\"}",
        kMinB, "label");
    row("the rule that stays", kMinB, "", "rules:\n  - match: c\n    mode: max\n  - match: b\n    mode: min\n", "rule");
}

void TestAdminRules::tellsWhatDecidedBeforeRulesChanged()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, label);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, reason);
    ApiSite site;
    put(site, before.toStdString());
    site.pass();
    site.push("# TYPE b gauge\nb" + label.toStdString() + " 1\n");
    site.pass();
    put(site, after.toStdString());
    QCOMPARE(site.last.status, 200);
    QCOMPARE(reasonsOf(site), Names(2, reason.toStdString()));
    site.push("# TYPE b gauge\nb 2\n");
    const QJsonObject next = site.get("/families/{name}/why", "/families/b/why")["next"].toObject();
    QCOMPARE(reasonsOf(site), Names(2, next["reason"].toString().toStdString()));
}

void TestAdminRules::tellsOfALabelThatCameAfterRules()
{
    ApiSite site;
    site.push("# TYPE b gauge\nb{x=\"1\"} 1\nb{x=\"2\"} 1\n");
    site.pass();
    put(site, kMinB);
    site.pass();
    site.push("# TYPE b gauge\nb{x=\"2\",clearmode=\"replace\"} 1\n"); // as the profile said before
    QCOMPARE(reasonsOf(site), Names({"last_push", "label", "last_push", "label"}));
}

void TestAdminRules::tellsOfSeriesThatWereAwayWhenRulesChanged()
{
    ApiSite site;
    site.push("# TYPE b gauge\nb 1\n");
    const int reset = site.api("POST", "/reset", "/reset?family=b")["data"].toObject()["id"].toInt();
    put(site, kMinB);
    site.api("POST", "/resets/{id}/undo", "/resets/" + std::to_string(reset) + "/undo");
    QCOMPARE(site.last.status, 200);
    QCOMPARE(reasonsOf(site), Names({"last_push", "last_push"}));
}

void TestAdminRules::triesAPush()
{
    ApiSite site;
    site.push("a 1\n", "/metrics/job/j");
    const QJsonObject data
        = site.api("POST", "/try/{path_labels}", "/try/job/j",
                  "a 2\nb 1\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_count 2\n"
                  "# TYPE g gauge\ng NaN\n")["data"]
              .toObject();
    QVERIFY(data["accepted"].toBool());
    QCOMPARE(data["summary"].toObject()["created"].toInt(), 3);
    QCOMPARE(data["summary"].toObject()["added"].toInt(), 1);
    const QJsonObject a = data["series"].toArray()[0].toObject();
    QCOMPARE(a["before"].toDouble(), 1.0);
    QCOMPARE(a["after"].toDouble(), 3.0);
    QCOMPARE(a["labels_text"].toString(), "job=\"j\"");
    const QJsonObject h = data["series"].toArray()[2].toObject();
    QCOMPARE(h["after"].toObject()["buckets"].toArray()[1].toArray()[0].toString(), "+Inf");
    QCOMPARE(data["series"].toArray()[3].toObject()["after"].toString(), "NaN");
    QCOMPARE(site.scrape(), std::string("a{job=\"j\"} 1\n"));
    const std::string zipped = gzipped("a 2\n");
    QVERIFY(site.api("POST", "/try", "/try", zipped, {{"content-encoding", "gzip"}})["data"]
                .toObject()["accepted"]
                .toBool());
}

void TestAdminRules::triesJson()
{
    ApiSite site;
    const auto tried = [&](const std::string& json, const char* type = "application/json") {
        return site.api("POST", "/try/{path_labels}", "/try/job/j", json, {{"content-type", type}})["data"].toObject();
    };
    const QJsonObject good
        = tried("{\"families\":[\n{\"name\":\"x\",\"samples\":[\n{\"value\":2}]}]}", "Application/JSON; charset=utf-8");
    QVERIFY(good["accepted"].toBool());
    const QJsonObject series = good["series"].toArray()[0].toObject();
    QCOMPARE(series["labels_text"].toString(), "job=\"j\"");
    QCOMPARE(series["after"].toDouble(), 2.0);
    QCOMPARE(series["line"].toInt(), 3); // of the JSON
    const QJsonObject strange = tried("{\"families\":[\n{\"name\":\"x\",\"samples\":[\n{\"vlaue\":2}]}]}");
    QVERIFY(!strange["accepted"].toBool());
    QCOMPARE(strange["line"].toInt(), 3);
    QVERIFY(strange["error"].toString().contains("families[0].samples[0].vlaue"));
    const QJsonObject judged
        = tried("{\"families\":[\n{\"name\":\"x\",\"type\":\"counter\",\"samples\":[\n\n{\"value\":-2}]}]}");
    QCOMPARE(judged["line"].toInt(), 4);
    QVERIFY(judged["error"].toString().contains("families[0].samples[0]: "));
    QVERIFY(!tried("x 1\n")["accepted"].toBool());
    QCOMPARE(site.scrape(), std::string());
}

void TestAdminRules::triesARefusedPush()
{
    ApiSite site;
    const QJsonObject data = site.api("POST", "/try", "/try", "a 1\nb{x=} 1\n")["data"].toObject();
    QCOMPARE(site.last.status, 200);
    QVERIFY(!data["accepted"].toBool());
    QCOMPARE(data["errorType"].toString(), "syntax");
    QCOMPARE(data["line"].toInt(), 2);
    QVERIFY(data["text"].toString().contains("b{x=}"));
    site.push("a{\n");
    QCOMPARE(site.get("/status")["refusals"].toObject()["total"].toInt(), 1); // tries do not count
}

void TestAdminRules::triesInTheRightGroup_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("none") << QByteArray("/try") << QByteArray("");
    QTest::newRow("none, and a slash") << QByteArray("/try/") << QByteArray("");
    QTest::newRow("a job") << QByteArray("/try/job/j") << QByteArray("/job/j");
    QTest::newRow("a slash inside") << QByteArray("/try/job/a%2Fb") << QByteArray("/job/a%2Fb");
    QTest::newRow("base64") << QByteArray("/try/job@base64/L2E") << QByteArray("/job/%2Fa");
}

void TestAdminRules::triesInTheRightGroup()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    ApiSite site;
    const bool isBare = path.isEmpty();
    const QJsonObject data
        = site.api("POST", isBare ? "/try" : "/try/{path_labels}", target.toStdString(), "a 1\n")["data"].toObject();
    QCOMPARE(data["group"].toObject()["path"].toString(), QString(path));
}

void TestAdminRules::refusesTries_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char* name, const char* target, const char* header, int status, const char* type) {
        QTest::newRow(name) << QByteArray(target) << QByteArray(header) << status << QByteArray(type);
    };
    row("half a pair", "/try/job", "", 400, "path");
    row("a coding that is none", "/try/job/j", "content-encoding: br", 415, "content_coding");
    row("no gzip", "/try/job/j", "content-encoding: gzip", 400, "content_coding");
    row("protobuf of something else", "/try/job/j", "content-type: application/vnd.google.protobuf; proto=x", 415,
        "content_type");
    row("a method that is none", "/try/job/j?method=GET", "", 400, "query");
}

void TestAdminRules::refusesTries()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, header);
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    ApiSite site;
    std::vector<http::Header> headers;
    if (const auto colon = header.indexOf(": "); colon > 0)
        headers.push_back({header.left(colon).toStdString(), header.mid(colon + 2).toStdString()});
    const QJsonObject answer = site.api("POST", "/try/{path_labels}", target.toStdString(), "a 1\n", headers);
    QCOMPARE(site.last.status, status);
    QCOMPARE(answer["errorType"].toString(), QString(type));
}

QTEST_GUILESS_MAIN(TestAdminRules)
#include "tst_admin_rules.moc"
