// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/exposition_highlighter.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/json_parts.h"
#include "ui/widgets/undo_bar.h"

#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace cairn::ui;

class TestWidgets : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::instance().start(); }
    void cutsAnExposition_data();
    void cutsAnExposition();
    void cutsJson_data();
    void cutsJson();
    void marksAnOffence_data();
    void marksAnOffence();
    void marksWrongLines();
    void numbersAPartOfALongerText();
    void aBadgeIsReadOut();
    void aBannerOffersOneAction();
    void countsTheUndoDown();
    void copiesWhatIsThereNow();
    void cutsALongTextWithAToolTip();
    void filtersAfterTheLastKey();
    void recallsFilters();
};

void TestWidgets::cutsAnExposition_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("kinds"); // a letter per part
    QTest::newRow("a sample with labels") << R"(a{x="1",y="}"} 5)"
                                          << "NLTLTV";
    QTest::newRow("a bare sample") << "a 5"
                                   << "NV";
    QTest::newRow("a timestamp") << "a 5 1234"
                                 << "NVC";
    QTest::newRow("a comment") << "# hello"
                               << "C";
    QTest::newRow("a type") << "# TYPE a counter"
                            << "CKNC";
    QTest::newRow("a quote that never ends") << R"(a{x="1)"
                                             << "NLT";
    QTest::newRow("a name in quotes") << R"({"a.b",x="1"} 5)"
                                      << "LLTV";
    QTest::newRow("nothing but braces") << "{{{{"
                                        << "";
    QTest::newRow("an empty line") << ""
                                   << "";
}

void TestWidgets::cutsAnExposition()
{
    QFETCH(QString, line);
    QString kinds;
    int end = 0;
    const auto parts = expositionParts(line);
    for (const ExpositionPart& part : parts) {
        QVERIFY(part.start >= end);
        end = part.start + part.length;
        QVERIFY(end <= line.size());
        kinds += QStringLiteral("CKNLTV").at(part.kind);
    }
    QTEST(kinds, "kinds");
}

void TestWidgets::cutsJson_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("kinds");
    QTest::newRow("a family") << R"({"name": "x", "type": "counter", "samples": [)"
                              << "KNKTK";
    QTest::newRow("a sample") << R"({"labels": {"shop": "de"}, "value": -3.5e2},)"
                              << "KLTKV";
    QTest::newRow("a key that nobody knows") << R"({"vlaue": true})"
                                             << "LV";
    QTest::newRow("a quote within") << R"("help": "say \"x\": 1")"
                                    << "KT";
    QTest::newRow("a text that never ends") << R"("name": "x)"
                                            << "KN";
    QTest::newRow("an empty line") << ""
                                   << "";
}

void TestWidgets::cutsJson()
{
    QFETCH(QString, line);
    QString kinds;
    int end = 0;
    const auto parts = jsonParts(line);
    for (const ExpositionPart& part : parts) {
        QVERIFY(part.start >= end);
        end = part.start + part.length;
        QVERIFY(end <= line.size());
        kinds += QStringLiteral("CKNLTV").at(part.kind);
    }
    QTEST(kinds, "kinds");
}

void TestWidgets::marksAnOffence_data()
{
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked");
    QTest::newRow("where it stands") << 6 << "{x=}"
                                     << "{x=}";
    QTest::newRow("cut by whoever quotes it")
        << 7 << QString(QStringLiteral("y").repeated(90) + u'…') << QStringLiteral("y").repeated(60);
    QTest::newRow("not there") << 6 << "z"
                               << "";
    QTest::newRow("a line before the text") << 2 << "a"
                                            << "";
    QTest::newRow("nothing") << 6 << ""
                             << "";
}

void TestWidgets::marksAnOffence()
{
    QFETCH(int, line);
    QFETCH(QString, text);
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("a 1\nb{x=} 2\n") + QStringLiteral("y").repeated(200));
    editor.setFirstLine(5);
    editor.setOffence(line, text);
    const auto marks = editor.extraSelections();
    QTEST(marks.isEmpty() ? QString() : marks.first().cursor.selectedText(), "marked");
}

void TestWidgets::marksWrongLines()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("a 1\nb x\nc 3"));
    editor.setErrors({{2, "expected a value"}, {9, "not there"}});
    QCOMPARE(editor.extraSelections().size(), 1);
    QCOMPARE(editor.extraSelections().first().cursor.blockNumber(), 1);
    editor.showLine(2);
    QCOMPARE(editor.cursorLine(), 2);
    editor.setErrors({});
    QCOMPARE(editor.extraSelections().size(), 0);
}

