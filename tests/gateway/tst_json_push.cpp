// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/json_push.h"

#include "tests/core/coded_text.h"
#include "tests/gateway/test_site.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cairn;

class TestJsonPush : public QObject {
    Q_OBJECT

private slots:
    void mergesEveryType();
    void mergesAsTextDoes();
    void takesPathLabels();
    void readsValues_data();
    void readsValues();
    void readsTypes_data();
    void readsTypes();
    void readsKeysInAnyOrder();
    void readsEveryCharacter();
    void refuses_data();
    void refuses();
    void refusedPushChangesNothing();
    void namesNeverBecomeLines();
    void readsGzip();
    void dryRunAndExplain();
    void increments_data();
    void increments();
    void refusesIncrements_data();
    void refusesIncrements();
    void standsInAPushgatewayToo();
    void takesPostAlone_data();
    void takesPostAlone();
    void pagesNeedLeave_data();
    void pagesNeedLeave();
};

namespace {

std::string one(const std::string& family)
{
    return R"({"families":[)" + family + "]}";
}

} // namespace

void TestJsonPush::mergesEveryType()
{
    TestSite site;
    const std::string body = R"({"families":[
        {"name":"orders_total","type":"counter","help":"Orders\ntaken.","samples":[{"labels":{"shop":"de"},"value":2}]},
        {"name":"heat","type":"gauge","samples":[{"value":-1.5}]},
        {"name":"seen","samples":[{"value":1}]},
        {"name":"took","type":"histogram","samples":[{"labels":{"a":"b"},"buckets":{"+Inf":3,"10":2,"0.1":1},"sum":12.5,"count":3}]},
        {"name":"size","type":"summary","samples":[{"sum":7,"count":2}]}
    ]})";
    for (int i = 0; i < 2; ++i) {
        const auto response = site.push(body, "/api/v2/push");
        QCOMPARE(response.status, 202);
        QVERIFY(response.body.empty());
    }
    QCOMPARE(site.scrape(),
        std::string("# TYPE heat gauge\nheat -1.5\n# HELP orders_total Orders\\ntaken.\n# TYPE orders_total counter\n"
                    "orders_total{shop=\"de\"} 4\nseen 2\n# TYPE size summary\nsize_sum 14\n"
                    "size_count 4\n# TYPE took histogram\ntook_bucket{a=\"b\",le=\"0.1\"} 2\n"
                    "took_bucket{a=\"b\",le=\"10\"} 4\ntook_bucket{a=\"b\",le=\"+Inf\"} 6\ntook_sum{a=\"b\"} 25\n"
                    "took_count{a=\"b\"} 6\n"));
}

void TestJsonPush::mergesAsTextDoes()
{
    const std::string same
        = one(R"({"name":"x","type":"counter","samples":[{"labels":{"a":"\"q\\","b":""},"value":2}]})");
    const std::string other
        = one(R"({"name":"x","type":"counter","samples":[{"labels":{"clearmode":"max","m":"1"},"value":2}]})");
    TestSite site;
    QCOMPARE(site.push("# TYPE x counter\nx{a=\"\\\"q\\\\\"} 1\n").status, 202);
    QCOMPARE(site.push(same, "/api/v2/push/").status, 202);
    QCOMPARE(site.push(other, "/api/v2/push").status, 202);
    QCOMPARE(site.scrape(), std::string("# TYPE x counter\nx{a=\"\\\"q\\\\\"} 3\nx{m=\"1\"} 2\n"));
}

void TestJsonPush::takesPathLabels()
{
    TestSite site({"--push.require-job"});
    const std::string body = one(R"({"name":"x","samples":[{"labels":{"job":"other"},"value":1}]})");
    QCOMPARE(site.push(body, "/api/v2/push/job/nightly/part/1").status, 202);
    QCOMPARE(site.push(body, "/api/v2/push").status, 400);
    QCOMPARE(site.ask("POST", "/api/v2/inc/job/nightly?name=y").status, 202);
    QCOMPARE(site.scrape(), std::string("x{job=\"nightly\",part=\"1\"} 1\n# TYPE y counter\ny{job=\"nightly\"} 1\n"));
}

