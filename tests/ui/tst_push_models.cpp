// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/push_model.h"
#include "ui/models/push_report_model.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace cairn::ui;

class TestPushModels : public QObject {
    Q_OBJECT
private slots:
    void readsAPush();
    void readsARefusedPush();
    void putsTheNewestOnTop();
    void keepsTheSelectionWhilePushesArrive();
    void holdsBackWhilePaused();
    void forgetsTheOldest();
    void readsAReport();
    void tellsAReportInASentence_data();
    void tellsAReportInASentence();
    void changesOnlyTheRowsThatDiffer();
    void readsNumbersOfAnyKind();
};

namespace {

QJsonObject objectOf(const char* json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    Q_ASSERT(document.isObject());
    return document.object();
}

Push numbered(qint64 id)
{
    Push push;
    push.id = id;
    push.time = 1.7e9 + static_cast<double>(id);
    push.group = QStringLiteral("job=\"api\"");
    push.samples = 3;
    return push;
}

QList<Push> newestFirst(qint64 newest, qint64 oldest)
{
    QList<Push> pushes;
    for (qint64 id = newest; id >= oldest; --id)
        pushes << numbered(id);
    return pushes;
}

const char* const kReport = R"({"accepted":true,"group":{"labels":{},"path":""},
    "summary":{"series":3,"created":1,"added":1,"replaced":0,"kept":0,"family_replaced":0,"dropped":1},"series":[
    {"name":"a","labels":{"x":"1"},"type":"counter","mode":"aggregate","reason":"profile","line":1,"outcome":"added","before":5,"pushed":2,"after":7},
    {"name":"b","labels":{},"type":"gauge","mode":"min","reason":"rule","rule":"least","line":2,"outcome":"created","before":null,"pushed":"3","after":"3"},
    {"name":"c","labels":{},"type":"gauge","mode":"drop","reason":"label","line":3,"note":"read no further","outcome":"dropped","before":null,"pushed":1,"after":null}]})";

} // namespace

void TestPushModels::readsAPush()
{
    const Push push
        = pushOf(objectOf(R"({"id":7,"time":1.5,"from":"127.0.0.1:5","group":{"labels":{"instance":"a b","job":"api"},
        "path":"/job/api/instance/a%20b"},"method":"POST","format":"text","coding":"gzip","bytes":12,"samples":3,"created":1,
        "dropped":0,"status":202,"result":"merged","duration_seconds":0.001,"has_report":true,"has_body":false})"));
    QCOMPARE(push.id, 7);
    QCOMPARE(push.group, QStringLiteral("job=\"api\", instance=\"a b\"")); // in the order of the path
    QCOMPARE(push.samples, std::optional<qint64>(3));
    QCOMPARE(push.result, PushResult::Merged);
    QVERIFY(push.hasReport);
}

void TestPushModels::readsARefusedPush()
{
    const Push push = pushOf(objectOf(R"({"id":8,"group":null,"path":"/metrics/job","samples":null,"status":400,
        "result":"refused","error_type":"path","error":"odd number of segments","line":2,"text":"a{"})"));
    QCOMPARE(push.result, PushResult::Refused);
    QVERIFY(!push.hasGroup);
    QCOMPARE(push.group, QStringLiteral("/metrics/job"));
    QVERIFY(!push.samples);
    QCOMPARE(push.line, 2);
}

void TestPushModels::putsTheNewestOnTop()
{
    PushModel model;
    QAbstractItemModelTester tester(&model);
    model.addNewest(newestFirst(3, 1));
    model.addNewest(newestFirst(5, 2)); // two of them are known
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.row(0).id, 5);
    QCOMPARE(model.row(4).id, 1);
    QCOMPARE(model.newestId(), 5);
}

void TestPushModels::keepsTheSelectionWhilePushesArrive()
{
    PushModel model;
    QItemSelectionModel selection(&model);
    model.addNewest(newestFirst(3, 1));
    selection.select(model.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    model.addNewest(newestFirst(9, 4));
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(model.row(selection.selectedRows().first().row()).id, 2);
}

void TestPushModels::holdsBackWhilePaused()
{
    PushModel model;
    QAbstractItemModelTester tester(&model);
    QSignalSpy held(&model, &PushModel::heldChanged);
    model.addNewest(newestFirst(2, 1));
    model.setPaused(true);
    model.addNewest(newestFirst(5, 3));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.held(), 3);
    QCOMPARE(model.newestId(), 5);
    QCOMPARE(held.last().first().toInt(), 3);
    model.setPaused(false);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.row(0).id, 5);
    QCOMPARE(held.last().first().toInt(), 0);
}

