"""Edits of feeds.toml that leave everything else in it as it stands: comments, order, spacing. Pure: text to text.

An edit is made in the lines of one feed and then checked: read again, the file must hold what was meant. Where it does
not (feeds in an inline list, odd headings), tomlkit edits the parsed document instead.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

from briefing.config.places import write_atomic
from briefing.errors import ConfigError
from briefing.lock import held
from briefing.model.feeds import Feed, Secret
from briefing.text.clean import clean

HEADING = re.compile(r"\s*\[\[\s*[\"']?feeds[\"']?\s*\]\]")
OTHER = re.compile(r"\s*\[{1,2}\s*(?![\"']?feeds[\"']?\s*\.)[\w\"']")
INNER = re.compile(r"\s*\[")
ENABLED = re.compile(r"(\s*enabled\s*=\s*)(true|false)\b")
BARE = re.compile(r"[A-Za-z0-9_-]+")

PATIENCE = 10.0
"""Seconds to wait for another process that is changing the file."""

Lines = list[str]


def edit(path: Path, change: Callable[[str], str]) -> str:
    """Change the text of the configuration at `path` and return it; nobody else changes it meanwhile.

    What it held before is kept beside it as feeds.toml.bak. ConfigError if it cannot be read or written, or if somebody
    else has been changing it for ten seconds.
    """
    place = path.resolve()
    try:
        with held(place.with_name(f".{place.name}.lock"), PATIENCE) as mine:
            if not mine:
                raise ConfigError(f"{path} is being changed by another briefing", "try again")
            before = text_of(path)
            after = change(before)
            if after != before:
                if before.strip():
                    write_atomic(path.with_name(path.name + ".bak"), before)
                write_atomic(path, after)
            return after
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error


def text_of(path: Path) -> str:
    """Return the text of the configuration at `path`, "" if it is not there; ConfigError if it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {error}") from error


def with_feeds(text: str, feeds: Iterable[Feed]) -> str:
    """Return the file with `feeds` behind all others."""
    tables = [described(feed) for feed in feeds]
    table = tomllib.loads(text)
    expected = [*table.get("feeds", []), *tomllib.loads("\n".join(tables)).get("feeds", [])]
    end = _newline(text)
    joined = end.join(["\n".join(tables).replace("\n", end)])
    appended = (text if not text or text.endswith("\n") else text + end) + (end if text.strip() else "") + joined
    if _holds(appended, expected):
        return appended

    def append(document: Any) -> None:
        for entry in tomllib.loads("\n".join(tables))["feeds"]:
            document["feeds"].append(entry)

    return _by_tomlkit(text, append, expected)


def without(text: str, url: str) -> str:
    """Return the file without the feed `url`; comments stay."""
    number, entries = _find(text, url)
    expected = [entry for position, entry in enumerate(entries) if position != number]

    def cut(lines: Lines, start: int, end: int) -> Lines:
        blank_around = (start == 0 or not lines[start - 1].strip()) and end < len(lines) and not lines[end].strip()
        return lines[:start] + lines[end + blank_around :]

    def remove(document: Any) -> None:
        del document["feeds"][number]

    return _edited(text, number, cut, remove, expected)


def with_enabled(text: str, url: str, on: bool) -> str:
    """Return the file with the feed `url` enabled, or not."""
    number, entries = _find(text, url)
    expected = deepcopy(entries)
    expected[number]["enabled"] = on
    word = "true" if on else "false"

    def switch(lines: Lines, start: int, end: int) -> Lines:
        inner = next((n for n in range(start + 1, end) if INNER.match(lines[n]) and not lines[n][:1].isspace()), end)
        for n in range(start + 1, inner):
            if ENABLED.match(lines[n]):
                return [*lines[:n], ENABLED.sub(rf"\g<1>{word}", lines[n]), *lines[n + 1 :]]
        last = next((n for n in range(inner - 1, start, -1) if lines[n].strip()), start)
        added = f"enabled = {word}{_newline(text)}"
        before = lines[last] if lines[last].endswith("\n") else lines[last] + _newline(text)
        return [*lines[:last], before, added, *lines[last + 1 :]]

    def set_key(document: Any) -> None:
        document["feeds"][number]["enabled"] = on

    return _edited(text, number, switch, set_key, expected)


def described(feed: Feed) -> str:
    """Return the table of a feed, only with what differs from the defaults."""
    plain = Feed("")
    values: dict[str, object] = {"url": feed.url}
    for key in ("name", "publisher", "section", "lang", "weight", "allow_private", "full_text", "enabled"):
        value = getattr(feed, key)
        if value != getattr(plain, key) and not (key == "publisher" and value == feed.name):
            values[key] = value
    if feed.interval != plain.interval:
        values["interval"] = _span(feed.interval)
    if own := dict([*feed.headers, *((name, _table(secret)) for name, secret in feed.secrets)]):
        values["headers"] = own
    if feed.opml:
        values["opml"] = dict(feed.opml)
    return "[[feeds]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in values.items())


def _table(secret: Secret) -> dict[str, object]:
    found: dict[str, object] = {"command": list(secret.command)} if secret.command else {"env": secret.env}
    return found | ({"prefix": secret.prefix} if secret.prefix else {})


def _span(interval: timedelta) -> str:
    seconds = int(interval.total_seconds())
    size, unit = next(
        (size, unit) for size, unit in ((86400, "d"), (3600, "h"), (60, "m"), (1, "s")) if not seconds % size
    )
    return f"{seconds // size}{unit}"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        pairs = (f"{key if BARE.fullmatch(key) else _toml(key)} = {_toml(content)}" for key, content in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON is TOML here, but for DEL


def _find(text: str, url: str) -> tuple[int, list[dict[str, Any]]]:
    """Return the position of the feed `url` among all, and all."""
    entries = tomllib.loads(text).get("feeds", [])
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and isinstance(entry.get("url"), str) and clean(entry["url"]) == url:
            return number, entries
    raise ConfigError(f"there is no feed {url} in the file any more", "`briefing feeds` lists the feeds")


def _edited(
    text: str,
    number: int,
    edit: Callable[[Lines, int, int], Lines],
    change: Callable[[Any], None],
    expected: Sequence[Any],
) -> str:
    lines = text.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if HEADING.match(line)]
    if number < len(starts):
        start = starts[number]
        end = next((n for n in range(start + 1, len(lines)) if OTHER.match(lines[n])), len(lines))
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1  # comments above the next heading belong to what follows
        result = "".join(edit(lines, start, end))
        if _holds(result, expected):
            return result
    return _by_tomlkit(text, change, expected)


def _holds(text: str, expected: Sequence[Any]) -> bool:
    with suppress(tomllib.TOMLDecodeError):
        return bool(tomllib.loads(text).get("feeds", []) == list(expected))
    return False


def _by_tomlkit(text: str, change: Callable[[Any], None], expected: Sequence[Any]) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    with suppress(TOMLKitError, LookupError, TypeError, AttributeError):
        document = tomlkit.parse(text)
        change(document)
        result = tomlkit.dumps(document)
        if _holds(result, expected):
            return result
    raise ConfigError("this edit of the configuration cannot be made safely", "make it by hand; nothing was changed")


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
