"""An article that offers something joins no thread: what it names is not what it is about."""

import pytest
from samples import article, sample_news

from briefing.grouping.features import extract_features, features_from_json, features_to_json
from briefing.grouping.standalone import group_without_store
from briefing.model.articles import Article

LAUNCH = [
    ("Orlund unveils the Vesta 9 phone with a folding screen", "Orlund presented the Vesta 9, a phone that folds."),
    ("Vesta 9: Orlund shows its folding phone in Torvane", "The Vesta 9 folds in two, Orlund said in Torvane."),
    ("Orlund's folding Vesta 9 phone goes on sale in May", "Orlund will sell the Vesta 9, which folds, from May."),
]
OFFERS = [
    "The Orlund Vesta 9 folding phone just dropped to its lowest price ever",
    "Deal: Orlund's Vesta 9 folding phone is $200 off",
    "Where to preorder the folding Orlund Vesta 9 phone",
]


def threads_of(articles: list[Article]) -> list[str]:
    homes = group_without_store(articles)
    return [homes[each.id][1] for each in articles]


@pytest.mark.parametrize("title", OFFERS)
def test_an_offer_does_not_join_the_launch_that_it_names(title):
    launch = [article(title, text, hours=n) for n, (title, text) in enumerate(LAUNCH)]
    offer = article(title, "The folding Vesta 9 is at $999.", hours=150, publisher="Sample Shopper")
    threads = threads_of([*launch, offer, *sample_news()])
    assert len(set(threads[:3])) == 1
    assert threads[3] not in threads[:3]


def test_news_about_what_was_launched_joins_the_launch():
    launch = [article(title, text, hours=n) for n, (title, text) in enumerate(LAUNCH)]
    text = "The folding Vesta 9 is late, Orlund said."
    news = article("Orlund delays sale of its folding Vesta 9 phone", text, hours=150, publisher="Sample Gazette")
    assert len(set(threads_of([*launch, news, *sample_news()])[:4])) == 1


def test_an_offer_is_stored_as_one():
    features = extract_features(article(OFFERS[0]))
    assert features.is_offer
    assert features_from_json(features_to_json(features)).is_offer


def test_features_stored_without_the_mark_are_no_offer():
    features = extract_features(article(*LAUNCH[0]))
    assert not features_from_json(features_to_json(features)[:-2]).is_offer
