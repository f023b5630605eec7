from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_briefing import NOW, PACT, PROBLEM, TREMOR, article, briefing, thread

from briefing.model.articles import Story
from briefing.model.briefings import Briefing
from briefing.model.digests import SENTENCES_BY_SIZE, DigestForm, DigestSettings
from briefing.model.threads import Changes, NumberChange, Sentence, Summary, TimelineEntry
from briefing.output.digest.digest import digest_document, digest_text
from briefing.output.digest.digest_fitting import fit_digest
from briefing.output.documents.markdown_document import document_markdown
from briefing.output.documents.text_document import document_lines, source_list_lines
from briefing.output.lines import plain_lines
from briefing.writing.digest.digest_layout import printed_lines
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_digest_reads_as_sketched():
    running = (replace(PACT.row, title="Chip export rules"), replace(PACT.row, title="Budget in Manila"))
    brief = replace(PACT, row=replace(PACT.row, title="Harbour strike", independent_count=2))
    digest = briefing(PACT, TREMOR, brief, running=running, failures=(PROBLEM,), shortened_count=1, total=5)
    digest = replace(digest, page_groups=(frozenset({PACT.row.id, "t8"}), frozenset({"t9"}), frozenset({"t10"})))
    assert digest_text(replace(digest, last_run=NOW - timedelta(hours=9), unmoved_count=2)) == (
        """\
BRIEFING, Monday 16 December 2024, 18:40
since 09:40 · 1 new, 2 updated on this page · 1 feed failing

Japan-Philippines defence pact
  (updated, 3 publishers, since 3 Nov 2023)
  The Philippine Senate concurred in the agreement on Monday by 19 votes
  to none. [1] It enters into force once the Diet has approved it
  too. [2]
  Before: Pact signed in Manila (3 Nov 2023).

Quake on the peninsula (new, 1 publisher)
  A quake of magnitude 5.9 shook the peninsula at 18:01. [3]

IN BRIEF (number of publishers)
  Updated: Harbour strike (2) [2]
  Running: Chip export rules; Budget in Manila.

[1] Sample Wire     https://wire.example/a2
[2] Sample Gazette  https://gazette.example/a3
[3] Sample Wire     https://wire.example/a4

1 feed failed: Sample Metro (timed out after 30 s)

Not on this page: 2 more threads with news (see
`briefing today --since 1d`). 2 threads had more articles, but nothing
new.
"""
    )


def test_an_empty_digest_says_that_nothing_is_new():
    text = digest_text(replace(briefing(), threads=(), new=0, updated=0))
    assert text.startswith("BRIEFING, Monday 16 December 2024, 18:40\nsince Sunday 18:40\n\nNothing new.\n")
    assert "[1]" not in text


@pytest.mark.parametrize("lines", [20, 40, 120])
def test_a_digest_has_as_many_threads_as_its_lines_have_room_for(lines):
    threads = [replace(TREMOR, row=replace(TREMOR.row, id=f"t{n}", title=f"Event {n}")) for n in range(60)]
    settings = DigestSettings(lines=lines, size="paragraph")
    fitted = fit_digest(briefing(*threads, shortened_count=40), settings, 72)
    text = digest_text(fitted, 72, settings)
    assert lines - 4 <= len(text.splitlines()) <= lines or not fitted.left_out_count
    assert fitted.full_threads == tuple(threads[: len(fitted.full_threads)]) and fitted.shortened_count
    assert fitted.left_out_count == 60 - len(fitted.threads)
    assert fit_digest(fitted, DigestSettings(limit=1), 72).threads == (threads[0],)


@pytest.mark.parametrize(("size", "sentences"), [("line", 1), ("paragraph", 2), ("long", 6)])
def test_the_size_of_a_digest_is_its_number_of_sentences_per_thread(size, sentences):
    told = tuple(Sentence(f"The council met for session {n}.", "a4") for n in range(1, 9))
    text = digest_text(briefing(replace(TREMOR, summary=Summary(paragraph=told))), 72, DigestSettings(size=size))
    assert text.count("The council met") == sentences


