# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to a Pushgateway and to a gateway that stands in for it, and what either says and shows."""

import contextlib
import dataclasses
import http.client
import json
import re

import exposition
import harness

OWN = re.compile(r"(go|process|promhttp|pushgateway|cairn)_")  # metrics of the gateways themselves
TIMES = ("push_time_seconds", "push_failure_time_seconds")


class Pushgateway(harness.Server):
    """Debian's, in memory only, on a free port."""

    def __init__(self, *flags):
        super().__init__("prometheus-pushgateway", "--web.listen-address=127.0.0.1:0", "--persistence.file=", *flags)
        self.address = self.listening()
        self.port = int(self.address.rpartition(":")[2])
        self.url = f"http://{self.address}"


@dataclasses.dataclass
class Step:
    method: str
    path: str
    body: bytes = b""
    headers: dict = dataclasses.field(default_factory=dict)


def put(path, body="", **headers):
    return _step("PUT", path, body, headers)


def post(path, body="", **headers):
    return _step("POST", path, body, headers)


def ask_for(method, path, **headers):
    """A request without a body."""
    return _step(method, path, "", headers)


def _step(method, path, body, headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return Step(method, path, body if isinstance(body, bytes) else body.encode(), headers)


def ask(port, step):
    """Status, headers and body of the answer; of a peer that does not answer, 0."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.closing(connection):
        try:
            connection.request(step.method, step.path, step.body or None, step.headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except TimeoutError:
            return 0, {}, b""


@dataclasses.dataclass
class Shown:
    """What a gateway shows in the end, without its own metrics; times of pushes are but 0 or "now"."""

    samples: dict
    types: dict
    helps: dict
    groups: list  # of the JSON API

    def pushed(self):
        """The samples without times of pushes."""
        return {key: value for key, value in self.samples.items() if not key.startswith(TIMES)}


def shown(port, with_json=True):
    status, headers, body = ask(port, ask_for("GET", "/metrics"))
    assert status == 200, body
    page = exposition.read(headers["Content-Type"], body)
    samples = {key: _masked(key.partition("{")[0], value) for key, value in page.samples.items()}
    kept = [{name: value for name, value in part.items() if not OWN.match(name)}
            for part in (samples, page.types, page.helps)]
    kept[1] = {family: kind for family, kind in kept[1].items() if kind != "untyped"}  # which goes without saying
    return Shown(*kept, groups(port) if with_json else [])


def _masked(name, value):
    """A value that equals itself, and the same at every run."""
    return "now" if name in TIMES and value else "NaN" if value != value else value


def groups(port):
    """Each group's labels and whether its last push was fine, and its families without their times."""
    status, _, body = ask(port, ask_for("GET", "/api/v1/metrics"))
    assert status == 200, body
    found = json.loads(body)["data"] or []
    return sorted((_group(group) for group in found), key=lambda group: json.dumps(group, sort_keys=True))


def _group(group):
    return {key: _family(key, value) if isinstance(value, dict) and "metrics" in value else value
            for key, value in group.items()}


def _family(name, family):
    its = {key: value for key, value in family.items() if key != "time_stamp"}
    its["metrics"] = sorted((_sample(name, sample) for sample in family["metrics"]),
                            key=lambda sample: json.dumps(sample, sort_keys=True))
    return its


def _sample(name, sample):
    numbers = {key: float(value) for key, value in sample.items() if isinstance(value, str)}
    if "value" in numbers:
        numbers["value"] = _masked(name, numbers["value"])
    for part in ("buckets", "quantiles"):
        if isinstance(sample.get(part), dict):  # and not the list of a native histogram
            numbers[part] = {float(bound): _masked("", float(value)) for bound, value in sample[part].items()}
    if "buckets" in numbers:  # theirs leaves the bucket of infinity out where the client did
        numbers["buckets"].setdefault(float("inf"), numbers["count"])
    return {**sample, **numbers}


def settles(seen):
    """Waits for `seen`, as Pushgateway deletes and wipes after it answered. Whether it came is for others to tell."""
    with contextlib.suppress(AssertionError):
        harness.wait_for(seen, "the same page", 1)


def assert_shown(test, found, expected):
    for part in dataclasses.fields(Shown):
        test.assertEqual(getattr(found, part.name), getattr(expected, part.name), part.name)
