"""Queries, views and marks, over a store with two threads."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.errors import BriefingError, ConfigError
from briefing.model.articles import Article
from briefing.model.feeds import Feed, FeedState
from briefing.model.grouping import Placement, Plan
from briefing.services import Clock, Services
from briefing.services.front_pages import PageChoice
from briefing.store.store import Store
from briefing.text.query_completion import complete_query

NOW = datetime(2024, 7, 8, 12, tzinfo=UTC)
WIRE, GAZETTE = "https://wire.example/feed", "https://gazette.example/feed"


def article(n: int, title: str, days: float, **more: str) -> Article:
    when = NOW - timedelta(days=days)
    facts = {"publisher": "Sample Wire", "section": "asia", "lang": "en", "feed": WIRE, **more}
    return Article(f"a{n:012x}", title, f"{title}.", guid=str(n), published=when, seen=when, **facts)


PACT = article(1, "Pact signed in Manila", 3)
MATCH = article(2, "Sampletown wins the cup", 0.1, publisher="Sample Gazette", section="sport", feed=GAZETTE, lang="")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    store = Store.open(tmp_path / "s.sqlite3")
    for one in (PACT, MATCH):
        store.feeds.save(FeedState(one.feed), [one])
    stories = (Placement("s1", "t1"), Placement("s2", "t2"))
    store.groups.apply(Plan((Placement(PACT.id, "s1"), Placement(MATCH.id, "s2")), stories))
    feeds = (Feed(WIRE, name="Morning wire", section="asia"), Feed(GAZETTE, section="science"))
    with Services(Config(tmp_path / "feeds.toml", feeds, ()), store, Clock(NOW)) as services:
        yield services


def ids(services: Services, query: str) -> list[str]:
    return [row.id for row in services.reading.thread_rows(query=query)]


def test_the_period_of_a_query_is_that_of_what_is_new(services: Services) -> None:
    assert ids(services, "section:asia") == ["t1"]
    assert ids(services, "is:new") == ["t2"], "of the day"
    assert ids(services, "is:new since:7d section:asia") == ["t1"]
    assert [t.row.id for t in services.pages.briefing(PageChoice(query="section:asia")).threads] == [], (
        "nothing of the day"
    )
    week = services.pages.briefing(PageChoice(query="section:asia since:7d"))
    assert ([t.row.id for t in week.threads], week.since, week.total) == (["t1"], NOW - timedelta(days=7), 1)
    assert services.reading.thread_rows(since=NOW - timedelta(days=1), query="since:7d section:asia") == (), (
        "what is said wins"
    )


def test_muted_threads_are_found_by_those_who_ask_for_them(services: Services) -> None:
    services.curation.mute("t1", until_new=True)
    assert ids(services, "") == ["t2"] and ids(services, "is:muted") == ["t1"]
    assert [(one.row.id, one.until_new) for one in services.curation.hidden_threads()] == [("t1", True)]
    services.curation.mute_words("the cup")
    assert (
        ids(services, "") == []
        and services.pages.briefing().threads == ()
        and services.deliveries.digest().threads == ()
    )
    with pytest.raises(ConfigError):
        services.curation.mute_words(" ! ")


def test_feeds_are_called_by_their_names(services: Services) -> None:
    assert ids(services, "feed:morning") == ["t1"]
    assert [hit.article.id for hit in services.reading.search("feed:gazette.example")] == [MATCH.id]
    with pytest.raises(ConfigError, match='did you mean "Morning wire"'):
        services.reading.thread_rows(query="feed:mourning")


def test_known_values_complete_what_is_typed(services: Services) -> None:
    known = services.names.query_values()
    assert known["section"] == ("asia", "sport", "science")
    assert set(known["publisher"]) == {"Sample Wire", "Sample Gazette"} and known["lang"] == ("en",)
    assert complete_query("is:new feed:", 12, known)[0].text == 'feed:"Morning wire"'
    assert ids(services, "section:science") == [], "configured, but nothing came yet"


def test_views_are_queries_under_names(services: Services) -> None:
    services.views.save(" Games ", "section:spo")
    services.views.save("games", "section:sport  is:unread")
    assert [(view.name, view.query) for view in services.views.all()] == [("Games", "section:sport is:unread")]
    assert [row.id for row in services.reading.thread_rows(query=services.views.query_of("GAMES"))] == ["t2"]
    for name, query in (("", "is:new"), ("empty", " "), ("wrong", "is:nwe")):
        with pytest.raises(ConfigError):
            services.views.save(name, query)
    services.views.remove("games")
    assert services.views.all() == () and services.corrections.undo() == 'saved the view "Games" again'


def test_a_thread_counts_as_unread_until_it_is_read_again_and_both_are_undone(services: Services) -> None:
    services.curation.mark_read("t1")
    assert ids(services, "is:unread") == ["t2"]
    services.curation.mark_unread("t1")
    assert sorted(ids(services, "is:unread")) == ["t1", "t2"]
    services.curation.mark_unread("t2", False)
    assert ids(services, "is:unread") == ["t1"], "its sibling stays as it was"
    assert services.corrections.undo() == f'unread again: "{MATCH.title}"'
    assert services.corrections.undo() == f'read again: "{PACT.title}"'
    assert ids(services, "is:unread") == ["t2"]


def test_undo_leaves_out_that_a_thread_was_read(services: Services) -> None:
    services.curation.mute("t2")
    services.curation.mark_read("t1")
    services.curation.follow("t1")
    services.curation.mark_read("t1")
    assert services.corrections.undo() == f'unfollowed "{PACT.title}"'
    assert services.corrections.undo() == f'unmuted "{MATCH.title}"'
    assert services.corrections.undo() == "" and ids(services, "is:unread") == ["t2"]
    services.curation.mark_unread("t1")
    assert sorted(ids(services, "is:unread")) == ["t1", "t2"], "U takes it back"
    assert services.corrections.undo() == f'read again: "{PACT.title}"'


def test_what_was_undone_is_done_again_until_something_else_is_done(services: Services) -> None:
    actions = (
        (lambda: services.curation.follow("t1"), f'followed "{PACT.title}"'),
        (lambda: services.curation.mute("t2"), f'muted "{MATCH.title}"'),
        (lambda: services.curation.star(PACT.id), f'starred "{PACT.title}"'),
        (lambda: services.curation.mute_words("volcano"), 'muted the word "volcano"'),
        (lambda: services.views.save("Games", "section:sport"), 'saved the view "Games"'),
        (lambda: services.curation.set_tags("t1", ["harbour"]), f'changed the tags of "{PACT.title}"'),
        (lambda: services.curation.mark_all_read(("t1", "t2")), "read again: 2 threads"),
        (lambda: services.curation.mark_unread("t1"), f'unread again: "{PACT.title}"'),
    )
    for action, _ in actions:
        action()
    after, views = services.reading.thread_rows(), services.views.all()
    messages = []
    while message := services.corrections.undo():
        messages.append(message)
    assert len(messages) == len(actions) and services.views.all() == ()
    assert [services.corrections.redo_action().message for _ in actions] == [message for _, message in actions]
    assert services.corrections.redo_action().message == ""
    assert services.reading.thread_rows() == after and services.views.all() == views
    services.corrections.undo()
    services.corrections.undo()
    services.curation.mark_read("t1")
    assert services.corrections.redo_action().message == "read again: 2 threads", "no key was pressed since"
    services.curation.follow("t2")
    assert services.corrections.redo_action().message == "", "something else was done"


def test_a_correction_is_done_again_and_a_later_name_too(services: Services) -> None:
    services.corrections.merge("t1", "t2")
    services.corrections.undo()
    assert services.corrections.redo_action().message.startswith('merged "')
    services.corrections.rename("t1", "Harbour pact")
    services.corrections.undo()
    assert services.corrections.redo_action().message.startswith('named "')


def test_articles_are_starred(services: Services) -> None:
    id, title = services.names.resolve_article("pact manila")
    assert (id, title) == (PACT.id, PACT.title)
    services.curation.star(id)
    assert services.curation.starred_ids() == {id} and [
        hit.article.id for hit in services.reading.search("is:starred")
    ] == [id]
    services.curation.star(id, False)
    assert services.curation.starred_ids() == frozenset()
    with pytest.raises(BriefingError, match="volcano"):
        services.names.resolve_article("volcano")


def test_views_find_their_threads_in_one_scan_of_the_store(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    services.views.save("asia", "section:asia")
    services.views.save("games", "section:sport is:unread")
    services.views.save("new", "is:new")
    services.curation.mute("t1")
    services.views.save("muted", "is:muted")
    loads: list[str] = []
    monkeypatch.setattr(type(services.context.store.threads), "rows", lambda *_, **__: loads.append("rows") or [])
    found = services.views.thread_ids()
    assert found == {
        "asia": frozenset(),
        "games": frozenset({"t2"}),
        "new": frozenset({"t2"}),
        "muted": frozenset({"t1"}),
    }
    assert loads == []


def test_the_threads_of_a_view_are_those_that_its_query_lists(services: Services) -> None:
    for name, query in (
        ("a", "pact"),
        ("b", "-pact"),
        ("c", "since:1d"),
        ("d", "is:new since:7d"),
        ("e", "feed:gazette"),
    ):
        services.views.save(name, query)
    listed = {view.name: frozenset(ids(services, view.query)) for view in services.views.all()}
    assert services.views.thread_ids() == listed and any(listed.values())


def test_a_view_of_something_that_is_gone_has_no_threads(services: Services) -> None:
    services.views.save("science", "section:science")
    services.context.config = Config(services.config.path, ())
    assert services.views.thread_ids() == {"science": frozenset()}


def test_a_thread_page_loads_its_thread_once(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    repository, loads = type(services.context.store.threads), list[list[str]]()
    load = repository.get_many

    def counted(self: object, thread_ids: list[str], *rest: datetime) -> object:
        loads.append(list(thread_ids))
        return load(self, thread_ids, *rest)

    monkeypatch.setattr(repository, "get_many", counted)
    details = services.reading.thread_details("t1", NOW - timedelta(days=30))
    assert loads == [["t1"]]
    assert details.thread.changes and details.thread.row.read == NOW - timedelta(days=30)
    assert details.coverage.thread.id == "t1" and details.upcoming == ()
    assert services.reading.thread_details("t1").thread.changes is None, "it was never read"
