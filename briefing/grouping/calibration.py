"""Turns the stored probability of a decision into the one that is shown: how often such decisions are right.

The score of a decision says which group fits better, and thresholds are set on it. What share of the decisions with
a score are right was counted on labelled ones (`benchmarks/calibrate.py`); `calibration.toml` beside this file has a
line through their log-odds for each kind of decision. It rises nowhere down, so no order changes, and it is applied
where a probability is shown, nowhere else: no group depends on it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log
from typing import Literal

from briefing.grouping.signals import sigmoid
from briefing.model.grouping import Evidence

Level = Literal["story", "thread", "affair"]
"""What a thing was placed in."""
Role = Literal["joined", "other"]
"""Whether the probability is that of the group that was joined, of the next best one, or of another topic than that of
the thread from which a story was kept."""
MIN_ODDS = 1e-4
"""Least stored probability, and least distance of one from 1, that is distinguished: they are rounded to this."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line through the log-odds of the probabilities of one kind of decision."""

    slope: float
    offset: float

    def __call__(self, probability: float) -> float:
        """Return the probability that is shown for a stored one."""
        return round(sigmoid(self.slope * log_odds(probability) + self.offset), 4)


def log_odds(probability: float) -> float:
    """Return the log-odds of a stored probability; those of 0 and 1 are finite, because it is rounded."""
    bounded = min(max(probability, MIN_ODDS), 1 - MIN_ODDS)
    return log(bounded / (1 - bounded))


def level_of(evidence: Evidence) -> Level:
    """Return what evidence is about: the affair of a thread is stored as a placement in a thread."""
    return "affair" if evidence.subject.startswith("t") else evidence.kind


def shown_probability(evidence: Evidence) -> float:
    """Return how likely a placement is right."""
    return _calibration(level_of(evidence), "joined")(evidence.probability)


def shown_rival_probability(evidence: Evidence) -> float:
    """Return how likely the next best group would have been right, 0 if there was none."""
    return _calibration(level_of(evidence), "other")(evidence.rival_probability) if evidence.rival else 0.0


def _calibration(level: Level, role: Role) -> Calibration:
    return calibrations().get((level, role), Calibration(1.0, 0.0))


@cache
def calibrations() -> Mapping[tuple[str, str], Calibration]:
    """Return the lines of `calibration.toml` by level and role."""
    text = resources.files("briefing.grouping").joinpath("calibration.toml").read_text(encoding="utf-8")
    return {
        (level, role): Calibration(float(line["slope"]), float(line["offset"]))
        for level, lines in tomllib.loads(text).items()
        for role, line in lines.items()
    }
