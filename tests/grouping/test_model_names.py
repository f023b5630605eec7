"""Names of models in headlines."""

import pytest

from briefing.grouping.model_names import model_names, models_conflict


def test_letters_with_a_number_name_a_model_and_units_do_not():
    assert model_names(["quarzo", "17e", "m4", "s26", "ps5", "lumo"]) == {"17e", "m4", "s26", "ps5"}
    assert not model_names(["5g", "10k", "20m", "3d", "2026", "12", "covid19", "rates"])


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [({"17e"}, {"m4"}, True), ({"17e", "16e"}, {"17e"}, False), ({"17e"}, set(), False), (set(), set(), False)],
)
def test_models_conflict_only_if_both_headlines_name_one_and_share_none(one, other, conflict):
    assert models_conflict(one, other) is conflict
