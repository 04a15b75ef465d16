// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The pages over a real gateway: what they ask is what it answers.
#include "tests/ui/fresh_home.h"
#include "tests/ui/living_gateway.h"
#include "ui/models/push_report_model.h"
#include "ui/models/rule_change_model.h"
#include "ui/models/rule_model.h"
#include "ui/pages/overview/overview_history.h"
#include "ui/pages/pushes/pushes_page.h"
#include "ui/pages/resets/resets_page.h"
#include "ui/pages/rules/rules_page.h"
#include "ui/pages/try/try_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/elided_label.h"
#include "ui/window/session.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace cairn::ui;

class TestLivingPages : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::instance().start(); }
    void init() { cairn::ui_testing::freshHome(); }
    void aPushShowsWithWhatItMerged();
    void aRefusedPushShowsItsLine();
    void refusalsOfTheLastMinuteAreCounted();
    void aRuleIsWrittenAndTheNextPushGoesByIt();
    void unsavedRulesOutliveACrash();
    void whatIsTriedOutlivesACrash();
    void aPreviewTellsWhatChangesBesideModes();
    void aPushIsTriedAndSent();
    void aResetIsUndone();
};

namespace {

struct Fixture {
    cairn::ui_testing::LivingGateway gateway;
    Session session;

    Fixture()
    {
        if (!QTest::qWaitFor([this] { return gateway.gateway().isRunning() && gateway.gateway().url().port() > 0; }))
            qFatal("the gateway does not start");
        session.client().setTarget({gateway.gateway().url(), {}});
    }
    void show(Page& page)
    {
        page.resize(1100, 600);
        page.show();
        page.activate();
    }
    ApiReply ask(const ApiCall& call)
    {
        std::optional<ApiReply> answer;
        session.client().send(call, &session, [&answer](const ApiReply& reply) { answer = reply; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }))
            qFatal("no answer");
        return *answer;
    }
};

template <typename Widget>
Widget* find(Page& page, const char* name)
{
    return page.findChild<Widget*>(QString::fromLatin1(name));
}

} // namespace

