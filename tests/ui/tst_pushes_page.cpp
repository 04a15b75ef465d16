// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "tests/ui/fresh_home.h"
#include "tests/ui/theme_tones.h"
#include "ui/models/push_model.h"
#include "ui/pages/file_choice.h"
#include "ui/pages/first_steps.h"
#include "ui/pages/pushes/pushes_detail.h"
#include "ui/pages/pushes/pushes_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/window/session.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace cairn::ui;

class TestPushesPage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::instance().start(); }
    void init() { cairn::ui_testing::freshHome(); }
    void showsWhatArrivesAndWhatItMerged();
    void asksOnlyForWhatIsNewer();
    void marksTheLineOfARefusedPush();
    void holdsBackWhilePaused();
    void filtersByGroupOrText();
    void pushesAgainAndCopies();
    void opensTheDetailOverTheTableWhereItIsNarrow();
    void hasRoomForEveryColumn_data();
    void hasRoomForEveryColumn();
    void pushesAgainTheWayItCame_data();
    void pushesAgainTheWayItCame();
    void tellsNoTimeThatNobodyTook();
    void showsHowToPushWhereThereIsNothing();
    void filtersByResultAndFormat();
    void marksTheOffendingText();
    void keepsTheSelectionWhileOthersArrive();
    void keepsWhatIsShownWhenTheListOutgrowsIt();
    void goesThroughTheListByKeys();
    void showsTheBodyOfAReportsLine();
    void savesWhatWasPushed();
    void followsTheTheme();
};

namespace {

QByteArray pushJson(int id, const QByteArray& more = R"("status":202,"result":"merged","samples":2)")
{
    return R"({"id":)" + QByteArray::number(id)
        + R"(,"time":1700000000,"age_seconds":1,"from":"127.0.0.1:5","method":"POST",)"
        + R"("group":{"labels":{"job":"api"},"path":"/job/api"},"format":"text","coding":"","bytes":12,"created":0,"dropped":0,)"
        + R"("duration_seconds":0.001,"has_report":true,"has_body":true,)" + more + '}';
}

QByteArray listJson(const QList<QByteArray>& pushes)
{
    return R"({"pushes":[)" + pushes.join(',')
        + R"(],"oldest_id":1,"newest_id":9,"dropped":0,"not_recorded":0,"watching":true,"reports_per_second":5})";
}

struct Fixture {
    CannedGateway gateway;
    Session session;
    PushesPage page{session};
    QTableView* table = page.findChild<QTableView*>(QStringLiteral("pushesTable"));

    Fixture()
    {
        session.client().setTarget({gateway.url(), {}});
        page.resize(1200, 700);
        page.show();
    }
    void arrive(const QList<QByteArray>& pushes) { gateway.set("GET /api/v2/pushes", listJson(pushes)); }
    template <typename Widget>
    Widget* find(const char* name)
    {
        return page.findChild<Widget*>(QString::fromLatin1(name));
    }
};

const QByteArray kDetail
    = R"("report":{"accepted":true,"group":{"labels":{},"path":""},"summary":{"series":2,"created":0,"added":2,"replaced":0,"kept":0,"family_replaced":0,"dropped":0},
    "series":[{"name":"a","labels":{},"type":"counter","mode":"aggregate","reason":"profile","line":1,"outcome":"added","before":1,"pushed":2,"after":3}]},
    "body":{"text":"a 2\n","is_base64":false,"first_line":1,"is_cut":false},"status":202,"result":"merged","samples":2)";

} // namespace

void TestPushesPage::showsWhatArrivesAndWhatItMerged()
{
    Fixture f;
    f.arrive({pushJson(2), pushJson(1)});
    f.gateway.set("GET /api/v2/pushes/2", pushJson(2, kDetail));
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 2);
    QTRY_COMPARE(f.table->horizontalScrollBar()->maximum(), 0); // every column that is shown is seen
    f.table->selectRow(0);
    auto* report = f.find<QTableView>("reportTable");
    QTRY_COMPARE(report->model()->rowCount(), 1);
    QCOMPARE(f.find<QLabel>("reportSentence")->text(), QStringLiteral("1 series: 2 added"));
    QCOMPARE(report->model()->index(0, 4).data().toString(), QStringLiteral("3"));
}

