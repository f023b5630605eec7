"""Entries that the document of a feed has twice. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.store.article_pairs import is_exact, usable_date
from briefing.text.resemblance import Likeness, texts_agree, title_likeness
from briefing.text.urls import host_of, own_numbers, page_part

if TYPE_CHECKING:
    from briefing.model.articles import Article


def without_duplicates(articles: Sequence[Article]) -> list[Article]:
    """Return the articles of one document without repetitions; entries with other texts or dates are no repetitions.

    The first one stays: most documents begin with the newest version.
    """
    entries: list[Article] = []
    unique: dict[tuple[str, str, str], list[Article]] = {}
    by_number: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        alike = unique.setdefault((article.url, page_part(article.link), article.title), [])
        numbers = [(host_of(article.url), number) for number in sorted(own_numbers(article.url))]
        versions = [one for number in numbers for one in by_number[number]]
        if any(_is_repetition(one, article) for one in alike) or any(_is_version(one, article) for one in versions):
            continue
        alike.append(article)
        entries.append(article)
        for number in numbers:
            by_number[number].append(article)
    return entries


def _is_version(one: Article, other: Article) -> bool:
    """Whether two entries with one article's number in their addresses have one date and related titles."""
    dates = [usable_date(article.published, article.seen, article.date_flag) for article in (one, other)]
    same = one.url != other.url and dates[0] is not None and dates[0] == dates[1] and is_exact(dates[0])
    return same and title_likeness(one.title, other.title) >= Likeness.RELATED


def _is_repetition(one: Article, other: Article) -> bool:
    """Whether two entries with one address and title are one: with one guid unless text or date differ, else only if
    both have the same text and date.
    """
    dates = [usable_date(article.published, article.seen, article.date_flag) for article in (one, other)]
    if one.guid != other.guid:
        return bool(one.url and one.text) and one.text == other.text and None not in dates and dates[0] == dates[1]
    return texts_agree(one.text, other.text) is not False and (None in dates or dates[0] == dates[1])
