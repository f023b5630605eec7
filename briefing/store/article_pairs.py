"""What an incoming article and a stored one have in common: the evidence that `article_identity` decides by. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefing.text.late_patterns import late_pattern
from briefing.text.resemblance import Likeness, is_extended_title, is_identifying, texts_agree, title_likeness
from briefing.text.urls import (
    address_variants,
    canonical_url,
    is_mended_address,
    is_same_address,
    names_article,
    own_numbers,
    page_part,
)

if TYPE_CHECKING:
    from briefing.model.articles import Article


SAME_MOMENT = timedelta(minutes=1)
"""Two dates this close are one date; some feeds round to minutes."""
RELEASE = late_pattern(
    r"(?<![\w.])(?:(?:version|release|build)\s|v)(\d{1,6}(?:\.\d{1,6}){0,3})|(?<![\w.$€£])(\d{1,4}(?:\.\d{1,6}){1,3})(?!\w|\s?%|\.\d)",
    re.IGNORECASE,
)
"""The number of a release in a title: on a page for all releases, another number is another post."""
GUID_VERSION = late_pattern(r"#\d{1,3}$")
"""The number of the version that some publishers append to a guid."""


class StoredArticle(NamedTuple):
    """The compared fields of a stored article.

    Attributes:
        n: Its inner number.
        feed_text: The text as the feed gave it; `text` may be that of the article's page.
        published: None if the feed gave no usable date.
        carried: Whether the feed of the document has carried the article, without a guid; it may be another feed's.
    """

    n: int
    feed: str
    url: str
    title: str
    text: str
    guid: str = ""
    link: str = ""
    feed_text: str = ""
    published: datetime | None = None
    carried: bool = False


class DocumentFacts(NamedTuple):
    """What the document of an incoming article says about a stored one.

    Attributes:
        has_key: Whether the stored article has the key of the incoming one.
        key_is_sure: Whether no other article has that key.
        url_is_sure: The same of the address.
        replaced: Whether the stored article is not in the document any more.
        own_moment: Whether no other article of the feed has the date of the incoming one.
    """

    has_key: bool
    key_is_sure: bool
    url_is_sure: bool
    replaced: bool
    own_moment: bool


class ArticlePair(NamedTuple):
    """What an incoming and a stored article have in common.

    What is called "same" or "other" is known to be so: neither holds where one of the two lacks it.

    Attributes:
        same_key: Whether their keys are the same, up to the number of a version.
        same_url: Whether their addresses are the same.
        other_guid: Whether their guids differ; within one feed, only if both have one.
        same_feed: Whether the feed of the document carried the stored article too.
        key_is_sure: Whether no other article has the key of the incoming one.
        url_is_sure: The same of the address.
        same_part: Whether their links lead to the same part of a page.
        other_part: Whether their links lead to different parts of a page, such as the posts of a live blog.
        other_release: Whether their titles have the numbers of different releases.
        title: How alike their titles are; a missing title is equal to any.
        extended_title: Whether one title has all words of the other, and a few more.
        texts_agree: Whether their texts may be versions of one text; None if one has none.
        long_texts: Whether their texts are long enough to identify an article.
        apart: The time between their dates; None if one has none.
        exact_date: Whether the date is more than a day or an hour, which many posts share.
        same_second: Whether the dates have seconds, the same ones, and no other article of the feed has these.
        same_number: Whether their addresses end with the same number of an article.
        replaced: Whether the document has the incoming article in place of the stored one.
        own_page: Whether their address is that of one article, and no other article has it.
        mended_url: Whether one address is a corrected form of the other, in one feed; or one is missing.
    """

    same_key: bool
    same_url: bool
    other_guid: bool
    same_feed: bool
    key_is_sure: bool
    url_is_sure: bool
    same_part: bool
    other_part: bool
    other_release: bool
    title: Likeness
    extended_title: bool
    texts_agree: bool | None
    long_texts: bool
    apart: timedelta | None
    exact_date: bool
    same_second: bool
    same_number: bool
    replaced: bool
    own_page: bool
    mended_url: bool

    @property
    def same_text(self) -> bool:
        """Whether both have a text, and these may be versions of one."""
        return self.texts_agree is True

    @property
    def other_text(self) -> bool:
        """Whether both have a text, and these are different."""
        return self.texts_agree is False

    @property
    def same_date(self) -> bool:
        """Whether both have a date, and these are the same."""
        return self.apart is not None and self.apart <= SAME_MOMENT

    @property
    def other_date(self) -> bool:
        """Whether both have a date, and these are different."""
        return self.apart is not None and self.apart > SAME_MOMENT

    @property
    def same_content(self) -> bool:
        """Whether a text long enough to identify an article and its date are the same."""
        return self.same_text and self.long_texts and self.same_date

    @property
    def is_other_post(self) -> bool:
        """Whether a text that identifies an article, or the number of a release, differs and nothing outweighs that."""
        if self.other_release and not (self.same_key or self.own_page or self.same_date):
            return True
        is_sure = self.same_key and self.same_url and self.key_is_sure and self.url_is_sure
        revised = self.same_date and self.exact_date and (is_sure or self.title >= Likeness.SIMILAR)
        return self.other_text and self.long_texts and not (revised or self.is_republished or self.own_page)

    @property
    def is_republished(self) -> bool:
        """Whether a publisher wrote an article anew, under another address and with the date of the first version."""
        related = self.title >= Likeness.RELATED
        same = self.same_number or (self.same_second and related)
        return self.same_feed and self.replaced and self.same_date and self.exact_date and same


def usable_date(published: datetime, seen: datetime, date_flag: str) -> datetime | None:
    """Return the date of an article; None if it is only the time of the fetch."""
    return None if date_flag not in ("", "unsure") or published == seen else published.astimezone(UTC)


def is_exact(date: datetime) -> bool:
    """Whether a date is more than a day or an hour: neither the first nor the last second of one."""
    return (date.minute, date.second) not in ((0, 0), (59, 59))


def compare(article: Article, known: StoredArticle, facts: DocumentFacts) -> ArticlePair:
    """Return what an incoming article has in common with a stored one."""
    date = usable_date(article.published, article.seen, article.date_flag)
    text = known.feed_text or known.text
    title = title_likeness(article.title, known.title)
    same_url = is_same_address(article.url, known.url)
    parts = page_part(article.link), page_part(known.link)
    same_feed = known.feed == article.feed or known.carried
    same_guid = facts.has_key or (bool(article.guid) and article.guid == known.guid)
    variant = same_url and bool(article.guid) and _guid_base(article.guid) == _guid_base(known.guid)
    return ArticlePair(
        same_key=same_guid or variant,
        same_url=same_url,
        other_guid=not same_guid and (not same_feed or bool(article.guid and known.guid)),
        same_feed=same_feed,
        key_is_sure=facts.key_is_sure,
        url_is_sure=facts.url_is_sure,
        same_part="" not in parts and parts[0] == parts[1],
        other_part="" not in parts and parts[0] != parts[1],
        other_release=_has_other_release(article.title, known.title),
        title=title if article.title and known.title else Likeness.EQUAL,
        extended_title=title is Likeness.SIMILAR and is_extended_title(article.title, known.title),
        texts_agree=texts_agree(article.text, text),
        long_texts=is_identifying(article.text, text),
        apart=abs(date - known.published) if date and known.published else None,
        exact_date=date is not None and is_exact(date),
        same_second=facts.own_moment and date is not None and date.second != 0 and date == known.published,
        same_number=same_feed and not own_numbers(article.url).isdisjoint(own_numbers(known.url)),
        replaced=facts.replaced,
        own_page=facts.url_is_sure and same_url and names_article(article.url, (article.title, known.title)),
        mended_url=same_feed and ("" in (article.url, known.url) or is_mended_address(article.url, known.url)),
    )


def _has_other_release(title: str, other_title: str) -> bool:
    releases, others = set(RELEASE.findall(title)), set(RELEASE.findall(other_title))
    return bool(releases and others) and releases != others


def _guid_base(guid: str) -> str:
    """Return a guid without what changes while the post stays: scheme, "www.", tracking, the number of the version."""
    guid = GUID_VERSION.sub("", guid)
    return min(address_variants(canonical_url(guid))) if "://" in guid and "#" not in guid else guid.casefold()
