"""Numbers in English words."""

from __future__ import annotations

_ONE_TO_TWENTY = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_TENS = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

NUMBER_BY_WORD = {word: number for number, word in enumerate(_ONE_TO_TWENTY, 1)} | {
    word: number for number, word in zip(range(30, 100, 10), _TENS, strict=True)
}
"""The value of each number that is one word, 1 to 90."""

DIGIT_WORDS = tuple(_ONE_TO_TWENTY[:9])
"""The words that can follow a multiple of ten: "one" to "nine"."""

ORDINAL_BY_WORD = {
    word: number
    for number, word in enumerate(
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 2
    )
}
"""The value of an ordinal, 2 to 10. "First" is left out: it rarely counts anything."""

MULTIPLIER_BY_WORD = {
    "dozen": 12,
    "hundred": 100,
    **dict.fromkeys(["thousand", "k"], 10**3),
    **dict.fromkeys(["million", "m", "mn"], 10**6),
    **dict.fromkeys(["billion", "bn"], 10**9),
    **dict.fromkeys(["trillion", "tn"], 10**12),
}
"""The factor of a word or letter after a number: "3 dozen", "40k", "1.2bn"."""
