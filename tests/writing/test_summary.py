from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.model.articles import EPOCH, Article, Story
from briefing.model.threads import Sentence
from briefing.writing.sentences.quotable_sentences import overlap, quotable_sentences
from briefing.writing.summary.story_summary import summarize_story
from briefing.writing.summary.thread_summary import summarize_thread

Make = Callable[..., Article]


def articles_of(stories: tuple[Story, ...]) -> dict[str, Article]:
    return {article.id: article for story in stories for article in story.articles}


def stands(sentence: Sentence, articles: dict[str, Article]) -> bool:
    article = articles[sentence.article]
    return any(sentence.text in " ".join(place.split()) for place in (article.text, article.title))


def repeats(sentences: tuple[Sentence, ...]) -> bool:
    bags = [frozenset(s.text.lower().rstrip(".").split()) for s in sentences]
    return any(overlap(a, b) > 0.6 for i, a in enumerate(bags) for b in bags[:i])


@pytest.mark.parametrize("words", [10, 30, 66, 120, 250])
def test_the_budget_is_kept_and_nothing_is_said_twice(pact: tuple[Story, ...], words: int) -> None:
    summary = summarize_story(list(articles_of(pact).values()), words)
    assert sum(len(s.text.split()) for s in summary) <= words
    assert all(stands(s, articles_of(pact)) for s in summary)
    assert not repeats(summary)


def test_the_budget_is_filled(pact: tuple[Story, ...]) -> None:
    articles = list(articles_of(pact).values())
    summary = summarize_story(articles, 60)
    used = sum(len(s.text.split()) for s in summary)
    chosen = {s.text for s in summary}
    left = [
        q
        for q in quotable_sentences(articles)
        if q.text not in chosen and used + q.word_count <= 60 and q.word_count >= 8
    ]
    assert all(repeats((*summary, Sentence(q.text, q.article_id))) for q in left)


def test_articles_need_no_date_source_or_title(pact: tuple[Story, ...]) -> None:
    bare = [replace(a, title="", publisher="", published=EPOCH, seen=EPOCH, url="") for a in articles_of(pact).values()]
    assert summarize_story(bare, 40)


def test_one_article_and_none(make: Make) -> None:
    one = make("x", "2024-07-08T04:00", "Sample Wire", "Pact signed", "The ministers signed the access pact on Monday.")
    assert summarize_story([one], 50) == (Sentence("The ministers signed the access pact on Monday.", "x"),)
    assert summarize_story([], 50) == ()


def test_titles_stand_in_for_missing_texts(make: Make) -> None:
    one = make("x", "2024-07-08T04:00", "Sample Wire", "Ministers sign access pact in Manila - Sample Wire")
    assert summarize_story([one], 50)
    summary = summarize_thread([Story("s", "t", "", (one,))])
    assert summary.line == (Sentence("Ministers sign access pact in Manila", "x"),)


sentence = st.sampled_from(
    [
        "The two ministers signed the access agreement in Manila on Monday.",
        "MANILA (AP) - The Senate has to concur in the agreement by a majority of two thirds.",
        "Read more",
        "Is it a threat to anyone?",
        "It enters into force next year …",
        "“We are friends,” said the minister of defence. “We shall train together.”",
        "Mr. Aoki of No. 5 company praised the pact.",
        "協定はマニラで署名された。",
        "The harbour of Subic expects more visits by ships of the Japanese navy",
    ]
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.lists(sentence, max_size=4), min_size=1, max_size=4), words=st.integers(5, 80))
def test_every_sentence_stands_in_its_article(make: Make, texts: list[list[str]], words: int) -> None:
    articles = {
        f"a{i}": make(f"a{i}", f"2024-07-0{i + 1}T04:00", f"Sample {i}", f"Access pact, report {i}", "\n".join(text))
        for i, text in enumerate(texts)
    }
    summary = summarize_story(list(articles.values()), words)
    whole = summarize_thread([Story(f"s{a.id}", "t", "", (a,)) for a in articles.values()])
    assert all(stands(s, articles) for s in (*summary, *whole.line, *whole.paragraph, *whole.long))
    assert not repeats(summary)
    assert not repeats(whole.long)
    assert len(whole.line) == 1


def test_a_thread_begins_with_its_newest_development(pact: tuple[Story, ...]) -> None:
    summary = summarize_thread(pact)
    assert summary.line == (
        Sentence(
            "The Philippine Senate concurred in the Reciprocal Access Agreement with Japan on Monday by 19 votes to "
            "none.",
            "c1",
        ),
    )
    assert summary.paragraph[:1] == summary.line
    assert len(summary.paragraph) <= 2
    assert summary.long[:1] == summary.line
    assert set(summary.paragraph) <= set(summary.long)
    assert len(summary.long) <= 8


