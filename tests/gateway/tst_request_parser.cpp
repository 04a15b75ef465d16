// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/deadline_wheel.h"
#include "core/http/http_date.h"
#include "core/http/request_line.h"
#include "core/http/request_parser.h"

#include <QtTest/QtTest>

#include <string>
#include <vector>

using namespace cairn::http;
using Step = RequestParser::Step;

namespace {

// Feeds all of `bytes` and returns the steps that came, the last NeedMore left out.
std::vector<Step> stepsOf(RequestParser& parser, std::string_view bytes)
{
    std::vector<Step> steps;
    for (;;) {
        const Step step = parser.feed(bytes);
        if (step == Step::NeedMore)
            return steps;
        steps.push_back(step);
        if (step == Step::Refused)
            return steps;
        if (step == Step::Request && bytes.empty())
            return steps;
        if (step == Step::Request)
            parser.drop();
    }
}

} // namespace

class TestRequestParser : public QObject {
    Q_OBJECT
private slots:
    void splitsTheTarget_data();
    void splitsTheTarget();
    void lowersNamesAndTrimsValues();
    void tellsFraming_data();
    void tellsFraming();
    void stopsAtTheHeadFirst();
    void knowsWhetherARequestBegan();
    void growsWithWhatComesOnly();
    void namesTheReason_data();
    void namesTheReason();
    void saysARefusalAgain();
    void startsAfreshAfterEachRequest();
    void judgesHosts_data();
    void judgesHosts();
    void writesDates();
    void meetsDeadlinesThatWerePutOff();
};

void TestRequestParser::splitsTheTarget_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("a path") << QByteArray("/a/b") << QByteArray("/a/b") << QByteArray();
    QTest::newRow("an empty query") << QByteArray("/a?") << QByteArray("/a") << QByteArray();
    QTest::newRow("a query with more marks") << QByteArray("/a?b?c=/d") << QByteArray("/a") << QByteArray("b?c=/d");
    QTest::newRow("escapes stay") << QByteArray("/a%2Fb%zz?%20") << QByteArray("/a%2Fb%zz") << QByteArray("%20");
    QTest::newRow("two slashes stay") << QByteArray("//h/a") << QByteArray("//h/a") << QByteArray();
    QTest::newRow("raw UTF-8 stays") << QByteArray("/\xc3\xbc") << QByteArray("/\xc3\xbc") << QByteArray();
    QTest::newRow("absolute") << QByteArray("http://x/a?b") << QByteArray("/a") << QByteArray("b");
    QTest::newRow("absolute, query only") << QByteArray("http://x?b") << QByteArray("/") << QByteArray("b");
}

void TestRequestParser::splitsTheTarget()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    const Limits limits;
    RequestParser parser(limits);
    const std::string bytes = "GET " + target.toStdString() + " HTTP/1.1\r\nHost: x\r\n\r\n";
    std::string_view view = bytes;
    QCOMPARE(parser.feed(view), Step::Head);
    QCOMPARE(QByteArray::fromStdString(parser.head().rawPath), path);
    QCOMPARE(QByteArray::fromStdString(parser.head().query), query);
}

void TestRequestParser::lowersNamesAndTrimsValues()
{
    const Limits limits;
    RequestParser parser(limits);
    std::string_view bytes = "GET / HTTP/1.1\r\nHOST:x\r\nX-One: \t a b \t\r\nX-One: c\r\n\r\n";
    QCOMPARE(parser.feed(bytes), Step::Head);
    const RequestHead& head = parser.head();
    QCOMPARE(head.headers.size(), std::size_t(3));
    QCOMPARE(*head.header("host"), std::string("x"));
    QCOMPARE(*head.header("x-one"), std::string("a b")); // the first of them
    QVERIFY(!head.header("x-two"));
}

