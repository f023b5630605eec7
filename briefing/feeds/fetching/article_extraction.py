"""The text of an article from its page, by trafilatura (an extra), and whether it is better than the feed's."""

from __future__ import annotations

import re

from briefing.extras import load_extra
from briefing.feeds.parsing.charset import decode_document
from briefing.feeds.parsing.shared_rules import first_tags
from briefing.model.articles import Article
from briefing.text.html.clean import clean_lines
from briefing.text.html.reference_marks import without_reference_marks
from briefing.text.words import stem, stopwords, tokenize

MAX_HTML_CHARS = 400_000
"""Characters of a page that trafilatura reads, scripts removed."""
MAX_TAGS = 20_000
"""Tags of a page that trafilatura reads, because its time is not linear in them; articles have some thousand."""
MAX_TEXT_CHARS = 20_000
"""Characters of an article that are kept, some 3,000 words."""
MIN_ARTICLE_CHARS = 300
"""Characters below which a text counts as a teaser, a notice or a caption, not an article."""
MIN_LENGTH_RATIO = 1.2
"""How many times the feed's text the page's text must be long to replace it."""
MAX_TEASER_CHARS = 1_500
"""Characters up to which a text that mentions subscribing counts as the teaser before a paywall."""
MIN_TITLE_SHARE = 1 / 3
"""Share of the title's words that the text must contain; consent forms contain none."""

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
    """Raise BriefingError, with how to install it, if trafilatura is missing or cannot be loaded."""
    load_extra("fulltext", "Full text")


def extract_article(body: bytes, content_type: str, url: str) -> str:
    """Return the text of the article on an HTML page, cleaned, one paragraph per line; "" if there is none.

    A page that its publisher marks as not free gives none.
    """
    page = decode_document(body, content_type)
    html = first_tags(_without_scripts(page)[:MAX_HTML_CHARS], MAX_TAGS)
    if not html.strip() or NOT_FREE_MARK.search(page):
        return ""
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)  # it logs faults of the page
    import trafilatura
    from lxml.etree import LxmlError

    try:
        text = trafilatura.extract(html, url=url, favor_precision=True, include_comments=False, include_tables=False)
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return ""  # raised by malformed pages
    return _truncated(without_reference_marks(clean_lines(text or "")))


def rejection_reason(text: str, article: Article, feed_text: str) -> str:
    """Return why the text of a page does not replace `feed_text`; "" if it does."""
    if not text:
        return "no article text was found on the page, or it is not free"
    if len(text) < MAX_TEASER_CHARS and PAYWALL.search(text):
        return "the page shows only the beginning of the article"
    if len(text) < max(MIN_ARTICLE_CHARS, MIN_LENGTH_RATIO * len(feed_text)):
        return "the page has no more text than the feed"
    if not _is_about(text, article):
        return "the page is not about the article: it may be a consent form"
    return ""


def without_title(text: str, title: str) -> str:
    """Return a text without its first line if that is the title."""
    first, _, rest = text.partition("\n")
    return rest if rest and first.casefold() == title.casefold() else text


def _without_scripts(html: str) -> str:
    """Return a page without scripts, styles, SVG and comments; an unclosed one extends to the end of the page."""
    visible, start = [], 0
    while opening := INVISIBLE_START.search(html, start):
        visible.append(html[start : opening.start()])
        end = INVISIBLE_ENDS[opening[1].lower()].search(html, opening.end())
        if end is None:
            return "".join(visible)
        start = end.end()
    return "".join([*visible, html[start:]])


def _is_about(text: str, article: Article) -> bool:
    ignored = stopwords(article.lang)
    title_words = {stem(word, article.lang) for word in tokenize(article.title) if word not in ignored}
    text_words = {stem(word, article.lang) for word in tokenize(text)}
    return len(title_words) < 3 or len(title_words & text_words) >= MIN_TITLE_SHARE * len(title_words)


def _truncated(text: str) -> str:
    """Cut a text to `MAX_TEXT_CHARS`, at the end of a paragraph, else of a word."""
    if len(text) <= MAX_TEXT_CHARS:
        return text
    cut = text[:MAX_TEXT_CHARS]
    return cut.rpartition("\n")[0] or cut.rpartition(" ")[0] or cut
