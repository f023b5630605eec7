from itertools import permutations

import pytest

from briefing.text.publishers.publishers import (
    ArticleSource,
    house_of,
    house_of_name,
    houses_of,
    independent_publishers,
    opening_key,
)

VIDEOS = "https://www.youtube.com/watch?v="

TEXT = "The ferry Sample Star went down off Cebu on Monday with eighty people on board, the coast guard said."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Sample Sport", "https://sport.sample.example/1"), ("Sample", "https://www.sample.example/2")),
        (("BBC News", "https://www.bbc.co.uk/a"), ("BBC Sport", "https://bbc.com/b")),
        (("gmanewstv", "https://www.youtube.com/a"), ("gmanews", "https://www.gmanetwork.com/b")),
        (("CNN", "https://cnn.it/a"), ("CNN Video", "https://www.youtube.com/b")),
        (("ABC News", "https://abcnews.go.com/a"), ("ABC News", "https://www.abcnews.com/b")),
        (("Ann", "https://ann.github.io/1"), ("Ann's notes", "https://www.ann.github.io/2")),
        (("Sample Wire", ""), ("SAMPLE WIRE", "")),
        (("The Port-Times", "https://news.google.com/a"), ("Port Times", "https://www.bing.com/b")),
    ],
)
def test_one_house(one, other):
    assert house_of(*one) == house_of(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Sample", "https://sample.example/1"), ("Sample", "https://example.org/2")),
        (("Ann's letter", "https://ann.substack.com/1"), ("Bob's letter", "https://bob.substack.com/1")),
        (("Ann", "https://ann.github.io/1"), ("Bob", "https://bob.github.io/1")),
        (("Ann's letter", "https://www.beehiiv.com/1"), ("Bob's letter", "https://www.beehiiv.com/2")),
        (("Sample Star", "https://star.go.com/1"), ("ABC News", "https://abcnews.go.com/1")),
        (("Sample Wire", "http://127.0.0.1:8000/a"), ("Sample Star", "http://127.0.0.1:8000/b")),
        (("Sample Post", "https://post.example.co.jp/1"), ("Sample Sun", "https://sun.other.co.jp/1")),
    ],
)
def test_two_houses(one, other):
    assert house_of(*one) != house_of(*other)


def test_copies_count_for_the_first_and_own_words_for_themselves():
    wire = ArticleSource("Sample Wire", "https://wire.example/1", TEXT)
    copy = ArticleSource("Sample Star", "https://star.example/1", TEXT.replace(" ", "  "))
    own = ArticleSource("Sample Star", "https://star.example/2", TEXT[::-1])
    assert independent_publishers([]) == 0
    assert independent_publishers([wire, copy]) == 1
    assert independent_publishers([wire, copy, own]) == 2
    assert (
        independent_publishers(
            [ArticleSource("A", "", ""), ArticleSource("B", "", ""), ArticleSource("b", "https://b.example/", "")]
        )
        == 2
    )


def test_short_texts_are_no_copies():
    assert opening_key("Watch live.") == "" and opening_key(TEXT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Port Times Video", "Port Times"),
        ("Port Times Online", "The Port Times"),
        ("Fox News", "Fox Business"),
        ("aljazeeraenglish", "Al Jazeera"),
        ("cnn", "cnntv"),
        ("gmanews", "GMA News TV"),
        ("ITV News", "ITV"),
        ("Euronews", "Euronews English"),
        ("BBC News", "BBC News Video"),
    ],
)
def test_channels_of_one_name_are_one_house(one, other):
    assert house_of_name(one) == house_of_name(other)
    assert independent_publishers([ArticleSource(one, f"{VIDEOS}1", ""), ArticleSource(other, f"{VIDEOS}2", "")]) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Times", "The Times of India"),
        ("Sky News", "Sky News Australia"),
        ("The Star", "Toronto Star"),
        ("ABC News", "ABC"),
        ("News 24", "TV 24"),
        ("Channel 4 News", "Channel 5 News"),
        ("News", "TV"),
        ("Daily Sample", "Sample"),
        ("iTV", "i News"),
        ("Sample TV", "Sample News"),
        ("The Sample", "Sample News"),
        ("Sample", "Sample Video"),
        ("Sample TV", "The Sample"),
        ("New Sample TV", "New Sample News"),
        ("The Sample", "The Sample Online"),
        ("TODAY Online", "Today"),
        ("TODAY Online", "NBC News"),
        ("Today", "NBC News"),
        ("SNTV", "sn"),
        ("ABC News Online", "ABC Online"),
        ("The Inquirer", "INQUIRER.net"),
    ],
)
def test_other_names_are_other_houses(one, other):
    assert house_of_name(one) != house_of_name(other)


def test_a_video_channel_belongs_to_the_site_of_its_name():
    site, channel = ("Sample News", "https://www.samplenetwork.example/1"), ("sample-news", f"{VIDEOS}1")
    by_domain = ("The Port Times", "https://porttimes.example/2"), ("Port Times Video", f"{VIDEOS}2")
    houses = houses_of([channel, site, *by_domain])
    assert houses[0] == houses[1] == "samplenetwork.example" and houses[2] == houses[3] == "porttimes.example"
    sources = [ArticleSource(*one, "") for one in (channel, site, *by_domain)]
    assert independent_publishers(sources) == 2


def test_a_channel_belongs_to_no_site_where_two_have_its_name():
    sites = ("Port Times Online", "https://times.example/1"), ("Port Times", "https://times.invalid/1")
    assert len(set(houses_of([*sites, ("Port Times Video", f"{VIDEOS}1")]))) == 3


def test_two_sites_of_one_name_are_two_houses_and_a_channel_of_that_name_belongs_to_neither_in_any_order():
    sites = ("Port Times", "https://times.example/1"), ("The Port Times", "https://times.invalid/1")
    for named in permutations([*sites, ("Port Times", f"{VIDEOS}1"), ("Port Times Video", f"{VIDEOS}2")]):
        house = dict(zip(named, houses_of(named), strict=True))
        assert [house[one] for one in sites] == ["times.example", "times.invalid"] and len(set(house.values())) == 3
        assert independent_publishers([ArticleSource(*one, "") for one in named]) == 3


@pytest.mark.parametrize(
    ("site", "channel"), [("Sun", "Sun News"), ("The Sun", "Sun TV"), ("India News", "India TV"), ("Press", "Press TV")]
)
def test_a_channel_that_shares_one_word_with_a_site_is_apart(site, channel):
    assert len(set(houses_of([(site, "https://www.sun.example/1"), (channel, f"{VIDEOS}1")]))) == 2


def test_sites_with_domains_of_their_own_are_apart_although_their_names_differ_in_a_channel_word():
    assert (
        len(set(houses_of([("Star News", "https://starnews.example/1"), ("The Star", "https://thestar.example/")])))
        == 2
    )
