from collections.abc import Callable

import pytest

from briefing.model import Article, Story
from briefing.writing.headline import story_title, thread_title
from briefing.writing.lead import latest

Make = Callable[..., Article]


def test_a_story_is_named_by_its_most_central_headline_cleaned(pact: tuple[Story, ...]) -> None:
    assert story_title(pact[1].articles) == "Japan and Philippines sign Reciprocal Access Agreement in Manila"
    assert story_title(pact[0].articles) in (
        "Japan and Philippines agree to negotiate troop access pact",
        "Manila and Tokyo to start talks on Reciprocal Access Agreement",
    )


@pytest.mark.parametrize(
    "weak",
    ["Live updates", "What does the access pact of Manila and Tokyo mean?", "Opinion: access pact of Manila and Tokyo"],
)
def test_weak_headlines_give_way(make: Make, weak: str) -> None:
    good = "Tokyo and Manila sign access pact"
    articles = [
        make("a", "2024-07-08T04:00", "Sample Wire", weak, "The access pact of Manila and Tokyo was signed."),
        make("b", "2024-07-08T05:00", "Sample Gazette", good, "The access pact of Manila and Tokyo was signed."),
    ]
    assert story_title(articles) == good
    assert story_title(articles[:1])


def test_no_headline_at_all(make: Make) -> None:
    assert story_title([make("a", "2024-07-08T04:00", "Sample Wire", "")]) == ""
    assert story_title([]) == thread_title([]) == latest([], "") == ""


def test_a_thread_is_named_after_its_affair(pact: tuple[Story, ...]) -> None:
    title = thread_title(pact)
    assert "Reciprocal Access Agreement" in title
    assert "Japan" in title


def test_the_name_of_a_thread_is_steady(pact: tuple[Story, ...], make: Make) -> None:
    detail = make(
        "z",
        "2025-01-05T10:00",
        "Sample Gazette",
        "Harbour of Subic hires eighty welders before Japanese ships come",
        "The harbour expects work from the agreement.",
    )
    assert thread_title((*pact, Story("s4", "t1", "", (detail,)))) == thread_title(pact)


def test_the_latest_development_in_other_words_than_the_title(pact: tuple[Story, ...]) -> None:
    title = thread_title(pact[:2])
    assert latest(pact, title) in [article.title for article in pact[2].articles]


def test_nothing_else_to_say(make: Make) -> None:
    one = make("a", "2024-07-08T04:00", "Sample Wire", "Ministers sign access pact in Manila")
    two = make("b", "2024-07-08T05:00", "Sample Gazette", "Ministers in Manila sign access pact")
    assert latest([Story("s", "t", "", (one, two))], "Ministers sign access pact in Manila") == ""
