"""Chooses the further sentences of a summary by the new information that they add to what is read before them.

A term counts by its rarity and by how many publishers use it; a sentence counts by its terms that neither the title nor
a chosen sentence has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import fsum, log2, prod, sqrt

from briefing.writing.sentences.quotability import has_number
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words, common_terms
from briefing.writing.summary.focus import term_rarity
from briefing.writing.summary.same_facts import (
    RECURRING_ACTS,
    VICTIM_ACTS,
    acts_and_plurals,
    are_in_the_same_words,
    facts_of,
    main_clauses,
    new_share,
    state_the_same,
    states_the_same_figure,
)
from briefing.writing.summary.weighed_sentences import WeighedSentence

# The constants below were chosen by reading the summaries of the first days of two replayed windows.
BASE_TERM_WEIGHT = 0.25
"""Weight of a rare term that one publisher uses; each doubling of the publishers adds 1."""
FIGURE_WEIGHT = 2.0
"""Weight of a number with what it counts that two publishers give; each doubling of the publishers adds as much."""
MIN_FIGURE_LENGTH = 3
"""Number of digits from which on a number is a figure without what it counts."""
NUMBER_FACTOR = 1.25
"""Factor of the gain by a sentence with a number."""
NEW_PUBLISHER_FACTOR = 1.25
"""Factor of the gain by a sentence of a publisher that is not quoted yet."""
NEW_STORY_FACTOR = 1.25
"""Factor of the gain by a sentence of a story that is not quoted yet: another happening."""
MANY_PUBLISHERS = 6
"""Number of publishers from which on a fact of the affair has words that several of them use."""
MIN_SHARED_SHARE = 0.4
"""Share of a sentence's terms that several publishers use, below which it is an anecdote."""
LONELY_FACTOR = 0.4
"""Factor of the gain by an anecdote."""
MIN_GAIN_WORDS = 14
"""Length in words below which a sentence is not preferred for being short."""
HALF_LIFE = timedelta(hours=60)
"""Time, from the newest articles, in which the weight of a further sentence halves."""
EVENT_HALF_LIFE = timedelta(days=10)
"""The same for a sentence that states an event of which nothing is quoted yet."""
MIN_NEW_TERMS, MIN_NEW_SHARE = 3, 0.6
"""Number of a sentence's own terms, and share of these, that no chosen sentence has."""
THEME_SHARE, MIN_THEME_SENTENCES = 0.3, 3
"""Share, and number, of sentences with a term from which on it is the theme of the thread."""
MIN_COMMON_SENTENCES = 5
"""Number of sentences with a figure from which on it says nothing about whether two of them state the same."""
MAX_OWN_OVERLAP = 0.35
"""Share of the own terms of the shorter of two sentences in the other, above which they say the same."""
MAX_FIGURE_OVERLAP = 0.67
"""The same if one of them adds a figure of several publishers."""
MAX_TERM_OVERLAP = 0.45
"""Share of all terms of the shorter of two sentences in the other, above which it is a remark on the same news."""
MAX_ALIKE_OVERLAP = 0.2
"""The same share, above which two sentences with the same names or acts say the same."""
BASE_TOPIC = 0.4
"""Factor of a sentence without a term of what the thread is about now."""
BASE_LIKELIHOOD = 0.3
"""Factor of a sentence of an article that surely reports no event but explains or comments."""
MIN_GAIN = 0.08
"""Gain below which nothing is added."""
MIN_GAIN_OF_DOUBLING = 0.035
"""What each doubling of the publishers adds to the least gain: many report the main facts."""
MIN_CLARITY = 0.42
"""Clarity that a further sentence needs: one small fault or two, none that hangs."""
MIN_SHARE_BEYOND = 0.3
"""Least share of all terms of a sentence, by rarity, beyond the title and the chosen sentences."""
MIN_SHARE_BEYOND_EVENT = 0.4
"""The same if one of these is of its event."""
MIN_SHARE_BEYOND_ACT = 0.5
"""The same if it states an act that one of these states."""
MIN_RESTATED_TERMS, MIN_RESTATED_SHARE = 3, 0.5
"""Number, and share by rarity, of the title's terms in a sentence that states the act of the title again."""
NEW_EVENT_FACTOR = 1.25
"""Factor of the gain by a sentence that states an event of which nothing is quoted yet, if one publisher reports it."""
ADDED_EVENT_FACTOR = 0.35
"""What each doubling of these publishers adds to the factor."""
SMALL_THREAD, SMALL_SENTENCES = 2, 2
"""Numbers of articles and of sentences of the shortest long summary."""
ADDED_SENTENCES = 2.5
"""Number of sentences that each doubling of the articles adds."""

