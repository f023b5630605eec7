"""Chooses the further sentences of a summary by the new information that they add to what is read before them.

A term counts by its rarity and by how many publishers use it; a sentence counts by its terms that neither the title nor
a chosen sentence has.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log2, prod, sqrt

from briefing.text.calendar_words import WEEKDAY_BY_NAME
from briefing.text.dates import find_dates
from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.quotability import MIN_QUOTABILITY, has_number
from briefing.writing.quotable_sentences import overlap
from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.summary.agreement import announced_verbs, is_provisional_text
from briefing.writing.summary.focus import term_rarity
from briefing.writing.summary.same_facts import (
    REPEATED_ACTS,
    VICTIM_ACTS,
    facts_of,
    main_clauses,
    new_share,
    state_the_same,
    stated_acts,
    states_the_same_figure,
)
from briefing.writing.summary.weighed_sentences import WeighedSentence

# The constants below were chosen by reading the summaries of the first days of two replayed windows.
BASE_TERM_WEIGHT = 0.25
"""Weight of a rare term that one publisher uses; each doubling of the publishers adds 1."""
NUMBER_FACTOR = 1.25
"""Factor of the gain by a sentence with a number."""
NEW_PUBLISHER_FACTOR = 1.25
"""Factor of the gain by a sentence of a publisher that is not quoted yet."""
NEW_STORY_FACTOR = 1.25
"""Factor of the gain by a sentence of a story that is not quoted yet: another happening."""
MANY_PUBLISHERS = 6
"""Number of publishers from which on a fact of the affair has words that several of them use."""
MIN_SHARED_SHARE, LONELY_FACTOR = 0.4, 0.4
"""Share of a sentence's terms that several publishers use, below which it is an anecdote; the factor of its gain."""
MIN_GAIN_WORDS = 14
"""Length in words below which a sentence is not preferred for being short."""
HALF_LIFE = timedelta(hours=60)
"""Time, from the newest articles, in which the weight of a further sentence halves."""
EVENT_HALF_LIFE = timedelta(days=10)
"""The same for a sentence that states an event of which nothing is quoted yet."""
MIN_NEW_TERMS, MIN_NEW_SHARE = 3, 0.6
"""Number of a sentence's own terms, and share of these, that no chosen sentence has."""
THEME_SHARE, MIN_THEME_SENTENCES = 0.3, 3
"""Share, and number, of sentences with a term from which on it is the theme of the thread: all sentences share it."""
MAX_OWN_OVERLAP = 0.4
"""Share of the own terms of the shorter of two sentences in the other, above which they say the same."""
MAX_TERM_OVERLAP = 0.45
"""Share of all terms of the shorter of two sentences in the other, above which it is a remark on the same news."""
MAX_ALIKE_OVERLAP = 0.2
"""The same share, above which two sentences with the same names or acts say the same."""
MIN_AFFAIR = 0.4
"""Share of what the thread is about that a sentence and the headline of its article hold together."""
BASE_TOPIC = 0.4
"""Factor of a sentence without a term of what the thread is about now."""
MIN_SHARE_OF_BEST = 0.05
"""Gain of the last sentence, relative to that of the first one of these, below which nothing is added."""
MIN_CLARITY = 0.42
"""Clarity that a further sentence needs: one small fault or two, none that hangs."""
MIN_SHARE_BEYOND, MIN_SHARE_BEYOND_EVENT, MIN_SHARE_BEYOND_ACT = 0.3, 0.4, 0.5
"""Shares of all terms of a sentence, by rarity, beyond the title and the chosen sentences; if one of these is of its
event; if it states an act that one of these states."""
MIN_RESTATED_TERMS, MIN_RESTATED_SHARE = 3, 0.5
"""Number, and share by rarity, of the title's terms in a sentence that states the act of the title again."""
NEW_EVENT_FACTOR = 1.5
"""Factor of the gain by a sentence that states a main event of which nothing is quoted yet."""
SMALL_THREAD, SMALL_SENTENCES = 2, 2
"""Numbers of articles and of sentences of the shortest long summary."""
ADDED_SENTENCES = 2.5
"""Number of sentences that each doubling of the articles adds."""

