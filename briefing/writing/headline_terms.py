"""Terms of headlines: which are the theme of many, and how much of one headline others say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.writing.sentences.sentence_vectors import common_terms
from briefing.writing.timeline.event_kinds import kinds_of_terms

THEME_SHARE, MIN_THEME_HEADLINES = 0.3, 5
"""Share of the delivered headlines from which on a term is the theme of a thread, such as a name; fewer headlines have
no theme."""
Terms = frozenset[str]


def theme_of(known_terms: Sequence[Terms]) -> Terms:
    """Return the theme of the delivered headlines of a thread."""
    return common_terms(known_terms, THEME_SHARE) if len(known_terms) >= MIN_THEME_HEADLINES else frozenset()


def covered_share(own: Terms, known_terms: Iterable[Terms]) -> float:
    """Return the largest share of some terms that one of the known headlines has.

    A headline on another kind of event does not say what they say: a vote, then a signature.
    """
    kinds = kinds_of_terms(own)

    def differs(terms: Terms) -> bool:
        others = kinds_of_terms(terms) if kinds else kinds
        return bool(others) and kinds.isdisjoint(others)

    return max((len(own & terms) / len(own) for terms in known_terms if own and not differs(terms)), default=0.0)
