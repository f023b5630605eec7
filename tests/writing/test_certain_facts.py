"""Whether a sentence says what somebody of a name does: only then is the name a fact of one house."""

import pytest

from briefing.writing.certain_facts import does_something


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Korvel said the bridge will close.",
        "Ana Korvel, 52, said the bridge will close.",
        "Ana Korvel, the mayor, said the bridge will close.",
        "The mayor, Ana Korvel, said the bridge will close.",
        "The mayor of Torvane, Ana Korvel, has denied it.",
        "The head of the harbour board, Ana Korvel, resigned on Monday.",
        "Its new finance minister, Ana Korvel, rejected the plan.",
        "The bridge will close, according to Ana Korvel.",
    ],
)
def test_who_does_or_says_something_is_a_fact(sentence: str) -> None:
    assert does_something("Ana Korvel", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor, Ana Korvel, said police, had fled the town.",
        "The driver, Ana Korvel, said a spokesman, is in hospital.",
        "The minister blamed the mayor, Ana Korvel, said two papers.",
        "The court that freed her sister, Ana Korvel, ruled on Monday.",
        "A fire killed her brother, Ana Korvel, said on Monday.",
        "The council met the mayor, Ana Korvel, said on Monday.",
        "The mayor, Ana Korvel, was at the bridge.",
        "The bridge in the town of Ana Korvel, said to be old, will close.",
        "When the mayor, Ana Korvel, said so, nobody answered.",
        "In Torvane, Ana Korvel, rejected twice, ran again.",
        "Mayors, Ana Korvel, promised lists, and more: the news of the day.",
        "The bridge named for Ana Korvel will close.",
    ],
)
def test_whom_a_sentence_only_names_is_none(sentence: str) -> None:
    assert not does_something("Ana Korvel", sentence)