# The next constants limit what is added while a summary is shorter than its limit (`Room.is_ample`). Each share is that
# of a sentence's terms, by rarity, which neither the title nor a chosen sentence has.
MIN_AMPLE_SHARE = 0.4
"""Least share of any sentence."""
MIN_AMPLE_SHARE_OF_EVENT = 0.45
"""Least share, if a chosen sentence is of the same event."""
MIN_AMPLE_SHARE_OF_SAME = 0.52
"""Least share, if a chosen sentence has the same acts, names or numbers."""
MIN_AMPLE_SHARE_OF_ALIKE = 0.65
"""Least share, if a chosen sentence is alike or states the same figure, or if the title states the same act."""
MIN_AMPLE_SHARES = (0.7, 0.57, 0.0)
"""Least shares of a sentence that adds no act, number or name; that adds one; and that adds several."""
MAX_AMPLE_OWN_OVERLAP = 0.5
"""Share of the terms of the shorter of two sentences in the other, without those of the title and the theme of the
thread, above which the two are alike."""
MIN_NEW_NAMES, MIN_SHARE_WITHOUT_FACT = 2, 0.6
"""Number of names, or share of terms by rarity, that a sentence adds if it adds neither an act nor a number."""
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
        min_gain: What a sentence must add.
        is_ample: Whether a sentence may share more with those before it, as long as it adds a fact.
    """

    words: int
    sentences: int
    min_gain: float = 0.0
    is_ample: bool = False


class FurtherChoice:
    """Chooses the sentences that add most to a title and to chosen sentences."""

    def __init__(
        self, title: str, sentences: Sequence[WeighedSentence], headlines: Sequence[WeighedSentence] = ()
    ) -> None:
        """Weigh the terms and figures of a thread.

        Args:
            title: The title of the thread.
            sentences: Its sentences.
            headlines: Those of its headlines that report what happened.
        """
        publishers: dict[str, set[int]] = defaultdict(set)
        counting: dict[str, set[int]] = defaultdict(set)
        self._event_publishers: dict[int | None, set[int]] = defaultdict(set)
        for one in (*sentences, *headlines):
            self._event_publishers[one.canonical_event].add(one.publisher)
            for term in one.sentence.terms:
                publishers[term].add(one.publisher)
            for figure in _figures(one):
                counting[figure].add(one.publisher)
        self._weights = {
            term: term_rarity(term) * (BASE_TERM_WEIGHT + log2(len(houses))) for term, houses in publishers.items()
        }
        self._figure_weights = {
            figure: FIGURE_WEIGHT * log2(len(houses)) for figure, houses in counting.items() if len(houses) > 1
        }
        self._shared = {term for term, houses in publishers.items() if len(houses) > 1}
        self._publisher_count = len(frozenset[int]().union(*publishers.values()))
        self.min_gain = MIN_GAIN + MIN_GAIN_OF_DOUBLING * log2(max(1, self._publisher_count))
        self._title_terms = frozenset(bag_of_words(title, "en"))
        terms_of_all = [one.sentence.terms for one in sentences]
        self._theme = common_terms(terms_of_all, THEME_SHARE, least=MIN_THEME_SENTENCES)
        least_common = max(MIN_COMMON_SENTENCES, THEME_SHARE * len(sentences))
        figures = Counter(figure for one in sentences for figure in facts_of(one.sentence.text).counted)
        self._common_figures = frozenset(figure for figure, count in figures.items() if count >= least_common)
        self._title_acts = acts_and_plurals(title) - (RECURRING_ACTS - VICTIM_ACTS)

    def extend(
        self,
        chosen: Sequence[WeighedSentence],
        candidates: Iterable[WeighedSentence],
        room: Room,
        clarity_of: ClarityOf,
    ) -> list[WeighedSentence]:
        """Add the sentences that add most, as long as they fit and add enough.

        Args:
            chosen: The sentences so far.
            candidates: The sentences that may be added.
            room: How much may be added.
            clarity_of: How clear a sentence is after others; 0 if it must not stand there.
        """
        selection = list(chosen)
        remaining = [one for one in candidates if one not in selection]
        while len(selection) < room.sentences:
            words = room.words - sum(one.sentence.word_count for one in selection)
            fitting = [one for one in remaining if one.sentence.word_count <= words]
            added = self._best(fitting, selection, clarity_of, room)
            if added is None or added[0] < room.min_gain:
                break
            selection.append(added[1])
            remaining.remove(added[1])
        return selection

    def _best(
        self,
        candidates: Sequence[WeighedSentence],
        selection: Sequence[WeighedSentence],
        clarity_of: ClarityOf,
        room: Room,
    ) -> tuple[float, WeighedSentence] | None:
        """Return the sentence that adds most and what it adds; None if none fits."""
        gain, repeats = (self.value, self._restates) if room.is_ample else (self._gain, self._repeats)
        gains = [(gain(one, selection), one) for one in candidates]
        best: tuple[float, WeighedSentence] | None = None
        for bound, one in sorted(gains, key=lambda pair: (-pair[0], pair[1].order)):
            if bound <= (best[0] if best else 0.0):  # clarity, which is costly, only lowers a gain
                break
            if any(are_in_the_same_words(one.sentence, other.sentence) for other in selection) or repeats(
                one, selection
            ):
                continue
            clarity = clarity_of(one, selection)
            if clarity >= MIN_CLARITY and (best is None or bound * clarity > best[0]):
                best = bound * clarity, one
        return best

    def _gain(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> float:
        """The weight of the terms that a sentence adds, times its own, by its length; 0 if it adds too little."""
        own = one.sentence.terms - self._theme
        new = own.difference(*(other.sentence.terms for other in selection))
        figures = self._new_figures(one, selection)
        if not figures and (len(new) < MIN_NEW_TERMS or len(new) < MIN_NEW_SHARE * len(own)):
            return 0.0
        return self.value(one, selection)

    def value(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> float:
        """Return the weight of the terms that a sentence adds to chosen ones, times its own, by its length."""
        new = (one.sentence.terms - self._theme).difference(*(other.sentence.terms for other in selection))
        figures = self._new_figures(one, selection)
        is_on_event = one.canonical_event is not None and one.states_event
        is_new_event = is_on_event and not one.is_on_event_of(selection)
        publisher_count = len(self._event_publishers[one.canonical_event])
        factors = (
            (has_number(one.sentence.text), NUMBER_FACTOR),
            (self._shared_share(one) < MIN_SHARED_SHARE, LONELY_FACTOR),
            (all(other.publisher != one.publisher for other in selection), NEW_PUBLISHER_FACTOR),
            (all(other.story_number != one.story_number for other in selection), NEW_STORY_FACTOR),
            (is_new_event, NEW_EVENT_FACTOR + ADDED_EVENT_FACTOR * log2(publisher_count)),
        )
        added = fsum(self._weights[term] for term in new) + figures
        added *= prod(factor for applies, factor in factors if applies)
        fitness = one.quotability * min(1.0, BASE_TOPIC + one.relevance)
        fitness *= BASE_LIKELIHOOD + (1 - BASE_LIKELIHOOD) * one.event_likelihood
        fitness *= 0.5 ** (one.age / (EVENT_HALF_LIFE if is_new_event else HALF_LIFE))
        return float(added * fitness / sqrt(max(MIN_GAIN_WORDS, one.sentence.word_count)))

    def _new_figures(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> float:
        """The weight of the figures of several publishers that a sentence adds: "40 divers"."""
        known = frozenset[str]().union(*map(_figures, selection))
        return fsum(self._figure_weights.get(figure, 0.0) for figure in _figures(one) - known)

    def _shared_share(self, one: WeighedSentence) -> float:
        """The share of a sentence's terms that several publishers use, if there are many publishers."""
        terms = one.sentence.terms
        is_widely_reported = self._publisher_count >= MANY_PUBLISHERS
        return sum(term in self._shared for term in terms) / max(1, len(terms)) if is_widely_reported else 1.0

    def _repeats(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
        """Whether a sentence adds neither an act, a number, a name nor many terms, or states the title's act again."""
        known = [facts_of(other.sentence.text) for other in selection]
        facts = facts_of(one.sentence.text)
        acts = facts.acts.difference(*(other.acts for other in known))
        numbers = facts.numbers.difference(*(other.numbers for other in known))
        names = facts.names.difference(*(other.names for other in known))
        known_terms = frozenset[str]().union(*(other.sentence.terms for other in selection))
        share = new_share(one.sentence.terms, known_terms)
        if not (acts or numbers) and len(names) < MIN_NEW_NAMES and share < MIN_SHARE_WITHOUT_FACT:
            return True
        is_known_event = one.is_on_event_of(selection)
        least = MIN_SHARE_BEYOND_EVENT if is_known_event else MIN_SHARE_BEYOND
        least = MIN_SHARE_BEYOND_ACT if facts.acts - acts else least
        if self._title_acts & _main_acts(one) & facts.acts.difference(acts) and self._restates_title(one):
            return True
        adds_figure = self._new_figures(one, selection) > 0
        return (share < least and not adds_figure) or any(
            self._repeats_one(one, other, adds_figure=adds_figure) for other in selection
        )

    def _restates(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
        """Whether a sentence adds no fact to the title and chosen sentences, or is mostly in the words of one."""
        known = [facts_of(other.sentence.text) for other in selection]
        facts = facts_of(one.sentence.text)
        known_acts = frozenset[str]().union(*(other.acts for other in known))
        added = sum(
            len(own.difference(*others))
            for own, others in (
                (facts.acts, [known_acts]),
                (facts.numbers, [other.numbers for other in known]),
                (facts.names, [other.names for other in known]),
            )
        )
        share = new_share(one.sentence.terms, self._title_terms.union(*(other.sentence.terms for other in selection)))
        is_known_event = one.is_on_event_of(selection)
        least = MIN_AMPLE_SHARE_OF_EVENT if is_known_event else MIN_AMPLE_SHARE
        if share < max(least, MIN_AMPLE_SHARES[min(added, len(MIN_AMPLE_SHARES) - 1)]):
            return True
        if share < MIN_AMPLE_SHARE_OF_ALIKE and self._title_acts & _main_acts(one) & known_acts:
            return self._restates_title(one)
        return any(self._is_mostly(one, other, share) for other in selection)

    def _is_mostly(self, one: WeighedSentence, other: WeighedSentence, share: float) -> bool:
        """Whether a sentence is in the words of another one, or states its figure, and adds little."""
        terms, other_terms = one.sentence.terms, other.sentence.terms
        common = self._theme | self._title_terms
        own_overlap = overlap(terms - common, other_terms - common)
        return share < MIN_AMPLE_SHARE_OF_ALIKE and (
            own_overlap > MAX_AMPLE_OWN_OVERLAP
            or states_the_same_figure(one.sentence.text, other.sentence.text, common_figures=self._common_figures)
            or (share < MIN_AMPLE_SHARE_OF_SAME and own_overlap > MAX_ALIKE_OVERLAP and self._is_same(one, other))
        )

    def _restates_title(self, one: WeighedSentence) -> bool:
        """Whether a sentence that states an act of the title has much of the title: "talks" may be others."""
        shared = self._title_terms & one.sentence.terms
        share = 1 - new_share(self._title_terms, one.sentence.terms)
        return len(shared) >= MIN_RESTATED_TERMS or share >= MIN_RESTATED_SHARE

    def _repeats_one(self, one: WeighedSentence, other: WeighedSentence, *, adds_figure: bool) -> bool:
        """Whether a sentence, which may add a figure to the chosen ones, says what a given one of these says."""
        if states_the_same_figure(one.sentence.text, other.sentence.text, common_figures=self._common_figures):
            return True
        shared = overlap(one.sentence.terms - self._theme, other.sentence.terms - self._theme)
        is_remark = not adds_figure and overlap(one.sentence.terms, other.sentence.terms) > MAX_TERM_OVERLAP
        if shared > (MAX_FIGURE_OVERLAP if adds_figure else MAX_OWN_OVERLAP) or (shared and is_remark):
            return True
        return shared > MAX_ALIKE_OVERLAP and self._is_same(one, other)

    def _is_same(self, one: WeighedSentence, other: WeighedSentence) -> bool:
        return state_the_same(one.sentence, other.sentence, self._title_acts, self._common_figures)


def _figures(one: WeighedSentence) -> frozenset[str]:
    """The numbers of a sentence with what they count, and large ones by themselves: "toll of 5,300"."""
    facts = facts_of(one.sentence.text)
    return facts.counted.union(number for number in facts.numbers if len(number) >= MIN_FIGURE_LENGTH)


def _main_acts(one: WeighedSentence) -> frozenset[str]:
    """The acts that a sentence states in its main clauses."""
    return facts_of(main_clauses(one.sentence.text)).acts
