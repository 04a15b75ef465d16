// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a warm push allocates, and, run under callgrind with two counts of rounds, how many instructions it takes: the
// difference is free of start and warm-up. usage: CAIRN_BODIES=FOLDER warm_push BODY ROUNDS
#include "core/aggregation/engine.h"
#include "tests/bench/bodies.h"

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

// Everything that allocates ends up in these, operator new too; glibc lends the real ones by second names.
namespace {
std::atomic<long> allocations{0};
}

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier)
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
// NOLINTEND(bugprone-reserved-identifier)

void* malloc(std::size_t size)
{
    ++allocations;
    return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size)
{
    ++allocations;
    return __libc_calloc(count, size);
}
void* realloc(void* memory, std::size_t size)
{
    ++allocations;
    return __libc_realloc(memory, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    ++allocations;
    return __libc_memalign(alignment, size);
}
}

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("usage: warm_push BODY ROUNDS\n", stderr);
        return 2;
    }
    const std::vector<std::string> bodies = cairn::variants(cairn::body(argv[1]), 4);
    const long rounds = std::atol(argv[2]);
    const cairn::LabelSet group{{"job", "load"}};
    cairn::Engine engine({});
    for (const std::string& body : bodies) {
        if (!engine.push(group, body, {}))
            return 1;
    }
    const long cold = allocations.exchange(0); // a hook that counts nothing would show here
    long samples = 0;
    for (long round = 0; round < rounds; ++round) {
        if (const auto pushed = engine.push(group, bodies[round % bodies.size()], {}))
            samples += static_cast<long>(pushed->samples);
    }
    const long warm = allocations;
    std::printf("%s: %ld rounds, %ld samples, %ld allocations when cold, %ld when warm\n", argv[1], rounds, samples,
        cold, warm);
    return cold > 0 && samples > 0 ? 0 : 1;
}
