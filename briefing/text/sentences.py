"""Splitting texts into sentences without changing a word; abbreviations and quotations do not end a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from briefing.text.calendar_words import ENGLISH_MONTHS
from briefing.text.language_tags import primary_language
from briefing.text.publishers.boilerplate import without_lead_in
from briefing.text.scripts import INDIC_AND_ARABIC_ENDS, unspaced_character

CJK_LANGUAGES = ("ja", "zh")
_CJK_OPENING, _CJK_CLOSING, _CJK_END = map(frozenset, ("「『（【《", "」』）】》", "。！？"))
_MONTH_ABBREVIATIONS = "|".join(["Sept", *(name[:3] for name in ENGLISH_MONTHS if name != "May")])
# A full stop after one of these does not end a sentence, whatever follows.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“‘'])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Brig|Sen|Rep|Gov|Pres|"
    r"Supt|Det|Insp|Amb|Sec|Atty|Messrs|Assoc|[Dd]ept|approx|Corp|Bros|Univ|"
    r"Ariz|Calif|Colo|Conn|Mass|Mich|Minn|Miss|Okla|Penn|Tenn|Wash|Sens|Reps|Govs|Gens|Drs|Blvd|"
    rf"St|Mt|Ft|vs|v|cf|{_MONTH_ABBREVIATIONS}|Nos?|Art|Vol|Fig|[A-Z])\.$"
)
_ABBREVIATION_BEFORE_NUMBER = re.compile(rf"(?:^|\s)(?:Nos?|Art|Vol|Fig|{_MONTH_ABBREVIATIONS})\.$")
# These are also whole words or initials that end a sentence: "so do I."
_ABBREVIATION_OR_WORD = re.compile(r"(?:^|\s)(?:I|No|Nos|Art|Mar|Sec)\.$")
# Ends of sentences that the splitter misses: a full stop without a space ("on Monday.The"), the end of a quotation, and
# a word that it takes for an abbreviation ("by hand. A few"), and the signs of scripts that it does not know.
_MISSED_BOUNDARY = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]+\s)|(?<=[a-z0-9][.!?][\"”])\s+(?=[A-Z“])"
    r"|(?<=[a-z]{2}[.!?])\s+(?=[\"“](?:[A-Z]| [a-z]))|(?<=[a-z]{3}[.!?])\s+(?=[A-Z])"
    rf"|(?<=[{INDIC_AND_ARABIC_ENDS}])\s+|(?<=[{INDIC_AND_ARABIC_ENDS}][\"”’»])\s+"
)
_COUNTRY_AFTER_ARTICLE = re.compile(r"\b[Aa]n? (?:U\.S|U\.K|U\.N|E\.U)\.$")
_CLAUSE_OF_INITIALS = re.compile(r"(?:^|, )[Tt]he (?:[A-Z]\.){2,}$")
"""Matches the end of a sentence that is only the beginning of one: "This fall, the U.S." before "Senate voted"."""


def split_sentences(text: str, lang: str = "") -> list[str]:
    """Return the sentences of a text in their order, with single spaces.

    A line break always ends a sentence. A dateline or byline at the start of a line is left out.

    Args:
        text: Plain text.
        lang: Its language tag, "" if it is not known.
    """
    sentences: list[str] = []
    for line in text.split("\n"):
        block = without_lead_in(" ".join(line.split()))
        if not block:
            continue
        if primary_language(lang) in CJK_LANGUAGES or _has_cjk_sentences(block):
            sentences += _split_cjk(block)
        else:
            sentences += _split_spaced(block)
    return sentences


@cache
def _splitter() -> Callable[[str], list[tuple[int, int]]]:
    """Return the splitter of nupunkt, which gives the start and end of each sentence; loading it costs 40 ms."""
    import nupunkt

    split: Callable[[str], list[tuple[int, int]]] = nupunkt.sent_spans
    return split


def _split_spaced(block: str) -> list[str]:
    """Split a line of a language with spaces: nupunkt, corrected in both directions."""
    pieces: list[str] = []
    for start, end in _splitter()(block):
        piece = block[start:end].strip()
        if not piece:
            continue
        if pieces and _was_split_wrongly(pieces[-1], piece):
            was_spaced = block[start - 1].isspace() or block[start].isspace()
            pieces[-1] += f" {piece}" if was_spaced else piece
        else:
            pieces.append(piece)
    return [sentence for piece in pieces for sentence in _split_at_missed_boundaries(piece)]


def _was_split_wrongly(before: str, after: str) -> bool:
    """Whether two pieces are one sentence: the second starts in lower case, or the first ends in an abbreviation."""
    if after[0].islower() and not any(c.isupper() for c in after.split(" ", 1)[0]):
        return True
    if not any(c.isalnum() for c in after):  # a closing quotation mark alone
        return True
    if after[0].isdigit():
        return bool(_ABBREVIATION_BEFORE_NUMBER.search(before))
    if _CLAUSE_OF_INITIALS.search(before):
        return True
    return ends_in_abbreviation(before)


def ends_in_abbreviation(text: str) -> bool:
    """Whether a text ends in an abbreviation that something must follow: "an order by Gen.", "on Feb.", "a U.S."."""
    if _COUNTRY_AFTER_ARTICLE.search(text):
        return True
    return bool(_ABBREVIATION.search(text)) and not _ABBREVIATION_OR_WORD.search(text)


def _split_at_missed_boundaries(piece: str) -> Iterator[str]:
    start = 0
    for match in _MISSED_BOUNDARY.finditer(piece):
        if _ABBREVIATION.search(piece[start : match.start()]):
            continue
        yield piece[start : match.start()].strip()
        start = match.end()
    yield piece[start:].strip()


def _has_cjk_sentences(block: str) -> bool:
    return bool(unspaced_character().search(block)) and any(mark in block for mark in _CJK_END)


def _split_cjk(block: str) -> list[str]:
    """Split at the full stops of Japanese and Chinese, except inside brackets."""
    sentences, start, depth = [], 0, 0
    for position, character in enumerate(block):
        if character in _CJK_OPENING:
            depth += 1
        elif character in _CJK_CLOSING:
            depth = max(0, depth - 1)
        end = position + 1
        if character in _CJK_END and not depth and block[end : end + 1] not in _CJK_END:
            sentences.append(block[start:end].strip())
            start = end
    sentences.append(block[start:].strip())
    return [sentence for sentence in sentences if sentence]
