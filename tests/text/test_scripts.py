import pytest

from briefing.text.scripts import BIGRAM_CHARACTER, BIGRAM_RUN, UNSPACED_CHARACTER, bigrams


@pytest.mark.parametrize(
    "text", ["協定", "々", "〆", "ひらがな", "カタカナー", "ไทย", "ລາວ", "မြန်မာ", "ខ្មែរ", "豈", "𠀀"]
)
def test_scripts_without_spaces(text):
    assert all(map(UNSPACED_CHARACTER.fullmatch, text))
    assert BIGRAM_RUN.fullmatch(text)


def test_korean_has_spaces_and_is_cut_into_pairs():
    assert not UNSPACED_CHARACTER.search("서울에서")
    assert BIGRAM_RUN.fullmatch("서울에서")


@pytest.mark.parametrize("text", ["Latin", "Ελλάς", "мир", "שלום", "سلام", "हिन्दी", "42", "。「」", ""])
def test_scripts_with_spaces_and_punctuation(text):
    assert not UNSPACED_CHARACTER.search(text)
    assert not BIGRAM_CHARACTER.search(text)


def test_pairs_of_characters():
    assert bigrams("日比協定") == ["日比", "比協", "協定"]
    assert bigrams("日") == bigrams("") == []
