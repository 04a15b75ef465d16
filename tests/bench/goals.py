# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the table: what, goal, measured, whether it was reached."""


def short(number):
    return f"{number:,.0f}".replace(",", " ") if abs(number) >= 100 else f"{number:.3g}"


class Rows:
    def __init__(self):
        self.rows = []

    def add(self, what, goal, measured, reached):
        self.rows.append((what, goal, measured, {True: "reached", False: "**not reached**", None: ""}[reached]))
        print(f"  {what}: {measured}", flush=True)

    def most(self, what, goal, measured):
        self.add(what, f"≤ {short(goal)}", short(measured), measured <= goal)

    def least(self, what, goal, measured):
        self.add(what, f"≥ {short(goal)}", short(measured), measured >= goal)

    def figure(self, what, measured):
        """To compare with; there is no goal."""
        self.add(what, "", short(measured), None)

    def table(self):
        lines = ["| what | goal | measured | |", "|---|---|---|---|"]
        return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in self.rows])
