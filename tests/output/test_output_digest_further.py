"""Widely reported threads that a digest has no room for in brief are named by title alone."""

import json
import re
from dataclasses import replace
from functools import cache
from itertools import chain

import pytest
from sample_briefing import NOW, PACT, TREMOR, briefing

from briefing.model.briefings import Briefing
from briefing.model.digests import DigestSettings
from briefing.model.threads import Changes, Sentence, Summary, Thread
from briefing.output.cells import cell_width
from briefing.output.digest.digest import digest_document, digest_text
from briefing.output.digest.digest_fitting import ENOUGH_IN_FULL, FEW_IN_FULL, fit_digest
from briefing.output.digest.weekly import weekly_document
from briefing.output.documents.atom_document import document_atom
from briefing.output.documents.document import Document, DocumentEntry
from briefing.output.documents.document_codec import decode_document, encode_document
from briefing.output.documents.document_json import document_json
from briefing.output.documents.html_document import document_html
from briefing.output.documents.markdown_document import document_markdown
from briefing.output.documents.text_document import document_lines
from briefing.output.lines import plain_lines
from briefing.writing.digest.digest_layout import MAX_OWN_LINES
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS

TITLES = [f"Happening number {n} in the harbour of a large town that few people have ever heard of" for n in range(55)]
THREADS = [replace(TREMOR, row=replace(TREMOR.row, id=f"t{n}", title=title)) for n, title in enumerate(TITLES)]
SURE = frozenset(f"t{n}" for n in range(3, 45))
HEAVY = briefing(*THREADS, shortened_count=35, total=90, sure=SURE)


@cache
def fitted_heavy(lines: int) -> Briefing:
    """The heavy day in some lines, which takes a second to fit."""
    return fit_digest(HEAVY, DigestSettings(lines=lines), 72)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_all_threads_whose_place_is_sure_are_named_within_the_lines() -> None:
    settings = DigestSettings(lines=100)
    fitted = fitted_heavy(100)
    text = digest_text(fitted, 72, settings)
    assert len(text.splitlines()) <= settings.lines
    assert {thread.row.id for thread in fitted.threads} >= SURE
    assert all(title[:50] in squeezed(text) for n, title in enumerate(TITLES) if f"t{n}" in SURE)
    assert "  Further:" in text and len(fitted.full_threads) >= 3
    assert fitted.left_out_count == 90 - len(fitted.threads)


def test_a_title_that_only_names_an_affair_has_what_is_new_behind_it() -> None:
    (report,) = TREMOR.stories[0].articles
    named = replace(TREMOR, row=replace(TREMOR.row, title="Peninsula quake"), new_report=report.id)
    acts = replace(TREMOR, row=replace(TREMOR.row, id="t8", title="Quake destroys harbour"))
    page = briefing(TREMOR, named, acts, shortened_count=2, titled_count=2)
    titles = [entry.title for entry in digest_document(page).further]
    assert titles == [f"Peninsula quake: {report.title}", "Quake destroys harbour"]
    wide = replace(
        PACT, row=replace(PACT.row, id="t7"), further_titles=("Diet votes",), further_reports=("a3",), changes=Changes()
    )
    (entry,) = digest_document(briefing(TREMOR, wide, shortened_count=1, titled_count=1)).further
    assert entry.title == f"{PACT.row.title}: also Diet votes" and entry.link == "https://gazette.example/a3"
    assert entry.facts == f"Sample Gazette and {PACT.row.independent_publisher_count - 1} more"


def test_a_headline_behind_the_name_of_an_affair_needs_no_sentence() -> None:
    (report,) = TREMOR.stories[0].articles
    row = replace(TREMOR.row, title="Peninsula quake")
    named = replace(TREMOR, row=row, new_report=report.id, changes=Changes(), summary=Summary())
    (entry,) = digest_document(briefing(named)).entries
    text = squeezed(digest_text(briefing(named)))
    assert f"Now: {report.title}. [1]" in text and len(entry.blocks) == 1


