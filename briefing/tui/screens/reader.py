"""What the screens for reading have in common: panes to move in, and the commands on the thread they show."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual.content import Content
from textual.screen import Screen

from briefing.model import Article, Thread
from briefing.output.ages import DAYS, clock, short_day
from briefing.output.counts import count
from briefing.tui.commands import key_name, named
from briefing.tui.messages import Chosen, CommandChosen
from briefing.tui.paint.line import ACCENT, MUTED
from briefing.tui.paint.sheets import paint_spans
from briefing.tui.paint.view import Size, View, cited
from briefing.tui.screens.sheet import Sheet
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.bars import KeyBar, StatusLine
from briefing.tui.widgets.lines import Lines
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.thread_list import ThreadList

if TYPE_CHECKING:
    from briefing.tui.app import BriefingApp

BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-broad")]
STAGES = {"fetching": "feeds", "grouping": "articles", "writing": "threads"}


def day_and_time(now: datetime) -> str:
    """Return a moment as the header tells it: "Mon 16 Dec 18:40"."""
    local = now.astimezone()
    return f"{DAYS[local.weekday()][:3]} {short_day(local)} {clock(now)}"


class Reader(Screen[None]):
    """A screen with panes; its actions are those of the table of commands."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    KEYS: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS = ""

    def __init__(self, symbols: Symbols) -> None:
        super().__init__()
        self.symbols = symbols
        self.detail = Page(symbols, id="detail")
        self.sources = Page(symbols, id="sources")
        self.status = StatusLine(id="status")
        self.key_bar = KeyBar(symbols, id="keys")
        self.thread: Thread | None = None
        self.unfolded: frozenset[str] = frozenset()

    @property
    def briefing(self) -> BriefingApp:
        """The application."""
        return cast("BriefingApp", self.app)

    @property
    def thread_id(self) -> str:
        """The thread that commands are about, "" if there is none."""
        return self.thread.row.id if self.thread else ""

    @property
    def article(self) -> Article | None:
        """The article under the cursor, else the first that the summary cites, else the newest."""
        thread = self.thread
        if thread is None or thread.row.id != self.thread_id:
            return None
        numbered = cited(thread)
        target = self.pane.target if isinstance(self.pane, Page) else None
        if target and target.kind == "article":
            return numbered.articles.get(target.id)
        if target:
            index = int(target.id)
            ids = thread.timeline[index].articles if index < len(thread.timeline) else ()
        else:
            ids = tuple(numbered.numbers)
        found = (numbered.articles[i] for i in ids if i in numbered.articles)
        return next(found, thread.stories[-1].articles[-1] if thread.stories else None)

    # --- panes ---------------------------------------------------------------------------------------------------

    @property
    def panes(self) -> list[Lines]:
        """The panes that can be seen, from left to right."""
        return [pane for pane in self.query(Lines) if pane.display and pane.parent and pane.parent.display]

    @property
    def pane(self) -> Lines:
        """The pane that keys move in."""
        panes = self.panes
        return self.focused if isinstance(self.focused, Lines) and self.focused in panes else panes[0]

    def action_move(self, step: int) -> None:
        """Move the cursor by a row."""
        self._mover.move(step)

    def action_page(self, step: int) -> None:
        """Move by a page."""
        self._mover.page(step)

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
        """Focus another pane."""
        panes = self.panes
        panes[(panes.index(self.pane) + step) % len(panes)].focus(scroll_visible=False)

    def on_chosen(self, message: Chosen) -> None:
        """A second click is like Enter."""
        message.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Open the article under the cursor, or unfold the timeline's entry."""
        target = self.pane.target if isinstance(self.pane, Page) else None
        if target and target.kind == "entry":
            self.unfolded ^= {target.id}
            self.repaint()
        elif target and self.thread and (article := self.article):
            self.briefing.open_article(self.thread, article)

    # --- commands on the thread ----------------------------------------------------------------------------------

    def action_browse(self) -> None:
        """Open the article in the browser."""
        article = self.article
        self.briefing.browse(article.link or article.url if article else "")

    def action_follow(self) -> None:
        """Follow the thread, or no longer."""
        self.briefing.follow(self.thread_id)

    def action_mute(self) -> None:
        """Take the thread off the list."""
        self.briefing.mute(self.thread_id)

    def action_undo(self) -> None:
        """Take back the last mark."""
        self.briefing.undo()

    def action_refresh(self) -> None:
        """Fetch what is due."""
        self.briefing.refresh_feeds()

    def action_take_in(self) -> None:
        """Show what a refresh has brought."""
        self.briefing.take_in()

    def action_size(self, size: Size) -> None:
        """Show the summary in another size."""
        self.briefing.size_of_summary = size

    def action_why(self) -> None:
        """Show the evidence of the article under the cursor, or of the thread."""
        target = self.pane.target if isinstance(self.pane, Page) else None
        self.show_why(target.id if target and target.kind == "article" else self.thread_id)

    def show_why(self, subject: str) -> None:
        """Show the evidence of an article or a thread."""
        if subject:
            self.briefing.attempt(self._why(subject), "why", exclusive=True)

    async def _why(self, subject: str) -> None:
        from briefing.output.why import why_page  # it knows the rules of grouping, which nothing else here needs

        why = await self.briefing.newsroom.why(subject)
        now = self.briefing.newsroom.now()
        sheet = Sheet("Why is it here?", lambda width: paint_spans(why_page(why, now, width)), self.symbols)
        await self.briefing.push_screen(sheet)

    # --- bars ----------------------------------------------------------------------------------------------------

    def view(self) -> View:
        """Return how threads are to be shown now."""
        app = self.briefing
        return View(app.newsroom.now(), app.since, self.symbols, app.size_of_summary, self.unfolded)

    def on_mount(self) -> None:
        """Follow what the application knows."""
        for name in ("said", "progress", "listing", "health"):
            self.watch(self.app, name, self.show_status)
        self.watch(self.app, "size_of_summary", self.repaint, init=False)

    def repaint(self) -> None:
        """Draw the pages anew, keeping their places."""

    def show_status(self) -> None:
        """Say what was done or what there is, and what goes on or waits."""
        app = self.briefing
        line = self.status
        line.left = Content(app.said) if app.said else Content.styled(self.summary_line(), MUTED)
        if app.progress:
            step = app.progress
            of = f" {step.done} of {step.total} {STAGES[step.stage]}" if step.total else ""
            line.right = Content.styled(f"{step.stage}{of}", MUTED)
        elif news := app.listing.news():
            line.right = Content.styled(f"{count(news, 'thread')} updated - press u", ACCENT)
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
        shown = [(command.action, key_name(command.keys[0]), command.word) for command in map(named, self.keys)]
        self.key_bar.show(shown)

    async def on_command_chosen(self, message: CommandChosen) -> None:
        """A click on a key is like the key."""
        await self.run_action(message.action)
