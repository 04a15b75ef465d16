// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/http_watch.h"
#include "tests/core/coded_text.h"
#include "tests/gateway/test_site.h"

#include <QTest>

using namespace cairn;

class TestRoutes : public QObject {
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void deletesAGroup();
    void tellsWhatADeleteWouldTake();
    void tellsHealth();
    void keepsLifecycleShut();
    void reloadsAndQuits();
    void letsPagesPush_data();
    void letsPagesPush();
    void answersPreflights_data();
    void answersPreflights();
    void admitsHosts_data();
    void admitsHosts();
    void keepsPagesFromDoingMore_data();
    void keepsPagesFromDoingMore();
    void notesWhomItTurnsAway();
    void namesTheFlagOfALimit_data();
    void namesTheFlagOfALimit();
    void turnsAwayWhenTooMuchWaits();
    void inflatesWhatIsLargeAside_data();
    void inflatesWhatIsLargeAside();
    void pointsBelowThePrefix();
    void tellsOfMissingDescriptorsOnceAMinute();
    void landingPageShowsNoData();
    void ownMetricsExistFromTheStart();
};

namespace {

std::vector<http::Header> headersOf(const QByteArray& lines)
{
    std::vector<http::Header> headers;
    for (const QByteArray& line : lines.split('\n')) {
        if (const auto colon = line.indexOf(": "); colon > 0)
            headers.push_back({line.left(colon).toStdString(), line.mid(colon + 2).toStdString()});
    }
    return headers;
}

} // namespace

void TestRoutes::answers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");
    const auto row = [](const char* name, const char* method, const char* target, int status, const char* allow) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(target) << status << QByteArray(allow);
    };
    row("a push with GET, as one client does it", "GET", "/metrics/job/a", 405, "POST, PUT, DELETE, OPTIONS");
    row("a patch of metrics", "PATCH", "/metrics", 405, "POST, PUT, DELETE, GET, HEAD, OPTIONS");
    row("a trace", "TRACE", "/metrics", 405, "POST, PUT, DELETE, GET, HEAD, OPTIONS");
    row("options of a push", "OPTIONS", "/metrics/job/a", 204, "POST, PUT, DELETE, OPTIONS");
    row("options of all", "OPTIONS", "*", 204, "OPTIONS");
    row("nothing there", "GET", "/nothing", 404, "");
    row("a push to nowhere", "POST", "/nothing", 404, "");
    row("nothing there but slashes", "GET", "//", 404, "");
    row("a path that only begins like metrics", "POST", "/metricsx", 404, "");
    row("an encoded path", "GET", "/%6detrics", 404, "");
    row("the landing page", "GET", "/", 200, "");
    row("a push to the landing page", "POST", "/", 405, "GET, HEAD, OPTIONS");
    row("health", "GET", "/-/healthy", 200, "");
    row("health with a slash", "GET", "/-/healthy/", 200, "");
    row("head of health", "HEAD", "/-/healthy", 200, "");
    row("health as others name it", "GET", "/healthy", 200, "");
    row("readiness", "GET", "/-/ready", 200, "");
    row("readiness as others name it", "HEAD", "/ready", 200, "");
    row("a push to health", "POST", "/-/healthy", 405, "GET, HEAD, OPTIONS");
    row("quit by GET", "GET", "/-/quit", 405, "POST, PUT, OPTIONS");
    row("reload by GET", "GET", "/-/reload", 405, "POST, PUT, OPTIONS");
    row("a delete of an odd path", "DELETE", "/metrics/job", 400, "");
    row("a delete of all without labels", "DELETE", "/metrics", 202, "");
    row("a delete where is nothing", "DELETE", "/metrics/job/nobody", 202, "");
}

void TestRoutes::answers()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, allow);
    TestSite site;
    const auto response = site.ask(method.toStdString(), target.toStdString());
    QCOMPARE(response.status, status);
    QCOMPARE(QByteArray::fromStdString(TestSite::header(response, "Allow")), allow);
}

void TestRoutes::deletesAGroup()
{
    TestSite site;
    site.push("a 1\n");
    site.push("a 2\nb 2\n", "/metrics/job/j/x/y");
    site.push("a 3\n", "/metrics/job/j");
    QCOMPARE(site.ask("DELETE", "/metrics/x/y/job/j").status, 202);
    QCOMPARE(site.scrape(), std::string("a 1\na{job=\"j\"} 3\n"));
    QCOMPARE(site.ask("DELETE", "/metrics/").status, 202);
    QCOMPARE(site.scrape(), std::string("a{job=\"j\"} 3\n"));
}

