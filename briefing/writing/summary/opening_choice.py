"""Chooses the first sentence of a summary: one that states the news of the title, or else a headline, or else none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from itertools import product
from typing import NamedTuple

from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.sentences.judging_sentences import judges
from briefing.writing.sentences.quotability import MIN_QUOTABILITY
from briefing.writing.summary.fit_judge import FitJudge
from briefing.writing.summary.headline_choice import HeadlineChoice
from briefing.writing.summary.opening_judge import OpeningJudge
from briefing.writing.summary.plans import is_provisional, looks_back
from briefing.writing.summary.stated_news import StatedNews
from briefing.writing.summary.unresolved_references import is_in_headline_style
from briefing.writing.summary.weighed_sentences import RECENT_SPAN, WeighedSentence

# The constants below were chosen by reading summaries of the first days of two replayed windows.
MIN_OPENING = 0.15
"""Probability that a sentence may open from which on it can open a summary."""
MIN_OPENING_RELEVANCE = 0.15
"""Share of what the thread is about now that a first sentence holds, if there is one."""
MIN_PASSABLE = 0.25
"""Quotability below which a sentence is not printed, though there is no other one, unless it shows where it was cut."""
MIN_STATED_BY_FIRST = 0.35
"""Share of the title's terms, by rarity, below which a first sentence gives way to one that states the title's news, or
to a headline that does."""
MIN_GAIN_OF_SENTENCE, MIN_GAIN_OF_HEADLINE = 0.35, 0.25
"""Least difference between the title's share in such a sentence, or headline, and that in the first sentence."""
MIN_NEW_SHARE_OF_HEADLINE = 0.5
"""Share of the terms of such a headline, by rarity, beyond the title: else the two are one title in two shapes."""
MAX_UNSTATED, MIN_STATED, MIN_GAIN_OF_STATED, MIN_GAIN_OVER_ACT = 0.75, 0.6, 0.2, 0.3
"""Probability that a first sentence states the title's news below which it gives way to one that does; that of the
other one, and its least difference; the same from a sentence that states an act of the title."""
MAX_UNSURE, MIN_SURE_OPENING = 0.35, 0.5
"""The same probability from which on the other one must surely open; the probability that it may open then."""
MIN_LEAD_OPENING = 0.3
"""The same of a sentence of an article on the event of the title that stands in place of a headline."""
MAX_OLDER = timedelta(hours=12)
"""Time by which such a sentence or headline is older at most."""
MAX_ELSE, MIN_STATED_BY_HEADLINE, MIN_TITLE_OF_HEADLINE = 0.25, 0.4, 0.2
"""The same probability below which a first sentence states something else, so that a headline is cited; that of the
headline, and the share of the title's terms that it has."""
MIN_AFFAIR_OF_EARLIER = 0.8
"""Share of what the thread is about from which on a sentence from before the title's news is no side matter."""

Chosen = list[WeighedSentence]


class Lines(NamedTuple):
    """What a summary can begin with.

    Attributes:
        sentences: The sentences of a thread.
        headlines: Those of its headlines that inform and are still true.
        span: Age up to which a sentence is preferred as the first one.
        are_under_label: Whether the title only names the affair, so that no sentence has to state what it does.
    """

    sentences: Sequence[WeighedSentence]
    headlines: Sequence[WeighedSentence]
    span: timedelta
    are_under_label: bool = False


class Judges(NamedTuple):
    """What judges the first sentence: whether it fits, opens well, and states the title's news; and which headlines."""

    fit: FitJudge
    openings: OpeningJudge
    stated: StatedNews
    headlines: HeadlineChoice


