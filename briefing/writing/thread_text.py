"""Writes title, summary and timeline of a changed thread, which are stored: reading only ranks and renders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.model.articles import Story
from briefing.model.coverage import FormerText, ThreadText
from briefing.text.titles import bare_headline
from briefing.writing.former_text import with_unchanged_text
from briefing.writing.front_page.exclusion import exclusion_reason
from briefing.writing.lead_story import latest_development
from briefing.writing.numbers.deaths import stated_deaths
from briefing.writing.stories import articles_of, sample_stories, stories_in_order
from briefing.writing.timeline.former_rows import former_rows
from briefing.writing.timeline.row_tolls import with_newest_tolls
from briefing.writing.timeline.thread_timeline import story_ids, thread_timeline, topic_events
from briefing.writing.timeline.turns import latest_turn
from briefing.writing.titles.series_labels import series_labels, without_label
from briefing.writing.titles.thread_titles import choose_title, story_title
from briefing.writing.titles.title_and_opening import title_and_summary


def write_thread(
    thread_id: str,
    stories: Sequence[Story],
    avoid_title: str = "",
    previous_title: str = "",
    title_stories: Sequence[Story] = (),
    former: FormerText | None = None,
    former_of_others: Sequence[FormerText] = (),
) -> ThreadText:
    """Write a thread; of a very long one a sample of the stories is read.

    Args:
        thread_id: Id of the thread.
        stories: All its stories; what is written leaves out those that are perhaps of another topic.
        avoid_title: The title of its affair, which must not be the thread's too.
        previous_title: The title that it has had so far, which stays while it is recent.
        title_stories: The stories whose headlines can be its title; empty: all.
        former: What was written of it before a correction, which stays where that moved none of its articles.
        former_of_others: What was written of the other threads that the correction took articles from.
    """
    titles = {story.id: story.title or bare_headline(story.articles[0].title) for story in stories_in_order(stories)}
    doubted = [story for story in stories if story.doubted]
    stories = [story for story in stories if not story.doubted]
    sample = sample_stories(stories)
    titles |= {story.id: title for story in (*sample, *doubted) if (title := story_title(story.articles))}
    articles = articles_of(stories)
    rows = former_rows(former, former_of_others, (article.id for article in articles))
    events = topic_events(articles, story_ids(stories), rows)
    naming = [story for story in title_stories if not story.doubted] or stories
    choice = choose_title(naming, avoid_title, previous_title, latest_turn(events.main))
    title, summary = title_and_summary(stories, choice, events)
    labels = series_labels(sample, title)
    latest = latest_development(sample, title)
    text = ThreadText(
        thread=thread_id,
        title=title,
        latest_development=without_label(latest, labels),
        summary=summary,
        timeline=thread_timeline(stories, title, events, latest, rows),
        story_titles={id: without_label(headline, labels) for id, headline in titles.items()},
        excluded=exclusion_reason([article for story in sample for article in story.articles]),
        deaths=stated_deaths(articles),
        doubted=frozenset(story.id for story in doubted),
    )
    if former and rows and former.title != avoid_title:
        text = with_unchanged_text(text, former, rows.changed, articles, labels)
    unchanged = [row.articles for row in rows.kept_rows] if rows else []
    timeline = with_newest_tolls(text.timeline, articles, text.title, text.summary, unchanged)
    return replace(text, timeline=tuple(replace(one, title=without_label(one.title, labels)) for one in timeline))
