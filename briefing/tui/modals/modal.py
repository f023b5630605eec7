"""What all pages and prompts over a screen share."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

T = TypeVar("T")
FooterKeys = tuple[tuple[str, str], ...]
"""Keys with what each does."""


class Modal(ModalScreen[T]):
    """A page or prompt over a screen, whose keys stand in the footer of that screen meanwhile."""

    FOOTER_KEYS: ClassVar[FooterKeys] = (("Enter", "choose"), ("Esc", "cancel"))
