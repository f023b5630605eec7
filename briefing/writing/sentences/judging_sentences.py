"""Recognises sentences in which a paper judges, which no digest states as fact."""

from __future__ import annotations

import re

from briefing.text.phrase_search import phrase_search

MAX_QUOTATION = 400
"""Characters of a quotation that are passed over, which bounds the search: the longest sentences have about 300."""
_QUOTATION = re.compile(
    rf"[“\"„«][^”\"“»]{{0,{MAX_QUOTATION}}}(?:[”\"“»]|\Z)"
    rf"|(?<!\w)(?:‘(?:[^‘’']|(?<=\w)[’'](?=\w)){{0,{MAX_QUOTATION}}}(?:[’'](?!\w)|\Z)|'[^‘’']{{0,{MAX_QUOTATION}}}[’'](?!\w))"
)
"""A quotation, or one that the end of its sentence cuts off."""


def judges(text: str) -> bool:
    """Whether a sentence judges or says "we" outside quotations."""
    return phrase_search("writing/judging_words.tsv").is_in(_QUOTATION.sub(" ", text))
