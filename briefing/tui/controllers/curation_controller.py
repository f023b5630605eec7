"""Marks, mute rules, saved views and undo."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from briefing.model.reading_times import unread_moment
from briefing.model.threads import ThreadRow
from briefing.output.formatting import format_count
from briefing.tui.app_context import AppContext
from briefing.tui.attempts import EndAttempt
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.store_writer import WRITE_GROUP, StoreWriter
from briefing.tui.list_items import is_unread
from briefing.tui.read_sessions import read_before_after, read_before_session, session_goes_on
from briefing.tui.status_messages import undo_hint
from briefing.tui.tabs import ALL_TAB, Tab, TabKind

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.curation import HiddenThread, MuteRule
    from briefing.model.undone_action import UndoneAction

PUBLISHER_PREFIX = "publisher:"
"""What a person types before a publisher, in the prompt that otherwise takes words of titles."""


@dataclass(frozen=True, slots=True)
class MuteRequest:
    """What a person wants to mute: words of titles, or a publisher."""

    kind: Literal["word", "publisher"]
    value: str

    @classmethod
    def parse(cls, text: str) -> MuteRequest:
        """Read the answer of the prompt."""
        if text.startswith(PUBLISHER_PREFIX):
            return cls("publisher", text.removeprefix(PUBLISHER_PREFIX).strip())
        return cls("word", text)


class CurationController:
    """Marks are shown at once and written afterwards; see docs/decisions on optimistic marks."""

    def __init__(self, context: AppContext, writer: StoreWriter) -> None:
        self._context = context
        self._writer = writer
        self._read_in_sight: set[str] = set()
        """The threads that count as read because they were in sight: undo reverts that only once a key opened them."""

    # --- marks ---------------------------------------------------------------------------------------------------

    def follow(self, thread_id: str) -> None:
        """Follow a thread, or stop following it."""
        if row := self._context.listing.row(thread_id):
            on = not row.followed
            self._context.listing = self._context.listing.with_followed(thread_id, on)
            self._context.show_done(f"{'Following' if on else 'No longer following'}: {row.title}")
            self._writer.write_mark(self._context.services.curation.follow, thread_id, on)

    def mute(self, thread_id: str, *, until_new: bool = False) -> None:
        """Remove a thread from the list, for ever or until a new story of it begins."""
        if row := self._context.listing.row(thread_id):
            self._context.listing = self._context.listing.without_thread(thread_id)
            self._context.show_done(f"Muted{' until something new' if until_new else ''}: {row.title}")
            self._writer.write_mark(self._context.services.curation.mute, thread_id, until_new=until_new)

    def star(self, article: Article | None) -> None:
        """Star an article, or unstar it."""
        if article is None:
            self._context.notify_status("There is no article to star")
            return
        starred = self._context.starred
        on = article.id not in starred
        self._context.starred = starred | {article.id} if on else starred - {article.id}
        self._context.show_done(f"{'Starred' if on else 'No longer starred'}: {article.title}")
        self._writer.write_mark(self._context.services.curation.star, article.id, on)

    def mark_read(self, thread_id: str, *, undoable: bool = True) -> None:
        """Mark a thread as read; its row keeps its place. `undoable`: a key opened it, so undo reverts the mark."""
        if row := self._context.listing.row(thread_id):
            now = self._context.now()
            before = read_before_after(row, now)
            if self._makes_reading_undoable(row, now, undoable) and self._names_undo:
                self._context.notify_status("")  # from now on the key would undo the reading
            self._context.listing = self._context.listing.with_read(thread_id, now, before)
            self._writer.write_mark(self._context.services.curation.mark_read, thread_id, undoable=undoable)

    def _makes_reading_undoable(self, row: ThreadRow, now: datetime, undoable: bool) -> bool:
        """Return whether undo reverts the reading of a thread next; remember what was read merely in sight."""
        if is_unread(row, self._context.listing.news_since):
            (self._read_in_sight.discard if undoable else self._read_in_sight.add)(row.id)
            return undoable
        if not undoable or row.id not in self._read_in_sight:
            return False
        self._read_in_sight.discard(row.id)
        return session_goes_on(row, now)

    @property
    def _names_undo(self) -> bool:
        """Whether the status line says that a key undoes the last action."""
        return self._context.status_message.endswith(undo_hint(self._context.key_for(CommandName.UNDO)))

    def toggle_read(self, thread_id: str) -> None:
        """Mark a thread as unread, as it was before it was read last, or as read if it has something new."""
        if row := self._context.listing.row(thread_id):
            unread = not is_unread(row, self._context.listing.news_since)
            now = self._context.now()
            if unread:
                was_new = row.read is not None and row.newest >= self._context.listing.news_since
                read_at = before = unread_moment(was_new, row.read_before, row.last)
            else:
                read_at, before = now, read_before_after(row, now)
            self._context.listing = self._context.listing.with_read(thread_id, read_at, before)
            self._context.show_done(f"{'Unread' if unread else 'Read'}: {row.title}")
            self._writer.write_mark(self._context.services.curation.mark_unread, thread_id, unread)

    def mark_all_read(self) -> None:
        """Mark all threads of the tab that match the filter as read; their rows keep their places."""
        listing, now = self._context.listing, self._context.now()
        ids = frozenset(listing.unread_ids)
        if not ids:
            self._context.notify_status("Nothing is unread here")
            return

        def mark(row: ThreadRow) -> ThreadRow:
            before = read_before_after(row, now)
            return replace(row, read=now, read_before=before, unread=None) if row.id in ids else row

        self._context.listing = listing.map_rows(mark)
        folded = len(ids) - len(ids & listing.unread_main_ids)
        others = f", {folded} of them parts and single reports" if 0 < folded < len(ids) else ""
        self._context.show_done(f"Read: {format_count(len(ids), 'thread')}{others}")
        self._writer.write_mark(self._context.services.curation.mark_all_read, tuple(ids))

    def previously_read_at(self, thread_id: str) -> datetime | None:
        """Return when a thread was read before its present visit; None if never, or if there is no visit."""
        row = self._context.listing.row(thread_id)
        return read_before_session(row, self._context.now()) if row else None

    def undo(self) -> None:
        """Undo the last action."""
        corrections = self._context.services.corrections
        self._context.run_in_background(self._undo_or_redo(corrections.undo_action, "Nothing to undo"), WRITE_GROUP)

    def redo(self) -> None:
        """Do again what was undone last."""
        corrections = self._context.services.corrections
        self._context.run_in_background(self._undo_or_redo(corrections.redo_action, "Nothing to redo"), WRITE_GROUP)

    async def _undo_or_redo(self, change: Callable[[], UndoneAction], nothing: str) -> None:
        """Undo or redo; if that brings threads back into the list, put the cursor on the first of them."""
        services, before = self._context.services, {row.id for row in self._context.listing.rows}
        config = services.config
        undone = await self._writer.run(change)
        message = undone.message
        if services.config is not config:
            self._context.feed_change_count += 1
        elif message:
            await self._writer.reload_listing()
            self._show_again(undone, before)
        self._context.notify_status(message[:1].upper() + message[1:] if message else nothing)
        self._writer.report_unwritten()

    def _show_again(self, undone: UndoneAction, listed: Collection[str]) -> None:
        """Show the tab that an undo brought back, or put the cursor on the first thread that it brought back.

        `listed` are the threads that there were before.
        """
        listing = self._context.listing
        if undone.view in listing.view_thread_ids:
            self._context.listing = replace(listing, tab=Tab.view(undone.view))
        now_listed = {row.id for row in listing.rows}.difference(listed)
        if brought_back := next((id for id in undone.threads if id in now_listed), ""):
            self._context.select_thread(brought_back, unfold=True)

    def ask_for_tags(self, thread_id: str) -> None:
        """Ask for the tags of a thread, with the present ones to change."""
        from briefing.tui.modals.prompts import TextPrompt

        row = self._context.listing.row(thread_id)
        if row is None:
            return
        set_tags = self._context.services.curation.set_tags

        def attempt(text: str, end_attempt: EndAttempt) -> None:
            tags = text.replace(",", " ").split()
            done = f"Tags {' '.join(tags) or 'none'}: {row.title}"
            self._writer.try_change(lambda: set_tags(row.id, tags), done, end_attempt)

        hint = "words, with spaces between them; the filter finds them by tag:WORD"
        prompt = TextPrompt("Tags", hint, " ".join(row.tags), attempt, takes_empty=True)
        self._context.ask(prompt, lambda _: None)

    # --- mute rules ----------------------------------------------------------------------------------------------

    def ask_mute_rule(self) -> None:
        """Ask for words or a publisher, and mute the threads that match."""
        from briefing.tui.modals.prompts import TextPrompt

        curation = self._context.services.curation

        def attempt(text: str, end_attempt: EndAttempt) -> None:
            request, muted = MuteRequest.parse(text), ""
            before = {row.id for row in self._context.listing.rows}

            def mute() -> None:
                nonlocal muted
                if request.kind == "publisher":
                    muted = f"threads that only {curation.mute_publisher(request.value)} reports"
                else:
                    curation.mute_words(request.value)
                    muted = f'all titles with "{request.value}"'

            def done() -> str:
                gone = len(before.difference(row.id for row in self._context.listing.rows))
                return f"Muted: {muted}, {format_count(gone, 'thread') if gone else 'none at present'}"

            self._writer.try_change(mute, done, end_attempt)

        hint = f"of titles, or {PUBLISHER_PREFIX}NAME; what you follow stays"
        self._context.ask(TextPrompt("Mute a word", hint, attempt=attempt), lambda _: None)

    def show_hidden(self) -> None:
        """Show what is hidden and why, and unmute what is chosen."""
        self._context.run_in_background(self._show_hidden(), "hidden", exclusive=True)

    async def _show_hidden(self) -> None:
        from briefing.output.curation import describe_rule, hidden_reason, rule_effect
        from briefing.tui.modals.prompts import Choice, ChoicePrompt

        requested_on, curation = self._context.screen, self._context.services.curation
        hidden = await self._context.work_pools.readers.run(curation.hidden_threads)
        rules = await self._context.work_pools.readers.run(curation.mute_rules)
        if not (hidden or rules):
            mute, mute_word = self._context.key_for(CommandName.MUTE), self._context.key_for(CommandName.MUTE_WORD)
            self._context.notify_status(f"Nothing is hidden: {mute} mutes a thread, {mute_word} a word")
            return
        now = self._context.now()
        choices: list[Choice[HiddenThread | MuteRule]] = []
        choices += [Choice(one, one.row.title, hidden_reason(one, now)) for one in hidden if one.rule is None]
        choices += [Choice(rule, describe_rule(rule), rule_effect(rule, hidden)) for rule in rules]
        choices += [Choice(one, one.row.title, hidden_reason(one, now)) for one in hidden if one.rule is not None]
        hint = "Enter shows it again, Esc cancels"
        prompt = ChoicePrompt("Hidden, and why", choices, self._context.symbols, hint, labels=("show", "cancel"))
        await self._context.show_modal(requested_on, prompt, self._unmute)

    def _unmute(self, hidden: HiddenThread | MuteRule | None) -> None:
        from briefing.model.curation import HiddenThread
        from briefing.output.curation import describe_rule

        curation = self._context.services.curation
        rule = hidden.rule if isinstance(hidden, HiddenThread) else hidden
        if rule and rule.kind == "configured":
            self._context.notify_status(f"Line {rule.line} of feeds.toml hides it; remove the rule there")
        elif rule:
            unmute = curation.mute_words if rule.kind == "word" else curation.mute_publisher
            self._remove(partial(unmute, rule.value, False), describe_rule(rule))
        elif isinstance(hidden, HiddenThread):
            self._remove(partial(curation.mute, hidden.row.id, False), hidden.row.title)

    def _remove(self, call: Callable[[], object], label: str) -> None:
        def change() -> str:
            call()
            return f"No longer muted: {label}"

        self._writer.apply_change(change)

    # --- saved views ---------------------------------------------------------------------------------------------

    def save_or_remove_view(self) -> None:
        """Ask for a name and save the filter as a view; on the tab of a view, remove it."""
        listing = self._context.listing
        if listing.tab.kind is TabKind.VIEW:
            self._remove_view(listing.tab.name)
        elif listing.filter_text:
            self._ask_view_name(listing.filter_text)
        else:
            key = self._context.key_for(CommandName.FILTER)
            self._context.notify_status(f"Filter first: {key} takes words, or a query such as section:asia is:unread")

    def _remove_view(self, name: str) -> None:
        tab, views = self._context.listing.tab, self._context.services.views

        def show_tab_again() -> None:
            self._context.listing = replace(self._context.listing, tab=tab)

        self._context.listing = replace(self._context.listing, tab=ALL_TAB)
        self._writer.apply_change(lambda: views.remove(name), f"Removed the view: {name}", show_tab_again)

    def _ask_view_name(self, query: str) -> None:
        from briefing.tui.modals.prompts import TextPrompt

        views = self._context.services.views

        def attempt(name: str, end_attempt: EndAttempt) -> None:
            def show_tab() -> str:
                self._context.listing = replace(self._context.listing.with_filter(""), tab=Tab.view(name))
                return f"Saved the view: {name}"

            self._writer.try_change(lambda: views.save(name, query), show_tab, end_attempt)

        prompt = TextPrompt("Save as a view", f"the name of the view for: {query}", query, attempt, is_proposal=True)
        self._context.ask(prompt, lambda _: None)
