"""Two threads that turn out to be about the same as wholes become one; neighbours that share a country do not."""

from samples import article

from briefing.grouping.features import features
from briefing.grouping.group import Group, found
from briefing.grouping.pipe import Nothing
from briefing.grouping.rarity import Rarity
from briefing.grouping.threads import Threads
from briefing.grouping.vectors import Vector

WAR = [
    "Norland shells Ostmark harbour as war widens",
    "Ostmark rockets hit Norland airfield in war",
    "Norland and Ostmark trade rockets, war in second week",
    "Ostmark says Norland shells killed nine in war",
]
BALLOT = [
    "Norland voters elect Dagny Holt in runoff",
    "Holt sworn in after Norland runoff ballot",
    "Dagny Holt names Norland cabinet after ballot",
    "Norland ballot: Holt wins runoff by two points",
]


def joined(one: list[str], other: list[str]) -> bool:
    rarity = Rarity({}, 0)
    threads = Threads(Nothing(), rarity)
    groups = [_thread(threads, titles, rarity, first) for first, titles in ((0, one), (1, other))]
    threads.bridge(groups[0].id, groups[1].id)
    threads.look_again()
    return threads.index.current(groups[0].id) is threads.index.current(groups[1].id)


def _thread(threads: Threads, titles: list[str], rarity: Rarity, first: int) -> Group:
    vectors = [Vector(features(article(title, hours=30 * n + first)), rarity) for n, title in enumerate(titles)]
    group = found("thread", vectors[0])
    for vector in vectors[1:]:
        group.add(vector)
    for vector in vectors:
        threads.index.touch(group, vector)
    return group


def test_one_war_that_began_in_two_threads_is_one():
    assert joined(WAR[::2], WAR[1::2])


def test_a_war_and_an_election_in_one_country_stay_two():
    assert not joined(WAR, BALLOT)