void TestJsonPush::readsValues_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("exposed");

    QTest::newRow("a whole number") << QByteArray("7") << QByteArray("7");
    QTest::newRow("a fraction") << QByteArray("0.1") << QByteArray("0.1");
    QTest::newRow("an exponent") << QByteArray("1e300") << QByteArray("1e+300");
    QTest::newRow("nothing, below zero") << QByteArray("-0") << QByteArray("-0");
    QTest::newRow("2^53 + 1 becomes the even neighbour")
        << QByteArray("9007199254740993") << QByteArray("9.007199254740992e+15");
    QTest::newRow("2^53 + 3 becomes the even neighbour")
        << QByteArray("9007199254740995") << QByteArray("9.007199254740996e+15");
    QTest::newRow("digits beyond the middle round up")
        << QByteArray("9007199254740993.0000000000000000000000000001") << QByteArray("9.007199254740994e+15");
    QTest::newRow("2^63 + 1025 is not rounded twice")
        << QByteArray("9223372036854776833") << QByteArray("9.223372036854778e+18");
    QTest::newRow("more than 64 bits") << QByteArray("123456789012345678901234567890")
                                       << QByteArray("1.2345678901234568e+29");
    QTest::newRow("too small for a double") << QByteArray("1e-400") << QByteArray("0");
    QTest::newRow("2^53") << QByteArray("9007199254740992") << QByteArray("9.007199254740992e+15");
    QTest::newRow("not a number") << QByteArray("\"NaN\"") << QByteArray("NaN");
    QTest::newRow("infinity") << QByteArray("\"+Inf\"") << QByteArray("+Inf");
    QTest::newRow("infinity below zero") << QByteArray("\"-Inf\"") << QByteArray("-Inf");
}

void TestJsonPush::readsValues()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, exposed);
    TestSite site;
    const std::string body = one(R"({"name":"x","type":"gauge","samples":[{"value":)" + json.toStdString() + "}]}");
    QCOMPARE(site.push(body, "/api/v2/push").status, 202);
    QCOMPARE(site.scrape(), "# TYPE x gauge\nx " + exposed.toStdString() + "\n");
}

void TestJsonPush::readsTypes_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("exposed");
    QTest::newRow("as documented") << QByteArray("counter") << QByteArray("# TYPE x counter\nx 1\n");
    QTest::newRow("in another case, as behind # TYPE")
        << QByteArray("Counter") << QByteArray("# TYPE x counter\nx 1\n");
    QTest::newRow("as Pushgateway's API spells it") << QByteArray("GAUGE") << QByteArray("# TYPE x gauge\nx 1\n");
    QTest::newRow("OpenMetrics' word for untyped") << QByteArray("unknown") << QByteArray("x 1\n");
}

void TestJsonPush::readsTypes()
{
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, exposed);
    TestSite site;
    const std::string body = one(R"({"name":"x","type":")" + word.toStdString() + R"(","samples":[{"value":1}]})");
    QCOMPARE(site.push(body, "/api/v2/push").status, 202);
    QCOMPARE(site.scrape(), exposed.toStdString());
}

void TestJsonPush::readsKeysInAnyOrder()
{
    TestSite site;
    const std::string body
        = one(R"({"samples":[{"count":2,"buckets":{"+Inf":2,"1":1}}],"type":"histogram","name":"x"})");
    QCOMPARE(site.push("\xef\xbb\xbf" + body, "/api/v2/push").status, 202);
    QCOMPARE(
        site.scrape(), std::string("# TYPE x histogram\nx_bucket{le=\"1\"} 1\nx_bucket{le=\"+Inf\"} 2\nx_count 2\n"));
}

void TestJsonPush::readsEveryCharacter()
{
    TestSite site;
    const std::string body = one(
        R"({"name":"x","samples":[{"labels":{"a":"\u0041\u00e9\u20ac\ud83d\ude00\/\b\f\t","b":"é€😀"},"value":1}]})");
    QCOMPARE(site.push(body, "/api/v2/push").status, 202);
    QCOMPARE(site.scrape(), std::string("x{a=\"Aé€😀/\b\f\t\",b=\"é€😀\"} 1\n"));
}

