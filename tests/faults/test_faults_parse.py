"""Faults of feed documents, one test for each, from the bytes to the article."""

from __future__ import annotations

import json
import socket
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from briefing.cli import root
from briefing.errors import ParseError
from briefing.feeds.intake import intake_of
from briefing.feeds.parsing.parser import parse_feed
from briefing.model.articles import Article
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FeedDocument, Response
from briefing.services import period_start
from briefing.text.article_from_entry import article_from_entry

URL = "https://wire.example/feeds/world.xml"
FEED = Feed(URL, publisher="Sample Wire")
SEEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
XML = "application/xml"


def rss(items: str, head: str = '<?xml version="1.0"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Sample Wire</title>{items}</channel></rss>'


def read(body: str | bytes, kind: str = XML) -> FeedDocument:
    return parse_feed(body.encode() if isinstance(body, str) else body, {"content-type": kind}, URL)


def refused(body: str | bytes, kind: str = XML) -> str:
    with pytest.raises(ParseError) as caught:
        read(body, kind)
    return str(caught.value)


def articles(document: FeedDocument) -> list[Article]:
    return [article_from_entry(entry, FEED, document.title, SEEN) for entry in document.entries]


def article(item: str) -> Article:
    (only,) = articles(read(rss(f"<item>{item}</item>")))
    return only


def dated(value: str) -> datetime | None:
    return read(rss(f"<item><title>A</title><pubDate>{value}</pubDate></item>")).entries[0].published


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\0\0\0", b"\xff\xfe"])
def test_f26_empty_document(body):
    assert refused(body) == "empty response"


def test_f27_html_instead_of_a_feed():
    wall = "<!DOCTYPE html><html><head><title>Please log in &#27;[2J</title></head><body><p>Subscribe</p></body></html>"
    assert refused(wall, "text/html") == 'not a feed (an HTML page titled "Please log in [2J")'
    assert refused("<html><body>Sign in", "text/html") == "not a feed (an HTML page)"
    assert refused("Access denied", "text/plain") == "not a feed"


def test_f28_parser_exception(monkeypatch):
    def fail(*_, **__):
        raise AssertionError("unexpected character in a declaration")

    monkeypatch.setattr("feedparser.parse", fail)
    cause = "the feed cannot be read (AssertionError: unexpected character in a declaration)"
    assert refused("<?xml version='1.0'?><!DOCTYPE rss><rss/>") == cause
    monkeypatch.undo()
    assert refused("<?xml version='1.0'") == "not a feed"
    assert refused("<?xml version='1.0' encoding='x'<") == "not a feed"


def test_f29_wrong_or_missing_content_type():
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "Ferry"}]}
    for kind in ("text/plain", "application/octet-stream", "text/html; charset=utf-8", "image/png", "nonsense", ""):
        for body in (rss("<item><title>Ferry</title></item>"), json.dumps(feed)):
            assert [entry.title for entry in read(body, kind).entries] == ["Ferry"]
    assert len(parse_feed(rss("<item/>").encode(), {}, URL).entries) == 1


def in_charset(charset: str, *, declared: str = "", kind: str = XML, text: str = "Fähre – Überfahrt") -> str:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return read(rss(f"<item><title>{text}</title></item>", head).encode(charset), kind).entries[0].title


