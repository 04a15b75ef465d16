// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "ui/pages/reset_bar.h"
#include "ui/pages/resets/resets_page.h"
#include "ui/theme/theme.h"
#include "ui/window/session.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace cairn::ui;

class TestResetsPage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::instance().start(); }
    void saysWhatWasReset_data();
    void saysWhatWasReset();
    void countsDownWithoutTouchingOtherCells();
    void undoesAReset();
    void saysThatAnUndoIsOnItsWay();
    void refusesASecondUndoClearly();
    void saysWhyNotAnyMore();
    void saysNothingOfWhatItHasNotAsked();
    void aResetOnItsWayStaysInSight();
};

namespace {

QByteArray resetJson(int id, const QByteArray& state, const QByteArray& seconds)
{
    return R"({"resets":[{"id":)" + QByteArray::number(id)
        + R"(,"time":1700000000,"age_seconds":9,"by":"","from":"127.0.0.1:5",)"
        + R"("what":{"family":"http_requests_total"},"series":840,"families":1,"state":")" + state
        + R"(","undo_until":null,"undo_seconds":)" + seconds + R"(}],"total":1,"offset":0,"limit":200})";
}

} // namespace

void TestResetsPage::saysWhatWasReset_data()
{
    QTest::addColumn<QJsonObject>("what");
    QTest::addColumn<QString>("text");
    QTest::newRow("a family") << QJsonObject{{"family", "a"}} << "a";
    QTest::newRow("everything") << QJsonObject{{"all", true}} << "every series";
    QTest::newRow("several conditions") << QJsonObject{{"match", QJsonArray{"{x=\"1\"}"}}, {"older_than_seconds", 3600},
        {"group", QJsonObject{{"path", "/job/a"}}}}
                                        << "{x=\"1\"}, group /job/a, older than 1h";
}

void TestResetsPage::saysWhatWasReset()
{
    QFETCH(QJsonObject, what);
    QTEST(whatText(what), "text");
}

