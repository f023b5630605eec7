"""The time zone of the environment: one that is not known is named, because the C library silently takes UTC for it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from briefing.cli.echo import echo

ZONE_FOLDERS = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
"""Where systems keep their time zones, as Python's zoneinfo looks for them."""
POSIX_ZONE = re.compile(r"(?:[A-Za-z]{3,}|<[\w+-]{3,}>)[+-]?(?P<hours>\d{1,2})(?::\d\d){0,2}(?:[A-Za-z<,].*)?")
"""A zone by its offset: "CET-1CEST", "<+03>-3"."""
MAX_SHOWN = 60
"""Characters of a wrong value that are shown; the longest names of zones have 30."""
MAX_OFFSET_HOURS = 23
"""Hours of the largest offset that Python can calculate with."""


def is_known_time_zone(value: str, environ: Mapping[str, str]) -> bool:
    """Whether the value of TZ names a zone of this system or describes one by its offset; "" is UTC."""
    name = value.removeprefix(":")
    if not name:
        return True
    folders = ("",) if name.startswith("/") else (environ.get("TZDIR", ""), *ZONE_FOLDERS)
    if any(_is_zone_file(Path(folder) / name) for folder in folders if folder or name.startswith("/")):
        return True
    described = POSIX_ZONE.fullmatch(name)
    return bool(described) and int(described["hours"] if described else 0) <= MAX_OFFSET_HOURS


def replace_unknown_time_zone(environ: MutableMapping[str, str] = os.environ) -> None:
    """Use UTC and say so if TZ names no known time zone."""
    value = environ.get("TZ")
    if value is None or not hasattr(time, "tzset") or is_known_time_zone(value, environ):
        return
    shown = value if len(value) <= MAX_SHOWN else f"{value[:MAX_SHOWN]}..."
    echo(f"briefing: TZ={shown!r} is no known time zone: times are in UTC; use a name such as Europe/Berlin", err=True)
    environ["TZ"] = "UTC0"
    time.tzset()


def _is_zone_file(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"TZif"
    except (OSError, ValueError):
        return False
