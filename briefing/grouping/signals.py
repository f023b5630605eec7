"""What speaks for and against two articles telling the same story, or belonging to the same thread."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, fsum, log1p

from briefing.grouping.article_vectors import ArticleVector, cosine
from briefing.grouping.idf import Idf
from briefing.text.names import known_countries

MIN_TITLE_WEIGHT = 8.0
"""Titles with less weight than this are taken for so heavy, lest one shared word be everything."""
IDF_SCALE, TITLE_WEIGHT_SCALE = 8.0, 20.0
LOG_DAYS_SCALE, RARE_TERM_IDF = 4.1, 5.0
OFFICE_STEMS = frozenset([
    "minist", "ministri", "financ", "presid", "presidenti", "prime", "senat", "governor", "govern", "mayor", "state",
    "parliament", "committe", "offic", "offici", "chief", "spokesman", "spokeswoman", "secretari", "chairman", "ceo",
])  # fmt: skip
"""Stems that go with a person or a country into every affair: no second tie beside the name."""
SCENE_EVENT_KINDS = frozenset(["attack", "disaster", "election", "protest", "health"])
"""Kinds of happening that make one affair of reports from one place; many go to court or to market everywhere."""
LOCAL_EVENT_KINDS = frozenset(["accident"])
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


def story_signals(a: ArticleVector, b: ArticleVector, idf: Idf) -> tuple[float, ...]:
    """The signals named by STORY_SIGNALS for two articles."""
    fa, fb = a.features, b.features
    shared = a.word_vector.keys() & b.word_vector.keys()
    words, title = (
        fsum([a.word_vector[term] * b.word_vector[term] for term in shared]),
        cosine(a.title_vector, b.title_vector),
    )
    overlap = _title_overlap(a, b, idf)
    rarest = _shared_term_idfs(shared, a, b, idf)
    first, second, third = ([*rarest[:3], 0.0, 0.0, 0.0])[:3]
    apart = log1p(hours_apart(a, b)) / 4
    leads = 1.0 if a.has_lead and b.has_lead else 0.0
    return (
        words,
        title,
        overlap,
        cosine(a.name_vector, b.name_vector),
        0.0 if fa.numbers.isdisjoint(fb.numbers) else 1.0,
        first / IDF_SCALE,
        second / IDF_SCALE,
        1.0 if fa.countries and fb.countries and fa.countries.isdisjoint(fb.countries) else 0.0,
        _conflicting_names(a, b, idf),
        apart,
        apart * words,
        leads,
        leads * title,
        leads * overlap,
        leads * second / IDF_SCALE,
        leads * third / IDF_SCALE,
        leads * _title_in_lead_weight(a, b, idf) / TITLE_WEIGHT_SCALE,
        leads * apart,
    )


def _title_in_lead_weight(a: ArticleVector, b: ArticleVector, idf: Idf) -> float:
    """The weight of the title words of each that stand in the other's lead."""
    crossed = (a.title_vector.keys() & b.features.lead_stems) | (b.title_vector.keys() & a.features.lead_stems)
    return sum([idf[term] for term in crossed])


def hours_apart(a: ArticleVector, b: ArticleVector) -> float:
    """Hours between two articles; a date without a time may be any time of that day, so half a day is forgiven."""
    hours = abs(a.published_hour - b.published_hour)
    return max(0.0, hours - 12.0) if not a.published_hour % 24 or not b.published_hour % 24 else hours


def pair_signals(a: ArticleVector, b: ArticleVector, idf: Idf, shared_terms: SharedTerms) -> tuple[float, ...]:
    """The signals named by PAIR_SIGNALS for two articles that may share a thread."""
    fa, fb = a.features, b.features
    shared = fa.countries & fb.countries
    countries = len(shared) / (len(fa.countries | fb.countries) or 1)
    events = len(fa.event_kinds & fb.event_kinds) / (len(fa.event_kinds | fb.event_kinds) or 1)
    thing = shared_terms.object_name_idf / IDF_SCALE
    leads = a.has_lead and b.has_lead
    apart = scaled_time_apart(a.published_hour - b.published_hour)
    words = fsum([a.word_vector[term] * b.word_vector[term] for term in shared_terms.words])
    return (
        words,
        cosine(a.title_vector, b.title_vector),
        _title_overlap(a, b, idf),
        cosine(a.name_vector, b.name_vector),
        max([idf[term] for term in shared_terms.words], default=0.0) / IDF_SCALE,
        max([idf[term] for term in a.non_place_names & b.non_place_names], default=0.0) / IDF_SCALE,
        thing,
        _extra_rare_terms(shared_terms) if leads else 0.0,
        1.0 if fa.countries and fb.countries and not shared else 0.0,
        _conflicting_non_place_names(a, b, idf) if leads else 0.0,
        countries,
        1.0 if len(shared) > 1 else 0.0,
        events,
        1.0 if fa.event_kinds and fb.event_kinds and not events else 0.0,
        apart,
        apart * words,
        apart * thing,
        apart * sum(shared_terms.term_idfs[:2]) / IDF_SCALE / 2,
        events * countries,
    )


