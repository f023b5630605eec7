"""Which titles state what happened: one without a verb, or of few terms, is a label, which only names an affair."""

from __future__ import annotations

from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.timeline.headline_verbs import verb_kinds

MIN_STATING_TERMS = 4
"""Number of terms of a title that states what happened."""


def is_short_label(title: str) -> bool:
    """Whether a title of a new thread says nothing of the day: "Torvane flood", but not a headline in brief."""
    return is_label(title) and len(bag_of_words(title)) < MIN_STATING_TERMS


def is_label(title: str) -> bool:
    """Whether a title names an affair without a verb, as "Torvane flood", so that it says nothing of the day."""
    return not verb_kinds(title)
