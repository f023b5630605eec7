"""What the desk makes of queries, views and marks, over a store with two threads."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.desk import Clock, Desk
from briefing.errors import BriefingError, ConfigError
from briefing.model.articles import Article
from briefing.model.feeds import Feed, FeedState
from briefing.model.grouping import Placement, Plan
from briefing.store.store import Store
from briefing.text.query import complete

NOW = datetime(2024, 7, 8, 12, tzinfo=UTC)
WIRE, GAZETTE = "https://wire.example/feed", "https://gazette.example/feed"


def article(n: int, title: str, days: float, **more: str) -> Article:
    when = NOW - timedelta(days=days)
    facts = {"publisher": "Sample Wire", "section": "asia", "lang": "en", "feed": WIRE, **more}
    return Article(f"a{n:012x}", title, f"{title}.", guid=str(n), published=when, seen=when, **facts)


PACT = article(1, "Pact signed in Manila", 3)
MATCH = article(2, "Sampletown wins the cup", 0.1, publisher="Sample Gazette", section="sport", feed=GAZETTE, lang="")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = Store.open(tmp_path / "s.sqlite3")
    for one in (PACT, MATCH):
        store.save_feed(FeedState(one.feed), [one])
    stories = (Placement("s1", "t1"), Placement("s2", "t2"))
    store.apply(Plan((Placement(PACT.id, "s1"), Placement(MATCH.id, "s2")), stories))
    feeds = (Feed(WIRE, name="Morning wire", section="asia"), Feed(GAZETTE, section="science"))
    with Desk(Config(tmp_path / "feeds.toml", feeds, ()), store, Clock(NOW)) as desk:
        yield desk


def ids(desk: Desk, query: str) -> list[str]:
    return [row.id for row in desk.rows(query=query)]


def test_the_period_of_a_query_is_that_of_what_is_new(desk: Desk) -> None:
    assert ids(desk, "section:asia") == ["t1"]
    assert ids(desk, "is:new") == ["t2"], "of the day"
    assert ids(desk, "is:new since:7d section:asia") == ["t1"]
    assert [t.row.id for t in desk.today(query="section:asia").threads] == [], "nothing of the day"
    week = desk.today(query="section:asia since:7d")
    assert ([t.row.id for t in week.threads], week.since, week.total) == (["t1"], NOW - timedelta(days=7), 1)
    assert desk.rows(since=NOW - timedelta(days=1), query="since:7d section:asia") == (), "what is said wins"


def test_muted_threads_are_found_by_those_who_ask_for_them(desk: Desk) -> None:
    desk.mute("t1", until="new")
    assert ids(desk, "") == ["t2"] and ids(desk, "is:muted") == ["t1"]
    assert [(one.row.id, one.until_new) for one in desk.hidden()] == [("t1", True)]
    desk.mute_words("the cup")
    assert ids(desk, "") == [] and desk.today().threads == () and desk.digest().threads == ()
    with pytest.raises(ConfigError):
        desk.mute_words(" ! ")


def test_feeds_are_called_by_their_names(desk: Desk) -> None:
    assert ids(desk, "feed:morning") == ["t1"]
    assert [hit.article.id for hit in desk.search("feed:gazette.example")] == [MATCH.id]
    with pytest.raises(ConfigError, match='did you mean "Morning wire"'):
        desk.rows(query="feed:mourning")


def test_known_values_complete_what_is_typed(desk: Desk) -> None:
    known = desk.known()
    assert known["section"] == ("asia", "sport", "science")
    assert set(known["publisher"]) == {"Sample Wire", "Sample Gazette"} and known["lang"] == ("en",)
    assert complete("is:new feed:", 12, known)[0].text == 'feed:"Morning wire"'
    assert ids(desk, "section:science") == [], "configured, but nothing came yet"


def test_views_are_queries_under_names(desk: Desk) -> None:
    desk.save_view(" Games ", "section:spo")
    desk.save_view("games", "section:sport  is:unread")
    assert [(view.name, view.query) for view in desk.views()] == [("Games", "section:sport is:unread")]
    assert [row.id for row in desk.rows(query=desk.view("GAMES"))] == ["t2"]
    for name, query in (("", "is:new"), ("empty", " "), ("wrong", "is:nwe")):
        with pytest.raises(ConfigError):
            desk.save_view(name, query)
    desk.remove_view("games")
    assert desk.views() == () and desk.undo() == 'saved the view "Games" again'


def test_a_thread_counts_as_unread_until_it_is_read_again_and_both_are_undone(desk: Desk) -> None:
    desk.mark_read("t1")
    assert ids(desk, "is:unread") == ["t2"]
    desk.mark_unread("t1")
    assert sorted(ids(desk, "is:unread")) == ["t1", "t2"]
    desk.mark_unread("t2", False)
    assert ids(desk, "is:unread") == ["t1"], "its sibling stays as it was"
    assert desk.undo() == f'forgot that you read "{MATCH.title}"'
    assert desk.undo() == f'remembered when you read "{PACT.title}" again'
    assert ids(desk, "is:unread") == ["t2"]


def test_articles_are_starred(desk: Desk) -> None:
    id, title = desk.resolve_article("pact manila")
    assert (id, title) == (PACT.id, PACT.title)
    desk.star(id)
    assert desk.starred() == {id} and [hit.article.id for hit in desk.search("is:starred")] == [id]
    desk.star(id, False)
    assert desk.starred() == frozenset()
    with pytest.raises(BriefingError, match="volcano"):
        desk.resolve_article("volcano")
