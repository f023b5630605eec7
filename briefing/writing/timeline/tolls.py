"""Headlines on tolls."""

from __future__ import annotations

import re

_MONEY_AFTER = (
    r"(?!\s(?:\w+\s){0,2}(?:[A-Z]{0,3}[$£€¥₹]|[\d.,]+\s?(?:%|(?:cents?|dollars?|euros?|pounds?|pesos?|per\s?cent)\b)))"
)
_NEW_TOLL = re.compile(
    rf"\b(?:toll|death\stolls)\s(?:\w+\s){{0,3}}?(?:rises?|climbs?|grows?|jumps?|nears?|passes|tops|hits|reaches|now)\b{_MONEY_AFTER}"
    r"|\b(?:dead|deaths|injured|missing)\b[^,;]*\b(?:rises?|climbs?|grows?|jumps?)\sto\b"
    r"|\b(?:dead|deaths)\s(?:(?:are|stand)\s)?now\s(?:at\s)?\d"
    r"|\b\d[\d,]*\s(?:\w+\s)?(?:now\s)?confirmed\sdead\s(?:in|from|after)\b",
    re.IGNORECASE,
)


def is_on_new_toll(headline: str) -> bool:
    """Whether a headline is on a toll that grew: its event is that this became known."""
    return _NEW_TOLL.search(headline) is not None
