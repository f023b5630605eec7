"""The health of feeds and the outcome of a refresh, as words and laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from briefing.model.feeds import Feed, FeedState
from briefing.model.notes import Note
from briefing.output.cells import cell_width, fit, pad
from briefing.output.formatting import format_count, format_moment, format_ordinal
from briefing.output.lines import Line, Span, wrap_spans
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_display_name

if TYPE_CHECKING:
    from briefing.model.fetching import RefreshReport

FEED_NAME_WIDTH = 30
"""Cells at most of the column of feed names."""
TIME_COLUMNS_WIDTH = 28
"""Cells of the columns "last success" and "next try" with their gaps."""
MAX_CAUSES = 4
"""Different causes listed where no feed could be fetched: more would fill the screen with one line."""

ANSWER_OPENINGS = ("HTTP ", "too many redirects", "redirect", "not a feed", "empty response", "too large", "bad ")
"""How causes of failure begin if a server answered."""

FeedCondition = Literal["ok", "failing", "gone", "paused", "new"]


def feed_condition(feed: Feed, state: FeedState) -> FeedCondition:
    """Return the condition of a feed in a word; "new" was never fetched, "gone" is not fetched any more."""
    if not feed.enabled:
        return "paused"
    if state.gone:
        return "gone"
    if state.failures:
        return "failing"
    return "ok" if state.last_success else "new"


def format_next_try(state: FeedState, now: datetime) -> str:
    """Return when a feed is fetched next: a time, or "now"."""
    due = state.next_try
    return format_moment(due, now) if due and due > now else "now"


def failure_cause(state: FeedState) -> str:
    """Return how often in a row a feed failed, and why: "2nd time: timed out"."""
    return f"{format_ordinal(max(state.failures, 1))} time: {clean(state.error)}"


def feeds_page(
    feeds: Sequence[tuple[Feed, FeedState]], now: datetime, width: int, *, numbered: bool = True
) -> list[Line]:
    """Lay out each feed with its number, last success and next try, and beneath it the error of its last fetch."""
    names = [feed_display_name(feed, state.title) for feed, state in feeds]
    margin = len(str(len(feeds))) + 1 if numbered else 0
    column = min(max([*map(cell_width, names), 4]), FEED_NAME_WIDTH, max(width - TIME_COLUMNS_WIDTH - margin, 8))
    head = f"{'':{margin}}{pad('feed', column)}  {'last success':13} {'next try':13}"
    lines: list[Line] = [(Span(head, "meta"),)] if feeds else []
    for number, (name, (feed, state)) in enumerate(zip(names, feeds, strict=True), 1):
        success = format_moment(state.last_success, now) if state.last_success else "never"
        condition = feed_condition(feed, state)
        next_try = condition if condition in ("paused", "gone") else format_next_try(state, now)
        times = Span(f"  {success:13} {next_try:13}", "meta")
        label = Span(fit(name, column), "problem" if state.failures else "source", feed.url)
        lines.append((Span(f"{number:<{margin}}" if numbered else "", "meta"), label, times))
        if state.failures:
            lines += wrap_spans([Span(f"failed, {failure_cause(state)}", "problem")], width, " " * (margin + 2))
    return lines


def report_line(report: RefreshReport, dot: str = "·") -> str:
    """Return a refresh in one line: "40 feeds: 31 new data, 7 unchanged, 2 failed · 412 new articles · …"."""
    outcomes = [
        f"{report.new_data} new data" if report.new_data else "",
        f"{report.unchanged} unchanged" if report.unchanged else "",
        f"{report.not_due} not due yet" if report.not_due else "",
        f"{len(report.failed)} failed" if report.failed else "",
        f"{report.unfetched} not fetched in time" if report.unfetched else "",
    ]
    feeds = f"{format_count(report.feeds, 'feed')}: {', '.join(filter(None, outcomes)) or 'nothing to do'}"
    figures = (
        format_count(report.articles, "new article"),
        format_count(report.stories, "new story", "new stories"),
        f"{format_count(report.threads, 'thread')} changed",
    )
    return f" {dot} ".join((feeds, *figures))


def reached_no_feed(report: RefreshReport) -> bool:
    """Whether no feed could be reached: each failed now, or failed at its last fetch and is not due yet."""
    others = report.new_data or report.unchanged or report.unfetched or report.not_due > report.backing_off
    return bool(report.failed or report.backing_off) and not others


def all_feeds_failed(report: RefreshReport) -> bool:
    """Whether no feed could be reached, and one was tried just now, so that there is a cause to print."""
    return bool(report.failed) and reached_no_feed(report)


def waiting_line(report: RefreshReport) -> str:
    """Return how many feeds failed at their last fetch and are not due yet."""
    feeds = format_count(report.backing_off, "failing feed")
    return f"{feeds} not due yet: `briefing feeds` lists each with its next try"


def common_causes(failures: Sequence[Note], others: str = "others") -> str:
    """Return why feeds failed, the commonest cause first, with numbers if there are several causes."""
    causes = Counter(clean(failure.text).rstrip(".") for failure in failures)
    common = causes.most_common(MAX_CAUSES)
    named = [f"{cause} ({number} feeds)" if number > 1 and len(causes) > 1 else cause for cause, number in common]
    return "; ".join([*named, others] if len(common) < len(causes) else named)


def unreachable_line(report: RefreshReport, now: datetime) -> str:
    """Return the line for a refresh that got nothing: the common causes, and the next step.

    Without a network that is the demo; where servers answered, it is to wait for the next try.
    """
    named = common_causes(report.failed, "others in `briefing feeds`")
    feeds = f"None of the {report.feeds} feeds" if report.feeds > 1 else "The only feed"
    has_answered = any(clean(failure.text).startswith(ANSWER_OPENINGS) for failure in report.failed)
    verb = f"could {'' if report.feeds > 1 else 'not '}be {'fetched' if has_answered else 'reached'}"
    step = _next_try_step(report, now) if has_answered else "Try `briefing demo`, which needs no network."
    return f"{feeds} {verb}: {named}. {step}"


def _next_try_step(report: RefreshReport, now: datetime) -> str:
    first = min((failure.next_try for failure in report.failed if failure.next_try), default=None)
    return f"The next try is at {format_moment(first, now)}." if first else "`briefing feeds` lists them."


def failure_line(failure: Note, now: datetime) -> str:
    """Return a failed feed with its cause, how often it failed in a row, and when it is tried again."""
    repeated, retry = _repeated_time(failure), _next_try(failure, now)
    return f"{clean(failure.subject)}: {clean(failure.text)}{repeated and f', {repeated}'}{retry and f'; {retry}'}"


def describe_failure(failure: Note, now: datetime) -> str:
    """Return a failed feed for a list of several: its name, and the rest of `failure_line` in parentheses."""
    details = (clean(failure.text), _repeated_time(failure), _next_try(failure, now))
    return f"{clean(failure.subject)} ({'; '.join(filter(None, details))})"


def _repeated_time(failure: Note) -> str:
    return f"{format_ordinal(failure.failures)} time" if failure.failures > 1 else ""


def _next_try(failure: Note, now: datetime) -> str:
    return f"next try {format_moment(failure.next_try, now)}" if failure.next_try else ""


def failure_lines(failures: Sequence[str], max_named: int, width: int, hint: str = "") -> list[Line]:
    """Lay out that feeds failed, after a blank line.

    Args:
        failures: The failed feeds, described.
        max_named: How many of them are named; the others are counted.
        width: Cells of a line.
        hint: Follows the count of the others, such as where they are listed.
    """
    if not failures:
        return []
    more = len(failures) - max_named
    others = f"; and {more} more{hint}" if more > 0 else ""
    named = "; ".join(failures[:max_named]) + others
    return [
        (),
        *wrap_spans([Span(f"{format_count(len(failures), 'feed')} failed: ", "problem"), Span(named, "meta")], width),
    ]
