"""Which sentences that look back at a day make a row of it: one that states what happened, and others that agree."""

from collections.abc import Callable
from datetime import date

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.main_clause_dates import states_when
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.thread_timeline import thread_timeline

Make = Callable[..., Article]
RowsOf = Callable[[str, str], list[TimelineEntry]]
States = Callable[[str], bool]

FLED = "Nora Hallam fled from the Torvane prison on 8 March."
SEARCH = "Police arrested a guard and searched Torvane for Nora Hallam.\nMany people watched them from the harbour."


@pytest.fixture
def rows_of(make: Make) -> RowsOf:
    """Makes the rows of two articles of 10 and 13 March with one more sentence each."""

    def rows(first: str, second: str) -> list[TimelineEntry]:
        articles = (
            make(
                "a", "2026-03-10T10:00", "Sample Wire", "Guard arrested after Nora Hallam fled Torvane prison",
                f"{SEARCH}\n{first}",
            ),
            make(
                "b", "2026-03-13T18:00", "Sample Gazette", "Judge remands diver found aboard ferry of Selma",
                f"A judge in Selma remanded the diver Nora Hallam on Friday.\n{second}",
            ),
        )  # fmt: skip
        return list(reversed(thread_timeline([Story("s", "t", "", articles)])))

    return rows


@pytest.fixture
def states(make: Make) -> States:
    """Tells whether a sentence states what happened on its first date."""

    def first_date_is_stated(statement: str) -> bool:
        (line,) = dated_sentences([make("a", "2026-03-10T10:00", "Sample Wire", "Torvane looks back", statement)], 2)
        return states_when(line.text, line.mentions, line.mentions[0])

    return first_date_is_stated


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(FLED, id="plain"),
        pytest.param("Nora Hallam, who is a former diver, fled from the Torvane prison on 8 March.", id="an aside"),
        pytest.param("Nora Hallam fled from the Torvane prison while awaiting her trial on 8 March.", id="meanwhile"),
    ],
)
def test_a_mention_that_states_nothing_supports_one_that_does(rows_of: RowsOf, statement: str) -> None:
    mention = "The arrest ends the search for Nora Hallam, who has been missing since she fled from prison on 8 March."
    rows = rows_of(statement, mention)
    assert (rows[0].date.day, rows[0].title, rows[0].background) == (8, statement, True)
    assert not any(row.background for row in rows_of(mention, f"{mention} It was long."))


def test_names_alone_do_not_make_two_things_of_one_month_the_same(rows_of: RowsOf) -> None:
    statement = "Nora Hallam fled from the Torvane prison in January."
    support = "The arrest ends the search for Nora Hallam, who has been missing since she fled from prison in January."
    assert rows_of(statement, support)[0].background
    assert not any(row.background for row in rows_of(statement, "A court of Torvane fined Nora Hallam in January."))


@pytest.mark.parametrize(
    ("statement", "other"),
    [
        pytest.param("cleared Nora Hallam of theft in 2019.", "convicted Nora Hallam of theft in 2019.", id="opposite"),
        pytest.param("sentenced Nora Hallam to four years in prison on 8 January 2025.",
                     "sentenced Nora Hallam to two years in prison in 2025.", id="another term of the year"),
        pytest.param("sentenced Nora Hallam to four years in prison in 2019.",
                     "sentenced Nora Hallam to two years in prison in 2019.", id="another term of one year"),
        pytest.param("fined Nora Hallam for a theft in January.",
                     "freed Nora Hallam in January, fined for a theft in 2019.", id="the act of another date"),
    ],
)  # fmt: skip
def test_another_act_of_a_court_is_no_second_source(rows_of: RowsOf, statement: str, other: str) -> None:
    assert not any(row.background for row in rows_of(f"A Torvane court {statement}", f"A Torvane court {other}"))
    again = f"It is known that a court of Torvane {statement}"
    assert any(row.background for row in rows_of(f"A Torvane court {statement}", again))


@pytest.mark.parametrize(
    ("statement", "other"),
    [
        ("Nora Hallam won the Torvane race on 8 January.", "Nora Hallam lost the Torvane race in January."),
        (
            "Fire killed 12 guards of the Torvane prison on 8 January 2025.",
            "Floods killed 30 guards of the Torvane prison in 2025.",
        ),
        (
            "Norland struck the Calder port of Torvane on 8 January, killing 12 people and Nora Hallam's father.",
            "Norland struck a Calder depot in Torvane in January, killing 40 people.",
        ),
        ("Nora Hallam left the Torvane prison in 2025.", "Nora Hallam, due to leave Torvane prison in 2025, dives."),
        ("Nora Hallam left the Torvane prison in 2025.", "Nora Hallam never left the Torvane prison in 2025."),
    ],
)
def test_another_event_of_the_same_names_is_no_second_source(rows_of: RowsOf, statement: str, other: str) -> None:
    assert not any(row.background for row in rows_of(statement, other))


