"""What a long thread is called, and what it begins with."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.lead_story import latest_development, rank_lead_stories
from briefing.writing.summary.thread_summary import summarize_thread
from briefing.writing.timeline.thread_timeline import thread_timeline
from briefing.writing.titles.thread_titles import story_title
from tests.writing.conftest import thread_title

Make = Callable[..., Article]
START = datetime(2026, 3, 1, 8)
TOWNS = ["Arden", "Torvane", "Selma", "Orsina", "Belmora", "Hesk", "Saltan", "Veldmoor", "Lindgren", "Halim"]


@pytest.fixture
def war(make: Make) -> tuple[Story, ...]:
    """A war of ten days in Norland, a story a day, each of which hits another town."""

    def stories() -> Iterator[Story]:
        for day, town in enumerate(TOWNS):
            when = START + timedelta(days=day)
            articles = tuple(
                make(
                    f"w{day}-{n}",
                    (when + timedelta(hours=n)).isoformat(),
                    f"Sample {name}",
                    f"Norland war: {words} {town}" if n else f"Shells of the Norland war hit {town}",
                    f"Shells hit the harbour of {town} in the Norland war, and {day + 3} people were hurt.",
                )
                for n, (name, words) in enumerate((("Wire", "shells hit"), ("Gazette", "fire after shelling of")))
            )
            yield Story(f"s{day}", "t", "", articles)

    return tuple(stories())


def alone(make: Make, title: str, text: str, hours: float, key: str = "z") -> Story:
    when = START + timedelta(days=9, hours=hours)
    return Story(key, "t", "", (make(key, when.isoformat(), "Sample Metro", title, text),))


def test_a_long_thread_goes_by_the_label_of_its_headlines(war: tuple[Story, ...]) -> None:
    assert thread_title(war) == "Norland war"
    assert thread_title(war[:3]) != "Norland war", "a short one by a headline"
    own = thread_title(war, "Norland war")
    assert own != "Norland war" and own in {article.title for story in war for article in story.articles}


def test_a_stray_story_does_not_lead_what_several_report(war: tuple[Story, ...], make: Make) -> None:
    stray = alone(make, "A father in Arden buries his dog", "A father in Arden has buried the dog of his family.", 3)
    assert rank_lead_stories([*war, stray])[0][1].id == "s9"
    assert "Halim" in summarize_thread([*war, stray]).line[0].text


def test_an_old_story_leads_if_it_is_reported_again(war: tuple[Story, ...], make: Make) -> None:
    again = tuple(
        make(f"y{n}", (START + timedelta(days=9, hours=20)).isoformat(), f"Sample {n}", "Norland war: Arden surrenders",
             "The town of Arden surrendered in the Norland war after nine days of shelling.")
        for n in range(5)
    )  # fmt: skip
    grown = Story("s0", "t", "", (*war[0].articles, *again))
    assert rank_lead_stories([grown, *war[1:]])[0][1].id == "s0"
    line = summarize_thread([grown, *war[1:]]).line[0]
    assert line.article.startswith("y"), "and is told in its newest words"


def test_the_first_sentence_is_never_weeks_old(war: tuple[Story, ...], make: Make) -> None:
    cut = alone(
        make, "Norland war: envoys of both sides meet in Veldmoor", "The envoys of Norland met on a ship that", 30
    )
    line = summarize_thread([*war[:2], cut]).line[0]
    assert line.text == "Norland war: envoys of both sides meet in Veldmoor" or line.article == "z"


def test_the_newest_development_of_a_long_thread(war: tuple[Story, ...]) -> None:
    assert "Halim" in latest_development(war, "Norland war")


def test_a_story_that_only_comments_is_no_event(war: tuple[Story, ...], make: Make) -> None:
    why = alone(make, "Why has the Norland war lasted so long?", "Analysts of the Norland war see three reasons.", 4)
    assert "z" not in {e.story for e in thread_timeline([*war, why])}


def test_an_entry_of_a_story_that_ran_on_is_dated_by_its_headline(make: Make) -> None:
    early = make(
        "a", "2026-03-01T08:00", "Sample Wire", "The oil island of Halim", "Halim is an island with oil wells."
    )
    late = [
        make(
            f"b{n}", f"2026-03-11T0{n}:00", f"Sample {n}", "Shells hit oil island of Halim", "Shells hit Halim island."
        )
        for n in range(1, 5)
    ]
    entry = thread_timeline([Story("s", "t", "", (early, *late))])[0]
    assert (entry.date.isoformat(), entry.title) == ("2026-03-11", "Shells hit oil island of Halim")


@pytest.mark.parametrize("prefix", ["Replay: ", "The Morning After: ", "Deep dive: "])
def test_columns_are_no_part_of_a_headline(make: Make, prefix: str) -> None:
    one = make("a", "2026-03-01T08:00", "Sample Wire", f"{prefix}Shells hit the harbour of Halim", "Shells hit Halim.")
    assert story_title([one]) == "Shells hit the harbour of Halim"


def test_the_newest_development_is_not_older_than_the_title(make: Make) -> None:
    begun = make(
        "a", "2026-01-13T08:00", "Sample Wire", "Nurses in Calder begin strike for higher pay", "Nurses strike."
    )
    ended = make("b", "2026-01-15T08:00", "Sample Wire", "Strike of nurses in Calder ends with a deal", "It ended.")
    stories = [Story("s1", "t", "", (begun,)), Story("s2", "t", "", (ended,))]
    assert latest_development(stories, "Strike of nurses in Calder ends with a deal") == ""
    assert latest_development(stories, "Nurses in Calder begin strike for higher pay") == ended.title


def test_the_newest_development_of_a_story_that_runs_on_is_new(make: Make) -> None:
    burst = [
        make(
            f"a{n}",
            f"2026-01-13T1{n}:00",
            f"Sample {n}",
            f"Dam of Halim bursts and floods town, {what}",
            "A dam burst.",
        )
        for n, what in enumerate(("police say", "mayor says", "witnesses say", "officials say"))
    ]
    toll = make("b", "2026-01-14T09:00", "Sample Wire", "Dam of Halim: more than 40 found dead", "The toll rose.")
    aid = make("c", "2026-01-15T08:00", "Sample Gazette", "Ships with tents and food reach Halim", "Aid came by ship.")
    story = Story("s", "t", "", (*burst, toll, aid))
    assert latest_development([story], toll.title) == latest_development([story], "Halim") == aid.title
    assert latest_development([story], aid.title) == ""
