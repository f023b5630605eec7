"""What English headlines claim that others may contradict: a rate held or cut, a threat, the deed, who acts on whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise, takewhile

from briefing.text.words import stopwords

VALUE_BY_WORD = {
    **dict.fromkeys(["acquit", "acquits", "acquitted"], ("verdict", "acquitted")),
    **dict.fromkeys(["convict", "convicts", "convicted"], ("verdict", "convicted")),
    **dict.fromkeys(["closed", "closes", "shut", "shuts"], ("passage", "closed")),
    **dict.fromkeys(["reopen", "reopened", "reopens"], ("passage", "reopened")),
}
"""The question that a word answers by itself, and its answer. Nouns are left out: a report may look back by them."""
RATE_WORDS = frozenset(["rate", "rates"])
VALUE_BY_RATE_WORD = {
    **dict.fromkeys(["held", "hold", "holds", "keep", "keeps", "kept", "leaves", "steady", "unchanged"], "held"),
    **dict.fromkeys(
        ["cut", "cuts", "cutting", "lower", "lowered", "lowers", "reduced", "reduces", "trim", "trims"], "lowered"
    ),
    **dict.fromkeys(["hike", "hiked", "hikes", "lift", "lifted", "lifts", "raise", "raised", "raises"], "raised"),
}
"""What such a word says of a rate that the headline names."""
VALUE_BY_MOVE = {
    **dict.fromkeys(["climb", "gain", "jump", "rally", "rise", "soar", "surge"], "up"),
    **dict.fromkeys(["drop", "fall", "plunge", "sink", "slide", "slump", "tumble"], "down"),
}
"""Where a word after a plural says that its subject moves: "shares slump"."""
THREATS = frozenset(["threaten", "threatened", "threatening", "threatens", "vow", "vowed", "vows"])
NOT_DONE = THREATS | {
    "could", "fears", "if", "looming", "looms", "may", "might", "plan", "planned", "planning", "plans", "possible",
    "threat", "threats", "ultimatum", "warn", "warned", "warning", "warns", "will", "would",
}  # fmt: skip
"""Words of a headline that does not say that something was done."""
THREATS_IN_LEAD = THREATS | {"threat", "threats", "warned", "warning", "warns"}
"""Words of a text by which its report may be about the threat, whatever the headline says."""
SAME_DEED = {"shut": "close"}
"""Stems of deeds that are another one."""
MAX_ACT_WORDS = 4
"""Number of words after a verb among which its object is looked for."""
MIN_PREFIX = 5
"""Letters with which two forms of a name begin alike: a country and its people."""
MAX_ENDING = 3
"""Letters by which the shorter of two such forms may differ behind them."""
NOT_CLAIMED = "not done"
IN_LEAD = "~"
"""Marks what the text says, not the headline."""


def headline_claims(
    head: Sequence[str], body: Sequence[str], names: Collection[str], base_of: Mapping[str, str]
) -> frozenset[str]:
    """Return what an English headline claims, and marked as of the text what this says on the same questions.

    Args:
        head: The words of the headline in lower case, stop words included.
        body: Those of the opening of the text.
        names: The stems, or countries, of names in both.
        base_of: The stem, or country, of each word.
    """
    claims = _answers(head) | _threats(head, base_of)
    is_intended = any(word == "to" and base_of[following] not in names for word, following in pairwise(head))
    if is_intended or not NOT_DONE.isdisjoint(head) or not THREATS_IN_LEAD.isdisjoint(body):
        claims.add(NOT_CLAIMED)
    if "by" not in head:
        claims |= _acts(head, names, base_of)
    if claims:
        claims |= {IN_LEAD + answer for answer in _answers(body)}
    return frozenset(claims)


def _answers(words: Sequence[str]) -> set[str]:
    """What words say on the questions of the tables, as "question answer"."""
    answers = {" ".join(VALUE_BY_WORD[word]) for word in words if word in VALUE_BY_WORD}
    if not RATE_WORDS.isdisjoint(words):
        answers |= {f"rate {VALUE_BY_RATE_WORD[word]}" for word in words if word in VALUE_BY_RATE_WORD}
    moves = (pair for pair in pairwise(words) if pair[1] in VALUE_BY_MOVE and pair[0].endswith("s"))
    return answers | {f"move-of-{subject} {VALUE_BY_MOVE[move]}" for subject, move in moves}


def _threats(head: Sequence[str], base_of: Mapping[str, str]) -> set[str]:
    """The deeds that a headline says are threatened, as "threat close"."""
    triples = zip(head, head[1:], head[2:], strict=False)
    return {f"threat {_deed(base_of[deed])}" for word, to, deed in triples if word in THREATS and to == "to"}


def _acts(head: Sequence[str], names: Collection[str], base_of: Mapping[str, str]) -> set[str]:
    """Who does what to whom, as "act quarzo sue ovanta"; behind a preposition stands no object."""
    acts, stops = set(), stopwords("en")
    for n in range(1, len(head) - 1):
        actor, verb = base_of[head[n - 1]], base_of[head[n]]
        if actor in names and verb not in names and head[n] not in stops:
            following = takewhile(lambda word: word not in stops, head[n + 1 : n + 1 + MAX_ACT_WORDS])
            acts |= {f"act {actor} {verb} {base_of[word]}" for word in following if base_of[word] in names}
    return acts


def claims_conflict(
    one: Collection[str], one_stems: Collection[str], other: Collection[str], other_stems: Collection[str]
) -> bool:
    """Whether two headlines claim what cannot be of one happening.

    Args:
        one: The claims of one headline.
        one_stems: The stems of its words.
        other: The claims of the other.
        other_stems: The stems of its words.
    """
    return (
        _answers_conflict(one, other)
        or _is_threat_and_deed(one, other, other_stems)
        or _is_threat_and_deed(other, one, one_stems)
        or _are_exchanged(one, other)
    )


def _answers_conflict(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two headlines answer a question differently, and neither text gives the answer of the other."""
    for question in _questions(one) & _questions(other):
        mine, others = _values(one, question), _values(other, question)
        if mine.isdisjoint(others | _values(other, IN_LEAD + question)) and others.isdisjoint(
            _values(one, IN_LEAD + question)
        ):
            return True
    return False


