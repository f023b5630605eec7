"""The sentences of a paragraph: named actors, nothing in the air, nothing twice, nothing beside the topic."""

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.sentences.quotable_sentences import measure_sentence
from briefing.writing.summary.clarity_judge import clarity
from briefing.writing.summary.focus import focus_of
from briefing.writing.summary.same_facts import RECURRING_ACTS, acts_and_plurals, new_share, state_the_same
from briefing.writing.summary.thread_summary import summarize_thread
from briefing.writing.summary.unresolved_references import (
    bare_surnames,
    follows_unsaid_act,
    opens_with_pronoun,
    opens_with_unknown_thing,
    points_at_unknown_thing,
    refers_back,
    surnames,
)


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
        "The order comes as Ivo Marn faces a vote.",
        "The company said Monday that it would close.",
        "The forum was closed to the public.",
        "The meeting on Friday was short.",
        "The 74-year-old king left Arden.",
        "The feature, which opens the deck, is late.",
    ],
)
def test_what_nobody_has_mentioned_hangs_in_the_air(text: str) -> None:
    assert opens_with_unknown_thing(text, frozenset({"norland"}))


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("Vote comes day after a sale of ferries failed.", True),
        ("Protest march follows weeks of strikes in the harbour.", True),
        ("Norland comes after Arden in the table.", False),
        ("The vote on the ferries came on Monday.", False),
    ],
)
def test_a_line_under_a_headline_goes_on_from_it(text: str, refers: bool) -> None:
    assert refers_back(text) == refers


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("The captain's announcement comes as eight ferries lie idle in Torvane.", True),
        ("Her decision followed a night of talks in Torvane.", True),
        ("The captain announced the decision on Monday.", False),
    ],
)
def test_a_first_sentence_says_what_was_announced(text: str, follows: bool) -> None:
    assert follows_unsaid_act(text) == follows


@pytest.mark.parametrize(
    "text",
    [
        "The parliament of Norland voted.",
        "The Norland navy sailed.",
        "The captain who sank the ferry was charged.",
        "The ferry was raised.",
        "The captain Ivo Marn was charged.",
    ],
)
def test_what_is_specified_or_known_does_not(text: str) -> None:
    assert not opens_with_unknown_thing(text, frozenset({"ferri"}))


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("Norland tries to make these moments shorter.", True),
        ("At the concert, Ana Korvel sang.", True),
        ("Unlike boats of the past, this engine burns no oil.", True),
        ("At the concert of Torvane, Ana Korvel sang.", False),
        ("Norland won the cup this year.", False),
        ("A new engine was shown, and this engine burns no oil.", False),
        ("In Norland, the captain of a ferry was charged.", False),
    ],
)
def test_what_a_sentence_points_at_must_be_known(text: str, hangs: bool) -> None:
    assert points_at_unknown_thing(text, frozenset()) is hangs


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("In a video posted on Friday, she denied it.", True),
        ("It closes in May.", True),
        ("Ana Korvel said that she had won.", False),
        ("Farmers say they lost their wheat.", False),
        ("A sailor said he had swum.", False),
    ],
)
def test_a_pronoun_stands_for_something_before_it(text: str, hangs: bool) -> None:
    assert opens_with_pronoun(text) is hangs


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("Norland will sell the ferry to Arden.", "Norland sold the ferry to Arden."),
        ("Ana Korvel slammed the sale of the ferry.", "Ana Korvel stopped the sale of the ferry."),
        ("A video shows the ferry of Norland on fire.", "The ferry of Norland burned in Arden."),
        ("Norland sells its gorgeous ferry to Arden.", "Norland sells its ferry to Arden."),
        ("Norland bought an intriguing ferry of Arden.", "Norland bought a ferry of Arden."),
        ("Norland sells you the ferry.", "Norland sells the ferry."),
        ("A proper sale is a way back from cutting every corner.", "Arden repaired the ferry."),
        ("The sold ferry could help Arden.", "The ferry helped Arden."),
        ("Sea ice makes wrecked ferries more likely.", "Sea ice wrecked two ferries."),
    ],
)
def test_a_clear_fact_counts_more(worse: str, better: str) -> None:
    assert clarity(worse) < clarity(better)


