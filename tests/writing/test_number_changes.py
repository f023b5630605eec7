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
