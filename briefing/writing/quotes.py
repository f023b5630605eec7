"""What could be quoted: the sentences of articles, measured once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from briefing.model import Article
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
duo company group report man woman victim victims suspect attack
"""
_HANGING = """
the a an of to and or with for in on at by from its his her their as that is are was were has have had be been will
would could can may not but who which while when if than about into between including such during since amid this these
"""
_DANGLING = re.compile(rf"(?:\b(?:{'|'.join(_HANGING.split())}|[b-hj-z])|[,;:])$", re.IGNORECASE)
_UNANCHORED = re.compile(
    rf"^\W*(?:{'|'.join(_LEANING.split())}|one of them|the (?:{'|'.join(_LEANING_NOUNS.split())}))\b", re.IGNORECASE
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
    r".*\b(?:is|are) pleased to welcome\b",
    r".*\bhere(?:'s|’s| is| are) (?:what|how|why|who|where|when|everything|all|the)\b",
    r"welcome to\b",
    r"also in this\b",
    r"(?:read|watch|listen|see|shop|save|pre-?order|check out|take a look|don['’]t miss|add|get|score|grab|snag|buy) ",
    r"plus[:,]",
    r"spoiler\b",
    r"looking for\b",
    r"if you(?:'re|’re| are)? (?:looking|want)",
    r"[A-Z][\w']+(?: [A-Z][\w']+)? (?:looks at|explains|examines|asks|reports on|explores|breaks down|takes a look)",
)
_TEASER = re.compile(rf"^\W*(?:{'|'.join(_TEASERS)})", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:you|your|you['’]re)\b", re.IGNORECASE)
_SPOKEN = re.compile(r"[\"“].*?[\"”]")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|my|me|we|our)\b")


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
        return text.count('"') % 2 == 1 or text.count("“") != text.count("”") or text.count("(") != text.count(")")

    @property
    def personal(self) -> bool:
        """Whether it speaks in the first or to the second person outside of quotation marks."""
        bare = _SPOKEN.sub("", self.text)
        return bool(_ADDRESS.search(bare) or _FIRST_PERSON.search(bare))

    @property
    def confides(self) -> bool:
        """Whether its writer tells of himself."""
        return bool(re.search(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me)\b", _SPOKEN.sub("", self.text)))


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
