"""Two threads that turn out to be about the same as wholes become one; neighbours that share a country do not."""

from samples import article

from briefing.grouping.standalone import group_without_store

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
    articles = [
        article(title, hours=30 * n + first)
        for first, titles in ((0, one), (1, other))
        for n, title in enumerate(titles)
    ]
    homes = group_without_store(articles)
    threads = [homes[each.id][1] for each in articles]
    return bool(set(threads[: len(one)]) & set(threads[len(one) :]))


def test_one_war_that_began_in_two_threads_is_one():
    assert joined(WAR[::2], WAR[1::2])


def test_a_war_and_an_election_in_one_country_stay_two():
    assert not joined(WAR, BALLOT)
