"""The row of panes of a screen."""

from __future__ import annotations

from typing import ClassVar

from textual.containers import Horizontal


class Panes(Horizontal):
    """Holds the panes of a screen side by side. They cover it, so it draws one blank line for all of its lines."""

    BLANK: ClassVar[bool] = True
