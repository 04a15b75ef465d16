# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python client library, newest of PyPI."""

import importlib.metadata
import time
import urllib.error

import every_type
import exposition
import harness
import packages

packages.python_package("python-snappy")  # which the library takes if it is there
packages.python_package("prometheus_client")

from prometheus_client import (CollectorRegistry, Counter, Enum, Gauge, Histogram, Info, Summary,  # noqa: E402
                               delete_from_gateway, push_to_gateway, pushadd_to_gateway)
from prometheus_client.exposition import default_handler  # noqa: E402
from prometheus_client.openmetrics import exposition as openmetrics  # noqa: E402
from prometheus_client.openmetrics.parser import text_string_to_metric_families  # noqa: E402


class PythonClient(harness.GatewayTest):
    def setUp(self):
        super().setUp()
        self.registry = CollectorRegistry()

    def exposed(self):
        """All samples but the times of creation."""
        return {series: value for series, value in self.gateway.samples().items() if "_created" not in series}

    def push(self, **grouping_key):
        push_to_gateway(self.gateway.address, job="batch", registry=self.registry, grouping_key=grouping_key)


class Calls(PythonClient):
    def test_worked_example(self):
        registry = self.registry
        counter = Counter('some_counter', "A metric name", registry=registry)
        counter.inc()
        push_to_gateway(f'localhost:{self.gateway.port}', job='my_job_name', registry=registry)
        self.assertEqual(self.exposed(), {'some_counter_total{job="my_job_name"}': 1})

    def test_pushing_twice_adds_counters_and_replaces_gauges(self):
        Counter("done", "Done.", registry=self.registry).inc(2)
        Gauge("heat", "Heat.", registry=self.registry).set(20.5)
        self.push()
        self.push()
        self.assertEqual(self.exposed(), {'done_total{job="batch"}': 4, 'heat{job="batch"}': 20.5})

    def test_pushadd_adds_as_well(self):
        Counter("done", "Done.", registry=self.registry).inc(2)
        push_to_gateway(self.gateway.url, job="batch", registry=self.registry)
        pushadd_to_gateway(self.gateway.url, job="batch", registry=self.registry)
        self.assertEqual(self.exposed(), {'done_total{job="batch"}': 4})

    def test_push_of_other_families_leaves_the_first(self):
        Counter("done", "Done.", registry=self.registry).inc(2)
        self.push()
        self.registry = CollectorRegistry()
        Counter("failed", "Failed.", registry=self.registry).inc()
        self.push()
        self.assertEqual(self.exposed(), {'done_total{job="batch"}': 2, 'failed_total{job="batch"}': 1})

    def test_delete_of_one_group(self):
        Gauge("heat", "Heat.", registry=self.registry).set(1)
        self.push(shard="1")
        self.push(shard="2")
        delete_from_gateway(self.gateway.address, job="batch", grouping_key={"shard": "1"})
        self.assertEqual(self.exposed(), {'heat{job="batch",shard="2"}': 1})
        delete_from_gateway(self.gateway.address, job="batch", grouping_key={"shard": "never pushed"})
        delete_from_gateway(self.gateway.address, job="batch", grouping_key={"shard": "2"})
        self.assertEqual(self.gateway.page(), "")

    def test_empty_registry(self):
        self.push()
        self.assertEqual(self.gateway.page(), "")

    def test_gzip(self):
        Counter("done", "Done.", registry=self.registry).inc(2)
        push_to_gateway(self.gateway.address, job="batch", registry=self.registry, compression="gzip")
        pushadd_to_gateway(self.gateway.address, job="batch", registry=self.registry, compression="gzip")
        self.assertEqual(self.exposed(), {'done_total{job="batch"}': 4})

    def test_snappy(self):
        Counter("done", "Done.", registry=self.registry).inc(2)
        push_to_gateway(self.gateway.address, job="batch", registry=self.registry, compression="snappy")
        self.assertEqual(self.exposed(), {'done_total{job="batch"}': 2})

    def test_refusal_raises_and_changes_nothing(self):
        Gauge("done_total", "A gauge.", registry=self.registry).set(1)
        self.push()
        self.registry = CollectorRegistry()
        Counter("done", "Of another type.", registry=self.registry).inc()
        Counter("failed", "In the same push.", registry=self.registry).inc()
        with self.assertRaises(urllib.error.HTTPError) as raised:
            self.push()
        raised.exception.close()
        self.assertEqual(raised.exception.code, 400)
        self.assertEqual(self.gateway.samples(), {'done_total{job="batch"}': 1})


