#!/usr/bin/env python3
# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds preset `bench`, makes the bodies, runs every benchmark, and prints one table: goal, measured, reached or not.

usage: tests/bench/run.py [--quick] [--no-build] [--only engine,memory,formats,scrape,instructions,gateway,window]"""
import argparse
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from goals import Rows

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "bench")
BODIES = os.path.join(BUILD, "bodies")
HERE = os.path.join(ROOT, "tests", "bench")


def program(name):
    return os.path.join(BUILD, "bin", name)


def output(*command, **more):
    environment = dict(os.environ, CAIRN_BODIES=BODIES)
    return subprocess.run(command, env=environment, check=True, text=True, stdout=subprocess.PIPE, **more).stdout


def build():
    subprocess.run(["cmake", "--preset", "bench"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "bench"], cwd=ROOT, check=True)


def make_bodies():
    os.makedirs(BODIES, exist_ok=True)
    for name in ("small", "a", "page", "b", "c", "million", "histograms"):
        path = os.path.join(BODIES, name)
        made = output(sys.executable, os.path.join(HERE, "bodies.py"), name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(made)


def entries(bench, repetitions, *arguments, chosen=".", seconds=0.3):
    """What the benchmarks said; the repetitions of all are shuffled among each other."""
    text = output(program(bench), *arguments, f"--benchmark_filter={chosen}", "--benchmark_format=json",
                  f"--benchmark_repetitions={repetitions}", "--benchmark_enable_random_interleaving=true",
                  f"--benchmark_min_time={seconds}", stderr=subprocess.DEVNULL)
    found = json.loads(text)["benchmarks"]
    for entry in found:
        if entry.get("error_occurred"):
            raise RuntimeError(f"{entry['name']}: {entry['error_message']}")
    return found


def medians(*arguments, **more):
    """Benchmark name -> its median entry."""
    return {entry["run_name"]: entry for entry in entries(*arguments, **more) if entry.get("aggregate_name") == "median"}


def best(bench, repetitions, chosen="."):
    """Benchmark name -> nanoseconds a sample in its best of many short repetitions: beside a neighbour on the sibling
    thread all takes twice as long, so that medians jump, but each repetition has some chance of being left alone."""
    found = {}
    for entry in entries(bench, 5 * repetitions, chosen=chosen, seconds=0.1):
        if entry["run_type"] == "iteration":
            found.setdefault(entry["run_name"], []).append(entry["per_sample"] * 1e9)
    return {name: min(all_of_it) for name, all_of_it in found.items()}


def pushers(rows, repetitions):
    """Two threads need two free cores; on a busy machine the best repetition is nearest to what the engine does."""
    rates = {}
    for entry in entries("bench_engine", repetitions, chosen="pushers"):
        if entry["run_type"] == "iteration":
            rates.setdefault((entry["run_name"].split("/")[1], entry["threads"]), []).append(entry["items_per_second"])
    for which, goal in (("same", 1.25), ("different", 1.6)):
        rows.least(f"two pushers / one, {which} series, best of {repetitions}", goal,
                   max(rates[which, 2]) / max(rates[which, 1]))


def engine(rows, repetitions):
    found = medians("bench_engine", repetitions, chosen="^(newlines|warm|naive|cold)")
    nanoseconds = {name: entry["per_sample"] * 1e9 for name, entry in found.items()}
    for body, goal in (("b", 16), ("c", 20)):
        warm, newlines = nanoseconds[f"warm/{body}"], nanoseconds[f"newlines/{body}"]
        ratio = warm / newlines
        rows.add(f"warm push of {body}, ns a sample, or times a newline count by memchr", f"≤ {goal} or ≤ 3",
                 f"{warm:.1f}, {ratio:.2f} times", warm <= goal or ratio <= 3)
    for body in ("small", "a", "page", "b", "c"):
        rows.figure(f"naive / warm push, {body}", nanoseconds[f"naive/{body}"] / nanoseconds[f"warm/{body}"])
    for body in ("b", "c"):
        rows.figure(f"cold push of {body}, ns a sample", nanoseconds[f"cold/{body}"])
    rendered = best("bench_engine", repetitions, chosen="^(render|copy)/[bc]$")
    rows.figure("render b (88 samples in 24 families), ns a sample", rendered["render/b"])
    rows.most("render c, ns a sample", 30, rendered["render/c"])
    rows.figure("render c / copying the rendered text", rendered["render/c"] / rendered["copy/c"])
    big = medians("bench_engine", 3, chosen="^(render/million|copy/million|snapshot|fleet)")
    by_name = {name.split("/iterations")[0]: entry for name, entry in big.items()}
    rows.most("render million, ns a sample", 30, by_name["render/million"]["per_sample"] * 1e9)
    rows.figure("render million / copying the rendered text",
                by_name["render/million"]["per_sample"] / by_name["copy/million"]["per_sample"])
    rows.most("warm push beside 880 000 samples stored, random clients, ns a sample", 40,
              by_name["fleet/warm"]["per_sample"] * 1e9)
    rows.most("a snapshot of a million series stops pushes for, ms", 2, by_name["snapshot/million"]["cpu_time"] / 1e6)
    pushers(rows, max(5, repetitions))


def formats(rows, repetitions):
    found = best("bench_formats", repetitions)
    for body in ("b", "c"):
        text = found[f"warm/text/{body}"]
        for name, goal in (("openmetrics", 1.2), ("protobuf", 1.5)):
            rows.most(f"warm push of {body}, {name} / text", goal, found[f"warm/{name}/{body}"] / text)
            births = found[f"warm/{name}/{body}+births"] / text
            lines = ", each of them a line more" if name == "openmetrics" else ""
            rows.most(f"the same with a birth at each series{lines}", goal, births)
            rows.figure("the same with a new exemplar at each counter and bucket",
                        found[f"warm/{name}/{body}+exemplars"] / text)
    for name in ("text", "openmetrics", "protobuf"):
        rows.most(f"render c, {name}, ns a sample", 40, found[f"render/{name}/c"])
        rows.most(f"render b, {name}, ns a sample", 40, found[f"render/{name}/b"])
    for name in ("openmetrics", "protobuf"):
        for extras in ("births", "exemplars"):
            rows.figure(f"render c with {extras}, {name}, ns a sample",
                        found[f"render/{name}/c+{extras}"])


def memory(rows):
    for body, unit, goal in (("million", "series", 170), ("histograms", "sample", 25)):
        said = output(program("bench_memory"), os.path.join(BODIES, body))
        rows.most(f"memory of {body}, B a {unit}", goal, int(re.search(rf"(\d+) B a {unit}", said).group(1)))


def scrape(rows, repetitions):
    found = medians("bench_scrape", repetitions, os.path.join(BODIES, "c"))
    by_kind = {name.rpartition("/")[2]: entry for name, entry in found.items()}
    rows.most("gzipped scrape of c, ns a sample", 110, by_kind["gzip"]["per_sample"] * 1e9)
    rows.least("gzip, plain bytes / sent", 10, by_kind["gzip"]["ratio"])
    rows.figure("the same by zlib 1 / by ours", by_kind["gzip by zlib"]["per_sample"] / by_kind["gzip"]["per_sample"])
    rows.figure("scrape of c in zstd / in gzip", by_kind["zstd"]["per_sample"] / by_kind["gzip"]["per_sample"])
    rows.figure("zstd, plain bytes / sent", by_kind["zstd"]["ratio"])


def instructions(rows):
    for body, few, many in (("b", 200, 1200), ("c", 2, 6)):
        said = re.search(r"(\d+) allocations when cold, (\d+) when warm", output(program("warm_push"), body, str(many)))
        rows.most(f"allocations in {many} warm pushes of {body} (cold: {said.group(1)})", 0, int(said.group(2)))
        if not shutil.which("valgrind"):
            rows.add(f"instructions a sample, {body}", "≤ 260", "not measured: no valgrind", None)
            continue
        counted = []
        for rounds in (few, many):
            with tempfile.NamedTemporaryFile("r") as log:
                text = output("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log.name}",
                              program("warm_push"), body, str(rounds))
                executed = int(re.search(r"Collected : (\d+)", log.read()).group(1))
            counted.append((executed, int(re.search(r"(\d+) samples", text).group(1))))
        rows.most(f"instructions a sample, {body}", 260,
                  (counted[1][0] - counted[0][0]) / (counted[1][1] - counted[0][1]))


def gateway(rows, rounds):
    if not shutil.which("wrk"):
        rows.add("gateway under load", "", "not measured: no wrk", None)
        return
    with tempfile.NamedTemporaryFile("r") as out:
        subprocess.run([sys.executable, os.path.join(HERE, "gateway_load.py"), program("cairn"), BODIES,
                        f"--rounds={rounds}", f"--json={out.name}"], check=True)
        rows.rows += [tuple(row) for row in json.load(out)]


def window(rows, rounds):
    if not os.path.exists(program("bench_window")):
        rows.add("the window under load", "", "not measured: built without a window", None)
        return
    with tempfile.NamedTemporaryFile("r") as out:
        subprocess.run([sys.executable, os.path.join(HERE, "window_load.py"), program("cairn"), program("bench_window"),
                        BODIES, f"--rounds={rounds}", f"--json={out.name}"], check=True)
        rows.rows += [tuple(row) for row in json.load(out)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: a first look")
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--only", help="parts, with commas")
    arguments = parser.parse_args()
    few = arguments.quick
    parts = {"engine": functools.partial(engine, repetitions=3 if few else 5), "memory": memory,
             "formats": functools.partial(formats, repetitions=3 if few else 5),
             "scrape": functools.partial(scrape, repetitions=3 if few else 5), "instructions": instructions,
             "gateway": functools.partial(gateway, rounds=1 if few else 3),
             "window": functools.partial(window, rounds=1 if few else 5)}
    chosen = arguments.only.split(",") if arguments.only else list(parts)
    if unknown := set(chosen) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if not arguments.no_build:
        build()
    make_bodies()
    rows = Rows()
    for name in chosen:
        print(f"=== {name}", flush=True)
        parts[name](rows)
    print("\n" + rows.table())


if __name__ == "__main__":
    main()