void TestJsonPush::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("error");

    const auto row = [](const char* name, const char* body, const char* error) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(error);
    };
    row("no JSON at all", "a 1\n", "line 1: expected an object with \"families\", found \"a\"\n");
    row("nothing", "", "line 1: expected an object with \"families\", found the end\n");
    row("a mistake in the third line", "{\n\"families\":\n[,]}",
        "line 3: expected an object at families[0], found \",\"");
    row("something behind the end", R"({"families":[]} x)", "expected nothing behind the end, found \"x\"");
    row("a second text behind the end", R"({"families":[]}{"families":[]})", "expected nothing behind the end");
    row("an array", "[]", "expected an object with \"families\", found an array");
    row("an object that never ends", R"({"families":[])", "expected ',' or '}', found the end");
    row("a comma too many", R"({"families":[],})", "expected a key in quotes, found \"}\"");
    row("a key without quotes", "{families:[]}", "expected a key in quotes, found \"f\"");
    row("a comment", "{/**/}", "expected a key in quotes, found \"/\"");
    row("an array nested a hundred thousand times", QByteArray(100000, '[').constData(), "expected an object with");
    row("labels nested in labels", R"({"families":[{"name":"x","samples":[{"labels":{"a":{"b":{}}},"value":1}]}]})",
        "expected a string at families[0].samples[0].labels.a, found an object");
    row("half a surrogate pair, which is no text", R"({"families":[{"name":"x","help":"a\ud83d","samples":[]}]})",
        R"(expected both halves of a surrogate pair, found "\\ud83d" alone at families[0].help)");
    row("the second half alone", R"({"families":[{"name":"x","samples":[{"labels":{"a":"\udc00b"},"value":1}]}]})",
        R"(found "\\udc00" alone at families[0].samples[0].labels.a)");
    row("a first half before another character", R"({"families":[{"name":"\ud83d\u0041","samples":[]}]})",
        "both halves of a surrogate pair");
    row("half a pair in a key", R"({"families":[{"name":"x","samples":[{"labels":{"\ud83d":"1"},"value":1}]}]})",
        "both halves of a surrogate pair");
    row("surrogates as UTF-8", "{\"families\":[{\"name\":\"\xed\xa0\xbd\",\"samples\":[]}]}",
        R"(expected UTF-8, found "\xed\xa0\xbd" at families[0].name)");
    row("an escape that JSON does not have", R"({"families":[{"name":"\x41","samples":[]}]})",
        R"(expected an escape that JSON knows, found "\\x" at families[0].name)");
    row("an escape of too few digits", R"({"families":[{"name":"\u12","samples":[]}]})",
        "expected four hexadecimal digits");
    row("a line end inside of a text", "{\"families\":[{\"name\":\"a\nb\",\"samples\":[]}]}",
        R"(line 1: expected the rest of a text in quotes, found "\n" at families[0].name)");
    row("a number with a zero in front", R"({"families":[{"name":"x","samples":[{"value":01}]}]})",
        "expected a number as JSON spells them, found \"01\" at families[0].samples[0].value");
    row("a number that ends in a point", R"({"families":[{"name":"x","samples":[{"value":1.}]}]})",
        "expected a number as JSON spells them, found \"1.\"");
    row("a value without quotes that JSON does not have", R"({"families":[{"name":"x","samples":[{"value":NaN}]}]})",
        "at families[0].samples[0].value, found \"N\"");
    row("not a number in other letters", R"({"families":[{"name":"x","samples":[{"value":"nan"}]}]})",
        "at families[0].samples[0].value, found the text \"nan\"");
    row("a type only OpenMetrics has", R"({"families":[{"name":"x","type":"info","samples":[]}]})",
        "at families[0].type, found \"info\"");
    row("no families", "{}", "expected an array at families, found nothing");
    row("an unknown key at the top", R"({"families":[],"family":1})", "unknown key at family");
    row("an unknown key of a sample", R"({"families":[{"name":"x","samples":[{"value":1},{"value":1},{"vlaue":1}]}]})",
        "unknown key at families[0].samples[2].vlaue");
    row("an unknown key of a family", R"({"families":[{"name":"x","unit":"s","samples":[]}]})",
        "unknown key at families[0].unit");
    row("no name", R"({"families":[{"samples":[]}]})", "expected a string at families[0].name, found nothing");
    row("a family that is a number", R"({"families":[1]})", "expected an object at families[0], found a number");
    row("no samples", R"({"families":[{"name":"x"}]})", "expected an array at families[0].samples, found nothing");
    row("a type that is a number", R"({"families":[{"name":"x","type":1,"samples":[]}]})",
        "expected a string at families[0].type, found a number");
    row("a type nobody knows", R"({"families":[{"name":"x","type":"meter","samples":[]}]})",
        "expected counter, gauge, histogram, summary, untyped or unknown at families[0].type, found \"meter\"");
    row("a value in quotes", R"({"families":[{"name":"x","samples":[{"value":"1"}]}]})",
        R"(expected a number, "NaN", "+Inf" or "-Inf" at families[0].samples[0].value, found the text "1")");
    row("no value", R"({"families":[{"name":"x","samples":[{}]}]})", "at families[0].samples[0].value, found nothing");
    row("a number beyond all doubles", R"({"families":[{"name":"x","samples":[{"value":1e400}]}]})",
        "expected a number that a double can hold, found \"1e400\" at families[0].samples[0].value");
    row("a label that is a number", R"({"families":[{"name":"x","samples":[{"labels":{"a":1},"value":1}]}]})",
        "expected a string at families[0].samples[0].labels.a, found a number");
    row("buckets of a counter", R"({"families":[{"name":"x","type":"counter","samples":[{"buckets":{}}]}]})",
        "unknown key at families[0].samples[0].buckets");
    row("a value of a histogram", R"({"families":[{"name":"x","type":"histogram","samples":[{"value":1}]}]})",
        "unknown key at families[0].samples[0].value");
    row("a bound that is no number",
        R"({"families":[{"name":"x","type":"histogram","samples":[{"buckets":{"a":1},"count":1}]}]})",
        "expected a number as key at families[0].samples[0].buckets.a");
    row("a histogram of nothing", R"({"families":[{"name":"x","type":"histogram","samples":[{}]}]})",
        "expected a number at families[0].samples[0].count, found nothing");
    row("a key twice", R"({"families":[{"name":"x","samples":[{"value":1,"value":2}]}]})",
        "found families[0].samples[0].value twice");
    row("a label twice in two spellings",
        R"({"families":[{"name":"x","samples":[{"labels":{"a":"1","\u0061":"2"},"value":1}]}]})",
        "found families[0].samples[0].labels.a twice");
    row("a bound twice in two spellings",
        R"({"families":[{"name":"x","type":"histogram","samples":[{"buckets":{"1":1,"1.0":2},"count":2}]}]})",
        "found families[0].samples[0].buckets[\"1\"] twice");
    row("a negative counter tells its sample",
        R"({"families":[{"name":"y","samples":[]},{"name":"x","type":"counter","samples":[{"value":1},{"labels":{"a":"b"},"value":-1}]}]})",
        "families[1].samples[1]: ");
    row("a family twice tells both",
        R"({"families":[{"name":"x","type":"counter","samples":[]},{"name":"y","samples":[]},{"name":"x","samples":[]}]})",
        "found family \"x\" twice: families[0] and families[2]\n");
    row("decreasing buckets tell their sample",
        R"({"families":[{"name":"x","type":"histogram","samples":[{"buckets":{"1":2,"2":1},"count":2}]}]})",
        "families[0].samples[0]: ");
    row("what the engine refuses never quotes a line that nobody wrote",
        R"({"families":[{"name":"x","type":"counter","samples":[{"labels":{"a":"b"},"value":-1}]}]})",
        "400 line 1: families[0].samples[0]: expected a value of zero or more, found a negative one\n");
    row("a series twice tells the second", R"({"families":[{"name":"x","samples":[{"value":1},{"value":2}]}]})",
        "400 line 1: families[0].samples[1]: found this series a second time\n");
}

