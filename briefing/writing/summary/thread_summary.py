"""Composes the summary of a thread in three sizes: where it stands, more about it, and what led to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from math import sqrt

from briefing.model.articles import Story
from briefing.model.threads import Sentence, Summary
from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.numbers.quantities import TOLL_WORDS
from briefing.writing.sentences.quotability import MIN_QUOTABILITY
from briefing.writing.sentences.quotable_sentences import Concept
from briefing.writing.stories import sample_stories
from briefing.writing.summary.contradictions import without_old_tolls
from briefing.writing.summary.fit_judge import FitJudge, can_follow, is_redundant
from briefing.writing.summary.further_choice import MIN_CLARITY as FURTHER_CLARITY
from briefing.writing.summary.further_choice import FurtherChoice, Room, sentence_limit
from briefing.writing.summary.headline_choice import HeadlineChoice
from briefing.writing.summary.lasting_sentences import MIN_AFFAIR, is_lasting, states_ongoing
from briefing.writing.summary.later_news import LaterNews
from briefing.writing.summary.main_points import MainPoints
from briefing.writing.summary.named_people import NamedPeople
from briefing.writing.summary.opening_choice import OpeningChoice, may_be_quoted
from briefing.writing.summary.opening_odds import MIN_GAIN_WORDS, OpeningOdds, begins_with_quotation
from briefing.writing.summary.outline import NO_OUTLINE, Outline
from briefing.writing.summary.same_facts import facts_of
from briefing.writing.summary.second_sentence_judge import SecondSentenceJudge
from briefing.writing.summary.sentence_order import continues, reading_order, with_context
from briefing.writing.summary.stated_days import dated_sentences
from briefing.writing.summary.stated_news import StatedNews
from briefing.writing.summary.weighed_sentences import (
    TITLE_SPAN,
    WeighedSentence,
    weigh_thread_sentences,
)

PARAGRAPH_WORDS = 75
"""Maximum number of words of the paragraph, about four lines of a terminal."""
PARAGRAPH_SENTENCES = 3
"""Maximum number of sentences of the paragraph."""
LONG_WORDS = 330
"""Maximum number of words of the long summary: half a page of a terminal."""
LONG_SENTENCES = 12
"""Maximum number of sentences of the long summary: each further one is less sure to add a fact."""
MAX_HEADLINES = 5
"""Maximum number of headlines of the long summary: it is prose, and the timeline below it has headlines too."""
AMPLE_GAIN = 0.6
"""Share of the usual least gain that a sentence needs while a long summary is shorter than it may be."""
ADDED_HEADLINES = 2
"""Number of headlines for which there is room after as many sentences as a long summary has at most."""
NEW_PUBLISHER_FACTOR = 1.2
"""Factor of the gain by a sentence of a publisher that is not quoted yet."""

# The constants below were chosen by reading summaries of the first days of two replayed windows.
MIN_FOLLOWING_RELEVANCE, MIN_THIRD_RELEVANCE = 0.17, 0.5
"""Share of what the thread is about now that a second and a third sentence hold."""
MIN_FOCUS_TERMS = 2
"""Number of terms of what the thread is about now that a second and a third sentence contain."""
MIN_THIRD_QUOTABILITY = 0.75
"""Quotability of a third sentence: two good sentences are better than three."""
MIN_CLARITY = 0.61
"""Clarity that every sentence after the first needs: at most a plan or a number that lowers it, nothing that hangs."""
MIN_SURE_FOLLOWING, MIN_SURE_CLARITY = 0.7, 0.2
"""Probability that a sentence may be quoted behind the one before it in its article, and its clarity, from which on it
goes on from there, whether or not other reports have what it says."""
MIN_STATED, MAX_STATED_AGAIN = 0.6, 0.25
"""Probability from which on a first sentence states the title's news; that of a second one, of another article and
without a new number, from which on it says the same again. Chosen by reading 76 paragraphs."""
MIN_LATER_NEWS, MAX_STATED_LATER = timedelta(hours=3), 0.75
"""Time by which such a sentence is newer if it may state what came of the news; the same probability then."""
FRESH_SPAN = timedelta(hours=12)
"""Age, counted from the newest article, up to which a sentence is as good as new."""
FOLLOWING_HALF_LIFE = timedelta(hours=36)
"""Time from there in which the weight of a further sentence halves."""

Chosen = list[WeighedSentence]


class ThreadSummarizer:
    """Chooses the sentences of a thread's summary."""

    def __init__(
        self,
        ordered_stories: Sequence[Story],
        known_sentences: Sequence[frozenset[str]] = (),
        title: str = "",
        outline: Outline = NO_OUTLINE,
    ) -> None:
        """Weigh the sentences of a thread.

        Args:
            ordered_stories: Stories with articles, oldest first; at least one.
            known_sentences: Terms of sentences that the reader knows; sentences that repeat them are not quoted.
            title: The title of the thread, if it is known.
            outline: The main events of the thread, if they are known.
        """
        lead = outline.lead or title
        weighed = weigh_thread_sentences(ordered_stories, known_sentences, lead, outline)
        self._fresh_span = max(FRESH_SPAN, weighed.phase_age / 2)
        self._opening_span = max(self._fresh_span, weighed.title_age + TITLE_SPAN)
        people = NamedPeople(lead, weighed.reports)
        self._article_count = sum(len(story.articles) for story in ordered_stories)
        self._stated = StatedNews(lead, weighed.titled, outline)
        self._second_sentences = SecondSentenceJudge(
            lead, self._stated, weighed.title_age, knows_events=bool(outline.events)
        )
        self._later_news = LaterNews(lead, outline)
        self._is_label, self._title_numbers = lead != title, facts_of(lead).numbers
        self._fit = FitJudge(title, lead, weighed, people, self._article_count)
        openings = without_old_tolls(weighed.sentences) or list(weighed.sentences)
        self._all = [one for one in openings if not one.sentence.is_beginning]
        self._further = FurtherChoice(lead, self._all, weighed.cited_lines)
        self._side_articles = weighed.side_articles
        cited_lines = [one for one in weighed.cited_lines if one.sentence.article_id not in self._side_articles]
        self._cited_lines = self._fit.still_true(cited_lines)
        self._headlines = HeadlineChoice(f"{title} {lead}", self._all, self._cited_lines)
        self._points = MainPoints(title, (*self._all, *self._cited_lines), outline)
        odds = OpeningOdds((title, lead), openings, self._stated, self._fit, (weighed.title_age, weighed.news_age))
        self.opening = OpeningChoice(openings, odds, self._fit, self._opening_span)
        self.line: Sequence[WeighedSentence] = self.opening.choose()

    def sure_openings(self) -> Sequence[WeighedSentence]:
        """Return the sentences that may surely open the summary, whatever the title is."""
        return self.opening.sure()

    def summarize(self) -> Summary:
        """Return line, paragraph and long summary; each begins with the same sentence."""
        line = list(self.line)
        paragraph = self._extend_to_paragraph(line)
        further = self._further_lines(paragraph)
        cited = [one for one in further if one in self._cited_lines]
        rest = sorted((one for one in further if one not in cited), key=reading_order)
        paragraph = with_context(line, paragraph[len(line) :])
        long = self._without_hanging(with_context(paragraph, rest), len(line))
        paragraph = [one for one in paragraph if one in long]
        cited += self._headlines.choose([*long, *cited], self._headline_limit(long) - len(cited))
        headlines = sorted(cited, key=reading_order)
        stated = dated_sentences(long), dated_sentences(headlines, are_headlines=True)
        return Summary(_to_sentences(line), _to_sentences(paragraph), *stated)

    def _extend_to_paragraph(self, line: Chosen) -> Chosen:
        """Add how its article goes on, or what is also new about the same; in a long thread, what led to it."""
        if not line:
            return line
        if later := self._since(line):
            return [*line, later]
        if continued := next((one for one in self._all if self._goes_on(one, line)), None):
            return [*line, continued]
        of_matter = [one for one in self._all if self._second_sentences.allows(one, line) and one.age <= LEAD_WINDOW]
        near = [
            one for one in of_matter if _leans_on(one, line) or (_is_about_the_same(one) and self._fit.is_on_topic(one))
        ]
        near = [one for one in near if not self._states_again(one, line)]
        paragraph = self._add(line, near, PARAGRAPH_WORDS, 2, MIN_CLARITY)
        if len(paragraph) < 2:
            return self._add_beside(line)
        good = [one for one in near if _is_excellent(one)]
        return self._add(paragraph, good, PARAGRAPH_WORDS, PARAGRAPH_SENTENCES, MIN_CLARITY)

    def _since(self, line: Chosen) -> WeighedSentence | None:
        """What happened since the first sentence, if that is of an earlier day."""
        room = PARAGRAPH_WORDS - line[0].sentence.word_count
        return next(
            (
                one
                for one in self._later_news.since(line[0], self.sure_openings())
                if one.sentence.word_count <= room
                and self._stated.probability(one) < MIN_STATED
                and self._fit.clarity_after(one, line) >= MIN_CLARITY
                and self._fit.goes_on(one, line)
                and not is_redundant(one, line)
            ),
            None,
        )

    def _states_again(self, one: WeighedSentence, line: Chosen) -> bool:
        """Whether a sentence of another article states the title's news too, and opens that or has no new number."""
        if self._is_label or one.sentence.article_id == line[0].sentence.article_id:
            return False
        probability, is_later = self._stated.probability(one), one.age <= line[0].age - MIN_LATER_NEWS
        if self._stated.probability(line[0]) < MIN_STATED:
            return False
        if one.states_event and not (one.sentence.position or is_later) and probability >= MIN_STATED:
            return True
        if probability < (MAX_STATED_LATER if is_later else MAX_STATED_AGAIN):
            return False
        return facts_of(one.sentence.text).numbers <= facts_of(line[0].sentence.text).numbers | self._title_numbers

    def _add_beside(self, line: Chosen) -> Chosen:
        """Add what another article states that surely belongs to the affair."""
        near = [
            one
            for one in self._all
            if may_be_quoted(one)
            and one.age <= LEAD_WINDOW
            and self._second_sentences.allows(one, line)
            and one.affair_share >= MIN_AFFAIR
            and (one.states_event or not one.is_colour)
            and not self._states_again(one, line)
        ]
        return self._further.extend(line, near, Room(PARAGRAPH_WORDS, 2), self._fit.clarity_and_addition)

    def _goes_on(self, one: WeighedSentence, line: Chosen) -> bool:
        """Whether a sentence follows the first one in its article and adds to it: surely, or clearly."""
        if not continues(one, line) or begins_with_quotation(one.sentence.text) or is_redundant(one, line):
            return False
        if one.sentence.word_count > PARAGRAPH_WORDS - sum(other.sentence.word_count for other in line):
            return False
        clarity = self._fit.clarity_after(one, line)
        is_sure = one.sentence.verdict.following >= MIN_SURE_FOLLOWING and clarity >= MIN_SURE_CLARITY
        if is_sure and (not one.is_colour or _names_or_counts(one.sentence.text)):
            return self._fit.goes_on(one, line)
        is_clear = not one.is_colour and can_follow(one, line, MIN_QUOTABILITY) and clarity >= MIN_CLARITY
        return is_clear and self._fit.fits(one, line)

    def _further_lines(self, paragraph: Chosen) -> Chosen:
        """The lines after a paragraph: on the main points, then what adds most; headlines where no sentence is."""
        most = sentence_limit(self._article_count, LONG_SENTENCES)
        sentences = [
            one
            for one in self._all
            if may_be_quoted(one) and is_lasting(one) and one.sentence.article_id not in self._side_articles
        ]
        chosen = self._points.extend(paragraph, sentences, most, self._value_of_sentence)
        room = Room(LONG_WORDS, most, self._further.min_gain)
        chosen = self._further.extend(chosen, sentences, room, self._fit.clarity_after)
        most_cited = min(len(chosen) + MAX_HEADLINES, most + ADDED_HEADLINES)
        chosen = self._points.extend(chosen, self._cited_lines, most_cited, self._headlines.value_on_event)
        room = Room(LONG_WORDS, most, AMPLE_GAIN * self._further.min_gain, is_ample=True)
        lasting = [one for one in sentences if one.age <= LEAD_WINDOW or not states_ongoing(one.sentence.text)]
        chosen = self._further.extend(chosen, lasting, room, self._fit.clarity_after)
        return chosen[len(paragraph) :]

    def _value_of_sentence(self, one: WeighedSentence, read: Sequence[WeighedSentence]) -> float:
        """What a sentence that states a main point adds; 0 if it must not stand after others."""
        clarity = self._fit.clarity_after(one, read)
        return clarity * self._further.value(one, read) if clarity >= FURTHER_CLARITY else 0.0

    def _headline_limit(self, long: Chosen) -> int:
        """The number of headlines that may follow the sentences of a long summary."""
        most = sentence_limit(self._article_count, LONG_SENTENCES) + ADDED_HEADLINES
        return min(MAX_HEADLINES, most - len(long))

    def _without_hanging(self, ordered: Chosen, sure_count: int) -> Chosen:
        """Return sentences, in the order in which they are read, without those that hang there.

        Args:
            ordered: The sentences.
            sure_count: Number of first ones that stay.
        """
        read = ordered[:sure_count]
        for one in ordered[sure_count:]:
            if not self._fit.hangs(one, read):
                read.append(one)
        return read

    def _add(
        self,
        chosen: Chosen,
        candidates: Iterable[WeighedSentence],
        word_limit: int,
        sentence_limit: int,
        min_clarity: float = 0.0,
    ) -> Chosen:
        """Add the sentences that say most that is new, while they fit.

        Args:
            chosen: The sentences so far.
            candidates: The sentences to choose from.
            word_limit: Maximum number of words of all chosen sentences.
            sentence_limit: Maximum number of chosen sentences.
            min_clarity: How clear a sentence must be.
        """
        selection = list(chosen)
        room = word_limit - sum(one.sentence.word_count for one in selection)
        remaining = [one for one in candidates if one not in selection]
        while len(selection) < sentence_limit and (best := self._best(remaining, selection, min_clarity, room)):
            remaining.remove(best)
            selection.append(best)
            room -= best.sentence.word_count
        return selection

    def _best(
        self, candidates: Iterable[WeighedSentence], selection: Chosen, min_clarity: float, room: int
    ) -> WeighedSentence | None:
        """Return the sentence with the largest gain that fits to the chosen ones, or None."""
        covered = {concept for one in selection for concept in one.concept_weights}
        publishers = {one.publisher for one in selection}
        bounds = sorted(
            (
                (self._present_factor(one) * _gain(one, covered, publishers), one)
                for one in candidates
                if one.sentence.word_count <= room and can_follow(one, selection, MIN_QUOTABILITY)
            ),
            key=lambda pair: (-pair[0], pair[1].order),
        )
        best, best_gain = None, 0.0
        for bound, one in bounds:  # clarity, which is costly, only lowers a gain
            if bound <= best_gain:
                break
            clarity = self._fit.clarity_beside(one, selection)
            gain = bound * clarity
            if (
                clarity >= min_clarity
                and gain > best_gain
                and not is_redundant(one, selection)
                and self._fit.fits(one, selection)
            ):
                best, best_gain = one, gain
        return best

    def _present_factor(self, one: WeighedSentence) -> float:
        """How new a sentence is, 0 to 1."""
        return float(0.5 ** (max(timedelta(0), one.age - self._fresh_span) / FOLLOWING_HALF_LIFE))