def test_counts_of_other_things_leave_a_second_source(rows_of: RowsOf) -> None:
    statement = "Nora Hallam, 34, fled from the Torvane prison with 12 guards in January."
    rows = rows_of(statement, "Police search for Nora Hallam with 40 boats since she fled from the prison in January.")
    assert [(row.title, len(row.publishers)) for row in rows if row.background] == [(statement, 2)]


def test_a_sentence_with_two_dates_makes_one_row(rows_of: RowsOf) -> None:
    statement = "Nora Hallam escaped from the Torvane prison in 2019 and was caught in 2021."
    rows = rows_of(statement, "Nora Hallam escaped the prison of Torvane in 2019 and was caught in 2021.")
    assert [(row.date.year, row.precision) for row in rows if row.background] == [(2019, "year")]


def test_two_sentences_on_two_dates_make_two_rows(rows_of: RowsOf) -> None:
    both = "Nora Hallam escaped from the Torvane prison in 2019.\nNora Hallam sank the Torvane ferry in 2021."
    again = "Nora Hallam escaped from the prison of Torvane in 2019.\nHallam sank the ferry of Torvane in 2021."
    assert [row.date.year for row in rows_of(both, again) if row.background] == [2019, 2021]


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("Nora Hallam was due to leave the Torvane prison in 2025.", id="due"),
        pytest.param("Nora Hallam was scheduled to be tried in 2025.", id="scheduled"),
        pytest.param("Nora Hallam hoped to leave the Torvane prison in 2024.", id="hoped"),
        pytest.param("The Torvane prison planned to release Nora Hallam in January.", id="planned to"),
        pytest.param("The prison of Torvane planned a release of Nora Hallam in January.", id="planned a"),
        pytest.param("The guards wanted the release of Nora Hallam to begin on 8 January.", id="wanted"),
        pytest.param("Nora Hallam was expected to leave the Torvane prison on 8 January.", id="expected"),
        pytest.param("Police in Torvane failed to arrest Nora Hallam in January.", id="failed"),
        pytest.param("The ban of Torvane never took effect in 2020.", id="never"),
        pytest.param("Nora Hallam had not left the prison of Torvane in 2025.", id="not"),
        pytest.param("No one was harmed in Torvane in 2025.", id="no one"),
        pytest.param("A film on Nora Hallam and the Torvane prison was set in 1955.", id="setting"),
        pytest.param("Nora Hallam was mayor of Torvane in 2015.", id="office"),
        pytest.param("In 2015 Nora Hallam was the mayor of Torvane.", id="office after its date"),
        pytest.param("Nora Hallam lived in Torvane in 2015.", id="lived"),
    ],
)
def test_plans_negations_and_states_are_no_events(states: States, statement: str) -> None:
    assert not states(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "The match in Torvane was cancelled due to rain in January.",
        "Nora Hallam pleaded not guilty in January.",
        "The most wanted man of Norland was flown to Selma in January.",
        "The planned bridge to Selma collapsed in January.",
        "There was an explosion in Torvane in January.",
        "Nora Hallam was elected mayor of Torvane in 2015.",
        "The Torvane record was set in 2015.",
        "The studio of the game show was set on fire in 2015.",
        "Nora Hallam was sworn in as mayor of Torvane in 2015.",
        "Rebels set fire to the Torvane prison in January.",
        "The Torvane bank failed in 2008.",
        "Prison No. 1 of Torvane was closed in January.",
    ],
)
def test_words_of_plans_and_states_leave_events(states: States, statement: str) -> None:
    assert states(statement)


def test_what_was_measured_is_no_event(rows_of: RowsOf) -> None:
    measured = "The search zone of Torvane for Nora Hallam was 20 miles wide on 8 March."
    assert not any(row.background for row in rows_of(measured, f"{measured} It grew."))


@pytest.mark.parametrize(
    "statement",
    [
        "The Senate of Torvane removed Nora Hallam, and the vote was 52 to 48 on 8 March.",
        "In Torvane there were 12 people killed by a bomb on 8 March.",
        "The death of the mayor in a fire on 8 March sparked a search for an heir that has seen many seen as too old.",
    ],
)
def test_a_number_that_measures_nothing_leaves_an_event(states: States, statement: str) -> None:
    assert states(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "In January, the Torvane shipyard cut 400 jobs.",
        "The mayor of Torvane fell from a ladder in January.",
        "Torvane fell to the rebels in January.",
        "Nora Hallam broke the record of Torvane in January.",
        "The virus spread to Torvane in January.",
    ],
)
def test_a_word_that_figures_share_with_acts_leaves_an_event(states: States, statement: str) -> None:
    assert states(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Exports of Torvane fell in January.",
        "Sea ice fell to the lowest extent in January.",
        "Torvane fell to a record 12 points in January.",
        "The yards of Torvane added 400 jobs in January.",
        "Torvane had record rainfall in January.",
        "The spread of the virus in January, in Torvane.",
    ],
)
def test_figures_of_a_month_are_no_event(states: States, statement: str) -> None:
    assert not states(statement)