void TestPushesPage::asksOnlyForWhatIsNewer()
{
    Fixture f;
    f.arrive({pushJson(5)});
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.page.refresh();
    QTRY_VERIFY(f.gateway.last("GET /api/v2/pushes").path.contains("since=5"));
    QVERIFY(f.gateway.last("GET /api/v2/pushes").path.contains("watch=true"));
    f.page.deactivate();
}

void TestPushesPage::marksTheLineOfARefusedPush()
{
    Fixture f;
    const QByteArray refused
        = R"("status":400,"result":"refused","samples":null,"error_type":"syntax","error":"expected a value","line":7,"text":"b x")";
    f.arrive({pushJson(3, refused)});
    f.gateway.set("GET /api/v2/pushes/3",
        pushJson(3, refused + R"(,"body":{"text":"a 1\nb x\n","is_base64":false,"first_line":6,"is_cut":true})"));
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.table->selectRow(0);
    auto* body = f.find<QPlainTextEdit>("pushBody");
    QTRY_VERIFY(body->isVisible());
    QCOMPARE(body->extraSelections().first().cursor.blockNumber(), 1);
    QVERIFY(f.find<QLabel>("pushRefusal")->text().startsWith(QStringLiteral("Refused at line 7: expected a value")));
    QVERIFY(!f.find<QPushButton>("pushAgain")->isEnabled()); // a part of a body is not the push
}

void TestPushesPage::holdsBackWhilePaused()
{
    Fixture f;
    f.arrive({pushJson(1)});
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.page.setPaused(true);
    f.arrive({pushJson(3), pushJson(2), pushJson(1)});
    f.page.refresh();
    auto* show = f.find<QPushButton>("pushesShowHeld");
    QTRY_COMPARE(show->text(), QStringLiteral("Show 2 held back"));
    QCOMPARE(f.table->model()->rowCount(), 1);
    show->click();
    QCOMPARE(f.table->model()->rowCount(), 3);
    QVERIFY(show->isHidden());
}

void TestPushesPage::filtersByGroupOrText()
{
    Fixture f;
    f.arrive({});
    f.page.activate();
    f.page.setFilter(QStringLiteral("{job=\"api\"}"));
    QTRY_VERIFY(f.gateway.last("GET /api/v2/pushes").path.contains("match%5B%5D="));
    f.page.setFilter(QStringLiteral("gzip"));
    QTRY_VERIFY(f.gateway.last("GET /api/v2/pushes").path.contains("search=gzip"));
    QSignalSpy states(&f.page, &Page::filterStateChanged);
    f.gateway.refuse("GET /api/v2/pushes", 400,
        R"({"status":"error","errorType":"query","error":"expected a label name","column":2})");
    f.page.setFilter(QStringLiteral("{"));
    QTRY_VERIFY(!states.isEmpty() && !states.last().first().value<FilterState>().isValid);
}

void TestPushesPage::pushesAgainAndCopies()
{
    Fixture f;
    f.arrive({pushJson(2)});
    f.gateway.set("GET /api/v2/pushes/2", pushJson(2, kDetail));
    f.gateway.set("POST /metrics/job/api", R"({"accepted":true,"series":[]})");
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.table->selectRow(0);
    auto* again = f.find<QPushButton>("pushAgain");
    QTRY_VERIFY(again->isEnabled());
    QSignalSpy announced(&f.session, &Session::announced);
    again->click();
    QTRY_COMPARE(f.gateway.last("POST /metrics/job/api").body, QByteArray("a 2\n"));
    QTRY_COMPARE(announced.size(), 1);
    f.find<QToolButton>("pushCopyCurl")->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("/metrics/job/api <<'EOF'\na 2\nEOF\n")));
    QSignalSpy pages(&f.session, &Session::pageAsked);
    f.find<QPushButton>("pushTry")->click();
    QCOMPARE(pages.first(), (QList<QVariant>{"try", "2"}));
}

void TestPushesPage::opensTheDetailOverTheTableWhereItIsNarrow()
{
    Fixture f;
    f.page.resize(540, 600);
    f.arrive({pushJson(2)});
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.table->selectRow(0);
    QVERIFY(f.table->isVisible());
    QVERIFY(!f.find<QLabel>("reportSentence")->isVisible());
    Q_EMIT f.table->activated(f.table->model()->index(0, 0));
    QVERIFY(!f.table->isVisible());
    QVERIFY(f.page.stepBack());
    QVERIFY(f.table->isVisible());
    QVERIFY(f.page.stepBack()); // the selection
    f.page.resize(1200, 600); // and back: every column that is shown is seen
    QTRY_VERIFY(f.find<QLabel>("reportSentence")->isVisible());
    QTRY_COMPARE(f.table->horizontalScrollBar()->maximum(), 0);
    QVERIFY(!f.page.stepBack());
}

