"""The sentences of articles, with the properties by which they are chosen or rejected for quoting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice, pairwise, tee
from threading import Lock

from briefing.model.articles import Article
from briefing.text.data_files import word_lists
from briefing.text.frequencies import background_frequencies
from briefing.text.phrase_search import phrase_search
from briefing.text.publishers.boilerplate import is_boilerplate
from briefing.text.scripts import INDIC_AND_ARABIC_ENDS, unspaced_character
from briefing.text.sentences import split_sentences
from briefing.text.words import stem, stem_all, stopwords, tokenize
from briefing.writing.sentences.signs import Draft
from briefing.writing.sentences.verdicts import UNJUDGED, ArticleFrame, Verdict, judge_sentences
from briefing.writing.sentences.vetoes import veto

Concept = str | tuple[str, str]
"""A stem or a pair of neighbouring stems."""

MAX_NOTICE_WORDS = 30
"""Length in words above which a sentence that begins like a credit is a credit glued to the first sentence."""
FEED_CUT_CHARACTERS, FEED_CUT_STEP, MORE_FEED_CUTS = 150, 50, (255, 256)
"""Length in characters from which on feeds cut texts, most often at a multiple of the step, and other such lengths."""
ENTITY_CHARACTERS, MAX_ENTITIES = 6, 5
"""Number of characters that a sign such as "’" has more in a feed, as "&#8217;", than in the text; number of such signs
up to which they are counted."""
MIN_OPEN_WORDS = 8
"""Length in words below which a text without an end is no sentence: a feed left only its beginning."""
MAX_WORD_PART = 3
"""Number of letters up to which an unknown word at the end of a text is a part of one; a longer one only if a known
word begins with it, or nearly: others are rare words."""
MAX_CUT_ENDING = 2
"""Number of letters beyond the stem of a known word: "inappropriat" is two beyond "inappropri"."""
MIN_KNOWN_PART = 3
"""Number of letters from which on the beginning of a word of the headline is a part of that word."""
MAX_JUDGED_ARTICLES = 512
"""Number of articles whose sentences and verdicts are remembered: summary, timeline and agenda ask for the same.

