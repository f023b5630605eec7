"""Turning the entry of a feed into an article: identified, cleaned, dated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from briefing.model.articles import Article, DateFlag
from briefing.model.feeds import Feed
from briefing.model.fetching import Entry
from briefing.text.data_files import phrase_pattern
from briefing.text.html.clean import clean
from briefing.text.html.html_to_text import html_to_text, title_to_text
from briefing.text.html.reference_marks import without_reference_marks
from briefing.text.languages.language_recognition import recognised_language
from briefing.text.outbound_links import outbound_links
from briefing.text.publishers.outlets import (
    Outlet,
    are_of_several_sites,
    is_planet_address,
    may_collect_sites,
    outlet_of,
    outlet_of_link,
)
from briefing.text.redirect_links import MAX_LINK, article_link
from briefing.text.urls import absolute_url, canonical_url, host_of, is_same_address

MAX_TEXT = 20_000
"""Characters of a text that are kept; reports are shorter, and a book in a feed must not fill the store."""
MAX_TITLE = 500
"""Characters of a title that are kept."""
MAX_NAME = 200
"""Characters of an author's or publisher's name that are kept."""
MAX_GUID = 1_000
"""Characters of a guid; the rest of a longer one is replaced by its hash, so that different guids stay different."""
MAX_TITLE_HTML = 20_000
"""Characters of a title that are read: enough for `MAX_TITLE` characters with much markup between them."""
MAX_TITLE_FROM_TEXT = 100
"""Characters of a title that is taken from the text of an entry without one."""
MAX_AFTER_TITLE = 60
"""Characters that may follow the title in a text that only repeats it: the publisher's name."""
MIN_YEAR = 1990
"""Entries dated earlier are misdated: there were no feeds."""
FUTURE_LEEWAY = timedelta(hours=24)
"""How far after the fetch a date may lie, for publishers that give local time as UTC."""
MAX_BOILERPLATE = 800
"""Characters at the end of a line in which boilerplate of publishing software is looked for."""
JOURNAL_REFERENCE = re.compile(r"^(?:[^,;:\n]{1,60}, )?[Pp]ublished online:? [^;\n]{4,40}; ?doi:\s?10\.\S+\s*")
"""The reference that journals put before every abstract; it would make all their articles alike."""
PREPRINT_HEADER = re.compile(r"^arXiv:\S{4,30}\s+Announce Type: [\w-]{2,20}\s+(?:Abstract:\s+)?")
"""What arXiv puts before every abstract."""
LOOSE_STOP = re.compile(r"(?<=[\w)”’]) (?=[.,](?:\s|$))")
"""A space before a full stop or a comma, which stands where a link ended."""
ACCENT_AS_APOSTROPHE = re.compile(r"(?<=[^\W\d_])´(?=[^\W\d_])")
"""An accent between letters: "couldn´t"."""
TRUNCATION_MARK = re.compile(r"\s*\[(?:…|\.\.\.)\]$")
PLACEHOLDER = re.compile(
    r"n/?a|none|null|nil|undefined|nan|unknown|false|true|guid|id|link|url|todo|tbd|example|about:blank|"
    r"0+(?:-0+)*|-1|[^\w/]*|\{.*\}|%\w+%",
    re.IGNORECASE,
)
"""What publishing software writes where it has no guid or no link: it stands under every entry."""
NAME_IN_MAIL_ADDRESS = re.compile(r"^\S+@\S+\s*\((.+)\)$")
"""RSS authors: "ann@wire.example (Ann Person)"."""


