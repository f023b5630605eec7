"""Matching incoming articles to stored ones. Pure.

Feeds repeat, change and reuse guids, and several articles may share an address. Guid, address, title, text and date
decide together, and each rule is symmetric, so that it does not matter which of two entries was stored first. In doubt
the article counts as new, because a lost article is worse than a duplicate.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefing.text.late_patterns import late_pattern
from briefing.text.resemblance import Likeness, is_extended_title, is_identifying, texts_agree, title_likeness
from briefing.text.urls import (
    address_variants,
    canonical_url,
    host_of,
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
EDIT_SPAN = timedelta(hours=12)
"""Another text under the same title this long after is a new post of a regular column, not an edit."""
COPY_SPAN = timedelta(days=1)
"""Within this time two feeds date the same article, each in its own way."""
POSITION = late_pattern(r"(?:item|entry|post|article|no|nr|pos|row|#)?[\W_]*\d{1,3}", re.IGNORECASE)
"""Guids that may be positions in the document, so that each post takes over the guid of another one."""
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


class _DocumentFacts(NamedTuple):
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


class _Pair(NamedTuple):
    """What an incoming and a stored article have in common; a None means that it is not known.

    Attributes:
        key: Whether their keys are the same, up to the number of a version.
        url: Whether their addresses are the same.
        other_guid: Whether their guids differ; within one feed, only if both have one.
        same_feed: Whether the feed of the document carried the stored article too.
        key_is_sure: Whether no other article has the key of the incoming one.
        url_is_sure: The same of the address.
        same_part: Whether their links lead to the same part of a page.
        other_part: Whether their links lead to different parts of a page, such as the posts of a live blog.
        other_release: Whether their titles have the numbers of different releases.
        title: How alike their titles are; a missing title is equal to any.
        extended_title: Whether one title has all words of the other, and a few more.
        text: Whether their texts may be versions of one text; None if one has none.
        identifying: Whether their texts are long enough to identify an article.
        apart: The time between their dates.
        exact: Whether the date is more than a day or an hour, which many posts share.
        to_the_second: Whether the dates have seconds, the same ones, and no other article of the feed has these.
        same_number: Whether their addresses end with the same number of an article.
        replaced: Whether the document has the incoming article in place of the stored one.
        own_page: Whether their address is that of one article, and no other article has it.
        mended: Whether one address is a corrected form of the other, in one feed; or one is missing.
    """

    key: bool
    url: bool
    other_guid: bool
    same_feed: bool
    key_is_sure: bool
    url_is_sure: bool
    same_part: bool
    other_part: bool
    other_release: bool
    title: Likeness
    extended_title: bool
    text: bool | None
    identifying: bool
    apart: timedelta | None
    exact: bool
    to_the_second: bool
    same_number: bool
    replaced: bool
    own_page: bool
    mended: bool

    @property
    def same_date(self) -> bool:
        return self.apart is not None and self.apart <= SAME_MOMENT

    @property
    def other_date(self) -> bool:
        return self.apart is not None and self.apart > SAME_MOMENT

    @property
    def same_content(self) -> bool:
        """Whether a text long enough to identify an article and its date are the same."""
        return self.text is True and self.identifying and self.same_date

    @property
    def is_other_post(self) -> bool:
        """Whether a text that identifies an article, or the number of a release, differs and nothing outweighs that."""
        if self.other_release and not (self.key or self.own_page or self.same_date):
            return True
        is_sure = self.key and self.url and self.key_is_sure and self.url_is_sure
        revised = self.same_date and self.exact and (is_sure or self.title >= Likeness.SIMILAR)
        return self.text is False and self.identifying and not (revised or self.is_republished or self.own_page)

    @property
    def is_republished(self) -> bool:
        """Whether a publisher wrote an article anew, under another address and with the date of the first version."""
        related = self.title >= Likeness.RELATED
        same = self.same_number or (self.to_the_second and related)
        return self.same_feed and self.replaced and self.same_date and self.exact and same


def feed_key(article: Article) -> str:
    """Return the feed's own key of an article: its guid, or its title if it has neither guid nor address."""
    return article.guid or ("" if article.url else "\n" + article.title)


