"""The state of the configured feeds: failures, next fetches and activity."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from briefing.clock import CLOCK_TOLERANCE
from briefing.errors import StoreError
from briefing.model.articles import EPOCH
from briefing.model.feed_lag import feed_lags
from briefing.model.feeds import FeedState
from briefing.model.notes import Note
from briefing.services.context import Context
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_display_name
from briefing.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.model.feeds import Feed

VARYING_NUMBER = re.compile(r"(?<!HTTP )\b[0-9]+")
"""A number in a message, such as a line or a count, but not a status."""
ACTIVITY_DAYS = 7
"""Days over which the activity of a feed is averaged: a whole week, as many feeds rest at the weekend."""


class FeedHealth:
    """Reports the state of the configured feeds."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def next_refresh(self) -> datetime | None:
        """Return when the next feed is due; None if no feed is enabled."""
        due = [state.next_try or EPOCH for feed, state in self.feeds_with_states() if feed.enabled]
        return min(due, default=None)

    def failures(self) -> tuple[Note, ...]:
        """Return the enabled feeds whose last fetch failed."""
        return tuple(
            failure_of(feed, state) for feed, state in self.feeds_with_states() if feed.enabled and state.failures
        )

    def not_reported_today(self, problems: Sequence[Note]) -> list[Note]:
        """Return the problems whose cause was not reported today for the same feed."""
        reported = self._store.refresh_records.reported_problems(self._today())
        return [problem for problem in problems if report_key(problem) not in reported]

    def mark_reported(self, problems: Sequence[Note]) -> None:
        """Remember that problems were reported today."""
        if problems and not self._store.read_only:
            self._store.refresh_records.save_reported_problems(map(report_key, problems), self._today())

    def _today(self) -> date:
        return self._context.now().astimezone().date()

    def feeds_with_states(self) -> tuple[tuple[Feed, FeedState], ...]:
        """Return each configured feed with its stored state, in the order of the configuration.

        A wait that a host asked for holds for all of its feeds. A feed that a clock ahead fetched is due.
        """
        states, waits = self._store.feeds.states(), self._running_host_waits()
        latest = self._context.now() + CLOCK_TOLERANCE
        for url, state in states.items():
            if state.last_try and state.last_try > latest:
                states[url] = replace(state, next_due=None, retry_after=None)
        pairs = [(feed, states.get(feed.url) or FeedState(feed.url)) for feed in self._context.config.feeds]
        return tuple((feed, _with_host_wait(state, waits)) for feed, state in pairs)

    def _running_host_waits(self) -> dict[str, datetime]:
        waits = self._store.refresh_records.host_waits()
        if not waits:
            return {}
        from briefing.feeds.fetching.server_times import is_wait_running

        return {host: until for host, until in waits.items() if is_wait_running(until, self._context.now())}

    def activity(self) -> dict[str, tuple[float, timedelta]]:
        """Return the articles per day of the last week and the average lag of the feed, by its address."""
        times = self._store.feeds.article_times(self._context.now() - timedelta(days=ACTIVITY_DAYS))
        counts, lags = Counter(feed for feed, _, _ in times), feed_lags(times)
        return {url: (count / ACTIVITY_DAYS, lags.get(url, timedelta())) for url, count in counts.items()}

    def remember_numbers(self, feeds: Sequence[Feed]) -> bool:
        """Store the order of a printed list, so that its numbers name feeds; False if it cannot be stored now."""
        try:
            self._store.printout.save_feeds([feed.url for feed in feeds], self._context.terminal)
        except StoreError:
            return False
        return True

    def numbered_urls(self) -> list[str]:
        """Return the addresses of the feeds in the order of the last list that was printed."""
        return self._store.printout.numbered_feeds(self._context.terminal)

    def retry_now(self, feed: Feed) -> None:
        """Forget that a feed failed or is gone, so that the next refresh fetches it; a Retry-After still holds."""
        state = self._store.feeds.states().get(feed.url)
        if state and (state.gone or state.failures):
            self._store.feeds.save_states([replace(state, gone=False, failures=0, error="", next_due=None)])


def _with_host_wait(state: FeedState, waits: Mapping[str, datetime]) -> FeedState:
    until = waits.get(host_of(state.permanent_url or state.url)) if waits else None
    return replace(state, retry_after=max(until, state.retry_after or until)) if until else state


def report_key(problem: Note) -> tuple[str, str]:
    """Return what identifies a problem within a day: its feed, and its cause without numbers that vary."""
    return problem.url or problem.subject, VARYING_NUMBER.sub("#", problem.text)


def failure_of(feed: Feed, state: FeedState) -> Note:
    """Return what to report of a failing feed: its name, the cause and the next attempt."""
    next_try = None if state.gone else state.next_try
    name = feed_display_name(feed, state.title)
    return Note(name, clean(state.error), state.failures, next_try, feed.url)
