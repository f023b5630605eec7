"""What a person keeps, laid out: saved views, and what is hidden and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.model import Hidden, Rule, View
from briefing.output.ages import day
from briefing.output.layout import cells, pad
from briefing.output.spans import Line, Span, flow


def views_page(views: Sequence[View], width: int) -> list[Line]:
    """A line for each view: its name and its query."""
    column = min(max(cells(view.name) for view in views), width // 3) + 2
    lines: list[Line] = []
    for view in views:
        name = (Span(pad(view.name, column), "title"),)
        lines += flow([Span(view.query)], width, " " * column, name)
    return lines


def hidden_page(hidden: Sequence[Hidden], rules: Sequence[Rule], now: datetime, width: int) -> list[Line]:
    """The rules that mute, then each hidden thread with its number and why."""
    lines: list[Line] = []
    for rule in rules:
        count = sum(one.rule == rule for one in hidden)
        found = f"since {day(rule.since.astimezone(), now)}, hides {count or 'nothing'} now"
        lines += flow([Span(f"{rule_words(rule)} is muted", "title"), Span(f"  {found}", "meta")], width)
    margin = len(str(len(hidden)))
    lines += [()] if rules and hidden else []
    for number, one in enumerate(hidden, 1):
        lead = (Span(f"{number:>{margin}} ", "meta"),)
        cause = Span(f"  {why_hidden(one, now)}", "meta")
        lines += flow([Span(one.row.title, "title"), cause], width, " " * (margin + 1), lead)
    return lines


def rule_words(rule: Rule) -> str:
    """A rule as it is called: the word "golf"."""
    return f'the {rule.kind} "{rule.value}"'


def why_hidden(hidden: Hidden, now: datetime) -> str:
    """Why a thread is left out of lists."""
    if hidden.rule is None:
        until = "until something new" if hidden.until_new else "for ever"
        return f"muted {until}, since {day(hidden.since.astimezone(), now)}"
    if hidden.rule.kind == "word":
        return f"{rule_words(hidden.rule)} is muted"
    return f"told by muted publishers only: {', '.join(hidden.row.publishers)}"
