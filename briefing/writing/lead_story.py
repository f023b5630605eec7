"""What leads a thread: the story to begin with, and its newest development in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log2

from briefing.model.articles import EPOCH, Article, Story
from briefing.text.titles import bare_headline
from briefing.writing.stories import publisher_count, sample_stories, story_start
from briefing.writing.summary.sentence_vectors import bag_of_words
from briefing.writing.thread_titles import best_headline, headlines, term_centrality

LEAD_WINDOW = timedelta(hours=36)
HALF_LIFE_HOURS = 24.0  # hours after which a story leads half as readily
MAX_CORE_TERMS = 8  # terms that name the affair
MAX_SAME_STORY_SHARE = 0.5  # a headline of the same story that has more of its terms in the title says nothing else
MAX_OTHER_STORY_SHARE = 0.7  # the same for one of another story, which must name the affair again
MIN_DEVELOPMENT_QUALITY = 0.56  # grade of a headline that tells a development; lower ones ask or comment


def core_terms(stories: Sequence[Story]) -> frozenset[str]:
    """The terms that most stories of a thread have in their headlines; each story counts once, its size a little."""
    counts: Counter[str] = Counter()
    for story in stories:
        held = Counter(
            term for a in story.articles for term in bag_of_words(bare_headline(a.title, a.publisher), a.lang)
        )
        for term, times in held.items():
            counts[term] += 3 + times
    return frozenset(sorted(counts, key=lambda term: (-counts[term], term))[:MAX_CORE_TERMS])


def rank_lead_stories(stories: Sequence[Story], core: frozenset[str] | None = None) -> list[tuple[float, Story]]:
    """The stories reported in the last 36 hours of a thread with their weight, the one to begin with first.

    Many publishers, late news, closeness to the affair (`core`) and a headline that tells speak for a story.
    """
    end = max(a.published for s in stories for a in s.articles)
    core = core_terms(stories) if core is None else core
    found = []
    for story in stories:
        fresh = [a for a in story.articles if end - a.published <= LEAD_WINDOW]
        if fresh:
            found.append((round(_lead_weight(fresh, core, end), 9), story))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].id))


def _lead_weight(recent_articles: Sequence[Article], core: frozenset[str], end: datetime) -> float:
    known = headlines(recent_articles)
    first, last = min(a.published for a in recent_articles), max(a.published for a in recent_articles)
    hours = (end - first - (last - first) / 2).total_seconds() / 3600
    told = max((h.quality for h in known), default=0.1)
    near = max((len(h.terms & core) for h in known), default=0) / max(1, len(core))
    weight: float = log2(1 + publisher_count(recent_articles)) * 0.5 ** (hours / HALF_LIFE_HOURS) * told * (0.5 + near)
    return weight


def latest_development(stories: Sequence[Story], title: str) -> str:
    """The newest development in other words than `title`, not older than what it tells; "" if there is none."""
    read = sample_stories(stories)
    if not read:
        return ""
    said = frozenset(bag_of_words(title))
    told = max((story_start(s) for s in read if any(h.text == title for h in headlines(s.articles))), default=EPOCH)
    ordered = dict.fromkeys(s.id for s in [*(story for _, story in rank_lead_stories(read)), *reversed(read)])
    by_id = {s.id: s for s in read if story_start(s) >= told}
    for story in (by_id[key] for key in ordered if key in by_id):
        known = headlines(sorted(story.articles, key=lambda a: (a.published, a.id), reverse=True))
        limit = MAX_SAME_STORY_SHARE if any(h.text == title for h in known) else MAX_OTHER_STORY_SHARE
        other = [
            h
            for h in known
            if h.quality >= MIN_DEVELOPMENT_QUALITY
            and len(h.terms - said) > 1
            and _share_in_title(h.terms, said) <= limit
        ]
        if other:
            return best_headline(other, term_centrality(known)).text
    return ""


def _share_in_title(terms: frozenset[str], title_terms: frozenset[str]) -> float:
    """The share of a headline's terms that the title holds; a label as the title holds little of any."""
    return len(terms & title_terms) / len(terms)