void TestResetsPage::countsDownWithoutTouchingOtherCells()
{
    ResetModel model;
    QAbstractItemModelTester tester(&model);
    Reset reset;
    reset.id = 1;
    reset.state = ResetState::Undoable;
    reset.undoUntil = 1600;
    model.setNow(1000);
    model.setResets({reset});
    const QModelIndex undo = model.index(0, ResetModel::UndoColumn);
    QCOMPARE(undo.data().toString(), QStringLiteral("10:00 left"));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setNow(1019);
    QCOMPARE(undo.data().toString(), QStringLiteral("9:41 left"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toModelIndex(), undo);
    model.setNow(1600);
    QVERIFY(!model.isUndoable(0));
}

void TestResetsPage::undoesAReset()
{
    CannedGateway gateway;
    Session session;
    ResetsPage page(session);
    session.client().setTarget({gateway.url(), {}});
    gateway.set("GET /api/v2/resets", resetJson(4, "undoable", "500"));
    gateway.set("POST /api/v2/resets/4/undo", R"({"reset":{},"returned":840,"stayed_away":0})");
    QSignalSpy announced(&session, &Session::announced);
    page.activate();
    auto* table = page.findChild<QTableView*>(QStringLiteral("resetsTable"));
    auto* undo = page.findChild<QPushButton*>(QStringLiteral("resetsUndo"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(!undo->isEnabled());
    table->selectRow(0);
    QCOMPARE(undo->text(), QStringLiteral("Bring back 840 series"));
    undo->click();
    QTRY_COMPARE(gateway.count("POST /api/v2/resets/4/undo"), 1);
    QTRY_COMPARE(announced.size(), 2);
    QCOMPARE(announced.first().first().toString(), QStringLiteral("Bringing back what was reset…"));
    QCOMPARE(announced.last().first().toString(), QStringLiteral("840 series brought back"));
}

void TestResetsPage::saysWhyNotAnyMore()
{
    CannedGateway gateway;
    Session session;
    ResetsPage page(session);
    session.client().setTarget({gateway.url(), {}});
    gateway.set("GET /api/v2/resets", resetJson(4, "dropped", "null"));
    page.open(QStringLiteral("4")); // from elsewhere, before it is known
    page.activate();
    auto* table = page.findChild<QTableView*>(QStringLiteral("resetsTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("resetsUndo"))->isEnabled());
    QCOMPARE(page.findChild<QLabel*>(QStringLiteral("resetsWhat"))->text(),
        QStringLiteral("It cannot be undone: there was no room to keep what it took."));
}

void TestResetsPage::saysThatAnUndoIsOnItsWay()
{
    CannedGateway gateway;
    Session session;
    ResetsPage page(session);
    session.client().setTarget({gateway.url(), {}});
    gateway.set("GET /api/v2/resets", resetJson(4, "undoable", "500"));
    gateway.hold("POST /api/v2/resets/4/undo");
    page.show();
    page.activate();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    auto* table = page.findChild<QTableView*>(QStringLiteral("resetsTable"));
    auto* undo = page.findChild<QPushButton*>(QStringLiteral("resetsUndo"));
    auto* what = page.findChild<QLabel*>(QStringLiteral("resetsWhat"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    undo->setFocus();
    undo->click();
    QVERIFY(!undo->isEnabled());
    QCOMPARE(QApplication::focusWidget(), table);
    QCOMPARE(what->text(), QStringLiteral("On its way: 840 series are brought back."));
    QTRY_COMPARE(gateway.held("POST /api/v2/resets/4/undo"), 1);
    page.refresh();
    QTRY_VERIFY(gateway.count("GET /api/v2/resets") > 1);
    QVERIFY(!undo->isEnabled()); // once is enough
    gateway.set("GET /api/v2/resets", resetJson(4, "undone", "null"));
    gateway.release("POST /api/v2/resets/4/undo", R"({"reset":{},"returned":840,"stayed_away":0})");
    QTRY_VERIFY(what->text().startsWith(QStringLiteral("It cannot be undone again: undone at")));
}

void TestResetsPage::refusesASecondUndoClearly()
{
    CannedGateway gateway;
    Session session;
    ResetsPage page(session);
    session.client().setTarget({gateway.url(), {}});
    gateway.set("GET /api/v2/resets", resetJson(4, "undoable", "500"));
    gateway.refuse("POST /api/v2/resets/4/undo", 409,
        R"({"status":"error","errorType":"conflict","error":"reset 4 is undone already"})");
    QStringList told;
    connect(&session, &Session::noticed, &page, [&told](const Notice& notice) { told << notice.text; });
    page.activate();
    auto* table = page.findChild<QTableView*>(QStringLiteral("resetsTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    page.findChild<QPushButton*>(QStringLiteral("resetsUndo"))->click();
    QTRY_COMPARE(told, QStringList{QStringLiteral("Not undone: reset 4 is undone already")});
}

void TestResetsPage::saysNothingOfWhatItHasNotAsked()
{
    CannedGateway gateway;
    Session session;
    ResetsPage page(session);
    session.client().setTarget({gateway.url(), {}});
    auto* empty = page.findChild<QLabel*>(QStringLiteral("resetsEmpty"));
    QVERIFY(!empty->text().contains(QStringLiteral("Nothing was reset")));
    page.activate();
    QTRY_VERIFY(empty->text().startsWith(QStringLiteral("What was reset is not known")));
    gateway.set("GET /api/v2/resets", R"({"resets":[],"total":0,"offset":0,"limit":200})");
    page.refresh();
    QTRY_VERIFY(empty->text().startsWith(QStringLiteral("Nothing was reset")));
}

void TestResetsPage::aResetOnItsWayStaysInSight()
{
    CannedGateway gateway;
    Session session;
    ResetBar bar(session);
    session.client().setTarget({gateway.url(), {}});
    gateway.set("POST /api/v2/reset", R"({"id":null,"series":1000000,"families_total":1,"families":[{"name":"a"}]})");
    session.proposeReset({QStringLiteral("a"), {{QStringLiteral("family"), QStringLiteral("a")}}});
    QTRY_VERIFY(bar.isVisible());
    gateway.hold("POST /api/v2/reset");
    bar.findChild<QPushButton*>(QStringLiteral("resetAccept"))->click();
    QTRY_COMPARE(gateway.held("POST /api/v2/reset"), 1);
    bar.withdraw();
    QVERIFY(bar.isVisible() && bar.text().startsWith(QStringLiteral("On its way: Reset 1")));
    gateway.release("POST /api/v2/reset", R"({"id":1,"series":1000000,"undo_seconds":600})");
    QTRY_VERIFY(!bar.isVisible());
}

QTEST_MAIN(TestResetsPage)
#include "tst_resets_page.moc"
