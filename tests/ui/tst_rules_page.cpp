// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "tests/ui/fresh_home.h"
#include "ui/models/rule_change_model.h"
#include "ui/models/rule_model.h"
#include "ui/pages/draft_file.h"
#include "ui/pages/rules/rules_compare.h"
#include "ui/pages/rules/rules_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/elided_label.h"
#include "ui/window/session.h"
#include "ui/window/translation.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

#include <algorithm>

using namespace cairn::ui;

class TestRulesPage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::instance().start(); }
    void init() { cairn::ui_testing::freshHome(); }
    void showsTheRulesInForce();
    void theTextFollowsTheForm();
    void theFormFollowsTheText();
    void showsMistakesAtTheirPlace();
    void movesARuleWithItsText();
    void addsAndRemovesRules();
    void previewsAndSaves();
    void showsBothVersionsWhenSomebodyWasFaster();
    void revertsToWhatIsInForce();
    void keepsWhatIsTypedWhenTheGatewayIsGone();
    void loadsAsSoonAsTheGatewayAnswers();
    void keepsWhatWasTypedBeforeTheRulesWereKnown();
    void keepsWhatWasTypedBeforeALateAnswer_data();
    void keepsWhatWasTypedBeforeALateAnswer();
    void leavesTheEditsOfAGatewayInItsDraft();
    void saysWhyOtherRulesAreInForce_data();
    void saysWhyOtherRulesAreInForce();
    void takesTheRulesInForceAndCanGoBack();
    void theComparisonFollowsWhatIsInForce();
    void theComparisonEndsWhenTheyAreBack();
    void takesNothingThatIsNotShown();
    void theNumberIsOfTheRulesInForce();
    void staysNarrow_data();
    void staysNarrow();
    void showsItsHintsWhole_data();
    void showsItsHintsWhole();
    void thePanesStayWhereTheyAre();
    void saysWhenTheFileWasJustChanged();
    void previewSaysNoMoreThanWasLookedAt_data();
    void previewSaysNoMoreThanWasLookedAt();
    void previewOfAnotherTextIsNotShown();
    void aRuleThatWouldDecideForNothingMayMatch();
    void saysThatTheGatewayDidNotLook();
    void keepsTheFocusOnThePage();
    void addsNoRuleIntoAWrongText();
    void addsARuleOnceTheTextIsRead();
    void neverShowsAFormOfAnotherText();
    void undoIsOneForFormListAndText();
    void movesRulesByKeys();
    void bringsRevertedEditsBack();
    void copiesARule();
};

namespace {

const QString kYaml
    = QStringLiteral("rules:\n  # first\n  - name: a\n    match: up\n  - name: b\n    match: down\n    mode: min\n");

const QByteArray kRules = "GET /api/v2/rules";
const QByteArray kStatus = "GET /api/v2/status";
const QByteArray kBusy = R"({"status":"error","errorType":"busy","error":"too much waits already"})";

QByteArray quoted(const QString& text)
{
    return '"' + QString(text).replace(u'\n', QStringLiteral("\\n")).replace(u'"', QStringLiteral("\\\"")).toUtf8()
        + '"';
}

QByteArray ruleJson(
    int number, const QByteArray& name, const QByteArray& match, const QByteArray& mode, const QByteArray& more = {})
{
    return "{\"number\":" + QByteArray::number(number) + ",\"name\":\"" + name + "\",\"match\":\"" + match
        + "\",\"type\":null,\"mode\":" + mode
        + ",\"ttl_seconds\":null,\"per\":[],\"drop_labels\":[],\"max_series\":null" + more + '}';
}

const QByteArray kCounts = R"(,"families":37,"series":840)";

QByteArray rulesJson(const QString& yaml, const QByteArray& etag)
{
    return R"({"etag":")" + etag + R"(","source":"file","file":"r.yml","yaml":)" + quoted(yaml) + R"(,"rules":[)"
        + ruleJson(1, "a", "up", "null", kCounts) + ',' + ruleJson(2, "b", "down", "\"min\"", kCounts) + "]}";
}

QByteArray statusJson(int start, const QByteArray& etag, int count = 2)
{
    return R"({"start_time":)" + QByteArray::number(start)
        + R"(,"ready":true,"healthy":true,"pushes":{},"series":{},"rules":{"count":)" + QByteArray::number(count)
        + R"(,"etag":")" + etag + "\"}}";
}

QByteArray validJson(const QByteArray& rules)
{
    return R"({"valid":true,"errors":[],"rules":[)" + rules + "]}";
}

const QString kTheirs = QStringLiteral("rules:\n  - name: theirs\n    match: b\n    mode: min\n");
const QString kOthers = QStringLiteral("rules:\n  - name: others\n    match: c\n");

struct Fixture {
    CannedGateway gateway;
    Session session;
    RulesPage page{session};
    QListView* list = page.findChild<QListView*>(QStringLiteral("rulesList"));
    CodeEditor* editor = page.findChild<CodeEditor*>(QStringLiteral("rulesEditor"));
    QPushButton* save = page.findChild<QPushButton*>(QStringLiteral("rulesSave"));

