"""How the feeds do: a part of the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.articles import EPOCH
from briefing.model.feeds import FeedProblem, FeedState
from briefing.services.context import Context
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.model.feeds import Feed


class FeedHealth:
    """Tells how the configured feeds do."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def next_refresh(self) -> datetime | None:
        """Return when the next feed is due; None if there is no feed."""
        states = self._store.feeds.states()
        due = [states[f.url].next_due if f.url in states else None for f in self._context.config.feeds if f.enabled]
        return min((moment or EPOCH for moment in due), default=None)

    def problems(self) -> tuple[FeedProblem, ...]:
        """Return the configured feeds whose last fetch failed."""
        return tuple(
            self.problem_of(feed, state) for feed, state in self.feeds_with_states() if feed.enabled and state.failures
        )

    def feeds_with_states(self) -> tuple[tuple[Feed, FeedState], ...]:
        """Return each configured feed with what is remembered of it."""
        states = self._store.feeds.states()
        return tuple((feed, states.get(feed.url) or FeedState(feed.url)) for feed in self._context.config.feeds)

    def activity(self) -> dict[str, tuple[float, timedelta]]:
        """Return per feed address how many articles a day it had in the last week, and their average delay."""
        found = self._store.feeds.activity(self._context.now() - timedelta(days=7))
        return {feed: (number / 7, lag) for feed, (number, lag) in found.items()}

    def retry_now(self, feed: Feed) -> None:
        """Forget that a feed failed or is gone, so that the next refresh asks it, if its server did not ask to wait."""
        state = self._store.feeds.states().get(feed.url)
        if state and (state.gone or state.failures):
            self._store.feeds.save_states([replace(state, gone=False, failures=0, error="", next_due=None)])

    def problem_of(self, feed: Feed, state: FeedState) -> FeedProblem:
        """Return what to report of a failing feed: its name, the cause and the next attempt."""
        after = None if state.gone else state.retry_after or state.next_due
        return FeedProblem(self.feed_name(feed, state), clean(state.error), state.failures, after)

    @staticmethod
    def feed_name(feed: Feed, state: FeedState) -> str:
        """Return what to call a feed: its name, else its title, else its address without what all addresses share."""
        return clean(feed.name or state.title) or clean(feed.url).partition("://")[2].rstrip("/") or feed.url
