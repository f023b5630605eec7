"""The pages of other sites that the text of an entry links to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from briefing.text.late_patterns import late_pattern
from briefing.text.redirect_links import MAX_LINK, article_link
from briefing.text.urls import ARTICLE_NUMBER, absolute_url, canonical_url, host_of, registrable_domain

MAX_OUTBOUND_LINKS = 3
"""Number of pages of other sites that an article may link to; one with more is a list of links, or a comment on many
things, and none of them says what it is about."""
MAX_HTML = 100_000
"""Characters of a fragment in which links are looked for."""
MAX_ANCHORS = 200
"""Links of a fragment that are looked at."""

MIN_SLUG_WORDS = 3
"""Words of the last part of an address from which on it names one page ("storm-closes-harbour"), not a section."""
_ANCHOR = late_pattern(
    rf"""<a\s[^<>]{{0,500}}?\bhref\s*=\s*(?:"([^"<>]{{1,{MAX_LINK}}})"|'([^'<>]{{1,{MAX_LINK}}})')""", re.IGNORECASE
)


def outbound_links(fragments: Iterable[str], base: str, own_addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the canonical addresses of the pages that fragments of HTML link to.

    Left out are front pages, sections and profiles, and the sites of the article itself.

    Args:
        fragments: Fragments of HTML, in which nothing is safe to show.
        base: The address against which links are resolved.
        own_addresses: Addresses on the article's own sites.

    Returns:
        None if there are more than `MAX_OUTBOUND_LINKS`.
    """
    own = {registrable_domain(host_of(address)) for address in own_addresses}
    pages: dict[str, None] = {}
    for html in fragments:
        anchors = _ANCHOR.finditer(html[:MAX_HTML]) if "href" in html.lower() else ()
        for number, anchor in enumerate(anchors):
            url = canonical_url(article_link(absolute_url(base, unescape(anchor[1] or anchor[2]))))
            if url and registrable_domain(host_of(url)) not in own and _names_one_page(url):
                pages[url] = None
            if number >= MAX_ANCHORS or len(pages) > MAX_OUTBOUND_LINKS:
                return ()
    return tuple(pages)


def _names_one_page(url: str) -> bool:
    """Whether a canonical address is that of one page: a section, a tag or somebody's profile has a short name."""
    path, _, query = url.partition("://")[2].partition("/")[2].partition("?")
    *above, last = path.split("/")
    if len(re.findall(r"[^\W\d_]{2,}", last)) >= MIN_SLUG_WORDS:
        return True
    return bool((above or query) and ARTICLE_NUMBER.search(f"{last}?{query}"))
