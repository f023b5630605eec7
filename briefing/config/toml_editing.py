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
from pathlib import Path
from typing import Any

from briefing.config.paths import write_atomic
from briefing.errors import ConfigError
from briefing.lock import file_lock
from briefing.model.feeds import Feed, Secret
from briefing.text.clean import clean
from briefing.text.durations import format_duration

FEED_HEADING = re.compile(r"\s*\[\[\s*[\"']?feeds[\"']?\s*\]\]")
OTHER_HEADING = re.compile(r"\s*\[{1,2}\s*(?![\"']?feeds[\"']?\s*\.)[\w\"']")
ANY_HEADING = re.compile(r"\s*\[")
ENABLED_LINE = re.compile(r"(\s*enabled\s*=\s*)(true|false)\b")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another process that is changing the file."""

Lines = list[str]


def edit_config(path: Path, change: Callable[[str], str]) -> str:
    """Change the text of the configuration at `path` and return it; nobody else changes it meanwhile.

    What it held before is kept beside it as feeds.toml.bak. ConfigError if it cannot be read or written, or if somebody
    else has been changing it for ten seconds.
    """
    place = path.resolve()
    try:
        with file_lock(place.with_name(f".{place.name}.lock"), LOCK_TIMEOUT) as mine:
            if not mine:
                raise ConfigError(f"{path} is being changed by another briefing", "try again")
            before = read_config_text(path)
            after = change(before)
            if after != before:
                if before.strip():
                    write_atomic(path.with_name(path.name + ".bak"), before)
                write_atomic(path, after)
            return after
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error


def read_config_text(path: Path) -> str:
    """Return the text of the configuration at `path`, "" if it is not there; ConfigError if it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {error}") from error


def with_feeds_added(text: str, feeds: Iterable[Feed]) -> str:
    """Return the file with `feeds` behind all others."""
    tables = [feed_table(feed) for feed in feeds]
    table = tomllib.loads(text)
    expected = [*table.get("feeds", []), *tomllib.loads("\n".join(tables)).get("feeds", [])]
    end = _newline(text)
    joined = end.join(["\n".join(tables).replace("\n", end)])
    appended = (text if not text or text.endswith("\n") else text + end) + (end if text.strip() else "") + joined
    if _has_feeds(appended, expected):
        return appended

    def append(document: Any) -> None:
        for entry in tomllib.loads("\n".join(tables))["feeds"]:
            document["feeds"].append(entry)

    return _edit_with_tomlkit(text, append, expected)


def without_feed(text: str, url: str) -> str:
    """Return the file without the feed `url`; comments stay."""
    number, entries = _find_feed(text, url)
    expected = [entry for position, entry in enumerate(entries) if position != number]

    def cut(lines: Lines, start: int, end: int) -> Lines:
        blank_around = (start == 0 or not lines[start - 1].strip()) and end < len(lines) and not lines[end].strip()
        return lines[:start] + lines[end + blank_around :]

    def remove(document: Any) -> None:
        del document["feeds"][number]

    return _edit_feed(text, number, cut, remove, expected)


def with_feed_enabled(text: str, url: str, enabled: bool) -> str:
    """Return the file with the feed `url` enabled, or not."""
    number, entries = _find_feed(text, url)
    expected = deepcopy(entries)
    expected[number]["enabled"] = enabled
    word = "true" if enabled else "false"

    def switch(lines: Lines, start: int, end: int) -> Lines:
        inner = next(
            (n for n in range(start + 1, end) if ANY_HEADING.match(lines[n]) and not lines[n][:1].isspace()), end
        )
        for n in range(start + 1, inner):
            if ENABLED_LINE.match(lines[n]):
                return [*lines[:n], ENABLED_LINE.sub(rf"\g<1>{word}", lines[n]), *lines[n + 1 :]]
        last = next((n for n in range(inner - 1, start, -1) if lines[n].strip()), start)
        added = f"enabled = {word}{_newline(text)}"
        before = lines[last] if lines[last].endswith("\n") else lines[last] + _newline(text)
        return [*lines[:last], before, added, *lines[last + 1 :]]

    def set_key(document: Any) -> None:
        document["feeds"][number]["enabled"] = enabled

    return _edit_feed(text, number, switch, set_key, expected)


def feed_table(feed: Feed) -> str:
    """Return the table of a feed, only with what differs from the defaults."""
    plain = Feed("")
    values: dict[str, object] = {"url": feed.url}
    for key in ("name", "publisher", "section", "lang", "weight", "allow_private", "full_text", "enabled"):
        value = getattr(feed, key)
        if value != getattr(plain, key) and not (key == "publisher" and value == feed.name):
            values[key] = value
    if feed.interval != plain.interval:
        values["interval"] = format_duration(feed.interval)
    if own := dict([*feed.headers, *((name, _secret_table(secret)) for name, secret in feed.secrets)]):
        values["headers"] = own
    if feed.opml:
        values["opml"] = dict(feed.opml)
    return "[[feeds]]\n" + "".join(f"{key} = {_toml_value(value)}\n" for key, value in values.items())


def _secret_table(secret: Secret) -> dict[str, object]:
    found: dict[str, object] = {"command": list(secret.command)} if secret.command else {"env": secret.env}
    return found | ({"prefix": secret.prefix} if secret.prefix else {})


def _toml_value(value: object) -> str:
    if isinstance(value, dict):
        pairs = (
            f"{key if BARE_KEY.fullmatch(key) else _toml_value(key)} = {_toml_value(content)}"
            for key, content in value.items()
        )
        return f"{{ {', '.join(pairs)} }}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON is TOML here, but for DEL


def _find_feed(text: str, url: str) -> tuple[int, list[dict[str, Any]]]:
    """Return the position of the feed `url` among all, and all."""
    entries = tomllib.loads(text).get("feeds", [])
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and isinstance(entry.get("url"), str) and clean(entry["url"]) == url:
            return number, entries
    raise ConfigError(f"there is no feed {url} in the file any more", "`briefing feeds` lists the feeds")


def _edit_feed(
    text: str,
    index: int,
    edit_lines: Callable[[Lines, int, int], Lines],
    edit_document: Callable[[Any], None],
    expected: Sequence[Any],
) -> str:
    lines = text.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if FEED_HEADING.match(line)]
    if index < len(starts):
        start = starts[index]
        end = next((n for n in range(start + 1, len(lines)) if OTHER_HEADING.match(lines[n])), len(lines))
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1  # comments above the next heading belong to what follows
        result = "".join(edit_lines(lines, start, end))
        if _has_feeds(result, expected):
            return result
    return _edit_with_tomlkit(text, edit_document, expected)


def _has_feeds(text: str, expected: Sequence[Any]) -> bool:
    with suppress(tomllib.TOMLDecodeError):
        return bool(tomllib.loads(text).get("feeds", []) == list(expected))
    return False


def _edit_with_tomlkit(text: str, edit_document: Callable[[Any], None], expected: Sequence[Any]) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    with suppress(TOMLKitError, LookupError, TypeError, AttributeError):
        document = tomlkit.parse(text)
        edit_document(document)
        result = tomlkit.dumps(document)
        if _has_feeds(result, expected):
            return result
    raise ConfigError("this edit of the configuration cannot be made safely", "make it by hand; nothing was changed")


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
