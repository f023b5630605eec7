"""What leads a thread: the story to begin with, and its newest development in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log2

from briefing.model import Story
from briefing.text.titles import bare
from briefing.writing.headline import best, centre, headlines
from briefing.writing.quotes import overlap
from briefing.writing.reading import bounded, started, support
from briefing.writing.vectors import bag

RECENT = timedelta(hours=36)
HALF_LIFE = 24.0  # hours after which a story leads half as readily
CORE = 8  # terms that name the affair
SAME_WORDS = 0.5  # a headline of the same story that shares more of the shorter one's terms says nothing else
SAME_SUBJECT = 0.7  # the same for one of another story, which must name the affair again
USABLE = 0.5  # grade of a headline that can tell a development


def affair(stories: Sequence[Story]) -> frozenset[str]:
    """The terms that most stories of a thread have in their headlines; each story counts once, its size a little."""
    counts: Counter[str] = Counter()
    for story in stories:
        held = Counter(term for a in story.articles for term in bag(bare(a.title, a.publisher), a.lang))
        for term, times in held.items():
            counts[term] += 3 + times
    return frozenset(sorted(counts, key=lambda term: (-counts[term], term))[:CORE])


def leads(ordered: Sequence[Story], core: frozenset[str] | None = None) -> list[tuple[float, Story]]:
    """The stories that began in the last 36 hours of a thread with their weight, the one to begin with first.

    Many publishers, late news, closeness to the affair (`core`) and a headline that tells speak for a story.
    """
    last = started(ordered[-1])
    core = affair(ordered) if core is None else core
    recent = [s for s in ordered if last - started(s) <= RECENT]
    end = max(_middle(s) for s in recent)
    weighed = [(round(_weight(s, core, end), 9), s) for s in recent]
    return sorted(weighed, key=lambda pair: (-pair[0], pair[1].id))


def _middle(story: Story) -> datetime:
    """Half-way between the first and the last report of a story."""
    begun = started(story)
    return begun + (max(a.published for a in story.articles) - begun) / 2


def _weight(story: Story, core: frozenset[str], end: datetime) -> float:
    known = headlines(story.articles)
    hours = (end - _middle(story)).total_seconds() / 3600
    told = max((h.grade for h in known), default=0.1)
    near = max((len(h.terms & core) for h in known), default=0) / max(1, len(core))
    weight: float = log2(1 + support(story.articles)) * 0.5 ** (hours / HALF_LIFE) * told * (0.5 + near)
    return weight


def latest(stories: Sequence[Story], title: str) -> str:
    """The newest development in other words than `title`; "" if there is nothing else to say."""
    read = bounded(stories)
    if not read:
        return ""
    said = frozenset(bag(title))
    first = [story for _, story in leads(read)]
    chosen = {story.id for story in first}
    for story in [*first, *(s for s in reversed(read) if s.id not in chosen)]:
        known = headlines(sorted(story.articles, key=lambda a: (a.published, a.id), reverse=True))
        limit = SAME_WORDS if any(h.text == title for h in known) else SAME_SUBJECT
        other = [h for h in known if h.grade >= USABLE and len(h.terms - said) > 2 and overlap(h.terms, said) <= limit]
        if other:
            return best(other, centre(known)).text
    return ""
