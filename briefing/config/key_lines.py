"""The lines of the keys of feeds.toml, counted from 1, because tomllib does not report them.

A heading inside a multi-line string misleads these functions; line numbers serve messages only.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing.text.late_patterns import late_pattern

RULES_HEADING = late_pattern(r"\s*\[\[\s*[\"']?rules[\"']?\s*\]\]")
ANY_HEADING = late_pattern(r"\s*\[")
KEY = late_pattern(r"\s*[\"']?([\w-]+)[\"']?\s*[.=]")


class KeyLines(NamedTuple):
    """The lines of the keys of a file.

    Attributes:
        top_level: The lines of the top-level keys, and of the first headings, by name.
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
    top_level: dict[str, int] = {}
    others: dict[str, dict[str, int]] = {}
    feeds: list[dict[str, int]] = []
    current: dict[str, int] | None = top_level
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[\[\s*[\"']?feeds[\"']?\s*\]\]", line):
            feeds.append({"": number})
            current = feeds[-1]
        elif heading := re.match(r"\s*\[+\s*(?:feeds\s*\.\s*)?[\"']?([\w-]+)", line):
            is_subtable = bool(feeds) and "feeds" in line
            (feeds[-1] if is_subtable else top_level).setdefault(heading[1], number)
            name = ".".join(part.strip().strip("\"'") for part in line.strip(" \t[").partition("]")[0].split("."))
            current = others.setdefault(name, {"": number})
        elif current is not None and (key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*[.=]", line)):
            current.setdefault(key[1], number)
    return KeyLines(top_level, feeds, _rule_lines(text), others)


def _rule_lines(text: str) -> list[dict[str, int]]:
    """Return the lines of the keys of each table [[rules]]."""
    tables: list[dict[str, int]] = []
    is_inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if RULES_HEADING.match(line):
            tables.append({"": number})
            is_inside = True
        elif ANY_HEADING.match(line):
            is_inside = False
        elif is_inside and (key := KEY.match(line)):
            tables[-1].setdefault(key[1], number)
    return tables
