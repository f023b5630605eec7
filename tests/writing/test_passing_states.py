"""What later articles have overtaken is not quoted: states that ended, plans that were carried out."""

import tomllib
from collections.abc import Callable

import pytest

from briefing.model.articles import Article, Story
from briefing.text.data_files import read_data
from briefing.writing.summary.passing_states import reports_end, states_in
from briefing.writing.summary.plans import announces_past_day
from briefing.writing.summary.thread_summary import summarize_thread
from briefing.writing.summary.weighed_sentences import weigh_thread_sentences

Make = Callable[..., Article]
TABLES = tomllib.loads(read_data("writing/passing_states.toml"))
EXAMPLES = [
    pytest.param(kind, part, example, id=f"{kind} {part}: {example}")
    for kind, table in TABLES.items()
    for part, entries in table.items()
    for _, example in entries
]


@pytest.mark.parametrize(("kind", "part", "example"), EXAMPLES)
def test_each_example_shows_its_state_or_its_end(kind: str, part: str, example: str) -> None:
    assert (kind in states_in(example)) if part == "state" else reports_end(example, kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("captive", "Vesmark refused to release Ana Korvel."),
        ("captive", "The crew is to be released on Friday."),
        ("hunt", "Ivo Marn has not been captured."),
        ("talks", "Norland hopes to reach a deal with Vesmark."),
        ("office", "The board will decide whether Ivo Marn should resign."),
    ],
)
def test_a_plan_a_wish_and_a_denial_end_nothing(kind: str, text: str) -> None:
    assert not reports_end(text, kind)


def test_a_report_of_the_end_is_no_state() -> None:
    assert "hunt" not in states_in("Ivo Marn was captured after a manhunt of two weeks.")


AFFAIRS = {
    "hunt": (
        "Hundreds of officers continue a manhunt for the escaped prisoner Ivo Marn in the hills of Torvane.",
        "Police captured the escaped prisoner Ivo Marn in a barn near Torvane on Tuesday.",
    ),
    "trapped": (
        "Nineteen miners are trapped in the Arden mine after a shaft collapsed on Sunday.",
        "All nineteen miners of the Arden mine were rescued on Tuesday, the mayor of Arden said.",
    ),
    "captive": (
        "The crew of the tanker Amber Dawn is still being held in Vesmark, the Norland ministry said.",
        "Vesmark released the crew of the tanker Amber Dawn on Tuesday, the Norland ministry said.",
    ),
    "talks": (
        "Norland and Vesmark are negotiating in Arden on the harbour of Torvane and its fees.",
        "Norland and Vesmark reached a deal on the harbour of Torvane in Arden on Tuesday.",
    ),
    "vote": (
        "The parliament of Norland is to vote on the harbour law of minister Ana Korvel.",
        "The parliament of Norland passed the harbour law of minister Ana Korvel by nine votes.",
    ),
    "strike": (
        "The dockers of Torvane could strike from midnight if the port of Torvane rejects their demands.",
        "The dockers of Torvane walked out on Tuesday after the port of Torvane rejected their demands.",
    ),
    "storm": (
        "The storm Ilva is heading for the coast of Torvane, the weather office of Norland said.",
        "The storm Ilva made landfall on the coast of Torvane on Tuesday, the weather office said.",
    ),
    "office": (
        "The football president Ivo Marn refuses to resign over the kiss at the Norland cup final.",
        "The football president Ivo Marn resigned on Tuesday over the kiss at the Norland cup final.",
    ),
}


@pytest.mark.parametrize("affair", AFFAIRS)
def test_no_size_of_a_summary_has_a_state_that_has_ended(make, affair: str) -> None:
    before, after = AFFAIRS[affair]
    articles = (
        make("a", "2026-03-02T08:00", "Sample Wire", before.rstrip("."), before),
        make("b", "2026-03-02T09:00", "Sample Observer", before.rstrip("."), before),
        make("c", "2026-03-03T20:00", "Sample Gazette", after.rstrip("."), after),
    )
    summary = summarize_thread([Story("s", "t", "", articles)])
    assert [one.text for one in summary.line] == [after]
    assert before not in [one.text for one in summary.long]


def test_a_headline_alone_can_report_the_end(make) -> None:
    before = AFFAIRS["hunt"][0]
    articles = (
        make("a", "2026-03-02T08:00", "Sample Wire", "Manhunt for Ivo Marn in Torvane", before),
        make(
            "b",
            "2026-03-03T20:00",
            "Sample Gazette",
            "Escaped prisoner Ivo Marn captured near Torvane",
            "The prison of Torvane has changed its locks since the prisoner Ivo Marn escaped, a guard said.",
        ),
    )
    assert before not in [one.text for one in summarize_thread([Story("s", "t", "", articles)]).long]


def test_the_first_sentence_is_of_the_newest_phase(make) -> None:
    old = "A fire destroyed the market hall of Arden in Norland on Sunday and killed 4 people, the fire service said."
    new = "The mayor of Arden, Ana Korvel, was charged on Tuesday over the fire in the market hall of Arden in Norland."
    articles = [
        make(f"o{i}", f"2026-03-01T{8 + i:02}:00", f"Sample {i}", "Market hall fire in Arden", old) for i in range(6)
    ]
    newest = [
        make(f"n{i}", f"2026-03-03T{8 + i:02}:00", f"Sample {i}", "Mayor of Arden charged over fire", new)
        for i in range(3)
    ]
    (line,) = summarize_thread([Story("s", "t", "", (*articles, *newest))]).line
    assert line.text == new


@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("Ana Korvel is slated to appear before the harbour council of Selma on Wednesday.", True),
        ("The dockers of Selma are approaching a deadline of the harbour council on Wednesday.", True),
        ("Ana Korvel is slated to appear before the harbour council of Selma on Friday.", False),
        ("Ana Korvel is slated to appear before the harbour council of Selma.", False),
        ("On Tuesday, the dockers said that Ana Korvel will appear before the harbour council of Selma.", False),
        ("On Wednesday, the captain of the dockers Ana Korvel will appear in Selma.", True),
        ("On Wednesday, dockers who were suspended last week will appear before the council of Selma.", True),
        ("On Wednesday voters who need help will appear before the harbour council of Selma.", True),
        ("On Tuesday Ana Korvel announced that she will appear before the council of Selma.", False),
        ("Ana Korvel told reporters in Selma on Tuesday that she will appear before the council.", False),
        ("Ana Korvel will not appear before the council of Selma, she said in a statement on Tuesday.", False),
        ("Ana Korvel appeared before the harbour council of Selma on Tuesday.", False),
    ],
)
def test_an_announcement_is_past_once_its_day_has_come(make: Make, text: str, is_past: bool) -> None:
    early = make("e", "2026-01-13T20:00", "Sample Wire", "Korvel and the harbour council of Selma", text)
    late = make("l", "2026-01-14T18:00", "Sample Gazette", "Korvel before the council", "The council sat for hours.")
    sentences = weigh_thread_sentences([Story("s", "t", "", (early, late))]).sentences
    (announcing,) = (one for one in sentences if one.sentence.text == text)
    assert announces_past_day(announcing, late.published.date()) is is_past
