import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from fake_services import NOW, ago, sample_threads, thread_of

from briefing.model.coverage import AgendaItem, Coverage, ExclusiveFact, Happening, HappeningCoverage, PublisherReport
from briefing.model.threads import (
    MAX_MAIN_EVENTS,
    Changes,
    NumberChange,
    Sentence,
    Summary,
    Thread,
    ThreadRow,
)
from briefing.output.agenda import format_agenda_date
from briefing.output.cells import cell_width
from briefing.output.citations import Citations
from briefing.output.formatting import section_title
from briefing.output.lines import line_text
from briefing.tui.commands import COMMANDS
from briefing.tui.feed_status import FeedHealthSummary
from briefing.tui.list_items import ItemKind, ListItem
from briefing.tui.render.article import ArticleDisplay, article_links, headline_diff, render_article
from briefing.tui.render.cited_lines import number_citations
from briefing.tui.render.context_help import context_lines
from briefing.tui.render.coverage import render_coverage
from briefing.tui.render.empty_pages import Welcome, render_welcome
from briefing.tui.render.event_targets import event_targets
from briefing.tui.render.page_lines import PageHeading, PageLine
from briefing.tui.render.static_pages import render_help
from briefing.tui.render.target_articles import article_at
from briefing.tui.render.thread import LOADING_CHANGES, render_thread, render_thread_articles
from briefing.tui.render.thread_options import RenderOptions, ThreadExtras
from briefing.tui.render.thread_panes import render_side_pane
from briefing.tui.render.thread_row import (
    AGE_WIDTH,
    LABEL_GAP,
    MARK_WIDTH,
    RowOptions,
    item_height,
    render_item,
    render_thread_row,
)
from briefing.tui.render.timeline import timeline_lines
from briefing.tui.symbols import symbols
from briefing.writing.changes import changes_since_read
from briefing.writing.coverage import coverage

SIGNS = symbols(False)
VIEW = RenderOptions(NOW, SIGNS)
LONG_VIEW = replace(VIEW, summary_size="long", articles_aside=True)
WIDTHS = [40, 58, 78, 118]


def read_thread() -> Thread:
    """A thread that was read, with what is new since."""
    thread = sample_threads()[0]
    return replace(thread, changes=changes_since_read(thread))


def text(page: list[PageLine]) -> str:
    return "\n".join(line.content.plain.rstrip() for line in page)


def row_lines(row: ThreadRow, width: int, show_section: bool) -> list[str]:
    lines = render_thread_row(row, width, RowOptions(NOW, SIGNS, show_section))
    return ["".join(span.text for span in line) for line in lines]


@pytest.mark.parametrize(("width", "start"), [(60, "That is the news since "), (46, "News since ")])
def test_the_line_that_ends_the_news_names_its_key_in_a_narrow_list(width: int, start: str) -> None:
    end = ListItem(ItemKind.END, "end", folded=(sample_threads()[0].row,))
    (line,) = render_item(end, width, RowOptions(NOW, SIGNS, news_since=NOW, page_since=NOW))
    shown = "".join(span.text for span in line)
    assert start in shown
    assert "End: older" in shown


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("thread", sample_threads()[:6], ids=lambda thread: thread.row.id)
def test_nothing_is_wider_than_the_room(thread: Thread, width: int) -> None:
    unfolded = frozenset(target.id for target in event_targets(thread.timeline)[:2])
    detailed = replace(VIEW, unfolded=unfolded, summary_size="long")
    pages = [
        *render_thread(thread, VIEW, width),
        *render_thread(thread, detailed, width),
        *render_thread_articles(thread, VIEW, width),
        *render_coverage(coverage(thread), VIEW, width),
        *render_article(ArticleDisplay(thread.stories[0].articles[0], NOW, SIGNS, story=thread.stories[0]), width),
        *render_help(SIGNS, COMMANDS, "front page", partial(context_lines, "sentence", str), "", width),
        *render_welcome(Welcome(FeedHealthSummary(40), NOW), str, SIGNS, width),
        *render_welcome(Welcome(FeedHealthSummary(40), NOW, True, thread.stories[0].articles), str, SIGNS, width),
    ]
    assert max(line.content.cell_length for line in pages) <= width
    assert {cell_width(line) for line in row_lines(thread.row, width, True)} == {width}


