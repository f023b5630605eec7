"""Text around news that is no news: datelines, bylines, credits, calls to click. The phrases are in `text/data/`."""

from __future__ import annotations

import re
from functools import cache

from briefing.text.data_files import phrases, word_lists
from briefing.text.phrase_search import phrase_search

MIN_REPORT_LENGTH = 20
"""Characters that must remain after a lead-in; with fewer the match was the report itself."""
MAX_LABEL_WORDS = 6
"""Words before an address and a colon that are its label ("The Story with Ann Person:") on a line with it alone."""
_BARE_LINK = re.compile(r"^\W*(?:[\w-]+\.)+(?:com|org|net|co\.uk)\S*$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_BYLINE = re.compile(
    r"^(?:By|Von|Par|Por)\s+[A-Z][\w.'’-]+(?:(?:\s+|,\s+|\s+and\s+)[A-Z][\w.'’-]*){0,9}(?:\s+in\s+[A-Z][\w ]+)?[.:]?$"
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|van|von|de|der|den|del|da|di|la)"
_PICTURE_CREDIT = re.compile(
    rf"(?P<sentence_end>(?<=[.!?])|(?<=[.!?][\"”’]))?\s?\((?:(?:Photo|Picture|Image|Foto)(?: by)?:? )?"
    rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,3}} ?/ ?"
    r"(?P<publisher>[\w.'’&-]+(?: [\w.'’&-]+){0,4})\)(?P<line_end>\s*?(?=\n|$))?"
)
"""Matches who took a picture and for whom: "(Ann van der Berg / Sample Times)"."""
_AGENCY = re.compile(
    r"(?:AAP|AFP|Alamy|Anadolu|ANSA|AP|Bloomberg|dpa|EFE|EPA|Getty|imago|NurPhoto|PA|Reuters|REUTERS|Shutterstock|TASS|UPI"
    r"|WireImage|Xinhua|ZUMA)(?: (?:Agency|Images|Media|News|Photo|Press|Wire))?(?: via (?:AP|Getty Images|Reuters))?"
)
"""Matches an agency for pictures in its own spelling: "PA" is one, "Pa" the state is not."""
_PICTURE_DATE = re.compile(
    r"^[A-Z][A-Z .'’-]{2,40}, [A-Z][A-Za-z.]{1,12} ?[-–—]{1,2} ?(?:[A-Z]{3,6}DAY, )?"
    rf"{_MONTH.upper()}\.? \d{{1,2}}(?:, ?\d{{4}}(?::| ?[-–—]{{1,2}})|:)\s"
)
"""Matches where and when a picture was taken, before its caption: "PORT TARROW, CA - MAY 11, 2020: "."""
_TIME_LINE = re.compile(
    rf"^(?:{_MONTH}\.? \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}})(?:,? \d{{1,2}}:\d\d(?: ?[AP]M)?)?\n",
    re.IGNORECASE,
)
"""Matches a first line that only says when a report was published."""


def without_picture_marks(text: str) -> str:
    """Return a text without what says when and where its picture was taken and by whom, or when it was published.

    A report can be made of the caption of a picture: the town of a photographer is not what it is about.
    """
    text = _PICTURE_CREDIT.sub(_without_credit, text) if "/" in text else text
    return _PICTURE_DATE.sub("", _TIME_LINE.sub("", text, count=1), count=1)


def _without_credit(match: re.Match[str]) -> str:
    """Return nothing for a credit: one of a newspaper after a sentence, or of an agency there or at a line's end.

    Without a stop before it "(King Street / The Globe)" at the end of a line is a part of what the line says.
    """
    follows_sentence, ends_line = match["sentence_end"] is not None, match["line_end"] is not None
    is_newspaper = match["publisher"].casefold().split()[-1] in word_lists("headline_words.txt")["media"]
    is_agency = _AGENCY.fullmatch(match["publisher"]) is not None
    is_credit = (is_agency and (follows_sentence or ends_line)) or (is_newspaper and follows_sentence)
    return "" if is_credit else match[0]


def without_lead_in(block: str) -> str:
    """Return a block of text without the dateline, byline and agency before its first sentence."""
    for pattern in _lead_in_patterns():
        match = pattern.match(block)
        if match and len(block) - match.end() >= MIN_REPORT_LENGTH:
            block = block[match.end() :]
    return block


def without_addresses(text: str) -> str:
    """Return a text without web addresses, and without the lines that hold only an address and its label."""
    if "://" not in text:
        return text
    return "\n".join(filter(None, map(_without_addresses_in_line, text.split("\n"))))


def _without_addresses_in_line(line: str) -> str:
    if "://" not in line:
        return line
    rest = _ADDRESS.sub("", line).strip()
    is_label = rest.endswith((":", "：")) and len(rest.split()) <= MAX_LABEL_WORDS
    return "" if is_label else rest


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence is a credit, byline, notice or call to click that nobody would quote as news."""
    if _BYLINE.search(sentence) or _BARE_LINK.search(sentence):
        return True
    openings = phrase_search("boilerplate_openings.tsv", before=r"^\W*")
    return openings.is_in(sentence) or phrase_search("boilerplate_anywhere.tsv").is_in(sentence)


@cache
def _lead_in_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(phrase.pattern) for phrase in phrases("lead_ins.tsv"))
