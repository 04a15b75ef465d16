// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/deadline_wheel.h"
#include "core/http/server.h"
#include "tests/gateway/raw_client.h"
#include "tests/gateway/recording.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <atomic>
#include <fcntl.h>
#include <map>
#include <memory>
#include <netinet/in.h>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using Event = http::Observer::Event;

namespace {

const std::string kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string kPost = "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";

/// Answers requests that are handed to it on a thread of its own, in order.
class Committer {
public:
    Committer() : m_thread([this] { run(); }) { }
    ~Committer()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_stop = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    void answerLater(http::Responder responder, http::Response response)
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.emplace_back(std::move(responder), std::move(response));
        m_changed.notify_all();
    }
    void hold() { m_held = true; }
    void release()
    {
        m_held = false;
        m_changed.notify_all();
    }
    std::size_t waiting()
    {
        const std::scoped_lock lock(m_mutex);
        return m_waiting.size();
    }

private:
    void run()
    {
        std::unique_lock lock(m_mutex);
        while (!m_stop) {
            m_changed.wait_for(lock, 50ms, [this] { return m_stop || (!m_held && !m_waiting.empty()); });
            if (m_held || m_waiting.empty())
                continue;
            auto batch = std::exchange(m_waiting, {});
            lock.unlock();
            for (auto& [responder, response] : batch)
                responder.send(std::move(response));
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::pair<http::Responder, http::Response>> m_waiting;
    bool m_stop = false;
    std::atomic<bool> m_held{false};
    std::thread m_thread;
};

/// `pieces` pieces of 64 KiB, then the end that is asked for.
class Pieces final : public http::BodySource {
public:
    Pieces(int pieces, Step end, std::atomic<int>* made = nullptr) : m_left(pieces), m_end(end), m_made(made) { }
    Step next(std::string& out) override
    {
        if (m_left-- == 0)
            return m_end;
        out.append(64 * 1024, 'x');
        if (m_made)
            ++*m_made;
        return Step::More;
    }

private:
    int m_left;
    Step m_end;
    std::atomic<int>* m_made;
};

http::Response streamed(
    int pieces, http::BodySource::Step end = http::BodySource::Step::End, std::atomic<int>* made = nullptr)
{
    http::Response response;
    response.stream = std::make_unique<Pieces>(pieces, end, made);
    return response;
}

} // namespace

class TestHttpServer : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void keepsTheConnection();
    void answersManyPipelinedRequestsInOrder();
    void answersLateInOrder();
    void spreadsConnectionsOverItsThreads();
    void survivesClientsThatLeave();
    void answersWhatTheHandlerForgot();
    void refusesBeforeTheBody();
    void asksForTheBodyWhenItIsWelcome();
    void leavesOutTheBodyOfHead();
    void keepsLineEndsOutOfHeaders();
    void lets413BeRead();
    void tellsOfWhatItRefuses_data();
    void tellsOfWhatItRefuses();
    void answersHalfClosedClients();
    void neverHandsOnACutBody_data();
    void neverHandsOnACutBody();
    void streams_data();
    void streams();
    void cutsABrokenStream();
    void cutsAStreamThatThrows();
    void givesEachConnectionOneTurn();
    void sendsLengthsToHttp10OverUnixSockets();
    void waitsForSlowReaders();
    void cutsAStreamAtItsDeadline();
    void capsUnreadAnswers();
    void meetsDeadlines_data();
    void meetsDeadlines();
    void drippingDoesNotRenewTheHeaderDeadline();
    void turnsAwayOverTheLimit();
    void turnsAwayOverTheLimitOfAnAddress();
    void recoversFromRunningOutOfDescriptors();
    void servesUnixSockets();
    void replacesASocketThatNobodyServes();
    void leavesFilesThatAreNoSockets_data();
    void leavesFilesThatAreNoSockets();
    void servesGivenDescriptors();
    void bindsEachKindOfAddress_data();
    void bindsEachKindOfAddress();
    void namesATakenPort();
    void drainsRequestsInFlight();
    void cutsAtTheEndOfTheGrace();
    void neverEndsAStreamThatTheGraceCut_data();
    void neverEndsAStreamThatTheGraceCut();

private:
    void start();
    std::string address() { return m_server->boundAddresses().front(); }

    http::ServerOptions m_options;
    std::unique_ptr<RecordingHandler> m_handler;
    std::unique_ptr<RecordingObserver> m_observer;
    std::unique_ptr<Committer> m_committer;
    std::unique_ptr<http::Server> m_server;
};

void TestHttpServer::init()
{
    m_options = {};
    m_options.addresses = {"127.0.0.1:0"};
    m_options.threads = 2;
    m_handler = std::make_unique<RecordingHandler>();
    m_observer = std::make_unique<RecordingObserver>();
    m_committer = std::make_unique<Committer>();
}

