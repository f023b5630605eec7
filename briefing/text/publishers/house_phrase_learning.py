"""Learns what a publisher prints with many of its articles: from their repetitions, and from other publishers.

A phrase of a house is repeated word for word over articles that have nothing else in common. A running topic is not:
its words stand in headlines, the articles that name it share more than its name, and other publishers name it too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from briefing.model.articles import Article
from briefing.model.house_phrases import HousePhrase, PhrasePlace
from briefing.text.article_kinds import article_kind
from briefing.text.data_files import word_lists
from briefing.text.frequencies import background_frequencies
from briefing.text.places import country_of, known_places
from briefing.text.publishers.house_phrases import (
    ANY_NAME,
    BOUNDARY,
    WordSpans,
    length_in_words,
    without_house_phrases,
)
from briefing.text.publishers.publishers import house_of
from briefing.text.publishers.repeated_credits import repeated_credits
from briefing.text.publishers.repeated_phrases import (
    LONG_WORDS,
    Words,
    repeated_runs,
    repeated_sentences,
    texts_with_repetitions,
)
from briefing.text.titles import bare_headline, classify_headline
from briefing.text.words import stem, stopwords, tokenize

OPENING_CHARACTERS, ENDING_CHARACTERS = 800, 300
"""Characters of a text in which phrases are looked for: what is printed with articles stands above or below them.

Between them only whole sentences that several texts repeat are looked at: notices can be longer than this."""
MIN_ARTICLES, MIN_SHARE = 3, 0.02
"""Articles, and share of a publisher's articles, that must have a long phrase."""
MIN_SHORT_ARTICLES, MIN_SHORT_SHARE = 5, 0.04
"""The same for a phrase of fewer than `LONG_WORDS` words."""
MIN_LABELLED = 4
"""Articles that must have a label before or behind their headline."""
MIN_NAMED, MIN_NAMED_SHARE = 10, 0.05
"""Articles, and share of a publisher's articles, that must have a label that may be a name: a programme has many."""
MIN_UNKNOWN_SHARE = 0.9
"""Share of the articles with a label for which it must say nothing about the kind of article."""
LABEL_WORDS = range(2, 7)
"""Lengths of labels in words. One word is too little: "Exclusive" is in a list, "Ukraine" is a topic."""
MAX_IN_TITLES = 0.3
"""Share of the articles with a phrase whose headlines may have a word of it; a topic stands in more of them.

In a notice it is the share of one and the same word: several words of a long notice stand in headlines by chance."""
TOPIC_SHARE, TOPIC_LIFT = 0.34, 2.0
"""A word in this share of the headlines of the articles with a phrase, and this much more often than in others, shows
that the articles have a topic in common. All values were chosen by reading what was found in two windows of feeds."""
MIN_SERVICE_WORDS = 2
"""Words of `service_words.txt` that make a phrase a notice, which may stand with articles of one topic or region."""
MAX_ELSEWHERE = 0.1
"""Occurrences with other houses for each article with the phrase."""
MAX_NAME_LETTERS = 40
"""Letters of a name between two parts of a phrase."""
MIN_STEM_LENGTH = 3
"""Characters of a stem that can show a topic."""

_OMITTED = " …\n… "
_NO_WORD = re.compile(r"[\W_]+")
_LABEL_BEFORE = re.compile(r"^(.{2,40}?)\s*(?:[:|•·]\s|[：｜]|\s[-–—]\s)\s*(?=\S)")
_LABEL_BEHIND = re.compile(r"(?<=\S)(?:\s+[|•·]\s*|\s*[｜]\s*|\s[-–—]\s|\s*[\[(【])([^:|()\[\]]{2,40}?)[\])】]?$")


