"""What a digest can show as new of a thread: happenings of many publishers, and the headline that says what happened.

A thread that a digest delivered is reported again only with something that no delivered headline says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.text.article_kinds import article_kind
from briefing.text.titles import bare_headline
from briefing.writing.headlines import is_announcement, is_reaction, is_report
from briefing.writing.public_affairs import is_public_affair
from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.stories import publisher_count
from briefing.writing.timeline.event_headlines import event_likelihood
from briefing.writing.timeline.happenings import kinds_of_terms
from briefing.writing.timeline.headline_verbs import verb_kinds

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import Thread, ThreadRow

WIDE_PUBLISHERS = 4
"""Publishers from which a thread, or what a story or an event newly reports, is widely reported."""
MIN_NEWS_PUBLISHERS = 2
"""Publishers of what is new in a widely reported thread that was delivered: one may repeat, comment or advise."""
MAX_FURTHER_TITLES = 4
"""Further happenings that are named beside the title of a thread, so that it stays within a few lines."""
MAX_COVERED_SHARE = 0.5
"""Share of the terms of a headline, beside its theme, in one printed or delivered text that says it already."""
MAX_TITLE_COVERED_SHARE = 0.8
"""The same for a title that is a new headline: titles say where a thread stands now, in words like those before."""
MAX_LABEL_TERMS = 3
"""Terms of a title without a verb up to which it only names an affair; a longer one says what happened."""
MAX_HEADLINES_READ = 80
"""Newest headlines of a thread among which one is looked for that says what is new; they are compared in pairs."""
MAX_KNOWN_READ = 400
"""Newest delivered headlines of a thread that are compared: those of some days."""
MIN_OWN_TERMS = 2
"""Number of terms beside the theme below which a headline only names the affair again."""
MAX_TITLE_SHARE = 0.4
"""Share of the terms of a headline that the thread's title has too, from which on it says mostly the same."""
MIN_SHOWN_SHARE = 0.2
"""Share of the headlines of a happening that are said already from which on it is: headlines vary in their words."""
THEME_SHARE, MIN_THEME_HEADLINES = 0.3, 5
"""Share of the delivered headlines, and how many at least, in which a term is the theme of a thread, such as a name."""
MOVED_NUMBER_PUBLISHERS = 2
"""Publishers that a changed number counts as: it is certain, and it is what a reader looks for."""
MIN_SUPPORT_SHARE, MIN_SUPPORT_TERMS = 0.34, 2
"""Share and number of the own terms of a headline that another one of the same happening has: words vary."""
NEWEST_WIDTH_SHARE = 0.6
"""Share of the most publishers of a new headline from which on a newer one is taken: the newest state is the news."""
MIN_LIKELIHOOD = 0.7
"""Likelihood of an event from which one publisher's report of it is news of an affair in which many have news."""
NOT_NEWS = frozenset({"opinion", "review", "deal", "promo", "recurring"})
"""Kinds of articles whose headlines report nothing that happened."""
Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Headline:
    """A headline with its terms, and its article."""

    text: str
    terms: Terms
    article: Article


