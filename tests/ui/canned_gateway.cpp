// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canned_gateway.h"

#include <QTcpSocket>

namespace cairn::ui {

namespace {

QByteArray headerOf(const QByteArray& head, const QByteArray& name)
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray& line : lines)
        if (line.toLower().startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

QByteArray keyOf(const CannedRequest& request)
{
    return request.verb + ' ' + request.path.split('?').first();
}

} // namespace

CannedGateway::CannedGateway()
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* socket = nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_buffers.remove(socket);
                for (QList<QTcpSocket*>& waiting : m_held)
                    waiting.removeAll(socket);
                socket->deleteLater();
            });
        }
    });
}

void CannedGateway::set(const QByteArray& verbAndPath, const QByteArray& data, const QByteArray& etag)
{
    m_answers[verbAndPath] = {200, "{\"status\":\"success\",\"data\":" + data + '}', etag};
}

void CannedGateway::setEach(const QByteArray& verbAndPath, std::function<QByteArray(const CannedRequest&)> data)
{
    m_makers[verbAndPath] = std::move(data);
}

void CannedGateway::release(const QByteArray& verbAndPath, const QByteArray& data)
{
    for (QTcpSocket* socket : std::exchange(m_held[verbAndPath], {}))
        write(socket, {200, "{\"status\":\"success\",\"data\":" + data + '}', {}});
}

void CannedGateway::stop()
{
    close();
    const QList<QTcpSocket*> sockets = findChildren<QTcpSocket*>();
    for (QTcpSocket* socket : sockets)
        socket->abort();
}

void CannedGateway::refuse(const QByteArray& verbAndPath, int status, const QByteArray& envelope)
{
    m_answers[verbAndPath] = {status, envelope, {}};
}

QUrl CannedGateway::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort()));
}

CannedRequest CannedGateway::last(const QByteArray& verbAndPath) const
{
    for (auto it = m_requests.crbegin(); it != m_requests.crend(); ++it)
        if (keyOf(*it) == verbAndPath)
            return *it;
    return {};
}

int CannedGateway::count(const QByteArray& verbAndPath) const
{
    int n = 0;
    for (const CannedRequest& request : m_requests)
        n += keyOf(request) == verbAndPath ? 1 : 0;
    return n;
}

void CannedGateway::read(QTcpSocket* socket)
{
    QByteArray& buffer = m_buffers[socket];
    buffer += socket->readAll();
    for (qsizetype end = buffer.indexOf("\r\n\r\n"); end >= 0; end = buffer.indexOf("\r\n\r\n")) {
        const QByteArray head = buffer.left(end);
        const qsizetype length = headerOf(head, "content-length").toLongLong();
        if (buffer.size() < end + 4 + length)
            return;
        const QList<QByteArray> line = head.split('\r').first().split(' ');
        const CannedRequest request{
            line.value(0), line.value(1), headerOf(head, "if-match"), buffer.mid(end + 4, length)};
        buffer.remove(0, end + 4 + length);
        m_requests << request;
        answer(socket, request);
    }
}

void CannedGateway::answer(QTcpSocket* socket, const CannedRequest& request)
{
    if (const auto held = m_held.find(keyOf(request)); held != m_held.end()) {
        held->append(socket);
        return;
    }
    if (const auto maker = m_makers.constFind(keyOf(request)); maker != m_makers.constEnd())
        return write(socket, {200, "{\"status\":\"success\",\"data\":" + (*maker)(request) + '}', {}});
    static const Answer unknown{404, R"({"status":"error","errorType":"not_found","error":"not here"})", {}};
    write(socket, m_answers.value(keyOf(request), unknown));
}

void CannedGateway::write(QTcpSocket* socket, const Answer& answer)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status)
        + " X\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    if (!answer.etag.isEmpty())
        head += "ETag: " + answer.etag + "\r\n";
    socket->write(head + "\r\n" + answer.body);
}

} // namespace cairn::ui
