// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window, switched from light to dark while it shows something: nothing keeps a colour of before.
#include "fresh_home.h"
#include "living_gateway.h"
#include "theme_tones.h"
#include "ui/pages/first_steps.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/filter_bar.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"

#include <QDebug>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace cairn::ui;
using cairn::ui_testing::LivingGateway;

class TestThemeSwitch : public QObject {
    Q_OBJECT

private:
    template <typename Widget>
    Widget* find(const char* name) const
    {
        return m_room->window().findChild<Widget*>(QString::fromLatin1(name));
    }
    /// How many pixels are still of a tone of light after the switch, and where the first one is.
    int leftOfLight()
    {
        auto& window = m_room->window();
        Theme::instance().setScheme(Theme::Scheme::Light);
        const QSet<QRgb> tones = cairn::ui_testing::themeTones();
        const int before = cairn::ui_testing::pixelsOf(window, tones);
        Theme::instance().setScheme(Theme::Scheme::Dark);
        QPoint where;
        const int left = cairn::ui_testing::pixelsOf(window, tones, &where);
        if (left > 0)
            qWarning() << "from" << where << "on, at" << window.childAt(where)
                       << window.grab().toImage().pixelColor(where);
        return before < 1000 ? -1 : left;
    }

    std::unique_ptr<LivingGateway> m_gateway;
    std::unique_ptr<ControlRoom> m_room;

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("cairn-test"));
        QCoreApplication::setApplicationName(QStringLiteral("cairn-test-theme"));
        cairn::ui_testing::freshHome();
        m_gateway = std::make_unique<LivingGateway>();
        m_room = std::make_unique<ControlRoom>(&m_gateway->gateway(), QUrl());
        Theme::instance().setReducedMotion(true); // a tone that fades is no tone that stays
        m_room->show();
        m_room->window().resize(1280, 800);
        m_room->window().openPage(QStringLiteral("pushes"));
        QTRY_VERIFY(find<QTableView>("pushesTable") != nullptr
            && m_room->window().currentPage()->findChild<FirstSteps*>()->isVisible());
        QCOMPARE(m_gateway->push("/job/a", "# TYPE sold_total counter\nsold_total{shop=\"de\"} 2\nload 1\n"), 202);
        QCOMPARE(m_gateway->push("/job/a", "sold_total{shop=de} 2\n"), 400);
        QTRY_COMPARE(find<QTableView>("pushesTable")->model()->rowCount(), 2);
    }
    void cleanupTestCase()
    {
        m_room.reset();
        m_gateway.reset();
        Theme::instance().setScheme(Theme::Scheme::System);
    }

    void nothing_keeps_a_colour_of_light_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("row"); // of the pushes' table
        for (const char* page : {"overview", "families", "try", "rules", "resets", "connections"})
            QTest::newRow(page) << QString::fromLatin1(page) << -1;
        QTest::newRow("a refused push") << QStringLiteral("pushes") << 0;
        QTest::newRow("a report") << QStringLiteral("pushes") << 1;
    }
    void nothing_keeps_a_colour_of_light()
    {
        QFETCH(QString, page);
        QFETCH(int, row);
        Theme::instance().setScheme(Theme::Scheme::Light);
        m_room->window().openPage(page);
        if (row >= 0)
            find<QTableView>("pushesTable")->selectRow(row);
        QTest::qWait(600); // until all of it has come
        QCOMPARE(leftOfLight(), 0);
    }

    void nor_do_complaints_and_what_is_not_seen_at_the_switch()
    {
        auto& window = m_room->window();
        Theme::instance().setScheme(Theme::Scheme::Light);
        window.openPage(QStringLiteral("try"), QStringLiteral("load{x=1} 2\n"));
        window.openPage(QStringLiteral("rules"));
        auto* editor = find<QPlainTextEdit>("rulesEditor");
        QVERIFY(editor != nullptr);
        editor->setPlainText(QStringLiteral("rules:\n  - name: a\n    match: '{'\n    mode: sideways\n"));
        window.openPage(QStringLiteral("families"));
        window.findChild<FilterBar*>()->setText(QStringLiteral("{job=\"a\"}"));
        QTest::qWait(600);
        QCOMPARE(leftOfLight(), 0);
        Theme::instance().setScheme(Theme::Scheme::Light);
        const QSet<QRgb> tones = cairn::ui_testing::themeTones();
        for (const char* page : {"rules", "try", "families"}) {
            Theme::instance().setScheme(Theme::Scheme::Light);
            window.openPage(QString::fromLatin1(page));
            QTest::qWait(600);
            window.openPage(QStringLiteral("overview"));
            Theme::instance().setScheme(Theme::Scheme::Dark);
            window.openPage(QString::fromLatin1(page));
            QTest::qWait(100);
            QVERIFY2(cairn::ui_testing::pixelsOf(window, tones) == 0, page);
        }
        window.findChild<FilterBar*>()->setText({});
    }
};

QTEST_MAIN(TestThemeSwitch)
#include "tst_theme_switch.moc"
