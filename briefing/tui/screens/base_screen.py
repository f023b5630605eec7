"""The base of all screens: the commands of the table on threads, articles and everything, as Textual actions."""

from __future__ import annotations

from briefing.model.articles import Article
from briefing.model.digests import SummarySize
from briefing.model.threads import Thread
from briefing.tui.app_context import AppContext
from briefing.tui.command import Command
from briefing.tui.command_names import CommandName
from briefing.tui.controllers import Controllers
from briefing.tui.render.context_help import HelpSubject
from briefing.tui.render.target_articles import article_at, article_link, evidence_subject, source_line
from briefing.tui.render.thread import summary_parts
from briefing.tui.render.thread_options import RenderOptions
from briefing.tui.screens.paned_screen import PanedScreen
from briefing.tui.widgets.page import Page


class BaseScreen(PanedScreen):
    """A screen about one thread and one article, or none.

    The actions here do one call each of a controller. `BINDINGS` of a screen says which of them have keys there.
    """

    def __init__(self, context: AppContext, controllers: Controllers) -> None:
        super().__init__(context, controllers)
        self.thread: Thread | None = None
        self.unfolded_entries: frozenset[str] = frozenset()

    @property
    def help_subject(self) -> HelpSubject:
        """What the help explains first."""
        return self.cursor_target.kind if self.cursor_target else ""

    # --- what commands are about ---------------------------------------------------------------------------------

    @property
    def thread_id(self) -> str:
        """The thread that commands are about; "" if there is none."""
        return self.thread.row.id if self.thread else ""

    @property
    def article(self) -> Article | None:
        """The article under the cursor, else the first that the summary cites, else the newest."""
        if self.thread is None or self.thread.row.id != self.thread_id:
            return None
        return article_at(self.thread, self.cursor_target)

    # --- commands on the thread ----------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Open the article or thread under the cursor, or unfold the entry or month of the timeline.

        Where there is no cursor yet, show it, so that a key does not do nothing in silence.
        """
        target, pane = self.cursor_target, self.panes.active_pane
        if target is None and isinstance(pane, Page):
            pane.show_cursor()
        elif target and target.kind in ("entry", "month"):
            self.unfolded_entries ^= {target.id}
            self.repaint()
            self.show_footer()
        elif target and target.kind == "thread":
            self.context.open_thread(target.id)
        elif target and self.thread and (article := self.article):
            self.context.open_article(self.thread, article, target.text)

    def action_follow(self) -> None:
        """Follow the thread, or stop following it."""
        self.controllers.curation.follow(self.thread_id)

    def action_mute(self) -> None:
        """Mute the thread."""
        self.controllers.curation.mute(self.thread_id)

    def action_mute_until_new(self) -> None:
        """Mute the thread until a new story of it begins."""
        self.controllers.curation.mute(self.thread_id, until_new=True)

    def action_unread(self) -> None:
        """Mark the thread as unread, or as read."""
        self.controllers.curation.toggle_read(self.thread_id, in_list=False)

    def action_star(self) -> None:
        """Star the article, or unstar it."""
        self.controllers.curation.star(self.article)

    def action_pin(self) -> None:
        """Keep the present articles of the thread together."""
        self.controllers.corrections.pin(self.thread_id)

    def action_under(self) -> None:
        """Make the thread part of a larger affair."""
        self.controllers.corrections.set_affair(self.thread_id)

    def action_merge(self) -> None:
        """Merge the marked threads, or this one into another."""
        self.controllers.corrections.merge(self.thread_id)

    def action_rename(self) -> None:
        """Give the thread another title."""
        self.controllers.corrections.rename(self.thread_id)

    def action_tag(self) -> None:
        """Change the tags of the thread."""
        self.controllers.curation.ask_for_tags(self.thread_id)

    def action_size(self, size: SummarySize) -> None:
        """Show summaries in another size, or say that this one has no more or less in it."""
        before = self.render_options()
        self.context.summary_size = size
        if self.thread and not self.thread.rewrite:
            shown, now_shown = (summary_parts(self.thread, options) for options in (before, self.render_options()))
            if shown and shown == now_shown:
                self.context.notify_status("The summary is the same in this size")

    def action_why(self) -> None:
        """Show why the article, story or thread is where it is."""
        self.controllers.modal_pages.show_explanation(
            evidence_subject(self.thread, self.cursor_target) or self.thread_id
        )

    def action_browse(self) -> None:
        """Open the article in the browser."""
        self.controllers.sharing.browse(article_link(self.article))

    def action_copy_link(self) -> None:
        """Copy the link under the cursor, else the address of the article."""
        target = self.cursor_target
        link = target.id if target and target.kind == "link" else article_link(self.article)
        self.controllers.sharing.copy_link(link)

    def action_copy(self) -> None:
        """Copy the thread as Markdown."""
        self.controllers.sharing.copy_thread(self.thread)

    def action_save(self) -> None:
        """Save the thread as Markdown."""
        self.controllers.sharing.save_thread(self.thread)

    def action_send(self) -> None:
        """Send the article under the cursor, else the thread, to a command."""
        target = self.cursor_target
        is_on_article = target is not None and target.kind in ("article", "sentence")
        self.controllers.sharing.send(self.thread, self.article if is_on_article else None)

    # --- commands on everything ----------------------------------------------------------------------------------

    def action_agenda(self) -> None:
        """Show the agenda."""
        self.controllers.modal_pages.show_agenda()

    def action_digest(self) -> None:
        """Show the digest that cron would print now."""
        self.controllers.modal_pages.show_digest()

    def action_undo(self) -> None:
        """Undo the last action."""
        self.controllers.undo.undo()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self.controllers.undo.redo()

    def action_refresh(self) -> None:
        """Fetch due feeds."""
        self.controllers.feeds.look_at_file()
        self.controllers.refresh.refresh(requested=True)

    def action_refresh_all(self) -> None:
        """Fetch all feeds."""
        self.controllers.refresh.refresh(force=True, requested=True)

    def action_take_in(self) -> None:
        """Show the updates that are waiting."""
        self.controllers.refresh.take_in()

    def action_feeds(self) -> None:
        """Open the feeds page."""
        self.context.open_feeds()

    def source_text(self) -> str:
        """Return which article the sentence, event or row under the cursor is from, or that it is another thread; ""
        without one.
        """
        pane = self.panes.active_pane if self.is_attached else None
        if self.thread is None or not isinstance(pane, Page) or not pane.shows_target:
            return ""
        if self.cursor_target and self.cursor_target.kind == "thread":
            return f"{self.context.key_for(CommandName.OPEN)} opens this thread"
        return source_line(self.thread, self.cursor_target, self.context.now())

    def footer_label(self, command: Command) -> str:
        """Return the label of a command in the footer: what Enter does to a row of the timeline under the cursor."""
        target = self.cursor_target if command.name == CommandName.OPEN and self.query(Page) else None
        if target is None or target.kind not in ("entry", "month"):
            return command.footer_label
        return "fold" if target.id in self.unfolded_entries else "unfold"

    def render_options(self) -> RenderOptions:
        """Return how threads are rendered now."""
        context = self.context
        return RenderOptions(
            context.now(),
            self.symbols,
            context.summary_size,
            self.unfolded_entries,
            starred=context.starred,
        )
