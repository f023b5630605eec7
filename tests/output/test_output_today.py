import json
from dataclasses import replace

import pytest
from sample_briefing import NOW, PACT, PROBLEM, TREMOR, article, briefing, in_markdown, on_terminal, printed, thread

from briefing.model.articles import Story
from briefing.model.notes import Note
from briefing.model.threads import Changes, Summary, TimelineEntry
from briefing.output.documents.markdown_document import escape_markdown, markdown_link
from briefing.output.json_format import briefing_json
from briefing.output.lines import plain_lines
from briefing.output.thread import thread_page
from briefing.output.today import briefing_lines


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_today_reads_as_sketched():
    assert printed(briefing(failures=(PROBLEM,), main=9), 80) == (
        """\
Monday 16 December 2024 · since 15 Dec 18:40 · 40 feeds · 412 articles
9 threads, 1 new, 1 updated

1  Japan-Philippines defence pact          ★ updated · 3 publishers · 3 articles
   The Philippine Senate concurred in the agreement on Monday by 19 votes to
   none. [1] It enters into force once the Diet has approved it too. [2]
     16 Dec  Senate concurs
      3 Nov  Pact signed in Manila                                        (2023)
   [1] Sample Wire, 15:40   [2] Sample Gazette, 16:40

2  Quake on the peninsula                          new · 1 publisher · 1 article
   A quake of magnitude 5.9 shook the peninsula at 18:01. [1]
   [1] Sample Wire, 18:00

7 more threads: `briefing today --all`

1 feed failed: Sample Metro (timed out after 30 s; 3rd time; next try 20:40)
"""
    )


def test_on_a_narrow_screen_the_figures_stand_beneath_the_title():
    lines = printed(briefing(PACT), 50).splitlines()
    assert lines[3:5] == ["1  Japan-Philippines defence pact", "   ★ updated · 3 publishers · 3 articles"]
    assert max(map(len, lines)) <= 50


def test_parts_stand_in_a_line_and_single_reports_behind_an_option():
    parts = [replace(TREMOR.row, title=f"Part {n}", status=("updated", "new")[n == 2]) for n in range(1, 6)]
    others = (replace(TREMOR.row, id="t9", title="Ferry strike"),)
    page = briefing(PACT, parts={PACT.row.id: tuple(parts)}, singles=others)
    text = printed(page, 80)
    assert "   parts: Part 1 (1); Part 2 (1, new); Part 3 (1); 2 more\n" in text
    assert "Also reported by one publisher each: 1 (`briefing today --singles`)\n" in text
    assert "Ferry strike" not in text
    listed = plain_lines(briefing_lines(page, 80, with_singles=True))
    assert "Also reported by one publisher each: 1\n  Ferry strike" in listed
    assert "Sample Wire, 40m · t9\n" in listed
    assert "parts: Part 1" in in_markdown(page)
    assert "- Ferry strike" in in_markdown(page, with_singles=True)


def test_below_a_part_stand_the_other_threads_of_its_affair():
    head = replace(PACT, row=replace(PACT.row, affair_id="t9", affair_title="Security in the Pacific"))
    page = briefing(head, parts={PACT.row.id: (replace(TREMOR.row, title="Joint exercise"),)})
    text = printed(page, 80)
    assert "part of: Security in the Pacific\n" in text
    assert "also in this affair: Joint exercise (1, new)\n" in text
    assert "also in this affair: Joint exercise" in in_markdown(page)
    own = replace(page, parts={PACT.row.id: (replace(TREMOR.row, title="Joint exercise", affair_id=PACT.row.id),)})
    assert "   parts: Joint exercise (1, new)\n" in printed(own, 80), "a part can have parts"


def test_an_affair_with_a_name_goes_by_it_at_its_parts_and_at_its_head():
    row = replace(TREMOR.row, affair_id="t9", affair_title="Ships leave", affair_name="Strait crisis")
    part = replace(TREMOR, row=row)
    for page in (printed(briefing(part), 80), in_markdown(briefing(part)), plain_lines(thread_page(part, NOW, 80))):
        assert "part of: Strait crisis" in page and "Ships leave" not in page
    head = replace(PACT, row=replace(PACT.row, own_affair_name="Strait crisis"))
    page = briefing(head, parts={PACT.row.id: (replace(TREMOR.row, title="Joint exercise", affair_id=PACT.row.id),)})
    assert "   parts of Strait crisis: Joint exercise (1, new)\n" in printed(page, 80)
    assert "parts of Strait crisis: Joint exercise" in in_markdown(page)
    assert "affair: Strait crisis" in plain_lines(thread_page(head, NOW, 80))
    titled = replace(head, row=replace(head.row, title="Strait Crisis"))
    assert "   parts: Joint exercise" in printed(replace(page, threads=(titled,)), 80), "its title says so"
    assert "affair:" not in plain_lines(thread_page(titled, NOW, 80))


