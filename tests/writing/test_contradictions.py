"""The sentences of a summary agree: no plan beside its end, no two tolls; and the first one can stand first."""

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.sentences.quotable_sentences import quotable_sentences
from briefing.writing.summary.contradictions import contradict, tolls_differ
from briefing.writing.summary.plans import announced_verbs, reports_verb
from briefing.writing.summary.thread_summary import summarize_thread


@pytest.mark.parametrize(
    ("plan", "report"),
    [
        ("The ministers are expected to sign the pact on Friday.", "The ministers signed the pact in Torvane."),
        ("The court will reopen the case in May.", "The court reopened the case on Tuesday."),
        ("Norland plans to sell the ferry line.", "Norland sold the ferry line to Vesmark."),
        ("The two are due to meet in Arden.", "The two met in Arden on Monday."),
    ],
)
def test_a_report_answers_a_plan(plan: str, report: str) -> None:
    verbs = announced_verbs(plan)
    assert reports_verb(report, verbs)
    assert not reports_verb(plan, verbs)


@pytest.mark.parametrize("text", ["The ministers have not signed the pact.", "The pact is to be signed in May."])
def test_what_has_not_happened_is_no_report(text: str) -> None:
    assert not reports_verb(text, frozenset({"sign"}))


def test_a_summary_has_no_plan_beside_the_report_of_its_end(make) -> None:
    plan = make(
        "a",
        "2026-03-01T08:00",
        "Sample Wire",
        "Norland and Vesmark to sign harbour pact",
        "The ministers of Norland and Vesmark are expected to sign the harbour pact in Torvane this week.",
    )
    report = make(
        "b",
        "2026-03-02T08:00",
        "Sample Gazette",
        "Norland and Vesmark sign harbour pact",
        "The ministers of Norland and Vesmark signed the harbour pact in Torvane on Monday.\n"
        "Dockers in Arden struck against it for the third time, the union said.",
    )
    summary = summarize_thread([Story("s", "t", "", (plan, report))])
    assert summary.line[0].text.startswith("The ministers of Norland and Vesmark signed")
    assert not any("expected to sign" in one.text for one in summary.long)


def test_a_summary_states_one_toll(make) -> None:
    first = make(
        "a",
        "2026-03-01T08:00",
        "Sample Wire",
        "Quake kills 12 in Tarvos",
        "An earthquake killed 12 people on the Tarvos peninsula on Sunday, rescuers said.",
    )
    later = make(
        "b",
        "2026-03-01T20:00",
        "Sample Gazette",
        "Death toll of Tarvos quake rises to 31",
        "Officials in Arden said on Sunday evening that 31 people were killed by the quake and 40 houses fell.",
    )
    long = " ".join(one.text for one in summarize_thread([Story("s", "t", "", (first, later))]).long)
    assert "31 people" in long
    assert "12 people" not in long


def test_tolls_differ_only_if_they_count_the_same_harm() -> None:
    text = "The quake killed 12 people. The quake killed 31 people. The quake injured 31 people."
    twelve, thirty_one, injured = quotable_sentences([Article("a", "", text)])
    assert tolls_differ(twelve, thirty_one)
    assert not tolls_differ(twelve, injured)


def test_a_summary_opens_with_a_sentence_that_names_its_actors(make) -> None:
    leaning = make(
        "a",
        "2026-03-02T09:00",
        "Sample Wire",
        "Norland's parliament votes for harbour law",
        "It takes effect in May, and they welcomed it.",
    )
    naming = make(
        "b",
        "2026-03-02T08:00",
        "Sample Gazette",
        "Harbour law passes in Norland",
        "The parliament of Norland voted for the harbour law on Monday, the speaker said.",
    )
    (line,) = summarize_thread([Story("s", "t", "", (leaning, naming))]).line
    assert line.text.startswith("The parliament of Norland")


def test_an_old_lower_bound_of_a_toll_gives_way(make) -> None:
    """ "More than 2,000" can be 2,900, but is not what is known once 2,900 are counted."""
    old = "More than 2,000 people died in the earthquake on the Tarvos peninsula, rescuers said."
    new = "The earthquake on the Tarvos peninsula killed 2,900 people, the ministry said on Wednesday."
    articles = [
        make("a", "2026-03-02T08:00", "Sample Wire", "Earthquake on Tarvos peninsula kills 2,000", old),
        make("b", "2026-03-03T08:00", "Sample Gazette", "Tarvos earthquake toll is 2,900", new),
    ]
    long = summarize_thread([Story("s", "t", "", tuple(articles))], "Tarvos earthquake toll is 2,900").long
    assert [one.text for one in long] == [new]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Two people were shot outside a church in Torvane.", "A car rammed people outside a church in Torvane.", True),
        ("A gunman shot two in Torvane.", "A man rammed a church in Torvane and shot two, police said.", False),
        ("A man was stabbed in Arden.", "Two people were shot outside a church in Torvane.", False),
    ],
)
def test_two_accounts_of_an_attack_contradict_each_other(one: str, other: str, expected: bool) -> None:
    first, second = quotable_sentences([Article("a", "", one), Article("b", "", other)])
    assert contradict(first, second) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("The army said that 7 people were missing in Torvane, and none of them dead.", True),
        ("Nobody has been killed in Torvane, the mayor said on Monday.", True),
        ("None of the miners was killed in Torvane, the mayor said.", True),
        ("No deaths were reported in Torvane on Monday.", True),
        ("None of the dead in Torvane was a tourist, the mayor said.", False),
        ("Nobody in Torvane was told how many had died.", False),
        ("No one was charged over deaths in Torvane in 2019.", False),
    ],
)
def test_that_nobody_died_contradicts_a_number_of_dead(other: str, expected: bool) -> None:
    toll = "An earthquake killed 31 people in Torvane on Monday, the governor said."
    one, second = quotable_sentences([Article("a", "", toll), Article("b", "", other)])
    assert contradict(one, second) == contradict(second, one) == expected
