// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/listener.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qsocketnotifier.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/epoll.h>
#include <utility>

#include "core/http/socket_address.h"

namespace cairn::http {

namespace {

constexpr int kRoundsPerWake = 4; // then Qt's other events have their turn
constexpr int kEventsPerRound = 64;
constexpr int kAcceptsPerRound = 4; // few, so that the listeners share a burst
constexpr int kLingeringOverLimit = 32;
constexpr int kAcceptPauseMs = 50;
constexpr std::size_t kReadBuffer = 64 * 1024;
constexpr auto kWake = static_cast<QEvent::Type>(QEvent::User + 1);

// Keys of epoll: a connection has its serial, which is never 0, in the upper half.
constexpr std::uint64_t kMailboxKey = 0;
constexpr std::uint64_t kFirstListeningKey = 1;

std::uint64_t keyOf(ConnectionId id) noexcept
{
    return (static_cast<std::uint64_t>(id.serial) << 32) | id.slot;
}

ConnectionId idOf(std::uint64_t key) noexcept
{
    return {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
}

// Fine enough for the shortest deadline, coarse enough to cost nothing.
std::chrono::milliseconds tickFor(const Limits& limits)
{
    const auto shortest
        = std::min({limits.headerTimeout, limits.requestTimeout, limits.writeTimeout, limits.idleTimeout});
    return std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
}

Refusal noRoom(ConnectionBudget::Verdict verdict)
{
    if (verdict == ConnectionBudget::Verdict::AddressFull)
        return {503, Observer::Event::TooManyFromAddress, "too many connections from one address"};
    return {503, Observer::Event::TooManyConnections, "too many connections"};
}

bool watch(int epoll, int operation, int descriptor, std::uint32_t events, std::uint64_t key) noexcept
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = key;
    return ::epoll_ctl(epoll, operation, descriptor, &event) == 0;
}

} // namespace

Listener::Listener(ServerShared& shared, Descriptor epoll, Descriptor mailbox, Descriptor spare)
    : m_shared(shared)
    , m_context{shared.limits, shared.handler, shared.observer, shared.serverHeader,
          std::make_shared<Mailbox>(std::move(mailbox)), nullptr, {}, {}, {}, Clock::now(), false}
    , m_epoll(std::move(epoll))
    , m_spare(std::move(spare))
    , m_deadlines(tickFor(shared.limits))
{
    m_context.readBuffer.resize(kReadBuffer);
}

Listener::~Listener()
{
    m_context.mailbox->close();
    for (Slot& slot : m_slots) {
        if (slot.connection) {
            slot.connection->giveUp();
            remove(*slot.connection);
        }
    }
}

void Listener::start()
{
    m_context.mailbox->open();
    m_context.dispatcher = std::make_unique<Dispatcher>(m_shared.handler);
    m_notifier = new QSocketNotifier(m_epoll.get(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &Listener::process);
    watch(m_epoll.get(), EPOLL_CTL_ADD, m_context.mailbox->descriptor(), EPOLLIN, kMailboxKey);
    watchListening(true);
}

void Listener::drain(const std::function<void()>& stopped, std::function<void()> left)
{
    m_context.now = Clock::now();
    m_context.mailbox->refuseArrivals();
    admitArrivals();
    for (const int listening : m_shared.listening) {
        while (m_accepting && acceptSome(listening, kEventsPerRound)) { }
    }
    watchListening(false);
    m_acceptPause.stop();
    m_context.draining = true;
    stopped();
    m_left = std::move(left);
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        if (m_slots[i].connection)
            apply(*m_slots[i].connection, [](Connection& connection) { return connection.onDrain(); });
    }
    if (m_open == 0 && m_left)
        std::exchange(m_left, nullptr)();
    process();
}

bool Listener::event(QEvent* event)
{
    if (event->type() != kWake)
        return QObject::event(event);
    m_wakePosted = false;
    process();
    return true;
}

void Listener::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_tick.timerId()) {
        checkDeadlines();
    } else {
        m_acceptPause.stop();
        watchListening(true);
    }
}

