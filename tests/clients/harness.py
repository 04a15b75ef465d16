# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the real program and its peers, and ends them again. Every wait has a deadline."""

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest

import exposition

# CTest says which build is meant; by hand it is the one of preset dev.
_BUILD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "build", "dev")
PROGRAM = os.environ.get("CAIRN_PROGRAM", os.path.join(_BUILD, "bin", "cairn"))
SCRATCH = os.environ.get("CAIRN_SCRATCH", os.path.join(_BUILD, "..", "clients"))  # for packages and programs
PATIENCE = 30.0  # seconds: far more than anything takes on an idle machine
NEAR = "127.0.0.1,localhost"
for _name in ("no_proxy", "NO_PROXY"):  # whatever leads to the registries, the gateway is here
    os.environ[_name] = ",".join(filter(None, (os.environ.get(_name), NEAR)))
SKIPPED = 77  # CTest's SKIP_RETURN_CODE
# A scrape is asked for each of these, which is checked against what was pushed.
FORMATS = (exposition.TEXT, exposition.TEXT_1, exposition.OPENMETRICS, exposition.PROTOBUF)


def wait_for(condition, what, seconds=PATIENCE):
    """The first true answer of `condition`, which is asked again and again."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:.0f} s for {what}")
        time.sleep(0.02)
    return answer


class Server:
    """A process that serves until it is told to stop. What it writes to stderr is kept."""

    def __init__(self, *command):
        # Settings of whoever runs the tests are not to reach the gateway.
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("CAIRN_", "PAG_"))}
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True, env=environment)
        self.log = []
        self._grown = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stderr:
            with self._grown:
                self.log.append(line)
                self._grown.notify_all()
        with self._grown:
            self._ended = True
            self._grown.notify_all()

    def logged(self, pattern):
        """The match of the first line with `pattern`, which may still have to come."""
        def find():
            return next((found for line in self.log if (found := re.search(pattern, line))), None)
        with self._grown:
            self._grown.wait_for(lambda: find() or self._ended, PATIENCE)
            if found := find():
                return found
        raise AssertionError(f"no line with {pattern!r} in:\n{''.join(self.log)}")

    def listening(self):
        """The first address it listens on."""
        try:
            return self.logged(r'msg="Listening on" (?:component=web )?address=(\S+)')[1]
        except AssertionError:
            self.process.kill()
            raise

    def signal(self, number):
        self.process.send_signal(number)

    def ended(self):
        """Waits for the end and gives the exit code."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        self.process.stderr.close()
        return code

    def stop(self):
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        try:
            return self.ended()
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


class Gateway(Server):
    """`cairn --no-gui` on a free port of 127.0.0.1."""

    def __init__(self, *flags, start=("--no-gui",), listen="--web.listen-address=127.0.0.1:0"):
        super().__init__(PROGRAM, *start, listen, *flags)
        self.address = self.listening()
        self.port = int(self.address.rpartition(":")[2])
        self.url = f"http://{self.address}"

    def request(self, method, path, body=None, headers=None):
        """Status and body of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def push(self, body, path="/metrics"):
        status, text = self.request("POST", path, body.encode())
        assert status == 202, f"{status} {text}"

    def page(self, path="/metrics"):
        status, text = self.request("GET", path)
        assert status == 200, f"{status} {text}"
        return text

    def samples(self):
        """What is exposed: each series as it is written, with its value as a number."""
        return samples(self.page())

    def answer(self, path="/metrics", headers=None):
        """Type and bytes of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, f"{answer.status} {body}"
            return answer.headers["Content-Type"], body

    def scrape(self, form):
        """The page in this format, and in no other."""
        kind, body = self.answer(headers={"Accept": form})
        fields = {field.strip() for field in form.split(";")}
        assert fields <= {field.strip() for field in kind.split(";")}, f"asked for {form}, found {kind}"
        return exposition.read(kind, body)

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)


def samples(page):
    pairs = (line.rpartition(" ") for line in page.splitlines() if line and not line.startswith("#"))
    return {series: float(value) for series, _, value in pairs}


def _told(samples, expected):
    return {key: value for key, value in samples.items() if key in expected or not exposition.is_created(key)}


class GatewayTest(unittest.TestCase):
    """Every test has a gateway of its own, which must also end well."""

    flags = ()
    maxDiff = None

    def setUp(self):
        self.startAnother(*self.flags)

    def startAnother(self, *flags):
        """From here on the test speaks to a gateway with these flags."""
        self.gateway = Gateway(*flags)
        self.addCleanup(self._stop, self.gateway)

    def _stop(self, gateway):
        self.assertEqual(gateway.stop(), 0, "".join(gateway.log))

    def assertExposed(self, expected):
        """Just these samples, whatever format is asked for; but times of birth need not be told."""
        self.assertEqual(_told(self.gateway.samples(), expected), expected)
        canonical = exposition.canonical(expected)
        for form in FORMATS:
            self.assertEqual(_told(self.gateway.scrape(form).samples, canonical), canonical, form)

    def assertExemplars(self, expected):
        """Labels and value of just these, in each format that carries exemplars."""
        for form in FORMATS:
            if form in (exposition.OPENMETRICS, exposition.PROTOBUF):
                found = self.gateway.scrape(form).exemplars
                self.assertEqual({series: (labels, value) for series, (labels, value, _) in found.items()}, expected,
                                 form)


def run(*command, stdin=None, environment=None):
    """A program that ends by itself: code, stdout and stderr as text."""
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=PATIENCE * 4,
                          env={**os.environ, **(environment or {})})


def skip(reason):
    """Ends the whole test as skipped, which CTest then says by name."""
    print(f"clients: SKIPPED {reason}")
    sys.exit(SKIPPED)


def needs(*programs):
    for program in programs:
        if not shutil.which(program):
            skip(f"there is no {program}")


def main(peer):
    """Runs the tests of the calling module. The closing line, for the summary, names the `peer`."""
    began = time.monotonic()
    outcome = unittest.main(exit=False, verbosity=2).result
    # a test of many parts counts once
    failed = len({getattr(test, "test_case", test) for test, _ in outcome.failures + outcome.errors})
    took = time.monotonic() - began
    skipped = f", {len(outcome.skipped)} skipped," if outcome.skipped else ""
    passed = outcome.testsRun - failed - len(outcome.skipped)
    print(f"clients: {peer}: {passed} of {outcome.testsRun} tests passed{skipped} in {took:.1f} s")
    sys.exit(0 if outcome.wasSuccessful() and outcome.testsRun else 1)
