"""The sentences of an entry of a digest."""

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from briefing.model.articles import Article
from briefing.model.threads import Sentence
from briefing.writing.country_terms import terms_of
from briefing.writing.digest.digest_lines import LineReports
from briefing.writing.digest.digest_sentences import sentences_on
from briefing.writing.sentences.judging_sentences import judges

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LINE = "Torvane court jails ferry captain over sinking"
JAILED = "A court in Torvane jailed the captain of the ferry for nine years over the deaths of 40 passengers."
BRIDGE = "Nobody stood watch on the bridge when the vessel ran onto rocks in clear weather, the judges found."
CAPTAIN = "The captain had admitted that he slept on the bridge of the ferry while it ran onto rocks."


def article(number: int, title: str, text: str, hours: float = 0, path: str = "news", publisher: str = "") -> Article:
    outlet = publisher or f"Outlet {number}"
    link = f"https://outlet{number}.example/{path}/{number}"
    return Article(f"a{number}", title, text, outlet, url=link, link=link, published=NOW + timedelta(hours=hours))


def texts(chosen: list[Sentence], articles: list[Article], old: tuple[str, ...] = (), printed: tuple[str, ...] = ()):
    fresh = [one.id for one in articles if one.id not in old]
    known = [terms_of(text) for text in printed]
    by_id = {one.id: one for one in articles}
    return [one.text for one in sentences_on(LINE, chosen, by_id, fresh, frozenset(), known, reports(articles))]


def reports(articles: list[Article], *event: str, story: tuple[str, ...] = ()) -> LineReports:
    """The articles with the line are of one event, with those of the ids `event`; those of `story` are of its story."""
    ids = [one.id for one in articles if one.title == LINE]
    return LineReports(next(iter(ids), ""), {*ids, *event}, {*ids, *event, *story})


def on_event(chosen: list[Sentence], articles: list[Article], *event: str, story: tuple[str, ...] = ()) -> list[str]:
    """The texts of an entry whose line is of one event with these articles."""
    by_id = {one.id: one for one in articles}
    of_line = reports(articles, *event, story=story)
    return [one.text for one in sentences_on(LINE, chosen, by_id, by_id, frozenset(), [], of_line)]


def test_a_sentence_on_another_matter_of_the_thread_is_left_out():
    divers = "Divers brought up the bell of the wreck for a museum on the coast."
    articles = [article(1, LINE, JAILED), article(2, "Divers raise bell of the wreck", divers)]
    chosen = [Sentence(JAILED, "a1"), Sentence(divers, "a2"), Sentence(CAPTAIN, "a1")]
    assert texts(chosen, articles) == [JAILED, CAPTAIN]


def test_the_state_before_the_first_report_of_the_line_is_left_out():
    search = "Police in Torvane search for the captain of the ferry with dogs."
    articles = [article(1, LINE, JAILED), article(2, "Police search woods for the captain", search, -3)]
    assert texts([Sentence(search, "a2")], articles) == [JAILED], "the opening of a report of the line stands instead"


def test_a_sentence_of_another_story_stands_only_where_none_of_the_event_of_the_line_does():
    other = "The Torvane court that jails the ferry captain over the sinking has three judges."
    report, beside = article(1, LINE, JAILED), article(2, "Three judges of Torvane named", other, 1)
    chosen = [Sentence("The harbour was closed.", "a3"), Sentence(other, "a2")]
    assert on_event(chosen, [report, beside]) == [JAILED]
    assert on_event(chosen, [article(1, LINE, ""), beside]) == [other]


def test_the_first_sentence_of_the_thread_opens_an_entry_if_it_states_most_of_the_line():
    verdict = "The court in Torvane jails the captain over the sinking for nine years, more than was asked for."
    articles = [article(1, LINE, JAILED), article(2, "Nine years for the captain", verdict, 1)]
    assert on_event([Sentence(verdict, "a2")], articles) == [verdict]