Those of a long thread; a sentence takes about 5 KB."""
MAX_SHOPPING_TEXTS = 8192
"""Number of headlines and sentences of which is remembered whether they are about an offer: many modules ask."""
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(rf"[.!?。！？{INDIC_AND_ARABIC_ENDS}][\"”’'»」』)\]]*$")
_CUT_SIGNS = ("…", "...", "&hellip;")
_CUT_MARK = re.compile(r"(?:\.\.\.|…)[\"”’')\]]*$|\[(?:…|\.\.\.|&hellip;)\]$")


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
        rf"(?:{_any_word('anaphoric-adverbs')})\b(?! [a-z]+(?:ed|ld)\b)",
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
        is_beginning: Whether it is the beginning of a sentence that a feed cut off.
        verdict: Whether it may be quoted, and whether it may open a summary.
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
    is_beginning: bool = False
    verdict: Verdict = UNJUDGED

    @property
    def has_end(self) -> bool:
        """Whether it ends with a full stop or the like."""
        return bool(_SENTENCE_END.search(self.text)) and not self.cut_visibly

    @property
    def cut_visibly(self) -> bool:
        """Whether it ends with a mark of a cut, such as "[...]"."""
        return any(sign in self.text for sign in _CUT_SIGNS) and bool(_CUT_MARK.search(self.text))

    @property
    def is_question(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("\"”’') ").endswith(("?", "？"))

    @property
    def is_unanchored(self) -> bool:
        """Whether it opens with a reference to the sentence before it: "It ...", "The company ..."."""
        return is_unanchored_text(self.text)

    @property
    def is_shopping(self) -> bool:
        """Whether it is about a price or an offer."""
        return is_shopping_text(self.text)


def is_unanchored_text(text: str) -> bool:
    """Whether a sentence cannot be understood without the one before it: "It comes after ..."."""
    return bool(_unanchored_pattern().match(text))


@lru_cache(maxsize=MAX_SHOPPING_TEXTS)
def is_shopping_text(text: str) -> bool:
    """Whether a headline or a sentence is about a price or an offer."""
    return phrase_search("writing/shopping.tsv", before=r"\b", after=r"\b").is_in(text)


def quotable_sentences(
    articles: Sequence[Article], per_article_limit: int = 0, *, judged: bool = True
) -> list[QuotableSentence]:
    """Return the sentences of articles without boilerplate.

    Args:
        articles: The articles.
        per_article_limit: Number of sentences that are read of each; 0: all.
        judged: Whether each gets its verdict; who does not ask for it saves the time.
    """
    whole: list[QuotableSentence] = []
    for article_index, article in enumerate(articles):
        sentences = labelled_sentences(article.text, article.lang)
        texts = [text for text, _ in sentences]
        measured = (
            judged_sentences(article, article_index, per_article_limit)
            if judged
            else list(_measure_sentences(article, texts, article_index, per_article_limit))
        )
        for (sentence, is_notice), one in zip(sentences, measured, strict=False):
            if not is_notice or not (per_article_limit or len(sentence.split()) <= MAX_NOTICE_WORDS):
                whole.append(one)
    return whole


def judged_sentences(article: Article, article_index: int = 0, limit: int = 0) -> list[QuotableSentence]:
    """Return the sentences of an article with the verdict on each, boilerplate too; at most `limit` (0: all)."""
    judged = _judged_article(article).first(limit)
    return [replace(one, article_index=article_index) for one in judged] if article_index else judged


class _JudgedArticle:
    """The judged sentences of an article, each judged when it is first asked for: most readers want the opening."""

    def __init__(self, article: Article) -> None:
        self._judged: list[QuotableSentence] = []
        self._others = _judge_one_by_one(article)
        self._lock = Lock()  # the application writes and reads at the same time

    def first(self, limit: int) -> list[QuotableSentence]:
        """Return the first `limit` sentences; 0: all."""
        with self._lock:
            self._judged += islice(self._others, max(0, limit - len(self._judged)) if limit else None)
            return self._judged[:limit] if limit else list(self._judged)


@lru_cache(maxsize=MAX_JUDGED_ARTICLES)
def _judged_article(article: Article) -> _JudgedArticle:
    return _JudgedArticle(article)


def _judge_one_by_one(article: Article) -> Iterator[QuotableSentence]:
    sentences = labelled_sentences(article.text, article.lang)
    measured, drafted = tee(_measure_sentences(article, [text for text, _ in sentences]))
    drafts = (_draft_of(one, is_notice) for one, (_, is_notice) in zip(drafted, sentences, strict=True))
    verdicts = judge_sentences(frame_of(article), drafts, len(sentences))
    for one, verdict in zip(measured, verdicts, strict=True):
        yield replace(one, verdict=verdict)


def drafts_of(article: Article, sentences: Sequence[str]) -> list[Draft]:
    """Return what is judged of the sentences of an article. For benchmarks, which train the model."""
    return [_draft_of(one, is_boilerplate(one.text)) for one in _measure_sentences(article, sentences)]


def frame_of(article: Article) -> ArticleFrame:
    """Return what the judgement of sentences depends on in their article."""
    stems = stem_all(tokenize(article.title), article.lang)
    return ArticleFrame(
        title=article.title,
        title_terms=frozenset(stems) - stopwords(article.lang),
        address=article.link or article.url,
        text=article.text,
        publisher=article.publisher,
    )


def _measure_sentences(
    article: Article, sentences: Sequence[str], article_index: int = 0, limit: int = 0
) -> Iterator[QuotableSentence]:
    for position, sentence in enumerate(sentences[:limit] if limit else sentences):
        is_last = position == len(sentences) - 1
        cut_silently = is_last and _is_cut_silently(sentence, position, article)
        yield measure_sentence(sentence, article, article_index, position, len(sentences), cut_silently)


def _draft_of(one: QuotableSentence, is_notice: bool) -> Draft:
    return Draft(one.text, one.terms, one.is_unanchored, one.cut_visibly or one.cut_silently, is_notice)


def veto_before_cut(one: QuotableSentence, title: str) -> str:
    """Return why a sentence that its feed marked as cut would not be quoted whole either; "" if it might be."""
    before = Draft(_CUT_MARK.sub("", one.text).rstrip(), one.terms, one.is_unanchored, is_cut=False)
    reasons = veto(before, title), one.verdict.why
    return next((reason for reason in reasons if reason not in ("", "cut")), "")


@lru_cache(maxsize=MAX_JUDGED_ARTICLES)
def labelled_sentences(text: str, lang: str) -> tuple[tuple[str, bool], ...]:
    """Return the sentences of a text and whether each is boilerplate; cached, because several modules ask."""
    return tuple((sentence, is_boilerplate(sentence)) for sentence in split_sentences(text, lang))


def _is_cut_silently(last: str, position: int, article: Article) -> bool:
    """Whether the last sentence of a text was cut off: without an end, and long, short, dangling or after others."""
    return not _SENTENCE_END.search(last) and (
        position > 0
        or count_words(last) < MIN_OPEN_WORDS
        or _has_length_of_cut(article.text)
        or bool(_dangling_end_pattern().search(last))
        or _ends_within_word(last, article.title)
    )


def _has_length_of_cut(text: str) -> bool:
    """Whether a text may be as long as a feed's limit: some publishers end whole standfirsts without a full stop."""
    shortest = len(text)
    if shortest < FEED_CUT_CHARACTERS:
        return False
    entities = min(MAX_ENTITIES, sum(sign == "&" or not sign.isascii() for sign in text))
    longest = shortest + 1 + entities * ENTITY_CHARACTERS
    limits = (longest // FEED_CUT_STEP * FEED_CUT_STEP, *MORE_FEED_CUTS)
    return any(shortest <= limit <= longest for limit in limits)


def _ends_within_word(text: str, title: str) -> bool:
    """Whether the last letters of a text are a part of a word: "fo" of "for", "ChatGP" under "ChatGPT ..."."""
    last = text.rpartition(" ")[2]
    if not last.isalpha():
        return False
    own = stem(last.lower(), "en")
    longer = [word for word in _WORD.findall(title) if word.startswith(last)] if len(last) >= MIN_KNOWN_PART else []
    if longer and all(stem(word.lower(), "en") != own for word in longer):
        return True
    if not (last.isascii() and last.islower()) or last in stopwords("en"):
        return False
    known = background_frequencies().document_counts
    if own in known:
        return False
    if len(last) <= MAX_WORD_PART or any(last[:-cut] in known for cut in range(1, MAX_CUT_ENDING + 1)):
        return True
    return any(word.startswith(last) for word in known)


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
    raw = tokenize(sentence)
    stems = [(one, word in stops) for one, word in zip(stem_all(raw, lang), raw, strict=True)]
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
