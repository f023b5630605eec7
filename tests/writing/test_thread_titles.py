from collections.abc import Callable
from dataclasses import replace

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.lead_story import latest_development
from briefing.writing.thread_text import write_thread
from briefing.writing.timeline.event_headlines import event_likelihood
from briefing.writing.titles.series_labels import series_labels, without_label
from briefing.writing.titles.thread_titles import story_title
from tests.writing.conftest import thread_title

Make = Callable[..., Article]


def test_a_story_is_named_by_its_most_central_headline_cleaned(pact: tuple[Story, ...]) -> None:
    assert story_title(pact[1].articles) == "Japan and Philippines sign Reciprocal Access Agreement in Manila"
    assert story_title(pact[0].articles) in (
        "Japan and Philippines agree to negotiate troop access pact",
        "Manila and Tokyo to start talks on Reciprocal Access Agreement",
    )


def test_one_publisher_of_many_does_not_replace_an_old_title(make: Make) -> None:
    first = "Dockers of Torvane strike for shorter nights"
    strike = story(make, "a", *((f"2026-03-04T0{n}:00", f"Sample {n}", first) for n in range(5)))
    detail = "Torvane dockers strike on a third day for nights"
    one = story(make, "b", ("2026-03-06T20:00", "Sample 2", detail))
    wide = story(make, "b", *((f"2026-03-06T20:0{n}", f"Sample {n}", detail) for n in range(3)))
    assert thread_title([strike, one], "", first) == first
    assert thread_title([strike, wide], "", first) == detail


def test_a_title_with_tonight_is_gone_on_the_next_day(make: Make) -> None:
    tonight = "Dockers of Torvane say tonight should be the last strike"
    first = story(make, "a", *((f"2026-03-04T0{n}:00", f"Sample {n}", tonight) for n in range(3)))
    last = "Dockers of Torvane end their strike after ten weeks"
    assert thread_title([first], "", tonight) == tonight
    assert thread_title([first, story(make, "b", ("2026-03-04T22:00", "Sample 1", last))], "", tonight) == last


@pytest.mark.parametrize(
    "weak",
    ["Live updates", "What does the access pact of Manila and Tokyo mean?", "Opinion: access pact of Manila and Tokyo"],
)
def test_weak_headlines_give_way(make: Make, weak: str) -> None:
    good = "Tokyo and Manila sign access pact"
    articles = [
        make("a", "2024-07-08T04:00", "Sample Wire", weak, "The access pact of Manila and Tokyo was signed."),
        make("b", "2024-07-08T05:00", "Sample Gazette", good, "The access pact of Manila and Tokyo was signed."),
    ]
    assert story_title(articles) == good
    assert story_title(articles[:1])


def test_no_headline_at_all(make: Make) -> None:
    assert story_title([make("a", "2024-07-08T04:00", "Sample Wire", "")]) == ""
    assert story_title([]) == thread_title([]) == latest_development([], "") == ""


def test_a_thread_is_named_after_its_affair(pact: tuple[Story, ...]) -> None:
    title = thread_title(pact)
    assert "Reciprocal Access Agreement" in title
    assert "Japan" in title


def test_the_name_of_a_thread_is_steady(pact: tuple[Story, ...], make: Make) -> None:
    detail = make(
        "z",
        "2025-01-05T10:00",
        "Sample Gazette",
        "Harbour of Subic hires eighty welders before Japanese ships come",
        "The harbour expects work from the agreement.",
    )
    assert thread_title((*pact, Story("s4", "t1", "", (detail,)))) == thread_title(pact)


def test_the_latest_development_in_other_words_than_the_title(pact: tuple[Story, ...]) -> None:
    title = thread_title(pact[:2])
    assert latest_development(pact, title) in [article.title for article in pact[2].articles]


def test_nothing_else_to_say(make: Make) -> None:
    one = make("a", "2024-07-08T04:00", "Sample Wire", "Ministers sign access pact in Manila")
    two = make("b", "2024-07-08T05:00", "Sample Gazette", "Ministers in Manila sign access pact")
    assert latest_development([Story("s", "t", "", (one, two))], "Ministers sign access pact in Manila") == ""