void TestRoutes::tellsWhatADeleteWouldTake()
{
    TestSite site;
    site.push("# TYPE a gauge\na 1\n");
    site.push("a{x=\"\\\"\"} 2\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n", "/metrics/job/j");
    const std::string before = site.scrape();
    const auto would = site.ask("DELETE", "/metrics/job/j?dry_run=true");
    QCOMPARE(would.status, 200);
    QCOMPARE(would.body,
        std::string(
            R"x({"status":"success","data":{"series":[{"name":"a","labels":{"job":"j","x":"\""},"type":"gauge"},)x"
            R"x({"name":"h","labels":{"job":"j"},"type":"histogram"}]}})x")
            + "\n");
    QCOMPARE(site.scrape(), before);
    QCOMPARE(site.ask("DELETE", "/metrics/job/nobody?dry_run").body,
        std::string("{\"status\":\"success\",\"data\":{\"series\":[]}}\n"));
    QCOMPARE(site.ask("DELETE", "/metrics/job/j?dry_run=maybe").status, 400);
    QVERIFY(site.wasRefusedEarly);
    const auto misspelt = site.ask("DELETE", "/metrics/job/j?dryrun=true");
    QCOMPARE(misspelt.status, 400);
    QCOMPARE(misspelt.body, std::string("unknown parameter \"dryrun\" in the query: did you mean dry_run?\n"));
    QCOMPARE(site.scrape(), before);
    QCOMPARE(site.ask("DELETE", "/metrics/job/j?dry_run=false").status, 202);
    QCOMPARE(site.scrape(), std::string("# TYPE a gauge\na 1\n"));
}

void TestRoutes::tellsHealth()
{
    TestSite site;
    QCOMPARE(site.ask("GET", "/-/healthy").body, std::string("OK"));
    site.illness = "not well";
    for (const char* path : {"/-/healthy", "/healthy", "/-/ready", "/ready"}) {
        const auto response = site.ask("GET", path);
        QCOMPARE(response.status, 503);
        QCOMPARE(response.body, std::string("not well\n"));
    }
}

void TestRoutes::keepsLifecycleShut()
{
    TestSite site;
    for (const char* path : {"/-/reload", "/-/quit"}) {
        const auto response = site.ask("POST", path);
        QCOMPARE(response.status, 403);
        QCOMPARE(response.body, std::string("Lifecycle API is not enabled.\n"));
    }
    QCOMPARE(site.reloads + site.quits, 0);
}

void TestRoutes::reloadsAndQuits()
{
    TestSite site({"--web.enable-lifecycle"});
    QCOMPARE(site.ask("POST", "/-/reload").status, 200);
    site.badRules = {"rules.yml:3:5: no such key"};
    const auto bad = site.ask("PUT", "/-/reload");
    QCOMPARE(bad.status, 500);
    QVERIFY(bad.body.find("rules.yml:3:5") != std::string::npos);
    QCOMPARE(site.reloads, 2);
    QCOMPARE(site.ask("PUT", "/-/quit").status, 200);
    QCOMPARE(site.ask("POST", "/-/quit").status, 200);
    QCOMPARE(site.quits, 2);
    QCOMPARE(site.ask("POST", "/-/quit", {}, {{"origin", "https://evil.example"}}).status, 403);
    QCOMPARE(site.quits, 2);
}

void TestRoutes::letsPagesPush_data()
{
    QTest::addColumn<QByteArray>("flag");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allowed");
    const auto row = [](const char* name, const char* flag, const char* headers, int status, const char* allowed) {
        QTest::newRow(name) << QByteArray(flag) << QByteArray(headers) << status << QByteArray(allowed);
    };
    const char* list = "--web.cors.origins=https://a.example,https://b.example";
    const char* regex = "--web.cors.origin=https://.*\\.example";
    row("no page", list, "", 202, "");
    row("a listed page", list, "origin: https://b.example\nsec-fetch-site: cross-site", 202, "https://b.example");
    row("a page that is not listed", list, "origin: https://c.example", 403, "");
    row("a page of another scheme", list, "origin: http://a.example", 403, "");
    row("a page of another port", list, "origin: https://a.example:8443", 403, "");
    row("a page behind a listed name", list, "origin: https://a.example.evil", 403, "");
    row("a page of nowhere", list, "origin: null", 403, "");
    row("any page", "--web.cors.origins=*", "origin: https://c.example", 202, "*");
    row("a page of the pattern", regex, "origin: https://x.example", 202, "https://x.example");
    row("a page around the pattern", regex, "origin: https://x.example.evil", 403, "");
    row("our own page", "--no-gui", "origin: http://push.example:9091\nhost: push.example:9091", 202, "");
    row("our own page by Sec-Fetch-Site", "--no-gui", "sec-fetch-site: same-origin", 202, "");
    row("typed in by a person", "--no-gui", "sec-fetch-site: none", 202, "");
    row("another site without an origin", list, "sec-fetch-site: cross-site", 403, "");
    row("a neighbour site without an origin", list, "sec-fetch-site: same-site", 403, "");
}

