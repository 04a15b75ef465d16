# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry that the programs of all languages push, and what a gateway shows of it."""

import shutil

import harness
from pushgateway import Pushgateway, assert_shown, settles, shown


def exposed(times, summary=True):
    """After that many pushes to job "batch", of a library that knows summaries or not."""
    samples = {
        'done_total{job="batch",kind="a \\"b\\""}': 2 * times, 'heat{job="batch"}': 20.5,
        'took_seconds_bucket{job="batch",le="0.1"}': times, 'took_seconds_bucket{job="batch",le="1"}': 2 * times,
        'took_seconds_bucket{job="batch",le="+Inf"}': 3 * times, 'took_seconds_sum{job="batch"}': 5.55 * times,
        'took_seconds_count{job="batch"}': 3 * times}
    if summary:
        samples |= {'size_bytes_sum{job="batch"}': 4 * times, 'size_bytes_count{job="batch"}': 2 * times}
    return samples


class ProgramTest(harness.GatewayTest):
    """A client that is a program of its own, `command`, which is told a gateway and a scenario."""

    command = ()
    environment = {}

    def where(self):
        return [self.gateway.url]

    def play(self, *scenario):
        """What the program prints in the end: "done", or why its push was refused."""
        outcome = harness.run(*self.command, *self.where(), *scenario, environment=self.environment)
        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""), outcome.stdout)
        return outcome.stdout.strip()

    def assertDone(self, *scenario):
        self.assertEqual(self.play(*scenario), "done")

    def assertAsPushgateway(self, *scenario, native=False):
        """Debian's Pushgateway and a gateway of its profile show the same after this; but its JSON is too old for
        `native` histograms."""
        if not shutil.which("prometheus-pushgateway"):
            self.skipTest("there is no prometheus-pushgateway")
        self.startAnother("--profile=pushgateway")
        self.assertDone(*scenario)
        found = shown(self.gateway.port, not native)
        self.gateway = Pushgateway()
        self.addCleanup(self.gateway.stop)
        self.assertDone(*scenario)
        settles(lambda: shown(self.gateway.port, not native) == found)
        assert_shown(self, found, shown(self.gateway.port, not native))
