// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Bodies as clients code them, made by the libraries that they use.

[[nodiscard]] std::string gzipped(const std::string& text); ///< one member
[[nodiscard]] std::string zlibWrapped(const std::string& text);
[[nodiscard]] std::string rawDeflated(const std::string& text);

/// What a zstd frame may have; unlike a compressor's options, these are what a decoder meets.
struct ZstdTraits {
    bool hasSize = true;
    bool hasChecksum = true;
    int level = 3;
    int windowLog = 0; ///< 0: as the level has it
};
[[nodiscard]] std::string zstdFrame(const std::string& text, ZstdTraits traits = {});

inline constexpr std::string_view kSnappyIdentifier("\xff\x06\x00\x00sNaPpY", 10);
/// One chunk of the framed format; `payload` is everything behind the head.
[[nodiscard]] std::string snappyChunk(std::uint8_t type, std::string_view payload);
/// The masked checksum of `plain` as it stands before the data.
[[nodiscard]] std::string snappyChecksum(std::string_view plain);
[[nodiscard]] std::string snappyBlock(std::string_view text); ///< raw
[[nodiscard]] std::string snappyFramed(std::string_view text); ///< identifier and chunks of 64 KiB
