"""Stories of earlier refreshes become one when later reports show that they are one happening."""

import json
from dataclasses import replace

import pytest
from memory_archive import MemoryArchive
from samples import START, article

from briefing.grouping.plan import make_plan
from briefing.grouping.standalone import group_without_store
from briefing.model.grouping import CannotLink, Constraints, Home, MustLink

SINKING = [
    (
        "Ferry sinks off Port Hesk in storm",
        "The ferry Sea Lark sank off Port Hesk in a storm with ninety people on board, rescuers said.",
    ),
    (
        "Ninety aboard as ferry Sea Lark goes down",
        "The Sea Lark went down in a storm off Port Hesk with ninety people.",
    ),
]
SEARCH = [
    (
        "Divers search wreck for missing passengers",
        "Divers searched the wreck of a ferry near Hesk for eleven missing passengers on Tuesday.",
    ),
    (
        "Eleven passengers missing as divers reach wreck",
        "Divers reached the wreck of a ferry near Hesk; eleven passengers are missing.",
    ),
]
BOTH = [
    (
        "Sea Lark ferry sinks off Port Hesk, divers search wreck for eleven missing",
        "The ferry Sea Lark sank in a storm off Port Hesk with ninety people on board; divers searched the wreck for"
        " eleven missing passengers.",
    )
]


def reports(rows, hours):
    return [
        article(title, text, hours=hours + n / 2, publisher=f"Sample {hours + n}")
        for n, (title, text) in enumerate(rows)
    ]


sinking, search, both = reports(SINKING, 0), reports(SEARCH, 3), reports(BOTH, 6)
everything = [*sinking, *search, *both]


def refreshed(*batches):
    archive = MemoryArchive()
    for batch in batches:
        archive.apply(make_plan(batch, archive))
    return archive


def stories(archive, articles=everything):
    return {archive.story_of[one.id] for one in articles}


def test_a_report_that_fits_both_joins_two_stories_of_earlier_refreshes():
    assert len(stories(refreshed(sinking, search), [*sinking, *search])) == 2
    assert len(stories(refreshed(sinking, search, both))) == 1
    assert len({home.story for home in group_without_store(everything).values()}) == 1, "as all at once"


def test_the_older_story_keeps_its_id_and_the_other_one_leads_there():
    archive = refreshed(sinking, search)
    (older,), (newer,) = stories(archive, sinking), stories(archive, search)
    archive.apply(make_plan(both, archive))
    assert stories(archive) == {older} and archive.absorbed_into[newer] == older


def test_why_has_a_reason_for_the_report_that_founded_the_other_story():
    archive = refreshed(sinking, search)
    assert archive.evidence[search[0].id] is None
    archive.apply(make_plan(both, archive))
    assert archive.evidence[search[0].id].target == archive.story_of[search[0].id]


def test_the_thread_counts_the_story_and_each_article_once():
    archive = refreshed(sinking, search, both)
    (thread,) = archive.kept["thread"].values()
    body = json.loads(thread.body)
    assert body["size"] == 1 and body["weight"] == pytest.approx(len(everything), abs=0.5)
    assert len(body["members"]) == 1
    (story,) = archive.kept["story"].values()
    assert json.loads(story.body)["size"] == len(everything)


def test_later_reports_find_the_joined_story():
    archive = refreshed(sinking, search, both)
    more = reports([("Eleven missing in wreck of Sea Lark ferry", "Divers searched the Sea Lark off Port Hesk.")], 9)
    archive.apply(make_plan(more, archive))
    assert len(stories(archive, [*everything, *more])) == 1


def test_two_happenings_of_one_thread_stay_two():
    inquiry = reports(
        [
            (
                "Inquiry into Sea Lark opens with captain's testimony",
                "The captain of the ferry Sea Lark testified as an inquiry into the sinking off Port Hesk opened.",
            ),
            (
                "Captain tells inquiry that Sea Lark was overloaded",
                "The ferry Sea Lark was overloaded, its captain testified to the inquiry into the sinking.",
            ),
        ],
        70,
    )
    wrap = reports(
        [
            (
                "Sea Lark: from the storm off Port Hesk to the captain's testimony",
                "The ferry Sea Lark sank in a storm off Port Hesk with ninety people; its captain testified later.",
            )
        ],
        73,
    )
    archive = refreshed(sinking, inquiry, wrap)
    assert stories(archive, sinking).isdisjoint(stories(archive, inquiry))


@pytest.mark.parametrize(
    "constraints",
    [
        Constraints(cannot_link=frozenset({CannotLink("story", search[0].id, sinking[0].id)})),
        Constraints(must_link=(MustLink("story", frozenset({search[0].id, search[1].id}), START),)),
    ],
    ids=["taken apart by a person", "put together by a person"],
)
def test_stories_that_a_person_corrected_are_not_joined(constraints):
    archive = refreshed(sinking, search)
    homes = {
        one.id: Home(archive.story_of[one.id], archive.thread_of[archive.story_of[one.id]]) for one in everything[:4]
    }
    archive.apply(make_plan(both, archive, user_constraints=replace(constraints, homes=homes)))
    assert stories(archive, sinking).isdisjoint(stories(archive, search))
