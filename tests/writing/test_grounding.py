"""The gate before a model's sentences: wrong facts are injected into faithful rewrites, one at a time."""

import pytest

from briefing.writing.rewrite.grounding import dropped_qualifier, unsupported_claim

SIGNED = (
    "Japan and the Philippines signed a reciprocal access agreement in Manila on Monday, the foreign ministry said, "
    "after talks that lasted eight months."
)
TROOPS = (
    "“It is a game changer,” President Ana Reyes said of the agreement, under which up to 1,200 troops of each country "
    "may train in the other."
)
STORM = "The storm killed 12 people and injured 40 on the island of Sampletown, where 3,500 homes have no power."
REFUSED = "Prime Minister Kenji Mori did not attend the ceremony and allegedly met General Luis Cruz in Osaka instead."
SUED = "Sample Power sued Harbour Gas over a contract worth $1.5 million."


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (SIGNED, [SIGNED]),
        ("Japan and the Philippines signed a reciprocal access agreement in Manila on Monday.", [SIGNED]),
        ("After talks of eight months, Japan and the Philippines signed a reciprocal access agreement.", [SIGNED]),
        ("On Monday the Philippines and Japan signed an agreement on reciprocal access in Manila.", [SIGNED]),
        ("Up to 1,200 troops of each country may train in the other under “a game changer” of an agreement.", [TROOPS]),
        ("Japan signed the agreement in Manila; President Ana Reyes said: “It is a game changer.”", [SIGNED, TROOPS]),
        ("Twelve people were killed and 40 injured by the storm on the island of Sampletown.", [STORM]),
        ("Mori did not attend the ceremony and allegedly met Cruz in Osaka.", [REFUSED]),
        ("Harbour Gas was sued by Sample Power over a contract of $1.5 million.", [SUED]),
        ("One boat is striking a tanker off Sampletown.", ["A single boat struck a tanker off Sampletown."]),
        ("Japan’s agreement with the Philippines was signed in Manila.", [SIGNED]),
    ],
)  # fmt: skip
def test_a_faithful_rewrite_passes(text: str, sources: list[str]) -> None:
    assert unsupported_claim(text, sources) == ""