def test_a_sentence_that_was_printed_is_left_out():
    articles = [article(1, LINE, f"{JAILED} {CAPTAIN}")]
    chosen = [Sentence(JAILED, "a1"), Sentence(CAPTAIN, "a1")]
    assert texts(chosen, articles, printed=(JAILED,)) == [CAPTAIN]


def test_an_older_article_says_less_that_is_new():
    slept = "The ferry captain slept on the bridge when the ship ran onto rocks at night near the cape, police said."
    printed = "Ferry captain slept, police say"
    articles = [article(1, LINE, JAILED), article(2, LINE, slept, 0)]
    chosen = [Sentence(JAILED, "a1"), Sentence(slept, "a2")]
    assert texts(chosen, articles, printed=(printed,)) == [JAILED, slept]
    assert texts(chosen, articles, ("a2",), (printed,)) == [JAILED], "it was there when that was printed"


def test_what_footage_shows_and_a_programme_says_is_no_second_sentence():
    shown = "The captain of the ferry leaves the court in Torvane with a bag."
    spoke = "A survivor spoke to Sample News about the ferry captain and the court."
    articles = [
        article(1, LINE, JAILED),
        article(2, "Ferry captain leaves court", shown, 1, "video"),
        article(3, "Survivor on the ferry captain and the court", spoke, 1, publisher="Sample News"),
    ]
    assert texts([Sentence(JAILED, "a1"), Sentence(shown, "a2"), Sentence(spoke, "a3")], articles) == [JAILED]


def test_what_repeats_a_sentence_before_it_is_left_out():
    again = "The captain of the ferry was jailed for nine years by a court in Torvane."
    articles = [article(1, LINE, JAILED), article(2, "Ferry captain jailed by court in Torvane", again)]
    assert texts([Sentence(JAILED, "a1"), Sentence(again, "a2")], articles) == [JAILED]


def test_a_thread_without_a_sentence_on_its_news_has_none():
    divers = "Sample News meets the divers who brought up the bell of the wreck."
    articles = [article(1, "Divers raise bell of the wreck", divers, publisher="Sample News")]
    assert texts([Sentence(divers, "a1")], articles) == []


@pytest.mark.parametrize(
    ("path", "is_footage"),
    [("video", True), ("in-pictures-ferry", True), ("video-game-fair", False), ("watch-maker-closes", False)],
)
def test_a_name_that_begins_as_a_folder_of_footage_is_none(path: str, is_footage: bool):
    articles = [article(1, LINE, JAILED), article(2, LINE, CAPTAIN, 1, path)]
    chosen = [Sentence(JAILED, "a1"), Sentence(BRIDGE, "a2")]
    assert texts(chosen, articles) == ([JAILED] if is_footage else [JAILED, BRIDGE])


def test_a_sentence_of_another_report_that_states_the_first_one_again_is_left_out():
    articles = [article(1, LINE, JAILED), article(2, LINE, CAPTAIN, 1)]
    assert texts([Sentence(JAILED, "a1"), Sentence(CAPTAIN, "a2")], articles) == [JAILED]
    assert texts([Sentence(JAILED, "a1"), Sentence(CAPTAIN, "a1")], articles) == [JAILED, CAPTAIN], "it goes on"
    caused = "The captain of the ferry caused its sinking and the deaths: he slept in rough weather, the court found."
    assert texts([Sentence(JAILED, "a1"), Sentence(caused, "a2")], articles) == [JAILED, caused], "the sinking too"


def test_one_that_counts_something_new_or_happened_since_is_not_left_out():
    fined = "The captain of the ferry must pay 30 families 9,000 crowns each, the court in Torvane said."
    articles = [article(1, LINE, JAILED), article(2, LINE, fined, 1)]
    assert texts([Sentence(JAILED, "a1"), Sentence(fined, "a2")], articles) == [JAILED, fined]
    sank = "The captain steered the ferry onto rocks off Torvane, the judges of its court found."
    for hours, is_later in ((1, False), (7, True)):
        articles = [article(2, "Trial of captain of Torvane ferry ends", sank), article(1, LINE, JAILED, hours)]
        entry = on_event([Sentence(sank, "a2"), Sentence(CAPTAIN, "a1")], articles, story=("a2",))
        assert entry == ([sank, CAPTAIN] if is_later else [sank]), hours