_IS_GOING_ON = re.compile(
    r"\b(?:is|are|was|were|(?:has|have|had) (?:not )?(?:been|yet)) (?:\w+ly )?(?:\w+ing|underway|under way)\b"
    r"|\b(?:likely|possibly|apparently|allegedly|neither|still|yet|may|might|could)\b",
    re.IGNORECASE,
)
"""Matches what an older sentence states as going on, as not certain, or as not yet so."""
_UNSURE_DAY = re.compile(r"\b(?:today|tonight|yesterday|tomorrow|overnight|last night|now)\b", re.IGNORECASE)
"""Matches a day that means another one when it is read later."""
_COUNTED_FROM_NOW = re.compile(r"\b[\w-]+ (?:hours?|days?|weeks?|months?) ago\b", re.IGNORECASE)
"""Matches a time that is counted from the day of its article, beside a heading of that day: "eight days ago"."""
_WEEKDAY = re.compile(rf"\b(?:on )?(?:{'|'.join(WEEKDAY_BY_NAME)})\b", re.IGNORECASE)
"""Matches a weekday."""
WEEK = timedelta(days=6)
"""Age, from the newest articles, from which on a weekday is not that of the last week."""
MIN_NEW_NAMES = 2
"""Number of names that a sentence adds if it adds neither an act nor a number."""
ClarityOf = Callable[[WeighedSentence, Sequence[WeighedSentence]], float]


def sentence_limit(article_count: int, most: int) -> int:
    """Return the number of sentences of the long summary of a thread, at most `most`."""
    return min(most, SMALL_SENTENCES + int(ADDED_SENTENCES * log2(max(SMALL_THREAD, article_count) / SMALL_THREAD)))


@dataclass(frozen=True, slots=True)
class Room:
    """What may still be added to a summary.

    Attributes:
        words: Maximum number of words of all its sentences.
        sentences: Maximum number of its sentences.
        max_age: Age of a sentence, counted from the newest article, up to which it may be added.
    """

    words: int
    sentences: int
    max_age: timedelta = timedelta.max


