"""Compose a summary in three sizes: the newest development, what else is told of it, and what led to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import exp, sqrt

from briefing.model.articles import Story
from briefing.model.threads import Sentence, Summary
from briefing.text.titles import bare
from briefing.writing.lead import RECENT, affair, leads
from briefing.writing.quotes import Concept, Quote, overlap, quote, quotes, voices
from briefing.writing.readable import GOOD, fitness, has_number, is_relative, is_stale
from briefing.writing.reading import started
from briefing.writing.salience import field, salience, worth

LINE, PARAGRAPH, PAGE = 45, 75, 230  # words
PARAGRAPH_SENTENCES, PAGE_SENTENCES = 3, 8
OTHERS, OF_OTHERS = 15, 4  # stories besides the newest (and the first) that are read, and articles of each
OPENING = 6  # sentences of each article that are looked at
AS_GOOD = 0.5  # share of the weight of the leading story that another needs to lead if that one cannot be quoted
GROUNDED = 0.4  # share of its terms that a sentence to the point has in common with headlines or other voices
POINTED = 0.3  # share below which it is colour, which has no place in a paragraph if there is anything else
COUNTS = 1.25  # how much better a sentence with a number tells
COLOUR = 0.3  # what is left of the weight of a sentence that has none
NAMED = 0.35  # share of the terms of the affair that a sentence must hold to say, in a paragraph, what led to the news
AFFAIR = timedelta(days=10)  # from this age on a thread's paragraph may end on what led to the news
FRESH = timedelta(days=2)
ALIKE = 0.5  # two sentences that share more of the shorter one's words do not stand in one summary
KNOWN = 0.7  # a sentence that shares more of its words with one that was told before is not quoted
OPENS = 0.6  # how much better the first sentence of an article opens a summary
OTHER_VOICE = 1.2  # for a publisher not quoted yet
SHORTEST_CUT = 10  # words of a cut-off sentence that is still better than a headline


class Composer:
    """The sentences of a thread's stories, weighed; `ordered` are its stories, oldest first, at least one.

    `told` are the terms of sentences that are known already: what says the same is not quoted.
    """

    def __init__(self, ordered: Sequence[Story], told: Sequence[frozenset[str]] = ()) -> None:
        core = affair(ordered)
        first = leads(ordered, core)
        (top, newest), *_ = first
        self._end = max(a.published for s in ordered for a in s.articles)
        lead = next((s for weight, s in first if weight >= AS_GOOD * top and _is_quotable(s, self._end)), None)
        stories = _reading_list(ordered, [lead or newest, *(story for _, story in first)])
        self._span = started(stories[0]) - started(ordered[0])
        read = [(n, a) for n, s in enumerate(stories) for a in (s.articles[:OF_OTHERS] if n else s.articles)]
        self._articles = [article for _, article in read]
        self._story = [number for number, _ in read]
        self._voice = voices(self._articles)
        found = quotes(self._articles, OPENING)
        stand_ins = [] if lead else _stand_ins(found, stories[0])
        quotable = [*(q for q in found if not (q.cut or q.broken)), *stand_ins]
        self._quotes = [q for q in quotable if not any(len(q.terms & known) > KNOWN * len(q.terms) for known in told)]
        self._field = field(self._articles, self._quotes)
        self._worth = [worth(q, self._field) for q in self._quotes]
        self._fitness = [fitness(q) for q in self._quotes]
        self._affair = [len(core & q.terms) / max(1, len(core)) for q in self._quotes]
        self._known = self._common_terms()
        self._factor = [self._weigh(i) for i in range(len(self._quotes))]

    def _common_terms(self) -> list[frozenset[str]]:
        """The terms that the headlines of each story hold, or several voices that tell it."""
        heard: dict[int, dict[str, set[int]]] = {number: {} for number in self._story}
        for q in self._quotes:
            for term in q.terms:
                heard[self._story[q.source]].setdefault(term, set()).add(self._voice[q.source])
        held = [{term for term, told in heard[number].items() if len(told) > 1} for number in sorted(heard)]
        for number, terms in zip(self._story, self._field.titles, strict=True):
            held[number] |= terms
        return [frozenset(terms) for terms in held]

    def _weigh(self, i: int) -> float:
        """How readily a sentence is quoted: salient, fit, of the affair, not grown old, and to the point.

        What neither a headline of its story nor another voice speaks of is colour.
        """
        own = self._quotes[i]
        grounded = min(1.0, self._pointed(i) / GROUNDED)
        stale = 0.05 if self._is_past(i) and is_stale(own) else 1.0
        affair = 0.6 + 0.8 * self._affair[i]
        point = (COLOUR + (1 - COLOUR) * grounded) * (COUNTS if has_number(own.text) else 1.0)
        return sqrt(salience(own, self._field)) * self._fitness[i] * affair * stale * point

    def _pointed(self, i: int) -> float:
        """The share of a sentence's terms that headlines of its story hold, or several voices that tell it."""
        own = self._quotes[i]
        return len(own.terms & self._known[self._story[own.source]]) / max(1, len(own.terms))

    def _is_colour(self, i: int) -> bool:
        """Whether a sentence has next to nothing of what its story is about, and no number."""
        return self._pointed(i) < POINTED and not has_number(self._quotes[i].text)

    def _is_past(self, i: int) -> bool:
        """Whether a sentence is some days older than the newest article."""
        return self._end - self._articles[self._quotes[i].source].published > FRESH

    def summary(self) -> Summary:
        """Return line, paragraph and page; each begins with the same sentence."""
        lead = [i for i, q in enumerate(self._quotes) if self._story[q.source] == 0]
        rest = [i for i, q in enumerate(self._quotes) if self._story[q.source] != 0]
        if not lead:
            lead, rest = rest, []
        rest = [i for i in rest if not (self._is_past(i) and is_relative(self._quotes[i]))]
        sound = [i for i in rest if not (self._is_past(i) and is_stale(self._quotes[i]))]
        before = [i for i in sound if self._affair[i] >= NAMED]
        lately = [i for i in before if self._end - self._articles[self._quotes[i].source].published <= FRESH]
        line = self._opening(lead)
        plain = [i for i in lead if not self._is_colour(i)]
        two = PARAGRAPH_SENTENCES - 1 if rest and self._span >= AFFAIR else PARAGRAPH_SENTENCES
        paragraph = self._add(line, plain, PARAGRAPH, two)
        paragraph = self._add(paragraph, [*plain, *lately], PARAGRAPH, 2)
        paragraph = self._add(
            paragraph, before if len(paragraph) > 1 else [*lead, *before], PARAGRAPH, PARAGRAPH_SENTENCES
        )
        page = self._add(paragraph, [*lead, *rest], PAGE, PAGE_SENTENCES)
        more = page[len(paragraph) :]
        paragraph = self._arranged(line, paragraph[len(line) :])
        page = self._arranged(paragraph, sorted(more, key=self._reading_order))
        return Summary(self._said(line), self._said(paragraph), self._said(page))

    def _opening(self, lead: Sequence[int]) -> list[int]:
        """The first sentence: of the newest reports of the leading story if they can be quoted, else of older ones."""
        for span in (RECENT, FRESH + RECENT):
            new = [
                i
                for i in lead
                if self._end - self._articles[self._quotes[i].source].published <= span and self._fitness[i] >= GOOD
            ]
            if new and (line := self._add([], new, LINE, 1)):
                return line
        return self._add([], lead, LINE, 1) or self._add([], lead, 10_000, 1)

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
        """The first ones, then the rest; what leans on a sentence comes right after it."""
        ordered = [*first, *rest]
        for i in rest:
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


