"""What the footer shows while words are looked for, and below a page or prompt that stands over a screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.screen import Screen

from briefing.tui.command import Command, key_name
from briefing.tui.command_names import CommandName
from briefing.tui.commands import command_named
from briefing.tui.modals.footer_keys import HasPageSearch, footer_keys_of
from briefing.tui.widgets.page_search import PageSearch

FooterAction = tuple[str, str, str]
"""An action that a click runs, its key and its label."""
TYPING_KEYS: tuple[FooterAction, ...] = (
    ("find_keep", "Enter", "keep"),
    ("back", "Esc", "clear"),
    ("find_hit(1)", "Down", "next hit"),
    ("find_hit(-1)", "Up", "previous hit"),
)
"""The keys of the line in which words are typed."""
FOUND_LABELS: Mapping[CommandName, str] = {
    CommandName.BACK: "clear",
    CommandName.NEXT: "next hit",
    CommandName.PREVIOUS: "previous hit",
}
"""The labels of commands while found words are marked: their keys serve the search then."""


def keys_of_search(search: PageSearch, commands: tuple[Command, ...]) -> list[FooterAction]:
    """Return the keys of a search: while words are typed, or for going from hit to hit; none without a search."""
    if search.is_typed:
        return list(TYPING_KEYS)
    named = [(command_named(name, commands), label) for name, label in FOUND_LABELS.items() if search.is_open]
    return [(command.action, key_name(command.keys[0]), label) for command, label in named if command.keys]


def keys_of_prompt(prompt: Screen[Any], commands: tuple[Command, ...]) -> list[FooterAction]:
    """Return the keys of a page or prompt over a screen; a click on them does nothing."""
    search_keys = keys_of_search(prompt.search, commands) if isinstance(prompt, HasPageSearch) else []
    own = footer_keys_of(prompt)
    return [("", key, label) for _, key, label in search_keys] or [("", key, label) for key, label in own]
