"""The score by which words join two threads is that of labelled pairs of threads near the threshold."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from thread_calibration import calibration_error, precision_and_recall, read_pairs, reliability

MAX_ERROR = 0.05
"""Expected calibration error from which on a shown probability misleads."""


@pytest.fixture(scope="module")
def pairs():
    return read_pairs()


@pytest.mark.parametrize("year", ["2023", "2026"])
def test_probabilities_of_threads_are_calibrated_in_each_year(pairs, year):
    own = [pair for pair in pairs if pair.year == year]
    assert len(own) > 200
    assert calibration_error(own) <= MAX_ERROR


def test_a_larger_probability_means_more_pairs_of_one_topic(pairs):
    shares = [row.share for row in reliability(pairs)]
    assert shares[0] < 0.2
    assert shares[-1] > 0.8
    assert sum(shares[4:]) > 2 * sum(shares[:4])


def test_most_pairs_of_threads_that_are_joined_are_one_topic(pairs):
    precision, recall = precision_and_recall(pairs)
    assert precision > 0.7
    assert recall > 0.25
