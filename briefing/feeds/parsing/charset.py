"""Which characters the bytes of a document are, whatever its server and its own first line say."""

from __future__ import annotations

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first bytes of "<?xml", of a tag or of a JSON object without a mark (XML 1.0, appendix F).
UNMARKED_STARTS = (
    (re.compile(rb"\0\0\0[<{]"), "utf-32-be"),
    (re.compile(rb"[<{]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0[<{]\0"), "utf-16-be"),
    (re.compile(rb"[<{]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),
)
XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{1,40})""")
CHARSET_PARAMETER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)

# What is meant by a name is often a superset of what it stands for (https://encoding.spec.whatwg.org).
WHATWG_CODECS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
SEVEN_BIT_CODECS = re.compile(r"iso2022_\w+|hz")
"""Codecs that write all characters with ASCII bytes."""
NON_ASCII = re.compile("[^\0-\x7f\ufffd]")


def decode_document(body: bytes, content_type: str = "") -> str:
    """Return the text of a document; bytes that mean nothing become U+FFFD.

    A byte order mark is believed first, then the bytes: what reads as UTF-8 is hardly ever anything else. After
    that the server's `content_type` and the XML declaration are tried, then windows-1252.
    """
    for mark, codec in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    for shape, codec in UNMARKED_STARTS:
        if shape.match(body):
            return body.decode(codec, "replace")
    named = _named_codecs(body, content_type)
    if not named or not SEVEN_BIT_CODECS.fullmatch(named[0]):
        try:
            return codecs.utf_8_decode(body, "strict", False)[0]  # not final: a cut body may end within a character
        except UnicodeDecodeError:
            text = body.decode("utf-8", "replace")
            if len(NON_ASCII.findall(text)) > text.count("\ufffd"):
                return text
    for codec in named:
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    return body.decode("cp1252", "replace")


def _named_codecs(body: bytes, content_type: str) -> list[str]:
    """Return the codecs that the server and the document name, as far as there are such."""
    names = [found[1] for found in [CHARSET_PARAMETER.search(content_type)] if found]
    names += [found[1].decode("ascii", "replace") for found in [XML_ENCODING.match(body)] if found]
    codecs_ = []
    for name in names:
        try:
            info = codecs.lookup(name)
            "".encode(info.name)  # refuses what is no text encoding: base64, zip
        except (LookupError, ValueError):
            continue
        codecs_.append(WHATWG_CODECS.get(info.name, info.name))
    return [codec for codec in codecs_ if not codec.startswith(("utf", "idna", "punycode", "unicode", "raw_unicode"))]
