// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/gzip_encoder.h"

#include "core/coding/state_pool.h"

#include <array>
#include <cstdint>
#include <isa-l/igzip_lib.h>
#include <limits>

namespace cairn {

namespace {

constexpr std::size_t kRoom = 32 * 1024;

} // namespace

struct GzipEncoder::State {
    // Cheap: a new body needs no cleared memory, a new state does.
    void begin() noexcept
    {
        isal_deflate_init(&stream);
        stream.level = 1;
        stream.level_buf = level.data();
        stream.level_buf_size = static_cast<std::uint32_t>(level.size());
        stream.gzip_flag = IGZIP_GZIP;
        stream.flush = NO_FLUSH;
    }
    using Pool = coding::StatePool<State>;

    isal_zstream stream{};
    std::array<std::uint8_t, ISAL_DEF_LVL1_DEFAULT> level{};
};

GzipEncoder::GzipEncoder() : m_state(State::Pool::take())
{
    if (!m_state)
        m_state = std::make_unique<State>();
    m_state->begin();
}

GzipEncoder::~GzipEncoder()
{
    State::Pool::give(std::move(m_state));
}

void GzipEncoder::write(std::string_view plain, std::string& out)
{
    constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
    while (!plain.empty()) {
        const std::string_view piece = plain.substr(0, kMost);
        run(piece, false, out);
        plain.remove_prefix(piece.size());
    }
}

void GzipEncoder::finish(std::string_view rest, std::string& out)
{
    write(rest, out);
    run({}, true, out);
}

void GzipEncoder::run(std::string_view plain, bool last, std::string& out)
{
    isal_zstream& stream = m_state->stream;
    stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(plain.data())); // ISA-L does not write there
    stream.avail_in = static_cast<std::uint32_t>(plain.size());
    stream.end_of_stream = last ? 1 : 0;
    do {
        const std::size_t before = out.size();
        out.resize(before + kRoom);
        stream.next_out = reinterpret_cast<std::uint8_t*>(out.data() + before);
        stream.avail_out = kRoom;
        isal_deflate(&stream); // fails only for parameters that are wrong from the start
        out.resize(before + kRoom - stream.avail_out);
    } while (stream.avail_out == 0 || stream.avail_in > 0);
}

} // namespace cairn
