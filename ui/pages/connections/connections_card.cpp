// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/connections_card.h"

#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/mark_tag.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kWidth = 720;
constexpr int kStripe = 4;

QLabel* said(const QString& text, Tone tone)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    setTone(label, tone);
    return label;
}

} // namespace

void dressCard(QFrame& card)
{
    card.setProperty("tile", true);
    card.setMaximumWidth(kWidth);
}

ConnectionCard::ConnectionCard(const SavedConnection& saved, const QString& note, Kind kind) : m_color(saved.color)
{
    dressCard(*this);
    auto* name = new QLabel(saved.name); // no tone: the style sheet would set its font
    name->setTextFormat(Qt::PlainText);
    name->setFont(Theme::instance().font(0, true));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(name);
    auto* mark = new MarkTag;
    head->addWidget(mark);
    mark->setMark(environmentText(saved.environment), saved.color);
    head->addStretch(1);
    auto* where = new ElidedLabel(saved.url.toString());
    where->setSecondary(true);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addLayout(head);
    texts->addWidget(where);
    if (!note.isEmpty()) {
        QLabel* secret = said(note, Tone::Secondary);
        secret->setObjectName(QStringLiteral("secretNote"));
        secret->setWordWrap(true);
        texts->addWidget(secret);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->addLayout(texts, 1);
    const auto button = [this, row, &saved](const QString& text, const char* objectName, auto signal) {
        auto* made = new QPushButton(text);
        made->setObjectName(QString::fromLatin1(objectName));
        made->setAccessibleName(tr("%1: %2").arg(text, saved.name));
        row->addWidget(made);
        connect(made, &QPushButton::clicked, this, signal);
    };
    if (kind == Kind::Unsaved) {
        button(tr("Save…"), "save", &ConnectionCard::saveAsked);
    } else {
        button(tr("Open"), "open", &ConnectionCard::openAsked);
        button(tr("Edit"), "edit", &ConnectionCard::editAsked);
        button(tr("Forget"), "forget", &ConnectionCard::forgetAsked);
    }
    setFocusProxy(findChild<QPushButton*>()); // the first
}

void ConnectionCard::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(0, 0, kStripe, height(), Theme::instance().color(m_color));
}

} // namespace cairn::ui
