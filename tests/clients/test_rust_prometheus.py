# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rust's crate `prometheus` by its feature `push`: protobuf always, and nothing of the path escaped by itself."""

import every_type
import harness
import programs

COMMAND, VERSION = programs.rust()


class Rust(every_type.ProgramTest):
    command = COMMAND

    def test_push_and_push_add_both_merge(self):
        self.assertDone("everyTypeTwice")
        self.assertExposed(every_type.exposed(2, summary=False))

    def test_marks_in_the_group(self):
        self.assertDone("marksInGroup")
        self.assertExposed({'done_total{job="batch",place="Zürich 北",share="a+b \\"c\\""}': 1})

    def test_empty_registry(self):
        self.assertDone("empty")
        self.assertExposed({})

    def test_refusal(self):
        self.assertRegex(self.play("refused"), "unexpected status code 400 Bad Request while pushing to ")
        self.assertExposed({'done_total{job="batch"}': 0})

    def test_same_as_debians(self):
        for scenario in (("everyTypeTwice",), ("marksInGroup",)):
            with self.subTest(" ".join(scenario)):
                self.assertAsPushgateway(*scenario)


if __name__ == "__main__":
    harness.main("Rust's prometheus " + VERSION)
