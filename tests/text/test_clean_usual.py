import sys
import unicodedata

from briefing.text.clean import ALREADY_CLEAN, REMOVED_CHARACTERS, clean


def test_characters_that_are_passed_unseen_need_no_cleaning():
    usual = [chr(code) for code in range(sys.maxunicode + 1) if ALREADY_CLEAN.fullmatch(chr(code))]
    assert len(usual) > 30_000
    text = "".join(usual)
    assert unicodedata.normalize("NFC", text) == text
    assert not REMOVED_CHARACTERS.search(text)
    assert not [character for character in usual if unicodedata.combining(character) or not character.isprintable()]
    assert not [character for character in usual if unicodedata.category(character)[0] in "MC"]


def test_what_joins_with_its_neighbour_is_not_passed_unseen():
    assert clean("e\u0301") == "é"
    assert clean("\uac00\u11a8") == "각"
    assert clean("か\u3099") == "が"
