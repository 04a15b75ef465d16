// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pushes/pushes_detail.h"

#include "ui/format/number_text.h"
#include "ui/pages/pushes/pushes_report.h"
#include "ui/theme/theme.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/exposition_highlighter.h"
#include "ui/window/session.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cairn::ui {

PushDetail::PushDetail(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new ElidedLabel)
    , m_facts(new ElidedLabel)
    , m_refusal(new QLabel)
    , m_stack(new QStackedWidget)
    , m_report(new PushReportView)
    , m_body(new CodeEditor)
    , m_curl(new CopyButton(
          tr("Copy as curl"), [this] { return curlCommand(m_request, m_session.client().target().base, pushPath()); }))
    , m_again(new QPushButton(tr("Push again")))
    , m_try(new QPushButton(tr("Try")))
{
    m_facts->setSecondary(true);
    m_refusal->setObjectName(QStringLiteral("pushRefusal"));
    m_refusal->setWordWrap(true);
    m_refusal->setTextFormat(Qt::PlainText);
    m_refusal->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_refusal->setIndent(12);
    m_refusal->setMargin(4);
    m_body->setObjectName(QStringLiteral("pushBody"));
    m_body->setAccessibleName(tr("Body of the push"));
    m_body->setReadOnly(true);
    m_body->setFrameShape(QFrame::NoFrame);
    new ExpositionHighlighter(m_body->document());
    m_again->setObjectName(QStringLiteral("pushAgain"));
    m_try->setObjectName(QStringLiteral("pushTry"));
    m_curl->setObjectName(QStringLiteral("pushCopyCurl"));
    m_try->setToolTip(tr("Opens it in the editor; nothing is pushed"));
    m_stack->addWidget(m_report);
    m_stack->addWidget(m_body);

    auto* head = new QVBoxLayout;
    head->setContentsMargins(12, 8, 12, 4);
    head->setSpacing(0);
    head->addWidget(m_title);
    head->addWidget(m_facts);
    auto* actions = new QHBoxLayout;
    actions->setContentsMargins(12, 4, 12, 8);
    actions->setSpacing(8);
    actions->addWidget(m_try);
    actions->addWidget(m_again);
    actions->addWidget(m_curl);
    actions->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(actions);
    column->addWidget(m_refusal);
    column->addWidget(m_stack, 1);
    connect(m_again, &QPushButton::clicked, this, &PushDetail::pushAgain);
    connect(m_try, &QPushButton::clicked, this,
        [this] { m_session.openPage(QStringLiteral("try"), QString::number(m_push.id)); });
    connect(&Theme::instance(), &Theme::changed, this, &PushDetail::showHead);
    clear();
}

void PushDetail::show(const Push& push)
{
    const bool isOther = push.id != m_push.id;
    m_push = push;
    showHead();
    if (isOther)
        ask();
}

void PushDetail::clear()
{
    m_push = {};
    m_request = {};
    m_hasWholeBody = false;
    showHead();
    m_stack->setCurrentWidget(m_report);
    m_report->setNote(tr("Select a push to see what it merged into what, and why."));
}

void PushDetail::ask()
{
    m_hasWholeBody = false;
    showHead();
    ApiCall call = ApiCall::get({QStringLiteral("pushes"), QString::number(m_push.id)}).in(QStringLiteral("detail"));
    m_session.client().send(call, this, [this](const ApiReply& reply) {
        if (reply.ok())
            return take(reply.data);
        m_stack->setCurrentWidget(m_report);
        m_report->setNote(reply.error->status == 404
                ? tr("The gateway has forgotten this push: newer ones took its place.")
                : tr("No detail: %1").arg(reply.error->message));
    });
}

void PushDetail::take(const QJsonObject& detail)
{
    m_push = pushOf(detail);
    m_request = {labelsOfPath(m_push.groupPath), {}, m_push.format};
    const bool hasBody = detail[u"body"].isObject();
    if (hasBody)
        showBody(detail[u"body"].toObject());
    showHead();
    if (m_push.result == PushResult::Refused && hasBody)
        return m_stack->setCurrentWidget(m_body);
    m_stack->setCurrentWidget(m_report);
    if (detail[u"report"].isObject() && m_push.result != PushResult::Refused)
        m_report->setReport(pushReportOf(detail[u"report"].toObject()));
    else
        m_report->setNote(noteWithoutReport());
}

