"""What a digest prints of its news: the most important threads in full, further ones by title, no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.text.resemblance import Likeness, title_likeness
from briefing.writing.stories import publisher_count

if TYPE_CHECKING:
    from briefing.model.threads import Thread, ThreadRow

MAX_FULL_THREADS = 20
"""Threads in full, as many as a mail is read for."""
MAX_TITLES = 40
"""Threads that are listed by title: with those in full at most 60, about two screens of titles."""
WIDE_PUBLISHERS = 4
"""Publishers of the period from which a thread is listed before all with fewer: no widely reported news waits."""

MAX_FURTHER_TITLES = 3
"""Further happenings that are named beside the title of a listed thread, so that it stays within a few lines."""


@dataclass(frozen=True, slots=True)
class DigestSelection:
    """The threads that a digest prints: those in full, then those by title, each in the order of importance."""

    full: tuple[ThreadRow, ...]
    listed: tuple[ThreadRow, ...]


def select_threads(threads: Sequence[ThreadRow]) -> DigestSelection:
    """Choose what a digest prints of all threads with news, which are ranked.

    By title it lists widely reported threads first: a thread of many publishers can rank low because it runs for days.
    """
    others = sorted(
        threads[MAX_FULL_THREADS:],
        key=lambda row: (row.new_publisher_count < WIDE_PUBLISHERS, row.independent_publisher_count < WIDE_PUBLISHERS),
    )  # the order is kept otherwise
    return DigestSelection(tuple(threads[:MAX_FULL_THREADS]), tuple(others[:MAX_TITLES]))


def further_titles(thread: Thread) -> tuple[str, ...]:
    """Return what a listed thread reports beside its title: the titles of its other new, widely reported stories.

    The whole thread counts as delivered, so none of them may go unmentioned.
    """
    titles = [thread.row.title]
    for story in thread.changes.stories if thread.changes else reversed(thread.stories):
        is_covered = any(title_likeness(story.title, title) >= Likeness.SIMILAR for title in titles)
        if not is_covered and publisher_count(story.articles) >= WIDE_PUBLISHERS:
            titles.append(story.title)
    return tuple(titles[1 : 1 + MAX_FURTHER_TITLES])
