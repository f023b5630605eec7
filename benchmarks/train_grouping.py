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

from briefing.grouping import classifier as tables
from briefing.grouping import scoring
from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.candidates import MIN_LOOKUP_IDF, CandidateIndex
from briefing.grouping.classifier import Classifier
from briefing.grouping.features import Features, extract_features
from briefing.grouping.group import Group, new_group
from briefing.grouping.idf import STORY_PRIOR_COUNT, THREAD_PRIOR_COUNT, Idf
from briefing.grouping.signals import (
    PAIR_SIGNALS,
    STORY_SIGNALS,
    THREAD_SIGNALS,
    find_shared_terms,
    pair_signals,
    story_signals,
)
from briefing.grouping.standalone import EmptyArchive, group_without_store
from briefing.grouping.story_grouper import STORY_WINDOW_HOURS
from briefing.grouping.thread_grouper import MAX_CANDIDATES
from briefing.services.pipes import article_from_json

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
    return sorted(rows, key=lambda row: (article_from_json(row).published, str(row["id"])))


def vectors_of(rows: Rows, trust: float) -> tuple[list[ArticleVector], Idf]:
    """What the rows of a set are compared by."""
    read = [extract_features(article_from_json(row)) for row in rows]
    rarity = Idf(Counter(term for one in read for term in one.terms), len(read), trust)
    return [ArticleVector(one, rarity) for one in read], rarity


def neighbours(
    vectors: Sequence[ArticleVector], rarity: Idf, window: float | None, most: int
) -> Iterator[tuple[int, int]]:
    """Each article with the earlier ones most like it."""
    postings: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        scores: Counter[int] = Counter()
        for term, weight in vector.word_vector.items():
            if rarity[term] >= MIN_LOOKUP_IDF:
                for j in postings[term][-400:]:
                    if window is None or vector.published_hour - vectors[j].published_hour <= window:
                        scores[j] += weight * vectors[j].word_vector[term]  # type: ignore[assignment]
        yield from ((i, j) for j, _ in scores.most_common(most))
        for term in vector.word_vector:
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
        title=tuple(swap.get(word, word) for word in one.title_stems),
        lead=frozenset(swap.get(word, word) for word in one.lead_stems),
        names=frozenset(swap.values()),
        runs=by.name_phrases,
        countries=by.countries,
    )


