// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever has no mouse, or no eyes for it, gets everywhere and is told where that is.
#include "tests/ui/fresh_home.h"
#include "tests/ui/living_gateway.h"
#include "ui/theme/theme.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cairn::ui;
using cairn::ui_testing::LivingGateway;

namespace {

double luminance(const QColor& color)
{
    const auto linear
        = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [less, more] = std::minmax({luminance(one), luminance(other)});
    return (more + 0.05) / (less + 0.05);
}

} // namespace

class TestAccess : public QObject {
    Q_OBJECT

private:
    static QString pathOf(const QWidget* widget)
    {
        QStringList names;
        for (const QWidget* one = widget; one != nullptr; one = one->parentWidget())
            names.prepend(QString::fromLatin1(one->metaObject()->className()) + u'#' + one->objectName());
        return names.join(QStringLiteral(" > "));
    }
    static bool isInside(const QWidget* widget) // a part of a bigger one, which speaks for it
    {
        const QString name = widget->objectName();
        return name.startsWith(QStringLiteral("qt_")) || qobject_cast<const QAbstractButton*>(widget->parentWidget())
            || widget->parentWidget()->inherits("QAbstractScrollArea") || widget->parentWidget()->inherits("QComboBox")
            || widget->parentWidget()->inherits("QAbstractSpinBox") || widget->parentWidget()->inherits("QTabBar")
            || widget->parentWidget()->inherits("QLineEdit") || widget->inherits("QMenu")
            || widget->parentWidget()->inherits("QComboBoxPrivateContainer");
    }

    /// An empty list has none.
    static bool hasFields(const Page& page)
    {
        const QList<QWidget*> widgets = page.findChildren<QWidget*>();
        return std::any_of(widgets.begin(), widgets.end(), [](const QWidget* one) {
            return one->isVisible() && one->isEnabled() && (one->focusPolicy() & Qt::TabFocus) != 0;
        });
    }

    std::unique_ptr<LivingGateway> m_gateway;
    std::unique_ptr<ControlRoom> m_room;

private slots:
    void initTestCase()
    {
        cairn::ui_testing::freshHome();
        m_gateway = std::make_unique<LivingGateway>();
        m_room = std::make_unique<ControlRoom>(&m_gateway->gateway(), QUrl());
        m_room->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_room->window()));
    }
    void cleanupTestCase()
    {
        m_room.reset();
        m_gateway.reset();
    }

    void whatever_takes_the_focus_has_a_name()
    {
        QTRY_VERIFY(m_room->session().connection().isKnown());
        QTest::qWait(0); // its parts have their texts
        QStringList nameless;
        const QList<QWidget*> widgets = m_room->window().findChildren<QWidget*>();
        for (QWidget* widget : widgets) {
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            const bool isUnused = button != nullptr && !button->isVisible() && button->text().isEmpty();
            if (widget->focusPolicy() == Qt::NoFocus || isInside(widget) || isUnused)
                continue;
            const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            if (face == nullptr || face->text(QAccessible::Name).trimmed().isEmpty())
                nameless.append(pathOf(widget));
        }
        for (const QString& one : std::as_const(nameless))
            qWarning("no name: %s", qPrintable(one));
        QVERIFY(nameless.isEmpty());
    }

    void tab_goes_through_every_page_and_comes_round()
    {
        const QList<Page*> pages = m_room->window().pages();
        for (Page* page : pages) {
            m_room->window().openPage(page->info().id);
            QTest::qWait(0);
            const QWidget* focus = nullptr;
            QSet<const QWidget*> seen;
            bool isReached = false;
            for (int step = 0; step < 200; ++step) {
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
                focus = QApplication::focusWidget();
                QVERIFY(focus != nullptr);
                if (seen.contains(focus))
                    break;
                seen.insert(focus);
                isReached = isReached || page->isAncestorOf(focus);
            }
            QVERIFY2(seen.size() < 200 && seen.contains(focus), qPrintable(page->info().id));
            QVERIFY2(isReached || !hasFields(*page), qPrintable(page->info().id));
        }
    }

    void text_is_readable_on_its_ground_data()
    {
        QTest::addColumn<ColorRole>("text");
        QTest::addColumn<ColorRole>("ground");
        using Role = ColorRole;
        const auto row = [](const char* name, Role text, Role ground) { QTest::newRow(name) << text << ground; };
        for (const Role ground : {Role::Ground, Role::Surface, Role::Hover, Role::Selection})
            QTest::addRow("text on %d", static_cast<int>(ground)) << Role::Text << ground;
        for (const Role ground : {Role::Ground, Role::Surface, Role::Hover, Role::Selection})
            QTest::addRow("secondary text on %d", static_cast<int>(ground)) << Role::Secondary << ground;
        for (const Role text : {Role::Accent, Role::Good, Role::Warning, Role::Bad}) {
            QTest::addRow("state %d on the ground", static_cast<int>(text)) << text << Role::Ground;
            QTest::addRow("state %d on the surface", static_cast<int>(text)) << text << Role::Surface;
        }
        row("text of a primary button", Role::OnAccent, Role::Accent);
        row("text of a tooltip", Role::Surface, Role::Text);
    }
    void text_is_readable_on_its_ground()
    {
        QFETCH(ColorRole, text);
        QFETCH(ColorRole, ground);
        Theme& theme = Theme::instance();
        const Theme::Scheme before = theme.scheme();
        for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            theme.setScheme(scheme);
            const double found = contrast(theme.color(text), theme.color(ground));
            QVERIFY2(found >= 4.5, qPrintable(QString::number(found)));
        }
        theme.setScheme(before);
    }

    void marks_are_readable_in_both_schemes()
    {
        Theme& theme = Theme::instance();
        const Theme::Scheme before = theme.scheme();
        for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            theme.setScheme(scheme);
            for (int mark = 1; mark <= static_cast<int>(MarkColor::Grey); ++mark)
                QVERIFY(contrast(theme.color(static_cast<MarkColor>(mark)), theme.color(ColorRole::Surface)) >= 4.5);
        }
        theme.setScheme(before);
    }

    void larger_letters_fit_into_the_rows()
    {
        Theme& theme = Theme::instance();
        const int before = theme.fontPixels();
        for (const int pixels : {10, 18, 24}) {
            theme.setFontPixels(pixels);
            QVERIFY(QFontMetrics(theme.font()).height() <= theme.rowHeight());
        }
        theme.setFontPixels(before);
    }
};

QTEST_MAIN(TestAccess)
#include "tst_access.moc"
