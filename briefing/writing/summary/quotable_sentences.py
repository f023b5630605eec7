"""What could be quoted: the sentences of articles, measured once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from briefing.model.articles import Article
from briefing.text.scripts import UNSPACED_CHARACTER
from briefing.text.sentences import is_boilerplate, split_sentences
from briefing.text.words import stem, stopwords, tokenize

Concept = str | tuple[str, str]

MAX_NOTICE_WORDS = 30  # words: a longer "credit" is one glued to the first sentence of the text
FEED_CUT_CHARACTERS = 150  # characters: feeds cut from about here on
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?。！？][\"”’'»」』)\]]*$")
_CUT_MARK = re.compile(r"(?:\.\.\.|…)[\"”’')\]]*$|\[(?:…|\.\.\.|&hellip;)\]$")
_ANAPHORIC_WORDS = """
he she it they his her hers their theirs its this that these those them him but and or so then also yet still however
meanwhile moreover instead there here both another such afterward afterwards later earlier we i you my our your
"""
_ANAPHORIC_NOUNS = """
move decision news announcement incident statement comment comments remarks latter former other others two three pair
duo company group report man woman victim victims suspect attack attacks strike strikes blast deaths killing killings
crash ruling verdict departure appointment launch plan proposal talks deal carrier firm film movie documentary series
show actor actress singer star director author teenager boy girl officials authorities firefighters
"""
_ANAPHORIC_ADJECTIVES = (
    "latest|new|same|fatal|deadly|alleged|proposed|planned|tech|streaming|retail|social|entertainment"
)
_GENERIC_NOUNS = """
firm company lab studio carrier startup start-up platform app network broadcaster retailer chipmaker automaker carmaker
club team duo band group agency series show film movie sequel reboot tool feature device phone laptop game
"""
_ROLE_NOUNS = "ally|star|actor|actress|singer|director|leader|founder|boss|chief|veteran|giant|maker|native|resident"
_FUNCTION_WORDS = """
the a an of to and or with for in on at by from its his her their as that is are was were has have had be been will
would could can may not but who which while when if than about into between including such during since amid this these
"""
_DANGLING_END = re.compile(rf"(?:\b(?:{'|'.join(_FUNCTION_WORDS.split())}|[b-hj-z])|[,;:])$", re.IGNORECASE)
_SPECIFYING_WORDS = "of|on|in|at|between|by|with|against|near|from|for|to|over|that|who|which|behind|about|into"
_UNANCHORED = re.compile(
    rf"^\W*(?:(?:{'|'.join(_ANAPHORIC_WORDS.split())}|one of them)\b"
    rf"|the (?:(?:{_ANAPHORIC_ADJECTIVES}) )?(?:{'|'.join(_ANAPHORIC_NOUNS.split())})"
    rf"(?:['’]s?\b|\b(?!-| (?:{_SPECIFYING_WORDS})\b| (?-i:[A-Z])))"
    rf"|the (?:(?-i:[a-z-]+|AI|US|UK|EU|[A-Z]\w+-\w+) (?:and )?){{0,3}}(?:{'|'.join(_GENERIC_NOUNS.split())})"
    rf"(?:['’]s?\b|\b(?!-| (?:{_SPECIFYING_WORDS})\b| (?-i:[A-Z])))"
    rf"|the [\w’'-]+(?: [\w’'-]+)? (?:{_ROLE_NOUNS})(?:['’]s?)?\b(?! of| (?-i:[A-Z])))",
    re.IGNORECASE,
)
_TEASER_PATTERNS = (
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
_TEASER = re.compile(rf"^\W*(?:{'|'.join(_TEASER_PATTERNS)})", re.IGNORECASE)
_SECOND_PERSON = re.compile(r"\b(?:you|your|you['’]re)\b", re.IGNORECASE)
_QUOTED_SPEECH = re.compile(r"[\"“].*?[\"”]")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|us|ours)\b")
_GENERIC_OUR = re.compile(
    r"\b[Oo]ur (?:own )?"
    r"(?:planet|solar system|galaxy|sun|moon|universe|species|oceans?|ancestors|bod(?:y|ies)|brains?)\b"
)
_SHOPPING = re.compile(
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
class QuotableSentence:
    """A sentence of an article with what selection wants to know of it.

    `rank` is its place in the article, `content` its words and pairs of words without the common ones, `bag` its plain
    words; `broken` says that it is the end of a text that was cut off without a sign.
    """

    text: str
    article_id: str
    article_index: int
    position: int
    sentence_count: int
    word_count: int
    terms: frozenset[str]
    content_concepts: frozenset[Concept]
    common_concepts: frozenset[Concept]
    surface_words: frozenset[str]
    cut_silently: bool = False

    @property
    def has_end(self) -> bool:
        """Whether it ends as a sentence ends."""
        return bool(_SENTENCE_END.search(self.text)) and not self.cut_visibly

    @property
    def cut_visibly(self) -> bool:
        """Whether the feed cut it off."""
        return bool(_CUT_MARK.search(self.text))

    @property
    def is_question(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("\"”’') ").endswith(("?", "？"))

    @property
    def is_unanchored(self) -> bool:
        """Whether it opens with a word that leans on a sentence before it."""
        return bool(_UNANCHORED.match(self.text))

    @property
    def is_teaser(self) -> bool:
        """Whether it announces or addresses instead of telling."""
        return bool(_TEASER.match(self.text))

    @property
    def has_unbalanced_marks(self) -> bool:
        """Whether a quotation is opened or closed outside of it."""
        text = self.text
        straight, opened, closed = (text.count(mark) for mark in '"“”')
        quotation = (straight + opened + closed) % 2 == 1 or (not straight and opened != closed)
        return quotation or text.count("(") != text.count(")")

    @property
    def addresses_reader(self) -> bool:
        """Whether it speaks to its reader outside of quotation marks."""
        return bool(_SECOND_PERSON.search(_QUOTED_SPEECH.sub("", self.text)))

    @property
    def is_first_person(self) -> bool:
        """Whether it speaks in the first person outside of quotation marks."""
        return bool(_FIRST_PERSON.search(_GENERIC_OUR.sub("", _QUOTED_SPEECH.sub("", self.text))))

    @property
    def is_caption(self) -> bool:
        """Whether it reads like the words under a photograph."""
        return bool(_CAPTION.search(self.text))

    @property
    def is_shopping(self) -> bool:
        """Whether it praises a price instead of telling news."""
        return is_shopping_text(self.text)

    @property
    def is_first_person_singular(self) -> bool:
        """Whether its writer tells of himself."""
        return bool(re.search(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me)\b", _QUOTED_SPEECH.sub("", self.text)))


def is_shopping_text(text: str) -> bool:
    """Whether a headline or a sentence is about getting something cheaply."""
    return bool(_SHOPPING.search(text))


def quotable_sentences(articles: Sequence[Article], per_article_limit: int = 0) -> list[QuotableSentence]:
    """Return the sentences of articles, boilerplate left out; `most` limits those of one article (0: all)."""
    found: list[QuotableSentence] = []
    for source, article in enumerate(articles):
        told = labelled_sentences(article.text, article.lang)
        for rank, (sentence, is_notice) in enumerate(told[:per_article_limit] if per_article_limit else told):
            if is_notice and (per_article_limit or len(sentence.split()) <= MAX_NOTICE_WORDS):
                continue
            broken = rank == len(told) - 1 and _is_cut_silently(sentence, rank, article.text)
            found.append(measure_sentence(sentence, article, source, rank, len(told), broken))
    return found


@lru_cache(maxsize=512)
def labelled_sentences(text: str, lang: str) -> tuple[tuple[str, bool], ...]:
    """Return the sentences of a text and whether each is boilerplate; kept for a while, for several readers ask."""
    return tuple((sentence, is_boilerplate(sentence)) for sentence in split_sentences(text, lang))


def _is_cut_silently(last: str, position: int, text: str) -> bool:
    """Whether a text's last sentence has no end although the ones before have, or fills up what feeds allow."""
    return not _SENTENCE_END.search(last) and (
        position > 0 or len(text) >= FEED_CUT_CHARACTERS or bool(_DANGLING_END.search(last))
    )


