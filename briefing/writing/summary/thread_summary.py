"""Compose a summary in three sizes: the newest development, what else is told of it, and what led to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import exp, sqrt

from briefing.model.articles import Story
from briefing.model.threads import Sentence, Summary
from briefing.text.titles import bare_headline
from briefing.writing.lead_story import LEAD_WINDOW, core_terms, rank_lead_stories
from briefing.writing.stories import publisher_numbers, story_start
from briefing.writing.summary.quotability import MIN_QUOTABILITY, has_number, has_relative_time, is_stale, quotability
from briefing.writing.summary.quotable_sentences import (
    Concept,
    QuotableSentence,
    measure_sentence,
    overlap,
    quotable_sentences,
)
from briefing.writing.summary.salience import concept_weights, salience, story_statistics

LINE_WORDS, PARAGRAPH_WORDS, LONG_WORDS = 45, 75, 230  # words
PARAGRAPH_SENTENCES, LONG_SENTENCES = 3, 8
MAX_OTHER_STORIES, ARTICLES_PER_OTHER_STORY = (
    15,
    4,
)  # stories besides the newest (and the first) that are read, and articles of each
OPENING_SENTENCES = 6  # sentences of each article that are looked at
MIN_LEAD_WEIGHT_SHARE = (
    0.5  # share of the weight of the leading story that another needs to lead if that one cannot be quoted
)
FULL_CORROBORATION = 0.4  # share of its terms that a sentence to the point has in common with headlines or other voices
MIN_CORROBORATION = 0.3  # share below which it is colour, which has no place in a paragraph if there is anything else
NUMBER_FACTOR = 1.25  # how much better a sentence with a number tells
COLOUR_FACTOR = 0.3  # what is left of the weight of a sentence that has none
MIN_CORE_SHARE = (
    0.35  # share of the terms of the affair that a sentence must hold to say, in a paragraph, what led to the news
)
LONG_THREAD_AGE = timedelta(days=10)  # from this age on a thread's paragraph may end on what led to the news
FRESH_SPAN = timedelta(days=2)
MAX_OVERLAP = 0.5  # two sentences that share more of the shorter one's words do not stand in one summary
MAX_KNOWN_SHARE = 0.7  # a sentence that shares more of its words with one that was told before is not quoted
OPENING_BONUS = 0.6  # how much better the first sentence of an article opens a summary
NEW_PUBLISHER_FACTOR = 1.2  # for a publisher not quoted yet
MIN_CUT_SENTENCE_WORDS = 10  # words of a cut-off sentence that is still better than a headline


class ThreadSummarizer:
    """The sentences of a thread's stories, weighed; `ordered` are its stories, oldest first, at least one.

    `told` are the terms of sentences that are known already: what says the same is not quoted.
    """

    def __init__(self, ordered_stories: Sequence[Story], known_sentences: Sequence[frozenset[str]] = ()) -> None:
        core = core_terms(ordered_stories)
        first = rank_lead_stories(ordered_stories, core)
        (top, newest), *_ = first
        self._newest_time = max(a.published for s in ordered_stories for a in s.articles)
        lead = next(
            (s for weight, s in first if weight >= MIN_LEAD_WEIGHT_SHARE * top and _is_quotable(s, self._newest_time)),
            None,
        )
        stories = _select_stories(ordered_stories, [lead or newest, *(story for _, story in first)])
        self._thread_age = story_start(stories[0]) - story_start(ordered_stories[0])
        read = [
            (n, a) for n, s in enumerate(stories) for a in (s.articles[:ARTICLES_PER_OTHER_STORY] if n else s.articles)
        ]
        self._articles = [article for _, article in read]
        self._story_numbers = [number for number, _ in read]
        self._publisher_numbers = publisher_numbers(self._articles)
        found = quotable_sentences(self._articles, OPENING_SENTENCES)
        stand_ins = [] if lead else _fallback_sentences(found, stories[0])
        quotable = [*(q for q in found if not (q.cut_visibly or q.cut_silently)), *stand_ins]
        self._sentences = [
            q
            for q in quotable
            if not any(len(q.terms & known) > MAX_KNOWN_SHARE * len(q.terms) for known in known_sentences)
        ]
        self._statistics = story_statistics(self._articles, self._sentences)
        self._concept_weights = [concept_weights(q, self._statistics) for q in self._sentences]
        self._quotabilities = [quotability(q) for q in self._sentences]
        self._core_shares = [len(core & q.terms) / max(1, len(core)) for q in self._sentences]
        self._corroborated_terms = self._find_corroborated_terms()
        self._sentence_weights = [self._weigh_sentence(i) for i in range(len(self._sentences))]

    def _find_corroborated_terms(self) -> list[frozenset[str]]:
        """The terms that the headlines of each story hold, or several voices that tell it."""
        heard: dict[int, dict[str, set[int]]] = {number: {} for number in self._story_numbers}
        for q in self._sentences:
            for term in q.terms:
                heard[self._story_numbers[q.article_index]].setdefault(term, set()).add(
                    self._publisher_numbers[q.article_index]
                )
        held = [{term for term, told in heard[number].items() if len(told) > 1} for number in sorted(heard)]
        for number, terms in zip(self._story_numbers, self._statistics.title_terms, strict=True):
            held[number] |= terms
        return [frozenset(terms) for terms in held]

    def _weigh_sentence(self, i: int) -> float:
        """How readily a sentence is quoted: salient, fit, of the affair, not grown old, and to the point.

        What neither a headline of its story nor another voice speaks of is colour.
        """
        own = self._sentences[i]
        grounded = min(1.0, self._corroborated_share(i) / FULL_CORROBORATION)
        stale = 0.05 if self._is_older_than_fresh(i) and is_stale(own) else 1.0
        affair = 0.6 + 0.8 * self._core_shares[i]
        point = (COLOUR_FACTOR + (1 - COLOUR_FACTOR) * grounded) * (NUMBER_FACTOR if has_number(own.text) else 1.0)
        return sqrt(salience(own, self._statistics)) * self._quotabilities[i] * affair * stale * point

    def _corroborated_share(self, i: int) -> float:
        """The share of a sentence's terms that headlines of its story hold, or several voices that tell it."""
        own = self._sentences[i]
        return len(own.terms & self._corroborated_terms[self._story_numbers[own.article_index]]) / max(
            1, len(own.terms)
        )

    def _is_colour(self, i: int) -> bool:
        """Whether a sentence has next to nothing of what its story is about, and no number."""
        return self._corroborated_share(i) < MIN_CORROBORATION and not has_number(self._sentences[i].text)

    def _is_older_than_fresh(self, i: int) -> bool:
        """Whether a sentence is some days older than the newest article."""
        return self._newest_time - self._articles[self._sentences[i].article_index].published > FRESH_SPAN

    def summarize(self) -> Summary:
        """Return line, paragraph and page; each begins with the same sentence."""
        lead = [i for i, q in enumerate(self._sentences) if self._story_numbers[q.article_index] == 0]
        rest = [i for i, q in enumerate(self._sentences) if self._story_numbers[q.article_index] != 0]
        if not lead:
            lead, rest = rest, []
        rest = [i for i in rest if not (self._is_older_than_fresh(i) and has_relative_time(self._sentences[i]))]
        sound = [i for i in rest if not (self._is_older_than_fresh(i) and is_stale(self._sentences[i]))]
        before = [i for i in sound if self._core_shares[i] >= MIN_CORE_SHARE]
        lately = [
            i
            for i in before
            if self._newest_time - self._articles[self._sentences[i].article_index].published <= FRESH_SPAN
        ]
        line = self._select_opening(lead)
        plain = [i for i in lead if not self._is_colour(i)]
        two = PARAGRAPH_SENTENCES - 1 if rest and self._thread_age >= LONG_THREAD_AGE else PARAGRAPH_SENTENCES
        paragraph = self._add_sentences(line, plain, PARAGRAPH_WORDS, two)
        paragraph = self._add_sentences(paragraph, [*plain, *lately], PARAGRAPH_WORDS, 2)
        paragraph = self._add_sentences(
            paragraph, before if len(paragraph) > 1 else [*lead, *before], PARAGRAPH_WORDS, PARAGRAPH_SENTENCES
        )
        page = self._add_sentences(paragraph, [*lead, *rest], LONG_WORDS, LONG_SENTENCES)
        more = page[len(paragraph) :]
        paragraph = self._after_their_context(line, paragraph[len(line) :])
        page = self._after_their_context(paragraph, sorted(more, key=self._reading_order))
        return Summary(self._to_sentences(line), self._to_sentences(paragraph), self._to_sentences(page))

    def _select_opening(self, lead: Sequence[int]) -> list[int]:
        """The first sentence: of the newest reports of the leading story if they can be quoted, else of older ones."""
        for span in (LEAD_WINDOW, FRESH_SPAN + LEAD_WINDOW):
            new = [
                i
                for i in lead
                if self._newest_time - self._articles[self._sentences[i].article_index].published <= span
                and self._quotabilities[i] >= MIN_QUOTABILITY
            ]
            if new and (line := self._add_sentences([], new, LINE_WORDS, 1)):
                return line
        return self._add_sentences([], lead, LINE_WORDS, 1) or self._add_sentences([], lead, 10_000, 1)

    def _add_sentences(
        self, chosen: Sequence[int], candidates: Iterable[int], word_limit: int, sentence_limit: int
    ) -> list[int]:
        """Add the sentences that tell most that is new, while they fit; none that a reader would stumble over."""
        found = list(chosen)
        room = word_limit - sum(self._sentences[i].word_count for i in found)
        covered: dict[Concept, float] = {}
        for i in found:
            self._mark_covered(i, covered)
        left = [i for i in candidates if i not in found]
        floor = MIN_QUOTABILITY if found else 0.0
        while len(found) < sentence_limit:
            quoted = {self._publisher_numbers[self._sentences[i].article_index] for i in found}
            gains = {
                i: self._gain(i, covered, quoted)
                for i in left
                if self._sentences[i].word_count <= room
                and self._can_follow(i, found, floor)
                and not self._is_redundant(i, found)
            }
            best = max(gains, key=lambda i: (gains[i], -i), default=None)
            if best is None or gains[best] <= 0.0:
                break
            found.append(best)
            left.remove(best)
            room -= self._sentences[best].word_count
            self._mark_covered(best, covered)
            floor = MIN_QUOTABILITY
        return found

    def _can_follow(self, i: int, chosen: Sequence[int], min_quotability: float) -> bool:
        """Whether a sentence can stand here; one that leans on the sentence before it only if that one is here."""
        if self._quotabilities[i] >= min_quotability:
            return True
        own = self._sentences[i]
        return (
            own.is_unanchored
            and self._preceding_sentence(own, chosen) is not None
            and quotability(own, after_previous=True) >= min_quotability
        )

    def _preceding_sentence(self, sentence: QuotableSentence, chosen: Sequence[int]) -> int | None:
        return next(
            (
                j
                for j in chosen
                if self._sentences[j].article_index == sentence.article_index
                and self._sentences[j].position == sentence.position - 1
            ),
            None,
        )

    def _after_their_context(self, first: Sequence[int], rest: Sequence[int]) -> list[int]:
        """The first ones, then the rest; what leans on a sentence comes right after it."""
        ordered = [*first, *rest]
        for i in rest:
            before = self._preceding_sentence(self._sentences[i], ordered)
            if self._sentences[i].is_unanchored and before is not None:
                ordered.remove(i)
                ordered.insert(ordered.index(before) + 1, i)
        return ordered

    def _gain(self, i: int, covered: dict[Concept, float], quoted_publishers: set[int]) -> float:
        new = sum(value for concept, value in self._concept_weights[i].items() if concept not in covered)
        if not quoted_publishers:
            new *= 1 + OPENING_BONUS * exp(-self._sentences[i].position)
        other = (
            NEW_PUBLISHER_FACTOR
            if quoted_publishers and self._publisher_numbers[self._sentences[i].article_index] not in quoted_publishers
            else 1.0
        )
        return self._sentence_weights[i] * other * new / sqrt(max(8, self._sentences[i].word_count))

    def _mark_covered(self, i: int, covered: dict[Concept, float]) -> None:
        covered.update(self._concept_weights[i])

    def _is_redundant(self, i: int, chosen: Sequence[int]) -> bool:
        own = self._sentences[i]
        return any(
            overlap(own.surface_words, self._sentences[j].surface_words) > MAX_OVERLAP
            or overlap(own.terms, self._sentences[j].terms) > MAX_OVERLAP
            for j in chosen
        )

    def _reading_order(self, i: int) -> tuple[int, int, int]:
        own = self._sentences[i]
        return self._story_numbers[own.article_index], own.position, own.article_index

    def _to_sentences(self, chosen: Sequence[int]) -> tuple[Sentence, ...]:
        return tuple(Sentence(self._sentences[i].text, self._sentences[i].article_id) for i in chosen)


