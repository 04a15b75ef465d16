# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the gateway starts and ends: start lines of other gateways, refused flags, a taken port, and stops under load."""

import contextlib
import http.client
import signal
import threading
import unittest

import harness


class Load(threading.Thread):
    """One client that pushes over one connection until the gateway ends it."""

    REQUEST = b"POST /metrics/job/load HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 13\r\n\r\ndone_total 1\n"

    def __init__(self, gateway):
        super().__init__(daemon=True)
        self.accepted = 0
        self.end = "still running"
        self._connection = gateway.connect()
        self.start()

    def run(self):
        with contextlib.closing(self._connection):
            try:
                while self._answered():
                    self.accepted += 1
                self.end = "closed"
            except Exception as error:  # whatever it is, the test shows it
                self.end = repr(error)

    def _answered(self):
        """False at a clean end; a reset, or an answer cut in the middle, raises."""
        try:
            self._connection.sendall(self.REQUEST)
        except BrokenPipeError:
            return False  # the end came before this request
        answer = http.client.HTTPResponse(self._connection)
        with contextlib.closing(answer):
            try:
                answer.begin()
            except http.client.RemoteDisconnected:
                return False
            assert answer.status == 202, answer.status
            answer.read()
            if not answer.will_close:
                return True
        assert self._connection.recv(1) == b"", "bytes behind the last answer"
        self.accepted += 1
        return False


