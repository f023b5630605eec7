"""The time of a report where its event happened: another day than in UTC can have begun there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, MINYEAR, datetime, time, timedelta
from functools import cache, lru_cache
from statistics import median_low
from typing import Literal, NamedTuple

from briefing.text.data_files import word_lists
from briefing.text.places import country_by_city, country_by_name
from briefing.text.urls import host_of

Basis = Literal["dateline", "place", "text", "event", "publisher", ""]
"""What shows where something happened: the dateline; places of the headline that are near each other; other places of
headline and opening; those of other reports of the event; the place of the publisher; nothing."""

MAX_SPREAD = 6
"""Hours between the clocks of places above which they do not show where something happened."""
MIN_EVENT_SHARE = 0.5
"""Share, of the reports of an event that name a place, above which the event was in a part of the world."""
AMERICAS_END, EAST_START = -2, 7
"""Hours ahead of UTC below which a clock is one of the Americas, and from which on one of the Far East or Oceania."""
MAX_REMEMBERED = 4096
"""Number of articles whose clock is remembered: those of one refresh."""
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
_NEWSPAPER = re.compile(r"\b(?:[A-Z]\w+ ){1,2}(?:Times|Post|Tribune|Herald|Globe|Journal)\b")
_NAME_WORD = re.compile(r"[a-z]+")
_UNITED_STATES = frozenset({"united-states", "us", "u.s", "usa", "america", "american", "americans", "washington"})
"""Names of a country that acts in other places too; they count if the text names no other place."""
_PERSONS = frozenset({"jordan", "chad"})
"""Countries whose names are persons' as well."""


class LocalTime(NamedTuple):
    """When a report was published, by the clock of the place where its event happened.

    Attributes:
        moment: The local date and time, without a time zone.
        hours: The hours by which that clock is ahead of UTC; 0 if the place is unknown.
        basis: What shows the place.
    """

    moment: datetime
    hours: int
    basis: Basis

    @property
    def region(self) -> str:
        """Return the part of the world: "americas", "east" or "middle", between them or unknown."""
        return _region(self.hours)


def local_time(
    published: datetime, title: str, opening: str, source: tuple[str, str], event_hours: int | None = None
) -> LocalTime:
    """Return the local time of a report.

    Args:
        published: When the report was published, in UTC.
        title: Its headline.
        opening: What its text begins with.
        source: The name of its publisher, and its address.
        event_hours: The clock of its event, see `hours_of_event`; counts if the report names no place.
    """
    if published.time() == time.min or not MINYEAR < published.year < MAXYEAR:
        return LocalTime(published.replace(tzinfo=None), 0, "")  # its feed gives days and no times, or no real time
    hours, basis = _clock(title, opening)
    if hours is None and event_hours is not None:
        hours, basis = event_hours, "event"
    of_publisher = _hours_of_publisher(*source)
    if hours is None and of_publisher is not None:
        hours, basis = of_publisher, "publisher"
    moment = published + timedelta(hours=hours or 0)
    if moment.date() > published.date() and _is_doubtful(basis, hours or 0, of_publisher):
        moment, hours, basis = published, 0, ""
    return LocalTime(moment.replace(tzinfo=None), hours or 0, basis)


def _is_doubtful(basis: Basis, hours: int, of_publisher: int | None) -> bool:
    """Whether a day that would have begun after that in UTC is in doubt.

    Those who write after their midnight in Europe report the evening before; and a place that is named far from its
    publisher can be that of a person or of a guest.
    """
    if basis == "publisher":
        return hours < EAST_START
    return basis in ("place", "text") and of_publisher is not None and abs(hours - of_publisher) > MAX_SPREAD


