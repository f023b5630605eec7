"""Which clause of a sentence says what happened on a date, where the sentence is about something later."""

from datetime import date

import pytest

from briefing.text.dates.dates import find_dates
from briefing.writing.timeline.dated_clauses import dated_clause

PUBLISHED = date(2026, 3, 12)


def clause(text: str) -> str:
    return dated_clause(text, find_dates(text, PUBLISHED)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bombing is the largest since the fighting of Norland and Selma began last Saturday.",
            "the fighting of Norland and Selma began last Saturday",
        ),
        (
            "Thousands are missing after Storm Brannok made landfall on 8 March, triggering floods in Selma.",
            "Storm Brannok made landfall on 8 March, triggering floods in Selma",
        ),
        ("Divers search Torvane for Nora Hallam, who vanished on 8 March.", "Nora Hallam, who vanished on 8 March"),
        (
            "Selma Air, the company that operated the helicopter that crashed in January, killing Ana Korvel and her"
            " son, has received state help.",
            "the helicopter that crashed in January, killing Ana Korvel and her son",
        ),
        (
            "The governor has pardoned a father who was arrested at a school meeting in 2021.",
            "a father who was arrested at a school meeting in 2021",
        ),
        (
            "Posters show a young trader from Torvane who was beaten to death by guards last June -- with his mother.",
            "a young trader from Torvane who was beaten to death by guards last June",
        ),
        (
            "The diver Viktor Kell — who was released in January from U.S. custody in a swap — met the press.",
            "The diver Viktor Kell — who was released in January from U.S. custody in a swap",
        ),
        (
            "The officer who shot a man in his car last month surrendered to the police of Torvane.",
            "The officer who shot a man in his car last month",
        ),
    ],
)
def test_a_clause_with_its_subject_is_cut_out(text: str, expected: str) -> None:
    assert clause(text) == expected and expected in text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Police hunt the man after he broke out of the Torvane prison last Wednesday.", id="pronoun"),
        pytest.param("The well is tight since engineers sealed it on 8 March.", id="pronoun as object"),
        pytest.param("The diver is at home after being freed in January.", id="no subject"),
        pytest.param("He says the anger grew following the vote of the council on 8 March.", id="no verb"),
        pytest.param("Lou Harven, the coach who led Torvane to a title in 1988, has died.", id="life"),
        pytest.param("Wages are at their highest since modern records began in 2001.", id="statistic"),
        pytest.param("Days after Hallam acknowledged the ferry was cut off in January, she left.", id="admits"),
        pytest.param("It was the worst storm that the March 8 surge brought.", id="attribute"),
        pytest.param("A man who carried ropes on him during the Jan. 6, 2021, riot was sentenced.", id="name"),
        pytest.param("Hallam insists she was not the one who fled the prison on 8 March.", id="unclear noun"),
        pytest.param("The shop opens when the ferry has returned on 8 March.", id="present"),
        pytest.param("The pact was signed in Manila on 8 March.", id="main clause"),
        pytest.param("Guards watch the diver who was due to leave the Torvane prison in 2025.", id="plan"),
        pytest.param("Ana Kell rules Selma after Viktor Kell was its mayor in 2015.", id="state"),
    ],
)
def test_what_cannot_stand_alone_is_not_cut_out(text: str) -> None:
    assert clause(text) == ""


def test_a_long_text_of_capitals_takes_no_long_time() -> None:
    assert clause(f"{'Ana ' * 2000}, who vanished on 8 March.").endswith("who vanished on 8 March") is False
