"""Headlines without what their publisher put around them, and the kinds of headline that name no happening."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from briefing.text.calendar_words import (
    ENGLISH_MONTH_WORDS,
    MONTH_BY_ABBREVIATION,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAY_BY_NAME,
)

HeadlineKind = Literal["", "generic", "rolling", "recurring"]

_PIPE_SEPARATOR = re.compile(r"\s+[|¦•]\s+|\s*\|\s+")
_DASH_SEPARATOR = re.compile(r"\s+[-–—]{1,2}\s+")
_WORD = re.compile(r"[^\W_]+")
_MEDIA_WORDS = """
abc agency ap associated bbc broadcast broadcasting bulletin cbc cbs chronicle cnn courier daily dispatch dw
examiner express gazette globe guardian herald independent inquirer insider journal ledger magazine mail metro
mirror monitor nbc network news newsletter newspaper npr observer online post press radio record reporter
reuters review standard star sun telegraph television time times today tribune tv voice weekly wire zeitung
"""
_MEDIA = frozenset(_MEDIA_WORDS.split())
_SUFFIX_TAGS = (
    r"live|live updates?|updates?|video|watch|in pictures|in photos|photos|podcast|opinion|analysis|as it happened|"
    r"explained|explainer|report|reports|exclusive|review|letter|letters|cartoon|editorial|factbox|audio|gallery"
)
_PREFIXES = (
    r"(?:business|politics|(?:us|uk) politics|sport|football|cricket|tennis|markets|world news|news) live|"
    r"just in|breaking(?: news)?|developing|alert|urgent|exclusive|live|live updates?|live blog|update ?\d*|updated|"
    r"watch|watch live|video|listen|photos?|in (?:pictures|photos)|opinion|analysis|explainer|explained|factbox|"
    r"editorial|column|comment|podcast|read|q&a|news analysis|the latest|latest|"
    r"first on \w+|top news|\w+ news|eil|eilmeldung|"
    r"en direct|direct|vidéo|en vivo|última hora|diretta|live-?blog|速報|独自"
)
_PREFIX = re.compile(
    rf"^(?:(?:{_PREFIXES})\s*(?:[:|•]|[-–—]\s)|(?:update|wrapup|refile|corrected|rpt|exclusive)[ -]?\d*-)\s*",
    re.IGNORECASE,
)
_SUFFIX_TAG = re.compile(
    rf"\s*(?:\s[-–—|]\s(?:{_SUFFIX_TAGS})|[([](?:{_SUFFIX_TAGS}|updated?)[)\]])\s*$", re.IGNORECASE
)

_GENERIC_WORDS_TEXT = """
a about all and at best briefing brief briefs bulletin day daily digest edition editor editors editorial
essential evening events everything five for from front headlines here how in inbox into is it its know latest
letter letters list live major midday minute morning most must need new news newsletter newspaper night noon now
of on opinion our page papers photo photos picture pictures podcast popular press preview quick quiz read
readers recap review roundup round schedule seven stories story summary ten that the their these things this
three to today todays tomorrow tonight top twitter up update updates video videos watch week weekend weekly what
whats with world wrap wrapup year yesterday you your am pm est gmt et s untitled breaking alert
"""
_CALENDAR_WORDS = (*WEEKDAY_BY_NAME, *WEEKDAY_ABBREVIATIONS, *ENGLISH_MONTH_WORDS, *MONTH_BY_ABBREVIATION)
_GENERIC_WORDS = frozenset([*_GENERIC_WORDS_TEXT.split(), *_CALENDAR_WORDS])
_ROLLING = re.compile(
    r"\blive(?: ?blog| updates?| coverage| feed| stream)?\s*[:|–—-]|\blive ?(?:blog|updates|stream|score)|^live\b|"
    r"\bas it happen|\bwhat we know\b|\bthings (?:to know|we learned)\b|\bliveticker\b|\bminuto a minuto\b|\bdiretta\b|"
    r"\b(?:what happened on|key (?:events|developments)|list of key|day \d+ of|week \d+ of|at a glance)\b|"
    r"\bin (?:pictures|photos)\b",
    re.IGNORECASE,
)
_PERIOD = "(?:morning|evening|afternoon|daily|weekly|weekend|friday|monday|sunday|saturday)"
_PRODUCTS = "(?:deals|vpns?|laptops|tablets|headphones|phones|tvs|movies|shows|gifts|apps)"
_MARKETS = (
    "(?:wall street|wall st|stocks?|shares|markets?|equities|the dow|dow jones|nasdaq|s&p 500|s&p/?tsx|ftse(?: 100)?|"
    "dax|cac 40|nikkei|hang seng|kospi|sensex|nifty|asx(?: 200)?|tsx|psei|jse)"
)
_MARKET_CLOSE = (
    "(?:closes?|ends?|opens?|finish(?:es)?|settles?) (?:the (?:day|week) )?(?:higher|lower|up|down|flat|mixed|at)"
)
_TRADED_SHARES = (
    "(?:asian|european|u\\.?s\\.?|global|world|london|tokyo|chinese|gulf) (?:shares|stocks|markets|equities)"
)
_MARKET_MOVEMENT = (
    "(?:gain|rise|fall|slip|drop|advance|retreat|edge|drift|climb|track|follow|are mixed|mixed|higher|lower)s?"
)
_RECURRING_PATTERNS = (
    # puzzles, stars and luck
    "horoscopes?",
    "horóscopo",
    "oroscopo",
    "tageshoroskop",
    "moon phase",
    "sudoku",
    "crosswords?",
    "wordle",
    "quordle",
    "rätsel",
    "connections (?:hints?|answers?|sports)",
    "nyt (?:connections|strands|mini|pips)",
    "strands (?:hints?|answers?)",
    "(?:hints?|clues)(?:,| and| &) ?(?:answers?|tips|solutions?)",
    "lottery",
    "lotto",
    "lotería",
    "powerball",
    "mega millions",
    # what comes every day or week
    "(?:photo|picture|pic|quote|deal|word|joke|song|question|thought|game|image|poem)s? of the (?:day|week|month|year)",
    rf"{_PERIOD} (?:briefing|brief|digest|edition|news(?:letter)?|wrap|round-?up|reads?|reading|report|bulletin|quiz)",
    rf"{_PERIOD} (?:open thread|headlines|podcast|links|update|recap|cartoon)",
    "this week in",
    "the week (?:ahead|that was)",
    "week in (?:review|pictures|photos|culture|tech|science|music|politics|charts)",
    "round-?up",
    "newsletter",
    "open thread",
    "(?:news|media|tech|business|book|science|transfer|injury|power) ?(?:rankings|tracker|digest|briefs?|rumou?rs)",
    "letters? to the editor",
    "your (?:letters|questions)",
    "today'?s (?:papers|front pages|headlines|deals)",
    "front pages",
    "death notices",
    "obituaries (?:for|from|of the)",
    r"(?:scores|results|fixtures)(?: and|,| &) (?:schedules?|fixtures|results|standings|highlights)",
    r"(?:predicted|probable|possible) line-?ups?",
    "preview:",
    "on this day",
    # what markets did, day by day
    rf"{_MARKETS} (?:[\w'%.,-]+ ){{0,3}}{_MARKET_CLOSE}",
    rf"{_TRADED_SHARES} (?:[\w'%.,-]+ ){{0,2}}{_MARKET_MOVEMENT}",
    r"(?:cac 40|dax|ibex|ftse mib) (?:[\w'%.,-]+ ){0,3}(?:en (?:hausse|baisse)|im (?:plus|minus)|al alza|a la baja|"
    r"in (?:rialzo|ribasso))",
    "newspaper headlines",
    "weather forecast(?= for|:|$)",
    "mailbag",
    "ask amy",
    "dear (?:abby|prudence|annie)",
    r"podcast(?=:| \d| #)",
    # listings, prices and tips
    "tv (?:listings|guide|tonight|channel)",
    r"best (?:[\w'-]+ ){0,4}deals",
    "free (?:live )?stream",
    "coupons?",
    "gift cards?",
    "(?:pre-?order|buy) (?:now|yours|the new)",
    r"(?:save|saves|discounted|for|under|only) (?:up to |just |around )?(?:[$£€]\d[\d,.]*|\d+%) (?:off|on|at)",
    r"[$£€]\d[\d,.]* off",
    r"(?:at|from|on) (?:best buy|amazon|walmart)",
    rf"(?:best|top) (?:[\w'-]+ ){{0,3}}{_PRODUCTS} (?:of|in|for|on|to)",
    "(?:promo|discount) codes?",
    "how to watch",
    "where to watch",
    "what to (?:watch|stream)",
    "stocks? to (?:watch|buy)",
    "stock market today",
    "market (?:wrap|close|report)",
    "pre-?market",
    "best bets",
)
_RECURRING = re.compile(rf"\b(?:{'|'.join(_RECURRING_PATTERNS)})\b", re.IGNORECASE)
_RECURRING_LABEL = re.compile(
    r"(?:weather|wetter|météo|el tiempo|meteo|天気|(?:morning|evening) mail|(?:first|early|late|final) edition) ?[:：]|"
    r"(?:日経平均|東京株|ＮＹ株|NY株|東証).{0,12}(?:続伸|続落|反発|反落|小幅|小動き)",
    re.IGNORECASE,
)
"""Fixed features by what their headline begins with."""
NEWSLETTER_OPENING_LENGTH = 300
_NEWSLETTER_PHRASE = re.compile(
    r"\b(?:in (?:today|tonight|this (?:week|morning|evening))(?:['’]s)? (?:newsletter|edition)|"
    r"welcome to [^.]{0,60}newsletter|"
    r"(?:want to )?(?:get|receive) this (?:newsletter )?(?:in|delivered to|sent to) your (?:inbox|email))",
    re.IGNORECASE,
)
"""What newsletters say of themselves at their beginning."""


@lru_cache(maxsize=8192)
def bare_headline(title: str, publisher: str = "") -> str:
    """The headline without the publisher, section or tag around it ("Live:", "| Sample Wire", "- video")."""
    left = _without_publisher(title.strip(), _comparison_key(publisher))
    for _ in range(3):
        shorter = _SUFFIX_TAG.sub("", _PREFIX.sub("", left)).strip()
        if not shorter or shorter == left:
            break
        left = shorter
    return left


def _without_publisher(title: str, publisher: str) -> str:
    parts = [part for part in _PIPE_SEPARATOR.split(title) if part.strip()]
    if len(parts) > 1:
        title = max(parts, key=lambda part: (_word_count(part) >= 3, len(part))).strip()
    while True:
        cuts = list(_DASH_SEPARATOR.finditer(title))
        if not cuts:
            return title
        head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
        if not _is_publisher(tail, publisher) or _word_count(head) < 2:
            return title
        title = head.rstrip()


def _is_publisher(tail: str, publisher: str) -> bool:
    key = _comparison_key(tail)
    if publisher and (key == publisher or (len(key) > 3 and key in publisher) or publisher in key):
        return True
    words = _WORD.findall(tail)
    if not words or len(words) > 5 or tail.rstrip()[-1:] in ".?!":
        return False
    if re.fullmatch(r"(?:\w+\.)+(?:com|org|net|co|uk|au|in|de|fr|jp|ph|io|tv|news)", tail.strip(), re.IGNORECASE):
        return True
    if not all(w[0].isupper() or w in {"of", "the", "and", "in", "for"} for w in words):
        return False
    lower = [w.lower() for w in words]
    return lower[-1] in _MEDIA or any(a in _MEDIA and b in {"of", "in"} for a, b in pairwise(lower))


def _comparison_key(name: str) -> str:
    return "".join(_WORD.findall(name.lower()))


def _word_count(text: str) -> int:
    return len(_WORD.findall(text))


def classify_headline(title: str, text: str = "") -> HeadlineKind:
    """What kind of headline it is: "generic" names nothing, "rolling" a live page, "recurring" a fixed feature.

    Rolling pages belong to an affair but to no single happening; recurring ones (horoscopes, deals, round-ups) look
    alike every day without belonging together; newsletters say it in their `text`. All others: "".
    """
    found = _classify_title(title)
    return "recurring" if not found and text and _NEWSLETTER_PHRASE.search(text[:NEWSLETTER_OPENING_LENGTH]) else found


@lru_cache(maxsize=8192)
def _classify_title(title: str) -> HeadlineKind:
    if is_generic(title):
        return "generic"
    if _RECURRING_LABEL.match(title) or _RECURRING.search(title):
        return "recurring"
    return "rolling" if _ROLLING.search(title) else ""


@lru_cache(maxsize=8192)
def is_generic(title: str) -> bool:
    """Whether a headline could stand over anything: "Live updates", "Morning briefing", a bare date, or nothing."""
    words = _WORD.findall(title.lower().replace("'s", "").replace("’s", ""))
    return all(word in _GENERIC_WORDS or word.isdigit() for word in words)
