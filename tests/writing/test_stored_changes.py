"""What a page of many threads says that is new, from what was written down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import Thread, ThreadRow
from briefing.writing.digest.undelivered import undelivered
from briefing.writing.stored_changes import changes_since
from briefing.writing.timeline.thread_timeline import thread_timeline

Make = Callable[..., Article]
SUNDAY, MONDAY, TUESDAY = (datetime(2026, 1, day, 20, tzinfo=UTC) for day in (11, 12, 13))


@pytest.fixture
def quake(make: Make) -> Thread:
    """An earthquake whose toll rises twice, and a visit to the place by somebody new."""
    killed = "people were killed in the earthquake on the Tarvos peninsula, and the death toll rose to"
    reports = (
        make("q1", "2026-01-12T06:00", "Sample Wire", "Earthquake shakes Tarvos", "At least 12 people were killed when "
             "an earthquake struck the Tarvos peninsula."),
        make("q2", "2026-01-13T06:00", "Sample Wire", "Toll of Tarvos rises", f"More {killed} 17."),
        make("q3", "2026-01-14T06:00", "Sample Wire", "Toll of Tarvos rises again", f"More {killed} 23."),
    )  # fmt: skip
    visit = (
        make(
            "v1",
            "2026-01-14T08:00",
            "Sample Wire",
            "Ines Falkner visits Tarvos",
            "Ines Falkner, a nurse, came to Tarvos.",
        ),
        make("v2", "2026-01-14T09:00", "Sample Gazette", "Tarvos: visit", "There came Ines Falkner with tents."),
    )
    stories = (Story("s1", "t", "Earthquake", reports), Story("s2", "t", "Visit", visit))
    row = ThreadRow(
        *("t", "Earthquake on Tarvos", "news", reports[0].published, visit[-1].published),
        *("updated", ("Sample Wire", "Sample Gazette"), 5, 2),
    )
    return Thread(row, stories, timeline=thread_timeline(stories))


def numbers(thread: Thread, since: datetime) -> list[tuple[str, str, str]]:
    found = changes_since(thread, since)
    return [(one.quantity, one.before, one.after) for one in found.number_changes] if found else []


def test_a_number_is_reported_from_its_known_value_to_the_newest(quake: Thread) -> None:
    assert numbers(quake, MONDAY) == [("dead", "12", "23")]
    assert numbers(quake, TUESDAY) == [("dead", "17", "23")]
    found = changes_since(quake, MONDAY)
    assert found is not None
    assert (found.number_changes[0].sentence_before.article, found.number_changes[0].sentence_after.article) == (
        "q1",
        "q3",
    )


def test_new_names_and_stories(quake: Thread) -> None:
    found = changes_since(quake, TUESDAY)
    assert found is not None
    assert found.new_names == ("Ines Falkner (nurse)",)
    assert [story.id for story in found.stories] == ["s2"]


def test_what_began_in_the_period_has_no_changes(quake: Thread) -> None:
    assert changes_since(quake, SUNDAY) is None


def test_reading_goes_before_the_period(quake: Thread) -> None:
    read = replace(quake, row=replace(quake.row, read=TUESDAY))
    found = changes_since(read, SUNDAY)
    assert found is not None
    assert found.since == TUESDAY
    assert changes_since(replace(quake, row=replace(quake.row, read=datetime(2026, 2, 1, tzinfo=UTC))), SUNDAY) is None


def test_one_attack_of_many_is_not_the_toll_of_all(make: Make) -> None:
    one = make(
        "a", "2026-01-12T06:00", "Sample Wire", "Raid", "One raid on Selma overnight killed 40 people in Norland."
    )
    all_ = make(
        "b", "2026-01-13T06:00", "Sample Wire", "War", "Raids on Selma since May have killed 773 people in Norland."
    )
    stories = (Story("s1", "t", "", (one,)), Story("s2", "t", "", (all_,)))
    assert not any(entry.number_changes for entry in thread_timeline(stories))


def test_a_thread_whose_only_article_was_edited_is_no_new_one(quake: Thread) -> None:
    since = MONDAY.replace(year=2025)
    for status in ("new", "updated"):
        part = undelivered(replace(quake, row=replace(quake.row, status=status)), (), since)
        assert part is not None and part.row.status == status


def test_a_thread_that_began_before_the_last_digest_is_not_new(quake: Thread) -> None:
    unknown = replace(quake, row=replace(quake.row, status="new"))
    began = quake.row.first
    for last, status in (
        (began - timedelta(hours=9), "new"),
        (began + timedelta(hours=5), "new"),
        (TUESDAY, "updated"),
    ):
        printed = undelivered(unknown, (), SUNDAY, last)
        assert printed and printed.row.status == status


def test_a_story_that_is_perhaps_of_another_topic_is_no_news_of_the_thread(quake: Thread) -> None:
    doubted = replace(quake, stories=(quake.stories[0], replace(quake.stories[1], doubted=True)))
    found, believed = changes_since(doubted, TUESDAY), changes_since(quake, TUESDAY)
    assert found is not None and not found.stories and not found.new_names
    assert believed is not None and [story.id for story in believed.stories] == ["s2"]
    evening = datetime(2026, 1, 14, 7, tzinfo=UTC)
    assert changes_since(doubted, evening) is None
