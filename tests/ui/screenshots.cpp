// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Grabs every page to PNG, light and dark, small and large: `screenshots <folder>`. Over a real gateway that is pushed
// to.
#include "living_gateway.h"
#include "ui/theme/theme.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"

#include <QApplication>
#include <QDir>
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
constexpr int kRounds = 6; // of pushes, a second apart: sparklines want points

QByteArray histogram(int round)
{
    QByteArray text = "# HELP http_request_duration_seconds How long requests took.\n"
                      "# TYPE http_request_duration_seconds histogram\n";
    for (const char* path : {"/cart", "/checkout"}) {
        const QByteArray labels = QByteArray("path=\"") + path + "\"";
        int total = 0;
        const std::array<std::pair<const char*, int>, 7> buckets{
            {{"0.005", 4}, {"0.025", 18 + round}, {"0.1", 61}, {"0.25", 33}, {"1", 12}, {"2.5", 3}, {"+Inf", 1}}};
        for (const auto& [bound, count] : buckets) {
            total += count;
            text += "http_request_duration_seconds_bucket{" + labels + ",le=\"" + bound + "\"} "
                + QByteArray::number(total) + '\n';
        }
        text += "http_request_duration_seconds_sum{" + labels + "} " + QByteArray::number(total * 0.18) + '\n';
        text += "http_request_duration_seconds_count{" + labels + "} " + QByteArray::number(total) + '\n';
    }
    return text;
}

QByteArray shop(int round, int shop)
{
    QByteArray text = "# HELP http_requests_total Requests, by path and code.\n# TYPE http_requests_total counter\n";
    for (const char* path : {"/", "/cart", "/checkout", "/search"}) {
        for (const char* code : {"200", "404", "500"})
            text += QByteArray("http_requests_total{path=\"") + path + "\",code=\"" + code + "\"} "
                + QByteArray::number((round * 7 + shop * 3) % 23 + 1) + '\n';
    }
    text += "# HELP queue_depth Orders that wait.\n# TYPE queue_depth gauge\nqueue_depth{clearmode=\"max\"} "
        + QByteArray::number(40 + (round * 13) % 31) + '\n';
    text += "# TYPE upload_bytes_total counter\nupload_bytes_total " + QByteArray::number(1048576.0 * (round + 3))
        + '\n';
    text
        += "# TYPE cache_hit_ratio gauge\ncache_hit_ratio{clearmode=\"mean5m\"} 0.9" + QByteArray::number(round) + '\n';
    text += "# TYPE page_load_seconds gauge\npage_load_seconds{clearmode=\"p99:5m\"} 0.2" + QByteArray::number(round)
        + '\n';
    text += "# TYPE build_info gauge\nbuild_info{version=\"1.4.2\",clearmode=\"family\"} 1\n";
    return text + histogram(round);
}

void fill(ui_testing::LivingGateway& gateway, ControlRoom& room)
{
    for (int round = 0; round < kRounds; ++round) {
        for (int place = 0; place < 3; ++place)
            gateway.push(QStringLiteral("/job/shop/instance/eu-%1").arg(place), shop(round, place));
        gateway.push(QStringLiteral("/job/nightly"),
            "# TYPE last_success_timestamp_seconds gauge\nlast_success_timestamp_seconds "
                + QByteArray::number(QDateTime::currentSecsSinceEpoch())
                + "\n# TYPE rows_total counter\nrows_total 4211\n");
        gateway.push(QStringLiteral("/job/shop"), "http_requests_total{path=\"/\"} -2\n");
        QSignalSpy heard(&room.session().connection(), &Connection::statusChanged);
        heard.wait();
    }
}

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

} // namespace

int main(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("cairn-screenshots"));
    QApplication::setOrganizationName(QStringLiteral("cairn-screenshots"));
    QSettings().clear();
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("screenshots"));
    folder.mkpath(QStringLiteral("."));
    ui_testing::LivingGateway gateway;
    ControlRoom room(&gateway.gateway(), {});
    room.show();
    QTest::qWait(1200);
    for (const QString& id : {QStringLiteral("overview"), QStringLiteral("families")}) {
        room.window().openPage(id);
        QTest::qWait(1200);
        grab(room, folder, id + QStringLiteral("-empty"));
    }
    fill(gateway, room);
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
