// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/connections_home.h"

#include "ui/client/connection.h"
#include "ui/format/number_text.h"
#include "ui/pages/connections/connections_card.h"
#include "ui/theme/tone.h"
#include "ui/window/local_gateway.h"
#include "ui/window/session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr std::chrono::seconds kToDecide(8);

} // namespace

HomeCard::HomeCard(Session& session, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_state(new QLabel)
    , m_address(new QLineEdit)
    , m_move(new QPushButton(tr("Move")))
    , m_switch(new QPushButton)
    , m_open(new QPushButton(tr("Open")))
{
    dressCard(*this);
    m_state->setObjectName(QStringLiteral("homeState"));
    m_state->setWordWrap(true);
    m_address->setObjectName(QStringLiteral("homeAddress"));
    m_address->setAccessibleName(tr("Address to listen on"));
    m_address->setToolTip(tr("Where it listens: 127.0.0.1:9091 for this computer alone, :9091 for everybody"));
    m_move->setObjectName(QStringLiteral("homeMove"));
    m_move->setToolTip(tr("Listen there instead; what it holds stays"));
    m_switch->setObjectName(QStringLiteral("homeSwitch"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_state);
    auto* row = new QHBoxLayout;
    row->addWidget(m_address, 1);
    row->addWidget(m_move);
    row->addWidget(m_switch);
    row->addWidget(m_open);
    layout->addLayout(row);
    m_decision.setSingleShot(true);
    connect(&m_decision, &QTimer::timeout, this, [this] { tell(m_session.local()); });
    connect(m_switch, &QPushButton::clicked, this, &HomeCard::startOrStop);
    connect(m_move, &QPushButton::clicked, this, &HomeCard::startOrMove);
    connect(m_address, &QLineEdit::returnPressed, this, &HomeCard::startOrMove);
    connect(m_address, &QLineEdit::textEdited, this, &HomeCard::showMove);
    connect(m_open, &QPushButton::clicked, this, [this] { m_session.goHome(); });
    if (LocalGateway* local = session.local())
        connect(local, &LocalGateway::changed, this, [this, local] { tell(local); });
    tell(session.local());
}

void HomeCard::tell(LocalGateway* local)
{
    for (QWidget* part : std::initializer_list<QWidget*>{m_address, m_move, m_switch, m_open})
        part->setVisible(local != nullptr);
    if (local == nullptr)
        return m_state->setText(tr("This window was opened for a gateway elsewhere and runs none of its own."));
    if (local->address() != m_told) { // what was typed, and failed, stays to be mended
        m_told = local->address();
        m_address->setText(m_told);
    }
    showMove();
    m_decision.stop();
    m_switch->setText(local->isRunning() ? tr("Stop") : tr("Start"));
    m_open->setEnabled(local->isRunning());
    setFocusProxy(local->isRunning() ? m_open : m_switch);
    setTone(m_state, local->complaint().isEmpty() ? Tone::Plain : Tone::Bad);
    if (local->isRunning())
        tellRunning(*local);
    else
        m_state->setText(
            local->complaint().isEmpty() ? tr("Stopped.") : tr("Did not start: %1.").arg(local->complaint()));
}

void HomeCard::tellRunning(const LocalGateway& local)
{
    const QString where = local.url().toString();
    m_state->setText(local.complaint().isEmpty()
            ? tr("Running at %1. It ends with Cairn, and what it holds is in memory only.").arg(where)
            : tr("Still at %1; did not move to %2: %3.").arg(where, m_address->text().trimmed(), local.complaint()));
}

void HomeCard::showMove()
{
    const LocalGateway& local = *m_session.local();
    m_move->setVisible(local.isRunning());
    m_move->setEnabled(!m_address->text().trimmed().isEmpty() && m_address->text().trimmed() != local.address());
}

void HomeCard::startOrMove()
{
    LocalGateway& local = *m_session.local();
    if (!local.isRunning())
        local.start(m_address->text().trimmed());
    else if (m_move->isEnabled())
        local.moveTo(m_address->text().trimmed());
}

// What it holds is in memory only: the first click says what the second takes.
void HomeCard::startOrStop()
{
    LocalGateway& local = *m_session.local();
    if (!local.isRunning())
        return local.start(m_address->text().trimmed());
    const QString loss = whatStoppingLoses(local);
    if (loss.isEmpty() || m_decision.isActive())
        return local.stop();
    m_switch->setText(loss);
    m_decision.start(kToDecide);
}

QString HomeCard::whatStoppingLoses(const LocalGateway& local) const
{
    const Connection& connection = m_session.connection();
    if (m_session.client().target().base != local.url() || !connection.isKnown())
        return tr("Stop and lose what it holds");
    const double series = connection.status().series.now;
    return series > 0 ? tr("Stop and lose %1 series", nullptr, static_cast<int>(series)).arg(fullNumber(series))
                      : QString();
}

} // namespace cairn::ui
