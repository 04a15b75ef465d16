# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between a scraper and a gateway: notes what types of pages pass, and may ask for others than the scraper."""

import contextlib
import http.client
import http.server
import threading

import harness


class Relay(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port, accept=None):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port, self.accept = port, accept
        self.address = "127.0.0.1:{}".format(self.server_address[1])
        self.types = set()  # of the pages of pushed metrics, without parameters
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        headers = dict(self.headers)
        if self.server.accept:
            headers["Accept"] = self.server.accept
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=harness.PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", self.path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
        kind = answer.headers["Content-Type"]
        if self.path.startswith("/metrics"):
            self.server.types.add(kind.partition(";")[0])
        self.send_response(answer.status)
        self.send_header("Content-Type", kind)
        if coding := answer.headers["Content-Encoding"]:
            self.send_header("Content-Encoding", coding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # a scraper that has ended meanwhile
            self.wfile.write(body)

    def log_message(self, *_):
        pass
