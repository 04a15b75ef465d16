// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_reader.h"
#include "core/gateway/gateway.h"
#include "tests/gateway/raw_client.h"

#include "tests/gateway/description_check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

using namespace cairn;
using cairn::testing::RawAnswer;
using cairn::testing::RawClient;

/// The admin API over real sockets: what only the whole gateway can show.
class TestAdminSockets : public QObject {
    Q_OBJECT

private slots:
    void answersOnEachRoute();
    void tellsWhereItListens();
    void tellsOfScrapes();
    void takesNoLookOfTheWindowForAScrape();
    void tellsOfAPushAtOnceToWhoWaits();
    void waitsOverASocket();
    void outlivesReadersThatNeverRead();
    void editsTheRuleFile();
    void refusesLargeBodiesInItsEnvelope();
    void resetsAndUndoes();
    void ticksByItself();
    void endsWithoutThoseWhoWait();
    void looksOnWhileAllIsInMotion();
};

namespace {

Config configOf(std::vector<std::string> flags)
{
    flags.insert(flags.begin(), {"--no-gui", "--web.threads=2", "--web.listen-address=127.0.0.1:0"});
    const auto noFile = [](const std::string&) { return Result<std::string, std::string>(std::string()); };
    return readConfig({flags, {}, noFile}).value();
}

class Running {
public:
    explicit Running(std::vector<std::string> flags = {}) : gateway(configOf(std::move(flags)), {}, log)
    {
        if (const auto started = gateway.start(); !started)
            qFatal("%s", started.error().lines.front().c_str());
    }
    RawClient client() const { return RawClient(gateway.boundAddresses().front()); }
    static void send(RawClient& client, const std::string& method, const std::string& target,
        const std::string& body = {}, const std::string& headers = {})
    {
        client.send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
    }
    RawAnswer ask(const std::string& method, const std::string& target, const std::string& body = {},
        const std::string& headers = {}) const
    {
        RawClient one = client();
        send(one, method, target, body, headers);
        return one.answer(method == "HEAD").value_or(RawAnswer());
    }
    QJsonObject data(const std::string& method, const std::string& target, const std::string& body = {}) const
    {
        return dataOf(ask(method, "/api/v2" + target, body));
    }
    static QJsonObject dataOf(const RawAnswer& answer)
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object()["data"].toObject();
    }
    Log log{{.writer = [](std::string_view) { return true; }, .wallClock = {}, .steadyClock = {}}};
    Gateway gateway;
};

} // namespace

