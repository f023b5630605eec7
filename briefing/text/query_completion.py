"""Completion of queries while they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from briefing.text.query import KEYS, STATES, QueryTerm, containing

SINCE_SUGGESTIONS = ("24h", "3d", "7d", "30d")
"""Values of `since` and `until` that completion proposes."""
MAX_SUGGESTIONS = 10
"""Suggestions of one completion; more do not help a person who types."""
_LEAD = re.compile(r"[-(]*")


class Suggestion(NamedTuple):
    """A text that can replace the characters of a query from `start` to `end`."""

    start: int
    end: int
    text: str


def complete_query(text: str, cursor: int, known_values: Mapping[str, Sequence[str]]) -> tuple[Suggestion, ...]:
    """Complete the term that ends at the cursor.

    Args:
        text: The query so far.
        cursor: An index into `text`.
        known_values: The values that can be proposed, by key.

    Returns:
        At most `MAX_SUGGESTIONS` suggestions, the likeliest first.
    """
    start = max(0, min(cursor, len(text)))
    end = start
    while start and not (text[start - 1].isspace() and text.count('"', 0, start) % 2 == 0):
        start -= 1
    typed = text[start:end]
    lead = _LEAD.match(typed)
    before = lead[0] if lead else ""
    key, colon, fragment = typed[len(before) :].partition(":")
    if colon:
        values = {"is": STATES, "since": SINCE_SUGGESTIONS, "until": SINCE_SUGGESTIONS, **known_values}.get(
            key.lower(), ()
        )
        matches = _prefix_matches_first(values, fragment.strip('"'))
        texts = [str(QueryTerm(key.lower(), value)) for value in matches]
    else:
        texts = [f"{name}:" for name in _starting_with(KEYS, key)]
        if len(key) > 1 and not key.startswith('"'):
            for name, values in {"is": STATES, **known_values}.items():
                texts += [str(QueryTerm(name, value)) for value in _starting_with(values, key)]
    completions = [before + completion for completion in texts[:MAX_SUGGESTIONS]]
    return tuple(Suggestion(start, end, completion) for completion in completions if completion != typed)


def _starting_with(values: Iterable[str], prefix: str) -> list[str]:
    folded = prefix.casefold()
    return [value for value in values if value.casefold().startswith(folded)]


def _prefix_matches_first(values: Sequence[str], fragment: str) -> list[str]:
    """Return the values that start with `fragment`, then those that contain it elsewhere."""
    return list(dict.fromkeys([*_starting_with(values, fragment), *containing(values, fragment)]))
