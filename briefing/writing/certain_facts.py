"""Whether a fact is certainly one that no other house has: its sentence says much that none of them says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.writing.country_terms import terms_of
from briefing.writing.sentences.quotable_sentences import overlap

MIN_OTHER_WORDS = 40
"""Number of words that the other houses have on the thread: of less nobody knows what they leave out."""
MIN_NEW_SHARE = 0.5
"""Share of the terms of a sentence that no other house has: with less, they say it in other words."""
MIN_SHARED_TERMS = 2
"""Number of its terms that another house has: with fewer it is on something else."""
MIN_SAME_HEADLINE = 0.5
"""Share of the terms of the shorter of two headlines in the other from which on both are on one piece of news."""
LEAST_COUNT = 5
"""Least number of things that is a fact of its own: "two leaders" are named anyhow."""
MIN_HEADLINE_SHARE = 0.5
"""Share of the terms of a headline of another house in a sentence from which on both are on one piece of news."""
LEAST_ROUNDED = 20
"""Least number that another text may state as another one: "more than 200" and "206"."""
NEAR = 0.25
"""Share by which two numbers differ that may count the same: "more than 200" and "206"."""
_DOES = """
accused accuses added adds admitted admits announced announces appealed apologised apologized appointed approved argued
argues asked asks banned blamed blames blocked bought cancelled charged claimed claims confirmed confirms criticised
criticized declined demanded demands denied denies described describes dismissed donated estimated estimates expects
filed fined found founded hired indicated insisted joined launched leaked left offered opposes ordered orders plans
pledged pledges predicted promised promises proposed quit recalled refused refuses rejected rejects reported reports
resigned revealed reveals ruled said says sent signed sold sued suspended testified told tells urged urges voted vowed
vows wants warned warns won withdrew wrote
"""
_SUBJECT_AFTER = re.compile(
    rf"(?:,? (?:\d{{1,3}}|[^,.]{{1,60}}),)? (?:has |have |had |also )?(?:{'|'.join(_DOES.split())})\b"
)
"""Matches a verb behind the name of whom does it; an age or an apposition may stand between."""
_APPOSED_BEFORE = re.compile(
    r"^(?:The|Its|Their|An?)"
    rf"(?: (?:(?:of|for|in) the )?(?!(?:the|an?|his|her|its|their|as|when|after|that|who|{'|'.join(_DOES.split())})\b)"
    r"[\w’'-]+){1,6}, $"
)
"""Matches what somebody is, before the name that stands beside it: "The mayor of the port,"."""
_DOES_APPOSED = re.compile(
    rf", (?:has |have |had |also )?(?:{'|'.join(_DOES.split())})\b"
    r"(?! (?:an? |the )?(?:police|officials?|officers?|spokes\w+|prosecutors?|lawyers?|authorities|neighbours|aides)\b)"
)
"""Matches a verb behind such a name, unless somebody else does it: "said police"."""
_SUBJECT_BEFORE = re.compile(r"\b(?:according to|said|says|by)(?: [\w’'-]+){0,3} $", re.IGNORECASE)
"""Matches what stands before the name of a source or a doer."""
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
_NO_FACT = re.compile(
    r"^[\"“‘']|\b(?:our guest|joins? us|join(?:s|ed) ['‘\"“]|discuss(?:es|ed)?|(?:sound|weigh)(?:s|ed)? (?:off|in)"
    r"|reacts?|reacted|tributes?|after the death|analysts?|experts? sa(?:y|id)|review|trailers?|episodes?"
    r"|interview(?:ed)?|newsletter|podcast|best (?:known|of)|known for|opens? up|opening up|spoke (?:out|to)"
    r"|Group of \w+|(?:years?|months?) ago"
    r"|who won|last year|goals?|tr(?:y|ies)|touchdowns?|wickets?|innings|toss|scor(?:e|ed|es|ing)|half-time"
    r"|(?:first|second|third|fourth)[ -](?:half|quarter|set)|match(?:es)?|stages?|champions?|striker|midfielder"
    r"|quarterback|fans?|first on \w+)\b|\b(?:in|of|since) (?:19\d\d|20[01]\d)\b",
    re.IGNORECASE,
)
"""Matches guests, quotations, reactions, opinion, promotion, what was long ago, and the course of a match."""


class OtherHouses:
    """Knows what the houses that report a thread say, each in all its texts."""

    def __init__(self, texts: Mapping[int, str], headlines: Mapping[int, Sequence[str]]) -> None:
        """Take the texts and the headlines of each house, by its number."""
        self._headlines = {number: [terms_of(title) for title in titles] for number, titles in headlines.items()}
        self._terms = {number: terms_of(text) for number, text in texts.items()}
        self._words = {number: len(text.split()) for number, text in texts.items()}
        self._numbers = {
            number: [float(match[0].replace(",", "")) for match in _NUMBER.finditer(text)]
            for number, text in texts.items()
        }

    def leave_out(self, sentence: str, house: int) -> bool:
        """Whether a sentence of a house says much that no other one says, on what they report."""
        words = sum(count for number, count in self._words.items() if number != house)
        if _NO_FACT.search(sentence) or words < MIN_OTHER_WORDS:
            return False
        own = terms_of(sentence)
        known = frozenset[str]().union(*(terms for number, terms in self._terms.items() if number != house))
        shared = len(own & known)
        is_new = shared >= MIN_SHARED_TERMS and len(own) - shared >= MIN_NEW_SHARE * len(own)
        return is_new and not any(
            len(own & headline) >= MIN_HEADLINE_SHARE * len(headline) for headline in self._headlines_beside(house)
        )

    def head_the_same(self, headline: str, house: int) -> bool:
        """Whether another house has a headline like one of a house: its first sentence is the news of both."""
        own = terms_of(headline)
        return any(overlap(own, other) >= MIN_SAME_HEADLINE for other in self._headlines_beside(house))

    def _headlines_beside(self, house: int) -> Iterator[frozenset[str]]:
        return (one for number, ones in self._headlines.items() if number != house for one in ones)

    def may_count(self, value: float, house: int) -> bool:
        """Whether another house has a number that may count the same as one of a house."""
        return value >= LEAST_ROUNDED and any(
            abs(value - other) <= NEAR * max(value, other)
            for number, others in self._numbers.items()
            if number != house
            for other in others
        )


def does_something(name: str, sentence: str) -> bool:
    """Whether a sentence says what somebody of a name does or says: a place or a thing in it is no fact."""
    start = sentence.find(name)
    if start < 0:
        return False
    before, end = sentence[:start], start + len(name)
    is_apposed = _APPOSED_BEFORE.match(before) and _DOES_APPOSED.match(sentence, end)
    return bool(is_apposed or _SUBJECT_AFTER.match(sentence, end) or _SUBJECT_BEFORE.search(before))
