"""Composes the summary of a thread in three sizes: the newest development, more about it, and what led to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import exp, sqrt

from briefing.model.articles import Story
from briefing.model.threads import Sentence, Summary
from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.quotability import MIN_QUOTABILITY, has_relative_time, is_stale, quotability
from briefing.writing.quotable_sentences import Concept, overlap
from briefing.writing.stories import sample_stories
from briefing.writing.summary.agreement import is_overtaken, tolls_differ, without_old_tolls
from briefing.writing.summary.weighed_sentences import RECENT_SPAN, WeighedSentence, weigh_thread_sentences

LINE_WORDS = 45
"""Maximum number of words of the line: one sentence."""
PARAGRAPH_WORDS = 75
"""Maximum number of words of the paragraph, about four lines of a terminal."""
PARAGRAPH_SENTENCES = 3
"""Maximum number of sentences of the paragraph."""
LONG_WORDS = 230
"""Maximum number of words of the long summary: one page of a terminal."""
LONG_SENTENCES = 8
"""Maximum number of sentences of the long summary."""
MIN_CORE_SHARE = 0.35
"""Share of the thread's core terms that a sentence needs to say, in the paragraph, what led to the news."""
LONG_THREAD_AGE = timedelta(days=10)
"""Age from which on a thread's paragraph may end with what led to the news."""
MAX_OVERLAP = 0.5
"""Share of the shorter sentence's words in another above which the two do not stand in one summary."""
MAX_TERM_OVERLAP = 0.4
"""The same for terms alone: above it every second pair of sentences says the same thing."""
MIN_OPENING = 0.2
"""Probability that a sentence may open from which on it opens a summary if no sentence passes as an opening."""
OPENING_BONUS = 0.6
"""Added to the factor of a gain by the first sentence of an article when a summary is opened."""
NEW_PUBLISHER_FACTOR = 1.2
"""Factor of the gain by a sentence of a publisher that is not quoted yet."""
MIN_GAIN_WORDS = 8
"""Length in words below which a sentence is not preferred for being short."""


class ThreadSummarizer:
    """Chooses the sentences of a thread's summary."""

    def __init__(self, ordered_stories: Sequence[Story], known_sentences: Sequence[frozenset[str]] = ()) -> None:
        """Weigh the sentences of a thread.

        Args:
            ordered_stories: Stories with articles, oldest first; at least one.
            known_sentences: Terms of sentences that the reader knows; sentences that repeat them are not quoted.
        """
        weighed = weigh_thread_sentences(ordered_stories, known_sentences)
        self._thread_age = weighed.age
        current = [one for one in weighed.sentences if not is_overtaken(one, weighed.sentences)]
        self._lead = without_old_tolls([one for one in current if one.story_number == 0])
        self._others = [one for one in current if one.story_number != 0]
        if not self._lead:
            self._lead, self._others = self._others, []
        self._others = [one for one in self._others if one.is_recent or not has_relative_time(one.sentence)]

    def summarize(self) -> Summary:
        """Return line, paragraph and long summary; each begins with the same sentence."""
        line = self._select_opening()
        paragraph = self._extend_to_paragraph(line)
        long = _add_sentences(paragraph, [*self._lead, *self._others], LONG_WORDS, LONG_SENTENCES)
        rest = long[len(paragraph) :]
        paragraph = _with_context(line, paragraph[len(line) :])
        long = _with_context(paragraph, sorted(rest, key=_reading_order))
        return Summary(_to_sentences(line), _to_sentences(paragraph), _to_sentences(long))

    def _select_opening(self) -> list[WeighedSentence]:
        """The first sentence: one of the leading story that may open, of its newest articles if they have one."""
        for may_open in (_may_open, _may_open_at_need, _may_be_quoted):
            for span in (LEAD_WINDOW, RECENT_SPAN + LEAD_WINDOW):
                recent = [one for one in self._lead if one.age <= span and may_open(one)]
                if recent and (line := _add_sentences([], recent, LINE_WORDS, 1)):
                    return line
        return _add_sentences([], self._lead, LINE_WORDS, 1) or _add_sentences([], self._lead, 10_000, 1)

    def _extend_to_paragraph(self, line: list[WeighedSentence]) -> list[WeighedSentence]:
        """Add more of the leading story, then of other stories about the thread's core."""
        plain = [one for one in self._lead if not one.is_colour]
        core = [
            one
            for one in self._others
            if one.core_share >= MIN_CORE_SHARE and (one.is_recent or not is_stale(one.sentence))
        ]
        has_history = bool(self._others) and self._thread_age >= LONG_THREAD_AGE
        lead_sentences = PARAGRAPH_SENTENCES - 1 if has_history else PARAGRAPH_SENTENCES
        paragraph = _add_sentences(line, plain, PARAGRAPH_WORDS, lead_sentences)
        recent_core = [one for one in core if one.is_recent]
        paragraph = _add_sentences(paragraph, [*plain, *recent_core], PARAGRAPH_WORDS, 2)
        candidates = core if len(paragraph) > 1 else [*self._lead, *core]
        return _add_sentences(paragraph, candidates, PARAGRAPH_WORDS, PARAGRAPH_SENTENCES)


