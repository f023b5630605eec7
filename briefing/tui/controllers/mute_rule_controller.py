"""Rules that mute words of titles and publishers, and what is hidden, by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from briefing.model.curation import HiddenThread, MuteRule
from briefing.output.curation import describe_rule, hidden_now, hidden_reason, rule_effect
from briefing.services.curation import newly_hidden
from briefing.tui.app_context import AppContext
from briefing.tui.attempts import EndAttempt
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.store_writer import StoreWriter
from briefing.tui.modals.prompts import Choice, ChoicePrompt, TextPrompt
from briefing.tui.render.notice_fitting import Notice, Wordings

PUBLISHER_PREFIX = "publisher:"
"""What a person types before a publisher, in the prompt that otherwise takes words of titles."""


@dataclass(frozen=True, slots=True)
class MuteRequest:
    """What a person wants to mute: words of titles, or a publisher."""

    kind: Literal["word", "publisher"]
    value: str

    @classmethod
    def parse(cls, text: str) -> MuteRequest:
        """Read the answer of the prompt."""
        if text.startswith(PUBLISHER_PREFIX):
            return cls("publisher", text.removeprefix(PUBLISHER_PREFIX).strip())
        return cls("word", text)


class MuteRuleController:
    """Asks for mute rules, and shows again what is hidden."""

    def __init__(self, context: AppContext, writer: StoreWriter) -> None:
        self._context = context
        self._writer = writer

    def ask_for_rule(self) -> None:
        """Ask for words or a publisher, and mute the threads that match."""
        curation = self._context.services.curation

        def attempt(text: str, end_attempt: EndAttempt) -> None:
            request, pieces, gone = MuteRequest.parse(text), ('Muted titles with "', '": '), ""
            name, listing = request.value, self._context.listing
            on_page = {row.id for row in (*listing.page.flat_rows(), *listing.page.singles)}

            def mute_request() -> None:
                nonlocal name, pieces
                if request.kind == "publisher":
                    name, pieces = curation.mute_publisher(request.value), ("Muted what only ", " reports: ")
                else:
                    curation.mute_words(request.value)

            def mute() -> None:
                nonlocal gone
                _, rows = newly_hidden(curation.hidden_threads, mute_request)
                gone = hidden_now(rows, older=sum(row.id not in on_page for row in rows))

            def done() -> Wordings:
                """Say what the mute hides; where there is no room for all counts, how many threads."""
                counts = gone.split(", ")
                shorter = (", ".join(counts[:number]) for number in range(len(counts), 0, -1))
                return tuple(Notice((pieces[0], f"{pieces[1]}{text}"), (name,)) for text in shorter)

            self._writer.try_change(mute, done, end_attempt)

        hint = f"of titles, or {PUBLISHER_PREFIX}NAME; what you follow stays"
        self._context.ask(TextPrompt("Mute a word", hint, attempt=attempt))

    def show_hidden(self) -> None:
        """Show what is hidden and why, and unmute what is chosen."""
        self._context.run_in_background(self._show_hidden(), "hidden", exclusive=True)

    async def _show_hidden(self) -> None:
        requested_on, curation = self._context.screen, self._context.services.curation
        await self._context.work_pools.writer.wait_for_earlier_calls()  # a mark shown already may not be written yet
        hidden = await self._context.work_pools.readers.run(curation.hidden_threads)
        rules = await self._context.work_pools.readers.run(curation.mute_rules)
        if not (hidden or rules):
            mute, mute_word = self._context.key_for(CommandName.MUTE), self._context.key_for(CommandName.MUTE_WORD)
            self._context.notify_status(f"Nothing is hidden: {mute} mutes a thread, {mute_word} a word")
            return
        now = self._context.now()
        choices: list[Choice[HiddenThread | MuteRule]] = []
        choices += [Choice(one, one.row.title, hidden_reason(one, now)) for one in hidden if one.rule is None]
        choices += [Choice(rule, describe_rule(rule), rule_effect(rule, hidden)) for rule in rules]
        choices += [Choice(one, one.row.title, hidden_reason(one, now)) for one in hidden if one.rule is not None]
        hint = "Enter shows it again, Esc cancels"
        prompt = ChoicePrompt("Hidden, and why", choices, self._context.symbols, hint, labels=("show", "cancel"))
        await self._context.show_modal(requested_on, prompt, self._unmute)

    def _unmute(self, hidden: HiddenThread | MuteRule | None) -> None:
        curation = self._context.services.curation
        rule = hidden.rule if isinstance(hidden, HiddenThread) else hidden
        if rule and rule.kind == "configured":
            self._context.notify_status(f"Line {rule.line} of feeds.toml hides it; remove the rule there")
        elif rule:
            unmute = curation.mute_words if rule.kind == "word" else curation.mute_publisher
            self._remove(partial(unmute, rule.value, on=False), describe_rule(rule))
        elif isinstance(hidden, HiddenThread):
            self._remove(partial(curation.mute, hidden.row.id, on=False), hidden.row.title)

    def _remove(self, call: Callable[[], object], label: str) -> None:
        def change() -> str:
            call()
            return f"No longer muted: {label}"

        self._writer.apply_change(change)
