from datetime import UTC, datetime, timedelta, timezone

import pytest

from briefing.model.feeds import Feed
from briefing.model.fetching import Entry
from briefing.text.article_from_entry import article_from_entry, title_and_text, truncate

SEEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEED = Feed(url="https://wire.example/feed.xml", name="Wire World", publisher="Sample Wire", section="world", weight=2)


def article_of(feed=FEED, feed_title="", **entry):
    return article_from_entry(Entry(**entry), feed, feed_title, SEEN)


def test_an_entry_becomes_an_article():
    article = article_of(
        guid="7",
        link="/a/7/?utm_source=rss",
        title="Ministers <b>sign</b> port &amp; airfield pact\u202e",
        summary="<p>They signed on Monday.</p>",
        author="services@wire.example (Ana Cruz)",
        published=datetime(2026, 3, 2, 20, tzinfo=timezone(timedelta(hours=9))),
    )
    assert article.title == "Ministers sign port & airfield pact"
    assert article.text == "They signed on Monday."
    assert article.link == "https://wire.example/a/7/?utm_source=rss"
    assert article.url == "https://wire.example/a/7"
    assert article.author == "Ana Cruz"
    assert (article.published, article.date_flag) == (datetime(2026, 3, 2, 11, tzinfo=UTC), "")
    assert article.published.tzinfo is UTC
    assert (article.publisher, article.section, article.weight) == ("Sample Wire", "world", 2)
    assert (article.feed, article.guid, article.seen) == (FEED.url, "7", SEEN)


def test_a_shortened_guid_is_clean_where_it_is_cut():
    guid = article_of(guid="x" * 999 + " y" * 99, title="A").guid
    assert guid == " ".join(guid.split())


def test_the_id_does_not_depend_on_tracking_parameters():
    first = article_of(guid="1", link="https://wire.example/a", title="A")
    assert first.id == article_of(guid="2", link="http://wire.example/a/?fbclid=5#top", title="B").id
    assert first.id != article_of(guid="1", link="https://wire.example/b", title="A").id
    assert first.id[0] == "a"
    assert len(first.id) == 13


def test_the_id_without_an_address_or_guid():
    assert article_of(guid="1", title="A").id == article_of(guid="1", title="Changed").id
    assert article_of(guid="1").id != article_of(guid="2").id
    assert article_of(guid="1").id != article_of(Feed(url="https://gazette.example/f"), guid="1").id
    assert article_of(title="A").id == article_of(title="A").id != article_of(title="A", published=SEEN).id


def test_a_link_to_the_front_page_identifies_nothing():
    one, two = (article_of(guid=guid, link="https://wire.example/") for guid in "12")
    assert one.id != two.id
    assert (one.url, one.link) == ("", "https://wire.example/")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@wire.example", "http://[", ""])
def test_only_web_addresses_are_links(link):
    assert article_of(link=link, guid="1").link == article_of(link=link, guid="1").url == ""


@pytest.mark.parametrize(
    ("when", "published", "flag"),
    [
        (None, SEEN, "missing"),
        (datetime(1970, 1, 1, tzinfo=UTC), SEEN, "absurd"),
        (SEEN + timedelta(hours=25), SEEN, "future"),
        (SEEN + timedelta(hours=5), SEEN, ""),
        (SEEN - timedelta(days=400), SEEN - timedelta(days=400), ""),
    ],
)
def test_incredible_dates_are_replaced_by_first_seen(when, published, flag):
    article = article_of(title="A", published=when)
    assert (article.published, article.date_flag) == (published, flag)


def test_the_date_of_an_update_stands_in():
    assert article_of(updated=SEEN - timedelta(hours=1)).published == SEEN - timedelta(hours=1)


def test_a_missing_title_is_the_start_of_the_text():
    article = article_of(summary="<p>Rain fell " + "and fell " * 30 + "</p><p>More.</p>")
    assert article.title.startswith("Rain fell and fell")
    assert article.title.endswith("and…")
    assert len(article.title) <= 100
    short = article_of(summary="Rain fell.")
    assert (short.title, short.text) == ("Rain fell.", "")
    assert article_of(guid="1").title == "Sample Wire"


