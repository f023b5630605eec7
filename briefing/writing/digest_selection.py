"""What a digest prints of its news: the most important threads in full, further ones in brief, no others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from briefing.model.digests import MAX_THREADS
from briefing.model.threads import UndeliveredNews
from briefing.text.titles import bare_headline
from briefing.writing.ranking import rank_threads
from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.stories import publisher_count
from briefing.writing.timeline.headline_verbs import verb_kinds

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.articles import Article
    from briefing.model.digests import DigestOrder
    from briefing.model.threads import Briefing, Movement, Thread, ThreadRow

MAX_FULL_THREADS = 20
"""Threads in full, as many as a mail is read for."""
MAX_TITLES = MAX_THREADS - MAX_FULL_THREADS
"""Threads in brief beside those in full."""
WIDE_PUBLISHERS = 4
"""Publishers from which a thread, or what a story or an event newly reports, is widely reported."""
BUSY_DAY_ARTICLES = 5
"""Undelivered articles of 24 hours from which a widely reported thread is listed, however few publishers they have."""

MAX_FURTHER_TITLES = 4
"""Further happenings that are named beside the title of a thread, so that it stays within a few lines."""

MAX_COVERED_SHARE = 0.5
"""Share of the terms of a headline, without those of the thread's title, in one printed text that says it already."""
MAX_STORIES_READ, MAX_HEADLINES_READ = 5, 8
"""The widest stories of a thread, and headlines of each, among which one is looked for that says what is new."""
MIN_OWN_TERMS = 2
"""Number of terms beside the thread's title below which a headline only says the title again."""
MAX_TITLE_SHARE = 0.4
"""Share of the terms of a headline that the thread's title has too, from which on it says mostly the same."""
MIN_SHOWN_SHARE = 0.2
"""Share of the headlines of a happening that are said already from which on it is: headlines vary in their words."""


WAITING_SHARE = 0.25
"""How much of a publisher or an article counts in ranking whose news waited since an earlier digest: what came since it
last ran is the news of the day."""
NO_NEWS = UndeliveredNews(0, 0, 0)
WEEKLY_THREADS = 15
"""Big threads of a week in full at most."""
WEEKLY_TITLES = 8
"""Threads at most that began in a week, and that ended, in brief."""
ENDED_AFTER = timedelta(days=3)
"""Time without an article after which a thread counts as ended: weekends are shorter."""
MIN_ENDED_ARTICLES = 5
"""Articles of a thread from which on its end is news."""
MIN_GROWTH = 0.25
"""New publishers of a delivered thread, as a share of those it had, that are a move: one after four, not after 14."""


@dataclass(frozen=True, slots=True)
class DigestSelection:
    """The threads that a digest may print: those in full by importance, those in brief by their need of a place, and
    the ids of those whose place is sure.
    """

    full: tuple[ThreadRow, ...]
    listed: tuple[ThreadRow, ...]
    sure: frozenset[str] = frozenset()


def rank_by_news(
    rows: Sequence[ThreadRow],
    undelivered: Mapping[str, UndeliveredNews],
    now: datetime,
    recent: Mapping[str, UndeliveredNews] | None = None,
) -> list[ThreadRow]:
    """Rank threads by what a digest has not delivered of them: what it printed yesterday takes nobody's place today.

    Args:
        rows: The threads with news.
        undelivered: The news, by the id of the thread.
        now: When the digest is made.
        recent: The news since the digest last ran; older news waits for room, and counts less. None: all is recent.
    """
    weighed = []
    for row in rows:
        news = undelivered[row.id]
        fresh = news if recent is None else recent.get(row.id, NO_NEWS)
        publishers = _weighed(news.publishers, fresh.publishers)
        articles = _weighed(news.articles, fresh.articles)
        new_publishers = min(publishers, row.new_publisher_count)
        weighed.append(replace(row, new_publisher_count=new_publishers, new_article_count=articles))
    return rank_threads(weighed, now)


def _weighed(count: int, recent: int) -> int:
    return recent + ceil(max(count - recent, 0) * WAITING_SHARE)


def may_have_moved(row: ThreadRow, movement: Movement | None, news: UndeliveredNews) -> bool:
    """Return whether a thread is worth another report by its figures: a new one, a followed one, one with a new story,
    with notably more publishers, or with a busy day.

    Args:
        row: The thread.
        movement: How it moved since the digest delivered it; None: the digest never did.
        news: What the digest has not delivered of it.
    """
    if movement is None or row.followed or movement.new_stories:
        return True
    grew = movement.new_publishers >= max(1, MIN_GROWTH * movement.known_publishers)
    return grew or (_is_wide(row) and news.busiest_day >= BUSY_DAY_ARTICLES)


