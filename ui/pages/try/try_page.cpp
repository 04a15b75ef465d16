// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/try/try_page.h"

#include "ui/pages/exposition_drop.h"
#include "ui/pages/pushes/pushes_report.h"
#include "ui/pages/table_actions.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/exposition_highlighter.h"
#include "ui/widgets/label_chips.h"
#include "ui/window/session.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kWaitMilliseconds = 300;

const QString kExample = QStringLiteral("# TYPE jobs_done counter\n"
                                        "jobs_done{kind=\"report\"} 3\n"
                                        "# TYPE job_last_seconds gauge\n"
                                        "job_last_seconds 1.25\n");

const QString kOpenMetricsExample = QStringLiteral("# TYPE jobs_done counter\n"
                                                   "jobs_done_total{kind=\"report\"} 3\n"
                                                   "# TYPE job_last_seconds gauge\n"
                                                   "# UNIT job_last_seconds seconds\n"
                                                   "job_last_seconds 1.25\n"
                                                   "# EOF\n");

const QString kJsonExample = QStringLiteral("{\"families\": [\n"
                                            "  {\"name\": \"jobs_done\", \"type\": \"counter\", \"samples\": [\n"
                                            "    {\"labels\": {\"kind\": \"report\"}, \"value\": 3}\n"
                                            "  ]},\n"
                                            "  {\"name\": \"job_last_seconds\", \"type\": \"gauge\", \"samples\": [\n"
                                            "    {\"value\": 1.25}\n"
                                            "  ]}\n"
                                            "]}\n");

QString exampleOf(const QString& format)
{
    return format == u"json" ? kJsonExample : format == u"openmetrics" ? kOpenMetricsExample : kExample;
}

bool isPushedJson(const QString& text)
{
    return text.trimmed().startsWith(u'{')
        && QJsonDocument::fromJson(text.toUtf8()).object().contains(QStringLiteral("families"));
}

} // namespace