void TestPushesPage::hasRoomForEveryColumn_data()
{
    QTest::addColumn<QSize>("size"); // of the page
    QTest::newRow("in a window of 1024 x 640") << QSize(850, 530);
    QTest::newRow("in a window of 1280 x 800") << QSize(1100, 690);
    QTest::newRow("in a large one") << QSize(1740, 950);
}

void TestPushesPage::hasRoomForEveryColumn()
{
    QFETCH(QSize, size);
    Fixture f;
    f.page.resize(size);
    f.arrive({pushJson(2)});
    f.gateway.set("GET /api/v2/pushes/2", pushJson(2, kDetail));
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.table->selectRow(0);
    auto* report = f.find<QTableView>("reportTable");
    QTRY_VERIFY(report->isVisible());
    for (const QTableView* table : {f.table, report}) {
        QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
        for (int column = 0; column < table->model()->columnCount(); ++column)
            QVERIFY2(!table->isColumnHidden(column), qPrintable(QString::number(column)));
    }
    QVERIFY(report->columnWidth(6) >= 120); // the reason
    QVERIFY(report->viewport()->height() >= 5 * 28);
    QVERIFY(f.table->viewport()->height() >= 3 * 28);
}

void TestPushesPage::pushesAgainTheWayItCame_data()
{
    QTest::addColumn<QByteArray>("push");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("again"); // the body
    QTest::addColumn<QString>("curl");
    QTest::newRow("JSON") << QByteArray(R"("format":"json","method":"POST")") << QByteArray(R"({\"families\":[]})")
                          << QByteArray("POST /api/v2/push/job/api") << QByteArray(R"({"families":[]})")
                          << QStringLiteral(
                                 "curl --data-binary @- -H 'Content-Type: application/json' %1api/v2/push/job/api "
                                 "<<'EOF'\n{\"families\":[]}\nEOF\n");
    QTest::newRow("an increment") << QByteArray(R"("format":"increment","method":"POST")")
                                  << QByteArray("name=c&value=2&explain=true") << QByteArray("POST /api/v2/inc/job/api")
                                  << QByteArray()
                                  << QStringLiteral("curl -X POST '%1api/v2/inc/job/api?name=c&value=2'\n");
    QTest::newRow("one that was put") << QByteArray(R"("format":"text","method":"PUT")") << QByteArray("a 2")
                                      << QByteArray("PUT /metrics/job/api") << QByteArray("a 2")
                                      << QStringLiteral(
                                             "curl -X PUT --data-binary @- %1metrics/job/api <<'EOF'\na 2\nEOF\n");
}

void TestPushesPage::pushesAgainTheWayItCame()
{
    QFETCH(QByteArray, push);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, again);
    QFETCH(QString, curl);
    Fixture f;
    f.arrive({pushJson(2)});
    f.gateway.set("GET /api/v2/pushes/2",
        R"({"id":2,"group":{"labels":{"job":"api"},"path":"/job/api"},"result":"merged","status":202,)" + push
            + R"(,"body":{"text":")" + body + R"(","is_base64":false,"first_line":1,"is_cut":false}})");
    f.gateway.set(call, R"({"accepted":true,"series":[]})");
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.table->selectRow(0);
    QTRY_VERIFY(f.find<QPushButton>("pushAgain")->isEnabled());
    f.find<QPushButton>("pushAgain")->click();
    QTRY_COMPARE(f.gateway.count(call), 1);
    QCOMPARE(f.gateway.last(call).body, again);
    QCOMPARE(f.gateway.last(call).path.count("explain=true"), 1);
    f.find<QToolButton>("pushCopyCurl")->click();
    QString base = f.gateway.url().toString();
    if (!base.endsWith(u'/'))
        base += u'/';
    QCOMPARE(QGuiApplication::clipboard()->text(), curl.arg(base));
}