void TestRoutes::letsPagesPush()
{
    QFETCH(QByteArray, flag);
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    QFETCH(QByteArray, allowed);
    TestSite site({flag.toStdString()});
    const auto response = site.ask("POST", "/metrics/job/page", "a 1\n", headersOf(headers));
    QCOMPARE(response.status, status);
    QCOMPARE(QByteArray::fromStdString(TestSite::header(response, "Access-Control-Allow-Origin")), allowed);
    const bool varies = flag.contains("cors") && flag != "--web.cors.origins=*";
    QCOMPARE(QByteArray::fromStdString(TestSite::header(response, "Vary")), QByteArray(varies ? "Origin" : ""));
    const auto refused = site.ask("POST", "/metrics/job/page", "?\n", headersOf(headers)); // the page may read why
    QCOMPARE(QByteArray::fromStdString(TestSite::header(refused, "Access-Control-Allow-Origin")), allowed);
}

void TestRoutes::answersPreflights_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("a listed page") << QByteArray("https://a.example") << QByteArray("/metrics/job/a") << 204 << true;
    QTest::newRow("the bare path") << QByteArray("https://a.example") << QByteArray("/metrics") << 204 << true;
    QTest::newRow("the old path") << QByteArray("https://a.example") << QByteArray("/api/ui/metrics") << 204 << true;
    QTest::newRow("a page that is not listed")
        << QByteArray("https://c.example") << QByteArray("/metrics") << 403 << false;
    QTest::newRow("another path") << QByteArray("https://a.example") << QByteArray("/-/quit") << 204 << false;
}

void TestRoutes::answersPreflights()
{
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(bool, allowed);
    TestSite site({"--web.cors.origins=https://a.example"});
    const auto response = site.ask("OPTIONS", target.toStdString(), {},
        {{"origin", origin.toStdString()}, {"access-control-request-method", "PUT"},
            {"access-control-request-headers", "content-type, x-own"}});
    QCOMPARE(response.status, status);
    const auto header = [&](const char* name) { return TestSite::header(response, name); };
    QCOMPARE(header("Access-Control-Allow-Origin"), allowed ? origin.toStdString() : std::string());
    QCOMPARE(header("Access-Control-Allow-Methods"), std::string(allowed ? "POST, PUT, OPTIONS" : ""));
    QCOMPARE(header("Access-Control-Allow-Headers"), std::string(allowed ? "content-type, x-own" : ""));
    QCOMPARE(header("Access-Control-Max-Age"), std::string(allowed ? "600" : ""));
    QCOMPARE(header("Vary"), std::string(allowed ? "Origin" : ""));
}

void TestRoutes::admitsHosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("flag");
    QTest::addColumn<bool>("loopback");
    QTest::addColumn<bool>("admitted");
    const auto row = [](const char* name, const char* host, const char* flag, bool loopback, bool admitted) {
        QTest::newRow(name) << QByteArray(host) << QByteArray(flag) << loopback << admitted;
    };
    row("localhost", "localhost:9091", "", true, true);
    row("localhost in capitals", "LOCALHOST", "", true, true);
    row("an address", "127.0.0.1:9091", "", true, true);
    row("an address without port", "10.0.0.7", "", true, true);
    row("an IPv6 address", "[::1]:9091", "", true, true);
    row("an IPv6 address without port", "[::1]", "", true, true);
    row("a name that was made to resolve to us", "evil.example:9091", "", true, false);
    row("a name that begins like an address", "127.0.0.1.evil.example", "", true, false);
    row("a name that begins like localhost", "localhost.evil.example", "", true, false);
    row("a bracket alone", "[", "", true, false);
    row("no name", "", "", true, false);
    row("a listed name", "push.example:9091", "--web.allowed-hosts=push.example", true, true);
    row("any name", "push.example:9091", "--web.allowed-hosts=*", true, true);
    row("any name from afar", "push.example:9091", "", false, true);
}

