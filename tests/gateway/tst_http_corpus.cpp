// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/server.h"
#include "tests/gateway/raw_client.h"
#include "tests/gateway/recording.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <string>
#include <vector>

using namespace cairn;
using namespace cairn::testing;

namespace {

// A request that comes after each case on the same connection: it is answered only if the connection is usable.
const std::string kProbe = "GET /probe HTTP/1.1\r\nHost: x\r\n\r\n";

std::string get(const std::string& fields)
{
    return "GET / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}

std::string post(const std::string& fieldsAndBody)
{
    return "POST /p HTTP/1.1\r\nHost: x\r\n" + fieldsAndBody;
}

std::string chunked(const std::string& body)
{
    return post("Transfer-Encoding: chunked\r\n\r\n" + body);
}

std::string repeated(const std::string& text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

} // namespace

Q_DECLARE_METATYPE(std::string)

/// Raw bytes in, and: which statuses, which requests reached the handler, is the connection usable after it.
class TestHttpCorpus : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void wholeOverTcp_data() { rows(); }
    void wholeOverTcp();
    void splitAtEveryByte_data() { rows(); }
    void splitAtEveryByte();
    void dripped_data() { rows(); }
    void dripped();

private:
    void rows();
    void good();
    void badStart();
    void badFields();
    void badFraming();
    void badChunks();
    void check(RawClient& client);

    QTemporaryDir m_dir;
    RecordingHandler m_handler;
    RecordingObserver m_observer;
    std::unique_ptr<http::Server> m_server;
};

void TestHttpCorpus::initTestCase()
{
    http::ServerOptions options;
    options.addresses = {"127.0.0.1:0", "unix:" + m_dir.filePath("s").toStdString()};
    options.threads = 1;
    options.limits.requestLineBytes = 200;
    options.limits.headerBytes = 400;
    options.limits.headerFields = 8;
    options.limits.bodyBytes = 100;
    auto started = http::Server::start(options, m_handler, m_observer);
    QVERIFY2(started, started ? "" : started.error().c_str());
    m_server = std::move(*started);
}

void TestHttpCorpus::rows()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QList<int>>("statuses");
    QTest::addColumn<QStringList>("handled");
    QTest::addColumn<bool>("open");
    good();
    badStart();
    badFields();
    badFraming();
    badChunks();
}

