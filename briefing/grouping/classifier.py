"""The trained logistic models over named signals, read from `weights.toml` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from operator import mul
from typing import Any, Literal

from briefing.grouping.signals import AFFAIR_SIGNALS, STORY_SIGNALS, THREAD_SIGNALS
from briefing.model.grouping import Signal

ClassifierName = Literal["story", "thread", "affair"]
"""Two articles of a story; two threads as wholes; a thread and its affair."""
_SIGNAL_NAMES: dict[ClassifierName, tuple[str, ...]] = {
    "story": STORY_SIGNALS,
    "thread": THREAD_SIGNALS,
    "affair": AFFAIR_SIGNALS,
}


@dataclass(frozen=True, slots=True)
class Classifier:
    """A logistic model: log-odds = intercept + weights * signals.

    Attributes:
        threshold: Log-odds above which an article or a story joins a group.
        merge_threshold: Mean log-odds of the members of each group against the other above which two groups merge:
            `together` in the file; only stories merge so.
    """

    signal_names: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float
    merge_threshold: float = 0.0

    def logit(self, signal_values: Sequence[float]) -> float:
        """The log-odds for signal values in the order of `signal_names`."""
        return sum(map(mul, self.weights, signal_values), self.intercept)

    def contributions(self, signal_values: Sequence[float]) -> tuple[Signal, ...]:
        """The signals that are not zero, those with the largest contribution first."""
        parts = [
            Signal(name, round(value, 3), round(weight * value, 3))
            for name, weight, value in zip(self.signal_names, self.weights, signal_values, strict=True)
            if value
        ]
        return tuple(sorted(parts, key=lambda part: -abs(part.contribution)))


@cache
def load_classifier(name: ClassifierName) -> Classifier:
    """Load one of the trained models."""
    table = _weights_file()[name]
    weights = tuple(float(table["weights"][signal]) for signal in _SIGNAL_NAMES[name])
    return Classifier(
        signal_names=_SIGNAL_NAMES[name],
        weights=weights,
        intercept=float(table["intercept"]),
        threshold=float(table["threshold"]),
        merge_threshold=float(table.get("together", table["threshold"])),
    )


def with_threshold_offset(classifier: Classifier, offset: float) -> Classifier:
    """Return the model with both thresholds raised by an offset in log-odds."""
    if not offset:
        return classifier
    return replace(
        classifier,
        threshold=classifier.threshold + offset,
        merge_threshold=classifier.merge_threshold + offset,
    )


@cache
def rules_version() -> str:
    """The version of the grouping rules; stored with every piece of evidence."""
    return str(_weights_file()["rules"])


@cache
def _weights_file() -> dict[str, Any]:
    text = resources.files("briefing.grouping").joinpath("weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
