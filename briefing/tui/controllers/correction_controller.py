"""Corrections of whole threads: merge, rename, pin, set affair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from briefing.model.curation import Proposal
from briefing.model.threads import ThreadRow
from briefing.tui.app_context import AppContext
from briefing.tui.attempts import EndAttempt
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.store_writer import DoneMessage, StoreWriter
from briefing.tui.controllers.subjects import NO_THREAD, find_subject, row_of_page
from briefing.tui.controllers.thread_picker import ThreadPicker
from briefing.tui.modals.confirm_prompt import ConfirmPrompt
from briefing.tui.modals.pick_prompt import Pick
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.render.done_notices import affair_notice, marks_notice, merge_notice
from briefing.tui.render.notice_fitting import Wordings

NO_AFFAIR = "-"
"""The answer that takes a thread out of its affair."""
MIN_ALIKE_PARTS = 3
"""Parts of an affair that must be at least a little like a thread for it to be proposed: fewer may share words by
chance."""


def larger_affairs(
    row: ThreadRow, near: Sequence[Proposal], alike: Sequence[Proposal], rows: Sequence[ThreadRow]
) -> tuple[Proposal, ...]:
    """Return which affairs a thread may be part of: those with several parts in `alike`, then larger ones of `near`."""
    known = {one.id: one for one in rows}
    affairs_of_alike = [known[one.thread].affair_id for one in alike if one.thread in known]
    parts = Counter(id for id in affairs_of_alike if id not in ("", row.id, row.affair_id))
    affairs = [
        Proposal(id, f"{count} threads like this one are part of it")
        for id, count in parts.most_common()
        if count >= MIN_ALIKE_PARTS
    ]
    larger = [one for one in near if one.thread in known and known[one.thread].article_count > row.article_count]
    proposed = {one.thread for one in affairs}
    return (*affairs, *(one for one in larger if one.thread not in proposed))


class CorrectionController:
    """Asks for what a correction needs, and makes it."""

    def __init__(self, context: AppContext, writer: StoreWriter) -> None:
        self._context = context
        self._writer = writer
        self._picker = ThreadPicker(context)

    # --- merging -------------------------------------------------------------------------------------------------

    def toggle_mark(self, thread_id: str) -> None:
        """Mark a thread for a merge, or unmark it."""
        if not thread_id:
            self._context.notify_status(NO_THREAD)
            return
        self._context.marked ^= {thread_id}
        rows, key = self._marked_rows(), self._context.key_for(CommandName.MERGE)
        self._context.notify_status(marks_notice(len(rows), surviving_thread(rows).title if rows else "", key))

    def unmark_all(self) -> None:
        """Take all marks away."""
        self._context.marked = frozenset()
        self._context.notify_status("No thread is marked")

    def _marked_rows(self) -> list[ThreadRow]:
        return [row for row in self._context.listing.rows if row.id in self._context.marked]

    def merge(self, thread_id: str) -> None:
        """Merge the marked threads into one of them, which keeps its title.

        Two or more marks are exactly what is merged. A single mark and the thread under the cursor are merged after a
        question that names both, as is, without a mark, the thread under the cursor with one that is picked.
        """
        marked = self._marked_rows()
        row = self._context.listing.row(thread_id) or row_of_page(self._context, thread_id)
        if len(marked) > 1:
            self._merge(marked, thread_id)
        elif marked and row and row not in marked:
            rows = [*marked, row]
            self._ask_whether_to_merge(rows, lambda agreed: self._merge(rows, thread_id) if agreed else None)
        elif subject := row or next(iter(marked), None):
            self._pick_and_merge(subject)
        else:
            self._context.notify_status(NO_THREAD)

    def _ask_whether_to_merge(self, rows: Sequence[ThreadRow], answered: Callable[[bool | None], None]) -> None:
        """Ask whether to merge two threads, and say whose title stays."""
        target = surviving_thread(rows)
        subjects = [(target.title, f"{self._picker.counts(target)}, its title stays")]
        subjects += [(row.title, f"{self._picker.counts(row)}, goes into it") for row in rows if row is not target]
        hint = "Enter merges them, Esc does not"
        self._context.ask(ConfirmPrompt("Merge these two?", hint, subjects, self._context.symbols), answered)

    def _merge(self, rows: Sequence[ThreadRow], thread_id: str) -> None:
        """Merge threads; if that fails, those that were marked are marked again.

        Args:
            rows: The threads.
            thread_id: The thread under the cursor.
        """
        marked = self._context.marked
        target = surviving_thread(rows)
        others = [row.id for row in rows if row.id != target.id]

        def mark_again() -> None:
            self._context.marked |= marked

        self._context.marked = frozenset()
        self._context.notify_status("Merging ...")  # writing summaries and timelines of big threads takes seconds
        change = partial(self._context.services.corrections.merge, target.id, *others)
        self._writer.apply_change(change, partial(self._after_merge, rows, target, thread_id), mark_again)

    def _after_merge(self, rows: Sequence[ThreadRow], target: ThreadRow, thread_id: str) -> Wordings:
        """Move the cursor from a thread that ended to the one that remains; return the notice."""
        merged = self._context.listing.row(target.id) or target
        if thread_id != target.id and any(row.id == thread_id for row in rows):
            self._context.select_thread(merged.id, unfold=True)
        ended = [row.title for row in rows if row.id != target.id]
        return merge_notice(ended, target.title, merged.title)

    def _pick_and_merge(self, row: ThreadRow) -> None:
        """Let a thread be picked, and merge the two after the same question as for marked ones."""

        def picked(id: str | None) -> None:
            if other := self._context.listing.row(id or ""):
                rows = [other, row]
                self._ask_whether_to_merge(rows, lambda agreed: self._merge(rows, row.id) if agreed else None)

        near = partial(self._context.services.proposals.near_thread, row.id)
        self._picker.pick("Merge with which thread?", row.title, near, row.id, callback=picked)

    # --- other corrections ---------------------------------------------------------------------------------------

    def rename(self, thread_id: str) -> None:
        """Ask for a title, and give it to a thread."""
        row = find_subject(self._context, thread_id)
        if row is None:
            return
        corrections, present_title = self._context.services.corrections, row.title

        def attempt(title: str, end_attempt: EndAttempt) -> None:
            if title == present_title:
                end_attempt("")
                return
            self._writer.try_change(lambda: corrections.rename(thread_id, title), f"Renamed to: {title}", end_attempt)

        prompt = TextPrompt("Rename", "the title stays, whatever is published later", present_title, attempt)
        self._context.ask(prompt)

    def pin(self, thread_id: str) -> None:
        """Keep the present articles of a thread together."""
        if find_subject(self._context, thread_id):
            self._writer.apply_change(partial(self._context.services.corrections.pin, thread_id))

    def set_affair(self, thread_id: str) -> None:
        """Let a larger affair be picked, and make the thread part of it."""
        row = find_subject(self._context, thread_id)
        if row is None:
            return
        change = self._context.services.corrections.set_affair

        def attempt(affair: str, end_attempt: EndAttempt) -> None:
            larger = self._context.listing.row(affair)
            done: DoneMessage = affair_notice(row.title, larger.title) if larger else ""
            self._writer.try_change(
                partial(change, thread_id, "" if affair == NO_AFFAIR else affair), done, end_attempt
            )

        none = Pick(NO_AFFAIR, "No larger affair", reason=f'no longer part of "{row.affair}"')

        def find_larger() -> tuple[Proposal, ...]:
            find = self._context.services.proposals.near_thread
            return larger_affairs(row, find(thread_id), find(thread_id, loosely=True), self._context.listing.rows)

        first = [none] if row.affair_id else []
        self._picker.pick("Part of which larger affair?", row.title, find_larger, thread_id, attempt, first)


def surviving_thread(rows: Sequence[ThreadRow]) -> ThreadRow:
    """Return the thread that others are merged into: one whose title a person gave, else the one with most articles.

    So no large thread gets the title of a small one. The first of equals remains.
    """
    return max(rows, key=lambda row: (row.is_named, row.article_count))
