"""What speaks for and against two articles telling the same story, or belonging to the same thread."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, fsum, log1p

from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector, cosine
from briefing.text.names import nations

SHORT_TITLE = 8.0
"""Titles with less weight than this are taken for so heavy, lest one shared word be everything."""
RAREST, HEAVY_TITLE = 8.0, 20.0
SILENCE, TELLS = 4.1, 5.0
OFFICES = frozenset([
    "minist", "ministri", "financ", "presid", "presidenti", "prime", "senat", "governor", "govern", "mayor", "state",
    "parliament", "committe", "offic", "offici", "chief", "spokesman", "spokeswoman", "secretari", "chairman", "ceo",
])  # fmt: skip
"""Stems that go with a person or a country into every affair: no second tie beside the name."""
TELLING = frozenset(["attack", "disaster", "election", "protest", "health"])
"""Kinds of happening that make one affair of reports from one place; many go to court or to market everywhere."""
LOCAL = frozenset(["accident"])
"""Kinds that do so only where the place is less than a country."""

STORY_SIGNALS = (
    "same words", "same title words", "title overlap", "same names", "same number",
    "rarest shared word", "second rarest shared word",
    "other countries", "other names in titles",
    "time apart", "time apart, same words", "leads compared",
    "same title words, with leads", "title overlap, with leads",
    "second rarest shared word, with leads", "third rarest shared word, with leads",
    "title words in the other lead", "time apart, with leads",
)  # fmt: skip
PAIR_SIGNALS = (
    "same words", "same title words", "title overlap", "same names",
    "rarest shared word", "rarest shared name", "shared name of a thing", "several rare words shared, with leads",
    "other countries", "other names in titles, with leads",
    "same countries", "two countries shared", "same kind of event", "other kind of event",
    "time apart", "time apart, same words", "time apart, same thing", "time apart, rare words",
    "same event in same country",
)  # fmt: skip
THREAD_SIGNALS = (
    "three nearest reports", "words of the whole thread", "names of the whole thread", "time since the last report",
    "size of the thread",
)  # fmt: skip


def story_signals(a: Vector, b: Vector, rarity: Rarity) -> tuple[float, ...]:
    """The signals named by STORY_SIGNALS for two articles."""
    fa, fb = a.features, b.features
    shared = a.words.keys() & b.words.keys()
    words, title = fsum([a.words[term] * b.words[term] for term in shared]), cosine(a.title, b.title)
    overlap = _overlap(a, b, rarity)
    rarest = _rarities(shared, a, b, rarity)
    first, second, third = ([*rarest[:3], 0.0, 0.0, 0.0])[:3]
    apart = log1p(hours_apart(a, b)) / 4
    leads = 1.0 if a.has_lead and b.has_lead else 0.0
    return (
        words,
        title,
        overlap,
        cosine(a.names, b.names),
        0.0 if fa.numbers.isdisjoint(fb.numbers) else 1.0,
        first / RAREST,
        second / RAREST,
        1.0 if fa.countries and fb.countries and fa.countries.isdisjoint(fb.countries) else 0.0,
        _other_names(a, b, rarity),
        apart,
        apart * words,
        leads,
        leads * title,
        leads * overlap,
        leads * second / RAREST,
        leads * third / RAREST,
        leads * _crossed(a, b, rarity) / HEAVY_TITLE,
        leads * apart,
    )


def _crossed(a: Vector, b: Vector, rarity: Rarity) -> float:
    """The weight of the title words of each that stand in the other's lead."""
    crossed = (a.title.keys() & b.features.lead) | (b.title.keys() & a.features.lead)
    return sum([rarity[term] for term in crossed])


def hours_apart(a: Vector, b: Vector) -> float:
    """Hours between two articles; a date without a time may be any time of that day, so half a day is forgiven."""
    hours = abs(a.hour - b.hour)
    return max(0.0, hours - 12.0) if not a.hour % 24 or not b.hour % 24 else hours