void TestJsonPush::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, error);
    TestSite site;
    const auto response = site.push(body.toStdString(), "/api/v2/push");
    QCOMPARE(response.status, 400);
    const std::string told = std::to_string(response.status) + " " + response.body;
    QVERIFY2(told.find(error.toStdString()) != std::string::npos, response.body.c_str());
    QCOMPARE(std::count(response.body.begin(), response.body.end(), '\n'), 1);
    QCOMPARE(site.scrape(), std::string());
}

void TestJsonPush::refusedPushChangesNothing()
{
    TestSite site;
    const std::string body = R"({"families":[{"name":"good","samples":[{"value":1}]},)"
                             R"({"name":"bad","type":"counter","samples":[{"value":"NaN"}]}]})";
    QCOMPARE(site.push(body, "/api/v2/push").status, 400);
    QCOMPARE(site.scrape(), std::string());
}

void TestJsonPush::namesNeverBecomeLines()
{
    TestSite site;
    for (const std::string text : {"a 1\nb", "a\"} 1\nb", "a\\\"} 1 #", "a\rb", " a", "#", "\n", "\\"}) {
        const PlainText plain(
            {{text, MetricType::Gauge, text, {{{{text, text}}, 1, {}, {}, {}}, {{}, 2, {}, {}, {}}}}});
        QCOMPARE(std::count(plain.body().begin(), plain.body().end(), '\n'), 4); // type, help, two samples
        const PlainText labelled({{"x", MetricType::Gauge, text, {{{{text, text}}, 1, {}, {}, {}}}}});
        QCOMPARE(site.push(labelled.body()).status, 202);
    }
    QCOMPARE(site.engine.stats().families, 1u);
    QCOMPARE(site.engine.stats().series, 8u);
    const std::string nameless = one(R"({"name":"","samples":[{"value":1}]})");
    QCOMPARE(site.push(nameless, "/api/v2/push").status, 400);
}

