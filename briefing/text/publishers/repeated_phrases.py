"""Word for word repetitions in the texts of one publisher: whole sentences or lines, and long runs of words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from briefing.text.publishers.house_phrases import ANY_URL, BOUNDARY, URL_PATTERN, WordSpans, length_in_words

Words = tuple[str, ...]
Texts = Mapping[int, WordSpans]
"""Texts by their numbers."""
_Place = tuple[int, int]
"""The number of a text and of a word in it."""

MIN_SENTENCE_WORDS = 3
"""Words of a whole sentence or line from which on it can be a phrase; shorter ones agree by chance ("He agreed.")."""
LONG_WORDS = 6
"""Words from which on a phrase counts as long: such wording hardly agrees by chance."""
MIN_SENTENCE_CHARACTERS = 6
"""Characters of such a sentence: three words of a script without spaces."""
MIN_RUN_ON_WORDS = 8
"""Words of a run that may start without the end of a sentence before it: feeds lose the line break before a link."""
MAX_RUN_ON_CAPITALS = 0.4
"""Share of capitals in such a run; more are a name with its title ("House Speaker Ann Person")."""
EXTENDED_SHARE = 0.8
"""Share of the places of a run that must go on with the same word for the run to include it."""
CLEAN_ENDS_SHARE = 0.7
"""Share of the places of a run in which a sentence or line must start before and after it."""
_URL = re.compile(URL_PATTERN)
_OUTSIDE_WORDS = re.compile(r"^[\W_]+|[\W_]+$")


def texts_with_repetitions(texts: Sequence[str], min_texts: float) -> Texts:
    """Return those texts that may have a phrase of at least `min_texts` texts; most have none, and are read no further.

    Words are cut at spaces here, which is several times faster than finding them.
    """
    plain = [_URL.sub(ANY_URL, text) if ANY_URL in text else text for text in texts]
    grams = [{*zip(*_shifted(text.lower().split()), strict=False), *_raw_sentences(text)} for text in plain]
    counts = Counter(gram for some in grams for gram in some)
    frequent = {gram for gram, count in counts.items() if count >= min_texts}
    return {number: WordSpans(texts[number]) for number, some in enumerate(grams) if not frequent.isdisjoint(some)}


def _raw_sentences(text: str) -> Iterator[str]:
    sentences = (_OUTSIDE_WORDS.sub("", sentence) for sentence in BOUNDARY.split(text.lower()))
    return (sentence for sentence in sentences if len(sentence) >= MIN_SENTENCE_CHARACTERS)


def repeated_sentences(texts: Texts) -> Mapping[Words, frozenset[int]]:
    """Return the whole sentences and lines that stand in several texts, with the numbers of these texts."""
    numbers_by_sentence: dict[Words, set[int]] = defaultdict(set)
    for number, text in texts.items():
        starts = [place for place, is_start in enumerate(text.breaks) if is_start]
        for start, end in pairwise(starts):
            if end - start >= MIN_SENTENCE_WORDS:
                numbers_by_sentence[tuple(text.words[start:end])].add(number)
    return {
        words: frozenset(numbers)
        for words, numbers in numbers_by_sentence.items()
        if len(numbers) > 1 and length_in_words(words) >= MIN_SENTENCE_WORDS
    }


def repeated_runs(
    texts: Texts, min_texts: float, stopwords: Collection[str] = frozenset()
) -> Mapping[Words, frozenset[int]]:
    """Return the longest runs of words that stand in at least `min_texts` texts between ends of sentences.

    Feeds join lines without a mark, so a capital after a space counts as a start too; not behind a stopword, with which
    no sentence ends ("named the dead man as Ann Person").
    """
    counts: Counter[Words] = Counter()
    for text in texts.values():
        counts.update(set(_grams(text)))
    frequent = {gram for gram, count in counts.items() if count >= min_texts}
    if not frequent:
        return {}
    places: dict[Words, list[_Place]] = defaultdict(list)
    for number, text in texts.items():
        for start, gram in enumerate(_grams(text)):
            if gram in frequent:
                places[gram].append((number, start))
    runs: dict[Words, frozenset[int]] = {}
    used: set[_Place] = set()
    for gram in sorted(frequent, key=lambda gram: (-counts[gram], gram)):
        left = [place for place in places[gram] if place not in used]
        if len({number for number, _ in left}) < min_texts:
            continue
        before, after, same = _extend(texts, left)
        used.update(
            (number, start + shift) for number, start in left for shift in range(1 - LONG_WORDS - before, after)
        )
        numbers = frozenset(number for number, _ in same)
        number, start = same[0]
        words = tuple(texts[number].words[start - before : start + after])
        is_long = len(numbers) >= min_texts and length_in_words(words) >= LONG_WORDS
        if is_long and _has_clean_ends(texts, same, before, after, stopwords):
            runs[words] = numbers
    return runs


def _grams(text: WordSpans) -> Iterator[Words]:
    return zip(*_shifted(text.words), strict=False)


def _shifted(words: Sequence[str]) -> Iterable[Sequence[str]]:
    return (words[shift:] for shift in range(LONG_WORDS))


def _extend(texts: Texts, places: list[_Place]) -> tuple[int, int, list[_Place]]:
    """Return how many words the run reaches before and after its first word, and the places of the whole run."""
    before, after = 0, LONG_WORDS
    needed = EXTENDED_SHARE * len(places)
    for forwards in (True, False):
        while True:
            nexts = [_word_at(texts, place, after if forwards else -before - 1) for place in places]
            word, count = Counter(nexts).most_common(1)[0]
            if not word or count < needed:
                break
            places = [place for place, other in zip(places, nexts, strict=True) if other == word]
            before, after = (before, after + 1) if forwards else (before + 1, after)
    return before, after, places


def _word_at(texts: Texts, place: _Place, shift: int) -> str:
    number, start = place
    words = texts[number].words
    return words[start + shift] if 0 <= start + shift < len(words) else ""


def _has_clean_ends(
    texts: Texts, places: Sequence[_Place], before: int, after: int, stopwords: Collection[str]
) -> bool:
    needed = CLEAN_ENDS_SHARE * len(places)
    starts = [(texts[number], start - before) for number, start in places]
    ends = [(texts[number], start + after) for number, start in places]
    is_open = texts[places[0][0]].words[places[0][1] + after - 1] in stopwords
    if sum(text.breaks[place] or (text.possible_breaks[place] and not is_open) for text, place in ends) < needed:
        return False
    if sum(text.breaks[place] for text, place in starts) >= needed:
        return True
    text, place = starts[0]
    length = after + before
    capitals = sum(text.possible_breaks[place + 1 : place + length]) / length
    possible = sum(text.breaks[place] or text.possible_breaks[place] for text, place in starts)
    return length >= MIN_RUN_ON_WORDS and capitals <= MAX_RUN_ON_CAPITALS and possible >= needed
