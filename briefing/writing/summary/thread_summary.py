"""Composes the summary of a thread in three sizes: where it stands, more about it, and what led to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from briefing.model.articles import Story
from briefing.model.threads import Sentence, Summary
from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.stories import sample_stories
from briefing.writing.summary.contradictions import without_old_tolls, without_tolls_below
from briefing.writing.summary.fit_judge import FitJudge
from briefing.writing.summary.further_choice import MIN_CLARITY as FURTHER_CLARITY
from briefing.writing.summary.further_choice import FurtherChoice, Room, sentence_limit
from briefing.writing.summary.headline_choice import HeadlineChoice
from briefing.writing.summary.lasting_sentences import is_lasting, states_ongoing
from briefing.writing.summary.line_days import dated_sentences
from briefing.writing.summary.main_points import MainPoints
from briefing.writing.summary.named_people import NamedPeople
from briefing.writing.summary.opening_choice import OpeningChoice, may_be_quoted
from briefing.writing.summary.opening_odds import OpeningOdds
from briefing.writing.summary.outline import NO_OUTLINE, Outline
from briefing.writing.summary.second_odds import SecondOdds
from briefing.writing.summary.sentence_order import reading_order, with_context
from briefing.writing.summary.stated_news import StatedNews
from briefing.writing.summary.weighed_sentences import (
    TITLE_SPAN,
    WeighedSentence,
    weigh_thread_sentences,
)

PARAGRAPH_WORDS = 75
"""Maximum number of words of the paragraph, about four lines of a terminal."""
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
FRESH_SPAN = timedelta(hours=12)
"""Age, counted from the newest article, up to which a sentence is as good as new."""

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
        span = max(FRESH_SPAN, weighed.phase_age / 2, weighed.title_age + TITLE_SPAN)
        people = NamedPeople(lead, weighed.reports)
        self._article_count = sum(len(story.articles) for story in ordered_stories)
        stated = StatedNews(lead, weighed.titled, outline)
        self._fit = FitJudge(title, weighed, people)
        newest = without_old_tolls(weighed.sentences) or list(weighed.sentences)
        openings = without_tolls_below(title, newest) or newest
        self._all = [one for one in openings if not one.sentence.is_beginning]
        self._further = FurtherChoice(lead, self._all, weighed.cited_lines)
        self._side_articles = weighed.side_articles
        cited_lines = [one for one in weighed.cited_lines if one.sentence.article_id not in self._side_articles]
        self._cited_lines = self._fit.still_true(cited_lines)
        self._headlines = HeadlineChoice(f"{title} {lead}", self._all, self._cited_lines)
        self._points = MainPoints(title, (*self._all, *self._cited_lines), outline)
        odds = OpeningOdds((title, lead), openings, stated, self._fit, (weighed.title_age, weighed.news_age))
        self.opening = OpeningChoice(openings, odds, self._fit, span, self._article_count)
        self.seconds = SecondOdds((title, lead), stated, self._fit, outline)
        self.line: Sequence[WeighedSentence] = self.opening.choose()

    def sure_openings(self) -> Sequence[WeighedSentence]:
        """Return the sentences that may surely open the summary, whatever the title is."""
        return self.opening.sure()

    def summarize(self) -> Summary:
        """Return line, paragraph and long summary; each begins with the same sentence."""
        paragraph = self._paragraph()
        further = self._further_lines(paragraph)
        cited = [one for one in further if one in self._cited_lines]
        rest = sorted((one for one in further if one not in cited), key=reading_order)
        long = self._without_hanging(with_context(paragraph, rest), len(paragraph))
        cited += self._headlines.choose([*long, *cited], self._headline_limit(long) - len(cited))
        headlines = sorted(cited, key=reading_order)
        stated = dated_sentences(long), dated_sentences(headlines, are_headlines=True)
        return Summary(_to_sentences(self.line), _to_sentences(paragraph), *stated)

    def _paragraph(self) -> Chosen:
        """The first sentence, and a second one if one is fit."""
        if not self.line:
            return []
        first = self.line[0]
        second = self.seconds.best(first, self._all, PARAGRAPH_WORDS)
        return [first, second] if second else [first]

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

    def _value_of_sentence(self, one: WeighedSentence, before: Sequence[WeighedSentence]) -> float:
        """What a sentence that states a main point adds; 0 if it must not stand after others."""
        clarity = self._fit.clarity_after(one, before)
        return clarity * self._further.value(one, before) if clarity >= FURTHER_CLARITY else 0.0

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
        remaining = ordered[:sure_count]
        for one in ordered[sure_count:]:
            if not self._fit.hangs(one, remaining):
                remaining.append(one)
        return remaining


def _to_sentences(selection: Sequence[WeighedSentence]) -> tuple[Sentence, ...]:
    return tuple(Sentence(one.sentence.text, one.sentence.article_id) for one in selection)


def summarize_thread(stories: Sequence[Story], title: str = "", outline: Outline = NO_OUTLINE) -> Summary:
    """Return the summary of a thread in three sizes: its newest development first, in sentences that stand alone."""
    sample = sample_stories(stories)
    return ThreadSummarizer(sample, title=title, outline=outline).summarize() if sample else Summary()