def select_threads(
    threads: Sequence[ThreadRow], undelivered: Mapping[str, UndeliveredNews], limit: int = MAX_THREADS
) -> DigestSelection:
    """Choose what a digest may print of all threads with news.

    A place in brief is sure for a followed thread, and for a widely reported one with a busy day: it ranks low if it
    runs for days, or if much of it was delivered, and would wait for ever. The other places go to the news of the most
    publishers.

    Args:
        threads: The threads, ranked by their news.
        undelivered: The news, by the id of the thread.
        limit: Number of threads at most.
    """

    def is_sure(row: ThreadRow) -> bool:
        is_busy = _is_wide(row) and undelivered[row.id].busiest_day >= BUSY_DAY_ARTICLES
        return row.followed or (is_busy and not row.excluded)

    def need(row: ThreadRow) -> tuple[bool, bool, bool, int]:
        return not row.followed, bool(row.excluded), not is_sure(row), -row.new_publisher_count

    full: list[ThreadRow] = []
    for row in threads:
        if len(full) < min(MAX_FULL_THREADS, limit) and leader_of(row, full, threads) is None:
            full.append(row)
    in_full = {row.id for row in full}
    others = [row for row in threads if row.id not in in_full]
    listed = sorted(others, key=need)[: limit - len(full)]  # equals stay in the order of their ranks
    sure = frozenset(row.id for row in (*full, *listed) if is_sure(row))
    return DigestSelection(tuple(full), tuple(listed), sure)


def leader_of(row: ThreadRow, printed: Sequence[ThreadRow], rows: Sequence[ThreadRow]) -> ThreadRow | None:
    """Return the printed thread that a thread is a part of, directly or not; None if there is none.

    An affair is reported once in a digest: its parts stand beneath it.

    Args:
        row: The thread.
        printed: The threads in full.
        rows: The threads through which it may be a part.
    """
    affair_by_id = {one.id: one.affair_id for one in rows}
    leaders = {one.id: one for one in printed}
    seen = {row.id}
    affair = row.affair_id
    while affair and affair not in seen:
        if affair in leaders:
            return leaders[affair]
        seen.add(affair)
        affair = affair_by_id.get(affair, "")
    return None


def cut_digest(briefing: Briefing, full_count: int, total: int, titled: int = MAX_THREADS) -> Briefing:
    """Return a digest with at most `total` threads in full and in brief, the first `full_count` of them in full.

    Threads that lose their place in full stand in brief, before all others. The threads in brief stand in the order of
    their publishers, offers last. Of the others those whose place is sure are named by title alone, `titled` at most.
    """
    full = briefing.threads[:full_count]
    others = sorted(briefing.threads[full_count:], key=lambda thread: thread.row.id not in briefing.sure)
    room = max(total - full_count, 0)
    chosen = others[:room]
    named = [thread for thread in others[room:] if thread.row.id in briefing.sure][:titled]
    brief = sorted(chosen, key=lambda thread: (bool(thread.row.excluded), -thread.row.new_publisher_count))
    threads = (*full, *brief, *named)
    return replace(briefing, threads=threads, listed_count=len(brief) + len(named), titled_count=len(named))


def ordered_digest(briefing: Briefing, order: DigestOrder) -> Briefing:
    """Return a digest whose threads in full, in brief and by title each stand in an order of their own."""
    sections = list(dict.fromkeys(thread.row.section for thread in briefing.threads))

    def place(thread: Thread) -> float:
        if order == "newest":
            return -thread.row.last.timestamp()
        return sections.index(thread.row.section) if order == "section" else 0

    kinds = (briefing.full_threads, briefing.listed_threads, briefing.titled_threads)
    parts = (sorted(part, key=place) for part in kinds)
    return replace(briefing, threads=tuple(thread for part in parts for thread in part))


