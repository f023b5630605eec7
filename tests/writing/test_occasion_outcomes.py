"""A headline on what is to come gives way to one report that it took place, was called off or is overdue."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest

from briefing.model.articles import Story
from briefing.text.data_files import read_data
from briefing.writing.headlines import headlines
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.summary.occasion_outcomes import occasions_named, outcomes_stated, states_outcome_of
from briefing.writing.thread_text import write_thread
from briefing.writing.titles.overtaken_headlines import is_outcome_stated, names_passed_day
from tests.writing.conftest import Make

TABLES = tomllib.loads(read_data("writing/occasions.toml"))
EXAMPLES = [
    pytest.param(kind, part, pattern, example, id=f"{kind} {part}: {example}")
    for kind, table in TABLES.items()
    for part, entries in table.items()
    for pattern, example in entries
]


def states(announcement: str, report: str) -> bool:
    return states_outcome_of(
        announcement, frozenset(bag_of_words(announcement)), report, frozenset(bag_of_words(report))
    )


@pytest.mark.parametrize(("kind", "part", "pattern", "example"), EXAMPLES)
def test_each_example_names_its_occasion_or_states_its_outcome(
    kind: str, part: str, pattern: str, example: str
) -> None:
    found = occasions_named(example) if part == "announced" else {one.kind for one in outcomes_stated(example)}
    assert pattern
    assert kind in found


TALKS = "Norland and Ostrand to hold ferry talks on Friday"
VOTE = "Norland parliament to vote on harbour tax on Tuesday"
LAUNCH = "Ostrand Lines to launch Ferry Neo on Monday"
STRIKE = "Torvane dockers to strike from Monday over night pay"
SENTENCE = "Ana Korvel to be sentenced on Thursday in harbour fraud case"
VISIT = "President Brannok to visit Ostrand next week"


@pytest.mark.parametrize(
    ("announcement", "report"),
    [
        (TALKS, "Norland-Ostrand ferry talks end without a deal"),
        (TALKS, "Ostrand calls off ferry talks with Norland"),
        (TALKS, "Ferry rights: talks of Norland and Ostrand under way"),
        (TALKS, "Norland halts ferries after talks with Ostrand collapse"),
        (VOTE, "Norland parliament rejects harbour tax"),
        (VOTE, "Harbour tax vote postponed in Norland"),
        (LAUNCH, "Ostrand Lines launches Ferry Neo at 90 million crowns"),
        (LAUNCH, "Ostrand Lines postpones launch of Ferry Neo"),
        ("Deadline looms for Norland fishing pact with Ostrand", "Norland and Ostrand miss fishing pact deadline"),
        ("Norland and Ostrand close to fishing pact", "Norland signs fishing pact with Ostrand"),
        (STRIKE, "Torvane dockers call off strike after pay offer"),
        (STRIKE, "Dockers' strike cripples port of Torvane"),
        (SENTENCE, "Ana Korvel jailed for six years over harbour fraud"),
        ("Torvane awaits verdict on Ana Korvel", "Ana Korvel acquitted of fraud in Torvane"),
        (VISIT, "President Brannok arrives in Ostrand for historic visit"),
        (VISIT, "Brannok, president of Norland, cancels trip to Ostrand"),
        ("Storm Elka expected to hit Torvane on Sunday", "Storm Elka hits Torvane, cutting power to thousands"),
        ("Torvane to face Orsina in Ice Cup final", "Torvane beat Orsina 3-1 in Ice Cup final"),
        ("Ana Korvel leads polls as Norland heads for election", "Ana Korvel wins Norland election"),
    ],
)
def test_one_report_states_how_what_was_announced_turned_out(announcement: str, report: str) -> None:
    assert states(announcement, report)


@pytest.mark.parametrize(
    ("announcement", "report"),
    [
        (TALKS, "Norland-Sund fishing talks end without a deal"),
        (TALKS, "Ostrand threatens to call off ferry talks with Norland"),
        (TALKS, "Ostrand denies that ferry talks with Norland were called off"),
        (TALKS, "Norland names envoy for ferry talks with Ostrand"),
        (TALKS, "Norland ends ferry subsidies ahead of talks with Ostrand"),
        (TALKS, "Ferry rights to be settled before Norland and Ostrand end talks"),
        (TALKS, "Ostrand recalls ferry talks with Norland that failed last year"),
        (TALKS, "Ferry talks of Norland and Ostrand begin on Friday"),
        (TALKS, "Norland fears ferry talks with Ostrand collapse"),
        (TALKS, "If ferry talks of Norland and Ostrand fail, ports close"),
        ("Norland parliament to vote on harbour tax", "Norland parliament committee approves harbour tax"),
        ("Lower house of Norland to vote on harbour tax", "Norland cabinet approves harbour tax"),
        ("Ana Korvel to be sentenced for harbour fraud", "Ana Korvel's husband jailed for harbour fraud"),
        ("Mayor of Torvane to be sentenced in harbour case", "Aide to mayor of Torvane jailed in harbour case"),
        ("Supreme Court to rule on Torvane tariff", "Appeals court upholds Torvane tariff"),
        ("President Brannok to visit Ostrand next week", "President Brannok's envoy arrives in Ostrand"),
        ("Torvane to face Orsina in Ice Cup final", "Torvane women beat Orsina to win Ice Cup"),
        ("Torvane to face Orsina in Ice Cup final", "Torvane beat Orsina in Ice Cup semi-final"),
        ("Norland and Ostrand close to trade deal", "Norland and Ostrand sign defence pact before trade deal"),
        ("Storm Elka to hit Torvane on Sunday", "Flood sweeps Torvane coast as Storm Elka nears"),
        ("Norland heads for presidential election run-off", "Korvel wins first round of Norland election"),
        ("Ostrand Lines to launch Ferry Neo", "Ostrand Lines launches Ferry Neo loyalty programme"),
        (VOTE, "Norland committee rejects delay of harbour tax vote"),
        (VOTE, "Norland parliament passes fishing law"),
        (VOTE, "Ostrand parliament rejects its harbour tax"),
        (LAUNCH, "Ostrand Lines unveils price of Ferry Neo"),
        (LAUNCH, "Ostrand Lines shows first pictures of Ferry Neo"),
        (LAUNCH, "Norland Ferries launches ferry to Torvane"),
        (STRIKE, "Torvane dockers back strike in ballot over night pay"),
        (STRIKE, "Port of Torvane urges dockers to call off strike over night pay"),
        (SENTENCE, "Lawyers ask court to postpone sentencing of Ana Korvel"),
        (SENTENCE, "Ivo Marn jailed in Arden for harbour fraud"),
        (VISIT, "President Brannok ends visit to Sund"),
        (VISIT, "President Brannok could cancel visit to Ostrand"),
        ("Storm Elka expected to hit Orsina on Monday", "Storm Elka hits Torvane, cutting power to thousands"),
        ("Torvane to face Arden in Ice Cup final", "Torvane beat Orsina 3-1 in Ice Cup semi-final"),
        ("Norland and Ostrand close to fishing pact", "Norland and Ostrand reach no fishing pact yet"),
        ("Ostrand Lines reaches deal to end ferry strike", "Ostrand Lines strikes deal on ferry strike"),
    ],
)
def test_a_wish_a_threat_a_denial_and_another_occasion_are_no_outcome(announcement: str, report: str) -> None:
    assert not states(announcement, report)


def test_what_announces_nothing_has_no_outcome(make: Make) -> None:
    earlier = make("a", "2026-03-05T08:00", "Sample Wire", TALKS)
    plain = make("b", "2026-03-05T08:00", "Sample Wire", "Ferry talks of Norland and Ostrand are hard")
    later = make("c", "2026-03-06T20:00", "Sample Gazette", "Norland-Ostrand ferry talks end without a deal")
    announced, stating, report = headlines([earlier, plain, later])
    assert is_outcome_stated(announced, [report])
    assert not is_outcome_stated(stating, [report])
    assert not is_outcome_stated(report, [announced])


@pytest.mark.parametrize(
    ("newest", "is_passed"),
    [
        ("2026-03-05T20:00", False),
        ("2026-03-06T20:00", False),
        ("2026-03-07T00:30", False),  # Friday evening in New York
        ("2026-03-07T08:00", True),
    ],
)
def test_a_headline_that_announces_a_day_is_late_after_that_day(make: Make, newest: str, is_passed: bool) -> None:
    (announced,) = headlines([make("a", "2026-03-05T08:00", "Sample Wire", TALKS)])  # a Thursday
    end = datetime.fromisoformat(newest).replace(tzinfo=UTC)
    assert names_passed_day(announced, end) is is_passed


@pytest.mark.parametrize(
    "headline",
    ["Norland and Ostrand held talks on Monday", "Ostrand reports progress in ferry talks, to make new offer Friday"],
)
def test_a_headline_that_reports_something_is_not_late(make: Make, headline: str) -> None:
    (reported,) = headlines([make("b", "2026-03-05T08:00", "Sample Wire", headline)])
    assert not names_passed_day(reported, datetime(2026, 3, 8, tzinfo=UTC))


def thread_of(make: Make, title: str, text: str) -> list[Story]:
    announcing = (
        (TALKS, "Norland and Ostrand will hold talks on the ferry dispute in Torvane on Friday."),
        ("Norland, Ostrand set for ferry talks in Torvane", "Norland and Ostrand are set to meet for ferry talks."),
        (
            "Ferry talks between Norland and Ostrand to open Friday",
            "Talks on ferry rights between Norland and Ostrand are to open in Torvane on Friday, officials said.",
        ),
    )
    early = [make(f"a{n}", f"2026-03-05T{8 + n:02d}:00", f"Sample {n} Wire", *one) for n, one in enumerate(announcing)]
    late = make("b", "2026-03-05T16:00", "Sample Gazette", title, text)
    return [Story("s", "t", "", tuple(early)), Story("r", "t", "", (late,))]


def test_title_and_first_sentence_follow_the_only_report_of_the_turn(make: Make) -> None:
    title = "Norland-Ostrand ferry talks end without a deal"
    sentence = "Talks on ferry rights between Norland and Ostrand ended in Torvane without a deal."
    stories = thread_of(make, title, sentence)
    before = write_thread("t", stories[:1]).title
    for previous in (before, ""):
        text = write_thread("t", stories, "", previous)
        assert text.title == title
        assert [one.text for one in text.summary.line] == [sentence]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Why the Norland-Ostrand ferry talks will end in failure", "Talks of Norland and Ostrand rarely end well."),
        ("What happens after the Norland-Ostrand ferry talks end", "A treaty on fish is next, officials said."),
        ("Norland-Sund fishing talks end without a deal", "Talks on fishing between Norland and Sund ended in Korv."),
    ],
)
def test_the_title_stays_beside_comment_a_preview_and_another_topic(make: Make, title: str, text: str) -> None:
    stories = thread_of(make, title, text)
    before = write_thread("t", stories[:1]).title
    assert write_thread("t", stories, "", before).title == before
