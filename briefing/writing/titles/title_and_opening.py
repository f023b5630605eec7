"""Chooses the title of a thread together with the first sentence of its summary: one that states the title's news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.model.articles import Story
from briefing.model.threads import Summary
from briefing.writing.headlines import Headline
from briefing.writing.numbers.stated_tolls import counts_dead, is_smaller_toll, state_other_tolls
from briefing.writing.stories import sample_stories
from briefing.writing.summary.outline import Outline, outline_of
from briefing.writing.summary.stated_news import StatedNews
from briefing.writing.summary.thread_summary import ThreadSummarizer
from briefing.writing.summary.weighed_sentences import WeighedSentence
from briefing.writing.timeline.thread_timeline import TopicEvents
from briefing.writing.titles.thread_titles import TitleChoice

# The constants below were chosen by reading the titles and paragraphs of 405 threads of two replayed windows.
MAX_STATED_OF_TITLE = 0.3
"""Probability that the first sentence states the title's news below which another title is looked for."""
MIN_STATED_OF_OTHER = 0.6
"""Probability that the first sentence states the news of another headline, from which on that one may be the title."""
MIN_STATED_UNDER_LABEL = MAX_STATED_OF_TITLE
"""The same probability if the title is a label: it stays, and only the first sentence changes."""
MIN_SURE_OPENING = 0.5
"""Probability that such a first sentence may open a summary."""
UNSTATED_FACTOR = 0.35
"""Factor of the score of a headline that no sentence states; it is 1 for one that a sentence surely states."""
MIN_GAIN = 1.15
"""Number of times that the score of another headline, with this factor, is that of the title which it replaces."""
MIN_GAIN_OVER_KEPT = 1.6
"""The same number if the reader knows the title already."""
MIN_SCORE_OF_TOLL = 0.2
"""The same share of a headline that takes the place of a title with fewer dead than the first sentence counts."""
MIN_SCORE = 0.4
"""Score of another headline as a share of that of the title."""


def title_and_summary(stories: Sequence[Story], choice: TitleChoice, events: TopicEvents) -> tuple[str, Summary]:
    """Return the title of a thread and its summary, which do not state two tolls of one event.

    Args:
        stories: The stories of the thread.
        choice: Its title as its headlines alone give it, and those that could replace it.
        events: Its events.
    """
    title, summary = _title_and_summary(stories, choice, events)
    opening = summary.line[0].text if summary.line else ""
    newest = max((one.published for story in stories for one in story.articles), default=None)
    if newest is None or not is_smaller_toll(title, opening, newest.date()):
        return title, summary
    others = [one.text for score, one in choice.others if score >= MIN_SCORE_OF_TOLL]
    agreeing = [one for one in others if not state_other_tolls(one, opening)]
    return next(filter(counts_dead, agreeing), next(iter(agreeing), title)), summary


def _title_and_summary(stories: Sequence[Story], choice: TitleChoice, events: TopicEvents) -> tuple[str, Summary]:
    """Return the title of a thread and its summary.

    The title gives way to a headline that is not older or is on its event, if a sentence states the news of that one
    and none that of the title. It gives way too if the affair has moved on since.
    """
    sample = sample_stories(stories)
    if not sample:
        return choice.title, Summary()
    own = choice.headline
    outline = outline_of(events.main, events.reported, choice.title)
    summarizer = ThreadSummarizer(sample, title=choice.title, outline=outline)
    if own is None:
        return choice.title, summarizer.summarize()
    later = _later_headline(choice, outline)
    if later is None and choice.title == own.text != outline.lead:  # the paragraph is on what its title says
        outline = outline._replace(lead=choice.title)
        summarizer = ThreadSummarizer(sample, title=choice.title, outline=outline)
    if other := later or _stated_headline(choice, outline, summarizer):
        title = other.text if choice.title == own.text else choice.title
        other_outline = outline_of(events.main, events.reported, title)._replace(lead=other.text)
        changed = ThreadSummarizer(sample, title=title, outline=other_outline)
        least = MIN_STATED_OF_OTHER if title == other.text else MIN_STATED_UNDER_LABEL
        if later or _is_stated(other, changed.line, outline, least):
            return title, changed.summarize()
    return choice.title, summarizer.summarize()


def _later_headline(choice: TitleChoice, outline: Outline) -> Headline | None:
    """The best headline on the event to which the affair has moved on since its title; None if it has not, or if the
    title is a label.
    """
    if choice.headline is None or outline.lead in ("", choice.title) or choice.title != choice.headline.text:
        return None
    lead = next((one for _, one in choice.others if one.text == outline.lead), None)
    of_lead = outline.canonical_events_of([lead.article_id]) if lead else frozenset[int]()
    on_event = (one for _, one in choice.others if of_lead & outline.canonical_events_of([one.article_id]))
    return next(on_event, lead)


def _stated_headline(choice: TitleChoice, outline: Outline, summarizer: ThreadSummarizer) -> Headline | None:
    """The best other headline that a sentence states, if the first sentence does not state what the title does."""
    own = choice.headline
    if own is None or not choice.others:
        return None
    is_not_a_headline = choice.title != own.text
    lead = outline.lead if is_not_a_headline and outline.lead else choice.title
    titled = [one.article_id for one in (own, *(one for _, one in choice.others)) if one.text == lead]
    stated = _most_stated(StatedNews(lead, titled, outline), summarizer.line)
    if stated >= MAX_STATED_OF_TITLE:
        return None
    openings = summarizer.sure_openings()
    best, best_value = None, (MIN_GAIN_OVER_KEPT if choice.is_kept else MIN_GAIN) * _factor(stated)
    for score, one in choice.others:
        is_near = is_not_a_headline or one.published >= own.published or _are_on_one_event(one, own, outline)
        if score < MIN_SCORE or not is_near:
            continue
        news = StatedNews(one.text, [one.article_id], outline)
        probability = _most_stated(news, filter(news.is_near, openings))
        if probability >= MIN_STATED_OF_OTHER and score * _factor(probability) > best_value:
            best, best_value = one, score * _factor(probability)
    return best


def _is_stated(headline: Headline, line: Sequence[WeighedSentence], outline: Outline, least: float) -> bool:
    stated = _most_stated(StatedNews(headline.text, [headline.article_id], outline), line)
    return stated >= least and all(one.sentence.verdict.opening >= MIN_SURE_OPENING for one in line)


def _most_stated(news: StatedNews, sentences: Iterable[WeighedSentence]) -> float:
    return max((news.probability(one) for one in sentences), default=0.0)


def _are_on_one_event(one: Headline, other: Headline, outline: Outline) -> bool:
    events = (outline.canonical_events_of([headline.article_id]) for headline in (one, other))
    return not next(events).isdisjoint(next(events))


def _factor(stated: float) -> float:
    return UNSTATED_FACTOR + (1 - UNSTATED_FACTOR) * stated
