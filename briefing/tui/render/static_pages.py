"""Help, evidence, articles and words of welcome as pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual.content import Content

from briefing.output.number_format import format_count
from briefing.output.spans import NO_BREAK_SPACE, Span
from briefing.output.sparkline import sparkline
from briefing.output.time_format import format_time
from briefing.tui.commands import PLACES, Command, Place, commands_at
from briefing.tui.render.line_layout import (
    ACCENT,
    BLANK_LINE,
    MUTED,
    PRIMARY,
    STRONG,
    Line,
    heading,
    make_lines,
    wrap_content,
)
from briefing.tui.symbols import Symbols

HelpRenderer = Callable[[str, int], list[Line]]
"""What makes a page of words to look for, and its width."""
KeyLookup = Callable[[str], str]
"""What names the key of an action, as a reader has it."""
KEY_COLUMN_WIDTH = 18
"""Cells of the column of keys."""
SPAN_STYLES = {"title": STRONG, "meta": MUTED, "cite": PRIMARY}


def render_help(
    symbols: Symbols, commands: tuple[Command, ...], current_place: Place | None, search_text: str, width: int
) -> list[Line]:
    """Return the keys of this screen, then what only other screens have, and what the signs mean.

    `words` leaves only commands with all of them; a single sign is looked for among the keys alone.
    """
    page: list[Line] = []
    told: set[str] = set()
    for place in sorted(PLACES, key=lambda place: (place != current_place, place != "everywhere")):
        shown = [c for c in commands_at(place, commands) if c.name not in told and _matches(c, search_text)]
        told.update(command.name for command in shown)
        if shown:
            name = "EVERYWHERE" if place == "everywhere" else f"ON THE {place.upper()}"
            page.append(heading(name, width, "here" if place == current_place else ""))
            for command in shown:
                page += _explanation_lines(command.key_names, STRONG, command.help, width)
            page.append(BLANK_LINE)
    if search_text:
        return page or make_lines(wrap_content(Content.styled(f"No command is about: {search_text}", MUTED), width))
    marks = symbols.marks
    signs = (
        (marks.new, "new in the last day, or since local midnight"),
        (marks.updated, "updated in that time, or since you read it"),
        (marks.running, "nothing new to you"),
        (marks.followed, "followed"),
        (f"{sparkline((1, 4, 7), ascii=symbols.ascii)}  9  2h", "articles a day, publishers, age of the last report"),
        ("[1]", "the source of a sentence: Enter on the sentence opens it there"),
    )
    page.append(heading("SIGNS", width))
    return page + [line for sign, words in signs for line in _explanation_lines(sign, ACCENT, words, width)]


def _matches(command: Command, search_text: str) -> bool:
    if len(search_text.strip()) == 1:
        return search_text.strip() in command.keys
    text = f"{command.name} {command.title} {command.help} {command.key_names}".casefold()
    return all(word in text for word in search_text.casefold().split())


def _explanation_lines(sign: str, style: str, explanation: str, width: int) -> list[Line]:
    first, *more = wrap_content(Content(explanation), width - KEY_COLUMN_WIDTH)
    return [
        Line(Content.styled(f"{sign:<{KEY_COLUMN_WIDTH}}", style) + first),
        *make_lines(more, indent=" " * KEY_COLUMN_WIDTH),
    ]


def render_spans(rows: Sequence[Sequence[Span]]) -> list[Line]:
    """Return the lines of an output page as lines of ours."""
    return [
        Line(
            Content.assemble(
                *((span.text.replace(NO_BREAK_SPACE, " "), SPAN_STYLES.get(span.style, "")) for span in row)
            )
        )
        for row in rows
    ]


def render_welcome(feed_count: int, key_for: KeyLookup, width: int, *, busy: bool) -> list[Line]:
    """Return what an empty store shows: what happens now, or what to press."""
    keys = f"{key_for('refresh')} fetch   {key_for('help')} all keys   {key_for('quit')} quit"
    now = (
        f"Fetching {format_count(feed_count, 'feed')} for the first time. The threads show here as soon as they are grouped."
        if busy
        else f"Press {key_for('refresh')} to fetch the feeds. With no network, `briefing demo` shows what it is like."
    )
    words = (
        "briefing pulls the feeds you chose, joins reports of one happening into a story and stories "
        "of one topic into a thread, and says what changed since you last looked."
    )
    return [
        *make_lines(wrap_content(Content.styled("Nothing here yet", STRONG), width)),
        BLANK_LINE,
        *make_lines(wrap_content(Content.styled(now, ACCENT), width)),
        BLANK_LINE,
        *make_lines(wrap_content(Content.styled(words, MUTED), width)),
        BLANK_LINE,
        *make_lines(wrap_content(Content.styled(keys, MUTED), width)),
    ]


def render_no_threads(filter_text: str, tab: str, key_for: KeyLookup, width: int) -> list[Line]:
    """Return what a list shows that holds no thread."""
    if filter_text:
        text = f"No thread holds all of these words: {filter_text}. {key_for('back')} clears the filter."
    elif tab:
        text = (
            f"Nothing here. {key_for('section(1)')} shows the next section; {key_for('follow')} on a thread follows it."
        )
    else:
        text = f"No thread is listed. {key_for('refresh')} fetches the feeds."
    return make_lines(wrap_content(Content.styled(text, MUTED), width))


def render_error(text: str, now: datetime, width: int) -> list[Line]:
    """Return a page that could not be had."""
    return make_lines(wrap_content(Content.styled(f"{format_time(now)}  {text}", MUTED), width))
