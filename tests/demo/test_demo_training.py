"""Training gives the same table again, here on the sample news, and the shipped table holds on them."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from demo_labels import labels

from briefing.grouping.classifier import load_classifier
from briefing.grouping.signals import sigmoid
from briefing.text.urls import canonical_url

metrics = pytest.importorskip("sklearn.metrics", reason="the extra `train` is not installed")
sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
training = pytest.importorskip("train_grouping")

RECORDED_INTERCEPT = 1.163
RECORDED_WEIGHTS = (
    4.098, -1.651, 6.434, 3.849, -1.939, -5.588, 6.234, -2.406, -2.808, -5.250, -11.483, -2.441, -4.509, 0.790, -3.105,
    5.258, 3.173, -1.592,
)  # fmt: skip
"""What training on the sample news gave when weights.toml was written, in the order of the signals."""
MAX_DIFFERENCE = 0.5
"""Mean difference of the log-odds of pairs of the sample from which on the signals are not those of training.

If a change of a signal or of the sample exceeds it, train anew: `benchmarks/train_grouping.py DATA`; then record here
what this test prints."""
MAX_LOG_LOSS = 0.1
"""Mean log loss of the shipped table on the pairs of the sample from which on it no longer fits them."""


@pytest.fixture(scope="module")
def rows(demo_services):
    """The sample news as a labelled set."""
    stories = {canonical_url(label.link): label.story for label in labels()}
    threads = [demo_services.reading.thread(row.id) for row in demo_services.reading.thread_rows()]
    articles = [one for thread in threads for story in thread.stories for one in story.articles]
    return [
        {
            "id": one.id, "title": one.title, "text": one.text, "source": one.publisher, "url": one.url,
            "published": one.published.isoformat(), "lang": one.lang, "story": stories[one.url],
        }
        for one in sorted(articles, key=lambda one: (one.published, one.id))
    ]  # fmt: skip


@pytest.fixture(scope="module")
def examples(rows):
    return training.examples_of(rows)


def test_training_on_the_sample_gives_the_recorded_weights(examples):
    learned = training.train([examples])
    assert learned == training.train([examples]), "the same again"
    recorded = replace(learned, intercept=RECORDED_INTERCEPT, weights=RECORDED_WEIGHTS)
    differences = [abs(learned.logit(values) - recorded.logit(values)) for values in examples.values.tolist()]
    found = f"intercept {learned.intercept}, weights {learned.weights}"
    assert sum(differences) / len(differences) < MAX_DIFFERENCE, found


def test_training_reads_pairs_as_grouping_does(rows, monkeypatch):
    cleaned = []
    monkeypatch.setattr(training, "without_own_phrases", lambda articles: cleaned.extend(articles) or articles)
    training.examples_of(rows)
    assert {one.id for one in cleaned} == {row["id"] for row in rows}, "house phrases are taken out"


def test_the_shipped_weights_fit_the_sample(examples):
    shipped = load_classifier("story")
    probabilities = [sigmoid(shipped.logit(values)) for values in examples.values.tolist()]
    loss = metrics.log_loss(examples.right, probabilities, sample_weight=examples.weights)
    assert sum(examples.right.tolist()) > 100 and loss < MAX_LOG_LOSS
