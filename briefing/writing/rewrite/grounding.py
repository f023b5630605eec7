"""Checks that rewritten sentences say only what the sentences say that they cite; in doubt they are refused.

Words cannot prove that the meaning is the same. The checks prove that no number, name, quotation or loaded word was
added, that none was exchanged for another where that shows, and that no negation or hedge was added or dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from briefing.text.language_tags import primary_language
from briefing.text.places import country_of
from briefing.text.words import stem, stopwords
from briefing.writing.rewrite.hedges import count_negations, hedges, knows_negations, loaded_words
from briefing.writing.rewrite.stated_numbers import numbers_in_text, numbers_with_context, values_with_units

MAX_LENGTH_RATIO = 1.3
"""Maximum length in words of a rewritten sentence, relative to its sources."""
LENGTH_ALLOWANCE = 3
"""Number of words by which it may be longer than that: short sources need articles and verbs."""
MAX_NEW_WORD_SHARE = 0.25
"""Share of the words of an English sentence that may be in none of its sources; chosen by reading answers of models."""
MAX_VERB_DISTANCE = 6
"""Number of words before and after a verb that are searched for its actor and object."""

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
    """Return an objection to a rewritten sentence that says something its sources do not.

    Args:
        text: The rewritten sentence.
        sources: The sentences that it cites.
        lang: Language tag of text and sources; "" for English.

    Returns:
        The objection as a clause ("it names ..."); "" if there is none.
    """
    if text in sources:
        return ""
    if not can_check((text, *sources), lang):
        return "it cannot be checked in this language"
    source_text = "\n".join(sources)
    return next((objection for check in CHECKS if (objection := check(text, source_text, lang))), "")


def dropped_qualifier(texts: Sequence[str], sources: Sequence[str], lang: str = "") -> str:
    """Return an objection if rewritten sentences drop a negation or a hedge of their sources, else ""."""
    text, source_text = "\n".join(texts), "\n".join(sources)
    if count_negations(text, lang) != count_negations(source_text, lang):
        return "it leaves out, or moves, a negation"
    dropped = sorted(hedges(source_text) - hedges(text))
    return f"it leaves out that this is {dropped[0]}" if dropped else ""


def can_check(texts: Sequence[str], lang: str = "") -> bool:
    """Whether texts can be checked: negations of the language are known and capitals mark names."""
    letters = (c for text in texts for c in text if ord(c) > 127 and c.isalpha())
    return knows_negations(lang) and all("LATIN" in unicodedata.name(c, "") for c in letters)


def _check_shape(text: str, source_text: str, _lang: str) -> str:
    if not any(map(str.isalpha, text)):
        return "it says nothing"
    if len(text.split()) > MAX_LENGTH_RATIO * len(source_text.split()) + LENGTH_ALLOWANCE:
        return "it is longer than its sources"
    markup = next((match[0] for match in _MARKUP.finditer(text) if match[0] not in source_text), "")
    return f"it has “{markup}” in it, which is no text" if markup else ""


def _check_quotations(text: str, source_text: str, _lang: str) -> str:
    """Every quotation must be quoted in a source, word for word."""
    source_quotations = [_normalize_quotation(passage) for passage in _quoted_passages(source_text)]
    for passage in _quoted_passages(text):
        if not any(_normalize_quotation(passage) in quotation for quotation in source_quotations):
            return f"it quotes “{passage}”, which no cited sentence does"
    return (
        "it has a quotation mark without its other" if _QUOTATION_MARKS.search(_CLOSED_QUOTATION.sub("", text)) else ""
    )


def _quoted_passages(text: str) -> list[str]:
    """The passages between quotation marks, line by line; a source may begin or end within a quotation."""
    passages: list[str] = []
    for line in text.split("\n"):
        passages += [next(filter(None, match.groups()), "") for match in _QUOTATION.finditer(line)]
        if unopened := _UNOPENED_QUOTATION.match(line):
            passages.append(unopened[0][:-1])
    return [passage for passage in passages if passage.strip()]


def _normalize_quotation(passage: str) -> str:
    return " ".join(passage.replace("’", "'").casefold().strip(" .,;:!?").split())


def _check_numbers(text: str, source_text: str, lang: str) -> str:
    """Every number must be in a source, and count the same thing and stand beside the same word there."""
    source_numbers = numbers_in_text(source_text)
    added = [wording for number, wording in numbers_in_text(text).items() if number not in source_numbers]
    if added:
        return f"it says “{added[0]}”, which no cited sentence does"
    source_values, source_contexts = values_with_units(source_text), numbers_with_context(source_text, lang)
    for value, unit in values_with_units(text):
        if (value, unit) not in source_values and any(other == unit for _, other in source_values):
            return f"it counts other {unit} than the cited sentences"
    for word, number in numbers_with_context(text, lang):
        if (word, number) not in source_contexts and any(other == word for other, _ in source_contexts):
            return f"it has another number at “{word}” than the cited sentences"
    return ""


def _check_names(text: str, source_text: str, lang: str) -> str:
    """Every capitalised word must be in a source, beside the same capitalised word and in the same relation."""
    source_words = {_bare_word(word) for word in _WORD.findall(source_text)}
    countries = {country_of(word) for word in source_words} - {""}
    for word, is_opening in _capitalised_words(text):
        bare = _bare_word(word)
        if bare in source_words or (country_of(bare) or "-") in countries:
            continue
        is_number = bare.isalpha() and bool(numbers_in_text(bare))
        if not is_opening or not (_is_usually_lowercase(bare, lang) or is_number):
            return f"it names “{word}”, which no cited sentence does"
    source_pairs = set(_name_pairs(source_text, lang))
    for first, second in _name_pairs(text, lang):
        if (first, second) not in source_pairs:
            return f"it puts “{first} {second}” together, which no cited sentence does"
    source_relations = set(_relations(source_text))
    for name, related in _relations(text):
        if (name, related) not in source_relations and any(other == related for _, other in source_relations):
            return f"it gives “{related}” to another than the cited sentences"
    return ""


def _capitalised_words(text: str) -> Iterator[tuple[str, bool]]:
    """The capitalised words, and whether each opens a sentence, where a capital does not show a name."""
    for match in _WORD.finditer(text):
        if match[0] != match[0].lower():
            before = text[: match.start()].rstrip(" \"'“‘«(")
            gap = text[max(0, len(before) - 1) : match.start()] + " "
            yield match[0], not before or bool(_SENTENCE_BOUNDARY.search(gap))


def _is_usually_lowercase(word: str, lang: str) -> bool:
    """Whether a word is usually written in lower case within a sentence."""
    from briefing.text.frequencies import background_frequencies

    return word in stopwords(lang) or (
        (primary_language(lang) or "en") == "en" and background_frequencies().capitalised_share(stem(word)) < 0.5
    )


def _name_pairs(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Neighbouring capitalised words, in lower case: parts of one name, or a title and its name."""
    stops = stopwords(lang)
    for one, other in pairwise(_WORD.finditer(text)):
        are_adjacent = text[one.end() : other.start()] == " "
        are_capitalised = one[0] != one[0].lower() and other[0] != other[0].lower()
        is_possessive = one[0].endswith(("'s", "’s"))
        if are_adjacent and are_capitalised and not is_possessive and _bare_word(one[0]) not in stops:
            yield _bare_word(one[0]), _bare_word(other[0])


