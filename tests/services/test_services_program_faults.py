"""A fault of the program in a thread, article or feed: the others are done; it is reported, logged and retried."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.articles import Article
from briefing.model.feeds import Feed
from briefing.model.fetching import Progress, RefreshReport
from briefing.output.digest.digest_fitting import fit_digest
from briefing.services import Clock, Services
from briefing.services.fault_record import MAX_REPORTED_FAULTS, FaultRecord
from briefing.store.store import Store
from briefing.web.fake_transport import fake_transport

START = datetime(2024, 7, 8, 12, tzinfo=UTC)
NEWS = {
    "Dockers of Norland begin a strike in all harbours": "Dockers began a strike in all harbours on Monday.",
    "Mill closes in Ostmark after 130 years": "The mill of Ostmark closed on Monday after 130 years.",
    "Lindqvist wins the stage to Torvane": "Lindqvist won the stage to Torvane by two seconds.",
    "Fire closes tunnel under the Karst pass": "A fire closed the tunnel under the Karst pass.",
}
BAD = "Mill closes"
"""How the headline begins at which the fault happens."""


@dataclass
class SampleFeeds:
    """Two feeds of sample news; the second has that with the fault."""

    headlines: dict[str, list[str]] = field(
        default_factory=lambda: {
            "wire": [title for title in NEWS if not title.startswith(BAD)],
            "gazette": [title for title in NEWS if title.startswith(BAD)],
        }
    )

    def respond(self, url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        name = url.removeprefix("https://").split(".")[0]
        rows = "".join(
            f"<item><guid>{title}</guid><link>https://{name}.example/{n}</link><title>{title}</title>"
            f"<description>{NEWS[title]}</description><pubDate>{format_datetime(START)}</pubDate></item>"
            for n, title in enumerate(self.headlines[name])
        )
        return 200, {}, f'<rss version="2.0"><channel><title>{name}</title>{rows}</channel></rss>'.encode()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    feeds = tuple(Feed(f"https://{name}.example/feed.xml", name=f"Sample {name}") for name in ("wire", "gazette"))
    config = Config(tmp_path / "feeds.toml", feeds, ())
    with Services(
        config, Store.open(tmp_path / "s.sqlite3"), Clock(START), fake_transport(SampleFeeds().respond)
    ) as services:
        yield services


def inject(monkeypatch: pytest.MonkeyPatch, target: str, is_bad: object) -> None:
    """Let a function fail for arguments that `is_bad`."""
    import importlib

    module, name = target.rsplit(".", 1)
    real = getattr(importlib.import_module(module), name)

    def fail_or_do(*args, **kwargs):
        if is_bad(*args):
            raise KeyError("no such word")
        return real(*args, **kwargs)

    monkeypatch.setattr(target, fail_or_do)


def has_bad_story(thread_id: str, stories: object, *_: object) -> bool:
    return any(article.title.startswith(BAD) for story in stories for article in story.articles)


def titles(services: Services) -> set[str]:
    return {row.title for row in services.reading.thread_rows()}


def next_day(services: Services) -> RefreshReport:
    services.clock.set(services.now() + timedelta(days=1))
    return services.refresher.refresh()


def test_a_thread_that_cannot_be_written_costs_the_others_nothing(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as broken:
        inject(broken, "briefing.writing.thread_text.write_thread", has_bad_story)
        with caplog.at_level(logging.ERROR, "briefing"):
            report = services.refresher.refresh()
    assert titles(services) == set(NEWS), "one that was never written has its first headline as title"
    (bad,) = [row for row in services.reading.thread_rows() if row.title.startswith(BAD)]
    assert report.faults == 1
    named, advice = report.notes
    assert (named.subject, named.text) == (f"thread {bad.id}", "could not be done (KeyError: 'no such word')")
    assert "the next refresh tries again" in advice.text and "briefing doctor" in advice.text
    (logged,) = caplog.messages
    assert f"thread {bad.id}" in logged and "Traceback" in logged and "fail_or_do" in logged
    assert not services.reading.thread(bad.id).summary.paragraph
    report = next_day(services)
    assert (report.faults, report.notes) == (0, ())
    assert services.reading.thread(bad.id).summary.paragraph


def test_what_a_fault_quotes_is_safe_to_show_and_to_log(caplog: pytest.LogCaptureFixture) -> None:
    error = OverflowError("\x1b]0;title\x07 of\nhttps://me:hidden@wire.example/feed?key=hidden")
    faults = FaultRecord()
    with caplog.at_level(logging.ERROR, "briefing"), faults.guard("feed \x1b[2Jhttps://wire.example/?token=hidden"):
        raise error
    (fault,) = faults.take()
    assert fault.subject == "feed [2Jhttps://wire.example/"
    assert fault.cause == "OverflowError: ]0;title of https://wire.example/feed"
    (logged,) = caplog.messages
    assert "\n  File " in logged and "https://wire.example/feed" in logged
    assert not any(part in logged for part in ("\x1b", "\x07", "hidden"))


def test_a_thread_that_cannot_be_written_keeps_its_former_text(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.refresher.refresh()
    (bad,) = [row for row in services.reading.thread_rows() if row.title.startswith(BAD)]
    former = services.reading.thread(bad.id).summary
    assert former.paragraph
    with services.context.store.transaction():
        services.context.store.thread_texts.mark_outdated([bad.id])
    inject(monkeypatch, "briefing.writing.thread_text.write_thread", has_bad_story)
    for _ in range(2):
        report = next_day(services)
        assert (report.faults, report.threads) == (1, 0), "what was not written did not change"
        assert report.fault_notes == report.notes
        assert services.reading.thread(bad.id).summary == former


def test_a_merged_thread_that_cannot_be_written_is_written_by_the_next_refresh(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.refresher.refresh()
    first, second = (row.id for row in services.reading.thread_rows() if not row.title.startswith(("Fire", "Lind")))
    texts = services.context.store.thread_texts
    with monkeypatch.context() as broken:
        inject(broken, "briefing.writing.thread_text.write_thread", has_bad_story)
        services.corrections.merge(first, second)
    assert texts.outdated_threads() == [first]
    report = next_day(services)
    assert (report.faults, report.threads) == (1, 1), "the fault of the merge, which nobody took, is reported"
    assert texts.outdated_threads() == []
    assert next_day(services).faults == 0


def test_a_refresh_says_how_many_threads_are_written_before_it_ends(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.services.refreshing.pipeline.TRANSACTION_BATCH", 2)
    steps: list[Progress] = []
    services.refresher.refresh(on_progress=steps.append)
    writing = [(step.done, step.threads) for step in steps if step.stage == "writing"]
    assert writing == [(0, 0), (2, 2)], "a reader with an empty list can show these two"


def test_a_reader_takes_a_note_on_what_a_correction_left_unwritten(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.refresher.refresh()
    first, second = (row.id for row in services.reading.thread_rows() if not row.title.startswith(("Fire", "Lind")))
    assert services.corrections.take_unwritten_note() == ""
    with monkeypatch.context() as broken:
        inject(broken, "briefing.writing.thread_text.write_thread", has_bad_story)
        services.corrections.merge(first, second)
    assert services.corrections.take_unwritten_note() == (
        f"thread {first} could not be written: a fault of the program (KeyError: 'no such word'); "
        "the next refresh tries again"
    )
    assert services.corrections.take_unwritten_note() == ""
    assert next_day(services).faults == 0


def test_an_article_that_cannot_be_grouped_leaves_the_others_grouped(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def has_bad_article(articles: list[Article], *_: object) -> bool:
        return any(article.title.startswith(BAD) for article in articles)

    with monkeypatch.context() as broken:
        inject(broken, "briefing.grouping.plan.make_plan", has_bad_article)
        report = services.refresher.refresh()
    assert titles(services) == {title for title in NEWS if not title.startswith(BAD)}
    assert report.faults == 1
    assert report.notes[0].subject.startswith("article ")
    assert next_day(services).faults == 0
    assert titles(services) == set(NEWS)


def test_where_nothing_can_be_grouped_the_refresh_stops_trying(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.services.refreshing.pipeline.MAX_UNGROUPED_FAULTS", 2)
    inject(monkeypatch, "briefing.grouping.plan.make_plan", lambda *_: True)
    assert services.refresher.refresh().faults == 2


@pytest.mark.parametrize("good_title", NEWS)
def test_no_article_waits_for_ever_behind_those_that_cannot_be_grouped(
    services: Services, monkeypatch: pytest.MonkeyPatch, good_title: str
) -> None:
    def has_other_article(articles: list[Article], *_: object) -> bool:
        return any(article.title != good_title for article in articles)

    monkeypatch.setattr("briefing.services.refreshing.pipeline.MAX_UNGROUPED_FAULTS", 1)
    inject(monkeypatch, "briefing.grouping.plan.make_plan", has_other_article)
    for _ in NEWS:
        next_day(services)
    assert titles(services) == {good_title}


def test_single_articles_that_cannot_be_grouped_do_not_end_grouping(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each failure is followed by a success: the limit counts failures in a row."""

    def has_every_second(articles: list[Article], *_: object) -> bool:
        return any(article.title in list(NEWS)[::2] for article in articles)

    monkeypatch.setattr("briefing.services.refreshing.pipeline.MAX_UNGROUPED_FAULTS", 2)
    inject(monkeypatch, "briefing.grouping.plan.make_plan", has_every_second)
    assert next_day(services).faults == 2
    assert titles(services) == set(list(NEWS)[1::2])


