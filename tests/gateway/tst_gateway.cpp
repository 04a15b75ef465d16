// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/engine.h"
#include "core/coding/decode.h"
#include "core/config/config_reader.h"
#include "core/gateway/gateway.h"
#include "tests/core/coded_text.h"
#include "tests/gateway/raw_client.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <fstream>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cairn;
using cairn::testing::RawAnswer;
using cairn::testing::RawClient;

/// The whole gateway over real sockets.
class TestGateway : public QObject {
    Q_OBJECT

private slots:
    void pushesAndScrapes();
    void streamsAMillionBytes_data();
    void streamsAMillionBytes();
    void refusesBeforeTheBody();
    void pushesFromManyConnections();
    void reloadsRules();
    void readsRulesAside_data();
    void readsRulesAside();
    void saysHowFullItIs();
    void refusesToStartWithBadRules();
    void refusesAnAddressThatIsTaken();
    void movesWithAllItHolds();
    void movesWithinAPort();
    void staysWhereItCannotMove();
    void quits();
    void endsWhenRequestsAreDone();
    void countsWhatItAnswers();
    void explainsWhatHttpRefuses();
    void expiresSeries();
};

namespace {

Config configOf(std::vector<std::string> flags)
{
    flags.insert(flags.begin(), {"--no-gui", "--web.threads=2"});
    const bool listens
        = std::ranges::any_of(flags, [](const auto& flag) { return flag.starts_with("--web.listen-address"); });
    if (!listens)
        flags.push_back("--web.listen-address=127.0.0.1:0");
    const auto noFile = [](const std::string&) { return Result<std::string, std::string>(std::string()); };
    return readConfig({flags, {}, noFile}).value(); // throws where a test's flag is wrong
}

/// A gateway that serves.
class Running {
public:
    explicit Running(std::vector<std::string> flags = {}) : gateway(configOf(std::move(flags)), {}, log)
    {
        if (const auto started = gateway.start(); !started)
            qFatal("%s", started.error().lines.front().c_str());
    }
    RawClient client() const { return RawClient(gateway.boundAddresses().front()); }
    /// One request on a connection of its own. `headers` are whole lines.
    RawAnswer ask(const std::string& method, const std::string& target, const std::string& body = {},
        const std::string& headers = {}) const
    {
        RawClient one = client();
        one.send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
            + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
        return one.answer(method == "HEAD").value_or(RawAnswer());
    }
    std::string scrape() const { return ask("GET", "/metrics").body; }

    /// All lines of the log; flush it before.
    std::string logged()
    {
        const std::scoped_lock lock(m_mutex);
        return m_logged;
    }

private:
    std::mutex m_mutex; ///< guards the next
    std::string m_logged;

public:
    Log log{{.writer =
                 [this](std::string_view line) {
                     const std::scoped_lock lock(m_mutex);
                     m_logged += line;
                     return true;
                 },
        .wallClock = {},
        .steadyClock = {}}};
    Gateway gateway;
};

std::string manySeries(int count)
{
    std::string text = "# TYPE big gauge\n";
    for (int i = 100000; i < 100000 + count; ++i)
        text += "big{n=\"" + std::to_string(i) + "\"} 1\n";
    return text;
}

} // namespace

void TestGateway::pushesAndScrapes()
{
    const Running running;
    for (int i = 0; i < 3; ++i) {
        const RawAnswer answer = running.ask(
            "POST", "/metrics", "# TYPE value_total counter\nvalue_total 1\n# TYPE value2 gauge\nvalue2 1\n");
        QCOMPARE(answer.status, 202);
        QVERIFY(answer.body.empty());
    }
    QCOMPARE(
        running.scrape(), std::string("# TYPE value2 gauge\nvalue2 1\n# TYPE value_total counter\nvalue_total 3\n"));
    QCOMPARE(running.ask("PUT", "/metrics/job/j/x/a%2Fb", gzipped("b 1\n"), "Content-Encoding: gzip\r\n").status, 202);
    QVERIFY(running.scrape().starts_with("b{job=\"j\",x=\"a/b\"} 1\n"));
    QCOMPARE(running.ask("DELETE", "/metrics/job/j/x/a%2Fb").status, 202);
    QVERIFY(running.scrape().starts_with("# TYPE value2"));
    QCOMPARE(running.ask("HEAD", "/-/healthy").status, 200);
}

void TestGateway::streamsAMillionBytes_data()
{
    QTest::addColumn<bool>("gzip");
    QTest::newRow("plain") << false;
    QTest::newRow("compressed") << true;
}