void TestRoutes::admitsHosts()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, flag);
    QFETCH(bool, loopback);
    QFETCH(bool, admitted);
    TestSite site(flag.isEmpty() ? std::vector<std::string>() : std::vector{flag.toStdString()});
    site.peer = {loopback ? "127.0.0.1" : "192.0.2.7", 4711, loopback};
    const std::vector<http::Header> headers{{"host", host.toStdString()}};
    QCOMPARE(site.ask("GET", "/metrics", {}, headers).status, admitted ? 200 : 403);
    QCOMPARE(site.ask("POST", "/metrics", "a 1\n", headers).status, admitted ? 202 : 403);
    QCOMPARE(site.ask("GET", "/-/healthy", {}, headers).status, 200);
    site.peer.address = "unix";
    QCOMPARE(site.ask("GET", "/metrics", {}, headers).status, 200);
}

void TestRoutes::keepsPagesFromDoingMore_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::newRow("a delete") << QByteArray("DELETE") << QByteArray("/metrics/job/a") << 403;
    QTest::newRow("a reload") << QByteArray("POST") << QByteArray("/-/reload") << 403;
    QTest::newRow("a scrape, which the page cannot read") << QByteArray("GET") << QByteArray("/metrics") << 200;
}

void TestRoutes::keepsPagesFromDoingMore()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    TestSite site({"--web.cors.origins=https://a.example", "--web.enable-lifecycle"});
    const auto response = site.ask(method.toStdString(), target.toStdString(), {}, {{"origin", "https://a.example"}});
    QCOMPARE(response.status, status);
    QVERIFY(TestSite::header(response, "Access-Control-Allow-Origin").empty());
}

void TestRoutes::notesWhomItTurnsAway()
{
    TestSite site({"--web.cors.origins=https://a.example"});
    site.peer = {"127.0.0.1", 4711, true};
    const std::vector<http::Header> evil{{"host", "evil.example"}};
    const std::vector<http::Header> page{{"host", "localhost"}, {"origin", "https://a.example"}};
    const std::vector<http::Header> preflight{
        {"host", "localhost"}, {"origin", "https://c.example"}, {"access-control-request-method", "PUT"}};
    QCOMPARE(site.ask("POST", "/metrics", "a 1\n", evil).status, 403);
    QCOMPARE(site.ask("DELETE", "/metrics/job/a", {}, evil).status, 403);
    QCOMPARE(site.ask("DELETE", "/metrics/job/a", {}, page).status, 403);
    QCOMPARE(site.ask("OPTIONS", "/metrics", {}, preflight).status, 403);
    const std::string text = site.metrics.render();
    QVERIFY(text.find("cairn_http_requests_refused_total{reason=\"host\"} 2\n") != std::string::npos);
    QVERIFY(text.find("cairn_http_requests_refused_total{reason=\"origin\"} 2\n") != std::string::npos);
    QVERIFY(text.find("cairn_pushes_refused_total{reason=\"host\"} 1\n") != std::string::npos);
    QVERIFY(site.log.flush(std::chrono::seconds(10)));
    QVERIFY2(site.logged().find("level=info") != std::string::npos, site.logged().c_str());
    QVERIFY(site.logged().find("reason=host method=DELETE path=/metrics/job/a peer=127.0.0.1 host=evil.example")
        != std::string::npos);
    QVERIFY(site.logged().find("reason=origin method=DELETE") != std::string::npos);
}

void TestRoutes::namesTheFlagOfALimit_data()
{
    QTest::addColumn<int>("event");
    QTest::addColumn<QByteArray>("flag");
    QTest::addColumn<QByteArray>("reason");
    using Event = http::Observer::Event;
    const auto row = [](const char* name, Event event, const char* flag, const char* reason) {
        QTest::newRow(name) << static_cast<int>(event) << QByteArray(flag) << QByteArray(reason);
    };
    row("a long request line", Event::UriTooLong, "too much (--web.max-request-line-bytes)\n", "framing");
    row("a large header", Event::HeaderTooLarge, "too much (--web.max-header-bytes)\n", "framing");
    row("many fields", Event::TooManyFields, "too much (--web.max-header-fields)\n", "framing");
    row("a large body", Event::BodyTooLarge, "too much (--push.max-body-bytes)\n", "size");
    row("a slow header", Event::HeaderTimeout, "too much (--web.header-timeout)\n", "timeout");
    row("a slow body", Event::RequestTimeout, "too much (--web.read-timeout)\n", "timeout");
    row("many connections", Event::TooManyConnections, "too much (--web.max-connections)\n", "busy");
    row("many of one address", Event::TooManyFromAddress, "too much (--web.max-connections-per-address)\n", "busy");
    row("nonsense, which no flag allows", Event::BadRequest, "too much\n", "framing");
}

