"""An export holds all that a person did and read; its import gives another store the same, once."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.errors import BriefingError, ConfigError
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.services import Clock, Services
from briefing.services.personal_records import is_export, read_records
from briefing.store.store import Store

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
NEWS = {
    "wire": ["Ferry Sample Star sinks off Cebu", "Sample Star ferry: 12 missing off Cebu", "Quarzo bank raises rates"],
    "gazette": [
        "Ferry Sample Star went down off Cebu",
        "Rates in Quarzo rise to five percent",
        "Miners strike in Omdara",
    ],
}


def reports(outlets: Sequence[str] = tuple(NEWS)) -> list[Article]:
    made = []
    for outlet in outlets:
        for n, title in enumerate(NEWS[outlet]):
            url, when = f"https://{outlet}.example/{n}", NOW - timedelta(hours=20 - n)
            id = f"a{sum(map(ord, outlet)):08d}{n:04d}"
            feed = f"https://{outlet}.example/feed"
            made.append(
                Article(
                    id,
                    title,
                    f"{title}, officials said on Sunday.",
                    f"Sample {outlet.title()}",
                    feed,
                    section="asia",
                    lang="en",
                    guid=url,
                    url=url,
                    link=url,
                    published=when,
                    seen=when,
                )
            )
    return made


Open = Callable[..., Services]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open a store of its own with these reports in it."""
    services: list[Services] = []

    def open_store(name: str, outlets: Sequence[str] = tuple(NEWS)) -> Services:
        config = tmp_path / f"{name}.toml"
        config.write_text("")
        services.append(Services(Config(config), Store.open(tmp_path / f"{name}.sqlite3"), Clock(NOW)))
        store = services[-1].context.store
        for feed in sorted({article.feed for article in reports(outlets)}):
            store.feeds.save(FeedState(feed), [one for one in reports(outlets) if one.feed == feed])
        services[-1].refresher.refresh()
        return services[-1]

    yield open_store
    for one in services:
        one.context.store.close()


def thread_of(services: Services, words: str) -> str:
    rows = services.reading.thread_rows(muted=True)
    return next(
        row.id
        for row in rows
        for story in services.reading.thread(row.id).stories
        if any(words in article.title for article in story.articles)
    )


def act(services: Services) -> None:
    """Do one of everything."""
    ferry, bank, miners = (thread_of(services, words) for words in ("Ferry", "Quarzo", "Miners"))
    services.curation.follow(ferry, True)
    for row in services.reading.thread_rows(muted=True):
        services.curation.mark_read(row.id)
    services.curation.mute(bank, True)
    services.curation.set_tags(bank, ["money", "quarzo"])
    services.corrections.rename(miners, "The strike")
    services.corrections.set_affair(miners, bank)
    services.curation.star(reports(["gazette"])[0].id, True)
    services.curation.mute_words("golf", until=NOW + timedelta(days=30), reason="winter")
    services.views.save("boats", "ferry")
    services.corrections.pin(ferry)
    services.deliveries.mark_delivered(services.deliveries.digest("morning"))


def exported(services: Services) -> list[str]:
    return list(services.personal_data.export())


def imported(services: Services, lines: Sequence[str], **options: bool) -> tuple[dict[str, int], tuple[str, ...]]:
    report = services.personal_data.import_data(read_records(lines, "e.jsonl"), "e.jsonl", **options)
    return dict(report.counts), report.unmatched


def article_count(lines: Sequence[str], outlet: str = "") -> int:
    rows = map(json.loads, lines)
    return sum(row["type"] == "article" and outlet in row["feed"] for row in rows)


def facts(lines: Sequence[str]) -> list[str]:
    """The records without the header, whose moment is that of the export."""
    return sorted(lines[1:])


def test_an_empty_store_gets_the_same_marks_articles_and_groups(opened: Open) -> None:
    act(old := opened("old"))
    new = opened("new", ())
    counts, unmatched = imported(new, exported(old))
    assert counts["articles"] == article_count(exported(old)) >= 4
    marks = ("followed", "muted", "named", "stars", "views", "mute rules", "affairs", "tagged")
    assert {kind: counts[kind] for kind in marks} == dict.fromkeys(marks, 1)
    assert unmatched == ()
    assert facts(exported(new)) == facts(exported(old))
    ferry = thread_of(new, "Ferry")
    row = next(row for row in new.reading.thread_rows() if row.id == ferry)
    assert row.followed
    assert not row.unread
    assert new.deliveries.digest("morning").threads == ()


