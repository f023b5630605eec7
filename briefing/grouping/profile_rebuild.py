"""Profiles made anew from all members, for stories and threads that a person changed."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.group import Group, profile_of_group
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.model.articles import Story
from briefing.model.grouping import Archive, Profile


def rebuild_profiles(stories: Sequence[Story], archive: Archive) -> tuple[Profile, ...]:
    """The profiles of all stories of one thread, given oldest first, and of the thread itself."""
    read = {story.id: [extract_features(article) for article in story.articles] for story in stories}
    terms = {term for found in read.values() for one in found for term in one.terms}
    known, documents = archive.frequencies(sorted(terms)), archive.size()
    rarity, thread_rarity = Idf(known, documents), Idf(known, documents, THREAD_PRIOR_COUNT)
    thread = stories[0].thread
    groups = [
        build_story_group(story.id, thread, [ArticleVector(one, rarity) for one in read[story.id]]) for story in stories
    ]
    groups.append(build_thread_group(thread, [ArticleVector(read[story.id][0], thread_rarity) for story in stories]))
    return tuple(profile_of_group(group, rarity) for group in groups)


def build_story_group(story_id: str, thread_id: str, vectors: Sequence[ArticleVector]) -> Group:
    """A story of these articles, oldest first."""
    group = Group(story_id, "story", vectors[0].published_hour, vectors[0].published_hour, thread_id=thread_id)
    for article in vectors:
        group.add(article)
    return group


def build_thread_group(thread_id: str, first_articles: Sequence[ArticleVector]) -> Group:
    """A thread of stories, oldest first, each given by its first article."""
    group = Group(thread_id, "thread", first_articles[0].published_hour, first_articles[0].published_hour)
    for story in first_articles:
        group.add(story)
    return group
