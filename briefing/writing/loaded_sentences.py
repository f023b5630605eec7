"""Recognises sentences in which a paper judges, which no digest states as fact."""

from __future__ import annotations

import re

from briefing.text.phrase_search import phrase_search

_QUOTATION = re.compile(r"[“\"„«][^”\"“»]*[”\"“»]|(?<!\w)[‘'][^‘’']*[’'](?!\w)")


def judges(text: str) -> bool:
    """Return whether a sentence judges or says "we" outside quotations."""
    return phrase_search("writing/loaded_words.tsv").is_in(_QUOTATION.sub(" ", text))
