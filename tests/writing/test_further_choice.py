"""Further sentences of a summary: each adds a fact, in threads of many articles several do."""

from __future__ import annotations

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import Summary
from briefing.writing.summary.further_choice import sentence_limit
from briefing.writing.summary.outline import NO_OUTLINE, Outline, OutlineEvent
from briefing.writing.summary.thread_summary import summarize_thread
from tests.writing.conftest import Make

TITLE = "Ferry sinks off Norland in heavy storm"
LEAD = "A ferry sank off Norland on Monday with 210 people aboard, the coast guard of Norland said."
FACTS = (
    ("Ferry off Norland sank within minutes", "Water burst through the bow door of the ferry, its captain said."),
    ("Norland navy sends divers to the ferry", "The Norland navy has sent 40 divers to the wreck of the ferry."),
    ("Ferry owner suspends sailings in Norland", "Ostrand Lines suspended its sailings between Norland and Vesmark."),
    ("Norland promises inquiry into ferry", "Prime Minister Ana Korvel promised an inquiry into the ferry of Norland."),
    ("Ferry survivors in Norland hospitals", "Hospitals in Torvane treated 63 survivors of the ferry in Norland."),
    ("Norland mourns after the ferry sank", "Churches in Norland rang their bells for the passengers of the ferry."),
)


def thread(make: Make, *rest: tuple[str, str], lead: str = LEAD) -> list[Article]:
    """Articles of one publisher each: the lead, then further headlines and texts."""
    texts = [(TITLE, lead), ("Ferry sinks off Norland", lead), *rest]
    return [
        make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", title, text)
        for n, (title, text) in enumerate(texts)
    ]


def summary_of(articles: list[Article], title: str = TITLE, outline: Outline = NO_OUTLINE) -> Summary:
    """The summary of one story of these articles."""
    return summarize_thread([Story("s", "t", "", tuple(articles))], title, outline)


def outline(count: int) -> Outline:
    """An outline in which each article after the first two reports an event of its own."""
    groups = [("a0", "a1"), *((f"a{n}",) for n in range(2, count))]
    return Outline(tuple(OutlineEvent(ids, is_main=not place) for place, ids in enumerate(groups)), TITLE)


def test_a_thread_of_many_articles_gives_several_facts(make: Make) -> None:
    long = summary_of(thread(make, *FACTS), outline=outline(8)).long
    assert len(long) >= 3
    assert len({one.article for one in long}) == len(long)


def test_a_sentence_about_the_us_is_no_talk(make: Make) -> None:
    fact = "The US has sent two helicopters to Norland to lift passengers of the ferry."
    assert fact in [one.text for one in summary_of(thread(make, ("US helps Norland after ferry sinks", fact))).long]


def test_what_the_first_sentence_says_is_not_added(make: Make) -> None:
    sentence = "The ferry in service since 1988 sank in heavy weather off the coast of Norland on Monday."
    assert len(summary_of(thread(make, ("Ferry off Norland sank in storm", sentence))).long) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The captain of the ferry was set to be questioned in Norland, hours after the rescue of 60 people.",
        "RESCUERS in Norland pulled 60 passengers of the ferry from the cold water.",
        "The storm, however, tore 40 boats of the ferry company in Norland from their chains.",
        "Since then the ferry company of Norland has cancelled 40 sailings.",
    ],
)
def test_what_repeats_hangs_or_is_no_longer_to_come_is_not_added(make: Make, sentence: str) -> None:
    long = summary_of(thread(make, ("Ferry off Norland sank in storm", sentence))).long
    assert [one.text for one in long] == [LEAD]


def test_the_act_of_the_title_may_date_another_one(make: Make) -> None:
    fact = "Two officers who kept the bow door open when the ferry sank off Norland have been fired by Ostrand Lines."
    assert fact in [one.text for one in summary_of(thread(make, ("Ferry officer fired in Norland", fact))).long]


