"""Whether retold sentences say only what the sentences say that they cite. Pure, and in doubt against them.

Words cannot prove that a meaning was kept. What can be proved is that no number, name, quotation or weighty word came
in, that none changed places where that shows, and that no negation or reserve came in or went missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from briefing.text.names import country
from briefing.text.words import language, stem, stopwords
from briefing.writing.amounts import amounts, counted, placed
from briefing.writing.reserve import NEGATIONS, negations, reserves, weighty

LONGER = 1.3  # a retold sentence is not longer than what it retells
NEW_WORDS = 0.25  # share of the words of an English sentence that may stand in none of its sources
REACH = 6  # words between a verb and a name that belong to it

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_SPOKEN = re.compile(
    r"“([^”]*)(?:”|$)|„([^“”]*)(?:[“”]|$)|«([^»]*)(?:»|$)|\"([^\"]*)(?:\"|$)|(?<!\w)[‘']([^‘’']+)[’'](?!\w)"
)
_WHOLE = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"")
_TAIL = re.compile(r"^[^“„«\"]*[”»]")
_MARKS = re.compile(r"[“”„«»\"]")
_MARKUP = re.compile(r"https?:|www\.|[\[\]{}<>*_#|`~^\\]")
_OWNER = re.compile(r"([A-Z][\w-]*)['’]s?\s+([\w-]+)")
_PART = re.compile(r"([A-Z][\w-]*)\s+of\s+([A-Z][\w-]*)")
_TOWARDS = re.compile(r"\b(from|to|by|against|with|in|at|for)\s+(?:the\s+)?([A-Z][\w-]*)")
_ENDS = re.compile(r"[.!?:;]['\"”’)]*\s")


def objection(text: str, sources: Sequence[str], lang: str = "") -> str:
    """Return in words what a retold sentence says that its sources do not; "" if nothing was found."""
    if text in sources:
        return ""
    if not can_check((text, *sources), lang):
        return "it cannot be checked in this language"
    told = "\n".join(sources)
    return next((words for check in CHECKS if (words := check(text, told, lang))), "")


def omission(texts: Sequence[str], sources: Sequence[str], lang: str = "") -> str:
    """Return in words what sentences leave out that turns what their sources say; "" if nothing was found."""
    said, told = "\n".join(texts), "\n".join(sources)
    if negations(said, lang) != negations(told, lang):
        return "it leaves out, or moves, a negation"
    lost = sorted(reserves(told) - reserves(said))
    return f"it leaves out that this is {lost[0]}" if lost else ""


def can_check(texts: Sequence[str], lang: str = "") -> bool:
    """Tell whether negations are known in the language, and names can be told by their capitals."""
    letters = (c for text in texts for c in text if ord(c) > 127 and c.isalpha())
    return (language(lang) or "en") in NEGATIONS and all("LATIN" in unicodedata.name(c, "") for c in letters)


def _shape(text: str, told: str, _lang: str) -> str:
    if not any(map(str.isalpha, text)):
        return "it says nothing"
    if len(text.split()) > LONGER * len(told.split()) + 3:
        return "it is longer than what it retells"
    strange = next((found[0] for found in _MARKUP.finditer(text) if found[0] not in told), "")
    return f"it has “{strange}” in it, which is no text" if strange else ""


def _quotations(text: str, told: str, _lang: str) -> str:
    """A quotation must stand within quotation marks in a source, word for word."""
    spoken = [_plain(words) for words in _spoken(told)]
    for words in _spoken(text):
        if not any(_plain(words) in one for one in spoken):
            return f"it quotes “{words}”, which no cited sentence does"
    return "it has a quotation mark without its other" if _MARKS.search(_WHOLE.sub("", text)) else ""


def _spoken(text: str) -> list[str]:
    """What stands between quotation marks, line by line; a source may begin or end within a quotation."""
    found: list[str] = []
    for line in text.split("\n"):
        found += [next(filter(None, match.groups()), "") for match in _SPOKEN.finditer(line)]
        found += [tail[0][:-1] for tail in [_TAIL.match(line)] if tail]
    return [words for words in found if words.strip()]


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").casefold().strip(" .,;:!?").split())


def _numbers(text: str, told: str, lang: str) -> str:
    known = amounts(told)
    new = [said for value, said in amounts(text).items() if value not in known]
    if new:
        return f"it says “{new[0]}”, which no cited sentence does"
    things, places = counted(told), placed(told, lang)
    for value, what in counted(text):
        if (value, what) not in things and any(other == what for _, other in things):
            return f"it counts other {what} than the cited sentences"
    for word, amount in placed(text, lang):
        if (word, amount) not in places and any(other == word for other, _ in places):
            return f"it has another number at “{word}” than the cited sentences"
    return ""


def _names(text: str, told: str, lang: str) -> str:
    """Every capitalised word must stand in a source, and stand beside the same capitalised word there."""
    held = {_bare(word) for word in _WORD.findall(told)}
    countries = {country(word) for word in held} - {""}
    for word, opens in _capitalised(text):
        bare = _bare(word)
        if bare in held or (country(bare) or "-") in countries:
            continue
        if not opens or not (_is_small(bare, lang) or (bare.isalpha() and amounts(bare))):
            return f"it names “{word}”, which no cited sentence does"
    pairs = set(_pairs(told, lang))
    for first, second in _pairs(text, lang):
        if (first, second) not in pairs:
            return f"it puts “{first} {second}” together, which no cited sentence does"
    owned = set(_owned(told))
    for owner, what in _owned(text):
        if (owner, what) not in owned and any(other == what for _, other in owned):
            return f"it gives “{what}” to another than the cited sentences"
    return ""


def _capitalised(text: str) -> Iterator[tuple[str, bool]]:
    """The words with a capital, and whether each opens a sentence, where a capital proves nothing."""
    for match in _WORD.finditer(text):
        if match[0] != match[0].lower():
            before = text[: match.start()].rstrip(" \"'“‘«(")
            yield match[0], not before or bool(_ENDS.search(text[max(0, len(before) - 1) : match.start()] + " "))


def _is_small(word: str, lang: str) -> bool:
    """Whether a word that opens a sentence is one that others write small."""
    from briefing.text.frequencies import background

    return word in stopwords(lang) or ((language(lang) or "en") == "en" and background().capitalised(stem(word)) < 0.5)


def _pairs(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Neighbouring capitalised words, in lower case: parts of one name, or a title and its name."""
    small = stopwords(lang)
    words = list(_WORD.finditer(text))
    for one, other in pairwise(words):
        joined = text[one.end() : other.start()] == " " and one[0] != one[0].lower() and other[0] != other[0].lower()
        if joined and _bare(one[0]) not in small and not one[0].endswith(("'s", "’s")):
            yield _bare(one[0]), _bare(other[0])


