"""The kinds of events that words and headlines name: "arrest", "death"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from briefing.text.data_files import word_lists
from briefing.text.words import stem, tokenize

MAX_REMEMBERED = 4096
"""Headlines whose kinds are remembered: those of one refresh."""
_FIREARM = (
    r"(?:artillery|bullets?|drones?|flares?|(?:tear|pepper) gas|guns?|missiles?|mortars?|projectiles?|rockets?|rounds"
    r"|shells|shots|(?:a|one|single|fatal|warning) shot|torpedo(?:es)?)"
)
_BEFORE_REASON = r"(?:(?!(?:after|amid|as|because|by|during|following|for|in|over(?! \d)|when|while)\b)[^\s,;:]+ ){0,4}"
_SHOOTING = re.compile(
    rf"\b{_FIREARM} (?:(?:are|been|being|had|has|have|is|was|were) ){{0,2}}fired\b"
    rf"|\bfired {_BEFORE_REASON}{_FIREARM}\b",
    re.IGNORECASE,
)
"""Matches "fired" of weapons, not of people for a reason that names one: "fired over drone video"."""
_FIRED = re.compile(r"(?<![\w-])fired\b(?! (?:at|back|from|into|on|towards?|up|upon)\b)", re.IGNORECASE)
"""Matches "fired" of people, in a headline without `_SHOOTING`: its stem is that of a fire."""
_DISMISSED = re.compile(
    r"^(?!.*\b(?:appeal|case|charges?|claims?|complaint|lawsuit|suit)\b)"
    r"(.*\b(?:ambassador|boss|chief|coach|commander|doctor|employee|guard|manager|minister|nurse|officer|official"
    r"|soldier|teacher|worker)s? (?:(?:are|been|has|have|is|was|were) ){0,2})"
    r"dismissed (?=(?:after|for(?! \d)|from|over)\b)",
    re.IGNORECASE,
)
"""Matches "dismissed" of people by those who employ them, not of cases and batters."""
_DEATH_SENTENCE = re.compile(r"\bdeath (?:penalty|row|sentences?)\b", re.IGNORECASE)


@cache
def kinds_by_stem() -> dict[str, str]:
    """Return the kind that each stemmed word names."""
    lists = word_lists("writing/happening_verbs.txt")
    return {stem(word, "en"): kind for kind, words in sorted(lists.items()) for word in sorted(words)}


def kinds_of_terms(terms: Iterable[str]) -> frozenset[str]:
    """Return the kinds of events that stemmed words name: "arrest", "death"."""
    return frozenset(kind for term in terms if (kind := kinds_by_stem().get(term)))


@lru_cache(maxsize=MAX_REMEMBERED)
def kinds_named(headline: str, lang: str) -> tuple[str, ...]:
    """Return the kinds that words of a headline name, in their order, those of its label last."""
    text = _DEATH_SENTENCE.sub("sentence", headline)
    text = text if _SHOOTING.search(text) else _FIRED.sub("sacked", text)
    text = _DISMISSED.sub(r"\1sacked ", text)
    label, _, rest = text.rpartition(": ")
    stems = [stem(word, lang) for part in (rest, label) for word in tokenize(part)]
    return tuple(kind for term in stems if (kind := kinds_by_stem().get(term)))
