"""Plans a batch of new articles: which story each joins, and which thread each new story joins.

Planning reads the archive and changes nothing. Articles are placed in the order of publication, whatever their order
in the batch: first all articles into stories, then the new stories into threads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.constraints import NO_CONSTRAINTS, ConstraintChecker
from briefing.grouping.cycle_collection import paused_cycle_collection
from briefing.grouping.features import Features, extract_features
from briefing.grouping.group import Group, profile_of_group
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf, place_usage_term
from briefing.grouping.link_evidence import ArticleLinks, find_links
from briefing.grouping.story_grouper import StoryGrouper, resolve_placements
from briefing.grouping.thread_grouper import LinkedStories, ThreadGrouper
from briefing.model.articles import Article
from briefing.model.grouping import Archive, Constraints, Plan

PROGRESS_STEP = 50
"""Number of articles between two calls of the progress callback."""


@paused_cycle_collection()
def make_plan(
    articles: Sequence[Article],
    archive: Archive,
    on_progress: Callable[[int, int], None] | None = None,
    user_constraints: Constraints = NO_CONSTRAINTS,
    *,
    with_profiles: bool = True,
) -> Plan:
    """Decide where new articles belong; only their own times count, not the clock.

    Args:
        articles: The new articles, in any order; a repeated id counts once.
        archive: The stories and threads so far.
        on_progress: Called with the number of placed articles and the number of all.
        user_constraints: A person's corrections, which outrank the model.
        with_profiles: Whether the plan carries the profiles that an archive stores.
    """
    unique = {article.id: article for article in articles}
    ordered = sorted(unique.values(), key=lambda article: (article.published, article.id))
    features = [extract_features(article) for article in ordered]
    counts = Counter(term for one in features for term in one.terms)
    frequencies, document_count = _document_frequencies(counts, features, archive), archive.size() + len(features)
    idf = Idf(frequencies, document_count)
    checker, offsets = ConstraintChecker(user_constraints), user_constraints.threshold_offsets
    stories = StoryGrouper(archive, idf, checker, offsets.get("story", 0.0))
    threads = ThreadGrouper(
        archive,
        Idf(frequencies, document_count, THREAD_PRIOR_COUNT),
        checker,
        offsets.get("thread", 0.0),
        user_constraints.name_bonuses,
    )
    place_articles(features, stories, threads, idf, on_progress, find_links(ordered, archive))
    indexes = (stories.index, threads.index) if with_profiles else ()
    changed = [index.groups[group_id] for index in indexes for group_id in index.changed]
    return Plan(
        articles=resolve_placements(stories.placements, stories.index),
        stories=resolve_placements(threads.placements, threads.index),
        absorbed=(*stories.index.absorbed_archive_groups(), *threads.index.absorbed_archive_groups()),
        affairs=threads.find_affairs(archive),
        profiles=tuple(profile_of_group(group, idf) for group in changed),
        frequencies=dict(counts),
        document_count=len(features),
    )


def place_articles(
    article_features: Sequence[Features],
    story_grouper: StoryGrouper,
    thread_grouper: ThreadGrouper,
    idf: Idf,
    on_progress: Callable[[int, int], None] | None = None,
    links: Sequence[ArticleLinks] = (),
) -> None:
    """Place articles, given in the order of publication, into stories, and then the new stories into threads."""
    for done, features in enumerate(article_features):
        story_grouper.place(ArticleVector(features, idf))
        if on_progress and done % PROGRESS_STEP == 0:
            on_progress(done, len(article_features))
    story_grouper.split_stories()
    place_stories(story_grouper, thread_grouper, links)
    if on_progress and article_features:
        on_progress(len(article_features), len(article_features))


def place_stories(
    story_grouper: StoryGrouper, thread_grouper: ThreadGrouper, links: Sequence[ArticleLinks] = ()
) -> None:
    """Place the new stories into threads, once all articles are in stories; join stories that are one happening."""
    new = story_grouper.new_stories
    grown = [story for story in story_grouper.grown_stories.values() if story.id not in new]
    linked = [_linked_stories(one, story_grouper) for one in links]
    thread_grouper.place(
        _oldest_first(new.values()), _oldest_first(grown), story_grouper.index, story_grouper.origins, linked
    )
    for ended in story_grouper.join_earlier_stories(thread_grouper.put_into_one_thread):
        thread_grouper.drop_story(ended)


def _linked_stories(links: ArticleLinks, story_grouper: StoryGrouper) -> LinkedStories:
    """Return the stories that the links of an article connect."""
    others = tuple([(story_grouper.story_of(other), reason) for other, reason in links.others])
    return LinkedStories(story_grouper.story_of(links.article), others)


def _oldest_first(stories: Iterable[Group]) -> list[Group]:
    return sorted(stories, key=lambda story: (story.first_hour, story.id))


def _document_frequencies(
    batch_frequencies: Counter[str], article_features: Sequence[Features], archive: Archive
) -> Counter[str]:
    """The frequencies of the batch's terms in batch and archive together, including uses of names as places."""
    frequencies = Counter(batch_frequencies)
    if archive.size():
        place_uses = {place_usage_term(name): 0 for features in article_features for name in features.names}
        frequencies.update(archive.frequencies(list({**batch_frequencies, **place_uses})))
    return frequencies
