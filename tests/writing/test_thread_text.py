import cProfile
import subprocess
import sys
from collections.abc import Callable
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
