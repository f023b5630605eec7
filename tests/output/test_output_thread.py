import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_briefing import FEEDS, GAZETTE, NOW, PACT, TREMOR, WIRE, article

from briefing.model.articles import Story
from briefing.model.curation import Explanation, SearchHit
from briefing.model.grouping import Evidence
from briefing.output.documents.markdown_document import document_markdown
from briefing.output.documents.page_documents import thread_document, thread_feed
from briefing.output.explanation import explanation_page
from briefing.output.formatting import format_published
from briefing.output.json_format import explanation_json, feeds_json, hits_json, thread_json, threads_json
from briefing.output.lines import plain_lines
from briefing.output.thread import thread_page
from briefing.output.thread_list import article_byline, hits_page, search_page, threads_page
from briefing.output.timeline import fold_months


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_thread_page_has_summary_timeline_and_articles_by_story_newest_first():
    assert plain_lines(thread_page(PACT, NOW, 80)) == (
        """\
Japan-Philippines defence pact                                        ★ followed
since 3 Nov 2023 · 3 publishers · 3 articles · t1aa

The Philippine Senate concurred in the agreement on Monday by 19 votes to
none. [1] It enters into force once the Diet has approved it too. [2]

TIMELINE
2024  16 Dec  Senate concurs                                        2 publishers
2023   3 Nov  Pact signed in Manila                                  1 publisher

ARTICLES
16 Dec  Senate concurs                                                2 articles
   15:40  Sample Wire      Senate backs pact with Tokyo [1]
   16:40  Sample Gazette   What the pact allows [2]

3 Nov 2023  Pact signed in Manila                                      1 article
   04:00  Sample Observer  Pact signed in Manila
"""
    )


def test_articles_of_perhaps_another_topic_stand_last_and_how_to_settle_it_is_said():
    fire = article("a9", "Harbour of Talgarth burns", "Sample Metro", NOW - timedelta(minutes=30))
    doubted = replace(PACT, stories=(*PACT.stories, Story("s9", "t1aa", fire.title, (fire,), doubted=True)))
    for full in (False, True):
        page = plain_lines(thread_page(doubted, NOW, 80, full=full))
        listed, perhaps = page.split("ARTICLES")[1].split("PERHAPS OF ANOTHER TOPIC")
        assert "Pact signed in Manila" in listed and "Talgarth" not in listed
        assert perhaps.split("\n")[0].strip() == "1 article"
        assert "`briefing pin t1aa`" in perhaps and "`briefing split t1aa STORY`" in perhaps
        assert perhaps.index("STORY`") < perhaps.index("Harbour of Talgarth burns")
    stories = json.loads(thread_json(doubted, NOW))["thread"]["stories"]
    assert [story["doubted"] for story in stories] == [False, False, True]
    assert "PERHAPS" not in plain_lines(thread_page(PACT, NOW, 80))


def test_an_event_of_a_part_stands_above_the_title_of_the_part():
    vote = replace(PACT.timeline[0], title="Dockers walk out", part="t9", part_title="Strike in Varnell", articles=())
    same = replace(vote, title="Pilots strike", part="t8", part_title="Pilots strike")
    affair = replace(PACT, timeline=(vote, same, *PACT.timeline))
    page = plain_lines(thread_page(affair, NOW, 80))
    assert re.search(r"Dockers walk out +2 publishers\n +part: Strike in Varnell\n", page)
    assert re.search(r"Pilots strike +part, 2 publishers\n", page) and "part: Pilots" not in page
    parts = [event["part"] for event in json.loads(thread_json(affair, NOW))["thread"]["timeline"]]
    assert parts[:3] == [{"id": "t9", "title": "Strike in Varnell"}, {"id": "t8", "title": "Pilots strike"}, None]
    markdown = document_markdown(thread_document(affair, NOW))
    names = ", ".join(vote.publishers)
    assert f"(part: Strike in Varnell; {names})" in markdown and f"(part; {names})" in markdown
    assert [entry.title for entry in thread_feed(PACT, NOW).entries] == [one.title for one in PACT.timeline]


def test_a_timeline_without_main_events_has_those_that_there_are():
    beside = replace(PACT, timeline=tuple(replace(entry, main=False) for entry in PACT.timeline))
    assert plain_lines(thread_page(beside, NOW, 80)) == plain_lines(thread_page(PACT, NOW, 80))
    assert document_markdown(thread_document(beside, NOW)) == document_markdown(thread_document(PACT, NOW))
    assert json.loads(thread_json(beside, NOW))["thread"]["timeline"] == [], "as its documentation says"


def test_a_folded_month_is_of_no_part():
    days = [(2024, 12, 1), (2024, 11, 1), (2024, 10, 1), (2024, 9, 2), (2024, 9, 1)]
    entries = [replace(PACT.timeline[0], date=date(*day), part="t9", part_title="Strike in Varnell") for day in days]
    *_, folded = fold_months(entries)
    assert folded.folded and not folded.entry.part


def test_articles_of_a_later_day_stand_beneath_it():
    late = replace(GAZETTE, published=GAZETTE.published + timedelta(days=1))
    story = replace(PACT.stories[1], articles=(WIRE, late))
    assert "\n17 Dec\n   16:40  Sample Gazette" in plain_lines(thread_page(replace(PACT, stories=(story,)), NOW, 80))


