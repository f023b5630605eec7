"""Train the weights by which a story is perhaps of another topic than its thread; score them by set of threads.

    python benchmarks/train_story_doubts.py THREADS.jsonl

A line of the file is a thread as grouping made it, labelled by a reader of its headlines:

    {"set": "a window of time", "stories": [{"articles": [{"id", "title", "text", "source", "published", "lang", "url"},
     ...], "belongs": true, "neighbour_share": 0.4}, ...]}

"belongs" says whether a story is of the topic of the rest of its thread; null: the reader is not sure. Of the ten
stories of the store that share most terms with it, "neighbour_share" is the share that is in the thread, of as many as
can be. It prints the weights of briefing/grouping/story_doubts.py, and for each set how many stories weights that were
trained on the others doubt. Needs scikit-learn; gives the same weights each time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.profile_rebuild import build_story_group
from briefing.grouping.story_doubts import MAX_OTHER, MIN_STORIES, StoriesBesideOthers
from briefing.services.pipes import article_from_json

REGULARIZATION = 0.3
"""Inverse strength of the penalty on the weights, against one standard deviation of 1."""
NAMES = ("FEW", "LEAST_SHARE", "MOST_SHARE", "FIT", "NEIGHBOUR")


class Example(NamedTuple):
    """A story beside the rest of its thread."""

    set: str
    measures: tuple[float, ...]
    is_other: bool


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    threads = [thread for line in lines if len((thread := json.loads(line))["stories"]) >= MIN_STORIES]
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


def examples_of(name: str, threads: Sequence[list[dict[str, Any]]]) -> Iterator[Example]:
    """Yield each labelled story of the threads of a set that can be judged."""
    features = [
        [[extract_features(article_from_json(one)) for one in story["articles"]] for story in thread]
        for thread in threads
    ]
    counts = Counter(term for thread in features for story in thread for one in story for term in one.terms)
    idf = Idf(counts, sum(len(story) for thread in features for story in thread), THREAD_PRIOR_COUNT)
    for thread, labels in zip(features, threads, strict=True):
        groups = [
            build_story_group(str(n), "", [ArticleVector(one, idf) for one in story]) for n, story in enumerate(thread)
        ]
        beside = StoriesBesideOthers(groups, idf)
        for n, label in enumerate(labels):
            measures = beside.measures(str(n))
            if label["belongs"] is not None and measures:
                yield Example(name, (*measures, label["neighbour_share"]), not label["belongs"])


def trained(examples: Sequence[Example]) -> Pipeline:
    """Return a model of the examples."""
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION))
    return pipeline.fit([one.measures for one in examples], [one.is_other for one in examples])


def print_score(name: str, examples: Sequence[Example]) -> None:
    """Print how many stories of a set are doubted by weights that were trained on the other sets."""
    own = [one for one in examples if one.set == name]
    model = trained([one for one in examples if one.set != name])
    values = model.predict_proba([one.measures for one in own])[:, 1]
    doubted = [one for one, value in zip(own, values, strict=True) if value > MAX_OTHER]
    others = sum(one.is_other for one in doubted)
    area = roc_auc_score([one.is_other for one in own], values)
    print(
        f"{name}: AUC {area:.2f}, doubts {others} of {sum(one.is_other for one in own)} of other topics and "
        f"{len(doubted) - others} of {sum(not one.is_other for one in own)} others"
    )


if __name__ == "__main__":
    main()
