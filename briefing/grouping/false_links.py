"""Whether a thread that shares names and words with an affair is about something else: the last check of a part.

A person, a firm or a product is named in much that has nothing else in common. A part of an affair also speaks of what
the affair is about: the words of its headlines that are no names stand in the affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, log1p
from statistics import median

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.group import Group
from briefing.grouping.idf import Idf
from briefing.grouping.signals import sigmoid
from briefing.grouping.two_topics import Topic

# The weights, in log-odds, were fitted on 832 links of captured feeds of May 2020, September 2023 and March 2026, of
# which a reader of the headlines took 136 for false; `benchmarks/train_false_links.py` fits them. Fitted on two of the
# windows and applied to the third, they leave out 51 of the false links and 77 of the others. Of 178 links of four
# later days of 2020 they leave out 18 of 48 false ones and 15 of the others.
FALSE_LINK_BIAS = 4.3
"""Log-odds of a false link, without any of the following."""
HEADLINE_SHARE_WEIGHT = -1.5
"""Weight of the median, over the headlines, of the share of their words, by rarity and without names, that stand in the
affair."""
FIT_WEIGHT = -0.8
"""Weight of how well the headlines fit the affair."""
TYPICAL_WEIGHT = -1.05
"""Weight of the share of the headlines that have a word, no name, which many headlines of the affair have."""
NAME_WEIGHT = -0.65
"""Weight of each name that both share."""
HEADLINE_NAME_WEIGHT = -0.6
"""Weight of each word of a name that stands in half of the headlines of each."""
SIZE_WEIGHT = -0.7
"""Weight of the natural logarithm of 1 and the number of stories of the affair: what is large has parts."""
FALSE_LINK_WEIGHTS = (
    HEADLINE_SHARE_WEIGHT, FIT_WEIGHT, TYPICAL_WEIGHT, NAME_WEIGHT, HEADLINE_NAME_WEIGHT, SIZE_WEIGHT,
)  # fmt: skip
MAX_NAMES = 3
"""Number of shared names from which on more say nothing more."""
MAX_HEADLINE_NAMES = 2
"""The same for words of names in headlines."""


def link_signals(
    part: Group, affair: Group, topic: Topic, name_count: int, headline_name_count: int, idf: Idf
) -> tuple[float, ...]:
    """Return the signals by which a thread can be about something else than an affair, in the order of their weights.

    Args:
        part: The thread.
        affair: The affair.
        topic: What the articles of the affair have in common.
        name_count: The number of names that both share.
        headline_name_count: The number of words of names that half of the headlines of each have.
        idf: The rarity of terms.
    """
    typical = sum(map(topic.has_headline_word, part.members)) / len(part.members)
    return (
        _headline_share(part.members, affair, idf),
        topic.headline_fit(part.members) if affair.article_weight else 0.0,
        typical,
        min(name_count, MAX_NAMES),
        min(headline_name_count, MAX_HEADLINE_NAMES),
        log1p(affair.size),
    )


def false_link_probability(signals: Sequence[float]) -> float:
    """Return the probability that a thread is about something else than an affair."""
    return sigmoid(
        FALSE_LINK_BIAS + fsum([weight * value for weight, value in zip(FALSE_LINK_WEIGHTS, signals, strict=True)])
    )


def _headline_share(reports: Sequence[ArticleVector], affair: Group, idf: Idf) -> float:
    """The median, over the headlines, of the share of their words, by rarity and without names, that an affair has."""
    words = [set(report.features.title_stems) - report.features.names for report in reports]
    return median([_share(one, affair, idf) for one in words])


def _share(words: set[str], affair: Group, idf: Idf) -> float:
    """The share of words, by rarity, that stand in an affair; 1 if there are none."""
    total = fsum([idf[word] for word in words])
    return fsum([idf[word] for word in words if word in affair.word_weights]) / total if total else 1.0
