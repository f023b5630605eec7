"""The part of the application for what a reader does with threads; each is told in a quiet line and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing.model.articles import Article
from briefing.model.curation import HiddenThread, MuteRule
from briefing.output.cells import truncate
from briefing.output.curation import describe_rule, hidden_reason
from briefing.output.formatting import format_count
from briefing.tui.app_base import AppBase
from briefing.tui.read_sessions import ReadSession, read_before_session, with_read
from briefing.tui.render.page_lines import MIN_WIDTH
from briefing.tui.screens.prompts import ChoicePrompt, TextPrompt
from briefing.tui.thread_listing import read_state

if TYPE_CHECKING:
    from briefing.services import AppServices


NO_AFFAIR = "-"
"""Stands for no thread."""
STATUS_MARGIN = 2
"""Cells at the ends of the status line."""
PUBLISHER_PREFIX = "publisher:"
"""Begins what is muted where it is no word of titles."""


class CurationActions(AppBase):
    """Marks, rules, corrections, and what takes them back."""

    read_sessions: Mapping[str, ReadSession] = MappingProxyType({})

    # --- marks ---------------------------------------------------------------------------------------------------

    def follow(self, thread_id: str) -> None:
        """Follow a thread, or no longer."""
        row = self.listing.row(thread_id)
        if row:
            on = not row.followed
            self.listing = self.listing.with_marks(thread_id, followed=on)
            self.show_done(f"{'Following' if on else 'No longer following'}: {row.title}")
            self.run_in_background(
                self.async_services.run_write(lambda services: services.curation.follow(thread_id, on)), "marks"
            )

    def mute(self, thread_id: str, *, until_new: bool = False) -> None:
        """Take a thread off the list, for ever or until a new story of it begins."""
        row = self.listing.row(thread_id)
        if row:
            self.listing = self.listing.without_thread(thread_id)
            self.show_done(f"Muted{' until something new' if until_new else ''}: {row.title}")
            self.run_in_background(
                self.async_services.run_write(lambda services: services.curation.mute(thread_id, until_new=until_new)),
                "marks",
            )

    def mute_words(self) -> None:
        """Ask for words, and take threads with them in their titles off the list."""

        def asked(words: str | None) -> None:
            publisher = (words or "").removeprefix(PUBLISHER_PREFIX).strip()
            if words and words.startswith(PUBLISHER_PREFIX):
                self.apply_change(
                    lambda services: f"Muted what only {services.curation.mute_publisher(publisher)} tells"
                )
            elif words:
                self.apply_change(
                    lambda services: services.curation.mute_words(words), f'Muted all titles with "{words}"'
                )

        hint = f"titles with it go, unless followed; {PUBLISHER_PREFIX}NAME: what only they tell"
        self.push_screen(TextPrompt("Mute a word", hint), asked)

    def star(self, article: Article | None) -> None:
        """Star an article, or no longer."""
        if article is None:
            self.notify_status("There is no article to star")
            return
        on = article.id not in self.starred
        self.starred = self.starred | {article.id} if on else self.starred - {article.id}
        self.show_done(f"{'Starred' if on else 'No longer starred'}: {article.title}")
        self.run_in_background(
            self.async_services.run_write(lambda services: services.curation.star(article.id, on)), "marks"
        )

    def mark_read(self, thread_id: str) -> None:
        """Remember that a thread was read; its row stays where it is."""
        if row := self.listing.row(thread_id):
            now = self.async_services.now()
            self.read_sessions = with_read(self.read_sessions, thread_id, row.read, now)
            self.listing = self.listing.with_marks(thread_id, read=now)
            self.run_in_background(
                self.async_services.run_write(lambda services: services.curation.mark_read(thread_id)), "marks"
            )

    def toggle_read(self, thread_id: str) -> None:
        """Count a thread as unread, or as read if it holds something new."""
        if row := self.listing.row(thread_id):
            unread = read_state(row) == "read"
            read = row.last - timedelta(microseconds=1) if unread else self.async_services.now()
            self.read_sessions = {id: visit for id, visit in self.read_sessions.items() if id != thread_id}
            self.listing = self.listing.with_marks(thread_id, read=read)
            self.show_done(f"{'Unread' if unread else 'Read'}: {row.title}")
            self.run_in_background(
                self.async_services.run_write(lambda services: services.curation.mark_unread(thread_id, unread)),
                "marks",
            )

    def previously_read_at(self, thread_id: str) -> datetime | None:
        """Return when a thread was read before the visit that goes on; None if it was not, or none goes on."""
        return read_before_session(self.read_sessions, thread_id, self.async_services.now())

    def undo(self) -> None:
        """Take back the last action."""
        self.run_in_background(self._undo(), "marks")

    async def _undo(self) -> None:
        words = await self.async_services.run_write(lambda services: services.corrections.undo())
        if words:
            await self.reload_listing()
        self.notify_status(words[:1].upper() + words[1:] if words else "Nothing to undo")

    # --- what lists leave out ------------------------------------------------------------------------------------

    def show_hidden(self) -> None:
        """Show what is left out, and why."""
        self.run_in_background(self._show_hidden(), "hidden", exclusive=True)

    async def _show_hidden(self) -> None:
        here = self.screen
        hidden, rules = await self.async_services.hidden_threads_and_rules()
        idle = [rule for rule in rules if rule not in [one.rule for one in hidden]]
        if not (hidden or idle):
            self.notify_status(
                f"Nothing is hidden: {self.key_for('mute')} mutes a thread, {self.key_for('mute_words')} a word"
            )
            return

        def chosen(number: str | None) -> None:
            if number and int(number) < len(hidden):
                self.unmute(hidden[int(number)])
            elif number:
                self.remove_rule(idle[int(number) - len(hidden)])

        now = self.async_services.now()
        told = [(one.row.title, hidden_reason(one, now)) for one in hidden]
        told += [(describe_rule(rule), "hides nothing now") for rule in idle]
        choices = [(str(number), title, why) for number, (title, why) in enumerate(told)]
        hint = "Enter shows it again, Esc leaves it"
        await self.show_modal(here, ChoicePrompt("Hidden, and why", choices, self.symbols, hint), chosen)

    def unmute(self, hidden_thread: HiddenThread) -> None:
        """Take a thread, or the rule that hides it, back into lists."""
        thread = hidden_thread.row.id
        if hidden_thread.rule is None:
            self.apply_change(
                lambda services: services.curation.mute(thread, False), f"No longer muted: {hidden_thread.row.title}"
            )
        else:
            self.remove_rule(hidden_thread.rule)

    def remove_rule(self, rule: MuteRule) -> None:
        """Let a word or a publisher hide nothing any more."""

        def work(services: AppServices) -> None:
            if rule.kind == "word":
                services.curation.mute_words(rule.value, False)
            else:
                services.curation.mute_publisher(rule.value, False)

        self.apply_change(work, f"No longer muted: {describe_rule(rule)}")

    # --- corrections ---------------------------------------------------------------------------------------------

    def toggle_mark(self, thread_id: str) -> None:
        """Mark a thread, or no longer."""
        self.marked = self.marked ^ {thread_id} if thread_id else self.marked
        marked = format_count(len(self.marked), "thread")
        self.notify_status(f"{marked} marked - {self.key_for('merge')} merges them into the one under the cursor")

    def merge(self, thread_id: str) -> None:
        """Merge the marked threads into one."""
        others = [row for row in self.listing.rows if row.id in self.marked and row.id != thread_id]
        if not others:
            self.notify_status(
                f"Mark threads with {self.key_for('mark')} first; {self.key_for('merge')} merges them into this one"
            )
            return
        self.marked = frozenset()
        self.notify_status("Merging ...")  # summaries and timelines of big threads take their time
        done = f"Merged {len(others)} threads into this one" if len(others) > 1 else ""
        self.apply_change(lambda services: services.corrections.merge(thread_id, *(other.id for other in others)), done)

    def rename(self, thread_id: str) -> None:
        """Ask for a title, and give it to a thread."""
        row = self.listing.row(thread_id)
        if row:

            def asked(title: str | None) -> None:
                if title and title != row.title:
                    self.apply_change(
                        lambda services: services.corrections.rename(thread_id, title), f"Renamed: {title}"
                    )

            self.push_screen(
                TextPrompt("Rename", "the title stays, whatever is written of the thread", row.title), asked
            )

    def pin(self, thread_id: str) -> None:
        """Keep what a thread holds now together."""
        if self.listing.row(thread_id):
            self.apply_change(lambda services: services.corrections.pin(thread_id))

    def set_affair(self, thread_id: str) -> None:
        """Ask for a thread, by words of its title, and make this one part of it; a thread stays part of one."""
        if not self.listing.row(thread_id):
            return

        def asked(words: str | None) -> None:
            if words:
                self.apply_change(
                    lambda services: services.corrections.set_affair(thread_id, "" if words == NO_AFFAIR else words)
                )

        self.push_screen(TextPrompt("Part of which larger affair?", f"words of its title; {NO_AFFAIR} for none"), asked)

    def split(self, thread_id: str, story_id: str, article_id: str) -> None:
        """Give a story a thread of its own; without a story, an article a story of its own."""
        self.apply_change(
            lambda services: (
                services.corrections.split(thread_id, story_id) if story_id else services.corrections.split(article_id)
            )
        )

    def move_to_thread(self, item_id: str) -> None:
        """Ask for a thread, by words of its title, and move a story or an article there."""

        def asked(words: str | None) -> None:
            if words:
                self.apply_change(lambda services: services.corrections.move(item_id, words))

        self.push_screen(TextPrompt("Move to which thread?", "words of its title"), asked)

    # --- views ---------------------------------------------------------------------------------------------------

    def save_view(self) -> None:
        """Ask for a name and save the filter as a tab; on the tab of a view, remove it."""
        listing = self.listing
        if listing.view_name:
            name = listing.view_name
            self.apply_change(lambda services: services.views.remove(name), f"Removed the tab: {name}")
            self.listing = replace(listing, tab="")
        elif not listing.filter_text:
            self.notify_status(
                f"Filter first: {self.key_for('filter')} takes words, or a query such as section:asia is:unread"
            )
        else:

            def asked(name: str | None) -> None:
                if name:
                    self.apply_change(
                        lambda services: services.views.save(name, listing.filter_text), f"Saved as a tab: {name}"
                    )

            self.push_screen(TextPrompt("Save as a tab", listing.filter_text), asked)

    # --- within --------------------------------------------------------------------------------------------------

    def show_done(self, message: str) -> None:
        """Say what was done, and what takes it back; long words are cut, so that this is seen."""
        undoes = f" - {self.key_for('undo')} undoes"
        room = max(self.size.width - len(undoes) - STATUS_MARGIN, MIN_WIDTH)
        self.notify_status(truncate(message, room, self.symbols.ellipsis) + undoes)

    def apply_change(self, change: Callable[[AppServices], str | None], done_message: str = "") -> None:
        """Do something at the services, say so (in its words, or these), and let the list follow."""
        self.run_in_background(self._apply_change(change, done_message), "marks")

    async def _apply_change(self, change: Callable[[AppServices], str | None], done_message: str) -> None:
        said = await self.async_services.run_write(change)
        self.show_done(done_message or said or "Done")
        await self.reload_listing()

    async def reload_listing(self) -> None:
        """Let lists and pages follow what a person changed."""
        stock = await self.async_services.front_page_data()
        self.starred = stock.starred
        self.listing = replace(self.listing.updated_in_place(stock.rows), view_thread_ids=stock.view_thread_ids)
        self.correction_count += 1