void TestAdminSockets::answersOnEachRoute()
{
    const Running running;
    running.ask("POST", "/metrics/job/j", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1\nb 1\n");
    const std::vector<std::pair<std::string, std::string>> routes{{"/status", "/status"}, {"/config", "/config"},
        {"/families", "/families?history=60"}, {"/families/{name}", "/families/a"},
        {"/families/{name}/series", "/families/a/series"}, {"/families/{name}/why", "/families/a/why/"},
        {"/groups", "/groups/"}, {"/history", "/history?gateway=pushes"}, {"/hints", "/hints"},
        {"/pushes", "/pushes?watch=true"}, {"/pushes/{id}", "/pushes/1"}, {"/rules", "/rules"}, {"/resets", "/resets"},
        {"/audit", "/audit"}, {"/changes", "/changes"}};
    for (const auto& [path, target] : routes) {
        const RawAnswer answer = running.ask("GET", "/api/v2" + target);
        QVERIFY2(answer.status == 200, (target + " " + answer.body).c_str());
        QCOMPARE(answer.headers.at("content-type"), std::string("application/json"));
        QCOMPARE(answer.headers.at("cache-control"), std::string("no-store"));
        QCOMPARE(cairn::testing::complaints("GET", "/api/v2" + path, 200, answer.body), std::vector<std::string>());
        const RawAnswer head = running.ask("HEAD", "/api/v2" + target);
        QCOMPARE(head.status, 200);
        QVERIFY(head.body.empty());
        const RawAnswer page = running.ask("GET", "/api/v2" + target, {}, "Origin: https://evil.example\r\n");
        QCOMPARE(page.status, 403);
        const RawAnswer proxied = running.ask("GET", "/api/v2" + target, {}, "X-Forwarded-For: 192.0.2.1\r\n");
        QCOMPARE(proxied.status, 403);
        const RawAnswer wrong = running.ask("DELETE", "/api/v2" + target);
        QCOMPARE(wrong.status, 405);
        QVERIFY(wrong.body.find("\"errorType\":\"method_not_allowed\"") != std::string::npos);
    }
    for (const char* path : {"/api/v2", "/api/v2/", "/api/v2?limit=1", "/api/v2/nothing", "/api/v2/nothing/below"}) {
        for (const char* method : {"GET", "POST"}) {
            const RawAnswer nothing = running.ask(method, path);
            QCOMPARE(nothing.status, 404);
            QCOMPARE(nothing.headers.at("content-type"), std::string("application/json"));
            QVERIFY(nothing.body.find("\"errorType\":\"not_found\"") != std::string::npos);
        }
    }
    QCOMPARE(running.ask("GET", "/api/v2/openapi.yaml?version=1").status, 400);
}

void TestAdminSockets::tellsWhereItListens()
{
    const Running running;
    const QJsonObject status = running.data("GET", "/status");
    QCOMPARE(status["addresses"].toArray()[0].toString().toStdString(), running.gateway.boundAddresses().front());
    QVERIFY(status["connections"].toObject()["now"].toInt() >= 1);
    QVERIFY(status["ready"].toBool());
}

void TestAdminSockets::tellsOfScrapes()
{
    const Running running;
    running.ask("GET", "/metrics");
    const auto scrapes = [&] { return running.data("GET", "/status")["scrapes"].toObject()["recent"].toArray(); };
    QTRY_COMPARE(scrapes().size(), 1);
    QCOMPARE(scrapes()[0].toObject()["from"].toString(), "127.0.0.1");
    QCOMPARE(scrapes()[0].toObject()["status"].toInt(), 200);
}

void TestAdminSockets::takesNoLookOfTheWindowForAScrape()
{
    const Running running;
    QCOMPARE(running.ask("GET", "/metrics", {}, "User-Agent: cairn-window/1.0\r\n").status, 200);
    running.ask("GET", "/metrics", {}, "User-Agent: Prometheus/2.45\r\n");
    const auto scrapes = [&] { return running.data("GET", "/status")["scrapes"].toObject(); };
    QTRY_VERIFY(scrapes()["total"].toInt() > 0); // answers are noted in their order
    QCOMPARE(scrapes()["total"].toInt(), 1);
    QCOMPARE(scrapes()["recent"].toArray().size(), 1);
}

void TestAdminSockets::tellsOfAPushAtOnceToWhoWaits()
{
    const Running running;
    running.ask("POST", "/metrics", "a 1\n");
    const auto sequence = [&] { return std::to_string(running.data("GET", "/changes")["sequence"].toInt()); };
    const std::string before = sequence();
    RawClient waiting = running.client();
    Running::send(waiting, "GET", "/api/v2/changes?kind=pushes&since=" + before);
    running.ask("POST", "/metrics", "b 1\n");
    const auto answer = waiting.answer();
    QVERIFY(answer);
    const QJsonArray changes = Running::dataOf(*answer)["changes"].toArray();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].toObject()["merged"].toInt(), 1);
    // Who was busy with that answer meanwhile hears of the next one as soon as it asks again.
    running.ask("POST", "/metrics", "c 1\n");
    QCOMPARE(running.data("GET", "/changes?kind=pushes&timeout=0&since=" + sequence())["changes"].toArray().size(), 0);
    const QJsonArray all = running.data("GET", "/changes?kind=pushes&timeout=0&since=" + before)["changes"].toArray();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[1].toObject()["merged"].toInt(), 1);
}

