"""How well a sentence opens a summary: it states what the title states, in its main clause, and nobody else speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from math import prod

from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.summary.agreement import announced_verbs, looks_back
from briefing.writing.summary.clarity import is_colloquial
from briefing.writing.summary.same_facts import acts_of_title, facts_of, main_clauses, new_share
from briefing.writing.summary.weighed_sentences import LaterReport, WeighedSentence

# The constants below were chosen on first sentences that a reader labelled, of two windows, each checked on the other.
TITLE_SHARE_FACTOR = 7.0
"""Factor of a sentence whose main clause has all terms of the title, relative to one whose main clause has none."""
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
MIN_NAMING_SHARE = 0.2
"""Share of the newest headlines that name somebody whom the thread is about."""
HEADLINE_SPAN = timedelta(hours=24)
"""Age, counted from the newest article, of the headlines that are read for it."""
MAX_SUBJECT_WORDS = 9
"""Number of words of a sentence in which its subject is named."""
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+ (?:[A-Z]\. |al-|de |van |bin )?(?P<last>[A-Z][\w’'-]+)")
_UNNAMED = re.compile(r"\W*(?:The|His|Her|Its|This|These)(?: [^\sA-Z]\S*){5}")


class OpeningJudge:
    """Judges how well sentences open the summary of a thread."""

    def __init__(self, title: str, reports: Sequence[LaterReport]) -> None:
        """Take the title of a thread and its headlines."""
        self._title = title
        self._title_terms = frozenset(bag_of_words(title, "en"))
        self._title_acts = acts_of_title(title)
        self._headlines = [report.text for report in reports if report.age <= HEADLINE_SPAN]

    def factor(self, one: WeighedSentence) -> float:
        """Return the factor of the gain of a first sentence, 0 to 1."""
        text = one.sentence.text
        main = frozenset(bag_of_words(main_clauses(text), "en"))
        title_share = 1 - new_share(self._title_terms, main) if self._title_terms else 0.0
        defects = (
            (not self._title_acts & facts_of(text).acts, NO_ACT_FACTOR),
            (looks_back(one), BACKGROUND_FACTOR),
            (one.is_aside, ASIDE_FACTOR),
            (self._is_about_stranger(text), STRANGER_FACTOR),
            (bool(_UNNAMED.match(text)), UNNAMED_FACTOR),
            (bool(announced_verbs(text)), PLAN_FACTOR),
            (is_colloquial(text), TALK_FACTOR),
        )
        gain = TITLE_SHARE_FACTOR ** (title_share - 1) * OPENING_FACTOR ** (one.sentence.verdict.opening - 1)
        return float(gain * prod(factor for is_defect, factor in defects if is_defect))

    def _is_about_stranger(self, text: str) -> bool:
        """Whether the subject of a sentence is somebody whom the title and most headlines leave out."""
        subject = _FULL_NAME.search(" ".join(text.split()[:MAX_SUBJECT_WORDS]))
        if subject is None or subject["last"] in self._title:
            return False
        naming = sum(subject["last"] in headline for headline in self._headlines)
        return naming <= max(1.0, MIN_NAMING_SHARE * len(self._headlines))