def test_an_opening_that_was_chosen_has_its_day():
    articles = [article(1, LINE, JAILED)]
    day = (NOW - timedelta(days=1)).date()
    printed = Sentence("The bell of the wreck lies in a museum.", "a2")
    by_id = {one.id: one for one in articles}
    chosen = [printed, Sentence(JAILED, "a1", day)]
    (opening,) = sentences_on(LINE, chosen, by_id, by_id, frozenset(), [], reports(articles))
    assert (opening.text, opening.day) == (JAILED, day)


def test_what_is_not_of_the_event_of_the_line_fills_no_entry():
    divers = "Divers brought up the bell of the wreck for a museum on the coast."
    preview = "The captain of the ferry faces a court in Torvane today over the deaths of 40 passengers."
    articles = [
        article(1, LINE, "Text."),
        article(2, "Divers raise bell of the wreck", divers),
        article(3, "Judges to rule today on forty deaths", preview, -9),
    ]
    for one in (Sentence(divers, "a2"), Sentence(preview, "a3")):
        assert on_event([one], articles) == []
    beside = on_event([Sentence(divers, "a2")], articles, "a2")
    assert divers not in beside, "its report is of the event, but the sentence shares nothing with the line"


def test_the_less_a_report_has_to_do_with_the_line_the_more_of_it_a_sentence_states():
    slept = "The captain slept on the bridge of the ferry, judges in the town found."
    articles = [article(1, LINE, "Text."), article(2, "Judges on the night of the wreck", slept, 1)]
    chosen = [Sentence(slept, "a2")]
    assert on_event(chosen, articles) == []
    assert on_event(chosen, articles, story=("a2",)) == [slept]
    assert on_event(chosen, articles, "a2") == [slept]
    asking = [articles[0], article(2, "Why was the ferry captain of Torvane jailed?", JAILED, 1)]
    assert on_event([Sentence(JAILED, "a2")], asking) == [], "who asks reports nothing"


def test_without_a_sentence_on_it_another_headline_of_the_event_stands():
    other = article(2, "Judge jails ferry captain for nine years over 40 deaths", "", 1)
    early = article(3, "Divers raise bell of the wreck for museum", "", 1)
    articles = [article(1, LINE, ""), other, early]
    assert on_event([], articles, "a2") == [other.title]
    assert on_event([], articles) == [], "it is of another event"
    assert on_event([], [articles[0], article(2, f"{LINE} today", "")], "a2") == [], "it adds nothing"


def test_a_line_without_words_of_its_own_has_the_opening_of_its_report():
    by_id = {"a1": article(1, "What it was", JAILED), "a2": article(2, "Judges on the wreck", CAPTAIN)}
    for event in ({"a1"}, {"a1", "a2"}):
        told = sentences_on("What it was", [], by_id, by_id, frozenset(), [], LineReports("a1", event, event))
        assert [one.text for one in told] == [JAILED]


def test_a_sentence_that_leans_on_the_one_before_it_opens_no_entry_where_another_can():
    leaning = "It comes after the ferry captain admitted to the court in Torvane that he had slept."
    articles = [article(1, LINE, leaning), article(2, LINE, JAILED)]
    assert on_event([Sentence(leaning, "a1"), Sentence(JAILED, "a2")], articles) == [JAILED]


def test_a_report_of_the_state_before_opens_no_entry_though_it_is_of_the_story_of_the_line():
    search = "Police search the woods for the captain of the ferry."
    articles = [article(1, LINE, "Text."), article(2, "Police search woods for the captain", search, -3)]
    assert on_event([Sentence(search, "a2")], articles, story=("a2",)) == []