void TestHttpServer::cleanup()
{
    m_server.reset();
    m_committer.reset();
}

void TestHttpServer::start()
{
    auto started = http::Server::start(m_options, *m_handler, *m_observer);
    QVERIFY2(started, started ? "" : started.error().c_str());
    m_server = std::move(*started);
}

void TestHttpServer::keepsTheConnection()
{
    m_options.serverHeader = "cairn/test";
    start();
    RawClient client(address());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(client.send(kPost));
        auto answer = client.answer();
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, std::string("POST /p abc"));
        QCOMPARE(answer->headers["server"], std::string("cairn/test"));
        QVERIFY(answer->headers["date"].ends_with(" GMT"));
    }
    QVERIFY(m_observer->waitForAnswers(3));
    QCOMPARE(m_observer->answers().front(), std::string("POST /p 200"));
    QCOMPARE(m_server->connections(), 1);
}

void TestHttpServer::answersManyPipelinedRequestsInOrder()
{
    start();
    constexpr int kDeep = 1000;
    std::string all;
    for (int i = 0; i < kDeep; ++i)
        all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    RawClient client(address());
    QVERIFY(client.send(all));
    for (int i = 0; i < kDeep; ++i) {
        const auto answer = client.answer();
        QVERIFY(answer);
        QCOMPARE(answer->body, "GET /" + std::to_string(i));
    }
}

void TestHttpServer::answersLateInOrder()
{
    m_handler->onRequest = [this](http::Request request, http::Responder responder) {
        m_committer->answerLater(std::move(responder), http::textResponse(202, request.rawPath));
    };
    start();
    RawClient client(address());
    std::string all;
    for (int i = 0; i < 100; ++i)
        all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    QVERIFY(client.send(all));
    for (int i = 0; i < 100; ++i) {
        const auto answer = client.answer();
        QVERIFY(answer);
        QCOMPARE(answer->status, 202);
        QCOMPARE(answer->body, "/" + std::to_string(i));
    }
}

void TestHttpServer::spreadsConnectionsOverItsThreads()
{
    std::mutex mutex;
    std::map<std::thread::id, int> served;
    m_handler->onRequest = [&](http::Request, http::Responder responder) {
        {
            const std::scoped_lock lock(mutex);
            ++served[std::this_thread::get_id()];
        }
        responder.send(http::textResponse(200, ""));
    };
    start();
    std::vector<RawClient> clients;
    for (int i = 0; i < 40; ++i)
        clients.emplace_back(address());
    QTRY_COMPARE(m_server->connections(), 40);
    for (RawClient& client : clients) {
        QVERIFY(client.send(kGet));
        QVERIFY(client.answer());
    }
    QCOMPARE(served.size(), std::size_t(2));
    for (const auto& [thread, count] : served)
        QVERIFY(count >= 15);
}

void TestHttpServer::survivesClientsThatLeave()
{
    m_handler->onRequest = [this](http::Request request, http::Responder responder) {
        if (request.rawPath == "/stream")
            m_committer->answerLater(std::move(responder), streamed(8));
        else
            m_committer->answerLater(std::move(responder), http::textResponse(202, ""));
    };
    start();
    for (int i = 0; i < 1000; ++i) {
        RawClient client(address());
        QVERIFY(client.send(i % 2 ? kPost : "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"));
        if (i % 3 == 0)
            client.reset();
        else if (i % 3 == 1)
            client.halfClose();
    }
    QTRY_COMPARE(m_server->connections(), 0);
    RawClient client(address());
    QVERIFY(client.send(kPost));
    QVERIFY(client.answer());
}

void TestHttpServer::answersWhatTheHandlerForgot()
{
    m_handler->onRequest = [](http::Request, http::Responder) {};
    start();
    RawClient client(address());
    QVERIFY(client.send(kPost));
    const auto answer = client.answer();
    QVERIFY(answer);
    QCOMPARE(answer->status, 500);
}

