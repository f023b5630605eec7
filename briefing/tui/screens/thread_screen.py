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
from briefing.tui.render.coverage import render_coverage
from briefing.tui.render.page_lines import ACCENT, BLANK_LINE, MUTED, PageLine, align_contents
from briefing.tui.render.static_pages import render_error
from briefing.tui.render.thread import render_thread, render_thread_articles
from briefing.tui.render.thread_common import RenderOptions, SummarySize, ThreadExtras
from briefing.tui.screens.reading_screen import ReadingScreen, header_time
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page
from briefing.tui.worker_pool import start_worker


def render_side_pane(thread: Thread, extras: ThreadExtras, options: RenderOptions, width: int) -> list[PageLine]:
    """Return what stands beside summary and timeline: coverage and articles."""
    told = render_coverage(extras.coverage, options, width) if extras.coverage else []
    return [*told, *render_thread_articles(thread, options, width)]


def render_single_pane(thread: Thread, extras: ThreadExtras, options: RenderOptions, width: int) -> list[PageLine]:
    """Return everything of a thread as one page."""
    beside = render_side_pane(thread, extras, options, width)
    return [*render_thread(thread, replace(options, articles_aside=True), width, extras), BLANK_LINE, *beside]


class ThreadScreen(ReadingScreen):
    """A thread over the whole screen: summary and timeline, and beside them (or beneath) all its articles."""

    BINDINGS: ClassVar = bindings("thread page")
    PLACE: ClassVar = "thread page"
    KEYS: ClassVar[tuple[str, ...]] = ("back", "browse", "follow", "why", "neighbour(1)", "help")

    def __init__(self, thread_id: str, symbols: Symbols, loaded_thread: Thread | None = None) -> None:
        super().__init__(symbols)
        self.thread = loaded_thread
        self.title_bar = Static(id="where")
        self._shown_id = thread_id
        self.extras = ThreadExtras()
        self._rewrite_decided_for = ""  # the thread in whose words the reader has had a say, or the model was asked

    def compose(self) -> ComposeResult:
        """Lay out bars and pages."""
        yield self.title_bar
        yield self.status_line
        with Horizontal(id="panes"):
            yield self.detail_pane
            yield self.articles_pane
        yield self.key_bar

    def on_mount(self) -> None:
        """Load the thread."""
        self.show_footer()
        self.detail_pane.focus()
        self.repaint()
        self._start_loading(self._shown_id)
        self.watch(self.app, "correction_count", self._reload_thread, init=False)
        self.watch(self.app, "starred", self.repaint, init=False)

    def _reload_thread(self) -> None:
        self._start_loading(self._shown_id)

    @property
    def thread_id(self) -> str:
        """The thread of this page."""
        return self._shown_id

    def action_neighbour(self, step: int) -> None:
        """Show the next thread of the list, or the one before."""
        ids = [row.id for row in self.briefing_app.listing.visible_rows()]
        at = ids.index(self._shown_id) + step if self._shown_id in ids else 0
        if 0 <= at < len(ids):
            self._start_loading(ids[at])
            self.briefing_app.select_thread(ids[at])

    def action_back(self) -> None:
        """Back to the front page."""
        self.app.pop_screen()

    def action_split(self) -> None:
        """Part the story under the cursor from the thread, or the article under it from its story."""
        story, article = self._ids_at_cursor()
        if story or article:
            self.briefing_app.split(self._shown_id, story, article)
        else:
            self._hint_to_select()

    def action_full_text(self) -> None:
        """Show the article under the cursor with its whole text."""
        if self.thread and (article := self.article):
            words = self.cursor_target.text if self.cursor_target else ""
            self.briefing_app.open_article(self.thread, article, words, fetch_text=True)

    def action_rehome(self) -> None:
        """Move the story or the article under the cursor to another thread."""
        story, article = self._ids_at_cursor()
        if story or article:
            self.briefing_app.move_to_thread(story or article)
        else:
            self._hint_to_select()

    def _hint_to_select(self) -> None:
        keys = f"{self.briefing_app.key_for('move(1)')} and {self.briefing_app.key_for('move(-1)')}"
        self.briefing_app.notify_status(f"Choose a story in the timeline, or an article, with {keys} first")

    def _ids_at_cursor(self) -> tuple[str, str]:
        """Return the story of the timeline's entry, or the article, under the cursor."""
        target = self.cursor_target
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
        self.call_after_refresh(self._apply_new_size)

    def _apply_new_size(self) -> None:
        self.apply_layout(self.briefing_app.ui_state)

    def action_read_on(self) -> None:
        """Move by a page; at the end of the page, to the next thread."""
        if isinstance(self.pane, Page) and self.pane.at_end:
            self.action_neighbour(1)
        else:
            super().action_read_on()

    def _start_loading(self, thread_id: str) -> None:
        self._shown_id = thread_id
        start_worker(self, self._load(thread_id), "detail", exclusive=True)

    async def _load(self, thread_id: str) -> None:
        """Load and show a thread, which marks it as read."""
        try:
            since = self.briefing_app.previously_read_at(thread_id)
            loaded, self.extras = await self.briefing_app.async_services.thread_with_extras(thread_id, since)
        except BriefingError as error:
            self.detail_pane.show(partial(render_error, str(error), self.briefing_app.async_services.now()))
            return
        same = self.thread is not None and self.thread.row.id == loaded.row.id
        changes = self.thread.changes if same and self.thread and not loaded.changes else loaded.changes
        kept = self.thread.rewrite if same and self.thread and self.thread.summary == loaded.summary else None
        self.thread, self._shown_id = replace(loaded, changes=changes, rewrite=kept), loaded.row.id
        self.unfolded_entries = self.unfolded_entries if same else frozenset()
        self._render_thread(keep=same)
        self.briefing_app.mark_read(self._shown_id)
        model = self.briefing_app.async_services.config.language_model
        if model and model.always_rewrite and self._rewrite_decided_for != self._shown_id:
            self.action_rewrite()

    def action_size(self, size: SummarySize) -> None:
        """Show the summary in another size, in the publishers' own sentences."""
        self._rewrite_decided_for = self._shown_id
        if self.thread and self.thread.rewrite:
            self.thread = replace(self.thread, rewrite=None)
            self.repaint()
        super().action_size(size)

    def action_rewrite(self) -> None:
        """Show the summary in the words of the reader's language model, or again as it was published."""
        model, thread = self.briefing_app.async_services.config.language_model, self.thread
        self._rewrite_decided_for = self._shown_id
        if thread is None:
            return
        if model is None:
            self.briefing_app.notify_status(
                "No language model: name one under [model] in feeds.toml, see docs/extras.md"
            )
        elif thread.rewrite:
            self.thread = replace(thread, rewrite=None)
            self.briefing_app.notify_status("The publishers' own sentences")
            self.repaint()
        else:
            self.briefing_app.notify_status(f"{model.name} rewrites the summary ...")
            self.briefing_app.run_in_background(self._rewrite(thread), "rewrite", exclusive=True)

    async def _rewrite(self, thread: Thread) -> None:
        """Ask the model; its answer is dropped if the reader went on, or the summary did."""
        size: Literal["paragraph", "page"] = "page" if self.briefing_app.summary_size == "page" else "paragraph"
        told, refused = await self.briefing_app.async_services.rewrite(thread, size)
        now = self.thread
        if not self.is_attached or now is None or (now.row.id, now.summary) != (thread.row.id, thread.summary):
            return
        self.thread, self.extras = replace(now, rewrite=told.rewrite), replace(self.extras, rewrite_refusal=refused)
        self.briefing_app.notify_status(
            refused or f"Rewritten - {self.briefing_app.key_for('rewrite')} shows the publishers' own sentences"
        )
        self.repaint()

    def repaint(self) -> None:
        """Draw the thread again."""
        if self.thread:
            self._render_thread(keep=True)

    def _render_thread(self, *, keep: bool) -> None:
        assert self.thread is not None
        view = replace(self.render_options(), show_sentences=True, articles_aside=not self.has_class("-narrow"))
        thread = self.thread
        self.articles_pane.show(partial(render_side_pane, thread, self.extras, view), keep=keep)
        if view.articles_aside:
            self.detail_pane.show(lambda width: render_thread(thread, view, width, self.extras), keep=keep)
        else:
            self.detail_pane.show(partial(render_single_pane, thread, self.extras, view), keep=keep)
        self._show_title_bar()

    def show_status(self) -> None:
        """Take over the mark of following, too."""
        super().show_status()
        row = self.briefing_app.listing.row(self._shown_id)
        if self.thread and row and row.followed != self.thread.row.followed:
            self.thread = replace(self.thread, row=replace(self.thread.row, followed=row.followed))
            self.repaint()

    def status_text(self) -> str:
        """Say where in the list the thread stands."""
        ids = [row.id for row in self.briefing_app.listing.visible_rows()]
        return f"{ids.index(self._shown_id) + 1} of {len(ids)} threads" if self._shown_id in ids else ""

    def _show_title_bar(self) -> None:
        """Show the section, the sizes of the summary and the time."""
        assert self.thread is not None
        sizes = Content("   ").join(
            Content.styled(f"{number} {size}", f"bold underline {ACCENT}" if size == chosen else MUTED).stylize(
                Style.from_meta({"@click": f"screen.size('{size}')"})
            )
            for chosen in (self.briefing_app.summary_size,)
            for number, size in enumerate(get_args(SummarySize), 1)
        )
        time = Content.styled(f"    {header_time(self.briefing_app.async_services.now())} ", MUTED)
        section = self.thread.row.section
        left = Content.styled(f" {section[:1].upper()}{section[1:]}", "bold")
        self.title_bar.update(align_contents(left, sizes + time, self.size.width))
        self.show_status()
