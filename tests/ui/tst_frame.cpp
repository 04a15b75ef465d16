// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the frame does to what somebody is looking at: nothing.
#include "tests/ui/canned_gateway.h"
#include "tests/ui/fresh_home.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_label.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"
#include "ui/window/session.h"
#include "ui/window/status_part.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace cairn::ui;
using State = Connection::State;

namespace {

const QByteArray kStatusCall = "GET /api/v2/status";

QByteArray status(const char* total, const char* rate, const char* series)
{
    return QByteArray("{\"start_time\":100,\"time\":160,\"ready\":true,\"healthy\":true,\"pushes\":{\"total\":") + total
        + ",\"rate\":" + rate + "},\"series\":{\"now\":" + series + ",\"limit\":1000000}}";
}

} // namespace

class TestFrame : public QObject {
    Q_OBJECT

private slots:
    void init() { cairn::ui_testing::freshHome(); }

    void trouble_moves_nothing_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("fontPixels");
        for (const char* page : {"overview", "families", "pushes", "try", "rules", "resets", "connections"})
            QTest::addRow("%s", page) << QString::fromLatin1(page) << 13;
        QTest::newRow("families in large letters") << QStringLiteral("families") << 20;
    }
    void trouble_moves_nothing()
    {
        QFETCH(QString, page);
        QFETCH(int, fontPixels);
        CannedGateway gateway;
        gateway.set(kStatusCall, status("3", "1", "7"));
        Session session;
        MainWindow window(session, nullptr);
        window.resize(1024, 640);
        Theme::instance().start();
        Theme::instance().setFontPixels(fontPixels);
        window.openPage(page);
        window.show();
        session.client().setTarget({gateway.url(), {}});
        QTRY_COMPARE(session.connection().state(), State::Fine);
        const auto* banner = window.findChild<Banner*>(QString(), Qt::FindChildrenRecursively);
        QWidget* shown = window.currentPage();
        const QRect before(shown->mapTo(&window, QPoint()), shown->size());
        gateway.stop();
        QTRY_COMPARE(session.connection().state(), State::Gone);
        QTRY_VERIFY(banner->isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(QRect(shown->mapTo(&window, QPoint()), shown->size()), before);
        const QRect said(banner->mapTo(&window, QPoint()), banner->size());
        QVERIFY(!said.intersects(before));
        auto* act = banner->findChild<QPushButton*>(QStringLiteral("bannerAction"));
        QVERIFY(act->isVisible() && act->width() >= act->sizeHint().width());
        QVERIFY(banner->findChild<ElidedLabel*>()->width() > 200);
        if (auto* filter = window.findChild<QLineEdit*>(QStringLiteral("filterText")); filter && filter->isVisible())
            QVERIFY(filter->width() >= 100);
        Theme::instance().setFontPixels(13);
    }

    void numbers_of_other_widths_move_nothing_data()
    {
        QTest::addColumn<QByteArray>("next");
        QTest::newRow("smaller") << status("4", "0", "1");
        QTest::newRow("larger, in the same groups of three") << status("998", "999.9", "999");
        QTest::newRow("fractions") << status("4", "0.123", "8");
    }
    void numbers_of_other_widths_move_nothing()
    {
        QFETCH(QByteArray, next);
        CannedGateway gateway;
        gateway.set(kStatusCall, status("3", "11.5", "27"));
        Session session;
        MainWindow window(session, nullptr);
        window.resize(1024, 640);
        window.show();
        session.client().setTarget({gateway.url(), {}});
        QTRY_VERIFY(session.connection().isKnown());
        QTRY_VERIFY(window.findChild<StatusPart*>(QStringLiteral("statusScraped"))->isVisible());
        const auto places = [&window] {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            QList<QRect> all;
            const QList<StatusPart*> parts = window.findChildren<StatusPart*>();
            for (const StatusPart* part : parts)
                all.append(part->geometry());
            return all;
        };
        const QList<QRect> before = places();
        gateway.set(kStatusCall, next);
        QSignalSpy heard(&session.connection(), &Connection::statusChanged);
        QTRY_VERIFY(heard.count() >= 2);
        QCOMPARE(places(), before);
        gateway.hold(kStatusCall); // nor does the wait for an answer
        QTRY_COMPARE(gateway.held(kStatusCall), 1);
        QTRY_VERIFY(session.connection().waiting().count() > 0);
        QCOMPARE(places(), before);
    }

    void a_part_makes_room_once_and_keeps_it()
    {
        StatusPart part(QStringLiteral("Families"), nullptr);
        part.say(QStringLiteral("12 345 series"), Tone::Secondary);
        const int wide = part.sizeHint().width();
        part.say(QStringLiteral("999 999 series"), Tone::Secondary);
        QCOMPARE(part.sizeHint().width(), wide);
        part.say(QStringLiteral("1 series"), Tone::Secondary);
        QCOMPARE(part.sizeHint().width(), wide);
        part.say(QStringLiteral("1 000 000 series"), Tone::Secondary);
        QVERIFY(part.sizeHint().width() > wide);
        part.say(QStringLiteral("1 series"), Tone::Secondary);
        part.forgetRoom();
        QVERIFY(part.sizeHint().width() < wide);
    }

    void a_long_text_takes_two_lines_and_is_cut_then()
    {
        ElidedLabel label(QStringLiteral("word ").repeated(40).trimmed());
        label.show();
        label.resize(300, label.fontMetrics().height() + 4);
        QVERIFY(label.isCut());
        label.setMostLines(2);
        label.resize(label.fontMetrics().horizontalAdvance(label.text()) * 2 / 3, label.fontMetrics().height() * 2 + 4);
        QVERIFY(!label.isCut());
        QVERIFY(label.toolTip().isEmpty());
        label.resize(200, label.height());
        QVERIFY(label.isCut());
        QCOMPARE(label.toolTip(), label.text());
    }
};

QTEST_MAIN(TestFrame)
#include "tst_frame.moc"