void Listener::process()
{
    bool more = true;
    for (int left = kRoundsPerWake; left > 0 && more; --left)
        more = round();
    if (!m_ready.empty() && !std::exchange(m_wakePosted, true))
        QCoreApplication::postEvent(this, new QEvent(kWake));
}

// True if another round may find something to do.
bool Listener::round()
{
    std::array<epoll_event, kEventsPerRound> events;
    const int count = ::epoll_wait(m_epoll.get(), events.data(), kEventsPerRound, 0);
    if (count <= 0 && m_ready.empty())
        return false;
    m_context.now = Clock::now();
    for (int i = 0; i < count; ++i)
        onEvent(events[static_cast<std::size_t>(i)].data.u64, events[static_cast<std::size_t>(i)].events);
    giveTurns();
    return true;
}

void Listener::onEvent(std::uint64_t key, std::uint32_t events)
{
    if (key == kMailboxKey) {
        deliverLetters();
        admitArrivals();
    } else if (idOf(key).serial == 0) {
        if (m_accepting)
            acceptSome(m_shared.listening[key - kFirstListeningKey], kAcceptsPerRound);
    } else if (Connection* connection = find(idOf(key))) {
        apply(*connection, [events](Connection& ready) { return ready.onEvents(events); });
    }
}

void Listener::deliverLetters()
{
    for (Letter& letter : m_context.mailbox->take()) {
        if (Connection* connection = find(letter.to))
            apply(*connection, [&](Connection& waiting) { return waiting.onAnswer(std::move(letter.response)); });
    }
}

void Listener::giveTurns()
{
    std::vector<ConnectionId> ready;
    ready.swap(m_ready);
    for (const ConnectionId id : ready) {
        Connection* connection = find(id);
        if (connection == nullptr)
            continue;
        m_slots[id.slot].queued = false;
        apply(*connection, [](Connection& next) { return next.resume(); });
    }
}

void Listener::checkDeadlines()
{
    m_context.now = Clock::now();
    m_deadlines.advance(m_context.now, [this](DeadlineHook& hook) {
        apply(static_cast<Connection&>(hook), [](Connection& late) { return late.onDeadline(); });
    });
    process();
}

