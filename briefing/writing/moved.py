"""Numbers that moved: what was counted before and is given otherwise now, with both sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby

from briefing.model.articles import EPOCH, Article, Story
from briefing.model.threads import Moved
from briefing.text.names import names as names_of
from briefing.writing.figures import Figure, figures
from briefing.writing.quotes import overlap

Before = Sequence[tuple[str, Figure]]
"""Figures that are known, each with its story."""

MOST = 4  # numbers that are told
LATELY, MEMORY = timedelta(days=4), timedelta(days=21)  # how old a move, and what it is compared with, may be
SAME_STORY, OTHER_STORY = 1, 2  # terms that two sentences share about one toll
NOUN_TERMS, NOUN_SHARE = 3, 0.5  # and about another number: terms, and share of the shorter sentence's
TOLL_SHARE = 0.25
_MOVES = re.compile(
    r"\b(?:r[io]se[sn]?|raise[sd]?|increas\w*|gr[eo]w\w*|climb\w*|jump\w*|soar\w*|surg\w*|f[ae]ll\w*|drop\w*|cuts?|"
    r"lower\w*|reduc\w*|revis\w*|doubl\w*|halv\w*)\b",
    re.IGNORECASE,
)
_ADDS_UP = re.compile(rf"{_MOVES.pattern}|\b(?:tolls?|totals?|now|so far|since|altogether)\b", re.IGNORECASE)
_ONE_OF_MANY = re.compile(
    r"\b(?:overnight|another|separate|a single|"
    r"one (?:[\w'’-]+ ){0,2}(?:strike|attack|raid|operation|incident|crash))\b",
    re.IGNORECASE,
)


def moved(old: Sequence[Story], new: Sequence[Story]) -> tuple[Moved, ...]:
    """The numbers of known stories that newer sentences give otherwise, tolls first."""
    before = [(story.id, figure) for story in old for figure in figures(story.articles)]
    after = [(story.id, figure) for story in new for figure in figures(story.articles)]
    return _moved(before, after, _when([*old, *new]))


def moves(stories: Sequence[Story]) -> Mapping[str, tuple[Moved, ...]]:
    """The numbers that each story moved lately, day by day against all that had been reported before."""
    when = _when(stories)
    if len(when) < 2:
        return {}
    end = max(when.values(), default=EPOCH)
    read = [(story.id, [a for a in story.articles if end - a.published <= MEMORY]) for story in stories]
    found = [(when[f.sentence.article].date(), id, f) for id, articles in read for f in figures(articles)]
    found.sort(key=lambda one: one[:2])
    told: dict[str, tuple[Moved, ...]] = {}
    before: list[tuple[str, Figure]] = []
    for (day, story), group in groupby(found, key=lambda one: one[:2]):
        after = [(id, figure) for _, id, figure in group]
        if end.date() - day <= LATELY:
            told[story] = (*told.get(story, ()), *_moved(before, after, when))
        before += after
    return told


def _when(stories: Iterable[Story]) -> dict[str, datetime]:
    articles: Iterable[Article] = (article for story in stories for article in story.articles)
    return {article.id: article.published for article in articles}


def _moved(before: Before, new: Before, when: Mapping[str, datetime]) -> tuple[Moved, ...]:
    by_kind: dict[str, list[tuple[str, Figure]]] = {}
    for where, one in before:
        by_kind.setdefault(one.what, []).append((where, one))
    pairs: dict[str, tuple[tuple[bool, float, datetime, datetime], Figure, Figure]] = {}
    for story, after in new:
        near = [(one, _nearness(one, after, where == story)) for where, one in by_kind.get(after.what, ())]
        near = [(one, value) for one, value in near if value]
        if any(one.value == after.value for one, _ in near):
            continue
        for one, value in near:
            weight = (after.is_toll, value, when[after.sentence.article], when[one.sentence.article])
            if _may_follow(one, after) and (after.what not in pairs or pairs[after.what][0] < weight):
                pairs[after.what] = (weight, one, after)
    ordered = sorted(pairs.values(), key=lambda pair: pair[0], reverse=True)[:MOST]
    return tuple(Moved(after.what, one.said, after.said, one.sentence, after.sentence) for _, one, after in ordered)


def _may_follow(one: Figure, after: Figure) -> bool:
    return after.value > one.value or not after.is_toll


def _nearness(one: Figure, after: Figure, same_story: bool) -> float:
    """How surely two figures count the same thing, 0 if they may not."""
    if one.what != after.what:
        return 0.0
    shared, share = len(one.terms & after.terms), overlap(one.terms, after.terms)
    if one.is_toll:
        near = shared > SAME_STORY and share >= TOLL_SHARE
        if not same_story:  # only a toll that adds up goes beyond its story
            near = (
                near
                and shared > OTHER_STORY
                and bool(_ADDS_UP.search(after.sentence.text))
                and not _ONE_OF_MANY.search(one.sentence.text)
                and not _elsewhere(one, after)
            )
    else:
        near = same_story and shared >= NOUN_TERMS and share >= NOUN_SHARE and bool(_MOVES.search(after.sentence.text))
    return share if near else 0.0


def _elsewhere(one: Figure, after: Figure) -> bool:
    """Whether each sentence has names that the other has not: it speaks of another place."""
    a, b = _names(one.sentence.text), _names(after.sentence.text)
    return bool(a - b and b - a)


@lru_cache(maxsize=1024)
def _names(line: str) -> frozenset[str]:
    return names_of("", line).words
