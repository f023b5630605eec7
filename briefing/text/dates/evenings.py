"""The day of what is published at night in UTC and names no day: in the Americas it is still the evening before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

from briefing.text.data_files import word_lists
from briefing.text.places import country_by_city, country_by_name

NIGHT_END = 4
"""Hour in UTC until which it is the evening before in the Americas, also in summer and in the east."""
MIN_AMERICAN_SHARE = 0.5
"""Share of the mentioned places above which a text is about the Americas."""
_ONE_DAY = timedelta(days=1)
_TONIGHT = re.compile(r"\b(?:tonight|this evening)\b", re.IGNORECASE)
_CAPITAL_WORD = re.compile(r"(?<![\w.])([A-Z](?:[\w.]*\w)?)(?=\s([A-Za-z](?:[\w.]*\w)?)|)")
_PERSONS = frozenset({"jordan", "chad"})
"""Countries whose names are persons' as well."""


def is_night(published: datetime) -> bool:
    """Return whether the day in UTC can be the next one already, seen from where something happened."""
    return published.hour < NIGHT_END


def day_of_report(published: datetime, text: str, share_of_topic: float = 0.0) -> date:
    """Return the day of what a text reports that names no day.

    It is that of publication, or the day before if the text was published at night in UTC and either speaks of this
    evening or mentions places in the Americas rather than others; if it mentions none, its topic must do so.

    Args:
        published: When the text was published, in UTC.
        text: A headline and the opening below it.
        share_of_topic: The share of places in the Americas of those that the reports on the topic mention.
    """
    day = published.date()
    is_american = is_night(published) and american_share(text, share_of_topic) > MIN_AMERICAN_SHARE
    is_evening = is_night(published) and _TONIGHT.search(text)
    return day - _ONE_DAY if is_american or is_evening else day


def topic_share(texts: Iterable[str]) -> float:
    """Return the mean of `american_share` over the texts on a topic that mention places; 0 if none does."""
    shares = [share for text in texts if (share := american_share(text, -1.0)) >= 0.0]
    return sum(shares) / len(shares) if shares else 0.0


def american_share(text: str, default: float = 0.0) -> float:
    """Return the share of the places that a text mentions that are in the Americas; the default if it mentions none."""
    is_american = _is_american()
    mentioned = []
    for match in _CAPITAL_WORD.finditer(text):
        word = match[1].lower() if match[1] != "Us" else ""
        known = is_american.get(f"{word}-{match[2].lower()}") if match[2] else None
        known = is_american.get(word) if known is None else known
        if known is not None:
            mentioned.append(known)
    return sum(mentioned) / len(mentioned) if mentioned else default


@cache
def _is_american() -> dict[str, bool]:
    """Whether each place is in the Americas, by its name; words of one name are joined with "-"."""
    lists = word_lists("american_places.txt")
    places = {name: place in lists["countries"] for name, place in (country_by_name() | country_by_city()).items()}
    return {name: known for name, known in places.items() if name not in _PERSONS} | dict.fromkeys(lists["names"], True)
