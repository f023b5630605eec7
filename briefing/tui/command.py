"""What a command of the reader is, and the screens on which commands work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from briefing.tui.command_names import KEY_NAMES

ScreenName = Literal[
    "everywhere", "front page", "thread page", "article page", "feeds page", "feed page", "first start"
]
"""A screen as commands and documents name it; "everywhere" stands for all of them."""
SCREEN_NAMES: tuple[ScreenName, ...] = get_args(ScreenName)


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the reader.

    Args:
        name: Its name in the configuration.
        action: Textual's action that runs it, for example "move(1)".
        keys: Its keys, as Textual names them.
        title: Its name in the palette.
        help: Its line on the help screen.
        footer_label: Its label in the footer.
        screens: The screens on which its keys work.
        in_palette: Whether the palette offers it.
        palette_screens: Screens on which only the palette offers it.
    """

    name: str
    action: str
    keys: tuple[str, ...]
    title: str
    help: str
    footer_label: str
    screens: tuple[ScreenName, ...] = ("everywhere",)
    in_palette: bool = True
    palette_screens: tuple[ScreenName, ...] = ()

    @property
    def key_names(self) -> str:
        """The keys as text: "j, Down"."""
        return ", ".join(map(key_name, self.keys))


ON_FRONT: tuple[ScreenName, ...] = ("front page",)
ON_FIRST_START: tuple[ScreenName, ...] = ("first start",)
ON_FEEDS: tuple[ScreenName, ...] = ("feeds page",)
ON_THREAD: tuple[ScreenName, ...] = ("thread page",)
ON_ARTICLE: tuple[ScreenName, ...] = ("article page",)
ON_THREAD_AND_ARTICLE: tuple[ScreenName, ...] = ("thread page", "article page")
ON_FRONT_AND_THREAD: tuple[ScreenName, ...] = ("front page", "thread page")
ON_READING_SCREENS: tuple[ScreenName, ...] = ("front page", "thread page", "article page")
ON_FEED: tuple[ScreenName, ...] = ("feed page",)
ON_MAIN_SCREENS: tuple[ScreenName, ...] = (*ON_READING_SCREENS, *ON_FEEDS, *ON_FEED)
ON_ALL_SCREENS: tuple[ScreenName, ...] = (*ON_MAIN_SCREENS, "first start")
ON_PAGES: tuple[ScreenName, ...] = (*ON_THREAD_AND_ARTICLE, *ON_FEEDS, *ON_FEED, *ON_FIRST_START)
"""All screens but the front page, whose list is filtered instead."""


def key_name(key: str) -> str:
    """Return the display name of a key: "Ctrl+z", "PgDn"."""
    return KEY_NAMES.get(key) or (f"Ctrl+{key[5:]}" if key.startswith("ctrl+") else key.upper() if key == "f1" else key)
