"""Which titles state what happened: one without a verb and of few terms is a label, which only names a subject."""

from __future__ import annotations

from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.timeline.headline_verbs import verb_kinds

MIN_STATING_TERMS = 4
"""Terms from which on a title states something even without a verb."""


def is_label(title: str) -> bool:
    """Whether a title is a label: it has no verb and fewer than `MIN_STATING_TERMS` terms, as "Torvane flood".

    A longer one without a verb is a headline that leaves the verb out.
    """
    return has_no_verb(title) and len(bag_of_words(title)) < MIN_STATING_TERMS


def has_no_verb(title: str) -> bool:
    """Whether a title has no verb, as `verb_kinds` knows verbs."""
    return not verb_kinds(title)
