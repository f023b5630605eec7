import pytest

from briefing.text.cross_language_terms import cross_language_terms
from briefing.text.names import find_names


@pytest.mark.parametrize(
    ("text", "lang", "meant"),
    [
        ("日比、円滑化協定に署名", "ja", {"japan", "philippines", "raa", "sign"}),
        ("日本とフィリピンが協定に署名", "", {"japan", "philippines", "agreement", "sign"}),
        ("北朝鮮が発射", "ja", {"north-korea"}),
        ("Deutschland und Polen unterzeichnen Abkommen", "de", {"germany", "poland", "sign", "agreement"}),
        ("Россия и Китай подписали договор", "ru", {"russia", "china", "sign", "treati"}),
        ("Japan signs accord", "en", set()),
        ("Accord signed", "", set()),
        ("🙂", "xx", set()),
    ],
)
def test_terms_of_other_languages(text, lang, meant):
    assert cross_language_terms(text, lang) == meant


def test_german_nouns_are_no_names():
    found = find_names(
        "Bundeskanzler Merz trifft Trump in Washington",
        "Die Bundesregierung will mehr Geld für die Bahn ausgeben. Olaf Scholz stritt mit der Opposition.",
        "de",
    )
    assert found.words == {"merz", "trump", "washington", "olaf", "scholz"}
    assert found.name_phrases == {"olaf scholz"}