def test_importing_again_changes_nothing(opened: Open) -> None:
    act(old := opened("old"))
    new = opened("new", ())
    lines = exported(old)
    imported(new, lines)
    before = exported(new)
    assert imported(new, lines) == ({}, ())
    assert facts(exported(new)) == facts(before)
    assert imported(old, lines) == ({}, ())


def test_a_store_with_some_of_the_news_keeps_its_groups_and_gets_the_marks(opened: Open) -> None:
    act(old := opened("old"))
    new = opened("new", ["gazette"])
    own = thread_of(new, "Ferry")
    counts, _ = imported(new, exported(old))
    assert counts["articles"] == article_count(exported(old), "wire")
    assert thread_of(new, "12 missing") == own
    assert next(row for row in new.reading.thread_rows() if row.id == own).followed


def test_what_the_person_did_here_stays(opened: Open) -> None:
    act(old := opened("old"))
    new = opened("new")
    bank = thread_of(new, "Quarzo")
    new.curation.follow(bank, True)
    new.corrections.rename(thread_of(new, "Miners"), "My own name")
    new.views.save("boats", "ship")
    new.curation.tag(bank, "own")
    _, unmatched = imported(new, exported(old))
    row = next(row for row in new.reading.thread_rows() if row.id == bank)
    assert row.followed
    assert not row.muted
    assert row.tags == ("money", "own", "quarzo")
    assert next(row.title for row in new.reading.thread_rows() if "own name" in row.title) == "My own name"
    assert 'the view "boats" has another query here and stays as it is' in unmatched


def test_one_undo_reverts_the_marks_of_an_import(opened: Open) -> None:
    act(old := opened("old"))
    new = opened("new")
    imported(new, exported(old))
    assert new.corrections.undo().startswith("reverted")
    left = [json.loads(line) for line in exported(new)[1:]]
    assert {one["type"] for one in left} == {"digest", "thread", "article"}, "a delivery is no action"
    assert all(one.keys() == {"type", "id", "title", "stories"} for one in left if one["type"] == "thread")
    assert not [one for one in left if "starred" in one]


def test_articles_that_were_split_there_are_split_here(opened: Open) -> None:
    old, new = opened("old"), opened("new")
    article = reports(["gazette"])[0]
    ferry = thread_of(old, "12 missing")
    assert thread_of(old, article.title) == ferry
    old.corrections.move(article.id, thread_of(old, "Miners"))
    imported(new, exported(old))
    assert thread_of(new, article.title) == thread_of(new, "Miners") != thread_of(new, "12 missing")


def test_corrections_that_contradict_those_made_here_are_left_out(opened: Open) -> None:
    old, new = opened("old"), opened("new")
    article = reports(["gazette"])[0]
    old.corrections.pin(thread_of(old, article.title))
    new.corrections.move(article.id, thread_of(new, "Miners"))
    _, unmatched = imported(new, exported(old))
    assert unmatched == ("1 links of articles contradict corrections that were made here",)
    assert thread_of(new, article.title) == thread_of(new, "Miners")


def test_a_dry_run_changes_nothing(opened: Open, tmp_path: Path) -> None:
    act(old := opened("old"))
    new = opened("new", ())
    counts, _ = imported(new, exported(old), dry_run=True)
    assert counts["articles"] == article_count(exported(old))
    with closing(sqlite3.connect(tmp_path / "new.sqlite3")) as db:
        assert db.execute("SELECT COUNT(*) FROM articles").fetchone() == (0,)


