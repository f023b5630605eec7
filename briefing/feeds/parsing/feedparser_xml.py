"""RSS, RDF and Atom documents of every kind, ill-formed ones too, read by feedparser."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from typing import Any
from xml.sax import SAXException

from briefing.errors import ParseError
from briefing.feeds.parsing.entry_dates import DateTexts, with_dates
from briefing.feeds.parsing.nested_dates import escape_nested_dates
from briefing.feeds.parsing.shared_rules import (
    MAX_LINKS,
    address_in_guid,
    first_tags,
    is_page_guid,
    plain_to_html,
    requested_interval,
)
from briefing.feeds.parsing.unclosed_elements import close_text_elements
from briefing.model.fetching import Entry, FeedDocument
from briefing.text.html.clean import clean
from briefing.text.html.html_to_text import html_to_text
from briefing.text.urls import absolute_url

MAX_TAGS = 40_000
"""Tags that are read of one document; feedparser takes some 40 microseconds for each."""
MAX_AUTHOR_CHARS = 500
"""Characters of an author; longer ones feedparser would search for a mail address in quadratic time."""
MAX_PROLOG_CHARS = 8_000
"""Characters before the root element; feedparser's patterns take a time that is quadratic in their number."""

XML_DECLARATION = re.compile(r"<\?xml[^>]*>")
ROOT_START = re.compile(r"<\w")

CDATA_OR_BARE_SIGN = re.compile(
    r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+"
    r"|&(?!#|\w{1,31};)"
    r"|<(?=/?[\w:]+(?:\s+[^<>=\s][^<>=]*|/)<)"
    r"|<(?=!--(?!(?:[^<-]|-(?!->)|<(?!!--))*+-->))"
    r"|<(?=\?(?!(?:[^<?]|\?(?!>)|<(?!\?))*+\?>))"
    r"|<(?=!(?!--|\[CDATA\[)[^<>]*<)"
)
"""A CDATA section, in which all is text, up to its end or that of the document; or an "&" that begins no reference, or
a "<" that begins nothing which ends: no tag ("a <b and c"), comment, instruction or declaration."""
CLOSING_TAG = re.compile(r"</(?:\w{1,20}:)?(?:rss|rdf|feed|channel)\s*>", re.IGNORECASE)
# The exceptions that hostile input causes in feedparser: in its assertions, regular expressions and date parsers.
FEEDPARSER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RecursionError,
    TypeError,
    ValueError,
)


def read(text: str, lang: str, url: str) -> FeedDocument | None:
    """Return the document in `text`; None if it is neither RSS nor Atom. ParseError if feedparser fails on it."""
    text = escape_nested_dates(close_text_elements(_escape_bare_signs(_without_prolog(text))))
    first = first_tags(text, MAX_TAGS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = _run_feedparser(first, lang, url)
            items = _mappings(result, "entries")
            feed = result.get("feed") or {}
            lang = clean(_string(feed, "language"))
            entries = with_dates([_entry(item, url) for item in items], [_dates(item) for item in items], lang)
    except FEEDPARSER_ERRORS as error:
        raise ParseError(f"the feed cannot be read ({type(error).__name__}: {clean(str(error))[:200]})") from error
    if not entries and not result.get("version"):
        return None
    return FeedDocument(
        title=html_to_text(_html(feed, "title")).replace("\n", " "),
        lang=lang,
        entries=entries,
        requested_interval=requested_interval(
            *(_string(feed, name) for name in ("ttl", "sy_updateperiod", "sy_updatefrequency"))
        ),
        partial=first is not text or _is_cut_off(text, result),
    )


def _is_cut_off(text: str, result: Mapping[str, Any]) -> bool:
    return isinstance(result.get("bozo_exception"), SAXException) and not CLOSING_TAG.search(text[-2000:])


def _without_prolog(text: str) -> str:
    """Return a document without its XML declaration, and without a prolog of more than `MAX_PROLOG_CHARS`."""
    declaration = XML_DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    root = ROOT_START.search(text)
    return text[root.start() :] if root and root.start() > MAX_PROLOG_CHARS else text


def _escape_bare_signs(text: str) -> str:
    """Return a document whose elements have "&" and "<" escaped where they are text.

    feedparser reads "S&P 500" as "S&P; 500", "a <b and c" as "a", and nothing more after "x <!-- y".
    """

    def escaped(match: re.Match[str]) -> str:
        return {"&": "&amp;", "<": "&lt;"}.get(match[0], match[0])

    root = ROOT_START.search(text)
    start = root.start() if root else 0
    return text[:start] + CDATA_OR_BARE_SIGN.sub(escaped, text[start:])


def _run_feedparser(text: str, lang: str, url: str) -> Mapping[str, Any]:
    """Run feedparser on bytes in memory: given a string, it may open the file or address that the string names."""
    result: Mapping[str, Any] = _feedparser().parse(
        io.BytesIO(f"<?xml version='1.0' encoding='utf-8'?>\n{text}".encode("utf-8", "replace")),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-language": lang,
            "content-location": url,
        },
        resolve_relative_uris=False,
        sanitize_html=False,  # text/html_to_text.py turns all markup into plain text
    )
    return result