def _is_about_the_same(one: WeighedSentence) -> bool:
    return one.relevance >= MIN_FOLLOWING_RELEVANCE and one.focus_count >= MIN_FOCUS_TERMS and not one.is_colour


def _leans_on(one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
    """Whether a sentence refers to a chosen one directly before it, or states more of what several publishers state."""
    return continues(one, selection) and (one.sentence.is_unanchored or not one.is_colour)


def _names_or_counts(text: str) -> bool:
    """Whether a text has a name, a number or a word of harm."""
    facts = facts_of(text)
    return bool(facts.names or facts.numbers or TOLL_WORDS.search(text))


def _is_excellent(one: WeighedSentence) -> bool:
    """Whether a sentence is good enough to stand third: it states what happened, in clear words, about the same."""
    facts = facts_of(one.sentence.text)
    return (
        one.quotability >= MIN_THIRD_QUOTABILITY
        and one.relevance >= MIN_THIRD_RELEVANCE
        and bool(facts.acts or facts.numbers)
    )


def _gain(one: WeighedSentence, covered: Collection[Concept], quoted_publishers: set[int]) -> float:
    """The weight of the concepts that a sentence would add, times its own weight, by its length."""
    added = sum(value for concept, value in one.concept_weights.items() if concept not in covered)
    publisher_factor = 1.0 if one.publisher in quoted_publishers else NEW_PUBLISHER_FACTOR
    return one.weight * publisher_factor * added / sqrt(max(MIN_GAIN_WORDS, one.sentence.word_count))


def _to_sentences(selection: Sequence[WeighedSentence]) -> tuple[Sentence, ...]:
    return tuple(Sentence(one.sentence.text, one.sentence.article_id) for one in selection)


def summarize_thread(stories: Sequence[Story], title: str = "", outline: Outline = NO_OUTLINE) -> Summary:
    """Return the summary of a thread in three sizes: its newest development first, in sentences that stand alone."""
    sample = sample_stories(stories)
    return ThreadSummarizer(sample, title=title, outline=outline).summarize() if sample else Summary()