void TestGateway::streamsAMillionBytes()
{
    QFETCH(bool, gzip);
    const Running running;
    const std::string text = manySeries(60000);
    QCOMPARE(running.ask("POST", "/metrics", text).status, 202);
    const RawAnswer answer = running.ask("GET", "/metrics", {}, gzip ? "Accept-Encoding: gzip\r\n" : "");
    QVERIFY(answer.whole);
    QCOMPARE(answer.headers.at("transfer-encoding"), std::string("chunked"));
    QVERIFY((gzip ? std::string(decode(ContentCoding::Gzip, answer.body, text.size()).value().text()) : answer.body)
        == text);
}

void TestGateway::refusesBeforeTheBody()
{
    const Running running;
    RawClient client = running.client();
    client.send(
        "POST /metrics/job HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n");
    const auto answer = client.answer();
    QVERIFY(answer);
    QCOMPARE(answer->status, 400);
    QCOMPARE(running.scrape(), std::string());
}

void TestGateway::pushesFromManyConnections()
{
    const Running running;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 20; ++i)
        clients.push_back(std::make_unique<RawClient>(running.gateway.boundAddresses().front()));
    for (int round = 0; round < 10; ++round) {
        for (const auto& client : clients)
            client->send("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nn 1\n");
        for (const auto& client : clients)
            QCOMPARE(client->answer().value_or(RawAnswer()).status, 202);
    }
    QCOMPARE(running.scrape(), std::string("n 200\n"));
}

void TestGateway::reloadsRules()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("rules.yml").toStdString();
    std::ofstream(file) << "rules:\n  - match: a\n    mode: max\n";
    Running running({"--rules.file=" + file, "--web.enable-lifecycle"});
    running.ask("POST", "/metrics", "a 5\n");
    running.ask("POST", "/metrics", "a 3\n");
    QCOMPARE(running.scrape(), std::string("a 5\n"));
    std::ofstream(file) << "rules:\n  - match: a\n    mode: min\n";
    QCOMPARE(running.ask("POST", "/-/reload").status, 200);
    running.ask("POST", "/metrics", "a 4\n");
    QCOMPARE(running.scrape(), std::string("a 4\n"));
    std::ofstream(file) << "rules: [\n";
    QCOMPARE(running.ask("POST", "/-/reload").status, 500);
    running.ask("POST", "/metrics", "a 6\n");
    QCOMPARE(running.scrape(), std::string("a 4\n"));
    const auto shows = [&running](const char* line) {
        return running.ask("GET", "/-/metrics").body.find(line) != std::string::npos;
    };
    QVERIFY(shows("cairn_config_last_reload_successful 0\n"));
    std::ofstream(file) << "rules: []\n";
    running.gateway.reload();
    QTRY_VERIFY(shows("cairn_config_last_reload_successful 1\n"));
}

void TestGateway::readsRulesAside_data()
{
    QTest::addColumn<bool>("told");
    QTest::newRow("when told to by a signal") << true;
    QTest::newRow("when the file has changed") << false;
}

// A pipe in the place of the file makes reading take as long as we like.
void TestGateway::readsRulesAside()
{
    QFETCH(bool, told);
    const QTemporaryDir folder;
    const std::string file = folder.filePath("rules.yml").toStdString();
    const std::string next = folder.filePath("next.yml").toStdString();
    const std::string rules = "rules:\n  - match: a\n    mode: max\n    ttl: 0\n";
    std::ofstream(file) << "rules: []\n";
    Running running({"--rules.file=" + file, "--series.ttl=1ms"});
    std::ofstream(next) << rules;
    QVERIFY(::unlink(file.c_str()) == 0 && ::mkfifo(file.c_str(), 0600) == 0);
    if (told)
        running.gateway.reload();
    int pipe = -1;
    const auto isRead = [&pipe, &file] {
        pipe = pipe >= 0 ? pipe : ::open(file.c_str(), O_WRONLY | O_NONBLOCK);
        return pipe >= 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isRead(), 20000);
    running.ask("POST", "/metrics", "b 1\n");
    QTRY_COMPARE(running.scrape(), std::string()); // series expire all the while
    QCOMPARE(::rename(next.c_str(), file.c_str()), 0);
    QCOMPARE(::write(pipe, rules.data(), rules.size()), static_cast<ssize_t>(rules.size()));
    ::close(pipe);
    // A dry run: what an earlier mode merged here would stay, for the new rule lets nothing expire.
    const auto isLoaded = [&running] {
        return running.ask("POST", "/metrics?dry_run=true", "a 5\n").body.find("\"max\"") != std::string::npos;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isLoaded(), 20000);
    running.ask("POST", "/metrics", "a 5\n");
    running.ask("POST", "/metrics", "a 3\n");
    QCOMPARE(running.scrape(), std::string("a 5\n"));
}

