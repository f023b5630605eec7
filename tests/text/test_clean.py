import sys
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from briefing.text.html.clean import ALREADY_CLEAN, REMOVED_CHARACTERS, clean, clean_lines

ANYTHING = st.text(st.characters(codec=None, exclude_categories=[]))
NASTY = st.text(
    st.sampled_from("a \n\x1b\x85\u00ad\u0301\u0323\u09c7\u09be\u1100\u1161\u200c\u200d\u202e\ud83d\ude00\ufe0f")
)
FORBIDDEN = set("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\u2060")


@given(ANYTHING | NASTY)
@example("\ud83d\ude00 \ud83d")
@example("a" + "\u0301" * 9 + "\u200d\u0301\u200d\u0301")
def test_any_text_is_safe_after_cleaning(value):
    result = clean(value)
    assert not [c for c in result if unicodedata.category(c) in ("Cc", "Cs") or c in FORBIDDEN]
    assert result == unicodedata.normalize("NFC", result)
    assert result == " ".join(result.split())
    result.encode("utf-8")
    assert clean(result) == result


@given(ANYTHING | NASTY)
def test_lines_are_each_clean_and_none_is_empty(value):
    result = clean_lines(value)
    assert clean_lines(result) == result
    assert all(line and clean(line) == line for line in result.split("\n")) or result == ""


def test_terminal_commands_lose_their_escape():
    assert clean("\x1b]0;owned\x07Flood \x9b31mwarning\x1b[0m") == "]0;ownedFlood 31mwarning[0m"


def test_text_cannot_be_reversed_or_hidden():
    assert clean("pay \u202e001\u202c euro\u200bs \U000e0041\U000e0042\ufeff") == "pay 001 euros"


def test_joiners_that_spell_words_and_emoji_stay():
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert clean("\U0001f469\u200d\U0001f680") == "\U0001f469\u200d\U0001f680"
    assert clean("\u200d \u200c") == ""


def test_white_space_of_every_kind_is_one_space():
    assert clean("  東京\u3000大阪\u00a0\t\r\n end\u2029") == "東京 大阪 end"


def test_accents_are_composed_and_piles_of_marks_bounded():
    assert clean("Cafe\u0301") == "Café"
    assert clean("x" + "\u0323" * 50 + "y") == "x" + "\u0323" * 4 + "y"


def test_a_split_pair_is_joined_and_a_lone_half_replaced():
    assert clean("\ud83d\ude00") == "\U0001f600"
    assert clean("a\udc80b") == "a\ufffdb"


def test_paragraphs_keep_their_break():
    assert clean_lines(" One  two \n\n \x1b\n three\r\n") == "One two\nthree"


def test_characters_of_the_short_cut_need_no_cleaning():
    characters = [chr(code) for code in range(sys.maxunicode + 1) if ALREADY_CLEAN.fullmatch(chr(code))]
    assert len(characters) > 30_000
    text = "".join(characters)
    assert unicodedata.normalize("NFC", text) == text
    assert not REMOVED_CHARACTERS.search(text)
    assert not [
        character for character in characters if unicodedata.combining(character) or not character.isprintable()
    ]
    assert not [character for character in characters if unicodedata.category(character)[0] in "MC"]


def test_characters_that_join_with_their_neighbour_are_not_in_the_short_cut():
    assert clean("e\u0301") == "é"
    assert clean("\uac00\u11a8") == "각"
    assert clean("か\u3099") == "が"
