from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.model.feeds import Feed, FeedState
from briefing.model.threads import Thread, ThreadRow, TimelineEntry
from briefing.writing.coverage import MAX_COMPARED, coverage
from briefing.writing.stories import publisher_names

Make = Callable[..., Article]
NOW = datetime(2024, 12, 16, 18, tzinfo=UTC)


def thread_of(*stories: Story) -> Thread:
    articles = [a for s in stories for a in s.articles]
    row = ThreadRow(
        id="t1",
        title="The pact",
        section="asia",
        first=min(a.published for a in articles),
        last=max(a.published for a in articles),
        status="updated",
        publishers=tuple(dict.fromkeys(a.publisher for a in articles)),
        article_count=len(articles),
        story_count=len(stories),
    )
    return Thread(row, stories)


def test_who_reports_first_and_how_much_later_the_others(pact: tuple[Story, ...]) -> None:
    found = coverage(thread_of(*pact))
    assert [one.happening.story for one in found.happenings] == ["s3", "s2", "s1"]
    assert [(v.publisher, v.delay, v.copied_from) for v in found.happenings[0].publisher_reports] == [
        ("Sample Wire", timedelta(0), ""),
        ("Sample Observer", timedelta(hours=2), ""),
    ]


def event(title: str, story: str, *articles: Article) -> TimelineEntry:
    return TimelineEntry(
        max(article.published for article in articles).date(),
        title,
        story,
        publishers=publisher_names(articles),
        articles=tuple(article.id for article in articles),
    )


def test_publishers_are_those_of_the_events_of_the_timeline(pact: tuple[Story, ...]) -> None:
    """An event with articles of two stories has all its publishers; what no event has comes after, by story."""
    signed, (wire, observer) = pact[1].articles, pact[2].articles
    timeline = (event("Senate concurs", "s3", wire, signed[0]), event("Pact signed", "s2", *signed[1:]))
    thread = replace(thread_of(*pact), timeline=timeline)
    found = [
        (one.happening.title, one.happening.story, set(one.happening.articles)) for one in coverage(thread).happenings
    ]
    first, second, *rest = sorted(found[:2], key=lambda one: one[1], reverse=True) + found[2:]
    assert first == ("Senate concurs", "s3", {wire, signed[0]})
    assert second == ("Pact signed", "s2", set(signed[1:]))
    assert rest == [(observer.title, "s3", {observer}), (pact[0].title, "s1", set(pact[0].articles))]
    for entry in timeline:
        own = next(one for one in coverage(thread).happenings if one.happening.title == entry.title)
        assert own.independent_count == len(entry.publishers)


def test_what_is_perhaps_of_another_topic_comes_last(pact: tuple[Story, ...]) -> None:
    doubted = replace(pact[2], doubted=True)
    found = coverage(thread_of(*pact[:2], doubted))
    assert [one.happening.story for one in found.happenings] == ["s2", "s1", "s3"]


def test_an_event_that_articles_only_mention_has_no_coverage(pact: tuple[Story, ...]) -> None:
    mentioned = replace(event("Talks begin", "s1", pact[0].articles[0]), story="")
    found = coverage(replace(thread_of(*pact), timeline=(mentioned,)))
    assert [one.happening.title for one in found.happenings] == [story.title for story in reversed(pact)]


def test_what_only_one_publisher_has(pact: tuple[Story, ...]) -> None:
    only = {(o.publisher, o.fact) for o in coverage(thread_of(*pact)).happenings[1].exclusive_facts}
    assert ("Sample Wire", "Gilberto Teodoro") not in only, "another publisher names him too"


def test_one_publisher_alone_has_no_exclusive_facts(pact: tuple[Story, ...]) -> None:
    alone = replace(pact[2], articles=pact[2].articles[:1])
    assert coverage(thread_of(alone)).happenings[0].exclusive_facts == ()


def test_a_reprint_names_whose_words_it_has(make: Make) -> None:
    text = "The Senate in Manila concurred in the Reciprocal Access Agreement with Japan by 19 votes to none on Monday."
    wire = make("a", "2024-12-16T10:00", "Sample Wire", "Senate concurs", text)
    reprint = make("b", "2024-12-16T11:00", "Sample Metro", "Senators agree", text)
    (story,) = coverage(thread_of(Story("s", "t1", "Senate concurs", (reprint, wire)))).happenings
    assert [(v.publisher, v.copied_from) for v in story.publisher_reports] == [
        ("Sample Wire", ""),
        ("Sample Metro", "Sample Wire"),
    ]


