"""The language of an article whose feed names none or a wrong one."""

from __future__ import annotations

import pytest

from briefing.text.languages.language_recognition import recognised_language

ARTICLES = {
    "tl": (
        "Barko bumalik sa Cebu",
        "Bumalik sa Cebu ang isang barko na may sakay na apatnapu nang huminto ang makina.",
    ),
    "de": (
        "Fähre kehrt um",
        "Eine Fähre mit vierzig Passagieren ist vor Cebu umgekehrt, weil die Maschine nicht lief.",
    ),
    "fr": ("Un ferry revient", "Un ferry avec quarante passagers est revenu à Cebu, car le moteur ne tournait plus."),
    "es": ("Un ferri regresa", "Un ferri con cuarenta pasajeros regresó a Cebú después de que el motor se parara."),
    "id": (
        "Feri kembali",
        "Sebuah feri dengan empat puluh penumpang kembali ke Cebu karena mesin itu tidak dapat hidup.",
    ),
}
ENGLISH = ("Ferry turns back off Cebu", "A ferry with forty passengers turned back off Cebu after its engine stopped.")


@pytest.mark.parametrize("language", ARTICLES)
@pytest.mark.parametrize("declared", ["", "en-US"])
def test_words_show_a_language_that_the_feed_does_not_name(language: str, declared: str) -> None:
    assert recognised_language(*ARTICLES[language], declared) == language


@pytest.mark.parametrize("declared", ["", "en", "en-GB"])
def test_english_stays_as_it_is_declared(declared: str) -> None:
    assert recognised_language(*ENGLISH, declared) == declared


def test_a_right_declaration_keeps_its_region() -> None:
    assert recognised_language(*ARTICLES["de"], "de-AT") == "de-AT"


def test_notices_below_the_first_line_do_not_count() -> None:
    title, text = ARTICLES["tl"]
    notice = "Watch the latest episodes of your favourite shows and subscribe to our channel for more of the news."
    assert recognised_language(title, f"{text}\n{notice}\n{notice}") == "tl"


@pytest.mark.parametrize(
    "text", ["", "La La Land", "De la Rosa vs. El Niño https://wire.example/de/la/que/con/los/una"]
)
def test_few_words_show_no_language(text: str) -> None:
    assert recognised_language("Los Angeles", text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Stage nine of the Tour de France: Jon de Graaf wins ahead of Luc de la Croix and Ana de Souza, de Wit fourth.",
        "Squad: Van Dijk, De Jong, De Ligt, Van de Ven, De Roon, Van den Berg, De Vrij, Van der Meer.",
    ],
)
@pytest.mark.parametrize("declared", ["", "en"])
def test_names_of_persons_show_no_language(text: str, declared: str) -> None:
    assert recognised_language("Arden squad named", text, declared) == declared


def test_a_language_without_a_list_is_believed() -> None:
    assert recognised_language(*ARTICLES["de"], "sw") == "sw"
