"""The quick reader gives what reading by feedparser gives, or leaves the document to it."""

from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.feeds.parsing import fast_xml, feedparser_xml
from briefing.feeds.parsing.parser import parse_feed

URL = "https://wire.example/feeds/world.xml"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:wire="https://wire.example/ns" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)


def rss(items: str, channel: str = "<title>Sample Wire</title>", root: str = 'version="2.0"') -> str:
    return f'<?xml version="1.0"?><rss {root} {SPACES}><channel>{channel}{items}</channel></rss>'


def item(inner: str) -> str:
    return rss(f"<item>{inner}</item>")


def atom(inner: str, root: str = "", feed: str = "<title>Sample Wire</title>") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES} {root}>{feed}<entry>{inner}</entry></feed>'


def rdf(inner: str, address: str = "http://purl.org/rss/1.0/") -> str:
    spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    channel = '<channel rdf:about="x"><title>W</title></channel>'
    return f'<rdf:RDF {spaces} xmlns="{address}" xml:lang="nl">{channel}{inner}</rdf:RDF>'


DATED = ("Mon, 02 Mar 2026 20:00:00 GMT", "2 Mar 26 20:00 EST", "2026-03-02T20:00Z", "2026-03-02 20:00:00", "")
DOCUMENTS = {
    "rss 2.0": item(
        "<title>Ferry sails &amp; returns</title><link>https://wire.example/1?a=1&amp;b=2</link>"
        "<guid isPermaLink='false'>1"
        "</guid><pubDate>Mon, 02 Mar 2026 20:00:00 +0900</pubDate><dc:creator>Ana Cruz</dc:creator>"
        "<category>World</category>"
        "<description>&lt;p&gt;On Monday.&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long</p>]]>"
        "</content:encoded>"
        "<enclosure url='https://wire.example/1.jpg' type='image/jpeg' length='1'/>"
    ),
    "rss 0.91": rss("<item><title>A</title><link>/a</link><description>B</description></item>", root='version="0.91"'),
    "rss without version": rss("<item><title>A</title></item>", root=""),
    "rss 1.0": rdf(
        '<item rdf:about="https://wire.example/1"><title>A</title><dc:date>2026-03-02T09:00:00+09:00</dc:date></item>'
    ),
    "rss 0.90": rdf("<item><title>A</title><link>/a</link></item>", "http://my.netscape.com/rdf/simple/0.9/"),
    "items beside the channel": '<rss version="2.0"><channel><title>W</title></channel><item><title>A</title>'
    "</item></rss>",
    "elements in capitals": item("<TITLE>A</TITLE><Link>/a</Link><PubDate>2026-03-02</PubDate>"),
    "atom 1.0": atom(
        "<id>tag:wire.example,2026:1</id><title type='html'>A &lt;b&gt;b&lt;/b&gt;</title><link rel='self' href='/s'/>"
        "<link href='/a'/><published>2026-03-02T12:00:00.25Z</published><updated>2026-03-02T13:00:00+01:00</updated>"
        "<author><name>Ana Cruz</name><email>ana@wire.example</email></author><summary>One\n\ntwo</summary>"
        "<content type='html'>&lt;p&gt;x</content>"
    ),
    "atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped">W</title><entry>'
    "<title>A</title>"
    '<link rel="alternate" type="text/html" href="http://wire.example/1"/><issued>2026-03-02T12:00:00Z</issued>'
    '<content type="text/html" mode="escaped">&lt;p&gt;x</content></entry></feed>',
    "atom without a namespace": "<feed><title>W</title><entry><title>A</title><id>1</id></entry></feed>",
    "xhtml": atom(
        "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>b</b> &amp; c</div></title>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p class='x'>One<br/>two</p> "
        "<a rel='Home' href="
        "'?a=1&amp;b=\"2\"'>y</a></div></content>"
    ),
    "xhtml without its div": atom("<content type='xhtml'><p xmlns='http://www.w3.org/1999/xhtml'>x</p></content>"),
    "language": rss("<item><title>A</title></item>", "<language>pt_br</language><dc:language>de</dc:language>"),
    "language of the root": rss("<item><title>A</title></item>", "<title>W</title>", 'version="2.0" xml:lang="en_GB"'),
    "ttl": rss("<item><title>A</title></item>", "<ttl> 90 </ttl><sy:updatePeriod>hourly</sy:updatePeriod>"),
    "image": rss(
        "<item><title>A</title></item>", "<image><title>Logo</title><url>/l</url><link>/</link></image><title>W</title>"
    ),
    "base of the root": rss(
        "<item><link>a</link><guid>b</guid></item>", root='version="2.0" xml:base="https://base.example/x/"'
    ),
    "base of a text": atom("<link href='/a'/><content xml:base='https://base.example/'>x</content>"),
    "names of their own": item("<title>A</title><source_id>1</source_id>"),
    "guid as link": item("<title>A</title><guid>https://wire.example/1</guid>"),
    "guid that is relative": item("<guid isPermaLink='true'>/g</guid>"),
    "guid that is a position": item("<guid>7</guid>"),
    "guid that is a page": item("<guid isPermaLink='true'> a-7.HTML </guid>"),
    "guid before link": item("<guid>https://wire.example/g</guid><link>https://wire.example/1</link>"),
    "original link": item(
        "<link>https://count.example/1</link><feedburner:origLink>https://wire.example/1</feedburner:origLink>"
    ),
    "empty link": item("<link/><guid>https://wire.example/g</guid><atom:link href='https://wire.example/2'/>"),
    "links with stray entities": item("<link>https://wire.example/?a=1&amp;amp;b=2&amp;copy;=3</link>"),
    "slashes too many": item("<link>https:////wire.example/1</link>"),
    "international host": item("<link>https://bücher.example/ä?ö</link>"),
    "media": item(
        "<media:group><media:content url='/v'/><media:title>M</media:title><media:description>D</media:description>"
        "</media:group><title>A</title><description>B</description>"
    ),
    "podcast": item(
        "<title>A</title><itunes:title>T</itunes:title><itunes:author>Ana</itunes:author><description>B</description>"
        "<itunes:summary>C</itunes:summary><itunes:subtitle>S</itunes:subtitle><itunes:duration>1:02</itunes:duration>"
    ),
    "content before description": item("<content:encoded>&lt;p&gt;x</content:encoded><description>y</description>"),
    "content alone": item("<content:encoded>&lt;p&gt;x</content:encoded>"),
    "two descriptions": item("<description>one</description><description>and two</description>"),
    "source": item(
        "<title>A</title><source url='https://gazette.example/f'>Sample Gazette</source><media:title>M</media:title>"
    ),
    "source of an atom entry": atom(
        "<source><title>S</title><id>s</id><updated>2026-03-02</updated></source><title>A</title>"
    ),
    "titles in the usual order": item("<title>A</title><dc:title>B</dc:title><media:title>C</media:title>"),
    "title that looks like markup": item("<title>AT&amp;amp;T &lt;b&gt;buys&lt;/b&gt; it</title>"),
    "title with quotes": item('<title>"Ferry" isn\'t &lt; 5 knots</title>'),
    "authors": atom(
        "<author><name>Ana</name></author><author><name>Ben</name><uri>https://wire.example</uri></author>"
    ),
    "author of rss": item("<author>ana@wire.example (Ana Cruz)</author>"),
    "unknown namespace with a known prefix": '<rss version="2.0" xmlns:media="//wire.example/mrss/"><channel><item>'
    "<title>A</title><media:title>B</media:title><media:description>C</media:description></item></channel></rss>",
    "utf-8 taken for latin-1": item("<title>CafÃ©</title>"),
    "windows characters": item("<title>Ferry&#146;s end \x93</title>"),
    "comments and instructions": item("<title>A<!-- b -->c<?d e?>f</title>"),
    "dates": rss("".join(f"<item><pubDate>{date}</pubDate></item>" for date in DATED)),
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_the_fast_reader_agrees_with_feedparser(text):
    found = fast_xml.read(text, "", URL)
    assert found is not None
    assert found == feedparser_xml.read(text, "", URL)


DOUBTFUL = {
    "doctype": "<!DOCTYPE rss>" + item("<title>A</title>"),
    "ill-formed": item("<title>R & B</title>"),
    "no entries": rss(""),
    "no feed": "<html><item/></html>",
    "another root": item("<title>A</title>").replace("rss", "rsss"),
    "two channels": '<rss version="2.0"><channel/><channel><item/></channel></rss>',
    "two titles of the channel": rss("<item><title>A</title></item>", "<title>A</title><title>B</title>"),
    "item within an item": item("<item><title>A</title></item>"),
    "item within another element": item("<wire:x><item/></wire:x>"),
    "base of an entry": atom("<link href='a'/>").replace("<entry>", "<entry xml:base='https://base.example/'>"),
    "base of a link": atom("<link xml:base='https://base.example/' href='a'/>"),
    "base that is no web address": rss("<item/>", root="version='2.0' xml:base='file:///etc/'"),
    "markup in a title": item("<title>A <b>b</b></title>"),
    "base64": atom("<content type='application/octet-stream'>QQ==</content>"),
    "image of an item": item("<image><title>A</title></image>"),
    "empty address of a link": item("<atom:link href=''/>"),
    "link elsewhere": item("<link url='https://wire.example'/>"),
    "names feedparser uses itself": item("<links>1</links>"),
    "names that look like prefixed ones": item("<dc_date>2026-03-02</dc_date>"),
    "strange tags in a title": item("<title>&lt;wire&gt;A&lt;/wire&gt;</title>"),
    "known name under two prefixes": item("<x:title xmlns:x='//a'>A</x:title><media:title xmlns:media='//a'/>"),
    "known name in an unknown namespace": item("<title xmlns='https://wire.example/'>A</title>"),
    "rdf with atom": rdf("<item><title xmlns='http://www.w3.org/2005/Atom'>A</title></item>"),
    "atom with rss 1.0": atom("<x:title xmlns:x='http://purl.org/rss/1.0/'>A</x:title>"),
    "deep": item("<q>" * 50 + "</q>" * 50),
    "so many namespaces": item("".join(f"<a xmlns:n{n}='//{n}'/>" for n in range(60))),
}


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL)
def test_unusual_documents_are_left_to_feedparser(text):
    assert fast_xml.read(text, "", URL) is None


