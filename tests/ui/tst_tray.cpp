// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Leaving the window: for good, or into the tray, and what the tray says then.
#include "living_gateway.h"
#include "ui/window/control_room.h"
#include "ui/window/leaving.h"
#include "ui/window/main_window.h"
#include "ui/window/refusal_watch.h"
#include "ui/window/tray.h"

#include <QAbstractButton>
#include <QAction>
#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cairn::ui;
using cairn::ui_testing::LivingGateway;

namespace {

GatewayStatus refused(double uptime, double total)
{
    GatewayStatus status;
    status.uptimeSeconds = uptime;
    status.refusals.total = total;
    status.refusalsByReason = {{QStringLiteral("size"), {1, 0}}, {QStringLiteral("label"), {total - 1, 0}}};
    return status;
}

double luminance(const QColor& color)
{
    const auto linear
        = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [less, more] = std::minmax({luminance(one), luminance(other)});
    return (more + 0.05) / (less + 0.05);
}

QMessageBox* question(const QWidget& window, const char* name)
{
    return window.findChild<QMessageBox*>(QString::fromLatin1(name));
}

void answer(QMessageBox& box, const QString& button)
{
    for (QAbstractButton* one : box.buttons()) {
        if (one->text().remove(u'&') == button)
            return one->click();
    }
    QFAIL(qPrintable("no button " + button));
}

} // namespace

