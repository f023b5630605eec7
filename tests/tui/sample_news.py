"""Sample news as threads: written for the tests, with a clock that stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from briefing.model.articles import Article, Story
from briefing.model.threads import Sentence, Summary, Thread, ThreadRow, TimelineEntry

NOW = datetime(2024, 12, 16, 9, 40, tzinfo=UTC)
PUBLISHERS = ("Sample Wire", "Sample Gazette", "Sample Observer", "Sample Metro", "Sample Kurier", "Sample Herald")


def ago(**spans: float) -> datetime:
    """A moment before now."""
    return NOW - timedelta(**spans)


def _story(name: str, section: str, index: int, when: datetime, words: str, publishers: int) -> Story:
    articles = tuple(
        Article(
            id=f"a-{name}-{index}-{n}",
            title=f"{words}, says report {n + 1}" if n else words,
            text=f"{words}. This is the text of report {n + 1}.\nIt has a second paragraph.",
            publisher=PUBLISHERS[n % len(PUBLISHERS)],
            section=section,
            url=f"https://{PUBLISHERS[n % len(PUBLISHERS)].split()[1].lower()}.example/{name}/{index}/{n}",
            published=when + timedelta(minutes=20 * n),
            seen=when,
        )
        for n in range(publishers)
    )
    return Story(f"s-{name}-{index}", f"t-{name}", words, articles)


def thread_of(
    name: str,
    title: str,
    happenings: list[tuple[datetime, str, int]],
    *,
    section: str = "asia",
    sentences: tuple[str, ...] = (),
    read: datetime | None = None,
) -> Thread:
    """A thread of happenings, oldest first: (when, title, number of publishers)."""
    stories = [_story(name, section, index, *happening) for index, happening in enumerate(happenings)]
    everything = [article for story in stories for article in story.articles]
    newest = stories[-1].articles
    first, last = min(a.published for a in everything), max(a.published for a in everything)
    said = tuple(
        Sentence(text, newest[n % len(newest)].id) for n, text in enumerate(sentences or (f"{happenings[-1][1]}.",))
    )
    row = ThreadRow(
        id=f"t-{name}",
        title=title,
        section=section,
        first=first,
        last=last,
        status="new" if first > ago(days=1) else "updated" if happenings[-1][0] > ago(days=1) else "running",
        publishers=tuple(dict.fromkeys(a.publisher for a in everything)),
        article_count=len(everything),
        story_count=len(stories),
        daily_counts=tuple(
            sum(a.published.date() == (NOW - timedelta(days=13 - d)).date() for a in everything) for d in range(14)
        ),
        latest_development=happenings[-1][1],
        read=read,
    )
    entries = tuple(
        TimelineEntry(
            date=story.articles[0].published.date(),
            title=story.title,
            story=story.id,
            kind="update" if index else "first",
            publishers=tuple(dict.fromkeys(a.publisher for a in story.articles)),
            articles=tuple(a.id for a in story.articles),
            sentences=(Sentence(f"{story.title}, the report says.", story.articles[0].id),),
        )
        for index, story in reversed(list(enumerate(stories)))
    )
    return Thread(row, tuple(stories), Summary(said[:1], said[:2], said), entries)


def sample_threads() -> list[Thread]:
    """Threads of several sections and states."""
    return [
        thread_of(
            "pact",
            "Japan-Philippines defence pact",
            [
                (datetime(2023, 11, 3, 8, tzinfo=UTC), "Talks agreed in Manila", 2),
                (datetime(2024, 4, 11, 15, tzinfo=UTC), "Leaders meet in Washington", 3),
                (
                    datetime(2024, 7, 8, 5, tzinfo=UTC),
                    "Signed in Manila by Teodoro and Kamikawa while Marcos looks on",
                    6,
                ),
                (ago(hours=3), "Senate in Manila concurs, 19 to 0", 4),
            ],
            sentences=(
                "The Philippine Senate concurred in the agreement on Monday by 19 votes to none.",
                "It enters into force once Japan's Diet has approved it too.",
                "The agreement sets the rules for visiting forces of either country.",
                "Talks on it opened in November 2023 when the two leaders met in Manila.",
            ),
            read=datetime(2024, 7, 9, tzinfo=UTC),
        ),
        thread_of(
            "strait",
            "Strait shipping insurance",
            [
                (ago(days=4), "Tanker seized in the strait", 5),
                (ago(hours=1.5), "Premiums double after second seizure", 6),
            ],
            section="business",
        ),
        thread_of("quake", "Noto quake", [(ago(minutes=60), "Magnitude 5.9, no tsunami", 2)]),
        thread_of(
            "hostile", "Markup [/ and [@click=app.quit]x[/] stay words", [(ago(hours=5), "[bold]Not bold[/bold]", 1)]
        ),
        thread_of(
            "wide", "日本とフィリピンの円滑化協定が上院で承認される見通し", [(ago(hours=6), "上院の採決は月曜日", 2)]
        ),
        thread_of(
            "chips",
            "Chip export rules",
            [(ago(days=9), "Tokyo lists twenty tools", 3), (ago(days=2), "Tokyo adds three tools to its list", 4)],
            section="technology",
        ),
        thread_of("budget", "Budget in Manila", [(ago(days=3), "House passes the budget", 3)]),
        *(
            thread_of(
                f"filler{n}",
                f"Sample affair number {n} of the long list",
                [(ago(days=1.2 + n), f"Development of affair {n}", 1 + n % 3)],
                section=("world", "science")[n % 2],
            )
            for n in range(20)
        ),
    ]


def arrival(name: str = "ferry", title: str = "Ferry strike") -> Thread:
    """A thread that a refresh brings."""
    return thread_of(name, title, [(ago(minutes=9), "Crews walk out at midnight", 3)], section="world")
