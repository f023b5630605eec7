"""Language tags as feeds and people write them: "en", "pt-BR", "zh-Hant-TW" (BCP 47, well-formed, not looked up)."""

from __future__ import annotations

import re

OTHER_TAGS = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi"}
"""Tags of the written forms of Norwegian, and former tags, with that of the language."""
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def is_language_tag(text: str) -> bool:
    """Whether `text` is a well-formed language tag: a language of two or three letters, then subtags after "-"."""
    return bool(_LANGUAGE_TAG.fullmatch(text))


def valid_language_tag(text: str) -> str:
    """Return `text` if it is a well-formed language tag, else ""."""
    return text if is_language_tag(text) else ""


def primary_language(tag: str) -> str:
    """Return the language of a tag in lower case: "en" for "en-GB" and "EN_us", "no" for "nb"."""
    language = tag.replace("_", "-").split("-", 1)[0].strip().lower()
    return OTHER_TAGS.get(language, language)