void TestHttpServer::refusesBeforeTheBody()
{
    m_handler->onHead = [](const http::RequestHead& head) -> std::optional<http::Response> {
        if (head.rawPath == "/p")
            return http::textResponse(401, "who are you?\n");
        return {};
    };
    start();
    RawClient polite(address()); // waits for 100: its body may come or not, so the connection cannot go on
    QVERIFY(polite.send("POST /p HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
    auto answer = polite.answer();
    QVERIFY(answer);
    QCOMPARE(answer->status, 401);
    QCOMPARE(answer->headers["connection"], std::string("close"));
    polite.halfClose();
    QVERIFY(polite.ended());

    RawClient small(address()); // the answer comes before the body, and the connection stays
    QVERIFY(small.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n"));
    answer = small.answer();
    QVERIFY(answer);
    QCOMPARE(answer->status, 401);
    QVERIFY(small.send("abc" + kGet));
    answer = small.answer();
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(m_handler->take(), std::vector<std::string>{"GET /"});
}

void TestHttpServer::asksForTheBodyWhenItIsWelcome()
{
    start();
    RawClient client(address());
    QVERIFY(client.send("POST /p HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
    auto answer = client.answer();
    QVERIFY(answer);
    QCOMPARE(answer->status, 100);
    QVERIFY(client.send("abc"));
    answer = client.answer();
    QVERIFY(answer);
    QCOMPARE(answer->body, std::string("POST /p abc"));
}

void TestHttpServer::leavesOutTheBodyOfHead()
{
    m_handler->onRequest = [](http::Request request, http::Responder responder) {
        responder.send(request.rawPath == "/stream" ? streamed(1) : http::textResponse(200, "twelve bytes"));
    };
    start();
    RawClient client(address());
    QVERIFY(client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\nHEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n" + kGet));
    auto answer = client.answer(true);
    QVERIFY(answer);
    QCOMPARE(answer->headers["content-length"], std::string("12"));
    answer = client.answer(true);
    QVERIFY(answer);
    QCOMPARE(answer->headers["transfer-encoding"], std::string("chunked"));
    answer = client.answer();
    QVERIFY(answer);
    QCOMPARE(answer->body, std::string("twelve bytes"));
}

void TestHttpServer::keepsLineEndsOutOfHeaders()
{
    m_handler->onRequest = [](http::Request, http::Responder responder) {
        http::Response response = http::textResponse(200, "");
        response.headers.push_back({"X-Echo", "a\r\nX-Injected: b"});
        response.headers.push_back({"Connection", "close"});
        responder.send(std::move(response));
    };
    start();
    RawClient client(address());
    QVERIFY(client.send(kGet));
    const auto answer = client.answer();
    QVERIFY(answer);
    QVERIFY(!answer->headers.contains("x-injected"));
    QVERIFY(!answer->headers.contains("connection"));
}

void TestHttpServer::lets413BeRead()
{
    m_options.limits.bodyBytes = 1024 * 1024;
    start();
    for (const std::string framing : {"Content-Length: 5000000", "Transfer-Encoding: chunked"}) {
        RawClient client(address());
        QVERIFY(client.send("POST /p HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n\r\n4c4b40\r\n"));
        QVERIFY(client.send(std::string(5'000'000, 'z'))); // all of it goes out before the answer is read
        const auto answer = client.answer();
        QVERIFY(answer);
        QCOMPARE(answer->status, 413);
        client.halfClose();
        QVERIFY(client.ended());
        QVERIFY(!client.cutShort());
    }
    QVERIFY(m_handler->take().empty());
    QCOMPARE(m_observer->count(Event::BodyTooLarge), 2);
}

void TestHttpServer::tellsOfWhatItRefuses_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char* name, const QByteArray& request, const char* told) {
        QTest::newRow(name) << request << QByteArray(told);
    };
    row("no request at all", "hello\r\n", "  400");
    row("a request line that is too long", "GET /" + QByteArray(9000, 'a'), "  414");
    row("a method that nobody knows", "BREW / HTTP/1.1\r\n\r\n", "  501");
    row("no host", "GET /a HTTP/1.1\r\n\r\n", "GET /a 400");
    row("a header that is too large", "PUT /a HTTP/1.1\r\nx: " + QByteArray(17000, 'a'), "PUT /a 431");
    row("too many fields", "GET /a HTTP/1.1\r\n" + QByteArray("x: y\r\n").repeated(65), "GET /a 431");
    row("a body that is too large", "POST /a?b HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", "POST /a 413");
    row("a header that never ends", "POST /a HTTP/1.1\r\nHost: x\r\n", "POST /a 408");
}

void TestHttpServer::tellsOfWhatItRefuses()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, told);
    m_options.limits.headerTimeout = 300ms;
    start();
    RawClient client(address());
    QVERIFY(client.send(kGet + request.toStdString()));
    QCOMPARE(client.answer().value_or(RawAnswer()).status, 200);
    QCOMPARE(client.answer().value_or(RawAnswer()).status, told.right(3).toInt());
    QVERIFY(m_observer->waitForAnswers(2));
    QCOMPARE(m_observer->answers(), (std::vector<std::string>{"GET / 200", told.toStdString()}));
}

void TestHttpServer::answersHalfClosedClients()
{
    m_handler->onRequest = [this](http::Request request, http::Responder responder) {
        if (request.rawPath == "/late")
            m_committer->answerLater(std::move(responder), http::textResponse(202, "late"));
        else
            responder.send(streamed(320)); // 20 MB: far more than the socket's buffer takes at once
    };
    start();
    for (int i = 0; i < 40; ++i) {
        RawClient client(address());
        QVERIFY(client.send("GET /late HTTP/1.1\r\nHost: x\r\n\r\n"));
        client.halfClose();
        const auto answer = client.answer();
        QVERIFY(answer);
        QCOMPARE(answer->body, std::string("late"));
        QVERIFY(client.ended());
    }
    RawClient client(address());
    QVERIFY(client.send(kGet));
    client.halfClose();
    const auto answer = client.answer();
    QVERIFY(answer && answer->whole);
    QCOMPARE(answer->body.size(), std::size_t(320) * 65536);
}

void TestHttpServer::neverHandsOnACutBody_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("reset");
    for (const bool reset : {false, true}) {
        const auto row = [reset](const char* name, const char* bytes) {
            QTest::addRow("%s, %s", name, reset ? "reset" : "half-closed") << QByteArray(bytes) << reset;
        };
        row("within a length, at a line end", "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na 1\n");
        row("one byte before the end", "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\na 1\n");
        row("within a chunk", "POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\na 1\n");
        row("after a whole chunk", "POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\na 1\n\r\n");
        row("after the last chunk", "POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
    }
}

void TestHttpServer::neverHandsOnACutBody()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, reset);
    start();
    RawClient client(address());
    QVERIFY(client.send(bytes.toStdString()));
    if (reset)
        client.reset();
    else
        client.halfClose();
    if (!reset)
        QVERIFY(client.ended());
    QTRY_COMPARE(m_server->connections(), 0);
    QVERIFY(m_handler->take().empty());
    if (!reset) // a reset can overtake what came before it
        QCOMPARE(m_observer->count(Event::BodyCut), 1);
}

