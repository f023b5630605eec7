"""What changed in a thread since someone last knew it: new stories, numbers that moved, new names, new sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from briefing.model import Article, Changes, Moved, Sentence, Story, Thread
from briefing.text.names import names as names_of
from briefing.writing.compose import Composer
from briefing.writing.figures import Figure, figures
from briefing.writing.newcomers import newcomers
from briefing.writing.quotes import overlap, quotes
from briefing.writing.reading import bounded, in_order

MOST = 4  # numbers that are told
KNOWN_OPENING = 6  # sentences of an article that its reader is taken to know
SAME_STORY, OTHER_STORY = 1, 2  # terms that two sentences share about one toll
NOUN_TERMS, NOUN_SHARE = 3, 0.5  # and about another number: terms, and share of the shorter sentence's
TOLL_SHARE = 0.25
_MOVES = re.compile(
    r"\b(?:r[io]se[sn]?|raise[sd]?|increas\w*|gr[eo]w\w*|climb\w*|jump\w*|soar\w*|surg\w*|f[ae]ll\w*|drop\w*|cuts?|"
    r"lower\w*|reduc\w*|revis\w*|doubl\w*|halv\w*)\b",
    re.IGNORECASE,
)
_ADDS_UP = re.compile(rf"{_MOVES.pattern}|\b(?:tolls?|totals?|now|so far|since|altogether)\b", re.IGNORECASE)


def since_read(thread: Thread) -> Changes | None:
    """Return what is new in a thread since a person last read it; None if nobody did, or nothing came."""
    read = thread.row.read
    if read is None or not any(article.seen > read for story in thread.stories for article in story.articles):
        return None
    return changes(thread.stories, read)


def changes(stories: Sequence[Story], since: datetime | None = None, told: Collection[str] | None = None) -> Changes:
    """Return what is new in a thread.

    An article is new if it came to us after `since`, or, where the ids of `told` stories are given, if its story is
    none of them.
    """
    ordered = in_order(stories)
    fresh = [_part(story, since, told, new=True) for story in ordered]
    known = [_part(story, since, told, new=False) for story in ordered]
    new = bounded([story for story in fresh if story.articles])
    old = bounded([story for story in known if story.articles])
    if not new:
        return Changes(since)
    began = tuple(s for s, before in zip(reversed(ordered), reversed(known), strict=True) if not before.articles)
    names = newcomers(_articles(old), _articles(new)) if old else ()
    return Changes(since, began, tuple(_moved(old, new)), names, _said(old, new))


def _part(story: Story, since: datetime | None, told: Collection[str] | None, *, new: bool) -> Story:
    """A story with only its new, or its known, articles."""
    untold = told is not None and story.id not in told
    kept = [a for a in story.articles if (untold or (since is not None and a.seen > since)) == new]
    return replace(story, articles=tuple(kept))


def _articles(stories: Sequence[Story]) -> list[Article]:
    return [article for story in stories for article in story.articles]


def _said(old: Sequence[Story], new: Sequence[Story]) -> tuple[Sentence, ...]:
    known = [quote.terms for quote in quotes(_articles(old), KNOWN_OPENING)]
    return Composer(new, known).summary().paragraph


def _moved(old: Sequence[Story], new: Sequence[Story]) -> Iterator[Moved]:
    """The numbers of known stories that newer sentences give otherwise, tolls first."""
    when = {a.id: a.published for a in (*_articles(old), *_articles(new))}
    before = [(story.id, figure) for story in old for figure in figures(story.articles)]
    pairs: dict[str, tuple[tuple[bool, float, datetime, datetime], Figure, Figure]] = {}
    for story in new:
        for after in figures(story.articles):
            near = [(one, _nearness(one, after, where == story.id)) for where, one in before]
            near = [(one, value) for one, value in near if value]
            if any(one.value == after.value for one, _ in near):
                continue
            for one, value in near:
                weight = (after.is_toll, value, when[after.sentence.article], when[one.sentence.article])
                if _may_follow(one, after) and (after.what not in pairs or pairs[after.what][0] < weight):
                    pairs[after.what] = (weight, one, after)
    for _, one, after in sorted(pairs.values(), key=lambda pair: pair[0], reverse=True)[:MOST]:
        yield Moved(after.what, one.said, after.said, one.sentence, after.sentence)


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
