"""Joins the reviews of a product on one day: that several publishers have one is a happening, each is comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.timeline.reports import Report

MIN_REVIEWERS = 3
"""Number of publishers whose reviews of one day are a happening: fewer are comment of theirs."""
REVIEW_LIKELIHOOD = 0.6
"""Likelihood of such a happening: that reviews appeared is certain, but most often something else happened too. Four in
ten articles of replayed feeds have more."""
MIN_SAME_SUBJECT = 0.7
"""Share of the shorter name in the other from which on two reviews are of one product."""
_REVIEW = re.compile(
    r"^(?P<subject>[^:]{3,60}?)\s+(?:review|hands-on)\b(?:\s\([^)]*\))?\s*(?:[:,–—-]|$)", re.IGNORECASE
)


def is_review(report: Report) -> bool:
    """Return whether a report is a review: "Calder kettle review: hot but small"."""
    return _REVIEW.match(report.headline.text) is not None


def joined_reviews(reports: Sequence[Report]) -> list[list[Report]]:
    """Return the reviews of each product and day that several publishers review, as likely reports of it."""
    reviews = [report for report in reports if is_review(report)]
    reviews.sort(key=lambda report: (report.article.published, report.article.id))
    return [
        [replace(report, likelihood=REVIEW_LIKELIHOOD, is_preview=False, is_reaction=False) for report in group]
        for _, of_day in groupby(reviews, key=lambda report: report.article.published.date())
        for group in _by_subject(list(of_day))
        if len({report.publisher for report in group}) >= MIN_REVIEWERS
    ]


def _by_subject(reviews: Sequence[Report]) -> list[list[Report]]:
    groups: list[tuple[frozenset[str], list[Report]]] = []
    for report in reviews:
        terms = _subject(report)
        own = next((group for subject, group in groups if overlap(subject, terms) >= MIN_SAME_SUBJECT), None)
        if own is None:
            groups.append((terms, [report]))
        else:
            own.append(report)
    return [group for _, group in groups]


def _subject(report: Report) -> frozenset[str]:
    match = _REVIEW.match(report.headline.text)
    return frozenset(bag_of_words(match["subject"], report.article.lang)) if match else frozenset()
