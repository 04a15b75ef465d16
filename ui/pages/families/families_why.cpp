// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/mode_text.h"
#include "ui/models/series_text.h"
#include "ui/pages/families/families_sides.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/badge.h"
#include "ui/window/session.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace cairn::ui {

FamiliesWhyTab::FamiliesWhyTab(Session& session, QWidget* parent)
    : FamiliesTab(session, parent), m_sentence(new QLabel), m_steps(new QVBoxLayout), m_offer(new QWidget)
{
    auto* make = new QPushButton(tr("Make a rule for this family…"));
    make->setObjectName(QStringLiteral("whyMakeRule"));
    make->setToolTip(tr("Opens the rules with a draft of one. Nothing is saved yet."));
    connect(make, &QPushButton::clicked, this, &FamiliesWhyTab::proposeRule);
    auto* before = new QLabel(tr("A rule would be asked before the profile."));
    setTone(before, Tone::Secondary);
    auto* offer = new QHBoxLayout(m_offer);
    offer->setContentsMargins(0, 0, 0, 0);
    offer->setSpacing(12);
    offer->addWidget(make);
    offer->addWidget(before, 1);
    m_offer->hide();
    m_sentence->setObjectName(QStringLiteral("why"));
    m_sentence->setWordWrap(true);
    m_steps->setSpacing(12);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(16);
    layout->addWidget(m_sentence);
    layout->addLayout(m_steps);
    layout->addWidget(m_offer);
    layout->addStretch(1);
}

ApiCall FamiliesWhyTab::question() const
{
    return ApiCall::get({QStringLiteral("families"), family().name, QStringLiteral("why")})
        .with(QStringLiteral("labels"), series());
}

// As it is now, to be changed there.
void FamiliesWhyTab::proposeRule()
{
    session().proposeRule({{QLatin1String("match"), selectorText(family().name, {})}, {QLatin1String("mode"), m_next}});
}

void FamiliesWhyTab::take(const ApiReply& reply)
{
    if (!reply.ok() || reply.data == m_shown)
        return;
    forget();
    m_shown = reply.data;
    const ModeReason next = readModeReason(reply.data.value(u"next").toObject());
    m_next = next.mode;
    m_offer->setVisible(next.reason != u"rule");
    const QString last = modeText(reply.data.value(u"mode").toString()).joined();
    const QString labels = reply.data.value(u"labels_text").toString();
    const QString series = labels.isEmpty() ? tr("the series without labels") : u'{' + labels + u'}';
    const QString reason = reasonText(next.reason, next.rule, next.ruleNumber);
    m_sentence->setText(modeText(next.mode).joined() == last
            ? tr("%1 is merged by %2. Decided by: %3.").arg(series, last, reason)
            : tr("%1 was merged by %2; its next push is merged by %3. Decided by: %4.")
                  .arg(series, last, modeText(next.mode).joined(), reason));
    const QJsonArray chain = reply.data.value(u"chain").toArray();
    for (int number = 0; number < chain.size(); ++number)
        addStep(chain[number].toObject(), number + 1);
}

void FamiliesWhyTab::addStep(const QJsonObject& step, int number)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    const bool decides = step.value(u"decides").toBool();
    auto* place = new QLabel(QString::number(number));
    place->setFont(Theme::instance().font(0, decides));
    place->setFixedWidth(16);
    setTone(place, decides ? Tone::Accent : Tone::Secondary);
    auto* text = new QLabel(step.value(u"text").toString());
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    setTone(text, decides ? Tone::Plain : Tone::Secondary);
    layout->addWidget(place, 0, Qt::AlignTop);
    layout->addWidget(text, 1);
    if (decides) {
        auto* badge = new Badge;
        badge->setMode(step.value(u"mode").toString());
        layout->addWidget(badge, 0, Qt::AlignTop);
    }
    if (const int rule = step.value(u"rule_number").toInt(); rule > 0) {
        auto* link = new QToolButton;
        link->setText(tr("Open rule"));
        connect(link, &QToolButton::clicked, this,
            [this, rule] { session().openPage(QStringLiteral("rules"), QString::number(rule)); });
        layout->addWidget(link, 0, Qt::AlignTop);
    }
    m_steps->addWidget(row);
}

void FamiliesWhyTab::forget()
{
    m_shown = {};
    m_sentence->clear();
    m_offer->hide();
    while (QLayoutItem* item = m_steps->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace cairn::ui
