// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/status_strip.h"

#include "ui/format/number_text.h"
#include "ui/theme/tone.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/mark_tag.h"

#include <QToolButton>

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
    connect(&connection, &Connection::stateChanged, this, &StatusStrip::showConnection);
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
    showConnection();
}

// QStatusBar's own messages take the place of the parts, also of the one that says whether the gateway answers.
void StatusStrip::announce(const QString& text, std::chrono::milliseconds time)
{
    m_said->setText(text);
    m_silence.start(time);
}

QToolButton* StatusStrip::addPart(const QString& name, const QString& page, const QString& tip)
{
    auto* part = new QToolButton(this);
    part->setObjectName(name);
    part->setToolTip(tip);
    part->setAutoRaise(true);
    part->setFocusPolicy(Qt::TabFocus);
    setTone(part, Tone::Secondary);
    connect(part, &QToolButton::clicked, this, [this, page] { emit pageAsked(page); });
    addWidget(part);
    return part;
}

void StatusStrip::showConnection()
{
    const QString place = m_place.name.isEmpty() ? tr("this computer") : m_place.name;
    const QString trip = secondsText(m_connection.roundTripMilliseconds() / 1000);
    QString text;
    switch (m_connection.state()) {
    case Connection::State::Connecting: text = tr("%1: connecting").arg(place); break;
    case Connection::State::Fine: text = tr("%1  %2").arg(place, trip); break;
    case Connection::State::Slow: text = tr("%1: slow, %2").arg(place, trip); break;
    case Connection::State::Gone: text = tr("%1: no answer").arg(place); break;
    case Connection::State::Refused: text = tr("%1: not let in").arg(place); break;
    case Connection::State::Strange: text = tr("%1: strange answers").arg(place); break;
    }
    m_where->setText(QStringLiteral("● ") + text);
    setTone(m_where, toneOf(m_connection.state()));
}

void StatusStrip::showNumbers()
{
    const bool known = m_connection.isKnown();
    for (QToolButton* part : {m_pushes, m_series, m_refused, m_scraped})
        part->setVisible(known);
    if (!known)
        return;
    const GatewayStatus& status = m_connection.status();
    m_pushes->setText(tr("%1 pushes/s").arg(shortNumber(status.pushes.rate)));
    m_series->setText(tr("%1 series", nullptr, static_cast<int>(status.series.now)).arg(fullNumber(status.series.now)));
    m_refused->setText(tr("%1 refused").arg(fullNumber(status.refusals.total)));
    setTone(m_refused, status.refusals.rate > 0 ? Tone::Bad : Tone::Secondary);
    if (status.scrapes.isEmpty())
        m_scraped->setText(tr("not scraped yet"));
    else if (const double age = status.scrapes[0].ageSeconds; age < 1)
        m_scraped->setText(tr("scraped just now"));
    else
        m_scraped->setText(tr("scraped %1 ago").arg(ageText(age)));
}

} // namespace cairn::ui
