"""Levels that later reports change: the category of a storm, a score in a game that goes on, a price, days in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing.text.number_words import NUMBER_BY_WORD, ORDINAL_BY_WORD
from briefing.text.words import stem

MAX_REMEMBERED = 8192
"""Number of texts whose levels are remembered: each is compared with many others."""
PRICE_OF = "price of "
"""What the kind of a level begins with that is the price of something."""
_LOOK_BACK = 45
"""Number of characters before a level in which a forecast is looked for: "may strengthen again to Category 4"."""
_FORECAST = re.compile(
    r"\b(?:could|(?<!\bin )(?<!\bof )may|might|will|would|can|expected|forecast|predicted"
    r"|projected|likely|set|poised|towards?|nears?|fears?|feared|if)\b[^,;:]*$",
    re.IGNORECASE,
)
"""Matches what stands before a level that is to come."""
_FORMER = re.compile(r"\b(?:from|once|was) (?:an? )?$", re.IGNORECASE)
"""Matches what stands before a level of a storm that has passed."""
_LEVELS = {
    "category": re.compile(r"\bcat(?:egory|\.)?[ -]?(?P<level>[1-5]|one|two|three|four|five)\b", re.IGNORECASE),
    "storm": re.compile(
        r"\b(?:(?P<level>tropical storm|tropical depression|hurricane|typhoon) (?=(?-i:[A-Z]))"
        r"|(?:weakens?|weakened|weakening|downgraded) (?:in)?to (?:an? )?(?P<weak>tropical storm|tropical depression))",
        re.IGNORECASE,
    ),
    "score": re.compile(
        r"\b(?:leads?|leading|trails?|trailing|ahead|up|down|level|tied)\b[^.;:]{0,40}?\b(?P<level>\d{1,2}[-–]\d{1,2})\b",
        re.IGNORECASE,
    ),
    "contained": re.compile(r"(?<![\d.])(?P<level>\d{1,3})(?:%| per ?cent) contained\b", re.IGNORECASE),
    "counted": re.compile(
        r"(?<![\d.])(?P<level>\d{1,3})(?:%| per ?cent) of (?:the )?(?:votes?|ballots|precincts) counted\b",
        re.IGNORECASE,
    ),
}
"""What gives a level, by the kind of level; a kind has one level at a time."""
_PRICE = re.compile(
    r"\b(?!(?:start|begin|sell|list|retail|pric|valu|cost|remain|stay|stand|go|open|end|clos|trad|settl|come|com|sold|is|are|was|were|it|they)"
    r"(?:s|e[sd]?|ed|ing)?\b)(?P<subject>[\w'’-]+)(?: prices?| shares?| stock)? "
    r"(?:(?:rises?|rose|climb(?:s|ed)?|jump(?:s|ed)?|soar(?:s|ed)?|surge[sd]?|falls?|fell|"
    r"slides?|slid|drop(?:s|ped)?) )?"
    r"(?:top(?:s|ped)?|hits?|pass(?:es|ed)|surpass(?:es|ed)|above|below|under|over|past|reache[sd]|at|to) "
    r"(?P<level>(?P<sign>[$£€])(?P<number>\d[\d,.]*\d|\d)(?: ?(?P<unit>k|m|bn|million|billion|trillion)\b)?)",
    re.IGNORECASE,
)
"""Matches the price of something; the kind is the price of that thing."""
_NUMBER_WORDS = "|".join((*NUMBER_BY_WORD, *ORDINAL_BY_WORD))
_IN_A_ROW = re.compile(
    rf"(?<![\w.,-])(?P<level>\d{{1,3}}(?:st|nd|rd|th)?|{_NUMBER_WORDS})"
    r"(?:[ -](?:straight|consecutive|successive)[ -](?P<unit>day|night|week)s?\b"
    r"|[ -](?P<ended>day|night|week)s? in (?:a )?row\b"
    r"| (?P<running>(?:day|night|week)(?=s )|(?<=(?:st|nd|rd|th) )(?:day|night|week))s? running\b)",
    re.IGNORECASE,
)
"""Matches how often in a row something is so: "for the sixth day in a row", "five consecutive days".

