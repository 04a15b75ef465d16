# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Go's client library by its push package: protobuf unless told otherwise, and OpenMetrics without `# EOF`."""

import time

import every_type
import exposition
import harness
import programs

COMMAND, VERSION = programs.go()

INDEX_OF_700 = 76  # 1.1 gives schema 3: 700 lies within (2^(75/8), 2^(76/8)]


class Go(every_type.ProgramTest):
    command = COMMAND


class Formats(Go):
    def test_protobuf_which_is_the_default(self):
        self.assertDone("everyTypeTwice")
        self.assertExposed(every_type.exposed(2))

    def test_all_formats_add_to_the_same_series(self):
        for form in ("protobuf", "text", "openmetrics"):
            self.assertDone("everyTypeTwice", form)
        self.assertExposed(every_type.exposed(6))

    def test_text(self):
        self.assertDone("everyTypeTwice", "text")
        self.assertExposed(every_type.exposed(2))

    def test_openmetrics_without_an_end(self):
        self.assertDone("everyTypeTwice", "openmetrics")
        self.assertExposed(every_type.exposed(2))

    def test_counter_without_total_is_one_series_in_all_formats(self):
        for form in ("protobuf", "text", "openmetrics"):
            self.assertDone("nameWithoutTotal", form)
        self.assertExposed({'done{job="batch"}': 6})

    def test_empty_registry(self):
        self.assertDone("empty")
        self.assertExposed({})

    def test_large(self):
        self.assertDone("large")
        self.assertEqual(len(self.gateway.samples()), 20000)

    def test_name_with_a_dot_which_the_library_escapes(self):
        self.assertDone("dottedName")
        self.assertExposed({'oven_heat{job="batch"}': 1})

    def test_name_with_a_dot_as_it_is(self):
        for form in ("utf8", "utf8-text"):
            self.assertDone("dottedName", form)
        self.assertEqual(self.gateway.scrape(exposition.PROTOBUF + "; escaping=allow-utf-8").values(),
                         {'{"oven.heat",job="batch"}': 1})
        self.assertEqual(self.gateway.samples(), {'oven_heat{job="batch"}': 1})


class Groups(Go):
    def test_slashes_and_nothing(self):
        self.assertDone("slashInJobAndGroup", "text")
        self.assertExposed({'done_total{job="a/b",path="/var/lib",place="Zürich"}': 1})

    def test_a_space_is_sent_as_a_plus_and_stays_one(self):
        self.assertDone("spaceInGroup", "text")
        self.assertExposed({'done_total{job="batch",words="two+words"}': 1})

    def test_delete(self):
        self.assertDone("deletion", "text")
        self.assertExposed({'done_total{job="kept"}': 1})

    def test_refusal_in_text_says_why(self):
        said = self.play("refused", "text")
        self.assertRegex(said, r"unexpected status code 400 while pushing to \S+: line 2: .*done_total")
        self.assertExposed({'done_total{job="batch"}': 1})

    def test_refusal_in_protobuf_says_why(self):
        said = self.play("refused")
        self.assertRegex(said, r"unexpected status code 400 while pushing to \S+: .*done_total")
        self.assertExposed({'done_total{job="batch"}': 1})


class Native(Go):
    """Observations -3, 0, 0.5, 0.5, 1 and 700, with buckets that grow by at most a tenth: schema 3."""

    POSITIVE = {-8: 2.0, 0: 1.0, INDEX_OF_700: 1.0}
    NEGATIVE = {13: 1.0}  # 3 lies within (2^(12/8), 2^(13/8)]

    def page(self):
        return self.gateway.scrape(exposition.PROTOBUF)

    def assertNative(self, times):
        native = self.page().natives['took_seconds{job="batch"}']
        for side, buckets in (("positive", self.POSITIVE), ("negative", self.NEGATIVE)):
            self.assertEqual(native[side], {index: count * times for index, count in buckets.items()})
        self.assertEqual((native["schema"], native["zero_count"]), (3, times))
        self.assertEqual(native["zero_threshold"], 2 ** -128)

    def test_native_histogram_alone(self):
        self.assertDone("native")
        self.assertNative(2)
        self.assertEqual(self.page().values(), {'took_seconds_count{job="batch"}': 12,
                                                'took_seconds_sum{job="batch"}': 1398})

    def test_native_histogram_alone_is_its_one_classic_bucket_in_text(self):
        self.assertDone("native")
        self.assertEqual(self.gateway.scrape(exposition.TEXT).values(), {
            'took_seconds_bucket{job="batch",le="+Inf"}': 12, 'took_seconds_sum{job="batch"}': 1398,
            'took_seconds_count{job="batch"}': 12})

    def test_native_and_classic_at_once(self):
        self.assertDone("nativeAndClassic")
        self.assertNative(2)
        self.assertExposed({
            'took_seconds_bucket{job="batch",le="0.1"}': 4, 'took_seconds_bucket{job="batch",le="1"}': 10,
            'took_seconds_bucket{job="batch",le="+Inf"}': 12, 'took_seconds_sum{job="batch"}': 1398,
            'took_seconds_count{job="batch"}': 12})

    def test_the_coarser_of_two_schemas(self):
        self.assertDone("nativeOfTwoSchemas")
        native = self.page().natives['took_seconds{job="batch"}']
        self.assertEqual(native["schema"], 0)
        self.assertEqual(native["positive"], {-1: 4, 0: 2, 10: 2})
        self.assertEqual(native["negative"], {2: 2})
        self.assertEqual(native["zero_count"], 2)

    def test_native_histogram_without_observations(self):
        self.assertDone("nativeWithoutObservations")
        page = self.page()
        self.assertEqual(page.natives['took_seconds{job="batch"}']["positive"], {})
        self.assertEqual(page.values(), {'took_seconds_count{job="batch"}': 0, 'took_seconds_sum{job="batch"}': 0})


class Extras(Go):
    def test_exemplars(self):
        for form in ("protobuf", "openmetrics"):
            self.assertDone("exemplars", form)
            self.assertExemplars({'done_total{job="batch"}': ({"trace_id": "abc"}, 2),
                                  'took_seconds_bucket{job="batch",le="1"}': ({"trace_id": "def"}, 0.5)})

    def test_time_of_birth_is_that_of_the_first_push(self):
        before = time.time()
        self.assertDone("everyTypeTwice")
        after = time.time()
        self.assertDone("everyTypeTwice")
        for form in (exposition.OPENMETRICS, exposition.PROTOBUF):
            created = self.gateway.scrape(form).created()
            self.assertEqual(sorted(created), ['done_created{job="batch",kind="a \\"b\\""}',
                                               'size_bytes_created{job="batch"}', 'took_seconds_created{job="batch"}'])
            for series, value in created.items():
                self.assertTrue(before <= value <= after, f"{form}: {series} {value}")


class AsPushgateway(Go):
    def test_same_as_debians(self):
        for scenario in (("everyTypeTwice",), ("everyTypeTwice", "text"), ("deletion",), ("spaceInGroup",)):
            with self.subTest(" ".join(scenario)):
                self.assertAsPushgateway(*scenario)
        self.assertAsPushgateway("nativeAndClassic", native=True)


if __name__ == "__main__":
    harness.main("client_golang " + VERSION)