void TestJsonPush::readsGzip()
{
    TestSite site;
    const std::string body = one(R"({"name":"x","samples":[{"value":1}]})");
    QCOMPARE(site.ask("POST", "/api/v2/push", gzipped(body), {{"content-encoding", "gzip"}}).status, 202);
    QCOMPARE(site.scrape(), std::string("x 1\n"));
}

void TestJsonPush::dryRunAndExplain()
{
    TestSite site;
    const std::string body = one(R"({"name":"x","samples":[{"value":1}]})");
    const auto accepted = [](const http::Response& response) {
        return QJsonDocument::fromJson(QByteArray::fromStdString(response.body))["data"]["accepted"].toBool();
    };
    auto response = site.push(body, "/api/v2/push?dry_run");
    QCOMPARE(response.status, 200);
    QVERIFY(accepted(response));
    response = site.push("{", "/api/v2/push?dry_run");
    QCOMPARE(response.status, 200);
    QVERIFY(!accepted(response));
    response = site.push(one(R"({"name":"x","type":"counter","samples":[{"value":-1}]})"), "/api/v2/push?dry_run");
    QCOMPARE(response.status, 200);
    QVERIFY(!accepted(response));
    QVERIFY(response.body.find("families[0].samples[0]") != std::string::npos);
    QCOMPARE(site.scrape(), std::string());
    QVERIFY(accepted(site.push(body, "/api/v2/push?explain")));
    QVERIFY(accepted(site.push("", "/api/v2/inc?name=y&explain=true")));
    QCOMPARE(site.scrape(), std::string("x 1\n# TYPE y counter\ny 1\n"));
}

void TestJsonPush::increments_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("exposed");

    QTest::newRow("by one") << QByteArray("name=clicks_total") << QByteArray("clicks_total 2");
    QTest::newRow("by a value") << QByteArray("name=clicks&value=2.5") << QByteArray("clicks 5");
    QTest::newRow("by nothing") << QByteArray("name=clicks&value=0") << QByteArray("clicks 0");
    QTest::newRow("with labels") << QByteArray("label.page=%2Fa+b&name=clicks&label.a=%22")
                                 << QByteArray("clicks{a=\"\\\"\",page=\"/a b\"} 2");
}

void TestJsonPush::increments()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, exposed);
    TestSite site;
    QCOMPARE(site.ask("POST", "/api/v2/inc?" + query.toStdString()).status, 202);
    QCOMPARE(site.ask("POST", "/api/v2/inc?" + query.toStdString(), "what a beacon carries").status, 202);
    QVERIFY2(site.scrape().ends_with(" counter\n" + exposed.toStdString() + "\n"), site.scrape().c_str());
}

