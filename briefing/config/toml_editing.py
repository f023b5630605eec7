"""Edits of feeds.toml that leave the rest of the file as it is: comments, order, spacing, line ends.

The edits are pure functions from text to text; `edit_config` applies one to the file. An edit changes the lines of one
feed, and the result is parsed: it must hold exactly the feeds that were meant. Where it does not (feeds in an inline
list, unusual headings), tomlkit edits the parsed document instead.

tomlkit alone is not enough. Version 0.15.2 moves a table that stands between two feeds behind both, removes the comment
above the next feed together with a feed, and adds lines that end with LF to a file with CRLF; the tests of this module
hold all three.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.config.text_files import read_bounded, require_writable, write_atomic
from briefing.errors import ConfigError, FileError
from briefing.lock import file_lock
from briefing.model.feeds import Feed, Secret
from briefing.system_errors import os_error_cause, os_error_hint
from briefing.text.dates.durations import format_duration
from briefing.text.html.clean import clean
from briefing.text.urls import without_feed_scheme

FEED_HEADING = re.compile(r"\s*\[\[\s*[\"']?feeds[\"']?\s*\]\]")
NEXT_TABLE_HEADING = re.compile(r"\s*\[{1,2}\s*(?![\"']?feeds[\"']?\s*\.)[\w\"']")
"""A heading that ends the table of a feed; [feeds.headers] does not."""
SUBTABLE_HEADING = re.compile(r"\[")
ENABLED_LINE = re.compile(r"(\s*enabled\s*=\s*)(true|false)\b")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
OPTIONAL_KEYS = (
    "name",
    "publisher",
    "section",
    "lang",
    "weight",
    "allow_private",
    "full_text",
    "today",
    "max_per_day",
    "enabled",
)
"""Keys of a feed that are written only if they differ from the default, in the order in which they are written."""

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another process that changes the file; an edit takes some milliseconds."""

Lines = list[str]
Document = Any
"""A tomlkit document; its types are too loose to help here."""


@dataclass(frozen=True, slots=True)
class FeedEdit:
    """An edit of one feed, in the two ways in which it can be made.

    Attributes:
        index: The position of the feed among all feeds of the file.
        edit_lines: Gets all lines of the file and the first and the end index of the feed's; returns all lines.
        edit_document: Changes the parsed document in place.
        expected: The parsed feeds that the file must hold afterwards.
    """

    index: int
    edit_lines: Callable[[Lines, int, int], Lines]
    edit_document: Callable[[Document], None]
    expected: Sequence[Any]


def edit_config(path: Path, change: Callable[[str], str]) -> str:
    """Change the text of the configuration at `path` while no other process can change it, and return the new text.

    The former text is kept beside it as feeds.toml.bak.

    Raises:
        FileError: The file cannot be written.
        ConfigError: The file cannot be read, or another process held it for `LOCK_TIMEOUT` seconds.
    """
    target = path.resolve()
    try:
        with file_lock(target.with_name(f".{target.name}.lock"), LOCK_TIMEOUT) as is_held:
            if not is_held:
                raise ConfigError(f"{path} is being changed by another briefing", "try again")
            before = read_config_text(path)
            after = change(before)
            if after != before:
                require_writable(target)
                if before.strip():
                    write_atomic(path.with_name(path.name + ".bak"), before, mode_of=target)
                write_atomic(path, after)
            return after
    except OSError as error:
        raise FileError(f"cannot write {path}: {os_error_cause(error)}", os_error_hint(error)) from error


def read_config_text(path: Path) -> str:
    """Return the text of the configuration at `path`, "" if there is no such file.

    Raises:
        ConfigError: The file cannot be read, or is not UTF-8.
    """
    try:
        return read_bounded(path) if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {error}") from error


def with_feeds_added(text: str, feeds: Iterable[Feed]) -> str:
    """Return the file with `feeds` after all others."""
    tables = "\n".join(feed_table(feed) for feed in feeds)
    entries = tomllib.loads(tables).get("feeds", [])
    expected = [*tomllib.loads(text).get("feeds", []), *entries]
    newline = _newline(text)
    separator = newline if text.strip() else ""
    before = text if not text or text.endswith("\n") else text + newline
    appended = before + separator + tables.replace("\n", newline)
    if _has_feeds(appended, expected):
        return appended

    def append(document: Document) -> None:
        for entry in entries:
            document["feeds"].append(entry)

    return _edit_with_tomlkit(text, append, expected)


def without_feed(text: str, url: str) -> str:
    """Return the file without the feed `url`; comments stay.

    Raises:
        ConfigError: There is no such feed in the file.
    """
    index, entries = _find_feed(text, url)

    def remove_lines(lines: Lines, start: int, end: int) -> Lines:
        blank_before = start == 0 or not lines[start - 1].strip()
        blank_after = end < len(lines) and not lines[end].strip()
        return lines[:start] + lines[end + (blank_before and blank_after) :]

    def remove_entry(document: Document) -> None:
        del document["feeds"][index]

    expected = [entry for position, entry in enumerate(entries) if position != index]
    return _edit_feed(text, FeedEdit(index, remove_lines, remove_entry, expected))


