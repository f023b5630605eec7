"""States that pass, and reports of their end: "is on the run" and "captured"; the phrases are `passing_states.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from briefing.text.data_files import read_data
from briefing.text.phrase_search import PhraseSearch, PhraseTable

MAX_REMEMBERED = 8192
"""Number of texts whose states and ends are remembered: each is compared with many others."""
OF_ONE_PERSON = frozenset({"arrested", "charged", "missing"})
"""Kinds of states that are one person's: what ends them for another one, in an affair of many, ends nothing."""
_UNSAID = re.compile(
    r"\b(?:to|will|would|may|could|can|might|should|must|not|n['’]t|never|until|till|unless|if|whether|yet to|without"
    r"|hopes? (?:to|of|for)|expected|likely|before|refus\w+ to|demand\w*|calls? for|urg\w+ .{0,20}to)"
    r"\s+(?:soon |eventually |finally )?(?:be |been |have |have been |being |get |the |a |an )?$",
    re.IGNORECASE,
)
"""What stands before a word that does not report: "to be released", "until they are", "not captured"."""
_LOOK_BACK = 40
"""Number of characters before a word in which `_UNSAID` is looked for."""


@lru_cache(maxsize=MAX_REMEMBERED)
def states_in(text: str) -> frozenset[str]:
    """Return the kinds of passing states that a text describes and whose end it does not report itself."""
    names, states = _states()
    kinds = [names[index] for index in states.indexes_in(text)]
    return frozenset(kind for kind in kinds if not reports_end(text, kind))


@lru_cache(maxsize=MAX_REMEMBERED)
def reports_end(text: str, kind: str) -> bool:
    """Whether a text reports the end of a kind of state: as done, not as a plan, a wish or a condition."""
    return _reports(_ends()[kind], text)


def is_unsaid(text: str, start: int) -> bool:
    """Whether what stands before a word of a text denies it, or makes it a plan, a wish or a condition.

    Args:
        text: A text.
        start: Where the word begins.
    """
    return bool(_UNSAID.search(text[max(0, start - _LOOK_BACK) : start]))


def _reports(end: PhraseSearch, text: str) -> bool:
    return any(not is_unsaid(text, match.start()) for match in end.finditer(text))


@cache
def _tables() -> dict[str, dict[str, list[list[str]]]]:
    """The tables of phrases by the kind of state."""
    return tomllib.loads(read_data("writing/passing_states.toml"))


@cache
def _states() -> tuple[tuple[str, ...], PhraseTable]:
    """The kinds of states, and the searches for them in the same order."""
    return tuple(_tables()), PhraseTable(_any_phrase(table["state"]) for table in _tables().values())


@cache
def _ends() -> dict[str, PhraseSearch]:
    return {kind: _any_phrase(table["end"]) for kind, table in _tables().items()}


def _any_phrase(entries: list[list[str]]) -> PhraseSearch:
    return PhraseSearch((pattern for pattern, _ in entries), before=r"\b", after=r"(?!\w)")
