"""Saved views, tags and hidden threads, laid out, and the words for mute rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.curation import HiddenThread, LimitedFeed, MuteRule, SavedView
from briefing.output.cells import cell_width, fit, truncate
from briefing.output.formatting import format_count, format_day
from briefing.output.lines import Line, Span, align_sides, line_width, wrap_spans

if TYPE_CHECKING:
    from briefing.model.threads import ThreadRow

MIN_TITLE_WIDTH = 8
"""Cells that a title keeps on the narrowest page."""


def saved_views_page(views: Sequence[SavedView], width: int) -> list[Line]:
    """Lay out each view with its name and its query."""
    column = min(max(cell_width(view.name) for view in views), width // 3)
    lines: list[Line] = []
    for view in views:
        name = (Span(fit(view.name, column), "title"), Span("  "))
        lines += wrap_spans([Span(view.query)], width, " " * (column + 2), name)
    return lines


def tags_page(counts: Mapping[str, int], width: int) -> list[Line]:
    """Lay out each tag with the number of its threads."""
    column = min(max(cell_width(tag) for tag in counts) + 1, width // 2)
    return [
        (Span(fit(f"#{tag}", column), "title"), Span(f"  {format_count(number, 'thread')}", "meta"))
        for tag, number in counts.items()
    ]


def hidden_in_page_order(hidden: Sequence[HiddenThread], rules: Sequence[MuteRule]) -> list[HiddenThread]:
    """Return hidden threads as a page lists them: first those muted themselves, then those of each rule."""
    return sorted(hidden, key=lambda thread: rules.index(thread.rule) if thread.rule else -1)


def rule_effect(rule: MuteRule, hidden: Sequence[HiddenThread]) -> str:
    """Return how many threads a rule hides."""
    count = sum(thread.rule == rule for thread in hidden)
    return f"hides {format_count(count, 'thread')}" if count else "hides nothing now"


def hidden_now(rows: Sequence[ThreadRow], *, older: int = 0) -> str:
    """Return how many threads and articles a mute hides from now on; `older` of the threads are not on the page."""
    if not rows:
        return "none at present"
    articles = sum(row.article_count for row in rows)
    counts = f"{format_count(len(rows), 'thread')}, {format_count(articles, 'article')}"
    return f"{counts}, {older} older" if older else counts


def hidden_threads_page(
    hidden: Sequence[HiddenThread],
    rules: Sequence[MuteRule],
    now: datetime,
    width: int,
    feeds: Sequence[LimitedFeed] = (),
) -> list[Line]:
    """Lay out hidden threads with their ids and the reason: under each rule, then each limited feed, its threads."""
    lines: list[Line] = []
    labelled = [((Span(f"{thread.row.id} ", "meta"),), thread) for thread in hidden]
    for label, thread in labelled:
        if thread.rule is None:
            reason = (Span(hidden_reason(thread, now), "meta"),)
            lines += align_sides((*label, Span(thread.row.title, "title")), reason, width, " " * line_width(label))
    for rule in rules:
        matches = [(label, thread) for label, thread in labelled if thread.rule == rule]
        head = Span(f"{describe_rule(rule)} is muted", "head")
        lines += [()] if lines else []
        lines += wrap_spans([head, Span(f", {rule_facts(rule, now)}, {rule_effect(rule, hidden)}")], width)
        if rule.reason:
            lines += wrap_spans([Span(f"reason: {rule.reason}", "meta")], width)
        lines += [_thread_line(thread.row, width) for _, thread in matches]
    for feed in feeds:
        lines += [()] if lines else []
        facts = Span(f", line {feed.line} of feeds.toml: {_feed_effect(feed)}")
        lines += wrap_spans([Span(feed.name, "head"), facts], width)
        lines += [_thread_line(row, width) for row in feed.threads]
    return lines


def _thread_line(row: ThreadRow, width: int) -> Line:
    label = Span(f"{row.id} ", "meta")
    return (label, Span(truncate(row.title, max(width - line_width((label,)), MIN_TITLE_WIDTH)), "title"))


def _feed_effect(feed: LimitedFeed) -> str:
    """Return what a limited feed keeps out of `today` and digests, and how many articles it leaves out."""
    effects = []
    if not feed.today:
        number = format_count(len(feed.threads), "thread") if feed.threads else "no thread"
        effects.append(f"today = false leaves {number} of the last day out of `today` and digests")
    if feed.max_per_day:
        number = format_count(feed.without_room, "article") if feed.without_room else "no article"
        effects.append(f"max_per_day = {feed.max_per_day} left {number} of its last document out")
    return "; ".join(effects)


def describe_rule(rule: MuteRule) -> str:
    """Return what a rule mutes: the word "golf"."""
    is_quoted = rule.kind == "configured" or '"' in rule.value
    kind = "" if rule.kind == "configured" else f"the {rule.kind} "
    return kind + (rule.value if is_quoted else f'"{rule.value}"')


def rule_facts(rule: MuteRule, now: datetime) -> str:
    """Return since and until when a rule mutes, or its line in feeds.toml."""
    start = format_since(rule.since, now) if rule.since else f"line {rule.line} of feeds.toml"
    return f"{start}, until {format_day(rule.until.astimezone(), now)}" if rule.until else start


def hidden_reason(hidden: HiddenThread, now: datetime) -> str:
    """Return why a thread is left out of lists."""
    if hidden.rule is None:
        since = f", {format_since(hidden.since, now)}" if hidden.since else ""
        return f"muted {'until something new' if hidden.until_new else 'for ever'}{since}"
    if hidden.rule.kind == "configured":
        reason = f": {hidden.rule.reason}" if hidden.rule.reason else ""
        return f"{hidden.rule.value} (line {hidden.rule.line} of feeds.toml){reason}"
    if hidden.rule.kind == "word":
        return f"{describe_rule(hidden.rule)} is muted" + (f": {hidden.rule.reason}" if hidden.rule.reason else "")
    return f"reported by muted publishers only: {', '.join(hidden.row.publishers)}"


def format_since(when: datetime, now: datetime) -> str:
    """Return since which day: "since 16 Dec"."""
    return f"since {format_day(when.astimezone(), now)}"