void TestHttpServer::streams_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::newRow("in chunks to HTTP/1.1") << QByteArray("1.1");
    QTest::newRow("until the end of the connection to HTTP/1.0") << QByteArray("1.0");
}

void TestHttpServer::streams()
{
    QFETCH(QByteArray, version);
    m_handler->onRequest = [](http::Request, http::Responder responder) { responder.send(streamed(64)); };
    start();
    RawClient client(address());
    QVERIFY(client.send("GET / HTTP/" + version.toStdString() + "\r\nHost: x\r\n\r\n"));
    const auto answer = client.answer();
    QVERIFY(answer && answer->whole);
    QCOMPARE(answer->body.size(), std::size_t(64) * 65536);
    QVERIFY(m_observer->waitForAnswers(1));
    if (version == "1.0")
        return;
    QVERIFY(client.send(kGet)); // the connection is still good
    QVERIFY(client.answer());
}

void TestHttpServer::cutsABrokenStream()
{
    m_handler->onRequest
        = [](http::Request, http::Responder responder) { responder.send(streamed(4, http::BodySource::Step::Broken)); };
    start();
    for (const std::string version : {"1.1", "1.0"}) {
        RawClient client(address());
        QVERIFY(client.send("GET / HTTP/" + version + "\r\nHost: x\r\n\r\n"));
        const auto answer = client.answer();
        QVERIFY(!answer || !answer->whole);
    }
    QVERIFY(m_observer->waitForAnswers(2)); // what was cut was an answer, too
}

void TestHttpServer::cutsAStreamThatThrows()
{
    class Throwing final : public http::BodySource {
    public:
        Step next(std::string& out) override
        {
            if (++m_made == 4)
                throw std::bad_alloc();
            out.append(64 * 1024, 'x');
            return Step::More;
        }

    private:
        int m_made = 0;
    };
    m_handler->onRequest = [](http::Request, http::Responder responder) {
        http::Response response;
        response.stream = std::make_unique<Throwing>();
        responder.send(std::move(response));
    };
    start();
    for (const std::string version : {"1.1", "1.0"}) {
        RawClient client(address());
        QVERIFY(client.send("GET / HTTP/" + version + "\r\nHost: x\r\n\r\n"));
        const auto answer = client.answer();
        QVERIFY(!answer || !answer->whole);
    }
    QVERIFY(m_observer->waitForAnswers(2));
    QTRY_COMPARE(m_server->connections(), 0);
}

