"""What a correction leaves of the title and summary of a thread: what is neither of nor by the moved articles."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import replace

from briefing.model.articles import Article
from briefing.model.coverage import FormerText, ThreadText
from briefing.model.threads import Sentence, Summary
from briefing.writing.headlines import headlines
from briefing.writing.titles.series_labels import without_label


def with_unchanged_text(
    text: ThreadText, former: FormerText, changed: Set[str], articles: Sequence[Article], labels: frozenset[str]
) -> ThreadText:
    """Return the text of a thread, with the former title and summary where a correction gives no reason to change them.

    The former title stays if it is the headline of an article that was there before, and the new one is of none that
    came; a label of the thread stays if it still is one. A summary stays if neither it nor the new one cites an article
    that came or left.

    Args:
        text: What is written from the present articles.
        former: What was written before.
        changed: The ids of the articles that came or left.
        articles: The present articles.
        labels: The labels of a series that headlines of the thread begin with.
    """
    texts = {one.casefold() for one in (text.title, text.latest_development, former.title, former.latest_development)}
    named = [article for article in articles if any(one and one in article.title.casefold() for one in texts)]
    stayed = _headlines([article for article in named if article.id not in changed], labels)
    came = _headlines([article for article in named if article.id in changed], labels)
    if text.title != former.title and (former.title not in stayed or text.title in came):
        return text
    is_latest_kept = text.latest_development not in came and former.latest_development in {*stayed, ""}
    return replace(
        text,
        title=former.title,
        latest_development=former.latest_development if is_latest_kept else text.latest_development,
        summary=_unchanged_summary(text.summary, former.summary, changed),
    )


def _headlines(articles: Sequence[Article], labels: frozenset[str]) -> Collection[str]:
    texts = {headline.text for headline in headlines(articles)}
    return texts | {without_label(text, labels) for text in texts}


def _unchanged_summary(new: Summary, former: Summary, changed: Set[str]) -> Summary:
    def chosen(new_part: tuple[Sentence, ...], former_part: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        cited = {sentence.article for sentence in (*new_part, *former_part)}
        return former_part if changed.isdisjoint(cited) else new_part

    is_long_kept = changed.isdisjoint(
        sentence.article for one in (new, former) for sentence in (*one.long, *one.headlines)
    )
    return Summary(
        line=chosen(new.line, former.line),
        paragraph=chosen(new.paragraph, former.paragraph),
        long=former.long if is_long_kept else new.long,
        headlines=former.headlines if is_long_kept else new.headlines,
    )