void TestJsonPush::refusesIncrements_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("error");

    const auto row = [](const char* name, const char* query, const char* error) {
        QTest::newRow(name) << QByteArray(query) << QByteArray(error);
    };
    row("no name", "value=1", "expected a counter's name in the query: ?name=clicks_total");
    row("a name that is none", "name=", "expected a counter's name in the query: ?name=clicks_total");
    row("what the engine refuses tells of no line", "name=x&label.le=a&label.__b=c", "400 label '__b' is reserved");
    row("an unknown parameter", "name=x&vlaue=2", "unknown parameter \"vlaue\" in the query: did you mean value?");
    row("a value below zero", "name=x&value=-1", "expected a finite number not below zero for value, found \"-1\"");
    row("an infinite value", "name=x&value=%2BInf", "expected a finite number not below zero for value");
    row("no number", "name=x&value=NaN", "expected a finite number not below zero for value");
    row("an empty value", "name=x&value=", "expected a finite number not below zero for value");
    row("name twice", "name=x&name=y", "found name twice in the query");
    row("value twice", "name=x&value=1&value=2", "found value twice in the query");
    row("a label twice", "name=x&label.a=1&label.a=2", "found \"label.a\" twice in the query");
    row("a label that may not be", "name=x&label.__a=1", "__a");
}

void TestJsonPush::refusesIncrements()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, error);
    TestSite site;
    const auto response = site.ask("POST", "/api/v2/inc?" + query.toStdString());
    QCOMPARE(response.status, 400);
    const std::string told = std::to_string(response.status) + " " + response.body;
    QVERIFY2(told.find(error.toStdString()) != std::string::npos, response.body.c_str());
    QCOMPARE(site.scrape(), std::string());
}

void TestJsonPush::standsInAPushgatewayToo()
{
    TestSite site({"--profile=pushgateway"});
    const std::string body = one(R"({"name":"x","type":"counter","samples":[{"value":2}]})");
    const std::string other = one(R"({"name":"x","type":"counter","samples":[{"labels":{"a":"b"},"value":3}]})");
    QCOMPARE(site.push(body, "/api/v2/push").status, 400); // wants a job
    QCOMPARE(site.push(body, "/api/v2/push/job/a").status, 202);
    QCOMPARE(site.push(other, "/api/v2/push/job/a").status, 202); // replaces the family
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(site.ask("POST", "/api/v2/inc/job/a?name=x&label.a=b").status, 202);
        QCOMPARE(site.ask("POST", "/api/v2/inc/job/a?name=x&label.c=d").status, 202);
    }
    const std::string exposed = site.scrape();
    const auto has = [&](const char* line) { return exposed.find(line) != std::string::npos; };
    QVERIFY2(
        has("a=\"b\",instance=\"\",job=\"a\"} 5\n") && has("c=\"d\",instance=\"\",job=\"a\"} 2\n"), exposed.c_str());
    QVERIFY2(!has("x{instance="), exposed.c_str());
}

void TestJsonPush::takesPostAlone_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const char* method : {"GET", "HEAD", "PUT", "DELETE"})
        QTest::newRow(method) << QByteArray(method);
}

void TestJsonPush::takesPostAlone()
{
    QFETCH(QByteArray, method);
    TestSite site;
    for (const char* path : {"/api/v2/push", "/api/v2/inc?name=x", "/api/v2/inc/job/a?name=x"}) {
        const auto response = site.ask(method.toStdString(), path);
        QCOMPARE(response.status, 405);
        QCOMPARE(TestSite::header(response, "Allow"), std::string("POST, OPTIONS"));
    }
}

void TestJsonPush::pagesNeedLeave_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("JSON") << QByteArray("/api/v2/push");
    QTest::newRow("an increment") << QByteArray("/api/v2/inc?name=x");
}

void TestJsonPush::pagesNeedLeave()
{
    QFETCH(QByteArray, target);
    TestSite site({"--web.cors.origins=https://shop.example"});
    const std::string to = target.toStdString();
    const std::string body = R"({"families":[]})";
    const auto from = [&](const char* origin) { return site.ask("POST", to, body, {{"origin", origin}}); };
    QCOMPARE(from("https://elsewhere.example").status, 403);
    QCOMPARE(from("https://shop.example").status, 202);
    QCOMPARE(TestSite::header(from("https://shop.example"), "Access-Control-Allow-Origin"),
        std::string("https://shop.example"));
    const auto preflight = site.ask("OPTIONS", to, "",
        {{"origin", "https://shop.example"}, {"access-control-request-method", "POST"},
            {"access-control-request-headers", "content-type"}});
    QVERIFY(preflight.status < 300);
    QCOMPARE(TestSite::header(preflight, "Access-Control-Allow-Origin"), std::string("https://shop.example"));
}

QTEST_APPLESS_MAIN(TestJsonPush)
#include "tst_json_push.moc"
