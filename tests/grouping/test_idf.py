"""Rarity of terms in small and large collections."""

from samples import article

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.idf import MIN_TOPIC_ARTICLES, Idf


def test_words_of_an_affair_stay_rare_in_a_small_collection():
    rarity = Idf({"quarzo": 120}, 600)
    assert rarity.for_topics["quarzo"] > rarity["quarzo"] + 1


def test_a_large_collection_decides_itself_what_is_rare():
    rarity = Idf({"quarzo": 120}, int(MIN_TOPIC_ARTICLES))
    assert rarity.for_topics is rarity


def test_both_vectors_have_the_same_terms_and_length():
    vector = ArticleVector(extract_features(article("Ferry Aurelia sinks off Kalmar Bay")), Idf({"aurelia": 40}, 100))
    assert vector.topic_vector.keys() == vector.word_vector.keys()
    assert abs(sum(value * value for value in vector.topic_vector.values()) - 1) < 1e-9
    assert vector.topic_vector["aurelia"] > vector.word_vector["aurelia"]