@pytest.mark.parametrize("width", [60, 72, 100])
def test_addresses_start_in_one_column_and_stay_whole(width):
    publishers = ("Wire", "Norland Harbour Observer", "The Weekly Gazette of Selma and Talgarth", "Metro")
    links = [f"https://wire.example/{'long-' * (6 * n)}{n}" for n in range(4)]
    one = article("a1", "Harbour closed")
    sources = [(n, replace(one, publisher=publishers[n - 1], link=link)) for n, link in enumerate(links, 1)]
    lines = plain_lines(source_list_lines(sources, width)).splitlines()
    starts = {line.index("https://") for line in lines if "https://" in line}
    assert len(starts) == 1 and starts.pop() < width / 2
    assert [line.split()[-1] for line in lines if "https://" in line] == links
    assert all(len(line) <= width for line in lines if "https://" not in line)


def test_a_source_without_address_has_its_headline_in_that_column():
    one = article("a1", "Harbour closed")
    sources = [(1, replace(one, publisher="Metro")), (2, replace(one, publisher="Sample Wire", link=""))]
    _, *lines = plain_lines(source_list_lines(sources, 72)).splitlines()
    assert lines == [f"[1] Metro        {one.link}", "[2] Sample Wire  Harbour closed"]


def test_the_parts_of_an_affair_stand_beneath_it():
    own = replace(TREMOR.row, affair_id=PACT.row.id, independent_count=6)
    part = replace(TREMOR, row=replace(own, title="Drill of Japan and the Philippines"))
    assert "\n  new part  Drill of Japan and the Philippines (6) [3]\n" in digest_text(
        briefing(PACT, part, shortened_count=1)
    )
    for title in ("Quake in Norland", "Quake in the Philippines"):
        apart = replace(TREMOR, row=replace(own, title=title))
        assert f"\n  New: {title} (6) [3]\n" in digest_text(briefing(PACT, apart, shortened_count=1)), "another event"


def test_an_entry_in_full_reminds_of_what_the_digest_printed_last():
    text = digest_text(briefing(replace(PACT, former_line="Dockers in Torvane block ships with arms for the pact")))
    assert "Before: Dockers in Torvane block ships with arms for the pact." in " ".join(text.split())
    assert text.count("Before:") == 1 and "Pact signed in Manila" not in text
    repeated = replace(PACT, former_line="Philippine Senate concurs in agreement of Japan and the Philippines")
    assert "Before:" not in digest_text(briefing(repeated)), "the entry says that"


def test_an_entry_in_full_reminds_of_no_earlier_event_that_it_says():
    publishers = ("Sample Wire", "Sample Gazette")
    entries = (
        TimelineEntry(date(2024, 7, 8), "Philippine Senate concurs in Japan agreement", publishers=publishers),
        TimelineEntry(date(2024, 7, 7), "Dockers block ships for the pact", publishers=publishers),
    )
    text = digest_text(briefing(replace(PACT, timeline=entries)))
    assert "Before: Dockers block ships for the pact (7 Jul)." in text and "concurs" not in text


def test_an_entry_whose_line_reports_reminds_only_of_events_on_the_same_matter() -> None:
    publishers = ("Sample Wire", "Sample Gazette")
    entries = (
        TimelineEntry(date(2024, 7, 8), "Nine dockers hurt over the agreement in Arden", publishers=publishers),
        TimelineEntry(date(2024, 7, 7), "Divers of Torvane burn a copy of the agreement", publishers=publishers),
    )

    def text_of(title: str) -> str:
        entry = replace(PACT, row=replace(PACT.row, title=title), timeline=entries)
        return " ".join(digest_text(briefing(entry)).split())

    assert "Before:" not in text_of("Manila prepares for a vote of the Diet"), "only a sentence shares a word with them"
    assert "Before: Divers of Torvane burn" in text_of("Torvane sends an envoy over the agreement")


def test_an_entry_says_only_the_sentences_that_it_prints():
    ports = [Sentence(f"Port {name} opens.", "a2") for name in "ABCDEFG"]
    sentences = (*ports, Sentence("Cranes of Arden fall.", "a3"))
    pact = replace(PACT, changes=Changes(sentences=sentences), former_line="Cranes fall in Arden")
    text = digest_text(briefing(pact))
    assert "Cranes of Arden" not in text and "Before: Cranes fall in Arden." in text


def test_single_reports_are_counted_by_themselves():
    groups = (frozenset({PACT.row.id}), frozenset({"t-dam", "t-part-of-it"}))
    singles = frozenset(f"t-single{n}" for n in range(7))
    text = digest_text(replace(briefing(PACT), page_groups=groups, page_singles=singles))
    assert "Not on this page: 1 more thread with news and 7 reports that one publisher has alone" in " ".join(
        text.split()
    )


