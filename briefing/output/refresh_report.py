"""What a refresh did, in words."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from briefing.model.feeds import FeedProblem, RefreshReport
from briefing.output.number_format import format_count, format_ordinal
from briefing.output.time_format import format_moment
from briefing.text.clean import clean

MAX_CAUSES = 4
"""How many different causes are told where no feed could be fetched."""


def report_line(report: RefreshReport, dot: str = "·") -> str:
    """The refresh in one line: "40 feeds: 31 new data, 7 unchanged, 2 failed · 412 new articles · …"."""
    parts = [
        f"{report.new_data} new data" if report.new_data else "",
        f"{report.unchanged} unchanged" if report.unchanged else "",
        f"{report.not_due} not due yet" if report.not_due else "",
        f"{len(report.failed)} failed" if report.failed else "",
    ]
    feeds = f"{format_count(report.feeds, 'feed')}: {', '.join(filter(None, parts)) or 'nothing to do'}"
    figures = (
        format_count(report.articles, "new article"),
        format_count(report.stories, "new story", "new stories"),
        f"{format_count(report.threads, 'thread')} changed",
    )
    return f" {dot} ".join((feeds, *figures))


def all_feeds_failed(report: RefreshReport) -> bool:
    """Whether feeds were asked and every one failed, and those that were not due did so when they were last asked."""
    return bool(report.failed) and not (report.new_data or report.unchanged) and report.not_due == report.backing_off


def unreachable_line(report: RefreshReport) -> str:
    """The one line for a refresh that got nothing: each common cause, how often, and what works without a network."""
    causes = Counter(clean(problem.cause).rstrip(".") for problem in report.failed)
    common = causes.most_common(MAX_CAUSES)
    told = [f"{cause} ({number} feeds)" if number > 1 and len(causes) > 1 else cause for cause, number in common]
    if len(common) < len(causes):
        told.append("others in `briefing feeds`")
    which = f"None of the {report.feeds} feeds" if report.feeds > 1 else "The only feed"
    verb = "could be reached" if report.feeds > 1 else "could not be reached"
    return f"{which} {verb}: {'; '.join(told)}. Try `briefing demo`, which needs no network."


def failure_line(problem: FeedProblem, now: datetime) -> str:
    """A failed feed with its cause, how often in a row, and when it is tried again."""
    often = f", {format_ordinal(problem.failures)} time" if problem.failures > 1 else ""
    after = f"; next try {format_moment(problem.next_try, now)}" if problem.next_try else ""
    return f"{clean(problem.name)}: {clean(problem.cause)}{often}{after}"
