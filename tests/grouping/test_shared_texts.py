"""What a publisher prints below headlines on different topics makes no thread of them."""

import pytest
from samples import article, sample_news

from briefing.grouping.standalone import group_without_store

CAPTIONED = [
    (
        "Choir sings from balconies on its birthday",
        "TALGARTH, MAY 16: Jarl Rafferth, owner of Kelvan's Corner, greets a guest on Sunday. (Nishaw Kentall)",
    ),
    (
        "Treasurer counts 80,000 unpaid bills",
        "TALGARTH, MAY 12: Omra Lisk waits outside the town hall. The treasurer blames the fever. (Nishaw Kentall)",
    ),
]
SPOKEN = [
    (
        "What are the first signs of the fever?",
        "Our correspondent Lindra Fosterling explains when to call a doctor. Film by Tobren Hask, edited in May.",
    ),
    ("Can pupils pass it on?", "Lindra Fosterling explains what studies of schools found. Drawn by Wenna Tull."),
]
ONE_TOPIC = [
    (
        "Kelvan's Corner must close, court says",
        "A court closed Kelvan's Corner, the inn of Jarl Rafferth, over unpaid rent.",
    ),
    (
        "Rafferth fights on for Kelvan's Corner",
        "Jarl Rafferth will appeal: a court closed Kelvan's Corner over unpaid rent.",
    ),
]


def threads(texts, publishers=("Sample Wire", "Sample Wire")):
    pair = [
        article(*text, hours=n, publisher=name) for n, (text, name) in enumerate(zip(texts, publishers, strict=True))
    ]
    homes = group_without_store([*pair, *sample_news()])
    return [homes[one.id][1] for one in pair]


@pytest.mark.parametrize("texts", [CAPTIONED, SPOKEN])
def test_captions_and_credits_of_a_publisher_make_no_thread(texts):
    first, second = threads(texts)
    assert first != second


def test_headlines_on_one_topic_make_a_thread():
    first, second = threads(ONE_TOPIC)
    assert first == second


def test_a_notice_makes_no_story_and_a_reprint_does():
    notice = "The Ledger arrives at eight each morning. Opt in for Kelvan Rafferth's weekly letter on trades here."
    letters = [("How hybrid ferries fail", notice), ("Chess leagues seek viewers", notice.replace("trades", "markets"))]
    pair, reprint = (
        [article(*text, hours=n) for n, text in enumerate(texts)] for texts in (letters, ONE_TOPIC[:1] * 2)
    )
    homes = group_without_store([*pair, *reprint, *sample_news()])
    assert homes[pair[0].id][0] != homes[pair[1].id][0]
    assert homes[reprint[0].id][0] == homes[reprint[1].id][0]
