// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signals.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace cairn::app {

namespace {

constexpr std::array kHandled{SIGTERM, SIGINT, SIGHUP, SIGUSR1};
std::atomic<int> pipeWrite{-1};
std::atomic<bool> isTerminating{false};
std::array<std::atomic<bool>, NSIG> pending{};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

// Only what signal-safety(7) allows. The pipe only wakes: a storm of one signal neither fills it nor queues up.
void handle(int number)
{
    const int before = errno;
    if ((number == SIGTERM || number == SIGINT) && isTerminating.exchange(true))
        _exit(1);
    const char byte = 0;
    if (!pending[static_cast<std::size_t>(number)].exchange(true)) [[maybe_unused]]
        const ssize_t written = write(pipeWrite, &byte, 1);
    errno = before;
}

bool take(int number) noexcept
{
    return pending[static_cast<std::size_t>(number)].exchange(false);
}

void install(int number, void (*handler)(int))
{
    struct sigaction action { };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, nullptr);
}

} // namespace

Signals::Signals(QObject* parent) : QObject(parent)
{
    std::array<int, 2> ends{-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals");
    m_read = ends[0];
    pipeWrite = ends[1];
    isTerminating = false;
    for (auto& one : pending)
        one = false;
    m_notifier = new QSocketNotifier(m_read, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &Signals::drain);
    for (const int number : kHandled)
        install(number, handle);
    install(SIGPIPE, SIG_IGN);
}

Signals::~Signals()
{
    for (const int number : kHandled)
        install(number, SIG_DFL);
    m_notifier->setEnabled(false);
    close(pipeWrite.exchange(-1));
    close(m_read);
}

void Signals::drain()
{
    std::array<char, kHandled.size()> wakes{};
    [[maybe_unused]] const ssize_t woken = read(m_read, wakes.data(), wakes.size()); // before the flags: none is lost
    if (take(SIGTERM) || take(SIGINT)) // a second of them has ended the process
        emit terminated();
    if (take(SIGUSR1))
        emit reportAsked();
    if (take(SIGHUP) && !isTerminating)
        emit hungUp();
}

} // namespace cairn::app
