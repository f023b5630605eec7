"""What a digest can show as new of a thread."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.model.deliveries import DeliveredLine
from briefing.model.threads import (
    Changes,
    NumberChange,
    Sentence,
    Summary,
    Thread,
    ThreadRow,
    TimelineEntry,
)
from briefing.output.citations import opening_sentences
from briefing.writing.digest.digest_lines import are_on_one_matter, former_line
from briefing.writing.digest.digest_news import with_news
from briefing.writing.digest.digest_reach import LARGE_PUBLISHERS, is_quiet
from briefing.writing.digest.undelivered import articles_known_to_readers
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS
from briefing.writing.stating_titles import has_no_verb

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def row(number: int, publishers: int) -> ThreadRow:
    names = tuple(f"Sample {name}" for name in range(publishers))
    return ThreadRow(f"t{number}", f"Thread {number}", "news", NOW, NOW, "updated", names, 9, 1)


def story(number: int, title: str, publishers: int) -> Story:
    places = [f"https://outlet{place}.example/{number}" for place in range(publishers)]
    reports = [
        Article(
            f"a{number}{place}",
            title,
            f"{title}. Outlet {place} saw it.",
            url.split("/")[2],
            url=url,
            link=url,
            published=NOW,
        )
        for place, url in enumerate(places)
    ]
    return Story(f"s{number}", "t1", title, tuple(reports))


def test_a_listed_thread_names_its_other_widely_reported_stories():
    stories = (
        story(1, "Ferry sinks in a storm", WIDE_PUBLISHERS),
        story(2, "Minister of transport resigns", WIDE_PUBLISHERS + 1),
        story(3, "A choir sings for the rescuers", 1),
        story(4, "Thread 1 goes on", WIDE_PUBLISHERS),
    )
    assert named(Thread(row(1, 5), stories)) == ("Minister of transport resigns", "Ferry sinks in a storm")


def named(thread: Thread, delivered: tuple[str, ...] = ()) -> tuple[str, ...]:
    return with_news(thread, delivered, NOW).further_titles


def test_a_short_title_of_an_affair_does_not_hide_what_happens_in_it():
    stories = (story(1, "Norland frigate sinks off Torvane", 5), story(2, "Norland schools close", 2))
    thread = Thread(replace(row(1, 5), title="Norland war"), stories)
    assert named(thread) == ("Norland frigate sinks off Torvane",)
    delivered = tuple(article.id for article in stories[0].articles[1:])
    assert named(thread, delivered) == (), "its news was delivered"


def test_an_event_within_a_long_story_is_named_unless_the_summary_says_it():
    ablaze = story(2, "Tankers set ablaze off Torvane", WIDE_PUBLISHERS).articles
    long = replace(story(1, "Norland war goes on", 5), articles=(*story(1, "Norland war goes on", 5).articles, *ablaze))
    event = TimelineEntry(NOW.date(), "Tankers set ablaze off Torvane", "s1", articles=tuple(a.id for a in ablaze))
    thread = Thread(replace(row(1, 5), title="Norland war goes on"), (long,), timeline=(event,))
    assert named(thread) == ("Tankers set ablaze off Torvane",)
    said = Summary(paragraph=(Sentence("Two tankers were set ablaze off Torvane.", "a10"),))
    assert named(replace(thread, summary=said)) == ()


def test_what_the_story_of_the_line_says_in_other_words_is_not_named_again():
    line = "Father sues Ostrand over chatbot that drove his son to death"
    again = story(2, "Ostrand hit with lawsuit over the death that its chatbot caused", WIDE_PUBLISHERS).articles
    other = story(3, "Ostrand closes two factories in the harbour town of Selma", WIDE_PUBLISHERS).articles
    long = replace(story(1, line, 5), articles=(*story(1, line, 5).articles, *again, *other))
    events = [
        TimelineEntry(NOW.date(), reports[0].title, "s1", articles=tuple(one.id for one in reports))
        for reports in (again, other)
    ]
    thread = Thread(replace(row(1, 9), title=line), (long,), timeline=tuple(events))
    assert named(thread) == (other[0].title,)


def test_an_older_thread_has_the_headline_that_says_what_is_new_beside_its_title():
    wide = story(1, "Divers find the ferry below the reef", 3)
    label, old = story(2, "Podcast", 1), story(3, "Ferry sinks off the cape at night", 3)
    ferry = Thread(replace(row(1, 3), title="Ferry"), (old, label, wide), Summary())
    done = [article.id for article in old.articles]
    found = with_news(ferry, done, NOW).new_report
    assert found in {article.id for article in wide.articles}
    assert not with_news(replace(ferry, stories=(old,)), done, NOW).new_report
    assert not with_news(replace(ferry, row=replace(ferry.row, status="new", title="Ferry sinks")), (), NOW).new_report
    assert with_news(replace(ferry, row=replace(ferry.row, status="new")), (), NOW).new_report, "a label says nothing"


@pytest.mark.parametrize("status", ["new", "updated"])
def test_a_thread_that_was_never_delivered_has_its_title_and_no_other_wording_of_it(status: str) -> None:
    title = "Storms across Norland kill eight people"
    few, many = story(1, title, 1), story(2, "Boy among eight killed as storms hit Norland and Selma", 4)
    storms = Thread(replace(row(1, 5), title=title, status=status), (few, many), Summary())
    assert with_news(storms, (), NOW).row.title == title
    other = replace(storms, stories=(few, story(3, "Rescue teams of Torvane find the missing ferry", 4)))
    line = with_news(other, (), NOW).row.title
    assert (line == title) == (status == "new"), "the title of a new one was chosen among the same articles"


def test_a_headline_that_says_mostly_what_the_title_says_is_not_what_is_new():
    same = story(1, "Ferry sinks off the cape at night after fire on board", 3)
    ferry = Thread(replace(row(1, 3), title="Ferry sinks off the cape after fire"), (same,), Summary())
    assert not with_news(ferry, (), NOW).new_report


def test_a_title_that_only_names_the_affair_has_its_newest_report_beside_it():
    news = story(1, "Torvane ferry disaster claims ninth victim", 3)
    ferry = Thread(replace(row(1, 3), title="Torvane ferry disaster"), (news,), Summary())
    assert with_news(ferry, (), NOW).new_report in {article.id for article in news.articles}


def headline_story(number: int, *headlines: str, hours: float = 0) -> Story:
    """Return a story with a report of an outlet of its own for each headline."""
    reports = [
        Article(
            f"a{number}{place}",
            headline,
            "Text.",
            f"outlet{number}{place}.example",
            url=f"https://outlet{number}{place}.example/{number}",
            link=f"https://outlet{number}{place}.example/{number}",
            published=NOW - timedelta(hours=hours),
        )
        for place, headline in enumerate(headlines)
    ]
    return Story(f"s{number}", "t1", headlines[0], tuple(reports))


def delivered_thread(title: str, *stories: Story) -> tuple[Thread, list[str]]:
    """Return a thread whose first story was delivered, and the ids of its articles."""
    thread = Thread(replace(row(1, 5), title=title), stories, Summary(), changes=Changes())
    return thread, [article.id for article in stories[0].articles]


OLD = headline_story(1, "Ferry sinks off Torvane with forty aboard", "Torvane ferry sinks, forty aboard", hours=30)
SINCE = NOW - timedelta(days=2)


def test_a_headline_that_was_delivered_in_other_words_is_nothing_new():
    again = headline_story(2, "Forty aboard as ferry sinks near Torvane cape")
    thread, done = delivered_thread("Torvane ferry", OLD, again)
    told = with_news(thread, done, SINCE)
    assert (told.new_report, told.news_width) == ("", 0)
    shown = with_news(thread, done, SINCE, must_show=True)
    assert (shown.new_report, shown.news_width) == ("", 1) and is_quiet(shown), "a busy day is named"
    followed = replace(thread, row=replace(thread.row, followed=True))
    assert with_news(followed, done, SINCE).new_report == "a20"


def test_the_new_headline_is_one_that_most_publishers_say_and_the_newest_of_these():
    found = headline_story(2, "Divers find wreck on reef", "Wreck found on reef by divers", hours=9)
    later = headline_story(3, "Divers enter wreck found on reef", hours=1)
    aside = headline_story(4, "Choir sings for the rescuers")
    thread, done = delivered_thread("Torvane ferry", OLD, found, later, aside)
    told = with_news(thread, done, SINCE, SINCE)
    assert told.new_report == "a30" and told.news_width == 3


def test_news_since_the_last_digest_comes_before_what_waited():
    captain = headline_story(3, "Captain arrested by police", "Police arrest captain of ferry")
    waited = headline_story(2, "Divers find wreck on reef", "Wreck found on reef by divers", hours=40)
    thread, done = delivered_thread("Torvane ferry", OLD, waited, captain)
    assert with_news(thread, done, SINCE, NOW - timedelta(hours=24)).new_report in {"a30", "a31"}


def test_what_one_publisher_says_of_a_widely_reported_thread_is_nothing_new():
    advice = headline_story(2, "Harbour insurers raise prices for divers")
    thread, done = delivered_thread("Torvane ferry", OLD, advice)
    quiet = with_news(thread, done, SINCE, must_show=True)
    assert is_quiet(quiet) and not quiet.new_report
    assert with_news(thread, done, SINCE).news_width == 0, "it is not printed"
    small = replace(thread, row=replace(thread.row, publishers=("Sample 0", "Sample 1")))
    assert with_news(small, done, SINCE).new_report == "a20", "of two publishers one is half"


def test_in_an_affair_with_news_of_many_the_report_that_is_an_event_is_news():
    event = headline_story(2, "Police arrest ferry captain in Vesmark harbour", hours=3)
    others = [
        headline_story(3 + n, text) for n, text in enumerate(("Choirs sing", "Insurers wait", "Reef in pictures"))
    ]
    thread, done = delivered_thread("Torvane ferry", OLD, event, *others)
    assert with_news(thread, done, SINCE, must_show=True).new_report == "a20"
    assert not with_news(thread, done, SINCE).new_report, "only on a busy day"


def test_a_happening_of_earlier_days_alone_is_not_news_of_the_day():
    event = story(2, "Police arrest ferry captain", WIDE_PUBLISHERS)
    reports = tuple(replace(one, published=NOW - timedelta(hours=40)) for one in event.articles)
    now = headline_story(3, "Ferry raised from seabed by crane", "Crane raises ferry from seabed")
    thread, done = delivered_thread("Torvane ferry", OLD, replace(event, articles=reports), now)
    assert with_news(thread, done, SINCE, NOW - timedelta(hours=24)).further_titles == ()
    assert with_news(thread, done, SINCE, NOW - timedelta(hours=44)).new_report.startswith("a2")


def test_comment_is_not_what_is_new():
    column = headline_story(2, "Torvane harbour masters deserve blame")
    (report,) = column.articles
    column = replace(column, articles=(replace(report, link="https://outlet.example/opinion/harbour"),))
    thread, done = delivered_thread("Torvane ferry", OLD, column)
    assert with_news(thread, done, SINCE).news_width == 0


def test_a_new_title_is_itself_what_is_new():
    titled = "Crane raises sunken ferry from seabed off Torvane"
    raised = headline_story(2, titled, "Sunken ferry raised from seabed off Torvane")
    thread, done = delivered_thread(titled, OLD, raised)
    told = with_news(thread, done, SINCE)
    assert (told.new_report, told.news_width) == ("", 2)
    kept = replace(thread, row=replace(thread.row, title="Ferry sinks off Torvane with forty aboard"))
    assert with_news(kept, done, SINCE).new_report in {"a20", "a21"}


def test_a_title_that_is_a_new_headline_in_words_like_those_before_is_what_is_new():
    begun = headline_story(1, "Rescue of Anna Berg from the Torvane cave begins", hours=30)
    waiting = headline_story(2, "Ambulance waits near the mouth of the cave", hours=3)
    freed = headline_story(3, "Divers free Anna Berg from the Torvane cave after nine-day rescue")
    thread, done = delivered_thread(freed.title, begun, waiting, freed)
    told = with_news(thread, done, SINCE)
    assert told.new_report == "" and told.news_width == 2, "an older report beside it would contradict it"


def test_a_changed_number_is_something_new():
    said = Sentence("Nine are dead.", "a10"), Sentence("Twelve are dead.", "a20")
    changes = Changes(number_changes=(NumberChange("dead", "9", "12", *said),))
    thread, done = delivered_thread("Torvane ferry", OLD, headline_story(2, "Torvane ferry sinks with forty aboard"))
    assert with_news(replace(thread, changes=changes), done, SINCE).news_width == 2


def test_deaths_of_a_changed_number_overtake_sentences_with_fewer():
    early = "The ferry from Selma sank off Torvane with forty people aboard, and 9 people were killed, police said."
    later = "The ferry from Selma sank off Torvane with forty aboard, and its bell was found there, police said."
    fresh = headline_story(2, "Torvane ferry sinks with forty aboard")
    articles = tuple(
        replace(one, text=text) for one, text in zip(fresh.articles, (early, later, later, later), strict=False)
    )
    fresh = replace(fresh, articles=articles)
    stated = Sentence("In Torvane 9 people were killed.", "a10"), Sentence("In Torvane 12 people were killed.", "a20")
    thread, done = delivered_thread("Torvane ferry", OLD, fresh)
    changes = Changes(number_changes=(NumberChange("dead", "9", "12", *stated),), sentences=(Sentence(early, "a20"),))
    told = with_news(replace(thread, changes=changes), done, SINCE)
    assert early not in [one.text for one in told.changes.sentences]
    kept = with_news(replace(thread, changes=replace(changes, number_changes=())), done, SINCE)
    assert early in [one.text for one in kept.changes.sentences]


def test_a_toll_that_was_lowered_overtakes_no_sentence_with_the_newer_one():
    lowered = "The ferry from Selma sank off Torvane with forty people aboard, and 9 people were killed, police said."
    other = "The ferry from Selma sank off Torvane with forty aboard, and its bell was found there, police said."
    fresh = headline_story(2, "Torvane ferry sinks, killing 9 people")
    newest = replace(fresh.articles[0], text=lowered)
    before = newest.published - timedelta(hours=2)
    older = replace(newest, id="a29", title="Bell of Torvane ferry is heard", text=other, published=before)
    fresh = replace(fresh, articles=(newest, older))
    stated = Sentence("In Torvane 9 people were killed.", "a10"), Sentence("In Torvane 12 people were killed.", "a29")
    thread, done = delivered_thread(fresh.title, OLD, fresh)
    changes = Changes(number_changes=(NumberChange("dead", "9", "12", *stated),), sentences=(Sentence(lowered, "a20"),))
    told = with_news(replace(thread, changes=changes), done, SINCE)
    assert lowered in [one.text for one in told.changes.sentences]


def test_a_further_happening_that_was_delivered_is_not_named_again():
    closed = "Harbour of Selma closes for a week"
    thread, done = delivered_thread("Torvane ferry", headline_story(1, closed, hours=30), story(2, closed, 5))
    assert with_news(thread, done, SINCE).further_titles == ()
    fresh = replace(thread, stories=thread.stories[1:])
    told = with_news(fresh, (), SINCE)
    assert told.further_titles == (closed,) and told.further_reports[0] in {one.id for one in fresh.stories[0].articles}


@pytest.mark.parametrize(("title", "label"), [("Torvane flood", True), ("Flood hits Torvane", False)])
def test_a_title_without_a_verb_is_a_label(title, label):
    assert has_no_verb(title) is label


def printed(line: str, *texts: str) -> DeliveredLine:
    return DeliveredLine(line, texts, NOW - timedelta(days=1))


def test_what_a_digest_printed_is_not_printed_again_though_other_articles_say_it():
    raised = headline_story(2, "Ferry raised from seabed by crane", "Crane raises ferry from seabed")
    thread, done = delivered_thread("Ferry sinks off Torvane with forty aboard", OLD, raised)
    assert with_news(thread, done, SINCE, printed=[printed("Choir sings")]).news_width == 2
    for said in (printed("Crane raises sunken ferry from the seabed"), printed("A", "The ferry was raised by crane.")):
        assert with_news(thread, done, SINCE, printed=[said]).news_width == 0


def test_the_line_is_what_most_publishers_newly_report_and_before_it_stands_what_was_printed_last():
    raised = headline_story(
        2,
        "Ferry raised from seabed by crane",
        "Crane raises Torvane ferry from seabed",
        "Torvane ferry raised by crane",
    )
    aside = headline_story(3, "Choir of Torvane sings for the rescuers")
    thread, done = delivered_thread("Ferry sinks off Torvane with forty aboard", OLD, raised, aside)
    told = with_news(thread, done, SINCE, printed=[printed("Torvane ferry sinks with forty aboard"), printed("Storm")])
    assert told.row.title in {article.title for article in raised.articles}
    assert told.row.title == next(one.title for one in raised.articles if one.id == told.new_report)
    assert told.former_line == "Torvane ferry sinks with forty aboard"
    elsewhere = with_news(thread, done, SINCE, printed=[printed("Vesmark opera opens")])
    assert elsewhere.former_line == "", "it is on something else"
    assert with_news(thread, done, SINCE).former_line == "", "nothing was printed"


def test_no_line_stands_before_that_of_a_thread_which_no_story_of_it_says_any_longer():
    raised = headline_story(2, "Ferry raised from seabed off Torvane", "Crane raises Torvane ferry from seabed")
    thread, done = delivered_thread("Ferry sinks off Torvane with forty aboard", OLD, raised)
    line = "Ferry sinks off Torvane with forty aboard"
    assert with_news(thread, done, SINCE, printed=[printed(line)]).former_line == line
    moved = "Ferry workers of Torvane walk out over pay"
    assert with_news(thread, done, SINCE, printed=[printed(moved)]).former_line == ""


def test_a_thread_whose_reports_are_older_than_the_period_has_its_own_sentences():
    late = headline_story(1, "Choir remembers the sailors of Torvane")
    title = "Ferry sinks off Torvane with forty aboard"
    old = headline_story(2, title, title, hours=60)
    text = Sentence("A ferry sank off Torvane in the night, and forty people are missing.", old.articles[0].id)
    thread = Thread(replace(row(1, 5), title=title), (old, late), Summary(line=(text,), paragraph=(text,)))
    told = with_news(thread, (), SINCE)
    assert told.row.title == title
    assert told.summary.paragraph == (text,)


def test_a_thread_with_its_own_sentences_has_none_on_something_else():
    title = "Ferry sinks off Torvane with forty aboard"
    old = headline_story(2, title, title, hours=60)
    other = Sentence("Norland and Selma are among the countries to send ships.", "a99")
    thread = Thread(replace(row(1, 5), title=title), (old,), Summary(line=(other,), paragraph=(other,)))
    assert with_news(thread, (), SINCE).summary.paragraph == ()


def test_a_further_happening_states_no_fewer_deaths_than_are_known():
    toll = story(1, "Quake in Norland kills 2,000 people", 5)
    early = story(2, "Strong tremor shakes Selma valley, leaving 1,300 dead", 5)
    later = story(2, "Strong tremor shakes Selma valley, leaving 3,000 dead", 5)
    thread = Thread(replace(row(1, 5), title=toll.title), (toll, early), Summary())
    assert with_news(thread, (), SINCE).further_titles == ()
    assert with_news(replace(thread, stories=(toll, later)), (), SINCE).further_titles == (later.title,)


@pytest.mark.parametrize(("hours", "replaced"), [(2, True), (11, False)])
def test_a_new_title_that_announces_gives_way_to_a_later_report_of_it(hours, replaced):
    announced = headline_story(1, "Leaders of Norland and Selma set to agree on fishing treaty", hours=12)
    agreed = headline_story(
        2, "Leaders of Norland and Selma agree on fishing treaty", "Norland and Selma agree on fishing", hours=hours
    )
    thread = Thread(replace(row(1, 5), title=announced.title, status="new"), (announced, agreed), Summary())
    assert (with_news(thread, (), SINCE).row.title in {one.title for one in agreed.articles}) == replaced


def test_a_country_and_its_people_are_one_name_of_two_lines() -> None:
    def former(line: str, before: str) -> str:
        return former_line(line, [printed(before)])

    choir = "German choir sings at Arden"
    assert former("German county votes on Sunday with far-reaching consequences", choir) == ""
    assert former("Three islands wait for a German choir on tour", choir) == choir, "it shares another word"
    assert former("Rowers of Germany win the long race off Arden", choir) == choir, "it shares another name"


@pytest.mark.parametrize(
    ("one", "other", "is_one_matter"),
    [
        ("日本とフィリピンが協定に署名", "日本とフィリピンが協議を開始", True),
        ("اليابان والفلبين توقعان اتفاقا", "اليابان والفلبين تبدآن محادثات", True),
        ("Measles outbreak grows to 300 cases", "Measles outbreak kills child", True),
        ("Wildfire spreads as thousands flee", "Wildfire destroys 40 homes", True),
        ("Ferry strike enters third week", "Ferry strike begins", True),
        ("Heatwave warning extended to weekend", "Heatwave kills 12", True),
        ("Police arrest mayor over bribes", "Police find gold in a cellar", False),
        ("Court upholds ban", "Court delays trial", False),
        ("日本の首相が訪問", "日本で地震", False),
        ("Torvane raises tax on ferries", "Torvane opens museum", False),
    ],
)
def test_lines_without_names_are_on_one_matter_by_two_words_or_a_rare_one(
    one: str, other: str, is_one_matter: bool
) -> None:
    assert are_on_one_matter(one, other) == is_one_matter


def test_a_thread_with_nothing_new_is_named_as_it_was_printed_last():
    advice = headline_story(2, "Harbour insurers raise prices for divers")
    thread, done = delivered_thread("Choirs of the reef in pictures", OLD, advice)
    quiet = with_news(thread, done, SINCE, must_show=True, printed=[printed("Ferry sinks off Torvane")])
    assert is_quiet(quiet) and quiet.row.title == "Ferry sinks off Torvane" and not quiet.former_line


def test_of_a_large_affair_with_news_of_many_something_is_always_reported():
    news = [
        headline_story(2 + n, text)
        for n, text in enumerate(
            ("Insurers close three offices", "Choirs cancel their tour", "Port opens a second pier", "Reef turns blue")
        )
    ]
    thread, done = delivered_thread("Torvane ferry", OLD, *news)
    large = replace(thread, row=row(1, LARGE_PUBLISHERS))
    assert with_news(large, done, SINCE, must_show=True).new_report
    assert is_quiet(with_news(replace(thread, row=row(1, 4)), done, SINCE, must_show=True)), "a smaller one is named"


def test_the_title_of_an_older_thread_gives_way_to_its_newer_state():
    lost = headline_story(1, "Navy loses frigate off Torvane, asks public to help find it", hours=20)
    found = headline_story(
        2, "Wreck of lost Navy frigate found off Torvane", "Lost Navy frigate found off Torvane by divers", hours=2
    )
    thread = Thread(replace(row(1, 5), title=lost.title), (lost, found), Summary())
    assert with_news(thread, (), SINCE).row.title in {article.title for article in found.articles}


def an_older_thread(title: str, *headlines: tuple[str, int]) -> str:
    """Return the line of a thread that no digest delivered, with a title of days ago and newer headlines."""
    new = tuple(story(number, headline, width) for number, (headline, width) in enumerate(headlines, 1))
    thread = Thread(replace(row(1, 3), title=title), new)
    return with_news(thread, (), NOW - timedelta(days=1)).row.title


def test_a_title_of_earlier_days_gives_way_to_what_one_publisher_surely_reports():
    collapsed = "Bridge collapses in Norland, killing nine people"
    assert an_older_thread("Torvane mayor charged with fraud", (collapsed, 1)) == collapsed
    assert an_older_thread("Torvane mayor charged with fraud", ("What we know about Norland's bridges", 1)) != collapsed
    assert an_older_thread("Torvane harbour and bridge affair", (collapsed, 1)) == "Torvane harbour and bridge affair"
    charged = "Torvane's mayor is charged with fraud over the harbour and denies it in court"
    assert an_older_thread("Torvane mayor charged with fraud", (charged, 1)) == "Torvane mayor charged with fraud"


def test_a_title_of_earlier_days_that_announces_gives_way_to_a_report_in_like_words():
    voted = "Norland rejects plan to cut fee for public broadcaster"
    assert an_older_thread("Norland to vote on plan to cut fee for public broadcaster", (voted, 2)) == voted


def test_a_sentence_that_is_not_on_the_line_is_in_no_size_of_the_summary():
    comment = Sentence("Sample News told Sample News of the choir.", "a99")
    summary = Summary((comment,), (comment,), (comment,))
    told = with_news(Thread(row(1, 5), (story(1, "Ferry sinks in a storm", 1),), summary), (), NOW)
    assert comment not in opening_sentences(told)


def test_what_was_announced_does_not_say_that_it_happened():
    vows = headline_story(1, "Vesmark shipyard to sue Torvane harbour board over crane contract", hours=30)
    sues = headline_story(
        2, "Vesmark shipyard sues Torvane harbour board over crane contract", "Shipyard sues harbour board over crane"
    )
    thread, done = delivered_thread("Torvane crane", vows, sues)
    assert with_news(thread, done, SINCE, printed=[printed(vows.title)]).new_report in {"a20", "a21"}
    sued = headline_story(1, "Vesmark shipyard sues Torvane harbour board over a crane contract", hours=30)
    thread, done = delivered_thread("Torvane crane", sued, sues)
    assert with_news(thread, done, SINCE, printed=[printed(sued.title)]).new_report == ""


def test_the_title_of_a_new_story_stands_for_it_in_a_widely_reported_thread():
    title = "Vesmark shipyard sues Torvane harbour board over crane"
    joined = "Dockers of Selma and Arden join shipyard suit", "Selma dockers join suit of shipyard in Arden"
    suit = headline_story(2, title, *joined, hours=9)
    suit = replace(suit, articles=(suit.articles[0], *(replace(one, published=NOW) for one in suit.articles[1:])))
    thread, done = delivered_thread(title, OLD, suit)
    assert with_news(thread, done, SINCE).row.title == title
    small = replace(thread, row=replace(thread.row, publishers=("Sample 0", "Sample 1")))
    assert with_news(small, done, SINCE).row.title in joined, "of few publishers the newest state is the line"


def test_a_title_that_looks_ahead_does_not_say_what_is_reported():
    title = "Arden vs Selma: Torvane cup final – ‘No pressure, no fun’ for hosts"
    won = ("Torvane cup final: Arden defeat Selma by three goals", 2)
    assert an_older_thread(title, won) == won[0]


def test_a_busy_thread_is_named_with_a_death_toll_that_one_of_two_publishers_has():
    toll = headline_story(2, "Ferry disaster: forty people killed off Torvane", hours=3)
    waits = headline_story(3, "Insurers wait", hours=2)
    thread, done = delivered_thread("Torvane ferry", OLD, toll, waits)
    assert with_news(thread, done, SINCE, must_show=True).new_report == "a20"


def test_what_no_reader_was_told_of_a_thread_does_not_count_as_delivered() -> None:
    reports = headline_story(1, "Ferry sinks off Torvane with forty aboard")
    thread = Thread(row(1, 5), (reports,))
    delivered = frozenset({"a99", *(one.id for one in reports.articles)})
    lines = {"t9": (printed("Storm closes the harbours of Norland"),)}
    assert articles_known_to_readers(thread, delivered, lines) == {"a99"}, "a story of another thread that was printed"
    assert articles_known_to_readers(thread, delivered, {}) == delivered, "a log without lines"
    assert articles_known_to_readers(thread, delivered, {"t1": lines["t9"]}) == delivered
    assert articles_known_to_readers(thread, delivered, {"t9": (printed(reports.title),)}) == delivered, (
        "its headline was printed"
    )
    assert articles_known_to_readers(thread, frozenset({"a99"}), lines) == {"a99"}
