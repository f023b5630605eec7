from __future__ import annotations

from store_samples import DAY, NOW, article, filled

from briefing.model.grouping import Placement, Plan
from briefing.store.store import Store


def test_each_digest_keeps_its_own_log(store: Store) -> None:
    assert (store.deliveries.delivered_stories("mail"), store.deliveries.last("mail")) == ({}, None)
    store.deliveries.mark_delivered("mail", {"t1": ["s1", "s2"], "t2": []}, NOW)
    store.deliveries.mark_delivered("other", {"t1": ["s3"]}, NOW + DAY)
    store.deliveries.mark_delivered("mail", {"t1": ["s2", "s4"]}, NOW + DAY)
    assert store.deliveries.delivered_stories("mail") == {"t1": {"s1", "s2", "s4"}, "t2": frozenset()}
    assert store.deliveries.delivered_stories("other") == {"t1": {"s3"}}
    assert store.deliveries.last("mail") == NOW + DAY


def test_a_digest_without_news_counts_as_run(store: Store) -> None:
    store.deliveries.mark_delivered("mail", {}, NOW)
    assert (store.deliveries.delivered_stories("mail"), store.deliveries.last("mail")) == ({}, NOW)


def test_deliveries_follow_a_story_to_its_new_thread(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)], "s2": [article(2)]}, "t2": {"s3": [article(3)]}})
    store.deliveries.mark_delivered("mail", {"t1": ["s1", "s2"]}, NOW)
    store.groups.apply(Plan(stories=(Placement("s2", "t2"),)))
    assert store.deliveries.delivered_stories("mail") == {"t1": {"s1"}, "t2": {"s2"}}
