// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pushes/pushes_detail.h"

#include "ui/format/number_text.h"
#include "ui/pages/file_choice.h"
#include "ui/pages/pushes/pushes_report.h"
#include "ui/theme/tone.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/exposition_highlighter.h"
#include "ui/window/session.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

QLabel* makeMessage(const char* name, Tone tone)
{
    auto* label = new QLabel;
    label->setObjectName(QString::fromLatin1(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(12, 4, 12, 4);
    setTone(label, tone);
    return label;
}

QString suffixOf(const QString& format)
{
    if (format == u"json")
        return QStringLiteral("json");
    return format == u"protobuf" ? QStringLiteral("pb")
        : format == u"increment" ? QStringLiteral("txt")
                                 : QStringLiteral("prom");
}

} // namespace

PushDetail::PushDetail(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new ElidedLabel)
    , m_facts(new ElidedLabel)
    , m_refusal(makeMessage("pushRefusal", Tone::Bad))
    , m_outgrown(makeMessage("pushOutgrown", Tone::Warning))
    , m_stack(new QStackedWidget)
    , m_report(new PushReportView)
    , m_body(new CodeEditor)
    , m_colors(new ExpositionHighlighter(m_body->document()))
    , m_curl(new CopyButton(tr("Copy as curl"),
          [this] {
              return m_request ? curlCommand(*m_request, m_session.client().target().base, pushPath()) : QString();
          }))
    , m_side(new QPushButton(tr("Body")))
    , m_again(new QPushButton(tr("Push again")))
    , m_try(new QPushButton(tr("Try")))
    , m_save(new QAction(tr("Save what was pushed…"), this))
{
    m_facts->setObjectName(QStringLiteral("pushFacts"));
    m_facts->setSecondary(true);
    m_outgrown->setText(tr("No longer in the list: newer pushes took its place. What is shown here stays."));
    m_body->setObjectName(QStringLiteral("pushBody"));
    m_body->setAccessibleName(tr("Body of the push"));
    m_body->setReadOnly(true);
    m_body->setFrameShape(QFrame::NoFrame);
    m_stack->addWidget(m_report);
    m_stack->addWidget(m_body);

    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(m_title);
    names->addWidget(m_facts);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 4);
    head->setSpacing(8);
    head->addLayout(names, 1);
    for (QWidget* button : std::initializer_list<QWidget*>{m_side, m_try, m_again, m_curl})
        head->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_outgrown);
    column->addWidget(m_refusal);
    column->addWidget(m_stack, 1);
    addActions();
    clear();
}

void PushDetail::addActions()
{
    m_side->setObjectName(QStringLiteral("pushSide"));
    m_side->setCheckable(true);
    m_side->setToolTip(tr("What was sent, instead of what became of it"));
    m_again->setObjectName(QStringLiteral("pushAgain"));
    m_try->setObjectName(QStringLiteral("pushTry"));
    m_curl->setObjectName(QStringLiteral("pushCopyCurl"));
    connect(m_side, &QPushButton::toggled, this, &PushDetail::showSide);
    connect(m_again, &QPushButton::clicked, this, &PushDetail::pushAgain);
    connect(m_save, &QAction::triggered, this, &PushDetail::save);
    connect(m_try, &QPushButton::clicked, this,
        [this] { m_session.openPage(QStringLiteral("try"), QString::number(m_push.id)); });
    connect(m_report, &PushReportView::lineChosen, this, [this](int line) {
        if (!m_hasBody)
            return;
        m_side->setChecked(true);
        m_body->showLine(line);
        m_body->setFocus();
    });
}

void PushDetail::show(const Push& push)
{
    const bool isOther = push.id != m_push.id;
    m_push = push;
    m_outgrown->hide();
    showHead();
    if (isOther)
        ask();
}

void PushDetail::clear()
{
    m_push = {};
    m_request.reset();
    m_hasBody = false;
    m_outgrown->hide();
    showHead();
    showSide(false);
    m_report->setNote(tr("Select a push to see what it merged into what, and why."));
}

void PushDetail::setOutgrown()
{
    m_outgrown->setVisible(m_push.id > 0);
}

void PushDetail::focusContent()
{
    if (m_stack->currentWidget() == m_body)
        return m_body->setFocus();
    auto* table = qobject_cast<QTableView*>(m_report->subject().view);
    table->setFocus();
    if (!table->currentIndex().isValid())
        table->selectRow(0);
}

void PushDetail::ask()
{
    m_request.reset();
    m_hasBody = false;
    showHead();
    ApiCall call = ApiCall::get({QStringLiteral("pushes"), QString::number(m_push.id)}).in(QStringLiteral("detail"));
    m_session.client().send(call, this, [this](const ApiReply& reply) {
        if (reply.ok())
            return take(reply.data);
        showSide(false);
        m_report->setNote(reply.error->status == 404
                ? tr("The gateway has forgotten this push: newer ones took its place.")
                : tr("No detail: %1").arg(reply.error->message));
    });
}

void PushDetail::take(const QJsonObject& detail)
{
    m_push = pushOf(detail);
    m_request = requestOf(detail);
    m_hasBody = detail[u"body"].isObject();
    if (m_hasBody)
        showBody(detail[u"body"].toObject());
    const bool isRefused = !m_push.error.isEmpty();
    if (detail[u"report"].isObject() && !isRefused)
        m_report->setReport(pushReportOf(detail[u"report"].toObject()));
    else
        m_report->setNote(noteWithoutReport());
    showSide(m_hasBody && isRefused);
    showHead();
}

