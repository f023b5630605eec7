"""The state of the configured feeds: failures, next fetches and activity."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.articles import EPOCH
from briefing.model.feeds import FeedProblem, FeedState
from briefing.services.context import Context
from briefing.text.clean import clean
from briefing.text.feed_names import feed_display_name

if TYPE_CHECKING:
    from briefing.model.feeds import Feed

ACTIVITY_DAYS = 7
"""Days over which the activity of a feed is averaged: a whole week, as many feeds rest at the weekend."""


class FeedHealth:
    """Reports the state of the configured feeds."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def next_refresh(self) -> datetime | None:
        """Return when the next feed is due; None if no feed is enabled."""
        states = self._store.feeds.states()
        due = [states[f.url].next_due if f.url in states else None for f in self._context.config.feeds if f.enabled]
        return min((moment or EPOCH for moment in due), default=None)

    def problems(self) -> tuple[FeedProblem, ...]:
        """Return the enabled feeds whose last fetch failed."""
        return tuple(
            problem_of(feed, state) for feed, state in self.feeds_with_states() if feed.enabled and state.failures
        )

    def feeds_with_states(self) -> tuple[tuple[Feed, FeedState], ...]:
        """Return each configured feed with its stored state, in the order of the configuration."""
        states = self._store.feeds.states()
        return tuple((feed, states.get(feed.url) or FeedState(feed.url)) for feed in self._context.config.feeds)

    def activity(self) -> dict[str, tuple[float, timedelta]]:
        """Return the articles per day of the last week and their average delay, by feed address."""
        counts = self._store.feeds.activity(self._context.now() - timedelta(days=ACTIVITY_DAYS))
        return {url: (count / ACTIVITY_DAYS, delay) for url, (count, delay) in counts.items()}

    def retry_now(self, feed: Feed) -> None:
        """Forget that a feed failed or is gone, so that the next refresh fetches it; a Retry-After still holds."""
        state = self._store.feeds.states().get(feed.url)
        if state and (state.gone or state.failures):
            self._store.feeds.save_states([replace(state, gone=False, failures=0, error="", next_due=None)])


def problem_of(feed: Feed, state: FeedState) -> FeedProblem:
    """Return what to report of a failing feed: its name, the cause and the next attempt."""
    next_try = None if state.gone else state.retry_after or state.next_due
    name = feed_display_name(feed, state.title)
    return FeedProblem(name, clean(state.error), state.failures, next_try, feed.url)
