"""Lists of feeds: OPML, newsboat's `urls` and plain lists in, OPML out; none of it is ever run or opened."""

import time
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from cpu_limit import run_within_cpu_seconds
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ParseError
from briefing.feeds.collected_feeds import MAX_FEEDS
from briefing.feeds.feed_lists import read_feeds
from briefing.feeds.opml_writer import write_opml
from briefing.model.feeds import Feed, Secret

WIRE, GAZETTE = "https://wire.example/feed", "https://gazette.example/feed"


def opml(body: str) -> bytes:
    head = '<?xml version="1.0"?>\n<opml version="2.0"><head><title>x</title></head>'
    return f"{head}<body>\n{body}\n</body></opml>".encode()


def skipped(body: bytes, **options) -> list[str]:
    return [str(skipped) for skipped in read_feeds(body, **options).skipped]


def test_folders_become_sections():
    listing = read_feeds(
        opml(f"""<outline text="Asia"><outline text="Japan" title="Japan">
<outline type="rss" text="Sample &amp; Wire" xmlUrl="{WIRE}" language="ja"/></outline>
<outline text="Sample Gazette" xmlUrl="{GAZETTE}"/></outline>
<outline text="Loose" xmlUrl="https://loose.example/" category="/Tech/AI,/x"/>
<outline text="Plain" xmlUrl="https://plain.example/"/>""")
    )
    assert listing.skipped == []
    assert [(feed.name, feed.section, feed.lang, feed.line) for feed in listing.feeds] == [
        ("Sample & Wire", "Asia/Japan", "ja", 4),
        ("Sample Gazette", "Asia", "", 5),
        ("Loose", "Tech/AI", "", 6),
        ("Plain", "news", "", 7),
    ]
    assert all(feed.allow_private is False and feed.publisher == feed.name for feed in listing.feeds)


def test_unknown_attributes_are_kept():
    (feed,) = read_feeds(opml(f'<outline text="a" xmlUrl="{WIRE}" htmlUrl="https://wire.example" isOpen="1"/>')).feeds
    assert feed.opml == (("htmlUrl", "https://wire.example"), ("isOpen", "1"))
    assert 'htmlUrl="https://wire.example"' in write_opml([feed])


@pytest.mark.parametrize("name", ["TIT\u00b5LE", "\u0967x", "\u2460"])
def test_an_attribute_that_would_make_an_export_malformed_is_dropped(name):
    listing = read_feeds(opml(f"<< <outline text='a' xmlUrl='{WIRE}' {name}='x' b='y'/>"))
    assert [feed.opml for feed in listing.feeds] == [(("b", "y"),)]
    ElementTree.fromstring(write_opml(listing.feeds))


def test_an_exported_list_is_imported_unchanged():
    feeds = [
        Feed(WIRE, name='A "quoted" & <odd> name', publisher="Sample Wire", section="asia", lang="ja", weight=1.5),
        Feed(GAZETTE, name="Gazette", publisher="Gazette", section="asia", interval=timedelta(hours=3), enabled=False),
        Feed("https://metro.example/?a=1&b=2", name="Metro", publisher="Metro", opml=(("htmlUrl", "x'y"),)),
    ]
    text = write_opml(
        [*feeds, Feed("https://s.example/", name="s", headers=(("X", "s3cret"),), secrets=(("Y", Secret("TOK")),))]
    )
    assert "s3cret" not in text and "TOK" not in text
    listing = read_feeds(text.encode(), allow_private=True)
    from dataclasses import replace

    assert [replace(feed, line=0) for feed in listing.feeds[:3]] == feeds
    ElementTree.fromstring(text)


def test_a_given_section_replaces_the_folders():
    assert [
        feed.section
        for feed in read_feeds(opml(f'<outline text="A"><outline xmlUrl="{WIRE}"/></outline>'), section="mine").feeds
    ] == ["mine"]


def test_duplicates_are_merged():
    body = opml(f'<outline xmlUrl="{WIRE}"/>\n<outline xmlUrl="http://wire.example/feed/?utm_source=x"/>')
    assert len(read_feeds(body).feeds) == 1
    assert skipped(body) == ["line 4: http://wire.example/feed/?utm_source=x: already listed in line 3"]