@dataclass(frozen=True)
class _Sample:
    """Articles of one publisher with different headlines.

    Attributes:
        title_stems: For each, the stems of its headline that can show a topic.
    """

    articles: Sequence[Article]
    title_stems: Sequence[frozenset[str]]

    @cached_property
    def stem_counts(self) -> Counter[str]:
        """In how many headlines each stem stands."""
        return Counter(one for stems in self.title_stems for one in stems)

    @cached_property
    def publisher_words(self) -> frozenset[str]:
        """The words of the publisher's name."""
        return frozenset(WordSpans(self.articles[0].publisher).words) if self.articles else frozenset()

    def content_stems(self, words: Iterable[str]) -> frozenset[str]:
        """The stems of the words of a phrase that can show a topic; the publisher's name cannot."""
        lang = self.articles[0].lang
        return _content_stems((word for word in words if word not in self.publisher_words), lang)

    def has_topic(self, words: Words, numbers: frozenset[int]) -> bool:
        """Whether the articles with these numbers have a topic in common, or the headlines have words of the phrase."""
        own = self.content_stems(words)
        is_notice = _is_notice(words)
        counts = Counter(one for number in numbers for one in self.title_stems[number] & own)
        named = sum(bool(self.title_stems[number] & own) for number in numbers)
        if (max(counts.values(), default=0) if is_notice else named) > MAX_IN_TITLES * len(numbers):
            return True
        if is_notice or self._names_publisher(words):
            return False
        counts = Counter(one for number in numbers for one in self.title_stems[number] - own)
        others = len(self.articles) - len(numbers) + 1
        return any(
            count > 1
            and count >= TOPIC_SHARE * len(numbers)
            and count / len(numbers) > TOPIC_LIFT * (self.stem_counts[one] - count + 1) / others
            for one, count in counts.items()
        )

    def _names_publisher(self, words: Words) -> bool:
        """Whether a phrase contains the name of the publisher, if that is not also an ordinary word ("Time")."""
        name = self.publisher_words - stopwords("en")
        share = background_frequencies().capitalised_share
        return bool(name) and name.issubset(words) and all(share(stem(word)) > MAX_ELSEWHERE for word in name)


def _is_notice(words: Words) -> bool:
    """Whether a phrase has the words with which publishers speak of what they offer."""
    return len(word_lists("service_words.txt")["service"].intersection(words)) >= MIN_SERVICE_WORDS


def find_house_phrases(articles: Sequence[Article]) -> tuple[HousePhrase, ...]:
    """Return the phrases that articles of one publisher repeat although they have no topic in common."""
    by_title = {article.title.casefold(): article for article in articles}
    if len(by_title) < MIN_ARTICLES:
        return ()
    unique = sorted(by_title.values(), key=lambda article: article.id)
    sample = _Sample(unique, list(map(_title_stems, unique)))
    labels = set(_labels(sample))
    return tuple(sorted({*_text_phrases(_without_labels(sample, labels)), *labels}))


def without_common_phrases(
    phrases: Iterable[HousePhrase], articles: Sequence[Article], text_by_house: Mapping[str, str]
) -> tuple[HousePhrase, ...]:
    """Return the phrases that hardly any other house prints.

    Args:
        phrases: Phrases of one publisher.
        articles: Its articles in which they are repeated.
        text_by_house: What `texts_by_house` returns for articles of any publishers.
    """
    own = texts_by_house(articles)
    others = [text for house, text in text_by_house.items() if house not in own]

    def is_own(phrase: HousePhrase) -> bool:
        elsewhere = sum(_occurrences(phrase, text) for text in others)
        return elsewhere <= MAX_ELSEWHERE * sum(_occurrences(phrase, text) for text in own.values())

    return tuple(filter(is_own, phrases))


def _occurrences(phrase: HousePhrase, text: str) -> int:
    """Return how often a text of `texts_by_house` has a phrase."""
    parts = list(filter(None, map(_letters_and_digits, phrase.words.split(ANY_NAME))))
    if len(parts) == 1:
        return text.count(parts[0])
    return len(re.findall(rf"[^\W_]{{2,{MAX_NAME_LETTERS}}}?".join(map(re.escape, parts)), text))


