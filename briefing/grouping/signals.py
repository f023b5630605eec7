"""The signals for and against two articles belonging to one story or to one thread: the inputs of the classifiers."""

from __future__ import annotations

from collections.abc import Set
from math import exp, fsum, log1p

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.idf import Idf

MIN_TITLE_WEIGHT = 8.0
"""Lower bound, in summed IDF, of the denominator of title overlap, so that one shared word cannot score 1."""
IDF_SCALE = 8.0
"""Divisor that brings the IDF of a rare term (one article in 3000) to about 1."""
TITLE_WEIGHT_SCALE = 20.0
"""Divisor that brings the summed IDF of a title to about 1."""
LOG_HOURS_SCALE = 4.0
"""Divisor of ln(1 + hours) for stories: 1 is reached after two days."""
UNKNOWN_TIME_HOURS = 12.0
"""Hours forgiven where an article has a date without a time."""
OFFICE_STEMS = frozenset([
    "minist", "ministri", "financ", "presid", "presidenti", "prime", "senat", "governor", "govern", "mayor", "state",
    "parliament", "committe", "offic", "offici", "chief", "spokesman", "spokeswoman", "secretari", "chairman", "ceo",
])  # fmt: skip
"""Stems of offices, which accompany the name of a person or country in every topic: no evidence beside the name."""

STORY_SIGNALS = (
    "same words", "same title words", "title overlap", "same names", "same number",
    "rarest shared word", "second rarest shared word",
    "other countries", "other names in titles",
    "time apart", "time apart, same words", "leads compared",
    "same title words, with leads", "title overlap, with leads",
    "second rarest shared word, with leads", "third rarest shared word, with leads",
    "title words in the other lead", "time apart, with leads",
)  # fmt: skip
THREAD_SIGNALS = ("words of both as wholes", "time between them")
AFFAIR_SIGNALS = ("words of both", "names of both", "headlines about the affair")


def story_signals(a: ArticleVector, b: ArticleVector, idf: Idf) -> tuple[float, ...]:
    """The values of `STORY_SIGNALS` for two articles."""
    fa, fb = a.features, b.features
    words_a, words_b, title_a, title_b = a.word_vector, b.word_vector, a.title_vector, b.title_vector
    shared = words_a.keys() & words_b.keys()
    words = fsum([words_a[term] * words_b[term] for term in shared])
    in_titles = title_a.keys() & title_b.keys()
    names = fa.names & fb.names
    title = fsum([title_a[term] * title_b[term] for term in in_titles]) if in_titles else 0.0
    overlap = 0.0
    if in_titles:
        title_weight = max(MIN_TITLE_WEIGHT, min(a.title_weight, b.title_weight))
        overlap = fsum([idf[term] for term in in_titles]) / title_weight
    rarest = _shared_term_idfs(shared, a, b, idf)
    first, second, third = rarest[:3] if len(rarest) > 2 else [*rarest, 0.0, 0.0, 0.0][:3]
    apart = log1p(hours_apart(a, b)) / LOG_HOURS_SCALE
    leads = 1.0 if a.has_lead and b.has_lead else 0.0
    names_a, names_b = a.name_vector, b.name_vector
    return (
        words,
        title,
        overlap,
        fsum([names_a[term] * names_b[term] for term in names]) if names else 0.0,
        0.0 if fa.numbers.isdisjoint(fb.numbers) else 1.0,
        first / IDF_SCALE,
        second / IDF_SCALE,
        1.0 if fa.countries and fb.countries and fa.countries.isdisjoint(fb.countries) else 0.0,
        _conflicting_names(a, b),
        apart,
        apart * words,
        leads,
        leads * title,
        leads * overlap,
        leads * second / IDF_SCALE,
        leads * third / IDF_SCALE,
        _title_in_lead_weight(shared, a, b, idf) / TITLE_WEIGHT_SCALE if leads else 0.0,
        leads * apart,
    )


def _title_in_lead_weight(shared: Set[str], a: ArticleVector, b: ArticleVector, idf: Idf) -> float:
    """The summed IDF of title words of each article that stand in the lead of the other."""
    title_a, title_b, lead_a, lead_b = a.title_vector, b.title_vector, a.features.lead_stems, b.features.lead_stems
    return fsum([
        idf[term]
        for term in shared
        if (term in lead_b and term in title_a) or (term in lead_a and term in title_b)
    ])  # fmt: skip


def hours_apart(a: ArticleVector, b: ArticleVector) -> float:
    """Hours between two articles, less `UNKNOWN_TIME_HOURS` if one has a date without a time."""
    hour_a, hour_b = a.published_hour, b.published_hour
    hours = abs(hour_a - hour_b)
    return hours if hour_a % 24 and hour_b % 24 else max(0.0, hours - UNKNOWN_TIME_HOURS)


def rare_shared_idfs(a: ArticleVector, b: ArticleVector, idf: Idf) -> list[float]:
    """The IDF of the terms that two articles share, except places and offices, highest first."""
    shared = a.word_vector.keys() & b.word_vector.keys()
    return _shared_term_idfs(shared - a.place_names - b.place_names - OFFICE_STEMS, a, b, idf)


def _shared_term_idfs(shared: set[str], a: ArticleVector, b: ArticleVector, idf: Idf) -> list[float]:
    """The IDF of shared words, highest first; a name of several words counts once, because it is one coincidence."""
    idfs = []
    if len(shared & a.phrase_words & b.phrase_words) > 1:
        for phrase in sorted({one & other for one in a.name_phrases for other in b.name_phrases}, key=_longest_first):
            words = shared & phrase
            if len(words) > 1:
                idfs.append(max([idf[word] for word in words]))
                shared = shared - words
    idfs += [idf[word] for word in shared]
    idfs.sort(reverse=True)
    return idfs


def _longest_first(phrase: frozenset[str]) -> tuple[int, list[str]]:
    return -len(phrase), sorted(phrase)


def titles_conflict(a: ArticleVector, b: ArticleVector) -> bool:
    """Whether two titles name different actors: the articles share no name, or each title has a country of its own."""
    if not a.title_names or not b.title_names:
        return False
    if a.features.names.isdisjoint(b.features.names):
        return True
    only_a, only_b = a.title_countries - b.features.countries, b.title_countries - a.features.countries
    return bool(only_a and only_b)


def titles_name_others(a: ArticleVector, b: ArticleVector) -> bool:
    """Whether two titles name different persons or objects, of which the articles share none."""
    if not a.non_place_names.isdisjoint(b.non_place_names):
        return False
    only_a = (a.title_names & a.non_place_names).difference(b.word_vector)
    only_b = (b.title_names & b.non_place_names).difference(a.word_vector)
    return bool(only_a and only_b)


def _conflicting_names(a: ArticleVector, b: ArticleVector) -> float:
    """The weight of names in conflict: "Apple unveils ..." beside "Samsung unveils ...".

    It is the IDF of the rarest name in the title of each that the other lacks, whichever is lower, scaled.
    """
    weight = _rarest_other_name(a, b)
    return min(weight, _rarest_other_name(b, a)) / IDF_SCALE if weight else 0.0


def _rarest_other_name(a: ArticleVector, b: ArticleVector) -> float:
    """The IDF of the rarest name in the title of an article that another article lacks; 0 if there is none."""
    for weight, name in a.rarest_title_names:
        if name not in b.word_vector:
            return weight
    return 0.0


def sigmoid(logit: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0
