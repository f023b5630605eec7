"""Whether a reader of a summary knows who is meant: a surname alone, or "the" before what nobody has mentioned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, WEEKDAY_BY_NAME
from briefing.text.data_files import word_lists
from briefing.text.frequencies import background_frequencies
from briefing.text.places import known_places
from briefing.text.words import stem, stopwords

MIN_FULL_NAMES = 2
"""Number of times that a thread gives a name in full, from which on its last word is a surname."""
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+(?:-[A-Z][a-z]+)?) (?:[A-Z]\. )?([A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b")
_CAPITALISED = re.compile(r"(?:(?<=^)|(?<=[\s\"“‘(]))([A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b")
_PLAIN_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NAMED_BEFORE = re.compile(r"(?:[A-Z][\w.’'-]*|\bal|\bde|\bvon|\bvan|\bbin)\s$")
_MAX_PHRASE_WORDS = 5
"""Number of words after "the" among which its noun stands."""
_DETERMINER = re.compile(r"(?<![\w’'-])(the|this|these|those|that|such)\s+(?=[a-z0-9])", re.IGNORECASE)
_PHRASE_WORD = re.compile(r"\s*([^\W_](?:[\w’'-]|\.(?=\w))*)")
_PRONOUN = re.compile(r"(?<![\w’'-])(?:he|she|his|her|him|they|their|them|it|its)(?![\w’'-])", re.IGNORECASE)
_PERSONAL = frozenset({"he", "she", "his", "her", "him"})
_MAX_WORDS_BEFORE_PRONOUN = 2
"""Number of words of a phrase before a pronoun that cannot name what it stands for: "In Arden, it"."""
_OF_AGE = re.compile(r"\W*[Tt]he \d+-year-old\b(?! [A-Z])")
_OPENING_PHRASE = re.compile(
    r"\W*(?:In|On|At|During|After|Before|Since|Following|Despite|Under|Amid|For|With|By|As|When|While)\b[^,]{0,60}"
)
_REFERS_BACK = re.compile(
    r",? (?:however|meanwhile|instead|though),|\b(?:was|were|is|are) also\b|^\W*(?:since|until|by|before) then\b"
    r"|\bcomes? at a time (?:when|of)\b",
    re.IGNORECASE,
)
_FOLLOWS_UNSAID = re.compile(
    r"\b(?:announcements?|moves?|decision|news|comments?|remarks?|warning|statement|revelations?|figures?|development) "
    r"(?:comes?|came|follows?|followed)\b",
    re.IGNORECASE,
)
"""Matches what follows something that a sentence does not say: "The captain's announcement comes as ..."."""
_ALSO = re.compile(r"\W*(?:[\w’'.-]+ ){1,5}also (?!known|called|named)[a-z]+", re.IGNORECASE)
"""Matches a sentence that adds to another one: "The ministry also warned ..."."""
_SPEAKER_AT_END = re.compile(
    r",[\"”’']? (?P<who>he|she|they|[A-Z][a-z]+)(?: (?:also|then|later))?"
    r" (?:said|says|added|adds|explained|told [^,]{3,40})(?: (?:on|in|at|to|of) [^,]{3,40})?[.\"”’' ]*$"
)
"""Matches the end of a sentence that names its speaker by a pronoun or one word: ", he said."."""
_CITES = re.compile(r"\b(?:according to|a statement (?:by|from)) $", re.IGNORECASE)
"""Matches what stands before the source of a sentence."""
_SUBHEAD = re.compile(
    r"\W*(?P<first>[A-Z][a-z]+)(?: [a-z][a-z-]+)? (?:comes?|came|follows?|followed) "
    r"(?:just |only |\w+ )?(?:as|after|before|amid|days?|hours?|weeks?|months?|ahead|when|while|in|on)\b"
)
"""Matches a line that stood under a headline and goes on from it: "Vote comes day after ..."."""
_BARE_SUBJECT = re.compile(
    r"\W*(?:(?P<first>[A-Z][\w-]*) )??(?:[a-z-]+ )??(?P<noun>[A-Za-z][a-z-]+)"
    r"(?:, |,? who |(?: also)? (?:says?|said|claims?|tells?|told|warns?|vows?|speaks?|spoke|calls?|faces?|seeks?|urges?"
    r"|denies|accuses?|announces?|confirms?|rejects?|defends?|admits?|wants?|hopes?|plans?|insists?|demands?)\b)"
)
"""Matches the beginning of a sentence, to its verb, whose subject may be a bare noun: "US president, who ..."."""
_BARE_THING = re.compile(
    r"\W*(?:(?-i:[A-Z])[a-z-]+ )??(?P<noun>[A-Za-z][a-z]+) (?:is|was|has|had|will|would|could|may|comes?|came|follows?"
    r"|followed|seeks?|aims?|marks?|raises?|fuels?|sparks?|leaves?|left|gives?|puts?|means?|alleges?|accuses?|claims?"
    r"|on|by|from|over|against|after|to)\b"
)
"""Matches the beginning of a sentence whose subject may be a thing that needs an article: "Lawsuit is to stop ..."."""
_BARE_ORDINAL = re.compile(r"\W*(?:Second|Third|Fourth|Fifth) (?:[a-z-]+ ){1,2}(?:is|was|has|have|had|says?|said|to)\b")
"""Matches such a beginning with an ordinal: "Second ferry is heading ..."."""
MIN_CAPITALISED = 0.5
"""Share of a word's uses that are capitalised from which on it is a name at the beginning of a sentence too."""