// Input that comes while a connection waits for its turn once gave it another one in each round, for good.
void TestHttpServer::givesEachConnectionOneTurn()
{
    struct Turns {
        std::mutex mutex;
        std::string taken; ///< by path
        bool enough = false;
        std::size_t count()
        {
            const std::scoped_lock lock(mutex);
            return taken.size();
        }
    } turns;
    class Byte final : public http::BodySource {
    public:
        Byte(Turns& turns, char name) : m_turns(turns), m_name(name) { }
        Step next(std::string& out) override
        {
            const std::scoped_lock lock(m_turns.mutex);
            m_turns.taken += m_name;
            out += m_name;
            return m_turns.enough ? Step::End : Step::More;
        }

    private:
        Turns& m_turns;
        const char m_name;
    };
    m_handler->onRequest = [&turns](http::Request request, http::Responder responder) {
        http::Response response;
        response.stream = std::make_unique<Byte>(turns, request.rawPath.back());
        responder.send(std::move(response));
    };
    m_options.threads = 1;
    m_options.limits.writeTimeout = 20s;
    start();
    RawClient quiet(address());
    RawClient eager(address());
    QVERIFY(quiet.send("GET /q HTTP/1.1\r\nHost: x\r\n\r\n"));
    QVERIFY(eager.send("GET /e HTTP/1.1\r\nHost: x\r\n\r\n"));
    std::jthread reader([&quiet] { static_cast<void>(quiet.answer()); });
    std::size_t seen = 0;
    for (int i = 0; i < 5; ++i) {
        QTRY_VERIFY(turns.count() >= seen + 100);
        eager.send("G");
        seen = turns.count();
    }
    QTRY_VERIFY(turns.count() >= seen + 400);
    std::string last;
    {
        const std::scoped_lock lock(turns.mutex);
        last = turns.taken.substr(turns.taken.size() - 200);
        turns.enough = true;
    }
    static_cast<void>(eager.answer());
    reader.join();
    QVERIFY2(last.find("eee") == std::string::npos && last.find('q') != std::string::npos, last.c_str());
}

// A cut looks like an end there, and nothing but a length tells them apart.
void TestHttpServer::sendsLengthsToHttp10OverUnixSockets()
{
    const QTemporaryDir dir;
    m_options.addresses = {"unix://" + dir.filePath("cairn.sock").toStdString()};
    m_handler->onRequest = [](http::Request request, http::Responder responder) {
        using Step = http::BodySource::Step;
        responder.send(
            streamed(request.rawPath == "/long" ? 1100 : 64, request.rawPath == "/broken" ? Step::Broken : Step::End));
    };
    start();
    const auto ask = [this](const std::string& path) {
        RawClient client(address());
        client.send("GET " + path + " HTTP/1.0\r\n\r\n");
        return client.answer();
    };
    const auto whole = ask("/");
    QVERIFY(whole && whole->whole);
    QCOMPARE(whole->headers.at("content-length"), std::to_string(64 * 65536));
    QCOMPARE(whole->body.size(), std::size_t(64) * 65536);
    QVERIFY(!ask("/broken"));
    QCOMPARE(ask("/long").value_or(RawAnswer()).status, 505);
}

void TestHttpServer::waitsForSlowReaders()
{
    std::atomic<int> made{0};
    m_handler->onRequest = [&made](http::Request request, http::Responder responder) {
        if (request.rawPath == "/stream")
            responder.send(streamed(3200, http::BodySource::Step::End, &made)); // 200 MB
        else
            responder.send(http::textResponse(200, ""));
    };
    m_options.threads = 1;
    start();
    RawClient slow(address());
    slow.receiveLittle();
    QVERIFY(slow.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"));
    RawClient other(address());
    for (int i = 0; i < 200; ++i) { // the thread is not held by the one that does not read
        QVERIFY(other.send(kPost));
        QVERIFY(other.answer());
    }
    QVERIFY(made < 400); // what fits into the buffers of the two sockets and ours, not the whole
    slow.reset();
    QVERIFY(m_observer->waitFor(Event::ClientGone, 1));
}

void TestHttpServer::cutsAStreamAtItsDeadline()
{
    class Hurried final : public http::BodySource {
    public:
        explicit Hurried(std::atomic<bool>& gone) : m_gone(gone) { }
        ~Hurried() override { m_gone = true; }
        Step next(std::string& out) override
        {
            out.append(64 * 1024, 'x');
            return Step::More;
        }
        std::optional<http::TimePoint> deadline() const override { return m_deadline; }

    private:
        std::atomic<bool>& m_gone;
        http::TimePoint m_deadline = http::Clock::now() + 300ms;
    };
    std::atomic<bool> gone{false};
    m_handler->onRequest = [&gone](http::Request, http::Responder responder) {
        http::Response response;
        response.stream = std::make_unique<Hurried>(gone);
        responder.send(std::move(response));
    };
    start(); // with a write timeout of its usual length
    RawClient client(address());
    client.receiveLittle();
    QVERIFY(client.send("GET / HTTP/1.0\r\n\r\n"));
    QTRY_VERIFY(gone);
    QCOMPARE(m_observer->count(Event::WriteTimeout), 1);
    const auto answer = client.answer();
    QVERIFY(!answer || !answer->whole);
    QTRY_COMPARE(m_server->connections(), 0);
}

void TestHttpServer::capsUnreadAnswers()
{
    std::atomic<int> answered{0};
    m_handler->onRequest = [&answered](http::Request, http::Responder responder) {
        ++answered;
        responder.send(http::textResponse(200, std::string(1024 * 1024, 'x')));
    };
    m_options.limits.writeTimeout = 200ms;
    start();
    RawClient client(address());
    client.receiveLittle();
    std::string all;
    for (int i = 0; i < 300; ++i)
        all += kGet;
    QVERIFY(client.send(all));
    QVERIFY(m_observer->waitFor(Event::WriteTimeout, 1));
    QVERIFY(answered < 20); // it did not make 300 MB for a peer that reads nothing
    QTRY_COMPARE(m_server->connections(), 0);
}

void TestHttpServer::meetsDeadlines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("event");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const QByteArray& bytes, Event event, int status) {
        QTest::newRow(name) << bytes << static_cast<int>(event) << status;
    };
    row("no byte ever", "", Event::HeaderTimeout, 0);
    row("half a header", "GET / HTTP/1.1\r\nHo", Event::HeaderTimeout, 408);
    row("an empty line only", "\r\n", Event::HeaderTimeout, 408);
    row("half a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc", Event::RequestTimeout, 408);
    row("nothing after an answer", QByteArray::fromStdString(kGet), Event::IdleTimeout, 200);
}

