"""The package's own data: word lists, phrase lists and tables in `text/data/`, read at their first use.

Other packages keep theirs in a folder `data` of their own: "writing/teasers.tsv" is `writing/data/teasers.tsv`.

Lines that start with "#" are comments. A word list has lines "name: word word ..."; a name may have several lines.
A phrase list has lines of two fields with a tab between them:

    regular expression <TAB> a text that it matches
    @NAME <TAB> regular expression, which later lines of the file use as {NAME}

{MONTH_STEM} is defined in all of them: the first three letters of each English month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from briefing.text.calendar_words import ENGLISH_MONTHS

# A path instead of importlib.resources, whose import takes 30 ms of the start of a command.
_PACKAGE_FOLDER = Path(__file__).parents[1]
_START = re.compile(r"(?:\\b|\(\?:[^()\\]*\))(?![?*+{])")
_ESCAPE_OR_CLASS = re.compile(r"\\.|\[\^?\]?[^\]]*\]")
_INNERMOST_GROUP = re.compile(r"\([^()]*\)")
_REFERENCE = re.compile(r"\{([A-Z_]+)\}")
_SHARED_DEFINITIONS = {"MONTH_STEM": "|".join(name[:3] for name in ENGLISH_MONTHS)}


class Phrase(NamedTuple):
    """A pattern of a phrase list, its references resolved, with an example of what it matches."""

    pattern: str
    example: str


def read_data(file_name: str) -> str:
    """Return the contents of a data file, given as "NAME" of `text/data/` or "PACKAGE/NAME"."""
    package, _, name = file_name.rpartition("/")
    return (_PACKAGE_FOLDER / (package or "text") / "data" / name).read_text(encoding="utf-8")


def data_lines(file_name: str) -> list[str]:
    """Return the lines of a file that are neither empty nor comments."""
    return [line for line in read_data(file_name).splitlines() if line and not line.startswith("#")]


@cache
def word_lists(file_name: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of a file by their names."""
    lists: dict[str, set[str]] = {}
    for line in data_lines(file_name):
        name, _, words = line.partition(":")
        lists.setdefault(name.strip(), set()).update(words.split())
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def phrases(file_name: str) -> tuple[Phrase, ...]:
    """Return the phrases of a file in their order.

    Raises:
        ValueError: A line has no tab, or a reference has no definition above it.
    """
    definitions = dict(_SHARED_DEFINITIONS)
    phrase_list: list[Phrase] = []
    for line in data_lines(file_name):
        pattern, _, rest = line.partition("\t")
        if not rest:
            raise ValueError(f"{file_name}: no tab in {line!r}")
        try:
            if pattern.startswith("@"):
                definitions[pattern[1:]] = _resolve(rest, definitions)
            else:
                phrase_list.append(Phrase(_resolve(pattern, definitions), rest))
        except KeyError as error:
            raise ValueError(f"{file_name}: {{{error.args[0]}}} is not defined above {line!r}") from error
    return tuple(phrase_list)


def _resolve(pattern: str, definitions: Mapping[str, str]) -> str:
    return _REFERENCE.sub(lambda reference: definitions[reference[1]], pattern)


@cache
def phrase_pattern(file_name: str, before: str = "", after: str = "", flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return one pattern that matches every phrase of a file.

    It is compiled at the first call and kept, so ask for it where it is used, not at import.

    Args:
        file_name: A phrase list.
        before: Pattern that must stand before a phrase, such as "^" or a word boundary.
        after: Pattern that must follow a phrase.
        flags: Flags of `re`; by default case does not matter.
    """
    alternatives = any_of(phrase.pattern for phrase in phrases(file_name))
    return re.compile(f"{before}(?:{alternatives}){after}", flags)


def any_of(patterns: Iterable[str]) -> str:
    """Join alternatives in their order; neighbours with the same start, such as a word boundary, share one group.

    `re` then tests the start once at each character instead of once for each of them, which is several times faster.
    """
    runs = ((start, list(run)) for start, run in groupby(patterns, key=_common_start))
    return "|".join(f"{start}(?:{'|'.join(one[len(start) :] for one in run)})" for start, run in runs)


def _common_start(pattern: str) -> str:
    """The word boundary or the first group of a pattern without alternatives outside groups; "" for another one."""
    inner = _ESCAPE_OR_CLASS.sub("", pattern)
    while inner != (outer := _INNERMOST_GROUP.sub("", inner)):
        inner = outer
    match = None if "|" in inner else _START.match(pattern)
    return match[0] if match else ""
