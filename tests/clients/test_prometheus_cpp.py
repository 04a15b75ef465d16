# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The C++ client library, as Debian has it: text by libcurl, and every answer's body to its user's terminal."""

import every_type
import harness
import programs

COMMAND, VERSION = programs.cpp()


class Cpp(every_type.ProgramTest):
    command = COMMAND

    def where(self):
        return self.gateway.address.split(":")

    def test_push_and_push_add_both_merge(self):
        self.assertDone("everyTypeTwice")
        self.assertExposed(every_type.exposed(2))

    def test_two_collectables_are_two_requests(self):
        self.assertDone("twoCollectables")
        self.assertExposed({'done_total{job="batch"}': 1, 'heat{job="batch",zone="a"}': 1})

    def test_deletes_of_a_job_and_of_an_instance(self):
        self.assertDone("deletion")
        self.assertExposed({'done_total{job="kept"}': 1})

    def test_letters_beyond_ascii_in_the_group(self):
        self.assertDone("lettersInGroup")
        self.assertExposed({'done_total{job="batch",place="Zürich",words="a-b_c.d~e"}': 1})

    def test_large_body_waits_for_100_continue(self):
        self.assertDone("large")
        self.assertEqual(len(self.gateway.samples()), 60000)

    def test_refusal_prints_why(self):
        self.assertRegex(self.play("refused"), r"^line 2: .*done_total.*\n400$")
        self.assertExposed({'done_total{job="batch"}': 1})

    def test_same_as_debians(self):
        for scenario in (("everyTypeTwice",), ("deletion",)):
            with self.subTest(" ".join(scenario)):
                self.assertAsPushgateway(*scenario)


if __name__ == "__main__":
    harness.main("prometheus-cpp " + VERSION)
