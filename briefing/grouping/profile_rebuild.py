"""Builds the profiles of corrected stories and threads again from all their articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.group import Group, profile_of_group
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.model.articles import Story
from briefing.model.grouping import Archive, Profile


def rebuild_profiles(stories: Sequence[Story], archive: Archive) -> tuple[Profile, ...]:
    """Build the profiles of the stories of one thread, given oldest first, and of the thread itself."""
    features = {story.id: [extract_features(article) for article in story.articles] for story in stories}
    terms = {term for extracted in features.values() for one in extracted for term in one.terms}
    frequencies, document_count = archive.frequencies(sorted(terms)), archive.size()
    story_idf = Idf(frequencies, document_count)
    thread_idf = Idf(frequencies, document_count, THREAD_PRIOR_COUNT)
    thread_id = stories[0].thread
    groups = [
        build_story_group(story.id, thread_id, [ArticleVector(one, story_idf) for one in features[story.id]])
        for story in stories
    ]
    first_articles = [ArticleVector(features[story.id][0], thread_idf) for story in stories]
    groups.append(build_thread_group(thread_id, zip(groups, first_articles, strict=True)))
    return tuple(profile_of_group(group, story_idf) for group in groups)


def build_story_group(story_id: str, thread_id: str, vectors: Sequence[ArticleVector]) -> Group:
    """Build a story from its articles, given oldest first."""
    group = Group(story_id, "story", vectors[0].published_hour, vectors[0].published_hour, thread_id=thread_id)
    for vector in vectors:
        group.add(vector)
    return group


def build_thread_group(thread_id: str, stories: Iterable[tuple[Group, ArticleVector]]) -> Group:
    """Build a thread from its stories, given oldest first, each with its first article.

    Of stories that are read one after the other only one is in memory at a time.
    """
    rows = iter(stories)
    story, vector = next(rows)
    thread = Group(thread_id, "thread", story.first_hour, story.first_hour)
    thread.add_story(story, vector)
    for story, vector in rows:
        thread.add_story(story, vector)
    return thread
