"""Learn the weights of writing/summary/second_odds.py from sentences that a reader labelled; score them by window.

    python benchmarks/train_second_sentences.py THREADS.jsonl

A line of the file is a thread as in `train_paragraphs.py`, with a first sentence and labels of sentences behind it:

    {"window": "a name", "title": "...", "stories": [[ARTICLE, ...], ...], "first": {"article": "id", "text": "..."},
     "seconds": [{"article": "id", "text": "...", "label": "g"}, ...]}

"g" is a sentence that an editor prints second, the only fit one; "m" one that would do; "r" one that says again what
the title and the first one say; "v" one that is overtaken, "b" broken, "h" hanging, "d" a detail, "c" comment, "f" of
another topic. It prints the weights, and for each window, and for each fifth of the threads, what the sentence is that
weights of the others take. Needs scikit-learn; gives the same weights each time.
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
from train_paragraphs import summarizer_of

from briefing.writing.summary import second_odds
from briefing.writing.summary.second_odds import SecondMeasures, SecondOdds
from briefing.writing.summary.thread_summary import PARAGRAPH_WORDS
from briefing.writing.summary.weighed_sentences import WeighedSentence

REGULARIZATION = 0.05
"""Inverse strength of the penalty on the weights, against one standard deviation of 1."""
FOLDS = 5
"""Number of parts of the threads, each of which is scored by weights of the others."""


class Thread(NamedTuple):
    """The labelled sentences of a thread behind its first one, and what measures them."""

    window: str
    odds: SecondOdds
    first: WeighedSentence
    sentences: Sequence[WeighedSentence]
    labels: dict[tuple[str, str], str]


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    threads = [thread for line in lines if (thread := thread_of(json.loads(line)))]
    parts = {f"fold {fold}": threads[fold::FOLDS] for fold in range(FOLDS)}
    parts |= {name: [one for one in threads if one.window == name] for name in {one.window for one in threads}}
    totals: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for name, part in sorted(parts.items()):
        use(trained(one for one in threads if one not in part))
        counts = chosen(part)
        totals[name.startswith("fold")] += counts
        print(f"{name}: {shares(counts)}")
    print(f"by fold: {shares(totals[True])}\nby window: {shares(totals[False])}")
    use(trained(threads))
    print(f"BIAS = {second_odds.BIAS:.2f}")
    for name, weight in second_odds.WEIGHTS._asdict().items():
        print(f"    {name}={weight:.2f},")
    print(f"all, with these weights: {shares(chosen(threads))}")


def thread_of(row: dict[str, Any]) -> Thread | None:
    """Return a labelled thread; None if its first sentence is not among those that can be quoted."""
    summarizer = summarizer_of(row)
    sentences = summarizer.opening.sentences
    key = row["first"]["article"], row["first"]["text"]
    first = next((one for one in sentences if _key(one) == key), None)
    labels = {(one["article"], one["text"]): one["label"] for one in row["seconds"]}
    return Thread(row["window"], summarizer.seconds, first, sentences, labels) if first else None


def trained(threads: Iterable[Thread]) -> Pipeline:
    """Return a model of the labelled sentences of threads."""
    rows: list[tuple[SecondMeasures, bool]] = []
    for thread in threads:
        for one in thread.odds.candidates(thread.first, thread.sentences, PARAGRAPH_WORDS):
            label = thread.labels.get(_key(one))
            if label and not thread.odds.is_barred(one, thread.first):
                rows.append((thread.odds.measures(one, thread.first), label == "g"))
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION, max_iter=1000))
    return pipeline.fit(
        [list(map(float, measures)) for measures, _ in rows],
        [is_good for _, is_good in rows],
    )


def use(model: Pipeline) -> None:
    """Let the code use the weights of a model."""
    second_odds.BIAS, weights = bias_and_weights(model)
    second_odds.WEIGHTS = SecondMeasures(*weights)


def chosen(threads: Sequence[Thread]) -> Counter[str]:
    """Return the labels of the sentences that are taken; "?" for one without a label, "none" if none is taken."""
    counts: Counter[str] = Counter()
    for thread in threads:
        one = thread.odds.best(thread.first, thread.sentences, PARAGRAPH_WORDS)
        counts[thread.labels.get(_key(one), "?") if one else "none"] += 1
    return counts


def shares(counts: Counter[str]) -> str:
    """Return counts as text, with the shares of the labels among the labelled sentences that are taken."""
    size = max(1, sum(count for label, count in counts.items() if label not in {"none", "?"}))
    return ", ".join(
        f"{label} {count}" + (f" ({count / size:.2f})" if label not in {"none", "?"} else "")
        for label, count in counts.most_common()
    )


def _key(one: WeighedSentence) -> tuple[str, str]:
    return one.sentence.article_id, one.sentence.text


if __name__ == "__main__":
    main()
