// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Grabs every page to PNG, light and dark, small and large: `screenshots <folder>`; with `--readme` the few that the
// README shows, with `--translated` in the system's language. Over a real gateway that is pushed to: empty, with a
// shop's families, with names that are long or written from the right, with 5 000, and gone; with `--pushes` those of
// pushes alone, with `--rules` those of rules and resets. At twice the size by `QT_SCALE_FACTOR=2`.
#include "fresh_home.h"
#include "shop.h"
#include "ui/models/saved_connection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"
#include "ui/window/about_dialog.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"
#include "ui/window/page.h"
#include "ui/window/translation.h"

#include <QApplication>
#include <QDir>
#include <QJsonArray>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTextStream>
#include <QToolButton>

using namespace cairn;
using namespace cairn::ui;

namespace {

constexpr std::array kSizes{QSize(1024, 640), QSize(1280, 800), QSize(1440, 900)};
constexpr int kRounds = 6; // of pushes, a second apart
constexpr QSize kReadmeSize(1280, 800);
constexpr int kReadmeRounds = 25;

void grab(ControlRoom& room, const QDir& folder, const QString& name,
    const QList<QSize>& sizes = {kSizes.begin(), kSizes.end()})
{
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        Theme::instance().setScheme(scheme);
        for (const QSize& size : sizes) {
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

void openAndGrab(ControlRoom& room, const QDir& folder, const QString& page, const QString& what, const QString& name)
{
    room.window().openPage(page, what);
    QTest::qWait(1500);
    grab(room, folder, name);
}

template <typename Widget>
Widget* find(ControlRoom& room, const char* name)
{
    return room.window().findChild<Widget*>(QString::fromLatin1(name));
}

// A push that was refused, with its body: bodies are kept while the page is open.
void grabRefused(ui_testing::LivingGateway& gateway, ControlRoom& room, const QDir& folder)
{
    room.window().openPage(QStringLiteral("pushes"));
    QTest::qWait(1200);
    gateway.push(QStringLiteral("/job/shop/instance/eu-1"),
        "http_requests_total{path=\"/\",code=\"200\"} 4\nqueue_depth 7\nbasket_items 3\n");
    gateway.push(QStringLiteral("/job/shop/instance/eu-1"),
        "# TYPE http_requests_total counter\nhttp_requests_total{path=\"/\",code=\"200\"} 4\n"
        "http_requests_total{path=\"/cart\",code=\"200\"} -2\nqueue_depth 7\n");
    QTest::qWait(1500);
    auto* table = find<QTableView>(room, "pushesTable");
    for (int row = 0; row < 2; ++row) {
        table->selectRow(row);
        emit table->activated(table->currentIndex()); // where there is no room, over the table
        QTest::qWait(800);
        grab(room, folder, row == 0 ? QStringLiteral("pushes-refused") : QStringLiteral("pushes-report"));
    }
}

// Everything that a push can be, and what the editor makes of it.
void grabPushes(ui_testing::LivingGateway& gateway, ControlRoom& room, const QDir& folder)
{
    const QList<QSize> sizes{QSize(1024, 640), QSize(1280, 800), QSize(1900, 1000)};
    room.window().openPage(QStringLiteral("pushes"));
    QTest::qWait(1200);
    grab(room, folder, QStringLiteral("pushes-empty"), sizes);
    ui_testing::pushRounds(gateway, room, 2);
    gateway.push(QStringLiteral("/job/shop/instance/eu-1"), ui_testing::shopBody(4, 1));
    gateway.post(QStringLiteral("/api/v2/push/job/checkout"),
        R"({"families": [
  {"name": "orders_total", "type": "counter", "help": "Orders taken.", "samples": [
    {"labels": {"shop": "de"}, "value": 3},
    {"labels": {"shop": "fr"}, "value": 4}
  ]}
]})",
        "application/json");
    gateway.post(QStringLiteral("/api/v2/push/job/checkout"),
        R"({"families": [
  {"name": "orders_total", "type": "counter", "samples": [
    {"labels": {"shop": "de"}, "value": 3},
    {"labels": {"shop": "fr"}, "vlaue": 4}
  ]}
]})",
        "application/json");
    gateway.post(QStringLiteral("/api/v2/inc/job/site?name=clicks_total&value=2&label.page=/cart"), {}, "text/plain");
    gateway.post(QStringLiteral("/metrics/job/proto"),
        QByteArray("\x11\x0a\x01\x61\x18\x01\x22\x0a\x12\x08\x09\x00\x00\x00\x00\x00\x00\x08\x40", 19),
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited");
    gateway.push(QStringLiteral("/job/bad"), "up 1\nqueue_depth{zone=eu} 7\nup 2\n");
    gateway.push(QStringLiteral("/job"), "up 1\n");
    QTest::qWait(1500);
    auto* table = find<QTableView>(room, "pushesTable");
    const QStringList names{QStringLiteral("path"), QStringLiteral("refused"), QStringLiteral("protobuf"),
        QStringLiteral("increment"), QStringLiteral("json-refused"), QStringLiteral("json"), QStringLiteral("report")};
    for (int row = 0; row < names.size(); ++row) {
        table->selectRow(row);
        QTest::qWait(500);
        grab(room, folder, QStringLiteral("pushes-") + names.at(row), sizes);
        if (names.at(row) != u"json-refused" && names.at(row) != u"report")
            continue;
        find<QPushButton>(room, "pushTry")->click();
        QTest::qWait(800);
        grab(room, folder, QStringLiteral("try-") + names.at(row), sizes);
        room.window().openPage(QStringLiteral("pushes"));
        QTest::qWait(300);
    }
}