def test_a_row_has_mark_star_title_age_and_beneath_the_latest() -> None:
    row = replace(sample_threads()[1].row, followed=True, read=NOW - timedelta(days=2))
    first, second = row_lines(row, 58, True)
    assert first.startswith("◐ ★ Strait shipping insurance")
    assert first.split()[-2] == "6"
    assert second.startswith("  Premiums double after second seizure")


def test_a_wide_row_has_a_fortnight_beside_the_title_and_its_section_beneath() -> None:
    first, second = row_lines(sample_threads()[2].row, 110, True)
    assert first.split()[-2] == "2"
    assert len(first.split()[-1]) == 14
    assert second.split()[-2:] == ["asia", "40m"]


AFFAIR = "Emirates of Tarvos restore all ferry routes to Varnell"
NEWS = "Drone and missile attacks hit the harbours of Varnell, Sarn and Oste"


@pytest.mark.parametrize("width", range(40, 161))
@pytest.mark.parametrize("news", ["It goes on", NEWS])
@pytest.mark.parametrize("affair", ["Storm", AFFAIR])
def test_the_affair_of_a_row_takes_nothing_from_its_headline(width: int, news: str, affair: str) -> None:
    row = replace(sample_threads()[2].row, latest_development=news, affair_id="t-x", affair_title=affair)
    _, second, *below = row_lines(row, width, True)
    room = width - MARK_WIDTH - AGE_WIDTH
    assert second.startswith(f"  {news}" if len(news) <= room else f"  {news[: room - 1].rstrip()}…")
    assert len(second) == width and all(len(line) == width for line in below)
    item = ListItem(ItemKind.THREAD, row.id, row)
    assert item_height(item, width, RowOptions(NOW, SIGNS)) == 2 + len(below)
    named = f"part of: {affair}"
    if below:
        assert len(news) + len(named) + LABEL_GAP > room, "it has no room behind the headline"
        shown = named if len(named) <= width - MARK_WIDTH else f"{named[: width - MARK_WIDTH - 1].rstrip()}…"
        assert below == [f"  {shown:<{width - MARK_WIDTH}}"]
    else:
        assert second.endswith(f"  {named}  40m ")


def test_a_row_names_the_affair_that_it_is_the_head_of_where_that_has_room() -> None:
    row = replace(sample_threads()[2].row, latest_development=NEWS, own_affair_name="Varnell war")
    assert row_lines(row, 110, True)[1].endswith("  affair: Varnell war  40m ")
    narrow = row_lines(row, 90, True)
    assert len(narrow) == 2 and narrow[1].startswith(f"  {NEWS} ") and "affair" not in narrow[1]
    part = replace(row, affair_id="t-x", affair_title=AFFAIR, affair_name="Strait crisis")
    assert row_lines(part, 130, True)[1].endswith("  part of: Strait crisis  40m ")
    titled = replace(row, title="Varnell war")
    assert "affair" not in row_lines(titled, 110, True)[1], "its title says so"


def test_the_page_of_a_thread_names_the_affair_that_it_is_part_of_and_its_own() -> None:
    thread = read_thread()
    row = replace(
        thread.row, affair_id="t-x", affair_title=AFFAIR, affair_name="Strait crisis", own_affair_name="Tolls"
    )
    page = text(render_thread(replace(thread, row=row), VIEW, 90))
    assert "part of: Strait crisis" in page and "affair: Tolls" in page and AFFAIR not in page


def test_rows_of_others_and_of_very_narrow_and_compact_lists_have_no_line_for_an_affair() -> None:
    row = replace(sample_threads()[2].row, affair_id="t-x", affair_title=AFFAIR)
    assert len(row_lines(row, 39, True)) == 2 and len(row_lines(replace(row, affair_id=""), 60, True)) == 2
    item = ListItem(ItemKind.THREAD, row.id, row)
    (line,) = render_item(item, 60, RowOptions(NOW, SIGNS, compact=True))
    assert item_height(item, 60, RowOptions(NOW, SIGNS, compact=True)) == 1 and "part of" not in line_text(line)


def test_a_row_without_a_development_of_its_own_names_publishers() -> None:
    row = sample_threads()[2].row
    assert "Sample Wire, Sample Gazette" in row_lines(replace(row, latest_development=row.title), 80, False)[1]