def test_the_heading_counts_what_stands_on_the_page():
    one = replace(TREMOR, row=replace(TREMOR.row, title="Fire in Norland"))
    page = briefing(PACT, TREMOR, one, shortened_count=1, total=9)
    assert "\nsince Sunday 18:40 · 2 new, 1 updated\n" in digest_text(page)
    more = replace(page, page_groups=(frozenset({"t-left-out"}),))
    assert "\nsince Sunday 18:40 · 2 new, 1 updated on this page\n" in digest_text(more)
    singles = replace(page, page_singles=frozenset({"t-single"}))
    assert "\nsince Sunday 18:40 · 2 new, 1 updated on this page\n" in digest_text(singles)
    late = replace(page, last_run=NOW - timedelta(minutes=5))
    assert "\nsince 18:35 · 3 with news from before\n" in digest_text(late)


def test_headlines_in_place_of_sentences_are_recorded_as_printed():
    story = Story("s9", "t1", "Senate asks for the text", (article("a9", "Senate asks for the text"),))
    page = briefing(replace(PACT, summary=Summary(), changes=None))
    assert "What the pact allows" in digest_text(page)
    assert "What the pact allows" in printed_lines(page)[PACT.row.id].texts
    page = briefing(replace(PACT, changes=Changes(stories=(story,))))
    assert "Senate asks for the text" in digest_text(page)
    assert "Senate asks for the text" in printed_lines(page)[PACT.row.id].texts
    line = briefing(replace(PACT, summary=Summary(line=(Sentence("The Senate agreed on Monday.", "a2"),))))
    assert "The Senate agreed on Monday." in digest_text(line)
    assert "The Senate agreed on Monday." in printed_lines(line)[PACT.row.id].texts


def test_a_thread_without_sentences_shows_its_newest_headline():
    assert "What the pact allows [1]" in digest_text(briefing(replace(PACT, summary=Summary())))


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("Gazette", "Wire", "Gazette"), "Reported by Gazette [1] and Wire [2]."),
        (("Gazette", "Wire", "Post"), "Reported by Gazette [1], Wire [2] and Post [3]."),
        (("Gazette", "Wire", "Post", "Metro", "Star"), "Reported by Gazette [1], Wire [2], Post [3] and 2 more."),
    ],
)
def test_an_entry_without_a_sentence_on_its_line_says_who_reports_it(names, text):
    title = "Torvane ferry lines stay closed"
    reports = [replace(article(f"n{n}", title), publisher=name) for n, name in enumerate(names)]
    event = TimelineEntry(NOW.date(), title, "n0", articles=tuple(one.id for one in reports))
    other = article("n9", "Dockers meet the mayor of Selma")
    told = thread("t8", title, [Story("s8", "t8", title, (*reports, other))])
    told = replace(told, summary=Summary(), timeline=(event,))
    assert f"\n  {text}\n" in digest_text(briefing(told))


def test_the_newest_headline_is_one_that_does_not_repeat_the_title():
    newest = replace(article("n2", "Torvane ferry lines stay closed"), published=NOW)
    other = replace(article("n1", "Dockers meet the mayor of Selma"), published=NOW - timedelta(hours=2))
    thread_of = thread("t8", "Torvane ferry lines stay closed today", [Story("s8", "t8", "", (other, newest))])
    assert "Dockers meet the mayor of Selma [1]" in digest_text(briefing(replace(thread_of, summary=Summary())))


def test_of_many_threads_the_first_are_in_full_and_the_others_in_brief():
    threads = [replace(TREMOR, row=replace(TREMOR.row, title=f"Event {n}")) for n in range(40)]
    text = digest_text(briefing(*threads, shortened_count=20))
    assert "\nEvent 19 (new, 1 publisher)\n  A quake" in text
    assert "IN BRIEF (number of publishers)\n  New: Event 20 (1) [1]\n  New: Event 21 (1) [1]\n" in text


def test_many_running_threads_are_counted():
    text = digest_text(briefing(TREMOR, running=(PACT.row,) * 40))
    assert "; and 34 more." in " ".join(text.split()) and "Not on this page" not in text


