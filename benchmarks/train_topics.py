"""Train the weights by which grouping tells two topics that resemble each other; score them by set of threads.

    python benchmarks/train_topics.py THREADS.jsonl

A line of the file is a thread as grouping made it, labelled by a reader:

    {"set": "a window of time", "stories": [{"articles": [{"id", "title", "text", "source", "published", "lang", "url"},
     ...], "belongs": true}, ...]}

"belongs" says whether a story is of the topic of the rest of its thread; null: the reader is not sure. It prints the
weights of briefing/grouping/topics.py, and for each set how well weights that were trained on the others rank its
stories: the area under the ROC curve, and the precision down to a fifth and two fifths of those of other topics.
Needs scikit-learn; gives the same weights each time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.group import Group
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.profile_rebuild import build_story_group
from briefing.grouping.thread_split import thread_of_stories
from briefing.grouping.topics import Topic
from briefing.services.pipes import article_from_json

REGULARIZATION = 0.3
"""Inverse strength of the penalty on the weights, against one standard deviation of 1."""
NAMES = ("FEW", "LEAST_SHARE", "MOST_SHARE", "FIT")


class Example(NamedTuple):
    """A story beside the rest of its thread."""

    set: str
    measures: tuple[float, ...]
    is_other: bool


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    threads = [json.loads(line) for line in lines]
    examples: list[Example] = []
    for name in sorted({thread["set"] for thread in threads}):
        examples += examples_of(name, [thread["stories"] for thread in threads if thread["set"] == name])
    print(f"{len(threads)} threads, {len(examples)} stories, {sum(one.is_other for one in examples)} of other topics")
    scaler, model = (step for _, step in trained(examples).steps)
    weights = model.coef_[0] / scaler.scale_
    print(f"OTHER_BIAS {model.intercept_[0] - weights @ scaler.mean_:+.2f}")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name}_WEIGHT {weight:+.2f}")
    for name in sorted({one.set for one in examples}):
        print_score(name, examples)


def examples_of(name: str, threads: Sequence[list[dict[str, Any]]]) -> list[Example]:
    """Return each labelled story of the threads of a set; of a thread of two stories only the first."""
    features = [
        [[extract_features(article_from_json(one)) for one in story["articles"]] for story in thread]
        for thread in threads
    ]
    counts = Counter(term for thread in features for story in thread for one in story for term in one.terms)
    idf = Idf(counts, sum(len(story) for thread in features for story in thread), THREAD_PRIOR_COUNT)
    examples = []
    for thread, labels in zip(features, threads, strict=True):
        vectors = [[ArticleVector(one, idf) for one in story] for story in thread]
        for place, label in enumerate(labels[:1] if len(labels) == 2 else labels):
            belongs = [one["belongs"] for one in labels] if len(labels) == 2 else [label["belongs"]]
            measures = measures_of(vectors, place, idf)
            if None not in belongs and measures:
                examples.append(Example(name, measures, not all(belongs)))
    return examples


def measures_of(vectors: Sequence[Sequence[ArticleVector]], place: int, idf: Idf) -> tuple[float, ...]:
    """Return the measures of one story of a thread beside the others, as when both are joined; () if one has offers."""
    stories: list[Group] = [build_story_group(str(n), "", story) for n, story in enumerate(vectors)]
    sides = [thread_of_stories("one", [stories.pop(place)], idf), thread_of_stories("rest", stories, idf)]
    if not all(side.word_weights for side in sides):
        return ()
    one, rest = (Topic.of(side, idf) for side in sides)
    return one.measures(rest)


def trained(examples: Sequence[Example]) -> Pipeline:
    """Return a model of the examples."""
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION))
    return pipeline.fit([one.measures for one in examples], [one.is_other for one in examples])


def print_score(name: str, examples: Sequence[Example]) -> None:
    """Print how well weights that were trained on the other sets rank the stories of a set."""
    own = [one for one in examples if one.set == name]
    model = trained([one for one in examples if one.set != name])
    values = model.predict_proba([one.measures for one in own])[:, 1]
    labels = numpy.array([one.is_other for one in own])
    found = numpy.cumsum(labels[numpy.argsort(-values, kind="stable")])
    ranks = [int(numpy.searchsorted(found, share * labels.sum())) for share in (0.2, 0.4)]
    precision = [f"{found[rank] / (rank + 1):.2f}" for rank in ranks]
    print(f"{name}: AUC {roc_auc_score(labels, values):.2f}, precision {' '.join(precision)}")


if __name__ == "__main__":
    main()
