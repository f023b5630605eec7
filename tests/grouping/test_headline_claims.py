"""What a headline claims that another one contradicts, and what only looks so."""

import pytest
from samples import article

from briefing.grouping.features import extract_features, features_from_json, features_to_json
from briefing.grouping.headline_claims import claims_conflict

CONTRADICTING = [
    ("Norland holds interest rates steady", "Norland cuts interest rates in surprise"),
    ("Belmora raises key rate again", "Belmora lowers key rate for first time"),
    ("Dockers vow to strike at Port Saltan", "Dockers strike at Port Saltan"),
    ("Omdara lifts interest rates", "Omdara trims interest rates"),
    ("Court convicts banker Ilse Brandt", "Appeal court acquits banker Ilse Brandt"),
    ("Port of Saltan closed after spill", "Port of Saltan reopens"),
    ("Ovanta shares soar on order", "Ovanta shares tumble on recall"),
    ("Vesmark threatens to shut pipeline to Calder", "Vesmark shuts pipeline to Calder"),
    ("Vesmark threatened to close Talen strait", "Talen strait shut by Vesmark"),
    ("Ardania shells Sorvian positions along border", "Sorvia shells Ardanian positions along border"),
    ("Quarzo sues Ovanta over patents", "Ovanta sues Quarzo over patents"),
    ("Governor Lindqvist accuses Judge Varga of bias", "Judge Varga accuses Governor Lindqvist of threats"),
]
AGREEING = [
    ("Norland holds interest rates steady", "Norland keeps rates unchanged"),
    ("Norland holds interest rates steady", "Norland leaves rates unchanged after three cuts, may cut in May"),
    ("Norland cuts jobs at ministry", "Norland holds interest rates steady"),
    ("Court convicts banker Ilse Brandt", "Ilse Brandt jailed for four years"),
    ("Port of Saltan closed after spill", "Spill shuts port of Saltan"),
    ("Death toll rises to nine in Kestrin", "Bus falls into ravine in Kestrin"),
    ("Vento shares jump", "Bond yields fall as Vento shares jump"),
    ("Vesmark threatens to shut pipeline", "Vesmark to shut pipeline if Calder does not pay"),
    ("Vesmark threatens to shut pipeline", "Vesmark may shut pipeline over bills"),
    ("Sprinkler ban lifted as rates of use fall", "Sprinkler ban ends, rates of use fall"),
    ("Pirates threatened merchant ship off Talen", "Navy frees merchant ship off Talen"),
    ("Quarzo sues Ovanta over patents", "Ovanta sued by Quarzo over patents"),
    ("Ardania shells Sorvian positions", "Ardania shells positions of Sorvia"),
    ("Virus cluster at Calder hotel in Omdara", "Omdara hotel in Calder reports virus cases"),
]


def conflict(headline, other, text="", other_text=""):
    one, another = extract_features(article(headline, text)), extract_features(article(other, other_text))
    pairs = ((one, another), (another, one))
    found = {claims_conflict(a.claims, a.title_stems, b.claims, b.title_stems) for a, b in pairs}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize("headline, other", CONTRADICTING)
def test_headlines_of_two_happenings_contradict_each_other(headline, other):
    assert conflict(headline, other)


@pytest.mark.parametrize("headline, other", AGREEING)
def test_headlines_of_one_happening_do_not(headline, other):
    assert not conflict(headline, other)


def test_a_text_may_give_the_answer_of_the_other_headline():
    titles = "Norland holds interest rates", "Norland hints it will cut interest rates"
    assert conflict(*titles)
    assert not conflict(*titles, other_text="The bank held its key rate at 4 percent, and hinted at a lower one.")


def test_a_text_may_say_that_the_deed_is_a_threat():
    titles = "Vesmark threatens to close Talen strait", "Talen strait as good as closed"
    assert conflict(*titles)
    assert not conflict(*titles, other_text="Ships wait after Vesmark warned that it may block the strait.")


def test_claims_are_stored_and_read_in_english_only():
    features = extract_features(article("Vesmark threatens to shut pipeline"))
    assert "threat close" in features.claims
    assert features_from_json(features_to_json(features)).claims == features.claims
    assert not extract_features(article("Vesmark threatens to shut pipeline", lang="de")).claims
