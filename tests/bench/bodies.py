#!/usr/bin/env python3
# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies that the figures of tests/bench/README.md speak of, the same bytes on every machine.

usage: bodies.py NAME > file      NAME: small, a, page, b, c, million, histograms

small    three typed samples, as a load script of a push gateway sends them (247 B)
a        a tiny batch job: three samples, one TYPE line
page     97 samples, 7 kB: three histograms of two series, nine counters, four gauges
b        88 samples, 10 kB, client_python style: HELP and TYPE everywhere, 20 labelled counters, 4 histograms of 15 buckets, values as `17.0`
c        100 000 series of 4 or 5 labels, half of them histogram samples, values mixed (12 MB)
million  1 000 000 counters, 5 labels, about 100 B of text each: the memory figure
histograms  71 400 histograms of 14 samples, 4 labels: the same for histograms
"""
import random, sys

SMALL = """# TYPE some_metric_total counter
some_metric_total{label="val1"} 23
# TYPE another_metric gauge
# HELP another_metric Just an example.
another_metric 1021
# TYPE k6_http_requests_total counter
k6_http_requests_total{method="post",code="200"} 3021
"""


def small():
    yield SMALL


def a():
    yield '# TYPE batch_rows_total counter\nbatch_rows_total{job="nightly",table="orders",region="eu-west-1"} 1284\n'
    yield 'batch_last_success_timestamp_seconds{job="nightly"} 1700000000\nbatch_duration_seconds{job="nightly"} 12.5\n'


def histogram(rng, name, labels, bounds, number=str):
    total = 0
    for le in bounds:
        total += rng.randint(0, 9)
        yield f'{name}_bucket{{{labels},le="{le}"}} {number(total)}\n'
    total += 1
    yield f'{name}_bucket{{{labels},le="+Inf"}} {number(total)}\n{name}_sum{{{labels}}} {total * 0.37:.3f}\n{name}_count{{{labels}}} {number(total)}\n'


def page():
    rng = random.Random(1)
    for name in ("http_request_duration_seconds", "db_query_duration_seconds", "queue_wait_seconds"):
        yield f"# HELP {name} Time spent, by method and code.\n# TYPE {name} histogram\n"
        for code in ("200", "500"):
            yield from histogram(rng, name, f'method="GET",code="{code}"', (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10))
    for index in range(9):
        yield f'# HELP worker_{index}_total Things done.\n# TYPE worker_{index}_total counter\nworker_{index}_total{{kind="a"}} {rng.randint(1, 99)}\n'
    for index in range(4):
        yield f"# TYPE level_{index} gauge\nlevel_{index} {rng.random():.6f}\n"


def b():
    rng = random.Random(2)
    for index in range(20):
        yield f"# HELP app_requests_{index}_total Requests of kind {index} that were served.\n# TYPE app_requests_{index}_total counter\n"
        yield f'app_requests_{index}_total{{method="GET",endpoint="/api/v1/items/{index}",status="200"}} {float(rng.randint(1, 999))}\n'
    bounds = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)
    for name in ("app_request_duration_seconds", "app_db_duration_seconds", "app_render_duration_seconds", "app_queue_duration_seconds"):
        yield f"# HELP {name} Time spent in this part of a request.\n# TYPE {name} histogram\n"
        yield from histogram(rng, name, 'method="GET",endpoint="/api/v1/items"', bounds, lambda n: str(float(n)))


def value(rng):
    return rng.choice([lambda: str(rng.randint(0, 10 ** 6)), lambda: f"{rng.random() * 100:.3f}", lambda: repr(rng.random())])()


def c(series=100_000):
    rng = random.Random(3)
    made = 0
    for family in range(100):
        name = f"service_{family % 10}_operation_{family}"
        if family % 2:
            yield f"# HELP {name}_seconds Duration of the operation.\n# TYPE {name}_seconds histogram\n"
            for index in range(series // 100 // 14):
                labels = f'cluster="eu-{index % 3}",pod="pod-{index:05d}-{family:02d}",method="POST",code="{200 + index % 5}"'
                yield from histogram(rng, name + "_seconds", labels, (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10))
                made += 14
        else:
            yield f"# HELP {name}_total Operations done.\n# TYPE {name}_total counter\n"
            for index in range(series // 100):
                yield f'{name}_total{{cluster="eu-{index % 3}",pod="pod-{index:05d}-{family:02d}",method="GET",code="{200 + index % 5}",path="/v1/items/{index % 50}"}} {value(rng)}\n'


def million(series=1_000_000):
    for family in range(100):
        yield f"# TYPE fleet_operations_{family}_total counter\n"
        for index in range(series // 100):
            yield f'fleet_operations_{family}_total{{cluster="eu-{index % 7}",namespace="shop-{index % 40}",pod="pod-{index:05d}",method="GET",code="{200 + index % 5}"}} 1\n'


def histograms(samples=1_000_000):
    rng = random.Random(4)
    for family in range(100):
        name = f"service_operation_{family}_seconds"
        yield f"# TYPE {name} histogram\n"
        for index in range(samples // 100 // 14):
            labels = f'cluster="eu-{index % 3}",pod="pod-{index:05d}-{family:02d}",method="POST",code="{200 + index % 5}"'
            yield from histogram(rng, name, labels, (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10))


if __name__ == "__main__":
    made = {"small": small, "a": a, "page": page, "b": b, "c": c, "million": million, "histograms": histograms}
    if len(sys.argv) != 2 or sys.argv[1] not in made:
        sys.exit(__doc__)
    for piece in made[sys.argv[1]]():
        sys.stdout.write(piece)
