"""How much a word tells: its rarity in the news at large and in what was read so far, blended."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from briefing.text.frequencies import background_frequencies

STORY_PRIOR_COUNT, THREAD_PRIOR_COUNT = 1000.0, 10_000.0
"""The background counts like so many texts of the reader's own: for stories fewer, since within an affair that fills
the news only other words tell stories apart; for threads more, since there the affair is what is looked for."""
MIN_IDF = 0.1
MIN_PLACE_USES, MIN_PLACE_SHARE = 2, 0.2
"""A name is a place for all if it was used like one so often, and in this share of its texts."""


class Idf(dict[str, float]):
    """Inverse document frequencies for one batch: -log of the share of texts that hold a term, filled in as asked for.

    The share is that of the reader's own texts with the background as a prior, so that a word of the day ("olympics" in
    July) loses its weight where everything is about it.
    """

    def __init__(
        self, document_frequencies: Mapping[str, int], document_count: int, prior_count: float = STORY_PRIOR_COUNT
    ) -> None:
        super().__init__()
        self._document_frequencies = document_frequencies
        self._document_count = document_count
        self._prior_count = prior_count
        self._place_usage: dict[str, bool] = {}
        self._background = background_frequencies()

    def __missing__(self, term: str) -> float:
        prior = self._prior_count * self._background.document_share(term)
        share = (self._document_frequencies.get(term, 0) + prior) / (self._document_count + self._prior_count)
        found = self[term] = max(MIN_IDF, -log(share))
        return found

    def is_used_as_place(self, name: str) -> bool:
        """Whether the reader's own texts use a name mostly like a place, in whichever article it stands now."""
        found = self._place_usage.get(name)
        if found is None:
            located = self._document_frequencies.get(f"in {name}", 0)
            found = self._place_usage[name] = (
                located >= MIN_PLACE_USES and located >= MIN_PLACE_SHARE * self._document_frequencies.get(name, 0)
            )
        return found
