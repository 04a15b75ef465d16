// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What stored series cost in memory: resident bytes a series of body `million`, and bytes a sample of histograms.
// usage: bench_memory BODY       prints one line
#include "core/aggregation/engine.h"

#include <malloc.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

namespace {

long residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    long size = 0;
    long resident = 0;
    statm >> size >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

/// Pushes the body in one piece and gives its own memory back before anything is measured.
long samplesPushed(cairn::Engine& engine, const char* path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    const auto pushed = engine.push({}, body, {});
    if (!pushed)
        std::fprintf(stderr, "refused: %s\n", pushed.error().toString().c_str());
    return pushed ? static_cast<long>(pushed->samples) : 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    cairn::Engine engine({});
    malloc_trim(0);
    const long before = residentBytes();
    const long samples = samplesPushed(engine, argv[1]);
    malloc_trim(0);
    const long bytes = residentBytes() - before;
    const auto series = static_cast<long>(engine.stats().series);
    if (samples == 0)
        return 1;
    std::printf("%s: %ld samples, %ld series, %ld B a series, %ld B a sample\n",
        std::strrchr(argv[1], '/') ? std::strrchr(argv[1], '/') + 1 : argv[1], samples, series, bytes / series,
        bytes / samples);
    return 0;
}
