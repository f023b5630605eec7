"""`briefing --version`, and with --verbose what a bug report needs: versions, paths, locale, size. No secrets."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.errors import BriefingError
from briefing.output.formatting import format_count, format_mib

if TYPE_CHECKING:
    from briefing.config import Paths

LIBRARIES = ("click", "rich", "textual", "httpx", "httpcore", "feedparser", "selectolax", "nupunkt", "PyStemmer")
EXTRAS = ("trafilatura", "icalendar", "socksio")
VARIABLES = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONUTF8", "PYTHONIOENCODING")
PRIVATE_VARIABLES = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE"),
    *("BRIEFING_CONFIG", "BRIEFING_STORE", "BRIEFING_NOW", "BRIEFING_LOG", "BRIEFING_ASCII"),
)
"""Variables that only count as set or not: their values may hold passwords or names of folders."""


def version_line() -> str:
    """Return the name and version of the program."""
    return f"briefing, version {__version__}"


def report_lines(where: Paths) -> Iterator[str]:
    """Yield a line for each thing that a bug report needs."""
    from briefing.services.maintenance import sqlite_version

    yield version_line()
    yield _row("python", f"{platform.python_version()} ({platform.python_implementation()}), {platform.platform()}")
    yield _row("libraries", ", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    yield _row("extras", ", ".join(f"{name} {_version(name)}" for name in EXTRAS))
    yield _row("sqlite", sqlite_version())
    yield _row("configuration", _file(where.config))
    yield _row("store", _file(where.store) + _store_size(where.store))
    size = shutil.get_terminal_size()
    stream = "terminal" if sys.stdout.isatty() else "no terminal"
    yield _row("output", f"{stream}, {size.columns} x {size.lines}, {sys.stdout.encoding}, {locale.getlocale()[0]}")
    yield _row("time zone", f"{time.strftime('%z')} {time.tzname[time.localtime().tm_isdst > 0]}")
    values = [f"{name}={os.environ[name]}" for name in VARIABLES if name in os.environ]
    values += [f"{name} is set" for name in PRIVATE_VARIABLES if {name, name.lower()} & os.environ.keys()]
    yield _row("environment", ", ".join(values) or "nothing of interest is set")


def _row(name: str, value: str) -> str:
    return f"{name:14} {value}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _file(path: Path) -> str:
    home = str(Path.home())
    text = str(path)
    short = "~" + text[len(home) :] if text.startswith(f"{home}{os.sep}") else text
    return f"{short} ({format_mib(path.stat().st_size)})" if path.exists() else f"{short} (does not exist)"


def _store_size(path: Path) -> str:
    """Return the version and the contents of the store, without checking or migrating it."""
    from briefing.services.maintenance import facts_of_store

    if not path.exists():
        return ""
    try:
        facts = facts_of_store(path)
    except BriefingError as error:
        return f", {error}"
    counts = f"{format_count(facts.articles, 'article')}, {format_count(facts.threads, 'thread')}"
    return f", version {facts.version}, {counts}"
