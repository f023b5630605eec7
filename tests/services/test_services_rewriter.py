"""A language model behind a fake endpoint: accepted and rejected answers, and failures."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from briefing.config import Config
from briefing.errors import ConfigError, FetchError
from briefing.model.feeds import Feed, LanguageModel, Secret
from briefing.model.threads import Changes, Rewrite, RewrittenSentence, Thread
from briefing.services import Clock, Services
from briefing.store.store import Store
from briefing.web.chat import complete_chat
from briefing.web.client import open_client
from briefing.web.fake_transport import fake_transport

START = datetime(2026, 3, 5, 12, tzinfo=UTC)
TITLE = "Japan and Philippines sign reciprocal access pact"
TEXT = (
    "Japan and the Philippines signed a reciprocal access agreement in Manila on Monday. "
    "Up to 1,200 troops of each country may train in the other under the agreement, the ministry said."
)
FAITHFUL = "On Monday, Japan and the Philippines signed a reciprocal access agreement in Manila. [1]"
MODEL = LanguageModel("http://localhost:11434/v1", "sample-model", timeout=60.0)


def reply(text: str) -> tuple[int, Mapping[str, str], bytes]:
    said = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    return 200, {"Content-Type": "application/json"}, json.dumps(said).encode()


@dataclass
class World:
    """A sample feed, and an endpoint that gives `answer`; what the endpoint was asked with is in `asked`."""

    answer: tuple[int, Mapping[str, str], bytes] = field(default_factory=lambda: reply(FAITHFUL))
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def respond(self, url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        if url.endswith("feed.xml"):
            item = f"<guid>1</guid><link>https://wire.example/1</link><title>{TITLE}</title>"
            item += f"<description>{TEXT}</description><pubDate>Thu, 05 Mar 2026 10:00:00 GMT</pubDate>"
            body = f'<rss version="2.0"><channel><title>Sample Wire</title><item>{item}</item></channel></rss>'
            return 200, {"Content-Type": "application/rss+xml"}, body.encode()
        self.asked.append((url, headers))
        return self.answer


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def services(world: World, tmp_path: Path) -> Iterator[Services]:
    feed = Feed("https://wire.example/feed.xml", name="Sample Wire", publisher="Sample Wire")
    config = Config(tmp_path / "feeds.toml", (feed,), language_model=MODEL)
    with Services(config, Store.open(tmp_path / "s.sqlite3"), Clock(START), fake_transport(world.respond)) as services:
        services.refresher.refresh()
        yield services


def thread(services: Services) -> Thread:
    return services.pages.briefing().threads[0]


def test_nothing_is_asked_without_a_wish(world: World, services: Services) -> None:
    assert thread(services).rewrite is None and world.asked == []
    services.context.config = replace(services.config, language_model=None)
    with pytest.raises(ConfigError, match="No language model"):
        services.rewriter.rewrite([thread(services)])


def test_a_faithful_rewrite_is_shown_with_its_citations_and_asked_for_once(world: World, services: Services) -> None:
    before = thread(services)
    (told,), note = services.rewriter.rewrite([before])
    article = before.stories[0].articles[0].id
    assert note == ""
    assert told.rewrite == Rewrite("sample-model", (RewrittenSentence(FAITHFUL.removesuffix(" [1]"), (article,)),))
    assert told.summary == before.summary
    assert [url for url, _ in world.asked] == ["http://localhost:11434/v1/chat/completions"]
    assert services.rewriter.rewrite([before]) == ((told,), "") and len(world.asked) == 1


def test_a_digest_rewrites_the_sentences_that_it_prints(world: World, services: Services) -> None:
    (told,) = services.deliveries.digest("mail").threads
    changed = replace(told, changes=Changes(sentences=told.summary.paragraph[:1]))
    assert services.rewriter.rewrite([changed], "news")[0][0].rewrite is not None
    assert len(world.asked) == 1
    services.rewriter.rewrite([told], "news")
    assert len(world.asked) == 2, "without changes it tells more"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (FAITHFUL.replace("Manila", "Cebu"), "names “Cebu”"),
        (FAITHFUL.replace("Japan", "China"), "names “China”"),
        (FAITHFUL.replace("signed", "did not sign"), "negates"),
        (FAITHFUL.replace("agreement", "“historic agreement”"), "quotes"),
        ("Up to 2,200 troops of each country may train in the other. [2]", "2,200"),
        (FAITHFUL.replace("[1]", "[7]"), "cites none"),
        ("As an assistant I cannot help with that.", "cites none"),
    ],
)
def test_wrong_facts_fall_back_to_the_extract_and_say_so(
    world: World, services: Services, wrong: str, why: str
) -> None:
    world.answer = reply(wrong)
    before = thread(services)
    (told,), note = services.rewriter.rewrite([before])
    assert told == before and told.rewrite is None
    assert why in note and "rejected" in note and "\n" not in note
    services.rewriter.rewrite([before])
    assert len(world.asked) == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((401, {}, b""), "HTTP 401 Unauthorized (it rejected the `key`)"),
        ((404, {}, b""), "check `url` and `name`"),
        ((429, {}, b""), "too many requests"),
        ((500, {}, b"<html>"), "HTTP 500"),
        ((302, {"Location": "https://elsewhere.example/"}, b""), "HTTP 302"),
        ((200, {}, b"<html>"), "not a chat completion"),
        ((200, {}, b'{"choices": []}'), "not a chat completion"),
        (reply("  "), "is empty"),
        ((200, {"Content-Length": str(9 << 20)}, b""), "too large"),
    ],
)
def test_a_failing_endpoint_leaves_the_extract_with_one_line(
    world: World, services: Services, answer: tuple[int, Mapping[str, str], bytes], why: str
) -> None:
    world.answer = answer
    before = thread(services)
    (told,), note = services.rewriter.rewrite([before])
    assert told == before and why in note and note.startswith("Not rewritten by sample-model: ")
    world.answer = reply(FAITHFUL)
    assert services.rewriter.rewrite([before])[0][0].rewrite  # a failure is not remembered


def test_a_model_that_takes_no_temperature_is_asked_without(world: World, services: Services) -> None:
    world.answer = (400, {}, b"")
    _, note = services.rewriter.rewrite([thread(services)])
    assert len(world.asked) == 2 and "HTTP 400" in note


def test_reading_waits_no_longer_than_the_timeout(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object, **__: object) -> str:
        await asyncio.sleep(60)
        return ""

    monkeypatch.setattr("briefing.web.chat.complete_chat", never)
    services.context.config = replace(services.config, language_model=replace(MODEL, timeout=0.05))
    _, note = services.rewriter.rewrite([thread(services)])
    assert "no answer within 0.05 s" in note


def test_the_key_goes_to_the_endpoint_and_nowhere_else(
    world: World, services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAMPLE_KEY", "sk-sample-secret")
    key = Secret(env="SAMPLE_KEY", prefix="Bearer ")
    services.context.config = replace(
        services.config, language_model=replace(MODEL, url="https://model.example/v1/", key=key)
    )
    (told,), note = services.rewriter.rewrite([thread(services)])
    assert told.rewrite and note == ""
    ((url, headers),) = world.asked
    assert url == "https://model.example/v1/chat/completions"
    assert headers["authorization"] == "Bearer sk-sample-secret"
    assert not any(b"sk-sample-secret" in path.read_bytes() for path in tmp_path.iterdir())
    monkeypatch.delenv("SAMPLE_KEY")
    services.context.config = replace(services.config, language_model=replace(MODEL, name="other", key=key))
    _, note = services.rewriter.rewrite([thread(services)])
    assert "$SAMPLE_KEY is not set" in note


def test_a_key_never_travels_in_the_open(world: World) -> None:
    async def ask(url: str) -> str:
        async with open_client(fake_transport(world.respond)) as client:
            sent = {"Authorization": "Bearer sk"}
            return await complete_chat(client, url, "m", [{"role": "user", "content": "x"}], headers=sent, deadline=60)

    with pytest.raises(FetchError, match="plain http"):
        asyncio.run(ask("http://model.example/v1"))
    assert asyncio.run(ask("http://127.0.0.1:8080/v1")) == FAITHFUL
    with pytest.raises(FetchError, match="not a web address"):
        asyncio.run(ask("ftp://model.example/v1"))


def test_what_is_sent_is_a_chat_with_the_sentences_alone(services: Services) -> None:
    sent: list[bytes] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request.content)
        return httpx.Response(200, stream=httpx.ByteStream(reply(FAITHFUL)[2]))

    services.context.transport = httpx.MockTransport(handle)
    assert services.rewriter.rewrite([thread(services)])[1] == ""
    (body,) = map(json.loads, sent)
    assert (body["model"], body["stream"], body["temperature"]) == ("sample-model", False, 0)
    assert body["messages"][1]["content"].startswith("[1] Japan and the Philippines signed")
    assert "wire.example" not in str(body)


def test_a_store_that_can_only_be_read_still_rewrites(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.errors import StoreError

    def refuse(*_: object) -> None:
        raise StoreError("read-only")

    monkeypatch.setattr(services.context.store.model_answers, "save", refuse)
    assert services.rewriter.rewrite([thread(services)])[0][0].rewrite


def test_the_note_on_many_threads_counts_the_rejected_ones(world: World, services: Services) -> None:
    world.answer = reply(FAITHFUL.replace("Manila", "Cebu"))
    one = thread(services)
    other = replace(one, row=replace(one.row, id="t-other"))
    _, note = services.rewriter.rewrite([one, other])
    assert note.startswith("2 of 2 summaries are shown in the publishers' own sentences: ") and "“Cebu”" in note