def test_citations_keep_their_numbers_in_every_size() -> None:
    thread = read_thread()
    line = text(render_thread(thread, replace(VIEW, summary_size="line", articles_aside=True), 90))
    page = text(render_thread(thread, LONG_VIEW, 90))
    assert "19 votes to none. [1]" in line
    assert "19 votes to none. [1]" in page
    assert "met in Manila. [4]" in " ".join(page.split())


def test_quoted_headlines_are_numbered_in_reading_order_and_among_the_sources() -> None:
    reports = [
        (ago(days=3), "Bridge opens", 1),
        (ago(days=2), "Toll set", 1),
        (ago(days=1), "Strike ends", 1),
        (ago(hours=9), "Talks fail", 1),
    ]
    thread = thread_of("dock", "Dock strike", reports)
    bridge, toll, strike, talks = (story.articles[0] for story in thread.stories)
    quoted = [Sentence(f"It says {a.title.lower()}.", a.id) for a in (talks, strike, bridge)]
    headlines = (Sentence(strike.title + " again", strike.id), Sentence(toll.title, toll.id))
    summary = Summary(tuple(quoted[:1]), tuple(quoted[:1]), tuple(quoted), headlines)
    page = text(render_thread(replace(thread, summary=summary, timeline=()), LONG_VIEW, 78))
    prose, sources = page.split("SOURCES")
    assert re.findall(r"\[(\d)\]", prose) == ["1", "2", "2", "3", "4"]
    assert re.findall(r"\[(\d)\]", sources) == ["1", "2", "3", "4"]


def test_the_sources_of_the_summary_stand_beneath_it_and_events_are_cited() -> None:
    thread = read_thread()
    lines = text(render_thread(thread, VIEW, 78)).splitlines()
    place = next(index for index, line in enumerate(lines) if line.startswith("SOURCES  [1]"))
    assert place < lines.index(next(line for line in lines if line.startswith("TIMELINE")))
    assert re.match(r"SOURCES  \[1\] Sample \w+ \S.*  \[2\] Sample ", lines[place])
    shown = {sentence.article for entry in thread.timeline for sentence in entry.sentences}
    citations = number_citations(thread)
    assert shown, "the sample has sentences"
    assert all(citations.number(article) for article in shown)


def test_headlines_are_whole_on_the_page_of_a_thread_and_a_story_of_one_article_is_one_row() -> None:
    long = "Ministers of both countries sign the pact on visits of troops after three years of talks in two capitals"
    thread = thread_of("whole", "A pact", [(ago(hours=9), long, 2), (ago(hours=5), f"{long} again", 1)])
    lines = text(render_thread_articles(thread, VIEW, 58)).splitlines()
    assert not any("…" in line for line in lines[1:] if "Sample" in line)
    joined = " ".join(" ".join(lines).split())
    assert joined.count(f"{long} again") == 1
    first, second = (next(i for i, line in enumerate(lines) if part in line) for part in ("again", "Sample Gazette"))
    assert first < second
    page = text(render_coverage(coverage(thread), VIEW, 58))
    assert "…" not in page.split("COVERAGE")[1]
    brief = text(render_thread_articles(thread, replace(VIEW, brief=True), 58))
    assert "…" in brief


def test_articles_of_perhaps_another_topic_stand_last_below_the_keys_that_settle_it() -> None:
    thread = thread_of("pact", "A pact", [(ago(hours=9), "Pact signed", 2), (ago(hours=1), "Harbour burns", 1)])
    doubted = replace(thread, stories=(thread.stories[0], replace(thread.stories[1], doubted=True)))
    page = text(render_thread_articles(doubted, replace(VIEW, doubt_keys=("K", "S")), 78))
    listed, perhaps = page.split("PERHAPS OF ANOTHER TOPIC")
    assert "3 articles" in listed and "Pact signed" in listed and "Harbour" not in listed
    assert "1 article\n" in perhaps and "K keeps all articles of this thread together; S splits" in " ".join(
        perhaps.split()
    )
    assert perhaps.index("splits") < perhaps.index("Harbour burns")
    assert "PERHAPS" not in text(render_thread_articles(thread, VIEW, 78))
    aside = text(render_thread_articles(doubted, replace(VIEW, brief=True), 58))
    assert aside.index("Pact signed") < aside.index("PERHAPS") < aside.index("Harbour burns")
    assert article_at(replace(doubted, summary=Summary(), timeline=()), None) in thread.stories[0].articles, (
        "what opens first is of the topic"
    )


