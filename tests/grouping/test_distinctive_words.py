"""The shared words that evidence and proposals name: names in full, nothing common, no publisher."""

import pytest

from briefing.grouping import distinctive_words
from briefing.grouping.distinctive_words import MAX_WORDS, DistinctiveWords, Headline, terms_of
from briefing.text.words import stem, tokenize


def told(shared, headlines, frequencies=None, article_count=1000, publishers=()):
    counts = frequencies or {}
    distinctive = DistinctiveWords(
        lambda terms: {term: counts[term] for term in terms if term in counts}, article_count, publishers
    )
    return [
        (word.text, word.is_name) for word in distinctive.of(terms_of(shared), [Headline(one) for one in headlines])
    ]


def texts(*args, **options):
    return [text for text, _ in told(*args, **options)]


def test_a_name_is_said_once_in_its_longest_form():
    shared = ["Saudi Arabia Arabia", "Arabia", "Zorvan", "Amelia Zorvan"]
    headlines = ["Zorvan leaves Saudi Arabia", "Aides of Dr Amelia Zorvan are held in Saudi Arabia"]
    assert sorted(texts(shared, headlines)) == ["Amelia Zorvan", "Saudi Arabia"]


def test_stems_are_printed_as_headlines_print_them():
    assert told(["vantrop", "agenc"], ["OpenSource body and VANTROP quarrel over agencies"]) == [
        ("VANTROP", True),
        ("agencies", False),
    ]


def test_a_country_is_printed_as_headlines_name_it_and_not_by_parts_of_its_name():
    assert texts(["Zambia"], ["Zambian ferry sinks"]) == ["Zambian"]
    assert texts(["Korea"], ["South Korea bans the ferry"]) == []


@pytest.mark.parametrize("headline", ["Talks held, DW News says", "Talks, Radio Torvane Tonight says", "DW on talks"])
def test_publishers_and_their_programmes_are_left_out(headline):
    shared = ["DW", "News", "Radio", "Torvane", "Tonight", "talks"]
    assert [text.lower() for text in texts(shared, [headline], publishers=["Radio Torvane"])] == ["talks"]


def test_a_name_that_begins_like_a_publisher_of_one_ordinary_word_stays():
    assert texts(["Star", "Quarrow"], ["Ferry leaves Star Quarrow in the night"], publishers=["Star"]) == [
        "Star Quarrow"
    ]


@pytest.mark.parametrize(
    ("lang", "headlines", "expected"),
    [
        (
            "ja",
            ("新幹線の整備士が川崎で逮捕", "川崎の整備士を逮捕、新幹線に影響"),
            {"新幹線", "整備士", "川崎", "逮捕"},
        ),
        ("zh", ("台风袭击广东省沿海城市", "广东省沿海城市遭台风袭击"), {"台风袭击", "广东省沿海城市"}),
        ("th", ("เรือเฟอร์รี่จมที่ภูเก็ต", "จมที่ภูเก็ต เรือเฟอร์รี่"), {"เรือเฟอร์รี่", "จมที่ภูเก็ต"}),
        ("ko", ("부산에서 여객선 침몰", "여객선 부산 앞바다 침몰"), {"부산", "여객선", "침몰"}),
        ("ja", ("首相はこれについて語った", "銀行はこれについて黙った"), set()),
        ("th", ("เก่า", "เก้าอี้"), set()),
    ],
)
def test_scripts_without_spaces_name_the_longest_shared_stretches(lang, headlines, expected):
    first, second = (set(tokenize(headline)) for headline in headlines)
    distinctive = DistinctiveWords(lambda _: {}, 1000, ())
    found = distinctive.of(first & second, [Headline(one, lang) for one in headlines])
    assert {word.text for word in found} == expected


def test_letters_beside_a_script_without_spaces_are_words_of_their_own():
    distinctive = DistinctiveWords(lambda _: {}, 1000, ())
    found = distinctive.of({"vantrop", "首脳"}, [Headline("VANTROP首脳が会談", "ja")])
    assert {word.text for word in found} == {"VANTROP", "首脳"}


def test_a_stretch_is_common_if_all_its_pairs_are():
    counts = {"新幹": 500, "幹線": 500}
    distinctive = DistinctiveWords(lambda terms: {t: counts[t] for t in terms if t in counts}, 1000, ())
    assert not distinctive.of({"新幹", "幹線"}, [Headline("新幹線が停止", "ja")])


def test_words_of_many_articles_are_left_out_and_so_are_those_that_news_always_has():
    frequencies = {"omdara": 60, "quarzo": 12}
    headlines = ["Omdara government visits Quarzo"]
    assert texts(["Omdara", "Quarzo", "government"], headlines, frequencies) == ["Quarzo"]
    assert texts(["Omdara"], headlines, {"omdara": 8}, 100) == ["Omdara"], "few articles say nothing of how rare it is"


def test_a_name_of_two_words_is_as_common_as_its_last_word():
    assert texts(["Amelia Omdara"], ["Envoys see Amelia Omdara today"], {"omdara": 60, "amelia": 5}) == []


def test_the_rarest_words_stand_first_and_few_are_shown():
    names = ["Quarzo", "Omdara", "Torvane", "Zorvan", "Vantrop", "Nasdor"]
    frequencies = {stem(name.lower()): 28 - place for place, name in enumerate(names)}
    shown = texts(names, [f"Envoys of {', '.join(names)} meet"], frequencies)
    assert shown == list(reversed(names))[:MAX_WORDS]


def test_a_headline_that_capitalises_every_word_makes_no_name_of_words_beside_each_other():
    shared = ["Zorvan", "Quarrow"]
    headline = "Zorvan Quarrow Carpet Shown Before the Gala Evening Starts"
    assert texts(shared, [headline]) == ["Quarrow", "Zorvan"]
    assert texts(shared, [headline, "Zorvan Quarrow Wins Again Before the Gala Evening"]) == ["Zorvan Quarrow"]


def test_what_another_headline_writes_small_is_no_name():
    assert told(["ferry"], ["Big Ferry Sinks Near the Old Harbour", "The ferry sank"]) == [("ferry", False)]


def test_no_shared_word_gives_nothing():
    assert texts([], ["Omdara votes"]) == [] and distinctive_words.MAX_SHARE > 0


@pytest.mark.parametrize("headline", ["Star of Quarrow - Zorvan wins again", "The Quarrow' Zorvan wins again"])
def test_names_beside_each_other_are_not_printed_as_one(headline):
    assert "Zorvan" in texts(["Quarrow", "Zorvan"], [headline])