void TestGateway::saysHowFullItIs()
{
    Running running({"--limit.series=0", "--limit.families=7"});
    running.gateway.logStatus();
    QVERIFY(running.log.flush(std::chrono::seconds(10)));
    const std::string line = running.logged();
    QVERIFY2(line.find("series=0 series_limit=none families=0 families_limit=7 ") != std::string::npos, line.c_str());
}

void TestGateway::refusesToStartWithBadRules()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("rules.yml").toStdString();
    std::ofstream(file) << "rules:\n  - match: a\n    mode: nonsense\n  - mtch: b\n";
    Log log({.writer = [](std::string_view) { return true; }, .wallClock = {}, .steadyClock = {}});
    Gateway gateway(configOf({"--rules.file=" + file}), {}, log);
    const auto started = gateway.start();
    QVERIFY(!started);
    QCOMPARE(started.error().kind, StartError::Kind::Rules);
    QVERIFY(started.error().lines.size() > 1);
    QVERIFY(started.error().lines.front().starts_with(file + ":3:11: "));
    QVERIFY(gateway.boundAddresses().empty());
}

void TestGateway::refusesAnAddressThatIsTaken()
{
    const Running first;
    Log log({.writer = [](std::string_view) { return true; }, .wallClock = {}, .steadyClock = {}});
    Gateway second(configOf({"--web.listen-address=" + first.gateway.boundAddresses().front()}), {}, log);
    const auto started = second.start();
    QVERIFY(!started);
    QCOMPARE(started.error().kind, StartError::Kind::Listen);
    QVERIFY(started.error().lines.front().find("in use") != std::string::npos);
}

void TestGateway::movesWithAllItHolds()
{
    Running running;
    running.ask("POST", "/metrics/job/a", "kept_total 1\n");
    const std::string before = running.gateway.boundAddresses().front();
    bool isMoved = false;
    running.gateway.moveTo({"127.0.0.1:0"}, [&](const auto& moved) { isMoved = bool(moved); });
    QVERIFY(isMoved);
    QVERIFY(running.gateway.boundAddresses().front() != before);
    QVERIFY(running.scrape().find("kept_total") != std::string::npos);
    QTRY_VERIFY(!RawClient(before).connected());
}

void TestGateway::movesWithinAPort()
{
    Running running;
    running.ask("POST", "/metrics/job/a", "kept_total 1\n");
    const std::string before = running.gateway.boundAddresses().front();
    const std::string port = before.substr(before.rfind(':'));
    std::optional<bool> isMoved;
    running.gateway.moveTo({"0.0.0.0" + port}, [&](const auto& moved) { isMoved = bool(moved); });
    QTRY_VERIFY(isMoved.has_value());
    QVERIFY(*isMoved);
    QCOMPARE(running.gateway.boundAddresses(), std::vector<std::string>{"0.0.0.0" + port});
    running.ask("POST", "/metrics/job/a", "kept_total 1\n");
    QVERIFY(running.scrape().find("kept_total") != std::string::npos);
}

void TestGateway::staysWhereItCannotMove()
{
    const Running other;
    Running running;
    running.ask("POST", "/metrics/job/a", "kept_total 1\n");
    const std::vector<std::string> before = running.gateway.boundAddresses();
    std::string problem;
    running.gateway.moveTo(
        other.gateway.boundAddresses(), [&](const auto& moved) { problem = moved ? "" : moved.error().lines.front(); });
    QVERIFY2(problem.find("in use") != std::string::npos, problem.c_str());
    QCOMPARE(running.gateway.boundAddresses(), before);
    QVERIFY(running.scrape().find("kept_total") != std::string::npos);
    // the port is its own, but it cannot be had together with one that is taken
    const std::string port = before.front().substr(before.front().rfind(':'));
    problem.clear();
    running.gateway.moveTo({"0.0.0.0" + port, other.gateway.boundAddresses().front()},
        [&](const auto& moved) { problem = moved ? "moved" : moved.error().lines.front(); });
    QTRY_VERIFY(!problem.empty());
    QVERIFY2(problem.find("in use") != std::string::npos, problem.c_str());
    QCOMPARE(running.gateway.boundAddresses(), before);
    QVERIFY(running.scrape().find("kept_total") != std::string::npos);
}

