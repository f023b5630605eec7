"""What every plan keeps, and the model case."""

import os
import random
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from memory_archive import MemoryArchive
from samples import START, article, sample_news

from briefing.grouping.plan import make_plan
from briefing.grouping.standalone import EmptyArchive, group_without_store

MORE = 12


def test_every_article_is_in_one_story_and_every_story_in_one_thread():
    articles = sample_news()
    made = make_plan(articles, EmptyArchive())
    assert sorted(place.child for place in made.articles) == sorted(one.id for one in articles)
    stories = {place.parent for place in made.articles}
    assert {place.child for place in made.stories} == stories
    assert len({place.child for place in made.stories}) == len(made.stories)
    assert {p.id for p in made.profiles} == stories | {place.parent for place in made.stories}
    assert made.document_count == len(articles)


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_within_a_batch_does_not_matter(order):
    articles = sample_news(18)
    wanted = make_plan(articles, EmptyArchive())
    order.shuffle(articles)
    assert make_plan(articles, EmptyArchive()) == wanted


def test_the_same_article_twice_counts_once():
    one = article("Ferry sinks off Cebu", "Twelve people are missing.")
    made = make_plan([one, one], EmptyArchive())
    assert len(made.articles) == 1 and made.document_count == 1


def test_nothing_new_changes_nothing():
    archive = MemoryArchive()
    archive.apply(make_plan(sample_news(), archive))
    made = make_plan([], archive)
    assert not (
        made.articles or made.stories or made.profiles or made.absorbed or made.frequencies or made.document_count
    )


def test_ids_stay_when_more_arrives():
    articles = sample_news(36)
    archive = MemoryArchive()
    archive.apply(make_plan(articles[:24], archive))
    before, threads = dict(archive.story_of), dict(archive.thread_of)
    archive.apply(make_plan(articles[24:], archive))
    assert {article: archive.story_of[article] for article in before} == before
    assert {story: archive.thread_of[story] for story in threads} == threads
    assert all(story in archive.thread_of for story in archive.story_of.values())


def test_stories_go_on_over_several_batches():
    reports = [
        ("Ferry Sample Star sinks off Cebu", "The ferry Sample Star went down with 80 people on board."),
        ("Sample Star ferry: 12 missing off Cebu", "Boats search for 12 people of the ferry Sample Star."),
        ("Search for missing of ferry Sample Star", "Twelve passengers of the Sample Star are still missing off Cebu."),
    ]
    archive = MemoryArchive()
    for n, (title, text) in enumerate(reports):
        archive.apply(make_plan([article(title, text, hours=5 * n, publisher=f"Sample {n}")], archive))
    stories, threads = archive.groups()
    assert len(stories) == len(threads) == 1


def test_one_address_is_one_story():
    found = group_without_store(
        [
            article("Senate backs pact", url="https://sample.example/a"),
            article("What the chamber decided last night", url="https://sample.example/a", hours=2),
        ]
    )
    assert len(set(found.values())) == 1


def test_wire_copy_is_one_story():
    text = "Boats search for 12 people of the ferry Sample Star off Cebu."
    copies = [article("Ferry sinks off Cebu", text, hours=n, publisher=f"Sample {n}") for n in range(5)]
    assert len(set(group_without_store(copies).values())) == 1


def test_texts_without_title_language_or_letters_are_no_error():
    odd = [
        article(""),
        article("…", "—"),
        article("12", lang="xx"),
        article("🙂"),
        article("", "Ferry sinks off Cebu."),
    ]
    found = group_without_store(odd)
    assert len({story for story, _ in found.values()}) == len(odd)


def test_progress_is_reported():
    heard = []
    make_plan(sample_news(MORE), EmptyArchive(), lambda done, total: heard.append((done, total)))
    assert heard[-1] == (MORE, MORE)
    assert heard == sorted(heard)