void TestPushesPage::tellsNoTimeThatNobodyTook()
{
    Fixture f;
    const QByteArray refused
        = R"("status":400,"result":"refused","samples":null,"error_type":"path","error":"odd","duration_seconds":)";
    f.arrive(
        {pushJson(3, R"("status":202,"result":"merged","duration_seconds":0.000045)"), pushJson(2, refused + '0')});
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 2);
    auto* facts = f.page.findChild<QWidget*>(QStringLiteral("pushFacts"));
    const auto told = [&](int row) {
        f.table->selectRow(row);
        return static_cast<ElidedLabel*>(facts)->text();
    };
    QVERIFY(told(0).contains(QStringLiteral("in 45")) && told(0).contains(QStringLiteral("µs")));
    QVERIFY(!told(1).contains(QStringLiteral(" in 0")));
    QVERIFY(told(1).contains(QStringLiteral("text")));
}

void TestPushesPage::showsHowToPushWhereThereIsNothing()
{
    Fixture f;
    f.arrive({});
    f.page.activate();
    auto* steps = f.page.findChild<FirstSteps*>();
    QTRY_VERIFY(steps->isVisible());
    QVERIFY(steps->findChild<QPlainTextEdit*>(QStringLiteral("firstCurl"))
                ->toPlainText()
                .contains(f.gateway.url().toString(QUrl::RemovePath)));
    f.page.setFilter(QStringLiteral("{job=\"api\"}"));
    QTRY_VERIFY(!steps->isVisible() && f.find<QLabel>("pushesEmpty")->isVisible());
    f.page.setFilter({});
    f.arrive({pushJson(1)});
    f.page.refresh();
    QTRY_VERIFY(f.table->isVisible());
    QVERIFY(!steps->isVisible());
}

void TestPushesPage::filtersByResultAndFormat()
{
    Fixture f;
    f.arrive({pushJson(1)});
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    const auto choose = [&](const char* box, const char* value) {
        auto* combo = f.find<QComboBox>(box);
        combo->setCurrentIndex(combo->findData(QString::fromLatin1(value)));
    };
    choose("pushesResult", "refused");
    QTRY_VERIFY(f.gateway.last("GET /api/v2/pushes").path.contains("result=refused"));
    choose("pushesFormat", "json");
    QTRY_VERIFY(f.gateway.last("GET /api/v2/pushes").path.contains("format=json"));
    QVERIFY(f.gateway.last("GET /api/v2/pushes").path.contains("result=refused"));
}

void TestPushesPage::marksTheOffendingText()
{
    Fixture f;
    const QByteArray refused
        = R"("status":400,"result":"refused","samples":null,"error_type":"label","error":"expected a value","line":2,"text":"{x=}")";
    f.arrive({pushJson(3, refused)});
    f.gateway.set("GET /api/v2/pushes/3",
        pushJson(3, refused + R"(,"body":{"text":"a 1\nb{x=} 2\n","is_base64":false,"first_line":1,"is_cut":false})"));
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.table->selectRow(0);
    auto* body = f.find<QPlainTextEdit>("pushBody");
    QTRY_VERIFY(body->isVisible());
    QCOMPARE(body->extraSelections().size(), 2);
    QCOMPARE(body->extraSelections().last().cursor.selectedText(), QStringLiteral("{x=}"));
}

void TestPushesPage::keepsTheSelectionWhileOthersArrive()
{
    Fixture f;
    f.arrive({pushJson(2), pushJson(1)});
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 2);
    f.table->selectRow(1);
    f.arrive({pushJson(4), pushJson(3), pushJson(2), pushJson(1)});
    f.page.refresh();
    QTRY_COMPARE(f.table->model()->rowCount(), 4);
    QCOMPARE(f.table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(f.table->currentIndex().data(PushModel::IdRole).toInt(), 1);
    QCOMPARE(f.page.findChild<PushDetail*>()->id(), 1);
}

void TestPushesPage::keepsWhatIsShownWhenTheListOutgrowsIt()
{
    Fixture f;
    f.arrive({pushJson(1)});
    f.gateway.set("GET /api/v2/pushes/1", pushJson(1, kDetail));
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.table->selectRow(0);
    auto* report = f.find<QTableView>("reportTable");
    QTRY_COMPARE(report->model()->rowCount(), 1);
    QVERIFY(!f.find<QLabel>("pushOutgrown")->isVisible());
    QList<QByteArray> newer;
    for (int id = PushModel::kMaxRows + 1; id > 1; --id)
        newer << pushJson(id);
    f.arrive(newer);
    f.page.refresh();
    QTRY_COMPARE(f.table->model()->rowCount(), PushModel::kMaxRows);
    QVERIFY(!f.table->selectionModel()->hasSelection());
    QCOMPARE(f.page.findChild<PushDetail*>()->id(), 1);
    QCOMPARE(report->model()->rowCount(), 1);
    QVERIFY(f.find<QLabel>("pushOutgrown")->isVisible());
    QVERIFY(f.page.stepBack()); // and now it goes
    QCOMPARE(f.page.findChild<PushDetail*>()->id(), 0);
    QVERIFY(!f.page.stepBack());
}

