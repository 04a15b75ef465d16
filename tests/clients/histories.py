# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random requests to a few groups, of which Pushgateway and its profile are to make the same. They leave out what the
two do otherwise on purpose: untyped families beside typed ones, families without HELP, refused pushes to new groups."""

from pushgateway import ask_for, post, put

GROUPS = ("/metrics/job/a", "/metrics/job/a/shard/1", "/metrics/job/b/instance/x")
# The last set collides with samples of the others, but in other pushes: within one, theirs is a mistake of the text.
NAMES = (("x", "y", "z"), ("x", "y", "z"), ("x_count", "z_sum", "y"))
TYPES = ("counter", "gauge", "gauge", "histogram", "summary")


def history(dice):
    """Every group is there from the beginning on."""
    steps = [post(group) for group in GROUPS]
    for _ in range(dice.randint(3, 12)):
        group, chance = dice.choice(GROUPS), dice.random()
        if chance < 0.45:
            steps.append(put(group, body(dice)))
        elif chance < 0.85:
            steps.append(post(group, body(dice)))
        elif chance < 0.95:
            steps += [ask_for("DELETE", group), post(group)]
        else:
            steps += [put("/api/v1/admin/wipe"), *(post(group) for group in GROUPS)]
    return steps


def body(dice):
    lines = []
    for name in dice.sample(dice.choice(NAMES), dice.randint(0, 3)):
        kind = dice.choice(TYPES)
        lines += [f"# HELP {name} Help.", f"# TYPE {name} {kind}"]
        for n in sorted(dice.sample(range(4), dice.randint(1, 2))):
            lines += SAMPLES.get(kind, number)(dice, name, f'n="{n}"')
        if kind in ("counter", "gauge") and dice.random() < 0.05:
            lines.append(lines[-1])  # a duplicate, which refuses the push
    return "".join(line + "\n" for line in lines)


def number(dice, name, labels):
    return [f"{name}{{{labels}}} {dice.randint(0, 9)}"]


def histogram(dice, name, labels):
    bounds = (*dice.choice(((1, 2), (1, 5))), "+Inf")
    counts = sorted(dice.randint(0, 9) for _ in bounds)
    buckets = [f'{name}_bucket{{{labels},le="{bound}"}} {count}' for bound, count in zip(bounds, counts)]
    return buckets + [f"{name}_sum{{{labels}}} {dice.randint(0, 9)}", f"{name}_count{{{labels}}} {counts[-1]}"]


def summary(dice, name, labels):
    quantiles = [f'{name}{{{labels},quantile="0.5"}} {dice.randint(0, 9)}'] * dice.randint(0, 1)
    parts = [f"{name}_{part}{{{labels}}} {dice.randint(0, 9)}" for part in ("sum", "count")]
    return quantiles + parts


SAMPLES = {"histogram": histogram, "summary": summary}
