"""Keeps the columns of the screen where terminals disagree on the width of characters.

Textual and tmux, for example, count the cells of Tamil or of a skin tone differently: what follows on the line would
stand elsewhere. So a text of uncertain width is drawn over spaces, and the cursor then goes to where the text ends by
Textual's count. The escape sequences are those of the VT100: save and restore the cursor, move it right. A text that
the terminal draws wider takes the spaces behind it.
"""

from __future__ import annotations

import re

from textual.driver import Driver

from briefing.output.cells import UNSURE_CHARACTERS, UNSURE_TEXT, cell_width

STYLE = r"\x1b\[[0-9;:]*m"
UNSURE_RUN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*|\x1b[^\[\]]|"
    rf"([^\x1b\n\r]*[{UNSURE_CHARACTERS}][^\x1b\n\r]*)((?:{STYLE}| )*)"
)
"""An escape sequence; or a text that has a character of uncertain width, and the styles and spaces behind it."""
STYLES = re.compile(STYLE)
SAVE, RESTORE = "\x1b7", "\x1b8"
NO_WRAP, WRAP = "\x1b[?7l", "\x1b[?7h"


def anchored(data: str) -> str:
    """Return what is written to a terminal such that texts of uncertain width move nothing behind them."""
    return UNSURE_RUN.sub(_anchored_run, data) if UNSURE_TEXT.search(data) else data


def anchored_driver(base: type[Driver]) -> type[Driver]:
    """Return a driver that writes anchored texts, and nothing once its terminal is gone.

    Textual's thread for output ends with the terminal. Its queue then fills, and who writes to it would wait for ever.
    """

    def has_output(self: Driver) -> bool:
        writer = getattr(self, "_writer_thread", None)
        return writer is None or writer.is_alive()

    def write(self: Driver, data: str) -> None:
        if has_output(self):
            base.write(self, anchored(data))

    def close(self: Driver) -> None:
        if has_output(self):
            base.close(self)

    return type(f"Anchored{base.__name__}", (base,), {"write": write, "close": close})


def _anchored_run(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0]
    text, behind = match[1], match[2]
    inner = text.rstrip(" ")
    behind = " " * (len(text) - len(inner)) + behind
    cells = cell_width(inner)
    spaces = STYLES.sub("", behind)
    forward = cells + len(spaces)
    ground = f"{SAVE}{' ' * cells}{behind}{RESTORE}"
    styles = "".join(STYLES.findall(behind))
    return f"{ground}{NO_WRAP}{inner}{WRAP}{RESTORE}\x1b[{forward}C{styles}"
