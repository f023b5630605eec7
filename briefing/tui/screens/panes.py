"""What all screens have in common: bars, and panes to move in, to widen, to zoom and to hide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual.content import Content
from textual.screen import Screen

from briefing.output.counts import count
from briefing.tui.commands import Where, key_name, named
from briefing.tui.memory import Memory
from briefing.tui.messages import CommandChosen
from briefing.tui.paint.line import ACCENT, MUTED, Target
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.bars import KeyBar, StatusLine
from briefing.tui.widgets.lines import Lines
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.thread_list import ThreadList

if TYPE_CHECKING:
    from briefing.tui.app import BriefingApp

SHARES = 21
"""Parts that the width is divided into: the left pane has as many as the reader gave it."""
BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-broad")]
STAGES = {"fetching": "feeds", "pages": "pages", "grouping": "articles", "writing": "threads"}


class Panes(Screen[None]):
    """A screen with panes, a status line and the keys that matter; its actions are those of the table of commands."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    KEYS: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS = ""
    PLACE: ClassVar[Where] = "everywhere"

    def __init__(self, symbols: Symbols) -> None:
        super().__init__()
        self.symbols = symbols
        self.status = StatusLine(id="status")
        self.key_bar = KeyBar(symbols, id="keys")

    @property
    def briefing(self) -> BriefingApp:
        """The application."""
        return cast("BriefingApp", self.app)

    @property
    def target(self) -> Target | None:
        """What the cursor of the page rests on, if the pane with the keys is a page."""
        return self.pane.target if isinstance(self.pane, Page) else None

    def on_mount(self) -> None:
        """Follow what the application knows."""
        for name in ("said", "progress", "listing", "health"):
            self.watch(self.app, name, self.show_status)
        self.watch(self.app, "size_of_summary", self.repaint, init=False)
        self.watch(self.app, "memory", self.lay_out, init=False)

    def repaint(self) -> None:
        """Draw the pages anew, keeping their places."""

    @property
    def panes(self) -> list[Lines]:
        """The panes that can be seen, from left to right."""
        return [pane for pane in self.query(Lines) if pane.display and pane.parent and pane.parent.display]

    @property
    def pane(self) -> Lines:
        """The pane that keys move in."""
        panes = self.panes
        if isinstance(self.focused, Lines) and (self.focused in panes or not panes):
            return self.focused
        return panes[0] if panes else self.query(Lines).first()

    def action_move(self, step: int) -> None:
        """Move the cursor by a row."""
        self._mover.move(step)

    def action_page(self, step: int) -> None:
        """Move by a page."""
        self._mover.page(step)

    def action_read_on(self) -> None:
        """Move by a page."""
        self._mover.page(1)

    def action_top(self) -> None:
        """Move to the start."""
        self._mover.top()

    def action_bottom(self) -> None:
        """Move to the end."""
        self._mover.bottom()

    @property
    def _mover(self) -> ThreadList | Page:
        return cast("ThreadList | Page", self.pane)

    def action_pane(self, step: int) -> None:
        """Focus another pane; a zoomed one gives its place to the next."""
        zoomed = self.zoomed
        panes = self.reachable if zoomed else self.panes
        pane = panes[(panes.index(self.pane) + step) % len(panes)]
        if zoomed:
            self.briefing.memory = replace(self.briefing.memory, zoomed=f"{self.PLACE}:{pane.id}")
        pane.focus(scroll_visible=False)

    @property
    def reachable(self) -> list[Lines]:
        """The panes that the width allows, hidden or not."""
        return [pane for pane in self.query(Lines) if pane.display or pane.has_class("-away")]

    @property
    def zoomed(self) -> str:
        """The id of the pane that fills this screen, "" if none does."""
        place, _, pane = self.briefing.memory.zoomed.partition(":")
        return pane if place == self.PLACE else ""

    def lay_out(self, memory: Memory) -> None:
        """Give the panes the widths, and the absences, that the reader chose; narrow screens show one anyway."""
        narrow = self.has_class("-narrow")
        panes = list(self.query(Lines))
        for index, pane in enumerate(panes):
            pane.remove_class("-away")
            pane.styles.width = f"{memory.split if index == 0 else SHARES - memory.split}fr"
        seen = [pane for pane in panes if pane.display]
        zoomed = self.zoomed if self.zoomed in [pane.id for pane in seen] else ""
        for pane in seen:
            hidden = f"{self.PLACE}:{pane.id}" in memory.hidden
            pane.set_class(not narrow and (pane.id != zoomed if zoomed else hidden), "-away")
        if seen and all(pane.has_class("-away") for pane in seen):
            seen[0].remove_class("-away")
        if isinstance(self.focused, Lines) and self.focused.has_class("-away"):
            self.pane.focus()
        self.call_after_refresh(self.repaint)

    def action_widen(self, step: int) -> None:
        """Make the left pane wider or narrower."""
        if len(self.panes) < 2:
            self.briefing.say(f"There is one pane only; {self.briefing.key_of('pane(1)')} shows the other")
        else:
            self.briefing.memory = replace(self.briefing.memory, split=self.briefing.memory.sized(step))

    def action_zoom(self) -> None:
        """Let the pane fill the screen, or no longer."""
        self.briefing.memory = replace(
            self.briefing.memory, zoomed="" if self.zoomed else f"{self.PLACE}:{self.pane.id}"
        )

    def action_hide(self) -> None:
        """Hide the pane; if one is hidden, show all."""
        here = [name for name in self.briefing.memory.hidden if name.startswith(f"{self.PLACE}:")]
        others = tuple(name for name in self.briefing.memory.hidden if name not in here)
        if here or self.zoomed:
            self.briefing.memory = replace(self.briefing.memory, hidden=others, zoomed="")
            self.briefing.say("All panes are shown")
        elif len(self.panes) < 2:
            self.briefing.say("There is one pane only")
        else:
            key = self.briefing.key_of("hide")
            self.briefing.memory = replace(self.briefing.memory, hidden=(*others, f"{self.PLACE}:{self.pane.id}"))
            self.briefing.say(f"Pane hidden - {key} shows it again")

    def show_status(self) -> None:
        """Say what was done or what there is, and what goes on or waits."""
        app = self.briefing
        line = self.status
        line.left = Content(app.said) if app.said else Content.styled(self.summary_line(), MUTED)
        line.first = bool(app.said)
        line.action = "take_in" if app.listing.news() and not app.progress else ""
        if app.progress:
            step = app.progress
            of = f" {step.done} of {step.total} {STAGES[step.stage]}" if step.total else ""
            line.right = Content.styled(f"{step.stage}{of}", MUTED)
        elif news := app.listing.news():
            line.right = Content.styled(f"{count(news, 'thread')} updated - press {app.key_of('take_in')}", ACCENT)
        else:
            line.right = Content("")

    def summary_line(self) -> str:
        """Say in a line what the screen shows."""
        return ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The actions whose keys matter now."""
        return self.KEYS

    def show_keys(self) -> None:
        """Show the keys that matter now."""
        commands = [named(action, self.briefing.commands) for action in self.keys]
        self.key_bar.show([(c.action, key_name(c.keys[0]), c.word) for c in commands if c.keys])

    def action_undo(self) -> None:
        """Take back what was done last."""
        self.briefing.undo()

    def action_refresh(self) -> None:
        """Fetch what is due."""
        self.briefing.refresh_feeds(asked=True)

    def action_refresh_all(self) -> None:
        """Fetch all feeds, due or not."""
        self.briefing.refresh_feeds(force=True, asked=True)

    def action_take_in(self) -> None:
        """Show what a refresh has brought."""
        self.briefing.take_in()

    def action_feeds(self) -> None:
        """Show how the feeds are."""
        self.briefing.open_feeds()

    async def on_command_chosen(self, message: CommandChosen) -> None:
        """A click on a key is like the key."""
        await self.run_action(message.action)
