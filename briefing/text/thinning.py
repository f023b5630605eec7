"""What stays of the text of an old article: its first sentence, and those that a summary or timeline quotes. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.text.sentences import split_sentences

OPENING_SENTENCES = 1
"""Sentences at the start that stay in any case. They say what the article reports, and a timeline that is written again
compares articles by them."""


def thinned_text(text: str, quoted: Iterable[str], lang: str = "") -> str:
    """Return the first sentence of a text and the quoted ones that stand in it, each on a line of its own."""
    opening = split_sentences(text, lang)[:OPENING_SENTENCES]
    places = {text.find(sentence): sentence for sentence in sorted((*opening, *quoted), key=len) if sentence}
    ordered = [places[place] for place in sorted(places) if place >= 0]
    return "\n".join(sentence for sentence in ordered if not any(sentence in o and sentence != o for o in ordered))
