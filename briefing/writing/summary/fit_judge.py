"""Whether a sentence may stand after chosen ones: it is clear there, still true and contradicts none."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.writing.sentences.quotability import quotability
from briefing.writing.summary.clarity_judge import clarity, hangs
from briefing.writing.summary.contradictions import contradict, without_old_tolls
from briefing.writing.summary.later_reports import LaterReports
from briefing.writing.summary.named_people import NamedPeople
from briefing.writing.summary.plans import is_older_plan, is_provisional
from briefing.writing.summary.sentence_order import continues, preceding
from briefing.writing.summary.weighed_sentences import ThreadSentences, WeighedSentence
from briefing.writing.timeline.event_headlines import is_preview

STRANGER_FACTOR = 0.7
"""Factor of a sentence about somebody whom neither the title nor several headlines name."""


class FitJudge:
    """Judges whether the sentences of a thread may stand after chosen ones."""

    def __init__(self, title: str, weighed: ThreadSentences, people: NamedPeople) -> None:
        """Take the title of a thread, its sentences, and whom its headlines name."""
        self._title, self._surnames = title, weighed.surnames
        self._people = people
        self._later = LaterReports(weighed.sentences, weighed.reports)
        self._overtaken: dict[int, bool] = {}

    def hangs(self, one: WeighedSentence, before: Sequence[WeighedSentence]) -> bool:
        """Whether a sentence refers to what neither the title nor the sentences before it mention."""
        if before and continues(one, before[-1:]):
            return False
        return hangs(one.sentence, [other.sentence for other in before], self._title, self._surnames)

    def still_true(self, headlines: Sequence[WeighedSentence]) -> list[WeighedSentence]:
        """Return headlines without those that are overtaken, or state a smaller toll than a later one does."""
        true = [
            one for one in headlines if not (is_provisional(one) or self.is_overtaken(one) or self._is_carried_out(one))
        ]
        return without_old_tolls(true)

    def _is_carried_out(self, headline: WeighedSentence) -> bool:
        """Whether a headline announces what a later article reports."""
        return is_preview(headline.sentence.text) and self._later.is_carried_out(headline)

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
        is_of_stranger = not one.states_event and self._people.is_about_stranger(one.sentence.text)
        return clarity(one.sentence.text) * (STRANGER_FACTOR if is_of_stranger else 1.0)

    def is_overtaken(self, one: WeighedSentence) -> bool:
        """Whether a later report says that what a sentence states is no longer so."""
        if one.order not in self._overtaken:
            self._overtaken[one.order] = self._later.is_overtaken(one)
        return self._overtaken[one.order]


def can_follow(one: WeighedSentence, selection: Sequence[WeighedSentence], min_quotability: float) -> bool:
    """Whether a sentence can be quoted, alone or after the sentence before it, which is quoted too."""
    if one.quotability >= min_quotability:
        return True
    is_preceded = preceding(one, selection) is not None
    return is_preceded and quotability(one.sentence, after_previous=True) >= min_quotability
