// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who asks, when and how often: a quiet gateway is left alone, and a change is heard of at once.
#include "tests/ui/canned_gateway.h"
#include "ui/client/change_watch.h"
#include "ui/client/connection.h"

#include <QSignalSpy>
#include <QTest>

using namespace cairn::ui;

namespace {

const QByteArray kStatus = "{\"start_time\":100,\"time\":160,\"ready\":true,\"healthy\":true,"
                           "\"pushes\":{},\"series\":{}}";
const QByteArray kChanges = "GET /api/v2/changes";
const QByteArray kFamilies = "GET /api/v2/families";
const QByteArray kPush = "{\"sequence\":6,\"changes\":[{\"sequence\":6,\"time\":1,\"kind\":\"pushes\"}],\"dropped\":0}";

struct Watched {
    Watched()
    {
        gateway.set("GET /api/v2/status", kStatus);
        gateway.set(kFamilies, "{}");
        gateway.hold(kChanges);
        client.setTarget({gateway.url(), {}});
    }
    CannedGateway gateway;
    ApiClient client;
    Connection connection{client};
    ChangeWatch watch{client, connection};
    Poller page{client, [] { return ApiCall::get({QStringLiteral("families")}); }, nullptr};
};

} // namespace

class TestChangeWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waits_only_while_somebody_looks_on()
    {
        Watched all;
        QSignalSpy heard(&all.connection, &Connection::statusChanged);
        QTRY_VERIFY(heard.count() >= 2);
        QCOMPARE(all.gateway.count(kChanges), 0);
        all.page.start();
        QTRY_COMPARE(all.gateway.held(kChanges), 1);
        all.page.stop();
        QTRY_COMPARE(all.gateway.held(kChanges), 0); // it has hung up
        QVERIFY(!all.client.pulse().isLive());
    }

    void a_change_is_asked_for_at_once()
    {
        Watched all;
        all.page.setInterval(std::chrono::minutes(1));
        all.page.start();
        QTRY_COMPARE(all.gateway.held(kChanges), 1);
        QVERIFY(!all.gateway.last(kChanges).path.contains("since="));
        all.gateway.release(kChanges, "{\"sequence\":5,\"changes\":[],\"dropped\":0}");
        QTRY_COMPARE(all.gateway.held(kChanges), 1);
        QVERIFY(all.gateway.last(kChanges).path.contains("since=5"));
        QVERIFY(all.client.pulse().isLive());

        Poller swift{all.client,
            [] {
                return ApiCall::get({QStringLiteral("families")}).with(QStringLiteral("search"), QStringLiteral("x"));
            },
            nullptr};
        swift.start();
        QTRY_COMPARE(all.gateway.count(kFamilies), 2);
        QSignalSpy beaten(&all.client.pulse(), &Pulse::beaten);
        all.gateway.release(kChanges, kPush);
        QTRY_COMPARE(beaten.count(), 1);
        QTRY_VERIFY(all.gateway.count(kFamilies) >= 3);
        QVERIFY(all.gateway.last(kFamilies).path.contains("search=x")); // the other has a minute's rest
        QTRY_COMPARE(all.gateway.held(kChanges), 1);
        QVERIFY(all.gateway.last(kChanges).path.contains("since=6"));
    }

    void changes_without_end_are_heard_of_ten_times_a_second_and_then_once()
    {
        Watched all;
        all.page.start();
        QTRY_COMPARE(all.gateway.held(kChanges), 1);
        QList<qint64> times;
        QElapsedTimer clock;
        clock.start();
        connect(&all.client.pulse(), &Pulse::beaten, this, [&] { times.append(clock.elapsed()); });
        connect(&all.client, &ApiClient::answered, this, [&] { all.gateway.release(kChanges, kPush); });
        while (times.size() < 8) {
            all.gateway.release(kChanges, kPush);
            QTest::qWait(5); // lets both sides run
        }
        for (int i = 1; i < times.size(); ++i)
            QVERIFY2(times[i] - times[i - 1] >= 95, "two beats within a tenth of a second");
        QVERIFY2(times[7] - times[0] >= 1500, "more than a few beats at once");
    }

    void a_gateway_without_the_long_poll_is_polled()
    {
        Watched all;
        all.gateway.release(kChanges, "{}");
        CannedGateway old;
        old.set("GET /api/v2/status", kStatus);
        old.set(kFamilies, "{}");
        all.client.setTarget({old.url(), {}});
        all.page.setInterval(std::chrono::milliseconds(50));
        all.page.start();
        QTRY_VERIFY(old.count(kChanges) > 0);
        QTRY_VERIFY(old.count(kFamilies) >= 5);
        QVERIFY(!all.client.pulse().isLive());
        QVERIFY(old.count(kChanges) < 4); // it is asked less and less often
    }

    void pages_leave_a_gateway_that_is_gone_alone_until_it_is_back()
    {
        Watched all;
        all.page.setInterval(std::chrono::milliseconds(50));
        all.page.start();
        QTRY_VERIFY(all.gateway.count(kFamilies) >= 2);
        all.gateway.refuse("GET /api/v2/status", 401, "no");
        all.gateway.refuse(kFamilies, 401, "no");
        QTRY_COMPARE(all.connection.state(), Connection::State::Refused);
        QTRY_VERIFY(all.client.pulse().isDown());
        const int asked = all.gateway.count(kFamilies);
        QSignalSpy heard(&all.client, &ApiClient::answered);
        QTRY_VERIFY_WITH_TIMEOUT(heard.count() >= 2, 8000);
        QVERIFY(all.gateway.count(kFamilies) <= asked + 1);
        all.gateway.set(kFamilies, "{}");
        all.gateway.set("GET /api/v2/status", kStatus);
        all.connection.retryNow();
        QTRY_VERIFY(all.gateway.count(kFamilies) > asked + 1);
    }

    void what_was_not_let_in_is_dropped_with_its_target()
    {
        Watched all;
        all.page.start();
        QTRY_COMPARE(all.gateway.held(kChanges), 1);
        CannedGateway other;
        all.client.setTarget({other.url(), {}});
        QTRY_COMPARE(all.gateway.held(kChanges), 0);
    }

    void the_client_knows_whether_somebody_waits()
    {
        Watched all;
        QVERIFY(!all.client.isAwaited()); // the status is nobody's question
        all.gateway.hold(kFamilies);
        all.page.start();
        QVERIFY(all.client.isAwaited());
        QTRY_COMPARE(all.gateway.held(kFamilies), 1);
        all.gateway.release(kFamilies, "{}");
        QTRY_VERIFY(!all.client.isAwaited());
    }
};

QTEST_GUILESS_MAIN(TestChangeWatch)
#include "tst_change_watch.moc"
