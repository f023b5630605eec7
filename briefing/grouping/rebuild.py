"""Profiles made anew from all members, for stories and threads that a person changed."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.grouping.features import features
from briefing.grouping.group import Group, profile
from briefing.grouping.rarity import THREAD_TRUST, Rarity
from briefing.grouping.vectors import Vector
from briefing.model.articles import Story
from briefing.model.grouping import Archive, Profile


def profiles_of(stories: Sequence[Story], archive: Archive) -> tuple[Profile, ...]:
    """The profiles of all stories of one thread, given oldest first, and of the thread itself."""
    read = {story.id: [features(article) for article in story.articles] for story in stories}
    terms = {term for found in read.values() for one in found for term in one.terms}
    known, documents = archive.frequencies(sorted(terms)), archive.size()
    rarity, thread_rarity = Rarity(known, documents), Rarity(known, documents, THREAD_TRUST)
    thread = stories[0].thread
    groups = [story_group(story.id, thread, [Vector(one, rarity) for one in read[story.id]]) for story in stories]
    groups.append(thread_group(thread, [Vector(read[story.id][0], thread_rarity) for story in stories]))
    return tuple(profile(group, rarity) for group in groups)


def story_group(id: str, thread: str, articles: Sequence[Vector]) -> Group:
    """A story of these articles, oldest first."""
    group = Group(id, "story", articles[0].hour, articles[0].hour, thread=thread)
    for article in articles:
        group.add(article)
    return group


def thread_group(id: str, stories: Sequence[Vector]) -> Group:
    """A thread of stories, oldest first, each given by its first article."""
    group = Group(id, "thread", stories[0].hour, stories[0].hour)
    for story in stories:
        group.add(story)
    return group
