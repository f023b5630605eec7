"""The dates of entries: RFC 822 (RSS), ISO 8601 (Atom), and what publishing software writes instead.

A date that needs a guess is unsure: its zone is missing, unknown or shared by several places, or its weekday does not
fit. If day and month cannot be distinguished, by the date itself, the other dates of the document or its language,
there is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from briefing.feeds.parsing.clock_times import take_clock_time
from briefing.feeds.parsing.date_spellings import first_day, spell_out, unix_time
from briefing.feeds.parsing.date_words import normalize_words
from briefing.feeds.parsing.date_zones import REGION, UNKNOWN_ZONE, Zone, offset_minutes, region_zone, zone_of
from briefing.feeds.parsing.day_orders import Order, read_day, shown_order, usual_order
from briefing.model.fetching import Entry
from briefing.text.calendar_words import MONTH_BY_ABBREVIATION, WEEKDAY_ABBREVIATIONS

MAX_LENGTH = 100
"""Characters of a value that can be a date; it bounds the patterns."""
MAX_MARKUP_LENGTH = 1000
"""Characters of a value with markup that can be a date."""
MAX_SAMPLED_DATES = 200
"""Dates of a document that are examined to learn whether the day or the month comes first."""
ZONE_IN_BRACKETS = re.compile(r"([a-z]{1,5})?\s?([+-]\d{1,2}(?::?\d\d)?)?")
KOREAN_DAY = re.compile(r"년\s*\d{1,2}\s*월\s*\d{1,2}\s*일")
"""A day in Korean only: one that mixes in Chinese characters is of no certain country."""
KOREAN_OFFSET = 540
"""Minutes ahead of UTC that a date in Korean without a zone has."""
TIME_AND_OFFSET = (
    r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?\s?(?P<zone>GMT|UTC|Z|[+-]\d\d:?\d\d)"
)
RFC822 = re.compile(
    r"(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s)?"
    rf"(?P<day>\d{{1,2}})\s(?P<month>[A-Z][a-z][a-z])\s(?P<year>\d{{4}})\s{TIME_AND_OFFSET}",
    re.ASCII,
)
ISO8601 = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[T ]{TIME_AND_OFFSET}", re.ASCII)
DOTNET_DATE = re.compile(r"Date\((\d{10,13})(?:[+-]\d{4})?\)")
TIME_ELEMENT = re.compile(r"<time\b[^<>]*?\sdatetime\s*=\s*[\"']([^\"'<>]+)[\"']", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
BRACKETS = re.compile(r"\(([^()]{0,50})\)|\[([^\[\]]{0,50})\]")
HYPHENS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-"})
"""Signs and dashes that stand for a hyphen."""


class EntryDate(NamedTuple):
    """A moment in UTC, or None; and whether the date was unsure."""

    moment: datetime | None
    unsure: bool = False


NO_DATE = EntryDate(None)
UNDECIDED = EntryDate(None, unsure=True)


def parse_entry_date(value: str, lang: str = "") -> EntryDate:
    """Return a date that stands alone, without other dates of its document. For tests."""
    return DateReader(lang).read(value)


class DateTexts(NamedTuple):
    """The dates of an entry as its document writes them; "" where it has none."""

    published: str = ""
    created: str = ""
    updated: str = ""


def with_dates(entries: Sequence[Entry], texts: Sequence[DateTexts], lang: str) -> tuple[Entry, ...]:
    """Return the entries of a document with their dates, of which `texts` has those of each entry."""
    reader = DateReader(lang, (text for dates in texts for text in dates if text))
    return tuple(_with_dates(entry, dates, reader) for entry, dates in zip(entries, texts, strict=True))


def _with_dates(entry: Entry, texts: DateTexts, reader: DateReader) -> Entry:
    published, created, updated = (reader.read(text) if text else NO_DATE for text in texts)
    if published.moment is None and created.moment is not None:
        published = created
    counts = published if published.moment is not None else updated
    unsure = counts.unsure or (counts.moment is None and (published.unsure or created.unsure))
    return replace(entry, published=published.moment, updated=updated.moment, unsure_date=unsure)


class DateReader:
    """Reads the dates of one document."""

    def __init__(self, lang: str = "", texts: Iterable[str] = ()) -> None:
        """Make a reader.

        Args:
            lang: The language tag of the document, "" if unknown.
            texts: The dates of the document, which show whether it writes the day or the month first.
        """
        self._lang = lang
        self._texts = texts
        self._order_is_known = False
        self._known_order: Order | None = None

    def read(self, text: str) -> EntryDate:
        """Return the date in `text`. Without a time it is midnight in UTC; fractions of seconds are dropped."""
        text = _without_markup(text)
        if not text or len(text) > MAX_LENGTH:
            return NO_DATE
        try:
            return _read_standard(text) or self._read_other(text)
        except (ValueError, OverflowError):
            return NO_DATE

    def _read_other(self, text: str) -> EntryDate:
        wrapped = DOTNET_DATE.search(text)
        region = REGION.search(text)
        if region:
            text = f"{text[: region.start()]} {text[region.end() :]}"
        comments = [normalize_words(first or second) for first, second in BRACKETS.findall(text)]
        normalized = normalize_words((wrapped[1] if wrapped else BRACKETS.sub(" ", text)).translate(HYPHENS)).strip()
        if moment := unix_time(normalized):
            return EntryDate(moment)
        if first := first_day(normalized):
            return EntryDate(datetime(first.year, first.month, first.day, tzinfo=UTC), unsure=True)
        time, rest = take_clock_time(spell_out(normalized))
        day = read_day(rest, self._lang, self._order)
        if day.date is None:
            return UNDECIDED if day.unsure else NO_DATE
        local = datetime(day.date.year, day.date.month, day.date.day)
        if time is None:
            return EntryDate(local.replace(tzinfo=UTC), day.unsure)
        local += time.since_midnight
        name, offset = time.zone_name, time.offset
        if not name and not offset and comments:
            name, offset = _zone_parts(comments[-1])
        zone = self._zone(name, offset, region[0] if region else "", local)
        if zone is UNKNOWN_ZONE and KOREAN_DAY.search(normalized):
            zone = Zone(KOREAN_OFFSET)
        return EntryDate((local - timedelta(minutes=zone.minutes)).replace(tzinfo=UTC), day.unsure or zone.unsure)

    def _zone(self, name: str, offset: str, region: str, local: datetime) -> Zone:
        if region and not name and not offset:
            return region_zone(region, local) or UNKNOWN_ZONE
        return zone_of(name, offset, self._lang, local)

    def _order(self) -> Order | None:
        """Return the order of the parts of days that all dates of the document prove, else that of its language."""
        if not self._order_is_known:
            texts = list(islice(self._texts, MAX_SAMPLED_DATES))
            orders = {order for text in texts if (order := _proven_order(text, self._lang))}
            self._known_order = orders.pop() if len(orders) == 1 else None if orders else usual_order(self._lang)
            self._order_is_known = True
        return self._known_order


def _zone_parts(comment: str) -> tuple[str, str]:
    """Return the name and the offset of a zone that a date gives in brackets: "utc+5:30", "+0530" or "cet"."""
    match = ZONE_IN_BRACKETS.fullmatch(comment.translate(HYPHENS).strip())
    return (match[1] or "", match[2] or "") if match else (comment, "")


def _without_markup(text: str) -> str:
    """Return a date without the element around it: content systems write `<time datetime="...">...</time>`."""
    text = text.strip()
    if "<" not in text or len(text) > MAX_MARKUP_LENGTH:
        return text
    machine_readable = TIME_ELEMENT.search(text)
    return machine_readable[1].strip() if machine_readable else TAG.sub(" ", text).strip()


def _proven_order(text: str, lang: str) -> Order | None:
    text = _without_markup(text)
    if len(text) > MAX_LENGTH:
        return None
    try:
        return shown_order(take_clock_time(spell_out(normalize_words(text.translate(HYPHENS)).strip()))[1], lang)
    except (ValueError, OverflowError):
        return None


def _read_standard(text: str) -> EntryDate | None:
    """Return an RFC 822 or ISO 8601 date of the strict form that nearly all feeds have; None for any other text."""
    match = RFC822.fullmatch(text) or ISO8601.fullmatch(text)
    if match is None:
        return None
    parts = match.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else MONTH_BY_ABBREVIATION.get(month.lower())
    offset = offset_minutes(parts["zone"]) if parts["zone"][0] in "+-" else 0
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    if number is None or offset is None or hour > 23 or second > 59:
        return None
    moment = datetime(int(parts["year"]), number, int(parts["day"]), hour, minute, second, tzinfo=UTC)
    weekday = parts.get("weekday")
    unsure = weekday is not None and WEEKDAY_ABBREVIATIONS[moment.weekday()] != weekday.lower()
    return EntryDate(moment - timedelta(minutes=offset), unsure)