def test_a_thread_is_not_named_after_an_old_report_of_one_publisher(make: Make) -> None:
    old = make("o", "2026-03-01T08:00", "Sample Metro", "Actress Clara Winthuis praises gown of Dark Week film", "")
    new = [
        make(f"n{i}", f"2026-03-12T0{i}:00", f"Sample {i}", title, "")
        for i, title in enumerate(
            (
                "Dark Week film with Clara Winthuis is given up",
                "Studio gives up Dark Week film of Clara Winthuis",
                "Clara Winthuis: studio drops Dark Week film",
            )
        )
    ]
    stories = (Story("s0", "t", "", (old,)), Story("s1", "t", "", tuple(new)))
    assert "Winthuis" in thread_title(stories)
    assert "gown" not in thread_title(stories)


def test_prices_and_predictions_give_way_to_news(make: Make) -> None:
    for weak in ("Halcyon 9 phone is on sale now for $400 off", "Halcyon 9 phone predictions: a better camera"):
        articles = (
            make("a", "2026-03-01T08:00", "Sample Shop", weak, ""),
            make("b", "2026-03-01T09:00", "Sample Wire", "Norland's maker of phones shows the Halcyon 9", ""),
        )
        assert story_title(articles).startswith("Norland")


@pytest.mark.parametrize("speaker", ["Sports minister", "Harbour officials", "Army spokesman"])
def test_who_says_something_is_no_label(make: Make, speaker: str) -> None:
    title = f"{speaker}: Norland cannot play in Arden"
    story = Story("s", "t", "", (make("a", "2026-03-01T08:00", "Sample Wire", title, ""),))
    assert without_label(title, series_labels([story], title)) == title


def test_the_label_of_a_series_is_not_said_again_under_the_title(make: Make) -> None:
    titles = [
        "Norland war: ferries stay in port",
        "Norland war: talks in Arden break down",
        "Norland: schools close in Arden",
    ]
    titles += ["Nora Hallam: Norland must not lose its ferries"]
    stories = [
        Story(f"s{n}", "t", "", (make(f"a{n}", f"2026-03-0{n + 1}T08:00", "Sample Wire", title, ""),))
        for n, title in enumerate(titles)
    ]
    labels = series_labels(stories, "Norland war")
    assert [without_label(title, labels) for title in titles] == [
        "Ferries stay in port",
        "Talks in Arden break down",
        "Norland: schools close in Arden",
        "Nora Hallam: Norland must not lose its ferries",
    ]
    assert without_label("Norland war: day two", labels) == "Norland war: day two", "too little would be left"
    written = write_thread("t", stories[:2])
    assert all(not title.startswith("Norland war:") for title in written.story_titles.values())


def story(make: Make, key: str, *reports: tuple[str, str, str]) -> Story:
    """A story of reports, each with its time, publisher and headline."""
    articles = [make(f"{key}{n}", when, publisher, title, "") for n, (when, publisher, title) in enumerate(reports)]
    return Story(key, "t", "", tuple(articles))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Torvane ferry pact expected to be signed on Friday", "Torvane ferry pact signed by ministers"),
        ("Ministers to sign Torvane ferry pact", "Signing of Torvane ferry pact called off"),
        ("Deadline looms for Torvane ferry pact", "Torvane ferry pact deadline passes without signing"),
    ],
)
def test_a_report_replaces_an_announcement_although_fewer_publish_it(make: Make, before: str, after: str) -> None:
    announced = story(
        make,
        "a",
        *((f"2026-03-04T0{n}:00", f"Sample {name}", before) for n, name in enumerate(("Wire", "Metro", "Post"))),
    )
    happened = story(make, "b", ("2026-03-05T15:00", "Sample Gazette", after))
    assert thread_title([announced]) == before
    assert thread_title([announced, happened], "", before) == after