def test_the_language_of_the_server_is_the_last_resort():
    plain, german = item("<title>A</title>"), rss("<item/>", "<language>de</language>")
    for text, lang in ((plain, "fr"), (german, "de")):
        for read in (fast_xml.read, feedparser_xml.read):
            assert read(text, "fr", URL).lang == lang
    assert parse_feed(plain.encode(), {"content-language": "fr"}, URL).lang == "fr"


def test_the_cache_of_tags_is_bounded():
    fast_xml.read(item("".join(f"<t{n}/>" for n in range(1_500))), "", URL)
    assert fast_xml.element_meaning.cache_info().currsize <= fast_xml.MAX_CACHED_MEANINGS


def test_a_picture_title_is_not_the_item_title():
    text = item("<title>A</title><image/><media:content><media:title/></media:content>")
    assert fast_xml.read(text, "", URL) is None
    assert feedparser_xml.read(text, "", URL).entries[0].title == "A"
    assert feedparser_xml.read(item("<title/><wire:x><title>B</title></wire:x>"), "", URL).entries[0].title == "B"


def test_a_well_formed_feed_does_not_load_feedparser(monkeypatch):
    monkeypatch.setattr(feedparser_xml, "read", None)
    document = parse_feed(rss("<item><title>A</title></item>", "<ttl>60</ttl>").encode(), {}, URL)
    assert document.requested_interval == timedelta(hours=1)


