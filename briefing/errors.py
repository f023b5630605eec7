"""The exceptions of briefing. Each message names the thing and the cause; its hint names the next step."""

from __future__ import annotations

from collections.abc import Iterable

VALUE_ERRORS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""Errors that a malformed value can cause where it is decoded; a damaged one of the store also far from there."""


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

    @property
    def in_one_line(self) -> str:
        """The message and the hint, for a place that has one line for both."""
        return f"{self} - {self.hint}" if self.hint else str(self)


class ConfigError(BriefingError):
    """The configuration, or a value or a name on the command line, cannot be used."""


class FileError(BriefingError):
    """A file cannot be written."""


class FetchError(BriefingError):
    """A feed could not be fetched."""


class MailError(BriefingError):
    """A mail could not be sent."""


class ParseError(BriefingError):
    """A document is not a feed, or cannot be parsed as one."""


class StoreError(BriefingError):
    """The store cannot be opened, read or written."""


class DamageError(StoreError):
    """A stored value is damaged. What it belongs to cannot be read; other threads and articles can."""
