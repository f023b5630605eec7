"""Measure writing: speed of summaries and timelines; --train learns the weights of writing/salience.py, --dates judges
the dates of text/dates.py.

    python benchmarks/writing.py                       # speed, on articles made up by the script
    python benchmarks/writing.py --train SET.jsonl...  # prints the table WEIGHTS, or with --long LONG_WEIGHTS
    python benchmarks/writing.py --dates FOLDER...     # precision and recall against annotated articles

A set for training has a story per line: {"reference": a human summary, "articles": [{"title", "text", ...}]}. The
target of a sentence is half the share of its words (with --long the share, very common ones too) and the share of its
word pairs that the reference holds; each story counts by the square root of its sentences. numpy is needed for --train
only.

A folder for --dates has articles.jsonl ({"id", "title", "text", "published"}) and heideltime.jsonl ({"id", "timex":
[{"type", "value"}]}), annotated by HeidelTime, which errs too. Clock times and seasons are not counted.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from briefing.model.articles import Article, Story
from briefing.text.dates.dates import DateMention, find_dates
from briefing.text.words import stem, tokenize
from briefing.writing.sentences.quotable_sentences import QuotableSentence, quotable_sentences
from briefing.writing.summary.salience import LONG_WEIGHTS, WEIGHTS, sentence_features, story_statistics
from briefing.writing.summary.story_summary import summarize_story
from briefing.writing.thread_text import write_thread
from briefing.writing.timeline.topic_timeline import topic_timeline

KINDS = ("DATE", "TIME")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure writing, or learn the weights of its sentences.")
    parser.add_argument("--train", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--long", action="store_true", help="train the table for long summaries")
    parser.add_argument("--dates", type=Path, nargs="+", metavar="FOLDER")
    args = parser.parse_args()
    if args.train:
        train(args.train, args.long)
    elif args.dates:
        dates(args.dates)
    else:
        measure()


def train(paths: Sequence[Path], long: bool) -> None:
    import numpy

    names = list(LONG_WEIGHTS if long else WEIGHTS)
    rows = [row for path in paths for row in examples(path, names, long)]
    x, y, weight = (numpy.array(column, float) for column in zip(*rows, strict=True))
    ridge = (x * weight[:, None]).T @ x + numpy.eye(x.shape[1])
    found = numpy.linalg.solve(ridge, x.T @ (weight * y))
    print(f"{len(rows)} sentences, correlation {numpy.corrcoef(x @ found, y)[0, 1]:.2f}")
    for name, value in zip(names, found, strict=True):
        print(f'    "{name}": {value:.3f},')


def examples(path: Path, names: Sequence[str], long: bool) -> Iterator[tuple[list[float], float, float]]:
    """Yield signals, target and weight of each sentence of the stories of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        articles = [
            Article(f"a{i}", a.get("title") or "", a["text"], a.get("source") or "")
            for i, a in enumerate(story["articles"])
        ]
        told = quotable_sentences(articles)
        common = story_statistics(articles, told)
        stems = [stem(word) for word in tokenize(story["reference"])]
        known, pairs = set(stems), set(pairwise(stems))
        for quote in told:
            signals = sentence_features(quote, common)
            yield [signals[name] for name in names], target(quote, known, pairs, long), len(told) ** -0.5


def target(quote: QuotableSentence, known: set[str], pairs: set[tuple[str, str]], long: bool) -> float:
    stems = [stem(word) for word in tokenize(quote.text)]
    own = list(pairwise(stems))
    words = stems if long else list(quote.terms)
    held = sum(term in known for term in words) / max(1, len(words))
    both = sum(pair in pairs for pair in own) / max(1, len(own))
    return held + both if long else held / 2 + both


