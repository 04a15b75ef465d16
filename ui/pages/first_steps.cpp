// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/first_steps.h"

#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/copy_button.h"
#include "ui/window/session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kWidth = 760;

QString withoutSlash(const QUrl& base)
{
    QString text = base.toString();
    while (text.endsWith(u'/'))
        text.chop(1);
    return text;
}

QString hostAndPort(const QUrl& base)
{
    return base.port() < 0 ? base.host() : base.host() + u':' + QString::number(base.port());
}

void fitHeight(QPlainTextEdit& edit)
{
    const int lines = edit.document()->blockCount();
    edit.setFixedHeight(lines * QFontMetrics(edit.font()).lineSpacing() + 22);
}

} // namespace

FirstSteps::FirstSteps(Session& session, QWidget* parent) : FirstSteps(session, tr("Nothing has been pushed yet"))
{
    setParent(parent);
}

FirstSteps::FirstSteps(Session& session, const QString& text) : m_session(session)
{
    setObjectName(QStringLiteral("firstSteps"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(4);
    layout->addStretch(2);
    auto* title = new QLabel(text);
    title->setFont(Theme::instance().font(7, true));
    layout->addWidget(title);
    auto* note = new QLabel(tr("Copy a line into a terminal: what it pushes appears here within a second."));
    setTone(note, Tone::Secondary);
    layout->addWidget(note);
    m_curl = addStep(QStringLiteral("firstCurl"), tr("Push with curl"), {});
    m_python = addStep(QStringLiteral("firstPython"), tr("Push with Python"), tr("pip install prometheus_client"));
    m_scrape = addStep(QStringLiteral("firstScrape"), tr("Let Prometheus scrape it"),
        tr("honor_labels keeps the job and instance of what was pushed"));
    layout->addStretch(3);
    connect(&session.client(), &ApiClient::targetChanged, this, &FirstSteps::fill);
    connect(&session.connection(), &Connection::statusChanged, this, &FirstSteps::fill);
    connect(&Theme::instance(), &Theme::changed, this, &FirstSteps::fill);
    fill();
}

QString FirstSteps::curlText(const QUrl& base, const QString& pushPath)
{
    return QStringLiteral("echo 'backup_bytes_total 3.14e9' | curl --data-binary @- %1%2/job/backup")
        .arg(withoutSlash(base), pushPath);
}

QString FirstSteps::pythonText(const QUrl& base)
{
    return QStringLiteral("from prometheus_client import CollectorRegistry, Counter, pushadd_to_gateway\n"
                          "registry = CollectorRegistry()\n"
                          "Counter('jobs_done', 'Jobs that ended well', registry=registry).inc()\n"
                          "pushadd_to_gateway('%1', job='nightly', registry=registry)")
        .arg(withoutSlash(base));
}

QString FirstSteps::scrapeText(const QUrl& base, const QString& scrapePath)
{
    QString text = QStringLiteral("scrape_configs:\n  - job_name: cairn\n    honor_labels: true\n");
    const QString path = base.path() == u"/" ? scrapePath : base.path() + scrapePath;
    if (base.scheme() == u"https")
        text += QStringLiteral("    scheme: https\n");
    if (path != u"/metrics")
        text += QStringLiteral("    metrics_path: %1\n").arg(path);
    return text + QStringLiteral("    static_configs:\n      - targets: ['%1']").arg(hostAndPort(base));
}

QPlainTextEdit* FirstSteps::addStep(const QString& name, const QString& title, const QString& note)
{
    auto* head = new QHBoxLayout;
    auto* label = new QLabel(title);
    label->setFont(Theme::instance().font(0, true));
    auto* more = new QLabel(note);
    setTone(more, Tone::Secondary);
    auto* edit = new QPlainTextEdit;
    edit->setObjectName(name);
    edit->setAccessibleName(title);
    edit->setReadOnly(true);
    edit->setTabChangesFocus(true);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    edit->setMaximumWidth(kWidth);
    head->addWidget(label);
    head->addSpacing(8);
    head->addWidget(more);
    head->addStretch(1);
    head->addWidget(new CopyButton(tr("Copy"), [edit] { return edit->toPlainText(); }));
    auto* headBox = new QWidget;
    headBox->setLayout(head);
    headBox->setMaximumWidth(kWidth);
    head->setContentsMargins(0, 12, 0, 0);
    static_cast<QVBoxLayout*>(layout())->addWidget(headBox);
    static_cast<QVBoxLayout*>(layout())->addWidget(edit);
    return edit;
}

void FirstSteps::fill()
{
    const QUrl base = m_session.client().target().base;
    const GatewayStatus& status = m_session.connection().status();
    const auto orMetrics = [](const QString& path) { return path.isEmpty() ? QStringLiteral("/metrics") : path; };
    const std::initializer_list<std::pair<QPlainTextEdit*, QString>> steps{
        {m_curl, curlText(base, orMetrics(status.pushPath))}, {m_python, pythonText(base)},
        {m_scrape, scrapeText(base, orMetrics(status.scrapePath))}};
    for (const auto& [edit, text] : steps) {
        edit->setFont(Theme::instance().codeFont());
        if (edit->toPlainText() != text) // a selection stays
            edit->setPlainText(text);
        fitHeight(*edit);
    }
}

} // namespace cairn::ui