def with_news(
    thread: Thread,
    delivered: Collection[str],
    since: datetime,
    last_delivery: datetime | None = None,
    *,
    must_show: bool = False,
) -> Thread:
    """Return a thread with what it reports beside its title, summary and changes, and how many publishers report it.

    The whole thread counts as delivered once it is printed, so no widely reported story or event may go unmentioned.

    Args:
        thread: The thread as a digest prints it.
        delivered: The ids of the articles that the digest delivered before.
        since: Start of the digest's period.
        last_delivery: When the digest was last printed: what came since then is new first of all.
        must_show: Name the thread even if nothing is new in it that two publishers report.
    """
    articles = [article for story in thread.stories for article in story.articles]
    known = [article for article in articles if article.id in delivered]
    known_terms = [_terms(_bare(one)) for one in sorted(known, key=_published, reverse=True)[:MAX_KNOWN_READ]]
    new = {one.id: one for one in articles if one.published >= since and one.id not in delivered}
    latest = [one for one in new.values() if last_delivery and one.published >= last_delivery]
    headlines, new_stories = _headlines(latest or new.values()), _new_stories(thread, new)
    title, title_terms = thread.row.title, _terms(thread.row.title)
    theme = title_terms | _theme(known_terms)
    further = _further_happenings(thread, new, {one.id for one in latest} or new.keys(), known_terms, title_terms)
    texts, reports = tuple(text for text, _, _ in further), tuple(id for _, id, _ in further)
    thread = replace(thread, further_titles=texts, further_reports=reports)
    width = max((width for _, _, width in further), default=0)
    if thread.changes and thread.changes.number_changes:
        width = max(width, MOVED_NUMBER_PUBLISHERS)
    is_recent = thread.row.status == "new" or any(_bare(one) == title for one in latest or new.values())
    is_said = bool(further) or (not known and is_recent and not is_short_label(title))
    if known and (title_width := _title_width(thread, new, known_terms)):
        width, is_said = max(width, title_width, MIN_NEWS_PUBLISHERS), True  # most publishers agree on a title
    report, report_width = ("", 0) if is_said else _best_report(title, headlines, new_stories, known_terms, theme)
    if known and not (report or is_said) and thread.row.followed:
        report, report_width = _any_report(title, headlines, known_terms, theme), 1
    if not known:
        width = max(width, publisher_count([*new.values()]), 1)
        report = report if report_width >= MIN_NEWS_PUBLISHERS or is_short_label(title) else ""
    width = max(width, report_width)
    is_busy = known and must_show and publisher_count(latest or [*new.values()]) >= WIDE_PUBLISHERS
    if is_busy and width < MIN_NEWS_PUBLISHERS and (event := _lone_event(headlines, known_terms, theme)):
        report, width = event, MIN_NEWS_PUBLISHERS
    return _with_report(thread, report, width, is_known=bool(known), must_show=must_show)


def _with_report(thread: Thread, report: str, width: int, *, is_known: bool, must_show: bool) -> Thread:
    """Return a thread with the article that says what is new, or with nothing new if too few publishers report it."""
    if is_known and width < MIN_NEWS_PUBLISHERS and is_wide(thread.row) and not thread.row.followed:
        return replace(thread, further_titles=(), further_reports=(), news_width=int(must_show))
    return replace(thread, new_report=report, news_width=width)


def is_newly_reported(thread: Thread) -> bool:
    """Return whether a digest has not delivered a thread yet, or two publishers report something new of it."""
    return thread.changes is None or thread.row.followed or thread.news_width >= MIN_NEWS_PUBLISHERS


def is_quiet(thread: Thread) -> bool:
    """Return whether a widely reported thread has nothing new that two publishers report: only its title is named."""
    return is_wide(thread.row) and not is_newly_reported(thread)


def is_wide(row: ThreadRow) -> bool:
    """Return whether a thread is widely reported, and not by one house alone."""
    return len(row.publishers) >= WIDE_PUBLISHERS and row.independent_publisher_count > 1


def is_short_label(title: str) -> bool:
    """Return whether a title of a new thread says nothing of the day: "Torvane flood", but not a headline in brief."""
    return is_label(title) and len(_terms(title)) <= MAX_LABEL_TERMS


def is_label(title: str) -> bool:
    """Return whether a title names an affair without a verb, as "Torvane flood", so that it says nothing of the day."""
    return not verb_kinds(title)


def _published(article: Article) -> datetime:
    return article.published


def _bare(article: Article) -> str:
    return bare_headline(article.title, article.publisher)


def _terms(text: str) -> Terms:
    return frozenset(bag_of_words(text))


