"""Who acts on whom in a headline: "Norland shells Torvane" is another happening than "Torvane shells Norland"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from briefing.text.data_files import word_lists
from briefing.text.names import find_names
from briefing.text.words import stem
from briefing.writing.sentences.sentence_vectors import bag_of_words

MAX_REMEMBERED = 4096
"""Headlines of which is remembered who acts: those of one refresh."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*")
_PASSIVE_BEFORE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)\s$", re.IGNORECASE)
_PASSIVE_AFTER = re.compile(
    r"\s*(?:after|amid|and|as|at|by|during|following|for|from|in|inside|near|of|off|on|outside|over|to|when|while|with)\b"
    r"|\W*$|.*\bby\b",
    re.IGNORECASE,
)
"""Matches what follows an act that is done to whom is named before it: "shelled in a strike", "halted by Norland"."""
_MUTUAL = re.compile(r"clash(?:es)?|draws?|drew|faces?|fights?|join(?:s|ed)?|marries|meets?|met")
"""Verbs of acts that both sides do: who is named first says nothing."""


class Deed(NamedTuple):
    """What a headline says that somebody does: the stem of its verb, and the terms of names before and after it."""

    verb: str
    actors: frozenset[str]
    objects: frozenset[str]


@lru_cache(maxsize=MAX_REMEMBERED)
def deed_of(headline: str) -> Deed | None:
    """Return the first act of an English headline; None if it names none, or it is done to whom it names first."""
    acts = word_lists("writing/headline_verbs.txt")["act"]
    for match in _WORD.finditer(headline):
        word = match[0].lower()
        if match.start() and word in acts and not _MUTUAL.fullmatch(word):
            before, after = headline[: match.start()], headline[match.end() :]
            if _PASSIVE_BEFORE.search(before) or _PASSIVE_AFTER.match(after):
                return None
            names = frozenset(bag_of_words(" ".join(sorted(find_names(headline).words))))
            return Deed(
                stem(word, "en"), names.intersection(bag_of_words(before)), names.intersection(bag_of_words(after))
            )
    return None


def are_exchanged(one: Deed | None, other: Deed | None) -> bool:
    """Whether who acts in one is acted upon in the other, by the same act."""
    if one is None or other is None or one.verb != other.verb:
        return False
    is_exchange = not (one.actors.isdisjoint(other.objects) or one.objects.isdisjoint(other.actors))
    return is_exchange and one.actors.isdisjoint(other.actors) and one.objects.isdisjoint(other.objects)