class FurtherFacts:
    """Chooses the sentences that add most to a title and to chosen sentences."""

    def __init__(self, title: str, sentences: Sequence[WeighedSentence]) -> None:
        """Weigh the terms of a thread's sentences.

        Args:
            title: The title of the thread.
            sentences: Its sentences.
        """
        publishers: dict[str, set[int]] = defaultdict(set)
        for one in sentences:
            for term in one.sentence.terms:
                publishers[term].add(one.publisher)
        self._weights = {
            term: term_rarity(term) * (BASE_TERM_WEIGHT + log2(len(houses))) for term, houses in publishers.items()
        }
        self._shared = {term for term, houses in publishers.items() if len(houses) > 1}
        self._publisher_count = len(frozenset[int]().union(*publishers.values()))
        self._title_terms = frozenset(bag_of_words(title, "en"))
        counts = Counter(term for one in sentences for term in one.sentence.terms)
        least = max(MIN_THEME_SENTENCES, THEME_SHARE * len(sentences))
        self._theme = self._title_terms.union(term for term, count in counts.items() if count >= least)
        self._title_facts = facts_of(title)
        self._title_acts = stated_acts(title) - (REPEATED_ACTS - VICTIM_ACTS)
        self._sentences = [one for one in sentences if one.quotability >= MIN_QUOTABILITY and _may_stand(one)]

    def extend(self, chosen: Sequence[WeighedSentence], room: Room, clarity_of: ClarityOf) -> list[WeighedSentence]:
        """Add the sentences that add most, as long as they fit and add enough.

        Args:
            chosen: The sentences so far.
            room: What may be added.
            clarity_of: How clear a sentence is after others; 0 if it must not stand there.
        """
        selection = list(chosen)
        best_gain = 0.0
        while len(selection) < room.sentences:
            added = self._best(selection, room, clarity_of)
            if added is None or added[0] < MIN_SHARE_OF_BEST * best_gain:
                break
            best_gain = max(best_gain, added[0])
            selection.append(added[1])
        return selection

    def _best(
        self,
        selection: Sequence[WeighedSentence],
        room: Room,
        clarity_of: ClarityOf,
    ) -> tuple[float, WeighedSentence] | None:
        """Return the sentence that adds most and what it adds; None if none fits."""
        words = room.words - sum(one.sentence.word_count for one in selection)
        gains = [
            (self._gain(one, selection), one)
            for one in self._sentences
            if one not in selection and one.sentence.word_count <= words and one.age <= room.max_age
        ]
        best: tuple[float, WeighedSentence] | None = None
        for bound, one in sorted(gains, key=lambda pair: (-pair[0], pair[1].order)):
            if bound <= (best[0] if best else 0.0):  # clarity, which is costly, only lowers a gain
                break
            if self._repeats(one, selection):
                continue
            clarity = clarity_of(one, selection)
            if clarity >= MIN_CLARITY and (best is None or bound * clarity > best[0]):
                best = bound * clarity, one
        return best

    def _gain(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> float:
        """The weight of the terms that a sentence adds, times its own, by its length; 0 if it adds too little."""
        own = one.sentence.terms - self._theme
        new = own.difference(*(other.sentence.terms for other in selection))
        if len(new) < MIN_NEW_TERMS or len(new) < MIN_NEW_SHARE * len(own):
            return 0.0
        is_new_event = (
            one.event is not None and one.states_event and all(other.event != one.event for other in selection)
        )
        factors = (
            (has_number(one.sentence.text), NUMBER_FACTOR),
            (self._shared_share(one) < MIN_SHARED_SHARE, LONELY_FACTOR),
            (all(other.publisher != one.publisher for other in selection), NEW_PUBLISHER_FACTOR),
            (all(other.story_number != one.story_number for other in selection), NEW_STORY_FACTOR),
            (is_new_event, NEW_EVENT_FACTOR),
        )
        added = sum(self._weights[term] for term in new) * prod(factor for applies, factor in factors if applies)
        fitness = one.quotability * min(1.0, BASE_TOPIC + one.relevance)
        fitness *= 0.5 ** (one.age / (EVENT_HALF_LIFE if is_new_event else HALF_LIFE))
        return float(added * fitness / sqrt(max(MIN_GAIN_WORDS, one.sentence.word_count)))

    def _shared_share(self, one: WeighedSentence) -> float:
        """The share of a sentence's terms that several publishers use, if there are many publishers."""
        terms = one.sentence.terms
        is_widely_reported = self._publisher_count >= MANY_PUBLISHERS
        return sum(term in self._shared for term in terms) / max(1, len(terms)) if is_widely_reported else 1.0

    def _repeats(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
        """Whether a sentence states nothing new: no act, number or names, or the act of the title again."""
        known = [self._title_facts, *(facts_of(other.sentence.text) for other in selection)]
        facts = facts_of(one.sentence.text)
        acts = facts.acts.difference(*(other.acts for other in known))
        numbers = facts.numbers.difference(*(other.numbers for other in known))
        names = facts.names.difference(*(other.names for other in known))
        if not acts and not numbers and len(names) < MIN_NEW_NAMES:
            return True
        known_terms = self._title_terms.union(*(other.sentence.terms for other in selection))
        is_known_event = one.event is not None and any(other.event == one.event for other in selection)
        least = MIN_SHARE_BEYOND_EVENT if is_known_event else MIN_SHARE_BEYOND
        least = MIN_SHARE_BEYOND_ACT if facts.acts - acts else least
        if self._title_acts & _main_acts(one) and self._restates_title(one):
            return True
        return new_share(one.sentence.terms, known_terms) < least or any(
            self._say_the_same(one, other) for other in selection
        )

    def _restates_title(self, one: WeighedSentence) -> bool:
        """Whether a sentence that states an act of the title has much of the title: "talks" may be others."""
        shared = self._title_terms & one.sentence.terms
        share = 1 - new_share(self._title_terms, one.sentence.terms)
        return len(shared) >= MIN_RESTATED_TERMS or share >= MIN_RESTATED_SHARE

    def _say_the_same(self, one: WeighedSentence, other: WeighedSentence) -> bool:
        if overlap(one.sentence.terms, other.sentence.terms) > MAX_TERM_OVERLAP:
            return True
        shared = overlap(one.sentence.terms - self._theme, other.sentence.terms - self._theme)
        if shared > MAX_OWN_OVERLAP or states_the_same_figure(one.sentence.text, other.sentence.text):
            return True
        return shared > MAX_ALIKE_OVERLAP and state_the_same(one.sentence, other.sentence, self._title_acts)


def _main_acts(one: WeighedSentence) -> frozenset[str]:
    """The acts that a sentence states in its main clauses."""
    return facts_of(main_clauses(one.sentence.text)).acts


def _may_stand(one: WeighedSentence) -> bool:
    """Whether a sentence may stand in a summary: about the thread, and still true."""
    if one.affair_share < MIN_AFFAIR or (one.is_colour and not one.states_event):
        return False
    if one.age <= LEAD_WINDOW:
        return True
    is_of_event = one.event is not None and not _COUNTED_FROM_NOW.search(one.sentence.text)
    return (is_of_event and _is_past(one)) or is_past_event(one)


def is_past_event(one: WeighedSentence) -> bool:
    """Whether a sentence states something that happened and names its day, so that it is read as what came before."""
    text = one.sentence.text
    return _is_past(one) and any(
        mention.granularity == "day" for mention in find_dates(_without_unsure_days(text), one.day)
    )


def _without_unsure_days(text: str) -> str:
    return _COUNTED_FROM_NOW.sub("", _UNSURE_DAY.sub("", text))


def is_past_weekday(one: WeighedSentence) -> bool:
    """Whether a sentence of an older week names its day by a weekday alone: it reads as one of this week."""
    if one.age < WEEK or not _WEEKDAY.search(one.sentence.text):
        return False
    without = _WEEKDAY.sub("", one.sentence.text)
    return not any(mention.granularity == "day" for mention in find_dates(without, one.day))


def _is_past(one: WeighedSentence) -> bool:
    """Whether a sentence states neither what is going on nor what is to come or not certain."""
    text = one.sentence.text
    return not (_IS_GOING_ON.search(text) or announced_verbs(text) or is_provisional_text(text))
