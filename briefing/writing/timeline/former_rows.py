"""What a correction leaves as it is: the rows of a timeline that hold no article which the correction moved.

Events are found among all reports of a thread, so one report more or less could join, split or hide others. After a
correction the events that were written before stay as they were, and only those of the moved articles are found anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace

from briefing.model.coverage import FormerText
from briefing.model.threads import TimelineEntry


class FormerRows:
    """The rows of a thread before a correction, and those of the threads that articles came from."""

    def __init__(self, own: FormerText | None, others: Sequence[FormerText], articles: Iterable[str]) -> None:
        """Compare with the articles that the thread is written from now.

        Args:
            own: What was written of the thread; None: it is new.
            others: What was written of the threads that some articles were in.
            articles: The ids of its present articles.
        """
        self._present = frozenset(articles)
        self._texts = [own, *others] if own else [*others]
        self.changed = self._present ^ (own.articles if own else frozenset())
        """The ids of the articles that came or left."""
        if own and not any(row.main and self._present.intersection(row.articles) for row in own.timeline):
            own = None  # no main row is left, so its events are known, and the rows are chosen anew
        self.has_rows = own is not None
        rows = own.timeline if own else ()
        stayed = self._present - self.changed
        self.kept_rows = tuple(row for row in rows if row.articles and stayed.issuperset(row.articles))
        """The rows that stay as they are."""
        self._row_of = {id: row for row in rows if row.story for id in row.articles}
        merged = [text for text in others if text.articles and text.articles <= self._present] if own else []
        self._main_of_merged = frozenset(
            id for text in merged for row in text.timeline if row.main and row.story for id in row.articles
        )

    def row_of(self, articles: Iterable[str]) -> TimelineEntry | None:
        """Return the former row of the thread that has these articles, those that came left out."""
        return next((self._row_of[id] for id in articles if id in self._row_of), None)

    def is_main_of_merged(self, articles: Iterable[str]) -> bool:
        """Whether one of these articles was in a main row of a thread that is now wholly in this one."""
        return not self._main_of_merged.isdisjoint(articles)

    def is_kept(self, articles: Iterable[str]) -> bool:
        """Whether no article came to these, or left the row that they are in."""
        if not self.has_rows:
            return False
        ids = list(articles)
        row = self.row_of(ids)
        return self.changed.isdisjoint(ids) and (row is None or self.changed.isdisjoint(row.articles))

    def partitions(self, places: Mapping[str, Sequence[int]]) -> list[list[list[int]]]:
        """Return for each of the former timelines which reports are of one event.

        A report of an article without a row is an event of its own: nothing is shown of it.

        Args:
            places: The places of the reports of each article.
        """
        left = dict(places)  # a damaged store may have an article in two rows
        given = []
        for text in self._texts:
            rows = [row.articles for row in text.timeline if row.story]
            alone = [(id,) for id in sorted(text.articles)]
            events = ([place for id in ids for place in left.pop(id, ())] for ids in (*rows, *alone))
            given.append([event for event in events if event])
        return given


def former_rows(own: FormerText | None, others: Sequence[FormerText], articles: Iterable[str]) -> FormerRows | None:
    """Return the rows that were written before a correction; None without one. The arguments are those of the class."""
    return FormerRows(own, others, articles) if own or others else None


def with_kept_rows(
    entries: Sequence[TimelineEntry],
    former: FormerRows,
    owners: Mapping[str, str],
    order: Callable[[TimelineEntry], tuple[object, ...]],
    limit: int,
) -> list[TimelineEntry]:
    """Return entries, newest first, in which the former rows stand that a correction leaves as they are.

    Events that articles only mention are left out unless it moved one of these articles.

    Args:
        entries: The entries of the events of all articles.
        former: The former rows.
        owners: The ids of the stories by the ids of their articles.
        order: The key that sorts entries, the oldest first.
        limit: The number of main rows at most.
    """
    chosen = {id for entry in entries if entry.main for id in entry.articles}
    new = [entry for entry in entries if not former.is_kept(entry.articles)]
    known = {(row.date, row.title) for row in former.kept_rows}
    new = [entry for entry in new if entry.story or (entry.date, entry.title) not in known]
    joined = {id for entry in new if entry.story for id in entry.articles}
    kept_rows = [row for row in former.kept_rows if not row.story or joined.isdisjoint(row.articles)]
    kept_rows = [replace(row, story=_story_of(row, owners)) if row.story else row for row in kept_rows]
    rows = sorted([*kept_rows, *new], key=order, reverse=True)
    rows = _with_main_rows(rows, limit, chosen)
    first = next((row for row in reversed(rows) if row.story), None)
    return [replace(row, kind="first" if row is first else "update") if row.story else row for row in rows]


def _with_main_rows(rows: Sequence[TimelineEntry], limit: int, chosen: Set[str]) -> list[TimelineEntry]:
    """Return rows, newest first, of which so many are main at most: those of the chosen articles, then the newest."""
    main = sorted((row for row in rows if row.main), key=lambda row: not chosen.isdisjoint(row.articles), reverse=True)
    over = {id(row) for row in main[limit:]}
    return [replace(row, main=False) if id(row) in over else row for row in rows]


def _story_of(row: TimelineEntry, owners: Mapping[str, str]) -> str:
    """The id of the story with most articles of a row."""
    counts = Counter(owners[id] for id in row.articles if id in owners)
    return max(counts, key=lambda story: (counts[story], story), default=row.story)
