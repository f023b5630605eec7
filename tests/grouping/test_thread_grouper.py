"""Two threads that turn out to be about the same as wholes become one; neighbours that share a country do not."""

from samples import article

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.group import Group, new_group
from briefing.grouping.idf import Idf
from briefing.grouping.standalone import EmptyArchive
from briefing.grouping.thread_grouper import ThreadGrouper

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
    rarity = Idf({}, 0)
    threads = ThreadGrouper(EmptyArchive(), rarity)
    groups = [_thread(threads, titles, rarity, first) for first, titles in ((0, one), (1, other))]
    threads.add_merge_candidate(groups[0].id, groups[1].id)
    threads.merge_candidates()
    return threads.index.resolve(groups[0].id) is threads.index.resolve(groups[1].id)


def _thread(threads: ThreadGrouper, titles: list[str], rarity: Idf, first: int) -> Group:
    vectors = [
        ArticleVector(extract_features(article(title, hours=30 * n + first)), rarity) for n, title in enumerate(titles)
    ]
    group = new_group("thread", vectors[0])
    for vector in vectors[1:]:
        group.add(vector)
    for vector in vectors:
        threads.index.mark_changed(group, vector)
    return group


def test_one_war_that_began_in_two_threads_is_one():
    assert joined(WAR[::2], WAR[1::2])


def test_a_war_and_an_election_in_one_country_stay_two():
    assert not joined(WAR, BALLOT)
