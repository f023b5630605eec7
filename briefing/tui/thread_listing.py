"""The list of the front page: the threads shown, those that wait for `apply_pending`, the tab and the filter. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.model.articles import EPOCH
from briefing.model.feeds import FeedHouses
from briefing.model.pages import FrontPage, PageEntry
from briefing.model.reading_times import Arrivals
from briefing.model.threads import ThreadRow
from briefing.services.front_pages import ReaderRows, compose_page
from briefing.text.query import is_more_than_words, parse_query
from briefing.text.title_words import has_all_words
from briefing.tui.list_items import (
    FOLDED,
    ItemKind,
    ListItem,
    hit_items,
    is_unread,
    page_items,
    parts_key,
    read_state,
)
from briefing.tui.tabs import ALL_TAB, FOLLOWED_TAB, Tab, TabKind

if TYPE_CHECKING:
    from briefing.model.curation import SearchHit


@dataclass(frozen=True, eq=False)
class ThreadListing:
    """The rows in the order shown; `pending` are those of a refresh that the reader has not taken in yet.

    Attributes:
        page_since: The start of the period of the front page; what is older stands behind its end.
        news_since: Since when news are new to the reader.
        left_out: The threads of feeds that stay out of the page; they stand behind its end.
        arrivals: Up to which arrivals the list shows everything; None: not known.
        visited: Whether there was a visit before, from which on news are new.
        known_main: Which threads were main rows, and which single reports, when the page was composed: what is marked
            since does not move between the two, until a correction or news compose it anew.
        hits: The articles that match the filter, the best first.
        matched_text: The filter for which `matching_ids` and `hits` were looked up.
        toggled: The keys of the lines that the reader folded or unfolded, each behind its tab.
        survivors: The threads in which threads ended that were listed before, by the ids of those.
    """

    rows: tuple[ThreadRow, ...] = ()
    pending: ReaderRows | None = None
    sections: tuple[str, ...] = ()
    tab: Tab = ALL_TAB
    filter_text: str = ""
    matching_ids: frozenset[str] | None = None
    hits: tuple[SearchHit, ...] = ()
    matched_text: str = ""
    view_thread_ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    page_since: datetime = EPOCH
    news_since: datetime = EPOCH
    houses: FeedHouses = field(default_factory=FeedHouses)
    left_out: frozenset[str] = frozenset()
    arrivals: Arrivals | None = None
    visited: bool = False
    known_main: Mapping[str, bool] = field(default_factory=dict)
    toggled: frozenset[str] = frozenset()
    survivors: Mapping[str, str] = field(default_factory=dict)

    # --- what is shown -------------------------------------------------------------------------------------------

    @cached_property
    def page(self) -> FrontPage:
        """The front page of all sections."""
        rows = [row for row in self.rows if row.id not in self.left_out]
        late_since = self.news_since if self.visited else None
        return compose_page(rows, self.page_since, self.houses, self.known_main, late_since)

    @cached_property
    def items(self) -> tuple[ListItem, ...]:
        """The items of the selected tab that match the filter.

        For plain words, rows that contain all of them in title, section or publishers come first, then the other
        rows of `matching_ids`, which the store adds. A query shows all rows until `matching_ids` is known. Articles
        that match stand below all threads.
        """
        return (*self._thread_items(), *hit_items(self.shown_hits, self._toggled_here))

    @property
    def shown_hits(self) -> tuple[SearchHit, ...]:
        """The articles that match the filter, without those of threads that the selected tab does not show."""
        if self.matched_text != self.filter_text:
            return ()
        ids = self.tab_thread_ids
        return self.hits if ids is None else tuple(hit for hit in self.hits if hit.thread in ids)

    @property
    def tab_thread_ids(self) -> frozenset[str] | None:
        """The threads of the selected tab, folded and older ones too; None: all."""
        if self.tab.kind is TabKind.ALL:
            return None
        return frozenset(row.id for row in (*self.tab_page.flat_rows(), *self.tab_page.singles, *self._older_rows))

    def _thread_items(self) -> tuple[ListItem, ...]:
        """The items of the selected tab without articles."""
        page, older = self.tab_page, self._older_rows
        ids = self.matching_ids
        if self.filter_text.strip() and not self.is_query:
            words, is_typed = self.filter_text, self.matched_text != self.filter_text
            by_words = frozenset(
                row.id for row in self.rows if has_all_words(_shown_text(row), words, is_typed=is_typed)
            )
            ids = by_words | (ids or frozenset())
            entries = sorted(page.entries, key=lambda entry: by_words.isdisjoint(_entry_ids(entry)))
            page = replace(page, entries=tuple(entries))
        if ids is None:
            is_chosen = self.tab.kind in (TabKind.FOLLOWED, TabKind.VIEW)
            return page_items(page, older, self._toggled_here, is_filtered=is_chosen)
        older = tuple(row for row in older if row.id in ids)
        return page_items(page.with_ids(ids), older, self._toggled_here, is_filtered=True)

    @property
    def visible_rows(self) -> tuple[ThreadRow, ...]:
        """The threads that are shown and not folded."""
        return tuple(item.row for item in self.items if item.row)

    @property
    def tab_page(self) -> FrontPage:
        """The part of the front page that the selected tab shows."""
        match self.tab.kind:
            case TabKind.ALL:
                return self.page
            case TabKind.FOLLOWED:
                followed = tuple(PageEntry(row) for row in self.rows if row.followed)
                return FrontPage(self.page_since, followed)
            case TabKind.SECTION:
                return self.page.in_section(self.tab.name)
            case TabKind.VIEW:
                return self.page.with_ids(self.view_thread_ids.get(self.tab.name, frozenset()))

    @property
    def _older_rows(self) -> tuple[ThreadRow, ...]:
        """The threads of the tab that are not on the front page."""
        if self.tab.kind is TabKind.FOLLOWED:
            return ()
        on_page = {row.id for row in (*self.page.flat_rows(), *self.page.singles)}
        ids = self.view_thread_ids.get(self.tab.name, frozenset()) if self.tab.kind is TabKind.VIEW else None
        section = self.tab.name if self.tab.kind is TabKind.SECTION else None
        return tuple(
            row
            for row in self.rows
            if row.id not in on_page and (ids is None or row.id in ids) and section in (None, row.section)
        )

    @property
    def _toggled_here(self) -> frozenset[str]:
        """The keys of the lines of this tab that the reader folded or unfolded."""
        prefix = self.tab.to_text() + "\n"
        return frozenset(key.removeprefix(prefix) for key in self.toggled if key.startswith(prefix))

    def with_toggled(self, key: str) -> ThreadListing:
        """Fold or unfold a line of this tab."""
        return replace(self, toggled=self.toggled ^ {f"{self.tab.to_text()}\n{key}"})

    def folding_item(self, item: ListItem) -> ListItem | None:
        """Return the line that shows an item of this tab: itself, the one above it or its affair; None: none does."""
        opened = (item, *(one for one in self.items if one.is_open and item.thread_id in one.folded_ids))
        if line := next((one for one in opened if one.row is None and one.is_open), None):
            return line
        if item.hit:
            return next((one for one in self.items if one.kind is ItemKind.ARTICLES), None)
        affair = next((entry for entry in self.page.entries if item.row in (entry.row, *entry.parts)), None)
        if affair and parts_key(affair.row.id) in self._toggled_here:
            return next((one for one in self.items if one.key == affair.row.id), None)
        return None

    def with_folded(self, line: ListItem) -> ThreadListing:
        """Fold what a line of this tab, or an affair, unfolded."""
        return self.with_toggled(line.toggle_key if line.row is None else parts_key(line.key))

    def with_unfolded(self, thread_id: str) -> ThreadListing:
        """Unfold the line of this tab that folds a thread, if there is one."""
        key = next((item.toggle_key for item in self.items if not item.is_open and thread_id in item.folded_ids), "")
        return self.with_toggled(key) if key else self

    @property
    def is_query(self) -> bool:
        """Whether the filter is more than plain words: it has a key, a phrase, an exclusion, a bracket or "OR"."""
        return is_more_than_words(self.filter_text)

    def with_filter(self, filter_text: str) -> ThreadListing:
        """Filter by words or a query, and drop the matches of the previous filter."""
        if filter_text == self.filter_text:
            return self
        toggled = frozenset(key for key in self.toggled if FOLDED not in key)  # what it finds is shown
        narrowed = replace(self, filter_text=filter_text, toggled=toggled)
        if self.is_query and narrowed.is_query:
            return narrowed
        return replace(narrowed, matching_ids=None, matched_text="", hits=())

    @cached_property
    def filter_words(self) -> tuple[str, ...]:
        """The words that the filter looks for, which are highlighted; none of a query that cannot be read."""
        try:
            return parse_query(self.filter_text).wanted_words()
        except BriefingError:
            return ()

    def row(self, thread_id: str) -> ThreadRow | None:
        """Return the row of a thread, None if it is not listed."""
        return next((row for row in self.rows if row.id == thread_id), None)

    def survivor_of(self, thread_id: str) -> str:
        """Return the thread that is shown in place of one that ended in it; "": none is."""
        survivor = self.survivors.get(thread_id, "")
        return survivor if any(row.id == survivor for row in self.visible_rows) else ""

    # --- counts --------------------------------------------------------------------------------------------------

    @cached_property
    def tabs(self) -> tuple[tuple[Tab, int], ...]:
        """Each tab with its number of unread main rows; parts and folded reports are not counted."""
        unread = [row for row in self.page.main_rows if is_unread(row, self.news_since)]
        followed = sum(row.followed and is_unread(row, self.news_since) for row in self.rows)
        views = ((Tab.view(name), sum(row.id in ids for row in unread)) for name, ids in self.view_thread_ids.items())
        return (
            (ALL_TAB, len(unread)),
            *((Tab.section(name), self._unread_count(name)) for name in self.sections),
            (FOLLOWED_TAB, followed),
            *views,
        )

    def _unread_count(self, section: str) -> int:
        """The number of unread main rows of a section, or of its single reports if these are all that it shows."""
        rows = self.page.in_section(section).with_singles_if_empty().main_rows
        return sum(is_unread(row, self.news_since) for row in rows)

    @cached_property
    def status_counts(self) -> tuple[int, int]:
        """How many main rows of the tab, or else single reports, are new to the reader, and how many updated."""
        rows = self.tab_page.with_singles_if_empty().main_rows
        states = Counter(read_state(row, self.news_since) for row in rows)
        return states["new"], states["updated"]

    @property
    def unread_ids(self) -> tuple[str, ...]:
        """The unread threads that the tab shows and that match the filter, parts and single reports too."""
        return tuple(row.id for row in self.visible_rows if is_unread(row, self.news_since))

    def with_next_tab(self, step: int) -> ThreadListing:
        """Select the tab `step` positions further; the last is followed by the first."""
        tabs = [tab for tab, _ in self.tabs]
        index = tabs.index(self.tab) if self.tab in tabs else 0
        return replace(self, tab=tabs[(index + step) % len(tabs)])

    # --- what a refresh brings -----------------------------------------------------------------------------------

    def with_page(self, page: ReaderRows) -> ThreadListing:
        """Show a page as it was composed: each thread where it belongs now."""
        listing = replace(
            self,
            rows=page.rows,
            pending=None,
            page_since=page.page_since,
            news_since=page.news_since,
            houses=page.houses,
            left_out=page.left_out,
            arrivals=page.arrivals,
            visited=page.visited,
            survivors=page.survivors,
            known_main={},
        )
        main = {entry.row.id: True for entry in listing.page.entries}
        return replace(listing, known_main=main | {row.id: False for row in listing.page.singles})

    def with_pending(self, page: ReaderRows) -> ThreadListing:
        """Hold newer rows back, so that the list does not move while it is read."""
        return replace(self, pending=page if changed_thread_ids(self.rows, page.rows) else None)

    def apply_pending(self) -> ThreadListing:
        """Show the pending rows."""
        return self if self.pending is None else self.with_page(self.pending)

    def pending_count(self) -> int:
        """Return how many of the pending threads are new or changed."""
        return 0 if self.pending is None else len(changed_thread_ids(self.rows, self.pending.rows))

    # --- marks and corrections -----------------------------------------------------------------------------------

    def with_followed(self, thread_id: str, followed: bool) -> ThreadListing:
        """Mark one thread as followed or not, in its place."""
        return self.map_rows(lambda row: replace(row, followed=followed) if row.id == thread_id else row)

    def with_read(
        self, thread_id: str, read: datetime | None, before: datetime | None, *, is_marked: bool = False
    ) -> ThreadListing:
        """Set when one thread was read, and when before the read session, in its place; `is_marked`: it is unread.

        No place on the front page depends on it, and composing the page takes longer than a key may: the row is
        replaced in the page that was composed.
        """

        def mark(row: ThreadRow) -> ThreadRow:
            unread = True if is_marked else None
            return replace(row, read=read, read_before=before, unread=unread) if row.id == thread_id else row

        marked = self.map_rows(mark)
        row = marked.row(thread_id)
        if row and "page" in self.__dict__:
            marked.__dict__["page"] = self.page.with_row(row)
        return marked

    def without_thread(self, thread_id: str) -> ThreadListing:
        """Remove a thread from the list."""

        def others(rows: Iterable[ThreadRow]) -> tuple[ThreadRow, ...]:
            return tuple(row for row in rows if row.id != thread_id)

        pending = None if self.pending is None else self.pending._replace(rows=others(self.pending.rows))
        return replace(self, rows=others(self.rows), pending=pending)

    def composed_anew(self, page: ReaderRows) -> ThreadListing:
        """Show what a correction changed, on the page that a new start would show: each thread where it belongs now.

        News that wait go on waiting. What differs from them too was changed by the correction, and is shown.
        """
        if self.pending is None:
            return self.with_page(page)
        shown = {row.id: row for row in self.rows}
        waiting = changed_thread_ids(self.rows, self.pending.rows) - changed_thread_ids(self.pending.rows, page.rows)
        rows = tuple(shown.get(row.id) if row.id in waiting else row for row in page.rows)
        listing = self.with_page(page._replace(rows=tuple(filter(None, rows)), arrivals=self.arrivals))
        return listing.with_pending(page)

    def with_stored_marks(self, page: ReaderRows) -> ThreadListing:
        """Take marks and missing threads from the rows of the store, without moving the rows that are shown.

        A thread that is missing (it was muted) is inserted after the row that ranks before it. Threads that the store
        no longer lists are removed. Pending news stay pending.
        """
        pending_ids = changed_thread_ids(self.rows, self.pending.rows if self.pending else ())
        stored = {row.id: row for row in page.rows}
        remaining = [
            replace(
                row,
                followed=new.followed,
                muted=new.muted,
                read=new.read,
                read_before=new.read_before,
                unread=new.unread,
            )
            for row in self.rows
            if (new := stored.get(row.id))
        ]
        positions = {row.id: index for index, row in enumerate(remaining)}
        missing: dict[int, list[ThreadRow]] = {}
        last_position = -1
        for row in page.rows:
            if row.id in positions:
                last_position = positions[row.id]
            elif row.id not in pending_ids:
                missing.setdefault(last_position, []).append(row)
        order = list(missing.get(-1, ()))
        for index, row in enumerate(remaining):
            order += [row, *missing.get(index, ())]
        return replace(self, rows=tuple(order), pending=page if self.pending is not None else None)

    def map_rows(self, change: Callable[[ThreadRow], ThreadRow]) -> ThreadListing:
        """Change rows in their places, the pending ones too."""
        pending = None
        if self.pending is not None:
            pending = self.pending._replace(rows=tuple(map(change, self.pending.rows)))
        return replace(self, rows=tuple(map(change, self.rows)), pending=pending)


def changed_thread_ids(before: Iterable[ThreadRow], after: Iterable[ThreadRow]) -> frozenset[str]:
    """Return the threads of `after` that are new, or whose articles differ from those in `before`."""
    articles = {row.id: (row.article_count, row.last) for row in before}
    return frozenset(row.id for row in after if articles.get(row.id) != (row.article_count, row.last))


def _entry_ids(entry: PageEntry) -> set[str]:
    return {entry.row.id, *(part.id for part in entry.parts)}


def _shown_text(row: ThreadRow) -> str:
    """Return what a row shows, where plain words look first."""
    return "\n".join((row.title, row.latest_development, row.section, *row.publishers))
