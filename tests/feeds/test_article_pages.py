"""Pages of articles: which are requested, under which rules, and which texts replace those of the feed."""

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

import pytest
from cpu_limit import run_within_cpu_seconds

from briefing.errors import BriefingError
from briefing.feeds.fetching import article_extraction
from briefing.feeds.fetching.article_extraction import extract_article, rejection_reason, require_trafilatura
from briefing.feeds.fetching.article_pages import RETRY_DELAY, ArticlePageRequest, ArticlePageResult, read_article_pages
from briefing.feeds.fetching.robots import crawl_delay, is_allowed, origin
from briefing.model.articles import Article
from briefing.model.feeds import Feed
from briefing.web.fake_transport import fake_transport

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
FEED = Feed("https://wire.example/feed.xml", full_text=True)
TITLE = "Harbour of Sampletown opens its third gate"
PARAGRAPHS = [
    "The harbour of Sampletown opened its third gate on Thursday after four years of work by two companies.",
    "The gate lets ships of 300 metres pass at low water, the harbour master, A. Sample, told reporters at the quay.",
    "Its costs rose from 80 million to 95 million because the ground was softer than the first drillings had shown.",
    "A fourth gate is planned for the end of the decade, but the council has not yet voted on the money for it.",
]


def page(*paragraphs: str, head: str = "") -> bytes:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body><nav><a href='/'>Home</a><a href='/s'>Sport</a></nav>"
        f"<main><article><h1>{TITLE}</h1>{body}</article></main><footer>About us. Contact.</footer></body></html>"
    ).encode()


def article(number: int = 1, host: str = "wire.example", **changes: object) -> Article:
    link = f"https://{host}/news/{number}"
    plain = Article(f"a{number:012x}", TITLE, "The harbour has a new gate.", feed=FEED.url, url=link, link=link)
    return replace(plain, **changes)