@pytest.mark.parametrize(
    ("title", "end"), [("Watch 9", "Watch 9."), ("Who won?", "Who won?"), ("Deal (draft)", "(draft).")]
)
def test_each_list_of_titles_ends_with_a_sign(title, end):
    named = replace(TREMOR, row=replace(TREMOR.row, id="t8", title=title))
    full = replace(TREMOR, further_titles=("Port reopens", title))
    text = digest_text(briefing(full, named, running=(named.row,), shortened_count=1))
    endings = [line.strip() for line in text.splitlines() if line.rstrip().endswith(end)]
    assert [line.split()[0] for line in endings] == ["Also:", "Running:"]
    assert f"New: {title} (1) [1]" in text


def test_titles_of_running_threads_give_way_to_news():
    threads = [replace(TREMOR, row=replace(TREMOR.row, id=f"t{n}", title=f"Event {n}")) for n in range(60)]
    settings = DigestSettings(lines=40)
    some = briefing(*threads[:3], running=(replace(PACT.row, title="Harbour strike"),))
    assert "Running: Harbour strike." in digest_text(fit_digest(some, settings, 72), 72, settings)
    many = fit_digest(replace(some, threads=tuple(threads), total=60, shortened_count=40), settings, 72)
    assert many.left_out_count and many.running
    text = digest_text(many, 72, settings)
    assert "Running:" not in text


def test_threads_in_full_make_room_for_some_in_brief_where_others_have_a_title_alone():
    long = "in the harbour of the large town that nobody knows"
    threads = [replace(TREMOR, row=replace(TREMOR.row, id=f"t{n}", title=f"Event {n} {long}")) for n in range(40)]
    digest = briefing(*threads, shortened_count=20, sure=frozenset(one.row.id for one in threads))
    fitted = fit_digest(digest, DigestSettings(lines=66), 72)
    assert fitted.titled_count > 20
    assert fitted.shortened_count - fitted.titled_count >= 4 and len(fitted.full_threads) >= 4
    small = fit_digest(digest, DigestSettings(lines=30), 72)
    assert small.shortened_count - small.titled_count >= 4 and len(digest_text(small).splitlines()) <= 30


def test_offers_are_not_named_among_running_threads():
    offer = replace(PACT.row, title="Deals of the day", excluded="prices and offers")
    text = digest_text(briefing(TREMOR, running=(offer,)))
    assert "Deals" not in text


def test_an_older_thread_in_brief_says_what_is_new():
    brief = replace(PACT, row=replace(PACT.row, title="Tokyo and Manila"), new_report="a2")
    text = digest_text(briefing(TREMOR, brief, shortened_count=1))
    assert "Updated: Tokyo and Manila (3): Senate backs pact with Tokyo [2]\n" in text
    assert "[2] Sample Wire  https://wire.example/a2\n" in text


def test_a_headline_that_begins_with_the_title_does_not_repeat_it():
    brief = replace(PACT, row=replace(PACT.row, title="Tokyo and Manila"), new_report="a2")
    stories = [
        replace(
            story, articles=tuple(replace(one, title="Tokyo and Manila: Senate backs pact") for one in story.articles)
        )
        for story in brief.stories
    ]
    brief = replace(brief, stories=tuple(stories))
    text = digest_text(briefing(TREMOR, brief, shortened_count=1))
    assert "Updated: Tokyo and Manila (3): Senate backs pact [2]\n" in text


def test_a_delivered_thread_begins_with_the_headline_that_says_what_is_new():
    label = replace(PACT.row, title="Tokyo and Manila")
    pact = replace(
        PACT, row=label, new_report="a2", changes=Changes(sentences=(Sentence("The vote was broadcast.", "a3"),))
    )
    text = digest_text(briefing(pact))
    assert "  Now: Senate backs pact with Tokyo. [1]\n  The vote was broadcast. [2]\n" in text
    said = replace(pact, changes=Changes(sentences=(Sentence("The Senate backs the pact with Tokyo.", "a3"),)))
    assert "Now:" not in digest_text(briefing(said)), "its text says it"
    assert "Now:" not in digest_text(briefing(replace(pact, changes=None))), "the digest has not delivered it yet"