def measure_sentence(
    sentence: str,
    article: Article,
    article_index: int = 0,
    position: int = 0,
    sentence_count: int = 1,
    cut_silently: bool = False,
) -> QuotableSentence:
    """Measure one sentence of an article."""
    lang = article.lang
    stops = stopwords(lang)
    raw = tokenize(sentence, lang)
    stems = [(stem(word, lang), word in stops) for word in raw]
    pairs = [((a, b), common_a and common_b) for (a, common_a), (b, common_b) in pairwise(stems)]
    terms = frozenset(word for word, common in stems if not common)
    return QuotableSentence(
        text=sentence,
        article_id=article.id,
        article_index=article_index,
        position=position,
        sentence_count=sentence_count,
        word_count=count_words(sentence),
        terms=terms,
        content_concepts=terms | {pair for pair, common in pairs if not common},
        common_concepts=frozenset([w for w, common in stems if common])
        | frozenset([p for p, common in pairs if common]),
        surface_words=frozenset(_WORD.findall(sentence.lower())),
        cut_silently=cut_silently,
    )


def count_words(text: str) -> int:
    """Length in words; two characters of a script without spaces count as one."""
    return len(text.split()) + len(UNSPACED_CHARACTER.findall(text)) // 2


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the smaller set of words that is in the other."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