def test_a_title_stays_while_it_is_recent_and_goes_when_it_is_old(make: Make) -> None:
    first = "Dockers of Torvane strike for shorter nights"
    strike = story(make, "a", *((f"2026-03-04T0{n}:00", f"Sample {n}", first) for n in range(3)))
    later = "Dockers of Torvane strike on, shorter nights refused"
    one = story(make, "b", ("2026-03-05T02:00", "Sample 1", later))
    two = story(make, "c", ("2026-03-06T20:00", "Sample 2", "Torvane dockers strike on a third day for nights"))
    assert thread_title([strike, one], "", first) == first
    assert thread_title([strike, one], "", "A headline of another thread") in (first, later)
    assert thread_title([strike, one, two], "", first) != first


@pytest.mark.parametrize(
    "weak",
    [
        "Scorecard: Torvane vs Orsina, final of the Ice Cup",
        "Comedian has a blunt response to Torvane in Ice Cup final",
        "Orsina fans react to Torvane in Ice Cup final",
    ],
)
def test_reactions_and_programme_labels_give_way_to_reports(make: Make, weak: str) -> None:
    played = story(make, "a", ("2026-03-04T20:00", "Sample Wire", "Torvane beat Orsina 3-1 in Ice Cup final"))
    after = story(make, "b", ("2026-03-05T06:00", "Sample Metro", weak))
    assert thread_title([played, after]) == "Torvane beat Orsina 3-1 in Ice Cup final"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Hundreds of officers search for escaped convict Ivo Harn", "Escaped convict Ivo Harn captured in barn"),
        ("Escaped convict Ivo Harn still on the run", "Police capture convict Ivo Harn in barn"),
        ("Hundreds feared dead in Torvane mine collapse", "Torvane mine collapse: 61 miners are dead"),
        ("Torvane mine reportedly for sale, officials say", "Norland buys Torvane mine for 40 million crowns"),
        ("Torvane mine close to sale, officials say", "Sale of Torvane mine collapses in court"),
    ],
)
def test_what_is_searched_feared_or_rumoured_loses_to_later_reports(make: Make, before: str, after: str) -> None:
    widely = story(
        make,
        "a",
        *((f"2026-03-04T1{n}:00", f"Sample {name}", before) for n, name in enumerate(("Wire", "Metro", "Post"))),
    )
    reported = story(
        make, "b", ("2026-03-04T20:00", "Sample Gazette", after), ("2026-03-04T21:00", "Sample Star", after)
    )
    assert thread_title([widely, reported], "", before) == after


def test_an_announcement_of_something_new_is_a_title_until_it_is_reported(make: Make) -> None:
    old = story(make, "a", ("2026-03-03T08:00", "Sample Wire", "Dockers of Torvane end strike after three days"))
    announced = "Dockers of Torvane to vote on new wages on Friday"
    new = story(make, "b", *((f"2026-03-05T0{n}:00", f"Sample {n}", announced) for n in range(3)))
    assert thread_title([old, new]) == announced


def test_the_title_is_what_most_publishers_report_not_a_detail_of_the_same_story(make: Make) -> None:
    main = (
        "Earthquake in Norland kills dozens",
        "Dozens killed in Norland earthquake",
        "Norland earthquake kills dozens",
    )
    reports = [(f"2026-03-04T0{n}:00", f"Sample {n}", title) for n, title in enumerate(main)]
    detail = ("2026-03-04T05:00", "Sample Metro", "Scenes from Norland after earthquake in harbour")
    assert thread_title([story(make, "a", *reports, detail)]) in main


@pytest.mark.parametrize(
    "weak",
    [
        "The Sample view on the kettle law of Norland: bad news for the poor",
        "The dazzling all-new kettle law of Norland is here, with cool features",
        "“This is a disaster:” shops of Norland on kettle law",
        "“The kettle law of Norland is the worst of all laws”, minister tells shops",
        "Kettle law of Norland: don't buy a kettle this week",
        "Comedian on kettle law of Norland: ‘The funniest thing of the year’",
        "Kettle law of Norland doesn't mean the end of tea",
        "The kettle law of Norland is a warning for all cooks",
    ],
)
def test_comment_promotion_and_quotation_are_no_titles_beside_news(make: Make, weak: str) -> None:
    plain = "Parliament of Norland passes kettle law"
    passed = story(make, "a", ("2026-03-04T08:00", "Sample Wire", plain), ("2026-03-04T09:00", "Sample Star", weak))
    later = story(make, "b", ("2026-03-05T06:00", "Sample Metro", weak))
    assert thread_title([passed, later]) == plain


