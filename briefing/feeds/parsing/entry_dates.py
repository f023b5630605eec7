"""The dates of entries: RFC 822 (RSS), ISO 8601 (Atom), and the usual deviations from both."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from briefing.text.calendar_words import MONTH_BY_ABBREVIATION

MAX_LENGTH = 100
"""Characters of a value that can be a date; it bounds the patterns."""

# Minutes ahead of UTC. Where several zones share an abbreviation, the one that most news feeds mean.
ZONES_BY_OFFSET = {
    0: "z ut utc gmt wet",
    60: "bst cet met wat west",
    120: "cest mest eet sast cat",
    180: "eest msk eat trt",
    240: "gst",
    300: "pkt",
    330: "ist",
    345: "npt",
    420: "ict wib",
    480: "awst hkt myt pht sgt",
    540: "jst kst",
    570: "acst",
    600: "aest",
    660: "aedt",
    720: "nzst",
    780: "nzdt",
    -150: "ndt",
    -180: "adt art brt",
    -210: "nst",
    -240: "ast edt",
    -300: "cdt est",
    -360: "cst mdt",
    -420: "mst pdt",
    -480: "akdt pst",
    -540: "akst",
    -600: "hst",
}
OFFSET_BY_ZONE = {"": 0, **{name: minutes for minutes, names in ZONES_BY_OFFSET.items() for name in names.split()}}
TIME_PATTERN = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,12})?)?\s*(?P<half>[AP]M)?"
ZONE_PATTERN = r"(?:Etc/|GMT(?=[+-]))?(?P<zone>[+-]\d\d(?::?\d\d)?|[A-Z]{0,5})(?:\s*\([\w\s]{1,40}\))?"
RFC822 = re.compile(
    r"(?:[A-Z]{3,9}\.?,?\s*)?(?P<day>\d{1,2})[\s-](?P<month>[A-Z]{3})[A-Z]{0,6}\.?,?[\s-](?P<year>\d\d(?:\d\d)?)"
    rf"(?:\s+{TIME_PATTERN}\s*{ZONE_PATTERN})?",
    re.IGNORECASE | re.ASCII,
)
ISO8601 = re.compile(
    r"(?P<year>\d{4})(?:[-/.]|\s*[년年]\s*)(?P<month>\d{1,2})(?:[-/.]|\s*[월月]\s*)(?P<day>\d{1,2})(?:\s*[일日])?"
    rf"(?:(?:T|\s+){TIME_PATTERN}\s*{ZONE_PATTERN})?",
    re.IGNORECASE | re.ASCII,
)
# American and European forms; 3/2/2026 is ambiguous and not parsed.
AMERICAN_DATE = re.compile(
    rf"(?:[A-Z]{{3,9}}\.?,?\s*)?(?P<month>[A-Z]{{3}})[A-Z]{{0,6}}\.?\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}}),?(?:\s+{TIME_PATTERN}\s*{ZONE_PATTERN})?",
    re.IGNORECASE | re.ASCII,
)
DOTTED_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}),?(?:\s+{TIME_PATTERN}\s*{ZONE_PATTERN})?",
    re.IGNORECASE | re.ASCII,
)
KOREAN_OFFSET = 540
"""Minutes ahead of UTC that a date in Korean without a zone has."""


def parse_entry_date(value: str) -> datetime | None:
    """Return the moment in UTC of an RFC 822 or ISO 8601 date; None if it is neither, or not a valid date.

    Without a zone the time is in UTC, in Korean dates in Korean time. Without a time it is midnight. Fractions of
    seconds are dropped.
    """
    value = value.strip()
    if len(value) > MAX_LENGTH:
        return None
    date = RFC822.fullmatch(value) or ISO8601.fullmatch(value)
    date = date or AMERICAN_DATE.fullmatch(value) or DOTTED_DATE.fullmatch(value)
    if date is None:
        return None
    parts = date.groupdict()
    year, month = int(parts["year"]), parts["month"].lower()
    if len(parts["year"]) == 2:
        year += 1900 if year >= 90 else 2000  # no feed has older entries
    offset = KOREAN_OFFSET if "년" in value and not parts["zone"] else _zone_offset((parts["zone"] or "").lower())
    hour, second = _hour_of_day(parts["hour"], parts["half"]), min(int(parts["second"] or 0), 59)  # 60: a leap second
    if offset is None:
        return None
    try:
        number = int(month) if month.isdigit() else MONTH_BY_ABBREVIATION[month]
        day = datetime(year, number, int(parts["day"]), hour % 24, int(parts["minute"] or 0), second, tzinfo=UTC)
        if hour < 24:
            return day - timedelta(minutes=offset)
        return day + timedelta(days=1, minutes=-offset) if hour == 24 and day.minute == day.second == 0 else None
    except (KeyError, ValueError, OverflowError):
        return None


def _hour_of_day(hour: str | None, am_pm: str | None) -> int:
    """Return the hour of the day, 0 to 24; `am_pm` is "AM", "PM" or None."""
    number = int(hour or 0)
    return number if am_pm is None or number > 12 else number % 12 + 12 * (am_pm.lower() == "pm")


def _zone_offset(zone: str) -> int | None:
    """Return the minutes that a zone is ahead of UTC; None for an unknown zone."""
    if zone[:1] not in ("+", "-"):
        return OFFSET_BY_ZONE.get(zone)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if zone[0] == "-" else minutes
