"""What a digest can show as new of a thread: happenings of many publishers, and the headline that says what happened.

A thread that a digest delivered is reported again only with an event that no delivered headline or printed text says.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.articles import EPOCH
from briefing.text.resemblance import Likeness, title_likeness
from briefing.writing.country_terms import terms_of
from briefing.writing.digest.digest_happenings import further_happenings
from briefing.writing.digest.digest_headlines import (
    NewHeadline,
    bare_title,
    is_news,
    newest_headlines,
    reports,
    stating,
    supporters,
)
from briefing.writing.digest.digest_knowledge import News, news_of
from briefing.writing.digest.digest_lines import (
    MAX_COVERED_SHARE,
    MIN_OWN_TERMS,
    MIN_REPRINT_LIKELIHOOD,
    NewsLine,
    former_line,
    line_reports,
    mean_likelihood,
    news_line,
    printed_headline,
    printed_sentences,
)
from briefing.writing.digest.digest_order import deaths_in_line
from briefing.writing.digest.digest_reach import LARGE_PUBLISHERS, MIN_NEWS_PUBLISHERS, is_quiet, is_wide
from briefing.writing.digest.digest_sentences import sentences_on
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS
from briefing.writing.headline_terms import Terms, covered_share
from briefing.writing.headlines import is_announcement, is_report
from briefing.writing.numbers.deaths import deaths_in
from briefing.writing.public_affairs import is_public_affair
from briefing.writing.stating_titles import has_no_verb, is_label
from briefing.writing.stories import publisher_count
from briefing.writing.timeline.event_headlines import event_likelihood

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.deliveries import DeliveredLine
    from briefing.model.threads import Thread, ThreadRow

MAX_TITLE_COVERED_SHARE = 0.8
"""Share of the terms of a title that is a new headline, in one delivered headline that says it: titles say where a
thread stands now, in words like those before."""
MOVED_NUMBER_PUBLISHERS = 2
"""Publishers that a changed number counts as: it is certain, and it is what a reader looks for."""
NEWER_STATE = timedelta(hours=2)
"""Time after a title from which on a headline can be its next state, and not a report of the same moment."""
REPLACING_FACTOR = 2
"""Number of publishers of a headline, by that of the title, from which on it takes the place of the title."""
MIN_SINGLE_REPORT_LIKELIHOOD = 0.5
"""Likelihood of an event from which one publisher's report of it is news of an affair in which many have news."""


def with_news(
    thread: Thread,
    delivered: Collection[str],
    since: datetime,
    last_run: datetime | None = None,
    *,
    must_show: bool = False,
    printed: Sequence[DeliveredLine] = (),
) -> Thread:
    """Return a thread with its line, with what it reports beside it, and how many publishers report that.

    The line is the title of the thread, or, if that was printed or is older, the headline of what is new. The whole
    thread counts as delivered once it is printed, so no widely reported story or event may go unmentioned.

    Args:
        thread: The thread as a digest prints it.
        delivered: The ids of the articles that the digest delivered before.
        since: Start of the digest's period.
        last_run: When the digest was last made: what came since then is new first of all.
        must_show: Name the thread even if nothing is new in it that two publishers report.
        printed: What the digest printed of the thread before, the last first.
    """
    articles = [article for story in thread.stories for article in story.articles]
    known = [article for article in articles if article.id in delivered]
    news = news_of(thread, known, delivered, since, last_run, printed)
    if not known:
        return _never_delivered(thread, news)
    reported = _delivered_before(thread, news, must_show=must_show)
    if is_quiet(reported):
        known_title = printed[0].line if printed else thread.row.title
        return replace(reported, row=replace(reported.row, title=known_title))
    return replace(reported, former_line=former_line(printed_headline(reported), _still_of_thread(printed, articles)))


