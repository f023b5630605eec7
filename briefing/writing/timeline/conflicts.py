"""Whether what two events report excludes that they are one happening, however alike their words are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from briefing.model.articles import Article
from briefing.text.data_files import word_lists
from briefing.text.names import find_names
from briefing.text.number_words import NUMBER_BY_WORD
from briefing.text.words import stem
from briefing.writing.headlines import LEAD_CHARACTERS
from briefing.writing.numbers.quantities import Quantity, quantities
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.timeline.event_kinds import kinds_by_stem, kinds_named, kinds_of_terms
from briefing.writing.timeline.headline_verbs import verbs_of_acts
from briefing.writing.timeline.outcomes import ANSWERS, are_offer_and_answer, kind_of
from briefing.writing.timeline.reports import Report

MAX_REMEMBERED = 4096
"""Headlines of which is remembered what they state: those of one refresh."""
Terms = frozenset[str]
_T = TypeVar("_T")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*")
_HARM = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbeing )(?<!\bgets )(?<!\bgot )(?<=\w )"
    r"(?:(?P<attack>attacks|attacked)|(?P<strike>strikes|struck)|(?P<shell>shells|shelled)|(?P<bomb>bombs|bombed)"
    r"|(?P<raid>raids|raided)|(?P<invade>invades|invaded)|(?P<hit>hits|hit)|(?P<kill>kills|killed)|(?P<sue>sues|sued)"
    r"|(?P<accuse>accuses|accused)|(?P<sanction>sanctions|sanctioned))"
    r"(?= [^\W_])(?! (?:after|amid|and|as|at|by|during|for|from|in|inside|near|of|on|outside|over|when|with)\b)"
    r"(?!.* by )",
    re.IGNORECASE,
)
"""Matches an act of harm and its object: "shells a town"; not what is done to the subject: "was hit", "shelled by"."""
_HARMERS = "attacker bomber gunman gunmen man men militant people person police say shooter soldier woman"
"""Words for who does harm or reports it: headlines on two attacks in different towns can share them."""


class _Harm(NamedTuple):
    """An act of harm in a headline: its verb, and the names before and after it."""

    verb: str
    actors: Terms
    objects: Terms


class Claims(NamedTuple):
    """What the headlines of an event state that another event can contradict.

    Attributes:
        kind: The kind of event that they name; "" if they name none.
        countries: The countries that each headline names.
        names: The terms of names in each headline.
        terms: The terms of headlines that name neither an act nor who came to harm or did it.
        known_countries: The countries in headlines and leads.
        known_terms: The terms of headlines and leads.
        tolls: Those in the headlines.
        actors: The terms before the act of each headline that has one.
        harms: The act of harm of each headline that has one.
    """

    kind: str
    countries: tuple[frozenset[str], ...]
    names: tuple[frozenset[str], ...]
    terms: frozenset[str]
    known_countries: frozenset[str]
    known_terms: frozenset[str]
    tolls: tuple[Quantity, ...]
    actors: tuple[Terms, ...]
    harms: tuple[_Harm, ...]


def claims_of(reports: Sequence[Report]) -> Claims:
    """Return what the headlines of an event state."""
    texts = [(report.headline.text, report.article.lang) for report in reports]
    leads = [(report.article.text[:LEAD_CHARACTERS], report.article.lang) for report in reports]
    countries = tuple(_countries_of(*text) for text in texts)
    return Claims(
        kind_of(reports),
        countries,
        tuple(report.headline.names for report in reports),
        frozenset(term for one in reports for term in one.headline.terms if not _is_of_harm(term)),
        frozenset[str]().union(*countries, *(_countries_of(*lead) for lead in leads)),
        frozenset(term for one in reports for term in one.headline.terms | one.headline.lead_terms),
        tuple(toll for text in texts for toll in _tolls_of(*text)),
        tuple(actor for text, _ in texts if (actor := _actor_of(text))),
        tuple(harm for text, _ in texts if (harm := _harm_of(text))),
    )


def are_in_conflict(one: Claims, other: Claims) -> bool:
    """Return whether two events are two by what they state.

    They count different people who came to harm, in different countries, or with different names and nothing in common
    but harm; somebody harms another who harms them; or they are an offer and its answer, or answers by different
    actors.
    """
    are_of_other_countries = _are_apart(one.countries, other.known_countries) and _are_apart(
        other.countries, one.known_countries
    )
    if _have_other_tolls(one.tolls, other.tolls) and (are_of_other_countries or _share_nothing(one, other)):
        return True
    if are_offer_and_answer(one.kind, other.kind):
        return True
    kinds = {one.kind, other.kind}
    if len(kinds) == 2 and kinds <= ANSWERS and _most(one.actors, other.actors, frozenset.isdisjoint):
        return True
    return _most(one.harms, other.harms, _are_exchanged)


def _are_apart(of_one: Sequence[frozenset[str]], of_other: frozenset[str]) -> bool:
    """Whether most headlines of one side name something, and nothing that the other side has."""
    return 2 * sum(bool(values) and values.isdisjoint(of_other) for values in of_one) > len(of_one)


def _share_nothing(one: Claims, other: Claims) -> bool:
    """Whether the headlines of each side name what the other one lacks, and share only words of harm."""
    if not (one.terms.isdisjoint(other.terms) and frozenset().union(*one.countries).isdisjoint(other.known_countries)):
        return False
    return _are_apart(one.names, other.known_terms) and _are_apart(other.names, one.known_terms)


def _have_other_tolls(tolls: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    pairs = [(one, other) for one in tolls for other in others if one.unit == other.unit]
    return bool(pairs) and not any(one.least <= other.most and other.least <= one.most for one, other in pairs)


def _most(values: Sequence[_T], others: Sequence[_T], holds: Callable[[_T, _T], bool]) -> bool:
    """Whether something holds of most pairs."""
    count = sum(holds(one, other) for one in values for other in others)
    return 2 * count > len(values) * len(others)


def _are_exchanged(one: _Harm, other: _Harm) -> bool:
    """Whether who acts in one is acted upon in the other: "Arden shells Selma", "Selma shells Arden"."""
    is_exchange = not (one.actors.isdisjoint(other.objects) or one.objects.isdisjoint(other.actors))
    return (
        one.verb == other.verb
        and is_exchange
        and one.actors.isdisjoint(other.actors)
        and one.objects.isdisjoint(other.objects)
    )


@lru_cache(maxsize=MAX_REMEMBERED)
def acts_in(headline: str) -> frozenset[str]:
    """Return the acts and the kinds of events that a headline names."""
    verbs = {stem(verb, "en") for verb in verbs_of_acts(headline)}
    return frozenset(_acts_by_stem().get(verb, verb) for verb in verbs).union(kinds_named(headline, "en"))


def acts_of_terms(terms: Terms) -> frozenset[str]:
    """Return the acts and the kinds of events that stemmed words name."""
    return kinds_of_terms(terms).union(act for term in terms if (act := _acts_by_stem().get(term)))


@lru_cache(maxsize=MAX_REMEMBERED)
def _countries_of(text: str, lang: str) -> frozenset[str]:
    return find_names(text, lang=lang).countries


@lru_cache(maxsize=MAX_REMEMBERED)
def _tolls_of(text: str, lang: str) -> tuple[Quantity, ...]:
    return tuple(one for one in quantities([Article("", text, "", lang=lang)]) if one.is_toll)


@lru_cache(maxsize=MAX_REMEMBERED)
def _actor_of(headline: str) -> Terms:
    """The terms before the first act of a headline by its form of the present: others can be what is done to them."""
    for match in _WORD.finditer(headline):
        word = match[0].lower()
        if match.start() and word.endswith("s") and word in word_lists("writing/headline_verbs.txt")["act"]:
            return frozenset(bag_of_words(headline[: match.start()]))
    return frozenset()


@lru_cache(maxsize=MAX_REMEMBERED)
def _harm_of(headline: str) -> _Harm | None:
    match = _HARM.search(headline)
    if not match:
        return None
    names = frozenset(term for name in sorted(find_names(headline).words) for term in bag_of_words(name))
    parts = (headline[: match.start()], headline[match.end() :])
    actors, objects = (names.intersection(bag_of_words(part)) for part in parts)
    return _Harm(match.lastgroup or "", actors, objects)


def _is_of_harm(term: str) -> bool:
    return term.isdigit() or term in _terms_of_harm()


@cache
def _terms_of_harm() -> Terms:
    """The stems of words for acts, numbers, and who came to harm or did it."""
    return frozenset(stem(word, "en") for word in (*_HARMERS.split(), *NUMBER_BY_WORD)).union(
        _acts_by_stem(), kinds_by_stem()
    )


@cache
def _acts_by_stem() -> dict[str, str]:
    """The act that each stemmed verb names."""
    lists = word_lists("writing/same_acts.txt")
    return {stem(word, "en"): act for act, words in sorted(lists.items()) if act != "light" for word in sorted(words)}
