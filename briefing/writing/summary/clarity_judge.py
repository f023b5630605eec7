"""How clear a sentence is where it would stand: named actors, a whole clause, a fact rather than a plan or a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import prod

from briefing.text.data_files import word_lists
from briefing.text.names import find_names
from briefing.text.places import plain_name
from briefing.text.words import stem_all, tokenize
from briefing.writing.sentences.quotable_sentences import QuotableSentence
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.sentences.signs import without_quotations, words_of
from briefing.writing.stating_titles import MIN_STATING_TERMS
from briefing.writing.summary.plans import announced_verbs
from briefing.writing.summary.same_facts import facts_of
from briefing.writing.summary.unresolved_references import (
    bare_surnames,
    follows_unsaid_act,
    has_unnamed_speaker,
    is_in_headline_style,
    opens_with_pronoun,
    opens_with_unknown_thing,
    points_at_unknown_thing,
    refers_back,
)

BARE_SURNAME_FACTOR = 0.4
"""Factor of a sentence that gives a surname alone of somebody who is not introduced."""
UNKNOWN_THING_FACTOR = 0.4
"""Factor of a sentence that opens with "the" and something that nobody has mentioned."""
LEANING_FACTOR = 0.1
"""Factor of a first sentence that refers to a sentence before it."""
NO_END_FACTOR, FIRST_NO_END_FACTOR = 0.4, 0.2
"""Factors of a line without a full stop, and of one that opens: a headline or a picture's text, not a sentence."""
HEADLINE_STYLE_FACTOR = 0.4
"""Factor of a sentence that names its subject by a role without "the" or "a": "President says ..."."""
BESIDE_TITLE_FACTOR = 0.6
"""Factor of a first sentence that shares names at most with a title that says what happened."""
MIN_TITLE_WORDS = 2
"""Number of words other than names that a title has which says what happened."""
NO_TITLE_NAME_FACTOR = 0.3
"""Factor of a first sentence with none of the names of a title that says what happened."""
NO_NAME_FACTOR = 0.6
"""Factor of a first sentence without any name."""
PLAN_FACTOR = 0.7
"""Factor of a sentence about what is to come: what happened is better."""
REMARK_FACTOR = 0.6
"""Factor of a sentence that states how somebody judges or demands something."""
HARSH_FACTOR = 0.3
"""Factor of a further sentence about an outburst or a quarrel: "tore into", "hit back at"."""
JUDGING_FACTOR, FURTHER_JUDGING_FACTOR = 0.6, 0.3
"""Factors of a first and of a further sentence with a word of the author's judgement, that addresses the reader, or in
contractions of talk."""
NO_ACT_FACTOR = 0.5
"""Factor of a further sentence that states neither an act nor a number."""
DESCRIPTION_FACTOR = 0.4
"""Factor of a further sentence that states what something is like rather than what happened."""
PICTURE_FACTOR = 0.3
"""Factor of a sentence that states what a picture or a film shows."""
COMMENTATOR_FACTOR = 0.5
"""Factor of a further sentence whose subject is somebody who comments: "Analysts say ..."."""
PRONOUN_FACTOR = 0.4
"""Factor of a sentence whose first words refer to somebody: "In his remarks, ..."."""

