// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/output.h"

#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace cairn::http {

namespace {

constexpr std::size_t kKeptCapacity = 512; // what an idle connection may keep to spare the next answer an allocation

} // namespace

Output::Step Output::write(int fd, std::string_view piece)
{
    const Step step = flush(fd);
    if (step == Step::Broken)
        return step;
    std::size_t sent = 0;
    const Step result = step == Step::Drained ? send(fd, piece, sent) : step;
    m_bytes.append(piece.substr(sent));
    return result;
}

Output::Step Output::write(int fd, std::string&& piece)
{
    const Step step = flush(fd);
    if (step != Step::Drained)
        return step == Step::Broken ? step : write(fd, std::string_view(piece));
    m_bytes = std::move(piece);
    return flush(fd);
}

Output::Step Output::flush(int fd)
{
    if (pending() == 0)
        return Step::Drained;
    const Step step = send(fd, std::string_view(m_bytes).substr(m_sent), m_sent);
    if (step == Step::Drained)
        clear();
    else
        compact();
    return step;
}

Output::Step Output::send(int fd, std::string_view bytes, std::size_t& sent)
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK ? Step::Blocked : Step::Broken;
        m_progress = true;
        sent += static_cast<std::size_t>(count);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return Step::Drained;
}

// Appending behind much that has gone would keep it for ever.
void Output::compact()
{
    if (m_sent > m_bytes.size() / 2) {
        m_bytes.erase(0, m_sent);
        m_sent = 0;
    }
}

bool Output::takeProgress() noexcept
{
    return std::exchange(m_progress, false);
}

void Output::clear() noexcept
{
    if (m_bytes.capacity() > kKeptCapacity)
        std::string().swap(m_bytes);
    m_bytes.clear();
    m_sent = 0;
}

} // namespace cairn::http