def test_the_longer_of_summary_and_content_is_the_text():
    assert article_of(title="T", summary="Short.", content="<p>Rather longer.</p>").text == "Rather longer."
    assert article_of(title="T", summary="Rather longer.", content="Short.").text == "Rather longer."


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("Ferry stops: a strike", ""),
        ("<h1>Ferry stops – a strike</h1><p>No boat left.</p>", "No boat left."),
        ("<a href=x>Ferry stops: a strike</a>&nbsp;&nbsp;<font>Sample Gazette</font>", ""),
        ("Ferry stops: a strike began at dawn.", "Ferry stops: a strike began at dawn."),
    ],
)
def test_the_text_does_not_repeat_the_title(summary, text):
    assert article_of(title="Ferry stops: a strike", summary=summary).text == text


@pytest.mark.parametrize(
    "tail",
    [
        "<p>The post <a href=x>Ferry stops</a> appeared first on <a href=y>Sample Wire</a>.</p>",
        " <a href=x>Continue reading...</a>",
        "<br>Read more",
        "<p>Continue Reading at Sample Wire</p>",
        "<p>To read this article in full, please <a href=x>click here</a></p>",
        "<p>Read the full story here</p><p>Comments</p>",
        "<p>Article URL: https://a.example</p><p>Points: 12</p><p># Comments: 3</p>",
        "<p>続きを読む</p>",
    ],
)
def test_boilerplate_below_a_text_is_cut(tail):
    assert article_of(title="T", summary="No boat left. Nobody could read more than that." + tail).text == (
        "No boat left. Nobody could read more than that."
    )


def test_a_truncated_text_is_marked_and_a_sentence_about_reading_stays():
    assert article_of(title="T", summary="<p>No boat left the [&#8230;]</p>").text == "No boat left the…"
    assert article_of(title="T", summary="Pupils should read more books.").text == "Pupils should read more books."


def test_the_publisher_falls_back_to_name_title_and_host():
    assert article_of(Feed(url="https://w.example/f", name="Wire")).publisher == "Wire"
    assert article_of(Feed(url="https://w.example/f"), "The <i>Wire</i>\n").publisher == "The Wire"
    assert article_of(Feed(url="https://w.example/f")).publisher == "w.example"


def test_text_is_bounded():
    assert len(article_of(summary="word " * 10_000).text) <= 20_000
    assert len(article_of(title="word " * 10_000).title) <= 500


def test_shortening_cuts_between_words():
    assert truncate("one two three", 9) == "one two…"
    assert truncate("onetwothree", 5) == "onet…"
    assert truncate("one", 3) == "one"


def test_the_reference_before_an_abstract_is_removed() -> None:
    summary = (
        "<p>Sample Letters, Published online: 14 March 2026; doi:10.1000/x41-026-0042</p>Ice is older than thought."
    )
    assert title_and_text(Entry(title="Old ice", summary=summary))[1] == "Ice is older than thought."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We walk.<br>submitted by <a href='/u/ann'> /u/ann </a><br><a>[link]</a> <a>[comments]</a>", "We walk."),
        ("submitted by /u/ann-b to r/harbour [link] [comments]", ""),
        ("arXiv:2611.00001v1 Announce Type: new \nAbstract: We count bridges.", "We count bridges."),
        ("arXiv:2511.00002v3 Announce Type: replace-cross \nAbstract: We count ferries.", "We count ferries."),
        ("No content.", ""),
        ("The report says: no content is missing.", "The report says: no content is missing."),
    ],
)
def test_what_the_software_of_a_site_adds_to_every_entry_is_no_text(text: str, left: str):
    assert article_from_entry(Entry(title="Bridges", summary=text), Feed("https://x.example"), "X", SEEN).text == left


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("https://code.example/x/y/releases/tag/v1.9.9", "v1.9.9"),
        ("https://wire.example/2026/bridge-reopens.html", "bridge reopens"),
        ("https://wire.example/news/br%C3%BCcke_offen/", "brücke offen"),
        ("https://wire.example/?p=12", "X"),
        ("https://wire.example/2026/11/25", "X"),
    ],
)
def test_an_entry_without_title_and_text_is_called_after_its_address(link: str, title: str):
    assert article_from_entry(Entry(link=link), Feed("https://x.example", name="X"), "", SEEN).title == title


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("Workers go on strike in <a href='/x'>contract talks</a> .", "Workers go on strike in contract talks."),
        ("They couldn´t agree , and left ...", "They couldn’t agree, and left ..."),
        ("Version .5 of <b>Amber</b> .", "Version .5 of Amber."),
    ],
)
def test_slips_of_publishing_software_in_a_text_are_mended(summary: str, text: str) -> None:
    assert article_from_entry(Entry(title="Strike", summary=summary), Feed("https://x.example"), "X", SEEN).text == text
