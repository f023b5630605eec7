"""An entry of a feed made an article of ours: identified, cleaned, dated."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

from briefing.model.articles import Article, DateFlag
from briefing.model.feeds import Entry, Feed
from briefing.text.clean import clean
from briefing.text.data_files import phrase_pattern
from briefing.text.html_to_text import html_to_text
from briefing.text.urls import absolute_url, canonical_url, host_of

MAX_TEXT = 20_000
MAX_TITLE = 500
MAX_NAME = 200
MAX_TITLE_FROM_TEXT = 100
MAX_AFTER_TITLE = 60  # what may follow the title in a text that only repeats it: the publisher's name
MIN_YEAR = 1990
FUTURE_LEEWAY = timedelta(hours=24)

MAX_BOILERPLATE = 800
"""Characters at the end of a line in which boilerplate of publishing software is looked for."""
JOURNAL_REFERENCE = re.compile(r"^(?:[^,;:\n]{1,60}, )?[Pp]ublished online:? [^;\n]{4,40}; ?doi:\s?10\.\S+\s*")
"""What journals put before every abstract: no news of its own, and alike in all of them."""
TRUNCATION_MARK = re.compile(r"\s*\[(?:…|\.\.\.)\]$")
NAME_IN_MAIL_ADDRESS = re.compile(r"^\S+@\S+\s*\((.+)\)$")


def article_from_entry(entry: Entry, feed: Feed, feed_title: str, first_seen: datetime) -> Article:
    """Return the article that `entry` of `feed` tells, first seen at `seen` (aware, UTC).

    The same entry always gives the same id: from its canonical address, else from feed and guid, else from title and
    date. Nothing in the article needs further cleaning.
    """
    title, text = title_and_text(entry)
    link = absolute_url(feed.url, entry.link)
    url = canonical_url(link)
    if url.count("/") == 2 and "?" not in url:
        url = ""  # the front page: many entries share it, so it identifies none
    guid = clean(entry.guid)
    published, flag = publication_date(entry.published or entry.updated, first_seen)
    publisher = (
        clean(feed.publisher or feed.name) or truncate(_single_line(feed_title), MAX_NAME) or host_of(link or feed.url)
    )
    return Article(
        id=make_article_id(url, feed.url, guid, f"{title}\n{entry.published or ''}"),
        title=title or publisher,
        text=text,
        publisher=publisher,
        feed=feed.url,
        section=feed.section,
        lang=feed.lang,
        guid=guid,
        url=url,
        link=link,
        author=_author_name(entry.author),
        published=published,
        seen=first_seen,
        date_flag=flag,
        weight=feed.weight,
    )


def title_and_text(entry: Entry) -> tuple[str, str]:
    """Return the title and the text of an entry, clean; without a title the start of the text stands in."""
    title = truncate(_single_line(entry.title), MAX_TITLE)
    text = entry_text(entry, title)
    if not title:
        title = truncate(text.split("\n")[0], MAX_TITLE_FROM_TEXT)
        text = "" if text == title else text
    return title, text


def make_article_id(url: str, feed_url: str, guid: str, last_resort: str) -> str:
    """Return the id of an article: "a" and 12 hexadecimal digits."""
    key = url or (f"{feed_url}\n{guid}" if guid else f"{feed_url}\n{last_resort}")
    return "a" + sha256(key.encode()).hexdigest()[:12]


def publication_date(published: datetime | None, first_seen: datetime) -> tuple[datetime, DateFlag]:
    """Return when an article was published, and why that is only when it was first seen (UTC)."""
    if published is None:
        return first_seen, "missing"
    if published.year < MIN_YEAR:
        return first_seen, "absurd"
    if published > first_seen + FUTURE_LEEWAY:
        return first_seen, "future"
    return min(published.astimezone(UTC), first_seen), ""


def entry_text(entry: Entry, title: str) -> str:
    """Return the longer of summary and content as plain text, without its title and what software adds below."""
    texts = {strip_title_and_boilerplate(html_to_text(html), title) for html in (entry.summary, entry.content) if html}
    return truncate(max(texts, key=lambda text: (len(text), text), default=""), MAX_TEXT)


def strip_title_and_boilerplate(text: str, title: str) -> str:
    """Return `text` without a first line that is the title and without boilerplate at its end; it may be empty."""
    lines = JOURNAL_REFERENCE.sub("", text).split("\n")
    if title and len(lines[0]) < 2 * len(title) + MAX_AFTER_TITLE and _alphanumerics(lines[0]) == _alphanumerics(title):
        del lines[0]
    while lines:
        start, end = lines[-1][:-MAX_BOILERPLATE], lines[-1][-MAX_BOILERPLATE:]
        end = _trailing_boilerplate().sub("", end).rstrip()
        last = start + (TRUNCATION_MARK.sub("…", end) if end.endswith("]") else end)
        if last == lines[-1]:
            break
        lines[-1:] = [last] if last else []
    text = "\n".join(lines)
    return "" if _only_repeats_title(text, title) else text


@cache
def _trailing_boilerplate() -> re.Pattern[str]:
    """Return the pattern of boilerplate that is a whole line or follows the end of a sentence."""
    sentence_end = r"(?:^|(?<=[.!?…\])”\"’'。]))\s*"
    return phrase_pattern("trailing_boilerplate.tsv", before=sentence_end, after="$", flags=0)


def truncate(text: str, length: int) -> str:
    """Return `text` cut between words, with "…", so that it has at most `length` characters."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:space] if space > length // 2 else cut).rstrip() + "…"


def _single_line(html: str) -> str:
    return html_to_text(html).replace("\n", " ")


def _author_name(author: str) -> str:
    name = _single_line(author)
    in_mail = NAME_IN_MAIL_ADDRESS.match(name)
    return truncate(in_mail.group(1) if in_mail else name, MAX_NAME)


def _only_repeats_title(text: str, title: str) -> bool:
    """Tell whether `text` is no more than the title and, perhaps, the name of who published it."""
    if not title or len(text) > len(title) + MAX_AFTER_TITLE or text.endswith((".", "!", "?", "。")):
        return False
    return _alphanumerics(text).startswith(_alphanumerics(title))


def _alphanumerics(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
