"""A sample thread of our own words: how an access agreement came about, reported by sample publishers."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.titles.thread_titles import choose_title

Make = Callable[..., Article]


def thread_title(
    stories: Sequence[Story], avoid_title: str = "", previous_title: str = "", turn: frozenset[str] = frozenset()
) -> str:
    """The title of a thread by its headlines alone."""
    return choose_title(stories, avoid_title, previous_title, turn).title


def article(
    key: str, when: str, publisher: str, title: str, text: str = "", *, lang: str = "en", section: str = "asia"
) -> Article:
    published = datetime.fromisoformat(when).replace(tzinfo=UTC)
    url = f"https://{publisher.lower().replace(' ', '-')}.example/{key}"
    return Article(
        id=key,
        title=title,
        text=text,
        publisher=publisher,
        feed=url,
        url=url,
        link=url,
        lang=lang,
        section=section,
        published=published,
        seen=published + timedelta(minutes=5),
    )


TALKS = (
    article(
        "a1",
        "2023-11-03T09:00",
        "Sample Wire",
        "Japan and Philippines agree to negotiate troop access pact - Sample Wire",
        "MANILA (Reuters) - Japan and the Philippines agreed on Friday to open talks on a Reciprocal Access "
        "Agreement.\n"
        "The pact would let their forces train on each other's soil.\nRead more",
    ),
    article(
        "a2",
        "2023-11-03T11:00",
        "Sample Gazette",
        "Manila and Tokyo to start talks on Reciprocal Access Agreement",
        "The two governments said in Manila on Friday that negotiators will meet before the end of the year.\n"
        "Japan and the Philippines want rules for visiting soldiers under a Reciprocal Access Agreement.",
    ),
)
SIGNED = (
    article(
        "b1",
        "2024-07-08T04:00",
        "Sample Wire",
        "Japan and Philippines sign Reciprocal Access Agreement in Manila",
        "Japan and the Philippines signed a Reciprocal Access Agreement in Manila on Monday.\n"
        "It lets the forces of each country enter the other for training.\n"
        "Defence Secretary Gilberto Teodoro and Foreign Minister Yoko Kamikawa signed for their governments.",
    ),
    article(
        "b2",
        "2024-07-08T06:00",
        "Sample Gazette",
        "Philippines and Japan sign defence pact in Manila | Sample Gazette",
        "Foreign Minister Yoko Kamikawa and Defence Secretary Gilberto Teodoro signed the pact before President "
        "Marcos on Monday.\nHere's what to know about the agreement.\nThe Senate in Manila must still concur, and so "
        "must the Diet in Tokyo.",
    ),
    article(
        "b3",
        "2024-07-09T06:00",
        "Sample Observer",
        "What does the Reciprocal Access Agreement allow?",
        "Japanese soldiers may bring weapons to exercises in the Philippines under the agreement signed on Monday.",
    ),
)
SENATE = (
    article(
        "c1",
        "2024-12-16T10:00",
        "Sample Wire",
        "Philippine Senate concurs in Reciprocal Access Agreement with Japan, 19 to 0",
        "The Philippine Senate concurred in the Reciprocal Access Agreement with Japan on Monday by 19 votes to none.\n"
        "It enters into force once the Diet in Tokyo has approved it.",
    ),
    article(
        "c2",
        "2024-12-16T12:00",
        "Sample Observer",
        "Senators in Manila back pact with Tokyo",
        "All nineteen senators present voted for the defence pact that Japan and the Philippines signed in July.\n"
        "Approval by Japan's Diet is expected in early 2025.",
    ),
)


def story(key: str, articles: tuple[Article, ...], thread: str = "t1") -> Story:
    return Story(key, thread, "", articles)


@pytest.fixture
def pact() -> tuple[Story, ...]:
    return (story("s1", TALKS), story("s2", SIGNED), story("s3", SENATE))


@pytest.fixture
def make() -> Make:
    return article
