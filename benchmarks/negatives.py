"""Synthetic negatives for the training of grouping: pairs of reports that look alike and do not belong together.

Real sets contain few near misses, although they are what a reader notices: two like events with other actors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import Features
from briefing.grouping.idf import Idf

Pair = tuple[int, int]
"""The indices of two reports in a set."""
MAX_NEGATIVES = 2000
"""Number of negatives of each kind that are made of a set; a set with fewer true pairs gives one for each pair."""
STEP, OFFSET = 7919, 13
"""Pick strangers all over a set, the same in every run: a prime and a start."""


def near_misses(
    true_pairs: Sequence[Pair], labels: Sequence[str], vectors: Sequence[ArticleVector], idf: Idf
) -> Iterator[tuple[ArticleVector, ArticleVector]]:
    """Yield true pairs whose second report has the names of a third: "Apple unveils ...", "Samsung unveils ..."."""
    for i, j in _every_nth(true_pairs):
        for stranger in _strangers(i, labels, vectors):
            renamed = with_other_names(vectors[j].features, stranger.features, vectors[i].features)
            if renamed:
                yield vectors[i], ArticleVector(renamed, idf)
                break


def with_other_names(report: Features, stranger: Features, partner: Features) -> Features | None:
    """Give a report the names of a stranger, so that it shares no name of any kind with its partner.

    Args:
        report: The report to change.
        stranger: The report whose names and countries are taken.
        partner: The report with which the changed one must share nothing but words.

    Returns:
        The changed features; None if the stranger has no other names.
    """
    shared_names = report.names | partner.names
    new_names = sorted(stranger.names - shared_names)
    if not new_names:
        return None
    replacement = {name: new_names[i % len(new_names)] for i, name in enumerate(sorted(report.names))}
    changed = _with_words_replaced(report, replacement)
    return replace(
        changed,
        countries=stranger.countries - report.countries - partner.countries,
        name_phrases=_without_words(changed.name_phrases, shared_names),
        place_names=_without_words(changed.place_names, shared_names | partner.place_names),
        object_names=_without_words(changed.object_names, shared_names),
    )


def _with_words_replaced(report: Features, replacement: dict[str, str]) -> Features:
    """Replace words in every feature that holds words."""

    def phrases(old: Iterable[str]) -> frozenset[str]:
        return frozenset(" ".join(replacement.get(word, word) for word in phrase.split()) for phrase in old)

    return replace(
        report,
        title_stems=tuple(replacement.get(word, word) for word in report.title_stems),
        lead_stems=frozenset(replacement.get(word, word) for word in report.lead_stems),
        names=frozenset(replacement.get(word, word) for word in report.names),
        name_phrases=phrases(report.name_phrases),
        place_names=phrases(report.place_names),
        object_names=phrases(report.object_names),
    )


def _without_words(phrases: Iterable[str], words: frozenset[str]) -> frozenset[str]:
    """The phrases that contain none of some words and are none of them."""
    return frozenset(phrase for phrase in phrases if phrase not in words and words.isdisjoint(phrase.split()))


def _every_nth(true_pairs: Sequence[Pair]) -> Sequence[Pair]:
    """At most about `MAX_NEGATIVES` pairs, spread evenly."""
    return true_pairs[:: max(1, len(true_pairs) // MAX_NEGATIVES)]


def _strangers(i: int, labels: Sequence[str], vectors: Sequence[ArticleVector]) -> Iterator[ArticleVector]:
    """Reports with another label than report `i`, from a place in the set that depends on `i`."""
    start = i * STEP + OFFSET
    for offset in range(len(vectors)):
        place = (start + offset) % len(vectors)
        if labels[place] != labels[i]:
            yield vectors[place]
