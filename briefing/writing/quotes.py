"""What could be quoted: the sentences of articles, measured once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from briefing.model.articles import Article
from briefing.text.sentences import is_boilerplate, sentences
from briefing.text.words import stem, stopwords, tokens

Concept = str | tuple[str, str]

GLUED = 30  # words: a longer "credit" is one glued to the first sentence of the text
FEED_LENGTH = 150  # characters: feeds cut from about here on
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]")
_ENDS = re.compile(r"[.!?。！？][\"”’'»」』)\]]*$")
_CUT = re.compile(r"(?:\.\.\.|…)[\"”’')\]]*$|\[(?:…|\.\.\.|&hellip;)\]$")
_LEANING = """
he she it they his her hers their theirs its this that these those them him but and or so then also yet still however
meanwhile moreover instead there here both another such afterward afterwards later earlier we i you my our your
"""
_LEANING_NOUNS = """
move decision news announcement incident statement comment comments remarks latter former other others two three pair
duo company group report man woman victim victims suspect attack attacks strike strikes blast deaths killing killings
crash ruling verdict departure appointment launch plan proposal talks deal carrier firm film movie documentary series
show actor actress singer star director author teenager boy girl officials authorities firefighters
"""
_REFERRING = "latest|new|same|fatal|deadly|alleged|proposed|planned|tech|streaming|retail|social|entertainment"
_BODIES = """
firm company lab studio carrier startup start-up platform app network broadcaster retailer chipmaker automaker carmaker
club team duo band group agency series show film movie sequel reboot tool feature device phone laptop game
"""
_ROLES = "ally|star|actor|actress|singer|director|leader|founder|boss|chief|veteran|giant|maker|native|resident"
_HANGING = """
the a an of to and or with for in on at by from its his her their as that is are was were has have had be been will
would could can may not but who which while when if than about into between including such during since amid this these
"""
_DANGLING = re.compile(rf"(?:\b(?:{'|'.join(_HANGING.split())}|[b-hj-z])|[,;:])$", re.IGNORECASE)
_FOLLOWED = "of|on|in|at|between|by|with|against|near|from|for|to|over|that|who|which|behind|about|into"
_UNANCHORED = re.compile(
    rf"^\W*(?:(?:{'|'.join(_LEANING.split())}|one of them)\b"
    rf"|the (?:(?:{_REFERRING}) )?(?:{'|'.join(_LEANING_NOUNS.split())})"
    rf"(?:['’]s?\b|\b(?!-| (?:{_FOLLOWED})\b| (?-i:[A-Z])))"
    rf"|the (?:(?-i:[a-z-]+|AI|US|UK|EU|[A-Z]\w+-\w+) (?:and )?){{0,3}}(?:{'|'.join(_BODIES.split())})"
    rf"(?:['’]s?\b|\b(?!-| (?:{_FOLLOWED})\b| (?-i:[A-Z])))"
    rf"|the [\w’'-]+(?: [\w’'-]+)? (?:{_ROLES})(?:['’]s?)?\b(?! of| (?-i:[A-Z])))",
    re.IGNORECASE,
)
_TEASERS = (
    r"here(?:'s|’s| is| are)\b",
    r"what (?:to|you|we)\b",
    r"how to\b",
    r"how (?:do|does|did|can|will)\b",
    r"why \w+ (?:is|are|was|has)\b",
    r"find out\b",
    r"we (?:look|take|ask|answer|explain|break|spoke|speak)\b",
    r"meet the\b",
    r"everything you\b",
    r"all you need\b",
    r"a look at\b",
    r"[io]n (?:this|today['’]s|tonight['’]s) (?:episode|edition|week)\b",
    r"follow the\b",
    r"(?:predictably|unsurprisingly|surprisingly|naturally|sure enough|no surprise|of course|granted)\b",
    r"(?:outrage|relief|fury|joy|anger) that\b",
    r"look (?:low|up|out|for|at|around|back)\b",
    r".*\b(?:is|are) pleased to welcome\b",
    r".*\bhere(?:'s|’s| is| are) (?:what|how|why|who|where|when|everything|all|the)\b",
    r"welcome to\b",
    r"also in this\b",
    r"(?:read|watch|listen|see|shop|save|pre-?order|check out|take a look|don['’]t miss|add|get|score|grab|snag|buy) ",
    r"plus[:,]",
    r"spoiler\b",
    r"looking for\b",
    r"if you(?:'re|’re| are)? (?:looking|want)",
    r"[A-Z][\w']+(?: [\w']+)? (?:looks at|explains|reports on|explores|breaks down|takes a look|"
    r"has gathered|sat down with|caught up with|unpacks|recaps)\b",
    r"(?:our|(?:(?-i:[A-Z])[\w']+ ){0,2}(?-i:[A-Z])\w+['’]s) (?:\w+ ){0,2}"
    r"(?:editor|correspondent|reporter|reviewer|critic|columnist) "
    r"(?:says|writes|reports|explains|looks|picks|asks|argues|tries|tests)\b",
    r".*\bdon['’]t (?:let|forget|miss|be fooled)\b",
    r"(?:imagine|picture this|remember|consider|think of|forget)\b",
    r"(?:nearly|almost|more than|about|some)? ?\d+ (?:years|decades|months) (?:later|on)\b",
)
_TEASER = re.compile(rf"^\W*(?:{'|'.join(_TEASERS)})", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:you|your|you['’]re)\b", re.IGNORECASE)
_SPOKEN = re.compile(r"[\"“].*?[\"”]")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|us|ours)\b")
_OURS = re.compile(
    r"\b[Oo]ur (?:own )?"
    r"(?:planet|solar system|galaxy|sun|moon|universe|species|oceans?|ancestors|bod(?:y|ies)|brains?)\b"
)
_WARES = re.compile(
    r"\b(?:best[- ]?sell(?:er|ing)|giv(?:ing|e|es) away|no trade-in|trade-in|coupons?|promo codes?|discount(?:s|ed)?|"
    r"lowest price|pre-?orders?|gift cards?|free shipping|limited[- ]time|mashable choice|price drops?|"
    r"(?:[$£€]\d[\d,.]*|\d+(?:%| percent)) off|on sale (?:for|at|now|right)|(?:deals?|save) (?:on|of up to)|"
    r"(?:expert|we)[- ]tested|tickets? on sale|best (?:\w+ ){0,4}(?:of 20\d\d|deals?|cases|brands))\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\b(?:poses? (?:for|with)|gestures (?:as|during|while)|looks? on (?:as|during)|seen here|speaks during an?|"
    r"(?:is|are) (?:seen|pictured) (?:in|on|at|during|after|here|near))\b"
    r"|^(?:thick |black |heavy )*(?:smoke|flames|plumes)\b[^,.]{0,30} (?:rising|billowing|pouring|seen)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article with what selection wants to know of it.

    `rank` is its place in the article, `content` its words and pairs of words without the common ones, `bag` its plain
    words; `broken` says that it is the end of a text that was cut off without a sign.
    """

    text: str
    article: str
    source: int
    rank: int
    of: int
    words: int
    terms: frozenset[str]
    content: frozenset[Concept]
    common: frozenset[Concept]
    bag: frozenset[str]
    broken: bool = False

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence ends."""
        return bool(_ENDS.search(self.text)) and not self.cut

    @property
    def cut(self) -> bool:
        """Whether the feed cut it off."""
        return bool(_CUT.search(self.text))

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("\"”’') ").endswith(("?", "？"))

    @property
    def unanchored(self) -> bool:
        """Whether it opens with a word that leans on a sentence before it."""
        return bool(_UNANCHORED.match(self.text))

    @property
    def teases(self) -> bool:
        """Whether it announces or addresses instead of telling."""
        return bool(_TEASER.match(self.text))

    @property
    def unbalanced(self) -> bool:
        """Whether a quotation is opened or closed outside of it."""
        text = self.text
        straight, opened, closed = (text.count(mark) for mark in '"“”')
        quotation = (straight + opened + closed) % 2 == 1 or (not straight and opened != closed)
        return quotation or text.count("(") != text.count(")")

    @property
    def addresses(self) -> bool:
        """Whether it speaks to its reader outside of quotation marks."""
        return bool(_ADDRESS.search(_SPOKEN.sub("", self.text)))

    @property
    def personal(self) -> bool:
        """Whether it speaks in the first person outside of quotation marks."""
        return bool(_FIRST_PERSON.search(_OURS.sub("", _SPOKEN.sub("", self.text))))

    @property
    def pictures(self) -> bool:
        """Whether it reads like the words under a photograph."""
        return bool(_CAPTION.search(self.text))

    @property
    def sells(self) -> bool:
        """Whether it praises a price instead of telling news."""
        return sells(self.text)

    @property
    def confides(self) -> bool:
        """Whether its writer tells of himself."""
        return bool(re.search(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me)\b", _SPOKEN.sub("", self.text)))


def sells(text: str) -> bool:
    """Whether a headline or a sentence is about getting something cheaply."""
    return bool(_WARES.search(text))


def quotes(articles: Sequence[Article], most: int = 0) -> list[Quote]:
    """Return the sentences of articles, boilerplate left out; `most` limits those of one article (0: all)."""
    found: list[Quote] = []
    for source, article in enumerate(articles):
        told = split(article.text, article.lang)
        for rank, (sentence, is_notice) in enumerate(told[:most] if most else told):
            if is_notice and (most or len(sentence.split()) <= GLUED):
                continue
            broken = rank == len(told) - 1 and _is_broken(sentence, rank, article.text)
            found.append(quote(sentence, article, source, rank, len(told), broken))
    return found


@lru_cache(maxsize=512)
def split(text: str, lang: str) -> tuple[tuple[str, bool], ...]:
    """Return the sentences of a text and whether each is boilerplate; kept for a while, for several readers ask."""
    return tuple((sentence, is_boilerplate(sentence)) for sentence in sentences(text, lang))


def _is_broken(last: str, rank: int, text: str) -> bool:
    """Whether a text's last sentence has no end although the ones before have, or fills up what feeds allow."""
    return not _ENDS.search(last) and (rank > 0 or len(text) >= FEED_LENGTH or bool(_DANGLING.search(last)))


