"""The exceptions of briefing. Each message names the thing and the cause; its hint names the next step."""

from __future__ import annotations

from collections.abc import Iterable


class BriefingError(Exception):
    """Any error with a message for the reader.

    Attributes:
        hint: The next step, "" if there is none to suggest.
        suggestions: Names that may have been meant.
    """

    def __init__(self, message: str, hint: str = "", suggestions: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.suggestions = tuple(suggestions)


class ConfigError(BriefingError):
    """The configuration, or a value on the command line, cannot be used."""


class FetchError(BriefingError):
    """A feed could not be fetched."""


class ParseError(BriefingError):
    """A document is not a feed, or cannot be parsed as one."""


class StoreError(BriefingError):
    """The store cannot be opened, read or written."""
