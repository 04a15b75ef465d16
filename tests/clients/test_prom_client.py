# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JavaScript client library of npm by its Pushgateway class. It sends chunks, and no Content-Type."""

import os

import every_type
import harness
import packages

FOLDER, VERSION = packages.node_package("prom-client")


class PromClient(every_type.ProgramTest):
    command = ("node", os.path.join(packages.HERE, "node", "pushes.js"))
    environment = {"NODE_PATH": os.path.join(FOLDER, "node_modules")}

    def test_push_and_push_add_both_merge(self):
        self.assertDone("everyTypeTwice")
        self.assertExposed(every_type.exposed(2))

    def test_slashes_spaces_and_nothing_in_groupings(self):
        self.assertDone("slashInJobAndGroup")
        self.assertExposed({'done_total{job="a/b",path="/var/lib",place="Zürich 北"}': 1})

    def test_delete_of_groups(self):
        self.assertDone("deletion")
        self.assertExposed({'done_total{job="kept"}': 1})

    def test_push_without_a_job(self):
        self.assertDone("withoutJob")
        self.assertExposed({"done_total": 1})

    def test_gzip(self):
        self.assertDone("gzip")
        self.assertExposed(every_type.exposed(1))

    def test_large_body_in_chunks(self):
        self.assertDone("large")
        self.assertEqual(len(self.gateway.samples()), 20000)

    def test_large_body_in_gzip(self):
        self.assertDone("largeGzip")
        self.assertEqual(len(self.gateway.samples()), 20000)

    def test_openmetrics_without_a_type(self):
        self.assertDone("openmetrics")
        self.assertExposed(every_type.exposed(2))

    def test_openmetrics_with_gzip(self):
        self.assertDone("openmetricsGzip")
        self.assertExposed(every_type.exposed(1))

    def test_exemplars_of_openmetrics(self):
        self.assertDone("exemplars")
        self.assertExemplars({'done_total{job="batch"}': ({"trace_id": "abc"}, 2),
                              'took_seconds_bucket{job="batch",le="1"}': ({"trace_id": "def"}, 0.5)})

    def test_ten_pushes_over_one_connection(self):
        self.assertDone("keptConnection")
        self.assertExposed({'done_total{job="batch"}': 10})

    def test_fifty_pushes_at_once(self):
        self.assertDone("manyAtOnce")
        self.assertExposed({'done_total{job="batch"}': 50})

    def test_refusal_says_why(self):
        self.assertRegex(self.play("refused"), r"push failed with status 400, line \d+: .*done_total")
        self.assertExposed({'done_total{job="batch"}': 1})

    def test_same_as_debians(self):
        self.assertAsPushgateway("everyTypeTwice")


if __name__ == "__main__":
    harness.main("prom-client " + VERSION)