def test_threads_with_nothing_new_run_on_under_a_heading_of_their_own() -> None:
    names = tuple(f"Sample {n}" for n in range(5))
    rows = [replace(TREMOR.row, id=f"q{n}", title=f"Storm {n}", publishers=names) for n in range(2)]
    quiet = [replace(TREMOR, row=row, changes=Changes(), news_width=1) for row in rows]
    page = briefing(TREMOR, PACT, *quiet, shortened_count=3, titled_count=3)
    lines = squeezed(digest_text(page))
    assert "More articles, but nothing new that two publishers report: Storm 0 (5); Storm 1 (5)." in lines
    assert digest_document(page).further[0].label == "Updated", "others stand in lines of their own"
    assert "<h3>More articles, but nothing new that two publishers report</h3>" in document_html(digest_document(page))


def test_every_line_of_its_own_names_a_publisher_whatever_is_quiet_before_it() -> None:
    names = tuple(f"Sample {n}" for n in range(5))
    rows = [replace(TREMOR.row, id=f"q{n}", title=f"Storm {n}", publishers=names) for n in range(MAX_OWN_LINES)]
    quiet = [replace(TREMOR, row=row, changes=Changes(), news_width=1) for row in rows]
    named = THREADS[:MAX_OWN_LINES]
    page = briefing(TREMOR, *quiet, *named, shortened_count=2 * MAX_OWN_LINES, titled_count=2 * MAX_OWN_LINES)
    facts = [entry.facts for entry in digest_document(page).further if entry.id.startswith("t")]
    assert facts == [TREMOR.stories[0].articles[0].publisher] * MAX_OWN_LINES


def test_a_publisher_without_a_name_is_an_unknown_one() -> None:
    (story,) = TREMOR.stories
    nameless = replace(story, articles=(replace(story.articles[0], publisher=""),))
    page = briefing(PACT, replace(TREMOR, stories=(nameless,)), shortened_count=1, titled_count=1)
    assert [entry.facts for entry in digest_document(page).further] == ["unknown publisher"]


def test_where_lines_are_few_titles_stand_alone_before_they_run_on() -> None:
    (story,) = TREMOR.stories
    report = replace(story.articles[0], title=f"Report of {TITLES[0].lower()}")
    named = [
        replace(
            one,
            row=replace(one.row, title=f"Peninsula {n}"),
            stories=(replace(story, articles=(report,)),),
            new_report=report.id,
        )
        for n, one in enumerate(THREADS)
    ]
    groups = tuple(frozenset({id}) for id in ("t-left", *(one.row.id for one in named)))
    page = briefing(
        *named, shortened_count=52, total=55, page_groups=groups, sure=frozenset(one.row.id for one in named)
    )
    settings = DigestSettings(lines=64)
    fitted = fit_digest(page, settings, 72)
    assert fitted.form.titles == "bare"
    assert len(digest_text(fitted, 72, settings).splitlines()) <= settings.lines


@pytest.mark.parametrize("lines", [20, 60, 200])
def test_few_lines_are_never_exceeded(lines: int) -> None:
    settings = DigestSettings(lines=lines)
    fitted = fitted_heavy(lines)
    assert len(digest_text(fitted, 72, settings).splitlines()) <= lines
    assert fitted.full_threads


def test_a_thread_that_is_named_by_title_alone_takes_no_source() -> None:
    fitted = fitted_heavy(100)
    document = digest_document(fitted)
    cited = {article.id for _, article in document.sources}
    titled = {article.id for t in fitted.titled_threads for s in t.stories for article in s.articles}
    assert len(document.further) == fitted.titled_count > 10
    assert len(document.sources) <= len(cited - titled) + len(fitted.full_threads) + len(fitted.brief_threads)


def test_no_thread_is_named_by_title_alone_where_there_is_room() -> None:
    quiet = briefing(*THREADS[:12], shortened_count=8, sure=frozenset({"t5", "t11"}))
    fitted = fit_digest(quiet, DigestSettings(), 72)
    assert len(fitted.threads) == 12 and not fitted.titled_count


def test_without_sure_places_nothing_is_named_by_title_alone() -> None:
    assert not fit_digest(replace(HEAVY, sure=frozenset()), DigestSettings(), 72).titled_count