PACT = [
    ("2023-11-03", "Japan and Philippines agree to start talks on Reciprocal Access Agreement",
     "Prime Minister Kishida and President Marcos agreed in Manila to open talks on a Reciprocal Access Agreement."),
    ("2024-07-08", "Japan and Philippines sign Reciprocal Access Agreement in Manila",
     "Teodoro and Kamikawa signed the Reciprocal Access Agreement; their troops may train together."),
    ("2024-12-16", "Philippine Senate concurs in Reciprocal Access Agreement with Japan",
     "The Senate in Manila concurred in the Reciprocal Access Agreement with Japan by 19 votes to none."),
    ("2025-06-06", "Japan's Diet approves Reciprocal Access Agreement with Philippines",
     "The Diet in Tokyo approved the Reciprocal Access Agreement, which lets troops train in the Philippines."),
    ("2025-09-11", "Reciprocal Access Agreement between Japan and Philippines enters into force",
     "Japanese and Philippine troops may now train in each other's country."),
    ("2026-01-15", "Japan and Philippines sign agreement on ammunition and fuel for joint drills",
     "The agreement on supplies follows the Reciprocal Access Agreement, in force since September."),
]  # fmt: skip
OTHERS = [
    ("2024-04-22", "US and Philippine troops begin yearly Balikatan drills",
     "More than 10,000 American and Philippine soldiers take part in the exercise."),
    ("2024-12-18", "Philippine Senate passes 2025 budget", "Senators passed the national budget after a long night."),
    ("2025-03-31", "Japan's Diet passes record budget", "The budget includes more money for pensions and defence."),
    ("2025-06-10", "Diet debates pension reform in Japan", "Lawmakers in Tokyo argue over who pays for pensions."),
]  # fmt: skip


def days_after(day):
    return (START.fromisoformat(day + "T09:00:00+00:00") - START).total_seconds() / 3600


def test_the_model_case_is_one_thread_over_months_of_silence():
    made = [
        article(title, text, hours=days_after(day) + n, publisher=f"Sample {n}")
        for day, title, text in PACT + OTHERS
        for n in range(2)
    ]
    noise = sample_news(24)
    archive = MemoryArchive()
    everything = sorted(made + noise, key=lambda one: one.published)
    for start in range(0, len(everything), 5):
        archive.apply(make_plan(everything[start : start + 5], archive))
    thread = {one.title: archive.thread_of[archive.story_of[one.id]] for one in made}
    pact = {thread[title] for _, title, _ in PACT}
    assert len(pact) == 1
    assert not pact & {thread[title] for _, title, _ in OTHERS}
    assert len({archive.story_of[one.id] for one in made if one.title in {t for _, t, _ in PACT}}) == len(PACT)


def test_a_later_report_may_bridge_two_stories_of_a_batch():
    rng = random.Random(1)
    reports = [
        article("Blast at Quarzo chip plant in Saxony", "A blast shook the Quarzo plant near Dresden."),
        article("Dozens hurt near Dresden", "Forty workers were taken to hospital in Dresden.", hours=0.2),
        article("Blast at Quarzo plant near Dresden hurts forty workers", "The blast at the chip plant of Quarzo"
                " in Saxony sent forty workers to hospital in Dresden, dozens hurt.", hours=1),
    ]  # fmt: skip
    rng.shuffle(reports)
    assert len({story for story, _ in group_without_store(reports).values()}) <= 2


PRINT = """
import sys
sys.path.insert(0, sys.argv[1])
from samples import sample_news
from briefing.grouping.regroup import regroup
from briefing.model.grouping import Constraints
made = regroup(sample_news(30), {}, Constraints())
print(made.homes, [(one.id, one.terms, one.body) for one in made.plan.profiles], made.plan.affairs)
"""


def test_grouping_gives_the_same_in_every_process():
    outputs = set()
    for seed in ("1", "2", "3"):
        command = [sys.executable, "-c", PRINT, str(Path(__file__).parent)]
        done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1
