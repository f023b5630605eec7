"""Whether a reader sees two threads as one affair: beside the link of their affair, they share a name of their own, or
their lines are alike.

Threads are linked by what they have in common, which may be a firm, a war or a head of state that much else has too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, NamedTuple

from briefing.text.names import find_names
from briefing.text.titles import bare_headline
from briefing.text.words import stem
from briefing.writing.digest.digest_lines import line_reports, printed_headline
from briefing.writing.sentences.sentence_vectors import Vector, bag_of_words, dot_product, normalize

if TYPE_CHECKING:
    from briefing.model.threads import Thread

MAX_HEADLINES = 60
"""Newest headlines of a thread in which its names are counted; bounds the cost of a long one."""
MIN_NAME_SHARE = 0.25
"""Share of the headlines of a thread that have a name which is its own."""
MAX_REMEMBERED = 256
"""Threads whose names are remembered: a digest is laid out some thirty times until it fits its lines."""
MIN_NAMES = 2
"""Number of names, which hardly any other affair has, that two threads share if they are one to a reader."""
MAX_OTHERS = 1
"""Threads of other affairs with a name, above which it says nothing: heads of state and large firms are in many."""
MIN_LINE_LIKENESS = 0.2
"""Cosine of the lines of two threads of one affair from which on they are one to a reader. On twelve mornings of two
years such lines were on one event, or on one event with several sides."""
LEAD_CHARACTERS = 300
"""Characters of a report's text that are compared with its headline: its first sentences."""
LEAD_WEIGHT = 0.5
"""Weight of a term of the text, relative to one of the headline."""


class _Own(NamedTuple):
    """What is a thread's own: its names, each with the words beside it in whole names, and terms that are no names;
    and all terms of its headlines.
    """

    names: dict[str, frozenset[str]]
    subjects: frozenset[str]
    terms: frozenset[str]


class AffairNames:
    """The names and subjects that are a thread's own, among the threads of one digest."""

    def __init__(self, threads: Sequence[Thread]) -> None:
        """Count the names of threads, and of how many affairs each is."""
        measured = {thread.row.id: _own((*_newest_headlines(thread), (thread.row.title, ""))) for thread in threads}
        self._own = {id: own.names for id, own in measured.items()}
        self._subjects = {id: own.subjects for id, own in measured.items()}
        self._affair = {thread.row.id: thread.row.affair_id or thread.row.id for thread in threads}
        self._threads_by_term = Counter(term for own in measured.values() for term in own.terms)
        self._threads = {thread.row.id: thread for thread in threads}
        self._vectors: dict[str, Vector] = {}
        self._affairs_by_name: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for id, names in self._own.items():
            for name in names:
                self._affairs_by_name[name][self._affair[id]] += 1

    def are_one(self, one: str, other: str) -> bool:
        """Whether the threads of one affair with two ids are one to a reader: they share two names that hardly
        any other affair has, or one and a subject.
        """
        names = self._rare_names(one, other)
        return len(names) >= MIN_NAMES or (bool(names) and bool(self._subjects[one] & self._subjects[other]))

    def have_like_lines(self, one: str, other: str) -> bool:
        """Whether the threads of one affair with two ids have lines whose reports are alike."""
        is_affair = one != other and self._affair[one] == self._affair[other]
        return is_affair and dot_product(self._vector(one), self._vector(other)) >= MIN_LINE_LIKENESS

    def _vector(self, id: str) -> Vector:
        """Return the terms of the report of a thread's line, those that few threads have weighing most."""
        if id not in self._vectors:
            thread = self._threads[id]
            report = line_reports(thread).report
            matches = (one for story in thread.stories for one in story.articles if one.id == report)
            text, lang = next(((one.text[:LEAD_CHARACTERS], one.lang) for one in matches), ("", ""))
            weights = dict.fromkeys(bag_of_words(text, lang), LEAD_WEIGHT)
            weights |= {term: 1 + weights.get(term, 0) for term in bag_of_words(printed_headline(thread), lang)}
            size = len(self._threads)
            rarity = {term: log(1 + size / max(1, self._threads_by_term[term])) for term in weights}
            self._vectors[id] = normalize({term: weights[term] * rarity[term] for term in sorted(weights)})
        return self._vectors[id]

    def _rare_names(self, one: str, other: str) -> list[str]:
        """Return the names of two threads that hardly any other affair has; "Anna Berg" is one name."""
        own = {self._affair[one], self._affair[other], one, other}
        shared = self._own[one].keys() & self._own[other].keys()
        rare = [name for name in sorted(shared) if self._count_others(name, own) <= MAX_OTHERS]
        whole: list[str] = []
        for name in rare:
            if not any(name in self._own[one][former] for former in whole):
                whole.append(name)
        return whole

    def _count_others(self, name: str, own: set[str]) -> int:
        """Return how many threads have a name that belong to none of the affairs in `own`."""
        threads = self._affairs_by_name[name]
        return threads.total() - sum(threads[affair] for affair in own)


@lru_cache(maxsize=MAX_REMEMBERED)
def _own(headlines: tuple[tuple[str, str], ...]) -> _Own:
    """Return what is a thread's own, given its headlines with their languages, its title last.

    Names and subjects are those that many of the headlines have, or the title; names have with them the words that
    stand beside them in whole names. The words of the title, if there is no name.
    """
    title, _ = headlines[-1]
    all_names = [find_names(headline, "", lang) for headline, lang in headlines]
    counts = Counter(name for names in all_names for name in names.words)
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for phrase in (phrase.split() for names in all_names for phrase in names.name_phrases):
        for word in phrase:
            beside[word].update(phrase)
    least = MIN_NAME_SHARE * len(headlines)
    own = {name for name, count in counts.items() if count >= least} | find_names(title).words
    terms = Counter(term for headline, lang in headlines for term in bag_of_words(headline, lang))
    names = {stem(name, lang) for named, (_, lang) in zip(all_names, headlines, strict=True) for name in named.words}
    subjects = frozenset(term for term, count in terms.items() if count >= least) - names
    whole = {name: frozenset(beside[name]) for name in own or bag_of_words(title)}
    return _Own(whole, subjects, frozenset(terms))


def _newest_headlines(thread: Thread) -> list[tuple[str, str]]:
    """Return the headlines of the newest articles of a thread with their languages."""
    articles = sorted(
        (article for story in thread.stories for article in story.articles), key=lambda one: one.published, reverse=True
    )[:MAX_HEADLINES]
    return [(bare_headline(article.title, article.publisher), article.lang) for article in articles]
