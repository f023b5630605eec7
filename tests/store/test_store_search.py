from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import NOW, article, evidence, filled, save

from briefing.model.coverage import ThreadText
from briefing.model.grouping import Evidence, Placement, Plan
from briefing.model.threads import Summary
from briefing.store.fts import snippet
from briefing.store.store import Store
from briefing.text.html.clean import clean
from briefing.text.query import Query, QueryTerm, parse_query


@pytest.fixture
def news(store: Store) -> Store:
    filled(
        store,
        {
            "t1a0": {"s1a0": [article(1, title="Ferry sinks off Sampletown", text="Élan vital.\n\nThe reef is near.")]},
            "t1b0": {
                "s1b0": [article(2, title="Bank opens a branch", text="Nobody came. The ferry was late.", hours=5)]
            },
            "t2c0": {
                "s2c0": [article(3, title="東京で大きな地震", text="津波の心配はありません。", lang="ja", hours=9)]
            },
            "t3d0": {"s3d0": [article(4, title="ขบวนรถไฟหยุด", text="รถไฟสายเหนือหยุดวิ่ง", lang="th", hours=10)]},
        },
    )
    return store


def ids(store: Store, words: str) -> list[str]:
    return [hit.thread for hit in store.search.hits(parse_query(words), 20, NOW, NOW)]


def test_words_of_titles_count_more(news: Store) -> None:
    assert ids(news, "ferry") == ["t1a0", "t1b0"]


def test_all_words_have_to_occur_in_any_case_and_without_accents(news: Store) -> None:
    assert ids(news, "FERRY bank") == ["t1b0"]
    assert ids(news, "elan") == ["t1a0"]
    assert ids(news, "Élan") == ["t1a0"]
    assert ids(news, "ferr") == ["t1a0", "t1b0"], "the start of a word is enough"
    assert ids(news, "ferry submarine") == []


@pytest.mark.parametrize(
    "words",
    [
        "US senate",
        "U.S. senate",
        "1000",
        "1,000",
        "email",
        "e-mail",
        "EU 2500",
        "E.U. 2,500",
        "cooperate",
        "co-operate",
    ],
)
def test_other_spellings_of_a_word_are_found(store: Store, words: str) -> None:
    text = "The U.S. Senate pays 1,000 for e-mail. The EU cooperates for 2500."
    filled(store, {"t1a0": {"s1a0": [article(1, title="Bill", text=text)]}})
    assert ids(store, words) == ["t1a0"]


@pytest.mark.parametrize("words", ["U.S. ferry", '"email"', "100", "u.k."])
def test_a_spelling_finds_no_other_word(store: Store, words: str) -> None:
    filled(store, {"t1a0": {"s1a0": [article(1, title="Bill", text="Give us the ferry, e-mails and 1,000 UKs.")]}})
    assert ids(store, words) == []


@pytest.mark.parametrize("words", ["地震", "東京", "東京で大きな地震", "震", "津波 心配", "大きな"])
def test_japanese_is_found_by_any_part(news: Store, words: str) -> None:
    assert ids(news, words) == ["t2c0"]


def test_other_scripts_without_spaces_too(news: Store) -> None:
    assert ids(news, "รถไฟ") == ["t3d0"]
    assert ids(news, "東北") == []


def test_a_hit_names_its_thread_and_shows_the_place(news: Store) -> None:
    (hit,) = news.search.hits(parse_query("reef"), 5, NOW, NOW)
    assert (hit.article.id, hit.thread, hit.thread_title) == (article(1).id, "t1a0", "Ferry sinks off Sampletown")
    assert hit.snippet == "Élan vital. The reef is near."
    save(news, article(9, title="Not grouped yet"))
    assert [(hit.thread, hit.thread_title) for hit in news.search.hits(parse_query("grouped"), 5, NOW, NOW)] == [
        ("", "")
    ]


def test_a_snippet_is_cut_at_words_around_the_first_found() -> None:
    text = " ".join(f"word{n}" for n in range(200))
    cut = snippet(text, ["word100"])
    assert "word100 " in cut and cut.startswith("… word") and cut.endswith(" …") and len(cut) < 175
    assert snippet(text, ["nowhere"]).startswith("word0 ")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=20)
    | st.sampled_from(
        [
            '"',
            "ferry*",
            "NOT ferry",
            "title:ferry",
            "(",
            "ferry AND",
            "NEAR(a b)",
            "^ferry",
            "-ferry",
            '"ferry',
            'a"b',
            "+",
            "{x}:y",
        ]
    )
)
def test_no_search_words_are_syntax(news: Store, words: str) -> None:
    news.search.hits(Query(tuple(QueryTerm("", word) for word in clean(words).split())), 5, NOW, NOW)
    news.search.hits(Query((QueryTerm("", clean(words), exact=True),)), 5, NOW, NOW)
    news.lookup.threads_named(words)
    news.lookup.articles_named(words)
    news.explanations.explain(words)


def test_a_thread_is_found_by_id_and_by_the_start_of_it(news: Store) -> None:
    assert news.lookup.threads_named("t2c0") == [("t2c0", "東京で大きな地震")]
    assert news.lookup.threads_named("t2c") == [("t2c0", "東京で大きな地震")]
    assert [id for id, _ in news.lookup.threads_named("t1")] == [], "too short to be the start of an id"
    assert (
        news.lookup.threads_named("s1b0")
        == news.lookup.threads_named(article(2).id)
        == [("t1b0", "Bank opens a branch")]
    )


