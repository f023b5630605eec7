"""The bar of a thread page: the headings of the page with their counts, and the sizes of the summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from textual.content import Content

from briefing.model.digests import SummarySize
from briefing.tui.command_names import SIZE_NAMES
from briefing.tui.messages import CommandChosen
from briefing.tui.render.page_lines import ACCENT, MUTED, PageHeading
from briefing.tui.widgets.screen_bars import Bar, BarItem

SizeItems = Literal["named", "keys", "none"]
"""How the sizes of the summary stand beside its heading."""
SUMMARY_HEADINGS = ("since", "summary")
"""The headings at which the sizes matter: elsewhere a narrow bar leaves them out, as it would cut "Summary" off."""
CURRENT = f"bold underline {ACCENT}"


class HeadingBar(Bar):
    """Shows where on the page the reader is; a click leads to a heading, or changes the size of the summary."""

    def show(self, headings: Sequence[PageHeading], current: str, size: SummarySize, keys: Mapping[str, str]) -> None:
        """Show the headings of a page, and the names of the sizes if the note has room beside all of that.

        Args:
            headings: The headings, from top to bottom.
            current: The name of the one that the reader is under.
            size: The present size of the summary.
            keys: The key of each heading and of each size that has one.
        """
        items, chosen = self._items_of(headings, current, size, keys, sizes="named")
        if not self.has_room(items):
            items, chosen = self._items_of(headings, current, size, keys, sizes="keys")
        if not self.has_room_alone(items) and current not in SUMMARY_HEADINGS:
            items, chosen = self._items_of(headings, current, size, keys, sizes="none")
        self.set_items(items, chosen)

    def _items_of(
        self,
        headings: Sequence[PageHeading],
        current: str,
        size: SummarySize,
        keys: Mapping[str, str],
        *,
        sizes: SizeItems,
    ) -> tuple[list[BarItem], int]:
        """Return the items of the bar, and the index of the current one."""
        items: list[BarItem] = []
        chosen = 0
        for heading in headings:
            is_current = heading.name == current
            chosen = len(items) if is_current else chosen
            key = Content.styled(f"{key} ", "bold") if (key := keys.get(heading.name)) else Content("")
            name, _, count = heading.label.partition(" ")
            label = Content.styled(name, CURRENT if is_current else "")
            content = Content.assemble(" ", key, label, (f" {count}" if count else "", MUTED), " ")
            items.append(BarItem(f"heading_named('{heading.name}')", content))
            if heading.name == "summary" and sizes != "none":
                is_named = sizes == "named"
                items += [_size_item(one, size, keys.get(SIZE_NAMES[one], ""), is_named=is_named) for one in SIZE_NAMES]
        return items, chosen

    def activate(self, value: str) -> None:
        """Report which heading or size was clicked."""
        self.post_message(CommandChosen(value))


def _size_item(size: SummarySize, selected: SummarySize, key: str, *, is_named: bool) -> BarItem:
    """Return the item of a size: its key and its name, or one of them."""
    style = CURRENT if size == selected else MUTED
    if key and is_named:
        return BarItem(f"size('{size}')", Content.assemble((key, "bold"), " ", (SIZE_NAMES[size].value, style), "  "))
    return BarItem(f"size('{size}')", Content.assemble((key or SIZE_NAMES[size].value, style), " "))
