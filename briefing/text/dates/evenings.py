"""The day of what is published at night in UTC and names no day: in the Americas it is still the evening before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache

from briefing.text.data_files import word_lists
from briefing.text.places import country_by_city, country_by_name

NIGHT_END = 4
"""Hour in UTC until which it is the evening before in the Americas, also in summer and in the east."""
MIN_AMERICAN_SHARE = 0.5
"""Share of the reports on a topic that name a place above which the topic is American."""
_ONE_DAY = timedelta(days=1)
_CAPITAL_WORD = re.compile(r"(?<![\w.])([A-Z](?:[\w.]*\w)?)(?:(?=\s([A-Za-z](?:[\w.]*\w)?))|)")
_DATELINE = re.compile(
    r"\s*([A-Z][A-Z'’.-]+(?:\s[A-Z][A-Z'’.-]+){0,3}(?:,\s([A-Z][\w. ]{1,30}))?)\s?(?:\(\w+\)\s?)?[:—–-]\s"
)
"""The place of a report at the start of its text: "MANILA, Philippines - ", "ISLAMABAD: "."""
_LABEL = re.compile(
    r"\s*(?:(?:BREAKING|UPDATED?|LIVE|WATCH|VIDEO|URGENT|DEVELOPING|EXCLUSIVE|CORRECTED|CORRECTION|NEWS|JUST IN)"
    r"(?:\s(?:NEWS|UPDATES?|\d))?|(?:[A-Z]+\s)?(?:ALERT|WARNING|REVIEW)|[A-Z]{3,6}DAY(?:\s[AP]M)?|CNN|AP|AFP|UPI|NPR|BBC|CBS|NBC|ABC|DPA|REUTERS|XINHUA)\s?[:—–-]\s"
)
"""What stands where a dateline does and names no place: "BREAKING: ", "CNN - "."""
_IN_PLACE = re.compile(r"\b(?:in|near|off|outside|over) ([A-Z]\w+(?: [A-Z]\w+)?)")
"""What stands where a place does: "near Torvane"; unless it is a month or a weekday."""
_NEWSPAPER = re.compile(r"\b(?:[A-Z]\w+ ){1,2}(?:Times|Post|Tribune|Herald|Globe|Journal)\b")
_CALENDAR_NAME = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\w+day\b")
_UNITED_STATES = frozenset({"united-states", "us", "u.s", "usa", "america", "american", "americans", "washington"})
"""Names of a country that acts in other places too; one in a headline counts only if the text names no other."""
_PERSONS = frozenset({"jordan", "chad"})
"""Countries whose names are persons' as well."""


def is_night(published: datetime) -> bool:
    """Return whether the day in UTC can be the next one already, seen from where something happened."""
    return published.hour < NIGHT_END


def day_of_report(published: datetime, title: str, opening: str, is_american_topic: bool = False) -> date:
    """Return the day of the event of a report that names no day.

    It is that of publication, or the day before if it was published at night in UTC and happened in the Americas.

    Args:
        published: When the report was published, in UTC.
        title: Its headline.
        opening: What its text begins with.
        is_american_topic: Whether the reports on its topic are about the Americas; counts if this one names no place.
    """
    day = published.date()
    if not is_night(published):
        return day
    known = is_american(title, opening)
    return day - _ONE_DAY if (is_american_topic if known is None else known) else day


def is_american_topic(reports: Iterable[tuple[str, str]]) -> bool:
    """Return whether most of the reports that name a place, each given as headline and opening, are American."""
    known = [one for title, opening in reports if (one := is_american(title, opening)) is not None]
    return sum(known) > MIN_AMERICAN_SHARE * len(known)


def is_american(title: str, opening: str) -> bool | None:
    """Return whether a report is of an event in the Americas; None if it does not show where that was.

    The places of the headline and of the dateline decide, then those of the opening: all must be in the Americas. A
    dateline of an unknown place is taken for one elsewhere unless the headline names an American place.
    """
    of_title, of_dateline = set(_places(title)), _places_of_dateline(opening)
    of_event, others = of_title | (of_dateline or set()), set(_places(opening))
    if (of_dateline == set() and not of_title - _UNITED_STATES) or not _are_american(of_event):
        return False
    if of_event - _UNITED_STATES:
        return True
    if not _are_american(others):
        return False
    if _names_unknown_place(f"{title}.\n{opening}"):
        return None
    return True if of_event or others - _UNITED_STATES else None


def _places_of_dateline(opening: str) -> set[str] | None:
    """The known places in the dateline of a text, or the abbreviated state in it; None if the text has no dateline."""
    label = _LABEL.match(opening)
    dateline = _DATELINE.match(opening, label.end() if label else 0)
    if dateline is None:
        return None
    state = (dateline[2] or "").strip().replace(" ", "").lower()
    return {state} if state in _american_states() else set(_places(dateline[1].title()))


def _names_unknown_place(text: str) -> bool:
    """Whether something happens in a place, by its preposition, of which it is not known where it is."""
    named = (match[1] for match in _IN_PLACE.finditer(text))
    return any(not _CALENDAR_NAME.match(name) and not set(_places(name)) for name in named)


def _are_american(places: Iterable[str]) -> bool:
    known = _is_american()
    return all(known.get(place) or place in _american_states() for place in places)


def _places(text: str) -> Iterator[str]:
    """The names of known places in a text."""
    known = _is_american()
    end = 0
    for match in _CAPITAL_WORD.finditer(_NEWSPAPER.sub("", text)):
        if match.start() < end or match[1] == "Us":
            continue
        word = match[1].lower()
        both = f"{word}-{match[2].lower()}" if match[2] else ""
        if both in known:
            end = match.end(2)
            yield both
        elif word in known:
            yield word


@cache
def _is_american() -> dict[str, bool]:
    """Whether each place is in the Americas, by its name; words of one name are joined with "-"."""
    lists = word_lists("american_places.txt")
    places = {name: place in lists["countries"] for name, place in (country_by_name() | country_by_city()).items()}
    places |= dict.fromkeys(lists["names"], True) | dict.fromkeys(lists["elsewhere"], False)
    return {name: known for name, known in places.items() if name not in _PERSONS}


@cache
def _american_states() -> frozenset[str]:
    """Abbreviations of states as datelines have them: "fla."."""
    return frozenset(f"{name}." for name in word_lists("american_places.txt")["states"])
