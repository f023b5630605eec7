"""The marks by which a text refers to its own notes and sources: in a summary they would read as our citations."""

from __future__ import annotations

import re

RAISED_MARK = re.compile(r"(?:\s*\[[^\[\]]{1,25}\])+")
"""The content of a raised element that refers to a note: "[1]", "[citation needed]"."""
MARK_AFTER_SENTENCE = re.compile(r"(?<=[.!?,;:\"”’»])[ ]?(?:\[[1-9]\d{0,2}\])+(?=[\s,;]|$)")
"""A number in brackets behind punctuation. Behind a word it may be an element of a list in a text on programs."""
WORDED_MARK = re.compile(r"[ ]?\[(?:citation needed|clarification needed|note \d{1,2})\]", re.IGNORECASE)


def is_reference_mark(raised: str) -> bool:
    """Whether the text of a raised element only refers to a note."""
    return RAISED_MARK.fullmatch(raised) is not None


def without_reference_marks(text: str) -> str:
    """Return plain text without the marks that refer to its own notes; the list of notes keeps its numbers."""
    if "[" not in text:
        return text
    return WORDED_MARK.sub("", MARK_AFTER_SENTENCE.sub("", text))
