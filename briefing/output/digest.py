"""A digest as text for mail: what is new, what changed, what is still running, and numbered sources at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.model.articles import Article
from briefing.model.feeds import FeedProblem
from briefing.model.threads import Briefing, Thread, ThreadRow
from briefing.output.changes import change_prose, new_name_spans, number_change_spans
from briefing.output.citations import Citations, articles_of, lead_sentences
from briefing.output.layout import cell_width, pad
from briefing.output.number_format import format_count
from briefing.output.spans import Line, Span, plain_lines, unbreakable, wrap_spans
from briefing.output.time_format import format_day, format_long_day, format_time
from briefing.output.today import condense_by_day
from briefing.text.clean import clean

MAX_EARLIER_ENTRIES = 3  # earlier timeline entries that an updated thread recalls
SENTENCES_PER_THREAD = 2  # sentences of a thread
MAX_FULL_THREADS = 20  # threads that are told; of the rest, only titles
MAX_TITLES = 20  # titles that a list of them holds
PUBLISHER_WIDTH = 24  # cells at most for the column of publishers


def digest_text(briefing: Briefing, width: int = 72) -> str:
    """The whole digest in lines of at most `width` cells, except that addresses are never broken."""
    cited = Citations()
    for thread in briefing.threads:
        cited.articles |= articles_of(thread.stories)
    lines = wrap_spans([Span(f"BRIEFING, {format_long_day(briefing.now)}, {format_time(briefing.now)}")], width)
    if not briefing.threads:
        lines += [(), (Span("Nothing new."),)]
    lines += _section("NEW", briefing, lambda row: row.status == "new", cited, width)
    lines += _section("UPDATED", briefing, lambda row: row.status != "new", cited, width)
    if briefing.running:
        lines += [(), (Span("STILL RUNNING, NOTHING NEW"),), *_title_lines("", briefing.running, width)]
    lines += _source_lines(cited.numbered_sources(), width)
    return plain_lines(lines + _problem_lines(briefing.problems, width))


def _section(
    heading: str, briefing: Briefing, belongs: Callable[[ThreadRow], bool], cited: Citations, width: int
) -> list[Line]:
    """The threads of a section: the most important ones told, the others named."""
    told = [thread for thread in briefing.threads[:MAX_FULL_THREADS] if belongs(thread.row)]
    named = [thread.row for thread in briefing.threads[MAX_FULL_THREADS:] if belongs(thread.row)]
    lines: list[Line] = [(), (Span(heading),)] if told or named else []
    for place, thread in enumerate(told):
        lines += [()] if place else []
        lines += _thread_lines(thread, briefing, cited, width)
    if named:
        lines += [()] if told else []
        lines += _title_lines("Also: " if told else "", named, width)
    return lines


def _title_lines(lead: str, rows: Sequence[ThreadRow], width: int) -> list[Line]:
    """The titles of threads as running text, the last ones only counted if there are many."""
    more = f"; and {len(rows) - MAX_TITLES} more" if len(rows) > MAX_TITLES else ""
    return wrap_spans([Span(lead + "; ".join(row.title for row in rows[:MAX_TITLES]) + more)], width, "  ")


def _thread_lines(thread: Thread, briefing: Briefing, cited: Citations, width: int) -> list[Line]:
    """A thread's title and what there is to tell of it."""
    row = thread.row
    facts = [format_count(row.independent_publisher_count, "publisher")]
    if row.status != "new":
        facts.append(f"since {format_day(row.first.astimezone(), briefing.now)}")
    lines = wrap_spans([Span(f"{row.title} "), Span(unbreakable(f"({', '.join(facts)})"))], width, "  ")
    new = thread.changes
    prose = _thread_prose(thread, cited)
    if row.status != "new" and prose:
        prose.insert(0, Span("What changed: "))
    for spans in (prose, *((number_change_spans(new.number_changes, cited), new_name_spans(new)) if new else ())):
        lines += wrap_spans(spans, width, "    ") if spans else []
    before = _earlier_events(thread, briefing) if row.status != "new" else ""
    return lines + (wrap_spans([Span(f"Before: {before}.")], width, "    ") if before else [])


def _thread_prose(thread: Thread, cited: Citations) -> list[Span]:
    """What is told of a thread: in a model's words if it was asked for them, else in those of its publishers."""
    if thread.rewrite:
        return cited.rewrite_spans(thread.rewrite)
    new = thread.changes
    prose = (
        change_prose(new, cited, SENTENCES_PER_THREAD)
        if new
        else cited.sentence_spans(lead_sentences(thread, SENTENCES_PER_THREAD))
    )
    return prose or _newest_headline(thread, cited)


def _newest_headline(thread: Thread, cited: Citations) -> list[Span]:
    """For a thread without sentences: its newest headline."""
    articles: list[Article] = [article for story in thread.stories for article in story.articles]
    if not articles:
        return []
    newest = max(articles, key=lambda article: (article.published, article.id))
    return [Span(newest.title), Span(unbreakable(f" [{cited.number(newest.id)}]"))]


def _earlier_events(thread: Thread, briefing: Briefing) -> str:
    """What the timeline held before the period, newest first, in a few words."""
    recent = {s.id for s in thread.stories if any(a.published >= briefing.since for a in s.articles)}
    start = briefing.since.astimezone().date()
    told = [entry for entry in thread.timeline if entry.kind != "echo" and entry.date < start]
    earlier = condense_by_day(
        [entry for entry in told if not entry.story or entry.story not in recent], MAX_EARLIER_ENTRIES
    )
    return "; ".join(f"{entry.title} ({unbreakable(format_day(entry.date, briefing.now))})" for entry in earlier)


def _source_lines(sources: Sequence[tuple[int, Article]], width: int) -> list[Line]:
    """The cited articles with their addresses, which stay whole even where they exceed the width."""
    if not sources:
        return []
    lines: list[Line] = [()]
    margin = cell_width(f"[{len(sources)}] ")
    names = {number: article.publisher or "unknown publisher" for number, article in sources}
    column = min(max(cell_width(name) for name in names.values()), PUBLISHER_WIDTH)
    for number, article in sources:
        lead = (Span(pad(f"[{number}]", margin)),)
        name = wrap_spans([Span(names[number])], width, " " * margin, first_prefix=lead)
        link = article.link or article.title
        if len(name) == 1 and cell_width(names[number]) <= column and margin + column + 2 + cell_width(link) <= width:
            lines.append((*lead, Span(pad(names[number], column)), Span("  " + link)))
        elif article.link:
            lines += [*name, (Span(" " * margin + link),)]
        else:
            lines += [*name, *wrap_spans([Span(link)], width, " " * margin)]
    return lines


def _problem_lines(problems: Sequence[FeedProblem], width: int) -> list[Line]:
    """Which feeds failed, for a digest that misses a publisher must say so."""
    if not problems:
        return []
    named = "; ".join(f"{clean(p.name)} ({clean(p.cause)})" for p in problems[:3])
    more = f"; and {len(problems) - 3} more" if len(problems) > 3 else ""
    return [(), *wrap_spans([Span(f"{format_count(len(problems), 'feed')} failed: {named}{more}")], width)]