class TestTray : public QObject {
    Q_OBJECT

private:
    bool m_hasTray = true;
    Desktop desktop()
    {
        return {[this] { return m_hasTray; }};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("cairn-test"));
        QCoreApplication::setApplicationName(QStringLiteral("cairn-test-tray"));
    }
    void init()
    {
        QSettings().clear();
        m_hasTray = true;
    }

    void closing_asks_once_and_the_gateway_goes_on_in_the_tray()
    {
        LivingGateway gateway;
        ControlRoom room(&gateway.gateway(), {}, desktop());
        room.show();
        QSignalSpy quit(&room, &ControlRoom::quitAsked);
        room.window().close();
        QVERIFY(question(room.window(), "leaveQuestion") != nullptr);
        QVERIFY(room.window().isVisible());
        answer(*question(room.window(), "leaveQuestion"), QStringLiteral("Stay in the tray"));
        QTRY_VERIFY(!room.window().isVisible());
        QCOMPARE(gateway.push("/job/a", "a 1\n"), 202);
        QVERIFY(room.window().findChild<QAction*>(QStringLiteral("stay"))->isChecked());

        room.window().findChild<Tray*>()->showWindow();
        QVERIFY(room.window().isVisible());
        QTRY_VERIFY(question(room.window(), "leaveQuestion") == nullptr);
        room.window().close();
        QVERIFY(!room.window().isVisible());
        QVERIFY(question(room.window(), "leaveQuestion") == nullptr);
        QCOMPARE(quit.count(), 0);

        room.window().findChild<QAction*>(QStringLiteral("stay"))->trigger();
        room.window().show();
        room.window().close();
        QCOMPARE(quit.count(), 1);
    }

    void the_question_may_be_answered_by_quitting_or_not_at_all()
    {
        LivingGateway gateway;
        ControlRoom room(&gateway.gateway(), {}, desktop());
        room.show();
        QSignalSpy quit(&room, &ControlRoom::quitAsked);
        room.window().close();
        answer(*question(room.window(), "leaveQuestion"), QStringLiteral("Cancel"));
        QVERIFY(room.window().isVisible());
        room.window().close();
        answer(*question(room.window(), "leaveQuestion"), QStringLiteral("Quit"));
        QCOMPARE(quit.count(), 1);
        QVERIFY(!room.window().isVisible());
    }

    void closing_quits_where_there_is_nothing_to_stay_for_data()
    {
        QTest::addColumn<bool>("hasTray");
        QTest::addColumn<bool>("isRemote");
        QTest::newRow("a desktop without a tray") << false << false;
        QTest::newRow("a gateway elsewhere") << true << true;
    }
    void closing_quits_where_there_is_nothing_to_stay_for()
    {
        QFETCH(bool, hasTray);
        QFETCH(bool, isRemote);
        m_hasTray = hasTray;
        LivingGateway gateway;
        ControlRoom room(
            isRemote ? nullptr : &gateway.gateway(), isRemote ? gateway.gateway().url() : QUrl(), desktop());
        room.show();
        QSignalSpy quit(&room, &ControlRoom::quitAsked);
        room.window().close();
        QVERIFY(question(room.window(), "leaveQuestion") == nullptr);
        QCOMPARE(quit.count(), 1);
    }

    void a_hidden_window_comes_back_when_the_tray_goes()
    {
        LivingGateway gateway;
        ControlRoom room(&gateway.gateway(), {}, desktop());
        room.show();
        room.window().findChild<Tray*>()->hideWindow();
        QVERIFY(!room.window().isVisible());
        m_hasTray = false;
        QTRY_VERIFY(room.window().isVisible());
    }

    void a_hidden_window_asks_for_the_status_alone()
    {
        LivingGateway gateway;
        ControlRoom room(&gateway.gateway(), {}, desktop());
        room.show();
        room.window().openPage(QStringLiteral("families"));
        QSignalSpy answers(&room.session().client(), &ApiClient::answered);
        QSignalSpy statuses(&room.session().connection(), &Connection::statusChanged);
        QTRY_VERIFY(answers.count() >= statuses.count() + 2);
        room.window().findChild<Tray*>()->hideWindow();
        QTRY_VERIFY(statuses.count() >= 2); // what was under way has arrived
        answers.clear();
        statuses.clear();
        QTRY_VERIFY(statuses.count() >= 2);
        QCOMPARE(answers.count(), statuses.count());
        room.window().findChild<Tray*>()->showWindow();
        QTRY_VERIFY(answers.count() >= statuses.count() + 2);
    }

    void unsaved_work_is_asked_about_first()
    {
        QWidget window;
        QStringList unsaved{QStringLiteral("A rule is not saved.")};
        Leaving leaving(
            window, [] { return false; }, [&] { return unsaved; });
        QSignalSpy quit(&leaving, &Leaving::quitAgreed);
        leaving.close();
        QCOMPARE(quit.count(), 0);
        QVERIFY(window.isVisible()); // to look at it
        QCOMPARE(question(window, "unsavedQuestion")->text(), unsaved.first());
        answer(*question(window, "unsavedQuestion"), QStringLiteral("Back"));
        QCOMPARE(quit.count(), 0);
        leaving.quit();
        leaving.quit(); // impatient: still one question
        QCOMPARE(window.findChildren<QMessageBox*>(QStringLiteral("unsavedQuestion")).count(), 1);
        answer(*question(window, "unsavedQuestion"), QStringLiteral("Quit"));
        QCOMPARE(quit.count(), 1);
        unsaved.clear();
        leaving.quit();
        QCOMPARE(quit.count(), 2);
    }

    void the_icon_and_its_menu_follow_the_gateway()
    {
        LivingGateway gateway;
        ControlRoom room(&gateway.gateway(), {}, desktop());
        auto* tray = room.window().findChild<Tray*>();
        QTRY_COMPARE(tray->look(), Tray::Look::Fine);
        QVERIFY2(tray->toolTip().contains("series"), qPrintable(tray->toolTip()));
        auto* toggle = tray->menu().findChild<QAction*>(QStringLiteral("traySwitch"));
        QCOMPARE(toggle->text(), QStringLiteral("Stop the gateway"));
        toggle->trigger();
        QTRY_COMPARE(toggle->text(), QStringLiteral("Start the gateway"));
        QTRY_COMPARE(tray->look(), Tray::Look::Waiting);
        toggle->trigger();
        QTRY_COMPARE(tray->look(), Tray::Look::Fine);
        const auto picture = [](Tray::Look look) { return trayIcon(look).pixmap(22, 22).toImage(); };
        QVERIFY(picture(Tray::Look::Fine) != picture(Tray::Look::Waiting));
        QVERIFY(picture(Tray::Look::Fine) != picture(Tray::Look::Trouble));
        QVERIFY(picture(Tray::Look::Fine) != picture(Tray::Look::Refusing));
        QVERIFY(qAlpha(picture(Tray::Look::Trouble).pixel(8, 16)) > 0);
    }

    void the_icon_is_seen_on_light_and_dark_panels_data()
    {
        QTest::addColumn<Tray::Look>("look");
        QTest::newRow("fine") << Tray::Look::Fine;
        QTest::newRow("refusing") << Tray::Look::Refusing;
        QTest::newRow("waiting") << Tray::Look::Waiting;
        QTest::newRow("trouble") << Tray::Look::Trouble;
    }
    void the_icon_is_seen_on_light_and_dark_panels()
    {
        QFETCH(Tray::Look, look);
        for (const int size : {16, 22, 44}) {
            const QImage image = trayIcon(look).pixmap(size, size).toImage().convertToFormat(QImage::Format_ARGB32);
            int solid = 0;
            for (int y = 0; y < size; ++y) {
                for (int x = 0; x < size; ++x) {
                    const QColor color = image.pixelColor(x, y);
                    if (color.alpha() < 255)
                        continue;
                    ++solid;
                    for (const QColor& panel : {QColor(0xF4, 0xF4, 0xF4), QColor(0x20, 0x20, 0x20)})
                        QVERIFY2(contrast(color, panel) >= 2.2, qPrintable(color.name() + u' ' + panel.name()));
                }
            }
            QVERIFY(solid > size * size / 5);
        }
    }

    void a_dot_tells_of_refused_pushes_until_somebody_looks()
    {
        RefusalWatch watch;
        QVERIFY(!watch.take(refused(0, 5)));
        QCOMPARE(watch.unseen(), 0);
        QVERIFY(watch.take(refused(1, 7)));
        QCOMPARE(watch.unseen(), 2);
        QVERIFY(!watch.take(refused(2, 9))); // no second word so soon
        QCOMPARE(watch.unseen(), 4);
        watch.seen();
        QVERIFY(!watch.take(refused(3, 9)));
        QCOMPARE(watch.unseen(), 0);
    }

    void the_menu_says_what_stopping_loses()
    {
        LivingGateway gateway;
        ControlRoom room(&gateway.gateway(), {}, desktop());
        auto* tray = room.window().findChild<Tray*>();
        gateway.push("/job/a", "a 1\nb 1\n");
        QTRY_COMPARE(room.session().connection().status().series.now, 2.0);
        emit const_cast<QMenu&>(tray->menu()).aboutToShow();
        QCOMPARE(tray->menu().findChild<QAction*>(QStringLiteral("traySwitch"))->text(),
            QStringLiteral("Stop the gateway and lose 2 series"));
    }

    void a_refused_push_is_told_to_who_looks_elsewhere()
    {
        LivingGateway gateway;
        ControlRoom room(&gateway.gateway(), {}, desktop()); // not shown, so not looked at
        QSignalSpy told(room.window().findChild<Tray*>(), &Tray::told);
        QSignalSpy heard(&room.session().connection(), &Connection::statusChanged);
        QTRY_VERIFY(heard.count() >= 1);
        QCOMPARE(gateway.push("/job/a", "a{ 1\n"), 400);
        QTRY_COMPARE(told.count(), 1);
        QVERIFY2(told[0][1].toString().contains(QStringLiteral("1 × ")), qPrintable(told[0][1].toString()));
    }

    void refusals_are_told_ever_more_rarely_until_seen()
    {
        RefusalWatch watch;
        QVERIFY(!watch.take(refused(0, 5))); // before our time
        QVERIFY(!watch.take(refused(1, 5)));
        const auto first = watch.take(refused(2, 8));
        QVERIFY(first.has_value());
        QCOMPARE(first->refused, 3);
        QCOMPARE(first->byReason.size(), 1);
        QCOMPARE(first->byReason[0], std::pair(QStringLiteral("label"), qint64(3)));
        QVERIFY(!watch.take(refused(61, 9)));
        QCOMPARE(watch.take(refused(62, 10))->refused, 2);
        QVERIFY(!watch.take(refused(181, 11))); // two minutes now
        QVERIFY(watch.take(refused(182, 11)));
        watch.seen();
        QVERIFY(!watch.take(refused(200, 20)));
        QVERIFY(watch.take(refused(201, 21))); // and then at once again
        QVERIFY(!watch.take(refused(3, 1))); // it was restarted
        QVERIFY(watch.take(refused(4, 2)));
    }
};

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