def _is_quotable(story: Story, end: datetime) -> bool:
    """Whether the newest reports of a story have a whole sentence that may be printed without excuse."""
    fresh = [a for a in story.articles if end - a.published <= RECENT]
    return any(fitness(q) >= GOOD for q in quotes(fresh, OPENING) if not (q.cut or q.broken))


def _reading_list(ordered: Sequence[Story], first: Sequence[Story]) -> list[Story]:
    """The leading stories, older ones newest first, and the one that began the thread."""
    later = {s.id: s for s in (*first, *reversed(ordered))}
    stories = list(later.values())
    return stories if len(stories) <= OTHERS + 2 else [*stories[: OTHERS + 1], ordered[0]]


def _stand_ins(found: Sequence[Quote], lead: Story) -> list[Quote]:
    """For a story without whole sentences: those that end in a sign of the cut; else headlines; else silent cuts."""
    end = max(a.published for a in lead.articles)
    place = {a.id: n for n, a in enumerate(lead.articles) if end - a.published <= RECENT}
    own = [q for q in found if q.article in place and q.words >= SHORTEST_CUT]
    if cut := [q for q in own if q.cut]:
        return cut
    headlines = [
        quote(title if title in a.title else a.title, a, place[a.id])
        for a in lead.articles
        if a.id in place and (title := bare(a.title, a.publisher))
    ]
    return headlines or [q for q in own if q.broken]
