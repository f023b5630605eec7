"""How likely two articles are about one topic, by learned words; and what that decides between two threads."""

from dataclasses import replace

import pytest
from samples import article, sample_news

from briefing.grouping import one_topic, scoring
from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.calibration import shown_probability
from briefing.grouping.classifier import load_classifier
from briefing.grouping.evidence import build_evidence
from briefing.grouping.explain import explanation_rows, percent
from briefing.grouping.features import extract_features
from briefing.grouping.group import new_story, new_thread
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.profile_rebuild import build_story_group
from briefing.grouping.scoring import ThreadScorer
from briefing.grouping.signals import sigmoid
from briefing.grouping.thread_split import thread_of_stories
from briefing.grouping.topic_pairs import (
    BIAS,
    KINDS,
    odds_of,
    read_weights,
    topic_pair_features,
    topic_pair_odds,
    topic_pair_weights,
)
from briefing.model.grouping import Signal

IDF = Idf({}, 0, THREAD_PRIOR_COUNT)
QUAKE = "Earthquake in Torvane kills dozens"
LATER_QUAKE = "Rescuers search for survivors of Torvane earthquake"


def vector(title, text="", hours=0.0, publisher="Sample Wire", lang="en"):
    return ArticleVector(extract_features(article(title, text, hours=hours, publisher=publisher, lang=lang)), IDF)


def odds(a, b):
    return topic_pair_odds(a, b, IDF)


@pytest.mark.parametrize(
    "one_topic, other",
    [
        (LATER_QUAKE, "Earthquake of magnitude 4 felt in Ostmark"),
        ("Torvane earthquake: what we know so far", "Torvane votes for a new mayor"),
        ("Toll of the Torvane earthquake rises to 90", "Strike stops buses in Torvane"),
    ],
)
def test_a_place_with_its_happening_makes_a_topic_and_either_alone_hardly(one_topic, other):
    report = vector(QUAKE)
    assert odds(report, vector(one_topic, hours=20)) > odds(report, vector(other, hours=20)) + 0.5


def test_two_columns_with_one_name_are_no_topic():
    games = [vector(f"Word game hints and answers for March {day}", hours=24 * day) for day in (3, 4)]
    assert odds(*games) < 0 < odds(vector(QUAKE), vector(LATER_QUAKE))


def test_which_number_two_reports_share_does_not_matter():
    found = {
        odds(vector(f"Bus crash near Karsa kills {number}"), vector(f"Police hold {number} in Selma drug raid"))
        for number in (15, 13, 19, 27)
    }
    assert len(found) == 1


def test_a_week_more_changes_nothing_after_three_days():
    report = vector(QUAKE)
    soon, late, later = (odds(report, vector(LATER_QUAKE, hours=hours)) for hours in (10, 80, 900))
    assert soon > late == later


def test_the_order_of_two_articles_does_not_matter():
    made = [ArticleVector(extract_features(one), IDF) for one in sample_news(8)]
    for a in made:
        for b in made:
            assert odds(a, b) == odds(b, a)


def test_each_feature_has_a_kind_of_the_table_and_the_table_no_other():
    kinds = {kind for kind, _, _ in topic_pair_features(vector(QUAKE), vector(LATER_QUAKE), IDF)}
    assert kinds | {BIAS} == set(KINDS) == set(topic_pair_weights())
    assert all(topic_pair_weights()[kind] for kind in KINDS)


def test_a_table_is_read_in_hundredths_and_a_feature_without_weight_counts_nothing():
    weights = read_weights("# a comment\nBIAS\tBIAS\t-50\nshared\ttorvan\t25\n")
    assert (
        odds_of([("shared", "torvan", 1.0), ("shared", "ostmark", 1.0), ("in one title", "fog", 1.0)], weights) == -0.25
    )


def thread(*titles, hours=0.0):
    stories = [
        build_story_group(f"s{title}", "t", [vector(title, hours=hours + n, publisher=f"Sample Paper {n}")])
        for n, title in enumerate(titles)
    ]
    return thread_of_stories(f"t{titles[0]}", stories, IDF)


def scored(one, other, agreement, monkeypatch, offset=0.0):
    """The match of two threads, and the threshold, if articles agree on one topic by these log-odds."""
    monkeypatch.setattr(scoring, "topic_pair_odds", lambda *_: agreement)
    monkeypatch.setattr(scoring, "MAX_TWO_TOPICS_PROBABILITY", 1.0)
    classifier = load_classifier("thread")
    scorer = ThreadScorer(replace(classifier, threshold=classifier.threshold + offset), IDF)
    return scorer.score(one, other), scorer.classifier.threshold


QUAKES = (QUAKE, LATER_QUAKE, "Torvane earthquake toll rises")
AID = "Rescuers dig for survivors of earthquake in Torvane"


def test_threads_with_like_words_stay_apart_if_their_articles_disagree(monkeypatch):
    quakes, aid = thread(*QUAKES), thread(AID, hours=9)
    joined, threshold = scored(quakes, aid, 0.0, monkeypatch)
    apart, _ = scored(quakes, aid, -3.0, monkeypatch)
    assert apart.logit < threshold < joined.logit
    assert joined.two_topics_probability == 0 and 0.9 < apart.two_topics_probability < 1


