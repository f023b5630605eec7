"""Whether a sentence may stand after chosen ones: it is clear there, still true, contradicts none and adds to them."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stating_titles import MIN_COMPARED_TERMS
from briefing.writing.summary.addition_judge import AdditionJudge
from briefing.writing.summary.clarity_judge import ClarityJudge
from briefing.writing.summary.contradictions import contradict, without_old_tolls
from briefing.writing.summary.later_reports import LaterReports
from briefing.writing.summary.named_people import NamedPeople
from briefing.writing.summary.plans import is_older_plan, is_provisional
from briefing.writing.summary.same_facts import acts_of_title, new_share, phrases_of, state_the_same
from briefing.writing.summary.sentence_order import continues, preceding
from briefing.writing.summary.weighed_sentences import ThreadSentences, WeighedSentence
from briefing.writing.timeline.event_headlines import is_preview

MAX_OVERLAP = 0.5
"""Share of the shorter sentence's words in another above which the two do not stand in one summary."""
MAX_TERM_OVERLAP, MAX_CONTINUING_OVERLAP = 0.4, 0.6
"""The same for terms alone: above it every second pair of sentences says the same thing; if one follows the other."""

# The constants below were chosen by reading summaries of the first days of two replayed windows.
MIN_OLDER_RELEVANCE = 0.35
"""Share of what the thread is about now that a sentence holds that is older, or has no term of the title."""
MIN_NEW_SHARES = (0.0, 0.5, 0.62, 0.66)
"""Share of its terms, by rarity, that a sentence adds to the title and 0, 1, 2 and more sentences before it."""
MIN_RESTATED_TITLE, MIN_RESTATING = 0.42, 0.15
"""Share of the title's terms in a sentence, and of the sentence's in the title, if the two state the same."""


