"""Marks of threads and articles: followed, muted, starred, read, tagged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from briefing.model.reading_times import unread_state
from briefing.model.threads import ThreadRow
from briefing.output.formatting import format_headline
from briefing.tui.app_context import AppContext
from briefing.tui.attempts import EndAttempt
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.store_writer import StoreWriter
from briefing.tui.controllers.subjects import find_subject
from briefing.tui.list_items import is_unread
from briefing.tui.read_sessions import previously_read, read_before_after
from briefing.tui.render.done_notices import read_notice
from briefing.tui.unread_counts import folded_unread_ids

if TYPE_CHECKING:
    from briefing.model.articles import Article


class CurationController:
    """Marks are shown at once and written afterwards; see docs/decisions on optimistic marks."""

    def __init__(self, context: AppContext, writer: StoreWriter) -> None:
        self._context = context
        self._writer = writer

    def follow(self, thread_id: str) -> None:
        """Follow a thread, or stop following it."""
        if row := find_subject(self._context, thread_id):
            on = not row.followed
            self._context.listing = self._context.listing.with_followed(thread_id, on)
            done = f"{'Following' if on else 'No longer following'}: {row.title}"
            self._write(row, done, partial(self._context.services.curation.follow, thread_id, on))

    def mute(self, thread_id: str, *, until_new: bool = False) -> None:
        """Remove a thread from the list, for ever or until a new story of it begins."""
        if row := find_subject(self._context, thread_id):
            is_listed = self._context.listing.row(thread_id) is not None
            self._context.listing = self._context.listing.without_thread(thread_id)
            done = f"Muted{' until something new' if until_new else ''}: {row.title}"
            change = partial(self._context.services.curation.mute, thread_id, until_new=until_new)
            self._write(row, done, change, is_listed=is_listed)

    def _write(self, row: ThreadRow, done: str, change: Callable[[], None], *, is_listed: bool | None = None) -> None:
        """Write a mark that the list shows already; of a thread that it lacks, the page is loaded again after that."""
        if is_listed is None:
            is_listed = self._context.listing.row(row.id) is not None
        if is_listed:
            self._context.show_done(done)
            self._writer.write_mark(change)
        else:
            self._writer.apply_change(change, done)

    def star(self, article: Article | None) -> None:
        """Star an article, or unstar it."""
        if article is None:
            self._context.notify_status("There is no article to star")
            return
        starred = self._context.starred
        on = article.id not in starred
        self._context.starred = starred | {article.id} if on else starred - {article.id}
        self._context.show_done(f"{'Starred' if on else 'No longer starred'}: {format_headline(article)}")
        self._writer.write_mark(self._context.services.curation.star, article.id, on)

    def mark_read(self, thread_id: str) -> None:
        """Mark a thread as read that a person opened or had in sight; its row keeps its place. Undo leaves it out."""
        if row := self._context.listing.row(thread_id):
            now = self._context.now()
            self._context.listing = self._context.listing.with_read(thread_id, now, read_before_after(row, now))
            self._writer.write_mark(self._context.services.curation.mark_read, thread_id)

    def toggle_read(self, thread_id: str, *, in_list: bool) -> None:
        """Mark a thread as unread, as it was before it was read last, or as read if it has something new.

        In the list, that is what the list shows of it: news that wait stay unread.
        """
        if row := find_subject(self._context, thread_id):
            unread = not is_unread(row, self._context.listing.news_since)
            now = self._context.now()
            if unread:
                was_new = row.read is not None and row.newest >= self._context.listing.news_since
                state = unread_state(was_new, row.read, row.read_before, row.newest, now)
                listing = self._context.listing.with_read(thread_id, state.read, state.read, is_marked=state.is_marked)
            else:
                listing = self._context.listing.with_read(thread_id, now, read_before_after(row, now))
            self._context.listing = listing
            done, listed = f"{'Unread' if unread else 'Read'}: {row.title}", self._listed if in_list else None
            self._write(
                row, done, partial(self._context.services.curation.mark_unread, thread_id, unread, listed=listed)
            )

    def mark_all_read(self) -> None:
        """Mark what the list shows of the tab as read, in place; where all that is read, what its lines fold."""
        listing, now = self._context.listing, self._context.now()
        shown, folded = frozenset(listing.unread_ids), folded_unread_ids(listing)
        ids = shown or folded
        if not ids:
            self._context.notify_status("Nothing is unread here")
            return

        def mark(row: ThreadRow) -> ThreadRow:
            before = read_before_after(row, now)
            return replace(row, read=now, read_before=before, unread=None) if row.id in ids else row

        self._context.listing = listing.map_rows(mark)
        key = self._context.key_for(CommandName.ALL_READ)
        read = [row for row in listing.rows if row.id in ids]
        counted = {row.id for row in listing.page.main_rows}
        parts = sum(bool(row.affair_id) and row.id not in counted for row in read) if shown else 0
        notice = read_notice([row.title for row in read], parts, len(folded) if shown else 0, key)
        self._context.show_done(notice)
        self._writer.write_mark(self._context.services.curation.mark_all_read, tuple(ids), self._listed)

    @property
    def _listed(self) -> datetime | None:
        """When the list was loaded; None: not known."""
        arrivals = self._context.listing.arrivals
        return arrivals.at if arrivals else None

    def previously_read_at(self, thread_id: str) -> datetime | None:
        """Return when a thread was read before its present visit; None if never, or if there is no visit."""
        row = self._context.listing.row(thread_id)
        return previously_read(row, self._context.now()) if row else None

    def ask_for_tags(self, thread_id: str) -> None:
        """Ask for the tags of a thread, with the present ones to change."""
        from briefing.tui.modals.prompts import TextPrompt

        row = find_subject(self._context, thread_id)
        if row is None:
            return
        set_tags = self._context.services.curation.set_tags

        def attempt(text: str, end_attempt: EndAttempt) -> None:
            tags = text.replace(",", " ").split()
            done = f"Tags {' '.join(tags) or 'none'}: {row.title}"
            self._writer.try_change(lambda: set_tags(row.id, tags), done, end_attempt)

        hint = "words, with spaces between them; the filter finds them by tag:WORD"
        prompt = TextPrompt("Tags", hint, " ".join(row.tags), attempt, takes_empty=True)
        self._context.ask(prompt)
