"""The long summary of a thread of many articles: where it stands, and what happened on each day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.model.articles import Article, Story
from briefing.model.coverage import ThreadText
from briefing.writing.summary.outline import outline_of
from briefing.writing.summary.plans import announces_past_day, is_provisional
from briefing.writing.summary.same_facts import acts_and_plurals
from briefing.writing.summary.thread_summary import summarize_thread
from briefing.writing.summary.unresolved_references import has_unnamed_speaker, refers_back, surnames
from briefing.writing.summary.weighed_sentences import weigh_thread_sentences
from briefing.writing.thread_text import write_thread
from briefing.writing.timeline.thread_timeline import topic_events
from tests.writing.conftest import Make

STRIKE = (
    (
        "2026-03-02T08:00",
        "Dockers strike in Torvane harbour",
        "Dockers in Torvane walked off the job over pay and closed three terminals of the harbour, their union said.",
    ),
    (
        "2026-03-03T09:00",
        "Torvane dockers block bridge to harbour",
        "About 400 dockers blocked the Vesmark bridge to the Torvane harbour and turned lorries away.",
    ),
    (
        "2026-03-04T10:00",
        "Court fines union of Torvane dockers",
        "A court in Arden fined the union of the dockers 90,000 crowns for the blockade of Torvane harbour.",
    ),
    (
        "2026-03-06T10:00",
        "Torvane dockers end strike after wage deal",
        "Dockers in Torvane ended their strike on Friday after harbour owners offered six percent more pay.",
    ),
)
TITLE = "Torvane dockers end strike after wage deal"


def affair(make: Make) -> list[Article]:
    """Two publishers on each day of a strike."""
    return [
        make(f"a{number}-{wire}", f"{when[:14]}{wire * 7:02d}", f"Sample {name}", title, text)
        for number, (when, title, text) in enumerate(STRIKE)
        for wire, name in enumerate(("Wire", "Gazette"))
    ]


def written(articles: list[Article], previous_title: str = "") -> ThreadText:
    stories = tuple(Story(f"s{number}", "t", "", (article,)) for number, article in enumerate(articles))
    return write_thread("t", stories, "", previous_title)


def test_the_long_summary_has_what_happened_on_each_day(make: Make) -> None:
    long = [one.text for one in written(affair(make), TITLE).summary.long]
    assert long[0] == STRIKE[3][2]
    assert set(long) == {text for _, _, text in STRIKE}
    assert long[1:] == [STRIKE[2][2], STRIKE[1][2], STRIKE[0][2]]  # newest first


def test_an_act_of_the_title_may_be_done_by_others(make: Make) -> None:
    other = "Pilots of Vesmark ended a walkout of their own after two days and flew 40 parcels to Arden."
    again = "Dockers in Torvane have ended their strike over wages with a deal on Friday, 700 dockers said."
    articles = [
        *affair(make),
        make("p", "2026-03-06T14:00", "Sample Herald", "Vesmark pilots end walkout as Torvane dockers do", other),
        make("r", "2026-03-06T15:00", "Sample Echo", "Torvane dockers end strike", again),
    ]
    long = [one.text for one in written(articles, TITLE).summary.long]
    assert again not in long
    assert STRIKE[3][2] in long


def test_what_was_going_on_days_ago_is_not_told(make: Make) -> None:
    text = "Dockers in Torvane are still blocking the harbour bridge with 40 lorries and two cranes."
    old = make("old", "2026-03-03T12:00", "Sample Herald", "Torvane dockers block harbour bridge with cranes", text)
    assert text not in [one.text for one in written([*affair(make), old], TITLE).summary.long]


def test_the_first_sentence_states_what_an_older_title_states(make: Make) -> None:
    later = (
        "A museum in Torvane opened a show on two centuries of its harbour and its dockers on Sunday.",
        "Fishermen of Torvane sold herring beside the harbour of the dockers for 12 crowns a crate.",
    )
    side = [
        make(f"b{n}", f"2026-03-08T0{n + 6}:00", "Sample Echo", f"Torvane harbour on a Sunday, part {n}", text)
        for n, text in enumerate(later)
    ]
    summary = summarize_thread([Story("s", "t", "", (*affair(make), *side))], TITLE)
    assert summary.line[0].text == STRIKE[3][2]


def test_the_summary_of_a_label_begins_with_the_latest_event(make: Make) -> None:
    talk = "A radio host spoke at length of that week with two old friends of his in Arden."
    host = make("host", "2026-03-06T15:00", "Sample Radio", "Harbour strike: a host and his friends", talk)
    articles = [*affair(make), host]
    events = topic_events(articles)
    for label in ("Harbour strike", "Torvane harbour strike 2026"):
        outline = outline_of(events.main, events.reported, label)
        summary = summarize_thread([Story("s", "t", "", tuple(articles))], label, outline)
        assert summary.line[0].text == STRIKE[3][2]


def test_the_summary_of_a_label_does_not_begin_days_before_its_newest_event(make: Make) -> None:
    papers = "Norland Wire", "Arden Gazette", "Vesmark Herald"
    strike = [
        make(f"a{n}", f"2026-03-02T{6 + n:02d}:00", name, STRIKE[0][1], f"{STRIKE[0][1]}, readers of the {name} wrote.")
        for n, name in enumerate(papers)
    ]
    end = make("b", STRIKE[3][0], papers[0], STRIKE[3][1], STRIKE[3][2])
    events = topic_events([*strike, end])
    assert outline_of(events.main, events.reported, "Torvane strike").lead == STRIKE[3][1]


@pytest.mark.parametrize(("side_count", "is_side_matter"), [(3, True), (4, False)])
def test_the_summary_of_a_label_begins_with_what_most_report_not_with_a_newer_side_matter(
    make: Make, side_count: int, is_side_matter: bool
) -> None:
    _, blocked, fined, _ = STRIKE
    wide = [
        make(f"a{n}", f"2026-03-04T10:{n:02d}", f"Sample {n}", fined[1], f"{fined[2]} Sample {n} was there.")
        for n in range(8)
    ]
    newer = [
        make(f"b{n}", f"2026-03-04T15:{n:02d}", f"Sample {n}", blocked[1], f"{blocked[2]} Sample {n} saw it.")
        for n in range(side_count)
    ]
    events = [event for articles in (wide, newer) for event in topic_events(articles).reported]
    assert [len(event.publishers) for event in events] == [8, side_count]
    assert outline_of(events, events, "Torvane strike").lead == (fined if is_side_matter else blocked)[1]


def test_the_name_of_a_person_is_no_title(make: Make) -> None:
    articles = [
        make(
            f"p{n}",
            f"2026-03-0{n + 1}T08:00",
            f"Sample {n}",
            f"Angela Merkel: {what}",
            f"Angela Merkel {what} in Torvane on day {n}, her office said.",
        )
        for n, what in enumerate(
            ("opens bridge", "visits mine", "signs book", "plants tree", "leads walk", "reads out")
        )
    ]
    articles += [
        make(f"q{n}", f"2026-03-0{n + 1}T18:00", f"Sample {n}", f"Angela Merkel: {what}", "")
        for n, what in enumerate(("sees dam", "tours mill", "meets crew", "opens fair"))
    ]
    assert written(articles).title != "Angela Merkel"


def test_a_whole_sentence_comes_before_a_headline_that_stands_in(make: Make) -> None:
    whole = "Ostrand Lines lets passengers of its ferries pay by phone from this week on, it said."
    early = make("w", "2026-03-02T08:00", "Sample Wire", "Ferry passengers of Ostrand Lines pay by phone", whole)
    cut = make(
        "c", "2026-03-04T15:00", "Sample Post", "Phone payment for ferry passengers of Ostrand arrives", "On the"
    )
    summary = summarize_thread([Story("s", "t", "", (early, cut))], "Ferry passengers of Ostrand Lines pay by phone")
    assert [one.text for one in summary.long] == [whole]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ferry app hides rude messages", "Ostrand has built an app for ferries that rewrites inappropriat"),
        ("Ostrand drops RoboPilot from ferries", "Here comes another disappointment for the makers of RoboPil"),
    ],
)
def test_what_ends_within_a_long_word_is_not_quoted(make: Make, title: str, text: str) -> None:
    assert text not in [
        one.text for one in written([make("a", "2026-03-02T08:00", "Sample", title, text)]).summary.long
    ]


def test_the_day_of_an_announcement_is_not_that_of_what_is_announced(make: Make) -> None:
    texts = {
        "The mayor of Torvane announced on Tuesday that the council will open an inquiry into the ferry.": False,
        "The council of Torvane will open an inquiry into the ferry on Wednesday.": True,
    }
    first = [
        make(f"a{n}", "2026-03-03T08:00", "Sample Wire", "Torvane inquiry into ferry", text)
        for n, text in enumerate(texts)
    ]
    last = make("z", "2026-03-05T08:00", "Sample Gazette", "Torvane inquiry into ferry goes on", "")
    sentences = weigh_thread_sentences([Story("s", "t", "", (*first, last))], title="Torvane inquiry").sentences
    newest_day = last.published.date()
    assert {
        one.sentence.text: announces_past_day(one, newest_day) for one in sentences if one.sentence.text in texts
    } == texts


@pytest.mark.parametrize(
    ("text", "is_unnamed"),
    [
        ("The police now have close to 400 officers on the case, he said.", True),
        ("A strike killed three people in the village of Arden, Korvel said on Friday.", True),
        ("Ivo Marn lost his boat in the storm, he said.", False),
        ("The minister of ports is to leave, Ostrand said.", False),
    ],
)
def test_a_speaker_at_the_end_must_be_known(text: str, is_unnamed: bool) -> None:
    assert has_unnamed_speaker(text, frozenset({"Korvel"}), "Harbour strike") == is_unnamed
    assert not has_unnamed_speaker("The port is shut, Korvel said.", frozenset({"Korvel"}), "Ana Korvel shuts port")


def test_what_began_days_ago_does_not_begin(make: Make) -> None:
    text = "The regatta of Torvane begins on Monday with forty boats off the coast of Vesmark."
    first = make("a", "2026-03-02T06:00", "Sample Wire", "Regatta of Torvane", text)
    last = make("b", "2026-03-05T08:00", "Sample Gazette", "Regatta of Torvane goes on", "")
    sentences = weigh_thread_sentences([Story("s", "t", "", (first, last))], title="Regatta of Torvane").sentences
    assert [announces_past_day(one, last.published.date()) for one in sentences if one.sentence.text == text] == [True]


def test_small_marks_of_what_leans_or_repeats() -> None:
    assert refers_back("The harbour ministry also warned of storms.")
    assert refers_back("The supposed ban comes at a time when Norland and Arden are at odds.")
    assert not refers_back("The ministry warned of storms and also of floods in Vesmark.")
    assert acts_and_plurals("President apologises to Norland") & acts_and_plurals(
        "The president apologized to Norland."
    )
    assert surnames(["Everything Ostrand built", "Everything Ostrand sold", "Ostrand sailed"]) == frozenset()


def test_a_summary_begins_with_the_event_to_which_the_affair_has_moved_on(make: Make) -> None:
    names = "Norland Wire", "Arden Gazette"
    articles = [replace(one, publisher=names[number % 2]) for number, one in enumerate(affair(make))]
    articles[1::2] = [replace(one, text=f"{one.title}, the mayor said on the radio.") for one in articles[1::2]]
    old = STRIKE[0][1]
    events = topic_events(articles)
    assert outline_of(events.main, events.reported, old).lead == STRIKE[3][1]
    assert outline_of(events.main, events.reported, TITLE).lead == TITLE
    alone = topic_events(articles[:2])
    assert outline_of(alone.main, alone.reported, old).lead == old


@pytest.mark.parametrize(("started", "has_moved_on"), [("2026-03-02T20:00", False), ("2026-03-03T12:00", True)])
def test_a_day_later_an_event_of_fewer_publishers_is_the_latest(make: Make, started: str, has_moved_on: bool) -> None:
    papers = "Norland Wire", "Arden Gazette", "Vesmark Herald", "Calder Observer", "Ostrand Mail"
    strike = [
        make(f"a{n}", f"2026-03-02T{6 + n:02d}:00", name, STRIKE[0][1], f"{STRIKE[0][1]}, readers of the {name} wrote.")
        for n, name in enumerate(papers)
    ]
    fined = [
        make(f"b{n}", started, name, STRIKE[2][1], f"{STRIKE[2][1]}, a clerk in {name.split()[0]} wrote to the paper.")
        for n, name in enumerate(papers[:2])
    ]
    events = topic_events([*strike, *fined])
    lead = outline_of(events.main, events.reported, STRIKE[0][1]).lead
    assert lead == (STRIKE[2][1] if has_moved_on else STRIKE[0][1])


def test_a_time_counted_from_its_day_does_not_stand_under_another_heading(make: Make) -> None:
    late = "A court in Arden fined the union of the dockers 90,000 crowns three days ago for a blockade of Torvane."
    told = [replace(one, text=late) if "Court fines" in one.title else one for one in affair(make)]
    summary = summarize_thread([Story("s", "t", "", tuple(told))], TITLE)
    assert late not in [one.text for one in summary.long]


@pytest.mark.parametrize(
    ("text", "provisional"),
    [
        ("Arden on Monday announced its ferries would take no lorries from the first of June.", False),
        ("Arden on Monday said its ferries would take no lorries on Tuesday.", True),
        ("The ferries of Arden, which voted to close the port on Monday, are due to sail at noon.", True),
        ("The ferries of Arden will be built in Torvane by the yard that built the first ones.", False),
        ("The council of Arden moved to open an inquiry into the ferries on Monday.", False),
        ("The council of Arden opens an inquiry into the ferries on Monday.", True),
    ],
)
def test_what_was_decided_is_known_though_it_is_to_come(make: Make, text: str, provisional: bool) -> None:
    articles = (
        make("a", "2024-07-08T20:00", "Sample Wire", "Ferries of Arden sail", "The ferries of Arden have 12 decks."),
        make("b", "2024-07-08T08:00", "Sample Gazette", "Ferries of Arden sail", text),
    )
    weighed = weigh_thread_sentences([Story("s", "t", "", articles)]).sentences
    assert [is_provisional(one) for one in weighed if one.sentence.text == text] == [provisional]
