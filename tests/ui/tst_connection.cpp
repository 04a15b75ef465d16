// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "ui/client/connection.h"

#include <QSignalSpy>
#include <QTest>

using namespace cairn::ui;

namespace {

const QByteArray kStatus = "{\"start_time\":100,\"time\":160,\"ready\":true,\"healthy\":true,"
                           "\"pushes\":{\"total\":3,\"rate\":1.5},\"series\":{\"now\":7,\"limit\":100}}";

} // namespace

class TestConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void an_answer_makes_it_fine()
    {
        CannedGateway gateway;
        gateway.set("GET /api/v2/status", kStatus);
        ApiClient client;
        Connection connection(client);
        client.setTarget({gateway.url(), "secret"});
        QTRY_COMPARE(connection.state(), Connection::State::Fine);
        QVERIFY(connection.isKnown());
        QCOMPARE(connection.status().series.now, 7.0);
        QCOMPARE(connection.status().pushes.rate, 1.5);
    }

    void trouble_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Connection::State>("state");
        using State = Connection::State;
        const QByteArray forbidden = "{\"status\":\"error\",\"errorType\":\"forbidden\",\"error\":\"not from here\"}";
        QTest::newRow("the token is refused") << 401 << QByteArray("who are you") << State::Refused;
        QTest::newRow("not from here") << 403 << forbidden << State::Refused;
        QTest::newRow("something else listens there") << 404 << QByteArray("<html>") << State::Strange;
        QTest::newRow("broken JSON") << 200 << QByteArray("{\"status\":\"succ") << State::Strange;
        QTest::newRow("JSON without data") << 200 << QByteArray("[1]") << State::Strange;
        const auto said = [](const QByteArray& data) { return "{\"status\":\"success\",\"data\":" + data + "}"; };
        QTest::newRow("a status without members") << 200 << said("{}") << State::Strange;
        QTest::newRow("a status without series")
            << 200 << said(QByteArray(kStatus).replace("\"series\"", "\"other\"")) << State::Strange;
        QTest::newRow("health that is a word")
            << 200 << said(QByteArray(kStatus).replace("\"healthy\":true", "\"healthy\":\"yes\"")) << State::Strange;
        QTest::newRow("too busy to answer")
            << 503 << QByteArray("{\"status\":\"error\",\"errorType\":\"busy\",\"error\":\"too much\"}") << State::Slow;
    }
    void trouble()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        CannedGateway gateway;
        gateway.refuse("GET /api/v2/status", status, body);
        ApiClient client;
        Connection connection(client);
        client.setTarget({gateway.url(), {}});
        QTRY_VERIFY(connection.state() != Connection::State::Connecting);
        QTEST(connection.state(), "state");
        QVERIFY(!connection.isKnown());

        gateway.set("GET /api/v2/status", kStatus); // it comes back by itself
        QTRY_COMPARE(connection.state(), Connection::State::Fine);
    }

    void a_gateway_that_goes_is_gone_and_comes_back_as_another()
    {
        CannedGateway gateway;
        gateway.set("GET /api/v2/status", kStatus);
        const quint16 port = gateway.serverPort();
        ApiClient client;
        Connection connection(client);
        client.setTarget({gateway.url(), {}});
        QTRY_COMPARE(connection.state(), Connection::State::Fine);
        QSignalSpy restarted(&connection, &Connection::restarted);
        gateway.close();
        for (QObject* socket : gateway.children())
            socket->deleteLater();
        QTRY_COMPARE(connection.state(), Connection::State::Gone);
        QVERIFY(connection.isKnown()); // what was last known stays
        QVERIFY(!connection.reason().isEmpty());

        CannedGateway another;
        another.close();
        QVERIFY(another.listen(QHostAddress::LocalHost, port));
        another.set("GET /api/v2/status", QByteArray(kStatus).replace("\"start_time\":100", "\"start_time\":200"));
        QTRY_COMPARE(connection.state(), Connection::State::Fine);
        QCOMPARE(restarted.count(), 1);
    }

    void a_superseded_call_is_never_heard()
    {
        CannedGateway gateway;
        gateway.set("GET /api/v2/families", "{\"total\":1}");
        ApiClient client;
        client.setTarget({gateway.url(), {}});
        QStringList heard;
        const auto ask = [&](const QString& what) {
            client.send(
                ApiCall::get({QStringLiteral("families")}).with(QStringLiteral("search"), what).in(QStringLiteral("x")),
                this, [&heard, what](const ApiReply&) { heard.append(what); });
        };
        ask(QStringLiteral("a"));
        ask(QStringLiteral("ab"));
        ask(QStringLiteral("abc"));
        QTRY_COMPARE(heard, QStringList{QStringLiteral("abc")});
    }

    void another_target_silences_what_was_asked_before()
    {
        CannedGateway gateway;
        gateway.set("GET /api/v2/families", "{}");
        ApiClient client;
        client.setTarget({gateway.url(), {}});
        bool wasHeard = false;
        client.send(ApiCall::get({QStringLiteral("families")}), this, [&](const ApiReply&) { wasHeard = true; });
        client.setTarget({gateway.url(), "token"});
        bool isHeard = false;
        client.send(
            ApiCall::get({QStringLiteral("families")}), this, [&](const ApiReply& reply) { isHeard = reply.ok(); });
        QTRY_VERIFY(isHeard);
        QVERIFY(!wasHeard);
    }

    // The address that the window knows has the prefix already: it would stand twice in every push.
    void paths_stand_behind_the_prefix_of_all_routes()
    {
        const auto paths = [](const char* push, const char* scrape) {
            return GatewayStatus::read({{QLatin1String("paths"),
                QJsonObject{
                    {QLatin1String("push"), QLatin1String(push)}, {QLatin1String("scrape"), QLatin1String(scrape)}}}});
        };
        QCOMPARE(paths("/gate/metrics", "/gate/shown").pushPath, QStringLiteral("/metrics"));
        QCOMPARE(paths("/gate/metrics", "/gate/shown").scrapePath, QStringLiteral("/shown"));
        QCOMPARE(paths("/metrics", "/shown").scrapePath, QStringLiteral("/shown"));
        QCOMPARE(GatewayStatus::read({}).pushPath, QStringLiteral("/metrics"));
    }

    void names_of_any_kind_arrive_in_path_and_query()
    {
        ApiClient client;
        client.setTarget({QUrl(QStringLiteral("http://h:1/prefix/")), {}});
        const ApiCall call = ApiCall::get({QStringLiteral("families"), QStringLiteral("a/b c%?")})
                                 .with(QStringLiteral("match[]"), QStringLiteral("{a=\"1+2&3\"}"));
        QCOMPARE(client.urlOf(call).toEncoded(),
            QByteArray("http://h:1/prefix/api/v2/families/a%2Fb%20c%25%3F?match%5B%5D=%7Ba%3D%221%2B2%263%22%7D"));
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
