"""How well a sentence opens a summary: whether its main clause states what the title states, and who speaks."""

from __future__ import annotations

import re
from datetime import timedelta
from math import prod

from briefing.writing.numbers.quantities import TOLL_WORDS
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stating_titles import MIN_STATING_TERMS
from briefing.writing.summary.clarity_judge import is_colloquial
from briefing.writing.summary.named_people import NamedPeople
from briefing.writing.summary.plans import announced_verbs, looks_back
from briefing.writing.summary.same_facts import acts_of_title, facts_of, main_clauses, new_share
from briefing.writing.summary.weighed_sentences import WeighedSentence

# The constants below were chosen on first sentences that a reader labelled, of two windows, each checked on the other.
TITLE_SHARE_FACTOR = 7.0
"""Factor of a sentence whose main clause has all terms of the title, relative to one whose main clause has none."""
HEADLINE_SHARE_FACTOR = 1.5
"""Factor of a sentence below a headline that has all terms of the title, relative to one that has none."""
TITLE_NUMBER_FACTOR, TITLE_TOLL_FACTOR = 1.5, 3.0
"""Factors of a sentence that states a number of the title; the number of victims."""
OPENING_FACTOR = 2.7
"""Factor of a sentence that is sure to be able to open, relative to one that is not."""
NO_ACT_FACTOR = 0.6
"""Factor of a sentence that does not state the act that the title states."""
BACKGROUND_FACTOR = 0.4
"""Factor of a sentence that dates what it states days before its article."""
ASIDE_FACTOR = 0.6
"""Factor of a sentence of an article that explains, or reports how somebody reacts."""
STRANGER_FACTOR = 0.7
"""Factor of a sentence about somebody whom neither the title nor several headlines name."""
UNNAMED_FACTOR = 0.75
"""Factor of a sentence that begins with "the" and gives no name in its first words: others name their subject."""
PLAN_FACTOR = 0.75
"""Factor of a sentence about what is to come."""
TALK_FACTOR = 0.6
"""Factor of a sentence in words of talk or of judgement."""
QUOTATION_FACTOR = 0.15
"""Factor of a sentence that begins with what somebody said: the news is what happened."""
SCENE_FACTOR = 0.4
"""Factor of a sentence in which somebody describes what the news was like."""
EARLIER_FACTOR = 0.3
"""Factor of a sentence of an article from before the first report of what the title states."""
MIN_EARLIER = timedelta(hours=1)
"""Time before that report from which on an article is earlier: publishers report one event within the hour."""
_UNNAMED = re.compile(r"\W*(?:The|His|Her|Its|This|These)(?: [^\sA-Z]\S*){5}")
_SCENE = re.compile(
    r"\b(?:describ(?:es?|ed|ing)|recall(?:s|ed|ing)?|recount(?:s|ed|ing)?|reliv(?:es?|ed|ing)|remember(?:s|ed|ing)?)\b"
    r"(?: (?!(?:after|because|due|for|from|in|on|over)\b)\w+){0,3} "
    r"(?:moments?|ordeal|horror|terror|scenes?|how|what|panic)\b",
    re.IGNORECASE,
)
"""Matches what somebody remembers of a happening."""
_SPOKEN = re.compile(r"[\"“](?:[^\s\"”]+\s){3}")
"""Matches the beginning of a quotation of four words or more."""


class OpeningJudge:
    """Judges how well sentences open the summary of a thread."""

    def __init__(self, title: str, people: NamedPeople, age: timedelta) -> None:
        """Take the title of a thread, whom it names, and the age of the first report of what it states."""
        self._people = people
        self._most_age = age + MIN_EARLIER
        self._title_terms = frozenset(bag_of_words(title, "en"))
        self._title_acts = acts_of_title(title)
        self._title_numbers = facts_of(title).numbers
        self._states_toll = bool(TOLL_WORDS.search(title))

    def factor(self, one: WeighedSentence) -> float:
        """Return the factor of the gain of a first sentence, 0 to 1."""
        text = one.sentence.text
        facts = facts_of(text)
        defects = (
            (not self._title_acts & facts.acts, NO_ACT_FACTOR),
            (not self._title_numbers.isdisjoint(facts.numbers), self._number_factor(text)),
            (self.is_earlier(one), EARLIER_FACTOR),
            (describes_scene(text), SCENE_FACTOR),
            (looks_back(one), BACKGROUND_FACTOR),
            (one.is_aside, ASIDE_FACTOR),
            (self._people.leave_out_subject(text), STRANGER_FACTOR),
            (bool(_UNNAMED.match(text)), UNNAMED_FACTOR),
            (bool(announced_verbs(text)), PLAN_FACTOR),
            (is_colloquial(text), TALK_FACTOR),
            (begins_with_quotation(text), QUOTATION_FACTOR),
        )
        gain = TITLE_SHARE_FACTOR ** (self._title_share(one) - 1) * OPENING_FACTOR ** (one.sentence.verdict.opening - 1)
        if len(self._title_terms) >= MIN_STATING_TERMS:
            gain *= HEADLINE_SHARE_FACTOR ** -new_share(self._title_terms, one.headline_terms)
        return float(gain * prod(factor for is_defect, factor in defects if is_defect))

    def is_earlier(self, one: WeighedSentence) -> bool:
        """Return whether a sentence is of an article from before the first report of what the title states."""
        return one.age > self._most_age and len(self._title_terms) >= MIN_STATING_TERMS

    def _number_factor(self, text: str) -> float:
        """The factor of a sentence with a number of the title: that of victims counts more than a magnitude."""
        return TITLE_TOLL_FACTOR if self._states_toll and TOLL_WORDS.search(text) else TITLE_NUMBER_FACTOR

    def _title_share(self, one: WeighedSentence) -> float:
        """The share of the title's terms in the main clause; for a mere label, of what the thread is about now."""
        if len(self._title_terms) < MIN_STATING_TERMS:
            return one.relevance
        main = frozenset(bag_of_words(main_clauses(one.sentence.text), "en"))
        return 1 - new_share(self._title_terms, main)


def begins_with_quotation(text: str) -> bool:
    """Whether a sentence begins with what somebody said, in several words."""
    return bool(_SPOKEN.match(text))


def describes_scene(text: str) -> bool:
    """Whether a sentence says that somebody describes or remembers what the news was like."""
    return bool(_SCENE.search(text))