TryPage::TryPage(Session& session, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_chips(new LabelChips)
    , m_curl(new ElidedLabel)
    , m_copy(
          new CopyButton({}, [this] { return curlCommand(request(), m_session.client().target().base, pushPath()); }))
    , m_format(new QComboBox)
    , m_editor(new CodeEditor)
    , m_colors(new ExpositionHighlighter(m_editor->document()))
    , m_report(new PushReportView)
    , m_push(new QPushButton)
    , m_note(new QLabel(tr("Nothing is merged until you push.")))
    , m_pushAction(new QAction(tr("Push what is in the editor"), this))
{
    m_pushAction->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    m_push->setObjectName(QStringLiteral("tryPush"));
    m_push->setProperty("primary", true);
    m_push->setToolTip(m_pushAction->shortcut().toString(QKeySequence::NativeText));
    m_report->setObjectName(QStringLiteral("tryReport"));

    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(12, 8, 12, 8);
    bottom->addWidget(m_note, 1);
    bottom->addWidget(m_push);
    auto* right = new QWidget;
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    rightColumn->addWidget(m_report, 1);
    rightColumn->addLayout(bottom);
    auto* splitter = new QSplitter;
    splitter->setObjectName(QStringLiteral("trySplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(makeEditor());
    splitter->addWidget(right);
    splitter->setSizes({400, 600});
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);
    setHome(m_editor);

    m_wait.setSingleShot(true);
    m_wait.setInterval(kWaitMilliseconds);
    connect(&m_wait, &QTimer::timeout, this, &TryPage::tryNow);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &TryPage::changed);
    connect(m_chips, &LabelChips::labelsChanged, this, &TryPage::changed);
    connect(m_format, &QComboBox::currentIndexChanged, this, &TryPage::changeFormat);
    connect(m_push, &QPushButton::clicked, this, &TryPage::push);
    connect(m_pushAction, &QAction::triggered, m_push, &QPushButton::click);
    connect(m_report, &PushReportView::lineChosen, m_editor, &CodeEditor::showLine);
    connect(&session.client(), &ApiClient::targetChanged, this, [this] {
        m_seen = {};
        changed();
    });
    m_chips->setLabels({{QStringLiteral("job"), QStringLiteral("demo")}});
    m_editor->setPlainText(kExample);
    m_report->setNote(tr("What the push would do shows here."));
    showPushable(0);
    restoreDraft();
    auto* copies = new TableActions(session, this);
    copies->add(m_report->subject());
    m_actions = QList<QAction*>{m_pushAction} + copies->actions();
    new ExpositionDrop(session, this);
    m_editor->viewport()->installEventFilter(findChild<ExpositionDrop*>()); // a file is its text here, not its name
}

void TryPage::restoreDraft()
{
    m_draft.setPlace(QStringLiteral("try"), {});
    const auto draft = m_draft.read();
    if (!draft)
        return;
    LabelChips::Labels labels;
    const QJsonArray pairs = draft->what.value(u"labels").toArray();
    for (const QJsonValue& pair : pairs)
        labels.append({pair[0].toString(), pair[1].toString()});
    m_chips->setLabels(labels);
    m_editor->setPlainText(draft->what.value(u"text").toString());
    setFormat(draft->what.value(u"format").toString());
}

void TryPage::keepDraft()
{
    QJsonArray labels;
    for (const auto& [name, value] : m_chips->labels())
        labels.append(QJsonArray{name, value});
    m_draft.keep({{QLatin1String("text"), m_editor->toPlainText()}, {QLatin1String("format"), format()},
        {QLatin1String("labels"), labels}});
}

QWidget* TryPage::makeEditor()
{
    m_editor->setObjectName(QStringLiteral("tryEditor"));
    m_editor->setAccessibleName(tr("Exposition to try"));
    m_editor->setFrameShape(QFrame::NoFrame);
    m_format->setObjectName(QStringLiteral("tryFormat"));
    m_format->setAccessibleName(tr("Format"));
    m_format->setToolTip(tr("What the text is read as"));
    for (const char* format : {"text", "openmetrics", "json"})
        m_format->addItem(formatName(QString::fromLatin1(format)), QString::fromLatin1(format));
    m_chips->setObjectName(QStringLiteral("tryLabels"));
    m_curl->setObjectName(QStringLiteral("tryCurl"));
    m_curl->setSecondary(true);
    m_curl->setElideMode(Qt::ElideMiddle); // the end is where it goes
    m_copy->setToolTip(tr("Copy the command, with the body"));
    auto* curl = new QHBoxLayout;
    curl->setSpacing(8);
    curl->addWidget(m_format);
    curl->addWidget(m_curl, 1);
    curl->addWidget(m_copy);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(4);
    head->addWidget(m_chips);
    head->addLayout(curl);
    column->addLayout(head);
    column->addWidget(m_editor, 1);
    return left;
}

PageInfo TryPage::info() const
{
    return {QStringLiteral("try"), tr("Try a push"), QStringLiteral("try"), {}};
}

void TryPage::activate()
{
    m_isActive = true;
    tryNow();
}

void TryPage::deactivate()
{
    m_isActive = false;
    m_wait.stop();
}

void TryPage::open(const QString& what)
{
    bool isId = false;
    const qint64 id = what.toLongLong(&isId);
    if (isId)
        load(id);
    else if (!what.isEmpty())
        setRequest({m_chips->labels(), what.toUtf8(), formatFor(what)});
}

QString TryPage::formatFor(const QString& text) const
{
    if (isPushedJson(text))
        return QStringLiteral("json");
    return format() == u"json" ? QStringLiteral("text") : format();
}

QString TryPage::format() const
{
    return m_format->currentData().toString();
}

void TryPage::setRequest(const TryRequest& request)
{
    if (request.labels != m_chips->labels())
        m_chips->setLabels(request.labels);
    m_editor->setPlainText(QString::fromUtf8(request.body));
    setFormat(request.format);
}

void TryPage::setFormat(const QString& format)
{
    m_format->setCurrentIndex(qMax(0, m_format->findData(format)));
}

// Who has written nothing yet sees how it is written.
void TryPage::changeFormat()
{
    m_colors->setJson(format() == u"json");
    const QString text = m_editor->toPlainText();
    const QStringList examples{kExample, kOpenMetricsExample, kJsonExample};
    if (text.trimmed().isEmpty() || examples.contains(text))
        m_editor->setPlainText(exampleOf(format()));
    changed();
    if (m_isActive)
        tryNow();
}

TryRequest TryPage::request() const
{
    return {m_chips->labels(), m_editor->toPlainText().toUtf8(), format()};
}

QString TryPage::pushPath() const
{
    const QString path = m_session.connection().status().pushPath;
    return path.isEmpty() ? QStringLiteral("/metrics") : path;
}

void TryPage::changed()
{
    if (request() == m_seen)
        return; // colours alone are new
    m_seen = request();
    showCurl();
    m_push->setEnabled(false); // its number is of what stood there
    if (!m_draft.path().isEmpty())
        keepDraft();
    if (m_isActive)
        m_wait.start();
}

void TryPage::tryNow()
{
    m_wait.stop();
    showCurl();
    if (const QString complaint = m_chips->complaint(); !complaint.isEmpty()) {
        m_report->setNote(complaint);
        return showPushable(0);
    }
    if (m_editor->toPlainText().trimmed().isEmpty()) {
        m_editor->setErrors({});
        m_report->setNote(tr("Type or paste samples at the left: what they would change shows here."));
        return showPushable(0);
    }
    m_session.client().send(
        tryCall(request()).in(QStringLiteral("try")), this, [this](const ApiReply& reply) { take(reply); });
}

void TryPage::take(const ApiReply& reply)
{
    if (reply.ok())
        return showReport(pushReportOf(reply.data));
    const ApiError& error = *reply.error;
    if (error.kind == ApiError::Kind::Declined) {
        PushReport refusal;
        refusal.accepted = false;
        refusal.line = error.body[u"line"].toInt();
        refusal.error = withoutLine(error.message, refusal.line);
        return showReport(refusal);
    }
    showPushable(0); // the last report stays: the banner says what is wrong with the gateway
}

void TryPage::showReport(const PushReport& report)
{
    const bool hasPlace = !report.accepted && report.line > 0;
    m_editor->setErrors(hasPlace ? QMap<int, QString>{{report.line, report.error}} : QMap<int, QString>());
    m_editor->setOffence(hasPlace ? report.line : 0, report.text);
    m_report->setReport(report);
    showPushable(report.accepted ? samplesOf(request()) : 0);
}

void TryPage::showPushable(int samples)
{
    m_push->setEnabled(samples > 0);
    m_push->setText(samples == 1 ? tr("Push 1 sample") : samples > 0 ? tr("Push %1 samples").arg(samples) : tr("Push"));
}

void TryPage::showCurl()
{
    m_curl->setText(curlLine(request(), m_session.client().target().base, pushPath()));
}

void TryPage::push()
{
    m_push->setEnabled(false);
    m_session.client().send(pushCall(request(), pushPath()), this, [this](const ApiReply& reply) {
        if (reply.ok())
            m_session.announce(tr("Pushed. %1").arg(sentence(pushReportOf(reply.data))));
        else
            m_session.announce(tr("Not pushed: %1").arg(reply.error->message));
        tryNow();
    });
}

void TryPage::load(qint64 pushId)
{
    ApiCall call = ApiCall::get({QStringLiteral("pushes"), QString::number(pushId)}).in(QStringLiteral("load"));
    m_session.client().send(call, this, [this](const ApiReply& reply) {
        const auto request = reply.ok() ? requestOf(reply.data) : std::nullopt;
        if (!request || request->format == u"protobuf")
            return m_session.announce(tr("The gateway has not kept the text of that push"));
        setRequest(asText(*request));
        tryNow();
    });
}

} // namespace cairn::ui
