"""A digest as text for mail: new threads, changed threads, those still running, and numbered sources at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.model.articles import Article
from briefing.model.feeds import FeedProblem
from briefing.model.threads import Briefing, Thread, ThreadRow
from briefing.output.cells import cell_width, pad
from briefing.output.changes import change_prose, new_name_spans, number_change_spans
from briefing.output.citations import Citations, articles_of, lead_sentences
from briefing.output.feed_health import problem_lines
from briefing.output.formatting import format_count, format_day, format_long_day, format_time
from briefing.output.lines import Line, Span, plain_lines, unbreakable, wrap_spans
from briefing.output.timeline import condense_by_day, entry_day
from briefing.output.today import newest_articles
from briefing.text.clean import clean
from briefing.text.resemblance import Likeness, title_likeness

MAX_COMPARED_HEADLINES = 8
"""Newest headlines among which one is looked for that says something else than the title."""
MAX_EARLIER_ENTRIES = 3
"""Earlier timeline entries that remind a reader what an updated thread is about."""
SENTENCES_PER_THREAD = 2
"""Sentences of each thread."""
MAX_RUNNING_TITLES = 20
"""Titles of threads without news; the others are counted."""
SIGN_OF_MORE = "+"
"""Sign before the count of further threads; the count never reads as the end of the title in the line before it."""
MAX_NAMED_PROBLEMS = 3
"""Failed feeds that are named."""
ENDS_OF_SENTENCE = (".", "!", "?", "…")
"""Signs after which a list of titles needs no full stop."""
PUBLISHER_WIDTH = 24
"""Cells at most of the column of publishers, so that most addresses fit beside it."""


def digest_text(briefing: Briefing, width: int = 72) -> str:
    """Return the whole digest in lines of at most `width` cells, except that addresses are never broken."""
    cited = Citations()
    for thread in briefing.threads:
        cited.articles |= articles_of(thread.stories)
    lines = wrap_spans([Span(f"BRIEFING, {format_long_day(briefing.now)}, {format_time(briefing.now)}")], width)
    if not briefing.threads:
        lines += [(), (Span("Nothing new."),)]
    lines += _section_lines("NEW", briefing, lambda row: row.status == "new", cited, width)
    lines += _section_lines("UPDATED", briefing, lambda row: row.status != "new", cited, width)
    if briefing.running:
        lines += [(), (Span("STILL RUNNING, NOTHING NEW"),), *_running_lines(briefing.running, width)]
    lines += _left_out_lines(briefing.left_out_count, briefing.expired_count, width)
    lines += _source_lines(cited.numbered_sources(), width)
    lines += problem_lines([_describe_problem(one) for one in briefing.problems], MAX_NAMED_PROBLEMS, width)
    return plain_lines(lines)


def _describe_problem(problem: FeedProblem) -> str:
    """Return a failed feed and why: a digest that lacks a publisher must say so."""
    return f"{clean(problem.name)} ({clean(problem.cause)})"


def _section_lines(
    heading: str, briefing: Briefing, belongs: Callable[[ThreadRow], bool], cited: Citations, width: int
) -> list[Line]:
    """Lay out the threads of a section: the most important ones in full, the others by title."""
    full = [thread for thread in briefing.full_threads if belongs(thread.row)]
    others = [thread for thread in briefing.listed_threads if belongs(thread.row)]
    lines: list[Line] = [(), (Span(heading),)] if full or others else []
    for place, thread in enumerate(full):
        lines += [()] if place else []
        lines += _thread_lines(thread, briefing, cited, width)
    if others:
        lines += [()] if full else []
        lines += _title_lines("Also: " if full else "", others, width)
    return lines


def _title_lines(label: str, threads: Sequence[Thread], width: int) -> list[Line]:
    """Lay out the titles of threads as running text, each with its other happenings of note."""
    titles = []
    for thread in threads:
        further = thread.further_titles
        titles.append(thread.row.title + (f" (also: {' / '.join(further)})" if further else ""))
    return wrap_spans([Span(label + _ended("; ".join(titles)))], width, "  ")


def _running_lines(rows: Sequence[ThreadRow], width: int) -> list[Line]:
    """Lay out the titles of threads without news; if there are many, the last ones are only counted."""
    more = f"; and {len(rows) - MAX_RUNNING_TITLES} more" if len(rows) > MAX_RUNNING_TITLES else ""
    titles = "; ".join(row.title for row in rows[:MAX_RUNNING_TITLES])
    return wrap_spans([Span(_ended(titles + more))], width, "  ")


def _ended(titles: str) -> str:
    """Return a list of titles with a sign at its end, so that the last title never runs into what follows."""
    return titles if titles.endswith(ENDS_OF_SENTENCE) else titles + "."


def _left_out_lines(count: int, expired_count: int, width: int) -> list[Line]:
    """Lay out how many threads with news are not printed, and for how many it waited in vain."""
    lines: list[Line] = []
    if count:
        threads = format_count(count, "more thread")
        text = f"{SIGN_OF_MORE} {threads} with news not printed here; it comes later if it still matters."
        lines += [(), *wrap_spans([Span(text)], width)]
    if expired_count:
        threads = format_count(expired_count, "thread")
        text = f"Older news of {threads} waited too long and is not printed any more: see `briefing threads`."
        lines += [(), *wrap_spans([Span(text)], width)]
    return lines


def _thread_lines(thread: Thread, briefing: Briefing, cited: Citations, width: int) -> list[Line]:
    """Lay out a thread's title, its sentences, changed numbers, new names and earlier events."""
    row = thread.row
    facts = [format_count(row.independent_publisher_count, "publisher")]
    if row.status != "new":
        facts.append(f"since {format_day(row.first.astimezone(), briefing.now)}")
    lines = wrap_spans([Span(f"{row.title} "), Span(unbreakable(f"({', '.join(facts)})"))], width, "  ")
    changes = thread.changes
    prose = _thread_prose(thread, cited)
    if row.status != "new" and prose:
        prose.insert(0, Span("What changed: "))
    numbers = number_change_spans(changes.number_changes, cited) if changes else []
    further = [Span(_ended(f"Also: {' / '.join(thread.further_titles)}"))] if thread.further_titles else []
    for spans in (numbers, prose, further, new_name_spans(changes) if changes else []):
        lines += wrap_spans(spans, width, "    ") if spans else []
    before = _earlier_events(thread, briefing) if row.status != "new" else ""
    return lines + (wrap_spans([Span(f"Before: {before}.")], width, "    ") if before else [])


