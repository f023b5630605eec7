"""Compose a summary in three sizes: the newest development, what else is told of it, and what led to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import exp, sqrt

from briefing.model import Article, Sentence, Story, Summary
from briefing.text.titles import bare
from briefing.writing.quotes import Concept, Quote, overlap, quote, quotes, voices
from briefing.writing.readable import GOOD, fitness, is_stale
from briefing.writing.reading import newest, started
from briefing.writing.salience import field, salience, worth
from briefing.writing.vectors import bag

LINE, PARAGRAPH, PAGE = 45, 75, 230  # words
PARAGRAPH_SENTENCES, PAGE_SENTENCES = 3, 8
OTHERS, OF_OTHERS = 15, 4  # stories besides the newest (and the first) that are read, and articles of each
OPENING = 6  # sentences of each article that are looked at
CORE = 8  # terms that name the affair
NAMED = 0.35  # share of those that a sentence must hold to say, in a paragraph, what led to the news
AFFAIR = timedelta(days=10)  # from this age on a thread's paragraph may end on what led to the news
FRESH = timedelta(days=2)
ALIKE = 0.5  # two sentences that share more of the shorter one's words do not stand in one summary
OPENS = 0.6  # how much better the first sentence of an article opens a summary
OTHER_VOICE = 1.2  # for a publisher not quoted yet
SHORTEST_CUT = 10  # words of a cut-off sentence that is still better than a headline


class Composer:
    """The sentences of a thread's stories, weighed; `ordered` are its stories, oldest first, at least one."""

    def __init__(self, ordered: Sequence[Story]) -> None:
        self._lead = newest(ordered)
        self._span = started(self._lead) - started(ordered[0])
        others = [s for s in reversed(ordered) if s.id != self._lead.id]
        stories = [self._lead, *others[:OTHERS], *others[OTHERS:][-1:]]
        read = [(n, a) for n, s in enumerate(stories) for a in (s.articles[:OF_OTHERS] if n else s.articles)]
        self._articles = [article for _, article in read]
        self._story = [number for number, _ in read]
        self._voice = voices(self._articles)
        recent = {n for n, s in enumerate(stories) if started(self._lead) - started(s) <= FRESH}
        self._quotes = _readable(quotes(self._articles, OPENING), self._articles)
        self._field = field(self._articles, self._quotes)
        self._worth = [worth(q, self._field) for q in self._quotes]
        core = _core(self._articles, self._story)
        self._fitness = [fitness(q) for q in self._quotes]
        self._affair = [len(core & q.terms) / max(1, len(core)) for q in self._quotes]
        self._factor = []
        for q, fit, share in zip(self._quotes, self._fitness, self._affair, strict=True):
            affair = 0.6 + 0.8 * share
            old = self._story[q.source] not in recent
            self._factor.append(sqrt(salience(q, self._field)) * fit * affair * (0.05 if old and is_stale(q) else 1.0))

    def summary(self) -> Summary:
        """Return line, paragraph and page; each begins with the same sentence."""
        lead = [i for i, q in enumerate(self._quotes) if self._story[q.source] == 0]
        rest = [i for i, q in enumerate(self._quotes) if self._story[q.source] != 0]
        if not lead:
            lead, rest = rest, []
        before = [i for i in rest if self._affair[i] >= NAMED]
        line = self._add([], lead, LINE, 1) or self._add([], lead, 10_000, 1)
        two = PARAGRAPH_SENTENCES - 1 if rest and self._span >= AFFAIR else PARAGRAPH_SENTENCES
        paragraph = self._add(line, lead, PARAGRAPH, two)
        paragraph = self._add(
            paragraph, before if len(paragraph) > 1 else [*lead, *before], PARAGRAPH, PARAGRAPH_SENTENCES
        )
        page = self._add(paragraph, [*lead, *rest], PAGE, PAGE_SENTENCES)
        paragraph = self._arranged(line, paragraph[len(line) :])
        page = self._arranged(paragraph, page[len(paragraph) :])
        return Summary(self._said(line), self._said(paragraph), self._said(page))

    def _add(self, chosen: Sequence[int], among: Iterable[int], words: int, most: int) -> list[int]:
        """Add the sentences that tell most that is new, while they fit; none that a reader would stumble over."""
        found = list(chosen)
        room = words - sum(self._quotes[i].words for i in found)
        covered: dict[Concept, float] = {}
        for i in found:
            self._cover(i, covered)
        left = [i for i in among if i not in found]
        floor = GOOD if found else 0.0
        while len(found) < most:
            quoted = {self._voice[self._quotes[i].source] for i in found}
            gains = {
                i: self._gain(i, covered, quoted)
                for i in left
                if self._quotes[i].words <= room and self._fits(i, found, floor) and not self._repeats(i, found)
            }
            best = max(gains, key=lambda i: (gains[i], -i), default=None)
            if best is None or gains[best] <= 0.0:
                break
            found.append(best)
            left.remove(best)
            room -= self._quotes[best].words
            self._cover(best, covered)
            floor = GOOD
        return found

    def _fits(self, i: int, found: Sequence[int], floor: float) -> bool:
        """Whether a sentence can stand here; one that leans on the sentence before it only if that one is here."""
        if self._fitness[i] >= floor:
            return True
        own = self._quotes[i]
        return own.unanchored and self._before(own, found) is not None and fitness(own, follows=True) >= floor

    def _before(self, own: Quote, found: Sequence[int]) -> int | None:
        return next(
            (j for j in found if self._quotes[j].source == own.source and self._quotes[j].rank == own.rank - 1), None
        )

    def _arranged(self, first: Sequence[int], rest: Sequence[int]) -> list[int]:
        """The first ones as they are, then story by story; what leans on a sentence comes right after it."""
        ordered = [*first, *sorted(rest, key=self._reading_order)]
        for i in sorted(rest, key=self._reading_order):
            before = self._before(self._quotes[i], ordered)
            if self._quotes[i].unanchored and before is not None:
                ordered.remove(i)
                ordered.insert(ordered.index(before) + 1, i)
        return ordered

    def _gain(self, i: int, covered: dict[Concept, float], quoted: set[int]) -> float:
        new = sum(value for concept, value in self._worth[i].items() if concept not in covered)
        if not quoted:
            new *= 1 + OPENS * exp(-self._quotes[i].rank)
        other = OTHER_VOICE if quoted and self._voice[self._quotes[i].source] not in quoted else 1.0
        return self._factor[i] * other * new / sqrt(max(8, self._quotes[i].words))

    def _cover(self, i: int, covered: dict[Concept, float]) -> None:
        covered.update(self._worth[i])

    def _repeats(self, i: int, found: Sequence[int]) -> bool:
        own = self._quotes[i]
        return any(
            overlap(own.bag, self._quotes[j].bag) > ALIKE or overlap(own.terms, self._quotes[j].terms) > ALIKE
            for j in found
        )

    def _reading_order(self, i: int) -> tuple[int, int, int]:
        own = self._quotes[i]
        return self._story[own.source], own.rank, own.source

    def _said(self, chosen: Sequence[int]) -> tuple[Sentence, ...]:
        return tuple(Sentence(self._quotes[i].text, self._quotes[i].article) for i in chosen)


def _readable(found: Sequence[Quote], articles: Sequence[Article]) -> list[Quote]:
    """Whole sentences; without any, cut-off ones; without those, headlines."""
    whole = [q for q in found if not (q.cut or q.broken)]
    if any(fitness(q) >= GOOD for q in whole):
        return whole
    headlines = [
        quote(title if title in a.title else a.title, a, i)
        for i, a in enumerate(articles)
        if (title := bare(a.title, a.publisher))
    ]
    cut = [q for q in found if (q.cut or q.broken) and q.words >= SHORTEST_CUT]
    return [*(whole if any(len(q.terms) > 3 for q in whole) else ()), *(cut or headlines)] or whole


def _core(articles: Sequence[Article], story: Sequence[int]) -> frozenset[str]:
    """The terms that most stories have in their headlines."""
    counts: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()
    for article, number in zip(articles, story, strict=True):
        for term in bag(bare(article.title, article.publisher), article.lang):
            counts[term] += 1 if (number, term) in seen else 4
            seen.add((number, term))
    return frozenset(sorted(counts, key=lambda term: (-counts[term], term))[:CORE])
