"""Feeds that edit, reorder, drop and repeat their entries: no article is overwritten by another post, none is lost.

`python tests/fuzz/test_identity_fuzz.py SECONDS [SEED]` goes on for longer. A round is a site with one to three feeds.
Each document is parsed, identified and stored as in a refresh.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from fuzz_run import run_for_seconds, run_rounds

from briefing.feeds.intake import intake_of
from briefing.model.articles import Article
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import Response
from briefing.store.store import Store

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
SITE = "wire.example"
ROUNDS = 4
"""Rounds in the test suite."""
GUIDS = ("own", "link", "none", "constant", "placeholder", "position", "slot", "fetch")
"""What a feed writes as guid: "slot" is one of few guids, given to new posts again; "fetch" is new at each fetch."""
LINKS = ("slug", "number", "page", "fragment", "front", "none")
DATES = ("given", "day", "none", "fetch")
SYLLABLES = (
    "ba",
    "dor",
    "fen",
    "gul",
    "ham",
    "jin",
    "kor",
    "lub",
    "mer",
    "nox",
    "pil",
    "ruv",
    "sat",
    "tiv",
    "wex",
    "zan",
)
SUBJECTS = ("ferry", "market", "senate", "library", "volcano", "orchestra", "glacier", "election", "harbour", "railway")
VERBS = ("sinks", "opens", "closes", "votes", "burns", "returns", "expands", "halts", "wins", "moves")
COLUMNS = ("Daily weather report", "Release notes", "Letters to the editor")
FILLER = "the mayor and two witnesses spoke to reporters near the old town hall before noon"


@dataclass
class Post:
    """A post as its site has it now; its mark is a word that stands in each of its texts and in no other post."""

    mark: str
    title: str
    text: str
    slug: str
    number: int
    slot: int
    date: datetime
    doubts: int = 0
    shown: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True)
class Style:
    """How a feed writes its entries."""

    url: str
    guid: str
    link: str
    date: str
    guid_tag: str

    @property
    def is_sure(self) -> bool:
        """Whether guid or link identifies a post."""
        return self.guid == "own" or self.link in ("slug", "number")


class Site:
    """Makes posts and edits them."""

    def __init__(self, choice: random.Random) -> None:
        self.choice = choice
        self.posts: list[Post] = []
        self.hidden: list[Post] = []
        self.now = START
        self.prefix = f"https://{SITE}"

    def add(self) -> None:
        choice, number = self.choice, len(self.posts) + len(self.hidden)
        mark = "".join(choice.choices(SYLLABLES, k=3)) + SYLLABLES[number % 16] + SYLLABLES[number // 16 % 16] + "ia"
        subject, verb = choice.choice(SUBJECTS), choice.choice(VERBS)
        title = f"{subject.title()} {verb} in {mark.title()}"
        if choice.random() < 0.15:
            title = choice.choice(COLUMNS)
        own = [f"{mark[:k]}{subject[:4]}" for k in range(4, 8)]
        words = " ".join([*choice.sample(FILLER.split(), 5), *own, mark])
        text = f"The {subject} of {mark.title()} {verb}, {words}."
        slug = "-".join(title.lower().split()) if mark in title.lower() else f"{subject}-{mark}"
        self.posts.insert(0, Post(mark, title, text, slug, 100_000 + 7 * number, number % 5, self.now - self.delay()))

    def delay(self) -> timedelta:
        return timedelta(minutes=self.choice.randrange(1, 50))

    def edit(self, post: Post) -> None:
        """Change a post a little, as an editor does."""
        kind = self.choice.choice(("title", "text", "slug", "date", "both"))
        if kind in ("title", "both"):
            post.title = self.choice.choice((post.title + ", officials say", post.title.replace(" in ", " near ")))
        if kind in ("text", "both"):
            post.text += f" Update: {self.choice.randrange(100)} people of {post.mark} listened."
        if kind == "slug":
            post.slug = post.slug.replace("-in-", "-near-") if "-in-" in post.slug else post.slug + "x"
        if kind == "date":
            post.date += timedelta(minutes=self.choice.randrange(1, 30))
        post.doubts += 1

    def step(self) -> None:
        """Let an hour pass: new posts, edits, posts that vanish and come back, another order, another address."""
        choice = self.choice
        self.now += timedelta(minutes=choice.choice((30, 60, 60, 60 * 24)))
        for post in self.posts:
            if choice.random() < 0.15:
                self.edit(post)
        for post in choice.sample(self.posts, min(len(self.posts), choice.randrange(3))):
            self.posts.remove(post)
            self.hidden.append(post)
        for post in choice.sample(self.hidden, min(len(self.hidden), choice.randrange(2))):
            self.hidden.remove(post)
            self.posts.insert(choice.randrange(len(self.posts) + 1), post)
        for _ in range(choice.randrange(4)):
            self.add()
        if choice.random() < 0.2:
            choice.shuffle(self.posts)
        if choice.random() < 0.2:
            self.prefix = choice.choice((f"http://{SITE}", f"https://{SITE}", f"https://www.{SITE}"))


def link_of(site: Site, style: Style, post: Post, tracking: str) -> str:
    path = {
        "slug": f"/news/{post.slug}{tracking}",
        "number": f"/news/{post.number}{tracking}",
        "page": "/live/all",
        "fragment": f"/live/all#{post.mark}",
        "front": "/",
        "none": "",
    }[style.link]
    return site.prefix + path if path else ""


def guid_of(site: Site, style: Style, post: Post, position: int) -> str:
    return {
        "own": f"tag:{post.mark}",
        "link": link_of(site, style, post, ""),
        "none": "",
        "constant": "news-item",
        "placeholder": "N/A",
        "position": str(position),
        "slot": f"slot-{post.slot}",
        "fetch": f"{site.now.timestamp():.0f}-{site.choice.randrange(10**6)}",
    }[style.guid]


def document(site: Site, style: Style, posts: Sequence[Post]) -> bytes:
    """Return a document of these posts as the feed writes it."""
    tracking = site.choice.choice(("", "", "?utm_source=rss", "/amp", "#xtor=RSS-1"))
    date_of = {
        "given": lambda post: format_datetime(post.date),
        "day": lambda post: f"{post.date:%Y-%m-%d}",
        "none": lambda post: "",
        "fetch": lambda post: format_datetime(site.now),
    }[style.date]
    items = []
    for position, post in enumerate(posts, 1):
        fields = {
            "title": post.title,
            "link": link_of(site, style, post, tracking),
            "guid": guid_of(site, style, post, position),
            "pubDate": date_of(post),
            "description": post.text,
        }
        item = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in fields.items() if text)
        items.append(item.replace("<guid>", style.guid_tag))
    body = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>Sample Wire</title>{body}<!--{site.now}--></channel></rss>".encode()


def refresh(store: Store, state: FeedState, body: bytes, now: datetime) -> tuple[FeedState, int]:
    """Take in a document as a refresh does; return the new state and the number of new articles."""
    feed = Feed(state.url, section="news")
    intake = intake_of(feed, state, Response(feed.url, body, {"content-type": "text/xml"}), now)
    assert intake.status == "new", intake
    return intake.state, store.feeds.save(intake.state, intake.articles)


def versions(store: Store, article: Article) -> Iterator[tuple[str, str]]:
    """Yield title and text of an article and of its former versions."""
    yield article.title, article.text
    for _, title, text in store.articles.edits(article.id):
        yield title, text


def posts_of(seen_versions: Sequence[tuple[str, str]], marks: Sequence[str]) -> set[str]:
    return {mark for mark in marks for _, text in seen_versions if mark in text.split(".")[0]}


def check_store(store: Store, posts: Sequence[Post], styles: Sequence[Style]) -> Counter[str]:
    """Check that articles and posts are not mixed and nothing shown is lost; return the number of articles by post."""
    stored = [list(versions(store, article)) for article in store.articles.ungrouped()]
    marks = [post.mark for post in posts]
    articles: Counter[str] = Counter()
    for of_article in stored:
        found = posts_of(of_article, marks)
        assert len(found) == 1, ("an article has the text of another post", styles, of_article)
        articles.update(found)
    readable = {version for of_article in stored for version in of_article}
    for post in posts:
        if len(styles) == 1:
            assert post.shown <= readable, ("a version is lost", styles, post, post.shown - readable)
        assert not post.shown or articles[post.mark], ("a post is lost", styles, post)
    return articles


def random_style(choice: random.Random, number: int) -> Style:
    tag = choice.choice(("<guid>", "<guid isPermaLink='false'>"))
    return Style(f"https://{SITE}/feed/{number}", choice.choice(GUIDS), choice.choice(LINKS), choice.choice(DATES), tag)


def check_round(choice: random.Random) -> None:
    """Let feeds of a site go through some hours, and check the store after each."""
    site = Site(choice)
    styles = [random_style(choice, number) for number in range(choice.choice((1, 1, 1, 2, 3)))]
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "news.sqlite3") as store:
        states = {style.url: FeedState(style.url) for style in styles}
        for _ in range(choice.randrange(2, 6)):
            site.step()
            for style in styles:
                length = choice.choice((3, 8, 50))
                body = document(site, style, site.posts[:length])
                states[style.url], _ = refresh(store, states[style.url], body, site.now)
                for post in site.posts[:length]:
                    post.shown.add((post.title, post.text))
                check_store(store, site.posts + site.hidden, styles)
                stored = len(store.articles.ungrouped())
                later = site.now + timedelta(minutes=10)
                states[style.url], new = refresh(store, states[style.url], body + b"<!-- again -->", later)
                assert new == 0, ("the same document again brings new articles", style)
                assert len(store.articles.ungrouped()) == stored


def test_no_article_is_overwritten_or_lost_in_random_feeds() -> None:
    run_rounds(check_round, ROUNDS)


if __name__ == "__main__":
    run_for_seconds(check_round)
