"""Finds numbers that changed: two sentences that count the same thing with different values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby

from briefing.model.articles import EPOCH, Article, Story
from briefing.model.threads import NumberChange
from briefing.text.names import find_names as names_of
from briefing.text.places import country_of
from briefing.writing.quantities import Quantity, quantities
from briefing.writing.quotable_sentences import overlap

StoryQuantities = Sequence[tuple[str, Quantity]]
"""Quantities, each with the id of its story."""

# Constants of this module were chosen by reading the changes of replayed feeds.
MAX_CHANGES = 4
"""Number of changes that are reported of a thread."""
REPORTED_WINDOW = timedelta(days=4)
"""Age up to which a change is stored with a story."""
COMPARISON_WINDOW = timedelta(days=21)
"""Age up to which a number is compared with newer ones."""
TOLL_TERMS_SAME_STORY, TOLL_TERMS_OTHER_STORY = 1, 2
"""Numbers of terms that two sentences on one toll must exceed in common, within one story and across stories."""
MIN_TOLL_TERM_SHARE = 0.25
"""Share of the shorter sentence's terms that two sentences on one toll have in common."""
MIN_SHARED_TERMS, MIN_SHARED_TERM_SHARE = 3, 0.5
"""Number and share of terms that two sentences on any other number have in common."""
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
    """Return the numbers of known stories that new stories give with another value, tolls first."""
    before = [(story.id, quantity) for story in old for quantity in quantities(story.articles)]
    after = [(story.id, quantity) for story in new for quantity in quantities(story.articles)]
    return _match_changes(before, after, _publication_times([*old, *new]))


def number_changes_by_story(stories: Sequence[Story]) -> Mapping[str, tuple[NumberChange, ...]]:
    """Return the recent changes of numbers by story; each day is compared with all days before it."""
    published_at = _publication_times(stories)
    if len(published_at) < 2:
        return {}
    end = max(published_at.values(), default=EPOCH)
    dated = [
        (published_at[quantity.sentence.article].date(), story.id, quantity)
        for story in stories
        for quantity in quantities(a for a in story.articles if end - a.published <= COMPARISON_WINDOW)
    ]
    dated.sort(key=lambda item: item[:2])
    changes: dict[str, tuple[NumberChange, ...]] = {}
    before: list[tuple[str, Quantity]] = []
    for (day, story), group in groupby(dated, key=lambda item: item[:2]):
        after = [(id, quantity) for _, id, quantity in group]
        if end.date() - day <= REPORTED_WINDOW:
            changes[story] = (*changes.get(story, ()), *_match_changes(before, after, published_at))
        before += after
    return changes


def _publication_times(all_stories: Iterable[Story]) -> dict[str, datetime]:
    articles: Iterable[Article] = (article for story in all_stories for article in story.articles)
    return {article.id: article.published for article in articles}


def _match_changes(
    before: StoryQuantities, new: StoryQuantities, published_at: Mapping[str, datetime]
) -> tuple[NumberChange, ...]:
    """Find the best pair of old and new quantity for each unit; values that were known before are no changes."""
    by_unit: dict[str, list[tuple[str, Quantity]]] = {}
    for story, old in before:
        by_unit.setdefault(old.unit, []).append((story, old))
    pairs: dict[str, tuple[tuple[bool, float, datetime, datetime], Quantity, Quantity]] = {}
    for new_story, after in new:
        scored = [
            (old, score)
            for story, old in by_unit.get(after.unit, ())
            if (score := _match_score(old, after, story == new_story))
        ]
        if any(old.value == after.value for old, _ in scored):
            continue
        for old, score in scored:
            weight = (after.is_toll, score, published_at[after.sentence.article], published_at[old.sentence.article])
            if _is_plausible_change(old, after) and (after.unit not in pairs or pairs[after.unit][0] < weight):
                pairs[after.unit] = (weight, old, after)
    ordered = sorted(pairs.values(), key=lambda pair: pair[0], reverse=True)[:MAX_CHANGES]
    return tuple(
        NumberChange(after.unit, old.as_stated, after.as_stated, old.sentence, after.sentence)
        for _, old, after in ordered
    )


def _is_plausible_change(before: Quantity, after: Quantity) -> bool:
    """Whether a value can follow another: tolls only rise."""
    return after.value > before.value or not after.is_toll


def _match_score(before: Quantity, after: Quantity, same_story: bool) -> float:
    """The share of terms that two quantities have in common; 0 if they may count different things."""
    if before.unit != after.unit or not _count_the_same(before, after):
        return 0.0
    shared, share = len(before.terms & after.terms), overlap(before.terms, after.terms)
    if before.is_toll:
        is_match = shared > TOLL_TERMS_SAME_STORY and share >= MIN_TOLL_TERM_SHARE
        if not same_story:  # only a cumulative toll goes beyond its story
            is_match = (
                is_match
                and shared > TOLL_TERMS_OTHER_STORY
                and bool(_CUMULATIVE_WORDS.search(after.sentence.text))
                and not _SINGLE_INCIDENT.search(before.sentence.text)
                and not _names_conflict(before, after)
            )
    else:
        is_match = (
            same_story
            and shared >= MIN_SHARED_TERMS
            and share >= MIN_SHARED_TERM_SHARE
            and bool(_CHANGE_VERBS.search(after.sentence.text))
        )
    return share if is_match else 0.0


def _count_the_same(before: Quantity, after: Quantity) -> bool:
    """Whether the same noun stands directly beside both numbers, and both sentences are about the same countries."""
    if before.counted is None or before.counted != after.counted:
        return False
    if before.counted.toll != (before.unit if before.is_toll else ""):
        return False
    return _countries(before.sentence.text) == _countries(after.sentence.text)


@lru_cache(maxsize=1024)
def _countries(line: str) -> frozenset[str]:
    return frozenset(filter(None, map(country_of, re.findall(r"[^\W\d_]+", line.lower()))))


def _names_conflict(before: Quantity, after: Quantity) -> bool:
    """Whether each sentence has names that the other lacks: they are about different places."""
    a, b = _sentence_names(before.sentence.text), _sentence_names(after.sentence.text)
    return bool(a - b and b - a)


@lru_cache(maxsize=1024)
def _sentence_names(line: str) -> frozenset[str]:
    return names_of("", line).words