void TestRoutes::namesTheFlagOfALimit()
{
    QFETCH(int, event);
    QFETCH(QByteArray, flag);
    QFETCH(QByteArray, reason);
    TestSite site;
    http::RequestHead push;
    push.method = "PUT";
    push.rawPath = "/metrics/job/a";
    const http::Refusal refusal{400, static_cast<http::Observer::Event>(event), "too much"};
    QCOMPARE(QByteArray::fromStdString(site.site.router().refused(push, refusal).body), flag);
    QCOMPARE(QByteArray::fromStdString(site.site.router().refused({}, refusal).body), flag);
    const std::string counted = "cairn_pushes_refused_total{reason=\"" + reason.toStdString() + "\"} 1\n";
    QVERIFY(site.metrics.render().find(counted) != std::string::npos);
}

void TestRoutes::turnsAwayWhenTooMuchWaits()
{
    TestSite site({"--web.enable-lifecycle"});
    std::promise<void> entered;
    std::promise<void> opened;
    site.onReload = [&entered, wait = opened.get_future().share(), first = true]() mutable {
        if (std::exchange(first, false))
            entered.set_value();
        wait.wait();
    };
    std::vector<std::future<http::Response>> waiting;
    waiting.push_back(site.send("POST", "/-/reload"));
    entered.get_future().wait(); // the worker is at it
    for (int i = 0; i < 1024; ++i)
        waiting.push_back(site.send("POST", "/-/reload"));
    const auto refused = site.ask("POST", "/metrics", std::string(300'000, '#'));
    const auto small = site.ask("POST", "/metrics", "a 1\n");
    opened.set_value();
    QCOMPARE(refused.status, 503);
    QCOMPARE(TestSite::header(refused, "Retry-After"), std::string("1"));
    QCOMPARE(small.status, 202);
    for (auto& answer : waiting)
        QCOMPARE(answer.get().status, 200);
    const std::string text = site.metrics.render();
    QVERIFY(text.find("cairn_http_requests_refused_total{reason=\"busy\"} 1\n") != std::string::npos);
    QVERIFY(text.find("cairn_pushes_refused_total{reason=\"busy\"} 1\n") != std::string::npos);
    QVERIFY(site.log.flush(std::chrono::seconds(10)));
    QVERIFY(site.logged().find("level=warn") != std::string::npos
        && site.logged().find("reason=busy") != std::string::npos);
}

void TestRoutes::inflatesWhatIsLargeAside_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isAside");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* coding, const char* target, const std::string& body, bool isAside,
                         int status) {
        QTest::newRow(name) << QByteArray(coding) << QByteArray(target) << QByteArray::fromStdString(body) << isAside
                            << status;
    };
    const auto comment = [](std::size_t size) { return std::string(size, '#'); };
    constexpr std::size_t kMiB = 1024 * 1024;
    row("1 MiB from 1 KiB of gzip", "gzip", "/metrics", gzipped(comment(kMiB)), true, 202);
    row("a bomb of 8 KiB of gzip", "gzip", "/metrics", gzipped(comment(8 * kMiB)), true, 413);
    row("a bomb of less than 1 KiB of zstd", "zstd", "/metrics", zstdFrame(comment(8 * kMiB)), true, 413);
    row("a bomb of JSON", "gzip", "/api/v2/push", gzipped(comment(8 * kMiB)), true, 413);
    row("256 KiB of gzip", "gzip", "/metrics", gzipped(comment(kMiB / 4)), false, 202);
    row("one byte more", "gzip", "/metrics", gzipped(comment(kMiB / 4 + 1)), true, 202);
    row("64 KiB of gzip to report on", "gzip", "/metrics?explain=true", gzipped(comment(kMiB / 16)), false, 200);
    row("one byte more to report on", "gzip", "/metrics?dry_run=true", gzipped(comment(kMiB / 16 + 1)), true, 200);
    row("a body that is not looked at", "gzip", "/api/v2/inc?name=a_total", "a bomb, or nothing", false, 202);
}

