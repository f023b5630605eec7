"""The line of a digest's entry: of the headlines since the last digest the one on which most publishers agree.

A thread that a digest printed before has a line only for an event that differs from what was printed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from briefing.model.digests import SENTENCES_BY_SIZE
from briefing.text.frequencies import background_frequencies
from briefing.text.names import find_names
from briefing.text.places import plain_name
from briefing.text.resemblance import Likeness, title_likeness
from briefing.text.words import tokenize
from briefing.writing.country_terms import terms_of
from briefing.writing.digest.digest_headlines import NewHeadline, bare_title, reports, stating, supporters
from briefing.writing.headline_terms import Terms, covered_share
from briefing.writing.headlines import is_announcement, is_report
from briefing.writing.stories import articles_of, publisher_count
from briefing.writing.summary.focus import term_rarity
from briefing.writing.timeline.event_headlines import event_likelihood
from briefing.writing.titles.thread_titles import best_titled

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.briefings import Briefing
    from briefing.model.deliveries import DeliveredLine
    from briefing.model.digests import SummarySize
    from briefing.model.threads import Sentence, Thread

MIN_OWN_TERMS = 2
"""Number of terms beside the theme below which a headline only names the affair again."""
MAX_COVERED_SHARE = 0.5
"""Share of the terms of a headline, beside its theme, in one printed or delivered text that says it already."""
NEAR_WIDTH_SHARE = 0.6
"""Share of the most publishers of a new headline from which on another one can be the line of an entry."""
MIN_REPRINT_LIKELIHOOD = 0.4
"""Likelihood of an event below which a headline does not print a thread again: advice, a reaction."""
MIN_MEAN_SHARE = 0.5
"""Least mean likelihood of an event of all articles that report a line, as a share of what its own article needs."""
MIN_SHARED_BY_STEPS = 2
"""Names, and other words as one, that two lines of a thread share if they are steps of one matter."""
MAX_LONE_REPORTS, MIN_ANNOUNCING = 1, 3
"""Publishers that report something as done, up to which it is not believed if at least so many others announce it."""
MAX_COMPARED_SENTENCES = 2
"""Sentences of an entry that can say what its headline does, so that this does not stand before them."""

MAX_COMPARED_HEADLINES = 8
"""Newest headlines among which one is looked for that says something else than the title."""
MAX_STORY_TITLES = 3
"""Titles of new stories in place of sentences: about as long as those."""


@dataclass(frozen=True, slots=True)
class NewsLine:
    """The headline of an entry, the article that has it, and how many independent publishers say it."""

    text: str
    article: Article
    width: int


class LineReports(NamedTuple):
    """The articles with the line of an entry.

    Attributes:
        report: The id of the article with the line; "" if none has it.
        event: The ids of the articles of its story that are on its event too.
        story: The ids of all articles of its story.
    """

    report: str
    event: Collection[str]
    story: Collection[str]


def news_line(
    stories: Sequence[Story],
    headlines: Sequence[NewHeadline],
    present: Sequence[Terms],
    theme: Terms,
    *,
    min_width: int = 1,
    min_likelihood: float = 0.0,
    new_stories: Mapping[str, Collection[str]] | None = None,
    announced: Collection[Terms] = (),
) -> NewsLine | None:
    """Return what most publishers report in new headlines; None if nothing of it is wide, likely and not printed yet.

    Args:
        stories: The stories of the thread.
        headlines: The new headlines, the newest first.
        present: The terms of the texts that a reader knows.
        theme: The terms that name the affair: they say nothing of the day.
        min_width: Independent publishers that must report it.
        min_likelihood: Likelihood of an event that its article needs; all that report it need half of it on average.
        new_stories: The ids of the articles of each story without a delivered one, by each of these ids.
        announced: Those of the texts that a reader knows which only announce.
    """
    wide: list[NewsLine] = []
    for one in headlines:
        own = one.terms - theme
        if len(own) < MIN_OWN_TERMS or not reports(one):
            continue
        if covered_share(own, stating(present, announced, one.text)) >= MAX_COVERED_SHARE:
            continue
        saying = supporters(own, headlines, (new_stories or {}).get(one.article.id, ()))
        articles = [other.article for other in saying]
        width = publisher_count(articles)
        is_event = event_likelihood(one.article) >= min_likelihood
        is_event = is_event and mean_likelihood(articles) >= MIN_MEAN_SHARE * min_likelihood
        if width >= min_width and is_event:
            wide.append(NewsLine(one.text, one.article, width))
    settled = _settled(wide, headlines, theme)
    most = max((line.width for line in settled), default=0)
    near = {line.article.id: line for line in settled if line.width >= NEAR_WIDTH_SHARE * most}
    fresh = {one.article.id for one in headlines}
    parts = [replace(s, articles=tuple(a for a in s.articles if a.id in fresh)) for s in stories]
    best = best_titled([part for part in parts if part.articles], near)
    return near.get(best) or max(near.values(), key=lambda line: (line.width, line.article.published), default=None)


def mean_likelihood(articles: Sequence[Article]) -> float:
    """Return how likely articles report an event, on average."""
    return sum(map(event_likelihood, articles)) / max(1, len(articles))


def _settled(lines: Sequence[NewsLine], headlines: Sequence[NewHeadline], theme: Terms) -> list[NewsLine]:
    """Return the lines that report, else those that announce; without one that reports alone what others announce."""

    def is_believed(line: NewsLine) -> bool:
        saying = supporters(terms_of(line.text) - theme, headlines)
        done = publisher_count([one.article for one in saying if not is_announcement(one.text)])
        announced = publisher_count([one.article for one in saying if is_announcement(one.text)])
        return done > MAX_LONE_REPORTS or announced < MIN_ANNOUNCING

    reported = [line for line in lines if is_report(line.text)]
    believed = [line for line in reported if is_believed(line)]
    return believed or [line for line in lines if line not in reported] or reported


def sentence_limit(thread: Thread, briefing: Briefing, size: SummarySize) -> int:
    """Return how many sentences a thread in full has at most: a headline before them takes the place of one."""
    if briefing.form.has_one_sentence:
        return 1
    return max(1, SENTENCES_BY_SIZE[size] - bool(headline_before_text(thread)))


def headline_before_text(thread: Thread) -> str:
    """Return the headline before the sentences of a delivered thread in full; "" if its title or they say it."""
    headline = headline_behind_title(thread)
    if not thread.changes or not headline:
        return ""
    texts = [one.text for one in thread.changes.sentences[:MAX_COMPARED_SENTENCES]]
    return "" if any(title_likeness(headline, text) >= Likeness.SIMILAR for text in texts) else headline


def headline_behind_title(thread: Thread) -> str:
    """Return the headline that says what is new behind a title that only names its affair; "": the title says it."""
    headline, title = printed_headline(thread), thread.row.title
    return "" if headline == title else headline.removeprefix(f"{title}: ")


def printed_headline(thread: Thread) -> str:
    """Return the headline of a digest's entry: that of what is new, or the title of the thread."""
    reporting = (article for story in thread.stories for article in story.articles if article.id == thread.new_report)
    return next(map(bare_title, reporting), "") or thread.row.title


