# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of one gateway is pushed as it is to the next, in one format after the other: no value may change on the way.
The reference parser of OpenMetrics reads every page of that format."""

import importlib.metadata
import itertools
import random
import struct

import exposition
import harness
import packages
import protobuf

packages.python_package("prometheus_client")

from prometheus_client.openmetrics.parser import text_string_to_metric_families  # noqa: E402

UTF_8 = "; escaping=allow-utf-8"
WITH_NAMES = {"text": exposition.TEXT_1 + UTF_8, "openmetrics": exposition.OPENMETRICS + UTF_8,
              "protobuf": exposition.PROTOBUF + UTF_8}

# Whatever each format can hold.
COMMON = r"""
# HELP orders_total Orders \\ taken,\nand not yet baked "fresh".
# TYPE orders_total counter
orders_total{shop="north"} 3
orders_total{shop="Zürich \"old\" \\ town\n"} 9007199254740992
orders_total 0.30000000000000004
# HELP heat_celsius Heat.
# TYPE heat_celsius gauge
heat_celsius{oven="least"} 5e-324
heat_celsius{oven="most"} 1.7976931348623157e+308
heat_celsius{oven="no"} NaN
heat_celsius{oven="minus nothing"} -0
heat_celsius{oven="up"} +Inf
heat_celsius{oven="down"} -Inf
heat_celsius{oven="long"} 123456789012345680000
# TYPE bake_seconds histogram
bake_seconds_bucket{cake="plum",le="1e-09"} 0
bake_seconds_bucket{cake="plum",le="0.005"} 1
bake_seconds_bucket{cake="plum",le="2.5"} 3
bake_seconds_bucket{cake="plum",le="1000000"} 3
bake_seconds_bucket{cake="plum",le="+Inf"} 4
bake_seconds_sum{cake="plum"} 12.25
bake_seconds_count{cake="plum"} 4
bake_seconds_bucket{cake="pear",le="+Inf"} 0
bake_seconds_sum{cake="pear"} 0
bake_seconds_count{cake="pear"} 0
# TYPE rise_seconds histogram
rise_seconds_bucket{le="1"} 1
rise_seconds_bucket{le="+Inf"} 2
rise_seconds_count 2
# HELP parcel_grams Weight.
# TYPE parcel_grams summary
parcel_grams_sum 700.125
parcel_grams_count 2
# HELP stray Nobody said what.
stray{a="",b="c"} 7
""".lstrip()

DOTTED = r"""
# HELP "oven.heat" Heat.
# TYPE "oven.heat" gauge
{"oven.heat","kind of oven"="gas"} 20.5
# TYPE "cakes.baked_total" counter
{"cakes.baked_total"} 4
""".lstrip()

OPENMETRICS = r"""
# TYPE oven info
oven_info{version="1.2"} 1
# TYPE stage stateset
stage{stage="running"} 1
stage{stage="stopped"} 0
# TYPE queue gaugehistogram
queue_bucket{le="1.0"} 2
queue_bucket{le="+Inf"} 3
queue_gcount 3
queue_gsum 7.5
# TYPE bake_seconds histogram
# UNIT bake_seconds seconds
# HELP bake_seconds Time.
bake_seconds_bucket{le="1.0"} 2 # {trace_id="abc"} 0.5 1700000000.25
bake_seconds_bucket{le="+Inf"} 3 # {trace_id="def"} 7.0
bake_seconds_count 3
bake_seconds_sum 8.25
bake_seconds_created 1700000000.125
# TYPE cakes counter
cakes_total 4 # {} 4
cakes_created 1700000001
# EOF
""".lstrip()


def generated(seed):
    """Families of random numbers."""
    dice = random.Random(seed)
    lines = []
    for family in range(60):
        name = f"family_{family}"
        kind = dice.choice(("counter", "gauge", "histogram"))
        lines.append(f"# TYPE {name}{'_total' if kind == 'counter' else ''} {kind}")
        for series in range(dice.randint(1, 4)):
            lines += (_histogram if kind == "histogram" else _number)(dice, name, kind, series)
    return "\n".join(lines) + "\n"


def _any_double(dice):
    while True:
        value = struct.unpack("<d", dice.randbytes(8))[0]
        if value - value == 0:
            return value


def _number(dice, name, kind, series):
    value = _any_double(dice)
    value, suffix = (abs(value), "_total") if kind == "counter" else (value, "")
    return [f'{name}{suffix}{{series="{series}"}} {value!r}']


def _histogram(dice, name, _, series):
    bounds = sorted({abs(_any_double(dice)) for _ in range(dice.randint(0, 5))})
    counts = sorted(dice.randint(0, 2 ** 53) for _ in range(len(bounds) + 1))
    labels = f'series="{series}"'
    return [f'{name}_bucket{{{labels},le="{bound}"}} {count}'
            for bound, count in zip([*map(repr, bounds), "+Inf"], counts)] + [
        f"{name}_sum{{{labels}}} {abs(_any_double(dice))!r}", f"{name}_count{{{labels}}} {counts[-1]}"]


def bits(samples):
    """Each value by its bits, so that -0 is not 0 and NaN is itself."""
    return {key: value.hex() for key, value in samples.items()}


class RoundTrip(harness.GatewayTest):
    def page_of(self, form, push_type, body):
        """The page, type and bytes that a new gateway answers after this push."""
        gateway = harness.Gateway()
        try:
            body = body.encode() if isinstance(body, str) else body
            status, said = gateway.request("POST", "/metrics", body, {"Content-Type": push_type})
            self.assertEqual((status, said), (202, ""), body)
            kind, body = gateway.answer(headers={"Accept": form})
        finally:
            gateway.stop()
        self.assertEqual(kind.partition(";")[0], form.partition(";")[0])
        if "openmetrics" in kind and "{\"" not in body.decode():
            list(text_string_to_metric_families(body.decode()))
        return exposition.read(kind, body), kind, body

    def goes_round(self, body, kind=exposition.TEXT, forms=WITH_NAMES):
        """Pushes `body`, and each page to the next gateway, in all orders of formats. Gives the format of each page on
        the way, with the page."""
        for way in itertools.permutations(forms):
            at, its = body, kind
            for form in (*way, way[0]):
                page, its, at = self.page_of(forms[form], its, at)
                yield f"{form} in {' → '.join(way)}", form, page

    def assertSame(self, page, samples, where):
        self.assertEqual(bits(page.values()), bits(samples), where)

    def test_every_value(self):
        expected = exposition.canonical(harness.samples(COMMON.replace('a="",', "")))
        # OpenMetrics allows no count without a sum; nothing invents one.
        lossy = {key: value for key, value in expected.items() if key != "rise_seconds_count"}
        for where, form, page in self.goes_round(COMMON):
            self.assertSame(page, lossy if form == "openmetrics" else expected, where)

    def test_fractional_counts_on_a_page_that_strict_parsers_read(self):
        body = COMMON + ('# TYPE part_seconds histogram\npart_seconds_bucket{le="1"} 0.5\npart_seconds_bucket{le="+Inf"} 1.5\n'
                         'part_seconds_sum 2.25\npart_seconds_count 1.5\n# TYPE half summary\nhalf_sum 2\nhalf_count 0.5\n')
        page, _, text = self.page_of(exposition.OPENMETRICS, exposition.TEXT, body)
        self.assertIn(b"# TYPE part_seconds_bucket unknown\n", text)
        values = {name: value for name, value in page.values().items() if name.startswith(("part", "half"))}
        self.assertEqual(values, {'part_seconds_bucket{le="1"}': 0.5, 'part_seconds_bucket{le="+Inf"}': 1.5,
                                  "part_seconds_sum": 2.25, "part_seconds_count": 1.5, "half_sum": 2, "half_count": 0.5})

    def test_names_beyond_the_classic(self):
        for where, _, page in self.goes_round(DOTTED):
            self.assertSame(page, {'{"oven.heat","kind of oven"="gas"}': 20.5, '{"cakes.baked_total"}': 4.0}, where)

    def test_types_of_openmetrics(self):
        for where, _, page in self.goes_round(OPENMETRICS, exposition.OPENMETRICS):
            self.assertEqual(page.values(), {
                'oven_info{version="1.2"}': 1, 'stage{stage="running"}': 1, 'stage{stage="stopped"}': 0,
                'queue_bucket{le="1"}': 2, 'queue_bucket{le="+Inf"}': 3, "queue_gcount": 3, "queue_gsum": 7.5,
                'bake_seconds_bucket{le="1"}': 2, 'bake_seconds_bucket{le="+Inf"}': 3, "bake_seconds_count": 3,
                "bake_seconds_sum": 8.25, "cakes_total": 4}, where)
            self.assertEqual(page.helps, {"bake_seconds": "Time."}, where)

    def test_exemplars_units_and_times_of_birth_but_by_text(self):
        forms = {name: form for name, form in WITH_NAMES.items() if name != "text"}
        for where, _, page in self.goes_round(OPENMETRICS, exposition.OPENMETRICS, forms):
            self.assertEqual(page.exemplars, {
                'bake_seconds_bucket{le="1"}': ({"trace_id": "abc"}, 0.5, 1700000000.25),
                'bake_seconds_bucket{le="+Inf"}': ({"trace_id": "def"}, 7.0, None),
                "cakes_total": ({}, 4.0, None)}, where)
            self.assertEqual(page.units, {"bake_seconds": "seconds"}, where)
            self.assertEqual(page.created(), {"bake_seconds_created": 1700000000.125,
                                              "cakes_created": 1700000001}, where)

    def test_native_histogram_by_protobuf(self):
        body = protobuf.family("took_seconds", "histogram", protobuf.message((7, protobuf.message(
            (1, 8), (2, 12.5), (5, protobuf.zigzag(3)), (6, 0.001), (7, 2),
            (9, protobuf.message((1, protobuf.zigzag(13)), (2, 1))), (10, protobuf.zigzag(1)),
            (12, protobuf.message((1, protobuf.zigzag(-8)), (2, 2))),
            (12, protobuf.message((1, protobuf.zigzag(30)), (2, 1))),
            (13, protobuf.zigzag(2)), (13, protobuf.zigzag(-1)), (13, protobuf.zigzag(1))))))
        native = {"schema": 3, "zero_threshold": 0.001, "zero_count": 2, "negative": {13: 1},
                  "positive": {-8: 2, -7: 1, 24: 2}, "exemplars": []}
        for where, _, page in self.goes_round(body, exposition.PROTOBUF, {"protobuf": exposition.PROTOBUF}):
            self.assertEqual(page.natives, {"took_seconds": native}, where)
            self.assertEqual(page.values(), {"took_seconds_count": 8, "took_seconds_sum": 12.5}, where)

    def test_pushes_of_all_formats_add_up_alike(self):
        for body in (COMMON, generated(7)):
            pages = {form: self.page_of(form, exposition.TEXT, body)[1:] for form in WITH_NAMES.values()}
            with self.subTest(body=body):
                found, expected = harness.Gateway(), harness.Gateway()
                self.addCleanup(found.stop)
                self.addCleanup(expected.stop)
                for kind, page in pages.values():
                    for gateway, (its, pushed) in ((found, (kind, page)), (expected, pages[WITH_NAMES["text"]])):
                        self.assertEqual(gateway.request("POST", "/metrics", pushed, {"Content-Type": its}), (202, ""))
                for form in WITH_NAMES.values():
                    self.assertSame(found.scrape(form), expected.scrape(form).values(), form)

    def test_generated(self):
        for seed in range(3):
            body = generated(seed)
            expected = exposition.canonical(harness.samples(body))
            for where, _, page in self.goes_round(body):
                self.assertSame(page, expected, where)


if __name__ == "__main__":
    harness.main("round trips, judged by prometheus_client " + importlib.metadata.version("prometheus_client"))