def dates(folders: Sequence[Path]) -> None:
    """Print how many of the found dates are annotated, and of the annotated ones are found: mentions, and days."""
    every, days = Counter[str](), Counter[str]()
    for folder in folders:
        articles = {article["id"]: article for article in lines(folder / "articles.jsonl")}
        for row in lines(folder / "heideltime.jsonl"):
            if not (article := articles.get(row["id"])):
                continue
            text = f"{article.get('title') or ''}\n{article['text']}"
            found = Counter(map(value, find_dates(text, date.fromisoformat(article["published"][:10]))))
            values = (re.sub(r"-WE$|T[A-Z]+$", "", one["value"]) for one in row["timex"] if one["type"] in KINDS)
            truth = Counter(one for one in values if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?|-W\d\d)?", one))
            every.update(right=(found & truth).total(), found=found.total(), truth=truth.total())
            own, true = ({one for one in side if len(one) == 10} for side in (found, truth))
            days.update(right=len(own & true), found=len(own), truth=len(true))
    for name, count in (("mentions", every), ("days of an article", days)):
        precision, recall = count["right"] / count["found"], count["right"] / count["truth"]
        print(f"{name:<20} precision {precision:.3f}   recall {recall:.3f}   of {count['truth']}")


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def value(mention: DateMention) -> str:
    """A mention as TIMEX3 writes it."""
    first = mention.first_day
    week = "{}-W{:02}".format(*first.isocalendar()[:2])
    return {"day": f"{first}", "week": week, "month": f"{first:%Y-%m}", "year": f"{first:%Y}"}[mention.granularity]


def measure() -> None:
    articles = made_up(500)
    story = Story("s", "t", "", tuple(articles[:8]))
    thread = [Story(f"s{n}", "t", "", tuple(articles[4 * n : 4 * n + 4])) for n in range(50)]
    long_thread = [Story(f"s{n}", "t", "", tuple(articles[4 * n : 4 * n + 4])) for n in range(125)]
    summarize_story(articles[:2], 60)
    for name, run in (
        ("summarize, 8 articles, 66 words", lambda: summarize_story(articles[:8], 66)),
        ("summarize, 200 articles, 250 words", lambda: summarize_story(articles[:200], 250)),
        ("timeline, 200 articles, 20 dates", lambda: topic_timeline(articles[:200], 20, 2)),
        ("write, a story of 8 articles", lambda: write_thread("t", [story])),
        ("write, 50 stories of 4 articles", lambda: write_thread("t", thread)),
        ("write, 125 stories of 4 articles", lambda: write_thread("t", long_thread)),
        ("write, 100 threads of 1 article", lambda: write_single(made_up(600)[500:])),
    ):
        began = time.perf_counter()
        run()
        print(f"{name:<40}{(time.perf_counter() - began) * 1000:8.1f} ms")
    measure_growth()


def measure_growth() -> None:
    """Print the processor time of writing threads whose articles were never read, and again with one more report."""
    first = 1000
    for size in (10, 50, 200, 500):
        articles = made_up(first + size + 1)[first:]
        first += size + 1
        for name, count in ((f"write, {size} new articles", size), ("the same process, one report more", size + 1)):
            stories = [Story(f"s{n}", "t", "", tuple(articles[n : min(count, n + 4)])) for n in range(0, count, 4)]
            began = time.process_time()
            write_thread("t", stories)
            used = (time.process_time() - began) * 1000
            print(f"{name:<40}{used:8.1f} ms of CPU, {used / count:.2f} each article")


def write_single(articles: Sequence[Article]) -> None:
    """Write a thread for each article, as most threads of a first refresh are."""
    for article in articles:
        write_thread("t", [Story("s", "t", "", (article,))])


def made_up(count: int) -> list[Article]:
    start = datetime(2024, 1, 1, 6, tzinfo=UTC)
    places = ("Arden", "Torvane", "Veldmoor", "Port Hesk", "Selma Bay", "Calder", "Orsina")
    return [
        Article(
            f"a{i:04}",
            f"Dockers in {places[i % 7]} join strike, day {i // 4}",
            f"Dockers in {places[i % 7]} joined the harbour strike on Monday, the union said. "
            f"It wants {i % 40 + 3} percent more for {i * 7} members in {places[(i + 3) % 7]}.\n"
            f"The harbour of {places[(i + 1) % 7]} has been closed since {i % 27 + 1} January, and ships wait outside. "
            f"Talks with the owners in {places[(i + 2) % 7]} failed last week.",
            f"Sample {i % 9}",
            published=start + timedelta(hours=6 * i),
        )
        for i in range(count)
    ]


if __name__ == "__main__":
    main()
