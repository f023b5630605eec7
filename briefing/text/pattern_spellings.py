"""The spellings of the texts that a regular expression matches, as far as they can be listed.

Reads the syntax that the phrase lists use: letters, escapes, sets, groups, looks ahead and behind, alternatives and
repeats. A pattern with any other syntax has no listed spelling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from briefing.text.late_patterns import late_pattern

MAX_SPELLINGS = 64
"""Number of spellings of a phrase that are listed; a part with more counts as unknown."""
MAX_ALTERNATIVES = 512
"""Number of spellings of alternatives that are listed; those of one phrase are few, but lists of words are long."""
MAX_SET_SPELLINGS = 6
"""Number of characters of a set that are listed one by one."""
UNKNOWN, EDGE = "\0", "\1"
"""In a spelling: any characters, and a place where a word begins or ends."""
_ANY = (UNKNOWN,)
_NOTHING = ("",)
_EDGES = {"^": (EDGE,), "$": (EDGE,), ".": _ANY}
_ESCAPED_PLACES = {"b": (EDGE,), "A": (EDGE,), "Z": (EDGE,), "B": _NOTHING}
_ESCAPED_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_NO_WORD_CLASSES = frozenset("sW")
_CLASSES = _NO_WORD_CLASSES | frozenset("wdSD")
_GROUP = late_pattern(r"\((?:\?(?:(?P<plain>-?i?:|P<\w+>)|(?P<look><?[=!])))?")
_REPEAT = late_pattern(r"(?:(?P<sign>[?*+])|\{(?=[\d,])(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\})[?+]?")
_SET = late_pattern(r"\[(?P<negated>\^?)(?P<members>\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
_SET_MEMBER = late_pattern(r"(\\.|[^\\])(?:-(\\.|[^\\]))?", re.DOTALL)
_CODE_POINT = late_pattern(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_WORD_CHARACTER = late_pattern(r"\w")
_REPEAT_SIGNS = frozenset("?*+{")


class UnreadPatternError(ValueError):
    """A pattern has syntax that is not read here."""


def spellings(pattern: str) -> Sequence[str]:
    """Return the spellings of all texts that a pattern matches; parts that cannot be listed are `UNKNOWN`."""
    reader = _PatternReader(pattern)
    try:
        listed = reader.read_alternatives()
    except UnreadPatternError:
        return _ANY
    return listed if reader.is_at_end() else _ANY


class _PatternReader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._place = 0

    def is_at_end(self) -> bool:
        return self._place >= len(self._pattern)

    def read_alternatives(self) -> Sequence[str]:
        """Read up to the end of the group or of the pattern."""
        branches = [self._read_sequence()]
        while self._next() == "|":
            self._place += 1
            branches.append(self._read_sequence())
        if len(branches) == 1:
            return branches[0]
        listed = tuple(dict.fromkeys(one for branch in branches for one in branch))
        return listed if len(listed) <= MAX_ALTERNATIVES else _ANY

    def _next(self) -> str:
        return self._pattern[self._place : self._place + 1]

    def _take(self, syntax: re.Pattern[str]) -> re.Match[str]:
        match = syntax.match(self._pattern, self._place)
        if match is None:
            raise UnreadPatternError(self._pattern)
        self._place = match.end()
        return match

    def _read_sequence(self) -> Sequence[str]:
        listed: Sequence[str] = _NOTHING
        ending = ""  # of all listed ones: most parts are single letters
        while self._next() not in ("", "|", ")"):
            own = self._read_part()
            while self._next() in _REPEAT_SIGNS and _REPEAT.match(self._pattern, self._place):
                own = _repeated(own, *_bounds(self._take(_REPEAT)))
            if len(own) == 1:
                ending += own[0]
                continue
            listed, ending = [one + ending for one in listed], ""
            if len(listed) > 1 and len(own) * len(listed) > MAX_SPELLINGS:
                own = _ANY
            listed = tuple(dict.fromkeys(a + b for a, b in product(listed, own)))
        return tuple(one + ending for one in listed)

    def _read_part(self) -> Sequence[str]:
        character = self._next()
        if character == "(":
            return self._read_group()
        if character == "[":
            return _of_set(self._take(_SET))
        if character == "\\":
            return self._read_escape()
        self._place += 1
        return _EDGES.get(character, (character,))

    def _read_group(self) -> Sequence[str]:
        opening = self._take(_GROUP)
        if self._next() == "?":
            raise UnreadPatternError(self._pattern)
        inner = self.read_alternatives()
        if self._next() != ")":
            raise UnreadPatternError(self._pattern)
        self._place += 1
        return _NOTHING if opening["look"] else inner

    def _read_escape(self) -> Sequence[str]:
        if _CODE_POINT.match(self._pattern, self._place):
            return (_character_of(self._take(_CODE_POINT)[0]),)
        escaped = self._pattern[self._place + 1 : self._place + 2]
        self._place += 2
        if escaped in _ESCAPED_PLACES:
            return _ESCAPED_PLACES[escaped]
        if escaped in _CLASSES:
            return (" ",) if escaped in _NO_WORD_CLASSES else _ANY
        if not escaped or (escaped.isalnum() and escaped not in _ESCAPED_CONTROLS):
            raise UnreadPatternError(self._pattern)
        return (_ESCAPED_CONTROLS.get(escaped, escaped),)


def _bounds(repeat: re.Match[str]) -> tuple[int, int | None]:
    """How often a part stands at least and at most; `None` is without limit."""
    if sign := repeat["sign"]:
        return (1 if sign == "+" else 0), (1 if sign == "?" else None)
    least = int(repeat["least"] or 0)
    if not repeat["comma"]:
        return least, least
    return least, int(repeat["most"]) if repeat["most"] else None


def _repeated(once: Sequence[str], least: int, most: int | None) -> Sequence[str]:
    if (least, most) == (1, 1):
        return once
    if (least, most) == (0, 1):
        return tuple(dict.fromkeys(("", *once)))
    if all(one.isspace() for one in once):
        return (" ",) if least else ("", " ")
    return tuple(f"{one}{UNKNOWN}" for one in once) if least else _ANY


def _of_set(character_set: re.Match[str]) -> Sequence[str]:
    members = _SET_MEMBER.findall(character_set["members"])
    if any(_is_unread_escape(first) for first, _ in members):
        return _ANY
    listed = [first for first, last in members if not last and first[1:] not in _CLASSES]
    if character_set["negated"] or any(last for _, last in members):
        return _ANY
    characters = tuple(map(_character_of, listed))
    if len(listed) == len(members) <= MAX_SET_SPELLINGS:
        return characters
    has_word_class = any(first[1:] in _CLASSES - _NO_WORD_CLASSES for first, _ in members)
    return _ANY if has_word_class or any(map(_WORD_CHARACTER.match, characters)) else (" ",)


def _is_unread_escape(member: str) -> bool:
    letter = member[1:]
    return letter.isalnum() and letter not in _CLASSES and letter not in _ESCAPED_CONTROLS


def _character_of(member: str) -> str:
    """The character that a member of a set, or an escape, stands for."""
    if match := _CODE_POINT.fullmatch(member):
        return chr(int(next(filter(None, match.groups())), 16))
    return _ESCAPED_CONTROLS.get(member[1:], member[-1]) if len(member) > 1 else member
