// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "ui/pages/resets/resets_page.h"
#include "ui/theme/theme.h"
#include "ui/window/session.h"

#include <QAbstractItemModelTester>
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
    void saysWhyNotAnyMore();
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
    QTRY_COMPARE(announced.size(), 1);
    QCOMPARE(announced.first().first().toString(), QStringLiteral("840 series are back"));
}

void TestResetsPage::saysWhyNotAnyMore()
{
    CannedGateway gateway;
    Session session;
    ResetsPage page(session);
    session.client().setTarget({gateway.url(), {}});
    gateway.set("GET /api/v2/resets", resetJson(4, "dropped", "null"));
    page.activate();
    auto* table = page.findChild<QTableView*>(QStringLiteral("resetsTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("resetsUndo"))->isEnabled());
    QCOMPARE(page.findChild<QLabel*>(QStringLiteral("resetsWhat"))->text(),
        QStringLiteral("It cannot be undone: there was no room to keep what it took."));
}

QTEST_MAIN(TestResetsPage)
#include "tst_resets_page.moc"
