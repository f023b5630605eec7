"""Which titles are about public affairs: not the names of works, and few obituaries."""

from __future__ import annotations

import pytest

from briefing.writing.public_affairs import is_public_affair


@pytest.mark.parametrize(
    "title",
    [
        "Regierung von Torvane tritt zurück",
        "Envoys meet at the UN",
        "Bus crashes near Torvane's harbour, killing 12",
        "Plane crashes in Norland",
        "Ostrand strikes Torvane's port",
        "Nobody dies as ferry sinks off Torvane",
        "Ana Korvel, former president of Norland, dies at 90",
        "Ivo Marn, opposition leader of Ostrand, dies aged 95",
        "Dissident poet Ana Korvel dead at 61",
        "Norland minister says ‘the war is over’",
        "Torvane mourns ‘twelve dead’ after ferry fire",
        "Judge rules that 'The Ferry' may be shown",
    ],
)
def test_war_harm_and_the_state_are_public_affairs(title: str) -> None:
    assert is_public_affair(title)


@pytest.mark.parametrize(
    "title",
    [
        "Warm lamps for the yard",
        "Un soir, une lampe",
        "Ana Korvel Dies: ‘Harbour Lights’ Actor Was 60",
        "Ivo Marn, who wrote the songs of Torvane, dies at 95",
        "Ex-forward Ivo Marn dead at 42",
        "‘The Harbour War’ Series Gets a Second Season",
        "'Night of the Dead' adds Ana Korvel to its cast",
        "Ivo Marn Crashes Ana Korvel’s Opening Monologue",
        "Lantern Pictures Strikes Movie Deal With Ana Korvel",
    ],
)
def test_works_obituaries_and_other_senses_are_none(title: str) -> None:
    assert not is_public_affair(title)