def _relations(text: str) -> Iterator[tuple[str, str]]:
    """Names with a related word: "Japan's minister", "Strait of Hormuz", "to Doha"."""
    for match in _POSSESSIVE.finditer(text):
        yield _bare_word(match[1]), match[2].casefold()
    for match in _OF_PHRASE.finditer(text):
        yield _bare_word(match[1]), match[2].casefold()
    for match in _PREPOSITION.finditer(text):
        yield _bare_word(match[2]), match[1]


def _bare_word(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")


def _check_roles(text: str, source_text: str, lang: str) -> str:
    """Actor and object of a verb must not be exchanged."""
    source_roles = list(_verbs_with_roles(source_text, lang))
    for verb, actor, other in _verbs_with_roles(text, lang):
        same_verb = [(a, o) for v, a, o in source_roles if v == verb]
        is_same = any(actor & a and other & o for a, o in same_verb)
        if not is_same and any(actor & o and other & a for a, o in same_verb):
            return "it changes who did what to whom"
    return ""


def _verbs_with_roles(text: str, lang: str) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Verbs (lower-case words that are no stop words) with the names before and after; "by" exchanges the two."""
    stops = stopwords(lang)
    for clause in _SENTENCE_BOUNDARY.split(text.replace("\n", ". ")):
        words = _WORD.findall(clause)
        is_name = [word != word.lower() and _bare_word(word) not in stops for word in words]
        for i, word in enumerate(words):
            if word != word.lower() or word in stops or not word.isalpha():
                continue
            before = _nearest_name(words, is_name, range(i - 1, max(-1, i - 1 - MAX_VERB_DISTANCE), -1))
            after = _nearest_name(words, is_name, range(i + 1, min(len(words), i + 1 + MAX_VERB_DISTANCE)))
            if before and after:
                is_passive = words[i + 1 : i + 2] == ["by"]
                yield (stem(word, lang), *((after, before) if is_passive else (before, after)))


def _nearest_name(words: Sequence[str], is_name: Sequence[bool], positions: range) -> frozenset[str]:
    """The words of the name nearest to a verb on one side."""
    name: set[str] = set()
    for position in positions:
        if is_name[position]:
            name.add(_bare_word(words[position]))
        elif name:
            break
    return frozenset(name)


def _check_loaded_words(text: str, source_text: str, lang: str) -> str:
    if count_negations(text, lang) > count_negations(source_text, lang):
        return "it negates what no cited sentence does"
    added = sorted(loaded_words(text, lang) - loaded_words(source_text, lang))
    return f"it says “{added[0]}”, which no cited sentence does" if added else ""


def _check_new_words(text: str, source_text: str, lang: str) -> str:
    """Few words may be new in English, and none in other languages, where loaded words are not known."""
    english = (primary_language(lang) or "en") == "en"
    source_stems = {stem(_bare_word(word), lang) for word in _WORD.findall(source_text)}
    stops = stopwords(lang) if english else frozenset()
    words = [bare for word in _WORD.findall(text) if (bare := _bare_word(word)) not in stops]
    added = [word for word in words if stem(word, lang) not in source_stems and not country_of(word)]
    if len(added) > (MAX_NEW_WORD_SHARE * len(words) if english else 0):
        return f"it uses other words than the cited sentences (“{added[0]}”)"
    return ""


Check = Callable[[str, str, str], str]
"""Takes text, source text and language; returns an objection or ""."""
CHECKS: tuple[Check, ...] = (
    _check_shape,
    _check_quotations,
    _check_numbers,
    _check_names,
    _check_roles,
    _check_loaded_words,
    _check_new_words,
)
