import pytest

from briefing.text.word_cases import WordCases


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("theresa may", "Lira may go. Theresa May may resign, and she may win.", "Theresa May"),
        ("george will", "George Will writes that the strike will end and will be forgotten.", "George Will"),
        ("li he", "Li He won the race, he said.", "Li He"),
        ("mina may", "Mina, may we ask? Mina May left.", "Mina May"),
        (
            "ministry of harbours",
            "MINISTRY Of Harbours. The Ministry of Harbours and the Ministry of Sport",
            "Ministry of Harbours",
        ),
        ("ministry of harbours", "The Harbours, the Ministry", "Ministry of Harbours"),
        ("openport", "OpenPort rises as openport.example fails", "OpenPort"),
        ("lira us", "Lira US opens a yard in the US", "Lira US"),
    ],
)
def test_a_name_is_written_as_the_texts_write_it(name: str, text: str, expected: str) -> None:
    assert WordCases([text]).name_form(name) == expected
