// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window over a real gateway: what is pushed by a socket is seen.
#include "fresh_home.h"
#include "living_gateway.h"
#include "ui/pages/first_steps.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_label.h"
#include "ui/window/about_dialog.h"
#include "ui/window/command_palette.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/status_strip.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTcpServer>
#include <QTest>
#include <QToolButton>

using namespace cairn::ui;
using cairn::ui_testing::LivingGateway;

class TestControlRoom : public QObject {
    Q_OBJECT

private:
    QTableView* table() const { return m_room->window().findChild<QTableView*>(QStringLiteral("families")); }
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    QString label(const char* name) const
    {
        const auto* found = m_room->window().findChild<QLabel*>(QString::fromLatin1(name));
        return found != nullptr ? found->text() : QString();
    }
    QString part(const char* name) const
    {
        return m_room->window().findChild<QToolButton*>(QString::fromLatin1(name))->text();
    }

    std::unique_ptr<LivingGateway> m_gateway;
    std::unique_ptr<ControlRoom> m_room;

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("cairn-test"));
        QCoreApplication::setApplicationName(QStringLiteral("cairn-test-window"));
    }
    void init()
    {
        cairn::ui_testing::freshHome();
        m_gateway = std::make_unique<LivingGateway>();
        m_room = std::make_unique<ControlRoom>(&m_gateway->gateway(), QUrl());
        m_room->show();
        m_room->window().openPage(QStringLiteral("families"));
    }
    void cleanup()
    {
        m_room.reset();
        m_gateway.reset();
    }

    void an_empty_gateway_shows_the_first_steps_with_its_address()
    {
        auto* steps = m_room->window().currentPage()->findChild<FirstSteps*>();
        QTRY_VERIFY(steps->isVisible());
        const QString port = QString::number(m_gateway->gateway().url().port());
        QVERIFY(FirstSteps::curlText(m_gateway->gateway().url(), "/metrics")
                    .contains("127.0.0.1:" + port + "/metrics/job/"));
        QVERIFY(FirstSteps::scrapeText(m_gateway->gateway().url(), "/metrics").contains("honor_labels: true"));
    }

    void a_push_becomes_a_row_and_a_second_one_changes_it()
    {
        QCOMPARE(m_gateway->push("/job/api", "# TYPE orders_total counter\norders_total{shop=\"de\"} 2\n"), 202);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(cell(0, 0), QStringLiteral("orders_total"));
        QCOMPARE(cell(0, 4), QStringLiteral("2"));
        QCOMPARE(m_gateway->push("/job/api", "orders_total{shop=\"de\"} 3\n"), 202);
        QTRY_COMPARE(cell(0, 4), QStringLiteral("5"));
    }

    void a_family_tells_its_series_and_why_it_has_its_mode()
    {
        m_gateway->push(
            "/job/api", "# TYPE orders_total counter\norders_total{shop=\"de\"} 2\norders_total{shop=\"fr\"} 4\n");
        m_room->window().openPage(QStringLiteral("families"), QStringLiteral("orders_total"));
        QTRY_COMPARE(label("familyTitle"), QStringLiteral("orders_total"));
        auto* series = m_room->window().findChild<QTableView*>(QStringLiteral("series"));
        QTRY_COMPARE(series->model()->rowCount(), 2);
        QTRY_COMPARE(series->model()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("shop"));
        QCOMPARE(series->model()->index(1, 0).data().toString(), QStringLiteral("fr"));
        m_room->window().findChild<QTabWidget*>(QStringLiteral("familySides"))->setCurrentIndex(3);
        QTRY_VERIFY(label("why").contains("profile"));
    }

    void a_selector_filters_and_a_wrong_one_says_what_is_wrong()
    {
        m_gateway->push("/job/a", "a 1\n");
        m_gateway->push("/job/b", "b 1\n");
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QSignalSpy states(m_room->window().currentPage(), &Page::filterStateChanged);
        m_room->window().currentPage()->setFilter(QStringLiteral("{job=\"b\"}"));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(cell(0, 0), QStringLiteral("b"));
        m_room->window().currentPage()->setFilter(QStringLiteral("{job="));
        QTRY_VERIFY(!states.last()[0].value<FilterState>().isValid);
        QCOMPARE(table()->model()->rowCount(), 1); // what was there stays
    }

    void a_gateway_that_stops_is_said_and_comes_back()
    {
        auto* banner = m_room->window().findChild<Banner*>();
        QTRY_VERIFY(part("statusConnection").contains("ms"));
        QVERIFY(!banner->isVisible());
        m_gateway->gateway().stop();
        QTRY_VERIFY(banner->isVisible());
        QTRY_VERIFY(part("statusConnection").contains("no answer"));
        emit banner->actionAsked(); // "Start it"
        QTRY_VERIFY(m_gateway->gateway().isRunning());
        QTRY_VERIFY(!banner->isVisible());
        QCOMPARE(m_gateway->push("/job/api", "again 1\n"), 202);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
    }

    void a_gateway_that_starts_again_is_asked_at_once()
    {
        const Connection& connection = m_room->session().connection();
        QTRY_VERIFY(connection.state() == Connection::State::Fine);
        const QUrl url = m_gateway->gateway().url();
        m_gateway->gateway().stop();
        QTRY_VERIFY(connection.state() == Connection::State::Gone);
        QSignalSpy answers(&m_room->session().client(), &ApiClient::answered);
        QTRY_VERIFY(answers.count() >= 2); // refused: the next turn comes later and later
        m_gateway->gateway().start(QStringLiteral("127.0.0.1:%1").arg(url.port()));
        QCOMPARE(m_gateway->gateway().url(), url);
        QTRY_VERIFY_WITH_TIMEOUT(connection.state() == Connection::State::Fine, 1000);
        QVERIFY(!m_room->window().findChild<Banner*>()->isVisible());
    }

    void what_is_announced_stands_beside_the_state_of_the_gateway()
    {
        auto* strip = m_room->window().findChild<StatusStrip*>();
        const auto* said = strip->findChild<ElidedLabel*>(QStringLiteral("statusSaid"));
        QTRY_VERIFY(part("statusConnection").contains("ms"));
        const QString words = QStringLiteral("840 series are back, and that is a long sentence. ").repeated(4);
        m_room->session().announce(words);
        QSignalSpy heard(&m_room->session().connection(), &Connection::statusChanged);
        QTRY_VERIFY(heard.count() >= 2);
        QCOMPARE(said->text(), words);
        QVERIFY(said->isVisible());
        QVERIFY(strip->currentMessage().isEmpty());
        const QList<QToolButton*> parts = strip->findChildren<QToolButton*>();
        QCOMPARE(parts.size(), 5);
        for (const QToolButton* one : parts) {
            QVERIFY2(one->isVisible(), qPrintable(one->objectName()));
            QVERIFY2(!one->geometry().intersects(said->geometry()), qPrintable(one->objectName()));
        }
        QVERIFY(m_room->window().width() <= 1280); // it is cut, and pushes nothing out
        strip->announce(QStringLiteral("gone soon"), std::chrono::milliseconds(1));
        QCOMPARE(said->text(), QStringLiteral("gone soon"));
        QTRY_VERIFY(said->text().isEmpty());
    }

    void a_paused_page_stands_still()
    {
        m_gateway->push("/job/a", "a 1\n");
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        m_room->window().setPaused(true);
        m_gateway->push("/job/a", "b 1\n");
        QSignalSpy heard(&m_room->session().connection(), &Connection::statusChanged);
        QTRY_VERIFY(heard.count() >= 2);
        QCOMPARE(table()->model()->rowCount(), 1);
        m_room->window().setPaused(false);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
    }

    void space_presses_a_button_and_pauses_elsewhere()
    {
        auto* pause = m_room->window().findChild<QToolButton*>(QStringLiteral("pause"));
        auto* part = m_room->window().findChild<QToolButton*>(QStringLiteral("statusConnection"));
        QVERIFY(QTest::qWaitForWindowActive(&m_room->window()));
        part->setFocus();
        QTest::keyClick(part, Qt::Key_Space);
        QVERIFY(!pause->isChecked());
        QCOMPARE(m_room->window().currentPage()->info().id, QStringLiteral("connections"));
        m_room->window().openPage(QStringLiteral("families"));
        QTest::keyClick(&m_room->window(), Qt::Key_Space);
        QVERIFY(pause->isChecked());
    }

    void keys_of_different_actions_differ()
    {
        QHash<QString, QString> taken;
        const QList<QAction*> actions = m_room->window().findChildren<QAction*>();
        for (const QAction* action : actions) {
            for (const QKeySequence& key : action->shortcuts()) {
                const QString text = key.toString();
                QVERIFY2(!taken.contains(text) || taken.value(text) == action->text(),
                    qPrintable(text + ": " + taken.value(text) + ", " + action->text()));
                taken.insert(text, action->text());
            }
        }
        QVERIFY(taken.size() > 15);
    }

    void the_sheet_shows_every_key_of_the_menus_and_the_tables()
    {
        m_room->window().openPage(QStringLiteral("try"));
        m_room->window().findChild<QAction*>(QStringLiteral("keys"))->trigger();
        const auto* sheet = m_room->window().findChild<ShortcutSheet*>();
        QVERIFY(sheet != nullptr && sheet->isVisible());
        QStringList shown;
        for (const QLabel* label : sheet->findChildren<QLabel*>(QStringLiteral("sheetKeys"))) {
            QVERIFY(label->isVisible());
            shown += label->text().split(QStringLiteral(", "));
        }
        for (const char* key : {"Ctrl+K", "?", "F1", "Ctrl+Return", "Ctrl+Enter", "Return", "Enter", "Ctrl+1", "Esc"})
            QVERIFY2(shown.contains(QString::fromLatin1(key)),
                qPrintable(QString::fromLatin1(key) + QStringLiteral(" of ") + shown.join(u' ')));
        QVERIFY(!shown.contains(QString()));
    }

    void the_palette_finds_families_and_groups_of_the_gateway()
    {
        m_gateway->push("/job/api", "orders_total 2\n");
        CommandPalette palette(m_room->session(), &m_room->window());
        palette.openWith({});
        auto* list = palette.findChild<QListWidget*>(QStringLiteral("paletteList"));
        auto* edit = palette.findChild<QLineEdit*>(QStringLiteral("paletteFilter"));
        QTest::keyClicks(edit, QStringLiteral("ap"));
        QTRY_COMPARE(list->count(), 1);
        QCOMPARE(list->item(0)->text(), QStringLiteral("/job/api"));
        QCOMPARE(list->item(0)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("/job/api, group"));
        edit->clear();
        QTest::keyClicks(edit, QStringLiteral("orders"));
        QTRY_COMPARE(list->count(), 1);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(label("familyTitle"), QStringLiteral("orders_total"));
    }

    // One click once lost three thousand series without a word.
    void stopping_the_gateway_says_first_what_is_lost()
    {
        m_gateway->push("/job/a", "kept_total 1\n");
        m_room->window().openPage(QStringLiteral("connections"));
        auto* stop = m_room->window().findChild<QPushButton*>(QStringLiteral("homeSwitch"));
        QTRY_VERIFY(m_room->session().connection().status().series.now > 0);
        QCOMPARE(stop->text(), QStringLiteral("Stop"));
        stop->click();
        QVERIFY(stop->text().startsWith(QStringLiteral("Stop and lose ")));
        QVERIFY(m_gateway->gateway().isRunning());
    }

    void the_gateway_moves_to_another_port_with_all_it_holds()
    {
        m_gateway->push("/job/a", "kept_total 1\n");
        m_room->window().openPage(QStringLiteral("connections"));
        auto* address = m_room->window().findChild<QLineEdit*>(QStringLiteral("homeAddress"));
        auto* move = m_room->window().findChild<QPushButton*>(QStringLiteral("homeMove"));
        const QUrl before = m_gateway->gateway().url();
        QVERIFY(move->isVisible() && !move->isEnabled());
        address->setText({});
        QTest::keyClicks(address, QStringLiteral("localhost:0"));
        QVERIFY(move->isEnabled());
        move->click();
        QTRY_VERIFY(m_gateway->gateway().url() != before);
        QVERIFY(!move->isEnabled());
        QTRY_VERIFY(label("homeState").contains(m_gateway->gateway().url().toString()));
        QCOMPARE(m_room->session().client().target().base, m_gateway->gateway().url());
        m_room->window().openPage(QStringLiteral("families"));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(cell(0, 0), QStringLiteral("kept_total"));
    }

    void a_port_that_is_taken_is_said_and_the_gateway_stays()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        m_gateway->push("/job/a", "kept_total 1\n");
        m_room->window().openPage(QStringLiteral("connections"));
        auto* address = m_room->window().findChild<QLineEdit*>(QStringLiteral("homeAddress"));
        const QUrl before = m_gateway->gateway().url();
        const QString taken = QStringLiteral("127.0.0.1:%1").arg(other.serverPort());
        address->setText({});
        QTest::keyClicks(address, taken);
        QTest::keyClick(address, Qt::Key_Return);
        QTRY_VERIFY2(label("homeState").contains(QStringLiteral("in use")), qPrintable(label("homeState")));
        QVERIFY(label("homeState").contains(before.toString()));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        QCOMPARE(address->text(), taken); // to be mended
        QCOMPARE(m_gateway->gateway().url(), before);
        QCOMPARE(m_gateway->push("/job/a", "kept_total 1\n"), 202);
        QVERIFY(!m_room->window().findChild<Banner*>()->isVisible());
    }

    void about_says_what_this_is_and_the_window_goes_on()
    {
        qApp->setProperty("revision", QStringLiteral("abc1234"));
        QTRY_VERIFY(m_room->session().connection().isKnown());
        auto* action = m_room->window().findChild<QAction*>(QStringLiteral("about"));
        action->trigger();
        auto* about = m_room->window().findChild<AboutDialog*>();
        QVERIFY(about->isVisible() && !about->isModal());
        const QString text = about->text();
        const QByteArray settings = QSettings().fileName().toUtf8();
        for (const char* said : {"This window: Cairn 0.", "abc1234", qVersion(), "GPL-3.0-or-later", "profile",
                 "Qt offscreen", settings.constData(), "/drafts"})
            QVERIFY2(text.contains(QString::fromLatin1(said)), qPrintable(text));
        QVERIFY(text.contains(m_gateway->gateway().url().toString()));
        action->trigger();
        QCOMPARE(m_room->window().findChildren<AboutDialog*>().size(), 1);
        m_room->window().openPage(QStringLiteral("rules")); // beside it
        QCOMPARE(m_room->window().currentPage()->info().id, QStringLiteral("rules"));
        QTest::keyClick(about, Qt::Key_Escape);
        about = m_room->window().findChild<AboutDialog*>();
        QVERIFY(about == nullptr || !about->isVisible());
    }

    void closing_the_window_asks_to_quit()
    {
        QSignalSpy quit(m_room.get(), &ControlRoom::quitAsked);
        m_room->window().close();
        QCOMPARE(quit.count(), 1);
    }
};

QTEST_MAIN(TestControlRoom)
#include "tst_control_room.moc"
