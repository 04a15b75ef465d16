// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the window: copies, files, and resets that are shown before they are done. Over a real gateway.
#include "tests/ui/fresh_home.h"
#include "tests/ui/living_gateway.h"
#include "ui/models/family_series_model.h"
#include "ui/pages/export_plan.h"
#include "ui/pages/families/families_page.h"
#include "ui/pages/file_choice.h"
#include "ui/pages/pushes/pushes_page.h"
#include "ui/pages/reset_bar.h"
#include "ui/pages/table_actions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/undo_bar.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn::ui;
using cairn::ui_testing::LivingGateway;

class TestTableActions : public QObject {
    Q_OBJECT

private:
    MainWindow& window() { return m_room->window(); }
    template <typename Widget>
    Widget* find(const char* name)
    {
        return window().findChild<Widget*>(QString::fromLatin1(name));
    }
    QAction* action(const QString& text)
    {
        const QList<QAction*> actions = window().currentPage()->pageActions();
        for (QAction* one : actions)
            if (one->text() == text)
                return one;
        qFatal("no action %s", qPrintable(text));
    }
    QTableView* openFamilies(int rows)
    {
        window().openPage(QStringLiteral("families"));
        auto* table = find<QTableView>("families");
        if (!QTest::qWaitFor([&] { return table->model()->rowCount() == rows; }))
            qFatal("not the families that were pushed");
        return table;
    }
    QTableView* openSeries(const QString& family, int rows)
    {
        window().openPage(QStringLiteral("families"), family);
        auto* table = find<QTableView>("series");
        const auto isThere = [&] {
            return table->model()->rowCount() == rows && table->model()->columnCount() > FamilySeriesModel::TailCount;
        };
        if (!QTest::qWaitFor(isThere))
            qFatal("not the series that were pushed");
        return table;
    }
    /// Whatever keys were held last: they would add to what is selected.
    static void select(QTableView& table, int row)
    {
        table.selectionModel()->setCurrentIndex(
            table.model()->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    QString copied(const QString& text)
    {
        QGuiApplication::clipboard()->clear();
        action(text)->trigger();
        if (!QTest::qWaitFor([] { return !QGuiApplication::clipboard()->text().isEmpty(); }))
            qFatal("nothing was copied by %s", qPrintable(text));
        return QGuiApplication::clipboard()->text();
    }
    QByteArray exported(QTableView& table, const QString& name)
    {
        const QString path = m_folder.filePath(name);
        setFileChooser([path](QWidget*, const QString&, const QString&, const QString&, const FileChosen& chosen) {
            chosen(path);
        });
        table.setFocus();
        action(QStringLiteral("Export…"))->trigger();
        QFile file(path);
        if (!QTest::qWaitFor([&] { return file.exists(); }) || !file.open(QIODevice::ReadOnly))
            qFatal("nothing was exported: %s", qPrintable(find<NoticeBar>("noticeBar")->text()));
        return file.readAll();
    }
    QByteArray manySeries(int count)
    {
        QByteArray text = "# TYPE load gauge\n";
        for (int i = 0; i < count; ++i)
            text += "load{host=\"h" + QByteArray::number(10000 + i) + "\"} " + QByteArray::number(i) + '\n';
        return text;
    }

    std::unique_ptr<LivingGateway> m_gateway;
    std::unique_ptr<ControlRoom> m_room;
    QTemporaryDir m_folder;

private slots:
    void init()
    {
        ui_testing_home();
        m_gateway = std::make_unique<LivingGateway>();
        m_room = std::make_unique<ControlRoom>(&m_gateway->gateway(), QUrl());
        m_room->show();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        QTRY_VERIFY(m_room->session().connection().isKnown());
    }
    void cleanup()
    {
        m_room.reset();
        m_gateway.reset();
    }

    void families_are_copied_as_what_is_scraped_of_them()
    {
        m_gateway->push("/job/a", "# TYPE sold_total counter\nsold_total{shop=\"de\"} 2\nstock 7\nother 1\n");
        auto* table = openFamilies(3);
        table->selectionModel()->select(QItemSelection(table->model()->index(1, 0), table->model()->index(2, 0)),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        const QString lines = copied(QStringLiteral("Copy as exposition lines"));
        QVERIFY(lines.contains("sold_total{job=\"a\",shop=\"de\"} 2\n"));
        QVERIFY(lines.contains("stock{job=\"a\"} 7\n"));
        QVERIFY(!lines.contains("other"));
        QCOMPARE(copied(QStringLiteral("Copy as PromQL")), QStringLiteral("sold_total or stock"));
        QVERIFY(copied(QStringLiteral("Copy as CSV")).startsWith(QStringLiteral("Name,Type,Mode,Series,Value")));
        QVERIFY(copied(QStringLiteral("Copy as Markdown")).contains(QStringLiteral("| --: |")));
        const QJsonArray array = QJsonDocument::fromJson(copied(QStringLiteral("Copy as JSON")).toUtf8()).array();
        QCOMPARE(array.size(), 2);
        QCOMPARE(array[0][QStringLiteral("name")].toString(), QStringLiteral("sold_total"));
    }

    void a_series_is_copied_as_a_line_that_can_be_pushed_again()
    {
        m_gateway->push("/job/a", "load{host=\"a\\\"b\"} 0.1\nload{host=\"c\"} 3\n");
        auto* series = openSeries(QStringLiteral("load"), 2);
        series->setFocus();
        select(*series, 0);
        QTest::keyClick(series, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("load{host=\"a\\\"b\",job=\"a\"} 0.1\n"));
        QTest::keyClick(series, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("load{host=\"a\\\"b\",job=\"a\"}"));
    }

    void a_series_is_filtered_by_a_value_of_a_cell()
    {
        m_gateway->push("/job/a", manySeries(5));
        auto* series = openSeries(QStringLiteral("load"), 5);
        series->setFocus();
        series->setCurrentIndex(series->model()->index(3, 0));
        action(QStringLiteral("Filter by this value"))->trigger();
        QCOMPARE(find<QLineEdit>("seriesFilter")->text(), QStringLiteral("{host=\"h10003\"}"));
        QTRY_COMPARE(series->model()->rowCount(), 1);
    }

    void series_beyond_the_first_page_come_when_they_are_scrolled_to()
    {
        QCOMPARE(m_gateway->push("/job/a", manySeries(3000)), 202);
        auto* series = openSeries(QStringLiteral("load"), 3000);
        QCOMPARE(series->model()->index(0, 0).data().toString(), QStringLiteral("h10000"));
        QCOMPARE(series->model()->index(2999, 0).data().toString(), QStringLiteral("…"));
        series->verticalScrollBar()->setValue(series->verticalScrollBar()->maximum());
        QTRY_COMPARE(series->model()->index(2999, 0).data().toString(), QStringLiteral("h12999"));
        series->sortByColumn(1, Qt::DescendingOrder);
        QTRY_COMPARE(series->model()->index(0, 0).data().toString(), QStringLiteral("h12999"));
        find<QLineEdit>("seriesFilter")->setText(QStringLiteral("h1200"));
        QTRY_COMPARE(series->model()->rowCount(), 10);
    }

    void all_rows_are_exported_not_only_those_that_are_fetched()
    {
        QCOMPARE(m_gateway->push("/job/a", manySeries(2500)), 202);
        auto* series = openSeries(QStringLiteral("load"), 2500);
        const QByteArray csv = exported(*series, QStringLiteral("load.csv"));
        QCOMPARE(csv.count('\n'), 2501);
        QVERIFY(csv.startsWith("job,host,value,"));
        QVERIFY(csv.contains("\na,h12499,2499,"));
        const QJsonArray rows = QJsonDocument::fromJson(exported(*series, QStringLiteral("load.json"))).array();
        QCOMPARE(rows.size(), 2500);
        const QByteArray lines = exported(*series, QStringLiteral("load.prom"));
        QVERIFY(lines.startsWith("# TYPE load gauge\n"));
        QCOMPARE(lines.count("load{"), 2500);
    }

    void families_that_letters_find_are_exported_as_they_are_scraped()
    {
        m_gateway->push("/job/a", "sold_total 2\nsold_late_total 3\nother 1\n");
        auto* table = openFamilies(3);
        window().currentPage()->setFilter(QStringLiteral("sold"));
        QTRY_COMPARE(table->model()->rowCount(), 2);
        const QByteArray lines = exported(*table, QStringLiteral("sold.prom"));
        QVERIFY(lines.contains("sold_total{job=\"a\"} 2\n") && lines.contains("sold_late_total{job=\"a\"} 3\n"));
        QVERIFY(!lines.contains("other"));
        QCOMPARE(exported(*table, QStringLiteral("sold.csv")).count('\n'), 3);
    }

    void an_export_that_fails_says_so_and_leaves_nothing()
    {
        m_gateway->push("/job/a", "sold_total 2\n");
        auto* table = openFamilies(1);
        const QString path = m_folder.filePath(QStringLiteral("nowhere/sold.csv"));
        setFileChooser([path](QWidget*, const QString&, const QString&, const QString&, const FileChosen& chosen) {
            chosen(path);
        });
        table->setFocus();
        action(QStringLiteral("Export…"))->trigger();
        auto* notice = find<NoticeBar>("noticeBar");
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(notice->isTrouble() && notice->text().startsWith(QStringLiteral("Not exported: ")));
        QVERIFY(!QFile::exists(path));
    }

    void a_reset_is_shown_before_it_is_done_and_can_be_undone()
    {
        m_gateway->push("/job/a", "# TYPE sold_total counter\nsold_total{shop=\"de\"} 2\nsold_total{shop=\"fr\"} 3\n");
        auto* table = openFamilies(1);
        table->setFocus();
        QTRY_VERIFY(table->hasFocus());
        select(*table, 0);
        QTest::keyClick(table, Qt::Key_Delete);
        auto* bar = find<ResetBar>("resetBar");
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(bar->text(), QStringLiteral("Would reset 2 series: sold_total"));
        QCOMPARE(table->model()->rowCount(), 1);
        QTest::keyClick(&window(), Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_VERIFY(bar->isVisible());
        window().openPage(QStringLiteral("overview")); // it was proposed of what is no longer seen
        QVERIFY(!bar->isVisible());
        window().openPage(QStringLiteral("families"));
        QVERIFY(!bar->isVisible());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(find<QPushButton>("resetAccept")->text(), QStringLiteral("Reset 2 series"));
        QTest::keyClick(find<QPushButton>("resetAccept"), Qt::Key_Return);
        QTRY_VERIFY(find<UndoBar>("undoBar")->isVisible());
        QTRY_COMPARE(table->model()->rowCount(), 0);
        find<QPushButton>("undoBarUndo")->click();
        QTRY_COMPARE(table->model()->rowCount(), 1);
    }

    void only_the_series_that_are_selected_are_reset()
    {
        m_gateway->push("/job/a", "load 1\nload{host=\"a\"} 2\nload{host=\"b\"} 3\n");
        auto* series = openSeries(QStringLiteral("load"), 3);
        series->setFocus();
        select(*series, 0); // its labels are a part of those of the others
        QTest::keyClick(series, Qt::Key_Delete);
        auto* bar = find<ResetBar>("resetBar");
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(bar->text(), QStringLiteral("Would reset 1 series: load"));
        find<QPushButton>("resetAccept")->click();
        QTRY_COMPARE(series->model()->rowCount(), 2);
    }

    void a_push_is_copied_as_curl_and_as_what_deletes_its_group()
    {
        window().openPage(QStringLiteral("pushes"));
        QSignalSpy answers(window().currentPage(), &Page::filterStateChanged);
        QTRY_VERIFY(!answers.isEmpty()); // from here on bodies are kept
        m_gateway->push("/job/a/instance/x%2Fy", "sold_total 2\n");
        auto* table = find<QTableView>("pushesTable");
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->setFocus();
        select(*table, 0);
        QVERIFY(copied(QStringLiteral("Copy as curl"))
                    .contains(QStringLiteral("/metrics/job/a/instance/x%2Fy <<'EOF'\nsold_total 2\nEOF")));
        QCOMPARE(copied(QStringLiteral("Copy as exposition lines")), QStringLiteral("sold_total 2\n"));
        QVERIFY(copied(QStringLiteral("Copy curl that deletes the group"))
                    .endsWith(QStringLiteral("/metrics/job/a/instance/x%2Fy'\n")));
        QCOMPARE(copied(QStringLiteral("Copy as PromQL")), QStringLiteral("{instance=\"x/y\",job=\"a\"}"));
        QCOMPARE(exported(*table, QStringLiteral("pushes.csv")).count('\n'), 2);
    }

    void a_text_that_is_pasted_or_a_file_that_is_dropped_opens_the_editor()
    {
        window().openPage(QStringLiteral("families"));
        QGuiApplication::clipboard()->setText(QStringLiteral("pasted 1\n"));
        action(QStringLiteral("Try what is in the clipboard"))->trigger();
        QCOMPARE(window().currentPage()->info().id, QStringLiteral("try"));
        QCOMPARE(find<CodeEditor>("tryEditor")->toPlainText(), QStringLiteral("pasted 1\n"));

        QFile file(m_folder.filePath(QStringLiteral("dropped.prom")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("dropped 1\n");
        file.close();
        window().openPage(QStringLiteral("pushes"));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window().currentPage(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window().currentPage(), &drop);
        QCOMPARE(find<CodeEditor>("tryEditor")->toPlainText(), QStringLiteral("dropped 1\n"));
    }

    void the_menu_at_the_pointer_copies_filters_and_exports()
    {
        m_gateway->push("/job/a", "sold_total 2\n");
        auto* table = openFamilies(1);
        select(*table, 0);
        emit table->customContextMenuRequested({5, 5});
        auto* menu = window().findChild<QMenu*>(QStringLiteral("tableMenu"));
        QVERIFY(menu != nullptr);
        QStringList texts;
        for (const QAction* one : menu->actions())
            texts.append(one->text());
        QVERIFY(texts.contains(QStringLiteral("Copy as")) && texts.contains(QStringLiteral("Filter by this value")));
        QVERIFY(texts.contains(QStringLiteral("Export…")) && texts.contains(QStringLiteral("Reset what is selected…")));
        menu->close();
    }

private:
    static void ui_testing_home() { cairn::ui_testing::freshHome(); }
};

QTEST_MAIN(TestTableActions)
#include "tst_table_actions.moc"