def pair_signals(a: Vector, b: Vector, rarity: Rarity, ties: Ties) -> tuple[float, ...]:
    """The signals named by PAIR_SIGNALS for two articles that may share a thread."""
    fa, fb = a.features, b.features
    shared = fa.countries & fb.countries
    countries = len(shared) / (len(fa.countries | fb.countries) or 1)
    events = len(fa.events & fb.events) / (len(fa.events | fb.events) or 1)
    thing = ties.thing / RAREST
    leads = a.has_lead and b.has_lead
    apart = days_apart(a.hour - b.hour)
    words = fsum([a.words[term] * b.words[term] for term in ties.words])
    return (
        words,
        cosine(a.title, b.title),
        _overlap(a, b, rarity),
        cosine(a.names, b.names),
        max([rarity[term] for term in ties.words], default=0.0) / RAREST,
        max([rarity[term] for term in a.persons & b.persons], default=0.0) / RAREST,
        thing,
        _several(ties) if leads else 0.0,
        1.0 if fa.countries and fb.countries and not shared else 0.0,
        _other_persons(a, b, rarity) if leads else 0.0,
        countries,
        1.0 if len(shared) > 1 else 0.0,
        events,
        1.0 if fa.events and fb.events and not events else 0.0,
        apart,
        apart * words,
        apart * thing,
        apart * sum(ties.coincidences[:2]) / RAREST / 2,
        events * countries,
    )


def days_apart(hours: float) -> float:
    """Time between two reports of a thread, from 0 to 1; after two months more silence says nothing more."""
    return min(1.0, log1p(abs(hours) / 24) / SILENCE)


@dataclass(frozen=True, slots=True)
class Ties:
    """What two articles share: `words`, and of them, besides places and offices, how rare each coincidence is.

    The rarest comes first; a full name is one coincidence. `thing` is the rarity of the rarest name of an object or act
    that both speak of ("Reciprocal Access Agreement").
    """

    words: set[str]
    coincidences: list[float]
    thing: float


def shared_ties(a: Vector, b: Vector, rarity: Rarity) -> Ties:
    """The ties of two articles that may share a thread."""
    words = a.words.keys() & b.words.keys()
    found = _rarities(words - a.located - b.located - OFFICES, a, b, rarity)
    things = (a.features.things & b.features.runs) | (b.features.things & a.features.runs)
    return Ties(words, found, max([rarity[thing] for thing in things], default=0.0))


def _several(ties: Ties) -> float:
    """How many rare coincidences there are beyond the first, from 0 to 1."""
    return min(3, max(0, sum([tie > TELLS for tie in ties.coincidences[:4]]) - 1)) / 3


def same_scene(a: Vector, b: Vector) -> bool:
    """Whether two articles tell of the same telling kind of happening at one place: floods in Kenya, a war of two."""
    kinds = a.features.events & b.features.events
    scenes = a.located & b.located
    lands = scenes & nations()
    if (kinds & TELLING and scenes) or (kinds & LOCAL and scenes - lands):
        return True
    return "diplomacy" in kinds and len(lands) > 1


def _rarities(shared: set[str], a: Vector, b: Vector, rarity: Rarity) -> list[float]:
    """How rare the shared words are, the rarest first; a full name counts once, as it is one coincidence."""
    found = []
    if a.runs and b.runs:
        for run in sorted({one & other for one in a.runs for other in b.runs}, key=_longest):
            words = shared & run
            if len(words) > 1:
                found.append(max([rarity[word] for word in words]))
                shared = shared - words
    found += [rarity[word] for word in shared]
    found.sort(reverse=True)
    return found


def _longest(run: frozenset[str]) -> tuple[int, list[str]]:
    return -len(run), sorted(run)


def opposed(a: Vector, b: Vector) -> bool:
    """Whether two titles name others and the articles share no name, or other countries: two like events."""
    if not a.subjects or not b.subjects:
        return False
    if a.names.keys().isdisjoint(b.names):
        return True
    lands, others = a.lands - b.features.countries, b.lands - a.features.countries
    return bool(lands and others)


def _other_persons(a: Vector, b: Vector, rarity: Rarity) -> float:
    """How weighty the persons and things are that each headline has and the other article lacks."""
    only_a = (a.subjects & a.persons) - b.words.keys()
    only_b = (b.subjects & b.persons) - a.words.keys()
    if not only_a or not only_b:
        return 0.0
    return min(max([rarity[term] for term in only_a]), max([rarity[term] for term in only_b])) / RAREST


def _other_names(a: Vector, b: Vector, rarity: Rarity) -> float:
    """How weighty the names are that each title has and the other article lacks: "Apple unveils", "Samsung unveils"."""
    only_a = a.subjects - b.words.keys()
    only_b = b.subjects - a.words.keys()
    if not only_a or not only_b:
        return 0.0
    return min(max([rarity[term] for term in only_a]), max([rarity[term] for term in only_b])) / RAREST


def _overlap(a: Vector, b: Vector, rarity: Rarity) -> float:
    shared = fsum([rarity[term] for term in a.title.keys() & b.title.keys()])
    return shared / max(SHORT_TITLE, min(a.mass, b.mass))


def probability(logit: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0
