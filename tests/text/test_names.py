import pytest

from briefing.text.names import find_names
from briefing.text.places import country_of, known_places


def test_runs_of_capitalised_words_are_names():
    found = find_names(
        "Teodoro and Kamikawa sign pact in Manila", "The Reciprocal Access Agreement was signed on Monday."
    )
    assert {"teodoro", "kamikawa", "manila"} <= found.words
    assert "reciprocal access agreement" in found.name_phrases
    assert "monday" not in found.words


def test_long_names_have_an_acronym():
    assert "raa" in find_names("", "They spoke of the Reciprocal Access Agreement.").words
    assert "RAA".lower() in find_names("Senate backs RAA with Tokyo").words


def test_countries_go_by_one_name():
    found = find_names(
        "Japanese ships leave Manila", "Tokyo and the Philippines agreed; so did the U.S. and South Korea."
    )
    assert found.countries == {"japan", "philippines", "united-states", "south-korea"}
    assert "japan" in found.words


@pytest.mark.parametrize(
    ("title", "wanted"),
    [("Lawmakers Back Defense Pact With Japan", {"japan"}), ("LAWMAKERS BACK PACT WITH JAPAN", {"japan"})],
)
def test_title_case_does_not_make_names_of_all_words(title, wanted):
    assert wanted <= find_names(title).words
    assert "lawmakers" not in find_names("Lawmakers Back Defense Pact With Japan").words


def test_possessives_are_taken_off():
    assert "marcos" in find_names("Inside Marcos’s new cabinet").words


def test_us_is_a_country_only_in_capitals():
    assert "united-states" in find_names("Manila and US begin drills").countries
    assert not find_names("they told us nothing").countries


@pytest.mark.parametrize("text", ["", "日本とフィリピン", "१२३", "…", "a b c"])
def test_texts_without_names(text):
    assert not find_names(text).name_phrases


def test_country_of_a_word():
    assert country_of("japanese") == "japan"
    assert country_of("table") == ""
    assert "tokyo" in known_places() and "japan" in known_places()
