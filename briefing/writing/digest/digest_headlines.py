"""Headlines of a thread as a digest compares them: what each says beside the theme, and how many publishers say it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.text.article_kinds import article_kind
from briefing.text.titles import bare_headline
from briefing.writing.country_terms import terms_of
from briefing.writing.headline_terms import Terms
from briefing.writing.headlines import is_announcement, is_reaction, is_report

if TYPE_CHECKING:
    from briefing.model.articles import Article

MAX_HEADLINES_READ = 80
"""Newest headlines of a thread among which one is looked for that says what is new; they are compared in pairs."""
MIN_SUPPORT_SHARE, MIN_SUPPORT_TERMS = 0.34, 2
"""Share and number of the own terms of a headline that another one of the same happening has: words vary."""
NOT_NEWS = frozenset({"opinion", "review", "deal", "promo", "recurring"})
"""Kinds of articles whose headlines report nothing that happened."""


@dataclass(frozen=True, slots=True)
class NewHeadline:
    """A headline with its terms, and its article."""

    text: str
    terms: Terms
    article: Article


def bare_title(article: Article) -> str:
    """Return the headline of an article without its labels."""
    return bare_headline(article.title, article.publisher)


def newest_headlines(articles: Iterable[Article]) -> list[NewHeadline]:
    """Return the headlines of the newest `MAX_HEADLINES_READ` articles, the newest first."""
    newest = sorted(articles, key=lambda one: (one.published, one.id), reverse=True)[:MAX_HEADLINES_READ]
    return [NewHeadline(text, terms_of(text), one) for one in newest for text in [bare_title(one)]]


def stating(known: Sequence[Terms], announced: Collection[Terms], headline: str) -> Sequence[Terms]:
    """Return which known texts can say what a headline says: what only announces does not say that it happened."""
    return [terms for terms in known if terms not in announced] if announced and is_report(headline) else known


def supporters(own: Terms, headlines: Sequence[NewHeadline], story: Collection[str] = ()) -> list[NewHeadline]:
    """Return the headlines that say what the terms say, those of a new story included."""
    if not own:
        return []
    least = max(MIN_SUPPORT_TERMS, MIN_SUPPORT_SHARE * len(own))
    return [one for one in headlines if one.article.id in story or len(own & one.terms) >= least]


def reports(one: NewHeadline) -> bool:
    """Whether a headline says what happened, or what will, in an article that is news."""
    says_it = is_report(one.text) or (is_announcement(one.text) and not is_reaction(one.text))
    return says_it and is_news(one.article)


def is_news(article: Article) -> bool:
    """Whether an article is news, by its headline, text and address: no comment, review or offer."""
    return article_kind(article.title, article.text, article.link).name not in NOT_NEWS
