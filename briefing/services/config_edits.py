"""Edits of feeds.toml as the undo log keeps them: what takes an edit back, without the rest of the file. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from briefing.errors import ConfigError


@dataclass(frozen=True, slots=True)
class ConfigEdit:
    """The text of feeds.toml before and after an edit.

    Attributes:
        before: The text before it.
        after: The text after it.
        undone_message: What its undo reports: "back again: Sample Wire".
    """

    before: str
    after: str
    undone_message: str = ""


class ReverseEdit(TypedDict):
    """What takes an edit back, as the undo log stores it.

    Attributes:
        start: The index of the first line to replace.
        count: The number of lines to replace.
        lines: What takes their place.
        hash: That of the file after the edit: a file with another one was changed since.
        message: What the undo reports.
    """

    start: int
    count: int
    lines: list[str]
    hash: str
    message: str


class ConfigChangedError(ConfigError):
    """The file was changed since the edit that is to be undone."""


def reverse_of(edit: ConfigEdit) -> ReverseEdit:
    """Return what takes an edit back."""
    before, after = edit.before.splitlines(keepends=True), edit.after.splitlines(keepends=True)
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    same_end = 0
    while same_end < min(len(before), len(after)) - start and before[-1 - same_end] == after[-1 - same_end]:
        same_end += 1
    return {
        "start": start,
        "count": len(after) - same_end - start,
        "lines": before[start : len(before) - same_end],
        "hash": _text_hash(edit.after),
        "message": edit.undone_message,
    }


def without_edit(text: str, reverse: Mapping[str, Any]) -> str | None:
    """Return the file as it was before an edit; None if it was changed since."""
    if _text_hash(text) != reverse["hash"]:
        return None
    lines = text.splitlines(keepends=True)
    start = reverse["start"]
    return "".join([*lines[:start], *reverse["lines"], *lines[start + reverse["count"] :]])


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
