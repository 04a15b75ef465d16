// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/decoders.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>
#include <zstd.h>
#include <zstd_errors.h>

namespace cairn::coding {

namespace {

constexpr std::uint64_t kMostWindow = 8 << 20; // what RFC 8878 section 3.1.1.1.2 asks decoders to support
constexpr std::uint64_t kMostBlock = 128 * 1024;
constexpr std::uint64_t kShortestBlock = 4; // three bytes of head and one to repeat
constexpr std::size_t kFirstGuess = 32; // times what arrived, where a frame does not tell
constexpr std::size_t kNextGuess = 8; // times the guess before

struct FreeContext {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

ZSTD_DCtx& context()
{
    static thread_local std::unique_ptr<ZSTD_DCtx, FreeContext> ours(ZSTD_createDCtx());
    if (!ours)
        ours.reset(ZSTD_createDCtx());
    if (!ours)
        throw std::bad_alloc();
    return *ours;
}

std::uint32_t magicOf(std::string_view frame) noexcept
{
    std::uint32_t magic = 0;
    for (int i = 3; i >= 0; --i)
        magic = magic << 8 | static_cast<std::uint8_t>(frame[static_cast<std::size_t>(i)]);
    return magic;
}

bool isSkippable(std::string_view frame) noexcept
{
    return (magicOf(frame) & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START;
}

// Section 3.1.1.1.2. A frame of a single segment has no window descriptor: its window is its content.
bool hasLargeWindow(std::string_view frame) noexcept
{
    const auto descriptor = static_cast<std::uint8_t>(frame[4]);
    if ((descriptor & 0x20) != 0)
        return false;
    const auto window = static_cast<std::uint8_t>(frame[5]);
    const std::uint64_t base = std::uint64_t{1} << (10 + (window >> 3));
    return base + base / 8 * (window & 7) > kMostWindow;
}

// The frame says what it holds; what its blocks cannot hold is not believed.
Decoded decodeKnown(std::string_view frame, std::size_t size, PlainBuffer& out)
{
    if (size / kMostBlock > frame.size() / kShortestBlock)
        return malformed("the zstd body is damaged");
    if (size > out.left())
        return tooLarge();
    char none = 0; // the empty body has no room, but an address
    char* room = size == 0 ? &none : out.room(size).data();
    const std::size_t got = ZSTD_decompressDCtx(&context(), room, size, frame.data(), frame.size());
    if (got != size)
        return malformed("the zstd body is damaged");
    out.add(got);
    return {};
}

// Decoding straight into the room needs no window beside it; for that the room must not move, so it is tried again with
// more where it was too small.
Decoded decodeUnknown(std::string_view frame, PlainBuffer& out)
{
    for (std::size_t guess = frame.size() * kFirstGuess;; guess *= kNextGuess) {
        const std::span<char> room = out.room(std::min(guess, out.left() + 1));
        const std::size_t got = ZSTD_decompressDCtx(&context(), room.data(), room.size(), frame.data(), frame.size());
        if (!ZSTD_isError(got)) {
            out.add(got);
            return out.isOver() ? Decoded(tooLarge()) : Decoded();
        }
        if (ZSTD_getErrorCode(got) != ZSTD_error_dstSize_tooSmall)
            return malformed("the zstd body is damaged");
        if (room.size() > out.left())
            return tooLarge();
    }
}

Decoded decodeFrame(std::string_view frame, PlainBuffer& out)
{
    if (isSkippable(frame))
        return {};
    if (hasLargeWindow(frame))
        return malformed("expected a zstd window of at most 8 MiB");
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size == ZSTD_CONTENTSIZE_ERROR)
        return malformed("the zstd body is damaged");
    return size == ZSTD_CONTENTSIZE_UNKNOWN ? decodeUnknown(frame, out) : decodeKnown(frame, size, out);
}

// The library may read formats older than the RFC; these are nobody's.
std::string_view whyNoFrame(std::string_view rest, bool isFirst) noexcept
{
    if (rest.size() < 4)
        return "the zstd body is cut";
    if (magicOf(rest) == ZSTD_MAGICNUMBER || isSkippable(rest))
        return {};
    return isFirst ? "expected zstd, found something else" : "found something behind the end of the zstd body";
}

} // namespace

Decoded decodeZstd(std::string_view body, PlainBuffer& out)
{
    for (bool isFirst = true; isFirst || !body.empty(); isFirst = false) {
        if (const std::string_view why = whyNoFrame(body, isFirst); !why.empty())
            return malformed(why);
        const std::size_t size = ZSTD_findFrameCompressedSize(body.data(), body.size());
        if (ZSTD_isError(size))
            return malformed(ZSTD_getErrorCode(size) == ZSTD_error_srcSize_wrong ? "the zstd body is cut"
                                                                                 : "the zstd body is damaged");
        if (auto decoded = decodeFrame(body.substr(0, size), out); !decoded)
            return decoded;
        body.remove_prefix(size);
    }
    return {};
}

} // namespace cairn::coding
