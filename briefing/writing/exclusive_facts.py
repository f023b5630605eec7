"""The facts of a thread that one house alone reports, each with its whole sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.model.articles import Article
from briefing.model.coverage import ExclusiveFact, Happening
from briefing.model.threads import Sentence
from briefing.text.article_kinds import article_kind
from briefing.text.names import find_names
from briefing.text.places import country_by_name, known_places
from briefing.text.titles import bare_headline
from briefing.writing.certain_facts import LEAST_COUNT, OtherHouses, does_something
from briefing.writing.numbers.quantities import MAX_READ_SENTENCES, Quantity, quantities
from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import QuotableSentence, overlap, quotable_sentences
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.stories import publisher_numbers, sample_articles

MAX_FACTS = 3
"""Number of facts that are listed for a thread: what a reader takes in beside the headlines."""
MAX_FACTS_PER_PUBLISHER = 2
"""Number of these from one publisher."""
MAX_SAME_SHARE = 0.5
"""Share of the terms of a sentence in another listed one above which it says the same."""

_REGION_WORD_LIST = """
north south east west middle far gulf strait asia africa europe america latin central the of united states kingdom
nations emirates arab arabia saudi white house global cold war
"""
_REGION_WORDS = frozenset(_REGION_WORD_LIST.split())
"""Words of names such as "Middle East" and "United States", which are no facts of one house."""
_SPAN_LIST = """
seconds minutes hours days nights weeks months years decades centuries times miles metres meters kilometres kilometers
feet inches yards degrees dies types kinds ways things parts
"""
_SPANS = frozenset(_SPAN_LIST.split())
"""Plurals after numbers that measure or structure a text; they count nothing that happened."""
_BY_LINE = re.compile(
    r"\breports? (?:from|for|live|on)\b|\bcontributed\b|\bwrites\b|\b(?:our|chief|senior) \w* ?editor\b"
    r"|\bcorrespondent\b|^(?i:by|photo|image|video)\b",
)

_BEFORE_REPORTER = re.compile(r"\b(?:tells?|told)\s$")
"""What stands before the name of a reporter or an outlet rather than of somebody in the news."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """A number or a name in a sentence.

    Attributes:
        text: The fact as the article states it.
        key: What to look for in other articles: a unit and a value, or the last word of a name.
        publisher_number: The number of its independent publisher.
        happening: Id of the happening.
    """

    text: str
    key: tuple[str, float] | str
    sentence: QuotableSentence
    article: Article
    publisher_number: int
    happening: str


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number that an independent publisher stated at a moment."""

    quantity: Quantity
    publisher_number: int
    moment: datetime


def exclusive_facts(
    happenings: Iterable[Happening], others: Iterable[Article] = ()
) -> Mapping[str, tuple[ExclusiveFact, ...]]:
    """Return the facts of happenings that one house alone reports, by the id of their happening.

    Houses that merely copy a text count for the house that they copied.

    Args:
        happenings: Happenings of one thread, newest first.
        others: Further articles of the thread, in which no other house may have the facts either.
    """
    articles, happening_of = [], {}
    for happening in happenings:
        for article in sample_articles(happening.articles):
            articles.append(article)
            happening_of[article.id] = happening.id
    beside = [article for article in others if article.id not in happening_of]
    every = sorted((*articles, *beside), key=lambda article: (article.published, article.id))
    numbers = {article.id: number for article, number in zip(every, publisher_numbers(every), strict=True)}
    if len(set(numbers.values())) < 2 or not articles:
        return {}
    texts: dict[int, str] = {}
    titles: dict[int, list[str]] = {}
    for article in every:
        text = f"{texts.get(numbers[article.id], '')} {article.title} {article.text}"
        texts[numbers[article.id]] = text.casefold()
        titles.setdefault(numbers[article.id], []).append(bare_headline(article.title, article.publisher))
    figures = [
        _Figure(quantity, numbers[article.id], article.published)
        for article in (*articles, *sample_articles(beside))
        for quantity in quantities([article])
    ]
    names = frozenset(name.casefold() for article in every for name in (article.publisher, article.author) if name)
    houses = OtherHouses(texts, titles)
    candidates = [
        fact
        for article in articles
        for fact in _facts_of(article, numbers[article.id], happening_of[article.id], figures)
        if not _is_of_a_house(fact.text, names) and not _is_shared(fact, texts, figures)
        if _is_certain(fact, houses)
    ]
    chosen: dict[str, tuple[ExclusiveFact, ...]] = {}
    for fact in _best(candidates):
        quote = Sentence(fact.sentence.text, fact.article.id)
        shown = ExclusiveFact(fact.article.publisher, fact.text, quote)
        chosen[fact.happening] = (*chosen.get(fact.happening, ()), shown)
    return chosen


