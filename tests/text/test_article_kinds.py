"""What kind an article is: every rule strikes its example, and reports that look like other kinds stay news."""

import re
import tomllib

import pytest

from briefing.text.article_kinds import EXCLUDED_KINDS, article_kind
from briefing.text.data_files import read_data

RULES = tomllib.loads(read_data("article_kinds.toml"))
CASES = [
    pytest.param(place, pattern, example, rules["kind"], id=f"{reason}: {example}")
    for reason, rules in RULES.items()
    for place in ("title", "text", "address")
    for pattern, example in rules.get(place, ())
]


@pytest.mark.parametrize(("place", "pattern", "example", "kind"), CASES)
def test_a_rule_strikes_its_example(place: str, pattern: str, example: str, kind: str) -> None:
    assert re.search(pattern, example, re.IGNORECASE)
    given = {"title": "", "text": "", "address": ""} | {place: example}
    assert article_kind(**given).name == kind


@pytest.mark.parametrize(
    "title",
    [
        "Norland and Vesmark sign trade deal after two years of talks",
        "Steel maker buys rival for $5.6 billion",
        "Norland's wheat price falls 20% after harvest",
        "Court stops sale of harbour to Vesmark fund",
        "Lottery operator fined after fraud in Arden",
        "Crossword editor of Sample Wire dies at 80",
        "Weed killer maker loses appeal over cancer claims in Arden",
        "Senate deal on harbour law collapses",
        "Police watch live feed of harbour before arrest",
        "Bank of Norland says savings rates stay at record low",
        "Transfer of prisoners to Arden begins",
        "Confidence in central bank hits record low",
        "Regatta to stream on Sample Box after deal with Arden",
        "Thousands watch regatta final from ferries off Torvane",
        "Storm hits Torvane; ferries stay in port; schools close",
        "Norland: Court frees captain; harbour strike goes on",
        "Earthquake in Norland: 40 dead; thousands homeless; rescue teams on way",
        "Arden police: two dead in ferry fire; one man held; harbour closed",
        "Wahl in Norland: Korvel siegt; Tarsen tritt zurück; Neuwahl in Oster",
    ],
)
def test_a_report_stays_news(title: str) -> None:
    assert article_kind(title).name == "news"


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("deal", "Red kettle drops to $19 at Best Buy"),
        ("deal", "Gutscheine für rote Kessel im März"),
        ("recurring", "Horóscopo de hoy para Leo"),
        ("recurring", "Lottozahlen vom Samstag"),
        ("promo", "Où regarder la régate de Torvane"),
        ("recurring", "Today's Harbour Report: strike ends; ferry returns"),
        ("recurring", "First Tide briefing: Norland votes; Arden strikes; a storm in Calder"),
        ("review", "Red Kettle review: hot water"),
        ("opinion", "The harbour law deserves a vote | Letters"),
    ],
)
def test_other_kinds_are_known_in_several_languages(kind: str, title: str) -> None:
    found = article_kind(title)
    assert found.name == kind
    assert found.is_excluded == (kind in EXCLUDED_KINDS)
    assert found.reason
