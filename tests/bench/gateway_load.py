#!/usr/bin/env python3
# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Server CPU per request of the whole program, beside Debian's Pushgateway in the same run; what idle connections cost;
and what clients that hold it up do to the others. Talks to nothing but gateways of its own on loopback.

usage: gateway_load.py CAIRN BODIES [--rounds N] [--seconds S] [--idle N] [--json FILE]"""
import argparse
import contextlib
import functools
import json
import os
import shutil
import statistics
import time

import bad_clients
import load
from gateway_process import cairn, pushgateway
from goals import Rows

STORED = 100_000
PUSH = "/metrics/job/load"


def series(names, count=STORED):
    """A body of that many series, evenly of each of the counters named."""
    each = count // len(names)
    return "".join(f"# TYPE {name} counter\n" + "".join(f'{name}{{shard="{i:06d}"}} 1\n' for i in range(each)) for name in names)


def stored(gateway, names):
    """Fills the gateway; answers how many bytes a series took, the memory of the push itself included."""
    before = gateway.resident()
    gateway.push("/metrics/job/stored", series(names))
    return (gateway.resident() - before) / STORED


class Bench:
    def __init__(self, arguments, rows, stack):
        self.arguments = arguments
        self.rows = rows
        self.stack = stack
        self.bodies = {name: os.path.join(arguments.bodies, name) for name in ("small", "page")}

    def cairn(self, name, *flags):
        gateway = cairn(self.arguments.cairn, name, flags)
        self.stack.callback(gateway.close)
        return gateway

    def pushgateway(self, name):
        gateway = pushgateway(shutil.which("prometheus-pushgateway"), name)
        self.stack.callback(gateway.close)
        return gateway

    def case(self, gateway, body, seconds=None):
        return functools.partial(load.run, gateway, PUSH, seconds or self.arguments.seconds, body=self.bodies[body])

    def pushes(self):
        """What a push costs: alone, beside what is stored, within a large family, beside idle connections."""
        gateways = {
            "alone": self.cairn("cairn"),
            "stored": self.cairn("cairn beside 100 000 series"),
            "family": self.cairn("cairn, in a family of 100 000 series"),
            "idle": self.cairn("cairn beside idle connections", "--web.idle-timeout=1h"),
        }
        bytes_each = stored(gateways["stored"], ["stored_total"])
        for family in ("some_metric_total", "worker_0_total"):  # of `small` and of `page`
            stored(gateways["family"], [family])
        cases = {(name, body): self.case(gateway, body) for body in self.bodies for name, gateway in gateways.items()}
        before = gateways["idle"].resident()
        with bad_clients.idle(gateways["idle"].port, self.arguments.idle):
            idle_bytes = (gateways["idle"].resident() - before) / self.arguments.idle
            runs = load.interleaved(self.arguments.rounds, cases)
        for body, goal in (("small", 11), ("page", 16)):
            alone = runs["alone", body]
            self.rows.most(f"push of `{body}`, CPU µs", goal, alone.cpu_us)
            for name, what in (("stored", "beside 100 000 series"), ("family", "into a family of 100 000 series"),
                               ("idle", f"beside {self.arguments.idle} idle connections")):
                self.rows.most(f"`{body}` {what} / alone", 1.2, runs[name, body].cpu_us / alone.cpu_us)
        self.rows.most("an idle connection, resident B", 5 * 1024, idle_bytes)
        self.rows.figure("a stored counter (one short label), resident B, its push included", bytes_each)
        return runs

    def peers(self, ours):
        """Debian's Pushgateway on the same bodies; beside 100 000 series one round is long enough."""
        empty, full = self.pushgateway("Pushgateway"), self.pushgateway("Pushgateway beside 100 000 series")
        runs = load.interleaved(self.arguments.rounds, {
            (who, body): self.case(gateway, body)
            for body in self.bodies for who, gateway in (("cairn", self.cairn("cairn")), ("peer", empty))})
        for body in self.bodies:
            peer = runs["peer", body].cpu_us
            self.rows.figure(f"Pushgateway, push of `{body}`, CPU µs", peer)
            self.rows.figure(f"Pushgateway / cairn, `{body}`", peer / runs["cairn", body].cpu_us)
        bytes_each = stored(full, ["stored_total"])
        self.rows.figure("Pushgateway, a stored counter, resident B, its push included", bytes_each)
        beside = self.case(full, "small", 5)().cpu_us
        self.rows.figure("Pushgateway, `small` beside 100 000 series, CPU µs", beside)
        self.rows.figure("Pushgateway / cairn, `small` beside 100 000 series", beside / ours["stored", "small"].cpu_us)
        return full

    def scrapes(self, peer):
        """Plain and gzipped scrapes of 100 000 series, one after the other on one connection."""
        gateway = self.cairn("cairn scraped")
        stored(gateway, ["stored_total"])
        plain, zipped = (
            (lambda who, gzip: functools.partial(load.run, who, "/metrics", 2, connections=1, gzip=gzip))(gateway, gzip)
            for gzip in (False, True))
        cases = {"plain": plain, "gzip": zipped,
                 "peer": functools.partial(load.run, peer, "/metrics", 3, connections=1)}
        runs = load.interleaved(self.arguments.rounds, cases)
        per_series = {name: run.cpu_us * 1000 / STORED for name, run in runs.items()}
        self.rows.figure("plain scrape over the socket, CPU ns a series", per_series["plain"])
        self.rows.figure("gzipped scrape over the socket, CPU ns a series", per_series["gzip"])
        self.rows.figure("gzip, plain bytes / sent", runs["plain"].bytes_each / runs["gzip"].bytes_each)
        self.rows.figure("Pushgateway, plain scrape, CPU ns a series", per_series["peer"])
        self.rows.figure("Pushgateway / cairn, plain scrape", per_series["peer"] / per_series["plain"])

    def latency(self):
        """p99 of pushes on four connections while others hold the gateway up, from a second after these came; each beside
        a run alone just before."""
        gateway = self.cairn("cairn with bad clients")
        stored(gateway, ["stored_total"])
        kinds = {"200 slow headers": lambda: bad_clients.slow_headers(gateway.port, 200),
                 "200 slow bodies": lambda: bad_clients.slow_bodies(gateway.port, 200),
                 "30 slow readers of a scrape": lambda: bad_clients.slow_readers(gateway.port, 30),
                 "a scraper that never reads": lambda: bad_clients.never_readers(gateway.port, 1),
                 "30 scrapers that never read": lambda: bad_clients.never_readers(gateway.port, 30)}

        push = functools.partial(load.run, gateway, PUSH, 2, connections=4, body=self.bodies["page"])
        for kind, clients in kinds.items():
            alone, beside = [], []
            for _ in range(self.arguments.rounds):
                alone.append(push().p99_us)
                with clients():
                    time.sleep(1)
                    beside.append(push().p99_us)
            quiet, loud = statistics.median(alone), statistics.median(beside)
            self.rows.add(f"push p99 beside {kind}, ms (alone {quiet / 1000:.2f})", f"≤ {max(3, quiet / 500):.1f}",
                          f"{loud / 1000:.2f}", loud <= max(3000, 2 * quiet))

        onset = []
        for _ in range(self.arguments.rounds):
            with clients():  # the last kind
                onset.append(push().p99_us)
        self.rows.figure("the same in the 2 s in which these 30 scrapes begin, ms", statistics.median(onset) / 1000)

    def cuts(self):
        """With short deadlines: when is a client cut that never comes to an end?"""
        gateway = self.cairn("cairn with short deadlines", "--web.header-timeout=2s", "--web.read-timeout=3s",
                             "--web.write-timeout=2s")
        stored(gateway, ["stored_total"])
        for what, deadline, clients, step in (("header", 2, bad_clients.slow_headers, b"x"),
                                              ("body", 3, bad_clients.slow_bodies, b"x"),
                                              ("reader", 2, bad_clients.never_readers, b"")):
            with clients(gateway.port, 1) as opened:
                seconds = bad_clients.seconds_until_cut(opened[0], step, 10)
            self.rows.add(f"a slow {what} is cut after, s (deadline {deadline})", f"≤ {deadline + 2}",
                          f"{seconds:.1f}" if seconds else "never", bool(seconds) and seconds <= deadline + 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("cairn")
    parser.add_argument("bodies")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--idle", type=int, default=10_000)
    parser.add_argument("--json", help="the rows for run.py")
    arguments = parser.parse_args()
    if not bad_clients.allow_descriptors(arguments.idle + 500):
        parser.error(f"{arguments.idle} idle connections need a higher descriptor limit: ulimit -Hn")
    rows = Rows()
    for part in ("pushes", "latency", "cuts"):
        with contextlib.ExitStack() as stack:
            bench = Bench(arguments, rows, stack)
            got = getattr(bench, part)()
            if part == "pushes" and shutil.which("prometheus-pushgateway"):
                bench.scrapes(bench.peers(got))
    print(rows.table())
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as out:
            json.dump(rows.rows, out)


if __name__ == "__main__":
    main()