class GroupingKeys(PythonClient):
    """Each value goes into the path in the client's own way, comes out as it was, and can be deleted."""

    def value_round_trips(self, value, exposed=None):
        Gauge("heat", "Heat.", registry=self.registry).set(1)
        self.push(place=value)
        label = value if exposed is None else exposed
        self.assertEqual(self.gateway.samples(), {f'heat{{job="batch",place="{label}"}}': 1})
        delete_from_gateway(self.gateway.address, job="batch", grouping_key={"place": value})
        self.assertEqual(self.gateway.page(), "")

    def test_slash(self):
        self.value_round_trips("/var/lib/x")

    def test_space(self):
        self.value_round_trips("two words")

    def test_utf_8(self):
        self.value_round_trips("Zürich 北京")

    def test_utf_8_without_a_space(self):
        self.value_round_trips("Zürich")

    def test_percent_plus_and_marks(self):
        self.value_round_trips("100%+a&b=c?d#e")

    def test_quote_and_backslash(self):
        self.value_round_trips('a"b\\c', 'a\\"b\\\\c')

    def test_line_end(self):
        self.value_round_trips("a\nb", "a\\nb")

    def test_dots(self):
        self.value_round_trips("..")

    def test_empty(self):
        Gauge("heat", "Heat.", registry=self.registry).set(1)
        self.push(place="")
        self.assertEqual(self.gateway.samples(), {'heat{job="batch"}': 1})
        delete_from_gateway(self.gateway.address, job="batch", grouping_key={"place": ""})
        self.assertEqual(self.gateway.page(), "")

    def test_slash_in_the_job(self):
        Gauge("heat", "Heat.", registry=self.registry).set(1)
        push_to_gateway(self.gateway.address, job="nightly/full", registry=self.registry)
        self.assertEqual(self.gateway.samples(), {'heat{job="nightly/full"}': 1})

    def test_many_keys(self):
        Gauge("heat", "Heat.", registry=self.registry).set(1)
        self.push(instance="a:80", zone="eu/west", rack=7)
        self.assertEqual(self.gateway.samples(), {'heat{instance="a:80",job="batch",rack="7",zone="eu/west"}': 1})


class Types(PythonClient):
    def test_labelled_counter(self):
        done = Counter("done", "Done.", ["kind"], registry=self.registry)
        done.labels("a").inc()
        done.labels('b "quoted" \\ and\nbroken').inc(0.5)
        self.push()
        self.push()
        self.assertEqual(self.exposed(), {'done_total{job="batch",kind="a"}': 2,
                                          'done_total{job="batch",kind="b \\"quoted\\" \\\\ and\\nbroken"}': 1})

    def test_histogram(self):
        took = Histogram("took_seconds", "Took.", ["kind"], buckets=(0.1, 1), registry=self.registry)
        for value in (0.05, 0.5, 5):
            took.labels("a").observe(value)
        self.push()
        self.push()
        series = 'took_seconds{}{{job="batch",kind="a"{}}}'.format
        self.assertEqual(self.exposed(), {
            series("_bucket", ',le="0.1"'): 2, series("_bucket", ',le="1"'): 4, series("_bucket", ',le="+Inf"'): 6,
            series("_count", ""): 6, series("_sum", ""): 11.1})

    def test_histogram_of_default_buckets(self):
        took = Histogram("took_seconds", "Took.", registry=self.registry)
        took.observe(0.3)
        self.push()
        self.push()
        self.assertEqual(self.exposed()['took_seconds_bucket{job="batch",le="+Inf"}'], 2)
        self.assertEqual(self.exposed()['took_seconds_bucket{job="batch",le="0.25"}'], 0)

    def test_summary(self):
        took = Summary("took_seconds", "Took.", registry=self.registry)
        took.observe(0.25)
        took.observe(0.5)
        self.push()
        self.push()
        self.assertEqual(self.exposed(), {'took_seconds_count{job="batch"}': 4, 'took_seconds_sum{job="batch"}': 1.5})

    def test_info_stays_one(self):
        Info("build", "Build.", registry=self.registry).info({"version": "1.2"})
        self.push()
        self.push()
        self.assertEqual(self.exposed(), {'build_info{job="batch",version="1.2"}': 1})

    def test_enum_follows_the_last_state(self):
        state = Enum("stage", "Stage.", states=["running", "stopped"], registry=self.registry)
        self.push()
        state.state("stopped")
        self.push()
        self.assertEqual(self.exposed(), {'stage{job="batch",stage="running"}': 0,
                                          'stage{job="batch",stage="stopped"}': 1})

    def test_gauge_at_infinity(self):
        Gauge("heat", "Heat.", registry=self.registry).set(float("inf"))
        self.push()
        self.assertEqual(self.exposed(), {'heat{job="batch"}': float("inf")})

    def test_time_of_creation_is_the_first_and_never_a_sum(self):
        # Also where gauges are summed.
        sums = harness.Gateway("--profile=zapier")
        self.addCleanup(sums.stop)

        def push():
            registry = CollectorRegistry()
            Counter("done", "Done.", registry=registry).inc()
            Histogram("took_seconds", "Took.", registry=registry).observe(1)
            Summary("size_bytes", "Size.", registry=registry).observe(1)
            for gateway in (self.gateway, sums):
                push_to_gateway(gateway.address, job="batch", registry=registry)

        before = time.time()
        push()
        after = time.time()
        push()
        for gateway in (self.gateway, sums):
            created = {s: v for s, v in gateway.samples().items() if "_created" in s}
            self.assertEqual(sorted(created), ['done_created{job="batch"}', 'size_bytes_created{job="batch"}',
                                               'took_seconds_created{job="batch"}'])
            for series, value in created.items():
                self.assertTrue(before <= value <= after, f"{series} {value}")


