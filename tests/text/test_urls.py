import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.urls import (
    absolute_url,
    canonical_url,
    host_of,
    is_web_url,
    registrable_domain,
    without_tracking,
)

BASE = "https://wire.example/feeds/world.xml"


@pytest.mark.parametrize("url", ["http://wire.example", "https://wire.example:8443/a?b#c", "https://日本.example/記事"])
def test_web_addresses(url):
    assert is_web_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "wire.example/a",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "mailto:a@wire.example",
        "https://",
        "http://[::1",
        "https://wire.example:port/",
        "https://wire.example/\x1b[2J",
        "https://a b.example/",
    ],
)
def test_what_is_no_web_address(url):
    assert not is_web_url(url)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/a/1", "https://wire.example/a/1"),
        ("b", "https://wire.example/feeds/b"),
        ("//other.example/c", "https://other.example/c"),
        (" https://wire.example/a b\n ", "https://wire.example/a%20b"),
        ("www.wire.example/a?b=1", "https://www.wire.example/a?b=1"),
        ("WWW.wire.example", "https://WWW.wire.example"),
        ("www.html", "https://wire.example/feeds/www.html"),
        ('<a href="https://other.example/8?a=1&amp;b=2">go</a>', "https://other.example/8?a=1&b=2"),
        ("<a class=x href='/rel'>go", "https://wire.example/rel"),
        ("<a href='javascript:alert(1)'>go</a>", ""),
        ("https://wire.example/a%20b", "https://wire.example/a%20b"),
        ("https://wire.example/記事", "https://wire.example/%E8%A8%98%E4%BA%8B"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ('https://wire.example/"><script>', "https://wire.example/%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("HTTP://wire.example/A", "http://wire.example/A"),
        ("http://[bad", ""),
        ("", ""),
    ],
)
def test_links_are_completed(link, expected):
    assert absolute_url(BASE, link) == expected


def test_without_a_base_a_path_is_no_link():
    assert absolute_url("", "/a/1") == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://wire.example/a/1",
        "http://wire.example/a/1/",
        "HTTPS://WIRE.example:443/a/1#comments",
        "https://wire.example/a/1?utm_source=x&utm_medium=rss",
        "https://wire.example/a/1?at_campaign=KARANGA&fbclid=9&ref=rss_top",
        "https://reader@wire.example/a/1?traffic_source=rss",
    ],
)
def test_one_article_has_one_canonical_address(url):
    assert canonical_url(url) == "https://wire.example/a/1"


def test_parameters_that_identify_the_article_stay():
    assert canonical_url("https://wire.example/?p=7&id=3&amp;utm_source=x") == "https://wire.example?id=3&p=7"
    assert canonical_url("https://wire.example/?id=3&amp;amp;p=7") == canonical_url("https://wire.example/?id=3&p=7")
    assert canonical_url("https://wire.example/a?source=Tokyo") == "https://wire.example/a?source=Tokyo"
    assert canonical_url("https://wire.example/%e8%a8") == "https://wire.example/%E8%A8"
    assert canonical_url("http://127.0.0.1:8099/a/") == "http://127.0.0.1:8099/a"
    assert canonical_url("http://[::1]:80/a") == "https://[::1]/a"


def test_no_web_address_has_no_canonical_one():
    assert canonical_url("tag:wire.example,2026:1") == ""
    assert canonical_url("http://[bad") == ""


def test_hosts():
    assert host_of("https://News.Wire.Example:443/a") == "news.wire.example"
    assert host_of("no address") == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("news.wire.example", "wire.example"),
        ("www3.wire.or.jp", "wire.or.jp"),
        ("globalnation.gazette.com.ph", "gazette.com.ph"),
        ("gazette.ph", "gazette.ph"),
        ("News.Wire.Example.", "wire.example"),
        ("blog.ann.github.io", "ann.github.io"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("co.jp", ""),
        ("github.io", ""),
        ("localhost", ""),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("", ""),
        ("..", ""),
        ("bücher.example", ""),
        (f"{'a' * 70}.wire.example", "wire.example"),
    ],
)
def test_registrable_domains(name, expected):
    assert registrable_domain(name) == expected


@given(st.text(), st.text())
def test_links_are_ascii_web_addresses_or_nothing_and_canonical_ones_stay(path, link):
    for found in (absolute_url(BASE, link), absolute_url(BASE, "/" + path)):
        assert found == "" or (is_web_url(found) and found.isascii())
        once = canonical_url(found)
        assert canonical_url(once) == once


@pytest.mark.parametrize(
    ("link", "without"),
    [
        ("https://wire.example/a?ns_mchannel=rss&id=7&ito=1490", "https://wire.example/a?id=7"),
        ("https://wire.example/a?traffic_source=rss", "https://wire.example/a"),
        ("https://wire.example/a?b=2&amp;utm_medium=rss&a=1", "https://wire.example/a?b=2&a=1"),
        ("https://wire.example/a/?src=rss#ftag=RSSbaffb68", "https://wire.example/a/"),
        ("https://wire.example/a#comments", "https://wire.example/a#comments"),
        ("https://wire.example/A/?", "https://wire.example/A/?"),
        ("https://wire.example/a?src=harbour#part-2", "https://wire.example/a?src=harbour#part-2"),
        ("", ""),
    ],
)
def test_a_link_goes_without_what_says_where_a_reader_came_from(link, without):
    assert without_tracking(link) == without