def test_the_title_follows_the_event_to_which_the_affair_has_turned(make: Make) -> None:
    def reports(day: int, *titles: str) -> tuple[Article, ...]:
        return tuple(
            make(
                f"d{day}{n}", f"2026-01-{day}T0{n}:00", f"Sample {n}", title, f"{title}, as officials of Norland said."
            )
            for n, title in enumerate(titles, 1)
        )

    begun = reports(
        12,
        "Dockers of Norland begin strike in all harbours",
        "Strike of dockers begins in the harbours of Norland",
        "Norland: dockers begin a strike in every harbour",
        "All harbours of Norland closed as dockers begin strike",
    )
    ended = reports(
        13,
        "Union accepts raise of 6 percent, Norland's harbours open again",
        "Norland harbours open again after union accepts raise",
        "Raise of 6 percent accepted: Norland's harbours open",
    )
    story = Story("s", "t", "", (*begun, *ended))
    assert "begin" in thread_title([replace(story, articles=begun)]), "before the turn"
    text = write_thread("t", [story], previous_title="Dockers of Norland begin strike in all harbours")
    assert "open" in text.title
    assert "begin" not in text.title


def test_a_turn_without_a_headline_of_its_own_changes_no_title(make: Make) -> None:
    titles = (
        "Dockers of Norland begin strike in all harbours",
        "Strike of dockers begins in the harbours of Norland",
        "All harbours of Norland closed as dockers begin strike",
        "Why the strike of dockers in Norland matters?",
    )
    articles = tuple(
        make(f"a{n}", f"2026-01-1{2 + n // 3}T0{n}:00", f"Sample {n}", title, f"{title}, officials of Norland said.")
        for n, title in enumerate(titles)
    )
    story = Story("s", "t", "", articles)
    assert thread_title([story], "", titles[1], frozenset({"a3"})) == titles[1]


def test_a_headline_of_words_that_no_other_house_has_is_a_detail(make: Make) -> None:
    lead = "The ferry union of Torvane began a strike at all ports on Monday."
    titles = [
        "Ferry union of Torvane begins strike at ports",
        "Union begins Torvane ferry strike",
        "Torvane ports closed by ferry strike",
        "Ferry strike begins at ports of Torvane",
        "Ferry strike of Torvane overshadows shrunken boat exhibition of Halcyon",
    ]
    articles = tuple(
        make(f"a{n}", f"2024-07-08T0{n + 1}:00", f"Sample {n}", title, lead) for n, title in enumerate(titles)
    )
    assert thread_title([Story("s", "t", "", articles)]) in titles[:4]


@pytest.mark.parametrize(
    ("later", "stays"),
    [
        ("Dockers in Torvane begin a strike over low pay", True),
        ("Dockers in Torvane begin strike over pay for 40 days", False),
        ("Dockers in Torvane end strike after deal on new shifts", False),
    ],
)
def test_a_title_stays_while_newer_headlines_say_the_same(make: Make, later: str, stays: bool) -> None:
    title = "Torvane dockers begin strike over low pay"
    articles = [make("a", "2026-03-02T08:00", "Sample Wire", title)]
    articles += [make(f"b{n}", f"2026-03-05T{8 + n:02d}:00", f"Sample {n}", later) for n in range(3)]
    story = Story("s", "t", "", tuple(articles))
    assert (thread_title([story], previous_title=title) == title) == stays


def test_a_label_stays_while_it_is_one(make: Make) -> None:
    stories = [
        Story(f"s{n}", "t", "", (make(f"a{n}", f"2026-03-{n + 1:02d}T08:00", f"Sample {n}", f"{label}: {what}"),))
        for n, (label, what) in enumerate(
            (
                ("Norland floods", "a dam breaks"),
                ("Norland flooding", "roads close"),
                ("Norland floods", "boats arrive"),
            )
            * 4
        )
    ]
    first = thread_title(stories)
    other = "Norland flooding" if first == "Norland floods" else "Norland floods"
    assert {first, other} == {"Norland floods", "Norland flooding"}
    assert thread_title(stories, previous_title=other) == other


