"""The trained weights: a logistic model over named signals, read from weights.toml beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from briefing.grouping.signals import STORY_SIGNALS, THREAD_SIGNALS
from briefing.model import Kind, Signal


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds = intercept + weights * signals for two articles; a group of them is joined above `threshold`."""

    signals: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float

    def logit(self, values: Sequence[float]) -> float:
        """The log-odds that two articles with these signals belong together."""
        return sum([w * v for w, v in zip(self.weights, values, strict=True)], self.intercept)

    def explain(self, values: Sequence[float]) -> tuple[Signal, ...]:
        """The signals that said anything, the weightiest first."""
        parts = [
            Signal(name, round(value, 3), round(weight * value, 3))
            for name, weight, value in zip(self.signals, self.weights, values, strict=True)
            if value
        ]
        return tuple(sorted(parts, key=lambda part: -abs(part.contribution)))


@cache
def model(kind: Kind) -> Model:
    """The model of stories or of threads."""
    table = _table()[kind]
    signals = STORY_SIGNALS if kind == "story" else THREAD_SIGNALS
    weights = tuple(float(table["weights"][name]) for name in signals)
    return Model(signals, weights, float(table["intercept"]), float(table["threshold"]))


@cache
def rules() -> str:
    """The version of the rules, kept with every piece of evidence."""
    return str(_table()["rules"])


@cache
def _table() -> dict[str, Any]:
    text = resources.files("briefing.grouping").joinpath("weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