def surnames(texts: Iterable[str], headlines: Iterable[str] = ()) -> frozenset[str]:
    """Return the last words of names that the texts or headlines of a thread give in full and the texts also use alone.

    Args:
        texts: The sentences.
        headlines: The headlines, which show who is meant but not which words stand alone.
    """
    full: Counter[str] = Counter()
    first: set[str] = set()
    alone: set[str] = set()
    for text in texts:
        for match in _FULL_NAME.finditer(text):
            if is_mostly_name(match[1]):  # not "Everything Ostrand"
                full[match[2]] += 1
            first.add(match[1])
        alone |= _alone(text)
    full.update(match[2] for text in headlines for match in _FULL_NAME.finditer(text) if match[2] in alone)
    return frozenset(
        word
        for word in alone
        if full[word] >= MIN_FULL_NAMES and word.lower() not in known_places() and word not in first
    )


def bare_surnames(text: str, known_surnames: frozenset[str], introduced: str = "") -> frozenset[str]:
    """Return the surnames that stand alone in a text and that neither it nor what is read before it introduces.

    Args:
        text: A sentence.
        known_surnames: The surnames of the thread.
        introduced: What a reader has read before: the title and the sentences so far.
    """
    own = {match[2] for match in _FULL_NAME.finditer(text)}
    return frozenset(word for word in (_alone(text) & known_surnames) - own if word not in introduced)


def opens_with_age(text: str) -> bool:
    """Whether a sentence opens with somebody known by an age alone: "The 44-year-old was charged"."""
    return bool(_OF_AGE.match(text))


def opens_with_unknown_thing(text: str, known_terms: frozenset[str], lang: str = "en") -> bool:
    """Whether a sentence opens with "the" and something that a reader cannot know: "The complaint, ...".

    Args:
        text: A sentence.
        known_terms: Stems of the title and of the sentences before it.
        lang: The language of the sentence.
    """
    start = len(text) - len(text.lstrip("\"'“‘«( "))
    if not (match := _DETERMINER.match(text, start)):
        return False
    return opens_with_age(text) or _is_unknown(text, match, known_terms, lang)


def points_at_unknown_thing(text: str, known_terms: frozenset[str], lang: str = "en") -> bool:
    """Whether a sentence points at what nobody has mentioned, anywhere: "makes these points", "At the concert, ...".

    Args:
        text: A sentence.
        known_terms: Stems of the title and of the sentences before it.
        lang: The language of the sentence.
    """
    opening = _OPENING_PHRASE.match(text)
    opening_end = opening.end() if opening and not _names_in(opening[0]) else 0
    for match in _DETERMINER.finditer(text):
        is_pointing = match[1].lower() in ("this", "these", "those") or match.start() < opening_end
        is_pointing = is_pointing or bool(_CITES.search(text, 0, match.start()))
        own = frozenset(stem(word.lower(), lang) for word in _PLAIN_WORD.findall(text[: match.start()]))
        if is_pointing and _is_unknown(text, match, known_terms | own, lang):
            return True
    return False


def opens_with_pronoun(text: str) -> bool:
    """Whether a sentence has a pronoun before anything that it could stand for: "In a letter, she ..."."""
    if not (match := _PRONOUN.search(text)):
        return False
    before = text[: match.start()]
    if _names_in(before):
        return False
    words = [word.lower() for word in _PLAIN_WORD.findall(before)]
    if _OPENING_PHRASE.match(before):
        return match[0].lower() in _PERSONAL or len(words) <= _MAX_WORDS_BEFORE_PRONOUN
    return stopwords("en").issuperset(words)


def refers_back(text: str) -> bool:
    """Whether a sentence goes on from another one: "The storm, however, ...", "Vote comes day after ..."."""
    subhead = _SUBHEAD.match(text)
    return bool(_REFERS_BACK.search(text) or _ALSO.match(text)) or bool(
        subhead and not is_mostly_name(subhead["first"])
    )