def test_no_teaser_question_or_boilerplate_is_quoted(pact: tuple[Story, ...]) -> None:
    text = " ".join(s.text for s in summarize_thread(pact).long)
    assert "Here's" not in text
    assert "Read more" not in text
    assert "?" not in text
    assert "Reuters" not in text


def test_what_leans_on_another_sentence_follows_it(pact: tuple[Story, ...]) -> None:
    page = [s.text for s in summarize_thread(pact).long]
    for i, text in enumerate(page):
        if text.startswith("It "):
            assert text == "It enters into force once the Diet in Tokyo has approved it."
            assert page[i - 1].startswith("The Philippine Senate")


def test_old_stories_do_not_say_on_monday(pact: tuple[Story, ...]) -> None:
    newest = {a.id for a in pact[-1].articles}
    assert not [s for s in summarize_thread(pact).paragraph if s.article not in newest and "Monday" in s.text]


def test_cut_off_sentences_are_a_last_resort(make: Make) -> None:
    cut = make(
        "x",
        "2024-07-08T04:00",
        "Sample Wire",
        "Ministers sign access pact",
        "The ministers signed the access pact in the palace on Monday. The agreement lets soldiers of either side …",
    )
    assert [s.text for s in summarize_thread([Story("s", "t", "", (cut,))]).long] == [
        "The ministers signed the access pact in the palace on Monday."
    ]
    only = replace(
        cut, text="The ministers signed the access pact that lets soldiers of either country bring their […]"
    )
    assert summarize_thread([Story("s", "t", "", (only,))]).line[0].text.startswith("The ministers signed")


def test_no_headline_that_repeats_the_title_stands_in(make: Make) -> None:
    one = make("x", "2024-07-08T04:00", "Sample Wire", "Ministers sign access pact in Manila")
    other = make("y", "2024-07-08T05:00", "Sample Post", "Review: a play about the harbour of Selma")
    stories = [Story("s", "t", "", (one, other))]
    assert summarize_thread(stories, "Ministers sign access pact in Manila").line == ()


def test_what_is_cut_within_a_word_or_before_its_beginning_is_not_quoted(make: Make) -> None:
    texts = (
        "The ferries of Torvane start to appear as an option fo",
        "ll nine sailors of the Amber Dawn are safe.",
        "The ferries of Torvane sail again under an order that was issued by Gen.",
    )
    for text in texts:
        one = make("x", "2024-07-08T04:00", "Sample Wire", "Ferries sail again", text)
        assert summarize_thread([Story("s", "t", "", (one,))], "Ferries sail again").line == ()


@pytest.mark.parametrize("tail", ["It opens the harbours of Luzon to", "Both governments will now", "The"])
def test_what_a_feed_cut_off_without_a_sign_is_not_quoted(make: Make, tail: str) -> None:
    text = f"The ministers signed the access pact in the palace on Monday. {tail}"
    cut = make("x", "2024-07-08T04:00", "Sample Wire", "Ministers sign access pact", text)
    assert len(summarize_thread([Story("s", "t", "", (cut,))]).long) == 1


def test_different_publishers_are_quoted_where_equal(make: Make) -> None:
    wire = "Japan and the Philippines signed an access pact in the palace of Manila on Monday."
    gazette = "The pact lets 4,000 Japanese soldiers bring rifles and trucks to a camp near Batanes from August."
    one = make("w", "2024-07-08T04:00", "Sample Wire", "Japan and Philippines sign access pact in Manila", wire)
    other = make("g", "2024-07-08T05:00", "Sample Gazette", "Pact lets soldiers of Japan camp near Batanes", gazette)
    assert {s.article for s in summarize_thread([Story("s", "t", "", (one, other))]).long} == {"w", "g"}


def test_summaries_are_deterministic(pact: tuple[Story, ...]) -> None:
    assert summarize_thread(pact) == summarize_thread(tuple(reversed(pact)))


def test_nothing_comes_of_nothing() -> None:
    assert summarize_thread(()).line == ()


def test_colour_is_not_quoted(make: Make) -> None:
    text = (
        "The tanker Amber Dawn left Port Hesk on Thursday after five days.\n"
        "Families waited quietly with flowers at a gate of the capital since dawn.\n"
        "Vesmark seized its nineteen sailors on Saturday and freed them when Norland agreed to talks."
    )
    article = make(
        "a", "2026-01-15T08:00", "Sample Wire", "Vesmark lets tanker Amber Dawn and its sailors leave after talks", text
    )
    summary = summarize_thread([Story("s", "t", "", (article,))])
    assert not any("flowers" in sentence.text for sentence in summary.long)
