// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/families/families_gone.h"

#include "ui/format/number_text.h"
#include "ui/models/reset.h"
#include "ui/theme/tone.h"
#include "ui/window/session.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>

namespace cairn::ui {

namespace {

QString timeText(double seconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(seconds * 1000));
    const bool isToday = time.date() == QDate::currentDate();
    return time.toString(isToday ? QStringLiteral("hh:mm") : QStringLiteral("yyyy-MM-dd hh:mm"));
}

} // namespace

FamiliesGone::FamiliesGone(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_text(new QLabel), m_undo(new QPushButton)
{
    setObjectName(QStringLiteral("familyGone"));
    m_text->setObjectName(QStringLiteral("familyGoneText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    setTone(m_text, Tone::Warning);
    m_undo->setObjectName(QStringLiteral("familyGoneUndo"));
    m_undo->setToolTip(tr("What returns is added to what came since. rate() reads it as new increase."));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_undo, 0, Qt::AlignTop);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_undo->setEnabled(false);
        m_session.undoReset(m_reset);
    });
    hide();
}

void FamiliesGone::tell(const QString& family, const QString& labelsText)
{
    const QString what = labelsText.isEmpty() ? family : u'{' + labelsText + u'}';
    if (m_what != what) {
        m_what = what;
        m_undo->hide();
        m_text->setText(tr("Nothing is there of %1.").arg(m_what));
    }
    show();
    const ApiCall call = ApiCall::get({QStringLiteral("resets")})
                             .with(QStringLiteral("family"), family)
                             .with(QStringLiteral("labels"), labelsText)
                             .with(QStringLiteral("limit"), QStringLiteral("1"))
                             .in(QStringLiteral("gone"));
    m_session.client().send(call, this, [this, what](const ApiReply& reply) {
        if (reply.ok() && what == m_what)
            showReset(reply.data.value(u"resets").toArray().at(0).toObject());
    });
}

void FamiliesGone::showReset(const QJsonObject& json)
{
    const Reset reset = resetOf(json, 0);
    m_reset = reset.id;
    m_undo->setVisible(m_reset > 0);
    m_undo->setEnabled(true);
    if (m_reset == 0)
        return m_text->setText(
            tr("Nothing is there of %1 any more: it was deleted, its time ran out, or the gateway was "
               "started anew. It shows here again with the next push.")
                .arg(m_what));
    m_text->setText(tr("%1 was reset at %2; nothing was pushed since.").arg(m_what, timeText(reset.time)));
    m_undo->setText(tr("Undo, %1 series return", nullptr, static_cast<int>(reset.series))
                        .arg(fullNumber(static_cast<double>(reset.series))));
}

void FamiliesGone::clear()
{
    m_what.clear();
    hide();
}

} // namespace cairn::ui
