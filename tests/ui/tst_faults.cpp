// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A gateway that fails in every way it can: the window says so, keeps what it knows and what was typed, and comes back.
#include "tests/ui/canned_gateway.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/loading_bar.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"

#include <QApplication>
#include <QDialog>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTest>
#include <QToolButton>

using namespace cairn::ui;
using State = Connection::State;

namespace {

const QByteArray kStatus = "{\"start_time\":100,\"time\":160,\"ready\":true,\"healthy\":true,"
                           "\"pushes\":{\"total\":3,\"rate\":1.5},\"series\":{\"now\":7}}";

/// Answers every request alike, byte by byte as told.
class RudeServer final : public QTcpServer {
public:
    QByteArray greeting; ///< to who connects
    QByteArray answer; ///< empty: never one
    bool closes = false; ///< after the answer

    explicit RudeServer(quint16 port)
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            socket->write(greeting);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                if (!socket->readAll().contains("\r\n\r\n") || answer.isEmpty())
                    return;
                socket->write(answer);
                if (closes)
                    socket->disconnectFromHost();
            });
        });
        listen(QHostAddress::LocalHost, port);
    }
};

QByteArray http(int status, const QByteArray& type, const QByteArray& body, qsizetype length = -1)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(length < 0 ? body.size() : length) + "\r\n\r\n" + body;
}

} // namespace

class TestFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("cairn-test"));
        QCoreApplication::setApplicationName(QStringLiteral("cairn-test-faults"));
        QSettings().clear();
        Theme::instance().start();
    }

    void the_window_says_what_is_wrong_and_comes_back_data()
    {
        QTest::addColumn<bool>("listens");
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("banner");
        QTest::addColumn<QString>("strip");
        const QByteArray none;
        const QByteArray json = "application/json";
        const QString gone = QStringLiteral("No answer since");
        const QString refused = QStringLiteral("Not let in since");
        const QString strange = QStringLiteral("not of Cairn");
        QTest::newRow("it stops") << false << none << none << false << State::Gone << gone
                                  << QStringLiteral("no answer");
        QTest::newRow("it never answers") << true << none << none << false << State::Gone
                                          << QStringLiteral("no whole answer in time") << QStringLiteral("no answer");
        QTest::newRow("the token is refused") << true << none << http(401, "text/plain", "who are you") << false
                                              << State::Refused << refused << QStringLiteral("not let in");
        QTest::newRow("the address is refused")
            << true << none
            << http(403, json, R"({"status":"error","errorType":"forbidden","error":"only from its own computer"})")
            << false << State::Refused << QStringLiteral("only from its own computer") << QStringLiteral("not let in");
        QTest::newRow("broken JSON") << true << none << http(200, json, "{\"status\":\"succ") << false << State::Strange
                                     << QStringLiteral("is not JSON") << QStringLiteral("strange");
        QTest::newRow("a page instead of JSON") << true << none << http(200, "text/html", "<html><h1>Hello</h1>")
                                                << false << State::Strange << strange << QStringLiteral("strange");
        QTest::newRow("closed in the middle of a body") << true << none << http(200, json, "{\"status\":", 500) << true
                                                        << State::Gone << gone << QStringLiteral("no answer");
        QTest::newRow("closed without a word")
            << true << none << QByteArray("\r\n") << true << State::Gone << gone << QStringLiteral("no answer");
        QTest::newRow("another program's port")
            << true << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << QByteArray("Invalid identification\r\n") << true
            << State::Gone << gone << QStringLiteral("no answer");
        QTest::newRow("another web server") << true << none << http(404, "text/html", "not here") << false
                                            << State::Strange << strange << QStringLiteral("strange");
        QTest::newRow("a server that fails") << true << none << http(500, "text/html", "oh") << false << State::Strange
                                             << QStringLiteral("it answers 500") << QStringLiteral("strange");
    }
    void the_window_says_what_is_wrong_and_comes_back()
    {
        QFETCH(bool, listens);
        QFETCH(QByteArray, greeting);
        QFETCH(QByteArray, answer);
        QFETCH(bool, closes);
        QFETCH(State, state);
        QFETCH(QString, banner);
        QFETCH(QString, strip);

        CannedGateway gateway;
        gateway.set("GET /api/v2/status", kStatus);
        const quint16 port = gateway.serverPort();
        Session session;
        session.connection().setPatience(std::chrono::milliseconds(500), std::chrono::milliseconds(1500));
        MainWindow window(session, nullptr);
        window.show();
        session.client().setTarget({gateway.url(), {}});
        QTRY_COMPARE(session.connection().state(), State::Fine);
        const auto* said = window.findChild<Banner*>();
        const auto* where = window.findChild<QToolButton*>(QStringLiteral("statusConnection"));
        const auto* series = window.findChild<QToolButton*>(QStringLiteral("statusSeries"));
        QVERIFY(!said->isVisible());
        window.openPage(QStringLiteral("try"));
        auto* editor = window.currentPage()->findChild<CodeEditor*>();
        QTest::keyClicks(editor, QStringLiteral("typed 1"));

        gateway.stop();
        std::unique_ptr<RudeServer> rude;
        if (listens) {
            rude = std::make_unique<RudeServer>(port);
            QVERIFY(rude->isListening());
            rude->greeting = greeting;
            rude->answer = answer;
            rude->closes = closes;
        }
        QTRY_VERIFY2_WITH_TIMEOUT(
            session.connection().state() == state, qPrintable(session.connection().reason()), 10'000);
        QTRY_VERIFY(said->isVisible());
        QVERIFY2(said->text().contains(banner), qPrintable(said->text()));
        QVERIFY(said->text().contains(QRegularExpression(QStringLiteral("\\d\\d:\\d\\d:\\d\\d"))));
        QVERIFY2(where->text().contains(strip), qPrintable(where->text()));
        QVERIFY(said->findChild<QPushButton*>()->isVisible());
        QVERIFY(series->isVisible()); // what was last known stays
        QVERIFY(series->text().contains(u'7'));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(window.findChildren<QDialog*>().isEmpty());
        QTest::keyClicks(editor, QStringLiteral("2"));

        rude.reset();
        QVERIFY(gateway.listen(QHostAddress::LocalHost, port));
        QTRY_COMPARE_WITH_TIMEOUT(session.connection().state(), State::Fine, 15'000); // by itself
        QTRY_VERIFY(!said->isVisible());
        QVERIFY2(editor->toPlainText().startsWith(QStringLiteral("typed 12")), qPrintable(editor->toPlainText()));
    }

    void only_what_is_old_is_dimmed_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("isDimmed");
        for (const char* page : {"overview", "families", "pushes", "resets"})
            QTest::addRow("%s shows what was last known", page) << QString::fromLatin1(page) << true;
        for (const char* page : {"rules", "try", "connections"})
            QTest::addRow("on %s one acts", page) << QString::fromLatin1(page) << false;
    }
    void only_what_is_old_is_dimmed()
    {
        QFETCH(QString, page);
        QFETCH(bool, isDimmed);
        CannedGateway gateway;
        gateway.set("GET /api/v2/status", kStatus);
        const quint16 port = gateway.serverPort();
        Session session;
        MainWindow window(session, nullptr);
        window.openPage(QStringLiteral("families")); // another page than most: it must not shine through
        window.show();
        session.client().setTarget({gateway.url(), {}});
        QTRY_COMPARE(session.connection().state(), State::Fine);
        const auto* veil = window.findChild<QWidget*>(QStringLiteral("staleVeil"));
        QVERIFY(!veil->isVisible());
        gateway.stop();
        QTRY_COMPARE(session.connection().state(), State::Gone);
        window.openPage(page);
        QCOMPARE(veil->isVisible(), isDimmed);
        auto* stack = qobject_cast<QStackedWidget*>(veil->parentWidget());
        QCOMPARE(stack->currentWidget(), window.currentPage());
        QVERIFY(stack->graphicsEffect() == nullptr);
        if (isDimmed) {
            QCOMPARE(veil->geometry(), stack->rect());
            QCOMPARE(stack->children().last(), veil); // on top
            window.resize(1000, 700);
            QCoreApplication::processEvents();
            QCOMPARE(veil->geometry(), stack->rect());
        }
        QVERIFY(gateway.listen(QHostAddress::LocalHost, port));
        session.connection().retryNow();
        QTRY_VERIFY(!veil->isVisible());
    }

    void a_slow_gateway_is_slow_before_it_is_gone()
    {
        CannedGateway gateway;
        gateway.set("GET /api/v2/status", kStatus);
        Session session;
        session.connection().setPatience(std::chrono::milliseconds(200), std::chrono::milliseconds(20'000));
        MainWindow window(session, nullptr);
        window.show();
        session.client().setTarget({gateway.url(), {}});
        QTRY_COMPARE(session.connection().state(), State::Fine);
        gateway.hold("GET /api/v2/status");
        QTRY_COMPARE(session.connection().state(), State::Slow);
        QTRY_VERIFY(session.connection().isUsable());
        const auto* said = window.findChild<Banner*>();
        QTRY_VERIFY(said->isVisible());
        QVERIFY2(said->text().contains(QStringLiteral("Slow answers since")), qPrintable(said->text()));
        QTRY_COMPARE(gateway.held("GET /api/v2/status"), 1);
        gateway.release("GET /api/v2/status", kStatus);
        QTRY_VERIFY(!gateway.held("GET /api/v2/status"));
    }

    void a_line_moves_while_somebody_waits()
    {
        CannedGateway gateway;
        gateway.set("GET /api/v2/status", kStatus);
        gateway.hold("GET /api/v2/families");
        Session session;
        MainWindow window(session, nullptr);
        window.show();
        window.openPage(QStringLiteral("families"));
        session.client().setTarget({gateway.url(), {}});
        const auto* bar = window.findChild<LoadingBar*>();
        QVERIFY(!bar->isMoving());
        QTRY_COMPARE(gateway.held("GET /api/v2/families"), 1);
        QTRY_VERIFY(bar->isMoving());
        gateway.release("GET /api/v2/families", R"({"families":[],"total":0,"offset":0})");
        QTRY_VERIFY(!bar->isMoving());
    }

    void a_window_that_is_not_seen_asks_for_the_status_alone()
    {
        CannedGateway gateway;
        gateway.set("GET /api/v2/status", kStatus);
        gateway.set("GET /api/v2/families", R"({"families":[],"total":0,"offset":0})");
        gateway.hold("GET /api/v2/changes");
        Session session;
        MainWindow window(session, nullptr);
        window.openPage(QStringLiteral("families"));
        session.client().setTarget({gateway.url(), {}});
        QTRY_VERIFY(gateway.count("GET /api/v2/status") >= 2);
        QCOMPARE(gateway.count("GET /api/v2/families"), 0);
        window.show();
        QTRY_VERIFY(gateway.count("GET /api/v2/families") > 0);
        QTRY_COMPARE(gateway.held("GET /api/v2/changes"), 1);
        window.showMinimized();
        QTRY_COMPARE(gateway.held("GET /api/v2/changes"), 0);
        const int asked = gateway.count("GET /api/v2/families");
        const int before = gateway.count("GET /api/v2/status");
        QTRY_VERIFY(gateway.count("GET /api/v2/status") >= before + 2);
        QCOMPARE(gateway.count("GET /api/v2/families"), asked);
        window.showNormal();
        QTRY_VERIFY(gateway.count("GET /api/v2/families") > asked);
    }
};

QTEST_MAIN(TestFaults)
#include "tst_faults.moc"