void TestAdminSockets::waitsOverASocket()
{
    const Running running;
    running.ask("POST", "/metrics", "a 1\n");
    const std::string since = std::to_string(running.data("GET", "/changes")["sequence"].toInt());
    RawClient waiting = running.client();
    Running::send(waiting, "GET", "/api/v2/changes?kind=reset&since=" + since);
    running.data("POST", "/reset?family=a");
    const auto answer = waiting.answer();
    QVERIFY(answer);
    const QJsonArray changes = Running::dataOf(*answer)["changes"].toArray();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].toObject()["kind"].toString(), "reset");
}

// A window that hangs, or was closed without a word, holds up nobody.
void TestAdminSockets::outlivesReadersThatNeverRead()
{
    const Running running;
    std::vector<RawClient> hung;
    for (int i = 0; i < 80; ++i) {
        hung.push_back(running.client());
        Running::send(hung.back(), "GET", "/api/v2/changes?since=0&kind=reset");
    }
    for (int i = 0; i < 20; ++i)
        hung[i].reset();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(running.ask("POST", "/metrics", "a 1\n").status, 202);
    running.data("POST", "/reset?family=a");
    QCOMPARE(running.ask("POST", "/metrics", "a 1\n").status, 202);
    QCOMPARE(running.ask("GET", "/metrics").body, std::string("a 1\n"));
}

void TestAdminSockets::editsTheRuleFile()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath("rules.yml").toStdString();
    std::ofstream(path) << "rules: []\n";
    const Running running({"--rules.file=" + path});
    const RawAnswer before = running.ask("GET", "/api/v2/rules");
    QCOMPARE(Running::dataOf(before)["file"].toString().toStdString(), path);
    const std::string etag = before.headers.at("etag");
    const std::string yaml = "rules:\n  - match: a\n    mode: max\n";
    const RawAnswer after = running.ask("PUT", "/api/v2/rules", yaml, "If-Match: " + etag + "\r\n");
    QCOMPARE(after.status, 200);
    QVERIFY(after.headers.at("etag") != etag);
    std::stringstream there;
    there << std::ifstream(path).rdbuf();
    QCOMPARE(there.str(), yaml);
    QCOMPARE(running.ask("PUT", "/api/v2/rules", yaml, "If-Match: " + etag + "\r\n").status, 412);
    running.ask("POST", "/metrics", "a 5\n");
    running.ask("POST", "/metrics", "a 3\n");
    QCOMPARE(running.ask("GET", "/metrics").body, std::string("a 5\n"));
    // Who edits it by hand is seen, and audited.
    std::ofstream(path) << "rules:\n  - match: a\n    mode: min\n";
    const auto acts = [&] { return running.data("GET", "/audit?action=rules")["audit"].toArray(); };
    QTRY_COMPARE_WITH_TIMEOUT(acts().size(), 2, 20000);
    QCOMPARE(acts()[0].toObject()["from"].toString(), "file");
    const QJsonObject now = running.data("GET", "/rules");
    QCOMPARE(now["rules"].toArray()[0].toObject()["mode"].toString(), "min");
    QVERIFY(now["yaml"].toString().contains("mode: min"));
}

void TestAdminSockets::refusesLargeBodiesInItsEnvelope()
{
    const Running running({"--push.max-body-bytes=1000"});
    RawClient client = running.client();
    client.send("POST /api/v2/try HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\n\r\n");
    const auto answer = client.answer();
    QVERIFY(answer);
    QCOMPARE(answer->status, 413);
    QCOMPARE(cairn::testing::complaints("POST", "/api/v2/try", 413, answer->body), std::vector<std::string>());
    QVERIFY(answer->body.find("--push.max-body-bytes") != std::string::npos);
}

void TestAdminSockets::resetsAndUndoes()
{
    const Running running;
    running.ask("POST", "/metrics/job/j", "a 1\nb 2\n");
    const QJsonObject taken = running.data("POST", "/reset?group=job/j");
    QCOMPARE(taken["series"].toInt(), 2);
    QCOMPARE(running.ask("GET", "/metrics").body, std::string());
    const std::string undo = "/resets/" + std::to_string(taken["id"].toInt()) + "/undo";
    QCOMPARE(running.data("POST", undo)["returned"].toInt(), 2);
    QCOMPARE(running.ask("GET", "/metrics").body, std::string("a{job=\"j\"} 1\nb{job=\"j\"} 2\n"));
    QCOMPARE(running.ask("POST", "/api/v2" + undo).status, 409);
}

