"""Pages without news: help and errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.output.cells import cell_width, pad
from briefing.output.lines import Span, StyleName, wrap_spans
from briefing.output.symbols import sparkline
from briefing.tui.command import SCREEN_NAMES, Command, ScreenName
from briefing.tui.commands import commands_on
from briefing.tui.render.context_help import COLUMN_GAP
from briefing.tui.render.page_lines import BLANK_LINE, LineRenderer, PageLine, heading, page_lines, paragraph
from briefing.tui.symbols import Symbols

HelpRenderer = Callable[[str, int], list[PageLine]]
"""Lays out the help for words to search for and a width."""
MOUSE_HELP = (
    ("click", "selects a row, a sentence or an article; shows a tab or a heading of a page; runs a key of the footer"),
    ("double click", "opens what is under the pointer, as Enter does"),
    ("wheel", "scrolls the pane under the pointer"),
)
"""What the mouse does."""


def render_help(
    symbols: Symbols,
    commands: tuple[Command, ...],
    current_screen: ScreenName | None,
    context: LineRenderer,
    search_text: str,
    width: int,
) -> list[PageLine]:
    """Return what the cursor is on, what the signs mean, the keys of this screen and those of other screens.

    Args:
        symbols: The symbols.
        commands: All commands.
        current_screen: The screen that the help was opened on.
        context: Renders what the cursor is on.
        search_text: Leaves only commands with all of its words; a single character is searched for among the keys.
        width: Cells of a line.
    """
    column = max(cell_width(command.key_names) for command in commands) + COLUMN_GAP
    page = [] if search_text else [*context(width), *_symbol_lines(symbols, current_screen, column, width)]
    listed: set[str] = set()
    for screen in sorted(SCREEN_NAMES, key=lambda screen: (screen != current_screen, screen != "everywhere")):
        shown = [c for c in commands_on(screen, commands) if c.name not in listed and _matches(c, search_text)]
        listed.update(command.name for command in shown)
        if shown:
            name = "EVERYWHERE" if screen == "everywhere" else f"ON THE {screen.upper()}"
            page.append(heading(name, width, "here" if screen == current_screen else ""))
            for keys, meaning in _with_links_as_one(shown):
                page += _explanation_lines(keys, "title", meaning, column, width)
            page.append(BLANK_LINE)
    page += [] if search_text else _mouse_lines(column, width)
    return page or paragraph(f"No command is about: {search_text}", width, "meta")


def _with_links_as_one(commands: Sequence[Command]) -> list[tuple[str, str]]:
    """Return the keys and the help of commands; those of several links are one line."""
    links = [command for command in commands if command.action.startswith("link(")]
    lines = [(command.key_names, command.help) for command in commands if command not in links[1:]]
    if len(links) > 1:
        index = lines.index((links[0].key_names, links[0].help))
        lines[index] = (f"{links[0].key_names} to {links[-1].key_names}", "Open the link of that number in the browser")
    return lines


def _symbol_lines(symbols: Symbols, screen: ScreenName | None, column: int, width: int) -> list[PageLine]:
    """Return what the symbols of a screen mean: of feeds, or of rows and sentences; nothing where it shows none."""
    if screen == "article page":
        return []
    page = [heading("SIGNS", width)]
    for symbol, meaning in _signs_of_feeds(symbols) if screen == "feeds page" else _signs_of_news(symbols):
        page += _explanation_lines(symbol, "accent", meaning, column, width)
    return [*page, BLANK_LINE]


def _signs_of_feeds(symbols: Symbols) -> tuple[tuple[str, str], ...]:
    """Return what the symbols of feeds mean."""
    return (
        (symbols.marks.dot, "works"),
        (symbols.marks.new, "new: it was never fetched"),
        (symbols.paused, "paused: it is not fetched"),
        (symbols.failed, "its last fetch failed"),
    )


def _signs_of_news(symbols: Symbols) -> tuple[tuple[str, str], ...]:
    """Return what the symbols of rows and sentences mean."""
    marks = symbols.marks
    return (
        (
            marks.new,
            "new to you: it came since your last visit (on the first one, in the last day); an event of a timeline:"
            " it has reports that came since you last read the thread",
        ),
        (marks.updated, "updated since you read it, or since your last visit (on the first one, in the last day)"),
        (marks.read, "read, and nothing came since"),
        (
            marks.running,
            "never opened, and nothing came since your last visit (on the first one, in the last day); the filter"
            " is:unopened lists all that you never opened",
        ),
        (marks.followed, "followed"),
        (symbols.tick, "marked, to be merged"),
        (f"9 {sparkline((1, 4, 7), ascii=symbols.ascii)}", "publishers, and articles of each day"),
        ("[1]", "the source of a sentence: Enter on the sentence opens it there"),
    )


def _mouse_lines(column: int, width: int) -> list[PageLine]:
    """Return what the mouse does."""
    page = [heading("MOUSE", width)]
    column = max(column, *(cell_width(what) + COLUMN_GAP for what, _ in MOUSE_HELP))
    for what, meaning in MOUSE_HELP:
        page += _explanation_lines(what, "accent", meaning, column, width)
    return page


def _matches(command: Command, search_text: str) -> bool:
    if len(search_text.strip()) == 1:
        return search_text.strip() in command.keys
    text = f"{command.name} {command.title} {command.help} {command.key_names}".casefold()
    return all(word in text for word in search_text.casefold().split())


def _explanation_lines(symbol: str, style: StyleName, explanation: str, column: int, width: int) -> list[PageLine]:
    prefix = (Span(pad(symbol, column), style),)
    return page_lines(wrap_spans([Span(explanation)], width, " " * column, first_prefix=prefix))
