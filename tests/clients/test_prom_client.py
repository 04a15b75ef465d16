# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JavaScript client library of npm by its Pushgateway class. It sends chunks, and no Content-Type."""

import os
import unittest

import harness
import packages

FOLDER, VERSION = packages.node_package("prom-client")
PUSHES = os.path.join(packages.HERE, "node", "pushes.js")


class PromClient(harness.GatewayTest):
    def play(self, scenario):
        outcome = harness.run("node", PUSHES, self.gateway.url, scenario,
                              environment={"NODE_PATH": os.path.join(FOLDER, "node_modules")})
        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))
        return outcome.stdout.strip()

    def assertDone(self, scenario):
        self.assertEqual(self.play(scenario), "done")

    def every_type(self, times):
        return {
            'done_total{job="batch",kind="a \\"b\\""}': 2 * times, 'heat{job="batch"}': 20.5,
            'took_seconds_bucket{job="batch",le="0.1"}': times, 'took_seconds_bucket{job="batch",le="1"}': 2 * times,
            'took_seconds_bucket{job="batch",le="+Inf"}': 3 * times, 'took_seconds_sum{job="batch"}': 5.55 * times,
            'took_seconds_count{job="batch"}': 3 * times,
            'size_bytes_sum{job="batch"}': 4 * times, 'size_bytes_count{job="batch"}': 2 * times}

    def test_push_and_push_add_both_merge(self):
        self.assertDone("everyTypeTwice")
        self.assertExposed(self.every_type(2))

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
        self.assertExposed(self.every_type(1))

    def test_large_body_in_chunks(self):
        self.assertDone("large")
        self.assertEqual(len(self.gateway.samples()), 20000)

    def test_large_body_in_gzip(self):
        self.assertDone("largeGzip")
        self.assertEqual(len(self.gateway.samples()), 20000)

    def test_ten_pushes_over_one_connection(self):
        self.assertDone("keptConnection")
        self.assertExposed({'done_total{job="batch"}': 10})

    def test_fifty_pushes_at_once(self):
        self.assertDone("manyAtOnce")
        self.assertExposed({'done_total{job="batch"}': 50})

    def test_refusal_says_why(self):
        self.assertRegex(self.play("refused"), r"push failed with status 400, line \d+: .*done_total")
        self.assertExposed({'done_total{job="batch"}': 1})


if __name__ == "__main__":
    harness.main("prom-client " + VERSION)
