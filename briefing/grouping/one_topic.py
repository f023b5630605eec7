"""Whether the articles of two groups agree on one topic, by the model of pairs of articles (topic_pairs.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import fsum, sqrt

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.group import Group

MIN_AGREEMENT = -0.75
"""Log-odds of one topic below which two threads stay apart, however many words they share.

With this and `CLEAR_AGREEMENT`, windows of captured feeds of two years were grouped anew by weights that were learned
without them. Of 2,380 labelled pairs of reports of one thread that a reader wants in one, 2,242 stayed together, and
506 of 719 that he does not want; of 1,220 such pairs of two threads, 209 came together, and 34 of 1,203 others."""
CLEAR_AGREEMENT = 0.25
"""Log-odds of one topic from which on two threads need to share fewer words."""
FEW_ARTICLES = 0.75
"""Log-odds taken off, divided by the root of the number of pairs of their articles: few may agree by chance."""
AGREEMENT_REASON = "reports that agree on one topic"
"""The name, in the evidence, of the signal that two threads were joined for this agreement."""
FIRST_COMPARED, LATEST_COMPARED = 2, 6
"""Numbers of first and of latest articles of a thread with which one of another is compared; more change little."""

_OTHER_LETTER = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff]")
"""A letter of another script than the Latin one."""

PairOdds = Callable[[ArticleVector, ArticleVector], float]
"""The log-odds that two articles are about one topic."""


def has_known_endings(group: Group) -> bool:
    """Whether the words of a group lose their endings, so that the model can compare them.

    They do not in other than Latin letters if the language is not known: then two forms of a word are two words.
    """
    first = group.members[0].features
    return bool(first.lang) or not any(map(_OTHER_LETTER.search, first.title_stems))


def one_topic_odds(one: Group, other: Group, odds: PairOdds) -> float:
    """Return the log-odds that two groups are about one topic; the order of the two does not matter.

    The first article of the smaller group is compared with the first and the latest ones of the larger group: the
    result is the mean of their average and their maximum. Of two groups of one size, both orders are averaged.
    """
    orders = [(large, small) for large, small in ((one, other), (other, one)) if large.size >= small.size]
    agreed = [_agreement(small.members[0], large.members, odds) for large, small in orders]
    return fsum(agreed) / len(agreed) - FEW_ARTICLES / sqrt(one.article_weight * other.article_weight)


def _agreement(article: ArticleVector, others: Sequence[ArticleVector], odds: PairOdds) -> float:
    compared = [*others[:FIRST_COMPARED], *others[FIRST_COMPARED:][-LATEST_COMPARED:]]
    values = [odds(article, each) for each in compared]
    return (fsum(values) / len(values) + max(values)) / 2
