"""What stands around news and is no news."""

import pytest

from briefing.text.publishers.boilerplate import without_addresses, without_picture_marks


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ten people died.\nThe harbour page: https://wire.example/h", "Ten people died."),
        ("Ten people died in Torvane https://wire.example/10", "Ten people died in Torvane"),
        ("首相が辞任を発表した https://wire.example/11", "首相が辞任を発表した"),
        ("https://wire.example/12\nTwo ferries met.", "Two ferries met."),
        ("No address here: at all", "No address here: at all"),
    ],
)
def test_addresses_leave_a_text_with_their_labels_but_no_news(text: str, kept: str) -> None:
    assert without_addresses(text) == kept


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("PORT TARROW, CA - MAY 11, 2020: Ferries wait. (Ann van der Berg / Sample Times)", "Ferries wait."),
        ("TARROW, CALIF. -- FRIDAY, MARCH 20: Ferries wait.", "Ferries wait."),
        (
            "TARROW, CA-APRIL 17, 2019 - Ferries wait. (Ivo Marn/Sample Times) They left late.",
            "Ferries wait. They left late.",
        ),
        ("May 24, 2020 5:00 AM\nFerries wait in Tarrow.", "Ferries wait in Tarrow."),
        ("24 May 2020\nFerries wait in Tarrow.", "Ferries wait in Tarrow."),
        ("Ferries wait. (Photo by Ann Berg/Getty Images)", "Ferries wait."),
        ("Ferries wait. (Ivo Marn / The Sample Globe) They left late.", "Ferries wait. They left late."),
        ("“Ferries wait.” (Ivo Marn / Sample Times)", "“Ferries wait.”"),
        ("Ferries wait (Ivo Marn / Getty Images)", "Ferries wait"),
        ("Ferries wait (Ivo Marn / AFP via Getty Images)", "Ferries wait"),
        ("Ferries wait (Ivo Marn / PA Wire)", "Ferries wait"),
        ("Ferries wait (Émile Marn / AFP)\nThey left late.", "Ferries wait\nThey left late."),
    ],
)
def test_marks_of_pictures_and_times_of_publication_are_left_out(text, rest):
    assert without_picture_marks(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "TARROW, Sorvia - Ferries wait for the storm to pass.",
        "TARROW, May 11 (Sample Wire) - Ferries wait.",
        "TARROW, Sorvia - May 11: ferries wait.",
        "Half of the voters (Sample/Ilex) want the ferry and/or the bridge.",
        "The band (he/she) played, and the parties (red and green / blue) left.",
        "On May 24, 2020 the ferry sank.",
        "May 24, 2020 was the day of the storm.\nFerries wait.",
        "The winner (Ivo Marn / Red Kestrel) went home.",
        "The banks (Marn Brothers / Tarrow Trust) agreed.",
        "The members (Free Party / Tarrow)",
        "The two (Ivo Marn / Sample Times) met.",
        "Two firms bid (Marn Brothers / Tarrow Times)",
        "The route (Tarrow Street / The Globe)",
        "He rode for two teams (Van Marn / Red Star)",
        "He rode for “Calder” (Van Marn / Red Star)",
        "Candidates: (Ivo Marn / Tarrow Voice)",
        "Trial (Harbour Trials / Pa study)",
        "Trial ended. (Harbour Trials / Pa study)",
        "Trial (Harbour Trials / PA study)",
        "PORT TARROW, CA - MARCH 11 - 20 people died.",
        "PORT TARROW, CA - MARCHING 11: people left.",
        "Sale 12, 2020\nFerries wait.",
    ],
)
def test_datelines_polls_and_dates_in_sentences_stay(text):
    assert without_picture_marks(text) == text
