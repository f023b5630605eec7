"""Headlines and sentences that patterns against comment, staff, clips and statements must not match."""

from __future__ import annotations

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.headlines import MIN_REPORT_QUALITY, headlines, is_announcement, is_reaction
from briefing.writing.named_occasions import named_occasion
from briefing.writing.sentences.signs import Draft
from briefing.writing.sentences.vetoes import veto
from briefing.writing.summary.thread_summary import summarize_thread
from briefing.writing.timeline.event_kinds import kinds_named
from briefing.writing.titles.thread_titles import story_title


@pytest.mark.parametrize(
    "headline",
    [
        "Truck piles into crowd in Torvane, injuring 30",
        "Tornado tears into town of Calder",
        "Supreme Court of Norland rebukes Hallam over port fees",
        "Senate rebukes Hallam on war powers",
        "Markets reacted to rate cut",
        "Snow piles on roads of Torvane",
        "Hosts Norland tear into Torvane 4-0 in final",
        "Host city truck piles into crowd",
        "Calder Stars tear into Torvane 4-0",
        "Torvane welcomes first cruise ship in ten years",
        "Zoo of Calder welcomes twin cubs",
        "King welcomes president at the palace before talks",
    ],
)
def test_what_happens_or_is_ruled_is_no_reaction(headline: str) -> None:
    assert not is_reaction(headline)


@pytest.mark.parametrize(
    "headline",
    [
        "Talk-show host tears into the mayor of Torvane",
        "Fox News host Ana Korvel rebukes Hallam over port fees",
        "Pop star piles on mayor of Torvane",
    ],
)
def test_what_hosts_and_stars_say_is_a_reaction(headline: str) -> None:
    assert is_reaction(headline)


@pytest.mark.parametrize(
    ("headline", "kinds"),
    [
        ("Guard who shot dead boy fired over drone video", {"death", "resignation"}),
        ("Harbour chief fired over bodycam shots", {"resignation"}),
        ("Gun maker boss fired", {"resignation"}),
        ("Coach fired after 12 rounds", {"resignation"}),
        ("Four guards fired after docker dies in gun raid", {"resignation", "death", "attack"}),
        ("Four guards dismissed over video", {"resignation"}),
        ("Rockets were fired across strait, two dead", {"death"}),
        ("Norland fired over 200 rockets, two dead", {"death"}),
        ("Guard fired a warning shot in port", set()),
        ("Ostrand dismissed for six", set()),
        ("Lawsuit of port minister dismissed over error", {"lawsuit"}),
    ],
)
def test_people_are_fired_for_a_reason_and_weapons_for_none(headline: str, kinds: set[str]) -> None:
    assert set(kinds_named(headline, "en")) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "CNN's Ana Korvel joins us live from the port.",
        "Fox News' Ana Korvel joins The Story with the latest.",
        "CNN's Ana Korvel visits the port.",
        "CNN's Ana Korvel tells us more.",
        "PBS's Ana Korvel has the latest.",
    ],
)
def test_programmes_of_a_broadcaster_are_promotion(text: str) -> None:
    assert veto(Draft(text, frozenset(), False, False), "") == "promotion"