    Fixture()
    {
        session.client().setTarget({gateway.url(), {}});
        gateway.set("GET /api/v2/rules", rulesJson(kYaml, "1"), "\"1\"");
        gateway.set("POST /api/v2/rules/validate",
            validJson(ruleJson(1, "a", "up", "null") + ',' + ruleJson(2, "b", "down", "\"min\"")));
        gateway.set("POST /api/v2/rules/preview",
            R"({"families_changed":12,"series_changed":840,"is_estimate":false,"rules":[],"changes":[]})");
        page.resize(1100, 600);
        page.show();
        page.activate();
        static_cast<void>(QTest::qWaitForWindowActive(&page)); // where the focus is, counts
    }
    bool isLoaded()
    {
        return QTest::qWaitFor([this] { return list->model()->rowCount() == 2; });
    }
    QLineEdit* field(const char* name)
    {
        return page.findChild<QLineEdit*>(QStringLiteral("rule_") + QLatin1String(name));
    }
    template <typename Widget>
    Widget* find(const char* name)
    {
        return page.findChild<Widget*>(QString::fromLatin1(name));
    }
    RulesCompare* compare = find<RulesCompare>("rulesCompare");
    void inForce(int start, const QByteArray& etag, const QString& yaml)
    {
        gateway.set(kRules, rulesJson(yaml, etag), '"' + etag + '"');
        gateway.set(kStatus, statusJson(start, etag));
        session.connection().retryNow();
    }
    // Edited here, saved by somebody else, and both shown.
    bool isCompared()
    {
        inForce(100, "1", kYaml);
        if (!QTest::qWaitFor([this] { return session.connection().status().rulesEtag == QStringLiteral("1"); }))
            return false;
        type(field("name"), QStringLiteral("mine"));
        inForce(100, "9", kTheirs);
        auto* more = find<QPushButton>("bannerAction");
        if (!QTest::qWaitFor([more] { return more->isVisible(); }))
            return false;
        more->click();
        return QTest::qWaitFor([this] { return compare->isVisible() && compare->theirs() == kTheirs; });
    }
    void type(QLineEdit* line, const QString& text)
    {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
};

} // namespace

void TestRulesPage::showsTheRulesInForce()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    QCOMPARE(f.editor->toPlainText(), kYaml);
    QCOMPARE(f.list->model()->index(0, 0).data(RuleModel::ReachRole).toString(),
        QStringLiteral("37 families, 840 series now"));
    QCOMPARE(f.field("match")->text(), QStringLiteral("up"));
    QVERIFY(!f.save->isEnabled());
    QVERIFY(f.page.unsavedWork().isEmpty());
}

void TestRulesPage::theTextFollowsTheForm()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.list->setCurrentIndex(f.list->model()->index(1, 0));
    f.type(f.field("ttl"), QStringLiteral("24h"));
    QCOMPARE(f.editor->toPlainText(), kYaml + QStringLiteral("    ttl: 24h\n"));
    QVERIFY(f.editor->toPlainText().contains(QStringLiteral("# first")));
    QVERIFY(f.save->isEnabled());
    QVERIFY(!f.page.unsavedWork().isEmpty());
}

void TestRulesPage::theFormFollowsTheText()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.gateway.set("POST /api/v2/rules/validate", validJson(ruleJson(1, "a", "sideways", "\"max\"")));
    f.editor->setPlainText(QStringLiteral("rules:\n  - name: a\n    match: sideways\n    mode: max\n"));
    QTRY_COMPARE(f.list->model()->rowCount(), 1);
    QTRY_COMPARE(f.field("match")->text(), QStringLiteral("sideways"));
}

void TestRulesPage::showsMistakesAtTheirPlace()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.list->setCurrentIndex(f.list->model()->index(1, 0));
    f.gateway.set("POST /api/v2/rules/validate",
        R"({"valid":false,"errors":[{"line":7,"column":11,"message":"unknown mode 'mni'"}],"rules":[]})");
    f.editor->setPlainText(QString(kYaml).replace("min", "mni"));
    QTRY_COMPARE(f.editor->errors().value(7), QStringLiteral("unknown mode 'mni'"));
    QVERIFY(f.list->model()->index(1, 0).data(RuleModel::HasErrorRole).toBool());
    QCOMPARE(f.find<QWidget>("rule_mode")->toolTip(), QStringLiteral("unknown mode 'mni'"));
    QCOMPARE(f.find<QLabel>("ruleMessage")->text(), QStringLiteral("unknown mode 'mni'"));
    QVERIFY(!f.save->isEnabled());
    QCOMPARE(f.list->model()->rowCount(), 2); // what was known stays
}

void TestRulesPage::movesARuleWithItsText()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    auto* model = qobject_cast<RuleModel*>(f.list->model());
    QAbstractItemModelTester tester(model);
    Q_EMIT model->moveWanted(0, 1);
    QCOMPARE(f.editor->toPlainText(),
        QStringLiteral("rules:\n  - name: b\n    match: down\n    mode: min\n  # first\n  - name: a\n    match: up\n"));
    QCOMPARE(model->rule(1).name, QStringLiteral("a"));
    QCOMPARE(f.list->currentIndex().row(), 1); // the selection went with it
}

