"""Learn the weights of writing/timeline/row_headlines.py from timelines that readers wrote; score them by window.

    python benchmarks/train_headlines.py THREADS.jsonl

A line of the file is a thread:

    {"window": "a name", "articles": [{"id", "title", "text", "source", "published", "lang", "url"}, ...],
     "events": [["id", ...], ...], "main": [true, ...]}

"events" are lists of ids of the articles that report one happening, that whose headline states it best first; "main"
says which of them a timeline must have. The weights are learned from the main events that the code finds, in which the
reader's first one is to be chosen. It prints them, and how often the choice is the reader's with weights that were
fitted on the other windows. Needs scipy, which scikit-learn brings; gives the same weights each time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from briefing.services.pipes import article_from_json
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.row_headlines import HeadlineMeasures, headline_measures
from briefing.writing.timeline.thread_timeline import topic_events

PENALTY = 2.0
"""Weight of the squared weights, for measures of a standard deviation of 1."""


class Choice(NamedTuple):
    """The measures of the headlines of an event, and which of them a reader chose."""

    window: str
    measures: Any
    chosen: Any


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    choices = [one for row in rows for one in choices_of(row)]
    for window in sorted({one.window for one in choices}):
        weights = trained([one for one in choices if one.window != window])
        own = [one for one in choices if one.window == window]
        hits = sum(one.chosen[int(np.argmax(one.measures @ weights))] for one in own)
        print(f"{window}: the reader's choice in {hits / len(own):.3f} of {len(own)}")
    for field, weight in zip(HeadlineMeasures._fields, trained(choices), strict=True):
        print(f"{field:<12} {weight:+.2f}")


def choices_of(row: Mapping[str, Any]) -> Iterator[Choice]:
    """Yield the choices of the main events that the code finds in a thread: of its largest labelled event."""
    place_of = {id: place for place, ids in enumerate(row["events"]) for id in ids}
    main = topic_events([article_from_json(one) for one in row["articles"]]).main
    for event in (one for one in main if isinstance(one, Event) and len(one.reports) > 1):
        ids = [report.article.id for report in event.reports]
        counts = Counter(place_of[id] for id in ids if id in place_of)
        if not counts:
            continue
        best = row["events"][max(counts, key=lambda place: (counts[place], row["main"][place], -place))][0]
        if best in ids:
            chosen = np.array([float(id == best) for id in ids])
            yield Choice(row["window"], np.array(headline_measures(event), dtype=float), chosen)


def trained(choices: Sequence[Choice]) -> Any:
    """Return the weights of a conditional logistic model of choices."""
    scale = np.vstack([one.measures for one in choices]).std(axis=0) + 1e-9
    scaled = [(one.measures / scale, one.chosen) for one in choices]

    def loss(weights: Any) -> tuple[float, Any]:
        total, gradient = PENALTY * weights @ weights, 2 * PENALTY * weights
        for measures, chosen in scaled:
            odds = measures @ weights
            shares = np.exp(odds - odds.max())
            shares /= shares.sum()
            total -= np.log(shares @ chosen)
            gradient = gradient - measures.T @ (chosen - shares)
        return total, gradient

    return minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x / scale


if __name__ == "__main__":
    main()