WORDS = st.sampled_from(
    ["", "Ferry", " a\n\nb ", "R&amp;D", "&lt;p&gt;x&lt;/p&gt;", "a &lt; b", "x&amp;nbsp;y", "caf\u00e9", "&#146;"]
) | st.sampled_from(["<![CDATA[<b>c</b>]]>", "日"])
DATES = st.sampled_from(
    ["Mon, 02 Mar 2026 20:00:00 +0900", "2026-03-02T12:00:00Z", "", "31 Feb 2026", "1 Apr 26 1:02 JST"]
)
ADDRESSES = st.sampled_from(
    ["https://wire.example/1", "/a?b=1&amp;c=2", "", "javascript:x", "tag:x,1", "https://a b/", "//c"]
)
TYPES = st.sampled_from(
    ["", " type='html'", " type='text'", " type='xhtml'", " type='text/plain'", " type='image/png'"]
)
NAMES = (
    "title description summary content content:encoded dc:title dc:description media:title media:description "
    "itunes:summary itunes:subtitle abstract author dc:creator itunes:author category wire:note rights"
)
TEXTS = st.sampled_from(NAMES.split())
DATE_NAMES = st.sampled_from(["pubDate", "updated", "dc:date", "published", "created"])
RELATIONS = st.sampled_from(["", " rel='self'", " rel='alternate' type='x'"])
HOLDERS = st.sampled_from(["source", "image", "media:group", "wire:x"])
PARTS = st.one_of(
    st.builds("<{0}{1}>{2}</{0}>".format, TEXTS, TYPES | st.just(""), WORDS),
    st.builds("<{0}>{1}</{0}>".format, DATE_NAMES, DATES),
    st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["link", "guid", "id", "feedburner:origLink"]), ADDRESSES),
    st.builds("<guid isPermaLink='{}'>{}</guid>".format, st.sampled_from(["true", "false", "x"]), ADDRESSES),
    st.builds("<atom:link{} href='{}'/>".format, RELATIONS, ADDRESSES),
    st.builds("<author><name>{}</name><email>{}</email></author>".format, WORDS, WORDS),
    st.builds("<{0}>{1}</{0}>".format, HOLDERS, WORDS),
    st.builds("<{0}><title>{1}</title></{0}>".format, HOLDERS, WORDS),
    st.builds("<media:content><media:title>{}</media:title></media:content>".format, WORDS),
)


