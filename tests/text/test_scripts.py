import pytest

from briefing.text.scripts import bigram_run, bigrams, unspaced_character


@pytest.mark.parametrize(
    "text", ["協定", "々", "〆", "ひらがな", "カタカナー", "ไทย", "ລາວ", "မြန်မာ", "ខ្មែរ", "豈", "𠀀"]
)
def test_scripts_without_spaces(text):
    assert all(map(unspaced_character().fullmatch, text))
    assert bigram_run().fullmatch(text)


def test_korean_has_spaces_and_is_cut_into_pairs():
    assert not unspaced_character().search("서울에서")
    assert bigram_run().fullmatch("서울에서")


@pytest.mark.parametrize("text", ["Latin", "Ελλάς", "мир", "שלום", "سلام", "हिन्दी", "42", "。「」", ""])
def test_scripts_with_spaces_and_punctuation(text):
    assert not unspaced_character().search(text)
    assert not bigram_run().search(text)


def test_pairs_of_characters():
    assert bigrams("日比協定") == ["日比", "比協", "協定"]
    assert bigrams("日") == bigrams("") == []
