"""A correction settles no doubt about a story by itself: what was set aside stays so without news that support it."""

from __future__ import annotations

from datetime import UTC, datetime

from briefing.model.articles import Article, Story
from briefing.model.coverage import FormerText
from briefing.model.threads import Summary
from briefing.services.refreshing.doubts_after_correction import doubts_after_correction

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def story(id: str, *articles: str) -> Story:
    made = (Article(one, one, one, "Sample", "f", "", "en", one, one, one, "", NOW, NOW) for one in articles)
    return Story(id, "t", "", tuple(made))


def former(*articles: str) -> FormerText:
    return FormerText("Title", "", Summary(), (), frozenset(articles))


STORIES = (story("s1", "a1"), story("s2", "a2"), story("s3", "a3"))
"""The third one was set aside."""
BEFORE = {"t": former("a1", "a2")}


def test_what_was_set_aside_stays_so_though_nothing_is_doubted_anew() -> None:
    assert doubts_after_correction(STORIES, (), BEFORE, "t", ()) == {"s3"}
    left = STORIES[1:]
    assert doubts_after_correction(left, (), BEFORE, "t", ()) == {"s3"}, "also in a thread that has become small"


def test_what_a_person_keeps_in_the_thread_is_not_doubted() -> None:
    assert doubts_after_correction(STORIES, (), BEFORE, "t", {"s3"}) == frozenset()


def test_articles_that_came_may_support_what_was_set_aside() -> None:
    stories, before = (*STORIES, story("s4", "a4")), {**BEFORE, "u": former("a4")}
    assert doubts_after_correction(stories, (), before, "t", ()) == frozenset()
    assert doubts_after_correction(stories, {"s3"}, before, "t", ()) == {"s3"}


def test_what_was_set_aside_in_another_thread_supports_nothing() -> None:
    stories, before = (*STORIES, story("s5", "a5")), {**BEFORE, "u": former("a4")}
    assert doubts_after_correction(stories, {"s5"}, before, "t", ()) == {"s3", "s5"}


def test_a_correction_raises_no_doubt_about_what_was_written() -> None:
    assert doubts_after_correction(STORIES, {"s1", "s3"}, BEFORE, "t", ()) == {"s3"}


def test_a_thread_of_which_nothing_else_is_left_is_judged_anew() -> None:
    assert doubts_after_correction(STORIES[2:], (), BEFORE, "t", ()) == frozenset()
