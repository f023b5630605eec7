"""Articles of a thread that get a thread of their own (split) or go into another one (move): exactly those of a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from briefing.model.threads import ThreadRow
from briefing.output.formatting import format_count
from briefing.tui.app_context import AppContext
from briefing.tui.attempts import EndAttempt
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.store_writer import StoreWriter
from briefing.tui.controllers.thread_picker import ThreadPicker
from briefing.tui.modals.confirm_prompt import ConfirmPrompt
from briefing.tui.render.done_notices import move_notice, split_notice
from briefing.tui.render.leaving_articles import Leaving
from briefing.tui.render.notice_fitting import Wordings


class RegroupingController:
    """Asks where articles are to go, says how many go where before it is done, and lets it be done."""

    def __init__(self, context: AppContext, writer: StoreWriter) -> None:
        self._context = context
        self._writer = writer
        self._picker = ThreadPicker(context)

    def split(self, leaving: Leaving | None) -> None:
        """Give articles a thread of their own; asks first if they are several."""
        if leaving is None:
            self._hint_to_select()
            return
        if leaving.remaining_count < 1:
            what = "This is the only event of its thread" if leaving.count > 1 else "It is alone in its thread already"
            self._context.notify_status(f"{what} - {self._context.key_for(CommandName.MOVE)} moves it to another one")
            return
        if leaving.count == 1:
            self._split(leaving)
            return
        subjects = [(leaving.title, f"{leaving.size} become a thread of their own"), _what_stays(leaving)]
        self._ask("Split these off their thread?", "Enter splits", subjects, lambda: self._split(leaving))

    def move(self, leaving: Leaving | None) -> None:
        """Let a thread be picked, and move articles there; asks first if they are several."""
        if leaving is None:
            self._hint_to_select()
            return
        thread = leaving.thread.row
        near = partial(self._context.services.proposals.near_story, leaving.near)
        question = f"Move {format_count(leaving.count, 'article')} to which thread?"
        if leaving.count == 1:
            self._picker.pick(question, leaving.title, near, thread.id, partial(self._try_move, leaving))
            return

        def picked(id: str | None) -> None:
            if target := self._context.listing.row(id or ""):
                there = (
                    f"{format_count(target.article_count, 'article')}, then {target.article_count + leaving.count:,}"
                )
                subjects = [(leaving.title, f"{leaving.size} go to"), (target.title, there), _what_stays(leaving)]
                self._ask("Move these to that thread?", "Enter moves", subjects, lambda: self._move(leaving, target))

        self._picker.pick(question, leaving.title, near, thread.id, callback=picked)

    def _hint_to_select(self) -> None:
        keys = f"{self._context.key_for(CommandName.DOWN)} and {self._context.key_for(CommandName.UP)}"
        self._context.notify_status(f"Choose an event of the timeline, or an article, with {keys} first")

    def _ask(self, question: str, enter: str, subjects: Sequence[tuple[str, str]], act: Callable[[], None]) -> None:
        prompt = ConfirmPrompt(question, f"{enter}, Esc does not", subjects, self._context.symbols)
        self._context.ask(prompt, lambda agreed: act() if agreed else None)

    def _split(self, leaving: Leaving) -> None:
        thread = leaving.thread.row
        change = partial(self._context.services.corrections.split_articles, thread.id, leaving.articles, leaving.title)

        def notice() -> Wordings:
            """Name the thread that they left by its title now: they may have given it the former one."""
            row = self._context.listing.row(thread.id)
            return split_notice(leaving.title, row.title if row else "", leaving.count)

        self._writer.apply_change(change, notice)

    def _try_move(self, leaving: Leaving, target: str, end_attempt: EndAttempt) -> None:
        row = self._context.listing.row(target)
        done = move_notice(leaving.title, row.title, leaving.count) if row else ""
        self._writer.try_change(self._move_into(leaving, target), done, end_attempt)

    def _move(self, leaving: Leaving, target: ThreadRow) -> None:
        self._writer.apply_change(
            self._move_into(leaving, target.id), move_notice(leaving.title, target.title, leaving.count)
        )

    def _move_into(self, leaving: Leaving, target: str) -> Callable[[], str]:
        move = self._context.services.corrections.move_articles
        return partial(move, leaving.thread.row.id, leaving.articles, target, leaving.title)


def _what_stays(leaving: Leaving) -> tuple[str, str]:
    """Return what a question says of the thread that articles leave: its title, and how many stay."""
    rest = leaving.remaining_count
    stays = f"{format_count(rest, 'article')} {'stays' if rest == 1 else 'stay'} in it" if rest > 0 else "it ends there"
    return leaving.thread.row.title, stays
