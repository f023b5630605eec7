"""Corrections of threads: merge, split, move, rename, pin, set affair."""

from __future__ import annotations

from functools import partial

from briefing.output.formatting import format_count
from briefing.tui.app_context import AppContext
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.store_writer import StoreWriter
from briefing.tui.modals.prompts import TextPrompt

NO_AFFAIR = "-"
"""The answer that takes a thread out of its affair."""


class CorrectionController:
    """Asks for what a correction needs, and makes it."""

    def __init__(self, context: AppContext, writer: StoreWriter) -> None:
        self._context = context
        self._writer = writer

    def toggle_mark(self, thread_id: str) -> None:
        """Mark a thread for a merge, or unmark it."""
        if thread_id:
            self._context.marked ^= {thread_id}
        count, key = format_count(len(self._context.marked), "thread"), self._context.key_for(CommandName.MERGE)
        self._context.notify_status(f"{count} marked - {key} merges them into the one under the cursor")

    def merge(self, thread_id: str) -> None:
        """Merge the marked threads into this one; if that fails, they stay marked."""
        marked = self._context.marked
        others = [row.id for row in self._context.listing.rows if row.id in marked and row.id != thread_id]
        if not others:
            mark, merge = self._context.key_for(CommandName.MARK), self._context.key_for(CommandName.MERGE)
            self._context.notify_status(f"Mark threads with {mark} first; {merge} merges them into this one")
            return

        def mark_again() -> None:
            self._context.marked |= marked

        self._context.marked = frozenset()
        self._context.notify_status("Merging ...")  # writing summaries and timelines of big threads takes seconds
        done_message = f"Merged {len(others)} threads into this one" if len(others) > 1 else ""
        change = partial(self._context.services.corrections.merge, thread_id, *others)
        self._writer.apply_change(change, done_message, mark_again)

    def rename(self, thread_id: str) -> None:
        """Ask for a title, and give it to a thread."""
        row = self._context.listing.row(thread_id)
        if row is None:
            return
        corrections, present_title = self._context.services.corrections, row.title

        def answered(title: str | None) -> None:
            if title and title != present_title:
                self._writer.apply_change(lambda: corrections.rename(thread_id, title), f"Renamed to: {title}")

        prompt = TextPrompt("Rename", "the title stays, whatever is published later", present_title)
        self._context.ask(prompt, answered)

    def pin(self, thread_id: str) -> None:
        """Keep the present articles of a thread together."""
        if self._context.listing.row(thread_id):
            self._writer.apply_change(partial(self._context.services.corrections.pin, thread_id))

    def set_affair(self, thread_id: str) -> None:
        """Ask for a larger affair by words of its title, and make the thread part of it."""
        if not self._context.listing.row(thread_id):
            return

        def answered(words: str | None) -> None:
            if words:
                affair = "" if words == NO_AFFAIR else words
                self._writer.apply_change(partial(self._context.services.corrections.set_affair, thread_id, affair))

        hint = f"words of its title; {NO_AFFAIR} for none"
        self._context.ask(TextPrompt("Part of which larger affair?", hint), answered)

    def split(self, thread_id: str, story_id: str, article_id: str) -> None:
        """Give a story a thread of its own; without a story, give an article a story of its own."""
        corrections = self._context.services.corrections
        self._writer.apply_change(
            partial(corrections.split, thread_id, story_id) if story_id else partial(corrections.split, article_id)
        )

    def move_to_thread(self, article_or_story_id: str) -> None:
        """Ask for a thread by words of its title, and move a story or an article there."""

        def answered(words: str | None) -> None:
            if words:
                self._writer.apply_change(partial(self._context.services.corrections.move, article_or_story_id, words))

        self._context.ask(TextPrompt("Move to which thread?", "words of its title"), answered)
