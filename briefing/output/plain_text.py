"""A briefing as plain text: for pipes, files and terminals without escapes."""

from __future__ import annotations

from briefing.model.threads import Briefing
from briefing.output.spans import plain_lines
from briefing.output.today import briefing_lines


def briefing_text(briefing: Briefing, width: int, ascii: bool = False) -> str:
    """The briefing in lines of at most `width` cells."""
    return plain_lines(briefing_lines(briefing, width, ascii))