def still_valid_phrases(
    known: Iterable[HousePhrase], repeated: Sequence[HousePhrase], articles: Sequence[Article]
) -> tuple[HousePhrase, ...]:
    """Return the known phrases against which nothing speaks.

    Args:
        known: Phrases that were learned from earlier articles of one publisher.
        repeated: Phrases that are repeated in its latest articles.
        articles: These articles. A phrase that many of them have, but that is not among them, is a topic by now.
    """
    many = max(MIN_SHORT_ARTICLES, MIN_SHORT_SHARE * len(articles))

    def is_valid(phrase: HousePhrase) -> bool:
        if any(phrase.place == one.place and phrase.words in one.words for one in repeated):
            return True
        bearers = (without_house_phrases(one, {one.publisher: [phrase]}) != one for one in articles)
        return sum(bearers) < many

    return tuple(filter(is_valid, known))


def texts_by_house(articles: Iterable[Article]) -> Mapping[str, str]:
    """Return the headlines, openings and endings of the articles of each house as letters and digits alone."""
    lines: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        lines[house_of(article.publisher, article.url)].append(
            _letters_and_digits(f"{article.title} {_outer_parts(article.text)}")
        )
    return {house: "\n".join(some) for house, some in lines.items()}


def without_own_phrases(articles: Sequence[Article]) -> list[Article]:
    """Return articles without the phrases that their publishers repeat in these articles."""
    by_publisher: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.publisher:
            by_publisher[article.publisher].append(article)
    repeated = {publisher: find_house_phrases(own) for publisher, own in by_publisher.items()}
    if not any(repeated.values()):
        return list(articles)
    text_by_house = texts_by_house(articles)
    phrases = {
        publisher: without_common_phrases(some, by_publisher[publisher], text_by_house)
        for publisher, some in repeated.items()
        if some
    }
    return [without_house_phrases(article, phrases) for article in articles]


def _text_phrases(sample: _Sample) -> Iterable[HousePhrase]:
    count = len(sample.articles)
    min_texts = max(MIN_ARTICLES, MIN_SHARE * count)
    min_short = max(MIN_SHORT_ARTICLES, MIN_SHORT_SHARE * count)
    parts = _parts_to_read([article.text for article in sample.articles], min_texts)
    texts = texts_with_repetitions(parts, min_texts)
    repeated: dict[Words, frozenset[int]] = {
        words: numbers
        for words, numbers in repeated_sentences(texts).items()
        if len(numbers) >= (min_texts if length_in_words(words) >= LONG_WORDS else min_short)
    }
    stops = stopwords(sample.articles[0].lang) | stopwords("en")
    repeated.update(repeated_runs(texts, min_texts, stops))
    repeated.update(repeated_credits(parts, min_short, sample.publisher_words, stops))
    for words, numbers in repeated.items():
        if not sample.has_topic(words, numbers):
            yield HousePhrase("text", " ".join(words))


def _parts_to_read(texts: Sequence[str], min_texts: float) -> list[str]:
    """Return the opening and the ending of each text, and what at least `min_texts` texts repeat between them."""
    parts = [_parts(text) for text in texts]
    counts = Counter(sentence for _, middle, _ in parts for sentence in set(_sentences(middle)))
    return [
        "".join([opening, *_repeated(middle, counts, min_texts), ending]) if middle else opening
        for opening, middle, ending in parts
    ]


def _outer_parts(text: str) -> str:
    """Return the opening and the ending of a text."""
    opening, middle, ending = _parts(text)
    return f"{opening}{_OMITTED}{ending}" if middle else opening


def _parts(text: str) -> tuple[str, str, str]:
    """Return a text in three: its opening and its ending in whole sentences, and what is between them, if anything."""
    if len(text) <= OPENING_CHARACTERS + ENDING_CHARACTERS:
        return text, "", ""
    last_start = len(text) - ENDING_CHARACTERS
    ends = [match.end() for match in BOUNDARY.finditer(text)]
    opening = max((end for end in ends if end <= OPENING_CHARACTERS), default=0)
    ending = min((end for end in ends if end >= last_start), default=len(text))
    return text[:opening], text[opening:ending], text[ending:]


