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

Name = Literal["story", "pair", "thread"]
_SIGNALS: dict[Name, tuple[str, ...]] = {"story": STORY_SIGNALS, "pair": PAIR_SIGNALS, "thread": THREAD_SIGNALS}


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds = intercept + weights * signals; what lies above `threshold` is joined.

    Two whole groups are joined where the mean of their members against the other lies above `together`.
    """

    signals: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float
    together: float = 0.0

    def logit(self, values: Sequence[float]) -> float:
        """The log-odds that what has these signals belongs together."""
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
def model(name: Name) -> Model:
    """The model of two articles in a story, of two in a thread ("pair"), or of an article and a whole thread."""
    table = _table()[name]
    weights = tuple(float(table["weights"][signal]) for signal in _SIGNALS[name])
    return Model(
        signals=_SIGNALS[name],
        weights=weights,
        intercept=float(table["intercept"]),
        threshold=float(table["threshold"]),
        together=float(table["together"]),
    )


def shifted(model: Model, by: float) -> Model:
    """The same model, that asks for so much more (log-odds) before it joins."""
    return replace(model, threshold=model.threshold + by, together=model.together + by) if by else model


@cache
def rules() -> str:
    """The version of the rules, kept with every piece of evidence."""
    return str(_table()["rules"])


@cache
def _table() -> dict[str, Any]:
    text = resources.files("briefing.grouping").joinpath("weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
