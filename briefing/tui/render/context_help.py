"""The first part of the help: what the cursor is on, and the keys that matter there."""

from __future__ import annotations

from typing import Literal

from briefing.output.cells import cell_width, pad
from briefing.output.lines import Span, wrap_spans
from briefing.tui.command_names import CommandName, KeyLookup
from briefing.tui.render.page_lines import BLANK_LINE, PageLine, heading, page_lines, paragraph

COLUMN_GAP = 2
"""Cells between the column of keys and what they do."""
HelpSubject = Literal[
    "",
    "row",
    "fold",
    "article",
    "sentence",
    "cited",
    "entry",
    "month",
    "thread",
    "link",
    "feed",
    "offered",
    "section",
    "choice",
    "marked",
    "empty",
]
"""What a person asks help about: a row of the list, a line that folds rows, a kind of target of a page, and so on."""
Explanations = tuple[tuple[CommandName, str], ...]

ON_A_THREAD: Explanations = (
    (CommandName.OPEN, "opens its page"),
    (CommandName.FOLLOW, "follows it: it stands under the star from now on"),
    (CommandName.MUTE, "removes it from the list, until you take that back"),
    (CommandName.WHY, "says why its articles belong together"),
    (CommandName.MARK, "marks it; marked threads are merged together"),
    (CommandName.UNREAD, "marks it as unread, or as read"),
)
ON_AN_ARTICLE: Explanations = (
    (CommandName.OPEN, "opens the article"),
    (CommandName.BROWSE, "opens it in the browser"),
    (CommandName.FULL_TEXT, "fetches its full text"),
    (CommandName.STAR, "stars it"),
    (CommandName.SPLIT, "gives it a thread of its own"),
    (CommandName.MOVE, "moves it to another thread"),
    (CommandName.SEND, "sends it to a command that you configured"),
)
SUBJECTS: dict[HelpSubject, tuple[str, Explanations]] = {
    "row": (
        "A thread of the list: its title, how many publishers report it, and how much a day. It is read once it "
        "was open, or its text in sight for three seconds.",
        ON_A_THREAD,
    ),
    "thread": ("Another thread.", ON_A_THREAD[:1]),
    "fold": (
        "A line that folds others: parts of an affair, single reports, or what is older.",
        ((CommandName.OPEN, "shows what it folds, or folds it again"), (CommandName.FOLD, "folds it again")),
    ),
    "marked": (
        "Threads are marked with a tick.",
        (
            (CommandName.MERGE, "merges exactly the marked ones"),
            (CommandName.MARK, "marks one more, or takes its mark away"),
            (CommandName.BACK, "takes all marks away"),
        ),
    ),
    "empty": (
        "Nothing is listed here.",
        (
            (CommandName.NEXT_TAB, "shows the next tab"),
            (CommandName.BACK, "clears the filter"),
            (CommandName.REFRESH, "fetches the feeds that are due"),
        ),
    ),
    "article": ("An article.", ON_AN_ARTICLE),
    "sentence": (
        "A sentence as a publisher wrote it; the line at the top names the article.",
        (
            (CommandName.OPEN, "opens the article at this sentence"),
            *ON_AN_ARTICLE[1:3],
            (CommandName.COPY_LINK, "copies its address"),
        ),
    ),
    "cited": (
        "The sentence that led here.",
        (*ON_AN_ARTICLE[1:4], (CommandName.COPY_LINK, "copies the address of the article")),
    ),
    "entry": (
        "An event of the timeline: its day, and who reported it. Coverage has all articles of its story.",
        (
            (CommandName.OPEN, "shows the sentences it rests on, or hides them"),
            (CommandName.ALL_EVENTS, "shows all events, or the main ones"),
            (CommandName.SPLIT, "gives its articles a thread of their own"),
            (CommandName.MOVE, "moves its articles to another thread"),
        ),
    ),
    "month": ("A month of the timeline.", ((CommandName.OPEN, "shows its events, or hides them"),)),
    "link": (
        "A link of the article.",
        ((CommandName.OPEN, "opens it in the browser"), (CommandName.COPY_LINK, "copies it")),
    ),
    "feed": (
        "A feed: its health, articles a day, the last fetch, how late it is on average, and the next fetch.",
        (
            (CommandName.OPEN, "lists its articles"),
            (CommandName.PAUSE_FEED, "pauses it, or fetches it again"),
            (CommandName.EDIT_FEED, "opens feeds.toml at its lines"),
            (CommandName.REMOVE_FEED, "removes it; its articles stay"),
            (CommandName.ADD_FEED, "adds another feed"),
        ),
    ),
    "offered": (
        "A feed that is offered.",
        ((CommandName.TAKE, "chooses it, or leaves it out"), (CommandName.BEGIN, "fetches all that are chosen")),
    ),
    "section": (
        "A section with its feeds.",
        ((CommandName.TAKE, "chooses it, or leaves it out"), (CommandName.UNFOLD, "shows its feeds")),
    ),
}


def context_lines(subject: HelpSubject, key_for: KeyLookup, width: int) -> list[PageLine]:
    """Return what the cursor is on and the keys that matter there; nothing without a subject."""
    if subject not in SUBJECTS:
        return []
    text, explanations = SUBJECTS[subject]
    lines = [heading("UNDER THE CURSOR", width), *paragraph(text, width)]
    keys = [(key, meaning) for name, meaning in explanations if (key := key_for(name))]
    column = max((cell_width(key) for key, _ in keys), default=0) + COLUMN_GAP
    for key, meaning in keys:
        prefix = (Span(pad(key, column), "title"),)
        lines += page_lines(wrap_spans([Span(meaning, "meta")], width, " " * column, first_prefix=prefix))
    return [*lines, BLANK_LINE]
