"""What leads a thread: the story to begin with, and its newest development in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log2

from briefing.model.articles import EPOCH, Article, Story
from briefing.text.titles import bare
from briefing.writing.headline import best, centre, headlines
from briefing.writing.reading import bounded, started, support
from briefing.writing.vectors import bag

RECENT = timedelta(hours=36)
HALF_LIFE = 24.0  # hours after which a story leads half as readily
CORE = 8  # terms that name the affair
SAME_WORDS = 0.5  # a headline of the same story that has more of its terms in the title says nothing else
SAME_SUBJECT = 0.7  # the same for one of another story, which must name the affair again
USABLE = 0.56  # grade of a headline that tells a development; lower ones ask or comment


def affair(stories: Sequence[Story]) -> frozenset[str]:
    """The terms that most stories of a thread have in their headlines; each story counts once, its size a little."""
    counts: Counter[str] = Counter()
    for story in stories:
        held = Counter(term for a in story.articles for term in bag(bare(a.title, a.publisher), a.lang))
        for term, times in held.items():
            counts[term] += 3 + times
    return frozenset(sorted(counts, key=lambda term: (-counts[term], term))[:CORE])


def leads(ordered: Sequence[Story], core: frozenset[str] | None = None) -> list[tuple[float, Story]]:
    """The stories reported in the last 36 hours of a thread with their weight, the one to begin with first.

    Many publishers, late news, closeness to the affair (`core`) and a headline that tells speak for a story.
    """
    end = max(a.published for s in ordered for a in s.articles)
    core = affair(ordered) if core is None else core
    found = []
    for story in ordered:
        fresh = [a for a in story.articles if end - a.published <= RECENT]
        if fresh:
            found.append((round(_weight(fresh, core, end), 9), story))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].id))


def _weight(fresh: Sequence[Article], core: frozenset[str], end: datetime) -> float:
    known = headlines(fresh)
    first, last = min(a.published for a in fresh), max(a.published for a in fresh)
    hours = (end - first - (last - first) / 2).total_seconds() / 3600
    told = max((h.grade for h in known), default=0.1)
    near = max((len(h.terms & core) for h in known), default=0) / max(1, len(core))
    weight: float = log2(1 + support(fresh)) * 0.5 ** (hours / HALF_LIFE) * told * (0.5 + near)
    return weight


def latest(stories: Sequence[Story], title: str) -> str:
    """The newest development in other words than `title`, not older than what it tells; "" if there is none."""
    read = bounded(stories)
    if not read:
        return ""
    said = frozenset(bag(title))
    told = max((started(s) for s in read if any(h.text == title for h in headlines(s.articles))), default=EPOCH)
    ordered = dict.fromkeys(s.id for s in [*(story for _, story in leads(read)), *reversed(read)])
    by_id = {s.id: s for s in read if started(s) >= told}
    for story in (by_id[key] for key in ordered if key in by_id):
        known = headlines(sorted(story.articles, key=lambda a: (a.published, a.id), reverse=True))
        limit = SAME_WORDS if any(h.text == title for h in known) else SAME_SUBJECT
        other = [h for h in known if h.grade >= USABLE and len(h.terms - said) > 1 and _share(h.terms, said) <= limit]
        if other:
            return best(other, centre(known)).text
    return ""


def _share(terms: frozenset[str], said: frozenset[str]) -> float:
    """The share of a headline's terms that the title holds; a label as the title holds little of any."""
    return len(terms & said) / len(terms)
