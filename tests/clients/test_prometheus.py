# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prometheus scrapes the gateway, and its promtool judges the pages. Debian's, or what CAIRN_PROMETHEUS names."""

import functools
import html
import json
import os
import re
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import exposition
import harness
import protobuf
from relay import Relay

# The tests were run with Debian's 2.42 and 2.53 (Debian 12 and 13) and with 3.5; README.md says how to come by another.
PROMETHEUS = os.environ.get("CAIRN_PROMETHEUS", "prometheus")

CONFIG = """\
global: {{scrape_interval: 1s, scrape_timeout: 1s}}
scrape_configs:
  - job_name: cairn
    honor_labels: true
    static_configs: [{{targets: ['{address}']}}]
  - job_name: cairn-itself
    metrics_path: /-/metrics
    static_configs: [{{targets: ['{address}']}}]
"""

PUSHED = """\
# HELP orders_total Orders taken.
# TYPE orders_total counter
orders_total{shop="north"} 3
orders_total{shop="Zürich \\"old\\" \\\\ town\\n"} 1
# HELP heat_celsius Heat of the oven.
# TYPE heat_celsius gauge
heat_celsius{oven="1"} -20.5
# HELP bake_seconds Time a cake takes.
# TYPE bake_seconds histogram
bake_seconds_bucket{cake="plum",le="0.5"} 1
bake_seconds_bucket{cake="plum",le="2.5"} 3
bake_seconds_bucket{cake="plum",le="+Inf"} 4
bake_seconds_sum{cake="plum"} 12.25
bake_seconds_count{cake="plum"} 4
# HELP parcel_grams Weight of parcels.
# TYPE parcel_grams summary
parcel_grams_sum 700
parcel_grams_count 2
# HELP oven_info What the oven is.
# TYPE oven_info gauge
oven_info{version="0.0.1",clearmode="family"} 1
"""


EXEMPLARS = """\
# TYPE orders counter
orders_total 3 # {{trace_id="abc"}} 2 {now:.3f}
# TYPE bake_seconds histogram
bake_seconds_bucket{{le="1.0"}} 1 # {{trace_id="def"}} 0.5 {now:.3f}
bake_seconds_bucket{{le="+Inf"}} 2
bake_seconds_count 2
bake_seconds_sum 10.5
# EOF
"""

# The observations -3, 0, 0.5, 0.5, 1 and 700 in schema 3.
NATIVE = protobuf.family("bake_seconds", "histogram", protobuf.message((7, protobuf.message(
    (1, 6), (2, 699.0), (5, protobuf.zigzag(3)), (6, 0.001), (7, 1),
    (9, protobuf.message((1, protobuf.zigzag(13)), (2, 1))), (10, protobuf.zigzag(1)),
    (12, protobuf.message((1, protobuf.zigzag(-8)), (2, 1))), (12, protobuf.message((1, protobuf.zigzag(7)), (2, 1))),
    (12, protobuf.message((1, protobuf.zigzag(75)), (2, 1))),
    (13, protobuf.zigzag(2)), (13, protobuf.zigzag(-1)), (13, protobuf.zigzag(0))))))


FRACTIONS = """\
# TYPE bake_seconds histogram
bake_seconds_bucket{le="0.5"} 1.5
bake_seconds_bucket{le="+Inf"} 2.5
bake_seconds_sum 3
bake_seconds_count 2.5
# TYPE parcel_grams summary
parcel_grams_sum 1
parcel_grams_count 0.5
"""

NAMES = """\
# TYPE "http.requests" counter
{"http.requests","service.name"="till"} 3
"""

BIRTH = """\
# TYPE orders counter
orders_total 3
orders_created {born:.3f}
# EOF
"""


@functools.cache
def told():
    """The version as it is written."""
    outcome = harness.run(PROMETHEUS, "--version")
    return (outcome.stdout + outcome.stderr).split()[2]


def version():
    """Its first two numbers."""
    return tuple(int(number) for number in re.match(r"(\d+)\.(\d+)", told()).groups())