def test_the_number_of_threads_holds() -> None:
    assert len(fit_digest(HEAVY, DigestSettings(limit=10), 72).threads) == 10


def test_every_format_names_them_and_the_stored_digest_too() -> None:
    fitted = fitted_heavy(100)
    document = digest_document(fitted)
    names = [entry.title for entry in document.further]
    again = decode_document(encode_document(document))
    assert [entry.title for entry in again.further] == names
    for text in (document_html(document), document_markdown(document), document_atom(document)):
        assert all(name in squeezed(text) for name in names)
    assert [one["title"] for one in json.loads(document_json(document))["printed"]["further"]] == names


def test_the_feeds_of_two_digests_share_no_id() -> None:
    names = ("late news", "late-news")
    documents = [digest_document(replace(briefing(TREMOR), digest_name=name)) for name in names]
    documents += [weekly_document(replace(briefing(TREMOR), digest_name=name), DigestSettings()) for name in names]
    ids = [re.findall("<id>(.*)</id>", document_atom(document)) for document in documents]
    assert [len(own) for own in ids] == [2] * 4 and len({*chain(*ids)}) == 8


def test_a_digest_that_an_earlier_version_stored_has_none() -> None:
    stored = json.loads(encode_document(digest_document(briefing(TREMOR))))
    del stored["further"]
    assert decode_document(json.dumps(stored)).further == ()


def further(*sections: str, title: str = "Happening in the harbour of a large town"):
    entries = tuple(
        DocumentEntry(f"{n} {title}", "New", "9", f"t{n}", link=f"https://wire.example/{n}", section=section)
        for n, section in enumerate(sections)
    )
    return Document("BRIEFING", (), NOW, brief=(DocumentEntry("Quake", "New", "3"),), further=entries)


def headings(document: Document) -> list[str]:
    return [line.strip() for line in text_of(document).splitlines() if line.startswith("  Further")]


def text_of(document: Document, width: int = 72) -> str:
    return plain_lines(document_lines(document, width))


def test_titles_stand_by_section_and_those_of_small_sections_together() -> None:
    document = further("world", "asia", "culture", "asia", "world", "asia", "world", "")
    assert headings(document) == ["Further in world:", "Further in asia:", "Further in other sections:"]
    rows = [line.strip()[0] for line in text_of(document).splitlines() if line.startswith("    ")]
    assert rows == ["0", "4", "6", "1", "3", "5", "2", "7"]
    for written in (document_html(document), document_markdown(document)):
        assert [written.index(f"{n} Happening") for n in rows] == sorted(written.index(f"{n} Happening") for n in rows)
        assert "Further in other sections" in written


def test_few_titles_and_many_small_sections_need_no_groups() -> None:
    assert headings(further("world", "world", "world", "asia")) == ["Further:"]
    assert headings(further(*"abcdefgh")) == ["Further:"]
    assert headings(further(*["asia"] * 9)) == ["Further:"]


@pytest.mark.parametrize("title", ["A very long headline " * 9, "港湾都市の出来事について" * 9])
@pytest.mark.parametrize("count", [1, 40])
def test_titles_are_whole_within_the_width(title: str, count: int) -> None:
    document = further(*["world"] * count, title=title.strip())
    lines = text_of(document, 60).splitlines()
    assert max(map(cell_width, lines)) <= 60
    found = "".join("".join(lines).split())
    assert found.count("".join(title.split())) == count
    assert title.strip() in document_html(document)


def test_each_title_begins_a_line_unless_they_are_too_many_for_it() -> None:
    lines = further(*["world"] * 20, *["asia"] * 16)
    assert headings(lines) == ["Further:"], "the first ones are of one section"
    own = [line for line in text_of(lines).splitlines() if line.endswith("(9)")]
    assert len(own) >= MAX_OWN_LINES and "  Also in the news: 15 Happening" in text_of(lines), "the others run on"
    dense = decode_document(encode_document(replace(lines, runs_on=True)))
    assert [line.split(":")[0] for line in headings(dense)] == ["Further"]
    assert "(9); 1 Happening" in squeezed(text_of(dense))
    few = replace(HEAVY, sure=frozenset(f"t{n}" for n in range(3, 33)))
    assert fit_digest(few, DigestSettings(lines=100), 72).form.titles != "run on"