def test_a_failed_import_leaves_the_store_as_it_was(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    act(old := opened("old"))
    new = opened("new", ())
    monkeypatch.setattr(
        type(new.context.store.personal_data_import), "add_views", lambda *_: (_ for _ in ()).throw(BriefingError("no"))
    )
    with pytest.raises(BriefingError):
        imported(new, exported(old))
    assert exported(new)[1:] == []


def test_a_digest_delivers_nothing_twice_though_another_machine_fetches_its_news_again(opened: Open) -> None:
    old = opened("old")
    old.deliveries.mark_delivered(old.deliveries.digest("morning"))
    new = opened("new", ())
    _, unmatched = imported(new, exported(old))
    assert unmatched == () and new.personal_data.touched_threads() == []
    store = new.context.store
    for feed in sorted({article.feed for article in reports()}):
        store.feeds.save(FeedState(feed), [one for one in reports() if one.feed == feed])
    new.refresher.refresh()
    assert new.deliveries.digest("other").threads and new.deliveries.digest("morning").threads == ()


def test_older_articles_of_a_delivery_log_that_are_not_here_are_counted(opened: Open, tmp_path: Path) -> None:
    old = opened("old")
    old.deliveries.mark_delivered(old.deliveries.digest("morning"))
    with closing(sqlite3.connect(tmp_path / "old.sqlite3")) as db, db:
        later = timedelta(days=9) // timedelta(microseconds=1)
        db.execute("UPDATE digests SET last_run = last_run + ?", (later,))
    _, unmatched = imported(opened("new", ()), exported(old))
    assert unmatched[0].endswith('articles that the digest "morning" delivered are not here')


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "{}",
        "not json",
        '{"type": "article", "id": "../x", "title": "t", "published": "2025-01-01"}',
        '{"type": "article", "id": "a1", "title": 3, "published": "2025-01-01"}',
        '{"type": "article", "id": "a1", "title": "t", "published": "never"}',
        '{"type": "article", "id": "a1", "title": "t", "published": "2025-01-01", "weight": 1e9}',
        '{"type": "thread", "id": "t1", "stories": [{"id": "s1"}]}',
        '{"type": "together", "level": "world", "articles": [], "at": "2025-01-01"}',
        '{"type": "mute", "kind": "colour", "value": "x", "at": "2025-01-01"}',
        '{"type": "correction", "at": "2025-01-01", "level": "thread", "sign": 7, "description": ""}',
        '{"type": "digest", "name": "m", "last_run": "2025-01-01", "lines": '
        '[{"thread": "t1", "line": "x", "texts": "one two", "at": "2025-01-01"}]}',
    ],
)
def test_a_line_that_is_no_record_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(ConfigError, match=r"^e\.jsonl:2: not a record of an export"):
        read_records(['{"type": "export", "schema": "briefing-export/1"}', line], "e.jsonl")


def test_a_newer_format_is_refused_and_unknown_records_are_counted() -> None:
    with pytest.raises(ConfigError, match="briefing-export/9"):
        read_records(['{"type": "export", "schema": "briefing-export/9"}'], "e.jsonl")
    data = read_records(['{"type": "export", "schema": "briefing-export/1"}', '{"type": "dream"}'], "e.jsonl")
    assert data.unknown == {"dream": 1}


def test_hostile_texts_are_made_safe() -> None:
    row = {"type": "article", "id": "a1", "title": "\x1b[2Jbad", "published": "2025-01-01", "link": "javascript:x"}
    (article,) = read_records(['{"type": "export", "schema": "briefing-export/1"}', json.dumps(row)], "e").articles
    assert article.title == "[2Jbad"
    assert (article.link, article.url) == ("", "")


def test_only_the_header_makes_an_export() -> None:
    assert is_export('{"type": "export", "schema": "briefing-export/1"}')
    assert not is_export('{"type": "article"}')
    assert not is_export("[" * 100_000)


def test_every_table_is_exported_or_has_a_reason_not_to_be(opened: Open, tmp_path: Path) -> None:
    personal = {
        *("articles", "threads", "stories", "marks", "stars", "read_exceptions", "affairs", "must_link", "cannot_link"),
        *("corrections", "mute_rules", "views", "digests", "delivery_log", "delivered_articles", "delivered_documents"),
        *("visits", "delivered_lines"),
    }
    derived = {
        *("thread_texts", "evidence", "profiles", "vocabulary", "postings", "house_phrases", "house_readings"),
        *("redirects", "counters", "thread_joins", "undo_log", "read_changes", "printout", "feed_printout"),
        *("feeds", "feed_entries", "host_waits", "reported_problems", "robots_txt", "article_pages", "model_answers"),
        *("edits", "thinned_articles", "refresh_clocks", "article_links"),
    }
    opened("old")
    with closing(sqlite3.connect(tmp_path / "old.sqlite3")) as db:
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    tables = {name for name in names if not name.startswith(("sqlite_", "article_index"))}
    assert tables == personal | derived
