"""Titles whose state has passed give way: a toll that rose, a price that turned, a plan that was carried out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.titles.overtaken_headlines import HOUR_SPAN, names_passed_hour
from tests.writing.conftest import Make, thread_title


def story(make: Make, *headlines: str, id: str = "s") -> Story:
    """One story of hourly articles, each of its own publisher."""
    articles: tuple[Article, ...] = tuple(
        make(f"{id}{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", headline)
        for n, headline in enumerate(headlines)
    )
    return Story(id, "t", "", articles)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("At least 150 killed as storm floods Torvane", "Storm floods of Torvane: 2,000 people feared dead"),
        ("Ferry prices fall after Norland reopens strait", "Ferry prices jump as Norland closes strait again"),
        ("Dockers of Torvane strike if no contract is reached", "Dockers of Torvane walk out over contract"),
        ("Mayor Ana Korvel of Torvane faces impeachment vote", "Mayor Ana Korvel of Torvane is acquitted"),
        ("Diver Ivo Marn trapped in cave of Arden", "Diver Ivo Marn rescued from cave of Arden"),
        ("Islands evacuated as Storm Brannok approaches Torvane", "Storm Brannok makes landfall in Torvane"),
        ("Ostrand Lines sold to Norland Ferries: reports", "Norland Ferries buys Ostrand Lines"),
        ("Hurricane Brannok strengthens to Category 5 off Torvane", "Hurricane Brannok, a Category 3, shuts Torvane"),
        ("Hurricane Brannok roars to Category four off Torvane", "Hurricane Brannok weakens to tropical storm"),
        ("Tropical Storm Brannok drenches Torvane", "Hurricane Brannok lifts roofs in Torvane"),
        ("Torvane lead Orsina 2-0 in Ice Cup final", "Torvane and Orsina level at 3-3 in Ice Cup final"),
        ("Wildfire of Arden is 10% contained, crews say", "Wildfire of Arden is 60% contained, crews say"),
        ("Herring price tops $100 in Torvane market", "Herring at $80 in Torvane market after catch"),
        ("No ice fever in Torvane for sixth day in a row", "No ice fever in Torvane for one full week"),
        ("Herring boats of Torvane idle for five straight days", "Herring boats of Torvane idle seven days in a row"),
        ("Ana Korvel: man arrested on suspicion of murder", "Ana Korvel: man charged with murder in Torvane"),
        ("Only 24 hours until the Ferry Neo of Ostrand Lines", "Ostrand Lines unveils its Ferry Neo"),
    ],
)
def test_a_title_whose_state_has_passed_does_not_stay(make: Make, old: str, new: str) -> None:
    assert thread_title([story(make, old, old, new, new)], previous_title=old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hurricane Brannok hits Torvane as Category 4", "Hurricane Brannok could become a Category 5 off Torvane"),
        ("Hurricane Brannok jumps from Category 1 to Category 4", "Hurricane Brannok now a Category 4 off Torvane"),
        ("Torvane beat Orsina 4-2 in Ice Cup final", "Torvane lead Orsina 2-1 in titles after Ice Cup final"),
    ],
)
def test_a_title_whose_level_no_report_changes_stays(make: Make, old: str, new: str) -> None:
    assert thread_title([story(make, old, old, new)], previous_title=old) == old


def test_a_larger_toll_of_one_house_alone_changes_nothing(make: Make) -> None:
    old = "At least 150 killed as storm floods Torvane"
    assert thread_title([story(make, old, old, "Storm floods Torvane: 2,000 feared dead")], previous_title=old) == old


def test_another_price_that_moves_the_other_way_changes_nothing(make: Make) -> None:
    old = "Ferry prices fall after Norland reopens strait"
    assert thread_title([story(make, old, old, "Norland ferry shares jump")], previous_title=old) == old


def test_the_same_act_in_other_words_is_no_reason_for_a_new_title(make: Make) -> None:
    old = "Ana Korvel’s Ostrand Lines is suing Torvane over its harbour bill"
    new = "Ana Korvel’s Ostrand Lines sues Torvane over new dock transparency laws"
    first = make("a", "2026-03-02T08:00", "Sample Wire", old)
    later = [make(f"b{n}", f"2026-03-05T{8 + n:02d}:00", f"Sample {n}", new) for n in range(3)]
    assert thread_title([Story("s", "t", "", (first, *later))], previous_title=old) == old


def test_the_same_act_of_the_same_names_a_year_later_is_another_one(make: Make) -> None:
    old = "Torvane Senate concurs in access agreement with Norland, 19 to 0"
    new = "Norland, Torvane sign defence supply agreement in Ostrand"
    first = make("a", "2025-03-02T08:00", "Sample Wire", old)
    later = [make(f"b{n}", f"2026-03-05T{8 + n:02d}:00", f"Sample {n}", new) for n in range(3)]
    stories = [Story("s", "t", "", (first,)), Story("s2", "t", "", tuple(later))]
    assert thread_title(stories, previous_title=old) == new


def test_a_review_gives_way_to_a_report(make: Make) -> None:
    review, report = "Ferry Neo hands-on: the Ferry Neo feels shockingly great", "Ostrand Lines launches its Ferry Neo"
    assert thread_title([story(make, report, review, review)]) == report


def test_a_title_stays_although_its_article_is_not_in_the_sample(make: Make) -> None:
    title = "Norland navy searches for the sunken ferry"
    articles = [
        make(
            f"a{n:02d}",
            f"2026-03-02T{n % 20:02d}:{n:02d}",
            "Sample Wire",
            f"Sunken ferry off Norland: report {n} of the navy search",
        )
        for n in range(40)
    ]
    articles.insert(5, make("t", "2026-03-02T03:30", "Sample Wire", title))
    assert thread_title([Story("s", "t", "", tuple(articles))], previous_title=title) == title


def test_a_label_does_not_replace_a_title_that_may_stay(make: Make) -> None:
    happenings = ("a dam breaks", "roads close", "boats arrive") * 4
    stories = [story(make, f"Norland floods: {what}", id=f"s{n:02d}") for n, what in enumerate(happenings)]
    title = "Norland floods: boats arrive"
    assert thread_title(stories) == "Norland floods"
    assert thread_title(stories, previous_title=title) == title


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Korvel Motors offers 2.3 billion crowns for Arden Lines", "Arden Lines rejects takeover by Korvel Motors"),
        ("Torvane bank bids $40m for Arden Lines", "Arden Lines accepts $40m bid from Torvane bank"),
        ("Dockers of Torvane plan strike from Monday", "Union of Torvane calls off strike of dockers"),
        ("Hiker Ivo Marn, 31, missing in hills of Arden", "Hiker Ivo Marn found dead in hills of Arden"),
        ("Korvel Motors expected to unveil ferry in Torvane", "Korvel Motors unveils ferry in Torvane"),
        ("Ivo Marn charged with murder of captain in Torvane", "Ivo Marn convicted of murder of captain in Torvane"),
    ],
)
@pytest.mark.parametrize("house_count", [2, 3])
def test_with_few_publishers_one_report_of_the_end_is_enough(make: Make, old: str, new: str, house_count: int) -> None:
    headlines = [old] * (house_count - 1) + [new]
    assert thread_title([story(make, *headlines)], previous_title=old) == new
    assert thread_title([story(make, *headlines)]) == new


@pytest.mark.parametrize(
    ("headline", "is_hour"),
    [
        ("Dockers of Torvane vote tonight", True),
        ("Tonight the dockers of Torvane vote", True),
        ("Dockers of Torvane Vote on Contract Tonight", True),
        ("Ferries of Arden to Sail Again Tomorrow", True),
        ("'The Tonight Show' is cancelled", False),
        ("'The Tonight Show' Is Cancelled After Forty Years", False),
        ("Day After Tomorrow director dies", False),
        ("Actor of Tomorrow Never Dies opens harbour", False),
        ("Band of Torvane sings Harbour Tonight in Arden", False),
    ],
)
def test_an_hour_passes_but_the_name_of_a_show_does_not(headline: str, is_hour: bool) -> None:
    assert names_passed_hour(headline, HOUR_SPAN) is is_hour
    assert not names_passed_hour(headline, HOUR_SPAN - timedelta(minutes=1))
