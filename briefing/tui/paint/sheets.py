"""Help, evidence, articles and words of welcome as pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual.content import Content

from briefing.output.ages import clock
from briefing.output.bars import bars
from briefing.output.counts import count
from briefing.output.spans import GLUE, Span
from briefing.tui.commands import PLACES, Command, Where, at
from briefing.tui.paint.line import ACCENT, BLANK, MUTED, PRIMARY, STRONG, Line, heading, lines, wrapped
from briefing.tui.symbols import Symbols

Search = Callable[[str, int], list[Line]]
"""What makes a page of words to look for, and its width."""
KeyOf = Callable[[str], str]
"""What names the key of an action, as a reader has it."""
KEYS = 18
"""Cells of the column of keys."""
STYLES = {"title": STRONG, "meta": MUTED, "cite": PRIMARY}


def paint_help(
    symbols: Symbols, commands: tuple[Command, ...], here: Where | None, words: str, width: int
) -> list[Line]:
    """Return the keys of this screen, then what only other screens have, and what the signs mean.

    `words` leaves only commands with all of them; a single sign is looked for among the keys alone.
    """
    page: list[Line] = []
    told: set[str] = set()
    for place in sorted(PLACES, key=lambda place: (place != here, place != "everywhere")):
        shown = [c for c in at(place, commands) if c.name not in told and _meant(c, words)]
        told.update(command.name for command in shown)
        if shown:
            name = "EVERYWHERE" if place == "everywhere" else f"ON THE {place.upper()}"
            page.append(heading(name, width, "here" if place == here else ""))
            for command in shown:
                page += _explained(command.shown, STRONG, command.help, width)
            page.append(BLANK)
    if words:
        return page or lines(wrapped(Content.styled(f"No command is about: {words}", MUTED), width))
    marks = symbols.marks
    signs = (
        (marks.new, "new in the last day, or since local midnight"),
        (marks.updated, "updated in that time, or since you read it"),
        (marks.running, "nothing new to you"),
        (marks.followed, "followed"),
        (f"{bars((1, 4, 7), ascii=symbols.ascii)}  9  2h", "articles a day, publishers, age of the last report"),
        ("[1]", "the source of a sentence: Enter on the sentence opens it there"),
    )
    page.append(heading("SIGNS", width))
    return page + [line for sign, words in signs for line in _explained(sign, ACCENT, words, width)]


def _meant(command: Command, words: str) -> bool:
    if len(words.strip()) == 1:
        return words.strip() in command.keys
    text = f"{command.name} {command.title} {command.help} {command.shown}".casefold()
    return all(word in text for word in words.casefold().split())


def _explained(sign: str, style: str, words: str, width: int) -> list[Line]:
    first, *more = wrapped(Content(words), width - KEYS)
    return [Line(Content.styled(f"{sign:<{KEYS}}", style) + first), *lines(more, indent=" " * KEYS)]


def paint_spans(rows: Sequence[Sequence[Span]]) -> list[Line]:
    """Return the lines of an output page as lines of ours."""
    return [
        Line(Content.assemble(*((span.text.replace(GLUE, " "), STYLES.get(span.style, "")) for span in row)))
        for row in rows
    ]


def paint_welcome(feeds: int, key: KeyOf, width: int, *, busy: bool) -> list[Line]:
    """Return what an empty store shows: what happens now, or what to press."""
    keys = f"{key('refresh')} fetch   {key('help')} all keys   {key('quit')} quit"
    now = (
        f"Fetching {count(feeds, 'feed')} for the first time. The threads show here as soon as they are grouped."
        if busy
        else f"Press {key('refresh')} to fetch the feeds. With no network, `briefing demo` shows what it is like."
    )
    words = (
        "briefing pulls the feeds you chose, joins reports of one happening into a story and stories "
        "of one topic into a thread, and says what changed since you last looked."
    )
    return [
        *lines(wrapped(Content.styled("Nothing here yet", STRONG), width)),
        BLANK,
        *lines(wrapped(Content.styled(now, ACCENT), width)),
        BLANK,
        *lines(wrapped(Content.styled(words, MUTED), width)),
        BLANK,
        *lines(wrapped(Content.styled(keys, MUTED), width)),
    ]


def paint_nothing(words: str, section: str, key: KeyOf, width: int) -> list[Line]:
    """Return what a list shows that holds no thread."""
    if words:
        text = f"No thread holds all of these words: {words}. {key('back')} clears the filter."
    elif section:
        text = f"Nothing here. {key('section(1)')} shows the next section; {key('follow')} on a thread follows it."
    else:
        text = f"No thread is listed. {key('refresh')} fetches the feeds."
    return lines(wrapped(Content.styled(text, MUTED), width))


def paint_error(text: str, now: datetime, width: int) -> list[Line]:
    """Return a page that could not be had."""
    return lines(wrapped(Content.styled(f"{clock(now)}  {text}", MUTED), width))