def _still_of_thread(printed: Sequence[DeliveredLine], articles: Sequence[Article]) -> Sequence[DeliveredLine]:
    """Return what a digest printed of a thread, the last first; none if no article of it says the last by now.

    Stories move to other threads, and some turn out to be perhaps of another topic.
    """
    if not printed or is_label(line := printed[0].line):
        return printed
    return printed if any(title_likeness(bare_title(one), line) >= Likeness.SIMILAR for one in articles) else ()


def _never_delivered(thread: Thread, news: News) -> Thread:
    """Return a thread that the digest has not delivered: its title, unless that is older than what is new."""
    is_labelled = is_label(thread.row.title)
    further = further_happenings(thread, news, _known_deaths(thread, news))
    if not (is_labelled and further) and (line := _better_line(thread, news)):
        thread = _with_line(thread, line.article)
    with_sentences = _with_sentences(thread, news)
    if thread.new_report or printed_sentences(with_sentences):
        thread = with_sentences
    else:
        thread = _with_sentences_of_title(thread)
    further = further_happenings(thread, news, _known_deaths(thread, news))
    width = max([publisher_count([*news.new.values()]), 1, *(width for _, _, width in further)])
    return replace(_with_further(thread, further), news_width=width)


def _better_line(thread: Thread, news: News) -> NewsLine | None:
    """Return what most publishers report of a thread, if its title is a label, or is older and says something else.

    A thread has one title everywhere: that of a new one was chosen among the same articles, unless it announces what
    a later headline reports, and another wording of what the title says is no better.
    """
    title = thread.row.title
    if is_label(title):
        return news_line(thread.stories, news.new_headlines, (), terms_of(title) | news.theme, new_stories=news.stories)
    is_new = thread.row.status == "new"
    if is_new and not is_announcement(title):
        return None
    titled = [one.article for one in news.new_headlines if one.text == title]
    is_of_earlier_days = not (titled or has_no_verb(title))
    line = news_line(
        thread.stories,
        news.new_headlines,
        (),
        frozenset(),
        min_width=1 if is_of_earlier_days else MIN_NEWS_PUBLISHERS,
        min_likelihood=MIN_REPRINT_LIKELIHOOD,
    )
    if line is None or line.text == title:
        return None
    if line.width < MIN_NEWS_PUBLISHERS and event_likelihood(line.article) < MIN_SINGLE_REPORT_LIKELIHOOD:
        return None
    has_happened = is_announcement(title) and is_report(line.text) and _is_newer(line, titled)
    if is_new and not has_happened:
        return None
    if _says_the_same(line, title, news) and not (has_happened or (is_of_earlier_days and is_announcement(title))):
        return None
    is_fit = bool(titled) and mean_likelihood(titled) >= MIN_REPRINT_LIKELIHOOD
    saying = publisher_count([one.article for one in supporters(terms_of(title), news.new_headlines)])
    return line if not is_fit or _replaces_title(line, titled, saying) else None


def _says_the_same(line: NewsLine, title: str, news: News) -> bool:
    """Whether a line says what a title says, nearly in its words or in others."""
    own = [one for one in news.new_headlines if one.article.id == line.article.id]
    if is_report(line.text) and not is_report(title):
        return False  # "Arden v Selma: hosts feel the pressure" does not say who won
    return title_likeness(line.text, title) >= Likeness.SIMILAR or bool(supporters(terms_of(title), own))


def _replaces_title(line: NewsLine, titled: Sequence[Article], saying: int) -> bool:
    """Whether a line takes the place of a title, given the articles that have the title as their headline, and how
    many publishers say the same: far more say the line, or it is newer and not of few.

    The title of a new thread was chosen among the same articles; that of an older one stays for some days.
    """
    return line.width >= REPLACING_FACTOR * saying or (
        _is_newer(line, titled) and line.width * REPLACING_FACTOR >= saying
    )


def _is_newer(line: NewsLine, titled: Sequence[Article]) -> bool:
    """Whether a line is so much newer than the articles that have a title that it can be the next state."""
    newest = max((one.published for one in titled), default=line.article.published)
    return line.article.published - newest >= NEWER_STATE


