"""`briefing prune`: old articles lose the text that nothing quotes; all that is shown of threads stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.articles import Article
from briefing.model.coverage import ThreadText
from briefing.model.feeds import FeedState
from briefing.model.threads import NO_SUMMARY, NumberChange, Sentence, TimelineEntry
from briefing.services import Clock, Services
from briefing.store.store import Store

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
FEED = "https://wire.example/feed"
LONG = " ".join(f"Sentence number {n} says that boats of harbour {n} were out at sea." for n in range(40))
YEAR = timedelta(days=365)


def report(n: int, title: str, days: float, text: str = LONG) -> Article:
    url, when = f"https://wire.example/{n}", NOW - timedelta(days=days)
    return Article(
        f"a{n:012d}",
        title,
        f"{title}, the coast guard said. {text}",
        "Sample Wire",
        FEED,
        lang="en",
        guid=url,
        url=url,
        link=url,
        published=when,
        seen=when,
    )


OLD = report(1, "Ferry Sample Star sinks off Cebu", 800)
OLD_TOO = report(2, "Ferry Sample Star: inquiry into the sinking off Cebu opens", 790)
NEW = report(3, "Ferry Sample Star off Cebu: captain of the ferry is charged", 2)
NEWS = (OLD, OLD_TOO, NEW)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "s.sqlite3"
    with Services(Config(tmp_path / "feeds.toml"), Store.open(path), Clock(NOW)) as services:
        take_in(services)
        yield services


def take_in(services: Services, articles: tuple[Article, ...] = NEWS) -> None:
    services.context.store.feeds.save(FeedState(FEED), articles)
    services.refresher.refresh()


def texts(services: Services) -> dict[str, str]:
    threads = map(services.reading.thread, [row.id for row in services.reading.thread_rows()])
    return {a.id: a.text for thread in threads for story in thread.stories for a in story.articles}


def shown(services: Services) -> list[object]:
    threads = map(services.reading.thread, [row.id for row in services.reading.thread_rows()])
    return [(t.row.title, t.summary, t.timeline, [s.title for s in t.stories]) for t in threads]


def test_old_articles_are_thinned_and_all_that_is_shown_stays(services: Services) -> None:
    before, read = texts(services), shown(services)
    report = services.retention.prune(2 * YEAR)
    after = texts(services)
    assert (report.article_count, after[NEW.id]) == (2, before[NEW.id])
    assert all(after[a.id].startswith(a.title) for a in NEWS)
    assert len(after[OLD.id]) < len(before[OLD.id]) / 4
    assert shown(services) == read
    assert services.retention.prune(2 * YEAR).article_count == 0


def test_every_quoted_sentence_still_stands_in_its_article(services: Services) -> None:
    services.retention.prune(YEAR)
    after = texts(services)
    for row in services.reading.thread_rows():
        thread = services.reading.thread(row.id)
        sentences = [*thread.summary.long, *(one for entry in thread.timeline for one in entry.sentences)]
        assert all(s.text in after[s.article] or s.text.rstrip(".") in after[s.article] for s in sentences)


def test_both_sentences_of_a_changed_number_still_stand_in_their_articles(services: Services) -> None:
    [row] = services.reading.thread_rows()
    states = Sentence(LONG.split(". ")[7] + ".", OLD.id), Sentence(LONG.split(". ")[9] + ".", OLD_TOO.id)
    change = NumberChange("boats", "7", "9", *states)
    entry = TimelineEntry(OLD_TOO.published.date(), "More boats are out", number_changes=(change,))
    services.context.store.thread_texts.save([ThreadText(row.id, row.title, "", NO_SUMMARY, (entry,), {})])
    report = services.retention.prune(YEAR)
    after = texts(services)
    assert (report.article_count, [sentence.text in after[sentence.article] for sentence in states]) == (2, [True] * 2)


def test_without_a_text_to_shorten_the_store_is_not_copied(tmp_path: Path) -> None:
    with Services(Config(tmp_path / "feeds.toml"), Store.open(tmp_path / "s.sqlite3"), Clock(NOW)) as services:
        take_in(services, (replace(OLD, text="The ferry Sample Star sank off Cebu."),))
        before = texts(services)
        report_of_prune = services.retention.prune(YEAR)
        assert (report_of_prune.article_count, report_of_prune.backup, texts(services)) == (0, "", before)
        assert not list(tmp_path.glob("*.bak"))
        assert services.context.store.retention.threads_with_old_articles(NOW) == []


def test_former_texts_of_an_article_that_keeps_its_own_are_removed(tmp_path: Path) -> None:
    with Services(Config(tmp_path / "feeds.toml"), Store.open(tmp_path / "s.sqlite3"), Clock(NOW)) as services:
        short = replace(OLD, text="The ferry Sample Star sank off Cebu.")
        take_in(services, (replace(short, text=LONG),))
        take_in(services, (short,))
        assert len(services.context.store.articles.edits(OLD.id)) == 1
        report_of_prune = services.retention.prune(YEAR)
        assert report_of_prune.article_count == 1 and report_of_prune.backup
        assert not services.context.store.articles.edits(OLD.id)


def test_former_texts_that_an_earlier_prune_left_are_removed(tmp_path: Path) -> None:
    with Services(Config(tmp_path / "feeds.toml"), Store.open(tmp_path / "s.sqlite3"), Clock(NOW)) as services:
        short = replace(OLD, text="The ferry Sample Star sank off Cebu.")
        take_in(services, (replace(short, text=LONG),))
        take_in(services, (short,))
        with services.context.store.retention._db.writing() as db:
            db.execute("INSERT INTO thinned_articles SELECT n, 0 FROM articles")  # as prune did before it removed them
        assert services.retention.prune(YEAR).article_count == 1
        assert not services.context.store.articles.edits(OLD.id)
        assert services.retention.prune(YEAR).article_count == 0


def test_a_feed_that_still_carries_a_thinned_article_changes_nothing(services: Services) -> None:
    services.retention.prune(YEAR)
    before = texts(services)
    take_in(services, (replace(OLD, seen=NOW), replace(OLD_TOO, text=OLD_TOO.text + " More.", seen=NOW), NEW))
    assert texts(services) == before


def test_a_starred_article_keeps_its_text(services: Services) -> None:
    services.curation.star(OLD.id)
    before = texts(services)
    services.retention.prune(YEAR)
    assert texts(services)[OLD.id] == before[OLD.id]
    assert texts(services)[OLD_TOO.id] != before[OLD_TOO.id]


def test_the_copy_made_before_has_all_texts(services: Services) -> None:
    before = texts(services)
    report = services.retention.prune(YEAR)
    with Services(services.config, Store.open(Path(report.backup)), Clock(NOW)) as copy:
        assert texts(copy) == before


def test_words_that_were_removed_are_no_longer_found_and_titles_are(services: Services) -> None:
    services.retention.prune(YEAR)
    assert {hit.article.id for hit in services.reading.search(services.names.parse_query("harbour"))} == {NEW.id}
    found = {hit.article.id for hit in services.reading.search(services.names.parse_query("inquiry sinking"))}
    assert OLD_TOO.id in found
    assert services.context.store.check() == []


def test_a_dry_run_changes_nothing(services: Services) -> None:
    before = texts(services)
    report = services.retention.prune(YEAR, dry_run=True)
    assert (report.article_count, report.thread_count > 0, report.backup) == (2, True, "")
    assert report.text_size > 1000
    assert texts(services) == before


def test_a_later_report_writes_the_thread_again_with_its_old_events(services: Services) -> None:
    days = {entry.date for row in services.reading.thread_rows() for entry in services.reading.thread(row.id).timeline}
    services.retention.prune(YEAR)
    take_in(services, (*NEWS, report(4, "Ferry Sample Star off Cebu: captain of the ferry goes to prison", 0.1)))
    after = {entry.date for row in services.reading.thread_rows() for entry in services.reading.thread(row.id).timeline}
    assert days <= after
