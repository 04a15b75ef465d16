// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "tests/ui/fresh_home.h"
#include "ui/pages/try/try_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/label_chips.h"
#include "ui/window/session.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace cairn::ui;

class TestTryPage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::instance().start(); }
    void init() { cairn::ui_testing::freshHome(); }
    void writesPathsOfLabels_data();
    void writesPathsOfLabels();
    void writesACommandThatTheShellLeavesAlone();
    void triesAfterTheLastKeyAndPushes();
    void marksTheLineThatIsRefused();
    void saysWhichLabelIsWrong();
    void takesAPushOver();
    void takesAPushOverAsItWasWritten_data();
    void takesAPushOverAsItWasWritten();
    void triesJson();
};

namespace {

const QByteArray kAccepted
    = R"({"accepted":true,"summary":{"series":12,"created":12,"added":0,"replaced":0,"kept":0,"family_replaced":0,"dropped":0},
    "series":[{"name":"a","labels":{},"type":"counter","mode":"aggregate","reason":"profile","line":1,"outcome":"created","before":null,"pushed":2,"after":2}]})";

struct Fixture {
    CannedGateway gateway;
    Session session;
    TryPage page{session};
    CodeEditor* editor = page.findChild<CodeEditor*>(QStringLiteral("tryEditor"));
    QPushButton* push = page.findChild<QPushButton*>(QStringLiteral("tryPush"));
    LabelChips* chips = page.findChild<LabelChips*>(QStringLiteral("tryLabels"));
    QLabel* sentence = page.findChild<QLabel*>(QStringLiteral("reportSentence"));

    Fixture()
    {
        session.client().setTarget({gateway.url(), {}});
        page.resize(1000, 600);
        page.show();
    }
};

} // namespace

void TestTryPage::writesPathsOfLabels_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("path");
    QTest::newRow("a quote") << "it's"
                             << "/job/it%27s";
    QTest::newRow("plain") << "api"
                           << "/job/api";
    QTest::newRow("a slash") << "a/b"
                             << "/job/a%2Fb";
    QTest::newRow("a blank and a plus") << "a b+c"
                                        << "/job/a%20b%2Bc";
    QTest::newRow("nothing") << ""
                             << "/job@base64/=";
    QTest::newRow("two dots") << ".."
                              << "/job@base64/Li4";
    QTest::newRow("letters from elsewhere") << "ü"
                                            << "/job/%C3%BC";
}

void TestTryPage::writesPathsOfLabels()
{
    QFETCH(QString, value);
    const QList<std::pair<QString, QString>> labels{{"job", value}};
    QTEST(pathOfLabels(labels), "path");
    QCOMPARE(labelsOfPath(pathOfLabels(labels)), labels);
}

void TestTryPage::writesACommandThatTheShellLeavesAlone()
{
    const TryRequest request{{{"job", "it's"}}, "a 1\nEOF\n$HOME 2"};
    const QString command = curlCommand(request, QUrl(QStringLiteral("http://h:1/x/")), QStringLiteral("/metrics"));
    QCOMPARE(command,
        QStringLiteral("curl --data-binary @- http://h:1/x/metrics/job/it%27s <<'EOF_'\na 1\nEOF\n$HOME 2\nEOF_\n"));
}

void TestTryPage::triesAfterTheLastKeyAndPushes()
{
    Fixture f;
    f.gateway.set("POST /api/v2/try/job/demo", kAccepted);
    f.gateway.set("POST /metrics/job/demo", kAccepted);
    f.page.activate();
    QTRY_COMPARE(f.push->text(), QStringLiteral("Push 2 samples"));
    const int before = f.gateway.count("POST /api/v2/try/job/demo");
    f.editor->setPlainText({});
    QTest::keyClicks(f.editor, QStringLiteral("a 2"));
    QVERIFY(!f.push->isEnabled());
    QTRY_VERIFY(f.push->isEnabled());
    QCOMPARE(f.gateway.count("POST /api/v2/try/job/demo"), before + 1); // once, not at each key
    QCOMPARE(f.gateway.last("POST /api/v2/try/job/demo").body, QByteArray("a 2"));
    QCOMPARE(f.gateway.count("POST /metrics/job/demo"), 0);
    f.push->click();
    QTRY_COMPARE(f.gateway.count("POST /metrics/job/demo"), 1);
    QVERIFY(f.gateway.last("POST /metrics/job/demo").path.contains("explain=true"));
}