def _theme(known_terms: Sequence[Terms]) -> Terms:
    """Return the terms that many of the delivered headlines have: they name the affair."""
    if len(known_terms) < MIN_THEME_HEADLINES:
        return frozenset()
    counts = Counter(term for terms in known_terms for term in terms)
    return frozenset(term for term, count in counts.items() if count >= THEME_SHARE * len(known_terms))


def _covered_share(own: Terms, known_terms: Iterable[Terms]) -> float:
    """Return the largest share of some terms that one of the known headlines has.

    A headline on another kind of happening does not say what they say: a vote, then a signature.
    """
    kinds = kinds_of_terms(own)

    def differs(terms: Terms) -> bool:
        others = kinds_of_terms(terms) if kinds else kinds
        return bool(others) and kinds.isdisjoint(others)

    return max((len(own & terms) / len(own) for terms in known_terms if own and not differs(terms)), default=0.0)


def _headlines(articles: Iterable[Article]) -> list[_Headline]:
    newest = sorted(articles, key=lambda one: (one.published, one.id), reverse=True)[:MAX_HEADLINES_READ]
    return [_Headline(text, _terms(text), one) for one in newest for text in [_bare(one)]]


def _support(own: Terms, headlines: Sequence[_Headline], story: Collection[str] = ()) -> int:
    """Return how many independent publishers' headlines say what the terms say, those of a new story included."""
    if not own:
        return 0
    least = max(MIN_SUPPORT_TERMS, MIN_SUPPORT_SHARE * len(own))
    return publisher_count(
        [one.article for one in headlines if one.article.id in story or len(own & one.terms) >= least]
    )


def _title_width(thread: Thread, new: Mapping[str, Article], known_terms: Sequence[Terms]) -> int:
    """Return how many publishers newly report what the title says; 0 if it names the affair, or was delivered."""
    if is_short_label(thread.row.title):
        return 0
    own = _terms(thread.row.title) - _theme(known_terms)
    is_new_headline = any(_bare(one) == thread.row.title for one in new.values())
    most_covered = MAX_TITLE_COVERED_SHARE if is_new_headline else MAX_COVERED_SHARE
    if len(own) < MIN_OWN_TERMS or _covered_share(own, known_terms) >= most_covered:
        return 0
    return _support(own, _headlines(new.values()))


def _best_report(
    title: str,
    headlines: Sequence[_Headline],
    new_stories: Mapping[str, Collection[str]],
    known_terms: Sequence[Terms],
    theme: Terms,
) -> tuple[str, int]:
    """Return the new article whose headline says what no delivered one does, and its number of publishers.

    The newest of those that about as many publishers say as any. A title that only names the affair says nothing yet,
    so a headline may share most of its terms with it.
    """
    title_terms = frozenset() if is_short_label(title) else _terms(title)
    widths: list[tuple[int, _Headline]] = []
    for one in headlines:
        own = one.terms - theme
        if len(own) < MIN_OWN_TERMS or len(one.terms & title_terms) > MAX_TITLE_SHARE * len(one.terms):
            continue
        if _covered_share(own, known_terms) >= MAX_COVERED_SHARE or not _reports(one):
            continue
        widths.append((_support(own, headlines, new_stories.get(one.article.id, ())), one))
    reports = [(width, one) for width, one in widths if is_report(one.text)] or widths  # then what is to come
    most = max((width for width, _ in reports), default=0)
    return next(((one.article.id, width) for width, one in reports if width >= NEWEST_WIDTH_SHARE * most), ("", 0))


def _new_stories(thread: Thread, new: Mapping[str, Article]) -> dict[str, frozenset[str]]:
    """Return the ids of the articles of each story without a delivered one, by each of these ids."""
    stories = [frozenset(article.id for article in story.articles) for story in thread.stories]
    return {id: ids for ids in stories if ids <= new.keys() for id in ids}


def _reports(one: _Headline) -> bool:
    """Return whether a headline says what happened, or what will, in an article that is news."""
    says_it = is_report(one.text) or (is_announcement(one.text) and not is_reaction(one.text))
    return says_it and _is_news(one.article)


