"""A digest as text for mail: what is new, what changed, what is still running, and numbered sources at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.model.articles import Article
from briefing.model.feeds import FeedProblem
from briefing.model.threads import Briefing, Thread, ThreadRow
from briefing.output.ages import clock, day, long_day
from briefing.output.changes import change_prose, moved_spans, names_span
from briefing.output.citations import Citations, articles_of, told
from briefing.output.counts import count
from briefing.output.layout import cells, pad
from briefing.output.spans import Line, Span, flow, glued, plain
from briefing.output.today import condensed
from briefing.text.clean import clean

BEFORE = 3  # earlier timeline entries that an updated thread recalls
TELLING = 2  # sentences of a thread
TOLD = 20  # threads that are told; of the rest, only titles
TITLES = 20  # titles that a list of them holds
PUBLISHER = 24  # cells at most for the column of publishers


def digest_text(briefing: Briefing, width: int = 72) -> str:
    """The whole digest in lines of at most `width` cells, except that addresses are never broken."""
    cited = Citations()
    for thread in briefing.threads:
        cited.articles |= articles_of(thread.stories)
    lines = flow([Span(f"BRIEFING, {long_day(briefing.now)}, {clock(briefing.now)}")], width)
    if not briefing.threads:
        lines += [(), (Span("Nothing new."),)]
    lines += _section("NEW", briefing, lambda row: row.status == "new", cited, width)
    lines += _section("UPDATED", briefing, lambda row: row.status != "new", cited, width)
    if briefing.running:
        lines += [(), (Span("STILL RUNNING, NOTHING NEW"),), *_titles("", briefing.running, width)]
    lines += _sources(cited.sources(), width)
    return plain(lines + _problems(briefing.problems, width))


def _section(
    heading: str, briefing: Briefing, holds: Callable[[ThreadRow], bool], cited: Citations, width: int
) -> list[Line]:
    """The threads of a section: the most important ones told, the others named."""
    told = [thread for thread in briefing.threads[:TOLD] if holds(thread.row)]
    named = [thread.row for thread in briefing.threads[TOLD:] if holds(thread.row)]
    lines: list[Line] = [(), (Span(heading),)] if told or named else []
    for place, thread in enumerate(told):
        lines += [()] if place else []
        lines += _thread(thread, briefing, cited, width)
    if named:
        lines += [()] if told else []
        lines += _titles("Also: " if told else "", named, width)
    return lines


def _titles(lead: str, rows: Sequence[ThreadRow], width: int) -> list[Line]:
    """The titles of threads as running text, the last ones only counted if there are many."""
    more = f"; and {len(rows) - TITLES} more" if len(rows) > TITLES else ""
    return flow([Span(lead + "; ".join(row.title for row in rows[:TITLES]) + more)], width, "  ")


def _thread(thread: Thread, briefing: Briefing, cited: Citations, width: int) -> list[Line]:
    """A thread's title and what there is to tell of it."""
    row = thread.row
    facts = [count(row.independent, "publisher")]
    if row.status != "new":
        facts.append(f"since {day(row.first.astimezone(), briefing.now)}")
    lines = flow([Span(f"{row.title} "), Span(glued(f"({', '.join(facts)})"))], width, "  ")
    new = thread.changes
    prose = _telling(thread, cited)
    if row.status != "new" and prose:
        prose.insert(0, Span("What changed: "))
    for spans in (prose, *((moved_spans(new.moved, cited), names_span(new)) if new else ())):
        lines += flow(spans, width, "    ") if spans else []
    before = _before(thread, briefing) if row.status != "new" else ""
    return lines + (flow([Span(f"Before: {before}.")], width, "    ") if before else [])


def _telling(thread: Thread, cited: Citations) -> list[Span]:
    """What is told of a thread: in a model's words if it was asked for them, else in those of its publishers."""
    if thread.rewrite:
        return cited.retold(thread.rewrite)
    new = thread.changes
    prose = change_prose(new, cited, TELLING) if new else cited.prose(told(thread, TELLING))
    return prose or _headline(thread, cited)


def _headline(thread: Thread, cited: Citations) -> list[Span]:
    """For a thread without sentences: its newest headline."""
    articles: list[Article] = [article for story in thread.stories for article in story.articles]
    if not articles:
        return []
    newest = max(articles, key=lambda article: (article.published, article.id))
    return [Span(newest.title), Span(glued(f" [{cited.number(newest.id)}]"))]


def _before(thread: Thread, briefing: Briefing) -> str:
    """What the timeline held before the period, newest first, in a few words."""
    recent = {s.id for s in thread.stories if any(a.published >= briefing.since for a in s.articles)}
    start = briefing.since.astimezone().date()
    told = [entry for entry in thread.timeline if entry.kind != "echo" and entry.date < start]
    earlier = condensed([entry for entry in told if not entry.story or entry.story not in recent], BEFORE)
    return "; ".join(f"{entry.title} ({glued(day(entry.date, briefing.now))})" for entry in earlier)


def _sources(sources: Sequence[tuple[int, Article]], width: int) -> list[Line]:
    """The cited articles with their addresses, which stay whole even where they exceed the width."""
    if not sources:
        return []
    lines: list[Line] = [()]
    margin = cells(f"[{len(sources)}] ")
    names = {number: article.publisher or "unknown publisher" for number, article in sources}
    column = min(max(cells(name) for name in names.values()), PUBLISHER)
    for number, article in sources:
        lead = (Span(pad(f"[{number}]", margin)),)
        name = flow([Span(names[number])], width, " " * margin, first=lead)
        link = article.link or article.title
        if len(name) == 1 and cells(names[number]) <= column and margin + column + 2 + cells(link) <= width:
            lines.append((*lead, Span(pad(names[number], column)), Span("  " + link)))
        elif article.link:
            lines += [*name, (Span(" " * margin + link),)]
        else:
            lines += [*name, *flow([Span(link)], width, " " * margin)]
    return lines


def _problems(problems: Sequence[FeedProblem], width: int) -> list[Line]:
    """Which feeds failed, for a digest that misses a publisher must say so."""
    if not problems:
        return []
    named = "; ".join(f"{clean(p.name)} ({clean(p.cause)})" for p in problems[:3])
    more = f"; and {len(problems) - 3} more" if len(problems) > 3 else ""
    return [(), *flow([Span(f"{count(len(problems), 'feed')} failed: {named}{more}")], width)]
