// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/status_strip.h"

#include "ui/format/number_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/mark_tag.h"
#include "ui/widgets/spoken.h"
#include "ui/window/status_part.h"

namespace cairn::ui {

namespace {

Tone toneOf(Connection::State state)
{
    switch (state) {
    case Connection::State::Fine: return Tone::Good;
    case Connection::State::Slow:
    case Connection::State::Connecting: return Tone::Warning;
    default: return Tone::Bad;
    }
}

QString dotted(const QString& text)
{
    return QStringLiteral("● ") + text;
}

} // namespace

StatusStrip::StatusStrip(Connection& connection, QWidget* parent)
    : QStatusBar(parent)
    , m_connection(connection)
    , m_mark(new MarkTag(this))
    , m_where(addPart(QStringLiteral("statusConnection"), QStringLiteral("connections"), tr("Connections")))
    , m_pushes(addPart(QStringLiteral("statusPushes"), QStringLiteral("pushes"), tr("Pushes")))
    , m_series(addPart(QStringLiteral("statusSeries"), QStringLiteral("families"), tr("Families")))
    , m_refused(addPart(QStringLiteral("statusRefused"), QStringLiteral("pushes"), tr("Refused pushes")))
    , m_scraped(addPart(QStringLiteral("statusScraped"), QStringLiteral("overview"), tr("Overview")))
    , m_said(new ElidedLabel(this))
{
    setSizeGripEnabled(false);
    m_said->setObjectName(QStringLiteral("statusSaid"));
    addPermanentWidget(m_said);
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] { m_said->setText({}); });
    m_mark->setObjectName(QStringLiteral("statusMark"));
    m_mark->setContentsMargins(8, 0, 0, 0);
    insertWidget(0, m_mark);
    m_mark->hide(); // until there is one
    keepRoom();
    connect(&connection, &Connection::stateChanged, this, [this] {
        showConnection();
        if (m_connection.state() != std::exchange(m_told, m_connection.state()))
            speak(*m_where, m_where->text());
    });
    connect(&connection, &Connection::waitChanged, this, &StatusStrip::showConnection);
    connect(&connection, &Connection::statusChanged, this, [this] {
        showConnection();
        showNumbers();
    });
    showConnection();
    showNumbers();
}

void StatusStrip::setPlace(const Place& place)
{
    m_place = place;
    m_mark->setMark(environmentText(place.environment), place.color);
    keepRoom();
    showConnection();
}

// QStatusBar's own messages take the place of the parts, also of the one that says whether the gateway answers.
void StatusStrip::announce(const QString& text, std::chrono::milliseconds time)
{
    m_said->setText(text);
    speak(*m_said, text);
    m_silence.start(time);
}

StatusPart* StatusStrip::addPart(const QString& name, const QString& page, const QString& tip)
{
    auto* part = new StatusPart(tip, this);
    part->setObjectName(name);
    connect(part, &QToolButton::clicked, this, [this, page] { emit pageAsked(page); });
    addWidget(part);
    return part;
}

// What most gateways need; who has more makes room once, and keeps it.
void StatusStrip::keepRoom()
{
    using State = Connection::State;
    QStringList where{dotted(waitText(99))};
    for (const State state : {State::Connecting, State::Fine, State::Slow, State::Gone, State::Refused, State::Strange})
        where.append(dotted(stateText(state, QStringLiteral("000.00 ms"))));
    m_where->keepRoomFor(where);
    m_pushes->keepRoomFor({tr("%1 pushes/s").arg(QStringLiteral("000.0 k"))});
    m_refused->keepRoomFor({tr("%1 refused").arg(QStringLiteral("000"))});
    m_scraped->keepRoomFor({tr("not scraped yet"), tr("scraped just now"), tr("scraped %1 ago").arg(ageText(59 * 60))});
    m_series->keepRoomFor({tr("%1 series", nullptr, 2).arg(fullNumber(999'999))});
}

QString StatusStrip::waitText(qint64 seconds)
{
    return tr("waiting for an answer, %1 s").arg(seconds);
}

QString StatusStrip::stateText(Connection::State state, const QString& trip) const
{
    const QString place = m_place.name.isEmpty() ? tr("this computer") : m_place.name;
    switch (state) {
    case Connection::State::Connecting: return tr("%1: connecting").arg(place);
    case Connection::State::Fine: return tr("%1  %2").arg(place, trip);
    case Connection::State::Slow: return tr("%1: slow, %2").arg(place, trip);
    case Connection::State::Gone: return tr("%1: no answer").arg(place);
    case Connection::State::Refused: return tr("%1: not let in").arg(place);
    case Connection::State::Strange: return tr("%1: strange answers").arg(place);
    }
    return place;
}

void StatusStrip::showConnection()
{
    const Connection::State state = m_connection.state();
    const qint64 waited = m_connection.waiting().count();
    const bool isWaiting = waited > 0 && (m_connection.isUsable() || state == Connection::State::Connecting);
    const QString trip = secondsText(m_connection.roundTripMilliseconds() / 1000);
    m_where->say(dotted(isWaiting ? waitText(waited) : stateText(state, trip)),
        isWaiting && state == Connection::State::Fine ? Tone::Warning : toneOf(state));
}

void StatusStrip::showNumbers()
{
    const bool known = m_connection.isKnown();
    for (StatusPart* part : {m_pushes, m_series, m_refused, m_scraped})
        part->setVisible(known);
    if (!known)
        return;
    const GatewayStatus& status = m_connection.status();
    m_pushes->say(tr("%1 pushes/s").arg(shortNumber(status.pushes.rate)), Tone::Secondary);
    m_series->say(tr("%1 series", nullptr, static_cast<int>(status.series.now)).arg(fullNumber(status.series.now)),
        Tone::Secondary);
    m_refused->say(tr("%1 refused").arg(fullNumber(status.refusals.total)),
        status.refusals.rate > 0 ? Tone::Bad : Tone::Secondary);
    m_scraped->say(scrapedText(status), Tone::Secondary);
}

QString StatusStrip::scrapedText(const GatewayStatus& status)
{
    if (status.scrapes.isEmpty())
        return tr("not scraped yet");
    const double age = status.scrapes[0].ageSeconds;
    return age < 1 ? tr("scraped just now") : tr("scraped %1 ago").arg(ageText(age));
}

} // namespace cairn::ui
