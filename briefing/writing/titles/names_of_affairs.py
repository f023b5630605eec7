"""Names affairs after what their threads have in common: "Iran war" instead of the headline of the largest thread.

A name is a phrase that headlines of several threads and houses have, in whatever form: "war in Iran" and "Iran's war"
count for "Iran war". An affair without such a phrase has no name; the title of its head stands for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from briefing.model.affair_headlines import Affair, AffairHeadline
from briefing.writing.titles.affair_phrases import AffairPhrase, HeadlinePhrases, headline_phrases

# The constants below were chosen on one replayed window of feeds and checked on another.
MIN_THREADS = 3
"""Threads with the phrase in some form that an affair needs."""
MIN_HOUSES = 3
"""Independent houses with it."""
MIN_SURE_HOUSES = 2
"""Those of them in whose headlines the name is surely a name."""
MIN_COVERED = 0.35
"""Share of the threads with a headline that has the name and such an event, wherever they stand in it."""
MIN_NAMING = 0.6
"""Share of the threads with a headline that has the name."""
MIN_NAMING_ALONE = 0.7
"""The same share for a full name without an event ("Windows 11"), which says less."""
MIN_DISTINCTION = 4.0
"""Number of times that it is as common in the affair as in titles of other threads."""
MIN_LONGER = 0.6
"""Share of the threads with a phrase that have a longer one around it, from which on the longer one is the name."""
KEPT_FACTOR = 0.75
"""Factor of these shares for the former name, so that it does not come and go."""
MAX_NAME_LENGTH = 40
"""Characters of a name: a short phrase."""

_Key = tuple[frozenset[str], str]


class _Candidate(NamedTuple):
    """A phrase that can be the name of an affair.

    Attributes:
        key: Its names and its kind of event.
        text: Its commonest form.
        is_former: Whether the affair has had that name so far.
        covered: How many threads of the affair have its names and its event.
        houses: How many houses have it.
        head: The head of the affair.
    """

    key: _Key
    text: str
    is_former: bool
    covered: int
    houses: int
    head: str

    @property
    def order(self) -> tuple[bool, bool, int, int, int, str]:
        """Return the place among all candidates: a former name, then those with an event, then by threads."""
        return not self.is_former, not self.key[1], -self.covered, -self.houses, len(self.text), self.text


def affair_names(affairs: Iterable[Affair], titles: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each affair by its head, "" for none; no two have the same one.

    A former name stays while it qualifies. Of two affairs that one phrase would name, the larger one that the other is
    part of has it, or else that with more such threads.

    Args:
        affairs: The affairs.
        titles: The titles of threads by id, of affairs and of others, which show how common a phrase is.
    """
    named_by_title = {thread: headline_phrases(title) for thread, title in titles.items()}
    names: dict[str, str] = {}
    inside: set[str] = set()
    candidates: list[_Candidate] = []
    for affair in affairs:
        names[affair.head] = ""
        inside.update({headline.thread for headline in affair.headlines} - {affair.head})
        candidates += _Phrases(affair).candidates(named_by_title)
    used: set[_Key] = set()
    for candidate in sorted(candidates, key=lambda one: (one.head in inside, *one.order)):
        if not names[candidate.head] and candidate.key not in used:
            names[candidate.head] = candidate.text
            used.add(candidate.key)
    return names


