// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_json.h"
#include "ui/models/series_text.h"
#include "ui/pages/exposition_drop.h"
#include "ui/pages/pushes/pushes_detail.h"
#include "ui/pages/pushes/pushes_page.h"
#include "ui/pages/table_actions.h"
#include "ui/window/session.h"

#include <QAction>
#include <QJsonArray>
#include <QTableView>

namespace cairn::ui {

namespace {

constexpr qsizetype kMostCollected = 16 * 1024 * 1024; // characters for the clipboard

QString bodyOf(const QJsonObject& detail)
{
    const QJsonObject body = detail.value(u"body").toObject();
    const QString text = body.value(u"text").toString();
    if (text.isEmpty() || body.value(u"is_base64").toBool())
        return {};
    return text.endsWith(u'\n') ? text : text + u'\n';
}

// The log goes by ids, not by places: the next page is what is older than the last row.
std::optional<ApiCall> olderPushes(const ApiCall& call, const ApiReply* reply)
{
    ApiCall page = call;
    addParameter(page.query, QStringLiteral("limit"), QStringLiteral("500"));
    if (reply == nullptr)
        return page;
    const QJsonArray pushes = reply->data.value(u"pushes").toArray();
    if (pushes.isEmpty())
        return std::nullopt;
    addParameter(
        page.query, QStringLiteral("before"), QString::number(pushes.last().toObject().value(u"id").toInteger()));
    return page;
}

ExportPlan pushesJson(const ApiCall& call)
{
    ExportPlan plan = jsonPlan({call, QStringLiteral("pushes")});
    plan.next = [call](const ApiReply* reply) { return olderPushes(call, reply); };
    return plan;
}

QString countOf(const std::optional<qint64>& count)
{
    return count ? QString::number(*count) : QString();
}

ExportPlan pushesCsv(const ApiCall& call)
{
    const QStringList head{QStringLiteral("id"), QStringLiteral("time"), QStringLiteral("group"),
        QStringLiteral("from"), QStringLiteral("method"), QStringLiteral("format"), QStringLiteral("coding"),
        QStringLiteral("samples"), QStringLiteral("created"), QStringLiteral("dropped"), QStringLiteral("bytes"),
        QStringLiteral("seconds"), QStringLiteral("result"), QStringLiteral("status"), QStringLiteral("reason"),
        QStringLiteral("line"), QStringLiteral("error")};
    ExportPlan plan = csvPlan({call, QStringLiteral("pushes")}, head, [](const QJsonObject& row) {
        const Push push = pushOf(row);
        return QStringList{QString::number(push.id), plainNumber(push.time), push.groupPath, push.from, push.method,
            push.format, push.coding, countOf(push.samples), countOf(push.created), countOf(push.dropped),
            QString::number(push.bytes), push.duration > 0 ? plainNumber(push.duration) : QString(),
            row.value(u"result").toString(), QString::number(push.status), push.errorType,
            push.line > 0 ? QString::number(push.line) : QString(), push.error};
    });
    plan.next = [call](const ApiReply* reply) { return olderPushes(call, reply); };
    return plan;
}

} // namespace

void PushesPage::addActions()
{
    const auto add = [this](const QString& text, const QKeySequence& key, auto act) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, act);
        m_actions.append(action);
    };
    add(tr("Try the selected push"), {}, [this] {
        if (m_detail->id() > 0)
            m_session.openPage(QStringLiteral("try"), QString::number(m_detail->id()));
    });
    add(tr("Reset what is selected…"), QKeySequence::Delete, [this] { proposeReset(); });
    m_actions.append(m_detail->saveAction());
    m_copies->add(subject());
    m_copies->add(m_detail->reportSubject());
    m_actions += m_copies->actions();
    m_actions.append((new ExpositionDrop(m_session, this))->pasteAction());
}