def test_many_articles_of_a_story_are_bounded_and_the_cited_one_stays() -> None:
    thread = thread_of("many", "Many reports", [(ago(hours=9), "It happened", 12)])
    page = text(render_thread_articles(thread, replace(VIEW, brief=True), 80))
    assert "[1] Sample Wire" in page
    assert "and 7 more articles" in page
    assert len(render_thread_articles(thread, VIEW, 80)) == 14


def test_a_long_affair_is_brief_beside_the_list_and_whole_on_its_page() -> None:
    happenings = [(ago(days=40 - n), f"Step {n} of the affair", 1) for n in range(30)]
    thread = thread_of("long", "A long affair", happenings)
    brief = text(render_thread(thread, replace(VIEW, brief=True), 80))
    assert "and 22 more events on its page" in brief
    assert "and 24 more stories on its page" in brief
    whole = text(render_thread(thread, VIEW, 80))
    assert "more" not in whole
    assert "Step 0 of the affair" in whole


def test_a_day_is_named_once() -> None:
    day = ago(hours=9)
    happenings = [(day, "It began", 1), (day + timedelta(hours=2), "It went on", 1)]
    page = text(render_thread(thread_of("day", "A day", happenings), replace(VIEW, articles_aside=True), 80))
    assert page.count("16 Dec") == 2  # in the heading and in the timeline
    assert page.count("2024") == 1


def test_a_thread_without_a_sentence_to_quote_says_so_under_the_heading_of_its_summary() -> None:
    thread = replace(read_thread(), summary=Summary())
    page = render_thread(thread, VIEW, 78)
    assert "The reports have no sentence that can stand here alone" in text(page)
    assert any(line.heading == PageHeading("summary", "Summary") for line in page)


def test_what_is_not_written_yet_is_left_out() -> None:
    thread = replace(sample_threads()[2], summary=Summary(), timeline=())
    page = text(render_thread(thread, VIEW, 80))
    assert "TIMELINE" not in page
    assert "ARTICLES" in page
    assert text(render_thread(replace(thread, stories=()), VIEW, 80)).startswith("Noto quake")


def test_a_read_thread_shows_what_is_new_since() -> None:
    page = text(render_thread(read_thread(), VIEW, 80))
    assert "SINCE YOU LAST READ (9 Jul" in page
    assert "SINCE" not in text(render_thread(sample_threads()[1], VIEW, 80))


def test_minor_events_are_a_key_away_and_background_is_marked() -> None:
    thread = sample_threads()[1]
    minor = replace(thread.timeline[0], title="Guards walk out", main=False)
    old = replace(
        thread.timeline[0], date=date(2023, 5, 1), title="It began in May.", background=True, precision="month"
    )
    full = replace(thread, timeline=(minor, *thread.timeline, old))
    view = replace(VIEW, all_events_key="a")
    main, every = (text(render_thread(full, replace(view, all_events=all_events), 80)) for all_events in (False, True))
    assert "Guards walk out" not in main
    assert "and 1 more event: a shows all" in main
    assert "2023    May · It began in May. (before your feeds)" in main
    assert "Guards walk out" in every and "shows all" not in every


def test_the_only_publisher_of_background_is_counted_once() -> None:
    thread = sample_threads()[1]
    old = replace(thread.timeline[0], title="It began in May.", publishers=("Sample Wire",), background=True)
    page = text(render_thread(replace(thread, timeline=(old,)), VIEW, 80))
    (line,) = (line for line in page.splitlines() if "It began in May." in line)
    assert line.rstrip().endswith("(before your feeds, 1 publisher)")


