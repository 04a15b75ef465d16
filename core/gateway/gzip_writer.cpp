// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gzip_writer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <isa-l/igzip_lib.h>
#include <limits>

namespace cairn {

namespace {

constexpr std::size_t kRoom = 32 * 1024;

} // namespace

struct GzipWriter::State {
    isal_zstream stream{};
    std::array<std::uint8_t, ISAL_DEF_LVL1_DEFAULT> level{};
};

GzipWriter::GzipWriter() : m_state(std::make_unique<State>())
{
    isal_zstream& stream = m_state->stream;
    isal_deflate_init(&stream);
    stream.level = 1;
    stream.level_buf = m_state->level.data();
    stream.level_buf_size = static_cast<std::uint32_t>(m_state->level.size());
    stream.gzip_flag = IGZIP_GZIP;
    stream.flush = NO_FLUSH;
}

GzipWriter::~GzipWriter() = default;
GzipWriter::GzipWriter(GzipWriter&&) noexcept = default;
GzipWriter& GzipWriter::operator=(GzipWriter&&) noexcept = default;

void GzipWriter::write(std::string_view plain, std::string& out)
{
    constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
    while (!plain.empty()) {
        const std::string_view piece = plain.substr(0, kMost);
        run(piece, false, out);
        plain.remove_prefix(piece.size());
    }
}

void GzipWriter::finish(std::string& out)
{
    run({}, true, out);
}

void GzipWriter::run(std::string_view plain, bool last, std::string& out)
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
