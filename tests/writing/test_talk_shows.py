"""What hosts of talk and satire say of an affair is no news of it, unless the thread is about them."""

from __future__ import annotations

from briefing.model.articles import Story
from briefing.writing.summary.thread_summary import summarize_thread
from tests.writing.conftest import Make

TITLE = "Norland denies that its navy escorted a tanker off Torvane after deleted post"
NEWS = "The press office of Norland has walked back a deleted claim by its energy minister about a tanker."
JOKE = "Stephen Colbert unpacked the deleted post of Norland about a tanker that its navy escorted off Torvane."


def line(make: Make, title: str, *texts: tuple[str, str]) -> list[str]:
    articles = tuple(
        make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", *text) for n, text in enumerate(texts)
    )
    return [one.text for one in summarize_thread([Story("s", "t", "", articles)], title).paragraph]


def test_a_joke_is_not_quoted_beside_news(make: Make) -> None:
    assert line(make, TITLE, (TITLE, NEWS), ("Host mocks a tweet", JOKE)) == [NEWS]


def test_a_joke_is_quoted_if_there_is_nothing_else_or_the_title_is_on_the_show(make: Make) -> None:
    assert line(make, TITLE, (TITLE, ""), ("Host mocks a tweet", JOKE)) == [JOKE]
    show = "Stephen Colbert mocks deleted post of Norland about a tanker"
    assert line(make, show, (show, JOKE), (TITLE, NEWS))[0] == JOKE