SAME = [
    ("Ivo Marn was captured near Arden on Tuesday.", "Police arrested the escaped prisoner Ivo Marn.", ""),
    (
        "Two masks were shown to the deputies of Norland.",
        "A pair of masks were displayed in the Norland parliament.",
        "",
    ),
    ("Torvane won 3-1 in Arden.", "Arden lost 3-1 at home to Torvane.", ""),
    ("Ten missiles were fired at the home of the fleet, Arden says.", "Norland fired 10 missiles at the port.", ""),
    ("Norland gives $30 million for ferries.", "Torvane harbours are to get $30 million from the state.", ""),
    ("A magnitude 6.8 quake struck Torvane.", "Norland was shaken by a 6.8-magnitude earthquake.", ""),
    ("The attack wounded 24 people in Torvane.", "A governor reports 24 injured in Arden.", ""),
    ("Thousands were killed when the dam of Hesk broke.", "More than 2,000 people died in the flood.", ""),
    ("The chief executive is to resign from Arden Oil.", "Ivo Marn is to depart from Arden Oil.", "Ivo Marn quits"),
    ("Prices rose in August.", "Fuel made everything jump in the country last month.", "Prices rise in Norland"),
]
OTHER = [
    ("More than 2,000 people died in the flood.", "Thousands were killed when the dam of Hesk broke.", ""),
    ("Ivo Marn was captured near Arden on Tuesday.", "Ivo Marn had escaped from Hesk prison in May.", ""),
    ("Twelve people died in Torvane.", "Three sailors were killed in Arden.", ""),
    ("The port got 3 cranes in May.", "Norland has 3 mills.", ""),
    ("Shells hit the port of Torvane.", "Drones struck the mills of Arden.", ""),
]


@pytest.mark.parametrize(("one", "other", "title"), SAME)
def test_the_same_in_other_words(one: str, other: str, title: str) -> None:
    assert state_the_same(sentence(one), sentence(other), acts_and_plurals(title) - RECURRING_ACTS)


@pytest.mark.parametrize(("one", "other", "title"), OTHER)
def test_two_facts(one: str, other: str, title: str) -> None:
    assert not state_the_same(sentence(one), sentence(other), acts_and_plurals(title) - RECURRING_ACTS)


def test_a_paragraph_has_neither_a_side_topic_nor_a_second_telling(make) -> None:
    first = "The parliament of Norland passed the harbour law of minister Ana Korvel on Monday by nine votes."
    again = "Deputies in Norland approved the harbour law that Ana Korvel had proposed, by a majority of nine."
    aside = "Sheep farmers in Vesmark sold their wool at 12 crowns a bale this spring, a record for the region."
    fact = "The harbour law of Norland lets the port of Torvane charge foreign ferries 40 crowns from May."
    articles = [
        make("a", "2026-03-02T08:00", "Sample Wire", "Norland passes harbour law", f"{first}\n{fact}"),
        make("b", "2026-03-02T09:00", "Sample Gazette", "Norland passes harbour law", again),
        make("c", "2026-03-02T09:30", "Sample Observer", "Harbour law passes in Norland", f"{first}\n{fact}"),
        make("d", "2026-03-02T10:00", "Sample Herald", "Norland harbour law passes; wool is dear", aside),
    ]
    summary = summarize_thread([Story("s", "t", "", tuple(articles))], "Norland passes harbour law")
    texts = [one.text for one in summary.paragraph]
    assert texts[0] in (first, again)
    assert texts[1:] == [fact]
    assert aside not in [one.text for one in summary.long]


def test_what_is_new_is_weighed_by_its_rarity() -> None:
    known = frozenset({"ferri", "harbour"})
    assert new_share(frozenset({"ferri", "harbour"}), known) == 0
    assert new_share(frozenset({"ferri", "new"}), known) < 0.5 < new_share(frozenset({"new", "quay"}), known)


def test_the_terms_of_one_publisher_are_not_what_a_thread_is_about(make) -> None:
    titles = {"Wire": "Norland passes harbour law", "Gazette": "Harbour law of Norland", "Herald": "Sheep wool is dear"}
    articles = [make(name, "2026-03-02T08:00", f"Sample {name}", title, "") for name, title in titles.items()]
    assert "harbour" in focus_of(articles)
    assert "wool" not in focus_of(articles)


def test_a_long_summary_stops_rather_than_repeat(make) -> None:
    """Four publishers say the same of one happening in other words; one adds a fact."""
    texts = [
        "The harbour operator Torvane Ports was hit by a hacker attack on Monday that closed its five terminals.",
        "Torvane Ports, which runs terminals in Norland, shut them after hackers broke into its computers.",
        "Hackers broke into the computers of Torvane Ports and made the operator of the harbour close its terminals.",
        "Ferries to Vesmark were diverted to Arden, where 3,000 passengers waited until Tuesday.",
    ]
    articles = [
        make(str(number), f"2026-03-02T{8 + number:02}:00", f"Sample {number}", "Hackers close Torvane Ports", text)
        for number, text in enumerate(texts)
    ]
    long = summarize_thread([Story("s", "t", "", tuple(articles))], "Hackers close terminals of Torvane Ports").long
    assert sum("Torvane Ports" in one.text for one in long) == 1