@settings(max_examples=60, derandomize=True)
@given(st.lists(st.lists(PARTS, max_size=6).map("".join), min_size=1, max_size=3), st.sampled_from([rss, atom]))
@example(["<title>A</title>"], rss)
def test_both_readers_agree_on_generated_entries(entries, form):
    if form is atom:
        text = atom("</entry><entry>".join(entries))
    else:
        text = rss("".join(f"<item>{entry}</item>" for entry in entries))
    found = fast_xml.read(text, "", URL)
    assert found is None or found == feedparser_xml.read(text, "", URL)


@pytest.mark.parametrize(
    ("inside", "link", "title"),
    [
        (
            '<title>One</title><enclosure url="/1.mp3" type="audio/mpeg" length="1"/>',
            "https://wire.example/1.mp3",
            "One",
        ),
        ('<title>One</title><enclosure url="/1.mp3"/><link>/page</link>', "https://wire.example/page", "One"),
        ("<itunes:title>One</itunes:title><link>/page</link>", "https://wire.example/page", "One"),
        ("<itunes:title>Two</itunes:title><title>One</title><link>/page</link>", "https://wire.example/page", "One"),
        ('<title>One</title><enclosure url="javascript:x"/>', "", "One"),
    ],
)
def test_an_attached_file_and_a_podcast_title_serve_where_there_is_no_other(inside: str, link: str, title: str):
    document = f'<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item>{inside}</item></channel></rss>'
    fast = fast_xml.read(document, "", "https://wire.example/feed")
    slow = feedparser_xml.read(document, "", "https://wire.example/feed")
    assert fast is not None and slow is not None and fast.entries == slow.entries
    assert (fast.entries[0].link, fast.entries[0].title) == (link, title)