void TestGateway::quits()
{
    Running running({"--web.enable-lifecycle"});
    QSignalSpy asked(&running.gateway, &Gateway::quitRequested);
    QCOMPARE(running.ask("POST", "/-/quit").status, 200);
    QCOMPARE(running.ask("PUT", "/-/quit").status, 200);
    QTRY_COMPARE(asked.count(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(asked.count(), 1);
}

void TestGateway::endsWhenRequestsAreDone()
{
    Running running;
    RawClient idle = running.client();
    idle.send("GET /-/ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(idle.answer().value_or(RawAnswer()).status, 200);
    RawClient busy = running.client();
    busy.send("POST /metrics HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    QCOMPARE(busy.answer().value_or(RawAnswer()).status, 100); // its header was read
    bool done = false;
    running.gateway.shutdown([&done] { done = true; });
    running.gateway.shutdown([] { QFAIL("only the first call counts"); });
    QVERIFY(idle.ended());
    busy.send("n 1\n");
    QCOMPARE(busy.answer().value_or(RawAnswer()).status, 202);
    QTRY_VERIFY(done);
}

void TestGateway::countsWhatItAnswers()
{
    const Running running;
    running.ask("POST", "/metrics", "a 1\n");
    running.ask("POST", "/metrics", "a{\n");
    running.ask("GET", "/nothing");
    RawClient broken = running.client();
    broken.send("GET / HTTP/1.1\r\n\r\n"); // no host
    QCOMPARE(broken.answer().value_or(RawAnswer()).status, 400);
    RawClient noise = running.client();
    noise.send("hello\r\n");
    QCOMPARE(noise.answer().value_or(RawAnswer()).status, 400);
    RawClient large = running.client();
    large.send("PUT /metrics/job/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n");
    QCOMPARE(large.answer().value_or(RawAnswer()).status, 413);
    const auto shows = [&running](const std::string& line) {
        return running.ask("GET", "/-/metrics").body.find(line + "\n") != std::string::npos;
    };
    QTRY_VERIFY(shows("cairn_http_requests_total{code=\"202\",handler=\"push\",method=\"POST\"} 1"));
    QTRY_VERIFY(shows("cairn_http_requests_total{code=\"400\",handler=\"push\",method=\"POST\"} 1"));
    QTRY_VERIFY(shows("cairn_http_requests_total{code=\"404\",handler=\"other\",method=\"GET\"} 1"));
    QTRY_VERIFY(shows("cairn_http_events_total{reason=\"bad_request\"} 2"));
    QTRY_VERIFY(shows("cairn_http_requests_total{code=\"400\",handler=\"landing\",method=\"GET\"} 1"));
    QTRY_VERIFY(shows("cairn_http_requests_total{code=\"400\",handler=\"none\",method=\"none\"} 1"));
    QTRY_VERIFY(shows("cairn_http_requests_total{code=\"413\",handler=\"push\",method=\"PUT\"} 1"));
    QVERIFY(shows("cairn_pushes_refused_total{reason=\"size\"} 1"));
    QVERIFY(shows("cairn_http_request_size_bytes_count{handler=\"push\"} 2")); // the two that came whole
    QVERIFY(shows("cairn_pushes_refused_total{reason=\"syntax\"} 1"));
    QVERIFY(shows("cairn_pushed_samples_total 1"));
    QVERIFY(shows("cairn_series 1"));
}

void TestGateway::explainsWhatHttpRefuses()
{
    const Running running({"--push.max-body-bytes=1000", "--web.cors.origins=https://a.example"});
    RawClient client = running.client();
    client.send("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\nAccept: application/json\r\n"
                "Origin: https://a.example\r\n\r\n");
    const auto answer = client.answer();
    QVERIFY(answer);
    QCOMPARE(answer->status, 413);
    QCOMPARE(answer->headers.at("content-type"), std::string("application/json"));
    QCOMPARE(answer->headers.at("access-control-allow-origin"), std::string("https://a.example"));
    QCOMPARE(answer->body,
        std::string(R"x({"status":"error","errorType":"size","error":"body of 1001 bytes: at most 1000 are taken )x"
                    R"x((--push.max-body-bytes)"})x")
            + "\n");
}

void TestGateway::expiresSeries()
{
    const Running running({"--series.ttl=1ms"});
    QCOMPARE(running.ask("POST", "/metrics", "a 1\n").status, 202);
    QTRY_COMPARE(running.scrape(), std::string());
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