void TestRulesPage::addsAndRemovesRules()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.find<QToolButton>("rulesAdd")->click();
    QCOMPARE(f.list->model()->rowCount(), 3);
    QCOMPARE(f.list->currentIndex().row(), 1);
    QVERIFY(f.editor->toPlainText().contains(QStringLiteral("- match: my_family\n")));
    f.find<QToolButton>("rulesRemove")->click();
    QCOMPARE(f.editor->toPlainText(), kYaml);
    QCOMPARE(f.list->model()->rowCount(), 2);
}

void TestRulesPage::previewsAndSaves()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.type(f.field("name"), QStringLiteral("c"));
    QTRY_COMPARE(f.find<ElidedLabel>("rulesPreview")->text(), QStringLiteral("Would change 12 families, 840 series"));
    QCOMPARE(f.gateway.last("POST /api/v2/rules/preview").body, f.editor->toPlainText().toUtf8());
    f.gateway.set("PUT /api/v2/rules", rulesJson(f.editor->toPlainText(), "2"), "\"2\"");
    f.save->click();
    QTRY_COMPARE(f.gateway.count("PUT /api/v2/rules"), 1);
    QCOMPARE(f.gateway.last("PUT /api/v2/rules").ifMatch, QByteArray("\"1\""));
    QTRY_VERIFY(f.page.unsavedWork().isEmpty());
    QVERIFY(!f.save->isEnabled());
}

void TestRulesPage::showsBothVersionsWhenSomebodyWasFaster()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.type(f.field("name"), QStringLiteral("mine"));
    const QString mine = f.editor->toPlainText();
    f.gateway.refuse("PUT /api/v2/rules", 412,
        R"({"status":"error","errorType":"precondition_failed","error":"somebody else was faster","etag":"9"})");
    f.gateway.set("GET /api/v2/rules", rulesJson(QStringLiteral("rules: []\n"), "9"), "\"9\"");
    f.save->click();
    auto* compare = f.find<RulesCompare>("rulesCompare");
    QTRY_VERIFY(compare->isVisible());
    QCOMPARE(compare->theirs(), QStringLiteral("rules: []\n"));
    QCOMPARE(compare->places(), 1);
    QVERIFY(compare->isAncestorOf(QApplication::focusWidget()));
    auto* left = f.find<CodeEditor>("rulesMine");
    auto* right = f.find<CodeEditor>("rulesTheirs");
    QCOMPARE(left->blockCount(), right->blockCount()); // line by line
    QVERIFY(qAbs(left->width() - right->width()) < 5 && left->width() > 400);
    QVERIFY(!f.editor->isVisible());
    QVERIFY(!f.save->isEnabled()); // first it is to be decided
    f.find<QPushButton>("rulesGoOn")->click();
    QVERIFY(f.editor->isVisible());
    QCOMPARE(QApplication::focusWidget(), f.field("name"));
    QCOMPARE(f.editor->toPlainText(), mine);
    QVERIFY(f.find<QPushButton>("bannerAction")->isVisible());
    f.save->click(); // undecided: refused again, and compared
    QTRY_VERIFY(compare->isVisible());
    QVERIFY(f.page.stepBack());
    QVERIFY(!compare->isVisible());
    f.find<QPushButton>("bannerAction")->click();
    QTRY_VERIFY(compare->isVisible());
    f.find<QPushButton>("rulesKeepMine")->click();
    QCOMPARE(QApplication::focusWidget(), f.save);
    QCOMPARE(f.editor->toPlainText(), mine);
    f.save->click();
    QTRY_COMPARE(f.gateway.last("PUT /api/v2/rules").ifMatch, QByteArray("\"9\""));
}

void TestRulesPage::revertsToWhatIsInForce()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.editor->setPlainText(QStringLiteral("rules:\n"));
    f.find<QPushButton>("rulesRevert")->click();
    QCOMPARE(f.editor->toPlainText(), kYaml);
    QVERIFY(f.page.unsavedWork().isEmpty());
}

void TestRulesPage::keepsWhatIsTypedWhenTheGatewayIsGone()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.type(f.field("name"), QStringLiteral("kept"));
    const QString mine = f.editor->toPlainText();
    f.gateway.refuse(
        "PUT /api/v2/rules", 503, R"({"status":"error","errorType":"busy","error":"too much waits already"})");
    f.save->click();
    QTRY_COMPARE(f.find<Banner>("banner")->text(), QStringLiteral("The rules are not saved: too much waits already"));
    QCOMPARE(f.editor->toPlainText(), mine);
    QVERIFY(f.save->isEnabled());
}

void TestRulesPage::loadsAsSoonAsTheGatewayAnswers()
{
    Fixture f;
    f.gateway.refuse(kRules, 503, kBusy);
    QTRY_VERIFY(f.gateway.count(kRules) > 0);
    f.gateway.set(kStatus, R"({"start_time":100,"ready":true,"healthy":true,"pushes":{},"series":{}})");
    f.session.connection().retryNow();
    QTRY_VERIFY(f.gateway.count(kRules) > 1);
    f.gateway.set(kRules, rulesJson(kYaml, "1"), "\"1\"");
    f.session.connection().retryNow();
    QVERIFY(f.isLoaded());
    QCOMPARE(f.editor->toPlainText(), kYaml);
    const int loads = f.gateway.count(kRules);
    const int statuses = f.gateway.count(kStatus);
    f.session.connection().retryNow();
    QTRY_VERIFY(f.gateway.count(kStatus) > statuses + 1); // the one before is heard
    QCOMPARE(f.gateway.count(kRules), loads);
}

