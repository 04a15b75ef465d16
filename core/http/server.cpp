// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/server.h"

#include "core/http/listen_socket.h"
#include "core/http/listener.h"

#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace cairn::http {

namespace {

/// One thread and its listener, which lives there.
class ListenerThread final {
public:
    explicit ListenerThread(std::unique_ptr<Listener> listener, int number)
        : m_listener(listener.release()) // no parent: it is deleted on its own thread
    {
        m_thread.setObjectName(QString("listener-%1").arg(number));
        m_listener->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::started, m_listener, &Listener::start);
        QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
        m_thread.start();
    }
    ~ListenerThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] Listener* listener() const noexcept { return m_listener; }

private:
    QThread m_thread;
    Listener* const m_listener;
};

class ServerImpl final : public QObject, public Server {
public:
    ServerImpl(const ServerOptions& options, Handler& handler, Observer& observer, std::vector<ListenSocket> sockets);
    ~ServerImpl() override;
    Result<void, std::string> startThreads(int count);

    std::vector<std::string> boundAddresses() const override;
    void drain(std::chrono::milliseconds grace, std::function<void()> drained) override;
    int connections() const override { return m_shared.budget.open(); }

private:
    void listenerStopped();
    void listenerLeft();
    void finishDrain();
    void closeListening();

    std::vector<ListenSocket> m_sockets;
    ServerShared m_shared;
    std::vector<std::unique_ptr<ListenerThread>> m_threads;
    QTimer m_grace;
    std::function<void()> m_drained;
    std::size_t m_accepting = 0; ///< listeners that still do
    std::size_t m_occupied = 0; ///< listeners that still have connections
};

Limits resolved(Limits limits)
{
    const int room = raiseDescriptorLimit();
    if (limits.connections <= 0)
        limits.connections = room;
    return limits;
}

std::vector<int> descriptorsOf(const std::vector<ListenSocket>& sockets)
{
    std::vector<int> descriptors;
    descriptors.reserve(sockets.size());
    for (const ListenSocket& socket : sockets)
        descriptors.push_back(socket.descriptor.get());
    return descriptors;
}

ServerImpl::ServerImpl(
    const ServerOptions& options, Handler& handler, Observer& observer, std::vector<ListenSocket> sockets)
    : m_sockets(std::move(sockets))
    , m_shared{resolved(options.limits), handler, observer, options.serverHeader,
          ConnectionBudget(resolved(options.limits).connections, options.limits.connectionsPerAddress),
          descriptorsOf(m_sockets), {}}
{
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, &ServerImpl::finishDrain);
}

ServerImpl::~ServerImpl()
{
    m_threads.clear();
    closeListening();
}

Result<void, std::string> ServerImpl::startThreads(int count)
{
    std::vector<std::unique_ptr<Listener>> listeners;
    for (int i = 0; i < count; ++i) {
        Descriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
        Descriptor mailbox(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
        Descriptor spare(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        if (!epoll || !mailbox || !spare)
            return Failure{std::string("start listeners: ") + std::strerror(errno)};
        listeners.push_back(
            std::make_unique<Listener>(m_shared, std::move(epoll), std::move(mailbox), std::move(spare)));
        m_shared.mailboxes.push_back(listeners.back()->mailbox());
    }
    for (int i = 0; i < count; ++i)
        m_threads.push_back(std::make_unique<ListenerThread>(std::move(listeners[static_cast<std::size_t>(i)]), i));
    return {};
}

std::vector<std::string> ServerImpl::boundAddresses() const
{
    std::vector<std::string> names;
    for (const ListenSocket& socket : m_sockets)
        names.push_back(socket.name);
    return names;
}

void ServerImpl::drain(std::chrono::milliseconds grace, std::function<void()> drained)
{
    m_drained = std::move(drained);
    m_accepting = m_occupied = m_threads.size();
    m_grace.start(grace);
    for (const auto& thread : m_threads) {
        Listener* listener = thread->listener();
        QMetaObject::invokeMethod(listener, [this, listener] {
            listener->drain([this] { QMetaObject::invokeMethod(this, [this] { listenerStopped(); }); },
                [this] { QMetaObject::invokeMethod(this, [this] { listenerLeft(); }); });
        });
    }
}

// The listening sockets are closed when the last listener has emptied the queue: closing resets whoever waits in it.
void ServerImpl::listenerStopped()
{
    if (--m_accepting == 0)
        closeListening();
}

void ServerImpl::listenerLeft()
{
    if (--m_occupied == 0)
        finishDrain();
}

void ServerImpl::finishDrain()
{
    m_grace.stop();
    m_threads.clear(); // cuts what is left
    closeListening();
    if (const auto drained = std::exchange(m_drained, nullptr))
        drained(); // may destroy this
}

void ServerImpl::closeListening()
{
    for (ListenSocket& socket : m_sockets) {
        if (socket.descriptor && !socket.unixPath.empty())
            ::unlink(socket.unixPath.c_str());
        socket.descriptor.reset();
    }
}

Result<std::vector<ListenSocket>, std::string> bindAddresses(const ServerOptions& options)
{
    std::vector<ListenSocket> sockets;
    for (const int descriptor : options.descriptors) {
        auto socket = adoptListening(descriptor);
        if (!socket)
            return Failure{socket.error()};
        sockets.push_back(std::move(*socket));
    }
    for (const std::string& address : options.addresses) {
        auto bound = listenOn(address);
        if (!bound)
            return Failure{bound.error()};
        std::move(bound->begin(), bound->end(), std::back_inserter(sockets));
    }
    if (sockets.empty())
        return Failure{std::string("no address to listen on")};
    return sockets;
}

} // namespace

Result<std::unique_ptr<Server>, std::string> Server::start(
    const ServerOptions& options, Handler& handler, Observer& observer)
{
    auto sockets = bindAddresses(options);
    if (!sockets)
        return Failure{sockets.error()};
    auto server = std::make_unique<ServerImpl>(options, handler, observer, std::move(*sockets));
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    if (const auto started = server->startThreads(options.threads > 0 ? options.threads : cores); !started)
        return Failure{started.error()};
    return std::unique_ptr<Server>(std::move(server));
}

} // namespace cairn::http
