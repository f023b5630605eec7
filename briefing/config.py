"""The configuration: feeds.toml to feeds, with every problem at once, and where everything is kept."""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from briefing.errors import ConfigError
from briefing.model import Feed
from briefing.text.clean import clean
from briefing.text.urls import is_web

APP = "briefing"
FILE = "feeds.toml"
STORE = "briefing.sqlite3"

UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=30)
TOML_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a configuration file; `line` is 0 where only the file is known."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


@dataclass(frozen=True, slots=True)
class Config:
    """The feeds that can be used and all that is wrong with the rest of the file."""

    path: Path
    feeds: tuple[Feed, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Paths:
    """Where everything is: the configuration in use, the store, the shipped default, the store's back-ups."""

    config: Path
    store: Path
    default_config: Path
    backups: Path


# --- where things are --------------------------------------------------------------------------------------------


def paths(config: Path | None = None, store: Path | None = None, environ: Mapping[str, str] = os.environ) -> Paths:
    """Return where everything is: as asked for, else as the environment says, else in the user's folders."""
    kept = store or _from(environ, "BRIEFING_STORE") or _user_folder("data") / STORE
    wanted = config or _from(environ, "BRIEFING_CONFIG") or user_config()
    return Paths(wanted.expanduser(), kept.expanduser(), default_config(), kept.expanduser().parent)


def default_config() -> Path:
    """Return the shipped feeds.toml: beside this module in an installed package, above it in a source tree."""
    here = Path(__file__).resolve().parent
    shipped = here / FILE
    return shipped if shipped.exists() else here.parent / FILE


def user_config() -> Path:
    """Return the feeds.toml of the user's configuration folder, whether it exists or not."""
    return _user_folder("config") / FILE


def install_default(places: Paths) -> bool:
    """Copy the shipped feeds.toml to the user's configuration folder if none is there; False if nothing was copied.

    A file asked for by option or environment is never made, and a folder that cannot be written is no error: the
    shipped file is read instead.
    """
    if places.config.exists() or places.config != user_config():
        return False
    try:
        places.config.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(places.config, places.default_config.read_text(encoding="utf-8"))
    except (OSError, ConfigError):
        return False
    return True


def write_atomic(path: Path, text: str) -> None:
    """Write `text` so that `path` holds the old or the new text at any moment; ConfigError if it cannot be written."""
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error


def _from(environ: Mapping[str, str], name: str) -> Path | None:
    return Path(environ[name]) if environ.get(name) else None


def _user_folder(kind: str) -> Path:
    import platformdirs

    of = {"config": platformdirs.user_config_path, "data": platformdirs.user_data_path}
    return of[kind](APP, appauthor=False)


# --- what the file says ------------------------------------------------------------------------------------------


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration at `path`, else $BRIEFING_CONFIG, else the user's, else the shipped default.

    ConfigError only if the file as a whole cannot be used; wrong feeds are left out and told in `problems`.
    """
    asked = path or _from(environ, "BRIEFING_CONFIG")
    found = asked.expanduser() if asked else user_config()
    if not asked and not found.exists():
        found = default_config()
    try:
        text = found.read_bytes().decode("utf-8-sig")
    except OSError as error:
        hint = "name another with --config, or leave it out to use the default feeds" if asked else ""
        raise ConfigError(f"cannot read {found}: {error.strerror or error}", hint) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{found}: not UTF-8 text (byte {error.start})", "save the file as UTF-8") from error
    return parsed(text, found)


def parsed(text: str, path: Path) -> Config:
    """Return the configuration that `text`, the contents of `path`, describes; ConfigError if it is not TOML."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = str(error)
        place = TOML_PLACE.search(message)
        where = f"{path}:{place[1]}:{place[2]}" if place else str(path)
        raise ConfigError(f"{where}: not valid TOML: {clean(TOML_PLACE.sub('', message))}") from error
    reader = _Reader(str(path), text)
    feeds = reader.feeds(table)
    return Config(path, feeds, tuple(sorted(reader.problems, key=lambda problem: problem.line)))


class _Reader:
    """Checks the tables of one file; collects problems and the lines they stand on."""

    def __init__(self, file: str, text: str) -> None:
        self.file = clean(file)
        self.problems: list[Problem] = []
        self.top, self.tables = _lines(text)

    def feeds(self, table: Mapping[str, Any]) -> tuple[Feed, ...]:
        """Return the feeds that can be used, each address once."""
        for key in table.keys() - {"feeds"}:
            self._unknown(key, "is not known here", ["feeds"], self.top.get(key, 0))
        entries = table.get("feeds", [])
        if not isinstance(entries, list):
            self._add(self.top.get("feeds", 0), "feeds", "`feeds` must be a list of tables: write [[feeds]]")
            return ()
        known: dict[str, Feed] = {}
        for number, entry in enumerate(entries):
            lines = self.tables[number] if len(self.tables) == len(entries) else {}
            feed = self._feed(entry, lines)
            if feed is None:
                continue
            first = known.setdefault(feed.url, feed)
            if first is not feed:
                at = f" in line {first.line}" if first.line else ""
                self._add(lines.get("url", feed.line), "url", f"`url` {feed.url} already stands{at}")
        return tuple(known.values())

    def _feed(self, entry: object, lines: Mapping[str, int]) -> Feed | None:
        """Return the feed of one table, None if a value is wrong; keys that are only unknown do no harm."""
        line = lines.get("", self.top.get("feeds", 0))
        if not isinstance(entry, dict):
            self._add(line, "feeds", "a feed must be a table with a `url`")
            return None
        values: dict[str, Any] = {}
        sound = True
        for key, value in entry.items():
            if key not in CHECKS:
                self._unknown(key, "is not a key of a feed", list(CHECKS), lines.get(key, line))
                continue
            try:
                values[key] = CHECKS[key](value)
            except ValueError as error:
                sound = False
                self._add(lines.get(key, line), key, f"`{key}` {error}")
        if "url" not in entry:
            self._add(line, "url", "a feed without `url`")
        if not sound or "url" not in values:
            return None
        name = values.get("name", "")
        return Feed(**{"line": line, **values, "publisher": values.get("publisher") or name})

    def _unknown(self, key: str, complaint: str, known: list[str], line: int) -> None:
        from difflib import get_close_matches

        near = get_close_matches(key.lower(), known, 1)
        self._add(line, key, f"`{key}` {complaint}; " + (f"did you mean `{near[0]}`?" if near else _listed(known)))

    def _add(self, line: int, key: str, message: str) -> None:
        self.problems.append(Problem(self.file, line, clean(key), clean(message)))


def _listed(known: list[str]) -> str:
    return "known: " + ", ".join(f"`{key}`" for key in known)


def _lines(text: str) -> tuple[dict[str, int], list[dict[str, int]]]:
    """Return on which line each top-level key stands, and those of each [[feeds]] table ("": its heading).

    tomllib does not tell, so lines are read again; a heading inside a string of many lines would mislead.
    """
    top: dict[str, int] = {}
    tables: list[dict[str, int]] = []
    current: dict[str, int] | None = top
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[\[\s*[\"']?feeds[\"']?\s*\]\]", line):
            tables.append({"": number})
            current = tables[-1]
        elif heading := re.match(r"\s*\[+\s*(?:feeds\s*\.\s*)?[\"']?([\w-]+)", line):
            inner = bool(tables) and "feeds" in line
            (tables[-1] if inner else top).setdefault(heading[1], number)
            current = None
        elif current is not None and (key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*[.=]", line)):
            current.setdefault(key[1], number)
    return top, tables


# --- what each key may hold --------------------------------------------------------------------------------------


def _url(value: object) -> str:
    url = _string(value)
    if not is_web(url):
        raise ValueError(f'must be an http or https address, not "{url}"')
    return url


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {_kind(value)}")
    return clean(value)


def _section(value: object) -> str:
    return _string(value) or "news"


def _lang(value: object) -> str:
    lang = _string(value)
    if lang and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", lang):
        raise ValueError(f'must be a language tag such as "en" or "ja", not "{lang}"')
    return lang


def _weight(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"must be a number, not {_kind(value)}")
    if not math.isfinite(value) or not 0 < value <= 100:
        raise ValueError(f"must be above 0 and at most 100, not {value}")
    return float(value)


def _interval(value: object) -> timedelta:
    match = re.fullmatch(r"(\d{1,9}(?:\.\d{1,3})?)\s*([smhd]?)", str(value).strip().lower())
    if isinstance(value, bool) or not isinstance(value, int | float | str) or not match:
        raise ValueError('must be a time such as "30m", "2h" or "1d", or a number of seconds')
    interval = timedelta(seconds=float(match[1]) * UNITS[match[2]])
    if not SHORTEST <= interval <= LONGEST:
        raise ValueError("must lie between one minute and 30 days")
    return interval


def _headers(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ValueError(f'must be a table such as {{ "Authorization" = "..." }}, not {_kind(value)}')
    for name, content in value.items():
        if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name):
            raise ValueError(f'has "{name}", which is no name of a header')
        if not isinstance(content, str) or not content.isascii() or not content.isprintable():
            raise ValueError(f'has "{name}" with a value that is no line of plain ASCII text')
    return tuple(value.items())


def _enabled(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {_kind(value)}")
    return value


def _kind(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date or time")


CHECKS: dict[str, Callable[[object], Any]] = {
    "url": _url,
    "name": _string,
    "publisher": _string,
    "section": _section,
    "lang": _lang,
    "weight": _weight,
    "interval": _interval,
    "headers": _headers,
    "enabled": _enabled,
}
"""Each key of a feed, with what makes its value (ValueError, in words that follow the key)."""
