// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unix_exchange.h"

#include "core/model/units.h"

#include <QDeadlineTimer>
#include <QLocalSocket>

namespace cairn::app {

namespace {

std::string requestFor(const Target& target, const std::string* body)
{
    std::string text = body == nullptr ? "GET " : "POST ";
    text.append(target.path).append(" HTTP/1.0\r\nHost: localhost\r\nUser-Agent: cairn\r\n");
    if (body != nullptr)
        text.append("Content-Type: ").append(kPushedType).append("\r\nContent-Length: ");
    if (body != nullptr)
        text.append(std::to_string(body->size())).append("\r\n");
    text.append("\r\n");
    return body == nullptr ? text : text + *body;
}

std::string complaintOf(const QLocalSocket& socket)
{
    switch (socket.error()) {
    case QLocalSocket::ServerNotFoundError: return "there is no such socket";
    case QLocalSocket::ConnectionRefusedError: return "connection refused";
    default: return socket.errorString().toStdString();
    }
}

/// What the header says of the body's length, or -1.
qlonglong lengthIn(const QByteArray& head)
{
    const QByteArray name = "\r\ncontent-length: ";
    const qsizetype at = head.toLower().indexOf(name);
    if (at < 0)
        return -1;
    const qsizetype from = at + name.size();
    return head.mid(from, head.indexOf('\r', from) - from).toLongLong();
}

Result<HttpAnswer, std::string> readAnswer(const QByteArray& text)
{
    const qsizetype end = text.indexOf("\r\n\r\n");
    if (end < 0 || !text.startsWith("HTTP/1."))
        return Failure{std::string(text.isEmpty() ? "the connection ended without an answer" : "no HTTP answer")};
    const QByteArray body = text.mid(end + 4);
    const QByteArray head = text.left(end + 2);
    if (const qlonglong length = lengthIn(head); length >= 0 && body.size() < length)
        return Failure{std::string("the answer was cut")};
    return HttpAnswer{head.mid(9, 3).toInt(), body.toStdString()};
}

} // namespace

Result<HttpAnswer, std::string> exchangeOverUnix(
    const Target& target, const std::string* body, std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(timeout);
    const auto left = [&deadline] { return static_cast<int>(deadline.remainingTime()); };
    const std::string_view path = std::string_view(target.gateway).substr(target.gateway.find("://") + 3);
    QLocalSocket socket;
    socket.connectToServer(QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size())));
    if (!socket.waitForConnected(left()))
        return Failure{deadline.hasExpired() ? noAnswerWithin(timeout) : complaintOf(socket)};
    socket.write(QByteArray::fromStdString(requestFor(target, body)));
    QByteArray text;
    while (!deadline.hasExpired() && socket.waitForReadyRead(left()))
        text += socket.readAll();
    text += socket.readAll();
    if (deadline.hasExpired())
        return Failure{noAnswerWithin(timeout)};
    return readAnswer(text);
}

std::string noAnswerWithin(std::chrono::milliseconds timeout)
{
    return "no whole answer within " + formatDuration(timeout);
}

} // namespace cairn::app
