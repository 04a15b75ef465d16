// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reset_bar.h"

#include "ui/format/number_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kNamedFamilies = 4;
constexpr std::chrono::seconds kPatience(120); // for a million series, on a busy gateway

QString countOf(const QJsonValue& number)
{
    return fullNumber(number.toDouble());
}

QString familiesText(const QJsonObject& taken)
{
    const QJsonArray families = taken.value(u"families").toArray();
    const qint64 total = taken.value(u"families_total").toInteger();
    QStringList names;
    for (int i = 0; i < families.size() && i < kNamedFamilies; ++i) {
        const QJsonObject family = families[i].toObject();
        const QString name = family.value(u"name").toString();
        names.append(total == 1 ? name : ResetBar::tr("%1 of %2").arg(countOf(family.value(u"series")), name));
    }
    if (total > names.size())
        names.append(ResetBar::tr("%1 more families").arg(total - names.size()));
    return names.join(QStringLiteral(", "));
}

} // namespace

ResetBar::ResetBar(Session& session, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_text(new ElidedLabel)
    , m_warning(new QLabel)
    , m_call(new ElidedLabel)
    , m_copy(new CopyButton({}, [this] { return curl(); }))
    , m_reset(new QPushButton)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    setObjectName(QStringLiteral("resetBar"));
    m_text->setObjectName(QStringLiteral("resetText"));
    m_call->setObjectName(QStringLiteral("resetCall"));
    m_call->setSecondary(true);
    m_warning->setWordWrap(true);
    setTone(m_warning, Tone::Warning);
    m_copy->setToolTip(tr("Copy the call as curl"));
    m_copy->setAccessibleName(tr("Copy the call as curl"));
    m_reset->setObjectName(QStringLiteral("resetAccept"));
    m_reset->setProperty("primary", true);
    m_reset->setAutoDefault(true);
    m_cancel->setObjectName(QStringLiteral("resetCancel"));
    auto* callLine = new QHBoxLayout;
    callLine->setSpacing(4);
    callLine->addWidget(m_call);
    callLine->addWidget(m_copy);
    callLine->addStretch(1);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(m_text);
    texts->addWidget(m_warning);
    texts->addLayout(callLine);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(12);
    row->addLayout(texts, 1);
    row->addWidget(m_reset);
    row->addWidget(m_cancel);
    connect(&session, &Session::resetProposed, this, &ResetBar::propose);
    connect(&session.client(), &ApiClient::targetChanged, this, [this] {
        setResetting(false);
        hide();
    });
    connect(m_reset, &QPushButton::clicked, this, &ResetBar::reset);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::hide);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

bool ResetBar::stepBack()
{
    if (!isVisible() || m_isResetting)
        return false;
    hide();
    return true;
}

void ResetBar::withdraw()
{
    m_session.client().cancel(this, QStringLiteral("dry"));
    m_focusBefore.clear(); // where one was is no longer seen
    if (!m_isResetting)
        hide();
}

QString ResetBar::text() const
{
    return m_text->text();
}

ApiCall ResetBar::call(bool isDry) const
{
    ApiCall call = ApiCall::post({QStringLiteral("reset")});
    call.timeout = kPatience;
    for (const auto& [name, value] : m_proposal.conditions)
        addParameter(call.query, name, value);
    if (isDry)
        addParameter(call.query, QStringLiteral("dry_run"), QStringLiteral("true"));
    // many rows make many conditions: a body may be longer than a request's first line
    call.contentType = "application/x-www-form-urlencoded";
    call.body = call.query.toString(QUrl::FullyEncoded).toUtf8();
    call.query.clear();
    return call;
}

QString ResetBar::callLine() const
{
    QStringList conditions;
    for (const auto& [name, value] : m_proposal.conditions)
        conditions.append(name + u'=' + value);
    return QStringLiteral("POST /api/v2/reset  ") + conditions.join(QStringLiteral(" & "));
}

QString ResetBar::curl() const
{
    const ApiCall asked = call(false);
    QString line = QStringLiteral("curl -X POST '")
        + m_session.client().urlOf(asked).toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo) + u'\'';
    for (const auto& [name, value] : m_proposal.conditions)
        line += QStringLiteral(" --data-urlencode '")
            + QString(name + u'=' + value).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
    return line;
}

void ResetBar::propose(const ResetProposal& proposal)
{
    if (m_isResetting)
        return m_session.announce(tr("One reset at a time"));
    m_proposal = proposal;
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    m_session.client().send(
        call(true).in(QStringLiteral("dry")), this, [this](const ApiReply& reply) { showTaken(reply); });
}

void ResetBar::showTaken(const ApiReply& reply)
{
    if (!reply.ok())
        return m_session.notify({tr("Nothing was reset: %1").arg(reply.error->message), {}, {}, true});
    const double series = reply.data.value(u"series").toDouble();
    const QString what = tr("%1 series").arg(fullNumber(series));
    if (series == 0) {
        hide();
        return m_session.announce(tr("There is nothing left to reset"));
    }
    m_text->setText(tr("Would reset %1: %2").arg(what, familiesText(reply.data)));
    m_warning->setText(reply.warnings.join(u'\n'));
    m_warning->setVisible(!reply.warnings.isEmpty());
    m_call->setText(callLine());
    m_reset->setText(tr("Reset %1").arg(what));
    show();
    m_reset->setFocus();
}

void ResetBar::reset()
{
    setResetting(true);
    m_session.client().send(
        call(false), this, [this, what = m_proposal](const ApiReply& reply) { takeReset(what, reply); });
}

// Many series take a moment: the bar stays and says so.
void ResetBar::setResetting(bool isResetting)
{
    m_isResetting = isResetting;
    if (isResetting) {
        m_text->setText(tr("On its way: %1").arg(m_reset->text()));
        if (m_focusBefore != nullptr)
            m_focusBefore->setFocus();
    }
    m_reset->setEnabled(!isResetting);
    m_cancel->setEnabled(!isResetting);
}

void ResetBar::takeReset(const ResetProposal& what, const ApiReply& reply)
{
    setResetting(false);
    hide();
    if (!reply.ok() && reply.error->kind == ApiError::Kind::TimedOut)
        return m_session.notify(
            {tr("No answer yet: %1 may still be reset. The Resets page shows what becomes of it.").arg(what.text), {},
                {}, true});
    if (!reply.ok())
        return m_session.notify({tr("%1 was not reset: %2").arg(what.text, reply.error->message), {}, {}, true});
    const QJsonValue id = reply.data.value(u"id");
    const QString done
        = tr("%1 series of %2 reset.").arg(fullNumber(reply.data.value(u"series").toDouble()), what.text);
    if (id.isDouble() && reply.data.value(u"undo_seconds").isDouble())
        m_session.offerUndo({id.toInteger(), done, reply.data.value(u"undo_seconds").toInt()});
    else
        m_session.notify({done});
    emit m_session.resetDone();
}

void ResetBar::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus();
    m_focusBefore.clear();
}

void ResetBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Surface));
    painter.fillRect(0, 0, width(), 1, theme.color(ColorRole::Line));
    painter.fillRect(0, 0, 3, height(), theme.color(ColorRole::Warning));
}

} // namespace cairn::ui