def _thread_prose(thread: Thread, cited: Citations) -> list[Span]:
    """Return the sentences on a thread: the rewritten summary, or what is new, or its lead, or its newest headline."""
    if thread.rewrite:
        return cited.rewrite_spans(thread.rewrite)
    if thread.changes:
        prose = change_prose(thread.changes, cited, SENTENCES_PER_THREAD)
    else:
        prose = cited.sentence_spans(lead_sentences(thread, SENTENCES_PER_THREAD))
    return prose or _newest_headline(thread, cited)


def _newest_headline(thread: Thread, cited: Citations) -> list[Span]:
    """Return the newest headline of a thread with its citation, if possible one that does not repeat its title."""
    articles = newest_articles(thread, MAX_COMPARED_HEADLINES)
    others = [a for a in articles if title_likeness(a.title, thread.row.title) < Likeness.SIMILAR]
    return [
        span
        for article in (others or articles)[:1]
        for span in (Span(article.title), *cited.citation_spans([article.id]))
    ]


def _earlier_events(thread: Thread, briefing: Briefing) -> str:
    """Return what the timeline holds from before the period, newest first."""
    recent = {story.id for story in thread.stories if any(a.published >= briefing.since for a in story.articles)}
    start = briefing.since.astimezone().date()
    earlier = [
        entry for entry in thread.main_timeline if entry.date < start and not (entry.story and entry.story in recent)
    ]
    return "; ".join(
        f"{entry.title} ({unbreakable(entry_day(entry, briefing.now))})"
        for entry in condense_by_day(earlier, MAX_EARLIER_ENTRIES)
    )


def _source_lines(sources: Sequence[tuple[int, Article]], width: int) -> list[Line]:
    """Lay out the cited articles with their addresses, which stay whole even where they exceed the width."""
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