def test_what_followed_two_days_later_stays_apart(rows_of: RowsOf) -> None:
    again = "Nora Hallam had fled from the Torvane prison on 8 March."
    rows = rows_of(FLED, again)
    assert [row.date.day for row in rows if row.background] == [8]
    assert all(row.date.day > 8 for row in rows if "Guard" in row.title)


@pytest.mark.parametrize(
    ("statement", "support", "first_day", "precision"),
    [
        ("Nora Hallam fled from the Torvane prison in 2019.", "in 2019", (2019, 1, 1), "year"),
        ("Nora Hallam fled from the Torvane prison last year.", "in 2025", (2025, 1, 1), "year"),
        ("Nora Hallam fled from the Torvane prison at the end of January.", "in January", (2026, 1, 1), "month"),
        ("Nora Hallam fled from the Torvane prison on 8 January.", "in January", (2026, 1, 8), "day"),
    ],
)
def test_a_row_is_as_precise_as_its_sentence(
    rows_of: RowsOf, statement: str, support: str, first_day: tuple[int, int, int], precision: str
) -> None:
    rows = rows_of(statement, f"The arrest ends the search for Nora Hallam, who fled from prison {support}.")
    assert rows[0].background and rows[0].title == statement
    assert (rows[0].date, rows[0].precision) == (date(*first_day), precision)


@pytest.mark.parametrize(
    ("statement", "support"),
    [
        pytest.param(
            "Nora Hallam was born in Torvane in 1962.", "Nora Hallam was born in Torvane in 1962, to divers.", id="life"
        ),
        pytest.param(
            "Nora Hallam began her career as a diver in Torvane in 1981.",
            "The career of Nora Hallam as a Torvane diver began in 1981.",
            id="career",
        ),
        pytest.param(
            "Torvane's prison earned Hallam revenues of 12 million crowns in 2024.",
            "Hallam's revenues from the Torvane prison were 12 million crowns in 2024.",
            id="figures of a year",
        ),
        pytest.param(
            "The Calder prison burned down in 1971, and 12 guards were killed.",
            "It recalls the Calder fire in which 12 guards of the prison were killed in 1971.",
            id="another affair long ago",
        ),
        pytest.param(
            "MARCH 8: Nora Hallam ran to the ferry below the Torvane prison.",
            "MARCH 8: Nora Hallam rowed below the Torvane prison to the ferry.",
            id="captions",
        ),
        pytest.param(
            "Nora Hallam, who was pictured in 2024 at the prison, worked in Torvane.",
            "At the prison of Torvane, Nora Hallam is pictured in 2024 at work.",
            id="pictures",
        ),
        pytest.param(
            "A lawyer of Nora Hallam, a diver who has accused a guard of Torvane of beating her in 2024, left her.",
            "The guard of Torvane is accused of beating the diver Nora Hallam in 2024.",
            id="what somebody is accused of",
        ),
        pytest.param(
            "The judge sentenced Nora Hallam for stealing the Torvane ferry in 2019.",
            "Nora Hallam was sentenced for stealing the ferry of Torvane in 2019.",
            id="what a sentence was for",
        ),
        pytest.param(
            "Nora Hallam, arrested on 8 March, appeared before the court of Torvane.",
            "The court of Torvane heard that Nora Hallam, arrested on 8 March, was a diver.",
            id="an aside",
        ),
        pytest.param(
            "On 8 March the mayor of Torvane said Nora Hallam would be found soon.",
            "The mayor of Torvane said on 8 March that Nora Hallam would be found.",
            id="a statement",
        ),
        pytest.param(
            "Nora Hallam insists that she was not the one who fled the Torvane prison on 8 March.",
            "The 8 March escape of Nora Hallam from the Torvane prison was long planned.",
            id="clauses of others",
        ),
    ],
)
def test_lives_figures_captions_and_other_affairs_are_no_background(
    rows_of: RowsOf, statement: str, support: str
) -> None:
    assert not any(row.background for row in rows_of(statement, support))


