"""What stands over a page: its keys, which the footer of that page shows meanwhile, and its search."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, runtime_checkable

from textual.app import App

from briefing.tui.widgets.page_search import PageSearch

FooterKeys = tuple[tuple[str, str], ...]
"""Keys with what each does."""


@runtime_checkable
class HasFooterKeys(Protocol):
    """A page or prompt over a screen that names its keys."""

    FOOTER_KEYS: ClassVar[FooterKeys]


@runtime_checkable
class HasPageSearch(Protocol):
    """A page or prompt over a screen that finds words on its page."""

    search: PageSearch


class Trial(Protocol):
    """The attempt of a prompt."""

    is_trying: bool
    """Whether it goes on."""


@runtime_checkable
class HasTrial(Protocol):
    """A prompt that tries its answer."""

    answering: Trial


@runtime_checkable
class HasFooter(Protocol):
    """A screen with a footer."""

    def show_footer(self) -> None:
        """Show the keys of what stands over it, else its own."""


TRYING_KEYS: FooterKeys = (("Esc", "close"),)
"""The keys of a prompt whose answer is tried: the change cannot be stopped any more."""


def footer_keys_of(screen: object) -> FooterKeys:
    """Return the keys that a page or prompt over a screen has now; none if it names none."""
    if isinstance(screen, HasTrial) and screen.answering.is_trying:
        return TRYING_KEYS
    return screen.FOOTER_KEYS if isinstance(screen, HasFooterKeys) else ()


def show_footers(app: App[Any]) -> None:
    """Let all footers show the keys that there are now."""
    for screen in app.screen_stack:
        if isinstance(screen, HasFooter):
            screen.show_footer()