def test_ascii_needs_no_other_sign_for_what_briefing_itself_says():
    assert printed(briefing(main=9, failures=(PROBLEM,)), 80, ascii=True).isascii()


def test_a_timeline_that_only_repeats_the_title_is_left_out():
    assert printed(briefing(TREMOR), 80).count("Quake on the peninsula") == 1


def test_the_timeline_shows_its_latest_four_entries():
    entries = [TimelineEntry(NOW.date().replace(day=day), f"Event {day}") for day in (16, 15, 14, 13, 12)]
    text = printed(briefing(replace(PACT, timeline=tuple(entries))), 80)
    assert "Event 13" in text
    assert "Event 12" not in text


def test_a_day_stands_only_at_its_first_entry():
    entries = (TimelineEntry(NOW.date(), "Second"), TimelineEntry(NOW.date(), "First"))
    text = printed(briefing(replace(PACT, timeline=entries)), 80)
    assert "     16 Dec  Second\n             First\n" in text


def test_a_thread_without_a_sentence_prints_the_newest_headline_that_says_something_else():
    assert "What the pact allows [1]" in printed(briefing(replace(PACT, summary=Summary(), timeline=())), 80)


def test_a_thread_without_a_sentence_prints_no_headline_above_the_headlines_of_its_timeline():
    text = printed(briefing(replace(PACT, summary=Summary())), 80)
    assert "What the pact allows" not in text
    assert "Newest reports: Sample" in text
    assert "[1]" not in text


def new_story_without_prose(entries: tuple[TimelineEntry, ...]) -> str:
    *_, story = PACT.stories
    row = replace(PACT.row, title="Harbour agreement")
    changes = Changes(stories=(story,))
    return printed(briefing(replace(PACT, row=row, summary=Summary(), timeline=entries, changes=changes)), 80)


def test_a_thread_without_a_sentence_prints_the_title_of_a_new_story_whose_event_is_not_shown():
    *_, story = PACT.stories
    shown, other = (
        TimelineEntry(NOW.date(), "Hearing begins"),
        TimelineEntry(NOW.date(), "Vote", story=story.id, main=False),
    )
    assert f"{story.title} [1]" in new_story_without_prose((shown, other))


def test_a_thread_without_a_sentence_prints_no_title_of_a_new_story_without_an_event():
    *_, story = PACT.stories
    reported = TimelineEntry(NOW.date(), "Hearing begins", story=PACT.stories[0].id)
    assert story.title not in new_story_without_prose((reported,))
    mentioned = TimelineEntry(NOW.date(), "Hearing begins", background=True)
    assert f"{story.title} [1]" in new_story_without_prose((mentioned,)), "nothing else says what is new"


def test_a_headline_that_repeats_the_title_gives_way_to_the_sources():
    titled = replace(PACT.row, title="Pact signed in Manila")
    text = printed(briefing(replace(PACT, summary=Summary(), row=titled, stories=PACT.stories[:1], timeline=())), 80)
    assert text.count("Pact signed in Manila") == 1
    assert "Newest report: Sample Observer, 3 Nov 2023" in text
    assert "[1]" not in text


def test_an_empty_period_says_so_and_how_to_look_further():
    text = printed(replace(briefing(), threads=(), main=0, new=0, updated=0), 80)
    assert "0 threads\n" in text
    assert "Nothing since 15 Dec 18:40. `briefing today --since 3d` looks further back." in text


def test_of_many_failed_feeds_only_some_are_named():
    text = printed(briefing(failures=(PROBLEM,) * 9), 100)
    assert "9 feeds failed:" in text
    assert "and 5 more (`briefing feeds` lists them)" in " ".join(text.split())


def test_a_terminal_shows_the_same_words():
    b = briefing(failures=(PROBLEM,), total=9)
    assert on_terminal(b, color_system=None) == printed(b, 80)


def test_a_terminal_links_sources():
    assert "\x1b]8;id=" in on_terminal(briefing())
    assert "https://gazette.example/a3\x1b\\" in on_terminal(briefing())


def test_colour_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in on_terminal(briefing(failures=(PROBLEM,)))


def test_markup_is_shown_as_it_stands():
    title = "[bold]Not[/bold] markup [/ :smile: 5 [link=https://x.example]y"
    one = thread("t9", title, [Story("s9", "t9", title, (article("a9", title),))])
    for text in (printed(briefing(one), 110), on_terminal(briefing(one), width=110, color_system=None)):
        assert title in text


