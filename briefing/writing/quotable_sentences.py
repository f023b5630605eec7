"""The sentences of articles, with the properties by which they are chosen or rejected for quoting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from briefing.model.articles import Article
from briefing.text.boilerplate import is_boilerplate
from briefing.text.data_files import phrase_pattern, word_lists
from briefing.text.scripts import unspaced_character
from briefing.text.sentences import split_sentences
from briefing.text.words import stem, stopwords, tokenize

Concept = str | tuple[str, str]
"""A stem or a pair of neighbouring stems."""

MAX_NOTICE_WORDS = 30
"""Length in words above which a sentence that begins like a credit is a credit glued to the first sentence."""
FEED_CUT_CHARACTERS = 150
"""Length in characters from which on a text without an end was probably cut by its feed."""
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?。！？][\"”’'»」』)\]]*$")
_CUT_MARK = re.compile(r"(?:\.\.\.|…)[\"”’')\]]*$|\[(?:…|\.\.\.|&hellip;)\]$")
_SECOND_PERSON = re.compile(r"\b(?:you|your|you['’]re)\b", re.IGNORECASE)
_QUOTED_SPEECH = re.compile(r"[\"“].*?[\"”]")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|us|ours)\b")
_FIRST_PERSON_SINGULAR = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me)\b")
_GENERIC_OUR = re.compile(
    r"\b[Oo]ur (?:own )?"
    r"(?:planet|solar system|galaxy|sun|moon|universe|species|oceans?|ancestors|bod(?:y|ies)|brains?)\b"
)


def _any_word(list_name: str) -> str:
    """A pattern of the words of a list of `opening_words.txt`."""
    return "|".join(sorted(word_lists("writing/opening_words.txt")[list_name]))


@cache
def _unanchored_pattern() -> re.Pattern[str]:
    """Matches the opening of a sentence that cannot be understood without the sentence before it."""
    which_one = rf"(?:['’]s?\b|\b(?!-| (?:{_any_word('specifying')})\b| (?-i:[A-Z])))"
    adjective = r"(?-i:[a-z-]+|AI|US|UK|EU|[A-Z]\w+-\w+)"
    openings = (
        rf"(?:{_any_word('anaphoric')}|one of them)\b",
        rf"the (?:(?:{_any_word('anaphoric-adjectives')}) )?(?:{_any_word('anaphoric-nouns')}){which_one}",
        rf"the (?:{adjective} (?:and )?){{0,3}}(?:{_any_word('generic-nouns')}){which_one}",
        rf"the [\w’'-]+(?: [\w’'-]+)? (?:{_any_word('role-nouns')})(?:['’]s?)?\b(?! of| (?-i:[A-Z]))",
    )
    return re.compile(rf"^\W*(?:{'|'.join(openings)})", re.IGNORECASE)


@cache
def _dangling_end_pattern() -> re.Pattern[str]:
    """Matches the end of a text that breaks off within a clause."""
    return re.compile(rf"(?:\b(?:{_any_word('function-words')}|[b-hj-z])|[,;:])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuotableSentence:
    """A sentence of an article.

    Attributes:
        article_index: Index of the article among those read together.
        position: Index of the sentence in the article.
        sentence_count: Number of sentences of the article.
        word_count: Length in words.
        terms: Its stems without stop words.
        content_concepts: Its terms, and its pairs of stems that are not both stop words.
        common_concepts: Its stop words, and its pairs of two stop words.
        surface_words: Its words as written, in lower case.
        cut_silently: Whether it is the end of a text that a feed cut off without a mark.
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
        """Whether it ends with a full stop or the like."""
        return bool(_SENTENCE_END.search(self.text)) and not self.cut_visibly

    @property
    def cut_visibly(self) -> bool:
        """Whether it ends with a mark of a cut, such as "[...]"."""
        return bool(_CUT_MARK.search(self.text))

    @property
    def is_question(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("\"”’') ").endswith(("?", "？"))

    @property
    def is_unanchored(self) -> bool:
        """Whether it opens with a reference to the sentence before it: "It ...", "The company ..."."""
        return bool(_unanchored_pattern().match(self.text))

    @property
    def is_teaser(self) -> bool:
        """Whether it announces a text or addresses the reader instead of reporting."""
        return bool(phrase_pattern("writing/teasers.tsv", before=r"^\W*").match(self.text))

    @property
    def has_unbalanced_marks(self) -> bool:
        """Whether a quotation or parenthesis is opened or closed outside of it."""
        text = self.text
        straight, opened, closed = (text.count(mark) for mark in '"“”')
        quotation = (straight + opened + closed) % 2 == 1 or (not straight and opened != closed)
        return quotation or text.count("(") != text.count(")")

    @property
    def addresses_reader(self) -> bool:
        """Whether it addresses the reader outside quotation marks."""
        return bool(_SECOND_PERSON.search(_QUOTED_SPEECH.sub("", self.text)))

    @property
    def is_first_person(self) -> bool:
        """Whether it speaks in the first person outside quotation marks."""
        return bool(_FIRST_PERSON.search(_GENERIC_OUR.sub("", _QUOTED_SPEECH.sub("", self.text))))

    @property
    def is_caption(self) -> bool:
        """Whether it reads like the caption of a photograph."""
        return bool(phrase_pattern("writing/captions.tsv").search(self.text))

    @property
    def is_shopping(self) -> bool:
        """Whether it is about a price or an offer."""
        return is_shopping_text(self.text)

    @property
    def is_first_person_singular(self) -> bool:
        """Whether its author speaks of himself or herself outside quotation marks."""
        return bool(_FIRST_PERSON_SINGULAR.search(_QUOTED_SPEECH.sub("", self.text)))


def is_shopping_text(text: str) -> bool:
    """Whether a headline or a sentence is about a price or an offer."""
    return bool(phrase_pattern("writing/shopping.tsv", before=r"\b", after=r"\b").search(text))


def quotable_sentences(articles: Sequence[Article], per_article_limit: int = 0) -> list[QuotableSentence]:
    """Return the sentences of articles without boilerplate; at most `per_article_limit` of each (0: all)."""
    measured: list[QuotableSentence] = []
    for article_index, article in enumerate(articles):
        sentences = labelled_sentences(article.text, article.lang)
        read = sentences[:per_article_limit] if per_article_limit else sentences
        for position, (sentence, is_notice) in enumerate(read):
            if is_notice and (per_article_limit or len(sentence.split()) <= MAX_NOTICE_WORDS):
                continue
            is_last = position == len(sentences) - 1
            cut_silently = is_last and _is_cut_silently(sentence, position, article.text)
            measured.append(measure_sentence(sentence, article, article_index, position, len(sentences), cut_silently))
    return measured


@lru_cache(maxsize=512)
def labelled_sentences(text: str, lang: str) -> tuple[tuple[str, bool], ...]:
    """Return the sentences of a text and whether each is boilerplate; cached, because several modules ask."""
    return tuple((sentence, is_boilerplate(sentence)) for sentence in split_sentences(text, lang))


def _is_cut_silently(last: str, position: int, text: str) -> bool:
    """Whether the last sentence of a text was cut off: without an end, and long, dangling or after other sentences."""
    return not _SENTENCE_END.search(last) and (
        position > 0 or len(text) >= FEED_CUT_CHARACTERS or bool(_dangling_end_pattern().search(last))
    )


def measure_sentence(
    sentence: str,
    article: Article,
    article_index: int = 0,
    position: int = 0,
    sentence_count: int = 1,
    cut_silently: bool = False,
) -> QuotableSentence:
    """Measure one sentence of an article; see `QuotableSentence` for the arguments."""
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
    """Return the length of a text in words; two characters of a script without spaces count as one word."""
    return len(text.split()) + len(unspaced_character().findall(text)) // 2


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of the smaller set of words that is in the other set."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