@pytest.mark.parametrize("lacking, joins", [(0.3, True), (2.0, False)])
def test_a_report_with_somewhat_fewer_words_joins_a_thread_if_their_articles_agree(monkeypatch, lacking, joins):
    quakes, aid = thread(*QUAKES), thread(AID, hours=9)
    match, threshold = scored(quakes, aid, 0.0, monkeypatch)
    offset = match.logit - threshold + lacking
    unsure, threshold = scored(quakes, aid, 0.0, monkeypatch, offset)
    agreed, _ = scored(quakes, aid, 3.0, monkeypatch, offset)
    assert unsure.logit < threshold
    assert (agreed.logit > threshold) == joins


def test_evidence_names_the_agreement_that_joined_a_report_and_its_probability(monkeypatch):
    quakes, aid = thread(*QUAKES), thread(AID, hours=9)
    alike, _ = scored(quakes, aid, 3.0, monkeypatch)
    assert alike.agreement == 0, "the words are enough"
    classifier = replace(load_classifier("thread"), threshold=alike.logit + 0.3)
    scorer = ThreadScorer(classifier, IDF)
    match = scorer.score(aid, quakes)
    why = build_evidence(aid.members[0], match, None, scorer)
    assert why.signals[-1].name == one_topic.AGREEMENT_REASON
    assert why.probability == scorer.probability(match) == round(sigmoid(match.agreement), 4) > 0.8
    rows = dict(explanation_rows(why, {}))
    assert rows["for it"].startswith("reports that agree on one topic")
    assert rows["probability"] == f"{percent(shown_probability(why))} likely to be one topic"
    barely = replace(why, signals=(Signal(one_topic.AGREEMENT_REASON, 0.57, 0.3), *why.signals[:-1]))
    assert dict(explanation_rows(barely, {}))["for it"].startswith("reports that agree")


def test_two_threads_of_several_stories_need_the_words_however_they_agree(monkeypatch):
    quakes, others = thread(*QUAKES), thread(*(f"{title} again" for title in QUAKES), hours=9)
    match, threshold = scored(quakes, others, 0.0, monkeypatch)
    agreed, threshold = scored(quakes, others, 3.0, monkeypatch, match.logit - threshold + 0.3)
    assert agreed.logit < threshold


@pytest.mark.parametrize("articles, joins", [(3, True), (6, False)])
def test_a_story_of_many_articles_needs_the_words_however_they_agree(articles, joins, monkeypatch):
    reports = [vector(AID, hours=9 + n, publisher=f"Sample Post {n}") for n in range(articles)]
    aid = thread_of_stories("ta", [build_story_group("sa", "ta", reports)], IDF)
    quakes = thread(*QUAKES, *(f"{title} again" for title in QUAKES))
    match, threshold = scored(quakes, aid, 0.0, monkeypatch)
    agreed, threshold = scored(quakes, aid, 3.0, monkeypatch, match.logit - threshold + 0.3)
    assert (agreed.logit > threshold) == joins


@pytest.mark.parametrize("lang, stays_apart", [("en", True), ("de", False)])
def test_the_model_keeps_only_reports_in_one_language_apart(lang, stays_apart, monkeypatch):
    aid = vector(AID, hours=9, lang=lang)
    found, threshold = scored(thread(*QUAKES), new_thread(new_story(aid), aid), -9.0, monkeypatch, offset=-2)
    assert bool(found.two_topics_probability) == stays_apart == (found.logit < threshold)


@pytest.mark.parametrize("lang, stays_apart", [("ru", True), ("", False)])
def test_words_of_another_script_are_compared_only_in_a_known_language(lang, stays_apart, monkeypatch):
    titles = "Забастовка докеров Селмы", "Забастовка докеров в порту Селмы"
    one, other = [new_story(vector(title, hours=n, publisher=f"P{n}", lang=lang)) for n, title in enumerate(titles)]
    threads = [new_thread(story, story.members[0]) for story in (one, other)]
    found, threshold = scored(*threads, -9.0, monkeypatch)
    assert bool(found.two_topics_probability) == stays_apart == (found.logit < threshold)


@pytest.mark.parametrize(
    "title, lang, known",
    [
        (QUAKE, "", True), ("Động đất ở Torvane", "", True), ("Erdstöße in Łódź", "", True),
        ("Σεισμός στο Τορβάνε", "", False), ("トルバネで地震", "", False), ("Σεισμός στο Τορβάνε", "el", True),
    ],
)  # fmt: skip
def test_endings_are_known_in_latin_letters_or_a_known_language(title, lang, known):
    story = new_story(vector(title, lang=lang))
    assert one_topic.has_known_endings(new_thread(story, story.members[0])) == known


def test_offers_are_not_compared(monkeypatch):
    quakes, offers = thread(*QUAKES), thread(AID, hours=9)
    offers.word_weights.clear()
    found, _ = scored(quakes, offers, -9.0, monkeypatch, offset=-20)
    assert found.two_topics_probability == 0


def test_agreement_is_that_of_all_and_of_the_best_and_few_count_less():
    quakes, aid = thread(*QUAKES), thread(AID, hours=9)
    by_title = {QUAKE: 1.0, LATER_QUAKE: 1.0, QUAKES[2]: 4.0}

    def pair_odds(a, b):
        return next(by_title[one] for one in QUAKES if extract_features(article(one)).title_stems in (
            a.features.title_stems, b.features.title_stems))  # fmt: skip

    found = one_topic.one_topic_odds(quakes, aid, pair_odds)
    assert found == one_topic.one_topic_odds(aid, quakes, pair_odds)
    assert 3.0 - one_topic.FEW_ARTICLES < found < 3.0