def test_an_event_of_a_part_names_the_part_and_opens_it() -> None:
    thread = sample_threads()[1]
    own = thread.timeline[0]
    other = replace(own, title="Dockers walk out", part="t9", part_title="Strike in Varnell", sentences=(), articles=())
    same = replace(other, title="Pilots strike", part="t8", part_title="Pilots strike")
    lines = render_thread(replace(thread, timeline=(other, same, own)), VIEW, 80)
    page = text(lines)
    assert "Dockers walk out" in page and "part: Strike in Varnell" in page
    assert "Pilots strike (part)" in page and page.count("Pilots strike") == 1
    opening = [str(line.target) for line in lines if line.target and line.target.kind == "thread"]
    assert sum("t9" in target for target in opening) == 2 and sum("t8" in target for target in opening) == 1


def test_old_months_of_all_events_are_one_row_each_that_unfolds() -> None:
    thread = sample_threads()[1]
    entry = replace(thread.timeline[0], number_changes=())
    days = [(2024, 5, 20), (2024, 5, 2), (2024, 4, 2), (2024, 3, 1), (2024, 2, 9), (2024, 2, 3), (2024, 1, 7)]
    timeline = tuple(
        replace(entry, date=date(*day), title=f"Event of {day[1]}/{day[2]}", main=day == (2024, 2, 3)) for day in days
    )
    view, full = replace(VIEW, all_events=True), replace(thread, timeline=timeline)
    folded = text(render_thread(full, view, 80))
    assert "2 events, among them: Event of 2/3" in folded and "Event of 2/9" not in folded
    assert all(f"Event of {title}" in folded for title in ("5/20", "5/2", "4/2", "3/1", "1/7"))
    opened = text(render_thread(full, replace(view, unfolded=frozenset({"2024-02"})), 80))
    assert "Event of 2/9" in opened and opened.count("Event of 2/3") == 2
    assert "events, among" not in text(render_thread(full, replace(VIEW, all_events=False), 80))


def test_a_timeline_without_main_events_shows_those_that_there_are() -> None:
    thread = sample_threads()[1]
    view = replace(VIEW, all_events=False, all_events_key="a")
    events = [f"Review {n}" for n in range(MAX_MAIN_EVENTS + 3)]
    beside = replace(thread, timeline=tuple(replace(thread.timeline[0], title=one, main=False) for one in events))
    few = replace(beside, timeline=beside.timeline[:2])
    assert "Review 0" in text(timeline_lines(few, view, Citations({}), 80))
    assert "(a: all" not in text(timeline_lines(few, view, Citations({}), 80))
    page = text(timeline_lines(beside, view, Citations({}), 80))
    assert "(a: all 15)" in page and "and 3 more events: a shows all" in page


def test_coverage_of_one_publisher_is_left_to_the_articles() -> None:
    assert render_coverage(coverage(thread_of("one", "One", [(NOW, "It is", 1)])), VIEW, 60) == []


def test_the_headlines_since_the_last_reading_are_not_of_doubted_stories() -> None:
    thread = thread_of(
        "one", "One", [(ago(days=9), "Ferry sinks", 1), (ago(hours=2), "Ferry raised", 1), (NOW, "Choir", 1)]
    )
    came = frozenset(article.id for story in thread.stories[1:] for article in story.articles)
    read = replace(thread, changes=Changes(ago(days=1), article_ids=came))
    doubted = replace(read, stories=(*read.stories[:-1], replace(read.stories[-1], doubted=True)), timeline=())
    begin = text(render_thread(doubted, VIEW, 80)).split("SINCE YOU LAST READ")[1].split("SUMMARY")[0]
    assert "1 article" in begin and "Ferry raised" in begin and "Choir" not in begin


def test_until_it_is_known_what_is_new_a_page_has_its_title_alone() -> None:
    thread = sample_threads()[0]
    assert thread.awaits_changes
    page = text(render_thread(thread, VIEW, 80))
    assert thread.row.title in page and LOADING_CHANGES in page and "TIMELINE" not in page
    assert not render_side_pane(thread, ThreadExtras(), VIEW, 40)
    nothing_new = text(render_thread(replace(thread, changes=Changes()), VIEW, 80))
    assert "SINCE YOU LAST READ" not in nothing_new and "TIMELINE" in nothing_new


def test_new_events_that_are_not_listed_are_counted() -> None:
    thread = thread_of("one", "One", [(ago(hours=n), f"Step {n} is done", 1) for n in range(12, 0, -1)])
    came = frozenset(article.id for story in thread.stories for article in story.articles)
    page = text(
        render_thread(replace(thread, changes=Changes(ago(days=1), thread.stories, article_ids=came)), VIEW, 80)
    )
    assert "and 4 more" in page and "12 articles" in page


