"""Whether a headline reports an act again that another text reports, in other words: "sues over tariffs", twice.

It goes by who does it, what kind of act it is, and to what; and by nearly all words in common. Attacks, deaths and
talks happen again and again, so they are never known by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from briefing.text.data_files import word_lists
from briefing.text.names import find_names
from briefing.text.words import stem
from briefing.writing.country_terms import terms_of
from briefing.writing.headline_terms import Terms, covered_share
from briefing.writing.timeline.event_kinds import kinds_of_terms

SINGLE_ACTS = frozenset({"lawsuit", "victory", "sale", "signing", "ruling", "approval"})
"""Kinds of acts that somebody does to something once."""
RECURRING_KINDS = frozenset({"attack", "death", "injury", "meeting", "vote", "escape", "arrival"})
"""Kinds of happenings, as in `event_kinds`, of which a thread has several in nearly the same words;
`same_facts.RECURRING_ACTS` has the same by acts."""
MIN_SAME_SHARE, MIN_SAME_TERMS = 0.7, 5
"""Share and number of the terms of a headline in one other text from which on it reports the same."""
MIN_SHARED_OBJECTS = 2
"""Terms of what an act is done to that two texts share, or all of the fewer ones."""
MAX_REMEMBERED = 4096
"""Texts whose acts are remembered: those of the threads of a digest."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NUMBER = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGAIN = re.compile(r"\b(?:second|third|fourth|another|again|also|more|too|joins?|next)\b", re.IGNORECASE)
_END_OF_OBJECT = re.compile(r",| (?:to|over|after|in|at|as|with|for|by) ")
"""Matches the end of who is beaten: "beats Arden to reach the final" and "beats Selma to win" are two victories."""


class _Act(NamedTuple):
    """Who does what to whom, as stems."""

    kind: str
    actors: Terms
    objects: Terms


def repeats_report(headline: str, known: Iterable[str]) -> bool:
    """Whether a headline reports what one of the known texts reports, with no other number and no other name."""
    if _AGAIN.search(headline):
        return False
    return any(
        _numbers(headline) <= _numbers(text) and not _names_another(headline, text) and _is_one_report(headline, text)
        for text in known
    )


def _names_another(headline: str, text: str) -> bool:
    """Whether each of two texts has a name that the other lacks: Apple, then Google; Texas, then Ohio."""
    names, others = _names_of(headline), _names_of(text)
    return not (names <= _terms(text) or others <= _terms(headline))


def _is_one_report(headline: str, text: str) -> bool:
    act, other = _act_of(headline), _act_of(text)
    if act and other and act.kind == other.kind:
        return _is_one_act(act, other)
    terms, others = _terms(headline), _terms(text)
    has_most = len(terms & others) >= MIN_SAME_TERMS and covered_share(terms, [others]) >= MIN_SAME_SHARE
    return has_most and RECURRING_KINDS.isdisjoint(kinds_of_terms(terms)) and not _names_another_act(headline, others)


def _is_one_act(one: _Act, other: _Act) -> bool:
    if one.kind == "victory" and not one.objects <= other.objects:
        return False  # another prize, or another opponent
    least = min(MIN_SHARED_OBJECTS, len(one.objects), len(other.objects))
    return bool(one.actors & other.actors) and len(one.objects & other.objects) >= max(1, least)


def _names_another_act(headline: str, others: Terms) -> bool:
    """Whether a headline has a verb of an act that a text with these terms lacks: raises, then cuts."""
    verbs = word_lists("writing/headline_verbs.txt")["act"].intersection(_WORD.findall(headline))
    return any(stem(verb, "en") not in others for verb in verbs)


@lru_cache(maxsize=MAX_REMEMBERED)
def _act_of(text: str) -> _Act | None:
    """Return the act that the first verb of a single act names; None: the text names none."""
    for match in _WORD.finditer(text):
        kind = next((kind for kind in sorted(kinds_of_terms(terms_of(match[0]))) if kind in SINGLE_ACTS), "")
        if not kind:
            continue
        before, after = text[: match.start()], text[match.end() :]
        actors = _names_of(before)
        whole = _END_OF_OBJECT.split(after, maxsplit=1)[0] if kind == "victory" else after
        return _Act(kind, actors, _terms(_YEAR.sub("", whole)))
    return None


@lru_cache(maxsize=MAX_REMEMBERED)
def _names_of(text: str) -> Terms:
    return frozenset(term for name in sorted(find_names(text).words) for term in terms_of(name))


@lru_cache(maxsize=MAX_REMEMBERED)
def _terms(text: str) -> Terms:
    return terms_of(text)


@lru_cache(maxsize=MAX_REMEMBERED)
def _numbers(text: str) -> set[str]:
    return {number.rstrip(".,") for number in _NUMBER.findall(text)} - {*_YEAR.findall(text)}
