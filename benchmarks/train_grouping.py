"""Train the weights of grouping and write them as a readable table.

    python benchmarks/train_grouping.py DATA > briefing/grouping/weights.toml

DATA holds grouping/*.jsonl: sets with "thread" in their name teach threads, the others stories. Pairs of articles are
learned first; then an article against a whole thread, by replaying the set in its order of time: once with the true
threads before it, then with those the model itself made, so that it learns to live with its own mistakes. The table
says how the weights score on the sets themselves, and how weights learned from the earlier part of each set score on
the rest of it, as they will be used. Needs numpy and scikit-learn; takes two
minutes; gives the same weights every time.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from measures import bcubed, pairwise
from sklearn.linear_model import LogisticRegression

from briefing.cli.pipes import article_of
from briefing.grouping import judge
from briefing.grouping import model as tables
from briefing.grouping.features import Features, features
from briefing.grouping.group import Group, found
from briefing.grouping.index import RARE, Index
from briefing.grouping.model import Model
from briefing.grouping.pipe import Nothing, group
from briefing.grouping.rarity import THREAD_TRUST, TRUST, Rarity
from briefing.grouping.signals import (
    PAIR_SIGNALS,
    STORY_SIGNALS,
    THREAD_SIGNALS,
    pair_signals,
    shared_ties,
    story_signals,
)
from briefing.grouping.stories import WINDOW
from briefing.grouping.threads import CANDIDATES
from briefing.grouping.vectors import Vector

RULES = "3"
THRESHOLDS = {"story": 0.4, "pair": 0.0, "thread": -1.5}
TOGETHER = {"story": 0.1, "pair": 0.0, "thread": -2.2}
"""Where joining begins, in log-odds; set by looking at all sets and at replayed feeds, not fitted to any one."""
BY_HAND = {"other names in titles, with leads": -1.2, "several rare words shared, with leads": 1.5}
"""Weights that the set of threads, sentences without leads, cannot teach."""
LEADS = {"leads compared": 1.15}
"""Added to a weight that was learned: what reads more may join at less."""
ROUNDS = 3
EARLIER = 0.6
"""The share of each set, first in time, from which weights are learned that are scored on the rest."""
EXPLORE = 1.2
NEAR_MISSES, SHARE = 2000, 0.15
"""So many near misses are made of each set, weighing this share of its true pairs."""
Rows = list[dict[str, Any]]


def rows_of(path: Path) -> Rows:
    """The rows of a set in order of time."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted(rows, key=lambda row: (article_of(row).published, str(row["id"])))


def vectors_of(rows: Rows, trust: float) -> tuple[list[Vector], Rarity]:
    """What the rows of a set are compared by."""
    read = [features(article_of(row)) for row in rows]
    rarity = Rarity(Counter(term for one in read for term in one.terms), len(read), trust)
    return [Vector(one, rarity) for one in read], rarity


def neighbours(vectors: Sequence[Vector], rarity: Rarity, window: float | None, most: int) -> Iterator[tuple[int, int]]:
    """Each article with the earlier ones most like it."""
    postings: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        scores: Counter[int] = Counter()
        for term, weight in vector.words.items():
            if rarity[term] >= RARE:
                for j in postings[term][-400:]:
                    if window is None or vector.hour - vectors[j].hour <= window:
                        scores[j] += weight * vectors[j].words[term]  # type: ignore[assignment]
        yield from ((i, j) for j, _ in scores.most_common(most))
        for term in vector.words:
            postings[term].append(i)


def fit(values: Any, right: Any, weights: Any = None) -> LogisticRegression:
    return LogisticRegression(C=10, max_iter=5000).fit(values, right, sample_weight=weights)


def labels(rows: Rows, kind: str) -> list[str]:
    return [str(row[kind]) if row.get(kind) else f"alone {i}" for i, row in enumerate(rows)]


