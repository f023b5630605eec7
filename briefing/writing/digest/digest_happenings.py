"""What else happened in a thread that a digest prints: stories and events of many publishers beside its line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from briefing.writing.country_terms import terms_of
from briefing.writing.digest.digest_headlines import bare_title
from briefing.writing.digest.digest_lines import MAX_COVERED_SHARE, MIN_OWN_TERMS, line_reports, printed_headline
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS
from briefing.writing.headline_terms import covered_share
from briefing.writing.headlines import is_report
from briefing.writing.numbers.deaths import deaths_in
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stating_titles import is_label
from briefing.writing.stories import publisher_count

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import Thread
    from briefing.writing.digest.digest_knowledge import News

MAX_FURTHER_TITLES = 4
"""Further happenings that are named beside the title of a thread, so that it stays within a few lines."""
MIN_STORY_SHARE = 0.5
"""Share of the reports of a happening in the story of the line from which on it is a happening of that story."""
MIN_LINE_SHARE = 0.25
"""Share of the terms of such a happening in the line from which on it is that of the line: a story is one."""
MIN_SHOWN_SHARE = 0.2
"""Share of the headlines of a happening that are said already from which on it is: headlines vary in their words."""


def further_happenings(thread: Thread, news: News, deaths: int = 0) -> list[tuple[str, str, int]]:
    """Return widely reported stories and events beside what is shown: title, an article with it, publishers.

    Only those with a report since the last digest: what is of earlier days alone is not the news of this one. Nor are
    those that state fewer deaths than `deaths`, which are known by now.
    """
    sentences = (*thread.summary.paragraph, *(thread.changes.sentences if thread.changes else ()))
    line, story = printed_headline(thread), line_reports(thread).story
    shown = [thread.row.title, line, *(sentence.text for sentence in sentences)]
    theme = terms_of(thread.row.title) if is_label(thread.row.title) else terms_of(line)
    happenings = [(story.title, [article.id for article in story.articles]) for story in thread.stories]
    happenings += [(entry.title, list(entry.articles)) for entry in thread.timeline if not entry.background]
    widths = []
    for title, ids in happenings:
        reporting = [news.new[id] for id in ids if id in news.new]
        width = publisher_count(reporting)
        if width >= WIDE_PUBLISHERS and is_report(title) and any(one.id in news.fresh for one in reporting):
            widths.append((-width, title, reporting))
    happened: list[tuple[str, str, int]] = []
    for width, title, reporting in sorted(widths, key=lambda one: one[:2]):
        headlines = [bare_title(one) for one in reporting]
        texts = (*shown, *(text for text, _, _ in happened))
        was_delivered = covered_share(terms_of(title) - theme, news.all_known) >= MAX_COVERED_SHARE
        in_story = sum(one.id in story for one in reporting) >= MIN_STORY_SHARE * len(reporting)
        is_line = line in headlines or (in_story and _is_like(title, line))
        is_overtaken = 0 < deaths_in(title, reporting[0].lang) < deaths
        if not (was_delivered or is_line or is_overtaken) and not _is_shown([title, *headlines], texts, theme):
            happened.append((title, _reporting(title, reporting).id, -width))
    return happened[:MAX_FURTHER_TITLES]


def _is_like(title: str, line: str) -> bool:
    """Whether the title of a happening and a line share enough to be on one."""
    terms = terms_of(title)
    return len(terms & terms_of(line)) >= MIN_LINE_SHARE * len(terms)


def _reporting(title: str, articles: Sequence[Article]) -> Article:
    """Return the report whose headline is most like a title."""
    terms = terms_of(title)
    return max(
        articles, key=lambda one: (bare_title(one) == title, len(terms & terms_of(bare_title(one))), one.published)
    )


def _is_shown(headlines: Sequence[str], shown: Sequence[str], theme: Collection[str]) -> bool:
    """Whether a printed text says what some of the headlines of a happening say beside the theme of the thread."""
    shown_terms = [bag_of_words(text).keys() for text in shown]
    named = 0
    for headline in headlines:
        own = {term for term in bag_of_words(headline) if term not in theme}
        shares = (len(own & terms) / len(own) for terms in shown_terms if own)
        named += len(own) < MIN_OWN_TERMS or max(shares, default=0.0) >= MAX_COVERED_SHARE
    return named >= MIN_SHOWN_SHARE * len(headlines)