void TestRequestParser::tellsFraming_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("keepAlive");
    QTest::addColumn<bool>("expects");
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<int>("length"); // -1: none
    const QByteArray post11 = "POST / HTTP/1.1\r\nHost: x\r\n";
    const QByteArray get10 = "GET / HTTP/1.0\r\n";
    QTest::newRow("HTTP/1.1 stays") << post11 << true << false << false << -1;
    QTest::newRow("close in a list") << post11 + "Connection: a, ,Close\r\n" << false << false << false << -1;
    QTest::newRow("close in a second field") << post11 + "Connection: keep-alive\r\nConnection: close\r\n"
                                             << false << false << false << -1;
    QTest::newRow("HTTP/1.0 goes") << get10 << false << false << false << -1;
    QTest::newRow("HTTP/1.0 may stay") << get10 + "Connection: keep-alive\r\n" << true << false << false << -1;
    QTest::newRow("a length") << post11 + "Content-Length: 007\r\n" << true << false << false << 7;
    QTest::newRow("chunked") << post11 + "Transfer-Encoding: chunked\r\n" << true << false << true << -1;
    QTest::newRow("expects, with a length") << post11 + "Expect: 100-continue\r\nContent-Length: 1\r\n"
                                            << true << true << false << 1;
    QTest::newRow("expects, with nothing to send") << post11 + "Expect: 100-continue\r\nContent-Length: 0\r\n"
                                                   << true << false << false << 0;
}

void TestRequestParser::tellsFraming()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, keepAlive);
    QFETCH(bool, expects);
    QFETCH(bool, chunked);
    QFETCH(int, length);
    const Limits limits;
    RequestParser parser(limits);
    const std::string bytes = (head + "\r\n").toStdString();
    std::string_view view = bytes;
    QCOMPARE(parser.feed(view), Step::Head);
    QCOMPARE(parser.framing().keepAlive, keepAlive);
    QCOMPARE(parser.framing().expectsContinue, expects);
    QCOMPARE(parser.framing().chunked, chunked);
    QCOMPARE(parser.head().contentLength ? static_cast<int>(*parser.head().contentLength) : -1, length);
}

void TestRequestParser::stopsAtTheHeadFirst()
{
    const Limits limits;
    RequestParser parser(limits);
    std::string_view bytes = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET";
    QCOMPARE(parser.feed(bytes), Step::Head);
    QCOMPARE(bytes, std::string_view("abcGET")); // the body was not touched
    QVERIFY(parser.inBody());
    QCOMPARE(parser.feed(bytes), Step::Request);
    QCOMPARE(bytes, std::string_view("GET"));
    QCOMPARE(parser.feed(bytes), Step::Request); // until it is taken
    QCOMPARE(parser.take().body, std::string("abc"));
}

void TestRequestParser::knowsWhetherARequestBegan()
{
    const Limits limits;
    RequestParser parser(limits);
    QVERIFY(!parser.begun());
    std::string_view bytes = "G";
    QCOMPARE(parser.feed(bytes), Step::NeedMore);
    QVERIFY(parser.begun());
    bytes = "ET / HTTP/1.1\r\nHost: x\r\n\r\n";
    QCOMPARE(stepsOf(parser, bytes), (std::vector<Step>{Step::Head, Step::Request}));
    parser.drop();
    QVERIFY(!parser.begun());
    bytes = "\r";
    QCOMPARE(parser.feed(bytes), Step::NeedMore);
    QVERIFY(parser.begun());
}

void TestRequestParser::growsWithWhatComesOnly()
{
    Limits limits;
    limits.bodyBytes = std::uint64_t(1) << 40;
    RequestParser parser(limits);
    std::string_view bytes = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000\r\n\r\n";
    QCOMPARE(parser.feed(bytes), Step::Head);
    const std::string piece(1000, 'x');
    for (int i = 0; i < 100; ++i) {
        bytes = piece;
        QCOMPARE(parser.feed(bytes), Step::NeedMore);
    }
    QVERIFY(static_cast<Request&>(parser.head()).body.capacity() < 300'000);
}

void TestRequestParser::namesTheReason_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("event");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char* name, const char* bytes, int status, Observer::Event event, const char* detail) {
        QTest::newRow(name) << QByteArray(bytes) << status << static_cast<int>(event) << QByteArray(detail);
    };
    row("TLS", "\x16", 400, Observer::Event::BadRequest, "TLS on a port that speaks plain HTTP");
    row("a body too large", "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413,
        Observer::Event::BodyTooLarge, "body of 99999999 bytes: at most 16777216 are taken");
    row("a method", "BREW / HTTP/1.1\r\n", 501, Observer::Event::NotImplemented, "unknown method");
    row("a version", "GET / HTTP/2.0\r\n", 505, Observer::Event::VersionNotSupported,
        "only HTTP/1.0 and HTTP/1.1 are spoken here");
    row("an expectation", "PUT / HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n", 417, Observer::Event::ExpectationFailed,
        "unknown expectation");
    row("no length", "PUT / HTTP/1.0\r\n\r\n", 411, Observer::Event::LengthRequired,
        "HTTP/1.0 body without Content-Length");
}