def hours_of_event(reports: Sequence[tuple[str, str, tuple[str, str]]]) -> int | None:
    """Return a clock of the part of the world that most reports of an event are of.

    It is None if no part has most of the reports that name a place, or if a single publisher names it while those whose
    clock is known are all elsewhere: they report what is near them, and the place is named in passing.

    Args:
        reports: Headline, opening and source of each, as of `local_time`.
    """
    named = [(hours, source) for title, opening, source in reports if (hours := _clock(title, opening)[0]) is not None]
    for region, count in Counter(_region(hours) for hours, _ in named).most_common(1):
        of_region = [(hours, source) for hours, source in named if _region(hours) == region]
        if count <= MIN_EVENT_SHARE * len(named):
            return None
        clocks = [hours for _, _, source in reports if (hours := _hours_of_publisher(*source)) is not None]
        is_of_one = len({publisher for _, (publisher, _) in of_region}) == 1
        if is_of_one and clocks and all(_region(hours) != region for hours in clocks):
            return None
        return median_low(hours for hours, _ in of_region)
    return None


def _region(hours: int) -> str:
    return "americas" if hours < AMERICAS_END else "east" if hours >= EAST_START else "middle"


@lru_cache(maxsize=MAX_REMEMBERED)
def _clock(title: str, opening: str) -> tuple[int | None, Basis]:
    """The hours of the places that a report names, and where it names them."""
    if of_dateline := [_hours_by_place()[name] for name in _places_of_dateline(opening)]:
        return median_low(of_dateline), "dateline"
    first, others = list(_places(title)), list(_places(opening))
    home = _hours_by_place()["us"]
    for names in (first, others):
        if hours := [_hours_by_place()[name] for name in names if name not in _UNITED_STATES]:
            if _UNITED_STATES & {*first, *names} and abs(median_low(hours) - home) > MAX_SPREAD:
                return None, ""  # "US imposes tariffs on Japan": it can be in either
            is_one = names is first and max(hours) - min(hours) <= MAX_SPREAD
            return median_low(hours), "place" if is_one else "text"
    return (home, "text") if first or others else (None, "")


def _places_of_dateline(opening: str) -> Iterator[str]:
    """The known places in the dateline of a text, or the abbreviated state in it."""
    label = _LABEL.match(opening)
    dateline = _DATELINE.match(opening, label.end() if label else 0)
    if dateline is None:
        return
    state = (dateline[2] or "").strip().replace(" ", "").lower()
    if state.endswith(".") and state in _hours_by_place():
        yield state
    else:
        yield from _places(dateline[1].title())


def _places(text: str) -> Iterator[str]:
    """The names of known places in a text."""
    known = _hours_by_place()
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


def _hours_of_publisher(name: str, url: str) -> int | None:
    """The clock of a publisher: by the domain of a country, a place in its name, or the list of outlets."""
    known = _hours_by_place()
    if (domain := f".{host_of(url).rpartition('.')[2]}") in known:
        return known[domain]
    if place := next((place for place in _places(name) if place not in _UNITED_STATES), ""):
        return known[place]
    words = _NAME_WORD.findall(name.lower())
    words = words[1:] if words[:1] == ["the"] else words
    starts = ("-".join(words[:count]) for count in range(len(words), 0, -1))
    return next((_hours_by_outlet()[start] for start in starts if start in _hours_by_outlet()), None)


@cache
def _hours_by_place() -> dict[str, int]:
    """The hours of each place by its name, of states in datelines as "fla.", and of domains as ".uk"."""
    hours: dict[str, int] = {}
    for key, names in word_lists("utc_offsets.txt").items():
        kind, _, number = key.rpartition(" ")
        if kind != "outlets":
            hours |= {f"{name}." if kind else name: int(number) for name in names}
    for name, country in (country_by_name() | country_by_city()).items():
        if country in hours:
            hours.setdefault(name, hours[country])
    return {name: value for name, value in hours.items() if name not in _PERSONS}


@cache
def _hours_by_outlet() -> dict[str, int]:
    lists = word_lists("utc_offsets.txt")
    return {name: int(key.split()[1]) for key, names in lists.items() if key.startswith("outlets ") for name in names}