def test_a_lead_that_its_feed_cut_is_quoted_up_to_its_main_clause():
    clause = "A court in Torvane jailed the captain of the ferry for nine years over the deaths of 40 passengers"
    cut = f"{clause}, after a trial that lasted for eleven weeks and in which survivors had spoken of the night whe"
    assert on_event([], [article(1, LINE, cut)]) == [clause]


@pytest.mark.parametrize(
    ("cut", "is_quoted"),
    [
        ("The man who had been asleep on the bridge when forty passengers of the vessel drowned near the…", True),
        ("Nine years for a man who was…", False),
        ("The court of Torvane that jails the captain of the ferry over its sinking…", False),
        ("He had been asleep on the bridge when forty passengers of the vessel drowned near the…", False),
        ("What will happen to the ferry of Torvane now that forty passengers and its captain have…", False),
        ("Pictured: Ana Korvel walks past the ferry of Torvane with forty passengers during a visit of…", False),
        ("Listen to the story of forty passengers and their families who waited through nights on…", False),
        ("The best ferry deals for passengers to Arden and Torvane this weekend, from $30 for a cabin with…", False),
    ],
)
def test_a_lead_that_its_feed_cut_stands_where_there_is_nothing_else(cut: str, is_quoted: bool):
    assert texts([], [article(1, LINE, cut)]) == ([cut] if is_quoted else [])
    other = article(2, "Judge jails ferry captain for nine years over 40 deaths", "", 1)
    assert on_event([], [article(1, LINE, cut), other], "a2") == [other.title]


def test_a_sentence_that_judges_in_its_papers_voice_gives_way_to_one_that_reports():
    judging = "As if we had not had enough wrecks, the captain of the ferry in Torvane goes to jail for the sinking."
    articles = [article(1, LINE, JAILED), article(2, "Torvane court jails captain of ferry over sinking", judging)]
    assert texts([Sentence(judging, "a2")], articles) == [JAILED]
    vile = "The vile captain had slept on the bridge of the ferry, the judge of the court in Torvane found."
    assert texts([Sentence(JAILED, "a1"), Sentence(vile, "a2")], articles) == [JAILED], "it is no second sentence"
    assert texts([Sentence(judging, "a2")], articles[1:]) == [judging], "it stands where there is no other"


def test_a_sentence_on_half_of_the_line_gives_way_to_a_report_that_states_far_more_of_it():
    slept = "The captain had slept on the bridge while it ran onto rocks off the cape, his lawyer said at the harbour."
    jailed = article(2, "Judges send man to prison", JAILED, 1)
    unclear = article(1, LINE, slept)
    assert on_event([Sentence(slept, "a1")], [unclear, jailed], "a2") == [JAILED, slept], "it goes on"
    assert on_event([Sentence(slept, "a1")], [unclear]) == [slept]
    cut = article(2, "Judges send man to prison", JAILED.removesuffix("."), 1)
    assert on_event([Sentence(slept, "a1")], [unclear, cut], "a2") == [slept], "its feed cut it off"
    clear = "The court jails the captain of the ferry of Torvane, who slept, for many years, a lawyer said there."
    assert on_event([Sentence(clear, "a1")], [article(1, LINE, clear), jailed], "a2")[0] == clear


def test_a_sentence_with_deaths_that_the_line_does_not_state_gives_way_to_none():
    drowned = "The captain of the ferry had slept on the bridge, and 40 people died, his lawyer said at the harbour."
    told = "A court in Torvane jailed the captain of the ferry for nine years over what happened at the cape."
    articles = [article(1, LINE, drowned), article(2, "Judges send man to prison", told, 1)]
    assert on_event([Sentence(drowned, "a1")], articles, "a2") == [drowned]
    by_id = {one.id: one for one in articles}
    line = reports(articles, "a2")
    known = sentences_on(LINE, [Sentence(drowned, "a1")], by_id, by_id, frozenset(), [], line, 40)
    assert [one.text for one in known][:1] == [told], "the line states them"


