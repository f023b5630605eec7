import pytest

from briefing.text.language_tags import is_language_tag, primary_language, valid_language_tag


@pytest.mark.parametrize("tag", ["en", "EN", "fil", "pt-BR", "zh-Hant-TW", "es-419"])
def test_language_tags(tag):
    assert is_language_tag(tag)
    assert valid_language_tag(tag) == tag


@pytest.mark.parametrize("text", ["", "e", "english", "en_GB", "en-", "en GB", "日本"])
def test_what_is_no_language_tag(text):
    assert not is_language_tag(text)
    assert valid_language_tag(text) == ""


def test_the_language_of_a_tag():
    assert primary_language("en-GB") == primary_language("EN_us") == "en"
    assert primary_language("") == ""
    assert {primary_language(tag) for tag in ("no", "nb", "nn-NO", "NB_no")} == {"no"}
    assert (primary_language("iw"), primary_language("da"), primary_language("nds")) == ("he", "da", "nds")
