"""Every link has its reasons, and they read well."""

from samples import article

from briefing.grouping.article_vectors import cosine, unit_vector
from briefing.grouping.evidence import display_name
from briefing.grouping.explain import _NO_REASON, _REASONS, explanation_rows, time_apart
from briefing.grouping.plan import make_plan
from briefing.grouping.signals import STORY_SIGNALS, THREAD_SIGNALS
from briefing.grouping.standalone import EmptyArchive
from briefing.model.grouping import Evidence, Signal


def linked():
    first = article("Ferry Sample Star sinks off Cebu", "The ferry Sample Star went down with 80 people on board.")
    second = article("Ferry Sample Star: 12 missing off Cebu", "Boats search for 12 people of the ferry.", hours=2)
    other = article("Wildfire nears hills of Valparaiso", "Chile sent helicopters to the burning hills.", hours=1)
    return first, second, other, make_plan([first, second, other], EmptyArchive())


def test_founders_have_no_evidence_and_joiners_have_all_of_it():
    first, second, _, made = linked()
    by_child = {place.child: place for place in made.articles}
    assert by_child[first.id].evidence is None
    why = by_child[second.id].evidence
    assert why is not None
    assert (why.subject, why.target, why.kind) == (second.id, by_child[second.id].parent, "story")
    assert why.nearest == first.id
    assert 0.0 < why.probability <= 1.0
    assert why.hours == 2.0
    assert why.rules
    assert {"sampl star"} <= set(why.names) or "Sample Star" in why.names
    assert "ferri" in why.terms or "ferry" in why.terms
    assert sum(signal.contribution for signal in why.signals) != 0.0


def test_thread_evidence_speaks_of_the_story():
    reports = [
        article("Ferry Sample Star sinks off Cebu", "The ferry Sample Star went down with 80 people on board."),
        article("Captain of Sample Star blamed for Cebu ferry disaster", "An inquiry blames the captain.", hours=900),
    ]
    made = make_plan(reports, EmptyArchive())
    late = next(place for place in made.stories if place.evidence)
    assert late.evidence is not None
    assert late.evidence.subject == late.child and late.evidence.target == late.parent
    assert late.evidence.kind == "thread"


def test_evidence_reads_as_words():
    why = Evidence(
        subject="a2", target="s1", kind="story", probability=0.97, signals=(Signal("same words", 0.6, 3.1),),
        names=("Philippine Senate",), terms=("concur", "senate"), hours=0.63, nearest="a1", rival="s9",
        rival_probability=0.12, rules="1",
    )  # fmt: skip
    rows = dict(explanation_rows(why, {"a1": "Senate concurs", "s9": "Senate passes 2025 budget"}))
    assert rows["same names"] == "Philippine Senate"
    assert (rows["same words"], rows["event words"]) == ("concur", "senate")
    assert rows["time"] == '38 minutes apart from "Senate concurs"'
    assert (
        rows["probability"]
        == '97 % likely to be one happening; nearest other story: "Senate passes 2025 budget" (14 %)'
    )
    assert rows["for it"] == "words in common" and "against it" not in rows


def test_shared_words_that_denote_events_stand_apart_from_the_others():
    why = Evidence("a2", "s1", "story", 0.97, terms=("earthquake", "harbour"), nearest="a1", rules="1")
    rows = dict(explanation_rows(why, {}))
    assert (rows["event words"], rows["same words"]) == ("earthquake", "harbour")


def test_reasons_are_said_in_plain_words_and_without_weights():
    signals = (
        Signal("second rarest shared word", 0.8, 2.1), Signal("rarest shared word", 0.8, 2.6),
        Signal("leads compared", 1.0, -1.35), Signal("same title words, with leads", 0.5, 2.0),
        Signal("title overlap, with leads", 0.6, -1.0), Signal("time apart", 0.1, -0.4),
        Signal("time apart, with leads", 0.1, -0.4), Signal("same names", 0.7, 0.3),
    )  # fmt: skip
    why = Evidence("a2", "s1", "story", 0.995, signals, hours=3, nearest="a1", rules="16")
    rows = dict(explanation_rows(why, {}))
    assert rows["for it"] == "rare words in common, headlines alike"
    assert rows["against it"] == "time between them"
    assert rows["probability"] == "over 99 % likely to be one happening"
    wholes = Evidence(
        "s1", "t1", "thread", 0.55, (Signal("words of both as wholes", 0.4, 4.6),), nearest="a1", rules="16"
    )
    rows = dict(explanation_rows(wholes, {}))
    assert rows["for it"] == "all words of both, compared as wholes"
    assert rows["probability"] == "82 % likely to be one topic"
    assert not any("16" in text or "4.6" in text for text in rows.values())


def test_a_story_that_came_with_others_says_so():
    why = Evidence("s1", "t1", "thread", 0.03, hours=3, nearest="a1", rival="t2", rival_probability=0.004)
    text = dict(explanation_rows(why, {"t2": "Harbour dispute"}))["probability"]
    assert text == '78 % likely to be one topic; it came with like stories out of "Harbour dispute"'
    why = Evidence("a1", "s1", "story", 0.17, hours=3, nearest="a2", rival="s2", rival_probability=0.004)
    text = dict(explanation_rows(why, {"s2": "Harbour strike"}))["probability"]
    assert text == (
        'by itself 17 % likely to be one happening; it came with like reports out of "Harbour strike" (4 %)'
    )


def test_a_part_of_an_affair_is_asked_whether_it_is_part_of_it():
    why = Evidence("t2", "t1", "thread", 0.9, names=("Norland",), hours=3, nearest="a1")
    assert dict(explanation_rows(why, {}))["probability"] == "96 % likely to be part of it"


def test_the_probability_of_a_thread_that_was_not_chosen_is_not_said():
    why = Evidence("s1", "t1", "thread", 0.9, hours=3, nearest="a1", rival="t2", rival_probability=0.3)
    text = dict(explanation_rows(why, {"t2": "Harbour dispute"}))["probability"]
    assert text == '85 % likely to be one topic; nearest other thread: "Harbour dispute"'


def test_every_signal_has_plain_words():
    known = {name for names in _REASONS.values() for name in names} | _NO_REASON
    assert {*STORY_SIGNALS, *THREAD_SIGNALS} <= known


def test_lengths_of_time():
    assert [time_apart(hours) for hours in (0, 0.5, 3, 30, 240, 5000)] == [
        "at the same time", "30 minutes apart", "3 hours apart", "30 hours apart", "10 days apart", "7 months apart",
    ]  # fmt: skip


def test_words_weigh_the_same_in_whatever_order_they_come():
    words = {f"w{n}": 0.1 * n for n in range(1, 40)}
    other = dict(reversed(words.items()))
    assert unit_vector(words) == unit_vector(other)
    assert cosine(words, other) == cosine(other, dict(sorted(words.items())))


def test_names_are_written_as_readers_write_them():
    assert display_name("united-states israeli", {"israeli": "israeli"}) == "United States Israeli"
    assert (display_name("un", {}), display_name("united-kingdom", {})) == ("UN", "United Kingdom")
