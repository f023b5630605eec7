"""Names of award ceremonies and other occasions of one day, by which announcements of one event are recognised."""

from __future__ import annotations

from briefing.text.late_patterns import late_pattern
from briefing.text.words import stem, tokenize

_NAMED = r"(?:[A-Z][\w’'&.-]*[ ]){1,4}"
_EDITION = r"(?:International|Latin|Daytime|Student|Sports|News|Technical|Creative Arts|TV|Children[’']s)"
"""What makes another occasion, on another day, of the name of an award."""
_OCCASION = late_pattern(
    rf"\b(?:{_NAMED}(?:Awards|Grand Prix|Marathon|Derby)|Super Bowl"
    rf"|(?:{_EDITION} )?(?:Oscars|Emmys|Grammys|Tonys|BAFTAs|Baftas|Golden Globes|Ballon d[’']Or))(?!\w|-)"
)
"""A tournament or a festival is none: on one day it has many events."""
_UNNAMED = frozenset(map(stem, ("the", "award", "annual", "ceremony", "in", "at", "of", "sunday", "saturday")))
"""Words of an occasion that are not its own."""
_OTHER_NAMES = {"academi": "oscar"}
"""The stem of another name of the same occasion."""


def named_occasion(text: str) -> frozenset[str]:
    """Return the stems that name the first occasion of one day in a text; empty if it names none."""
    match = _OCCASION.search(text)
    if not match:
        return frozenset()
    stems = {stem(word) for word in tokenize(match.group()) if not word[0].isdecimal()} - _UNNAMED
    return frozenset(_OTHER_NAMES.get(one, one) for one in stems)