def since(*least, what):
    """For tests of what an older Prometheus cannot do."""
    def decorate(test):
        @functools.wraps(test)
        def run(self):
            if version() < least:
                self.skipTest(f"Prometheus {told()} does not {what}")
            test(self)
        return run
    return decorate


class Prometheus(harness.Server):
    """A Prometheus with a configuration and an empty store of its own, in `folder`."""

    def __init__(self, folder, config, *flags):
        path = os.path.join(folder, "prometheus.yml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(config)
        super().__init__(PROMETHEUS, "--config.file=" + path, "--web.listen-address=127.0.0.1:0",
                         "--storage.tsdb.path=" + os.path.join(folder, "data"), "--log.level=info", *flags)
        self.url = "http://" + self.listening()

    def api(self, path, **parameters):
        url = f"{self.url}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:  # 503 while it starts
            error.close()
            return None

    def query(self, expression):
        """Labels (but the name) and value of what an instant query finds."""
        data = self.api("query", query=expression)
        return {} if data is None else {frozenset((n, v) for n, v in found["metric"].items() if n != "__name__"):
                                        float(found["value"][1]) for found in data["result"]}

    def waits_for(self, expression, expected):
        """Polls until the query finds exactly this, which is one scrape away."""
        wanted = {frozenset(labels.items()): value for labels, value in expected}
        found = {}

        def seen():
            nonlocal found
            found = self.query(expression)
            return found == wanted
        try:
            harness.wait_for(seen, expression)
        except AssertionError:
            raise AssertionError(f"{expression}: expected {wanted}, found {found}") from None


def promtool(page):
    return harness.run("promtool", "check", "metrics", stdin=page)


class Scraped(harness.GatewayTest):
    """A Prometheus that scrapes in one format, which a relay sees to."""

    form = exposition.OPENMETRICS
    accept = None  # what it asks for instead of what Prometheus would
    features = ()

    def setUp(self):
        super().setUp()
        self.relay = Relay(self.gateway.port, self.accept)
        self.addCleanup(self.relay.stop)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        flags = ["--enable-feature=" + ",".join(self.features)] if self.features else []
        self.prometheus = Prometheus(folder.name, CONFIG.format(address=self.relay.address), *flags)
        self.addCleanup(self.prometheus.stop)

    def assertFormat(self):
        self.assertEqual(self.relay.types, {self.form.partition(";")[0]})

    def push(self, body, form):
        status, said = self.gateway.request("POST", "/metrics/job/bakery", body, {"Content-Type": form})
        self.assertEqual((status, said), (202, ""))


class ScrapesText(Scraped):
    form = exposition.TEXT
    accept = exposition.TEXT
    shows_any_name = False  # names that are not classic, as they are

    def test_counts_that_are_not_whole(self):
        if self.form == exposition.PROTOBUF and version() < (2, 48):
            self.skipTest(f"Prometheus {told()} does not know doubles in classic histograms of protobuf")
        self.push(FRACTIONS.encode(), exposition.TEXT)
        group = {"job": "bakery", "instance": self.relay.address}
        see = self.prometheus.waits_for
        see("bake_seconds_bucket", [(group | {"le": "0.5"}, 1.5), (group | {"le": "+Inf"}, 2.5)])
        see("bake_seconds_sum", [(group, 3)])
        see("bake_seconds_count", [(group, 2.5)])
        see("parcel_grams_sum", [(group, 1)])
        # Protobuf has whole counts of summaries alone.
        see("parcel_grams_count", [(group, 0 if self.form == exposition.PROTOBUF else 0.5)])
        self.assertFormat()

    def test_names_that_are_not_classic(self):
        self.push(NAMES.encode(), exposition.TEXT)
        label = "service.name" if self.shows_any_name else "service_name"
        name = "http.requests" if self.shows_any_name else "http_requests"
        group = {"job": "bakery", "instance": self.relay.address}
        self.prometheus.waits_for(f'{{__name__="{name}"}}', [(group | {label: "till"}, 3)])
        self.assertFormat()

    def test_prometheus_sees_what_was_pushed(self):
        see = self.prometheus.waits_for
        for _ in range(2):
            self.gateway.push(PUSHED, "/metrics/job/bakery/instance/oven:1")
        self.gateway.push(PUSHED.replace("0.0.1", "0.0.2"), "/metrics/job/bakery/instance/oven:1")
        group = {"job": "bakery", "instance": "oven:1"}
        target = {"instance": self.relay.address}
        see("up", [(target | {"job": "cairn"}, 1), (target | {"job": "cairn-itself"}, 1)])

        see("orders_total", [(group | {"shop": "north"}, 9), (group | {"shop": 'Zürich "old" \\ town\n'}, 3)])
        see("heat_celsius", [(group | {"oven": "1"}, -20.5)])
        see("bake_seconds_bucket", [(group | {"cake": "plum", "le": le}, value)
                                    for le, value in (("0.5", 3), ("2.5", 9), ("+Inf", 12))])
        see("bake_seconds_sum", [(group | {"cake": "plum"}, 36.75)])
        see("bake_seconds_count", [(group | {"cake": "plum"}, 12)])
        see("parcel_grams_sum", [(group, 2100)])
        see("parcel_grams_count", [(group, 6)])
        see("oven_info", [(group | {"version": "0.0.2"}, 1)])
        see("histogram_quantile(0.5, bake_seconds_bucket)", [(group | {"cake": "plum"}, 1.5)])
        see('{job="bakery", clearmode!=""}', [])

        # A group without an instance gets the gateway's own from Prometheus.
        self.gateway.push("stray_total 5\n", "/metrics/job/stray")
        see("stray_total", [(target | {"job": "stray"}, 5)])

        types = self.prometheus.api("metadata")
        orders = "orders" if self.form == exposition.OPENMETRICS else "orders_total"
        for name, its in ((orders, "counter"), ("heat_celsius", "gauge"), ("bake_seconds", "histogram"),
                          ("parcel_grams", "summary")):
            self.assertEqual(types[name][0]["type"], its)
        self.assertEqual(types[orders][0]["help"], "Orders taken.")

        status, _ = self.gateway.request("DELETE", "/metrics/job/bakery/instance/oven:1")
        self.assertEqual(status, 202)
        see('{job="bakery"}', [])

        see('sum(cairn_build_info)', [({}, 1)])
        see('sum(cairn_http_requests_total{handler="push"})', [({}, 4)])
        see('count(process_start_time_seconds{job="cairn-itself"} > 0)', [({}, 1)])
        for job in ("cairn", "cairn-itself"):
            samples = self.prometheus.query(f'min_over_time(up{{job="{job}"}}[1m])')
            self.assertEqual(list(samples.values()), [1], f"no scrape of {job} may have failed")
        self.assertFormat()


class ScrapesText1(ScrapesText):
    form = exposition.TEXT_1
    accept = exposition.TEXT_1 + "; escaping=allow-utf-8"
    shows_any_name = True

    def setUp(self):
        if version() < (3, 0):
            self.skipTest(f"Prometheus {told()} does not read text 1.0.0")
        super().setUp()


class ScrapesOpenMetrics(ScrapesText):
    form = exposition.OPENMETRICS
    accept = None
    features = ("exemplar-storage",)

    @property
    def shows_any_name(self):
        return version() >= (3, 0)  # which asks for it

    def test_exemplars(self):
        now = time.time()
        self.push(EXEMPLARS.format(now=now).encode(), exposition.OPENMETRICS)
        found = []

        def seen():
            nonlocal found
            answer = self.prometheus.api("query_exemplars", query='{job="bakery"}', start=now - 60, end=now + 60)
            found = sorted((one["seriesLabels"]["__name__"], its["labels"]["trace_id"], float(its["value"]),
                            round(its["timestamp"], 3)) for one in answer or () for its in one["exemplars"])
            return len(found) >= 2
        harness.wait_for(seen, "two exemplars")
        self.assertEqual(found, [("bake_seconds_bucket", "def", 0.5, round(now, 3)),
                                 ("orders_total", "abc", 2, round(now, 3))])
        self.assertFormat()


class ScrapesProtobuf(ScrapesOpenMetrics):
    form = exposition.PROTOBUF
    features = ("exemplar-storage", "native-histograms")
    shows_any_name = False  # 3.5 does not ask for it here

    def test_native_histogram(self):
        for _ in range(2):
            self.push(NATIVE, exposition.PROTOBUF)
        see = self.prometheus.waits_for
        target = {"job": "bakery", "instance": self.relay.address}
        see("histogram_count(bake_seconds)", [(target, 12)])
        see("histogram_sum(bake_seconds)", [(target, 1398)])
        see("histogram_fraction(0.4, 0.6, bake_seconds)", [(target, 4 / 12)])
        found = self.prometheus.api("query", query="bake_seconds")["result"][0]["histogram"][1]
        self.assertEqual((float(found["count"]), float(found["sum"])), (12, 1398))
        buckets = [(float(low), float(high), float(count)) for _, low, high, count in found["buckets"]]
        expected = [(-2 ** (13 / 8), -2 ** (12 / 8), 2), (-0.001, 0.001, 2), (2 ** (-9 / 8), 0.5, 4),
                    (2 ** (-1 / 8), 1, 2), (2 ** (75 / 8), 2 ** (76 / 8), 2)]
        self.assertEqual(len(buckets), len(expected), buckets)
        for bucket, its in zip(buckets, expected):
            for one, other in zip(bucket, its):
                self.assertAlmostEqual(one, other)
        self.assertFormat()


class ReadsBirths(Scraped):
    """A Prometheus that begins a new counter with zero where it was born."""

    accept = exposition.OPENMETRICS
    features = ("created-timestamp-zero-ingestion",)

    @since(3, 0, what="read times of birth in OpenMetrics")
    def test_a_counter_begins_with_zero(self):
        self.begins_with_zero()

    def begins_with_zero(self):
        born = round(time.time() - 20, 3)
        self.push(BIRTH.format(born=born).encode(), exposition.OPENMETRICS)
        self.prometheus.waits_for("orders_total", [({"job": "bakery", "instance": self.relay.address}, 3)])
        samples = self.prometheus.api("query", query="orders_total[5m]")["result"][0]["values"]
        self.assertEqual([(round(at, 3), value) for at, value in samples[:1]], [(born, "0")])
        self.assertEqual({value for _, value in samples[1:]}, {"3"})
        self.assertFormat()


class ReadsBirthsInProtobuf(ReadsBirths):
    form = exposition.PROTOBUF
    accept = exposition.PROTOBUF

    @since(2, 50, what="read times of birth")
    def test_a_counter_begins_with_zero(self):
        self.begins_with_zero()


class Pages(harness.GatewayTest):
    def test_promtool_is_silent_about_what_was_pushed(self):
        self.gateway.push(PUSHED, "/metrics/job/bakery")
        outcome = promtool(self.gateway.page())
        self.assertEqual((outcome.returncode, outcome.stdout, outcome.stderr), (0, "", ""))

    def test_promtool_is_silent_about_own_metrics(self):
        self.gateway.push(PUSHED, "/metrics/job/bakery")
        self.gateway.request("POST", "/metrics", b"not an exposition")
        page = self.gateway.page("/-/metrics")
        self.assertIn("cairn_build_info", page)
        outcome = promtool(page)
        self.assertEqual((outcome.returncode, outcome.stdout, outcome.stderr), (0, "", ""))

    def test_promtool_accepts_the_scrape_config_of_the_landing_page(self):
        config = re.search(r"<pre>(scrape_configs:.*?)</pre>", self.gateway.page("/"), re.DOTALL)[1]
        self.assertIn("honor_labels: true", config)
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            file.write(html.unescape(config).replace("HOST:PORT", self.gateway.address))
            file.flush()
            outcome = harness.run("promtool", "check", "config", file.name)
        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))

    def test_promtool_is_not_silent_about_a_bad_page(self):
        self.assertEqual(promtool("a_total_ms 1\n").returncode, 3)
        self.assertEqual(promtool("a b\n").returncode, 1)


if __name__ == "__main__":
    harness.needs(PROMETHEUS, "promtool")
    harness.main("Prometheus " + told())
