"""Whatever a server sends: a document or a ParseError in words, and articles that are safe to show and to store.

`python tests/feeds/test_parser_fuzz.py SECONDS [SEED]` goes on for longer, with documents of random pieces.
"""

import json
import random
import sys
import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.errors import ParseError
from briefing.feeds.parsing.charset import decode_document
from briefing.feeds.parsing.entry_dates import parse_entry_date
from briefing.feeds.parsing.parser import parse_feed
from briefing.model.feeds import Feed
from briefing.text.article_from_entry import article_from_entry
from briefing.text.html.clean import clean, clean_lines
from briefing.text.html.html_to_text import _parsed_text, _text_without_parsing, html_to_text
from briefing.text.urls import canonical_url, is_web_url

URL = "https://wire.example/feeds/world.xml"
SEEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
SEEDS = [
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    "<title>Sample Wire</title><ttl>60</ttl><item><title>Ferry &amp; pier</title><link>/1?a=1&amp;b=2</link>"
    "<guid isPermaLink='false'>1</guid><pubDate>Mon, 02 Mar 2026 20:00:00 +0900</pubDate><dc:creator>Ana</dc:creator>"
    "<description><![CDATA[<p>It <b>sailed</b>&nbsp;at dawn.</p>]]></description></item><item/></channel></rss>",
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://base.example/"><title type="html">Über'
    '</title><entry><id>tag:x,1</id><link href="a"/><updated>2026-03-02T12:00:00Z</updated><author><name>Bo</name>'
    '</author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>日本</p></div></content></entry></feed>',
    '<!DOCTYPE rdf:RDF [<!ENTITY e "&#233;">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/"><channel/><item rdf:about="/1"><title>Caf&e;</title></item></rdf:RDF>',
    json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "title": "Ferry", "url": "/1"}]}),
]
MARKS = ["<", ">", "&", "]]>", "<![CDATA[", "<!--", "\x00", "\x1b[2J", '"', "\n", "{", "9" * 30, "\u202e"]
MARKS += ["&#27;", "&#x202e;", "&#xD800;", "</title>", "<item>", "<entry>", "<?xml", "<!DOCTYPE x [", "&amp;#27;"]
MARKS += ["javascript:", "[red]", "e" + "\u0301" * 30, "xmlns:x='y' "]
SPLICES = st.sampled_from(MARKS).map(str.encode) | st.sampled_from([b"\xff\xfe", b"\xe2\x80", b"\xed\xa0\x80"])
CODECS = st.sampled_from(["utf-8", "utf-16", "utf-32", "latin-1", "shift_jis", "utf-8-sig", "cp037"])
KINDS = st.sampled_from(
    ["", "text/html", "application/xml; charset=latin-1", "text/xml;charset=utf-16", "x; charset=\x1b"]
)


@st.composite
def bodies(draw):
    """A document, cut, doubled and spliced here and there."""
    body = draw(st.sampled_from(SEEDS)).encode(draw(CODECS), "replace")
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 40)))
        body = body[:start] + draw(SPLICES | st.binary(max_size=4) | st.just(body[start:end] * 2)) + body[end:]
    return body


def check(body, kind):
    try:
        document = parse_feed(body, {"content-type": kind}, URL)
    except ParseError as error:
        assert str(error) == clean(str(error)) != ""
        return
    assert document.title == clean(document.title)
    assert document.lang == clean(document.lang)
    for entry in document.entries:
        one = article_from_entry(entry, Feed(URL), document.title, SEEN)
        for words in (one.title, one.author, one.guid, one.publisher):
            assert words == clean(words)
        assert one.title
        assert one.text == clean_lines(one.text)
        assert all(not link or is_web_url(link) for link in (one.link, one.url))
        assert one.published.tzinfo is UTC
        assert one.published <= SEEN
        json.dumps([one.title, one.text, one.link], ensure_ascii=False).encode()


@settings(max_examples=80, derandomize=True)
@given(bodies() | st.binary(max_size=60), KINDS)
@example(b"<?xml encoding='x'<", "")
def test_articles_of_generated_documents_are_safe(body, kind):
    check(body, kind)


