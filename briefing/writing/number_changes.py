"""Numbers that moved: what was counted before and is given otherwise now, with both sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby

from briefing.model.articles import EPOCH, Article, Story
from briefing.model.threads import NumberChange
from briefing.text.names import find_names as names_of
from briefing.writing.quantities import Quantity, quantities
from briefing.writing.quotable_sentences import overlap

StoryQuantities = Sequence[tuple[str, Quantity]]
"""Figures that are known, each with its story."""

MAX_CHANGES = 4  # numbers that are told
REPORTED_WINDOW, COMPARISON_WINDOW = (
    timedelta(days=4),
    timedelta(days=21),
)  # how old a move, and what it is compared with, may be
TOLL_TERMS_SAME_STORY, TOLL_TERMS_OTHER_STORY = 1, 2  # terms that two sentences share about one toll
MIN_SHARED_TERMS, MIN_SHARED_TERM_SHARE = 3, 0.5  # and about another number: terms, and share of the shorter sentence's
MIN_TOLL_TERM_SHARE = 0.25
_CHANGE_VERBS = re.compile(
    r"\b(?:r[io]se[sn]?|raise[sd]?|increas\w*|gr[eo]w\w*|climb\w*|jump\w*|soar\w*|surg\w*|f[ae]ll\w*|drop\w*|cuts?|"
    r"lower\w*|reduc\w*|revis\w*|doubl\w*|halv\w*)\b",
    re.IGNORECASE,
)
_CUMULATIVE_WORDS = re.compile(
    rf"{_CHANGE_VERBS.pattern}|\b(?:tolls?|totals?|now|so far|since|altogether)\b", re.IGNORECASE
)
_SINGLE_INCIDENT = re.compile(
    r"\b(?:overnight|another|separate|a single|"
    r"one (?:[\w'’-]+ ){0,2}(?:strike|attack|raid|operation|incident|crash))\b",
    re.IGNORECASE,
)


def number_changes(old: Sequence[Story], new: Sequence[Story]) -> tuple[NumberChange, ...]:
    """The numbers of known stories that newer sentences give otherwise, tolls first."""
    before = [(story.id, figure) for story in old for figure in quantities(story.articles)]
    after = [(story.id, figure) for story in new for figure in quantities(story.articles)]
    return _match_changes(before, after, _publication_times([*old, *new]))


def number_changes_by_story(stories: Sequence[Story]) -> Mapping[str, tuple[NumberChange, ...]]:
    """The numbers that each story moved lately, day by day against all that had been reported before."""
    when = _publication_times(stories)
    if len(when) < 2:
        return {}
    end = max(when.values(), default=EPOCH)
    read = [(story.id, [a for a in story.articles if end - a.published <= COMPARISON_WINDOW]) for story in stories]
    found = [(when[f.sentence.article].date(), id, f) for id, articles in read for f in quantities(articles)]
    found.sort(key=lambda one: one[:2])
    told: dict[str, tuple[NumberChange, ...]] = {}
    before: list[tuple[str, Quantity]] = []
    for (day, story), group in groupby(found, key=lambda one: one[:2]):
        after = [(id, figure) for _, id, figure in group]
        if end.date() - day <= REPORTED_WINDOW:
            told[story] = (*told.get(story, ()), *_match_changes(before, after, when))
        before += after
    return told


def _publication_times(all_stories: Iterable[Story]) -> dict[str, datetime]:
    articles: Iterable[Article] = (article for story in all_stories for article in story.articles)
    return {article.id: article.published for article in articles}


def _match_changes(
    before: StoryQuantities, new: StoryQuantities, published_at: Mapping[str, datetime]
) -> tuple[NumberChange, ...]:
    by_kind: dict[str, list[tuple[str, Quantity]]] = {}
    for where, one in before:
        by_kind.setdefault(one.unit, []).append((where, one))
    pairs: dict[str, tuple[tuple[bool, float, datetime, datetime], Quantity, Quantity]] = {}
    for story, after in new:
        near = [(one, _match_score(one, after, where == story)) for where, one in by_kind.get(after.unit, ())]
        near = [(one, value) for one, value in near if value]
        if any(one.value == after.value for one, _ in near):
            continue
        for one, value in near:
            weight = (after.is_toll, value, published_at[after.sentence.article], published_at[one.sentence.article])
            if _is_plausible_change(one, after) and (after.unit not in pairs or pairs[after.unit][0] < weight):
                pairs[after.unit] = (weight, one, after)
    ordered = sorted(pairs.values(), key=lambda pair: pair[0], reverse=True)[:MAX_CHANGES]
    return tuple(
        NumberChange(after.unit, one.as_stated, after.as_stated, one.sentence, after.sentence)
        for _, one, after in ordered
    )


def _is_plausible_change(before: Quantity, after: Quantity) -> bool:
    return after.value > before.value or not after.is_toll


def _match_score(before: Quantity, after: Quantity, same_story: bool) -> float:
    """How surely two figures count the same thing, 0 if they may not."""
    if before.unit != after.unit:
        return 0.0
    shared, share = len(before.terms & after.terms), overlap(before.terms, after.terms)
    if before.is_toll:
        near = shared > TOLL_TERMS_SAME_STORY and share >= MIN_TOLL_TERM_SHARE
        if not same_story:  # only a toll that adds up goes beyond its story
            near = (
                near
                and shared > TOLL_TERMS_OTHER_STORY
                and bool(_CUMULATIVE_WORDS.search(after.sentence.text))
                and not _SINGLE_INCIDENT.search(before.sentence.text)
                and not _names_conflict(before, after)
            )
    else:
        near = (
            same_story
            and shared >= MIN_SHARED_TERMS
            and share >= MIN_SHARED_TERM_SHARE
            and bool(_CHANGE_VERBS.search(after.sentence.text))
        )
    return share if near else 0.0


def _names_conflict(before: Quantity, after: Quantity) -> bool:
    """Whether each sentence has names that the other has not: it speaks of another place."""
    a, b = _sentence_names(before.sentence.text), _sentence_names(after.sentence.text)
    return bool(a - b and b - a)


@lru_cache(maxsize=1024)
def _sentence_names(line: str) -> frozenset[str]:
    return names_of("", line).words
