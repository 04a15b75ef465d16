# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Java's client library, and Micrometer on it as Spring Boot runs it: protobuf unless told otherwise."""

import tempfile

import every_type
import exposition
import harness
import programs

COMMAND, VERSIONS = programs.java()


class Java(every_type.ProgramTest):
    command = COMMAND

    def where(self):
        return [self.gateway.address]


class Formats(Java):
    def test_protobuf_which_is_the_default(self):
        self.assertDone("everyTypeTwice")
        self.assertExposed(every_type.exposed(2))

    def test_text(self):
        self.assertDone("everyTypeTwice", "PROMETHEUS_TEXT")
        self.assertExposed(every_type.exposed(2))

    def test_info_and_state_in_text(self):
        self.assertDone("infoAndState", "PROMETHEUS_TEXT")
        self.assertExposed({'build_info{job="batch",version="1.2"}': 1, 'stage{job="batch",stage="running"}': 1,
                            'stage{job="batch",stage="stopped"}': 0})

    def test_info_and_state_in_protobuf(self):
        self.assertDone("infoAndState")
        self.assertExposed({'build_info{job="batch",version="1.2"}': 1, 'stage{job="batch",stage="running"}': 1,
                            'stage{job="batch",stage="stopped"}': 0})

    def test_exemplar(self):
        self.assertDone("exemplar")
        self.assertExemplars({'done_total{job="batch"}': ({"trace_id": "abc"}, 2)})


class Histograms(Java):
    CLASSIC = {"0.005": 0, "0.01": 0, "0.025": 0, "0.05": 2, "0.1": 2, "0.25": 2, "0.5": 6, "1": 6, "2.5": 6, "5": 6,
               "10": 6, "+Inf": 8}

    def exposed(self):
        buckets = {f'took_seconds_bucket{{job="batch",le="{le}"}}': count for le, count in self.CLASSIC.items()}
        return buckets | {'took_seconds_sum{job="batch"}': 1402.1, 'took_seconds_count{job="batch"}': 8}

    def test_only_the_classic_part_in_text(self):
        self.assertDone("bothHistograms", "PROMETHEUS_TEXT")
        self.assertExposed(self.exposed())

    def test_classic_and_native_at_once(self):
        self.assertDone("bothHistograms")
        self.assertExposed(self.exposed())
        native = self.gateway.scrape(exposition.PROTOBUF).natives['took_seconds{job="batch"}']
        self.assertEqual(native["schema"], 5)
        # 0.05 lies within (2^(-139/32), 2^(-138/32)], 700 within (2^(302/32), 2^(303/32)]
        self.assertEqual(native["positive"], {-138: 2, -32: 4, 303: 2})

    def test_native_alone(self):
        self.assertDone("nativeOnly")
        page = self.gateway.scrape(exposition.PROTOBUF)
        native = page.natives['took_seconds{job="batch"}']
        self.assertEqual((native["positive"], native["negative"], native["zero_count"]),
                         ({-32: 4, 0: 2, 303: 2}, {51: 2}, 2))
        self.assertEqual(page.values(), {'took_seconds_count{job="batch"}': 12, 'took_seconds_sum{job="batch"}': 1398})


class Groups(Java):
    def test_marks(self):
        self.assertDone("marksInGroup", "PROMETHEUS_TEXT")
        self.assertExposed({'done_total{job="a/b",path="/var/lib",place="Zürich"}': 1})

    def test_delete(self):
        self.assertDone("deletion", "PROMETHEUS_TEXT")
        self.assertExposed({'done_total{job="kept"}': 1})

    def test_refusal_says_why(self):
        self.assertRegex(self.play("refused", "PROMETHEUS_TEXT"), r"was 400, response body: line 3: .*done_sum")
        self.assertExposed({'done_sum{job="batch"}': 0})


class Micrometer(Java):
    """Spring Boot pushes its running totals again and again: mode `increase` is for these."""

    def exposed(self, times):
        return {
            'baking_seconds_bucket{job="batch",le="1"}': times,
            'baking_seconds_bucket{job="batch",le="+Inf"}': 2 * times,
            'baking_seconds_sum{job="batch"}': 2.5 * times, 'baking_seconds_count{job="batch"}': 2 * times,
            'baking_seconds_max{job="batch"}': 2, 'orders_taken_total{job="batch",shop="north"}': 3 * times,
            'oven_heat{job="batch"}': 20.5, 'parcel_size_grams_sum{job="batch"}': 350 * times,
            'parcel_size_grams_count{job="batch"}': times, 'parcel_size_grams_max{job="batch"}': 350}

    def test_text(self):
        self.assertDone("micrometer", "PROMETHEUS_TEXT")
        self.assertExposed(self.exposed(2))

    def test_protobuf(self):
        self.assertDone("micrometer")
        self.assertExposed(self.exposed(2))

    def test_running_totals_by_rule(self):
        rule = "  - {{name: {0}s run on, match: '{{job=~\".+\"}}', type: {0}, mode: increase}}\n"
        rules = "".join(map(rule.format, ("counter", "histogram", "summary")))
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            file.write("rules:\n" + rules)
            file.flush()
            self.startAnother("--rules.file=" + file.name)
        self.assertDone("micrometer", "PROMETHEUS_TEXT")
        self.assertExposed(self.exposed(1))


class AsPushgateway(Java):
    def test_same_as_debians(self):
        for scenario in (("everyTypeTwice",), ("deletion",), ("micrometer",), ("infoAndState",)):
            with self.subTest(" ".join(scenario)):
                self.assertAsPushgateway(*scenario)
        self.assertAsPushgateway("bothHistograms", native=True)


if __name__ == "__main__":
    harness.main("client_java {}, Micrometer {}".format(*VERSIONS))