void grabReset(ControlRoom& room, const QDir& folder)
{
    room.window().openPage(QStringLiteral("families"), QStringLiteral("http_requests_total"));
    QTest::qWait(1500);
    find<QTableView>(room, "families")->setFocus();
    room.session().proposeReset(
        {QStringLiteral("http_requests_total"), {{QStringLiteral("family"), QStringLiteral("http_requests_total")}}});
    QTest::qWait(600);
    grab(room, folder, QStringLiteral("reset"));
    QTest::keyClick(&room.window(), Qt::Key_Escape);
}

void grabRule(ControlRoom& room, const QDir& folder)
{
    room.session().proposeRule({{QLatin1String("name"), QStringLiteral("shops fold into one series")},
        {QLatin1String("match"), QStringLiteral("http_requests_total")}, {QLatin1String("mode"), QStringLiteral("max")},
        {QLatin1String("drop_labels"), QJsonArray{QStringLiteral("instance")}}, {QLatin1String("ttl_seconds"), 86400}});
    QTest::qWait(1500);
    if (auto* more = find<QToolButton>(room, "rulesPreviewMore"))
        more->click();
    QTest::qWait(300);
    grab(room, folder, QStringLiteral("rules-preview"));
}

constexpr auto kOtherRules = R"(rules:
  # written by somebody else
  - name: pods fold into one series
    match: http_requests_total
    mode: increase
    per: [pod, instance]
  - match: '{__name__=~"debug_.+"}'
    mode: drop
  - name: everything of the shop
    match: '{job="shop"}'
    ttl: 24h
)";

constexpr auto kManyRules = R"(rules:
  # Pods come and go: their counters fold into one.
  - name: pods fold into one series
    match: http_requests_total
    mode: increase # they push totals
    per: [pod]

  - name: slow pages
    match: page_load_seconds
    mode: p99:5m
  - name: everything of the shop
    match: '{job="shop"}'
    ttl: 24h
  - name: never reached, as all of the shop is taken above
    match: queue_depth{job="shop"}
    mode: max
  - match: '{__name__=~"debug_.+"}'
    mode: drop
)";

void ask(ControlRoom& room, ApiCall call, const QByteArray& verb, const QByteArray& body = {})
{
    bool isDone = false;
    call.verb = verb;
    call.body = body;
    call.contentType = body.isEmpty() ? QByteArray() : QByteArray("application/yaml");
    room.session().client().send(call, &room.session(), [&isDone](const ApiReply&) { isDone = true; });
    if (!QTest::qWaitFor([&isDone] { return isDone; }))
        qWarning("no answer");
}

void grabRules(ControlRoom& room, const QDir& folder)
{
    const ApiCall rules = ApiCall::get({QStringLiteral("rules")});
    find<QPushButton>(room, "rulesRevert")->click();
    room.session().notify({});
    ask(room, rules, "PUT", kManyRules);
    openAndGrab(room, folder, QStringLiteral("rules"), {}, QStringLiteral("rules-many"));
    auto* editor = find<QPlainTextEdit>(room, "rulesEditor");
    editor->setPlainText(QString::fromLatin1(kManyRules).replace(QStringLiteral("p99:5m"), QStringLiteral("p99;5m")));
    find<QListView>(room, "rulesList")->setCurrentIndex(find<QListView>(room, "rulesList")->model()->index(1, 0));
    QTest::qWait(1000);
    grab(room, folder, QStringLiteral("rules-wrong"));
    editor->setPlainText(QString::fromLatin1(kManyRules).replace(QStringLiteral("24h"), QStringLiteral("1h")));
    find<QPlainTextEdit>(room, "rulesEditor")->setFocus();
    QTest::qWait(1000);
    ask(room, rules, "PUT", kOtherRules);
    QTest::qWait(1500);
    grab(room, folder, QStringLiteral("rules-told"));
    find<QPushButton>(room, "rulesSave")->click();
    QTest::qWait(1000);
    grab(room, folder, QStringLiteral("rules-conflict"));
    find<QPushButton>(room, "rulesKeepMine")->click();
    find<QToolButton>(room, "rulesPreviewMore")->setChecked(true);
    QTest::qWait(1000);
    grab(room, folder, QStringLiteral("rules-changes"));
    find<QPushButton>(room, "rulesRevert")->click();
    QTest::qWait(500);
    grab(room, folder, QStringLiteral("rules-reverted"));
    room.session().notify({});
}