def article_from_entry(
    entry: Entry, feed: Feed, feed_title: str, first_seen: datetime, *, from_collection: bool = False
) -> Article:
    """Return the article of an entry. Its texts are clean, and the same entry always gives the same id.

    Args:
        entry: An entry as parsed.
        feed: The configured feed that it is from.
        feed_title: The title of the feed's document, the publisher if the configuration names none.
        first_seen: When the entry was fetched for the first time (aware, UTC).
        from_collection: Whether the feed collects entries of several sites, as `is_collection` says.
    """
    title, text = title_and_text(entry)
    outlet = _outlet(entry, title, feed, feed_title, from_collection=from_collection)
    title = outlet.title if outlet else title
    link = _article_link(entry.link, feed.url, outlet.url if outlet else "")
    url = _article_address(link, feed.url)
    guid = _bounded_guid(_own_guid(clean(entry.guid), feed.url))
    feed_date = entry.published or entry.updated
    published, flag = publication_date(feed_date, first_seen, unsure=entry.unsure_date)
    publisher = (
        (outlet.name if outlet else clean(feed.publisher) or clean(feed.name))
        or truncate(_single_line(feed_title), MAX_NAME)
        or host_of(link or feed.url)
    )
    return Article(
        id=make_article_id(url, feed.url, guid, f"{title}\n{entry.published or ''}"),
        title=title or _title_from_link(link) or publisher,
        text=text,
        publisher=publisher,
        publisher_url=outlet.url if outlet else "",
        feed=feed.url,
        section=feed.section,
        lang=recognised_language(title, text, feed.lang),
        guid=guid,
        url=url,
        link=link,
        author=_author_name(entry.author),
        published=published,
        seen=first_seen,
        date_flag=flag,
        weight=feed.weight,
        feed_date=feed_date.astimezone(UTC) if feed_date else None,
        links=outbound_links((entry.summary, entry.content), link or feed.url, (link, outlet.url if outlet else "")),
    )


def may_be_collection(feed: Feed, feed_title: str) -> bool:
    """Whether a feed is perhaps one that collects entries of several sites, by its address and its names."""
    return may_collect_sites(feed.url, _feed_names(feed, feed_title))


def is_collection(entries: Sequence[Entry], feed: Feed, feed_title: str, *, was_collection: bool) -> bool:
    """Whether a feed collects entries of several sites, so that the site of its link published each.

    Args:
        entries: Those of its document.
        feed: The configured feed.
        feed_title: The title of its document.
        was_collection: Whether it was one before: what else is in a document does not change who published an entry.
    """
    if not may_be_collection(feed, feed_title):
        return False
    links = (_article_link(entry.link, feed.url, "") for entry in entries)
    return was_collection or is_planet_address(feed.url) or are_of_several_sites(links)


def _feed_names(feed: Feed, feed_title: str) -> tuple[str, str]:
    return _single_line(feed_title[:MAX_TITLE_HTML]), clean(feed.name)


def _outlet(entry: Entry, title: str, feed: Feed, feed_title: str, *, from_collection: bool) -> Outlet | None:
    """Return the outlet of an entry; None where the feed, or the `publisher` that a person configured, published it.

    A `publisher` that is the feed's name is only its default, and an aggregator has a name too.
    """
    if feed.publisher and feed.publisher != feed.name:
        return None
    name = truncate(_single_line(entry.source_name[:MAX_TITLE_HTML]), MAX_NAME)
    outlet = outlet_of(name, entry.source_url[:MAX_LINK], title, feed.url, _feed_names(feed, feed_title))
    if outlet or not from_collection or name:
        return outlet
    return outlet_of_link(_article_link(entry.link, feed.url, ""), title, feed.url)


def _article_link(link: str, feed_url: str, publisher_url: str) -> str:
    """Return the address to open; "" for a placeholder and for one longer than `MAX_LINK`."""
    if len(link) > MAX_LINK or PLACEHOLDER.fullmatch(link.strip()):
        return ""
    return article_link(absolute_url(feed_url, link), publisher_url)


def _title_from_link(link: str) -> str:
    """Return the last part of an address as a title ("v1.9.9", "bridge reopens"); "" if it has no letters."""
    last = unquote(urlsplit(link).path.rstrip("/").rpartition("/")[2])
    words = clean(re.sub(r"\.(?:html?|php|aspx?)$", "", last).replace("-", " ").replace("_", " "))
    return truncate(words, MAX_TITLE_FROM_TEXT) if any(map(str.isalpha, words)) else ""


