"""What a person keeps, laid out: saved views, and what is hidden and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.model.curation import HiddenThread, MuteRule, SavedView
from briefing.output.layout import cell_width, pad, truncate
from briefing.output.number_format import format_count
from briefing.output.spans import Line, Span, align_sides, wrap_spans
from briefing.output.time_format import format_day


def saved_views_page(views: Sequence[SavedView], width: int) -> list[Line]:
    """A line for each view: its name and its query."""
    column = min(max(cell_width(view.name) for view in views), width // 3) + 2
    lines: list[Line] = []
    for view in views:
        name = (Span(pad(truncate(view.name, column - 2), column), "title"),)
        lines += wrap_spans([Span(view.query)], width, " " * column, name)
    return lines


def hidden_in_page_order(hidden: Sequence[HiddenThread], rules: Sequence[MuteRule]) -> list[HiddenThread]:
    """Hidden threads as a page has them: those muted themselves, then those of each rule."""
    return sorted(hidden, key=lambda one: rules.index(one.rule) if one.rule else -1)


def hidden_threads_page(
    hidden: Sequence[HiddenThread], rules: Sequence[MuteRule], now: datetime, width: int
) -> list[Line]:
    """Each hidden thread, in order, with its number and why; beneath a rule those that it hides."""
    margin = len(str(len(hidden)))
    lines: list[Line] = []
    numbered = list(enumerate(hidden, 1))
    for number, one in numbered:
        if one.rule is None:
            title = (Span(f"{number:>{margin}} ", "meta"), Span(one.row.title, "title"))
            lines += align_sides(title, (Span(hidden_reason(one, now), "meta"),), width, " " * (margin + 1))
    for rule in rules:
        found = [(number, one) for number, one in numbered if one.rule == rule]
        lines += [()] if lines else []
        hides = f"hides {format_count(len(found), 'thread')}" if found else "hides nothing now"
        lines += wrap_spans(
            [Span(f"{describe_rule(rule)} is muted", "head"), Span(f", {format_since(rule.since, now)}, {hides}")],
            width,
        )
        for number, one in found:
            named = Span(truncate(one.row.title, max(width - margin - 1, 8)), "title")
            lines.append((Span(f"{number:>{margin}} ", "meta"), named))
    return lines


def describe_rule(rule: MuteRule) -> str:
    """A rule as it is called: the word "golf"."""
    return f'the {rule.kind} "{rule.value}"'


def hidden_reason(hidden: HiddenThread, now: datetime) -> str:
    """Why a thread is left out of lists."""
    if hidden.rule is None:
        return f"muted {'until something new' if hidden.until_new else 'for ever'}, {format_since(hidden.since, now)}"
    if hidden.rule.kind == "word":
        return f"{describe_rule(hidden.rule)} is muted"
    return f"told by muted publishers only: {', '.join(hidden.row.publishers)}"


def format_since(when: datetime, now: datetime) -> str:
    """Since which day: "since 16 Dec"."""
    return f"since {format_day(when.astimezone(), now)}"