@cache
def _feedparser() -> Any:
    """Import feedparser, bound the authors in which it searches mail addresses, and let it make fewer guids links.

    The search takes quadratic time. The methods are private to feedparser 6; pyproject.toml excludes version 7, and
    tests hold both changes.
    """
    import feedparser
    from feedparser.mixin import _FeedParserMixin

    sync_author_detail = _FeedParserMixin._sync_author_detail

    def sync_bounded_author_detail(self: Any, key: str = "author") -> None:
        context = self._get_context()
        if isinstance(context.get(key), str):
            context[key] = context[key][:MAX_AUTHOR_CHARS]
        sync_author_detail(self, key)

    end_guid = _FeedParserMixin._end_guid

    def end_guid_of_page(self: Any) -> None:
        if self.elementstack and not is_page_guid("".join(map(str, self.elementstack[-1][2]))):
            self.guidislink = False
        end_guid(self)

    _FeedParserMixin._sync_author_detail = sync_bounded_author_detail
    _FeedParserMixin._end_guid = _FeedParserMixin._end_id = end_guid_of_page
    return feedparser


def _entry(item: Mapping[str, Any], url: str) -> Entry:
    link = absolute_url(url, _string(item, "feedburner_origlink")) or absolute_url(url, _string(item, "link"))
    link = link or next(filter(None, (*_alternates(item, url), *_enclosures(item, url))), "")
    link = link or address_in_guid(_string(item, "id"))
    source = _mapping(item, "source")
    return Entry(
        guid=_string(item, "id") or link,
        link=link,
        title=_title(item),
        summary=_html(item, "summary"),
        content=max((_as_html(part) for part in _mappings(item, "content")), key=len, default=""),
        author=escape(_string(item, "author"), quote=False),
        source_name=escape(_string(source, "title") or _source_name(item), quote=False),
        source_url=absolute_url(url, _string(source, "href")) or next(filter(None, _alternates(source, url)), ""),
    )


def _source_name(item: Mapping[str, Any]) -> str:
    """Return the outlet that an element such as `News:Source` or `dc:source` names."""
    return next((_string(item, key) for key in item if isinstance(key, str) and key.endswith("_source")), "")


def _alternates(item: Mapping[str, Any], url: str) -> Iterator[str]:
    for link in _mappings(item, "links")[:MAX_LINKS]:
        if _string(link, "rel") in ("", "alternate"):
            yield absolute_url(url, _string(link, "href"))


def _enclosures(item: Mapping[str, Any], url: str) -> Iterator[str]:
    for link in _mappings(item, "links")[:MAX_LINKS]:
        if _string(link, "rel") == "enclosure":
            yield absolute_url(url, _string(link, "href"))


def _title(item: Mapping[str, Any]) -> str:
    """Return the title as HTML. A nested title, which feedparser may give instead, counts only if there is no other."""
    title = _string(item, "title")
    if title and title != _string(_mapping(item, "title_detail"), "value"):
        return plain_to_html(title)
    return _html(item, "title") or plain_to_html(_string(item, "itunes_title"))


def _html(item: Mapping[str, Any], key: str) -> str:
    """Return a text construct as HTML; "" without a detail, because then it repeats the content."""
    return _as_html(_mapping(item, f"{key}_detail"))


def _as_html(detail: Mapping[str, Any]) -> str:
    value = _string(detail, "value")
    return plain_to_html(value) if _string(detail, "type") == "text/plain" else value


def _dates(item: Mapping[str, Any]) -> DateTexts:
    """Return the dates of an item; feedparser stores those that it does not know under their prefix and name."""
    keys = (("published", "dc_issued"), ("created", "dc_created"), ("updated", "dc_modified", "dcterms_date"))
    return DateTexts(*(next(filter(None, (_string(item, key).strip() for key in some)), "") for some in keys))


def _string(item: Mapping[str, Any], key: str) -> str:
    """Return a string of a feedparser dictionary, without its table of old key names and their warnings."""
    value = dict.get(item, key) if isinstance(item, dict) else None
    return value if isinstance(value, str) else ""


def _mapping(item: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = dict.get(item, key) if isinstance(item, dict) else None
    return value if isinstance(value, Mapping) else {}


def _mappings(item: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = dict.get(item, key) if isinstance(item, dict) else None
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []
