"""What every floor speaks: frozen values without behaviour. All datetimes are aware and in UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal, Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# --- feeds ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Secret:
    """The value of a header that stands elsewhere: in a variable of the environment, or what a command prints.

    `prefix` goes before it, such as "Bearer "; with `user` it is the password of that user's Basic authentication.
    """

    env: str = ""
    command: tuple[str, ...] = ()
    prefix: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A language model that a reader chose: the base address of an OpenAI-compatible service and the model's name.

    `key` is where its key is to be had, `always` whether it rewrites without being asked each time; `timeout` is how
    many seconds a reader waits for it.
    """

    url: str
    name: str
    key: Secret | None = None
    always: bool = False
    timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Feed:
    """A configured source of entries. `line` is where it stands in its configuration file.

    `allow_private`: whether it may lead into the own network; None allows that for the very host of `url` only.
    `opml` are attributes that an imported outline had and briefing has no use for. `full_text`: the pages of its
    articles are read too.
    """

    url: str
    name: str = ""
    publisher: str = ""
    section: str = "news"
    lang: str = ""
    weight: float = 1.0
    interval: timedelta = timedelta(hours=1)
    headers: tuple[tuple[str, str], ...] = ()
    enabled: bool = True
    line: int = 0
    secrets: tuple[tuple[str, Secret], ...] = ()
    allow_private: bool | None = None
    opml: tuple[tuple[str, str], ...] = ()
    full_text: bool = False


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between refreshes. `failures` counts those in a row; `error` is in plain words.

    `found` is where the document of `etag` and `modified` was; `pause` and `skips` (hours of the week in UTC, 0 is
    Monday's first) are what it asked for; `gone` feeds are asked no more.
    """

    url: str
    title: str = ""
    etag: str = ""
    modified: str = ""
    digest: str = ""
    last_try: datetime | None = None
    last_success: datetime | None = None
    next_due: datetime | None = None
    retry_after: datetime | None = None
    failures: int = 0
    error: str = ""
    location: str = ""
    found: str = ""
    pause: timedelta = timedelta()
    skips: frozenset[int] = frozenset()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """A feed document as it came. `url` is where it was found in the end; `moved` a permanent new address.

    `whole` is False if it broke off on its way.
    """

    url: str
    body: bytes
    headers: Mapping[str, str]
    etag: str = ""
    modified: str = ""
    moved: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing is new."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a feed gave nothing, in words. `retry_after` is the moment before which it must not be asked again.

    `offline`: no server was reached at all, so none has to be spared from the next attempt.
    """

    url: str
    cause: str
    retry_after: datetime | None = None
    gone: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed document said of one item; `summary` and `content` are HTML. Nothing in it is safe to show."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed feed document. `ttl` is the least time until the next fetch that it asks for."""

    title: str = ""
    lang: str = ""
    entries: tuple[Entry, ...] = ()
    ttl: timedelta | None = None
    partial: bool = False


# --- articles ------------------------------------------------------------------------------------

DateFlag = Literal["", "missing", "absurd", "future"]


@dataclass(frozen=True, slots=True)
class Article:
    """An entry made ours: identified, cleaned (plain text, safe to show), dated in UTC.

    `published` falls back to `seen` when the feed's date is missing, absurd or in the future; `flag` says which.
    `url` is the canonical address (identity), `link` the one to open (as the feed gave it), both http(s) or empty.
    """

    id: str
    title: str
    text: str = ""
    publisher: str = ""
    feed: str = ""
    section: str = ""
    lang: str = ""
    guid: str = ""
    url: str = ""
    link: str = ""
    author: str = ""
    published: datetime = EPOCH
    seen: datetime = EPOCH
    flag: DateFlag = ""
    weight: float = 1.0


# --- grouping ------------------------------------------------------------------------------------

Kind = Literal["story", "thread"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What grouping remembers of a story or thread; the archive indexes `terms`, `body` is grouping's own JSON."""

    id: str
    kind: Kind
    first: datetime
    last: datetime
    terms: tuple[str, ...]
    body: str


class Archive(Protocol):
    """What grouping may ask of the past; the store keeps it, the pipes have an empty one."""

    def candidates(self, kind: Kind, terms: Sequence[str], since: datetime | None, limit: int) -> Sequence[str]:
        """Ids of profiles that share any of `terms`, `last` not before `since`; most shared first, then newest."""

    def profiles(self, kind: Kind, ids: Sequence[str]) -> Sequence[Profile]:
        """The profiles with these ids; unknown ids are left out."""

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many grouped articles each term occurred."""

    def size(self) -> int:
        """How many articles were grouped so far."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for or against a link: its value (mostly 0 to 1) and what it added to the log-odds."""

    name: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why `subject` (an article or story id) is in `target` (a story or thread id). `hours` lie between them.

    `corrected` is when a person put it there; then the signals decided nothing.
    """

    subject: str
    target: str
    kind: Kind
    probability: float
    signals: tuple[Signal, ...] = ()
    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    hours: float = 0.0
    nearest: str = ""
    rival: str = ""
    rival_probability: float = 0.0
    rules: str = ""
    corrected: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """`child` (an article, or a story) belongs to `parent` (a story, or a thread), and why (None: it founded it)."""

    child: str
    parent: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What grouping decided, for the store to write in one transaction.

    `articles` places articles in stories, `stories` places stories in threads (both may move older ones); `absorbed`
    names stories or threads that ended in another (old id, new id): their remaining members follow.
    """

    articles: tuple[Placement, ...] = ()
    stories: tuple[Placement, ...] = ()
    absorbed: tuple[tuple[Kind, str, str], ...] = ()
    profiles: tuple[Profile, ...] = ()
    frequencies: Mapping[str, int] = field(default_factory=dict)
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Bond:
    """Articles that a person put together: into one story, or into one thread."""

    kind: Kind
    articles: frozenset[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Parting:
    """Two articles that a person set apart: they never share a story, or a thread. `one` is what went away."""

    kind: Kind
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person decided about stories and threads, in articles, whose ids outlast every regrouping.

    An article has at most one bond of a kind. `homes` tells the story and thread of those articles that are grouped;
    `shifts` what corrections taught (log-odds that joining asks for beyond the threshold); `version` grows with each.
    """

    bonds: tuple[Bond, ...] = ()
    partings: frozenset[Parting] = frozenset()
    homes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    shifts: Mapping[Kind, float] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: a `plan` that carries it out now, and all `corrections` as they are with it from now on.

    `act` is merged, split or moved, `about` names what was corrected; `lesson` is 1 where joining was wrong, -1 where
    it was missed.
    """

    act: str
    kind: Kind
    about: str
    plan: Plan
    corrections: Corrections
    lesson: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """What corrections taught: how many joined and how many split, and the log-odds that joining asks more for it."""

    kind: Kind
    joined: int
    split: int
    shift: float


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What grouping everything anew makes of the store: a `plan` of what moves, with all profiles and frequencies.

    `links` is the evidence, by its subject, of what stays where it is; `homes` the story and thread of every article.
    """

    plan: Plan
    links: Mapping[str, Evidence | None]
    homes: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Move:
    """So many articles that regrouping took from one thread to another, by the titles of these."""

    articles: int
    origin: str
    target: str


@dataclass(frozen=True, slots=True)
class RegroupReport:
    """What regrouping changed, or would change: the articles in another story or thread than before, and how many
    stories and threads there were before and are now. `moves` are the biggest; `backup` is the store as it was.
    """

    articles: int = 0
    restoried: int = 0
    rethreaded: int = 0
    stories: tuple[int, int] = (0, 0)
    threads: tuple[int, int] = (0, 0)
    moves: tuple[Move, ...] = ()
    backup: str = ""
    busy: bool = False


# --- what is written -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that stands word for word in the article it names."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences in reading order; the three sizes are prefixes of meaning, not of text."""

    line: tuple[Sentence, ...] = ()
    paragraph: tuple[Sentence, ...] = ()
    page: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence in a language model's words, with the articles (one at least) whose sentences it retells."""

    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A summary as the model `by` rewrote it, from the sentences of the summary alone."""

    by: str
    sentences: tuple[Retold, ...]


EntryKind = Literal["first", "update", "echo"]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened on a day: a story of the thread, or a development within it."""

    date: date
    title: str
    story: str = ""
    kind: EntryKind = "update"
    publishers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One happening with its articles, oldest first."""

    id: str
    thread: str
    title: str
    articles: tuple[Article, ...] = ()


Status = Literal["new", "updated", "running"]


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it.

    `days` are articles a day, oldest first, ending today; `latest` is the newest development, in other words than the
    title; `status` and `fresh` (articles) refer to a period; `read` is when a person last read it.
    """

    id: str
    title: str
    section: str
    first: datetime
    last: datetime
    status: Status
    publishers: tuple[str, ...]
    articles: int
    stories: int
    fresh: int = 0
    days: tuple[int, ...] = ()
    latest: str = ""
    weight: float = 1.0
    followed: bool = False
    muted: bool = False
    read: datetime | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that moved: of what, from which words to which, and the sentences that say so."""

    what: str
    before: str
    after: str
    said_before: Sentence
    said_after: Sentence


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a thread to someone who knows it up to `since`, or knows some of its stories.

    `stories` began since, newest first; `sentences` tell what was not said before in other words.
    """

    since: datetime | None = None
    stories: tuple[Story, ...] = ()
    moved: tuple[Moved, ...] = ()
    names: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """A publisher that reports a story: its first article, how much later than the first of all, how many it has.

    `copies` is the publisher whose words it repeats, if it carries the same text.
    """

    publisher: str
    article: Article
    delay: timedelta
    articles: int = 1
    copies: str = ""


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """A name or a number that only one publisher of a story has, and its sentence."""

    publisher: str
    fact: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class StoryCoverage:
    """Who reports a story, first to last, and what only one of them says."""

    story: Story
    voices: tuple[Voice, ...] = ()
    only: tuple[OnlyHere, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who reports a thread, story by story (newest first); `silent` publishers of its section do not at all."""

    thread: ThreadRow
    stories: tuple[StoryCoverage, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """A day or a month to come that a thread speaks of; `publishers` say so, `sentence` in the words of `article`."""

    first: date
    last: date
    thread: str
    title: str
    sentence: Sentence
    article: Article
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread in full: its row, stories (oldest first), summary and timeline (newest first).

    `changes` is what a reader, or a digest, does not know yet, if it was told of the thread before; `rewrite` is there
    only if a language model was asked for one.
    """

    row: ThreadRow
    stories: tuple[Story, ...] = ()
    summary: Summary = Summary()
    timeline: tuple[TimelineEntry, ...] = ()
    changes: Changes | None = None
    rewrite: Rewrite | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What writing made of a changed thread, stored so that reading only ranks and renders."""

    thread: str
    title: str
    latest: str
    summary: Summary
    timeline: tuple[TimelineEntry, ...]
    story_titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FeedProblem:
    """A feed whose last fetch failed."""

    name: str
    cause: str
    failures: int = 1
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """The ranked threads of a period, ready to render. `total` counts threads before `threads` was cut.

    `running` holds what a digest names without telling it again.
    """

    now: datetime
    since: datetime
    threads: tuple[Thread, ...]
    total: int = 0
    new: int = 0
    updated: int = 0
    feeds: int = 0
    articles: int = 0
    problems: tuple[FeedProblem, ...] = ()
    running: tuple[ThreadRow, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did; failures of single feeds are values.

    `notes` tell what else a person should know of a feed: that it moved, broke off, or asked us to wait.
    """

    feeds: int = 0
    new_data: int = 0
    unchanged: int = 0
    not_due: int = 0
    failed: tuple[FeedProblem, ...] = ()
    articles: int = 0
    stories: int = 0
    threads: int = 0
    busy: bool = False
    notes: tuple[FeedProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is. `note` is the last thing done; pages are those of articles, for their full text."""

    stage: Literal["fetching", "pages", "grouping", "writing"]
    done: int
    total: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found by searching, with its thread and a snippet."""

    article: Article
    thread: str
    thread_title: str
    snippet: str = ""


RuleKind = Literal["word", "publisher"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a person muted beside single threads: a word (or words) of titles, or a publisher that tells alone."""

    kind: RuleKind
    value: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Hidden:
    """A thread that is left out of lists, and why: muted itself (`rule` is None), until something new or for ever."""

    row: ThreadRow
    rule: Rule | None
    since: datetime
    until_new: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A query that was saved under a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Why:
    """The stored evidence of an article or a story, with the titles of what it names."""

    article: Article | None
    story: Story
    thread: ThreadRow
    in_story: Evidence | None
    in_thread: Evidence | None
    titles: Mapping[str, str] = field(default_factory=dict)
