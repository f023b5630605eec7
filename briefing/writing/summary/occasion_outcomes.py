"""Whether a later headline states how an announced occasion turned out; the phrases are `data/occasions.toml`.

One report is enough, so its headline must say it of the same occasion as done: neither a wish, a threat or a
denial, nor of other names, nor as what is yet to follow.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.text.data_files import read_data
from briefing.text.names import find_names
from briefing.text.phrase_search import PhraseSearch, PhraseTable
from briefing.writing.overtaking import MIN_SHARED_TERMS
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.summary.passing_states import is_unsaid

MAX_REMEMBERED = 4096
"""Number of headlines whose occasions are remembered: each is compared with every announcement."""
NEAR_WORDS = 5
"""Number of words before and after what states an outcome among which stands what it is the outcome of."""
OF_OBJECT = frozenset({"deal", "launch", "vote"})
"""Kinds of occasions with an object, which stands behind the verb of their outcome: "rejects harbour tax"."""
_NOT_DONE = re.compile(
    r"\b(?:threat\w*|vow(?:s|ed)?|warn\w*|den(?:y|ies|ied)|urg(?:e|es|ed)|asks?|asked|call(?:s|ed)? (?:for|on)"
    r"|wants?|wanted|demand\w*|seeks?|sought|bids?|if|unless|until|before|ahead of|could|may|might|would|should|will"
    r"|plans?|planned|fear\w*|hop(?:e|es|ed|ing)|rumou?r\w*|reportedly|refus\w+|rules? out|consider\w*|weighs?|mulls?"
    r"|near(?:s|ly)?|rejects? (?:claim|call|report)s?|close to|risks?|set to|due to|expected|no sign|first)\b",
    re.IGNORECASE,
)
"""Matches what makes of the words behind it a wish, a threat, a denial or something yet to come."""
_LOOKS_BACK = re.compile(
    r"\b(?:last (?:year|month|week)|(?:years?|months?|decades?) (?:ago|later|since|on|after)|anniversary|inquiry"
    r"|recall\w*|remember\w*|(?:19|20)\d\d|book|film|documentary)\b",
    re.IGNORECASE,
)
"""Matches what speaks of another, earlier occasion."""
_YET_TO_FOLLOW = re.compile(
    r"\b(?:before|ahead of|en route|on (?:its|the|his|her|their)? ?way to|nears|nearing|approach(?:es|ing)|to reach"
    r"|for a place in|due|looms?|(?:is|are) to follow)\b",
    re.IGNORECASE,
)
"""Matches what, behind the words of an outcome, names the occasion as one that is yet to follow."""
_OTHER_PARTY = re.compile(
    r"\b(?:women|girls|youth|juniors?|under-?\d\d|reserves?|committee|commission|cabinet|senate|house|lower|upper|board"
    r"|appeals?|appellate|supreme|district|high|federal|local|regional|primary|first round"
    r"|semi-?finals?|quarter-?finals?|nurses|aides?|envoys?|ambassadors?|deput(?:y|ies)|advisers?|(?:ex-|former )\w+"
    r"|husband|wife|sons?|daughters?|brothers?|sisters?|father|mother|widow|partner|lawyers?|accountants?"
    r"|advance team|embass(?:y|ies)|inquir(?:y|ies)|update|programmes?|programs?)\b",
    re.IGNORECASE,
)
"""Matches words for another body, person, team or round than the one that an announcement names."""
_POSSESSIVE = re.compile(r"[\w-]+['’]s(?= [a-z])")
_WORD = re.compile(r"[\w'’-]+")


class Outcome(NamedTuple):
    """What a headline states: the kind of occasion, and the terms around the words that state its outcome."""

    kind: str
    near: frozenset[str]


def states_outcome_of(announcement: str, terms: frozenset[str], report: str, report_terms: frozenset[str]) -> bool:
    """Whether a headline that reports states how what an announcement announces turned out.

    Args:
        announcement: A headline or a sentence on what is to come.
        terms: Its terms.
        report: A later headline.
        report_terms: Its terms.
    """
    outcomes = outcomes_stated(report)
    kinds = occasions_named(announcement) if outcomes else frozenset[str]()
    stated = [one for one in outcomes if one.kind in kinds]
    shared = (terms & report_terms) - occasion_terms() if stated else frozenset[str]()
    if len(shared) < MIN_SHARED_TERMS or all(shared.isdisjoint(one.near) for one in stated):
        return False
    names, report_names = _names_in(announcement) & terms, _names_in(report) & report_terms
    if not (names <= report_terms or report_names <= terms) or outcomes_stated(announcement):
        return False
    return _parties_in(announcement) == _parties_in(report)


@lru_cache(maxsize=MAX_REMEMBERED)
def _parties_in(text: str) -> frozenset[str]:
    """Return what a text names beside its subject: other bodies, persons and rounds, and whose they are."""
    matches = (*_OTHER_PARTY.finditer(text), *_POSSESSIVE.finditer(text))
    return frozenset(match[0].lower() for match in matches)


@lru_cache(maxsize=MAX_REMEMBERED)
def occasions_named(announcement: str) -> frozenset[str]:
    """Return the kinds of occasions that a text names."""
    kinds, table = _announced()
    return frozenset(kinds[index] for index in table.indexes_in(announcement))


@lru_cache(maxsize=MAX_REMEMBERED)
def outcomes_stated(headline: str) -> tuple[Outcome, ...]:
    """Return the outcomes that a headline states as done."""
    if _LOOKS_BACK.search(headline):
        return ()
    kinds, table = _stated_table()
    outcomes = []
    for index in table.indexes_in(headline):
        for match in _stated()[index].finditer(headline):
            before, after = headline[: match.start()], headline[match.end() :]
            is_done = not (_NOT_DONE.search(before) or _YET_TO_FOLLOW.search(headline, match.start()))
            if is_done and not is_unsaid(headline, match.start()):
                behind = _WORD.findall(after)[:NEAR_WORDS]
                ahead = [] if kinds[index] in OF_OBJECT and behind else _WORD.findall(before)[-NEAR_WORDS:]
                near = " ".join((*ahead, match[0], *behind))
                outcomes.append(Outcome(kinds[index], frozenset(bag_of_words(near))))
    return tuple(outcomes)


@lru_cache(maxsize=MAX_REMEMBERED)
def _names_in(text: str) -> frozenset[str]:
    """The terms of the names in a text."""
    return frozenset(bag_of_words(" ".join(sorted(find_names(text).words))))


@cache
def occasion_terms() -> frozenset[str]:
    """Return the terms of the words for occasions: what two headlines on two occasions of a kind share."""
    words = (
        word
        for table in _tables().values()
        for pattern, _ in table["announced"]
        for word in re.findall("[a-z]{3,}", pattern)
    )
    return frozenset(bag_of_words(" ".join(words)))


@cache
def _tables() -> dict[str, dict[str, list[list[str]]]]:
    """The tables of phrases by the kind of occasion."""
    return tomllib.loads(read_data("writing/occasions.toml"))


@cache
def _announced() -> tuple[tuple[str, ...], PhraseTable]:
    return tuple(_tables()), PhraseTable(_any_phrase(table["announced"]) for table in _tables().values())


@cache
def _stated() -> tuple[PhraseSearch, ...]:
    return tuple(_any_phrase(table["stated"]) for table in _tables().values())


@cache
def _stated_table() -> tuple[tuple[str, ...], PhraseTable]:
    return tuple(_tables()), PhraseTable(_stated())


def _any_phrase(entries: list[list[str]]) -> PhraseSearch:
    return PhraseSearch((pattern for pattern, _ in entries), before=r"\b", after=r"(?!\w)")
