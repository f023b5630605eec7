"""Main clauses of sentences that feeds cut off, where no whole sentence says what the title says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.model.articles import Story
from briefing.writing.sentences.quotable_sentences import quotable_sentences
from briefing.writing.summary.cut_clauses import clauses_of, main_clause
from briefing.writing.summary.thread_summary import summarize_thread
from tests.writing.conftest import Make

CLAUSE = "The centre party of Ana Korvel won the parliamentary vote of Norland by a landslide"
CUT = f"{CLAUSE}, ending twelve years of the"
UNSOURCED = f"{CLAUSE}, according to the elec"
TITLE = "Centre party wins parliamentary vote in Norland"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (CUT, CLAUSE),
        (UNSOURCED, ""),
        (f"{CLAUSE} after a campaign over fis", f"{CLAUSE} after a campaign"),
        (f"{CLAUSE} but", ""),
        ("The party won, according to the elec", ""),
        ("The head of the largest party in the north of Norland, who is 44, after a campaign of", ""),
        (f"{CLAUSE.replace('by', '“by')} after a long camp", ""),
        (f"{CLAUSE}, a party of farmers and fishermen that", ""),
        (f"{CLAUSE}, ending twelve years in op", CLAUSE),
        (f"{CLAUSE} – the first such result since the coun", ""),
        (f"{CLAUSE} – which is the first such result since", CLAUSE),
        (f"{CLAUSE}, election officials in Oster said on", f"{CLAUSE}, election officials in Oster said"),
        (f"{CLAUSE}, officials said but lat", ""),
        (f"{CLAUSE}, as well as the", ""),
        (f"{CLAUSE}, as the army of", CLAUSE),
        (f"{CLAUSE}{', who' * 5}", CLAUSE),
        (f"{CLAUSE}{', who' * 6}", ""),
        (f"{CLAUSE}, who {'led the party ' * 40}", ""),
        (
            "Police said that the man had been killed by a stray dog in Oster, where",
            "Police said that the man had been killed by a stray dog in Oster",
        ),
        (
            "Ana Korvel, the head of the centre party, has won the vote in Norland, which",
            "Ana Korvel, the head of the centre party, has won the vote in Norland",
        ),
        (
            "A storm has killed at least twelve sailors in the port of Oster, leaving hundreds of",
            "A storm has killed at least twelve sailors in the port of Oster",
        ),
        (f"{CLAUSE} two days after a debate on fis", f"{CLAUSE} two days after a debate"),
        (
            "Ana Korvel said she had left the government over a deal of the harbour in the no",
            "Ana Korvel said she had left the government over a deal of the harbour",
        ),
        (
            "The head of the harbour works has resigned from her role leading the building of the no",
            "The head of the harbour works has resigned from her role",
        ),
        ("Ana Korvel said she had left over a deal to let boats be used for war and fish", ""),
        (
            "The singer Ana Korvel has been mocked by many sailors on social media after a video featuring her hit",
            "The singer Ana Korvel has been mocked by many sailors on social media",
        ),
        (
            "Two ministers of Norland have resigned from their offices in protest over the way in which",
            "Two ministers of Norland have resigned from their offices in protest",
        ),
        (
            "Two ministers of Norland have resigned from their offices in protest over the way in w",
            "Two ministers of Norland have resigned from their offices in protest",
        ),
        (
            "The talks of the ministers in Oster have been on the outlook for the energy and tourism industri",
            "The talks of the ministers in Oster have been on the outlook",
        ),
        ("The centre party won the parliamentary vote of all islands and the pres", ""),
        (
            "The centre party of Ana Korvel won the parliamentary vote during a str",
            "The centre party of Ana Korvel won the parliamentary vote",
        ),
        ("The council of the games in Oster has confirmed a ruling allowing Norlandic and Torvanian at", ""),
        ("The council of the games in Oster has confirmed a ruling allowing Norlandic and Torvanian athle", ""),
        ("The centre candidate Ana Korvel has taken the lead in the race with 80 percent of votes counted", ""),
        ("Ana Korvel has the lead in the race for president by six points with 80 percent of votes counted", ""),
        ("Ana Korvel said she had left the government over a deal of the harbour with the army of", ""),
        ("The harbour of Oster and the northern island are known for the largest fis", ""),
        ("The ferries of Oster and of the northern island will be used for the largest fis", ""),
        ("The mayor of Oster in the north of Norland did not resign over the lost vote of the par", ""),
        ("The mayor of Oster in the north of Norland will only resign over a lost vote of the par", ""),
        (f"{CLAUSE}, and after a night of coun", ""),
        ("The ferry operators of Norland, which run boats to the eleven islands in the north, have to", ""),
        ("Thursday’s tenth Norland Moves concert, featuring Ana Korvel, Bo Tarsen and more, raised over 6 millio", ""),
        ("Ana Korvel of the northern port of Oster told Sample Wire that the harbour, which burned down, wil", ""),
        ("Bo Tarsen of Oster, a member of a group that robbed eleven houses of sailors last year, has plea", ""),
        ("MAY 22: Bo Tarsen waits for the last ferry of the day in Oster, a harbour in the no", ""),
        (f"{CLAUSE}, Oster and Tarsen and the villages of the no", ""),
    ],
)
def test_a_clause_ends_before_a_side_clause(text: str, clause: str) -> None:
    assert main_clause(text, TITLE) == clause


@pytest.mark.parametrize(
    "text",
    [
        "Police said that the man had been killed by a stray dog in Oster, but an autopsy sho",
        "Police said that the man had been killed by a stray dog in Oster, where he lived, but an autopsy sho",
        "The airline had said that all of its passengers were safe and accounted for, but rescuers found the bod",
        "The airline had said that all of its passengers were safe and accounted for, after rescuers found the bod",
        "Rescuers believed that they had found the missing ferry off the coast of Norland, but the wre",
        "Bo Tarsen was convicted of the murder of two sailors in the port of Oster, but the cou",
        "Five years ago the army of Norland had lost the harbour of Oster, but on Mon",
        "Five years ago the army of Norland had lost the harbour of Oster, which on Mon",
        "The court of Norland has sentenced a man to death for killing, in 2019, a sail",
        "The court of Norland has sentenced a man to death for killing, in 2019, who",
        "Police arrested the mayor of the northern port town of Oster, the head of the cus",
        "Norland has agreed to end its blockade of the port of Oster on Monday, so long as the reb",
        "Norland will not raise its taxes on fishing boats in the northern ports, even if the",
        "Norland is to end its blockade of the port of Oster on Monday after the reb",
        "Norland will end its blockade of the northern port of Oster, when the reb",
        "Norland did not end its blockade of the northern port of Oster after the reb",
        "Norland will open the northern port of Oster in May if the reb",
        "Norland did not close the northern port of Oster over the strike of the doc",
        "Police in the northern port town of Oster have arrested a senior army and polic",
        "The northern island of Norland has on Sunday held its first free and fair electi",
        "The ferry company of Oster in Norland has appointed a former energy and fin",
        "The software company of Oster in Norland has hired a chief information and security",
        "The centre party of the northern islands has elected its first black and fem",
        "The women’s team of the northern port of Oster lost its home and away",
        "The head of the largest party has resigned as head of the renewable energy and tour",
        "The court of the northern port of Oster has forbidden the government of Norland to",
        "A judge in the northern port of Oster has blocked the government of Norland from sen",
        "The number of dead in the landslide in the north of Norland rose from 12 in",
        "A truce has been agreed after eleven days of heavy fighting between Norland and Ost",
    ],
)
def test_no_clause_ends_where_what_follows_may_refute_limit_or_list(text: str) -> None:
    assert main_clause(text, TITLE) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        ") for their",
        "” in a",
        "If the centre party wins the parliamentary vote in Norland on Sunday as expected, according to the",
        "If the centre party wins the parliamentary vote in Norland on Sunday as expected, which",
        "Although the army has taken the harbour and the customs house of Oster, where",
        "How the army of Norland lost the harbour of Oster to rebels, who",
        "Whether the government of Norland has failed the villages of the north, which",
        "Two people rescued from a sinking ferry off the northern coast of Norland on Friday, who",
        "Two people rescued from a sinking ferry off the northern coast of Norland on Friday after",
        "Two sailors accused in the killing of a harbour master in the town of Oster, where",
        "Three teachers suspended from a school in the north of Norland over a strike, which",
        "Norland’s newly elected president and the newly appointed head of the army of Norland, who",
        "The minister said: ‘We have approved the new budget for all schools of the island, which",
        "Do you think that the army has taken the harbour of Oster, which",
        "Here is what you need to know about the vote that the party won in Norland, which",
        "The talks that the army of Norland began in the port of Oster on Monday, which",
        "A man said to be the harbour master of the port of Oster, who",
        "A man arrested the day before on the island of Oster in the north, who",
        "The idea that Norland has won the long war of the northern islands, which",
        "Two days after the army took the harbour of Oster in the north, which",
        "The minister for the north of Norland told the court after a trial of two weeks that",
        "The minister of the north of Norland said in response to a question about the vo",
        "The minister of the north of Norland said on Monday in Oster, according to",
        "The north of Norland heeft het gebied rond de haven gesloten, who",
        "The mayor of Oster, a man accused of the killing of two sailors, who",
        "Police arrested a sailor from the northern port town of Oster, a man said to be the",
        "The new ferry of the northern islands of Norland has been named after a sai",
        "The port has been reopened by the army of Norland on Monday, which the rebels denied, who",
        "A party called the Greens of the northern islands of Norland, which",
        "Bo Tarsen, who had been accused of stealing boats in the port of Oster, where",
        "Bo Tarsen, who was accused of stealing boats in the port of Oster, where",
    ],
)
def test_a_fragment_is_no_clause(text: str) -> None:
    assert main_clause(text, TITLE) == ""


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        (
            "Airline: all passengers of lost flight safe",
            "The airline had said that all of its passengers were safe and accounted for, but rescuers found the bod",
        ),
        (
            "Norland agrees to end blockade of Oster",
            "Norland has agreed to end its blockade of the port of Oster on Monday, so long as the reb",
        ),
        (
            "Two rescued from sinking ferry off Norland",
            "Two people rescued from a sinking ferry off the northern coast of Norland on Friday, who",
        ),
    ],
)
def test_a_thread_has_no_line_rather_than_a_clause_that_may_be_false(make: Make, title: str, lead: str) -> None:
    cut = make("c", "2026-03-07T08:00", "Sample Wire", title, lead)
    assert not summarize_thread([Story("s", "t", "", (cut,))], title).line


DRONE = "An army drone has killed a harbour pilot of Norland in the northern port of Oster"
WAVE = "The northern island of Oster has been hit by a wave of ten metres in height"
PLAGUE = "The fever of Oster was made in a laboratory in the north of Norland"


@pytest.mark.parametrize(
    ("title", "text", "clause"),
    [
        (
            "Pilot killed in Norland",
            f"{DRONE}, his commanding officer said on Friday, after",
            f"{DRONE}, his commanding officer said on Friday",
        ),
        ("Pilot killed in Norland", f"{DRONE}, health authorities said", f"{DRONE}, health authorities said"),
        (
            "Norland says drone killed pilot",
            f"{DRONE}, according to the harbour office, which",
            f"{DRONE}, according to the harbour office",
        ),
        ("Drone kills harbour pilot in Norland", f"{DRONE}, which", DRONE),
        ("Drone kills harbour pilot in Norland", f"{DRONE}, according to the har", ""),
        ("Drone kills harbour pilot in Norland", f"{DRONE} after a leak, according", ""),
        ("Drone kills harbour pilot in Norland", f"{DRONE} after a leak, officials sai", ""),
        ("Drone kills harbour pilot in Norland", f"{DRONE} after a leak, the navy reported that", ""),
        (
            "Norland may open port",
            "Norland could open the northern harbour of Oster to ferries, according to the",
            "Norland could open the northern harbour of Oster to ferries",
        ),
        ("Pilot dies in Norland", f"{DRONE}, according to the har", ""),
        # without its source a claim would be a fact
        ("Army blamed for death of pilot", f"{DRONE}, according to the har", ""),
        ("Norland says drone killed pilot", f"{DRONE}, according to the har", ""),
        ("Norland says drone killed pilot", f"{DRONE}, which", ""),
        ("Airline: drone killed harbour pilot in Norland", f"{DRONE}, according to the har", ""),
        ("Drone ‘killed harbour pilot’ in Norland", f"{DRONE}, which", ""),
        ("Did a drone kill the harbour pilot in Norland?", f"{DRONE}, which", ""),
        ("Drone may have killed harbour pilot in Norland", f"{DRONE}, which", ""),
        ("Conspiracy theory: fever made in Norland laboratory", f"{PLAGUE}, according to a mess", ""),
        # what did not happen
        ("Hoax message on pilot", f"{DRONE}, the message said on Friday, after", ""),
        ("Exercise for waves of ten metres in Oster", f"{WAVE} after a slide, in the scen", ""),
        ("Wave of ten metres hits island of Oster", f"{WAVE}, in an exercise of the har", ""),
        ("Wave of ten metres hits island of Oster", f"{WAVE} after a slide, it turned out to", ""),
        ("Wave of ten metres hits island of Oster", f"{WAVE} after a slide, which", f"{WAVE} after a slide"),
    ],
)
def test_a_claim_is_not_quoted_as_a_fact(title: str, text: str, clause: str) -> None:
    assert main_clause(text, title) == clause


def test_only_clauses_of_english_sentences_are_quoted(make: Make) -> None:
    cut = make("c", "2026-03-07T08:00", "Sample Wire", TITLE, CUT)
    dutch = replace(cut, lang="nl")
    assert [clauses_of(quotable_sentences([one], 1), [one]) != [] for one in (cut, dutch)] == [True, False]


def test_the_clause_of_a_cut_sentence_comes_before_side_matters(make: Make) -> None:
    side = make("s", "2026-03-07T09:00", "Sample Echo", "Norland after the vote", "Fishermen of Norland mended nets.")
    cut = make("c", "2026-03-07T08:00", "Sample Wire", TITLE, CUT)
    summary = summarize_thread([Story("s", "t", "", (cut, side))], TITLE)
    assert summary.line[0].text == CLAUSE
    assert summary.line[0].text in cut.text


def test_a_whole_sentence_comes_before_a_clause(make: Make) -> None:
    whole = "The centre party has won the parliamentary vote in Norland, officials said on Saturday."
    articles = (
        make("c", "2026-03-07T08:00", "Sample Wire", TITLE, CUT),
        make("w", "2026-03-07T07:00", "Sample Post", TITLE, whole),
    )
    assert [one.text for one in summarize_thread([Story("s", "t", "", articles)], TITLE).line] == [whole]


def test_a_clause_comes_before_a_sentence_that_shows_where_it_was_cut(make: Make) -> None:
    cut = make("c", "2026-03-07T08:00", "Sample Wire", TITLE, f"{CLAUSE}, ending twelve years in ...")
    assert [one.text for one in summarize_thread([Story("s", "t", "", (cut,))], TITLE).line] == [CLAUSE]


def test_a_clause_of_an_article_on_the_title_comes_before_what_an_earlier_article_says_in_its_words(make: Make) -> None:
    early = "The centre party is ahead in polls before the parliamentary vote of Norland, officials said."
    articles = (
        make("w", "2026-03-03T07:00", "Sample Post", "Centre party leads polls in Norland", early),
        make("c", "2026-03-07T08:00", "Sample Wire", TITLE, CUT),
    )
    summary = summarize_thread([Story("r", "t", "", articles[:1]), Story("s", "t", "", articles[1:])], TITLE)
    assert summary.line[0].text == CLAUSE