def _delivered_before(thread: Thread, news: News, *, must_show: bool) -> Thread:
    """Return a thread that the digest delivered, with an event that was not delivered or printed, if it has one."""
    row = thread.row
    report, width = _new_event(thread, news, must_show=must_show)
    if report:
        thread = _with_line(thread, report)
    further = further_happenings(thread, news, _known_deaths(thread, news))
    if further and not width:
        thread, width, further = _with_line(thread, news.new[further[0][1]]), further[0][2], further[1:]
    width = max([width, *(width for _, _, width in further)])
    if thread.changes and thread.changes.number_changes:
        width = max(width, MOVED_NUMBER_PUBLISHERS)
    if row.followed and not width:
        other = _any_report(row.title, news)
        return _with_sentences(replace(_with_line(thread, other) if other else thread, news_width=1), news)
    if width < _fewest_publishers(row):
        return replace(thread, further_titles=(), further_reports=(), news_width=int(must_show))
    thread = _with_sentences(thread, news)
    return replace(
        _with_further(thread, further_happenings(thread, news, _known_deaths(thread, news))), news_width=width
    )


def _fewest_publishers(row: ThreadRow) -> int:
    """Return how many publishers must newly report something of a delivered thread: of few publishers one is many."""
    return MIN_NEWS_PUBLISHERS if is_wide(row) else 1


def _new_event(thread: Thread, news: News, *, must_show: bool) -> tuple[Article | None, int]:
    """Return what is new of a delivered thread.

    Returns:
        The article whose headline is the new line, and the number of its publishers; without an article, the number of
        publishers that newly report the title, which stays; without both, None and 0.
    """
    title = thread.row.title
    theme = news.theme | (terms_of(title) if is_label(title) else frozenset())
    line = news_line(
        thread.stories,
        news.new_headlines,
        news.all_known,
        theme,
        min_width=_fewest_publishers(thread.row),
        min_likelihood=MIN_REPRINT_LIKELIHOOD,
        new_stories=news.stories,
        announced=news.announced_terms,
    )
    title_width = _title_width(thread, news)
    titled = [one for one in news.new.values() if bare_title(one) == title]
    if title_width and (line is None or _is_of_story(line, titled, thread.row, news)):
        return None, title_width
    if title_width and line and not _replaces_title(line, titled, title_width):
        return None, title_width  # most publishers agree on a title
    if line:
        return line.article, line.width
    if must_show and _is_busy(thread.row, news) and (event := _event_of_busy_thread(thread, news, theme)):
        return event, MIN_NEWS_PUBLISHERS
    return None, 0


def _is_of_story(line: NewsLine, titled: Sequence[Article], row: ThreadRow, news: News) -> bool:
    """Whether a line is of the new story of a title that stands for it; of few publishers the newest does."""
    return is_wide(row) and any(line.article.id in news.stories.get(one.id, ()) for one in titled)


def _with_line(thread: Thread, report: Article) -> Thread:
    """Return a thread with the headline of an article as its line, or behind a title that only names the affair."""
    headline = bare_title(report)
    title = thread.row.title if is_label(thread.row.title) else headline
    return replace(thread, row=replace(thread.row, title=title), new_report=report.id)


def _with_sentences(thread: Thread, news: News) -> Thread:
    """Return a thread whose sentences are on its line, and were not printed."""
    label = terms_of(thread.row.title) if is_label(thread.row.title) else frozenset()
    chosen = printed_sentences(thread)
    fit = sentences_on(
        printed_headline(thread),
        chosen,
        news.new,
        news.fresh,
        label,
        news.printed_terms,
        line_reports(thread),
        _known_deaths(thread, news),
    )
    if thread.changes:
        return replace(thread, changes=replace(thread.changes, sentences=fit))
    return replace(thread, summary=replace(thread.summary, line=(), paragraph=fit, long=()))