def test_a_sentence_with_fewer_deaths_than_are_known_is_overtaken():
    early = "A court in Torvane jailed the captain of the ferry over its sinking, in which 30 people were killed."
    articles = [article(1, LINE, early), article(2, LINE, JAILED, -1)]
    by_id = {one.id: one for one in articles}
    for deaths, expected in ((0, early), (30, early), (40, JAILED)):
        told = sentences_on(LINE, [Sentence(early, "a1")], by_id, by_id, frozenset(), [], reports(articles), deaths)
        assert told[0].text == expected, deaths


def test_a_sentence_on_a_part_of_the_deaths_stands_where_there_is_no_other():
    line = "Ferry sinks off Torvane, killing at least 40 people"
    part = "On the upper deck of the ferry, which sank off Torvane on Monday, 12 people were killed, police said."
    by_id = {"a1": article(1, line, part)}
    of_line = LineReports("a1", {"a1"}, {"a1"})
    for deaths, stands in ((40, True), (60, False)):
        told = sentences_on(line, [Sentence(part, "a1")], by_id, by_id, frozenset(), [], of_line, deaths)
        assert [one.text for one in told] == [part] * stands, "a changed number of 60 is newer than the article"


def test_a_second_sentence_states_no_other_toll():
    killed = "A court in Torvane jailed the captain of the ferry over its sinking, in which 40 people were killed."
    found = "The judges found that {} people were killed while he slept on the bridge."
    crew, all_of_them = found.format(9), found.format(40)
    for second, stands in ((crew, False), (all_of_them, True)):
        articles = [article(1, LINE, f"{killed} {second}")]
        chosen = [Sentence(killed, "a1"), Sentence(second, "a1")]
        assert texts(chosen, articles) == [killed, second][: 1 + stands]


def test_a_second_sentence_repeats_neither_the_line_nor_the_first_nor_both_together():
    both = "The court in Torvane spoke of nine years and of 40 passengers whose ferry lay on rocks off the long cape."
    articles = [article(1, LINE, f"{JAILED} {both}")]
    chosen = [Sentence(JAILED, "a1"), Sentence(both, "a1")]
    assert texts(chosen, articles) == [JAILED]
    assert texts([chosen[0], Sentence(BRIDGE, "a1")], articles) == [JAILED, BRIDGE]


@pytest.mark.parametrize(
    ("text", "is_judging"),
    [
        ("He did it in a vile attempt to win votes.", True),
        ("We are told that the harbour stays closed.", True),
        ("The union said: “We will strike until the vile rule is gone.”", False),
        ("The mayor's critics called it 'draconian' and the mayors' plan went on.", False),
        ("The US Senate backed the pact on Monday.", False),
        ("“The whole crew is coming, so we will stay in the port ...", False),
        ("The mayor said: ‘We don’t sail until the vile rule is gone", False),
        ("The probe left our own galaxy behind, a museum said.", False),
        ("Our government has slept through the strike.", True),
    ],
)
def test_words_of_judgement_count_outside_quotations(text: str, is_judging: bool):
    assert judges(text) is is_judging


def test_opening_marks_of_quotations_without_end_are_searched_in_linear_time():
    start = process_time()
    judges("„" * 20_000)
    assert process_time() - start < 2


@pytest.mark.parametrize("line", ["Here we go again", "It's over", "1-0"])
def test_a_line_of_stop_words_or_digits_has_the_opening_of_its_own_report(line: str):
    other = "Divers brought up the bell of the wreck for a museum on the coast."
    by_id = {one.id: one for one in (article(1, line, JAILED), article(2, "Divers raise bell", other))}
    of_line = LineReports("a1", {"a1"}, {"a1", "a2"})
    chosen = [Sentence(other, "a2")]
    assert [one.text for one in sentences_on(line, chosen, by_id, by_id, frozenset(), [], of_line)] == [JAILED]
    without_own = {"a2": by_id["a2"]}
    assert [one.text for one in sentences_on(line, chosen, without_own, without_own, frozenset(), [], of_line)] == []
