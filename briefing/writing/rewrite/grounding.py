"""Whether retold sentences say only what the sentences say that they cite. Pure, and in doubt against them.

Words cannot prove that a meaning was kept. What can be proved is that no number, name, quotation or weighty word came
in, that none changed places where that shows, and that no negation or reserve came in or went missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from briefing.text.language_tags import primary_language
from briefing.text.places import country_of
from briefing.text.words import stem, stopwords
from briefing.writing.rewrite.hedges import NEGATION_PATTERNS, count_negations, hedges, loaded_words
from briefing.writing.rewrite.stated_numbers import numbers_in_text, numbers_with_context, values_with_units

MAX_LENGTH_RATIO = 1.3  # a retold sentence is not longer than what it retells
MAX_NEW_WORD_SHARE = 0.25  # share of the words of an English sentence that may stand in none of its sources
MAX_VERB_DISTANCE = 6  # words between a verb and a name that belong to it

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_QUOTATION = re.compile(
    r"“([^”]*)(?:”|$)|„([^“”]*)(?:[“”]|$)|«([^»]*)(?:»|$)|\"([^\"]*)(?:\"|$)|(?<!\w)[‘']([^‘’']+)[’'](?!\w)"
)
_CLOSED_QUOTATION = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"")
_UNOPENED_QUOTATION = re.compile(r"^[^“„«\"]*[”»]")
_QUOTATION_MARKS = re.compile(r"[“”„«»\"]")
_MARKUP = re.compile(r"https?:|www\.|[\[\]{}<>*_#|`~^\\]")
_POSSESSIVE = re.compile(r"([A-Z][\w-]*)['’]s?\s+([\w-]+)")
_OF_PHRASE = re.compile(r"([A-Z][\w-]*)\s+of\s+([A-Z][\w-]*)")
_PREPOSITION = re.compile(r"\b(from|to|by|against|with|in|at|for)\s+(?:the\s+)?([A-Z][\w-]*)")
_SENTENCE_BOUNDARY = re.compile(r"[.!?:;]['\"”’)]*\s")


def unsupported_claim(text: str, sources: Sequence[str], lang: str = "") -> str:
    """Return in words what a retold sentence says that its sources do not; "" if nothing was found."""
    if text in sources:
        return ""
    if not can_check((text, *sources), lang):
        return "it cannot be checked in this language"
    told = "\n".join(sources)
    return next((words for check in CHECKS if (words := check(text, told, lang))), "")


def dropped_qualifier(texts: Sequence[str], sources: Sequence[str], lang: str = "") -> str:
    """Return in words what sentences leave out that turns what their sources say; "" if nothing was found."""
    said, told = "\n".join(texts), "\n".join(sources)
    if count_negations(said, lang) != count_negations(told, lang):
        return "it leaves out, or moves, a negation"
    lost = sorted(hedges(told) - hedges(said))
    return f"it leaves out that this is {lost[0]}" if lost else ""


def can_check(texts: Sequence[str], lang: str = "") -> bool:
    """Tell whether negations are known in the language, and names can be told by their capitals."""
    letters = (c for text in texts for c in text if ord(c) > 127 and c.isalpha())
    return (primary_language(lang) or "en") in NEGATION_PATTERNS and all(
        "LATIN" in unicodedata.name(c, "") for c in letters
    )


def _check_shape(text: str, source_text: str, _lang: str) -> str:
    if not any(map(str.isalpha, text)):
        return "it says nothing"
    if len(text.split()) > MAX_LENGTH_RATIO * len(source_text.split()) + 3:
        return "it is longer than what it retells"
    strange = next((found[0] for found in _MARKUP.finditer(text) if found[0] not in source_text), "")
    return f"it has “{strange}” in it, which is no text" if strange else ""


def _check_quotations(text: str, source_text: str, _lang: str) -> str:
    """A quotation must stand within quotation marks in a source, word for word."""
    spoken = [_normalize_quotation(words) for words in _quoted_passages(source_text)]
    for words in _quoted_passages(text):
        if not any(_normalize_quotation(words) in one for one in spoken):
            return f"it quotes “{words}”, which no cited sentence does"
    return (
        "it has a quotation mark without its other" if _QUOTATION_MARKS.search(_CLOSED_QUOTATION.sub("", text)) else ""
    )


def _quoted_passages(text: str) -> list[str]:
    """What stands between quotation marks, line by line; a source may begin or end within a quotation."""
    found: list[str] = []
    for line in text.split("\n"):
        found += [next(filter(None, match.groups()), "") for match in _QUOTATION.finditer(line)]
        found += [tail[0][:-1] for tail in [_UNOPENED_QUOTATION.match(line)] if tail]
    return [words for words in found if words.strip()]


def _normalize_quotation(words: str) -> str:
    return " ".join(words.replace("’", "'").casefold().strip(" .,;:!?").split())


def _check_numbers(text: str, source_text: str, lang: str) -> str:
    known = numbers_in_text(source_text)
    new = [said for value, said in numbers_in_text(text).items() if value not in known]
    if new:
        return f"it says “{new[0]}”, which no cited sentence does"
    things, places = values_with_units(source_text), numbers_with_context(source_text, lang)
    for value, what in values_with_units(text):
        if (value, what) not in things and any(other == what for _, other in things):
            return f"it counts other {what} than the cited sentences"
    for word, amount in numbers_with_context(text, lang):
        if (word, amount) not in places and any(other == word for other, _ in places):
            return f"it has another number at “{word}” than the cited sentences"
    return ""


def _check_names(text: str, source_text: str, lang: str) -> str:
    """Every capitalised word must stand in a source, and stand beside the same capitalised word there."""
    held = {_bare_word(word) for word in _WORD.findall(source_text)}
    countries = {country_of(word) for word in held} - {""}
    for word, opens in _capitalised_words(text):
        bare = _bare_word(word)
        if bare in held or (country_of(bare) or "-") in countries:
            continue
        if not opens or not (_is_usually_lowercase(bare, lang) or (bare.isalpha() and numbers_in_text(bare))):
            return f"it names “{word}”, which no cited sentence does"
    pairs = set(_name_pairs(source_text, lang))
    for first, second in _name_pairs(text, lang):
        if (first, second) not in pairs:
            return f"it puts “{first} {second}” together, which no cited sentence does"
    owned = set(_relations(source_text))
    for owner, what in _relations(text):
        if (owner, what) not in owned and any(other == what for _, other in owned):
            return f"it gives “{what}” to another than the cited sentences"
    return ""


def _capitalised_words(text: str) -> Iterator[tuple[str, bool]]:
    """The words with a capital, and whether each opens a sentence, where a capital proves nothing."""
    for match in _WORD.finditer(text):
        if match[0] != match[0].lower():
            before = text[: match.start()].rstrip(" \"'“‘«(")
            yield (
                match[0],
                not before or bool(_SENTENCE_BOUNDARY.search(text[max(0, len(before) - 1) : match.start()] + " ")),
            )


def _is_usually_lowercase(word: str, lang: str) -> bool:
    """Whether a word that opens a sentence is one that others write small."""
    from briefing.text.frequencies import background_frequencies

    return word in stopwords(lang) or (
        (primary_language(lang) or "en") == "en" and background_frequencies().capitalised_share(stem(word)) < 0.5
    )


def _name_pairs(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Neighbouring capitalised words, in lower case: parts of one name, or a title and its name."""
    small = stopwords(lang)
    words = list(_WORD.finditer(text))
    for one, other in pairwise(words):
        joined = text[one.end() : other.start()] == " " and one[0] != one[0].lower() and other[0] != other[0].lower()
        if joined and _bare_word(one[0]) not in small and not one[0].endswith(("'s", "’s")):
            yield _bare_word(one[0]), _bare_word(other[0])