def test_a_copy_of_the_second_report_of_a_publisher_is_a_reprint_and_of_no_house_of_it(make: Make) -> None:
    text = "The Senate in Manila concurred in the Reciprocal Access Agreement with Japan by 19 votes to none on Monday."
    flash = make("a", "2024-12-16T10:00", "Sample Wire", "Senate votes", "The Senate in Manila votes on the agreement.")
    wire = make("b", "2024-12-16T11:00", "Sample Wire", "Senate concurs", text)
    reprint = make("c", "2024-12-16T12:00", "Sample Metro", "Senators agree", text)
    (story,) = coverage(thread_of(Story("s", "t1", "Senate concurs", (flash, wire, reprint)))).happenings
    assert [(one.publisher, one.copied_from, one.sibling) for one in story.publisher_reports] == [
        ("Sample Wire", "", ""),
        ("Sample Metro", "Sample Wire", ""),
    ]
    assert story.independent_count == 1


@pytest.mark.parametrize(
    ("feed", "state", "silent"),
    [
        ({"publisher": "Sample Metro"}, {"last_success": NOW}, ("Sample Metro",)),
        ({"publisher": "Sample Wire"}, {"last_success": NOW}, ()),
        ({"publisher": "Sample Metro", "section": "sport"}, {"last_success": NOW}, ()),
        ({"publisher": "Sample Metro", "enabled": False}, {"last_success": NOW}, ()),
        ({"publisher": "Sample Metro"}, {"last_success": NOW, "failures": 2}, ()),
        ({"publisher": "Sample Metro"}, {}, ()),
        ({}, {"last_success": NOW, "title": "Sample Kurier"}, ("Sample Kurier",)),
        ({}, {"last_success": NOW, "title": "pact - Google News"}, ()),
        ({"name": "Planet", "url": "https://planet.example/rss"}, {"last_success": NOW}, ()),
        ({"name": "Wire Asia", "url": "https://asia.wire.example/rss"}, {"last_success": NOW}, ()),
    ],
)
def test_silent_are_publishers_of_feeds_that_were_read(
    pact: tuple[Story, ...], feed: dict[str, str], state: dict[str, object], silent: tuple[str, ...]
) -> None:
    found = Feed(**({"url": "https://metro.example/rss", "section": "asia"} | feed))
    first = replace(pact[0].articles[0], feed="https://planet.example/rss", publisher="Ann", url="")
    second = replace(pact[0].articles[0], id="w", publisher="Sample Wire", url="https://www.wire.example/1")
    stories = (*pact, replace(pact[0], id="s9", articles=(first, second)))
    assert coverage(thread_of(*stories), [(found, FeedState(found.url, **state))]).silent_publishers == silent


def test_a_part_of_the_world_is_no_fact_of_its_own(make) -> None:
    reports = [
        make(
            "a",
            "2026-03-01T08:00",
            "Sample Wire",
            "Pilot quits",
            "In the Middle East a pilot called Clara Winthuis quit.",
        ),
        make("b", "2026-03-01T09:00", "Sample Gazette", "Ships wait", "Ships wait at anchor for a pilot."),
    ]
    facts = {
        one.fact
        for one in coverage(thread_of(Story("s1", "t1", "Ships wait", tuple(reports)))).happenings[0].exclusive_facts
    }
    assert "Middle East" not in facts


REST = (
    "Divers of the coast guard searched the wreck until the evening, and boats took the others to the islands. "
    "The minister of transport spoke of the worst night since the war. Flags on all ships flew at half mast that day."
)
"""What another house says beside its news: of a shorter text nobody knows what it leaves out."""
PLAIN = (
    "The ferry Aurora of the Norland line ran aground in the harbour of Torvane on Tuesday.",
    "The ferry Aurora of the Norland line sank in the harbour of Torvane, and 14 people died.",
)


NAMED = "Captain Clara Winthuis said that fog hid the harbour lamps of Torvane when she turned towards the outer wall."
COUNTED = "Police in Torvane harbour arrested 312 smugglers who had hidden tobacco below deck, a spokesman confirmed."


def grounding(make: Make, line: str, second: str = PLAIN[1], suffix: str = "", day: int = 10) -> Story:
    first = make(f"a{suffix}", f"2026-03-{day}T08:00", "Sample Wire", "Fog hid lamps of harbour", f"{PLAIN[0]}\n{line}")
    text = f"{second}\nThe line regretted it. {REST}"
    later = make(f"b{suffix}", f"2026-03-{day}T20:00", "Sample Gazette", "Ferry Aurora sinks in Torvane", text)
    return Story(f"s{suffix}", "t1", "Ferry Aurora", (first, later))


def facts_of(make: Make, line: str, second: str = PLAIN[1]) -> list[str]:
    (story,) = coverage(thread_of(grounding(make, line, second))).happenings
    return [fact.sentence.text for fact in story.exclusive_facts if fact.publisher == "Sample Wire"]