def test_f30_charset_conflicts():
    clean = "Fähre – Überfahrt"
    assert in_charset("utf-8", declared="utf-8", kind="application/xml; charset=iso-8859-1") == clean
    assert in_charset("utf-8", declared="iso-8859-1", kind="text/xml") == clean
    assert in_charset("utf-8", kind="text/xml") == in_charset("utf-8-sig") == clean
    assert in_charset("utf-16", declared="utf-16") == in_charset("utf-16", declared="utf-8") == clean
    assert in_charset("utf-16-le") == in_charset("utf-16-be", declared="utf-16") == in_charset("utf-32") == clean
    assert in_charset("cp1252", declared="utf-8") == in_charset("cp1252", declared="iso-8859-1") == clean
    assert in_charset("cp1252", kind="text/xml; charset=us-ascii") == clean
    assert in_charset("koi8-r", declared="koi8-r", text="Паром ушёл") == "Паром ушёл"
    assert in_charset("cp1251", kind="text/xml; charset=windows-1251", text="Паром") == "Паром"
    assert in_charset("shift_jis", declared="Shift_JIS", text="渡し船") == "渡し船"
    assert in_charset("iso2022_jp", declared="iso-2022-jp", text="渡し船") == "渡し船"
    assert in_charset("gbk", declared="gb2312", text="渡轮") == "渡轮"
    bad = rss("<item><title>Fähre – \xff</title></item><item><title>Überfahrt</title></item>").encode()
    broken = read(bad.replace("\xff".encode(), b"\xff"))
    assert [entry.title for entry in broken.entries] == ["Fähre – \ufffd", "Überfahrt"]
    for charset in ("rot13", "base64", "utf-7", "nonsense", "idna", "\u0131"):
        assert in_charset("utf-8", declared=charset, kind=f"text/xml; charset={charset}") == clean


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (rss("<item><title>R & B</title></item><item><title>C</title></item>"), ["R & B", "C"]),
        (
            rss("<item><title>A</title><description><p>x<br>y</description></item><item><title>B</title></item>"),
            ["A", "B"],
        ),
        ("<rss><channel><item><title>A</title></item><item><title>B</title><link>/2", ["A", "B"]),
        (rss("<item><title>A\x0b\x1b[31mB</title></item>"), ["A [31mB"]),
        (rss("<item><title>A&#27;&#x1;B</title></item>"), ["AB"]),
        (rss("<item><title>A&nbsp;B &eacute;</title></item>"), ["A B é"]),
        (rss("<item><title>A</title></item>") + "<more/>", ["A"]),
        ("\n \ufeff " + rss("<item><title>A</title></item>"), ["A"]),
        ("junk " + rss("<item><title>A</title></item>"), ["A"]),
        (rss("<item><title>A</title><x:y>1</x:y></item>"), ["A"]),
    ],
)
def test_f31_ill_formed_xml(body, titles):
    assert [found.title for found in articles(read(body))] == titles


def test_f31_incomplete_documents_are_marked_as_partial():
    whole = rss("<item><title>A</title></item><item><title>B</title></item>")
    assert (len(read(whole).entries), read(whole).partial) == (2, False)
    for length in range(whole.index("<item>") + 6, len(whole) - 20):
        document = read(whole[:length])
        assert len(document.entries) in (1, 2)
        assert document.partial


def test_f32_billion_laughs_and_quadratic_blow_up():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    billion = rss("<item><title>&l11;</title></item>", f'<!DOCTYPE rss [<!ENTITY l0 "{"ha" * 500}">{laughs}]>')
    quadratic = rss(f"<item><title>{'&x;' * 30_000}</title></item>", f'<!DOCTYPE rss [<!ENTITY x "{"y" * 30_000}">]>')
    for body in (billion, quadratic):
        tracemalloc.start()
        start = time.process_time()
        try:
            assert all(len(found.title) <= 500 for found in articles(read(body)))
        except ParseError as error:
            assert str(error)
        assert time.process_time() - start < 20
        assert tracemalloc.get_traced_memory()[1] < 100 * 1024 * 1024
        tracemalloc.stop()


def test_f33_external_entities_and_dtds(tmp_path, monkeypatch):
    def no_network(*_, **__):
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)
    (tmp_path / "secret").write_text("s3cret", encoding="utf-8")
    secret = (tmp_path / "secret").as_uri()
    for head in (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret}">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">',
        f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "{secret}"> %x;]>',
        f'<?xml-stylesheet href="{secret}"?>',
    ):
        (found,) = articles(read(rss("<item><title>a&x;b</title><link>/1</link></item>", head)))
        assert "s3cret" not in str(found)
        assert found.title in ("ab", "a&x;b")


