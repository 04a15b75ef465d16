// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A server that only answers: what http itself costs. http_probe [address [threads]]; every GET gets 1 MB by a stream
// under /stream, everything else 202.
#include "core/http/server.h"

#include <QtCore/QCoreApplication>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace cairn::http;

class Megabyte final : public BodySource {
public:
    Step next(std::string& out) override
    {
        out.append(64 * 1024, 'x');
        return ++m_pieces < 16 ? Step::More : Step::End;
    }

private:
    int m_pieces = 0;
};

class Answerer final : public Handler {
public:
    std::optional<Response> refuse(const RequestHead&) override { return {}; }
    void handle(Request request, Responder responder) override
    {
        Response response;
        response.status = 202;
        if (request.rawPath == "/stream") {
            response.status = 200;
            response.stream = std::make_unique<Megabyte>();
        }
        responder.send(std::move(response));
    }
};

class Silent final : public Observer {
public:
    void happened(Event, const Peer&, std::string_view) override { }
    void answered(const RequestHead&, int, std::optional<std::uint64_t>, std::chrono::nanoseconds) override { }
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    Answerer handler;
    Silent observer;
    ServerOptions options;
    options.addresses = {argc > 1 ? argv[1] : "127.0.0.1:0"};
    options.threads = argc > 2 ? std::atoi(argv[2]) : 0;
    const auto server = Server::start(options, handler, observer);
    if (!server) {
        std::fprintf(stderr, "http_probe: %s\n", server.error().c_str());
        return 1;
    }
    for (const std::string& address : (*server)->boundAddresses())
        std::printf("listening on %s\n", address.c_str());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
