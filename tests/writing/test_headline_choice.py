"""Headlines in a long summary: they state, as the words of their publisher, what no sentence does."""

from __future__ import annotations

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import Summary
from briefing.writing.summary.thread_summary import summarize_thread
from tests.writing.conftest import Make

TITLE = "Ferry sinks off Norland in heavy storm"
LEAD = "A ferry sank off Norland on Monday with 210 people aboard, the coast guard of Norland said."
DIVERS = "Norland navy sends 40 divers to the wreck of the ferry"


def summary_of(make: Make, *rest: tuple[str, str]) -> Summary:
    """The summary of two reports of the sinking, and of further headlines and texts of one publisher each."""
    texts = [(TITLE, LEAD), ("Ferry sinks off Norland", LEAD), *rest]
    articles: list[Article] = [
        make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", title, text)
        for n, (title, text) in enumerate(texts)
    ]
    return summarize_thread([Story("s", "t", "", tuple(articles))], TITLE)


def headlines_of(summary: Summary) -> list[str]:
    return [one.text for one in summary.headlines]


def test_a_fact_that_only_a_headline_states_is_cited_with_its_article(make: Make) -> None:
    (headline,) = summary_of(make, (DIVERS, "")).headlines
    assert (headline.text, headline.article) == (DIVERS, "a2")


def test_a_headline_is_no_sentence(make: Make) -> None:
    summary = summary_of(make, (DIVERS, ""))
    assert [one.text for one in (*summary.line, *summary.paragraph, *summary.long)] == [LEAD] * 3


def test_a_headline_whose_fact_a_sentence_states_is_not_cited(make: Make) -> None:
    summary = summary_of(make, (DIVERS, "The Norland navy has sent 40 divers to the wreck of the ferry."))
    assert len(summary.long) == 2
    assert not summary.headlines


def test_the_title_and_its_variants_are_not_cited(make: Make) -> None:
    assert not summary_of(make, ("Ferry sinks in heavy storm off Norland", "")).headlines


@pytest.mark.parametrize(
    "headline",
    [
        "Why did the Norland ferry leave its harbour in a gale?",
        "Opinion: the Norland ferry was a disgrace to its owner",
        "Norland navy may send 40 divers to the wreck of the ferry",
        "Norland minister says ferry owner 'has blood on his hands'",
        "Norland captain LAUGHS beside the wreck of the ferry",
        "Live: Norland navy searches the wreck of the ferry",
        "Sample 2 Wire reports from Norland navy on divers at the wreck of the ferry",
        "Bakers of Vesmark raise the price of plum cake by nine crowns",
    ],
)
def test_comment_plans_quotations_and_other_topics_are_not_cited(make: Make, headline: str) -> None:
    assert headline not in headlines_of(summary_of(make, (headline, "")))


def test_a_smaller_toll_than_a_later_one_is_not_cited(make: Make) -> None:
    old, new = "Nine people killed as Norland ferry sinks", "Toll of Norland ferry rises to 31 people killed"
    cited = headlines_of(summary_of(make, (old, ""), ("Norland ferry: bow door was open", ""), (new, "")))
    assert old not in cited


def test_a_line_without_a_full_stop_is_cited_like_a_headline(make: Make) -> None:
    line = "Ostrand Lines suspended all 14 daily sailings between Norland and Vesmark after the ferry sank"
    summary = summary_of(make, ("Norland ferry owner stops its sailings", line))
    assert line in headlines_of(summary)
    assert line not in [one.text for one in summary.long]


def test_a_single_report_has_no_headline_of_its_own(make: Make) -> None:
    article = make("a", "2026-03-02T08:00", "Sample Wire", DIVERS, LEAD)
    assert not summarize_thread([Story("s", "t", "", (article,))], TITLE).headlines


def opening_of(make: Make, title: str, *reports: tuple[str, str]) -> Summary:
    """The summary of a thread with a title, of reports by one publisher each, an hour apart."""
    articles = tuple(
        make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", headline, text)
        for n, (headline, text) in enumerate(reports)
    )
    return summarize_thread([Story("s", "t", "", articles)], title)


@pytest.mark.parametrize(
    "headline",
    [
        "Norland parliament to open inquiry into ferry inspections",
        "Ferry owner Ostrand Lines will suspend all sailings",
        "Norland minister says ferry had failed two inspections since January",
        "Divers find bow door of sunken ferry open, and a lifeboat never launched because its chain had rusted",
        "Norland coast guard drops its 'late and clumsy' rescue plan",
    ],
)
def test_plans_statements_long_headlines_and_short_quotations_are_cited(make: Make, headline: str) -> None:
    assert headline in headlines_of(summary_of(make, (headline, "")))


def test_a_plan_that_a_later_headline_says_was_carried_out_is_not_cited(make: Make) -> None:
    plan, done = "Ostrand Lines to suspend its sailings after ferry sinks", "Ostrand Lines suspends its sailings"
    cited = headlines_of(summary_of(make, (plan, ""), ("Norland opens inquiry into ferry", ""), (done, "")))
    assert plan not in cited


def test_a_headline_is_on_the_affair_if_the_text_under_it_is(make: Make) -> None:
    headline = "Ostrand Lines dismisses its chief inspector"
    far, near = "He had been in office for nine years.", "He had passed the ferry that sank off Norland in the storm."
    assert headline in headlines_of(summary_of(make, (headline, near)))
    assert headline not in headlines_of(summary_of(make, (headline, far)))


def test_a_headline_with_the_number_of_a_sentence_and_nothing_else_is_not_cited(make: Make) -> None:
    told = "Norland had 210 citizens aboard the ferry when it sank."
    assert not headlines_of(summary_of(make, ("Some 210 Norlanders aboard sunken ferry", told)))


def test_a_headline_without_another_act_number_or_name_needs_more_new_words(make: Make) -> None:
    same, other = "Storm off Norland: passenger ferry goes under", "Storm off Norland: Vesmark halts its port works"
    assert not headlines_of(summary_of(make, (same, "")))
    assert other in headlines_of(summary_of(make, (other, "")))


def test_a_sentence_that_tells_the_news_opens_rather_than_a_headline(make: Make) -> None:
    title = "Ostrand Lines adds lifeboats under pact with Norland coast guard"
    told = "Ostrand Lines said on Monday that it would add nine lifeboats under its pact with the Norland coast guard."
    summary = opening_of(make, title, (title, told), ("Ostrand Lines and coast guard change lifeboat pact", ""))
    assert [one.text for one in summary.line] == [told]


PLANNED = "Harbour chief Lund to testify before Norland senate about ferry ties"
PLAN = "Odd Lund and top Vesmark lawyer to testify to senate over ferry links"


def test_a_lead_on_the_event_of_the_title_opens_rather_than_a_headline(make: Make) -> None:
    lead = "Lund's friendship with an owner has been in doubt since letters showed closer ties than known."
    summary = opening_of(make, PLANNED, (PLANNED, lead), (PLAN, ""), (PLANNED, ""))
    assert [one.text for one in summary.line] == [lead]
