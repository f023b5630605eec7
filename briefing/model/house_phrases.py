"""Phrases that a publisher prints with many articles on different subjects, and which are no news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PhrasePlace = Literal["text", "title start", "title end"]
"""Where a phrase stands: anywhere in the text, or as a label before or behind the headline."""


@dataclass(frozen=True, slots=True, order=True)
class HousePhrase:
    """A phrase of one publisher.

    Attributes:
        place: Where it stands.
        words: Its words in lower case, with single spaces; case and punctuation do not matter. "*" is any name.
    """

    place: PhrasePlace
    words: str
