import pytest

from briefing.model import Article, Story
from briefing.writing.quotes import quotes
from briefing.writing.readable import GOOD, fitness, is_stale
from briefing.writing.summary import summary


def fit(text: str) -> float:
    return fitness(quotes([Article("a", "", text)])[0])


@pytest.mark.parametrize(
    "line",
    [
        "The parliament of Norland voted for the harbour law on Monday.",
        "Ministers of Norland have no plan for the harbour after two years of quarrel with the dockers",
    ],
)
def test_whole_sentences_may_be_printed(line: str) -> None:
    assert fit(line) >= GOOD


@pytest.mark.parametrize(
    "line",
    [
        "Review.",
        "A month after the launch in Norland sparked cease-and-desist",
        "It was a long day for the harbour of Norland.",
        "Nobody in the harbour of Arden spoke between noon and one.",
        '"Someone is watching my screen in Norland," I tell myself in public.',
        "Get the new phone of Norland for free with a contract.",
        "Who will pay for the new harbour of Norland?",
    ],
)
def test_fragments_asides_and_adverts_may_not(line: str) -> None:
    assert fit(line) < GOOD


def test_what_was_said_weeks_ago_is_stale() -> None:
    (said, law) = quotes(
        [Article("a", "", "The minister says the harbour was lost. The law of 2020 closed the harbour.")]
    )
    assert is_stale(said)
    assert not is_stale(law)


def test_facts_come_before_colour(make) -> None:
    wire = make(
        "a",
        "2026-03-01T08:00",
        "Sample Wire",
        "Schools on Tarvos peninsula reopen three days after earthquake",
        "Pupils on the Tarvos peninsula returned to class on Thursday, three days after the earthquake.",
    )
    feature = make(
        "b",
        "2026-03-01T09:00",
        "Sample Gazette",
        "Lessons in tents: Tarvos goes back to school",
        "The bell of the old house by the sea hangs from a pole.\n"
        "Four schools of the peninsula stay closed after the earthquake, the district said.",
    )
    said = [s.text for s in summary([Story("s", "t", "", (wire, feature))]).paragraph]
    assert said[1].startswith("Four schools")
