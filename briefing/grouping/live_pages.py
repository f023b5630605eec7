"""Keeps live pages and lists of events away from stories and threads that are about less than they are.

A live page ("Ferry strike live: ...") takes up one event after the other, and its opening may report any of them. Its
headline says what all of it is about.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from math import fsum

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.idf import Idf

MIN_HEADLINE_SHARE = 0.45
"""Least share of the weight of a live page's headline that stands in the reports on its topic.

Chosen by reading three windows of feeds: below it most live pages were grouped with reports of one of their items,
above it hardly any."""
MIN_SHARE_OF_HEADLINES = 0.35
"""The same for what stands in the headlines of these reports: their openings name many officers and places."""
FULL_SHARE = 0.8
"""Share of the weight in the reports from which on their headlines need not say it too: they use other words. For a
page on a sitting they always must."""
_LIVE_STEMS = frozenset([
    "live", "livestream", "liveblog", "blog", "stream", "updat", "latest", "coverag", "tracker", "watch", "news",
    "happen", "unfold", "know", "event", "score", "result", "pictur", "photo", "glanc", "thing",
    "livetick", "ergebnis", "minut", "direct", "dirett",
])  # fmt: skip
"""Stems by which a headline says, in some languages, that it is that of a live page or a list: they say nothing of
its topic."""

_SITTING_STEMS = frozenset(["press", "brief", "confer", "presser", "hear", "session", "interview", "pressekonferenz"])
"""Stems that name a sitting, such as a press conference. Anything may be said there, and reports on any of it name its
speakers and its place, so that most words of the page's headline stand in them."""


def is_live_page(article: ArticleVector) -> bool:
    """Whether an article is a live page or a list of events by its headline."""
    return article.features.headline_kind == "rolling"


def live_pages_conflict(one: Sequence[ArticleVector], other: Sequence[ArticleVector], idf: Idf) -> bool:
    """Whether most of one of two groups of articles are live pages about something else than the reports of the other.

    Args:
        one: Members of a group.
        other: Members of another group.
        idf: The rarity of terms.
    """
    mostly = [2 * sum(map(is_live_page, members)) > len(members) for members in (one, other)]
    if mostly[0] == mostly[1]:
        return False
    live, reporting = (one, other) if mostly[0] else (other, one)
    pages = [member for member in live if is_live_page(member)]
    reports = [member for member in reporting if not is_live_page(member)]
    headlines = set[str]().union(*(report.features.title_stems for report in reports))
    words = headlines.union(*(report.word_vector for report in reports))
    share = _mean_share(pages, words, idf)
    if share < MIN_HEADLINE_SHARE:
        return True
    if share >= FULL_SHARE and not any(map(_is_sitting, pages)):
        return False
    return _mean_share(pages, headlines, idf) < MIN_SHARE_OF_HEADLINES


def _is_sitting(page: ArticleVector) -> bool:
    return not _SITTING_STEMS.isdisjoint(page.features.title_stems)


def _mean_share(pages: Sequence[ArticleVector], words: Set[str], idf: Idf) -> float:
    """The mean share of the weight of the headlines of live pages that stands in some words."""
    return fsum([_headline_share(page, words, idf) for page in pages]) / len(pages)


def _headline_share(page: ArticleVector, words: Set[str], idf: Idf) -> float:
    """The share of the weight of a headline that stands in some words; 1 if the headline weighs nothing."""
    headline = set(page.features.title_stems) - _LIVE_STEMS
    weight = fsum([idf[term] for term in headline])
    return fsum([idf[term] for term in headline & words]) / weight if weight else 1.0