void TestTryPage::marksTheLineThatIsRefused()
{
    Fixture f;
    f.gateway.set("POST /api/v2/try/job/demo",
        R"({"accepted":false,"errorType":"syntax","error":"expected a value","line":2,"text":"b x","series":[]})");
    f.page.activate();
    QTRY_COMPARE(f.sentence->text(), QStringLiteral("Refused at line 2: expected a value"));
    QCOMPARE(f.editor->errors().value(2), QStringLiteral("expected a value"));
    QVERIFY(!f.push->isEnabled());
    f.gateway.set("POST /api/v2/try/job/demo", kAccepted);
    f.page.refresh();
    QTRY_VERIFY(f.editor->errors().isEmpty());
}

void TestTryPage::saysWhichLabelIsWrong()
{
    Fixture f;
    f.page.activate();
    auto* chip = f.chips->findChild<QLineEdit*>(QStringLiteral("chip"));
    chip->selectAll();
    QTest::keyClicks(chip, QStringLiteral("job"));
    QTRY_VERIFY(f.sentence->text().contains(QStringLiteral("expected name=value")));
    f.gateway.set("POST /api/v2/try/team/x", kAccepted);
    chip->selectAll();
    QTest::keyClicks(chip, QStringLiteral("team=x"));
    QTRY_COMPARE(f.gateway.count("POST /api/v2/try/team/x"), 1);
}

void TestTryPage::takesAPushOver()
{
    Fixture f;
    f.gateway.set("GET /api/v2/pushes/7",
        R"({"id":7,"group":{"labels":{"job":"api"},"path":"/job/api"},"body":{"text":"z 1\n","is_base64":false,"first_line":1,"is_cut":false}})");
    f.gateway.set("POST /api/v2/try/job/api", kAccepted);
    f.page.activate();
    f.page.open(QStringLiteral("7"));
    QTRY_COMPARE(f.editor->toPlainText(), QStringLiteral("z 1\n"));
    QCOMPARE(f.chips->labels(), (LabelChips::Labels{{"job", "api"}}));
    QTRY_COMPARE(f.push->text(), QStringLiteral("Push 1 sample"));
}

void TestTryPage::takesAPushOverAsItWasWritten_data()
{
    QTest::addColumn<QByteArray>("push");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("text");
    QTest::newRow("JSON") << QByteArray(R"("format":"json","body":{"text":"{\"families\":[]}")") << "json"
                          << R"({"families":[]})";
    QTest::newRow("OpenMetrics") << QByteArray(R"("format":"openmetrics","body":{"text":"a 1\n# EOF\n")")
                                 << "openmetrics"
                                 << "a 1\n# EOF\n";
    QTest::newRow("an increment, as text")
        << QByteArray(R"("format":"increment","body":{"text":"name=c_total&value=2&label.page=%2Fa+b")") << "text"
        << "# TYPE c_total counter\nc_total{page=\"/a b\"} 2\n";
}

void TestTryPage::takesAPushOverAsItWasWritten()
{
    QFETCH(QByteArray, push);
    QFETCH(QString, format);
    QFETCH(QString, text);
    Fixture f;
    f.gateway.set("GET /api/v2/pushes/7",
        R"({"id":7,"group":{"labels":{"job":"api"},"path":"/job/api"},)" + push
            + R"(,"is_base64":false,"first_line":1,"is_cut":false}})");
    f.gateway.set("POST /api/v2/try/job/api", kAccepted);
    f.page.activate();
    f.page.open(QStringLiteral("7"));
    QTRY_COMPARE(f.editor->toPlainText(), text);
    QCOMPARE(f.page.findChild<QComboBox*>(QStringLiteral("tryFormat"))->currentData().toString(), format);
}

void TestTryPage::triesJson()
{
    Fixture f;
    f.gateway.set("POST /api/v2/try/job/demo", kAccepted);
    f.gateway.set("POST /api/v2/push/job/demo", kAccepted);
    f.page.activate();
    auto* format = f.page.findChild<QComboBox*>(QStringLiteral("tryFormat"));
    format->setCurrentIndex(format->findData(QStringLiteral("json")));
    QVERIFY(f.editor->toPlainText().startsWith(QStringLiteral("{\"families\""))); // who wrote nothing sees how
    QTRY_COMPARE(f.push->text(), QStringLiteral("Push 2 samples"));
    QVERIFY(f.gateway.last("POST /api/v2/try/job/demo").body.startsWith("{\"families\""));
    f.push->click();
    QTRY_COMPARE(f.gateway.count("POST /api/v2/push/job/demo"), 1);
    f.page.open(QStringLiteral("a 1\n")); // dropped on it
    QCOMPARE(format->currentData().toString(), QStringLiteral("text"));
    f.page.open(QStringLiteral("{\"families\": [{\"name\": \"x\", \"samples\": [{\"value\": 1}]}]}"));
    QCOMPARE(format->currentData().toString(), QStringLiteral("json"));
}

QTEST_MAIN(TestTryPage)
#include "tst_try_page.moc"
