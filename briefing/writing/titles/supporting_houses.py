"""Which houses support a headline, and whether several report something else by now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from briefing.writing.headlines import Headline
from briefing.writing.summary.same_facts import acts_and_plurals
from briefing.writing.timeline.event_kinds import kinds_named
from briefing.writing.titles.same_headlines import say_the_same

# The constants below were chosen on one replayed window of feeds and checked on another.
SUPPORT_WINDOW = timedelta(hours=24)
"""Time between two headlines up to which they can report one event."""
MIN_SUPPORT_SHARE = 0.3
"""Share of the terms of two headlines that both have, from which on they support each other."""
MIN_SHARING_HOUSES = 3
"""Number of houses that report within a day, from which on a term that hardly any other house has is a detail."""
SHARED_HOUSES, SHARED_HOUSE_SHARE = 2, 0.1
"""Least number, and least share, of these houses that have a term which is no detail."""
FULL_SHARED = 0.8
"""Share of the terms of a headline that are no details, from which on the headline counts in full."""
DETAIL_FACTOR = 0.25
"""Factor of a headline all terms of which are details."""
# These two were chosen by reading the titles of 296 threads of two windows, renewed every twelve hours.
MIN_SUPERSEDING_DELAY = timedelta(hours=16)
"""Time after a title from which on what houses report can supersede it."""
MIN_SUPERSEDING_HOUSES = 3
"""Number of houses whose reports supersede a title."""


def supporting_houses(headline: Headline, candidates: Sequence[Headline]) -> set[str]:
    """Return the houses that support a headline, its own included: at nearly the same time they say about the same."""
    return {other.house for other in near_in_time(headline, candidates) if _support_each_other(other, headline)}


def near_in_time(headline: Headline, candidates: Sequence[Headline]) -> list[Headline]:
    """Return the headlines published within `SUPPORT_WINDOW` of a headline, itself included."""
    return [other for other in candidates if abs(other.published - headline.published) <= SUPPORT_WINDOW]


def is_superseded(previous: Headline, best: Headline, candidates: Sequence[Headline]) -> bool:
    """Whether what houses report has superseded a title.

    So it is if the best headline says something else, `MIN_SUPERSEDING_DELAY` after the title or later, if at least as
    many houses support it as support the title, and if no house goes on about the title from then on.

    Args:
        previous: The title.
        best: The headline that would replace it.
        candidates: All headlines.
    """
    if best.published < previous.published + MIN_SUPERSEDING_DELAY or say_the_same(previous, best):
        return False
    later = [one for one in candidates if one.published > previous.published]
    saying = [one for one in later if _support_each_other(one, best)]
    if len({one.house for one in saying}) < max(MIN_SUPERSEDING_HOUSES, len(supporting_houses(previous, candidates))):
        return False
    began = min(one.published for one in saying)
    others = [one for one in later if one.published > began and not _support_each_other(one, best)]
    return not any(_support_each_other(one, previous) or _goes_on_about(one, previous) for one in others)


def detail_factor(headline: Headline, near: Sequence[Headline]) -> float:
    """Return the factor of a headline for the share of its terms that several houses have in headlines or leads."""
    house_count = len({other.house for other in near})
    if house_count < MIN_SHARING_HOUSES or not headline.terms:
        return 1.0
    least = max(SHARED_HOUSES, SHARED_HOUSE_SHARE * house_count)
    shared = sum(
        len({other.house for other in near if term in other.terms or term in other.lead_terms}) >= least
        for term in headline.terms
    )
    return DETAIL_FACTOR + (1 - DETAIL_FACTOR) * min(1.0, shared / len(headline.terms) / FULL_SHARED)


def _goes_on_about(later: Headline, title: Headline) -> bool:
    """Whether a later headline has a name of a title, and an act or a kind of event of it."""
    same_acts = acts_and_plurals(later.text) & acts_and_plurals(title.text)
    return bool(later.names & title.names and (same_acts or _kinds(later.text) & _kinds(title.text)))


def _kinds(headline: str) -> frozenset[str]:
    return frozenset(kinds_named(headline, "en"))


def _support_each_other(one: Headline, other: Headline) -> bool:
    """Whether two headlines share `MIN_SUPPORT_SHARE` of their terms, so that the house of one supports the other.

    That is less than `say_the_same` asks for, by which a title stays in place of a new one.
    """
    return len(one.terms & other.terms) >= MIN_SUPPORT_SHARE * len(one.terms | other.terms)
