// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "tests/ui/fresh_home.h"
#include "ui/window/command_palette.h"
#include "ui/window/session.h"

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>

using namespace cairn::ui;

Q_DECLARE_METATYPE(std::optional<cairn::ui::Fit>)

namespace {

PaletteEntry command(const QString& name)
{
    return {QStringLiteral("command/") + name, name, {}, true, {}};
}

PaletteEntry family(const QString& name)
{
    return {QStringLiteral("family/") + name, name, QStringLiteral("family"), false, {}};
}

QStringList names(const QList<PaletteEntry>& entries)
{
    QStringList all;
    for (const PaletteEntry& entry : entries)
        all.append(entry.name);
    return all;
}

} // namespace

class TestPalette : public QObject {
    Q_OBJECT

    QStringList m_done;
    QList<QAction*> actions()
    {
        QList<QAction*> all;
        for (const char* name : {"&Families", "&Pushes", "Pause", "Undo reset", "Reset layout"}) {
            auto* action = new QAction(QString::fromLatin1(name), this);
            action->setObjectName(QString::fromLatin1(name));
            connect(action, &QAction::triggered, this, [this, action] { m_done.append(action->text()); });
            all.append(action);
        }
        return all;
    }

private slots:
    void init() { cairn::ui_testing::freshHome(); }
    void cleanup()
    {
        qDeleteAll(findChildren<QAction*>());
        m_done.clear();
    }

    void fits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        QTest::addColumn<std::optional<Fit>>("fit");
        const auto row = [](const char* title, const char* typed, const char* name, std::optional<Fit> fit) {
            QTest::newRow(title) << QString::fromUtf8(typed) << QString::fromUtf8(name) << fit;
        };
        row("nothing typed", " ", "Anything", Fit::Begin);
        row("the begin, whatever its case", "re", "Reset layout", Fit::Begin);
        row("a later word", "lay", "Reset layout", Fit::WordBegin);
        row("words of it in order", "re la", "Reset the layout", Fit::WordBegin);
        row("words out of order", "la re", "Reset layout", {});
        row("a part of a metric's name", "dur", "http_request_duration_seconds", Fit::WordBegin);
        row("several parts", "http dur", "http_request_duration_seconds", Fit::WordBegin);
        row("parts with their underscore", "request_dur", "http_request_duration_seconds", Fit::WordBegin);
        row("a value in a path", "api", "/job/api", Fit::WordBegin);
        row("within a word", "set", "Reset layout", Fit::Inside);
        row("letters in order", "opr", "Open rules", Fit::Scattered);
        row("letters out of order", "ro", "Open", {});
    }
    void fits()
    {
        QFETCH(QString, typed);
        QFETCH(QString, name);
        QTEST(fitOf(typed, name), "fit");
    }

    void better_answers_come_first()
    {
        const QList<PaletteEntry> all{command("Undo reset"), command("Larger text"), command("Reset layout"),
            family("resets_total"), family("db_resets_total"), family("presets")};
        QCOMPARE(names(ranked("reset", all, {})),
            (QStringList{"Reset layout", "resets_total", "Undo reset", "db_resets_total", "presets"}));
    }

    void among_equals_the_latest_comes_first_and_commands_before_families()
    {
        const QList<PaletteEntry> all{command("Refresh"), command("Reset layout"), command("Retry now"),
            family("reads_total"), family("rejects")};
        QCOMPARE(names(ranked("re", all, {"family/rejects", "command/Retry now", "command/Reset layout"})),
            (QStringList{"Retry now", "Reset layout", "Refresh", "rejects", "reads_total"}));
        QCOMPARE(names(ranked("", all, {"command/Retry now"})).first(), QStringLiteral("Retry now"));
    }

    void it_is_used_by_keys_alone_and_remembers()
    {
        Session session;
        QWidget window;
        CommandPalette palette(session, &window);
        auto* list = palette.findChild<QListWidget*>(QStringLiteral("paletteList"));
        auto* edit = palette.findChild<QLineEdit*>(QStringLiteral("paletteFilter"));
        const QList<QAction*> all = actions();
        palette.openWith(all);
        QCOMPARE(list->count(), 5);
        QTest::keyClick(edit, Qt::Key_Up); // round to the last
        QCOMPARE(list->currentItem()->text(), QStringLiteral("Reset layout"));
        QTest::keyClick(edit, Qt::Key_PageUp);
        QCOMPARE(list->currentRow(), 0);
        QTest::keyClicks(edit, QStringLiteral("reset"));
        QCOMPARE(list->currentItem()->text(), QStringLiteral("Reset layout"));
        QTest::keyClick(edit, Qt::Key_Down);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(m_done, QStringList{QStringLiteral("Undo reset")});
        QVERIFY(!palette.isVisible());
        palette.openWith(all);
        QCOMPARE(list->item(0)->text(), QStringLiteral("Undo reset")); // chosen last
        QTest::keyClicks(edit, QStringLiteral("p"));
        QCOMPARE(list->item(0)->text(), QStringLiteral("Pushes"));
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
    }

    void a_late_answer_does_not_take_the_choice_away()
    {
        CannedGateway gateway;
        gateway.hold("GET /api/v2/families");
        gateway.set("GET /api/v2/groups", R"({"groups":[]})");
        Session session;
        session.client().setTarget({gateway.url(), {}});
        QWidget window;
        CommandPalette palette(session, &window);
        auto* list = palette.findChild<QListWidget*>(QStringLiteral("paletteList"));
        auto* edit = palette.findChild<QLineEdit*>(QStringLiteral("paletteFilter"));
        palette.openWith(actions());
        QTest::keyClicks(edit, QStringLiteral("res"));
        QCOMPARE(list->count(), 2);
        QTest::keyClick(edit, Qt::Key_Down);
        QCOMPARE(list->currentItem()->text(), QStringLiteral("Undo reset"));
        QTRY_COMPARE(gateway.held("GET /api/v2/families"), 1);
        gateway.release("GET /api/v2/families", R"({"families":[{"name":"res_total"},{"name":"a_res"}]})");
        QTRY_COMPARE(list->count(), 4);
        QCOMPARE(list->item(1)->text(), QStringLiteral("res_total")); // better than the one that was chosen
        QCOMPARE(list->currentItem()->text(), QStringLiteral("Undo reset"));
    }
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