void PushDetail::showBody(const QJsonObject& body)
{
    const QString text = body[u"text"].toString();
    const bool isBase64 = body[u"is_base64"].toBool();
    m_hasWholeBody = !body[u"is_cut"].toBool() && m_push.hasGroup;
    m_request.body = isBase64 ? QByteArray::fromBase64(text.toLatin1()) : text.toUtf8();
    const int firstLine = qMax(1, body[u"first_line"].toInt());
    m_body->setPlainText(
        isBase64 ? tr("%1 of a binary body").arg(bytesText(static_cast<double>(m_request.body.size()))) : text);
    m_body->setFirstLine(firstLine);
    m_body->setErrors(
        m_push.line > 0 && !isBase64 ? QMap<int, QString>{{m_push.line, m_push.error}} : QMap<int, QString>());
    m_body->showLine(m_push.line);
}

void PushDetail::showHead()
{
    const bool isNone = m_push.id == 0;
    const bool isRefused = m_push.result == PushResult::Refused;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_facts, m_curl, m_again, m_try})
        widget->setVisible(!isNone);
    m_title->setText(m_push.group.isEmpty() ? tr("no group") : m_push.group);
    m_facts->setText(
        QStringList{QDateTime::fromMSecsSinceEpoch(qRound64(m_push.time * 1000)).toString(QStringLiteral("hh:mm:ss")),
            m_push.method, tr("from %1").arg(m_push.from), m_push.format, bytesText(static_cast<double>(m_push.bytes)),
            tr("in %1").arg(secondsText(m_push.duration))}
            .join(QStringLiteral(" · ")));
    m_refusal->setVisible(!isNone && isRefused);
    const QString why = m_push.line > 0 ? tr("Refused at line %1: %2").arg(m_push.line).arg(m_push.error)
                                        : tr("Refused: %1").arg(m_push.error);
    m_refusal->setText(m_push.text.isEmpty() || why.endsWith(m_push.text) ? why : why + u'\n' + m_push.text);
    m_refusal->setStyleSheet(QStringLiteral("color: %1;").arg(Theme::instance().color(ColorRole::Bad).name()));
    const QString lack = m_hasWholeBody ? QString() : tr("The gateway did not keep the whole body of this push");
    for (QWidget* widget : std::initializer_list<QWidget*>{m_curl, m_again}) {
        widget->setEnabled(m_hasWholeBody);
        widget->setToolTip(lack);
    }
    m_try->setEnabled(m_hasWholeBody && m_push.format != u"protobuf");
}

QString PushDetail::noteWithoutReport() const
{
    if (m_push.result == PushResult::Refused)
        return tr("The body was not kept. Bodies are kept of pushes that arrive while this page is open.");
    return tr("No report was made of this push. While this page is open, a few pushes per second get one.");
}

QString PushDetail::pushPath() const
{
    const QString path = m_session.connection().status().pushPath;
    return path.isEmpty() ? QStringLiteral("/metrics") : path;
}

TableSubject PushDetail::reportSubject()
{
    return m_report->subject();
}

QString PushDetail::curlOf(const QJsonObject& detail) const
{
    const Push push = pushOf(detail);
    const QJsonObject body = detail.value(u"body").toObject();
    if (body.isEmpty() || body.value(u"is_cut").toBool() || !push.hasGroup)
        return {};
    const QString text = body.value(u"text").toString();
    const QByteArray bytes
        = body.value(u"is_base64").toBool() ? QByteArray::fromBase64(text.toLatin1()) : text.toUtf8();
    return curlCommand(
        {labelsOfPath(push.groupPath), bytes, push.format}, m_session.client().target().base, pushPath());
}

QString PushDetail::curlDelete(const QString& groupPath) const
{
    ApiCall call;
    call.path = pushPath() + groupPath;
    return QStringLiteral("curl -X DELETE '")
        + m_session.client().urlOf(call).toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo) + QStringLiteral("'\n");
}

void PushDetail::pushAgain()
{
    m_session.client().send(pushCall(m_request, pushPath()), this, [this](const ApiReply& reply) {
        if (reply.ok())
            return m_session.announce(tr("Pushed again. %1").arg(sentence(pushReportOf(reply.data))));
        m_session.announce(tr("Not pushed: %1").arg(reply.error->message));
    });
}

} // namespace cairn::ui
