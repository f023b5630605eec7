"""Sequences of documents of one feed: how many articles they leave, and that none is overwritten by another entry."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import FEED, NOW, save

from briefing.model.feeds import Feed
from briefing.model.fetching import Entry
from briefing.store.store import Store
from briefing.text.article_from_entry import article_from_entry

SITE = "https://wire.example"
LOOKING = "We are looking into slow answers of the search service for some customers."
EXPORTS = "Exports of invoices stop with an error since this morning; a repair is under way."


def entry(title: str, guid: str, link: str, text: str = "", day: float | None = 1) -> Entry:
    published = None if day is None else NOW - timedelta(days=10 - day)
    return Entry(title=title, guid=guid, link=link, summary=text, published=published)


E = entry
SEQUENCES: dict[str, tuple[int, list[list[Entry]]]] = {
    "a mended slug as guid, without a text": (
        1,
        [
            [E(f"Council {word} budget", f"/council-{word}-budget", f"/council-{word}-budget", "", 1.013)]
            for word in ("aproves", "approves")
        ],
    ),
    "another headline and slug behind the same number": (
        1,
        [
            [E(title, f"/news/48213-{slug}", f"/news/48213-{slug}", LOOKING, 1.013)]
            for title, slug in (("Search is slow", "search-is-slow"), ("Repair under way", "repair-under-way"))
        ],
    ),
    "two posts of a day in one folder, published together": (
        2,
        [
            [E(title, f"/20261124/{slug}", f"/20261124/{slug}", LOOKING, 1.013)]
            for title, slug in (("Search is slow", "search-is-slow"), ("Repair under way", "repair-under-way"))
        ],
    ),
    "a word inserted in title and slug, with the day alone as date": (
        1,
        [
            [
                E(
                    f"Build {a}your own shop",
                    f"/2021/09/13/build-{b}your-own-shop",
                    f"/2021/09/13/build-{b}your-own-shop",
                    LOOKING,
                )
            ]
            for a, b in (("", ""), ("a ", "a-"))
        ],
    ),
    "posts of one form on one day": (
        2,
        [
            [E(f"Road works {side}", f"/road-works-{side}", f"/road-works-{side}", LOOKING)]
            for side in ("north", "south")
        ],
    ),
    "the page of a folder by its name": (
        1,
        [[E("Ferry sinks", "", f"/ferry-sinks/{page}", LOOKING)] for page in ("", "index.html", "index.php")],
    ),
    "status page, one at a time": (
        2,
        [
            [E("Search is slow", "inc-1", "/status/history", LOOKING)],
            [E("Billing exports fail", "inc-2", "/status/history", EXPORTS, 2)],
        ],
    ),
    "change log without guids and dates": (
        2,
        [[E("Version 1", "", "/changes", "Faster.", None)], [E("Version 2", "", "/changes", "Safer now.", None)]],
    ),
    "releases with the same words, without guids and dates": (
        3,
        [[E(f"Version {n} released", "", "/changes", "Many fixes.", None)] for n in ("1.9", "1.10", "2")],
    ),
    "an app whose releases stand on one page": (
        2,
        [[E(f"Gull v{n}", "", "/app", "Bug fixes and improvements of speed.", day)] for day, n in ((1, 7), (3, 8))],
    ),
    "an article whose number is corrected": (
        1,
        [
            [E(f"Prices rise by {n} in May", "", "/2026/prices-rise-in-may", "Food and rents.", 1)]
            for n in ("1.2", "1.3")
        ],
    ),
    "a share that is corrected": (
        1,
        [[E(f"Prices rise by {n}% in May", "", "/prices", "Food and rents.", None)] for n in ("1.2", "1.3")],
    ),
    "a forum with another session at each fetch": (
        1,
        [[E("Ferry", "", f"/t.php?t=7&sid={digit * 32}", "Who saw it?")] for digit in "3e"],
    ),
    "status page, the same words again": (
        2,
        [[E("Search is slow", "i1x", "/status", LOOKING)], [E("Search is slow", "i2x", "/status", LOOKING, 3)]],
    ),
    "status page, all at once": (
        2,
        [[E("Search is slow", "a", "/status", LOOKING), E("Exports fail", "b", "/status", EXPORTS)]],
    ),
    "change log": (
        2,
        [
            [E("Version 16.1 released", "v161", "/changelog", "Faster.")],
            [E("Version 16.2 released", "v162", "/changelog", "Safer.")],
        ],
    ),
    "change log with fragments": (
        2,
        [
            [E("Release notes", "r1", "/changelog#r1", "Faster.")],
            [E("Release notes", "r2", "/changelog#r2", "Safer.", 2)],
        ],
    ),
    "comments on one post": (
        2,
        [
            [E("Re: Ferry", "k1", "/ferry#comment-1", "I saw it.")],
            [E("Re: Ferry", "k2", "/ferry#comment-2", "Me too, from the pier.", 2)],
        ],
    ),
    "comments without fragments": (
        2,
        [[E("By: Ann", "k1", "/ferry", "I saw it.")], [E("By: Ann", "k2", "/ferry", "Nobody told us anything.", 2)]],
    ),
    "live blog posts": (
        2,
        [
            [E("Tug arrives", "p77", "/live/ferry#p77", "A tug.")],
            [E("Divers go down", "p78", "/live/ferry#p78", "Divers.", 1)],
        ],
    ),
    "N/A as guid and link": (
        3,
        [[E(f"Office suite 16.{n} released", "N/A", "N/A", f"Version 16.{n} for all.") for n in (1, 2, 3)]],
    ),
    "N/A, one at a time": (
        2,
        [
            [E("Office suite 16.1", "N/A", "N/A", "Version 16.1 for all.")],
            [E("Office suite 16.2", "N/A", "N/A", "Version 16.2 for all.")],
        ],
    ),
    "0 as guid of all": (2, [[E("Ferry sinks", "0", "", "x")], [E("Bank opens", "0", "", "x")]]),
    "null as guid of all": (2, [[E("Ferry sinks", "null", "#", "x")], [E("Bank opens", "null", "#", "x")]]),
    "the site as guid": (2, [[E("Ferry sinks", SITE + "/", "/", "x")], [E("Bank opens", SITE, "/", "x")]]),
    "the feed as guid and link": (2, [[E("Ferry sinks", FEED, FEED, "x")], [E("Bank opens", FEED, FEED, "x")]]),
    "a constant guid, own links": (
        2,
        [[E("Ferry sinks", "news", "/ferry-sinks", "x")], [E("Bank opens", "news", "/bank-opens", "x", 2)]],
    ),
    "positions as guids": (
        3,
        [
            [E("Ferry timetable", "0", "/f", "x"), E("Library late", "1", "/l", "x")],
            [E("Market indoors", "0", "/m", "x"), E("Ferry timetable", "1", "/f", "x")],
        ],
    ),
    "positions as guids, no links": (
        3,
        [
            [E("Ferry timetable", "0", "", LOOKING), E("Library late", "1", "", EXPORTS, 2)],
            [E("Market indoors", "0", "", SITE * 3, 3), E("Ferry timetable", "1", "", LOOKING)],
        ],
    ),
    "positions as guids, no links, short texts": (
        2,
        [
            [E("Ferry timetable", "1", "", "New.", 1.01), E("Library late", "2", "", "", 2.01)],
            [E("Library late", "1", "", "", 2.01), E("Ferry timetable", "2", "", "New.", 1.01)],
        ],
    ),
    "positions as guids, no links, a mended title": (
        2,
        [
            [E("Ferry timetble of spring", "1", "", LOOKING, 1.01), E("Library late", "2", "", EXPORTS, 2.01)],
            [E("Library late", "1", "", EXPORTS, 2.01), E("Ferry timetable of spring", "2", "", LOOKING, 1.01)],
        ],
    ),
    "positions as guids, all on one page": (
        2,
        [[E("Ferry moves off", "1", "/all", LOOKING)], [E("Bank moves off", "1", "/all", EXPORTS, 1.1)]],
    ),
    "a constant guid, one page, no dates": (
        2,
        [[E("Ferry sinks", "item", "/all", LOOKING, None)], [E("Bank opens", "item", "/all", EXPORTS, None)]],
    ),
    "no guids, one page, dates without time": (
        2,
        [
            [E("Library burns in Samplebury", "", "/all", LOOKING)],
            [E("Harbour burns in Sampleham", "", "/all", EXPORTS)],
        ],
    ),
    "slots as guids, no links, dates without time": (
        2,
        [
            [E("Library expands in Samplebury", "slot", "", LOOKING)],
            [E("Ferry expands in Sampleham", "slot", "", EXPORTS)],
        ],
    ),
    "a column twice a day under one address": (
        2,
        [[E("Daily weather report", "s1", "/wx", LOOKING)], [E("Daily weather report", "s2", "/wx", EXPORTS)]],
    ),
    "a link that vanishes": (
        1,
        [[E("Ferry sinks", "3", SITE + "/feed/3", LOOKING)], [E("Ferry sinks", "4", "", LOOKING)]],
    ),
    "positions, titles alike": (
        2,
        [[E("Market report Monday", "1", "/r/a", "Up.")], [E("Market report Tuesday", "1", "/r/b", "Down.", 2)]],
    ),
    "a guid reused for a new post": (
        2,
        [
            [E("Ferry sinks off the pier", "post", "/latest", LOOKING)],
            [E("Bank opens in the square", "post", "/latest", EXPORTS, 4)],
        ],
    ),
    "a column under one address": (
        2,
        [
            [E("Daily weather report", "wx", "/weather", LOOKING)],
            [E("Daily weather report", "wx", "/weather", EXPORTS, 2)],
        ],
    ),
    "a daily title without guid and link": (2, [[E("Weather", "", "", LOOKING)], [E("Weather", "", "", EXPORTS, 2)]]),
    "no guids, the site as link": (
        5,
        [
            [E(f"{t} shirt", "", "/", f"Shirt {t}") for t in ("Moon", "Cat", "Fox")],
            [E(f"{t} shirt", "", "/", f"Shirt {t}") for t in ("Owl", "Bat", "Fox")],
        ],
    ),
    "a guid that changes": (
        1,
        [
            [E("Ferry sinks", "http://wire.example/?p=7", "/ferry", LOOKING)],
            [E("Ferry sinks", "https://wire.example/?p=7", "/ferry", LOOKING)],
        ],
    ),
    "a guid with a version": (
        1,
        [
            [E("Ferry sinks", SITE + "/ferry#0", "/ferry", "A ferry.")],
            [E("Ferry sinks, two missing", SITE + "/ferry#1", "/ferry", "Two missing.", 1.2)],
        ],
    ),
    "a guid of each fetch": (1, [[E("Ferry sinks", f"s{n}e9f{n}", "/ferry", LOOKING)] for n in range(4)]),
    "a mended slug": (
        1,
        [
            [E("Ferry sinks", "tag:7a", "/2026/fery-sinks", LOOKING)],
            [E("Ferry sinks", "tag:7a", "/2026/ferry-sinks", LOOKING)],
        ],
    ),
    "a mended slug that is the guid": (
        1,
        [
            [E("Ferry sinks", SITE + "/2026/fery-sinks", "/2026/fery-sinks", LOOKING)],
            [E("Ferry sinks", SITE + "/2026/ferry-sinks", "/2026/ferry-sinks", LOOKING)],
        ],
    ),
    "http and https": (
        1,
        [[E("Ferry", "", "http://wire.example/f", "x")], [E("Ferry", "", "https://wire.example/f", "x")]],
    ),
    "www": (1, [[E("Ferry", "", "https://www.wire.example/f", "x")], [E("Ferry", "", "https://wire.example/f", "x")]]),
    "AMP": (
        1,
        [
            [E("Ferry", "", link, "x")]
            for link in ("/f/amp/", "/f", "/amp/f", "/f.amp.html", "/f?amp=1", "https://amp.wire.example/f")
        ],
    ),
    "tracking": (
        1,
        [
            [E("Ferry", "", link, "x")]
            for link in ("/f?utm_source=a", "/f#xtor=RSS-1", "/f;jsessionid=1A", "/f?_ga=2&gaa_at=x")
        ],
    ),
    "counts in the title": (1, [[E(f"Comic: rain ({n} comments)", "c-5", "/comic/5", "Rain.")] for n in (3, 17)]),
    "an edited title": (
        1,
        [[E("Ferry sinks", "f", "/ferry", "A ferry.")], [E("Toll rises to nine", "f", "/ferry", "Nine dead.")]],
    ),
    "a date at each fetch": (1, [[E("Ferry sinks", "", "", LOOKING, n)] for n in (1, 2, 3)]),
    "a date at each fetch, with guid": (1, [[E("Ferry sinks", "f", "/ferry", LOOKING, n)] for n in (1, 2, 3)]),
    "no dates": (1, [[E("Ferry sinks", "f", "/ferry", text, None)] for text in ("A ferry.", "A ferry sank.")]),
}


def count(documents: Sequence[Sequence[Entry]]) -> int:
    """Return the number of articles after these documents were stored one after the other, and then all again."""
    feed = Feed(FEED)
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "news.sqlite3") as store:
        for nth, document in enumerate(documents):
            seen = NOW + timedelta(hours=nth)
            save(store, *(article_from_entry(one, feed, "Sample Wire", seen) for one in document))
        stored = len(store.articles.ungrouped())
        save(store, *(article_from_entry(one, feed, "Sample Wire", NOW + timedelta(days=1)) for one in documents[-1]))
        assert len(store.articles.ungrouped()) == stored, "the last document again brings nothing new"
    return stored


@pytest.mark.parametrize("name", SEQUENCES)
def test_sequences_leave_each_post_once(name: str) -> None:
    expected, documents = SEQUENCES[name]
    assert count(documents) == expected
    assert count(documents[::-1]) == expected, "in the other order"


WORDS = ("ferry", "market", "senate", "library", "volcano", "orchestra", "glacier", "election")


def version(post: int, edit: int, page: str) -> Entry:
    """Return a version of a post: an edit changes the title's end and the text's, never the date."""
    word = WORDS[post]
    text = f"The {word} of Sampletown was in the news again, said the mayor of {word}, and {edit} people listened."
    return entry(
        f"{word} report from {word}town" + ", corrected" * (edit % 2), f"{word}-x", page or f"/{word}", text, post
    )


documents = st.lists(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3)), max_size=5, unique_by=lambda one: one[0]),
    min_size=1,
    max_size=4,
)


@settings(max_examples=8)
@given(documents, st.sampled_from(["", "/status/history", "/"]))
def test_no_article_is_lost_in_any_order_of_edited_documents(drawn: list[list[tuple[int, int]]], page: str) -> None:
    made = [[version(post, edit, page) for post, edit in document] for document in drawn]
    expected = len({post for document in drawn for post, _ in document})
    for order in itertools.islice(itertools.permutations(made), 2):
        assert count(order) == expected


@pytest.mark.parametrize("link", ["/live/all#satia", "/live/all", "/news/ferry-sinks"])
def test_a_feed_without_guids_knows_what_it_carried_of_another_one(tmp_path: Path, link: str) -> None:
    first, second = Feed(FEED), Feed("https://wire.example/all")
    text = "The ferry of Satia sank near the old harbour, the mayor said before noon."
    with Store.open(tmp_path / "news.sqlite3") as store:

        def brought(feed: Feed, guid: str, published: timedelta, seen: timedelta) -> int:
            one = Entry(title="Ferry sinks", guid=guid, link=SITE + link, summary=text, published=NOW + published)
            return save(store, article_from_entry(one, feed, "", NOW + seen), feed=feed.url)

        assert brought(first, "1", timedelta(days=-2, minutes=-5), timedelta(days=-2)) == 1
        assert brought(second, "", timedelta(), timedelta()) == 0, "it is dated when it is fetched"
        assert brought(second, "", timedelta(), timedelta(minutes=10)) == 0, "the same document again"