def test_what_most_publishers_report_names_a_thread_before_a_detail_of_one(make: Make) -> None:
    reports = [
        make("a", "2026-03-05T08:00", "Sample Wire", "Torvane ferry runs aground off Orsina coast", ""),
        make("b", "2026-03-05T09:00", "Sample Gazette", "Torvane ferry aground off Orsina, coast guard says", ""),
        make("c", "2026-03-05T10:00", "Sample Post", "Ferry from Torvane runs aground near Orsina coast", ""),
    ]
    detail = make("d", "2026-03-05T14:00", "Sample Metro", "Torvane ferry chef cooked soup for Orsina rescuers", "")
    title = thread_title([Story("s1", "t", "", tuple(reports)), Story("s2", "t", "", (detail,))])
    assert title in [article.title for article in reports]


@pytest.mark.parametrize(
    "weak",
    [
        "Torvane ferry torn apart on Orsina reef. This is what divers found",
        "Torvane ferry on Orsina reef has insiders baffled",
    ],
)
def test_a_tease_or_a_judgement_gives_way_to_an_older_report(make: Make, weak: str) -> None:
    report = make("a", "2026-03-05T08:00", "Sample Wire", "Torvane ferry runs aground on Orsina reef", "")
    tease = make("b", "2026-03-05T13:00", "Sample Metro", weak, "")
    assert thread_title([Story("s1", "t", "", (report,)), Story("s2", "t", "", (tease,))]) == report.title


def test_a_result_and_what_it_leads_to_is_no_announcement(make: Make) -> None:
    before = make("a", "2026-03-05T08:00", "Sample Wire", "Torvane set Orsina target of 250 in Ice Cup semi-final", "")
    after = make("b", "2026-03-05T12:00", "Sample Gazette", "Torvane beat Orsina to reach Ice Cup final", "")
    assert thread_title([Story("s1", "t", "", (before,)), Story("s2", "t", "", (after,))]) == after.title


@pytest.mark.parametrize(("label", "is_title"), [("Torvane strike", True), ("Ivo Brand", False)])
def test_a_label_without_a_plain_word_is_no_title(make: Make, label: str, is_title: bool) -> None:
    endings = ("dockers block the bridge", "port owners meet in Arden", "court hears the union", "ships turn back")
    endings += ("mayor speaks on the pier", "third week begins", "police clear the quay", "ferries sail at night")
    stories = [
        Story(f"s{n}", "t", "", (make(f"a{n}", f"2026-03-0{n + 1}T08:00", f"Sample {n}", f"{label}: {end}", ""),))
        for n, end in enumerate(endings)
    ]
    assert (thread_title(stories) == label) == is_title


@pytest.mark.parametrize(("hour", "stays"), [("08:00", True), ("20:00", False)])
def test_what_one_house_said_of_a_turn_gives_way_to_what_several_say_later(make: Make, hour: str, stays: bool) -> None:
    jumper, found = (
        "Jumper found in Torvane unlikely to be theirs - police",
        "Walkers missing in Torvane park found alive",
    )
    reports = [
        ("a0", "2026-03-01T06:00", "Norland Wire", "Search for walkers missing in Torvane park widened"),
        ("a1", "2026-03-02T07:00", "Norland Wire", jumper),
        ("a2", f"2026-03-02T{hour}", "Arden Gazette", found),
        ("a3", f"2026-03-02T{hour[:2]}:30", "Vesmark Herald", "Missing walkers found alive in Torvane park"),
        ("a4", f"2026-03-02T{hour[:2]}:45", "Calder Observer", "Missing walkers of Torvane alive"),
    ]
    articles = tuple(make(*report, f"{report[3]}, the police said to the {report[2]}.") for report in reports)
    turn = frozenset({"a1", "a2", "a3", "a4"})
    title = thread_title([Story("s", "t", "", articles)], previous_title=jumper, turn=turn)
    assert (title == jumper) == stays


