"""What a number counts, where its noun stands directly beside it: "12 dead", "killed 12 people", "a toll of 12".

Numbers whose noun is further away, and numbers that count no things (spans, ages, rates, measures, parts of names,
additions to another number), have no counted noun: two of them cannot be compared.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from briefing.text.places import country_of
from briefing.text.words import stem
from briefing.writing.numbers.toll_words import PEOPLE, PEOPLE_NOUNS, PERSON_NOUNS, TOLL_ACTS, TOLL_STATES

CONTEXT_CHARACTERS = 110
"""Characters before and after a number in which its noun or toll is looked for; bounds the cost of long texts."""

Bound = Literal["", "more", "near", "about"]
"""How exact a number is: exact or counted so far, "more than", "nearly", "about"."""

_BOUND_WORDS: dict[Bound, str] = {
    "": r"at least|only|just|a total of|now|already|still|another total of",
    "more": r"more than|over|above|past|beyond|upwards of",
    "near": r"nearly|almost|close to|just under",
    "about": r"about|around|some|roughly|approximately|an estimated",
}
_BOUND_VERBS: dict[Bound, str] = {
    "more": r"pass(?:es|ed)?|surpass(?:es|ed)?|exceed(?:s|ed)?|top(?:s|ped)|cross(?:es|ed)?",
    "near": r"near(?:s|ed)|approach(?:es|ed)",
}
_ABOUT = rf"(?:{'|'.join(_BOUND_WORDS.values())})"
_BOUND_BEFORE = {
    bound: re.compile(rf"\b(?:{'|'.join(filter(None, (_BOUND_WORDS.get(bound), _BOUND_VERBS.get(bound))))})\s+$", re.I)
    for bound in _BOUND_WORDS
}
_LEVEL_WORDS = (
    r"(?:has|had|have|now|is|was|rises?|rose|risen|rising|climb(?:s|ed|ing)?|jump(?:s|ed)?|soar(?:s|ed)?|reach(?:es|ed|ing)?"
    r"|hits?|pass(?:es|ed)?|surpass(?:es|ed)?|exceed(?:s|ed)?|top(?:s|ped)|cross(?:es|ed)?|near(?:s|ed)|approach(?:es|ed)"
    r"|stands?|stood|grow[sn]?|grew|increase[sd]?|revised|up|of|to|at|drop(?:s|ped)?|f[ae]ll(?:s|en)?|down|steigt|auf"
    r"|asciende|sube|sale|monte|passe|a|à)"
)
_TOLL_HEADS = {
    "dead": r"(?:(?:(?P<who>[\w’'-]+)\s+)?death\s+tolls?|tolls?|Zahl der Toten|bilan|balance|bilancio"
    r"|number\s+of\s+(?:the\s+)?(?:(?P<kind>[a-z]+)\s+)?(?:dead|deaths|killed|fatalities))",
    "missing": r"number\s+of\s+(?:the\s+)?(?:(?P<kind>[a-z]+)\s+)?(?:missing)",
    "hurt": r"number\s+of\s+(?:the\s+)?(?:(?P<kind>[a-z]+)\s+)?(?:injured|wounded)",
    "displaced": r"number\s+of\s+(?:the\s+)?(?:(?P<kind>[a-z]+)\s+)?(?:displaced|homeless)",
}
_RISE_BY = re.compile(rf"\b(?:by|from)\s+(?:{_ABOUT}\s+)?$", re.IGNORECASE)
_PART_BEFORE = re.compile(
    r"\b(?:of|of the|of those|of them|another|an additional|the other|a further|every|per|in|within|for|including"
    r"|among them|aged?|under|turning|past|last|next|first|number|no\.|versus|vs\.?|identif(?:y|ies|ied)|names?|named"
    r"|up to|as many as|(?:hundred|thousand|million) and|(?:\d[\d,.]*|[a-z]+ty|ten|twelve)\s+(?:to|or|and)|between)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_UNCERTAIN_BEFORE = re.compile(
    r"\b(?:could|might|may|would|should|plan(?:s|ned)?|plot\w*|threat\w*|risk\w*|warn\w*|predict\w*|den(?:y|ies|ied)"
    r"|if|unless|allege\w*|rumou?rs?|false\w*|wrongly|not|never|attempt\w*|intend\w*)\b"
)
_FEARED = re.compile(r"\b(?:fear(?:s|ed)?|presumed|believed|thought|likely)\b", re.IGNORECASE)
FEARED_CHARACTERS = 45
"""Characters around a number in which "feared" makes its toll an expectation."""
_NAME_BEFORE = re.compile(r"(?:^|[\s(\"“‘'])(?P<word>[a-z]{0,3}[A-Z][\w’'-]*)\s+$")
"""A word with a capital, also behind its first letters, as names of wares have it: "iPhone 15"."""
_ADDITION_AFTER = re.compile(r"^\s+(?:more|others?|further|additional|extra|new)\b", re.IGNORECASE)
_RATE_AFTER = re.compile(
    r"^\s+(?:\S+\s+){0,4}?(?:a|an|per|each|every)\s+(?:day|week|month|year|hour|night|game|person)\b"
    r"|^\s+(?:in|out of)\s+\d|^\s*(?:in|out of)\s+(?:ten|five|four)\b|^\s+times\b"
)
_AUXILIARIES = (
    r"(?:(?:have|has|had|having|were|was|are|is|been|being|be|feared|reported|reportedly|confirmed|believed|presumed"
    r"|thought|now|already|also|still|left|listed|declared|later|found|remain(?:s|ed)?|to|who|forced|known|registered|as"
    r"|sind|ist|ya)\s+)*+"
)
_ADJECTIVE = (
    r"(?:(?!(?:in|of|on|at|to|and|or|by|from|with|as|for|the|a|an|that|who|when|after|than|were|was|are|have|had|has)"
    r"\b)(?P<adjective>[A-Za-z][\w.-]*)\s+)??"
)
_NOUN = rf"^\s+{_ADJECTIVE}(?P<noun>[^\W\d_]{{3,}})"
_UNCOUNTED_NOUNS = """
    second seconds minute minutes hour hours day days week weeks weekend weekends month months year years decade
    decades century centuries time times night nights percent percentage degree degrees mile miles kilometre
    kilometres kilometer kilometers metre metres meter meters foot feet inch inches acre acres ton tons tonne hectares
    tonnes kilo kilos kilogram kilograms pound pounds dollar dollars euro euros yen cent cents point points
    magnitude million billion trillion o'clock pm am gmt more others other further and or but the a an in on at
    of to from by with for as after before since than that who which when while because have has had are were
    was is be being been will would could may might said says not it he she they we you seriously critically
    slightly lightly goals runs wins games matches points
"""
_UNCOUNTED = frozenset(_UNCOUNTED_NOUNS.split())
_CLAUSE_ENDS = frozenset(["in", "on", "at", "and", "after", "as", "since", "from", "near", "when", "across", "so"])
"""Words after a number that end its clause: "killed 12 in Selma"."""

_HEAD_PATTERNS = {
    toll: re.compile(rf"\b{head}\s+(?:[^.;!?\d]{{0,80}}?\s)??(?:{_LEVEL_WORDS}\s+)+(?:{_ABOUT}\s+)?$", re.IGNORECASE)
    for toll, head in _TOLL_HEADS.items()
}
_ACT_PATTERNS = {
    toll: re.compile(rf"\b(?:{act})\s+(?:{_ABOUT}\s+)?$", re.IGNORECASE) for toll, act in TOLL_ACTS.items()
}
_STATE_PATTERNS = {
    toll: re.compile(rf"(?:{_NOUN})??\s+{_AUXILIARIES}(?:{state})\b", re.IGNORECASE)
    for toll, state in TOLL_STATES.items()
}


class Count(NamedTuple):
    """What a number counts; two numbers are comparable only if all of it is equal.

    Attributes:
        toll: The toll of people ("dead", "hurt", ...), "" for other things.
        noun: The kind of people, `PEOPLE` for any kind; for other things the stem of the noun.
        side: The country of the people where an adjective names it ("three Israeli soldiers").
        is_feared: Whether the toll is feared, not counted.
    """

    toll: str
    noun: str
    side: str = ""
    is_feared: bool = False


def counted_noun(text: str, start: int, end: int) -> Count | None:
    """Return what the number in `text[start:end]` counts; None unless a noun or a toll stands directly beside it."""
    before, after = text[max(0, start - CONTEXT_CHARACTERS) : start], text[end : end + CONTEXT_CHARACTERS]
    after = after.removeprefix("+")
    if _ADDITION_AFTER.match(after) or _RATE_AFTER.match(after) or _RISE_BY.search(before):
        return None
    if _is_quoted(text, start) or _UNCERTAIN_BEFORE.search(text[:start]):
        return None
    count = _count_of_head(before, after) or _count_of_act(before, after)
    if count is None and not _PART_BEFORE.search(before):
        count = _count_of_following(after)
        if _is_part_of_name(before) and not (count and count.toll and count.noun in PERSON_NOUNS):
            return None
    if count is None or not count.toll:
        return count
    near = before[-FEARED_CHARACTERS:] + after[:FEARED_CHARACTERS]
    return count._replace(is_feared=bool(_FEARED.search(near)))


def bound_of(text: str, start: int, end: int) -> Bound:
    """Return how exact the words beside it say that the number in `text[start:end]` is."""
    if text[end : end + 1] == "+":
        return "more"
    before = text[max(0, start - CONTEXT_CHARACTERS) : start]
    return next((bound for bound, pattern in _BOUND_BEFORE.items() if pattern.search(before)), "")


def _count_of_head(before: str, after: str) -> Count | None:
    """The toll that stands before a number: "the death toll rises to 12"."""
    for toll, pattern in _HEAD_PATTERNS.items():
        match = pattern.search(before)
        if match and _may_be_people(after):
            word = (match.groupdict().get("who") or match.groupdict().get("kind") or "").lower()
            return Count(toll, PEOPLE_NOUNS.get(word, PEOPLE))
    return None


def _count_of_act(before: str, after: str) -> Count | None:
    """The toll of an act before a number: "killed 12 people"."""
    for toll, pattern in _ACT_PATTERNS.items():
        if pattern.search(before):
            return _counted_people(toll, after)
    return None


def _counted_people(toll: str, after: str) -> Count | None:
    match = re.match(r"^\s+(?P<first>U\.S\.|[^\W\d_][\w’'-]*)(?:\s+(?P<second>[^\W\d_]+))?", after)
    if not match:
        return Count(toll, PEOPLE) if not re.match(r"^\s*[\w-]", after) else None
    first, second = match["first"], match["second"] or ""
    if first.lower() in _CLAUSE_ENDS:
        return Count(toll, PEOPLE)
    if first.lower() in PERSON_NOUNS:
        return _people_count(toll, "", first)
    if second.lower() in PERSON_NOUNS and first.lower() not in _UNCOUNTED:
        return _people_count(toll, first, second)
    if country_of(first.lower()):
        return Count(toll, PEOPLE, country_of(first.lower()))
    return Count(toll, stem(first, "en")) if first.islower() and first not in _UNCOUNTED else None


def _people_count(toll: str, adjective: str, noun: str) -> Count:
    """Count people of a kind; nouns such as "Palestinians" name a side."""
    noun = noun.lower()
    side = country_of(adjective.lower()) or country_of(noun)
    kind = PEOPLE if country_of(noun) else PEOPLE_NOUNS.get(noun, noun)
    return Count(toll, kind, side or ("us" if adjective in ("US", "U.S.") else ""))


def _count_of_following(after: str) -> Count | None:
    for toll, pattern in _STATE_PATTERNS.items():
        if not (match := pattern.match(after)):
            continue
        noun, adjective = match["noun"] or "", match["adjective"] or ""
        if not noun:
            return Count(toll, PEOPLE)
        if noun.lower() in PERSON_NOUNS or country_of(noun.lower()):
            return _people_count(toll, adjective, noun)
        if noun.islower() and noun not in _UNCOUNTED and adjective.lower() not in _UNCOUNTED:
            return Count(toll, stem(noun, "en"))
        return None
    match = re.match(r"^\s+(?P<noun>[a-z]{3,})\b", after)
    if not match or match["noun"] in _UNCOUNTED or match["noun"] in PERSON_NOUNS:
        return None
    return Count("", stem(match["noun"], "en"))


def _may_be_people(after: str) -> bool:
    """Whether a toll before a number is of people: no other noun follows it."""
    match = re.match(r"^\s+(?P<noun>[^\W\d_]{3,})\b", after)
    noun = match["noun"].lower() if match else ""
    measures = {"percent", "days", "years", "hours", "million", "billion"}
    return not noun or noun in PERSON_NOUNS or noun in _UNCOUNTED - measures or noun in ("morts", "muertos", "dead")


def _is_quoted(text: str, start: int) -> bool:
    """Whether a quotation is open at a position: what somebody exclaims counts nothing."""
    before = text[:start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _is_part_of_name(before: str) -> bool:
    """Whether a capitalised word before a number makes it part of a name: "Flight 370", "the Group of 20"."""
    match = _NAME_BEFORE.search(before)
    return match is not None and not re.fullmatch(
        rf"(?i:{_ABOUT}|least|than|leaves?|leaving|with|all|the|these|those|now|deja|fait|sind|kills?)", match["word"]
    )