void TestWidgets::numbersAPartOfALongerText()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("a 1\nb x"));
    editor.setFirstLine(100);
    editor.setErrors({{101, "expected a value"}});
    QCOMPARE(editor.extraSelections().first().cursor.blockNumber(), 1);
    editor.showLine(101);
    QCOMPARE(editor.cursorLine(), 101);
}

void TestWidgets::aBadgeIsReadOut()
{
    Badge badge;
    badge.setMode(QStringLiteral("aggregate"));
    QCOMPARE(badge.accessibleName(), QStringLiteral("sum"));
    QVERIFY(badge.sizeHint().width() > 20);
    badge.setMode({});
    QCOMPARE(badge.sizeHint().width(), 0);
}

void TestWidgets::aBannerOffersOneAction()
{
    Banner banner;
    QVERIFY(banner.isHidden());
    banner.say(QStringLiteral("Gateway does not answer since 14:02"), QStringLiteral("Retry now"));
    QVERIFY(!banner.isHidden());
    QSignalSpy asked(&banner, &Banner::actionAsked);
    banner.findChild<QPushButton*>(QStringLiteral("bannerAction"))->click();
    QCOMPARE(asked.size(), 1);
    banner.say(QStringLiteral("Only news"));
    QVERIFY(banner.findChild<QPushButton*>(QStringLiteral("bannerAction"))->isHidden());
}

void TestWidgets::countsTheUndoDown()
{
    UndoBar bar;
    QSignalSpy expired(&bar, &UndoBar::expired);
    QSignalSpy asked(&bar, &UndoBar::undoAsked);
    bar.offer(QStringLiteral("840 series reset."), std::chrono::seconds(61));
    QCOMPARE(bar.actionText(), QStringLiteral("Undo (1:01)"));
    bar.tick();
    bar.tick();
    QCOMPARE(bar.actionText(), QStringLiteral("Undo (0:59)"));
    bar.findChild<QPushButton*>(QStringLiteral("undoBarUndo"))->click();
    QCOMPARE(asked.size(), 1);
    bar.offer(QStringLiteral("again"), std::chrono::seconds(1));
    bar.tick();
    QCOMPARE(expired.size(), 1);
    QVERIFY(bar.isHidden());
}

void TestWidgets::copiesWhatIsThereNow()
{
    QString text = QStringLiteral("before");
    CopyButton button(QStringLiteral("Copy as curl"), [&text] { return text; });
    text = QStringLiteral("after");
    button.click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("after"));
    QCOMPARE(button.text(), QStringLiteral("Copied"));
}

void TestWidgets::cutsALongTextWithAToolTip()
{
    ElidedLabel label(QString(200, u'x'));
    label.resize(100, 20);
    label.show();
    QVERIFY(label.isCut());
    QCOMPARE(label.toolTip().size(), 200);
    label.setText(QStringLiteral("x"));
    QVERIFY(label.toolTip().isEmpty());
}

void TestWidgets::filtersAfterTheLastKey()
{
    FilterBar bar;
    QSignalSpy changed(&bar, &FilterBar::filterChanged);
    auto* edit = bar.findChild<QLineEdit*>(QStringLiteral("filterText"));
    QTest::keyClicks(edit, QStringLiteral("job"));
    QCOMPARE(changed.size(), 0);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toString(), QStringLiteral("job"));
    edit->clear();
    QCOMPARE(changed.size(), 2);
}

void TestWidgets::recallsFilters()
{
    FilterBar bar;
    auto* edit = bar.findChild<QLineEdit*>(QStringLiteral("filterText"));
    for (const char* text : {"one", "two"}) {
        edit->setText(QString::fromLatin1(text));
        QTest::keyClick(edit, Qt::Key_Return);
        bar.setState(true, {}); // it is known only after the key
    }
    edit->setText(QStringLiteral("wrong"));
    QTest::keyClick(edit, Qt::Key_Return);
    bar.setState(false, QStringLiteral("expected a label"), 3);
    QCOMPARE(bar.history(), (QStringList{"two", "one"}));
    QTest::keyClick(edit, Qt::Key_Up);
    QTest::keyClick(edit, Qt::Key_Up);
    QCOMPARE(bar.text(), QStringLiteral("one"));
    QTest::keyClick(edit, Qt::Key_Down);
    QTest::keyClick(edit, Qt::Key_Down);
    QCOMPARE(bar.text(), QStringLiteral("wrong"));
}

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
