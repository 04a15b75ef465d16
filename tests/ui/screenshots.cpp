// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Grabs every page to PNG, light and dark, small and large: `screenshots <folder>`; with `--readme` the few that the
// README shows. Over a real gateway that is pushed to.
#include "shop.h"
#include "ui/theme/theme.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"

#include <QApplication>
#include <QDir>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTextStream>

using namespace cairn;
using namespace cairn::ui;

namespace {

constexpr std::array kSizes{QSize(1024, 640), QSize(1440, 900)};
constexpr int kRounds = 6; // of pushes, a second apart
constexpr QSize kReadmeSize(1280, 800);
constexpr int kReadmeRounds = 25;

void grab(ControlRoom& room, const QDir& folder, const QString& name)
{
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        Theme::instance().setScheme(scheme);
        for (const QSize& size : kSizes) {
            room.window().resize(size);
            QTest::qWait(60);
            const QString look = scheme == Theme::Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark");
            room.window().grab().save(
                folder.filePath(QStringLiteral("%1-%2-%3.png").arg(name, look).arg(size.width())));
        }
    }
}

void grabFamilySides(ControlRoom& room, const QDir& folder)
{
    room.window().openPage(QStringLiteral("families"), QStringLiteral("http_request_duration_seconds"));
    QTest::qWait(1500);
    auto* sides = room.window().findChild<QTabWidget*>(QStringLiteral("familySides"));
    for (int side = 0; side < sides->count(); ++side) {
        sides->setCurrentIndex(side);
        QTest::qWait(1200);
        grab(room, folder, QStringLiteral("family-%1").arg(side));
    }
}

constexpr auto kRules = R"(rules:
  - name: pods fold into one series
    match: http_requests_total
    mode: increase
    per: [pod]
  - name: slow pages
    match: page_load_seconds
    mode: p99:5m
  - match: '{__name__=~"debug_.+"}'
    mode: drop
)";

void grabReadme(ControlRoom& room, const QDir& folder, const QString& name)
{
    QTest::qWait(1500);
    room.window().resize(kReadmeSize);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        Theme::instance().setScheme(scheme);
        QTest::qWait(300);
        const QString look = scheme == Theme::Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark");
        room.window().grab().save(folder.filePath(name + u'-' + look + QStringLiteral(".png")));
    }
}

void makeReadmePictures(ui_testing::LivingGateway& gateway, ControlRoom& room, const QDir& folder)
{
    MainWindow& window = room.window();
    window.resize(kReadmeSize);
    window.openPage(QStringLiteral("pushes")); // who is watched gets reports
    ui_testing::pushRounds(gateway, room, kReadmeRounds);
    auto* pushes = window.findChild<QTableView*>(QStringLiteral("pushesTable"));
    pushes->selectRow(2); // one of the shop's
    grabReadme(room, folder, QStringLiteral("pushes"));
    window.openPage(QStringLiteral("families"));
    ui_testing::pushRounds(gateway, room, kReadmeRounds);
    auto* families = window.findChild<QTableView*>(QStringLiteral("families"));
    families->selectRow(2); // the histogram
    emit families->activated(families->currentIndex());
    QTest::qWait(500);
    window.findChild<QTabWidget*>(QStringLiteral("familySides"))->setCurrentIndex(2);
    grabReadme(room, folder, QStringLiteral("families"));
    window.openPage(QStringLiteral("overview"));
    grabReadme(room, folder, QStringLiteral("overview"));
    window.openPage(QStringLiteral("rules"));
    QTest::qWait(1000);
    auto* editor = window.findChild<QPlainTextEdit*>(QStringLiteral("rulesEditor"));
    editor->setPlainText(QString::fromLatin1(kRules));
    grabReadme(room, folder, QStringLiteral("rules"));
}

} // namespace

int main(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("cairn-screenshots"));
    QApplication::setOrganizationName(QStringLiteral("cairn-screenshots"));
    QSettings().clear();
    QStringList words = QApplication::arguments().mid(1);
    const bool isForReadme = words.removeAll(QStringLiteral("--readme")) > 0;
    const QDir folder(words.value(0, QStringLiteral("screenshots")));
    folder.mkpath(QStringLiteral("."));
    ui_testing::LivingGateway gateway;
    ControlRoom room(&gateway.gateway(), {});
    room.show();
    QTest::qWait(1200);
    if (isForReadme) {
        makeReadmePictures(gateway, room, folder);
        return 0;
    }
    for (const QString& id : {QStringLiteral("overview"), QStringLiteral("families")}) {
        room.window().openPage(id);
        QTest::qWait(1200);
        grab(room, folder, id + QStringLiteral("-empty"));
    }
    pushRounds(gateway, room, kRounds);
    const QList<Page*> pages = room.window().pages();
    for (Page* page : pages) {
        room.window().openPage(page->info().id);
        QTest::qWait(1500);
        grab(room, folder, page->info().id);
    }
    grabFamilySides(room, folder);
    room.window().setPlace(QStringLiteral("eu-west"));
    room.window().setProduction(true);
    room.window().openPage(QStringLiteral("overview"));
    grab(room, folder, QStringLiteral("production"));
    room.window().setProduction(false);
    room.window().setPlace({});
    gateway.gateway().stop();
    QTest::qWait(1500);
    room.window().openPage(QStringLiteral("families"));
    grab(room, folder, QStringLiteral("gone"));
    QTextStream(stdout) << folder.absolutePath() << '\n';
    return 0;
}