@pytest.mark.parametrize(
    "line",
    [
        NAMED,
        COUNTED,
    ],
)
def test_a_name_and_a_count_of_one_publisher_are_facts_with_their_sentence(make: Make, line: str) -> None:
    assert facts_of(make, line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The ferry Aurora of the Norland line ran aground, said Clara Winthuis, on Tuesday in the harbour of Torvane.",
        "Fog hid the lamps of Torvane at Clara Winthuis Bridge, where lorries stood all night without fuel.",
        '"Fog hid the lamps of Torvane when I turned towards the outer wall," Clara Winthuis said.',
        "Captain Clara Winthuis paid tribute to crews who brought blankets from Torvane to the outer wall.",
        "An earlier boat had 312 smugglers on board in 1998, Clara Winthuis said about old days in Torvane.",
        "Two boats carried five smugglers with hidden tobacco, Clara Winthuis told an interview in Torvane.",
        "The ferry Aurora of Captain Clara Winthuis sank off Torvane, and nine people died on board.",
        "Sample Wire's Clara Winthuis has more on the ferry of the Norland line from Torvane.",
        "Passengers of the Norland line tell Clara Winthuis about the night on the ferry in Torvane.",
        "Clara Winthuis reports from the harbour of Torvane, where the ferry of the line ran aground.",
        "The ferry left Torvane 12 hours before it ran aground, the company of the line said.",
        "12 sailors of Clara Winthuis",
        "I think that Captain Clara Winthuis should never have left the harbour, and you know it.",
        "Ships of the United States and of Saudi Arabia lay in the harbour of Torvane on Tuesday.",
        "Is Captain Clara Winthuis of the Norland line to blame for the night in Torvane?",
    ],
)
def test_no_older_toll_by_line_span_fragment_or_opinion_is_a_fact(make: Make, line: str) -> None:
    assert line not in facts_of(make, line)


def test_what_another_story_of_the_thread_has_is_no_fact_of_one_publisher(make: Make) -> None:
    first, other = grounding(make, NAMED).articles
    trial = "A court in Torvane heard Captain Clara Winthuis on Friday."
    third = make("c", "2026-03-13T09:00", "Sample Gazette", "Court hears captain", trial)
    fourth = make("d", "2026-03-13T10:00", "Sample Observer", "Court hears captain", trial + " She spoke for an hour.")
    stories = (Story("s1", "t1", "Ferry", (first, other)), Story("s2", "t1", "Court", (third, fourth)))
    facts = [fact.fact for one in coverage(thread_of(*stories)).happenings for fact in one.exclusive_facts]
    assert "Clara Winthuis" not in facts


@pytest.mark.parametrize(
    ("line", "left"), [("Captain Clara Winthuis was heard.", COUNTED), ("Police arrested 312 smugglers.", NAMED)]
)
def test_what_a_report_outside_of_the_shared_events_has_is_no_fact_of_one_publisher(
    make: Make, line: str, left: str
) -> None:
    first, other = grounding(make, f"{NAMED}\n{COUNTED}").articles
    later = make("c", "2026-03-11T09:00", "Sample Observer", "Court hears captain", f"{line} It was on Wednesday.")
    story = Story("s1", "t1", "Ferry", (first, other, later))
    thread = replace(thread_of(story), timeline=(event("Ferry runs aground", "s1", first, other),))
    facts = [fact.sentence.text for one in coverage(thread).happenings for fact in one.exclusive_facts]
    assert facts == [left]


def test_beside_short_texts_nothing_is_certain(make: Make) -> None:
    first, other = grounding(make, NAMED).articles
    short = Story("s1", "t1", "Ferry", (first, replace(other, text=PLAIN[1])))
    assert [one.exclusive_facts for one in coverage(thread_of(short)).happenings] == [()]


def test_a_number_near_one_of_another_house_is_no_fact_of_one_publisher(make: Make) -> None:
    assert facts_of(make, COUNTED, PLAIN[1]) == [COUNTED]
    assert facts_of(make, COUNTED, "The ferry Aurora of the Norland line sank with 300 people on board.") == []


def test_a_long_thread_lists_facts_of_its_newest_happenings(make: Make) -> None:
    stories = [grounding(make, f"{NAMED}\n{COUNTED}" if n == 20 else "", suffix=str(n), day=n) for n in range(10, 30)]
    listing = [one.happening.story for one in coverage(thread_of(*stories)).happenings for _ in one.exclusive_facts]
    assert len(stories) > MAX_COMPARED
    assert listing == ["s20", "s20"]
    old = [grounding(make, f"{NAMED}\n{COUNTED}" if n == 10 else "", suffix=str(n), day=n) for n in range(10, 30)]
    assert not any(one.exclusive_facts for one in coverage(thread_of(*old)).happenings)
