"""A small briefing of invented news by sample publishers, as values."""

import io
from datetime import UTC, date, datetime, timedelta

from rich.console import Console

from briefing.model.articles import Article, Story
from briefing.model.briefings import Briefing
from briefing.model.coverage import Happening
from briefing.model.feeds import Feed, FeedState
from briefing.model.notes import Note
from briefing.model.threads import Sentence, Summary, Thread, ThreadRow, TimelineEntry
from briefing.output.documents.markdown_document import document_markdown
from briefing.output.lines import plain_lines
from briefing.output.terminal import print_lines
from briefing.output.today import briefing_lines
from briefing.output.today_document import briefing_document

NOW = datetime(2024, 12, 16, 18, 40, tzinfo=UTC)
SINCE = NOW - timedelta(hours=24)


def article(id, title, publisher="Sample Wire", published=NOW - timedelta(hours=2), link=None, text=""):
    link = f"https://{publisher.split()[-1].lower()}.example/{id}" if link is None else link
    return Article(id=id, title=title, text=text, publisher=publisher, link=link, url=link, published=published)


def thread(id, title, stories, status="new", sentences=(), timeline=(), **row):
    articles = [a for story in stories for a in story.articles]
    publishers = tuple(dict.fromkeys(a.publisher for a in articles))
    sentences = tuple(sentences)
    return Thread(
        row=ThreadRow(
            id=id,
            title=title,
            section=row.pop("section", "world"),
            first=min(a.published for a in articles),
            last=max(a.published for a in articles),
            status=status,
            publishers=publishers,
            article_count=len(articles),
            story_count=len(stories),
            **row,
        ),
        stories=tuple(stories),
        summary=Summary(line=sentences[:1], paragraph=sentences, long=sentences),
        timeline=tuple(timeline),
    )


SIGNED = article("a1", "Pact signed in Manila", "Sample Observer", datetime(2023, 11, 3, 4, tzinfo=UTC))
WIRE = article("a2", "Senate backs pact with Tokyo", "Sample Wire", NOW - timedelta(hours=3))
GAZETTE = article("a3", "What the pact allows", "Sample Gazette", NOW - timedelta(hours=2))
QUAKE = article("a4", "Quake shakes the peninsula", "Sample Wire", NOW - timedelta(minutes=40))

PACT = thread(
    "t1aa",
    "Japan-Philippines defence pact",
    [Story("s1", "t1aa", "Pact signed in Manila", (SIGNED,)), Story("s2", "t1aa", "Senate concurs", (WIRE, GAZETTE))],
    status="updated",
    sentences=[
        Sentence("The Philippine Senate concurred in the agreement on Monday by 19 votes to none.", "a2"),
        Sentence("It enters into force once the Diet has approved it too.", "a3"),
    ],
    timeline=[
        TimelineEntry(date(2024, 12, 16), "Senate concurs", "s2", "first", ("Sample Wire", "Sample Gazette")),
        TimelineEntry(date(2023, 11, 3), "Pact signed in Manila", "s1", "first", ("Sample Observer",)),
    ],
    daily_counts=(0,) * 12 + (1, 2),
    followed=True,
)
TREMOR = thread(
    "t2bb",
    "Quake on the peninsula",
    [Story("s3", "t2bb", "Quake on the peninsula", (QUAKE,))],
    sentences=[Sentence("A quake of magnitude 5.9 shook the peninsula at 18:01.", "a4")],
    timeline=[TimelineEntry(date(2024, 12, 16), "Quake on the peninsula", "s3", "first", ("Sample Wire",))],
    daily_counts=(0,) * 13 + (1,),
)
PROBLEM = Note("Sample Metro", "timed out after 30 s", 3, NOW + timedelta(hours=2))


def printed(briefing, width, ascii=False):
    """Return what `briefing today` prints into a pipe."""
    return plain_lines(briefing_lines(briefing, width, ascii))


def in_markdown(briefing, with_singles=False):
    """Return what `briefing today --format markdown` prints."""
    return document_markdown(briefing_document(briefing, with_singles))


def on_terminal(briefing, **options):
    """Return what `briefing today` prints on a terminal of 80 columns, with its escapes."""
    out = io.StringIO()
    console = Console(file=out, **{"force_terminal": True, "width": 80, "color_system": "standard", **options})
    print_lines(briefing_lines(briefing, console.width), console)
    return out.getvalue()


def briefing(*threads, **changes):
    shown = threads or (PACT, TREMOR)
    return Briefing(
        **{
            "now": NOW,
            "since": SINCE,
            "threads": shown,
            "total": len(shown),
            "new": sum(t.row.status == "new" for t in shown),
            "updated": sum(t.row.status == "updated" for t in shown),
            "feeds": 40,
            "articles": 412,
            "main": len(shown),
            **changes,
        }
    )


FEEDS = [
    (
        Feed("https://wire.example/rss", name="Sample Wire"),
        FeedState("https://wire.example/rss", last_success=NOW, next_due=NOW + timedelta(hours=1)),
    ),
    (
        Feed("https://metro.example/rss", name="Sample Metro"),
        FeedState("https://metro.example/rss", failures=2, error="timed out\x1b[2J"),
    ),
    (Feed("https://off.example/rss", enabled=False), FeedState("https://off.example/rss", title="Sample Off")),
]


def happening_of(story):
    """A story as what publishers report."""
    return Happening(story.articles[0].id, story.title, story.id, story.articles)