_SHOUTED_OPENING = re.compile(r"\W*[A-Z]{7,} [a-z]")
"""Matches a first word in capitals, as some publishers print it: "PASSENGERS were stranded"."""
_REMARK = re.compile(
    r"\b(?:excoriate[sd]|rebuke[sd]|lambast(?:s|es|ed)|assail(?:s|ed)|decr(?:y|ies|ied)|ridicule[sd]"
    r"|call(?:s|ed) (?:on|for|it)|urge[sd]?|slam(?:s|med)|blast(?:s|ed)|hail(?:s|ed)|prais(?:es|ed)"
    r"|criti[cz]i[sz]e[sd]|mock(?:s|ed)|condemn(?:s|ed)|react(?:s|ed)|weigh(?:s|ed) in|denounce[sd]"
    r"|bash(?:es|ed)|rip(?:s|ped)|lash(?:es|ed) out|vow(?:s|ed)|insist(?:s|ed)"
    r"|argue[sd]|dismiss(?:es|ed)|accuse[sd]|hope[sd]?|believe[sd]?|thinks?|thought|warn(?:s|ed)"
    r"|(?:press|news) conference)\b",
    re.IGNORECASE,
)
_HARSH = re.compile(
    r"\b(?:slam(?:s|med)|blast(?:s|ed) (?!off|through|into)|bash(?:es|ed)|rip(?:s|ped) (?:into|on)|lash(?:es|ed) out"
    r"|mock(?:s|ed)|ridicule[sd]|went after|goes after|tore into|tears into|t(?:akes|ook) aim at|unload(?:s|ed) on"
    r"|(?:fire[sd]?|clap(?:s|ped)|shot|shoots) back at|call(?:s|ed|ing) out|rant(?:s|ed)|branded (?:a|an|as|him"
    r"|her|them)|trash(?:es|ed)|roast(?:s|ed)|owned by|melt(?:s|ed) down|loses it|lost it)\b"
)
"""Matches an outburst that is no news: harsh words about somebody, in the words of talk."""
_CLAUSE_BEHIND = re.compile(r",? (?:as|while|when|who|which)\b")
_PICTURE = re.compile(
    r"\b(?:images?|videos?|footage|photos?|photographs?|pictures?|clips?)\b.{0,40}"
    r"\b(?:shows?|showed|shown|showing|seems?|emerge[sd]?|captures?|captured)\b"
    r"|\bthese (?:images|photos|pictures)\b|#[A-Za-z]",
    re.IGNORECASE,
)
_COMMENTATOR = re.compile(
    r"\W*(?:[\w’'-]+ ){0,6}(?:activists?|analysts?|attendees?|commentators?|critics|experts?|fans|observers|pundits?"
    r"|strategists?|legend) (?:[\w’'.-]+ ){0,6}?(?:say|says|said|tell|tells|told|talk|talks|talked"
    r"|wrote|warn|warns|warned|argue[sd]?)\b"
)
"""Matches a sentence whose subject comments on the news."""
_SPEECH = re.compile(
    r"(?P<speaker>[^“”\"]{5,120}?)\b(?:said|says|told|tells|wrote|tweeted|argue[sd]|claim(?:s|ed)|joke[sd]|slam(?:s|med)"
    r"|maintain(?:s|ed)|respond(?:s|ed|ing)|blast(?:s|ed)|bash(?:es|ed)|rip(?:s|ped)|mock(?:s|ed)|react(?:s|ed))\b"
)
"""Matches the beginning of a sentence in which somebody speaks."""
_FULL_NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+")
_DESCRIPTION = re.compile(
    r"(?:[A-Z]?[a-z’'-]+ (?:[a-z’'-]+ ){0,3}(?:makes?|means?)\b"
    r"|(?:Sitting|Located|Situated|Nestled|Lying|Stretching|Straddling|Perched|Home to|Founded|Established|Built"
    r"|Born)\b"
    r"|(?:[\w’'-]+ ){1,9}(?:has|have|had) (?:long |often |always )?been (?:a|an|the|one)\b"
    r"|.*\b(?:makes?|made) (?:it|them|him|her) (?:\w+ly |more |less |so )?\w+\b"
    r"|.* (?:is|are|was|were) (?:not just|just the latest)\b"
    r"|(?:[\w’'-]+ ){1,6}shows? (?:how|why)\b"
    r"|(?:[\w’'-]+ ){1,6}(?:is|are) (?:a|an|the|no|not|just|more|so|too|as|fine|good|bad)\b)"
    r"(?!.*\b(?:said|says|told|accord))"
)
"""Matches a sentence that states what something is rather than what happened, and names no speaker."""
_DEMAND = re.compile(r"\b(?:should|must|ought to|needs? to)\b", re.IGNORECASE)
_SPECULATION = re.compile(
    r"\b(?:could|(?-i:may)|might|would|it (?:seems|appears) that|(?:will|should) (?:help|hurt|make|give|boost)"
    r"|potentially|paves? the way|is likely)\b",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\b(?:sa(?:id|ys?)|told|recommend|advis|urg|call|demand|accord|order|rul|law|vot|warn)", re.IGNORECASE
)
_TODAY = re.compile(r"\b(?:today|tonight|yesterday|tomorrow)\b(?!['’]s\b)|^\W*Today (?:the|a|we|is)\b")
"""Matches a day that only the reader of the article knows."""
_NAME = re.compile(r"(?<!^)\b[A-Z][\w’'.-]+|^\W*(?:[A-Z][\w’'.-]+ ){2}")