class FitJudge:
    """Judges whether the sentences of a thread may stand after chosen ones."""

    def __init__(
        self, title: str, lead: str, weighed: ThreadSentences, people: NamedPeople, article_count: int
    ) -> None:
        """Take what a summary begins with, and what its sentences are held against.

        Args:
            title: The title of the thread.
            lead: The headline that says what the summary begins with.
            weighed: The sentences of the thread.
            people: Whom its headlines name.
            article_count: Number of its articles.
        """
        self._clarity = ClarityJudge(title, weighed.surnames)
        self._additions = AdditionJudge(lead, people, is_single_report=article_count == 1)
        self._title_acts = acts_of_title(lead)
        self._title_terms = frozenset(bag_of_words(lead, "en"))
        self._title_phrases = phrases_of(lead.lower())
        self._later = LaterReports(weighed.sentences, weighed.reports)
        self._overtaken: dict[int, bool] = {}

    def fits(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
        """Whether a sentence is not overtaken, and agrees with the chosen ones without stating the same."""
        if self.is_overtaken(one):
            return False
        if selection and (is_provisional(one) or is_older_plan(one, selection[0])):
            return False
        if self._adds_little(one, selection):
            return False
        return not any(
            (not continues(one, [other]) and self._say_the_same_of_title(one, other))
            or state_the_same(one.sentence, other.sentence, self._title_acts)
            or contradict(one.sentence, other.sentence)
            for other in selection
        )

    def goes_on(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
        """Whether a sentence that stands behind chosen ones in its article is not overtaken, and adds to them."""
        is_news = not (self.is_overtaken(one) or is_provisional(one) or self._adds_little(one, selection))
        return is_news and not any(contradict(one.sentence, other.sentence) for other in selection)

    def hangs(self, one: WeighedSentence, before: Sequence[WeighedSentence]) -> bool:
        """Whether a sentence refers to what neither the title nor the sentences before it mention."""
        if before and continues(one, before[-1:]):
            return False
        return self._clarity.hangs(one.sentence, [other.sentence for other in before])

    def is_on_topic(self, one: WeighedSentence) -> bool:
        """Whether a sentence has a term of a title that states what happened, or much else of what is reported now."""
        has_title_term = not self._title_terms.isdisjoint(one.sentence.terms)
        return has_title_term or len(self._title_terms) < MIN_COMPARED_TERMS or one.relevance >= MIN_OLDER_RELEVANCE

    def still_true(self, headlines: Sequence[WeighedSentence]) -> list[WeighedSentence]:
        """Return headlines without those that are overtaken, or state a smaller toll than a later one does."""
        true = [one for one in headlines if not (is_provisional(one) or self.is_overtaken(one) or self._is_past(one))]
        return without_old_tolls(true)

    def _is_past(self, headline: WeighedSentence) -> bool:
        """Whether a headline announces what a later article reports."""
        return is_preview(headline.sentence.text) and self._later.carry_out(headline)

    def clarity_after(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> float:
        """How clear a sentence is after others; 0 if it hangs there, is overtaken or contradicts one of them."""
        if self.hangs(one, selection) or is_provisional(one) or self.is_overtaken(one):
            return 0.0
        if not one.sentence.has_end:
            return 0.0
        if selection and is_older_plan(one, selection[0]):
            return 0.0
        if any(contradict(one.sentence, other.sentence) for other in selection):
            return 0.0
        clarity = self._clarity_of(one, selection)
        return clarity if one.states_event else clarity * self._additions.stranger_factor(one)

    def clarity_and_addition(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> float:
        """The same; 0 too if it does not surely add to them."""
        return self._additions.factor(one, selection) and self.clarity_after(one, selection)

    def clarity_beside(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> float:
        """How clear a sentence is after others, and how surely it adds to them."""
        addition = self._additions.factor(one, selection)
        return addition and addition * self._clarity_of(one, selection)

    def _clarity_of(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> float:
        read = [other.sentence for other in selection]
        return self._clarity.factor(one.sentence, read, continues=continues(one, selection))

    def _say_the_same_of_title(self, one: WeighedSentence, other: WeighedSentence) -> bool:
        """Whether both state what the title states, open articles on one event, or share a phrase beyond the title."""
        if self._restates_title(one) and self._restates_title(other):
            return True
        shared = phrases_of(one.sentence.text) & phrases_of(other.sentence.text)
        return _open_on_the_same(one, other) or not self._title_phrases.issuperset(shared)

    def is_overtaken(self, one: WeighedSentence) -> bool:
        """Whether a later report says that what a sentence states is no longer so."""
        if one.order not in self._overtaken:
            self._overtaken[one.order] = self._later.overtake(one)
        return self._overtaken[one.order]

    def _restates_title(self, one: WeighedSentence) -> bool:
        """Whether a sentence states what the title states; a title of few words names an affair and states nothing."""
        terms = one.sentence.terms
        return (
            len(self._title_terms) >= MIN_COMPARED_TERMS
            and 1 - new_share(self._title_terms, terms) >= MIN_RESTATED_TITLE
            and 1 - new_share(terms, self._title_terms) >= MIN_RESTATING
        )

    def _adds_little(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
        """Whether most of what a sentence says stands in the title and the chosen sentences together."""
        known = self._title_terms.union(*(other.sentence.terms for other in selection))
        return new_share(one.sentence.terms, known) < MIN_NEW_SHARES[min(len(selection), len(MIN_NEW_SHARES) - 1)]


def can_follow(one: WeighedSentence, selection: Sequence[WeighedSentence], min_quotability: float) -> bool:
    """Whether a sentence can be quoted, alone or after the sentence before it, which is quoted too."""
    if one.quotability >= min_quotability:
        return True
    is_preceded = preceding(one, selection) is not None
    return is_preceded and quotability(one.sentence, after_previous=True) >= min_quotability


def is_redundant(one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
    """Whether a sentence has most of its words, or of its terms, in common with a chosen one."""
    return any(
        overlap(one.sentence.surface_words, other.sentence.surface_words) > MAX_OVERLAP
        or overlap(one.sentence.terms, other.sentence.terms)
        > (MAX_CONTINUING_OVERLAP if continues(one, [other]) else MAX_TERM_OVERLAP)
        for other in selection
    )


def _open_on_the_same(one: WeighedSentence, other: WeighedSentence) -> bool:
    """Whether two sentences each state, in two articles on one event, what its headline states."""
    is_same_event = one.event is not None and one.event == other.event
    return is_same_event and one.states_event and other.states_event
