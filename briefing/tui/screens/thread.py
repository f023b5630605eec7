"""The page of one thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, Literal, get_args

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from briefing.errors import BriefingError
from briefing.model.threads import Thread
from briefing.tui.bindings import bindings
from briefing.tui.paint.coverage import paint_coverage
from briefing.tui.paint.line import ACCENT, BLANK, MUTED, Line, spread
from briefing.tui.paint.sheets import paint_error
from briefing.tui.paint.thread import paint_sources, paint_thread
from briefing.tui.paint.view import More, Size, View
from briefing.tui.screens.reader import Reader, day_and_time
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page
from briefing.tui.workers import start


def paint_beside(thread: Thread, more: More, view: View, width: int) -> list[Line]:
    """Return what stands beside summary and timeline: coverage and articles."""
    told = paint_coverage(more.coverage, view, width) if more.coverage else []
    return [*told, *paint_sources(thread, view, width)]


def paint_all(thread: Thread, more: More, view: View, width: int) -> list[Line]:
    """Return everything of a thread as one page."""
    beside = paint_beside(thread, more, view, width)
    return [*paint_thread(thread, replace(view, aside=True), width, more), BLANK, *beside]


class ThreadPage(Reader):
    """A thread over the whole screen: summary and timeline, and beside them (or beneath) all its articles."""

    BINDINGS: ClassVar = bindings("thread page")
    PLACE: ClassVar = "thread page"
    KEYS: ClassVar[tuple[str, ...]] = ("back", "browse", "follow", "why", "neighbour(1)", "help")

    def __init__(self, thread: str, symbols: Symbols, known: Thread | None = None) -> None:
        super().__init__(symbols)
        self.thread = known
        self.where = Static(id="where")
        self._shown = thread
        self.more = More()
        self._settled = ""  # the thread in whose words the reader has had a say, or the model was asked

    def compose(self) -> ComposeResult:
        """Lay out bars and pages."""
        yield self.where
        yield self.status
        with Horizontal(id="panes"):
            yield self.detail
            yield self.sources
        yield self.key_bar

    def on_mount(self) -> None:
        """Load the thread."""
        self.show_keys()
        self.detail.focus()
        self.repaint()
        self._open(self._shown)
        self.watch(self.app, "corrections", self._open_again, init=False)
        self.watch(self.app, "starred", self.repaint, init=False)

    def _open_again(self) -> None:
        self._open(self._shown)

    @property
    def thread_id(self) -> str:
        """The thread of this page."""
        return self._shown

    def action_neighbour(self, step: int) -> None:
        """Show the next thread of the list, or the one before."""
        ids = [row.id for row in self.briefing.listing.shown()]
        at = ids.index(self._shown) + step if self._shown in ids else 0
        if 0 <= at < len(ids):
            self._open(ids[at])
            self.briefing.turn_to(ids[at])

    def action_back(self) -> None:
        """Back to the front page."""
        self.app.pop_screen()

    def action_split(self) -> None:
        """Part the story under the cursor from the thread, or the article under it from its story."""
        story, article = self._under_cursor()
        if story or article:
            self.briefing.split(self._shown, story, article)
        else:
            self._ask_to_choose()

    def action_full_text(self) -> None:
        """Show the article under the cursor with its whole text."""
        if self.thread and (article := self.article):
            words = self.target.words if self.target else ""
            self.briefing.open_article(self.thread, article, words, full=True)

    def action_rehome(self) -> None:
        """Move the story or the article under the cursor to another thread."""
        story, article = self._under_cursor()
        if story or article:
            self.briefing.move(story or article)
        else:
            self._ask_to_choose()

    def _ask_to_choose(self) -> None:
        keys = f"{self.briefing.key_of('move(1)')} and {self.briefing.key_of('move(-1)')}"
        self.briefing.say(f"Choose a story in the timeline, or an article, with {keys} first")

    def _under_cursor(self) -> tuple[str, str]:
        """Return the story of the timeline's entry, or the article, under the cursor."""
        target = self.target
        if target is None or self.thread is None:
            return "", ""
        if target.kind == "entry":
            return self.thread.timeline[int(target.id)].story, ""
        return "", target.id if target.kind == "article" else ""

    def action_mute_until_new(self) -> None:
        """Take the thread off the list for a while, and leave its page."""
        super().action_mute_until_new()
        self.app.pop_screen()

    def action_mute(self) -> None:
        """Take the thread off the list, and leave its page."""
        super().action_mute()
        self.app.pop_screen()

    def on_resize(self) -> None:
        """Arrange the pages for the new size."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self.lay_out(self.briefing.memory)

    def action_read_on(self) -> None:
        """Move by a page; at the end of the page, to the next thread."""
        if isinstance(self.pane, Page) and self.pane.at_end:
            self.action_neighbour(1)
        else:
            super().action_read_on()

    def _open(self, thread: str) -> None:
        self._shown = thread
        start(self, self._load(thread), "detail", exclusive=True)

    async def _load(self, thread: str) -> None:
        """Load and show a thread, which marks it as read."""
        try:
            since = self.briefing.read_before(thread)
            loaded, self.more = await self.briefing.newsroom.whole(thread, since)
        except BriefingError as error:
            self.detail.show(partial(paint_error, str(error), self.briefing.newsroom.now()))
            return
        same = self.thread is not None and self.thread.row.id == loaded.row.id
        changes = self.thread.changes if same and self.thread and not loaded.changes else loaded.changes
        kept = self.thread.rewrite if same and self.thread and self.thread.summary == loaded.summary else None
        self.thread, self._shown = replace(loaded, changes=changes, rewrite=kept), loaded.row.id
        self.unfolded = self.unfolded if same else frozenset()
        self._paint(keep=same)
        self.briefing.mark_read(self._shown)
        model = self.briefing.newsroom.config.model
        if model and model.always and self._settled != self._shown:
            self.action_rewrite()

    def action_size(self, size: Size) -> None:
        """Show the summary in another size, in the publishers' own sentences."""
        self._settled = self._shown
        if self.thread and self.thread.rewrite:
            self.thread = replace(self.thread, rewrite=None)
            self.repaint()
        super().action_size(size)

    def action_rewrite(self) -> None:
        """Show the summary in the words of the reader's language model, or again as it was published."""
        model, thread = self.briefing.newsroom.config.model, self.thread
        self._settled = self._shown
        if thread is None:
            return
        if model is None:
            self.briefing.say("No language model: name one under [model] in feeds.toml, see docs/extras.md")
        elif thread.rewrite:
            self.thread = replace(thread, rewrite=None)
            self.briefing.say("The publishers' own sentences")
            self.repaint()
        else:
            self.briefing.say(f"{model.name} rewrites the summary ...")
            self.briefing.attempt(self._rewrite(thread), "rewrite", exclusive=True)

    async def _rewrite(self, thread: Thread) -> None:
        """Ask the model; its answer is dropped if the reader went on, or the summary did."""
        size: Literal["paragraph", "page"] = "page" if self.briefing.size_of_summary == "page" else "paragraph"
        told, refused = await self.briefing.newsroom.retell(thread, size)
        now = self.thread
        if not self.is_attached or now is None or (now.row.id, now.summary) != (thread.row.id, thread.summary):
            return
        self.thread, self.more = replace(now, rewrite=told.rewrite), replace(self.more, refused=refused)
        self.briefing.say(
            refused or f"Rewritten - {self.briefing.key_of('rewrite')} shows the publishers' own sentences"
        )
        self.repaint()

    def repaint(self) -> None:
        """Draw the thread again."""
        if self.thread:
            self._paint(keep=True)

    def _paint(self, *, keep: bool) -> None:
        assert self.thread is not None
        view = replace(self.view(), told=True, aside=not self.has_class("-narrow"))
        thread = self.thread
        self.sources.show(partial(paint_beside, thread, self.more, view), keep=keep)
        if view.aside:
            self.detail.show(lambda width: paint_thread(thread, view, width, self.more), keep=keep)
        else:
            self.detail.show(partial(paint_all, thread, self.more, view), keep=keep)
        self._show_where()

    def show_status(self) -> None:
        """Take over the mark of following, too."""
        super().show_status()
        row = self.briefing.listing.row(self._shown)
        if self.thread and row and row.followed != self.thread.row.followed:
            self.thread = replace(self.thread, row=replace(self.thread.row, followed=row.followed))
            self.repaint()

    def summary_line(self) -> str:
        """Say where in the list the thread stands."""
        ids = [row.id for row in self.briefing.listing.shown()]
        return f"{ids.index(self._shown) + 1} of {len(ids)} threads" if self._shown in ids else ""

    def _show_where(self) -> None:
        """Show the section, the sizes of the summary and the time."""
        assert self.thread is not None
        sizes = Content("   ").join(
            Content.styled(f"{number} {size}", f"bold underline {ACCENT}" if size == chosen else MUTED).stylize(
                Style.from_meta({"@click": f"screen.size('{size}')"})
            )
            for chosen in (self.briefing.size_of_summary,)
            for number, size in enumerate(get_args(Size), 1)
        )
        time = Content.styled(f"    {day_and_time(self.briefing.newsroom.now())} ", MUTED)
        section = self.thread.row.section
        left = Content.styled(f" {section[:1].upper()}{section[1:]}", "bold")
        self.where.update(spread(left, sizes + time, self.size.width))
        self.show_status()
