"""Terms of headlines: which are the theme of many, and how much of one headline others say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.timeline.event_kinds import kinds_of_terms

THEME_SHARE, MIN_THEME_HEADLINES = 0.3, 5
"""Share of the delivered headlines, and how many at least, in which a term is the theme of a thread, such as a name."""
Terms = frozenset[str]


def terms_of(text: str) -> Terms:
    """Return the stems of a text without stop words."""
    return frozenset(bag_of_words(text))


def theme_of(known_terms: Sequence[Terms]) -> Terms:
    """Return the terms that many of the delivered headlines have: they name the affair."""
    if len(known_terms) < MIN_THEME_HEADLINES:
        return frozenset()
    counts = Counter(term for terms in known_terms for term in terms)
    return frozenset(term for term, count in counts.items() if count >= THEME_SHARE * len(known_terms))


def covered_share(own: Terms, known_terms: Iterable[Terms]) -> float:
    """Return the largest share of some terms that one of the known headlines has.

    A headline on another kind of event does not say what they say: a vote, then a signature.
    """
    kinds = kinds_of_terms(own)

    def differs(terms: Terms) -> bool:
        others = kinds_of_terms(terms) if kinds else kinds
        return bool(others) and kinds.isdisjoint(others)

    return max((len(own & terms) / len(own) for terms in known_terms if own and not differs(terms)), default=0.0)
