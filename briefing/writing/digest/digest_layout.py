"""Where each thread of a digest stands, and what is printed of it there, which is what the delivery log has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefing.model.deliveries import DeliveredLine
from briefing.model.digests import DEFAULT_SIZE
from briefing.writing.digest.affair_names import AffairNames
from briefing.writing.digest.digest_lines import (
    headline_before_text,
    headline_behind_title,
    headlines_for_text,
    printed_headline,
    printed_sentences,
    sentence_limit,
)
from briefing.writing.digest.digest_reach import is_quiet
from briefing.writing.digest.digest_selection import leader_in_print

if TYPE_CHECKING:
    from briefing.model.briefings import Briefing
    from briefing.model.digests import DigestForm, SummarySize
    from briefing.model.threads import Thread

MAX_OWN_LINES = 15
"""Threads by title that have lines of their own; the others, which matter less, run on."""
MAX_BRIEF_FURTHER, MAX_BENEATH_FURTHER = 2, 1
"""Further happenings of a thread in brief, and of one beneath another: more would be longer than a lead."""


@dataclass(frozen=True, slots=True)
class DigestLayout:
    """Where the threads of a digest stand.

    Attributes:
        parts: The threads that stand beneath another one, by its id.
        brief: The other threads in brief.
        titled: The other threads by title.
        own_lines: The ids of those of them that have lines of their own.
    """

    parts: dict[str, list[Thread]]
    brief: list[Thread]
    titled: list[Thread]
    own_lines: frozenset[str]


class _Printed(NamedTuple):
    """What is printed of a thread: its title, perhaps what is new behind it, and numbers of others."""

    thread: Thread
    has_news: bool
    further: int
    sentences: int = 0


def lay_out(briefing: Briefing) -> DigestLayout:
    """Return where the threads of a digest stand: an affair is one entry, where its first thread stands."""
    rows = [one.row for one in briefing.threads]
    names = AffairNames(briefing.threads)
    printed = [one.row for one in briefing.full_threads]
    parts: dict[str, list[Thread]] = {}
    others: tuple[list[Thread], list[Thread]] = ([], [])
    for index, threads in enumerate((briefing.brief_threads, briefing.titled_threads)):
        for thread in threads:
            is_apart = briefing.form.is_short or is_quiet(thread)
            leader = None if is_apart else leader_in_print(thread, printed, rows, names)
            if leader:
                parts.setdefault(leader.id, []).append(thread)
            else:
                printed.append(thread.row)
                others[index].append(thread)
    named = [thread.row.id for thread in others[1] if not is_quiet(thread)]
    own_lines = named[:MAX_OWN_LINES] if briefing.form.titles == "with report" else []
    return DigestLayout(parts, *others, frozenset(own_lines))


def printed_lines(briefing: Briefing, size: SummarySize = DEFAULT_SIZE) -> dict[str, DeliveredLine]:
    """Return what a digest of a size prints of each of its threads, by its id."""
    return {one.thread.row.id: _delivered(one, briefing) for one in _printed(briefing, size)}


def _printed(briefing: Briefing, size: SummarySize) -> Iterator[_Printed]:
    layout, is_long = lay_out(briefing), not briefing.form.is_short
    own, titled = layout.own_lines, {thread.row.id for thread in layout.titled}
    for thread in briefing.full_threads:
        most = further_in_full(thread, briefing.form)
        has_news = is_long and (bool(thread.changes) or not headline_behind_title(thread))
        yield _Printed(thread, has_news, most, sentence_limit(thread, briefing, size))
    for thread in layout.brief:
        yield _Printed(thread, is_long, MAX_BRIEF_FURTHER if is_long else 0)
    for thread in layout.titled:
        yield _Printed(thread, thread.row.id in own, further_in_title(thread) if thread.row.id in own else 0)
    for leader, parts in layout.parts.items():
        is_title = leader in titled
        for thread in parts:
            has_news = not is_title or leader in own
            most = further_in_title(thread) if is_title else MAX_BENEATH_FURTHER
            yield _Printed(thread, has_news, most if has_news else 0)


def further_in_full(thread: Thread, form: DigestForm) -> int:
    """Return how many further happenings of a thread in full are printed: as many as in brief where room is short."""
    if form.is_short:
        return 0
    happenings = len(thread.further_titles)
    return min(happenings, MAX_BRIEF_FURTHER) if form.has_one_sentence else happenings


def further_in_title(thread: Thread) -> int:
    """Return how many further happenings stand behind the title of a thread that is named by it."""
    return int(bool(thread.changes and thread.further_titles and not headline_behind_title(thread)))


def _delivered(one: _Printed, briefing: Briefing) -> DeliveredLine:
    thread = one.thread
    line = printed_headline(thread) if one.has_news else thread.row.title
    sentences = [sentence.text for sentence in printed_sentences(thread)[: one.sentences]]
    if one.sentences and not sentences and not (one.has_news and headline_before_text(thread)):
        sentences = [headline for headline, _ in headlines_for_text(thread)]
    texts = [thread.row.title, *thread.further_titles[: one.further], *sentences]
    return DeliveredLine(line, tuple(dict.fromkeys(texts)), briefing.now)
