// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/scrape/scrape_body.h"

namespace cairn {

namespace {

constexpr std::size_t kSentBytes = 32 * 1024; // compressed, worth a chunk
constexpr int kRendersPerPiece = 8; // then the other connections of the thread have their turn

} // namespace

ScrapeBody::ScrapeBody(Renderer text, std::string begun, ContentCoding coding, std::function<bool()> isLate,
    std::shared_ptr<void> ticket, Deadline deadline)
    : m_text(std::move(text))
    , m_plain(std::move(begun))
    , m_encoder(makeEncoder(coding))
    , m_isLate(std::move(isLate))
    , m_ticket(std::move(ticket))
    , m_deadline(deadline)
{
}

http::BodySource::Step ScrapeBody::next(std::string& out)
{
    if (m_isLate())
        return Step::Broken;
    return m_encoder ? nextCoded(out) : nextPlain(out);
}

http::BodySource::Step ScrapeBody::nextPlain(std::string& out)
{
    out += m_plain;
    m_plain.clear();
    return m_text(out, kRenderBytes) ? Step::More : Step::End;
}

http::BodySource::Step ScrapeBody::nextCoded(std::string& out)
{
    const std::size_t enough = out.size() + kSentBytes;
    for (int i = 0; i < kRendersPerPiece && out.size() < enough; ++i) {
        const bool more = m_text(m_plain, kRenderBytes);
        if (more)
            m_encoder->write(m_plain, out);
        else
            m_encoder->finish(m_plain, out);
        m_plain.clear();
        if (!more)
            return Step::End;
    }
    return Step::More;
}

} // namespace cairn