void grabResets(ControlRoom& room, const QDir& folder)
{
    const auto reset = [&room](const char* name, const char* value) {
        ask(room, ApiCall::post({QStringLiteral("reset")}).with(QLatin1String(name), QLatin1String(value)), "POST");
    };
    reset("family", "http_requests_total");
    reset("match[]", "{job=\"shop\",instance=~\"eu-.+\"}");
    reset("group", "/job/shop/instance/eu-1");
    ask(room, ApiCall::post({QStringLiteral("resets"), QStringLiteral("1"), QStringLiteral("undo")}), "POST");
    openAndGrab(room, folder, QStringLiteral("resets"), QStringLiteral("2"), QStringLiteral("resets-undoable"));
    room.window().openPage(QStringLiteral("resets"), QStringLiteral("1"));
    QTest::qWait(300);
    grab(room, folder, QStringLiteral("resets-undone"));
}

// What real names may be like.
void grabStrange(ui_testing::LivingGateway& gateway, ControlRoom& room, const QDir& folder)
{
    const QByteArray longValue = QByteArray("a-very-long-value-").repeated(11) + "ab";
    const QByteArray arabic
        = QStringLiteral("\u0637\u0644\u0628\u0627\u062a \u0627\u0644\u0645\u062a\u062c\u0631").toUtf8();
    const QByteArray hebrew = QStringLiteral("\u05d4\u05d6\u05de\u05e0\u05d5\u05ea").toUtf8();
    QByteArray text = "# HELP orders_open " + arabic + "\n# TYPE orders_open gauge\n";
    for (const QByteArray& value : {longValue, arabic, hebrew, QByteArray("plain")})
        text += "orders_open{shop=\"" + value + "\",kind=\"" + longValue.left(40) + "\"} 123456789.25\n";
    text += QByteArray("an_extraordinarily_long_family_name_").repeated(5) + "total 1\n";
    gateway.push(QStringLiteral("/job/strange/instance/") + QString::fromUtf8(longValue), text);
    find<QTabWidget>(room, "familySides")->setCurrentIndex(0);
    openAndGrab(room, folder, QStringLiteral("families"), QStringLiteral("orders_open"), QStringLiteral("strange"));
    room.window().openPage(QStringLiteral("pushes"));
    QTest::qWait(1200);
    auto* table = find<QTableView>(room, "pushesTable");
    table->selectRow(0);
    emit table->activated(table->currentIndex());
    QTest::qWait(800);
    grab(room, folder, QStringLiteral("strange-push"));
    openAndGrab(room, folder, QStringLiteral("overview"), {}, QStringLiteral("strange-overview"));
}

void grabMany(ui_testing::LivingGateway& gateway, ControlRoom& room, const QDir& folder)
{
    QByteArray text;
    for (int i = 0; i < 5000; ++i)
        text += "# TYPE service_" + QByteArray::number(10000 + i) + "_requests_total counter\nservice_"
            + QByteArray::number(10000 + i) + "_requests_total " + QByteArray::number(i) + '\n';
    gateway.push(QStringLiteral("/job/many"), text);
    room.window().openPage(QStringLiteral("families"));
    room.window().findChild<FilterBar*>()->setText({});
    QTest::keyClick(&room.window(), Qt::Key_Escape);
    openAndGrab(room, folder, QStringLiteral("families"), {}, QStringLiteral("families-5000"));
}

// More labels than any window has room for.
void grabWide(ui_testing::LivingGateway& gateway, ControlRoom& room, const QDir& folder)
{
    QByteArray text = "# HELP flights_total Flights, by all that is known of them.\n# TYPE flights_total counter\n";
    for (int row = 0; row < 60; ++row) {
        text += "flights_total{flight=\"" + QByteArray::number(4000 + row) + "\",";
        for (int label = 0; label < 40; ++label)
            text += "dimension_" + QByteArray::number(label) + "=\"value " + QByteArray::number((row * 7 + label) % 19)
                + "\",";
        text += "} " + QByteArray::number(row * 12345.5) + '\n';
    }
    gateway.push(QStringLiteral("/job/wide"), text);
    find<QTabWidget>(room, "familySides")->setCurrentIndex(0);
    openAndGrab(room, folder, QStringLiteral("families"), QStringLiteral("flights_total"), QStringLiteral("wide"));
}