void TestHttpServer::meetsDeadlines()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, event);
    QFETCH(int, status);
    m_options.limits.headerTimeout = 60ms;
    m_options.limits.requestTimeout = 90ms;
    m_options.limits.idleTimeout = 80ms;
    start();
    RawClient client(address());
    QVERIFY(client.send(bytes.toStdString()));
    if (status > 0) {
        auto answer = client.answer();
        QVERIFY(answer);
        QCOMPARE(answer->status, status);
        if (status == 408)
            QCOMPARE(answer->headers["connection"], std::string("close"));
    }
    QVERIFY(client.ended());
    QCOMPARE(m_observer->count(static_cast<Event>(event)), 1);
}

void TestHttpServer::drippingDoesNotRenewTheHeaderDeadline()
{
    QTemporaryDir dir;
    m_options.addresses = {"unix:" + dir.filePath("s").toStdString()};
    m_options.limits.headerTimeout = 100ms;
    start();
    RawClient client(address());
    QVERIFY(client.send("GET / HTTP/1.1\r\nX: "));
    int bytes = 0;
    while (bytes < 16000 && m_observer->count(Event::HeaderTimeout) == 0 && client.sendAlone("a")) {
        ++bytes;
        std::this_thread::yield();
    }
    QVERIFY(m_observer->waitFor(Event::HeaderTimeout, 1) || bytes == 16000);
    const auto answer = client.answer();
    QVERIFY(answer);
    QVERIFY(answer->status == 408 || answer->status == 431);
}

void TestHttpServer::turnsAwayOverTheLimit()
{
    m_options.limits.connections = 10;
    start();
    std::vector<RawClient> clients;
    for (int i = 0; i < 10; ++i) {
        clients.emplace_back(address());
        QVERIFY(clients.back().send(kGet));
        QVERIFY(clients.back().answer());
    }
    for (int i = 0; i < 2; ++i) {
        RawClient extra(address());
        extra.send(kGet);
        auto answer = extra.answer();
        QVERIFY(answer);
        QCOMPARE(answer->status, 503);
        QCOMPARE(answer->headers["connection"], std::string("close"));
        QVERIFY(answer->headers.contains("retry-after"));
    }
    QCOMPARE(m_observer->count(Event::TooManyConnections), 2);
    QCOMPARE(m_server->connections(), 10);
    clients.pop_back();
    QTRY_COMPARE(m_server->connections(), 9);
    RawClient again(address());
    QVERIFY(again.send(kGet));
    QCOMPARE(again.answer()->status, 200);
}

void TestHttpServer::turnsAwayOverTheLimitOfAnAddress()
{
    m_options.limits.connectionsPerAddress = 1;
    start();
    RawClient first(address());
    QVERIFY(first.send(kGet));
    QVERIFY(first.answer());
    RawClient second(address());
    QCOMPARE(second.answer()->status, 503);
    QCOMPARE(m_observer->count(Event::TooManyFromAddress), 1);
}