def test_behind_a_line_stands_what_the_digest_printed_last():
    pact = replace(PACT, row=replace(PACT.row, title="What the pact allows"), changes=Changes(since=NOW))
    brief = replace(pact, former_line="Senate backs pact with Tokyo")
    text = " ".join(digest_text(briefing(TREMOR, brief, shortened_count=1)).split())
    assert "Updated: What the pact allows (3) [2]; before: Senate backs pact with Tokyo" in text
    named = digest_document(briefing(TREMOR, brief, shortened_count=1, titled_count=1)).further
    assert named[0].title == "What the pact allows; before: Senate backs pact with Tokyo"
    assert named[0].link == "https://gazette.example/a3"
    brief = replace(brief, row=replace(brief.row, title="Tokyo and Manila act", affair_id="t-affair"))
    part = replace(TREMOR, row=replace(TREMOR.row, id="t9", title="Manila and Tokyo wait", affair_id="t-affair"))
    other = replace(TREMOR, row=replace(TREMOR.row, title="Opera opens"))
    text = " ".join(digest_text(briefing(other, brief, part, shortened_count=2)).split())
    assert "before: Senate backs pact with Tokyo. In this affair: " in text
    assert "before:" not in digest_text(briefing(TREMOR, pact, shortened_count=1)), "nothing was printed"


def test_a_changed_number_is_what_is_new_of_a_thread_in_brief():
    before, after = Sentence("The pact has 12 articles.", "a2"), Sentence("The pact has 14 articles.", "a3")
    moved = Changes(number_changes=(NumberChange("articles", "12", "14", before, after),))
    text = digest_text(briefing(TREMOR, replace(PACT, changes=moved), shortened_count=1))
    assert "Japan-Philippines defence pact (3): articles: 12 [2], now 14 [3]" in " ".join(text.split())


def test_each_further_happening_has_the_source_that_reports_it():
    wide = replace(PACT, further_titles=("Senate votes", "Diet waits"), further_reports=("a2", "a3"))
    assert "(3) [2]: also Senate votes [3] / Diet waits [2]" in " ".join(
        digest_text(briefing(TREMOR, wide, shortened_count=1)).split()
    )
    assert "  Also: Senate votes [1] / Diet waits. [2]\n" in digest_text(briefing(wide))
    asked = replace(
        PACT, further_titles=("Senate votes", "Diet waits", "'Is it law?'"), further_reports=("a2", "a3", "a2")
    )
    assert "Diet waits [2] / 'Is it law?' [1]" in " ".join(digest_text(briefing(asked)).split())
    assert "law?" not in digest_text(briefing(TREMOR, asked, shortened_count=1)), "two at most in brief"


def test_where_threads_lack_room_no_entry_reminds_and_each_has_two_further_happenings_at_most() -> None:
    further = {"further_titles": ("Diet votes", "Manila votes", "Tokyo votes"), "further_reports": ("a1", "a2", "a3")}
    known = replace(PACT, former_line="Council of Torvane meets over pact", **further)
    brief = replace(known, row=replace(known.row, id="brief"), further_titles=())
    for form, is_whole in ((DigestForm(), True), (DigestForm("one sentence"), False)):
        page = replace(briefing(known, brief, shortened_count=1), form=form)
        text = " ".join(digest_text(page).split())
        assert ("Before: Council" in text) is ("before: Council" in text) is ("Tokyo votes" in text) is is_whole
        assert "Diet votes" in text and "Manila votes" in text
        assert ("Tokyo votes" in printed_lines(page)[known.row.id].texts) is is_whole, "what is not printed may come"


def crowd(count: int) -> Briefing:
    """Return a digest of threads whose places are all sure, each with two sentences and a former line."""
    said = tuple(Sentence(f"The council of the harbour met for session {n} on the pier.", "a4") for n in range(2))
    threads = [
        replace(
            TREMOR,
            row=replace(TREMOR.row, id=f"t{n}", title=f"Quake {n} on a cape of Norland shakes the towns"),
            summary=Summary(paragraph=said),
            former_line="Council of Torvane votes on the pier of the harbour",
            news_width=4,
        )
        for n in range(count)
    ]
    return briefing(*threads, shortened_count=count - 20, sure=frozenset(one.row.id for one in threads))


@pytest.mark.parametrize(("lines", "count", "in_full"), [(90, 40, 8), (90, 50, 8), (70, 60, 6)])
def test_above_titles_many_threads_have_one_sentence_each_instead_of_few_with_two(lines, count, in_full) -> None:
    settings = DigestSettings(lines=lines)
    fitted = fit_digest(crowd(count), settings, 72)
    text = digest_text(fitted, 72, settings)
    assert len(fitted.full_threads) >= in_full and len(text.splitlines()) <= lines
    assert "session 0" in text and "session 1" not in text and "Before:" not in text
    roomy = fit_digest(crowd(20), settings, 72)
    assert not roomy.titled_count and "session 1" in digest_text(roomy, 72, settings), "without titles nothing is short"


