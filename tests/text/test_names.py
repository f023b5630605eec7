import pytest

from briefing.text.names import country, names, places


def test_runs_of_capitalised_words_are_names():
    found = names("Teodoro and Kamikawa sign pact in Manila", "The Reciprocal Access Agreement was signed on Monday.")
    assert {"teodoro", "kamikawa", "manila"} <= found.words
    assert "reciprocal access agreement" in found.runs
    assert "monday" not in found.words


def test_long_names_have_an_acronym():
    assert "raa" in names("", "They spoke of the Reciprocal Access Agreement.").words
    assert "RAA".lower() in names("Senate backs RAA with Tokyo").words


def test_countries_go_by_one_name():
    found = names("Japanese ships leave Manila", "Tokyo and the Philippines agreed; so did the U.S. and South Korea.")
    assert found.countries == {"japan", "philippines", "united-states", "south-korea"}
    assert "japan" in found.words


@pytest.mark.parametrize(
    ("title", "wanted"),
    [("Lawmakers Back Defense Pact With Japan", {"japan"}), ("LAWMAKERS BACK PACT WITH JAPAN", {"japan"})],
)
def test_title_case_does_not_make_names_of_all_words(title, wanted):
    assert wanted <= names(title).words
    assert "lawmakers" not in names("Lawmakers Back Defense Pact With Japan").words


def test_possessives_are_taken_off():
    assert "marcos" in names("Inside Marcos’s new cabinet").words


def test_us_is_a_country_only_in_capitals():
    assert "united-states" in names("Manila and US begin drills").countries
    assert not names("they told us nothing").countries


@pytest.mark.parametrize("text", ["", "日本とフィリピン", "१२३", "…", "a b c"])
def test_texts_without_names(text):
    assert not names(text).runs


def test_country_of_a_word():
    assert country("japanese") == "japan"
    assert country("table") == ""
    assert "tokyo" in places() and "japan" in places()