def _best(candidates: Sequence[_Fact]) -> Iterator[_Fact]:
    """Yield the facts whose sentences open best, of different sentences, and not all of one house."""
    listed: Counter[int] = Counter()
    terms: list[frozenset[str]] = []
    for fact in sorted(candidates, key=lambda fact: -fact.sentence.verdict.opening):
        if listed.total() == MAX_FACTS:
            return
        is_repetition = any(overlap(fact.sentence.terms, other) > MAX_SAME_SHARE for other in terms)
        if is_repetition or listed[fact.publisher_number] == MAX_FACTS_PER_PUBLISHER:
            continue
        listed[fact.publisher_number] += 1
        terms.append(fact.sentence.terms)
        yield fact


def _facts_of(article: Article, publisher_number: int, happening: str, figures: Sequence[_Figure]) -> Iterator[_Fact]:
    """Yield the counts and the names of several words in the sentences of an article that may be quoted."""
    if article_kind(article.title, article.text, article.link or article.url).name != "news":
        return
    stated = quantities([article])
    for sentence in quotable_sentences([article], MAX_READ_SENTENCES):
        own = [one for one in stated if one.sentence.text == sentence.text]
        is_overtaken = any(_is_older_toll(one, publisher_number, article.published, figures) for one in own)
        if is_overtaken or not _may_be_listed(sentence) or _names_its_reporter(sentence.text, article.publisher):
            continue
        for one in filter(_counts_something, own):
            yield _Fact(
                f"{one.as_stated} {one.unit}", (one.unit, one.value), sentence, article, publisher_number, happening
            )
        for phrase in sorted(map(_without_origin, find_names("", sentence.text, article.lang).name_phrases)):
            words = phrase.split()
            if phrase in country_by_name() or all(word in known_places() or word in _REGION_WORDS for word in words):
                continue
            match = re.search(rf"\b{re.escape(phrase)}\b", sentence.text, re.IGNORECASE)
            if match and not _BEFORE_REPORTER.search(sentence.text[: match.start()]):
                yield _Fact(match[0], words[-1], sentence, article, publisher_number, happening)


def _may_be_listed(sentence: QuotableSentence) -> bool:
    return (
        sentence.has_end
        and sentence.verdict.is_quotable
        and quotability(sentence) >= MIN_QUOTABILITY
        and not sentence.is_question
        and not _BY_LINE.search(sentence.text)
    )


def _without_origin(phrase: str) -> str:
    """Return a name of several words without what follows its "of": "Clara Winthuis of the Norland"."""
    name, _, _ = phrase.partition(" of ")
    return name if " " in name else phrase


def _names_its_reporter(text: str, publisher: str) -> bool:
    """Whether a sentence speaks of its own publisher's staff: "Sample News' Ann Reed has more"."""
    words = publisher.removeprefix("The ").split()
    openings = (" ".join(words[:count]) for count in range(1, len(words) + 1))
    return any(re.search(rf"\b{re.escape(name)}['’]", text) for name in openings)


def _counts_something(quantity: Quantity) -> bool:
    """Whether a number counts people or things that stand directly beside it."""
    if quantity.is_toll:
        return quantity.counted is not None and quantity.counted.toll == quantity.unit
    return quantity.unit.endswith("s") and quantity.unit not in _SPANS


def _is_older_toll(quantity: Quantity, publisher_number: int, moment: datetime, figures: Iterable[_Figure]) -> bool:
    """Whether another house states a greater number of the same later."""
    return any(
        one.publisher_number != publisher_number
        and one.moment >= moment
        and one.quantity.value > quantity.value
        and (one.quantity.unit == quantity.unit or (one.quantity.counted and one.quantity.counted == quantity.counted))
        for one in figures
    )


def _is_shared(fact: _Fact, texts: Mapping[int, str], figures: Iterable[_Figure]) -> bool:
    """Whether another house has the fact too."""
    if isinstance(fact.key, tuple):
        others = [one.quantity for one in figures if one.publisher_number != fact.publisher_number]
        if any((one.unit, one.value) == fact.key for one in others):
            return True
    wanted = fact.key if isinstance(fact.key, str) else fact.text.casefold()
    return any(wanted in text for number, text in texts.items() if number != fact.publisher_number)


def _is_certain(fact: _Fact, houses: OtherHouses) -> bool:
    """Whether no other house may have the fact, and the sentence says what somebody does or how many there are."""
    sentence, house = fact.sentence.text, fact.publisher_number
    if isinstance(fact.key, str):
        is_fact = does_something(fact.text, sentence)
    else:
        unit, value = fact.key
        is_fact = unit != "dead" and value >= LEAST_COUNT and not houses.may_count(value, house)
    if not is_fact or not houses.leave_out(sentence, house):
        return False
    return fact.sentence.position > 0 or not houses.head_the_same(bare_headline(fact.article.title), house)


def _is_of_a_house(text: str, names: Iterable[str]) -> bool:
    """Whether a fact is the name of a publisher or of an author, or a part of one."""
    own = frozenset(text.casefold().split())
    return any(own <= frozenset(name.split()) or frozenset(name.split()) <= own for name in names)
