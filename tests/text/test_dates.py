from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.dates.dates import DateMention, find_dates

MONDAY = date(2024, 7, 8)
DATE_LINES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("date_lines.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def day_of(text: str, reference: date = MONDAY) -> date:
    (found,) = find_dates(text, reference)
    assert (found.granularity, found.first_day) == ("day", found.last_day)
    return found.first_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("signed on Monday in Manila", date(2024, 7, 8)),
        ("signed on Friday in Manila", date(2024, 7, 5)),
        ("signed last Monday", date(2024, 7, 1)),
        ("will be signed next Monday", date(2024, 7, 15)),
        ("the chamber will vote on Thursday", date(2024, 7, 11)),
        ("this Saturday", date(2024, 7, 13)),
        ("yesterday", date(2024, 7, 7)),
        ("the day before yesterday", date(2024, 7, 6)),
        ("tomorrow", date(2024, 7, 9)),
        ("earlier today", date(2024, 7, 8)),
        ("last night", date(2024, 7, 7)),
        ("three days ago", date(2024, 7, 5)),
        ("on July 8", date(2024, 7, 8)),
        ("on 3 March", date(2024, 3, 3)),
        ("by Aug. 2", date(2024, 8, 2)),
        ("on 16 December 2024", date(2024, 12, 16)),
        ("on November 3, 2023", date(2023, 11, 3)),
        ("the 8th of July 2024", date(2024, 7, 8)),
        ("since 2023-11-03", date(2023, 11, 3)),
        ("am 8. Juli 2024", date(2024, 7, 8)),
        ("le 8 juillet 2024", date(2024, 7, 8)),
        ("el 8 de julio de 2024", date(2024, 7, 8)),
        ("08.07.2024", date(2024, 7, 8)),
        ("2024年7月8日に署名", date(2024, 7, 8)),
        ("7月5日に", date(2024, 7, 5)),
        ("協定に8日署名した", date(2024, 7, 8)),
        ("30日に発表", date(2024, 6, 30)),
        ("昨日、マニラで", date(2024, 7, 7)),
        ("金曜日に", date(2024, 7, 5)),
        ("am Freitag in Manila", date(2024, 7, 5)),
        ("signé vendredi", date(2024, 7, 5)),
        ("firmado ayer", date(2024, 7, 7)),
    ],
)
def test_days(text: str, expected: date) -> None:
    assert day_of(text) == expected


@pytest.mark.parametrize(
    ("text", "granularity", "first", "last"),
    [
        ("last week", "week", date(2024, 7, 1), date(2024, 7, 7)),
        ("next week", "week", date(2024, 7, 15), date(2024, 7, 21)),
        ("two weeks ago", "week", date(2024, 6, 24), date(2024, 6, 30)),
        ("earlier this month", "month", date(2024, 7, 1), date(2024, 7, 31)),
        ("last month", "month", date(2024, 6, 1), date(2024, 6, 30)),
        ("talks agreed in November", "month", date(2023, 11, 1), date(2023, 11, 30)),
        ("in February 2024", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("eight months ago", "month", date(2023, 11, 1), date(2023, 11, 30)),
        ("last year", "year", date(2023, 1, 1), date(2023, 12, 31)),
        ("in 2015", "year", date(2015, 1, 1), date(2015, 12, 31)),
        ("the 2022 elections", "year", date(2022, 1, 1), date(2022, 12, 31)),
        ("over the weekend", "week", date(2024, 7, 6), date(2024, 7, 7)),
        ("talks are planned for the weekend", "week", date(2024, 7, 13), date(2024, 7, 14)),
        ("the August vote", "month", date(2024, 8, 1), date(2024, 8, 31)),
    ],
)
def test_longer_spans(text: str, granularity: str, first: date, last: date) -> None:
    (found,) = find_dates(text, MONDAY)
    assert (found.granularity, found.first_day, found.last_day) == (granularity, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The ministers may meet.",
        "a march of 2,000 people",
        "It cost 2024 dollars.",
        "31 February",
        "May Sample and April Lazaro met.",
        "some 2000 armed people",
        "8日間の協議",
        "the Mardi Gras of Arden",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not find_dates(text, MONDAY)


def test_a_mention_knows_its_place() -> None:
    text = "Talks opened on 3 November 2023 and the pact was signed on Monday."
    first, second = find_dates(text, MONDAY)
    assert text[first.start : first.end] == "3 November 2023"
    assert text[second.start : second.end] == "Monday"


@given(
    st.text(alphabet=st.sampled_from("0123456789 -.,JulyonMdaweks月日年"), max_size=60),
    st.dates(date(1971, 1, 1), date(2100, 1, 1)),
)
def test_any_text_can_be_searched_for_dates(text: str, reference: date) -> None:
    for mention in find_dates(text, reference):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.first_day <= mention.last_day


def test_a_weekday_before_its_date_is_no_date_of_its_own() -> None:
    found = find_dates("The premiere is set for Sunday, June 7.", date(2026, 3, 13))
    assert [(m.first_day, m.granularity) for m in found] == [(date(2026, 6, 7), "day")]
    far = find_dates("He resigned on Thursday, 23 September 2010, and left.", date(2009, 5, 1))
    assert [m.first_day for m in far] == [date(2010, 9, 23)]


def written(mention: DateMention) -> str:
    """Write a mention as date_lines.tsv does: a day, a month, a year or a week."""
    first = mention.first_day
    week = "{}-W{:02}".format(*first.isocalendar()[:2])
    return {"day": f"{first}", "week": week, "month": f"{first:%Y-%m}", "year": f"{first:%Y}"}[mention.granularity]


@pytest.mark.parametrize(("line", "expected"), DATE_LINES)
def test_lines_with_dates_and_with_what_only_looks_like_one(line: str, expected: str) -> None:
    assert " ".join(map(written, find_dates(line, date(2026, 3, 11)))) == ("" if expected == "-" else expected)
