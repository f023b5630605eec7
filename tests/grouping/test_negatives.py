"""The synthetic negatives of the training are negatives: nothing but words is left of the true pair."""

import sys
from pathlib import Path

import pytest
from samples import article, sample_news

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.idf import Idf
from briefing.grouping.signals import STORY_SIGNALS, story_signals

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
negatives = pytest.importorskip("negatives")

IDF = Idf({}, 0)
SIGNED = article("Tarvos and Brennick sign Quillfeather River Pact in Omdara", "The River Pact was signed in Omdara.")
PRAISED = article("Brennick praises Quillfeather River Pact in Omdara", "Tarvos is glad of the River Pact.", hours=5)
STRANGER = article("Kalvera and Dunmore open Halvard Rail Bridge in Cusco", "The Halvard Rail Bridge leads to Cusco.")
SAME = article("Quillfeather River Pact enters into force in Omdara", "The River Pact is in force.", hours=50)


def features(one):
    return extract_features(one)


def vectors(*articles):
    return [ArticleVector(features(one), IDF) for one in articles]


def test_a_renamed_report_keeps_no_name_place_or_object_of_the_pair():
    report, partner = features(PRAISED), features(SIGNED)
    assert report.object_names & partner.object_names or report.name_phrases & partner.name_phrases
    changed = negatives.with_other_names(report, features(STRANGER), partner)
    for shared in ("names", "name_phrases", "place_names", "object_names", "countries"):
        assert not getattr(changed, shared) & getattr(partner, shared), shared
    assert len(changed.title_stems) == len(report.title_stems)
    a, b = ArticleVector(partner, IDF), ArticleVector(changed, IDF)
    assert dict(zip(STORY_SIGNALS, story_signals(a, b, IDF), strict=True))["same names"] == 0


def test_a_stranger_without_other_names_cannot_lend_any():
    assert negatives.with_other_names(features(PRAISED), features(SIGNED), features(SIGNED)) is None


def test_strangers_have_another_label():
    known = vectors(SIGNED, PRAISED, SAME, STRANGER)
    labels = ["pact", "pact", "pact", "bridge"]
    assert all(
        not a.features.names & b.features.names for a, b in negatives.near_misses([(0, 1), (0, 2)], labels, known, IDF)
    )
    assert len(list(negatives.near_misses([(0, 1), (0, 2)], labels, known, IDF))) == 2
    assert not list(negatives.near_misses([(0, 1)], ["pact"] * 4, known, IDF))


def test_negatives_of_a_set_are_bounded_and_the_same_every_time():
    known = vectors(*sample_news(30))
    labels = [str(n % 6) for n in range(30)]
    pairs = [(i, j) for i in range(30) for j in range(i) if labels[i] == labels[j]]
    made = [(a.features, b.features) for a, b in negatives.near_misses(pairs, labels, known, IDF)]
    assert made and len(made) <= len(pairs)
    assert made == [(a.features, b.features) for a, b in negatives.near_misses(pairs, labels, known, IDF)]