def test_what_changed_since_reading_has_stories_sentences_numbers_and_names() -> None:
    thread = sample_threads()[0]
    article = thread.stories[3].articles[0]
    sentence = Sentence("Twelve senators spoke.", article.id)
    change = NumberChange("dead", "9", "12", sentence, sentence)
    came = frozenset(article.id for article in thread.stories[3].articles)
    changes = Changes(ago(days=30), thread.stories[3:], (change,), ("Diet",), (sentence,), came)
    lines = render_thread(replace(thread, changes=changes), VIEW, 80)
    page = text(lines)
    assert re.search(r"SINCE YOU LAST READ \(16 Nov 09:40\) +1 event, 4 articles", page)
    assert any(line.heading == PageHeading("since", "Since 1") for line in lines)
    for line in (
        "● Senate in Manila concurs, 19 to 0",
        "Twelve senators spoke. [1]",
        "dead: 9, now 12",
        "New names: Diet",
    ):
        assert line in page


def test_coverage_names_the_only_publisher_beside_the_silent_ones() -> None:
    thread = thread_of("one", "One", [(NOW, "It is", 1)])
    page = text(render_coverage(replace(coverage(thread), silent_publishers=("Sample Metro",)), VIEW, 60))
    assert "Sample Wire" in page and "It is" in page and "silent: Sample Metro" in page


def test_the_coverage_of_an_event_has_its_publishers_of_every_story() -> None:
    """The number beside an event of the timeline is that of the publishers that its coverage lists."""
    thread = thread_of(
        "two", "A pact", [(ago(hours=5), "Ministers sign a pact", 2), (ago(hours=4), "Pact is signed", 2)]
    )
    (one, other), (entry, second) = thread.stories, thread.timeline
    late = replace(other.articles[0], publisher="Sample Kurier", url="https://kurier.example/1")
    stories = (one, replace(other, articles=(late, *other.articles[1:])))
    joined = replace(
        second,
        articles=(*second.articles, late.id),
        publishers=(*second.publishers, late.publisher),
    )
    rest = replace(entry, articles=tuple(id for id in entry.articles if id != late.id))
    thread = replace(thread, stories=stories, timeline=(rest, joined))
    found = next(one for one in coverage(thread).happenings if one.happening.title == second.title)
    assert found.independent_count == len(joined.publishers) == 3
    page = text(render_coverage(coverage(thread), VIEW, 60))
    assert "Sample Kurier" in page


def test_coverage_shows_the_widest_event_and_counts_what_it_leaves_out() -> None:
    days = [
        (ago(days=9), "Ferry sinks off Cebu", 3),
        *((ago(days=8 - n), f"Step {n} of the inquiry", 2) for n in range(4)),
    ]
    covered = coverage(thread_of("ferry", "Ferry", days))
    page = text(render_coverage(covered, replace(VIEW, all_events_key="a"), 80)).splitlines()
    titles = [line.split("  ")[0] for line in page if "reported" in line]
    assert titles == ["Step 3 of the inquiry", "Step 2 of the inquiry", "Ferry sinks off Cebu"]
    assert "and 2 more: a here shows all" in page
    whole = text(render_coverage(covered, replace(VIEW, all_events_key="a", all_coverage=True), 80)).splitlines()
    assert sum("reported" in line for line in whole) == 5
    assert "a here leaves out 2 of them again" in whole


def test_the_coverage_of_one_event_has_the_time_of_its_first_report_and_the_day_above() -> None:
    page = text(render_coverage(coverage(thread_of("one", "One", [(ago(hours=9), "It is", 2)])), VIEW, 80))
    head, first, *_ = page.splitlines()
    assert re.search(r"2 publishers, \S+", head)
    assert re.match(r"Sample \w+ +\d\d:\d\d  It is", first)