def test_markdown_has_a_heading_and_linked_citations_for_each_thread():
    text = in_markdown(briefing(failures=(PROBLEM,)))
    head = "# Monday 16 December 2024\n\nsince 15 Dec 18:40 · 40 feeds · 412 articles · 2 threads, 1 new, 1 updated\n"
    assert text.startswith(head)
    heading = "## [Japan-Philippines defence pact](<https://gazette.example/a3>)"
    assert f"\n{heading}\n\n*updated, 3 publishers, 3 articles, t1aa*\n" in text
    assert r"19 votes to none. [\[1\]](<https://wire.example/a2>)" in text
    assert "- **3 Nov 2023** Pact signed in Manila" in text
    assert "- \\[2\\] [Sample Gazette](<https://gazette.example/a3>): What the pact allows\n" in text
    assert text.endswith("1 feed failed: Sample Metro (timed out after 30 s; 3rd time; next try 20:40)\n")


def test_markdown_names_what_it_leaves_out():
    text = in_markdown(briefing(main=9, failures=(PROBLEM,) * 6))
    assert "\n7 more threads: \\`briefing today --all\\`\n" in text
    assert "; and 2 more (\\`briefing feeds\\` lists them)\n" in text
    empty = in_markdown(replace(briefing(), threads=(), main=0, new=0, updated=0))
    assert empty.endswith("\n\nNothing since 15 Dec 18:40.\n")


@pytest.mark.parametrize(
    ("title", "safe"),
    [
        ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
        ("<script>x</script>", r"\<script\>x\</script\>"),
        ("[a](javascript:b)", r"\[a\](javascript:b)"),
        ("&lt; #1 ~~x~~ a|b", r"\&lt; \#1 \~\~x\~\~ a\|b"),
        ("- no list", r"\- no list"),
        ("12. no list", r"12\. no list"),
        ("a - b 12. c", "a - b 12. c"),
    ],
)
def test_markdown_of_the_news_is_escaped(title, safe):
    assert escape_markdown(title) == safe


def test_a_link_cannot_end_its_place_in_markdown():
    assert markdown_link("Odd", "https://odd.example/a)b>c d") == "[Odd](<https://odd.example/a%29b%3Ec%20d>)"
    odd = article("a9", "Odd", link="https://odd.example/a)b")
    one = thread("t9", "Odd thread", [Story("s9", "t9", "Odd", (odd,))])
    assert "(<https://odd.example/a%29b>)" in in_markdown(briefing(one))


def test_json_follows_its_schema_and_its_ids_resolve():
    found = json.loads("".join(briefing_json(briefing(failures=(PROBLEM,)))))
    assert (found["schema"], found["now"]) == ("briefing/1", "2024-12-16T18:40:00Z")
    one = found["threads"][0]
    assert one["status"] == "updated"
    assert one["publishers"] == ["Sample Observer", "Sample Wire", "Sample Gazette"]
    articles = {a["id"] for a in one["articles"]}
    assert {a for story in one["stories"] for a in story["articles"]} == articles
    assert {s["article"] for s in one["summary"]["sentences"]} <= articles
    assert {e["story"] for e in one["timeline"]} <= {story["id"] for story in one["stories"]}
    assert one["timeline"][1] == {
        "date": "2023-11-03",
        "precision": "day",
        "background": False,
        "title": "Pact signed in Manila",
        "story": "s1",
        "publishers": ["Sample Observer"],
        "kind": "first",
        "part": None,
        "articles": [],
        "sentences": [],
    }
    assert one["articles"][0] == {
        "id": "a1",
        "title": "Pact signed in Manila",
        "publisher": "Sample Observer",
        "published": "2023-11-03T04:00:00Z",
        "date_flag": None,
        "link": "https://observer.example/a1",
    }


def test_json_leaves_out_what_leads_nowhere():
    lost = replace(PACT, timeline=(TimelineEntry(NOW.date(), "Elsewhere", "s99"),), stories=PACT.stories[:1])
    one = json.loads("".join(briefing_json(briefing(lost))))["threads"][0]
    assert one["summary"]["sentences"] == []
    assert one["timeline"][0]["story"] is None


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_threads_of_json_are_loaded_one_by_one(count):
    """No more than one thread is asked for before the former one is printed."""
    titles = ['A list "threads": [] in a title', '"threads": []', "Plain"]
    loaded = []

    def load():
        for number in range(count):
            loaded.append(number)
            yield thread(f"t{number}", titles[number], PACT.stories)

    pieces = []
    for piece in briefing_json(briefing(failures=(Note('"threads": []', "x"),)), load()):
        pieces.append(piece)
        assert len(loaded) <= len(pieces)
    document = json.loads("".join(pieces))
    assert [one["title"] for one in document["threads"]] == titles[:count]
    assert "".join(pieces) == json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def test_names_and_causes_of_failed_feeds_are_made_safe():
    b = briefing(failures=(Note("x\x1b[2J", "y\u202e\x9b"),))
    for text in (printed(b, 80), in_markdown(b), "".join(briefing_json(b))):
        assert not {"\x1b", "\u202e", "\x9b"} & set(text)