def near_misses(
    right: Sequence[tuple[int, int]], vectors: Sequence[ArticleVector], rarity: Idf
) -> Iterator[tuple[ArticleVector, ArticleVector]]:
    """Pairs made of true ones by giving the second report other names."""
    for i, j in right[:: max(1, len(right) // NEAR_MISSES)]:
        stranger = vectors[(i * 7919 + 13) % len(vectors)].features
        yield vectors[i], ArticleVector(renamed(vectors[j].features, stranger), rarity)


def thread_pair(a: ArticleVector, b: ArticleVector, rarity: Idf) -> tuple[float, ...]:
    return pair_signals(a, b, rarity, find_shared_terms(a, b, rarity))


def lone_ties(
    right: Sequence[tuple[int, int]], vectors: Sequence[ArticleVector], rarity: Idf
) -> Iterator[tuple[ArticleVector, ArticleVector]]:
    """Pairs of strangers that share one name: the same person, firm or town in two affairs."""
    for i, _ in right[:: max(1, len(right) // NEAR_MISSES)]:
        one, stranger = vectors[i].features, vectors[(i * 7919 + 13) % len(vectors)].features
        if one.names and stranger.names:
            name = max(one.names, key=lambda term: (rarity[term], term))
            lost = max(stranger.names, key=lambda term: (rarity[term], term))
            swap = {lost: name}
            lent = replace(
                stranger,
                title=tuple(swap.get(word, word) for word in stranger.title_stems),
                lead=frozenset(swap.get(word, word) for word in stranger.lead_stems),
                names=frozenset(swap.get(word, word) for word in stranger.names),
                hour=one.published_hour + (i % 60) * 12,
            )
            yield vectors[i], ArticleVector(lent, rarity)


def pairs_of(sets: Sequence[Rows], kind: str, trust: float) -> LogisticRegression:
    """Learn from pairs; every set weighs the same."""
    signals: Callable[..., Any] = story_signals if kind == "story" else thread_pair
    values, right, weights = [], [], []
    for rows in sets:
        vectors, rarity = vectors_of(rows, trust)
        label = labels(rows, kind)
        found_pairs = list(neighbours(vectors, rarity, *((STORY_WINDOW_HOURS, 60) if kind == "story" else (None, 150))))
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
    vectors: Sequence[ArticleVector], rarity: Idf, label: Sequence[str], pairs: Classifier, threads: Classifier | None
) -> tuple[list[tuple[float, ...]], list[bool]]:
    """Every article against its candidate threads: true ones before it, or those that a model makes."""
    index = CandidateIndex("thread", EmptyArchive(), rarity)
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    true: dict[str, Group] = {}
    values: list[tuple[float, ...]] = []
    right: list[bool] = []
    unit = Classifier(THREAD_SIGNALS, (0.0,) * len(THREAD_SIGNALS), 0.0, 0.0)
    for vector, wanted in zip(vectors, label, strict=True):
        near = index.find(vector, None, MAX_CANDIDATES)
        verdicts = [scoring.ThreadScorer(threads or unit, rarity, pairs).score(vector, group) for group in near]
        values += [verdict.signal_values for verdict in verdicts]
        right += [inside[verdict.group.id][wanted] * 2 >= verdict.group.size for verdict in verdicts]
        if threads is None:
            group = true.get(wanted)
        else:
            best = max(verdicts, key=lambda verdict: verdict.logit, default=None)
            group = best.group if best and best.logit > -EXPLORE else None
        if group is None:
            group = true[wanted] = new_group("thread", vector)
        else:
            group.add(vector)
        inside[group.id][wanted] += 1
        index.mark_changed(group, vector)
    return values, right


def as_model(signals: tuple[str, ...], learned: LogisticRegression) -> Classifier:
    weights = [
        BY_HAND.get(signal, float(weight)) + LEADS.get(signal, 0.0)
        for signal, weight in zip(signals, learned.coef_[0], strict=True)
    ]
    return Classifier(signals, tuple(weights), float(learned.intercept_[0]), 0.0)


def threads_of(rows: Rows, pairs: Classifier, trust: float) -> Classifier:
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


def table(name: str, learned: Classifier) -> list[str]:
    lines = ["", f"[{name}]", f"intercept = {learned.intercept:.3f}", f"threshold = {THRESHOLDS[name]}"]
    lines += [f"together = {TOGETHER[name]}", f"[{name}.weights]"]
    return lines + [f'"{s}" = {w:.3f}' for s, w in zip(learned.signal_names, learned.weights, strict=True)]


def learn(sets: dict[str, Rows]) -> str:
    """The table of weights learned from sets."""
    of_threads = [rows for name, rows in sets.items() if "thread" in name]
    of_stories = [rows for name, rows in sets.items() if "thread" not in name]
    story = as_model(STORY_SIGNALS, pairs_of(of_stories, "story", STORY_PRIOR_COUNT))
    pair = as_model(PAIR_SIGNALS, pairs_of(of_threads, "thread", THREAD_PRIOR_COUNT))
    thread = threads_of(of_threads[0], pair, THREAD_PRIOR_COUNT)
    return "\n".join([*table("story", story), *table("pair", pair), *table("thread", thread)])


def score(weights: str, sets: dict[str, Rows]) -> list[str]:
    """How a table of weights groups sets, a line for each."""
    read = {"rules": RULES, **tomllib.loads(weights)}
    tables._weights_file = lambda: read  # type: ignore[assignment]
    tables.load_classifier.cache_clear()
    lines = []
    for name, rows in sets.items():
        made, kind = (
            group_without_store([article_from_json(row) for row in rows]),
            "thread" if "thread" in name else "story",
        )
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