@dataclass
class Site:
    """Answers by address; addresses without one are pages, those of robots.txt are missing."""

    answers: dict[str, tuple[int, Mapping[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    kept: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def respond(self, url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        self.asked.append(url)
        if url in self.answers:
            return self.answers[url]
        if url.endswith("/robots.txt"):
            return 404, {}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page(*PARAGRAPHS)

    def robots_txt(self, origin: str, since: datetime) -> str | None:
        rules, at = self.kept.get(origin, ("", since))
        return rules if at > since else None

    def save_robots_txt(self, origin: str, rules: str, at: datetime) -> None:
        self.kept[origin] = rules, at

    def read(
        self, *articles: Article, feed: Feed = FEED, now: datetime = NOW, **options: float
    ) -> list[ArticlePageResult]:
        done: list[ArticlePageResult] = []
        wanted = [ArticlePageRequest(one, feed, one.text) for one in articles]
        options.setdefault("seconds_between_pages", 0.0)
        transport = fake_transport(self.respond)
        asyncio.run(read_article_pages(wanted, self, now=now, transport=transport, on_done=done.append, **options))
        return done


def test_a_page_gives_the_text_of_its_article() -> None:
    (found,) = Site().read(article())
    assert found.text == "\n".join(PARAGRAPHS)
    assert (found.problem, found.next_due) == ("", None)


def test_robots_txt_is_obeyed_and_fetched_once_a_day() -> None:
    rules = b"User-agent: *\nDisallow: /news/2\nCrawl-delay: 0.01\n"
    site = Site({"https://wire.example/robots.txt": (200, {}, rules)})
    one, two = site.read(article(1), article(2))
    assert one.text and not two.text and "robots.txt" in two.problem and two.next_due is None
    assert site.asked == ["https://wire.example/robots.txt", "https://wire.example/news/1"]
    site.read(article(3), now=NOW + timedelta(hours=23))
    assert site.asked.count("https://wire.example/robots.txt") == 1
    site.read(article(4), now=NOW + timedelta(hours=25))
    assert site.asked.count("https://wire.example/robots.txt") == 2


@pytest.mark.parametrize(("status", "read", "again"), [(404, True, False), (403, False, False), (500, False, True)])
def test_missing_forbidden_and_failing_robots_txt(status: int, read: bool, again: bool) -> None:
    site = Site({"https://wire.example/robots.txt": (status, {}, b"")})
    (found,) = site.read(article())
    assert bool(found.text) == read
    assert ("https://wire.example/news/1" in site.asked) == read
    assert (found.next_due is not None) == again


def test_rules_that_name_briefing_come_first() -> None:
    rules = "User-agent: briefing\nDisallow: /\n\nUser-agent: *\nAllow: /\nCrawl-delay: 7\n"
    assert not is_allowed(rules, "https://wire.example/news/1")
    assert is_allowed("User-agent: other\nDisallow: /\n", "https://wire.example/news/1")
    assert crawl_delay("User-agent: *\nCrawl-delay: 7\n") == 7.0
    assert origin("https://me:secret@Wire.Example:8443/x") == "https://wire.example:8443"


@pytest.mark.parametrize(
    ("rule", "path", "allowed"),
    [
        ("Disallow: /*.php", "/news/1.php?x=1", False),
        ("Disallow: /*.php$", "/news/1.php?x=1", True),
        ("Disallow: /*.php$", "/news/1.php", False),
        ("Disallow: /private*/", "/private-area/1", False),
        ("Disallow: /*/amp/$", "/news/amp/", False),
        ("Disallow: /*/amp/$", "/news/amp/1", True),
        ("Disallow: /\nAllow: /news/", "/news/1", True),
        ("Allow: /news/\nDisallow: /news/live", "/news/live/1", False),
        ("Allow: /\nDisallow: /*?page=", "/news?page=2", False),
        ("Disallow:", "/news/1", True),
    ],
)
def test_wildcards_and_the_longest_rule(rule: str, path: str, allowed: bool) -> None:
    """RFC 9309, sections 2.2.2 and 2.2.3."""
    assert is_allowed(f"User-agent: *\n{rule}\n", f"https://wire.example{path}") == allowed


def test_only_rules_for_the_whole_name_apply() -> None:
    rules = "User-agent: brief\nUser-Agent:Briefing # us\nDisallow: /a\n\nuser agent: brief\nDisallow: /b\n"
    assert not is_allowed(rules, "https://wire.example/a")
    assert is_allowed(rules, "https://wire.example/b")


def read_hostile_robots_txt():
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    from briefing.feeds.fetching.robots import MAX_ROBOTS_BYTES, crawl_delay, is_allowed

    half = MAX_ROBOTS_BYTES // 2
    agents = "".join(f"User-agent: bot{n}\n" for n in range(half // 20)) + "Disallow: /x\n" * (half // 13)
    stars = "User-agent: *\n" + f"Disallow: /{'*a' * 1000}*b\n" * (MAX_ROBOTS_BYTES // 2100)
    files = (agents, agents + agents, stars, "User-agent: *\n" * (MAX_ROBOTS_BYTES // 14))
    return [(is_allowed(rules, "https://wire.example/" + "a" * 2000), crawl_delay(rules)) for rules in files]


def test_hostile_rules_are_read_in_bounded_time_and_memory() -> None:
    assert run_within_cpu_seconds(30, read_hostile_robots_txt) == [(True, 0.0)] * 4


def read_hostile_pages():
    from briefing.feeds.fetching.article_extraction import extract_article

    for markup in (b"<div>", b"<p><b>", b"<p>w</p>", b"<script>"):
        extract_article(b"<html><body>" + markup * 100_000 + b"words " * 1000, "text/html", "https://wire.example/")
    return "read"


def test_hostile_pages_are_read_in_bounded_time() -> None:
    assert run_within_cpu_seconds(30, read_hostile_pages) == "read"


def test_the_robots_txt_of_a_redirect_target_applies() -> None:
    site = Site(
        {
            "https://wire.example/news/1": (302, {"Location": "https://gazette.example/1"}, b""),
            "https://gazette.example/robots.txt": (200, {}, b"User-agent: *\nDisallow: /"),
        }
    )
    (found,) = site.read(article())
    assert not found.text and "robots.txt" in found.problem


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/x", "http://10.0.0.8/x", "http://printer.local/x", "http://[::1]/x"]
)
def test_a_feed_cannot_lead_into_a_private_network(link: str) -> None:
    site = Site()
    (found,) = site.read(article(link=link, url=link))
    assert not found.text and "a private-network address" in found.problem
    assert not site.asked


def test_only_http_links_are_read() -> None:
    site = Site()
    (found,) = site.read(article(link="file:///etc/passwd", url=""))
    assert not found.text and found.problem and not site.asked


@pytest.mark.parametrize(
    ("status", "headers", "due"),
    [
        (404, {}, None),
        (500, {}, NOW + RETRY_DELAY),
        (503, {"Retry-After": "36000"}, NOW + timedelta(hours=10)),
        (429, {"Retry-After": "60"}, NOW + RETRY_DELAY),
    ],
)
def test_when_a_failed_page_is_tried_again(status: int, headers: Mapping[str, str], due: datetime | None) -> None:
    (found,) = Site({"https://wire.example/news/1": (status, headers, b"")}).read(article())
    assert found.next_due == due and str(status) in found.problem


def test_after_retry_after_a_host_gets_no_further_request() -> None:
    site = Site({"https://wire.example/news/1": (429, {}, b"")})
    assert len(site.read(article(1), article(2), article(3, host="gazette.example"))) == 2
    assert "https://wire.example/news/2" not in site.asked


def test_pages_that_take_too_long_are_left_for_the_next_refresh(monkeypatch: pytest.MonkeyPatch) -> None:
    async def skip(seconds: float) -> None:
        loop = asyncio.get_running_loop()
        real_time = loop.time
        monkeypatch.setattr(loop, "time", lambda: real_time() + seconds)
        await asyncio.Event().wait()

    monkeypatch.setattr("briefing.feeds.fetching.article_pages.asyncio.sleep", skip)
    assert len(Site().read(article(1), article(2), seconds_between_pages=3600.0)) == 1


def test_huge_pages_and_other_content_types_are_not_read() -> None:
    huge = (200, {"Content-Type": "text/html", "Content-Length": str(6 << 20)}, b"")
    site = Site({"https://wire.example/news/1": huge})
    site.answers["https://wire.example/news/2"] = (200, {"Content-Type": "application/pdf"}, b"%PDF")
    one, two = site.read(article(1), article(2))
    assert "too large" in one.problem and "application/pdf" in two.problem


def test_an_error_while_storing_a_page_ends_the_reading() -> None:
    def keep(_: ArticlePageResult) -> None:
        raise BriefingError("the disk is full")

    transport = fake_transport(Site().respond)
    wanted = [
        ArticlePageRequest(article(1), FEED, ""),
        ArticlePageRequest(article(2, host="gazette.example"), FEED, ""),
    ]
    with pytest.raises(BriefingError, match="disk is full"):
        asyncio.run(read_article_pages(wanted, Site(), now=NOW, transport=transport, on_done=keep))


def test_reasons_to_reject_the_text_of_a_page() -> None:
    own, text = "The harbour has a new gate.", "\n".join(PARAGRAPHS)
    assert rejection_reason(text, article(), own) == ""
    assert "no more text" in rejection_reason(text, article(), text)
    assert "no more text" in rejection_reason("The harbour of Sampletown.", article(), "")
    assert "no article text" in rejection_reason("", article(), own)
    assert "only the beginning" in rejection_reason(f"{text[:400]}\nSubscribe to continue reading.", article(), own)
    consent = "We value your privacy and use cookies to show you what you may like. " * 6
    assert "consent" in rejection_reason(consent, article(), own)


def test_pages_that_are_not_free_or_not_html_have_no_text() -> None:
    marked = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    assert extract_article(page(*PARAGRAPHS, head=marked), "text/html", "https://wire.example/1") == ""
    assert extract_article(b"", "text/html", "https://wire.example/1") == ""
    assert extract_article(b"\x00\xff\xfe<", "text/html", "https://wire.example/1") == ""


def test_invisible_content_is_not_read_and_text_is_safe() -> None:
    hidden = "<script>var a = '<p>never</p>';</script><!-- <p>never</p> --><style>p { color: red }</style>"
    text = extract_article(
        page(*PARAGRAPHS, "Danger \x1b[31m\u202ehere\u200b.", head=hidden), "text/html", "https://x.example/1"
    )
    assert "never" not in text and "color" not in text
    assert text.isascii() and "\x1b" not in text and PARAGRAPHS[2] in text
    assert extract_article(page(*PARAGRAPHS, head="<script>"), "text/html", "https://wire.example/1") == ""


def test_a_long_text_is_cut_between_words() -> None:
    text = extract_article(page(*PARAGRAPHS * 100), "text/html", "https://wire.example/1")
    assert 15_000 < len(text) <= article_extraction.MAX_TEXT_CHARS and text.endswith(tuple(PARAGRAPHS))


def test_a_missing_extra_is_reported_with_the_command_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    require_trafilatura()
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(BriefingError, match=r"^Full text needs trafilatura\.$") as caught:
        require_trafilatura()
    assert caught.value.hint.startswith("Install it: ") and "[fulltext]" in caught.value.hint


def test_an_extra_that_cannot_be_loaded_is_reported_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "trafilatura.py").write_text("raise ImportError('its own library is gone')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "trafilatura", raising=False)
    with pytest.raises(BriefingError, match=r"cannot be loaded \(its own library is gone\)") as caught:
        require_trafilatura()
    assert caught.value.hint.startswith("Install it: ")
