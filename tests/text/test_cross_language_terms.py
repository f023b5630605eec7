"""English terms for names and words of other languages, and what is no such word."""

from collections import Counter

import pytest

from briefing.text.data_files import data_lines
from briefing.text.languages.cross_language_terms import NO_TERMS, cross_language_terms
from briefing.text.names import find_names
from briefing.text.words import stem


@pytest.mark.parametrize(
    ("text", "lang", "names", "words"),
    [
        ("日比、円滑化協定に署名", "ja", {"japan", "philippines", "raa"}, {"sign", "reciproc", "access", "agreement"}),
        ("日本とフィリピンが協定に署名", "", {"japan", "philippines"}, {"agreement", "sign"}),
        ("北朝鮮が発射", "ja", {"north-korea"}, {"launch"}),
        ("タイヤの会社", "ja", set(), set()),
        ("タイで洪水", "ja", {"thailand"}, {"flood"}),
        ("Deutschland und Polen unterzeichnen Abkommen", "de", {"germany", "poland"}, {"sign", "agreement"}),
        ("Россия и Китай подписали договор", "ru", {"russia", "china"}, {"sign", "treati"}),
        ("В Индонезии землетрясением разрушена школа", "ru", {"indonesia"}, {"quak", "earthquak", "school"}),
        ("В Казахстане и Пакистане", "ru", {"kazakhstan", "pakistan"}, set()),
        ("В Індонезії землетрус", "uk", {"indonesia"}, {"quak", "earthquak"}),
        ("Les États-Unis et le Sénégal signent un traité", "fr", {"united-states", "senegal"}, {"sign", "treati"}),
        ("Terremoto en Nueva Zelanda", "es", {"new-zealand"}, {"quak", "earthquak"}),
        ("حرب والعراق", "ar", {"iraq"}, {"war"}),
        ("Powódź w Indonezji", "pl", {"indonesia"}, set()),
    ],
)
def test_terms_of_other_languages(text: str, lang: str, names: set[str], words: set[str]) -> None:
    found = cross_language_terms(text, lang)
    assert (found.names, found.words) == (names, words)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Japan signs accord", "en"),
        ("Accord signed", ""),
        ("“Accord” signed on the island – and at the port", ""),
        ("The manifestation of the frontier’s strike", ""),
        ("🙂", "xx"),
    ],
)
def test_english_has_no_such_terms(text: str, lang: str) -> None:
    assert cross_language_terms(text, lang) == NO_TERMS


def test_an_undeclared_language_is_recognised_by_its_commonest_words() -> None:
    assert cross_language_terms("Le Japon et la Pologne signent un accord à Varsovie").names >= {"japan", "poland"}


@pytest.mark.parametrize("file_name", ["country_names.txt", "cross_language_terms.txt", "cross_language_words.txt"])
def test_a_word_stands_once_in_a_table(file_name: str) -> None:
    counts = Counter(word for line in data_lines(file_name) for word in line.partition("=")[2].split())
    assert [word for word, count in counts.items() if count > 1] == []


def test_words_are_those_that_grouping_has_of_english() -> None:
    assert stem("treaty", "en") in cross_language_terms("Vertrag unterzeichnet", "de").words


def test_german_nouns_are_no_names() -> None:
    found = find_names(
        "Bundeskanzler Merz trifft Trump in Washington",
        "Die Bundesregierung will mehr Geld für die Bahn ausgeben. Olaf Scholz stritt mit der Opposition.",
        "de",
    )
    assert found.words == {"merz", "trump", "washington", "olaf", "scholz"}
    assert found.name_phrases == {"olaf scholz"}