def quote(sentence: str, article: Article, source: int = 0, rank: int = 0, of: int = 1, broken: bool = False) -> Quote:
    """Measure one sentence of an article."""
    lang = article.lang
    stops = stopwords(lang)
    raw = tokens(sentence, lang)
    stems = [(stem(word, lang), word in stops) for word in raw]
    pairs = [((a, b), common_a and common_b) for (a, common_a), (b, common_b) in pairwise(stems)]
    terms = frozenset(word for word, common in stems if not common)
    return Quote(
        text=sentence,
        article=article.id,
        source=source,
        rank=rank,
        of=of,
        words=length(sentence),
        terms=terms,
        content=terms | {pair for pair, common in pairs if not common},
        common=frozenset([w for w, common in stems if common]) | frozenset([p for p, common in pairs if common]),
        bag=frozenset(_WORD.findall(sentence.lower())),
        broken=broken,
    )


def length(text: str) -> int:
    """Length in words; two characters of a script without spaces count as one."""
    return len(text.split()) + len(_WIDE.findall(text)) // 2


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the smaller set of words that is in the other."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def voices(articles: Sequence[Article]) -> list[int]:
    """Number the independent voices: the same publisher, or the same opening (wire copy), is one voice."""
    known: dict[str, int] = {}
    numbers = []
    for i, article in enumerate(articles):
        keys = [f"p {article.publisher.casefold()}"] if article.publisher else []
        opening = " ".join(article.text[:200].split()).casefold()
        if len(opening) > 60:
            keys.append(f"t {opening}")
        number = next((known[key] for key in keys if key in known), i)
        for key in keys:
            known.setdefault(key, number)
        numbers.append(number)
    return numbers