def _questions(claims: Collection[str]) -> set[str]:
    split = (claim.split() for claim in claims if not claim.startswith((IN_LEAD, "threat ", "act ")))
    return {words[0] for words in split if len(words) == 2 and " ".join(words) != NOT_CLAIMED}


def _values(claims: Collection[str], question: str) -> set[str]:
    return {claim.removeprefix(f"{question} ") for claim in claims if claim.startswith(f"{question} ")}


def _is_threat_and_deed(threat: Collection[str], deed: Collection[str], deed_stems: Collection[str]) -> bool:
    """Whether one headline threatens what the other one says was done."""
    threatened = _values(threat, "threat")
    return bool(threatened) and NOT_CLAIMED not in deed and not threatened.isdisjoint(map(_deed, deed_stems))


def _deed(stem: str) -> str:
    return SAME_DEED.get(stem, stem)


def _are_exchanged(one: Collection[str], other: Collection[str]) -> bool:
    """Whether who does something in one headline suffers it in the other, and the reverse."""
    mine, others = ([act.split() for act in _values(claims, "act")] for claims in (one, other))
    return any(
        verb == other_verb and _is_same_name(actor, other_object) and _is_same_name(object_, other_actor)
        for actor, verb, object_ in (act for act in mine if len(act) == 3)
        for other_actor, other_verb, other_object in (act for act in others if len(act) == 3)
    )


def _is_same_name(one: str, other: str) -> bool:
    """Whether two stems are forms of one name: "belgravia" and "belgravian"."""
    shorter, longer = sorted((one, other), key=len)
    prefix = max(MIN_PREFIX, len(shorter) - 1)
    return one == other or (shorter[:prefix] == longer[:prefix] and len(longer) - len(shorter) <= MAX_ENDING)
