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
#include "ui/window/shortcut_sheet.h"
#include "ui/window/status_part.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace cairn::ui;
using State = Connection::State;

namespace {

constexpr auto kResets = R"({"resets":[
{"id":5,"time":1700000000,"age_seconds":9,"by":"","from":"127.0.0.1:5","what":{"family":"a"},
"series":840,"families":1,"state":"undone","undo_until":null,"undo_seconds":null},
{"id":4,"time":1700000000,"age_seconds":9,"by":"","from":"127.0.0.1:5","what":{"family":"a"},
"series":840,"families":1,"state":"undoable","undo_until":null,"undo_seconds":500}],"total":2,"offset":0,"limit":200})";

const QByteArray kStatusCall = "GET /api/v2/status";

QByteArray status(const char* total, const char* rate, const char* series)
{
    return QByteArray("{\"start_time\":100,\"time\":160,\"ready\":true,\"healthy\":true,\"pushes\":{\"total\":") + total
        + ",\"rate\":" + rate + "},\"series\":{\"now\":" + series + ",\"limit\":1000000}}";
}

bool shows(const QWidget& sheet, const QString& keys)
{
    const QList<QLabel*> labels = sheet.findChildren<QLabel*>(QStringLiteral("sheetKeys"));
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == keys; });
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
            QVERIFY(filter->width() >= 240);
        Theme::instance().setFontPixels(13);
    }

    void whoever_comes_to_a_page_stands_on_what_it_is_about_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("home");
        QTest::newRow("try") << QStringLiteral("try") << QStringLiteral("tryEditor");
        QTest::newRow("rules") << QStringLiteral("rules") << QStringLiteral("rulesEditor");
        QTest::newRow("pushes, of which nothing is known yet") << QStringLiteral("pushes") << QStringLiteral("pages");
        QTest::newRow("resets, of which nothing is known yet") << QStringLiteral("resets") << QStringLiteral("pages");
        QTest::newRow("connections, without one of its own")
            << QStringLiteral("connections") << QStringLiteral("newAddress");
    }
    void whoever_comes_to_a_page_stands_on_what_it_is_about()
    {
        QFETCH(QString, page);
        QFETCH(QString, home);
        Session session;
        MainWindow window(session, nullptr);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.findChild<QAction*>(QStringLiteral("page.") + page)->trigger();
        QVERIFY(QApplication::focusWidget() != nullptr);
        QCOMPARE(QApplication::focusWidget()->objectName(), home);
    }

    void a_table_takes_the_keys_when_it_has_rows()
    {
        CannedGateway gateway;
        gateway.set(kStatusCall, status("3", "1", "7"));
        gateway.set("GET /api/v2/resets", kResets);
        Session session;
        MainWindow window(session, nullptr);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        session.client().setTarget({gateway.url(), {}});
        window.findChild<QAction*>(QStringLiteral("page.resets"))->trigger();
        auto* table = window.findChild<QWidget*>(QStringLiteral("resetsTable"));
        QTRY_VERIFY(table->hasFocus());
        window.findChild<QAction*>(QStringLiteral("page.try"))->trigger();
        QVERIFY(!table->hasFocus());
        window.findChild<QWidget*>(QStringLiteral("statusConnection"))->setFocus();
        window.findChild<QAction*>(QStringLiteral("page.resets"))->trigger();
        QVERIFY(table->hasFocus());
    }

    void a_page_keeps_the_place_somebody_had_in_it_but_no_choice()
    {
        Session session;
        MainWindow window(session, nullptr);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto come = [&window](const char* page) {
            window.findChild<QAction*>(QStringLiteral("page.") + QString::fromLatin1(page))->trigger();
        };
        come("connections");
        auto* name = window.findChild<QLineEdit*>(QStringLiteral("newName"));
        name->setFocus();
        come("try");
        window.findChild<QWidget*>(QStringLiteral("tryFormat"))->setFocus();
        come("connections");
        QVERIFY(name->hasFocus());
        come("try");
        QVERIFY(window.findChild<QWidget*>(QStringLiteral("tryEditor"))->hasFocus());
    }

    void arrow_keys_go_on_in_the_list_of_pages()
    {
        Session session;
        MainWindow window(session, nullptr);
        window.openPage(QStringLiteral("pushes"));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* pages = window.findChild<QListWidget*>(QStringLiteral("pages"));
        pages->setFocus();
        QTest::keyClick(pages, Qt::Key_Down);
        QCOMPARE(window.currentPage()->info().id, QStringLiteral("try"));
        QVERIFY(pages->hasFocus());
        QTest::keyClick(pages, Qt::Key_Return);
        QVERIFY(window.findChild<QWidget*>(QStringLiteral("tryEditor"))->hasFocus());
    }

    void the_keys_fit_into_the_window_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(1024, 640);
        QTest::newRow("usual") << QSize(1280, 800);
    }
    void the_keys_fit_into_the_window()
    {
        QFETCH(QSize, size);
        Session session;
        MainWindow window(session, nullptr);
        for (const char* page : {"overview", "families", "pushes", "try", "rules", "resets", "connections"}) {
            window.openPage(QString::fromLatin1(page));
            window.resize(size);
            window.show();
            window.findChild<QAction*>(QStringLiteral("keys"))->trigger();
            auto* sheet = window.findChild<ShortcutSheet*>();
            QVERIFY(sheet->width() <= size.width() && sheet->height() <= size.height());
            auto* scroll = sheet->findChild<QScrollArea*>();
            QCoreApplication::processEvents();
            if (window.currentPage()->info().id == u"rules")
                QVERIFY(shows(*sheet, QStringLiteral("Alt+Up")));
            QVERIFY2(scroll->viewport()->width() >= scroll->widget()->sizeHint().width(), page); // in height alone
            delete sheet;
        }
    }

    void undo_without_an_offer_undoes_on_the_page_or_says_there_is_nothing()
    {
        CannedGateway gateway;
        gateway.set(kStatusCall, status("3", "1", "7"));
        gateway.set("GET /api/v2/resets", kResets);
        gateway.set("POST /api/v2/resets/4/undo", R"({"reset":{},"returned":840,"stayed_away":0})");
        Session session;
        MainWindow window(session, nullptr);
        window.openPage(QStringLiteral("try"));
        window.show();
        session.client().setTarget({gateway.url(), {}});
        QSignalSpy said(&session, &Session::announced);
        auto* undo = window.findChild<QAction*>(QStringLiteral("undo"));
        undo->trigger();
        QCOMPARE(said.takeFirst().first().toString(), QStringLiteral("There is no reset to undo here"));
        window.openPage(QStringLiteral("resets"));
        auto* table = window.findChild<QTableView*>(QStringLiteral("resetsTable"));
        QTRY_COMPARE(table->model()->rowCount(), 2);
        undo->trigger(); // the newest of the two was undone already
        QTRY_COMPARE(gateway.count("POST /api/v2/resets/4/undo"), 1);
    }

    void a_gateway_without_a_name_is_told_once_in_the_title()
    {
        Session session;
        MainWindow window(session, nullptr);
        session.client().setTarget({QUrl(QStringLiteral("http://127.0.0.1:19772")), {}});
        window.setPlace({QStringLiteral("127.0.0.1"), {}, MarkColor::None});
        QCOMPARE(window.windowTitle(), QStringLiteral("Cairn — 127.0.0.1:19772"));
        window.setPlace({QStringLiteral("shop"), {}, MarkColor::None});
        QCOMPARE(window.windowTitle(), QStringLiteral("Cairn — shop · 127.0.0.1:19772"));
    }

    void the_status_is_whole_where_there_is_room_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("small") << 1024;
        QTest::newRow("usual") << 1280;
    }
    void the_status_is_whole_where_there_is_room()
    {
        QFETCH(int, width);
        CannedGateway gateway;
        gateway.set(kStatusCall, status("3", "1", "7"));
        Session session;
        MainWindow window(session, nullptr);
        window.resize(width, 640);
        window.show();
        session.client().setTarget({gateway.url(), {}});
        window.setPlace({QStringLiteral("127.0.0.1"), {}, MarkColor::None});
        QTRY_COMPARE(session.connection().state(), State::Fine);
        gateway.set(kStatusCall, "[]");
        QTRY_COMPARE(session.connection().state(), State::Strange);
        QCoreApplication::processEvents();
        const auto* where = window.findChild<StatusPart*>(QStringLiteral("statusConnection"));
        QVERIFY(where->text().endsWith(QStringLiteral("127.0.0.1: strange answers")));
        QVERIFY(!where->isCut());
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

    void a_part_in_its_own_size_is_whole()
    {
        StatusPart part(QStringLiteral("Connections"), nullptr);
        for (int length = 1; length < 40; ++length) {
            part.say(QStringLiteral("● 127.0.0.1: strange answers of someone").left(length), Tone::Bad);
            part.resize(part.sizeHint());
            QVERIFY2(!part.isCut(), qPrintable(part.text()));
            part.forgetRoom();
        }
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