@pytest.mark.parametrize(
    "text",
    [
        "CNN's Ana Korvel joins the strike of its staff.",
        "CNN's Ana Korvel tells a court of threats.",
        "ANC's Cyril Hallam wins a second term as president of Norland.",
        "BBC's Ivo Marn resigns after the report on the ferry.",
        "Fox's Ivo Marn Hallam steps down on Monday.",
        "ABC's Ana Maria Korvel returns to the stage.",
        "CNN anchor Ana Maria Korvel joins protest in Torvane and is arrested.",
    ],
)
def test_what_staff_of_a_broadcaster_does_itself_is_quotable(text: str) -> None:
    assert veto(Draft(text, frozenset(), False, False), "") == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("TORVANE, NL-MARCH 26, 2026: The public entrance of the harbour is closed for the day.", "caption"),
        ("PORT HESK, NORLAND - MAY 06: A docker uses a crane in the harbour of Torvane.", "caption"),
        ("PORT HESK, NORLAND MAY 6, 2026-Dockers line up on a pier of the harbour Tuesday.", "caption"),
        ("TORVANE, March 26, 2026 - The ferry of the Ostrand line sank in a storm.", ""),
        ("TORVANE, NORLAND, MAY 6 - The ferry of the Ostrand line sank in a storm.", ""),
        ("The Torvane school board voted Tuesday, May 3, 2022, to close two schools.", ""),
        ("The mayor resigned late Friday, March 6, 2026, hours before a vote.", ""),
        ("The trial began Monday, June 3, 2024, in a federal court.", ""),
        ("JUNE 6: Allied troops land in Norland.", ""),
        ("• Norland faces a dark week as tolls rise", "fragment"),
        ("• Norland faces a dark week as tolls rise, the minister said.", ""),
        ("• Norland faces a dark week as tolls rise, the minister said。", ""),
        ("• “Norland faces a dark week,” the minister said to the paper “Torvane Wire”", ""),
        ("TORVANE, JAN. 6: Parliament certified the vote of the harbour council.", ""),
        ("Torvane, March 26: the ferry of the Ostrand line sank in a storm.", ""),
        ("MARKET 24: The exchange of Norland reopened on Monday.", ""),
        ("The MAY party: it won 40 seats in the parliament of Norland.", ""),
    ],
)
def test_a_caption_is_known_by_its_place_and_date_and_a_link_in_a_list_by_its_mark(text: str, reason: str) -> None:
    assert veto(Draft(text, frozenset(), False, False), "") == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Ostrand Lines raises the price of its ferries of, along with renaming them Night Ports.",
            "fragment",
        ),
        ("Hallam takes over the ports of, respectively, two rivals.", "fragment"),
        ("The court of Torvane heard the dockers over the company's alleged.", "fragment"),
        ("The council of Torvane voted to close the.", "fragment"),
        ("Ferries will sail from the, after a strike of nine days.", "fragment"),
        ("Members of the council accused Justice Department of a delay in Torvane.", "fragment"),
        ("The island is one that Hallam has long dreamed of, and now owns.", ""),
        ("A crew that Norland can rely on, along with its pilots, sails on Monday.", ""),
        ("Hallam sold a ferry that is faster than any of its, or any other, fleet.", ""),
        ("The dockers accused the Justice Department of a delay in Torvane.", ""),
        ("Hallam denied the theft that the prosecutors of Torvane had alleged.", ""),
        ("Hallam accused Justice Minister Ana Korvel of a delay.", ""),
        ("The council of Torvane closed Pier A, the oldest of Norland.", ""),
    ],
)
def test_a_sentence_that_lost_a_word_is_a_fragment(text: str, reason: str) -> None:
    assert veto(Draft(text, frozenset(), False, False), "") == reason


@pytest.mark.parametrize(
    ("headline", "announces"),
    [
        ("Escaped convict Ivo Marn captured following manhunt in Torvane", False),
        ("Escaped Convict Ivo Marn Captured After Torvane Manhunt", False),
        ("Museum thief recaptured after two weeks on the run", False),
        ("Police hunt for thief after break-in", True),
        ("Storm set to hit Torvane after killing five", True),
        ("Hundreds feared dead after ferry sinks off Torvane", True),
        ("Search goes on a day after quake hits Torvane", True),
        ("Two days after quake, hundreds feared dead", True),
        ("Ministers sign pact after vote, ferries could stop", True),
        ("Ferry sinks after warning: strike looms", True),
        ("Divided Senate after recess to vote on harbour pact", True),
        ("Delayed Calder launch after repairs set for Friday", True),
        ("Suspended minister following inquiry to face trial", True),
        ("Arrested mayor after raid to appear in court", True),
        ("Jailed mayor after appeal on the run", True),
        ("Wanted man after escape still on the run", True),
        ("Convict freed after appeal will sue Torvane", True),
        ("Two found after avalanche as hundreds feared dead", True),
        ("Delayed pact after weeks could fail", True),
    ],
)
def test_what_came_before_an_act_announces_nothing(headline: str, announces: bool) -> None:
    assert is_announcement(headline) is announces