void TestRulesPage::keepsWhatWasTypedBeforeTheRulesWereKnown()
{
    Fixture f;
    f.gateway.refuse(kRules, 503, kBusy);
    QTRY_VERIFY(f.gateway.count(kRules) > 0);
    const QString mine = QStringLiteral("rules:\n  - name: mine\n    match: up\n");
    f.editor->setPlainText(mine);
    QVERIFY(!f.page.unsavedWork().isEmpty());
    QVERIFY(!f.save->isEnabled());
    DraftFile draft;
    draft.setPlace(QStringLiteral("rules"), f.gateway.url().toString());
    QTRY_VERIFY(draft.read());
    QCOMPARE(draft.read()->what[u"text"].toString(), mine);
    f.gateway.set(kRules, rulesJson(kYaml, "1"), "\"1\"");
    f.page.deactivate();
    f.page.activate();
    auto* compare = f.find<RulesCompare>("rulesCompare");
    QTRY_VERIFY(compare->isVisible());
    QCOMPARE(compare->theirs(), kYaml);
    QCOMPARE(f.editor->toPlainText(), mine);
    QVERIFY(f.find<Banner>("banner")->text().startsWith(QStringLiteral("The rules were not known yet")));
    f.find<QPushButton>("rulesGoOn")->click();
    QTRY_VERIFY(f.save->isEnabled());
    f.save->click(); // nobody has decided: it must not replace what is in force
    QTRY_COMPARE(f.gateway.last("PUT /api/v2/rules").ifMatch, QByteArray("\"\""));
    QTRY_VERIFY(f.save->isEnabled());
    f.find<QPushButton>("bannerAction")->click();
    QTRY_VERIFY(compare->isVisible());
    f.find<QPushButton>("rulesKeepMine")->click();
    f.save->click();
    QTRY_COMPARE(f.gateway.last("PUT /api/v2/rules").ifMatch, QByteArray("\"1\""));
    QCOMPARE(f.editor->toPlainText(), mine);
}

void TestRulesPage::keepsWhatWasTypedBeforeALateAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isConflict");
    QTest::newRow("the same rules are no conflict") << rulesJson(kYaml, "1") << false;
    QTest::newRow("somebody else's are shown beside") << rulesJson(QStringLiteral("rules: []\n"), "9") << true;
}

void TestRulesPage::keepsWhatWasTypedBeforeALateAnswer()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, isConflict);
    Fixture f;
    QVERIFY(f.isLoaded());
    f.gateway.hold(kRules);
    f.page.refresh();
    QTRY_COMPARE(f.gateway.held(kRules), 1);
    f.find<QToolButton>("rulesAdd")->click();
    f.type(f.field("match"), QStringLiteral("typed_meanwhile"));
    const QString mine = f.editor->toPlainText();
    QVERIFY(mine.contains(QStringLiteral("typed_meanwhile")));
    bool isTaken = false;
    connect(&f.session.client(), &ApiClient::answered, &f.page,
        [&isTaken](const ApiReply& reply) { isTaken |= reply.data.contains(u"source"); });
    f.gateway.release(kRules, answer);
    QTRY_VERIFY(isTaken);
    QCOMPARE(f.editor->toPlainText(), mine);
    QCOMPARE(f.find<RulesCompare>("rulesCompare")->isVisible(), isConflict);
    QVERIFY(!f.page.unsavedWork().isEmpty());
    if (isConflict)
        f.find<QPushButton>("rulesGoOn")->click();
    QTRY_VERIFY(f.save->isEnabled());
    f.save->click();
    QTRY_COMPARE(f.gateway.last("PUT /api/v2/rules").ifMatch, QByteArray("\"1\""));
}

void TestRulesPage::leavesTheEditsOfAGatewayInItsDraft()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.type(f.field("name"), QStringLiteral("kept"));
    const QString mine = f.editor->toPlainText();
    CannedGateway other;
    other.set(kRules, rulesJson(QStringLiteral("rules:\n  - match: else\n"), "5"), "\"5\"");
    f.session.client().setTarget({other.url(), {}});
    QTRY_COMPARE(f.editor->toPlainText(), QStringLiteral("rules:\n  - match: else\n"));
    f.session.client().setTarget({f.gateway.url(), {}});
    QTRY_COMPARE(f.editor->toPlainText(), kYaml);
    const QList<Banner*> banners = f.page.findChildren<Banner*>();
    const auto offer = std::find_if(banners.begin(), banners.end(),
        [](const Banner* one) { return one->text().startsWith(QStringLiteral("There are unsaved edits of")); });
    QVERIFY(offer != banners.end());
    Q_EMIT(*offer)->actionAsked();
    QCOMPARE(f.editor->toPlainText(), mine);
}