def test_the_headlines_of_all_events_of_a_coverage_begin_in_one_column() -> None:
    thread = thread_of("one", "One", [(ago(days=2), "It was", 2), (ago(hours=9), "It is", 2)])
    story = thread.stories[0]
    named = replace(story.articles[0], publisher="Sample Wire of the North")
    covered = coverage(
        replace(thread, stories=(replace(story, articles=(named, *story.articles[1:])), thread.stories[1]))
    )
    page = text(render_coverage(covered, VIEW, 100)).splitlines()
    assert len({line.index("It ") for line in page if line.startswith("Sample")}) == 1


def test_coverage_names_what_only_one_has_whose_words_they_are_and_who_is_silent() -> None:
    story = sample_threads()[2].stories[0]
    first, second = story.articles
    reports = (
        PublisherReport("Sample Wire", first, timedelta()),
        PublisherReport("Sample Gazette", second, timedelta(minutes=20), 2, "Sample Wire"),
    )
    only = ExclusiveFact("Sample Gazette", "Tsuruga", Sentence("It was felt in Tsuruga.", second.id))
    sample = Coverage(
        sample_threads()[2].row,
        (HappeningCoverage(Happening(first.id, story.title, story.id, story.articles), reports, (only,)),),
        ("Sample Metro",),
    )
    page = text(render_coverage(sample, VIEW, 130))
    assert "+20 min" in page
    assert "(the words of Sample Wire, 2 articles)" in page
    assert "only here: It was felt in Tsuruga.  Sample Gazette" in page
    assert "silent: Sample Metro" in page


def test_upcoming_days_are_short() -> None:
    article = sample_threads()[0].stories[0].articles[0]

    def upcoming(first: date, last: date) -> str:
        return format_agenda_date(AgendaItem(first, last, "t", "T", Sentence("It will.", article.id), article), NOW)

    assert upcoming(date(2024, 12, 20), date(2024, 12, 20)) == "Fri 20 Dec"
    assert upcoming(date(2024, 12, 20), date(2024, 12, 22)) == "20 to 22 Dec"
    assert upcoming(date(2024, 12, 30), date(2025, 1, 2)) == "30 Dec to 2 Jan"
    assert upcoming(date(2025, 1, 1), date(2025, 1, 31)) == "January 2025"


def test_an_article_without_text_says_what_to_press() -> None:
    article = replace(sample_threads()[0].stories[0].articles[0], text="")
    page = text(render_article(ArticleDisplay(article, NOW, SIGNS), 70))
    assert "F reads the page of the article, o opens it" in page
    assert f"1  {article.url}" in page


def test_an_article_numbers_its_links_and_shows_how_its_headline_was_edited() -> None:
    story = sample_threads()[0].stories[3]
    article = replace(story.articles[0], text="More at https://wire.example/more. And (https://wire.example/b).")
    edits = ((ago(hours=2), "Senate in Manila rejects, 19 to 0"), (ago(hours=1), article.title))
    page = text(render_article(ArticleDisplay(article, NOW, SIGNS, headline_edits=edits, story=story), 80))
    assert "07:40  Senate in Manila [-rejects,-] {+concurs,+} 19 to 0" in page
    assert "08:40" not in page
    assert article_links(article) == (article.url, "https://wire.example/more", "https://wire.example/b")
    assert "2  https://wire.example/more" in page
    assert "Sample Gazette" in page.partition("THE SAME STORY ELSEWHERE")[2]


def test_a_sentence_is_marked_in_its_article_whatever_its_white_space() -> None:
    article = replace(sample_threads()[0].stories[0].articles[0], text="It was so.\nThe house  agreed. It ended.")
    reading = ArticleDisplay(article, NOW, SIGNS, "The house agreed.")
    marked = [line for line in render_article(reading, 80) if line.target_spans]
    assert [line.target_spans[0][2] for line in marked] == [reading.cited_target]
    start, end, _ = marked[0].target_spans[0]
    assert marked[0].content.plain[start:end] == "The house  agreed."


def test_a_difference_marks_removed_and_added_words() -> None:
    assert line_text(headline_diff("Five held", "Five held in Manila")) == "Five held {+in Manila+}"
    assert line_text(headline_diff("Police hold five", "Five held")) == "[-Police hold five-] {+Five held+}"


@pytest.mark.parametrize(
    ("section", "title"), [("world", "World"), ("us", "US"), ("UK", "UK"), ("big tech", "Big tech")]
)
def test_sections_are_written_as_headings(section: str, title: str) -> None:
    assert section_title(section) == title
