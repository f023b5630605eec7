"""The names of the commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from briefing.model.digests import SummarySize


class CommandName(StrEnum):
    """The commands by the names that `[keys]` in feeds.toml uses; `link-1` to `link-9` exist beside them."""

    DOWN = "down"
    UP = "up"
    PAGE_DOWN = "page-down"
    PAGE_UP = "page-up"
    READ_ON = "read-on"
    TOP = "top"
    BOTTOM = "bottom"
    NEXT_PANE = "next-pane"
    PREVIOUS_PANE = "previous-pane"
    OPEN = "open"
    BACK = "back"
    NEXT_TAB = "next-section"
    PREVIOUS_TAB = "previous-section"
    FILTER = "filter"
    FIND = "find"
    NEXT = "next"
    PREVIOUS = "previous"
    LINE = "line"
    PARAGRAPH = "paragraph"
    PAGE = "page"
    NEXT_HEADING = "next-heading"
    PREVIOUS_HEADING = "previous-heading"
    AHEAD = "ahead"
    TIMELINE = "timeline"
    COVERAGE = "coverage"
    ARTICLES = "articles"
    ALL_EVENTS = "all-events"
    REWRITE = "rewrite"
    FULL_TEXT = "full-text"
    BROWSE = "browse"
    WHY = "why"
    FOLLOW = "follow"
    MUTE = "mute"
    MUTE_UNTIL_NEW = "mute-until-new"
    MUTE_WORD = "mute-word"
    HIDDEN = "hidden"
    UNREAD = "unread"
    STAR = "star"
    MARK = "mark"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    PIN = "pin"
    UNDER = "under"
    RENAME = "rename"
    TAG = "tag"
    SAVE_VIEW = "save-view"
    AGENDA = "agenda"
    ALL_READ = "all-read"
    UNDO = "undo"
    REDO = "redo"
    COPY_LINK = "copy-link"
    COPY = "copy"
    SAVE = "save"
    SEND = "send"
    DIGEST = "digest"
    REFRESH = "refresh"
    REFRESH_ALL = "refresh-all"
    TAKE_IN = "take-in"
    ZOOM = "zoom"
    JUMP = "jump"
    DENSITY = "density"
    HIDE = "hide"
    WIDER = "wider"
    NARROWER = "narrower"
    TAKE = "take"
    UNFOLD = "unfold"
    FOLD = "fold"
    BEGIN = "begin"
    ADD_FEED = "add-feed"
    PAUSE_FEED = "pause-feed"
    REMOVE_FEED = "remove-feed"
    EDIT_FEED = "edit-feed"
    FEEDS = "feeds"
    HELP = "help"
    COMMANDS = "commands"
    THEME = "theme"
    QUIT = "quit"


KeyLookup = Callable[[CommandName], str]
"""Returns the first key of a command as screens show it; "" if it has none."""
KEY_NAMES = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "space": "Space",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "down": "Down",
    "up": "Up",
    "left": "Left",
    "right": "Right",
    "delete": "Del",
}
"""Names of keys as screens and documents show them, by the names of Textual."""


SIZE_NAMES: Mapping[SummarySize, CommandName] = {
    "line": CommandName.LINE,
    "paragraph": CommandName.PARAGRAPH,
    "long": CommandName.PAGE,
}
"""The command of each size of a summary, after which the reader calls the size on screen and in its file."""