void TestPushModels::forgetsTheOldest()
{
    PushModel model;
    QAbstractItemModelTester tester(&model);
    model.addNewest(newestFirst(PushModel::kMaxRows, 1));
    model.addNewest(newestFirst(PushModel::kMaxRows + 10, PushModel::kMaxRows + 1));
    QCOMPARE(model.rowCount(), PushModel::kMaxRows);
    QCOMPARE(model.row(0).id, PushModel::kMaxRows + 10);
    QCOMPARE(model.row(PushModel::kMaxRows - 1).id, 11);
}

void TestPushModels::readsAReport()
{
    PushReportModel model;
    QAbstractItemModelTester tester(&model);
    model.setReport(pushReportOf(objectOf(kReport)));
    QCOMPARE(model.rowCount(), 3);
    const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, PushReportModel::SeriesColumn), QStringLiteral("a{x=\"1\"}"));
    QCOMPARE(text(0, PushReportModel::BeforeColumn), QStringLiteral("5"));
    QCOMPARE(text(0, PushReportModel::AfterColumn), QStringLiteral("7"));
    QCOMPARE(text(1, PushReportModel::BeforeColumn), QStringLiteral("–"));
    QCOMPARE(text(1, PushReportModel::PushedColumn), QStringLiteral("3"));
    QCOMPARE(text(1, PushReportModel::ReasonColumn), QStringLiteral("rule “least”"));
    QVERIFY(text(2, PushReportModel::ReasonColumn).endsWith(QStringLiteral("; read no further")));
    QCOMPARE(model.index(1, 0).data(PushReportModel::ModeRole).toString(), QStringLiteral("min"));
}

void TestPushModels::tellsAReportInASentence_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("several outcomes") << QByteArray(kReport) << "3 series: 1 added, 1 new, 1 dropped";
    QTest::newRow("nothing in it") << QByteArray(R"({"accepted":true,"series":[]})") << "No series: nothing changed";
    QTest::newRow("refused at a line") << QByteArray(
        R"({"accepted":false,"error":"expected a value","line":4,"series":[]})")
                                       << "Refused at line 4: expected a value";
    QTest::newRow("refused for its path")
        << QByteArray(R"({"accepted":false,"error":"no job","series":[]})") << "Refused: no job";
}

void TestPushModels::tellsAReportInASentence()
{
    QFETCH(QByteArray, json);
    QTEST(sentence(pushReportOf(objectOf(json))), "text");
}

void TestPushModels::changesOnlyTheRowsThatDiffer()
{
    PushReportModel model;
    QAbstractItemModelTester tester(&model);
    PushReport report = pushReportOf(objectOf(kReport));
    model.setReport(report);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    report.series[0].after.number = 8;
    model.setReport(report);
    QCOMPARE(changed.size(), 1);
    report.series.move(2, 0);
    model.setReport(report);
    QCOMPARE(moved.size(), 1);
    report.series.removeAt(1);
    model.setReport(report);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.rows(), report.series);
}

void TestPushModels::readsNumbersOfAnyKind()
{
    const PushValue histogram = pushValueOf(objectOf(R"({"buckets":[["1","2"],["+Inf","3"]],"sum":4.5,"count":"3"})"));
    QCOMPARE(shortText(histogram), QStringLiteral("# 3"));
    QVERIFY(longText(histogram).startsWith(QStringLiteral("count 3\nsum 4.5\n")));
    QVERIFY(longText(histogram).contains(QStringLiteral("≤ +Inf: 3")));
    QCOMPARE(shortText(pushValueOf(QJsonValue("NaN"))), QStringLiteral("NaN"));
    QCOMPARE(shortText(pushValueOf(QJsonValue("0.1"))), QStringLiteral("0.1"));
    QCOMPARE(shortText(pushValueOf(QJsonValue())), QStringLiteral("–"));
}

QTEST_GUILESS_MAIN(TestPushModels)
#include "tst_push_models.moc"