def _with_sentences_of_title(thread: Thread) -> Thread:
    """Return a thread with those sentences that were chosen for it which are of the event of its title, though perhaps
    not of the period; all of them if no article has the title.
    """
    reports_of_title = line_reports(thread)
    if not reports_of_title.report:
        return thread
    event = {reports_of_title.report, *reports_of_title.event}
    fit = tuple(one for one in printed_sentences(thread) if one.article in event)
    return replace(thread, summary=replace(thread.summary, line=(), paragraph=fit, long=()))


def _known_deaths(thread: Thread, news: News) -> int:
    """Return the deaths that the line of a thread, or a number of it that changed, states: the newer of both; 0 if
    neither does.
    """
    changed = [change.sentence_after for change in thread.changes.number_changes] if thread.changes else []
    reports = [(news.new[one.article], one.text) for one in changed if one.article in news.new]
    line = news.new.get(line_reports(thread).report)
    stated = [(line.published if line else EPOCH, deaths_in_line(thread))]
    stated += [(article.published, deaths_in(text, article.lang)) for article, text in reports]
    return max((one for one in stated if one[1]), default=(EPOCH, 0))[1]


def _with_further(thread: Thread, further: Sequence[tuple[str, str, int]]) -> Thread:
    texts, reporting = tuple(text for text, _, _ in further), tuple(id for _, id, _ in further)
    return replace(thread, further_titles=texts, further_reports=reporting)


def _title_width(thread: Thread, news: News) -> int:
    """Return how many publishers newly report what the title says; 0 if it names the affair, or a reader knows it."""
    title = thread.row.title
    if is_label(title) or all(bare_title(one) != title for one in news.new.values()):
        return 0
    own = terms_of(title) - news.theme
    if len(own) < MIN_OWN_TERMS or covered_share(own, news.printed_terms) >= MAX_COVERED_SHARE:
        return 0
    if covered_share(own, stating(news.known_terms, news.announced_terms, title)) >= MAX_TITLE_COVERED_SHARE:
        return 0
    saying = [one.article for one in supporters(own, newest_headlines(news.new.values()))]
    is_event = mean_likelihood(saying) >= MIN_REPRINT_LIKELIHOOD
    return max(MIN_NEWS_PUBLISHERS, publisher_count(saying)) if is_event else 0


def _is_busy(row: ThreadRow, news: News) -> bool:
    """Whether so many publishers have news of a thread that something must have happened."""
    return is_wide(row) and publisher_count([*news.fresh.values()]) >= MIN_NEWS_PUBLISHERS


def _event_of_busy_thread(thread: Thread, news: News, theme: Terms) -> Article | None:
    """Return the article that most surely reports an event of public affairs which no delivered headline says. Without
    one, of a large thread, return that of the line which no printed text says.

    In a thread of which many publishers have news, each may report something else.
    """
    events = [
        (event_likelihood(one.article), one.article)
        for one in news.new_headlines
        if is_public_affair(one.text)
        and is_report(one.text)
        and is_news(one.article)
        and len(own := one.terms - theme) >= MIN_OWN_TERMS
        and covered_share(own, stating(news.all_known, news.announced_terms, one.text)) < MAX_COVERED_SHARE
    ]
    likelihood, best = max(events, key=lambda pair: pair[0], default=(0.0, None))
    if best and likelihood >= MIN_SINGLE_REPORT_LIKELIHOOD:
        return best
    is_large = thread.row.independent_publisher_count >= LARGE_PUBLISHERS
    if not is_large or publisher_count([*news.fresh.values()]) < WIDE_PUBLISHERS:
        return None
    line = news_line(
        thread.stories, news.new_headlines, news.printed_terms, theme, min_likelihood=MIN_REPRINT_LIKELIHOOD
    )
    return line.article if line else None


def _any_report(title: str, news: News) -> Article | None:
    """Return the new article whose headline says most beside what was delivered: a report, if there is one."""

    def need(one: NewHeadline) -> tuple[bool, bool, float]:
        own = one.terms - news.theme
        return reports(one), is_news(one.article), len(own) and 1 - covered_share(own, news.all_known)

    others = [one for one in newest_headlines(news.fresh.values()) if one.text != title]
    return max(others, key=need).article if others else None