@contextlib.contextmanager
def half_a_push(gateway):
    """A connection with a request in flight: its head is admitted, its body `a 1` half there."""
    with contextlib.closing(gateway.connect()) as connection:
        connection.sendall(b"POST /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                           b"Expect: 100-continue\r\nContent-Length: 4\r\n\r\n")
        assert b" 100 " in connection.recv(1000)
        connection.sendall(b"a ")
        yield connection


class Stops(unittest.TestCase):
    def start(self, *arguments, **options):
        gateway = harness.Gateway(*arguments, **options)
        self.addCleanup(gateway.stop)
        return gateway

    def under_load(self, stop):
        gateway = self.start("--web.enable-lifecycle")
        clients = [Load(gateway) for _ in range(32)]
        harness.wait_for(lambda: all(client.accepted > 20 for client in clients), "every client to have pushed")
        stop(gateway)
        self.assertEqual(gateway.ended(), 0, "".join(gateway.log))
        for client in clients:
            client.join(harness.PATIENCE)
        self.assertEqual({client.end for client in clients}, {"closed"})

    def test_sigterm_under_load_answers_or_closes_every_client(self):
        self.under_load(lambda gateway: gateway.signal(signal.SIGTERM))

    def test_sigint_under_load_does_the_same(self):
        self.under_load(lambda gateway: gateway.signal(signal.SIGINT))

    def test_quit_by_http_under_load_does_the_same(self):
        self.under_load(lambda gateway: self.assertEqual(gateway.request("POST", "/-/quit")[0], 200))

    def test_sigterm_with_idle_connections_ends_at_once(self):
        gateway = self.start("--web.shutdown-grace=1h", "--web.idle-timeout=1h")
        with contextlib.ExitStack() as connections:
            for _ in range(50):
                connections.enter_context(contextlib.closing(gateway.connect()))
            self.assertEqual(gateway.request("GET", "/-/ready")[0], 200)
            self.assertEqual(gateway.stop(), 0)

    def test_sigterm_lets_a_push_in_flight_finish(self):
        gateway = self.start()
        with half_a_push(gateway) as connection:
            gateway.signal(signal.SIGTERM)
            gateway.logged("Shutting down")
            connection.sendall(b"1\n")
            self.assertIn(b" 202 ", connection.recv(1000))
            self.assertEqual(connection.recv(1000), b"")
        self.assertEqual(gateway.ended(), 0)

    def test_second_sigterm_does_not_wait(self):
        gateway = self.start("--web.shutdown-grace=1h", "--web.read-timeout=1h")
        with half_a_push(gateway):
            gateway.signal(signal.SIGTERM)
            gateway.logged("Shutting down")
            gateway.signal(signal.SIGTERM)
            self.assertEqual(gateway.ended(), 1)

    def test_sighup_keeps_it_running(self):
        gateway = self.start()
        gateway.push("a 1\n")
        gateway.signal(signal.SIGHUP)
        gateway.push("a 1\n")
        self.assertEqual(gateway.samples(), {"a": 2})


class Starts(unittest.TestCase):
    def start(self, *arguments, **options):
        gateway = harness.Gateway(*arguments, **options)
        self.addCleanup(gateway.stop)
        gateway.push("a 1\n")
        self.assertEqual(gateway.samples(), {"a": 1})
        return gateway

    def assertWarned(self, gateway, *names):
        warnings = "".join(line for line in gateway.log if "level=warn" in line)
        for name in names:
            self.assertIn(name, warnings)

    def test_says_that_nothing_survives(self):
        self.assertWarned(self.start(), "memory")

    def test_pushgateway(self):
        gateway = self.start("--web.telemetry-path=/metrics", "--web.enable-lifecycle", "--web.enable-admin-api",
                             "--persistence.file=/var/lib/prometheus/pushgateway.data", "--persistence.interval=5m",
                             "--push.disable-consistency-check", "--push.enable-utf8-names",
                             "--web.external-url=http://push.example/",
                             "--web.route-prefix=/", "--log.level=info", "--log.format=logfmt")
        self.assertWarned(gateway, "persistence.file", "consistency")

    def test_zapier_prom_aggregation_gateway(self):
        gateway = self.start("--lifecycleListen=127.0.0.1:0", "--cors=https://shop.example", start=("start",),
                             listen="--apiListen=127.0.0.1:0")
        self.assertEqual(gateway.request("GET", "/healthy")[0], 200)

    def test_weaveworks_prom_aggregation_gateway(self):
        self.start("-cors=*", "-push-path=/metrics/", "--profile=weaveworks", listen="-listen=127.0.0.1:0")

    def test_gravel(self):
        gateway = self.start("127.0.0.1:0", "--cluster-enabled", "--peer", "localhost:4279", listen="-l")
        self.assertWarned(gateway, "cluster")

    def test_addresses_of_many_kinds_at_once(self):
        gateway = self.start("--web.listen-address=[::1]:0", listen="--web.listen-address=127.0.0.1:0")
        gateway.logged(r'msg="Listening on" address="?\[::1\]:\d+')


class Refusals(unittest.TestCase):
    def assertRefused(self, code, said, *flags, listen="--web.listen-address=127.0.0.1:0"):
        server = harness.Server(harness.PROGRAM, "--no-gui", listen, *flags)
        self.assertEqual(server.ended(), code, "".join(server.log))
        self.assertRegex("".join(server.log), said)

    def test_second_gateway_on_a_port(self):
        gateway = harness.Gateway()
        self.addCleanup(gateway.stop)
        self.assertRefused(1, rf"error: .*{gateway.address}.*[Aa]ddress already in use",
                           listen="--web.listen-address=" + gateway.address)
        gateway.push("a 1\n")

    def test_port_that_only_root_may_take_or_address_of_another_host(self):
        self.assertRefused(1, r"error: .*192\.0\.2\.1", listen="--web.listen-address=192.0.2.1:0")

    def test_durable_state(self):
        self.assertRefused(2, "error: --storage.path: ", "--storage.path=/x")

    def test_memory_alone_is_allowed(self):
        gateway = harness.Gateway("--storage.path=")
        self.assertEqual(gateway.stop(), 0)

    def test_web_config(self):
        self.assertRefused(2, "error: --web.config.file: ", "--web.config.file=x")

    def test_users_of_prom_aggregation_gateway(self):
        self.assertRefused(2, "error: --AuthUsers: ", "--AuthUsers=a=b")

    def test_users_of_gravel(self):
        self.assertRefused(2, "error: --basic-auth-file: ", "--basic-auth-file=x")

    def test_certificate_of_gravel(self):
        self.assertRefused(2, "error: --tls-cert: ", "--tls-cert=x", "--tls-key=y")

    def test_unknown_flag(self):
        self.assertRefused(2, "error: unknown long flag '--web.listen-adress'", "--web.listen-adress=:1")

    def test_rules_that_are_not_there(self):
        self.assertRefused(2, "error: .*/gone/rules.yml", "--rules.file=/gone/rules.yml")


if __name__ == "__main__":
    harness.main("starts and stops")
