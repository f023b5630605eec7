"""The entries of a digest: a thread in full, in brief, or by its title; threads of one affair are one entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.articles import Article
from briefing.model.briefings import Briefing
from briefing.model.digests import SummarySize
from briefing.model.threads import Thread, TimelineEntry
from briefing.output.changes import new_name_spans, number_change_spans
from briefing.output.citations import Citations, articles_of, ended
from briefing.output.documents.document import Block, DocumentEntry, ItemList, ListItem, Paragraph
from briefing.output.documents.further import QUIET
from briefing.output.formatting import format_count, format_day, format_publisher
from briefing.output.lines import Span, unbreakable
from briefing.output.timeline import background_note, condense_by_day, entry_day
from briefing.output.today import newest_articles
from briefing.text.resemblance import Likeness, title_likeness
from briefing.text.titles import bare_headline
from briefing.text.urls import without_tracking
from briefing.text.words import stopwords, tokenize
from briefing.writing.country_terms import terms_of
from briefing.writing.digest.digest_headlines import bare_title
from briefing.writing.digest.digest_layout import (
    MAX_BENEATH_FURTHER,
    MAX_BRIEF_FURTHER,
    further_in_full,
    further_in_title,
)
from briefing.writing.digest.digest_lines import (
    are_on_one_matter,
    headline_before_text,
    headline_behind_title,
    headlines_for_text,
    line_reports,
    printed_headline,
    printed_sentences,
    sentence_limit,
)
from briefing.writing.digest.digest_reach import is_quiet
from briefing.writing.front_page.front_page import is_own_row
from briefing.writing.headline_terms import Terms, covered_share, theme_of
from briefing.writing.headlines import is_report
from briefing.writing.stating_titles import has_no_verb, is_label

MAX_SEARCHED_ARTICLES = 400
"""Newest articles of a thread among which that with its title is looked for: a lead of months has thousands."""
MAX_NAMED_REPORTS = 3
"""Publishers that are named where no sentence is on the line of a thread; of others stands the number."""
MAX_EARLIER_EVENTS = 3
"""Earlier events that remind a reader what an updated thread is about."""
MAX_EARLIER_TITLE = 160
"""Characters of the title of an earlier event at most: a longer sentence reminds nobody at a glance."""
MAX_REPEATED_SHARE = 0.65
"""Share of the terms of a former line or an earlier event, in an entry, from which on it reminds of nothing."""
BEFORE = "; before: "
"""What stands between the line of a thread and the one that the digest last printed of it."""
Parts = dict[str, list[Thread]]
"""Threads that stand beneath another one of their affair, by its id."""


def full_entry(thread: Thread, briefing: Briefing, cited: Citations, size: SummarySize, parts: Parts) -> DocumentEntry:
    """Return a thread in full: its title, what is new, sentences, other happenings, earlier events, its affair."""
    row, changes, form = thread.row, thread.changes, briefing.form
    facts = [row.status, format_count(row.independent_publisher_count, "publisher")]
    if row.status != "new":
        facts.append(f"since {format_day(row.first.astimezone(), briefing.now)}")
    facts += [f"headline of {day}" for day in _headline_day(thread, briefing)]
    facts += [f"#{tag}" for tag in row.tags]
    now_spans = [] if form.is_short else _now_spans(thread, cited)
    has_no_text = bool(now_spans) and not printed_sentences(thread) and not thread.rewrite
    prose = [] if has_no_text else _thread_prose(thread, cited, sentence_limit(thread, briefing, size))
    numbers = number_change_spans(changes.number_changes, cited) if changes else []
    printed = replace(thread, further_titles=thread.further_titles[: further_in_full(thread, form)])
    further = [Span("Also: "), *_further_spans(printed, cited, is_sentence=True)] if printed.further_titles else []
    names = new_name_spans(changes) if changes and size == "long" and not form.has_one_sentence else []
    before = "" if form.has_one_sentence else _before(thread, briefing, (*now_spans, *prose))
    earlier = [Span(f"Before: {ended(before)}")] if before else []
    affair = [] if form.is_short else _affair_spans(thread)
    kinds = (now_spans, prose, numbers, further, names, earlier, affair)
    paragraphs = tuple(Paragraph(tuple(spans)) for spans in kinds if spans)
    items = tuple(_part_item(part, thread, cited) for part in parts.get(row.id, ()))
    blocks: tuple[Block, ...] = (*paragraphs, ItemList(items)) if items else paragraphs
    link = title_link(thread)
    return DocumentEntry(row.title, row.status.title(), ", ".join(facts), row.id, row.last, link, blocks, row.section)


def _headline_day(thread: Thread, briefing: Briefing) -> list[str]:
    """Return the day of the headline of a thread with news, if it is from before the period; [] if it is not."""
    title = thread.row.title
    articles = articles_of(thread.stories).values()
    moments = [one.published for one in articles if bare_headline(one.title, one.publisher) == title]
    newest = max(moments, default=briefing.now)
    is_older = newest.astimezone().date() < briefing.since.astimezone().date() and not (
        is_quiet(thread) or has_no_verb(title) or thread.new_report
    )
    return [format_day(newest.astimezone(), briefing.now)] if is_older else []


def brief_entry(
    thread: Thread, briefing: Briefing, cited: Citations, parts: Parts, *, is_short: bool = False
) -> DocumentEntry:
    """Return a thread by its line, its number of publishers, what is new, a citation, and others of its affair."""
    row, beneath = thread.row, parts.get(thread.row.id, ())
    spans = title_citation(thread, cited) if is_short else _brief_spans(thread, cited)
    if thread.former_line and not briefing.form.has_one_sentence:
        former = ended(thread.former_line) if beneath else thread.former_line
        spans.append(Span(f"{BEFORE}{former}"))
    for index, part in enumerate(beneath):
        connective = "; " if index else " In this affair: "
        count = Span(unbreakable(f" ({part.row.independent_publisher_count})"), "meta")
        spans += [
            Span(connective),
            Span(part.row.title, "", title_link(part)),
            count,
            *_brief_spans(part, cited, MAX_BENEATH_FURTHER),
        ]
    if not beneath and not is_short and (affair := _affair_spans(thread)):
        spans += [Span("; "), *affair]
    facts = [str(row.independent_publisher_count), *(f"headline of {day}" for day in _headline_day(thread, briefing))]
    label = row.status.title()
    return DocumentEntry(
        row.title,
        label,
        ", ".join(facts),
        row.id,
        row.last,
        title_link(thread),
        (Paragraph(tuple(spans)),),
        row.section,
    )


def titled_entry(thread: Thread, parts: Parts, *, is_terse: bool = False) -> DocumentEntry:
    """Return a thread by its line, with the publisher that has it and the number of others, or of all."""
    row, is_named = thread.row, not (is_terse or is_quiet(thread))
    title, report = (row.title, title_article(thread)) if is_terse else _extended_title(thread)
    for part in parts.get(row.id, ()):
        title = f"{title} / {part.row.title if is_terse else _extended_title(part)[0]}"
    number = row.independent_publisher_count
    facts = _publishers_of(report, number) if is_named and report else str(number)
    label, link = QUIET if is_quiet(thread) else row.status.title(), _link_of(report)
    return DocumentEntry(title, label, facts, row.id, row.last, link, section=row.section)


def _publishers_of(report: Article, number: int) -> str:
    """Return who reports something: "Sample Wire and 3 more"."""
    name = format_publisher(report)
    return f"{name} and {number - 1} more" if number > 1 else name


def _extended_title(thread: Thread) -> tuple[str, Article | None]:
    """Return the line of a thread with what is new behind a label, and the article that says it."""
    title = thread.row.title
    if behind := _behind_label(thread):
        headline, report = behind
        return f"{title}: {headline}", report
    if further_in_title(thread):
        further = articles_of(thread.stories).get(next(iter(thread.further_reports), ""))
        return f"{title}: also {thread.further_titles[0]}", further or title_article(thread)
    return (f"{title}{BEFORE}{thread.former_line}" if thread.former_line else title), title_article(thread)


def _brief_spans(thread: Thread, cited: Citations, most: int = MAX_BRIEF_FURTHER) -> list[Span]:
    """Return what is new of a thread in brief, `most` happenings at most, each with the article that reports it."""
    behind = _behind_label(thread)
    if not (behind or thread.further_titles) and thread.changes and thread.changes.number_changes:
        return [Span(": "), *number_change_spans(thread.changes.number_changes[:1], cited)]
    if behind:
        headline, report = behind
        spans = [Span(f": {headline}"), *cited.citation_spans([report.id])]
    else:
        spans = title_citation(thread, cited)
    if thread.further_titles:
        thread = replace(thread, further_titles=thread.further_titles[:most])
        spans += [Span(": also "), *_further_spans(thread, cited)]
    return spans


def _behind_label(thread: Thread) -> tuple[str, Article] | None:
    """Return the headline that says what is new behind a title that only names its affair, and its article."""
    report, headline = _new_report(thread), headline_behind_title(thread)
    return (headline, report) if report and headline else None


def title_citation(thread: Thread, cited: Citations) -> list[Span]:
    """Return the citation of the article that has the title of a thread."""
    article = title_article(thread)
    return cited.citation_spans([article.id] if article else [])


def _further_spans(thread: Thread, cited: Citations, *, is_sentence: bool = False) -> list[Span]:
    """Return the titles of further happenings, each with the article that reports it; a sentence ends with a sign."""
    titles = thread.further_titles
    spans: list[Span] = []
    for index, title in enumerate(titles):
        text = ended(title) if is_sentence and index == len(titles) - 1 else title
        spans += [Span(" / ")] if index else []
        spans += [Span(text), *cited.citation_spans(thread.further_reports[index : index + 1])]
    return spans


def _now_spans(thread: Thread, cited: Citations) -> list[Span]:
    """Return the headline that says what is new in a delivered thread, unless its text says it."""
    headline = headline_before_text(thread)
    return [Span(f"Now: {ended(headline)}"), *cited.citation_spans([thread.new_report])] if headline else []


def _affair_spans(thread: Thread) -> list[Span]:
    """Return the larger affair of a thread that is an entry of its own because its news is widely reported.

    Only a title that names it: "part of: Bodies recovered in Torvane" says of what else, and not of what it is a part.
    """
    row = thread.row
    is_named = bool(row.affair_name) or is_label(row.affair_title)
    return [Span(f"part of: {row.affair}", "meta")] if row.affair_id and is_own_row(row) and is_named else []


def _part_item(part: Thread, leader: Thread, cited: Citations) -> ListItem:
    """Return another thread of an affair as a row beneath its leader."""
    count = Span(f" ({part.row.independent_publisher_count})", "meta")
    spans = (Span(part.row.title, "title", title_link(part)), count, *_brief_spans(part, cited, MAX_BENEATH_FURTHER))
    is_part = bool(part.row.affair_id) and part.row.affair_id != leader.row.affair_id
    kind = "part" if is_part else "also"
    return ListItem(f"new {kind}" if part.row.status == "new" and is_part else kind, spans)


def _new_report(thread: Thread) -> Article | None:
    """Return the new article whose headline says what is new, if there is one."""
    return articles_of(thread.stories).get(thread.new_report)


def title_link(thread: Thread) -> str:
    """Return the address that the title of a thread leads to: that of an article which has it."""
    return _link_of(title_article(thread))


def _link_of(report: Article | None) -> str:
    return without_tracking(report.link) if report else ""


def title_article(thread: Thread) -> Article | None:
    """Return the newest article with the title of a thread, else that whose headline has most of its words.

    None if the thread has no articles.
    """
    articles = newest_articles(thread, MAX_SEARCHED_ARTICLES)
    title = thread.row.title
    same = next((one for one in articles if bare_headline(one.title, one.publisher) == title), None)
    if same:
        return same
    words = set(tokenize(title)) - stopwords("")
    return max(articles, key=lambda one: len(words & set(tokenize(one.title))), default=None)


def _thread_prose(thread: Thread, cited: Citations, max_sentences: int) -> list[Span]:
    """Return the text on a thread: the rewritten summary, sentences, headlines behind a label, or who reports it."""
    if thread.rewrite:
        return cited.rewrite_spans(thread.rewrite)
    sentences = printed_sentences(thread)[:max_sentences]
    if sentences:
        return cited.sentence_spans(sentences)
    return headline_spans(thread, cited) or _reporting_spans(thread, cited)


def headline_spans(thread: Thread, cited: Citations) -> list[Span]:
    """Return the headlines that stand in place of sentences, with their citations."""
    spans: list[Span] = []
    for headline, article in headlines_for_text(thread):
        spans += [Span("; ")] if spans else []
        spans += [Span(headline), *cited.citation_spans([article])]
    return spans


def _reporting_spans(thread: Thread, cited: Citations) -> list[Span]:
    """Return who reports the line of a thread: "Reported by Sample Wire [1], Gazette [2] and 4 more."."""
    reports, articles = line_reports(thread), articles_of(thread.stories)
    ids = [reports.report, *sorted(reports.event, key=list(articles).index)]
    by_publisher: dict[str, str] = {}
    for one in (articles[id] for id in ids if id in articles):
        by_publisher.setdefault(format_publisher(one), one.id)
    named = [*by_publisher.items()][:MAX_NAMED_REPORTS]
    others = len(by_publisher) - len(named)
    spans: list[Span] = []
    for index, (name, id) in enumerate(named):
        is_last = index == len(named) - 1 and not others
        connective = "Reported by " if not index else " and " if is_last else ", "
        spans += [Span(f"{connective}{name}"), *cited.citation_spans([id])]
    spans += [Span(f" and {others} more")] if others else []
    return [*spans, Span(".")] if spans else []


def _before(thread: Thread, briefing: Briefing, printed: Sequence[Span]) -> str:
    """Return what the digest last printed of a thread, or earlier events; "" if neither says more than the entry.

    Args:
        thread: A thread in full.
        briefing: The digest.
        printed: What the entry says above it, without its title.
    """
    texts = (thread.row.title, printed_headline(thread), *(span.text for span in printed if not span.style))
    terms = frozenset[str]().union(*map(terms_of, texts))
    if thread.former_line:
        return "" if _is_repeated(thread.former_line, terms) else thread.former_line
    return "" if thread.row.status == "new" else _earlier_events(thread, briefing, terms)


def _is_repeated(line: str, terms: Terms) -> bool:
    """Whether most of the terms of a line stand in an entry."""
    return covered_share(terms_of(line), [terms]) >= MAX_REPEATED_SHARE


def _dated(event: TimelineEntry, now: datetime) -> str:
    facts = filter(None, (unbreakable(entry_day(event, now)), background_note(event)))
    return f"{event.title.rstrip('.')} ({', '.join(facts)})"


def _earlier_events(thread: Thread, briefing: Briefing, terms: Terms) -> str:
    """Return the latest events of the timeline from before the period that share a term with the entry of a thread
    beside its theme, newest first; those of several publishers if any. If the line of the thread says what happened,
    they are on its matter.

    Args:
        thread: The thread.
        briefing: The digest.
        terms: The terms of the entry.
    """
    start = briefing.since.astimezone().date()
    headlines = [terms_of(bare_title(one)) for one in newest_articles(thread, MAX_SEARCHED_ARTICLES)]
    own, line = terms - theme_of(headlines), printed_headline(thread)
    earlier = [
        event
        for event in thread.main_timeline
        if event.date < start
        and len(event.title) <= MAX_EARLIER_TITLE
        and is_report(event.title)
        and title_likeness(event.title, thread.row.title) < Likeness.SIMILAR
        and terms_of(event.title) & own
        and (has_no_verb(line) or are_on_one_matter(line, event.title))
        and not _is_repeated(event.title, terms)
    ]
    earlier = [event for event in earlier if len(event.publishers) > 1] or earlier
    return "; ".join(_dated(event, briefing.now) for event in condense_by_day(earlier, MAX_EARLIER_EVENTS))