def test_the_list_of_threads_has_a_line_for_each():
    assert plain_lines(threads_page([PACT.row, replace(TREMOR.row, muted=True)], NOW, 70)) == (
        "1 ◐★ Japan-Philippines defence pact          ▁▁▁▁▁▁▁▁▁▁▁▁▃▅    3    2h\n"
        "2 ●⊘ Quake on the peninsula                  ▁▁▁▁▁▁▁▁▁▁▁▁▁▃    1   40m\n"
    )


def test_the_list_of_threads_in_ascii():
    text = plain_lines(threads_page([PACT.row], NOW, 60, ascii=True))
    assert text == "1 +f Japan-Philippines defence...  ____________:-    3    2h\n"


def test_found_articles_name_publisher_time_and_thread():
    hit = SearchHit(WIRE, PACT.row.id, PACT.row.title, "… backs the pact …")
    assert plain_lines(hits_page([hit], NOW, 80)) == (
        "Senate backs pact with Tokyo\n  … backs the pact …\n  Sample Wire, 15:40 in Japan-Philippines defence pact\n"
    )


def test_a_search_shows_threads_then_articles():
    hit = SearchHit(WIRE, PACT.row.id, PACT.row.title)
    lines = search_page([PACT.row], [hit], NOW, 80, ["pact"], with_ids=True)
    assert [line.strip() for line in plain_lines(lines).splitlines()][:2] == [
        "THREADS",
        "Japan-Philippines defence pact",
    ]
    assert plain_lines(lines).splitlines()[2].endswith(f"2h, {PACT.row.id}") and "\n\nARTICLES\nSenate" in plain_lines(
        lines
    )
    assert [span.text for line in lines for span in line if span.style == "hit"] == ["pact", "pact"]
    assert search_page([], [hit], NOW, 80) == hits_page([hit], NOW, 80)


def test_every_json_answer_names_schema_and_now():
    why = Explanation(WIRE, PACT.stories[1], PACT.row, None, None)
    answers = {
        "threads": "".join(threads_json([PACT], NOW)),
        "thread": thread_json(PACT, NOW),
        "hits": hits_json([SearchHit(WIRE, "t1aa", "Pact")], NOW),
        "in_story": explanation_json(why, NOW),
        "feeds": feeds_json(FEEDS, NOW),
    }
    for key, answer in answers.items():
        found = json.loads(answer)
        assert (found["schema"], found["now"]) == ("briefing/1", "2024-12-16T18:40:00Z")
        assert key in found


@pytest.mark.parametrize(("story", "words"), [(0, "the first of the thread"), (1, "later joined with this one")])
def test_a_story_without_evidence_is_the_first_or_began_a_thread_of_its_own(story, words):
    page = explanation_page(Explanation(None, PACT.stories[story], PACT.row, None, None), NOW, 100)
    assert words in plain_lines(page)


def test_a_first_story_says_which_thread_it_was_kept_from():
    kept = Evidence("s1", "t1aa", "thread", 1.0, refused="t9", refused_probability=0.7)
    page = Explanation(None, PACT.stories[0], PACT.row, None, kept, titles_by_id={"t9": "The straits"})
    lines = plain_lines(explanation_page(page, NOW, 120))
    assert "the first of the thread" in lines
    assert '"The straits": like words, but seemingly another topic' in lines
    assert "probability" not in lines, "of the thread that it founded it is one"
    answer = json.loads(explanation_json(page, NOW))
    assert (answer["in_thread"], answer["kept_apart"]) == (None, {"id": "t9"})


def test_what_is_left_out_of_the_reasons_is_no_story_before():
    earlier = tuple((one, None) for one in PACT.stories[:1] * 5)
    lines = plain_lines(
        explanation_page(Explanation(None, PACT.stories[0], PACT.row, None, None, earlier_stories=earlier), NOW, 100)
    ).splitlines()
    assert sum(line.startswith("before that") for line in lines) == 3
    assert [line.strip() for line in lines if "--all" in line] == ["2 more stories: --all shows them"]


@pytest.mark.parametrize("flag", ["unsure", "missing", "future", "absurd"])
def test_a_date_that_is_not_sure_is_marked_wherever_it_is_shown(flag):
    one = replace(article("a1", "Ferry sails"), date_flag=flag)
    shown = format_published(one, NOW)
    assert shown == f"~{format_published(replace(one, date_flag=''), NOW)}"
    assert article_byline(one, NOW).endswith(shown)
    page = plain_lines(thread_page(replace(PACT, stories=(Story("s1", "t1", "Ferry", (one,)),)), NOW, 80))
    assert f" {shown}  Sample Wire" in page


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_list_of_threads_in_pieces_is_one_document(count: int) -> None:
    pieces = threads_json((PACT for _ in range(count)), NOW)
    first = next(pieces)
    assert first.endswith('"threads": [')
    document = first + "".join(pieces)
    read = json.loads(document)
    assert [thread["id"] for thread in read["threads"]] == [PACT.row.id] * count
    assert document == json.dumps(read, ensure_ascii=False, indent=2) + "\n"
