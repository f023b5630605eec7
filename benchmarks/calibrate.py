"""Learn the lines that turn stored probabilities into shown ones; print reliability tables.

    python benchmarks/calibrate.py [--write]

It reads shown_probabilities.tsv beside this file. For each kind of decision it compares three maps that change no
order, and none: Platt's line through the log-odds, beta calibration, and isotonic regression. Each is learned without
a window of news and applied to it; sets of one window are left out together. Every window has the same weight. "By
chance" is the mean error that as many decisions would show if the probabilities were true. --write writes
briefing/grouping/calibration.toml: the line, where it has the least log loss on what it was not learned from. It is
learned from feeds and headlines, not from wpce_threads_dev: editors of an encyclopedia file sentences more finely than
a reader of news.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp, log
from pathlib import Path
from random import Random
from typing import NamedTuple

from shown_probabilities import READ, Decisions, read_rows

TABLE = Path(__file__).parents[1] / "briefing/grouping/calibration.toml"
OTHER_KIND = "wpce_threads_dev"
"""The set that no line is learned from."""
BINS = 10
"""Number of bins of equal width of a reliability table."""
STEPS = 50
"""Steps of Newton's method: it ends in far fewer."""
RIDGE = 1e-3
"""Penalty on the squares of weights, in decisions: keeps them finite."""
LEAST = 0.01
"""Least probability, and distance from 1, of isotonic regression."""
DRAWS = 200
"""Number of draws of the error by chance."""
HEAD = """\
# The line from the log-odds of a stored probability to those of the shown one, for each kind of decision; written by
# benchmarks/calibrate.py. Kinds that are not named are shown as they are stored.
"""
Map = Callable[[float], float]
"""From a score, in log-odds, to a probability."""
Kind = tuple[str, str]
"""Level and role."""
NOT_SHOWN = "kept apart"
"""The role whose probability is not shown: its line is level, so it tells no decision from another."""


class Example(NamedTuple):
    """Decisions with about one score: the share that is right, their weight, and how many were labelled."""

    set: str
    score: float
    right: float
    weight: float
    count: int


class Case(NamedTuple):
    """The same with a probability instead of a score."""

    probability: float
    right: float
    weight: float
    count: int


def kinds_of(rows: Sequence[Decisions]) -> dict[Kind, list[Example]]:
    """The decisions of each kind; every window has the same summed weight, and in it every set."""
    totals: dict[tuple[str, ...], float] = defaultdict(float)
    sets: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        totals[row[:3]] += row.weight
        sets[row.level, row.role, window(row)].add(row.set)
    kinds: dict[Kind, list[Example]] = defaultdict(list)
    for row in sorted(rows):
        share = 1 / len(sets[row.level, row.role, window(row)])
        weight = share * row.weight / totals[row[:3]]
        count = 1 if row.set.startswith(READ) else round(row.weight)
        kinds[row.level, row.role].append(Example(row.set, row.score, row.right, weight, count))
    return dict(kinds)


def window(row: Decisions | Example) -> str:
    """The window of news that a set is from."""
    year = re.search(r"(?:feeds_|read )(20\d\d)", row.set)
    return year[1] if year else row.set


