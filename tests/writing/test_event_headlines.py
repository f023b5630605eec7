"""How likely headlines report events, and the table of weights that says so."""

from __future__ import annotations

import pytest

from briefing.model.articles import Article
from briefing.text.data_files import read_data
from briefing.writing.timeline.event_features import event_features, event_patterns, headline_tokens
from briefing.writing.timeline.event_headlines import BIAS, event_likelihood, event_odds, event_weights
from briefing.writing.timeline.events import MIN_EVENT_LIKELIHOOD

EVENTS = (
    "Norland signs harbour pact with Torvane",
    "Ferry sinks off Torvane, killing 12",
    "Court jails mayor of Torvane for nine years",
    "Calder launches its first electric kettle",
    "Orsina beats Calder 3-1 to win Ferry Cup",
    "Police arrest three over harbour blaze",
    "Dockers of Torvane vote to strike",
    "President Hallam fires his finance minister",
    "Calder buys rival kettle maker for $2bn",
    "Norland to build new harbour in Torvane, minister announces",
    "Hallam denies bribery as trial opens",
    "Inflation in Norland falls to 2.1% in May",
    "Torvane reporter Ivo Marn sentenced to 16 years",
    "Sample Wire correspondent Ana al-Korvel killed in strike",
    "Columnist Ana Korvel awarded 5m in trial of mayor",
    "Turkey: Istanbul mayor is arrested",
    "Museum Heist: Two suspects will not be charged",
    "Former Harbour Network reporter Ivo Marn files lawsuit",
    "Volcano erupts on Selma",
    "Floods hit Torvane",
    "Korvel sworn in",
    "President Hallam shot at parade",
    "War breaks out in Calder",
    "Truce signed in Torvane",
    "30 die in Norland bus crash",
    "Ivo Marn found guilty",
    "Bishop of Selma resigns",
)
OTHERS = (
    "What the harbour strike means for Torvane",
    "Opinion: the ferry ban is a mistake",
    "10 things to know about the harbour vote",
    "How to watch the Ferry Cup final",
    "Review: the Calder kettle is hot but small",
    "The long decline of the port of Torvane",
    "Ana Korvel on love, loss and the sea",
    "Inside the secret world of ferry captains",
    "We tested five kettles and this one won",
    "Save 40% on the Calder kettle today",
    "Captain Hallam reveals the secret of his marriage",
    "Norland set to vote on harbour pact",
    "Could Norland leave the pact?",
    "Fans react to the final of Ferry Cup",
    "Hallam: Dockers are asking for too much",
    "Korvel: The port is broken",
    "Jordan Marnson: Ports are lying",
    "Governor of Calder tears up while opening the bridge",
    "The silence of the ports",
    "A volcano of our own",
    "Truce or trap?",
    "Korvel on war",
    "How Selma erupted",
    "Life after the coup",
)


def likelihood(title: str, text: str = "", url: str = "") -> float:
    return event_likelihood(Article("a", title, text, "Sample Wire", url=url))


@pytest.mark.parametrize("title", EVENTS)
def test_what_happened_is_an_event(title: str) -> None:
    assert likelihood(title, "It happened on Monday, officials said.") > MIN_EVENT_LIKELIHOOD


@pytest.mark.parametrize("title", OTHERS)
def test_comment_advice_features_and_previews_are_none(title: str) -> None:
    assert likelihood(title) < MIN_EVENT_LIKELIHOOD


@pytest.mark.parametrize(
    ("remark", "report"),
    [
        ("Calder is betting its future on the ferry", "Calder sells its ferry"),
        ("Hallam reveals why he quit ferry", "Hallam quits ferry"),
        ("The Morning After: Calder takes on ferries", "The morning ferry of Calder sinks"),
        ("I took this photo as the ferry sank", "Captain dies as the ferry sinks"),
        ("Strike on ferry sparks energy fears", "Strike on ferry sparks fire"),
        ("Banning some ferries won't stop the storm", "Banking group of Torvane won't pay its dockers"),
        ("Kettle of Calder: rumours of a pink one", "Calder unveils a pink kettle"),
        ("The ferry arrives: 5 improvements to know", "The ferry arrives in Torvane"),
        ("Strike could close port of Calder", "Strike closes port of Calder"),
        ("Norland: why the pact matters", "Norland: dockers approve the pact"),
    ],
)
def test_a_remark_is_a_less_likely_event_than_a_report_in_like_words(remark: str, report: str) -> None:
    assert likelihood(remark) < likelihood(report)


def test_the_opening_and_the_address_count_beside_the_headline() -> None:
    title = "Norland leaves harbour pact"
    assert likelihood(title, "You may ask: is this wise?") < likelihood(title, "Norland left the pact, officials said.")
    assert likelihood(title, url="https://sample.example/opinion/pact") < likelihood(title)


def test_features_name_words_pairs_verbs_pages_and_patterns() -> None:
    features = event_features(
        "Hallam “signs” $5bn pact, 2026", "Sample Wire", "Is it wise?", "https://sample.example/Opinion/7/pact"
    )
    words = {"hallam", '"', "signs", "MONEY", "pact", ",", "YEAR", "^ hallam", "MONEY pact", "YEAR $"}
    assert words | {"PAGE opinion", "PATTERN opening-question", "FIRST-VERB none"} <= features
    assert "PAGE pact" not in features and "PAGE 7" not in features
    assert "KIND rolling" in event_features("Harbour strike live: latest updates", "Sample Wire", "", "")


def test_figures_and_marks_of_headlines_are_tokens() -> None:
    assert headline_tokens("Norland’s 3rd bank pays £2.5m to 40") == [
        "norland's", "NUMBER", "bank", "pays", "MONEY", "to", "NUMBER",
    ]  # fmt: skip


def test_an_unknown_word_adds_nothing() -> None:
    assert event_odds(["qqqq", "killed"]) == event_odds(["killed"]) != event_odds([])


def test_the_table_has_a_weight_for_each_line() -> None:
    rows = [line.split("\t") for line in read_data("writing/event_weights.txt").splitlines() if "\t" in line]
    features = [feature for feature, _ in rows]
    assert len(rows) == len(event_weights()) > 1000
    assert features == sorted(features) and BIAS in features
    assert all(-600 < int(weight) < 600 for _, weight in rows)


def test_the_table_has_a_weight_for_each_pattern() -> None:
    assert {f"PATTERN {one.name}" for one in event_patterns()} <= set(event_weights())


def test_the_head_of_the_table_says_how_it_was_learned() -> None:
    head = [line for line in read_data("writing/event_weights.txt").splitlines() if "\t" not in line]
    assert all(line.startswith("# ") for line in head)
    assert any("sha256" in line for line in head) and any("AUC" in line for line in head)