void TestHttpServer::recoversFromRunningOutOfDescriptors()
{
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    m_options.limits.connections = 100000;
    m_options.threads = 1; // no other listener that could come to its help
    start();
    std::vector<RawClient> clients;
    for (int i = 0; i < 40; ++i)
        clients.emplace_back(address());
    for (RawClient& client : clients) {
        QVERIFY(client.send(kGet));
        QVERIFY(client.answer());
    }
    const int second = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in target{};
    socklen_t size = sizeof target;
    ::getpeername(clients.front().descriptor(), reinterpret_cast<sockaddr*>(&target), &size);
    // The next descriptor of this process, clients' and server's alike, is one too many but for one.
    const int next = ::open("/dev/null", O_RDONLY);
    ::close(next);
    const rlimit little{static_cast<rlim_t>(next + 1), before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &little);
    RawClient unlucky(address());
    const bool connected = unlucky.connected();
    const bool told = m_observer->waitFor(Event::DescriptorsExhausted, 1);
    unlucky.send(kGet);
    const auto answer = unlucky.answer();
    ::connect(second, reinterpret_cast<const sockaddr*>(&target), sizeof target);
    const bool toldAgain = m_observer->waitFor(Event::DescriptorsExhausted, 2);
    char first = 0;
    const ssize_t came = ::recv(second, &first, 1, 0); // the spare is there again
    ::setrlimit(RLIMIT_NOFILE, &before);
    ::close(second);
    QVERIFY(connected);
    QVERIFY(told);
    QVERIFY(answer); // by the spare descriptor
    QCOMPARE(answer->status, 503);
    QVERIFY(answer->whole && !answer->body.empty());
    QVERIFY(toldAgain); // each time, not once a minute
    QCOMPARE(came, ssize_t(1));
    QCOMPARE(m_server->connections(), 40);
    clients.clear();
    RawClient lucky(address());
    QVERIFY(lucky.send(kPost));
    QCOMPARE(lucky.answer()->status, 200);
}

void TestHttpServer::servesUnixSockets()
{
    QTemporaryDir dir;
    const std::string path = dir.filePath("cairn.sock").toStdString();
    m_options.addresses = {"unix://" + path};
    http::Peer peer;
    m_handler->onRequest = [&peer](http::Request request, http::Responder responder) {
        peer = request.peer;
        responder.send(http::textResponse(200, request.body));
    };
    start();
    QCOMPARE(address(), "unix:" + path);
    RawClient client(address());
    QVERIFY(client.send(kPost));
    QCOMPARE(client.answer()->body, std::string("abc"));
    QCOMPARE(peer.address, std::string("unix"));
    QVERIFY(peer.loopback);

    const auto second = http::Server::start(m_options, *m_handler, *m_observer);
    QVERIFY(!second);
    QCOMPARE(second.error(), "listen unix://" + path + ": address already in use");
    m_server.reset();
    QVERIFY(!QFile::exists(QString::fromStdString(path)));
}

void TestHttpServer::replacesASocketThatNobodyServes()
{
    QTemporaryDir dir;
    const std::string path = dir.filePath("s").toStdString();
    sockaddr_un stale{};
    stale.sun_family = AF_UNIX;
    path.copy(stale.sun_path, sizeof stale.sun_path - 1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr*>(&stale), sizeof stale), 0);
    ::close(fd);
    m_options.addresses = {"unix:" + path};
    start();
    RawClient client(address());
    QVERIFY(client.send(kGet));
    QVERIFY(client.answer());
}

void TestHttpServer::leavesFilesThatAreNoSockets_data()
{
    QTest::addColumn<bool>("link");
    QTest::newRow("a regular file") << false;
    QTest::newRow("a link to one") << true;
}

void TestHttpServer::leavesFilesThatAreNoSockets()
{
    QFETCH(bool, link);
    QTemporaryDir dir;
    QFile file(dir.filePath("precious"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("kept") == 4);
    file.close();
    const QString path = link ? dir.filePath("link") : file.fileName();
    QVERIFY(!link || file.link(path));
    m_options.addresses = {"unix://" + path.toStdString()};
    const auto started = http::Server::start(m_options, *m_handler, *m_observer);
    QVERIFY(!started);
    QCOMPARE(started.error(), "listen unix://" + path.toStdString() + ": the path exists and is not a socket");
    QVERIFY(QFile::exists(path) && file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("kept"));
}

void TestHttpServer::servesGivenDescriptors()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr*>(&any), sizeof any), 0);
    QCOMPARE(::listen(fd, 16), 0);
    m_options.addresses.clear();
    m_options.descriptors = {fd};
    start();
    RawClient client(address());
    QVERIFY(client.send(kGet));
    QVERIFY(client.answer());
}

