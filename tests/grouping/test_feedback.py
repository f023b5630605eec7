"""Corrections give shared names a small, bounded bonus, which shows in the evidence."""

from samples import article

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.feedback import MAX_NAME_BONUS, name_bonus, shared_names
from briefing.grouping.idf import Idf
from briefing.grouping.plan import make_plan
from briefing.grouping.regroup import regroup
from briefing.grouping.standalone import EmptyArchive
from briefing.model.articles import Story
from briefing.model.grouping import Constraints

SIGNED = article("Tarvos and Brennick sign river pact", "Ministers of Tarvos met Odessa Quillfeather in Japan.")
BUILT = article(
    "Quillfeather opens new bridge in Tarvos", "Odessa Quillfeather and guests from Japan cut a ribbon.", hours=200
)


def story(one):
    return Story("s", "t", one.title, (one,))


def test_the_rarest_shared_names_get_a_bonus_but_no_countries():
    names = shared_names([story(SIGNED)], [story(BUILT)])
    assert "Quillfeather" in names.values() and "Tarvos" in names.values() and len(names) <= 3
    assert "japan" not in names
    assert shared_names([story(SIGNED)], [story(article("Soup for cold days", "Beets and dill."))]) == {}


def test_bonuses_are_bounded():
    names = shared_names([story(SIGNED)], [story(BUILT)])
    vectors = [vector(SIGNED)]
    assert name_bonus(dict.fromkeys(names, 0.6), vectors, names) == MAX_NAME_BONUS
    assert name_bonus(dict.fromkeys(names, -0.6), vectors, names) == -MAX_NAME_BONUS
    assert name_bonus({"elsewhere": 0.6}, vectors, names) == 0.0


def link(bonuses):
    """The evidence for a report, weeks later, of a pact that another thread is about."""
    reports = [
        article("Tarvos and Brennick sign Quillfeather River Pact", "Ministers met in a castle to end a long dispute."),
        article("Brennick lawmakers approve Quillfeather Pact", "The upper house voted late in the night.", hours=600),
    ]
    made = make_plan(reports, EmptyArchive(), user_constraints=Constraints(name_bonuses=bonuses))
    (found,) = [place.evidence for place in made.stories if place.evidence]
    return found, reports


def test_a_bonus_changes_the_decision_and_shows_in_the_evidence():
    plain, _ = link({})
    easier, _ = link({"quillfeath": 0.4})
    harder, _ = link({"quillfeath": -0.4})
    assert harder.probability < plain.probability < easier.probability
    assert easier.signals[-1].name == harder.signals[-1].name == "names you merged or split"
    assert (easier.signals[-1].contribution, harder.signals[-1].contribution) == (0.4, -0.4)


def test_regrouping_uses_the_bonuses():
    _, reports = link({})
    bonuses = Constraints(name_bonuses={"quillfeath": -0.4})
    once = regroup(reports, {}, bonuses)
    assert regroup(reports, once.homes, bonuses) == regroup(list(reversed(reports)), once.homes, bonuses)


def vector(one):
    return ArticleVector(extract_features(one), Idf({}, 0))
