"""Chooses the first sentence of a summary: the one that is likeliest fit to open it, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from briefing.writing.sentences.judging_sentences import judges
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.summary.fit_judge import FitJudge
from briefing.writing.summary.opening_odds import OpeningOdds
from briefing.writing.summary.plans import is_provisional
from briefing.writing.summary.unresolved_references import is_in_headline_style
from briefing.writing.summary.weighed_sentences import RECENT_SPAN, WeighedSentence

MIN_ODDS = -2.5
"""Log-odds of being fit to open below which a sentence is not printed, unless the title is a mere label."""
MIN_ODDS_OF_LARGE = -3.0
"""The same of a large thread, of which a reader expects a sentence: it often has one just below."""
LARGE_ARTICLES = 10
"""Number of articles from which on a thread is large."""
MIN_PASSABLE = 0.25
"""Quotability below which a sentence is not printed, though there is no other one, unless it shows where it was cut."""
MIN_OPENING = 0.15
"""Probability that a sentence may open from which on it surely can, whatever the title is."""


class OpeningChoice:
    """Chooses the first sentence of the summary of a thread."""

    def __init__(
        self,
        sentences: Sequence[WeighedSentence],
        odds: OpeningOdds,
        fit: FitJudge,
        span: timedelta,
        article_count: int,
    ) -> None:
        """Take what a summary can begin with.

        Args:
            sentences: The sentences of a thread.
            odds: How likely each is fit to open.
            fit: Judges which of them hang.
            span: Age up to which a sentence surely opens.
            article_count: The number of articles of the thread.
        """
        self.sentences, self.odds, self._fit, self._span = sentences, odds, fit, span
        self._min_odds = MIN_ODDS_OF_LARGE if article_count >= LARGE_ARTICLES else MIN_ODDS

    def choose(self) -> list[WeighedSentence]:
        """Return the first sentence, a cut one if no other can be quoted; none: no sentence is fit."""
        recent = [one for one in self.sentences if one.age <= RECENT_SPAN + self._span]
        quotable = [one for one in recent if may_be_quoted(one)]
        best, odds = self.odds.best(quotable)
        if best is None:
            best, odds = self.odds.best([one for one in recent if _is_passable(one)])
        return [best] if best and (odds >= self._min_odds or self.odds.has_few_terms or not quotable) else []

    def sure(self) -> list[WeighedSentence]:
        """Return the whole sentences, and clauses of cut ones, that surely open a summary, whatever its title is."""
        return [
            one
            for one in self.sentences
            if one.age <= self._span
            and one.sentence.verdict.opening >= MIN_OPENING
            and may_be_quoted(one)
            and (one.sentence.has_end or one.sentence.is_beginning)
            and not is_in_headline_style(one.sentence.text)
            and not (one.is_aside or is_provisional(one) or judges(one.sentence.text) or self._fit.hangs(one, []))
        ]


def may_be_quoted(one: WeighedSentence) -> bool:
    """Whether a sentence can be quoted alone."""
    return one.quotability >= MIN_QUOTABILITY


def _is_passable(one: WeighedSentence) -> bool:
    return one.quotability >= MIN_PASSABLE or one.sentence.cut_visibly
