// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/zstd_encoder.h"

#include "core/coding/state_pool.h"

#include <new>
#include <zstd.h>

namespace cairn {

namespace {

constexpr std::size_t kRoom = 32 * 1024;
constexpr int kLevel = 1;
constexpr int kWindowLog = 17; // lines that are alike stand near each other: more is slower and no smaller

} // namespace

struct ZstdEncoder::State {
    State() : context(ZSTD_createCCtx())
    {
        if (context == nullptr)
            throw std::bad_alloc();
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
        ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, kWindowLog);
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    }
    ~State() { ZSTD_freeCCtx(context); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    using Pool = coding::StatePool<State>;

    ZSTD_CCtx* context;
};

ZstdEncoder::ZstdEncoder() : m_state(State::Pool::take())
{
    if (m_state)
        ZSTD_CCtx_reset(m_state->context, ZSTD_reset_session_only);
    else
        m_state = std::make_unique<State>();
}

ZstdEncoder::~ZstdEncoder()
{
    State::Pool::give(std::move(m_state));
}

void ZstdEncoder::write(std::string_view plain, std::string& out)
{
    run(plain, false, out);
}

void ZstdEncoder::finish(std::string_view rest, std::string& out)
{
    run(rest, true, out);
}

void ZstdEncoder::run(std::string_view plain, bool last, std::string& out)
{
    ZSTD_inBuffer input{plain.data(), plain.size(), 0};
    std::size_t left = 0;
    do {
        const std::size_t before = out.size();
        out.resize(before + kRoom);
        ZSTD_outBuffer output{out.data() + before, kRoom, 0};
        left = ZSTD_compressStream2(m_state->context, &output, &input, last ? ZSTD_e_end : ZSTD_e_continue);
        out.resize(before + output.pos);
        if (ZSTD_isError(left))
            throw std::bad_alloc(); // the parameters are good, so nothing else can be wrong
    } while (input.pos < input.size || (last && left > 0));
}

} // namespace cairn
