"""Timelines of threads and of topics: which events they have, on which days, and in which words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from briefing.model.articles import EPOCH, Article, Story
from briefing.model.threads import MAX_MAIN_EVENTS, Sentence, TimelineEntry
from briefing.writing.headlines import is_reaction
from briefing.writing.timeline.event_features import event_patterns
from briefing.writing.timeline.event_headlines import event_likelihood, is_preview
from briefing.writing.timeline.events import MIN_EVENT_LIKELIHOOD, Event
from briefing.writing.timeline.headline_verbs import verb_kinds
from briefing.writing.timeline.main_events import select_events
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.thread_timeline import thread_timeline
from briefing.writing.timeline.topic_timeline import topic_timeline

Make = Callable[..., Article]


def articles_of(stories: Sequence[Story]) -> list[Article]:
    return [article for story in stories for article in story.articles]


def of_articles(*articles: Article) -> tuple[TimelineEntry, ...]:
    """The timeline of a thread in which each article is a story."""
    return thread_timeline([Story(f"s-{article.id}", "t", "", (article,)) for article in articles])


def days(entries: Sequence[TimelineEntry]) -> list[date]:
    return sorted({entry.date for entry in entries if entry.main})


# --- events --------------------------------------------------------------------------------------------------------


def test_a_thread_has_an_entry_for_each_event_newest_first(pact: tuple[Story, ...]) -> None:
    entries = thread_timeline(pact)
    assert [(entry.date, entry.story, entry.kind) for entry in entries] == [
        (date(2024, 12, 16), "s3", "update"),
        (date(2024, 7, 8), "s2", "update"),
        (date(2023, 11, 3), "s1", "first"),
    ]
    assert entries[1].title == "Japan and Philippines sign Reciprocal Access Agreement in Manila"
    assert set(entries[1].articles) >= {"b1", "b2"}
    texts = {article.id: " ".join(article.text.split()) for article in articles_of(pact)}
    assert all(1 <= len(entry.sentences) <= 2 for entry in entries)
    assert all(s.text in texts[s.article] for entry in entries for s in entry.sentences)


def test_one_event_is_one_entry_however_many_stories_report_it(pact: tuple[Story, ...], make: Make) -> None:
    again = make(
        "z",
        "2024-07-09T20:00",
        "Sample Courier",
        "Japan and Philippines sign Reciprocal Access Agreement",
        "Japan and the Philippines signed a Reciprocal Access Agreement in Manila on Monday.",
    )
    entries = thread_timeline((*pact, Story("s9", "t1", "", (again,))))
    (signed,) = [entry for entry in entries if entry.date == date(2024, 7, 8)]
    assert "z" in signed.articles


def test_bursts_of_a_long_story_are_events(make: Make) -> None:
    story = [
        make(
            "a",
            "2026-03-01T08:00",
            "Sample Wire",
            "Ferry Calder sinks off Torvane, killing nine",
            "The ferry Calder sank, police said.",
        ),
        make(
            "b",
            "2026-03-03T08:00",
            "Sample Wire",
            "Divers raise hull of sunken ferry off Torvane",
            "Divers raised the hull, police said.",
        ),
        make(
            "c",
            "2026-03-06T08:00",
            "Sample Wire",
            "Captain of sunken ferry Calder arrested",
            "Police arrested the captain.",
        ),
    ]
    assert days(thread_timeline([Story("s", "t", "", tuple(story))])) == [date(2026, 3, day) for day in (1, 3, 6)]


def test_several_events_may_share_a_day(make: Make) -> None:
    entries = of_articles(
        make("a", "2024-07-08T04:00", "Sample Wire", "Ministers sign access pact in Manila"),
        make("b", "2024-07-08T09:00", "Sample Wire", "Beijing protests against new bloc in Asia"),
    )
    assert [(e.date, e.story, e.kind) for e in entries] == [
        (date(2024, 7, 8), "s-b", "update"),
        (date(2024, 7, 8), "s-a", "first"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Will the harbour strike of Torvane ever end?",
        "Why the harbour strike of Torvane matters to you",
        "The harbour strike of Torvane: a long story of mistrust",
        "Torvane strike vs. Orsina strike: which port is the better choice",
        "Scorecard: how Torvane and Orsina played",
        "What we learned from the strike of Torvane | Jane Sample",
        "Harbour strike: why dockers of Torvane stopped work",
        "Seven odd moments from the harbour strike of Torvane",
        "Sample Metro speaks to a docker on strike in Torvane",
        "Leader of dockers in Torvane talks to Sample Metro",
        "Silent harbour: the return of the strike to Torvane",
        "Harbour strike is a red herring in Torvane",
        "One moment they danced on deck. Then Torvane went on strike.",
        "Passengers describe moment harbour strike stopped their ferry",
        "All the news of the harbour strike in Torvane",
    ],
)
def test_questions_comparisons_and_comment_are_no_events(make: Make, title: str) -> None:
    news = [
        make(f"n{day}", f"2026-03-0{day}T08:00", "Sample Wire", f"Dockers {what}", f"The union said dockers {what}.")
        for day, what in enumerate(("stop work in Torvane", "reject an offer", "march to parliament", "sign a deal"), 1)
    ]
    other = make("x", "2026-03-03T12:00", "Sample Metro", title, "I have three answers. Do you agree?")
    assert event_likelihood(other) < MIN_EVENT_LIKELIHOOD
    assert all("x" not in entry.articles or len(entry.articles) > 1 for entry in of_articles(*news, other))


def test_patterns_of_events_match_their_examples() -> None:
    for one in event_patterns():
        assert one.pattern.search(one.example), one.name
    assert {one.part for one in event_patterns()} == {"title", "headline", "opening", "address"}


@pytest.mark.parametrize(
    ("headline", "kinds"),
    [
        ("Minister signs pact with Norland", "act"),
        ("Dockers strike in Torvane", "act"),
        ("The strike in Torvane", ""),
        ("Ports struggle without ferries", "state"),
        ("Harbour master faces inquiry and resigns", "state act"),
        ("Torvane 3-1 Orsina", "act"),
        ("Captain: 'We sign nothing'", ""),
        ("Ports worry as dockers strike", "state"),
        ("Calls within a captain's reach", ""),
    ],
)
def test_the_verbs_of_the_main_clause_are_acts_or_states(headline: str, kinds: str) -> None:
    assert list(verb_kinds(headline)) == kinds.split()


@pytest.mark.parametrize(
    ("act", "state"),
    [
        ("Calder unveils electric ferry", "Calder bets its future on electric ferry"),
        ("Navy seizes tanker off Torvane", "Tankers face dangers off Torvane"),
        ("Orsina beats Torvane at home", "Orsina braces for Torvane at home"),
    ],
)
def test_what_somebody_did_is_a_likelier_event_than_what_goes_on(make: Make, act: str, state: str) -> None:
    did, goes_on = (make(title, "2026-03-03T12:00", "Sample Wire", title) for title in (act, state))
    assert event_likelihood(did) > MIN_EVENT_LIKELIHOOD > event_likelihood(goes_on)


def test_a_thread_of_comment_alone_still_has_an_entry(make: Make) -> None:
    assert of_articles(make("a", "2026-03-01T08:00", "Sample Wire", "Why is the port of Torvane so quiet?"))


# --- days ----------------------------------------------------------------------------------------------------------


def day_of(make: Make, when: str, title: str, text: str) -> date:
    (entry,) = of_articles(make("a", when, "Sample Wire", title, text))
    return entry.date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ministers signed the pact of Torvane on Monday, officials said.", 9),
        ("Ministers signed the pact of Torvane a day after Monday's march.", 10),
        ("Ministers signed the pact of Torvane, which dockers had opposed since Monday.", 10),
        ("Ministers signed the pact of Torvane, as guests of Monday Night Live saw.", 10),
        ("Ministers signed the pact of Torvane, which takes effect next Monday.", 10),
        ("Ministers signed the pact of Torvane, which on Monday was hit by a storm.", 10),
    ],
)
def test_an_event_is_dated_by_the_sentence_that_reports_it(make: Make, text: str, day: int) -> None:
    assert day_of(make, "2026-03-10T08:00", "Ministers sign pact of Torvane", text) == date(2026, 3, day)


@pytest.mark.parametrize("first", ["04T19", "04T08"])
def test_an_event_has_the_day_of_its_first_report_however_many_follow(make: Make, first: str) -> None:
    reports = [
        make(f"a{n}", f"2026-03-{hour}:00", f"Sample {n}", "President fires minister Nora Marsh", "Marsh was fired.")
        for n, hour in enumerate((first, "04T21", "05T01", "05T02", "05T03"))
    ]
    assert [entry.date.day for entry in of_articles(*reports)] == [4]


# --- main and all --------------------------------------------------------------------------------------------------


@pytest.fixture
def strike(make: Make) -> list[Article]:
    """A strike of twenty days, each with an event of its own; three publishers report every fifth."""
    towns = ("Arden", "Torvane", "Selma", "Orsina", "Belmora", "Hesk", "Saltan", "Veldmoor", "Lindgren", "Halim",
             "Calder", "Norda", "Ismar", "Tarvos", "Luden", "Merrow", "Pelham", "Quarn", "Rovaan", "Sedra")  # fmt: skip
    acts = ("blockade of bridge", "fire in warehouse", "march to town hall", "arrest of union leader", "court ruling")
    return [
        make(
            f"d{day:02}-{n}", f"2026-03-{day + 1:02}T0{n + 6}:00", f"Sample {n}",
            f"{town} hit by {acts[day % 5]} number {day}", f"Officials said {acts[day % 5]} shook {town}.",
        )
        for day, town in enumerate(towns)
        for n in range(1 if day % 5 else 3)
    ]  # fmt: skip


def test_the_default_timeline_has_the_important_events_and_the_latest(strike: list[Article]) -> None:
    entries = of_articles(*strike)
    main = [entry for entry in entries if entry.main]
    assert len(entries) == 20
    assert len(main) == MAX_MAIN_EVENTS
    assert all(entry.main == bool(entry.sentences) for entry in entries)
    assert {date(2026, 3, day + 1) for day in (0, 5, 10, 15, 19)} <= set(days(entries))


Line = tuple[str, str, str]
"""The time of an article, its headline and its text; each is of another publisher."""
Lines = Callable[[Sequence[Line]], list[Article]]

ARRIVAL: list[Line] = [
    (
        "12T05:00",
        "Marsh arrives in Torvane by ferry for talks with Hallam",
        "Nora Marsh landed on Thursday, aides said.",
    ),
    ("12T06:00", "Nora Marsh arrives in Torvane to meet Hallam", "The ferry with Marsh moored in Torvane on Thursday."),
    (
        "12T07:00",
        "Ferry brings Marsh to Torvane",
        "Nora Marsh arrived by ferry on Thursday ahead of talks, police said.",
    ),
    ("12T08:00", "Marsh lands in Torvane ahead of Hallam talks", "Marsh arrived in Torvane by ferry on Thursday."),
    ("12T09:00", "Nora Marsh arrives in Torvane by ferry", "The ferry of Nora Marsh arrived on Thursday."),
    ("12T10:00", "Marsh in Torvane after ferry trip", "Nora Marsh has arrived by ferry, the government said."),
]
MEETING: list[Line] = [
    (
        "13T08:00",
        "Hallam and Marsh sign fishing pact in Torvane",
        "The two leaders signed a fishing pact, officials said.",
    ),
    ("13T09:00", "Fishing pact signed by Marsh and Hallam", "A pact on fishing was signed on Friday in Torvane."),
    ("13T10:00", "Torvane: Marsh, Hallam agree pact on fishing", "They signed the fishing pact on Friday, aides said."),
    ("13T11:00", "Marsh signs pact on fishing with Hallam", "The fishing pact was signed in the town hall on Friday."),
    ("13T12:00", "Nora Marsh meets Hallam in Torvane", "They signed a pact on fishing in the town hall on Friday."),
]


@pytest.fixture
def reported(make: Make) -> Lines:
    """Makes articles of one topic, each of another publisher."""

    def articles(lines: Sequence[Line]) -> list[Article]:
        numbered = enumerate(lines)
        return [make(f"r{n:02}", f"2026-03-{when}", f"Sample {n}", title, text) for n, (when, title, text) in numbered]

    return articles


def main_entries(articles: Sequence[Article]) -> list[tuple[int, str]]:
    """The days and headlines of the main events, oldest first."""
    entries = thread_timeline([Story("s", "t", "", tuple(articles))])
    return [(entry.date.day, entry.title) for entry in reversed(entries) if entry.main]


def test_one_happening_in_many_words_is_one_event_and_the_next_day_another(reported: Lines) -> None:
    rows = main_entries(reported([*ARRIVAL, *MEETING]))
    assert [day for day, _ in rows] == [12, 13]
    assert "Marsh" in rows[0][1] and "pact" in rows[1][1]


CAKES = ("13T12:00", "Baker of Torvane sells cakes with face of Marsh", "The cakes sold out on Friday, the baker said.")


@pytest.mark.parametrize(
    "line",
    [
        ("13T12:00", "Inside the ferry of Nora Marsh with its pink chairs", "The ferry has chairs of pink leather."),
        ("13T12:00", "Bakers of Torvane tout cakes with face of Marsh", "The cakes were baked for Friday, they said."),
        ("13T12:00", "Senator hits out at Marsh over fishing pact", "The senator said on Friday that the pact is bad."),
    ],
)
def test_what_one_of_many_publishers_has_is_no_main_event(reported: Lines, line: Line) -> None:
    assert line[1] not in [title for _, title in main_entries(reported([*ARRIVAL, *MEETING, line]))]


BARRED = (
    "12T12:00",
    "Norda bars all ships of Torvane from its ports after attack",
    "Norda barred the ships on Thursday, officials said.",
)


def test_there_is_room_for_a_plain_report_of_one_of_many_publishers(reported: Lines) -> None:
    rows = main_entries(reported([*ARRIVAL, BARRED, *MEETING]))
    assert (12, BARRED[1]) in rows and len(rows) == 3


@pytest.mark.parametrize(("title", "latest"), [(CAKES[1], ""), ("", CAKES[1])])
def test_what_the_title_or_the_latest_development_names_has_an_entry(reported: Lines, title: str, latest: str) -> None:
    stories = [Story("s", "t", "", tuple(reported([*ARRIVAL, *MEETING, CAKES])))]
    entries = thread_timeline(stories, title, None, latest)
    assert CAKES[1] in [entry.title for entry in entries if entry.main]


@pytest.mark.parametrize(
    ("title", "text", "has_entry"),
    [
        ("Hallam to sell herring fleet", "The fleet will be sold on Friday, officials said on Wednesday.", True),
        ("Inside the season of cod and herring", "Shoals of herring move along the coast in March.", False),
    ],
)
def test_a_title_has_an_entry_if_it_reports_or_announces(
    reported: Lines, title: str, text: str, has_entry: bool
) -> None:
    stories = [Story("s", "t", "", tuple(reported([*ARRIVAL, *MEETING, ("11T12:00", title, text)])))]
    assert (title in [entry.title for entry in thread_timeline(stories, title) if entry.main]) == has_entry


def test_a_live_label_is_no_entry_of_the_latest_day(reported: Lines) -> None:
    live = ("14T12:00", "Torvane live: Marsh leaves by ferry, pact in force", "Marsh left on Saturday, officials said.")
    assert live[1] not in [title for _, title in main_entries(reported([*ARRIVAL, *MEETING, live]))]


SANCTIONS = ("11T09:00", "Police arrest aide of Hallam over herring bribes", "Police arrested her, officials said.")
CHAIRS = ("11T12:00", "Inside the ferry of Nora Marsh with its pink chairs", "The ferry has chairs of pink leather.")


@pytest.mark.parametrize("others", [[], [CHAIRS]])
def test_a_day_without_another_event_has_that_of_one_publisher(reported: Lines, others: list[Line]) -> None:
    rows = main_entries(reported([SANCTIONS, *others, *ARRIVAL, *MEETING]))
    assert rows[0] == (11, SANCTIONS[1])
    assert [day for day, _ in rows] == [11, 12, 13]


def test_of_two_days_what_is_reported_widely_has_a_row_on_each(reported: Lines) -> None:
    again = [(f"13T0{n}:00", "Marsh lands in Torvane again for Hallam talks", f"Marsh landed, {n}.") for n in range(4)]
    articles = reported([*ARRIVAL, *again, ("13T09:00", "Marsh lands in Torvane for talks", "Marsh has landed.")])
    reports = read_reports(articles, dated_sentences(articles, 2))
    parts = (reports[:6], reports[6:10], reports[10:])
    first, wide, narrow = (Event(date(2026, 3, day), part) for day, part in zip((12, 13, 13), parts, strict=True))
    first.odds, wide.odds, narrow.odds = 3.0, 2.0, 0.0
    wide.likeness[first] = narrow.likeness[first] = 0.35
    assert select_events([first, wide], 12) == [first, wide]
    assert select_events([first, narrow], 12) == [first]


def test_the_latest_event_of_one_publisher_is_a_main_event_if_it_is_certain(reported: Lines) -> None:
    latest = (
        "14T09:00",
        "Police arrest Marsh in Torvane as talks with Hallam end",
        "Nora Marsh was arrested on Saturday, police said.",
    )
    assert main_entries(reported([*ARRIVAL, *MEETING, latest]))[-1] == (14, latest[1])


def test_a_reaction_is_no_main_event_of_a_wide_thread(reported: Lines) -> None:
    reaction = ("13T10:00", "Mayor mocks Marsh over pink chairs", "The mayor was asked for her view, she said.")
    assert all("mocks" not in title for _, title in main_entries(reported([*ARRIVAL, *MEETING, reaction])))


@pytest.mark.parametrize(
    "headline",
    [
        "Storm of Halim: Watch ferry rock in the waves",
        "Images supposedly show lights over Halim before the storm",
        "Video clearly shows ferry on fire",
    ],
)
def test_pictures_are_a_reaction_to_what_happened(headline: str) -> None:
    assert is_reaction(headline)


def test_an_announcement_gives_way_to_what_happened(reported: Lines) -> None:
    before = [
        ("11T08:00", "Hallam and Marsh to sign fishing pact in Torvane", "They will sign the fishing pact soon."),
        ("11T09:00", "Marsh and Hallam set to sign pact on fishing", "The signing of the fishing pact is near."),
    ]
    rows = main_entries(reported([*before, *MEETING]))
    assert [day for day, _ in rows] == [13]
    assert rows[0][1] not in [title for _, title, _ in before]
    assert [day for day, _ in main_entries(reported(before))] == [11], "until then it is the news"


def test_what_many_publishers_announce_stays_beside_a_report_of_one(reported: Lines) -> None:
    texts = ["officials confirmed", "aides said", "the government said", "the town hall said", "ministers said"]
    announced = [
        (f"11T0{n}:00", "Hallam and Marsh to sign fishing pact in Torvane", f"They will sign the fishing pact, {text}.")
        for n, text in enumerate(texts)
    ]
    train = ("11T09:00", "Marsh leaves Orsina on ferry for fishing pact", "Nora Marsh left Orsina by ferry, they said.")
    assert (11, announced[0][1]) in main_entries(reported([*announced, train, *ARRIVAL]))


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Ministers to sign pact in Manila", True),
        ("Captain of Calder to be freed from prison", True),
        ("Senate poised to concur", True),
        ("Marsh arrives in Torvane to sign pact", False),
        ("Hallam will not run again", False),
        ("Union says it will sail again", False),
        ("Ministers sign pact", False),
        ("Ferry line to argue that storm sank Calder as trial begins in Torvane", False),
        ("Ferry line to open new pier as trial looms", True),
        ("Torvane beat Calder to reach ferry cup final", False),
        ("Captains of Calder are to meet senators in Torvane", True),
        ("Prices in Torvane rose faster than expected", False),
        ("Harbour Office Releases Timetable Ahead of Ferry Fair", False),
        ("Dockers reach deal to end strike", False),
        ("N.P. wins race to open cup", False),
        ("Mayor Won't Seek Second Term", False),
        ("Mayor seeks second term", True),
    ],
)
def test_a_preview_reports_nothing_yet(headline: str, expected: bool) -> None:
    assert is_preview(headline) == expected


def test_what_has_yet_to_begin_by_its_opening_is_a_preview() -> None:
    headline = "Ferry line goes to trial over sinking of Calder"
    assert is_preview(headline, "The trial of the ferry line is scheduled to start on Tuesday in Torvane.")
    assert not is_preview(headline, "The trial of the ferry line started on Tuesday in Torvane.")


def test_one_death_in_reports_of_two_days_is_one_event(reported: Lines) -> None:
    death = [
        (
            "11T20:00",
            "Governor Hallam of Torvane is dead, state television says",
            "Governor Hallam of Torvane is dead.",
        ),
        ("11T21:00", "State television: Governor Hallam dead", "Governor Hallam of Torvane has died, television said."),
        ("11T22:00", "Governor Hallam of Torvane confirmed dead", "The death of Governor Hallam was confirmed."),
        ("12T07:00", "Governor Hallam of Torvane killed in fire", "Governor Hallam of Torvane was killed in a fire."),
        ("12T08:00", "Fire killed Governor Hallam of Torvane", "Governor Hallam died in a fire in Torvane."),
    ]
    assert len(main_entries(reported(death))) == 1


def test_an_arrest_and_the_charge_after_it_are_two_events(reported: Lines) -> None:
    suspect = "fugitive soldier Hallam of Torvane"
    lines = [
        *(
            (f"12T{n + 5:02}:00", f"Police {verb} {suspect}", f"The {suspect} was {verb}, police said on Thursday.")
            for n, verb in enumerate(["captured", "caught", "arrested", "captured", "detained", "arrested"])
        ),
        *(
            (f"13T0{n}:00", f"Soldier Hallam charged with {what}", f"Prosecutors charged Hallam with {what} on Friday.")
            for n, what in enumerate(["escape from Torvane", "theft of ferry and escape"])
        ),
    ]
    assert [day for day, _ in main_entries(reported(lines))] == [12, 13]


def test_the_headline_of_an_event_has_its_latest_toll(reported: Lines) -> None:
    storm = [
        (f"12T{hour:02}:00", f"Storm kills {dead} people in Torvane", f"A storm killed {dead} people, police said.")
        for hour, dead in ((5, 12), (7, 12), (9, 31), (11, 48))
    ]
    assert main_entries(reported(storm)) == [(12, "Storm kills 48 people in Torvane")]
    next_day = ("13T03:00", "Storm kills 60 people in Torvane", "A storm killed 60 people, police said.")
    assert main_entries(reported([*storm, next_day]))[0] == (12, "Storm kills 48 people in Torvane")


def test_a_main_event_without_a_sentence_needs_a_whole_headline(reported: Lines) -> None:
    whole, cut = "Dockers of Torvane end their strike of ten days", "Dockers of Torvane end their strike after a ..."
    assert main_entries(reported([("12T08:00", whole, "")])) == [(12, whole)]
    assert main_entries(reported([("12T08:00", whole, ""), ("14T08:00", cut, "")])) == [(12, whole)]
    assert main_entries(reported([("12T08:00", cut, "")])) == [(12, cut)], "there is nothing else"


def test_timelines_are_deterministic(pact: tuple[Story, ...], strike: list[Article]) -> None:
    assert thread_timeline(pact) == thread_timeline(tuple(reversed(pact)))
    assert topic_timeline(strike, 3, 2) == topic_timeline(strike[::-1], 3, 2)


def test_an_entry_adds_to_the_title_of_its_thread(pact: tuple[Story, ...]) -> None:
    title = "Japan and Philippines sign Reciprocal Access Agreement in Manila"
    assert [entry.title for entry in thread_timeline(pact, title) if entry.story == "s2"] == [
        "Philippines and Japan sign defence pact in Manila"
    ]
    (alone,) = thread_timeline([Story("s", "t", "", pact[1].articles[:1])], title)
    assert alone.title == title


def test_the_entry_of_the_event_that_a_thread_is_named_after_says_that_event(reported: Lines) -> None:
    title, text = (
        "Two tankers set ablaze off Torvane in new attacks",
        "Oil prices jumped as two tankers burned off Torvane.",
    )
    prices = (
        "Oil prices jump as tankers burn",
        "Oil prices jump again, tankers burn",
        "Price of oil jumps as tankers burn",
    )
    lines = [("12T08:00", title, text), *((f"12T09:{n}0", headline, text) for n, headline in enumerate(prices))]
    (entry,) = thread_timeline([Story("s", "t", "", tuple(reported(lines)))], title)
    assert entry.title == title
    other = "Tankers ablaze off Torvane in new attacks"
    (entry,) = thread_timeline([Story("s", "t", "", tuple(reported([*lines, ("12T08:30", other, text)])))], title)
    assert entry.title == other


# --- background ----------------------------------------------------------------------------------------------------


def background(entries: Sequence[TimelineEntry]) -> list[tuple[date, str, str]]:
    return [(entry.date, entry.precision, entry.articles[0]) for entry in entries if entry.background]


def test_what_articles_mention_from_before_the_first_is_background(make: Make) -> None:
    senate = make(
        "a", "2024-12-16T10:00", "Sample Wire", "Senate concurs in access pact",
        "The Senate concurred on Monday.\nJapan and the Philippines signed the access pact in Manila on 8 July 2024.",
    )  # fmt: skip
    diet = make(
        "b", "2025-06-06T10:00", "Sample Gazette", "Diet approves access pact",
        "The Diet approved it.\nThe access pact with the Philippines was signed on July 8, 2024 in Manila.",
    )  # fmt: skip
    assert background(of_articles(senate)) == [], "one article is not enough"
    entries = of_articles(senate, diet)
    assert background(entries) == [(date(2024, 7, 8), "day", "b")]
    entry = entries[-1]
    assert entry.main and entry.story == "" and entry.publishers == ("Sample Gazette", "Sample Wire")
    assert entry.title == entry.sentences[0].text
    again = replace(diet, publisher="Sample Wire", url=senate.url)
    assert background(of_articles(senate, again)), "two articles of one publisher are enough"


def test_sources_that_name_one_day_for_different_events_are_no_background(make: Make) -> None:
    entries = of_articles(
        make("a", "2024-12-16T10:00", "Sample Wire", "Senate concurs in pact", "Rain fell in Orsina on 8 July 2024."),
        make("b", "2025-06-06T10:00", "Sample Gazette", "Diet approves pact", "A ferry sank near Hesk on 8 July 2024."),
    )
    assert background(entries) == []


def test_a_weekday_that_can_be_a_coming_one_is_no_background(make: Make) -> None:
    text = "The union explained what dockers can await from Sunday's ballot in Torvane."
    entries = of_articles(
        make("a", "2026-03-11T10:00", "Sample Wire", "Union names ballot rules", text),
        make("b", "2026-03-12T10:00", "Sample Gazette", "Dockers hear of ballot", f"{text} It is long."),
    )
    assert background(entries) == []


def test_background_can_be_known_to_the_month(make: Make) -> None:
    text = "The access pact between Japan and the Philippines was signed in Manila in July 2024."
    entries = of_articles(
        make("a", "2024-12-16T10:00", "Sample Wire", "Senate concurs in pact", f"The Senate concurred.\n{text}"),
        make(
            "b", "2025-06-06T10:00", "Sample Gazette", "Diet approves pact", f"The Diet approved it.\n{text} It holds."
        ),
    )
    assert background(entries) == [(date(2024, 7, 1), "month", "a")]


def test_a_month_that_figures_are_about_is_no_background(make: Make) -> None:
    text = "Ferry prices in Torvane rose faster in January than economists had thought."
    entries = of_articles(
        make("a", "2026-03-11T10:00", "Sample Wire", "Torvane ferry prices climb", text),
        make("b", "2026-03-12T10:00", "Sample Gazette", "Ferry prices jump again", f"{text} It is a record."),
    )
    assert background(entries) == []


@pytest.mark.parametrize(
    "text",
    [
        "Diver Nora Hallam has been rescued from the Selma cave after she fell ill on 2 March.",
        "Nora Hallam says she intends to leave the Torvane council after a vote that it lost on 2 March.",
        "A clerk of Torvane was sentenced for his part in the 2 March attack on the Selma bank.",
        "The Selma ferry company is likely to launch its Torvane line on 2 March.",
        "Anger at the Torvane council has grown since the vote on 2 March in Selma.",
        "The Selma ferry company planning new lines as it implements the Torvane pact announced on 2 March.",
        "The Selma ferry and the Torvane school were also among the winners of 2 March.",
    ],
)
def test_a_date_of_something_else_than_the_statement_is_no_background(make: Make, text: str) -> None:
    entries = of_articles(
        make("a", "2026-03-11T10:00", "Sample Wire", "Selma council meets again", text),
        make("b", "2026-03-12T10:00", "Sample Gazette", "Torvane hears the council", f"{text} It was long."),
    )
    assert background(entries) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Nora Hallam, who fled the Torvane prison on 2 March, robbed the Selma bank on 9 May 2019.",
            "… Nora Hallam, who fled the Torvane prison on 2 March",
        ),
        (
            "The father of Nora Hallam, who was found on 2 March in Selma, is on his way to Torvane.",
            "… Nora Hallam, who was found on 2 March in Selma",
        ),
        (
            "Father of Nora Hallam, who was found dead in Selma on 2 March, return to Torvane by ferry.",
            "… Nora Hallam, who was found dead in Selma on 2 March",
        ),
    ],
)
def test_a_clause_of_something_earlier_stands_without_its_sentence(make: Make, text: str, title: str) -> None:
    entries = of_articles(
        make("a", "2026-03-11T10:00", "Sample Wire", "Selma council meets again", text),
        make("b", "2026-03-12T10:00", "Sample Gazette", "Torvane hears the council", f"{text} It was long."),
    )
    assert [(entry.date, entry.title) for entry in entries if entry.background] == [(date(2026, 3, 2), title)]
    assert entries[-1].sentences == (Sentence(text, entries[-1].articles[0]),)


def test_an_event_of_another_topic_is_no_background(make: Make) -> None:
    baker = "A Hesk baker opened a bread school for forty apprentices on 2 March."
    lead = "The council of Selma met in Torvane to talk of the harbour and its budget for the coming years.\n" * 3
    entries = of_articles(
        make("a", "2026-03-11T10:00", "Sample Wire", "Selma council meets again", f"{lead}{baker}"),
        make(
            "b", "2026-03-12T10:00", "Sample Gazette", "Torvane hears the Selma council", f"{lead}{baker} It was long."
        ),
    )
    assert background(entries) == []


# --- days of a topic -----------------------------------------------------------------------------------------------


def test_the_days_that_matter_come_oldest_first(pact: tuple[Story, ...]) -> None:
    entries = topic_timeline(articles_of(pact), 3, 1)
    assert [entry.date for entry in entries] == [date(2023, 11, 3), date(2024, 7, 8), date(2024, 12, 16)]
    assert all(len(entry.sentences) == 1 for entry in entries)


def test_dates_and_sentences_are_bounded_and_verbatim(pact: tuple[Story, ...]) -> None:
    texts = {a.id: " ".join(a.text.split()) for a in articles_of(pact)}
    for dates in (1, 2, 9):
        entries = topic_timeline(articles_of(pact), dates, 2)
        assert len(entries) <= dates
        for entry in entries:
            assert 1 <= len(entry.sentences) <= 2
            assert all(s.text in texts[s.article] for s in entry.sentences)


def test_looking_back_counts_for_a_day(make: Make) -> None:
    articles = [
        make("a", "2024-07-08T05:00", "Sample Wire", "", "The defence pact was signed in Manila on Monday."),
        make("b", "2024-07-20T05:00", "Sample Wire", "", "The defence pact was tested in a drill on Saturday."),
        make("c", "2024-07-30T05:00", "Sample Gazette", "", "The defence pact signed on July 8 has critics."),
    ]
    assert [entry.date for entry in topic_timeline(articles, 1, 1)] == [date(2024, 7, 8)]


def test_undated_articles_give_days_with_a_year(make: Make) -> None:
    undated = replace(
        make("a", "2024-07-08T05:00", "", "", "The defence pact was signed in Manila on 8 July 2024."), published=EPOCH
    )
    assert [entry.date for entry in topic_timeline([undated], 2, 1)] == [date(2024, 7, 8)]
    assert topic_timeline([replace(undated, text="It was signed on Monday.")], 2, 1) == ()
    assert topic_timeline([], 3, 1) == ()


def test_no_sentence_is_quoted_for_two_days(make: Make) -> None:
    twice = "The defence pact was signed in Manila on 8 July and tested in a drill off Luzon on 20 July."
    articles = [
        make("a", "2024-07-08T05:00", "Sample Wire", "Pact", f"The defence pact of Manila was signed.\n{twice}"),
        make("b", "2024-07-20T05:00", "Sample Wire", "Drill", f"The defence pact was tested off Luzon.\n{twice}"),
        make("c", "2024-07-30T05:00", "Sample Wire", "Senate", f"The Senate hears of the defence pact.\n{twice}"),
    ]
    quoted = [s.text for entry in topic_timeline(articles, 3, 3) for s in entry.sentences]
    assert twice in quoted
    assert len(quoted) == len(set(quoted))


def test_a_chronicle_of_many_days_counts_less_for_each(make: Make) -> None:
    chronicle = "The pact was drafted on 2 July, agreed on 3 July, printed on 4 July and sealed on 5 July."
    articles = [
        make("a", "2024-07-08T05:00", "Sample Wire", "", f"{chronicle}\nThe pact was signed on 6 July."),
        make("b", "2024-07-09T05:00", "Sample Gazette", "", "Ministers signed the pact on 6 July."),
        make("c", "2024-07-02T05:00", "Sample Gazette", "", "Ministers wrote the pact."),
        make("d", "2024-07-06T05:00", "Sample Gazette", "", "Ministers came for the pact."),
    ]
    assert [entry.date for entry in topic_timeline(articles, 1, 1)] == [date(2024, 7, 6)]


def test_articles_of_a_large_topic_that_are_not_read_are_of_the_event_of_their_story_on_their_day(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.writing.timeline.thread_timeline.MAX_READ_ARTICLES", 6)
    stories = []
    for day, act in ((3, "ratifies pact"), (6, "rejects budget")):
        title = f"Senate of Torvane {act}"
        articles = tuple(
            make(f"{day}{n}", f"2026-03-{day:02}T1{n}:00", f"Sample {n}", title, f"The {title} after hours, {n} said.")
            for n in range(6)
        )
        stories.append(Story(f"s{day}", "t1", title, articles))
    entries = [entry for entry in thread_timeline(stories) if entry.story]
    assert [(entry.date.day, len(entry.publishers)) for entry in entries] == [(6, 6), (3, 6)]
    assert [entry.articles for entry in entries] == [tuple(f"{day}{n}" for n in range(6)) for day in (6, 3)]
    unrelated = make("x", "2026-03-06T12:00", "Sample 9", "Divers raise bell", "Divers raised a bell.")
    entries = thread_timeline([*stories, Story("sx", "t1", "Divers raise bell", (unrelated,))])
    assert not any("x" in entry.articles for entry in entries if len(entry.articles) > 1)