void TestHttpCorpus::good()
{
    const auto row = [](const char* name, const std::string& bytes, const QStringList& handled, bool open = true) {
        QTest::newRow(name) << bytes << QList<int>(handled.size(), 200) << handled << open;
    };
    row("a plain GET", get(""), {"GET /"});
    row("a query stays encoded and apart", "GET /a%2Fb?x=%20&y HTTP/1.1\r\nHost: x\r\n\r\n", {"GET /a%2Fb?x=%20&y"});
    row("two slashes at the start of the path are kept", "GET //metrics/job/x HTTP/1.1\r\nHost: x\r\n\r\n",
        {"GET //metrics/job/x"});
    row("dots in the path are kept", "GET /a/../b HTTP/1.1\r\nHost: x\r\n\r\n", {"GET /a/../b"});
    row("bad escapes in the path are the gateway's to judge", "GET /%zz%00%FF HTTP/1.1\r\nHost: x\r\n\r\n",
        {"GET /%zz%00%FF"});
    row("a body by length", post("Content-Length: 3\r\n\r\nabc"), {"POST /p abc"});
    row("a POST without length has no body", post("\r\n"), {"POST /p"});
    row("a GET with a body", get("Content-Length: 2\r\n").append("hi"), {"GET / hi"});
    row("a body of just the limit", post("Content-Length: 100\r\n\r\n" + std::string(100, 'z')),
        {QString("POST /p ") + QString(100, 'z')});
    row("chunks with extension and trailer", chunked("3;a=b\r\nabc\r\n0002 ;q=\"x\"\r\nde\r\n0\r\nEtag: x\r\n\r\n"),
        {"POST /p abcde"});
    row("transfer coding in odd case with blanks", post("Transfer-Encoding: \t cHuNkEd \r\n\r\n1\r\nx\r\n0\r\n\r\n"),
        {"POST /p x"});
    row("three pipelined requests", get("") + post("Content-Length: 1\r\n\r\nx") + get(""),
        {"GET /", "POST /p x", "GET /"});
    row("two empty lines before the request", "\r\n\r\n" + get(""), {"GET /"});
    row("an absolute target", "GET http://x/a?b HTTP/1.1\r\nHost: X:80\r\n\r\n", {"GET /a?b"});
    row("an absolute target without path", "GET HTTP://x HTTP/1.1\r\nHost: x\r\n\r\n", {"GET /"});
    row("OPTIONS of the whole server", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", {"OPTIONS *"});
    row("a later minor version", "GET / HTTP/1.7\r\nHost: x\r\n\r\n", {"GET /"});
    row("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", {"GET /"}, false);
    row("HTTP/1.0 that asks to stay", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", {"GET /"});
    row("HTTP/1.0 with an expectation", "POST /p HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
        {"POST /p x"}, false);
    row("nothing is run after Connection: close", get("Connection: x, close\r\n") + get(""), {"GET /"}, false);
    row("Upgrade is ignored", get("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n"), {"GET /"});
    row("a bracketed Host with port", "GET / HTTP/1.1\r\nHost: [::1]:9091\r\n\r\n", {"GET /"});
    row("header values with tab and bytes above 127", get("X: a\tb\xc3\xa4\r\n"), {"GET /"});
    row("an empty header value", get("X:\r\n"), {"GET /"});
    row("TRACE and CONNECT are the gateway's to refuse",
        "TRACE / HTTP/1.1\r\nHost: x\r\n\r\nCONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", {"TRACE /", "CONNECT x:1"});
}

void TestHttpCorpus::badStart()
{
    const auto row = [](const char* name, const std::string& bytes, int status) {
        QTest::newRow(name) << bytes << QList<int>{status} << QStringList() << false;
    };
    row("three empty lines before the request", "\r\n\r\n\r\n", 400);
    row("a bare LF before the request", "\n", 400);
    row("bare LF line ends", "GET / HTTP/1.1\n", 400);
    row("a bare CR in the request line", "GET /a\rb", 400);
    row("TLS on the plain port", "\x16\x03\x01", 400);
    row("a line of nonsense", "hello\r\n", 400);
    row("HTTP/0.9", "GET /\r\n", 400);
    row("two blanks", "GET  / HTTP/1.1\r\n", 400);
    row("a blank in the target", "GET /a b HTTP/1.1\r\n", 400);
    row("a blank at the end", "GET / HTTP/1.1 \r\n", 400);
    row("a control character in the target", "GET /a\x01 HTTP/1.1\r\n", 400);
    row("NUL in the target", std::string("GET /\0 HTTP/1.1\r\n", 17), 400);
    row("a fragment", "GET /a#b HTTP/1.1\r\n", 400);
    row("a target without a slash", "GET a HTTP/1.1\r\n", 400);
    row("a star for another method than OPTIONS", "GET * HTTP/1.1\r\n", 400);
    row("an absolute target with a user", "GET http://u@x/ HTTP/1.1\r\n", 400);
    row("an unknown method", "FOO / HTTP/1.1\r\n", 501);
    row("a method in lower case", "get / HTTP/1.1\r\n", 501);
    row("HTTP/9.9", "GET / HTTP/9.9\r\n", 505);
    row("the preface of HTTP/2", "PRI * HTTP/2.0\r\n", 505);
    row("a version that only looks like one", "GET / HTTPx1y1\r\n", 400);
    row("a version with two digits", "GET / HTTP/1.11\r\n", 400);
    row("a version in lower case", "GET / http/1.1\r\n", 400);
    row("a request line that is too long", "GET /" + std::string(187, 'a') + " HTTP/1.1\r\n", 414);
    row("a request line that never ends", std::string(201, 'A'), 414);
}

void TestHttpCorpus::badFields()
{
    const auto row = [](const char* name, const std::string& bytes, int status) {
        QTest::newRow(name) << bytes << QList<int>{status} << QStringList() << false;
    };
    const std::string line = "GET / HTTP/1.1\r\n";
    row("no Host", line + "\r\n", 400);
    row("an empty Host", line + "Host:\r\n\r\n", 400);
    row("two Hosts", line + "Host: x\r\nHost: x\r\n\r\n", 400);
    row("two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n", 400);
    row("a Host with a user", line + "Host: u:p@h\r\n\r\n", 400);
    row("a Host with a list", line + "Host: a,b\r\n\r\n", 400);
    row("a Host with a path", line + "Host: a/b\r\n\r\n", 400);
    row("a Host with a port that is none", line + "Host: a:8x\r\n\r\n", 400);
    row("a Host with an open bracket", line + "Host: [::1\r\n\r\n", 400);
    row("a Host that differs from the target", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n", 400);
    row("a header line without a colon", get("Nonsense\r\n"), 400);
    row("a blank before the colon", get("X : y\r\n"), 400);
    row("no name before the colon", get(": y\r\n"), 400);
    row("a folded line", get("X: y\r\n z\r\n"), 400);
    row("a folded line at the start", line + " Host: x\r\n\r\n", 400);
    row("a bare LF after a field", line + "Host: x\n\r\n", 400);
    row("a bare CR in a value", get("X: a\rb\r\n"), 400);
    row("NUL in a value", get(std::string("X: a\0b\r\n", 8)), 400);
    row("DEL in a value", get("X: a\x7f\r\n"), 400);
    row("too many fields", line + "Host: x\r\n" + repeated("a: b\r\n", 8) + "\r\n", 431);
    row("a header that is too large", get("X: " + std::string(400, 'a') + "\r\n"), 431);
    row("a header line that never ends", line + std::string(401, 'a'), 431);
}

void TestHttpCorpus::badFraming()
{
    const auto row = [](const char* name, const std::string& bytes, int status) {
        QTest::newRow(name) << bytes << QList<int>{status} << QStringList() << false;
    };
    const std::string inner = get(""); // what a smuggler hopes to have run
    for (const char* length :
        {"-5", "+5", "5, 5", "0x5", "5 5", "5.0", "18446744073709551615", "1000000000000000000", ""})
        row(qPrintable(QString("Content-Length '%1'").arg(length)),
            post("Content-Length: " + std::string(length) + "\r\n\r\n" + inner), 400);
    row("Content-Length twice, differing", post("Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + inner), 400);
    row("Content-Length twice, alike", post("Content-Length: 5\r\nContent-Length: 5\r\n\r\n" + inner), 400);
    row("Transfer-Encoding and Content-Length",
        post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + inner), 400);
    for (const char* coding : {"gzip", "xchunked", "identity", "chunked, gzip", "chunked;x=y", "\"chunked\"", ""})
        row(qPrintable(QString("Transfer-Encoding '%1'").arg(coding)),
            post("Transfer-Encoding: " + std::string(coding) + "\r\n\r\n" + inner), 400);
    row("Transfer-Encoding gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n\r\n" + inner), 501);
    row("Transfer-Encoding chunked twice",
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + inner), 501);
    row("Transfer-Encoding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner, 400);
    row("a body in HTTP/1.0 without length", "POST / HTTP/1.0\r\n\r\na 1\n", 411);
    row("a body that is announced too large", post("Content-Length: 101\r\n\r\n"), 413);
    row("an expectation that is unknown", post("Expect: magic\r\nContent-Length: 3\r\n\r\nabc"), 417);
    QTest::newRow("a bad request behind a good one") << get("") + "BAD\r\n"
                                                     << QList<int>{200, 400} << QStringList{"GET /"} << false;
    QTest::newRow("100-continue in odd case, body sent at once")
        << post("Expect: 100-Continue\r\nContent-Length: 3\r\n\r\nabc") << QList<int>{200} << QStringList{"POST /p abc"}
        << true;
}

void TestHttpCorpus::badChunks()
{
    const auto row = [](const char* name, const std::string& body, int status) {
        QTest::newRow(name) << chunked(body) << QList<int>{status} << QStringList() << false;
    };
    for (const char* size : {"zz", "-5", "-1", "+5", "0x5", " 5", "5 ", "ffffffffffffffff", "000000005", ""})
        row(qPrintable(QString("chunk size '%1'").arg(size)), std::string(size) + "\r\nabcde\r\n0\r\n\r\n", 400);
    row("a chunk size over the limit", "7fffffff\r\n", 413);
    row("chunks that together are over the limit", "60\r\n" + std::string(96, 'a') + "\r\n5\r\n", 413);
    row("two other bytes after a chunk", "3\r\nabcXX0\r\n\r\n", 400);
    row("a chunk that is longer than it says", "3\r\nabcd\r\n0\r\n\r\n", 400);
    row("a bare LF after a chunk size", "3\nabc\r\n0\r\n\r\n", 400);
    row("a control character in an extension", "3;\x01\r\nabc\r\n0\r\n\r\n", 400);
    row("a chunk size line that never ends", "3;" + std::string(1100, 'a'), 400);
    row("a trailer line without a colon", "0\r\nx\r\n\r\n", 400);
    row("a folded trailer", "0\r\nX: y\r\n z\r\n\r\n", 400);
    row("a trailer of too many fields", "0\r\n" + repeated("a: b\r\n", 9) + "\r\n", 431);
    row("a trailer that is too large", "0\r\nX: " + std::string(400, 'a') + "\r\n", 431);
}

void TestHttpCorpus::check(RawClient& client)
{
    QFETCH(QList<int>, statuses);
    QFETCH(QStringList, handled);
    QFETCH(bool, open);
    for (const int status : statuses) {
        auto answer = client.answer();
        if (answer && answer->status == 100) // only where the body came in a piece of its own
            answer = client.answer();
        QVERIFY(answer);
        QCOMPARE(answer->status, status);
        QVERIFY(answer->whole);
        QVERIFY(answer->headers.contains("date"));
        QCOMPARE(answer->headers["x-content-type-options"], std::string("nosniff"));
    }
    if (open) {
        QVERIFY(client.send(kProbe));
        const auto answer = client.answer();
        QVERIFY(answer);
        QCOMPARE(answer->body, std::string("GET /probe"));
    } else {
        client.send(kProbe); // nothing behind the end may be run
        client.halfClose();
        QVERIFY(client.ended());
    }
    QStringList seen;
    for (const std::string& request : m_handler.take())
        seen << QString::fromStdString(request);
    QCOMPARE(seen, handled);
}

void TestHttpCorpus::wholeOverTcp()
{
    QFETCH(std::string, bytes);
    RawClient client(m_server->boundAddresses()[0]);
    QVERIFY(client.send(bytes));
    check(client);
}

void TestHttpCorpus::splitAtEveryByte()
{
    QFETCH(std::string, bytes);
    const std::size_t stride = bytes.size() > 300 ? 7 : 1; // the long ones are long in their middle
    for (std::size_t at = 1; at < bytes.size(); at += stride) {
        RawClient client(m_server->boundAddresses()[1]);
        client.sendAlone(std::string_view(bytes).substr(0, at));
        client.send(std::string_view(bytes).substr(at)); // may fail: the first part can be enough to be refused
        check(client);
        if (QTest::currentTestFailed()) {
            qInfo("split at byte %zu", at);
            return;
        }
    }
}

void TestHttpCorpus::dripped()
{
    QFETCH(std::string, bytes);
    RawClient client(m_server->boundAddresses()[1]);
    for (const char byte : bytes)
        client.sendAlone(std::string_view(&byte, 1));
    check(client);
}

QTEST_GUILESS_MAIN(TestHttpCorpus)
#include "tst_http_corpus.moc"
