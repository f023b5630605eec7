"""A digest: the most important threads in full, others in brief, numbered sources, and what it does not print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from briefing.model.briefings import Briefing
from briefing.model.digests import DEFAULT_NAME, DigestSettings
from briefing.model.threads import Thread, ThreadRow
from briefing.output.citations import Citations, articles_of, ended
from briefing.output.digest.digest_entries import brief_entry, full_entry, titled_entry
from briefing.output.documents.document import Document
from briefing.output.documents.text_document import document_lines
from briefing.output.formatting import format_count, format_long_day, format_moment, format_time
from briefing.output.lines import plain_lines, unbreakable
from briefing.text.calendar_words import ENGLISH_WEEKDAYS
from briefing.text.html.clean import clean
from briefing.writing.digest.digest_layout import lay_out
from briefing.writing.digest.digest_reach import is_quiet

MAX_RUNNING_TITLES = 6
"""Titles of threads without news; the others are counted."""
MAX_NAMED_FAILURES = 3
"""Failed feeds that are named."""
STALE_AFTER = timedelta(hours=25)
"""Age of the last fetch from which on a digest says it: an hourly or daily refresh is missing."""
DEFAULT_SETTINGS = DigestSettings()


def digest_text(briefing: Briefing, width: int = 72, settings: DigestSettings = DEFAULT_SETTINGS) -> str:
    """Return a digest as plain text in lines of at most `width` cells, except that addresses are never broken."""
    return plain_lines(document_lines(digest_document(briefing, settings), width))


def digest_document(briefing: Briefing, settings: DigestSettings = DEFAULT_SETTINGS) -> Document:
    """Return the document of a digest."""
    cited = Citations()
    for thread in briefing.threads:
        cited.articles |= articles_of(thread.stories)
    layout, is_short = lay_out(briefing), briefing.form.is_short
    parts = layout.parts
    entries = [full_entry(thread, briefing, cited, settings.size, parts) for thread in briefing.full_threads]
    brief_entries = [brief_entry(thread, briefing, cited, parts, is_short=is_short) for thread in layout.brief]
    return Document(
        f"BRIEFING, {format_long_day(briefing.now)}, {format_time(briefing.now)}",
        tuple(_facts(briefing, [*briefing.full_threads, *layout.brief, *layout.titled])),
        briefing.now,
        tuple(entries),
        tuple(brief_entries),
        _running(briefing),
        tuple(cited.numbered_sources()),
        tuple(_notes(briefing)),
        f"digest {briefing.digest_name or DEFAULT_NAME}",
        tuple(titled_entry(thread, parts, is_terse=thread.row.id not in layout.own_lines) for thread in layout.titled),
        briefing.form.titles == "run on",
    )


def _running(briefing: Briefing) -> str:
    """Return the titles of the most important threads without news."""
    named = _named_running(briefing)
    titles, more = "; ".join(row.title for row in named), len(briefing.running) - len(named)
    return ended(f"{titles}; and {more} more" if named and more else titles) if named else ""


def _named_running(briefing: Briefing) -> list[ThreadRow]:
    reported = [row for row in briefing.running if not row.excluded]
    return reported[:MAX_RUNNING_TITLES] if briefing.form.names_running else []


def _facts(briefing: Briefing, entries: Sequence[Thread]) -> list[str]:
    """Return the period of a digest, how many of its entries are new and updated, and how many feeds fail.

    The first digest of a name says that it is: none of it was printed before, also of updated threads.
    """
    since = briefing.last_run if briefing.last_run and briefing.last_run > briefing.since else briefing.since
    is_first = bool(briefing.digest_name) and briefing.last_run is None
    facts = [f"{'first digest, ' if is_first else ''}since {format_recent(since, briefing.now)}"]
    with_news = [thread for thread in entries if not is_quiet(thread)]
    counts = Counter("from before" if _waited(one, briefing) else one.row.status for one in with_news)
    labels = {"new": "new", "updated": "updated", "from before": "with news from before"}
    counted = [f"{counts[kind]} {label}" for kind, label in labels.items() if counts[kind]]
    here = " on this page" if _left_out(briefing) else ""
    facts += [", ".join(counted) + here] if counted else []
    if briefing.failures:
        facts.append(f"{format_count(len(briefing.failures), 'feed')} failing")
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


def _notes(briefing: Briefing) -> list[str]:
    """Return what a digest does not print: feeds that failed, and how much was left out."""
    notes = [] if briefing.threads else ["Nothing new."]
    if briefing.failures:
        named = [f"{clean(one.subject)} ({clean(one.text)})" for one in briefing.failures[:MAX_NAMED_FAILURES]]
        more = len(briefing.failures) - len(named)
        named += [f"and {more} more"] if more > 0 else []
        notes.append(f"{format_count(len(briefing.failures), 'feed')} failed: {'; '.join(named)}")
    if stale := stale_note(briefing):
        notes.append(stale)
    if briefing.digest_name and briefing.threads and briefing.last_run is None and _is_backlog(briefing):
        notes.append("This first digest has the last day of news in the store; what is older is not printed.")
    rest = []
    if left_out := _left_out(briefing):
        since = max(briefing.since, briefing.last_run or briefing.since)
        days = max(ceil((briefing.now - since) / timedelta(days=1)), 1)
        rest.append(f"{left_out} (see {unbreakable(f'`briefing today --since {days}d`')}).")
    if briefing.unmoved_count:
        rest.append(f"{format_count(briefing.unmoved_count, 'thread')} had more articles, but nothing new.")
    notes += [" ".join(rest)] if rest else []
    return notes


def _left_out(briefing: Briefing) -> str:
    """Return how many main rows and single reports of the front page have news of which a digest prints none, or ""."""
    printed = {thread.row.id for thread in briefing.threads}
    threads = sum(printed.isdisjoint(group) for group in briefing.page_groups)
    singles = len(briefing.page_singles - printed)
    parts = [f"{format_count(threads, 'more thread')} with news"] if threads else []
    parts += [f"{format_count(singles, 'report')} that one publisher has alone"] if singles else []
    return f"Not on this page: {' and '.join(parts)}" if parts else ""


def _is_backlog(briefing: Briefing) -> bool:
    """Whether all news that a digest prints is from before the last day."""
    return all(thread.row.last < briefing.now - timedelta(days=1) for thread in briefing.threads)


def stale_note(briefing: Briefing) -> str:
    """Return since when the feeds were not fetched, if that is longer than between daily refreshes; else ""."""
    fetched = briefing.last_fetch
    if fetched is None or briefing.now - fetched < STALE_AFTER:
        return ""
    command = unbreakable("`briefing refresh`")
    return f"The feeds were last fetched {format_recent(fetched, briefing.now)}: {command} fetches them."


def _waited(thread: Thread, briefing: Briefing) -> bool:
    """Whether all news of a printed thread is from before the last digest."""
    last_run = briefing.last_run
    articles = (article for story in thread.stories for article in story.articles)
    return last_run is not None and all(article.published < last_run for article in articles)