void TestRequestParser::namesTheReason()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(int, event);
    QFETCH(QByteArray, detail);
    const Limits limits;
    RequestParser parser(limits);
    QCOMPARE(stepsOf(parser, bytes.toStdString()), std::vector<Step>{Step::Refused});
    QCOMPARE(parser.refusal().status, status);
    QCOMPARE(static_cast<int>(parser.refusal().event), event);
    QCOMPARE(QByteArray::fromStdString(parser.refusal().detail), detail);
}

void TestRequestParser::saysARefusalAgain()
{
    const Limits limits;
    RequestParser parser(limits);
    std::string_view bytes = "nonsense\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n";
    QCOMPARE(parser.feed(bytes), Step::Refused);
    QCOMPARE(parser.feed(bytes), Step::Refused);
    bytes = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    QCOMPARE(parser.feed(bytes), Step::Refused);
}

void TestRequestParser::startsAfreshAfterEachRequest()
{
    Limits limits;
    limits.headerBytes = 40;
    limits.headerFields = 2;
    RequestParser parser(limits);
    for (int i = 0; i < 5; ++i) { // limits are per request
        std::string_view bytes
            = "\r\nPOST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\na: b\r\n\r\n";
        QCOMPARE(stepsOf(parser, bytes), (std::vector<Step>{Step::Head, Step::Request}));
        const Request request = parser.take();
        QCOMPARE(request.body, std::string("x"));
        QCOMPARE(request.headers.size(), std::size_t(2));
    }
}

void TestRequestParser::judgesHosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("valid");
    for (const char* host : {"x", "x:80", "x:", "[::1]", "[::1]:9091", "127.0.0.1", "a-b.c_d", "ex%41mple"})
        QTest::addRow("good: %s", host) << QByteArray(host) << true;
    for (const char* host :
        {"", ":80", "u@x", "x/y", "x,y", "x y", "x:1a", "x:1:2", "[::1", "[]", "[::1]x", "[u@x]", "x:123456"})
        QTest::addRow("bad: %s", host) << QByteArray(host) << false;
}

void TestRequestParser::judgesHosts()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, valid);
    QCOMPARE(isValidHost(host.toStdString()), valid);
}

void TestRequestParser::writesDates()
{
    HttpDate date;
    using std::chrono::system_clock;
    QCOMPARE(std::string(date.at(system_clock::from_time_t(784111777))), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
    QCOMPARE(std::string(date.at(system_clock::from_time_t(784111778))), std::string("Sun, 06 Nov 1994 08:49:38 GMT"));
    QCOMPARE(std::string(date.at(system_clock::from_time_t(0))), std::string("Thu, 01 Jan 1970 00:00:00 GMT"));
}

void TestRequestParser::meetsDeadlinesThatWerePutOff()
{
    using namespace std::chrono_literals;
    DeadlineWheel wheel(10ms);
    const TimePoint start = TimePoint() + 1h;
    DeadlineHook early;
    DeadlineHook late;
    DeadlineHook never;
    DeadlineHook far;
    std::vector<DeadlineHook*> met;
    const auto advance = [&](Clock::duration to) {
        met.clear();
        wheel.advance(start + to, [&met](DeadlineHook& hook) { met.push_back(&hook); });
        return met;
    };
    QVERIFY(advance(0ms).empty());
    wheel.set(early, start + 50ms);
    wheel.set(late, start + 50ms);
    wheel.set(late, start + 200ms); // put off
    wheel.set(never, start + 50ms);
    wheel.set(never, kNever);
    wheel.set(far, start + 60s); // more than once round
    QVERIFY(advance(40ms).empty());
    QCOMPARE(advance(70ms), std::vector<DeadlineHook*>{&early});
    QCOMPARE(advance(230ms), std::vector<DeadlineHook*>{&late});
    wheel.set(late, start + 500ms);
    wheel.set(late, start + 300ms); // brought forward
    QCOMPARE(advance(330ms), std::vector<DeadlineHook*>{&late});
    QVERIFY(advance(59s).empty());
    QCOMPARE(advance(61s), std::vector<DeadlineHook*>{&far});
}

QTEST_APPLESS_MAIN(TestRequestParser)
#include "tst_request_parser.moc"