def select_week(rows: Sequence[ThreadRow], now: datetime) -> tuple[DigestSelection, tuple[ThreadRow, ...]]:
    """Choose what the review of a week prints of its ranked threads: the big ones and what began, and what ended.

    An affair stands for its parts.
    """
    shared = [row for row in rows if is_shared(row) and not row.excluded]
    ended = [row for row in shared if now - row.last > ENDED_AFTER and row.article_count >= MIN_ENDED_ARTICLES]
    going_on = [row for row in shared if row not in ended]
    leaders = [row for row in going_on if leader_of(row, going_on, rows) is None]
    full = leaders[:WEEKLY_THREADS]
    began = [row for row in leaders[WEEKLY_THREADS:] if row.status == "new"]
    return DigestSelection(tuple(full), tuple(began[:WEEKLY_TITLES])), tuple(ended[:WEEKLY_TITLES])


def is_shared(row: ThreadRow) -> bool:
    """Whether several independent publishers report a thread, or a person follows it; others are single reports."""
    return row.independent_publisher_count > 1 or row.followed


def _is_wide(row: ThreadRow) -> bool:
    """Whether a thread is widely reported, and not by one house alone."""
    return len(row.publishers) >= WIDE_PUBLISHERS and row.independent_publisher_count > 1


def with_further_titles(thread: Thread, delivered: Collection[str], since: datetime) -> Thread:
    """Return a thread with what it reports beside its title, summary and changes: widely reported stories and events.

    The whole thread counts as delivered, so none of them may go unmentioned. An older thread without any has a new
    report whose headline says what is new.

    Args:
        thread: The thread as a digest prints it.
        delivered: The ids of the articles that the digest delivered before.
        since: Start of the digest's period.
    """
    from briefing.writing.headlines import is_report

    changes = thread.changes
    sentences = (*thread.summary.paragraph, *(changes.sentences if changes else ()))
    shown = [thread.row.title, *(sentence.text for sentence in sentences)]
    new = {
        article.id: article
        for story in thread.stories
        for article in story.articles
        if article.published >= since and article.id not in delivered
    }
    happenings = [(story.title, [article.id for article in story.articles]) for story in thread.stories]
    happenings += [(entry.title, list(entry.articles)) for entry in thread.timeline if not entry.background]
    widths = []
    for title, ids in happenings:
        reports = [new[id] for id in ids if id in new]
        width = publisher_count(reports)
        if width >= WIDE_PUBLISHERS and is_report(title):
            widths.append((-width, title, [bare_headline(a.title, a.publisher) for a in reports]))
    theme = bag_of_words(thread.row.title).keys()
    titles: list[str] = []
    for _, title, headlines in sorted(widths):
        if thread.row.title not in headlines and not _is_shown([title, *headlines], (*shown, *titles), theme):
            titles.append(title)
    report = "" if titles or thread.row.status == "new" else _new_report(thread, new)
    return replace(thread, further_titles=tuple(titles[:MAX_FURTHER_TITLES]), new_report=report)


def is_label(title: str) -> bool:
    """Return whether a title names an affair without a verb, as "Torvane flood", so that it says nothing of the day."""
    return not verb_kinds(title)


def _new_report(thread: Thread, new: Mapping[str, Article]) -> str:
    """Return the id of the new article whose headline says what happened, beside the title; "" if none does.

    It is of the story that the most publishers newly report, if possible. A title that only names the affair says
    nothing yet, so a headline may share most of its terms with it.
    """
    from briefing.writing.headlines import is_report

    is_named = is_label(thread.row.title)
    reports = [[article for article in story.articles if article.id in new] for story in thread.stories]
    theme = bag_of_words(thread.row.title).keys()
    for articles in sorted(reports, key=publisher_count, reverse=True)[:MAX_STORIES_READ]:
        for article in sorted(articles, key=lambda one: one.published, reverse=True)[:MAX_HEADLINES_READ]:
            headline = bare_headline(article.title, article.publisher)
            terms = bag_of_words(headline).keys()
            repeats = not is_named and len(terms & theme) > MAX_TITLE_SHARE * len(terms)
            if len(terms - theme) >= MIN_OWN_TERMS and not repeats and is_report(headline):
                return article.id
    return ""


def _is_shown(headlines: Sequence[str], shown: Sequence[str], theme: Collection[str]) -> bool:
    """Whether a printed text says what some of the headlines of a happening say beside the theme of the thread."""
    shown_terms = [bag_of_words(text).keys() for text in shown]
    named = 0
    for headline in headlines:
        own = {term for term in bag_of_words(headline) if term not in theme}
        shares = (len(own & terms) / len(own) for terms in shown_terms if own)
        named += len(own) < MIN_OWN_TERMS or max(shares, default=0.0) >= MAX_COVERED_SHARE
    return named >= MIN_SHOWN_SHARE * len(headlines)
