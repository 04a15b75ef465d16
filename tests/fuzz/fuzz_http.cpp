// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The request parser must say the same of the same bytes, in whatever pieces they come, and keep its own limits.
#include "core/http/request_parser.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using cairn::http::Limits;
using cairn::http::RequestParser;

const Limits kLimits = [] {
    Limits limits;
    limits.requestLineBytes = 256; // small, so that inputs of the fuzzer reach them
    limits.headerBytes = 512;
    limits.headerFields = 12;
    limits.bodyBytes = 300;
    return limits;
}();

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void checkRequest(const cairn::http::Request& request)
{
    require(request.body.size() <= kLimits.bodyBytes);
    require(request.headers.size() <= static_cast<std::size_t>(kLimits.headerFields));
    require(!request.contentLength || *request.contentLength == request.body.size());
    for (const auto& field : request.headers)
        require(!field.name.empty() && field.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
}

std::string describe(const cairn::http::Request& request)
{
    std::string text = request.method + " " + request.rawPath + "?" + request.query + "\n";
    for (const auto& field : request.headers)
        text += field.name + "=" + field.value + "\n";
    return text + std::to_string(request.body.size()) + " " + request.body;
}

/// Everything a parser says, fed with pieces of these sizes (repeated; none: all at once).
std::vector<std::string> listen(std::string_view input, const std::vector<std::size_t>& sizes)
{
    std::vector<std::string> said;
    RequestParser parser(kLimits);
    for (std::size_t turn = 0; !input.empty(); ++turn) {
        const std::size_t size = sizes.empty() ? input.size() : std::max<std::size_t>(1, sizes[turn % sizes.size()]);
        std::string_view piece = input.substr(0, size);
        input.remove_prefix(piece.size());
        for (bool more = true; more;) {
            switch (parser.feed(piece)) {
            case RequestParser::Step::NeedMore:
                require(piece.empty());
                more = false;
                break;
            case RequestParser::Step::Head: said.push_back("head of " + parser.head().rawPath); break;
            case RequestParser::Step::Request: {
                const auto request = parser.take();
                checkRequest(request);
                said.push_back(describe(request));
                break;
            }
            case RequestParser::Step::Refused:
                said.push_back(std::to_string(parser.refusal().status) + " " + parser.refusal().detail);
                return said;
            }
        }
    }
    said.push_back(parser.begun() ? "unfinished" : "between");
    return said;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto whole = listen(input, {});
    require(whole == listen(input, {1}));
    std::vector<std::size_t> sizes; // pieces chosen by the input itself
    for (std::size_t i = 0; i < std::min<std::size_t>(size, 8); ++i)
        sizes.push_back(data[size - 1 - i] % 23);
    require(whole == listen(input, sizes));
    return 0;
}
