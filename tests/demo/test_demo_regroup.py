"""Regrouping the sample news changes no story, and threads only for the better."""

import shutil

import pytest
from demo_labels import labels

from briefing.text.urls import canonical_url


@pytest.fixture
def services(kept_demo, tmp_path):
    from briefing.cli.demo import new_demo
    from briefing.output.demo import sample_feeds

    folder = tmp_path / "copy"
    shutil.copytree(kept_demo, folder)
    with new_demo(folder) as found:
        found.clock.set(sample_feeds.NOW)
        yield found


def homes(services):
    """The story and the thread of each article, by its address."""
    return {
        one.url: (story.id, row.id)
        for row in services.reading.thread_rows()
        for story in services.reading.thread(row.id).stories
        for one in story.articles
    }


def test_regrouping_moves_no_article_to_another_story(services):
    before = homes(services)
    services.pipeline.regroup()
    after = homes(services)
    assert len(before) > 150
    assert {url: story for url, (story, _) in after.items()} == {url: story for url, (story, _) in before.items()}


def test_what_regrouping_joins_is_one_affair(services):
    affair_of = {canonical_url(label.link): label.affair for label in labels()}
    before = homes(services)
    services.pipeline.regroup()
    after = homes(services)
    moved = {url for url in before if after[url][1] != before[url][1]}
    assert len(moved) <= 2
    for url in moved:
        others = {affair_of[other] for other, (_, thread) in after.items() if thread == after[url][1]}
        assert others == {affair_of[url]}


def test_regrouping_again_changes_nothing(services):
    services.pipeline.regroup()
    after = homes(services)
    services.pipeline.regroup()
    assert homes(services) == after
