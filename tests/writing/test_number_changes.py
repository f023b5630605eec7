"""Which pairs of sentences state one number that moved, measured on `number_pairs.tsv`; and what publishers dispute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import NumberChange
from briefing.writing.numbers.changed_numbers import number_changes, number_changes_by_story

Make = Callable[..., Article]

LINES = (Path(__file__).parent / "number_pairs.tsv").read_text("utf-8").splitlines()
PAIRS = [line.split("\t") for line in LINES if not line.startswith("#")]
MIN_RECALL = 0.8
"""Share of the numbers that moved which must be reported; the false ones must be none."""


def moved(make: Make, before: str, after: str, lang: str, *, same_story: bool) -> list[str]:
    one = make("a", "2026-01-12T06:00", "Sample Wire", "Selma", before, lang=lang)
    two = make("b", "2026-01-13T06:00", "Sample Gazette", "Selma", after, lang=lang)
    stories = [Story("s", "t", "Selma", (one,))], [Story("s" if same_story else "s2", "t", "Selma", (two,))]
    return [f"{change.before}>{change.after}".casefold() for change in number_changes(*stories)]


def test_only_numbers_that_certainly_moved_are_reported(make: Make) -> None:
    right, false, missed = [], [], []
    for kind, expected, before, after, *lang in PAIRS:
        within, across = (
            moved(make, before, after, lang[0] if lang else "en", same_story=same_story) for same_story in (True, False)
        )
        pair = f"{kind}, expected {expected}, reported {within} and {across}: {before} | {after}"
        if any(change != expected.casefold() for change in (*within, *across)):
            false.append(pair)
        elif expected != "-":
            (right if within else missed).append(pair)
    recall = len(right) / (len(right) + len(missed))
    figures = f"{len(right)} right, {len(false)} false, {len(missed)} missed: recall {recall:.2f}"
    assert not false, "\n".join([figures, *false])
    assert recall >= MIN_RECALL, "\n".join([figures, *missed])


def test_half_of_the_pairs_are_traps() -> None:
    assert len(PAIRS) >= 120
    assert sum(expected == "-" for _, expected, *_ in PAIRS) >= len(PAIRS) / 2 - 5


def day_of_reports(make: Make, *reports: tuple[str, str, str]) -> list[NumberChange]:
    articles = [
        make(f"a{number}", f"2026-01-12T{hour}", publisher, "Selma", text)
        for number, (hour, publisher, text) in enumerate(reports)
    ]
    return [
        change
        for changes in number_changes_by_story([Story("s", "t", "Selma", tuple(articles))]).values()
        for change in changes
    ]


def values(changes: Sequence[NumberChange]) -> list[tuple[str, str, bool]]:
    return [(change.before, change.after, change.is_disagreement) for change in changes]


FIRE = "The fire at the Selma mill killed"


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param(
            [("06:00", "Sample Gazette", f"{FIRE} 28 people."), ("09:00", "Sample Wire", f"{FIRE} 31 people.")],
            [("28", "31", True)],
            id="two publishers on one day disagree",
        ),
        pytest.param(
            [("06:00", "Sample Gazette", f"{FIRE} 31 people."), ("09:00", "Sample Wire", f"{FIRE} 28 people.")],
            [("28", "31", True)],
            id="the greater value is the later one, whoever came first",
        ),
        pytest.param(
            [("06:00", "Sample Wire", f"{FIRE} 28 people."), ("09:00", "Sample Wire", f"{FIRE} 31 people.")],
            [("28", "31", False)],
            id="one publisher does not contradict itself",
        ),
        pytest.param(
            [
                ("06:00", "Sample Gazette", f"{FIRE} 28 people."),
                ("09:00", "Sample Wire", "The death toll of the fire at the Selma mill rose to 31."),
            ],
            [("28", "31", False)],
            id="a toll that rises is no disagreement",
        ),
        pytest.param(
            [("06:00", "Sample Gazette", f"{FIRE} 28 people."), ("09:00", "Sample Wire", f"{FIRE} 90 people.")],
            [("28", "90", False)],
            id="a toll three times as high has overtaken the other",
        ),
    ],
)
def test_publishers_who_disagree_on_one_day(
    make: Make, reports: list[tuple[str, str, str]], expected: list[tuple[str, str, bool]]
) -> None:
    assert values(day_of_reports(make, *reports)) == expected


def test_a_value_below_the_highest_known_one_is_late_not_new(make: Make) -> None:
    reports = [(f"{hour:02}:00", "Sample Wire", f"{FIRE} {toll} people.") for hour, toll in ((6, 12), (8, 20), (9, 17))]
    assert values(day_of_reports(make, *reports)) == [("12", "20", False)]


def headed(make: Make, *reports: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """Return quantity and values of what changes in a story of these articles: time, headline, text."""
    articles = [
        make(f"a{number}", f"2026-01-{time}", "Sample Wire", headline, text)
        for number, (time, headline, text) in enumerate(reports)
    ]
    changes = number_changes_by_story([Story("s", "t", "Selma", tuple(articles))]).values()
    return [(step.quantity, step.before, step.after) for steps in changes for step in steps]


@pytest.mark.parametrize(
    ("headline", "text", "is_moved"),
    [
        pytest.param("Flood in Selma: rescuers search", "At least 40 people were injured.", True, id="same place"),
        pytest.param("Flood in Orsina: rescuers search", "At least 40 people were injured.", False, id="other place"),
        pytest.param("Fire in Selma: rescuers search", "At least 40 people were injured.", False, id="other event"),
        pytest.param("Flood in Selma: rescuers search", "Elsewhere 40 people were injured.", False, id="elsewhere"),
        pytest.param("Flood in Selma: rescuers search", "In 1953 a flood injured 40 people.", False, id="other year"),
        pytest.param("Flood in Selma: rescuers search", "A fire injured 40 people.", False, id="other kind"),
        pytest.param("Flood in Selma: rescuers search", "In Orsina 40 people were injured.", False, id="own place"),
        pytest.param("Selma recalls the flood of 1953", "At least 40 people were injured.", False, id="old flood"),
        pytest.param("Is the flood in Selma over?", "At least 40 people were injured.", False, id="a question"),
    ],
)
def test_a_sentence_without_names_is_of_what_its_headline_names(
    make: Make, headline: str, text: str, is_moved: bool
) -> None:
    known = ("12T06:00", "Flood in Selma", "At least 12 people were injured in the flood in Selma.")
    assert headed(make, known, ("13T06:00", headline, text)) == ([("hurt", "12", "40")] if is_moved else [])


def test_words_of_a_headline_in_title_case_are_no_places(make: Make) -> None:
    known = ("12T06:00", "Powerful Quake In Selma Kills More Than 600", "")
    later = ("13T06:00", "Toll of Selma quake passes 800", "")
    assert headed(make, known, later) == [("dead", "600", "800")]
    assert headed(make, known, ("13T06:00", "Powerful Quake In Orsina Kills More Than 800", "")) == []


def test_the_toll_of_an_older_event_does_not_hide_a_change(make: Make) -> None:
    known = ("12T06:00", "Quake in Selma kills 12", "")
    later = ("13T06:00", "Toll of Selma quake rises to 40", "")
    history = ("13T09:00", "A look back", "The deadliest quake in the history of Selma killed 300 people in 1960.")
    assert headed(make, known, later, history) == [("dead", "12", "40")]
    newer = ("13T09:00", "A look ahead", "The quake in the harbour has left 300 people dead so far.")
    assert headed(make, known, later, newer) == []


def test_a_feared_toll_is_silent_beside_a_certain_one_that_is_as_high(make: Make) -> None:
    known = ("12T06:00", "Flood in Selma: 20 feared dead", "The flood in Selma killed 12 people.")
    feared = ("13T06:00", "Flood in Selma: 50 feared dead", "Rescuers search.")
    assert headed(make, known, feared) == [("feared dead", "20", "50")]
    certain = ("13T09:00", "Toll of Selma flood rises to 53", "Rescuers search.")
    assert headed(make, known, feared, certain) == [("dead", "12", "53")]


def test_the_base_of_a_change_is_the_first_sentence_with_its_value(make: Make) -> None:
    articles = [
        make(f"a{number}", f"2026-01-{time}", "Sample Wire", headline, "")
        for number, (time, headline) in enumerate(
            (
                ("12T06:00", "Quake in Selma kills 12"),
                ("12T09:00", "Selma quake leaves 12 dead"),
                ("13T06:00", "Toll of Selma quake rises to 40"),
            )
        )
    ]
    ((change,),) = number_changes_by_story([Story("s", "t", "Selma", tuple(articles))]).values()
    assert change.sentence_before.article == articles[0].id


def test_of_equal_values_the_one_with_the_newest_base_is_reported(make: Make) -> None:
    old = (
        make("a1", "2026-01-12T06:00", "Sample Wire", "Quake in Selma kills 12", ""),
        make("a2", "2026-01-12T09:00", "Sample Post", "Quake in Orsina kills 30", ""),
    )
    new = (
        make("b1", "2026-01-13T06:00", "Sample Wire", "Toll of quake in Selma tops 50", ""),
        make("b2", "2026-01-13T07:00", "Sample Post", "Toll of quake in Orsina tops 50", ""),
    )
    changes = number_changes([Story("s", "t", "Quake", old)], [Story("s2", "t", "Quake", new)])
    assert [(change.before, change.after) for change in changes] == [("30", "50")]
