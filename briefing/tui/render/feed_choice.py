"""The choice of feeds at the first start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model.feeds import Feed
from briefing.output.formatting import format_count, section_title
from briefing.output.lines import Span, fit_spans
from briefing.text.publishers.feed_names import feed_display_name
from briefing.tui.render.page_lines import BLANK_LINE, PageLine, Target, paragraph
from briefing.tui.render.thread_options import PROSE_WIDTH
from briefing.tui.symbols import Symbols


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """The feeds to choose from at the first start, the chosen ones, and the sections whose feeds are listed."""

    feeds: Sequence[Feed]
    chosen_urls: frozenset[str]
    unfolded_sections: frozenset[str]


def render_first_start(choice: FeedChoice, symbols: Symbols, keys: tuple[str, str], width: int) -> list[PageLine]:
    """Return the sections with their feeds, to be chosen; `keys` fetch the feeds, and show them later."""
    begin_key, feeds_key = keys
    width = min(width, PROSE_WIDTH)
    introduction = (
        "briefing fetches the feeds you choose, joins reports of one happening into a story and stories of one topic "
        "into a thread, and says what changed since you last looked. No account is "
        "needed, and nobody learns what you read."
    )
    question = f"Which sections do you want? All can be changed later: {feeds_key} shows the feeds."
    page = [
        *paragraph("Welcome to briefing", width, "title"),
        BLANK_LINE,
        *paragraph(introduction, width, "meta"),
        BLANK_LINE,
        *paragraph(question, width),
        BLANK_LINE,
    ]
    for section in dict.fromkeys(feed.section for feed in choice.feeds):
        page += _section_lines(section, choice, symbols, width)
    chosen = Span(f"{format_count(len(choice.chosen_urls), 'feed')} chosen.", "title")
    return [*page, BLANK_LINE, PageLine((chosen, Span(f" {begin_key} fetches them; it takes some seconds.", "accent")))]


def _section_lines(name: str, choice: FeedChoice, symbols: Symbols, width: int) -> list[PageLine]:
    feeds = [feed for feed in choice.feeds if feed.section == name]
    chosen = sum(feed.url in choice.chosen_urls for feed in feeds)
    unfolded = name in choice.unfolded_sections
    box = "[x]" if chosen == len(feeds) else "[ ]" if not chosen else "[-]"
    names = "" if unfolded else ", ".join(feed_display_name(feed) for feed in feeds)
    spans = [
        Span(box, "figure"),
        Span(" "),
        Span(f"{section_title(name):<14}", "title"),
        Span(f"{format_count(len(feeds), 'feed'):<9}", "meta"),
        Span(f"{symbols.unfolded if unfolded else symbols.folded} {names}", "meta"),
    ]
    page = [PageLine(fit_spans(spans, width, symbols.ellipsis), Target("section", name))]
    for feed in feeds if unfolded else ():
        box = "[x]" if feed.url in choice.chosen_urls else "[ ]"
        spans = [Span(f"    {box}", "figure"), Span(f" {feed_display_name(feed)}")]
        page.append(PageLine(fit_spans(spans, width, symbols.ellipsis), Target("feed", feed.url)))
    return page
