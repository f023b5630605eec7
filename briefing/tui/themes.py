"""The two themes of the reader: quiet backgrounds, a warm colour for news, a cool one for links.

Every colour of text has a contrast of at least 4.5 on every background, as tests measure.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="briefing-dark",
    primary="#7fb4d9",
    secondary="#9db39a",
    accent="#e6ac5e",
    foreground="#d6dbe3",
    background="#13161b",
    surface="#1a1e25",
    panel="#232933",
    success="#8fbf7f",
    warning="#e6ac5e",
    error="#dd7b83",
    variables={"foreground-muted": "#9ba1ab"},
    dark=True,
)
LIGHT = Theme(
    name="briefing-light",
    primary="#1f5f8b",
    secondary="#4f6338",
    accent="#a8480f",
    foreground="#2b2a27",
    background="#faf8f3",
    surface="#f1eee6",
    panel="#e6e1d5",
    success="#3f7a35",
    warning="#a8480f",
    error="#a3303c",
    variables={"foreground-muted": "#5c5a55"},
    dark=False,
)
