// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_page.h"

#include "ui/format/number_text.h"
#include "ui/models/family.h"
#include "ui/models/hint_rule.h"
#include "ui/models/push_value.h"
#include "ui/models/series_text.h"
#include "ui/pages/first_steps.h"
#include "ui/pages/overview/overview_list.h"
#include "ui/pages/overview/overview_tile.h"
#include "ui/pages/table_actions.h"
#include "ui/theme/theme.h"
#include "ui/window/session.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>

namespace cairn::ui {

namespace {

constexpr int kListLength = 8;
constexpr int kScrapes = 4;
constexpr auto kSlowly = std::chrono::seconds(2); // lists of the biggest need no more

ApiCall topCall(const QString& what, const QString& sort)
{
    return ApiCall::get({what})
        .with(QStringLiteral("sort"), sort)
        .with(QStringLiteral("order"), QStringLiteral("desc"))
        .with(QStringLiteral("limit"), QString::number(kListLength));
}

ApiCall historyCall()
{
    ApiCall call = ApiCall::get({QStringLiteral("history")});
    for (const char* line : {"pushes", "samples", "refusals", "series", "resident_bytes", "refusals:*"})
        addParameter(call.query, QStringLiteral("gateway"), QString::fromLatin1(line));
    return call;
}

QLabel* headOf(const QString& text)
{
    auto* label = new QLabel(text);
    label->setFont(Theme::instance().font(0, true));
    return label;
}

QString limitNote(const Gauge& gauge)
{
    return gauge.limit ? OverviewPage::tr("of %1").arg(shortNumber(*gauge.limit)) : QString();
}

} // namespace

OverviewPage::OverviewPage(Session& session, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_families(
          session.client(), [] { return topCall(QStringLiteral("families"), QStringLiteral("series")); }, this)
    , m_groups(
          session.client(), [] { return topCall(QStringLiteral("groups"), QStringLiteral("pushes")); }, this)
    , m_hints(
          session.client(), [] { return ApiCall::get({QStringLiteral("hints")}); }, this)
    , m_told(session.client(), historyCall, this)
    , m_stack(new QStackedWidget)
    , m_chart(new TimeChart)
    , m_refusalChart(new TimeChart)
    , m_biggest(new OverviewList(QStringLiteral("biggest"), tr("Biggest families"), tr("Family"), tr("Series")))
    , m_busiest(new OverviewList(QStringLiteral("busiest"), tr("Busiest groups"), tr("Group"), tr("Pushes per second")))
    , m_mistakes(new OverviewList(
          QStringLiteral("hints"), tr("Looks like a running total that is added up"), tr("Family"), tr("What to do")))
    , m_scrapes(new OverviewList(QStringLiteral("scrapes"), tr("Last scrapes"), tr("From"), tr("Seconds ago")))
{
    build();
    setHome(m_biggest->view());
    addActions();
    for (Poller* poller : {&m_families, &m_groups, &m_hints})
        poller->setInterval(kSlowly);
    m_told.setInterval(std::chrono::seconds(1)); // it has a point a second
    connect(&m_families, &Poller::answered, this, &OverviewPage::takeFamilies);
    connect(&m_groups, &Poller::answered, this, &OverviewPage::takeGroups);
    connect(&m_hints, &Poller::answered, this, &OverviewPage::takeHints);
    connect(&m_told, &Poller::answered, this, [this](const ApiReply& reply) {
        if (!reply.ok())
            return;
        m_history.take(readHistory(reply.data));
        showHistory();
    });
    connect(&session.connection(), &Connection::statusChanged, this, &OverviewPage::takeStatus);
    connect(&session.connection(), &Connection::restarted, this, [this] { m_history.clear(); });
    connect(&session.client(), &ApiClient::targetChanged, this, [this] { m_history.clear(); });
    const auto openFamily = [this](const QString& name) { m_session.openPage(QStringLiteral("families"), name); };
    connect(m_biggest, &OverviewList::opened, this, openFamily);
    connect(m_mistakes, &OverviewList::opened, this, openFamily);
    connect(m_busiest, &OverviewList::opened, this, openFamily);
    m_mistakes->setNumbersAct();
    connect(m_mistakes, &OverviewList::acted, this,
        [this](const QString& family) { m_session.proposeRule(runningTotalRule(family)); });
}

PageInfo OverviewPage::info() const
{
    return {QStringLiteral("overview"), tr("Overview"), QStringLiteral("overview"), {}, true};
}

void OverviewPage::build()
{
    auto* tiles = new QHBoxLayout;
    tiles->setSpacing(12);
    buildTiles(*tiles);
    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(headOf(tr("Pushes per second")));
    left->addWidget(m_chart, 3);
    left->addWidget(headOf(tr("Refused per second, by reason")));
    left->addWidget(m_refusalChart, 2);
    m_chart->setWaitingText(tr("waiting for a second push"));
    m_refusalChart->setWaitingText(tr("nothing was refused"));
    auto* right = new QVBoxLayout;
    right->setSpacing(12);
    right->addWidget(m_biggest, 3);
    right->addWidget(m_busiest, 3);
    right->addWidget(m_scrapes, 2);
    right->addWidget(m_mistakes, 2);
    right->addStretch(0);
    m_scrapes->setSmall();
    m_scrapes->hide();
    m_mistakes->setSmall();
    m_mistakes->hide();
    auto* below = new QHBoxLayout;
    below->setSpacing(24);
    below->addLayout(left, 3);
    below->addLayout(right, 2);
    auto* full = new QWidget;
    auto* column = new QVBoxLayout(full);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(16);
    column->addLayout(tiles);
    column->addLayout(below, 1);
    m_stack->addWidget(full);
    m_stack->addWidget(new FirstSteps(m_session));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

void OverviewPage::addActions()
{
    auto* copies = new TableActions(m_session, this);
    for (OverviewList* list : {m_biggest, m_busiest, m_scrapes, m_mistakes})
        copies->add(subjectOf(*list));
    m_actions = copies->actions();
}

// What is copied of a row is what it tells of; lines are asked for.
TableSubject OverviewPage::subjectOf(OverviewList& list)
{
    TableSubject subject;
    subject.view = list.view();
    subject.name = list.view()->objectName();
    const auto each = [&list](const QList<int>& rows, const auto& use) {
        for (const int row : rows)
            use(list.entries().value(row));
    };
    subject.texts.insert(RowFormat::Json, [each](const QList<int>& rows, const TextDone& done) {
        QList<QJsonObject> objects;
        each(rows, [&](const OverviewList::Entry& entry) { objects.append(entry.json); });
        done(jsonText(objects));
    });
    if (&list == m_scrapes)
        return subject;
    auto* open = new QAction(tr("Open in Families"), &list);
    connect(open, &QAction::triggered, &list, &OverviewList::openCurrent);
    subject.more.append(open);
    const auto selectors = [each](const QList<int>& rows) {
        QStringList all;
        each(rows, [&](const OverviewList::Entry& entry) { all.append(entry.selector); });
        return all;
    };
    subject.texts.insert(RowFormat::Selector, [selectors](const QList<int>& rows, const TextDone& done) {
        done(selectors(rows).join(QStringLiteral(" or ")));
    });
    subject.texts.insert(RowFormat::Exposition, [this, selectors](const QList<int>& rows, const TextDone& done) {
        ApiCall call = ApiCall::plain(m_session.connection().status().scrapePath).in(QStringLiteral("copy"));
        for (const QString& selector : selectors(rows))
            addParameter(call.query, QStringLiteral("match[]"), selector);
        m_session.client().send(call, this, [this, done](const ApiReply& reply) {
            if (!reply.ok())
                return m_session.notify({tr("Not copied: %1").arg(reply.error->message), {}, {}, true});
            done(QString::fromUtf8(reply.text));
        });
    });
    return subject;
}

void OverviewPage::buildTiles(QHBoxLayout& row)
{
    const auto add = [&row](const char* name, const QString& title) {
        auto* tile = new OverviewTile(QString::fromLatin1(name), title);
        row.addWidget(tile, 1);
        return tile;
    };
    m_pushes = add("tilePushes", tr("Pushes/s"));
    m_samples = add("tileSamples", tr("Samples/s"));
    m_refused = add("tileRefused", tr("Refused/min"));
    m_series = add("tileSeries", tr("Series"));
    m_memory = add("tileMemory", tr("Memory"));
    m_scrape = add("tileScrape", tr("Last scrape"));
}

void OverviewPage::activate()
{
    m_isActive = true;
    run();
    takeStatus();
}

void OverviewPage::deactivate()
{
    m_isActive = false;
    run();
}

void OverviewPage::setPaused(bool paused)
{
    m_isPaused = paused;
    run();
}

void OverviewPage::refresh()
{
    for (Poller* poller : {&m_families, &m_groups, &m_hints, &m_told})
        poller->askNow();
}

void OverviewPage::run()
{
    for (Poller* poller : {&m_families, &m_groups, &m_hints, &m_told}) {
        if (m_isActive && !m_isPaused)
            poller->start();
        else
            poller->stop();
    }
}

void OverviewPage::takeStatus()
{
    const Connection& connection = m_session.connection();
    if (!connection.isKnown())
        return;
    const GatewayStatus& status = connection.status();
    m_history.take(status);
    if (!m_isActive || m_isPaused)
        return;
    m_stack->setCurrentIndex(status.pushes.total + status.refusals.total + status.series.now > 0 ? 0 : 1);
    showTiles(status);
    showScrapes(status);
    showHistory();
}

void OverviewPage::showTiles(const GatewayStatus& status)
{
    m_pushes->show(shortNumber(status.pushes.rate), tr("%1 in all").arg(shortNumber(status.pushes.total)));
    m_samples->show(shortNumber(status.samples.rate), tr("%1 in all").arg(shortNumber(status.samples.total)));
    m_refused->show(shortNumber(m_history.lastMinute(QStringLiteral("refusals"))),
        tr("%1 in all").arg(shortNumber(status.refusals.total)));
    m_refused->setTrouble(status.refusals.rate > 0);
    m_series->show(fullNumber(status.series.now), limitNote(status.series));
    m_series->setNearness(status.series.ratio);
    const bool hasWindows = status.windowBytes.now > 0;
    m_memory->show(bytesText(status.residentBytes),
        hasWindows ? tr("windows %1").arg(bytesText(status.windowBytes.now)) : QString());
    m_memory->setNearness(status.windowBytes.ratio);
    if (status.scrapes.isEmpty())
        m_scrape->show(tr("never"));
    else
        m_scrape->show(ageText(status.scrapes[0].ageSeconds), tr("%1 in all").arg(shortNumber(status.scrapesTotal)));
}

void OverviewPage::showScrapes(const GatewayStatus& status)
{
    QList<OverviewList::Entry> entries;
    for (const RecentScrape& scrape : status.scrapes.first(qMin<qsizetype>(status.scrapes.size(), kScrapes))) {
        const QString time = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(scrape.time)).toString(Qt::ISODate);
        OverviewList::Entry entry;
        entry.text = scrape.status == 200 ? scrape.from : tr("%1, answered %2").arg(scrape.from).arg(scrape.status);
        entry.number = ageText(scrape.ageSeconds);
        entry.tip = tr("%1, took %2").arg(time, secondsText(scrape.durationSeconds));
        entry.exact = plainNumber(scrape.ageSeconds);
        entry.json = {{QLatin1String("time"), scrape.time}, {QLatin1String("from"), scrape.from},
            {QLatin1String("status"), scrape.status}, {QLatin1String("duration_seconds"), scrape.durationSeconds}};
        entries.append(entry);
    }
    m_scrapes->setEntries(entries);
    m_scrapes->setVisible(!entries.isEmpty());
}

void OverviewPage::showHistory()
{
    m_pushes->setPoints(m_history.points(QStringLiteral("pushes")));
    m_samples->setPoints(m_history.points(QStringLiteral("samples")));
    m_refused->setPoints(m_history.points(QStringLiteral("refusals")));
    m_series->setPoints(m_history.points(QStringLiteral("series")));
    m_memory->setPoints(m_history.points(QStringLiteral("resident_bytes")));
    const HistoryLines lines = m_history.lines();
    QList<TimeLine> pushes = lines.named({QStringLiteral("pushes")});
    for (TimeLine& line : pushes)
        line.name = tr("pushes");
    m_chart->setLines(pushes, lines.newest);
    QList<TimeLine> reasons;
    for (const TimeLine& line : lines.lines) {
        if (line.name.startsWith(u"refusals:"))
            reasons.append({line.name.mid(9), line.points});
    }
    m_refusalChart->setLines(reasons, lines.newest);
}

void OverviewPage::takeFamilies(const ApiReply& reply)
{
    if (!reply.ok())
        return;
    QList<OverviewList::Entry> entries;
    const QJsonArray families = reply.data.value(u"families").toArray();
    for (const QJsonValue& one : families) {
        const Family family = readFamily(one.toObject());
        entries.append({family.name, fullNumber(static_cast<double>(family.series)),
            tr("%1 series of %2", nullptr, static_cast<int>(family.series)).arg(family.series).arg(family.name),
            family.name, QString::number(family.series), selectorText(family.name, {}), one.toObject()});
    }
    m_biggest->setEntries(entries);
}

void OverviewPage::takeGroups(const ApiReply& reply)
{
    if (!reply.ok())
        return;
    QList<OverviewList::Entry> entries;
    const QJsonArray groups = reply.data.value(u"groups").toArray();
    for (const QJsonValue& one : groups) {
        const QJsonObject row = one.toObject();
        const QJsonObject group = row.value(u"group").toObject();
        const auto rate = doubleOf(row.value(u"pushes_per_second"));
        QMap<QString, QString> labels;
        const QJsonObject told = group.value(u"labels").toObject();
        for (auto label = told.begin(); label != told.end(); ++label)
            labels.insert(label.key(), label.value().toString());
        const QString path = group.value(u"path").toString();
        entries.append({path.isEmpty() ? tr("(no path labels)") : path,
            rate ? rateText(*rate) : ageText(row.value(u"age_seconds").toDouble()),
            tr("%1 series, last push %2", nullptr, row.value(u"series").toInt())
                .arg(row.value(u"series").toInteger())
                .arg(ageText(row.value(u"age_seconds").toDouble())),
            labels.isEmpty() ? QString() : selectorText(labels), rate ? plainNumber(*rate) : QStringLiteral("0"),
            labels.isEmpty() ? QString() : selectorText(labels), row});
    }
    m_busiest->setEntries(entries);
}

void OverviewPage::takeHints(const ApiReply& reply)
{
    const QJsonArray hints = reply.data.value(u"hints").toArray();
    QList<OverviewList::Entry> entries;
    for (const QJsonValue& one : hints) {
        const QJsonObject hint = one.toObject();
        const QString family = hint.value(u"family").toString();
        const bool isTold = std::any_of(entries.begin(), entries.end(),
            [&](const OverviewList::Entry& entry) { return entry.link == family; }); // of another group
        if (isTold)
            continue;
        entries.append(
            {family, tr("Make it a rule"), hint.value(u"text").toString(), family, {}, selectorText(family, {}), hint});
    }
    m_mistakes->setVisible(!entries.isEmpty());
    m_mistakes->setEntries(entries);
}

} // namespace cairn::ui