def test_f34_a_body_that_looks_like_a_path_or_an_address(tmp_path, monkeypatch):
    path = tmp_path / "feed.xml"
    path.write_text(rss("<item><title>Secret</title></item>"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for body in (str(path), "feed.xml", path.as_uri(), "http://127.0.0.1:9/feed.xml"):
        assert refused(body) == "not a feed"


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>A</title>" + "<b>" * 15_000 + "</b>" * 15_000 + "</item>"),
        rss("<item><title>A</title><description>" + "<b>" * 30_000),
        rss("<item><title>A</title><link>/1</link></item>" * 30_000),
        rss("<item><title>A & B</title><link>/1</link></item>" * 30_000),
        rss("<item><title>" + "ferry " * 300_000 + "</title></item>"),
        rss("<item><title>" + "&amp;lt;" * 150_000 + "</title></item>"),
        "<" * 1_000_000,
        "<rss " + " ".join(f"xmlns:n{n}='//{n}'" for n in range(20_000)) + "><channel><item/></channel></rss>",
        "<!DOCTYPE rss>" + rss(f"<item><title>A</title><author>{'a' * 300_000}</author></item>", ""),
        rss("<item><title>A & B</title></item>", '<?xml version="1.0"?>' + "\n" * 300_000),
        rss("<item><title>A & B</title></item>", "<!DOCTYPE rss [" + "\n<!ENTITY a 'b'" * 20_000),
        rss("<item><title>A & B</title></item>", "<?xml " + "encoding='" * 30_000 + "?>"),
        rss(f"<item><title>A</title><pubDate>Mon, 02 Mar 2026 20:00{' ' * 300_000}!</pubDate></item>"),
    ],
    ids=[
        *("deep", "unclosed", "items", "ill-formed items", "title", "entities", "brackets", "namespaces"),
        *("author", "prolog", "entity declarations", "first line", "date"),
    ],
)
def test_f35_pathological_documents(body):
    start = time.process_time()
    try:
        document = read(body)
    except ParseError:
        return
    found = articles(document)
    assert time.process_time() - start < 60, "seconds of CPU time; some two are usual, quadratic reading takes hours"
    assert len(found) <= 5_000
    assert all(len(one.title) <= 500 for one in found)
    assert document.partial or body.count("<item>") <= len(found), "what was left out is said"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Mon, 02 Mar 2026 20:00:00 +0900", "2026-03-02T11:00"),
        ("02 Mar 26 20:00 GMT", "2026-03-02T20:00"),
        ("Mon, 02 Mar 99 20:00 GMT", "1999-03-02T20:00"),
        ("Mon, 02 Mar 2026 20:00:00", "2026-03-02T20:00"),
        ("Mon, 02 Mar 2026 20:00:00 EST", "2026-03-03T01:00"),
        ("Mon, 02 Mar 2026 20:00:00 JST", "2026-03-02T11:00"),
        ("Mon, 02 Mar 2026 20:00:00 +09:00", "2026-03-02T11:00"),
        ("2026-03-02T20:00:00.125-05:30", "2026-03-03T01:30"),
        ("2026-03-02 20:00:00", "2026-03-02T20:00"),
        ("2026-03-02", "2026-03-02T00:00"),
        ("Mon, 02 Mar 2026 24:00:00 GMT", "2026-03-03T00:00"),
        ("2026-03-02T24:00:00Z", "2026-03-03T00:00"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00"),
        ("2026년 03월 02일 20:00:00", "2026-03-02T11:00"),
        ("2026/3/2 20:00", "2026-03-02T20:00"),
        ("2026-03-02 20:00:00.0", "2026-03-02T20:00"),
        ("Δευ, 02 Μαώ 2026 20:00:00 GMT", "2026-03-02T20:00"),
        ("2026-március-02T20:00", "2026-03-02T20:00"),
        ("2026-03-02 오후 8:00:00", "2026-03-02T20:00"),
        ("2026", "2026-01-01T00:00"),
        ("Monday, March 2, 2026 08:42 PM", "2026-03-02T20:42"),
        ("Mon, Mar 2 2026 12:02:33 AM", "2026-03-02T00:02:33"),
        ("Mon, 2 Mar 2026 12:56 pm PST", "2026-03-02T20:56"),
        ("2.3.2026 20:16", "2026-03-02T20:16"),
        ("20260302", "2026-03-02T00:00"),
    ],
)
def test_f36_dates(value, moment):
    assert dated(value) == (datetime.fromisoformat(moment).replace(tzinfo=UTC) if moment else None)


@pytest.mark.parametrize(
    "value", ["", "Mon, 31 Feb 2026 10:00:00 GMT", "yesterday", "12:30", "--05", "0", "99 Foo 2026"]
)
def test_f36_an_invalid_date_is_replaced_by_first_seen(value):
    assert dated(value) is None
    one = article(f"<title>A</title><link>/1</link><pubDate>{value}</pubDate>")
    assert (one.published, one.date_flag) == (SEEN, "missing")


def test_f37_future_date():
    one = article("<title>A</title><pubDate>Sun, 02 Mar 2036 12:00:00 GMT</pubDate>")
    assert (one.published, one.date_flag) == (SEEN, "future")
    assert dated("Sun, 02 Mar 2036 12:00:00 GMT") == datetime(2036, 3, 2, 12, tzinfo=UTC), "the entry keeps it"


def test_f38_the_repeated_hour_and_the_local_day():
    first, second = dated("Sun, 25 Oct 2026 01:30:00 +0100"), dated("Sun, 25 Oct 2026 01:30:00 +0000")
    assert second - first == timedelta(hours=1)
    london = ZoneInfo("Europe/London")
    assert first.astimezone(london).hour == second.astimezone(london).hour == 1
    for now in (first, second):
        assert period_start(now) <= now - timedelta(hours=24)