def chance(logit: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def solved(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    """Solve a small system of linear equations that is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for n, pivot in enumerate(rows):
        for other in rows[n + 1 :]:
            factor = other[n] / pivot[n]
            other[:] = [a - factor * b for a, b in zip(other, pivot, strict=True)]
    result = [0.0] * len(rows)
    for n in reversed(range(len(rows))):
        known = sum(rows[n][k] * result[k] for k in range(n + 1, len(rows)))
        result[n] = (rows[n][-1] - known) / rows[n][n]
    return result


def logistic(rows: Sequence[Example], features: Callable[[float], tuple[float, ...]]) -> list[float]:
    """Fit a logistic model of features of the score by Newton's method; the last feature is constant."""
    inputs = [(features(row.score), row.right, row.weight) for row in rows]
    weights = [0.0] * len(inputs[0][0])
    for _ in range(STEPS):
        size = range(len(weights))
        slope = [-RIDGE * weight for weight in weights]
        curve = [[RIDGE * (n == k) for k in size] for n in size]
        for values, right, weight in inputs:
            p = chance(sum(a * b for a, b in zip(weights, values, strict=True)))
            for n in size:
                slope[n] += weight * (right - p) * values[n]
                for k in size:
                    curve[n][k] += weight * p * (1 - p) * values[n] * values[k]
        weights = [a + b for a, b in zip(weights, solved(curve, slope), strict=True)]
    return weights


def line(rows: Sequence[Example]) -> tuple[float, float]:
    """Fit the slope, at least 0, and the offset of Platt's line."""
    slope, offset = logistic(rows, lambda score: (score, 1.0))
    if slope < 0:
        return 0.0, logistic(rows, lambda _: (1.0,))[0]
    return slope, offset


def as_stored(_: Sequence[Example]) -> Map:
    """Change nothing."""
    return chance


def platt(rows: Sequence[Example]) -> Map:
    """Fit Platt's line through the log-odds."""
    slope, offset = line(rows)
    return lambda score: chance(slope * score + offset)


def beta(rows: Sequence[Example]) -> Map:
    """Fit beta calibration, a line with one slope for high and one for low probabilities; both at least 0."""

    def high(score: float) -> float:
        return -log(1 - chance(score))

    def low(score: float) -> float:
        return log(chance(score))

    choices: tuple[Callable[[float], tuple[float, ...]], ...] = (
        lambda score: (low(score), high(score), 1.0), lambda score: (high(score), 1.0),
        lambda score: (low(score), 1.0), lambda _: (1.0,),
    )  # fmt: skip
    for features in choices:
        weights = logistic(rows, features)
        if min(weights[:-1], default=0.0) >= 0:
            break
    return lambda score: chance(sum(a * b for a, b in zip(weights, features(score), strict=True)))


def isotonic(rows: Sequence[Example]) -> Map:
    """Fit steps that rise only, by pooling neighbours that fall."""
    steps: list[list[float]] = []
    for row in sorted(rows, key=lambda row: row.score):
        steps.append([row.score, row.right * row.weight, row.weight])
        while len(steps) > 1 and steps[-2][1] / steps[-2][2] >= steps[-1][1] / steps[-1][2]:
            _, right, weight = steps.pop()
            steps[-1] = [steps[-1][0], steps[-1][1] + right, steps[-1][2] + weight]
    starts = [start for start, *_ in steps]

    def map_score(score: float) -> float:
        _, right, weight = steps[max(0, bisect_right(starts, score) - 1)]
        return min(1 - LEAST, max(LEAST, right / weight))

    return map_score


METHODS: Mapping[str, Callable[[Sequence[Example]], Map]] = {
    "as stored": as_stored, "Platt": platt, "beta": beta, "isotonic": isotonic,
}  # fmt: skip


def cases(rows: Sequence[Example], map_score: Map) -> list[Case]:
    """Apply a map."""
    return [Case(map_score(row.score), row.right, row.weight, row.count) for row in rows]


def left_out(rows: Sequence[Example], method: Callable[[Sequence[Example]], Map]) -> list[Case]:
    """Apply to each window a map that was learned from the others."""
    found: list[Case] = []
    for name in sorted({window(row) for row in rows}):
        map_score = method([row for row in rows if window(row) != name])
        found += cases([row for row in rows if window(row) == name], map_score)
    return found


def bins(found: Sequence[Case]) -> Iterator[tuple[float, float, float]]:
    """Yield the weight, mean probability and share of right decisions of each bin."""
    table: dict[int, list[Case]] = defaultdict(list)
    for case in found:
        table[min(BINS - 1, int(case.probability * BINS))].append(case)
    for _, own in sorted(table.items()):
        weight = sum(case.weight for case in own)
        yield (
            weight,
            sum(case.weight * case.probability for case in own) / weight,
            sum(case.weight * case.right for case in own) / weight,
        )


def calibration_error(found: Sequence[Case]) -> float:
    """The expected calibration error."""
    table = list(bins(found))
    return sum(weight * abs(p - right) for weight, p, right in table) / sum(weight for weight, *_ in table)


def error_by_chance(found: Sequence[Case]) -> float:
    """The mean calibration error of as many decisions whose probabilities are true."""
    random, total = Random(0), 0.0
    for _ in range(DRAWS):
        drawn = []
        for case in found:
            right = sum(random.random() < case.probability for _ in range(case.count))
            drawn.append(case._replace(right=right / case.count))
        total += calibration_error(drawn)
    return total / DRAWS


def log_loss(found: Sequence[Case]) -> float:
    """The mean log loss."""
    losses = [
        one.weight * (one.right * log(one.probability) + (1 - one.right) * log(1 - one.probability)) for one in found
    ]
    return -sum(losses) / sum(one.weight for one in found)


def lines_of(rows: Sequence[Decisions]) -> dict[Kind, tuple[float, float]]:
    """The lines of the kinds of decisions that are shown, and for which one lessens the log loss."""
    found = {}
    for kind, own in kinds_of([row for row in rows if row.set != OTHER_KIND]).items():
        if kind[1] != NOT_SHOWN and log_loss(left_out(own, platt)) < log_loss(left_out(own, as_stored)):
            slope, offset = line(own)
            found[kind] = round(slope, 3), round(offset, 3)
    return found


def table_text(lines: Mapping[Kind, tuple[float, float]]) -> str:
    """The text of calibration.toml."""
    parts = [HEAD]
    for (level, role), (slope, offset) in sorted(lines.items()):
        parts.append(f'[{level}."{role}"]\nslope = {slope:.3f}\noffset = {offset:.3f}\n')
    return "\n".join(parts)


def main() -> None:
    """Print the tables."""
    rows = read_rows()
    for (level, role), every in kinds_of(rows).items():
        own = [row for row in every if row.set != OTHER_KIND]
        print(f"{level}, {role}: sets {', '.join(sorted({row.set for row in own}))}")
        for name, method in METHODS.items():
            found = left_out(own, method)
            error, by_chance = calibration_error(found), error_by_chance(found)
            print(
                f"  {name:<10} calibration error {error:.3f}, by chance {by_chance:.3f}, log loss {log_loss(found):.3f}"
            )
            if name in ("as stored", "Platt"):
                print("    " + "  ".join(f"{p:.2f}:{right:.2f}" for _, p, right in bins(found)))
        if other := [row for row in every if row.set == OTHER_KIND]:
            print(f"  {OTHER_KIND}, with Platt's line of the others: {calibration_error(cases(other, platt(own))):.3f}")
    text = table_text(lines_of(rows))
    print(text)
    if "--write" in sys.argv:
        TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
