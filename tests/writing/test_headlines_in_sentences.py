"""A long summary quotes the sentence that states what a headline states, instead of the headline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.model.articles import Story
from briefing.writing.summary.headlines_in_sentences import HeadlineSentences
from briefing.writing.summary.thread_summary import summarize_thread
from briefing.writing.summary.weighed_sentences import WeighedSentence, weigh_thread_sentences
from tests.writing.conftest import Make

TITLE = "Ferry sinks off Norland in heavy storm"
LEAD = "A ferry sank off Norland on Monday with 210 people aboard, the coast guard of Norland said."
HEADLINE = "Navy sends 40 divers to the wreck of Norland ferry"


def replaced(make: Make, text: str, *more: tuple[str, str], may_stand: bool = True) -> tuple[list[str], list[str]]:
    """What stays of a cited headline beside the lead, and what stands instead, if its article has a text."""
    texts = [(TITLE, LEAD), (HEADLINE, text), *more]
    articles = tuple(
        make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", *one) for n, one in enumerate(texts)
    )
    weighed = weigh_thread_sentences([Story("s", "t", "", articles)], (), TITLE)
    quoted = [one for one in weighed.sentences if one.sentence.text == LEAD]
    cited = [one for one in weighed.cited_lines if one.sentence.text == HEADLINE]
    assert len(quoted) == len(cited) == 1

    def stand(one: WeighedSentence, read: object) -> bool:
        return may_stand

    stay, instead = HeadlineSentences(weighed.sentences, stand).replace(cited, quoted)
    return [one.sentence.text for one in stay], [one.sentence.text for one in instead]


SAME = "The navy of Norland has sent 40 divers to the wreck, which lies at a depth of 80 metres off Torvane."


def test_the_sentence_with_which_its_article_opens_stands_instead(make: Make) -> None:
    assert replaced(make, SAME) == ([], [SAME])


def test_a_sentence_of_another_article_that_states_it_stands_instead(make: Make) -> None:
    assert replaced(make, "", ("Norland mourns", SAME)) == ([], [SAME])


@pytest.mark.parametrize(
    "text",
    [
        "The navy of Norland has sent divers to the wreck, which lies at a depth of 80 metres off Torvane.",
        "The ferry of Norland has been the pride of Torvane for 40 years, and its cooks are known for their soup.",
        "Bakers of Vesmark went on strike for 40 days over the price of flour, their union said on Monday.",
        "The navy of Norland has sent 40 divers to the wreck, which lies at a depth of 80 met",
    ],
)
def test_without_its_number_or_its_words_or_an_end_a_sentence_does_not_stand_instead(make: Make, text: str) -> None:
    assert replaced(make, text) == ([HEADLINE], [])


def test_a_sentence_that_must_not_stand_there_does_not_replace(make: Make) -> None:
    assert replaced(make, SAME, may_stand=False) == ([HEADLINE], [])


def test_a_plan_of_an_older_headline_is_quoted_as_a_sentence(make: Make) -> None:
    """Further sentences of older articles state no plans, but where a headline would state one anyway, one does."""
    sentence = "Ostrand Lines will pay 9,000 crowns to each family of a passenger of the Norland ferry, it said."
    texts = [
        ("2026-03-02T08:00", TITLE, LEAD),
        ("2026-03-02T09:00", "Ferry sinks off Norland", LEAD),
        ("2026-03-02T10:00", "Norland ferry owner Ostrand to compensate families with 9,000 crowns", sentence),
        ("2026-03-04T08:00", TITLE, "The ferry that sank off Norland was raised in Torvane on Wednesday by the navy."),
    ]
    articles = tuple(make(f"a{n}", when, f"Sample {n} Wire", *text) for n, (when, *text) in enumerate(texts))
    summary = summarize_thread([Story("s", "t", "", articles)], TITLE)
    assert sentence in [one.text for one in summary.long]
    assert not summary.headlines


def test_a_headline_whose_article_only_repeats_a_quoted_sentence_is_left_out(make: Make) -> None:
    again = "A ferry sank off Norland on Monday with 210 people aboard, the coast guard said in Torvane."
    story = Story(
        "s",
        "t",
        "",
        (
            make("a", "2026-03-02T08:00", "Sample Wire", TITLE, LEAD),
            make("b", "2026-03-02T09:00", "Sample Gazette", "Ferry sank off Norland with 210 aboard", again),
        ),
    )
    weighed = weigh_thread_sentences([story], (), TITLE)
    same = [replace(one, happening=0) for one in weighed.sentences]
    quoted = [one for one in same if one.sentence.text == LEAD]
    cited = [one for one in weighed.cited_lines if one.sentence.article_id == "b"]
    assert len(quoted) == len(cited) == 1
    assert HeadlineSentences(same, lambda *_: True).replace(cited, quoted) == ([], [])