def test_no_sentence_hangs_where_it_is_read(make) -> None:
    """The newest sentences come first: what an older one introduces is not known there."""
    old = "The parliament of Norland passed a harbour law and a charter of the docks on Sunday, 40 votes to 12."
    new = "The charter raises the wages of 9,000 dockers in Torvane by a tenth from May, the parliament says."
    lead = "Norland dockers ended a strike in Torvane on Tuesday after the parliament passed the harbour law."
    articles = [
        make("a", "2026-03-01T20:00", "Sample Wire", "Norland passes harbour law", old),
        make("b", "2026-03-02T09:00", "Sample Gazette", "Norland harbour law raises wages of dockers", new),
        make("c", "2026-03-03T10:00", "Sample Herald", "Norland dockers end strike over harbour law", lead),
    ]
    texts = [
        one.text for one in summarize_thread([Story("s", "t", "", tuple(articles))], "Norland dockers end strike").long
    ]
    assert new not in texts or texts.index(old) < texts.index(new)


def test_what_was_to_come_does_not_stand_beside_what_came(make) -> None:
    plan = "Ana Korvel and captains of Norland are set to discuss the harbour law in Arden, in a show of force."
    report = "Ana Korvel hosted captains of Norland in Arden, where they asked for rules on pilots."
    articles = [
        make("a", "2026-03-02T06:00", "Sample Wire", "Ana Korvel and captains of Norland in harbour session", plan),
        make("b", "2026-03-02T20:00", "Sample Gazette", "Ana Korvel meets captains in harbour session", report),
        make("c", "2026-03-02T22:00", "Sample Herald", "Captains in closed session with Ana Korvel", ""),
    ]
    summary = summarize_thread([Story("s", "t", "", tuple(articles))], "Ana Korvel and captains in closed session")
    assert [one.text for one in summary.long] == [report]


REPORT = "The parliament of Norland passed the harbour law of minister Ana Korvel on Monday by nine votes."


def test_a_summary_quotes_no_comment_while_there_are_reports(make) -> None:
    comment = "Ana Korvel cut every corner to get her harbour law through the parliament of Norland on Monday."
    articles = [
        make("a", "2026-03-02T08:00", "Sample Wire", "Norland passes harbour law", REPORT),
        make("b", "2026-03-02T09:00", "Sample Gazette", "Opinion: Norland harbour law is cynical", comment),
    ]
    long = summarize_thread([Story("s", "t", "", tuple(articles))], "Norland passes harbour law of Ana Korvel").long
    assert [one.text for one in long] == [REPORT]


def test_a_phrase_beside_those_of_the_title_stands_once(make) -> None:
    again = "Norland minister Ana Korvel left the docks with a torn ligament during her first visit to Torvane."
    first = "Ana Korvel was hurt in Torvane on Monday and carried from the harbour with a torn ligament."
    articles = [
        make("a", "2026-03-02T08:00", "Sample Wire", "Minister Ana Korvel hurt in Torvane", first),
        make("b", "2026-03-02T09:00", "Sample Gazette", "Minister Ana Korvel hurt in Torvane harbour", again),
    ]
    long = summarize_thread([Story("s", "t", "", tuple(articles))], "Minister Ana Korvel hurt in Torvane").long
    assert len(long) == 1


def test_only_one_sentence_says_what_the_title_says(make) -> None:
    again = "After months of debate, the harbour law on ferries of Torvane is through in Norland's parliament."
    fact = "Ferries from Vesmark pay 40 crowns from May, which the harbour law of Norland doubles in a year."
    articles = [
        make("a", "2026-03-02T08:00", "Sample Wire", "Norland parliament passes harbour law", REPORT),
        make("b", "2026-03-02T09:00", "Sample Gazette", "Norland parliament passes harbour law", again),
        make("c", "2026-03-02T10:00", "Sample Herald", "Norland harbour law passes", fact),
    ]
    title = "Norland parliament passes harbour law on ferries"
    texts = [one.text for one in summarize_thread([Story("s", "t", "", tuple(articles))], title).long]
    assert REPORT in texts
    assert again not in texts


def test_a_side_topic_of_two_publishers_has_no_term_of_the_title(make) -> None:
    aside = "Sheep farmers in Vesmark sold their wool at 12 crowns a bale this spring, a record for the region."
    articles = [
        make("a", "2026-03-02T08:00", "Sample Wire", "Norland parliament passes harbour law", REPORT),
        make("b", "2026-03-02T09:00", "Sample Gazette", "Wool is dear at Vesmark farms", aside),
        make("c", "2026-03-02T10:00", "Sample Herald", "Wool of Vesmark farms is dear", aside.replace("12", "13")),
        make("d", "2026-03-02T11:00", "Sample Observer", "Norland passes harbour law on ferries", REPORT),
    ]
    title = "Norland parliament passes harbour law on ferries"
    long = summarize_thread([Story("s", "t", "", tuple(articles))], title).long
    assert [one.text for one in long] == [REPORT]
