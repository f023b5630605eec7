"""Text for terminals and locales that lack characters: the nearest that they have, else a question mark."""

from __future__ import annotations

import unicodedata

_PAIRS = """
“ " ” " „ " ‟ " « << » >> ‹ < › > ‘ ' ’ ' ‚ , ‛ ' ′ ' ″ " ‐ - ‑ - ‒ - – - — -- ― -- − - … ... · - • * ∙ * ‣ > ★ *
☆ * ● * ○ o ◐ + ⊘ m ‖ =
▌ > ▸ > ▾ v ✓ x ✗ x × x ÷ / ± +- ≈ ~ ≤ <= ≥ >= ≠ != → ->
← <- ↑ ^ ↓ v ↩ < ⏎ < € EUR £ GBP ¥ JPY ₽ RUB
₹ INR ₩ KRW § S ¶ P © (c) ® (R) ™ (TM) ° o
ß ss ẞ SS æ ae Æ AE œ oe Œ OE ø o Ø O ł l Ł L đ d Đ D ð d Ð D þ th Þ Th ı i ħ h Ħ H ŋ n Ŋ N µ u
"""
_WORDS = _PAIRS.split()
REPLACEMENTS = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
"""Characters that Unicode does not decompose into ASCII, and what stands for them."""
_HORIZONTAL, _VERTICAL = frozenset("─━┄┅┈┉╌╍═╴╶╸╺╼╾"), frozenset("│┃┆┇┊┋╎╏║╵╷╹╻╽╿")
_LINES, _BLOCKS = range(0x2500, 0x2580), range(0x2580, 0x25A0)
"""Code points that draw lines, corners and bars."""


def transliterate(text: str, encoding: str) -> str:
    """Return the text in characters of `encoding`: accents fall off, signs are spelled, what is left becomes "?"."""
    return "".join(_transliterated(character, encoding) for character in text)


def _transliterated(character: str, encoding: str) -> str:
    for candidate in (character, REPLACEMENTS.get(character, ""), _drawn(character), _without_accents(character)):
        if candidate and _can_encode(candidate, encoding):
            return candidate
    kind = unicodedata.category(character)
    return "" if kind in ("Mn", "Me", "Cf") else " " if kind[0] == "Z" else "?"


def _drawn(character: str) -> str:
    """Return the ASCII form of a piece of a line or a bar, "" for other characters."""
    if ord(character) in _BLOCKS:
        return "#"
    if ord(character) not in _LINES:
        return ""
    return "-" if character in _HORIZONTAL else "|" if character in _VERTICAL else "+"


def _without_accents(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(
        REPLACEMENTS.get(one, one) for one in decomposed.replace("\u2044", "/") if not unicodedata.combining(one)
    )


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