class OpeningChoice:
    """Chooses the first sentence of the summary of a thread."""

    def __init__(self, lines: Lines, judges: Judges, best_of: Callable[[Sequence[WeighedSentence]], Chosen]) -> None:
        """Take what a summary can begin with, what judges it, and what finds the one of some that says most."""
        self._lines, self._best_of = lines, best_of
        self._fit, self._openings, self._stated, self._headlines = judges

    def choose(self) -> Chosen:
        """Return the first sentence, or what states the news of the title if that one does not; none: there is none."""
        line = self._select_sentence()
        if not line:
            return self._cite(None, MIN_TITLE_OF_HEADLINE)
        first, share = line[0], self._fit.title_share(line[0])
        if share >= 1.0:  # so too of a title that states nothing
            return line
        if stating := self._select_news(first) or self._select_stating(share):
            return stating
        if not self._fit.states_news(first):
            return self._instead_of(first, MIN_TITLE_OF_HEADLINE, 0.0)
        if share < MIN_STATED_BY_FIRST and not _reports_event(first):
            return self._instead_of(first, share + MIN_GAIN_OF_HEADLINE)
        if self._stated.probability(first) < MAX_ELSE:
            return self._instead_of(first, MIN_TITLE_OF_HEADLINE)
        return line

    def sure(self) -> Chosen:
        """Return the whole sentences, and clauses of cut ones, that surely open a summary, whatever its title is."""
        return [
            one
            for one in self._lines.sentences
            if one.age <= self._lines.span
            and one.sentence.verdict.opening >= MIN_OPENING
            and may_be_quoted(one)
            and (one.sentence.has_end or one.sentence.is_beginning)
            and not is_in_headline_style(one.sentence.text)
            and not (one.is_aside or self._is_unsure(one))
        ]

    def _select_sentence(self) -> Chosen:
        """The best first sentence: one of the story or the event of the title, or else one that states the same."""
        every = self._lines.sentences
        if self._lines.are_under_label:
            return self._select_among(every)
        own = [one for one in every if self._stated.belongs(one)]
        stories = {one.story_number for one in every if self._stated.is_near(one)}
        line = self._select_among([one for one in own if one.story_number in stories])
        return line if line and may_be_quoted(line[0]) else self._select_among(own)

    def _select_among(self, every: Sequence[WeighedSentence]) -> Chosen:
        """The best first sentence of some: one that may open, about what the thread is about now, new and clear."""
        sure = [one for one in every if not self._is_unsure(one)]
        stating = [one for one in sure if self._fit.states_title(one)]
        spans = self._lines.span, RECENT_SPAN + self._lines.span
        for among, may_open, span in product((stating, sure), (_may_open, may_be_quoted), spans):
            if line := self._best_of([one for one in among if one.age <= span and may_open(one)]):
                return line
        if line := self._best_of([one for one in every if one.age <= LEAD_WINDOW and may_be_quoted(one)]):
            return line
        passable = [one for one in every if one.quotability >= MIN_PASSABLE or one.sentence.cut_visibly]
        newest = [one for one in passable if one.age <= LEAD_WINDOW]
        return self._best_of(newest) or self._best_of(passable) or passable[:1]

    def _is_unsure(self, one: WeighedSentence) -> bool:
        """Whether a sentence hangs in the air as a first one, states what is not certain, or is a paper's judgement."""
        return self._fit.hangs(one, []) or is_provisional(one) or judges(one.sentence.text)

    def _select_news(self, first: WeighedSentence) -> Chosen:
        """The best sentence that most probably states the title's news, if the first one does not and is no newer."""
        stated = self._stated.probability(first)
        if stated >= (MAX_UNSURE if self._lines.are_under_label else MAX_UNSTATED):
            return []
        gain = MIN_GAIN_OVER_ACT if self._stated.states_act(first) else MIN_GAIN_OF_STATED
        least, oldest = max(MIN_STATED, stated + gain), first.age + MAX_OLDER
        near = [one for one in self.sure() if one.age <= oldest or self._stated.is_of_event(one)]
        if not self._openings.is_earlier(first):
            near = [one for one in near if not self._openings.is_earlier(one)]
        if stated >= MAX_UNSURE:
            near = [one for one in near if one.sentence.verdict.opening >= MIN_SURE_OPENING]
        stating = [one for one in near if self._stated.probability(one) >= least]
        return self._best_of([one for one in stating if self._stated.is_near(one)]) or self._best_of(stating)

    def _select_stating(self, share: float) -> Chosen:
        """The best sentence that has much more of the title than the first one, which has that share."""
        if share >= MIN_STATED_BY_FIRST:
            return []
        least = share + MIN_GAIN_OF_SENTENCE
        stating = [one for one in self.sure() if _may_open(one) and self._fit.title_share(one) >= least]
        return self._best_of(stating)

    def _instead_of(
        self, first: WeighedSentence, least_share: float, least_new: float = MIN_NEW_SHARE_OF_HEADLINE
    ) -> Chosen:
        """What stands in place of a first sentence that states something else than the title: a headline, if one states
        that and no lead on its event may stand; else the sentence, unless it is earlier.
        """
        cited = self._cite(first, least_share, least_new)
        return (self._select_lead() or cited) if cited else self._unless_earlier(first)

    def _select_lead(self) -> Chosen:
        """The best lead of an article on the event of the title, whatever its words: it goes before a headline."""
        near = [one for one in self.sure() if self._stated.is_near(one) and _may_open(one) and not looks_back(one)]
        ranges = (
            [one for one in near if one.sentence.verdict.opening >= least]
            for least in (MIN_SURE_OPENING, MIN_LEAD_OPENING)
        )
        return next((best for leads in ranges if (best := self._best_of(leads))), [])

    def _cite(
        self, first: WeighedSentence | None, least_share: float, least_new: float = MIN_NEW_SHARE_OF_HEADLINE
    ) -> Chosen:
        """The headline of another article that more probably states the news than the first sentence, if there is."""
        least = max(MIN_STATED_BY_HEADLINE, self._stated.probability(first) if first else 0.0)
        oldest = (first.age if first else self._lines.span) + MAX_OLDER
        stating: Collection[int] = {
            one.order for one in self._lines.headlines if one.age <= oldest and self._stated.probability(one) >= least
        }
        return self._headlines.opening(RECENT_SPAN + self._lines.span, least_share, least_new, stating)

    def _unless_earlier(self, first: WeighedSentence) -> Chosen:
        """The first sentence, unless it is from before the title's news and states something beside it."""
        is_else = self._stated.probability(first) < MAX_ELSE and not self._stated.is_of_event(first)
        is_beside = is_else and first.affair_share < MIN_AFFAIR_OF_EARLIER
        return [] if is_beside and self._openings.is_earlier(first) else [first]


def may_be_quoted(one: WeighedSentence) -> bool:
    """Return whether a sentence can be quoted alone."""
    return one.quotability >= MIN_QUOTABILITY


def _may_open(one: WeighedSentence) -> bool:
    is_opening = one.sentence.verdict.opening >= MIN_OPENING
    return is_opening and may_be_quoted(one) and one.relevance >= MIN_OPENING_RELEVANCE


def _reports_event(one: WeighedSentence) -> bool:
    """Whether a sentence states the news of its own article, and neither background nor comment."""
    return one.states_event and not (one.is_aside or looks_back(one))
