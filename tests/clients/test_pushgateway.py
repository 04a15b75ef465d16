# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's Pushgateway beside a gateway of profile `pushgateway`: the same requests to both, the same classes of
status, and in the end the same scrape and the same JSON. Where the two differ, a row says why."""

import base64
import dataclasses
import gzip
import json
import random

import exposition
import harness
import protobuf
from histories import history
from pushgateway import TIMES, Pushgateway, ask, ask_for, assert_shown, groups, post, put, settles, shown

GROUP = "/metrics/job/batch"
OTHER = "/metrics/job/other"
TYPED = """\
# HELP done_total Done.
# TYPE done_total counter
done_total{kind="a"} 2
# HELP heat Heat.
# TYPE heat gauge
heat -20.5
# HELP took_seconds Took.
# TYPE took_seconds histogram
took_seconds_bucket{le="0.1"} 1
took_seconds_bucket{le="1"} 2
took_seconds_bucket{le="+Inf"} 3
took_seconds_sum 5.55
took_seconds_count 3
# HELP size_bytes Size.
# TYPE size_bytes summary
size_bytes{quantile="0.5"} 1
size_bytes{quantile="0.9"} NaN
size_bytes_sum 4
size_bytes_count 2
stray 7
"""


def encoded(text, padded=True):
    value = base64.urlsafe_b64encode(text.encode()).decode()
    return value if padded else value.rstrip("=")


PROTOBUF = {"Content_Type": exposition.PROTOBUF}
DONE = protobuf.family("done_total", "counter", protobuf.message(
    *protobuf.labels(kind="a"), (3, protobuf.message((1, 2.0)))))

# What both do alike.
ALIKE = {
    "a push of every type": [put(GROUP, TYPED)],
    "a second push replaces and does not add": [put(GROUP, TYPED), put(GROUP, TYPED), post(GROUP, TYPED)],
    "PUT replaces all of its group": [put(GROUP, "a 1\nb 2\n"), put(GROUP, "b 3\n")],
    "PUT leaves other groups alone": [put(GROUP, "a 1\n"), put(GROUP + "/shard/1", "a 2\n"), put(GROUP, "b 3\n")],
    "POST leaves families that it does not bring": [put(GROUP, "a 1\nb 2\n"), post(GROUP, "b 3\n")],
    "POST replaces all series of a family that it brings": [
        put(GROUP, 'a{n="1"} 1\na{n="2"} 2\n'), post(GROUP, 'a{n="3"} 3\n')],
    "POST replaces whole histograms": [
        post(GROUP, TYPED), post(GROUP, '# HELP took_seconds Took.\n# TYPE took_seconds histogram\n'
                                        'took_seconds_bucket{le="5"} 1\n'
                                        'took_seconds_bucket{le="+Inf"} 1\ntook_seconds_sum 1\n'
                                        'took_seconds_count 1\n')],
    "POST replaces quantiles of a summary": [
        post(GROUP, TYPED), post(GROUP, '# HELP size_bytes Bytes.\n# TYPE size_bytes summary\n'
                                        'size_bytes{quantile="0.99"} 3\nsize_bytes_sum 1\nsize_bytes_count 1\n')],
    "empty PUT empties the group": [put(GROUP, "a 1\n"), put(GROUP)],
    "empty POST is but a time": [put(GROUP, "a 1\n"), post(GROUP)],
    "empty POST to a new group": [post(GROUP)],
    "type of a family that PUT replaces may change": [put(GROUP, "# TYPE a counter\na 1\n"),
                                                      put(GROUP, "# TYPE a gauge\na 2\n")],
    "type of a family that POST replaces may change": [post(GROUP, "# TYPE a counter\na 1\n"),
                                                       post(GROUP, "# TYPE a gauge\na 2\n")],
    "DELETE of a group": [put(GROUP, "a 1\n"), put(OTHER, "a 2\n"), ask_for("DELETE", GROUP)],
    "DELETE is of just that group": [put(GROUP, "a 1\n"), put(GROUP + "/shard/1", "a 2\n"), ask_for("DELETE", GROUP)],
    "DELETE of a group that is not there": [put(GROUP, "a 1\n"), ask_for("DELETE", OTHER)],
    "labels of a group have no order": [put(GROUP + "/a/1/b/2", "x 1\n"), put(GROUP + "/b/2/a/1", "y 1\n")],
    "wipe": [put(GROUP, TYPED), put(OTHER, "a 2\n"), put("/api/v1/admin/wipe")],
    "wipe of nothing": [put("/api/v1/admin/wipe")],
    "a push after a wipe": [put(GROUP, "# TYPE a counter\na 1\n"), put("/api/v1/admin/wipe"),
                            put(GROUP, "# TYPE a gauge\na 1\n")],
    "path labels win over those of the body": [put(GROUP + "/kind/path", 'a{job="body",kind="body",other="b"} 1\n')],
    "an instance in the path": [put(GROUP + "/instance/host", "a 1\n")],
    "an instance in the body": [put(GROUP, 'a{instance="host"} 1\nb 2\n')],
    "base64 with padding": [put("/metrics/job@base64/" + encoded("a/b") + "/dir@base64/" + encoded("/var"), "a 1\n")],
    "base64 without padding": [put(GROUP + "/dir@base64/" + encoded("/var", False), "a 1\n")],
    "base64 of an empty instance": [put(GROUP + "/instance@base64/=", "a 1\n")],
    "base64 and plain spell the same group": [put("/metrics/job@base64/" + encoded("batch"), "a 1\n"),
                                              post(GROUP, "b 1\n")],
    "plus and percent": [put(GROUP + "/words/two+words/more/three%20words", "a 1\n")],
    "letters beyond ASCII": [put(GROUP + "/place/Z%C3%BCrich", 'a{x="北"} 1\n')],
    "base64 that is none": [ask_for("DELETE", "/metrics/job@base64/!!")],
    "no value for a label": [put(GROUP + "/shard", "a 1\n")],
    "a reserved label": [put(GROUP + "/__name__/z", "a 1\n")],
    "a first label that is no job": [put("/metrics/instance/host/job/batch", "a 1\n")],
    "text that is none": [put(GROUP, "a 1\n"), put(GROUP, "a b\n")],
    "a type that is none": [put(GROUP, "# TYPE a number\na 1\n")],
    "a second TYPE": [put(GROUP, "# TYPE a counter\na 1\n# TYPE a counter\na 2\n")],
    "TYPE after its samples": [put(GROUP, "a 1\n# TYPE a counter\n")],
    "families in pieces": [put(GROUP, 'a{n="1"} 1\nb 1\na{n="2"} 2\n')],
    "the same series twice": [put(GROUP, "a 1\n"), put(GROUP, 'a 1\na 2\n')],
    "a type that another group contradicts": [put(GROUP, "# TYPE a counter\na 1\n"), put(OTHER, "b 1\n"),
                                              put(OTHER, "# TYPE a gauge\na 2\n")],
    "a counter under the name of a histogram's count": [put(GROUP, TYPED), post(GROUP, "took_seconds_count 1\n")],
    "a push after a refused one": [put(GROUP, "a 1\n"), put(GROUP, "a 1\na 1\n"), put(GROUP, "a 2\n")],
    "numbers that are none and without end": [put(GROUP, 'a NaN\nb{n="1"} +Inf\nb{n="2"} -Inf\n')],
    "text that is called a form": [put(GROUP, "a 1\n", Content_Type="application/x-www-form-urlencoded")],
    "text that is called nothing": [put(GROUP, "a 1\n", Content_Type="")],
    "gzip": [put(GROUP, gzip.compress(b"a 1\n"), Content_Encoding="gzip")],
    "protobuf": [put(GROUP, DONE, **PROTOBUF)],
    "protobuf of no family": [put(GROUP, b"", **PROTOBUF)],
    "protobuf that is none": [put(GROUP, "a 1\n"), put(GROUP, b"\x05abc", **PROTOBUF)],
    "HELP of two groups": [put(GROUP, "# HELP a One.\na 1\n"), put(OTHER, "# HELP a One.\na 2\n")],
    "methods that are none of a group": [ask_for("GET", GROUP)],
    "health": [ask_for("GET", "/-/healthy"), ask_for("GET", "/-/ready")],
    "JSON of nothing": [ask_for("GET", "/api/v1/metrics"), ask_for("GET", "/api/v1/status")],
}



@dataclasses.dataclass
class Seen:
    """Of one gateway: the classes of status, what is then shown of what was pushed, how many groups there are, and how
    many of them tell of a failed push; the texts of HELP and TYPE."""

    statuses: tuple
    pushed: dict
    groups: int
    failed: int = 0
    helps: dict = dataclasses.field(default_factory=dict)
    types: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Otherwise:
    """What we do otherwise on purpose: why, the steps, and what is seen of each of the two."""

    why: str
    steps: list
    theirs: Seen
    ours: Seen


A = 'a{instance="",job="batch"}'
OTHERWISE = {
    "an inconsistent push makes no group": Otherwise(
        "P4: refused pushes with ever new labels would make groups without end",
        [put(GROUP, "# TYPE a counter\na 1\n"), put(OTHER, "# TYPE a gauge\na 2\n")],
        Seen((2, 4), {A: 1}, 2, failed=1, types={"a": "counter"}), Seen((2, 4), {A: 1}, 1, types={"a": "counter"})),
    "a missing final line end is no mistake": Otherwise(
        "clients forget it, and nothing is ambiguous", [put(GROUP, "a 1")],
        Seen((4,), {}, 0), Seen((2,), {A: 1}, 1)),
    "line ends of Windows are no mistake": Otherwise(
        "PowerShell sends them, and nothing is ambiguous", [put(GROUP, "a 1\r\n")],
        Seen((4,), {}, 0), Seen((2,), {A: 1}, 1)),
    "a label twice in the path is a mistake": Otherwise(
        "one of the two would be dropped without a word", [put(GROUP + "/b/1/b/2", "a 1\n")],
        Seen((2,), {'a{b="2",instance="",job="batch"}': 1}, 1), Seen((4,), {}, 0)),
    "a slash in a value stays there": Otherwise(
        "P9: the path is split before it is decoded", [put("/metrics/job/a%2Fb", "a 1\n")],
        Seen((4,), {}, 0), Seen((2,), {'a{instance="",job="a/b"}': 1}, 1)),
    "a label of any name": Otherwise(
        "later versions take it, too, with --push.enable-utf8-names", [put(GROUP + "/a-b/c", "a 1\n")],
        Seen((4,), {}, 0), Seen((2,), {'a{a_b="c",instance="",job="batch"}': 1}, 1)),
    "no redirect from an empty value": Otherwise(
        "P9: with redirects some clients lose the body", [put(GROUP + "/dir//shard/1", "a 1\n")],
        Seen((3,), {}, 0), Seen((2,), {'a{instance="",job="batch",shard="1"}': 1}, 1)),
    "an empty label is no label": Otherwise(
        "Prometheus takes both for the same series", [put(GROUP, "a 1\n"), post(GROUP + "/dir@base64/=", "b 1\n")],
        Seen((2, 2), {A: 1, 'b{dir="",instance="",job="batch"}': 1}, 2),
        Seen((2, 2), {A: 1, 'b{instance="",job="batch"}': 1}, 2)),
    "a counter below zero is a mistake": Otherwise(
        "no counter ever was", [put(GROUP, "# TYPE a counter\na -1\n")],
        Seen((2,), {A: -1}, 1, types={"a": "counter"}), Seen((4,), {}, 0)),
    "a family twice in protobuf is a mistake": Otherwise(
        "P12: the first would be dropped without a word", [put(GROUP, DONE + DONE, **PROTOBUF)],
        Seen((2,), {'done_total{instance="",job="batch",kind="a"}': 2}, 1, types={"done_total": "counter"}),
        Seen((4,), {}, 0)),
    "base64 that is none stops nobody else": Otherwise(
        "P13: from there on 1.5.1 does not answer",
        [put("/metrics/job@base64/!!", "a 1\n"), put("/metrics/job@base64/" + encoded("batch"), "a 1\n")],
        Seen((4, 0), {}, 0), Seen((4, 2), {A: 1}, 1)),
    "times of pushes in a body are a mistake": Otherwise(
        "they would be dropped without a word", [put(GROUP, "push_time_seconds 1\na 1\n")],
        Seen((2,), {A: 1}, 1), Seen((4,), {}, 0)),
    "a timestamp is a mistake of the text": Otherwise(
        "where the text is wrong nothing of the push is known",
        [put(GROUP, "a 1\n"), put(GROUP, "a 1 1700000000000\n")],
        Seen((2, 4), {A: 1}, 1, failed=1), Seen((2, 4), {A: 1}, 1)),
    "a family without TYPE keeps what it had": Otherwise(
        "as under every profile, while it has series",
        [put(GROUP, "# TYPE a counter\na 1\n"), put(GROUP, "a 2\n")],
        Seen((2, 2), {A: 2}, 1), Seen((2, 2), {A: 2}, 1, types={"a": "counter"})),
    "a family that had no type takes that of another group": Otherwise(
        "nothing contradicts it", [put(GROUP, "a 1\n"), put(OTHER), put(OTHER, "# TYPE a gauge\na 2\n")],
        Seen((2, 2, 4), {A: 1}, 2, failed=1),
        Seen((2, 2, 2), {A: 1, 'a{instance="",job="other"}': 2}, 2, types={"a": "gauge"})),
    "a count twice is a mistake": Otherwise(
        "one of the two would be dropped without a word",
        [put(GROUP, "# TYPE a summary\na_sum 1\na_count 1\na_count 2\n")],
        Seen((2,), {'a_sum{instance="",job="batch"}': 1, 'a_count{instance="",job="batch"}': 2}, 1,
             types={"a": "summary"}), Seen((4,), {}, 0)),
    "a family without HELP keeps what it had": Otherwise(
        "the last text that says something stays", [put(GROUP, "# HELP a One.\na 1\n"), post(GROUP, "a 2\n")],
        Seen((2, 2), {A: 2}, 1), Seen((2, 2), {A: 2}, 1, helps={"a": "One."})),
}


class Both(harness.GatewayTest):
    flags = ("--profile=pushgateway", "--web.enable-admin-api")

    def setUp(self):
        super().setUp()
        self.theirs = Pushgateway("--web.enable-admin-api")
        self.addCleanup(self._end)

    def _end(self):
        self.theirs.process.kill()  # after P13 it would end in its own time
        self.theirs.ended()

    @property
    def ours(self):
        return self.gateway


class SideBySide(Both):
    """A test for each row of the two tables."""

    def classes(self, steps):
        """The classes of status of theirs and ours, step by step."""
        return [tuple(ask(gateway.port, step)[0] // 100 for step in steps) for gateway in (self.theirs, self.ours)]

    def assertAlike(self, steps):
        theirs, ours = self.classes(steps)
        self.assertEqual(ours, theirs)
        found = shown(self.ours.port)
        settles(lambda: shown(self.theirs.port) == found)
        assert_shown(self, found, shown(self.theirs.port))

    def assertOtherwise(self, row):
        theirs, ours = self.classes(row.steps)
        for gateway, statuses, expected in ((self.theirs, theirs, row.theirs), (self.ours, ours, row.ours)):
            page = shown(gateway.port)
            failed = sum(value == "now" for key, value in page.samples.items() if key.startswith(TIMES[1]))
            said = [{name: text for name, text in texts.items() if name not in TIMES}
                    for texts in (page.helps, page.types)]
            self.assertEqual(Seen(statuses, page.pushed(), len(page.groups), failed, *said), expected, row.why)


def _add_tests():
    for name, steps in ALIKE.items():
        setattr(SideBySide, "test " + name, lambda self, steps=steps: self.assertAlike(steps))
    for name, row in OTHERWISE.items():
        setattr(SideBySide, "test " + name, lambda self, row=row: self.assertOtherwise(row))


_add_tests()


class Histories(Both):
    def test_random_histories(self):
        for seed in range(40):
            done = []
            for step in history(random.Random(seed)):
                done.append(step)
                statuses = [ask(gateway.port, step)[0] // 100 for gateway in (self.theirs, self.ours)]
                found = shown(self.ours.port)
                settles(lambda: shown(self.theirs.port) == found)
                with self.subTest(seed=seed, done=done):
                    self.assertEqual(statuses[1], statuses[0])
                    assert_shown(self, found, shown(self.theirs.port))
            for gateway in (self.theirs, self.ours):
                ask(gateway.port, put("/api/v1/admin/wipe"))
            settles(lambda: not shown(self.theirs.port).samples)


class Api(Both):
    def both(self, *request, **headers):
        """Status and headers of theirs and ours."""
        return [ask(gateway.port, ask_for(*request, **headers))[:2] for gateway in (self.theirs, self.ours)]

    def test_shape_of_the_status(self):
        theirs, ours = (json.loads(ask(gateway.port, ask_for("GET", "/api/v1/status"))[2])
                        for gateway in (self.theirs, self.ours))
        self.assertEqual((ours["status"], set(ours["data"])), (theirs["status"], set(theirs["data"])))
        self.assertLessEqual(set(theirs["data"]["build_information"]), set(ours["data"]["build_information"]))
        self.assertEqual({type(value) for value in ours["data"]["flags"].values()}, {str})
        self.assertEqual(ours["data"]["flags"]["web.enable-admin-api"], "true")
        self.assertRegex(ours["data"]["start_time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")

    def test_pages_of_strangers_read_the_api_only_where_they_may(self):
        # Theirs shows everybody's pages all that was pushed; ours, those of --web.cors.origins.
        stranger, friend = "https://evil.example", "https://shop.example"
        self.startAnother(*self.flags, "--web.cors.origins=" + friend)
        for path in ("/api/v1/status", "/api/v1/metrics"):
            for method in ("GET", "OPTIONS"):
                for origin, expected in ((stranger, ["*", None]), (friend, ["*", friend])):
                    answers = self.both(method, path, Origin=origin, Access_Control_Request_Method="GET")
                    found = [headers["Access-Control-Allow-Origin"] for _, headers in answers]
                    self.assertEqual(found, expected, f"{method} {path} from {origin}")

    def test_wipe_is_a_put(self):
        for method in ("GET", "DELETE"):
            (status, _), (its, _) = self.both(method, "/api/v1/admin/wipe")
            self.assertEqual(its // 100, status // 100)

    def test_a_family_named_as_a_group_s_own_word_does_not_hide_it(self):
        # P1: theirs shows the family in the place of the group's labels.
        for gateway, expected in ((self.theirs, None), (self.ours, {"job": "batch"})):
            ask(gateway.port, put(GROUP, "labels 1\n"))
            labels = groups(gateway.port)[0]["labels"]
            self.assertEqual(None if "metrics" in labels else labels, expected)

    def test_a_gauge_histogram_is_shown_with_its_buckets(self):
        # P2: theirs shows a value of 0.
        body = protobuf.family("queue", "gaugehistogram", protobuf.message((7, protobuf.message(
            (1, 3), (2, 7.5), (3, protobuf.message((1, 2), (2, 1.0)))))))
        for gateway, expected in ((self.theirs, False), (self.ours, True)):
            ask(gateway.port, put(GROUP, body, **PROTOBUF))
            sample = groups(gateway.port)[0]["queue"]["metrics"][0]
            self.assertEqual("buckets" in sample, expected, sample)

    def test_quit_is_closed_by_default(self):
        (status, _), (its, _) = self.both("PUT", "/-/quit")
        self.assertEqual((status, its), (403, 403))

    def test_quit(self):
        theirs = Pushgateway("--web.enable-lifecycle")
        self.startAnother("--profile=pushgateway", "--web.enable-lifecycle")
        for gateway in (theirs, self.ours):
            self.assertEqual(ask(gateway.port, ask_for("PUT", "/-/quit"))[0], 200)
            self.assertEqual(gateway.ended(), 0)


if __name__ == "__main__":
    harness.needs("prometheus-pushgateway")
    told = harness.run("prometheus-pushgateway", "--version")
    harness.main("Pushgateway " + (told.stdout + told.stderr).split()[2])