@pytest.mark.parametrize(
    "headline",
    [
        "Ana Korvel wins the vote of Torvane by a landslide: ‘I’m going to stay’",
        "Ana Korvel vows to stay: 'I'll lead Norland'",
        "Norland signs treaty on debris of World War I",
        "Ostrand Lines takes a closer look at its ferries",
        "Museum of Me opens in Torvane",
        "Korvel: I'll resign if party loses vote",
        "Gov. Korvel: Marn has my 'full and complete' support",
        "The Calder: Bosses targeted me over leaks, nurse says",
        "Torvane earthquake: 'I never imagined I'd live through this twice, it's terrible'",
        "Candidate in Torvane denounces sharing of tapes: 'It won't intimidate me'",
        "Candidate in Torvane denounces sharing of tapes: ‘It won’t intimidate me’",
        "Marn rusty in Torvane but 'just happy that I'm out there'",
        "Le maire de Torvane accuse le port : « Il ne me parle plus »",
        "I'm a Docker winner crowned in Torvane",
        "I'll Be Ashore singer dies aged 80",
    ],
)
def test_a_quotation_and_a_name_are_no_words_of_the_writer(headline: str) -> None:
    assert headlines([Article("a", headline)])[0].quality >= MIN_REPORT_QUALITY


@pytest.mark.parametrize(
    "headline",
    [
        "Norland’s ‘quiet’ port and the dockers' ferry made me look at the sea in a new way",
        "The ferries of Norland may cost more, and I’m not surprised",
        "I'm a docker and these are the best ports of Norland",
    ],
)
def test_words_of_the_writer_beside_a_quotation_and_an_apostrophe_are_comment(headline: str) -> None:
    assert headlines([Article("a", headline)])[0].quality < MIN_REPORT_QUALITY


def test_a_report_that_begins_with_a_name_in_the_first_person_gives_title_and_paragraph() -> None:
    report = "I'm a Docker winner crowned in Torvane"
    lead = "Ivo Marn was crowned winner of I'm a Docker in Torvane on Monday."
    remark = "The best moments of the Docker final"
    articles = (Article("a", report, lead, "Sample Wire"), Article("b", remark, "", "Harbour Post"))
    assert story_title(articles) == report
    assert [one.text for one in summarize_thread([Story("s", "t", "", articles)], report).paragraph] == [lead]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The 98th Academy Awards take place on Sunday.", "oscar"),
        ("The Oscars will be held in Torvane.", "oscar"),
        ("She will host the 78th Emmy Awards.", "emmi"),
        ("She will host the Emmys on Monday.", "emmi"),
        ("After the Grammys, Torvane sleeps.", "grammi"),
        ("The International Emmys take place in Torvane.", "emmi internat"),
        ("She will host the International Emmy Awards.", "emmi internat"),
        ("Latin Grammys: a choir of Torvane sings.", "grammi latin"),
        ("Critics in Latin praise the Grammys.", "grammi"),
        ("The Norland Grand Prix starts at noon.", "grand norland prix"),
        ("Runners come to the Torvane Marathon.", "marathon torvan"),
    ],
)
def test_occasions_of_one_day_are_named(sentence: str, name: str) -> None:
    assert " ".join(sorted(named_occasion(sentence))) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "The Oscar-nominated film opens in Torvane.",
        "Oscar Hallam speaks in Torvane.",
        "Norland meets Selma at the World Cup.",
        "The harbour festival shows the film of Ana Korvel.",
        "He ran a marathon for charity.",
        "The jury awards three prizes.",
        "Tony Hallam and Emmy Korvel speak.",
    ],
)
def test_people_films_and_tournaments_are_no_occasion_of_one_day(sentence: str) -> None:
    assert named_occasion(sentence) == frozenset()