@pytest.mark.parametrize("count", [1, MAX_REPORTED_FAULTS + 4])
def test_many_faults_are_counted(services: Services, count: int) -> None:
    for number in range(count):
        with services.pipeline.faults.guard(f"thread {number}"):
            raise KeyError(number)
    report = services.refresher.refresh()
    assert report.faults == count
    assert len(report.notes) == min(count, MAX_REPORTED_FAULTS) + 1
    assert report.notes[-1].subject == ("a fault of the program" if count == 1 else f"{count} faults of the program")


def test_an_entry_that_cannot_be_read_leaves_the_others_of_its_feed(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        inject(broken, "briefing.feeds.intake.article_from_entry", lambda entry, *_: entry.title.startswith("Fire"))
        for new_data in (2, 1):  # the document is read again, although it is the same
            report = next_day(services)
            assert (report.new_data, report.faults) == (new_data, 1)
            assert report.notes[0].subject == "entry 3 of https://wire.example/feed.xml"
    report = next_day(services)
    assert (report.new_data, report.articles, report.faults) == (1, 1, 0)
    assert titles(services) == set(NEWS)
    assert next_day(services).new_data == 0


def test_a_feed_that_cannot_be_read_is_one_that_failed(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        inject(broken, "briefing.feeds.intake.parse_feed", lambda body, *_: BAD.encode() in body)
        report = services.refresher.refresh()
    assert (report.new_data, report.articles, report.faults) == (1, 3, 1)
    (problem,) = report.failed
    assert problem.text.startswith("could not be read: a fault of the program (KeyError")
    assert next_day(services).articles == 1


def test_a_feed_that_cannot_be_stored_leaves_the_others_stored(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def has_bad_article(self: object, state: object, articles: list[Article], *_: object) -> bool:
        return any(article.title.startswith(BAD) for article in articles)

    real = type(services.context.store.feeds).save

    def save(self, state, articles, *rest):
        if has_bad_article(self, state, articles):
            raise OverflowError("too large")
        return real(self, state, articles, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(type(services.context.store.feeds), "save", save)
        report = services.refresher.refresh()
    assert (report.articles, report.faults) == (3, 1)
    assert next_day(services).articles == 1


def test_an_entry_of_a_digest_that_cannot_be_made_comes_with_the_next_digest(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.refresher.refresh()
    services.clock.set(services.now() + timedelta(hours=1))
    for target in ("briefing.writing.digest.digest_news.with_news", "briefing.output.digest.digest.full_entry"):
        with monkeypatch.context() as broken:
            inject(broken, target, lambda thread, *_: thread.row.title.startswith(BAD))
            settings = services.deliveries.settings()
            digest = fit_digest(services.deliveries.digest(), settings, 72)
            assert {one.row.title for one in digest.threads} == {one for one in NEWS if not one.startswith(BAD)}
            assert digest.left_out_count == 1, "it is not said to have nothing new"
            assert [fault.cause for fault in digest.faults] == ["KeyError: 'no such word'"]
    services.deliveries.mark_delivered(digest)
    services.clock.set(services.now() + timedelta(days=1))
    assert [one.row.title[: len(BAD)] for one in services.deliveries.digest().threads] == [BAD]
