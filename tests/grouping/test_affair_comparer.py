"""In what a thread and its affair agree: each limit decides a pair that no other decides."""

import pytest
from samples import article
from test_affairs import RARITY, Threads, ferry, thread, war

from briefing.grouping.affair_comparer import AffairComparer
from briefing.grouping.affairs import find_affairs
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.standalone import EmptyArchive

COUNTS = "Harbour toll: Tolan counts the ferries"
MUCH_NAMED = Idf({"tolan": 200}, 1000, THREAD_PRIOR_COUNT)


def toll(names, aside=""):
    """Reports of a quarrel over a toll, the second of which names others in passing."""
    return [
        article(
            f"{names} want the harbour toll, day {n}",
            f"{names} spoke about the toll of the harbour{aside if n == 1 else ''}.",
            hours=4 * n,
        )
        for n in range(6)
    ]


def quake():
    return [
        article(
            f"Quake in Port Marland: rescuers reach village {n}",
            "The quake in Port Marland buried whole villages.",
            hours=n,
        )
        for n in range(8)
    ]


def agree(affair, title, text="", idf=RARITY, *, stays=False):
    part = thread("t2", [article(title, text, hours=20)], idf)
    return AffairComparer(idf).signals(part, thread("t1", affair, idf), stays=stays) is not None


def test_a_name_that_is_one_of_many_needs_other_words():
    four = toll("Marek Tolan, Orlovic, Brandt and Sorvin")
    assert agree(four, "Harbour toll: Marek Tolan counts the ferries")
    assert not agree(four, "Marek Tolan bakes bread with caraway")
    assert agree(four, "Marek Tolan and Brandt bake bread with caraway"), "two names of it say enough"


def test_a_person_that_an_affair_is_about_needs_no_other_word_but_a_place_does():
    assert agree(toll("Marek Tolan"), "Marek Tolan bakes bread with caraway")
    assert not agree(quake(), "Bread with caraway is dear in Port Marland")
    assert agree(quake(), "Rescuers go to the villages of Port Marland")


def test_a_person_that_an_affair_is_about_is_one_of_few_however_many_it_names_in_passing():
    aside = ", as heard Kestrin, Ilsan, Berrow, Dunmar, Felcott, Garrin, Holven, Jorvik, Kelmar, Lisben and Morvan"
    assert agree(toll("Marek Tolan and Orlovic", aside), "Marek Tolan bakes bread with caraway")


def test_names_that_an_affair_has_in_passing_are_not_what_it_is_about():
    aside = ", as Kestrin and Ilsa Marn heard"
    affair = toll("Tolan, Orlovic, Brandt and Sorvin", aside)
    assert not agree(affair, "Kestrin and Ilsa Marn talk of the harbour toll")
    assert agree(affair, "Tolan and Brandt talk of the harbour toll")


def test_a_common_name_says_nothing_where_an_affair_has_others_unless_the_part_is_in_it():
    two = toll("Tolan and Orlovic")
    assert agree(two, COUNTS)
    assert not agree(two, COUNTS, idf=MUCH_NAMED)
    assert agree(two, COUNTS, idf=MUCH_NAMED, stays=True)


def test_one_word_of_a_name_in_a_text_is_not_enough():
    assert not agree(toll("Tolan"), "Bread is dear", "The baker Tolan of the harbour raised prices for flour.")
    assert agree(toll("Marek Tolan"), "Bread is dear", "The baker Marek Tolan of the harbour raised prices for flour.")


@pytest.mark.parametrize(("hours", "are_joined", "stay"), [(16, True, True), (19, False, True), (30, False, False)])
def test_threads_of_one_headline_name_stay_a_little_longer_apart_than_they_are_joined(hours, are_joined, stay):
    first = thread("t1", [ferry(0, "divers search cabin"), ferry(5, "divers find nine bodies")])
    later = [ferry(n, f"owner of ferry charged over storm warning {n}") for n in (hours, hours + 1)]
    comparer, second = AffairComparer(RARITY), thread("t2", later)
    assert comparer.agree_by_headline_name(second, first) == are_joined
    assert comparer.agree_by_headline_name(second, first, stays=True) == stay


def test_threads_of_one_headline_name_have_more_than_a_name_and_a_few_words_in_common():
    first = thread("t1", [ferry(0, "divers search cabin"), ferry(5, "divers find nine bodies")])
    text = (
        "The museum of Tarrow opens a hall about ferry models, maps, posters, tickets, menus, letters, uniforms, "
        "lamps, bells, ropes, photographs, paintings, flags and diaries of cooks, with coins, stamps, puppets, "
        "whistles, lanterns, barrels, anchors, benches, buckets, curtains, carpets, candles, clocks and a piano."
    )
    hall = [article(f"Museum hall shows painted models and letters of Solenta {n}", text, hours=n) for n in (4, 6)]
    assert not AffairComparer(RARITY).agree_by_headline_name(thread("t2", hall), first)


def test_what_fits_only_a_part_of_an_affair_is_no_part_of_it():
    soup = "Beets and dill are all it takes for the soup of cooks in Marland and Belgravia, in Tarrow and in Ghent."
    soups = [article(f"Soup of beets and dill for cold days {n}", soup, hours=80 + n) for n in range(5)]
    another = article("Soup of beets and dill for cold days again", soup, hours=94)
    threads = Threads(thread("t1", war()), thread("t2", soups), thread("t3", [another]))

    class PartOfWar(EmptyArchive):
        def affairs(self, names):
            return {name: "t1" for name in names if name == "t2"}

    assert find_affairs({"t3": ["t2"]}, threads, EmptyArchive(), RARITY), "it fits the part"
    assert not find_affairs({"t3": ["t2"]}, threads, PartOfWar(), RARITY)
