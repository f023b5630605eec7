"""Matching incoming articles to stored ones. Pure.

Feeds repeat, change and reuse guids, and several articles may share an address. Guid, address, title, text and date
decide together, and each rule is symmetric, so that it does not matter which of two entries was stored first. In doubt
the article counts as new, because a lost article is worse than a duplicate. "same" and "other" say what is known: if
one of two articles has no date, they have neither the same date nor another one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.store.article_pairs import SAME_MOMENT, ArticlePair, DocumentFacts, StoredArticle, compare
from briefing.text.late_patterns import late_pattern
from briefing.text.resemblance import Likeness
from briefing.text.urls import address_variants

if TYPE_CHECKING:
    from briefing.model.articles import Article


EDIT_SPAN = timedelta(hours=12)
"""Another text under the same title this long after is a new post of a regular column, not an edit."""
COPY_SPAN = timedelta(days=1)
"""Within this time two feeds date the same article, each in its own way."""
POSITION = late_pattern(r"(?:item|entry|post|article|no|nr|pos|row|#)?[\W_]*\d{1,3}", re.IGNORECASE)
"""Guids that may be positions in the document, so that each post takes over the guid of another one."""
BY_GUID_AND_ADDRESS, BY_ADDRESS, BY_GUID, BY_CONTENT = 300, 200, 100, 50
"""Rank of what holds two articles together: the first three are further apart than all that follows adds.

