"""Who told the newest story, and when: first report first."""

from __future__ import annotations

from datetime import timedelta

from textual.content import Content

from briefing.model import Article, Thread
from briefing.output.ages import moment
from briefing.output.counts import count
from briefing.tui.paint.line import BLANK, MUTED, QUIET, Line, fitted, heading, lines, wrapped
from briefing.tui.paint.view import View

SHOWN = 8
"""Publishers listed; the articles name the others."""


def paint_coverage(thread: Thread, view: View, width: int) -> list[Line]:
    """Return the publishers of the newest story in the order of their first reports; nothing for a single one."""
    firsts: dict[str, Article] = {}
    for article in thread.stories[-1].articles if thread.stories else ():
        firsts.setdefault(article.publisher, article)
    if len(firsts) < 2:
        return []
    order = sorted(firsts.values(), key=lambda article: article.published)
    begin = order[0].published
    name = min(max(width * 2 // 7, 10), 24)
    page = [heading("COVERAGE", width, f"first {moment(begin, view.now)}")]
    for article in order[:SHOWN]:
        late = "first" if article is order[0] else f"+{span(article.published - begin)}"
        page.append(
            Line(
                fitted(article.publisher, name - 1, QUIET, view.symbols.cut)
                + Content.styled(f" {late:>8}  ", MUTED)
                + fitted(article.title, width - name - 10, cut=view.symbols.cut)
            )
        )
    rest = [article.publisher for article in order[SHOWN:]]
    silent = [publisher for publisher in thread.row.publishers if publisher not in firsts]
    page += lines(wrapped(Content.styled(f"and {count(len(rest), 'more publisher')}", MUTED), width)) if rest else []
    page += lines(wrapped(Content.styled(f"silent: {', '.join(silent)}", MUTED), width)) if silent else []
    return [*page, BLANK]


def span(late: timedelta) -> str:
    """Return a time span as short as it can be told: "42 min", "3 h", "2 d"."""
    minutes = round(late.total_seconds() / 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{round(minutes / 60)} h" if minutes < 48 * 60 else f"{round(minutes / (24 * 60))} d"
