# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gateway as a process of its own on loopback: its address, what CPU it used, what memory it holds."""
import contextlib
import http.client
import os
import re
import subprocess
import tempfile
import time


class Gateway:
    """Runs until close(). The log is a file that goes with it."""

    def __init__(self, name, command, ready, log_pattern=None, port=None):
        self.name = name
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        self.port = port
        self._wait(ready, log_pattern)

    def _wait(self, ready, log_pattern):
        end = time.monotonic() + 15
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            self.log.seek(0)
            found = re.search(log_pattern, self.log.read()) if log_pattern else None
            if found:
                self.port = int(found.group(1))
            if self.port and self._answers(ready):
                return
            time.sleep(0.05)
        self.log.seek(0)
        text = self.log.read()
        self.close()
        raise RuntimeError(f"{self.name} did not start:\n{text}")

    def _answers(self, path):
        try:
            return self.request("GET", path)[0] == 200
        except OSError:
            return False

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def push(self, path, body):
        status, text = self.request("POST", path, body)
        if status not in (200, 202):
            raise RuntimeError(f"{self.name} refused a push: {status} {text[:200]}")

    def cpu(self):
        """Seconds that all threads have worked, to the nanosecond; those of threads that have ended are not in it."""
        seconds = 0
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            with contextlib.suppress(OSError), open(f"/proc/{self.process.pid}/task/{thread}/schedstat",
                                                    encoding="ascii") as stat:
                seconds += int(stat.read().split()[0]) / 1e9
        return seconds

    def resident(self):
        """Bytes of resident memory; what the kernel holds for sockets is not in it."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s+(\d+) kB", status.read()).group(1)) * 1024

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


def cairn(program, name="cairn", flags=()):
    command = [program, "--no-gui", "--web.listen-address=127.0.0.1:0", *flags]
    return Gateway(name, command, "/-/ready", r'msg="Listening on" address=127\.0\.0\.1:(\d+)')


def pushgateway(program, name="Pushgateway"):
    """Debian's Pushgateway takes no port 0 that one could read afterwards, so a free one is found first."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [program, f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]
    return Gateway(name, command, "/-/ready", port=port)
