"""The themes of the reader: quiet backgrounds, a warm colour for news, a cool one for links; two use ANSI colours.

Every colour of text has a contrast of at least 4.5 on every background, as tests measure.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.color import Color, ColorSystem
from textual.theme import Theme

DEFAULT_VARIABLES = {"rule": "#6b7280"}
"""Our variables for the themes of others: a grey that shows on dark and on light backgrounds."""
LIGHT_ACCENT_OF_16 = "#aa00aa"
"""The accent of light themes in 16 colours: magenta, which is dark in the palettes of terminals."""
DARK_COLOURS_OF_16 = {
    "accent": "#ffff00",
    "primary": "#00ffff",
    "secondary": "#00ff00",
    "success": "#00ff00",
    "warning": "#ffff00",
    "error": "#ff0000",
}
"""What dark themes have in 16 colours for those that would be greys there, as all quiet colours are."""
GREYS_OF_16 = frozenset((0, 7, 8, 15))
"""Black, white and the greys between them."""
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
    variables={"foreground-muted": "#9ba1ab", "rule": "#3d4552"},
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
    variables={"foreground-muted": "#5c5a55", "rule": "#bdb5a3"},
    dark=False,
)


def _ansi_theme(name: str, *, dark: bool) -> Theme:
    """Return a theme in the 16 colours that the terminal defines, on its own background."""
    muted = "ansi_bright_black"
    return Theme(
        name=name,
        ansi=True,
        primary="ansi_bright_cyan" if dark else "ansi_blue",
        secondary="ansi_cyan",
        accent="ansi_bright_yellow" if dark else "ansi_magenta",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        success="ansi_green",
        warning="ansi_yellow",
        error="ansi_bright_red" if dark else "ansi_red",
        dark=dark,
        variables={
            "foreground-muted": "ansi_white" if dark else muted,
            "rule": muted,
            "text-accent": "ansi_bright_yellow" if dark else "ansi_magenta",
            "text-primary": "ansi_bright_cyan" if dark else "ansi_blue",
            "text-secondary": "ansi_bright_green" if dark else "ansi_cyan",
            "text-success": "ansi_bright_green" if dark else "ansi_green",
            "text-error": "ansi_bright_red" if dark else "ansi_red",
            "ansi-background": "ansi_black" if dark else "ansi_white",
            "ansi-foreground": "ansi_white" if dark else "ansi_black",
        },
    )


ANSI = _ansi_theme("briefing-ansi", dark=True)
ANSI_LIGHT = _ansi_theme("briefing-ansi-light", dark=False)
OWN_THEMES = {theme.name: theme for theme in (DARK, LIGHT, ANSI, ANSI_LIGHT)}


def with_own_variables(variables: Mapping[str, str], color_system: str | None, is_dark: bool) -> dict[str, str]:
    """Return the variables of a theme with ours.

    In 16 colours rules would vanish where a prompt dims them, and on a light background a warm accent would be yellow,
    and quiet colours would be greys.
    """
    complete = DEFAULT_VARIABLES | dict(variables)
    if color_system != "standard":
        return complete
    is_of_terminal = complete.get("accent", "").startswith("ansi_")
    colours = DARK_COLOURS_OF_16 if is_dark else {"accent": LIGHT_ACCENT_OF_16}
    named = {f"{prefix}{name}": colour for name, colour in colours.items() for prefix in ("", "text-")}
    if is_dark:
        named = {name: colour for name, colour in named.items() if _is_grey(complete.get(name, ""))}
    return complete | {"rule": complete["foreground-muted"], **({} if is_of_terminal else named)}


def _is_grey(colour: str) -> bool:
    """Whether a terminal of 16 colours shows a colour as a grey."""
    digits = colour.removeprefix("#")
    if digits == colour:
        return False
    full = "".join(2 * digit for digit in digits[:3]) if len(digits) < 6 else digits[:6]
    return Color.parse(f"#{full}").downgrade(ColorSystem.STANDARD).number in GREYS_OF_16
