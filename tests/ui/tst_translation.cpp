// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window in another language. A program of its own: a language is for good.
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"
#include "ui/window/translation.h"

#include <QAction>
#include <QMenuBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace cairn::ui;

class TestTranslation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("cairn-test"));
        QCoreApplication::setApplicationName(QStringLiteral("cairn-test-translation"));
        QSettings().clear();
    }

    void a_language_nobody_translated_to_is_english()
    {
        QVERIFY(!translateTo(QLocale(QLocale::Icelandic)));
        QCOMPARE(QCoreApplication::translate("cairn::ui::WindowMenus", "&Edit"), QStringLiteral("&Edit"));
    }

    void menus_pages_and_plurals_are_german()
    {
        QVERIFY(translateTo(QLocale(QStringLiteral("de_AT")))); // any German
        ControlRoom room(nullptr, QUrl(QStringLiteral("http://127.0.0.1:1")));
        QStringList menus;
        const QList<QAction*> actions = room.window().menuBar()->actions();
        for (const QAction* action : actions)
            menus.append(action->text());
        QVERIFY2(menus.contains(QStringLiteral("&Bearbeiten")), qPrintable(menus.join(u',')));
        QCOMPARE(room.window().pages().first()->info().title, QStringLiteral("Überblick"));
        const auto series
            = [](int n) { return QCoreApplication::translate("cairn::ui::StatusStrip", "%1 series", nullptr, n); };
        QCOMPARE(series(1), QStringLiteral("%1 Zeitreihe"));
        QCOMPARE(series(0), QStringLiteral("%1 Zeitreihen"));
        QCOMPARE(QCoreApplication::translate("cairn::ui::Tray", "%n pushes refused", nullptr, 3),
            QStringLiteral("3 Pushs abgelehnt"));
    }

    void placeholders_survive_the_translation()
    {
        // each %1 that is said in English is said in German: arg() would warn at run time, and show nothing
        QFile file(QStringLiteral(CAIRN_TRANSLATION));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList messages = QString::fromUtf8(file.readAll()).split(QStringLiteral("<message"));
        int checked = 0;
        for (const QString& message : messages) {
            const QString source = message.section(QStringLiteral("<source>"), 1).section(u'<', 0, 0);
            const QString translation = message.section(QStringLiteral("<translation>"), 1);
            const qsizetype forms = std::max<qsizetype>(1, translation.count(QStringLiteral("<numerusform>")));
            for (const char* place : {"%1", "%2", "%3", "%4", "%5"}) {
                if (!source.contains(QLatin1String(place)))
                    continue;
                QVERIFY2(translation.count(QLatin1String(place)) == forms * source.count(QLatin1String(place)),
                    qPrintable(source));
                ++checked;
            }
        }
        QVERIFY(checked > 100);
    }
};

QTEST_MAIN(TestTranslation)
#include "tst_translation.moc"