def _bounded_guid(guid: str) -> str:
    return guid if len(guid) <= MAX_GUID else f"{guid[:MAX_GUID].rstrip()} {sha256(guid.encode()).hexdigest()}"


def _article_address(link: str, feed_url: str) -> str:
    """Return the canonical URL of a link; "" for a front page or the feed itself, to which many entries link."""
    url = canonical_url(link)
    is_front_page = url.count("/") == 2 and "?" not in url
    return "" if is_front_page or is_same_address(url, canonical_url(feed_url)) else url


def _own_guid(guid: str, feed_url: str) -> str:
    """Return the guid; "" if it is a placeholder, a front page or the feed itself and so names no entry."""
    if PLACEHOLDER.fullmatch(guid):
        return ""
    is_address = guid.lower().startswith(("http://", "https://"))
    return "" if is_address and "#" not in guid and not _article_address(guid, feed_url) else guid


def title_and_text(entry: Entry) -> tuple[str, str]:
    """Return the clean title and text of an entry; without a title it is the beginning of the text."""
    title = truncate(title_to_text(entry.title[:MAX_TITLE_HTML]), MAX_TITLE)
    text = entry_text(entry, title)
    if not title:
        title = truncate(text.split("\n")[0], MAX_TITLE_FROM_TEXT)
        text = "" if text == title else text
    return title, text


def make_article_id(url: str, feed_url: str, guid: str, last_resort: str) -> str:
    """Return the id of an article: "a" and 12 hexadecimal digits.

    Args:
        url: The canonical URL, which alone decides if it is not "".
        feed_url: The address of the feed, inside which the other two arguments are unique.
        guid: The identifier in the feed, "" if there is none.
        last_resort: Title and date, used without URL and identifier.
    """
    key = url or (f"{feed_url}\n{guid}" if guid else f"{feed_url}\n{last_resort}")
    return "a" + sha256(key.encode()).hexdigest()[:12]


def publication_date(
    published: datetime | None, first_seen: datetime, *, unsure: bool = False
) -> tuple[datetime, DateFlag]:
    """Return the time of publication in UTC, and why it was replaced by `first_seen` or is unsure, else ""."""
    if published is None:
        return first_seen, "unsure" if unsure else "missing"
    if published.year < MIN_YEAR:
        return first_seen, "absurd"
    if published > first_seen + FUTURE_LEEWAY:
        return first_seen, "unsure" if unsure else "future"
    return min(published.astimezone(UTC), first_seen), "unsure" if unsure else ""


def entry_text(entry: Entry, title: str) -> str:
    """Return the longer of summary and content as plain text, without the title above and boilerplate below it."""
    texts = {strip_title_and_boilerplate(html_to_text(html), title) for html in (entry.summary, entry.content) if html}
    text = without_reference_marks(max(texts, key=lambda text: (len(text), text), default=""))
    return truncate(ACCENT_AS_APOSTROPHE.sub("’", LOOSE_STOP.sub("", text)), MAX_TEXT)


def strip_title_and_boilerplate(text: str, title: str) -> str:
    """Return `text` without a first line that repeats the title and without boilerplate at its end.

    Returns:
        "" if nothing else is left.
    """
    lines = PREPRINT_HEADER.sub("", JOURNAL_REFERENCE.sub("", text)).split("\n")
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
    """Return `text` with at most `length` characters, cut between words and closed with "…"."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:space] if space > length // 2 else cut).rstrip() + "…"


def _single_line(html: str) -> str:
    return html_to_text(html).replace("\n", " ")


def _author_name(author: str) -> str:
    name = _single_line(author[:MAX_TITLE_HTML])
    mail_address = NAME_IN_MAIL_ADDRESS.match(name)
    return truncate(mail_address.group(1) if mail_address else name, MAX_NAME)


def _only_repeats_title(text: str, title: str) -> bool:
    """Whether `text` is only the title, perhaps with the name of its publisher."""
    if not title or len(text) > len(title) + MAX_AFTER_TITLE or text.endswith((".", "!", "?", "。")):
        return False
    return _alphanumerics(text).startswith(_alphanumerics(title))


def _alphanumerics(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
