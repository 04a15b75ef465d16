#!/usr/bin/env python3
# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an open window costs a gateway with a million series under load, and how the window itself keeps up. The window
is a process of its own, offscreen; pushes come evenly, so many a second, on sixteen connections. What else the machine
does shows in single rounds: each is a run without the window and one with it, and medians of their ratios are told.

usage: window_load.py CAIRN BENCH_WINDOW BODIES [--rounds N] [--seconds S] [--rate PUSHES] [--json FILE]"""
import argparse
import contextlib
import functools
import json
import os
import statistics
import subprocess
import time
from collections import namedtuple

import load
from gateway_process import cairn
from goals import Rows

FAMILIES = 10
EACH = 100_000
SETTLING = 2  # seconds: as bench_window has it
Seen = namedtuple("Seen", "first_picture gap_ms paints megabytes")


def fill(gateway, families, each):
    for family in range(families):
        name = f"stored_{family}_total"
        body = f"# TYPE {name} counter\n" + "".join(
            f'{name}{{path="/a/{i}",method="get",code="200"}} 1\n' for i in range(each))
        gateway.push(f"/metrics/job/stored/instance/{family}", body)


class Window:
    def __init__(self, program, gateway, page, seconds):
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
        self.process = subprocess.Popen([program, gateway.url(""), page, str(seconds)], env=environment, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if self.process.stdout.readline().strip() != "shown":
            raise RuntimeError("the window did not show")

    def result(self):
        said, _ = self.process.communicate(timeout=120)
        return Seen(*(float(word) for word in said.split()[1:]))


def beside(arguments, gateway, page, push):
    """Pairs of a run of pushes without the window and one with it."""
    pairs = []
    for _ in range(arguments.rounds):
        alone = push()
        window = Window(arguments.window, gateway, page, arguments.seconds)
        time.sleep(SETTLING)
        with_it = push()
        pairs.append((alone, with_it, window.result()))
    return pairs


def page_rows(rows, page, pairs, seconds):
    median = statistics.median
    rate = median(with_it.requests for _, with_it, _ in pairs) / seconds
    rows.figure(f"{page}: pushes/s beside a million series and the window", rate)
    rows.figure(f"{page}: gateway CPU a push without the window, µs", median(alone.cpu_us for alone, *_ in pairs))
    rows.most(f"{page}: gateway CPU a push, with the window / without", 1.05,
              median(with_it.cpu_us / alone.cpu_us for alone, with_it, _ in pairs))
    rows.figure(f"{page}: p99 of a push without the window, ms", median(alone.p99_us for alone, *_ in pairs) / 1000)
    rows.most(f"{page}: p99 of a push, with the window / without", 1.5,
              median(with_it.p99_us / alone.p99_us for alone, with_it, _ in pairs))
    rows.most(f"{page}: the window's event loop was kept for at most, ms", 50, max(seen.gap_ms for *_, seen in pairs))
    rows.most(f"{page}: repaints a second", 10, median(seen.paints for *_, seen in pairs))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("cairn")
    parser.add_argument("window")
    parser.add_argument("bodies")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--rate", type=int, default=20_000)
    parser.add_argument("--json", help="the rows for run.py")
    arguments = parser.parse_args()
    rows = Rows()
    paced_load = os.path.join(os.path.dirname(arguments.window), "paced_load")
    with contextlib.ExitStack() as stack:
        small, great = (cairn(arguments.cairn, name) for name in ("cairn", "cairn with a million series"))
        stack.callback(small.close)
        stack.callback(great.close)
        first = min(Window(arguments.window, small, "overview", 0.1).result().first_picture for _ in range(3))
        rows.most("start to the first picture, empty gateway, s", 1, first)
        fill(small, 1, 10)
        fill(great, FAMILIES, EACH)
        few = Window(arguments.window, small, "families", 5).result().megabytes
        many = Window(arguments.window, great, "families", 5).result().megabytes
        rows.most("the window's memory, a million series / ten", 1.1, many / few)
        rows.figure("the window's memory over a million series, MB", many)
        push = functools.partial(load.paced, paced_load, great, "/metrics/job/load", arguments.seconds,
                                 os.path.join(arguments.bodies, "small"), arguments.rate)
        push()  # the first is cold
        for page in ("overview", "families"):
            page_rows(rows, page, beside(arguments, great, page, push), arguments.seconds)
    print(rows.table())
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as out:
            json.dump(rows.rows, out)


if __name__ == "__main__":
    main()
