"""The choice of a thread by a correction: proposals by evidence first, then all other threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.model.curation import Proposal
from briefing.model.threads import ThreadRow
from briefing.output.formatting import format_age, format_count
from briefing.tui.app_context import AppContext
from briefing.tui.attempts import Attempt
from briefing.tui.modals.pick_prompt import Pick, PickPrompt
from briefing.tui.page_order import rows_in_page_order

MAX_PROPOSED = 8
"""Threads that a pick list proposes: with their reasons they fit a screen of 24 lines."""


class ThreadPicker:
    """Lets a thread be picked."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def pick(
        self,
        question: str,
        subject: str,
        find_proposals: Callable[[], tuple[Proposal, ...]],
        own_id: str,
        attempt: Attempt | None = None,
        first: Sequence[Pick] = (),
        callback: Callable[[str | None], None] | None = None,
    ) -> None:
        """Show the proposals and all other threads but one, and try what is picked, or pass it on."""
        own = self._context.listing.row(own_id)
        others = [self._pick_of(row) for row in rows_in_page_order(self._context.listing) if row is not own]
        prompt = PickPrompt(question, subject, [*first, *others], self._context.symbols, attempt)
        self._context.ask(prompt, callback)  # at once, so that it gets the next keys
        self._context.run_in_background(self._propose(prompt, find_proposals), "pick", exclusive=True)

    async def _propose(self, prompt: PickPrompt, find_proposals: Callable[[], tuple[Proposal, ...]]) -> None:
        proposals = await self._context.work_pools.readers.run(find_proposals)
        prompt.propose({one.thread: one.reason for one in proposals}, MAX_PROPOSED)

    def _pick_of(self, row: ThreadRow) -> Pick:
        return Pick(row.id, row.title, self.counts(row), f"{row.latest_development} {row.section}")

    def counts(self, row: ThreadRow) -> str:
        """Return how many articles a thread has, and its age."""
        age = format_age(self._context.now(), row.last)
        return f"{format_count(row.article_count, 'article')} {self._context.symbols.marks.dot} {age}"