def _is_news(article: Article) -> bool:
    return article_kind(article.title, article.text, article.link).name not in NOT_NEWS


def _lone_event(headlines: Sequence[_Headline], known_terms: Sequence[Terms], theme: Terms) -> str:
    """Return the new article that most surely reports an event of public affairs which no delivered headline says.

    In an affair in which many publishers have news, each may report something else.
    """
    events = [
        (event_likelihood(one.article), one)
        for one in headlines
        if is_public_affair(one.text)
        and is_report(one.text)
        and _is_news(one.article)
        and len(own := one.terms - theme) >= MIN_OWN_TERMS
        and _covered_share(own, known_terms) < MAX_COVERED_SHARE
    ]
    likelihood, best = max(events, key=lambda pair: pair[0], default=(0.0, None))
    return best.article.id if best and likelihood >= MIN_LIKELIHOOD else ""


def _any_report(title: str, headlines: Sequence[_Headline], known_terms: Sequence[Terms], theme: Terms) -> str:
    """Return the new article whose headline says most beside what was delivered: a report, if there is one."""

    def need(one: _Headline) -> tuple[bool, bool, float]:
        own = one.terms - theme
        return _reports(one), _is_news(one.article), len(own) and 1 - _covered_share(own, known_terms)

    others = [one for one in headlines if one.text != title]
    return max(others, key=need).article.id if others else ""


def _further_happenings(
    thread: Thread, new: Mapping[str, Article], fresh: Collection[str], known_terms: Sequence[Terms], theme: Terms
) -> list[tuple[str, str, int]]:
    """Return widely reported stories and events beside what is shown: title, an article with it, publishers.

    Only those with a `fresh` report: what is of earlier days alone is not the news of this one.
    """
    changes = thread.changes
    sentences = (*thread.summary.paragraph, *(changes.sentences if changes else ()))
    shown = [thread.row.title, *(sentence.text for sentence in sentences)]
    happenings = [(story.title, [article.id for article in story.articles]) for story in thread.stories]
    happenings += [(entry.title, list(entry.articles)) for entry in thread.timeline if not entry.background]
    widths = []
    for title, ids in happenings:
        reports = [new[id] for id in ids if id in new]
        width = publisher_count(reports)
        if width >= WIDE_PUBLISHERS and is_report(title) and any(one.id in fresh for one in reports):
            widths.append((-width, title, reports))
    happened: list[tuple[str, str, int]] = []
    for width, title, reports in sorted(widths, key=lambda one: one[:2]):
        headlines = [_bare(one) for one in reports]
        texts = (*shown, *(text for text, _, _ in happened))
        own = _terms(title) - theme
        was_delivered = _covered_share(own, known_terms) >= MAX_COVERED_SHARE
        if not was_delivered and thread.row.title not in headlines and not _is_shown([title, *headlines], texts, theme):
            happened.append((title, _reporting(title, reports).id, -width))
    return happened[:MAX_FURTHER_TITLES]


def _reporting(title: str, reports: Sequence[Article]) -> Article:
    """Return the report whose headline is most like a title."""
    terms = _terms(title)
    return max(reports, key=lambda one: (_bare(one) == title, len(terms & _terms(_bare(one))), one.published))


def _is_shown(headlines: Sequence[str], shown: Sequence[str], theme: Collection[str]) -> bool:
    """Whether a printed text says what some of the headlines of a happening say beside the theme of the thread."""
    shown_terms = [bag_of_words(text).keys() for text in shown]
    named = 0
    for headline in headlines:
        own = {term for term in bag_of_words(headline) if term not in theme}
        shares = (len(own & terms) / len(own) for terms in shown_terms if own)
        named += len(own) < MIN_OWN_TERMS or max(shares, default=0.0) >= MAX_COVERED_SHARE
    return named >= MIN_SHOWN_SHARE * len(headlines)