void PushDetail::showBody(const QJsonObject& body)
{
    const QString text = body[u"text"].toString();
    const bool isBase64 = body[u"is_base64"].toBool();
    const auto size = static_cast<double>(isBase64 ? QByteArray::fromBase64(text.toLatin1()).size() : text.size());
    m_colors->setJson(m_push.format == u"json");
    m_body->setPlainText(isBase64 ? tr("%1 of a binary body").arg(bytesText(size)) : text);
    m_body->setFirstLine(qMax(1, body[u"first_line"].toInt()));
    m_body->setErrors(
        m_push.line > 0 && !isBase64 ? QMap<int, QString>{{m_push.line, m_push.error}} : QMap<int, QString>());
    m_body->setOffence(m_push.line, isBase64 ? QString() : m_push.text);
    m_body->showLine(m_push.line);
}

QString PushDetail::facts() const
{
    QStringList facts{QDateTime::fromMSecsSinceEpoch(qRound64(m_push.time * 1000)).toString(QStringLiteral("hh:mm:ss")),
        m_push.method, tr("from %1").arg(m_push.from),
        m_push.coding.isEmpty() ? formatName(m_push.format)
                                : formatName(m_push.format) + QStringLiteral(", ") + m_push.coding,
        bytesText(static_cast<double>(m_push.bytes))};
    if (m_push.samples)
        facts << (*m_push.samples == 1 ? tr("1 sample")
                                       : tr("%1 samples").arg(fullNumber(static_cast<double>(*m_push.samples))));
    if (m_push.duration > 0) // nobody took the time of what never came to be merged
        facts << tr("in %1").arg(secondsText(m_push.duration));
    return facts.join(QStringLiteral(" · "));
}

void PushDetail::showHead()
{
    const bool isNone = m_push.id == 0;
    m_title->setVisible(!isNone);
    m_facts->setVisible(!isNone);
    m_title->setText(m_push.group.isEmpty() ? tr("no group") : m_push.group);
    m_facts->setText(facts());
    m_refusal->setVisible(!isNone && !m_push.error.isEmpty());
    const bool isDry = m_push.result == PushResult::DryRun;
    const QString why = isDry ? tr("Would be refused: %1").arg(m_push.placedError())
        : m_push.line > 0     ? tr("Refused at line %1: %2").arg(m_push.line).arg(m_push.error)
                              : tr("Refused: %1").arg(m_push.error);
    const bool isToldBelow = m_push.text.isEmpty() || why.endsWith(m_push.text) || m_hasBody;
    m_refusal->setText(isToldBelow ? why : why + u'\n' + m_push.text);
    showActions();
}

void PushDetail::showActions()
{
    for (QWidget* widget : std::initializer_list<QWidget*>{m_curl, m_again, m_try})
        widget->setVisible(m_push.id > 0);
    m_side->setVisible(m_push.id > 0 && m_push.error.isEmpty());
    m_side->setEnabled(m_hasBody);
    m_side->setToolTip(m_hasBody ? tr("What was sent, instead of what became of it")
                                 : tr("Bodies are kept of pushes that arrive while this page is open"));
    const QString lack = m_request ? QString() : tr("The gateway did not keep the whole body of this push");
    for (QWidget* widget : std::initializer_list<QWidget*>{m_curl, m_again}) {
        widget->setEnabled(m_request.has_value());
        widget->setToolTip(lack);
    }
    const bool isBinary = m_push.format == u"protobuf";
    m_try->setEnabled(m_request && !isBinary);
    m_try->setToolTip(!m_request ? lack
            : isBinary           ? tr("Protobuf is no text to be edited")
                                 : tr("Opens it in the editor; nothing is pushed"));
    m_save->setEnabled(m_request.has_value());
}

void PushDetail::showSide(bool isBody)
{
    const QSignalBlocker blocker(m_side);
    m_side->setChecked(isBody);
    m_stack->setCurrentWidget(isBody ? static_cast<QWidget*>(m_body) : m_report);
}

QString PushDetail::noteWithoutReport() const
{
    if (!m_push.error.isEmpty())
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
    const auto request = requestOf(detail);
    return request ? curlCommand(*request, m_session.client().target().base, pushPath()) : QString();
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
    if (!m_request)
        return;
    m_session.client().send(pushCall(*m_request, pushPath()), this, [this](const ApiReply& reply) {
        if (reply.ok())
            return m_session.announce(tr("Pushed again. %1").arg(sentence(pushReportOf(reply.data))));
        m_session.announce(tr("Not pushed: %1").arg(reply.error->message));
    });
}

void PushDetail::save()
{
    if (!m_request)
        return m_session.announce(tr("The gateway did not keep the whole body of this push"));
    const QString suffix = suffixOf(m_push.format);
    chooseFileToWrite(this, tr("Save what was pushed"), QStringLiteral("push-%1.%2").arg(m_push.id).arg(suffix),
        QStringLiteral("*.") + suffix, [this](const QString& path) { writeTo(path); });
}

void PushDetail::writeTo(const QString& path)
{
    QSaveFile file(path);
    if (m_request && file.open(QIODevice::WriteOnly) && file.write(m_request->body) == m_request->body.size()
        && file.commit())
        return m_session.announce(tr("Exported to %1").arg(path));
    m_session.notify({tr("Not exported: %1").arg(file.errorString()), {}, {}, true});
}

} // namespace cairn::ui
