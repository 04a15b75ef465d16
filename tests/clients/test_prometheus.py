# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's Prometheus scrapes the gateway, and its promtool judges the pages."""

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


class Prometheus(harness.Server):
    """A Prometheus with a configuration and an empty store of its own, in `folder`."""

    def __init__(self, folder, config, *flags):
        path = os.path.join(folder, "prometheus.yml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(config)
        super().__init__("prometheus", "--config.file=" + path, "--web.listen-address=127.0.0.1:0",
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


class ScrapesText(Scraped):
    form = exposition.TEXT
    accept = exposition.TEXT

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


class ScrapesOpenMetrics(ScrapesText):
    form = exposition.OPENMETRICS
    accept = None
    features = ("exemplar-storage",)

    def test_exemplars(self):
        now = time.time()
        status, said = self.gateway.request("POST", "/metrics/job/bakery", EXEMPLARS.format(now=now).encode(),
                                            {"Content-Type": exposition.OPENMETRICS})
        self.assertEqual((status, said), (202, ""))
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

    def test_native_histogram(self):
        for _ in range(2):
            status, said = self.gateway.request("POST", "/metrics/job/bakery", NATIVE,
                                                {"Content-Type": exposition.PROTOBUF})
            self.assertEqual((status, said), (202, ""))
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
    harness.needs("prometheus", "promtool")
    told = harness.run("prometheus", "--version")
    harness.main("Prometheus " + (told.stdout + told.stderr).split()[2])