def _sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text with the marks between them."""
    ends = [match.end() for match in BOUNDARY.finditer(text)]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)]) if end > start]


def _repeated(text: str, counts: Mapping[str, int], min_texts: float) -> Iterator[str]:
    """Yield the sentences of a text that are counted in at least `min_texts` texts; one mark stands for all others."""
    for is_repeated, some in groupby(_sentences(text), lambda sentence: counts[sentence] >= min_texts):
        yield "".join(some) if is_repeated else _OMITTED


def _labels(sample: _Sample) -> Iterable[HousePhrase]:
    patterns: Mapping[PhrasePlace, re.Pattern[str]] = {"title start": _LABEL_BEFORE, "title end": _LABEL_BEHIND}
    min_articles = max(MIN_LABELLED, MIN_SHARE * len(sample.articles))
    min_named = max(MIN_NAMED, MIN_NAMED_SHARE * len(sample.articles))
    for place, pattern in patterns.items():
        matches_by_label: dict[str, dict[int, re.Match[str]]] = defaultdict(dict)
        for number, article in enumerate(sample.articles):
            if match := pattern.search(article.title):
                matches_by_label[match[1].lower()][number] = match
        for label, matches in matches_by_label.items():
            words, numbers = tuple(WordSpans(label).words), frozenset(matches)
            needed = min_named if _is_name(words, sample) else min_articles
            if len(numbers) < needed or length_in_words(words) not in LABEL_WORDS:
                continue
            unknown = sum(_is_unknown_label(sample.articles[number], match) for number, match in matches.items())
            is_unknown = unknown >= MIN_UNKNOWN_SHARE * len(matches)
            if is_unknown and not _without_label(sample, words).has_topic((), numbers):
                yield HousePhrase(place, " ".join(words))


def _is_unknown_label(article: Article, match: re.Match[str]) -> bool:
    """Whether a label is in no list: what lists know says what kind of article it is, and must stay."""
    title, rest = article.title, article.title[: match.start()] + article.title[match.end() :]
    return (
        match[1].casefold() in bare_headline(title, article.publisher).casefold()
        and classify_headline(title) == classify_headline(rest)
        and article_kind(title) == article_kind(rest)
    )


def _is_name(words: Words, sample: _Sample) -> bool:
    """Whether a label names a person, place or thing, which is a topic; unknown words count as names."""
    share = background_frequencies().capitalised_share
    lang = sample.articles[0].lang
    return any(
        word in known_places()
        or country_of(word) != ""
        or (word not in sample.publisher_words and not word.isdigit() and share(stem(word, lang)) >= 0.5)
        for word in words
    )


def _without_labels(sample: _Sample, labels: Collection[HousePhrase]) -> _Sample:
    """Return the sample with headlines without these labels: words of a programme's name show no topic."""
    if not labels:
        return sample
    bare = [without_house_phrases(one, {one.publisher: tuple(labels)}) for one in sample.articles]
    return _Sample(sample.articles, [_title_stems(one) for one in bare])


def _title_stems(article: Article) -> frozenset[str]:
    return _content_stems(tokenize(bare_headline(article.title, article.publisher)), article.lang)


def _without_label(sample: _Sample, words: Words) -> _Sample:
    own = sample.content_stems(words)
    return _Sample(sample.articles, [stems - own for stems in sample.title_stems])


def _content_stems(words: Iterable[str], lang: str) -> frozenset[str]:
    stops = stopwords(lang) | stopwords("en")
    return frozenset(
        stem(word, lang) for word in words if word not in stops and (len(word) >= MIN_STEM_LENGTH or not word.isascii())
    )


def _letters_and_digits(text: str) -> str:
    return _NO_WORD.sub("", text.lower())
