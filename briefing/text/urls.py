"""URLs: which ones are safe links, how they are completed, and which of them identify the same article."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from briefing.text.late_patterns import late_pattern

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

DEFAULT_PORTS = {"http": 80, "https": 443}
ALLOWED_CHARACTERS = "!#$%&'()*+,-./:;=?@[]_~"
"""Characters that are not escaped, beside letters and digits. "%" is one, so that escapes stay as they are."""
PERCENT_ESCAPE = late_pattern("%[0-9a-fA-F]{2}")
ESCAPED_AMPERSANDS = late_pattern("^(?:amp;)+")
"""The rest of an escaped ampersand at the start of a parameter."""
REGULAR_URL = late_pattern(
    r"(https?)://([a-zA-Z0-9][\w.-]*)(?::([1-9]\d{0,3}|[1-5]\d{4}))?"
    r"((?:/[\w!$%&'()*+,./:=@~-]*)?)(?:\?([\w!$%&'()*+,./:=@~-]+))?(?:#[\w.-]+)?",
    re.ASCII,
)
"""Complete and safe URLs in plain ASCII, as nearly all are; they are handled without `urlsplit`."""
REGULAR_HOST = late_pattern(r"https?://([a-zA-Z0-9][\w.-]*)(?=[/?#]|$)", re.ASCII)
"""Beginnings of URLs with a plain host and no port, as nearly all are."""
FEED_SCHEME = late_pattern(r"(?:web\+)?(feed|feeds|rss|itpc|pcast|podcast)(?::/{0,3}|\+(?=https?:))", re.IGNORECASE)
"""Schemes that stand before or in place of http(s), so that a browser hands the link to a reader of feeds."""
LINK_ELEMENT = late_pattern(r"""<a\s[^<>]{0,200}?href\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)
"""A link as an element of HTML, which some feeds have in place of its address."""
BARE_HOST = late_pattern(r"www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#:]|$)", re.IGNORECASE)
"""The start of an address without its scheme; no page of a site begins like that."""
WEB_SCHEME = late_pattern(r"(https?):?//", re.IGNORECASE)
"""An http(s) scheme behind a feed scheme; some browsers drop its colon."""
OTHER_SCHEME = late_pattern(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
"""A scheme, as opposed to a host with a port."""

# Parameters that say where a reader came from, or in which session, and do not identify the article.
TRACKING_PARAMETER = late_pattern(
    r"(utm|at|ns|mc|pk|mtm|hsa|_hs|__twitter|gaa|vero|oly)_.*|_ga|_gl|ref_(src|url)|intcmp|igsh|phpsessid|jsessionid|"
    r"amp|amp_js_v|usqp|wt\..*|[a-z_]*(clid|clsrc)|(soc|guc)[a-z]*_[a-z]+|guccounter|xtor|yptr|"
    r"__source|campaign_id|cmp|cmpid|emc|feedname|feedtype|fsrc|icid|igshid|iref|ito|maca|mbid|mkt_tok|ncid|ocid|"
    r"partner|rss|s_kwcid|smid|smtyp|spm|srnd|sref|traffic_source"
)
# Parameters that name a source at one publisher and an article at another; only their value decides.
SOURCE_PARAMETER = late_pattern(
    r"(ref|source|src|from|mod|via|feed)=(rss|feed|atom|twitter|facebook|newsletter).*|output(type)?=amp|"
    r"(s|sid|sess|session_?id|oscsid|zenid)=[0-9a-f]{16,}"
)
AMP_HOST = late_pattern(r"(?:amp|m|mobile)\.(?=[a-z][^.:]*\.[a-z])")
AMP_PATH = late_pattern(r"(?<=[^/])/amp/*$|^/amp(?=/[^/])|(?<=[^/])\.amp(?:\.html?)?$|/amp\.html?$", re.IGNORECASE)
SESSION = late_pattern(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
"""A session in a path, which is another one at each fetch."""
TRACKING_FRAGMENT = late_pattern(
    r"|/|comments?|respond|top|content|main|rss|feed|ref.*|xtor.*|utm_.*|echobox.*|cmpid.*|:~:text.*|tbm.*",
    re.IGNORECASE,
)
"""Fragments that do not name a part of a page."""
SENDER_FRAGMENT = late_pattern(r"(?:ftag|xtor|utm_|echobox|cmpid|tbm|ref)=?.*", re.IGNORECASE)
"""Fragments that only say where a reader came from."""
MIN_OWN_NUMBER = 5
"""Digits from which on a number in a path or query names one article; shorter ones may be pages or years."""
ARTICLE_NUMBER = late_pattern(rf"\d{{{MIN_OWN_NUMBER},}}|[0-9a-f]{{8}}-[0-9a-f]{{4}}-|(?=[a-z]*\d)[0-9a-f]{{10,}}")
MIN_UNIQUE_NUMBER = 7
"""Digits from which on a number is that of one article; shorter ones may be of an issue, a section or a gallery."""
DAY_NUMBER = late_pattern(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
"""A day in a path, such as "20261124": many articles share it."""
INDEX_PAGE = late_pattern(r"(?:^|/)(?:index\.(?:html?|php|aspx?)|default\.aspx?)$", re.IGNORECASE)
"""The name of the page that a server shows for a folder."""
MIN_SLUG_LIKENESS = 0.75
"""Ratio of equal characters of two paths of which one may be the other, mended."""

MAX_CACHED_HOSTS = 4096
"""Number of addresses whose host is remembered: those of the articles and publishers of some long threads."""
MAX_CACHED_DOMAINS = 4096
"""Hosts whose registrable domain is remembered; a reader's feeds and their links lead to some hundred."""


def is_web_url(url: str) -> bool:
    """Whether `url` is an http or https URL with a host and without spaces or control characters."""
    if not url.isprintable() or " " in url:
        return False
    parts = _split_url(url)
    return parts is not None and parts.scheme in DEFAULT_PORTS and bool(parts.hostname)


def has_credentials(url: str) -> bool:
    """Whether a URL contains a user or a password, which lists and exports would show."""
    parts = _split_url(url)
    return parts is not None and "@" in parts.netloc


def absolute_url(base: str, link: str) -> str:
    """Return `link`, relative to the URL `base`, as a complete URL in ASCII; "" unless it is an http or https URL."""
    if REGULAR_URL.fullmatch(link):
        return link
    link = _mended_link(re.sub(r"[\t\r\n]", "", link.strip()), base)
    try:
        joined = urljoin(base, link) if link else ""
        parts = urlsplit(joined)
        if parts.netloc and not parts.netloc.isascii():
            joined = urlunsplit(parts._replace(netloc=parts.netloc.encode("idna").decode("ascii")))
    except ValueError:  # a malformed address, or a host that is no host (UnicodeError)
        return ""
    scheme, colon, rest = joined.partition(":")
    joined = quote(scheme.lower() + colon + rest, safe=ALLOWED_CHARACTERS, errors="replace")
    return joined if is_web_url(joined) else ""


def _mended_link(link: str, base: str) -> str:
    """Return the address in a link that is an HTML element, and a link that begins with "www." with its scheme."""
    if link.startswith("<") and (element := LINK_ELEMENT.match(link)):
        link = unescape(element[1])
    if BARE_HOST.match(link):
        return f"{'http' if base.startswith('http:') else 'https'}://{link}"
    return link


def without_feed_scheme(address: str) -> str:
    """Return the http(s) address that `feed://host/x`, `feed:https://host/x` or one of their kind stands for.

    Any other address is returned unchanged.
    """
    stripped = address.strip()
    scheme = FEED_SCHEME.match(stripped)
    if scheme is None:
        return address
    rest = stripped[scheme.end() :]
    if web := WEB_SCHEME.match(rest):
        return f"{web[1]}://{rest[web.end() :]}"
    if not rest or OTHER_SCHEME.match(rest):
        return address
    return f"{'https' if scheme[1].lower() == 'feeds' else 'http'}://{rest}"


def canonical_url(url: str) -> str:
    """Return the form of a URL that is the same for all URLs of one article.

    Host and escapes in one case, https for http, without user, default port, fragment, tracking parameters, session and
    trailing slash, parameters in alphabetical order; of AMP and mobile pages the address of the page itself.

    Returns:
        "" if `url` is no http or https URL.
    """
    if regular := REGULAR_URL.fullmatch(url):
        scheme, host, port_text, path, query = regular.groups("")
        host = host.lower().rstrip(".")
        if not port_text or int(port_text) == DEFAULT_PORTS[scheme]:
            return _canonical_from_parts("https", host, path, query)
        return _canonical_from_parts(scheme, f"{host}:{port_text}", path, query)
    parts = _split_url(absolute_url("", url))
    name = (parts.hostname or "").rstrip(".") if parts else ""
    if parts is None or not name:
        return ""
    scheme, port = parts.scheme, parts.port
    name = f"[{name}]" if ":" in name else name
    if port in (None, DEFAULT_PORTS[scheme]):
        return _canonical_from_parts("https", name, parts.path, parts.query)
    return _canonical_from_parts(scheme, f"{name}:{port}", parts.path, parts.query)


def _canonical_from_parts(scheme: str, netloc: str, path: str, query: str) -> str:
    netloc, path = _without_amp(netloc, SESSION.sub("", path) if ";" in path else path)
    fields = sorted(ESCAPED_AMPERSANDS.sub("", field) for field in query.split("&")) if query else []
    query = "&".join(field for field in fields if field and not _is_tracking(field))
    address = urlunsplit((scheme, netloc, path.rstrip("/"), query, ""))
    return PERCENT_ESCAPE.sub(lambda escape: escape.group().upper(), address) if "%" in address else address


def without_tracking(url: str) -> str:
    """Return a link without the parameters, and without a fragment, that only say where a reader came from."""
    address, hash_sign, fragment = url.partition("#")
    page, question_mark, query = address.partition("?")
    fields = [field for field in query.split("&") if field and not _is_tracking(ESCAPED_AMPERSANDS.sub("", field))]
    address = f"{page}?{'&'.join(fields)}" if fields else page + question_mark * (not query)
    return address if hash_sign and SENDER_FRAGMENT.fullmatch(fragment) else address + hash_sign + fragment


def address_variants(url: str) -> tuple[str, ...]:
    """Return a canonical URL and the other canonical URLs that lead to the same page: with and without "www."."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return (url,)
    return url, scheme + separator + (rest[4:] if rest.startswith("www.") else "www." + rest)


def is_same_address(one: str, other: str) -> bool:
    """Whether two canonical URLs lead to the same page; an empty one leads nowhere."""
    return bool(one) and other in address_variants(one)


def page_part(link: str) -> str:
    """Return the fragment of a link if it names a part of the page (a comment, a post of a live blog), else ""."""
    fragment = link.partition("#")[2]
    return "" if TRACKING_FRAGMENT.fullmatch(fragment) else fragment


def names_article(url: str, titles: tuple[str, str]) -> bool:
    """Whether a URL is that of one article, not of a page for many.

    It has a long number, or two words of each of the titles.
    """
    path = url.partition("://")[2].partition("/")[2].lower()
    if ARTICLE_NUMBER.search(path):
        return True
    slug = set(re.findall(r"[^\W\d_]{3,}", path))
    return all(len(slug.intersection(re.findall(r"[^\W\d_]{3,}", title.lower()))) > 1 for title in titles)


def own_numbers(url: str) -> frozenset[str]:
    """Return the numbers in the last segment of a URL's path that are long enough to be an article's own."""
    segment = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    numbers = re.findall(r"\d+", segment)
    return frozenset(one for one in numbers if len(one) >= MIN_UNIQUE_NUMBER and not DAY_NUMBER.fullmatch(one))


def is_mended_address(one: str, other: str) -> bool:
    """Whether two canonical URLs may be one before and after a slug was mended or the site moved."""
    host, _, path = one.partition("://")[2].partition("/")
    other_host, _, other_path = other.partition("://")[2].partition("/")
    numbers = re.findall(r"\d+", path)
    if not path or not other_path or numbers != re.findall(r"\d+", other_path):
        return False
    if host != other_host:
        return path == other_path
    if any(len(number) >= MIN_OWN_NUMBER and not DAY_NUMBER.fullmatch(number) for number in numbers):
        return True
    path, other_path = INDEX_PAGE.sub("", path), INDEX_PAGE.sub("", other_path)
    from difflib import SequenceMatcher  # seldom needed

    return SequenceMatcher(None, path, other_path, autojunk=False).ratio() >= MIN_SLUG_LIKENESS


@lru_cache(maxsize=MAX_CACHED_HOSTS)
def host_of(url: str) -> str:
    """Return the host of a URL in lower case, "" if it has none; cached, because each text of a thread asks."""
    if regular := REGULAR_HOST.match(url):
        return regular[1].lower().rstrip(".")
    parts = _split_url(url)
    return (parts.hostname or "").rstrip(".") if parts else ""


def is_loopback_host(host: str) -> bool:
    """Whether a host is this computer."""
    return host in ("localhost", "::1") or host.startswith("127.")


@lru_cache(maxsize=MAX_CACHED_DOMAINS)
def registrable_domain(host: str) -> str:
    """Return the domain that its owner registered: "example.co.jp" for "news.example.co.jp".

    Source: the Public Suffix List (publicsuffix.org) with its private part, so that "ann.github.io" belongs to Ann.

    Returns:
        "" for a host that nobody registered: an IP address, a single label, a public suffix itself.
    """
    name = host.lower().rstrip(".")
    if ":" in name or not name.isascii() or name[-1:].isdigit():
        return ""
    return _public_suffix_list().privatesuffix(name) or ""


@cache
def _public_suffix_list() -> PublicSuffixList:
    """Return the list as shipped with its package; reading it costs about 90 ms of CPU time."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def _without_amp(netloc: str, path: str) -> tuple[str, str]:
    """Return host and path of the page that an AMP or mobile page stands for."""
    while AMP_HOST.match(netloc):
        netloc = netloc.partition(".")[2]
    while "amp" in path.lower() and (shorter := AMP_PATH.sub("", path)) != path:
        path = shorter or "/"
    return netloc, path


def _split_url(url: str) -> SplitResult | None:
    """Split a URL; None if it, or its port, is malformed."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _is_tracking(field: str) -> bool:
    field = field.lower()
    return bool(SOURCE_PARAMETER.fullmatch(field) or TRACKING_PARAMETER.fullmatch(field.partition("=")[0]))