def follows_unsaid_act(text: str) -> bool:
    """Whether a sentence says when something comes, or what it follows, but not what it is: "The move comes as ..."."""
    return bool(_FOLLOWS_UNSAID.search(text))


def has_unnamed_speaker(text: str, known_surnames: frozenset[str], introduced: str = "") -> bool:
    """Whether a sentence ends with a speaker whom a reader does not know: ", he said.", ", Korvel said.".

    Args:
        text: A sentence.
        known_surnames: The surnames of the thread.
        introduced: What a reader has read before: the title and the sentences so far.
    """
    if not (match := _SPEAKER_AT_END.search(text)):
        return False
    before = text[: match.start()]
    if match["who"][0].islower():
        return not _FULL_NAME.search(before)
    return match["who"] in known_surnames and match["who"] not in before + introduced


def is_in_headline_style(text: str) -> bool:
    """Whether a sentence names its subject by a role alone, as headlines do: "President says", "Envoy, 76, ..."."""
    if _BARE_ORDINAL.match(text):
        return True
    if (thing := _BARE_THING.match(text)) and thing["noun"].lower() in _opening_words("bare-things"):
        return True
    if not (match := _BARE_SUBJECT.match(text)):
        return False
    first, noun = match["first"] or "", match["noun"]
    if noun[0].isupper() and first:
        return False
    if (first.lower() in stopwords("en") and not first.isupper()) or (not first and noun[0].islower()):
        return False
    return noun.lower() in _bare_roles()


@cache
def _bare_roles() -> frozenset[str]:
    """The singular nouns for persons and companies that need an article in prose."""
    nouns = word_lists("writing/roles.txt")["roles"] | _opening_words("generic-nouns") | _opening_words("role-nouns")
    return nouns | {"suspect", "analyst", "expert", "watchdog"}


def is_mostly_name(word: str, lang: str = "en") -> bool:
    """Whether a word is capitalised within sentences too: "Torvane", not "Thousands"."""
    return background_frequencies().capitalised_share(stem(word.lower(), lang)) >= MIN_CAPITALISED


def _is_unknown(text: str, determiner: re.Match[str], known_terms: frozenset[str], lang: str) -> bool:
    """Whether a noun after "the" or "this" is neither known nor specified by what follows it."""
    words, rest = _noun_phrase(text, determiner.end())
    if not words or words[-1] in _opening_words("times"):
        return False
    if any(stem(word.lower().removesuffix("'s").removesuffix("’s"), lang) in known_terms for word in words):
        return False
    if determiner[1].lower() != "the":
        return True
    following = _PHRASE_WORD.match(rest)
    if following is None:
        return True
    after = _PHRASE_WORD.match(rest, following.end())
    is_specified = following[1] in _opening_words("specifying") and not (
        after and after[1].lower() in _calendar_words()
    )
    return not is_specified and not (following[1][0].isupper() and following[1].lower() not in _calendar_words())


def _noun_phrase(text: str, start: int) -> tuple[list[str], str]:
    """The lower-case words from a position up to a mark, name, verb or function word, and what follows them."""
    words: list[str] = []
    position = start
    while len(words) < _MAX_PHRASE_WORDS and (match := _PHRASE_WORD.match(text, position)):
        word = match[1]
        if word[0].isupper() or (words and (word in _ending_words() or word.endswith("ed"))):
            break
        words.append(word)
        position = match.end()
    return words, text[position:]


def _names_in(text: str) -> bool:
    """Whether a text has a capitalised word that is neither its first one nor of the calendar."""
    return any(word[0].isupper() and word.lower() not in _calendar_words() for word in _PLAIN_WORD.findall(text)[1:])


@cache
def _ending_words() -> frozenset[str]:
    """The words that cannot stand within a noun phrase."""
    return stopwords("en") | word_lists("writing/editor_words.txt")["verbs"] | _opening_words("specifying")


def _opening_words(name: str) -> frozenset[str]:
    return word_lists("writing/opening_words.txt")[name]


@cache
def _calendar_words() -> frozenset[str]:
    return frozenset([*WEEKDAY_BY_NAME, *ENGLISH_MONTH_WORDS])


def _alone(text: str) -> set[str]:
    """The capitalised words that follow no other capitalised word."""
    return {
        match[1]
        for match in _CAPITALISED.finditer(text)
        if not _NAMED_BEFORE.search(text[max(0, match.start() - 24) : match.start()])
        and not text[match.end() : match.end() + 2].strip()[:1].isupper()
    }