@pytest.mark.parametrize(
    "url",
    [
        "|touch hacked",
        "exec:touch hacked",
        "filter:touch hacked:https://wire.example/",
        "file:///etc/passwd",
        "query:x:y",
        "javascript:alert(1)",
        "ftp://wire.example/",
        "-o/tmp/x",
        "`touch hacked`",
        "$(touch hacked)",
        "//wire.example/x",
    ],
)
def test_only_http_addresses_are_imported(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    body = opml(f'<outline text="bad" xmlUrl="{url}"/>\n<outline xmlUrl="{WIRE}"/>')
    assert skipped(body) == [f"line 3: {url}: not an http(s) address"]
    assert [feed.url for feed in read_feeds(body).feeds] == [WIRE]
    line = f'"{url}" tag\n{WIRE}\n'.encode()
    assert [feed.url for feed in read_feeds(line).feeds] == [WIRE]
    assert list(tmp_path.iterdir()) == []


def test_a_password_in_an_address_is_not_taken():
    body = opml('<outline text="Closed" xmlUrl="https://joe:secret@wire.example/"/>')
    assert [line.partition("https://wire.example/: ")[2] for line in skipped(body)] == [
        "its address contains a user name or password (add it to feeds.toml, with `auth`)"
    ]
    assert "secret" not in "".join(skipped(body))
    assert read_feeds(body).feeds == []


@pytest.mark.parametrize(
    "address",
    ["u:p@wire.example/a", "http:/u:p@wire.example/a", "https:u:p@wire.example/a", "ftp://u:p@wire.example/a"],
)
def test_a_mistyped_address_is_reported_without_its_password(address):
    (reason,) = skipped(opml(f'<outline text="Wire" xmlUrl="{address}"/>'))
    assert "wire.example/a" in reason and "p@" not in reason


def test_a_folder_named_like_an_address_is_reported_without_its_password():
    twice = f'<outline text="W" xmlUrl="{WIRE}"/>'
    (reason,) = skipped(opml(f'{twice}<outline text="http://u:p@wire.example/">{twice}</outline>'))
    assert "already listed" in reason and "p@" not in reason


def test_commands_in_attributes_are_reported_and_dropped():
    body = opml(f'<outline text="Firehose" xmlUrl="{WIRE}" filtercmd="touch hacked"/>')
    assert skipped(body) == ["line 3: Firehose: its command in `filtercmd` is dropped and never run"]
    (feed,) = read_feeds(body).feeds
    assert "hacked" not in write_opml([feed])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/feed",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "http://localhost/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://nas.local/",
    ],
)
def test_private_network_addresses_are_skipped(url):
    body = opml(f'<outline xmlUrl="{url}"/>')
    assert skipped(body) == [f"line 3: {url}: a private-network address (--allow-private accepts it)"]
    (feed,) = read_feeds(body, allow_private=True).feeds
    assert feed.allow_private is None


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE opml SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE opml [<!ENTITY a "ha">\n<!ATTLIST outline text CDATA "x">] >',
        '<?xml version="1.0"?><!doctype opml PUBLIC "-//Dave//DTD OPML 1.0//EN"\n"http://lists.example/opml.dtd">',
    ],
)
def test_entities_of_document_types_are_not_resolved(doctype: str) -> None:
    (feed,) = read_feeds(f'{doctype}<opml><body><outline text="A&a;" xmlUrl="{WIRE}"/></body></opml>'.encode()).feeds
    assert (feed.url, feed.name, feed.line) == (WIRE, "A&a;", 1 + doctype.count("\n"))


def test_links_to_other_lists_are_not_followed():
    body = opml(
        '<outline type="include" url="https://list.example/x.opml" text="x"/><outline type="rss" text="empty"/>'
    )
    assert skipped(body) == [
        "line 3: https://list.example/x.opml: a link to another document, which is not followed",
        "line 3: empty: no address",
    ]


def test_deep_and_long_lists_are_read():
    start = time.process_time()
    deep = opml('<outline text="d">' * 20_000 + f'<outline xmlUrl="{WIRE}"/>' + "</outline>" * 20_000)
    (feed,) = read_feeds(deep).feeds
    assert feed.section == "d/d/d"
    many = opml("".join(f'<outline text="f{n}" xmlUrl="https://s{n}.example/"/>\n' for n in range(12_000)))
    assert len(read_feeds(many).feeds) == 12_000
    assert time.process_time() - start < 20
    assert MAX_FEEDS > 12_000


def test_a_malformed_list_is_read_as_far_as_possible():
    body = opml(
        f"""<outline text="A">
<outline text="Bread & butter" xmlUrl="{WIRE}"/>
<outline text="Say "cheese"" description="<p>x" xmlUrl="{GAZETTE}"/>
<outline text="B"><outline text="C &lt; D" xmlUrl="https://metro.example/"/></outline>
</outline>"""
    )
    listing = read_feeds(body)
    assert [(feed.url, feed.section) for feed in listing.feeds] == [
        (WIRE, "A"),
        (GAZETTE, "A"),
        ("https://metro.example/", "A/B"),
    ]
    assert listing.feeds[2].name == "C < D"
    assert [str(s) for s in listing.skipped] == [
        "line 5: not well-formed (invalid token); the rest is read as far as possible"
    ]
    cut = read_feeds(opml(f'<outline xmlUrl="{WIRE}"/>')[:-8])
    assert [feed.url for feed in cut.feeds] == [WIRE]


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ('text="Say "hi" now"', 'Say "hi" now'),
        ("text='O'Brien's wire'", "O'Brien's wire"),
        ("text=Bare", "Bare"),
        ("text=", ""),
        ('text="A < B"', "A < B"),
        ('text="5" display" title="6" display"', '6" display'),
        ('type=rss text="A"title="No space"', "No space"),
    ],
)
def test_the_names_and_feeds_of_a_malformed_list_in_one_line_stay_whole(attributes, name):
    others = '<outline text="B" xmlUrl="https://metro.example/"/>'
    listing = read_feeds(opml(f'{others}<outline {attributes} xmlUrl={GAZETTE} /><outline text="C" xmlUrl="{WIRE}"/>'))
    assert [(feed.url, feed.name) for feed in listing.feeds] == [
        ("https://metro.example/", "B"),
        (GAZETTE, name),
        (WIRE, "C"),
    ]
    assert len(listing.skipped) == 1, "only the fault is reported, no feed is read twice"


