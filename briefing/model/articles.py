"""Articles, and the stories that they report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The start of Unix time; the default of dates that are not known."""

MAX_DELAY = timedelta(days=2)
"""Time after its publication in which an article that arrives is news: a weekend. Feeds that are fetched again after a
pause bring older ones, which would make threads unread that a person finished long ago."""

DateFlag = Literal["", "missing", "absurd", "future", "unsure"]
"""What was wrong with the date that the feed gave; "": nothing. "unsure": its zone, or which number is the day."""


@dataclass(frozen=True, slots=True)
class Article:
    """An entry of a feed after it was identified, cleaned and dated.

    Attributes:
        id: "a" and 12 hexadecimal digits.
        title: Plain text without control characters, safe to show; `text`, `publisher` and `author` too.
        publisher_url: The site of the publisher, if it is not the feed's own: of an entry of an aggregator; else "".
        feed: The configured address of the feed that brought it first.
        lang: The language tag that the feed or the entry declares; "" if none does.
        guid: The feed's own name for the entry.
        url: The canonical address, which identifies the article; http(s) or "".
        link: The address to open, as the feed gave it; http(s) or "".
        published: In UTC; equal to `seen` if the feed's date cannot be used.
        seen: When it was fetched first, in UTC.
        date_flag: Why the feed's date could not be used, or is unsure.
        weight: The weight of its feed in ranking; 1.0 is neutral.
        feed_date: The date that the feed gave, in UTC, also if it cannot be used; None if it gave none.
        arrived: Since when it can be read in the store: when it was grouped first, until then when it was fetched.
            None: it is of the first document of its feed, or of another store: it counts by its publication.
        links: The canonical addresses of the pages of other sites that its text links to, if they are few; only
            grouping reads them from the store.
    """

    id: str
    title: str
    text: str = ""
    publisher: str = ""
    feed: str = ""
    section: str = ""
    lang: str = ""
    guid: str = ""
    url: str = ""
    link: str = ""
    author: str = ""
    published: datetime = EPOCH
    seen: datetime = EPOCH
    date_flag: DateFlag = ""
    weight: float = 1.0
    feed_date: datetime | None = None
    publisher_url: str = ""
    arrived: datetime | None = field(default=None, compare=False)
    links: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def news_at(self) -> datetime:
        """Return when it became news: when it arrived, if that was at most `MAX_DELAY` after its publication."""
        if self.arrived and self.published <= self.arrived <= self.published + MAX_DELAY:
            return self.arrived
        return self.published


@dataclass(frozen=True, slots=True)
class Story:
    """One happening with its articles, oldest first.

    `doubted`: it is perhaps of another topic than its thread. It is in the thread's numbers of articles, stories and
    publishers and in its lists of articles, but it is not quoted, and it is no news of the thread: a thread is not new,
    updated, unread, in a digest or given to a hook because of it, and has no higher place.
    """

    id: str
    thread: str
    title: str
    articles: tuple[Article, ...] = ()
    doubted: bool = False
