"""An entry of a feed made an article of ours: identified, cleaned, dated."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from briefing.model.articles import Article, DateFlag
from briefing.model.feeds import Entry, Feed
from briefing.text.clean import clean
from briefing.text.html import plain
from briefing.text.urls import absolute, canonical, host

MAX_TEXT = 20_000
MAX_TITLE = 500
MAX_NAME = 200
TITLE_FROM_TEXT = 100
ECHO = 60  # what may follow the title in a text that only repeats it: the publisher's name
FIRST_YEAR = 1990
LEEWAY = timedelta(hours=24)

# What publishing software hangs below a text. Each is a whole line, or follows the end of a sentence.
MAX_BOILERPLATE = 800
BOILERPLATE = re.compile(
    r"(?:^|(?<=[.!?…\])”\"’'。]))\s*(?:"
    r"The post .{1,400} (?:first )?appeared (?:first )?on .{1,200}"
    r"|(?:Continue|Keep) [Rr]eading\b.{0,300}"
    r"|(?:Read|Learn|See|View) (?:more|the (?:full|whole|rest)|full)\b.{0,40}"
    r"|(?:Click here|Tap here) (?:to|for)\b.{0,80}|To read (?:this|the) .{1,60} click here\.?"
    r"|(?:続きを読む|全文を読む|もっと読む).{0,10}"
    r"|Comments(?: URL: \S+)?|Article URL: \S+|Points: \d+|# Comments: \d+"
    r")$"
)
REFERENCE = re.compile(r"^(?:[^,;:\n]{1,60}, )?[Pp]ublished online:? [^;\n]{4,40}; ?doi:\s?10\.\S+\s*")
"""What journals put before every abstract: no news of its own, and alike in all of them."""
CUT_MARK = re.compile(r"\s*\[(?:…|\.\.\.)\]$")
MAIL_NAME = re.compile(r"^\S+@\S+\s*\((.+)\)$")


def article_of(entry: Entry, feed: Feed, feed_title: str, seen: datetime) -> Article:
    """Return the article that `entry` of `feed` tells, first seen at `seen` (aware, UTC).

    The same entry always gives the same id: from its canonical address, else from feed and guid, else from title and
    date. Nothing in the article needs further cleaning.
    """
    title, text = worded(entry)
    link = absolute(feed.url, entry.link)
    url = canonical(link)
    if url.count("/") == 2 and "?" not in url:
        url = ""  # the front page: many entries share it, so it identifies none
    guid = clean(entry.guid)
    published, flag = dated(entry.published or entry.updated, seen)
    publisher = clean(feed.publisher or feed.name) or shortened(_line(feed_title), MAX_NAME) or host(link or feed.url)
    return Article(
        id=identity(url, feed.url, guid, f"{title}\n{entry.published or ''}"),
        title=title or publisher,
        text=text,
        publisher=publisher,
        feed=feed.url,
        section=feed.section,
        lang=feed.lang,
        guid=guid,
        url=url,
        link=link,
        author=_author(entry.author),
        published=published,
        seen=seen,
        flag=flag,
        weight=feed.weight,
    )


def worded(entry: Entry) -> tuple[str, str]:
    """Return the title and the text of an entry, clean; without a title the start of the text stands in."""
    title = shortened(_line(entry.title), MAX_TITLE)
    text = text_of(entry, title)
    if not title:
        title = shortened(text.split("\n")[0], TITLE_FROM_TEXT)
        text = "" if text == title else text
    return title, text


def identity(url: str, feed: str, guid: str, last_resort: str) -> str:
    """Return the id of an article: "a" and 12 hexadecimal digits."""
    key = url or (f"{feed}\n{guid}" if guid else f"{feed}\n{last_resort}")
    return "a" + sha256(key.encode()).hexdigest()[:12]


def dated(when: datetime | None, seen: datetime) -> tuple[datetime, DateFlag]:
    """Return when an article was published, and why that is only when it was first seen (UTC)."""
    if when is None:
        return seen, "missing"
    if when.year < FIRST_YEAR:
        return seen, "absurd"
    if when > seen + LEEWAY:
        return seen, "future"
    return min(when.astimezone(UTC), seen), ""


def text_of(entry: Entry, title: str) -> str:
    """Return the longer of summary and content as plain text, without its title and what software adds below."""
    texts = {trimmed(plain(html), title) for html in (entry.summary, entry.content) if html}
    return shortened(max(texts, key=lambda text: (len(text), text), default=""), MAX_TEXT)


def trimmed(text: str, title: str) -> str:
    """Return `text` without a first line that is the title and without boilerplate at its end; it may be empty."""
    lines = REFERENCE.sub("", text).split("\n")
    if title and len(lines[0]) < 2 * len(title) + ECHO and _letters(lines[0]) == _letters(title):
        del lines[0]
    while lines:
        start, end = lines[-1][:-MAX_BOILERPLATE], lines[-1][-MAX_BOILERPLATE:]
        end = BOILERPLATE.sub("", end).rstrip()
        last = start + (CUT_MARK.sub("…", end) if end.endswith("]") else end)
        if last == lines[-1]:
            break
        lines[-1:] = [last] if last else []
    text = "\n".join(lines)
    return "" if _echoes(text, title) else text


def shortened(text: str, length: int) -> str:
    """Return `text` cut between words, with "…", so that it has at most `length` characters."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:space] if space > length // 2 else cut).rstrip() + "…"


def _line(html: str) -> str:
    return plain(html).replace("\n", " ")


def _author(author: str) -> str:
    name = _line(author)
    in_mail = MAIL_NAME.match(name)
    return shortened(in_mail.group(1) if in_mail else name, MAX_NAME)


def _echoes(text: str, title: str) -> bool:
    """Tell whether `text` is no more than the title and, perhaps, the name of who published it."""
    if not title or len(text) > len(title) + ECHO or text.endswith((".", "!", "?", "。")):
        return False
    return _letters(text).startswith(_letters(title))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
