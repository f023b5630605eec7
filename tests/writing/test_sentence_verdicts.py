"""Which sentences may be quoted, which may open a summary, and why not: one case for each kind of fault."""

import pytest

from briefing.model.articles import Article
from briefing.writing.sentences.quotable_sentences import QuotableSentence, judged_sentences


def judge(text: str, title: str = "Norland votes for harbour law", **fields: str) -> list[QuotableSentence]:
    return judged_sentences(Article("a", title, text, "Sample Wire", **fields))


@pytest.mark.parametrize(
    "text",
    [
        "The parliament of Norland voted for the harbour law on Monday, the speaker said.",
        "Police in Arden arrested two dockers on Tuesday after a fire at the harbour killed a guard.",
        "Researchers of the University of Arden have found a reef off the coast of Norland.",
    ],
)
def test_reports_may_be_quoted_and_may_open(text: str) -> None:
    (one,) = judge(text)
    assert one.verdict.is_quotable
    assert one.verdict.opens


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("promotion", "The post Norland votes for harbour law appeared first on Sample Wire."),
        ("promotion", "SIGN THE PETITION FOR THE HARBOUR!"),
        ("promotion", "Here's what the law of Norland changes."),
        ("promotion", "The kettle is on sale for $30 at the harbour shop of Arden."),
        ("promotion", "Sample's Ana Korvel reports for Wire Today."),
        ("label", "Why it matters: The harbour of Arden is the largest of Norland."),
        ("label", "Review."),
        ("credit", "Illustration: Sample Wire"),
        ("fragment", "Norland Ferries on the new pier of Arden."),
        ("label", "As the strike enters its 40th day, these are the main developments."),
        ("caption", "Cans of paint on a deck pictured in Torvane, on March 2nd, 2026."),
        ("caption", "A close-up look at some of the new ferries of Arden."),
        ("report", "The Sample Gazette reported the move Tuesday, citing two people who know of it."),
        ("question", "Will the harbour law of Norland hold?"),
        ("quotation", "“We waited for this law for twenty years.”"),
        ("quotation", "The minister posted a statement: “We wait for this law."),
        ("cut", "The parliament of Norland voted for the harbour law on [...]"),
        ("cut", "The harbour law of Norland was read in the port of Torvane during a U.S."),
        ("cut", "The law was written by Nora Hallam (D-Arden, a member of the union of dockers of Norland."),
        ("caption", "Ana Korvel (pictured) leads the dockers of Norland into the strike."),
        ("opinion", "I think that the harbour law is a terrible mess, and you really should be angry."),
    ],
)
def test_what_is_no_report_may_not_be_quoted(reason: str, text: str) -> None:
    (one,) = judge(text)
    assert (one.verdict.is_quotable, one.verdict.opens, one.verdict.why) == (False, False, reason)


def test_a_quotation_with_its_speaker_may_be_quoted() -> None:
    (one,) = judge("“The harbour law was overdue,” the minister of transport, Nora Hallam, said in Arden on Monday.")
    assert one.verdict.is_quotable


def test_a_sentence_that_leans_on_another_opens_no_summary() -> None:
    first, second = judge(
        "Norland's parliament voted for the harbour law on Monday. It takes effect in May, officials said."
    )
    assert first.verdict.opens
    assert not second.verdict.opens
    assert second.verdict.following >= second.verdict.quotable


def test_the_headline_and_the_address_of_a_comment_count_against_its_sentences() -> None:
    text = "The harbour law of Norland shows how far the parliament has lost touch with the dockers."
    (plain,) = judge(text)
    (comment,) = judge(text, "Why I fear the harbour law", link="https://wire.example/opinion/harbour")
    assert comment.verdict.quotable < plain.verdict.quotable
    assert not comment.verdict.is_quotable


@pytest.mark.parametrize("limits", [(1, 0, 2), (3, 1, 0), (0, 2, 9)])
def test_the_opening_of_an_article_gets_the_verdicts_of_the_whole(limits: tuple[int, ...]) -> None:
    text = "Norland voted for the law. It takes effect in May. Dockers in Arden went on strike. Why did they?"
    whole = judged_sentences(Article("whole", "Norland votes", text, "Sample Wire"))
    opening = Article(f"opening {limits}", "Norland votes", text, "Sample Wire")
    for limit in limits:
        verdicts = [one.verdict for one in judged_sentences(opening, limit=limit)]
        assert verdicts == [one.verdict for one in whole[: limit or None]]


def test_a_headline_glued_to_a_sentence_may_not_be_quoted() -> None:
    title = "Norland votes for the new harbour law"
    (glued,) = judge(f"{title} Norland, a country of ports, has voted for a law on Monday.", title)
    (plain,) = judge(f"{title} after a debate of nine hours on Monday.", title)
    assert (glued.verdict.why, plain.verdict.why) == ("fragment", "")
