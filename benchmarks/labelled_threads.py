"""Threads as grouping made them, whose stories a reader labelled: what the training of two models of them shares.

A line of a file is a thread:

    {"set": "a window of time", "stories": [{"articles": [{"id", "title", "text", "source", "published", "lang", "url"},
     ...], "belongs": true}, ...]}

"belongs" says whether a story is of the topic of the rest of its thread; null: the reader is not sure.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from linear_weights import bias_and_weights
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.services.pipes import article_from_json

REGULARIZATION = 0.3
"""Inverse strength of the penalty on the weights, against one standard deviation of 1."""

LabelledThread = list[dict[str, Any]]
"""The stories of a thread, as in the file."""


class Example(NamedTuple):
    """A story beside the rest of its thread."""

    set: str
    measures: tuple[float, ...]
    is_other: bool


def read_sets(path: str, min_stories: int = 2) -> dict[str, list[LabelledThread]]:
    """Return the threads of a file with at least so many stories, by set."""
    sets: dict[str, list[LabelledThread]] = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        thread = json.loads(line)
        if len(thread["stories"]) >= min_stories:
            sets.setdefault(thread["set"], []).append(thread["stories"])
    return dict(sorted(sets.items()))


def vectors_of(threads: Sequence[LabelledThread]) -> tuple[list[list[list[ArticleVector]]], Idf]:
    """Return the vectors of the articles of each story of threads, and the weights of terms in all of them."""
    features = [
        [[extract_features(article_from_json(one)) for one in story["articles"]] for story in thread]
        for thread in threads
    ]
    counts = Counter(term for thread in features for story in thread for one in story for term in one.terms)
    idf = Idf(counts, sum(len(story) for thread in features for story in thread), THREAD_PRIOR_COUNT)
    return [[[ArticleVector(one, idf) for one in story] for story in thread] for thread in features], idf


def trained(examples: Sequence[Example]) -> Pipeline:
    """Return a model of the examples."""
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION))
    return pipeline.fit([one.measures for one in examples], [one.is_other for one in examples])


def print_weights(examples: Sequence[Example], names: Sequence[str]) -> None:
    """Print the weights of a model of all examples, under the names of its measures."""
    print(f"{len(examples)} stories, {sum(one.is_other for one in examples)} of other topics")
    bias, weights = bias_and_weights(trained(examples))
    print(f"bias {bias:+.2f}")
    for name, weight in zip(names, weights, strict=True):
        print(f"{name}_WEIGHT {weight:+.2f}")
