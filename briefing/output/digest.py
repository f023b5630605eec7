"""A digest: the most important threads in full, others in brief, numbered sources, and what it does not print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from briefing.model.articles import Article
from briefing.model.digests import DEFAULT_NAME, MAX_THREADS, DigestSettings
from briefing.model.threads import Briefing, Thread, ThreadRow
from briefing.output.changes import change_prose, new_name_spans, number_change_spans
from briefing.output.citations import Citations, articles_of, lead_sentences
from briefing.output.document import Document, Entry, ItemList, ListItem, Paragraph
from briefing.output.formatting import format_count, format_day, format_long_day, format_moment, format_time
from briefing.output.lines import Span, plain_lines, unbreakable
from briefing.output.text_document import document_lines
from briefing.output.timeline import condense_by_day, entry_day
from briefing.output.today import newest_articles, status_counts
from briefing.text.calendar_words import ENGLISH_WEEKDAYS
from briefing.text.clean import clean
from briefing.text.resemblance import Likeness, title_likeness
from briefing.text.titles import bare_headline
from briefing.text.urls import without_tracking
from briefing.writing.digest_selection import cut_digest, is_label, is_shared, leader_of, ordered_digest

MAX_COMPARED_HEADLINES = 8
"""Newest headlines among which one is looked for that says something else than the title."""
MAX_SEARCHED_ARTICLES = 400
"""Newest articles of a thread among which that with its title is looked for: a lead of months has thousands."""
MAX_EARLIER_ENTRIES = 3
"""Earlier timeline entries that remind a reader what an updated thread is about."""
MAX_EARLIER_TITLE = 160
"""Characters of the title of an earlier entry at most: a longer sentence reminds nobody at a glance."""
SENTENCES_BY_SIZE = {"line": 1, "paragraph": 2, "long": 6}
"""Sentences at most of each thread in full, by the size of a digest."""
MAX_RUNNING_TITLES = 6
"""Titles of threads without news; the others are counted."""
MAX_NAMED_PROBLEMS = 3
"""Failed feeds that are named."""
FULL_SHARE = 0.7
"""Share of the lines of a digest for threads in full: the rest has room for about ten further titles."""
FEW_IN_FULL = 3
"""Where a digest has no room for so many threads in full, they have a shorter form: several threads say more."""
FEW_IN_BRIEF = 8
"""Threads in brief for which threads in full make room, where others have room for their title alone."""
FEWEST_IN_BRIEF = 4
"""Threads in brief for which others lose even their title: a list of titles alone says nothing of what is new."""
SHORT_SHARE = 0.85
"""Share of the lines for threads in their shorter form."""
STALE_AFTER = timedelta(hours=25)
"""Age of the last fetch from which on a digest says it: an hourly or daily refresh is missing."""
SIGN_OF_MORE = "+"
"""Sign before the count of further threads; the count never reads as the end of the title in the line before it."""
ENDS_OF_SENTENCE = (".", "!", "?", "…")
"""Signs after which a list of titles needs no full stop."""
DEFAULT_SETTINGS = DigestSettings()


def digest_text(briefing: Briefing, width: int = 72, settings: DigestSettings = DEFAULT_SETTINGS) -> str:
    """Return a digest as plain text in lines of at most `width` cells, except that addresses are never broken."""
    return plain_lines(document_lines(digest_document(briefing, settings), width))


def fit_digest(
    briefing: Briefing,
    settings: DigestSettings,
    width: int,
    make: Callable[[Briefing, DigestSettings], Document] | None = None,
) -> Briefing:
    """Return a digest with as many threads as its lines have room for, the most important ones in full.

    Where widely reported threads have no room in brief, they are named by title alone, and fewer threads stand in full.
    They stand in the order that the settings ask for. `make` returns the document; None: that of a digest.
    """
    make = make or digest_document
    briefing = replace(briefing, names_running=False)

    def length(fitted: Briefing, full_count: int, total: int, titled: int = 0) -> int:
        return len(document_lines(make(cut_digest(fitted, full_count, total, titled), settings), width))

    def count_in_full(fitted: Briefing, share: float) -> int:
        return _most(most_in_full, lambda count: length(fitted, count, count) <= settings.lines * share)

    most_in_full = min(len(briefing.full_threads), settings.limit)
    full_count = count_in_full(briefing, FULL_SHARE)
    if full_count < min(FEW_IN_FULL, most_in_full):
        short = replace(briefing, is_short=True)
        short_count = count_in_full(short, SHORT_SHARE)
        briefing, full_count = (short, short_count) if short_count > full_count else (briefing, full_count)
    fitting = _most(
        full_count, lambda count: length(briefing, count, count + FEW_IN_BRIEF, MAX_THREADS) <= settings.lines
    )
    full_count = max(min(full_count, FEW_IN_FULL), fitting, min(1, most_in_full))
    most = min(len(briefing.threads), settings.limit)
    total = _most(most, lambda count: length(briefing, full_count, count, MAX_THREADS) <= settings.lines)
    fewest = min(most, full_count + FEWEST_IN_BRIEF)
    total = max(total, full_count, _most(fewest, lambda count: length(briefing, full_count, count) <= settings.lines))
    titled = _most(most - total, lambda count: length(briefing, full_count, total, count) <= settings.lines)
    named = replace(briefing, names_running=True)
    if total == briefing.total and length(named, full_count, total) <= settings.lines:
        briefing = named  # no news had to give way to what is not new
    return ordered_digest(cut_digest(briefing, full_count, total, titled), settings.order)


def digest_document(briefing: Briefing, settings: DigestSettings = DEFAULT_SETTINGS) -> Document:
    """Return the document of a digest."""
    cited = Citations()
    for thread in briefing.threads:
        cited.articles |= articles_of(thread.stories)
    parts_by_id, brief_threads = _parts(briefing)
    entries = []
    for thread in briefing.full_threads:
        entry = _entry(thread, briefing, cited, 1 if briefing.is_short else SENTENCES_BY_SIZE[settings.size])
        items = tuple(_part_item(part, cited) for part in parts_by_id.get(thread.row.id, ()))
        entries.append(replace(entry, blocks=(*entry.blocks, ItemList(items))) if items else entry)
    brief = tuple(_brief_entry(thread, cited, is_short=briefing.is_short) for thread in brief_threads)
    return Document(
        f"BRIEFING, {format_long_day(briefing.now)}, {format_time(briefing.now)}",
        tuple(_facts(briefing)),
        briefing.now,
        tuple(entries),
        brief,
        _running(briefing),
        tuple(cited.numbered_sources()),
        tuple(_notes(briefing)),
        f"digest {briefing.digest_name or DEFAULT_NAME}",
        tuple(map(_titled_entry, briefing.titled_threads)),
    )


def _parts(briefing: Briefing) -> tuple[dict[str, list[Thread]], list[Thread]]:
    """Return the threads in brief that are parts of one in full, by its id, and the others."""
    full, rows = [one.row for one in briefing.full_threads], [one.row for one in briefing.threads]
    parts: dict[str, list[Thread]] = {}
    others = []
    for thread in briefing.listed_threads:
        if not briefing.is_short and (leader := leader_of(thread.row, full, rows)):
            parts.setdefault(leader.id, []).append(thread)
        else:
            others.append(thread)
    return parts, others


def _part_item(thread: Thread, cited: Citations) -> ListItem:
    """Return a part of an affair as a row beneath it."""
    brief = _brief_entry(thread, cited)
    text = [span for block in brief.blocks if isinstance(block, Paragraph) for span in block.spans]
    spans = (Span(brief.title, "title", brief.link), Span(f" ({brief.facts})", "meta"), *text)
    return ListItem("new part" if thread.row.status == "new" else "part", spans)


def _running(briefing: Briefing) -> str:
    """Return the titles of the most important threads without news."""
    titles = "; ".join(row.title for row in _named_running(briefing))
    return _ended(titles) if titles else ""


def _named_running(briefing: Briefing) -> list[ThreadRow]:
    reported = [row for row in briefing.running if not row.excluded]
    return reported[:MAX_RUNNING_TITLES] if briefing.names_running else []


def _ended(titles: str) -> str:
    """Return a list of titles with a sign at its end, so that the last title never runs into what follows."""
    return titles if titles.endswith(ENDS_OF_SENTENCE) else titles + "."


def _facts(briefing: Briefing) -> list[str]:
    """Return the period of a digest, how many threads are new and updated, and how many feeds fail."""
    since = briefing.last_run if briefing.last_run and briefing.last_run > briefing.since else briefing.since
    facts = [f"since {format_recent(since, briefing.now)}"]
    counts = status_counts(briefing)
    counts += [format_count(briefing.single_count, "single report")] if briefing.single_count else []
    facts += [", ".join(counts)] if counts else []
    if briefing.problems:
        facts.append(f"{format_count(len(briefing.problems), 'feed')} failing")
    return facts


def format_recent(when: datetime, now: datetime) -> str:
    """Return a moment of the last days as "Sunday 07:00", an earlier one as `format_moment` does."""
    if now - when >= timedelta(days=6):
        return format_moment(when, now)
    local = when.astimezone()
    return (
        format_time(when)
        if local.date() == now.astimezone().date()
        else f"{ENGLISH_WEEKDAYS[local.weekday()]} {local:%H:%M}"
    )


def _entry(thread: Thread, briefing: Briefing, cited: Citations, max_sentences: int) -> Entry:
    """Return a thread in full: its title, changed numbers, sentences, other happenings and earlier events."""
    row, changes = thread.row, thread.changes
    facts = [row.status, format_count(row.independent_publisher_count, "publisher")]
    if row.status != "new":
        facts.append(f"since {format_day(row.first.astimezone(), briefing.now)}")
    facts += [f"#{tag}" for tag in row.tags]
    numbers = number_change_spans(changes.number_changes, cited) if changes else []
    prose = _thread_prose(thread, cited, max_sentences)
    has_further = bool(thread.further_titles) and not briefing.is_short
    further = [Span(_ended(f"Also: {' / '.join(thread.further_titles)}"))] if has_further else []
    names = new_name_spans(changes) if changes and max_sentences >= SENTENCES_BY_SIZE["long"] else []
    before = _earlier_events(thread, briefing) if row.status != "new" and not briefing.is_short else ""
    earlier = [Span(f"Before: {before}.")] if before else []
    blocks = tuple(Paragraph(tuple(spans)) for spans in (prose, numbers, further, names, earlier) if spans)
    link = title_link(thread)
    return Entry(row.title, row.status.title(), ", ".join(facts), row.id, row.last, link, blocks, row.section)


def _brief_entry(thread: Thread, cited: Citations, *, is_short: bool = False) -> Entry:
    """Return a thread by its title, its number of publishers, its other happenings or what is new, and a citation."""
    row = thread.row
    cited_articles = title_articles(thread)
    report = None if is_short else _new_report(thread)
    further: list[Span] = []
    if thread.further_titles and not is_short:
        further = [Span(f": also {' / '.join(thread.further_titles)}")]
    elif report:
        cited_articles, further = [report], [Span(f": {bare_headline(report.title, report.publisher)}")]
    spans = (*further, *cited.citation_spans([article.id for article in cited_articles]))
    return Entry(
        row.title,
        row.status.title(),
        str(row.independent_publisher_count),
        row.id,
        row.last,
        title_link(thread),
        (Paragraph(spans),),
        row.section,
    )


def _titled_entry(thread: Thread) -> Entry:
    """Return a thread by its title, with its number of publishers; behind a label stands what is new."""
    row = thread.row
    title, link = row.title, title_link(thread)
    if is_label(title) and (report := _new_report(thread)):
        title, link = f"{title}: {bare_headline(report.title, report.publisher)}", without_tracking(report.link)
    facts = str(row.independent_publisher_count)
    return Entry(title, row.status.title(), facts, row.id, row.last, link, section=row.section)


def _new_report(thread: Thread) -> Article | None:
    """Return the new article whose headline says what is new, if there is one."""
    return next((one for one in articles_of(thread.stories).values() if one.id == thread.new_report), None)


def title_link(thread: Thread) -> str:
    """Return the address that the title of a thread leads to: that of an article which has it."""
    return next((without_tracking(article.link) for article in title_articles(thread)), "")


def title_articles(thread: Thread) -> list[Article]:
    """Return the newest article with the title of a thread, else one with a title like it, else the newest of all."""
    articles = newest_articles(thread, MAX_SEARCHED_ARTICLES)
    title = thread.row.title
    same = (one for one in articles if bare_headline(one.title, one.publisher) == title)
    like = (one for one in articles if title_likeness(one.title, title) >= Likeness.SIMILAR)
    titled = next(same, None) or next(like, None)
    return [titled] if titled else articles[:1]


def _thread_prose(thread: Thread, cited: Citations, max_sentences: int) -> list[Span]:
    """Return the sentences on a thread: the rewritten summary, or what is new, or its lead, or its newest headline."""
    if thread.rewrite:
        return cited.rewrite_spans(thread.rewrite)
    if thread.changes:
        prose = change_prose(thread.changes, cited, max_sentences)
    else:
        prose = cited.sentence_spans(lead_sentences(thread, max_sentences))
    return prose or newest_headline(thread, cited)


def newest_headline(thread: Thread, cited: Citations) -> list[Span]:
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
        entry
        for entry in thread.main_timeline
        if entry.date < start and not (entry.story and entry.story in recent) and len(entry.title) <= MAX_EARLIER_TITLE
    ]
    return "; ".join(
        f"{entry.title.rstrip('.')} ({unbreakable(entry_day(entry, briefing.now))})"
        for entry in condense_by_day(earlier, MAX_EARLIER_ENTRIES)
    )


def _notes(briefing: Briefing) -> list[str]:
    """Return what a digest does not print: feeds that failed, news that waited too long, and how much was left out."""
    notes = [] if briefing.threads else ["Nothing new."]
    if briefing.problems:
        named = [f"{clean(one.name)} ({clean(one.cause)})" for one in briefing.problems[:MAX_NAMED_PROBLEMS]]
        more = len(briefing.problems) - len(named)
        named += [f"and {more} more"] if more > 0 else []
        notes.append(f"{format_count(len(briefing.problems), 'feed')} failed: {'; '.join(named)}")
    if stale := stale_note(briefing):
        notes.append(stale)
    if briefing.expired_count:
        threads = format_count(briefing.expired_count, "thread")
        command = unbreakable("`briefing threads`")
        notes.append(f"Older news of {threads} waited too long and is not printed any more: see {command}.")
    waiting = max(briefing.waiting_count - sum(_waited(one, briefing) for one in briefing.threads), 0)
    today = max(briefing.left_out_count - waiting, 0)
    printed_singles = sum(not is_shared(one.row) and not _waited(one, briefing) for one in briefing.threads)
    singles = min(max(briefing.single_count - printed_singles, 0), today)
    left_out = [
        f"{format_count(number, noun)}{rest}"
        for number, noun, rest in (
            (today - singles, "more thread", " with news"),
            (singles, "single report", ""),
            (briefing.unmoved_count, "thread", " whose articles add nothing"),
            (len(briefing.running) - len(_named_running(briefing)), "thread", " without new articles"),
            (waiting, "thread", " of earlier days"),
        )
        if number > 0
    ]
    if left_out:
        days = max(ceil((briefing.now - briefing.since) / timedelta(days=1)), 1)
        command = unbreakable(f"`briefing today --since {days}d`")
        notes.append(f"{SIGN_OF_MORE} {_joined(left_out)} not printed here: {command}.")
    return notes


def stale_note(briefing: Briefing) -> str:
    """Return since when the feeds were not fetched, if that is longer than between daily refreshes; else ""."""
    fetched = briefing.last_fetch
    if fetched is None or briefing.now - fetched < STALE_AFTER:
        return ""
    command = unbreakable("`briefing refresh`")
    return f"The feeds were last fetched {format_recent(fetched, briefing.now)}: {command} fetches them."


def _waited(thread: Thread, briefing: Briefing) -> bool:
    """Return whether all news of a printed thread is from before the last digest."""
    last_run = briefing.last_run
    articles = (article for story in thread.stories for article in story.articles)
    return last_run is not None and all(article.published < last_run for article in articles)


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if parts[:-1] else "") + parts[-1]


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number up to `limit` that fits, where each smaller one fits too; 0 if none does."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
