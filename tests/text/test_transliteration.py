import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.languages.transliteration import transliterate


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("“Paris – Genève”… €5", '"Paris - Geneve"... EUR5'),
        ("Łódź, Åre, Þór, Straße, İzmir, ﬁn", "Lodz, Are, Thor, Strasse, Izmir, fin"),
        ("2 feeds · ● new ★", "2 feeds - * new *"),
        ("┌─┬─┐ │ ▁▄█", "+-+-+ | ###"),
        ("東京 Київ", "?? ????"),
        ("👩\u200d🚀 e\u0301\u00a0x", "?? e x"),
        ("½ 10⁶ №5", "1/2 106 No5"),
        ("\ud800", "?"),
    ],
)
def test_text_stays_readable_in_ascii(text: str, ascii_text: str) -> None:
    assert transliterate(text, "ascii") == ascii_text


def test_an_encoding_keeps_what_it_has() -> None:
    assert transliterate("Genève “–” Łódź", "latin-1") == 'Genève "-" Lódz'
    assert transliterate("東京 é", "euc_jp") == "東京 é"


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp437", "shift_jis", "utf-8", "koi8-r"]))
def test_any_text_can_be_written_in_any_encoding(text: str, encoding: str) -> None:
    transliterate(text, encoding).encode(encoding)
