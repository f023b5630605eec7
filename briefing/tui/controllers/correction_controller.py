"""Corrections of threads: merge, split, move, rename, pin, set affair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from briefing.model.curation import Proposal
from briefing.model.threads import Thread, ThreadRow, TimelineEntry
from briefing.output.formatting import format_age, format_count
from briefing.tui.app_context import AppContext
from briefing.tui.attempts import Attempt, EndAttempt
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.store_writer import DoneMessage, StoreWriter
from briefing.tui.controllers.subjects import NO_THREAD, find_subject, row_of_page
from briefing.tui.modals.confirm_prompt import ConfirmPrompt
from briefing.tui.modals.pick_prompt import Pick, PickPrompt
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.render.done_notices import (
    affair_notice,
    article_split_notice,
    merge_notice,
    move_notice,
    split_notice,
)
from briefing.tui.render.event_targets import event_at
from briefing.tui.render.notice_fitting import StatusMessage, Wordings
from briefing.tui.render.page_lines import Target
from briefing.tui.render.target_articles import correction_subject

NO_AFFAIR = "-"
"""The answer that takes a thread out of its affair."""
MAX_PROPOSED = 8
"""Threads that a pick list proposes: with their reasons they fit a screen of 24 lines."""
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

    # --- merging -------------------------------------------------------------------------------------------------

    def toggle_mark(self, thread_id: str) -> None:
        """Mark a thread for a merge, or unmark it."""
        if not thread_id:
            self._context.notify_status(NO_THREAD)
            return
        self._context.marked ^= {thread_id}
        rows, key = self._marked_rows(), self._context.key_for(CommandName.MERGE)
        what = f"{key} merges it with the one under the cursor"
        if len(rows) > 1:
            what = f'{key} merges just these into "{surviving_thread(rows).title}"'
        self._context.notify_status(f"{format_count(len(rows), 'thread')} marked" + (f" - {what}" if rows else ""))

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
        subjects = [(target.title, f"{self._counts(target)}, its title stays")]
        subjects += [(row.title, f"{self._counts(row)}, goes into it") for row in rows if row is not target]
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
        self._pick("Merge with which thread?", row.title, near, row.id, callback=picked)

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

        none = Pick(NO_AFFAIR, "No larger affair", reason=f'no longer part of "{row.affair_title}"')

        def find_larger() -> tuple[Proposal, ...]:
            find = self._context.services.proposals.near_thread
            return larger_affairs(row, find(thread_id), find(thread_id, loosely=True), self._context.listing.rows)

        first = [none] if row.affair_id else []
        self._pick("Part of which larger affair?", row.title, find_larger, thread_id, attempt, first)

    def split_row(self, thread: Thread | None, target: Target | None) -> None:
        """Split the event of a row of a thread page from its thread, or the article of a row from its story."""
        event = event_at(thread, target)
        if thread and event and event.story:
            self._split_event(thread, event)
            return
        story_id, article_id, title = correction_subject(thread, target)
        if thread and (story_id or article_id):
            self.split(thread.row.id, story_id, article_id, title)
        else:
            self._hint_to_select()

    def move_row(self, thread: Thread | None, target: Target | None) -> None:
        """Move the story or the article of a row of a thread page to another thread."""
        story_id, article_id, title = correction_subject(thread, target)
        if thread and (story_id or article_id):
            self.move_to_thread(story_id or article_id, title, thread.row.id)
        else:
            self._hint_to_select()

    def _hint_to_select(self) -> None:
        keys = f"{self._context.key_for(CommandName.DOWN)} and {self._context.key_for(CommandName.UP)}"
        self._context.notify_status(f"Choose a story in the timeline, or an article, with {keys} first")

    def split(self, thread_id: str, story_id: str, article_id: str, title: str) -> None:
        """Give a story a thread of its own; without a story, give an article a story of its own."""
        corrections = self._context.services.corrections
        change = partial(corrections.split, thread_id, story_id) if story_id else partial(corrections.split, article_id)

        def notice() -> StatusMessage:
            """Name the thread that it left by its title now: the story may have given it the former one."""
            if not story_id:
                return article_split_notice(title, self._context.key_for(CommandName.MOVE))
            row = self._context.listing.row(thread_id)
            return split_notice(title, row.title if row else "")

        self._writer.apply_change(change, notice)

    def _split_event(self, thread: Thread, event: TimelineEntry) -> None:
        """Give the articles of an event a thread of their own; asks first unless it is a story of one article."""
        corrections, count = self._context.services.corrections, len(event.articles)
        change = partial(corrections.split_event, thread.row.id, event.articles, event.title)

        def notice() -> StatusMessage:
            row = self._context.listing.row(thread.row.id)
            return split_notice(event.title, row.title if row else "")

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._writer.apply_change(change, notice)

        sizes = {story.id: len(story.articles) for story in thread.stories}
        if count == 1 and sizes.get(event.story) == 1:
            answered(True)
            return
        subjects = [
            (event.title, f"{format_count(count, 'article')} of this event, for a thread of their own"),
            (thread.row.title, f"{format_count(sum(sizes.values()) - count, 'article')}, stay"),
        ]
        hint = "Enter splits it off, Esc does not"
        self._context.ask(
            ConfirmPrompt("Split this event off its thread?", hint, subjects, self._context.symbols), answered
        )

    def move_to_thread(self, article_or_story_id: str, title: str, thread_id: str) -> None:
        """Let a thread be picked, and move a story or an article of another one there."""
        move = self._context.services.corrections.move

        def attempt(target: str, end_attempt: EndAttempt) -> None:
            row = self._context.listing.row(target)
            done: DoneMessage = move_notice(title, row.title) if row else ""
            self._writer.try_change(partial(move, article_or_story_id, target), done, end_attempt)

        near = partial(self._context.services.proposals.near_story, article_or_story_id)
        self._pick("Move to which thread?", title, near, thread_id, attempt)

    # --- the pick list -------------------------------------------------------------------------------------------

    def _pick(
        self,
        question: str,
        subject: str,
        find_proposals: Callable[[], tuple[Proposal, ...]],
        own_id: str,
        attempt: Attempt | None = None,
        first: Sequence[Pick] = (),
        callback: Callable[[str | None], None] | None = None,
    ) -> None:
        """Show the proposals and all other threads but one, and try what is picked, or pass it on."""
        own = self._context.listing.row(own_id)
        others = [self._pick_of(row) for row in self._context.listing.rows if row is not own]
        prompt = PickPrompt(question, subject, [*first, *others], self._context.symbols, attempt)
        self._context.ask(prompt, callback)  # at once, so that it gets the next keys
        self._context.run_in_background(self._propose(prompt, find_proposals), "pick", exclusive=True)

    async def _propose(self, prompt: PickPrompt, find_proposals: Callable[[], tuple[Proposal, ...]]) -> None:
        proposals = await self._context.work_pools.readers.run(find_proposals)
        prompt.propose({one.thread: one.reason for one in proposals}, MAX_PROPOSED)

    def _pick_of(self, row: ThreadRow) -> Pick:
        return Pick(row.id, row.title, self._counts(row), f"{row.latest_development} {row.section}")

    def _counts(self, row: ThreadRow) -> str:
        age = format_age(self._context.now(), row.last)
        return f"{format_count(row.article_count, 'article')} {self._context.symbols.marks.dot} {age}"


def surviving_thread(rows: Sequence[ThreadRow]) -> ThreadRow:
    """Return the thread that others are merged into: one whose title a person gave, else the one with most articles.

    So no large thread gets the title of a small one. The first of equals remains.
    """
    return max(rows, key=lambda row: (row.is_named, row.article_count))