def test_f39_missing_title_link_and_guid():
    date, text = (
        "<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>",
        "<description>The ferry sailed at dawn.</description>",
    )
    nothing, other = article(""), article(date)
    assert (nothing.title, nothing.url, nothing.guid) == ("Sample Wire", "", "")
    assert nothing.id != other.id
    untitled = article(text + "<link>https://wire.example/1</link>")
    assert (untitled.title, untitled.url) == ("The ferry sailed at dawn.", "https://wire.example/1")
    unlinked = article("<title>Ferry sails</title>" + text + date)
    assert (unlinked.link, unlinked.url, unlinked.text) == ("", "", "The ferry sailed at dawn.")
    assert unlinked.id == article("<title>Ferry sails</title>" + date).id, "title and date identify it"
    assert unlinked.id != article("<title>Ferry sinks</title>" + date).id
    assert article("<title>A</title><guid isPermaLink='false'>7</guid>").guid == "7"


def test_f40_relative_links_bases_counters_and_tracking():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/"><entry xml:base="y/">'
        "<title>A</title><link href='1?utm_source=rss&amp;id=2'/></entry></feed>"
    )
    (based,) = articles(read(atom))
    assert based.link == "https://base.example/x/y/1?utm_source=rss&id=2", "opened as given"
    assert based.url == "https://base.example/x/y/1?id=2"
    assert article("<link>../a/1</link>").link == "https://wire.example/a/1"
    assert article("<link>//gazette.example/1</link>").link == "https://gazette.example/1"
    origin = "<f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>https://wire.example/1</f:origLink>"
    assert article(f"<link>https://count.example/1</link>{origin}").link == "https://wire.example/1"
    tracked = ["at_medium=RSS", "utm_campaign=x&amp;utm_source=y", "traffic_source=rss", ""]
    assert len({article(f"<link>https://wire.example/1?{query}</link>").id for query in tracked}) == 1


HOSTILE = "A\x1b]8;;http://x.example\x07B\x9b2JC\x7fD\r\x1b[31mE\u202eF\u200bG&#27;[0mH&amp;#27;[1mI&#x9b;J"


def test_f52_terminal_commands(tmp_path):
    item = f"<title>{HOSTILE}</title><author>{HOSTILE}</author><link>https://wire.example/{HOSTILE}</link>"
    item += f"<guid isPermaLink='false'>{HOSTILE}</guid><description>{HOSTILE}</description>"
    document = read(rss(f"<item>{item}</item>").replace("Sample Wire", HOSTILE))
    (one,) = articles(document)
    shown = [document.title, one.title, one.text, one.author, one.link, one.url, one.guid, one.publisher]
    shown += [refused(f"<html><title>{HOSTILE}</title>"), refused(f"<{HOSTILE}>")]
    feed = tmp_path / "ferry\x1b[31m.xml"
    feed.write_text(rss(f"<item>{item}</item>").replace("Sample Wire", HOSTILE), encoding="utf-8")
    for options in ([], ["--json"]):
        result = CliRunner().invoke(root, ["parse", *options, str(feed), str(tmp_path / "none\x1b[2J.xml")])
        assert result.exit_code == 3
        shown += result.stdout.splitlines() + result.stderr.splitlines()
    assert all(words.isprintable() for words in shown)
    assert one.title.startswith("AB".replace("B", "]8;;http://x.exampleB"))


def test_f55_html_in_content():
    one = article(
        "<title>Tom &amp;amp; Ann &lt;b&gt;sail&lt;/b&gt;</title><description><![CDATA[<style>p {}</style>"
        "<script>x()</script>"
        "<p>One<img src='http://x.example/1.gif' width=1 height=1 onerror='x()'></p><table><tr><td>a<td>b</table>"
        "&amp;lt;p&amp;gt; R&amp;amp;D<iframe src='//x.example'>no</iframe>]]></description>"
    )
    assert one.title == "Tom & Ann sail"
    assert one.text.split("\n") == ["One", "a b", "&lt;p&gt; R&D"]


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "JaVaScRiPt:x", "file:///etc/passwd", "data:text/html,x", "ssh://wire.example"),
        *("vbscript:x", "-flag", "--version", "http://wire.example/a\nb", "http://wire.example/a b"),
        *("java\nscript:x", "http:///etc", "$(touch x)", "; ls", "`ls`"),
    ],
)
def test_f56_dangerous_links(link):
    for entry in (f"<link>{link}</link>", f"<guid>{link}</guid>"):
        one = article(f"<title>A</title>{entry}")
        for address in (one.link, one.url):
            assert not address or address.startswith(("http://", "https://"))
            assert " " not in address
            assert address.isprintable()


def test_f35_a_feed_of_too_many_entries_is_reported():
    body = b"<rss><channel>" + b"<item><title>A</title></item>" * 5_001 + b"</channel></rss>"
    took = intake_of(Feed(URL), FeedState(URL), Response(URL, body, {}), SEEN)
    assert len(took.articles) == 5_000
    assert took.note == "it has more than 5,000 entries: only the first 5,000 were read"
