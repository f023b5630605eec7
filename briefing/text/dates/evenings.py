"""The day of what is published at night in UTC and names no day: in the Americas it is still the evening before."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from briefing.text.data_files import word_lists
from briefing.text.places import country_by_city, country_of

NIGHT_END = 4
"""Hour in UTC until which it is the evening before in the Americas, also in summer and in the east."""
MIN_AMERICAN_SHARE = 0.5
"""Share of the mentioned places above which a text is about the Americas."""
_ONE_DAY = timedelta(days=1)
_TONIGHT = re.compile(r"\b(?:tonight|this evening)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w.]*\w)?")
_PERSONS = frozenset({"jordan", "chad"})
"""Countries whose names are persons' as well."""


def is_night(published: datetime) -> bool:
    """Return whether the day in UTC can be the next one already, seen from where something happened."""
    return published.hour < NIGHT_END


def day_of_report(published: datetime, text: str) -> date:
    """Return the day of what a text reports that names no day.

    It is that of publication, or the day before if the text was published at night in UTC and either speaks of this
    evening or mentions places in the Americas rather than others.
    """
    day = published.date()
    if is_night(published) and (_TONIGHT.search(text) or american_share(text) > MIN_AMERICAN_SHARE):
        return day - _ONE_DAY
    return day


def american_share(text: str) -> float:
    """Return the share of the places that a text mentions that are in the Americas; 0 if it mentions none."""
    lists = word_lists("american_places.txt")
    words = _WORD.findall(text)
    american = other = 0
    for first, second in zip(words, [*words, ""][1:], strict=True):
        names = [_name(first, second), _name(first)] if first[0].isupper() else []
        country = next((country for name in names if (country := country_of(name) or country_by_city().get(name))), "")
        if country in lists["countries"] or any(name in lists["names"] for name in names):
            american += 1
        elif country and country not in _PERSONS:
            other += 1
    return american / (american + other) if american else 0.0


def _name(*words: str) -> str:
    """The name that words make, as places are listed; "Us" at the start of a sentence is none."""
    return "-".join(words).lower() if words != ("Us",) else ""
