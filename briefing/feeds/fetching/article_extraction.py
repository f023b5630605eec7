"""The text of an article from its page, by trafilatura if that is there, and whether it is worth having."""

from __future__ import annotations

import re
from importlib.util import find_spec

from briefing.errors import BriefingError
from briefing.feeds.parsing.charset import decode_document
from briefing.model.articles import Article
from briefing.text.clean import clean_lines
from briefing.text.words import stem, stopwords, tokenize

MAX_HTML_CHARS = 400_000
"""Characters of a page without its scripts that are read: a hostile one of so many takes three seconds."""
MAX_TEXT_CHARS = 20_000
MIN_ARTICLE_CHARS = 300
"""Characters below which a text is a teaser, a notice or a caption, not an article."""
MIN_LENGTH_RATIO = 1.2
"""By how much a page must exceed what the feed gives."""
MAX_TEASER_CHARS = 1_500
"""Characters up to which a text that speaks of subscribing is what stands before a paywall."""
MIN_TITLE_SHARE = 1 / 3
"""Share of a headline's words that its article must hold: pages that ask for consent hold none."""

INVISIBLE_START = re.compile(r"<(script|style|svg|!--)", re.IGNORECASE)
INVISIBLE_ENDS = {name: re.compile(f"</{name}[^>]{{0,20}}>?", re.IGNORECASE) for name in ("script", "style", "svg")}
INVISIBLE_ENDS["!--"] = re.compile("--!?>")
NOT_FREE_MARK = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
PAYWALL = re.compile(
    r"subscribe (?:now|today|to (?:continue|keep|read|unlock))|(?:subscribers?|members?)[ -]only|"
    r"already a (?:subscriber|member)|(?:log|sign) in to (?:continue|read)|to continue reading|"
    r"for (?:our |paying )?subscribers|subscription required|réservé aux abonnés|nur für abonnenten|"
    r"solo para suscriptores|有料会員|会員限定",
    re.IGNORECASE,
)


def require_trafilatura() -> None:
    """Raise BriefingError, which says how to install it, if trafilatura is not there."""
    if find_spec("trafilatura") is None:
        raise BriefingError("Full text needs trafilatura.", "Install it: pip install 'briefing-news[fulltext]'")


def extract_article(body: bytes, content_type: str, url: str) -> str:
    """Return the text of the article on an HTML page, paragraphs parted by "\\n", safe to show; "" if there is none.

    A page whose publisher says that it is not free gives none.
    """
    page = decode_document(body, content_type)
    html = _without_scripts(page)[:MAX_HTML_CHARS]
    if not html.strip() or NOT_FREE_MARK.search(page):
        return ""
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)  # it complains of pages, not of anything of ours
    import trafilatura
    from lxml.etree import LxmlError

    try:
        found = trafilatura.extract(html, url=url, favor_precision=True, include_comments=False, include_tables=False)
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return ""  # whatever a stranger's page made it stumble over
    return _truncated(clean_lines(found or ""))


def rejection_reason(text: str, article: Article, feed_text: str) -> str:
    """Return in words why a page's text is not taken instead of `own`, what the feed gives; "" if it is."""
    if not text:
        return "no text was found on the page, or it is not free"
    if len(text) < MAX_TEASER_CHARS and PAYWALL.search(text):
        return "the page shows only the start of the article"
    if len(text) < max(MIN_ARTICLE_CHARS, MIN_LENGTH_RATIO * len(feed_text)):
        return "the page has no more text than the feed"
    if not _is_about(text, article):
        return "the page does not speak of the article: it may ask for consent first"
    return ""


def without_title(text: str, title: str) -> str:
    """Return a text without the headline that stands above it."""
    first, _, rest = text.partition("\n")
    return rest if rest and first.casefold() == title.casefold() else text


def _without_scripts(html: str) -> str:
    """Return a page without what no reader sees; one that is never closed takes the rest with it."""
    kept, start = [], 0
    while found := INVISIBLE_START.search(html, start):
        kept.append(html[start : found.start()])
        end = INVISIBLE_ENDS[found[1].lower()].search(html, found.end())
        if end is None:
            return "".join(kept)
        start = end.end()
    return "".join([*kept, html[start:]])


def _is_about(text: str, article: Article) -> bool:
    small = stopwords(article.lang)
    words = {stem(word, article.lang) for word in tokenize(article.title) if word not in small}
    held = {stem(word, article.lang) for word in tokenize(text)}
    return len(words) < 3 or len(words & held) >= MIN_TITLE_SHARE * len(words)


def _truncated(text: str) -> str:
    """Cut a text at the end of a paragraph, else of a word."""
    if len(text) <= MAX_TEXT_CHARS:
        return text
    cut = text[:MAX_TEXT_CHARS]
    return cut.rpartition("\n")[0] or cut.rpartition(" ")[0] or cut