@settings(max_examples=70, derandomize=True)
@given(st.binary(max_size=60), st.text(max_size=30))
def test_generated_bytes_are_decoded(body, kind):
    decode_document(body, kind).encode()
    decode_document(b"<?xml version='1.0' encoding='" + body, "text/xml; charset=" + kind).encode()


PARTS = ["<p>", "</p>", "<b>", "</b>", "<br/>", "<a href='x'>", '<a title="y>z" b=c>', "</a>", "text", " ", "\n", "<"]
PARTS += [
    "&amp;",
    "&lt;",
    "&#10;",
    "&nbsp",
    "&copy",
    "é",
    "</p",
    "<li>",
    "</ul>",
    "<div class=a/>",
    "&#0;",
    "&#x80;",
    "&",
]
PARTS += [
    "lt;",
    "p;",
    "&#",
    "38;",
    "&notit;",
    "&foo;",
    "\x0b",
    "\u2028",
    "<img src=x alt='<'>",
    "</br>",
    "\0",
    "&#xD800;",
]


@settings(max_examples=130, derandomize=True)
@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_common_markup_is_read_without_a_parser_with_the_same_result(html):
    simple = _text_without_parsing(html)
    assert not simple or clean_lines(simple) == clean_lines(_parsed_text(html))
    assert html_to_text(html) == clean_lines(html_to_text(html))


@settings(max_examples=50, derandomize=True)
@given(
    st.from_regex(r"[A-Z]{3}, \d{1,2} [A-Z]{3} \d{2,4} \d\d:\d\d(:\d\d)? ?([+-]\d{4}|[A-Z]{1,4})?")
    | st.text(max_size=30)
)
@example("Fri, 31 Dec 9999 23:59:59 -1200")
@example("0001-01-01T00:00:00+14:00")
def test_generated_dates_are_parsed_or_none(value):
    found = parse_entry_date(value).moment
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize("scheme", ["http", "HTTPS"])
@given(st.text(st.sampled_from("aé.:/?&=%20#@;[]~utm_x-"), max_size=30))
@example("@.")
@settings(max_examples=50, derandomize=True)
def test_canonical_addresses_are_stable(scheme, rest):
    found = canonical_url(f"{scheme}://wire.example{rest}")
    assert canonical_url(found) == found


PLAIN_MARKS = [
    b"\xff\xfe",
    b"\xe2\x80",
    b"\xed\xa0\x80",
    b"\r",
    b"&#x1F600;",
    b"<title>",
    b"</item>",
    b'","',
    b"<div>" * 60,
]
PLAIN_CODECS = ["utf-8", "utf-8", "utf-16", "utf-32", "latin-1", "shift_jis", "utf-8-sig", "cp037", "utf-7", "gb18030"]


def random_body(choice: random.Random) -> bytes:
    """Return a document, cut, doubled and spliced here and there; sometimes only pieces."""
    codec = choice.choice(PLAIN_CODECS)
    marks = [*(mark.encode(codec, "replace") for mark in MARKS + PARTS), *PLAIN_MARKS, choice.randbytes(4)]
    if choice.random() < 0.1:
        return b"".join(choice.choices(marks, k=choice.randrange(60)))
    body = choice.choice(SEEDS).encode(codec, "replace")
    for _ in range(choice.randrange(8)):
        start = choice.randrange(len(body) + 1)
        end = min(len(body), start + choice.randrange(40))
        inserted = choice.choice([choice.choice(marks), body[start:end] * 2, b""])
        body = body[:start] + inserted + body[choice.choice([start, end]) :]
    return body


if __name__ == "__main__":
    stop, seed, rounds = time.monotonic() + float(sys.argv[1]), int((sys.argv[2:] or ["1"])[0]), 0
    kinds = ["", "text/html", "application/xml; charset=latin-1", "text/xml;charset=utf-16", "x; charset=\x1b", "json"]
    while time.monotonic() < stop:
        choice = random.Random(seed + rounds)
        try:
            check(random_body(choice), choice.choice(kinds))
        except BaseException:
            sys.stderr.write(f"seed {seed + rounds}\n")
            raise
        rounds += 1
    sys.stdout.write(f"{rounds} documents from seed {seed} without a finding\n")
