"""Who told the newest stories, and when; what only one of them has; who is silent."""

from __future__ import annotations

from textual.content import Content

from briefing.model.threads import Coverage, PublisherReport, StoryCoverage
from briefing.output.coverage import format_delay, widely_reported_stories
from briefing.output.number_format import format_count
from briefing.output.time_format import format_day, format_time
from briefing.tui.render.line_layout import (
    BLANK_LINE,
    MUTED,
    PRIMARY,
    SECONDARY,
    STRONG,
    Line,
    Target,
    align_ends,
    fit_to_width,
    heading,
    make_lines,
    wrap_content,
)
from briefing.tui.render.thread_common import RenderOptions

MAX_PUBLISHERS = 8
"""Publishers listed for a story; the articles name the others."""
MAX_EXCLUSIVE_FACTS = 4
"""Facts that only one publisher has."""


def render_coverage(coverage: Coverage, options: RenderOptions, width: int) -> list[Line]:
    """Return the publishers of the newest shared stories, first to last; nothing where one publisher tells all."""
    told = [one for one in widely_reported_stories(coverage) if len(one.publisher_reports) > 1]
    if not told and not coverage.silent_publishers:
        return []
    page = [heading("COVERAGE", width, f"{format_count(coverage.thread.independent_publisher_count, 'publisher')}")]
    for one in told:
        page += [*_story_lines(one, options, width, show_title=len(told) > 1), BLANK_LINE]
    if coverage.silent_publishers:
        words = Content.styled(f"silent: {', '.join(coverage.silent_publishers)}", MUTED)
        page += [*make_lines(wrap_content(words, width)), BLANK_LINE]
    return page


def _story_lines(story_coverage: StoryCoverage, options: RenderOptions, width: int, *, show_title: bool) -> list[Line]:
    began = story_coverage.publisher_reports[0].article.published.astimezone()
    on = Content.styled(format_day(began, options.now), MUTED)
    title = fit_to_width(story_coverage.story.title, width - on.cell_length - 2, STRONG, options.symbols.ellipsis)
    page = [Line(align_ends(title, on, width))] if show_title else []
    name = min(max(width * 2 // 7, 10), 24)
    for place, voice in enumerate(story_coverage.publisher_reports[:MAX_PUBLISHERS]):
        when = (
            format_delay(voice.delay) if place else format_time(began) if show_title else format_day(began, options.now)
        )
        front = fit_to_width(voice.publisher, name - 1, SECONDARY, options.symbols.ellipsis) + Content.styled(
            f" {when:>9}  ", MUTED
        )
        text = fit_to_width(_headline(voice), width - front.cell_length, ellipsis=options.symbols.ellipsis)
        page.append(Line(front + text, Target("article", voice.article.id, occurrence="coverage")))
    rest = len(story_coverage.publisher_reports) - MAX_PUBLISHERS
    page += [Line(Content.styled(f"and {format_count(rest, 'more publisher')}", MUTED))] if rest > 0 else []
    for only in story_coverage.exclusive_facts[:MAX_EXCLUSIVE_FACTS]:
        content = Content.assemble(("only here: ", MUTED), (only.fact, PRIMARY), (f"  {only.publisher}", SECONDARY))
        target = Target("sentence", only.sentence.article, only.sentence.text, "coverage")
        page += make_lines(wrap_content(content, width), target)
    return page


def _headline(report: PublisherReport) -> Content:
    notes = [f"the words of {report.copied_from}"] if report.copied_from else []
    notes += [f"{report.article_count} articles"] if report.article_count > 1 else []
    return Content.assemble(report.article.title, (f" ({', '.join(notes)})" if notes else "", MUTED))