void grabGone(ControlRoom& room, const QDir& folder)
{
    room.window().openPage(QStringLiteral("families"), QStringLiteral("queue_depth"));
    QTest::qWait(1500);
    find<QPushButton>(room, "familyReset")->click();
    QTest::qWait(600);
    find<QPushButton>(room, "resetAccept")->click();
    room.window().findChild<FilterBar*>()->setText({});
    QTest::qWait(1500);
    grab(room, folder, QStringLiteral("family-gone"));
    find<QPushButton>(room, "familyGoneUndo")->click();
    room.window().findChild<FilterBar*>()->setText(QStringLiteral("{job=\"shop\" instance"));
    QTest::qWait(1200);
    grab(room, folder, QStringLiteral("filter-wrong"));
    room.window().findChild<FilterBar*>()->setText({});
}

// Elsewhere, of every kind.
void keepConnections()
{
    QList<SavedConnection> all;
    for (const QString& environment : usualEnvironments() + QStringList{QStringLiteral("load tests"), QString()}) {
        SavedConnection one;
        one.id = one.name = QStringLiteral("eu-%1").arg(all.size() + 1);
        one.url = QUrl(QStringLiteral("https://%1.gateway.example:9091").arg(one.name));
        one.environment = environment;
        one.color = environment.isEmpty() ? MarkColor::Purple : usualColor(environment);
        all.append(one);
    }
    QSettings settings;
    writeConnections(settings, all);
}

void grabAbout(ControlRoom& room, const QDir& folder)
{
    AboutDialog::openOver(room.session(), room.window());
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        Theme::instance().setScheme(scheme);
        QTest::qWait(60);
        const QString look = scheme == Theme::Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark");
        find<AboutDialog>(room, "about")->grab().save(folder.filePath(QStringLiteral("about-%1.png").arg(look)));
    }
    find<AboutDialog>(room, "about")->close();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("cairn-screenshots"));
    QApplication::setOrganizationName(QStringLiteral("cairn-screenshots"));
    ui_testing::freshHome();
    QStringList words = QApplication::arguments().mid(1);
    const bool isForRules = words.removeAll(QStringLiteral("--rules")) > 0;
    const bool isForReadme = words.removeAll(QStringLiteral("--readme")) > 0;
    const bool isOfPushes = words.removeAll(QStringLiteral("--pushes")) > 0;
    if (words.removeAll(QStringLiteral("--translated")) > 0)
        translateTo(QLocale::system());
    const QDir folder(words.value(0, QStringLiteral("screenshots")));
    folder.mkpath(QStringLiteral("."));
    keepConnections();
    ui_testing::LivingGateway gateway;
    ControlRoom room(&gateway.gateway(), {});
    room.show();
    QTest::qWait(1200);
    if (isForReadme) {
        makeReadmePictures(gateway, room, folder);
        return 0;
    }
    if (isOfPushes) {
        grabPushes(gateway, room, folder);
        return 0;
    }
    if (isForRules) {
        pushRounds(gateway, room, 2);
        grabRule(room, folder);
        grabRules(room, folder);
        grabResets(room, folder);
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
    grabAbout(room, folder);
    grabFamilySides(room, folder);
    grabRefused(gateway, room, folder);
    grabReset(room, folder);
    grabRule(room, folder);
    grabRules(room, folder);
    grabResets(room, folder);
    grabGone(room, folder);
    grabWide(gateway, room, folder);
    grabStrange(gateway, room, folder);
    grabMany(gateway, room, folder);
    room.window().setPlace({QStringLiteral("eu-west"), QStringLiteral("production"), MarkColor::Red});
    room.window().openPage(QStringLiteral("overview"));
    grab(room, folder, QStringLiteral("production"));
    room.window().setPlace({QStringLiteral("eu-north"), QStringLiteral("staging"), MarkColor::Orange});
    grab(room, folder, QStringLiteral("staging"));
    room.window().setPlace({});
    gateway.gateway().stop();
    QTest::qWait(1500);
    room.window().openPage(QStringLiteral("families"));
    grab(room, folder, QStringLiteral("gone"));
    QTextStream(stdout) << folder.absolutePath() << '\n';
    return 0;
}
