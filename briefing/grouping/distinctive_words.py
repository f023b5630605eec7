"""The words that two groups share by which a person can judge: names as headlines print them, and rare words.

One name is named once, in its longest form. Names of publishers and of their programmes say nothing of a happening.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from briefing.text.frequencies import background_frequencies
from briefing.text.names import Names, find_names, is_title_case
from briefing.text.places import country_of
from briefing.text.publishers.publishers import house_of_name, is_listed_house
from briefing.text.scripts import bigram_run, bigrams
from briefing.text.words import stem, stopwords

MAX_WORDS = 5
"""Words at most: about a line of a list."""
MAX_SHARE = 0.03
"""Share of articles, of the store or of the background table, above which a word is common: in a month of war its
countries are in most headlines, and "minister" is so always."""
MIN_ARTICLES = 20
"""Number of articles with a word from which on that share counts: in a small store a word of one thread is in many."""
MIN_WORD_LETTERS = 3
"""Letters of a word that is no name: a number or "No" says little."""
MIN_SYLLABLE_LETTERS = 4
"""Letters of a stretch of kana, Thai, Lao, Burmese or Khmer, whose signs stand for sounds: fewer are part of a word.
Two signs of Han or Hangul are a word as a rule."""
_WORD = re.compile(r"\w[\w'’-]*")
_HIRAGANA = "".join(map(chr, range(0x3041, 0x30A0)))
"""Japanese endings and particles are written with these, so they say little at the ends of a stretch."""
_SIGNS_OF_SOUNDS = re.compile("[\u0e00-\u17ff\u3040-\u30ff]+")
_POSSESSIVES = ("'s", "’s")


class Headline(NamedTuple):
    """A headline without its publisher, and the tag of its language."""

    text: str
    lang: str = ""


class DistinctiveWord(NamedTuple):
    """A word or name as it is printed."""

    text: str
    is_name: bool


class _Found(NamedTuple):
    """A word or name with its terms: a stem for each word, the country for its names and adjectives."""

    text: str
    is_name: bool
    terms: tuple[str, ...]


class DistinctiveWords:
    """Chooses the distinctive words of those that two groups share."""

    def __init__(
        self, frequencies: Callable[[Sequence[str]], Mapping[str, int]], article_count: int, publishers: Iterable[str]
    ) -> None:
        """Prepare for the groups of a store.

        Args:
            frequencies: Returns in how many articles each term is.
            article_count: The number of articles.
            publishers: The names of its publishers and feeds.
        """
        self._frequencies = frequencies
        self._article_count = max(article_count, 1)
        self._houses = frozenset(map(house_of_name, filter(None, publishers)))

    def of(self, shared: Collection[str], headlines: Iterable[Headline]) -> tuple[DistinctiveWord, ...]:
        """Return the distinctive words, the rarest first.

        Args:
            shared: The terms that both groups have: stems, countries, names of several words.
            headlines: The headlines of both, whose spelling of a word counts, that of the first before others.
        """
        terms = {part for term in shared for part in (term, *term.split())}
        read = [(headline, find_names(headline.text, "", headline.lang)) for headline in headlines]
        repeated = {
            phrase for phrase, count in Counter(p for _, n in read for p in n.name_phrases).items() if count > 1
        }
        by_terms: dict[tuple[str, ...], _Found] = {}
        for headline, names in read:
            for one in self._found_in(headline, names, terms, repeated):
                known = by_terms.setdefault(one.terms, one)
                if known.text != known.text.lower() and one.text == one.text.lower():
                    by_terms[one.terms] = one  # no name: other headlines capitalise every word
        counts = self._frequencies(sorted({term for one in by_terms.values() for term in one.terms}))
        share_of = {term: self._share(term, counts) for one in by_terms.values() for term in one.terms}
        chosen: dict[str, _Found] = {}
        for one in by_terms.values():
            rarest = min(one.terms, key=lambda term: (share_of[term], term))
            known = chosen.setdefault(rarest, one)
            if len(one.terms) > len(known.terms):
                chosen[rarest] = one
        longest = [one for one in chosen.values() if not _is_part_of_longer(one, chosen.values())]
        # "Donald Trump" and "Middle East" are as common as their last words, and the rarer word makes them no rarer.
        distinctive = [
            one
            for one in longest
            if (one.is_name and len(one.terms) > 2)
            or (share_of[one.terms[-1]] if one.is_name else min(share_of[term] for term in one.terms)) <= MAX_SHARE
        ]
        distinctive.sort(key=lambda one: (min(share_of[term] for term in one.terms), one.text))
        return tuple(DistinctiveWord(one.text, one.is_name) for one in distinctive[:MAX_WORDS])

    def _found_in(self, headline: Headline, names: Names, terms: Set[str], repeated: Set[str]) -> Iterator[_Found]:
        """Yield the names and words of a headline that both groups have.

        Where a headline capitalises every word, a name of several words is one that is `repeated`.
        """
        spaced = headline.text if headline.text.isascii() else bigram_run().sub(" ", headline.text)
        words = [(_plain(match[0]), _term(match[0], headline.lang)) for match in _WORD.finditer(spaced)]
        is_certain = not is_title_case(headline.text)
        used: set[str] = set()
        for phrase in sorted(names.name_phrases, key=lambda phrase: (-len(phrase), phrase)):
            own = tuple(dict.fromkeys(_term(word, headline.lang) for word in phrase.split()))
            printed = _printed(phrase, headline.text)
            is_publisher, country = self._is_publisher(printed), country_of("-".join(phrase.split()))
            is_shared = country in terms if country else terms >= set(own) and (is_certain or phrase in repeated)
            if printed and (is_publisher or country or is_shared) and used.isdisjoint(own):
                used.update(own)
                if is_shared and not is_publisher:
                    yield _Found(printed, True, (country,) if country else own)
        stops = stopwords(headline.lang)
        for word, term in words:
            is_name = word[:1].isupper() and (bool(country_of(word.lower())) or word.lower() in names.words)
            if term not in terms or term in used or word.lower() in stops or (is_name and self._is_publisher(word)):
                continue
            if is_name or sum(map(str.isalpha, word)) >= MIN_WORD_LETTERS or not word.isascii():
                yield _Found(word, is_name, (term,))
        if spaced != headline.text:
            yield from (one for one in _shared_stretches(headline.text, terms) if one.text not in stops)

    def _is_publisher(self, name: str) -> bool:
        """Whether a name is that of a publisher, or begins with one: "DW", "DW News", "Sample Radio Tonight".

        At its beginning one ordinary word is no publisher: "Star Harbour".
        """
        words = name.split()
        starts = [" ".join(words[:end]) for end in range(1, len(words) + 1)]
        publishers = [start for start in starts if is_listed_house(start) or house_of_name(start) in self._houses]
        return any(start == name or " " in start or start.isupper() for start in publishers)

    def _share(self, term: str, counts: Mapping[str, int]) -> float:
        """Return the share of articles that have a term, in the store or in all news."""
        stored = counts.get(term, 0)
        in_store = stored / self._article_count if stored >= MIN_ARTICLES else 0.0
        return max(in_store, background_frequencies().document_share(term))


def terms_of(names_and_words: Iterable[str]) -> frozenset[str]:
    """Return the terms of names and words, of which some may be stems already: "Saudi Arabia", "anthrop"."""
    terms: set[str] = set()
    for one in names_and_words:
        if country := country_of("-".join(one.lower().split())):
            terms.add(country)
        else:
            terms.update(term for word in one.split() for term in (_plain(word).lower(), _term(word, "")))
    return frozenset(terms)


def _is_part_of_longer(one: _Found, others: Iterable[_Found]) -> bool:
    return any(set(one.terms) < set(other.terms) for other in others)


def _shared_stretches(text: str, terms: Set[str]) -> Iterator[_Found]:
    """Yield the longest stretches of a text, in scripts that are cut into pairs of characters, whose pairs are `terms`.

    Hiragana at their ends is left out, as are stretches too short to be a word.
    """
    for run in bigram_run().findall(text):
        start = 0
        for is_shared, pairs in groupby(bigrams(run), terms.__contains__):
            length = len(list(pairs))
            stretch = run[start : start + length + 1].strip(_HIRAGANA) if is_shared else ""
            start += length
            least = MIN_SYLLABLE_LETTERS if _SIGNS_OF_SOUNDS.fullmatch(stretch) else 2
            if len(stretch) >= least:
                yield _Found(stretch, False, tuple(bigrams(stretch)))


def _plain(word: str) -> str:
    for ending in _POSSESSIVES:
        word = word.removesuffix(ending)
    return word.rstrip("'’-")


def _term(word: str, lang: str) -> str:
    plain = _plain(word).lower()
    return country_of(plain) or stem(plain, lang)


def _printed(phrase: str, headline: str) -> str:
    """Return a name as a headline prints it; "" if it does not print it in one piece."""
    pattern = r"(?:\.?\s|[.'-])".join(r"U\.?S\.?" if word == "u.s." else re.escape(word) for word in phrase.split())
    match = re.search(rf"(?<!\w){pattern}(?!\w)", headline.replace("’", "'"), re.IGNORECASE)
    return " ".join(headline[match.start() : match.end()].split()) if match else ""
