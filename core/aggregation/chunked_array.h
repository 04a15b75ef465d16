// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>

namespace cairn {

/// A growing array whose elements never move: chunks of 64 Ki elements behind a fixed directory, so that a reader with
/// an index handed to it needs no lock. Elements begin uninitialised: whoever takes an index writes it first.
/// Growing is the business of one thread at a time.
template <typename T>
class ChunkedArray {
    static_assert(std::is_trivially_destructible_v<T>);

public:
    static constexpr std::uint32_t kChunkBits = 16;
    static constexpr std::uint32_t kChunkSize = 1u << kChunkBits;
    static constexpr std::uint32_t kMaxChunks = 4096;

    ChunkedArray() = default;
    ChunkedArray(const ChunkedArray&) = delete;
    ChunkedArray& operator=(const ChunkedArray&) = delete;
    ~ChunkedArray()
    {
        for (std::uint32_t i = 0; i < m_chunks; ++i)
            std::free(m_directory[i].load(std::memory_order_relaxed));
    }

    T& operator[](std::uint32_t index) noexcept
    {
        return m_directory[index >> kChunkBits].load(std::memory_order_relaxed)[index & (kChunkSize - 1)];
    }
    const T& operator[](std::uint32_t index) const noexcept
    {
        return m_directory[index >> kChunkBits].load(std::memory_order_relaxed)[index & (kChunkSize - 1)];
    }

    /// Makes indexes below `size` usable. Throws std::bad_alloc, and then nothing has changed.
    void reserve(std::uint32_t size)
    {
        while (m_chunks < kMaxChunks && size > m_chunks * std::uint64_t{kChunkSize})
            addChunk();
        if (size > m_chunks * std::uint64_t{kChunkSize})
            throw std::bad_alloc();
    }
    /// Copies the elements of indexes below `size` to `out`, which has room for them.
    void copyTo(T* out, std::uint32_t size) const noexcept
    {
        for (std::uint32_t from = 0; from < size; from += kChunkSize) {
            const std::uint32_t count = size - from < kChunkSize ? size - from : kChunkSize;
            std::memcpy(out + from, chunk(from >> kChunkBits), count * sizeof(T));
        }
    }
    [[nodiscard]] std::uint32_t chunks() const noexcept { return m_chunks; }
    [[nodiscard]] T* chunk(std::uint32_t index) noexcept { return m_directory[index].load(std::memory_order_relaxed); }
    [[nodiscard]] const T* chunk(std::uint32_t index) const noexcept
    {
        return m_directory[index].load(std::memory_order_relaxed);
    }

private:
    void addChunk()
    {
        // malloc maps large blocks lazily: an empty gateway does not pay for 64 Ki series.
        auto* memory = static_cast<T*>(std::malloc(sizeof(T) * kChunkSize));
        if (!memory)
            throw std::bad_alloc();
        m_directory[m_chunks++].store(memory, std::memory_order_release);
    }

    std::uint32_t m_chunks = 0;
    std::array<std::atomic<T*>, kMaxChunks> m_directory{};
};

} // namespace cairn
