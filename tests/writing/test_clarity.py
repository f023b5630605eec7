"""The sentences of a paragraph: named actors, nothing in the air, nothing twice, nothing beside the topic."""

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.quotable_sentences import measure_sentence
from briefing.writing.summary.clarity import ClarityJudge
from briefing.writing.summary.references import bare_surnames, opens_with_unknown_thing, surnames
from briefing.writing.summary.same_facts import acts_of_title, state_the_same
from briefing.writing.summary.thread_summary import summarize_thread


def sentence(text: str):
    return measure_sentence(text, Article("a", "", text))


def test_a_surname_alone_needs_an_introduction() -> None:
    known = surnames(
        ["Ivo Marn sold the ferry.", "The mayor Ivo Marn said so.", "Marn paid late, and the White House knew."]
    )
    assert known == {"Marn"}
    assert bare_surnames("A week before, Marn had sold the ferry.", known) == {"Marn"}
    assert not bare_surnames("A week before, Marn had sold the ferry.", known, "Ivo Marn is charged.")
    assert not bare_surnames("The mayor Ivo Marn sold the ferry before Marn left.", known)


@pytest.mark.parametrize(
    "text",
    [
        "The complaint, which came late, names the harbour.",
        "The 9 men left.",
        "This pact is new.",
        "The president flew home.",
    ],
)
def test_what_nobody_has_mentioned_hangs_in_the_air(text: str) -> None:
    assert opens_with_unknown_thing(text, frozenset({"norland"}))


@pytest.mark.parametrize(
    "text",
    [
        "The parliament of Norland voted.",
        "The Norland navy sailed.",
        "The captain who sank the ferry was charged.",
        "The ferry was raised.",
    ],
)
def test_what_is_specified_or_known_does_not(text: str) -> None:
    assert not opens_with_unknown_thing(text, frozenset({"ferri"}))


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("Norland will sell the ferry to Arden.", "Norland sold the ferry to Arden."),
        ("Ana Korvel slammed the sale of the ferry.", "Ana Korvel stopped the sale of the ferry."),
        ("A video shows the ferry of Norland on fire.", "The ferry of Norland burned in Arden."),
        ("Norland sells its gorgeous ferry to Arden.", "Norland sells its ferry to Arden."),
        ("In his letter, Ivo Marn sold the ferry.", "Ivo Marn sold the ferry in a letter."),
        ("Norland sells its ferry", "Norland sells its ferry."),
    ],
)
def test_a_clear_fact_counts_more(worse: str, better: str) -> None:
    judge = ClarityJudge("", frozenset())
    assert judge.factor(sentence(worse), []) < judge.factor(sentence(better), [])


def test_a_first_sentence_is_about_what_the_title_says() -> None:
    judge = ClarityJudge("Ana Korvel and captains meet in closed harbour session", frozenset())
    beside = sentence("Ana Korvel bought a new house in Arden on Friday.")
    about = sentence("Ana Korvel met the captains of Arden on Friday.")
    assert judge.factor(beside, []) < judge.factor(about, [])
    assert judge.factor(beside, [about]) == judge.factor(about, [beside]) == 1.0


SAME = [
    ("Ivo Marn was captured near Arden on Tuesday.", "Police arrested the escaped prisoner Ivo Marn.", ""),
    (
        "Two masks were shown to the deputies of Norland.",
        "A pair of masks were displayed in the Norland parliament.",
        "",
    ),
    ("Torvane won 3-1 in Arden.", "Arden lost 3-1 at home to Torvane.", ""),
    ("Prices rose in August.", "Fuel made everything jump in the country last month.", "Prices rise in Norland"),
]
OTHER = [
    ("Ivo Marn was captured near Arden on Tuesday.", "Ivo Marn had escaped from Hesk prison in May.", ""),
    ("Shells hit the port of Torvane.", "Drones struck the mills of Arden.", ""),
]


@pytest.mark.parametrize(("one", "other", "title"), SAME)
def test_the_same_in_other_words(one: str, other: str, title: str) -> None:
    assert state_the_same(sentence(one), sentence(other), acts_of_title(title))


@pytest.mark.parametrize(("one", "other", "title"), OTHER)
def test_two_facts(one: str, other: str, title: str) -> None:
    assert not state_the_same(sentence(one), sentence(other), acts_of_title(title))


def test_a_paragraph_has_neither_a_side_topic_nor_a_second_telling(make) -> None:
    first = "The parliament of Norland passed the harbour law of minister Ana Korvel on Monday by nine votes."
    again = "Deputies in Norland approved the harbour law that Ana Korvel had proposed, by a majority of nine."
    aside = "Sheep farmers in Vesmark sold their wool at 12 crowns a bale this spring, a record for the region."
    fact = "The harbour law of Norland lets the port of Torvane charge foreign ferries 40 crowns from May."
    articles = [
        make("a", "2026-03-02T08:00", "Sample Wire", "Norland passes harbour law", first),
        make("b", "2026-03-02T09:00", "Sample Gazette", "Norland passes harbour law", again),
        make("c", "2026-03-02T09:30", "Sample Observer", "Harbour law passes in Norland", f"{first}\n{fact}"),
        make("d", "2026-03-02T10:00", "Sample Herald", "Norland harbour law passes; wool is dear", aside),
    ]
    summary = summarize_thread([Story("s", "t", "", tuple(articles))], "Norland passes harbour law")
    texts = [one.text for one in summary.paragraph]
    assert texts[0] in (first, again)
    assert texts[1:] == [fact]
    assert aside not in [one.text for one in summary.long]


def test_a_first_sentence_has_a_name_of_the_title() -> None:
    judge = ClarityJudge("Norland sells the Amber Dawn to Vesmark", frozenset())
    named = judge.factor(sentence("The tanker Amber Dawn was sold for 2 million crowns."), ())
    unnamed = judge.factor(sentence("The tanker was sold for 2 million crowns in Port Hesk."), ())
    assert named > 2 * unnamed