def with_feed_enabled(text: str, url: str, enabled: bool) -> str:
    """Return the file with the feed `url` enabled or disabled.

    Raises:
        ConfigError: There is no such feed in the file.
    """
    index, entries = _find_feed(text, url)
    expected = deepcopy(entries)
    expected[index]["enabled"] = enabled
    value, newline = ("true" if enabled else "false"), _newline(text)

    def set_line(lines: Lines, start: int, end: int) -> Lines:
        own_end = next((n for n in range(start + 1, end) if SUBTABLE_HEADING.match(lines[n])), end)
        for n in range(start + 1, own_end):
            if ENABLED_LINE.match(lines[n]):
                return [*lines[:n], ENABLED_LINE.sub(rf"\g<1>{value}", lines[n]), *lines[n + 1 :]]
        last = next((n for n in range(own_end - 1, start, -1) if lines[n].strip()), start)
        last_line = lines[last] if lines[last].endswith("\n") else lines[last] + newline
        return [*lines[:last], last_line, f"enabled = {value}{newline}", *lines[last + 1 :]]

    def set_key(document: Document) -> None:
        document["feeds"][index]["enabled"] = enabled

    return _edit_feed(text, FeedEdit(index, set_line, set_key, expected))


def feed_table(feed: Feed) -> str:
    """Return the [[feeds]] table of a feed, without keys that have their default value."""
    default = Feed("")
    values: dict[str, object] = {"url": feed.url}
    for key in OPTIONAL_KEYS:
        value = getattr(feed, key)
        if value != getattr(default, key) and not (key == "publisher" and value == feed.name):
            values[key] = value
    if feed.interval != default.interval:
        values["interval"] = format_duration(feed.interval)
    if headers := dict([*feed.headers, *((name, _secret_table(secret)) for name, secret in feed.secrets)]):
        values["headers"] = headers
    if feed.opml:
        values["opml"] = dict(feed.opml)
    return "[[feeds]]\n" + "".join(f"{key} = {_toml_value(value)}\n" for key, value in values.items())


def toml_table(heading: str, values: Mapping[str, object]) -> str:
    """Return a table of TOML; its values are texts, numbers, booleans, and lists or tables of them."""
    pairs = ((key if BARE_KEY.fullmatch(key) else _toml_value(key), value) for key, value in values.items())
    return f"{heading}\n" + "".join(f"{key} = {_toml_value(value)}\n" for key, value in pairs if value is not None)


def _secret_table(secret: Secret) -> dict[str, object]:
    table: dict[str, object] = {"command": list(secret.command)} if secret.command else {"env": secret.env}
    return table | ({"prefix": secret.prefix} if secret.prefix else {})


def _toml_value(value: object) -> str:
    if isinstance(value, dict):
        pairs = (
            f"{key if BARE_KEY.fullmatch(key) else _toml_value(key)} = {_toml_value(content)}"
            for key, content in value.items()
        )
        return f"{{ {', '.join(pairs)} }}"
    # JSON strings, numbers and lists are TOML as well, except for the character DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _find_feed(text: str, url: str) -> tuple[int, list[dict[str, Any]]]:
    """Return the position of the feed `url` among all feeds, and all feeds as parsed."""
    entries = tomllib.loads(text).get("feeds", [])
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        address = entry.get("url") if isinstance(entry, dict) else None
        if isinstance(address, str) and clean(without_feed_scheme(address)) == url:
            return index, entries
    raise ConfigError(f"there is no feed {url} in the file any more", "`briefing feeds` lists the feeds")


def _edit_feed(text: str, edit: FeedEdit) -> str:
    """Make an edit in the lines of its feed, or with tomlkit where the lines are not as expected."""
    lines = text.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if FEED_HEADING.match(line)]
    if edit.index < len(starts):
        start = starts[edit.index]
        end = next((n for n in range(start + 1, len(lines)) if NEXT_TABLE_HEADING.match(lines[n])), len(lines))
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1  # comments above the next heading belong to that heading
        result = "".join(edit.edit_lines(lines, start, end))
        if _has_feeds(result, edit.expected):
            return result
    return _edit_with_tomlkit(text, edit.edit_document, edit.expected)


def _edit_with_tomlkit(text: str, edit_document: Callable[[Document], None], expected: Sequence[Any]) -> str:
    import tomlkit  # 50 ms of CPU time, for files that need it
    from tomlkit.exceptions import TOMLKitError

    with suppress(TOMLKitError, LookupError, TypeError, AttributeError):
        document = tomlkit.parse(text)
        edit_document(document)
        result = tomlkit.dumps(document)
        if _has_feeds(result, expected):
            return result
    raise ConfigError("this edit of the configuration cannot be made safely", "make it by hand; nothing was changed")


def _has_feeds(text: str, expected: Sequence[Any]) -> bool:
    with suppress(tomllib.TOMLDecodeError):
        return bool(tomllib.loads(text).get("feeds", []) == list(expected))
    return False


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
