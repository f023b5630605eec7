"""Every text of every screen is legible: its contrast is measured on the painted screen, in both themes."""

import pytest
from fake_services import FakeServices
from rich import color as rich_color
from textual.color import Color
from textual.theme import BUILTIN_THEMES
from tui_pilot import reading, until

from briefing.tui.themes import DARK, LIGHT, with_own_variables
from briefing.tui.widgets.page import Page

MIN_CONTRAST = 4.5
"""Ratio that WCAG 2.1 asks of text of normal size (level AA)."""


def luminance(color: Color) -> float:
    """The relative luminance of WCAG 2.1."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.1."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def weakest_texts(pilot) -> dict[str, float]:
    """The texts whose contrast is too low, with their contrast."""
    weak: dict[str, float] = {}
    regions = [widget.region for widget in pilot.app.screen.query("*")]
    for y, strip in enumerate(pilot.app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            style, start = segment.style, x
            x += segment.cell_length
            if not any(region.contains(start, y) for region in regions):
                continue  # a dimmed screen beneath a modal
            text = segment.text.strip()
            if style is None or not any(character.isalnum() for character in text):
                continue
            if style.color is None or style.bgcolor is None:
                continue
            fore, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
            if style.reverse:
                fore, back = back, fore
            if (ratio := contrast(fore, back)) < MIN_CONTRAST:
                weak[f"{text} {fore.hex} on {back.hex}"] = round(ratio, 1)
    return weak


@pytest.mark.parametrize("theme", ["briefing-dark", "briefing-light"])
async def test_all_text_is_legible_in_both_themes(services: FakeServices, theme: str) -> None:
    async with reading(services) as pilot:
        pilot.app.theme = theme
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        front, weak = pilot.app.screen, {}
        for keys in (
            (),
            ("tab",),
            ("space",),
            ("/", "i", "s", ":"),
            ("enter",),
            ("F",),
            ("?",),
            ("w",),
            ("d",),
            ("ctrl+p",),
            ("T",),
        ):
            for key in keys:
                await pilot.press(key)
            await pilot.pause()
            if keys and keys[-1] in ("enter", "F", "?", "w", "d"):
                await until(pilot, lambda: any(page._lines for page in pilot.app.screen.query(Page)))
            weak |= weakest_texts(pilot)
            while pilot.app.screen is not front:
                await pilot.press("escape")
            await pilot.press("escape", "escape")
        assert weak == {}


def test_rules_have_the_colour_of_muted_text_where_there_are_16_colours() -> None:
    variables = {"foreground-muted": "#9ba1ab", "rule": "#3d4552"}
    assert with_own_variables(variables, "standard", True)["rule"] == "#9ba1ab"
    assert with_own_variables(variables, "truecolor", True) == variables
    for colour, is_kept in (("#ff0", True), ("#f00f", True), ("#999", False), ("ansi_default", True)):
        shown = with_own_variables({**variables, "primary": colour}, "standard", True)
        assert (shown["primary"] == colour) is is_kept, "a grey would not be told from others"
    assert "rule" in with_own_variables({}, None, True), "a theme of others"


def test_what_is_new_has_a_colour_in_16_colours_too() -> None:
    greys = {0, 7, 8, 15}
    for theme in (DARK, *BUILTIN_THEMES.values()):
        if not theme.dark or theme.ansi:
            continue
        variables = with_own_variables(theme.to_color_system().generate(), "standard", True)
        for name in ("accent", "text-accent", "primary", "error"):
            number = rich_color.Color.parse(variables[name][:7]).downgrade(rich_color.ColorSystem.STANDARD).number
            assert number not in greys, (theme.name, name)
    assert (
        with_own_variables({"foreground-muted": "#9ba1ab", "accent": "#ff00ff"}, "standard", True)["accent"]
        == "#ff00ff"
    )


def test_a_light_theme_has_no_yellow_text_in_16_colours() -> None:
    yellow_or_pale = {3, 7, 10, 11, 14, 15}  # in the palettes of most terminals
    for theme in (LIGHT, *BUILTIN_THEMES.values()):
        if theme.dark or theme.ansi:
            continue
        variables = with_own_variables(theme.to_color_system().generate(), "standard", False)
        for name in ("accent", "text-accent"):
            number = rich_color.Color.parse(variables[name]).downgrade(rich_color.ColorSystem.STANDARD).number
            assert number not in yellow_or_pale, (theme.name, name)
