"""Refreshing end to end over sample feeds: from documents to threads, digests and marks."""

import asyncio
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.feeds.fetching.fetcher import TOTAL_DEADLINE
from briefing.model.digests import DigestSettings
from briefing.model.feeds import Feed
from briefing.model.fetching import Progress
from briefing.model.grouping import Evidence
from briefing.output.digest.digest import digest_text
from briefing.services import Clock, Services, period_start
from briefing.services.explanations import distinctive_words, explanation_with_distinctive_words
from briefing.services.refreshing import pipeline
from briefing.store.store import Store
from briefing.web.fake_transport import fake_transport

START = datetime(2024, 7, 8, 12, tzinfo=UTC)
SIGNED = {
    "wire": (
        "Japan and Philippines sign reciprocal access pact",
        "Ministers of Japan and the Philippines signed a reciprocal access agreement in Manila on Monday. "
        "Troops of each country may train in the other.",
    ),
    "gazette": (
        "Philippines, Japan sign defence access agreement in Manila",
        "The reciprocal access agreement signed in Manila on Monday lets Japan and the Philippines send troops to "
        "each other for training.",
    ),
}
CONCURRED = (
    "Philippine Senate backs reciprocal access agreement with Japan",
    "The Philippine Senate on Monday concurred in the reciprocal access agreement with Japan.",
)


