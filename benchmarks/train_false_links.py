"""Train the weights by which grouping refuses false links of threads to affairs; score them by set of links.

    python benchmarks/train_false_links.py LINKS.jsonl

A line of the file is an affair as grouping made it, with threads that grouping takes for its parts:

    {"set": "a window of time", "affair": [[ARTICLE, ...], ...], "parts": [{"stories": [[ARTICLE, ...], ...],
     "is_part": true}, ...]}

A story is a list of its articles, {"id", "title", "text", "source", "published", "lang", "url"}. "is_part" says whether
a reader of the headlines takes the thread for part of the affair; null: the reader is not sure. It prints the weights
of briefing/grouping/false_links.py, and what weights that were trained on the other sets leave out of each set. Needs
scikit-learn; gives the same weights each time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from linear_weights import bias_and_weights
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.grouping.affair_comparer import MAX_FALSE_LINK, AffairComparer
from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import Features, extract_features
from briefing.grouping.group import Group
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.profile_rebuild import build_story_group
from briefing.grouping.thread_split import thread_of_stories
from briefing.services.pipes import article_from_json

REGULARIZATION = 0.1
"""Inverse strength of the penalty on the weights, against one standard deviation of 1."""
FALSE_WEIGHT = 2.0
"""Weight of a false link: a false part of an affair costs a reader more than a part that stands alone."""
LARGE_WEIGHT = 2.0
"""Weight of a part of several articles: it is shown more often."""
NAMES = ("HEADLINE_SHARE", "FIT", "TYPICAL", "NAME", "HEADLINE_NAME", "SIZE")

Stories = Sequence[Sequence[Features]]


class Example(NamedTuple):
    """A thread that grouping takes for part of an affair."""

    set: str
    signals: tuple[float, ...]
    is_false: bool
    weight: float


def main() -> None:
    lines = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    sets = sorted({line["set"] for line in lines})
    examples = [one for name in sets for one in examples_of(name, [line for line in lines if line["set"] == name])]
    print(f"{len(examples)} links, {sum(one.is_false for one in examples)} false")
    bias, weights = bias_and_weights(trained(examples))
    print(f"FALSE_LINK_BIAS {bias:+.2f}")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name}_WEIGHT {weight:+.2f}")
    for name in sets:
        print_score(name, examples)


def examples_of(name: str, affairs: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """Yield each labelled link of a set."""
    read = [
        (read_stories(one["affair"]), [(read_stories(part["stories"]), part["is_part"]) for part in one["parts"]])
        for one in affairs
    ]
    groups = [stories for affair, parts in read for stories in (affair, *(part for part, _ in parts))]
    known = {one.id: one for stories in groups for story in stories for one in story}
    idf = Idf(Counter(term for one in known.values() for term in one.terms), len(known), THREAD_PRIOR_COUNT)
    for number, (stories, parts) in enumerate(read):
        comparer, affair = AffairComparer(idf), thread_of(f"affair {number}", stories, idf)
        for place, (part, is_part) in enumerate(parts):
            if is_part is not None:
                signals = comparer.signals_of_link(thread_of(f"part {place}", part, idf), affair)
                is_large = sum(map(len, part)) > 1
                weight = (LARGE_WEIGHT if is_large else 1.0) * (1.0 if is_part else FALSE_WEIGHT)
                yield Example(name, signals, not is_part, weight)


def read_stories(rows: Sequence[Sequence[dict[str, Any]]]) -> Stories:
    """Return the features of the articles of stories, oldest first."""
    stories = [sorted(map(read_article, story), key=lambda one: one.published_hour) for story in rows]
    return sorted(stories, key=lambda story: story[0].published_hour)


def read_article(row: dict[str, Any]) -> Features:
    """Return the features of an article."""
    return extract_features(article_from_json(row))


def thread_of(name: str, stories: Stories, idf: Idf) -> Group:
    """Return a thread of stories."""
    vectors = [[ArticleVector(one, idf) for one in story] for story in stories]
    return thread_of_stories(name, [build_story_group(f"{name} {n}", name, one) for n, one in enumerate(vectors)], idf)


def trained(examples: Sequence[Example]) -> Pipeline:
    """Return a model of the examples."""
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION))
    weights = [one.weight for one in examples]
    labels = [one.is_false for one in examples]
    return pipeline.fit([one.signals for one in examples], labels, logisticregression__sample_weight=weights)


def print_score(name: str, examples: Sequence[Example]) -> None:
    """Print what weights that were trained on the other sets leave out of a set."""
    own = [one for one in examples if one.set == name]
    model = trained([one for one in examples if one.set != name])
    values = model.predict_proba([one.signals for one in own])[:, 1]
    false = numpy.array([one.is_false for one in own])
    refused = values > MAX_FALSE_LINK
    counts = [f"{(refused & kind).sum()} of {kind.sum()}" for kind in (false, ~false)]
    print(f"{name}: AUC {roc_auc_score(false, values):.2f}, left out {counts[0]} false and {counts[1]} true links")


if __name__ == "__main__":
    main()