def test_no_more_threads_leave_their_place_in_full_than_the_titles_need() -> None:
    fitted = [fit_digest(crowd(60), DigestSettings(lines=lines), 72) for lines in range(50, 72, 2)]
    counts = [len(one.full_threads) for one in fitted]
    assert not any(one.sure - {thread.row.id for thread in one.threads} for one in fitted if len(one.full_threads) > 3)
    assert {3, 4, 5, 6} <= {*counts} and counts == sorted(counts), counts


def test_a_title_that_no_headline_has_leads_to_the_article_with_most_of_its_words():
    far = article("a10", "The best lamps for a power cut", "Sample Gazette", NOW)
    near = article("a11", "Torvane ferry sinks, nine missing", "Sample Wire", NOW - timedelta(hours=9))
    ferry = thread("t9", "Ferry sinks off Torvane", [Story("s9", "t9", "", (near, far))])
    assert digest_document(briefing(ferry)).entries[0].link == near.link


def test_earlier_events_are_short_and_end_with_their_day():
    entries = [
        TimelineEntry(date(2024, 7, 8), "The pact was signed."),
        TimelineEntry(date(2023, 11, 3), "Talks that many spoke of " * 8),
    ]
    text = digest_text(briefing(replace(PACT, timeline=tuple(entries))))
    assert "Before: The pact was signed (8 Jul)." in text and "Talks" not in text


def test_earlier_events_are_the_latest_before_the_period_also_of_a_story_that_goes_on():
    day = NOW.date() - timedelta(days=3)
    going_on = PACT.stories[0].id
    entries = [
        TimelineEntry(day, "Senators name the day", going_on, publishers=("Sample Wire", "Sample Gazette")),
        TimelineEntry(day, "A member doubts it", going_on, publishers=("Sample Wire",)),
        TimelineEntry(day, PACT.row.title, going_on, publishers=("Sample Wire", "Sample Gazette")),
        TimelineEntry(date(2023, 11, 3), "Talks on pact begin", publishers=("Sample Wire", "Sample Gazette")),
        TimelineEntry(date(2023, 11, 2), "Rain floods Torvane", publishers=("Sample Wire", "Sample Gazette")),
    ]
    text = digest_text(briefing(replace(PACT, timeline=tuple(entries))))
    assert f"Before: Senators name the day ({day.day} {day:%b}); Talks on pact begin (3 Nov 2023)." in " ".join(
        text.split()
    )


def test_links_say_nothing_of_where_the_reader_came_from():
    one = article("a9", "Odd", link="https://wire.example/9?id=7&utm_source=rss&traffic_source=rss#ftag=RSS1")
    text = digest_text(briefing(thread("t9", "Odd thread", [Story("s9", "t9", "Odd", (one,))])))
    assert "[1] Sample Wire  https://wire.example/9?id=7\n" in text


def test_a_digest_says_what_it_does_not_print():
    text = digest_text(replace(briefing(), page_groups=tuple(frozenset({f"t-left{n}"}) for n in range(3))))
    assert "\nNot on this page: 3 more threads with news (see\n`briefing today --since 1d`).\n" in text


def test_few_lines_give_a_shorter_form_of_several_threads():
    told = tuple(
        Sentence(f"The council met for session {n} and spoke about the harbour at length.", "a4") for n in range(9)
    )
    threads = [
        replace(
            TREMOR,
            row=replace(TREMOR.row, id=f"t{n}", title=f"Event {n}"),
            summary=Summary(paragraph=told, long=told),
            further_titles=("Another happening of the same day", "And one more that needs a line"),
        )
        for n in range(9)
    ]
    settings = DigestSettings(lines=25, size="long")
    fitted = fit_digest(briefing(*threads), settings, 72)
    text = digest_text(fitted, 72, settings)
    assert fitted.form.is_short
    assert len(fitted.full_threads) >= 3
    assert len(text.splitlines()) <= 25
    assert text.count("The council met") == len(fitted.full_threads)
    assert "Another happening" not in text
    assert not fit_digest(briefing(*threads), DigestSettings(lines=120, size="long"), 72).form.is_short


