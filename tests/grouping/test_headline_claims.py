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
    ("President Varga meets Chancellor Lindqvist in Saltan", "Chancellor Lindqvist meets President Varga in Saltan"),
    ("Varga meets Lindqvist for peace talks", "Lindqvist meets Varga for peace talks"),
    ("Norland faces Belmora in cup final", "Belmora faces Norland in cup final"),
    ("Norland v Belmora: how to watch", "Belmora v Norland: team news"),
    ("Singer Ilse Brandt weds Tomas Kerr", "Tomas Kerr weds Ilse Brandt"),
    ("Norland signs trade pact Belmora", "Belmora signs trade pact Norland"),
    ("Norland and Belmora swap prisoners", "Belmora and Norland swap prisoners"),
    ("Norland Belmora ceasefire begins", "Belmora Norland ceasefire begins"),
    ("Comets rally late but lose to Harriers", "Comets fall to Harriers 3-2"),
    ("Comets jump ahead early, lose 4-1", "Comets fall to Harriers 3-2"),
    ("Minister Varga vows to support farmers", "Minister Varga pledges support for farmers"),
    ("Varga vows to help flood victims", "Varga promises help for flood victims"),
    ("Union threatens to strike over pay at Saltan docks", "Saltan dockers call pay strike for Monday"),
    ("Varga vows to fight court ruling", "Varga in fight over court ruling"),
    ("Mayor vows to rebuild bridge", "Bridge rebuild announced: mayor says work starts in May"),
    ("Bank of Norland holds rates steady", "No rate cut in Norland"),
    ("Bank of Norland holds rates steady", "Bank of Norland rules out rate cut"),
    ("Bank of Norland holds rates steady", "Bank of Norland resists calls to raise rates"),
    ("Bank of Norland holds rates steady", "Norland rate cut hopes fade"),
    ("Bank of Norland cuts rates", "Norland rate held lowest since 1990"),
    ("Jury convicts Ilse Brandt on two counts", "Ilse Brandt acquitted of most serious charge"),
    ("Ilse Brandt not convicted as jury is split", "Ilse Brandt acquitted"),
    ("School stays closed as teachers strike", "School will not reopen Monday"),
    ("Saltan bridge will not reopen this year", "Saltan bridge closed until next year"),
    ("Airport shut by drones", "Airport to reopen at noon"),
    ("Norland stock index closes at record high", "Norland bourse reopens after holiday, index at record"),
    ("Police close in; case closed, says judge Varga", "Judge Varga refuses to reopen case"),
    ("Thousands rally in Saltan as shells fall", "Thousands fall ill"),
    ("Prosecutors drop charges against Varga", "Prosecutors gain nothing as Varga charges go"),
    ("Temperatures drop in Norland after rise", "Temperatures rise then drop"),
    ("Oil prices climb on strait fears", "Oil prices fall back after early climb"),
    ("Oil prices rise as strait closes", "Oil prices slide from highs as strait closes"),
    ("Varga thanks Lindqvist after rescue", "Lindqvist thanks Varga after rescue"),
    ("Norland hosts Belmora for talks", "Belmora joins Norland for talks"),
    ("Norland beat Belmora 2-1", "Belmora lose to Norland"),
    ("Quarzo buys Ovanta", "Ovanta sells to Quarzo"),
    ("Norland phones Belmora leader", "Belmora leader phones Norland"),
    ("Norland trade row Belmora deepens", "Belmora trade row Norland deepens"),
    ("Varga, Lindqvist trade insults in debate", "Lindqvist, Varga trade insults in debate"),
    ("Varga debates Lindqvist on live TV", "Lindqvist debates Varga on live TV"),
]


def conflict(headline, other, text="", other_text=""):
    one, another = extract_features(article(headline, text)), extract_features(article(other, other_text))
    pairs = ((one, another), (another, one))
    found = {claims_conflict(a.claims, b.claims) for a, b in pairs}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize("headline, other", CONTRADICTING)
def test_headlines_of_two_happenings_contradict_each_other(headline, other):
    assert conflict(headline, other)


@pytest.mark.parametrize("headline, other", AGREEING)
def test_headlines_of_one_happening_do_not(headline, other):
    assert not conflict(headline, other)


def test_a_text_may_give_the_answer_of_the_other_headline():
    titles = "Norland holds interest rates", "Norland cuts rates of its emergency loans"
    assert conflict(*titles)
    assert not conflict(
        *titles, other_text="The bank held rates for savers at 4 percent, and cut that of emergency loans."
    )


def test_a_text_may_say_that_the_deed_is_a_threat():
    titles = "Vesmark threatens to close Talen strait", "Talen strait as good as closed"
    assert conflict(*titles)
    assert not conflict(*titles, other_text="Ships wait after Vesmark warned that it may block the strait.")


def test_claims_are_stored_and_read_in_english_only():
    features = extract_features(article("Vesmark threatens to shut pipeline"))
    assert "threat close" in features.claims
    assert features_from_json(features_to_json(features)).claims == features.claims
    assert "threat close" in extract_features(article("Vesmark threatens to shut pipeline", lang="")).claims
    assert not extract_features(article("Vesmark threatens to shut pipeline", lang="de")).claims
