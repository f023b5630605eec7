"""Chooses the story that leads a thread's summary, and the headline of the thread's latest development."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log2

from briefing.model.articles import EPOCH, Article, Story
from briefing.text.titles import bare_headline
from briefing.writing.headlines import MIN_REPORT_QUALITY, Headline, best_headline, headlines, term_centrality
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stories import publisher_count, sample_stories, story_start
from briefing.writing.timeline.event_headlines import event_likelihood

LEAD_WINDOW = timedelta(hours=36)
"""Age, counted from the newest article, up to which articles let a story lead: a day and a half, as readers expect."""
HALF_LIFE_HOURS = 24.0
"""Hours in which the weight of a leading story halves."""
MIN_LIKELIHOOD_LATEST = 0.4
"""Likelihood from which on an article reports an event and not comment."""
LATEST_WINDOW = timedelta(hours=12)
"""Time before the newest headline that adds to the title within which another one can be the latest development."""
MAX_CORE_TERMS = 8
"""Number of terms that identify a thread."""
STORY_BASE_COUNT = 3
"""Count of a term for each story that uses it, to which the number of its headlines is added."""
MAX_SAME_STORY_SHARE = 0.5
"""Share of a headline's terms in the title above which it says nothing new, if the title is from the same story."""
MAX_OTHER_STORY_SHARE = 0.7
"""The same share if the title is from another story: the headline must name the topic again."""
MIN_NEW_TERMS = 2
"""Number of terms that such a headline must have beyond the title."""


def core_terms(stories: Sequence[Story]) -> frozenset[str]:
    """Return the most frequent terms in the headlines of a thread; a story counts once, its headlines a little."""
    counts: Counter[str] = Counter()
    for story in stories:
        uses = Counter(
            term for a in story.articles for term in bag_of_words(bare_headline(a.title, a.publisher), a.lang)
        )
        for term, count in uses.items():
            counts[term] += STORY_BASE_COUNT + count
    return frozenset(sorted(counts, key=lambda term: (-counts[term], term))[:MAX_CORE_TERMS])


def rank_lead_stories(stories: Sequence[Story], core: frozenset[str] | None = None) -> list[tuple[float, Story]]:
    """Rank the stories of a thread that have articles within `LEAD_WINDOW` of the newest.

    Args:
        stories: The stories of the thread, each with articles.
        core: The core terms of the thread, if known.

    Returns:
        The stories with their weights, highest first. Many publishers, recent articles, core terms in a headline and a
        headline of high quality raise the weight.
    """
    end = max(a.published for s in stories for a in s.articles)
    core = core_terms(stories) if core is None else core
    ranked = []
    for story in stories:
        recent = [article for article in story.articles if end - article.published <= LEAD_WINDOW]
        if recent:
            ranked.append((round(_lead_weight(recent, core, end), 9), story))
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].id))


def _lead_weight(recent_articles: Sequence[Article], core: frozenset[str], end: datetime) -> float:
    candidates = headlines(recent_articles)
    first, last = min(a.published for a in recent_articles), max(a.published for a in recent_articles)
    hours = (end - first - (last - first) / 2).total_seconds() / 3600
    quality = max((h.quality for h in candidates), default=0.1)
    core_share = max((len(h.terms & core) for h in candidates), default=0) / max(1, len(core))
    recency: float = 0.5 ** (hours / HALF_LIFE_HOURS)
    return log2(1 + publisher_count(recent_articles)) * recency * quality * (0.5 + core_share)


def latest_development(stories: Sequence[Story], title: str) -> str:
    """Return the headline of the latest development of a thread.

    Args:
        stories: The stories of the thread.
        title: The title of the thread. The development must add to it and must not be older.

    Returns:
        A headline, or "" if there is none.
    """
    sample = sample_stories(stories)
    if not sample:
        return ""
    measured = {s.id: headlines(sorted(s.articles, key=lambda a: (a.published, a.id), reverse=True)) for s in sample}
    titled = [story for story in sample if any(h.text == title for h in measured[story.id])]
    title_start = max(map(story_start, titled), default=EPOCH)
    title_published = min((h.published for s in titled for h in measured[s.id] if h.text == title), default=EPOCH)
    leading = [story for _, story in rank_lead_stories(sample)]
    for story in {story.id: story for story in (*leading, *reversed(sample))}.values():
        if story_start(story) < title_start:
            continue
        candidates = [h for h in measured[story.id] if h.published >= title_published]
        developments = _developments(story, candidates, title, has_title=story in titled)
        if developments:
            recent = [h for h in developments if developments[0].published - h.published <= LATEST_WINDOW]
            return best_headline(recent, term_centrality(measured[story.id])).text
    return ""


def _developments(story: Story, candidates: Sequence[Headline], title: str, *, has_title: bool) -> list[Headline]:
    """Return those headlines of a story that report an event and add to a title, which may be of the same story."""
    title_terms = frozenset(bag_of_words(title))
    max_share = MAX_SAME_STORY_SHARE if has_title else MAX_OTHER_STORY_SHARE
    reports = {article.id for article in story.articles if event_likelihood(article) >= MIN_LIKELIHOOD_LATEST}
    return [
        h
        for h in candidates
        if h.quality >= MIN_REPORT_QUALITY
        and h.article_id in reports
        and len(h.terms - title_terms) >= MIN_NEW_TERMS
        and len(h.terms & title_terms) / len(h.terms) <= max_share
    ]
