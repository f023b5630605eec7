"""How many houses say what a headline says, and whether several have moved on to something else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from briefing.writing.headlines import Headline
from briefing.writing.summary.same_facts import stated_acts
from briefing.writing.timeline.event_kinds import kinds_named
from briefing.writing.titles.same_headlines import say_the_same

# The constants below were chosen on one replayed window of feeds and checked on another.
SUPPORT_WINDOW = timedelta(hours=24)
"""Time between two headlines up to which they can report one event."""
MIN_SUPPORT_SHARE = 0.3
"""Share of the terms of two headlines that both have, from which on they say the same."""
MIN_SHARING_HOUSES = 3
"""Number of houses that report within a day, from which on a term that hardly any other house has is a detail."""
SHARED_HOUSES, SHARED_HOUSE_SHARE = 2, 0.1
"""Number, and share, of these houses that have a term which is no detail."""
FULL_SHARED, DETAIL_FACTOR = 0.8, 0.25
"""Share of the terms of a headline that are no details, from which on it counts in full; factor if all are details."""
MIN_REPLACING_HOUSES = 2
"""Number of houses that say what such a headline does: what one reports is rather a detail."""
MIN_MOVED, MOVED_HOUSES = timedelta(hours=16), 3
"""Time by which what houses say is newer than a title of which no house says anything from then on, and their number
at least. Chosen by reading the titles of 296 threads of two windows, renewed every twelve hours."""


def supporting_houses(headline: Headline, candidates: Sequence[Headline]) -> set[str]:
    """Return the houses that say the same on the same day, its own included."""
    return {other.house for other in near_in_time(headline, candidates) if _support(other, headline)}


def near_in_time(headline: Headline, candidates: Sequence[Headline]) -> list[Headline]:
    """Return the headlines of the same day."""
    return [other for other in candidates if abs(other.published - headline.published) <= SUPPORT_WINDOW]


def has_moved_on(previous: Headline, best: Headline, candidates: Sequence[Headline]) -> bool:
    """Return whether as many houses as say what a title does say something else much later, and from then on none that.

    Args:
        previous: The title.
        best: The headline that would replace it.
        candidates: All headlines.
    """
    if best.published < previous.published + MIN_MOVED or say_the_same(previous, best):
        return False
    later = [one for one in candidates if one.published > previous.published]
    saying = [one for one in later if _support(one, best)]
    if len({one.house for one in saying}) < max(MOVED_HOUSES, len(supporting_houses(previous, candidates))):
        return False
    began = min(one.published for one in saying)
    others = [one for one in later if one.published > began and not _support(one, best)]
    return not any(_support(one, previous) or _are_on_one_kind(one, previous) for one in others)


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


def _are_on_one_kind(one: Headline, other: Headline) -> bool:
    """Whether two headlines share a name, and an act or the kind of an event: the second goes on about the first."""
    acts, kinds = ((kind(one.text), kind(other.text)) for kind in (stated_acts, _kinds))
    return bool(one.names & other.names and (acts[0] & acts[1] or kinds[0] & kinds[1]))


def _kinds(headline: str) -> frozenset[str]:
    return frozenset(kinds_named(headline, "en"))


def _support(one: Headline, other: Headline) -> bool:
    """Whether two headlines share so many terms that they say the same."""
    return len(one.terms & other.terms) >= MIN_SUPPORT_SHARE * len(one.terms | other.terms)