def _add_sentences(
    chosen: Sequence[WeighedSentence], candidates: Iterable[WeighedSentence], word_limit: int, sentence_limit: int
) -> list[WeighedSentence]:
    """Add the sentences that say most that is new, while they fit.

    Args:
        chosen: The sentences so far.
        candidates: The sentences to choose from.
        word_limit: Maximum number of words of all chosen sentences.
        sentence_limit: Maximum number of chosen sentences.
    """
    selection = list(chosen)
    room = word_limit - sum(one.sentence.word_count for one in selection)
    covered: set[Concept] = set()
    for one in selection:
        covered.update(one.concept_weights)
    remaining = [one for one in candidates if one not in selection]
    while len(selection) < sentence_limit:
        min_quotability = MIN_QUOTABILITY if selection else 0.0
        quoted_publishers = {one.publisher for one in selection}
        gains = {
            one: _gain(one, covered, quoted_publishers)
            for one in remaining
            if one.sentence.word_count <= room
            and _can_follow(one, selection, min_quotability)
            and not _is_redundant(one, selection)
        }
        best = max(gains, key=lambda one: (gains[one], -one.order), default=None)
        if best is None or gains[best] <= 0.0:
            break
        remaining.remove(best)
        if any(tolls_differ(best.sentence, other.sentence) for other in selection):
            continue
        selection.append(best)
        room -= best.sentence.word_count
        covered.update(best.concept_weights)
    return selection


def _may_open(one: WeighedSentence) -> bool:
    return one.sentence.verdict.opens and _may_be_quoted(one)


def _may_open_at_need(one: WeighedSentence) -> bool:
    return one.sentence.verdict.opening >= MIN_OPENING and _may_be_quoted(one)


def _may_be_quoted(one: WeighedSentence) -> bool:
    return one.quotability >= MIN_QUOTABILITY


def _gain(one: WeighedSentence, covered: set[Concept], quoted_publishers: set[int]) -> float:
    """The weight of the concepts that a sentence would add, times its own weight, by its length."""
    added = sum(value for concept, value in one.concept_weights.items() if concept not in covered)
    if not quoted_publishers:
        added *= 1 + OPENING_BONUS * exp(-one.sentence.position)
    is_new_publisher = bool(quoted_publishers) and one.publisher not in quoted_publishers
    publisher_factor = NEW_PUBLISHER_FACTOR if is_new_publisher else 1.0
    return one.weight * publisher_factor * added / sqrt(max(MIN_GAIN_WORDS, one.sentence.word_count))


def _can_follow(one: WeighedSentence, selection: Sequence[WeighedSentence], min_quotability: float) -> bool:
    """Whether a sentence can be quoted; an unanchored one only if the sentence before it is quoted too."""
    if one.quotability >= min_quotability:
        return True
    return (
        one.sentence.is_unanchored
        and _preceding(one, selection) is not None
        and quotability(one.sentence, after_previous=True) >= min_quotability
    )


def _preceding(one: WeighedSentence, selection: Sequence[WeighedSentence]) -> WeighedSentence | None:
    """The sentence directly before another in its article, if it is selected."""
    place = (one.sentence.article_index, one.sentence.position - 1)
    return next(
        (other for other in selection if (other.sentence.article_index, other.sentence.position) == place), None
    )


def _is_redundant(one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
    return any(
        overlap(one.sentence.surface_words, other.sentence.surface_words) > MAX_OVERLAP
        or overlap(one.sentence.terms, other.sentence.terms) > MAX_TERM_OVERLAP
        for other in selection
    )


def _with_context(first: Sequence[WeighedSentence], rest: Sequence[WeighedSentence]) -> list[WeighedSentence]:
    """Order sentences: the first ones, then the rest, an unanchored sentence directly after the one before it."""
    ordered = [*first, *rest]
    for one in rest:
        before = _preceding(one, ordered)
        if one.sentence.is_unanchored and before is not None:
            ordered.remove(one)
            ordered.insert(ordered.index(before) + 1, one)
    return ordered


def _reading_order(one: WeighedSentence) -> tuple[int, int, int]:
    return one.story_number, one.sentence.position, one.sentence.article_index


def _to_sentences(selection: Sequence[WeighedSentence]) -> tuple[Sentence, ...]:
    return tuple(Sentence(one.sentence.text, one.sentence.article_id) for one in selection)


def summarize_thread(stories: Sequence[Story]) -> Summary:
    """Return the summary of a thread in three sizes: its newest development first, in sentences that stand alone."""
    sample = sample_stories(stories)
    return ThreadSummarizer(sample).summarize() if sample else Summary()
