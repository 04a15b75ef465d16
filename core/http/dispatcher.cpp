// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/dispatcher.h"

#include <QtCore/qpointer.h>
#include <QtHttpServer/qabstracthttpserver.h>
#include <QtHttpServer/qhttpserverrequest.h>
#include <QtHttpServer/qhttpserverresponder.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace cairn::http {

namespace {

/// What QtHttpServer takes for a client: a socket without a descriptor that reads what it is fed.
class VirtualSocket final : public QTcpSocket {
public:
    VirtualSocket()
    {
        setSocketState(ConnectedState);
        setOpenMode(ReadWrite);
        setPeerAddress(QHostAddress(QHostAddress::LocalHost));
        setLocalAddress(QHostAddress(QHostAddress::LocalHost));
    }
    void feed(std::string_view bytes)
    {
        m_input = bytes;
        emit readyRead();
        m_input = {};
    }
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override
    {
        return static_cast<qint64>(m_input.size()) + QTcpSocket::bytesAvailable();
    }
    qint64 bytesToWrite() const override { return 0; }
    void disconnectFromHost() override { leave(); }
    void close() override { leave(); }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const std::size_t count = std::min(m_input.size(), static_cast<std::size_t>(most));
        std::memcpy(data, m_input.data(), count);
        m_input.remove_prefix(count);
        return static_cast<qint64>(count);
    }
    qint64 writeData(const char*, qint64 size) override { return size; }

private:
    void leave() // QtHttpServer frees it then
    {
        if (state() == UnconnectedState)
            return;
        setSocketState(UnconnectedState);
        emit disconnected();
    }

    std::string_view m_input;
};

/// Hands virtual sockets over. QAbstractHttpServer::bind() wants one that listens, so it is given a socket without an
/// address, which nobody can reach, and never accepts.
class VirtualServer final : public QTcpServer {
public:
    VirtualServer() { setSocketDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); }
    void hand(VirtualSocket* socket)
    {
        addPendingConnection(socket);
        pauseAccepting(); // nextPendingConnection() has resumed it
    }
};

struct Task {
    Request request;
    Responder responder;
};

} // namespace

class Dispatcher::Private final : public QAbstractHttpServer {
public:
    explicit Private(Handler& handler) : m_handler(handler), m_server(new VirtualServer)
    {
        bind(m_server);
        connectSocket();
    }
    ~Private() override
    {
        if (m_socket && !m_socket->parent()) // 6.5 and later adopt it
            delete m_socket;
    }

    void run(Task& task)
    {
        if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState) // some versions close what is idle
            connectSocket();
        m_task = &task;
        m_socket->feed(canonical(task.request.method));
        if (std::exchange(m_task, nullptr)) // a QtHttpServer that refuses the canonical request must not lose a push
            deliver(task);
    }

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest&, QTcpSocket*) override
    {
        return take();
    }
    void missingHandler(const QHttpServerRequest&, QTcpSocket*) override { }
#else
    bool handleRequest(const QHttpServerRequest&, QHttpServerResponder& responder) override
    {
        responder.write(QHttpServerResponder::StatusCode::Ok); // for its own books; the virtual socket drops it
        return take();
    }
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&&) override { }
#else
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&) override { }
#endif
#endif

private:
    bool take()
    {
        if (Task* task = std::exchange(m_task, nullptr))
            deliver(*task);
        return true;
    }
    void deliver(Task& task) noexcept
    {
        try {
            m_handler.handle(std::move(task.request), std::move(task.responder));
        } catch (...) {
            // its responder is gone by now and has answered 500
        }
    }
    // As short as it may be: QtHttpServer reads it byte by byte.
    const std::string& canonical(const std::string& method)
    {
        m_canonical.assign(method).append(" / HTTP/1.1\r\n\r\n");
        return m_canonical;
    }
    void connectSocket()
    {
        m_socket = new VirtualSocket;
        m_server->hand(m_socket);
    }

    Handler& m_handler;
    VirtualServer* m_server; ///< owned by QAbstractHttpServer from bind() on
    QPointer<VirtualSocket> m_socket;
    Task* m_task = nullptr;
    std::string m_canonical;
};

Dispatcher::Dispatcher(Handler& handler) : m_private(std::make_unique<Private>(handler)) { }

Dispatcher::~Dispatcher() = default;

void Dispatcher::run(Request request, Responder responder)
{
    Task task{std::move(request), std::move(responder)};
    m_private->run(task);
}

} // namespace cairn::http