def printed_sentences(thread: Thread) -> tuple[Sentence, ...]:
    """Return the sentences of a digest's entry in full: those that are new in the thread, or its summary."""
    if thread.changes:
        return thread.changes.sentences
    sentences = thread.summary.paragraph or thread.summary.line or thread.summary.long
    return tuple(one for one in sentences if one.text.casefold() != thread.row.title.casefold())


def line_reports(thread: Thread) -> LineReports:
    """Return the articles with the line of a thread: the report that has it, those of its event, and of its story."""
    line = printed_headline(thread)
    articles = {article.id: article for story in thread.stories for article in story.articles}
    report = thread.new_report or next((id for id, one in articles.items() if bare_title(one) == line), "")
    story = next((ids for s in thread.stories if report in (ids := frozenset(a.id for a in s.articles))), frozenset())
    event = next((entry.articles for entry in thread.timeline if report in entry.articles), ())
    return LineReports(report, story & frozenset(event), story)


def headlines_for_text(thread: Thread) -> tuple[tuple[str, str], ...]:
    """Return what an entry in full prints where it has no sentence and no report has its line, which names an affair:
    headlines, each with the id of its article.

    They are the titles of the new stories, else the newest headline, if possible one that does not repeat the title.
    """
    if line_reports(thread).report:
        return ()
    stories = thread.changes.stories[:MAX_STORY_TITLES] if thread.changes else ()
    if stories:
        return tuple((story.title, story.articles[0].id if story.articles else "") for story in stories)
    newest = sorted(articles_of(thread.stories), key=lambda one: (one.published, one.id), reverse=True)
    newest = newest[:MAX_COMPARED_HEADLINES]
    others = [one for one in newest if title_likeness(one.title, thread.row.title) < Likeness.SIMILAR]
    return tuple((article.title, article.id) for article in (others or newest)[:1])


def former_line(line: str, printed: Sequence[DeliveredLine]) -> str:
    """Return what a digest last printed of a thread, if it reminds a reader of another step of the same matter.

    Args:
        line: The line of the thread now.
        printed: What the digest printed of the thread, the last first.
    """
    if not printed:
        return ""
    former = printed[0].line
    is_other = title_likeness(former, line) < Likeness.SIMILAR and covered_share(terms_of(line), [terms_of(former)]) < 1
    return former if is_other and are_on_one_matter(former, line) else ""


def are_on_one_matter(one: str, other: str) -> bool:
    """Whether two headlines share a name and another word, or two names; "Anna Berg" is one name, and "German",
    in both, is the name of a country. Headlines without any name share two words, or one that is rare in the news.
    """
    names, others, shared_terms = find_names(one), find_names(other), terms_of(one) & terms_of(other)
    if not names.words and not others.words:
        return len(shared_terms) >= MIN_SHARED_BY_STEPS or any(map(_is_rare, shared_terms))
    shared = names.words & others.words
    phrases = sorted(names.name_phrases, key=lambda phrase: (-len(phrase), phrase))
    whole = {next((phrase for phrase in phrases if name in phrase.split()), name) for name in shared}
    named = {term for word in tokenize(one) if plain_name(word) in shared for term in terms_of(word)}
    return len(whole) + bool(shared_terms - named) >= MIN_SHARED_BY_STEPS and bool(whole)


def _is_rare(term: str) -> bool:
    """Whether a word of the news at large, not one of another language, is in few of them."""
    return term in background_frequencies().document_counts and term_rarity(term) >= 1.0
