import cProfile
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from briefing.model.articles import Article, Story
from briefing.model.coverage import ThreadText
from briefing.writing.thread_text import write_thread

Make = Callable[..., Article]
START = datetime(2024, 1, 1)


def test_a_thread_is_written_whole(pact: tuple[Story, ...]) -> None:
    written = write_thread("t1", pact)
    assert written.thread == "t1"
    assert "Reciprocal Access Agreement" in written.title
    assert written.latest_development and written.latest_development != written.title
    assert set(written.story_titles) == {"s1", "s2", "s3"}
    assert len(written.timeline) == 3
    assert written.summary.line
    assert written == write_thread("t1", pact)


def test_a_thread_without_texts_or_titles_can_be_written(make: Make) -> None:
    empty = make("a", "2024-07-08T04:00", "Sample Wire", "")
    written = write_thread("t", (Story("s", "t", "", (empty,)),))
    assert (written.title, written.latest_development, written.summary.line) == ("", "", ())
    assert written.timeline == write_thread("t", ()).timeline == ()


def test_no_text_is_based_on_a_story_that_is_perhaps_of_another_topic(make: Make, pact: tuple[Story, ...]) -> None:
    fire = make("f", "2026-01-02T04:00", "Sample Wire", "Harbour of Talgarth burns", "Fire destroyed the harbour.")
    later = make("g", "2026-01-02T09:00", "Sample Gazette", "Talgarth harbour burns, 9 dead", "Nine people are dead.")
    doubted = Story("s9", "t1", "", (fire, later), doubted=True)
    written = write_thread("t1", (*pact, doubted))
    assert written.doubted == {"s9"} and written.story_titles["s9"] in (fire.title, later.title)
    assert replace(written, doubted=frozenset(), story_titles={}) == replace(write_thread("t1", pact), story_titles={})
    believed = write_thread("t1", (*pact, replace(doubted, doubted=False)))
    assert "Talgarth" in believed.title + str(believed.timeline) and not believed.doubted


def long_thread(make: Make, count: int) -> tuple[Story, ...]:
    """A strike with a story of four reports for each hour."""
    return tuple(
        Story(
            f"s{n:04}",
            "t",
            "",
            tuple(
                make(
                    f"a{n:04}-{i}",
                    (START + timedelta(hours=n)).isoformat(),
                    f"Sample {i}",
                    f"Harbour strike enters hour {n}, port {n % 17} joins",
                    f"Dockers of port {n % 17} joined the strike in hour {n}.\nThe union wants {n} crowns more.",
                )
                for i in range(4)
            ),
        )
        for n in range(count)
    )


def written_with_calls(stories: tuple[Story, ...]) -> tuple[ThreadText, int]:
    """Write a thread, and count the function calls that it takes."""
    with cProfile.Profile() as profile:
        written = write_thread("t", stories)
    return written, sum(one.callcount for one in profile.getstats())


def test_a_long_thread_is_written_from_a_sample_at_a_bounded_cost(make: Make) -> None:
    written, calls = written_with_calls(long_thread(make, 350))  # first: caches favour the other one at most
    assert len(written.story_titles) == 350
    assert len(written.timeline) <= 420
    assert sum(entry.main for entry in written.timeline) <= 12
    assert written.timeline[0].story == "s0349"
    assert any(entry.main for entry in written.timeline if entry.date == written.timeline[0].date)
    assert written_with_calls(long_thread(make, 700))[1] < 1.25 * calls


def test_ranking_imports_nothing_heavy() -> None:
    code = (
        "import sys; import briefing.writing.front_page.ranking; "
        "assert not {'nupunkt', 'Stemmer', 'selectolax', 'httpx', 'textual', 'feedparser', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
