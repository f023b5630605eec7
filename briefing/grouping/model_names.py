"""Names of models in headlines, such as 17e, M4 or S26: products of one firm share all other names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

_MODEL_NAME = re.compile(r"[a-z]{1,2}\d{1,3}[a-z]?|\d{1,2}[et]")
"""One or two letters before a number ("m4", "s26"), or a letter behind it that is no unit ("17e"; not "10k", "5g")."""


def model_names(words: Iterable[str]) -> frozenset[str]:
    """Return the words or stems of a headline that name a model."""
    return frozenset(filter(_MODEL_NAME.fullmatch, words))


def models_conflict(one: Set[str], other: Set[str]) -> bool:
    """Whether two headlines name different models, given those of each."""
    return bool(one) and bool(other) and one.isdisjoint(other)
