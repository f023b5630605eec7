"""What counts for and against one happening of two reports, and how clusters of reports are joined."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.writing.timeline.headline_sides import are_exchanged, deed_of
from briefing.writing.timeline.linkage import MIN_LIKENESS, NEVER, clusters_of
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.report_pairs import MAX_APART, MOST_LATE, same_event_probabilities
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.thread_timeline import READ_SENTENCES
from tests.writing.conftest import Make

SINKS = ("2026-03-11T08:00", "Sample Wire", "Ferry of Calder sinks off Torvane", "It sank with 40 aboard, police said.")
AGAIN = {
    "when": "2026-03-11T10:00",
    "publisher": "Sample Echo",
    "title": "Calder ferry lost off Torvane with 40 people",
    "text": "The ferry of Calder had left in the morning, its owner said.",
}


def probability(make: Make, **changes: Any) -> float:
    """The probability that a report of a ferry and another one are of one happening; 0 if they are not compared."""
    other = {**AGAIN, **changes}
    articles = [make("a", *SINKS), make("b", other["when"], other["publisher"], other["title"], other["text"])]
    return same_event_probabilities(read_reports(articles, []))[0].get(1, 0.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"when": "2026-03-11T20:00"},
        {"when": "2026-03-12T08:00"},
        {"publisher": SINKS[1]},
        {"title": "Ferry lost with 40 people"},
        {"title": "Calder ferry lost off Torvane with 40 people: what we know"},
    ],
)
def test_time_one_publisher_fewer_words_and_comment_count_against_one_happening(
    make: Make, changes: dict[str, str]
) -> None:
    assert 0.0 < probability(make, **changes) < probability(make)


def test_a_publisher_reports_one_happening_twice_rather_on_the_next_day_than_within_hours(make: Make) -> None:
    first, *later = (probability(make, publisher=SINKS[1], when=f"2026-03-11T{hour}:00") for hour in (13, 15))
    assert later[0] > first


def test_other_names_on_both_sides_count_against_one_happening(make: Make) -> None:
    named = probability(make, title="Ferry of Ostrand sinks off Vesmark", text="It sank with 40 aboard.")
    unnamed = probability(make, title="Ferry of owners sinks off coasts", text="It sank with 40 aboard.")
    assert named < unnamed


WIRE = "The ferry of Calder sank off Torvane on Wednesday with 40 people aboard after it hit a rock, police said."


@pytest.mark.parametrize("when", ["2026-03-11T10:00", "2026-03-12T14:00", "2026-03-13T10:00", "2026-03-19T10:00"])
@pytest.mark.parametrize(
    ("publisher", "title", "is_copy"),
    [
        ("Sample Echo", SINKS[2], True),
        ("Sample Echo", "Forty feared lost at sea", True),
        (SINKS[1], SINKS[2], True),
        (SINKS[1], "Mayor opens market", False),
    ],
)
def test_copies_of_one_text_are_one_whenever_they_are_published(
    make: Make, when: str, publisher: str, title: str, is_copy: bool
) -> None:
    articles = [make("a", *SINKS[:3], WIRE), make("b", when, publisher, title, WIRE)]
    assert (same_event_probabilities(read_reports(articles, []))[0].get(1, 0.0) == 1.0) == is_copy


def test_a_copy_is_as_alike_to_others_as_the_first_one(make: Make) -> None:
    articles = [
        make("a", *SINKS[:3], WIRE),
        make("b", *AGAIN.values()),
        make("c", "2026-03-12T20:00", "Sample Post", "Forty feared lost at sea", WIRE),
    ]
    rows = same_event_probabilities(read_reports(articles, []))
    assert rows[2] == {0: 1.0, 1: rows[0][1]}
    assert rows[1] == {0: rows[0][1], 2: rows[0][1]}


def of_pair(make: Make, title: str, text: str, other: str, other_text: str, when: str) -> float:
    """The probability that two reports of two publishers are of one happening."""
    articles = [
        make("a", "2026-03-11T08:00", "Sample Wire", title, text),
        make("b", f"2026-03-{when}:00", "Sample Echo", other, other_text),
    ]
    reports = read_reports(articles, dated_sentences(articles, READ_SENTENCES))
    return same_event_probabilities(reports)[0].get(1, 0.0)


CRASH = ("Bus crash in Peru kills 24", "A bus fell into a ravine in southern Peru, killing 24 passengers, police said.")


@pytest.mark.parametrize(
    ("title", "text", "is_one"),
    [
        ("Bus crash in Kenya kills nine", "A bus hit a truck in Kenya, killing nine passengers, police said.", False),
        ("Bus crash kills 24 in ravine", "A bus with 30 passengers fell into a ravine on Wednesday.", True),
        ("Peruvian bus crash kills 24", "A bus fell into a ravine in the Andes, killing 24 passengers.", True),
        ("Bus crash near border of Bolivia kills 24", "A bus fell into a ravine, killing 24 passengers.", True),
        ("Bolivia mourns 24 dead of bus crash", "A bus fell into a ravine in Peru, killing 24 passengers.", True),
    ],
)
def test_happenings_in_two_countries_are_two(make: Make, title: str, text: str, is_one: bool) -> None:
    assert (of_pair(make, *CRASH, title, text, "11T13:00") > MIN_LIKENESS) == is_one


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        ("Torvane shells harbour of Norland", False),
        ("Norland shells Torvane at harbour", True),
        ("Torvane harbour shelled by Norland", True),
        ("Torvane shelled in Norland strike on harbour", True),
    ],
)
def test_who_acts_and_who_is_acted_upon_are_not_exchanged(make: Make, other: str, is_one: bool) -> None:
    text = "Shells hit the harbour, officials said."
    value = of_pair(make, "Norland shells harbour of Torvane", text, other, text, "11T11:00")
    assert (value > MIN_LIKENESS) == is_one


@pytest.mark.parametrize(("title", "other"), [("meets", "meets"), ("faces", "faces"), ("is told by", "tells")])
def test_sides_of_an_act_of_both_are_not_exchanged(title: str, other: str) -> None:
    assert not are_exchanged(deed_of(f"Ana Korvel {title} Ida Holm"), deed_of(f"Ida Holm {other} Ana Korvel"))
    assert are_exchanged(deed_of("Ana Korvel sues Ida Holm"), deed_of("Ida Holm sues Ana Korvel"))


@pytest.mark.parametrize(("day", "is_one"), [("Wednesday", True), ("Thursday", False)])
def test_the_next_step_on_another_named_day_is_another_happening(make: Make, day: str, is_one: bool) -> None:
    passed = ("Senate passes harbour law", "The senate of Torvane passed a harbour law on Wednesday, officials said.")
    later = ("Harbour law is approved by president", f"The president of Torvane signed a harbour law on {day}.")
    assert (of_pair(make, *passed, *later, "12T10:00") > MIN_LIKENESS) == is_one


@pytest.mark.parametrize(("day", "is_one"), [(" on Wednesday", True), ("", False)])
def test_reports_days_apart_that_name_one_day_can_be_one(make: Make, day: str, is_one: bool) -> None:
    title, text = (
        "Calder buys Torvane Bank for nine billion",
        f"Calder agreed{day} to buy Torvane Bank, its chief said.",
    )
    later = f"Calder agreed{day} to buy Torvane Bank for nine billion."
    assert (of_pair(make, title, text, title, later, "13T12:00") > MIN_LIKENESS) == is_one


def test_reports_that_are_days_apart_are_not_one_by_their_words(make: Make) -> None:
    late = {"title": SINKS[2], "text": SINKS[3]}
    assert probability(make, when="2026-03-13T10:00", **late) == MOST_LATE < MIN_LIKENESS
    assert probability(make, when=f"2026-03-{12 + MAX_APART.days}T10:00", **late) == 0.0


@pytest.mark.parametrize(
    ("title", "is_other"),
    [
        ("Calder down Selma 3-0 in Torvane", True),
        ("Norland lose 1-2 to Arden in Torvane", False),
        ("Arden reach semi-final in Torvane", False),
    ],
)
def test_two_scores_are_two_matches(make: Make, title: str, is_other: bool) -> None:
    articles = [
        make("a", "2026-03-11T08:00", "Sample Wire", "Arden beat Norland 2-1 in Torvane"),
        make("b", "2026-03-11T09:00", "Sample Echo", title),
    ]
    assert (same_event_probabilities(read_reports(articles, []))[0][1] == NEVER) == is_other


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Arden beat Norland 4-3 on penalties to win cup", "Arden win cup after 1-1 draw with Norland"),
        ("Arden lead Norland 1-0 at half-time", "Arden beat Norland 2-1"),
        ("Arden beat Norland 2-0 to reach final", "Arden into final with 3-1 win over Norland on aggregate"),
    ],
)
def test_one_match_has_several_scores(make: Make, title: str, other: str) -> None:
    articles = [
        make("a", "2026-03-11T21:00", "Sample Wire", title, "Arden beat Norland in the cup in Torvane."),
        make("b", "2026-03-11T21:30", "Sample Echo", other, "Arden beat Norland in the cup in Torvane."),
    ]
    assert same_event_probabilities(read_reports(articles, []))[0][1] > MIN_LIKENESS


@pytest.mark.parametrize(
    ("days", "title", "is_other"),
    [(1, "Arden reach final", True), (0, "Arden reach final", False), (1, "Arden reach semi-final again", False)],
)
def test_two_rounds_of_two_days_are_two_matches(make: Make, days: int, title: str, is_other: bool) -> None:
    articles = [
        make("a", "2026-03-11T08:00", "Sample Wire", "Arden reach semi-final"),
        make("b", f"2026-03-{11 + days}T09:00", "Sample Echo", title),
    ]
    assert (same_event_probabilities(read_reports(articles, []))[0][1] == NEVER) == is_other


def values(size: int, pairs: dict[tuple[int, int], float]) -> list[dict[int, float]]:
    rows: list[dict[int, float]] = [{} for _ in range(size)]
    for (one, other), value in pairs.items():
        rows[one][other] = rows[other][one] = value
    return rows


def test_a_large_cluster_takes_a_report_that_a_small_one_does_not() -> None:
    alike = {(one, other): 0.9 for one in range(5) for other in range(one)}
    joining = {(5, other): 0.35 for other in range(5)}
    assert clusters_of(values(6, {**alike, **joining})).members == [[0, 1, 2, 3, 4, 5]]
    assert clusters_of(values(2, {(0, 1): 0.35})).members == [[0], [1]]


def test_what_is_not_joined_is_alike_to_a_degree() -> None:
    clusters = clusters_of(values(4, {(0, 1): 0.9, (0, 2): 0.5, (1, 3): NEVER, (0, 3): 0.9}))
    assert clusters.members == [[0, 1], [2], [3]]
    assert clusters.likeness[0] == {1: clusters.likeness[1][0]}
    assert 0.25 < clusters.likeness[1][0] < MIN_LIKENESS
