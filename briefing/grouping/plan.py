"""From new articles to a plan: which story each belongs to, and which thread each new story.

The plan is made over the archive without changing it. Articles are taken in the order of their
publication, whatever the order they come in, first all into stories, then the new stories into threads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from briefing.grouping.corrections import UNCORRECTED, Constraints
from briefing.grouping.features import Features, features, used_as_place
from briefing.grouping.group import profile
from briefing.grouping.parents import parents
from briefing.grouping.rarity import THREAD_TRUST, Rarity
from briefing.grouping.stories import Stories, settled
from briefing.grouping.threads import Threads
from briefing.grouping.vectors import Vector
from briefing.model.articles import Article
from briefing.model.grouping import Archive, Corrections, Plan

STEP = 50


def plan(
    articles: Sequence[Article],
    archive: Archive,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
    corrections: Corrections = UNCORRECTED,
) -> Plan:
    """Decide where new articles belong; a person's corrections outrank the model.

    `progress` hears how many of them are done, and of how many.
    """
    del now  # nothing is decided by the clock: articles carry their own times
    unique = {article.id: article for article in articles}
    ordered = sorted(unique.values(), key=lambda article: (article.published, article.id))
    read = [features(article) for article in ordered]
    counts = Counter(term for one in read for term in one.terms)
    known, documents = _known(counts, read, archive), archive.size() + len(read)
    rarity = Rarity(known, documents)
    constraints, shifts = Constraints(corrections), corrections.shifts
    stories = Stories(archive, rarity, constraints, shifts.get("story", 0.0))
    threads = Threads(
        archive, Rarity(known, documents, THREAD_TRUST), constraints, shifts.get("thread", 0.0), corrections.ties
    )
    decide(read, stories, threads, rarity, progress)
    changed = [index.groups[name] for index in (stories.index, threads.index) for name in index.touched]
    return Plan(
        articles=settled(stories.placements, stories.index),
        stories=settled(threads.placements, threads.index),
        absorbed=(*stories.index.absorbed(), *threads.index.absorbed()),
        parents=parents(threads.near, threads.index),
        profiles=tuple(profile(group, rarity) for group in changed),
        frequencies=dict(counts),
        documents=len(read),
    )


def decide(
    read: Sequence[Features],
    stories: Stories,
    threads: Threads,
    rarity: Rarity,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Place articles, given in the order of their publication, in stories, and then new stories in threads."""
    for done, one in enumerate(read):
        stories.place(Vector(one, rarity))
        if progress and done % STEP == 0:
            progress(done, len(read))
    stories.split_drifted()
    for story in sorted(stories.new.values(), key=lambda story: (story.first, story.id)):
        threads.place(story)
    for story in sorted(stories.grown.values(), key=lambda story: (story.first, story.id)):
        if story.id not in stories.new:
            threads.reconsider(story)
    threads.look_again()
    if progress and read:
        progress(len(read), len(read))


def _known(counts: Counter[str], read: Sequence[Features], archive: Archive) -> Counter[str]:
    known = Counter(counts)
    if archive.size():
        asked = {**counts, **{used_as_place(name): 0 for one in read for name in one.names}}
        known.update(archive.frequencies(list(asked)))
    return known
