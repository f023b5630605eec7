"""The part of the application for what a reader does with threads; each is told in a quiet line and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from briefing.model.articles import Article
from briefing.model.curation import Hidden, Rule
from briefing.output.counts import count
from briefing.output.keeping import why_hidden
from briefing.tui.core import Core
from briefing.tui.listing import state
from briefing.tui.paint.line import LEAST, fitted
from briefing.tui.screens.ask import Ask, Choose
from briefing.tui.visits import Visit, before_visit, visited

if TYPE_CHECKING:
    from briefing.desk import Desk


ALONE = "-"
"""Stands for no thread."""
MARGIN = 2
"""Cells at the ends of the status line."""
PUBLISHER = "publisher:"
"""Begins what is muted where it is no word of titles."""


class Curating(Core):
    """Marks, rules, corrections, and what takes them back."""

    visits: Mapping[str, Visit] = MappingProxyType({})

    # --- marks ---------------------------------------------------------------------------------------------------

    def follow(self, thread: str) -> None:
        """Follow a thread, or no longer."""
        row = self.listing.row(thread)
        if row:
            on = not row.followed
            self.listing = self.listing.marked(thread, followed=on)
            self.tell_done(f"{'Following' if on else 'No longer following'}: {row.title}")
            self.attempt(self.newsroom.act(lambda desk: desk.follow(thread, on)), "marks")

    def mute(self, thread: str, *, until_new: bool = False) -> None:
        """Take a thread off the list, for ever or until a new story of it begins."""
        row = self.listing.row(thread)
        if row:
            self.listing = self.listing.without(thread)
            self.tell_done(f"Muted{' until something new' if until_new else ''}: {row.title}")
            until: Literal["new", "forever"] = "new" if until_new else "forever"
            self.attempt(self.newsroom.act(lambda desk: desk.mute(thread, until=until)), "marks")

    def mute_words(self) -> None:
        """Ask for words, and take threads with them in their titles off the list."""

        def asked(words: str | None) -> None:
            publisher = (words or "").removeprefix(PUBLISHER).strip()
            if words and words.startswith(PUBLISHER):
                self.do(lambda desk: f"Muted what only {desk.mute_publisher(publisher)} tells")
            elif words:
                self.do(lambda desk: desk.mute_words(words), f'Muted all titles with "{words}"')

        hint = f"titles with it go, unless followed; {PUBLISHER}NAME: what only they tell"
        self.push_screen(Ask("Mute a word", hint), asked)

    def star(self, article: Article | None) -> None:
        """Star an article, or no longer."""
        if article is None:
            self.say("There is no article to star")
            return
        on = article.id not in self.starred
        self.starred = self.starred | {article.id} if on else self.starred - {article.id}
        self.tell_done(f"{'Starred' if on else 'No longer starred'}: {article.title}")
        self.attempt(self.newsroom.act(lambda desk: desk.star(article.id, on)), "marks")

    def mark_read(self, thread: str) -> None:
        """Remember that a thread was read; its row stays where it is."""
        if row := self.listing.row(thread):
            now = self.newsroom.now()
            self.visits = visited(self.visits, thread, row.read, now)
            self.listing = self.listing.marked(thread, read=now)
            self.attempt(self.newsroom.act(lambda desk: desk.mark_read(thread)), "marks")

    def turn_read(self, thread: str) -> None:
        """Count a thread as unread, or as read if it holds something new."""
        if row := self.listing.row(thread):
            unread = state(row) == "read"
            read = row.last - timedelta(microseconds=1) if unread else self.newsroom.now()
            self.visits = {id: visit for id, visit in self.visits.items() if id != thread}
            self.listing = self.listing.marked(thread, read=read)
            self.tell_done(f"{'Unread' if unread else 'Read'}: {row.title}")
            self.attempt(self.newsroom.act(lambda desk: desk.mark_unread(thread, unread)), "marks")

    def read_before(self, thread: str) -> datetime | None:
        """Return when a thread was read before the visit that goes on; None if it was not, or none goes on."""
        return before_visit(self.visits, thread, self.newsroom.now())

    def undo(self) -> None:
        """Take back the last action."""
        self.attempt(self._undo(), "marks")

    async def _undo(self) -> None:
        words = await self.newsroom.act(lambda desk: desk.undo())
        if words:
            await self.correct()
        self.say(words[:1].upper() + words[1:] if words else "Nothing to undo")

    # --- what lists leave out ------------------------------------------------------------------------------------

    def show_hidden(self) -> None:
        """Show what is left out, and why."""
        self.attempt(self._show_hidden(), "hidden", exclusive=True)

    async def _show_hidden(self) -> None:
        here = self.screen
        hidden, rules = await self.newsroom.hidden()
        idle = [rule for rule in rules if rule not in [one.rule for one in hidden]]
        if not (hidden or idle):
            self.say(f"Nothing is hidden: {self.key_of('mute')} mutes a thread, {self.key_of('mute_words')} a word")
            return

        def chosen(number: str | None) -> None:
            if number and int(number) < len(hidden):
                self.unmute(hidden[int(number)])
            elif number:
                self.unrule(idle[int(number) - len(hidden)])

        now = self.newsroom.now()
        told = [(one.row.title, why_hidden(one, now)) for one in hidden]
        told += [(rule_words(rule), "hides nothing now") for rule in idle]
        choices = [(str(number), title, why) for number, (title, why) in enumerate(told)]
        hint = "Enter shows it again, Esc leaves it"
        await self.put_over(here, Choose("Hidden, and why", choices, self.symbols, hint), chosen)

    def unmute(self, hidden: Hidden) -> None:
        """Take a thread, or the rule that hides it, back into lists."""
        thread = hidden.row.id
        if hidden.rule is None:
            self.do(lambda desk: desk.mute(thread, False), f"No longer muted: {hidden.row.title}")
        else:
            self.unrule(hidden.rule)

    def unrule(self, rule: Rule) -> None:
        """Let a word or a publisher hide nothing any more."""

        def work(desk: Desk) -> None:
            if rule.kind == "word":
                desk.mute_words(rule.value, False)
            else:
                desk.mute_publisher(rule.value, False)

        self.do(work, f"No longer muted: {rule_words(rule)}")

    # --- corrections ---------------------------------------------------------------------------------------------

    def mark(self, thread: str) -> None:
        """Mark a thread, or no longer."""
        self.marked = self.marked ^ {thread} if thread else self.marked
        marked = count(len(self.marked), "thread")
        self.say(f"{marked} marked - {self.key_of('merge')} merges them into the one under the cursor")

    def merge(self, thread: str) -> None:
        """Merge the marked threads into one."""
        others = [row for row in self.listing.rows if row.id in self.marked and row.id != thread]
        if not others:
            self.say(f"Mark threads with {self.key_of('mark')} first; {self.key_of('merge')} merges them into this one")
            return
        self.marked = frozenset()
        self.say("Merging ...")  # summaries and timelines of big threads take their time
        done = f"Merged {len(others)} threads into this one" if len(others) > 1 else ""
        self.do(lambda desk: desk.merge(thread, *(other.id for other in others)), done)

    def rename(self, thread: str) -> None:
        """Ask for a title, and give it to a thread."""
        row = self.listing.row(thread)
        if row:

            def asked(title: str | None) -> None:
                if title and title != row.title:
                    self.do(lambda desk: desk.rename(thread, title), f"Renamed: {title}")

            self.push_screen(Ask("Rename", "the title stays, whatever is written of the thread", row.title), asked)

    def pin(self, thread: str) -> None:
        """Keep what a thread holds now together."""
        if self.listing.row(thread):
            self.do(lambda desk: desk.pin(thread))

    def put_under(self, thread: str) -> None:
        """Ask for a thread, by words of its title, and make this one part of it; a thread stays part of one."""
        if not self.listing.row(thread):
            return

        def asked(words: str | None) -> None:
            if words:
                self.do(lambda desk: desk.under(thread, "" if words == ALONE else words))

        self.push_screen(Ask("Part of which larger affair?", f"words of its title; {ALONE} for none"), asked)

    def split(self, thread: str, story: str, article: str) -> None:
        """Give a story a thread of its own; without a story, an article a story of its own."""
        self.do(lambda desk: desk.split(thread, story) if story else desk.split(article))

    def move(self, child: str) -> None:
        """Ask for a thread, by words of its title, and move a story or an article there."""

        def asked(words: str | None) -> None:
            if words:
                self.do(lambda desk: desk.move(child, words))

        self.push_screen(Ask("Move to which thread?", "words of its title"), asked)

    # --- views ---------------------------------------------------------------------------------------------------

    def save_view(self) -> None:
        """Ask for a name and save the filter as a tab; on the tab of a view, remove it."""
        listing = self.listing
        if listing.view:
            name = listing.view
            self.do(lambda desk: desk.remove_view(name), f"Removed the tab: {name}")
            self.listing = replace(listing, section="")
        elif not listing.words:
            self.say(f"Filter first: {self.key_of('filter')} takes words, or a query such as section:asia is:unread")
        else:

            def asked(name: str | None) -> None:
                if name:
                    self.do(lambda desk: desk.save_view(name, listing.words), f"Saved as a tab: {name}")

            self.push_screen(Ask("Save as a tab", listing.words), asked)

    # --- within --------------------------------------------------------------------------------------------------

    def tell_done(self, words: str) -> None:
        """Say what was done, and what takes it back; long words are cut, so that this is seen."""
        undoes = f" - {self.key_of('undo')} undoes"
        room = max(self.size.width - len(undoes) - MARGIN, LEAST)
        self.say(fitted(words, room, cut=self.symbols.cut).plain.rstrip() + undoes)

    def do(self, work: Callable[[Desk], str | None], done: str = "") -> None:
        """Do something at the desk, say so (in its words, or these), and let the list follow."""
        self.attempt(self._do(work, done), "marks")

    async def _do(self, work: Callable[[Desk], str | None], done: str) -> None:
        said = await self.newsroom.act(work)
        self.tell_done(done or said or "Done")
        await self.correct()

    async def correct(self) -> None:
        """Let lists and pages follow what a person changed."""
        stock = await self.newsroom.stock()
        self.starred = stock.starred
        self.listing = replace(self.listing.corrected(stock.rows), views=stock.views)
        self.corrections += 1


def rule_words(rule: Rule) -> str:
    """Name what a rule mutes: the word "golf", or a publisher."""
    return f'the word "{rule.value}"' if rule.kind == "word" else f"the publisher {rule.value}"