A "10-day running festival" has none."""
_WHOLE_WEEK = re.compile(r"\bfor (?:an?|one) (?:full|whole|entire) week\b", re.IGNORECASE)
"""Matches seven days in a row."""
_UNITS = {"k": 1e3, "m": 1e6, "bn": 1e9, "million": 1e6, "billion": 1e9, "trillion": 1e12}


class Level(NamedTuple):
    """A level that a text states."""

    kind: str
    value: str

    @property
    def is_price(self) -> bool:
        """Whether it is the price of something, which rises and falls by the hour."""
        return self.kind.startswith(PRICE_OF)


_HURRICANE = Level("storm", "hurricane")


@lru_cache(maxsize=MAX_REMEMBERED)
def levels_in(text: str) -> frozenset[Level]:
    """Return the levels that a text states as present ones: no forecast, and not where something came from."""
    stated = list(_stated_levels(text))
    levels = {level for level, _ in stated}
    levels |= {
        Level(f"{PRICE_OF}{stem(match['subject'].lower(), 'en')}", _price(match))
        for match in _PRICE.finditer(text)
        if not _FORECAST.search(_before(text, match.start("level")))
    }
    levels |= {
        Level(f"{match['unit'] or match['ended'] or match['running']}s in a row".lower(), _value(match["level"]))
        for match in _IN_A_ROW.finditer(text)
        if not _FORECAST.search(_before(text, match.start("level")))
    }
    if _WHOLE_WEEK.search(text):
        levels.add(Level("days in a row", "7"))
    return _with_one_storm(levels, has_weakened=any(is_weaker for _, is_weaker in stated))


def _with_one_storm(levels: set[Level], *, has_weakened: bool) -> frozenset[Level]:
    """Keep one level of a storm, which a text may call "Hurricane Brannok" whatever it is now.

    That is the one to which the text says that it weakened; a hurricane, if the text names its category; else the
    weaker one.
    """
    if has_weakened:
        return frozenset(levels - {_HURRICANE})
    if any(level.kind == "category" for level in levels):
        return frozenset({level for level in levels if level.kind != "storm"} | {_HURRICANE})
    is_tropical = any(level.kind == "storm" and level != _HURRICANE for level in levels)
    return frozenset(levels - {_HURRICANE} if is_tropical else levels)


def _stated_levels(text: str) -> Iterator[tuple[Level, bool]]:
    """Yield the levels of all kinds but prices, and whether the text says that a storm weakened to one."""
    for kind, pattern in _LEVELS.items():
        for match in pattern.finditer(text):
            group = match.lastgroup or ""
            before = _before(text, match.start(group) if group == "weak" else match.start())
            is_former = kind in {"category", "storm"} and _FORMER.search(before)
            if not is_former and not _FORECAST.search(before):
                yield Level(kind, _value(match[group])), group == "weak"


def is_of_other_level(levels: Iterable[Level], newest_first: Iterable[frozenset[Level]]) -> bool:
    """Whether a text is out of date: of one of its kinds, the newest report that states that kind states other levels.

    Args:
        levels: The levels of the text.
        newest_first: The levels of each later report on the same, the newest report first.
    """
    values = {kind: {level.value for level in levels if level.kind == kind} for kind in {one.kind for one in levels}}
    for later in newest_first:
        for kind in [kind for kind in values if any(level.kind == kind for level in later)]:
            own = values.pop(kind)
            if own.isdisjoint(level.value for level in later if level.kind == kind):
                return True
    return False


def _before(text: str, start: int) -> str:
    return text[max(0, start - _LOOK_BACK) : start]


def _price(match: re.Match[str]) -> str:
    """Return a price in full: "$100K" and "$100,000" are equal."""
    number = match["number"].replace(",", "")
    try:
        return f"{match['sign']}{float(number) * _UNITS.get((match['unit'] or '').lower(), 1):.12g}"
    except ValueError:  # several points: a date or a version
        return match["level"]


def _value(level: str) -> str:
    lower = level.lower().replace("–", "-").rstrip(".,")
    if lower[:1].isdigit():
        return re.sub(r"(?:st|nd|rd|th)$", "", lower)
    return "hurricane" if lower == "typhoon" else str((NUMBER_BY_WORD | ORDINAL_BY_WORD).get(lower, lower))
