"""How much a word tells: its rarity in the news at large and in what was read so far, blended."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from briefing.text.frequencies import background

TRUST, THREAD_TRUST = 1000.0, 10_000.0
"""The background counts like so many texts of the reader's own: for stories fewer, since within an affair that fills
the news only other words tell stories apart; for threads more, since there the affair is what is looked for."""
LEAST = 0.1
OFTEN, SHARE = 2, 0.2
"""A name is a place for all if it was used like one so often, and in this share of its texts."""


class Rarity(dict[str, float]):
    """Inverse document frequencies for one batch: -log of the share of texts that hold a term, filled in as asked for.

    The share is that of the reader's own texts with the background as a prior, so that a word of the day ("olympics" in
    July) loses its weight where everything is about it.
    """

    def __init__(self, counts: Mapping[str, int], documents: int, trust: float = TRUST) -> None:
        super().__init__()
        self._counts = counts
        self._documents = documents
        self._trust = trust
        self._places: dict[str, bool] = {}
        self._background = background()

    def __missing__(self, term: str) -> float:
        prior = self._trust * self._background.rate(term)
        share = (self._counts.get(term, 0) + prior) / (self._documents + self._trust)
        found = self[term] = max(LEAST, -log(share))
        return found

    def is_place(self, name: str) -> bool:
        """Whether the reader's own texts use a name mostly like a place, in whichever article it stands now."""
        found = self._places.get(name)
        if found is None:
            located = self._counts.get(f"in {name}", 0)
            found = self._places[name] = located >= OFTEN and located >= SHARE * self._counts.get(name, 0)
        return found
