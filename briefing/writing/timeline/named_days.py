"""How likely the days that a report names are that of its event: a logistic model of a few measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from math import exp

from briefing.text.data_files import read_data
from briefing.text.dates.local_times import LocalTime
from briefing.writing.headlines import Headline
from briefing.writing.timeline.day_features import named_days
from briefing.writing.timeline.event_headlines import BIAS, weights_of
from briefing.writing.timeline.mentions import DatedSentence
from briefing.writing.timeline.tolls import is_on_new_toll

DAY_SENTENCES = 2
"""Number of opening sentences that can name the day of an event: with more, as many days are right."""


@cache
def named_day_weights() -> dict[str, float]:
    """Return the log-odds that each feature of a named day adds, from `data/named_day_weights.txt`."""
    return weights_of(read_data("writing/named_day_weights.txt"))


def day_probabilities(
    headline: Headline, opening: Sequence[DatedSentence], lang: str, local: LocalTime
) -> dict[date, float]:
    """Return the days that a report names, each with the probability that its event was on it; none of a new toll.

    Args:
        headline: The headline.
        opening: The sentences below it.
        lang: Their language.
        local: When the report was published, where the event happened.
    """
    if is_on_new_toll(headline.text):
        return {}  # the days are those of what the toll counts, not of the day on which it grew
    weights = named_day_weights()
    probabilities: dict[date, float] = {}
    for one in named_days(headline, opening, lang, local):
        odds = weights[BIAS] + sum(weights.get(feature, 0.0) for feature in one.features)
        day = one.mention.first_day
        probabilities[day] = max(probabilities.get(day, 0.0), 1 / (1 + exp(-odds)))
    return probabilities
