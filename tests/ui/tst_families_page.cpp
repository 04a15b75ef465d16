// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"
#include "tests/ui/fresh_home.h"
#include "ui/pages/families/families_page.h"
#include "ui/theme/theme.h"
#include "ui/window/session.h"

#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QUrlQuery>

using namespace cairn::ui;

namespace {

constexpr int kFamilies = 100'000;

QString nameOf(int number)
{
    return QStringLiteral("f%1_total").arg(number, 6, 10, QLatin1Char('0'));
}

/// A page of a hundred thousand families; `newer` more begin the list.
QByteArray pageOf(const CannedRequest& request, int newer)
{
    const QUrlQuery query(QString::fromLatin1(request.path.mid(request.path.indexOf('?') + 1)));
    const int offset = query.queryItemValue(QStringLiteral("offset")).toInt();
    const int limit = query.queryItemValue(QStringLiteral("limit")).toInt();
    QByteArrayList rows;
    for (int row = offset; row < qMin(offset + limit, kFamilies + newer); ++row) {
        const QString name = row < newer ? QStringLiteral("a%1").arg(row) : nameOf(row - newer);
        rows.append(R"({"name":")" + name.toLatin1()
            + R"(","type":"counter","mode":"aggregate","reason":"profile","series":1,"groups":1,"value":1})");
    }
    return R"({"total":)" + QByteArray::number(kFamilies + newer) + R"(,"offset":)" + QByteArray::number(offset)
        + R"(,"families":[)" + rows.join(',') + "]}";
}

struct Fixture {
    CannedGateway gateway;
    int newer = 0;
    Session session;
    FamiliesPage page{session};
    QTableView* table = page.findChild<QTableView*>(QStringLiteral("families"));
    const FamilyModel& model = *qobject_cast<FamilyModel*>(table->model());
    QLabel* title = page.findChild<QLabel*>(QStringLiteral("familyTitle"));

    Fixture()
    {
        gateway.setEach("GET /api/v2/families", [this](const CannedRequest& asked) { return pageOf(asked, newer); });
        session.client().setTarget({gateway.url(), {}});
        page.resize(1200, 700);
        page.show();
        page.activate();
    }
    [[nodiscard]] bool shows(int row) const { return model.at(row) != nullptr; }
    void scrollTo(int row) { table->scrollTo(model.index(row, 0), QAbstractItemView::PositionAtCenter); }
    [[nodiscard]] QString currentName() const { return table->currentIndex().data(FamilyModel::NameRole).toString(); }
};

} // namespace

class TestFamiliesPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::instance().start(); }
    void init() { cairn::ui_testing::freshHome(); }

    void every_family_can_be_scrolled_to()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), kFamilies);
        f.scrollTo(54'321);
        QTRY_VERIFY(f.shows(54'321));
        QCOMPARE(f.model.at(54'321)->name, nameOf(54'321));
        f.table->scrollToBottom();
        QTRY_VERIFY(f.shows(kFamilies - 1));
    }

    void holds_no_more_however_far_one_scrolls()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), kFamilies);
        for (int row = 0; row < kFamilies; row += 2'500) {
            f.scrollTo(row);
            QTRY_VERIFY(f.shows(row));
            QVERIFY(f.model.held() <= FamilyModel::kMostHeld);
        }
        QVERIFY(!f.shows(50'000));
    }

    void asks_only_for_what_is_seen()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), kFamilies);
        f.scrollTo(40'000);
        QTRY_VERIFY(f.shows(40'000));
        const QUrlQuery query(QString::fromLatin1(f.gateway.last("GET /api/v2/families").path).section(u'?', 1));
        QVERIFY(query.queryItemValue(QStringLiteral("offset")).toInt() > 39'900);
        QVERIFY(query.queryItemValue(QStringLiteral("limit")).toInt() <= 100);
    }

    void what_is_selected_stays_so_while_it_is_out_of_sight()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), kFamilies);
        f.table->selectRow(3);
        for (int row = 0; row < 60'000; row += 2'000) {
            f.scrollTo(row);
            QTRY_VERIFY(f.shows(row));
        }
        QCOMPARE(f.title->text(), nameOf(3));
        f.newer = 5; // and it is another row by now
        f.table->scrollToTop();
        f.page.refresh();
        QTRY_COMPARE(f.table->currentIndex().row(), 8);
        QCOMPARE(f.currentName(), nameOf(3));
        QVERIFY(f.table->selectionModel()->isRowSelected(8, {}));
        QVERIFY(!f.table->selectionModel()->isRowSelected(3, {}));
    }

    void a_row_reached_by_a_key_is_shown_once_it_is_there()
    {
        Fixture f;
        QTRY_COMPARE(f.model.rowCount(), kFamilies);
        f.table->selectRow(0);
        QTest::keyClick(f.table, Qt::Key_End, Qt::ControlModifier);
        QTRY_COMPARE(f.title->text(), nameOf(kFamilies - 1));
    }
};

QTEST_MAIN(TestFamiliesPage)
#include "tst_families_page.moc"