def _is_quotable(story: Story, end: datetime) -> bool:
    """Whether the newest reports of a story have a whole sentence that may be printed without excuse."""
    fresh = [a for a in story.articles if end - a.published <= LEAD_WINDOW]
    return any(
        quotability(q) >= MIN_QUOTABILITY
        for q in quotable_sentences(fresh, OPENING_SENTENCES)
        if not (q.cut_visibly or q.cut_silently)
    )


def _select_stories(ordered: Sequence[Story], lead_stories: Sequence[Story]) -> list[Story]:
    """The leading stories, older ones newest first, and the one that began the thread."""
    later = {s.id: s for s in (*lead_stories, *reversed(ordered))}
    stories = list(later.values())
    return stories if len(stories) <= MAX_OTHER_STORIES + 2 else [*stories[: MAX_OTHER_STORIES + 1], ordered[0]]


def _fallback_sentences(sentences: Sequence[QuotableSentence], lead: Story) -> list[QuotableSentence]:
    """For a story without whole sentences: those that end in a sign of the cut; else headlines; else silent cuts."""
    end = max(a.published for a in lead.articles)
    place = {a.id: n for n, a in enumerate(lead.articles) if end - a.published <= LEAD_WINDOW}
    own = [q for q in sentences if q.article_id in place and q.word_count >= MIN_CUT_SENTENCE_WORDS]
    if cut := [q for q in own if q.cut_visibly]:
        return cut
    headlines = [
        measure_sentence(title if title in a.title else a.title, a, place[a.id])
        for a in lead.articles
        if a.id in place and (title := bare_headline(a.title, a.publisher))
    ]
    return headlines or [q for q in own if q.cut_silently]