void TestRoutes::inflatesWhatIsLargeAside()
{
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(bool, isAside);
    QFETCH(int, status);
    QVERIFY(body.size() < 16 * 1024); // what is longer is taken for large
    TestSite site({"--web.enable-lifecycle", "--push.max-inflated-bytes=4194304"});
    std::promise<void> entered;
    std::promise<void> opened;
    site.onReload = [&entered, wait = opened.get_future().share()] {
        entered.set_value();
        wait.wait();
    };
    auto reload = site.send("POST", "/-/reload");
    entered.get_future().wait(); // the worker is at it
    auto answer
        = site.send("POST", target.toStdString(), body.toStdString(), {{"content-encoding", coding.toStdString()}});
    const bool isAnswered = answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    const auto small = site.ask("POST", "/metrics", gzipped("a 1\n"), {{"content-encoding", "gzip"}});
    opened.set_value();
    QCOMPARE(isAnswered, !isAside);
    QCOMPARE(small.status, 202);
    QCOMPARE(reload.get().status, 200);
    QCOMPARE(answer.get().status, status);
}

void TestRoutes::pointsBelowThePrefix()
{
    TestSite site({"--web.route-prefix=/p"});
    QCOMPARE(site.ask("GET", "/metrics").body,
        std::string("there is nothing here: pushes go to /p/metrics, /p/ tells more\n"));
}

void TestRoutes::tellsOfMissingDescriptorsOnceAMinute()
{
    TestSite site;
    HttpWatch watch(site.site.router(), site.metrics, site.log);
    for (int i = 0; i < 5; ++i)
        watch.happened(http::Observer::Event::DescriptorsExhausted, {}, "none left");
    QVERIFY(site.metrics.render().find("{reason=\"descriptors_exhausted\"} 5\n") != std::string::npos);
    QVERIFY(site.log.flush(std::chrono::seconds(10)));
    const auto lines = QByteArray::fromStdString(site.logged()).count("none left");
    QVERIFY(lines == 1 || lines == 2); // two if a minute ended in between
}

void TestRoutes::landingPageShowsNoData()
{
    TestSite site({"--web.route-prefix=/p"});
    site.ask("POST", "/p/metrics/job/secret", "# HELP a <script>\na{x=\"<script>\"} 1\n");
    const auto response = site.ask("GET", "/p/");
    QCOMPARE(TestSite::header(response, "Content-Type"), std::string("text/html; charset=utf-8"));
    QVERIFY(TestSite::header(response, "Content-Security-Policy").find("default-src 'none'") != std::string::npos);
    QVERIFY(response.body.find("honor_labels: true") != std::string::npos);
    QVERIFY(response.body.find("href=\"/p/metrics\"") != std::string::npos);
    QVERIFY(response.body.find("<script>") == std::string::npos);
    QVERIFY(response.body.find("secret") == std::string::npos);
    QVERIFY(response.body.find('@') == response.body.find("@-")); // no mark was left
}

void TestRoutes::ownMetricsExistFromTheStart()
{
    SelfMetrics metrics;
    const std::string text = metrics.render();
    for (const char* line : {"cairn_pushes_total 0\n", "cairn_pushes_refused_total{reason=\"syntax\"} 0\n",
             "cairn_pushes_refused_total{reason=\"side_memory_limit\"} 0\n",
             "cairn_pushes_refused_total{reason=\"content_coding\"} 0\n",
             "cairn_http_requests_total{code=\"202\",handler=\"push\",method=\"POST\"} 0\n",
             "cairn_http_events_total{reason=\"bad_request\"} 0\n",
             "cairn_http_request_size_bytes_count{handler=\"push\"} 0\n"})
        QVERIFY2(text.find(line) != std::string::npos, line);
    metrics.countRequest(HandlerName::Push, "POST", 202, 100, 0.001);
    metrics.countRequest(HandlerName::Other, "GET", 404, 0, 0.001);
    const std::string counted = metrics.render();
    QVERIFY(counted.find("cairn_http_requests_total{code=\"202\",handler=\"push\",method=\"POST\"} 1\n")
        != std::string::npos);
    QVERIFY(counted.find("cairn_http_requests_total{code=\"404\",handler=\"other\",method=\"GET\"} 1\n")
        != std::string::npos);
    QVERIFY(counted.find("cairn_http_request_duration_seconds_count{handler=\"push\"} 1\n") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestRoutes)
#include "tst_routes.moc"
