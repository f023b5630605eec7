"""A merge or a move renames no thread: what a person put into it names it only by what is published later."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.services import Clock, Services
from briefing.store.store import Store

NOW = datetime(2024, 12, 3, 12, tzinfo=UTC)
FERRY = (
    (-30, "Ferry Sample Star sinks off Cebu", "The ferry Sample Star went down off Cebu with 80 people on board."),
    (-29, "Ferry Sample Star sinks with 80 aboard", "The ferry Sample Star sank off Cebu, the coast guard said."),
    (-28, "Sample Star ferry sinks off Cebu", "Boats search off Cebu for 12 people of the ferry Sample Star."),
)
BANK = (
    (-3, "Central bank of Quarzo raises rates", "The central bank of Quarzo raised its rates to five percent."),
    (-2, "Quarzo central bank raises its rates", "Rates in Quarzo rise to five percent, the central bank said."),
)
LATER_BANK = tuple(
    (hours, "Central bank of Quarzo lowers its rates", "The central bank of Quarzo lowered its rates by a point.")
    for hours in (30, 31, 32, 33)
)
LATER_FERRY = tuple(
    (hours, "Divers find wreck of ferry Sample Star off Cebu", "Divers found the wreck of the ferry Sample Star.")
    for hours in (60, 61, 62)
)


def take_in(services: Services, told: Sequence[tuple[int, str, str]]) -> None:
    """Refresh with reports, each by a publisher of its own, at hours from `NOW`."""
    for number, (hours, title, text) in enumerate(told):
        when = NOW + timedelta(hours=hours)
        name = f"sample-{number}"
        feed, url = f"https://{name}.example/feed", f"https://{name}.example/{hours + 100}"
        article = Article(
            f"a{hours + 100:06}{number:06}", title, text, name, feed, "asia", "en", url, url, url, "", when, when
        )
        services.context.clock = Clock(max(NOW, when))
        services.context.store.feeds.save(FeedState(feed), [article])
    services.refresher.refresh()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    store = Store.open(tmp_path / "s.sqlite3")
    with Services(Config(tmp_path / "feeds.toml", (), ()), store, Clock(NOW)) as services:
        take_in(services, FERRY)
        take_in(services, BANK)
        yield services


def titles(services: Services) -> dict[str, str]:
    return {row.id: row.title for row in services.reading.thread_rows()}


def thread_of(services: Services, word: str) -> str:
    return next(id for id, title in titles(services).items() if word in title)


@pytest.mark.parametrize(("target", "other"), [("Ferry", "bank"), ("bank", "Ferry")])
def test_the_thread_that_others_are_merged_into_keeps_its_title(services: Services, target: str, other: str) -> None:
    kept, ended = thread_of(services, target), thread_of(services, other)
    before = titles(services)
    summaries = {id: services.reading.thread(id).summary for id in before}
    assert services.corrections.merge(kept, ended) == f'Merged "{before[ended]}" into "{before[kept]}"'
    assert titles(services) == {kept: before[kept]}
    assert services.names.survivors([kept, ended]) == {ended: kept}
    words = " ".join(one.text for one in services.reading.thread(kept).summary.line)
    assert target.lower() in words.lower(), "the summary is on what the title says"
    services.corrections.undo()
    assert titles(services) == before and not services.names.survivors([kept, ended])
    assert {id: services.reading.thread(id).summary for id in before} == summaries


def test_a_merged_thread_is_named_by_later_news_of_either(services: Services) -> None:
    ferry, bank = thread_of(services, "Ferry"), thread_of(services, "bank")
    former = titles(services)[ferry]
    services.corrections.merge(ferry, bank)
    services.context.store.thread_texts.mark_outdated([ferry])
    services.refresher.refresh()
    assert titles(services)[ferry] == former, "it was written again, but nothing came"
    take_in(services, LATER_BANK)
    assert titles(services)[ferry] == LATER_BANK[0][1], "the news of the day are the newest of the thread"
    take_in(services, LATER_FERRY)
    assert titles(services)[ferry] == LATER_FERRY[0][1]


def test_a_story_that_is_moved_names_the_next_thread_only_where_it_is_alone(services: Services) -> None:
    ferry, bank = thread_of(services, "Ferry"), thread_of(services, "bank")
    former = titles(services)[ferry]
    (story,) = services.context.store.threads.stories_of(bank)
    services.corrections.move(story.id, ferry)
    assert titles(services) == {ferry: former}
    services.corrections.split(ferry, story.id)
    assert set(titles(services).values()) == {former, BANK[0][1]}


def test_an_article_that_is_moved_names_no_thread(services: Services) -> None:
    ferry = thread_of(services, "Ferry")
    former = titles(services)[ferry]
    services.corrections.move(BANK[1][1], ferry)
    assert titles(services)[ferry] == former
    added = services.context.store.corrections.added([ferry], NOW - timedelta(days=1))
    articles = [one for story in services.context.store.threads.stories_of(ferry) for one in story.articles]
    assert [one.title for one in articles if one.id in added] == [BANK[1][1]]
    assert not services.context.store.corrections.added([ferry], NOW + timedelta(days=1))


@pytest.mark.parametrize("way", ["split and merge", "move there and back", "move each article there and back"])
def test_what_comes_back_to_its_own_thread_names_it(services: Services, way: str) -> None:
    take_in(services, LATER_FERRY)
    ferry, bank = thread_of(services, "ferry"), thread_of(services, "bank")
    before = titles(services)
    assert before[ferry] == LATER_FERRY[0][1]
    stories = services.context.store.threads.stories_of(ferry)
    assert len(stories) == 2
    story = max(stories, key=lambda one: one.articles[0].published)
    if way == "split and merge":
        services.corrections.split(ferry, story.id)
        assert titles(services)[ferry] != before[ferry]
        (other,) = titles(services).keys() - before.keys()
        services.corrections.merge(ferry, other)
    else:
        moved = [story.id] if way == "move there and back" else [article.id for article in story.articles]
        for target in (bank, ferry):
            for id in moved:
                services.corrections.move(id, target)
    assert titles(services) == before
    assert not services.context.store.corrections.added([ferry], NOW)


def article_id(services: Services, title: str, number: int = 0) -> str:
    """The id of one of the articles with a headline."""
    stories = services.context.store.threads.stories_of(thread_of(services, "Ferry"))
    return [article.id for story in stories for article in story.articles if article.title == title][number]


def test_a_split_leaves_the_title_where_its_article_stays_and_names_the_other_by_its_row(services: Services) -> None:
    ferry = thread_of(services, "Ferry")
    former = titles(services)[ferry]
    for title in [headline for _, headline, _ in FERRY if headline != former]:
        before = titles(services)
        services.corrections.split_articles(ferry, [article_id(services, title)], title)
        (new,) = titles(services).keys() - before.keys()
        assert titles(services)[ferry] == former and titles(services)[new] == title
        services.corrections.undo()
        assert titles(services) == before


def test_the_headline_of_a_row_is_the_title_of_what_is_split_off(services: Services) -> None:
    ferry = thread_of(services, "Ferry")
    former = titles(services)[ferry]
    others = [headline for _, headline, _ in FERRY if headline != former]
    for row in others:
        before = titles(services)
        services.corrections.split_articles(ferry, [article_id(services, title) for title in others], row)
        (new,) = titles(services).keys() - before.keys()
        assert (titles(services)[ferry], titles(services)[new]) == (former, row)
        services.corrections.undo()


def test_no_two_threads_bear_one_title_after_a_split(services: Services) -> None:
    former = titles(services)[thread_of(services, "Ferry")]
    text = next(text for _, headline, text in FERRY if headline == former)
    take_in(services, [(-25, former, text)])
    ferry = thread_of(services, "Ferry")
    assert titles(services)[ferry] == former
    for number in range(2):
        before = titles(services)
        services.corrections.split_articles(ferry, [article_id(services, former, number)], former)
        (new,) = titles(services).keys() - before.keys()
        assert titles(services)[new] == former, "it has no other headline"
        assert titles(services)[ferry] in {headline for _, headline, _ in FERRY} - {former}
        services.corrections.undo()
        assert titles(services) == before
