// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "tests/ui/fresh_home.h"
#include "ui/models/rule_change_model.h"
#include "ui/models/rule_model.h"
#include "ui/pages/draft_file.h"
#include "ui/pages/rules/rules_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/code_editor.h"
#include "ui/window/session.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

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

QByteArray validJson(const QByteArray& rules)
{
    return R"({"valid":true,"errors":[],"rules":[)" + rules + "]}";
}

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
    void type(QLineEdit* line, const QString& text)
    {
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
    QTRY_COMPARE(f.find<QLabel>("rulesPreview")->text(), QStringLiteral("Would change 12 families, 840 series"));
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
    auto* theirs = f.find<CodeEditor>("rulesTheirs");
    QTRY_VERIFY(theirs->isVisible());
    QCOMPARE(theirs->toPlainText(), QStringLiteral("rules: []\n"));
    QCOMPARE(f.editor->toPlainText(), mine);
    QVERIFY(f.find<Banner>("banner")->text().startsWith(QStringLiteral("Somebody else saved")));
    f.find<QPushButton>("rulesKeepMine")->click();
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
    auto* theirs = f.find<CodeEditor>("rulesTheirs");
    QTRY_VERIFY(theirs->isVisible());
    QCOMPARE(theirs->toPlainText(), kYaml);
    QCOMPARE(f.editor->toPlainText(), mine);
    QVERIFY(f.find<Banner>("banner")->text().startsWith(QStringLiteral("The rules were not known yet")));
    QTRY_VERIFY(f.save->isEnabled());
    f.save->click(); // nobody has decided: it must not replace what is in force
    QTRY_COMPARE(f.gateway.last("PUT /api/v2/rules").ifMatch, QByteArray("\"\""));
    QTRY_VERIFY(f.save->isEnabled());
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
    QCOMPARE(f.find<CodeEditor>("rulesTheirs")->isVisible(), isConflict);
    QVERIFY(!f.page.unsavedWork().isEmpty());
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

QTEST_MAIN(TestRulesPage)
#include "tst_rules_page.moc"
