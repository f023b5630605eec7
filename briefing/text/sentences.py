"""Sentences as they stand in a text: abbreviations, quotations and datelines survived, no word changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from briefing.text.boilerplate import is_boilerplate, without_lead_in
from briefing.text.language_tags import primary_language
from briefing.text.scripts import UNSPACED_CHARACTER

__all__ = ["is_boilerplate", "split_sentences"]

_CJK_OPEN, _CJK_CLOSE, _CJK_END = "「『（【《", "」』）】》", "。！？"
# A full stop after one of these does not end a sentence, whatever follows.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“‘'])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Brig|Sen|Rep|Gov|Pres|"
    r"Supt|Det|Insp|Amb|Sec|Atty|Messrs|Assoc|[Dd]ept|approx|Corp|Bros|Univ|"
    r"Ariz|Calif|Colo|Conn|Mass|Mich|Minn|Miss|Okla|Penn|Tenn|Wash|Sens|Reps|Govs|Gens|Drs|Blvd|"
    r"St|Mt|Ft|vs|v|cf|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Nos?|Art|Vol|Fig|[A-Z])\.$"
)
_ABBREVIATION_BEFORE_NUMBER = re.compile(
    r"(?:^|\s)(?:Nos?|Art|Vol|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_ABBREVIATION_OR_WORD = re.compile(r"(?:^|\s)(?:I|No|Nos|Art|Mar|Sec)\.$")
# A stop right against a capital ("on Monday.The"), a quotation closed before the next sentence, and whole words at
# whose stop the splitter was too careful ("by hand. A few").
_MISSED_BOUNDARY = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]+\s)|(?<=[a-z0-9][.!?][\"”])\s+(?=[A-Z“])"
    r"|(?<=[a-z]{2}[.!?])\s+(?=[\"“](?:[A-Z]| [a-z]))|(?<=[a-z]{3}[.!?])\s+(?=[A-Z])"
)
_DOMAIN_ENDINGS = ("Com ", "Net ", "Org ", "Co ")


def split_sentences(text: str, lang: str = "") -> list[str]:
    """Split text into its sentences, white space folded; line breaks always end one, datelines are left out."""
    found: list[str] = []
    for line in text.split("\n"):
        block = without_lead_in(" ".join(line.split()))
        if not block:
            continue
        if primary_language(lang) in ("ja", "zh") or (
            UNSPACED_CHARACTER.search(block) and any(mark in block for mark in _CJK_END)
        ):
            found += _split_cjk(block)
        else:
            found += _split(block)
    return found


@cache
def _splitter() -> Callable[[str], list[tuple[int, int]]]:
    """Load nupunkt once; it costs about 40 ms."""
    import nupunkt

    split: Callable[[str], list[tuple[int, int]]] = nupunkt.sent_spans
    return split


def _split(block: str) -> list[str]:
    pieces: list[str] = []
    for start, end in _splitter()(block):
        piece = block[start:end].strip()
        if not piece:
            continue
        if pieces and _was_split_wrongly(pieces[-1], piece):
            pieces[-1] = (
                f"{pieces[-1]} {piece}" if block[start - 1].isspace() or block[start].isspace() else pieces[-1] + piece
            )
        else:
            pieces.append(piece)
    return [part for piece in pieces for part in _split_missed(piece)]


def _was_split_wrongly(before: str, after: str) -> bool:
    """Whether two pieces were wrongly parted: a held abbreviation, a lower-case start, a stray closing quote."""
    if after[0].islower() and not any(c.isupper() for c in after.split(" ", 1)[0]):
        return True
    if not any(c.isalnum() for c in after):
        return True
    if after[0].isdigit():
        return bool(_ABBREVIATION_BEFORE_NUMBER.search(before))
    return bool(_ABBREVIATION.search(before)) and not _ABBREVIATION_OR_WORD.search(before)


def _split_missed(piece: str) -> Iterator[str]:
    start = 0
    for match in _MISSED_BOUNDARY.finditer(piece):
        if piece.startswith(_DOMAIN_ENDINGS, match.end()) or _ABBREVIATION.search(piece[start : match.start()]):
            continue
        yield piece[start : match.start()].strip()
        start = match.end()
    yield piece[start:].strip()


def _split_cjk(block: str) -> list[str]:
    """Split at the full stops of Japanese and Chinese, not inside brackets."""
    found, start, depth = [], 0, 0
    for i, char in enumerate(block):
        if char in _CJK_OPEN:
            depth += 1
        elif char in _CJK_CLOSE:
            depth = max(0, depth - 1)
        if char in _CJK_END and not depth and not (i + 1 < len(block) and block[i + 1] in _CJK_END):
            found.append(block[start : i + 1].strip())
            start = i + 1
    found.append(block[start:].strip())
    return [sentence for sentence in found if sentence]