void TestRulesPage::saysWhyOtherRulesAreInForce_data()
{
    QTest::addColumn<QByteArray>("audit");
    QTest::addColumn<int>("startTime");
    QTest::addColumn<QString>("words");
    QTest::newRow("somebody saved") << QByteArray(R"([{"id":2,"time":200,"action":"rules","from":"10.0.0.3"}])") << 100
                                    << QStringLiteral("Somebody at 10.0.0.3 saved other rules");
    QTest::newRow("the file was changed") << QByteArray(R"([{"id":2,"time":200,"action":"rules","from":"file"}])")
                                          << 100 << QStringLiteral("The rule file was changed on disk");
    QTest::newRow("the gateway was started again")
        << QByteArray("[]") << 150 << QStringLiteral("The gateway was started again");
    QTest::newRow("nobody knows") << QByteArray("[]") << 100 << QStringLiteral("The rules in force are others");
}

void TestRulesPage::saysWhyOtherRulesAreInForce()
{
    QFETCH(QByteArray, audit);
    QFETCH(int, startTime);
    QFETCH(QString, words);
    Fixture f;
    QVERIFY(f.isLoaded());
    f.gateway.set(kStatus, statusJson(100, "1"));
    f.session.connection().retryNow();
    QTRY_COMPARE(f.session.connection().status().rulesEtag, QStringLiteral("1"));
    f.type(f.field("name"), QStringLiteral("mine"));
    f.gateway.set("GET /api/v2/audit", R"({"total":1,"audit":)" + audit + '}');
    f.gateway.set(kStatus, statusJson(startTime, "9"));
    f.session.connection().retryNow();
    auto* banner = f.find<Banner>("banner");
    QTRY_VERIFY2(banner->isVisible() && banner->text().startsWith(words), qPrintable(banner->text()));
    QVERIFY(f.find<QPushButton>("bannerAction")->isVisible());
}

void TestRulesPage::takesTheRulesInForceAndCanGoBack()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.type(f.field("name"), QStringLiteral("mine"));
    const QString mine = f.editor->toPlainText();
    const QString theirs = QStringLiteral("rules:\n  - name: theirs\n    match: up\n");
    f.gateway.refuse("PUT /api/v2/rules", 412, R"({"status":"error","errorType":"precondition_failed","error":"no"})");
    f.gateway.set(kRules,
        R"({"etag":"9","source":"file","file":"r.yml","yaml":)" + quoted(theirs) + R"(,"rules":[)"
            + ruleJson(1, "theirs", "up", "null", kCounts) + "]}",
        "\"9\"");
    f.save->click();
    QTRY_VERIFY(f.find<RulesCompare>("rulesCompare")->isVisible());
    f.find<QPushButton>("rulesTakeTheirs")->click();
    QTRY_COMPARE(f.editor->toPlainText(), theirs);
    QVERIFY(f.page.unsavedWork().isEmpty());
    QCOMPARE(f.list->model()->rowCount(), 1);
    QTest::keySequence(f.editor, QKeySequence::Undo);
    QCOMPARE(f.editor->toPlainText(), mine);
}

void TestRulesPage::theComparisonFollowsWhatIsInForce()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    QVERIFY(f.isCompared());
    const QString mine = f.editor->toPlainText();
    f.inForce(500, "7", kOthers); // started again
    QTRY_COMPARE(f.compare->theirs(), kOthers);
    QVERIFY(f.compare->isVisible());
    f.find<QPushButton>("rulesTakeTheirs")->click();
    QTRY_COMPARE(f.editor->toPlainText(), kOthers);
    QTest::keySequence(f.editor, QKeySequence::Undo);
    QCOMPARE(f.editor->toPlainText(), mine);
}

void TestRulesPage::theComparisonEndsWhenTheyAreBack()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    QVERIFY(f.isCompared());
    const QString mine = f.editor->toPlainText();
    f.inForce(500, "1", kYaml); // the gateway was started again, without what was saved in its memory
    QTRY_VERIFY(!f.compare->isVisible());
    QVERIFY(!f.find<Banner>("banner")->isVisible());
    QCOMPARE(f.editor->toPlainText(), mine);
    f.inForce(500, "9", kTheirs); // told of again
    QTRY_VERIFY(f.find<Banner>("banner")->isVisible());
    f.inForce(500, "1", kYaml);
    QTRY_VERIFY(!f.find<Banner>("banner")->isVisible());
}

void TestRulesPage::takesNothingThatIsNotShown()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    QVERIFY(f.isCompared());
    const QString mine = f.editor->toPlainText();
    f.gateway.set(kRules, rulesJson(kOthers, "7"), "\"7\""); // no status has told yet
    f.find<QPushButton>("rulesTakeTheirs")->click();
    QTRY_COMPARE(f.compare->theirs(), kOthers);
    QVERIFY(f.compare->isVisible());
    QCOMPARE(f.editor->toPlainText(), mine);
    f.find<QPushButton>("rulesTakeTheirs")->click();
    QTRY_COMPARE(f.editor->toPlainText(), kOthers);
    QTest::keySequence(f.editor, QKeySequence::Undo);
    QCOMPARE(f.editor->toPlainText(), mine);
}

void TestRulesPage::theNumberIsOfTheRulesInForce()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    QSignalSpy badge(&f.page, &Page::badgeChanged);
    f.type(f.field("name"), QStringLiteral("mine"));
    f.gateway.set(kStatus, statusJson(100, "9", 5));
    f.session.connection().retryNow();
    QTRY_VERIFY(!badge.isEmpty());
    QCOMPARE(badge.last().first().toString(), QStringLiteral("5"));
    f.gateway.set(kStatus, statusJson(100, "8", 0));
    f.session.connection().retryNow();
    QTRY_COMPARE(badge.last().first().toString(), QString());
}

