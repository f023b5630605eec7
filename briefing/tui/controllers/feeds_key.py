"""How messages name the key of the feeds page."""

from __future__ import annotations

from briefing.tui.app_context import AppContext
from briefing.tui.command_names import CommandName
from briefing.tui.commands import command_named


def feeds_key_hint(context: AppContext) -> str:
    """Return the key of the feeds page; "" on that page.

    Where only the palette offers it, these are the key of the palette and the command.
    """
    if context.screen_name == "feeds page":
        return ""
    if context.screen_name in command_named(CommandName.FEEDS).palette_screens:
        return f"{context.key_for(CommandName.COMMANDS)} feeds"
    return context.key_for(CommandName.FEEDS)
