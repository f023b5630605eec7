"""The acts that headlines and terms name: "shells" and "shelling" name one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from briefing.text.data_files import word_lists
from briefing.text.words import stem
from briefing.writing.timeline.event_kinds import kinds_named, kinds_of_terms
from briefing.writing.timeline.headline_verbs import verbs_of_acts

MAX_REMEMBERED = 4096
"""Headlines of which is remembered what they name: those of one refresh."""


@lru_cache(maxsize=MAX_REMEMBERED)
def acts_in(headline: str) -> frozenset[str]:
    """Return the acts and the kinds of events that a headline names."""
    verbs = {stem(verb, "en") for verb in verbs_of_acts(headline)}
    return frozenset(_acts_by_stem().get(verb, verb) for verb in verbs).union(kinds_named(headline, "en"))


def acts_of_terms(terms: Iterable[str]) -> frozenset[str]:
    """Return the acts and the kinds of events that stemmed words name."""
    known = frozenset(terms)
    return kinds_of_terms(known).union(act for term in known if (act := _acts_by_stem().get(term)))


@cache
def _acts_by_stem() -> dict[str, str]:
    """The act that each stemmed verb names."""
    lists = word_lists("writing/same_acts.txt")
    return {stem(word, "en"): act for act, words in sorted(lists.items()) if act != "light" for word in sorted(words)}