def usable_date(published: datetime, seen: datetime, date_flag: str) -> datetime | None:
    """Return the date of an article; None if it is only the time of the fetch."""
    return None if date_flag not in ("", "unsure") or published == seen else published.astimezone(UTC)


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
    same = one.url != other.url and dates[0] is not None and dates[0] == dates[1] and _is_exact(dates[0])
    return same and title_likeness(one.title, other.title) >= Likeness.RELATED


def _is_exact(date: datetime) -> bool:
    """Whether a date is more than a day or an hour: neither the first nor the last second of one."""
    return (date.minute, date.second) not in ((0, 0), (59, 59))


def _is_repetition(one: Article, other: Article) -> bool:
    dates = [usable_date(article.published, article.seen, article.date_flag) for article in (one, other)]
    if one.guid != other.guid:
        return bool(one.url and one.text) and one.text == other.text and None not in dates and dates[0] == dates[1]
    return texts_agree(one.text, other.text) is not False and (None in dates or dates[0] == dates[1])


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
            facts = _DocumentFacts(known in with_key, sure_key, sure_url, replaced, own_moment)
            if rank := _rank(_compare(article, known, facts)):
                ranked.append((rank, position, known))
    results: list[StoredArticle | None] = [None] * len(articles)
    claimed: set[int] = set()
    for _, position, known in sorted(ranked, key=lambda one: (-one[0], one[2].n, one[1])):
        if results[position] is None and known.n not in claimed:
            claimed.add(known.n)
            results[position] = known
    return results


def _rank(pair: _Pair) -> int:
    """Return how surely two articles are one, 0 if they are not."""
    if pair.other_part and not (pair.title is Likeness.EQUAL and pair.text is not False and not pair.other_date):
        return 0
    if pair.is_other_post:
        return 0
    if pair.url and (pair.key or not pair.other_guid):
        same, base = _is_edit(pair), 300
    elif pair.url:
        same, base = _is_same_page(pair), 200
    elif pair.key:
        same, base = _is_moved(pair), 100
    else:
        same, base = pair.is_republished or (pair.mended and _is_renumbered(pair)), 50
    agreement = 12 * pair.title + 8 * pair.same_date + 4 * (pair.text is True) - 4 * (pair.text is False)
    agreement += 40 * pair.same_part  # more than title, date and text: posts of a live blog may share all of these
    return base + agreement if same else 0


def _compare(article: Article, known: StoredArticle, facts: _DocumentFacts) -> _Pair:
    date = usable_date(article.published, article.seen, article.date_flag)
    text = known.feed_text or known.text
    title = title_likeness(article.title, known.title)
    same_url = is_same_address(article.url, known.url)
    parts = page_part(article.link), page_part(known.link)
    same_feed = known.feed == article.feed or known.carried
    same_guid = facts.has_key or (bool(article.guid) and article.guid == known.guid)
    variant = same_url and bool(article.guid) and _guid_base(article.guid) == _guid_base(known.guid)
    return _Pair(
        key=same_guid or variant,
        url=same_url,
        other_guid=not same_guid and (not same_feed or bool(article.guid and known.guid)),
        same_feed=same_feed,
        key_is_sure=facts.key_is_sure,
        url_is_sure=facts.url_is_sure,
        same_part="" not in parts and parts[0] == parts[1],
        other_part="" not in parts and parts[0] != parts[1],
        other_release=_has_other_release(article.title, known.title),
        title=title if article.title and known.title else Likeness.EQUAL,
        extended_title=title is Likeness.SIMILAR and is_extended_title(article.title, known.title),
        text=texts_agree(article.text, text),
        identifying=is_identifying(article.text, text),
        apart=abs(date - known.published) if date and known.published else None,
        exact=date is not None and _is_exact(date),
        to_the_second=facts.own_moment and date is not None and date.second != 0 and date == known.published,
        same_number=same_feed and not own_numbers(article.url).isdisjoint(own_numbers(known.url)),
        replaced=facts.replaced,
        own_page=facts.url_is_sure and same_url and names_article(article.url, (article.title, known.title)),
        mended=same_feed and ("" in (article.url, known.url) or is_mended_address(article.url, known.url)),
    )


