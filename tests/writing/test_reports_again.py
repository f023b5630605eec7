"""An act that a headline reports again in other words is known; another act, object or number is not."""

import pytest

from briefing.writing.reports_again import repeats_report

SUIT = "Torvane Games sues the Vesmark government for a refund on tariffs"


@pytest.mark.parametrize(
    ("known", "headline"),
    [
        (SUIT, "Torvane Games sues to prevent Vesmark from dodging full tariff refunds"),
        (SUIT, "Torvane Games Changes Course, Sues Vesmark Over Tariffs"),
        ("Anna Berg Wins the Arden Open, Her First Title", "Anna Berg Wins Arden Open 2023, Furthering Surge Of Youth"),
        (
            "Appeals Court Finds Vesmark Officials Violated The Charter When They Pushed For Press Censorship",
            "Appeals Court Rules Vesmark Ministers Violated Charter In Press Censorship Case",
        ),
    ],
)
def test_an_act_in_other_words_is_known(known: str, headline: str) -> None:
    assert repeats_report(headline, [known])


@pytest.mark.parametrize(
    ("known", "headline"),
    [
        (SUIT, "Selma Motors sues the Vesmark government for a refund on tariffs"),
        ("Vesmark signs an order on Arden Chat", "Vesmark signs an order on citizenship by birth"),
        ("Torvane Games sues Arden over app store fees", "Torvane Games sues Norland over app store fees"),
        ("High court rules Vesmark tariffs illegal", "High court rules Vesmark tariffs legal"),
        ("Central bank of Arden raises interest rates by a quarter", "Central bank of Arden cuts interest rates"),
        ("Vesmark imposes sanctions on ore from Arden harbours", "Vesmark lifts sanctions on ore from Arden harbours"),
        ("Storm Ciara leaves thousands of homes without power", "Storm Dennis leaves thousands of homes without power"),
        (SUIT, "Torvane Games wins its tariff suit against Vesmark"),
        (SUIT, "Second firm joins Torvane Games and sues Vesmark over tariff refunds"),
        ("Anna Berg beats Selma to reach the Arden Open final", "Anna Berg beats Ida Holm to win the Arden Open"),
        ("Anna Berg wins the Arden Grand Prix", "Anna Berg wins the Vesmark Grand Prix"),
        ("Torvane Cup: Arden beats Selma 2-1", "Torvane Cup: Arden beats Vesmark 3-1"),
        (
            "Shelling of Torvane harbour district damages ferries and cranes",
            "Strikes on Torvane harbour district damage ferries and cranes",
        ),
        (
            "More than 300 people leave Torvane homes as flood rises",
            "More than 500 people leave Torvane homes as flood rises",
        ),
    ],
)
def test_another_act_is_not(known: str, headline: str) -> None:
    assert not repeats_report(headline, [known])