@dataclass
class SamplePublishers:
    """Sample publishers with their feeds; those in `down` answer with status 500."""

    items: dict[str, list[tuple[datetime, str, str]]] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)

    def publish(self, name: str, title: str, text: str, when: datetime) -> None:
        self.items.setdefault(name, []).append((when, title, text))

    def respond(self, url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        name = url.removeprefix("https://").split(".")[0]
        if name in self.down:
            return 500, {}, b""
        rows = "".join(
            f"<item><guid>{name}-{n}</guid><link>https://{name}.example/{n}</link><title>{escape(title)}</title>"
            f"<description>{escape(text)}</description><pubDate>{format_datetime(when)}</pubDate></item>"
            for n, (when, title, text) in enumerate(self.items.get(name, []))
        )
        body = f'<rss version="2.0"><channel><title>Sample {name.title()}</title>{rows}</channel></rss>'.encode()
        return 200, {"Content-Type": "application/rss+xml"}, body


def feed(name: str, section: str = "asia") -> Feed:
    title = f"Sample {name.title()}"
    return Feed(f"https://{name}.example/feed.xml", name=title, publisher=title, section=section)


@pytest.fixture
def publishers() -> SamplePublishers:
    room = SamplePublishers({"wire": [], "gazette": []})
    for name, (title, text) in SIGNED.items():
        room.publish(name, title, text, START - timedelta(hours=2))
    return room


@pytest.fixture
def services(publishers: SamplePublishers, tmp_path: Path) -> Iterator[Services]:
    config = Config(tmp_path / "feeds.toml", (feed("wire"), feed("gazette")), ())
    with Services(
        config, Store.open(tmp_path / "s.sqlite3"), Clock(START), fake_transport(publishers.respond)
    ) as services:
        yield services


def later(services: Services, **step: float) -> datetime:
    services.clock.set(services.now() + timedelta(**step))
    return services.now()


def test_two_reports_of_one_happening_are_one_thread(services: Services) -> None:
    report = services.refresher.refresh()
    assert (report.feeds, report.new_data, report.articles, report.stories, report.threads) == (2, 2, 2, 1, 1)
    (thread,) = services.pages.briefing().threads
    assert set(thread.row.publishers) == {"Sample Wire", "Sample Gazette"}
    assert thread.row.status == "new"
    texts = {article.id: article.text for story in thread.stories for article in story.articles}
    assert thread.summary.paragraph
    assert all(sentence.text in texts[sentence.article] for sentence in thread.summary.paragraph)
    assert [entry.story for entry in thread.timeline] == [thread.stories[0].id]


def test_a_second_refresh_with_nothing_new_changes_nothing(services: Services) -> None:
    services.refresher.refresh()
    before = services.reading.thread(services.reading.thread_rows()[0].id)
    later(services, hours=2)
    report = services.refresher.refresh()
    assert (report.unchanged, report.articles, report.stories, report.threads) == (2, 0, 0, 0)
    assert services.reading.thread(before.row.id).stories == before.stories


def test_feeds_that_are_not_due_are_left_alone_unless_forced(services: Services) -> None:
    services.refresher.refresh()
    later(services, minutes=5)
    assert services.refresher.refresh().not_due == 2
    assert services.refresher.refresh(force=True).unchanged == 2


def test_one_failing_feed_stops_nothing_and_is_named(services: Services, publishers: SamplePublishers) -> None:
    publishers.down.add("gazette")
    report = services.refresher.refresh()
    assert report.new_data == 1
    (problem,) = report.failed
    assert problem.subject == "Sample Gazette"
    assert "500" in problem.text
    assert [p.subject for p in services.feed_health.failures()] == ["Sample Gazette"]
    publishers.down.clear()
    later(services, hours=30)
    services.refresher.refresh()
    assert services.feed_health.failures() == ()


def test_while_another_refreshes_nothing_is_fetched(services: Services, tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite3") as other, other.refresh_lock() as mine:
        assert mine
        assert services.refresher.refresh().busy
    assert not services.refresher.refresh().busy


def test_articles_of_a_refresh_that_broke_off_are_grouped_by_the_next(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("briefing.grouping.plan.make_plan", broken)
        with pytest.raises(KeyboardInterrupt):
            services.refresher.refresh()
    assert services.reading.thread_rows() == ()
    assert services.refresher.refresh().stories == 1
    assert len(services.reading.thread_rows()) == 1


class OneSlowHost(httpx.AsyncBaseTransport):
    """Answers for publishers; the gazette does so after `released`."""

    def __init__(self, publishers: SamplePublishers, released: threading.Event) -> None:
        self._publishers = publishers
        self._released = released

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host.startswith("gazette"):
            await asyncio.to_thread(self._released.wait, 60)
        status, headers, body = self._publishers.respond(str(request.url), {})
        return httpx.Response(status, headers=dict(headers), stream=httpx.ByteStream(body))


def test_news_is_grouped_while_a_slow_feed_is_waited_for(
    services: Services, publishers: SamplePublishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.services.refreshing.feed_fetch.GROUPING_INTERVAL", 0.01)
    released, early = threading.Event(), []
    services.context.transport = OneSlowHost(publishers, released)

    def progress(step: Progress) -> None:
        if step.threads and not released.is_set():
            early.append((step, [row.title for row in services.reading.thread_rows()]))
            released.set()

    report = services.refresher.refresh(on_progress=progress)
    ((step, titles),) = early
    assert (step.stage, step.done, step.total, step.threads) == ("fetching", 1, 2, 1)
    assert titles == [SIGNED["wire"][0]]
    assert (report.new_data, report.articles, report.stories, report.threads) == (2, 2, 1, 1)


def test_a_known_thread_is_written_once_when_all_has_arrived_and_a_new_one_at_once(
    services: Services, publishers: SamplePublishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.refresher.refresh()
    (pact,) = services.reading.thread_rows()
    now = later(services, days=1)
    publishers.publish("wire", *CONCURRED, now - timedelta(hours=2))
    publishers.publish("wire", "Ferry runs aground off Ostrava island", "A ferry ran aground off Ostrava.", now)
    publishers.publish("gazette", *CONCURRED, now - timedelta(hours=1))
    monkeypatch.setattr("briefing.services.refreshing.feed_fetch.GROUPING_INTERVAL", 0.01)
    released, early = threading.Event(), {}
    services.context.transport = OneSlowHost(publishers, released)
    written: list[str] = []
    write_all = pipeline.ThreadWriter.write

    def write(writer: pipeline.ThreadWriter, threads: Sequence[pipeline.ThreadToWrite]) -> object:
        written.extend(thread.thread_id for thread in threads)
        return write_all(writer, threads)

    def progress(step: Progress) -> None:
        if step.threads and not released.is_set():
            early.update({row.id: row for row in services.reading.thread_rows()})
            released.set()

    monkeypatch.setattr(pipeline.ThreadWriter, "write", write)
    services.refresher.refresh(on_progress=progress)
    (ferry,) = early.keys() - {pact.id}
    assert written == [ferry, pact.id]
    assert early[pact.id].article_count == 3, "it was grouped, and its text waits"
    assert {row.id: row.article_count for row in services.reading.thread_rows()} == {ferry: 1, pact.id: 4}
    assert services.context.store.thread_texts.outdated_threads() == []


def test_a_known_thread_is_written_while_only_a_slow_feed_is_waited_for(
    services: Services, publishers: SamplePublishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.refresher.refresh()
    now = later(services, days=1)
    publishers.publish("wire", *CONCURRED, now - timedelta(hours=2))
    publishers.publish("gazette", *CONCURRED, now - timedelta(hours=1))
    for name, seconds in (("GROUPING_INTERVAL", 0.01), ("QUIET_AFTER", 0.05)):
        monkeypatch.setattr(f"briefing.services.refreshing.feed_fetch.{name}", seconds)
    released, early = threading.Event(), []
    services.context.transport = OneSlowHost(publishers, released)

    def progress(step: Progress) -> None:
        if step.threads and not released.is_set():
            outdated = services.context.store.thread_texts.outdated_threads()
            early.extend((row.article_count, outdated) for row in services.reading.thread_rows())
            released.set()

    services.refresher.refresh(on_progress=progress)
    assert early == [(3, [])]


def test_what_an_interrupted_refresh_left_unwritten_is_written_before_what_comes_in(
    services: Services, publishers: SamplePublishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.refresher.refresh()
    (pact,) = services.reading.thread_rows()
    services.context.store.thread_texts.mark_outdated([pact.id])
    publishers.publish("wire", *CONCURRED, later(services, days=1) - timedelta(hours=2))
    written: list[int] = []
    write_all = pipeline.ThreadWriter.write

    def write(writer: pipeline.ThreadWriter, threads: Sequence[pipeline.ThreadToWrite]) -> object:
        written.extend(sum(len(story.articles) for story in thread.stories) for thread in threads)
        return write_all(writer, threads)

    monkeypatch.setattr(pipeline.ThreadWriter, "write", write)
    services.refresher.refresh()
    assert written == [2, 3], "first without the article that comes in"


def test_a_stopped_refresh_keeps_what_came_in(
    services: Services, publishers: SamplePublishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.services.refreshing.feed_fetch.GROUPING_INTERVAL", 0.01)
    released = threading.Event()
    services.context.transport = OneSlowHost(publishers, released)

    def progress(step: Progress) -> None:
        if step.stage == "grouping":
            released.set()
        if step.stage == "fetching" and step.done == 2:
            raise BriefingError("The refresh was stopped.")

    with pytest.raises(BriefingError, match="was stopped"):
        services.refresher.refresh(on_progress=progress)
    later(services, hours=2)
    report = services.refresher.refresh()
    assert report.unchanged == 2, "both documents were stored"
    (row,) = services.reading.thread_rows()
    assert row.article_count == 2


def test_a_grouping_that_fails_ends_the_refresh_with_its_error(
    services: Services, publishers: SamplePublishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.services.refreshing.feed_fetch.GROUPING_INTERVAL", 0.01)
    released = threading.Event()
    services.context.transport = OneSlowHost(publishers, released)

    def fails(*_: object) -> int:
        released.set()
        raise BriefingError("the disk is full")

    monkeypatch.setattr(services.pipeline, "group_new", fails)
    with pytest.raises(BriefingError, match="disk is full"):
        services.refresher.refresh()


def test_feeds_beyond_the_time_of_a_refresh_are_due_at_once(
    services: Services, publishers: SamplePublishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SilentGazette(OneSlowHost):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.host.startswith("gazette"):
                await asyncio.Event().wait()
            return await super().handle_async_request(request)

    def progress(step: Progress) -> None:
        if step.stage == "fetching" and step.done == 1 and not step.threads:  # a step with threads is the worker's
            loop = asyncio.get_running_loop()
            real_time = loop.time
            monkeypatch.setattr(loop, "time", lambda: real_time() + TOTAL_DEADLINE)

    monkeypatch.setattr("briefing.feeds.fetching.fetch_slots.MAX_CONCURRENT", 1)
    services.context.transport = SilentGazette(publishers, threading.Event())
    report = services.refresher.refresh(on_progress=progress)
    assert (report.new_data, report.unfetched, report.failed) == (1, 1, ())
    assert [note.text for note in report.notes] == ["1 feed was not fetched in time and will be first next time"]
    services.context.transport = fake_transport(publishers.respond)
    again = services.refresher.refresh()
    assert (again.new_data, again.not_due, again.unfetched) == (1, 1, 0)


def test_progress_reports_each_stage(services: Services) -> None:
    steps: list[Progress] = []
    services.refresher.refresh(on_progress=steps.append)
    assert list(dict.fromkeys(step.stage for step in steps)) == ["fetching", "grouping", "writing"]
    assert {step.note for step in steps if step.stage == "fetching" and step.done} == {"Sample Wire", "Sample Gazette"}


def test_the_ratification_months_later_joins_the_thread(services: Services, publishers: SamplePublishers) -> None:
    services.refresher.refresh()
    now = later(services, days=161)
    publishers.publish("wire", *CONCURRED, now - timedelta(hours=1))
    services.refresher.refresh()
    (row,) = services.reading.thread_rows(since=period_start(now))
    assert (row.story_count, row.status, row.article_count) == (2, "updated", 3)


def test_a_digest_contains_what_it_has_not_delivered(services: Services, publishers: SamplePublishers) -> None:
    services.refresher.refresh()
    first = services.deliveries.digest("morning")
    assert [t.row.status for t in first.threads] == ["new"]
    again = services.deliveries.digest("morning")
    assert [t.row.id for t in again.threads] == [t.row.id for t in first.threads], "what was not delivered comes again"
    services.deliveries.mark_delivered(first)
    assert services.deliveries.digest("morning").threads == ()
    assert [row.id for row in services.deliveries.digest("morning").running] == [first.threads[0].row.id]
    assert len(services.deliveries.digest("evening").threads) == 1, "each digest has its own delivery log"

    now = later(services, days=161)
    publishers.publish("wire", *CONCURRED, now - timedelta(hours=1))
    services.refresher.refresh()
    (thread,) = services.deliveries.digest("morning").threads
    assert thread.row.status == "updated"
    fresh = {a.id for story in thread.stories for a in story.articles if a.published > now - timedelta(days=1)}
    assert {sentence.article for sentence in thread.summary.paragraph} <= fresh


def test_a_first_digest_of_an_old_store_has_its_last_day_and_says_so(services: Services) -> None:
    services.refresher.refresh()
    later(services, days=9)
    digest = services.deliveries.digest("morning")
    assert [thread.row.status for thread in digest.threads] == ["new"]
    text = " ".join(digest_text(digest).split())
    assert "This first digest has the last day of news in the store" in text
    services.deliveries.mark_delivered(digest)
    assert services.deliveries.digest("morning").threads == ()


def test_marks_can_be_undone(services: Services) -> None:
    services.refresher.refresh()
    thread = services.reading.thread_rows()[0].id
    services.curation.follow(thread)
    services.curation.mute(thread)
    assert services.reading.thread_rows() == ()
    assert services.pages.briefing().threads == ()
    assert [row.muted for row in services.reading.thread_rows(muted=True)] == [True]
    assert "mute" in services.corrections.undo()
    assert [row.followed for row in services.reading.thread_rows()] == [True]
    assert "follow" in services.corrections.undo()
    assert [row.followed for row in services.reading.thread_rows()] == [False]
    assert services.corrections.undo() == ""


def test_a_thread_is_named_in_many_ways(services: Services) -> None:
    services.refresher.refresh()
    row = services.reading.thread_rows()[0]
    services.names.remember_printout([row.id])
    assert {services.names.resolve_thread(words) for words in (row.id, row.id[:6], "1", "reciprocal", row.title)} == {
        row.id
    }
    with pytest.raises(BriefingError, match="zebra"):
        services.names.resolve_thread("zebra")


def test_search_and_why_find_the_article(services: Services) -> None:
    services.refresher.refresh()
    hits = services.reading.search("ministers troops")
    assert [hit.article.publisher for hit in hits] == ["Sample Wire"]
    placed = [
        services.reading.explain(article.id).story_evidence
        for article in services.reading.thread(hits[0].thread).stories[0].articles
    ]
    (evidence,) = [e for e in placed if e]
    assert evidence.probability > 0.5
    assert services.reading.explain(hits[0].thread).thread.id == hits[0].thread


def test_why_names_words_not_stems(services: Services) -> None:
    services.refresher.refresh()
    (hit,) = services.reading.search("ministers troops")
    explanation = services.reading.explain(hit.thread)
    stemmed = Evidence("", "", "thread", 0.9, names=("Ministri", "Minist"), terms=("troop",))
    stories = services.context.store.threads.stories_of(hit.thread)
    distinctive = distinctive_words(services.context, services.names)
    spelled = explanation_with_distinctive_words(
        replace(explanation, affair_evidence=stemmed), stories, distinctive
    ).affair_evidence
    assert spelled is not None
    assert [word.lower() for word in (*spelled.names, *spelled.terms)] == ["troops", "ministers"]


def test_the_period_is_the_longer_of_today_and_24_hours() -> None:
    now = datetime(2024, 7, 8, 12, tzinfo=UTC)
    assert period_start(now) == now - timedelta(hours=24)


def test_a_clock_stands_still_or_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([100.0, 103.0, 200.0, 201.0])
    monkeypatch.setattr("briefing.clock.time", SimpleNamespace(monotonic=lambda: next(seconds)))
    running = Clock(START, running=True)
    assert running.now() == START + timedelta(seconds=3)
    running.set(START, running=True)
    assert running.now() == START + timedelta(seconds=1)
    seconds = iter([0.0])
    assert Clock(START).now() == START


def test_problems_name_the_address_of_their_feed_also_of_a_nameless_one(
    publishers: SamplePublishers, tmp_path: Path
) -> None:
    publishers.down.add("wire")
    nameless = Feed("https://wire.example/feed.xml")
    store = Store.open(tmp_path / "n.sqlite3")
    with Services(
        Config(tmp_path / "feeds.toml", (nameless,)), store, Clock(START), fake_transport(publishers.respond)
    ) as services:
        (problem,) = services.refresher.refresh().failed
        assert (problem.url, problem.subject) == (nameless.url, "wire.example/feed.xml")
        assert services.feed_health.failures()[0].url == nameless.url


def test_a_digest_leaves_no_thread_behind(
    services: Services, publishers: SamplePublishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishers.publish(
        "wire", "Lantern Prize goes to a novel about tides", "A jury chose it.", START - timedelta(hours=3)
    )
    services.refresher.refresh()
    first = services.deliveries.digest()
    assert {t.row.id for t in first.threads} == {row.id for row in services.reading.thread_rows()}
    assert (len(first.threads), len(first.page_groups)) == (2, 1)
    services.deliveries.mark_delivered(first)
    assert services.deliveries.digest().threads == ()


def publish_many(publishers: SamplePublishers, count: int, when: datetime, outlets: Sequence[str] = ("wire",)) -> None:
    """Publish reports that share no word, so that each is a thread of these outlets."""
    for n in range(count):
        words = " ".join(f"{stem}{chr(97 + n // 26)}{chr(97 + n % 26)}" for stem in ("zor", "mip", "tul", "gav"))
        for place, outlet in enumerate(outlets):
            publishers.publish(
                outlet, f"{words.title()}{' again' * place}", f"{words} {words[::-1]}{'!' * place}.", when
            )


def test_what_a_digest_does_not_print_comes_with_later_ones(services: Services, publishers: SamplePublishers) -> None:
    publish_many(publishers, 8, START - timedelta(hours=3))
    services.refresher.refresh()
    expected = {row.id for row in services.reading.thread_rows()}
    assert len(expected) > 6
    printed: list[str] = []
    for _ in range(4):  # the last one is a day and a half after the articles
        briefing = services.deliveries.digest(settings=DigestSettings(limit=4))
        assert len(briefing.threads) <= 4
        assert len(briefing.threads) + briefing.left_out_count == len(expected) - len(printed)
        printed += [thread.row.id for thread in briefing.threads]
        services.deliveries.mark_delivered(briefing)
        later(services, days=0.5)
    assert sorted(printed) == sorted(expected), "each once"


@pytest.mark.parametrize(
    ("days_between", "runs"), [(1, 3), (4, 2), (7, 2)], ids=["each day", "every four days", "each week"]
)
def test_news_of_the_first_hours_waits_for_room_until_the_next_run_or_two_days(
    services: Services, publishers: SamplePublishers, days_between: int, runs: int
) -> None:
    none = DigestSettings(limit=0)
    services.refresher.refresh()
    services.deliveries.mark_delivered(services.deliveries.digest())
    publish_many(publishers, 2, START + timedelta(hours=3), ("wire", "gazette"))
    later(services, days=1)
    services.refresher.refresh()
    later(
        services, days=days_between - 1
    )  # what came just after the last run is as old as that when this one has no room
    counts, with_room = [], []
    for _ in range(4):
        with_room.append(len(services.deliveries.digest(settings=DigestSettings(limit=9)).threads))
        briefing = services.deliveries.digest(settings=none)
        services.deliveries.mark_delivered(briefing)
        counts.append(briefing.left_out_count)
        later(services, days=days_between)
    assert counts[0] and counts == with_room == [*counts[:1] * runs, *[0] * (4 - runs)]


@pytest.mark.parametrize("since", [timedelta(hours=1), timedelta(minutes=5), timedelta(hours=2)])
def test_a_shorter_period_loses_no_news(services: Services, since: timedelta) -> None:
    services.refresher.refresh()
    later(services, hours=3)
    short = services.deliveries.digest(since=services.now() - since)
    assert short.threads == ()
    services.deliveries.mark_delivered(short)
    assert len(services.deliveries.digest().threads) == 1


@pytest.mark.parametrize("hours", [0.5, 5, 20])
def test_a_later_article_of_a_delivered_story_is_counted_and_is_news_if_the_thread_is_followed(
    services: Services, publishers: SamplePublishers, hours: float
) -> None:
    services.refresher.refresh()
    services.deliveries.mark_delivered(services.deliveries.digest())
    now = later(services, hours=hours)
    title, text = SIGNED["gazette"]
    publishers.publish("wire", f"{title} on Monday", text, now - timedelta(minutes=5))
    services.refresher.refresh(force=True)
    (row,) = services.reading.thread_rows()
    assert row.article_count == 3
    briefing = services.deliveries.digest()
    assert (briefing.threads, briefing.unmoved_count, briefing.running) == ((), 1, ())
    services.deliveries.mark_delivered(briefing)
    services.curation.follow(row.id)
    assert [thread.row.status for thread in services.deliveries.digest().threads] == ["updated"]


def test_an_article_stored_while_a_digest_is_printed_is_news(services: Services, publishers: SamplePublishers) -> None:
    services.refresher.refresh()
    briefing = services.deliveries.digest()
    title, text = SIGNED["gazette"]
    publishers.publish("wire", f"{title} on Monday", text, START - timedelta(hours=1))
    services.refresher.refresh(force=True)
    services.deliveries.mark_delivered(briefing)
    assert services.deliveries.digest().unmoved_count == 1


def test_digests_at_once_print_the_news_once(services: Services) -> None:
    from concurrent.futures import ThreadPoolExecutor

    services.refresher.refresh()

    def deliver(_: int) -> int:
        with services.deliveries.lock():
            briefing = services.deliveries.digest("twice")
            services.deliveries.mark_delivered(briefing)
            return len(briefing.threads)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(deliver, range(4))) == [0, 0, 0, 1]


def test_a_digest_gives_up_while_another_one_keeps_the_lock(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.services.deliveries.MAX_LOCK_WAIT", 0.0)
    with services.deliveries.lock(), pytest.raises(BriefingError, match="Another digest"), services.deliveries.lock():
        pass


def test_a_refresh_waits_for_another_one(services: Services, tmp_path: Path) -> None:
    from threading import Event, Timer

    held, release = Event(), Event()

    def hold() -> None:
        with Store.open(tmp_path / "s.sqlite3") as other, other.refresh_lock():
            held.set()
            release.wait(60)

    worker = Timer(0, hold)
    worker.start()
    assert held.wait(60)
    assert services.refresher.refresh().busy
    Timer(0.1, release.set).start()
    report = services.refresher.refresh(wait=60)
    worker.join()
    assert (report.busy, report.articles) == (False, 2)