def scaled_time_apart(hours: float) -> float:
    """Time between two reports of a thread, from 0 to 1; after two months more silence says nothing more."""
    return min(1.0, log1p(abs(hours) / 24) / LOG_DAYS_SCALE)


@dataclass(frozen=True, slots=True)
class SharedTerms:
    """What two articles share: `words`, and of them, besides places and offices, how rare each coincidence is.

    The rarest comes first; a full name is one coincidence. `thing` is the rarity of the rarest name of an object or act
    that both speak of ("Reciprocal Access Agreement").
    """

    words: set[str]
    term_idfs: list[float]
    object_name_idf: float


def find_shared_terms(a: ArticleVector, b: ArticleVector, idf: Idf) -> SharedTerms:
    """The ties of two articles that may share a thread."""
    words = a.word_vector.keys() & b.word_vector.keys()
    found = _shared_term_idfs(words - a.place_names - b.place_names - OFFICE_STEMS, a, b, idf)
    things = (a.features.object_names & b.features.name_phrases) | (b.features.object_names & a.features.name_phrases)
    return SharedTerms(words, found, max([idf[thing] for thing in things], default=0.0))


def _extra_rare_terms(shared_terms: SharedTerms) -> float:
    """How many rare coincidences there are beyond the first, from 0 to 1."""
    return min(3, max(0, sum([tie > RARE_TERM_IDF for tie in shared_terms.term_idfs[:4]]) - 1)) / 3


def same_event_and_place(a: ArticleVector, b: ArticleVector) -> bool:
    """Whether two articles tell of the same telling kind of happening at one place: floods in Kenya, a war of two."""
    kinds = a.features.event_kinds & b.features.event_kinds
    scenes = a.place_names & b.place_names
    lands = scenes & known_countries()
    if (kinds & SCENE_EVENT_KINDS and scenes) or (kinds & LOCAL_EVENT_KINDS and scenes - lands):
        return True
    return "diplomacy" in kinds and len(lands) > 1


def _shared_term_idfs(shared: set[str], a: ArticleVector, b: ArticleVector, idf: Idf) -> list[float]:
    """How rare the shared words are, the rarest first; a full name counts once, as it is one coincidence."""
    found = []
    if a.name_phrases and b.name_phrases:
        for run in sorted({one & other for one in a.name_phrases for other in b.name_phrases}, key=_longest_first):
            words = shared & run
            if len(words) > 1:
                found.append(max([idf[word] for word in words]))
                shared = shared - words
    found += [idf[word] for word in shared]
    found.sort(reverse=True)
    return found


def _longest_first(phrase: frozenset[str]) -> tuple[int, list[str]]:
    return -len(phrase), sorted(phrase)


def titles_conflict(a: ArticleVector, b: ArticleVector) -> bool:
    """Whether two titles name others and the articles share no name, or other countries: two like events."""
    if not a.title_names or not b.title_names:
        return False
    if a.name_vector.keys().isdisjoint(b.name_vector):
        return True
    lands, others = a.title_countries - b.features.countries, b.title_countries - a.features.countries
    return bool(lands and others)


def _conflicting_non_place_names(a: ArticleVector, b: ArticleVector, idf: Idf) -> float:
    """How weighty the persons and things are that each headline has and the other article lacks."""
    only_a = (a.title_names & a.non_place_names) - b.word_vector.keys()
    only_b = (b.title_names & b.non_place_names) - a.word_vector.keys()
    if not only_a or not only_b:
        return 0.0
    return min(max([idf[term] for term in only_a]), max([idf[term] for term in only_b])) / IDF_SCALE


def _conflicting_names(a: ArticleVector, b: ArticleVector, idf: Idf) -> float:
    """How weighty the names are that each title has and the other article lacks: "Apple unveils", "Samsung unveils"."""
    only_a = a.title_names - b.word_vector.keys()
    only_b = b.title_names - a.word_vector.keys()
    if not only_a or not only_b:
        return 0.0
    return min(max([idf[term] for term in only_a]), max([idf[term] for term in only_b])) / IDF_SCALE


def _title_overlap(a: ArticleVector, b: ArticleVector, idf: Idf) -> float:
    shared = fsum([idf[term] for term in a.title_vector.keys() & b.title_vector.keys()])
    return shared / max(MIN_TITLE_WEIGHT, min(a.title_weight, b.title_weight))


def sigmoid(logit: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0
