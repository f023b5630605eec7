"""What a digest prints of its news: the most important threads in full, further ones in brief, no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from briefing.model.deliveries import UndeliveredNews
from briefing.model.digests import MAX_THREADS
from briefing.writing.digest.affair_names import AffairNames
from briefing.writing.digest.digest_lines import headline_before_text, printed_sentences
from briefing.writing.digest.digest_order import affairs_together, deaths_in_line
from briefing.writing.digest.digest_reach import is_comment, is_newly_reported, is_quiet, is_wide, reports_event
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS, is_own_row
from briefing.writing.front_page.ranking import rank_threads
from briefing.writing.stating_titles import is_label

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.briefings import Briefing
    from briefing.model.deliveries import Movement
    from briefing.model.digests import DigestOrder
    from briefing.model.threads import Thread, ThreadRow


MAX_FULL_THREADS = 20
"""Threads in full, as many as a mail is read for."""
MAX_TITLES = MAX_THREADS - MAX_FULL_THREADS
"""Threads in brief beside those in full."""
LARGE_PUBLISHERS = 10
"""Independent publishers from which a thread is large."""
BUSY_DAY_ARTICLES = 5
"""Undelivered articles of 24 hours from which a widely reported thread is busy, however few publishers they have."""
MIN_LARGE_NEWS = 2
"""Publishers of the news of the day from which that of a large thread is prominent."""
HIGH_RANKS = 30
"""Ranks up to which a thread that is not busy can be sure of a place: below it many have four publishers."""
WAITING_SHARE = 0.25
"""How much of a publisher or an article counts in ranking whose news waited since an earlier digest: what came since it
last ran is the news of the day."""
NO_NEWS = UndeliveredNews(0, 0, 0)
ENOUGH_LEADERS = 3
"""Threads of several publishers in full from which on single reports stand in brief: they are trifles beside them."""
MIN_LEADER_SHARE = 0.3
"""Share of the weight of the third heaviest thread from which on another one stands in full. On seven mornings of two
years the entries in full with less were awards, a result of a league, and second reports on an affair above them."""
NARROW_REACH = 0.95
"""Reach of a thread below which its section shares little news with the others."""
MIN_NARROW_LEADER_SHARE = 0.6
"""`MIN_LEADER_SHARE` of a thread of narrow reach. On fifteen mornings, those with less were deaths of actors, award
ceremonies and the rank of an app."""
ENOUGH_NEWS = 8
"""Threads with news from which on comments are left out; a digest of opinions has only those."""
MAX_PARTS_BESIDE = 1
"""Parts of an affair with a name, as "G20 summit", that are entries of their own beside that of the affair."""
MIN_GROWTH = 0.25
"""New publishers of a delivered thread, as a share of those it had, that are a move: one after four, not after 14."""


@dataclass(frozen=True, slots=True)
class DigestSelection:
    """The threads that a digest may print.

    Attributes:
        full: Those in full, by importance.
        shortened: Those in brief or by title, by their need of a place.
        sure: The ids of those whose place is sure.
        busy: The ids of the busy ones among these.
    """

    full: tuple[ThreadRow, ...]
    shortened: tuple[ThreadRow, ...]
    sure: frozenset[str] = frozenset()
    busy: frozenset[str] = frozenset()

    @property
    def rows(self) -> tuple[ThreadRow, ...]:
        """All of them, those in full first."""
        return (*self.full, *self.shortened)


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
    """Whether a thread is worth another report by its figures: a new one, a followed one, one with a new story,
    with notably more publishers, or a widely reported one with many articles in a day.

    Args:
        row: The thread.
        movement: How it moved since the digest delivered it; None: the digest never did.
        news: What the digest has not delivered of it.
    """
    if movement is None or row.followed or movement.new_stories:
        return True
    grew = movement.new_publishers >= max(1, MIN_GROWTH * movement.known_publishers)
    return grew or (is_wide(row) and news.busiest_day >= BUSY_DAY_ARTICLES)


def select_threads(
    threads: Sequence[ThreadRow],
    undelivered: Mapping[str, UndeliveredNews],
    recent: Mapping[str, UndeliveredNews] | None = None,
) -> DigestSelection:
    """Choose what a digest may print of all threads with news, `MAX_THREADS` at most.

    A place is sure, as far as the limit of the digest goes, for a followed thread, for a busy one, and, if its rank is
    high, for another one that many publishers newly report, and for a large one with news of the day.

    Args:
        threads: The threads, ranked by their news.
        undelivered: The news, by the id of the thread.
        recent: The news since the digest last ran, by the id of the thread; None: all is recent.
    """
    fresh = undelivered if recent is None else recent
    high_ranks = {row.id for row in threads[:HIGH_RANKS]}

    def is_large(row: ThreadRow) -> bool:
        return row.independent_publisher_count >= LARGE_PUBLISHERS

    def is_busy(row: ThreadRow) -> bool:
        is_wide_today = is_large(row) and fresh.get(row.id, NO_NEWS).publishers >= WIDE_PUBLISHERS
        return is_wide(row) and (is_wide_today or undelivered[row.id].busiest_day >= BUSY_DAY_ARTICLES)

    def has_prominent_news(row: ThreadRow) -> bool:
        news = fresh.get(row.id, NO_NEWS).publishers
        return row.id in high_ranks and is_wide(row) and news >= (MIN_LARGE_NEWS if is_large(row) else WIDE_PUBLISHERS)

    def is_sure(row: ThreadRow) -> bool:
        return row.followed or (not row.excluded and (is_busy(row) or has_prominent_news(row)))

    def need(row: ThreadRow) -> tuple[bool, bool, bool, bool]:
        return not row.followed, bool(row.excluded), not is_busy(row), not has_prominent_news(row)

    full: list[ThreadRow] = []
    for row in threads:
        if len(full) < MAX_FULL_THREADS and (is_own_row(row) or leader_of(row, full, threads) is None):
            full.append(row)
    in_full = {row.id for row in full}
    others = [row for row in threads if row.id not in in_full]
    shortened = sorted(others, key=need)[: MAX_THREADS - len(full)]  # equals stay in the order of their ranks
    sure = frozenset(row.id for row in (*full, *shortened) if is_sure(row))
    busy = frozenset(row.id for row in (*full, *shortened) if row.id in sure and is_busy(row))
    return DigestSelection(tuple(full), tuple(shortened), sure, busy)


def leaders_first(threads: Sequence[Thread], limit: int = MAX_THREADS) -> tuple[tuple[Thread, ...], int]:
    """Return loaded threads that have something to show, those for full length first, and the number of those.

    A thread stands in full if it is newly reported (see `is_newly_reported`), has something to say and is heavy enough
    (see `_leaders`), and is no part of one above it for a reader. Where enough others stand in full, a
    single report does only if it is on deaths, and a thread only if an event is reported in it: of a show there are
    scenes and remarks. If none may stand in full, the first one does. Where there is enough other news, comments are
    left out.

    Args:
        threads: The threads that were selected, the heaviest news first.
        limit: Number of threads in full at most.
    """
    shown = _without_comments([thread for thread in threads if thread.news_width])
    leaders = _leaders(shown)
    shared = [thread for thread in leaders if is_shared(thread.row)]
    if len(shared) >= ENOUGH_LEADERS:
        leaders = _leaders([thread for thread in shown if is_shared(thread.row) or deaths_in_line(thread)])
    eventful = [one for one in leaders if one.row.followed or _has_number_change(one) or reports_event(one)]
    leaders = eventful if len(eventful) >= ENOUGH_LEADERS else leaders
    leaders = (leaders or shown[:1])[:limit]  # cut last, so that a lower limit puts no other thread first
    leader_ids = {thread.row.id for thread in leaders}
    return (*leaders, *(thread for thread in shown if thread.row.id not in leader_ids)), len(leaders)


def within_limit(
    threads: Sequence[Thread], full_count: int, selection: DigestSelection, limit: int
) -> tuple[Thread, ...]:
    """Return `limit` threads at most, in their order: those in full, and of the others those that need a place most.

    Args:
        threads: The threads that may be printed, those in full first.
        full_count: The number of those in full.
        selection: The selection that they are from.
        limit: Number of threads at most.
    """
    needs = {row.id: need for need, row in enumerate(selection.rows)}
    others = sorted(threads[full_count:], key=lambda thread: needs[thread.row.id])[: max(limit - full_count, 0)]
    chosen = {thread.row.id for thread in (*threads[:full_count], *others)}
    return tuple(thread for thread in threads if thread.row.id in chosen)


def _leaders(shown: Sequence[Thread]) -> list[Thread]:
    """Return the threads that stand in full, `MAX_FULL_THREADS` at most.

    Each has something to say: a sentence on its news, a changed number, a headline behind its title; or it is followed,
    or as heavy as the third heaviest thread. And each is heavy enough beside that thread, followed, or has a changed
    number.
    """
    rows, names = [thread.row for thread in shown], AffairNames(shown)
    # where no thread has a sentence, none needs one
    has_sentences = {thread.row.id for thread in shown if printed_sentences(thread)} or {row.id for row in rows}
    heaviest = sorted((thread.row.score for thread in shown), reverse=True)[:ENOUGH_LEADERS]
    leaders: list[Thread] = []
    for thread in shown:
        above = [one.row for one in leaders]
        has_number_change = _has_number_change(thread)  # only an entry in full surely prints it
        has_content = thread.row.followed or has_number_change or thread.row.id in has_sentences
        has_content = has_content or bool(headline_before_text(thread)) or thread.row.score >= heaviest[-1]
        least = MIN_LEADER_SHARE if thread.row.reach >= NARROW_REACH else MIN_NARROW_LEADER_SHARE
        is_heavy = thread.row.followed or has_number_change or thread.row.score >= least * heaviest[-1]
        may_lead = is_newly_reported(thread) and has_content and is_heavy
        if may_lead and len(leaders) < MAX_FULL_THREADS and leader_in_print(thread, above, rows, names) is None:
            leaders.append(thread)
    return leaders


def _has_number_change(thread: Thread) -> bool:
    return bool(thread.changes and thread.changes.number_changes)


def _without_comments(threads: Sequence[Thread]) -> list[Thread]:
    """Return the threads without comments, where enough others remain."""
    others = [thread for thread in threads if not is_comment(thread)]
    return others if len(others) >= ENOUGH_NEWS else list(threads)


def leader_in_print(
    thread: Thread, printed: Sequence[ThreadRow], rows: Sequence[ThreadRow], names: AffairNames
) -> ThreadRow | None:
    """Return the printed thread beneath which a reader expects a thread: one of its affair that shares a name of its
    own with it, or whose report is alike; None if there is none. Widely reported news stands beneath another of its
    affair only if both report alike, or if that is the affair itself, has a name and stands there with a part already.
    """
    same = [] if is_own_row(thread.row) else [row for row in printed if names.are_one(thread.row.id, row.id)]
    id = thread.row.id
    alike = (row for row in printed if names.have_like_lines(id, row.id))
    return leader_of(thread.row, same, rows) or next(alike, None) or _named_affair_in_print(thread.row, printed)


def _named_affair_in_print(row: ThreadRow, printed: Sequence[ThreadRow]) -> ThreadRow | None:
    """Return the affair of a part if it is printed, its title names it, and `MAX_PARTS_BESIDE` parts stand with it."""
    beside = sum(one.affair_id == row.affair_id and one.id != row.id for one in printed)
    affair = next((one for one in printed if one.id == row.affair_id and one.id != row.id), None)
    return affair if affair and is_label(affair.title) and beside >= MAX_PARTS_BESIDE else None


def sure_of_place(threads: Sequence[Thread], selection: DigestSelection) -> frozenset[str]:
    """Return the ids of the loaded threads whose place is sure: a delivered one needs news of two publishers for it,
    or must be busy.
    """

    def is_sure(thread: Thread) -> bool:
        return thread.row.id in selection.busy or (thread.row.id in selection.sure and is_newly_reported(thread))

    return frozenset(thread.row.id for thread in threads if is_sure(thread))


def leader_of(row: ThreadRow, printed: Sequence[ThreadRow], rows: Sequence[ThreadRow]) -> ThreadRow | None:
    """Return the printed thread of the same affair beneath which a thread stands; None if there is none.

    The parts of an affair stand where the first of them does.

    Args:
        row: The thread.
        printed: The threads before it.
        rows: The threads through which it may be a part.
    """
    if not printed:
        return None
    affair_by_id = {one.id: one.affair_id for one in rows}
    own = _affairs_of(row, affair_by_id)
    others = [one for one in printed if one.id != row.id]
    same = (one for one in others if not own.isdisjoint(_affairs_of(one, affair_by_id)))
    return next(same, None)


def _affairs_of(row: ThreadRow, affair_by_id: Mapping[str, str]) -> set[str]:
    """Return the ids of a thread and of the affairs that it is part of, directly or not."""
    affairs, affair = {row.id}, row.affair_id
    while affair and affair not in affairs:
        affairs.add(affair)
        affair = affair_by_id.get(affair, "")
    return affairs


def cut_digest(briefing: Briefing, full_count: int, total: int, titled: int = MAX_THREADS) -> Briefing:
    """Return a digest with at most `total` threads in full and in brief, the first `full_count` of them in full.

    Threads in brief are those of the highest ranks with news. Of the others those whose place is sure are named by
    title alone, `titled` at most, those first that need it most.
    """
    full = briefing.threads[:full_count]
    others = briefing.threads[full_count:]  # those that lost their place in full, then the others by their need
    brief = sorted((one for one in others if not is_quiet(one)), key=_rank)[: max(total - full_count, 0)]
    in_brief = {thread.row.id for thread in brief}
    needy = [thread for thread in others if thread.row.id in briefing.sure and thread.row.id not in in_brief]
    needy.sort(key=lambda thread: (is_quiet(thread), thread.row.id not in briefing.busy))
    named = sorted(needy[:titled], key=lambda thread: (is_quiet(thread), *_rank(thread)))
    threads = (*full, *brief, *named)
    return replace(briefing, threads=threads, shortened_count=len(brief) + len(named), titled_count=len(named))


def _rank(thread: Thread) -> tuple[bool, float]:
    return bool(thread.row.excluded), -thread.row.score


def ordered_digest(briefing: Briefing, order: DigestOrder) -> Briefing:
    """Return a digest whose threads in full, in brief and by title each stand in an order of their own.

    By importance the threads of one affair stand where the first of them does.
    """
    sections = list(dict.fromkeys(thread.row.section for thread in briefing.threads))

    def sort_key(thread: Thread) -> float:
        if order == "newest":
            return -thread.row.last.timestamp()
        return sections.index(thread.row.section) if order == "section" else 0

    kinds = (briefing.full_threads, briefing.brief_threads, briefing.titled_threads)
    parts = (affairs_together(part) if order == "importance" else sorted(part, key=sort_key) for part in kinds)
    return replace(briefing, threads=tuple(thread for part in parts for thread in part))


def is_shared(row: ThreadRow) -> bool:
    """Whether several independent publishers report a thread, or a person follows it; others are single reports."""
    return row.independent_publisher_count > 1 or row.followed
