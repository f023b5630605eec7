"""What all modal screens share: they close once."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

T = TypeVar("T")


class Modal(ModalScreen[T], Generic[T]):
    """A screen above another one, which answers with a value.

    Keys that follow each other fast are waiting for it when the first of them closes it. In Textual, closing it again
    would close the screen below, or end the application.
    """

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer and close; does nothing once it is closed."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
