// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/connection.h"
#include "core/http/connection_budget.h"
#include "core/http/deadline_wheel.h"
#include "core/http/listener_context.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qobject.h>

#include <functional>
#include <memory>
#include <vector>

class QSocketNotifier;

namespace cairn::http {

/// What the listeners of a server share; outlives them.
struct ServerShared {
    Limits limits;
    Handler& handler;
    Observer& observer;
    std::string serverHeader;
    ConnectionBudget budget;
    std::vector<int> listening; ///< owned by the server
    std::vector<std::shared_ptr<Mailbox>> mailboxes; ///< of all listeners; complete before the first one starts
};

/// One listener thread's share of the connections: plain descriptors in one epoll set, behind one notifier, because Qt
/// polls each descriptor that it knows at every wake. Made anywhere, started and destroyed on its own thread.
class Listener final : public QObject {
    Q_OBJECT
public:
    Listener(ServerShared& shared, Descriptor epoll, Descriptor mailbox, Descriptor spare);
    ~Listener() override;

    void start();
    [[nodiscard]] const std::shared_ptr<Mailbox>& mailbox() const noexcept { return m_context.mailbox; }
    /// Stops accepting when all that wait are in. `stopped` is called then, `left` when no connection is left.
    void drain(const std::function<void()>& stopped, std::function<void()> left);

protected:
    void timerEvent(QTimerEvent* event) override;
    bool event(QEvent* event) override;

private:
    void process();
    bool round();
    void onEvent(std::uint64_t key, std::uint32_t events);
    void deliverLetters();
    void giveTurns();
    void checkDeadlines();

    bool acceptSome(int listening, int most);
    void acceptFailed(int listening);
    void pauseAccepting();
    bool giveAway(Arrival& arrival);
    void admitArrivals();
    void add(Descriptor socket, Peer peer);
    void watchListening(bool on);
    void refuseWithSpare(int listening, const Refusal& refusal);

    template <typename Call>
    void apply(Connection& connection, Call call);
    void queue(ConnectionId id);
    [[nodiscard]] Connection* find(ConnectionId id) noexcept;
    [[nodiscard]] ConnectionId takeSlot();
    void remove(Connection& connection);

    struct Slot {
        std::unique_ptr<Connection> connection;
        std::uint32_t serial = 0;
        bool counted = false; ///< in the budget
        bool queued = false; ///< in m_ready
    };

    ServerShared& m_shared;
    ListenerContext m_context;
    Descriptor m_epoll;
    Descriptor m_spare; ///< given up to tell one more client that there is no room
    QSocketNotifier* m_notifier = nullptr;
    DeadlineWheel m_deadlines;
    QBasicTimer m_tick; ///< runs while there are connections
    QBasicTimer m_acceptPause;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_freeSlots;
    std::vector<ConnectionId> m_ready; ///< wait for another turn, each once
    int m_open = 0;
    int m_turnedAway = 0; ///< of m_open: connections over the limit that still linger
    bool m_accepting = false;
    bool m_wakePosted = false;
    std::function<void()> m_left;
};

} // namespace cairn::http
