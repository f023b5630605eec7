"""Full texts through the services: in a refresh for feeds that ask for it, on demand for one article."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model.feeds import Feed
from briefing.model.fetching import Progress
from briefing.services import Clock, Services
from briefing.store.store import Store
from briefing.web.fake_transport import fake_transport

START = datetime(2026, 3, 5, 12, tzinfo=UTC)
TITLE = "Harbour of Sampletown opens its third gate"
TEASER = "The harbour has a new gate."
TEXT = [
    "The harbour of Sampletown opened its third gate on Thursday after four years of work by two companies.",
    "The gate lets ships of 300 metres pass at low water, the harbour master told reporters at the quay.",
    "Its costs rose from 80 million to 95 million because the ground was softer than the drillings had shown.",
    "A fourth gate is planned for the end of the decade, and the council votes on the money in the autumn.",
]


@dataclass
class Site:
    """Sample Wire with its feed of headlines and its pages; `gone` pages are missing."""

    teaser: str = TEASER
    gone: bool = False
    asked: list[str] = field(default_factory=list)

    def respond(self, url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        self.asked.append(url.removeprefix("https://wire.example"))
        if url.endswith("feed.xml"):
            item = f"<guid>1</guid><link>https://wire.example/news/1</link><title>{TITLE}</title>"
            item += f"<description>{self.teaser}</description><pubDate>Thu, 05 Mar 2026 10:00:00 GMT</pubDate>"
            body = f'<rss version="2.0"><channel><title>Sample Wire</title><item>{item}</item></channel></rss>'
            return 200, {"Content-Type": "application/rss+xml"}, body.encode()
        if url.endswith("robots.txt") or self.gone:
            return 404, {}, b""
        told = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
        page = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{told}</article></body></html>"
        return 200, {"Content-Type": "text/html"}, page.encode()


@pytest.fixture
def site() -> Site:
    return Site()


def opened(site: Site, folder: Path, full_text: bool) -> Services:
    feed = Feed("https://wire.example/feed.xml", name="Sample Wire", publisher="Sample Wire", full_text=full_text)
    config = Config(folder / "feeds.toml", (feed,))
    return Services(config, Store.open(folder / "s.sqlite3"), Clock(START), fake_transport(site.respond))


@pytest.fixture
def services(site: Site, tmp_path: Path) -> Iterator[Services]:
    with opened(site, tmp_path, False) as services:
        services.refresher.refresh()
        yield services


def only(services: Services) -> str:
    (hit,) = services.reading.search("harbour")
    return hit.article.id


def test_a_feed_may_ask_for_the_pages_of_its_articles(site: Site, tmp_path: Path) -> None:
    with opened(site, tmp_path, True) as services:
        steps: list[Progress] = []
        report = services.refresher.refresh(on_progress=steps.append)
        assert report.notes == ()
        assert Progress("pages", 1, 1, "Sample Wire") in steps
        (thread,) = services.pages.briefing().threads
        (article,) = thread.stories[0].articles
        assert article.text == "\n".join(TEXT)
        assert thread.summary.long and all(sentence.text in article.text for sentence in thread.summary.long)
        services.clock.set(START + timedelta(hours=2))
        services.refresher.refresh(force=True)
        assert site.asked == ["/feed.xml", "/robots.txt", "/news/1", "/feed.xml"]


def test_pages_are_not_read_unless_asked_for(site: Site, services: Services) -> None:
    assert site.asked == ["/feed.xml"]


def test_one_article_on_demand(site: Site, services: Services) -> None:
    article, words = services.article_texts.full_text(only(services))
    assert (article.text, words) == ("\n".join(TEXT), "")
    (thread,) = services.pages.briefing().threads
    assert thread.summary.paragraph[0].text in TEXT
    assert [hit.article.id for hit in services.reading.search("fourth gate council")] == [article.id]
    asked = list(site.asked)
    assert services.article_texts.full_text(article.id) == (article, "") and site.asked == asked
    services.article_texts.full_text(article.id, again=True)
    assert site.asked == [*asked, "/news/1"]


def test_a_page_that_gives_nothing_leaves_the_feeds_text(site: Site, services: Services) -> None:
    site.gone = True
    article, words = services.article_texts.full_text(only(services))
    assert (article.text, words) == (TEASER, "HTTP 404 Not Found")
    with pytest.raises(BriefingError, match="no article a0"):
        services.article_texts.full_text("a0")


def test_an_edit_of_the_feed_reads_the_page_again(site: Site, tmp_path: Path) -> None:
    with opened(site, tmp_path, True) as services:
        services.refresher.refresh()
        site.teaser = "The harbour has a new gate, the third."
        services.clock.set(START + timedelta(hours=2))
        services.refresher.refresh(force=True)
        assert site.asked.count("/news/1") == 2
        site.gone, site.teaser = True, "The gate is closed again."
        services.clock.set(START + timedelta(hours=4))
        services.refresher.refresh(force=True)
        assert services.reading.search("gate")[0].article.text == "The gate is closed again."


def test_without_the_extra_a_refresh_continues_and_reports_what_is_missing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with opened(site, tmp_path, True) as services:
        report = services.refresher.refresh()
        (note,) = report.notes
        assert (report.articles, report.threads) == (1, 1)
        assert "needs trafilatura" in note.text and "[fulltext]'" in note.text
        with pytest.raises(BriefingError, match="needs trafilatura"):
            services.article_texts.full_text(only(services))
        assert site.asked == ["/feed.xml"]
