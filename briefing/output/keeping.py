"""What a person keeps, laid out: saved views, and what is hidden and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.model.curation import Hidden, Rule, View
from briefing.output.ages import day
from briefing.output.counts import count
from briefing.output.layout import cells, cut, pad
from briefing.output.spans import Line, Span, flow, sides


def views_page(views: Sequence[View], width: int) -> list[Line]:
    """A line for each view: its name and its query."""
    column = min(max(cells(view.name) for view in views), width // 3) + 2
    lines: list[Line] = []
    for view in views:
        name = (Span(pad(cut(view.name, column - 2), column), "title"),)
        lines += flow([Span(view.query)], width, " " * column, name)
    return lines


def in_order(hidden: Sequence[Hidden], rules: Sequence[Rule]) -> list[Hidden]:
    """Hidden threads as a page has them: those muted themselves, then those of each rule."""
    return sorted(hidden, key=lambda one: rules.index(one.rule) if one.rule else -1)


def hidden_page(hidden: Sequence[Hidden], rules: Sequence[Rule], now: datetime, width: int) -> list[Line]:
    """Each hidden thread, in order, with its number and why; beneath a rule those that it hides."""
    margin = len(str(len(hidden)))
    lines: list[Line] = []
    numbered = list(enumerate(hidden, 1))
    for number, one in numbered:
        if one.rule is None:
            title = (Span(f"{number:>{margin}} ", "meta"), Span(one.row.title, "title"))
            lines += sides(title, (Span(why_hidden(one, now), "meta"),), width, " " * (margin + 1))
    for rule in rules:
        found = [(number, one) for number, one in numbered if one.rule == rule]
        lines += [()] if lines else []
        hides = f"hides {count(len(found), 'thread')}" if found else "hides nothing now"
        lines += flow(
            [Span(f"{rule_words(rule)} is muted", "head"), Span(f", {since(rule.since, now)}, {hides}")], width
        )
        for number, one in found:
            named = Span(cut(one.row.title, max(width - margin - 1, 8)), "title")
            lines.append((Span(f"{number:>{margin}} ", "meta"), named))
    return lines


def rule_words(rule: Rule) -> str:
    """A rule as it is called: the word "golf"."""
    return f'the {rule.kind} "{rule.value}"'


def why_hidden(hidden: Hidden, now: datetime) -> str:
    """Why a thread is left out of lists."""
    if hidden.rule is None:
        return f"muted {'until something new' if hidden.until_new else 'for ever'}, {since(hidden.since, now)}"
    if hidden.rule.kind == "word":
        return f"{rule_words(hidden.rule)} is muted"
    return f"told by muted publishers only: {', '.join(hidden.row.publishers)}"


def since(when: datetime, now: datetime) -> str:
    """Since which day: "since 16 Dec"."""
    return f"since {day(when.astimezone(), now)}"