def renamed(one: Features, by: Features) -> Features:
    """The same report with the names and countries of another: what a near miss looks like ("Apple unveils ...")."""
    strangers = sorted(by.names - one.names)
    if not strangers:
        return one
    swap = {name: strangers[i % len(strangers)] for i, name in enumerate(sorted(one.names))}
    return replace(
        one,
        title=tuple(swap.get(word, word) for word in one.title),
        lead=frozenset(swap.get(word, word) for word in one.lead),
        names=frozenset(swap.values()),
        runs=by.runs,
        countries=by.countries,
    )


def near_misses(
    right: Sequence[tuple[int, int]], vectors: Sequence[Vector], rarity: Rarity
) -> Iterator[tuple[Vector, Vector]]:
    """Pairs made of true ones by giving the second report other names."""
    for i, j in right[:: max(1, len(right) // NEAR_MISSES)]:
        stranger = vectors[(i * 7919 + 13) % len(vectors)].features
        yield vectors[i], Vector(renamed(vectors[j].features, stranger), rarity)


def thread_pair(a: Vector, b: Vector, rarity: Rarity) -> tuple[float, ...]:
    return pair_signals(a, b, rarity, shared_ties(a, b, rarity))


def lone_ties(
    right: Sequence[tuple[int, int]], vectors: Sequence[Vector], rarity: Rarity
) -> Iterator[tuple[Vector, Vector]]:
    """Pairs of strangers that share one name: the same person, firm or town in two affairs."""
    for i, _ in right[:: max(1, len(right) // NEAR_MISSES)]:
        one, stranger = vectors[i].features, vectors[(i * 7919 + 13) % len(vectors)].features
        if one.names and stranger.names:
            name = max(one.names, key=lambda term: (rarity[term], term))
            lost = max(stranger.names, key=lambda term: (rarity[term], term))
            swap = {lost: name}
            lent = replace(
                stranger,
                title=tuple(swap.get(word, word) for word in stranger.title),
                lead=frozenset(swap.get(word, word) for word in stranger.lead),
                names=frozenset(swap.get(word, word) for word in stranger.names),
                hour=one.hour + (i % 60) * 12,
            )
            yield vectors[i], Vector(lent, rarity)


def pairs_of(sets: Sequence[Rows], kind: str, trust: float) -> LogisticRegression:
    """Learn from pairs; every set weighs the same."""
    signals: Callable[..., Any] = story_signals if kind == "story" else thread_pair
    values, right, weights = [], [], []
    for rows in sets:
        vectors, rarity = vectors_of(rows, trust)
        label = labels(rows, kind)
        found_pairs = list(neighbours(vectors, rarity, *((WINDOW, 60) if kind == "story" else (None, 150))))
        values += [signals(vectors[i], vectors[j], rarity) for i, j in found_pairs]
        right += [label[i] == label[j] for i, j in found_pairs]
        weights += [1e4 / len(found_pairs)] * len(found_pairs)
        true = [(i, j) for i, j in found_pairs if label[i] == label[j]]
        made = list(near_misses(true, vectors, rarity))
        if kind == "thread":
            made += lone_ties(true, vectors, rarity)
        values += [signals(a, b, rarity) for a, b in made]
        right += [False] * len(made)
        weights += [1e4 / len(found_pairs) * SHARE * len(true) / len(made)] * len(made)
    return fit(np.array(values), np.array(right), np.array(weights))


def replay(
    vectors: Sequence[Vector], rarity: Rarity, label: Sequence[str], pairs: Model, threads: Model | None
) -> tuple[list[tuple[float, ...]], list[bool]]:
    """Every article against its candidate threads: true ones before it, or those that a model makes."""
    index = Index("thread", Nothing(), rarity)
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    true: dict[str, Group] = {}
    values: list[tuple[float, ...]] = []
    right: list[bool] = []
    unit = Model(THREAD_SIGNALS, (0.0,) * len(THREAD_SIGNALS), 0.0, 0.0)
    for vector, wanted in zip(vectors, label, strict=True):
        near = index.find(vector, None, CANDIDATES)
        verdicts = [judge.fits_thread(vector, group, pairs, threads or unit, rarity) for group in near]
        values += [verdict.signals for verdict in verdicts]
        right += [inside[verdict.group.id][wanted] * 2 >= verdict.group.size for verdict in verdicts]
        if threads is None:
            group = true.get(wanted)
        else:
            best = max(verdicts, key=lambda verdict: verdict.logit, default=None)
            group = best.group if best and best.logit > -EXPLORE else None
        if group is None:
            group = true[wanted] = found("thread", vector)
        else:
            group.add(vector)
        inside[group.id][wanted] += 1
        index.touch(group, vector)
    return values, right


def as_model(signals: tuple[str, ...], learned: LogisticRegression) -> Model:
    weights = [
        BY_HAND.get(signal, float(weight)) + LEADS.get(signal, 0.0)
        for signal, weight in zip(signals, learned.coef_[0], strict=True)
    ]
    return Model(signals, tuple(weights), float(learned.intercept_[0]), 0.0)


def threads_of(rows: Rows, pairs: Model, trust: float) -> Model:
    """Learn an article against a whole thread, then again from what that made, and so on."""
    vectors, rarity = vectors_of(rows, trust)
    label = labels(rows, "thread")
    values, right = replay(vectors, rarity, label, pairs, None)
    learned = as_model(THREAD_SIGNALS, fit(np.array(values), np.array(right)))
    for _ in range(ROUNDS - 1):
        more, verdicts = replay(vectors, rarity, label, pairs, learned)
        values, right = values + more, right + verdicts
        learned = as_model(THREAD_SIGNALS, fit(np.array(values), np.array(right)))
    return learned


def table(name: str, learned: Model) -> list[str]:
    lines = ["", f"[{name}]", f"intercept = {learned.intercept:.3f}", f"threshold = {THRESHOLDS[name]}"]
    lines += [f"together = {TOGETHER[name]}", f"[{name}.weights]"]
    return lines + [f'"{s}" = {w:.3f}' for s, w in zip(learned.signals, learned.weights, strict=True)]


def learn(sets: dict[str, Rows]) -> str:
    """The table of weights learned from sets."""
    of_threads = [rows for name, rows in sets.items() if "thread" in name]
    of_stories = [rows for name, rows in sets.items() if "thread" not in name]
    story = as_model(STORY_SIGNALS, pairs_of(of_stories, "story", TRUST))
    pair = as_model(PAIR_SIGNALS, pairs_of(of_threads, "thread", THREAD_TRUST))
    thread = threads_of(of_threads[0], pair, THREAD_TRUST)
    return "\n".join([*table("story", story), *table("pair", pair), *table("thread", thread)])


def score(weights: str, sets: dict[str, Rows]) -> list[str]:
    """How a table of weights groups sets, a line for each."""
    read = {"rules": RULES, **tomllib.loads(weights)}
    tables._table = lambda: read  # type: ignore[assignment]
    tables.model.cache_clear()
    lines = []
    for name, rows in sets.items():
        made, kind = group([article_of(row) for row in rows]), "thread" if "thread" in name else "story"
        ours = [made[str(row["id"])][kind == "thread"] for row in rows]
        gold = labels(rows, kind)
        lines.append(f"#   {name}: {bcubed(gold, ours):.3f} / {pairwise(gold, ours):.3f}")
    return lines


def main() -> int:
    sets = {path.stem: rows_of(path) for path in sorted(Path(sys.argv[1], "grouping").glob("*.jsonl"))}
    earlier = {name: rows[: int(len(rows) * EARLIER)] for name, rows in sets.items()}
    later = {name: rows[int(len(rows) * EARLIER) :] for name, rows in sets.items()}
    weights = learn(sets)
    print("# Log-odds, written by benchmarks/train_grouping.py; what lies above a threshold is joined.")
    print(f"# Trained {datetime.now(UTC).date()} on {', '.join(sets)}.")
    print("# BCubed / pairwise F1 of these weights on the same sets:")
    print("\n".join(score(weights, sets)))
    print(
        "# and on the latest two fifths of each set, of weights learned from what came before, with these thresholds:"
    )
    print("\n".join(score(learn(earlier), later)))
    print(f'rules = "{RULES}"')
    print(weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