void TestRulesPage::staysNarrow_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("in English") << QStringLiteral("en");
    QTest::newRow("in German") << QStringLiteral("de");
}

void TestRulesPage::staysNarrow()
{
    QFETCH(QString, language);
    const auto back = qScopeGuard([] { qDeleteAll(qApp->findChildren<QTranslator*>()); });
    QCOMPARE(translateTo(QLocale(language)), language == QStringLiteral("de"));
    Fixture f;
    QVERIFY(f.isLoaded());
    QVERIFY(f.isCompared());
    QVERIFY2(f.page.minimumSizeHint().width() <= 830, qPrintable(QString::number(f.page.minimumSizeHint().width())));
    f.find<QPushButton>("rulesGoOn")->click();
    f.gateway.set("POST /api/v2/rules/validate",
        R"({"valid":false,"errors":[{"line":7,"column":11,"message":")"
            + QByteArray("there is no such mode ").repeated(20) + R"("}],"rules":[]})");
    f.editor->setPlainText(QString(kYaml).replace("min", "p99;5m"));
    auto* note = f.find<ElidedLabel>("rulesPreview");
    QTRY_VERIFY(note->text().contains(QStringLiteral("no such mode")));
    QTRY_VERIFY(note->isCut());
    QCOMPARE(note->toolTip(), note->text());
    QVERIFY2(f.page.minimumSizeHint().width() <= 830, qPrintable(QString::number(f.page.minimumSizeHint().width())));
}

void TestRulesPage::showsItsHintsWhole_data()
{
    staysNarrow_data();
}

void TestRulesPage::showsItsHintsWhole()
{
    QFETCH(QString, language);
    const auto back = qScopeGuard([] { qDeleteAll(qApp->findChildren<QTranslator*>()); });
    QCOMPARE(translateTo(QLocale(language)), language == QStringLiteral("de"));
    Fixture f;
    QVERIFY(f.isLoaded());
    f.page.resize(1070, 600); // of a window of 1280
    for (const char* name : {"name", "match", "ttl", "per", "drop_labels", "max_series"}) {
        const QLineEdit* field = f.field(name);
        const int room = field->width() - 20; // the frame and its padding
        const int needed = field->fontMetrics().horizontalAdvance(field->placeholderText());
        QVERIFY2(
            needed > 0 && needed <= room, qPrintable(QStringLiteral("%1: %2 of %3").arg(name).arg(needed).arg(room)));
    }
    const auto* hint = f.find<QLabel>("rulesHint");
    QTRY_COMPARE(hint->x(), 12);
    QCOMPARE(hint->parentWidget()->height() - hint->geometry().bottom() - 1, 8);
}

void TestRulesPage::thePanesStayWhereTheyAre()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    auto* more = f.find<QToolButton>("rulesPreviewMore");
    QTRY_VERIFY(f.editor->isVisible() && !more->isVisible());
    const int before = f.editor->height();
    f.gateway.set("POST /api/v2/rules/preview",
        R"({"families_changed":1,"series_changed":1,"is_estimate":false,"rules":[],"total":1,)"
        R"("changes":[{"family":"up","labels":{},"before":{"mode":"sum"},"after":{"mode":"max"}}]})");
    f.type(f.field("name"), QStringLiteral("c"));
    QTRY_VERIFY(more->isVisible());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCOMPARE(f.editor->height(), before);
    QVERIFY(more->height() > 10);
}

void TestRulesPage::saysWhenTheFileWasJustChanged()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.type(f.field("name"), QStringLiteral("mine"));
    f.gateway.refuse("PUT /api/v2/rules", 412, R"({"status":"error","errorType":"precondition_failed","error":"no"})");
    f.save->click(); // the gateway has not read it yet: what it has in force is what we began with
    QTRY_VERIFY(f.find<Banner>("banner")->text().contains(QStringLiteral("just been changed on disk")));
    QVERIFY(!f.find<RulesCompare>("rulesCompare")->isVisible());
}

void TestRulesPage::previewSaysNoMoreThanWasLookedAt_data()
{
    QTest::addColumn<QByteArray>("rules"); // of the preview
    QTest::addColumn<QByteArray>("counts");
    QTest::addColumn<QString>("words");
    const QByteArray a = ruleJson(1, "a", "up", "null");
    const QByteArray b = ruleJson(2, "b", "down", "\"min\"");
    const QByteArray nothing = R"("families_changed":0,"series_changed":0,"series_total":840,"is_estimate":false)";
    QTest::newRow("a comment more") << a + ',' + b << nothing << "Only the writing differs";
    QTest::newRow("another name") << ruleJson(1, "x", "up", "null") + ',' + b << nothing << "Only names differ";
    QTest::newRow("another order") << ruleJson(1, "b", "down", "\"min\"") + ',' + ruleJson(2, "a", "up", "null")
                                   << nothing << "The order differs: it would change no series that is there now";
    QTest::newRow("a rule more for what is to come")
        << a + ',' + b + ',' + ruleJson(3, "c", "later", "\"max\"") << nothing
        << "Would change no series that is there now, only those to come";
    QTest::newRow("nothing to decide for")
        << ruleJson(1, "a", "up", "\"max\"")
        << QByteArray(R"("families_changed":0,"series_changed":0,"series_total":0,"is_estimate":false)")
        << "There are no series yet";
    QTest::newRow("too many to look at all")
        << ruleJson(1, "a", "up", "\"max\"")
        << QByteArray(R"("families_changed":0,"series_changed":0,"series_total":1000000,"is_estimate":true)")
        << "Would change none of the series that were looked at";
    QTest::newRow("one family") << ruleJson(1, "a", "up",
        "\"max\"") << QByteArray(R"("families_changed":1,"series_changed":3,"series_total":9,"is_estimate":false)")
                                << "Would change 1 family, 3 series";
}