def test_a_title_leads_to_the_article_that_has_it_and_not_to_the_newest_of_the_thread() -> None:
    own = article("a10", "Quake on the peninsula", "Sample Wire", NOW - timedelta(hours=5))
    aside = article("a11", "The best lamps for a power cut", "Sample Gazette", NOW - timedelta(minutes=5))
    quake = thread("t9", "Quake on the peninsula", [Story("s9", "t9", "Quake on the peninsula", (own, aside))])
    for shortened in (0, 1):
        document = digest_document(briefing(quake, shortened_count=shortened))
        (entry,) = document.brief if shortened else document.entries
        assert entry.link == own.link
        assert [source.id for _, source in document.sources] == ["a10"] or not shortened


def test_in_markdown_nothing_stands_between_a_brief_entry_and_its_colon() -> None:
    tremor = replace(TREMOR, further_titles=("Bridge closed",))
    text = document_markdown(digest_document(briefing(tremor, shortened_count=1)))
    assert "\\: also Bridge closed" in text and "## Sources" in text


def test_a_digest_says_that_its_feeds_were_not_fetched_for_a_day() -> None:
    note = "The feeds were last fetched Sunday 16:40: `briefing refresh` fetches them."
    for hours, is_noted in ((26, True), (24, False)):
        text = digest_text(briefing(last_fetch=NOW - timedelta(hours=hours)))
        assert (note in " ".join(text.split())) == is_noted
    nothing = replace(briefing(last_fetch=NOW - timedelta(days=9)), threads=(), total=0, new=0, updated=0)
    assert "last fetched 7 Dec 18:40" in " ".join(digest_text(nothing).split())


@pytest.mark.parametrize(
    "form", [DigestForm(), DigestForm("short"), DigestForm("one sentence"), DigestForm(titles="bare")]
)
@pytest.mark.parametrize("shortened, titled", [(0, 0), (1, 0), (2, 0), (1, 1), (2, 2), (2, 1), (3, 2)])
@pytest.mark.parametrize("label", ["Japan-Philippines defence pact", "Senate in Manila concurs in pact with Tokyo"])
def test_whatever_is_logged_of_a_thread_is_printed(form: DigestForm, shortened: int, titled: int, label: str) -> None:
    further = {"further_titles": ("Diet votes", "Manila votes", "Tokyo votes"), "further_reports": ("a1", "a2", "a3")}
    wide = replace(PACT, row=replace(PACT.row, title=label), changes=Changes(), new_report="a2", **further)
    part = replace(wide, row=replace(wide.row, id="part", title="Pact in force", affair_id=PACT.row.id))
    other = replace(TREMOR, further_titles=("Bridge closed", "Road closed"), further_reports=("a4", "a4"))
    page = briefing(other, wide, part, shortened_count=shortened, titled_count=titled, total=3, form=form)
    text = " ".join(digest_text(page, 400).split())
    for line in printed_lines(page).values():
        assert line.line in text and [one for one in line.texts if one.rstrip(".") not in text] == []


def test_only_what_is_printed_counts_as_printed():
    wide = replace(
        PACT, further_titles=("Diet votes", "Manila votes", "Senate votes"), further_reports=("a1", "a2", "a3")
    )
    full = printed_lines(briefing(wide))[wide.row.id].texts
    assert {*wide.further_titles, wide.summary.paragraph[0].text} <= {*full}
    brief = printed_lines(briefing(TREMOR, wide, shortened_count=1))[wide.row.id].texts
    assert brief == (wide.row.title, "Diet votes", "Manila votes")
    titled = printed_lines(briefing(TREMOR, wide, shortened_count=1, titled_count=1))[wide.row.id].texts
    assert titled == (wide.row.title,), "of a new thread by title nothing else is printed"
    delivered = replace(wide, changes=Changes())
    titled = printed_lines(briefing(TREMOR, delivered, shortened_count=1, titled_count=1))[wide.row.id].texts
    assert titled == (wide.row.title, "Diet votes")
    many = replace(wide, summary=Summary(paragraph=tuple(Sentence(f"Sentence {n}.", "a1") for n in range(3))))
    for size, count in SENTENCES_BY_SIZE.items():
        texts = printed_lines(briefing(many), size)[wide.row.id].texts
        text = digest_text(briefing(many), 72, DigestSettings(size=size))
        assert [f"Sentence {n}." in texts for n in range(3)] == [n < count for n in range(3)]
        assert [f"Sentence {n}." in text for n in range(3)] == [n < count for n in range(3)]
    short = printed_lines(replace(briefing(wide), form=DigestForm("short")))[wide.row.id].texts
    assert short == (wide.row.title, wide.summary.paragraph[0].text)


