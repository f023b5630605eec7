"""Lists of feeds: hostile and foreign OPML is read or refused in words, and what is exported is imported unchanged.

`python tests/fuzz/test_opml_fuzz.py SECONDS [SEED]` goes on for longer.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

from fuzz_run import run_for_seconds, run_rounds

from briefing.errors import ParseError
from briefing.feeds.feed_lists import read_feeds
from briefing.feeds.opml_writer import write_opml
from briefing.model.feeds import Feed
from briefing.text.html.clean import clean
from briefing.text.url_secrets import without_secrets
from briefing.text.urls import has_credentials, is_web_url

ROUNDS = 100
"""Rounds in the test suite."""
PIECES = [
    "<?xml version='1.0' encoding='",
    "utf-8",
    "utf-16",
    "latin-1",
    "'?>",
    "<opml version='2.0'>",
    "<head>",
    "<body>",
]
PIECES += ["<outline text='Asia'>", "<outline xmlUrl='https://wire.example/f'/>", "<outline ", "text=", "xmlUrl=", "/>"]
PIECES += [
    "</outline>",
    "</body></opml>",
    "<!DOCTYPE opml [<!ENTITY e 'x'>]>",
    "&e;",
    "&",
    "&amp;amp;",
    "&#27;",
    "&#xD800;",
]
PIECES += [
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "'",
    '"',
    "\n",
    "\r",
    "\t",
    " ",
    "\x00",
    "\x1b[2J",
    "\u202e",
    "é",
    "東京",
    "=",
    ">",
]
PIECES += [
    "feed://wire.example/x",
    "file:///etc/passwd",
    "http://u:p@wire.example/",
    "http://10.0.0.1/",
    "http://[::1",
    "|cmd",
]
PIECES += [
    "type='include' url='http://x/'",
    "filterCmd='rm x'",
    "exec:ls",
    'https://wire.example/ ~"Wire" asia',
    "opml:x='1'",
]
PIECES += [
    "<OUTLINE XMLURL='HTTP://WIRE.EXAMPLE/G' TITLE='a&lt;b'/>",
    "<rss>",
    "<html>",
    "\ufeff",
    "xmlns:briefing='urn:briefing'",
]
CODECS = ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1251", "shift_jis", "utf-32"]
LETTERS = list("abc <>&'\"/=?#%:;,~|[]{}\\\n\t\x1b\x85\u200d\u202e\u0301é東\ud800\U0001f600")
START = "<?xml version='1.0'?><opml version='2.0'><body>"


def random_words(choice: random.Random, longest: int = 12) -> str:
    return clean("".join(choice.choices(LETTERS, k=choice.randrange(longest))))


def random_feed(choice: random.Random, number: int) -> Feed:
    """Return a feed as the configuration may have it: names are clean, addresses are web addresses without secrets."""
    path = "".join(choice.choices("abc/-_.~!$()*+,:@&=?%20", k=choice.randrange(12)))
    name = random_words(choice)
    return Feed(
        f"https://wire{number}.example/{path}",
        name=name,
        publisher=choice.choice([name, random_words(choice) or name]),
        section=random_words(choice) or "news",
        lang=choice.choice(["", "en", "ja", "pt-BR"]),
        weight=choice.choice([1.0, 0.001, 2.5, 100.0, choice.uniform(0.01, 100)]),
        interval=timedelta(minutes=choice.choice([60, 1, 43_200, choice.randrange(1, 9000)])),
        enabled=choice.random() < 0.8,
        full_text=choice.random() < 0.2,
        opml=(("htmlUrl", "https://wire.example/" + str(number)),) if choice.random() < 0.3 else (),
    )


def comparable(feeds: list[Feed]) -> list[Feed]:
    """Return feeds without secrets and what an import sets anew, sorted because an export groups them by section."""
    return sorted(
        (
            replace(
                feed,
                line=0,
                allow_private=None,
                url=without_secrets(feed.url),
                name=without_secrets(feed.name),
                publisher=without_secrets(feed.publisher),
                section=without_secrets(feed.section),
                opml=tuple((name, text) for name, value in feed.opml if (text := without_secrets(value).strip())),
            )
            for feed in feeds
        ),
        key=lambda feed: feed.url,
    )


def check_round_trip(choice: random.Random) -> None:
    feeds = [random_feed(choice, number) for number in range(choice.randrange(1, 6))]
    text = write_opml(feeds)
    ElementTree.fromstring(text)
    imported = read_feeds(text.encode())
    assert not imported.skipped, (imported.skipped, text)
    assert comparable(imported.feeds) == comparable(feeds), text


def check_hostile(choice: random.Random) -> None:
    """Read a list of random pieces; what comes out is safe, and comes back from an export."""
    text = choice.choice(["", START, START]) + "".join(choice.choices(PIECES, k=choice.randrange(40)))
    body = text.encode(choice.choice(CODECS), "replace")
    if choice.random() < 0.2:
        position = choice.randrange(len(body) + 1)
        body = body[:position] + choice.randbytes(3) + body[position:]
    try:
        imported = read_feeds(body, section=choice.choice(["", "mine"]))
    except ParseError as error:
        assert str(error) == clean(str(error)) != ""
        return
    for feed in imported.feeds:
        assert is_web_url(feed.url) and not has_credentials(feed.url) and urlsplit(feed.url).hostname != "10.0.0.1", (
            feed
        )
        assert all(words == clean(words) for words in (feed.name, feed.section, feed.publisher, feed.lang)), feed
        assert feed.section, feed
    assert all(str(skipped) == clean(str(skipped)) != "" and ":p@" not in str(skipped) for skipped in imported.skipped)
    again = read_feeds(write_opml(imported.feeds).encode())
    assert not again.skipped and comparable(again.feeds) == comparable(imported.feeds), (body, again, imported)


def check_round(choice: random.Random) -> None:
    check_round_trip(choice)
    check_hostile(choice)


def test_random_lists_are_read_and_come_back_from_an_export() -> None:
    run_rounds(check_round, ROUNDS)


if __name__ == "__main__":
    run_for_seconds(check_round)
