# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads pages of all formats into one shape, so that they can be compared. Knows nothing of Cairn's own readers."""

import dataclasses
import re

import protobuf

TEXT = "text/plain; version=0.0.4"
TEXT_1 = "text/plain; version=1.0.0"
OPENMETRICS = "application/openmetrics-text; version=1.0.0"
PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"

_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")


@dataclasses.dataclass
class Page:
    """What one page says. A series is written as `name{a="1",le="0.5"}`: labels by name, bounds as short as can be."""

    samples: dict = dataclasses.field(default_factory=dict)  # series: value
    types: dict = dataclasses.field(default_factory=dict)  # family: type, each as the page calls it
    helps: dict = dataclasses.field(default_factory=dict)
    units: dict = dataclasses.field(default_factory=dict)
    exemplars: dict = dataclasses.field(default_factory=dict)  # series: labels, value, Unix seconds or None
    natives: dict = dataclasses.field(default_factory=dict)  # series of the whole histogram: its native part

    def values(self):
        """The samples without times of birth, which differ from run to run."""
        return {key: value for key, value in self.samples.items() if not is_created(key)}

    def created(self):
        return {key: value for key, value in self.samples.items() if is_created(key)}


def series(name, labels):
    """The one way that a series is written here."""
    labels = {n: short(v) if n in ("le", "quantile") else v for n, v in labels.items()}
    inside = [f'{n if _NAME.fullmatch(n) else _quote(n)}={_quote(v)}' for n, v in sorted(labels.items())]
    if not _NAME.fullmatch(name):
        inside.insert(0, _quote(name))
        name = ""
    return name + ("{" + ",".join(inside) + "}" if inside else "")


def canonical(samples):
    """The same samples, each series written as series() does."""
    return {series(name, labels): value for (name, labels, _), value in
            ((_read_series(key + " "), value) for key, value in samples.items())}


def short(bound):
    """A number as text 0.0.4 writes it in a bound: `1`, and not `1.0`."""
    value = float(bound)
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return {"inf": "+Inf", "-inf": "-Inf"}.get(repr(value), repr(value))


def read(content_type, body):
    """The page that an answer of this type holds."""
    kind = content_type.partition(";")[0]
    if kind == PROTOBUF.partition(";")[0]:
        return _read_protobuf(body)
    if kind not in ("text/plain", "application/openmetrics-text"):
        raise ValueError(f"no exposition is called {content_type}")
    return _read_lines(body.decode(), kind != "text/plain")


def is_created(key):
    return key.partition("{")[0].endswith("_created")


def _quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _plain(escaped):
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], escaped)


# Text and OpenMetrics

def _read_lines(text, openmetrics):
    page = Page()
    if text and not text.endswith("\n"):
        raise ValueError("the last line does not end")
    lines = text.splitlines() if "\r" not in text else text.split("\n")[:-1]
    if openmetrics:
        if not lines or lines.pop() != "# EOF":
            raise ValueError("no # EOF at the end")
    for line in lines:
        if line.startswith("# "):
            _read_comment(page, line)
        elif line:
            _read_sample(page, line)
    return page


def _read_comment(page, line):
    _, word, rest = line.split(" ", 2)
    if rest.startswith('"'):
        name = _plain(_QUOTED.match(rest)[1])
        value = rest[_QUOTED.match(rest).end() + 1:]
    else:
        name, _, value = rest.partition(" ")
    into = {"TYPE": page.types, "HELP": page.helps, "UNIT": page.units}[word]
    if name in into:
        raise ValueError(f"a second {word} of {name}")
    into[name] = _plain(value) if word == "HELP" else value


def _read_sample(page, line):
    name, labels, rest = _read_series(line)
    value, _, exemplar = rest.partition(" # ")
    value = value.split(" ")
    if len(value) != 1:
        raise ValueError(f"a timestamp, or blanks, in {line!r}")
    key = series(name, labels)
    if key in page.samples:
        raise ValueError(f"twice: {key}")
    page.samples[key] = float(value[0])
    if exemplar:
        _, its, rest = _read_series(exemplar)
        numbers = [float(number) for number in rest.split(" ")]
        page.exemplars[key] = (its, *numbers) if len(numbers) == 2 else (its, *numbers, None)


def _read_series(line):
    """Name, labels and what follows after one blank."""
    name = _NAME.match(line)
    name, at = (name[0], name.end()) if name else ("", 0)
    labels = {}
    if line[at] == "{":
        at += 1
        while line[at] != "}":
            label = _NAME.match(line, at) or _QUOTED.match(line, at)
            key, at = _plain(label[1]) if label.re is _QUOTED else label[0], label.end()
            if line[at] != "=":  # the name of the metric, in quotes
                name = key
            else:
                value = _QUOTED.match(line, at + 1)
                if key in labels:
                    raise ValueError(f"label {key} twice in {line!r}")
                labels[key], at = _plain(value[1]), value.end()
            if line[at] == ",":
                at += 1
        at += 1
    if line[at] != " ":
        raise ValueError(f"no blank before the value of {line!r}")
    return name, labels, line[at + 1:]


# Protobuf

def _read_protobuf(body):
    page = Page()
    for family in protobuf.families(body):
        if family["name"] in page.types:
            raise ValueError(f"family {family['name']} twice")
        page.types[family["name"]] = family["type"]
        for into, field in ((page.helps, "help"), (page.units, "unit")):
            if family.get(field):
                into[family["name"]] = family[field]
        for metric in family["metrics"]:
            _read_metric(page, family["name"], metric, "_g" if family["type"] == "gaugehistogram" else "_")
    return page


def _read_metric(page, name, metric, mark):
    labels = dict(metric["labels"])
    if len(labels) != len(metric["labels"]):
        raise ValueError(f"a label twice in {name}: {metric['labels']}")

    def add(key, value, exemplar=None):
        if key in page.samples:
            raise ValueError(f"twice: {key}")
        page.samples[key] = value
        if exemplar:
            page.exemplars[key] = exemplar

    if "value" in metric:
        add(series(name, labels), metric["value"], metric.get("exemplar"))
    for quantile, value in metric.get("quantiles", ()):
        add(series(name, labels | {"quantile": quantile}), value)
    for bound, count, exemplar in metric.get("buckets", ()):
        add(series(name + "_bucket", labels | {"le": bound}), count, exemplar)
    if "count" in metric:
        if metric.get("buckets") and metric["buckets"][-1][0] != float("inf"):  # implied by the count
            add(series(name + "_bucket", labels | {"le": "+Inf"}), metric["count"])
        add(series(name + mark + "count", labels), metric["count"])
    if "sum" in metric:
        add(series(name + mark + "sum", labels), metric["sum"])
    if "created" in metric:
        base = name[:-len("_total")] if name.endswith("_total") else name
        add(series(base + "_created", labels), metric["created"])
    if "native" in metric:
        page.natives[series(name, labels)] = metric["native"]