void TestHttpServer::bindsEachKindOfAddress_data()
{
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("every address") << QByteArray(":0") << QByteArray();
    QTest::newRow("a name") << QByteArray("localhost:0") << QByteArray();
    QTest::newRow("an address without port")
        << QByteArray("127.0.0.1")
        << QByteArray("listen 127.0.0.1: expected host:port, :port, [address]:port "
                      "or unix:/path");
    QTest::newRow("a port that is too large")
        << QByteArray(":70000")
        << QByteArray("listen :70000: expected host:port, :port, [address]:port or "
                      "unix:/path");
    QTest::newRow("an address of another machine")
        << QByteArray("192.0.2.1:0") << QByteArray("listen 192.0.2.1:0: cannot assign requested address");
}

void TestHttpServer::bindsEachKindOfAddress()
{
    QFETCH(QByteArray, wanted);
    QFETCH(QByteArray, error);
    m_options.addresses = {wanted.toStdString()};
    auto started = http::Server::start(m_options, *m_handler, *m_observer);
    if (!error.isEmpty()) {
        QVERIFY(!started);
        QCOMPARE(QByteArray::fromStdString(started.error()), error);
        return;
    }
    QVERIFY2(started, started ? "" : started.error().c_str());
    m_server = std::move(*started);
    RawClient client(address());
    QVERIFY(client.send(kGet));
    QVERIFY(client.answer());
}

void TestHttpServer::namesATakenPort()
{
    start();
    m_options.addresses = {address()};
    const auto second = http::Server::start(m_options, *m_handler, *m_observer);
    QVERIFY(!second);
    QCOMPARE(second.error(), "listen " + address() + ": address already in use");
}

void TestHttpServer::drainsRequestsInFlight()
{
    m_handler->onRequest = [this](http::Request, http::Responder responder) {
        m_committer->answerLater(std::move(responder), http::textResponse(202, "kept"));
    };
    start();
    m_committer->hold();
    RawClient busy(address());
    QVERIFY(busy.send(kPost));
    RawClient half(address());
    QVERIFY(half.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na"));
    RawClient idle(address());
    QTRY_COMPARE(m_committer->waiting(), std::size_t(1));
    QTRY_COMPARE(m_server->connections(), 3);
    bool drained = false;
    m_server->drain(20s, [&drained] { drained = true; });
    const std::string where = address();
    QVERIFY(idle.ended());
    idle.close();
    QTRY_VERIFY(!RawClient(where).connected());
    QVERIFY(half.send("bc"));
    QTRY_COMPARE(m_committer->waiting(), std::size_t(2));
    QVERIFY(!drained);
    m_committer->release();
    for (RawClient* client : {&busy, &half}) {
        auto answer = client->answer();
        QVERIFY(answer);
        QCOMPARE(answer->body, std::string("kept"));
        QCOMPARE(answer->headers["connection"], std::string("close"));
        QVERIFY(client->ended());
    }
    QTRY_VERIFY(drained);
}

void TestHttpServer::cutsAtTheEndOfTheGrace()
{
    m_handler->onRequest = [this](http::Request, http::Responder responder) {
        m_committer->answerLater(std::move(responder), http::textResponse(202, ""));
    };
    start();
    m_committer->hold();
    RawClient client(address());
    QVERIFY(client.send(kPost));
    QTRY_COMPARE(m_committer->waiting(), std::size_t(1));
    bool drained = false;
    m_server->drain(50ms, [&drained] { drained = true; });
    QTRY_VERIFY(drained);
    QVERIFY(!client.answer());
    m_committer->release(); // the answer comes to a listener that is no more
}

void TestHttpServer::neverEndsAStreamThatTheGraceCut_data()
{
    streams_data();
}

void TestHttpServer::neverEndsAStreamThatTheGraceCut()
{
    QFETCH(QByteArray, version);
    std::atomic<int> made{0};
    m_handler->onRequest = [&made](http::Request, http::Responder responder) {
        responder.send(streamed(3200, http::BodySource::Step::End, &made));
    };
    start();
    RawClient client(address());
    client.receiveLittle();
    QVERIFY(client.send("GET / HTTP/" + version.toStdString() + "\r\nHost: x\r\n\r\n"));
    QTRY_VERIFY(made > 0);
    bool drained = false;
    m_server->drain(50ms, [&drained] { drained = true; });
    QTRY_VERIFY(drained);
    const auto answer = client.answer();
    QVERIFY(!answer || !answer->whole);
    QVERIFY(client.cutShort());
    QVERIFY(m_observer->waitForAnswers(1)); // half an answer is told of, too
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_http_server.moc"
