"""A live page stands with reports on what its headline is about, whatever its opening takes up."""

import pytest
from samples import article, sample_news

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.idf import Idf
from briefing.grouping.live_pages import live_pages_conflict
from briefing.grouping.standalone import group_without_store

REVENUE = "The revenue of Talgarth council could fall by 550 million crowns because of the fever, its treasurer says."
REPORT = article("Talgarth council fever losses could reach 550m", REVENUE, hours=1, publisher="Sample Gazette")
ANYTHING = article("Live: fever updates from Norland and the world on 4 March", REVENUE)
ON_TOPIC = article("Live: Talgarth council loses 550m crowns to fever", REVENUE)
OTHER_NEWS = [
    article("Live: fever updates from Norland and the world on 5 March", "Schools in Omdara closed.", hours=24),
    article("Live: fever updates from Norland and the world on 6 March", "Ferries may sail again.", hours=48),
]


def homes(*articles):
    return group_without_store([*articles, *sample_news()])


@pytest.mark.parametrize("report", [REPORT, article("Council may raise rates in Talgarth", REVENUE, hours=2)])
def test_a_page_on_anything_is_no_second_publisher_of_one_item(report):
    found = homes(ANYTHING, report)
    assert found[ANYTHING.id][1] != found[report.id][1]


def test_a_live_page_on_one_event_stands_with_the_reports_on_it():
    found = homes(ON_TOPIC, REPORT)
    assert found[ON_TOPIC.id] == found[REPORT.id]


def test_live_pages_on_anything_stay_together_and_take_up_no_item():
    found = homes(ANYTHING, *OTHER_NEWS, REPORT)
    assert len({found[page.id][1] for page in (ANYTHING, *OTHER_NEWS)}) == 1
    assert found[REPORT.id][1] != found[ANYTHING.id][1]


def test_a_press_conference_is_no_second_publisher_of_what_was_said_there():
    livestream = article(
        "LIVESTREAM: Palace press hour with spokesman Omra Lisk", "Barbers may need a licence, he says."
    )
    said = "Spokesman Omra Lisk of the Palace told the press: barbers may need a licence soon."
    report = article("Norland mulls licence for barbers", said, hours=1, publisher="Sample Gazette")
    found = homes(livestream, report)
    assert found[livestream.id][1] != found[report.id][1]


def vectors(*articles):
    features = [extract_features(one) for one in articles]
    idf = Idf({}, len(features))
    return [ArticleVector(one, idf) for one in features], idf


def test_only_a_group_of_live_pages_conflicts_and_only_with_reports():
    (page, report, on_topic), idf = vectors(ANYTHING, REPORT, ON_TOPIC)
    assert live_pages_conflict([page], [report], idf) and live_pages_conflict([report], [page], idf)
    assert not live_pages_conflict([page], [on_topic], idf)
    assert not live_pages_conflict([report], [report], idf)
    assert not live_pages_conflict([page, report], [report], idf)
    assert not live_pages_conflict([on_topic], [report], idf)


def test_a_report_in_other_words_stands_with_the_live_page_that_its_text_names():
    (page, report, ticker, vote), idf = vectors(
        article("Storm Brannok: live updates", ""),
        article("Thousands without power in Torvane after landfall", "The storm Brannok cut the lines.", hours=1),
        article("Liveticker zur Wahl in Torvane: Alle Ergebnisse", "", lang="de"),
        article("Lisk gewinnt Wahl in Torvane", "Omra Lisk hat die Wahl in Torvane gewonnen.", hours=1, lang="de"),
    )
    assert not live_pages_conflict([page], [report], idf)
    assert not live_pages_conflict([ticker], [vote], idf)


def test_a_headline_of_nothing_but_words_for_live_pages_is_not_judged():
    (page, report), idf = vectors(article("Live updates: watch live", "", hours=0), REPORT)
    assert not live_pages_conflict([page], [report], idf)
