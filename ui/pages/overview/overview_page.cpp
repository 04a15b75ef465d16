// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_page.h"

#include "ui/format/number_text.h"
#include "ui/models/family.h"
#include "ui/models/hint_rule.h"
#include "ui/models/push_value.h"
#include "ui/pages/first_steps.h"
#include "ui/pages/overview/overview_list.h"
#include "ui/pages/overview/overview_tile.h"
#include "ui/theme/theme.h"
#include "ui/window/session.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QStackedWidget>

namespace cairn::ui {

namespace {

constexpr int kListLength = 8;
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
    , m_biggest(new OverviewList(QStringLiteral("biggest"), tr("Biggest families")))
    , m_busiest(new OverviewList(QStringLiteral("busiest"), tr("Busiest groups")))
    , m_mistakes(new OverviewList(QStringLiteral("hints"), tr("Looks like a running total that is added up")))
{
    build();
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
    right->addWidget(m_biggest, 1);
    right->addWidget(m_busiest, 1);
    right->addWidget(m_mistakes, 1);
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
    showHistory();
}

void OverviewPage::showTiles(const GatewayStatus& status)
{
    m_pushes->show(shortNumber(status.pushes.rate), tr("%1 in all").arg(shortNumber(status.pushes.total)));
    m_samples->show(shortNumber(status.samples.rate), tr("%1 in all").arg(shortNumber(status.samples.total)));
    m_refused->show(shortNumber(status.refusals.rate * 60), tr("%1 in all").arg(shortNumber(status.refusals.total)));
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
            family.name});
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
        QStringList selector;
        const QJsonObject labels = group.value(u"labels").toObject();
        for (auto label = labels.begin(); label != labels.end(); ++label)
            selector.append(label.key() + QStringLiteral("=\"") + label.value().toString() + u'"');
        const QString path = group.value(u"path").toString();
        entries.append({path.isEmpty() ? tr("(no path labels)") : path,
            rate ? rateText(*rate) : ageText(row.value(u"age_seconds").toDouble()),
            tr("%1 series, last push %2", nullptr, row.value(u"series").toInt())
                .arg(row.value(u"series").toInteger())
                .arg(ageText(row.value(u"age_seconds").toDouble())),
            u'{' + selector.join(u',') + u'}'});
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
        entries.append({hint.value(u"family").toString(), tr("Make it a rule"), hint.value(u"text").toString(),
            hint.value(u"family").toString()});
    }
    m_mistakes->setVisible(!entries.isEmpty());
    m_mistakes->setEntries(entries);
}

} // namespace cairn::ui
