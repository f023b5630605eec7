"""What each key of a query chooses, of threads and of articles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import DAY, FEED, NOW, article, filled, save

from briefing.errors import ConfigError
from briefing.model.feeds import FeedState
from briefing.store.store import Store
from briefing.text.query import parse_query

GAZETTE = "https://gazette.example/feed"
FERRY, WRECK = article(1, title="Ferry sinks off Sampletown"), article(2, title="Divers find the wreck", hours=30)
BANK = article(
    3, title="Bank opens", text="Nobody came by ferry today.", publisher="Sample Gazette", feed=GAZETTE, hours=50,
    section="Business",
)  # fmt: skip
QUAKE = article(4, title="東京で大きな地震", text="津波の心配はありません。", lang="ja-JP", hours=300, section="asia")
PERIOD = NOW - DAY


@pytest.fixture
def news(store: Store) -> Store:
    placed = {"tferry": {"s1": [WRECK], "s2": [FERRY]}, "tbank": {"s3": [BANK]}, "tquake": {"s4": [QUAKE]}}
    filled(store, placed)
    store.feeds.save_states([FeedState(FEED, title="Wire of the world"), FeedState(GAZETTE)])
    return store


def threads(store: Store, query: str, names: dict[str, str] | None = None) -> set[str]:
    rows = store.threads.rows(NOW, PERIOD, all_time=True, query=parse_query(query), feed_names=names)
    return {row.id.removeprefix("t") for row in rows}


def articles(store: Store, query: str, names: dict[str, str] | None = None) -> list[int]:
    return [int(hit.article.id[1:], 16) for hit in store.search.hits(parse_query(query), 20, NOW, PERIOD, names)]


@pytest.mark.parametrize(
    ("query", "found", "numbers"),
    [
        ("section:BUS", {"bank"}, [3]),
        ("-section:bus", {"ferry", "quake"}, [1, 2, 4]),
        ("section:bus section:asia", {"bank", "quake"}, [3, 4]),
        ("publisher:gazette", {"bank"}, [3]),
        ('-publisher:"sample gaz"', {"ferry", "quake"}, [1, 2, 4]),
        ("since:2d", {"ferry"}, [1, 2]),
        ("-since:2d", {"bank", "quake"}, [3, 4]),
        ("until:2d", {"bank", "quake"}, [3, 4]),
        ("-until:2d", {"ferry"}, [1, 2]),
        ("since:3d until:1d", {"ferry", "bank"}, [2, 3]),
        ("since:20h until:10h", set(), []),
        ("wreck OR bank", {"ferry", "bank"}, [2, 3]),
        ("ferry (sinks OR nobody)", {"ferry", "bank"}, [1, 3]),
        ("(sinks OR wreck) (ferry OR 津波)", {"ferry"}, [1]),
        ("-(ferry OR wreck)", {"quake"}, [4]),
        ("-(ferry nobody)", {"ferry", "quake"}, [1, 2, 4]),
        ("section:asia OR bank", {"quake", "bank"}, [3, 4]),
        ("(section:asia OR bank) -lang:ja", {"bank"}, [3]),
        ("(lang:ja OR since:2d) -is:running", {"ferry"}, [1, 2]),
        ("((ferry -nobody) OR 地震)", {"ferry", "quake"}, [1, 4]),
        ("lang:ja", {"quake"}, [4]),
        ("-lang:ja", {"ferry", "bank"}, [1, 2, 3]),
        ("lang:ja lang:en", {"ferry", "bank", "quake"}, [1, 2, 3, 4]),
        ("feed:gazette.example", {"bank"}, [3]),
        ('feed:"wire of"', {"ferry", "quake"}, [1, 2, 4]),
        ("-feed:gazette", {"ferry", "quake"}, [1, 2, 4]),
        ("title:bank", {"bank"}, [3]),
        ("-title:bank", {"ferry", "quake"}, [1, 2, 4]),
        ("title:nobody", set(), []),
        ('title:"sinks ferry"', set(), [1]),
        ('title:"wreck find"', {"ferry"}, [2]),
        ("title:地震", {"quake"}, [4]),
        ("is:new", set(), []),
        ("is:updated", {"ferry"}, [1, 2]),
        ("is:running", {"bank", "quake"}, [3, 4]),
        ("-is:running", {"ferry"}, [1, 2]),
        ("ferry", {"ferry", "bank"}, [1, 3]),
        ("ferry nobody", {"bank"}, [3]),
        ("sinks wreck", set(), []),
        ('"by ferry"', {"bank"}, [3]),
        ('"ferry by"', set(), []),
        ('"harb"', set(), []),
        ("harb", {"ferry"}, [1, 2]),
        ("ferry -nobody", {"ferry"}, [1]),
        ("-ferry", {"quake"}, [2, 4]),
        ("-ferry -地震", set(), [2]),
        ('"京で大きな"', {"quake"}, [4]),
        ("-divers since:2d", set(), [1]),
        ("ferry section:business lang:en is:running", {"bank"}, [3]),
    ],
)
def test_what_a_query_means(news: Store, query: str, found: set[str], numbers: list[int]) -> None:
    assert threads(news, query) == found
    assert sorted(articles(news, query)) == numbers


def test_without_words_the_newest_articles_come_first_and_an_empty_query_finds_none(news: Store) -> None:
    assert articles(news, "-lang:xx") == [1, 2, 3, 4]
    assert [hit.article.id for hit in news.search.hits(parse_query("-lang:xx"), 2, NOW, PERIOD)] == [FERRY.id, WRECK.id]
    assert articles(news, "") == []


def test_words_of_titles_count_more_also_among_conditions(news: Store) -> None:
    assert articles(news, "ferry") == articles(news, "ferry lang:en") == [1, 3]


def test_what_declares_no_language_is_taken_for_english(news: Store) -> None:
    save(news, article(9, lang="", text="Plain words.", title="Plain"), article(10, lang="en_GB", title="Plain too"))
    assert sorted(articles(news, "plain lang:en")) == [9, 10]
    assert articles(news, "plain lang:ja") == []


def test_a_feed_is_called_by_its_configured_name_and_has_what_it_carries(news: Store) -> None:
    assert threads(news, "feed:morning", {GAZETTE: "Morning paper"}) == {"bank"}
    save(news, BANK, feed=FEED)
    assert threads(news, "feed:wire.example") == {"ferry", "bank", "quake"}


def test_marks_are_asked_for(news: Store) -> None:
    assert threads(news, "is:unread") == {"ferry"}, "what was never opened is unread while it is news"
    assert threads(news, "is:unopened") == {"ferry", "bank", "quake"}, "also when it is no news any more"
    news.marks.set_read("tferry", NOW)
    news.marks.set_read("tbank", NOW - 5 * DAY)
    assert threads(news, "is:unread") == {"bank"}
    assert threads(news, "is:unopened") == {"quake"} and articles(news, "is:unopened") == [4]
    assert threads(news, "-is:unopened") == {"ferry", "bank"}
    assert threads(news, "is:read") == {"ferry"} and articles(news, "is:read") == [1, 2]
    news.marks.set_followed("tbank", True, NOW)
    assert threads(news, "is:followed") == {"bank"} and articles(news, "-is:followed") == [1, 2, 4]
    news.marks.set_muted("tquake", True, NOW)
    assert threads(news, "is:muted") == {"quake"} and articles(news, "is:muted") == [4]
    news.marks.set_starred(WRECK.id, True, NOW)
    assert threads(news, "is:starred") == {"ferry"} and articles(news, "is:starred") == [2]
    assert threads(news, "is:unread -is:starred -is:muted") == {"bank"}


def test_a_query_narrows_a_period_and_a_section(news: Store) -> None:
    query = parse_query("ferry")
    assert [row.id for row in news.threads.rows(NOW, NOW - DAY, query=query)] == ["tferry"]
    assert [row.id for row in news.threads.rows(NOW, NOW - DAY, section="Business", query=query)] == []
    assert [row.id for row in news.threads.rows(NOW, NOW - 3 * DAY, section="Business", query=query)] == ["tbank"]


def test_common_words_find_the_same_as_rare_ones(news: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.store.query_sql._MAX_LOOKUPS", 1)
    assert threads(news, "ferry") == {"ferry", "bank"}
    assert threads(news, "-ferry") == {"quake"}


def test_what_completion_needs(news: Store) -> None:
    assert news.articles.publishers() == ["Sample Wire", "Sample Gazette"]
    assert news.articles.languages() == ["en", "ja-JP"]


@pytest.mark.parametrize("words", ["Ferry sinks", FERRY.id, FERRY.id[:13]])
def test_articles_are_found_by_title_and_by_the_start_of_their_id(news: Store, words: str) -> None:
    assert news.lookup.articles_named(words)[0] == (FERRY.id, FERRY.title)


def test_a_whole_title_or_id_means_one_article(news: Store) -> None:
    save(news, article(5, title="Divers find the wreck again"))
    assert [id for id, _ in news.lookup.articles_named("divers find")] == [article(5).id, WRECK.id]
    assert [id for id, _ in news.lookup.articles_named("Divers find the wreck")] == [WRECK.id]
    assert news.lookup.articles_named("unheard of") == news.lookup.articles_named(" ") == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=20) | st.sampled_from(['title:"', 'title:"("', "title:AND", '-"NEAR(a"', "*", "feed:%", "a*b -c^"])
)
def test_no_query_is_syntax_of_the_store(news: Store, text: str) -> None:
    try:
        query = parse_query(text)
    except ConfigError:
        return
    news.threads.rows(NOW, PERIOD, all_time=True, query=query)
    news.search.hits(query, 5, NOW, PERIOD)


def test_a_query_of_thousands_of_threads_looks_at_few_rows(store: Store) -> None:
    placed = {f"t{n}": {f"s{n}": [article(n, hours=n, publisher=f"Sample Paper {n % 7}")]} for n in range(60)}
    filled(store, placed)
    rows = store.threads.rows(NOW, NOW - timedelta(hours=30), query=parse_query('publisher:"paper 3"'))
    assert [row.id for row in rows] == ["t3", "t10", "t17", "t24"]
