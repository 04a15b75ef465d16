// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does on the pages Families and Overview, over a real gateway.
#include "tests/ui/fresh_home.h"
#include "tests/ui/living_gateway.h"
#include "ui/models/family_model.h"
#include "ui/models/family_series_model.h"
#include "ui/pages/reset_bar.h"
#include "ui/pages/selector_problem.h"
#include "ui/pages/table_columns.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/undo_bar.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace cairn::ui;
using cairn::ui_testing::LivingGateway;

namespace {

constexpr auto kShop = "# HELP sold_total What was sold.\n# TYPE sold_total counter\n"
                       "sold_total{shop=\"de\",till=\"2\"} 2\nsold_total{shop=\"fr\",till=\"1\"} 3\n"
                       "# TYPE a_depth gauge\na_depth 1\n# TYPE z_depth gauge\nz_depth 1\n"
                       "# TYPE took_seconds histogram\ntook_seconds_bucket{le=\"1\"} 3\n"
                       "took_seconds_bucket{le=\"+Inf\"} 4\ntook_seconds_sum 5\ntook_seconds_count 4\n";

} // namespace

class TestFamiliesDetail : public QObject {
    Q_OBJECT

private:
    MainWindow& window() { return m_room->window(); }
    template <typename Widget>
    Widget* find(const char* name)
    {
        return window().findChild<Widget*>(QString::fromLatin1(name));
    }
    QTableView& table() { return *find<QTableView>("families"); }
    QString title() { return find<QLabel>("familyTitle")->text(); }
    QString gone() { return find<QLabel>("familyGoneText")->text(); }
    QTabWidget& sides() { return *find<QTabWidget>("familySides"); }

    void start(const std::vector<std::string>& flags = {})
    {
        m_room.reset();
        m_gateway = std::make_unique<LivingGateway>(flags);
        openRoom();
        QCOMPARE(m_gateway->push("/job/shop", kShop), 202);
        QTRY_COMPARE(table().model()->rowCount(), 4);
    }
    void openRoom()
    {
        m_room = std::make_unique<ControlRoom>(&m_gateway->gateway(), QUrl());
        m_room->show();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        QTRY_VERIFY(m_room->session().connection().isKnown());
        window().openPage(QStringLiteral("families"));
    }
    void click(const QString& family)
    {
        for (int row = 0; row < table().model()->rowCount(); ++row) {
            const QModelIndex cell = table().model()->index(row, FamilyModel::NameColumn);
            if (cell.data().toString() == family)
                QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().visualRect(cell).center());
        }
        QTRY_COMPARE(title(), family);
        QTRY_VERIFY(sides().isVisible());
    }
    QTableView& openSeries(const QString& family, int rows)
    {
        click(family);
        auto* series = find<QTableView>("series");
        const auto isThere = [&] {
            return series->model()->rowCount() == rows && series->model()->columnCount() > FamilySeriesModel::TailCount;
        };
        if (!QTest::qWaitFor(isThere))
            qFatal("not the series that were pushed");
        return *series;
    }
    void resetByButton(const QString& text)
    {
        QCOMPARE(find<QPushButton>("familyReset")->text(), text);
        find<QPushButton>("familyReset")->click();
        QTRY_VERIFY(find<ResetBar>("resetBar")->isVisible());
        find<QPushButton>("resetAccept")->click();
        QTRY_VERIFY(find<UndoBar>("undoBar")->isVisible());
    }
    QAction* action(const QString& text)
    {
        const QList<QAction*> actions = window().currentPage()->pageActions();
        const auto at = std::find_if(actions.begin(), actions.end(), [&](QAction* one) { return one->text() == text; });
        return at == actions.end() ? nullptr : *at;
    }
    static QStringList columnOf(const QTableView& view, int column)
    {
        QStringList texts;
        for (int row = 0; row < view.model()->rowCount(); ++row)
            texts.append(view.model()->index(row, column).data().toString());
        return texts;
    }

    std::unique_ptr<LivingGateway> m_gateway;
    std::unique_ptr<ControlRoom> m_room;