def test_no_headline_stands_among_sentences(make: Make) -> None:
    headline = "Norland’s navy sends forty divers to the wreck of the ferry"
    cut = "The navy of Norland has sent men to the place where the ferry lies and where the"
    assert [one.text for one in summary_of(thread(make, (headline, cut), (headline, cut))).long] == [LEAD]


@pytest.mark.parametrize(
    "sentence",
    [
        "Among those aboard, the coast guard said on Monday, people of the coast watch of Norland stopped the ferry.",
        "Ostrand Lines raised the wages of its cooks and built a new dock in Vesmark for 12 million crowns.",
    ],
)
def test_what_says_much_of_the_same_or_nothing_of_the_title_is_not_added(make: Make, sentence: str) -> None:
    long = summary_of(thread(make, ("Ferry off Norland sank in storm", sentence))).long
    assert sentence not in [one.text for one in long]


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        (
            "On Saturday the port of Vesmark fined the owner of the ferry 9,000 crowns for storm damage in Norland.",
            True,
        ),
        ("The port of Vesmark fined the owner of the ferry 9,000 crowns for storm damage in Norland.", True),
        ("The port of Vesmark may fine the owner of the ferry 9,000 crowns for storm damage in Norland.", False),
        ("The port of Vesmark fined the owner of the ferry 9,000 crowns three days ago for storm damage.", False),
        ("The port of Vesmark fined the owner of the ferry 9,000 crowns yesterday for storm damage.", False),
    ],
)
def test_an_older_sentence_states_what_is_true_of_its_day(make: Make, sentence: str, stands: bool) -> None:
    earlier = make("p", "2026-02-28T20:00", "Sample Echo", "Norland: ferry owner fined for storm damage", sentence)
    assert (sentence in [one.text for one in summary_of([earlier, *thread(make, *FACTS[2:4])]).long]) == stands


def test_a_few_words_without_an_end_are_no_sentence(make: Make) -> None:
    articles = thread(make, ("Ferry captain of Norland speaks", LEAD), lead="Ana Korvel spent 16 months")
    assert [one.text for one in summary_of(articles).long] == [LEAD]


@pytest.mark.parametrize(("articles", "sentences"), [(1, 2), (2, 2), (4, 4), (8, 7), (32, 12), (500, 12)])
def test_the_limit_of_sentences_grows_with_the_thread(articles: int, sentences: int) -> None:
    assert sentence_limit(articles, 12) == sentences


def test_a_plan_does_not_follow_what_happened_later(make: Make) -> None:
    plan = "The navy of Norland is expected to search for the ferry with 40 divers, two officers said."
    articles = thread(make, ("Ferry search of Norland", plan))
    earlier = make("p", "2026-03-02T04:00", "Sample Echo", "Norland may search for the ferry", plan)
    assert plan not in [one.text for one in summary_of([earlier, *articles[:2]]).long]


def test_an_anecdote_of_one_publisher_comes_after_what_several_report(make: Make) -> None:
    shared = "Divers of the Norland navy reached the wreck of the ferry at a depth of 80 metres."
    anecdote = "A tavern in Torvane poured free cider, herring soup and plum cake for anglers the ferry left behind."
    facts = [("Norland divers reach the ferry", shared), ("Norland ferry wreck reached by divers", shared)]
    rest = [(f"Ferry of Norland sank, report {n}", LEAD) for n in range(3)]
    long = summary_of(thread(make, *facts, *rest, ("Norland tavern near ferry", anecdote))).long
    assert [one.text for one in long][:2] == [LEAD, shared]


def test_a_remark_on_what_is_already_there_is_left_out(make: Make) -> None:
    remark = "Mayor Nora Hallam mourned the ferry that sank off Norland with 210 people aboard on Monday."
    articles = thread(make, ("Mayor mourns ferry off Norland", remark), *FACTS)
    long = [one.text for one in summary_of(articles, outline=outline(9)).long]
    assert len(long) >= 3
    assert remark not in long