def test_a_part_of_an_affair_names_it_only_by_a_title_that_is_a_name() -> None:
    own = replace(TREMOR.row, affair_id="war", new_publisher_count=WIDE_PUBLISHERS)
    for title, is_named in (("Torvane war", True), ("Bodies recovered after strikes hit Torvane", False)):
        text = digest_text(briefing(replace(TREMOR, row=replace(own, affair_title=title))))
        assert (f"part of: {title}" in text) is is_named and ("part of" in text) is is_named
    named = replace(own, affair_title="Bodies recovered after strikes hit Torvane", affair_name="Torvane war")
    text = digest_text(briefing(replace(TREMOR, row=named)))
    assert "part of: Torvane war" in text and "Bodies" not in text


def test_a_headline_from_before_the_period_has_its_day() -> None:
    old = article("a7", "Port of Torvane opens a second pier", published=NOW - timedelta(days=4))
    new = article("a8", "Who pays for Torvane's second pier")
    told = thread("t7", old.title, [Story("s7", "t7", old.title, (old, new))], status="updated")
    page = digest_text(briefing(told))
    assert "headline of 12 Dec)" in " ".join(page.split())
    in_brief = digest_text(replace(briefing(PACT, told), shortened_count=1))
    assert "(1, headline of 12 Dec)" in " ".join(in_brief.split()), in_brief
    again = replace(new, id="a9", title=old.title)
    anew = replace(told, stories=(replace(told.stories[0], articles=(old, again)),))
    assert "headline of" not in digest_text(briefing(anew)), "a newer report has it too"
    assert "headline of" not in digest_text(briefing(PACT)), "that title only names the affair"


@pytest.mark.parametrize("width", [40, 60, 72, 100])
def test_no_line_of_facts_ends_or_begins_with_their_separator(width: int) -> None:
    facts = ("since Sunday 08:30", "8 new, 3 updated, 15 with news from before on this page", "1 feed failing")
    document = replace(digest_document(briefing(PACT)), facts=facts)
    lines = plain_lines(document_lines(document, width)).splitlines()
    shown = lines[1 : lines.index("")]
    assert " ".join(facts) == " ".join(" ".join(shown).replace("·", " ").split())
    assert not [line for line in shown if line.startswith("·") or line.endswith("·") or len(line) > width]


def test_the_smallest_size_has_one_sentence_and_nothing_below_it() -> None:
    told = replace(PACT, former_line="Council of Torvane meets over pact", further_titles=("Port opens a pier",))
    settings = DigestSettings(lines=200)
    pages = {
        size: digest_text(
            fit_digest(briefing(told), replace(settings, size=size), 72), 72, replace(settings, size=size)
        )
        for size in ("line", "paragraph")
    }
    assert "Before:" in pages["paragraph"] and "Also:" in pages["paragraph"]
    assert "Before:" not in pages["line"] and "Also:" not in pages["line"]
    assert len(pages["line"].splitlines()) < len(pages["paragraph"].splitlines())


@pytest.mark.parametrize(("lines", "forms"), [(80, ("one sentence", "whole")), (60, ("one sentence", "one sentence"))])
def test_the_longest_size_keeps_its_sentences_unless_threads_go_unnamed(lines: int, forms: tuple[str, str]) -> None:
    said = tuple(Sentence(f"The council of the harbour met for session {n} on the pier.", "a4") for n in range(1, 4))
    towns = "the towns of Norland and of Vesmark, where the choirs were on the way home"
    title = f"Quake {{}} on a cape of the long peninsula shakes {towns}"
    full = [
        replace(TREMOR, row=replace(TREMOR.row, id=f"t{n}"), summary=Summary(paragraph=said), news_width=5)
        for n in range(9)
    ]
    crowd = [
        replace(TREMOR, row=replace(TREMOR.row, id=f"c{n}", title=title.format(n)), news_width=4) for n in range(20)
    ]
    page = replace(briefing(*full, *crowd), shortened_count=20, sure=frozenset(one.row.id for one in crowd))
    fitted = [fit_digest(page, DigestSettings(lines=lines, size=size), 72) for size in ("paragraph", "long")]
    assert tuple(one.form.full for one in fitted) == forms
    assert len({len(page.sure - {thread.row.id for thread in one.threads}) for one in fitted}) == 1
