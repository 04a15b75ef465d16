# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`cairn push`, `cairn health` and `cairn check` as programs, beside a running gateway."""

import os
import tempfile
import unittest

import harness

RULES = """\
rules:
  - name: the largest heat
    match: 'heat'
    mode: max
"""


class Commands(harness.GatewayTest):
    def cairn(self, command, *arguments, stdin=None):
        return harness.run(harness.PROGRAM, command, *arguments, stdin=stdin)

    def assertFine(self, outcome, output=""):
        self.assertEqual((outcome.returncode, outcome.stdout, outcome.stderr), (0, output, ""))


class Push(Commands):
    def push(self, *arguments, stdin=None):
        return self.cairn("push", "--url=" + self.gateway.url, *arguments, stdin=stdin)

    def test_standard_input(self):
        self.assertFine(self.push("-", stdin="done_total 2\n"))
        self.assertExposed({"done_total": 2})

    def test_file_with_job_and_labels(self):
        with tempfile.NamedTemporaryFile("w", suffix=".prom") as file:
            file.write("# TYPE done_total counter\ndone_total 2\n")
            file.flush()
            for _ in range(2):
                self.assertFine(self.push("--job=nightly/full", "--label=place=Zürich 北", "--label=empty=",
                                          file.name))
        self.assertExposed({'done_total{job="nightly/full",place="Zürich 北"}': 4})

    def test_mode_of_all_samples(self):
        for value in (3, 9, 5):
            self.assertFine(self.push("--mode=max", "-", stdin=f"# TYPE heat gauge\nheat {value}\n"))
        self.assertExposed({"heat": 9})

    def test_refusal_names_the_line(self):
        outcome = self.push("-", stdin="done_total 2\nbroken\n")
        self.assertEqual((outcome.returncode, outcome.stdout), (1, ""))
        self.assertRegex(outcome.stderr, r"refused the push \(400\): line 2: .*broken")
        self.assertExposed({})

    def test_gateway_that_is_not_there(self):
        outcome = self.cairn("push", "--url=http://127.0.0.1:1", "-", stdin="a 1\n")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("refused", outcome.stderr)

    def test_ten_megabytes(self):
        text = "".join(f'done_total{{n="{n:07}"}} 1\n' for n in range(400000))
        self.assertGreater(len(text), 10_000_000)
        self.assertFine(self.push("-", stdin=text))
        self.assertEqual(len(self.gateway.samples()), 400000)


class Health(Commands):
    def test_of_a_running_gateway(self):
        self.assertFine(self.cairn("health", "--url=" + self.gateway.url))

    def test_of_none(self):
        gone = harness.Gateway()
        self.assertEqual(gone.stop(), 0)
        outcome = self.cairn("health", "--url=" + gone.url)
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("refused", outcome.stderr)


class Check(Commands):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.rules = os.path.join(folder.name, "rules.yml")
        self.write(RULES)

    def write(self, text):
        with open(self.rules, "w", encoding="utf-8") as file:
            file.write(text)

    def test_rules_it_calls_good_start_a_gateway_and_are_followed(self):
        outcome = self.cairn("check", self.rules)
        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))
        self.assertIn("the largest heat", outcome.stdout)
        ruled = harness.Gateway("--rules.file=" + self.rules)
        self.addCleanup(ruled.stop)
        for value in (3, 9, 5):
            ruled.push(f"# TYPE heat gauge\nheat {value}\n")
        self.assertEqual(ruled.samples(), {"heat": 9})

    def test_rules_it_calls_wrong_start_none(self):
        self.write(RULES.replace("max", "loudest"))
        outcome = self.cairn("check", self.rules)
        self.assertEqual((outcome.returncode, outcome.stdout), (2, ""))
        self.assertRegex(outcome.stderr, r"rules\.yml:4:\d+: .*loudest")
        refused = harness.Server(harness.PROGRAM, "--no-gui", "--web.listen-address=127.0.0.1:0",
                                 "--rules.file=" + self.rules)
        self.assertEqual(refused.ended(), 2)
        self.assertRegex("".join(refused.log), r"rules\.yml:4:\d+: .*loudest")


if __name__ == "__main__":
    harness.main("cairn push, health, check")
