// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "tests/ui/fresh_home.h"
#include "ui/pages/pushes/pushes_page.h"
#include "ui/theme/theme.h"
#include "ui/window/session.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
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
    f.page.resize(700, 600);
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

QTEST_MAIN(TestPushesPage)
#include "tst_pushes_page.moc"
