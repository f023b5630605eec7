"""Whom the title and the headlines of a thread name, and whether a sentence is about somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from briefing.writing.summary.weighed_sentences import LaterReport

MIN_NAMING_SHARE = 0.2
"""Share of the newest headlines that name somebody whom the thread is about."""
HEADLINE_SPAN = timedelta(hours=24)
"""Age, counted from the newest article, of the headlines that are read for it."""
MAX_SUBJECT_WORDS = 9
"""Number of words of a sentence in which its subject is named."""
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+ (?:[A-Z]\. |al-|de |van |bin )?(?P<last>[A-Z][\w’'-]+)")


class NamedPeople:
    """Knows whom the title and the newest headlines of a thread name."""

    def __init__(self, title: str, reports: Sequence[LaterReport]) -> None:
        """Take the title of a thread and its headlines."""
        self._title = title
        self._headlines = [report.text for report in reports if report.age <= HEADLINE_SPAN]

    def is_about_stranger(self, text: str) -> bool:
        """Whether a sentence begins with the full name of one whom neither the title nor several headlines name."""
        subject = _FULL_NAME.search(" ".join(text.split()[:MAX_SUBJECT_WORDS]))
        if subject is None or subject["last"] in self._title:
            return False
        naming = sum(subject["last"] in headline for headline in self._headlines)
        return naming <= max(1.0, MIN_NAMING_SHARE * len(self._headlines))