void TestLivingPages::aPushShowsWithWhatItMerged()
{
    Fixture f;
    PushesPage page(f.session);
    QSignalSpy answers(&page, &Page::filterStateChanged);
    f.show(page);
    QTRY_VERIFY(!answers.isEmpty()); // its first question makes the gateway keep bodies and reports
    f.gateway.push(QStringLiteral("/job/shop"), "# TYPE sold_total counter\nsold_total 2\n");
    page.refresh();
    auto* table = find<QTableView>(page, "pushesTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    auto* report = find<QTableView>(page, "reportTable");
    QTRY_COMPARE(report->model()->rowCount(), 1);
    QCOMPARE(report->model()->index(0, PushReportModel::SeriesColumn).data().toString(),
        QStringLiteral("sold_total{job=\"shop\"}"));
    QCOMPARE(report->model()->index(0, PushReportModel::AfterColumn).data().toString(), QStringLiteral("2"));
    QTRY_VERIFY(find<QPushButton>(page, "pushAgain")->isEnabled());
    find<QPushButton>(page, "pushAgain")->click();
    QTRY_COMPARE(table->model()->rowCount(), 2);
}

// A tile said 12 a minute where one push had been refused in all: it took a rate of seconds for one of a minute.
void TestLivingPages::refusalsOfTheLastMinuteAreCounted()
{
    OverviewHistory history;
    GatewayStatus status;
    for (int second = 1; second <= 100; ++second) {
        status.time = 1000 + second;
        status.refusals.rate = second == 30 || second == 50 || second == 98 ? 2 : 0;
        history.take(status);
    }
    QCOMPARE(history.lastMinute(QStringLiteral("refusals")), 4.0);
    QCOMPARE(history.lastMinute(QStringLiteral("nothing of that name")), 0.0);
}

void TestLivingPages::aRefusedPushShowsItsLine()
{
    Fixture f;
    PushesPage page(f.session);
    QSignalSpy answers(&page, &Page::filterStateChanged);
    f.show(page);
    QTRY_VERIFY(!answers.isEmpty()); // its first question makes the gateway keep bodies and reports
    QCOMPARE(f.gateway.push(QStringLiteral("/job/shop"), "a 1\nb x\n"), 400);
    page.refresh();
    auto* table = find<QTableView>(page, "pushesTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    auto* body = find<CodeEditor>(page, "pushBody");
    QTRY_VERIFY(body->isVisible());
    QCOMPARE(body->errors().firstKey(), 2);
}

void TestLivingPages::aRuleIsWrittenAndTheNextPushGoesByIt()
{
    Fixture f;
    f.gateway.push(QStringLiteral("/job/shop"), "# TYPE sold_total counter\nsold_total 5\n");
    RulesPage page(f.session);
    f.show(page);
    QTRY_VERIFY(find<ElidedLabel>(page, "rulesPreview")->text().startsWith(QStringLiteral("No rules")));
    find<QToolButton>(page, "rulesAdd")->click();
    auto* match = find<QLineEdit>(page, "rule_match");
    match->selectAll();
    QTest::keyClicks(match, QStringLiteral("sold_total"));
    auto* mode = find<QWidget>(page, "rule_mode")->findChild<QLineEdit*>();
    mode->selectAll();
    QTest::keyClicks(mode, QStringLiteral("mni"));
    auto* editor = find<CodeEditor>(page, "rulesEditor");
    QTRY_VERIFY(!editor->errors().isEmpty());
    mode->selectAll();
    QTest::keyClicks(mode, QStringLiteral("max"));
    QTRY_COMPARE(find<ElidedLabel>(page, "rulesPreview")->text(), QStringLiteral("Would change 1 family, 1 series"));
    QVERIFY(editor->errors().isEmpty());
    find<QPushButton>(page, "rulesSave")->click();
    QTRY_VERIFY(page.unsavedWork().isEmpty());
    QTRY_COMPARE(find<QListView>(page, "rulesList")->model()->index(0, 0).data(RuleModel::ReachRole).toString(),
        QStringLiteral("1 family, 1 series now"));
    const ApiReply tried = f.ask([] {
        ApiCall call = ApiCall::post({QStringLiteral("try"), QStringLiteral("job"), QStringLiteral("shop")}, {});
        call.contentType = "text/plain";
        call.body = "# TYPE sold_total counter\nsold_total 3\n";
        return call;
    }());
    QCOMPARE(pushReportOf(tried.data).series.first().mode, QStringLiteral("max"));
}

void TestLivingPages::unsavedRulesOutliveACrash()
{
    Fixture f;
    const QString edited = QStringLiteral("rules:\n  - match: sold_total\n    mode: max\n");
    {
        RulesPage page(f.session);
        f.show(page);
        QTRY_VERIFY(find<ElidedLabel>(page, "rulesPreview")->text().startsWith(QStringLiteral("No rules")));
        find<CodeEditor>(page, "rulesEditor")->setPlainText(edited);
    } // nothing was saved
    RulesPage page(f.session);
    f.show(page);
    const QList<Banner*> banners = page.findChildren<Banner*>();
    QTRY_VERIFY(std::any_of(banners.begin(), banners.end(), [](const Banner* one) { return one->isVisible(); }));
    for (Banner* one : banners)
        if (one->isVisible())
            one->findChild<QPushButton*>(QStringLiteral("bannerAction"))->click();
    QCOMPARE(find<CodeEditor>(page, "rulesEditor")->toPlainText(), edited);
    find<QPushButton>(page, "rulesRevert")->click();
    QTRY_VERIFY(page.unsavedWork().isEmpty());
    RulesPage third(f.session);
    f.show(third);
    QTRY_VERIFY(find<ElidedLabel>(third, "rulesPreview")->text().startsWith(QStringLiteral("No rules")));
    for (const Banner* one : third.findChildren<Banner*>())
        QVERIFY(!one->isVisible());
}

void TestLivingPages::whatIsTriedOutlivesACrash()
{
    Fixture f;
    {
        TryPage page(f.session);
        f.show(page);
        find<CodeEditor>(page, "tryEditor")->setPlainText(QStringLiteral("half_typed{a=\"\n"));
    }
    TryPage page(f.session);
    QCOMPARE(find<CodeEditor>(page, "tryEditor")->toPlainText(), QStringLiteral("half_typed{a=\"\n"));
}

void TestLivingPages::aPreviewTellsWhatChangesBesideModes()
{
    Fixture f;
    f.gateway.push(QStringLiteral("/job/shop"), "# TYPE sold_total counter\nsold_total{pod=\"a\"} 5\n");
    RulesPage page(f.session);
    f.show(page);
    QTRY_VERIFY(find<ElidedLabel>(page, "rulesPreview")->text().startsWith(QStringLiteral("No rules")));
    find<CodeEditor>(page, "rulesEditor")
        ->setPlainText(QStringLiteral("rules:\n  - match: sold_total\n    ttl: 1h\n    drop_labels: [pod]\n"));
    QTRY_COMPARE(find<ElidedLabel>(page, "rulesPreview")->text(), QStringLiteral("Would change 1 family, 1 series"));
    auto* table = find<QTableView>(page, "rulesChanges");
    QCOMPARE(table->model()->index(0, RuleChangeModel::TermsColumn).data().toString(),
        QStringLiteral("lives: as all → 1h; leaves out: none → pod"));
}

void TestLivingPages::aPushIsTriedAndSent()
{
    Fixture f;
    TryPage page(f.session);
    f.show(page);
    auto* push = find<QPushButton>(page, "tryPush");
    QTRY_COMPARE(push->text(), QStringLiteral("Push 2 samples"));
    auto* table = find<QTableView>(page, "reportTable");
    QCOMPARE(table->model()->index(0, PushReportModel::BeforeColumn).data().toString(), QStringLiteral("–"));
    push->click();
    QTRY_VERIFY(table->model()->index(0, PushReportModel::BeforeColumn).data().toString() != QStringLiteral("–"));
    find<CodeEditor>(page, "tryEditor")->setPlainText(QStringLiteral("a 1\nb x\n"));
    QTRY_COMPARE(find<CodeEditor>(page, "tryEditor")->errors().size(), 1);
    QCOMPARE(find<CodeEditor>(page, "tryEditor")->errors().firstKey(), 2);
}

void TestLivingPages::aResetIsUndone()
{
    Fixture f;
    f.gateway.push(QStringLiteral("/job/shop"), "# TYPE sold_total counter\nsold_total 5\n");
    ApiCall reset
        = ApiCall::post({QStringLiteral("reset")}, {}).with(QStringLiteral("family"), QStringLiteral("sold_total"));
    reset.body.clear();
    reset.contentType.clear();
    QVERIFY(f.ask(reset).ok());
    ResetsPage page(f.session);
    f.show(page);
    auto* table = find<QTableView>(page, "resetsTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    auto* undo = find<QPushButton>(page, "resetsUndo");
    QCOMPARE(undo->text(), QStringLiteral("Bring back 1 series"));
    undo->click();
    QTRY_VERIFY(
        find<QLabel>(page, "resetsWhat")->text().startsWith(QStringLiteral("It cannot be undone again: undone at")));
}

QTEST_MAIN(TestLivingPages)
#include "tst_living_pages.moc"
