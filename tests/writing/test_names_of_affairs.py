"""An affair is named by a phrase that headlines of several of its threads and houses share, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from briefing.model.affair_headlines import Affair, AffairHeadline
from briefing.writing.titles.affair_phrases import headline_phrases
from briefing.writing.titles.names_of_affairs import affair_names

HOUSES = ("gazette", "observer", "wire", "courier")
NORLAND = (
    "Vesmark shelled as Norland war enters second week",
    "Oil dearer as Norland war goes on",
    "Ferries stop sailing because of war in Norland",
    "Norland's war reaches the bank of Selma",
    "School in Vesmark closed after shelling, Norland says",
)


def affair(*threads: str | Sequence[str], title: str = "", previous: str = "", head: str = "t0") -> Affair:
    """An affair of threads that are given by their headlines, each of another house."""
    headlines = [
        AffairHeadline(head if not n else f"{head}-{n}", text, HOUSES[(n + m) % len(HOUSES)])
        for n, texts in enumerate(threads)
        for m, text in enumerate([texts] if isinstance(texts, str) else texts)
    ]
    return Affair(head, title or headlines[0].text, previous, headlines)


def name_of(one: Affair, titles: Mapping[str, str] | None = None) -> str:
    return affair_names([one], titles or {})[one.head]


def test_a_name_with_an_event_that_several_threads_share_names_the_affair() -> None:
    assert name_of(affair(*NORLAND)) == "Norland war"


def test_all_forms_of_a_phrase_count_together_and_the_commonest_is_shown() -> None:
    forms = (
        "Morvany earthquake: what is known",
        "Earthquake in Morvany",
        "Aid reaches Morvany after quake",
        "Morvany quake",
    )
    assert name_of(affair(*forms, "What the Morvany earthquake destroyed")) == "Morvany earthquake"
    spoken = (
        "Talks with Japan resume",
        "US-Japan talks in Geneva",
        "What the US-Japan talks are about",
        "Japan and US-Japan talks",
    )
    assert name_of(affair(*spoken)) == "US-Japan talks"


@pytest.mark.parametrize(
    ("text", "names", "noun", "shown"),
    [
        ("Fear spreads as the Japanese earthquake shakes markets", {"japan"}, "quake", "Japanese earthquake"),
        ("Thousands leave before Hurricane Odile", {"odile"}, "cyclone", "Hurricane Odile"),
        ("Team named for Rugby World Cup", {"rugby"}, "world-cup", "Rugby World Cup"),
        ("What the war in South Norland costs", {"south", "norland"}, "war", "war in South Norland"),
        ("Envoys praise Norland peace talks", {"norland"}, "", ""),
        ("Prices rise because of Norland's war", {"norland"}, "war", ""),
        ("Prices of Ostrand 15 leak", {"ostrand", "15"}, "", "Ostrand 15"),
    ],
)
def test_phrases_of_a_headline(text: str, names: set[str], noun: str, shown: str) -> None:
    phrases = {(one.names, one.noun, one.text) for one in headline_phrases(text).phrases}
    if noun or shown:
        assert (frozenset(names), noun, shown) in phrases
    else:
        assert not any(one == names for one, *_ in phrases)


def test_the_longer_phrase_is_the_name_where_most_have_it() -> None:
    cup = [f"Squad of {team} for Rugby World Cup named" for team in ("Norland", "Selma", "Vesmark", "Morvany")]
    assert name_of(affair(*cup)) == "Rugby World Cup"
    one_longer = (*NORLAND, "Grain dearer because of North Norland war")
    assert name_of(affair(*one_longer)) == "Norland war"


def test_a_title_of_the_head_that_says_the_same_is_the_name() -> None:
    assert name_of(affair(*NORLAND, title="War in Norland")) == "War in Norland"


def test_a_full_name_names_an_affair_that_is_nearly_all_about_it() -> None:
    phone = [
        f"{verb} the Ostrand 15 before launch"
        for verb in ("We tested", "Analysts praise", "Thieves steal", "Shops sell")
    ]
    assert name_of(affair(*phone)) == "Ostrand 15"
    assert name_of(affair(*phone, "Maker sued over charger", "Maker hires pilots", "Strike at maker of phones")) == ""


def test_the_former_name_stays_while_it_qualifies() -> None:
    conflict = ("Norland conflict: ships turn back", "Refugees of Norland conflict arrive")
    assert name_of(affair(*NORLAND, *conflict, previous="Norland conflict")) == "Norland conflict"
    assert name_of(affair(*NORLAND, *conflict, previous="Norland crisis")) == "Norland war"
    fewer = (*NORLAND[:3], "Selma votes", "Bank of Selma cuts rates")
    more = (*fewer, "Choir of Selma sings")
    assert name_of(affair(*more)) == "" and name_of(affair(*more, previous="Norland war")) == "Norland war"
    over = ("Vesmark votes", "Selma votes", "Bank of Selma cuts rates")
    assert name_of(affair(*over, previous="Norland war")) == ""


def test_no_two_affairs_have_one_name_and_that_with_more_such_threads_has_it() -> None:
    small, large = affair(*NORLAND[:3], head="t1"), affair(*NORLAND, head="t2")
    assert affair_names([small, large], {}) == {"t1": "", "t2": "Norland war"}
    held = small._replace(previous="Norland war")
    assert affair_names([held, large], {}) == {"t1": "Norland war", "t2": ""}, "a former name stays"


def test_a_larger_affair_has_the_name_before_one_that_is_part_of_it() -> None:
    below = affair(*NORLAND[:4], head="t1", previous="Norland war")
    choir = AffairHeadline("t2", "Choir of Vesmark flees Norland war", "wire")
    above = Affair("t2", choir.text, "", (choir, *below.headlines))
    for order in ([below, above], [above, below]):
        assert affair_names(order, {}) == {"t1": "", "t2": "Norland war"}


def test_a_phrase_that_is_as_common_elsewhere_names_no_affair() -> None:
    titles = {f"o{n}": f"Matter {n} of the Norland war" for n in range(3)}
    assert name_of(affair(*NORLAND), titles) == ""
    rare = {f"o{n}": f"Matter {n} of Selma" for n in range(30)}
    assert name_of(affair(*NORLAND), titles | rare) == "Norland war"
    assert name_of(affair(*NORLAND), {"t0": NORLAND[0], "t0-1": NORLAND[1]}) == "Norland war", "its own threads"


def test_the_order_of_threads_does_not_matter() -> None:
    one = affair(*NORLAND)
    assert name_of(one._replace(headlines=one.headlines[::-1])) == name_of(one)


UNNAMED: Mapping[str, Sequence[str]] = {
    "two threads only": NORLAND[:2],
    "nothing shared": ("Vesmark votes", "Bank of Selma cuts rates", "Ferry aground off Morvany", "Anna Korvel wins"),
    "a person alone in half of them": (
        "Chips for Anna Korvel", "Court hears Anna Korvel", "Satellites over Selma", "Tunnel under Vesmark opens",
    ),
    "an event without a name": ("War enters second week", "How the war began", "What the war costs", "War goes on"),
    "a verb": (
        "Anna Korvel talks to miners", "Why Anna Korvel talks at night", "Korvel talks of debt", "Korvel talks",
    ),
    "a verb of a country": (
        "Norland protests to Selma", "Norland protests over fish", "Again Norland protests", "Norland protests",
    ),
    "an opinion in Title Case": (
        "A Frightening Crisis Of Our Own", "The Frightening Crisis Explained", "Another Frightening Crisis Ahead",
        "Our Frightening Crisis Deepens",
    ),
    "several wars": ("Norland war goes on", "Selma war ends", "War in Morvany", "Vesmark war: a map", "Ostrand war"),
    "a country without an event": (
        "Norland bans boats", "Norland cuts taxes", "Norland wins final", "Norland elects judges",
    ),
    "an event of a few": (
        *NORLAND[:3], "Selma votes", "Choir of Selma sings", "Bread dearer in Selma", "Selma floods no fields",
        "Bridge of Selma shut", "Judges of Selma strike",
    ),
}  # fmt: skip


@pytest.mark.parametrize("headlines", UNNAMED.values(), ids=UNNAMED)
def test_headlines_without_a_name_of_the_whole_give_none(headlines: Sequence[str]) -> None:
    assert name_of(affair(*headlines)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "New Zealand",
        "Buenos Aires",
        "Prime Minister",
        "Foreign Secretary",
        "March 8",
        "Monday Evening",
        "Live Updates",
        "Morning Briefing",
    ],
)
def test_a_country_an_office_a_day_or_a_label_names_no_affair(text: str) -> None:
    headlines = [f"Why {thing} matters to {text} now" for thing in ("a bank", "a choir", "a tunnel", "a ferry")]
    assert name_of(affair(*headlines)) == ""
    assert name_of(affair(*(one.replace(text, "Ostrand 15") for one in headlines))) == "Ostrand 15"


def test_a_full_name_is_whole_and_without_an_office() -> None:
    leader = (
        "Prime Minister Anna Korvel resigns",
        "Why Prime Minister Anna Korvel left",
        "What Anna Korvel leaves behind",
    )
    assert name_of(affair(*leader)) == "Anna Korvel"
    war = ("Veterans of World War II meet", "Film on World War II opens", "A bomb of World War II turns up in Selma")
    assert name_of(affair(*war)) == "World War II"


def test_the_name_of_a_place_and_the_rest_of_a_name_are_none() -> None:
    things = ("Bread dearer", "Tunnels flooded", "New bridges", "Ferries late")
    assert name_of(affair(*(f"{one} in the West Vesmark area" for one in things))) == ""
    assert name_of(affair(*(f"{one} on West Vesmark" for one in things))) == "West Vesmark"
    assert name_of(affair(*(f"{one} in Ostrand 15" for one in things))) == "Ostrand 15"
    assert name_of(affair(*(f"{one} for Korvel's Gate 3" for one in things))) == ""


def test_one_house_alone_names_nothing() -> None:
    label = [f"Live updates, Norland war: hour {n}" for n in range(5)]
    one = affair(*label)
    alone = [headline._replace(house="wire") for headline in one.headlines]
    assert name_of(one) == "Norland war" and name_of(one._replace(headlines=alone)) == ""


PLAIN = (
    "Norland floods market with cheap steel",
    "Anna Korvel storms out of studio",
    "Writers strike a chord in Selma",
    "Prices crash at Vesmark",
    "Korvel talks her way into the final",
    "Roofs in Selma collapse under snow",
    "Norland protests the ruling",
    "Ministers revolt over budget",
    "Crowd riots over bread",
    "Trucks blockade Vesmark port",
    "Fans praise Anna Korvel shooting from afar",
    "Why the Ex-president talks to miners",
    "Why the Vice-President talks to miners",
)


@pytest.mark.parametrize("text", PLAIN)
def test_verbs_are_no_events(text: str) -> None:
    assert [one.text for one in headline_phrases(text).phrases if one.noun] == []
