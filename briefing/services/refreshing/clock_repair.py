"""Correcting what refreshes with a wrong clock stored.

Hosts state the time in their responses; where they agree that the clock is wrong, a refresh dates its articles by them.
When they were seen is corrected at the first refresh with a right clock: until then it is compared with other times of
the wrong one. Where hosts stated nothing, feeds show whether a clock was right: the newest dates of most feeds lie
shortly before it. All articles that one refresh brought have the same time of being seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from briefing.clock import CLOCK_TOLERANCE
from briefing.feeds.fetching.host_clocks import FIRST_POSSIBLE_TIME
from briefing.model.articles import EPOCH
from briefing.model.fetching import ProgressCallback
from briefing.model.notes import Note
from briefing.text.article_from_entry import FUTURE_LEEWAY, MIN_YEAR, publication_date

if TYPE_CHECKING:
    from briefing.services.context import Context
    from briefing.services.refreshing.pipeline import Pipeline
    from briefing.store.article_dates import StoredDate
    from briefing.store.refresh_clocks import RefreshClock
    from briefing.store.store import Store

DateChange: TypeAlias = "tuple[StoredDate, StoredDate]"
"""The dates of an article before and after."""
ACTIVE_PERIOD = timedelta(days=7)
"""A feed without a date since so long before the clock says nothing about the clock."""


EARLIEST_SEEN = datetime(MIN_YEAR, 1, 1, tzinfo=UTC)
"""No article was seen before: there were no feeds."""


class WrongRefresh(NamedTuple):
    """A refresh whose clock was wrong.

    Attributes:
        shown: What the clock showed.
        earliest: The actual time is not before it.
        latest: The actual time is not after it; as `earliest` if it is known.
    """

    shown: datetime
    earliest: datetime
    latest: datetime


class ClockRepair:
    """Dates articles again that were seen by a wrong clock."""

    def __init__(self, context: Context, pipeline: Pipeline) -> None:
        self._store = context.store
        self._pipeline = pipeline
        self._follows_machine = context.clock.follows_machine

    def repair(self, now: datetime, actual: datetime | None, on_progress: ProgressCallback) -> None:
        """Correct dates and other times, and group articles anew that were grouped by wrong ones.

        While the clock is wrong, only the articles of this refresh are dated.

        Args:
            now: When this refresh began, as the clock shows it.
            actual: When it began by the times that hosts state; None if they do not decide it.
            on_progress: Called after each step of grouping.
        """
        if actual and actual != now:
            self._group_again(date_by_hosts(self._store, now, actual), on_progress, clock_was_wrong=True)
        elif actual or not self._is_wrong(now):
            self._repair_earlier(now, on_progress)

    def _is_wrong(self, now: datetime) -> bool:
        """Whether a time without the agreement of hosts is impossible or behind."""
        return (self._follows_machine and now < FIRST_POSSIBLE_TIME) or clock_is_behind(self._store, now)

    def _repair_earlier(self, now: datetime, on_progress: ProgressCallback) -> None:
        """Correct what earlier refreshes with a wrong clock stored; the present one is right."""
        dates, clocks = self._store.article_dates, self._store.refresh_clocks
        dates.bring_back(now, CLOCK_TOLERANCE)
        records = clocks.all()
        wrong = {one.shown: one for one in wrong_refreshes(records, now)}
        corrected: list[DateChange] = []
        clock_was_wrong = False
        for seen in sorted({*wrong, *dates.suspicious_refreshes(now, CLOCK_TOLERANCE, EARLIEST_SEEN)}):
            stored = dates.seen_at(seen)
            actual = time_of_refresh(stored, seen, now, wrong.get(seen))
            clock_was_wrong |= actual != seen
            corrected += [(old, new) for old in stored if (new := dated_again(old, actual, now)) != old]
            dates.move_edits(seen, actual)
        self._group_again(corrected, on_progress, clock_was_wrong=clock_was_wrong)
        clocks.forget(one for one in records if one.shown in wrong)

    def _group_again(
        self, changes: Sequence[DateChange], on_progress: ProgressCallback, *, clock_was_wrong: bool
    ) -> None:
        """Store changed dates, and group the articles anew that were grouped by wrong dates of publication."""
        threads = self._store.article_dates.save([new for _, new in changes])
        published = [new.published for old, new in changes if new.published != old.published]
        if threads and published and clock_was_wrong:
            self._pipeline.regroup_locked(min(published), on_progress)
        else:
            self._pipeline.rebuild_profiles(threads)


def date_by_hosts(store: Store, now: datetime, actual: datetime) -> list[DateChange]:
    """Return how the dates of a refresh change that began at `now` by a wrong clock, and at `actual` by hosts."""
    stored = store.article_dates.seen_at(now)
    again = [(old, dated_again(old, actual, actual)._replace(seen=now)) for old in stored]
    return [(old, new) for old, new in again if new != old]


def clock_notes(now: datetime, actual: datetime | None) -> tuple[Note, ...]:
    """Return a note that the clock is wrong, if hosts agree on that."""
    if actual is None or actual == now:
        return ()
    cause = f"it is {clock_difference(now, actual)} by the time that the hosts of feeds give"
    return (Note("clock", f"{cause}, from which articles without a date have theirs; set the clock"),)


def last_clock_problem(store: Store) -> str:
    """Return how far the clock was off at the last refresh by what hosts stated, "" if it was right or is unknown."""
    last = next(iter(reversed(store.refresh_clocks.all())), None)
    if last is None or last.actual is None or last.actual == last.shown:
        return ""
    return clock_difference(last.shown, last.actual)


def clock_difference(shown: datetime, actual: datetime) -> str:
    """Return how far a clock is off: "13 h behind"."""
    minutes = round(abs(actual - shown) / timedelta(minutes=1))
    days, hours = round(minutes / 1440), round(minutes / 60)
    span = f"{days} days" if days > 2 else f"{hours} h" if hours > 2 else f"{minutes} min"
    return f"{span} {'behind' if actual > shown else 'ahead'}"


def wrong_refreshes(records: Sequence[RefreshClock], now: datetime) -> list[WrongRefresh]:
    """Return the refreshes whose clock was wrong, with the bounds of their actual times.

    Of one without an actual time the clock was wrong if it showed an impossible time, or one before that of an earlier
    refresh.
    """
    wrong: list[WrongRefresh] = []
    known = [one.actual for one in records if one.actual]
    earliest = EPOCH
    for record in records:
        if record.actual:
            earliest = max(earliest, record.actual)
            if record.actual != record.shown:
                wrong.append(WrongRefresh(record.shown, record.actual, record.actual))
        elif record.shown < max(FIRST_POSSIBLE_TIME, earliest - CLOCK_TOLERANCE):
            later = [time for time in known if earliest < time < now]
            wrong.append(WrongRefresh(record.shown, earliest, min(later, default=now)))
    return wrong


def clock_is_behind(store: Store, now: datetime) -> bool:
    """Whether the feeds, or the hosts of an earlier refresh, show that a clock that gives `now` is behind."""
    known = [one.actual for one in store.refresh_clocks.all() if one.actual]
    if max(known, default=now) > now + CLOCK_TOLERANCE:
        return True
    return is_behind(*store.article_dates.feeds_by_date(now - ACTIVE_PERIOD, now + FUTURE_LEEWAY))


def is_behind(active_feeds: int, feeds_ahead: int) -> bool:
    """Whether a clock is behind: at least half of the active feeds have dates more than a day after it."""
    return 0 < active_feeds <= 2 * feeds_ahead


def time_of_refresh(
    stored: Sequence[StoredDate], seen: datetime, now: datetime, wrong: WrongRefresh | None = None
) -> datetime:
    """Return when a refresh ran: `seen` if its clock was right, else the newest date of its articles up to `now`.

    A date in the year 9999 is none: software of feeds writes it for "no date". With `wrong` the clock is known to be
    wrong.
    """
    dates = [(one.feed_date, one.feed) for one in stored if one.feed_date and one.feed_date.year < MAXYEAR]
    passed = [(date, feed) for date, feed in dates if date <= now]
    newest = max((date for date, _ in passed), default=now)
    if wrong:
        return min(max(newest, wrong.earliest), wrong.latest)
    if seen < EARLIEST_SEEN:
        return newest
    if seen > now + CLOCK_TOLERANCE:
        return seen if _shows_behind(dates, now, CLOCK_TOLERANCE) else newest
    return newest if _shows_behind(passed, seen, FUTURE_LEEWAY) else seen


def _shows_behind(dates: Sequence[tuple[datetime, str]], moment: datetime, leeway: timedelta) -> bool:
    """Whether dates, each with its feed, show that a clock that stood at `moment` was behind."""
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