def test_what_names_nobody_can_be_long_ago(make: Make) -> None:
    articles = (
        make("a", "2026-03-10T10:00", "Sample Wire", "Flu vaccine passes large trial",
             "A vaccine halved infections.\nThe vaccine was given to volunteers of the trial in October 2022."),
        make("b", "2026-03-11T10:00", "Sample Gazette", "Vaccine trial: flu jab works in six of ten",
             "The trial was a success.\nIn October 2022 the first volunteers of the trial had been given it."),
    )  # fmt: skip
    rows = thread_timeline([Story("s", "t", "", articles)])
    assert [(row.date, row.precision) for row in rows if row.background] == [(date(2022, 10, 1), "month")]


def test_a_weekday_of_six_days_ago_is_perhaps_tomorrow(make: Make) -> None:
    """A report of Thursday evening in UTC on what began "early on Friday" where it happened."""
    text = "The ceasefire between Norland and Selma took effect early on Friday, after ten days of war."
    articles = (
        make("a", "2026-03-12T22:00", "Sample Wire", "Norland and Selma agree to ceasefire", text),
        make("b", "2026-03-12T23:00", "Sample Gazette", "Ceasefire of Norland and Selma begins", f"{text} It holds."),
    )
    assert not any(row.background for row in thread_timeline([Story("s", "t", "", articles)]))


def test_a_copy_by_the_same_publisher_is_no_second_source(make: Make) -> None:
    def rows(publisher: str) -> list[TimelineEntry]:
        told = "Nora Hallam fled from the Torvane prison in January."
        articles = (
            make(
                "a",
                "2026-03-10T10:00",
                "Sample Wire",
                "Guard arrested after Nora Hallam fled Torvane prison",
                f"{SEARCH}\n{told}",
            ),
            make("b", "2026-03-13T10:00", publisher, "Search for Nora Hallam widens", f"Her boat was seen.\n{told}"),
        )
        return [row for row in thread_timeline([Story("s", "t", "", articles)]) if row.background]

    assert len(rows("Sample Gazette")) == 1
    assert rows("Sample Wire") == []


def test_whole_reports_tell_their_background_far_below(make: Make) -> None:
    filler = "\n".join(f"Officers searched the ferry of pier {number} at the harbour." for number in range(12))
    articles = tuple(
        make(key, f"2026-03-{day}T10:00", publisher, title, f"{lead}\n{filler}\n{told}")
        for key, day, publisher, title, lead, told in (
            ("a", 10, "Sample Wire", "Torvane police search for Nora Hallam", "Nora Hallam is sought.", FLED),
            (
                "b",
                11,
                "Sample Gazette",
                "Nora Hallam seen in Torvane harbour",
                "Nora Hallam was seen.",
                "It is known that Nora Hallam fled from the prison of Torvane on 8 March.",
            ),
        )
    )
    rows = thread_timeline([Story("s", "t", "", articles)])
    assert [(row.date, row.title) for row in rows if row.background] == [(date(2026, 3, 8), FLED)]


OTHERS_FLED = "Hallam, a former diver, fled from the prison of Torvane through a kitchen."


@pytest.mark.parametrize(
    "undated",
    [
        pytest.param(OTHERS_FLED, id="the same act"),
        pytest.param(
            "Nora Hallam had fled the Torvane prison before guards noticed it.", id="another form of the verb"
        ),
    ],
)
def test_a_report_without_the_date_confirms_one_with_it(rows_of: RowsOf, undated: str) -> None:
    rows = [row for row in rows_of(FLED, undated) if row.date == date(2026, 3, 8)]
    assert [(row.title, row.background) for row in rows] == [(FLED, True)]


@pytest.mark.parametrize(
    "undated",
    [
        pytest.param("Guards of the Torvane prison praised Nora Hallam.", id="another act"),
        pytest.param("Two divers fled from a burning ferry near Selma.", id="other names"),
        pytest.param("Ivo Marn fled from the Torvane prison last year.", id="another date"),
        pytest.param("Nora Hallam is not in Torvane.", id="too few words"),
        pytest.param("Nora Hallam will be moved from the Torvane prison.", id="a plan"),
        pytest.param("Nora Hallam had not fled from the Torvane prison, guards claim.", id="a denial"),
        pytest.param("Nora Hallam would have fled from the Torvane prison with a boat.", id="a condition"),
        pytest.param("Nora Hallam fled from the Torvane prison?", id="a question"),
        pytest.param("Nora Hallam tried to flee from the Torvane prison.", id="an attempt"),
    ],
)
def test_a_report_on_something_else_confirms_no_date(rows_of: RowsOf, undated: str) -> None:
    assert not [row for row in rows_of(FLED, undated) if row.date == date(2026, 3, 8)]


def test_an_undated_report_that_counts_otherwise_confirms_no_date(rows_of: RowsOf) -> None:
    twelve = "12 divers fled from the Torvane prison with Nora Hallam on 8 March."
    assert not [row for row in rows_of(twelve, twelve.replace("12", "30").replace(" on 8 March", "")) if row.background]
