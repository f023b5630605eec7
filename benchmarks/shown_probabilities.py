"""Count how often decisions of grouping with a score are right: the rows of shown_probabilities.tsv.

    python benchmarks/shown_probabilities.py DATA

DATA contains grouping/*.jsonl. Each set is grouped; each placement with evidence is a decision, and so is each next
best group that the evidence names, and each thread from which another topic kept a story. A decision is right if most
articles of what was placed have the label of most others of the group; "kept apart" if they have not. Rows with one
set and about the same score are summed.

Rows of the sets "read YEAR" stay as they are. They are from captured feeds of 2020, 2023 and 2026, grouped by these
rules, the last two in steps of twelve hours; the decisions were drawn by chance from each tenth of the probabilities
and read without these, headlines of both sides only; half counts what is arguable. Their weights say how many
decisions one that was read stands for. benchmarks/calibrate.py learns from the table.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from briefing.grouping.calibration import log_odds
from briefing.grouping.plan import make_plan
from briefing.grouping.standalone import EmptyArchive
from briefing.model.grouping import Evidence, Plan
from briefing.services.pipes import article_from_json
from briefing.text.publishers.house_phrase_learning import without_own_phrases

ROWS_FILE = Path(__file__).with_name("shown_probabilities.tsv")
READ = "read "
"""How the names of the sets begin that were labelled by reading decisions."""
STEPS_PER_UNIT = 4
"""Steps of the score, in log-odds, within which decisions are summed."""
LABELLED = {
    "allsides_dev": ("story",), "ecb_alike_dev": ("story",), "og2021_en_dev": ("story",),
    "feeds_2023_dev": ("story", "thread"), "feeds_2026_dev": ("story", "thread"), "wpce_threads_dev": ("thread",),
}  # fmt: skip
"""The sets, and what their labels name."""


class Decisions(NamedTuple):
    """Decisions of one kind with about the same score.

    Attributes:
        score: Log-odds of the stored probability.
        right: The share of them that is right.
        weight: How many there are.
    """

    level: str
    role: str
    set: str
    score: float
    right: float
    weight: float


@dataclass(frozen=True)
class Grouped:
    """A labelled set as it was grouped: the articles of each story and thread, and the labels of each article."""

    articles: dict[str, list[str]]
    labels: dict[str, dict[str, str]]
    absorbed: dict[str, str]

    def members(self, group: str) -> list[str]:
        """The articles of a group, or of the one into which it was joined."""
        while group in self.absorbed:
            group = self.absorbed[group]
        return self.articles.get(group, [])

    def agreement(self, level: str, own: str, other: str) -> float | None:
        """How far an article or a group has the label of most others of a group; None if there are no others."""
        placed = self.members(own) or [own]
        others = [one for one in self.members(other) if one not in placed]
        if not others:
            return None
        here, there = (Counter(self.labels[one][level] for one in ids) for ids in (placed, others))
        commonest = [label for label, count in there.items() if count == max(there.values())]
        if here.most_common(1)[0][0] not in commonest:
            return 0.0
        if len(commonest) == 1:
            return 1.0
        return sum(count * there[label] for label, count in here.items()) / (here.total() * there.total())


def read_rows() -> list[Decisions]:
    """Read the table."""
    with ROWS_FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [
            Decisions(
                *(row[name] for name in ("level", "role", "set")),
                *(float(row[name]) for name in ("score", "right", "weight")),
            )
            for row in rows
        ]


def labels_of(row: dict[str, Any]) -> dict[str, str]:
    """The labels of an article; without one it stands alone."""
    path = row.get("thread_path") or [row.get("thread")]
    named = {"story": row.get("story"), "thread": row.get("thread"), "affair": path[0]}
    return {level: str(label or f"alone {row['id']}") for level, label in named.items()}


def grouped(rows: Sequence[dict[str, Any]]) -> tuple[Plan, Grouped]:
    """Group a set."""
    plan = make_plan(without_own_phrases([article_from_json(row) for row in rows]), EmptyArchive(), with_profiles=False)
    result = Grouped(defaultdict(list), {str(row["id"]): labels_of(row) for row in rows}, {})
    result.absorbed.update((old, new) for _, old, new in plan.absorbed)
    for article in plan.articles:
        result.articles[article.parent].append(article.child)
    for story in plan.stories:
        result.articles[story.parent] += result.articles[story.child]
    return plan, result


def decisions(plan: Plan, result: Grouped, kinds: Sequence[str]) -> Iterator[tuple[str, str, float, float]]:
    """Yield level, role, stored probability and agreement of each decision."""
    placements = {"story": plan.articles if "story" in kinds else ()}
    placements |= {"thread": plan.stories, "affair": plan.affairs} if "thread" in kinds else {}
    for level, placed in placements.items():
        for placement in placed:
            if placement.evidence:
                for role, group, probability in named_groups(placement.evidence):
                    agreement = result.agreement(level, placement.child, group)
                    if agreement is not None:
                        yield level, role, probability, 1 - agreement if role == "kept apart" else agreement


def named_groups(evidence: Evidence) -> Iterator[tuple[str, str, float]]:
    """Yield role, group and probability of each group that evidence names."""
    if not evidence.is_only_refusal:
        yield "joined", evidence.target, evidence.probability
    if evidence.rival:
        yield "other", evidence.rival, evidence.rival_probability
    if evidence.refused:
        yield "kept apart", evidence.refused, evidence.refused_probability


def summed(name: str, found: Iterator[tuple[str, str, float, float]]) -> Iterator[Decisions]:
    """Sum the decisions of a set that have about the same score."""
    sums: dict[tuple[str, str, int], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for level, role, probability, agreement in found:
        score = log_odds(probability)
        parts = sums[level, role, round(score * STEPS_PER_UNIT)]
        for n, part in enumerate((1.0, score, agreement)):
            parts[n] += part
    for (level, role, _), (count, score, right) in sorted(sums.items()):
        yield Decisions(level, role, name, round(score / count, 2), round(right / count, 3), count)


def main() -> None:
    """Write the table anew."""
    rows = [row for row in read_rows() if row.set.startswith(READ)]
    for name, kinds in LABELLED.items():
        path = Path(sys.argv[1], "grouping", f"{name}.jsonl")
        plan, result = grouped([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])
        rows += summed(name, decisions(plan, result, kinds))
    lines = [
        "\t".join(Decisions._fields),
        *("\t".join(f"{part:g}" if isinstance(part, float) else part for part in row) for row in sorted(rows)),
    ]
    ROWS_FILE.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
