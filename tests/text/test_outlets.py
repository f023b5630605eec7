"""Which outlet an entry of an aggregator belongs to, and where its link leads."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.config import parse_config
from briefing.feeds.parsing import fast_xml, feedparser_xml
from briefing.model.articles import Article
from briefing.model.feeds import Feed
from briefing.model.fetching import Entry
from briefing.text.article_from_entry import MAX_GUID, MAX_TITLE, article_from_entry
from briefing.text.publishers.outlets import outlet_of
from briefing.text.redirect_links import article_link
from briefing.writing.stories import publisher_count

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEED = "https://news.google.example/rss/search?q=harbour"
GOOGLE = "https://news.google.com/rss/articles/"


def articles(document: str, feed: Feed | None = None) -> list[Article]:
    """The articles of a document, which both readers must give alike."""
    feed = feed or Feed(FEED)
    slow = feedparser_xml.read(document, "", feed.url)
    fast = fast_xml.read(document, "", feed.url) or slow
    assert fast is not None and slow is not None
    read, same = ([article_from_entry(e, feed, d.title, NOW) for e in d.entries] for d in (fast, slow))
    assert read == same
    return read


def rss(*items: str, title: str = "harbour - Google News", more: str = "") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {more}><channel><title>{title}</title>{body}</channel></rss>'


def test_the_source_of_an_item_is_its_publisher():
    one, two = articles(
        rss(
            "<title>Bridge reopens after repairs - Daily Gull</title><link>https://news.google.example/a/1</link>"
            '<source url="https://gull.example">Daily Gull</source>',
            "<title>Bridge is open again, tolls frozen - Port Times</title><link>https://news.google.example/a/2</link>"
            '<source url="https://times.example">Port Times</source>',
        )
    )
    assert (one.publisher, one.title) == ("Daily Gull", "Bridge reopens after repairs")
    assert (two.publisher, two.title) == ("Port Times", "Bridge is open again, tolls frozen")
    assert publisher_count([one, two]) == 2


def test_the_source_of_an_atom_entry_is_its_publisher():
    entries = "".join(
        f"<entry><id>urn:{n}</id><title>Notes {n}</title><link href='https://{n}.example/1'/>"
        f"<source><id>s</id><title>{n.title()}</title><link href='https://{n}.example/'/></source></entry>"
        for n in ("ann", "bo")
    )
    document = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Planet Harbour</title>{entries}</feed>"
    found = articles(document, Feed("https://planet.example/atom", name="My planet"))
    assert [(one.publisher, one.publisher_url) for one in found] == [
        ("Ann", "https://ann.example/"),
        ("Bo", "https://bo.example/"),
    ]


@pytest.mark.parametrize(
    ("space", "element"),
    [
        ('xmlns:News="https://search.example/news?q=harbour"', "<News:Source>Daily Gull</News:Source>"),
        ('xmlns:dc="http://purl.org/dc/elements/1.1/"', "<dc:source>Daily Gull</dc:source>"),
        ("", "<source>Daily Gull</source>"),
        ("", '<source url="http://www.gull.example/rss">Daily Gull</source>'),
    ],
)
def test_other_elements_that_name_the_outlet(space: str, element: str):
    (one,) = articles(rss(f"<title>Bridge reopens today</title><link>/1</link>{element}", more=space))
    assert one.publisher == "Daily Gull"


def test_what_a_person_configured_as_publisher_stays():
    item = "<title>Bridge reopens today - Daily Gull</title><link>/1</link><source>Daily Gull</source>"
    assert articles(rss(item), Feed(FEED, publisher="Harbour desk"))[0].publisher == "Harbour desk"
    assert articles(rss(item), Feed(FEED, name="Harbour desk"))[0].publisher == "Daily Gull"


def test_a_source_that_is_the_feed_itself_changes_nothing():
    item = '<title>Bridge reopens today</title><link>/1</link><source url="https://gull.example/rss">The Gull</source>'
    (one,) = articles(rss(item, title="Daily Gull"), Feed("https://www.gull.example/rss", name="Gull"))
    assert one.publisher == "Gull" and one.publisher_url == ""
    item = "<title>Bridge reopens today</title><link>/1</link><source>Daily Gull</source>"
    assert articles(rss(item, title="Daily Gull"), Feed("https://x.example/rss", name="Gull"))[0].publisher == "Gull"


@pytest.mark.parametrize(
    ("title", "feed_title", "publisher", "headline"),
    [
        ("Bridge reopens - Daily Gull", "Google News - harbour", "Daily Gull", "Bridge reopens"),
        ("Bridge reopens - again - The Port Times", "harbour - BingNews", "The Port Times", "Bridge reopens - again"),
        ("Bridge reopens | Gull", "Yahoo! News - Harbour", "Gull", "Bridge reopens"),
        ("Bridge reopens - politics", "Daily Gull", None, ""),
        ("Reopened - Daily Gull", "Google News", None, ""),
        ("Bridge reopens", "Google News", None, ""),
        ("Bridge reopens - after nine long weeks of repairs everybody cheers", "Google News", None, ""),
    ],
)
def test_the_end_of_a_title_names_the_outlet_only_in_an_aggregator(title, feed_title, publisher, headline):
    outlet = outlet_of("", "", title, FEED, (feed_title,))
    assert (outlet and (outlet.name, outlet.title)) == ((publisher, headline) if publisher else None)


@pytest.mark.parametrize(
    ("address", "publisher"),
    [
        ("https://news.google.com/rss/search?q=harbour", "Daily Gull"),
        ("https://www.google.de/alerts/feeds/1/2", "Daily Gull"),
        ("https://www.bing.com/news/search?q=harbour&format=rss", "Daily Gull"),
        ("https://news.yahoo.com/rss/world", "Daily Gull"),
        ("https://news.search.yahoo.com/rss?p=harbour", "Daily Gull"),
        ("https://news.google.example/rss", None),
        ("https://gull.example/?u=https://news.google.com/", None),
    ],
)
def test_an_aggregator_is_recognised_by_its_address_too(address: str, publisher: str | None) -> None:
    outlet = outlet_of("", "", "Bridge reopens today - Daily Gull", address, ("My harbour",))
    assert (outlet and outlet.name) == publisher


@pytest.mark.parametrize("name", ["Pulse", "Daily Gull of the Whole Eastern Harbour", "gull.example", "港新聞"])
def test_a_name_at_the_end_of_the_title_goes(name: str):
    outlet = outlet_of(name, "", f"Bridge reopens after repairs - {name}", FEED, ())
    assert outlet is not None and outlet.title == "Bridge reopens after repairs"
    outlet = outlet_of(name, "", f"Bridge reopens beside {name}", FEED, ())
    assert outlet is not None and outlet.title == f"Bridge reopens beside {name}"


def test_a_source_without_a_name_is_called_after_its_host():
    outlet = outlet_of("", "https://www.gull.example/rss", "Bridge reopens", FEED, ())
    assert outlet is not None and outlet.name == "gull.example"
    outlet = outlet_of("https://www.gull.example/rss", "", "Bridge reopens", FEED, ())
    assert outlet is not None and outlet.name == "gull.example"


def test_hostile_names_are_cleaned_and_bounded():
    name = f"Gull\x9b2J\u202e{'x' * 10**6}"
    item = f"<title>Bridge reopens today</title><link>/1</link><source url='javascript:x'>{name}</source>"
    (one,) = articles(rss(item))
    assert len(one.publisher) <= 200 and "\u202e" not in one.publisher and one.publisher_url == ""


def google_identifier(url: str) -> str:
    message = b'\x08\x13"' + bytes([len(url)]) + url.encode() + b"\xd2\x01\x00"
    return urlsafe_b64encode(message).decode().rstrip("=")


@pytest.mark.parametrize(
    ("link", "site", "article"),
    [
        (GOOGLE + google_identifier("https://gull.example/bridge?x=1") + "?oc=5", "", "https://gull.example/bridge?x=1"),
        (GOOGLE + "CBMi1xyzCBMi1xyzCBMi1xyzCBMi1xyz?oc=5", "", ""),
        ("https://www.google.com/url?rct=j&sa=t&url=https://gull.example/a%3Fb%3D1&ct=ga", "", "https://gull.example/a?b=1"),
        ("http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fgull.example%2fa&c=1", "", "https://gull.example/a"),
        ("https://r.search.yahoo.com/_ylt=A/RV=2/RU=https%3a%2f%2fgull.example%2fa/RK=2/RS=x", "", "https://gull.example/a"),
        ("https://out.bridge.example/go?url=https%3A%2F%2Fwww.gull.example%2Fa", "https://gull.example", "https://www.gull.example/a"),
        ("https://out.bridge.example/go?url=https%3A%2F%2Fother.example%2Fa", "https://gull.example", ""),
        ("https://gull.example/share?url=https%3A%2F%2Fgull.example%2Fa", "https://gull.example", ""),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fgull.example%2Fa&data=x", "", "https://gull.example/a"),
        ("https://vk.com/away.php?to=https%3A%2F%2Fgull.example%2Fa", "", "https://gull.example/a"),
        ("https://www.google.com/amp/s/gull.example/a?b=1", "", "https://gull.example/a?b=1"),
        ("https://gull-example.cdn.ampproject.org/c/s/gull.example/a", "", "https://gull.example/a"),
        ("https://www.google.com/amp/s/none", "", ""),
        ("https://www.google.com/url?url=javascript:alert(1)", "", ""),
        ("https://www.google.com/url?url=https%3A%2F%2F%00bad%20host%2F", "", ""),
        ("https://wire.example/a?url=https%3A%2F%2Fother.example%2Fa", "", ""),
        ("https://www.google.com/url?url=" + "https://gull.example/" + "a" * 10**5, "", ""),
    ],
)  # fmt: skip
def test_a_redirecting_link_leads_to_the_article_that_it_carries(link: str, site: str, article: str):
    assert article_link(link, site) == (article or link)


def test_a_link_within_a_link_is_followed_to_its_end():
    inner = "https%3A%2F%2Fwww.google.com%2Furl%3Furl%3Dhttps%253A%252F%252Fgull.example%252Fa"
    assert article_link(f"https://www.facebook.com/l.php?u={inner}") == "https://gull.example/a"
    loop = "https://www.google.com/url?url=" * 50
    assert article_link(loop).startswith("https://")


def test_long_guids_titles_and_links_are_bounded_and_stay_different():
    long = "g" * 10**6
    made = [
        article_from_entry(
            Entry(guid=long + end, title="t" * 10**7, link="https://a.example/" + long), Feed(FEED), "", NOW
        )
        for end in ("a", "b")
    ]
    assert len({one.guid for one in made}) == len({one.id for one in made}) == 2
    assert all(len(one.guid) < 2 * MAX_GUID and len(one.title) <= MAX_TITLE and one.link == "" for one in made)


@pytest.mark.parametrize(
    ("title", "name", "headline"),
    [
        ("首相が辞任を表明 - 港ニュース", "港ニュース", "首相が辞任を表明"),
        ("น้ำท่วมภาคใต้ - ข่าวท่าเรือ", "ข่าวท่าเรือ", "น้ำท่วมภาคใต้"),
        ("大桥重新开放＿港口新闻", "港口新闻", "大桥重新开放"),
        ("Bridge reopens today · Daily Gull", "Daily Gull", "Bridge reopens today"),
        ("Bridge - Daily Gull", "Daily Gull", "Bridge - Daily Gull"),  # hardly a headline would remain
        ("橋 - 港ニュース", "港ニュース", "橋 - 港ニュース"),
    ],
)
def test_the_name_of_a_source_leaves_titles_in_every_script(title: str, name: str, headline: str) -> None:
    outlet = outlet_of(name, "", title, FEED, ())
    assert outlet is not None and outlet.title == headline


@pytest.mark.parametrize("feed_name", ["Google ニュース", "harbour - Google News"])
def test_a_suffix_in_a_script_without_spaces_names_the_outlet(feed_name: str) -> None:
    found = outlet_of("", "", "首相が辞任を表明 - 港ニュース", FEED, (feed_name,))
    assert found is not None and (found.name, found.title) == ("港ニュース", "首相が辞任を表明")
    assert outlet_of("", "", "首相が辞任 - 橋は再び開通し住民は喜びの声を上げている", FEED, (feed_name,)) is None


@pytest.mark.parametrize("settings", ["", 'name = "News search"', 'name = "News search"\nsection = "world"'])
def test_an_aggregator_that_has_a_name_in_feeds_toml_still_names_its_outlets(settings):
    (feed,) = parse_config(f'[[feeds]]\nurl = "{FEED}"\n{settings}', Path("feeds.toml")).feeds
    item = '<title>Bridge reopens early - Gull</title><source url="https://gull.example">Gull</source>'
    assert [(one.publisher, one.title) for one in articles(rss(item), feed)] == [("Gull", "Bridge reopens early")]
    mine = f'[[feeds]]\nurl = "{FEED}"\nname = "News search"\npublisher = "Mine"'
    assert articles(rss(item), parse_config(mine, Path("feeds.toml")).feeds[0])[0].publisher == "Mine"


@pytest.mark.parametrize("source", ["Port Times", "The Port Times", "the port times"])
@pytest.mark.parametrize("suffix", ["Port Times", "The Port Times", "the Port Times"])
def test_an_outlet_with_and_without_its_article_leaves_the_title(source, suffix):
    found = outlet_of(source, "", f"Bridge reopens early - {suffix}", FEED, ())
    assert found is not None and found.title == "Bridge reopens early"
