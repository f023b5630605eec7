"""Who told the newest stories, and when; what only one of them has; who is silent."""

from __future__ import annotations

from textual.content import Content

from briefing.model.threads import Coverage, StoryCoverage, Voice
from briefing.output.ages import clock, day
from briefing.output.counts import count
from briefing.output.coverage import later, worth_telling
from briefing.tui.paint.line import (
    BLANK,
    MUTED,
    PRIMARY,
    QUIET,
    STRONG,
    Line,
    Target,
    fitted,
    heading,
    lines,
    spread,
    wrapped,
)
from briefing.tui.paint.view import View

SHOWN = 8
"""Publishers listed for a story; the articles name the others."""
ONLY = 4
"""Facts that only one publisher has."""


def paint_coverage(coverage: Coverage, view: View, width: int) -> list[Line]:
    """Return the publishers of the newest shared stories, first to last; nothing where one publisher tells all."""
    told = [one for one in worth_telling(coverage) if len(one.voices) > 1]
    if not told and not coverage.silent:
        return []
    page = [heading("COVERAGE", width, f"{count(coverage.thread.independent, 'publisher')}")]
    for one in told:
        page += [*_story(one, view, width, named=len(told) > 1), BLANK]
    if coverage.silent:
        words = Content.styled(f"silent: {', '.join(coverage.silent)}", MUTED)
        page += [*lines(wrapped(words, width)), BLANK]
    return page


def _story(one: StoryCoverage, view: View, width: int, *, named: bool) -> list[Line]:
    began = one.voices[0].article.published.astimezone()
    on = Content.styled(day(began, view.now), MUTED)
    title = fitted(one.story.title, width - on.cell_length - 2, STRONG, view.symbols.cut)
    page = [Line(spread(title, on, width))] if named else []
    name = min(max(width * 2 // 7, 10), 24)
    for place, voice in enumerate(one.voices[:SHOWN]):
        when = later(voice.delay) if place else clock(began) if named else day(began, view.now)
        front = fitted(voice.publisher, name - 1, QUIET, view.symbols.cut) + Content.styled(f" {when:>9}  ", MUTED)
        text = fitted(_headline(voice), width - front.cell_length, cut=view.symbols.cut)
        page.append(Line(front + text, Target("article", voice.article.id, at="coverage")))
    rest = len(one.voices) - SHOWN
    page += [Line(Content.styled(f"and {count(rest, 'more publisher')}", MUTED))] if rest > 0 else []
    for only in one.only[:ONLY]:
        content = Content.assemble(("only here: ", MUTED), (only.fact, PRIMARY), (f"  {only.publisher}", QUIET))
        target = Target("sentence", only.sentence.article, only.sentence.text, "coverage")
        page += lines(wrapped(content, width), target)
    return page


def _headline(voice: Voice) -> Content:
    notes = [f"the words of {voice.copies}"] if voice.copies else []
    notes += [f"{voice.articles} articles"] if voice.articles > 1 else []
    return Content.assemble(voice.article.title, (f" ({', '.join(notes)})" if notes else "", MUTED))
