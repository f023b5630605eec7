import pytest

from briefing.text.words import stem, stopwords, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Japan's pact: 1,000 troops", ["japan", "pact", "1000", "troops"]),
        ("a 5.9-magnitude quake", ["a", "5.9", "magnitude", "quake"]),
        ("The U.S. doesn’t sign", ["the", "u.s.", "doesn't", "sign"]),
        ("L’accord d'Ankara", ["accord", "ankara"]),
        ("O'Brien won", ["o'brien", "won"]),
        ("Überfälle in der Straße", ["überfälle", "in", "der", "straße"]),
        ("नई दिल्ली में", ["नई", "दिल्ली", "में"]),
        ("日本と比", ["日本", "本と", "と比"]),
        ("2024年", ["2024", "年"]),
        ("", []),
        ("—…!", []),
    ],
)
def test_text_is_cut_into_words(text, words):
    assert tokenize(text) == words


def test_stems_join_the_forms_of_a_word():
    assert stem("signed") == stem("signs") == stem("signing", "en-GB")
    assert stem("wahlen", "de") == stem("wahl", "de")
    assert stem("elecciones", "es") != "elecciones"


def test_a_language_without_stemmer_leaves_words_as_they_are():
    assert stem("協定", "ja") == "協定"
    assert stem("nagsimula", "tl") == "nagsimula"
    assert stem("words", "no-such-language-at-all") == stem("words", "nb")


def test_stop_words_follow_the_language():
    assert "the" in stopwords() and "the" in stopwords("en-US")
    assert "und" in stopwords("de") and "und" not in stopwords("en")
    assert stopwords("xx") == frozenset()