What is held together by its content is below the guid too, unless the links lead to the same part of a page.
"""
PER_TITLE_STEP, BY_DATE, BY_TEXT = 12, 8, 4
"""Added to a rank for each step of `Likeness` of the titles, for the same date, the same text (less for another)."""
BY_PART = 40
"""What the same part of a page adds: posts of a live blog may have title, date and text in common, but not this."""


def feed_key(article: Article) -> str:
    """Return the feed's own key of an article: its guid, or its title if it has neither guid nor address.

    A line break keeps titles apart from guids.
    """
    return article.guid or ("" if article.url else "\n" + article.title)


def match_stored(
    articles: Sequence[Article],
    by_key: Mapping[str, Sequence[StoredArticle]],
    by_url: Mapping[str, Sequence[StoredArticle]],
    by_date: Mapping[datetime, Sequence[StoredArticle]] | None = None,
) -> list[StoredArticle | None]:
    """Match each incoming article to at most one stored article, and each stored article to at most one of them.

    The surest matches are made first, whatever the order of the document.

    Args:
        articles: The articles of one document.
        by_key: The stored articles of this feed by key.
        by_url: The stored articles of all feeds by canonical address.
        by_date: The stored articles of this feed by date.

    Returns:
        For each incoming article its match, or None if it is new.
    """
    keys = Counter(feed_key(article) for article in articles)
    urls = Counter(article.url for article in articles)
    dates = Counter(article.published for article in articles)
    guids = {article.guid for article in articles}
    ranked: list[tuple[int, int, StoredArticle]] = []
    for position, article in enumerate(articles):
        key = feed_key(article)
        with_key = by_key.get(key, ()) if key else ()
        with_url = [known for url in address_variants(article.url) for known in by_url.get(url, ()) if article.url]
        with_date = (by_date or {}).get(article.published, ())
        own_moment = dates[article.published] == 1 and len(with_date) == 1
        sure_key = keys[key] == 1 and len(with_key) == 1 and not POSITION.fullmatch(article.guid) and article.guid != ""
        sure_url = urls[article.url] == 1 and len(with_url) == 1 and _is_more_than_front_page(article.url)
        for known in {known.n: known for known in (*with_key, *with_url, *with_date)}.values():
            replaced = known.url not in urls and not (known.guid and known.guid in guids)
            facts = DocumentFacts(known in with_key, sure_key, sure_url, replaced, own_moment)
            if rank := _rank(compare(article, known, facts)):
                ranked.append((rank, position, known))
    results: list[StoredArticle | None] = [None] * len(articles)
    claimed: set[int] = set()
    for _, position, known in sorted(ranked, key=lambda one: (-one[0], one[2].n, one[1])):
        if results[position] is None and known.n not in claimed:
            claimed.add(known.n)
            results[position] = known
    return results


def _rank(pair: ArticlePair) -> int:
    """Return how surely two articles are one, 0 if they are not.

    What holds them together counts most: guid and address, then the address alone, then the guid alone, then the rest.
    """
    if pair.other_part and not (pair.title is Likeness.EQUAL and not pair.other_text and not pair.other_date):
        return 0
    if pair.is_other_post:
        return 0
    if pair.same_url and (pair.same_key or not pair.other_guid):
        return BY_GUID_AND_ADDRESS + _agreement(pair) if _is_edit(pair) else 0
    if pair.same_url:
        return BY_ADDRESS + _agreement(pair) if _is_same_page(pair) else 0
    if pair.same_key:
        return BY_GUID + _agreement(pair) if _has_new_address(pair) else 0
    is_same = pair.is_republished or (pair.mended_url and _is_renumbered(pair))
    return BY_CONTENT + _agreement(pair) if is_same else 0


def _agreement(pair: ArticlePair) -> int:
    """Return what title, date, text and part of the page add to the rank of a pair, from -4 to 88."""
    agreement = PER_TITLE_STEP * pair.title + BY_DATE * pair.same_date + BY_TEXT * (pair.same_text - pair.other_text)
    return agreement + BY_PART * pair.same_part


def _is_edit(pair: ArticlePair) -> bool:
    """Whether entries with the same guid (or without guids) and the same address are versions of one article."""
    if pair.title is Likeness.EQUAL and (not pair.other_text or pair.same_date):
        # Nothing changed, or the text was corrected. But two dates, no text, and a guid and address that others have
        # too: two posts of a column that a feed without guids gives with its front page.
        return not (pair.other_date and pair.texts_agree is None and not (pair.key_is_sure or pair.url_is_sure))
    if not (pair.key_is_sure or pair.url_is_sure):
        # A front page as address of all entries: a word was inserted in the headline; text and date are the same.
        return pair.title >= Likeness.SIMILAR and pair.same_content
    if pair.same_date or pair.own_page:
        # A live blog, rewritten in place: all but another headline, text and date at once.
        return pair.title > Likeness.DIFFERENT or not pair.other_text or not pair.other_date
    if pair.apart is None:
        # Undated: a guid or a text is the same; or a related headline stands on the page, such as "Ferry found".
        return pair.same_key or pair.same_text or (pair.title >= Likeness.RELATED and not pair.other_text)
    if pair.other_text and pair.apart >= EDIT_SPAN:
        # The weather report of the next day, on the page of that of the last one.
        return False
    # A report updated some hours later with a new date: "Ferry sinks", then "Ferry found, three rescued".
    return pair.title >= (Likeness.RELATED if pair.same_key or pair.same_text else Likeness.SIMILAR)


def _is_same_page(pair: ArticlePair) -> bool:
    """Whether entries with the same address and different guids are one article.

    A guid may change, or another feed may carry the article; or the page is one for many entries.
    """
    near = pair.apart is None or pair.apart <= (SAME_MOMENT if pair.same_feed else COPY_SPAN)
    if pair.title is Likeness.EQUAL:
        if pair.other_text:
            # The text was rewritten, the date stayed; or another feed has another teaser of the page.
            return pair.same_date or (not pair.same_feed and pair.own_page)
        # The guid was made anew; or another feed dates the article an hour apart.
        return near or pair.own_page
    if not pair.url_is_sure:
        # The front page, with other entries.
        return False
    if not pair.same_feed and pair.title >= Likeness.RELATED and (pair.same_date or (pair.own_page and near)):
        # Another feed has a headline of its own for the article.
        return True
    if pair.title is Likeness.SIMILAR and pair.own_page and pair.same_date:
        # The headline was edited, and the guid is made of it.
        return True
    # The headline was written anew above the same text of the same date.
    return pair.same_content and (pair.title > Likeness.DIFFERENT or pair.own_page)


def _has_new_address(pair: ArticlePair) -> bool:
    """Whether entries of one feed with the same guid and different addresses are one article."""
    if not pair.key_is_sure:
        if pair.title is Likeness.EQUAL:
            # A guid such as "0" or "3", which others have too: the address was mended; or nothing but it changed, or
            # the text under the same date. Another date is the next post of a column.
            unchanged = pair.same_text and pair.mended_url
            return unchanged or (pair.same_date if pair.other_text else not pair.other_date)
        # Such a guid, and a word was inserted in the headline; text and date are the same.
        return pair.title >= Likeness.SIMILAR and pair.same_content
    if pair.title is Likeness.EQUAL:
        # The site has a new domain: all but the address is the same, as far as both have it.
        return pair.same_text or pair.same_date or pair.mended_url or (pair.texts_agree is None and not pair.other_date)
    if pair.same_date:
        # The headline was edited, and the address is made of it: "Harbour report, corrected".
        return pair.title >= Likeness.RELATED
    # The same with a new date: the text stayed; or it is missing, and the address differs by a word.
    return pair.title >= Likeness.SIMILAR and (pair.same_text or (pair.mended_url and not pair.other_text))


def _is_renumbered(pair: ArticlePair) -> bool:
    """Whether entries of one feed with different guids, one address a corrected form of the other, are one article."""
    if pair.title is Likeness.EQUAL:
        # Each fetch makes new guids, or a session in the address: text and date are the same, or an exact date.
        return pair.same_content or (pair.same_date and pair.exact_date and not pair.other_text)
    if not pair.exact_date:
        # A word was inserted in headline and address of an entry that is dated to the day.
        return pair.same_content and pair.extended_title
    # A headline was edited: text and date are the same, or, without texts, an exact date under a similar headline.
    return pair.same_content or (pair.title is Likeness.SIMILAR and pair.texts_agree is None and pair.same_date)


def _is_more_than_front_page(url: str) -> bool:
    """Whether an address is more than a site's front page, which some feeds give for every entry."""
    return bool(url) and (url.count("/") > 2 or "?" in url)
