"""How clear a sentence is where it would stand: nothing hangs, and it states a fact rather than a plan or a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import prod

from briefing.text.data_files import word_lists
from briefing.text.words import stem_all, tokenize
from briefing.writing.sentences.quotable_sentences import QuotableSentence
from briefing.writing.sentences.signs import without_quotations, words_of
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

MAX_REMEMBERED = 64
"""Number of texts whose stems are remembered: all candidates are held against the same sentences before them."""
PLAN_FACTOR = 0.7
"""Factor of a sentence about what is to come: what happened is better."""
JUDGING_FACTOR = 0.3
"""Factor of a sentence with a word of the author's judgement or guess, that addresses the reader, or in contractions of
talk."""
NO_ACT_FACTOR = 0.5
"""Factor of a sentence that states neither an act nor a number."""
DESCRIPTION_FACTOR = 0.4
"""Factor of a sentence that states what something is like rather than what happened."""
HEADLINE_STYLE_FACTOR = 0.4
"""Factor of a sentence with a first word in capitals, or whose subject is a role without "the": "President says"."""
HARSH_FACTOR = 0.3
"""Factor of a sentence about an outburst or a quarrel: "tore into", "hit back at"."""
PICTURE_FACTOR = 0.3
"""Factor of a sentence that states what a picture or a film shows."""

_SHOUTED_OPENING = re.compile(r"\W*[A-Z]{7,} [a-z]")
"""Matches a first word in capitals, as some publishers print it: "PASSENGERS were stranded"."""

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


def hangs(sentence: QuotableSentence, before: Sequence[QuotableSentence], title: str, surnames: frozenset[str]) -> bool:
    """Whether a sentence refers to what neither the title nor the sentences before it mention.

    Args:
        sentence: The sentence.
        before: The sentences before it.
        title: The title of the thread.
        surnames: The surnames that the thread uses.
    """
    text = sentence.text
    text_before = " ".join((title, *(one.text for one in before)))
    known = _stems_of(text_before)
    return bool(
        bare_surnames(text, surnames, text_before)
        or opens_with_unknown_thing(text, known)
        or points_at_unknown_thing(text, known)
        or (not before and (sentence.is_unanchored or follows_unsaid_act(text)))
        or opens_with_pronoun(text)
        or refers_back(text)
        or has_unnamed_speaker(text, surnames, text_before)
        or _TODAY.search(without_quotations(text))
    )


@lru_cache(maxsize=MAX_REMEMBERED)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem_all(tokenize(text), "en"))


def clarity(text: str) -> float:
    """Return the factor of the weight of a further sentence that does not hang: 1 if it states a fact."""
    facts = facts_of(text)
    defects = [
        (_is_unattributed_guess(text) or is_colloquial(text), JUDGING_FACTOR),
        (not (facts.acts or facts.numbers), NO_ACT_FACTOR),
        (describes(text), DESCRIPTION_FACTOR),
        (bool(_SHOUTED_OPENING.match(text)) or is_in_headline_style(text), HEADLINE_STYLE_FACTOR),
        (_is_outburst(text), HARSH_FACTOR),
        (bool(_PICTURE.search(text)), PICTURE_FACTOR),
        (bool(announced_verbs(text)), PLAN_FACTOR),
    ]
    return prod(factor for is_defect, factor in defects if is_defect)


def _is_outburst(text: str) -> bool:
    """Whether a sentence reports an outburst, rather than mentions one in a clause behind the news."""
    return bool(_HARSH.search(_CLAUSE_BEHIND.split(without_quotations(text))[0]))


def describes(text: str) -> bool:
    """Whether a sentence states what something is like rather than what happened, and names no speaker."""
    return bool(_DESCRIPTION.match(text))


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
