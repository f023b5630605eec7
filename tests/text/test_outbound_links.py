"""Which pages of other sites the text of an entry links to."""

import pytest

from briefing.text.outbound_links import MAX_OUTBOUND_LINKS, outbound_links

BASE = "https://wire.example.com/news/storm"


def links(html, *more):
    return outbound_links((html, *more), BASE, (BASE, ""))


def anchor(address):
    return f'<p>As <a class="out" href="{address}">reported</a>.</p>'


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (
            "https://gazette.example.org/storm-closes-harbour?utm_source=rss",
            "https://gazette.example.org/storm-closes-harbour",
        ),
        ("http://gazette.example.org/news/1234567/", "https://gazette.example.org/news/1234567"),
        ("//gazette.example.org/a/storm-closes-harbour", "https://gazette.example.org/a/storm-closes-harbour"),
        ("https://forum.example.net/item?id=3748219", "https://forum.example.net/item?id=3748219"),
        ("https://gazette.example.org/item?a=1&amp;id=3748219", "https://gazette.example.org/item?a=1&id=3748219"),
        (
            "https://www.google.com/url?q=https://gazette.example.org/storm-closes-harbour",
            "https://gazette.example.org/storm-closes-harbour",
        ),
    ],
)
def test_a_link_to_a_page_is_kept_in_its_canonical_form(address, found):
    assert links(anchor(address)) == (found,)


@pytest.mark.parametrize(
    "address",
    [
        "https://gazette.example.org",
        "https://gazette.example.org/world",
        "https://gazette.example.org/tag/storms",
        "https://gazette.example.org/people/ann-person",
        "https://social.example.net/ann_person",
        "https://social.example.net/ann12345",
        "https://gazette.example.org/2026/03",
        "https://other.wire.example.com/news/harbour-opens-again",
        "/news/harbour-opens-again",
        "javascript:alert(1)",
        "mailto:desk@gazette.example.org",
        "#top",
    ],
)
def test_a_front_page_a_section_a_profile_and_the_own_site_are_not(address):
    assert links(anchor(address)) == ()


def test_an_article_with_many_links_has_none():
    few = [f"https://gazette.example.org/storm-closes-harbour-{n}" for n in range(MAX_OUTBOUND_LINKS)]
    assert len(links("".join(map(anchor, few)))) == MAX_OUTBOUND_LINKS
    assert links("".join(map(anchor, [*few, "https://gazette.example.org/fair-opens-late"]))) == ()


def test_the_same_page_counts_once():
    page = anchor("https://gazette.example.org/storm-closes-harbour")
    assert len(links(page * (MAX_OUTBOUND_LINKS + 1), page)) == 1


def test_a_flood_of_links_is_cut_short():
    assert links(anchor("https://gazette.example.org/world") * 10_000) == ()
    assert links('<a href="' * 20_000) == () and links("<a " + "x" * 200_000) == ()