void TestRulesPage::previewSaysNoMoreThanWasLookedAt()
{
    QFETCH(QByteArray, rules);
    QFETCH(QByteArray, counts);
    QFETCH(QString, words);
    Fixture f;
    QVERIFY(f.isLoaded());
    f.gateway.set("POST /api/v2/rules/preview", '{' + counts + R"(,"total":0,"changes":[],"rules":[)" + rules + "]}");
    f.editor->setPlainText(kYaml + QStringLiteral("# more\n"));
    auto* note = f.find<ElidedLabel>("rulesPreview");
    QTRY_VERIFY2(note->text().startsWith(words), qPrintable(note->text()));
}

void TestRulesPage::previewOfAnotherTextIsNotShown()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    auto* note = f.find<ElidedLabel>("rulesPreview");
    f.type(f.field("name"), QStringLiteral("c"));
    QVERIFY(note->text().startsWith(QStringLiteral("Looking")));
    QTRY_COMPARE(note->text(), QStringLiteral("Would change 12 families, 840 series"));
    QTest::keyClicks(f.field("name"), QStringLiteral("d"));
    QVERIFY(note->text().startsWith(QStringLiteral("Looking")));
    f.gateway.set("POST /api/v2/rules/validate",
        R"({"valid":false,"errors":[{"line":3,"column":11,"message":"too short"}],"rules":[]})");
    QTRY_VERIFY(note->text().startsWith(QStringLiteral("Not valid yet, line 3: too short")));
}

void TestRulesPage::aRuleThatWouldDecideForNothingMayMatch()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.gateway.set("POST /api/v2/rules/preview",
        R"({"families_changed":0,"series_changed":0,"series_total":9,"changes":[],"rules":[)"
            + ruleJson(1, "x", "up", "null", R"(,"families":0,"series":0)") + ','
            + ruleJson(2, "b", "down", "\"min\"", kCounts) + "]}");
    f.type(f.field("name"), QStringLiteral("x"));
    QTRY_COMPARE(f.list->model()->index(0, 0).data(RuleModel::ReachRole).toString(),
        QStringLiteral("would decide for nothing now"));
}

void TestRulesPage::saysThatTheGatewayDidNotLook()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.gateway.refuse("POST /api/v2/rules/validate", 503, kBusy);
    f.type(f.field("name"), QStringLiteral("c"));
    QTRY_COMPARE(f.find<ElidedLabel>("rulesPreview")->text(),
        QStringLiteral("What they would change is not known: too much waits already"));
}

void TestRulesPage::keepsTheFocusOnThePage()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.type(f.field("name"), QStringLiteral("c"));
    f.field("name")->setFocus();
    QTRY_VERIFY(f.save->isEnabled());
    f.gateway.set("PUT /api/v2/rules", rulesJson(f.editor->toPlainText(), "2"), "\"2\"");
    f.save->setFocus();
    QTest::keyClick(f.save, Qt::Key_Space);
    QTRY_VERIFY(f.page.unsavedWork().isEmpty());
    QVERIFY(!f.save->isEnabled());
    QCOMPARE(QApplication::focusWidget(), f.field("name"));
    auto* remove = f.find<QToolButton>("rulesRemove");
    remove->setFocus();
    remove->click();
    QTRY_VERIFY(f.page.isAncestorOf(QApplication::focusWidget()));
}

void TestRulesPage::addsNoRuleIntoAWrongText()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.gateway.set("POST /api/v2/rules/validate",
        R"({"valid":false,"errors":[{"line":5,"column":5,"message":"a rule is a map"}],"rules":[]})");
    const QString typed = QString(kYaml).replace(QStringLiteral("    match: down"), QStringLiteral("  half typed"));
    f.editor->setPlainText(typed);
    f.find<QToolButton>("rulesAdd")->click();
    QTRY_COMPARE(QApplication::focusWidget(), f.editor);
    QCOMPARE(f.editor->cursorLine(), 5);
    QCOMPARE(f.editor->toPlainText(), typed);
    f.find<QToolButton>("rulesAdd")->click();
    QCOMPARE(f.editor->toPlainText(), typed);
}

