// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace cairn::http {

/// What one sender, and all together, may take from us. Over a limit the answer is 400, 408, 413, 414, 431 or 503.
struct Limits {
    std::size_t requestLineBytes = 8 * 1024;
    std::size_t headerBytes = 16 * 1024; ///< all fields with their line ends, also of a trailer
    int headerFields = 64;
    std::uint64_t bodyBytes = 16 * 1024 * 1024; ///< as sent, before inflation
    std::chrono::milliseconds headerTimeout{
        10'000}; ///< first byte of a connection and whole header; dripping does not renew it
    std::chrono::milliseconds requestTimeout{30'000}; ///< the whole request
    std::chrono::milliseconds writeTimeout{30'000}; ///< without any progress of the answer
    std::chrono::milliseconds idleTimeout{60'000}; ///< between requests
    int connections = 0; ///< in all; 0: what the descriptor limit allows, less 64
    int connectionsPerAddress = 0; ///< 0: no limit
};

} // namespace cairn::http
