"""From new articles to a plan: which story each belongs to, and which thread each new story.

The plan is made over the archive without changing it. Articles are taken in the order of their
publication, whatever the order they come in, first all into stories, then the new stories into threads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from briefing.grouping.affairs import find_affairs
from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.constraints import NO_CONSTRAINTS, ConstraintChecker
from briefing.grouping.features import Features, extract_features, place_usage_term
from briefing.grouping.group import profile_of_group
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.story_grouper import StoryGrouper, resolve_placements
from briefing.grouping.thread_grouper import ThreadGrouper
from briefing.model.articles import Article
from briefing.model.grouping import Archive, Constraints, Plan

PROGRESS_STEP = 50


def make_plan(
    articles: Sequence[Article],
    archive: Archive,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
    user_constraints: Constraints = NO_CONSTRAINTS,
) -> Plan:
    """Decide where new articles belong; a person's corrections outrank the model.

    `progress` hears how many of them are done, and of how many.
    """
    del now  # nothing is decided by the clock: articles carry their own times
    unique = {article.id: article for article in articles}
    ordered = sorted(unique.values(), key=lambda article: (article.published, article.id))
    read = [extract_features(article) for article in ordered]
    counts = Counter(term for one in read for term in one.terms)
    known, documents = _document_frequencies(counts, read, archive), archive.size() + len(read)
    rarity = Idf(known, documents)
    constraints, shifts = ConstraintChecker(user_constraints), user_constraints.threshold_offsets
    stories = StoryGrouper(archive, rarity, constraints, shifts.get("story", 0.0))
    threads = ThreadGrouper(
        archive,
        Idf(known, documents, THREAD_PRIOR_COUNT),
        constraints,
        shifts.get("thread", 0.0),
        user_constraints.name_bonuses,
    )
    place_articles(read, stories, threads, rarity, progress)
    changed = [index.groups[name] for index in (stories.index, threads.index) for name in index.changed]
    return Plan(
        articles=resolve_placements(stories.placements, stories.index),
        stories=resolve_placements(threads.placements, threads.index),
        absorbed=(*stories.index.absorbed_archive_groups(), *threads.index.absorbed_archive_groups()),
        affairs=find_affairs(threads.compared_threads, threads.index),
        profiles=tuple(profile_of_group(group, rarity) for group in changed),
        frequencies=dict(counts),
        document_count=len(read),
    )


def place_articles(
    article_features: Sequence[Features],
    story_grouper: StoryGrouper,
    thread_grouper: ThreadGrouper,
    idf: Idf,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Place articles, given in the order of their publication, in stories, and then new stories in threads."""
    for done, one in enumerate(article_features):
        story_grouper.place(ArticleVector(one, idf))
        if progress and done % PROGRESS_STEP == 0:
            progress(done, len(article_features))
    story_grouper.split_stories()
    for story in sorted(story_grouper.new_stories.values(), key=lambda story: (story.first_hour, story.id)):
        thread_grouper.place(story)
    for story in sorted(story_grouper.grown_stories.values(), key=lambda story: (story.first_hour, story.id)):
        if story.id not in story_grouper.new_stories:
            thread_grouper.reconsider(story)
    thread_grouper.merge_candidates()
    if progress and article_features:
        progress(len(article_features), len(article_features))


def _document_frequencies(
    batch_frequencies: Counter[str], article_features: Sequence[Features], archive: Archive
) -> Counter[str]:
    known = Counter(batch_frequencies)
    if archive.size():
        asked = {**batch_frequencies, **{place_usage_term(name): 0 for one in article_features for name in one.names}}
        known.update(archive.frequencies(list(asked)))
    return known