void TestRulesPage::addsARuleOnceTheTextIsRead()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    const QString typed = kYaml + QStringLiteral("  - name: c\n    match: mine\n");
    f.gateway.set("POST /api/v2/rules/validate",
        validJson(ruleJson(1, "a", "up", "null") + ',' + ruleJson(2, "b", "down", "\"min\"") + ','
            + ruleJson(3, "c", "mine", "null")));
    f.editor->setPlainText(typed);
    f.list->setCurrentIndex(f.list->model()->index(2, 0));
    f.find<QToolButton>("rulesAdd")->click();
    QTRY_COMPARE(f.editor->toPlainText(), typed + QStringLiteral("\n  - match: my_family\n"));
}

void TestRulesPage::neverShowsAFormOfAnotherText()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.list->setCurrentIndex(f.list->model()->index(1, 0));
    f.editor->setPlainText(QString(kYaml).replace(QStringLiteral("mode: min"), QStringLiteral("mode: mni # why")));
    QCOMPARE(f.find<QComboBox>("rule_mode")->currentText(), QStringLiteral("mni")); // at once, right or wrong
    f.type(f.field("ttl"), QStringLiteral("90m"));
    QVERIFY(f.editor->toPlainText().endsWith(QStringLiteral("    mode: mni # why\n    ttl: 90m\n")));
    f.gateway.set("POST /api/v2/rules/validate",
        R"({"valid":false,"errors":[{"line":6,"column":5,"message":"no key"}],"rules":[]})");
    f.editor->setPlainText(QString(kYaml).replace(QStringLiteral("match: down"), QStringLiteral("match down")));
    QTRY_VERIFY(!f.find<QWidget>("ruleForm")->isEnabled()); // what it says cannot be told by fields
    QCOMPARE(f.field("match")->text(), QString());
}

void TestRulesPage::undoIsOneForFormListAndText()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.list->setCurrentIndex(f.list->model()->index(1, 0));
    f.field("ttl")->setFocus();
    QTest::keyClicks(f.field("ttl"), QStringLiteral("5m"));
    const QString withTtl = f.editor->toPlainText();
    auto* model = qobject_cast<RuleModel*>(f.list->model());
    Q_EMIT model->moveWanted(1, 0);
    f.list->setFocus();
    QTest::keySequence(f.list, QKeySequence::Undo);
    QCOMPARE(f.editor->toPlainText(), withTtl);
    QCOMPARE(model->rule(1).name, QStringLiteral("b"));
    f.list->setCurrentIndex(f.list->model()->index(1, 0));
    f.field("ttl")->setFocus();
    for (int i = 0; i < 3 && f.editor->toPlainText() != kYaml; ++i)
        QTest::keySequence(f.field("ttl"), QKeySequence::Undo);
    QCOMPARE(f.editor->toPlainText(), kYaml);
    QCOMPARE(f.field("ttl")->text(), QString());
    for (int i = 0; i < 3 && f.editor->toPlainText() != withTtl; ++i)
        QTest::keySequence(f.field("ttl"), QKeySequence::Redo);
    QCOMPARE(f.field("ttl")->text(), QStringLiteral("5m"));
}

void TestRulesPage::movesRulesByKeys()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.list->setFocus();
    f.list->setCurrentIndex(f.list->model()->index(1, 0));
    QSignalSpy announced(&f.session, &Session::announced);
    QTest::keyClick(f.list, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(qobject_cast<RuleModel*>(f.list->model())->rule(0).name, QStringLiteral("b"));
    QCOMPARE(f.list->currentIndex().row(), 0);
    QCOMPARE(announced.last().first().toString(), QStringLiteral("Rule 1 of 2"));
    QTest::keyClick(f.list, Qt::Key_Up, Qt::AltModifier); // it is the first
    QCOMPARE(f.list->currentIndex().row(), 0);
    QVERIFY(f.find<QLabel>("rulesHint")->text().contains(QStringLiteral("Alt")));
}

void TestRulesPage::bringsRevertedEditsBack()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.type(f.field("name"), QStringLiteral("mine"));
    const QString mine = f.editor->toPlainText();
    std::optional<Notice> notice;
    connect(&f.session, &Session::noticed, &f.page, [&notice](const Notice& one) { notice = one; });
    f.find<QPushButton>("rulesRevert")->click();
    QCOMPARE(f.editor->toPlainText(), kYaml);
    QVERIFY(notice && notice->act);
    const auto act = notice->act;
    act();
    QCOMPARE(f.editor->toPlainText(), mine);
    QCOMPARE(f.field("name")->text(), QStringLiteral("mine"));
}

void TestRulesPage::copiesARule()
{
    Fixture f;
    QVERIFY(f.isLoaded());
    f.list->setFocus();
    f.list->setCurrentIndex(f.list->model()->index(1, 0));
    const QList<QAction*> actions = f.page.pageActions();
    const auto trigger = [&actions](const QString& text) {
        for (QAction* action : actions)
            if (action->text() == text && action->isEnabled())
                action->trigger();
    };
    trigger(QStringLiteral("Copy as YAML"));
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("  - name: b\n    match: down\n    mode: min\n"));
    QApplication::clipboard()->clear();
    QTest::keySequence(f.list, QKeySequence::Copy);
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("  - name: b")));
    trigger(QStringLiteral("Copy as PromQL"));
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("down"));
}

QTEST_MAIN(TestRulesPage)
#include "tst_rules_page.moc"
