"""The zones of times in feeds: offsets, abbreviations, names of the tz database, and whether one of these is sure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

# Minutes ahead of UTC.
ZONES_BY_OFFSET = {
    0: "z ut utc gmt wet uct",
    60: "cet met wat west mez",
    120: "cest mest eet sast cat mesz",
    180: "eest msk мск eat trt idt",
    210: "irst",
    240: "gst msd samt azt",
    300: "pkt uzt yekt",
    330: "slst",
    345: "npt",
    360: "bdt omst",
    390: "mmt",
    420: "ict wib novt krat",
    480: "awst hkt myt pht sgt wita irkt",
    540: "jst kst wit yakt",
    570: "acst",
    600: "aest chst vlat",
    630: "acdt",
    660: "aedt magt",
    720: "nzst pett",
    780: "nzdt",
    -120: "brst",
    -150: "ndt",
    -180: "adt art brt uyt clst",
    -210: "nst",
    -240: "edt bot vet clt",
    -300: "cdt est pet cot",
    -360: "mdt",
    -420: "mst pdt",
    -480: "akdt pst",
    -540: "akst",
    -600: "hst",
}
OFFSET_BY_ZONE = {name: minutes for minutes, names in ZONES_BY_OFFSET.items() for name in names.split()}
SHARED_ZONES: Mapping[str, tuple[int, Mapping[str, int]]] = {
    "ist": (
        330,
        {"hi": 330, "bn": 330, "ta": 330, "te": 330, "mr": 330, "en-in": 330, "he": 120, "ga": 60, "en-ie": 60},
    ),
    "bst": (60, {"en": 60, "cy": 60, "gd": 60, "bn": 360}),
    "cst": (-360, {"en": -360, "es": -360, "zh": 480}),
    "ast": (-240, {"es": -240, "en-ca": -240, "ar": 180}),
    "sst": (-660, {"en-us": -660, "en-sg": 480}),
    "amt": (-240, {"pt": -240, "hy": 240}),
}
"""Abbreviations of several zones: the most usual offset, which is unsure, and those of languages, which are sure."""
REGION_BY_ZONE = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "est5edt": "America/New_York",
    "cst6cdt": "America/Chicago",
    "mst7mdt": "America/Denver",
    "pst8pdt": "America/Los_Angeles",
}
UTC_NAMES = frozenset({"utc", "gmt", "ut", "uct", "z"})
MAX_OFFSET = 14 * 60
"""Minutes: no zone is further from UTC."""
OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d\d))?(?::?(\d\d))?")
REGION = re.compile(
    r"\b(?:Etc/(?:GMT[+-]\d{1,2}|UTC|GMT)|(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US)"
    r"(?:/[A-Z][A-Z_-]{2,30}){1,2}|(?-i:[A-Z][a-z]{3,20}/[A-Z][A-Za-z_-]{2,30}))\b",
    re.IGNORECASE,
)
"""A name of the tz database."""


class Zone(NamedTuple):
    """Minutes ahead of UTC, and whether that is a guess."""

    minutes: int
    unsure: bool = False


UNKNOWN_ZONE = Zone(0, unsure=True)


def zone_of(name: str, offset: str, lang: str, local: datetime) -> Zone:
    """Return the zone of a time.

    Args:
        name: An abbreviation in lower case, or "".
        offset: Such as "+0100" or "-3:30", or "".
        lang: The language tag of the feed, which decides what shared abbreviations mean.
        local: The time in that zone, without a zone.
    """
    named = named_zone(name, lang, local) if name else None
    if not offset:
        return named or UNKNOWN_ZONE
    minutes = offset_minutes(offset)
    if minutes is None:
        return UNKNOWN_ZONE
    # "UTC+1" is an hour ahead of UTC; "CET+0100" gives the same offset twice.
    contradicts = name not in UTC_NAMES and named is not None and named.minutes != minutes and not named.unsure
    return Zone(minutes, unsure=contradicts or (bool(name) and named is None))


def named_zone(name: str, lang: str, local: datetime) -> Zone | None:
    """Return the zone of an abbreviation in lower case; None if it is unknown."""
    if name in OFFSET_BY_ZONE:
        return Zone(OFFSET_BY_ZONE[name])
    if name in REGION_BY_ZONE:
        return region_zone(REGION_BY_ZONE[name], local)
    if name not in SHARED_ZONES:
        return None
    usual, by_language = SHARED_ZONES[name]
    tag = lang.lower().replace("_", "-")
    sure = by_language.get(tag, by_language.get(tag.split("-")[0]))
    return Zone(usual, unsure=True) if sure is None else Zone(sure)


def region_zone(name: str, local: datetime) -> Zone | None:
    """Return the zone of a name of the tz database at a time; None if this system does not know the name."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # 3 ms that few feeds need

    for spelling in dict.fromkeys((name, name.title(), name.upper())):
        try:
            offset = local.replace(tzinfo=ZoneInfo(spelling)).utcoffset()
        except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
            continue
        if offset is not None:
            return Zone(offset // timedelta(minutes=1))
    return None


def offset_minutes(offset: str) -> int | None:
    """Return the minutes of an offset such as "+0100", "+7", "-500" or "+5:30:00"; None if no zone has it."""
    match = OFFSET.fullmatch(offset)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes > MAX_OFFSET or int(match[3] or 0) > 59:
        return None
    return -minutes if match[1] == "-" else minutes


def is_zone_name(name: str) -> bool:
    """Whether a word in lower case abbreviates a zone."""
    return name in OFFSET_BY_ZONE or name in REGION_BY_ZONE or name in SHARED_ZONES
