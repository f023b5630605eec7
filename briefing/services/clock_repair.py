"""Correcting what refreshes with a wrong clock stored, at the first refresh with a right one.

Feeds show whether a clock was right: the newest dates of most feeds lie shortly before it. All articles that one
refresh brought have the same time of being seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, datetime, timedelta
from typing import TYPE_CHECKING

from briefing.clock import CLOCK_TOLERANCE
from briefing.text.article_from_entry import FUTURE_LEEWAY, publication_date

if TYPE_CHECKING:
    from briefing.services.context import Context
    from briefing.services.pipeline import Pipeline, ProgressCallback
    from briefing.store.article_dates import StoredDate
    from briefing.store.store import Store

ACTIVE_PERIOD = timedelta(days=7)
"""A feed without a date since so long before the clock says nothing about the clock."""


class ClockRepair:
    """Dates articles again that were seen by a wrong clock."""

    def __init__(self, context: Context, pipeline: Pipeline) -> None:
        self._store = context.store
        self._pipeline = pipeline

    def repair(self, now: datetime, report_progress: ProgressCallback) -> int:
        """Correct dates and other times, and group the articles anew; return how many got another date.

        Nothing is changed while the present clock seems to be behind.
        """
        if clock_is_behind(self._store, now):
            return 0
        dates = self._store.article_dates
        dates.bring_back(now, CLOCK_TOLERANCE)
        corrected: list[StoredDate] = []
        clock_was_wrong = False
        for seen in dates.suspicious_refreshes(now, CLOCK_TOLERANCE):
            stored = dates.seen_at(seen)
            actual = time_of_refresh(stored, seen, now)
            clock_was_wrong |= actual != seen
            again = [dated_again(one, actual, now) for one in stored]
            corrected += [new for new, old in zip(again, stored, strict=True) if new != old]
        if corrected:
            threads = dates.save(corrected)
            if clock_was_wrong:
                self._pipeline.regroup_locked(min(one.published for one in corrected), report_progress)
            else:
                self._pipeline.rebuild_profiles(threads)
        return len(corrected)


def clock_is_behind(store: Store, now: datetime) -> bool:
    """Return whether the feeds show that the clock, which gives `now`, is behind."""
    return is_behind(*store.article_dates.feeds_by_date(now - ACTIVE_PERIOD, now + FUTURE_LEEWAY))


def is_behind(active_feeds: int, feeds_ahead: int) -> bool:
    """Return whether a clock is behind: at least half of the active feeds have dates more than a day after it."""
    return 0 < active_feeds <= 2 * feeds_ahead


def time_of_refresh(stored: Sequence[StoredDate], seen: datetime, now: datetime) -> datetime:
    """Return when a refresh ran: `seen` if its clock was right, else the newest date of its articles up to `now`.

    A date in the year 9999 is none: software of feeds writes it for "no date".
    """
    dates = [(one.feed_date, one.feed) for one in stored if one.feed_date and one.feed_date.year < MAXYEAR]
    passed = [(date, feed) for date, feed in dates if date <= now]
    newest = max((date for date, _ in passed), default=now)
    if seen > now + CLOCK_TOLERANCE:
        return seen if _shows_behind(dates, now, CLOCK_TOLERANCE) else newest
    return newest if _shows_behind(passed, seen, FUTURE_LEEWAY) else seen


def _shows_behind(dates: Sequence[tuple[datetime, str]], moment: datetime, leeway: timedelta) -> bool:
    """Return whether dates, each with its feed, show that a clock that stood at `moment` was behind."""
    active = {feed for date, feed in dates if date > moment - ACTIVE_PERIOD}
    ahead = {feed for date, feed in dates if date > moment + leeway}
    return is_behind(len(active), len(ahead))


def dated_again(stored: StoredDate, seen: datetime, now: datetime) -> StoredDate:
    """Return the dates of an article that was seen at `seen`; a date of its feed that has passed meanwhile counts."""
    unsure = stored.date_flag == "unsure"
    feed_date = stored.feed_date
    if feed_date is None and stored.date_flag == "" and stored.published < stored.seen:
        feed_date = stored.published  # an older version did not store it
    if feed_date is None and stored.seen == seen <= now:
        return stored
    if feed_date and seen + FUTURE_LEEWAY < feed_date <= now:
        return stored._replace(seen=seen, published=feed_date, date_flag="unsure" if unsure else "")
    published, flag = publication_date(feed_date, seen, unsure=unsure)
    return stored._replace(seen=seen, published=published, date_flag=flag)
