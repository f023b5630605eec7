"""Learn the weights of writing/summary/opening_odds.py from sentences that a reader labelled; score them by window.

    python benchmarks/train_paragraphs.py THREADS.jsonl

A line of the file is a thread:

    {"window": "a name", "title": "...", "stories": [[ARTICLE, ...], ...],
     "sentences": [{"article": "id", "text": "...", "label": "o"}, ...]}

An ARTICLE is {"id", "title", "text", "source", "published", "lang", "url"}.

"o" is a sentence that an editor prints first under the title; "s" one that would do as the second; "t" one that says
only what the title says; "v" one that is overtaken, "b" broken, "h" hanging, "d" a detail, "c" comment, "f" of another
topic. It prints the weights, and for each window what the labelled sentence is that weights of the others take first.
Needs scikit-learn; gives the same weights each time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from linear_weights import bias_and_weights
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.model.articles import Story
from briefing.services.pipes import article_from_json
from briefing.writing.stories import articles_of, sample_stories
from briefing.writing.summary import opening_odds
from briefing.writing.summary.opening_choice import MIN_ODDS, may_be_quoted
from briefing.writing.summary.opening_odds import OpeningMeasures, OpeningOdds
from briefing.writing.summary.outline import outline_of
from briefing.writing.summary.thread_summary import ThreadSummarizer
from briefing.writing.summary.weighed_sentences import WeighedSentence
from briefing.writing.timeline.thread_timeline import topic_events

REGULARIZATION = 0.05
"""Inverse strength of the penalty on the weights, against one standard deviation of 1."""

LESSER_FAULTS = {"t": 0.4, "s": 0.6}
"""Weight of a sentence that is not fit to open but better than a broken one or one of another topic."""


class Thread(NamedTuple):
    """The labelled sentences of a thread, and what measures them."""

    window: str
    odds: OpeningOdds
    sentences: Sequence[WeighedSentence]
    measures: Sequence[OpeningMeasures]
    labels: Sequence[str]


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    threads = [thread_of(json.loads(line)) for line in lines]
    for window in sorted({thread.window for thread in threads}):
        use(trained(thread for thread in threads if thread.window != window))
        print(f"{window}: {chosen([thread for thread in threads if thread.window == window])}")
    use(trained(threads))
    print(f"BIAS = {opening_odds.BIAS:.2f}")
    for name, weight in opening_odds.WEIGHTS._asdict().items():
        print(f"    {name}={weight:.2f},")
    print(f"all, with these weights: {chosen(threads)}")


def thread_of(row: dict[str, Any]) -> Thread:
    """Return a labelled thread."""
    summarizer = summarizer_of(row)
    label_of = {(one["article"], one["text"]): one["label"] for one in row["sentences"]}
    pairs = [
        (one, label)
        for one in summarizer.opening.sentences
        if (label := label_of.get((one.sentence.article_id, one.sentence.text)))
    ]
    sentences, labels = [one for one, _ in pairs], [label for _, label in pairs]
    odds = summarizer.opening.odds
    return Thread(row["window"], odds, sentences, list(map(odds.measures, sentences)), labels)


def summarizer_of(row: dict[str, Any]) -> ThreadSummarizer:
    """Return what chooses the sentences of a thread of a file."""
    stories = [
        Story(str(number), "", "", tuple(map(article_from_json, articles)))
        for number, articles in enumerate(row["stories"])
    ]
    events = topic_events(articles_of(stories))
    outline = outline_of(events.main, events.reported, row["title"])
    return ThreadSummarizer(sample_stories(stories), title=row["title"], outline=outline)


def trained(threads: Iterable[Thread]) -> Pipeline:
    """Return a model of the labelled sentences of threads."""
    pairs = [pair for thread in threads for pair in zip(thread.measures, thread.labels, strict=True)]
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION, max_iter=1000))
    return pipeline.fit(
        [list(map(float, measures)) for measures, _ in pairs],
        [label == "o" for _, label in pairs],
        logisticregression__sample_weight=[LESSER_FAULTS.get(label, 1.0) for _, label in pairs],
    )


def use(model: Pipeline) -> None:
    """Let the code use the weights of a model."""
    opening_odds.BIAS, weights = bias_and_weights(model)
    opening_odds.WEIGHTS = OpeningMeasures(*weights)


def chosen(threads: Sequence[Thread]) -> str:
    """Return the labels of the labelled sentences that are taken first."""
    counts: Counter[str] = Counter()
    for thread in threads:
        label_of = dict(zip(map(id, thread.sentences), thread.labels, strict=True))
        best, odds = thread.odds.best([one for one in thread.sentences if may_be_quoted(one)])
        counts[label_of[id(best)] if best and odds >= MIN_ODDS else "none"] += 1
    size = max(1, sum(counts.values()))
    shares = ", ".join(f"{label} {count} ({count / size:.2f})" for label, count in counts.most_common())
    return f"{size} threads: {shares}"


if __name__ == "__main__":
    main()