@pytest.mark.parametrize(
    ("text", "source", "complaint"),
    [
        # numbers
        ("The storm killed 13 people on the island of Sampletown.", STORM, "says “13”"),
        ("The storm killed thirteen people on the island of Sampletown.", STORM, "says “thirteen”"),
        ("The storm killed 40 people and injured 12 on the island of Sampletown.", STORM, "counts other"),
        ("Some 35,000 homes on Sampletown have no power.", STORM, "says “35,000”"),
        ("The storm killed 12 percent of people on Sampletown.", STORM, "says “12 percent”"),
        ("Sample Power sued Harbour Gas over a contract worth $1.5 billion.", SUED, "says “$1.5 billion”"),
        ("Sample Power sued Harbour Gas over contracts worth millions.", SUED, "says “millions”"),
        ("They signed an agreement after talks that lasted nine months.", SIGNED, "says “nine”"),
        # names
        ("Japan and Malaysia signed a reciprocal access agreement in Manila.", SIGNED, "names “Malaysia”"),
        ("Malaysia signed a reciprocal access agreement in Manila.", SIGNED, "names “Malaysia”"),
        ("Japan and the Philippines signed an agreement in Cebu on Monday.", SIGNED, "names “Cebu”"),
        ("Japan and the Philippines signed an agreement in Manila on Tuesday.", SIGNED, "names “Tuesday”"),
        ("The RAA was signed in Manila.", SIGNED, "names “RAA”"),
        ("Prime Minister Luis Cruz did not attend the ceremony.", REFUSED, "together"),
        ("General Kenji Mori did not attend the ceremony.", REFUSED, "together"),
        ("Kenji Cruz did not attend the ceremony.", REFUSED, "together"),
        # who did what to whom
        ("Harbour Gas sued Sample Power over a contract worth $1.5 million.", SUED, "who did what"),
        ("Sample Power was sued by Harbour Gas over a contract worth $1.5 million.", SUED, "who did what"),
        ("Cruz met Mori’s general in Osaka.", "Cruz’s general met Mori in Osaka.", "gives “general”"),
        ("The ship sails from Cebu to Osaka.", "The ship sails from Osaka to Cebu.", "gives “"),
        ("It went from 95 million to 80 million.", "It went from 80 million to 95 million.", "another number at"),
        ("Sample Town beat Harbour City 1-4.", "Sample Town beat Harbour City 4-1.", "says “1-4”"),
        # quotations
        ("“It is a turning point,” President Ana Reyes said of the agreement.", TROOPS, "quotes “It is a turning"),
        ("Reyes said of the agreement: \"Up to 1,200 troops of each country\".", TROOPS, "quotes “Up to"),
        ("Japan signed ‘a reciprocal access agreement’ in Manila.", SIGNED, "quotes “a reciprocal"),
        ("“It is a game changer, President Ana Reyes said of the agreement.", TROOPS, "quot"),
        # negations and weighty words
        ("Japan and the Philippines have not signed a reciprocal access agreement in Manila.", SIGNED, "negates"),
        ("Japan and the Philippines didn’t sign a reciprocal access agreement in Manila.", SIGNED, "negates"),
        ("Japan and the Philippines never signed a reciprocal access agreement in Manila.", SIGNED, "negates"),
        ("Japan and the Philippines cancelled a reciprocal access agreement in Manila.", SIGNED, "says “cancel”"),
        ("Japan and the Philippines refused a reciprocal access agreement in Manila.", SIGNED, "says “refus”"),
        ("Japan and the Philippines signed a reciprocal access agreement yesterday.", SIGNED, "says “yesterday”"),
        ("Nearly all homes on the island of Sampletown have no power.", STORM, "says “all”"),
        # other words altogether
        ("Tokyo landed a landmark pact with huge symbolic consequences for regional order.", SIGNED, ""),
        ("The ministry hailed wonderful friendship of brave neighbours across seas.", SIGNED, "other words"),
        # no sentence of news
        ("See https://wire.example for more on the agreement.", SIGNED, "no text"),
        ("**Japan** and the Philippines signed a reciprocal access agreement.", SIGNED, "no text"),
        ("Japan " * 60, SIGNED, "longer"),
        ("…", SIGNED, "says nothing"),
    ],
)  # fmt: skip
def test_a_wrong_fact_is_refused(text: str, source: str, complaint: str) -> None:
    found = unsupported_claim(text, [source])
    assert found and complaint in found


@pytest.mark.parametrize(
    ("texts", "sources", "complaint"),
    [
        (["Mori attended the ceremony and allegedly met Cruz."], [REFUSED], "negation"),
        (["Mori did not attend the ceremony and met Cruz in Osaka."], [REFUSED], "this is alleged"),
        (["1,200 troops of each country train in the other."], [TROOPS], "this is only possible"),
        (["The council votes on the gate."], ["The council will vote on the gate on Monday."], "this is still to come"),
        (["The council votes on the gate."], ["If it rains, the council votes on the gate."], "this is a condition"),
        (["Mori did not attend.", "He allegedly met Cruz."], [REFUSED], ""),
        (["Troops may train in May."], ["Troops may train in May."], ""),
        (["Troops train in May."], ["Troops train in May."], ""),
    ],
)
def test_what_turns_a_meaning_may_not_go_missing(texts: list[str], sources: list[str], complaint: str) -> None:
    found = dropped_qualifier(texts, sources)
    assert bool(found) == bool(complaint) and complaint in found


def test_other_languages_keep_their_own_words_or_are_refused() -> None:
    source = "Der Rat hat den Vertrag am Montag in Musterstadt unterzeichnet."
    assert unsupported_claim("Den Vertrag hat der Rat am Montag unterzeichnet.", [source], "de-AT") == ""
    assert "other words" in unsupported_claim("Den Vertrag hat der Rat am Montag beerdigt.", [source], "de")
    assert unsupported_claim("Den Vertrag hat der Rat am Dienstag unterzeichnet.", [source], "de")
    assert "negat" in unsupported_claim("Den Vertrag hat der Rat nicht unterzeichnet.", [source], "de")
    assert "language" in unsupported_claim("条約に署名した。", ["条約が署名された。"], "ja")
    assert "language" in unsupported_claim("条約に署名した。", ["条約が署名された。"])
    assert "language" in unsupported_claim("Tehty on sopimus.", ["Sopimus on tehty."], "fi")