def test_threads_in_full_have_one_sentence_where_few_stand_in_brief() -> None:
    told = Summary(paragraph=(Sentence("The council met at length.", "a4"), Sentence("It spoke of the harbour.", "a4")))
    threads = [replace(thread, summary=told) for thread in HEAVY.threads]
    for sure, sentences in ((25, 1), (0, 2)):
        digest = replace(HEAVY, threads=tuple(threads), sure=frozenset(f"t{n}" for n in range(3, 3 + sure)))
        text = digest_text(fit_digest(digest, DigestSettings(lines=60), 72))
        assert ("It spoke" in text) == (sentences == 2) and "The council met" in text


def test_titles_run_on_before_few_threads_stand_in_full() -> None:
    told = Summary(
        paragraph=(Sentence("The council met at length, and spoke of the harbour and of its two quays.", "a4"),)
    )
    wide = briefing(
        *(replace(thread, summary=told) for thread in HEAVY.threads), shortened_count=35, total=90, sure=SURE
    )
    roomy, tight = (fit_digest(wide, DigestSettings(lines=lines), 72) for lines in (100, 80))
    assert roomy.form.titles == tight.form.titles == "run on"
    assert len(roomy.full_threads) >= ENOUGH_IN_FULL and {thread.row.id for thread in roomy.threads} >= SURE
    assert len(tight.full_threads) == FEW_IN_FULL


def test_an_affair_is_one_entry_where_its_first_thread_stands() -> None:
    def part(id: str, title: str, **more: object) -> Thread:
        return replace(TREMOR, row=replace(TREMOR.row, id=id, title=title, affair_id="t99", **more))

    lead, brief = part("t1", "Port of Arden closes"), part("t2", "Dockers of Arden walk out", independent_count=4)
    other, last = (
        replace(TREMOR, row=replace(TREMOR.row, id="t3", title="Opera opens")),
        part("t4", "Ships wait off Arden"),
    )
    page = digest_document(briefing(lead, brief, other, last, shortened_count=3, titled_count=1))
    assert [entry.title for entry in (*page.entries, *page.brief, *page.further)] == [lead.row.title, "Opera opens"]
    text = squeezed(plain_lines(document_lines(page, 72)))
    assert "also Dockers of Arden walk out (4)" in text and "also Ships wait off Arden" in text
    shortened = digest_document(briefing(other, lead, brief, last, shortened_count=3, titled_count=1))
    assert [entry.title for entry in shortened.brief] == [lead.row.title] and not shortened.further
    text = squeezed(plain_lines(document_lines(shortened, 72)))
    assert "(1) [1] In this affair: Dockers of Arden walk out (4) [1]; Ships wait off Arden (1)" in text
    titled = digest_document(briefing(other, lead, brief, last, shortened_count=3, titled_count=3))
    assert [entry.title for entry in titled.further] == [" / ".join(one.row.title for one in (lead, brief, last))]


def test_widely_reported_news_of_an_affair_is_an_entry_of_its_own_that_names_the_affair() -> None:
    def part(id: str, title: str, new: int = 1) -> Thread:
        row = replace(TREMOR.row, id=id, title=title, affair_id="t99", affair_title="Strike at the ports")
        return replace(TREMOR, row=replace(row, new_publisher_count=new))

    lead, wide = part("t1", "Port of Arden closes"), part("t2", "Dockers of Arden walk out", WIDE_PUBLISHERS)
    page = digest_document(briefing(lead, wide, shortened_count=1))
    assert [entry.title for entry in (*page.entries, *page.brief)] == [lead.row.title, wide.row.title]
    text = squeezed(plain_lines(document_lines(page, 72)))
    assert "part of: Strike at the ports" in text and text.count("part of") == 1
    full = squeezed(plain_lines(document_lines(digest_document(briefing(lead, wide)), 72)))
    assert full.count("part of: Strike at the ports") == 1
