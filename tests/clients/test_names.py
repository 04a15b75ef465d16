# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Families whose names get in each other's way in OpenMetrics, judged by the parser of the Python client library."""

import importlib.metadata
import random
import urllib.error
import urllib.request

import exposition
import harness
import packages

packages.python_package("prometheus_client")

from prometheus_client.openmetrics.parser import text_string_to_metric_families  # noqa: E402

NAMES = ("x", "x_total", "x_created", "x_info", "x_count", "x_sum", "x_bucket", "x_total_total", "x_created_total",
         "x_info_total", "x.y", "x_y", "x_y_total", "x.y_total", "x_y_created", "x.y_created", "_total", "U__x_2e_y")
TYPES = ("counter", "gauge", "histogram", "summary", "untyped")
LABELS = ("", 'a="b"', '"a.b"="1"', 'a_b="1"', 'a_b="2","a.b"="1"')
SEED, PUSHES = 20, 7


def series(name, *labels):
    inside = ",".join(filter(None, labels))
    if "." in name:
        return '{"%s"%s}' % (name, "," + inside if inside else "")
    return f"{name}{{{inside}}}"


def family(rng, name):
    kind, labels = rng.choice(TYPES), rng.choice(LABELS)
    lines = [] if kind == "untyped" else [f'# TYPE "{name}" {kind}']
    if kind == "histogram":
        lines += [series(name + "_bucket", labels, 'le="%s"' % rng.choice(("-1", "1", "2.5"))) + " 1",
                  series(name + "_bucket", labels, 'le="+Inf"') + " 3", series(name + "_count", labels) + " 3"]
        if rng.random() < 0.7:
            lines.append(series(name + "_sum", labels) + rng.choice((" -2", " 4")))
    elif kind == "summary":
        lines += [series(name + "_sum", labels) + rng.choice((" -3", " 3")), series(name + "_count", labels) + " 2"]
    else:
        lines.append(series(name, labels) + rng.choice((" 0", " 1", " 1e9")))
    return "\n".join(lines) + "\n"


class Names(harness.GatewayTest):
    def push(self, body):
        request = urllib.request.Request(self.gateway.url + "/metrics", data=body.encode(), method="POST")
        try:
            urllib.request.urlopen(request).close()
            return 1
        except urllib.error.HTTPError as error:  # some do not fit beside others in the store, either
            error.close()
            return 0

    def read(self, escaping):
        _, page = self.gateway.answer(headers={"Accept": f"{exposition.OPENMETRICS};escaping={escaping}"})
        found = [(sample.name, frozenset(sample.labels.items()))
                 for family in text_string_to_metric_families(page.decode()) for sample in family.samples]
        self.assertEqual(len(found), len(set(found)), page.decode())
        return len(found)

    def test_any_families_side_by_side(self):
        rng = random.Random(SEED)
        pushed = told = 0
        for _ in range(50):
            pushed += sum(self.push(family(rng, name)) for name in rng.sample(NAMES, PUSHES))
            told += sum(self.read(escaping) for escaping in ("underscores", "dots", "values"))
            urllib.request.urlopen(urllib.request.Request(self.gateway.url + "/metrics", method="DELETE")).close()
        self.assertGreater(pushed, 300)
        self.assertGreater(told, 1000)


if __name__ == "__main__":
    harness.main("names, judged by prometheus_client " + importlib.metadata.version("prometheus_client"))