private slots:
    void init() { cairn::ui_testing::freshHome(); }
    void cleanup()
    {
        m_room.reset();
        m_gateway.reset();
    }

    void the_detail_stays_on_a_family_that_was_reset()
    {
        start();
        click(QStringLiteral("sold_total"));
        resetByButton(QStringLiteral("Reset 2 series…"));
        QTRY_COMPARE(table().model()->rowCount(), 3);
        QTRY_VERIFY(gone().startsWith(QStringLiteral("sold_total was reset at ")));
        QVERIFY(gone().endsWith(QStringLiteral("nothing was pushed since.")));
        QCOMPARE(title(), QStringLiteral("sold_total"));
        QVERIFY(!sides().isVisible());
        QCOMPARE(find<QPushButton>("familyGoneUndo")->text(), QStringLiteral("Undo, 2 series return"));
        find<QPushButton>("familyGoneUndo")->click();
        QTRY_VERIFY(sides().isVisible());
        QVERIFY(!find<QWidget>("familyGone")->isVisible());
        QCOMPARE(title(), QStringLiteral("sold_total"));
        QCOMPARE(table().currentIndex().data(FamilyModel::NameRole).toString(), QStringLiteral("sold_total"));
        QTRY_COMPARE(find<QTableView>("series")->model()->rowCount(), 2);
        QTRY_VERIFY(!find<UndoBar>("undoBar")->isVisible()); // what it offered is done
    }

    void a_push_brings_a_family_that_was_reset_back_to_the_detail()
    {
        start();
        click(QStringLiteral("z_depth")); // the last one: the view would go on to the one above
        resetByButton(QStringLiteral("Reset 1 series…"));
        QTRY_VERIFY(gone().startsWith(QStringLiteral("z_depth was reset at ")));
        m_gateway->push("/job/shop", "a_depth 2\n"); // another one
        QTRY_COMPARE(table().model()->index(0, FamilyModel::ValueColumn).data().toString(), QStringLiteral("2"));
        QCOMPARE(title(), QStringLiteral("z_depth"));
        QVERIFY(!sides().isVisible());
        m_gateway->push("/job/shop", "z_depth 7\n");
        QTRY_VERIFY(sides().isVisible());
        QCOMPARE(title(), QStringLiteral("z_depth"));
    }

    void the_only_family_that_is_reset_is_still_told_of()
    {
        m_gateway = std::make_unique<LivingGateway>();
        openRoom();
        m_gateway->push("/job/shop", "lone 1\n");
        QTRY_COMPARE(table().model()->rowCount(), 1);
        click(QStringLiteral("lone"));
        resetByButton(QStringLiteral("Reset 1 series…"));
        QTRY_VERIFY(find<QPushButton>("familyGoneUndo")->isVisible());
    }

    void the_detail_stays_on_a_series_that_was_reset()
    {
        start();
        auto& series = openSeries(QStringLiteral("sold_total"), 2);
        series.setCurrentIndex(series.model()->index(1, 0)); // the last one
        resetByButton(QStringLiteral("Reset 1 series…"));
        QTRY_COMPARE(series.model()->rowCount(), 1);
        QTRY_VERIFY(gone().startsWith(QStringLiteral("{job=\"shop\",shop=\"fr\",till=\"1\"} was reset at ")));
        QVERIFY(sides().isVisible());
        QVERIFY(!series.selectionModel()->hasSelection());
        find<QPushButton>("familyGoneUndo")->click();
        QTRY_COMPARE(series.model()->rowCount(), 2);
        QTRY_VERIFY(!find<QWidget>("familyGone")->isVisible());
        QTRY_COMPARE(series.currentIndex().row(), 1);
        QVERIFY(series.selectionModel()->isRowSelected(1));
    }

    void a_family_that_is_filtered_out_stays_in_the_detail()
    {
        start();
        click(QStringLiteral("sold_total"));
        window().currentPage()->setFilter(QStringLiteral("depth"));
        QTRY_COMPARE(table().model()->rowCount(), 2);
        m_gateway->push("/job/shop", "sold_total{shop=\"it\",till=\"1\"} 3\n");
        QTRY_COMPARE(find<QPushButton>("familyReset")->text(), QStringLiteral("Reset 3 series…"));
        QCOMPARE(title(), QStringLiteral("sold_total"));
    }

    void each_label_sorts_by_itself()
    {
        start();
        auto& series = openSeries(QStringLiteral("sold_total"), 2);
        QCOMPARE(columnOf(series, 0), QStringList({"de", "fr"}));
        series.sortByColumn(1, Qt::AscendingOrder);
        QTRY_COMPARE(columnOf(series, 1), QStringList({"1", "2"}));
        QCOMPARE(columnOf(series, 0), QStringList({"fr", "de"}));
        series.sortByColumn(0, Qt::DescendingOrder);
        QTRY_COMPARE(columnOf(series, 0), QStringList({"fr", "de"}));
    }

    void the_value_comes_first_where_labels_take_all_the_room()
    {
        start();
        QByteArray text = "wide_total{";
        for (int label = 0; label < 40; ++label)
            text += "dimension_" + QByteArray::number(label) + "=\"" + QByteArray::number(label) + "\",";
        m_gateway->push("/job/shop", text + "} 1\nwide_total 2\n");
        QTRY_COMPARE(table().model()->rowCount(), 5);
        auto& wide = openSeries(QStringLiteral("wide_total"), 2);
        QTRY_COMPARE(wide.model()->columnCount(), 40 + FamilySeriesModel::TailCount);
        QCOMPARE(wide.horizontalHeader()->logicalIndex(0), 40 + FamilySeriesModel::ValueTail);
        QCOMPARE(wide.horizontalHeader()->visualIndex(0), 1);
        auto& narrow = openSeries(QStringLiteral("sold_total"), 2);
        QTRY_COMPARE(narrow.model()->columnCount(), 2 + FamilySeriesModel::TailCount);
        QCOMPARE(narrow.horizontalHeader()->visualIndex(0), 0);
    }

    void columns_are_as_they_were_left()
    {
        start();
        auto& series = openSeries(QStringLiteral("sold_total"), 2);
        QHeaderView* header = series.horizontalHeader();
        const int edge = header->sectionViewportPosition(0) + header->sectionSize(0) - 1;
        const int width = header->sectionSize(0) + 60;
        QTest::mousePress(header->viewport(), Qt::LeftButton, {}, {edge, 8});
        QTest::mouseMove(header->viewport(), {edge + 30, 8});
        QTest::mouseMove(header->viewport(), {edge + 60, 8});
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, {edge + 60, 8});
        QCOMPARE(header->sectionSize(0), width);
        QMenu menu;
        TableColumns::of(series)->addTo(menu);
        const auto actions = menu.actions();
        QCOMPARE(actions.first()->text(), QStringLiteral("till"));
        actions.first()->trigger();
        QVERIFY(series.isColumnHidden(1));
        m_room.reset();
        openRoom();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        auto& again = openSeries(QStringLiteral("sold_total"), 2);
        QCOMPARE(again.horizontalHeader()->sectionSize(0), width);
        QVERIFY(again.isColumnHidden(1));
        QVERIFY(!again.isColumnHidden(0) && !again.isColumnHidden(2));
    }

    void only_histograms_have_a_distribution_and_the_side_comes_back_with_them()
    {
        start();
        click(QStringLiteral("took_seconds"));
        sides().setCurrentIndex(2);
        click(QStringLiteral("sold_total"));
        QVERIFY(!sides().isTabEnabled(2));
        QCOMPARE(sides().tabToolTip(2), QStringLiteral("Only histograms have a distribution; this is a counter."));
        QCOMPARE(sides().currentIndex(), 0);
        click(QStringLiteral("took_seconds"));
        QCOMPARE(sides().currentIndex(), 2);
    }

    void why_without_a_rule_leads_to_one()
    {
        start();
        click(QStringLiteral("sold_total"));
        sides().setCurrentIndex(3);
        auto* make = find<QPushButton>("whyMakeRule");
        QTRY_VERIFY(make->isVisible());
        make->click();
        QCOMPARE(window().currentPage()->info().id, QStringLiteral("rules"));
        QTRY_COMPARE(find<QLineEdit>("rule_match")->text(), QStringLiteral("sold_total"));
        QVERIFY(!window().currentPage()->unsavedWork().isEmpty());
    }

    void a_wrong_selector_is_told_in_words_about_it()
    {
        start();
        auto* edit = find<QLineEdit>("filterText");
        const int width = edit->width();
        QSignalSpy told(window().currentPage(), &Page::filterStateChanged);
        edit->setFocus();
        QGuiApplication::clipboard()->setText(QStringLiteral("{shop=\"\u00f6\" x")); // a byte more than characters
        edit->paste();
        const auto isWrong = [&] { return !told.isEmpty() && !told.last().first().value<FilterState>().isValid; };
        QTRY_VERIFY(isWrong());
        const auto state = told.last().first().value<FilterState>();
        QCOMPARE(state.column, 11);
        QVERIFY2(state.message.startsWith(QStringLiteral("At character 11: found ")), qPrintable(state.message));
        QVERIFY(!state.message.contains(QStringLiteral("match[]")));
        QCOMPARE(edit->width(), width);
        edit->clear();
        QTest::keyClicks(edit, QStringLiteral("{shop="));
        QTRY_VERIFY(told.last().first().value<FilterState>().message.startsWith(QStringLiteral("At its end: ")));
        QCOMPARE(edit->width(), width);
    }

    void filters_that_were_used_come_back_by_keys()
    {
        start();
        auto* edit = find<QLineEdit>("filterText");
        edit->setFocus();
        for (const char* filter : {"{shop=\"de\"}", "depth"}) {
            edit->selectAll();
            QTest::keyClicks(edit, QString::fromLatin1(filter));
            QTest::keyClick(edit, Qt::Key_Return); // before the gateway has answered
            QTRY_VERIFY(find<FilterBar>("filterBar")->history().contains(QString::fromLatin1(filter)));
        }
        edit->clear();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        QTest::keyClick(edit, Qt::Key_Up);
        QTest::keyClick(edit, Qt::Key_Up);
        QCOMPARE(edit->text(), QStringLiteral("{shop=\"de\"}"));
        QTRY_COMPARE(table().model()->rowCount(), 1);
        QTest::keyClick(edit, Qt::Key_Down);
        QTRY_COMPARE(table().model()->rowCount(), 2);
    }

    void what_is_scraped_shows_behind_a_prefix_too()
    {
        start({"--web.route-prefix=/deep/cairn"});
        QVERIFY(m_gateway->gateway().url().path().startsWith(QStringLiteral("/deep/cairn")));
        click(QStringLiteral("sold_total"));
        sides().setCurrentIndex(4);
        auto* text = find<CodeEditor>("scraped");
        QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("sold_total{")));
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("# TYPE sold_total counter")));
    }

    void lists_of_the_overview_have_the_menu_of_tables_by_mouse_and_by_keys()
    {
        start();
        window().openPage(QStringLiteral("overview"));
        auto* biggest = find<QTableView>("biggest");
        QTRY_COMPARE(biggest->model()->rowCount(), 4);
        QCOMPARE(biggest->model()->index(0, 0).data().toString(), QStringLiteral("sold_total"));
        biggest->setFocus();
        biggest->setCurrentIndex(biggest->model()->index(0, 0));
        action(QStringLiteral("Copy as PromQL"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("sold_total"));
        action(QStringLiteral("Copy as CSV"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Family,Series\nsold_total,2\n"));
        action(QStringLiteral("Copy as exposition lines"))->trigger();
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("# TYPE sold_total counter")));
        QVERIFY(!action(QStringLiteral("Export…"))->isVisible());
        auto* busiest = find<QTableView>("busiest");
        QTRY_COMPARE(busiest->model()->rowCount(), 1);
        busiest->setFocus();
        busiest->setCurrentIndex(busiest->model()->index(0, 0));
        action(QStringLiteral("Copy as PromQL"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("{job=\"shop\"}"));
        QTest::keyClick(busiest, Qt::Key_Return);
        QCOMPARE(window().currentPage()->info().id, QStringLiteral("families"));
        QCOMPARE(find<QLineEdit>("filterText")->text(), QStringLiteral("{job=\"shop\"}"));
        window().openPage(QStringLiteral("overview"));
        emit biggest->customContextMenuRequested({5, 5});
        auto* menu = find<QMenu>("tableMenu");
        QVERIFY(menu != nullptr);
        QCOMPARE(menu->actions().first()->text(), QStringLiteral("Open in Families"));
        menu->close();
    }
};

QTEST_MAIN(TestFamiliesDetail)
#include "tst_families_detail.moc"
