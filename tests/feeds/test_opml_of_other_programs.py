"""Lists as other programs write them: other encodings, stray lines, odd folders, names and addresses."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import ParseError
from briefing.feeds.collected_feeds import MAX_SKIPPED
from briefing.feeds.feed_lists import read_feeds
from briefing.feeds.opml_writer import write_opml
from briefing.model.feeds import Feed
from briefing.text.html.clean import clean
from briefing.text.urls import canonical_url

URL = "https://wire.example/rss"


def opml(body: str, declaration: str = '<?xml version="1.0"?>') -> str:
    return f"{declaration}<opml version='2.0'><head/><body>{body}</body></opml>"


def sections(body: str) -> dict[str, str]:
    return {feed.name: feed.section for feed in read_feeds(opml(body).encode()).feeds}


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gb2312", "新闻"),
        ("gbk", "新聞"),
        ("gb18030", "新闻 é"),
        ("big5", "新聞"),
        ("shift_jis", "ニュース"),
        ("euc-jp", "ニュース"),
        ("iso-2022-jp", "ニュース"),
        ("euc-kr", "뉴스"),
        ("windows-1251", "Новости"),
        ("koi8-r", "Новости"),
        ("iso-8859-1", "Zürich"),
        ("iso-8859-2", "Łódź"),
        ("windows-1252", "“Zürich” – €"),
        ("utf-16", "Zürich 新闻"),
        ("utf-16-le", "Zürich 新闻"),
        ("utf-16-be", "Zürich 新闻"),
        ("utf-32", "Zürich"),
        ("utf-8-sig", "Zürich"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "\n\n", " \r\n\t"])
def test_a_list_in_any_encoding_is_read(encoding, name, prefix):
    document = opml(f'\n<outline text="{name}" xmlUrl="{URL}"/>', f'<?xml version="1.0" encoding="{encoding}"?>')
    (feed,) = read_feeds((prefix + document).encode(encoding)).feeds
    assert (feed.name, feed.line) == (name, 2 + prefix.count("\n"))


@pytest.mark.parametrize(
    "prefix",
    [
        b"\n",
        b"\r\n\r\n",
        b"\xef\xbb\xbf\n",
        b"\n\xef\xbb\xbf",
        b"\0\0",
        b"Warning: x in y.php on line 3\n",
        b"<br />\n",
    ],
)
@pytest.mark.parametrize("declaration", ['<?xml version="1.0" encoding="gb2312"?>', ""])
def test_what_stands_before_the_document_is_skipped(prefix, declaration):
    encoding = "gb2312" if declaration else "utf-8"
    body = prefix + opml(f'<outline text="新闻" xmlUrl="{URL}"/>', declaration).encode(encoding)
    assert [(feed.url, feed.name) for feed in read_feeds(body).feeds] == [(URL, "新闻")]


def test_a_declared_charset_that_is_wrong_loses_no_feed():
    body = opml(f'<outline text="Zürich" xmlUrl="{URL}"/>', '<?xml version="1.0" encoding="utf-8"?>')
    assert [feed.name for feed in read_feeds(body.encode("latin-1")).feeds] == ["Zürich"]


@pytest.mark.parametrize(
    "charset", ["multi-byte-nonsense", "x-unknown", "utf-7", "base64", "zip", "idna", "cp65001", "", "é"]
)
def test_an_unusable_charset_raises_no_other_error(charset):
    body = opml(f'<outline text="A" xmlUrl="{URL}"/>', f'<?xml version="1.0" encoding="{charset}"?>').encode()
    assert [feed.url for feed in read_feeds(body).feeds] == [URL]


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("feed://wire.example/rss", "http://wire.example/rss"),
        ("FEED://wire.example:8080/rss", "http://wire.example:8080/rss"),
        ("feed:https://wire.example/rss", URL),
        ("feed:http://wire.example/rss", "http://wire.example/rss"),
        ("feed://https://wire.example/rss", URL),
        ("feed://https//wire.example/rss", URL),
        ("feed:wire.example/rss", "http://wire.example/rss"),
        ("feeds://wire.example/rss", URL),
        ("itpc://wire.example/rss", "http://wire.example/rss"),
        (" feed:https://wire.example/rss\n", URL),
        ("feed+https://wire.example/rss", URL),
        ("web+feed:https://wire.example/rss", URL),
    ],
)
def test_addresses_with_a_feed_scheme_are_web_addresses(address, url):
    assert [feed.url for feed in read_feeds(opml(f'<outline xmlUrl="{address}"/>').encode()).feeds] == [url]
    assert [feed.url for feed in read_feeds(f"{address.strip()} tag\n".encode()).feeds] == [url]


@pytest.mark.parametrize(
    "address", ["feed:", "feed://", "feed:file:///etc/passwd", "feed:exec:touch x", "feed:feed:x", "feedback://x/"]
)
def test_a_feed_scheme_lets_no_other_address_in(address):
    assert read_feeds(opml(f'<outline xmlUrl="{address}"/>').encode()).feeds == []


@pytest.mark.parametrize(
    "address", ["feed://127.0.0.1/x", "feed:https://10.0.0.1/", "feed://joe:secret@wire.example/", "feeds://localhost/"]
)
def test_a_feed_scheme_hides_neither_private_hosts_nor_passwords(address):
    listing = read_feeds(opml(f'<outline xmlUrl="{address}"/>').encode())
    assert listing.feeds == [] and "secret" not in str(listing.skipped[0])


def test_a_folder_that_only_repeats_the_name_of_its_feed_is_no_section():
    feed = '<outline text="{0}"><outline type="rss" text="{0}" xmlUrl="https://{0}.example/rss"/></outline>'.format
    assert sections(feed("gull") + feed("wire")) == {"gull": "news", "wire": "news"}
    assert sections(f'<outline text="Art">{feed("zone")}{feed("gull")}</outline>') == {"zone": "Art", "gull": "Art"}
    assert sections(f'<outline text="A"><outline text="B">{feed("gull")}</outline></outline>') == {"gull": "A/B"}


def test_a_folder_with_more_than_its_feed_is_a_section():
    one, two = (f'<outline text="{name}" xmlUrl="https://{name}.example/"/>' for name in ("gull", "wire"))
    assert sections(f'<outline text="gull">{one}{two}</outline>') == {"gull": "gull", "wire": "gull"}
    assert sections(f'<outline text="gull">{one}<outline text="x">{two}</outline></outline>') == {
        "gull": "gull",
        "wire": "gull/x",
    }
    assert sections(f'<outline text="Birds">{one}</outline>') == {"gull": "Birds"}


@pytest.mark.parametrize(("depth", "section"), [(2, "L1/L2"), (3, "L1/L2/L3"), (6, "L1/L2/L3"), (50, "L1/L2/L3")])
def test_the_outermost_folders_make_the_section(depth, section):
    opened = "".join(f'<outline text="L{n}">' for n in range(1, depth + 1))
    assert sections(f'{opened}<outline text="A" xmlUrl="{URL}"/>{"</outline>" * depth}') == {"A": section}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tom &amp;amp; Ann", "Tom & Ann"),
        ("Tom &amp;amp;amp; Ann", "Tom & Ann"),
        ("Tom &amp; Ann", "Tom & Ann"),
        ("&amp;quot;Gull&amp;quot;", '"Gull"'),
        ("Ann&amp;#39;s", "Ann's"),
        ("Z&amp;uuml;rich", "Zürich"),
        ("a &lt; b", "a < b"),
        ("AT&amp;T", "AT&T"),
        ("Q&amp;amp;A", "Q&A"),
    ],
)
def test_names_that_were_escaped_twice_are_unescaped(written, name):
    body = f'<outline text="{written}"><outline title="{written}" xmlUrl="{URL}"/><outline xmlUrl="{URL}2"/></outline>'
    feed = read_feeds(opml(body).encode()).feeds[0]
    assert (feed.name, feed.publisher, feed.section) == (name, name, name)


def test_a_feed_in_two_folders_is_taken_once_and_both_folders_are_named():
    one = f'<outline text="A" xmlUrl="{URL}"/>'
    listing = read_feeds(opml(f'<outline text="Tech">{one}</outline>\n<outline text="Must">{one}</outline>').encode())
    assert [feed.section for feed in listing.feeds] == ["Tech"]
    assert [str(skipped) for skipped in listing.skipped] == [
        f"line 2: {URL}: already listed in line 1 in section Tech, so not in Must too"
    ]


TABLES = {
    "subscriptions of YouTube": "Channel Id,Channel Url,Channel Title\nUCx12,http://www.youtube.com/channel/UCx12,Ann\n",
    "the same in German": '\ufeffKanal-ID,Kanal-URL,Kanaltitel\r\nUCx12,https://www.youtube.com/channel/UCx12/,"Ann"\r\n',
    "with semicolons": "Name;Feed\nAnn;https://www.youtube.com/feeds/videos.xml?channel_id=UCx12\n",
    "with tabs and two addresses": (
        "site\trss url\ttitle\nhttps://ann.example\thttps://www.youtube.com/feeds/videos.xml?channel_id=UCx12\tAnn\n"
    ),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_feeds_of_a_table(table):
    (feed,) = read_feeds(table.encode()).feeds
    assert (feed.url, feed.name) == ("https://www.youtube.com/feeds/videos.xml?channel_id=UCx12", "Ann")


def test_rows_of_a_table_have_sections_and_reasons():
    listing = read_feeds(f'title,url,folder\n"Gull, Daily",{URL},Tech\nB,wire,News\n'.encode())
    assert [(feed.name, feed.section, feed.line) for feed in listing.feeds] == [("Gull, Daily", "Tech", 2)]
    assert [str(skipped) for skipped in listing.skipped] == ["line 3: wire: not an http(s) address"]


def test_marks_around_the_addresses_of_a_plain_list():
    lines = f"- {URL}\n* <{URL}2>\n{URL}3   # a comment\n{URL}4 tech # b\n"
    listing = read_feeds(lines.encode())
    assert [(feed.url, feed.section) for feed in listing.feeds] == [
        *((URL + end, "news") for end in ("", "2", "3")),
        (URL + "4", "tech"),
    ]


def test_an_address_is_no_name_and_a_prefix_no_other_element():
    named = f'<o:outline title="{URL}" xmlUrl="{URL}/"/>'
    body = f'<o:opml xmlns:o="x">{named}<o:outline text="B"><o:outline text="C" xmlUrl="{URL}2"/></o:outline></o:opml>'
    assert [(feed.name, feed.section) for feed in read_feeds(body.encode()).feeds] == [("", "news"), ("C", "B")]


def test_the_number_of_messages_is_bounded():
    listing = read_feeds(opml('<outline xmlUrl="x:y"/>\n' * (MAX_SKIPPED + 5)).encode())
    assert len(listing.skipped) == MAX_SKIPPED + 1 and "more was skipped" in str(listing.skipped[-1])


def test_text_that_is_no_list_is_refused():
    for body in (b"\n\n<html><opml/></html>", b"<?xml version='1.0'?><rss/>", b"\n<?xml version='1.0'?>"):
        with pytest.raises(ParseError):
            read_feeds(body)


names = st.text(st.characters(exclude_categories=("Cs", "Cn", "Cc")), max_size=40).map(clean)
hosts = st.from_regex(r"[a-z]{1,8}\.example(:8080)?", fullmatch=True)
paths = st.sampled_from(["/", "/rss", "/?page=a%20b&x=1&amp=2", "/ü", "/a'b\"c<d>", "/%C3%BC#f", "/a;b=c,d"])
feeds = st.builds(
    Feed,
    url=st.builds("https://{}{}".format, hosts, paths),
    name=names | st.sampled_from(["", "wire.example", "A &amp; B", '"q" <b>', "&lt;x&gt;", "news"]),
    publisher=names,
    section=(names | st.sampled_from(["a/b/c/d/e", "news", "wire.example", "&amp;"])).map(lambda name: name or "news"),
    lang=st.sampled_from(["", "ja", "en-GB"]),
    weight=st.sampled_from([1.0, 0.1, 1.23456789, 99.99, 1e-7]),
    interval=st.integers(60, 30 * 86400).map(lambda seconds: timedelta(seconds=seconds)),
    enabled=st.booleans(),
    full_text=st.booleans(),
    opml=st.sampled_from([(), (("htmlUrl", "https://wire.example/" + "x" * 500),), (("a", "&amp;"), ("b", "<'\">"))]),
)


@settings(max_examples=20)
@given(st.lists(feeds, max_size=6, unique_by=lambda feed: canonical_url(feed.url)))
def test_an_exported_list_is_imported_as_it_was_configured(configured):
    listing = read_feeds(write_opml(configured).encode(), allow_private=True)
    assert listing.skipped == []
    expected = {feed.url: replace(feed, publisher=feed.publisher or feed.name) for feed in configured}
    assert {feed.url: replace(feed, line=0) for feed in listing.feeds} == expected