bool Listener::acceptSome(int listening, int most)
{
    for (int i = 0; i < most; ++i) {
        SocketAddress address;
        Descriptor socket(::accept4(listening, address.raw(), &address.size, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (socket) {
            Arrival arrival{std::move(socket), peerOf(address)};
            if (!giveAway(arrival))
                add(std::move(arrival.socket), std::move(arrival.peer));
            continue;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return false;
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            acceptFailed(listening);
            return false;
        }
        if (errno == EBADF || errno == EINVAL || errno == ENOTSOCK) { // somebody shut down a socket that we were given
            pauseAccepting();
            return false;
        }
        // everything else is the fault of that one client, who is gone
    }
    return true;
}

// Without a pause the listening descriptor would stay readable and spin.
void Listener::pauseAccepting()
{
    watchListening(false);
    m_acceptPause.start(kAcceptPauseMs, Qt::PreciseTimer, this);
}

void Listener::acceptFailed(int listening)
{
    const Refusal refusal{503, Observer::Event::DescriptorsExhausted, "no descriptor left to accept with"};
    m_shared.observer.happened(refusal.event, {}, refusal.detail);
    refuseWithSpare(listening, refusal);
    pauseAccepting();
}

void Listener::refuseWithSpare(int listening, const Refusal& refusal)
{
    m_spare.reset();
    if (const Descriptor socket{::accept4(listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)}) {
        const Response response = m_context.answerTo({}, refusal);
        std::string answer;
        appendHead(answer, response, {.close = true, .length = response.body.size()}, {}, {});
        answer += response.body;
        ::send(socket.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
        ::shutdown(socket.get(), SHUT_WR);
        ::recv(socket.get(), m_context.readBuffer.data(), m_context.readBuffer.size(), 0); // unread, it makes a reset
        m_shared.observer.answered({}, response.status, {}, {});
    }
    m_spare = Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); // the one that the client had
}

void Listener::watchListening(bool on)
{
    m_accepting = on;
    std::uint64_t key = kFirstListeningKey;
    for (const int listening : m_shared.listening)
        watch(m_epoll.get(), on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, listening, EPOLLIN | EPOLLEXCLUSIVE, key++);
}

// Whoever wakes first accepts a whole burst: without this, one thread would serve it alone while the others idle.
bool Listener::giveAway(Arrival& arrival)
{
    const auto& mailboxes = m_shared.mailboxes;
    const auto idlest = std::min_element(
        mailboxes.begin(), mailboxes.end(), [](const auto& a, const auto& b) { return a->load() < b->load(); });
    return (*idlest)->load() + 1 < m_context.mailbox->load() && (*idlest)->offer(arrival);
}

void Listener::admitArrivals()
{
    for (Arrival& arrival : m_context.mailbox->takeArrivals())
        add(std::move(arrival.socket), std::move(arrival.peer));
}

void Listener::add(Descriptor socket, Peer peer)
{
    const auto verdict = m_shared.budget.admit(peer);
    const bool admitted = verdict == ConnectionBudget::Verdict::Admitted;
    if (!admitted && m_turnedAway >= kLingeringOverLimit) {
        m_shared.observer.happened(noRoom(verdict).event, peer, "cut");
        return;
    }
    const ConnectionId id = takeSlot();
    Slot& slot = m_slots[id.slot];
    slot.connection = std::make_unique<Connection>(m_context, id, std::move(socket), std::move(peer));
    slot.counted = admitted;
    if (m_open++ == 0)
        m_tick.start(static_cast<int>(tickFor(m_shared.limits).count()), Qt::CoarseTimer, this);
    m_context.mailbox->addLoad(1);
    m_turnedAway += admitted ? 0 : 1;
    Connection& connection = *slot.connection;
    if (!watch(m_epoll.get(), EPOLL_CTL_ADD, connection.descriptor(), EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
            keyOf(id)))
        remove(connection);
    else if (!admitted)
        apply(connection, [verdict](Connection& extra) { return extra.turnAway(noRoom(verdict)); });
    else // the epoll set tells about what is there already, too
        m_deadlines.set(connection, connection.deadline());
}

template <typename Call>
void Listener::apply(Connection& connection, Call call)
{
    Connection::After after = Connection::After::Gone;
    try {
        after = call(connection);
    } catch (...) {
        connection.giveUp(); // out of memory; the others stay
    }
    if (after == Connection::After::Gone) {
        remove(connection);
        return;
    }
    if (after == Connection::After::Again)
        queue(connection.id());
    m_deadlines.set(connection, connection.deadline());
}

void Listener::queue(ConnectionId id)
{
    if (!std::exchange(m_slots[id.slot].queued, true))
        m_ready.push_back(id);
}

Connection* Listener::find(ConnectionId id) noexcept
{
    if (id.slot >= m_slots.size() || m_slots[id.slot].serial != id.serial)
        return nullptr;
    return m_slots[id.slot].connection.get();
}

ConnectionId Listener::takeSlot()
{
    if (m_freeSlots.empty()) {
        m_slots.emplace_back();
        m_freeSlots.push_back(static_cast<std::uint32_t>(m_slots.size() - 1));
    }
    const std::uint32_t slot = m_freeSlots.back();
    m_freeSlots.pop_back();
    if (++m_slots[slot].serial == 0)
        m_slots[slot].serial = 1;
    return {slot, m_slots[slot].serial};
}

void Listener::remove(Connection& connection)
{
    Slot& slot = m_slots[connection.id().slot];
    if (slot.counted)
        m_shared.budget.release(connection.peer());
    else
        --m_turnedAway;
    slot.queued = false; // whoever gets the slot next has another serial
    m_freeSlots.push_back(connection.id().slot);
    slot.connection.reset(); // closes the descriptor, which takes it out of the epoll set
    m_context.mailbox->addLoad(-1);
    if (--m_open > 0)
        return;
    m_tick.stop();
    if (m_left)
        std::exchange(m_left, nullptr)();
}

} // namespace cairn::http
