"""Whether a reader of a summary knows who is meant: a surname alone, or "the" before what nobody has mentioned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from briefing.text.places import known_places
from briefing.text.words import stem

MIN_FULL_NAMES = 2
"""Number of times that a thread gives a name in full, from which on its last word is a surname."""
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+(?:-[A-Z][a-z]+)?) (?:[A-Z]\. )?([A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b")
_CAPITALISED = re.compile(r"(?:(?<=^)|(?<=[\s\"“‘(]))([A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b")
_NAMED_BEFORE = re.compile(r"(?:[A-Z][\w.’'-]*|\bal|\bde|\bvon|\bvan|\bbin)\s$")
_DEFINITE = re.compile(
    r"\W*(?:[Tt]he|[Tt]his|[Tt]hese|[Tt]hose|[Tt]hat|[Ss]uch) ((?:[a-z0-9][\w’'-]*\s){0,3}?[a-z][\w’'-]*)(?=\W|$)"
)
_SPECIFIED = re.compile(
    r"\W*[Tt]he (?:[a-z0-9][\w’'-]*\s){1,4}(?:of|in|on|at|between|for|from|to|that|who|which|whose|where|behind|by|with"
    r"|against)\b"
    r"|\W*[Tt]he (?:[a-z0-9][\w’'.-]*\s){0,4}[A-Z]"
)


def surnames(texts: Iterable[str]) -> frozenset[str]:
    """Return the last words of names that the texts of a thread give in full and also use alone."""
    full: Counter[str] = Counter()
    first: set[str] = set()
    alone: set[str] = set()
    for text in texts:
        for match in _FULL_NAME.finditer(text):
            full[match[2]] += 1
            first.add(match[1])
        alone |= _alone(text)
    return frozenset(
        word
        for word in alone
        if full[word] >= MIN_FULL_NAMES and word.lower() not in known_places() and word not in first
    )


def bare_surnames(text: str, known_surnames: frozenset[str], introduced: str = "") -> frozenset[str]:
    """Return the surnames that stand alone in a text and that neither it nor what is read before it introduces.

    Args:
        text: A sentence.
        known_surnames: The surnames of the thread.
        introduced: What a reader has read before: the title and the sentences so far.
    """
    own = {match[2] for match in _FULL_NAME.finditer(text)}
    return frozenset(word for word in (_alone(text) & known_surnames) - own if word not in introduced)


def opens_with_unknown_thing(text: str, known_terms: frozenset[str], lang: str = "en") -> bool:
    """Whether a sentence opens with "the" and something that a reader cannot know: "The complaint, ...".

    Args:
        text: A sentence.
        known_terms: Stems of the title and of the sentences before it.
        lang: The language of the sentence.
    """
    if not (match := _DEFINITE.match(text)) or _SPECIFIED.match(text):
        return False
    return not any(
        stem(word.lower().removesuffix("'s").removesuffix("’s"), lang) in known_terms for word in match[1].split()
    )


def _alone(text: str) -> set[str]:
    """The capitalised words that follow no other capitalised word."""
    return {
        match[1]
        for match in _CAPITALISED.finditer(text)
        if not _NAMED_BEFORE.search(text[max(0, match.start() - 24) : match.start()])
        and not text[match.end() : match.end() + 2].strip()[:1].isupper()
    }
