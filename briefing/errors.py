"""The exceptions of briefing: each names the thing, the cause and the next step."""

from __future__ import annotations

from collections.abc import Iterable


class BriefingError(Exception):
    """Anything a person can be told in one sentence; `hint` is the next step, `among` what may have been meant."""

    def __init__(self, message: str, hint: str = "", suggestions: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.suggestions = tuple(suggestions)


class ConfigError(BriefingError):
    """The configuration, or a word on the command line, cannot be used."""


class FetchError(BriefingError):
    """A feed could not be fetched."""


class ParseError(BriefingError):
    """A document is not a feed, or cannot be read as one."""


class StoreError(BriefingError):
    """The store cannot be opened, read or written."""