def test_a_feed_in_another_attribute_is_taken_or_reported():
    body = opml('<outline type="rss" text="A" url="https://a.example/"/><outline text="B" url="https://b.example/"/>')
    listing = read_feeds(body)
    assert [feed.url for feed in listing.feeds] == ["https://a.example/"]
    assert [skipped.item for skipped in listing.skipped] == ["https://b.example/"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<rss></rss>", "not OPML: its root element is <rss>"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "not OPML: its root element is <feed>"),
        (b"<html", "not OPML: "),
        (b"PK\0\1", "neither OPML nor"),
    ],
)
def test_files_that_are_not_lists_are_refused(body, message):
    with pytest.raises(ParseError, match=message):
        read_feeds(body)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        (b"<rss></rss>", "this is a feed, no list of feeds: `briefing add URL` adds it by its address"),
        (b"<html></html>", ""),
    ],
)
def test_a_feed_that_is_given_as_a_list_has_its_own_next_step(body, hint):
    with pytest.raises(ParseError) as caught:
        read_feeds(body)
    assert caught.value.hint == hint


def test_other_encodings():
    outline = f'<outline text="Zeitung für Wien" xmlUrl="{WIRE}"/>'
    text = f'<?xml version="1.0" encoding="{{}}"?><opml><body>{outline}</body></opml>'
    for encoding in ("utf-16", "iso-8859-1", "windows-1252"):
        assert read_feeds(text.format(encoding).encode(encoding)).feeds[0].name == "Zeitung für Wien"


def test_urls_of_newsboat():
    body = f"""# my feeds
{WIRE} "asia news" tech "~Sample Wire"
{GAZETTE} ! "~Hidden one"
"query:Unread:unread = \\"yes\\""

https://plain.example/feed
""".encode()
    listing = read_feeds(body)
    assert [(f.url, f.name, f.section, f.line) for f in listing.feeds] == [
        (WIRE, "Sample Wire", "asia news", 2),
        (GAZETTE, "Hidden one", "news", 3),
        ("https://plain.example/feed", "", "news", 6),
    ]
    assert [skipped.line for skipped in listing.skipped] == [4]


def test_control_characters_are_removed():
    (feed,) = read_feeds(f'{WIRE} "~Red\x1b[31m \u202ealert" "sec\x07tion"'.encode()).feeds
    assert (feed.name, feed.section) == ("Red[31m alert", "section")


@pytest.mark.parametrize("line", [",", ";;", "\t,"])
def test_a_list_of_separators_has_no_feeds(line):
    assert read_feeds(line.encode()).feeds == []


@given(
    st.binary(max_size=400) | st.text(max_size=200).map(lambda text: opml(f"<outline xmlUrl='{text}' text='{text}'/>"))
)
def test_generated_lists_are_read_or_refused(body):
    try:
        listing = read_feeds(body)
    except ParseError:
        return
    for feed in listing.feeds:
        assert feed.url.startswith(("http://", "https://")) and feed.name.isprintable()
    read_feeds(write_opml(listing.feeds).encode())


def read_hostile_lists():
    from briefing.errors import ParseError
    from briefing.feeds.feed_lists import read_feeds

    size = 5 * 1024 * 1024
    results = []
    for start, markup in (
        (b"<opml><body>", b"<outline text='d'>"),
        (b"<opml><body><", b"<outline a"),
        (b"<opml><body><<outline ", b"a"),
        (b"<opml><body><<outline ", b"a='"),
        (b"<opml><body>", b"&"),
        (b"", b'"'),
        (b"", b'https://a.example "\\'),
    ):
        try:
            results.append(len(read_feeds(start + markup * (size // len(markup) // 8)).feeds))
        except ParseError as error:
            results.append(str(error))
    return results


def test_hostile_lists_are_read_in_bounded_time():
    assert run_within_cpu_seconds(60, read_hostile_lists) == [0, 0, 0, 0, 0, 0, 1]
