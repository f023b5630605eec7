"""The trained weights: a logistic model over named signals, read from weights.toml beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Literal

from briefing.grouping.signals import PAIR_SIGNALS, STORY_SIGNALS, THREAD_SIGNALS
from briefing.model.grouping import Signal

ClassifierName = Literal["story", "pair", "thread"]
_SIGNAL_NAMES: dict[ClassifierName, tuple[str, ...]] = {
    "story": STORY_SIGNALS,
    "pair": PAIR_SIGNALS,
    "thread": THREAD_SIGNALS,
}


@dataclass(frozen=True, slots=True)
class Classifier:
    """Log-odds = intercept + weights * signals; what lies above `threshold` is joined.

    Two whole groups are joined where the mean of their members against the other lies above `together`.
    """

    signal_names: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float
    merge_threshold: float = 0.0

    def logit(self, signal_values: Sequence[float]) -> float:
        """The log-odds that what has these signals belongs together."""
        return sum([w * v for w, v in zip(self.weights, signal_values, strict=True)], self.intercept)

    def contributions(self, signal_values: Sequence[float]) -> tuple[Signal, ...]:
        """The signals that said anything, the weightiest first."""
        parts = [
            Signal(name, round(value, 3), round(weight * value, 3))
            for name, weight, value in zip(self.signal_names, self.weights, signal_values, strict=True)
            if value
        ]
        return tuple(sorted(parts, key=lambda part: -abs(part.contribution)))


@cache
def load_classifier(name: ClassifierName) -> Classifier:
    """The model of two articles in a story, of two in a thread ("pair"), or of an article and a whole thread."""
    table = _weights_file()[name]
    weights = tuple(float(table["weights"][signal]) for signal in _SIGNAL_NAMES[name])
    return Classifier(
        signal_names=_SIGNAL_NAMES[name],
        weights=weights,
        intercept=float(table["intercept"]),
        threshold=float(table["threshold"]),
        merge_threshold=float(table["together"]),
    )


def with_threshold_offset(classifier: Classifier, offset: float) -> Classifier:
    """The same model, that asks for so much more (log-odds) before it joins."""
    return (
        replace(
            classifier, threshold=classifier.threshold + offset, merge_threshold=classifier.merge_threshold + offset
        )
        if offset
        else classifier
    )


@cache
def rules_version() -> str:
    """The version of the rules, kept with every piece of evidence."""
    return str(_weights_file()["rules"])


@cache
def _weights_file() -> dict[str, Any]:
    text = resources.files("briefing.grouping").joinpath("weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
