"""A prompt that picks one thread of many: proposals first, then the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from briefing.output.cells import cell_width
from briefing.output.lines import Span, fit_spans
from briefing.tui.modals.narrowing_prompt import NarrowingPrompt
from briefing.tui.render.page_lines import PageLine, paragraph


@dataclass(frozen=True, slots=True)
class Pick:
    """A thread that can be picked.

    Attributes:
        id: Its id, or another answer.
        title: Its title.
        note: What stands at the right of its title: counts, its age.
        words: What the typed words are looked for in, beside the title.
        reason: Why it is proposed; "": it is one of the others.
    """

    id: str
    title: str
    note: str = ""
    words: str = ""
    reason: str = ""

    @property
    def searched_text(self) -> str:
        """What typed words are looked for in, beside the title."""
        return self.words


class PickPrompt(NarrowingPrompt[Pick]):
    """Asks for one of several threads by words of its title, or by its id; answers with the id."""

    PLACEHOLDER: ClassVar = "words of its title, or its id"
    NOTHING: ClassVar = "No thread matches. Fewer words find more."

    def propose(self, reasons: Mapping[str, str], limit: int) -> None:
        """Put the first threads that have a reason above the others, in the order of the reasons.

        The list stays as it is if the reader has begun to choose.
        """
        known = {pick.id: pick for pick in self._entries}
        near = [replace(known[id], reason=reason) for id, reason in reasons.items() if id in known][:limit]
        first = [pick for pick in self._entries if pick.reason]
        proposed = {pick.id for pick in near}
        others = (pick for pick in self._entries if not pick.reason and pick.id not in proposed)
        self._entries = [*first, *near, *others]
        if self.is_attached and not self._input.value and self._index == 0:
            self._narrow("")

    def render_entry(self, entry: Pick, width: int) -> list[PageLine]:
        """Return the title with its note, and below it the reason for which it is proposed."""
        target = self.target_of(entry)
        note = Span(f"  {entry.note}" if entry.note else "", "meta")
        title = (Span(entry.title, "title" if entry.reason else ""),)
        line = PageLine((*fit_spans(title, width - cell_width(note.text), self.symbols.ellipsis), note), target)
        return [line, *(paragraph(entry.reason, width, "meta", target, indent="  ") if entry.reason else [])]