class ClarityJudge:
    """Judges how clear sentences are to who has read the title of a thread."""

    def __init__(self, title: str, surnames: frozenset[str]) -> None:
        """Take the title and the surnames that the thread uses."""
        self._title, self._surnames = title, surnames
        lower_case = " ".join(word for word in words_of(title) if word.islower())
        self._title_terms = frozenset(bag_of_words(lower_case, "en"))
        self._is_label = len(bag_of_words(title, "en")) < MIN_STATING_TERMS
        self._title_names = frozenset(map(plain_name, find_names(title, "", "en").words))

    def factor(
        self, sentence: QuotableSentence, chosen: Sequence[QuotableSentence], *, continues: bool = False
    ) -> float:
        """Return the factor of a sentence's weight after the chosen ones: 1 if nothing is amiss.

        Args:
            sentence: The sentence.
            chosen: The sentences before it in the summary.
            continues: Whether it stands directly after one of them in its article too.
        """
        text, is_first = sentence.text, not chosen
        facts = facts_of(text)
        judging = JUDGING_FACTOR if is_first else FURTHER_JUDGING_FACTOR
        defects = [
            (not sentence.has_end, FIRST_NO_END_FACTOR if is_first else NO_END_FACTOR),
            (bool(_SHOUTED_OPENING.match(text)), NO_END_FACTOR),
            (is_in_headline_style(text), HEADLINE_STYLE_FACTOR),
            (is_first and not _NAME.search(text), NO_NAME_FACTOR),
            (is_first and self._lacks_names_of_title(text), NO_TITLE_NAME_FACTOR),
            (is_first and self._is_beside_title(sentence), BESIDE_TITLE_FACTOR),
            (is_first and self._has_other_speaker(text), REMARK_FACTOR),
            (_demands(text), judging),
            (not is_first and _is_unattributed_guess(text), judging),
            (not is_first and comments(text), COMMENTATOR_FACTOR),
            (not is_first and not (facts.acts or facts.numbers), NO_ACT_FACTOR),
            (not is_first and describes(text), DESCRIPTION_FACTOR),
            (bool(announced_verbs(text)), PLAN_FACTOR),
            (bool(_REMARK.search(text)), REMARK_FACTOR),
            (not is_first and _is_outburst(text), HARSH_FACTOR),
            (bool(_PICTURE.search(text)), PICTURE_FACTOR),
            (is_colloquial(text), judging),
        ]
        if not continues:
            defects += self._reference_defects(sentence, chosen)
        return prod(factor for is_defect, factor in defects if is_defect)

    def hangs(self, sentence: QuotableSentence, read: Sequence[QuotableSentence]) -> bool:
        """Whether a sentence refers to what neither the title nor the sentences read before it mention."""
        return any(is_defect for is_defect, _ in self._reference_defects(sentence, read))

    def _lacks_names_of_title(self, text: str) -> bool:
        """Whether a sentence has none of the title's names: it leaves open who or what it is about."""
        if self._is_label or not self._title_names:
            return False
        return self._title_names.isdisjoint(map(plain_name, words_of(text)))

    def _is_beside_title(self, sentence: QuotableSentence) -> bool:
        return len(self._title_terms) >= MIN_TITLE_WORDS and self._title_terms.isdisjoint(sentence.terms)

    def _has_other_speaker(self, text: str) -> bool:
        """Whether somebody speaks whom the title does not name: a reaction rather than what happened."""
        speech = _SPEECH.match(text)
        if speech is None or not _FULL_NAME.search(speech["speaker"]):
            return False
        return self._title_names.isdisjoint(map(plain_name, words_of(speech["speaker"])))

    def _reference_defects(
        self, sentence: QuotableSentence, chosen: Sequence[QuotableSentence]
    ) -> list[tuple[bool, float]]:
        """Whether a sentence refers to what nobody has mentioned, with the factors of each kind."""
        text = sentence.text
        read = " ".join((self._title, *(one.text for one in chosen)))
        known = frozenset(stem_all(tokenize(read), "en"))
        return [
            (bool(bare_surnames(text, self._surnames, read)), BARE_SURNAME_FACTOR),
            (opens_with_unknown_thing(text, known) or points_at_unknown_thing(text, known), UNKNOWN_THING_FACTOR),
            (not chosen and sentence.is_unanchored, LEANING_FACTOR),
            (not chosen and follows_unsaid_act(text), LEANING_FACTOR),
            (opens_with_pronoun(text), PRONOUN_FACTOR),
            (refers_back(text), PRONOUN_FACTOR),
            (has_unnamed_speaker(text, self._surnames, read), PRONOUN_FACTOR),
            (bool(_TODAY.search(without_quotations(text))), PRONOUN_FACTOR),
        ]


def _is_outburst(text: str) -> bool:
    """Whether a sentence reports an outburst, rather than mentions one in a clause behind the news."""
    return bool(_HARSH.search(_CLAUSE_BEHIND.split(without_quotations(text))[0]))


def _demands(text: str) -> bool:
    """Whether the author, rather than somebody who is named, says what should be done."""
    plain = without_quotations(text)
    return bool(_DEMAND.search(plain)) and not _ATTRIBUTION.search(plain)


def describes(text: str) -> bool:
    """Whether a sentence states what something is like rather than what happened, and names no speaker."""
    return bool(_DESCRIPTION.match(text))


def comments(text: str) -> bool:
    """Whether the subject of a sentence is somebody who comments on the news."""
    return bool(_COMMENTATOR.match(text))


def speculates(text: str) -> bool:
    """Whether a sentence says what may come of it, whoever says so."""
    return bool(_SPECULATION.search(without_quotations(text)))


def _is_unattributed_guess(text: str) -> bool:
    """Whether the author, rather than somebody who is named, says what may come of it."""
    return speculates(text) and not _ATTRIBUTION.search(without_quotations(text))


def is_colloquial(text: str) -> bool:
    """Whether a text has words of talk or of the author's judgement outside quotations."""
    lists = word_lists("writing/editor_words.txt")
    words = {
        word.lower().replace("’", "'")
        for word in words_of(without_quotations(text))
        if len(word) == 1 or not word.isupper()  # "US" is a country
    }
    spoken = (
        lists["judging"] | lists["colouring"] | lists["second-person"] | lists["first-person"] | _chatty_contractions()
    )
    return not words.isdisjoint(spoken)


@cache
def _chatty_contractions() -> frozenset[str]:
    """Contractions of talk ("it's"); reports have "won't" too."""
    return frozenset(word for word in word_lists("writing/editor_words.txt")["contracted"] if not word.endswith("n't"))
