"""Whether what two events report excludes that they are one happening, however alike their words are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from briefing.model.articles import Article
from briefing.text.data_files import word_lists
from briefing.text.names import find_names
from briefing.text.words import stem
from briefing.writing.headline_moves import move_in
from briefing.writing.headlines import LEAD_CHARACTERS
from briefing.writing.numbers.quantities import Quantity, quantities
from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.timeline.happening_kinds import kinds_of_terms
from briefing.writing.timeline.happenings import ANSWERS, are_offer_and_answer, kind_of, kinds_named
from briefing.writing.timeline.headline_verbs import verbs_of_acts
from briefing.writing.timeline.reports import Report

MIN_OWN_SHARE = 0.5
"""Share of the headlines of each of two events that have a country, or a name, which the other event lacks."""
MAX_REMEMBERED = 4096
"""Headlines of which is remembered what they state: those of one refresh."""
Terms = frozenset[str]
_T = TypeVar("_T")
_Move = tuple[str, bool]
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*")


class _Act(NamedTuple):
    """The act of a headline: its verb or what stands for it, and the terms and names before and after it."""

    verb: str
    before: Terms
    after: Terms
    actors: Terms
    objects: Terms


class Facts(NamedTuple):
    """What the headlines of an event state that another event can contradict.

    Attributes:
        kind: The kind of happening that they name; "" if they name none.
        countries: The countries that each headline names.
        names: The terms of names in each headline.
        known_countries: The countries in headlines and leads.
        known_terms: The terms of headlines and leads.
        tolls: Those in the headlines.
        acts: The act of each headline that has one.
        moves: What each headline says to rise or fall, and whether it rises.
    """

    kind: str
    countries: tuple[frozenset[str], ...]
    names: tuple[frozenset[str], ...]
    known_countries: frozenset[str]
    known_terms: frozenset[str]
    tolls: tuple[Quantity, ...]
    acts: tuple[_Act, ...]
    moves: tuple[_Move, ...]


def facts_of(reports: Sequence[Report]) -> Facts:
    """Return what the headlines of an event state."""
    texts = [(report.headline.text, report.article.lang) for report in reports]
    leads = [(report.article.text[:LEAD_CHARACTERS], report.article.lang) for report in reports]
    countries = tuple(_countries_of(*text) for text in texts)
    return Facts(
        kind_of(reports),
        countries,
        tuple(report.headline.names for report in reports),
        frozenset[str]().union(*countries, *(_countries_of(*lead) for lead in leads)),
        frozenset(term for one in reports for term in one.headline.terms | one.headline.lead_terms),
        tuple(toll for text in texts for toll in _tolls_of(*text)),
        tuple(act for text, _ in texts if (act := _act_of(text))),
        tuple(move for text, _ in texts if (move := move_in(text))[0]),
    )


def are_in_conflict(one: Facts, other: Facts) -> bool:
    """Return whether two events are two by what they state.

    They are of different countries, or count different people who came to harm, with names of their own; somebody does
    to another what the other does to them; one says that something rises, the other one that it falls; or they are an
    offer and its answer, or answers by different actors.
    """
    if _have_own(one.countries, other.known_countries, other.countries, one.known_countries):
        return True
    has_own_names = _have_own(one.names, other.known_terms, other.names, one.known_terms)
    if has_own_names and _have_other_tolls(one.tolls, other.tolls):
        return True
    kinds = {one.kind, other.kind}
    if are_offer_and_answer(one.kind, other.kind):
        return True
    if len(kinds) == 2 and kinds <= ANSWERS and _most(one.acts, other.acts, _have_other_actors):
        return True
    return _most(one.acts, other.acts, _are_exchanged) or _most(one.moves, other.moves, _are_opposed)


def _have_own(
    of_one: Sequence[frozenset[str]], of_other: frozenset[str], others: Sequence[frozenset[str]], known: frozenset[str]
) -> bool:
    """Whether half of the headlines of each side have something that the other side lacks."""
    own = sum(not values <= of_other for values in of_one)
    others_own = sum(not values <= known for values in others)
    return own >= MIN_OWN_SHARE * len(of_one) and others_own >= MIN_OWN_SHARE * len(others)


def _have_other_tolls(tolls: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    pairs = [(one, other) for one in tolls for other in others if one.unit == other.unit]
    return bool(pairs) and not any(one.least <= other.most and other.least <= one.most for one, other in pairs)


def _most(values: Sequence[_T], others: Sequence[_T], holds: Callable[[_T, _T], bool]) -> bool:
    """Whether something holds of most pairs of acts or moves."""
    count = sum(holds(one, other) for one in values for other in others)
    return 2 * count > len(values) * len(others)


def _have_other_actors(one: _Act, other: _Act) -> bool:
    return bool(one.before and other.before) and one.before.isdisjoint(other.before)


def _are_exchanged(one: _Act, other: _Act) -> bool:
    """Whether who acts in one is acted upon in the other: "Arden shells Selma", "Selma shells Arden"."""
    is_exchange = not (one.actors.isdisjoint(other.objects) or one.objects.isdisjoint(other.actors))
    return (
        one.verb == other.verb
        and is_exchange
        and one.actors.isdisjoint(other.actors)
        and one.objects.isdisjoint(other.objects)
    )


def _are_opposed(move: _Move, other: _Move) -> bool:
    return move[0] == other[0] and move[1] != other[1]


@lru_cache(maxsize=MAX_REMEMBERED)
def acts_in(headline: str) -> frozenset[str]:
    """Return the acts and the kinds of happenings that a headline names."""
    verbs = {stem(verb, "en") for verb in verbs_of_acts(headline)}
    return frozenset(_acts_by_stem().get(verb, verb) for verb in verbs).union(kinds_named(headline, "en"))


def acts_of_terms(terms: Terms) -> frozenset[str]:
    """Return the acts and the kinds of happenings that stemmed words name."""
    return kinds_of_terms(terms).union(act for term in terms if (act := _acts_by_stem().get(term)))


@lru_cache(maxsize=MAX_REMEMBERED)
def _countries_of(text: str, lang: str) -> frozenset[str]:
    return find_names(text, lang=lang).countries


@lru_cache(maxsize=MAX_REMEMBERED)
def _tolls_of(text: str, lang: str) -> tuple[Quantity, ...]:
    return tuple(one for one in quantities([Article("", text, "", lang=lang)]) if one.is_toll)


@lru_cache(maxsize=MAX_REMEMBERED)
def _act_of(headline: str) -> _Act | None:
    """The first act of a headline, by its form of the present ("shells"): others can be what is done to the subject."""
    names = frozenset(term for name in sorted(find_names(headline).words) for term in bag_of_words(name))
    for match in _WORD.finditer(headline):
        word = match[0].lower()
        if match.start() and word.endswith("s") and word in word_lists("writing/headline_verbs.txt")["act"]:
            before, after = (
                frozenset(bag_of_words(part)) for part in (headline[: match.start()], headline[match.end() :])
            )
            verb = stem(word, "en")
            return _Act(_acts_by_stem().get(verb, verb), before, after, before & names, after & names)
    return None


@cache
def _acts_by_stem() -> dict[str, str]:
    """The act that each stemmed verb names."""
    lists = word_lists("writing/same_acts.txt")
    return {stem(word, "en"): act for act, words in sorted(lists.items()) if act != "light" for word in sorted(words)}
