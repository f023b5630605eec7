"""The state of the configured feeds as the reader shows it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.model.feeds import Feed, FeedState
from briefing.model.notes import Note
from briefing.output.feed_health import FeedCondition, feed_condition
from briefing.text.publishers.feed_names import feed_display_name


@dataclass(frozen=True, slots=True)
class FeedHealthSummary:
    """The number of enabled feeds, the failing ones, when the next is due, and when the reader fetches it.

    The reader rests between two refreshes, so `next_attempt` may be later than `next_refresh`.
    """

    feeds: int = 0
    failures: tuple[Note, ...] = ()
    next_refresh: datetime | None = None
    next_attempt: datetime | None = None

    @property
    def is_unreachable(self) -> bool:
        """Whether every feed failed at its last fetch."""
        return bool(self.failures) and len(self.failures) >= self.feeds


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A row of the page of feeds: a feed, its state, its articles a day in the last week and their average delay.

    `note` is what else the last refresh reported of it.
    """

    feed: Feed
    state: FeedState
    articles_per_day: float = 0.0
    average_delay: timedelta = timedelta()
    note: str = ""

    @property
    def display_name(self) -> str:
        """What lists call the feed."""
        return feed_display_name(self.feed, self.state.title)

    @property
    def condition(self) -> FeedCondition:
        """Its condition in a word."""
        return feed_condition(self.feed, self.state)

    @property
    def needs_attention(self) -> bool:
        """Whether it failed, or the last refresh noted something of it."""
        return self.condition in ("failing", "gone") or bool(self.note)

    @property
    def is_fetched(self) -> bool:
        """Whether it is fetched at all."""
        return self.condition not in ("paused", "gone")
