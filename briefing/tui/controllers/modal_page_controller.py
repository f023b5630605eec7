"""Modal pages that show something of the store: evidence, the agenda, the digest."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from briefing.model.coverage import AgendaItem
from briefing.output.agenda import RELEASES_TITLE, agenda_headline, agenda_quote, format_agenda_date
from briefing.output.cells import cell_width, wrap
from briefing.output.digest.digest import DEFAULT_SETTINGS, digest_text
from briefing.output.digest.digest_fitting import fit_digest
from briefing.output.lines import Span
from briefing.text.languages.transliteration import transliterate
from briefing.tui.app_context import AppContext
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.subjects import NO_THREAD
from briefing.tui.modals.page_modal import PageModal
from briefing.tui.modals.prompts import Choice, ChoicePrompt
from briefing.tui.render.page_lines import PageLine, page_lines

if TYPE_CHECKING:
    from briefing.model.briefings import Briefing
    from briefing.services.protocols import AppServices

DIGEST_WIDTH = 72
"""Columns of a digest: as `briefing digest` prints it."""
READY_SECONDS = 60.0
"""Seconds that a digest which could not be shown is kept for the key that shows it."""


class ModalPageController:
    """Loads what a modal page shows, then opens it over the screen that requested it."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._ready_digest: tuple[float, tuple[str, ...], Briefing] | None = None
        """A digest that was ready while the reader was elsewhere: since when, and the threads of the list then."""

    def show_explanation(self, subject_id: str) -> None:
        """Show the evidence of an article, a story or a thread."""
        if subject_id:
            self._context.run_in_background(self._show_explanation(subject_id), "why", exclusive=True)
        else:
            self._context.notify_status(NO_THREAD)

    async def _show_explanation(self, subject_id: str) -> None:
        from briefing.output.explanation import explanation_page  # imports the grouping rules: not at start-up

        requested_on, context = self._context.screen, self._context
        explanation = await context.work_pools.readers.run(context.services.reading.explain, subject_id)
        now = context.now()

        def render(width: int) -> list[PageLine]:
            return page_lines(explanation_page(explanation, now, width, all_stories=True))

        await context.show_modal(requested_on, PageModal("Why is it here?", render, context.symbols))

    def show_agenda(self) -> None:
        """Show the announced dates; choosing one opens its thread, and Esc leads back from there to the dates."""
        self._context.run_in_background(self._show_agenda(), "agenda", exclusive=True)

    async def _show_agenda(self) -> None:
        requested_on, context = self._context.screen, self._context
        context.notify_status("Loading the agenda ...")
        await context.work_pools.writer.wait_for_earlier_calls()
        items = await context.work_pools.readers.run(context.services.reading.agenda)
        if not items:
            context.notify_status("No report of the last month names a date in the next days")
            return

        def open_thread(item: AgendaItem) -> None:
            context.open_thread(item.thread)

        now = context.now()
        choices = [
            Choice(
                item,
                agenda_headline(item),
                agenda_quote(item),
                format_agenda_date(item, now),
                RELEASES_TITLE if item.is_release else "",
            )
            for item in items
        ]
        context.notify_status("")
        hint, labels = "Enter opens the thread, Esc goes back", ("open", "back")
        listed = {row.id for row in context.listing.rows}

        def is_left(item: AgendaItem) -> bool:
            return item.thread not in listed or context.listing.row(item.thread) is not None  # it was not muted since

        prompt = ChoicePrompt(
            *("What lies ahead", choices, context.symbols, hint),
            labels=labels,
            on_choose=open_thread,
            is_left=is_left,
        )
        if not await context.show_modal(requested_on, prompt):
            context.notify_in_background(f"The agenda is ready - {context.key_for(CommandName.AGENDA)} shows it")

    def show_digest(self) -> None:
        """Show the digest as cron would print it now; nothing is recorded as delivered."""
        self._context.run_in_background(self._show_digest(), "digest", exclusive=True)

    async def _show_digest(self) -> None:
        requested_on, context = self._context.screen, self._context
        context.notify_status("Writing the digest ...")
        await context.work_pools.writer.wait_for_earlier_calls()
        fitted = self._take_ready_digest()
        if fitted is None:
            fitted = await context.work_pools.readers.run(_fitted_digest, context.services)
        context.notify_status("")
        title = "The digest, as cron would print it now" if fitted.threads else "The digest has nothing new"

        def render(width: int) -> list[PageLine]:
            text = digest_text(fitted, min(width, DIGEST_WIDTH))
            lines = (transliterate(text, "ascii") if context.symbols.ascii else text).splitlines()
            return page_lines(  # an address may be longer than a line
                (Span(part),) for line in lines for part in (wrap(line, width) if cell_width(line) > width else [line])
            )

        if not await context.show_modal(requested_on, PageModal(title, render, context.symbols)):
            self._ready_digest = (time.monotonic(), self._listed_ids, fitted)
            context.notify_in_background(f"The digest is ready - {context.key_for(CommandName.DIGEST)} shows it")

    @property
    def _listed_ids(self) -> tuple[str, ...]:
        return tuple(row.id for row in self._context.listing.rows)

    def _take_ready_digest(self) -> Briefing | None:
        """Return the digest that could not be shown when it was ready, if it is still the same."""
        ready, self._ready_digest = self._ready_digest, None
        if ready is None:
            return None
        since, ids, digest = ready
        is_same = time.monotonic() - since < READY_SECONDS and ids == self._listed_ids
        return digest if is_same else None


def _fitted_digest(services: AppServices) -> Briefing:
    """Return what the digest prints, chosen for the width of a mail; that takes too long for the UI loop."""
    return fit_digest(services.deliveries.digest(), DEFAULT_SETTINGS, DIGEST_WIDTH)
