"""The lines of the keys of feeds.toml, counted from 1, because tomllib does not report them.

What looks like a heading or a key inside a multi-line string or list misleads this function; line numbers serve
messages only.
"""

from __future__ import annotations

from typing import NamedTuple

from briefing.text.late_patterns import late_pattern

_NAME = r"\"[^\"]*\"|'[^']*'|[\w-]+"
HEADING = late_pattern(rf"\s*(\[\[?)\s*((?:{_NAME})(?:\s*\.\s*(?:{_NAME}))*)\s*\]\]?\s*(?:#|$)")
"""A heading: its opening brackets and its dotted name."""
NAME = late_pattern(_NAME)
"""One part of a dotted name, perhaps in quotation marks."""
KEY = late_pattern(rf"\s*({_NAME})\s*[.=]")
"""The first part of the key at the start of a line."""


class KeyLines(NamedTuple):
    """The lines of the keys of a file.

    Attributes:
        top_level: The lines of the top-level keys, and of the first heading of each table outside the lists below.
        feeds: For each table [[feeds]] the lines of its keys, "" being its heading.
        rules: The same for each table [[rules]].
        tables: The same for each other table, by its dotted name.
    """

    top_level: dict[str, int]
    feeds: list[dict[str, int]]
    rules: list[dict[str, int]]
    tables: dict[str, dict[str, int]]


def key_lines(text: str) -> KeyLines:
    """Return the lines of the keys of a file with this text."""
    lines = KeyLines({}, [], [], {})
    lists = {"feeds": lines.feeds, "rules": lines.rules}
    current = lines.top_level
    for number, line in enumerate(text.split("\n"), 1):
        if heading := HEADING.match(line):
            names = [_unquoted(name) for name in NAME.findall(heading[2])]
            entries = lists.get(names[0])
            if entries is not None and heading[1] == "[[" and len(names) == 1:
                current = {"": number}
                entries.append(current)
            else:
                owner, key = (entries[-1], names[1]) if entries and len(names) > 1 else (lines.top_level, names[0])
                owner.setdefault(key, number)
                current = lines.tables.setdefault(".".join(names), {"": number})
        elif key_match := KEY.match(line):
            current.setdefault(_unquoted(key_match[1]), number)
    return lines


def _unquoted(name: str) -> str:
    return name.strip("\"'")
