"""From the bytes of a document to its text; the charset that the server or the document names is often wrong."""

from __future__ import annotations

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, because it starts with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first bytes of "<?xml", a tag or a JSON object without a byte order mark (XML 1.0, appendix F).
UNMARKED_STARTS = (
    (re.compile(rb"\0\0\0[<{]"), "utf-32-be"),
    (re.compile(rb"[<{]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0[<{]\0"), "utf-16-be"),
    (re.compile(rb"[<{]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),
)
XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{1,40})""")
CHARSET_PARAMETER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)

# Charset names often stand for a superset of the charset that they name (https://encoding.spec.whatwg.org).
WHATWG_CODECS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Labels of the same standard that Python does not know.
WHATWG_LABELS = {
    **dict.fromkeys(["x-sjis", "ms932", "csshiftjis", "windows-31j", "sjis"], "cp932"),
    **dict.fromkeys(["x-euc-jp", "cseucpkdfmtjapanese"], "euc_jp"),
    **dict.fromkeys(["x-gbk", "gb_2312", "gb_2312-80", "csgb2312", "csiso58gb231280", "iso-ir-58"], "gb18030"),
    **dict.fromkeys(["x-x-big5", "cn-big5", "csbig5", "big5-hkscs"], "big5hkscs"),
    **dict.fromkeys(["windows-949", "ks_c_5601-1989", "ksc5601", "ksc_5601", "cseuckr", "korean"], "cp949"),
    **{f"x-cp125{digit}": f"cp125{digit}" for digit in range(9)},
    **dict.fromkeys(["windows-874", "dos-874", "iso885911"], "cp874"),
    **dict.fromkeys(["koi", "koi8", "koi8_r", "cskoi8r"], "koi8_r"),
    **dict.fromkeys(["koi8-ru"], "koi8_u"),
    **dict.fromkeys(["logical", "visual", "iso-8859-8-i", "iso-8859-8-e", "csiso88598i", "csiso88598e"], "iso8859_8"),
    **dict.fromkeys(["x-mac-roman", "csmacintosh", "mac"], "mac_roman"),
    **dict.fromkeys(["x-mac-cyrillic", "x-mac-ukrainian"], "mac_cyrillic"),
    **dict.fromkeys(["sun_eu_greek", "iso88597"], "iso8859_7"),
    **dict.fromkeys(["ansi_x3.4-1968", "iso88591", "iso8859-1", "latin-1"], "cp1252"),
    **dict.fromkeys(["iso88592"], "iso8859_2"),
    **dict.fromkeys(["iso88595"], "iso8859_5"),
    **dict.fromkeys(["iso88599"], "cp1254"),
    **dict.fromkeys(["iso885915", "csisolatin9", "l9"], "iso8859_15"),
}
LARGER_CODECS = {"euc_jp": "euc_jis_2004"}
"""Codecs with the rows of NEC, which feeds use and which Python's codec of the name lacks."""
SEVEN_BIT_CODECS = re.compile(r"iso2022_\w+|hz")
"""Codecs that encode all characters with ASCII bytes, so that their text is valid UTF-8 too."""
SURROGATES_IN_UTF8 = re.compile(rb"(?:\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf])+")
"""Surrogate pairs in UTF-8 (CESU-8), as Java and some databases write emoji."""
OVERLONG_NUL = b"\xc0\x80"
"""The NUL of Java in UTF-8; NULs are no text."""
REPLACEMENT = "\ufffd"
"""The character that replaces bytes that cannot be decoded."""


def decode_document(body: bytes, content_type: str = "") -> str:
    """Return the text of a document; bytes that cannot be decoded become U+FFFD.

    A byte order mark decides. Otherwise UTF-8 is tried first, because other text is hardly ever valid UTF-8, then the
    charsets of `content_type` and of the XML declaration, with single bad bytes if need be, then windows-1252.
    """
    for mark, codec in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    for shape, codec in UNMARKED_STARTS:
        if shape.match(body):
            return body.decode(codec, "replace")
    declared = _declared_codecs(body, content_type)
    if not declared or not SEVEN_BIT_CODECS.fullmatch(declared[0]):
        try:
            # Not final, because a shortened body may end within a character.
            return codecs.utf_8_decode(body, "strict", False)[0]
        except UnicodeDecodeError:
            mended = SURROGATES_IN_UTF8.sub(_utf8_of_surrogates, body.replace(OVERLONG_NUL, b""))
            text = mended.decode("utf-8", "replace")
            if _is_mostly_decoded(text):
                return text
    candidates = [body.decode(codec, "replace") for codec in declared]
    best = min(candidates, key=lambda text: text.count(REPLACEMENT), default="")
    return best if best and _is_mostly_decoded(best) else body.decode("cp1252", "replace")


def _utf8_of_surrogates(pairs: re.Match[bytes]) -> bytes:
    text = pairs[0].decode("utf-8", "surrogatepass")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le").encode()


def _is_mostly_decoded(text: str) -> bool:
    """Whether a text has no replaced bytes, or more non-ASCII characters than replaced bytes."""
    replaced = text.count(REPLACEMENT)
    non_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return not replaced or non_ascii - replaced > replaced


def _declared_codecs(body: bytes, content_type: str) -> list[str]:
    """Return the codecs that the server and the document declare, unknown and unusable ones left out."""
    names = list[str]()
    if parameter := CHARSET_PARAMETER.search(content_type):
        names.append(parameter[1])
    if declaration := XML_ENCODING.match(body):
        names.append(declaration[1].decode("ascii", "replace"))
    known = []
    for name in names:
        try:
            info = codecs.lookup(WHATWG_LABELS.get(name.lower(), name))
            "".encode(info.name)  # raises LookupError for codecs that are not text encodings: base64, zip
        except (LookupError, ValueError):
            continue
        known.append(WHATWG_CODECS.get(info.name, info.name))
        known += [LARGER_CODECS[info.name]] if info.name in LARGER_CODECS else []
    return [codec for codec in known if not codec.startswith(("utf", "idna", "punycode", "unicode", "raw_unicode"))]