class OpenMetrics(PythonClient):
    """Its other page, by a handler of one's own: the library itself pushes text only."""

    def push(self, **grouping_key):
        body = openmetrics.generate_latest(self.registry)

        def handler(url, method, timeout, headers, data):
            return default_handler(url, method, timeout, [("Content-Type", openmetrics.CONTENT_TYPE_LATEST)], body)
        push_to_gateway(self.gateway.address, job="batch", registry=self.registry, grouping_key=grouping_key,
                        handler=handler)

    def test_every_type(self):
        registry = self.registry
        Counter("done", "Done.", ["kind"], registry=registry).labels('a "b"').inc(2)
        Gauge("heat", "Heat.", registry=registry).set(20.5)
        took = Histogram("took_seconds", "Took.", buckets=(0.1, 1), registry=registry)
        for value in (0.05, 0.5, 5):
            took.observe(value)
        size = Summary("size_bytes", "Size.", registry=registry)
        size.observe(1)
        size.observe(3)
        self.push()
        self.push()
        self.assertExposed(every_type.exposed(2))

    def test_info_and_enum(self):
        Info("build", "Build.", registry=self.registry).info({"version": "1.2"})
        Enum("stage", "Stage.", states=["running", "stopped"], registry=self.registry).state("stopped")
        self.push()
        self.push()
        self.assertExposed({'build_info{job="batch",version="1.2"}': 1, 'stage{job="batch",stage="running"}': 0,
                            'stage{job="batch",stage="stopped"}': 1})
        types = self.gateway.scrape(exposition.OPENMETRICS).types
        self.assertEqual(types, {"build": "info", "stage": "stateset"})

    def test_exemplars(self):
        Counter("done", "Done.", registry=self.registry).inc(2, {"trace_id": "abc"})
        Histogram("took_seconds", "Took.", buckets=(0.1, 1), registry=self.registry).observe(0.5, {"trace_id": "def"})
        self.push()
        self.assertExemplars({'done_total{job="batch"}': ({"trace_id": "abc"}, 2),
                              'took_seconds_bucket{job="batch",le="1"}': ({"trace_id": "def"}, 0.5)})

    def test_its_own_parser_reads_the_page(self):
        self.test_every_type()
        _, page = self.gateway.answer(headers={"Accept": exposition.OPENMETRICS})
        families = {family.name: family.type for family in text_string_to_metric_families(page.decode())}
        self.assertEqual(families, {"done": "counter", "heat": "gauge", "size_bytes": "summary",
                                    "took_seconds": "histogram"})


if __name__ == "__main__":
    harness.main("prometheus_client " + importlib.metadata.version("prometheus_client"))
