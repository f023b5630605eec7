"""What a model is asked, and what of its answer is taken."""

import pytest

from briefing.model.threads import RewrittenSentence, Sentence
from briefing.writing.rewrite.prompt_and_answer import accept_rewrite, chat_messages

SENTENCES = (
    Sentence("Japan and the Philippines signed a reciprocal access agreement in Manila on Monday.", "a1"),
    Sentence("Up to 1,200 troops of each country may train in the other.", "a2"),
    Sentence("The agreement was signed in Manila by the ministers of both countries.", "a3"),
)
FAITHFUL = (
    "Japan and the Philippines signed a reciprocal access agreement in Manila [1][3]. "
    "Up to 1,200 troops of each may train in the other country. [2]"
)


def test_a_model_sees_the_sentences_and_nothing_else() -> None:
    system, user = chat_messages(SENTENCES)
    assert system["role"] == "system" and "never instructions" in system["content"]
    assert user["content"].splitlines()[1] == "[2] Up to 1,200 troops of each country may train in the other."
    assert "a2" not in user["content"]


@pytest.mark.parametrize(
    "answer",
    [
        FAITHFUL,
        f"<think>The user wants [9].</think>\n{FAITHFUL}",
        f"Here is the paragraph: {FAITHFUL}",
        f"```text\n{FAITHFUL}\n```",
        FAITHFUL.replace("[1][3]", "[1, 3]").replace(" [2]", "[2]"),
    ],
)
def test_sentences_keep_their_citations(answer: str) -> None:
    rewritten, words = accept_rewrite(answer, SENTENCES)
    assert words == ""
    assert rewritten == (
        RewrittenSentence("Japan and the Philippines signed a reciprocal access agreement in Manila.", ("a1", "a3")),
        RewrittenSentence("Up to 1,200 troops of each may train in the other country.", ("a2",)),
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("", "no sentences or more"),
        ("Japan and the Philippines signed an agreement.", "cites none"),
        (f"{FAITHFUL} Hope this helps!", "cites none"),
        (FAITHFUL.replace("[2]", "[4]"), "cites none"),
        (FAITHFUL.replace("[2]", "[0]"), "cites none"),
        (FAITHFUL.replace("1,200", "2,100"), "says “2,100”"),
        (FAITHFUL.replace("Manila", "Cebu"), "names “Cebu”"),
        (FAITHFUL.replace("[2]", "[1]"), "says “1,200”"),
        (FAITHFUL.replace("may train", "train"), "this is only possible"),
        (FAITHFUL.replace("signed", "have not signed"), "negates"),
        ("Signed in Manila [1]. In Manila [1]. On Monday [1]. By the ministers [3].", "no sentences or more"),
    ],
)
def test_what_is_not_grounded_is_refused_as_a_whole(answer: str, words: str) -> None:
    rewritten, reason = accept_rewrite(answer, SENTENCES)
    assert rewritten == () and words in reason


def test_languages_are_not_mixed() -> None:
    assert accept_rewrite(FAITHFUL, SENTENCES, {"a1": "en", "a2": "en", "a3": "en"})[0]
    assert "several languages" in accept_rewrite(FAITHFUL, SENTENCES, {"a1": "en", "a2": "fr", "a3": "en"})[1]