def _owned(text: str) -> Iterator[tuple[str, str]]:
    """What belongs to whom, and where it goes: "Japan's minister", "Strait of Hormuz", "to Doha"."""
    for match in _OWNER.finditer(text):
        yield _bare(match[1]), match[2].casefold()
    for match in _PART.finditer(text):
        yield _bare(match[1]), match[2].casefold()
    for match in _TOWARDS.finditer(text):
        yield _bare(match[2]), match[1]


def _bare(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")


def _roles(text: str, told: str, lang: str) -> str:
    """Two names must not change places around a verb."""
    before = list(_acts(told, lang))
    for verb, actor, other in _acts(text, lang):
        same = [(a, o) for v, a, o in before if v == verb]
        kept = any(actor & a and other & o for a, o in same)
        if not kept and any(actor & o and other & a for a, o in same):
            return "it changes who did what to whom"
    return ""


def _acts(text: str, lang: str) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Verbs (any small word that is not a stop word) with the names before and after them; "by" turns the two round."""
    small = stopwords(lang)
    for clause in _ENDS.split(text.replace("\n", ". ")):
        words = _WORD.findall(clause)
        named = [word != word.lower() and _bare(word) not in small for word in words]
        for place, word in enumerate(words):
            if word != word.lower() or word in small or not word.isalpha():
                continue
            before = _run(words, named, range(place - 1, max(-1, place - 1 - REACH), -1))
            after = _run(words, named, range(place + 1, min(len(words), place + 1 + REACH)))
            if before and after:
                passive = words[place + 1 : place + 2] == ["by"]
                yield (stem(word, lang), *((after, before) if passive else (before, after)))


def _run(words: Sequence[str], named: Sequence[bool], places: range) -> frozenset[str]:
    """The nearest run of names on one side."""
    run: set[str] = set()
    for place in places:
        if named[place]:
            run.add(_bare(words[place]))
        elif run:
            break
    return frozenset(run)


def _turns(text: str, told: str, lang: str) -> str:
    if negations(text, lang) > negations(told, lang):
        return "it negates what no cited sentence does"
    new = sorted(weighty(text, lang) - weighty(told, lang))
    return f"it says “{new[0]}”, which no cited sentence does" if new else ""


def _words(text: str, told: str, lang: str) -> str:
    """Few words may be new in English; none in other languages, where less is known of what a word can turn."""
    english = (language(lang) or "en") == "en"
    held = {stem(_bare(word), lang) for word in _WORD.findall(told)}
    small = stopwords(lang) if english else frozenset()
    own = [_bare(word) for word in _WORD.findall(text)]
    own = [word for word in own if word not in small]
    new = [word for word in own if stem(word, lang) not in held and not country(word)]
    if len(new) > (NEW_WORDS * len(own) if english else 0):
        return f"it is told in other words than the cited sentences (“{new[0]}”)"
    return ""


CHECKS: tuple[Callable[[str, str, str], str], ...] = (_shape, _quotations, _numbers, _names, _roles, _turns, _words)