void TestPushesPage::goesThroughTheListByKeys()
{
    Fixture f;
    f.arrive({pushJson(2), pushJson(1)});
    f.gateway.set("GET /api/v2/pushes/1", pushJson(1, kDetail));
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 2);
    f.table->setFocus();
    f.table->selectRow(0);
    QTest::keyClick(f.table, Qt::Key_Down);
    QCOMPARE(f.page.findChild<PushDetail*>()->id(), 1);
    auto* report = f.find<QTableView>("reportTable");
    QTRY_COMPARE(report->model()->rowCount(), 1);
    QTest::keyClick(f.table, Qt::Key_Return);
    QTRY_VERIFY(report->hasFocus());
    QVERIFY(f.page.stepBack());
    QVERIFY(f.table->hasFocus());
    QVERIFY(f.table->selectionModel()->hasSelection());
}

void TestPushesPage::showsTheBodyOfAReportsLine()
{
    Fixture f;
    f.arrive({pushJson(2)});
    f.gateway.set("GET /api/v2/pushes/2", pushJson(2, kDetail));
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.table->selectRow(0);
    auto* report = f.find<QTableView>("reportTable");
    QTRY_COMPARE(report->model()->rowCount(), 1);
    auto* body = f.find<QPlainTextEdit>("pushBody");
    QVERIFY(!body->isVisible());
    Q_EMIT report->activated(report->model()->index(0, 0));
    QVERIFY(body->isVisible());
    QCOMPARE(body->toPlainText(), QStringLiteral("a 2\n"));
    f.find<QPushButton>("pushSide")->click();
    QVERIFY(report->isVisible());
}

void TestPushesPage::savesWhatWasPushed()
{
    Fixture f;
    f.arrive({pushJson(2)});
    f.gateway.set("GET /api/v2/pushes/2", pushJson(2, kDetail));
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 1);
    f.table->selectRow(0);
    QTRY_VERIFY(f.find<QPushButton>("pushAgain")->isEnabled());
    QTemporaryDir folder;
    QString name;
    setFileChooser([&](QWidget*, const QString&, const QString& suggested, const QString&, const FileChosen& chosen) {
        name = suggested;
        chosen(folder.filePath(suggested));
    });
    f.page.findChild<PushDetail*>()->saveAction()->trigger();
    setFileChooser({});
    QCOMPARE(name, QStringLiteral("push-2.prom"));
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("a 2\n"));
}

// What has its colour from the theme of then shows it as pixels that are exactly so: edges of letters are mixed.
void TestPushesPage::followsTheTheme()
{
    Fixture f;
    const QByteArray refused
        = R"("status":400,"result":"refused","samples":null,"error_type":"label","error":"expected a value","line":2,"text":"{x=}")";
    f.arrive({pushJson(3, refused), pushJson(2)});
    f.gateway.set("GET /api/v2/pushes/2", pushJson(2, kDetail));
    f.gateway.set("GET /api/v2/pushes/3",
        pushJson(3,
            refused + R"(,"body":{"text":"a{y=\"1\"} 1\nb{x=} 2\n","is_base64":false,"first_line":1,"is_cut":false})"));
    Theme::instance().setScheme(Theme::Scheme::Light);
    f.page.activate();
    QTRY_COMPARE(f.table->model()->rowCount(), 2);
    for (const int row : {0, 1}) {
        f.table->selectRow(row);
        QTRY_VERIFY(row == 0 ? f.find<QPlainTextEdit>("pushBody")->isVisible()
                             : f.find<QTableView>("reportTable")->isVisible());
        const auto tones = cairn::ui_testing::themeTones();
        QVERIFY(cairn::ui_testing::pixelsOf(f.page, tones) > 100);
        Theme::instance().setScheme(Theme::Scheme::Dark);
        const int left = cairn::ui_testing::pixelsOf(f.page, tones);
        Theme::instance().setScheme(Theme::Scheme::Light);
        QCOMPARE(left, 0);
    }
    Theme::instance().setScheme(Theme::Scheme::System);
}

QTEST_MAIN(TestPushesPage)
#include "tst_pushes_page.moc"
