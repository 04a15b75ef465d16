// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A gateway that takes its time is seen to, within a second, and by a clock of the test's own.
#include "tests/ui/canned_gateway.h"
#include "tests/ui/fresh_home.h"
#include "ui/window/main_window.h"
#include "ui/window/session.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace cairn::ui;
using namespace std::chrono_literals;
using State = Connection::State;

namespace {

const QByteArray kStatus = "{\"start_time\":100,\"time\":160,\"ready\":true,\"healthy\":true,"
                           "\"pushes\":{\"total\":3,\"rate\":1.5},\"series\":{\"now\":7,\"limit\":100}}";
const QByteArray kStatusCall = "GET /api/v2/status";
const QByteArray kChangesCall = "GET /api/v2/changes";

} // namespace

class TestAnswerWait : public QObject {
    Q_OBJECT

    std::chrono::milliseconds m_now{1000};
    AnswerWait::Clock clock()
    {
        return [this] { return m_now; };
    }

private slots:
    void init() { cairn::ui_testing::freshHome(); }

    void only_whole_seconds_of_the_oldest_count()
    {
        AnswerWait wait;
        wait.setClock(clock());
        QSignalSpy changed(&wait, &AnswerWait::changed);
        const quint64 first = wait.begin();
        m_now += 900ms;
        const quint64 second = wait.begin();
        wait.look();
        QCOMPARE(wait.time(), 0s);
        QCOMPARE(changed.count(), 0);
        m_now += 2200ms;
        wait.look();
        QCOMPARE(wait.time(), 3s);
        wait.end(first);
        QCOMPARE(wait.time(), 2s);
        wait.end(first);
        wait.end(second);
        QCOMPARE(wait.time(), 0s);
        QCOMPARE(changed.count(), 3);
        m_now += 5s;
        wait.look();
        QCOMPARE(wait.time(), 0s);
    }

    void an_answer_that_is_out_is_said_and_nothing_is_green()
    {
        CannedGateway gateway;
        gateway.set(kStatusCall, kStatus);
        gateway.hold(kChangesCall);
        Session session;
        session.client().wait().setClock(clock());
        MainWindow window(session, nullptr);
        window.show();
        session.client().setTarget({gateway.url(), {}});
        const auto* where = window.findChild<QToolButton*>(QStringLiteral("statusConnection"));
        const auto* live = window.findChild<QLabel*>(QStringLiteral("live"));
        QTRY_COMPARE(session.connection().state(), State::Fine);
        QTRY_VERIFY(where->text().contains(QStringLiteral("ms")) || where->text().contains(QStringLiteral("µs")));
        QTRY_COMPARE(live->property("tone").toString(), QStringLiteral("good"));

        gateway.hold(kStatusCall);
        QTRY_COMPARE(gateway.held(kStatusCall), 1);
        m_now += 3100ms;
        session.client().wait().look();
        QCOMPARE(session.connection().state(), State::Fine); // not yet in trouble, and yet:
        QCOMPARE(where->text(), QStringLiteral("● waiting for an answer, 3 s"));
        QCOMPARE(live->property("tone").toString(), QStringLiteral("warning"));
        QCOMPARE(live->text(), QStringLiteral("● waiting"));

        gateway.release(kStatusCall, kStatus);
        QTRY_VERIFY(!where->text().contains(QStringLiteral("waiting")));
    }

    void waiting_for_changes_is_no_slowness()
    {
        CannedGateway gateway;
        gateway.set(kStatusCall, kStatus);
        gateway.set("GET /api/v2/families", R"({"families":[],"total":0,"offset":0})");
        gateway.set("GET /api/v2/pushes", R"({"pushes":[]})");
        gateway.hold(kChangesCall);
        Session session;
        session.client().wait().setClock(clock());
        MainWindow window(session, nullptr);
        window.show();
        window.openPage(QStringLiteral("families"));
        session.client().setTarget({gateway.url(), {}});
        QTRY_COMPARE(gateway.held(kChangesCall), 1);
        QSignalSpy heard(&session.connection(), &Connection::statusChanged);
        QTRY_VERIFY(heard.count() >= 1);
        QSignalSpy changed(&session.client().wait(), &AnswerWait::changed);
        QTRY_VERIFY(!session.client().isAwaited());
        m_now += 15s;
        session.client().wait().look();
        QCOMPARE(session.connection().waiting(), 0s);
        QCOMPARE(gateway.held(kChangesCall), 1); // all the while
    }

    void another_gateway_owes_nothing_yet()
    {
        CannedGateway slow;
        slow.hold(kStatusCall);
        ApiClient client;
        client.wait().setClock(clock());
        client.setTarget({slow.url(), {}});
        client.send(ApiCall::get({QStringLiteral("status")}), this, [](const ApiReply&) {});
        m_now += 4s;
        client.wait().look();
        QCOMPARE(client.wait().time(), 4s);
        client.setTarget({slow.url(), "other"});
        QCOMPARE(client.wait().time(), 0s);
    }
};

QTEST_MAIN(TestAnswerWait)
#include "tst_answer_wait.moc"
