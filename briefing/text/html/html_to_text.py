"""HTML fragments from feeds as plain text."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from briefing.text.html.clean import clean_lines, repair_surrogates
from briefing.text.html.html_notation import write_notation

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_TAGS = 5_000
"""Tags of a fragment that are parsed. Parsing is quadratic in depth, so a flood of tags is cut before; no article
comes near it."""
MAX_TITLE_MARKUP = 5_000
"""Characters of a title in which lone tags are looked for."""
MAX_TITLE_TAGS = 50
"""Tags of a title in which lone tags are looked for."""
MAX_ESCAPED_START = 10_000
"""Characters at the start of a text in which markup that was escaped twice is looked for."""
MAX_LENGTH = 500_000
"""Characters of a fragment that are read; no article comes near it."""
# Elements that browsers do not show, or show only if they cannot show the medium; and struck text, which is withdrawn.
INVISIBLE_ELEMENTS = (
    *("script", "style", "noscript", "template", "iframe", "svg", "select", "button", "head", "textarea", "datalist"),
    *("object", "video", "audio", "canvas", "applet", "noembed", "noframes", "annotation", "annotation-xml"),
    *("del", "s", "strike"),
)
SELF_CLOSED_INVISIBLE = re.compile(rf"<({'|'.join(INVISIBLE_ELEMENTS)})((?:\s[^<>]*)?)/>", re.IGNORECASE)
"""HTML takes "<iframe/>" for a start tag whose content is all that follows; feeds in XHTML mean an empty element."""
HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-decoration[\w-]*\s*:[^;]*line-through|"
    r"max-height\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
NO_FONT_SIZE = re.compile(r"font-size\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE)
"""A style that hides the text of an element, unless an element inside it has a size of its own."""
POSSIBLY_HIDING = re.compile(
    r"<[^<>]*(?:\shidden|aria-hidden|display\s*:|visibility\s*:|max-height\s*:|font-size\s*:\s*0|mso-hide|line-through)",
    re.IGNORECASE,
)

UNCLOSED_SHOWN = frozenset(["object", "video", "audio", "canvas", "del", "s", "strike"])
"""Elements whose content is shown if nothing closes them, because it is then the rest of the text."""
BLOCK_ELEMENTS = (
    "address|article|aside|blockquote|br|center|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|"
    "hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
BLOCK_TAG = re.compile(rf"</?(?:{BLOCK_ELEMENTS})\b", re.IGNORECASE)

# Frequent tags whose nesting does not matter for the text, so that they can be replaced without a parser.
TAG_REST = r"""(?:\s++[a-z][\w:.-]*+(?:\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++))?)*+\s*+/?>"""
SIMPLE_BLOCK_TAG = re.compile(
    rf"</?(?:article|blockquote|br|center|div|figcaption|figure|h[1-6]|hr|li|ol|p|section|ul){TAG_REST}", re.IGNORECASE
)
SIMPLE_INLINE_TAG = re.compile(
    rf"</?(?:a|abbr|b|big|cite|code|em|font|i|img|ins|mark|small|span|strong|su[bp]|time|u){TAG_REST}", re.IGNORECASE
)
TAG = re.compile("<[a-zA-Z]")
CDATA_MARK = re.compile(r"<!\[CDATA\[|\]\]>")
"""The marks of a CDATA section, which publishing software escapes by mistake; HTML takes the first for a comment."""
NO_TAG = re.compile(
    r"<(?=[a-z][^\s<>@/]{0,100}@[^\s<>]{1,200}>|https?://"
    r"|/?[a-z]\w*\s+(?!(?:href|src|class|style|id|rel|target|title|alt)\s*$)[^<>=\s][^<>=]*(?:<|$)"
    r"|[a-z]\w*(?:\s*(?:&&|&amp;&amp;|\|\|)|\s+[+*<>≤≥-]\s|[,;])[^<>=]*>)",
    re.IGNORECASE,
)
"""The start of what is no tag: an address in angle brackets, as mails have it, words that nothing closes ("a <b and
c"), or a condition ("a<b && c>d"). A tag that is cut off at its attributes is left to the parser, which drops it."""
FORMULA_PREFIX = re.compile(
    r"(</?)[a-zA-Z]\w{0,9}:(?=m(?:ath|i|n|o|s|sup|sub|row|frac|sqrt|root|text|under|over)\w{0,7}[\s/>])"
)
"""The namespace prefix of an element of MathML, which a parser of HTML does not know."""
TABLE_CELL_TAG = re.compile(r"<t[dh]\b", re.IGNORECASE)
# Markup that was escaped twice: an element with its content, a picture with its address, a break between two words.
# A tag that stands alone is what an article speaks of ("A guide to the <div> element").
_ESCAPED_NAME = "(?:a|b|blockquote|div|em|figure|h[1-6]|i|li|ol|p|span|strong|ul)"
ESCAPED_MARKUP = re.compile(
    rf"<({_ESCAPED_NAME})(?:\s[^<>]*)?>(?=[^\s<]|<(?!/)).{{0,2000}}?(?<=\S)</\1>"
    r"|<img\s[^<>]*\bsrc=|<br\s*/>|[\w.!?,:;]<(?:br|p|li)>|<(?:br|p|li)>\w",
    re.DOTALL,
)
MENTIONED_TAG = re.compile(r"<(?=([a-zA-Z][\w-]*)(\s[^<>]*)?>)")
"""A start tag and its attributes."""
_TITLE_MARKUP = (
    "a abbr b bdi bdo big br cite code del div em embed font h1 h2 h3 h4 h5 h6 hr i iframe img ins li mark object "
    "p q s script small span strong style sub sup svg time u wbr"
)
TITLE_MARKUP = frozenset(_TITLE_MARKUP.split())
"""Elements that titles contain as markup; their start tags with attributes are markup even without an end tag."""
UNPAIRED_ELEMENTS = frozenset(["br", "hr", "img", "wbr", "p", "li"])
"""Elements that need no end tag."""
PICTURE_TEXT = re.compile(r"""<img\s[^<>]{0,500}?\balt\s*=\s*(?:"([^"<>]{1,300})"|'([^'<>]{1,300})')""", re.IGNORECASE)
"""What a picture says to those who do not see it."""
SIGNS_OF_FORMULAS = {
    "msup": ("^",),
    "msub": ("_",),
    **dict.fromkeys(["msubsup", "munderover"], ("_", "^")),
    "mfrac": ("/",),
    "mroot": ("^1/",),
}
"""The signs before the second and the third part of an element of MathML."""
ESCAPED_ENTITY = re.compile(
    r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|amp|quot|apos|nbsp|(?:en|em|thin)sp|[nm]dash|hellip|[lr][sda]quo|[bs][bd]quo"
    r"|euro|pound|yen|cent|curren|copy|reg|trade|sect|para|deg|micro|plusmn|minus|times|divide|middot|bull|prime|Prime"
    r"|frac(?:12|14|34)|sup[123]|ord[mf]|iexcl|iquest|szlig|shy|[A-Za-z](?:acute|grave|uml|circ|tilde|cedil|ring|slash)"
    r"|(?:AE|ae|OE|oe)lig|eth|ETH|thorn|THORN);"
)

DETACHED_POSSESSIVE = re.compile(
    r"(\b[A-Z]\w*[a-z]) (['’]s)(?=[ .,;:!?)]|$)"
    r"(?! (?:avonds|lands|maandags|middags|morgens|nachts|ochtends|werelds|winters|woensdags|zomers|zondags|[A-Z]))",
    re.MULTILINE,
)
"""A name apart from its "'s", as stripped markup leaves them ("Norland 's ports"); not a Dutch "'s", as in "Delft 's
nachts"."""


def html_to_text(html: str) -> str:
    """Return the clean text of an HTML fragment, each block element on a line of its own, without scripts and styles.

    Entities are decoded once, and a second time where the fragment or its punctuation was escaped twice.
    """
    text = _clean_text_of(html)
    return DETACHED_POSSESSIVE.sub(r"\1\2", text) if " 's" in text or " ’s" in text else text


def _clean_text_of(html: str) -> str:
    html = CDATA_MARK.sub("", repair_surrogates(html[:MAX_LENGTH]))
    if "<" not in html and "&" not in html:
        return clean_lines(html)
    text = CDATA_MARK.sub("", _text_of_markup(html))
    if not TAG.search(html) and ESCAPED_MARKUP.search(text, 0, MAX_ESCAPED_START):
        text = _text_of_markup(text)
    return clean_lines(ESCAPED_ENTITY.sub(lambda entity: unescape(entity.group()), text))


def title_to_text(html: str) -> str:
    """Return the text of a title in one line; a lone start tag is not markup but what the title speaks of."""
    lower = html.lower()

    def keep_mentioned(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        is_markup = name in (TITLE_MARKUP if tag[2] else UNPAIRED_ELEMENTS)
        return "<" if is_markup or f"</{name}" in lower else "&lt;"

    if len(html) <= MAX_TITLE_MARKUP and html.count("<") <= MAX_TITLE_TAGS:
        html = MENTIONED_TAG.sub(keep_mentioned, html)
    return html_to_text(html).replace("\n", " ") or _text_of_pictures(html)


def _text_of_pictures(html: str) -> str:
    """Return the text that a title of nothing but pictures has in place of them."""
    texts = (clean_lines(unescape(first or second)) for first, second in PICTURE_TEXT.findall(html[:MAX_TITLE_MARKUP]))
    return " ".join(filter(None, texts)).replace("\n", " ")


def _text_of_markup(html: str) -> str:
    html = write_notation(NO_TAG.sub("&lt;", html))
    return _text_without_parsing(html) or _parsed_text(html)


def _text_without_parsing(html: str) -> str:
    """Return the text of `html` if it has only frequent tags; "" if it must be parsed."""
    if POSSIBLY_HIDING.search(html):
        return ""
    html = " ".join(html.splitlines())
    if "<" in html:
        html = SIMPLE_INLINE_TAG.sub(
            "\0", SIMPLE_BLOCK_TAG.sub("\n", html)
        )  # \0 keeps "&" and "lt;" around a tag apart
    return "" if "<" in html else unescape(html).replace("\0", "")


def _parsed_text(html: str) -> str:
    """Return the text of `html` as a parser reads it, with "\\n" only around block elements."""
    from selectolax.lexbor import LexborHTMLParser

    html = FORMULA_PREFIX.sub(r"\1", SELF_CLOSED_INVISIBLE.sub(r"<\1\2></\1>", html))
    if html.count("<") >= MAX_TAGS:
        html = "<".join(html.split("<", MAX_TAGS)[:MAX_TAGS])
    html = BLOCK_TAG.sub(r"\n\g<0>", " ".join(html.splitlines()))
    # Without the start tag an element such as <noscript> at the beginning would be read as part of the head.
    tree = LexborHTMLParser("<body>" + TABLE_CELL_TAG.sub(r" \g<0>", html))
    lower = html.lower()
    tree.strip_tags([name for name in INVISIBLE_ELEMENTS if name not in UNCLOSED_SHOWN or f"</{name}" in lower])
    for node in tree.css("[hidden], [style], dialog:not([open])"):
        if _is_hidden(node) and not ("<math" in lower and node.css_first("math")):  # the formula beside its picture
            node.decompose()
    if "<math" in lower:
        _drop_drawn_formulas(tree)
        _write_formulas(tree)
    return _text_without_decoration(tree)


def _is_hidden(node: LexborNode) -> bool:
    style = node.attributes.get("style") or ""
    if node.tag == "dialog" or "hidden" in node.attributes or HIDING_STYLE.search(style):
        return True
    return bool(NO_FONT_SIZE.search(style)) and "font-size" not in (node.html or "").partition(">")[2]


def _text_without_decoration(tree: LexborHTMLParser) -> str:
    """Return the text without icons and repetitions for the eye (aria-hidden), unless there is no other text."""
    whole = tree.body.text() if tree.body else ""
    decoration = tree.css('[aria-hidden="true" i]')
    for node in decoration:
        if not node.css_first("math"):
            node.decompose()
    rest = tree.body.text() if tree.body and decoration else ""
    return rest if rest.strip() else whole


def _drop_drawn_formulas(tree: LexborHTMLParser) -> None:
    """Remove what draws a formula for the eye (KaTeX, MathJax) beside its MathML."""
    for node in tree.css("[aria-hidden=true]"):
        if node.parent and node.parent.css_first("math") and not node.css_first("math"):
            node.decompose()


def _write_formulas(tree: LexborHTMLParser) -> None:
    """Insert the signs that MathML leaves to its elements: exponent, index, fraction, root."""
    for name, signs in SIGNS_OF_FORMULAS.items():
        for node in tree.css(name):
            parts = list(node.iter())
            if len(parts) != len(signs) + 1:
                continue
            for sign, part in zip(("", *signs), parts, strict=True):
                is_long = len(part.text(strip=True)) > 1 and len(list(part.iter())) > 1
                part.insert_before(f"{sign}(" if is_long else sign)
                if is_long:
                    part.insert_after(")")
    for node in tree.css("msqrt"):
        node.insert_before("√(")
        node.insert_after(")")
