"""The summary of a thread page, rewritten by a language model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from briefing.model.threads import Thread
from briefing.tui.app_context import AppContext
from briefing.tui.command_names import CommandName

if TYPE_CHECKING:
    from briefing.services.rewriter import RewriteSize


class RewritablePage(Protocol):
    """The page of a thread, as far as its summary is concerned."""

    thread: Thread | None

    @property
    def is_open(self) -> bool:
        """Whether it is on the stack of screens."""
        ...

    def show_rewrite(self, thread: Thread, refusal: str = "") -> None:
        """Show the thread with another summary; `refusal` says why a language model did not rewrite it."""


class SummaryRewriting:
    """Asks the model, and changes between its sentences and the published ones."""

    def __init__(self, page: RewritablePage, context: AppContext) -> None:
        self._page = page
        self._context = context
        self._decided_for = ""
        """The thread for which the reader chose between rewritten and published sentences, or the model was asked."""

    def forget(self) -> None:
        """Begin anew with another thread."""
        self._decided_for = ""

    def start_if_configured(self, thread_id: str) -> None:
        """Rewrite the summary if feeds.toml says so and the reader has not chosen otherwise."""
        model = self._context.services.config.language_model
        if model and model.always_rewrite and self._decided_for != thread_id:
            self.toggle(thread_id)

    def show_published(self, thread_id: str) -> None:
        """Show the published sentences."""
        self._decided_for = thread_id
        if self._page.thread and self._page.thread.rewrite:
            self._page.show_rewrite(replace(self._page.thread, rewrite=None))

    def toggle(self, thread_id: str) -> None:
        """Let the language model rewrite the summary, or show the published sentences again."""
        context, model, thread = self._context, self._context.services.config.language_model, self._page.thread
        self._decided_for = thread_id
        if thread is None:
            return
        if model is None:
            context.notify_status("No language model: add one under [model] in feeds.toml, see docs/extras.md")
        elif thread.rewrite:
            context.notify_status("The publishers' own sentences")
            self.show_published(thread_id)
        else:
            context.notify_status(f"{model.name} rewrites the summary ...")
            context.run_in_background(self._rewrite(thread), "rewrite", exclusive=True)

    async def _rewrite(self, thread: Thread) -> None:
        """Ask the model; its answer is dropped if another thread or another summary is shown by then."""
        context = self._context
        size: RewriteSize = "long" if context.summary_size == "long" else "paragraph"
        rewriter = context.services.rewriter
        (rewritten,), refusal = await context.work_pools.rewriter.run(rewriter.rewrite, [thread], size)
        shown = self._page.thread
        is_same = shown is not None and (shown.row.id, shown.summary) == (thread.row.id, thread.summary)
        if shown is None or not is_same or not self._page.is_open:
            return
        key = context.key_for(CommandName.REWRITE)
        context.notify_status(refusal or f"Rewritten - {key} shows the publishers' own sentences")
        self._page.show_rewrite(replace(shown, rewrite=rewritten.rewrite), refusal)
