"""The probabilities that `why` shows are those of labelled decisions that were not learned from."""

import sys
from pathlib import Path

import pytest

from briefing.grouping.calibration import (
    Calibration,
    calibrations,
    level_of,
    log_odds,
    shown_probability,
    shown_rival_probability,
)
from briefing.model.grouping import Evidence

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
import calibrate
from shown_probabilities import Decisions, Grouped, read_rows, summed

MAX_ERROR = 0.05
"""Expected calibration error from which on a shown probability misleads."""
SHOWN = [("story", "joined"), ("story", "other"), ("thread", "joined"), ("affair", "joined")]
"""The decisions whose probability is said in words."""


@pytest.fixture(scope="module")
def rows():
    return read_rows()


@pytest.fixture(scope="module")
def kinds(rows):
    return calibrate.kinds_of([row for row in rows if row.set != calibrate.OTHER_KIND])


@pytest.mark.parametrize("kind", SHOWN)
def test_what_is_said_in_words_is_calibrated_on_windows_that_were_not_learned_from(kinds, kind):
    method = calibrate.platt if kind in calibrations() else calibrate.as_stored
    assert sum(one.count for one in kinds[kind]) > 150
    assert calibrate.calibration_error(calibrate.left_out(kinds[kind], method)) <= MAX_ERROR


def test_the_stored_probabilities_of_threads_and_affairs_are_not(kinds):
    for kind in (("thread", "joined"), ("affair", "joined")):
        assert calibrate.calibration_error(calibrate.cases(kinds[kind], calibrate.as_stored([]))) > 0.1


def test_the_shipped_lines_are_those_that_the_labelled_decisions_give(rows):
    assert calibrate.table_text(calibrate.lines_of(rows)) == calibrate.TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("line", [*calibrations().values(), Calibration(1.0, 0.0)])
def test_no_line_changes_an_order_and_all_stay_probabilities(line):
    shown = [line(stored / 1000) for stored in range(1001)]
    assert shown == sorted(shown)
    assert 0 < shown[0] <= shown[-1] < 1


def test_evidence_is_shown_by_its_level_and_role():
    lines = calibrations()
    story = Evidence("a1", "s1", "story", 0.9, rival="s2", rival_probability=0.2)
    thread = Evidence("s1", "t1", "thread", 0.9, rival="t2", rival_probability=0.2)
    affair = Evidence("t1", "t9", "thread", 0.9)
    assert [level_of(one) for one in (story, thread, affair)] == ["story", "thread", "affair"]
    assert (shown_probability(story), shown_rival_probability(thread)) == (0.9, 0.2), "as stored"
    assert shown_rival_probability(story) == lines["story", "other"](0.2)
    assert shown_probability(thread) == lines["thread", "joined"](0.9)
    assert shown_probability(affair) == lines["affair", "joined"](0.9)
    assert shown_rival_probability(affair) == 0.0, "there is none"


def test_the_log_odds_of_certainty_are_finite():
    assert log_odds(0.5) == 0.0
    assert log_odds(1.0) == pytest.approx(9.21, abs=0.01)
    assert log_odds(0.0) == pytest.approx(-9.21, abs=0.01)


def made_up(right_of, name="one"):
    scores = [score / 4 for score in range(-12, 13)]
    return [calibrate.Example(name, score, right_of(score), 1.0, 4) for score in scores]


@pytest.mark.parametrize("method", [calibrate.platt, calibrate.beta, calibrate.isotonic])
def test_each_method_finds_probabilities_that_are_true(method):
    examples = made_up(lambda score: calibrate.chance(0.5 * score + 1))
    map_score = method(examples)
    assert all(abs(map_score(one.score) - one.right) < 0.02 for one in examples)


@pytest.mark.parametrize("method", [calibrate.platt, calibrate.beta, calibrate.isotonic])
def test_no_method_turns_an_order_round(method):
    map_score = method(made_up(lambda score: calibrate.chance(-score)))
    found = [map_score(score / 4) for score in range(-12, 13)]
    assert found == sorted(found) and abs(found[0] - 0.5) < 0.05


def test_sets_of_one_window_are_left_out_together():
    learned = []
    examples = [one for name in ("read 2023", "feeds_2023_dev", "read 2020") for one in made_up(calibrate.chance, name)]

    def method(rows):
        learned.append({row.set for row in rows})
        return calibrate.chance

    calibrate.left_out(examples, method)
    assert learned == [{"read 2023", "feeds_2023_dev"}, {"read 2020"}]


def test_the_error_by_chance_is_that_of_few_decisions():
    few = [calibrate.Case(0.5, 0.5, 1.0, 1)] * 4
    many = [calibrate.Case(0.5, 0.5, 1.0, 1000)] * 4
    assert calibrate.error_by_chance(few) > 0.1 > 0.02 > calibrate.error_by_chance(many)


def test_a_placement_is_right_if_most_others_have_its_label():
    labels = {id: {"story": label} for id, label in {"a1": "x", "a2": "x", "a3": "y", "a4": "x", "a5": "y"}.items()}
    found = Grouped({"s1": ["a1", "a2", "a3"], "s2": ["a4", "a5"], "s3": ["a5"]}, labels, {"s9": "s1"})
    assert found.agreement("story", "a1", "s2") == 0.5, "as many of either"
    assert [found.agreement("story", id, "s9") for id in ("a4", "a5")] == [1.0, 0.0]
    assert found.agreement("story", "a5", "s3") is None, "it is alone there"


def test_decisions_with_about_the_same_score_are_summed():
    found = list(summed("set", iter([("story", "joined", 0.9, 1.0), ("story", "joined", 0.901, 0.0)])))
    assert found == [Decisions("story", "joined", "set", 2.2, 0.5, 2.0)]
