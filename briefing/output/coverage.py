"""Who reports a thread, laid out: what `briefing coverage` prints."""

from __future__ import annotations

from datetime import datetime, timedelta

from briefing.model.threads import Coverage, StoryCoverage, Voice
from briefing.output.ages import day, moment
from briefing.output.counts import count
from briefing.output.layout import cells, cut, pad
from briefing.output.marks import Marks, marks
from briefing.output.spans import Line, Span, flow, glued, sides

STORIES = 3  # told without `everything`: the newest that several publishers report
PUBLISHER = 24  # cells at most for the column of publishers
DELAY = 9  # cells for that of delays


def coverage_page(
    coverage: Coverage, now: datetime, width: int, ascii: bool = False, everything: bool = False
) -> list[Line]:
    """Publishers of each story, first to last, with their headlines; what only one of them has; who is silent."""
    signs = marks(ascii)
    row = coverage.thread
    figures = f"{count(row.independent, 'publisher')} {signs.dot} {count(row.articles, 'article')}"
    lines = sides((Span(row.title, "title"),), (Span(figures, "meta"),), width)
    told = coverage.stories if everything else worth_telling(coverage)
    for one in told:
        lines += [(), *_story(one, now, width, signs)]
    left = len(coverage.stories) - len(told)
    if left:
        lines += [(), *flow([Span(f"{count(left, 'more story', 'more stories')}: `--all`", "meta")], width)]
    if coverage.silent:
        words = f"silent in {row.section}: {', '.join(map(glued, coverage.silent))}"
        lines += [(), *flow([Span(words)], width, "  ", first=())]
    return lines


def worth_telling(coverage: Coverage) -> tuple[StoryCoverage, ...]:
    """The newest stories that several publishers report; the newest of all if there is none."""
    shared = tuple(one for one in coverage.stories if len(one.voices) > 1)
    return (shared or coverage.stories[:1])[:STORIES]


def later(delay: timedelta) -> str:
    """How much later, in a few characters: "+42 min", "+1 h 17", "+3 d"."""
    minutes = int(delay.total_seconds() // 60)
    if minutes < 60:
        return f"+{minutes} min"
    if minutes < 24 * 60:
        return f"+{minutes // 60} h {minutes % 60:02}"
    return f"+{minutes // (24 * 60)} d"


def _story(one: StoryCoverage, now: datetime, width: int, signs: Marks) -> list[Line]:
    began = (Span(day(one.voices[0].article.published.astimezone(), now), "date"),) if one.voices else ()
    lines = sides((Span(one.story.title, "title"),), began, width)
    column = min(max((cells(voice.publisher) for voice in one.voices), default=0), PUBLISHER, width // 3)
    for place, voice in enumerate(one.voices):
        when = moment(voice.article.published, now).split()[-1] if not place else later(voice.delay)
        lead: Line = (
            Span(f"  {pad(when, DELAY)}", "meta"),
            Span(pad(cut(voice.publisher, column, signs.cut), column), "source"),
            Span("  "),
        )
        lines += flow(_headline(voice), width, " " * (DELAY + column + 4), first=lead)
    for only in one.only:
        lead = (Span(f"  {pad('only', DELAY)}", "meta"), Span(pad(cut(only.publisher, column, signs.cut), column)))
        link = next((a.link for a in one.story.articles if a.id == only.sentence.article), "")
        lines += flow([Span("  "), Span(only.fact, "", link)], width, " " * (DELAY + column + 4), first=lead)
    return lines


def _headline(voice: Voice) -> list[Span]:
    spans = [Span(voice.article.title, "", voice.article.link)]
    notes = [f"the words of {voice.copies}"] if voice.copies else []
    notes += [f"{voice.articles} articles"] if voice.articles > 1 else []
    return [*spans, Span(glued(f" ({', '.join(notes)})"), "meta")] if notes else spans
