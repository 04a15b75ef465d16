# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of a load against a gateway, and what it cost the gateway."""
import os
import statistics
import subprocess
from collections import namedtuple

FOLDER = os.path.dirname(os.path.abspath(__file__))
Run = namedtuple("Run", "requests cpu_us p50_us p99_us bytes_each")


def run(gateway, path, seconds, connections=32, body=None, gzip=False, timeout=20):
    """wrk, as fast as it can. CPU is per request. Answers other than 2xx, and broken connections, end the whole benchmark."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LOAD_")}
    if body:
        environment["LOAD_BODY"] = body
    if gzip:
        environment["LOAD_GZIP"] = "1"
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", f"--timeout={timeout}s", "-s", f"{FOLDER}/load.lua",
               gateway.url(path)]
    return measured(gateway, path, command, seconds, environment)


def paced(program, gateway, path, seconds, body, rate, connections=16):
    """So many pushes a second, evenly, as long as the gateway keeps up: what many clients that know nothing of each
    other send."""
    command = [program, str(gateway.port), path, body, str(rate), str(seconds), str(connections)]
    return measured(gateway, path, command, seconds)


def measured(gateway, path, command, seconds, environment=None):
    before = gateway.cpu()
    said = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=seconds + 60, check=True)
    used = gateway.cpu() - before
    last = [line for line in said.stdout.splitlines() if line.startswith("load ")]
    requests, refused, broken, p50, p99, size = (int(word) for word in last[-1].split()[1:])
    if refused or broken or not requests:
        raise RuntimeError(f"{gateway.name} {path}: {requests} answers, {refused} refusals, {broken} broken")
    return Run(requests, used * 1e6 / requests, p50, p99, size / requests)


def interleaved(rounds, cases):
    """cases: name -> function that makes a Run. All once, then all again …: what else the machine does hits all alike.
    Answers name -> the median of each figure."""
    runs = {name: [] for name in cases}
    for _ in range(rounds):
        for name, measure in cases.items():
            runs[name].append(measure())
    return {name: Run(*(statistics.median(column) for column in zip(*some))) for name, some in runs.items()}