def _is_edit(pair: _Pair) -> bool:
    """Return whether entries with the same guid (or without guids) and the same address are versions of one article."""
    if pair.title is Likeness.EQUAL and (pair.text is not False or pair.same_date):
        return not (pair.other_date and pair.text is None and not (pair.key_is_sure or pair.url_is_sure))
    if not (pair.key_is_sure or pair.url_is_sure):
        return pair.title >= Likeness.SIMILAR and pair.same_content
    if pair.same_date or pair.own_page:
        return pair.title > Likeness.DIFFERENT or pair.text is not False or not pair.other_date
    if pair.apart is None:
        return pair.key or pair.text is True or (pair.title >= Likeness.RELATED and pair.text is not False)
    if pair.text is False and pair.apart >= EDIT_SPAN:
        return False
    return pair.title >= (Likeness.RELATED if pair.key or pair.text else Likeness.SIMILAR)


def _is_same_page(pair: _Pair) -> bool:
    """Return whether entries with the same address and different guids are one article.

    A guid may change, or another feed may carry the article; or the page is one for many entries.
    """
    near = pair.apart is None or pair.apart <= (SAME_MOMENT if pair.same_feed else COPY_SPAN)
    if pair.title is Likeness.EQUAL:
        if pair.text is False:
            return pair.same_date or (not pair.same_feed and pair.own_page)
        return near or pair.own_page
    if not pair.url_is_sure:
        return False
    if not pair.same_feed and pair.title >= Likeness.RELATED and (pair.same_date or (pair.own_page and near)):
        return True
    if pair.title is Likeness.SIMILAR and pair.own_page and pair.same_date:
        return True
    return pair.same_content and (pair.title > Likeness.DIFFERENT or pair.own_page)


def _is_moved(pair: _Pair) -> bool:
    """Return whether entries of one feed with the same guid and different addresses are one article."""
    if not pair.key_is_sure:
        if pair.title is Likeness.EQUAL:
            unchanged = pair.text is True and pair.mended
            return unchanged or (not pair.other_date if pair.text is not False else pair.same_date)
        return pair.title >= Likeness.SIMILAR and pair.same_content
    if pair.title is Likeness.EQUAL:
        return pair.text is True or pair.same_date or pair.mended or (pair.text is None and not pair.other_date)
    if pair.same_date:
        return pair.title >= Likeness.RELATED
    return pair.title >= Likeness.SIMILAR and (pair.text is True or (pair.mended and pair.text is not False))


def _is_renumbered(pair: _Pair) -> bool:
    """Return whether entries of one feed with nothing but a date in common are one article whose guid changed."""
    if pair.title is Likeness.EQUAL:
        return pair.same_content or (pair.same_date and pair.exact and pair.text is not False)
    if not pair.exact:
        return pair.same_content and pair.extended_title
    return pair.same_content or (pair.title is Likeness.SIMILAR and pair.text is None and pair.same_date)


def _has_other_release(title: str, other_title: str) -> bool:
    releases, others = set(RELEASE.findall(title)), set(RELEASE.findall(other_title))
    return bool(releases and others) and releases != others


def _guid_base(guid: str) -> str:
    """Return a guid without what changes while the post stays: scheme, "www.", tracking, the number of the version."""
    guid = GUID_VERSION.sub("", guid)
    return min(address_variants(canonical_url(guid))) if "://" in guid and "#" not in guid else guid.casefold()


def _is_more_than_front_page(url: str) -> bool:
    """Return whether an address is more than a site's front page, which some feeds give for every entry."""
    return bool(url) and (url.count("/") > 2 or "?" in url)