def _relations(text: str) -> Iterator[tuple[str, str]]:
    """What belongs to whom, and where it goes: "Japan's minister", "Strait of Hormuz", "to Doha"."""
    for match in _POSSESSIVE.finditer(text):
        yield _bare_word(match[1]), match[2].casefold()
    for match in _OF_PHRASE.finditer(text):
        yield _bare_word(match[1]), match[2].casefold()
    for match in _PREPOSITION.finditer(text):
        yield _bare_word(match[2]), match[1]


def _bare_word(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")


def _check_roles(text: str, source_text: str, lang: str) -> str:
    """Two names must not change places around a verb."""
    before = list(_verbs_with_roles(source_text, lang))
    for verb, actor, other in _verbs_with_roles(text, lang):
        same = [(a, o) for v, a, o in before if v == verb]
        kept = any(actor & a and other & o for a, o in same)
        if not kept and any(actor & o and other & a for a, o in same):
            return "it changes who did what to whom"
    return ""


def _verbs_with_roles(text: str, lang: str) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Verbs (any small word that is not a stop word) with the names before and after them; "by" turns the two round."""
    small = stopwords(lang)
    for clause in _SENTENCE_BOUNDARY.split(text.replace("\n", ". ")):
        words = _WORD.findall(clause)
        named = [word != word.lower() and _bare_word(word) not in small for word in words]
        for place, word in enumerate(words):
            if word != word.lower() or word in small or not word.isalpha():
                continue
            before = _nearest_name(words, named, range(place - 1, max(-1, place - 1 - MAX_VERB_DISTANCE), -1))
            after = _nearest_name(words, named, range(place + 1, min(len(words), place + 1 + MAX_VERB_DISTANCE)))
            if before and after:
                passive = words[place + 1 : place + 2] == ["by"]
                yield (stem(word, lang), *((after, before) if passive else (before, after)))


def _nearest_name(words: Sequence[str], is_name: Sequence[bool], positions: range) -> frozenset[str]:
    """The nearest run of names on one side."""
    run: set[str] = set()
    for place in positions:
        if is_name[place]:
            run.add(_bare_word(words[place]))
        elif run:
            break
    return frozenset(run)


def _check_loaded_words(text: str, source_text: str, lang: str) -> str:
    if count_negations(text, lang) > count_negations(source_text, lang):
        return "it negates what no cited sentence does"
    new = sorted(loaded_words(text, lang) - loaded_words(source_text, lang))
    return f"it says “{new[0]}”, which no cited sentence does" if new else ""


def _check_new_words(text: str, source_text: str, lang: str) -> str:
    """Few words may be new in English; none in other languages, where less is known of what a word can turn."""
    english = (primary_language(lang) or "en") == "en"
    held = {stem(_bare_word(word), lang) for word in _WORD.findall(source_text)}
    small = stopwords(lang) if english else frozenset()
    own = [_bare_word(word) for word in _WORD.findall(text)]
    own = [word for word in own if word not in small]
    new = [word for word in own if stem(word, lang) not in held and not country_of(word)]
    if len(new) > (MAX_NEW_WORD_SHARE * len(own) if english else 0):
        return f"it is told in other words than the cited sentences (“{new[0]}”)"
    return ""


CHECKS: tuple[Callable[[str, str, str], str], ...] = (
    _check_shape,
    _check_quotations,
    _check_numbers,
    _check_names,
    _check_roles,
    _check_loaded_words,
    _check_new_words,
)