@pytest.mark.parametrize(
    ("remark", "report", "stays"),
    [
        ("A walk along the silent harbour of Norland", "Dockers begin strike at silent harbour of Norland", False),
        (
            "Ferry crews walk out at silent harbour of Norland",
            "Dockers begin strike at silent harbour of Norland",
            True,
        ),
    ],
)
def test_a_title_that_reports_nothing_gives_way_to_a_plain_report(
    make: Make, remark: str, report: str, stays: bool
) -> None:
    older = make("a", "2026-03-02T08:00", "Sample Wire", remark)
    newer = make("b", "2026-03-02T12:00", "Sample Gazette", report)
    assert 0.5 <= event_likelihood(newer) < 0.7
    title = thread_title([Story("s", "t", "", (older, newer))], previous_title=remark)
    assert title == (remark if stays else report)


def test_a_title_that_announces_gives_way_to_a_report_in_like_words(make: Make) -> None:
    before = "Wife of smuggler Ivo Harn to be released from prison in Torvane"
    after = "Wife of smuggler Ivo Harn released from prison in Torvane"
    announced = story(make, "a", ("2026-03-04T20:00", "Sample Wire", before))
    done = story(make, "b", ("2026-03-05T10:00", "Sample Gazette", after))
    assert thread_title([announced, done], "", before) == after


@pytest.mark.parametrize(
    ("hours", "again", "is_replaced"),
    [
        ((2, 3, 4), "", True),
        ((2, 4), "", False),
        ((2, 3, 4), "Host Ana Korvel faces criticism for talk show amid strike", False),
    ],
    ids=["by several", "not by two", "not while a house goes on saying it"],
)
def test_what_several_houses_say_a_day_later_replaces_a_title(
    make: Make, hours: tuple[int, ...], again: str, is_replaced: bool
) -> None:
    before = "Host Ana Korvel faces criticism for her talk show amid a strike"
    after = "Torvane Book Awards drop Ana Korvel as host of the ceremony"
    first = story(make, "a", *((f"2026-03-04T0{n}:00", f"Sample {n}", before) for n in range(2)))
    reports = [(f"2026-03-05T0{n}:00", f"Sample {n} Wire", after) for n in hours]
    if again:
        reports.append(("2026-03-05T05:00", "Sample Echo", again))
    assert (thread_title([first, story(make, "b", *reports)], "", before) == after) == is_replaced


QUAKE = "Earthquake kills 300 in Torvane"
SIDE = "Dog rescued after 26 hours from rubble of Torvane hotel"


@pytest.mark.parametrize(
    "side",
    [
        SIDE,
        "Singer Lio cancels concert in Torvane",
        "Zoo animals escape in Torvane after quake",
        "Airline refunds Torvane flights until Friday",
        "Torvane football club offers stadium as shelter",
    ],
)
def test_a_side_item_of_fewer_houses_does_not_take_the_title_of_an_affair(make: Make, side: str) -> None:
    first = story(make, "a", *((f"2026-03-04T0{n}:00", f"Sample {n}", QUAKE) for n in range(5)))
    item = story(make, "b", *((f"2026-03-05T08:0{n}", f"Sample {n} Wire", side) for n in range(3)))
    assert thread_title([first, item], "", QUAKE) == QUAKE


@pytest.mark.parametrize(
    "again",
    [
        "Torvane quake toll climbs to 420 as rescuers dig",
        "Death toll in Torvane quake reaches 410",
        "Hundreds feared dead in Torvane disaster",
    ],
)
def test_nor_does_one_of_as_many_while_a_house_goes_on_about_the_event(make: Make, again: str) -> None:
    first = story(make, "a", *((f"2026-03-04T0{n}:00", f"Sample {n}", QUAKE) for n in range(3)))
    item = story(make, "b", *((f"2026-03-05T08:0{n}", f"Sample {n} Wire", SIDE) for n in range(3)))
    goes_on = story(make, "c", ("2026-03-05T09:00", "Sample 1", again))
    assert thread_title([first, item, goes_on], "", QUAKE) == QUAKE