def test_a_thread_is_found_by_its_number_in_the_last_print_out(news: Store) -> None:
    assert news.lookup.threads_named("2") == []
    news.printout.save(["t1a0", "t2c0"])
    assert [id for id, _ in news.lookup.threads_named("2")] == ["t2c0"]
    news.printout.save(["t1b0"])
    assert news.lookup.threads_named("2") == []
    assert [id for id, _ in news.lookup.threads_named("1")] == ["t1b0"]


def test_a_thread_is_found_by_words_of_its_title_the_newest_first(news: Store) -> None:
    news.thread_texts.save([ThreadText("t1b0", "Ferry company bank", "", Summary(), (), {})])
    assert [id for id, _ in news.lookup.threads_named("FERRY")] == ["t1a0", "t1b0"]
    assert [id for id, _ in news.lookup.threads_named("bank ferry")] == ["t1b0"]
    assert [id for id, _ in news.lookup.threads_named("ferry company bank")] == ["t1b0"]


def test_words_of_an_article_lead_to_its_thread_if_no_thread_has_them(news: Store) -> None:
    news.thread_texts.save([ThreadText("t1b0", "Money", "", Summary(), (), {})])
    assert news.lookup.threads_named("opens branch") == [("t1b0", "Money")]
    assert news.lookup.threads_named("unheard of") == []
    assert news.lookup.threads_named("  ") == []


def test_a_word_that_looks_like_an_id_is_a_word_first(news: Store) -> None:
    filled(news, {"tea0": {"s9": [article(8)]}})
    assert [id for id, _ in news.lookup.threads_named("tea")] == ["tea0"]
    news.thread_texts.save([ThreadText("t1b0", "Tea gets dearer", "", Summary(), (), {})])
    assert [id for id, _ in news.lookup.threads_named("tea")] == ["t1b0"]


def test_an_explanation_holds_the_stored_evidence(store: Store) -> None:
    save(store, article(1), article(2), article(3))
    in_story = evidence(article(2).id, "s1", nearest=article(1).id, rival="s2", rival_probability=0.1, rules="1")
    in_thread = evidence("s1", "t1", kind="thread", rival="t2")
    store.groups.apply(
        Plan(
            (Placement(article(1).id, "s1"), Placement(article(2).id, "s1", in_story), Placement(article(3).id, "s2")),
            (Placement("s1", "t1", in_thread), Placement("s2", "t2")),
        )
    )
    why = store.explanations.explain(article(2).id)
    assert why is not None and why.article is not None
    assert (why.article.id, why.story.id, why.thread.id) == (article(2).id, "s1", "t1")
    assert (why.story_evidence, why.thread_evidence) == (in_story, in_thread)
    assert why.titles_by_id["s2"] == why.titles_by_id["t2"] == article(3).title
    assert why.titles_by_id[article(1).id] == article(1).title
    assert store.explanations.explain(article(2).title) == store.explanations.explain(article(2).id[:14]) == why
    for words in ("s1", "t1"):
        other = store.explanations.explain(words)
        assert other is not None
        assert (other.article, other.story_evidence, other.thread_evidence, other.story.id) == (
            None,
            None,
            in_thread,
            "s1",
        )
    founder = store.explanations.explain(article(1).id)
    assert founder is not None and founder.story_evidence is None
    assert store.explanations.explain("unheard of") is None
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"),)))
    moved = store.explanations.explain(article(2).id)
    assert moved is not None and moved.thread_evidence is not None
    assert moved.thread_evidence.rival == "", "the rival was joined with the thread"


def test_no_explanation_of_an_article_without_a_story(store: Store) -> None:
    save(store, article(1))
    assert store.explanations.explain(article(1).id) is None
    assert store.lookup.threads_named(article(1).id) == []
    assert store.threads.rows(NOW, NOW, all_time=True) == []


def test_a_number_that_nothing_was_printed_under_is_no_word(news: Store) -> None:
    news.printout.save(["t1b0"])
    assert news.lookup.threads_named("99") == []
    assert news.explanations.explain("99") is None


def test_an_unclear_reference_has_no_explanation(news: Store) -> None:
    titles = [title for _, title in news.lookup.threads_named("a")]
    assert len(titles) > 1
    assert news.explanations.explain("a") is None


def test_the_newest_articles_of_a_feed_come_with_their_threads(news: Store) -> None:
    save(news, article(9, title="Nobody grouped this", hours=20))
    hits = news.search.newest_of_feed(article(1).feed, 4)
    assert len(hits) == 4
    assert [hit.article.published for hit in hits] == sorted((hit.article.published for hit in hits), reverse=True)
    threads = {hit.article.title: hit.thread for hit in news.search.newest_of_feed(article(1).feed, 9)}
    assert threads["Nobody grouped this"] == ""
    assert threads["東京で大きな地震"] == "t2c0"
    assert news.search.newest_of_feed("https://elsewhere.example/rss", 3) == []


def test_a_story_is_kept_apart_from_no_thread_with_which_it_was_joined(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)]}, "t2": {"s2": [article(2)]}, "t3": {"s3": [article(3)]}})
    refused = Evidence("s2", "t2", "thread", 1.0, refused="t1", refused_probability=0.8)
    store.groups.apply(Plan(stories=(Placement("s2", "t2", refused),)))

    def refusal() -> tuple[str, float]:
        why = store.explanations.explain(article(2).id)
        assert why is not None
        assert why.thread_evidence is not None
        return why.thread_evidence.refused, why.thread_evidence.refused_probability

    assert refusal() == ("t1", 0.8)
    store.groups.apply(Plan(absorbed=(("thread", "t1", "t3"),)))
    assert refusal() == ("t3", 0.8), "the id of a thread that ended leads to where it is now"
    store.groups.apply(Plan(absorbed=(("thread", "t3", "t2"),)))
    assert refusal() == ("", 0.0)
