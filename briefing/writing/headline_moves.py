"""What headlines say to rise or fall."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.words import stem

MAX_REMEMBERED = 4096
"""Number of headlines of which is remembered which way they say that something moves."""
_UP = "rises?|rose|jump(?:s|ed)?|surge[sd]?|soar(?:s|ed)?|spike[sd]?|climb(?:s|ed)?|rall(?:y|ies|ied)|rebound(?:s|ed)?"
_DOWN = (
    "falls?|fell|drop(?:s|ped)?|slid(?:es?)?|tumble[sd]?|plunge[sd]?|sinks?|sank|dip(?:s|ped)?|slump(?:s|ed)?"
    "|decline[sd]?|plummet(?:s|ed)?"
)
_MOVE = re.compile(rf"(?P<subject>[\w'’-]+) (?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
"""Matches a subject and the way in which it moves: "prices fall"."""


@lru_cache(maxsize=MAX_REMEMBERED)
def move_in(headline: str) -> tuple[str, bool]:
    """Return the stem of what a headline says moves, and whether it moves up; ("", False) for none."""
    match = _MOVE.search(headline)
    return (stem(match["subject"].lower(), "en"), bool(match["up"])) if match else ("", False)