TableSubject PushesPage::subject()
{
    TableSubject subject;
    subject.view = m_table;
    subject.name = QStringLiteral("pushes");
    subject.more = m_actions;
    subject.texts.insert(RowFormat::Exposition, [this](const QList<int>& rows, const TextDone& done) {
        collect(
            rows, [](const QJsonObject& detail) { return bodyOf(detail); }, done);
    });
    subject.texts.insert(RowFormat::Curl, [this](const QList<int>& rows, const TextDone& done) {
        collect(
            rows, [this](const QJsonObject& detail) { return m_detail->curlOf(detail); }, done);
    });
    subject.texts.insert(RowFormat::CurlDelete, [this](const QList<int>& rows, const TextDone& done) {
        QStringList lines;
        for (const int row : rows)
            lines.append(m_detail->curlDelete(m_model->row(row).groupPath));
        lines.removeDuplicates();
        done(lines.join(QString()));
    });
    subject.texts.insert(RowFormat::Selector, [this](const QList<int>& rows, const TextDone& done) {
        QStringList selectors;
        for (const int row : rows)
            selectors.append(filterOf(m_model->index(row, PushModel::GroupColumn)));
        selectors.removeDuplicates();
        selectors.removeAll(QString());
        done(selectors.join(QStringLiteral(" or ")));
    });
    subject.texts.insert(RowFormat::Json, [this](const QList<int>& rows, const TextDone& done) {
        QList<QJsonObject> objects;
        for (const int row : rows)
            objects.append(toJson(m_model->row(row)));
        done(jsonText(objects));
    });
    subject.filterOf = [this](const QModelIndex& cell) { return filterOf(cell); };
    subject.filterBy = [this](const QString& filter) { emit filterAsked(filter); };
    subject.exports.insert(RowFormat::Csv, [this] {
        ApiCall call = question();
        call.query.removeQueryItem(QStringLiteral("since"));
        call.query.removeQueryItem(QStringLiteral("limit"));
        return pushesCsv(call);
    });
    subject.exports.insert(RowFormat::Json, [this] {
        ApiCall call = question();
        call.query.removeQueryItem(QStringLiteral("since"));
        call.query.removeQueryItem(QStringLiteral("limit"));
        return pushesJson(call);
    });
    return subject;
}

QString PushesPage::filterOf(const QModelIndex& cell) const
{
    if (!cell.isValid())
        return {};
    const Push& push = m_model->row(cell.row());
    if (cell.column() == PushModel::FromColumn)
        return push.from.section(u':', 0, -2);
    if (cell.column() != PushModel::GroupColumn || !push.hasGroup || push.groupPath.isEmpty())
        return {};
    QMap<QString, QString> labels;
    for (const auto& [name, value] : labelsOfPath(push.groupPath))
        labels.insert(name, value);
    return selectorText(labels);
}

void PushesPage::collect(QList<int> rows, const std::function<QString(const QJsonObject&)>& text,
    const std::function<void(const QString&)>& done, const QString& soFar)
{
    if (rows.isEmpty() || soFar.size() > kMostCollected)
        return done(soFar);
    const qint64 id = m_model->row(rows.takeFirst()).id;
    QList<qint64> rest;
    for (const int row : std::as_const(rows))
        rest.append(m_model->row(row).id);
    const ApiCall call = ApiCall::get({QStringLiteral("pushes"), QString::number(id)}).in(QStringLiteral("copy"));
    m_session.client().send(ApiCall(call), this, [this, rest, text, done, soFar](const ApiReply& reply) {
        QList<int> left; // rows have moved meanwhile
        for (const qint64 one : rest)
            if (const int row = m_model->indexOfKey(one); row >= 0)
                left.append(row);
        collect(left, text, done, reply.ok() ? soFar + text(reply.data) : soFar);
    });
}

void PushesPage::proposeReset()
{
    const QList<int> rows = selectedRowsOf(*m_table);
    if (rows.size() != 1 || !m_model->row(rows.first()).hasGroup)
        return m_session.announce(tr("Select one push: the series of its group can be reset"));
    const Push& push = m_model->row(rows.first());
    const QString path = push.groupPath.isEmpty() ? QStringLiteral("/") : push.groupPath;
    m_session.proposeReset({tr("group %1").arg(path), {{QStringLiteral("group"), path}}});
}

} // namespace cairn::ui