class _Phrases:
    """The phrases of the headlines of an affair."""

    def __init__(self, affair: Affair) -> None:
        self._affair = affair
        self._former = {_key(one) for one in headline_phrases(affair.previous).phrases if one.text == affair.previous}
        self._headlines: defaultdict[str, list[HeadlinePhrases]] = defaultdict(list)
        self._threads: defaultdict[_Key, set[str]] = defaultdict(set)
        self._houses: defaultdict[_Key, set[str]] = defaultdict(set)
        self._sure_houses: defaultdict[_Key, set[str]] = defaultdict(set)
        self._texts: defaultdict[_Key, Counter[str]] = defaultdict(Counter)
        for headline in affair.headlines:
            named = headline_phrases(headline.text)
            self._headlines[headline.thread].append(named)
            for phrase in named.phrases:
                self._add(phrase, headline)

    def _add(self, phrase: AffairPhrase, headline: AffairHeadline) -> None:
        key = _key(phrase)
        self._threads[key].add(headline.thread)
        self._houses[key].add(headline.house)
        if phrase.is_sure:
            self._sure_houses[key].add(headline.house)
        if phrase.text:
            self._texts[key][phrase.text] += 1

    def candidates(self, named_by_title: Mapping[str, HeadlinePhrases]) -> list[_Candidate]:
        """Return the phrases that qualify, without those that mostly stand inside a longer one that does."""
        keys = [key for key in self._threads if self._is_spread(key) and self._names_whole(key, named_by_title)]
        return [candidate for key in keys if (candidate := self._candidate(key, keys))]

    def _candidate(self, key: _Key, qualifying: Sequence[_Key]) -> _Candidate | None:
        is_former, text = self._is_former(key), self._text(key)
        if is_former and text.casefold() != self._affair.previous.casefold():
            text = self._affair.previous
        if not text or len(text) > MAX_NAME_LENGTH or (self._is_part_of_longer(key, qualifying) and not is_former):
            return None
        return _Candidate(key, text, is_former, self._covered(key), len(self._houses[key]), self._affair.head)

    def _is_spread(self, key: _Key) -> bool:
        """Whether enough threads and houses have a phrase."""
        return (
            len(self._threads[key]) >= MIN_THREADS
            and len(self._houses[key]) >= MIN_HOUSES
            and len(self._sure_houses[key]) >= MIN_SURE_HOUSES
        )

    def _names_whole(self, key: _Key, named_by_title: Mapping[str, HeadlinePhrases]) -> bool:
        """Whether a phrase covers enough of the affair, and is not as common elsewhere."""
        names, noun = key
        size = len(self._headlines) * (KEPT_FACTOR if self._is_former(key) else 1)
        naming = sum(any(names <= one.words for one in headlines) for headlines in self._headlines.values())
        covered = self._covered(key)
        if naming < (MIN_NAMING if noun else MIN_NAMING_ALONE) * size or covered < MIN_COVERED * size:
            return False
        others = [named for thread, named in named_by_title.items() if thread not in self._headlines]
        outside = sum(_has(key, one) for one in others)
        return covered * len(others) >= MIN_DISTINCTION * outside * size

    def _is_former(self, key: _Key) -> bool:
        return key in self._former or self._affair.previous in self._texts[key]

    def _covered(self, key: _Key) -> int:
        return sum(any(_has(key, one) for one in headlines) for headlines in self._headlines.values())

    def _is_part_of_longer(self, key: _Key, qualifying: Sequence[_Key]) -> bool:
        names, noun = key
        longer = [other for other in qualifying if other[1] == noun and other[0] > names and self._text(other)]
        return any(len(self._threads[one]) >= MIN_LONGER * len(self._threads[key]) for one in longer)

    def _text(self, key: _Key) -> str:
        """Return the form of a phrase that most headlines have, the title of the head if it is one; "" for none."""
        texts = self._texts[key]
        title = self._affair.title
        if any(_key(one) == key and one.text == title for one in headline_phrases(title).phrases):
            return title
        by_form: Counter[str] = Counter()
        for text, count in texts.items():
            by_form[text.casefold()] += count
        return min(texts, key=lambda one: (-by_form[one.casefold()], len(one), -texts[one], one), default="")


def _key(phrase: AffairPhrase) -> _Key:
    return phrase.names, phrase.noun


def _has(key: _Key, named: HeadlinePhrases) -> bool:
    """Whether a headline has the name of a phrase, and its event if it has one."""
    return key[0] <= named.words and (not key[1] or key[1] in named.nouns)