void TestAdminSockets::ticksByItself()
{
    const Running running;
    running.ask("POST", "/metrics", "a 1\n");
    const auto told
        = [&] { return running.data("GET", "/changes?since=0&timeout=0&kind=pushes")["changes"].toArray().size(); };
    QTRY_VERIFY(told() > 0);
    RawClient waiting = running.client();
    Running::send(waiting, "GET", "/api/v2/changes?since=99999&timeout=1"); // a number of another gateway
    QVERIFY(waiting.answer());
    Running::send(waiting, "GET",
        "/api/v2/changes?kind=wipe&timeout=1&since="
            + std::to_string(running.data("GET", "/changes")["sequence"].toInt()));
    const auto answer = waiting.answer(); // when its time is over
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
}

void TestAdminSockets::endsWithoutThoseWhoWait()
{
    Running running;
    RawClient waiting = running.client();
    Running::send(waiting, "GET", "/api/v2/changes?since=0&kind=wipe&timeout=30");
    const auto isWaiting = [&] { return running.data("GET", "/status")["connections"].toObject()["now"].toInt() >= 2; };
    QTRY_VERIFY(isWaiting());
    bool done = false;
    running.gateway.shutdown([&done] { done = true; });
    QTRY_VERIFY_WITH_TIMEOUT(done, 5000); // and not after --web.shutdown-grace
    const auto answer = waiting.answer();
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
}

// For sanitizers above all: series come, go and change their groups' numbers while they are looked at.
void TestAdminSockets::looksOnWhileAllIsInMotion()
{
    const Running running;
    std::atomic<bool> isOver{false};
    std::atomic<int> refused{0};
    const auto pushing = [&](const std::string& job) {
        for (int i = 0; !isOver; ++i) {
            const std::string n = std::to_string(i % 40);
            const std::string body = "a{n=\"" + n + "\"} 1\nw{n=\"" + n
                + "\",clearmode=\"sum1m\"} 1\n# TYPE h histogram\n"
                  "h_bucket{n=\""
                + n + "\",le=\"1\"} 1\nh_bucket{n=\"" + n + "\",le=\"+Inf\"} 2\nh_count{n=\"" + n + "\"} 2\n";
            const std::string group = "/metrics/job/" + job + "/i/" + std::to_string(i % 7);
            refused += running.ask("POST", group, body).status == 202 ? 0 : 1;
            if (i % 5 == 4)
                running.ask("DELETE", group);
        }
    };
    std::vector<std::thread> threads;
    for (const char* job : {"x", "y"})
        threads.emplace_back(pushing, job);
    const std::vector<std::pair<std::string, std::string>> looks{{"/families", "/families?history=5"},
        {"/groups", "/groups"}, {"/pushes", "/pushes?watch=true"}, {"/rules", "/rules"},
        {"/families", "/families?match[]={n=\"7\"}"}, {"/hints", "/hints"}};
    std::vector<std::string> wrong;
    const auto look = [&](const std::string& method, const std::string& path, const std::string& target) {
        const RawAnswer answer = running.ask(method, "/api/v2" + target);
        for (const std::string& complaint :
            cairn::testing::complaints(method, "/api/v2" + path, answer.status, answer.body))
            wrong.push_back(complaint);
        return answer;
    };
    for (int round = 0; round < 20; ++round) {
        for (const auto& [path, target] : looks)
            look("GET", path, target);
        look("GET", "/families/{name}/series", "/families/w/series");
        const RawAnswer reset = look("POST", "/reset", "/reset?match[]={n=\"3\"}"); // the next list is new
        const QJsonValue id = Running::dataOf(reset)["id"];
        if (!id.isNull())
            look("POST", "/resets/{id}/undo", "/resets/" + std::to_string(id.toInt()) + "/undo");
    }
    isOver = true;
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(wrong, std::vector<std::string>());
    QCOMPARE(refused.load(), 0);
}

QTEST_GUILESS_MAIN(TestAdminSockets)
#include "tst_admin_sockets.moc"
