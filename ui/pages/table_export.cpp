// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/table_export.h"

#include "ui/format/number_text.h"
#include "ui/window/session.h"

#include <QDateTime>
#include <QFileInfo>
#include <QNetworkReply>

namespace cairn::ui {

namespace {

constexpr auto kStandstill = std::chrono::seconds(30); // of a scrape, without a byte

} // namespace

TableExport::TableExport(Session& session, ExportPlan plan, const QString& path, QObject* parent)
    : QObject(parent), m_session(session), m_plan(std::move(plan)), m_file(path)
{
    connect(&session.client(), &ApiClient::targetChanged, this, [this] { fail(tr("another gateway was chosen")); });
}

void TableExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return fail(m_file.errorString());
    m_session.notify({tr("Exporting to %1 …").arg(QFileInfo(m_file.fileName()).fileName()), tr("Stop"),
        [self = QPointer<TableExport>(this)] {
            if (self)
                self->stop();
        }});
    if (write(m_plan.head))
        go(nullptr);
}

void TableExport::stop()
{
    fail(tr("it was stopped"));
}

void TableExport::go(const ApiReply* last)
{
    if (const auto call = m_plan.next(last))
        return ask(*call);
    if (!write(m_plan.tail))
        return;
    if (!m_file.commit())
        return fail(m_file.errorString());
    m_session.notify({done()});
    end();
}

// Pages are asked for one after another: where something was pushed between them, that is said.
QString TableExport::done() const
{
    const QString name = m_file.fileName();
    if (m_rows == 0)
        return tr("Exported to %1").arg(name);
    const QString rows = tr("%1 rows are in %2").arg(fullNumber(static_cast<double>(m_rows)), name);
    if (m_from >= m_to)
        return rows;
    const auto clock = [](double time) {
        return QDateTime::fromMSecsSinceEpoch(qRound64(time * 1000)).toString(QStringLiteral("hh:mm:ss"));
    };
    return tr("%1. Not of one instant but from %2 to %3: what came or went meanwhile may be missing or there twice")
        .arg(rows, clock(m_from), clock(m_to));
}

void TableExport::ask(const ApiCall& call)
{
    if (call.isPlain)
        return stream(call);
    m_session.client().send(call, this, [this](const ApiReply& reply) { take(reply); });
}

void TableExport::take(const ApiReply& reply)
{
    if (m_isOver)
        return;
    if (!reply.ok())
        return fail(reply.error->message);
    if (const double asOf = reply.data.value(u"as_of").toDouble(); asOf > 0) {
        m_from = m_from > 0 ? m_from : asOf;
        m_to = asOf;
    }
    if (m_plan.rows)
        m_rows += m_plan.rows(reply);
    if (!m_plan.bytes || write(m_plan.bytes(reply)))
        go(&reply);
}

// A scrape may be longer than what this process should hold: it goes to the file as it comes.
void TableExport::stream(const ApiCall& call)
{
    QNetworkRequest request(m_session.client().urlOf(call));
    request.setRawHeader("Accept", "text/plain");
    if (const QByteArray token = m_session.client().target().token; !token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    request.setTransferTimeout(static_cast<int>(std::chrono::milliseconds(kStandstill).count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    m_stream = m_network.get(request);
    connect(m_stream, &QNetworkReply::readyRead, this, [this] {
        if (m_stream->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200)
            std::ignore = write(m_stream->readAll());
    });
    connect(m_stream, &QNetworkReply::finished, this, &TableExport::finishStream);
}

void TableExport::finishStream()
{
    QNetworkReply* reply = m_stream;
    m_stream.clear();
    reply->deleteLater();
    if (m_isOver)
        return;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->error() != QNetworkReply::NoError)
        return fail(reply->errorString());
    if (status != 200)
        return fail(tr("it answers %1").arg(status));
    const ApiReply nothing;
    if (write(reply->readAll()))
        go(&nothing);
}

bool TableExport::write(const QByteArray& bytes)
{
    if (m_isOver || m_file.write(bytes) != bytes.size()) {
        fail(m_file.errorString());
        return false;
    }
    return true;
}

void TableExport::fail(const QString& why)
{
    if (m_isOver)
        return;
    m_file.cancelWriting();
    m_session.notify({tr("Not exported: %1").arg(why), {}, {}, true});
    end();
}

void TableExport::end()
{
    const bool isWritten = m_file.error() == QFileDevice::NoError;
    m_isOver = true;
    if (m_stream)
        m_stream->abort();
    emit ended(isWritten);
    deleteLater();
}

} // namespace cairn::ui
